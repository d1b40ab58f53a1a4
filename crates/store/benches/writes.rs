//! Durable writes through the whole store: rate, latency and CPU time of a command, alone and with others in flight.
//!
//! `cargo bench -p store --bench writes [DIRECTORY]`: the redb file is made in DIRECTORY (default: the directory for temporary
//! files, which should be on the disk in question). Rows named `memory` have no disk: what remains is the store's own work.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use identity::command::{
    CreateAccount, CreateUser, CreateVirtualMfaDevice, EnableMfaDevice, SetQuotas, TagResource, Tagged,
    VerifyMfaCode,
};
use identity::{AccountId, Command, MfaSource, QuotaName, Tag, TagSet, Time, User};
use secret::seal::{ROOT_KEY_BYTES, RootKey};
use secret::{Entropy, Secret, totp};
use store::{MemoryEngine, RedbEngine, Store};

/// Commands of a row with one in flight, and with many.
const ALONE: u64 = 2_000;
const TOGETHER: u64 = 40_000;
/// Commands in flight at once.
const IN_FLIGHT: [u64; 2] = [1, 64];
const DEVICES: u64 = 200;
const START: u64 = 1_800_000_000;

fn main() {
    let directory = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let directory = directory.map_or_else(std::env::temp_dir, PathBuf::from);
    println!(
        "{:<8} {:<14} {:>9} {:>10} {:>9} {:>9} {:>12}",
        "engine", "command", "in flight", "per second", "p50 us", "p99 us", "CPU us each"
    );
    for durable in [false, true] {
        let place = tempfile::tempdir_in(&directory).unwrap();
        let store = if durable {
            open(RedbEngine::open(&place.path().join("identity.redb")).unwrap())
        } else {
            open(MemoryEngine::new())
        };
        let world = World::new(store);
        for in_flight in IN_FLIGHT {
            let row = |command, measured: Measured| {
                let engine = if durable { "redb" } else { "memory" };
                measured.print(engine, command, in_flight);
            };
            row("CreateUser", world.run(in_flight, |world, n| world.create_user(n)));
            row("TagUser", world.run(in_flight, |world, n| world.tag_user(n)));
            row("VerifyMfaCode", world.run(in_flight, |world, n| world.verify(n)));
        }
    }
}

fn open(engine: impl store::Engine) -> Arc<Store> {
    Arc::new(Store::open(engine, &RootKey::from_bytes([7; ROOT_KEY_BYTES])).unwrap())
}

/// Different bytes at each call (SplitMix64).
struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            let bytes = mixed.to_le_bytes();
            chunk.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        }
    }
}

fn account() -> AccountId {
    AccountId::parse("111122223333").unwrap()
}

/// A user with an MFA device.
struct Holder {
    user: User,
    serial_number: String,
    seed: Secret<Vec<u8>>,
}

/// A store with users and devices, and numbers that were not used yet.
struct World {
    store: Arc<Store>,
    holders: Vec<Holder>,
    next: AtomicU64,
}

type Done = std::pin::Pin<Box<dyn Future<Output = bool> + Send>>;

impl World {
    fn new(store: Arc<Store>) -> Arc<Self> {
        let mut world = Self { store, holders: Vec::new(), next: AtomicU64::new(0) };
        world.must(CreateAccount { name: "main".into(), id: Some(account()), root_key: false });
        let most = |quota: QuotaName| (quota, Some(quota.most()));
        let values = vec![most(QuotaName::Users), most(QuotaName::MfaDevices)];
        world.must(SetQuotas { account: account(), values });
        for number in 0..DEVICES {
            let name = format!("holder-{number}");
            let made = world.must(user(&name));
            let device = world.must(CreateVirtualMfaDevice {
                account: account(),
                name,
                path: "/".into(),
                tags: TagSet::default(),
            });
            let step = totp::step_at(START);
            let holder = Holder { user: made, serial_number: device.serial_number(), seed: device.seed };
            world.must(EnableMfaDevice {
                account: account(),
                user: holder.user.reference(),
                serial_number: holder.serial_number.clone(),
                code1: totp::code_at(holder.seed.expose(), step - 1),
                code2: totp::code_at(holder.seed.expose(), step),
                source: source(&holder),
            });
            world.holders.push(holder);
        }
        Arc::new(world)
    }

