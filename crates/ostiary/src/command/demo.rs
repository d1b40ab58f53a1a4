//! `ostiary demo`: plays the scenario, on a throw-away server or on a running one.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use client::broker::{Broker, CodeSource, Connection, Options, client_of};
use client::cache::Cache;
use client::call::{Client, Credentials};
use client::person::{DevTty, Loudness, Stderr};
use client::place::{Clock, Environment};
use client::profile::{Choices, Profiles, Settings, Source};
use client::{EXIT_CANCELLED, EXIT_FAILURE, Error};
use demo::{Manner, Place, Reason, Scenario};

use crate::exit::{Failure, UNEXPECTED};

/// Exit code of wrong arguments.
const WRONG_ARGUMENTS: u8 = 2;

/// Scenario, place and authenticator of the demo.
#[derive(Args)]
pub(crate) struct Demo {
    /// Scenario to play
    #[arg(value_enum, default_value_t = Play::SessionToken)]
    scenario: Play,
    /// Scan the QR code with your own authenticator app and type its codes, instead of leaving that to the demo
    #[arg(long)]
    interactive: bool,
    /// Play on the server at this address, with the credentials that AWS's tools would use
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Play where this profile leads, be it AWS itself. Its user has to be allowed to manage IAM and to make a bucket
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Profile of an administrator of the second account, for cross-account on a server that is there
    #[arg(long, value_name = "PROFILE")]
    partner_profile: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Play {
    /// A user lists buckets in a session that an MFA code opened, and not without
    SessionToken,
    /// A user who may do nothing takes on a role that lists buckets, with an MFA code
    AssumeRole,
    /// A user takes on another account's role, with an MFA session and an external id
    CrossAccount,
}

/// Plays the scenario.
///
/// # Errors
/// If the profile or its credentials cannot be used.
pub(crate) fn run(flags: &Demo) -> Result<ExitCode, Failure> {
    let scenario = match flags.scenario {
        Play::SessionToken => Scenario::SessionToken,
        Play::AssumeRole => Scenario::AssumeRole,
        Play::CrossAccount => Scenario::CrossAccount,
    };
    let is_elsewhere = flags.endpoint.is_some() || flags.profile.is_some();
    if is_elsewhere && flags.partner_profile.is_none() && scenario == Scenario::CrossAccount {
        return Ok(wrong(
            "cross-account needs --partner-profile there: an administrator of the second account",
        ));
    }
    if flags.partner_profile.is_some() && !(is_elsewhere && scenario == Scenario::CrossAccount) {
        return Ok(wrong("--partner-profile is for cross-account with --endpoint or --profile"));
    }
    let place = if is_elsewhere {
        let client = client(flags.profile.as_deref(), flags.endpoint.as_deref()).map_err(not_begun)?;
        let partner = flags.partner_profile.as_deref();
        let partner =
            partner.map(|profile| self::client(Some(profile), flags.endpoint.as_deref()).map_err(not_begun));
        Place::Elsewhere { client: Box::new(client), partner: partner.transpose()?.map(Box::new) }
    } else {
        Place::Embedded
    };
    let manner = Manner { interactive: flags.interactive, colour: has_colour() };
    match demo::run(scenario, place, manner, &mut std::io::stdout()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(failed) => {
            let code = match failed.reason {
                Reason::Unexpected(_) | Reason::Leftovers => ExitCode::from(UNEXPECTED),
                Reason::Interrupted => ExitCode::from(EXIT_CANCELLED),
                Reason::Start(_) | Reason::NoAnswer(_) | Reason::InputEnded => ExitCode::FAILURE,
            };
            Failure::new(failed).report();
            Ok(code)
        }
    }
}

/// The failure of a demo that cannot begin. It ends with 1 for every reason.
fn not_begun(error: Error) -> Failure {
    Failure::from(error).code(EXIT_FAILURE)
}

fn wrong(message: &str) -> ExitCode {
    Failure::new(message).hint("see ostiary demo --help").report();
    ExitCode::from(WRONG_ARGUMENTS)
}

/// Reports whether stdout is a terminal that shows colours, unless `NO_COLOR` is set (<https://no-color.org>).
fn has_colour() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

/// A client with the credentials of a profile, or of the environment.
fn client(profile: Option<&str>, endpoint: Option<&str>) -> Result<Client, Error> {
    let environment = Environment::of_process();
    let choices =
        Choices { profile: profile.map(str::to_owned), region: None, endpoint: endpoint.map(str::to_owned) };
    let profiles = Profiles::load(&environment)?;
    let settings = Settings::settle(&profiles, &environment, &choices)?;
    let credentials = credentials(&settings, &environment)?;
    client_of(&settings, Some(credentials), Clock::system())
}

/// Credentials of the profile, with its MFA session and roles. The cache is not opened for a profile that is a mere key.
fn credentials(settings: &Settings, environment: &Environment) -> Result<Credentials, Error> {
    let plan = &settings.plan;
    if let Source::Static(credentials) = &plan.source
        && plan.roles.is_empty()
        && plan.mfa_serial.is_none()
    {
        return Ok(credentials.clone());
    }
    let cache = Cache::of(environment, &mut || ())?;
    let (mut terminal, mut progress) = (DevTty::new(environment), Stderr::new(Loudness::Quiet, true));
    let mut broker = Broker {
        settings,
        environment,
        clock: Clock::system(),
        cache: &cache,
        terminal: &mut terminal,
        progress: &mut progress,
        code: CodeSource::Prompt,
        options: Options::default(),
        connection: Connection::default(),
    };
    Ok(broker.credentials()?.credentials)
}
