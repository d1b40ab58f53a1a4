use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use ::client::authenticator::{Authenticator, MAX_FILE_BYTES};
use ::client::cache::{Key, KeyPlace};
use ::client::doctor::{self, Check, Verdict};
use ::client::mfa::{self, CodeSource, PairSource, enrol};
use ::client::profile::{Profiles, Settings, Source};
use ::client::progress::Progress;
use ::client::report::{Report, Table};
use ::client::rotate::{Place, Rotation};
use ::client::session::{self, Options};
use ::client::{Environment, Error, configure as configuration};

use super::arguments::{Configure, Doctor, KeyCommand, Mfa, MfaCommand, Totp, User};
use super::context::Context;
use super::results;

/// How long a rotation waits for another one.
const ROTATION_PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

pub fn configure(arguments: &Configure) -> Result<(), Error> {
    let environment = Environment::of_process();
    let (Some(name), Some(source)) = (&arguments.name, &arguments.source) else {
        let profiles = Profiles::load(&environment)?;
        let names: Vec<&str> = profiles.names().collect();
        return match arguments.manner.json {
            true => {
                let row = |name: &&str| Report(vec![("profile", (*name).into())]);
                results::print(&Table(names.iter().map(row).collect()).json())
            }
            false => names.iter().try_for_each(|name| results::tell(name)),
        };
    };
    let called: PathBuf = std::env::args_os().next().unwrap_or_else(|| "ostiary".into()).into();
    // where the system does not tell, by the name that it was started by
    let running = std::env::current_exe().unwrap_or_else(|_| called.clone());
    let program = configuration::program(&environment, &called, &running);
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
            let mut context = Context::new(&user.place.manner);
            let settings = context.settle(user.profile.as_deref(), &user.place)?;
            let cache = context.cache()?;
            let devices = context.broker(&settings, &cache, &user.mfa, Options::default())?.devices()?;
            let row = |device: &mfa::Device| {
                Report(vec![
                    ("serial", device.serial.as_str().into()),
                    ("user", device.user.as_str().into()),
                    ("enabled", device.enabled.as_str().into()),
                ])
            };
            if devices.is_empty() {
                context.progress.note("the user has no MFA device; `ostiary mfa enroll` makes one");
            }
            let table = Table(devices.iter().map(row).collect());
            results::print(&if context.json { table.json() } else { table.table() })
        }
        MfaCommand::Resync { serial, codes, user } => resync(serial.as_deref(), codes.as_deref(), user),
        MfaCommand::Remove { serial, user } => {
            let mut context = Context::new(&user.place.manner);
            let settings = context.settle(user.profile.as_deref(), &user.place)?;
            let serial = to_be_removed(&context, &settings, serial.as_deref(), user)?;
            let cache = context.cache()?;
            let session = context.broker(&settings, &cache, &user.mfa, Options::default())?.user()?;
            let client = context.client(&settings, Some(session.credentials))?;
            let progress: &mut dyn Progress = &mut context.progress;
            progress.during("removing the device", || mfa::remove(&client, None, &serial))?;
            configuration::forget_device(&context.environment, &serial)?;
            done(&context, &[("serial", &serial)], &format!("{serial} is gone"))
        }
    }
}

fn resync(serial: Option<&str>, codes: Option<&[String]>, user: &User) -> Result<(), Error> {
    let mut context = Context::new(&user.place.manner);
    let pair = match (codes, context.code_source(&user.mfa)?) {
        (Some([first, second]), _) => PairSource::given(first, second)?,
        (_, CodeSource::Process(command)) => PairSource::Process(command),
        (_, CodeSource::Given(_)) if user.mfa.code.is_some() => {
            return Err(Error::refused(
                "a device is brought in step by two codes that follow each other",
                "--codes FIRST SECOND gives both",
            ));
        }
        _ => PairSource::Prompt,
    };
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let serial = device(&context, &settings, serial, user)?;
    let cache = context.cache()?;
    // the device is out of step, so no code of it can be asked for first
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default())?;
    let credentials = broker.unasked()?.credentials;
    let identity = broker.identity(&credentials)?;
    let name = enrol::user_of(&identity)?;
    let client = context.client(&settings, Some(credentials))?;
    context.during("looking for the device", || mfa::check_enabled(&client, &serial))?;
    let resync = |codes| mfa::resync(&client, name, &serial, codes);
    let codes = pair.with(&serial, &context.clock, &mut *context.terminal, &mut context.progress, resync)?;
    mfa::spent(&cache, &settings.endpoints.sts, &serial, &codes);
    done(&context, &[("serial", &serial)], &format!("{serial} is in step again"))
}

