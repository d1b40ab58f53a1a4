use super::*;

fn tried(bytes: u64) -> Tried {
    Tried { reason: "full".to_owned(), bytes, length: Some(9) }
}

const NEVER: fn(Option<u64>) -> bool = |_| false;

#[test]
fn nothing_is_refused_untried_before_a_refusal_and_after_a_commit_of_its_size() {
    let now = Instant::now();
    let mut full = Full::new(now);
    assert_eq!(full.refuses(u64::MAX, now, NEVER), None);
    full.refused(tried(100), now, now);
    assert_eq!(full.refuses(100, now, NEVER).as_deref(), Some("full"));
    full.done(50);
    assert!(full.refuses(100, now, NEVER).is_some(), "a small commit says nothing of a large one");
    full.done(51);
    assert_eq!(full.refuses(100, now, NEVER), None);
}

#[test]
fn a_commit_is_tried_if_it_is_half_the_size_or_room_shows() {
    let now = Instant::now();
    let mut full = Full::new(now);
    full.refused(tried(100), now, now);
    full.refused(tried(1000), now, now);
    assert!(full.refuses(51, now, NEVER).is_some());
    assert_eq!(full.refuses(50, now, NEVER), None);
    assert_eq!(full.refuses(1000, now, |length| length == Some(9)), None);
}

#[test]
fn refused_commits_take_their_share_of_the_time_and_no_more() {
    let start = Instant::now();
    let (mut full, mut now, mut took) = (Full::new(start), start, Duration::ZERO);
    let attempt = Duration::from_millis(700);
    // room seems to be there each time, and is not
    while now < start + Duration::from_secs(600) {
        if full.refuses(100, now, |_| true).is_none() {
            full.refused(tried(100), now, now + attempt);
            now += attempt;
            took += attempt;
        }
        now += Duration::from_millis(10);
    }
    let share = Duration::from_secs(600) / FULL_TIME_SHARE;
    assert!(took >= share && took <= share + FULL_TIME_BURST + attempt, "{took:?}");
}