    fn must<C: Command>(&self, command: C) -> C::Answer {
        let mut entropy = Seeded(self.next.fetch_add(1, Ordering::Relaxed));
        let now = Time::from_seconds(START);
        self.store.execute_blocking(command, now, &mut entropy, |_| true).ok().unwrap()
    }

    fn execute<C: Command>(&self, number: u64, seconds: u64, command: C) -> Done {
        let mut entropy = Seeded(number.wrapping_mul(0x1234_5678_9abc_def1));
        let done = self.store.execute(command, Time::from_seconds(START + seconds), &mut entropy);
        Box::pin(async move { done.await.is_ok() })
    }

    fn create_user(&self, number: u64) -> Done {
        self.execute(number, 0, user(&format!("user-{number}")))
    }

    fn holder(&self, number: u64) -> &Holder {
        let place = usize::try_from(number % DEVICES).unwrap();
        self.holders.get(place).unwrap()
    }

    fn tag_user(&self, number: u64) -> Done {
        let tag = Tag { key: "number".into(), value: number.to_string() };
        let resource = Tagged::User(self.holder(number).user.reference());
        self.execute(number, 0, TagResource { account: account(), resource, tags: TagSet(vec![tag]) })
    }

    /// Each code once: the time goes on with the numbers.
    fn verify(&self, number: u64) -> Done {
        let holder = self.holder(number);
        let seconds = (number / DEVICES + 1) * totp::STEP_SECONDS;
        let command = VerifyMfaCode {
            account: account(),
            user_id: holder.user.id.clone(),
            serial_number: holder.serial_number.clone(),
            code: totp::code_at(holder.seed.expose(), totp::step_at(START + seconds)),
            source: source(holder),
        };
        self.execute(number, seconds, command)
    }

    /// Keeps so many commands in flight until all are done.
    fn run(self: &Arc<Self>, in_flight: u64, command: fn(&World, u64) -> Done) -> Measured {
        let all = if in_flight == 1 { ALONE } else { TOGETHER };
        let first = self.next.fetch_add(all, Ordering::Relaxed);
        let (next, past) = (Arc::new(AtomicU64::new(first)), first + all);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (cpu, began) = (cpu_time(), Instant::now());
        let latencies = runtime.block_on(async {
            let tasks: Vec<_> = (0..in_flight)
                .map(|_| {
                    let (world, next) = (Arc::clone(self), Arc::clone(&next));
                    tokio::spawn(async move {
                        let mut latencies = Vec::new();
                        loop {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            if number >= past {
                                return latencies;
                            }
                            let asked = Instant::now();
                            assert!(command(&world, number).await, "{number}");
                            latencies.push(asked.elapsed());
                        }
                    })
                })
                .collect();
            let mut all = Vec::new();
            for task in tasks {
                all.extend(task.await.unwrap());
            }
            all
        });
        Measured { took: began.elapsed(), cpu: cpu_time() - cpu, latencies }
    }
}

fn user(name: &str) -> CreateUser {
    CreateUser {
        account: account(),
        name: name.into(),
        path: "/".into(),
        permissions_boundary: None,
        tags: TagSet::default(),
    }
}

fn source(holder: &Holder) -> MfaSource {
    let address = std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    MfaSource { caller: holder.user.id.clone(), address }
}

struct Measured {
    took: Duration,
    cpu: Duration,
    latencies: Vec<Duration>,
}

impl Measured {
    fn print(mut self, engine: &str, command: &str, in_flight: u64) {
        self.latencies.sort_unstable();
        let count = self.latencies.len();
        let micros = |duration: Duration| duration.as_secs_f64() * 1e6;
        let share = |percent: usize| micros(*self.latencies.get(count * percent / 100).unwrap());
        println!(
            "{engine:<8} {command:<14} {in_flight:>9} {:>10.0} {:>9.0} {:>9.0} {:>12.1}",
            count as f64 / self.took.as_secs_f64(),
            share(50),
            share(99),
            micros(self.cpu) / count as f64
        );
    }
}

/// Run time of all threads of this process so far (proc(5), `schedstat`: its first number, in nanoseconds).
fn cpu_time() -> Duration {
    let mut threads: BTreeMap<PathBuf, u64> = BTreeMap::new();
    for entry in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let path = entry.path().join("schedstat");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        threads.insert(path, text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0));
    }
    Duration::from_nanos(threads.values().sum())
}
