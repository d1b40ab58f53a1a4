use std::collections::BTreeMap;
use std::path::PathBuf;

use identity::plan::{ApplyPlan, Plan, Step};
use identity::{AccountId, State, Time, decide};
use secret::Entropy;

use crate::{Content, Fault, Files, FoundFile, Options, Seed, keys};

struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// Files in memory.
#[derive(Default)]
struct Memory(BTreeMap<&'static str, &'static str>);

impl Files for Memory {
    fn text(&self, path: &str, _: u64) -> Result<String, String> {
        self.0.get(path).map(|text| (*text).to_owned()).ok_or_else(|| "no such file".to_owned())
    }

    fn file(&self, path: &str) -> Result<FoundFile, String> {
        let bytes = self.text(path, 0)?.len() as u64;
        Ok(FoundFile { name: path.to_owned(), path: PathBuf::from(path), bytes })
    }

    fn folder(&self, path: &str, _: usize) -> Result<Vec<FoundFile>, String> {
        let names = self.0.keys().filter_map(|name| name.strip_prefix(path)?.strip_prefix('/'));
        let found: Vec<FoundFile> = names
            .map(|name| FoundFile {
                name: name.to_owned(),
                path: PathBuf::from(format!("{path}/{name}")),
                bytes: 1,
            })
            .collect();
        if found.is_empty() { Err("no such folder".to_owned()) } else { Ok(found) }
    }
}

fn read_with(text: &str, options: &Options) -> Result<Seed, Vec<Fault>> {
    let files = Memory(BTreeMap::from([
        (
            "allow.json",
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        ),
        (
            "trust.json",
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}"#,
        ),
        ("broken.json", r#"{"Version":"2012-10-17","Statement":{"Effect":"Perhaps"}}"#),
        ("folder/a.txt", "a"),
        ("folder/sub/b.txt", "b"),
    ]));
    Seed::read(text, &files, options, Time::from_seconds(1_800_000_000), &mut Seeded(1))
}

fn read(text: &str) -> Result<Seed, Vec<Fault>> {
    read_with(text, &Options::default())
}

/// The example in the documentation.
fn example() -> String {
    let page = include_str!("../../../docs/seed.md");
    let yaml = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    yaml.replace("./treasure ", "folder ")
}

/// The state that a seed makes of an empty one.
fn applied(seed: &Seed) -> State {
    let mut state = State::default();
    let command = ApplyPlan { plan: seed.plan.clone() };
    let decided = decide(&state, &command, Time::from_seconds(1_800_000_000), &mut Seeded(2));
    assert!(decided.outcome.is_ok());
    for change in &decided.changes {
        state.apply(change);
    }
    assert_eq!(state.check(), []);
    state
}

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

