//! A file opened for reading, whose writes stay in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

/// Bytes of one block of changes.
const BLOCK_BYTES: u64 = 4096;

/// A file with changes of its own on top.
#[derive(Debug)]
pub(crate) struct Snapshot {
    file: File,
    changes: Mutex<Changes>,
}

#[derive(Debug)]
struct Changes {
    length: u64,
    /// Bytes of the file that count: what was cut off does not come back.
    kept: u64,
    blocks: HashMap<u64, Box<[u8]>>,
}

impl Snapshot {
    pub(crate) fn of(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { file, changes: Mutex::new(Changes { length, kept: length, blocks: HashMap::new() }) })
    }

    fn changes(&self) -> MutexGuard<'_, Changes> {
        // each change is a single step
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A block as it is now; past the file's end it is zeros.
    fn block(&self, changes: &Changes, number: u64) -> io::Result<Box<[u8]>> {
        if let Some(block) = changes.blocks.get(&number) {
            return Ok(block.clone());
        }
        let mut block = vec![0; BLOCK_BYTES as usize].into_boxed_slice();
        let from = number * BLOCK_BYTES;
        let there = changes.kept.saturating_sub(from).min(BLOCK_BYTES);
        if let Some(part) = block.get_mut(..usize::try_from(there).unwrap_or_default()) {
            self.file.read_exact_at(part, from)?;
        }
        Ok(block)
    }
}

/// The blocks that a range touches: number, place in the block, place in the range, and length.
fn pieces(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, usize, usize)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        if done == length {
            return None;
        }
        let at = offset + done as u64;
        let within = usize::try_from(at % BLOCK_BYTES).unwrap_or_default();
        let count = (BLOCK_BYTES as usize - within).min(length - done);
        let piece = (at / BLOCK_BYTES, within, done, count);
        done += count;
        Some(piece)
    })
}

fn out_of_range() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

impl StorageBackend for Snapshot {
    fn len(&self) -> io::Result<u64> {
        Ok(self.changes().length)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let changes = self.changes();
        if offset.saturating_add(out.len() as u64) > changes.length {
            return Err(out_of_range());
        }
        for (number, within, at, count) in pieces(offset, out.len()) {
            let block = self.block(&changes, number)?;
            let from = block.get(within..within + count).ok_or_else(out_of_range)?;
            out.get_mut(at..at + count).ok_or_else(out_of_range)?.copy_from_slice(from);
        }
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut changes = self.changes();
        if length < changes.length {
            changes.kept = changes.kept.min(length);
            changes.blocks.retain(|number, _| number * BLOCK_BYTES < length);
            let last = length / BLOCK_BYTES;
            if let Some(tail) = changes.blocks.get_mut(&last)
                && let Some(cut) = tail.get_mut(usize::try_from(length % BLOCK_BYTES).unwrap_or_default()..)
            {
                cut.fill(0);
            }
        }
        changes.length = length;
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut changes = self.changes();
        for (number, within, at, count) in pieces(offset, data.len()) {
            let mut block = self.block(&changes, number)?;
            let to = block.get_mut(within..within + count).ok_or_else(out_of_range)?;
            to.copy_from_slice(data.get(at..at + count).ok_or_else(out_of_range)?);
            changes.blocks.insert(number, block);
        }
        changes.length = changes.length.max(offset.saturating_add(data.len() as u64));
        Ok(())
    }

    // one process reads and writes it, and no other knows of it

    fn try_lock_range(
        &self,
        _start: std::ops::Bound<u64>,
        _end: std::ops::Bound<u64>,
    ) -> Result<bool, redb::BackendError> {
        Ok(true)
    }

    fn unlock_range(
        &self,
        _start: std::ops::Bound<u64>,
        _end: std::ops::Bound<u64>,
    ) -> Result<(), redb::BackendError> {
        Ok(())
    }

    fn query_lock_range(
        &self,
        _start: std::ops::Bound<u64>,
        _end: std::ops::Bound<u64>,
    ) -> Result<bool, redb::BackendError> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests;
