use ::client::console::{self, Console as AwsConsole};
use ::client::container::Endpoint;
use ::client::credential_process::print;
use ::client::mfa::CodeSource;
use ::client::output::{Format, Variables};
use ::client::profile::{ProfileError, Settings, Source};
use ::client::progress::Progress;
use ::client::session::{self, Granted, Options};
use ::client::{Error, configure, duration, exec as execution, report};

use super::arguments::{
    Assume, CacheArguments, CacheCommand, Console, CredentialProcess, Env, Exec, FormatName, Role,
    ServeCredentials, Session, Target, Whoami,
};
use super::context::Context;
use super::results;

pub fn session(arguments: &Session) -> Result<(), Error> {
    let mut context = Context::new(&arguments.place.manner);
    let settings = context.settle(arguments.profile.as_deref(), &arguments.place)?;
    session::check_seconds(arguments.duration, &session::SESSION_SECONDS)?;
    let cache = context.cache()?;
    let options = Options { session_seconds: arguments.duration, ..Options::default() };
    let granted = context.broker(&settings, &cache, &arguments.mfa, options)?.session()?;
    if granted.cached && arguments.duration.is_some() {
        context.progress.note("the session that is kept is used as it is; --fresh gets one of that duration");
    }
    show(&context, &settings, &granted)
}

pub fn assume(arguments: &Assume) -> Result<(), Error> {
    // what can be refused at all is refused before a code is asked for
    let (context, settings, granted) = granted_if(&arguments.target, |settings| {
        if settings.plan.roles.is_empty() {
            return Err(Error::refused(
                format!("profile '{}' has no role_arn", settings.profile),
                "give the ARN of a role, or a profile with role_arn; `ostiary session` gets an MFA session without a role",
            ));
        }
        Ok(())
    })?;
    show(&context, &settings, &granted)
}

pub fn whoami(arguments: &Whoami) -> Result<(), Error> {
    let target = &arguments.target;
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &target.mfa, options(target))?;
    let granted = broker.credentials()?;
    let granted = broker.recall(granted);
    let identity = broker.identity(&granted.credentials)?;
    let now = context.clock.now();
    let shown = report::identity(&identity, &granted, &settings, now);
    results::line(&if context.json { shown.json() } else { shown.text() })?;
    if let Some(told) = identity.wrong_codes.advice(&context.clock) {
        context.progress.note(&told);
    }
    Ok(())
}

pub fn exec(arguments: &mut Exec) -> Result<(), Error> {
    arguments.settle(&std::env::args_os().collect::<Vec<_>>());
    let (mut context, settings, granted) =
        granted(&arguments.target).map_err(|error| not_a_profile(arguments, error))?;
    let variables = Variables::new(&granted, &settings);
    let mut command = arguments.command.clone();
    if command.is_empty() {
        let whose = settings.plan.shown().unwrap_or("the environment's credentials");
        let inside = context.environment.get("OSTIARY_PROFILE").map(|outer| format!(", in that of {outer}"));
        let left = granted.expires.map(|end| end.as_second() - context.clock.now().as_second());
        let left = left.map(|left| format!(", {} left", duration::show(left)));
        let (inside, left) = (inside.unwrap_or_default(), left.unwrap_or_default());
        context.progress.note(&format!("a shell for {whose}{inside}{left}; `exit` leaves it"));
        command.push(execution::shell(&context.environment));
    }
    // locks, spinner and terminal are gone before the other program begins
    drop(context);
    Err(execution::become_command(&command, &variables))
}

