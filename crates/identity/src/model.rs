use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use policy::{Kind, Policy, SourceType};

use crate::Document;

/// An AWS account id: twelve decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u64);

impl AccountId {
    /// Twelve ASCII digits.
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        if right { text.parse().ok().map(Self) } else { None }
    }

    /// From its number; `None` if that takes more than twelve digits.
    pub fn from_number(number: u64) -> Option<Self> {
        (number <= 999_999_999_999).then_some(Self(number))
    }

    /// As a number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // in one piece: the formatter would write the zeros one by one
        let mut digits = [b'0'; 12];
        let mut left = self.0;
        for place in digits.iter_mut().rev() {
            *place = b'0' + (left % 10) as u8;
            left /= 10;
        }
        f.write_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

/// A tag; keys and values as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: String,
    /// 0 to 256 characters.
    pub value: String,
}

/// The tags of one resource, in the order in which they were set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSet(pub Vec<Tag>);

impl TagSet {
    /// The value of a tag, by key in any case.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|tag| tag.key.eq_ignore_ascii_case(key)).map(|tag| tag.value.as_str())
    }
}

/// A policy document embedded in one user, group or role.
#[derive(Clone)]
pub struct InlinePolicy {
    document: Document,
    source: SourceType,
}

impl InlinePolicy {
    /// A document embedded in a user.
    pub fn in_user(document: &str) -> Self {
        Self { document: Document::new(document), source: SourceType::UserInline }
    }

    /// A document embedded in a group.
    pub fn in_group(document: &str) -> Self {
        Self { document: Document::new(document), source: SourceType::GroupInline }
    }

    /// A document embedded in a role.
    pub fn in_role(document: &str) -> Self {
        Self { document: Document::new(document), source: SourceType::RoleInline }
    }

    /// The document, byte for byte as given.
    pub fn text(&self) -> &Arc<str> {
        self.document.text()
    }

    /// The document parsed, under the policy's name.
    pub fn policy(&self, name: &str) -> Arc<Policy> {
        self.document.policy(Kind::Inline, |policy| policy.with_source(name, self.source))
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }
}

/// The policies of a user, group or role.
#[derive(Clone, Default)]
pub struct AttachedPolicies {
    /// Inline policies by name.
    pub inline: BTreeMap<String, InlinePolicy>,
    /// ARNs of the managed policies attached, in order of attachment.
    pub managed: Vec<String>,
}

impl AttachedPolicies {
    /// Characters of all inline documents together, white space not counted.
    pub fn inline_size(&self) -> usize {
        self.inline.values().map(|inline| policy::size_without_white_space(inline.text())).sum()
    }
}
