//! Object data on disk: blocks of [`BLOCK_BYTES`], the last one shorter, each sealed in its place, so that damage is found
//! before a byte of the block is served, also when only a range is read. Files written before sealing existed have a CRC-32
//! over number and content behind each block in place of the seal.

use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

use secret::pieces::{PIECE_OVERHEAD_BYTES, Piece, PieceKey};

use crate::damage::DamageKind;
use crate::error::Error;
use crate::model::ObjectInfo;

/// Data bytes in a full block.
pub(crate) const BLOCK_BYTES: usize = 64 * 1024;
const BLOCK_BYTES_U64: u64 = BLOCK_BYTES as u64;
/// Bytes of the CRC-32 after each block that is not sealed.
const SUM_BYTES: usize = 4;

/// Protection of the blocks of a file.
pub(crate) enum Blocks {
    /// Sealed with the file's key.
    Sealed(Box<PieceKey>),
    /// In the clear, with checksums.
    Summed,
}

impl Blocks {
    pub(crate) fn are_sealed(&self) -> bool {
        matches!(self, Blocks::Sealed(_))
    }

    /// Bytes that are stored with each block.
    fn overhead(&self) -> usize {
        match self {
            Blocks::Sealed(_) => PIECE_OVERHEAD_BYTES,
            Blocks::Summed => SUM_BYTES,
        }
    }

    /// Bytes of a file that `size` bytes of data take.
    pub(crate) fn stored_bytes(&self, size: u64) -> u64 {
        let blocks = size.div_ceil(BLOCK_BYTES_U64);
        size.saturating_add(blocks.saturating_mul(self.overhead() as u64))
    }

    /// Makes what is stored the block that it was; `None` if it is not that.
    fn open(&self, number: u64, last: bool, mut stored: Vec<u8>) -> Option<Vec<u8>> {
        match self {
            Blocks::Sealed(key) => key.open(Piece::Data { number, last }, &mut stored).ok()?,
            Blocks::Summed => {
                let (data, kept) = stored.split_last_chunk::<SUM_BYTES>()?;
                let sound = sum(number, data) == *kept;
                stored.truncate(stored.len() - SUM_BYTES);
                sound.then_some(())?;
            }
        }
        Some(stored)
    }
}

impl fmt::Debug for Blocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.are_sealed() { "Sealed" } else { "Summed" })
    }
}

/// The checksum behind block `number` in a file that is not sealed.
fn sum(number: u64, data: &[u8]) -> [u8; SUM_BYTES] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&number.to_le_bytes());
    crc.update(data);
    crc.finalize().to_le_bytes()
}

/// Data of an object, or a range of it, in verified pieces of at most 64 KiB. It reads the version that was opened, no
/// matter what happens to the key meanwhile. After an error it ends.
#[derive(Debug)]
pub struct Body {
    source: Source,
    size: u64,
    position: u64,
    end: u64,
}

/// An object's file, opened, and of which object it is.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) file: File,
    pub(crate) path: PathBuf,
    pub(crate) bucket: String,
    pub(crate) info: Arc<ObjectInfo>,
    pub(crate) blocks: Blocks,
}

impl Body {
    /// Bytes `first..first + length` of an object.
    pub(crate) fn new(source: Source, first: u64, length: u64) -> Result<Body, Error> {
        let size = source.info.size;
        match first.checked_add(length) {
            Some(end) if end <= size => Ok(Body { source, size, position: first, end }),
            _ => Err(Error::InvalidRange { size }),
        }
    }

    /// Bytes still to come.
    pub fn remaining(&self) -> u64 {
        self.end - self.position
    }

    fn read_piece(&mut self) -> Result<Vec<u8>, Error> {
        let number = self.position / BLOCK_BYTES_U64;
        let damaged = || {
            let Source { path, bucket, info, .. } = &self.source;
            Error::damaged(path.clone(), bucket, Some(info.key.as_str()), DamageKind::Block { number })
        };
        let start = number * BLOCK_BYTES_U64;
        let length = BLOCK_BYTES_U64.min(self.size - start);
        let blocks = &self.source.blocks;
        let overhead = blocks.overhead() as u64;
        let mut stored = vec![0; (length + overhead) as usize];
        self.source.file.read_exact_at(&mut stored, number * (BLOCK_BYTES_U64 + overhead)).map_err(|e| {
            match e.kind() {
                io::ErrorKind::UnexpectedEof => damaged(),
                _ => Error::from(e),
            }
        })?;
        let last = start + length == self.size;
        let mut block = blocks.open(number, last, stored).ok_or_else(damaged)?;
        block.truncate(length.min(self.end - start) as usize);
        if self.position > start {
            block.drain(..(self.position - start) as usize);
        }
        self.position += block.len() as u64;
        Ok(block)
    }
}

impl Iterator for Body {
    type Item = Result<Vec<u8>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.remaining() == 0 {
            return None;
        }
        let piece = self.read_piece();
        if piece.is_err() {
            self.position = self.end;
        }
        Some(piece)
    }
}

#[cfg(test)]
mod tests;
