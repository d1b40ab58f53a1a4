//! Patterns of `Resource` and `NotResource`.

use crate::arn;
use crate::context::RequestContext;
use crate::glob::{Matched, Pattern, Syntax};
use crate::kind::Kind;
use crate::work::Work;

/// The resource of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RequestResource<'a> {
    /// `*`: the action takes no resource.
    Star,
    /// Partition, service, region, account; and the rest.
    Arn { fields: [&'a str; 4], rest: &'a str },
    /// No ARN: only `*` matches it.
    Malformed,
}

impl<'a> RequestResource<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        match arn::split(text) {
            _ if text == "*" => RequestResource::Star,
            Some([_, partition, service, region, account, rest]) => {
                RequestResource::Arn { fields: [partition, service, region, account], rest }
            }
            None => RequestResource::Malformed,
        }
    }

    /// The part after the fifth colon, by which statements are indexed.
    pub(crate) fn rest(&self) -> Option<&'a str> {
        match self {
            RequestResource::Arn { rest, .. } => Some(rest),
            _ => None,
        }
    }
}

/// One entry of `Resource` or `NotResource`.
#[derive(Clone, Debug)]
pub(crate) struct ResourcePattern {
    written: Box<str>,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// `*`: everything, also what takes no resource.
    Everything,
    /// Four fields without regard to case, then the rest with.
    Arn { fields: [Pattern; 4], rest: Pattern },
    /// It can neither match nor be usefully inverted.
    Unusable,
}

/// Outcome of a comparison of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResourceMatch {
    Yes,
    No,
    /// The entry stands for nothing (no ARN, or a variable without value): its statement does not apply, in
    /// `NotResource` as little as in `Resource`.
    Unusable,
}

impl ResourcePattern {
    /// `variables`: the document's version has them.
    pub(crate) fn new(text: &str, kind: Kind, variables: bool) -> ResourcePattern {
        let form = match text {
            "*" => Form::Everything,
            _ => Self::arn(text, kind, variables).unwrap_or(Form::Unusable),
        };
        ResourcePattern { written: text.into(), form }
    }

    /// An entry of a list that is null.
    pub(crate) fn unusable() -> ResourcePattern {
        ResourcePattern { written: "".into(), form: Form::Unusable }
    }

    fn arn(text: &str, kind: Kind, variables: bool) -> Option<Form> {
        let form = |[partition, service, region, account]: [&str; 4], rest: &str| {
            let field =
                |text: &str| Pattern::new(text, Syntax { wildcards: true, variables: false, fold: true });
            Form::Arn {
                fields: [field(partition), field(service), field(region), field(account)],
                rest: Pattern::new(rest, Syntax { wildcards: true, variables, fold: false }),
            }
        };
        if let Some([_, partition, service, region, account, last]) = arn::split(text) {
            return Some(form([partition, service, region, account], last));
        }
        let mut parts = text.split(':');
        let is_arn = parts.next() == Some("arn") && text.len() > "arn".len();
        if !is_arn || !expands(text, kind) {
            return None;
        }
        let mut next = || parts.next().unwrap_or("*");
        let (fields, last) = ([next(), next(), next(), next()], next());
        Some(form(fields, last))
    }

    /// As written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    pub(crate) fn matches(
        &self,
        resource: RequestResource<'_>,
        context: &dyn RequestContext,
    ) -> ResourceMatch {
        let (fields, rest) = match &self.form {
            Form::Everything => return ResourceMatch::Yes,
            Form::Unusable => return ResourceMatch::Unusable,
            Form::Arn { fields, rest } => (fields, rest),
        };
        let (request_fields, request_rest) = match resource {
            RequestResource::Star => return ResourceMatch::No,
            RequestResource::Malformed => return ResourceMatch::Unusable,
            RequestResource::Arn { fields, rest } => (fields, rest),
        };
        let mut pairs = fields.iter().zip(request_fields);
        if !pairs.all(|(pattern, field)| pattern.matches(field, context) == Matched::Yes) {
            return ResourceMatch::No;
        }
        match rest.matches(request_rest, context) {
            Matched::Yes => ResourceMatch::Yes,
            Matched::No => ResourceMatch::No,
            Matched::NoValue => ResourceMatch::Unusable,
        }
    }

    /// The most steps that a comparison with a resource takes.
    pub(crate) fn work(&self) -> Work {
        match &self.form {
            Form::Everything | Form::Unusable => Work::fixed(1),
            Form::Arn { fields, rest } => Work::sum(fields.iter().chain([rest]).map(|part| part.work())),
        }
    }

    /// True if it matches every resource there is.
    pub(crate) fn is_everything(&self) -> bool {
        matches!(self.form, Form::Everything)
    }

    pub(crate) fn is_unusable(&self) -> bool {
        matches!(self.form, Form::Unusable)
    }

    /// Common beginning of the part after the fifth colon of every resource that it matches.
    pub(crate) fn literal_prefix(&self) -> &str {
        match &self.form {
            Form::Arn { rest, .. } => rest.literal_prefix(),
            _ => "",
        }
    }

    /// The pattern of the part after the fifth colon.
    pub(crate) fn rest(&self) -> Option<&Pattern> {
        match &self.form {
            Form::Arn { rest, .. } => Some(rest),
            _ => None,
        }
    }

    /// The patterns of partition, service, region and account.
    pub(crate) fn fields(&self) -> Option<&[Pattern; 4]> {
        match &self.form {
            Form::Arn { fields, .. } => Some(fields),
            _ => None,
        }
    }
}

/// True if a short ARN (fewer than six parts) stands for one whose missing parts are `*`.
fn expands(text: &str, kind: Kind) -> bool {
    match kind {
        Kind::Managed | Kind::AwsManaged | Kind::Inline | Kind::Session | Kind::Boundary => true,
        Kind::Trust | Kind::Bucket | Kind::Resource(_) | Kind::VpcEndpoint => text.contains('*'),
        Kind::ServiceControl => text.ends_with('*'),
        Kind::ResourceControl => false,
    }
}

#[cfg(test)]
mod tests;
