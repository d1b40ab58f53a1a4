use super::*;

/// RFC 6238 appendix B, SHA-1 rows; the RFC prints eight digits, of which ours are the last six.
#[test]
fn rfc_6238_vectors() {
    let seed = b"12345678901234567890";
    for (time, eight) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(code_at(seed, step_at(time)).digits(), &eight[2..], "at {time}");
    }
}

/// RFC 4226 appendix D: the first ten counters.
#[test]
fn rfc_4226_vectors() {
    let codes =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (step, code) in codes.iter().enumerate() {
        assert_eq!(code_at(b"12345678901234567890", step as u64).digits(), *code);
    }
}

#[test]
fn adv_1_only_six_ascii_digits_are_a_code() {
    assert!(Code::parse("123456").is_some());
    for bad in [
        "",
        "12345",
        "1234567",
        " 123456",
        "123456 ",
        "123456\n",
        "+12345",
        "-12345",
        "0x1234",
        "１２３４５６",
        "12345a",
        "१२३४५६",
        "12 456",
    ] {
        assert!(Code::parse(bad).is_none(), "{bad:?}");
    }
}

#[test]
fn a_code_is_found_only_inside_the_window() {
    let seed = b"0123456789012345678901234567890123456789";
    let code = code_at(seed, 1000);
    assert_eq!(matching_step(seed, code, 999, 1001), Some(1000));
    assert_eq!(matching_step(seed, code, 1001, 1003), None);
    assert_eq!(matching_step(seed, code, 997, 999), None);
    assert_eq!(matching_step(seed, code, 1000, 1000), Some(1000));
}

#[test]
fn a_pair_must_be_consecutive_and_in_order() {
    let seed = b"0123456789012345678901234567890123456789";
    let (a, b, c) = (code_at(seed, 500), code_at(seed, 501), code_at(seed, 502));
    assert_eq!(matching_pair(seed, a, b, 490, 510), Some(501));
    assert_eq!(matching_pair(seed, b, a, 490, 510), None, "reversed");
    assert_eq!(matching_pair(seed, a, a, 490, 510), None, "equal");
    assert_eq!(matching_pair(seed, a, c, 490, 510), None, "one apart");
    assert_eq!(matching_pair(seed, a, b, 501, 510), Some(501), "second code on the lower edge");
    assert_eq!(matching_pair(seed, a, b, 502, 510), None, "below the window");
    assert_eq!(matching_pair(seed, a, b, 400, 500), None, "above the window");
    assert_eq!(matching_pair(seed, a, b, 0, 501), Some(501), "second code on the upper edge");
}
