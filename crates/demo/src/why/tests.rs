use client::call::ServiceError;

use super::Reading;

fn refusal(message: &str) -> ServiceError {
    ServiceError {
        operation: "X",
        status: 403,
        code: "AccessDenied".to_owned(),
        message: message.to_owned(),
        request_id: None,
        skew_seconds: None,
    }
}

#[test]
fn refusals_are_read() {
    let nothing = |kind: &str, action: &str| Reading::NothingAllows {
        kind: kind.to_owned(),
        action: action.to_owned(),
    };
    let forbidden = |kind: &str| Reading::Forbidden { kind: kind.to_owned() };
    let user = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform:";
    let cases = [
        (
            "no identity policy",
            format!(
                "{user} s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action"
            ),
            nothing("identity-based policy", "s3:ListAllMyBuckets"),
        ),
        (
            "no trust",
            format!(
                "{user} sts:AssumeRole on resource: r because no role trust policy allows the sts:AssumeRole action"
            ),
            nothing("role trust policy", "sts:AssumeRole"),
        ),
        (
            "forbidden",
            format!("{user} iam:CreateUser on resource: r with an explicit deny in a service control policy"),
            forbidden("service control policy"),
        ),
        (
            "forbidden by a policy of the user's own",
            format!("{user} iam:CreateUser with an explicit deny in an identity-based policy"),
            forbidden("identity-based policy"),
        ),
        (
            "code",
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ".to_owned(),
            Reading::Code,
        ),
        ("another account", format!("{user} sts:AssumeRole on resource: r"), Reading::Silent),
        ("S3's short form", "Access Denied".to_owned(), Reading::Silent),
        ("nothing", String::new(), Reading::Silent),
    ];
    for (name, message, want) in cases {
        let reading = Reading::of(&refusal(&message));
        assert_eq!(reading, want, "{name}");
        assert_eq!(reading.is_by_lack(), !matches!(want, Reading::Forbidden { .. }), "{name}");
    }
}

#[test]
fn explanations_join_what_was_said_and_what_is_known() {
    let known = "Statement A asks for MFA.";
    let reading =
        Reading::of(&refusal("User: u is not authorized to perform: a:B because no p allows the a:B action"));
    assert_eq!(reading.explain(known), "the answer says that no p allows a:B. Statement A asks for MFA.");
    assert!(Reading::Silent.explain(known).ends_with(known));
    assert!(Reading::Code.explain(known).ends_with(known));
    // the scenario's knowledge does not explain another's explicit deny
    assert!(!Reading::Forbidden { kind: "p".to_owned() }.explain(known).contains(known));
}
