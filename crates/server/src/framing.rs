//! Framing of HTTP/1 messages, read more strictly than by the parser behind it.
//!
//! Everything that two programs in a row could read differently is refused (RFC 9112, sections 2.2, 3.2, 6.1 and 6.3; section 11.2
//! on request smuggling): lines of a head that end in a bare line feed, more than one `Content-Length` even where they are
//! equal, `Content-Length` beside `Transfer-Encoding`, transfer codings other than `chunked`, no `Host` in HTTP/1.1, more
//! than one `Host`, and chunks that are not framed to the letter. Bodies are counted, never searched.

#[cfg(test)]
mod tests;

/// Bytes kept of a line. Those that decide over framing are shorter, or refused.
const LINE_KEPT_BYTES: usize = 128;
/// Bytes kept of a line's end: the version and the carriage return.
const LINE_END_BYTES: usize = 9;
/// Digits of a `Content-Length`; with these it fits 64 bits.
const LENGTH_DIGITS: usize = 19;

/// The state of one direction of a connection.
#[derive(Default)]
pub(crate) struct Framing {
    state: State,
    part: Part,
    head: Head,
    /// Bytes of the head that is being read.
    head_bytes: usize,
    heads: u64,
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Head,
    /// So many bytes of a body are to come.
    Body(u64),
    Chunk(Chunk),
}

#[derive(Clone, Copy)]
enum Chunk {
    Size { digits: u8, size: u64 },
    Extension { size: u64 },
    SizeLineFeed { size: u64 },
    Data { left: u64 },
    DataReturn,
    DataLineFeed,
    Trailer,
}

/// Framing headers of the lines of a head so far.
#[derive(Default)]
struct Head {
    begun: bool,
    is_1_0: bool,
    hosts: usize,
    lengths: usize,
    length: u64,
    codings: usize,
}

/// The part of a line that has come, while its end has not.
#[derive(Default)]
struct Part {
    kept: Vec<u8>,
    end: Vec<u8>,
    bytes: usize,
}

/// A line without its line feed: its first [`LINE_KEPT_BYTES`], its last [`LINE_END_BYTES`], and how many it has.
struct Line<'a> {
    kept: &'a [u8],
    end: &'a [u8],
    bytes: usize,
}

/// A message that may be read in more than one way.
#[derive(Debug, PartialEq, Eq)]
struct Ambiguous;

impl Framing {
    /// Takes in what arrived next.
    ///
    /// # Errors
    /// The position in `bytes` of the byte at which the message turned out to be ambiguous; nothing may be passed on from
    /// there. That byte belongs to a head or to the framing of chunks, never to data.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Result<(), usize> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (used, result) = match &mut self.state {
                State::Head => self.in_head(rest),
                State::Body(left) => {
                    let used = rest.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                    *left -= used as u64;
                    if *left == 0 {
                        self.begin_head();
                    }
                    (used, Ok(()))
                }
                State::Chunk(chunk) => {
                    let chunk = *chunk;
                    self.in_chunk(chunk, rest)
                }
            };
            rest = rest.get(used..).unwrap_or_default();
            if result.is_err() {
                return Err((bytes.len() - rest.len()).saturating_sub(1));
            }
        }
        Ok(())
    }

    /// True if nothing has come since the last message ended.
    pub(crate) fn is_between_messages(&self) -> bool {
        matches!(self.state, State::Head) && self.head_bytes == 0
    }

    /// Bytes of the head that is being read; 0 outside of heads.
    pub(crate) fn head_bytes(&self) -> usize {
        self.head_bytes
    }

    /// Heads that were read whole.
    pub(crate) fn heads(&self) -> u64 {
        self.heads
    }

    fn begin_head(&mut self) {
        self.state = State::Head;
        self.head = Head::default();
        self.head_bytes = 0;
    }

    /// Reads one line, or what there is of one.
    fn in_head(&mut self, rest: &[u8]) -> (usize, Result<(), Ambiguous>) {
        // most lines come whole, and are read where they are
        if self.part.bytes == 0
            && let Some(line) = memchr::memchr(b'\n', rest).and_then(|at| rest.get(..at))
        {
            let used = line.len() + 1;
            self.head_bytes = self.head_bytes.saturating_add(used);
            return (used, self.end_line(Line::of(line)));
        }
        let (used, ended) = self.part.take(rest);
        self.head_bytes = self.head_bytes.saturating_add(used);
        if !ended {
            return (used, Ok(()));
        }
        let part = std::mem::take(&mut self.part);
        (used, self.end_line(part.line()))
    }

    fn end_line(&mut self, line: Line<'_>) -> Result<(), Ambiguous> {
        let line = line.without_return()?;
        if line.bytes > 0 {
            return self.head.take(&line);
        }
        // empty lines before a request are passed over (RFC 9112, section 2.2)
        if self.head.begun {
            let body = self.head.body()?;
            self.heads += 1;
            self.begin_head();
            self.state = body;
        }
        Ok(())
    }

    fn in_chunk(&mut self, chunk: Chunk, rest: &[u8]) -> (usize, Result<(), Ambiguous>) {
        if let Chunk::Data { left } = chunk {
            let used = rest.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let left = left - used as u64;
            let next = if left == 0 { Chunk::DataReturn } else { Chunk::Data { left } };
            self.state = State::Chunk(next);
            return (used, Ok(()));
        }
        if matches!(chunk, Chunk::Trailer) {
            let (used, ended) = self.part.take(rest);
            return if ended { (used, self.end_trailer_line()) } else { (used, Ok(())) };
        }
        match rest.first().map_or(Err(Ambiguous), |byte| chunk.after(*byte)) {
            Ok(next) => {
                self.state = State::Chunk(next);
                (1, Ok(()))
            }
            Err(ambiguous) => (1, Err(ambiguous)),
        }
    }

    fn end_trailer_line(&mut self) -> Result<(), Ambiguous> {
        let part = std::mem::take(&mut self.part);
        if part.line().without_return()?.bytes == 0 {
            self.begin_head();
        }
        Ok(())
    }
}

