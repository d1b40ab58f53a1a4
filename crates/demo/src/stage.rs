//! Where a scenario is played: every call goes through here, is judged against what is expected of it, and told.

use std::time::{Duration, Instant};

use client::api::{Client, Error, ServiceError};
use secret::totp::Code;
use wire::iam::VirtualMFADevice;

use crate::authenticator::{Authenticator, Seed};
use crate::interrupt::{GLANCE, Interrupt};
use crate::narrator::Narrator;
use crate::undo::Thing;
use crate::why::Reading;

/// How long to wait before a call is made again.
const BETWEEN_TRIES: Duration = Duration::from_secs(2);
/// Calls in a row that nothing answers to, after which nothing more is taken down.
const DEAF_CALLS: usize = 2;

/// Why a scenario does not go on.
#[derive(Debug)]
pub enum Stop {
    /// somebody asked it to
    Interrupted,
    /// no answer came, or none that can be understood
    NoAnswer(Box<Error>),
    /// nobody types codes any more
    InputEnded,
    /// what follows needs what was refused just now; that has been told and counted
    Unexpected,
}

/// Who calls.
pub struct Actor {
    /// makes the calls
    pub client: Client,
    /// ends the sentence "ListBuckets, …"; empty where it goes without saying
    pub how: String,
    /// whether the credentials or what they may do are so new that a server may not know of them yet
    pub is_fresh: bool,
}

impl Actor {
    /// Whoever runs the demo, or the second account's administrator.
    pub fn administrator(client: &Client) -> Self {
        Self { client: client.clone(), how: String::new(), is_fresh: false }
    }

    /// Somebody whom the demo made.
    pub fn new(client: Client, how: &str) -> Self {
        Self { client, how: how.to_owned(), is_fresh: true }
    }

    fn tell(&self, call: &str) -> String {
        if self.how.is_empty() { call.to_owned() } else { format!("{call}, {}", self.how) }
    }
}

