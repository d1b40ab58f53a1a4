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
pub const MAX_INPUT_DEPTH: usize = 48;

/// Values in one input.
pub const MAX_INPUT_VALUES: usize = 2_000_000;
