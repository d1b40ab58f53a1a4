//! `ostiary cache`: lists or clears the sessions that are kept.

use clap::{Args, Subcommand};
use client::broker::forget;
use client::command::entries_table;
use client::person::Progress;

use crate::context::Context;
use crate::exit::Failure;
use crate::flags::Manner;
use crate::output;
use crate::profile_names::profile_names;

#[derive(Args)]
pub(crate) struct CacheArguments {
    #[command(subcommand)]
    command: CacheCommand,
}

#[derive(Subcommand)]
enum CacheCommand {
    /// Show which sessions are kept, without their secrets
    List {
        #[command(flatten)]
        manner: Manner,
    },
    /// Forget all sessions, or those of one profile
    Clear {
        /// Profile whose sessions are forgotten
        #[arg(short, long, value_name = "NAME", add = profile_names())]
        profile: Option<String>,
        #[command(flatten)]
        manner: Manner,
    },
}

/// Lists or clears the sessions.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &CacheArguments) -> Result<(), Failure> {
    match &arguments.command {
        CacheCommand::List { manner } => {
            let mut context = Context::new(manner);
            let entries = context.kept()?.entries();
            if entries.is_empty() {
                context.progress.note("nothing is kept");
            }
            let shown = entries_table(&entries, context.clock.now());
            output::print(&if context.json { shown.json() } else { shown.table() })
        }
        CacheCommand::Clear { profile, manner } => {
            let mut context = Context::new(manner);
            let cleared = forget(&context.kept()?, &context.environment, profile.as_deref())?;
            match context.json {
                true => output::line(&format!("{{\"cleared\":{cleared}}}")),
                false => output::line(&format!(
                    "{cleared} {} cleared",
                    if cleared == 1 { "session" } else { "sessions" }
                )),
            }
        }
    }
}
