use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

/// Zeros, counted as they are read; fails after so many.
struct Counted {
    read: Arc<AtomicU64>,
    fails_after: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.read.fetch_add(buffer.len() as u64, Ordering::SeqCst);
        if read >= self.fails_after { Err(io::ErrorKind::InvalidData.into()) } else { Ok(buffer.len()) }
    }
}

fn pieces(length: u64, fails_after: u64) -> (ObjectPieces, Arc<AtomicU64>) {
    let read = Arc::new(AtomicU64::new(0));
    let reader = Box::new(Counted { read: read.clone(), fails_after });
    (ObjectPieces::new(ObjectBody { reader, length }), read)
}

async fn next(pieces: &mut ObjectPieces) -> Option<io::Result<usize>> {
    poll_fn(|cx| pieces.poll_next(cx)).await.map(|piece| piece.map(|piece| piece.len()))
}

const PIECE: u64 = limits::OBJECT_READ_BYTES as u64;

#[tokio::test]
async fn an_object_comes_in_pieces_to_its_last_byte() {
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE] {
        let (mut pieces, _) = pieces(length, u64::MAX);
        let mut received = 0;
        while let Some(piece) = next(&mut pieces).await {
            received += piece.unwrap() as u64;
            assert_eq!(pieces.left(), length - received);
        }
        assert_eq!(received, length);
    }
}

#[tokio::test]
async fn no_thread_waits_for_a_client_that_does_not_read() {
    let (mut pieces, read) = pieces(100 * PIECE, u64::MAX);
    next(&mut pieces).await.unwrap().unwrap();
    // the piece read ahead; awaiting it takes nothing out
    while read.load(Ordering::SeqCst) < 2 * PIECE {
        tokio::task::yield_now().await;
    }
    let State::Reading(reading) = &mut pieces.state else { panic!("nothing is read ahead") };
    reading.await.unwrap().1.unwrap();
    // its thread has ended, and no other was begun
    assert_eq!(read.load(Ordering::SeqCst), 2 * PIECE);
}

#[tokio::test]
async fn an_object_that_cannot_be_read_breaks_off() {
    let (mut pieces, _) = pieces(3 * PIECE, PIECE);
    assert!(next(&mut pieces).await.unwrap().is_ok());
    assert!(next(&mut pieces).await.unwrap().is_err());
    assert!(next(&mut pieces).await.is_none());
    assert!(pieces.left() > 0, "and never counts as whole");
}
