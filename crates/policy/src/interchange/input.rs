//! Reads the input of `decide`.

use crate::context::{Context, ContextValue};
use crate::decide::{Level, Policies, Request};
use crate::document::Policy;
use crate::json::{self, Bounds, Node, Value};
use crate::kind::{Kind, SourceType};
use crate::limits::{MAX_DOCUMENT_BYTES, MAX_INPUT_BYTES, MAX_INPUT_DEPTH, MAX_INPUT_VALUES};
use crate::malformed::Malformed;
use crate::position::{Lines, Position};
use crate::principal::Principal;
use crate::set::PolicySet;
use std::fmt;
use std::sync::Arc;

const BOUNDS: Bounds = Bounds { bytes: MAX_INPUT_BYTES, depth: MAX_INPUT_DEPTH, values: MAX_INPUT_VALUES };

/// Why an input cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    place: String,
    message: String,
    position: Option<Position>,
}

impl InputError {
    pub(super) fn new(
        place: impl Into<String>,
        message: impl Into<String>,
        at: Option<Position>,
    ) -> InputError {
        InputError { place: place.into(), message: message.into(), position: at }
    }

    fn of_document(place: &str, error: &Malformed) -> InputError {
        let (message, detail) = (error.message(), error.detail());
        InputError::new(place, format!("{message} ({detail})"), error.position())
    }

    /// Where in the input.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.message)?;
        match self.position {
            Some(position) => write!(out, ", at line {}, column {}", position.line, position.column),
            None => Ok(()),
        }
    }
}

impl std::error::Error for InputError {}

pub(super) type Read<T> = Result<T, InputError>;

/// A request and policies that own what they hold.
#[derive(Debug, Clone)]
pub(super) struct Case {
    request: OwnedRequest,
    policies: Arc<OwnedPolicies>,
}

#[derive(Debug, Clone)]
pub(super) struct OwnedRequest {
    principal: Caller,
    action: String,
    arn: String,
    account: Option<String>,
    wildcard_only: bool,
    context: Context,
}

#[derive(Debug, Clone)]
enum Caller {
    Anonymous,
    Service(String),
    Arn(String),
}

#[derive(Debug, Default)]
pub(super) struct OwnedPolicies {
    identity: PolicySet,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    resource: Option<PolicySet>,
    service_control: Vec<(String, PolicySet)>,
    resource_control: Vec<(String, PolicySet)>,
    vpc_endpoint: Option<PolicySet>,
}

impl Case {
    pub(super) fn new(request: OwnedRequest, policies: Arc<OwnedPolicies>) -> Case {
        Case { request, policies }
    }

    pub(super) fn ask<T>(&self, ask: impl FnOnce(&Request<'_>, &Policies<'_>) -> T) -> T {
        let (asked, owned) = (&self.request, &*self.policies);
        let principal = match &asked.principal {
            Caller::Anonymous => Principal::Anonymous,
            Caller::Service(name) => Principal::Service(name),
            Caller::Arn(arn) => Principal::from_arn(arn).unwrap_or(Principal::Other { arn }),
        };
        let request = Request {
            principal,
            action: &asked.action,
            resource_arn: &asked.arn,
            // A bucket's ARN names no account; without one the resource is the caller's own.
            resource_account: asked
                .account
                .as_deref()
                .or(crate::arn::account(&asked.arn))
                .or(principal.account()),
            wildcard_only_action: asked.wildcard_only,
            context: &asked.context,
        };
        let service_control = levels(&owned.service_control);
        let resource_control = levels(&owned.resource_control);
        let session: Option<[&PolicySet; 1]> = owned.session.as_ref().map(|set| [set]);
        let policies = Policies {
            identity: &[&owned.identity],
            permissions_boundary: owned.boundary.as_ref(),
            session: session.as_ref().map(|sets| sets.as_slice()),
            resource: owned.resource.as_ref(),
            service_control: &service_control,
            resource_control: &resource_control,
            vpc_endpoint: owned.vpc_endpoint.as_ref(),
        };
        ask(&request, &policies)
    }
}

