use std::borrow::Cow;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use service::{Held, S3Answer};

use crate::object_pieces::ObjectPieces;
use crate::room::UnderWay;

/// The body of an answer. The request is under way until this is gone.
pub(crate) struct AnswerBody {
    content: Content,
    _held: Held,
    _under_way: UnderWay,
}

/// Bytes at hand, or read from the disk as the client takes them.
enum Content {
    Whole(Option<Bytes>),
    Object(ObjectPieces),
}

/// An answer as hyper sends it.
pub(crate) fn response(answered: S3Answer, under_way: UnderWay) -> Response<AnswerBody> {
    let S3Answer { answer, metadata, object, held } = answered;
    let content = match object {
        Some(object) => Content::Object(ObjectPieces::new(object)),
        None => Content::Whole(Some(Bytes::from(answer.body)).filter(|bytes| !bytes.is_empty())),
    };
    let mut response = Response::new(AnswerBody { content, _held: held, _under_way: under_way });
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        // what cannot be a header value was taken out before
        let value = match value {
            Cow::Borrowed(fixed) => Ok(HeaderValue::from_static(fixed)),
            Cow::Owned(text) => HeaderValue::try_from(text),
        };
        if let Ok(value) = value {
            response.headers_mut().append(HeaderName::from_static(name), value);
        }
    }
    for (name, value) in metadata {
        let name = HeaderName::from_bytes(format!("x-amz-meta-{name}").as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.as_bytes())) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

impl AnswerBody {
    fn content(self: Pin<&mut Self>) -> &mut Content {
        &mut self.get_mut().content
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let piece = match self.content() {
            Content::Whole(bytes) => bytes.take().map(Ok),
            Content::Object(pieces) => ready!(pieces.poll_next(cx)),
        };
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Whole(bytes) => bytes.is_none(),
            Content::Object(pieces) => pieces.left() == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match &self.content {
            Content::Whole(bytes) => bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            Content::Object(pieces) => pieces.left(),
        })
    }
}

/// The connection was told to make place before the request began: it is not answered.
#[derive(Debug)]
pub(crate) struct Left;

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection makes place for another")
    }
}

impl std::error::Error for Left {}

/// The outcome of a request.
pub(crate) type Answered = Result<Response<AnswerBody>, Left>;
