use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use service::{BodyError, RequestBody};
use tokio::time::{Instant, timeout};

use crate::limits;
use crate::pace::Pace;

/// The body of a request as hyper receives it, held to a pace.
pub(crate) struct ReceivedBody {
    body: Incoming,
    pace: Pace,
    length: Option<u64>,
    /// The client waits for a go-ahead before it sends the body (`Expect: 100-continue`).
    is_awaited: bool,
    ended: bool,
}

impl ReceivedBody {
    /// `expects_continue`: the client waits for a go-ahead, which hyper gives with the first read.
    pub fn new(body: Incoming, expects_continue: bool) -> Self {
        let length = body.size_hint().exact();
        let pace = Pace::new(limits::BODY_BYTES_PER_SECOND, limits::BODY_GRACE);
        Self { body, pace, length, is_awaited: expects_continue, ended: false }
    }

    /// Everything, unless it is larger than `limit` or takes too long.
    pub async fn collect(&mut self, limit: usize) -> Result<Vec<u8>, Refused> {
        if self.length.is_some_and(|length| length > limit as u64) {
            return Err(Refused::TooLarge);
        }
        let mut all = Vec::new();
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

    /// Lets go of a body of which nothing more is wanted, while the answer is sent: whether the connection can be used again.
    /// It can if the rest is small; that is read and thrown away beside. A client that waits for a go-ahead gets none.
    pub fn let_go(mut self) -> bool {
        if self.ended || self.body.is_end_stream() {
            return true;
        }
        let is_small = self.length.is_some_and(|length| length <= limits::KEPT_ALIVE_BODY_BYTES);
        if self.is_awaited || !is_small {
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

/// Why a body was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    TooLarge,
    Broken,
}

impl RequestBody for ReceivedBody {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        while !self.ended {
            self.is_awaited = false;
            let began = Instant::now();
            let frame = timeout(limits::PAUSE.min(self.pace.left()), self.body.frame()).await;
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
