//! Every limit of the engine, by name. Each is tested at the limit and one past it.

/// Bytes of one document. AWS's own managed policies exceed 131,072 (`AWSSupportServiceRolePolicy`), and 131,072 characters,
/// which IAM's model lets a customer send, may take four times as many bytes. So services refuse what is too long for
/// them, in their words, before this limit is met.
pub const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;

/// Arrays and objects inside each other in one document. A policy needs six.
pub const MAX_DEPTH: usize = 32;

/// Values (strings, numbers, arrays, objects…) in one document. 131,072 characters hold at most 65,536.
pub const MAX_VALUES: usize = 131_072;

/// Bytes of one input of `decide` and `explain`, or of a file of cases.
pub const MAX_INPUT_BYTES: usize = 16 * 1024 * 1024;

/// Arrays and objects inside each other in one input.
pub(crate) const MAX_INPUT_DEPTH: usize = 48;

/// Values in one input.
pub(crate) const MAX_INPUT_VALUES: usize = 2_000_000;

/// Statements that decided and are given by name, at most.
pub const MAX_DECISIVE: usize = 16;

/// Statements that are weighed in search of the smallest missing piece, at most.
pub(crate) const MAX_WEIGHED: usize = 64;

/// Pairs of action and resource of a statement that are filed one by one; above, its resources are tested as a whole.
pub(crate) const MAX_PAIRS: usize = 256;

/// Entries of one element that begin one another and are filed each by itself, at most.
pub(crate) const MAX_NESTED: usize = 4;

/// Exponent of a number in a condition. Text with a larger one is no number.
pub(crate) const MAX_EXPONENT: i64 = 1_000_000_000;

/// Prefix length of a network of version 4; a larger network does not make a policy non-public.
pub(crate) const SHORTEST_V4_PREFIX: u32 = 8;

/// Prefix length of a network of version 6; a larger network does not make a policy non-public.
pub(crate) const SHORTEST_V6_PREFIX: u32 = 32;

// Quotas of documents. Source: IAM user guide, "IAM and AWS STS quotas".

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
