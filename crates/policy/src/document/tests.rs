use super::*;
use crate::ResourceKind;
use crate::context::Context;
use crate::limits::{MAX_DOCUMENT_BYTES, MAX_VALUES};

fn read(kind: Kind, text: &str) -> Policy {
    Policy::read(kind, text).unwrap_or_else(|error| panic!("{error}: {} in {text}", error.detail()))
}

#[test]
fn statements_keep_their_place_and_words() {
    let text = "{\n  \"Id\": \"x\",\n  \"Statement\": [\n    {\"Sid\": \"One\", \"Effect\": \"Allow\", \"Action\": [\"s3:Get*\", \"s3:Put*\"],\n     \"NotResource\": \"arn:aws:s3:::b\"},\n    {\"Sid\": \"\", \"Effect\": \"Deny\", \"NotAction\": \"*\", \"Resource\": \"*\"}]}";
    let policy = read(Kind::Managed, text);
    assert_eq!((policy.id(), policy.has_variables(), policy.kind()), (Some("x"), false, Kind::Managed));
    let [one, two] = policy.statements() else { panic!() };
    assert_eq!((one.sid(), two.sid()), (Some("One"), None));
    assert_eq!((one.effect(), two.effect()), (Effect::Allow, Effect::Deny));
    assert_eq!(one.span().start, Position { line: 4, column: 5 });
    assert_eq!(one.span().end, Position { line: 5, column: 38 });
    assert_eq!(two.start(), Position { line: 6, column: 5 });
    let (negated, actions) = one.actions();
    assert_eq!((negated, actions.collect::<Vec<_>>()), (false, vec!["s3:Get*", "s3:Put*"]));
    let (negated, resources) = one.resources().unwrap();
    assert_eq!((negated, resources.collect::<Vec<_>>()), (true, vec!["arn:aws:s3:::b"]));
}

#[test]
fn variables_belong_to_version_2012() {
    let with = |version: &str| {
        read(
            Kind::Managed,
            &format!(
                "{{{version}\"Statement\": {{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}}}}"
            ),
        )
    };
    assert!(with("\"Version\": \"2012-10-17\", ").has_variables());
    assert!(!with("\"Version\": \"2008-10-17\", ").has_variables());
    assert!(!with("").has_variables());
}

#[test]
fn context_keys_are_those_of_conditions_and_variables_each_once() {
    let policy = read(
        Kind::Bucket,
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*",
            "Resource": ["arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:PrincipalTag/team, 'x'}"],
            "Condition": {"StringLike": {"s3:prefix": ["${AWS:UserName}/*", "${aws:userid}"]},
                          "Bool": {"aws:SecureTransport": true},
                          "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:*"},
                          "NumericLessThan": {"aws:MultiFactorAuthAge": "${no:variable}"}}}]}"#,
    );
    let keys: Vec<&str> = policy.context_keys().collect();
    let expected = [
        "aws:MultiFactorAuthAge",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalTag/team",
        "aws:SecureTransport",
        "aws:userid",
        "aws:username",
        "s3:prefix",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn principals_are_listed_for_binding() {
    let text = r#"{"Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["arn:aws:iam::111122223333:user/a",
            "111122223333", "arn:aws:iam::111122223333:role/p/r", "AIDAGONE00000000",
            "arn:aws:sts::111122223333:assumed-role/r/s"], "Service": "ec2.amazonaws.com"}},
        {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/a"}}]}"#;
    let policy = read(Kind::Trust, text);
    let arns = ["arn:aws:iam::111122223333:role/p/r", "arn:aws:iam::111122223333:user/a"];
    assert_eq!(policy.principal_entries().count(), 7);
    assert_eq!(policy.principal_entries().nth(5), Some(("Service", "ec2.amazonaws.com")));
    let bound = policy.with_principal_ids(&[(arns[1].into(), "AIDAA00000000000".into())]);
    assert!(
        bound.principal_entries().any(|entry| entry == ("AWS", arns[1])),
        "listed by its ARN nevertheless"
    );
}

