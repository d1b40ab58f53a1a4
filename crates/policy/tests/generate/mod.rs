//! Random inputs of `ostiary policy decide` that collide: few names, many overlaps.

mod pools;

pub(crate) use pools::*;
use serde_json::{Map, Value, json};

/// A small generator of random numbers (splitmix64): the same seed, the same cases, on every machine.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(limit).unwrap()).unwrap()
    }

    /// True so many times out of a hundred.
    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.number() % 100 < chance
    }

    pub(crate) fn pick<'p>(&mut self, pool: &[&'p str]) -> &'p str {
        pool[self.below(pool.len())]
    }

    pub(crate) fn count(&mut self, weights: &[usize]) -> usize {
        weights[self.below(weights.len())]
    }
}

/// One entry, or a list of a few.
fn some(random: &mut Random, pool: &[&str]) -> Value {
    let count = random.count(&[1, 1, 1, 2, 3]);
    let items: Vec<Value> = (0..count).map(|_| random.pick(pool).into()).collect();
    if count == 1 && random.percent(50) { items[0].clone() } else { items.into() }
}

pub(crate) fn condition(random: &mut Random) -> Value {
    let mut operators = Map::new();
    for _ in 0..random.count(&[1, 1, 2]) {
        let group = random.below(OPERATORS.len());
        let (names, mut values) = OPERATORS[group];
        let mut operator = random.pick(names).to_owned();
        if random.percent(10) {
            values = TEXTS;
        }
        let mut wanted = some(random, values);
        if random.percent(8) {
            operator = "Null".into();
            wanted = some(random, &["true", "false", "TRUE"]);
        } else {
            if random.percent(30) {
                operator =
                    format!("{}:{operator}", random.pick(&["ForAllValues", "ForAnyValue", "forallvalues"]));
            }
            if random.percent(25) {
                operator.push_str(random.pick(&["IfExists", "ifexists"]));
            }
        }
        if operator == "Bool" && random.percent(30) {
            wanted = random.percent(50).into();
        }
        let keys = operators.entry(operator).or_insert_with(|| json!({}));
        keys.as_object_mut().unwrap().insert(random.pick(KEYS).to_owned(), wanted);
    }
    operators.into()
}

pub(crate) fn principal(random: &mut Random) -> Value {
    if random.percent(15) {
        return "*".into();
    }
    let mut map = Map::new();
    map.insert("AWS".into(), some(random, PRINCIPAL_ENTRIES));
    if random.percent(15) {
        map.insert("Service".into(), some(random, &["s3.amazonaws.com", "ec2.amazonaws.com"]));
    }
    if random.percent(10) {
        map.insert(
            "Federated".into(),
            some(random, &["arn:aws:iam::111111111111:oidc-provider/idp.example", "graph.facebook.com"]),
        );
    }
    map.into()
}

pub(crate) fn statement(random: &mut Random, layer: &str) -> Value {
    let mut statement = Map::new();
    let denies = layer == "resourceControl" || random.percent(25);
    statement.insert("Effect".into(), if denies { "Deny" } else { "Allow" }.into());
    let negated =
        |random: &mut Random, name: &str| if random.percent(12) { format!("Not{name}") } else { name.into() };
    let actions = if random.percent(30) { "*".into() } else { some(random, ACTION_PATTERNS) };
    statement.insert(negated(random, "Action"), actions);
    if !(layer == "resource" && random.percent(15)) {
        let resources = if random.percent(30) { "*".into() } else { some(random, RESOURCE_PATTERNS) };
        statement.insert(negated(random, "Resource"), resources);
    }
    let may_name = matches!(layer, "resource" | "vpcEndpoint" | "resourceControl");
    let must_not = layer == "resource" && random.percent(7);
    // Not AWS's to save, and ignored when judged.
    if !may_name && random.percent(5) {
        statement.insert(negated(random, "Principal"), principal(random));
    }
    if may_name && !must_not {
        let name = if layer == "resource" { negated(random, "Principal") } else { "Principal".into() };
        let everyone = layer != "resource" && random.percent(60);
        let principal = if everyone { "*".into() } else { principal(random) };
        statement.insert(name, principal);
    }
    if random.percent(40) {
        statement.insert("Condition".into(), condition(random));
    }
    statement.into()
}

