//! The service in one process, without a socket: a clock that stands still until it is moved, seeded entropy, and requests
//! that are signed as clients sign them.

mod errors;
pub(crate) mod s3;

use std::net::{IpAddr, Ipv4Addr};

use data_encoding::HEXLOWER;
use identity::command::{CreateAccount, CreatedAccount};
use identity::{AccountId, Time};
use jiff::Timestamp;
use objects::{Limits, Objects, Sealer};
use secret::seal::RootKey;
use secret::{Entropy, totp};
use service::{Config, Head, Request, Service};
use sha2::{Digest, Sha256};
use store::{Engine, MemoryEngine, RecordChange, RedbEngine, Store};
use tempfile::TempDir;
use wire::Answer;
use wire::query::{ErrorAnswer, Response, Service as QueryService};
use wire::sigv4::{Family, RequestDate, RequestHead, SigningCredentials, SigningRequest};

/// The account that every [`Plane`] begins with.
pub(crate) const ACCOUNT: &str = "123456789012";
/// Start of the clock, and its text in answers. It is the beginning of a time step.
pub(crate) const START: Time = Time::from_seconds(1_800_000_000);
pub(crate) const START_SHOWN: &str = "2027-01-15T08:00:00Z";
/// The request id of every request.
pub(crate) const REQUEST_ID: &str = "11111111-2222-4333-8444-555555555555";

/// SplitMix64: unpredictable enough for tests, the same each time.
pub(crate) struct Seeded(pub u64);

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Credentials that a client signs with.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub access_key_id: String,
    pub secret: String,
    pub token: Option<String>,
}

/// An answer, as a client sees it.
pub(crate) struct Reply(pub Answer);

/// One installation.
pub(crate) struct Plane {
    pub service: Service,
    pub now: Time,
    pub entropy: Seeded,
    pub source_ip: IpAddr,
    pub region: &'static str,
    /// The `admin` user of [`ACCOUNT`].
    pub admin: Credentials,
    /// The root user of [`ACCOUNT`].
    pub root: Credentials,
    pub runtime: tokio::runtime::Runtime,
    directory: TempDir,
    /// Log of the identity state; `None` once a restart has put it into a file.
    log: Option<MemoryEngine>,
    accept: Option<String>,
    /// Requests since the last check of the identity state.
    unchecked: usize,
    /// Records at that check.
    records: usize,
}

/// Records that a check of the identity state looks at for each request since the last one.
const RECORDS_A_REQUEST: usize = 64;

impl Credentials {
    fn of(key: &identity::AccessKey) -> Self {
        Self { access_key_id: key.id.clone(), secret: key.secret.expose().clone(), token: None }
    }
}

/// The operator's settings of a plane, unless a test says otherwise.
fn usual() -> Config {
    Config { region: "us-east-1".to_owned(), sigv2: true }
}

fn open(engine: impl Engine, directory: &TempDir, config: Config) -> Service {
    let root_key = RootKey::from_bytes([7; 32]);
    let sealer = Sealer::new(&root_key, Seeded(99));
    let store = Store::open(engine, &root_key).unwrap();
    let (objects, _) = Objects::open(&directory.path().join("objects"), Limits::default(), sealer).unwrap();
    Service::new(store, objects, &root_key, config)
}

