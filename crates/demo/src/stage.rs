//! Stage of a scenario: every call goes through here, is compared with the expected outcome, and told.

use std::time::{Duration, Instant};

use client::call::{Client, Error, ServiceError};
use secret::totp::Code;
use wire::iam::VirtualMFADevice;

use crate::authenticator::Authenticator;
use crate::interrupt::Interrupt;
use crate::limits::{CALL_RETRY_INTERVAL, INTERRUPT_POLL_INTERVAL, MAX_UNANSWERED_CALLS};
use crate::narrator::Narrator;
use crate::seed::Seed;
use crate::stop::Stop;
use crate::undo::Thing;
use crate::why::Reading;

/// Caller of a scenario's calls.
pub(crate) struct Actor {
    /// client with the caller's credentials
    pub(crate) client: Client,
    /// end of the sentence "ListBuckets, …"; empty for administrators
    pub(crate) how: String,
    /// true if credentials or permissions are so new that a server may not know them yet
    pub(crate) is_fresh: bool,
}

impl Actor {
    /// The administrator of an account.
    pub(crate) fn administrator(client: &Client) -> Self {
        Self { client: client.clone(), how: String::new(), is_fresh: false }
    }

    /// A principal that the demo made.
    pub(crate) fn new(client: Client, how: &str) -> Self {
        Self { client, how: how.to_owned(), is_fresh: true }
    }

    fn tell(&self, call: &str) -> String {
        if self.how.is_empty() { call.to_owned() } else { format!("{call}, {}", self.how) }
    }
}