pub(crate) fn document(random: &mut Random, layer: &str) -> Value {
    let statements: Vec<Value> =
        (0..random.count(&[0, 1, 1, 1, 1, 2, 2, 3, 3])).map(|_| statement(random, layer)).collect();
    let mut document = Map::new();
    document.insert("Statement".into(), statements.into());
    if random.percent(85) {
        document.insert("Version".into(), "2012-10-17".into());
    } else if random.percent(50) {
        document.insert("Version".into(), "2008-10-17".into());
    }
    document.into()
}

pub(crate) fn documents(random: &mut Random, layer: &str, counts: &[usize]) -> Value {
    (0..random.count(counts)).map(|_| document(random, layer)).collect::<Vec<_>>().into()
}

pub(crate) fn context(random: &mut Random) -> Value {
    let mut context = Map::new();
    for key in KEYS.iter().filter(|key| !key.starts_with("AWS")) {
        if random.percent(45) {
            continue;
        }
        let own = VALUES_OF.iter().find(|(name, _)| name == key).map_or(TEXTS, |(_, values)| *values);
        let pool = if random.percent(10) { OPERATORS[random.below(OPERATORS.len())].1 } else { own };
        let value = if *key == "aws:list" || random.percent(15) {
            let count = random.count(&[0, 1, 2, 3]);
            (0..count).map(|_| Value::from(random.pick(pool))).collect::<Vec<_>>().into()
        } else {
            random.pick(pool).into()
        };
        let name = if random.percent(80) { (*key).to_owned() } else { key.to_uppercase() };
        context.insert(name, value);
    }
    context.into()
}

pub(crate) fn input(random: &mut Random) -> Value {
    let principal = match random.pick(PRINCIPALS) {
        service if service.ends_with(".amazonaws.com") => json!({"service": service}),
        provider if provider.contains("provider") && random.percent(50) => json!({"federated": provider}),
        host if host.ends_with(".facebook.com") => json!({"federated": host}),
        other => other.into(),
    };
    let mut request = json!({
        "principal": principal,
        "action": random.pick(ACTIONS),
        "resource": {"arn": random.pick(RESOURCES), "account": random.pick(&[ACCOUNT, ACCOUNT, ACCOUNT, OTHER_ACCOUNT])},
        "context": context(random),
    });
    if random.percent(10) {
        request["wildcardOnlyAction"] = true.into();
    }
    let optional = |random: &mut Random, chance, layer: &str| {
        if random.percent(chance) { document(random, layer) } else { Value::Null }
    };
    let level = |random: &mut Random, layer: &str| json!({"level": random.pick(&["Root", "Unit"]), "policies": documents(random, layer, &[0, 1, 1, 2])});
    let levels = |random: &mut Random, chance, layer: &str| {
        let count = if random.percent(chance) { random.count(&[1, 2]) } else { 0 };
        (0..count).map(|_| level(random, layer)).collect::<Vec<_>>()
    };
    let boundary = if random.percent(25) { documents(random, "boundary", &[1, 1, 2]) } else { json!([]) };
    let endpoint = if random.percent(10) { documents(random, "vpcEndpoint", &[1]) } else { json!([]) };
    json!({
        "request": request,
        "policies": {
            "identity": documents(random, "identity", &[0, 1, 1, 2]),
            "resource": optional(random, 50, "resource"),
            "permissionsBoundary": boundary,
            "session": optional(random, 25, "session"),
            "serviceControl": levels(random, 20, "serviceControl"),
            "resourceControl": levels(random, 15, "resourceControl"),
            "vpcEndpoint": endpoint,
        },
    })
}
