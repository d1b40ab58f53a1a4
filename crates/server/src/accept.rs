use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use service::share::Network;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use crate::connection::{self, Shared};
use crate::limits;
use crate::room::Room;
use crate::sparingly::Sparingly;

#[cfg(test)]
mod tests;

/// Accepts connections until `stop` changes, then lets the requests under way finish.
pub(crate) async fn serve(
    listener: TcpListener,
    room: Arc<Room>,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let warnings = Warnings::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener) => accepted,
            _ = stop.changed() => break,
        };
        while let Some(ended) = connections.try_join_next() {
            report(ended);
        }
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                warnings.cannot_accept(&error);
                room.evict_oldest();
                tokio::time::sleep(limits::ACCEPT_PAUSE).await;
                continue;
            }
        };
        let seat = tokio::select! {
            seat = room.enter(Network::of(peer.ip())) => seat,
            _ = stop.changed() => break,
        };
        match seat {
            Some(seat) => {
                connections.spawn(connection::serve(stream, peer, seat, shared.clone(), stop.clone()));
            }
            None => warnings.too_many(Network::of(peer.ip())),
        }
    }
    drop(listener);
    finish(connections).await;
}

/// Waits for connections to end, at most [`limits::SHUTDOWN_GRACE`]; those that have not are cut off.
async fn finish(mut connections: JoinSet<()>) {
    let all = async {
        while let Some(ended) = connections.join_next().await {
            report(ended);
        }
    };
    if tokio::time::timeout(limits::SHUTDOWN_GRACE, all).await.is_err() {
        tracing::warn!("requests that did not finish in time are cut off");
    }
}

/// The next connection, with its peer as everything else is to know it: an IPv4 client of an IPv6 socket has its IPv4
/// address.
async fn accept(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    let (stream, peer) = listener.accept().await?;
    Ok((stream, SocketAddr::new(peer.ip().to_canonical(), peer.port())))
}

fn report(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a connection's task did not end by itself");
    }
}

/// Warnings that clients can cause.
struct Warnings {
    accept: Sparingly,
    share: Sparingly,
}

impl Warnings {
    fn new() -> Self {
        let sparingly = || Sparingly::new(limits::WARNING_INTERVAL);
        Self { accept: sparingly(), share: sparingly() }
    }

    fn cannot_accept(&self, error: &io::Error) {
        if let Some(before) = self.accept.now() {
            tracing::warn!(%error, before, "cannot accept a connection");
        }
    }

    fn too_many(&self, network: Network) {
        if let Some(before) = self.share.now() {
            tracing::warn!(%network, before, "too many connections with requests under way from one network");
        }
    }
}
