//! A second evaluator, written from the rules alone: plain, slow, on raw JSON, sharing no code with the crate. It answers
//! the inputs of `ostiary policy decide`.

mod values;

use serde_json::Value;
use values::{Readable, compare, glob};

/// The decision and the layers that block, sorted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub decision: String,
    pub blocked_by: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Says {
    Allow,
    Deny,
    Nothing,
}

/// Ways in which a resource policy names the caller, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Named {
    No,
    ByAccount,
    ByEntity,
    Directly,
}

/// One question.
struct Question<'a> {
    who: Who<'a>,
    action: &'a str,
    resource: String,
    context: &'a Value,
}

#[derive(Clone, Copy, PartialEq)]
enum Who<'a> {
    Anonymous,
    Service(&'a str),
    /// An identity provider by host name.
    Provider(&'a str),
    Arn(&'a str),
}

pub(crate) fn evaluate(input: &Value) -> Answer {
    let request = &input["request"];
    let policies = &input["policies"];
    let who = match &request["principal"] {
        Value::String(text) if text == "anonymous" => Who::Anonymous,
        Value::String(text) => Who::Arn(text),
        other => match (other["service"].as_str(), other["federated"].as_str()) {
            (Some(name), None) => Who::Service(name),
            (None, Some(arn)) if arn.starts_with("arn:") => Who::Arn(arn),
            (None, Some(host)) => Who::Provider(host),
            _ => panic!("{other}"),
        },
    };
    let action = request["action"].as_str().unwrap();
    let arn = request["resource"]["arn"].as_str().unwrap_or("*");
    let lists_buckets = action.eq_ignore_ascii_case("s3:ListAllMyBuckets");
    let resource = if lists_buckets {
        format!("arn:{}:s3:::*", part(who, 1).unwrap_or("aws"))
    } else if request["wildcardOnlyAction"] == true {
        "*".to_owned()
    } else {
        arn.to_owned()
    };
    let arn_account = six(arn).map(|parts| parts[4]).filter(|account| !account.is_empty());
    let own = part(who, 4);
    let owner = request["resource"]["account"].as_str().or(arn_account).or(own);
    let question = Question { who, action, resource, context: &request["context"] };
    decide(&question, policies, owner.is_some() && owner == own)
}

fn part<'a>(who: Who<'a>, at: usize) -> Option<&'a str> {
    match who {
        Who::Arn(arn) => Some(six(arn)?[at]),
        _ => None,
    }
}

fn rest(who: Who<'_>) -> &str {
    part(who, 5).unwrap_or("")
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        other => vec![other],
    }
}

fn document(policy: &Value) -> &Value {
    policy.get("document").unwrap_or(policy)
}

fn six(arn: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    (parts.len() == 6 && parts[0] == "arn").then_some(parts)
}

/// Verdicts of the layers; of the resource's policy, the ways in which it names the caller, `*` apart.
struct Said {
    identity: Says,
    boundary: Option<Says>,
    session: Option<Says>,
    endpoint: Option<Says>,
    scp: Says,
    rcp_denies: bool,
    resource_denies: bool,
    named: Vec<Named>,
    by_star: bool,
}

fn starts(who: Who<'_>, kinds: &[&str]) -> bool {
    kinds.iter().any(|kind| rest(who).starts_with(kind))
}

