use tracing_subscriber::EnvFilter;

use crate::arguments::LogForm;
use crate::exit::Failure;

/// Sends the log to stderr: stdout is for results.
pub fn start(form: LogForm, filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| Failure::new(format!("the log filter '{filter}' is not understood: {error}")))?;
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match form {
        LogForm::Human => subscriber.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
        LogForm::Json => subscriber.json().init(),
    }
    Ok(())
}