fn levels(owned: &[(String, PolicySet)]) -> Vec<Level<'_>> {
    owned.iter().map(|(name, policies)| Level { name, policies }).collect()
}

pub(super) fn read_line(line: &str) -> Read<Case> {
    let text = Text::new(line);
    let root = text.parse()?;
    let request = text.request(text.member(&root, "request", "the input")?)?;
    let policies = match root.get("policies") {
        Some(node) => text.policies(node, &request, &Documents::none())?,
        None => OwnedPolicies::default(),
    };
    Ok(Case::new(request, Arc::new(policies)))
}

/// Where policies that are named rather than written out come from.
pub(super) struct Documents<'a, 'n> {
    pub(super) named: Option<&'n Node<'n>>,
    pub(super) load: Option<super::LoadDocument<'a>>,
}

impl Documents<'_, '_> {
    fn none() -> Self {
        Documents { named: None, load: None }
    }
}

/// The text of an input, for positions in errors.
pub(super) struct Text<'a> {
    text: &'a str,
    lines: Lines<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        Text { text, lines: Lines::new(text) }
    }

    pub(super) fn position(&self, node: &Node<'_>) -> Position {
        self.lines.position(node.start)
    }

    pub(super) fn parse(&self) -> Read<Node<'a>> {
        json::parse(self.text, BOUNDS).map_err(|error| {
            InputError::new(
                "the input is not JSON",
                error.problem.to_string(),
                Some(self.lines.position(error.offset)),
            )
        })
    }

    pub(super) fn error<T>(&self, place: &str, message: impl Into<String>, node: &Node<'_>) -> Read<T> {
        Err(InputError::new(place, message, Some(self.position(node))))
    }

    pub(super) fn member<'n>(&self, node: &'n Node<'a>, name: &str, place: &str) -> Read<&'n Node<'a>> {
        match (node.as_object(), node.get(name)) {
            (_, Some(member)) => Ok(member),
            (None, None) => self.error(place, "is an object", node),
            (Some(_), None) => self.error(place, format!("{name:?} is missing"), node),
        }
    }

    pub(super) fn string<'n>(&self, node: &'n Node<'a>, place: &str) -> Read<&'n str> {
        match node.as_str() {
            Some(text) => Ok(text),
            None => self.error(place, "is a string", node),
        }
    }

    /// Refuses names that are not known: a misspelled layer would otherwise be no layer.
    pub(super) fn only(&self, node: &Node<'a>, known: &[&str], place: &str) -> Read<()> {
        let Some(members) = node.as_object() else {
            return self.error(place, "is an object", node);
        };
        match members.iter().find(|member| !known.contains(&member.name.as_ref())) {
            Some(member) => {
                let message = format!("{:?} is not known; known: {}", member.name, known.join(", "));
                self.error(place, message, &member.node)
            }
            None => Ok(()),
        }
    }

    pub(super) fn request(&self, node: &Node<'a>) -> Read<OwnedRequest> {
        self.only(node, &["principal", "action", "resource", "context", "wildcardOnlyAction"], "request")?;
        let wildcard_only = match node.get("wildcardOnlyAction").map(|node| &node.value) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => return self.error("request.wildcardOnlyAction", "is true or false", node),
        };
        let action = self.string(self.member(node, "action", "request")?, "request.action")?;
        let (arn, account) = match present(node.get("resource")) {
            None if wildcard_only => ("*".to_owned(), None),
            None => return self.error("request", "\"resource\" is missing", node),
            Some(resource) => self.resource(resource)?,
        };
        let context = match present(node.get("context")) {
            Some(node) => self.context(node)?,
            None => Context::new(),
        };
        let principal = self.principal(self.member(node, "principal", "request")?)?;
        Ok(OwnedRequest { principal, action: action.to_owned(), arn, account, wildcard_only, context })
    }

    fn resource(&self, node: &Node<'a>) -> Read<(String, Option<String>)> {
        let place = "request.resource";
        self.only(node, &["arn", "account"], place)?;
        let arn = self.string(self.member(node, "arn", place)?, "request.resource.arn")?;
        let account = match present(node.get("account")) {
            Some(account) => Some(self.string(account, "request.resource.account")?),
            None => None,
        };
        Ok((arn.to_owned(), account.filter(|account| !account.is_empty()).map(str::to_owned)))
    }

    fn principal(&self, node: &Node<'a>) -> Read<Caller> {
        let place = "request.principal";
        let is_service = |name: &str| name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn");
        match node.as_str() {
            Some("anonymous") => Ok(Caller::Anonymous),
            Some(text) if Principal::from_arn(text).is_some() => Ok(Caller::Arn(text.to_owned())),
            Some(text) if is_service(text) => Ok(Caller::Service(text.to_owned())),
            Some(text) => self.error(place, format!("{text:?} is neither an ARN nor \"anonymous\""), node),
            None => {
                self.only(node, &["service"], place)?;
                let name = self.string(self.member(node, "service", place)?, "request.principal.service")?;
                Ok(Caller::Service(name.to_owned()))
            }
        }
    }

    fn context(&self, node: &Node<'a>) -> Read<Context> {
        let Some(members) = node.as_object() else {
            return self.error("request.context", "is an object", node);
        };
        let mut context = Context::new();
        for member in members {
            let place = "request.context";
            let value = match &member.node.value {
                Value::Null => continue,
                Value::Array(items) => {
                    let items = items.iter().map(|item| self.scalar(item, place));
                    ContextValue::Many(items.collect::<Read<_>>()?)
                }
                _ => ContextValue::One(self.scalar(&member.node, place)?),
            };
            context.put(&member.name, value);
        }
        Ok(context)
    }

    fn scalar(&self, node: &Node<'a>, place: &str) -> Read<String> {
        Ok(match &node.value {
            Value::String(text) => text.to_string(),
            Value::Number(digits) => (*digits).to_owned(),
            Value::Bool(flag) => flag.to_string(),
            _ => return self.error(place, "a value is a string, a number or a Boolean", node),
        })
    }

    pub(super) fn policies(
        &self,
        node: &Node<'a>,
        request: &OwnedRequest,
        documents: &Documents<'_, '_>,
    ) -> Read<OwnedPolicies> {
        const LAYERS: [&str; 7] = [
            "identity",
            "resource",
            "permissionsBoundary",
            "session",
            "serviceControl",
            "resourceControl",
            "vpcEndpoint",
        ];
        self.only(node, &LAYERS, "policies")?;
        let is_trust = request.action.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:"));
        let of_resource = if is_trust { Kind::Trust } else { Kind::Bucket };
        let set = |name, kind| self.layer(present(node.get(name)), kind, name, documents);
        Ok(OwnedPolicies {
            identity: set("identity", Kind::Managed)?.unwrap_or_default(),
            boundary: set("permissionsBoundary", Kind::Boundary)?,
            session: set("session", Kind::Session)?,
            resource: set("resource", of_resource)?,
            service_control: self.levels(node, "serviceControl", Kind::ServiceControl, documents)?,
            resource_control: self.levels(node, "resourceControl", Kind::ResourceControl, documents)?,
            vpc_endpoint: set("vpcEndpoint", Kind::VpcEndpoint)?,
        })
    }

    /// One policy or a list of them; an empty list is no layer.
    fn layer(
        &self,
        node: Option<&Node<'a>>,
        kind: Kind,
        place: &str,
        documents: &Documents<'_, '_>,
    ) -> Read<Option<PolicySet>> {
        let Some(node) = node else { return Ok(None) };
        let policies = match node.as_array() {
            None => vec![self.policy(node, kind, place, documents)?],
            Some(items) => {
                let numbered = items.iter().enumerate();
                let read = |(at, item)| self.policy(item, kind, &format!("{place}[{at}]"), documents);
                numbered.map(read).collect::<Read<Vec<_>>>()?
            }
        };
        if policies.is_empty() {
            return Ok(None);
        }
        Ok(Some(PolicySet::from_policies(policies.into_iter().map(Arc::new))))
    }

    fn levels(
        &self,
        node: &Node<'a>,
        name: &str,
        kind: Kind,
        documents: &Documents<'_, '_>,
    ) -> Read<Vec<(String, PolicySet)>> {
        let Some(node) = present(node.get(name)) else { return Ok(Vec::new()) };
        let Some(items) = node.as_array() else {
            return self.error(name, "is a list of levels", node);
        };
        let mut levels = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let place = format!("{name}[{at}]");
            self.only(item, &["level", "policies"], &place)?;
            let level = match present(item.get("level")) {
                Some(level) => self.string(level, &place)?.to_owned(),
                None => at.to_string(),
            };
            let policies = self.layer(present(item.get("policies")), kind, &place, documents)?;
            levels.push((level, policies.unwrap_or_default()));
        }
        Ok(levels)
    }

    /// A document, `{"name": …, "document": …}`, or (in a file of cases) the name of a document or `{"file": …}`.
    fn policy(
        &self,
        node: &Node<'a>,
        kind: Kind,
        place: &str,
        documents: &Documents<'_, '_>,
    ) -> Read<Policy> {
        let source = source_type(kind);
        if let Some(name) = node.as_str() {
            return match documents.named.and_then(|named| named.get(name)) {
                Some(document) => Ok(self.document(document, kind, place)?.with_source(name, source)),
                None => self.error(place, format!("{name:?} is no document of this file"), node),
            };
        }
        if let (Some(file), Some(load)) = (node.get("file"), documents.load) {
            let path = self.string(file, place)?;
            let text = load(path).or_else(|error| self.error(place, format!("{path}: {error}"), file))?;
            let policy = Policy::read(kind, &text).map_err(|error| InputError::of_document(path, &error))?;
            return Ok(policy.with_source(path, source));
        }
        let Some(document) = node.get("document") else {
            let policy = self.document(node, kind, place)?;
            return Ok(policy.with_source(place, source));
        };
        self.only(node, &["name", "document"], place)?;
        let name = match present(node.get("name")) {
            Some(name) => self.string(name, place)?,
            None => place,
        };
        Ok(self.document(document, kind, place)?.with_source(name, source))
    }

    fn document(&self, node: &Node<'_>, kind: Kind, place: &str) -> Read<Policy> {
        if (node.end - node.start) as usize > MAX_DOCUMENT_BYTES {
            return self.error(
                place,
                format!("the document is longer than {MAX_DOCUMENT_BYTES} bytes"),
                node,
            );
        }
        Policy::from_node(kind, node, &self.lines, false)
            .map_err(|error| InputError::of_document(place, &error))
    }
}

fn source_type(kind: Kind) -> SourceType {
    match kind {
        Kind::Bucket => SourceType::Resource,
        Kind::Trust => SourceType::Trust,
        Kind::Boundary => SourceType::Boundary,
        Kind::Session => SourceType::Session,
        Kind::ServiceControl => SourceType::ServiceControl,
        Kind::ResourceControl => SourceType::ResourceControl,
        Kind::VpcEndpoint => SourceType::VpcEndpoint,
        Kind::Managed | Kind::Inline => SourceType::None,
    }
}

/// Null is as good as absent.
pub(super) fn present<'n, 'a>(node: Option<&'n Node<'a>>) -> Option<&'n Node<'a>> {
    node.filter(|node| !matches!(node.value, Value::Null))
}
