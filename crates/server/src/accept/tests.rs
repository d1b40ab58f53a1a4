use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::*;

/// Connections that take so long, and how many of them ended by themselves.
fn connections(seconds: &[u64]) -> (JoinSet<()>, Arc<AtomicUsize>) {
    let (mut connections, ended) = (JoinSet::new(), Arc::new(AtomicUsize::new(0)));
    for seconds in seconds {
        let (time, ended) = (Duration::from_secs(*seconds), ended.clone());
        connections.spawn(async move {
            tokio::time::sleep(time).await;
            ended.fetch_add(1, Ordering::Relaxed);
        });
    }
    (connections, ended)
}

#[tokio::test(start_paused = true)]
async fn requests_under_way_have_the_grace_of_a_shutdown_and_no_more() {
    let grace = limits::SHUTDOWN_GRACE.as_secs();
    for (seconds, took, finished) in [
        (vec![], 0, 0),
        (vec![1, 3, 2], 3, 3),
        (vec![1, grace - 1], grace - 1, 2),
        (vec![1, grace + 1, 1 << 20], grace, 1),
    ] {
        let (connections, ended) = connections(&seconds);
        let began = Instant::now();
        finish(connections).await;
        assert_eq!(began.elapsed().as_secs(), took, "{seconds:?}");
        // those that were cut off do not go on behind
        tokio::time::sleep(Duration::from_secs(1 << 21)).await;
        assert_eq!(ended.load(Ordering::Relaxed), finished, "{seconds:?}");
    }
}
