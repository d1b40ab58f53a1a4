//! Bounds of password policies.

/// Least length of a password where no policy says another, characters. Source: UpdateAccountPasswordPolicy, default of
/// MinimumPasswordLength.
pub const PASSWORD_LENGTH_MIN: u32 = 6;
