//! `ostiary key`: rotates access keys.

use clap::{Args, Subcommand};
use client::Error;
use client::broker::Options;
use client::cache::{Key, KeyPlace};
use client::command::rotate::{Place, Rotation};
use client::limits::ROTATION_LOCK_TIMEOUT;
use client::person::Progress;
use client::profile::{Profiles, Source};

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::User;
use crate::granted::done;

#[derive(Args)]
pub(crate) struct KeyArguments {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a new key, try it, write it to the profile, and delete the old one; goes on where it was broken off
    Rotate {
        #[command(flatten)]
        user: User,
    },
}

/// Replaces the profile's access key by a new one.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &KeyArguments) -> Result<(), Failure> {
    let KeyCommand::Rotate { user } = &arguments.command;
    let mut context = Context::new(&user.place.manner);
    let cache = context.cache()?;
    if *cache.key_place() == KeyPlace::Memory {
        return Err(Error::refused(
            "a rotation needs a directory for its journal",
            "OSTIARY_CACHE_DIR and OSTIARY_STATE_DIR name other directories, which must be writable",
        )
        .into());
    }
    // the key is read once it is this rotation's turn: the one before may have made a new one
    let waiting = &mut |_| context.progress.note("waiting for another rotation");
    let _turn = cache
        .lock(&Key::of(&["rotate"]), ROTATION_LOCK_TIMEOUT, waiting)
        .map_err(Error::from)?
        .ok_or_else(|| {
            Error::refused(
                "another rotation is going on",
                "wait for its end; it goes on where it was broken off",
            )
        })?;
    let settings = context.settle(user.profile.as_deref(), &user.place)?;
    let Source::Static(present) = settings.plan.source.clone() else {
        return Err(Error::refused(
            "this profile has no access key of its own",
            "`--profile` names one that has",
        )
        .into());
    };
    let profile = settings.plan.source_profile.as_deref();
    let profiles = Profiles::load(&context.environment).map_err(Error::from)?;
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
