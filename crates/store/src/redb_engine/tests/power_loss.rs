//! Power fails at any moment of a commit: of the writes since the last sync, any may have reached the disk, in part too.

use std::fmt;

use super::*;

/// Bytes that a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// A disk that remembers the writes since its last sync.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<Image>>);

#[derive(Clone, Default)]
struct Image {
    /// Contents as the process sees them.
    bytes: Vec<u8>,
    /// Contents at the last sync.
    synced: Vec<u8>,
    /// Writes since then, in order.
    unsynced: Vec<(usize, Vec<u8>)>,
    syncs: usize,
    /// Keeps each state of the disk, if there is a place for it.
    moments: Option<Vec<Image>>,
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Disk")
    }
}

impl Image {
    fn note(&mut self) {
        if let Some(mut moments) = self.moments.take() {
            moments.push(self.clone());
            self.moments = Some(moments);
        }
    }

    /// The disk after the power failed now: each sector of an unsynced write was written if `chance` says so.
    fn after_power_loss(&self, mut chance: impl FnMut() -> bool) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        // the length is metadata, which may have reached the disk ahead of what the file holds
        bytes.resize(self.bytes.len().max(bytes.len()), 0);
        for (offset, data) in &self.unsynced {
            let mut from = 0;
            while from < data.len() {
                let to =
                    data.len().min((offset + from) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES - offset);
                if chance() {
                    bytes[offset + from..offset + to].copy_from_slice(&data[from..to]);
                }
                from = to;
            }
        }
        bytes
    }
}

impl Disk {
    fn of(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Image { synced: bytes.clone(), bytes, ..Image::default() })))
    }
}

impl Medium for Disk {
    fn open(&self) -> io::Result<Box<dyn StorageBackend>> {
        Ok(Box::new(self.clone()))
    }

    fn snapshot(&self) -> io::Result<Box<dyn StorageBackend>> {
        Ok(Box::new(Disk::of(self.0.lock().unwrap().bytes.clone())))
    }

    fn fill_reserve(&self) {}

    fn has_room(&self, _: Option<u64>) -> bool {
        true
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let from = offset as usize;
        out.copy_from_slice(&self.0.lock().unwrap().bytes[from..from + out.len()]);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut image = self.0.lock().unwrap();
        image.bytes.resize(length as usize, 0);
        image.note();
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut image = self.0.lock().unwrap();
        image.synced = image.bytes.clone();
        image.unsynced.clear();
        image.syncs += 1;
        image.note();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut image = self.0.lock().unwrap();
        let from = offset as usize;
        image.bytes[from..from + data.len()].copy_from_slice(data);
        image.unsynced.push((from, data.to_vec()));
        image.note();
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        Ok(())
    }

    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}

type Records = BTreeMap<Vec<u8>, Vec<u8>>;

/// Revision and records of a disk after the power came back.
fn found(bytes: Vec<u8>) -> (Revision, Records) {
    let mut engine = RedbEngine::open_on(Box::new(Disk::of(bytes)), Box::new(Instant::now)).unwrap();
    let loaded = engine.load().unwrap();
    (loaded.revision, loaded.records.into_iter().collect())
}

/// Pseudo-random choices (xorshift), the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

#[test]
fn every_commit_that_was_answered_is_there_after_power_loss_and_one_under_way_is_whole_or_absent() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let disk = Disk::default();
    let mut engine = RedbEngine::open_on(Box::new(disk.clone()), Box::new(Instant::now)).unwrap();
    let mut states: BTreeMap<Revision, Records> = BTreeMap::from([(engine.revision, Records::new())]);
    let (mut whole, mut absent) = (0, 0);
    for round in 0..40u64 {
        let before = engine.revision;
        let mut records = states[&before].clone();
        // records that grow, shrink, go and come back, and a few that make the file grow
        let changes: Vec<RecordChange> = (0..1 + dice.roll() % 6)
            .map(|_| {
                let key = format!("key-{}", dice.roll() % 40).into_bytes();
                let bytes =
                    if dice.roll().is_multiple_of(50) { 200_000 } else { dice.roll() as usize % 3000 };
                let gone = dice.roll().is_multiple_of(4);
                RecordChange { key, value: (!gone).then(|| vec![round as u8; bytes]) }
            })
            .collect();
        for change in &changes {
            match &change.value {
                Some(value) => records.insert(change.key.clone(), value.clone()),
                None => records.remove(&change.key),
            };
        }
        states.insert(before + 1, records);
        disk.0.lock().unwrap().moments = Some(Vec::new());
        engine.commit(changes, before).unwrap();
        if round.is_multiple_of(7) {
            engine.maintain();
        }
        let mut image = disk.0.lock().unwrap();
        let mut moments = image.moments.take().unwrap();
        let answered = image.clone();
        drop(image);
        // once it is answered, it is there
        assert_eq!(found(answered.after_power_loss(|| false)), (before + 1, states[&(before + 1)].clone()));
        moments.push(answered);
        for moment in &moments {
            for odds in [0, 2, 3, 4] {
                let chosen = moment.after_power_loss(|| odds > 0 && dice.roll() % 4 < odds);
                let (revision, records) = found(chosen);
                assert!(revision == before || revision == before + 1, "{revision} at {before}");
                assert!(records == states[&revision], "revision {revision} is not whole");
                if revision == before { absent += 1 } else { whole += 1 }
            }
        }
    }
    assert!(whole > 50 && absent > 50, "both happen: {whole} whole, {absent} absent");
}

#[test]
fn a_commit_syncs_once() {
    let disk = Disk::default();
    let mut engine = RedbEngine::open_on(Box::new(disk.clone()), Box::new(Instant::now)).unwrap();
    engine.commit(vec![put(b"a", vec![1; 300])], engine.revision).unwrap();
    for _ in 0..10 {
        let before = disk.0.lock().unwrap().syncs;
        engine.commit(vec![put(b"a", vec![1; 300])], engine.revision).unwrap();
        assert_eq!(disk.0.lock().unwrap().syncs - before, 1);
    }
}

/// True if redb reads a whole disk again when it is opened.
fn is_repaired(bytes: Vec<u8>) -> bool {
    let repaired = Arc::new(Mutex::new(false));
    let told = Arc::clone(&repaired);
    let mut builder = Database::builder();
    builder.set_repair_callback(move |_| *told.lock().unwrap() = true);
    builder.create_with_backend(Disk::of(bytes)).unwrap();
    *repaired.lock().unwrap()
}

#[test]
fn after_maintenance_the_whole_file_is_not_read_again() {
    let disk = Disk::default();
    let mut engine = RedbEngine::open_on(Box::new(disk.clone()), Box::new(Instant::now)).unwrap();
    let synced = || disk.0.lock().unwrap().synced.clone();
    engine.commit(vec![put(b"a", vec![1; 1000])], engine.revision).unwrap();
    assert!(is_repaired(synced()));
    engine.maintain();
    assert!(!is_repaired(synced()));
    let syncs = disk.0.lock().unwrap().syncs;
    engine.maintain();
    assert_eq!(disk.0.lock().unwrap().syncs, syncs, "once is enough");
    engine.commit(vec![put(b"a", vec![2; 1000])], engine.revision).unwrap();
    assert!(is_repaired(synced()));
    assert_eq!(found(synced()).1, Records::from([(b"a".to_vec(), vec![2; 1000])]));
}
