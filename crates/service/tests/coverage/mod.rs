//! Every operation of the table, held against its row: what it asks to be permitted, its pages, and its errors.
//!
//! Requests are made from the model: an operation's required members, with a sample value each. A further operation is covered
//! by its row, and by a sample for each member that no other operation has. `exceptions.txt` may only shrink: an exception
//! that is not needed any longer fails the test.

use std::collections::{BTreeMap, BTreeSet};

use service::operation::{Effect, Row};
use service::table::rows;
use wire::query::Params;

use crate::support::*;

/// Service, operation and kind of row, one exception a line, with its reason behind `#`.
const EXCEPTIONS: &str = include_str!("exceptions.txt");

/// Stands in samples for the key of the user of the [`World`].
const KEY: &str = "AKIAIOSFODNN7EXAMPLE";

/// Sample parameters by member, as violations of the model name them.
fn samples() -> BTreeMap<&'static str, String> {
    let arn = |rest: &str| format!("arn:aws:iam::{ACCOUNT}:{rest}");
    let document = |member: &str| {
        format!(
            "{member}={}",
            encoded(r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#)
        )
    };
    let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#;
    let named = |member: &str, value: String| format!("{member}={}", encoded(&value));
    let text = |parameter: &str| parameter.to_owned();
    BTreeMap::from([
        ("accessKeyId", format!("AccessKeyId={KEY}")),
        ("accountAlias", text("AccountAlias=alias")),
        ("actionNames", text("ActionNames.member.1=s3:GetObject")),
        ("assumeRolePolicyDocument", named("AssumeRolePolicyDocument", trust.to_owned())),
        ("authenticationCode1", text("AuthenticationCode1=000000")),
        ("authenticationCode2", text("AuthenticationCode2=000001")),
        ("certificateId", text("CertificateId=TA7SMP42TDN5Z26OBPJE7EXAMPLE")),
        ("clientID", text("ClientID=client")),
        ("delegationRequestId", text("DelegationRequestId=0123456789abcdef0123456789")),
        ("deletionTaskId", text("DeletionTaskId=task/aws-service-role/x.amazonaws.com/r/1")),
        ("description", text("Description=d")),
        ("encoding", text("Encoding=SSH")),
        ("groupName", text("GroupName=r")),
        ("instanceProfileName", text("InstanceProfileName=web")),
        ("jobId", text("JobId=12345678-1234-1234-1234-123456789012")),
        ("openIDConnectProviderArn", named("OpenIDConnectProviderArn", arn("oidc-provider/example.org"))),
        ("permissionsBoundary", named("PermissionsBoundary", arn("policy/p"))),
        ("policyArn", named("PolicyArn", arn("policy/p"))),
        ("policyDocument", document("PolicyDocument")),
        ("policyInputList", document("PolicyInputList.member.1")),
        ("policyName", text("PolicyName=p")),
        ("policySourceArn", named("PolicySourceArn", arn("user/r"))),
        ("roleArn", named("RoleArn", arn("role/r"))),
        ("roleName", text("RoleName=r")),
        ("roleSessionName", text("RoleSessionName=session")),
        ("samlProviderArn", named("SAMLProviderArn", arn("saml-provider/example"))),
        ("sAMLProviderArn", named("SAMLProviderArn", arn("saml-provider/example"))),
        ("sSHPublicKeyId", text("SSHPublicKeyId=APKA000000000000000000")),
        ("serialNumber", named("SerialNumber", arn("mfa/d"))),
        ("serverCertificateName", text("ServerCertificateName=c")),
        ("serviceNamespace", text("ServiceNamespace=s3")),
        ("serviceSpecificCredentialId", text("ServiceSpecificCredentialId=ACCA12345ABCDEXAMPLE99")),
        ("status", text("Status=Active")),
        ("tagKeys", text("TagKeys.member.1=k")),
        ("tags", text("Tags.member.1.Key=k&Tags.member.1.Value=v")),
        ("thumbprintList", format!("ThumbprintList.member.1={}", "0".repeat(40))),
        ("userName", text("UserName=r")),
        ("versionId", text("VersionId=v1")),
        ("virtualMFADeviceName", text("VirtualMFADeviceName=new")),
    ])
}

fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Constraints of the model that parameters break; empty if none.
fn violations(row: &Row, form: &str) -> String {
    let params = Params::parse("", form.as_bytes()).ok().unwrap();
    let checked = match row.service {
        "iam" => wire::iam::Operation::from_name(row.operation).unwrap().check(&params),
        _ => wire::sts::Operation::from_name(row.operation).unwrap().check(&params),
    };
    checked
        .err()
        .map(|error| wire::fault::Fault::from(error).message().unwrap_or_default().to_owned())
        .unwrap_or_default()
}

/// The parameters of a request that the model accepts: required members, and no others.
fn request(row: &Row) -> String {
    let (samples, mut form) = (samples(), String::new());
    loop {
        let violations = violations(row, &form);
        let missing: BTreeSet<&str> = violations
            .split(" at '")
            .skip(1)
            .filter(|rest| rest.contains("Member must not be null"))
            .filter_map(|rest| rest.split('\'').next())
            .collect();
        if missing.is_empty() {
            assert_eq!(violations, "", "{}: a sample is not what the model accepts", row.operation);
            return form;
        }
        for member in missing {
            let sample = samples.get(member);
            let sample = sample.unwrap_or_else(|| panic!("{}: add a sample of {member} here", row.operation));
            form.push_str(&format!("&{sample}"));
        }
    }
}

/// Rows of IAM and STS that are built.
fn built() -> impl Iterator<Item = &'static Row> {
    rows().filter(|row| row.is_built() && row.service != "s3")
}

/// Holds every row against a check, but for those that are excepted; and the exceptions against the check, which must fail.
fn check_all(kind: &str, mut check: impl FnMut(&Row) -> Result<(), String>) {
    let excepted: BTreeSet<String> = EXCEPTIONS
        .lines()
        .filter_map(|line| line.split('#').next().map(str::trim).filter(|line| !line.is_empty()))
        .filter_map(|line| line.strip_suffix(&format!(" {kind}")).map(str::to_owned))
        .collect();
    let (mut failed, mut needless, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in built() {
        let name = format!("{}:{}", row.service, row.operation);
        match (check(row), excepted.contains(&name)) {
            (Err(why), false) => failed.push(format!("{name}: {why}")),
            (Ok(()), true) => needless.push(name.clone()),
            _ => {}
        }
        seen.insert(name);
    }
    let unknown: Vec<_> = excepted.difference(&seen).collect();
    assert_eq!(failed, Vec::<String>::new(), "rows that fail");
    assert_eq!(needless, Vec::<String>::new(), "exceptions that are not needed");
    assert_eq!(unknown, Vec::<&String>::new(), "exceptions of operations that are not built");
}

/// An installation with an entity of each kind, which requests name, and a caller without policies.
struct World {
    plane: Plane,
    caller: Credentials,
    /// Id of a key of the user whom requests name.
    key: String,
}

impl World {
    fn new() -> Self {
        let mut plane = Plane::new();
        let admin = plane.admin.clone();
        plane.role("r", ACCOUNT, "");
        for call in ["CreateGroup GroupName=r", "CreateVirtualMFADevice VirtualMFADeviceName=d"] {
            assert_eq!(plane.iam(&admin, call).outcome(), "ok");
        }
        plane.iam_with(&admin, "CreatePolicy PolicyName=p", &[("PolicyDocument", &allow("*"))]).xml();
        let key = plane.user("r", None).access_key_id;
        let caller = plane.user("caller", None);
        Self { plane, caller, key }
    }

    fn send(&mut self, who: &Credentials, row: &Row, parameters: &str) -> String {
        send(&mut self.plane, who, row, &parameters.replace(KEY, &self.key))
    }
}

fn send(plane: &mut Plane, who: &Credentials, row: &Row, parameters: &str) -> String {
    let service = match row.service {
        "iam" => wire::query::Service::Iam,
        _ => wire::query::Service::Sts,
    };
    let form = format!("Action={}&Version={}{parameters}", row.operation, service.version());
    plane.post(service, who, &form).outcome()
}

fn policy(effect: &str, element: &str, actions: &[&str]) -> String {
    let actions = actions.iter().map(|action| format!("\"{action}\"")).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","{element}":[{actions}],"Resource":"*"}}]}}"#
    )
}

