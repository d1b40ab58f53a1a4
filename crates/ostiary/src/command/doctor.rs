//! `ostiary doctor`: checks profile, endpoint, clock, credentials, device and permissions.

use std::process::ExitCode;

use clap::Args;
use client::broker::{Options, outlasts_chaining};
use client::command::Table;
use client::command::doctor::{self, Check, Verdict};
use client::profile::Settings;

use crate::context::Context;
use crate::exit::{Failure, UNEXPECTED};
use crate::flags::{Mfa, User};
use crate::output;

#[derive(Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    user: User,
}

/// Writes each check. Ends with [`UNEXPECTED`] if something is wrong.
///
/// # Errors
/// If a result cannot be written.
pub(crate) fn run(arguments: &Doctor) -> Result<ExitCode, Failure> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let json = context.json;
    let mut checks = Vec::new();
    let mut found = |check: Check| {
        // each is written when it is known: the next one may take long
        let told = if json { Ok(()) } else { output::tell(&check.line()) };
        checks.push(check);
        told
    };
    match context.settle(user.profile.as_deref(), &user.place) {
        Err(error) => found(Check::failed("profile", &error))?,
        Ok(settings) => examine(&mut context, &settings, user, &mut found)?,
    }
    if json {
        output::print(&Table(checks.iter().map(Check::report).collect()).json())?;
    }
    let is_fine = checks.iter().all(|check| check.verdict < Verdict::Wrong);
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::from(UNEXPECTED) })
}

fn examine(
    context: &mut Context,
    settings: &Settings,
    user: &User,
    found: &mut dyn FnMut(Check) -> Result<(), Failure>,
) -> Result<(), Failure> {
    found(doctor::place(settings))?;
    let unsigned = match context.client(settings, None) {
        Ok(client) => client,
        Err(error) => return found(Check::failed("certificate authorities", &error)),
    };
    let checks = context.during("asking the endpoint", || doctor::endpoint(&unsigned));
    let answers = checks.iter().all(|check| check.verdict < Verdict::Wrong || check.what != doctor::ENDPOINT);
    checks.into_iter().try_for_each(&mut *found)?;
    let cache = match context.cache() {
        Ok(cache) => cache,
        Err(error) => return found(Check::failed(doctor::CACHE, &error)),
    };
    found(doctor::cache(cache.key_place()))?;
    if !answers {
        return Ok(());
    }
    let mut broker = context.broker(settings, &cache, &user.mfa, Options::default())?;
    let identity = broker.source().and_then(|source| {
        let identity = broker.identity(&source.credentials)?;
        Ok((source.credentials, identity))
    });
    let (credentials, identity) = match identity {
        Ok(found) => found,
        Err(error) => return found(Check::failed("credentials", &error)),
    };
    found(doctor::identity(&identity))?;
    doctor::wrong_codes(&identity, &context.clock).map_or(Ok(()), &mut *found)?;
    // a check asks no question: it goes as far as kept sessions lead, or the code that it was given
    let unasked = Mfa { no_prompt: true, ..user.mfa.clone() };
    if !credentials.is_temporary() {
        let named = context.mfa_serial(&user.mfa);
        let serial = named.as_deref().or(settings.plan.session_serial());
        // policies may refuse everything without MFA
        let session = context.broker(settings, &cache, &unasked, Options::default())?.user();
        if let Some(check) = doctor::session(&session, context.clock.now()) {
            found(check)?;
        }
        let by = session.map_or_else(|_| credentials.clone(), |session| session.credentials);
        let client = context.client(settings, Some(by))?;
        let (key, now) = (&credentials.access_key_id, context.clock.now().as_second());
        found(context.during("looking at the device", || doctor::device(&client, serial, &identity)))?;
        found(context.during("looking at the key", || doctor::key_age(&client, key, now)))?;
        found(context.during("looking at permissions", || doctor::permissions(&client, &identity)))?;
    }
    if !settings.plan.roles.is_empty() {
        // a given code has got the MFA session above
        let unasked = Mfa { fresh: false, ..unasked };
        let role = context.broker(settings, &cache, &unasked, Options::default())?.credentials();
        let long = settings.plan.roles.first().is_some_and(outlasts_chaining);
        found(doctor::role(role, long))?;
    }
    Ok(())
}
