//! Places in the text of a document, for messages and for `MatchedStatements` of the simulation operations.

use crate::steps;
use std::fmt;

/// A place in a document: line and column both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.line, self.column)
    }
}

/// A stretch of a document: `start` is its first character, `end` the place just after its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// First character.
    pub start: Position,
    /// Just after the last character.
    pub end: Position,
}

/// Turns byte offsets into positions without scanning the text again for each.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    /// Characters before each multiple of [`STRIDE`] bytes.
    characters: Vec<u32>,
    /// The number of the first line.
    first: u32,
}

/// Bytes between two places whose number of characters is known: so many are counted for one position at most, however
/// long the line.
const STRIDE: usize = 256;

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Lines::from_line(text, 1)
    }

    /// Of a text that begins at that line of a larger one.
    pub(crate) fn from_line(text: &'a str, first: u32) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| narrow(at + 1))).collect();
        let mut sum = 0;
        let before = |chunk: &[u8]| {
            let before = sum;
            sum += count(chunk);
            before
        };
        let characters = text.as_bytes().chunks(STRIDE).map(before).collect();
        Lines { text, starts, characters, first }
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.characters_before(offset).saturating_sub(self.characters_before(start));
        Position { line: narrow(line - 1).saturating_add(self.first), column: column.saturating_add(1) }
    }

    /// Characters that begin before that byte.
    fn characters_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let stride = (offset / STRIDE).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(stride).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or(&[]);
        steps::take(rest.len());
        known.saturating_add(count(rest))
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> u32 {
    narrow(bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count())
}

/// Offsets fit: a document is at most [`crate::MAX_DOCUMENT_BYTES`] long, an input [`crate::MAX_INPUT_BYTES`].
pub(crate) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
