use std::io::Read;
use std::path::Path;

use ::client::api::{Client, Credentials};
use ::client::authenticator::{Authenticator, MAX_FILE_BYTES};
use ::client::cache::KeyPlace;
use ::client::doctor::{self, Check, Verdict};
use ::client::mfa::{self, enrol};
use ::client::profile::{Profiles, Settings, Source};
use ::client::report::{Report, Table};
use ::client::rotate::{Place, Rotation};
use ::client::session::{Options, Progress};
use ::client::{Environment, Error, configure as configuration};

use super::arguments::{Configure, Doctor, KeyCommand, Mfa, MfaCommand, Totp, User};
use super::context::Context;
use super::results;

/// Seconds of one time step (RFC 6238).
const STEP_SECONDS: i64 = 30;

pub fn configure(arguments: &Configure) -> Result<(), Error> {
    let environment = Environment::of_process();
    let (Some(name), Some(source)) = (&arguments.name, &arguments.source) else {
        let profiles = Profiles::load(&environment)?;
        let names: Vec<&str> = profiles.names().collect();
        return match arguments.manner.json {
            true => results::line(&Report(vec![("profiles", names.into())]).json()),
            false => names.iter().try_for_each(|name| results::tell(name)),
        };
    };
    let failed = |error| Error::Io { what: "cannot tell where ostiary is".to_owned(), error };
    let program = std::env::current_exe().map_err(failed)?;
    let file = configuration::credential_process(&environment, &program, name, source)?;
    let file = file.display().to_string();
    match arguments.manner.json {
        true => results::line(&Report(vec![("profile", name.as_str().into()), ("file", file.into())]).json()),
        false => results::tell(&format!(
            "profile '{name}' is in {file}; every AWS tool may use it: aws --profile {} …",
            configuration::quoted(name)
        )),
    }
}

pub fn mfa(command: &MfaCommand) -> Result<(), Error> {
    match command {
        MfaCommand::Enroll { name, png, seed_file, user } => {
            enroll(name.as_deref(), png.as_deref(), seed_file.as_deref(), user)
        }
        MfaCommand::List { user } => {
            // without MFA: whoever looks for the right device cannot have a session of it yet
            let (mut context, settings, credentials) = as_source(user)?;
            let client = context.client(&settings, Some(credentials))?;
            let row = |device: &mfa::Device| {
                Report(vec![
                    ("serial", device.serial.as_str().into()),
                    ("user", device.user.as_str().into()),
                    ("enabled", device.enabled.as_str().into()),
                ])
            };
            let devices = mfa::list(&client, None)?;
            if devices.is_empty() {
                context.progress.note("the user has no MFA device; `ostiary mfa enroll` makes one");
            }
            let table = Table(devices.iter().map(row).collect());
            results::print(&if context.json { table.json_lines() } else { table.table() })
        }
        MfaCommand::Resync { serial, user } => {
            // the device is out of step, so no code of it can be asked for first
            let (mut context, settings, credentials) = as_source(user)?;
            let named =
                serial.as_deref().or(user.mfa.mfa_serial.as_deref()).or(settings.plan.session_serial());
            let serial = named.ok_or(mfa::MfaError::NoDevice)?.to_owned();
            let name = user_name(&mut context, user, &settings, &credentials)?;
            let client = context.client(&settings, Some(credentials))?;
            let resync = |codes| mfa::resync(&client, &name, &serial, codes);
            let codes = mfa::with_two_codes(&mut *context.terminal, resync)?;
            mfa::spent(&context.cache()?, &settings.endpoints.sts, &serial, &codes);
            done(&context, &[("serial", &serial)], &format!("{serial} is in step again"))
        }
        MfaCommand::Remove { serial, user } => {
            let (context, _, client) = as_user(user)?;
            mfa::remove(&client, None, serial)?;
            configuration::forget_device(&context.environment, serial)?;
            done(&context, &[("serial", serial)], &format!("{serial} is gone"))
        }
    }
}

