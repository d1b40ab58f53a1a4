//! The seed of a new installation: read from its file, tried out, and applied all or nothing.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use identity::command::CreatedAccount;
use identity::plan::{Applied, ApplyPlan};
use objects::{Budget, Checksum, ChecksumAlgorithm, Metadata, NewBucket, Objects, Precondition};
use secret::Secret;
use seed::{Content, Fault, Files, FoundFile, NewObject, Seed};
use store::{ExecuteError, Store};
use wire::chunked::{Algorithm, Hasher};

use crate::accounts::{self, credentials_path};
use crate::clock;
use crate::data_error::DataError;
use crate::entropy::OsEntropy;
use crate::limits;

/// Seed of a new installation, as the operator names it.
#[derive(Debug, Clone)]
pub struct SeedFile {
    /// The file, YAML or JSON.
    pub path: PathBuf,
    /// True if a directory that has an installation is left as it is, rather than refused.
    pub if_empty: bool,
    /// Region of buckets for which the seed names none.
    pub region: String,
}

/// Reason why a seed is refused. Nothing was changed.
#[derive(Debug)]
pub enum SeedError {
    /// The file cannot be read: which, and why.
    Unreadable(PathBuf, String),
    /// The file has faults.
    Faults(PathBuf, Vec<Fault>),
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, why) => write!(f, "cannot read the seed {}: {why}", path.display()),
            Self::Faults(path, faults) => {
                let count = match faults.len() {
                    1 => "a fault".to_owned(),
                    n => format!("{n} faults"),
                };
                write!(f, "the seed {} has {count}, and nothing was made", path.display())?;
                faults.iter().try_for_each(|fault| write!(f, "\n{}:{fault}", path.display()))
            }
        }
    }
}

impl std::error::Error for SeedError {}

/// Contents of a seed, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SeedCounts {
    /// Accounts, `admin` included, which every installation has.
    pub accounts: usize,
    /// Users beside the `admin` of each account.
    pub users: usize,
    /// Groups of users.
    pub groups: usize,
    /// Roles that can be assumed.
    pub roles: usize,
    /// Managed policies of the accounts' own.
    pub policies: usize,
    /// Buckets of all accounts.
    pub buckets: usize,
    /// Objects in them.
    pub objects: usize,
}

/// Reads a seed as `serve` does, with the files that it names, and changes nothing.
///
/// # Errors
/// See [`SeedError`].
pub fn check_seed(path: &Path) -> Result<SeedCounts, SeedError> {
    let seed = read(path, &seed::Options::default())?;
    let mut counts = SeedCounts { buckets: seed.buckets.len(), ..SeedCounts::default() };
    counts.objects = seed.buckets.iter().map(|bucket| bucket.objects.len()).sum();
    for step in &seed.plan.steps {
        use identity::plan::Step;
        match step {
            Step::Account(_) => counts.accounts += 1,
            Step::User(_) => counts.users += 1,
            Step::Group(_) => counts.groups += 1,
            Step::Role(_) => counts.roles += 1,
            Step::Policy(_) => counts.policies += 1,
            _ => {}
        }
    }
    Ok(counts)
}

/// Reads the seed of a new installation.
pub(crate) fn of_first_start(file: &SeedFile, options: &seed::Options) -> Result<Seed, SeedError> {
    read(&file.path, options)
}

fn read(path: &Path, options: &seed::Options) -> Result<Seed, SeedError> {
    let text = text_of(path, seed::limits::SEED_BYTES)
        .map_err(|error| SeedError::Unreadable(path.to_owned(), error))?;
    let text = Secret::new(text);
    let directory = path.parent().unwrap_or(Path::new("")).to_owned();
    Seed::read(text.expose(), &Directory(directory), options, clock::now(), &mut OsEntropy)
        .map_err(|faults| SeedError::Faults(path.to_owned(), faults))
}

/// Files by their paths from a directory.
struct Directory(PathBuf);

impl Files for Directory {
    fn text(&self, path: &str, most: u64) -> Result<String, String> {
        text_of(&self.0.join(path), most)
    }

    fn file(&self, path: &str) -> Result<FoundFile, String> {
        let place = self.0.join(path);
        let metadata = fs::metadata(&place).map_err(|error| error.to_string())?;
        if !metadata.is_file() {
            return Err("it is no file".to_owned());
        }
        // one that cannot be opened is told now, not when half of the objects are there
        File::open(&place).map_err(|error| error.to_string())?;
        Ok(FoundFile { name: path.to_owned(), path: place, bytes: metadata.len() })
    }

    fn folder(&self, path: &str, most: usize) -> Result<Vec<FoundFile>, String> {
        let mut found = Vec::new();
        walk(&self.0.join(path), "", most, 0, &mut found)?;
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }
}

