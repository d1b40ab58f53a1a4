//! Bodies of uploads. All pass through [`Receiver`], and none becomes visible before it was found whole and right.

use bytes::Bytes;
use objects::{Error, Upload};
use wire::chunked::{ContentError, Received, Receiver};
use wire::fault::{Fault, codes};
use wire::sigv4::RequestHead;

use crate::body::{BodyError, RequestBody};
use crate::permit::s3::S3Call;
use crate::places::{Memory, PoolPlace};
use crate::s3::storage::{self, blocking};

/// Bytes that are gathered before they go to the disk.
const BATCH_BYTES: usize = 1024 * 1024;

/// Bytes of a piece below which it is copied, lest it keep a larger buffer alive.
const SMALL_PIECE_BYTES: usize = 16 * 1024;
/// Bytes of the buffer that a piece may keep alive, at most: a connection reads no more at a time.
const PIECE_BUFFER_BYTES: usize = 64 * 1024;

/// Receiver of the body of the request, with at most `limit` bytes of data.
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

/// The whole body in memory, as far as there is some for this caller.
pub(super) async fn collect<B: RequestBody>(
    mut memory: Memory,
    mut receiver: Receiver,
    body: &mut B,
    limit: usize,
) -> Result<Vec<u8>, Fault> {
    let mut all = Vec::new();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(transport_fault)?;
        let mut rest = piece.as_ref();
        while let Some(data) = receiver.next(&mut rest).map_err(|error| content_fault(error, limit))? {
            if !memory.hold(all.len().saturating_add(data.len())) {
                return Err(Fault::s3_slow_down());
            }
            all.extend_from_slice(data);
        }
    }
    receiver.finish().map_err(|error| content_fault(error, limit))?;
    Ok(all)
}

/// Reads the body of a request that has none: one that comes must still be what was signed, and empty.
pub(super) async fn nothing<B: RequestBody>(call: &mut S3Call<'_, '_>, body: &mut B) -> Result<(), Fault> {
    collect(call.memory(), receiver(call, 0)?, body, 0).await.map(drop)
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

/// Room for an upload: its place, and memory for data that is not on the disk yet.
pub(super) struct UploadRoom {
    place: PoolPlace,
    memory: Memory,
}

impl UploadRoom {
    /// Room for one more upload of this caller.
    pub(super) fn of(call: &S3Call<'_, '_>) -> Result<Self, Fault> {
        let place = call.places().uploads.enter(call.tenant(), 1).ok_or_else(Fault::s3_slow_down)?;
        Ok(Self { place, memory: call.memory() })
    }
}

/// The body of an upload, on its way to the disk.
struct Incoming {
    receiver: Receiver,
    upload: Upload,
    bucket: String,
    place: PoolPlace,
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

/// Writes the body to a new upload to a bucket. The upload is whole and right, and not yet visible; its place is to be kept by
/// the thread that ends it.
pub(super) async fn upload<B: RequestBody>(
    room: UploadRoom,
    receiver: Receiver,
    bucket: &str,
    begin: impl FnOnce() -> Result<Upload, Error> + Send + 'static,
    body: &mut B,
) -> Result<(Upload, Received, PoolPlace), Fault> {
    let bucket = bucket.to_owned();
    let UploadRoom { place, memory } = room;
    let mut batch = Batch::new(memory);
    let mut incoming = blocking(move || match begin() {
        Ok(upload) => Ok(Incoming { receiver, upload, bucket, place }),
        Err(error) => Err(storage::fault(&error, &bucket)),
    })
    .await??;
    loop {
        let more = batch.fill(body).await?;
        let pieces = batch.take();
        incoming = blocking(move || incoming.take(pieces)).await??;
        batch.memory.release();
        if !more {
            break;
        }
    }
    let Incoming { receiver, upload, place, .. } = incoming;
    let received = receiver.finish()?;
    Ok((upload, received, place))
}

/// Pieces of a body that go to the disk together.
///
/// A small piece may keep a large buffer of the connection alive, so small ones are copied together. Memory that is short only
/// makes batches smaller: one piece always fits.
struct Batch {
    pieces: Vec<Bytes>,
    /// Small pieces that arrived behind those.
    small: Vec<u8>,
    size: usize,
    memory: Memory,
}

impl Batch {
    fn new(memory: Memory) -> Self {
        Self { pieces: Vec::new(), small: Vec::new(), size: 0, memory }
    }

    /// Takes in the next pieces; true if more may follow.
    async fn fill<B: RequestBody>(&mut self, body: &mut B) -> Result<bool, Fault> {
        while self.size < BATCH_BYTES {
            let Some(piece) = body.next().await else { return Ok(false) };
            self.put(piece.map_err(transport_fault)?);
            if !self.memory.hold(self.size) {
                break;
            }
        }
        Ok(true)
    }

    fn put(&mut self, piece: Bytes) {
        if piece.len() < SMALL_PIECE_BYTES {
            self.size = self.size.saturating_add(piece.len());
            self.small.extend_from_slice(&piece);
            return;
        }
        self.size = self.size.saturating_add(piece.len().max(PIECE_BUFFER_BYTES));
        self.end_small();
        self.pieces.push(piece);
    }

    fn end_small(&mut self) {
        if !self.small.is_empty() {
            self.pieces.push(std::mem::take(&mut self.small).into());
        }
    }

    /// Pieces that were taken in. Their memory is held until that is released.
    fn take(&mut self) -> Vec<Bytes> {
        self.end_small();
        self.size = 0;
        std::mem::take(&mut self.pieces)
    }
}

#[cfg(test)]
mod tests;
