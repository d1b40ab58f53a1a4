//! The work of comparisons, in steps.

/// Steps for which a look-up of a condition key counts, besides its name.
const LOOKUP: u64 = 32;

/// Steps of a comparison with a text, by the text's length in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub(crate) fixed: u64,
    pub(crate) per_byte: u64,
    pub(crate) per_square: u64,
}

impl Work {
    pub(crate) fn fixed(steps: u64) -> Work {
        Work { fixed: steps, ..Work::default() }
    }

    pub(crate) fn of_lookup(name: &str) -> u64 {
        LOOKUP.saturating_add(bytes(name))
    }

    pub(crate) fn add(&mut self, other: Work) {
        self.fixed = self.fixed.saturating_add(other.fixed);
        self.per_byte = self.per_byte.saturating_add(other.per_byte);
        self.per_square = self.per_square.saturating_add(other.per_square);
    }

    pub(crate) fn times(self, factor: u64) -> Work {
        Work {
            fixed: self.fixed.saturating_mul(factor),
            per_byte: self.per_byte.saturating_mul(factor),
            per_square: self.per_square.saturating_mul(factor),
        }
    }

    pub(crate) fn sum(all: impl Iterator<Item = Work>) -> Work {
        let mut sum = Work::default();
        all.for_each(|one| sum.add(one));
        sum
    }

    /// The most steps that a text of so many bytes takes.
    pub fn at(self, length: usize) -> u64 {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let square = length.saturating_mul(length).saturating_mul(self.per_square);
        self.fixed.saturating_add(length.saturating_mul(self.per_byte)).saturating_add(square)
    }
}

/// Length of a text in bytes.
pub(crate) fn bytes(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}
