use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use service::{ObjectBody, S3Answer};
use tokio::sync::mpsc;

use crate::limits;

/// The body of an answer: at hand, or read from the disk as the client takes it.
pub(crate) enum AnswerBody {
    Whole(Option<Bytes>),
    Object { pieces: mpsc::Receiver<io::Result<Bytes>>, left: u64 },
}

/// An answer as hyper sends it.
pub(crate) fn response(answered: S3Answer) -> Response<AnswerBody> {
    let S3Answer { answer, metadata, object } = answered;
    let body = match object {
        Some(object) => stream(object),
        None => AnswerBody::Whole(Some(Bytes::from(answer.body)).filter(|bytes| !bytes.is_empty())),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        // what cannot be a header value was taken out before
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
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

/// Reads the object on a thread that may block, a few pieces ahead of the client.
fn stream(mut object: ObjectBody) -> AnswerBody {
    let (sender, pieces) = mpsc::channel(2);
    let length = object.length;
    tokio::task::spawn_blocking(move || {
        let mut left = length;
        while left > 0 {
            let size = usize::try_from(left).unwrap_or(usize::MAX).min(limits::OBJECT_READ_BYTES);
            let mut piece = vec![0; size];
            let read = object.reader.read_exact(&mut piece).map(|()| Bytes::from(piece));
            let failed = read.is_err();
            if sender.blocking_send(read).is_err() || failed {
                return;
            }
            left -= size as u64;
        }
    });
    AnswerBody::Object { pieces, left: length }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut *self {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Object { pieces, left } => match pieces.poll_recv(cx) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => {
                    *left = left.saturating_sub(piece.len() as u64);
                    Poll::Ready(Some(Ok(Frame::data(piece))))
                }
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
                Poll::Ready(None) if *left > 0 => Poll::Ready(Some(Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the object ended early",
                )))),
                Poll::Ready(None) => Poll::Ready(None),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_none(),
            Self::Object { left, .. } => *left == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Object { left, .. } => SizeHint::with_exact(*left),
        }
    }
}

/// For results that cannot fail.
pub(crate) type Answered = Result<Response<AnswerBody>, Infallible>;
