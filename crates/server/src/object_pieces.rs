use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use service::ObjectBody;
use tokio::task::JoinHandle;

use crate::limits;

#[cfg(test)]
mod tests;

/// An object read piece by piece, as the client takes it.
///
/// A thread that may block reads one piece and is free again; it never waits for the client. One piece is read ahead.
pub(crate) struct ObjectPieces {
    /// Bytes to be given out.
    left: u64,
    /// Bytes to be read.
    unread: u64,
    state: State,
}

enum State {
    Waiting(Reader),
    Reading(JoinHandle<(Reader, io::Result<Bytes>)>),
    Ended,
}

type Reader = Box<dyn Read + Send>;

impl ObjectPieces {
    /// Reads nothing until the first piece is asked for.
    pub(crate) fn new(object: ObjectBody) -> Self {
        Self { left: object.length, unread: object.length, state: State::Waiting(object.reader) }
    }

    /// Bytes that are still to be given out.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// The next piece; `None` at the end.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.read_on();
        let State::Reading(reading) = &mut self.state else { return Poll::Ready(None) };
        let (reader, piece) = match ready!(Pin::new(reading).poll(cx)) {
            Ok(read) => read,
            Err(error) => {
                self.state = State::Ended;
                return Poll::Ready(Some(Err(io::Error::other(error))));
            }
        };
        match piece {
            Ok(piece) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                self.state = State::Waiting(reader);
                self.read_on();
                Poll::Ready(Some(Ok(piece)))
            }
            Err(error) => {
                self.state = State::Ended;
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    /// Begins to read the next piece, unless that is under way or there is none.
    fn read_on(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Ended) {
            State::Waiting(reader) if self.unread > 0 => {
                let size = usize::try_from(self.unread).unwrap_or(usize::MAX).min(limits::OBJECT_READ_BYTES);
                self.unread -= size as u64;
                State::Reading(tokio::task::spawn_blocking(move || read(reader, size)))
            }
            State::Waiting(_) | State::Ended => State::Ended,
            reading @ State::Reading(_) => reading,
        };
    }
}

fn read(mut reader: Reader, size: usize) -> (Reader, io::Result<Bytes>) {
    let mut piece = vec![0; size];
    let read = reader.read_exact(&mut piece).map(|()| Bytes::from(piece));
    (reader, read)
}