impl Plane {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let log = MemoryEngine::new();
        let service = open(log.another(), &directory, usual());
        let nobody = Credentials { access_key_id: String::new(), secret: String::new(), token: None };
        let mut plane = Self {
            service,
            now: START,
            entropy: Seeded(1),
            source_ip: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
            region: "us-east-1",
            admin: nobody.clone(),
            root: nobody,
            runtime: tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap(),
            directory,
            log: Some(log),
            accept: None,
            unchecked: 0,
            records: 0,
        };
        (plane.admin, plane.root) = plane.account("first", ACCOUNT);
        plane
    }

    /// Makes an account: its `admin` and its root user.
    pub(crate) fn account(&mut self, name: &str, id: &str) -> (Credentials, Credentials) {
        let command =
            CreateAccount { name: name.to_owned(), id: Some(AccountId::parse(id).unwrap()), root_key: true };
        let created: CreatedAccount = self.execute(command);
        (Credentials::of(&created.admin_key), Credentials::of(&created.root_key.unwrap()))
    }

    /// Runs a command of the state machine past the service.
    pub(crate) fn execute<C: identity::Command>(&mut self, command: C) -> C::Answer {
        let answer = self.service.store().execute(command, self.now, &mut self.entropy);
        self.runtime.block_on(answer).ok().unwrap()
    }

    /// Runs many commands, hundreds at once, which are made durable together.
    pub(crate) fn execute_all<C: identity::Command>(&mut self, commands: Vec<C>) {
        let (store, now) = (self.service.store(), self.now);
        let mut commands = commands.into_iter().enumerate().peekable();
        while commands.peek().is_some() {
            let queued: Vec<_> = commands
                .by_ref()
                .take(500)
                .map(|(number, command)| store.execute(command, now, &mut Seeded(1_000_000 + number as u64)))
                .collect();
            self.runtime.block_on(async {
                for done in queued {
                    assert!(done.await.is_ok());
                }
            });
        }
    }

    /// Makes calls to IAM and compares what comes of each with what should.
    #[track_caller]
    pub(crate) fn outcomes(&mut self, who: &Credentials, cases: &[(&str, &str)]) {
        for (call, expected) in cases {
            assert_eq!(self.iam(who, call).outcome(), *expected, "{call}");
        }
    }

    /// Stops everything and starts it again on the files. Until the first restart the identity state is in memory: it goes
    /// to a file now, as the default engine writes it.
    pub(crate) fn restart(self) -> Self {
        self.restart_with(usual())
    }

    fn restart_with(self, config: Config) -> Self {
        let Self { service, directory, log, .. } = self;
        drop(service);
        let mut engine = RedbEngine::open(&directory.path().join("identity.redb")).unwrap();
        if let Some(mut log) = log {
            let records = log.load().unwrap().records.into_iter();
            let changes = records.map(|(key, value)| RecordChange { key, value: Some(value) }).collect();
            let revision = engine.load().unwrap().revision;
            engine.commit(changes, revision).unwrap();
        }
        Self { service: open(engine, &directory, config), directory, log: None, ..self }
    }

    /// Starts it again with or without Signature Version 2.
    pub(crate) fn with_sigv2(self, sigv2: bool) -> Self {
        self.restart_with(Config { sigv2, ..usual() })
    }

    /// Starts it again as the endpoint of a region.
    pub(crate) fn at_region(self, region: &str) -> Self {
        self.restart_with(Config { region: region.to_owned(), ..usual() })
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// Writes down when keys were last used, as the server does now and then.
    pub(crate) fn write_down_uses(&mut self) {
        assert!(self.runtime.block_on(self.service.write_down_uses(self.now, &mut self.entropy)));
    }

    /// Calls IAM. `call` is the operation and its parameters: `CreateUser UserName=bob Path=/a/`.
    pub(crate) fn iam(&mut self, who: &Credentials, call: &str) -> Reply {
        self.iam_with(who, call, &[])
    }

    /// Calls IAM with parameters whose values have spaces.
    pub(crate) fn iam_with(&mut self, who: &Credentials, call: &str, more: &[(&str, &str)]) -> Reply {
        self.call(QueryService::Iam, who, call, more)
    }

    /// Calls STS.
    pub(crate) fn sts(&mut self, who: &Credentials, call: &str) -> Reply {
        self.call(QueryService::Sts, who, call, &[])
    }

    /// Calls IAM or STS with an `Accept`.
    pub(crate) fn accepting(
        &mut self,
        accept: &str,
        service: QueryService,
        who: &Credentials,
        call: &str,
    ) -> Reply {
        self.accept = Some(accept.to_owned());
        let reply = self.call(service, who, call, &[]);
        self.accept = None;
        reply
    }

    fn call(&mut self, service: QueryService, who: &Credentials, call: &str, more: &[(&str, &str)]) -> Reply {
        let mut words = call.split(' ');
        let mut form = format!("Action={}&Version={}", words.next().unwrap(), service.version());
        let named = words.map(|pair| pair.split_once('=').unwrap());
        for (name, value) in named.chain(more.iter().copied()) {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            form.push_str(&format!("&{name}={value}"));
        }
        self.post(service, who, &form)
    }

    /// Asserts that records and indexes of the identity state are right. A check costs as much as the state is large, so
    /// that a large one is checked after several requests.
    fn check_after_request(&mut self) {
        self.unchecked += 1;
        if self.unchecked * RECORDS_A_REQUEST >= self.records {
            let state = self.service.store().snapshot();
            assert_eq!(state.check(), [], "records and indexes");
            (self.unchecked, self.records) = (0, state.records().count());
        }
    }

    /// Signs a form and sends it.
    pub(crate) fn post(&mut self, service: QueryService, who: &Credentials, form: &str) -> Reply {
        let host = format!("{}.amazonaws.com", service.signing_name());
        let mut headers: Vec<(&str, &[u8])> = vec![
            ("host", host.as_bytes()),
            ("content-type", b"application/x-www-form-urlencoded; charset=utf-8"),
        ];
        let signing = SigningRequest {
            family: Family::Query,
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
            payload: &HEXLOWER.encode(&Sha256::digest(form.as_bytes())),
            region: self.region,
            service: service.signing_name(),
        };
        let credentials = SigningCredentials {
            access_key_id: &who.access_key_id,
            secret_access_key: who.secret.as_bytes(),
            session_token: who.token.as_deref(),
        };
        let clock = Timestamp::from_millisecond(i64::try_from(self.now.millis()).unwrap()).unwrap();
        let added = signing.sign(&credentials, RequestDate::new(clock));
        headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
        let accept = self.accept.clone();
        headers.extend(accept.iter().map(|accept| ("accept", accept.as_bytes())));
        let signed = RequestHead { method: "POST", path: "/", query: "", headers: &headers };
        let brought = wire::sigv4::Credentials::read(signed);
        let head = Head::new(&brought, self.source_ip, false);
        let mut request = Request::new(head, self.now, REQUEST_ID, &mut self.entropy);
        // as the server does before it reads a body
        if let Err(refusal) = self.service.admit_query(Some(service), &mut request) {
            return Reply(refusal);
        }
        let answer = self.service.answer_query(Some(service), &mut request, form.as_bytes());
        let reply = Reply(self.runtime.block_on(answer).0);
        errors::assert_declared(service, form, &reply);
        self.check_after_request();
        reply
    }

    /// Makes a user with a key. The inline policy, if one is given, is called `p`.
    pub(crate) fn user(&mut self, name: &str, policy: Option<&str>) -> Credentials {
        let admin = self.admin.clone();
        self.iam(&admin, &format!("CreateUser UserName={name}")).xml();
        if let Some(policy) = policy {
            self.put_policy(name, policy);
        }
        self.iam(&admin, &format!("CreateAccessKey UserName={name}")).credentials()
    }

    /// Makes a role that the account trusts, with this inline policy, and a session of it, which `admin` asks for.
    pub(crate) fn role_session(&mut self, name: &str, policy: &str) -> Credentials {
        self.role_session_with(name, policy, &[])
    }

    /// The same with more parameters of AssumeRole.
    pub(crate) fn role_session_with(
        &mut self,
        name: &str,
        policy: &str,
        more: &[(&str, &str)],
    ) -> Credentials {
        let admin = self.admin.clone();
        let trust = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{ACCOUNT}:root"}},"Action":"sts:AssumeRole"}}]}}"#
        );
        let call = format!("CreateRole RoleName={name}");
        self.iam_with(&admin, &call, &[("AssumeRolePolicyDocument", &trust)]).xml();
        let call = format!("PutRolePolicy RoleName={name} PolicyName=p");
        self.iam_with(&admin, &call, &[("PolicyDocument", policy)]).xml();
        let call = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{name} RoleSessionName=session");
        self.call(QueryService::Sts, &admin, &call, more).credentials()
    }

    /// Gives a user the inline policy `p`.
    pub(crate) fn put_policy(&mut self, user: &str, policy: &str) {
        let admin = self.admin.clone();
        let call = format!("PutUserPolicy UserName={user} PolicyName=p");
        self.iam_with(&admin, &call, &[("PolicyDocument", policy)]).xml();
    }

    /// Makes a virtual MFA device.
    pub(crate) fn device(&mut self, name: &str) -> Device {
        let admin = self.admin.clone();
        Device::of(&self.iam(&admin, &format!("CreateVirtualMFADevice VirtualMFADeviceName={name}")))
    }

    /// Makes a virtual MFA device and enables it with the codes of the previous and of the present step.
    pub(crate) fn enabled_device(&mut self, name: &str, user: &str) -> Device {
        let admin = self.admin.clone();
        let device = self.device(name);
        let call = device.enable(user, self.now, [-1, 0]);
        self.iam(&admin, &call).xml();
        device
    }
}

