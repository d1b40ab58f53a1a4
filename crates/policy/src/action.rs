//! Patterns of `Action` and `NotAction`.

use crate::context::RequestContext;
use crate::glob::{Matched, Pattern, Syntax};
use crate::work::Work;

const SYNTAX: Syntax = Syntax { wildcards: true, variables: false, fold: true };

/// The action of a request, cut at its first colon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestAction<'a> {
    pub(crate) service: &'a str,
    pub(crate) name: &'a str,
}

impl<'a> RequestAction<'a> {
    pub(crate) fn new(action: &'a str) -> Self {
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        RequestAction { service, name }
    }

    pub(crate) fn is(&self, service: &str, name: &str) -> bool {
        self.service.eq_ignore_ascii_case(service) && self.name.eq_ignore_ascii_case(name)
    }
}

/// One entry of `Action` or `NotAction`.
#[derive(Clone, Debug)]
pub(crate) struct ActionPattern {
    written: Box<str>,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// Every action: `*`.
    All,
    /// `service:Name`, either part with wildcards, both without regard to case.
    Named { service: Pattern, name: Pattern },
    /// Text that IAM stores although it is no action: no name, white space, a comma, none or several colons.
    Dead,
}

impl ActionPattern {
    pub(crate) fn new(text: &str) -> ActionPattern {
        let dead = |text: &str| text.contains(',') || text.contains(char::is_whitespace);
        let form = match text.split_once(':') {
            _ if text == "*" => Form::All,
            Some((service, name)) if !name.is_empty() && !name.contains(':') && !dead(text) => {
                Form::Named { service: Pattern::new(service, SYNTAX), name: Pattern::new(name, SYNTAX) }
            }
            _ => Form::Dead,
        };
        ActionPattern { written: text.into(), form }
    }

    /// As written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    pub(crate) fn matches(&self, action: RequestAction<'_>, nothing: &dyn RequestContext) -> bool {
        match &self.form {
            Form::All => true,
            Form::Dead => false,
            Form::Named { service, name } => {
                service.matches(action.service, nothing) == Matched::Yes
                    && name.matches(action.name, nothing) == Matched::Yes
            }
        }
    }

    /// The most steps that a comparison with an action takes.
    pub(crate) fn work(&self) -> Work {
        match &self.form {
            Form::All | Form::Dead => Work::fixed(1),
            Form::Named { service, name } => Work::sum([service.work(), name.work()].into_iter()),
        }
    }

    /// True if it can match nothing.
    pub(crate) fn is_dead(&self) -> bool {
        matches!(self.form, Form::Dead)
    }

    /// Common beginning of every action that it matches, in lower case. It ends before the first character outside ASCII, since
    /// the index folds bytes.
    pub(crate) fn literal_prefix(&self) -> String {
        let mut prefix = self.literal_start();
        prefix.truncate(prefix.bytes().position(|byte| !byte.is_ascii()).unwrap_or(prefix.len()));
        prefix
    }

    fn literal_start(&self) -> String {
        match &self.form {
            Form::All | Form::Dead => String::new(),
            Form::Named { service, name } => match service.as_exact() {
                Some(service) => format!("{service}:{}", name.literal_prefix()),
                None => service.literal_prefix().to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