/// The device that is to be removed. It has to be named for this call: the one that the profile names is the last that should go
/// by mistake.
fn to_be_removed(
    context: &Context,
    settings: &Settings,
    argument: Option<&str>,
    user: &User,
) -> Result<String, Error> {
    let named = argument.map(str::to_owned).or_else(|| context.mfa_serial(&user.mfa));
    named.ok_or_else(|| {
        let its = settings.plan.session_serial().map(|serial| format!("the profile's is {serial}; "));
        Error::refused(
            "it is not said which device is to be removed",
            format!("`ostiary mfa remove SERIAL`; {}`ostiary mfa list` shows all", its.unwrap_or_default()),
        )
    })
}

/// The device that is meant, by the first of those who name one.
fn device(
    context: &Context,
    settings: &Settings,
    argument: Option<&str>,
    user: &User,
) -> Result<String, Error> {
    let profile = || settings.plan.session_serial().map(str::to_owned);
    let named = argument.map(str::to_owned).or_else(|| context.mfa_serial(&user.mfa)).or_else(profile);
    named.ok_or(mfa::MfaError::NoDevice.into())
}

fn enroll(
    name: Option<&str>,
    png: Option<&Path>,
    seed_file: Option<&Path>,
    user: &User,
) -> Result<(), Error> {
    let mut context = Context::new(&user.place.manner);
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let before = context.mfa_serial(&user.mfa).or_else(|| settings.plan.session_serial().map(str::to_owned));
    // the key's profile, for all its roles; and the one that was named, for tools that look at nothing else
    let mut profiles = vec![&settings.plan.source_profile, &settings.plan.profile];
    profiles.dedup();
    let profiles: Vec<&String> = profiles.into_iter().flatten().collect();
    profiles.iter().try_for_each(|profile| configuration::check_device(&context.environment, profile))?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default())?;
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
        progress: &mut context.progress,
        colours: context.environment.colours(),
    };
    let serial = enrolment.run()?;
    let mut written = None;
    for profile in profiles {
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
    if let Some(before) = before.filter(|before| *before != serial) {
        context.progress.note(&format!("the profile's device was {before}, which is still enabled"));
    }
    context.progress.note("next: `ostiary session` gets an MFA session, with the device's next code");
    Ok(())
}

pub fn totp(arguments: &Totp) -> Result<(), Error> {
    let mut context = Context::new(&arguments.manner);
    let authenticator = match arguments.seed.to_str() {
        Some(url) if Authenticator::is_url(url) => {
            context.progress.note(
                "a seed on the command line is seen by every user of this machine: keep it in a file, or pipe it to `ostiary totp -`",
            );
            Authenticator::read(url.as_bytes())
                .map_err(|error| Error::refused(format!("the otpauth URL: {error}"), SEED_HINT))?
        }
        _ => seed_file(&arguments.seed)?,
    };
    let away = arguments.step.saturating_mul(secret::totp::STEP_SECONDS.cast_signed());
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

const SEED_HINT: &str =
    "`ostiary mfa enroll --seed-file FILE` writes one; a picture of the QR code, as PNG, will do too";

fn seed_file(path: &Path) -> Result<Authenticator, Error> {
    // what looks like a seed is not repeated: errors end in logs
    let shown = match path.to_str() {
        Some(text) if Authenticator::read(text.as_bytes()).is_ok() => "the file".to_owned(),
        _ => path.display().to_string(),
    };
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Error::refused(
            format!("there is no {shown}"),
            "`ostiary totp FILE` reads the seed from a file, `ostiary totp -` from stdin",
        ),
        _ => Error::Io { what: format!("cannot read {shown}"), error },
    };
    let mut content = ::client::Wiped::default();
    match path.to_str() {
        Some("-") => std::io::stdin().take(MAX_FILE_BYTES).read_to_end(&mut content).map_err(failed)?,
        _ => {
            let file = std::fs::File::open(path).map_err(failed)?;
            file.take(MAX_FILE_BYTES).read_to_end(&mut content).map_err(failed)?
        }
    };
    Authenticator::read(&content).map_err(|error| Error::refused(format!("{shown}: {error}"), SEED_HINT))
}

