//! What a client may ask of the listener, each with its unit.

use std::time::Duration;

/// Connections served at once, all clients together. Later ones wait to be accepted.
pub const CONNECTIONS: usize = 2048;
/// Connections served at once for one address other than loopback. Later ones are closed.
pub const CONNECTIONS_PER_ADDRESS: usize = 512;
/// Header lines of one request.
pub const HEADER_LINES: usize = 128;
/// Bytes of a request's head: a session token and a long presigned URL fit many times.
pub const HEAD_BYTES: usize = 64 * 1024;
/// How long a client may take to send a request's head, waiting on an idle connection included.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(30);
/// Bytes of the body of a request to IAM or STS; past that the answer is 413.
pub const QUERY_BODY_BYTES: usize = wire::limits::QUERY_BODY_BYTES;
/// How long a client may take to send the body of a request to IAM or STS.
pub const QUERY_BODY_DEADLINE: Duration = Duration::from_secs(30);
/// How long the client may pause within the body of a request to S3, or while it takes in an answer.
pub const PAUSE: Duration = Duration::from_secs(20);
/// Bytes a second that the body of a request to S3 must keep up, seen from its start, after [`BODY_GRACE`].
pub const BODY_BYTES_PER_SECOND: u64 = 1024;
/// How long the body of a request to S3 may be slower than that.
pub const BODY_GRACE: Duration = Duration::from_secs(30);
/// Bytes of a body that are read and thrown away after a request was refused, so that the client hears why.
pub const DRAIN_BYTES: usize = 1024 * 1024;
/// Bytes read from an object at a time.
pub const OBJECT_READ_BYTES: usize = 128 * 1024;
/// How long requests under way may take once the server is told to stop.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
/// How long requests under way have to hear of a failed sync before the process ends; a second is what is promised.
pub const FAILED_GRACE: Duration = Duration::from_millis(700);
/// How often uses of keys and roles are written down.
pub const USAGE_FLUSH: Duration = Duration::from_secs(10);
/// Bytes of one request on the operator's socket.
pub const CONTROL_REQUEST_BYTES: u64 = 64 * 1024;
