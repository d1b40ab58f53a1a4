use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::sleep;

use super::*;
use crate::room::Room;

const HEAD: &[u8] = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const OWING: &[u8] = b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";

/// A guarded stream with its seat, and the client's end.
fn streams(buffer: usize, memory: u64) -> (GuardedStream<DuplexStream>, Arc<Seat>, DuplexStream) {
    let (server, client) = duplex(buffer);
    let network = Network::of([192, 0, 2, 1].into());
    let seat = Arc::new(Room::new(1, 1).try_enter(network).unwrap());
    (GuardedStream::new(server, seat.clone(), Shares::new(memory, memory)), seat, client)
}

async fn read(stream: &mut GuardedStream<DuplexStream>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; 1 << 20];
    let read = stream.read(&mut bytes).await?;
    bytes.truncate(read);
    Ok(bytes)
}

/// Reads until nothing more comes: why, and after how many seconds.
async fn read_on(stream: &mut GuardedStream<DuplexStream>) -> (io::ErrorKind, u64) {
    let began = Instant::now();
    loop {
        match read(stream).await {
            Ok(bytes) if bytes.is_empty() => panic!("the client closed"),
            Ok(_) => {}
            Err(error) => return (error.kind(), began.elapsed().as_secs()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_has_the_time_of_a_head() {
    let (mut stream, _seat, _client) = streams(1024, 0);
    assert_eq!(read_on(&mut stream).await, (io::ErrorKind::TimedOut, limits::HEAD_DEADLINE.as_secs()));
}

#[tokio::test(start_paused = true)]
async fn a_head_in_drops_has_no_more_time_than_one_at_once() {
    let (mut stream, _seat, mut client) = streams(1024, 0);
    tokio::spawn(async move {
        loop {
            sleep(Duration::from_secs(1)).await;
            if client.write_all(b"X").await.is_err() {
                return;
            }
        }
    });
    assert_eq!(read_on(&mut stream).await, (io::ErrorKind::TimedOut, limits::HEAD_DEADLINE.as_secs()));
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_idle_once_its_answer_is_sent() {
    let (mut stream, seat, mut client) = streams(1024, 0);
    client.write_all(HEAD).await.unwrap();
    read(&mut stream).await.unwrap();
    let request = seat.begin().unwrap();
    let under_way = tokio::time::timeout(Duration::from_secs(3600), read(&mut stream)).await;
    assert!(under_way.is_err(), "a request under way has no deadline here");
    drop(request);
    stream.flush().await.unwrap();
    assert_eq!(read_on(&mut stream).await, (io::ErrorKind::TimedOut, limits::IDLE_DEADLINE.as_secs()));
}

#[tokio::test(start_paused = true)]
async fn the_next_head_has_a_deadline_of_its_own() {
    let (mut stream, seat, mut client) = streams(1024, 0);
    client.write_all(HEAD).await.unwrap();
    read(&mut stream).await.unwrap();
    drop(seat.begin());
    stream.flush().await.unwrap();
    let idle = tokio::time::timeout(Duration::from_secs(60), read(&mut stream)).await;
    assert!(idle.is_err(), "an idle connection may stay");
    client.write_all(b"GET ").await.unwrap();
    assert_eq!(read_on(&mut stream).await, (io::ErrorKind::TimedOut, limits::HEAD_DEADLINE.as_secs()));
}

#[tokio::test]
async fn an_ambiguous_message_is_spoilt_and_nothing_behind_it_is_passed_on() {
    let (mut stream, _seat, mut client) = streams(1024, 0);
    client.write_all(b"GET / HTTP/1.1\r\nA: b\r\n\r\nGET /second").await.unwrap();
    assert_eq!(read(&mut stream).await.unwrap(), b"GET / HTTP/1.1\r\nA: b\r\n\r\0");
    client.write_all(HEAD).await.unwrap();
    assert_eq!(read(&mut stream).await.unwrap(), b"");
}

#[tokio::test]
async fn a_large_head_takes_memory_that_all_share_and_gives_it_back() {
    let step = limits::USUAL_HEAD_BYTES;
    let cases = [
        ("a usual head", step, 0, true),
        ("one byte more, and no memory", step + 1, 0, false),
        ("one byte more, and memory", step + 1, 2 * step, true),
        ("more than there is", 2 * step + 1, 2 * step, false),
    ];
    for (name, bytes, memory, expected) in cases {
        let (mut stream, _seat, mut client) = streams(1 << 20, memory as u64);
        client.write_all(&vec![b'x'; bytes]).await.unwrap();
        assert_eq!(read(&mut stream).await.is_ok(), expected, "{name}");
        if expected {
            client.write_all(b"\r\n\r\n").await.unwrap_or_default();
            let held = stream.memory.held();
            assert_eq!(held > 0, bytes > step, "{name}");
        }
        let memory = stream.memory.clone();
        drop(stream);
        assert_eq!(memory.held(), 0, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_or_too_little_is_given_up() {
    let pause = limits::PAUSE.as_secs();
    for (name, every, bytes, seconds) in
        [("nothing", 1_000_000, 1, pause..pause + 1), ("a little now and then", pause - 1, 64, 30..60)]
    {
        let (mut stream, _seat, mut client) = streams(64, 0);
        tokio::spawn(async move {
            let mut taken = vec![0; bytes];
            loop {
                sleep(Duration::from_secs(every)).await;
                if client.read_exact(&mut taken).await.is_err() {
                    return;
                }
            }
        });
        let began = Instant::now();
        let error = stream.write_all(&[0; 100_000]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{name}");
        assert!(seconds.contains(&began.elapsed().as_secs()), "{name}: {:?}", began.elapsed());
    }
}

/// A stream that takes what is written and cannot pass it on, as encryption while the peer takes nothing.
struct Stuck;

impl AsyncRead for Stuck {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl AsyncWrite for Stuck {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_of_what_is_held_back_is_given_up() {
    for at_the_end in [false, true] {
        let network = Network::of([192, 0, 2, 1].into());
        let seat = Arc::new(Room::new(1, 1).try_enter(network).unwrap());
        let mut stream = GuardedStream::new(Stuck, seat, Shares::new(0, 0));
        let began = Instant::now();
        stream.write_all(b"an answer").await.unwrap();
        let ended = async { if at_the_end { stream.shutdown().await } else { stream.flush().await } };
        // an hour stands for ever
        let ended = tokio::time::timeout(Duration::from_secs(3600), ended).await.unwrap();
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::TimedOut, "at the end: {at_the_end}");
        assert_eq!(began.elapsed().as_secs(), limits::PAUSE.as_secs(), "at the end: {at_the_end}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_keeps_the_pace_is_waited_for_as_long_as_it_takes() {
    let (mut stream, _seat, mut client) = streams(1024, 0);
    tokio::spawn(async move {
        let mut taken = vec![0; 1024];
        while client.read_exact(&mut taken).await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    });
    stream.write_all(&vec![0; 1 << 20]).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn at_the_end_what_the_client_owes_is_thrown_away_for_a_while() {
    let deadline = limits::DRAIN_DEADLINE;
    let cases = [
        ("nothing is owed", HEAD, None, Duration::ZERO),
        ("a body that never comes", OWING, None, deadline),
        ("a body that comes and comes", OWING, Some(false), deadline),
        ("a client that closes", OWING, Some(true), Duration::from_secs(1)),
        ("an ambiguous message", b"GET / HTTP/1.1\n".as_slice(), None, deadline),
    ];
    for (name, sent, closes, expected) in cases {
        let (mut stream, _seat, mut client) = streams(1024, 0);
        client.write_all(sent).await.unwrap();
        read(&mut stream).await.unwrap();
        let client = tokio::spawn(async move {
            match closes {
                Some(false) => {
                    while client.write_all(&[0; 100]).await.is_ok() {
                        sleep(Duration::from_millis(10)).await;
                    }
                }
                Some(true) => sleep(Duration::from_secs(1)).await,
                None => sleep(Duration::from_secs(60)).await,
            }
            drop(client);
        });
        let began = Instant::now();
        stream.shutdown().await.unwrap();
        let lasted = began.elapsed();
        assert!(lasted >= expected && lasted < expected + Duration::from_millis(20), "{name}: {lasted:?}");
        client.abort();
    }
}
