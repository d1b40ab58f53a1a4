//! Patterns: `*`, `?`, and policy variables.
//!
//! A pattern is cut at its `*` into chunks. The first chunk is anchored at the start of the text, the last at its end,
//! and each one between takes its leftmost place; since a `*` takes anything, an earlier place is never worse than a
//! later one, so nothing is ever tried twice. A literal chunk is searched for in linear time; one with `?` or without regard
//! to case, if it is long, with one bit for each of its characters, 64 at a time. [`Pattern::work`] bounds the time.

use std::collections::HashMap;

use crate::context::RequestContext;
use crate::steps;
use crate::value::Text;
use crate::variable::{self, Variable};
use crate::work::Work;

/// Rules by which text is read into a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// `*` and `?` are wildcards.
    pub(crate) wildcards: bool,
    /// `${…}` is a variable or an escape (documents of version 2012-10-17).
    pub(crate) variables: bool,
    /// Upper and lower case are the same.
    pub(crate) fold: bool,
}

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    form: Form,
    fold: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// Every text: `*`.
    Anything,
    /// No wildcard and no variable.
    Exact(Box<str>),
    /// Chunks with a `*` between each and the next; at least one.
    Chunks { chunks: Box<[Chunk]>, has_variables: bool },
}

type Chunk = Box<[Atom]>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Atom {
    Literal(Box<str>),
    AnyCharacter,
    Variable(Variable),
}

/// Outcome of a comparison of a pattern with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matched {
    Yes,
    No,
    /// A variable has no value: the pattern stands for nothing.
    NoValue,
}

impl Pattern {
    pub(crate) fn new(text: &str, syntax: Syntax) -> Pattern {
        let mut chunks: Vec<Vec<Atom>> = vec![Vec::new()];
        let mut literal = String::new();
        let mut rest = text;
        let flush = |literal: &mut String, chunks: &mut Vec<Vec<Atom>>| {
            if let (false, Some(chunk)) = (literal.is_empty(), chunks.last_mut()) {
                let text = if syntax.fold { fold_str(literal) } else { std::mem::take(literal) };
                literal.clear();
                chunk.push(Atom::Literal(text.into_boxed_str()));
            }
        };
        let mut has_variables = false;
        // Past the last brace nothing that begins with `${` ends, and need not be looked through.
        let last_brace = text.rfind('}').unwrap_or(0);
        while let Some(next) = rest.chars().next() {
            let mut taken = next.len_utf8();
            match next {
                '$' if syntax.variables
                    && text.len() - rest.len() < last_brace
                    && let Some((piece, length)) = variable::read(rest) =>
                {
                    taken = length;
                    match piece {
                        variable::Piece::Escaped(character) => literal.push(character),
                        variable::Piece::Variable(variable) => {
                            flush(&mut literal, &mut chunks);
                            has_variables = true;
                            if let Some(chunk) = chunks.last_mut() {
                                chunk.push(Atom::Variable(variable));
                            }
                        }
                    }
                }
                '*' if syntax.wildcards => {
                    flush(&mut literal, &mut chunks);
                    chunks.push(Vec::new());
                }
                '?' if syntax.wildcards => {
                    flush(&mut literal, &mut chunks);
                    if let Some(chunk) = chunks.last_mut() {
                        chunk.push(Atom::AnyCharacter);
                    }
                }
                other => literal.push(other),
            }
            rest = rest.get(taken..).unwrap_or("");
        }
        flush(&mut literal, &mut chunks);
        Pattern { form: Form::of(chunks, has_variables), fold: syntax.fold }
    }

    /// The literal text that every match begins with, before any wildcard or variable; folded if the pattern folds.
    pub(crate) fn literal_prefix(&self) -> &str {
        match &self.form {
            Form::Anything => "",
            Form::Exact(text) => text,
            Form::Chunks { chunks, .. } => match chunks.first().and_then(|chunk| chunk.first()) {
                Some(Atom::Literal(text)) => text,
                _ => "",
            },
        }
    }

