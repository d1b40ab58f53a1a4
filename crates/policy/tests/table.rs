//! The formula of the decision against the plain evaluator, exhaustively: every verdict of every layer with every other, for
//! each kind of caller, in the same account and across accounts, for actions of the services that have rules of their own.

use std::sync::Arc;

use crate::reference::{self, Answer};
use policy::{Context, Kind, Level, Policies, Policy, PolicySet, Principal, Request, decide};
use serde_json::{Value, json};

/// A layer's policy as both evaluators take it; `None`: there is no such layer.
struct Layer {
    input: Option<Value>,
    set: Option<PolicySet>,
}

fn statement(effect: &str, principal: Option<Value>, with_resource: bool) -> Value {
    let mut statement = json!({"Effect": effect, "Action": "*"});
    if let Some(principal) = principal {
        statement["Principal"] = principal;
    }
    if with_resource {
        statement["Resource"] = "*".into();
    }
    statement
}

fn layer(kind: Kind, statements: Vec<Value>) -> Layer {
    let document = json!({"Version": "2012-10-17", "Statement": statements});
    let policy = Policy::read_any(kind, &document.to_string()).unwrap();
    Layer {
        input: Some(json!({"document": document})),
        set: Some(PolicySet::from_policies([Arc::new(policy)])),
    }
}

const NONE: fn() -> Layer = || Layer { input: None, set: None };

/// No layer, and one that allows, denies and says nothing.
fn verdicts(kind: Kind) -> Vec<Layer> {
    let principal = || (kind == Kind::VpcEndpoint).then(|| json!("*"));
    let mut silent = statement("Allow", principal(), true);
    silent["Action"] = "none:None".into();
    vec![
        NONE(),
        layer(kind, vec![statement("Allow", principal(), true)]),
        layer(kind, vec![statement("Deny", principal(), true)]),
        layer(kind, vec![silent]),
    ]
}

struct Caller {
    principal: Principal<'static>,
    input: Value,
    /// The principal that a resource's policy names it by: itself, and the role or user that a session came from.
    direct: Value,
    entity: Value,
}

const ACCOUNT: &str = "111111111111";
const OTHER: &str = "222222222222";
const USER: &str = "arn:aws:iam::111111111111:user/alice";
const ROLE: &str = "arn:aws:iam::111111111111:role/reader";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/reader/night";
const FEDERATED: &str = "arn:aws:sts::111111111111:federated-user/alice";
const ROOT: &str = "arn:aws:iam::111111111111:root";
const PROVIDER: &str = "arn:aws:iam::111111111111:oidc-provider/idp.example";

fn callers() -> Vec<Caller> {
    let by_arn = |principal, arn: &str, entity: &str| Caller {
        principal,
        input: arn.into(),
        direct: json!({"AWS": arn}),
        entity: json!({"AWS": entity}),
    };
    let nobody = || json!({"AWS": "arn:aws:iam::333333333333:user/nobody"});
    vec![
        by_arn(Principal::User { arn: USER, id: None }, USER, USER),
        by_arn(Principal::from_arn(SESSION).unwrap(), SESSION, ROLE),
        by_arn(Principal::from_arn(FEDERATED).unwrap(), FEDERATED, USER),
        by_arn(Principal::Root { arn: ROOT }, ROOT, ROOT),
        Caller {
            principal: Principal::Federated(PROVIDER),
            input: json!({"federated": PROVIDER}),
            direct: json!({"Federated": PROVIDER}),
            entity: nobody(),
        },
        Caller {
            principal: Principal::Service("ec2.amazonaws.com"),
            input: json!({"service": "ec2.amazonaws.com"}),
            direct: json!({"Service": "ec2.amazonaws.com"}),
            entity: nobody(),
        },
        Caller {
            principal: Principal::Anonymous,
            input: "anonymous".into(),
            direct: nobody(),
            entity: nobody(),
        },
    ]
}

/// Every way in which the resource's policy can speak of a caller.
fn resource_layers(caller: &Caller, kind: Kind) -> Vec<Layer> {
    let with_resource = kind != Kind::Trust;
    let allow = |principal: &Value| statement("Allow", Some(principal.clone()), with_resource);
    let star = json!("*");
    let account = json!({"AWS": ACCOUNT});
    let named = [&caller.direct, &caller.entity, &account, &star];
    let mut layers = vec![NONE()];
    // each subset of the ways to name it
    for chosen in 0..1_usize << named.len() {
        let statements: Vec<Value> =
            (0..named.len()).filter(|at| chosen & (1 << at) != 0).map(|at| allow(named[at])).collect();
        let nobody = json!({"AWS": "arn:aws:iam::333333333333:user/nobody"});
        layers.push(layer(kind, if statements.is_empty() { vec![allow(&nobody)] } else { statements }));
    }
    layers.push(layer(kind, vec![allow(&star), statement("Deny", Some(star.clone()), with_resource)]));
    layers
}

/// The layers of an organization and of an endpoint: each verdict by itself, and denials together.
struct Outer {
    service_control: Layer,
    resource_control: Layer,
    vpc_endpoint: Layer,
}

