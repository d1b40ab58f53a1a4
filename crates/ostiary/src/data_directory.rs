use std::path::PathBuf;

use clap::Args;

use crate::exit::Failure;

/// Data directory of a running server, as commands of its operator name it.
#[derive(Args)]
pub(crate) struct DataDirectory {
    /// The running server's data directory [default: ~/.local/share/ostiary]
    #[arg(long, env = "OSTIARY_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
}

impl DataDirectory {
    /// Path of the directory.
    ///
    /// # Errors
    /// If none is named and there is no home directory.
    pub(crate) fn path(&self) -> Result<PathBuf, Failure> {
        data_directory(self.data.clone())
    }
}

/// The data directory that is named, else `ostiary` in the user's own data directory.
///
/// # Errors
/// If none is named and there is no home directory.
pub(crate) fn data_directory(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(directory) = named {
        return Ok(directory);
    }
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = variable("XDG_DATA_HOME").or_else(|| Some(variable("HOME")?.join(".local/share")));
    base.map(|base| base.join("ostiary")).ok_or_else(|| {
        Failure::new("there is no place to keep data: HOME is not set").hint("name one with --data DIR")
    })
}
