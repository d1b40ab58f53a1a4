//! A policy document, read and compiled.

use crate::action::{ActionPattern, RequestAction};
use crate::condition::{Condition, Truth};
use crate::context::RequestContext;
use crate::grammar::{self, RawPolicy, RawStatement};
use crate::json::{self, Problem};
use crate::kind::{Kind, SourceType};
use crate::malformed::Malformed;
use crate::position::{Lines, Position, Span};
use crate::principal::PrincipalElement;
use crate::resource::{RequestResource, ResourceMatch, ResourcePattern};
use crate::validate;
use std::collections::{BTreeMap, HashMap};

/// Effect of a statement that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Allows: `"Effect": "Allow"`.
    Allow,
    /// Denies: `"Effect": "Deny"`.
    Deny,
}

/// Checks that a document goes through as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Those of the operation that saves it.
    Saved,
    /// Those that every stored document has passed.
    Stored,
    /// Those without which it has no meaning.
    Judged,
}

/// One document: validated, compiled, immutable. Share it in an `Arc`.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) kind: Kind,
    /// The version is 2012-10-17, so that `${…}` is a variable.
    pub(crate) has_variables: bool,
    pub(crate) id: Option<Box<str>>,
    pub(crate) statements: Box<[Statement]>,
    /// Just after the bracket that opens the statements.
    opening: Position,
    pub(crate) source_id: Option<Box<str>>,
    pub(crate) source_type: SourceType,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    pub(crate) sid: Option<Box<str>>,
    pub(crate) effect: Effect,
    pub(crate) principal: Option<PrincipalElement>,
    pub(crate) actions: Actions,
    /// None: the resource that the policy is attached to.
    pub(crate) resources: Option<Resources>,
    pub(crate) conditions: Box<[Condition]>,
    pub(crate) span: Span,
}

/// `Action` or `NotAction`.
#[derive(Clone, Debug)]
pub(crate) struct Actions {
    pub(crate) negated: bool,
    pub(crate) patterns: Box<[ActionPattern]>,
}

/// `Resource` or `NotResource`.
#[derive(Clone, Debug)]
pub(crate) struct Resources {
    pub(crate) negated: bool,
    pub(crate) patterns: Box<[ResourcePattern]>,
}

impl Policy {
    /// Reads a document as AWS would when it is saved: AWS's checks for that kind, in AWS's order. The first one that
    /// fails is the error.
    ///
    /// # Errors
    /// AWS's message, and where and why.
    pub fn parse(kind: Kind, text: &str) -> Result<Policy, Malformed> {
        Policy::checked(kind, text, Reading::Saved)
    }

    /// Reads a document that is already stored somewhere: the grammar only, not the checks that AWS makes when a
    /// document is saved. So a document of version 2008-10-17 or of none is read as such (without variables), and so is a
    /// resource policy whose statements name no principal (they apply to no caller).
    ///
    /// # Errors
    /// The text is not JSON, or does not have the shape of a policy of that kind.
    pub fn read(kind: Kind, text: &str) -> Result<Policy, Malformed> {
        Policy::checked(kind, text, Reading::Stored)
    }

    /// Reads a document to judge it, wherever it comes from: as [`read`](Policy::read), and also where AWS would never have
    /// saved it, as long as its meaning is not in doubt. A principal in a policy of a user, group, role or session is
    /// ignored, and an empty list of statements says nothing.
    ///
    /// # Errors
    /// The text is not JSON, or does not have the shape of a policy of that kind.
    pub fn read_any(kind: Kind, text: &str) -> Result<Policy, Malformed> {
        Policy::checked(kind, text, Reading::Judged)
    }

    fn checked(kind: Kind, text: &str, reading: Reading) -> Result<Policy, Malformed> {
        let lines = Lines::new(text);
        let at = |offset| Some(lines.position(offset));
        let root = json::parse(text, json::DOCUMENT).map_err(|error| {
            let (problem, place) = (error.problem.to_string(), at(error.offset));
            match error.problem {
                Problem::TooLong(_) | Problem::TooManyValues(_) => Malformed::beyond_limits(problem, place),
                _ => Malformed::new(validate::not_json(kind), problem, place),
            }
        })?;
        Policy::from_node(kind, &root, &lines, reading)
    }

