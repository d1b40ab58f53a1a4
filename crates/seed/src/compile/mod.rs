//! From the values of a seed to a plan, its buckets, and the place of each step.

mod accounts;
mod buckets;
mod credentials;
mod documents;
mod entities;

use std::collections::BTreeSet;

use identity::plan::{NewAccount, RootKey, Step};
use identity::{AccountId, Tag, TagSet};

use crate::fault::{Fault, Place};
use crate::files::Files;
use crate::keys;
use crate::model::{FIRST_ACCOUNT, NewBucket, Options};
use crate::node::Node;
use crate::reader::{At, Field, Fields, Reader};
use crate::request::{self, Kind, Value};

/// The version of the form of seeds.
const VERSION: &str = "1";

/// Order in which the steps of a plan are taken; the order in the file does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Account,
    Settings,
    Policy,
    Group,
    User,
    Role,
    Trust,
    Relation,
}

/// Steps with their places, and buckets.
#[derive(Default)]
pub(crate) struct Compiled {
    pub(crate) steps: Vec<(Phase, Step, At)>,
    pub(crate) buckets: Vec<NewBucket>,
}

pub(crate) struct Compiler<'f> {
    reader: Reader,
    files: &'f dyn Files,
    options: &'f Options,
    compiled: Compiled,
    /// Names and ids of accounts, names of buckets, and ids of access keys, each of which is there once.
    accounts: BTreeSet<String>,
    ids: BTreeSet<AccountId>,
    bucket_names: BTreeSet<String>,
    objects: usize,
}

/// Compiles a seed.
///
/// # Errors
/// Every fault of form, in the order of their places.
pub(crate) fn compile(root: Node, files: &dyn Files, options: &Options) -> Result<Compiled, Vec<Fault>> {
    let mut compiler = Compiler {
        reader: Reader::default(),
        files,
        options,
        compiled: Compiled::default(),
        accounts: BTreeSet::new(),
        ids: BTreeSet::new(),
        bucket_names: BTreeSet::new(),
        objects: 0,
    };
    compiler.seed(&Field::root(root));
    let Compiler { reader, mut compiled, .. } = compiler;
    if !reader.faults.is_empty() {
        return Err(reader.faults.sorted());
    }
    compiled.steps.sort_by_key(|(phase, ..)| *phase);
    Ok(compiled)
}

impl Compiler<'_> {
    fn seed(&mut self, root: &Field) {
        let Some(seed) = self.reader.mapping(root, keys::SEED) else { return };
        if let Some((version, at)) = self.reader.required(&seed, "version")
            && version != VERSION
        {
            self.reader.fault(&at, format!("version {version} is not known"), format!("write {VERSION}"));
        }
        for account in self.reader.list(&seed, "accounts") {
            self.account(&account);
        }
        if !self.accounts.contains(FIRST_ACCOUNT) {
            self.first_account();
        }
    }

    /// The account that every installation begins with, where the seed does not describe it.
    fn first_account(&mut self) {
        let root_key = if self.options.root_key { RootKey::Random } else { RootKey::Without };
        let new = NewAccount {
            name: FIRST_ACCOUNT.to_owned(),
            id: self.options.account_id,
            admin_key: None,
            root_key,
        };
        let at = At { place: Place::START, path: String::new() };
        // the last of the accounts: a random id is drawn among those that the others leave
        self.step(Phase::Account, Step::Account(new), &at);
    }

    fn step(&mut self, phase: Phase, step: Step, at: &At) {
        self.compiled.steps.push((phase, step, at.clone()));
    }

    /// Notes what the operation that makes such an entity says of a value.
    fn check(&mut self, kind: Kind, value: Value<'_>, at: &At) {
        if let Err(constraint) = request::check(kind, value) {
            self.reader.fault(at, constraint, "AWS takes no other");
        }
    }

    /// The name of an entity, which must be there.
    fn name(&mut self, kind: Kind, fields: &Fields) -> Option<(String, At)> {
        let (name, at) = self.reader.required(fields, "name")?;
        self.check(kind, Value::Name(&name), &at);
        Some((name, at))
    }

    /// The path of an entity; `/` if none is given.
    fn path(&mut self, kind: Kind, fields: &Fields) -> String {
        let Some(field) = fields.get("path") else { return "/".to_owned() };
        let Some(path) = self.reader.text(&field) else { return "/".to_owned() };
        self.check(kind, Value::Path(&path), &field.at);
        path
    }

    fn description(&mut self, kind: Kind, fields: &Fields) -> Option<String> {
        let field = fields.get("description")?;
        let text = self.reader.text(&field)?;
        self.check(kind, Value::Description(&text), &field.at);
        Some(text)
    }

    /// Tags: a mapping from key to value.
    fn tags(&mut self, kind: Kind, fields: &Fields) -> TagSet {
        let mut tags = TagSet::default();
        let Some(field) = fields.get("tags") else { return tags };
        let Some(entries) = self.reader.any_mapping(&field) else { return tags };
        for (key, at, value) in entries.all() {
            // a tag may have an empty value
            let text = if value.node.is_null() { Some(String::new()) } else { self.reader.text(&value) };
            let Some(text) = text else { continue };
            self.check(kind, Value::Tag(key, &text), &at);
            tags.0.push(Tag { key: key.to_owned(), value: text });
        }
        tags
    }
}
