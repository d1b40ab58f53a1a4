//! Bodies on their way in. All pass through [`Receiver`], whatever the operation and however the request was signed, and
//! nothing is made of one before it was found whole and right.

use bytes::Bytes;
use objects::{Error, Upload};
use wire::chunked::{BodyError as ContentError, Received, Receiver};
use wire::fault::{Fault, codes};
use wire::sigv4::RequestHead;

use crate::body::{BodyError, RequestBody};
use crate::s3::access::S3Call;
use crate::s3::storage::{self, blocking};

/// Bytes that are gathered before they go to the disk.
const BATCH_BYTES: usize = 1024 * 1024;

/// What the body of the request has to be, which has at most `limit` bytes of data.
pub(super) fn receiver(call: &S3Call<'_, '_>, limit: usize) -> Result<Receiver, Fault> {
    receiver_of(&call.head(), call, limit)
}

/// The same for a head that leaves something of the request's out.
pub(super) fn receiver_of(
    head: &RequestHead<'_>,
    call: &S3Call<'_, '_>,
    limit: usize,
) -> Result<Receiver, Fault> {
    let receiver = Receiver::new(head, Some(call.proof), limit as u64);
    receiver.map_err(|error| content_fault(error, limit))
}

/// The whole body in memory.
pub(super) async fn collect<B: RequestBody>(
    mut receiver: Receiver,
    body: &mut B,
    limit: usize,
) -> Result<Vec<u8>, Fault> {
    let mut all = Vec::new();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(transport_fault)?;
        let mut rest = piece.as_ref();
        while let Some(data) = receiver.next(&mut rest).map_err(|error| content_fault(error, limit))? {
            all.extend_from_slice(data);
        }
    }
    receiver.finish().map_err(|error| content_fault(error, limit))?;
    Ok(all)
}

/// XML that is too long has an error of its own.
fn content_fault(error: ContentError, limit: usize) -> Fault {
    match error {
        ContentError::TooLarge { .. } => {
            Fault::new(codes::s3::MAX_MESSAGE_LENGTH_EXCEEDED, "Your request was too big.")
                .with("MaxMessageLengthBytes", limit.to_string())
        }
        error => error.into(),
    }
}

fn transport_fault(error: BodyError) -> Fault {
    match error {
        BodyError::Broken => Fault::from(ContentError::Truncated),
        BodyError::TooSlow => Fault::new(
            codes::s3::REQUEST_TIMEOUT,
            "Your socket connection to the server was not read from or written to within the timeout period.",
        ),
    }
}

/// The body of an upload, on its way to the disk.
struct Incoming {
    receiver: Receiver,
    upload: Upload,
    bucket: String,
}

impl Incoming {
    fn take(mut self, pieces: Vec<Bytes>) -> Result<Self, Fault> {
        for piece in pieces {
            let mut rest = piece.as_ref();
            while let Some(data) = self.receiver.next(&mut rest)? {
                self.upload.write(data).map_err(|error| storage::fault(&error, &self.bucket))?;
            }
        }
        Ok(self)
    }
}

/// Writes the body to a new upload to a bucket. What comes back is whole and right, and not yet visible.
pub(super) async fn upload<B: RequestBody>(
    receiver: Receiver,
    bucket: &str,
    begin: impl FnOnce() -> Result<Upload, Error> + Send + 'static,
    body: &mut B,
) -> Result<(Upload, Received), Fault> {
    let bucket = bucket.to_owned();
    let mut incoming = blocking(move || match begin() {
        Ok(upload) => Ok(Incoming { receiver, upload, bucket }),
        Err(error) => Err(storage::fault(&error, &bucket)),
    })
    .await??;
    loop {
        let (pieces, more) = batch(body).await?;
        incoming = blocking(move || incoming.take(pieces)).await??;
        if !more {
            break;
        }
    }
    let Incoming { receiver, upload, .. } = incoming;
    Ok((upload, receiver.finish()?))
}

/// The next pieces of the body, and whether more may follow.
async fn batch<B: RequestBody>(body: &mut B) -> Result<(Vec<Bytes>, bool), Fault> {
    let mut pieces = Vec::new();
    let mut size: usize = 0;
    while size < BATCH_BYTES {
        match body.next().await {
            Some(piece) => {
                let piece = piece.map_err(transport_fault)?;
                size = size.saturating_add(piece.len());
                pieces.push(piece);
            }
            None => return Ok((pieces, false)),
        }
    }
    Ok((pieces, true))
}
