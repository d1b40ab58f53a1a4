//! `ostiary totp`: prints the present code of a device whose seed is in a file.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use client::command::Report;
use client::limits::MAX_SEED_FILE_BYTES;
use client::person::{Authenticator, Progress};
use client::{Error, Wiped};
use secret::totp::STEP_SECONDS;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::Manner;
use crate::limits::MAX_TOTP_STEPS;
use crate::output;

/// Advice on content that is no seed.
const SEED_HINT: &str =
    "`ostiary mfa enroll --seed-file FILE` writes one; a picture of the QR code, as PNG, will do too";

#[derive(Args)]
pub(crate) struct Totp {
    /// File with the seed: base32, an otpauth:// URL, or the PNG of the QR code; - for stdin; or the URL itself
    #[arg(value_name = "FILE|URL")]
    seed: PathBuf,
    /// Print the code after the present one
    #[arg(long)]
    next: bool,
    /// Count from the step so many steps of 30 seconds away from the present one: -1 is the one before
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i64).range(-MAX_TOTP_STEPS..=MAX_TOTP_STEPS))]
    step: i64,
    /// Wait for a new code when the present one is shown for fewer seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=STEP_SECONDS))]
    at_least: u64,
    #[command(flatten)]
    manner: Manner,
}

/// Writes the code.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Totp) -> Result<(), Failure> {
    let mut context = Context::new(&arguments.manner);
    let authenticator = match arguments.seed.to_str() {
        Some(url) if Authenticator::is_url(url) => {
            context.progress.note(
                "a seed on the command line is seen by every user of this machine: keep it in a file, or pipe it to `ostiary totp -`",
            );
            Authenticator::read(url.as_bytes())
                .map_err(|error| Error::refused(format!("the otpauth URL: {error}"), SEED_HINT))?
        }
        _ => seed_file(&arguments.seed)?,
    };
    let away = arguments.step.saturating_mul(STEP_SECONDS.cast_signed());
    let seconds = || u64::try_from(context.clock.now().as_second().saturating_add(away)).unwrap_or(0);
    let mut shown = authenticator.at(seconds());
    if shown.left < arguments.at_least {
        std::thread::sleep(Duration::from_secs(shown.left));
        shown = authenticator.at(seconds());
    }
    let (code, next) = (shown.code.digits(), shown.next.digits());
    match (context.json, arguments.next) {
        (true, _) => {
            let rows =
                vec![("code", code.into()), ("seconds_left", shown.left.into()), ("next", next.into())];
            output::line(&Report(rows).json())
        }
        (false, true) => output::line(next),
        (false, false) => output::line(code),
    }
}

/// Reads a seed from a file or standard input.
fn seed_file(path: &Path) -> Result<Authenticator, Error> {
    // a seed in the path's place is not repeated: errors end in logs
    let shown = match path.to_str() {
        Some(text) if Authenticator::read(text.as_bytes()).is_ok() => "the file".to_owned(),
        _ => path.display().to_string(),
    };
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Error::refused(
            format!("there is no {shown}"),
            "`ostiary totp FILE` reads the seed from a file, `ostiary totp -` from stdin",
        ),
        _ => Error::Io { what: format!("cannot read {shown}"), error },
    };
    let mut content = Wiped::default();
    match path.to_str() {
        Some("-") => std::io::stdin().take(MAX_SEED_FILE_BYTES).read_to_end(&mut content).map_err(failed)?,
        _ => {
            let file = std::fs::File::open(path).map_err(failed)?;
            file.take(MAX_SEED_FILE_BYTES).read_to_end(&mut content).map_err(failed)?
        }
    };
    Authenticator::read(&content).map_err(|error| Error::refused(format!("{shown}: {error}"), SEED_HINT))
}
