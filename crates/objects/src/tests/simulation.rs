//! A disk that forgets.
//!
//! [`Disk`](crate::disk::Disk) calls are carried out in a real directory and recorded. From the record, [`Image`]
//! computes what a power cut may have left: of each file, what was synced, plus any part of what was written since,
//! or zeroes in its place; of each directory, the entries that were synced, with any subset of the changes since.
//! That is more than journalling file systems can lose. A recorded disk can also be told to fail.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::disk::{Directory, Disk, FileSystem};

/// One call, with paths below the directory that is recorded.
#[derive(Debug, Clone)]
pub(super) enum Op {
    OpenFile(PathBuf),
    OpenDirectory(PathBuf),
    CreateFile(PathBuf),
    Append(PathBuf, Vec<u8>),
    SyncFile(PathBuf),
    SyncDirectory(PathBuf),
    CreateDirectory(PathBuf),
    Rename(PathBuf, PathBuf),
    RemoveFile(PathBuf),
    RemoveDirectory(PathBuf),
}

impl Op {
    pub(super) fn is_sync(&self) -> bool {
        matches!(self, Op::SyncFile(_) | Op::SyncDirectory(_))
    }

    fn is_open(&self) -> bool {
        matches!(self, Op::OpenFile(_) | Op::OpenDirectory(_))
    }
}

/// Failure of one of the calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    /// Number of the call, counted from 0.
    pub(super) call: usize,
    /// The operating system's number of the error.
    pub(super) errno: i32,
    /// It is carried out all the same. Never so for a sync.
    pub(super) done: bool,
}

/// The recording disk. It syncs nothing for real.
#[derive(Debug)]
pub(super) struct Recorder {
    base: PathBuf,
    fault: Option<Fault>,
    record: Mutex<Record>,
}

#[derive(Debug, Default)]
struct Record {
    calls: usize,
    ops: Vec<Op>,
    /// All calls, openings included.
    trace: Vec<Op>,
    failed: Option<Op>,
    /// Calls are carried out, and neither counted nor recorded.
    paused: bool,
}

impl Recorder {
    pub(super) fn new(base: &Path, fault: Option<Fault>) -> Recorder {
        Recorder { base: base.canonicalize().unwrap(), fault, record: Mutex::default() }
    }

    /// All calls that did not fail, in order.
    pub(super) fn trace(&self) -> Vec<Op> {
        self.record.lock().unwrap().trace.clone()
    }

    /// All changes, in order.
    pub(super) fn ops(&self) -> Vec<Op> {
        self.record.lock().unwrap().ops.clone()
    }

    /// Number of calls, failures included.
    pub(super) fn calls(&self) -> usize {
        self.record.lock().unwrap().calls
    }

    /// The call that failed, if it was reached.
    pub(super) fn failed(&self) -> Option<Op> {
        self.record.lock().unwrap().failed.clone()
    }

    /// Looks at the store without a trace.
    pub(super) fn aside<T>(&self, look: impl FnOnce() -> T) -> T {
        self.record.lock().unwrap().paused = true;
        let seen = look();
        self.record.lock().unwrap().paused = false;
        seen
    }

    fn path(&self, path: &Path) -> PathBuf {
        let path = path.strip_prefix(&self.base).unwrap_or_else(|_| panic!("{} is outside", path.display()));
        path.to_owned()
    }

    fn call<T>(&self, op: Op, carry_out: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let mut record = self.record.lock().unwrap();
        if record.paused {
            return carry_out();
        }
        let fault = self.fault.filter(|fault| fault.call == record.calls);
        record.calls += 1;
        if let Some(fault) = fault {
            record.failed = Some(op.clone());
            let changes = fault.done && !op.is_sync() && !op.is_open();
            if changes && carry_out().is_ok() {
                record.ops.push(op);
            }
            return Err(io::Error::from_raw_os_error(fault.errno));
        }
        let result = carry_out()?;
        record.trace.push(op.clone());
        if !op.is_open() {
            record.ops.push(op);
        }
        Ok(result)
    }
}

