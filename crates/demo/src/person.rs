//! A person with an authenticator app, who scans the QR code and types codes.

use std::io::BufRead;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;

use client::call::ServiceError;
use client::person::{draw_qr, draw_qr_plain, otpauth_url};
use client::place::Clock;
use secret::totp::{Code, STEP_SECONDS};

use crate::interrupt::Interrupt;
use crate::limits::{DIAGNOSED_STEPS, INTERRUPT_POLL_INTERVAL};
use crate::narrator::Narrator;
use crate::seed::{Seed, step_now};
use crate::stop::Stop;

/// The person at the terminal.
pub(crate) struct Person {
    clock: Clock,
    lines: Receiver<String>,
    seed: Option<Seed>,
    /// the latest time step whose code was accepted; no server accepts an earlier one
    last_step: u64,
    offered: Vec<Code>,
}

impl Person {
    /// A person whose lines come from standard input.
    pub(crate) fn at_the_terminal(clock: Clock) -> Self {
        let (sender, lines) = channel();
        // a thread of its own, since reading cannot be interrupted; it ends with the process
        thread::spawn(move || {
            for line in std::io::stdin().lock().lines() {
                if line.is_err() || line.is_ok_and(|line| sender.send(line).is_err()) {
                    break;
                }
            }
        });
        Self::typing(clock, lines)
    }

    fn typing(clock: Clock, lines: Receiver<String>) -> Self {
        Self { clock, lines, seed: None, last_step: 0, offered: Vec::new() }
    }

    pub(crate) fn seed(&self) -> Option<&Seed> {
        self.seed.as_ref()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Shows the QR code, and the seed to be typed where it cannot be scanned.
    pub(crate) fn enrol(&mut self, device: &str, account: &str, seed: Seed, narrator: &mut Narrator<'_>) {
        let base32 = seed.base32();
        let url = otpauth_url(device, account, base32.expose());
        let draw = if narrator.has_colour() { draw_qr } else { draw_qr_plain };
        narrator.line_break();
        narrator.say("Scan this with an authenticator app:");
        narrator.line_break();
        if let Some(drawn) = draw(url.expose()) {
            narrator.verbatim(drawn.expose());
        }
        narrator.line_break();
        narrator.say("or add an account by hand, time-based, with this key:");
        narrator.verbatim(&format!("    {}", base32.expose()));
        narrator.line_break();
        self.seed = Some(seed);
    }

    pub(crate) fn pair(
        &mut self,
        refused: Option<&ServiceError>,
        narrator: &mut Narrator<'_>,
        interrupt: &Interrupt,
    ) -> Result<(Code, Code), Stop> {
        self.explain(refused, narrator);
        narrator.say("Type two codes that the app shows one after the other.");
        let first = self.ask("first code:", narrator, interrupt)?;
        let second = loop {
            let code = self.ask("next code:", narrator, interrupt)?;
            if code != first {
                break code;
            }
            narrator.say(&format!(
                "That is the first one again. The app shows the next within {STEP_SECONDS} seconds."
            ));
        };
        self.offer([first, second]);
        Ok((first, second))
    }

    pub(crate) fn code(
        &mut self,
        refused: Option<&ServiceError>,
        narrator: &mut Narrator<'_>,
        interrupt: &Interrupt,
    ) -> Result<Code, Stop> {
        self.explain(refused, narrator);
        if refused.is_none() {
            narrator.say("A code works once, so this takes a new one: wait until the app shows it.");
        }
        loop {
            let code = self.ask("code:", narrator, interrupt)?;
            if !self.is_used(code) {
                self.offer([code]);
                return Ok(code);
            }
            narrator.say(&format!(
                "That one is used, and a code works once. The app shows another within {STEP_SECONDS} seconds."
            ));
        }
    }

    /// Tells that the last code was accepted: it and all before it work no more.
    pub(crate) fn accepted(&mut self) {
        let now = step_now(&self.clock);
        if let (Some(seed), Some(code)) = (&self.seed, self.offered.last()) {
            let step = seed.step_of(*code, now, DIAGNOSED_STEPS).unwrap_or(0);
            self.last_step = self.last_step.max(step);
        }
    }

    fn offer<const N: usize>(&mut self, codes: [Code; N]) {
        self.offered = codes.to_vec();
    }

    fn is_used(&self, code: Code) -> bool {
        let step = self.step_of(code);
        step.is_some_and(|step| step <= self.last_step)
    }

    fn step_of(&self, code: Code) -> Option<u64> {
        self.seed.as_ref()?.step_of(code, step_now(&self.clock), DIAGNOSED_STEPS)
    }

    /// Asks until six digits are typed.
    fn ask(&self, question: &str, narrator: &mut Narrator<'_>, interrupt: &Interrupt) -> Result<Code, Stop> {
        loop {
            narrator.ask(question);
            let line = self.line(interrupt).inspect_err(|_| narrator.line_break())?;
            // apps show a gap in the middle
            let typed: String = line.chars().filter(|character| !character.is_whitespace()).collect();
            match Code::parse(&typed) {
                Some(code) => return Ok(code),
                None => narrator.say("A code is six digits, such as 123456."),
            }
        }
    }

    fn line(&self, interrupt: &Interrupt) -> Result<String, Stop> {
        loop {
            if interrupt.is_asked() {
                return Err(Stop::Interrupted);
            }
            match self.lines.recv_timeout(INTERRUPT_POLL_INTERVAL) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Stop::InputEnded),
            }
        }
    }

    /// Tells the fault of refused codes by the seed, which the demo knows too.
    fn explain(&self, refused: Option<&ServiceError>, narrator: &mut Narrator<'_>) {
        if refused.is_none() {
            return;
        }
        let now = step_now(&self.clock);
        let steps: Vec<Option<u64>> = self.offered.iter().map(|code| self.step_of(*code)).collect();
        narrator.say(&diagnosis(&steps, now));
    }
}

/// Fault of codes by their time steps, at time step `now`.
fn diagnosis(steps: &[Option<u64>], now: u64) -> String {
    let minutes = |steps: u64| steps * STEP_SECONDS / 60;
    let newest = steps.iter().rev().find_map(|step| *step);
    match (steps, newest) {
        (_, None) if steps.len() > 1 => "Neither is a code of this device. Does the app show another account's?".to_owned(),
        (_, None) => "It is not a code of this device. Mistyped, or another account's?".to_owned(),
        ([Some(first), Some(second)], _) if *second != first + 1 => {
            "Both are codes of this device, but not two in a row: type one, and the one that follows it at once.".to_owned()
        }
        ([_, None] | [None, _], _) => "One of them is not a code of this device. Mistyped?".to_owned(),
        (_, Some(step)) if step + 1 < now => format!(
            "It was the code of an earlier time: {} minutes ago. Typed too late, or the clock of the app is slow.",
            minutes(now - step).max(1)
        ),
        (_, Some(step)) if step > now + 1 => format!(
            "It will be the code in {} minutes: the clock of the app is fast, or this machine's is slow.",
            minutes(step - now).max(1)
        ),
        _ => "It is a code of this device and of this time, but not one that is taken: used already, or the server's \
              clock is wrong."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests;