pub fn key(command: &KeyCommand) -> Result<(), Error> {
    let KeyCommand::Rotate { user } = command;
    let mut context = Context::new(&user.place.manner);
    let cache = context.cache()?;
    if *cache.key_place() == KeyPlace::Memory {
        return Err(Error::refused(
            "a rotation needs a directory for its journal",
            "OSTIARY_CACHE_DIR and OSTIARY_STATE_DIR name other directories, which must be writable",
        ));
    }
    // the key is read when it is this rotation's turn: the one before may have made a new one
    let waiting = &mut |_| context.progress.note("waiting for another rotation");
    let _turn = cache.lock(&Key::of(&["rotate"]), ROTATION_PATIENCE, waiting)?.ok_or_else(|| {
        Error::refused("another rotation is going on", "wait for its end; it goes on where it was broken off")
    })?;
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
    let mut broker = context.broker(&settings, &cache, &user.mfa, Options::default())?;
    let (before, session) = (broker.source_name(), broker.user()?);
    let rotation = Rotation {
        cache: &cache,
        place: Place { file, section },
        present,
        client: context.client(&settings, Some(session.credentials.clone()))?,
        environment: &context.environment,
        progress: &mut context.progress,
    };
    let rotated = rotation.run()?;
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    context.broker(&settings, &cache, &user.mfa, Options::default())?.adopt(&session, &before);
    let rows = [("old", rotated.old.as_str()), ("new", &rotated.new)];
    done(&context, &rows, &format!("{} took the place of {}", rotated.new, rotated.old))
}

/// Whether nothing is wrong.
pub fn doctor(arguments: &Doctor) -> Result<bool, Error> {
    let user = &arguments.user;
    let mut context = Context::new(&user.place.manner);
    let json = context.json;
    let mut checks = Vec::new();
    let mut found = |check: Check| {
        // each is told when it is known: the next one may take long
        let told = if json { Ok(()) } else { results::tell(&check.line()) };
        checks.push(check);
        told
    };
    match context.settle(user.profile.as_deref(), &user.place) {
        Err(error) => found(Check::failed("profile", &error))?,
        Ok(settings) => examine(&mut context, &settings, user, &mut found)?,
    }
    if json {
        results::print(&Table(checks.iter().map(Check::report).collect()).json())?;
    }
    Ok(checks.iter().all(|check| check.verdict < Verdict::Wrong))
}

fn examine(
    context: &mut Context,
    settings: &Settings,
    user: &User,
    found: &mut dyn FnMut(Check) -> Result<(), Error>,
) -> Result<(), Error> {
    found(doctor::place(settings))?;
    let nobody = match context.client(settings, None) {
        Ok(nobody) => nobody,
        Err(error) => return found(Check::failed("certificate authorities", &error)),
    };
    let checks = context.during("asking the endpoint", || doctor::endpoint(&nobody));
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
    // a check asks nobody: it goes as far as what is kept leads, or as the code that it was given
    let unasked = Mfa { no_prompt: true, ..user.mfa.clone() };
    if !credentials.is_temporary() {
        let named = context.mfa_serial(&user.mfa);
        let serial = named.as_deref().or(settings.plan.session_serial());
        // policies may refuse everything to who comes without MFA
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
        // a code that was given got the MFA session above
        let unasked = Mfa { fresh: false, ..unasked };
        let role = context.broker(settings, &cache, &unasked, Options::default())?.credentials();
        let long = settings.plan.roles.first().is_some_and(session::outlasts_chaining);
        found(doctor::role(role, long))?;
    }
    Ok(())
}

fn done(context: &Context, rows: &[(&'static str, &str)], text: &str) -> Result<(), Error> {
    match context.json {
        true => {
            results::line(&Report(rows.iter().map(|(name, value)| (*name, (*value).into())).collect()).json())
        }
        false => results::tell(text),
    }
}
