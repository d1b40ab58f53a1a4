//! Reads the input of `decide`.

use crate::context::{Context, ContextValue};
use crate::decide::{Level, Policies, Request};
use crate::document::{Policy, Reading};
use crate::json::{self, Bounds, Node, Value};
use crate::kind::{Kind, SourceType};
use crate::limits::{MAX_DOCUMENT_BYTES, MAX_INPUT_BYTES, MAX_INPUT_DEPTH, MAX_INPUT_VALUES};
use crate::malformed::Malformed;
use crate::position::{Lines, Position};
use crate::principal::Principal;
use crate::set::PolicySet;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Gives the text of the document that a case names by its path; or says why not.
pub type LoadDocument<'a> = &'a dyn Fn(&str) -> Result<String, String>;

const BOUNDS: Bounds = Bounds { bytes: MAX_INPUT_BYTES, depth: MAX_INPUT_DEPTH, values: MAX_INPUT_VALUES };

/// Identity providers of web identities that are built into STS; trust policies name them by host.
const BUILT_IN_PROVIDERS: [&str; 4] =
    ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// Error of an input that cannot be read.
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

    /// Place in the input.
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
    /// An identity provider, as the trust policy writes it.
    Federated(String),
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
            Caller::Federated(name) => Principal::Federated(name),
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

impl OwnedRequest {
    /// True if the policy of its resource is a trust policy.
    pub(super) fn is_about_role(&self) -> bool {
        self.action.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:"))
    }
}

fn levels(owned: &[(String, PolicySet)]) -> Vec<Level<'_>> {
    owned.iter().map(|(name, policies)| Level { name, policies }).collect()
}

pub(super) fn read(input: super::Input<'_>) -> Read<Case> {
    let text = Text::new(input);
    let root = text.parse()?;
    let request = text.request(text.member(&root, "request", "the input")?)?;
    let policies = match root.get("policies") {
        Some(node) => text.policies(node, &request, &Documents::none())?,
        None => OwnedPolicies::default(),
    };
    Ok(Case::new(request, Arc::new(policies)))
}

/// Source of policies that are named rather than written out. Each is compiled once for each kind it is used as.
pub(super) struct Documents<'a, 'n> {
    named: HashMap<&'n str, &'n Node<'n>>,
    load: Option<LoadDocument<'a>>,
    compiled: RefCell<HashMap<(Source, Kind, String), Arc<Policy>>>,
}

/// Kind of a name: one of the file's documents, or a path.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Source {
    Named,
    Path,
}

impl<'a, 'n> Documents<'a, 'n> {
    pub(super) fn none() -> Self {
        Documents { named: HashMap::new(), load: None, compiled: RefCell::default() }
    }

    pub(super) fn new(named: Option<&'n Node<'n>>, load: LoadDocument<'a>) -> Self {
        let members = named.and_then(Node::as_object).unwrap_or(&[]);
        let named = members.iter().map(|member| (member.name.as_ref(), &member.node)).collect();
        Documents { named, load: Some(load), compiled: RefCell::default() }
    }

    fn once(
        &self,
        source: Source,
        kind: Kind,
        name: &str,
        compile: impl FnOnce() -> Read<Policy>,
    ) -> Read<Arc<Policy>> {
        let key = (source, kind, name.to_owned());
        if let Some(known) = self.compiled.borrow().get(&key) {
            return Ok(Arc::clone(known));
        }
        let policy = Arc::new(compile()?.with_source(name, source_type(kind)));
        self.compiled.borrow_mut().insert(key, Arc::clone(&policy));
        Ok(policy)
    }
}

/// The text of an input, for positions in errors.
pub(super) struct Text<'a> {
    text: &'a str,
    lines: Lines<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn new(input: super::Input<'a>) -> Text<'a> {
        Text { text: input.text, lines: Lines::from_line(input.text, input.line) }
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
            Some(text) if BUILT_IN_PROVIDERS.contains(&text) => Ok(Caller::Federated(text.to_owned())),
            Some(text) if is_service(text) => Ok(Caller::Service(text.to_owned())),
            Some(text) => {
                let forms = "{\"service\": NAME} or {\"federated\": NAME}";
                let message = format!("{text:?} is neither an ARN nor \"anonymous\", nor {forms}");
                self.error(place, message, node)
            }
            None => {
                self.only(node, &["service", "federated"], place)?;
                match (present(node.get("service")), present(node.get("federated"))) {
                    (Some(name), None) => {
                        Ok(Caller::Service(self.string(name, "request.principal.service")?.to_owned()))
                    }
                    (None, Some(name)) => {
                        Ok(Caller::Federated(self.string(name, "request.principal.federated")?.to_owned()))
                    }
                    _ => self.error(place, "holds either \"service\" or \"federated\"", node),
                }
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
        let of_resource = if request.is_about_role() { Kind::Trust } else { Kind::Bucket };
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
        Ok(Some(PolicySet::from_policies(policies)))
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
    ) -> Read<Arc<Policy>> {
        if let Some(name) = node.as_str() {
            return match documents.named.get(name) {
                Some(document) => {
                    documents.once(Source::Named, kind, name, || self.document(document, kind, place))
                }
                None => self.error(place, format!("{name:?} is no document of this file"), node),
            };
        }
        if let (Some(file), Some(load)) = (node.get("file"), documents.load) {
            let path = self.string(file, place)?;
            return documents.once(Source::Path, kind, path, || {
                let text = load(path).or_else(|error| self.error(place, format!("{path}: {error}"), file))?;
                Policy::read_any(kind, &text).map_err(|error| InputError::of_document(path, &error))
            });
        }
        let (name, document) = match node.get("document") {
            None => (place, node),
            Some(document) => {
                self.only(node, &["name", "document"], place)?;
                match present(node.get("name")) {
                    Some(name) => (self.string(name, place)?, document),
                    None => (place, document),
                }
            }
        };
        Ok(Arc::new(self.document(document, kind, place)?.with_source(name, source_type(kind))))
    }

    fn document(&self, node: &Node<'_>, kind: Kind, place: &str) -> Read<Policy> {
        if (node.end - node.start) as usize > MAX_DOCUMENT_BYTES {
            return self.error(
                place,
                format!("the document is longer than {MAX_DOCUMENT_BYTES} bytes"),
                node,
            );
        }
        Policy::from_node(kind, node, &self.lines, Reading::Judged)
            .map_err(|error| InputError::of_document(place, &error))
    }
}

fn source_type(kind: Kind) -> SourceType {
    match kind {
        Kind::Bucket | Kind::Resource(_) => SourceType::Resource,
        Kind::Trust => SourceType::Trust,
        Kind::Boundary => SourceType::Boundary,
        Kind::Session => SourceType::Session,
        Kind::ServiceControl => SourceType::ServiceControl,
        Kind::ResourceControl => SourceType::ResourceControl,
        Kind::VpcEndpoint => SourceType::VpcEndpoint,
        Kind::AwsManaged => SourceType::AwsManaged,
        Kind::Managed | Kind::Inline => SourceType::None,
    }
}

/// Null is as good as absent.
pub(super) fn present<'n, 'a>(node: Option<&'n Node<'a>>) -> Option<&'n Node<'a>> {
    node.filter(|node| !matches!(node.value, Value::Null))
}