/// Finds the files below a folder. Links to files are followed, those to folders are not.
fn walk(
    folder: &Path,
    prefix: &str,
    most: usize,
    depth: usize,
    found: &mut Vec<FoundFile>,
) -> Result<(), String> {
    if depth > limits::SEED_FOLDERS_DEPTH {
        return Err(format!("folders are nested more than {} deep", limits::SEED_FOLDERS_DEPTH));
    }
    let told = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(folder).map_err(|error| told(folder, error))? {
        let path = entry.map_err(|error| told(folder, error))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name else { return Err(format!("{} is no UTF-8", path.display())) };
        let name = format!("{prefix}{name}");
        let is_folder = fs::symlink_metadata(&path).map_err(|error| told(&path, error))?.is_dir();
        if is_folder {
            walk(&path, &format!("{name}/"), most, depth + 1, found)?;
            continue;
        }
        let metadata = fs::metadata(&path).map_err(|error| told(&path, error))?;
        if !metadata.is_file() {
            return Err(format!("{} is no file", path.display()));
        }
        File::open(&path).map_err(|error| told(&path, error))?;
        if found.len() >= most {
            return Err(format!("there are more than {most} files"));
        }
        found.push(FoundFile { name, path, bytes: metadata.len() });
    }
    Ok(())
}

/// The text of a file that has at most so many bytes.
fn text_of(path: &Path, most: u64) -> Result<String, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut text = String::new();
    let read = file.take(most.saturating_add(1)).read_to_string(&mut text);
    match read {
        Ok(bytes) if bytes as u64 > most => Err(format!("it has more than {most} bytes")),
        Ok(_) => Ok(text),
        Err(error) => Err(error.to_string()),
    }
}

/// Applies a seed to an installation that is being made: objects first, then credentials files, then all of the identity state
/// in one commit. The next start removes what a process that ends meanwhile leaves behind.
pub(crate) fn apply(
    store: &Store,
    objects: &Objects,
    directory: &Path,
    seed: Seed,
    region: &str,
) -> Result<Vec<CreatedAccount>, DataError> {
    let Seed { plan, buckets } = seed;
    let (tell, told) = mpsc::channel();
    let (objects, place, region) = (objects.clone(), directory.to_owned(), region.to_owned());
    let before = move |applied: &Applied| {
        let done = put_buckets(&objects, &buckets, applied, &region)
            .and_then(|()| write_credentials(&place, &applied.accounts));
        let is_done = done.is_ok();
        // the other end waits
        let _ = tell.send(done);
        is_done
    };
    match store.execute_blocking(ApplyPlan { plan }, clock::now(), &mut OsEntropy, before) {
        Ok(applied) => Ok(applied.accounts),
        Err(error) => Err(match (told.try_iter().last(), error) {
            (Some(Err(error)), _) => error,
            (_, ExecuteError::Refused(refusal)) => {
                DataError::new(directory, service::words_of_refusal(refusal))
            }
            (_, ExecuteError::NoSpace) => DataError::new(directory, "there is no space on the disk"),
            (_, ExecuteError::Unavailable) => DataError::new(directory, "the identity store has failed"),
        }),
    }
}

fn write_credentials(directory: &Path, accounts: &[CreatedAccount]) -> Result<(), DataError> {
    accounts.iter().try_for_each(|created| {
        let path = credentials_path(directory, &created.account.name);
        accounts::write_credentials(&path, created).map_err(|error| DataError::new(&path, error))
    })
}

fn put_buckets(
    objects: &Objects,
    buckets: &[seed::NewBucket],
    applied: &Applied,
    region: &str,
) -> Result<(), DataError> {
    let now = clock::now().millis();
    for bucket in buckets {
        let named = |error: &dyn fmt::Display| {
            DataError::new(Path::new(bucket.name.as_str()), format!("the bucket cannot be made: {error}"))
        };
        let owner = bucket.owner.to_string();
        let region = bucket.region.as_deref().unwrap_or(region);
        let new = NewBucket { name: &bucket.name, owner: &owner, region };
        let made = objects.create_bucket(new, now).map_err(|error| named(&error))?;
        let account = applied.accounts.iter().find(|created| created.account.id == bucket.owner);
        let budget = account.map_or(Budget::UNLIMITED, |created| accounts::budget(&created.account));
        // how many bodies requests may send at once says nothing of a seed: an account may have content and take no uploads
        let budget = Budget { uploads: Budget::UNLIMITED.uploads, ..budget };
        for object in &bucket.objects {
            put(&made, object, budget, now)
                .map_err(|error| named(&format!("its object {}: {error}", object.key.as_str())))?;
        }
    }
    Ok(())
}

/// Stores an object with the checksum that S3 gives to one that comes without.
fn put(bucket: &objects::Bucket, object: &NewObject, budget: Budget, now: u64) -> Result<(), String> {
    let mut source: Box<dyn Read + '_> = match &object.content {
        Content::Text(text) => Box::new(text.as_bytes()),
        Content::File(path) => Box::new(File::open(path).map_err(|error| error.to_string())?),
    };
    let mut upload = bucket.begin_put_within(budget, None).map_err(|error| error.to_string())?;
    let mut hasher = Hasher::new(Algorithm::DEFAULT);
    let mut buffer = vec![0; limits::OBJECT_READ_BYTES];
    loop {
        let read = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.to_string()),
        };
        hasher.update(read);
        upload.write(read).map_err(|error| error.to_string())?;
    }
    let mut metadata = Metadata::new();
    let checksum = Checksum::new(ChecksumAlgorithm::Crc64Nvme, &hasher.finish().base64());
    metadata.set_checksum(checksum.map_err(|error| error.to_string())?);
    upload
        .commit(object.key.clone(), metadata, &Precondition::None, now)
        .map_err(|error| error.to_string())?;
    Ok(())
}
