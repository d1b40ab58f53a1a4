use sha2::{Digest, Sha256};

use super::ContentError;
use super::signature::ChunkKey;
use crate::limits;

/// Takes `aws-chunked` framing off, as bytes arrive.
///
/// Holds at most one chunk header or trailer line back; data passes through as slices of the input. Of a signed
/// upload each chunk's data comes out before its signature could be checked, so nothing may become visible before
/// [`Self::finish`].
pub(crate) struct Decoder {
    state: State,
    /// Bytes of the line being read.
    line: Vec<u8>,
    /// Data bytes promised and not yet announced by a chunk.
    outstanding: u64,
    promised: u64,
    /// Size of the chunk before, which must not be small unless it was the last.
    previous_size: Option<u64>,
    signing: Option<Signing>,
    with_trailer: bool,
    trailer: Vec<(String, String)>,
    trailer_bytes: usize,
}

struct Signing {
    key: ChunkKey,
    hasher: Sha256,
    claimed: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    ChunkHeader,
    Data {
        left: u64,
    },
    /// The line end after data.
    DataEnd,
    /// A trailer line, or the empty one that ends the body.
    Trailer,
    Done,
}

impl Decoder {
    /// `decoded_length` is the promise of `x-amz-decoded-content-length`; a key means that chunks are signed.
    pub(super) fn new(decoded_length: u64, key: Option<ChunkKey>, with_trailer: bool) -> Self {
        Self {
            state: State::ChunkHeader,
            line: Vec::new(),
            outstanding: decoded_length,
            promised: decoded_length,
            previous_size: None,
            signing: key.map(|key| Signing { key, hasher: Sha256::new(), claimed: String::new() }),
            with_trailer,
            trailer: Vec::new(),
            trailer_bytes: 0,
        }
    }

    /// Bytes of data that were promised.
    pub(super) fn promised(&self) -> u64 {
        self.promised
    }

