//! A connection's stream: framing, deadlines and pace are kept here, below the HTTP parser.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use service::share::{Network, Place, Shares};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::framing::Framing;
use crate::limits;
use crate::pace::Pace;
use crate::room::Seat;

#[cfg(test)]
mod tests;

/// A stream of requests and answers that keeps its peer to the rules:
///
/// - a message whose framing is ambiguous is spoilt, so that the parser answers 400, and nothing behind it is read;
/// - a head arrives within its deadline, and another request before the idle one;
/// - heads that are larger than usual take part of the memory that all clients share;
/// - what is written is taken at a pace;
/// - where the client still owes bytes at the end, they are read and thrown away for a while, because a reset would take the
///   answer from it.
pub(crate) struct GuardedStream<S> {
    stream: S,
    seat: Arc<Seat>,
    memory: Shares<Network>,
    framing: Framing,
    /// Nothing more is passed on: a message was ambiguous.
    refused: bool,
    phase: Phase,
    reading: Deadline,
    /// The memory of a head larger than usual.
    head: Option<Place<Network>>,
    pace: Pace,
    writing: Deadline,
    /// Since when a write has been waiting.
    waiting: Option<Instant>,
    lingering: Deadline,
    shut: bool,
}

/// Activity of a connection's client, with the time of its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It has sent nothing yet.
    New(Instant),
    /// It is sending a head.
    Head(Instant),
    /// A request is under way, or its body.
    Request,
    /// It has its answers, and asks for nothing.
    Idle(Instant),
}

impl<S> GuardedStream<S> {
    /// The stream of the connection on `seat`. Large heads count in `memory`.
    pub(crate) fn new(stream: S, seat: Arc<Seat>, memory: Shares<Network>) -> Self {
        Self {
            stream,
            seat,
            memory,
            framing: Framing::default(),
            refused: false,
            phase: Phase::New(Instant::now()),
            reading: Deadline::default(),
            head: None,
            pace: Pace::new(limits::ANSWER_BYTES_PER_SECOND, limits::ANSWER_GRACE),
            writing: Deadline::default(),
            waiting: None,
            lingering: Deadline::default(),
            shut: false,
        }
    }

    /// Judges the bytes that were read. The last byte of an ambiguous message becomes one that no head, chunk size or trailer may
    /// have.
    fn judge(&mut self, buffer: &mut ReadBuf<'_>, before: usize) {
        let filled = buffer.filled_mut();
        let Some(arrived) = filled.get_mut(before..) else { return };
        if let Err(position) = self.framing.take(arrived) {
            if let Some(byte) = arrived.get_mut(position) {
                *byte = 0;
            }
            buffer.set_filled(before.saturating_add(position).saturating_add(1));
            self.refused = true;
        }
    }

    /// Makes the place in memory as large as the head has become.
    fn hold_head(&mut self) -> io::Result<()> {
        let bytes = self.framing.head_bytes();
        if bytes <= limits::USUAL_HEAD_BYTES {
            self.head = None;
            return Ok(());
        }
        // in steps, so that few reads ask for more
        let wanted = (bytes.div_ceil(limits::USUAL_HEAD_BYTES) * limits::USUAL_HEAD_BYTES) as u64;
        let held = match &mut self.head {
            Some(place) => {
                let more = wanted.saturating_sub(place.weight());
                more == 0 || place.grow(more)
            }
            None => {
                self.head = self.memory.enter(self.seat.network(), wanted);
                self.head.is_some()
            }
        };
        if held { Ok(()) } else { Err(io::Error::new(io::ErrorKind::QuotaExceeded, "too many large heads")) }
    }

    fn update_phase(&mut self) {
        let heads = self.framing.heads();
        self.phase = match self.phase {
            _ if self.framing.head_bytes() > 0 => match self.phase {
                Phase::Head(since) | Phase::New(since) => Phase::Head(since),
                Phase::Request | Phase::Idle(_) => Phase::Head(Instant::now()),
            },
            Phase::New(since) if heads == 0 => Phase::New(since),
            Phase::Idle(since) if self.seat.answered() >= heads => Phase::Idle(since),
            _ if self.framing.is_between_messages() && self.seat.answered() >= heads => {
                Phase::Idle(Instant::now())
            }
            _ => Phase::Request,
        };
    }