fn listen(question: &Question<'_>, policies: &Value) -> Said {
    let who = question.who;
    let layer = |name: &str, kind: &str| -> Option<Says> {
        let documents = list(&policies[name]);
        (!documents.is_empty()).then(|| says(question, &documents, kind))
    };
    let level = |level: &&Value, kind| says(question, &list(&level["policies"]), kind);
    let scp_levels: Vec<Says> =
        list(&policies["serviceControl"]).iter().map(|one| level(one, "scp")).collect();
    let scp = if scp_levels.contains(&Says::Deny) {
        Says::Deny
    } else if scp_levels.contains(&Says::Nothing) {
        Says::Nothing
    } else {
        Says::Allow
    };
    let boundary = layer("permissionsBoundary", "boundary");
    let (resource_denies, mut named, by_star) = resource_layer(question, policies, boundary.is_some());
    if resource_denies {
        named.clear();
    }
    let rcp_levels = list(&policies["resourceControl"]);
    let rcp_denies = rcp_levels.iter().any(|one| level(one, "rcp") == Says::Deny);
    let endpoint = layer("vpcEndpoint", "endpoint");
    let resource_side = Said {
        identity: Says::Nothing,
        boundary: None,
        session: None,
        endpoint,
        scp: Says::Allow,
        rcp_denies,
        resource_denies,
        named,
        by_star,
    };
    if who == Who::Anonymous {
        return resource_side;
    }
    let mut identity = layer("identity", "identity").unwrap_or(Says::Nothing);
    if rest(who) == "root" && identity == Says::Nothing {
        identity = Says::Allow;
    }
    let mut session = layer("session", "session");
    if starts(who, &["federated-user/"]) && session.is_none() {
        session = Some(Says::Nothing);
    }
    Said { identity, boundary, session, scp, ..resource_side }
}

fn ok(says: Option<Says>) -> bool {
    says.is_none_or(|says| says == Says::Allow)
}

/// True if identity, resource, boundary and session together allow.
fn core(
    question: &Question<'_>,
    said: &Said,
    has_resource_policy: bool,
    same_account: bool,
    boundary_ok: bool,
) -> bool {
    let who = question.who;
    let has = |kind: Named| said.named.contains(&kind);
    let is_provider = starts(who, &["oidc-provider/", "saml-provider/"]);
    if is_provider || matches!(who, Who::Service(_) | Who::Provider(_) | Who::Anonymous) {
        return has(Named::Directly);
    }
    let limits = boundary_ok && ok(said.session);
    if !same_account {
        let same_partition = six(&question.resource).is_none_or(|parts| Some(parts[1]) == part(who, 1));
        return same_partition && said.identity == Says::Allow && !said.named.is_empty() && limits;
    }
    let service = question.action.split(':').next().unwrap_or("").to_lowercase();
    let is_key = question.resource.rsplit(':').next().is_some_and(|last| last.starts_with("key/"));
    let needs_trust = (service == "sts" && has_resource_policy) || (service == "kms" && is_key);
    let by_identity = said.identity == Says::Allow && limits && (!needs_trust || has(Named::ByAccount));
    let by_entity = has(Named::ByEntity) && limits;
    let by_own_name = starts(who, &["user/", "assumed-role/", "federated-user/"]);
    let unlimited = (by_own_name || said.by_star) && service != "sts" && said.session != Some(Says::Deny);
    by_identity || by_entity || (has(Named::Directly) && (unlimited || limits))
}

