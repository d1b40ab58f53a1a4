//! P1 and P2: power cuts at every step, and every step failing.

use std::sync::Arc;

use proptest::prelude::*;

use super::faults::EIO;
use super::simulation::{Fault, Image, Recorder};
use super::*;

/// A call of a client.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Create(&'static str),
    Delete(&'static str),
    Put(&'static str, &'static str, u8),
    Remove(&'static str, Vec<&'static str>),
    Abort(&'static str),
    /// Of a multipart upload, by id: its start, a part, its completion from its last part, and its end without.
    Start(&'static str, &'static str),
    Part(&'static str, &'static str, u16, u8),
    Complete(&'static str, &'static str),
    GiveUp(&'static str, &'static str),
}

/// The key that multipart uploads are for.
const MULTI: &str = "multi";

/// The view of a client: of each bucket, the keys and which data they have; and so for its multipart uploads and their parts,
/// as `upload ID` and `upload ID/NUMBER`.
pub(super) type State = BTreeMap<String, BTreeMap<String, u8>>;

/// Data of an object: different lengths, one of them more than a block.
fn data(version: u8) -> Vec<u8> {
    vec![version; if version.is_multiple_of(7) { 66_000 } else { usize::from(version) }]
}

pub(super) fn perform(objects: &Objects, step: &Step) -> Result<(), Error> {
    match step {
        Step::Create(bucket) => try_create(objects, bucket, OWNER).map(drop),
        Step::Delete(bucket) => objects.bucket(bucket)?.delete(),
        Step::Put(bucket, name, version) => {
            try_put(&objects.bucket(bucket)?, name, &data(*version), &Precondition::None)
        }
        Step::Remove(bucket, names) => {
            objects.bucket(bucket)?.delete_objects(&names.iter().map(|name| key(name)).collect::<Vec<_>>())
        }
        Step::Abort(bucket) => objects.bucket(bucket)?.begin_put()?.write(&data(1)),
        Step::Start(bucket, id) => {
            objects.bucket(bucket)?.begin_multipart(super::multipart::info(MULTI, id)).map(drop)
        }
        Step::Part(bucket, id, number, version) => {
            let multipart = objects.bucket(bucket)?.multipart(&key(MULTI), id)?;
            super::multipart::try_part(&multipart, *number, &data(*version)).map(drop)
        }
        Step::Complete(bucket, id) => {
            let multipart = objects.bucket(bucket)?.multipart(&key(MULTI), id)?;
            let last: Vec<_> = multipart.parts()?.into_iter().next_back().into_iter().collect();
            let wanted: Vec<_> = last.iter().map(|part| (part.number, part.etag.bare())).collect();
            multipart.assemble(&wanted)?.commit(None, &Precondition::None, 2).map(drop)
        }
        Step::GiveUp(bucket, id) => objects.bucket(bucket)?.multipart(&key(MULTI), id)?.abort(),
    }
}

/// Entries of a multipart upload: of its own, and of its parts.
fn of_upload(id: &str) -> impl Fn(&str) -> bool + use<> {
    let own = format!("upload {id}");
    move |name| name == own || name.starts_with(&format!("{own}/"))
}

/// The same on the model, which knows nothing of disks.
pub(super) fn perform_on_model(state: &mut State, step: &Step) {
    match step {
        Step::Create(bucket) => drop(state.entry((*bucket).to_owned()).or_default()),
        Step::Delete(bucket) => {
            if state.get(*bucket).is_some_and(|names| names.keys().all(|name| name.starts_with("upload "))) {
                state.remove(*bucket);
            }
        }
        Step::Put(bucket, name, version) => {
            if let Some(objects) = state.get_mut(*bucket) {
                objects.insert((*name).to_owned(), *version);
            }
        }
        Step::Remove(bucket, names) => {
            if let Some(objects) = state.get_mut(*bucket) {
                names.iter().for_each(|name| _ = objects.remove(*name));
            }
        }
        Step::Abort(_) => {}
        Step::Start(bucket, id) => {
            if let Some(names) = state.get_mut(*bucket) {
                names.entry(format!("upload {id}")).or_insert(0);
            }
        }
        Step::Part(bucket, id, number, version) => {
            if let Some(names) =
                state.get_mut(*bucket).filter(|names| names.contains_key(&format!("upload {id}")))
            {
                names.insert(format!("upload {id}/{number:05}"), *version);
            }
        }
        Step::Complete(bucket, id) => {
            if complete_on_model(state, bucket, id) {
                perform_on_model(state, &Step::GiveUp(bucket, id));
            }
        }
        Step::GiveUp(bucket, id) => {
            if let Some(names) = state.get_mut(*bucket) {
                let own = of_upload(id);
                names.retain(|name, _| !own(name));
            }
        }
    }
}

/// Completion but for the end of the upload, which a crash may leave to be completed again.
fn complete_on_model(state: &mut State, bucket: &str, id: &str) -> bool {
    let Some(names) = state.get_mut(bucket) else { return false };
    let own = of_upload(id);
    let last = names.iter().rfind(|(name, _)| own(name) && name.contains('/'));
    let Some(version) = last.map(|(_, version)| *version) else { return false };
    names.insert(MULTI.to_owned(), version);
    true
}

/// Every state in which an interrupted step may leave things: not begun, done, or, if it deletes several, in between.
pub(super) fn outcomes(before: &State, step: Option<&Step>) -> Vec<State> {
    let partial = match step {
        None => vec![],
        Some(Step::Remove(bucket, names)) => {
            let subsets = (0..1u32 << names.len()).map(|chosen| {
                let chosen = names.iter().enumerate().filter(|(i, _)| chosen & 1 << i != 0);
                Step::Remove(bucket, chosen.map(|(_, name)| *name).collect())
            });
            subsets.collect()
        }
        Some(step) => vec![step.clone()],
    };
    let mut states = vec![before.clone()];
    if let Some(Step::Complete(bucket, id)) = step {
        let mut state = before.clone();
        complete_on_model(&mut state, bucket, id);
        states.push(state);
    }
    for step in partial {
        let mut state = before.clone();
        perform_on_model(&mut state, &step);
        states.push(state);
    }
    states
}

pub(super) fn observe(objects: &Objects) -> State {
    let query = crate::BucketQuery { owner: OWNER, prefix: "", region: None, after: None, max_buckets: 100 };
    let mut state = State::new();
    for info in objects.list_buckets(&query).buckets {
        let bucket = objects.bucket(info.name.as_str()).unwrap();
        let mut seen = BTreeMap::new();
        for name in keys(&bucket) {
            let content = get(&bucket, &name);
            assert_eq!(content, data(content[0]));
            seen.insert(name, content[0]);
        }
        for info in bucket.multiparts().unwrap() {
            let multipart = bucket.multipart(&key(MULTI), &info.id).unwrap();
            for part in multipart.parts().unwrap() {
                let content = super::multipart::data_of(&multipart, &part);
                assert_eq!(content, data(content[0]));
                seen.insert(format!("upload {}/{:05}", info.id, part.number.get()), content[0]);
            }
            seen.insert(format!("upload {}", info.id), 0);
        }
        state.insert(info.name.as_str().to_owned(), seen);
    }
    state
}

/// One run on a recorded disk.
struct Run {
    recorder: Arc<Recorder>,
    /// Number of disk operations once each step was done, and what the client knows to be so then. The first entry is
    /// the opening.
    acknowledged: Vec<(usize, State)>,
}

/// Opens what is there, which must be one of the states `possible`, and takes the steps.
fn run(directory: &Path, steps: &[Step], possible: &[State]) -> Run {
    let recorder = Arc::new(Recorder::new(directory, None));
    let disk = Arc::clone(&recorder);
    let (objects, report) =
        Objects::open_on(disk, &directory.join("objects"), Limits::default(), sealer()).unwrap();
    assert_eq!((report.damaged, report.foreign), (vec![], vec![]));
    let mut state = observe(&objects);
    assert!(possible.contains(&state), "{state:?} is none of {possible:?}");
    let mut acknowledged = vec![(recorder.ops().len(), state.clone())];
    for step in steps {
        // Refusals, of buckets that are not there and the like, change nothing.
        let _ = perform(&objects, step);
        perform_on_model(&mut state, step);
        assert_eq!(observe(&objects), state, "{step:?}");
        acknowledged.push((recorder.ops().len(), state.clone()));
    }
    Run { recorder, acknowledged }
}

/// The states that a crash after `ops` operations may leave.
fn allowed(run: &Run, steps: &[Step], possible: &[State], ops: usize) -> Vec<State> {
    match run.acknowledged.iter().rposition(|(count, _)| *count <= ops) {
        Some(done) => outcomes(&run.acknowledged[done].1, steps.get(done)),
        None => possible.to_vec(),
    }
}

/// A small deterministic source of choices.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, outcomes: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % outcomes as u64) as usize
    }
}