fn enroll(
    name: Option<&str>,
    png: Option<&Path>,
    seed_file: Option<&Path>,
    user: &User,
) -> Result<(), Error> {
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default());
    let credentials = broker.enrolling()?.credentials;
    let identity = broker.identity(&credentials)?;
    let client = context.client(&settings, Some(credentials))?;
    let enrolment = enrol::Enrolling {
        cache: &cache,
        client: &client,
        identity: &identity,
        device: name,
        png,
        seed_file,
        terminal: &mut *context.terminal,
        now: context.clock.now(),
    };
    let serial = enrolment.run()?;
    // the key's profile, for all its roles; and the one that was named, for tools that look at nothing else
    let mut profiles = vec![&settings.plan.source_profile, &settings.plan.profile];
    profiles.dedup();
    let mut written = None;
    for profile in profiles.into_iter().flatten() {
        match configuration::set_device(&context.environment, profile, &serial) {
            Ok(file) => written = Some(file),
            Err(error) => {
                return Err(Error::refused(
                    format!("{serial} is enabled, but profile '{profile}' does not say so: {error}"),
                    format!("write `mfa_serial = {serial}` to the profile"),
                ));
            }
        }
    }
    let shown = match &written {
        Some(file) => format!("{serial} is enabled, and mfa_serial is in {}", file.display()),
        None => format!("{serial} is enabled; set mfa_serial to it in a profile"),
    };
    done(&context, &[("serial", &serial)], &shown)?;
    context.progress.note("next: `ostiary session` gets an MFA session, with the device's next code");
    Ok(())
}

pub fn totp(arguments: &Totp) -> Result<(), Error> {
    let context = Context::new(&arguments.manner);
    let failed = |error| Error::Io { what: format!("cannot read {}", arguments.file.display()), error };
    let mut content = ::client::Wiped::default();
    match arguments.file.to_str() {
        Some("-") => std::io::stdin().take(MAX_FILE_BYTES).read_to_end(&mut content).map_err(failed)?,
        _ => {
            let file = std::fs::File::open(&arguments.file).map_err(failed)?;
            file.take(MAX_FILE_BYTES).read_to_end(&mut content).map_err(failed)?
        }
    };
    let authenticator = Authenticator::read(&content).map_err(|error| {
        Error::refused(
            format!("{}: {error}", arguments.file.display()),
            "`ostiary mfa enroll --seed-file` writes one",
        )
    })?;
    let away = arguments.step * STEP_SECONDS;
    let seconds = || u64::try_from(context.clock.now().as_second().saturating_add(away)).unwrap_or(0);
    let mut shown = authenticator.at(seconds());
    if shown.left < arguments.at_least {
        std::thread::sleep(std::time::Duration::from_secs(shown.left));
        shown = authenticator.at(seconds());
    }
    let (code, next) = (shown.code.digits(), shown.next.digits());
    match (context.json, arguments.next) {
        (true, _) => {
            let rows =
                vec![("code", code.into()), ("seconds_left", shown.left.into()), ("next", next.into())];
            results::line(&Report(rows).json())
        }
        (false, true) => results::line(next),
        (false, false) => results::line(code),
    }
}

pub fn key(command: &KeyCommand) -> Result<(), Error> {
    let KeyCommand::Rotate { user } = command;
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let Source::Static(present) = settings.plan.source.clone() else {
        return Err(Error::refused(
            "this profile has no access key of its own",
            "`--profile` names one that has",
        ));
    };
    let profile = settings.plan.source_profile.as_deref();
    let profiles = Profiles::load(&context.environment)?;
    let place = profile.and_then(|profile| profiles.key_place(profile, &context.environment));
    let (file, section) = place.ok_or_else(|| {
        Error::refused(
            "the access key comes from the environment",
            "`--profile` names a profile to write the new one to",
        )
    })?;
    let cache = context.cache()?;
    if *cache.key_place() == KeyPlace::Memory {
        return Err(Error::refused(
            "a rotation needs a directory for its journal",
            "OSTIARY_CACHE_DIR and OSTIARY_STATE_DIR name other directories, which must be writable",
        ));
    }
    let lock = ::client::cache::Key::of(&["rotate", &file.to_string_lossy(), &section]);
    let waiting = &mut |_| context.progress.note("waiting for another rotation");
    let _lock = cache.lock(&lock, std::time::Duration::from_secs(60), waiting)?.ok_or_else(|| {
        Error::refused(
            "another rotation of this key is going on",
            "wait for its end; it goes on where it was broken off",
        )
    })?;
    let session = context.broker(&settings, &cache, &user.mfa, Options::default()).user()?;
    let client = context.client(&settings, Some(session.credentials.clone()))?;
    let place = Place { file, section };
    let progress = &mut context.progress;
    let rotation = Rotation { cache: &cache, place, present, client, note: &mut |step| progress.note(step) };
    let rotated = rotation.run()?;
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    context.broker(&settings, &cache, &user.mfa, Options::default()).adopt(&session);
    let rows = [("old", rotated.old.as_str()), ("new", &rotated.new)];
    done(&context, &rows, &format!("{} took the place of {}", rotated.new, rotated.old))
}

