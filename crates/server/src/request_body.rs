use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use service::{BodyError, RequestBody};
use tokio::time::{Instant, timeout};

use crate::limits;

/// The body of a request as hyper receives it, held to a pace.
pub(crate) struct ReceivedBody {
    body: Incoming,
    started: Instant,
    received: u64,
    length: Option<u64>,
    ended: bool,
}

impl ReceivedBody {
    pub fn new(body: Incoming) -> Self {
        let length = body.size_hint().exact();
        Self { body, started: Instant::now(), received: 0, length, ended: false }
    }

    /// Everything, unless it is larger than `limit` or takes too long.
    pub async fn collect(mut self, limit: usize) -> Result<Vec<u8>, Refused> {
        if self.length.is_some_and(|length| length > limit as u64) {
            return Err(Refused::TooLarge);
        }
        let mut all = Vec::with_capacity(usize::try_from(self.length.unwrap_or(0)).unwrap_or(0));
        let read = async {
            while let Some(piece) = self.next().await {
                let piece = piece.map_err(|_| Refused::Broken)?;
                if all.len() + piece.len() > limit {
                    return Err(Refused::TooLarge);
                }
                all.extend_from_slice(&piece);
            }
            Ok(())
        };
        timeout(limits::QUERY_BODY_DEADLINE, read).await.unwrap_or(Err(Refused::Broken))?;
        Ok(all)
    }

    /// Reads on for a while after a refusal: a client that is still sending would otherwise see a broken connection in
    /// place of the answer.
    pub async fn drain(&mut self) {
        let mut left = limits::DRAIN_BYTES;
        while let Some(Ok(piece)) = self.next().await {
            match left.checked_sub(piece.len()) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }

    fn is_too_slow(&self) -> bool {
        let elapsed = self.started.elapsed();
        elapsed > limits::BODY_GRACE
            && self.received < elapsed.as_secs().saturating_mul(limits::BODY_BYTES_PER_SECOND)
    }
}

/// Why a body was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    TooLarge,
    Broken,
}

impl RequestBody for ReceivedBody {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        while !self.ended {
            let frame = match timeout(limits::PAUSE, self.body.frame()).await {
                Ok(Some(Ok(frame))) => frame,
                Ok(None) => break,
                Ok(Some(Err(_))) => {
                    self.ended = true;
                    return Some(Err(BodyError::Broken));
                }
                Err(_) => {
                    self.ended = true;
                    return Some(Err(BodyError::TooSlow));
                }
            };
            let Ok(data) = frame.into_data() else { continue };
            self.received = self.received.saturating_add(data.len() as u64);
            if self.is_too_slow() {
                self.ended = true;
                return Some(Err(BodyError::TooSlow));
            }
            return Some(Ok(data));
        }
        self.ended = true;
        None
    }

    fn length(&self) -> Option<u64> {
        self.length
    }
}