fn after(image: &Image, run: &Run, ops: usize) -> Image {
    let mut image = image.clone();
    run.recorder.ops().iter().take(ops).for_each(|op| image.apply(op));
    image
}

/// Directory of the simulations: in memory if the system has such a place.
pub(super) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Every operation of the store, in an order that makes each kind follow each other.
pub(super) fn tour() -> Vec<Step> {
    use Step::{Abort, Complete, Create, Delete, GiveUp, Part, Put, Remove, Start};
    vec![
        Create("first"),
        Put("first", "a", 1),
        Put("first", "a", 2),
        Put("first", "../b", 7),
        Abort("first"),
        Create("second"),
        Put("second", "a", 3),
        Remove("first", vec!["a", "../b", "c"]),
        Put("first", "a", 4),
        Put("first", "a", 5),
        Remove("first", vec!["a"]),
        Delete("first"),
        Create("first"),
        Put("first", "a", 14),
        Remove("second", vec!["a"]),
        Delete("second"),
        Create("third"),
        Put("third", "a", 1),
        Put("third", "a", 2),
        Remove("third", vec!["a"]),
        Create("fourth"),
        Start("fourth", "x"),
        Part("fourth", "x", 1, 1),
        Part("fourth", "x", 2, 7),
        Part("fourth", "x", 2, 2),
        Start("fourth", "y"),
        Part("fourth", "y", 1, 3),
        Complete("fourth", "x"),
        GiveUp("fourth", "y"),
        Start("fourth", "x"),
        Part("fourth", "x", 10_000, 4),
        Complete("fourth", "x"),
        Remove("fourth", vec!["multi"]),
        Start("fourth", "z"),
        Part("fourth", "z", 1, 5),
        Delete("fourth"),
        Create("fourth"),
        Start("fourth", "z"),
        Create("fifth"),
    ]
}