/// Why a denial is expected.
pub enum Denial<'k> {
    /// No policy allows it: what is missing.
    Lack(&'k str),
    /// The MFA code cannot be right: what is the matter with it.
    Code(&'k str),
}

/// Asks an authenticator for codes; see [`Authenticator::code`].
type Ask<C> = fn(&mut Authenticator, Option<&ServiceError>, &mut Narrator<'_>, &Interrupt) -> Result<C, Stop>;

struct Made {
    client: Client,
    thing: Thing,
    /// whether the server said so, or its answer was lost
    sure: bool,
}

/// Plays, tells, counts, and remembers what to take down.
pub struct Stage<'a> {
    /// Tells the story.
    pub narrator: Narrator<'a>,
    interrupt: Interrupt,
    authenticator: Authenticator,
    patience: Duration,
    made: Vec<Made>,
    calls: usize,
    denials: usize,
    unexpected: usize,
}

impl<'a> Stage<'a> {
    /// `patience` is how long changes may take to be known everywhere.
    pub fn new(
        narrator: Narrator<'a>,
        interrupt: Interrupt,
        authenticator: Authenticator,
        patience: Duration,
    ) -> Self {
        let (made, calls, denials, unexpected) = (Vec::new(), 0, 0, 0);
        Self { narrator, interrupt, authenticator, patience, made, calls, denials, unexpected }
    }

    /// How many outcomes were not what they should have been.
    pub fn unexpected(&self) -> usize {
        self.unexpected
    }

    /// Says that all is well.
    pub fn conclude(&mut self) {
        self.narrator.part(&format!(
            "All {} calls ended as they should, {} of them denied. Nothing is left behind.",
            self.calls, self.denials
        ));
    }

    /// Makes a call that is to succeed; `show` says what is to be told of the answer.
    pub fn allowed<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        make: impl Fn(&Client) -> Result<T, Error>,
        show: impl Fn(&T) -> String,
    ) -> Result<T, Stop> {
        let answer = self.call(actor, call, make, |error| is_settling(error, actor.is_fresh))?;
        self.outcome(actor, call, answer, show)
    }

    /// Makes a call that makes something.
    pub fn made<T>(
        &mut self,
        actor: &Actor,
        thing: Thing,
        call: &str,
        make: impl Fn(&Client) -> Result<T, Error>,
        show: impl Fn(&T) -> String,
    ) -> Result<T, Stop> {
        self.begin(actor, thing);
        let answer = self.call(actor, call, make, |error| is_settling(error, actor.is_fresh))?;
        self.settle(&answer);
        self.outcome(actor, call, answer, show)
    }

    /// Notes what is about to be made: should the answer be lost, it has to be looked for.
    fn begin(&mut self, actor: &Actor, thing: Thing) {
        self.made.push(Made { client: actor.client.clone(), thing, sure: false });
    }

    /// Notes whether it was made.
    fn settle<T>(&mut self, answer: &Result<T, ServiceError>) {
        match answer {
            Ok(_) => self.made.iter_mut().last().into_iter().for_each(|made| made.sure = true),
            Err(error) if error.status < 500 => drop(self.made.pop()),
            Err(_) => {}
        }
    }

    /// Changes the memory of what was made last, where the answer tells more of it than was known.
    pub fn remember(&mut self, thing: Thing) {
        if let Some(made) = self.made.last_mut() {
            made.thing = thing;
        }
    }

    /// Makes a call that is to be denied, and says why it was.
    pub fn denied<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        denial: &Denial<'_>,
        make: impl Fn(&Client) -> Result<T, Error>,
    ) -> Result<(), Stop> {
        let settling =
            |error: &ServiceError| !error.code.starts_with("AccessDenied") && is_settling(error, true);
        let answer = self.call(actor, call, make, settling)?;
        let call = actor.tell(call);
        let Err(error) = answer else {
            self.unexpected += 1;
            self.narrator.bad(&call, "allowed, and should have been denied");
            return Ok(());
        };
        let reading = Reading::of(&error);
        let (known, is_kind) = match denial {
            Denial::Lack(known) => (known, reading != Reading::Code && reading.is_by_lack()),
            Denial::Code(known) => (known, reading == Reading::Code),
        };
        if error.code == "AccessDenied" && is_kind {
            self.denials += 1;
            self.narrator.good(&call, "denied, as it should be");
            self.narrator.answer(&in_short(&error));
            self.narrator.why(&reading.explain(known));
        } else {
            self.unexpected += 1;
            self.narrator.bad(&call, "refused, but not for the reason that was to be shown");
            self.narrator.answer(&in_short(&error));
            if error.code == "AccessDenied" && !reading.is_by_lack() {
                self.narrator.why(&reading.explain(known));
            }
        }
        Ok(())
    }

    /// Hands the seed of a new device to whoever computes codes.
    pub fn enrol(&mut self, name: &str, account: &str, device: &VirtualMFADevice) -> Result<(), Stop> {
        match Seed::of(device) {
            Some(seed) => {
                self.authenticator.enrol(name, account, seed, &mut self.narrator);
                Ok(())
            }
            None => Err(self.lacking("Base32StringSeed")),
        }
    }

    /// An answer lacks what follows needs.
    pub fn lacking(&mut self, what: &str) -> Stop {
        self.unexpected += 1;
        self.narrator.bad(what, "is not in the answer");
        Stop::Unexpected
    }

    /// Makes a call that is to make something with two consecutive codes, which are asked for again when they are not
    /// taken.
    pub fn made_with_pair<T>(
        &mut self,
        actor: &Actor,
        thing: Thing,
        call: &str,
        make: impl Fn(&Client, (Code, Code)) -> Result<T, Error>,
    ) -> Result<T, Stop> {
        self.begin(actor, thing);
        let answer = self.with_codes(actor, call, Authenticator::pair, make)?;
        self.settle(&answer);
        self.outcome(actor, call, answer, |_| String::new())
    }

    /// Makes a call that is to succeed with a fresh code, which is asked for again when it is not taken.
    pub fn with_code<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        make: impl Fn(&Client, Code) -> Result<T, Error>,
        show: impl Fn(&T) -> String,
    ) -> Result<(T, Code), Stop> {
        let make = |client: &Client, code: Code| make(client, code).map(|answer| (answer, code));
        let answer = self.with_codes(actor, call, Authenticator::code, make)?;
        self.outcome(actor, call, answer, |(answer, _)| show(answer))
    }

    fn with_codes<C: Copy, T>(
        &mut self,
        actor: &Actor,
        call: &str,
        ask: Ask<C>,
        make: impl Fn(&Client, C) -> Result<T, Error>,
    ) -> Result<Result<T, ServiceError>, Stop> {
        let is_patient = !self.patience.is_zero();
        let mut refused: Option<ServiceError> = None;
        for tries_left in (0..self.authenticator.tries(is_patient)).rev() {
            let codes = ask(&mut self.authenticator, refused.as_ref(), &mut self.narrator, &self.interrupt)?;
            let answer = self.call(actor, call, |client| make(client, codes), |_| false)?;
            match answer {
                Err(error) if tries_left > 0 && is_about_code(&error, is_patient) => {
                    self.narrator.again(&actor.tell(call), "not taken");
                    self.narrator.answer(&in_short(&error));
                    refused = Some(error);
                }
                answer => {
                    if answer.is_ok() {
                        self.authenticator.accepted();
                    }
                    return Ok(answer);
                }
            }
        }
        // an authenticator that is never asked
        Err(Stop::Unexpected)
    }

    /// A code that no device of the demo shows.
    pub fn wrong_code(&self) -> Option<Code> {
        self.authenticator.wrong_code()
    }

    /// Makes a call, again and again while what was made before may not be known everywhere.
    fn call<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        make: impl Fn(&Client) -> Result<T, Error>,
        is_settling: impl Fn(&ServiceError) -> bool,
    ) -> Result<Result<T, ServiceError>, Stop> {
        let end = Instant::now() + self.patience;
        let mut told = false;
        self.calls += 1;
        loop {
            if self.interrupt.is_asked() {
                return Err(Stop::Interrupted);
            }
            match make(&actor.client) {
                Ok(answer) => return Ok(Ok(answer)),
                Err(Error::Service(error)) if is_settling(&error) && Instant::now() < end => {
                    if !told {
                        self.narrator.again(
                            &actor.tell(call),
                            &format!(
                                "{}: what is new may not be known everywhere yet; trying again",
                                error.code
                            ),
                        );
                        told = true;
                    }
                    self.interrupt.wait(BETWEEN_TRIES);
                }
                Err(Error::Service(error)) => return Ok(Err(error)),
                Err(error) => {
                    self.narrator.bad(&actor.tell(call), "no answer");
                    return Err(Stop::NoAnswer(Box::new(error)));
                }
            }
        }
    }

    /// Tells the outcome of a call that was to succeed.
    fn outcome<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        answer: Result<T, ServiceError>,
        show: impl Fn(&T) -> String,
    ) -> Result<T, Stop> {
        let call = actor.tell(call);
        match answer {
            Ok(answer) => {
                self.narrator.good(&call, &show(&answer));
                Ok(answer)
            }
            Err(error) => {
                self.unexpected += 1;
                self.narrator.bad(&call, "refused, and should have been allowed");
                self.narrator.answer(&in_short(&error));
                if let Some(skew) = error.clock_skew_seconds() {
                    self.narrator
                        .why(&format!("the clocks of this machine and of the server are {skew} s apart."));
                } else if let reading @ Reading::Forbidden { .. } = Reading::of(&error) {
                    self.narrator.why(&reading.explain(""));
                }
                Err(Stop::Unexpected)
            }
        }
    }

    /// Takes down what was made, last made first. What cannot be taken down is given in words.
    pub fn take_down(&mut self) -> Vec<String> {
        let made: Vec<Made> = std::mem::take(&mut self.made);
        if !made.is_empty() {
            self.narrator.part("Take down");
        }
        let mut left = Vec::new();
        let mut deaf = 0;
        for made in made.into_iter().rev() {
            if self.interrupt.is_urgent() || deaf >= DEAF_CALLS {
                left.push(made.thing.words());
                continue;
            }
            let call = made.thing.call();
            self.calls += 1;
            match self.persist(&made, left.is_empty()) {
                Ok(()) => {
                    deaf = 0;
                    self.narrator.good(&call, "");
                }
                Err(error) if is_gone(&error) => {
                    deaf = 0;
                    if made.sure {
                        self.narrator.good(&call, "it was gone already");
                    }
                }
                Err(error) => {
                    deaf = if error.service().is_some() { 0 } else { deaf + 1 };
                    self.narrator.bad(&call, "not done");
                    self.narrator.answer(&error.to_string());
                    left.push(made.thing.words());
                }
            }
        }
        left
    }

    /// Takes one thing down. If all that was made after it is down, the server may need time to notice that nothing needs
    /// it any more.
    fn persist(&self, made: &Made, is_free: bool) -> Result<(), Error> {
        let end = Instant::now() + self.patience;
        loop {
            let done = made.thing.take_down(&made.client);
            let is_settling = done.as_ref().err().and_then(Error::service).is_some_and(|error| {
                let is_needed = matches!(error.code.as_str(), "DeleteConflict" | "BucketNotEmpty");
                is_needed && is_free || is_passing(error)
            });
            if !is_settling || Instant::now() >= end {
                return done;
            }
            let pause = Instant::now() + BETWEEN_TRIES;
            while Instant::now() < pause && !self.interrupt.is_urgent() {
                std::thread::sleep(GLANCE);
            }
            if self.interrupt.is_urgent() {
                return done;
            }
        }
    }
}

