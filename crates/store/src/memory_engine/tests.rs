use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

fn put(key: &str, value: u8) -> RecordChange {
    RecordChange { key: key.into(), value: Some(vec![value]) }
}

fn revisions(watched: Watched) -> Vec<Revision> {
    let Watched::Commits(commits) = watched else { panic!("compacted") };
    commits.iter().map(|commit| commit.revision).collect()
}

#[test]
fn a_commit_moves_the_log_for_every_other_handle() {
    let mut one = MemoryEngine::new();
    let mut other = one.another();
    assert_eq!(one.commit(vec![put("a", 1)], 0).unwrap(), 1);
    assert!(matches!(other.commit(vec![put("a", 2)], 0), Err(EngineError::Moved)));
    assert!(matches!(other.commit(Vec::new(), 0), Err(EngineError::Moved)), "also without changes");
    assert_eq!(revisions(other.watch(0).unwrap()), [1]);
    assert_eq!(other.commit(vec![put("a", 2)], 1).unwrap(), 2);
    assert_eq!(other.commit(Vec::new(), 2).unwrap(), 2, "without changes it counts nothing");
    let loaded = one.load().unwrap();
    assert_eq!((loaded.records, loaded.revision), (vec![(b"a".to_vec(), vec![2])], 2));
}

#[test]
fn a_watch_tells_what_came_after_in_order_until_the_log_is_cut() {
    let mut one = MemoryEngine::new();
    let mut other = one.another();
    for revision in 0..MEMORY_COMMITS_MAX as Revision {
        one.commit(vec![put("a", 1)], revision).unwrap();
    }
    let newest = MEMORY_COMMITS_MAX as Revision;
    assert!(revisions(other.watch(newest).unwrap()).is_empty());
    assert_eq!(revisions(other.watch(newest - 2).unwrap()), [newest - 1, newest]);
    assert_eq!(revisions(other.watch(0).unwrap()).len(), MEMORY_COMMITS_MAX);
    one.commit(vec![put("a", 1)], newest).unwrap();
    assert_eq!(other.watch(0).unwrap(), Watched::Compacted);
    assert_eq!(revisions(other.watch(1).unwrap()).len(), MEMORY_COMMITS_MAX);
}

#[test]
fn others_are_told_of_a_commit_and_its_own_handle_is_not() {
    let counts: Vec<Arc<AtomicUsize>> = (0..3).map(|_| Arc::default()).collect();
    let mut one = MemoryEngine::new();
    let mut handles = vec![one.another(), one.another()];
    for (engine, count) in std::iter::once(&mut one).chain(&mut handles).zip(&counts) {
        let count = Arc::clone(count);
        engine.notify(Box::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        }));
    }
    let told = || -> Vec<usize> { counts.iter().map(|count| count.load(Ordering::SeqCst)).collect() };
    one.commit(vec![put("a", 1)], 0).unwrap();
    one.commit(Vec::new(), 1).unwrap();
    assert_eq!(told(), [0, 1, 1]);
    drop(handles);
    one.commit(vec![put("a", 1)], 1).unwrap();
    assert_eq!(told(), [0, 1, 1], "a handle that is gone hears nothing");
}
