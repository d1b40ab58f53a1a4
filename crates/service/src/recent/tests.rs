use super::*;

fn weight(recent: &Recent<String, u32>) -> usize {
    let held = recent.held.read().unwrap();
    for generation in [&held.young, &held.old] {
        let sum: usize = generation.entries.values().map(|entry| entry.weight).sum();
        assert_eq!(generation.weight, sum);
    }
    held.young.weight + held.old.weight
}

#[test]
fn all_together_stay_within_their_weight() {
    let recent = Recent::new(1000);
    for number in 0..200 {
        recent.keep(format!("value {number}"), number, 1 + usize::try_from(number).unwrap() * 7 % 400);
        assert!(weight(&recent) <= 1000);
        assert_eq!(recent.get(format!("value {number}").as_str()), Some(number), "the last one is there");
    }
    recent.keep("the limit".to_owned(), 1, 1000);
    assert_eq!(recent.get("the limit"), Some(1));
    assert_eq!(weight(&recent), 1000);
    recent.keep("one past it".to_owned(), 2, 1001);
    assert_eq!(recent.get("one past it"), None);
    assert_eq!(recent.get("the limit"), Some(1), "what cannot be kept takes no other's place");
}

#[test]
fn a_value_takes_the_place_of_its_older_self() {
    let recent = Recent::new(1000);
    for number in 0..10 {
        recent.keep("user".to_owned(), number, 600);
        assert_eq!(recent.get("user"), Some(number));
        assert_eq!(weight(&recent), 600);
    }
    recent.keep("user".to_owned(), 10, 1001);
    assert_eq!(recent.get("user"), None, "nor does an older self stay that the new one replaces");
}

#[test]
fn what_is_used_stays_and_what_is_not_goes() {
    let recent = Recent::new(100);
    recent.keep("used".to_owned(), 1, 1);
    recent.keep("unused".to_owned(), 2, 1);
    for number in 0..1000 {
        recent.keep(format!("passing {number}"), number, 1);
        assert_eq!(recent.get("used"), Some(1), "after {number} others");
        assert!(weight(&recent) <= 100);
    }
    assert_eq!(recent.get("unused"), None);
    let others = (0..1000).filter(|number| recent.get(format!("passing {number}").as_str()).is_some());
    assert!(others.count() >= 49, "half of them are there at least");
}
