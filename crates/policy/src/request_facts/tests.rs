use super::*;

#[test]
fn a_request_has_the_keys_of_what_is_known_of_it() {
    let all = RequestFacts {
        seconds: 1_767_225_661,
        region: Some("eu-central-1"),
        source_ip: Some("2001:db8::1".parse().unwrap()),
        secure: Some(true),
        via_aws_service: Some(false),
        user_agent: Some("agent"),
        referer: Some("page"),
        resource_account: Some("111122223333"),
    };
    let shown = |facts: &RequestFacts<'_>| {
        let known = KnownKey::ALL.iter().filter_map(|key| match facts.value(*key) {
            Some(Value::One(value)) => Some(format!("{}={}", key.name(), &*value)),
            Some(Value::Many(_)) => panic!("{key:?} is a list"),
            None => None,
        });
        known.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        shown(&all),
        "aws:CurrentTime=2026-01-01T00:01:01Z aws:EpochTime=1767225661 aws:Referer=page aws:RequestedRegion=eu-central-1 \
         aws:ResourceAccount=111122223333 aws:SecureTransport=true aws:SourceIp=2001:db8::1 aws:UserAgent=agent \
         aws:ViaAWSService=false"
    );
    assert_eq!(shown(&RequestFacts::at(0)), "aws:CurrentTime=1970-01-01T00:00:00Z aws:EpochTime=0");
}