#[test]
fn a_power_cut_at_every_step_loses_nothing_acknowledged() {
    let directory = scratch();
    let steps = tour();
    let recorded = run(directory.path(), &steps, &[State::new()]);
    let operations = recorded.recorder.ops().len();
    assert!(operations > 100);
    for ops in 0..=operations {
        let image = after(&Image::empty(), &recorded, ops);
        let allowed = allowed(&recorded, &steps, &[State::new()], ops);
        for seed in 0..8 {
            let mut dice = Dice(seed * 1000 + ops as u64);
            let left = image.cut(&mut |n| match seed {
                0 => 0,
                1 => n - 1,
                _ => dice.roll(n),
            });
            let directory = scratch();
            left.write(directory.path());
            let disk = Arc::new(Recorder::new(directory.path(), None));
            let opened =
                Objects::open_on(disk, &directory.path().join("objects"), Limits::default(), sealer());
            let (objects, report) =
                opened.unwrap_or_else(|e| panic!("after {ops} operations, seed {seed}: {e}"));
            assert_eq!((&report.damaged[..], &report.foreign[..]), (&[][..], &[][..]));
            let seen = observe(&objects);
            assert!(
                allowed.contains(&seen),
                "after {ops} operations, seed {seed}: {seen:?} is none of {allowed:?}"
            );
            assert_eq!(files(&directory.path().join("objects/tmp")), BTreeMap::new());
        }
    }
}

/// Data that a killed process left in the cache is seen by the next one, which builds on it: no power cut while it does, or
/// after, may take it back.
#[test]
fn a_power_cut_at_every_step_after_a_kill_at_every_step() {
    use Step::{Create, Delete, GiveUp, Part, Put, Remove, Start};
    let overwritten = [Create("first"), Put("first", "a", 1), Put("first", "a", 2)];
    let written_again = [Remove("first", vec!["a"]), Put("first", "a", 3)];
    cut_after_each_kill(&overwritten, &written_again, 4);
    // what is deleted by a move may be removed by the next process only
    let removed = [
        Create("first"),
        Start("first", "x"),
        Part("first", "x", 1, 1),
        GiveUp("first", "x"),
        Start("first", "y"),
        Delete("first"),
        Create("first"),
    ];
    cut_after_each_kill(&removed, &[], 8);
}

