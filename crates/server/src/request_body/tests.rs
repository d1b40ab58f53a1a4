use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Frame, SizeHint};
use tokio::time::Sleep;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// A body that sends so many bytes after each pause, as often as it has pieces.
struct Slow {
    bytes: usize,
    pause: Duration,
    pieces: usize,
    sleep: Option<Pin<Box<Sleep>>>,
    length: Option<u64>,
    dropped: Arc<AtomicBool>,
}

impl Slow {
    fn new(bytes: usize, pause: Duration, pieces: usize) -> Self {
        Self { bytes, pause, pieces, sleep: None, length: None, dropped: Arc::default() }
    }

    /// A body of this length of which nothing ever comes.
    fn never(length: u64) -> Self {
        let mut slow = Self::new(1, Duration::from_secs(1 << 20), 1);
        slow.length = Some(length);
        slow
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.dropped.store(true, Ordering::Relaxed);
    }
}

impl Body for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.pieces == 0 {
            return Poll::Ready(None);
        }
        let pause = self.pause;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        ready!(sleep.as_mut().poll(cx));
        self.sleep = None;
        self.pieces -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![b'a'; self.bytes])))))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Reads to the end: bytes, the error if there was one, and the seconds that it took.
async fn read(slow: Slow) -> (usize, Option<BodyError>, u64) {
    let mut body = ReceivedBody::new(slow, false);
    let (began, mut bytes) = (Instant::now(), 0);
    while let Some(piece) = body.next().await {
        match piece {
            Ok(piece) => bytes += piece.len(),
            Err(error) => return (bytes, Some(error), began.elapsed().as_secs()),
        }
    }
    (bytes, None, began.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_body_may_pause_as_long_as_the_limit_and_no_longer() {
    let large = 1 << 20;
    let (bytes, error, _) = read(Slow::new(large, limits::PAUSE - SECOND, 5)).await;
    assert_eq!((bytes, error), (5 * large, None));
    let (bytes, error, seconds) = read(Slow::new(large, limits::PAUSE + SECOND, 5)).await;
    assert_eq!((bytes, error, seconds), (0, Some(BodyError::TooSlow), limits::PAUSE.as_secs()));
}

#[tokio::test(start_paused = true)]
async fn a_body_may_be_as_slow_as_the_limit_and_no_slower() {
    let pace = usize::try_from(limits::BODY_BYTES_PER_SECOND).unwrap();
    let grace = limits::BODY_GRACE.as_secs();
    let pieces = 100 * usize::try_from(grace).unwrap();
    let (bytes, error, _) = read(Slow::new(pace, SECOND, pieces)).await;
    assert_eq!((bytes, error), (pace * pieces, None));
    let (_, error, seconds) = read(Slow::new(pace / 4 * 3, SECOND, pieces)).await;
    assert_eq!(error, Some(BodyError::TooSlow), "three quarters of the pace use up a quarter of the time");
    assert!(seconds.abs_diff(4 * grace) <= 4, "{seconds}");
    let (_, error, seconds) = read(Slow::new(1, SECOND, pieces)).await;
    assert_eq!(error, Some(BodyError::TooSlow), "drop by drop");
    assert!(seconds.abs_diff(grace) <= 1, "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn a_form_has_its_deadline_at_any_pace() {
    let deadline = limits::QUERY_BODY_DEADLINE.as_secs();
    let collect = async |pieces: u64| {
        let pieces = usize::try_from(pieces).unwrap();
        let mut body = ReceivedBody::new(Slow::new(4096, SECOND, pieces), false);
        let began = Instant::now();
        let collected = body.collect_within(|_| Ok(())).await;
        (collected.map(|bytes| bytes.len()), began.elapsed().as_secs())
    };
    assert_eq!(collect(deadline - 1).await.0, Ok(4096 * 29), "in time");
    assert_eq!(collect(deadline + 1).await, (Err(Uncollected::Broken), deadline));
}

#[tokio::test(start_paused = true)]
async fn a_form_is_collected_as_far_as_there_is_room() {
    let mut asked = Vec::new();
    let mut body = ReceivedBody::new(Slow::new(1000, SECOND, 5), false);
    let collected = body
        .collect_within(|size| {
            asked.push(size);
            if size > 3000 { Err(BodyRefused::NoRoom) } else { Ok(()) }
        })
        .await;
    assert_eq!(collected, Err(Uncollected::Refused(BodyRefused::NoRoom)));
    assert_eq!(asked, [1000, 2000, 3000, 4000], "before each piece is kept");
}

#[tokio::test(start_paused = true)]
async fn a_small_rest_is_read_away_for_a_while_and_a_large_one_ends_the_connection() {
    for (length, kept) in [(limits::KEPT_ALIVE_BODY_BYTES, true), (limits::KEPT_ALIVE_BODY_BYTES + 1, false)]
    {
        let slow = Slow::never(length);
        assert_eq!(ReceivedBody::new(slow, false).let_go(), kept, "{length}");
        let slow = Slow::never(length);
        assert!(!ReceivedBody::new(slow, true).let_go(), "a client that waits for a go-ahead");
    }
    let slow = Slow::never(1);
    let dropped = slow.dropped.clone();
    assert!(ReceivedBody::new(slow, false).let_go());
    tokio::time::sleep(limits::DRAIN_DEADLINE - Duration::from_millis(1)).await;
    assert!(!dropped.load(Ordering::Relaxed), "it may still come");
    tokio::time::sleep(Duration::from_millis(2)).await;
    assert!(dropped.load(Ordering::Relaxed), "its time is over");
}
