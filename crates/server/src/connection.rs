use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use service::share::{Network, Shares};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy, sink};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::server::TlsStream;

use crate::handler::{Handler, Peer};
use crate::limits;
use crate::room::Seat;
use crate::stream::GuardedStream;
use crate::tls::Tls;

/// State that all connections share.
pub(crate) struct Shared {
    /// Answers requests.
    pub handler: Handler,
    /// Memory for heads that are larger than usual.
    pub heads: Shares<Network>,
    /// The certificate, if the listener speaks TLS.
    pub tls: Option<Arc<Tls>>,
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
    let Some(tls) = &shared.tls else {
        let peer = Peer { ip: peer.ip(), secure: false };
        return converse(stream, peer, seat, &shared, stop).await;
    };
    let shaken = tokio::select! {
        shaken = shake_hands(tls, stream) => shaken,
        () = seat.told_to_leave() => return,
        _ = stop.changed() => return,
    };
    match shaken {
        Ok(stream) => converse(stream, Peer { ip: peer.ip(), secure: true }, seat, &shared, stop).await,
        Err(error) => tracing::debug!(%peer, %error, "TLS handshake failed"),
    }
}

/// First byte of a TLS connection: a record of the handshake (RFC 8446, 5.1).
const HANDSHAKE_RECORD: u8 = 22;
/// Answer to a client that does not know that TLS is spoken here.
const SPEAK_TLS: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: 46\r\nconnection: close\r\n\r\n\
    This port speaks TLS: begin the URL with https";

/// Makes a TLS connection of a new one, within its time.
async fn shake_hands(tls: &Tls, mut stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
    let shaken = timeout(limits::HANDSHAKE_DEADLINE, async {
        let mut first = [0];
        if stream.peek(&mut first).await? == 1 && first != [HANDSHAKE_RECORD] {
            stream.write_all(SPEAK_TLS).await?;
            stream.shutdown().await?;
            // what is not read when the connection is closed would take the answer from the client
            let mut rest = stream.take(limits::KEPT_ALIVE_BODY_BYTES);
            let _ = timeout(limits::DRAIN_DEADLINE, copy(&mut rest, &mut sink())).await;
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the client does not speak TLS"));
        }
        tls.accept(stream).await
    });
    shaken.await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// Answers the requests of a connection.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    peer: Peer,
    seat: Seat,
    shared: &Shared,
    mut stop: watch::Receiver<bool>,
) {
    let seat = Arc::new(seat);
    let io = TokioIo::new(GuardedStream::new(stream, seat.clone(), shared.heads.clone()));
    let service = service_fn(|request| shared.handler.handle(request, peer, seat.clone()));
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
        tracing::debug!(peer = %peer.ip, %error, "connection ended");
    }
}
