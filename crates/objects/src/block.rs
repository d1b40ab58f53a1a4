//! Object data on disk: blocks of [`BLOCK_BYTES`], the last one shorter, each followed by a CRC-32 over its number and
//! content, so that damage is found before a byte of the block is served, also when only a range is read.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::damage::DamageKind;
use crate::error::Error;
use crate::object::ObjectInfo;

/// Data bytes in a full block.
pub(crate) const BLOCK_BYTES: usize = 64 * 1024;
const BLOCK_BYTES_U64: u64 = BLOCK_BYTES as u64;
/// Bytes of the CRC-32 after each block.
const SUM_BYTES: u64 = 4;

/// How many bytes of a file `size` bytes of data take.
pub(crate) fn stored_bytes(size: u64) -> u64 {
    size.saturating_add(size.div_ceil(BLOCK_BYTES_U64).saturating_mul(SUM_BYTES))
}

/// What follows block `number` on disk.
pub(crate) fn sum(number: u64, data: &[u8]) -> [u8; 4] {
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
        let mut block = vec![0; (length + SUM_BYTES) as usize];
        self.source.file.read_exact_at(&mut block, number * (BLOCK_BYTES_U64 + SUM_BYTES)).map_err(|e| {
            match e.kind() {
                io::ErrorKind::UnexpectedEof => damaged(),
                _ => Error::from(e),
            }
        })?;
        let (data, stored) = block.split_last_chunk::<4>().ok_or_else(damaged)?;
        if sum(number, data) != *stored {
            return Err(damaged());
        }
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