#[test]
fn the_example_of_the_documentation() {
    let seed = read(&example()).unwrap_or_else(|faults| panic!("{faults:?}"));
    let state = applied(&seed);
    let alice = state.user_named(account(), "alice").unwrap();
    let key = state.access_key("AKIAIOSFODNN7EXAMPLE").unwrap();
    assert!(key.secret.ct_eq(b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    assert_eq!(alice.tags.get("team"), Some("blue"));
    assert!(state.device("arn:aws:iam::111122223333:mfa/alice").unwrap().enabled.is_some());
    assert_eq!(state.account_named("admin"), Some(account()));
    let role = state.role_named(account(), "auditor").unwrap();
    assert_eq!(role.trust.bound(), [("arn:aws:iam::111122223333:user/alice".to_owned(), alice.id.clone())]);
    assert_eq!(role.policies.managed, ["arn:aws:iam::aws:policy/IAMReadOnlyAccess"]);
    let [bucket] = seed.buckets.as_slice() else { panic!("one bucket") };
    let objects: Vec<_> =
        bucket.objects.iter().map(|object| (object.key.as_str(), object.content.clone())).collect();
    assert_eq!(
        objects,
        [
            ("a.txt", Content::File("folder/a.txt".into())),
            ("sub/b.txt", Content::File("folder/sub/b.txt".into())),
            ("chest.txt", Content::Text("gold\n".to_owned())),
        ]
    );
}

#[test]
fn json_is_a_seed_too() {
    let seed = read(r#"{"version": 1, "accounts": [{"id": 111122223333, "users": [{"name": "bob"}]}]}"#);
    assert!(applied(&seed.ok().unwrap()).user_named(account(), "bob").is_some());
}

#[test]
fn the_first_account_is_always_there() {
    let id = AccountId::parse("999988887777").unwrap();
    let options = Options { account_id: Some(id), root_key: true };
    for text in ["version: 1", "version: 1\naccounts: [{name: tenant, id: '111122223333'}]"] {
        let state = applied(&read_with(text, &options).ok().unwrap());
        assert_eq!(state.account_named("admin"), Some(id), "{text}");
        assert_eq!(state.access_keys_of(id, &identity::KeyOwner::Root).len(), 1, "{text}");
    }
}

#[test]
fn everything_may_stand_before_what_it_needs() {
    let text = "
version: 1
accounts:
  - id: '111122223333'
    users: [{name: u, groups: [g], boundary: p, attach: [p], inline: {i: {file: allow.json}}}]
    roles:
      - name: a
        trust: {Statement: {Effect: Allow, Action: 'sts:AssumeRole', Principal: {AWS: 'arn:aws:iam::444455556666:role/x/b'}}}
        max_session_duration: 7200
        attach: [AdministratorAccess]
    groups: [{name: g, path: /team/, attach: ['arn:aws:iam::aws:policy/IAMFullAccess']}]
    policies: [{name: p, document: {file: allow.json}, tags: {a: 1, b: }}]
  - name: other
    id: '444455556666'
    alias: other-one
    quotas: {users: 2, object-bytes: 1000}
    root_key: true
    roles:
      - name: b
        path: /x/
        trust: '{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/a\"}}}'
";
    let state = applied(&read(text).unwrap_or_else(|faults| panic!("{faults:?}")));
    let user = state.user_named(account(), "u").unwrap();
    assert_eq!(user.permissions_boundary.as_deref(), Some("arn:aws:iam::111122223333:policy/p"));
    assert_eq!((user.groups.len(), user.policies.managed.len(), user.policies.inline.len()), (1, 1, 1));
    assert_eq!(state.policy_named(account(), "p").unwrap().tags.get("a"), Some("1"));
}

/// An account with these lines, two levels in.
fn with(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}")).collect();
    format!("version: 1\naccounts:\n  - id: '111122223333'\n{}\n", lines.join("\n"))
}

const SEED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

#[test]
fn each_fault_has_its_place_and_a_remedy() {
    let key = |id: &str, secret: &str| {
        format!("users: [{{name: a, access_keys: [{{id: {id}, secret: {secret}}}]}}]")
    };
    let long = "n".repeat(65);
    let keys_of = |ids: &[&str]| {
        let keys: Vec<String> = ids.iter().map(|id| format!("{{id: {id}, secret: {SECRET}}}")).collect();
        format!("users: [{{name: a, access_keys: [{}]}}]", keys.join(", "))
    };
    let (a, b, c) = ("AKIAAAAAAAAAAAAAAAAA", "AKIAAAAAAAAAAAAAAAAB", "AKIAAAAAAAAAAAAAAAAC");
    let cases: Vec<(String, &str)> = vec![
        ("accounts: []".to_owned(), "1:1: version is missing; add version"),
        ("version: 2".to_owned(), "1:10: version: version 2 is not known; write 1"),
        (
            "version: 1\nacounts: []".to_owned(),
            "2:1: acounts: there is no key acounts here; did you mean accounts?",
        ),
        (
            "version: 1\naccounts: 5".to_owned(),
            "2:11: accounts: a list is expected, and a single value stands there",
        ),
        ("version: 1\naccounts: [{}]".to_owned(), "2:12: accounts[0]: id is missing; add id"),
        (
            "version: 1\naccounts: [{id: 12}]".to_owned(),
            "2:17: accounts[0].id: an account id is twelve digits",
        ),
        (
            "version: 1\naccounts: [{id: '111122223333', name: ../x}]".to_owned(),
            "2:39: accounts[0].name: an account's name is also a file's",
        ),
        (
            "version: 1\naccounts:\n- id: '111122223333'\n- {id: '111122223333', name: b}".to_owned(),
            "4:8: accounts[1].id: there is an account 111122223333 already",
        ),
        (
            "version: 1\naccounts:\n- id: '111122223333'\n- id: '444455556666'".to_owned(),
            "4:3: accounts[1]: there is an account admin already",
        ),
        (with("alias: x"), "4:12: accounts[0].alias: "),
        (with("quotas: {Moons: 1}"), "4:14: accounts[0].quotas.Moons: there is no quota Moons"),
        (with("quotas: {Users: many}"), "4:21: accounts[0].quotas.Users: it is no whole number"),
        (with("quotas: {Users: 9999999}"), "4:21: accounts[0].quotas.Users: Users can be 1000000 at most"),
        (with("users:\n- name: a b"), "5:13: accounts[0].users[0].name: "),
        (with(&format!("users:\n- name: {long}")), "5:13: accounts[0].users[0].name: "),
        (with("users:\n- {name: a, path: x}"), "5:23: accounts[0].users[0].path: "),
        (
            with("users:\n- {name: Admin}"),
            "5:14: accounts[0].users[0].name: every account has a user admin already",
        ),
        (
            with("users: [{name: a}, {name: A}]"),
            "4:31: accounts[0].users[1].name: User with name A already exists.",
        ),
        (
            with("users:\n- name: a\n  tags: {'aws:x': 1}"),
            "5:13: accounts[0].users[0].name: The tag key aws:x is reserved",
        ),
        (
            with("users:\n- name: a\n  groups: [g]"),
            "6:16: accounts[0].users[0].groups[0]: The group with name g cannot be found.",
        ),
        (
            with("users:\n- name: a\n  attach: [p]"),
            "6:16: accounts[0].users[0].attach[0]: there is no managed policy p",
        ),
        (
            with("users:\n- name: a\n  attach: ['arn:aws:iam::aws:policy/Nothing']"),
            "6:16: accounts[0].users[0].attach[0]: Policy arn:aws:iam::aws:policy/Nothing does not exist",
        ),
        (
            with("users:\n- name: a\n  boundary: 'arn:aws:iam::444455556666:policy/p'"),
            "6:17: accounts[0].users[0].boundary: Scope ARN: arn:aws:iam::444455556666:policy/p does not exist",
        ),
        (with(&key("AKIA123", SECRET)), "4:42: accounts[0].users[0].access_keys[0].id: it has not the form"),
        (with(&key(a, "short")), "4:72: accounts[0].users[0].access_keys[0].secret: it has not the form"),
        (with(&keys_of(&[a, a])), "accounts[0].users[0].access_keys[1]: "),
        (
            with(&keys_of(&[a, b, c])),
            "accounts[0].users[0].access_keys[2]: Cannot exceed quota for AccessKeysPerUser: 2",
        ),
        (
            with("users:\n- {name: a, mfa: [{seed: JBSWY3DPEHPK3PXP}]}"),
            "5:30: accounts[0].users[0].mfa[0].seed: it has not the form of a seed",
        ),
        (
            with(&format!("users:\n- name: a\n  mfa:\n  - seed: {SEED}\n  - seed: {SEED}")),
            "8:9: accounts[0].users[0].mfa[1]: MFA device already exists.",
        ),
        (with("roles: [{name: r}]"), "4:13: accounts[0].roles[0]: trust is missing; add trust"),
        (
            with("roles:\n- name: r\n  max_session_duration: 60\n  trust: {file: trust.json}"),
            "6:29: accounts[0].roles[0].max_session_duration: ",
        ),
        (
            with(
                "roles:\n- name: r\n  trust: {Statement: {Effect: Allow, Action: 'sts:AssumeRole', Principal: {AWS: 'arn:aws:iam::111122223333:user/z'}}}",
            ),
            "6:14: accounts[0].roles[0].trust: Invalid principal in policy",
        ),
        (
            with("policies:\n- name: p\n  document: {file: nowhere.json}"),
            "6:24: accounts[0].policies[0].document.file: the file nowhere.json cannot be read",
        ),
        (
            with("policies:\n- name: p\n  document: {file: broken.json}"),
            "6:17: accounts[0].policies[0].document: ",
        ),
        (
            with("policies:\n- name: p\n  document: {Version: 2012-10-17}"),
            "6:17: accounts[0].policies[0].document: ",
        ),
        (
            with("groups:\n- name: g\n  inline: {'a b': {file: allow.json}}"),
            "6:16: accounts[0].groups[0].inline.a b: ",
        ),
        (
            with("buckets: [{name: UPPER}]"),
            "4:22: accounts[0].buckets[0].name: it is not the name of a bucket",
        ),
        (
            with("buckets: [{name: abc}, {name: abc}]"),
            "4:35: accounts[0].buckets[1].name: there is a bucket of that name already",
        ),
        (
            with("buckets: [{name: abc, folder: nowhere}]"),
            "4:35: accounts[0].buckets[0].folder: the folder nowhere cannot be read",
        ),
        (
            with("buckets: [{name: abc, objects: [{key: k}]}]"),
            "4:37: accounts[0].buckets[0].objects[0]: an object has either text or file",
        ),
        (
            with("buckets: [{name: abc, objects: [{key: k, text: a}, {key: k, text: b}]}]"),
            "4:15: accounts[0].buckets[0]: there are two objects k",
        ),
        (
            with("quotas: {objects: 1}\nbuckets: [{name: abc, folder: folder}]"),
            "5:15: accounts[0].buckets[0]: with it the account has 2 objects, and its quota objects is 1",
        ),
        (
            // the first bucket fits to the byte; the third one adds nothing to what is told
            with(
                "buckets: [{name: abc, objects: [{key: k, text: abc}]}, {name: abd, objects: [{key: k, text: d}]}, {name: abe, objects: [{key: k, text: e}]}]\nquotas: {OBJECT-BYTES: 3}",
            ),
            "accounts[0].buckets[1]: with it the account has 4 bytes, and its quota object-bytes is 3",
        ),
    ];
    let mut wrong = Vec::new();
    for (text, words) in cases {
        let faults = read(&text).err().unwrap_or_default();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let begins = |line: &String| match words.starts_with("accounts") {
            true => line.contains(words),
            false => line.starts_with(words),
        };
        if told.len() != 1 || !told.iter().all(begins) {
            wrong.push(format!("{text}\n  expected {words}\n  found    {told:?}"));
        }
        assert!(faults.iter().all(|fault| !fault.remedy.is_empty()), "{text}");
        assert!(
            !told.iter().any(|line| line.contains(SECRET) || line.contains(SEED)),
            "{text}: a secret is shown"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_are_told_all_at_once_in_their_order() {
    let text = with("users: [{name: a b}, {nam: c}]\nbuckets: [{name: UPPER}]\nalias: x");
    let faults = read(&text).err().unwrap();
    let places: Vec<String> = faults.iter().map(|fault| fault.path.clone()).collect();
    let expected = [
        "accounts[0].users[0].name",
        "accounts[0].users[1]",
        "accounts[0].users[1].nam",
        "accounts[0].buckets[0].name",
        "accounts[0].alias",
    ];
    assert_eq!(places, expected);
    // of refusals, those that only follow from another are left out
    let text = with("quotas: {Users: 1}\ngroups: [{name: g}, {name: G}]\nusers: [{name: a, groups: [g]}]");
    let faults = read(&text).err().unwrap();
    let told: Vec<&str> = faults.iter().map(|fault| fault.problem.as_str()).collect();
    assert_eq!(told, ["Group with name G already exists.", "Cannot exceed quota for UsersPerAccount: 1"]);
}

#[test]
fn an_account_id_of_the_command_line_and_another_in_the_seed_contradict() {
    let options = Options { account_id: AccountId::parse("999988887777"), root_key: false };
    let faults = read_with(&with("users: []"), &options).err().unwrap();
    assert_eq!(
        faults[0].to_string(),
        "3:9: accounts[0].id: --account-id names another id; leave --account-id out"
    );
}

#[test]
fn the_schema_has_the_keys_that_are_read() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/seed.schema.json")).unwrap();
    let page = include_str!("../../../docs/seed.md");
    for (mapping, known) in keys::ALL {
        let properties = schema["$defs"][mapping]["properties"].as_object().unwrap();
        let mut names: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut known = known.to_vec();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known, "{mapping}");
        assert!(known.iter().all(|key| page.contains(&format!("`{key}`"))), "{mapping} in docs/seed.md");
    }
}

#[test]
fn a_plan_has_no_step_that_the_file_did_not_ask_for() {
    let seed = read("version: 1").ok().unwrap();
    let Plan { steps } = &*seed.plan;
    assert!(matches!(steps.as_slice(), [Step::Account(_)]));
}