    /// The text, if the pattern is one literal text.
    pub(crate) fn as_exact(&self) -> Option<&str> {
        match &self.form {
            Form::Exact(text) => Some(text),
            _ => None,
        }
    }

    /// True if a wildcard is in it.
    pub(crate) fn has_wildcard(&self) -> bool {
        match &self.form {
            Form::Anything => true,
            Form::Exact(_) => false,
            Form::Chunks { chunks, .. } => {
                chunks.len() > 1 || chunks.iter().flatten().any(|atom| *atom == Atom::AnyCharacter)
            }
        }
    }

    /// The variables in it.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &Variable> {
        let chunks: &[Chunk] = match &self.form {
            Form::Chunks { chunks, .. } => chunks,
            _ => &[],
        };
        chunks.iter().flatten().filter_map(|atom| match atom {
            Atom::Variable(variable) => Some(variable),
            _ => None,
        })
    }

    /// The pattern with its variables replaced by their values, as people read it; wildcards as written.
    pub(crate) fn resolved(&self, context: &dyn RequestContext) -> Option<String> {
        let chunks: &[Chunk] = match &self.form {
            Form::Anything => return Some("*".into()),
            Form::Exact(text) => return Some(text.to_string()),
            Form::Chunks { chunks, .. } => chunks,
        };
        let mut text = String::new();
        for (at, chunk) in chunks.iter().enumerate() {
            if at > 0 {
                text.push('*');
            }
            for atom in chunk {
                match atom {
                    Atom::Literal(literal) => text.push_str(literal),
                    Atom::AnyCharacter => text.push('?'),
                    Atom::Variable(variable) => text.push_str(&variable.resolve(context)?),
                }
            }
        }
        Some(text)
    }

    /// The most steps that a comparison takes.
    pub(crate) fn work(&self) -> Work {
        let chunks: &[Chunk] = match &self.form {
            Form::Anything => return Work::fixed(1),
            Form::Exact(text) => return Work::fixed(text.len() as u64 + 1),
            Form::Chunks { chunks, .. } => chunks,
        };
        let of_variable = |variable: &Variable| Work::of_lookup(variable.name());
        let lookups: u64 = self.variables().map(of_variable).sum();
        let has_variables = u64::from(lookups > 0);
        let all: u64 = chunks.iter().map(|chunk| chunk_length(chunk) + 1).sum();
        let mut work = Work {
            // as literal texts, and as tables of bits
            fixed: 2 * all + lookups * (chunks.len() as u64 + 1),
            per_byte: lookups + has_variables * 2,
            per_square: has_variables,
        };
        let mut most_at_a_place = 0;
        for chunk in chunks.get(1..chunks.len().saturating_sub(1)).unwrap_or_default() {
            let (length, words) = (chunk_length(chunk), chunk_length(chunk).div_ceil(64));
            let (at_a_place, once) = match chunk.as_ref() {
                [Atom::Literal(_)] if !self.fold => (2, length),
                _ if length <= SHORT_CHUNK as u64 => (length + 1, length + 1),
                _ => (LOOK_UP_STEPS + words, length * (words + 1)),
            };
            most_at_a_place = most_at_a_place.max(at_a_place);
            work.fixed += once;
        }
        // at each place of the text one chunk is tried
        work.per_byte += most_at_a_place;
        work
    }

    pub(crate) fn matches(&self, text: &str, context: &dyn RequestContext) -> Matched {
        steps::take(1);
        let found = match &self.form {
            Form::Anything => true,
            Form::Exact(literal) if self.fold => strip_folded(text, literal) == Some(text.len()),
            Form::Exact(literal) => **literal == *text,
            Form::Chunks { chunks, has_variables } => {
                if *has_variables && self.variables().any(|variable| variable.resolve(context).is_none()) {
                    return Matched::NoValue;
                }
                Walk { text, context, fold: self.fold }.chunks(chunks)
            }
        };
        if found { Matched::Yes } else { Matched::No }
    }
}