/// An authenticator.
#[derive(Clone)]
pub(crate) struct Device {
    pub serial: String,
    pub seed: Vec<u8>,
}

impl Device {
    /// The device of an answer of CreateVirtualMFADevice.
    pub(crate) fn of(made: &Reply) -> Self {
        let seed = data_encoding::BASE64.decode(made.text("Base32StringSeed").as_bytes()).unwrap();
        let seed = data_encoding::BASE32_NOPAD.decode(&seed).unwrap();
        Self { serial: made.text("SerialNumber"), seed }
    }

    /// The code of the step that is so many steps from the present one.
    pub(crate) fn code(&self, now: Time, steps: i64) -> String {
        let step = totp::step_at(now.seconds()).saturating_add_signed(steps);
        totp::code_at(&self.seed, step).digits().to_owned()
    }

    /// Six digits that are the code of no step within an hour.
    pub(crate) fn wrong_code(&self, now: Time) -> String {
        let right: Vec<String> = (-120..=120).map(|steps| self.code(now, steps)).collect();
        (0..).map(|number| format!("{number:06}")).find(|code| !right.contains(code)).unwrap()
    }

    pub(crate) fn enable(&self, user: &str, now: Time, steps: [i64; 2]) -> String {
        format!("EnableMFADevice {}", self.codes(user, now, steps))
    }