fn decide(question: &Question<'_>, policies: &Value, same_account: bool) -> Answer {
    let answer = |decision: &str, mut blocked_by: Vec<&str>| {
        blocked_by.sort_unstable();
        Answer { decision: decision.into(), blocked_by: blocked_by.into_iter().map(Into::into).collect() }
    };
    let who = question.who;
    let is = |action: &str| question.action.eq_ignore_ascii_case(action);
    if is("sts:GetCallerIdentity") && who != Who::Anonymous {
        return answer("Allowed", vec![]);
    }
    let said = listen(question, policies);
    let has_resource_policy = !list(&policies["resource"]).is_empty();
    let free = is("sts:GetSessionToken") && (starts(who, &["user/"]) || rest(who) == "root");
    let core = |boundary_ok| free || core(question, &said, has_resource_policy, same_account, boundary_ok);
    let silent = |says| says == Says::Nothing && !free;
    let mut blocked = Vec::new();
    if core(true) {
        let mut add = |name, blocks: bool| {
            if blocks {
                blocked.push(name);
            }
        };
        add("serviceControl", said.scp == Says::Deny || silent(said.scp));
        add("resourceControl", said.rcp_denies);
        add("vpcEndpoint", said.endpoint == Some(Says::Deny) || said.endpoint.is_some_and(silent));
        add("resource", said.resource_denies);
        add("identity", said.identity == Says::Deny);
        add("permissionsBoundary", said.boundary == Some(Says::Deny) || !core(ok(said.boundary)));
    }
    let all = [Some(said.scp), Some(said.identity), said.boundary, said.session, said.endpoint];
    if all.contains(&Some(Says::Deny)) || said.rcp_denies || said.resource_denies {
        return answer("ExplicitlyDenied", blocked);
    }
    if !core(ok(said.boundary)) || silent(said.scp) || said.endpoint.is_some_and(silent) {
        return answer("ImplicitlyDenied", blocked);
    }
    if reserved(question) { answer("ImplicitlyDenied", vec![]) } else { answer("Allowed", vec![]) }
}

fn reserved(question: &Question<'_>) -> bool {
    const POLICY: &str = "createpolicy createpolicyversion deletepolicy deletepolicyversion setdefaultpolicyversion \
                          tagpolicy untagpolicy";
    const ROLE: &str = "attachrolepolicy createrole createservicelinkedrole deleterole deleterolepermissionsboundary \
                        deleterolepolicy deleteservicelinkedrole detachrolepolicy passrole \
                        putrolepermissionsboundary putrolepolicy tagrole untagrole updateassumerolepolicy updaterole \
                        updateroledescription";
    let action = question.action.to_lowercase();
    let Some((service, name)) = action.split_once(':') else { return false };
    let Some(parts) = six(&question.resource) else { return false };
    let among = |names: &str| names.split_whitespace().any(|known| known == name);
    let last = parts[5].to_lowercase();
    match service {
        "iam" => {
            (parts[4] == "aws" && last.starts_with("policy/") && among(POLICY))
                || (last.starts_with("role/aws-reserved/") && among(ROLE))
        }
        "kms" => last.starts_with("alias/aws/") && among("createalias deletealias updatealias"),
        _ => false,
    }
}

fn says(question: &Question<'_>, documents: &[&Value], kind: &str) -> Says {
    let mut answer = Says::Nothing;
    for policy in documents {
        for statement in list(&document(policy)["Statement"]) {
            let named = match (kind, statement.get("Principal"), statement.get("NotPrincipal")) {
                ("endpoint" | "rcp", Some(principal), _) => best(principal, question.who) != Named::No,
                ("endpoint" | "rcp", None, Some(principal)) => best(principal, question.who) == Named::No,
                _ => true,
            };
            if !named || !applies(question, document(policy), statement, kind) {
                continue;
            }
            if statement["Effect"] == "Deny" {
                return Says::Deny;
            }
            answer = Says::Allow;
        }
    }
    answer
}

/// True if it denies; the ways in which it names the caller; true if by `*`.
fn resource_layer(question: &Question<'_>, policies: &Value, has_boundary: bool) -> (bool, Vec<Named>, bool) {
    let (mut denies, mut named, mut by_star) = (false, Vec::new(), false);
    for policy in list(&policies["resource"]) {
        for statement in list(&document(policy)["Statement"]) {
            if !applies(question, document(policy), statement, "resource") {
                continue;
            }
            let is_deny = statement["Effect"] == "Deny";
            let how = match (statement.get("Principal"), statement.get("NotPrincipal")) {
                (Some(principal), _) => best(principal, question.who),
                (None, Some(_)) if is_deny && has_boundary => Named::Directly,
                (None, Some(principal)) if best(principal, question.who) == Named::No => Named::Directly,
                _ => Named::No,
            };
            if how == Named::No {
                continue;
            }
            if is_deny {
                denies = true;
            } else {
                named.push(how);
                let principal = &statement["Principal"];
                by_star |= principal == "*" || list(&principal["AWS"]).iter().any(|entry| *entry == "*");
            }
        }
    }
    (denies, named, by_star)
}

