use super::*;

#[tokio::test]
async fn a_panic_ends_its_own_request_only() {
    assert_eq!(caught(async { 1 }).await.unwrap(), 1);
    let panicked = caught(async {
        tokio::task::yield_now().await;
        panic!("in a request");
    });
    assert!(panicked.await.is_err());
}
