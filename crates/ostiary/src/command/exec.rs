//! `ostiary exec`: runs a command, or a shell, with credentials in its environment.

use std::ffi::OsString;

use clap::Args;
use client::Error;
use client::command::{Variables, configure, exec};
use client::person::{Progress, show_duration};
use client::profile::ProfileError;

use crate::exit::Failure;
use crate::flags::Target;
use crate::granted::granted;

#[derive(Args)]
pub(crate) struct Exec {
    #[command(flatten)]
    pub(super) target: Target,
    /// The command and its arguments [default: a shell, that of SHELL]; without a profile it goes behind `--`
    #[arg(value_name = "CMD", trailing_var_arg = true)]
    pub(super) command: Vec<OsString>,
}

impl Exec {
    /// Moves the first word of a command behind `--` from the profile's place into the command, if no profile is named. `typed` are
    /// the arguments as typed.
    ///
    /// The parser fills places from the left and forgets the place of `--`. If as many words follow the first `--` as there are in
    /// all, every word does.
    pub(super) fn settle(&mut self, typed: &[OsString]) {
        let behind = typed.iter().position(|word| word == "--").map(|at| typed.len() - at - 1);
        if behind == Some(self.command.len() + 1)
            && let Some(first) = self.target.target.take()
        {
            self.command.insert(0, first.into());
        }
    }
}

/// Becomes the command.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(mut arguments: Exec) -> Result<(), Failure> {
    arguments.settle(&std::env::args_os().collect::<Vec<_>>());
    let (mut context, settings, granted) =
        granted(&arguments.target).map_err(|error| not_a_profile(&arguments, error))?;
    let variables = Variables::new(&granted, &settings);
    let mut command = arguments.command.clone();
    if command.is_empty() {
        let whose = settings.plan.shown().unwrap_or("the environment's credentials");
        let inside = context.environment.get("OSTIARY_PROFILE").map(|outer| format!(", in that of {outer}"));
        let left = granted.expires.map(|end| end.as_second() - context.clock.now().as_second());
        let left = left.map(|left| format!(", {} left", show_duration(left)));
        let (inside, left) = (inside.unwrap_or_default(), left.unwrap_or_default());
        context.progress.note(&format!("a shell for {whose}{inside}{left}; `exit` leaves it"));
        command.push(exec::shell(&context.environment));
    }
    // locks, spinner and terminal are gone before the other program begins
    drop(context);
    Err(exec::become_command(&command, &variables).into())
}

/// The error, with advice on `--` if a command stands in the profile's place.
fn not_a_profile(arguments: &Exec, error: Error) -> Error {
    let Target { target: Some(first), profile, .. } = &arguments.target else { return error };
    let misplaced = match &error {
        Error::Profile(ProfileError::Unknown { profile, near: None, .. }) => {
            profile == first && !arguments.command.is_empty()
        }
        Error::Refused { .. } => profile.is_some() && !first.starts_with("arn:"),
        _ => false,
    };
    if !misplaced || std::env::args_os().any(|word| word == "--") {
        return error;
    }
    let named = profile.as_ref().map(|profile| format!("-p {} ", configure::quoted(profile)));
    let hint = format!(
        "a command without a profile goes behind `--`: ostiary exec {}-- {first} …",
        named.unwrap_or_default()
    );
    let all = error.hint().filter(|_| profile.is_none()).map(|other| format!("; {other}"));
    Error::refused(error.to_string(), hint + &all.unwrap_or_default())
}