impl Disk for Recorder {
    fn open_file(&self, path: &Path) -> io::Result<File> {
        self.call(Op::OpenFile(self.path(path)), || FileSystem.open_file(path))
    }

    fn open_directory(&self, path: &Path) -> io::Result<Directory> {
        // the parent of all is outside
        let inside = path.strip_prefix(&self.base).unwrap_or(Path::new(""));
        self.call(Op::OpenDirectory(inside.to_owned()), || FileSystem.open_directory(path))
    }

    fn create_file(&self, path: &Path) -> io::Result<File> {
        self.call(Op::CreateFile(self.path(path)), || FileSystem.create_file(path))
    }

    fn append(&self, file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call(Op::Append(self.path(path), bytes.to_vec()), || file.write_all(bytes))
    }

    fn sync_file(&self, _file: &File, path: &Path) -> io::Result<()> {
        self.call(Op::SyncFile(self.path(path)), || Ok(()))
    }

    fn sync_directory(&self, directory: &Directory) -> io::Result<()> {
        self.call(Op::SyncDirectory(self.path(&directory.path)), || Ok(()))
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        self.call(Op::CreateDirectory(self.path(path)), || FileSystem.create_directory(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Op::Rename(self.path(from), self.path(to)), || FileSystem.rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.call(Op::RemoveFile(self.path(path)), || FileSystem.remove_file(path))
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        self.call(Op::RemoveDirectory(self.path(path)), || FileSystem.remove_directory(path))
    }
}

/// Contents of the platter, and of the cache that it lacks. Files and directories are numbered; 0 is the root.
#[derive(Debug, Clone)]
pub(super) struct Image(Vec<Node>);

#[derive(Debug, Clone)]
enum Node {
    File { synced: Vec<u8>, written: Vec<u8> },
    Directory { synced: BTreeMap<String, usize>, now: BTreeMap<String, usize>, changes: Vec<Change> },
}

/// A directory entry that was set or removed since the last sync.
type Change = (String, Option<usize>);

impl Node {
    fn directory() -> Node {
        Node::Directory { synced: BTreeMap::new(), now: BTreeMap::new(), changes: Vec::new() }
    }
}

impl Image {
    pub(super) fn empty() -> Image {
        Image(vec![Node::directory()])
    }

    /// A directory as it is, all of it durable.
    pub(super) fn of(directory: &Path) -> Image {
        let mut image = Image::empty();
        image.take(directory, Path::new(""));
        image
    }

    fn take(&mut self, directory: &Path, below: &Path) {
        for entry in fs::read_dir(directory.join(below)).unwrap() {
            let path = below.join(entry.unwrap().file_name());
            if directory.join(&path).is_dir() {
                self.apply(&Op::CreateDirectory(path.clone()));
                self.take(directory, &path);
            } else {
                self.apply(&Op::CreateFile(path.clone()));
                self.apply(&Op::Append(path.clone(), fs::read(directory.join(&path)).unwrap()));
                self.apply(&Op::SyncFile(path));
            }
        }
        self.apply(&Op::SyncDirectory(below.to_owned()));
    }

    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::OpenFile(_) | Op::OpenDirectory(_) => {}
            Op::CreateFile(path) => self.add(path, Node::File { synced: Vec::new(), written: Vec::new() }),
            Op::CreateDirectory(path) => self.add(path, Node::directory()),
            Op::Append(path, bytes) => match self.node(path) {
                Node::File { written, .. } => written.extend(bytes),
                node => panic!("{node:?}"),
            },
            Op::SyncFile(path) => match self.node(path) {
                Node::File { synced, written } => synced.append(written),
                node => panic!("{node:?}"),
            },
            Op::SyncDirectory(path) => match self.node(path) {
                Node::Directory { synced, now, changes } => {
                    changes.clear();
                    synced.clone_from(now);
                }
                node => panic!("{node:?}"),
            },
            Op::Rename(from, to) => {
                let number = self.number(from);
                self.change(from, None);
                self.change(to, Some(number));
            }
            Op::RemoveFile(path) => self.change(path, None),
            Op::RemoveDirectory(path) => self.remove_all(path),
        }
    }

