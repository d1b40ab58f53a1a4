//! Profiles of `~/.aws/config` and `~/.aws/credentials`, exactly as the AWS CLI reads them.

mod chain;
mod edit;
mod error;
mod ini;
mod profiles;
mod settings;
mod similar;

pub use chain::{CredentialSource, Plan, Role, Source, WebIdentity};
pub(crate) use edit::unset_in_section;
pub use edit::{Unwritable, set_in_section};
pub use error::ProfileError;
pub use ini::{IniError, Problem};
pub use profiles::{Profile, Profiles};
pub use settings::{Choices, DefaultProfile, Settings};

#[cfg(test)]
mod tests;
