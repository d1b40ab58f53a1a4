use super::*;

#[test]
fn the_soft_limit_is_raised_as_far_as_it_is_of_use() {
    let cases = [
        ("the usual limits", Some(1024), Some(524_288), Some(WANTED)),
        ("a low hard limit", Some(1024), Some(4096), Some(4096)),
        ("nothing to raise", Some(1024), Some(1024), Some(1024)),
        ("more than wanted already", Some(100_000), Some(524_288), Some(100_000)),
        ("a hard limit that is none", Some(1024), None, Some(WANTED)),
        ("no limit at all", None, None, None),
    ];
    for (name, current, maximum, expected) in cases {
        let raised = raised(Rlimit { current, maximum });
        assert_eq!((raised.current, raised.maximum), (expected, maximum), "{name}");
    }
}

#[test]
fn connections_leave_descriptors_for_files_and_the_operator() {
    let (reserve, each) = (limits::RESERVED_DESCRIPTORS, limits::DESCRIPTORS_PER_CONNECTION);
    let cases = [
        ("no limit", None, limits::CONNECTIONS),
        ("what is wanted", Some(WANTED), limits::CONNECTIONS),
        ("one less than is wanted", Some(WANTED - 1), limits::CONNECTIONS - 1),
        ("far more", Some(1 << 40), limits::CONNECTIONS),
        ("two connections", Some(reserve + 2 * each), 2),
        ("the reserve alone", Some(reserve), 1),
        ("nothing", Some(0), 1),
    ];
    for (name, available, expected) in cases {
        assert_eq!(allowed(available), expected, "{name}");
    }
    assert!(allowed(Some(1024)) as u64 * each + reserve <= 1024, "the usual soft limit is never exceeded");
}