/// An operation is denied without the actions of its row, even where all others are allowed; with them it is not.
#[test]
fn adv_50_every_operation_of_the_table_asks_for_the_actions_of_its_row_and_no_others() {
    let mut world = World::new();
    let caller = world.caller.clone();
    let denies = |outcome: &str, action: &str| {
        outcome.contains("is not authorized to perform") && outcome.contains(action)
    };
    check_all("permission", |row| {
        let parameters = request(row);
        world.plane.put_policy("caller", &policy("Allow", "NotAction", &[row.action()]));
        let outcome = world.send(&caller, row, &parameters);
        if !denies(&outcome, row.action()) {
            return Err(format!("without {}: {outcome}", row.action()));
        }
        world.plane.put_policy("caller", &policy("Allow", "Action", row.actions));
        // what earlier operations deleted is missing by now, which is no denial
        let outcome = world.send(&caller, row, &parameters);
        if denies(&outcome, "") { Err(format!("with {:?}: {outcome}", row.actions)) } else { Ok(()) }
    });
}

/// The further actions of a row are asked for by some request: one that brings tags, or a source identity.
#[test]
fn further_actions_are_asked_for() {
    let mut world = World::new();
    let caller = world.caller.clone();
    for row in built().filter(|row| row.service == "iam" && !row.further_actions().is_empty()) {
        let parameters = format!("{}&Tags.member.1.Key=k&Tags.member.1.Value=v", request(row));
        world.plane.put_policy("caller", &policy("Allow", "Action", &[row.action()]));
        let outcome = world.send(&caller, row, &parameters);
        for action in row.further_actions() {
            assert!(
                outcome.contains(&format!("is not authorized to perform: {action}")),
                "{}: {outcome}",
                row.operation
            );
        }
    }
}

/// An operation pages if, and only if, the model gives it a Marker; and one that pages refuses a marker of something else.
#[test]
fn every_operation_that_pages_refuses_a_marker_of_something_else() {
    let mut world = World::new();
    let admin = world.plane.admin.clone();
    for row in built() {
        let takes_marker = violations(row, &format!("{}&Marker=", request(row))).contains("'marker'");
        assert_eq!(takes_marker, row.effect == Effect::Pages, "{}", row.operation);
    }
    check_all("paging", |row| {
        if row.effect != Effect::Pages {
            return Ok(());
        }
        let outcome = world.send(&admin, row, &format!("{}&Marker=garbage", request(row)));
        if outcome == "400 ValidationError: Invalid Marker." { Ok(()) } else { Err(outcome) }
    });
}

/// Each operation has an error: of its required members, of its Marker, or of the entity that is not there.
#[test]
fn every_operation_has_an_error_that_the_model_knows() {
    let mut plane = Plane::new();
    let admin = plane.admin.clone();
    check_all("error", |row| {
        let out_of_range = "&Marker=&MaxItems=0&DurationSeconds=1&UserName=&MinimumPasswordLength=1";
        let bad = if request(row).is_empty() { out_of_range } else { "" };
        let outcome = send(&mut plane, &admin, row, bad);
        if outcome == "ok" { Err("refuses nothing".to_owned()) } else { Ok(()) }
    });
}

/// Reads do not write: the names that the models give them say so.
#[test]
fn effects_are_those_that_names_tell() {
    for row in built().filter(|row| row.service == "iam") {
        let reads = ["Get", "List", "Simulate"].iter().any(|verb| row.operation.starts_with(verb));
        assert_eq!(reads, row.effect != Effect::Write, "{}", row.operation);
    }
}

#[test]
fn rows_are_in_order_and_of_the_model() {
    for service in ["iam", "sts"] {
        let names: Vec<&str> =
            rows().filter(|row| row.service == service && row.is_built()).map(|row| row.operation).collect();
        assert!(names.is_sorted() && !names.is_empty(), "{service}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{service}");
    }
}

/// The state is to be had with a permit: no page reaches past its call for the store. `Call::state` is private to `permit/`.
#[test]
fn no_page_reads_identity_state_without_a_permit() {
    let mut pages = Vec::new();
    for room in ["src/iam", "src/sts"] {
        collect(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut pages);
    }
    assert!(pages.len() > 40, "the pages are looked for where they are");
    for page in pages.iter().filter(|page| !page.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(page).unwrap();
        assert!(!text.contains(".store"), "{}", page.display());
    }
}

fn collect(directory: &std::path::Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, into) } else { into.push(path) }
    }
}