fn best(principal: &Value, who: Who<'_>) -> Named {
    let mut best = Named::No;
    match principal {
        Value::String(text) => best = one("AWS", text, who),
        _ => {
            for (kind, entries) in principal.as_object().unwrap() {
                for entry in list(entries) {
                    best = best.max(one(kind, entry.as_str().unwrap(), who));
                }
            }
        }
    }
    best
}

fn one(kind: &str, entry: &str, who: Who<'_>) -> Named {
    if kind == "AWS" && entry == "*" {
        return Named::Directly;
    }
    let yes = |found: bool, how| if found { how } else { Named::No };
    let arn = match who {
        Who::Anonymous => return Named::No,
        Who::Service(name) => return yes(kind == "Service" && entry == name, Named::Directly),
        Who::Provider(host) => return yes(kind == "Federated" && entry == host, Named::Directly),
        Who::Arn(arn) => arn,
    };
    if kind == "Federated" {
        return yes(entry == arn, Named::Directly);
    }
    if kind != "AWS" {
        return Named::No;
    }
    let account = entry.strip_suffix(":root").unwrap_or(entry);
    let account = match account.split(':').collect::<Vec<_>>()[..] {
        ["arn", partition, "iam", "", account] if !partition.is_empty() => account,
        _ => account,
    };
    if account.len() == 12 && account.chars().all(|c| c.is_ascii_digit()) {
        return yes(part(who, 4) == Some(account), Named::ByAccount);
    }
    if let (Some(wanted), Some(caller)) = (six(entry), six(arn)) {
        let same_place = wanted[1] == caller[1] && wanted[4] == caller[4];
        if let Some(session) = caller[5].strip_prefix("assumed-role/")
            && wanted[2] == "iam"
            && wanted[5].starts_with("role/")
        {
            let role = session.split('/').next().unwrap().to_lowercase();
            let is_role = wanted[5].rsplit('/').next().unwrap().to_lowercase() == role;
            return yes(same_place && is_role, Named::ByEntity);
        }
        if let Some(name) = caller[5].strip_prefix("federated-user/")
            && wanted[2] == "iam"
            && wanted[5] == format!("user/{name}")
        {
            return yes(same_place, Named::ByEntity);
        }
    }
    yes(entry == arn, Named::Directly)
}

fn applies(question: &Question<'_>, document: &Value, statement: &Value, kind: &str) -> bool {
    let variables = document["Version"] == "2012-10-17";
    let any_action = |value: &Value| list(value).iter().any(|entry| action(entry, question.action));
    let action_matches = match statement.get("Action") {
        Some(actions) => any_action(actions),
        None => !any_action(&statement["NotAction"]),
    };
    let resource_matches = match (statement.get("Resource"), statement.get("NotResource")) {
        (Some(wanted), _) => {
            list(wanted).iter().any(|entry| resource(question, entry, kind, variables) == Some(true))
        }
        (None, Some(excluded)) => {
            list(excluded).iter().all(|entry| resource(question, entry, kind, variables) == Some(false))
        }
        (None, None) => true,
    };
    action_matches && resource_matches && conditions(question, statement, variables)
}

fn action(pattern: &Value, action: &str) -> bool {
    let Some(pattern) = pattern.as_str() else { return false };
    if pattern == "*" {
        return true;
    }
    let parts: Vec<&str> = pattern.split(':').collect();
    let (service, name) = action.split_once(':').unwrap_or((action, ""));
    if parts.len() != 2
        || parts[1].is_empty()
        || pattern.contains(char::is_whitespace)
        || pattern.contains(',')
    {
        return false;
    }
    let fold = str::to_lowercase;
    let none = Value::Null;
    glob(&fold(parts[0]), &fold(service), &none, false, true) == Some(true)
        && glob(&fold(parts[1]), &fold(name), &none, false, true) == Some(true)
}

