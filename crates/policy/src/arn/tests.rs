use super::*;

#[test]
fn arns_have_six_parts_the_last_may_hold_colons() {
    assert_eq!(split("arn:aws:sqs:r:1:q:x/y"), Some(["arn", "aws", "sqs", "r", "1", "q:x/y"]));
    assert_eq!(split("arn:aws:s3:::"), Some(["arn", "aws", "s3", "", "", ""]));
    for text in ["", "arn", "arn:aws:s3::", "ARN:aws:s3:::b", "a:aws:s3:::b", "*"] {
        assert_eq!(split(text), None, "{text}");
    }
}

#[test]
fn colons_inside_variables_do_not_separate_parts_of_patterns() {
    let text = "arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}";
    assert_eq!(
        split_pattern(text, true),
        Some(["arn", "aws", "iam", "", "${aws:PrincipalAccount}", "user/${aws:username}"])
    );
    assert_eq!(
        split_pattern(text, false),
        Some(["arn", "aws", "iam", "", "${aws", "PrincipalAccount}:user/${aws:username}"])
    );
    assert_eq!(split_pattern("arn:aws:iam::${aws:x}", true), None);
    assert_eq!(split_pattern("arn:a$:s3:::é${x", true), Some(["arn", "a$", "s3", "", "", "é${x"]));
}

#[test]
fn accounts() {
    assert_eq!(account("arn:aws:iam::111122223333:root"), Some("111122223333"));
    assert_eq!(account("arn:aws:s3:::b"), None);
    assert!(is_account_id("111122223333"));
    assert!(!is_account_id("11112222333"));
    assert!(!is_account_id("1111222233334"));
    assert!(!is_account_id("11112222333x"));
}
