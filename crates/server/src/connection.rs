use std::net::SocketAddr;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use service::share::{Network, Shares};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::handler::Handler;
use crate::limits;
use crate::room::Seat;
use crate::stream::GuardedStream;

/// State that all connections share.
pub(crate) struct Shared {
    /// Answers requests.
    pub handler: Handler,
    /// Memory for heads that are larger than usual.
    pub heads: Shares<Network>,
}

/// Serves one connection until it ends, has to make place, or the server stops and its request is answered.
pub(crate) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    seat: Seat,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    // answers are small and whole: waiting to fill a packet only delays them
    let _ = stream.set_nodelay(true);
    let seat = Arc::new(seat);
    let io = TokioIo::new(GuardedStream::new(stream, seat.clone(), shared.heads.clone()));
    let service = service_fn(|request| shared.handler.handle(request, peer.ip(), seat.clone()));
    let connection = http1::Builder::new()
        // heads and idle connections have their deadlines in the stream
        .header_read_timeout(None)
        .max_headers(limits::HEADER_LINES)
        .max_buf_size(limits::HEAD_BYTES)
        .half_close(true)
        .serve_connection(io, service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = seat.told_to_leave() => return,
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended");
    }
}
