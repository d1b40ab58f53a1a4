//! Decoding of request parameters to typed input; every broken constraint is collected.

use std::fmt;

use super::encode::Sink;
use super::params::Params;
use super::recorded;
use super::rules::Constraint;

/// Wording of a service's validation errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// IAM: values are not shown, enumerations are not listed.
    Iam,
    /// STS: values are shown, enumerations are listed.
    Sts,
}

/// Reason why parameters are not an input of the operation.
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A value is not of its type at all (`MalformedInput`, 400).
    Malformed {
        /// the text of the error; most have none
        message: Option<&'static str>,
    },
    /// Constraints are broken (`ValidationError`, 400).
    Invalid(Violations),
}

/// Broken constraints, in the order of the model. `Display` gives the message of the error.
#[derive(PartialEq, Eq)]
pub struct Violations {
    dialect: Dialect,
    list: Vec<Violation>,
    /// in place of what the list says
    sentence: Option<&'static str>,
}

/// One broken constraint.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    path: String,
    value: Shown,
    constraint: Constraint,
}

/// Offending value as a message shows it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    Null,
    Hidden,
    Value(String),
}

/// A shape of a service model.
pub trait Shape: Sized {
    /// what constrains it
    type Rule: 'static;

    /// True if it is spelled in several parameters or elements rather than in one.
    const COMPOSITE: bool = false;

    /// Value that stands for an absent member; required members have none.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Reads it where the reader stands. `None` when it is refused; the reader then knows why.
    fn read(reader: &mut Reader<'_>, rule: &Self::Rule) -> Option<Self>;

    /// Writes it as the member `name`.
    fn write(&self, name: &str, sink: &mut dyn Sink);

    /// The constraints of one value, for lists, which name all of them together.
    #[must_use]
    fn constraints(_rule: &Self::Rule) -> Vec<Constraint> {
        Vec::new()
    }
}

/// Walks over the parameters of one request while the shapes of its input read themselves.
pub struct Reader<'a> {
    params: &'a Params,
    /// where we are, as parameters spell it: `Tags.member.1.Key`
    wire: String,
    /// where we are, as messages spell it: `tags.1.member.key`
    shown: String,
    dialect: Dialect,
    constraints: bool,
    violations: Vec<Violation>,
    malformed: Option<DecodeError>,
}

/// Position of a [`Reader`] before it entered a member.
pub(crate) struct Mark {
    wire: usize,
    shown: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(params: &'a Params, dialect: Dialect) -> Self {
        Self {
            params,
            wire: String::new(),
            shown: String::new(),
            dialect,
            constraints: true,
            violations: Vec::new(),
            malformed: None,
        }
    }

    /// A reader of answers: types count, constraints do not.
    pub(crate) fn lenient(params: &'a Params) -> Self {
        Self { constraints: false, ..Self::new(params, Dialect::Iam) }
    }

    /// Reads a member of the structure that the reader stands in. `None` means that the whole input is refused.
    pub fn member<T: Shape>(&mut self, name: &'static str, rule: &T::Rule) -> Option<T> {
        let mark = self.enter(name);
        let present =
            if T::COMPOSITE { self.params.has(&self.wire) } else { self.params.get(&self.wire).is_some() };
        let value = if present {
            T::read(self, rule)
        } else {
            T::absent().or_else(|| {
                self.violate(Shown::Null, Constraint::NotNull);
                None
            })
        };
        self.leave(&mark);
        value
    }

