//! A client that never sleeps, so that the server does not pay for waking it: one thread, keep-alive connections, on each
//! the next request as soon as the answer to the last one is whole.
//!
//!     spin HOST:PORT FILE CONNECTIONS [SECONDS]
//!
//! The file holds requests: of each the length, four bytes with the lowest first, then the bytes. With SECONDS they are sent
//! in turn, over and over; without, each once. Prints a line of JSON: requests, seconds, percentiles of the time to an
//! answer in microseconds, and how often each status came.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

const EVENTS: usize = 256;
const READ_BYTES: usize = 64 * 1024;
/// Times to an answer that are kept; more are sampled by leaving out the rest.
const TIMES: usize = 4_000_000;

struct Connection {
    stream: TcpStream,
    got: Vec<u8>,
    /// Bytes of the answer with its head, once that is known.
    whole: Option<usize>,
    status: u16,
    sent: Instant,
    done: bool,
}

/// Requests in turn.
struct Source {
    requests: Vec<Vec<u8>>,
    next: usize,
    /// `None`: each once.
    until: Option<Instant>,
}

impl Source {
    fn next(&mut self) -> Option<&[u8]> {
        let at = match self.until {
            Some(until) if Instant::now() >= until => return None,
            Some(_) => self.next % self.requests.len(),
            None => self.next,
        };
        self.next += 1;
        self.requests.get(at).map(Vec::as_slice)
    }
}

#[derive(Default)]
struct Outcome {
    statuses: BTreeMap<u16, u64>,
    /// Times to an answer, nanoseconds.
    times: Vec<u64>,
    first_bad: Option<String>,
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, connections, rest @ ..] = arguments.as_slice() else {
        return Err(bad("usage: spin HOST:PORT FILE CONNECTIONS [SECONDS]"));
    };
    let address: SocketAddr = address.parse().map_err(bad)?;
    let connections: usize = connections.parse().map_err(bad)?;
    let seconds: Option<f64> = rest.first().map(|text| text.parse().map_err(bad)).transpose()?;
    let requests = read_requests(&std::fs::read(file)?)?;
    let mut poll = Poll::new()?;
    let mut open = Vec::with_capacity(connections);
    for token in 0..connections {
        let stream = std::net::TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        poll.registry().register(&mut stream, Token(token), Interest::READABLE)?;
        let got = Vec::with_capacity(READ_BYTES);
        open.push(Connection { stream, got, whole: None, status: 0, sent: Instant::now(), done: false });
    }
    let began = Instant::now();
    let until = seconds.map(|seconds| began + Duration::from_secs_f64(seconds));
    let mut source = Source { requests, next: 0, until };
    let outcome = run(&mut poll, &mut open, &mut source)?;
    report(outcome, began.elapsed());
    Ok(())
}

fn run(poll: &mut Poll, open: &mut [Connection], source: &mut Source) -> io::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut live = 0;
    for connection in &mut *open {
        match source.next() {
            Some(request) => {
                connection.send(request)?;
                live += 1;
            }
            None => connection.done = true,
        }
    }
    let mut events = Events::with_capacity(EVENTS);
    while live > 0 {
        poll.poll(&mut events, Some(Duration::ZERO))?;
        for event in &events {
            let Some(connection) = open.get_mut(event.token().0) else { continue };
            // readiness comes at edges: each is read until nothing is left
            while connection.read()? {
                connection.note(&mut outcome);
                match source.next() {
                    Some(request) => connection.send(request)?,
                    None => {
                        connection.done = true;
                        live -= 1;
                    }
                }
            }
        }
    }
    Ok(outcome)
}

impl Connection {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        (self.whole, self.sent) = (None, Instant::now());
        self.got.clear();
        let mut left = request;
        while !left.is_empty() {
            match self.stream.write(left) {
                Ok(written) => left = left.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => std::hint::spin_loop(),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads what is there; true when the answer is whole.
    fn read(&mut self) -> io::Result<bool> {
        let mut piece = [0; READ_BYTES];
        loop {
            if self.done {
                return Ok(false);
            }
            match self.stream.read(&mut piece) {
                Ok(0) => return Err(bad("the server closed a connection")),
                Ok(read) => self.got.extend_from_slice(piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error),
            }
            if self.whole.is_none() {
                self.read_head()?;
            }
            if self.whole.is_some_and(|whole| self.got.len() >= whole) {
                return Ok(true);
            }
        }
    }

    fn read_head(&mut self) -> io::Result<()> {
        let Some(end) = self.got.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(()) };
        let head = String::from_utf8_lossy(self.got.get(..end).unwrap_or_default()).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.unwrap_or("0").trim().parse().map_err(bad)?;
        self.status = head.get(9..12).unwrap_or_default().parse().map_err(bad)?;
        self.whole = Some(end + 4 + length);
        Ok(())
    }

    fn note(&self, outcome: &mut Outcome) {
        *outcome.statuses.entry(self.status).or_default() += 1;
        if outcome.times.len() < TIMES {
            outcome.times.push(u64::try_from(self.sent.elapsed().as_nanos()).unwrap_or(u64::MAX));
        }
        if self.status >= 300 && outcome.first_bad.is_none() {
            outcome.first_bad = Some(String::from_utf8_lossy(&self.got).into_owned());
        }
    }
}

fn report(mut outcome: Outcome, took: Duration) {
    outcome.times.sort_unstable();
    let times = &outcome.times;
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |time| *time as f64 / 1000.0)
    };
    let requests: u64 = outcome.statuses.values().sum();
    let statuses: Vec<String> =
        outcome.statuses.iter().map(|(status, count)| format!("\"{status}\": {count}")).collect();
    println!(
        "{{\"requests\": {requests}, \"seconds\": {}, \"p50\": {:.1}, \"p99\": {:.1}, \"statuses\": {{{}}}}}",
        took.as_secs_f64(),
        at(0.5),
        at(0.99),
        statuses.join(", ")
    );
    if let Some(answer) = outcome.first_bad {
        eprintln!("{answer}");
    }
}

fn read_requests(mut bytes: &[u8]) -> io::Result<Vec<Vec<u8>>> {
    let mut requests = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let (request, rest) = rest.split_at_checked(length).ok_or_else(|| bad("a request is cut short"))?;
        requests.push(request.to_vec());
        bytes = rest;
    }
    if requests.is_empty() { Err(bad("no requests")) } else { Ok(requests) }
}

fn bad(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, error)
}