/// Reason of an expected denial, in words for the story.
pub(crate) enum Denial<'k> {
    /// No policy allows the call; the text tells the missing permission.
    Lack(&'k str),
    /// The MFA code cannot be right; the text tells its fault.
    Code(&'k str),
}

/// Method of an authenticator that gives codes; see [`Authenticator::code`].
type Ask<C> = fn(&mut Authenticator, Option<&ServiceError>, &mut Narrator<'_>, &Interrupt) -> Result<C, Stop>;

struct Made {
    client: Client,
    thing: Thing,
    /// true if the server confirmed it; false if its answer was lost
    sure: bool,
}

/// A scenario in play: its calls are made, told and counted, and everything made is remembered until it is taken down.
pub(crate) struct Stage<'a> {
    /// narrator of the story
    pub(crate) narrator: Narrator<'a>,
    interrupt: Interrupt,
    authenticator: Authenticator,
    patience: Duration,
    made: Vec<Made>,
    calls: usize,
    denials: usize,
    unexpected: usize,
}

impl<'a> Stage<'a> {
    /// A stage. `patience` is the time within which changes are known everywhere.
    pub(crate) fn new(
        narrator: Narrator<'a>,
        interrupt: Interrupt,
        authenticator: Authenticator,
        patience: Duration,
    ) -> Self {
        let (made, calls, denials, unexpected) = (Vec::new(), 0, 0, 0);
        Self { narrator, interrupt, authenticator, patience, made, calls, denials, unexpected }
    }

    /// Number of outcomes that were not the expected ones.
    pub(crate) fn unexpected(&self) -> usize {
        self.unexpected
    }

    /// Tells that every outcome was the expected one.
    pub(crate) fn conclude(&mut self) {
        self.narrator.part(&format!(
            "All {} calls ended as they should, {} of them denied. Nothing is left behind.",
            self.calls, self.denials
        ));
    }

    /// Makes a call that is expected to succeed; `show` gives the part of the answer that is told.
    pub(crate) fn allowed<T>(
        &mut self,
        actor: &Actor,
        call: &str,
        make: impl Fn(&Client) -> Result<T, Error>,
        show: impl Fn(&T) -> String,
    ) -> Result<T, Stop> {
        let answer = self.call(actor, call, make, |error| is_settling(error, actor.is_fresh))?;
        self.outcome(actor, call, answer, show)
    }

    /// Makes a call that makes something, which is remembered.
    pub(crate) fn made<T>(
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

    /// Remembers a thing before it is made: if the answer is lost, it may exist.
    fn begin(&mut self, actor: &Actor, thing: Thing) {
        self.made.push(Made { client: actor.client.clone(), thing, sure: false });
    }

    /// Keeps or drops the last thing by the answer to its call.
    fn settle<T>(&mut self, answer: &Result<T, ServiceError>) {
        match answer {
            Ok(_) => self.made.iter_mut().last().into_iter().for_each(|made| made.sure = true),
            Err(error) if error.status < 500 => drop(self.made.pop()),
            Err(_) => {}
        }
    }

    /// Replaces the last thing, if the answer tells more about it.
    pub(crate) fn remember(&mut self, thing: Thing) {
        if let Some(made) = self.made.last_mut() {
            made.thing = thing;
        }
    }

    /// Makes a call that is expected to be denied, and tells the denial's reason.
    pub(crate) fn denied<T>(
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

    /// Gives the seed of a new device to the authenticator.
    pub(crate) fn enrol(&mut self, name: &str, account: &str, device: &VirtualMFADevice) -> Result<(), Stop> {
        match Seed::of(device) {
            Some(seed) => {
                self.authenticator.enrol(name, account, seed, &mut self.narrator);
                Ok(())
            }
            None => Err(self.lacking("Base32StringSeed")),
        }
    }

    /// Tells that an answer lacks something that the next step needs.
    pub(crate) fn lacking(&mut self, what: &str) -> Stop {
        self.unexpected += 1;
        self.narrator.bad(what, "is not in the answer");
        Stop::Unexpected
    }

    /// Makes a call that makes something with two consecutive codes, which are asked for again if refused.
    pub(crate) fn made_with_pair<T>(
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

    /// Makes a call that is expected to succeed with a new code, which is asked for again if refused.
    pub(crate) fn with_code<T>(
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
        // the authenticator allows no try
        Err(Stop::Unexpected)
    }

    /// A code that the demo's device shows at no time near.
    pub(crate) fn wrong_code(&self) -> Option<Code> {
        self.authenticator.wrong_code()
    }

    /// Makes a call, and repeats it while earlier changes may not be known everywhere.
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
                    self.interrupt.wait(CALL_RETRY_INTERVAL);
                }
                Err(Error::Service(error)) => return Ok(Err(error)),
                Err(error) => {
                    self.narrator.bad(&actor.tell(call), "no answer");
                    return Err(Stop::NoAnswer(Box::new(error)));
                }
            }
        }
    }

    /// Tells the outcome of a call that was expected to succeed.
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

    /// Takes down everything made, the last first. Returns the rest in words.
    pub(crate) fn take_down(&mut self) -> Vec<String> {
        let made: Vec<Made> = std::mem::take(&mut self.made);
        if !made.is_empty() {
            self.narrator.part("Take down");
        }
        let mut left = Vec::new();
        let mut unanswered = 0;
        for made in made.into_iter().rev() {
            if self.interrupt.is_urgent() || unanswered >= MAX_UNANSWERED_CALLS {
                left.push(made.thing.words());
                continue;
            }
            let call = made.thing.call();
            self.calls += 1;
            match self.persist(&made, left.is_empty()) {
                Ok(()) => {
                    unanswered = 0;
                    self.narrator.good(&call, "");
                }
                Err(error) if is_gone(&error) => {
                    unanswered = 0;
                    if made.sure {
                        self.narrator.good(&call, "it was gone already");
                    }
                }
                Err(error) => {
                    unanswered = if error.service().is_some() { 0 } else { unanswered + 1 };
                    self.narrator.bad(&call, "not done");
                    self.narrator.answer(&error.to_string());
                    left.push(made.thing.words());
                }
            }
        }
        left
    }

    /// Takes one thing down. `is_free` is true if everything made after it is down: a conflict then means that the server needs
    /// time to notice.
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
            let pause = Instant::now() + CALL_RETRY_INTERVAL;
            while Instant::now() < pause && !self.interrupt.is_urgent() {
                std::thread::sleep(INTERRUPT_POLL_INTERVAL);
            }
            if self.interrupt.is_urgent() {
                return done;
            }
        }
    }
}

/// An error in one line: `AccessDenied (HTTP 403): Access Denied`.
fn in_short(error: &ServiceError) -> String {
    format!("{} (HTTP {}): {}", error.code, error.status, error.message.trim())
}

/// Reports whether the same call may succeed a little later: on AWS, changes take seconds to be known everywhere.
fn is_settling(error: &ServiceError, is_fresh: bool) -> bool {
    match error.code.as_str() {
        "NoSuchEntity" | "NoSuchBucket" => true,
        "MalformedPolicyDocument" => error.message.to_ascii_lowercase().contains("principal"),
        "AccessDenied" | "InvalidClientTokenId" | "InvalidAccessKeyId" => is_fresh,
        _ => is_passing(error),
    }
}

/// Reports whether the server says that it is busy.
fn is_passing(error: &ServiceError) -> bool {
    error.status >= 500 || matches!(error.code.as_str(), "Throttling" | "SlowDown" | "ConcurrentModification")
}

/// Reports whether a call with a code is worth another code: the code was refused or, where changes take time, a policy that
/// allows the call may not be known yet.
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