    fn reading_deadline(&self) -> Option<Instant> {
        match self.phase {
            Phase::New(since) | Phase::Head(since) => Some(since + limits::HEAD_DEADLINE),
            Phase::Idle(since) => Some(since + limits::IDLE_DEADLINE),
            // bodies have a pace of their own, and answers the pace of writes
            Phase::Request => None,
        }
    }

    /// Passes on the outcome of a write, a flush or a shutdown, unless the peer has been waited for too long.
    fn watch<T>(
        &mut self,
        cx: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
        bytes: impl FnOnce(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        match polled {
            Poll::Ready(result) => {
                if let Some(since) = self.waiting.take() {
                    self.pace.waited(since.elapsed());
                    self.writing.clear();
                }
                if let Ok(value) = &result {
                    self.pace.moved(bytes(value));
                }
                Poll::Ready(result)
            }
            Poll::Pending => {
                let since = *self.waiting.get_or_insert_with(Instant::now);
                let patience = self.pace.left().min(limits::PAUSE);
                ready!(self.writing.poll(cx, Some(since + patience)));
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read")))
            }
        }
    }
}

impl<S: AsyncRead + Unpin> GuardedStream<S> {
    /// Throws away what the client still sends: until it has closed, or has had its time.
    fn linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.lingering.is_clear() && self.framing.is_between_messages() && !self.refused {
            return Poll::Ready(());
        }
        let since = self.lingering.until().unwrap_or_else(|| Instant::now() + limits::DRAIN_DEADLINE);
        let mut scratch = [0; limits::DRAIN_READ_BYTES];
        for _ in 0..limits::DRAIN_READS_AT_ONCE {
            let mut buffer = ReadBuf::new(&mut scratch);
            match Pin::new(&mut self.stream).poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return self.lingering.poll(cx, Some(since)),
            }
        }
        // there may be more, and others have their turn first
        cx.waker().wake_by_ref();
        self.lingering.poll(cx, Some(since))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for GuardedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.refused {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(cx, buffer) {
            Poll::Ready(Ok(())) => {
                this.judge(buffer, before);
                this.update_phase();
                Poll::Ready(this.hold_head())
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                this.update_phase();
                let deadline = this.reading_deadline();
                ready!(this.reading.poll(cx, deadline));
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client sends nothing")))
            }
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for GuardedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(cx, polled, |written| *written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.watch(cx, polled, |written| *written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // encryption holds bytes back that the client does not take, after the last write too
        let polled = Pin::new(&mut self.stream).poll_flush(cx);
        ready!(self.watch(cx, polled, |()| 0))?;
        self.seat.flushed();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.shut {
            let polled = Pin::new(&mut self.stream).poll_shutdown(cx);
            ready!(self.watch(cx, polled, |()| 0))?;
            self.shut = true;
            self.seat.flushed();
        }
        ready!(self.linger(cx));
        Poll::Ready(Ok(()))
    }
}

/// A point in time that is waited for along with something else.
#[derive(Default)]
struct Deadline {
    timer: Option<Pin<Box<Sleep>>>,
    until: Option<Instant>,
}

impl Deadline {
    /// Ready when that time has come. `None` never comes.
    fn poll(&mut self, cx: &mut Context<'_>, until: Option<Instant>) -> Poll<()> {
        let Some(until) = until else {
            self.clear();
            return Poll::Pending;
        };
        self.until = Some(until);
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if timer.deadline() > until {
            timer.as_mut().reset(until);
        }
        // deadlines move on with each request: a timer that is set to an earlier time is set again when that has come
        while timer.deadline() < until {
            ready!(timer.as_mut().poll(cx));
            timer.as_mut().reset(until);
        }
        timer.as_mut().poll(cx)
    }

    fn until(&self) -> Option<Instant> {
        self.until
    }

    fn is_clear(&self) -> bool {
        self.until.is_none()
    }

    fn clear(&mut self) {
        self.until = None;
    }
}
