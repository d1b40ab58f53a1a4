use super::*;
use crate::context::Context;
use ResourceMatch::{No, Unusable, Yes};

fn matches(pattern: &str, resource: &str) -> ResourceMatch {
    matches_in(pattern, resource, Kind::Managed)
}

fn matches_in(pattern: &str, resource: &str, kind: Kind) -> ResourceMatch {
    let mut context = Context::new();
    context.set("aws:username", "alice").set("star", "*");
    ResourcePattern::new(pattern, kind, true).matches(RequestResource::new(resource), &context)
}

#[test]
fn patterns_of_resources() {
    let object = "arn:aws:s3:::b/k/x";
    let table = [
        ("*", object, Yes),
        ("*", "*", Yes),
        ("*", "nonsense", Yes),
        ("arn:aws:s3:::b/k/x", object, Yes),
        ("arn:aws:s3:::b/*", object, Yes),
        ("arn:aws:s3:::b*", object, Yes),
        ("arn:aws:s3:::*/x", object, Yes),
        ("arn:aws:s3:::b/?/x", object, Yes),
        ("arn:aws:s3:::B/k/x", object, No),
        ("arn:AWS:S3:::b/k/x", object, Yes),
        ("arn:aws:s3:::b", object, No),
        ("arn:aws:s3:::b/k", object, No),
        ("arn:aws:s3:*:*:b/*", object, Yes),
        ("arn:aws:s*:::b/*", object, Yes),
        ("arn:*:*:*:*:*", object, Yes),
        ("arn:aws:sqs:::b/*", object, No),
        ("arn:aws:s3:us-east-1::b/*", object, No),
        ("arn:aws:s3:::*", "*", No),
        ("arn:*:*:*:*:*", "*", No),
        ("arn:aws:s3:::*", "nonsense", Unusable),
        ("arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::alice/x", Yes),
        ("arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::bob/x", No),
        ("arn:aws:s3:::${none}/*", "arn:aws:s3:::/x", Unusable),
        ("arn:aws:s3:::${none, 'b'}/*", object, Yes),
        ("arn:aws:s3:::${star}", object, No),
        ("arn:aws:iam::${aws:username}:user/x", "arn:aws:iam::alice:user/x", No),
        ("arn:aws:sqs:*:*:q", "arn:aws:sqs:us-east-1:1:q:x", No),
        ("arn:aws:sqs:*:*:q*", "arn:aws:sqs:us-east-1:1:q:x", Yes),
        ("arn:aws:sqs:*:q:x", "arn:aws:sqs:us-east-1:1:q:x", No),
        ("nonsense", object, Unusable),
        ("a:aws:s3:::b/k/x", object, Unusable),
        ("ARN:aws:s3:::b/k/x", object, Unusable),
        ("", object, Unusable),
        ("**", object, Unusable),
        ("s3:*", object, Unusable),
        ("arn", object, Unusable),
    ];
    for (pattern, resource, expected) in table {
        assert_eq!(matches(pattern, resource), expected, "{pattern} {resource}");
    }
}

#[test]
fn adv_45_a_bucket_is_never_matched_by_its_beginning() {
    assert_eq!(matches("arn:aws:s3:::bucket", "arn:aws:s3:::bucket2"), No);
    assert_eq!(matches("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket2/k"), No);
    assert_eq!(matches("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket"), No);
}

#[test]
fn adv_53_segments_of_paths_are_not_resolved() {
    assert_eq!(matches("arn:aws:s3:::b/public/*", "arn:aws:s3:::b/secret/x"), No);
    assert_eq!(matches("arn:aws:s3:::b/public/*", "arn:aws:s3:::b/../public/x"), No);
    assert_eq!(matches("arn:aws:s3:::b/secret/*", "arn:aws:s3:::b/public/../secret/x"), No);
}

#[test]
fn short_arns_by_kind_of_policy() {
    let bucket = "arn:aws:s3:::b";
    // pattern; then identity, boundary, session; resource, endpoint; service control; resource control
    let table = [
        ("arn:aws:s3", Yes, Unusable, Unusable, Unusable),
        ("arn:aws", Yes, Unusable, Unusable, Unusable),
        ("arn:aws:*", Yes, Yes, Yes, Unusable),
        ("arn:aws:s3::*", Yes, Yes, Yes, Unusable),
        ("arn:aws:s3:*:", Yes, Yes, Unusable, Unusable),
        ("arn:aws:sqs", No, Unusable, Unusable, Unusable),
        ("arn:aws:sqs:*", No, No, No, Unusable),
    ];
    for (pattern, identity, resource, service_control, resource_control) in table {
        for kind in [Kind::Managed, Kind::Inline, Kind::Boundary, Kind::Session] {
            assert_eq!(matches_in(pattern, bucket, kind), identity, "{pattern} {kind:?}");
        }
        for kind in [Kind::Bucket, Kind::Trust, Kind::VpcEndpoint] {
            assert_eq!(matches_in(pattern, bucket, kind), resource, "{pattern} {kind:?}");
        }
        assert_eq!(matches_in(pattern, bucket, Kind::ServiceControl), service_control, "{pattern}");
        assert_eq!(matches_in(pattern, bucket, Kind::ResourceControl), resource_control, "{pattern}");
    }
}

#[test]
fn in_older_documents_variables_are_text() {
    let matches = |resource| {
        let pattern = ResourcePattern::new("arn:aws:s3:::${aws:username}/*", Kind::Managed, false);
        pattern.matches(RequestResource::new(resource), &Context::new())
    };
    assert_eq!(matches("arn:aws:s3:::${aws:username}/x"), Yes);
    assert_eq!(matches("arn:aws:s3:::alice/x"), No);
}
