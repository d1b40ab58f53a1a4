use client::call::Error;

/// Reason for which a scenario does not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// a signal asked for the end
    Interrupted,
    /// no answer came, or none that can be understood
    NoAnswer(Box<Error>),
    /// a code was asked for, and the input ended
    InputEnded,
    /// the next step needs what was refused just now; the refusal has been told and counted
    Unexpected,
}
