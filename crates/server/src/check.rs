//! `ostiary check`: reads everything in a data directory, through the server that runs on it or by itself, and reports
//! damage.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use objects::{CheckStep, Damage, Objects, SealStep, Sealer};
use secret::seal::RootKey;
use serde::{Deserialize, Serialize};
use service::Service;

use crate::data_error::{DAMAGED_REMEDY, DataError};
use crate::directory::{self, Contents, IDENTITY_FILE, OBJECTS_DIRECTORY, ROOT_KEY_FILE};
use crate::entropy::OsEntropy;
use crate::limits;

/// Something that is wrong in a data directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Finding {
    /// The file or directory.
    pub file: PathBuf,
    /// The bucket that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bucket: Option<String>,
    /// The object's key, or the identity record's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key: Option<String>,
    /// The fault.
    pub problem: String,
    /// The remedy, for the operator.
    pub remedy: String,
}

/// Sums of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Checked {
    /// Identity records that were read.
    pub identity_records: u64,
    /// Buckets that were looked at.
    pub buckets: u64,
    /// Objects that were looked at.
    pub objects: u64,
    /// Multipart uploads.
    pub multipart_uploads: u64,
    /// Their parts.
    pub parts: u64,
    /// Bytes of objects and parts that were read and found right.
    pub bytes: u64,
    /// Things that are wrong.
    pub findings: u64,
    /// With sealing: objects, parts and multipart uploads that were sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<u64>,
}

/// One line of a check on its way to the operator.
#[derive(Serialize, Deserialize)]
pub(crate) enum Step {
    Found(Finding),
    /// Nothing new; a client that has gone is noticed by it.
    Alive,
}

/// Takes the steps of a check; `Break` stops it.
pub(crate) type Steps<'s> = dyn FnMut(Step) -> ControlFlow<()> + 's;

/// Checks the directory of a server that runs.
pub(crate) fn of_server(
    service: &Service,
    directory: &Path,
    seal: bool,
    steps: &mut Steps<'_>,
) -> Result<Checked, String> {
    let mut check = Check::new(directory, steps);
    let found = service.store().check().map_err(|_| "the identity store has failed; see the server's log")?;
    check.identity(found);
    check.objects_of(service.objects(), seal)?;
    Ok(check.sums)
}

/// Checks a directory that no server has. Nothing is written but what opening the objects sweeps, and what is sealed.
pub(crate) fn of_directory(
    directory: &Path,
    seal: bool,
    report: &mut dyn FnMut(Finding),
) -> Result<Checked, DataError> {
    if !directory.is_dir() {
        return Err(DataError::new(directory, "it is not a directory")
            .remedy("name the data directory of an installation with --data"));
    }
    let _lock = directory::lock(directory)?;
    let steps = &mut |step| {
        if let Step::Found(finding) = step {
            report(finding);
        }
        ControlFlow::Continue(())
    };
    let mut check = Check::new(directory, steps);
    match directory::contents(directory) {
        Ok(Contents::Installation) => {}
        Ok(Contents::Nothing | Contents::Unfinished) => {
            return Err(DataError::new(directory, "it holds no installation yet")
                .remedy("name the data directory of an installation with --data"));
        }
        Err(missing) => {
            let remedy = missing.remedy.unwrap_or_default();
            check.find(Finding {
                file: missing.path,
                bucket: None,
                key: None,
                problem: missing.reason,
                remedy,
            });
        }
    }
    let key_path = directory.join(ROOT_KEY_FILE);
    let root_key = match store::load_root_key(&key_path) {
        Ok(key) => key,
        Err(_) if check.sums.findings > 0 && !key_path.exists() => return Ok(check.sums),
        Err(error) => {
            check.key(&error.to_string());
            return Ok(check.sums);
        }
    };
    if directory::check_identity(directory).is_ok() {
        check.identity(store::check_file(&directory.join(IDENTITY_FILE), &root_key));
    }
    check.closed_objects(&root_key, seal)?;
    Ok(check.sums)
}

