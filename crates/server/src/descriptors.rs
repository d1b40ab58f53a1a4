//! File descriptors: as many as the process may have, and the connections that fit them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::limits;

#[cfg(test)]
mod tests;

/// Raises the soft limit of file descriptors as far as the server can use, and returns the number of connections that it
/// allows.
pub(crate) fn connections() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = raised(limit);
    if raised.current != limit.current
        && let Err(error) = setrlimit(Resource::Nofile, raised)
    {
        tracing::warn!(%error, "the limit of open files cannot be raised");
    }
    let available = getrlimit(Resource::Nofile).current;
    let allowed = allowed(available);
    if allowed < limits::CONNECTIONS {
        tracing::warn!(
            open_files = available,
            connections = allowed,
            wanted = WANTED,
            "the limit of open files (ulimit -n, LimitNOFILE) allows few connections"
        );
    }
    allowed
}

/// Descriptors for all connections that are ever served at once.
const WANTED: u64 =
    limits::RESERVED_DESCRIPTORS + limits::CONNECTIONS as u64 * limits::DESCRIPTORS_PER_CONNECTION;

/// The limit with its soft part as high as it may be and is of use.
fn raised(limit: Rlimit) -> Rlimit {
    let wanted = limit.maximum.map_or(WANTED, |maximum| maximum.min(WANTED));
    let current = limit.current.map(|current| current.max(wanted));
    Rlimit { current, maximum: limit.maximum }
}

/// Connections for which there are descriptors, beside those of the store, the log and the operator; at least one.
fn allowed(available: Option<u64>) -> usize {
    let Some(available) = available else { return limits::CONNECTIONS };
    let left = available.saturating_sub(limits::RESERVED_DESCRIPTORS) / limits::DESCRIPTORS_PER_CONNECTION;
    usize::try_from(left).unwrap_or(usize::MAX).clamp(1, limits::CONNECTIONS)
}
