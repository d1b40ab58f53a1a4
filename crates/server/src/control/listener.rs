//! The server's end of the operator's socket: a thread for each client, a bound on their number, and a deadline for each.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde::Serialize;
use service::Service;

use super::{Answered, Asked, answer};
use crate::config_files::ConfigFiles;
use crate::directory::SOCKET_FILE;
use crate::limits;

/// Opens the socket, and replaces the one of a server that was killed: the directory's lock shows that none runs.
pub(crate) fn listen(directory: &Path) -> io::Result<UnixListener> {
    let path = directory.join(SOCKET_FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    // who comes in before this is refused by whose process it is
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Takes the socket away.
pub(crate) fn remove(directory: &Path) {
    // it may have been removed before
    let _ = fs::remove_file(directory.join(SOCKET_FILE));
}

/// Answers the operator until the process ends.
pub(crate) fn serve(listener: &UnixListener, service: &Arc<Service>, files: &ConfigFiles) {
    let served = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let mut stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                tracing::warn!(%error, "the operator's socket");
                std::thread::sleep(limits::CONTROL_ACCEPT_PAUSE);
                continue;
            }
        };
        let Some(place) = Place::take(&served) else {
            let busy =
                format!("{} clients are being served; try again in a moment", limits::CONTROL_CONNECTIONS);
            // a client that does not read is not waited for
            let _ = stream.set_nonblocking(true).and_then(|()| send(&mut stream, &Answered::Error(busy)));
            continue;
        };
        let (service, files) = (Arc::clone(service), files.clone());
        let thread = std::thread::Builder::new().name("control".to_owned());
        let spawned = thread.spawn(move || {
            let _place = place;
            if let Err(error) = converse(stream, &service, &files) {
                tracing::warn!(%error, "the operator's socket");
            }
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "the operator's socket");
        }
    }
}

/// One of the clients that may be served at a time.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(served: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Self(Arc::clone(served));
        (served.fetch_add(1, Ordering::SeqCst) < limits::CONTROL_CONNECTIONS).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn converse(mut stream: UnixStream, service: &Service, files: &ConfigFiles) -> io::Result<()> {
    stream.set_write_timeout(Some(limits::CONTROL_DEADLINE))?;
    if !is_ours(&stream)? {
        let refused = "only the user of the server, or root, is served here".to_owned();
        return send(&mut stream, &Answered::Error(refused));
    }
    let answered = match serde_json::from_slice::<Asked>(&read(&mut stream)?) {
        Ok(asked) => {
            let step = &mut |step: serde_json::Value| send(&mut stream, &Answered::Step(step));
            answer::run(asked, service, files, step)?
        }
        Err(_) => Answered::Error(
            "the request is not understood: is the program of the server's version?".to_owned(),
        ),
    };
    send(&mut stream, &answered)
}

/// True if the client is a process of the server's own user, or of root.
fn is_ours(stream: &UnixStream) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    {
        let client = rustix::net::sockopt::socket_peercred(stream)?.uid;
        Ok(client.is_root() || client == rustix::process::geteuid())
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
        Ok(true)
    }
}

/// Reads the whole request. The deadline is for all of it.
fn read(stream: &mut UnixStream) -> io::Result<Vec<u8>> {
    let deadline = Instant::now() + limits::CONTROL_DEADLINE;
    let (mut asked, mut buffer) = (Vec::new(), [0; 4096]);
    while asked.len() <= limits::CONTROL_REQUEST_BYTES {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut buffer)? {
            0 => break,
            n => asked.extend_from_slice(buffer.get(..n).unwrap_or_default()),
        }
    }
    Ok(asked)
}

fn send(stream: &mut UnixStream, line: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    stream.write_all(&bytes)
}
