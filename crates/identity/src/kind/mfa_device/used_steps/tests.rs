use proptest::prelude::*;

use super::*;

type Spans = &'static [(u64, u64)];

fn used(spans: &[(u64, u64)]) -> UsedSteps {
    UsedSteps::restore(spans.iter().map(|(first, last)| Span { first: *first, last: *last }))
}

fn shown(used: &UsedSteps) -> Vec<(u64, u64)> {
    used.spans().iter().map(|span| (span.first, span.last)).collect()
}

#[test]
fn spans_are_kept_in_order_and_apart() {
    let cases: [(&str, Spans, Spans); 7] = [
        ("apart", &[(9, 9), (1, 2)], &[(1, 2), (9, 9)]),
        ("neighbours", &[(1, 2), (3, 3)], &[(1, 3)]),
        ("neighbours, the later first", &[(3, 3), (1, 2)], &[(1, 3)]),
        ("one step between", &[(1, 2), (4, 4)], &[(1, 2), (4, 4)]),
        ("within", &[(1, 9), (4, 5)], &[(1, 9)]),
        ("around", &[(4, 5), (1, 9)], &[(1, 9)]),
        ("over several", &[(1, 2), (5, 6), (9, 10), (20, 20), (2, 9)], &[(1, 10), (20, 20)]),
    ];
    for (name, spans, expected) in cases {
        assert_eq!(shown(&used(spans)), expected, "{name}");
    }
    assert_eq!(used(&[]).last(), 0);
    assert_eq!(shown(&UsedSteps::up_to(0)), []);
    assert_eq!(shown(&UsedSteps::up_to(7)), [(0, 7)]);
}

#[test]
fn a_step_must_be_later_than_every_spent_one_that_the_clock_has_come_to() {
    let used = used(&[(10, 12), (100, 100)]);
    let cases = [
        ("before all", 9, 10, false),
        ("spent", 12, 13, false),
        ("just after", 13, 13, true),
        ("the clock has not come to the later span", 99, 99, true),
        ("the clock may have", 99, 100, false),
        ("spent in a future", 100, 101, false),
        ("after that", 101, 101, true),
        ("a clock that stands before everything", 8, 9, true),
    ];
    for (name, step, latest, expected) in cases {
        assert_eq!(used.allow(step, latest), expected, "{name}");
    }
}

#[test]
fn at_most_so_many_spans_and_the_gap_of_a_jump_is_kept() {
    for (jump, name) in [(120, "an hour"), (2880, "a day"), (1_051_200, "a year")] {
        let mut used = UsedSteps::default();
        // used every hour for a month, and then as often under the clock that ran ahead
        for hour in 0..720 {
            used.add(Span { first: 1_000_000 + hour * 120, last: 1_000_000 + hour * 120 });
        }
        let right = used.last();
        for minute in 0..100 {
            let step = right + jump + 2 * minute;
            assert!(used.allow(step, step + 1));
            used.add(Span { first: step, last: step });
            assert!(used.spans().len() <= limits::MFA_STEP_SPANS);
        }
        for later in 1..3 {
            assert!(used.allow(right + later, right + later + 1), "{name}: {later}");
        }
        assert!(!used.allow(right, right + 1), "{name}");
    }
}

#[test]
fn a_span_that_bars_the_present_is_released_but_for_its_ends() {
    let cases: [(&str, Spans, u64, Option<u64>, Spans); 4] = [
        ("an earlier version's", &[(0, 500)], 100, Some(500), &[(0, 100), (500, 500)]),
        ("nothing bars", &[(0, 99)], 100, None, &[(0, 99)]),
        ("what lies ahead bars nothing", &[(3, 3), (101, 500)], 100, None, &[(3, 3), (101, 500)]),
        ("the last step is the next", &[(0, 101)], 100, Some(101), &[(0, 101)]),
    ];
    for (name, spans, latest, expected, left) in cases {
        let mut used = used(spans);
        assert_eq!(used.release(latest), expected, "{name}");
        assert_eq!(shown(&used), left, "{name}");
    }
}

proptest! {
    /// Under any clock, no step that was spent is taken again, and there are never more spans than the limit.
    #[test]
    fn what_is_spent_stays_spent(steps in proptest::collection::vec((0u64..5000, 0u64..3), 1..200), released in 0u64..5000) {
        let mut used = UsedSteps::default();
        let mut spent = Vec::new();
        for (position, (clock, ahead)) in steps.into_iter().enumerate() {
            let (step, latest) = (clock + ahead, clock + 2);
            if used.allow(step, latest) {
                prop_assert!(!spent.contains(&step), "{} twice", step);
                used.add(Span { first: step, last: step });
                spent.push(step);
            }
            prop_assert!(used.spans().len() <= limits::MFA_STEP_SPANS);
            prop_assert!(used.spans().iter().zip(used.spans().iter().skip(1)).all(|(a, b)| a.is_before(*b)));
            if position == 100 {
                used.release(released);
                // what lay between the ends of a span is not known one by one
                spent.retain(|step| used.spans().iter().any(|span| (span.first..=span.last).contains(step)));
            }
        }
    }
}