    /// Reads a document that is part of a larger JSON text; positions are those in that text.
    pub(crate) fn from_node(
        kind: Kind,
        root: &json::Node<'_>,
        lines: &Lines<'_>,
        reading: Reading,
    ) -> Result<Policy, Malformed> {
        let at = |offset| Some(lines.position(offset));
        let raw = grammar::policy(root).map_err(|error| {
            Malformed::new(validate::misshapen(kind, &error), error.detail, at(error.offset))
        })?;
        let checks = match reading {
            Reading::Saved => validate::as_saved,
            Reading::Stored => validate::as_stored,
            Reading::Judged => validate::as_judged,
        };
        checks(kind, &raw).map_err(|error| Malformed::new(error.message, error.detail, at(error.offset)))?;
        Ok(Policy::compile(kind, &raw, lines))
    }

    fn compile(kind: Kind, raw: &RawPolicy<'_>, lines: &Lines<'_>) -> Policy {
        let has_variables = raw.version == Some("2012-10-17");
        let statement = |raw| Statement::compile(kind, has_variables, raw, lines);
        Policy {
            kind,
            has_variables,
            id: raw.id.map(Into::into),
            statements: raw.statements.iter().map(statement).collect(),
            opening: lines.position(raw.opening),
            source_id: None,
            source_type: SourceType::None,
        }
    }

    /// Names the policy in explanations: the name of an inline policy, or an ARN.
    #[must_use]
    pub fn with_source(mut self, id: impl Into<String>, source_type: SourceType) -> Policy {
        self.source_id = Some(id.into().into_boxed_str());
        self.source_type = source_type;
        self
    }

    /// Binds users and roles that the policy names by ARN to their unique ids (`AIDA…`, `AROA…`), as IAM stores them:
    /// such an entry then matches exactly the caller of that id, even under another ARN, and never a new user or role of
    /// the same name. ARNs without a binding stay as they are.
    #[must_use]
    pub fn with_principal_ids(mut self, bindings: &[(String, String)]) -> Policy {
        let mut by_name: HashMap<&str, &str> = HashMap::new();
        for (written, id) in bindings {
            by_name.entry(written).or_insert(id);
        }
        let elements = self.statements.iter_mut().filter_map(|statement| statement.principal.as_mut());
        for entry in elements.flat_map(|element| element.entries.iter_mut()) {
            if let Some(id) = by_name.get(&*entry.written).filter(|_| entry.is_entity_arn()) {
                entry.bind(id);
            }
        }
        self
    }

    /// Every entry of `Principal` and `NotPrincipal`: its type (`AWS`, `Service`, `Federated`, `CanonicalUser`) and value.
    pub fn principal_entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.principals().map(|entry| (entry.kind.name(), &*entry.written))
    }

    /// As [`principal_entries`](Policy::principal_entries), with the byte at which each stands in the document: its
    /// opening quote.
    pub fn principal_places(&self) -> impl Iterator<Item = (&'static str, &str, usize)> {
        self.principals().map(|entry| (entry.kind.name(), &*entry.written, entry.start as usize))
    }

    fn principals(&self) -> impl Iterator<Item = &crate::principal::PrincipalEntry> {
        self.statements
            .iter()
            .filter_map(|statement| statement.principal.as_ref())
            .flat_map(|e| e.entries.iter())
    }

    /// Condition keys and variables that the policy refers to, as first written, in alphabetical order.
    pub fn context_keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: BTreeMap<String, &str> = BTreeMap::new();
        for statement in &self.statements {
            for name in statement.context_keys() {
                keys.entry(name.to_lowercase()).or_insert(name);
            }
        }
        keys.into_values()
    }

    /// Use of the document.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The statements, in order.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Place of a statement, by its number from 0, as IAM's simulation operations report it: from just after the
    /// bracket that opens the statements, or after the statement before, so that white space and the comma belong to it.
    /// Recordings of AWS show that; only [`Statement::span`] is the statement itself.
    pub fn reported_span(&self, number: usize) -> Option<Span> {
        let end = self.statements.get(number)?.span.end;
        let before = number.checked_sub(1).and_then(|before| self.statements.get(before));
        Some(Span { start: before.map_or(self.opening, |before| before.span.end), end })
    }

    /// The document's `Id`.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The name given by [`with_source`](Policy::with_source).
    pub fn source_id(&self) -> Option<&str> {
        self.source_id.as_deref()
    }

    /// The type given by [`with_source`](Policy::with_source).
    pub fn source_type(&self) -> SourceType {
        self.source_type
    }

    /// True if the version is 2012-10-17, so that `${…}` is a variable.
    pub fn has_variables(&self) -> bool {
        self.has_variables
    }
}

