//! The scenario that Ostiary exists for, played call by call against a server and explained: MFA-protected access with
//! a session token, with a role, and with a role of another account.
//!
//! [`run`] starts a throw-away server, or takes clients of a running one; plays a [`Scenario`]; explains every denial; and takes
//! down everything it made, even after a failure or Ctrl-C. Knows nothing of flags, profiles or exit codes.

mod authenticator;
mod embedded;
mod interrupt;
mod limits;
mod narrator;
mod person;
mod scenario;
mod seed;
mod stage;
mod stop;
mod undo;
mod why;

use std::fmt;
use std::io::Write;
use std::time::Duration;

use client::call::Client;
use client::place::Clock;

use authenticator::{Authenticator, BuiltIn};
use embedded::Embedded;
use interrupt::Interrupt;
use limits::SETTLING_TIMEOUT;
use narrator::Narrator;
use person::Person;
use stage::Stage;
use stop::Stop;

pub use scenario::Scenario;

/// Place of the play.
pub enum Place {
    /// A throw-away server in a temporary directory.
    Embedded,
    /// A running server, by clients that may administer it.
    Elsewhere {
        /// administrator of the user's account
        client: Box<Client>,
        /// administrator of the role's account; needed by [`Scenario::CrossAccount`] only
        partner: Option<Box<Client>>,
    },
}

/// Manner of the story.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// true if a person scans the QR code and types codes
    pub interactive: bool,
    /// true if the output shows colours
    pub colour: bool,
}

/// A demo that did not end as expected.
#[derive(Debug)]
pub struct Failed {
    /// reason of the failure
    pub reason: Reason,
    /// things that could not be taken down, in words
    pub left: Vec<String>,
}

/// Reason of a failure.
#[derive(Debug)]
pub enum Reason {
    /// The demo could not begin; the text tells the reason.
    Start(String),
    /// A signal interrupted it.
    Interrupted,
    /// A server gave no answer, or none that can be understood.
    NoAnswer(Box<client::call::Error>),
    /// A code was asked for, and the input ended.
    InputEnded,
    /// Number of outcomes that were not the expected ones.
    Unexpected(usize),
    /// Every outcome was the expected one, but something could not be taken down.
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

/// Plays a scenario and tells it to `out`. A failure to write there is ignored.
///
/// # Errors
/// If an outcome, denials included, was not the expected one, or something is left behind.
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
    let patience = if embedded.is_some() { Duration::ZERO } else { SETTLING_TIMEOUT };
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