impl Form {
    fn of(chunks: Vec<Vec<Atom>>, has_variables: bool) -> Form {
        if chunks.len() > 1 && chunks.iter().all(Vec::is_empty) {
            return Form::Anything;
        }
        if let ([chunk], false) = (chunks.as_slice(), has_variables) {
            match chunk.as_slice() {
                [] => return Form::Exact("".into()),
                [Atom::Literal(text)] => return Form::Exact(text.clone()),
                _ => {}
            }
        }
        Form::Chunks { chunks: chunks.into_iter().map(Vec::into_boxed_slice).collect(), has_variables }
    }
}

/// Characters of a chunk up to which it is simply tried at each place.
const SHORT_CHUNK: usize = 16;
/// Steps for which the look-up of a character counts.
const LOOK_UP_STEPS: u64 = 4;
/// Bits of one word.
const BITS: usize = u64::BITS as usize;

fn set(bits: &mut [u64], place: usize) {
    if let Some(word) = bits.get_mut(place / BITS) {
        *word |= 1 << (place % BITS);
    }
}

fn is_set(bits: &[u64], place: usize) -> bool {
    bits.get(place / BITS).is_some_and(|word| word & (1 << (place % BITS)) != 0)
}

/// Characters of a chunk, and one for its end; variables are counted apart.
fn chunk_length(chunk: &Chunk) -> u64 {
    let length = |atom: &Atom| match atom {
        Atom::Literal(text) => text.len() as u64,
        Atom::AnyCharacter | Atom::Variable(_) => 1,
    };
    chunk.iter().map(length).sum::<u64>() + 1
}

/// One comparison of a pattern with a text. Offsets are always at character boundaries of the text.
struct Walk<'a> {
    text: &'a str,
    context: &'a dyn RequestContext,
    fold: bool,
}