    /// The value at this place, empty when the place has only parts.
    pub(crate) fn text(&self) -> &'a str {
        self.params.get(&self.wire).unwrap_or_default()
    }

    /// The numbers under `separator` (`member`, `entry`) at this place, in order; `None` when anything else is there.
    pub(crate) fn indices(&mut self, separator: &str) -> Option<Vec<u32>> {
        let found = self.params.indices(&self.wire, separator);
        if found.is_none() {
            self.refuse(None);
        }
        found
    }

    fn enter(&mut self, name: &str) -> Mark {
        let mark = self.mark();
        self.wire.push_str(name);
        let mut rest = name.chars();
        self.shown.extend(rest.next().map(|first| first.to_ascii_lowercase()));
        self.shown.push_str(rest.as_str());
        mark
    }

    /// Enters an element of a list (`member.1`, shown as `1.member`) or map (`entry.1`, shown as `1`).
    pub(crate) fn enter_item(&mut self, separator: &str, index: u32, shown: Option<&str>) -> Mark {
        let mark = self.mark();
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(index);
        self.wire.push_str(separator);
        self.wire.push('.');
        self.wire.push_str(digits);
        self.shown.push_str(digits);
        if let Some(shown) = shown {
            self.shown.push('.');
            self.shown.push_str(shown);
        }
        mark
    }

    /// The present place, with the point behind it written.
    fn mark(&mut self) -> Mark {
        let mark = Mark { wire: self.wire.len(), shown: self.shown.len() };
        if !self.wire.is_empty() {
            self.wire.push('.');
            self.shown.push('.');
        }
        mark
    }

    pub(crate) fn leave(&mut self, mark: &Mark) {
        self.wire.truncate(mark.wire);
        self.shown.truncate(mark.shown);
    }

    /// Records a value that is not of its type.
    pub(crate) fn refuse(&mut self, message: Option<&'static str>) {
        self.malformed.get_or_insert(DecodeError::Malformed { message });
    }

    pub(crate) fn violate(&mut self, value: Shown, constraint: Constraint) {
        // what an answer has to fulfil is its type: members that have to be there, values of an enumeration
        if self.constraints || matches!(constraint, Constraint::NotNull | Constraint::EnumSet(_)) {
            self.violations.push(Violation { path: self.shown.clone(), value, constraint });
        }
    }

    /// The value as a message may show it.
    pub(crate) fn shown(&self, value: &str, sensitive: bool) -> Shown {
        match self.dialect {
            Dialect::Sts if !sensitive => Shown::Value(value.to_owned()),
            _ => Shown::Hidden,
        }
    }

    /// Records a violation of a list, which is shown with all its elements.
    pub(crate) fn violate_list(&mut self, separator: &str, indices: &[u32], constraint: Constraint) {
        let value = if self.dialect == Dialect::Sts {
            let items: Vec<&str> = indices
                .iter()
                .filter_map(|n| self.params.get(&format!("{}.{separator}.{n}", self.wire)))
                .collect();
            Shown::Value(format!("[{}]", items.join(", ")))
        } else {
            Shown::Hidden
        };
        self.violate(value, constraint);
    }

    pub(crate) fn is_lenient(&self) -> bool {
        !self.constraints
    }

    pub(crate) fn violation_count(&self) -> usize {
        self.violations.len()
    }

    /// Forgets the violations from `count` on; says whether there were any.
    pub(crate) fn forget_violations(&mut self, count: usize) -> bool {
        let any = self.violations.len() > count;
        self.violations.truncate(count);
        any
    }

    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, DecodeError> {
        if let Some(malformed) = self.malformed {
            return Err(malformed);
        }
        match value {
            Some(value) if self.violations.is_empty() => Ok(value),
            _ => Err(DecodeError::Invalid(Violations {
                dialect: self.dialect,
                list: self.violations,
                sentence: None,
            })),
        }
    }
}

impl DecodeError {
    /// The error as recordings show it of this operation.
    pub(super) fn in_recorded_form(mut self, operation: &str) -> Self {
        if let Self::Invalid(violations) = &mut self {
            violations.list.sort_by_key(|violation| recorded::place(operation, &violation.path));
            if let [Violation { path, constraint: Constraint::Pattern(_), .. }] = violations.list.as_slice() {
                violations.sentence = recorded::sentence(operation, path);
            }
        }
        self
    }
}

impl Violations {
    /// The message of a `ValidationError` for one parameter that the generated constraints do not cover.
    #[must_use]
    pub fn one(dialect: Dialect, path: &str, value: &str, constraint: Constraint) -> Self {
        let value = match dialect {
            Dialect::Sts => Shown::Value(value.to_owned()),
            Dialect::Iam => Shown::Hidden,
        };
        Self { dialect, list: vec![Violation { path: path.to_owned(), value, constraint }], sentence: None }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sentence) = self.sentence {
            return f.write_str(sentence);
        }
        let count = self.list.len();
        write!(f, "{count} validation error{} detected: ", if count == 1 { "" } else { "s" })?;
        for (n, violation) in self.list.iter().enumerate() {
            if n > 0 {
                f.write_str("; ")?;
            }
            match &violation.value {
                Shown::Null if self.dialect == Dialect::Sts => f.write_str("Value null at ")?,
                Shown::Null | Shown::Hidden => f.write_str("Value at ")?,
                Shown::Value(value) => write!(f, "Value '{value}' at ")?,
            }
            write!(f, "'{}' failed to satisfy constraint: ", violation.path)?;
            write_constraint(f, &violation.constraint, self.dialect)?;
        }
        Ok(())
    }
}

fn write_constraint(f: &mut fmt::Formatter<'_>, constraint: &Constraint, dialect: Dialect) -> fmt::Result {
    match constraint {
        Constraint::MaxLength(max) => write!(f, "Member must have length less than or equal to {max}"),
        Constraint::MinLength(min) => write!(f, "Member must have length greater than or equal to {min}"),
        Constraint::MaxValue(max) => write!(f, "Member must have value less than or equal to {max}"),
        Constraint::MinValue(min) => write!(f, "Member must have value greater than or equal to {min}"),
        Constraint::Pattern(text) => write!(f, "Member must satisfy regular expression pattern: {text}"),
        Constraint::EnumSet(values) => {
            f.write_str("Member must satisfy enum value set")?;
            match dialect {
                Dialect::Iam => Ok(()),
                Dialect::Sts => write!(f, ": [{}]", values.join(", ")),
            }
        }
        Constraint::NotNull => f.write_str("Member must not be null"),
        Constraint::Elements(list) => {
            f.write_str("Member must satisfy constraint: [")?;
            for (n, one) in list.iter().enumerate() {
                if n > 0 {
                    f.write_str(", ")?;
                }
                write_constraint(f, one, dialect)?;
            }
            f.write_str("]")
        }
    }
}

impl fmt::Debug for Violations {
    /// Paths and constraints only: a value may be a code or a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list.iter().map(|v| (&v.path, &v.constraint))).finish()
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("at", &self.shown).finish_non_exhaustive()
    }
}