/// Where a command stands in the profile's place, says where it belongs.
fn not_a_profile(arguments: &Exec, error: Error) -> Error {
    let Target { target: Some(first), profile, .. } = &arguments.target else { return error };
    let misplaced = match &error {
        Error::Profile(ProfileError::Unknown { profile, near: None, .. }) => {
            profile == first && !arguments.command.is_empty()
        }
        Error::Refused { .. } => profile.is_some() && !first.starts_with("arn:"),
        _ => false,
    };
    if !misplaced || std::env::args_os().any(|word| word == "--") {
        return error;
    }
    let named = profile.as_ref().map(|profile| format!("-p {} ", configure::quoted(profile)));
    let hint = format!(
        "a command without a profile goes behind `--`: ostiary exec {}-- {first} …",
        named.unwrap_or_default()
    );
    let all = error.hint().filter(|_| profile.is_none()).map(|other| format!("; {other}"));
    Error::refused(error.to_string(), hint + &all.unwrap_or_default())
}

pub fn env(arguments: &Env) -> Result<(), Error> {
    let (context, settings, granted) = granted(&arguments.target)?;
    let format = format(arguments.format, context.json);
    results::print(Variables::new(&granted, &settings).print(format).expose())
}

fn format(asked: Option<FormatName>, json: bool) -> Format {
    asked.map_or(if json { Format::Json } else { Format::Bash }, Format::from)
}

pub fn credential_process(arguments: &CredentialProcess) -> Result<(), Error> {
    let (_, _, granted) = granted(&arguments.target)?;
    results::line(print(&granted).expose())
}

pub fn cache(arguments: &CacheArguments) -> Result<(), Error> {
    match &arguments.command {
        CacheCommand::List { manner } => {
            let mut context = Context::new(manner);
            let entries = context.kept()?.entries();
            if entries.is_empty() {
                context.progress.note("nothing is kept");
            }
            let shown = report::entries(&entries, context.clock.now());
            results::print(&if context.json { shown.json() } else { shown.table() })
        }
        CacheCommand::Clear { profile, manner } => {
            let mut context = Context::new(manner);
            let cleared = session::forget(&context.kept()?, &context.environment, profile.as_deref())?;
            match context.json {
                true => results::line(&format!("{{\"cleared\":{cleared}}}")),
                false => results::line(&format!(
                    "{cleared} {} cleared",
                    if cleared == 1 { "session" } else { "sessions" }
                )),
            }
        }
    }
}

pub fn serve(arguments: &ServeCredentials) -> Result<(), Error> {
    let target = &arguments.target;
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    let cache = context.cache()?;
    let mut broker = context.broker(&settings, &cache, &target.mfa, options(target))?;
    // whatever has to be asked is asked now, not when a tool waits
    broker.credentials()?;
    // what holds once does not hold for all that comes later
    broker.options.fresh = false;
    if matches!(broker.code, CodeSource::Given(_)) {
        broker.code = CodeSource::Prompt;
    }
    let endpoint = Endpoint::open(broker.clock.clone())?;
    let variables = Variables::of_container(endpoint.url(), endpoint.token(), &settings);
    if settings.default_profile.credentials {
        broker.progress.note(
            "the default profile has credentials, which every SDK would take first: its files are hidden from the command",
        );
    }
    let mut credentials = || broker.credentials();
    if arguments.command.is_empty() {
        let format = format(arguments.format, target.place.manner.json);
        results::print(variables.print(format).expose())?;
    } else {
        execution::run_beside(&arguments.command, &variables)?;
    }
    endpoint.serve(&mut credentials, &mut || false)
}

pub fn console(arguments: &Console) -> Result<(), Error> {
    let (mut context, settings, granted) = granted_if(&arguments.target, |settings| {
        let source = &settings.plan.source;
        if settings.plan.roles.is_empty() && matches!(source, Source::Static(key) if !key.is_temporary()) {
            return Err(Error::refused(
                "a user's key opens no console, with MFA or without: only roles and federated users do",
                "take a profile with role_arn, or `ostiary console ROLE_ARN`",
            ));
        }
        if !settings.endpoints.sts.aws && arguments.federation.is_none() {
            return Err(Error::refused(
                format!("{} is not AWS: its sessions open no AWS console", settings.endpoints.sts.url()),
                "name the federation endpoint that belongs to it with --federation URL",
            ));
        }
        Ok(())
    })?;
    let own = AwsConsole::of(settings.region.as_deref());
    let federation = arguments.federation.as_deref().unwrap_or(own.federation);
    let destination = arguments.destination.as_deref().unwrap_or(own.destination);
    let client = context.client(&settings, None)?;
    let url = console::sign_in_url(&client, federation, destination, &granted.credentials)?;
    if arguments.open {
        execution::open(&url, &context.environment.state_directory())?;
        context.progress.note("the console opens in the browser");
        return if context.json {
            results::line(&report::Report(vec![("opened", true.into())]).json())
        } else {
            Ok(())
        };
    }
    match context.json {
        true => results::line(&report::Report(vec![("url", url.expose().as_str().into())]).json()),
        false => results::line(url.expose()),
    }
}

