//! Records as an engine holds them: the revision that a record was written at, and its sealed bytes.

use std::collections::BTreeMap;
use std::fmt;

use identity::{Change, Record, State};
use secret::Entropy;
use secret::seal::SealingKey;

use crate::codec::{self, CodecError};
use crate::engine::{RecordChange, Revision, StoredRecord};
use crate::limits::{OPENED_BY_A_THREAD_MIN, OPENING_THREADS_MAX};

/// Purpose of the key that records are sealed with.
pub(crate) const PURPOSE: &str = "identity records";

/// Seals a change for the commit that makes it.
pub(crate) fn seal_change(
    key: &SealingKey,
    revision: Revision,
    change: &Change,
    entropy: &mut dyn Entropy,
) -> Result<RecordChange, CodecError> {
    let name = codec::key_bytes(&change.key());
    let value = match change {
        Change::Delete(_) => None,
        Change::Put(record) => {
            let mut value = Vec::from(revision.to_be_bytes());
            codec::seal_record_onto(&mut value, key, &name, revision, record, entropy)?;
            Some(value)
        }
    };
    Ok(RecordChange { key: name, value })
}

/// Opens what [`seal_change`] made.
pub(crate) fn open_change(key: &SealingKey, change: &RecordChange) -> Result<Change, CodecError> {
    match &change.value {
        Some(value) => open_value(key, &change.key, value).map(Change::Put),
        None => codec::parse_key(&change.key).map(Change::Delete).ok_or(CodecError::Malformed("key")),
    }
}

/// Opens a record as an engine holds it.
pub(crate) fn open_value(key: &SealingKey, name: &[u8], value: &[u8]) -> Result<Record, CodecError> {
    let (revision, sealed) = value.split_first_chunk().ok_or(CodecError::Malformed("revision"))?;
    codec::open_record(key, name, Revision::from_be_bytes(*revision), sealed)
}

/// Records that do not open or do not parse, by key, among how many.
pub(crate) struct BadRecords {
    pub(crate) bad: Vec<(String, CodecError)>,
    pub(crate) all: usize,
}

impl fmt::Display for BadRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bad_records(f, &self.bad, self.all)
    }
}

/// Says how many records cannot be read, and the fault of the first.
pub(crate) fn write_bad_records(
    f: &mut fmt::Formatter<'_>,
    bad: &[(String, CodecError)],
    all: usize,
) -> fmt::Result {
    write!(f, "{} of its {all} records cannot be read", bad.len())?;
    bad.first().map_or(Ok(()), |(key, error)| write!(f, "; {key}: {error}"))
}

/// Makes the state of all records of a store.
pub(crate) fn read_records(key: &SealingKey, records: Vec<StoredRecord>) -> Result<State, BadRecords> {
    let all = records.len();
    let (state, bad) = open_records(key, records);
    if bad.is_empty() { Ok(state) } else { Err(BadRecords { bad, all }) }
}

/// Makes the state of the records that open, and tells of the others. Records are opened on all processors, and the tables
/// of the state made side by side.
pub(crate) fn open_records(
    key: &SealingKey,
    records: Vec<StoredRecord>,
) -> (State, Vec<(String, CodecError)>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(OPENING_THREADS_MAX);
    let share = records.len().div_ceil(threads).max(OPENED_BY_A_THREAD_MIN);
    let open = |part: &[StoredRecord]| {
        part.iter().map(|(name, value)| open_value(key, name, value)).collect::<Vec<_>>()
    };
    let opened = side_by_side(records.chunks(share), open);
    let mut kinds: BTreeMap<&'static str, Vec<Record>> = BTreeMap::new();
    let mut bad = Vec::new();
    for ((name, _), opened) in records.iter().zip(opened.into_iter().flatten()) {
        match opened {
            Ok(record) => kinds.entry(record.kind()).or_default().push(record),
            Err(error) => bad.push((String::from_utf8_lossy(name).into_owned(), error)),
        }
    }
    let (large, small): (Vec<_>, Vec<_>) =
        kinds.into_values().partition(|records| records.len() >= OPENED_BY_A_THREAD_MIN);
    let parts = large.into_iter().chain([small.into_iter().flatten().collect()]);
    (State::join(side_by_side(parts, State::of)), bad)
}

/// Works on each part on a thread of its own, the last one on this; results are in order.
fn side_by_side<P: Send, R: Send>(
    parts: impl IntoIterator<Item = P>,
    work: impl Fn(P) -> R + Sync,
) -> Vec<R> {
    let mut parts: Vec<P> = parts.into_iter().collect();
    let last = parts.pop();
    std::thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        let last = last.map(work);
        let join = |thread: std::thread::ScopedJoinHandle<'_, R>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        others.into_iter().map(join).chain(last).collect()
    })
}
