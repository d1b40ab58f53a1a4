//! Sizes of documents. Source: IAM user guide, "IAM and AWS STS quotas".

/// Size of a managed, inline or trust policy as IAM counts it: characters that are not white space.
pub fn size_without_white_space(text: &str) -> usize {
    text.chars().filter(|character| !matches!(character, ' ' | '\t' | '\n' | '\r')).count()
}

/// Unit of a quota.
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

    /// Unit, in words.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Counted::WithoutWhiteSpace => "characters without white space",
            Counted::Characters => "characters",
            Counted::Bytes => "bytes",
        }
    }
}