#[test]
fn sources_are_kept() {
    let policy = read(Kind::Managed, r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#);
    assert_eq!((policy.source_id(), policy.source_type()), (None, SourceType::None));
    let policy = policy.with_source("mfa", SourceType::UserInline);
    assert_eq!((policy.source_id(), policy.source_type().api_name()), (Some("mfa"), "user"));
}

#[test]
fn stored_documents_need_the_grammar_only() {
    let fine = [
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "Allow", "Action": "nonsense", "Resource": "nonsense"}}"#,
        ),
        (Kind::Managed, r#"{"Statement": {"Effect": "Allow", "Action": [null], "Resource": [null, "*"]}}"#),
        (Kind::Bucket, r#"{"Statement": {"Effect": "Allow", "Action": "*"}}"#),
        (Kind::Bucket, r#"{"Statement": {"Effect": "Allow", "Action": "*", "Principal": "bob"}}"#),
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"x": {}}}}"#,
        ),
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"numericlessthan": {"a": [1, "2", true, null]}}}}"#,
        ),
        (
            Kind::ResourceControl,
            r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}}"#,
        ),
    ];
    for (kind, text) in fine {
        read(kind, text);
    }
    let refused = [
        (Kind::Managed, "", "Syntax errors in policy."),
        (Kind::Trust, "", "This policy contains invalid Json"),
        (Kind::Managed, "[]", "Syntax errors in policy."),
        (Kind::Managed, r#"{"Statement": []}"#, "Syntax errors in policy."),
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "allow", "Action": "*", "Resource": "*"}}"#,
            "Syntax errors in policy.",
        ),
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "Allow", "Resource": "*"}}"#,
            "Policy statement must contain actions.",
        ),
        (
            Kind::Managed,
            r#"{"Statement": {"Effect": "Allow", "Action": "*"}}"#,
            "Policy statement must contain resources.",
        ),
        (
            Kind::Bucket,
            r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": []}}"#,
            "Policy statement must contain resources.",
        ),
        (
            Kind::Session,
            r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}}"#,
            "Policy document should not specify a principal.",
        ),
    ];
    for (kind, text, message) in refused {
        assert_eq!(
            Policy::read(kind, text).map(|_| ()).map_err(|error| error.message().to_owned()),
            Err(message.into())
        );
    }
}