    pub(crate) fn resync(&self, user: &str, now: Time, steps: [i64; 2]) -> String {
        format!("ResyncMFADevice {}", self.codes(user, now, steps))
    }

    fn codes(&self, user: &str, now: Time, [first, second]: [i64; 2]) -> String {
        let (first, second) = (self.code(now, first), self.code(now, second));
        let serial = &self.serial;
        format!(
            "UserName={user} SerialNumber={serial} AuthenticationCode1={first} AuthenticationCode2={second}"
        )
    }

    pub(crate) fn session(&self, now: Time, steps: i64) -> String {
        format!("GetSessionToken SerialNumber={} TokenCode={}", self.serial, self.code(now, steps))
    }
}

impl Reply {
    /// The body of a success.
    pub(crate) fn xml(&self) -> String {
        let body = String::from_utf8(self.0.body.clone()).unwrap();
        assert_eq!(self.0.status, 200, "{body}");
        body
    }

    /// A success, typed.
    pub(crate) fn parsed<R: Response>(&self) -> R {
        R::from_xml(self.xml().as_bytes()).ok().unwrap()
    }

    /// A refusal in one line: `404 NoSuchEntity: The user with name bob cannot be found.`
    pub(crate) fn refusal(&self) -> String {
        assert_ne!(self.0.status, 200, "{}", String::from_utf8_lossy(&self.0.body));
        let error = ErrorAnswer::from_xml(&self.0.body).unwrap();
        format!("{} {}: {}", self.0.status, error.code, error.message.unwrap_or_default())
    }

    /// `ok`, or the refusal.
    pub(crate) fn outcome(&self) -> String {
        if self.0.status == 200 { "ok".to_owned() } else { self.refusal() }
    }

    /// A header of the answer.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.0.headers.iter().find(|(have, _)| *have == name).map(|(_, value)| value.to_string())
    }

    /// The text of every element of this name.
    pub(crate) fn texts(&self, element: &str) -> Vec<String> {
        let xml = self.xml();
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let rest = xml.split(&open).skip(1);
        rest.map(|rest| rest.split(&close).next().unwrap().to_owned()).collect()
    }

    /// The text of the one element of this name.
    pub(crate) fn text(&self, element: &str) -> String {
        let mut texts = self.texts(element);
        assert_eq!(texts.len(), 1, "{element} in {}", self.xml());
        texts.remove(0)
    }

    /// New credentials, long-term or temporary.
    pub(crate) fn credentials(&self) -> Credentials {
        Credentials {
            access_key_id: self.text("AccessKeyId"),
            secret: self.text("SecretAccessKey"),
            token: self.texts("SessionToken").pop(),
        }
    }
}

/// A policy that allows these actions on everything.
pub(crate) fn allow(actions: &str) -> String {
    allow_on(actions, "*")
}

/// A policy that allows actions, given with commas between, on a resource.
pub(crate) fn allow_on(actions: &str, resource: &str) -> String {
    let actions: Vec<String> = actions.split(',').map(|action| format!("\"{action}\"")).collect();
    let actions = actions.join(",");
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"{resource}"}}]}}"#
    )
}