/// Whether nothing is wrong.
pub fn doctor(arguments: &Doctor) -> Result<bool, Error> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let mut checks = Vec::new();
    match context.settle(user.profile.as_deref(), &user.place) {
        Err(error) => checks.push(Check::failed("profile", &error)),
        Ok(settings) => examine(&mut context, &settings, user, &mut checks)?,
    }
    match context.json {
        true => results::print(&Table(checks.iter().map(Check::report).collect()).json_lines())?,
        false => checks.iter().try_for_each(|check| results::tell(&check.line()))?,
    }
    Ok(checks.iter().all(|check| check.verdict < Verdict::Wrong))
}

fn examine(
    context: &mut Context,
    settings: &Settings,
    user: &User,
    checks: &mut Vec<Check>,
) -> Result<(), Error> {
    checks.push(doctor::place(settings));
    let nobody = context.client(settings, None)?;
    checks.extend(doctor::clock(&nobody));
    let cache = context.cache()?;
    checks.push(doctor::cache(cache.key_place()));
    let mut broker = context.broker(settings, &cache, &user.mfa, Options::default());
    let identity = broker.source().and_then(|source| {
        let identity = broker.identity(&source.credentials)?;
        Ok((source.credentials, identity))
    });
    let (credentials, identity) = match identity {
        Ok(found) => found,
        Err(error) => {
            checks.push(Check::failed("credentials", &error));
            return Ok(());
        }
    };
    checks.push(doctor::identity(&identity));
    // a check asks nobody: it goes as far as what is kept leads, or as the code that it was given
    let unasked = Mfa { no_prompt: true, ..user.mfa.clone() };
    if !credentials.is_temporary() {
        let serial = user.mfa.mfa_serial.as_deref().or(settings.plan.session_serial());
        // policies may refuse everything to who comes without MFA
        let session = context.broker(settings, &cache, &unasked, Options::default()).user();
        let by = session.map_or_else(|_| credentials.clone(), |session| session.credentials);
        let client = context.client(settings, Some(by))?;
        checks.push(doctor::device(&client, serial));
        checks.push(doctor::key_age(&client, &credentials.access_key_id, context.clock.now().as_second()));
        checks.push(doctor::permissions(&client, &identity));
    }
    if !settings.plan.roles.is_empty() {
        // a code that was given got the MFA session above
        let unasked = Mfa { fresh: false, ..unasked };
        checks
            .push(doctor::role(context.broker(settings, &cache, &unasked, Options::default()).credentials()));
    }
    Ok(())
}

/// A caller of IAM as the user, by an MFA session where there is a device.
fn as_user(user: &User) -> Result<(Context, Settings, Client), Error> {
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let cache = context.cache()?;
    let credentials = context.broker(&settings, &cache, &user.mfa, Options::default()).user()?.credentials;
    let client = context.client(&settings, Some(credentials))?;
    Ok((context, settings, client))
}

/// The profile's own credentials, without MFA.
fn as_source(user: &User) -> Result<(Context, Settings, Credentials), Error> {
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let cache = context.cache()?;
    let credentials = context.broker(&settings, &cache, &user.mfa, Options::default()).source()?.credentials;
    Ok((context, settings, credentials))
}

fn user_name(
    context: &mut Context,
    user: &User,
    settings: &Settings,
    by: &Credentials,
) -> Result<String, Error> {
    let cache = context.cache()?;
    let identity = context.broker(settings, &cache, &user.mfa, Options::default()).identity(by)?;
    enrol::user_of(&identity).map(str::to_owned)
}

fn done(context: &Context, rows: &[(&'static str, &str)], text: &str) -> Result<(), Error> {
    match context.json {
        true => {
            results::line(&Report(rows.iter().map(|(name, value)| (*name, (*value).into())).collect()).json())
        }
        false => results::tell(text),
    }
}