impl Chunk {
    /// The state after one byte of framing.
    fn after(self, byte: u8) -> Result<Self, Ambiguous> {
        match (self, byte) {
            (Self::Size { digits, size }, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => {
                let digit = char::from(byte).to_digit(16).ok_or(Ambiguous)?;
                let size = size.checked_mul(16).and_then(|size| size.checked_add(digit.into()));
                Ok(Self::Size { digits: digits.saturating_add(1), size: size.ok_or(Ambiguous)? })
            }
            (Self::Size { digits: 1.., size }, b';' | b' ' | b'\t') => Ok(Self::Extension { size }),
            (Self::Size { digits: 1.., size }, b'\r') => Ok(Self::SizeLineFeed { size }),
            (Self::Extension { size }, b'\r') => Ok(Self::SizeLineFeed { size }),
            (Self::Extension { size }, byte) if byte != b'\n' => Ok(Self::Extension { size }),
            (Self::SizeLineFeed { size: 0 }, b'\n') => Ok(Self::Trailer),
            (Self::SizeLineFeed { size }, b'\n') => Ok(Self::Data { left: size }),
            (Self::DataReturn, b'\r') => Ok(Self::DataLineFeed),
            (Self::DataLineFeed, b'\n') => Ok(Self::Size { digits: 0, size: 0 }),
            _ => Err(Ambiguous),
        }
    }
}

impl Head {
    /// Takes in one line that is not empty.
    fn take(&mut self, line: &Line<'_>) -> Result<(), Ambiguous> {
        if !self.begun {
            self.begun = true;
            self.is_1_0 = line.end.ends_with(b"HTTP/1.0");
            return Ok(());
        }
        let colon = line.kept.iter().position(|byte| *byte == b':');
        // a line without a name is refused behind this
        let Some((name, value)) = colon.and_then(|colon| line.kept.split_at_checked(colon)) else {
            return Ok(());
        };
        if name.eq_ignore_ascii_case(b"host") {
            self.hosts += 1;
            return if self.hosts > 1 { Err(Ambiguous) } else { Ok(()) };
        }
        let is_length = name.eq_ignore_ascii_case(b"content-length");
        let is_coding = name.eq_ignore_ascii_case(b"transfer-encoding");
        if !is_length && !is_coding {
            return Ok(());
        }
        if !line.is_whole() {
            return Err(Ambiguous);
        }
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        if is_length {
            self.lengths += 1;
            self.length = length(value)?;
        } else {
            self.codings += 1;
            if !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Ambiguous);
            }
        }
        if self.lengths + self.codings > 1 { Err(Ambiguous) } else { Ok(()) }
    }

    /// Kind of body that follows the head.
    fn body(&self) -> Result<State, Ambiguous> {
        if self.hosts == 0 && !self.is_1_0 {
            return Err(Ambiguous);
        }
        match (self.codings, self.length) {
            (0, 0) => Ok(State::Head),
            (0, length) => Ok(State::Body(length)),
            _ if self.is_1_0 => Err(Ambiguous),
            _ => Ok(State::Chunk(Chunk::Size { digits: 0, size: 0 })),
        }
    }
}

/// Digits only: no sign, no list, no space within.
fn length(value: &[u8]) -> Result<u64, Ambiguous> {
    let is_number = !value.is_empty() && value.len() <= LENGTH_DIGITS && value.iter().all(u8::is_ascii_digit);
    let text = if is_number { std::str::from_utf8(value).ok() } else { None };
    text.and_then(|text| text.parse().ok()).ok_or(Ambiguous)
}

impl Part {
    /// Takes in bytes up to a line feed: how many, and whether there was one.
    fn take(&mut self, rest: &[u8]) -> (usize, bool) {
        let line_feed = memchr::memchr(b'\n', rest);
        let part = rest.get(..line_feed.unwrap_or(rest.len())).unwrap_or_default();
        self.bytes = self.bytes.saturating_add(part.len());
        let room = LINE_KEPT_BYTES.saturating_sub(self.kept.len()).min(part.len());
        self.kept.extend_from_slice(part.get(..room).unwrap_or_default());
        let last = part.get(part.len().saturating_sub(LINE_END_BYTES)..).unwrap_or_default();
        let stays = self.end.len().min(LINE_END_BYTES - last.len());
        self.end.drain(..self.end.len() - stays);
        self.end.extend_from_slice(last);
        (part.len() + usize::from(line_feed.is_some()), line_feed.is_some())
    }

    /// The line, once it has ended.
    fn line(&self) -> Line<'_> {
        Line { kept: &self.kept, end: &self.end, bytes: self.bytes }
    }
}

impl<'a> Line<'a> {
    fn of(text: &'a [u8]) -> Self {
        let kept = text.get(..LINE_KEPT_BYTES).unwrap_or(text);
        let end = text.get(text.len().saturating_sub(LINE_END_BYTES)..).unwrap_or_default();
        Self { kept, end, bytes: text.len() }
    }

    /// The line without its carriage return, without which the line feed is a bare one.
    fn without_return(self) -> Result<Self, Ambiguous> {
        let Some((b'\r', end)) = self.end.split_last() else { return Err(Ambiguous) };
        let bytes = self.bytes - 1;
        Ok(Self { kept: self.kept.get(..bytes).unwrap_or(self.kept), end, bytes })
    }

    fn is_whole(&self) -> bool {
        self.kept.len() == self.bytes
    }
}