fn cut_after_each_kill(first_life: &[Step], second_life: &[Step], cuts: usize) {
    let directory = scratch();
    let first = run(directory.path(), first_life, &[State::new()]);
    let mut dice = Dice(0);
    for killed_at in 0..=first.recorder.ops().len() {
        let image = after(&Image::empty(), &first, killed_at);
        let possible = allowed(&first, first_life, &[State::new()], killed_at);
        let directory = scratch();
        image.write(directory.path());
        let second = run(directory.path(), second_life, &possible);
        for cut_at in 0..=second.recorder.ops().len() {
            let image = after(&image, &second, cut_at);
            let possible = allowed(&second, second_life, &possible, cut_at);
            for _ in 0..cuts {
                let directory = scratch();
                image.cut(&mut |n| dice.roll(n)).write(directory.path());
                run(directory.path(), &[], &possible);
            }
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let bucket = || prop::sample::select(&["first", "second"][..]);
    let name = || prop::sample::select(&["a", "b", "c/d"][..]);
    let id = || prop::sample::select(&["x", "y"][..]);
    prop_oneof![
        2 => bucket().prop_map(Step::Create),
        1 => bucket().prop_map(Step::Delete),
        6 => (bucket(), name(), 1u8..20).prop_map(|(bucket, name, version)| Step::Put(bucket, name, version)),
        3 => (bucket(), prop::collection::btree_set(name(), 1..3))
            .prop_map(|(bucket, names)| Step::Remove(bucket, Vec::from_iter(names))),
        1 => bucket().prop_map(Step::Abort),
        1 => (bucket(), id()).prop_map(|(bucket, id)| Step::Start(bucket, id)),
        2 => (bucket(), id(), 1u16..3, 1u8..20)
            .prop_map(|(bucket, id, number, version)| Step::Part(bucket, id, number, version)),
        1 => (bucket(), id()).prop_map(|(bucket, id)| Step::Complete(bucket, id)),
        1 => (bucket(), id()).prop_map(|(bucket, id)| Step::GiveUp(bucket, id)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Power cuts and kills one after the other, some of them while the store recovers from the one before. A kill
    /// leaves what was not synced in the cache: the next process sees it, and a later power cut must not take it back.
    #[test]
    fn power_cuts_and_kills_in_a_row(
        lives in prop::collection::vec((prop::collection::vec(step(), 0..12), any::<prop::sample::Index>(), any::<u64>()), 1..6),
    ) {
        let mut image = Image::empty();
        let mut possible = vec![State::new()];
        for (steps, place, seed) in lives {
            let directory = scratch();
            image.write(directory.path());
            let recorded = run(directory.path(), &steps, &possible);
            let ops = place.index(recorded.recorder.ops().len() + 1);
            let mut dice = Dice(seed);
            possible = allowed(&recorded, &steps, &possible, ops);
            image = after(&image, &recorded, ops);
            if dice.roll(2) == 0 {
                image = image.cut(&mut |n| dice.roll(n));
            }
        }
        let directory = scratch();
        image.write(directory.path());
        run(directory.path(), &[], &possible);
    }
}

/// Runs the tour with one call failing, then cuts the power; checks what was answered against what is left.
fn fail_at(call: usize, errno: i32, done: bool) -> Option<bool> {
    let directory = scratch();
    let recorder = Arc::new(Recorder::new(directory.path(), Some(Fault { call, errno, done })));
    let disk = Arc::clone(&recorder);
    let mut states = vec![State::new()];
    let mut sealed = false;
    let mut in_last_step = false;
    if let Ok((objects, _)) =
        Objects::open_on(disk, &directory.path().join("objects"), Limits::default(), sealer())
    {
        for step in tour() {
            let before = recorder.failed().is_some();
            let result = perform(&objects, &step);
            let failed_now = !before && recorder.failed().is_some();
            in_last_step = failed_now;
            assert!(
                !sealed
                    || matches!(
                        result,
                        Err(Error::Sealed
                            | Error::NoSuchBucket
                            | Error::NoSuchUpload
                            | Error::InvalidPartOrder)
                    ),
                "{step:?} {result:?}"
            );
            sealed |= result == Err(Error::Sealed);
            let mut next = Vec::new();
            for state in &states {
                match &result {
                    // it is done, and what is left of the upload may be taken away later
                    Ok(()) if failed_now && matches!(step, Step::Complete(..)) => {
                        next.extend(outcomes(state, Some(&step)).into_iter().skip(1));
                    }
                    Ok(()) => {
                        let mut state = state.clone();
                        perform_on_model(&mut state, &step);
                        next.push(state);
                    }
                    Err(_) if failed_now => next.extend(outcomes(state, Some(&step))),
                    Err(_) => next.push(state.clone()),
                }
            }
            states = next;
        }
    }
    let failed = recorder.failed()?;
    // Failures while opening are told by the opening; in the last step nothing comes after.
    if failed.is_sync() && call >= opening_calls() && !in_last_step {
        assert!(sealed, "{failed:?} failed, and the store went on");
    }
    let mut image = Image::empty();
    recorder.ops().iter().for_each(|op| image.apply(op));
    for seed in 0..4 {
        let mut dice = Dice(seed * 1000 + call as u64);
        let left = image.cut(&mut |n| if seed == 0 { n - 1 } else { dice.roll(n) });
        let directory = scratch();
        left.write(directory.path());
        let disk = Arc::new(Recorder::new(directory.path(), None));
        let (objects, report) =
            Objects::open_on(disk, &directory.path().join("objects"), Limits::default(), sealer()).unwrap();
        assert_eq!((&report.damaged[..], &report.foreign[..]), (&[][..], &[][..]));
        let seen = observe(&objects);
        assert!(states.contains(&seen), "{failed:?}: {seen:?} is none of {states:?}");
    }
    Some(sealed)
}

pub(super) fn opening_calls() -> usize {
    let directory = scratch();
    run(directory.path(), &[], &[State::new()]).recorder.calls()
}

#[test]
fn every_call_that_fails_is_owned_up_to() {
    for done in [false, true] {
        let sealed: Vec<bool> = (0..).map_while(|call| fail_at(call, EIO, done)).collect();
        assert!(sealed.len() > 100);
        assert!(sealed.contains(&true) && sealed.contains(&false));
    }
}

/// A sync that succeeds once another has failed proves nothing.
#[test]
fn no_sync_counts_after_one_that_failed() {
    let directory = scratch();
    let root = directory.path().join("objects");
    drop(create(&open(&root).0, "first"));
    let opening = {
        let recorder = Arc::new(Recorder::new(directory.path(), None));
        drop(Objects::open_on(recorder.clone(), &root, Limits::default(), sealer()).unwrap());
        recorder.calls()
    };
    let fault = Fault { call: opening + 1, errno: EIO, done: false };
    let disk = Arc::new(Recorder::new(directory.path(), Some(fault)));
    let (objects, _) = Objects::open_on(disk, &root, Limits::default(), sealer()).unwrap();
    let root = objects.bucket("first").unwrap().root;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let hook = |name| {
        let told = Arc::clone(&told);
        move |cause: &crate::SealCause| told.lock().unwrap().push((name, cause.path.clone()))
    };
    objects.on_seal(hook("before"));
    assert_eq!((objects.is_sealed(), told.lock().unwrap().len()), (false, 0));
    let buckets = root.disk.open_directory(&root.layout.buckets).unwrap();
    let failed = root.sync_directory(&buckets).unwrap_err();
    assert_eq!(failed, Error::Io(crate::OsError::of(&std::io::Error::from_raw_os_error(EIO))));
    assert_eq!(failed.to_string(), "the file system refused: Input/output error (os error 5)");
    assert!(objects.is_sealed());
    objects.on_seal(hook("after"));
    assert_eq!(root.sync_directory(&buckets), Err(Error::Sealed));
    let path = root.layout.buckets.clone();
    assert_eq!(*told.lock().unwrap(), [("before", path.clone()), ("after", path)], "each is told once");
}