impl Walk<'_> {
    fn chunks(&self, chunks: &[Chunk]) -> bool {
        let Some((first, rest)) = chunks.split_first() else {
            return self.text.is_empty();
        };
        let Some(mut at) = self.forward(first, 0) else {
            return false;
        };
        let Some((last, middle)) = rest.split_last() else {
            return at == self.text.len();
        };
        for chunk in middle {
            match self.leftmost(chunk, at) {
                Some(end) => at = end,
                None => return false,
            }
        }
        self.backward(last).is_some_and(|start| start >= at)
    }

    /// End of the chunk if it begins at `at`.
    fn forward(&self, chunk: &Chunk, at: usize) -> Option<usize> {
        chunk.iter().try_fold(at, |at, atom| {
            let rest = self.text.get(at..)?;
            let mut value = None;
            let literal = self.literal(atom, &mut value);
            steps::take(literal.map_or(1, |literal| literal.len().min(rest.len()) + 1));
            let length = match literal {
                None => rest.chars().next()?.len_utf8(),
                Some(literal) if self.fold => strip_folded(rest, literal)?,
                Some(literal) => rest.starts_with(literal).then_some(literal.len())?,
            };
            Some(at + length)
        })
    }

    /// Start of the chunk if it ends at the end of the text.
    fn backward(&self, chunk: &Chunk) -> Option<usize> {
        chunk.iter().rev().try_fold(self.text.len(), |end, atom| {
            let before = self.text.get(..end)?;
            let mut value = None;
            let literal = self.literal(atom, &mut value);
            steps::take(literal.map_or(1, |literal| literal.len().min(before.len()) + 1));
            let length = match literal {
                None => before.chars().next_back()?.len_utf8(),
                Some(literal) if self.fold => strip_folded_end(before, literal)?,
                Some(literal) => before.ends_with(literal).then_some(literal.len())?,
            };
            Some(end - length)
        })
    }

    /// End of the chunk in its leftmost place at or after `from`.
    fn leftmost(&self, chunk: &Chunk, from: usize) -> Option<usize> {
        if let ([Atom::Literal(literal)], false) = (chunk.as_ref(), self.fold) {
            let rest = self.text.get(from..)?;
            let skipped = rest.find(literal.as_ref());
            steps::take(literal.len() + skipped.unwrap_or(rest.len()));
            return Some(from + skipped? + literal.len());
        }
        let has_variables = chunk.iter().any(|atom| matches!(atom, Atom::Variable(_)));
        if has_variables || chunk_length(chunk) > SHORT_CHUNK as u64 {
            return self.leftmost_of_long(chunk, from);
        }
        let mut at = from;
        loop {
            if let Some(end) = self.forward(chunk, at) {
                return Some(end);
            }
            at += self.text.get(at..)?.chars().next()?.len_utf8();
        }
    }

    /// The same for a chunk of many characters: one bit for each of them says whether the text up to here ends with the
    /// chunk up to that character (Shift-And, Baeza-Yates and Gonnet 1992).
    fn leftmost_of_long(&self, chunk: &Chunk, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let folded = |character| if self.fold { fold_char(character) } else { character };
        let mut wanted: Vec<Option<char>> = Vec::new();
        for atom in chunk {
            let mut value = None;
            match self.literal(atom, &mut value) {
                None => wanted.push(None),
                // what is longer than the text is not found in it, and not looked at
                Some(literal) if wanted.len() + literal.chars().count() > rest.len() => return None,
                Some(literal) => wanted.extend(literal.chars().map(|character| Some(folded(character)))),
            }
        }
        let Some(last) = wanted.len().checked_sub(1) else { return Some(from) };
        if wanted.len() > rest.len() {
            return None;
        }
        let words = wanted.len().div_ceil(BITS);
        let mut any = vec![0_u64; words];
        let mut places: HashMap<char, Vec<u64>> = HashMap::new();
        for (place, character) in wanted.iter().enumerate() {
            let bits = match character {
                None => &mut any,
                Some(character) => places.entry(*character).or_insert_with(|| vec![0; words]),
            };
            set(bits, place);
        }
        for bits in places.values_mut() {
            bits.iter_mut().zip(&any).for_each(|(bits, any)| *bits |= any);
        }
        steps::take(wanted.len() + places.len() * words);
        let mut ends = vec![0_u64; words];
        for (offset, character) in rest.char_indices() {
            steps::take(words);
            let mut carry = 1;
            for (ends, bits) in ends.iter_mut().zip(places.get(&folded(character)).unwrap_or(&any)) {
                let next = *ends >> (BITS - 1);
                *ends = ((*ends << 1) | carry) & bits;
                carry = next;
            }
            if is_set(&ends, last) {
                return Some(from + offset + character.len_utf8());
            }
        }
        None
    }

    /// The text an atom stands for; None for `?`. Variables have been checked to have a value, which is kept in `value`.
    fn literal<'s>(&'s self, atom: &'s Atom, value: &'s mut Option<Text<'s>>) -> Option<&'s str> {
        match atom {
            Atom::Literal(text) => Some(text),
            Atom::AnyCharacter => None,
            Atom::Variable(variable) => {
                *value = variable.resolve(self.context);
                Some(value.as_deref().unwrap_or(""))
            }
        }
    }
}

/// Simple case folding of one character: lower case where that is one character.
pub(crate) fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => character,
    }
}

pub(crate) fn fold_str(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Number of bytes of `text` that the whole of `literal` takes at its start, ignoring case.
fn strip_folded(text: &str, literal: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in literal.chars() {
        if fold_char(rest.next()?) != fold_char(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// Number of bytes of `text` that the whole of `literal` takes at its end, ignoring case.
fn strip_folded_end(text: &str, literal: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in literal.chars().rev() {
        if fold_char(rest.next_back()?) != fold_char(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests;
