//! The scenario that Ostiary exists for, played call by call against a server and told as it goes: MFA-protected access with
//! a session token, with a role, and with a role of another account.
//!
//! [`run`] starts a throw-away server, or takes clients of one that is there; plays a [`Scenario`]; explains every denial;
//! and takes down whatever it made, also when something fails or somebody presses Ctrl-C. Knows nothing of flags, profiles
//! or exit codes.

mod authenticator;
mod embedded;
mod interrupt;
mod narrator;
mod person;
mod scenario;
mod stage;
mod undo;
mod why;

use std::fmt;
use std::io::Write;
use std::time::Duration;

use client::api::{Client, Clock};

use authenticator::{Authenticator, BuiltIn};
use embedded::Embedded;
use interrupt::Interrupt;
use narrator::Narrator;
use person::Person;
use stage::{Stage, Stop};

/// How long a call that is to succeed is tried again where keys and policies take effect late, as on AWS.
const SETTLING: Duration = Duration::from_secs(60);

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// GetSessionToken with MFA opens what a user's policy protects.
    SessionToken,
    /// AssumeRole with MFA, in one account.
    AssumeRole,
    /// AssumeRole from one account into another, with MFA and an external id.
    CrossAccount,
}

/// Where it is played.
pub enum Place {
    /// On a server of its own, in a temporary directory.
    Embedded,
    /// On a server that is there, by clients that may administer it.
    Elsewhere {
        /// Administers the account of the user.
        client: Box<Client>,
        /// Administers the account of the role; needed by [`Scenario::CrossAccount`] only.
        partner: Option<Box<Client>>,
    },
}

/// How it is told.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Whether a person scans the QR code and types codes.
    pub interactive: bool,
    /// Whether the output understands colours.
    pub colour: bool,
}

/// Why a demo did not end as it should.
#[derive(Debug)]
pub struct Failed {
    /// What was wrong.
    pub reason: Reason,
    /// What it made and could not take down, each in words.
    pub left: Vec<String>,
}

/// What was wrong.
#[derive(Debug)]
pub enum Reason {
    /// It could not begin: why.
    Start(String),
    /// Somebody interrupted it.
    Interrupted,
    /// A server did not answer, or with nothing that can be understood.
    NoAnswer(Box<client::api::Error>),
    /// A code was asked for, and the input ended.
    InputEnded,
    /// So many outcomes were not what was expected.
    Unexpected(usize),
    /// All went well but for what is left.
    Leftovers,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Start(why) => f.write_str(why)?,
            Reason::Interrupted => f.write_str("interrupted")?,
            Reason::NoAnswer(error) => error.fmt(f)?,
            Reason::InputEnded => f.write_str("a code was asked for, and the input ended")?,
            Reason::Unexpected(1) => f.write_str("one outcome was not what it should have been")?,
            Reason::Unexpected(count) => write!(f, "{count} outcomes were not what they should have been")?,
            Reason::Leftovers => f.write_str("something that the demo made is left")?,
        }
        if !self.left.is_empty() {
            write!(f, "; left behind: {}", self.left.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Failed {}

/// Plays a scenario and tells it to `out`. That nobody listens any more is no failure.
///
/// # Errors
/// Unless every expected outcome was seen, denials included, and nothing is left behind.
pub fn run(scenario: Scenario, place: Place, manner: Manner, out: &mut dyn Write) -> Result<(), Failed> {
    let cannot = |why: String| Failed { reason: Reason::Start(why), left: Vec::new() };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| cannot(error.to_string()))?;
    let interrupt = Interrupt::watch(&runtime).map_err(|error| cannot(error.to_string()))?;
    let mut narrator = Narrator::new(out, manner.colour);
    let (embedded, client, partner) = match place {
        Place::Elsewhere { client, partner } => (None, *client, partner.map(|partner| *partner)),
        Place::Embedded => {
            let server = Embedded::start(&runtime, scenario == Scenario::CrossAccount).map_err(cannot)?;
            let (client, partner) = (server.client().map_err(cannot)?, server.partner().map_err(cannot)?);
            (Some(server), client, partner)
        }
    };
    narrator.title(scenario.name(), scenario.moral());
    narrator.fact("server", &place_line(embedded.is_some(), &client));
    let clock = Clock::system();
    let authenticator = if manner.interactive {
        Authenticator::Person(Person::at_the_terminal(clock))
    } else {
        Authenticator::BuiltIn(BuiltIn::new(clock))
    };
    let patience = if embedded.is_some() { Duration::ZERO } else { SETTLING };
    let stage = Stage::new(narrator, interrupt, authenticator, patience);
    let ended = play(scenario, stage, &client, partner.as_ref());
    if let Some(server) = embedded {
        server.stop(&runtime);
    }
    ended
}

fn place_line(embedded: bool, client: &Client) -> String {
    let url = client.endpoints().sts.url();
    if embedded { format!("{url}, a throw-away one in a temporary directory") } else { url }
}

fn play(
    scenario: Scenario,
    mut stage: Stage<'_>,
    client: &Client,
    partner: Option<&Client>,
) -> Result<(), Failed> {
    let played = match (scenario, partner) {
        (Scenario::SessionToken, _) => scenario::session_token::play(&mut stage, client),
        (Scenario::AssumeRole, _) => scenario::assume_role::play(&mut stage, client),
        (Scenario::CrossAccount, Some(partner)) => scenario::cross_account::play(&mut stage, client, partner),
        (Scenario::CrossAccount, None) => {
            let why = "cross-account needs an administrator of the second account".to_owned();
            return Err(Failed { reason: Reason::Start(why), left: Vec::new() });
        }
    };
    let left = stage.take_down();
    let reason = match played {
        Err(Stop::Interrupted) => Reason::Interrupted,
        Err(Stop::NoAnswer(error)) => Reason::NoAnswer(error),
        Err(Stop::InputEnded) => Reason::InputEnded,
        Err(Stop::Unexpected) | Ok(()) if stage.unexpected() > 0 => Reason::Unexpected(stage.unexpected()),
        Err(Stop::Unexpected) | Ok(()) if !left.is_empty() => Reason::Leftovers,
        Err(Stop::Unexpected) | Ok(()) => {
            stage.conclude();
            return Ok(());
        }
    };
    Err(Failed { reason, left })
}
