//! `ostiary configure`: writes a profile that gets its credentials from ostiary.

use std::path::PathBuf;

use clap::Args;
use client::Error;
use client::command::{Report, Table, configure};
use client::place::Environment;
use client::profile::Profiles;

use crate::exit::Failure;
use crate::flags::Manner;
use crate::output;
use crate::profile_names::profile_names;

#[derive(Args)]
pub(crate) struct Configure {
    /// Profile to write
    #[arg(required_unless_present = "list", requires = "source")]
    name: Option<String>,
    /// Profile whose credentials it gets, with key, role and mfa_serial
    #[arg(long, value_name = "PROFILE", add = profile_names())]
    source: Option<String>,
    /// Name all profiles there are
    #[arg(long, conflicts_with_all = ["name", "source"])]
    list: bool,
    #[command(flatten)]
    manner: Manner,
}

/// Writes the profile, or names all profiles.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Configure) -> Result<(), Failure> {
    let environment = Environment::of_process();
    let (Some(name), Some(source)) = (&arguments.name, &arguments.source) else {
        let profiles = Profiles::load(&environment).map_err(Error::from)?;
        let names: Vec<&str> = profiles.names().collect();
        return match arguments.manner.json {
            true => {
                let row = |name: &&str| Report(vec![("profile", (*name).into())]);
                output::print(&Table(names.iter().map(row).collect()).json())
            }
            false => names.iter().try_for_each(|name| output::tell(name)),
        };
    };
    let called: PathBuf = std::env::args_os().next().unwrap_or_else(|| "ostiary".into()).into();
    // the name of the call, if the system does not tell the file
    let running = std::env::current_exe().unwrap_or_else(|_| called.clone());
    let program = configure::program(&environment, &called, &running);
    let file = configure::credential_process(&environment, &program, name, source)?;
    let file = file.display().to_string();
    match arguments.manner.json {
        true => output::line(&Report(vec![("profile", name.as_str().into()), ("file", file.into())]).json()),
        false => output::tell(&format!(
            "profile '{name}' is in {file}; every AWS tool may use it: aws --profile {} …",
            configure::quoted(name)
        )),
    }
}
