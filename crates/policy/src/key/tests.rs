use super::*;

#[test]
fn known_keys_are_in_the_order_in_which_they_are_searched() {
    let names: Vec<String> = KnownKey::ALL.iter().map(|known| known.name().to_lowercase()).collect();
    assert!(names.is_sorted());
    for known in KnownKey::ALL {
        assert_eq!(ConditionKey::new(known.name()).known(), Some(*known));
        assert_eq!(ConditionKey::new(&known.name().to_uppercase()).known(), Some(*known));
    }
}

#[test]
fn names_are_the_same_in_any_case() {
    let same = [
        ("aws:userid", "AWS:UserId"),
        ("aws:PrincipalTag/Dept", "AWS:principaltag/DEPT"),
        ("aws:PrincipalTag/Größe", "aws:principaltag/GRÖSSE".replace("SS", "ß").as_str()),
        ("iam:ResourceTag/a/b", "IAM:RESOURCETAG/A/B"),
        ("jwt:Sub", "JWT:sub"),
        // the Kelvin sign, whose lower case is a Latin letter
        ("aws:TokenIssueTime", "aws:To\u{212a}enIssueTime"),
        ("aws:PrincipalTag/ok", "aws:PrincipalTag/o\u{212a}"),
        ("key", "\u{212a}ey"),
    ]
    .map(|(one, other)| (ConditionKey::new(one), ConditionKey::new(other), one.to_owned(), other.to_owned()));
    for (one, other, name, other_name) in same {
        assert_eq!(one, other, "{name}");
        assert!(one.is(&other_name) && other.is(&name), "{name}");
    }
    for (one, other) in [
        ("aws:PrincipalTag/Dept", "aws:PrincipalTag/Dep"),
        ("aws:PrincipalTag", "aws:PrincipalTag/"),
        ("aws:PrincipalTag/a", "aws:RequestTag/a"),
        ("aws:userid", "aws:userid/x"),
    ] {
        assert_ne!(ConditionKey::new(one), ConditionKey::new(other));
        assert!(!ConditionKey::new(one).is(other), "{one} {other}");
    }
}

#[test]
fn a_key_is_taken_apart() {
    let key = ConditionKey::new("aws:PrincipalTag/Dept");
    assert_eq!(key.form(), KeyForm::Family(KeyFamily::PrincipalTag, KeyName("dept")));
    assert_eq!(key.known(), None);
    assert_eq!(KeyFamily::PrincipalTag.base(), "aws:PrincipalTag");
    assert_eq!(ConditionKey::new("x:Y").form(), KeyForm::Other(KeyName("x:y")));
    assert_eq!(size_of::<ConditionKey>(), 24);
}
