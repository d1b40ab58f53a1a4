use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use service::{Admission, BodyError, BodyRefused, RequestBody};
use tokio::time::{Instant, timeout, timeout_at};

use crate::limits;
use crate::pace::Pace;

#[cfg(test)]
mod tests;

/// Bytes by which a body in memory grows at least, unless it is smaller as a whole.
const COLLECT_STEP_BYTES: usize = 16 * 1024;

/// The body of a request as it is received, from hyper outside of tests, held to a pace.
pub(crate) struct ReceivedBody<B = Incoming> {
    body: B,
    pace: Pace,
    length: Option<u64>,
    /// The client waits for a go-ahead before it sends the body (`Expect: 100-continue`).
    is_awaited: bool,
    ended: bool,
    /// End of the time for all of it.
    until: Option<Instant>,
}

impl<B: Body<Data = Bytes> + Send + Unpin + 'static> ReceivedBody<B> {
    /// `expects_continue`: the client waits for a go-ahead, which hyper gives with the first read.
    pub(crate) fn new(body: B, expects_continue: bool) -> Self {
        let length = body.size_hint().exact();
        let pace = Pace::new(limits::BODY_BYTES_PER_SECOND, limits::BODY_GRACE);
        Self { body, pace, length, is_awaited: expects_continue, ended: false, until: None }
    }

    /// True if the request has no body, or one of nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.length == Some(0)
    }

    /// The whole body, as far as the admission lets it in, unless it takes longer than [`limits::QUERY_BODY_DEADLINE`].
    pub(crate) async fn collect(&mut self, admission: &mut Admission) -> Result<Bytes, Uncollected> {
        // a body that is too large by its own word is refused before it comes
        if let Some(length) = self.length {
            admission.check(usize::try_from(length).unwrap_or(usize::MAX))?;
        }
        self.collect_within(|size| admission.hold(size)).await
    }

    /// The whole body. `hold` is asked for room for so many bytes in all, before they are kept.
    async fn collect_within(
        &mut self,
        mut hold: impl FnMut(usize) -> Result<(), BodyRefused>,
    ) -> Result<Bytes, Uncollected> {
        let step = self.length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
        let step = step.min(COLLECT_STEP_BYTES);
        self.until = Some(Instant::now() + limits::QUERY_BODY_DEADLINE);
        let mut all: Vec<u8> = Vec::new();
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(|_| Uncollected::Broken)?;
            let size = all.len().saturating_add(piece.len());
            hold(size)?;
            // most come in one piece, which is kept as it came
            if all.is_empty() && self.length == Some(size as u64) {
                return Ok(piece);
            }
            if size > all.capacity() {
                // not doubled: what is held is counted
                all.reserve_exact(piece.len().max(step));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    }

    /// Lets go of a body of which nothing more is wanted, while the answer is sent: true if the connection can be used again.
    /// It can if the rest is small; that is read and thrown away beside. A client that waits for a go-ahead gets none, nor may
    /// it use the connection again, even if it had nothing to send: Boto3 takes the next answer there for one without a head.
    pub(crate) fn let_go(mut self) -> bool {
        if self.is_awaited {
            return false;
        }
        if self.ended || self.body.is_end_stream() {
            return true;
        }
        let is_small = self.length.is_some_and(|length| length <= limits::KEPT_ALIVE_BODY_BYTES);
        if !is_small {
            return false;
        }
        tokio::spawn(async move {
            // beyond that time the connection is closed
            let _ = timeout(limits::DRAIN_DEADLINE, async {
                while self.next().await.is_some_and(|piece| piece.is_ok()) {}
            })
            .await;
        });
        true
    }
}

/// Reason why a body was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uncollected {
    /// There is no room for it.
    Refused(BodyRefused),
    /// It broke off, or took too long.
    Broken,
}

impl From<BodyRefused> for Uncollected {
    fn from(refused: BodyRefused) -> Self {
        Self::Refused(refused)
    }
}

impl<B: Body<Data = Bytes> + Send + Unpin + 'static> RequestBody for ReceivedBody<B> {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        while !self.ended {
            // hyper gives no go-ahead for a body of nothing
            self.is_awaited &= self.body.is_end_stream();
            let began = Instant::now();
            let end = began + limits::PAUSE.min(self.pace.left());
            let end = self.until.map_or(end, |until| until.min(end));
            let frame = timeout_at(end, self.body.frame()).await;
            self.pace.waited(began.elapsed());
            let frame = match frame {
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
            self.pace.moved(data.len());
            return Some(Ok(data));
        }
        self.ended = true;
        None
    }

    fn length(&self) -> Option<u64> {
        self.length
    }
}