struct Check<'c, 's> {
    directory: &'c Path,
    steps: &'c mut Steps<'s>,
    sums: Checked,
    said: Instant,
    /// `Break` once the operator has gone.
    flow: ControlFlow<()>,
}

impl<'c, 's> Check<'c, 's> {
    fn new(directory: &'c Path, steps: &'c mut Steps<'s>) -> Self {
        Self {
            directory,
            steps,
            sums: Checked::default(),
            said: Instant::now(),
            flow: ControlFlow::Continue(()),
        }
    }

    fn find(&mut self, finding: Finding) {
        self.sums.findings += 1;
        self.say(Step::Found(finding));
    }

    fn alive(&mut self) {
        if self.said.elapsed() >= limits::CHECK_SIGN_OF_LIFE {
            self.say(Step::Alive);
        }
    }

    fn say(&mut self, step: Step) {
        self.said = Instant::now();
        if self.flow.is_continue() {
            self.flow = (self.steps)(step);
        }
    }

    fn key(&mut self, problem: &str) {
        self.find(Finding {
            file: self.directory.join(ROOT_KEY_FILE),
            bucket: None,
            key: None,
            problem: problem.to_owned(),
            remedy: "restore root.key and identity.redb from the same backup".to_owned(),
        });
    }

    fn identity(&mut self, found: store::Checked) {
        self.sums.identity_records = found.records as u64;
        if found.wrong_root_key {
            return self.key("it is not the key that the identity store beside it was sealed with");
        }
        for wrong in found.findings {
            self.find(Finding {
                file: self.directory.join(IDENTITY_FILE),
                bucket: None,
                key: wrong.key,
                problem: wrong.problem,
                remedy: DAMAGED_REMEDY.to_owned(),
            });
        }
    }

    fn damage(&mut self, damage: Damage) {
        self.find(Finding {
            problem: damage.kind.to_string(),
            remedy: damage.kind.remedy().to_owned(),
            file: damage.path,
            bucket: damage.bucket,
            key: damage.key,
        });
    }

    fn step(&mut self, step: CheckStep) -> ControlFlow<()> {
        match step {
            CheckStep::Read { .. } => self.alive(),
            CheckStep::Damaged(damage) => self.damage(damage),
        }
        self.flow
    }

    fn objects(&mut self, checked: objects::Checked) {
        self.sums.buckets = checked.buckets;
        self.sums.objects = checked.objects;
        self.sums.multipart_uploads = checked.multiparts;
        self.sums.parts = checked.parts;
        self.sums.bytes = checked.bytes;
    }

    fn objects_of(&mut self, objects: &Objects, seal: bool) -> Result<(), String> {
        let checked = objects.check(&mut |step| self.step(step));
        self.objects(checked);
        if seal && !checked.stopped { self.seal(objects) } else { Ok(()) }
    }

    fn closed_objects(&mut self, root_key: &RootKey, seal: bool) -> Result<(), DataError> {
        let path = self.directory.join(OBJECTS_DIRECTORY);
        // without one there is nothing to check, which was told
        if !path.is_dir() {
            return Ok(());
        }
        let failed = |reason: &dyn std::fmt::Display| DataError::new(&path, reason);
        let limits = objects::Limits::default();
        let checked =
            objects::check(&path, limits, Sealer::new(root_key, OsEntropy), &mut |step| self.step(step))
                .map_err(|error| failed(&error))?;
        self.objects(checked);
        if !seal {
            return Ok(());
        }
        let (opened, _) =
            Objects::open(&path, limits, Sealer::new(root_key, OsEntropy)).map_err(|error| failed(&error))?;
        self.seal(&opened).map_err(|reason| failed(&reason))
    }

    /// Seals objects that are not sealed. Damage was reported by the check.
    fn seal(&mut self, objects: &Objects) -> Result<(), String> {
        let sealed = objects.seal(&mut |step| {
            match step {
                SealStep::Sealed { .. } | SealStep::Left(_) => self.alive(),
            }
            self.flow
        });
        self.sums.sealed =
            Some(sealed.map_err(|error| format!("not all objects are sealed: {error}"))?.sealed);
        Ok(())
    }
}