fn outer() -> Vec<Outer> {
    let denying = || layer(Kind::ResourceControl, vec![statement("Deny", Some(json!("*")), true)]);
    let mut all = Vec::new();
    for service_control in verdicts(Kind::ServiceControl) {
        all.push(Outer { service_control, resource_control: NONE(), vpc_endpoint: NONE() });
    }
    for vpc_endpoint in verdicts(Kind::VpcEndpoint).into_iter().skip(1) {
        all.push(Outer { service_control: NONE(), resource_control: NONE(), vpc_endpoint });
    }
    all.push(Outer { service_control: NONE(), resource_control: denying(), vpc_endpoint: NONE() });
    for (control, endpoint) in [(2, 3), (3, 2), (3, 3)] {
        all.push(Outer {
            service_control: verdicts(Kind::ServiceControl).swap_remove(control),
            resource_control: if control == 2 { denying() } else { NONE() },
            vpc_endpoint: verdicts(Kind::VpcEndpoint).swap_remove(endpoint),
        });
    }
    all
}

struct Action {
    name: &'static str,
    arn: String,
    kind: Kind,
}

fn actions(owner: &str) -> Vec<Action> {
    let action = |name, arn: String, kind| Action { name, arn, kind };
    vec![
        action("s3:GetObject", "arn:aws:s3:::bucket/key".to_owned(), Kind::Bucket),
        action("sts:AssumeRole", format!("arn:aws:iam::{owner}:role/target"), Kind::Trust),
        action("kms:Decrypt", format!("arn:aws:kms:eu-west-1:{owner}:key/1"), Kind::Bucket),
        action("sts:GetSessionToken", format!("arn:aws:iam::{owner}:user/alice"), Kind::Trust),
    ]
}

#[test]
fn every_combination_of_verdicts_is_decided_as_the_plain_evaluator_does() {
    let (identity, boundary) = (verdicts(Kind::Inline), verdicts(Kind::Boundary));
    let (session, outer) = (verdicts(Kind::Session), outer());
    let mut rows = 0_u64;
    for caller in callers() {
        for owner in [ACCOUNT, OTHER] {
            for action in actions(owner) {
                for resource in resource_layers(&caller, action.kind) {
                    for own in combinations(&identity, &boundary, &session) {
                        rows += check(&caller, owner, &action, &resource, own, &outer);
                    }
                }
            }
        }
    }
    assert!(rows > 100_000, "{rows}");
}

/// Identity, boundary and session.
type Own<'l> = [&'l Layer; 3];

fn combinations<'l>(identity: &'l [Layer], boundary: &'l [Layer], session: &'l [Layer]) -> Vec<Own<'l>> {
    let mut all = Vec::new();
    for identity in identity {
        for boundary in boundary {
            all.extend(session.iter().map(|session| [identity, boundary, session]));
        }
    }
    all
}

fn levels(layer: &Layer) -> Vec<Level<'_>> {
    layer.set.iter().map(|policies| Level { name: "root", policies }).collect()
}

/// The outer layers are all gone through where nothing else denies or is silent, and none of them elsewhere.
fn check(
    caller: &Caller,
    owner: &str,
    action: &Action,
    resource: &Layer,
    own: Own<'_>,
    outer: &[Outer],
) -> u64 {
    let context = Context::new();
    let request = Request {
        principal: caller.principal,
        action: action.name,
        resource_arn: &action.arn,
        resource_account: Some(owner),
        wildcard_only_action: false,
        context: &context,
    };
    let mut input = json!({
        "request": {
            "principal": caller.input, "action": action.name, "context": {},
            "resource": {"arn": action.arn, "account": owner},
        },
        "policies": {},
    });
    let of_layer = |layer: &Layer| layer.input.clone().map_or(json!([]), |policy| json!([policy]));
    let [identity, boundary, session] = own;
    input["policies"]["identity"] = of_layer(identity);
    input["policies"]["permissionsBoundary"] = of_layer(boundary);
    input["policies"]["session"] = of_layer(session);
    input["policies"]["resource"] = of_layer(resource);
    let is_plain = boundary.set.is_none() && session.set.is_none();
    let outer = if is_plain { outer } else { &outer[..1] };
    for outer in outer {
        let level = |layer: &Layer| match &layer.input {
            Some(policy) => json!([{"name": "root", "policies": [policy]}]),
            None => json!([]),
        };
        input["policies"]["serviceControl"] = level(&outer.service_control);
        input["policies"]["resourceControl"] = level(&outer.resource_control);
        input["policies"]["vpcEndpoint"] = of_layer(&outer.vpc_endpoint);
        let identity: Vec<&PolicySet> = identity.set.iter().collect();
        let sets: Option<Vec<&PolicySet>> = session.set.as_ref().map(|set| vec![set]);
        let (control, resource_control) = (levels(&outer.service_control), levels(&outer.resource_control));
        let policies = Policies {
            identity: &identity,
            permissions_boundary: boundary.set.as_ref(),
            session: sets.as_deref(),
            resource: resource.set.as_ref(),
            service_control: &control,
            resource_control: &resource_control,
            vpc_endpoint: outer.vpc_endpoint.set.as_ref(),
        };
        let decision = decide(&request, &policies);
        let mut blocked_by: Vec<String> =
            decision.blocked_by.iter().map(|layer| layer.name().to_owned()).collect();
        blocked_by.sort();
        let ours = Answer { decision: decision.outcome.name().to_owned(), blocked_by };
        assert_eq!(ours, reference::evaluate(&input), "{input}");
    }
    outer.len() as u64
}
