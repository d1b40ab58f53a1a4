//! The line of the access log: each request has one, with caller, resource, decision and code.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Metadata, Subscriber};

use crate::support::{Body, Keys, Running, signed};

/// Fields of one line.
type Line = BTreeMap<&'static str, String>;

/// Lines of all servers of this process. Tests tell theirs by the access key.
static LINES: Mutex<Vec<Line>> = Mutex::new(Vec::new());

/// Keeps the lines of answers.
struct Kept;

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "server::handler"
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Fields(Line::new());
        event.record(&mut line);
        LINES.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Fields(Line);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

fn keep_lines() {
    static KEPT: OnceLock<()> = OnceLock::new();
    KEPT.get_or_init(|| tracing::subscriber::set_global_default(Kept).unwrap());
}

/// The server, whose clients each have a key of their own.
struct World {
    running: Running,
    admin: Keys,
}

impl World {
    fn new() -> Self {
        keep_lines();
        let running = Running::start("127.0.0.1:0");
        let admin = running.keys("admin");
        Self { running, admin }
    }

    fn form(&self, keys: &Keys, service: &str, form: &str) -> (u16, String) {
        let version = if service == "iam" { "2010-05-08" } else { "2011-06-15" };
        let form = format!("{form}&Version={version}");
        let head = signed(keys, service, "POST", "/", Body::Bytes(form.as_bytes()));
        self.running.ask(&format!("{head}User-Agent: a test\r\n"), form.as_bytes())
    }

    fn done(&self, service: &str, form: &str) -> String {
        let (status, answer) = self.form(&self.admin, service, form);
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// A user without permissions, and a key of it.
    fn user(&self, name: &str) -> Keys {
        self.done("iam", &format!("Action=CreateUser&UserName={name}"));
        let made = self.done("iam", &format!("Action=CreateAccessKey&UserName={name}"));
        Keys { id: element(&made, "AccessKeyId"), secret: element(&made, "SecretAccessKey"), token: None }
    }

    /// A session of a new role.
    fn role_session(&self) -> Keys {
        let account = element(&self.done("sts", "Action=GetCallerIdentity"), "Account");
        let trust = format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\
             \"Principal\":{{\"AWS\":\"{account}\"}}}}}}"
        );
        let encoded: String = trust.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.done("iam", &format!("Action=CreateRole&RoleName=r&AssumeRolePolicyDocument={encoded}"));
        let role = format!("arn%3Aaws%3Aiam%3A%3A{account}%3Arole%2Fr");
        let made = self.done("sts", &format!("Action=AssumeRole&RoleArn={role}&RoleSessionName=the-session"));
        Keys {
            id: element(&made, "AccessKeyId"),
            secret: element(&made, "SecretAccessKey"),
            token: Some(element(&made, "SessionToken")),
        }
    }
}

fn element(xml: &str, name: &str) -> String {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap();
    rest.split_once(&format!("</{name}>")).unwrap().0.to_owned()
}

/// The last line of requests with this key.
fn line_of(keys: &Keys) -> Line {
    let lines = LINES.lock().unwrap();
    let of_key = |line: &&Line| line.get("access_key_id").is_some_and(|id| *id == keys.id);
    lines.iter().rev().find(of_key).unwrap().clone()
}

/// Holds the fields of a line but for those that differ from run to run, which must be there, against a list.
#[track_caller]
fn check(line: &Line, account: &str, expected: &[(&str, &str)]) {
    let changing = ["id", "microseconds", "access_key_id", "account"];
    for field in changing {
        assert!(line.get(field).is_some_and(|value| !value.is_empty()), "{field} in {line:?}");
    }
    assert!(line["microseconds"].parse::<u64>().unwrap() > 0);
    assert_eq!(line["account"], account);
    let fields: Vec<(&str, String)> = line
        .iter()
        .filter(|(name, _)| !changing.contains(name))
        .map(|(name, value)| (*name, value.replace(account, "ACCOUNT")))
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(fields, expected);
}

#[test]
fn access_line_tells_operation_caller_resource_decision_code_source_and_time() {
    let world = World::new();
    let account = element(&world.done("sts", "Action=GetCallerIdentity"), "Account");
    let common = [("message", "answered"), ("source_ip", "127.0.0.1"), ("tls", "false")];
    let with = |own: &[(&'static str, &'static str)]| {
        let mut fields = [&common, own].concat();
        fields.sort_unstable();
        fields
    };

    let bob = world.user("bob");
    world.done("iam", "Action=GetUser&UserName=bob");
    let allowed = with(&[
        ("credentials", "key"),
        ("decisions", "iam:GetUser arn:aws:iam::ACCOUNT:user/bob Allowed by identity"),
        ("operation", "GetUser"),
        ("principal", "arn:aws:iam::ACCOUNT:user/admin"),
        ("service", "iam"),
        ("status", "200"),
        ("user_agent", "\"a test\""),
    ]);
    check(&line_of(&world.admin), &account, &allowed);

    assert_eq!(world.form(&bob, "iam", "Action=DeleteUser&UserName=admin").0, 403);
    let denied = with(&[
        ("credentials", "key"),
        ("decisions", "iam:DeleteUser arn:aws:iam::ACCOUNT:user/admin ImplicitlyDenied by identity"),
        ("fault", "AccessDenied"),
        ("operation", "DeleteUser"),
        ("principal", "arn:aws:iam::ACCOUNT:user/bob"),
        ("service", "iam"),
        ("status", "403"),
        ("user_agent", "\"a test\""),
    ]);
    check(&line_of(&bob), &account, &denied);

    let session = world.role_session();
    let head = signed(&session, "s3", "PUT", "/a-bucket", Body::Bytes(b""));
    assert_eq!(world.running.ask(&head, b"").0, 403);
    let of_session = with(&[
        ("credentials", "role-session"),
        ("decisions", "s3:CreateBucket arn:aws:s3:::a-bucket ImplicitlyDenied by identity"),
        ("fault", "AccessDenied"),
        ("operation", "CreateBucket"),
        ("principal", "arn:aws:sts::ACCOUNT:assumed-role/r/the-session"),
        ("service", "s3"),
        ("status", "403"),
    ]);
    check(&line_of(&session), &account, &of_session);
}

#[test]
fn access_line_of_a_request_without_a_caller_names_none_and_no_secret() {
    let world = World::new();
    let bob = world.user("bob");
    let wrong = Keys { secret: "wrong".to_owned(), ..bob.clone() };
    assert_eq!(world.form(&wrong, "iam", "Action=GetAccountSummary").0, 403);
    let lines = LINES.lock().unwrap();
    let line = lines
        .iter()
        .rev()
        .find(|line| line.get("operation").is_some_and(|operation| operation == "GetAccountSummary"));
    let line = line.unwrap();
    assert_eq!(line["fault"], "SignatureDoesNotMatch");
    assert_eq!((line.get("principal"), line.get("access_key_id"), line.get("decisions")), (None, None, None));
    for secret in [&bob.secret, &world.admin.secret] {
        assert!(!lines.iter().any(|line| line.values().any(|value| value.contains(secret.as_str()))));
    }
}
