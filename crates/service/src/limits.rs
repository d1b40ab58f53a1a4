//! Bounds of what one request may have computed, each with its unit.

use std::time::Duration;

/// Simulations and readings of given policies at work at once, all accounts together. Later ones are `Throttling`.
pub const SIMULATIONS: u64 = 8;
/// The same for one account.
pub const SIMULATIONS_PER_ACCOUNT: u64 = 2;
/// Time from the beginning of a simulation until its answer is given up: it is far from what [`SIMULATION_STEPS`] take
/// unless the machine is overloaded.
pub const SIMULATION_DEADLINE: Duration = Duration::from_secs(10);
/// Steps of one page of a simulation: see [`policy::Work`]. About a second on one core at worst.
pub const SIMULATION_STEPS: u64 = 500_000_000;
/// Documents given with a simulation, permissions boundary included.
pub const SIMULATION_POLICIES: usize = 100;
/// Bytes of all documents given with a simulation.
pub const SIMULATION_POLICY_BYTES: usize = 1024 * 1024;
/// Resources of one simulation.
pub const SIMULATION_RESOURCES: usize = 1000;
/// Values of all condition keys given with a simulation.
pub const SIMULATION_CONTEXT_VALUES: usize = 1000;
/// Bytes of results after which a page of a simulation ends.
pub const SIMULATION_PAGE_BYTES: usize = 1024 * 1024;
/// Bytes of the result of one action of a simulation, all of its resources together.
pub const SIMULATION_RESULT_BYTES: usize = 4 * 1024 * 1024;
/// Decisions that one request makes before it lets others have its worker thread.
pub const DECISIONS_PER_TURN: usize = 16;

/// Requests of one account under way at a time, until their answers are sent: a quarter of the connections of a server.
pub const REQUESTS_PER_ACCOUNT: u64 = 512;
/// Bytes of bodies and answers held in memory, all requests with verified signatures together, beyond what each has of its own.
/// An account has a quarter of it, a network three quarters; so it is with uploads, readers and copies.
pub const MEMORY_BYTES: u64 = 24 * 1024 * 1024;
/// Bytes of bodies that come in before their signature can be verified, all requests together: a quarter of it, for one account
/// from one network, holds the largest body.
pub const CLAIMED_MEMORY_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of bodies of requests without a signature, all together; a quarter of it for one network.
pub const ANONYMOUS_MEMORY_BYTES: u64 = 4 * 1024 * 1024;
/// Bytes that every request may hold without counting: all but a few requests to IAM and STS are smaller.
pub const UNCOUNTED_BYTES: u64 = 16 * 1024;
/// Bytes by which what a request holds grows at least.
pub const MEMORY_STEP_BYTES: u64 = 64 * 1024;
/// Bytes of compiled policies of users, roles and root users that are kept from one request to the next, all together.
pub const PRINCIPAL_POLICIES_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of compiled policies of role sessions that were given some of their own.
pub const SESSION_POLICIES_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of an answer that does not count.
pub const UNCOUNTED_ANSWER_BYTES: u64 = 64 * 1024;
/// Uploads to S3 at a time.
pub const UPLOADS: u64 = 1024;
/// Objects sent at a time that are larger than [`UNCOUNTED_READ_BYTES`].
pub const READERS: u64 = 256;
/// Bytes of an object that is read at once, and so keeps no file open while the client takes it.
pub const UNCOUNTED_READ_BYTES: u64 = 64 * 1024;
/// Copies and completed multipart uploads at a time: fewer than a server has threads that wait for the disk.
pub const COPIES: u64 = 48;
/// Bytes of the body of a signed request to IAM; past that the answer is 413. By the service model the longest parameter is a
/// policy document of 131,072 characters: 786,432 bytes if each is two bytes of UTF-8 and all are percent-encoded. Only
/// simulations repeat parameters without a bound of the model; this fits [`SIMULATION_POLICY_BYTES`], more by a half for their
/// encoding, and [`SIMULATION_RESOURCES`] of the longest, 2,048 bytes.
pub const IAM_BODY_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of the body of a request to STS, or without a signature; past that the answer is 413. By the service model the
/// largest input is that of AssumeRoleWithSAML: an assertion of 100,000 characters, ten policy ARNs and a policy of 2,048
/// each; with every byte percent-encoded, 370,000.
pub const STS_BODY_BYTES: usize = 512 * 1024;
/// Decisions that the record of one request holds; of others it holds the number. DeleteObjects asks for up to 1,000.
pub const RECORDED_JUDGEMENTS: usize = 16;
/// Most characters of a serial number. The model limits a device's path to 512 and its name not at all; but what has a
/// longer serial number than requests may carry could never be enabled or deleted.
pub const SERIAL_NUMBER_MAX: u32 = 256;

/// Bytes of derived signing keys that are kept: some 8,000 keys.
pub const SIGNING_KEYS_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of opened session tokens that are kept: some 8,000 sessions with an MFA code, fewer with policies and tags.
pub const OPENED_SESSIONS_BYTES: usize = 8 * 1024 * 1024;

/// Tags of a bucket (S3 user guide, "Using cost allocation S3 bucket tags").
pub const BUCKET_TAGS: usize = 50;
/// Characters of the key of a bucket's tag (same page).
pub const BUCKET_TAG_KEY_CHARACTERS: usize = 128;
/// Characters of the value of a bucket's tag (same page).
pub const BUCKET_TAG_VALUE_CHARACTERS: usize = 256;
/// Elements in the document of a bucket's tags, of which each has three: far more tags than there may be are still counted.
pub const BUCKET_TAG_ELEMENTS: usize = 3_002;

/// Items on a page of a list operation of IAM that names no MaxItems.
pub const DEFAULT_MAX_ITEMS: usize = 100;
/// Bytes that session policies and tags may take together. AWS's limit is on an undocumented packed form; this one holds
/// every policy of the documented size.
pub const PACKED_SESSION_BYTES: usize = 4096;
/// Callers whose throttling is remembered as logged; past that those whose throttling is over are forgotten, then all.
pub const THROTTLED_CALLERS: usize = 10_000;
