//! Sizes of documents and their quotas. Source: IAM user guide, "IAM and AWS STS quotas".

/// How IAM counts the size of managed, inline and trust policies: characters that are not white space.
pub fn size_without_white_space(text: &str) -> usize {
    text.chars().filter(|character| !matches!(character, ' ' | '\t' | '\n' | '\r')).count()
}

/// What a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Characters that are not white space.
    WithoutWhiteSpace,
    Characters,
    Bytes,
}

impl Counted {
    pub(crate) fn size(self, text: &str) -> usize {
        match self {
            Counted::WithoutWhiteSpace => size_without_white_space(text),
            Counted::Characters => text.chars().count(),
            Counted::Bytes => text.len(),
        }
    }

    /// What it counts, in words.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Counted::WithoutWhiteSpace => "characters without white space",
            Counted::Characters => "characters",
            Counted::Bytes => "bytes",
        }
    }
}

/// A version of a managed policy, characters without white space.
pub const MAX_MANAGED_SIZE: usize = 6_144;
/// All inline policies of a user together, characters without white space.
pub const MAX_USER_INLINE_SIZE: usize = 2_048;
/// All inline policies of a group together, characters without white space.
pub const MAX_GROUP_INLINE_SIZE: usize = 5_120;
/// All inline policies of a role together, characters without white space.
pub const MAX_ROLE_INLINE_SIZE: usize = 10_240;
/// The trust policy of a role, characters without white space.
pub const MAX_TRUST_SIZE: usize = 2_048;
/// Session policies given in a call, every character counted.
pub const MAX_SESSION_SIZE: usize = 2_048;
/// A bucket policy, in bytes.
pub const MAX_BUCKET_SIZE: usize = 20_480;
/// A service control policy, every character counted.
pub const MAX_SERVICE_CONTROL_SIZE: usize = 5_120;
/// A resource control policy, every character counted.
pub const MAX_RESOURCE_CONTROL_SIZE: usize = 5_120;