impl Statement {
    fn compile(kind: Kind, variables: bool, raw: &RawStatement<'_>, lines: &Lines<'_>) -> Statement {
        let (negated, patterns) = match &raw.action {
            Some(element) => (
                element.negated,
                element.content.items.iter().map(|text| ActionPattern::new(text.text)).collect(),
            ),
            None => (false, Box::default()),
        };
        let resources = raw.resource.as_ref().map(|element| {
            let items = element.content.items.iter();
            let written = items.map(|text| ResourcePattern::new(text.text, kind, variables));
            let nulls = std::iter::repeat_with(ResourcePattern::unusable).take(element.content.nulls);
            Resources { negated: element.negated, patterns: written.chain(nulls).collect() }
        });
        let conditions = raw.conditions.iter().map(|raw| {
            let values = raw.values.iter().map(|value| value.text);
            Condition::new(raw.operator.text, raw.name, raw.key.text, values, variables)
        });
        Statement {
            sid: raw.sid.map(|sid| sid.text.into()),
            effect: if raw.effect.text.eq_ignore_ascii_case("deny") { Effect::Deny } else { Effect::Allow },
            principal: raw.principal.as_ref().map(PrincipalElement::new),
            actions: Actions { negated, patterns },
            resources,
            conditions: conditions.collect(),
            span: Span { start: lines.position(raw.start), end: lines.position(raw.end) },
        }
    }

    /// The statement's `Sid`, if it has one that is not empty.
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref().filter(|sid| !sid.is_empty())
    }

    /// Effect of the statement.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Place in the document.
    pub fn span(&self) -> Span {
        self.span
    }

    /// First character.
    pub fn start(&self) -> Position {
        self.span.start
    }

    /// Entries of `Action` or `NotAction`, as written; true with `NotAction`.
    pub fn actions(&self) -> (bool, impl Iterator<Item = &str>) {
        (self.actions.negated, self.actions.patterns.iter().map(ActionPattern::written))
    }

    /// Entries of `Resource` or `NotResource`, as written; true with `NotResource`.
    pub fn resources(&self) -> Option<(bool, impl Iterator<Item = &str>)> {
        let resources = self.resources.as_ref()?;
        Some((resources.negated, resources.patterns.iter().map(ResourcePattern::written)))
    }

    pub(crate) fn context_keys(&self) -> impl Iterator<Item = &str> {
        let resources = self.resources.iter().flat_map(|resources| resources.patterns.iter());
        let in_resources =
            resources.filter_map(ResourcePattern::rest).flat_map(|pattern| pattern.variables());
        let values = self.conditions.iter().flat_map(|condition| condition.values.iter());
        let in_values = values.flat_map(|value| value.patterns()).flat_map(|pattern| pattern.variables());
        let keys = self.conditions.iter().map(|condition| &*condition.written_key);
        keys.chain(in_resources.chain(in_values).map(|variable| variable.name()))
    }

    /// True if the conditions hold. A condition that cannot be evaluated does not hold for an Allow, and does for a
    /// Deny.
    pub(crate) fn conditions_hold(&self, context: &dyn RequestContext) -> bool {
        match Truth::all(self.conditions.iter().map(|condition| condition.evaluate(context))) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => self.effect == Effect::Deny,
        }
    }
}

impl Actions {
    pub(crate) fn apply(&self, action: RequestAction<'_>, nothing: &dyn RequestContext) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(action, nothing)) != self.negated
    }
}

impl Resources {
    pub(crate) fn apply(&self, resource: RequestResource<'_>, context: &dyn RequestContext) -> bool {
        let mut matches = self.patterns.iter().map(|pattern| pattern.matches(resource, context));
        if self.negated {
            matches.all(|found| found == ResourceMatch::No)
        } else {
            matches.any(|found| found == ResourceMatch::Yes)
        }
    }
}

#[cfg(test)]
mod tests;
