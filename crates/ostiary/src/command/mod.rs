//! Commands of the binary, one file each with its arguments and its run. Rules are in the crates below.

mod account;
#[cfg(feature = "client")]
mod assume;
#[cfg(feature = "client")]
mod cache;
mod check;
mod complete;
mod completions;
#[cfg(feature = "client")]
mod configure;
#[cfg(feature = "client")]
mod console;
#[cfg(feature = "client")]
mod credential_process;
#[cfg(feature = "client")]
mod demo;
#[cfg(feature = "client")]
mod doctor;
#[cfg(feature = "client")]
mod env;
#[cfg(feature = "client")]
mod exec;
mod health;
#[cfg(feature = "client")]
mod key;
mod man;
mod mfa;
mod policy;
mod seed;
mod serve;
#[cfg(feature = "client")]
mod serve_credentials;
#[cfg(feature = "client")]
mod session;
#[cfg(feature = "client")]
mod totp;
mod version;
#[cfg(feature = "client")]
mod whoami;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::exit::{Failure, success};

/// A self-hosted, wire-compatible AWS identity plane: IAM, STS, MFA that is really checked, and an S3 front that all of it
/// protects.
#[derive(Parser)]
#[command(name = "ostiary", version, propagate_version = true, after_help = crate::exit::HELP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer IAM, STS and S3 on one port
    Serve(serve::Serve),
    /// Make and list accounts, on the machine that the server runs on
    Account(account::Account),
    /// Read everything in a data directory, and say what is wrong
    ///
    /// Reads every identity record, bucket, object and upload, and compares all with their seals and checksums: through the
    /// server where one runs, else by itself. Exits with 3 if anything is wrong, and with 1 if it could not be read.
    Check(check::Check),
    /// Say whether the server of a data directory can serve requests, for supervisors and containers
    ///
    /// Asks over the operator's socket. Exits with 3 if it cannot, and with 1 if no server answers.
    Health(health::Health),
    /// Play the scenario that Ostiary is for: MFA-protected access, step by step, with its denials explained
    ///
    /// Each call is shown with its answer, each denial with its reason, and everything that is made is taken down again, also
    /// after Ctrl-C. Without --endpoint or --profile it all happens on a throw-away server inside this program.
    #[cfg(feature = "client")]
    Demo(demo::Demo),
    /// Seeds: files that say what a new installation begins with
    Seed(seed::SeedArguments),
    /// Check, decide, explain and test policies, offline
    Policy(policy::PolicyArguments),
    /// Get an MFA session, and keep it until it ends
    #[cfg(feature = "client")]
    Session(session::Session),
    /// Assume a role, from the MFA session where there is one, and keep the role's session
    #[cfg(feature = "client")]
    Assume(assume::Assume),
    /// Say who these credentials are, whether MFA was used, and how long they last
    #[cfg(feature = "client")]
    Whoami(whoami::Whoami),
    /// Run a command, or a shell, with a profile's credentials in its environment
    #[cfg(feature = "client")]
    Exec(exec::Exec),
    /// Print a profile's credentials as environment variables
    #[cfg(feature = "client")]
    Env(env::Env),
    /// Print a profile's credentials for credential_process in ~/.aws/config; asks on the terminal only
    #[cfg(feature = "client")]
    CredentialProcess(credential_process::CredentialProcess),
    /// Serve a profile's credentials on loopback, as containers get them; every SDK renews them from there
    #[cfg(feature = "client")]
    ServeCredentials(serve_credentials::ServeCredentials),
    /// Write a profile that gets its credentials from ostiary, for tools that know nothing of MFA
    #[cfg(feature = "client")]
    Configure(configure::Configure),
    /// MFA devices: enroll, list, resync, remove; unlock, for the operator
    Mfa(mfa::MfaArguments),
    /// Print the present code of a virtual MFA device whose seed is in a file, for CI
    #[cfg(feature = "client")]
    Totp(totp::Totp),
    /// Access keys
    #[cfg(feature = "client")]
    Key(key::KeyArguments),
    /// Print or open a sign-in URL of AWS's web console
    #[cfg(feature = "client")]
    Console(console::Console),
    /// Check profile, endpoint, clock, credentials, device and permissions
    #[cfg(feature = "client")]
    Doctor(doctor::Doctor),
    /// List or clear the sessions that are kept
    #[cfg(feature = "client")]
    Cache(cache::CacheArguments),
    /// Print completions for a shell, which know the profiles
    Completions(completions::Completions),
    /// Print what may stand at the cursor: for the scripts of `completions`
    #[command(hide = true)]
    Complete(complete::Complete),
    /// Write the man pages
    Man(man::Man),
    /// Print version, commit and date of this binary
    Version(version::Version),
}

/// Runs the command.
///
/// # Errors
/// See the commands.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Account(arguments) => account::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Health(arguments) => health::run(&arguments),
        #[cfg(feature = "client")]
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Seed(arguments) => seed::run(&arguments),
        Command::Policy(arguments) => policy::run(&arguments),
        #[cfg(feature = "client")]
        Command::Session(arguments) => session::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Assume(arguments) => assume::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Whoami(arguments) => whoami::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Exec(arguments) => exec::run(arguments).map(success),
        #[cfg(feature = "client")]
        Command::Env(arguments) => env::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::CredentialProcess(arguments) => credential_process::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::ServeCredentials(arguments) => serve_credentials::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Configure(arguments) => configure::run(&arguments).map(success),
        Command::Mfa(arguments) => mfa::run(&arguments),
        #[cfg(feature = "client")]
        Command::Totp(arguments) => totp::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Key(arguments) => key::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Console(arguments) => console::run(&arguments).map(success),
        #[cfg(feature = "client")]
        Command::Doctor(arguments) => doctor::run(&arguments),
        #[cfg(feature = "client")]
        Command::Cache(arguments) => cache::run(&arguments).map(success),
        Command::Completions(arguments) => {
            completions::run(&arguments, &mut Arguments::command()).map(success)
        }
        Command::Complete(arguments) => complete::run(&arguments, &mut Arguments::command()).map(success),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()).map(success),
        Command::Version(arguments) => version::run(&arguments),
    }
}

#[cfg(test)]
mod tests;
