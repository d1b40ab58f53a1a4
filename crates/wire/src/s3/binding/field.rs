//! Members of structures: required or not, one element or many.

use super::document::{Document, DocumentError, Length, Sheet, Source};

/// Way in which a member stands in its structure's element.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// One element of this name.
    One(&'static str),
    /// One element of this name, with constraints on its text.
    Within(&'static str, &'static Length),
    /// A list: an element around it, and one for each item.
    Wrapped(&'static str, &'static str),
    /// A list: one element for each item, without one around it.
    Flat(&'static str),
    /// The same with at least one item.
    FlatSome(&'static str),
    /// A list of several shapes, each named by its element.
    Mixed(&'static [&'static str]),
    /// An attribute of the structure's element.
    Attribute(&'static str),
}

impl Spelling {
    /// True if the child of this name belongs to the member.
    #[must_use]
    pub fn has(self, child: &str) -> bool {
        match self {
            Self::One(name) | Self::Within(name, _) | Self::Wrapped(name, _) => name == child,
            Self::Flat(name) | Self::FlatSome(name) => name == child,
            Self::Mixed(names) => names.contains(&child),
            Self::Attribute(_) => false,
        }
    }
}

/// Type of a member of a structure.
pub trait Field: Sized {
    /// Value before any child was read: an attribute, or nothing.
    ///
    /// # Errors
    /// [`DocumentError`] for an attribute that cannot be the value.
    fn begin(spelling: Spelling, source: &Source<'_>) -> Result<Option<Self>, DocumentError>;

    /// Value of a member that no child named; required members have none.
    #[must_use]
    fn absent(spelling: Spelling) -> Option<Self>;

    /// Reads the child that is open into `slot`.
    ///
    /// # Errors
    /// [`DocumentError`]; a second child of one name is one.
    fn take(
        slot: &mut Option<Self>,
        child: &str,
        spelling: Spelling,
        source: &mut Source<'_>,
    ) -> Result<(), DocumentError>;

    /// Writes the member if it is an attribute.
    fn put_attribute(&self, spelling: Spelling, sheet: &mut Sheet);

    /// Writes the member unless it is an attribute.
    fn put(&self, spelling: Spelling, sheet: &mut Sheet);
}

impl<T: Document> Field for T {
    fn begin(spelling: Spelling, source: &Source<'_>) -> Result<Option<Self>, DocumentError> {
        let Spelling::Attribute(name) = spelling else { return Ok(None) };
        let Some(text) = source.attribute(name) else { return Ok(None) };
        T::from_attribute(text).map(Some).ok_or(DocumentError::Malformed)
    }

    fn absent(_spelling: Spelling) -> Option<Self> {
        None
    }

    fn take(
        slot: &mut Option<Self>,
        child: &str,
        spelling: Spelling,
        source: &mut Source<'_>,
    ) -> Result<(), DocumentError> {
        if slot.is_some() {
            return Err(DocumentError::Malformed);
        }
        let value = T::read_as(child, source)?;
        match spelling {
            Spelling::Within(_, length) if !value.is_within(length) => return Err(DocumentError::Malformed),
            _ => {}
        }
        *slot = Some(value);
        Ok(())
    }

    fn put_attribute(&self, spelling: Spelling, sheet: &mut Sheet) {
        if let (Spelling::Attribute(name), Some(text)) = (spelling, self.to_header()) {
            sheet.attribute(name, &text);
        }
    }

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        if let Spelling::One(name) | Spelling::Within(name, _) = spelling {
            self.write(name, sheet);
        }
    }
}

/// An optional member.
impl<T: Document> Field for Option<T> {
    fn begin(spelling: Spelling, source: &Source<'_>) -> Result<Option<Self>, DocumentError> {
        <T as Field>::begin(spelling, source).map(|value| value.map(Some))
    }

    fn absent(_spelling: Spelling) -> Option<Self> {
        Some(None)
    }

    fn take(
        slot: &mut Option<Self>,
        child: &str,
        spelling: Spelling,
        source: &mut Source<'_>,
    ) -> Result<(), DocumentError> {
        let mut value = slot.take().flatten();
        T::take(&mut value, child, spelling, source)?;
        *slot = Some(value);
        Ok(())
    }

    fn put_attribute(&self, spelling: Spelling, sheet: &mut Sheet) {
        if let Some(value) = self {
            value.put_attribute(spelling, sheet);
        }
    }

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        if let Some(value) = self {
            value.put(spelling, sheet);
        }
    }
}

/// A list. One without an element around it is never absent, only empty.
impl<T: Document> Field for Vec<T> {
    fn begin(_spelling: Spelling, _source: &Source<'_>) -> Result<Option<Self>, DocumentError> {
        Ok(None)
    }

    fn absent(spelling: Spelling) -> Option<Self> {
        matches!(spelling, Spelling::Flat(_) | Spelling::Mixed(_)).then(Vec::new)
    }

    fn take(
        slot: &mut Option<Self>,
        child: &str,
        spelling: Spelling,
        source: &mut Source<'_>,
    ) -> Result<(), DocumentError> {
        let Spelling::Wrapped(_, item) = spelling else {
            slot.get_or_insert_default().push(T::read_as(child, source)?);
            return Ok(());
        };
        if slot.is_some() {
            return Err(DocumentError::Malformed);
        }
        let mut items = Vec::new();
        while let Some(name) = source.child()? {
            if name != item {
                return Err(DocumentError::Malformed);
            }
            items.push(T::read(source)?);
        }
        *slot = Some(items);
        Ok(())
    }

    fn put_attribute(&self, _spelling: Spelling, _sheet: &mut Sheet) {}

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        match spelling {
            Spelling::Wrapped(name, item) => {
                sheet.open(name);
                for value in self {
                    value.write(item, sheet);
                }
                sheet.close();
            }
            Spelling::Flat(item) | Spelling::FlatSome(item) => {
                for value in self {
                    value.write(item, sheet);
                }
            }
            Spelling::Mixed(_) => {
                for value in self {
                    value.write("", sheet);
                }
            }
            Spelling::One(_) | Spelling::Within(..) | Spelling::Attribute(_) => {}
        }
    }
}

/// An optional list with an element around it: absent is not the same as empty.
impl<T: Document> Field for Option<Vec<T>> {
    fn begin(_spelling: Spelling, _source: &Source<'_>) -> Result<Option<Self>, DocumentError> {
        Ok(None)
    }

    fn absent(_spelling: Spelling) -> Option<Self> {
        Some(None)
    }

    fn take(
        slot: &mut Option<Self>,
        child: &str,
        spelling: Spelling,
        source: &mut Source<'_>,
    ) -> Result<(), DocumentError> {
        let mut value = slot.take().flatten();
        <Vec<T> as Field>::take(&mut value, child, spelling, source)?;
        *slot = Some(value);
        Ok(())
    }

    fn put_attribute(&self, _spelling: Spelling, _sheet: &mut Sheet) {}

    fn put(&self, spelling: Spelling, sheet: &mut Sheet) {
        if let Some(items) = self {
            items.put(spelling, sheet);
        }
    }
}
