//! Readiness of a server for requests, and the obstacles to it.

use std::path::Path;

use service::Service;

use crate::directory::OBJECTS_DIRECTORY;
use crate::limits;

/// Reasons why requests cannot be served, as their operator reads them; none if they can. Looks at the file systems, so that it
/// belongs on a thread that may wait.
pub(crate) fn obstacles(service: &Service, directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    if !service.store().is_available() {
        found.push("identity changes cannot be made durable".to_owned());
    }
    if service.objects().is_sealed() {
        found.push("objects cannot be made durable".to_owned());
    }
    // either may be a file system of its own
    for place in [directory.to_owned(), directory.join(OBJECTS_DIRECTORY)] {
        let name = place.display();
        match free_bytes(&place) {
            Ok(free) if free >= limits::READY_FREE_BYTES => continue,
            Ok(free) => found.push(format!("{free} bytes of disk are left in {name}")),
            Err(error) => found.push(format!("{name} cannot be looked at: {error}")),
        }
        break;
    }
    found
}

/// Bytes that this user may still write.
fn free_bytes(place: &Path) -> rustix::io::Result<u64> {
    let system = rustix::fs::statvfs(place)?;
    Ok(system.f_bavail.saturating_mul(system.f_frsize))
}
