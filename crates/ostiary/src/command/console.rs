//! `ostiary console`: prints or opens a sign-in URL of AWS's web console.

use clap::Args;
use client::Error;
use client::command::console::{self, Console as AwsConsole};
use client::command::{Report, exec};
use client::person::Progress;
use client::profile::Source;

use crate::exit::Failure;
use crate::flags::Target;
use crate::granted::granted_if;
use crate::output;

#[derive(Args)]
pub(crate) struct Console {
    #[command(flatten)]
    target: Target,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    /// Page to land on [default: the console's first page, in the region's partition]
    #[arg(long, value_name = "URL")]
    destination: Option<String>,
    /// Federation endpoint [default: AWS's, in the region's partition]
    #[arg(long, value_name = "URL")]
    federation: Option<String>,
}

/// Writes the URL, or opens it in the browser.
///
/// # Errors
/// See [`client::Error`].
pub(crate) fn run(arguments: &Console) -> Result<(), Failure> {
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
        exec::open(&url, &context.environment.state_directory())?;
        context.progress.note("the console opens in the browser");
        return if context.json {
            output::line(&Report(vec![("opened", true.into())]).json())
        } else {
            Ok(())
        };
    }
    match context.json {
        true => output::line(&Report(vec![("url", url.expose().as_str().into())]).json()),
        false => output::line(url.expose()),
    }
}