/// Credentials of what the arguments name.
fn granted(target: &Target) -> Result<(Context, Settings, Granted), Error> {
    granted_if(target, |_| Ok(()))
}

/// Credentials of what the arguments name, if they are for what is to be done.
fn granted_if(
    target: &Target,
    fits: impl FnOnce(&Settings) -> Result<(), Error>,
) -> Result<(Context, Settings, Granted), Error> {
    let mut context = Context::new(&target.place.manner);
    let settings = target_settings(&mut context, target)?;
    fits(&settings)?;
    let cache = context.cache()?;
    let granted = context.broker(&settings, &cache, &target.mfa, options(target))?.credentials()?;
    Ok((context, settings, granted))
}

fn options(target: &Target) -> Options {
    Options { direct: target.direct, ..Options::default() }
}

/// The settings of the profile, with the role of the arguments.
fn target_settings(context: &mut Context, target: &Target) -> Result<Settings, Error> {
    let arn = target.target.as_deref().filter(|target| target.starts_with("arn:"));
    let profile = match (arn, &target.target, &target.profile) {
        (Some(_), _, profile) => profile.as_deref(),
        (None, Some(_), Some(_)) => {
            return Err(Error::refused(
                "there are two profiles",
                "--profile says who assumes a role that is given by its ARN; else give one of them",
            ));
        }
        (None, Some(profile), None) | (None, None, Some(profile)) => Some(profile.as_str()),
        (None, None, None) => None,
    };
    let mut settings = context.settle(profile, &target.place)?;
    if let Some(arn) = arn {
        if !arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("role/")) {
            return Err(Error::refused(
                format!("{arn} is no ARN of a role"),
                "it is of the form arn:aws:iam::111122223333:role/NAME; `ostiary configure --list` names profiles",
            ));
        }
        settings.plan.assume(arn);
    }
    let Role { external_id, session_name, duration, policy, tags } = &target.role;
    session::check_seconds(*duration, &session::ROLE_SECONDS)?;
    let says = external_id.is_some() || session_name.is_some() || duration.is_some() || policy.is_some();
    match settings.plan.roles.last_mut() {
        Some(role) => {
            role.external_id = external_id.clone().or(role.external_id.take());
            role.session_name = session_name.clone().or(role.session_name.take());
            role.duration_seconds = duration.or(role.duration_seconds);
            role.policy = policy.as_deref().map(session::policy_text).transpose()?;
            role.tags.clone_from(tags);
        }
        None if says || !tags.is_empty() => {
            return Err(Error::refused(
                "there is no role that this could be about",
                "--external-id, --session-name, --duration, --policy and --tag go with a role's ARN or profile",
            ));
        }
        None => {}
    }
    Ok(settings)
}

fn show(context: &Context, settings: &Settings, granted: &Granted) -> Result<(), Error> {
    let now = context.clock.now();
    if context.json {
        return results::line(&report::granted(granted, settings, now).json());
    }
    let left = granted.expires.map_or(0, |end| end.as_second() - now.as_second());
    let what = granted.subject.as_deref().unwrap_or(&settings.profile);
    let kept = if granted.cached { ", kept from before" } else { "" };
    results::tell(&format!("{what}: {} left{kept}", duration::show(left)))
}
