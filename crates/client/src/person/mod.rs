//! The person at the terminal: questions, progress, pictures, and words for times.

mod authenticator;
mod duration;
mod interrupt;
mod printable;
mod progress;
mod prompt;
mod qr;

pub use authenticator::{Authenticator, SeedError, Shown, otpauth_url};
pub(crate) use duration::{iso, left, show_wait};
pub use duration::{parse_duration, show_duration};
pub(crate) use interrupt::on_interrupt;
pub use printable::printable;
pub use progress::{Loudness, Progress, Stderr};
pub use prompt::{DevTty, Nobody, PromptError, Terminal};
pub(crate) use qr::qr_side;
pub use qr::{draw_qr, draw_qr_plain};
