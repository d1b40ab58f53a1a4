//! Limits of the listener, each with its unit.

use std::time::Duration;

/// Connections served at once, all clients together, where the limit of open files allows it. For later ones the oldest
/// idle connection is closed; while all have requests under way, they wait to be accepted.
pub const CONNECTIONS: usize = 2048;
/// The part of all connections that one network may have (an IPv4 address, an IPv6 /64): half of them. A proxy in front is
/// one network. For later ones the network's oldest idle connection is closed; while all have requests under way, later ones
/// are.
pub const NETWORK_SHARE_OF_CONNECTIONS: usize = 2;
/// File descriptors kept for the store, the log, the listeners, the operator, and connections on their way out.
pub const RESERVED_DESCRIPTORS: u64 = 128;
/// File descriptors that one connection may need at a time: its socket, a file that it reads, one that it writes, and a
/// directory that is synced.
pub const DESCRIPTORS_PER_CONNECTION: u64 = 4;
/// Pause of accepting after it failed, for want of descriptors most likely.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Least time between two logged warnings of a kind that clients can cause.
pub const WARNING_INTERVAL: Duration = Duration::from_secs(10);
/// Header lines of one request.
pub const HEADER_LINES: usize = 128;
/// Bytes of a request's head: a session token and a long presigned URL fit many times.
pub const HEAD_BYTES: usize = 64 * 1024;
/// Bytes of a head that every connection may hold. More counts in the memory that all share.
pub const USUAL_HEAD_BYTES: usize = 8 * 1024;
/// Bytes of heads larger than usual, all connections together.
pub const HEADS_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of heads larger than usual, all connections of one network together.
pub const HEADS_BYTES_PER_NETWORK: u64 = 8 * 1024 * 1024;
/// Time to send a request's head, from its first byte; for the first request, from the connection's start.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// Time for the TLS handshake of a connection, from its start.
pub const HANDSHAKE_DEADLINE: Duration = Duration::from_secs(10);
/// Encrypted bytes of an answer that a connection holds while its client takes none. At [`ANSWER_BYTES_PER_SECOND`] they are gone
/// within [`PAUSE`].
pub const TLS_HELD_BYTES: usize = 16 * 1024;
/// Bytes that are read of a file with certificates or a key.
pub const PEM_FILE_BYTES: u64 = 1024 * 1024;
/// Life of a certificate that the server makes for itself, at each start and reload: what clients take at most (398 days, CA/Browser
/// Forum, Baseline Requirements, 6.3.2).
pub const CERTIFICATE_LIFE: Duration = Duration::from_secs(397 * 86_400);
/// Life of the authority that makes them.
pub const AUTHORITY_LIFE: Duration = Duration::from_secs(3650 * 86_400);
/// Time that a connection may be idle after an answer. Longer than load balancers keep theirs (60 s), so that it is they that
/// close.
pub const IDLE_DEADLINE: Duration = Duration::from_secs(75);
/// Time to send the body of a request to IAM or STS.
pub const QUERY_BODY_DEADLINE: Duration = Duration::from_secs(30);
/// Longest pause of a client within the body of a request to S3, or while it takes in an answer.
pub const PAUSE: Duration = Duration::from_secs(20);
/// Bytes a second that the body of a request to S3 must keep up, seen from its start, after [`BODY_GRACE`].
pub const BODY_BYTES_PER_SECOND: u64 = 1024;
/// Time that the body of a request to S3 may fall behind that pace.
pub const BODY_GRACE: Duration = Duration::from_secs(30);
/// Bytes a second of an answer that the client must take on the average, after [`ANSWER_GRACE`].
pub const ANSWER_BYTES_PER_SECOND: u64 = 1024;
/// Time that the client may fall behind that pace.
pub const ANSWER_GRACE: Duration = Duration::from_secs(30);
/// Time for which the rest of a refused request's body is read and thrown away, so that the client gets to read the answer.
pub const DRAIN_DEADLINE: Duration = Duration::from_secs(2);
/// Bytes of a body that is thrown away, read at a time.
pub const DRAIN_READ_BYTES: usize = 8 * 1024;
/// Reads of a body that is thrown away before other connections have their turn.
pub const DRAIN_READS_AT_ONCE: usize = 32;
/// Bytes of a refused request's body that are read for the sake of the connection, which can then be used again.
pub const KEPT_ALIVE_BODY_BYTES: u64 = 64 * 1024;
/// Threads that wait for the disk. No client is waited for there, so that work beyond them only queues; more would hold memory.
pub const BLOCKING_THREADS: usize = 64;
/// Bytes read from an object at a time.
pub const OBJECT_READ_BYTES: usize = 64 * 1024;
/// Time for requests under way once the server is told to stop.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
/// Time for requests under way to hear of a failed sync before the process ends; the promise is a second.
pub const FAILED_GRACE: Duration = Duration::from_millis(700);
/// Interval at which uses of keys and roles are written down.
pub const USAGE_FLUSH: Duration = Duration::from_secs(10);
/// Bytes of disk below which a server is not ready for requests.
pub const READY_FREE_BYTES: u64 = 1024 * 1024;
/// Bytes of one request on the operator's socket.
pub const CONTROL_REQUEST_BYTES: usize = 64 * 1024;
/// Bytes of a credentials file whose profiles are named in the config file beside it; the operator may have added some.
pub const CREDENTIALS_FILE_BYTES: u64 = 1024 * 1024;
/// Folders within each other whose files a seed puts into a bucket.
pub const SEED_FOLDERS_DEPTH: usize = 64;
/// Clients served at once on the operator's socket; the next one is told to try again.
pub const CONTROL_CONNECTIONS: usize = 32;
/// Pause of the operator's socket after accepting failed, for want of descriptors most likely.
pub const CONTROL_ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Interval at which a check says that it goes on, so that it ends when the operator has gone.
pub const CHECK_SIGN_OF_LIFE: Duration = Duration::from_secs(1);
/// Time for a client of the operator's socket to ask, and for either side to take in what the other says.
pub const CONTROL_DEADLINE: Duration = Duration::from_secs(10);
/// Minutes by which the clock may stand behind the latest stored time without a warning at a start.
pub const CLOCK_BEHIND_MINUTES: u64 = 1;
