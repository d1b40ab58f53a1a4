use crate::{Kind, Policy, ResourceKind};

fn refusal(kind: Kind, text: &str) -> Option<String> {
    Policy::parse(kind, text).err().map(|error| error.message().to_owned())
}

/// A managed policy of one statement.
fn managed(statement: &str) -> Option<String> {
    refusal(Kind::Managed, &format!("{{\"Version\": \"2012-10-17\", \"Statement\": {{{statement}}}}}"))
}

fn with_resource(resource: &str) -> Option<String> {
    managed(&format!("\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": {resource}"))
}

fn with_action(action: &str) -> Option<String> {
    managed(&format!("\"Effect\": \"Allow\", \"Action\": {action}, \"Resource\": \"*\""))
}

fn with_condition(condition: &str) -> Option<String> {
    managed(&format!(
        "\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Condition\": {condition}"
    ))
}

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
const IAM_PATH: &str = "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/, \
                        instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, \
                        report/, access-report/.";

#[test]
fn shapes_are_syntax_errors() {
    let good = r#""Effect": "Allow", "Action": "s3:*", "Resource": "*""#;
    let documents = [
        "This is not JSON".to_owned(),
        String::new(),
        "[]".to_owned(),
        "\"x\"".to_owned(),
        r#"{"Version": "2012-10-17"}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": []}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": ["a string"]}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": "a string"}"#.to_owned(),
        format!(r#"{{"Version": "2013-10-17", "Statement": {{{good}}}}}"#),
        format!(r#"{{"Version": 2012, "Statement": {{{good}}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Id": ["x"], "Statement": {{{good}}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Extra": 1, "Statement": {{{good}}}}}"#),
        format!(r#"{{"version": "2012-10-17", "Statement": {{{good}}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{good}, "Extra": 1}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{good}, "Sid": {{}}}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{good}, "NotAction": "s3:*"}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{good}, "NotResource": "*"}}}}"#),
        format!(r#"{{"Version": "2012-10-17", "Statement": {{{good}, "Effect": "Allow"}}}}"#),
        r#"{"Version": "2012-10-17", "Statement": {"Action": "s3:*", "Resource": "*"}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "invalid", "Action": "s3:*", "Resource": "*"}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": ["Allow"], "Action": "s3:*", "Resource": "*"}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": {}, "Resource": "*"}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": [["s3:*"]], "Resource": "*"}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": {"a": 1}}}"#.to_owned(),
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": [5]}}"#.to_owned(),
    ];
    for text in documents {
        assert_eq!(refusal(Kind::Managed, &text).as_deref(), Some(SYNTAX), "{text}");
    }
    let conditions = [
        "[]",
        "\"x\"",
        r#"{"StringEquals": "x"}"#,
        r#"{"StringEquals": {"k": {}}}"#,
        r#"{"StringEquals": {"k": null}}"#,
        r#"{"Foo": {"k": "x"}}"#,
        r#"{"ForAnyValue::StringEquals": {"k": "x"}}"#,
        r#"{"stringequals": {"k": "x"}}"#,
        r#"{"StringEqualsIfExistsIfExists": {"k": "x"}}"#,
        r#"{"StringEquals": {"k": "x", "k": "y"}}"#,
    ];
    for condition in conditions {
        assert_eq!(with_condition(condition).as_deref(), Some(SYNTAX), "{condition}");
    }
}

#[test]
fn what_is_accepted_though_odd() {
    for action in
        ["\"s33:Get\"", "\"iam: asdf x \"", "\"*\"", "\"*:*\"", "\"a.b-c:D\"", "\"s3:\"", "[null, \"s3:*\"]"]
    {
        assert_eq!(with_action(action), None, "{action}");
    }
    for resource in [
        "\"*\"",
        "\"arn:aws:fdsasf\"",
        "\"arn:aws:s3\"",
        "\"a:aws:s3:::b\"",
        "\"arn:*:s3:::b\"",
        "[null]",
        "[\"\"]",
        "\"arn:aws:s3:us-east-1::accesspoint/x\"",
        "\"arn:aws:iam::111122223333:*\"",
        "\"arn:aws:iam::111122223333:root\"",
        "\"arn:aws-cn:s3:::b\"",
        "[\"arn:aws::::b\"]",
        "\"arn:aws:s3:::b:c:d\"",
    ] {
        assert_eq!(with_resource(resource), None, "{resource}");
    }
    for condition in [
        "{}",
        r#"{"x": {}}"#,
        r#"{"StringEquals": {}}"#,
        r#"{"StringEquals": {"k": []}}"#,
        r#"{"Bool": {"k": true}}"#,
        r#"{"NumericEquals": {"k": 5}}"#,
        r#"{"ForAllValues:StringLikeIfExists": {"k": ["x", "y"]}}"#,
        r#"{"NullIfExists": {"k": "true"}}"#,
        r#"{"NumericEquals": {"k": "no number"}}"#,
    ] {
        assert_eq!(with_condition(condition), None, "{condition}");
    }
    let statement = r#"{"Effect": "Allow", "NotAction": "s3:*", "NotResource": "*", "Sid": ""}"#;
    let text = format!(
        r#"{{"Version": "2012-10-17", "Id": "cd3ad3d9-2776-4ef1", "Statement": [{statement}, {statement}]}}"#
    );
    assert_eq!(refusal(Kind::Managed, &text), None);
}

#[test]
fn dates_of_the_legacy_pass() {
    for date in [
        "2024-01-01",
        "2024-1-1",
        "01T",
        "2024-01-01t10:00:00z",
        "2024-01-01T10:00:00.123456789Z",
        "2024-01-01T10:00:00+23",
        "2024-01-01T10:00:00+23:59",
        "-292275054-01",
        "292278993",
        "0",
        "9223372036854775807",
        "2024-01-01T23",
        "1-1-1T1:1:1",
        // The guide's own example for queues has no seconds.
        "2014-11-30T15:00Z",
        "2024-01-01T10:00z",
        "2024-01-01T10:00+01:00",
    ] {
        assert_eq!(with_condition(&format!(r#"{{"DateGreaterThan": {{"k": "{date}"}}}}"#)), None, "{date}");
    }
    for date in [
        "a word",
        "",
        "234-13",
        "2024-01-32",
        "2024-01-01T24",
        "2024-01-01T10:60",
        "2024-01-01T10:00:60",
        "2024-01-01T10:00:00+1",
        "2024-01-01T10:00:00+24",
        "2024-01-01T10:00:00-01",
        "2024-01-01T10:00:00.1234567890+01",
        "2024-01-01T10Z",
        "2024-01-01T10+01:00",
        "2024-01-01T10:00+1",
        "2024-01-01T10:60Z",
        "9223372036854775808",
        "-292275055-",
        "292278994-01",
        "2024-01-01-01",
        "-",
        "t",
        "1.5",
    ] {
        for operator in ["DateEquals", "DateLessThanIfExists", "ForAllValues:DateNotEquals"] {
            let condition = format!(r#"{{"{operator}": {{"k": ["2024-01-01", "{date}"]}}}}"#);
            assert_eq!(with_condition(&condition).as_deref(), Some(LEGACY), "{condition}");
        }
    }
}

#[test]
fn forms_of_resources() {
    let must = |resource: &str| format!("Resource {resource} must be in ARN format or \"*\".");
    let table: Vec<(&str, String)> = vec![
        ("\"invalid\"", must("invalid")),
        ("\"\"", must("")),
        ("[\"b\", \"a\", \"c\"]", must("a")),
        ("\"arn:b:c\"", "Partition \"b\" is not valid for resource \"arn:b:c:*:*:*\".".into()),
        ("\"arn:b\"", "Partition \"b\" is not valid for resource \"arn:b:*:*:*:*\".".into()),
        ("\"arn:b:\"", "Partition \"b\" is not valid for resource \"arn:b:*:*:*:*\".".into()),
        ("\"arn:b::x\"", "Partition \"b\" is not valid for resource \"arn:b::x:*:*\".".into()),
        ("\"arn:b:c:d:e:f:g:h\"", "Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\".".into()),
        ("\"arn:aws\"", "Resource vendor must be fully qualified and cannot contain regexes.".into()),
        ("\"arn:*\"", "Resource vendor must be fully qualified and cannot contain regexes.".into()),
        ("\"arn:aws:iam:::example_user\"", IAM_PATH.into()),
        ("\"arn:aws:iam::x\"", IAM_PATH.into()),
        (
            "\"arn:aws:iam:us-east-1::user/x\"",
            "IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.".into(),
        ),
        (
            "\"arn:aws:s3:us-east-1::b\"",
            "Resource arn:aws:s3:us-east-1::b can not contain region information.".into(),
        ),
        ("\"arn:aws:s3::b\"", LEGACY.into()),
        ("\"arn:aws::x\"", LEGACY.into()),
        ("\"arn:aws::::b\"", LEGACY.into()),
        ("[\"arn:aws:s3::b\"]", LEGACY.into()),
        // A form error found before keeps the legacy pass from resources.
        ("[\"arn:aws:s3::b\", \"invalid\"]", must("invalid")),
    ];
    for (resource, message) in table {
        assert_eq!(with_resource(resource), Some(message), "{resource}");
    }
}

#[test]
fn resources_of_s3_with_a_region() {
    // Every kind of S3's action table with region and account in its ARN; the last two as AWS's own managed policies
    // write them.
    for path in [
        "access-grants/default",
        "access-grants/default/grant/a1b2",
        "access-grants/default/location/default",
        "accesspoint/finance",
        "accesspoint/finance/object/reports/*",
        "async-request/mrap/createaccesspoint/token",
        "job/0a1b2c",
        "storage-lens/default",
        "storage-lens-group/prefixes",
    ] {
        for place in ["us-east-1:111122223333", "*:*", "eu-central-1:*"] {
            let resource = format!("\"arn:aws:s3:{place}:{path}\"");
            assert_eq!(with_resource(&resource), None, "{resource}");
            let statement = format!("\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": {resource}");
            let document = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{{{statement}}}]}}");
            for kind in [Kind::Inline, Kind::Boundary, Kind::Session, Kind::ServiceControl] {
                assert_eq!(refusal(kind, &document), None, "{kind:?} {resource}");
            }
        }
    }
    for resource in [
        "arn:aws:s3:us-east-1:111122223333:bucket",
        "arn:aws:s3:us-east-1:111122223333:bucket/job/x",
        "arn:aws:s3:us-east-1::jobs/x",
        "arn:aws:s3:*:*:x",
    ] {
        let message = format!("Resource {resource} can not contain region information.");
        assert_eq!(with_resource(&format!("\"{resource}\"")), Some(message));
    }
}

#[test]
fn forms_of_actions() {
    let vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    let table = [
        ("\"invalid\"", vendor),
        ("\"\"", vendor),
        ("[\"s3:*\", \"invalid\"]", vendor),
        ("\"s3:List:Bucket\"", "Actions/Condition can contain only one colon."),
        ("\"a a:ListBucket\"", "Vendor a a is not valid"),
        ("\"s*:Get\"", "Vendor s* is not valid"),
        ("[]", "Policy statement must contain actions."),
    ];
    for (action, message) in table {
        assert_eq!(with_action(action).as_deref(), Some(message), "{action}");
    }
}

#[test]
fn the_order_of_checks() {
    let table = [
        // (what is wrong, statement, what is said), each with a flaw of a later check too
        (r#""Effect": "denY", "Resource": "invalid""#, LEGACY),
        (r#""Effect": "Allow", "Resource": "invalid""#, "Policy statement must contain actions."),
        (r#""Effect": "Allow", "Action": "invalid""#, "Policy statement must contain resources."),
        (
            r#""Effect": "Allow", "Action": "invalid", "Resource": []"#,
            "Policy statement must contain resources.",
        ),
        (
            r#""Effect": "Allow", "Action": "invalid", "Resource": "x""#,
            "Resource x must be in ARN format or \"*\".",
        ),
        (
            r#""Effect": "Allow", "Action": "invalid", "Resource": "x", "Condition": {"DateEquals": {"k": "soon"}}"#,
            LEGACY,
        ),
        (
            r#""Effect": "Allow", "Action": "s3:*", "Principal": "*""#,
            "Policy document should not specify a principal.",
        ),
        (r#""Effect": "Allow", "Principal": "*""#, "Policy statement must contain actions."),
    ];
    for (statement, message) in table {
        assert_eq!(managed(statement).as_deref(), Some(message), "{statement}");
    }
    for version in ["", r#""Version": "2008-10-17","#] {
        let bad_date =
            r#""Effect": "Allow", "Action": "x", "Resource": "x", "Condition": {"DateEquals": {"k": "x"}}"#;
        let message = "Policy document must be version 2012-10-17 or greater.";
        let refused = refusal(Kind::Managed, &format!("{{{version} \"Statement\": {{{bad_date}}}}}"));
        assert_eq!(refused.as_deref(), Some(message));
    }
    let twice = |sid: &str, rest: &str| {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "{sid}", "Effect": "Allow", {rest}}},
                  {{"Sid": "{sid}", "Effect": "Allow", {rest}}}]}}"#
        )
    };
    let unique = "Statement IDs (SID) in a single policy must be unique.";
    assert_eq!(refusal(Kind::Managed, &twice("a", r#""Resource": "x""#)).as_deref(), Some(unique));
    assert_eq!(refusal(Kind::Managed, &twice("", r#""Action": "s3:*", "Resource": "*""#)), None);
}

#[test]
fn sids_are_alphanumeric_where_iam_reads_them() {
    let form = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
                [0-9A-Za-z]*";
    let of = |kind: Kind, sid: &str| {
        let rest = match kind {
            Kind::Trust => r#""Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#,
            Kind::Bucket => r#""Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#,
            Kind::Resource(ResourceKind::ContainerRepository) => r#""Principal": "*", "Action": "ecr:*""#,
            Kind::ResourceControl | Kind::Resource(_) | Kind::VpcEndpoint => {
                r#""Principal": "*", "Action": "s3:*", "Resource": "*""#
            }
            _ => r#""Action": "s3:*", "Resource": "*""#,
        };
        refusal(
            kind,
            &format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "{sid}", "Effect": "Deny", {rest}}}]}}"#
            ),
        )
    };
    let of_iam = [Kind::Managed, Kind::Inline, Kind::Trust, Kind::Session, Kind::Boundary];
    for kind in Kind::all() {
        for fine in ["", "Read1", "0"] {
            assert_eq!(of(kind, fine), None, "{kind:?} {fine:?}");
        }
        // Recorded of AWS: the dash and the underscore; the guide names spaces as what only other services take.
        for other in ["autogenerated-id", "read_all", "Enable Root User Permissions", "a.b", "Lesen\u{e4}"] {
            let expected = of_iam.contains(&kind).then_some(form);
            assert_eq!(of(kind, other).as_deref(), expected, "{kind:?} {other:?}");
        }
    }
}

#[test]
fn unknown_operators_of_trust_policies_are_named() {
    // Recorded of CreateRole, November 2024; CreatePolicy was recorded with "Syntax errors in policy."
    for operator in [
        "stringEquals",
        "StringEqual",
        "ForAnyValue:Stringlike",
        "ForSomeValues:StringEquals",
        "boolIfExists",
    ] {
        let condition = format!(r#""Condition": {{"{operator}": {{"aws:PrincipalTag/team": "true"}}}}"#);
        let trust = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "sts:AssumeRole", {condition}}}]}}"#
        );
        let message = format!("Invalid Condition type : {operator}");
        assert_eq!(refusal(Kind::Trust, &trust), Some(message));
        assert_eq!(with_condition(&format!(r#"{{"{operator}": {{"k": "x"}}}}"#)).as_deref(), Some(SYNTAX));
    }
}

#[test]
fn versions_by_kind() {
    let statement = r#""Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    let old = format!(r#"{{"Version": "2008-10-17", {statement}}}"#);
    for kind in [Kind::Managed, Kind::Boundary] {
        assert!(refusal(kind, &old).is_some(), "{kind:?}");
    }
    for kind in [Kind::Inline, Kind::Session, Kind::ServiceControl] {
        assert_eq!(refusal(kind, &old), None, "{kind:?}");
    }
}

#[test]
fn trust_policies() {
    let trust = |statement: &str| {
        refusal(
            Kind::Trust,
            &format!(
                "{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", {statement}}}}}"
            ),
        )
    };
    let actions = "AssumeRole policy may only specify STS AssumeRole actions.";
    let fine = r#""Action": "sts:AssumeRole", "Principal": "#;
    for principal in [
        "\"*\"",
        r#"{"AWS": "*"}"#,
        r#"{"AWS": ["111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/a"]}"#,
        r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/r/s"}"#,
        r#"{"AWS": "AIDAEXAMPLE00000000"}"#,
        r#"{"Service": "ec2.amazonaws.com", "Federated": "accounts.example"}"#,
    ] {
        assert_eq!(trust(&format!("{fine}{principal}")), None, "{principal}");
    }
    let table = [
        (r#""Action": "sts:AssumeRole""#.to_owned(), "Missing required field Principal"),
        (format!(r#"{fine}"*", "Resource": "*""#), "Has prohibited field Resource"),
        (format!(r#"{fine}"*", "NotResource": "*""#), "Has prohibited field Resource"),
        (format!(r#"{fine}"*", "Resource": []"#), "Has prohibited field Resource"),
        (
            r#""Action": "sts:AssumeRole", "NotPrincipal": "*""#.to_owned(),
            "Has prohibited field NotPrincipal.",
        ),
        (r#""Action": "s3:GetObject", "Principal": "*""#.to_owned(), actions),
        (r#""Action": ["sts:AssumeRole", "sts:GetSessionToken"], "Principal": "*""#.to_owned(), actions),
        (r#""Action": "sts:*", "Principal": "*""#.to_owned(), actions),
        (
            r#""Action": "s3", "Principal": "*""#.to_owned(),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (format!(r#"{fine}"bob""#), "Invalid principal in policy: \"AWS\":\"bob\""),
        (
            format!(r#"{fine}{{"AWS": "arn:aws:iam::111122223333:user/*"}}"#),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/*\"",
        ),
        (
            format!(r#"{fine}{{"AWS": ["111122223333", "bob"]}}"#),
            "Invalid principal in policy: \"AWS\":\"bob\"",
        ),
        (format!(r#"{fine}{{"Service": "*"}}"#), "Invalid principal in policy: \"Service\":\"*\""),
        (format!(r#"{fine}{{}}"#), SYNTAX),
        (format!(r#"{fine}{{"User": "bob"}}"#), SYNTAX),
    ];
    for (statement, message) in table {
        assert_eq!(trust(&statement).as_deref(), Some(message), "{statement}");
    }
    for action in [
        "sts:TagSession",
        "sts:SetSourceIdentity",
        "sts:SetContext",
        "sts:AssumeRoleWithSAML",
        "STS:assumerole",
    ] {
        assert_eq!(trust(&format!(r#""Action": "{action}", "Principal": "*""#)), None, "{action}");
    }
    let old = r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}}"#;
    assert_eq!(refusal(Kind::Trust, old), None);
    assert_eq!(refusal(Kind::Trust, "{,}").as_deref(), Some("This policy contains invalid Json"));
}

#[test]
fn bucket_policies() {
    let bucket = |statement: &str| refusal(Kind::Bucket, &format!("{{\"Statement\": {{{statement}}}}}"));
    let whole = r#""Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b""#;
    assert_eq!(bucket(whole), None);
    let table = [
        (
            r#""Effect": "allow", "Principal": "*", "Action": "s3:*", "Resource": "x""#,
            "Invalid effect: allow",
        ),
        (r#""Effect": "Allow", "Action": "s3:*", "Resource": "x""#, "Missing required field Principal"),
        (r#""Effect": "Allow", "Principal": "*", "Resource": "x""#, "Missing required field Action"),
        (r#""Effect": "Allow", "Principal": "*", "Action": "s3:*""#, "Missing required field Resource"),
        (
            r#""Effect": "Allow", "Principal": {"AWS": "bob"}, "Action": "s3:*", "Resource": "x""#,
            "Invalid principal in policy",
        ),
        (
            r#""Effect": "Allow", "Principal": "*", "Action": "s3", "Resource": "x""#,
            "Policy has invalid action",
        ),
        (r#""Effect": "Allow", "Extra": 1"#, "Invalid policy syntax."),
        (
            r#""Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "x", "Condition": {"bool": {"k": 1}}"#,
            "Invalid policy syntax.",
        ),
    ];
    for (statement, message) in table {
        assert_eq!(bucket(statement).as_deref(), Some(message), "{statement}");
    }
    let not_json = "Policies must be valid JSON and the first byte must be '{'";
    assert_eq!(refusal(Kind::Bucket, "nothing").as_deref(), Some(not_json));
}

#[test]
fn resource_control_policies_only_deny_named_actions_to_everyone() {
    let control = |statement: &str| {
        refusal(
            Kind::ResourceControl,
            &format!("{{\"Version\": \"2012-10-17\", \"Statement\": {{{statement}}}}}"),
        )
    };
    let fine = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*""#;
    assert_eq!(control(fine), None);
    for statement in [
        fine.replace("Deny", "Allow"),
        fine.replace("\"s3:*\"", "\"*\""),
        fine.replace("Action", "NotAction"),
        fine.replace("\"Principal\": \"*\"", "\"Principal\": {\"AWS\": \"111122223333\"}"),
        fine.replace("Principal", "NotPrincipal"),
    ] {
        assert_eq!(control(&statement).as_deref(), Some(SYNTAX), "{statement}");
    }
}

#[test]
fn refusals_say_where_and_what() {
    let text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\n    \"Effect\": \"Allow\",\n    \"Actions\": \"s3:*\"\n  }]\n}";
    let error = Policy::parse(Kind::Managed, text).unwrap_err();
    assert_eq!(error.position().map(|at| at.to_string()).as_deref(), Some("5:5"));
    assert!(error.detail().contains("\"Actions\""), "{}", error.detail());
    assert_eq!(error.to_string(), SYNTAX);
    let bad_case = "{\"Version\": \"2012-10-17\", \"Statement\": {\"effect\": \"Allow\"}}";
    assert!(Policy::parse(Kind::Managed, bad_case).unwrap_err().detail().contains("case-sensitive"));
}

#[test]
fn policies_of_other_resources() {
    let of = |resource: ResourceKind, statement: &str| {
        refusal(
            Kind::Resource(resource),
            &format!(
                "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", {statement}}}]}}"
            ),
        )
    };
    let resources = "Policy statement must contain resources.";
    // Reported by users of ECR.
    let repository = "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
    for kind in ResourceKind::ALL {
        let with = r#""Principal": {"Service": "x.amazonaws.com"}, "Action": "x:Y", "Resource": "*""#;
        let without = r#""Principal": {"AWS": "111122223333"}, "Action": "x:Y""#;
        let (with_it, without_it) = match kind {
            ResourceKind::ContainerRepository => (Some(repository), None),
            ResourceKind::AccessPoint | ResourceKind::Topic | ResourceKind::Key => (None, Some(resources)),
            _ => (None, None),
        };
        assert_eq!(of(kind, with).as_deref(), with_it, "{kind:?}");
        assert_eq!(of(kind, without).as_deref(), without_it, "{kind:?}");
        let table = [
            (r#""Action": "x:Y""#, "Missing required field Principal"),
            (r#""Principal": "*""#, "Policy statement must contain actions."),
            (r#""Principal": "bob", "Action": "x:Y""#, "Invalid principal in policy: \"AWS\":\"bob\""),
            (r#""Principal": "*", "Action": "x:Y", "Extra": 1"#, SYNTAX),
            (r#""Principal": "*", "Action": "x:Y", "Condition": {"bool": {"k": "true"}}"#, SYNTAX),
        ];
        for (statement, message) in table {
            assert_eq!(of(kind, statement).as_deref(), Some(message), "{kind:?} {statement}");
        }
        // Old versions and Sids of any form were never seen refused.
        let old = r#"{"Statement": [{"Sid": "a b", "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "NotAction": "x:Y"}]}"#;
        let refused = refusal(Kind::Resource(kind), old);
        assert_eq!(refused.as_deref(), without_it, "{kind:?}");
    }
}

#[test]
fn managed_policies_of_aws_have_no_form_of_sids_and_name_what_customers_cannot() {
    for (sid, resource) in [
        ("a-b", "*"),
        // AWSCloudWatchOmniServiceRolePolicy
        ("x", "arn:aws:iam::aws:role-template/cloudwatch.amazonaws.com/RoleTemplate:1"),
    ] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Sid": "{sid}", "Effect": "Allow", "Action": "s3:*", "Resource": "{resource}"}}}}"#
        );
        assert_eq!(refusal(Kind::AwsManaged, &text), None);
        assert!(refusal(Kind::Managed, &text).is_some());
    }
}
