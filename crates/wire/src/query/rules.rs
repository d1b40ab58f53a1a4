//! Constraints of the service models, as data that the generated shapes point to.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

/// A pattern of a service model. The whole value has to match.
pub struct Pattern {
    /// the text as the model writes it, which is what messages show
    text: &'static str,
    /// the same as expressions for the `regex` crate; a value has to match each of them
    all: &'static [&'static str],
    compiled: OnceLock<Vec<Option<Regex>>>,
}

impl Pattern {
    /// A pattern with the model's text and the expressions that together mean it.
    #[must_use]
    pub const fn new(text: &'static str, all: &'static [&'static str]) -> Self {
        Self { text, all, compiled: OnceLock::new() }
    }

    /// The pattern as the model writes it.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// True if the whole of `value` matches. An expression that does not compile matches nothing.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        self.compiled().iter().all(|regex| regex.as_ref().is_some_and(|regex| regex.is_match(value)))
    }

    /// True if every expression compiles; a test asks this of each generated pattern.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.compiled().iter().all(Option::is_some)
    }

    fn compiled(&self) -> &[Option<Regex>] {
        self.compiled
            .get_or_init(|| self.all.iter().map(|one| Regex::new(&format!(r"\A(?:{one})\z")).ok()).collect())
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// Constraints of a string shape. Lengths count Unicode scalar values.
#[derive(Debug)]
pub struct Text {
    /// least number of characters
    pub min: Option<u32>,
    /// greatest number of characters
    pub max: Option<u32>,
    /// what the whole value has to match
    pub pattern: Option<&'static Pattern>,
    /// Never shown in an error, in either dialect.
    pub sensitive: bool,
}

impl Text {
    /// No constraint.
    pub const ANY: Self = Self { min: None, max: None, pattern: None, sensitive: false };
}

/// Constraints of an integer shape, inclusive.
#[derive(Debug)]
pub struct Range {
    /// least value
    pub min: Option<i64>,
    /// greatest value
    pub max: Option<i64>,
}

impl Range {
    /// No constraint.
    pub const ANY: Self = Self { min: None, max: None };
}

/// Constraints of a list shape.
#[derive(Debug)]
pub struct List<R: 'static> {
    /// least number of elements
    pub min: Option<u32>,
    /// greatest number of elements
    pub max: Option<u32>,
    /// the constraints of each element
    pub item: &'static R,
    /// AWS names "not null" among the constraints of some lists of strings and not of others
    pub names_null: bool,
}

/// Constraints of a map shape.
#[derive(Debug)]
pub struct Map<K: 'static, V: 'static> {
    /// the constraints of each key
    pub key: &'static K,
    /// the constraints of each value
    pub value: &'static V,
}

/// One constraint, as a violation names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// characters, or elements
    MaxLength(u32),
    /// characters, or elements
    MinLength(u32),
    /// of an integer
    MaxValue(i64),
    /// of an integer
    MinValue(i64),
    /// as the model writes it
    Pattern(&'static str),
    /// the values of the enumeration
    EnumSet(&'static [&'static str]),
    /// a required member is missing
    NotNull,
    /// the constraints of a list's elements, of which some element breaks one
    Elements(Vec<Constraint>),
}
