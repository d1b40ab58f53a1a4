//! Names of condition keys, resolved once when a policy is compiled.

mod known;

pub(crate) use known::KeyType;
pub use known::{KeyFamily, KnownKey};

/// A condition key as a policy names it. Names are compared ignoring case, the part after `/` included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionKey(Form);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Known(KnownKey),
    /// The name after `/`, in lower case.
    Family(KeyFamily, Box<str>),
    /// The name in lower case.
    Other(Box<str>),
}

/// A condition key, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm<'a> {
    /// One of AWS's keys.
    Known(KnownKey),
    /// A key of a family such as `aws:PrincipalTag/…`, and the name after the `/`.
    Family(KeyFamily, KeyName<'a>),
    /// Any other name.
    Other(KeyName<'a>),
}

/// A name in lower case, which others are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyName<'a>(&'a str);

/// A type of values, and how many of them a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyFacts {
    pub(crate) key_type: KeyType,
    /// The key has a list of values.
    pub(crate) is_list: bool,
}

impl ConditionKey {
    /// Resolves a name.
    pub fn new(name: &str) -> ConditionKey {
        if let Some(known) = KnownKey::from_name(name) {
            return ConditionKey(Form::Known(known));
        }
        let folded = name.to_lowercase();
        // letters outside ASCII may fold into it
        if let Some(known) = KnownKey::from_name(&folded) {
            return ConditionKey(Form::Known(known));
        }
        let family = folded
            .split_once('/')
            .and_then(|(base, name)| KeyFamily::from_base(base).map(|family| (family, name)));
        ConditionKey(match family {
            Some((family, name)) => Form::Family(family, name.into()),
            None => Form::Other(folded.into_boxed_str()),
        })
    }

    /// The key, taken apart.
    pub fn form(&self) -> KeyForm<'_> {
        match &self.0 {
            Form::Known(known) => KeyForm::Known(*known),
            Form::Family(family, name) => KeyForm::Family(*family, KeyName(name)),
            Form::Other(name) => KeyForm::Other(KeyName(name)),
        }
    }

    /// The id of a key that is known and no member of a family.
    pub fn known(&self) -> Option<KnownKey> {
        match self.0 {
            Form::Known(known) => Some(known),
            _ => None,
        }
    }

    /// True if this is the key of that name.
    pub fn is(&self, name: &str) -> bool {
        match self.form() {
            KeyForm::Known(known) => KeyName(known.name()).is(name),
            KeyForm::Family(family, own) => name
                .split_once('/')
                .is_some_and(|(base, name)| KeyFamily::from_base(base) == Some(family) && own.is(name)),
            KeyForm::Other(own) => own.is(name),
        }
    }

    /// Type and number of the values; `None` if the key is not known.
    pub(crate) fn facts(&self) -> Option<KeyFacts> {
        match self.0 {
            Form::Known(known) => Some(known.facts()),
            Form::Family(family, _) => Some(KeyFacts { key_type: family.key_type(), is_list: false }),
            Form::Other(_) => None,
        }
    }
}

impl KeyName<'_> {
    /// True if the other name is the same, ignoring case.
    pub fn is(self, other: &str) -> bool {
        if other.is_ascii() { other.eq_ignore_ascii_case(self.0) } else { self.is_unfolded(other) }
    }

    fn is_unfolded(self, other: &str) -> bool {
        let folded = other.to_lowercase();
        folded == self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests;