/// `AccessDenied (HTTP 403): Access Denied`
fn in_short(error: &ServiceError) -> String {
    format!("{} (HTTP {}): {}", error.code, error.status, error.message.trim())
}

/// Whether the same call may succeed by itself a little later: on AWS, what is new takes seconds to be known everywhere.
fn is_settling(error: &ServiceError, is_fresh: bool) -> bool {
    match error.code.as_str() {
        "NoSuchEntity" | "NoSuchBucket" => true,
        "MalformedPolicyDocument" => error.message.to_ascii_lowercase().contains("principal"),
        "AccessDenied" | "InvalidClientTokenId" | "InvalidAccessKeyId" => is_fresh,
        _ => is_passing(error),
    }
}

/// Whether the server says that it is busy.
fn is_passing(error: &ServiceError) -> bool {
    error.status >= 500 || matches!(error.code.as_str(), "Throttling" | "SlowDown" | "ConcurrentModification")
}

/// Whether a call with a code is worth another code: the code was not taken or, where changes take time, a policy that
/// allows it may not be known yet.
fn is_about_code(error: &ServiceError, is_patient: bool) -> bool {
    error.code == "InvalidAuthenticationCode"
        || error.code == "AccessDenied" && (is_patient || Reading::of(error) == Reading::Code)
}

fn is_gone(error: &Error) -> bool {
    error
        .service()
        .is_some_and(|error| matches!(error.code.as_str(), "NoSuchEntity" | "NoSuchBucket" | "NoSuchKey"))
}

#[cfg(test)]
mod tests;