    /// Takes from the front of the input up to the next slice of data; `None` when the input is used up.
    pub(super) fn next<'i>(&mut self, input: &mut &'i [u8]) -> Result<Option<&'i [u8]>, ContentError> {
        loop {
            if let State::Data { left } = self.state {
                if input.is_empty() {
                    return Ok(None);
                }
                let take = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
                let (data, rest) = input.split_at(take);
                *input = rest;
                return self.data(data, left).map(Some);
            }
            if self.state == State::Done {
                return if input.is_empty() { Ok(None) } else { Err(ContentError::TooLong) };
            }
            let Some(line) = self.take_line(input)? else { return Ok(None) };
            self.state = match self.state {
                State::ChunkHeader => self.chunk_header(&line)?,
                State::DataEnd if line.is_empty() => State::ChunkHeader,
                State::Trailer if line.is_empty() => self.end()?,
                State::Trailer if self.with_trailer => self.trailer_line(&line)?,
                _ => return Err(ContentError::Framing),
            };
        }
    }

    /// The trailer, once the body has ended where it should.
    pub(super) fn finish(self) -> Result<Vec<(String, String)>, ContentError> {
        if self.state == State::Done { Ok(self.trailer) } else { Err(ContentError::Truncated) }
    }

    fn data<'i>(&mut self, data: &'i [u8], left: u64) -> Result<&'i [u8], ContentError> {
        let taken = u64::try_from(data.len()).unwrap_or(u64::MAX);
        let left = left.saturating_sub(taken);
        if let Some(signing) = &mut self.signing {
            signing.hasher.update(data);
        }
        self.state = State::Data { left };
        if left == 0 {
            self.chunk_end()?;
            self.state = State::DataEnd;
        }
        Ok(data)
    }

    /// A line up to CR LF, without it, as soon as it is complete.
    fn take_line(&mut self, input: &mut &[u8]) -> Result<Option<Vec<u8>>, ContentError> {
        let limit = match self.state {
            State::DataEnd => 2,
            State::Trailer => limits::TRAILER_BYTES.saturating_sub(self.trailer_bytes),
            _ => limits::CHUNK_HEADER_BYTES,
        };
        while let Some((&byte, rest)) = input.split_first() {
            if self.line.len() >= limit {
                return Err(ContentError::Framing);
            }
            self.line.push(byte);
            *input = rest;
            if self.line.ends_with(b"\r\n") {
                let mut line = std::mem::take(&mut self.line);
                if self.state == State::Trailer {
                    self.trailer_bytes = self.trailer_bytes.saturating_add(line.len());
                }
                line.truncate(line.len().saturating_sub(2));
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn chunk_header(&mut self, line: &[u8]) -> Result<State, ContentError> {
        let line = std::str::from_utf8(line).map_err(|_| ContentError::Framing)?;
        let (size, signature) = match line.split_once(';') {
            Some((size, extension)) => (size, extension.strip_prefix("chunk-signature=")),
            None => (line, None),
        };
        let plain = size.bytes().all(|byte| byte.is_ascii_hexdigit());
        let size = u64::from_str_radix(size, 16).ok().filter(|_| plain).ok_or(ContentError::Framing)?;
        match (&mut self.signing, signature) {
            (Some(signing), Some(signature)) => signature.clone_into(&mut signing.claimed),
            (None, None) if !line.contains(';') => {}
            _ => return Err(ContentError::Framing),
        }
        if let Some(small) =
            self.previous_size.filter(|previous| size > 0 && *previous < limits::CHUNK_MIN_BYTES)
        {
            return Err(ContentError::ChunkTooSmall { size: small });
        }
        self.previous_size = Some(size);
        self.outstanding = self.outstanding.checked_sub(size).ok_or(ContentError::TooLong)?;
        if size > 0 {
            return Ok(State::Data { left: size });
        }
        if self.outstanding > 0 {
            return Err(ContentError::Truncated);
        }
        self.chunk_end()?;
        Ok(State::Trailer)
    }

    fn chunk_end(&mut self) -> Result<(), ContentError> {
        let Some(signing) = &mut self.signing else { return Ok(()) };
        let hash: [u8; 32] = std::mem::take(&mut signing.hasher).finalize().into();
        if signing.key.accept_chunk(&hash, &signing.claimed) {
            return Ok(());
        }
        Err(ContentError::Signature { provided: signing.claimed.as_str().into() })
    }

    fn trailer_line(&mut self, line: &[u8]) -> Result<State, ContentError> {
        let line = std::str::from_utf8(line).map_err(|_| ContentError::Trailer)?;
        let (name, value) = line.split_once(':').ok_or(ContentError::Trailer)?;
        let (name, value) = (name.to_ascii_lowercase(), value.trim());
        let again = self.trailer.iter().any(|(known, _)| *known == name);
        if again || name.is_empty() || value.bytes().any(|byte| byte.is_ascii_control()) {
            return Err(ContentError::Trailer);
        }
        self.trailer.push((name, value.to_owned()));
        Ok(State::Trailer)
    }

    /// Checks the trailer's signature, which is the last line of a signed one, and takes it out.
    fn end(&mut self) -> Result<State, ContentError> {
        let Some(signing) = self.signing.as_mut().filter(|_| self.with_trailer) else {
            return Ok(State::Done);
        };
        let Some((name, claimed)) = self.trailer.pop() else { return Err(ContentError::Trailer) };
        if name != "x-amz-trailer-signature" {
            return Err(ContentError::Trailer);
        }
        let mut sorted: Vec<&(String, String)> = self.trailer.iter().collect();
        sorted.sort_unstable();
        let mut canonical = Vec::new();
        for (name, value) in sorted {
            canonical.extend_from_slice(format!("{name}:{value}\n").as_bytes());
        }
        if signing.key.accept_trailer(&canonical, &claimed) {
            return Ok(State::Done);
        }
        Err(ContentError::Signature { provided: claimed.as_str().into() })
    }
}