/// None: the entry stands for nothing.
fn resource(question: &Question<'_>, pattern: &Value, kind: &str, variables: bool) -> Option<bool> {
    let pattern = pattern.as_str()?;
    if pattern == "*" {
        return Some(true);
    }
    let mut parts: Vec<&str> = pattern.splitn(6, ':').collect();
    if parts[0] != "arn" || parts.len() == 1 {
        return None;
    }
    if parts.len() < 6 {
        let expands = match kind {
            "identity" | "session" | "boundary" => true,
            "resource" | "endpoint" => pattern.contains('*'),
            "scp" => pattern.ends_with('*'),
            _ => false,
        };
        if !expands {
            return None;
        }
        parts.resize(6, "*");
    }
    if question.resource == "*" {
        return Some(false);
    }
    let actual = six(&question.resource)?;
    let none = Value::Null;
    for at in 1..5 {
        if glob(&parts[at].to_lowercase(), &actual[at].to_lowercase(), &none, false, true) != Some(true) {
            return Some(false);
        }
    }
    glob(parts[5], actual[5], question.context, variables, true)
}

/// Conditions: three-valued. An unknown one does not hold for Allow, and does for Deny.
fn conditions(question: &Question<'_>, statement: &Value, variables: bool) -> bool {
    let Some(operators) = statement["Condition"].as_object() else { return true };
    let mut truths = Vec::new();
    for (operator, keys) in operators {
        for (key, wanted) in keys.as_object().unwrap() {
            truths.push(condition(question.context, operator, key, &list(wanted), variables));
        }
    }
    if truths.contains(&Some(false)) {
        false
    } else if truths.contains(&None) {
        statement["Effect"] == "Deny"
    } else {
        true
    }
}

fn condition(context: &Value, operator: &str, key: &str, wanted: &[&Value], variables: bool) -> Option<bool> {
    let operator = operator.to_lowercase();
    let (set, base) = match operator.split_once(':') {
        Some((set, base)) => (set, base),
        None => ("", operator.as_str()),
    };
    let (base, if_exists) = match base.strip_suffix("ifexists") {
        Some(base) => (base, true),
        None => (base, false),
    };
    let actual = values::lookup(context, key);
    if base == "null" {
        let word = if actual.is_some() { "false" } else { "true" };
        return Some(wanted.iter().any(|value| values::text(value).eq_ignore_ascii_case(word)));
    }
    let negated = base.contains("not");
    let positive = base.replacen("not", "", 1);
    let one = |actual: &str| -> Option<bool> {
        let mut unreadable = false;
        for value in wanted {
            match compare(&positive, actual, &values::text(value), context, variables) {
                Readable::Yes(true) => return Some(!negated),
                Readable::Yes(false) => {}
                Readable::No => unreadable = true,
            }
        }
        if unreadable { None } else { Some(negated) }
    };
    match (set, actual) {
        ("forallvalues", None) => Some(true),
        ("forallvalues", Some(Value::String(text))) if text.is_empty() => Some(true),
        ("forallvalues", Some(actual)) => {
            let truths: Vec<_> = list(actual).iter().map(|value| one(&values::text(value))).collect();
            if truths.contains(&Some(false)) {
                Some(false)
            } else if truths.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        ("foranyvalue", None) => Some(false),
        ("foranyvalue", Some(actual)) => {
            let truths: Vec<_> = list(actual).iter().map(|value| one(&values::text(value))).collect();
            if truths.contains(&Some(true)) {
                Some(true)
            } else if truths.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        (_, None) => Some(if_exists || negated),
        (_, Some(Value::Array(_))) => Some(false),
        (_, Some(actual)) => one(&values::text(actual)),
    }
}
