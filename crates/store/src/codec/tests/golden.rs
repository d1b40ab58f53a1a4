//! The stored form of each kind, byte for byte: a record written by any earlier version opens, and is written the same.

use super::*;

/// One record of each kind with every field filled, as it was first stored.
const FULL: &[(&str, &str)] = &[
    (
        "account/000011112222",
        r#"{"Account":{"id":"000011112222","name":"main","alias":"acme","canonical_user_id":"00ff","created":1800000000000,"quotas":{"Users":7,"object-bytes":123},"ended":1800000001000}}"#,
    ),
    (
        "user/AIDAEXAMPLE",
        r#"{"User":{"account":"000011112222","id":"AIDAEXAMPLE","name":"Alice","path":"/a/","created":1800000000000,"tags":[["k","v ü"],["z","1"]],"permissions_boundary":"arn:aws:iam::aws:policy/AWSDenyAll","policies":{"inline":{"p":"{\"Version\":\"2012-10-17\", \"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"},"managed":["arn:aws:iam::000011112222:policy/x/P","arn:aws:iam::aws:policy/AdministratorAccess"]},"groups":["AGPAEXAMPLE","AGPAOTHER"]}}"#,
    ),
    (
        "group/AGPAEXAMPLE",
        r#"{"Group":{"account":"000011112222","id":"AGPAEXAMPLE","name":"ops","path":"/","created":1800000000000,"policies":{"inline":{"q":"{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}"},"managed":["arn:aws:iam::aws:policy/AdministratorAccess"]}}}"#,
    ),
    (
        "role/AROAEXAMPLE",
        r#"{"Role":{"account":"000011112222","id":"AROAEXAMPLE","name":"r","path":"/","created":1800000000000,"trust_policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::000011112222:user/a/Alice\"},\"Action\":\"sts:AssumeRole\"}}","trust_bound":[["arn:aws:iam::000011112222:user/a/Alice","AIDAEXAMPLE"]],"description":"d","max_session_seconds":7200,"tags":[["k","v"]],"permissions_boundary":"arn:aws:iam::000011112222:policy/x/P","policies":{"inline":{},"managed":[]}}}"#,
    ),
    (
        "policy/arn:aws:iam::000011112222:policy/x/P",
        r#"{"Policy":{"account":"000011112222","id":"ANPAEXAMPLE","name":"P","path":"/x/","description":null,"versions":[{"number":2,"text":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}}","created":1800000000000},{"number":5,"text":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}","created":1800000002000}],"default_version":2,"next_version":6,"tags":[],"created":1800000000000,"updated":1800000002000}}"#,
    ),
    (
        "password-policy/000011112222",
        r#"{"PasswordPolicy":{"account":"000011112222","updated":1800000000000,"minimum_length":12,"symbols":true,"numbers":false,"uppercase":true,"lowercase":false,"users_may_change":true,"max_age_days":90,"reuse_prevention":24,"hard_expiry":false}}"#,
    ),
    (
        "access-key/AKIAEXAMPLE",
        r#"{"AccessKey":{"id":"AKIAEXAMPLE","account":"000011112222","owner":"AIDAEXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG","active":false,"created":1800000000000}}"#,
    ),
    (
        "access-key/AKIAROOT",
        r#"{"AccessKey":{"id":"AKIAROOT","account":"000011112222","owner":null,"secret":"s","active":true,"created":1800000000000}}"#,
    ),
    (
        "key-use/AKIAEXAMPLE",
        r#"{"KeyUse":{"access_key_id":"AKIAEXAMPLE","time":1800000000123,"service":"iam","region":"us-east-1"}}"#,
    ),
    (
        "role-use/AROAEXAMPLE",
        r#"{"RoleUse":{"role_id":"AROAEXAMPLE","time":1800000000123,"region":"us-east-1"}}"#,
    ),
    (
        "mfa-device/arn:aws:iam::000011112222:mfa/phones/m",
        r#"{"Device":{"account":"000011112222","name":"m","path":"/phones/","seed":"AAECAw==","created":1800000000000,"tags":[["k","v"]],"enabled":{"holder":"AIDAEXAMPLE","since":1800000000000,"drift_steps":-3,"last_step":60000009},"last_step":60000009,"used_steps":[[60000001,60000003],[60000009,60000009]]}}"#,
    ),
    (
        "throttle/user/AIDAEXAMPLE",
        r#"{"Throttle":{"subject":"user/AIDAEXAMPLE","forgiven_at":1800000600000,"counted_at":1800000000000,"guessing":[{"network":"192.0.2.1","forgiven_at":1800000600000,"counted_at":1800000000000}],"known":[{"network":"2001:db8::/64","succeeded":1799999999000,"forgiven_at":1800000000000,"counted_at":1800000000000}]}}"#,
    ),
];

#[test]
fn each_kind_is_written_as_it_always_was() {
    for (name, json) in FULL {
        let record = match kind::decode(json.as_bytes()) {
            Ok(record) => record,
            Err(error) => panic!("{name}: {error}"),
        };
        assert_eq!(String::from_utf8(key_bytes(&record.key())).unwrap(), *name);
        let written = kind::encode(&record).ok().unwrap();
        assert_eq!(String::from_utf8_lossy(written.expose()), *json);
    }
}
