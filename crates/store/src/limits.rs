//! Bounds of the store.

use std::time::Duration;

/// Commands that one commit takes at most.
pub const GROUP_MAX: usize = 256;
/// Commands that wait for the writer at most; the next is refused. Twice the connections that the server holds.
pub const QUEUE_MAX: usize = 4096;
/// Times that a group is decided at most while other writers' commits come first.
pub const DECISIONS_MAX: u32 = 12;
/// Longest pause before the second decision; doubles with each further one.
pub const FIRST_PAUSE_MAX: Duration = Duration::from_millis(1);
/// Longest pause before any decision.
pub const PAUSE_MAX: Duration = Duration::from_millis(100);
/// Commits that a log in memory keeps for its watchers; one that is further behind loads everything.
pub const MEMORY_COMMITS_MAX: usize = 4096;
/// Bytes of disk that the identity file holds behind its end at least, so that it can still grow when others have filled
/// the disk. A larger file holds as much again as it has: that is how far redb lets it grow at a time.
pub const RESERVE_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes of the reserve that are taken at a time: a step for which there is no space does not undo the rest.
pub const RESERVE_STEP_BYTES: u64 = 1024 * 1024;
/// Pause after the first commit that found no space, until one of its size is tried again although no space shows; doubles
/// with each further one.
pub const FULL_PAUSE_MIN: Duration = Duration::from_millis(100);
/// Longest of those pauses.
pub const FULL_PAUSE_MAX: Duration = Duration::from_secs(5);
/// Part of the time that goes on commits that find no space, at most: one of so many. Each reads the whole file again.
pub const FULL_TIME_SHARE: u32 = 4;
/// Time for which they may be ahead of that share.
pub const FULL_TIME_BURST: Duration = Duration::from_secs(2);
/// Threads that open records side by side, at most.
pub const OPENING_THREADS_MAX: usize = 8;
/// Records for which a thread of its own is worth its start, at least.
pub const OPENED_BY_A_THREAD_MIN: usize = 4096;
/// Bytes of a file's growth that are written with zeros at once, at most: a growth takes about a second a gibibyte, while all
/// changes wait.
pub const WRITTEN_AHEAD_BYTES_MAX: u64 = 64 * 1024 * 1024;
