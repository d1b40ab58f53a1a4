use std::net::{IpAddr, Ipv4Addr};

use identity::AccountId;

use super::*;
use crate::places::{Places, Tenant};

/// A body of pieces, each of which keeps a large buffer alive, as those of a connection do.
struct Pieces {
    size: usize,
    left: usize,
}

impl RequestBody for Pieces {
    async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        self.left = self.left.checked_sub(1)?;
        Some(Ok(Bytes::from(vec![0; PIECE_BUFFER_BYTES]).slice(..self.size)))
    }

    fn length(&self) -> Option<u64> {
        None
    }
}

fn tenant() -> Tenant {
    Tenant::proved(AccountId::parse("111122223333").unwrap(), IpAddr::V4(Ipv4Addr::LOCALHOST))
}

fn batch(places: &Places) -> Batch {
    Batch::new(Memory::new(&places.memory, tenant()))
}

#[tokio::test]
async fn a_batch_never_keeps_more_alive_than_its_size() {
    let places = Places::default();
    for size in [1, 100, SMALL_PIECE_BYTES - 1, SMALL_PIECE_BYTES, PIECE_BUFFER_BYTES] {
        let mut body = Pieces { size, left: 3 * BATCH_BYTES / size };
        let mut batch = batch(&places);
        assert!(batch.fill(&mut body).await.unwrap());
        let pieces = batch.take();
        let uncopied = pieces.iter().filter(|piece| piece.len() == size && size >= SMALL_PIECE_BYTES).count();
        let copied: usize = pieces.iter().map(Bytes::len).sum::<usize>() - uncopied * size;
        let alive = uncopied * PIECE_BUFFER_BYTES + copied;
        assert!(
            (BATCH_BYTES..=BATCH_BYTES + PIECE_BUFFER_BYTES).contains(&alive),
            "pieces of {size}: {alive}"
        );
        assert!(uncopied > 0 || pieces.len() == 1, "pieces of {size}: {} of them", pieces.len());
    }
}

#[tokio::test]
async fn short_memory_makes_small_batches_and_stops_nothing() {
    let places = Places::default();
    let quarter = crate::limits::MEMORY_BYTES / 4;
    let _taken = places.memory.enter(tenant(), quarter).unwrap();
    let mut body = Pieces { size: PIECE_BUFFER_BYTES, left: 10 };
    let mut received = 0;
    let mut batch = batch(&places);
    loop {
        let more = batch.fill(&mut body).await.unwrap();
        let pieces = batch.take();
        assert!(pieces.len() <= 1, "{}", pieces.len());
        received += pieces.iter().map(Bytes::len).sum::<usize>();
        batch.memory.release();
        if !more {
            break;
        }
    }
    assert_eq!(received, 10 * PIECE_BUFFER_BYTES);
}