#[test]
fn adv_54_a_condition_that_cannot_be_evaluated_denies_and_does_not_allow() {
    let holds = |effect: &str, condition: &str, value: &str| {
        let text = format!(
            "{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"{effect}\", \"Action\": \"*\", \
             \"Resource\": \"*\", \"Condition\": {condition}}}}}"
        );
        let policy = read(Kind::Managed, &text);
        let mut context = Context::new();
        context.set("k", value).set("other", "x");
        policy.statements()[0].conditions_hold(&context)
    };
    let cases = [
        (r#"{"NumericLessThan": {"k": "10"}}"#, "many"),
        (r#"{"NumericLessThan": {"k": "ten"}}"#, "5"),
        (r#"{"NumericNotEquals": {"k": "10"}}"#, "many"),
        (r#"{"DateGreaterThan": {"k": "2024-01-01"}}"#, "soon"),
        (r#"{"DateNotEquals": {"k": "01T"}}"#, "2024-01-01"),
        (r#"{"IpAddress": {"k": "10.0.0.0/8"}}"#, "here"),
        (r#"{"NotIpAddress": {"k": "10.0.0.0/99"}}"#, "10.0.0.1"),
        (r#"{"NumericLessThan": {"k": "10"}, "StringEquals": {"other": "x"}}"#, "many"),
    ];
    for (condition, value) in cases {
        assert!(holds("Deny", condition, value), "{condition} {value}");
        assert!(!holds("Allow", condition, value), "{condition} {value}");
    }
    // A condition need not be evaluated where another one decides.
    let decided = r#"{"NumericLessThan": {"k": "10"}, "StringEquals": {"other": "y"}}"#;
    assert!(!holds("Deny", decided, "many"));
}

#[test]
fn reported_spans_are_those_of_recordings() {
    let compact = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#;
    let spaced = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}]}"#;
    let lines = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \
                 \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}";
    // AWS's published example; the column of a first statement in a list; the AdministratorAccess of 2019
    let cases = [
        (compact, 0, "1:38", "1:167"),
        (spaced, 0, "1:41", "1:95"),
        (spaced, 1, "1:95", "1:158"),
        (lines, 0, "3:17", "8:6"),
    ];
    for (text, number, start, end) in cases {
        let span = Policy::read(Kind::Inline, text).unwrap().reported_span(number).unwrap();
        assert_eq!((span.start.to_string().as_str(), span.end.to_string().as_str()), (start, end), "{text}");
    }
    assert_eq!(Policy::read(Kind::Inline, lines).unwrap().reported_span(1), None);
}

#[test]
fn documents_are_read_up_to_the_limit_and_told_apart_from_malformed_ones_past_it() {
    let document = |kind: Kind, length: usize| {
        let statement = match kind {
            Kind::Trust => r#"{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}"#,
            Kind::Resource(ResourceKind::ContainerRepository) => {
                r#"{"Effect": "Deny", "Principal": "*", "Action": "ecr:*"}"#
            }
            kind if kind.names_principals() => {
                r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#
            }
            _ => r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#,
        };
        let with_id = |id: usize| {
            let id = "x".repeat(id);
            format!(r#"{{"Version": "2012-10-17", "Id": "{id}", "Statement": {statement}}}"#)
        };
        with_id(length - with_id(0).len())
    };
    for kind in Kind::all() {
        // 131,072 bytes are what IAM's model lets a customer send; AWS's own policies are longer.
        for length in [131_072, 131_073, 135_200, MAX_DOCUMENT_BYTES] {
            let text = document(kind, length);
            assert_eq!(text.len(), length);
            assert!(Policy::parse(kind, &text).is_ok(), "{kind:?} {length}");
            assert!(Policy::read(kind, &text).is_ok(), "{kind:?} {length}");
        }
        let error = Policy::parse(kind, &document(kind, MAX_DOCUMENT_BYTES + 1)).unwrap_err();
        assert!(error.is_beyond_limits());
        assert_eq!(
            error.message(),
            "The policy document cannot be read: the text is longer than 1048576 bytes"
        );
    }
    let values = format!("[{}]", vec!["0"; MAX_VALUES].join(","));
    assert!(Policy::parse(Kind::Managed, &values).unwrap_err().is_beyond_limits());
    assert!(!Policy::parse(Kind::Managed, "[0]").unwrap_err().is_beyond_limits());
    assert!(!Policy::parse(Kind::Managed, "nonsense").unwrap_err().is_beyond_limits());
}

#[test]
fn what_is_read_to_be_judged_need_not_be_what_was_saved() {
    let empty = r#"{"Version": "2012-10-17", "Statement": []}"#;
    let named = r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}}"#;
    for kind in Kind::all() {
        assert!(Policy::read_any(kind, empty).unwrap().statements().is_empty());
        assert!(Policy::read(kind, empty).is_err() && Policy::parse(kind, empty).is_err(), "{kind:?}");
        assert!(Policy::read_any(kind, named).is_ok());
        assert_eq!(Policy::read(kind, named).is_ok(), kind.names_principals(), "{kind:?}");
        for meaningless in [
            "{}",
            r#"{"Statement": {"Effect": "Allow", "Resource": "*"}}"#,
            r#"{"Statement": {"Effect": "allow", "Action": "a:B", "Resource": "*"}}"#,
        ] {
            assert!(Policy::read_any(kind, meaningless).is_err(), "{kind:?} {meaningless}");
        }
    }
}