    fn number(&self, path: &Path) -> usize {
        path.iter().fold(0, |number, part| match &self.0[number] {
            Node::Directory { now, .. } => now[part.to_str().unwrap()],
            node => panic!("{node:?}"),
        })
    }

    fn node(&mut self, path: &Path) -> &mut Node {
        let number = self.number(path);
        &mut self.0[number]
    }

    fn add(&mut self, path: &Path, node: Node) {
        self.0.push(node);
        self.change(path, Some(self.0.len() - 1));
    }

    fn change(&mut self, path: &Path, target: Option<usize>) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        match self.node(path.parent().unwrap()) {
            Node::Directory { now, changes, .. } => {
                match target {
                    Some(number) => now.insert(name.clone(), number),
                    None => now.remove(&name),
                };
                changes.push((name, target));
            }
            node => panic!("{node:?}"),
        }
    }

    fn remove_all(&mut self, path: &Path) {
        if let Node::Directory { now, .. } = self.node(path) {
            for name in now.keys().cloned().collect::<Vec<_>>() {
                self.remove_all(&path.join(name));
            }
        }
        self.change(path, None);
    }

    /// The disk after a power cut, all of it durable; `choose(n)` picks one of `n` outcomes.
    pub(super) fn cut(&self, choose: &mut dyn FnMut(usize) -> usize) -> Image {
        let nodes = self.0.iter().map(|node| match node {
            Node::File { synced, written } => {
                let mut left = synced.clone();
                left.extend(&written[..choose(written.len() + 1)]);
                if choose(2) == 1 {
                    // The length reached the disk before the data.
                    left.resize(synced.len() + written.len(), 0);
                }
                Node::File { synced: left, written: Vec::new() }
            }
            Node::Directory { synced, changes, .. } => {
                let mut left = synced.clone();
                for (name, target) in changes {
                    match (choose(2), target) {
                        (0, _) => {}
                        (_, Some(number)) => drop(left.insert(name.clone(), *number)),
                        (_, None) => drop(left.remove(name)),
                    }
                }
                Node::Directory { now: left.clone(), synced: left, changes: Vec::new() }
            }
        });
        Image(nodes.collect()).normalised()
    }

    /// As a tree: what a rename left in two places becomes two things.
    fn normalised(&self) -> Image {
        let mut tree = Image::empty();
        self.copy(0, Path::new(""), &mut tree);
        tree
    }

    fn copy(&self, number: usize, path: &Path, tree: &mut Image) {
        match &self.0[number] {
            Node::File { synced, .. } => {
                tree.apply(&Op::CreateFile(path.to_owned()));
                tree.apply(&Op::Append(path.to_owned(), synced.clone()));
                tree.apply(&Op::SyncFile(path.to_owned()));
            }
            Node::Directory { synced, .. } => {
                if !path.as_os_str().is_empty() {
                    tree.apply(&Op::CreateDirectory(path.to_owned()));
                }
                for (name, child) in synced {
                    self.copy(*child, &path.join(name), tree);
                }
                tree.apply(&Op::SyncDirectory(path.to_owned()));
            }
        }
    }

    /// Writes what a process sees into an empty directory.
    pub(super) fn write(&self, directory: &Path) {
        self.write_node(0, directory);
    }

    fn write_node(&self, number: usize, path: &Path) {
        match &self.0[number] {
            Node::File { synced, written } => {
                let mut file = File::create_new(path).unwrap();
                file.write_all(synced).unwrap();
                file.write_all(written).unwrap();
            }
            Node::Directory { now, .. } => {
                if number != 0 {
                    fs::create_dir(path).unwrap();
                }
                now.iter().for_each(|(name, child)| self.write_node(*child, &path.join(name)));
            }
        }
    }
}
