use std::cell::Cell;

use identity::command::CreateAccount;
use identity::{Time, arn};
use objects::{Limits, Objects};
use policy::Kind;
use secret::Entropy;
use secret::seal::RootKey;
use store::{MemoryEngine, Store};
use wire::sigv4::{Credentials, Family, RequestHead};

use super::*;
use crate::request::{Head, Request as ServiceRequest};
use crate::service::{Config, Service};

/// Nothing here needs to be secret.
struct Counting(u8);

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
    }
}

fn account(number: u64) -> AccountId {
    AccountId::from_number(number).unwrap()
}

fn simulation(document: &str, resources: usize, length: usize) -> Simulation {
    let policy = Arc::new(Policy::read(Kind::Inline, document).unwrap());
    let resource = |number: usize| Resource {
        arn: format!("arn:aws:x:::{number:0>width$}", width = length - 12),
        owner: account(1),
        policy: None,
        policies: None,
    };
    Simulation {
        caller: Simulated::User { arn: arn::user(account(1), "/", "u"), id: None, is_named: true },
        identity: vec![Labelled { label: "p".to_owned(), policy: policy.clone() }],
        boundary: None,
        identity_set: PolicySet::from_policies([policy]),
        boundary_set: None,
        resources: (0..resources).map(resource).collect(),
        has_resources: true,
        context: Context::new(),
    }
}

fn asked(actions: usize) -> Asked {
    Asked {
        action_names: (0..actions).map(|number| format!("x:A{number}")).collect(),
        resource_arns: None,
        resource_policy: None,
        resource_owner: None,
        context_entries: None,
        resource_handling_option: None,
        max_items: None,
        marker: None,
    }
}

const ALL: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

#[test]
fn a_simulation_whose_client_has_left_decides_nothing_more() {
    let simulation = simulation(ALL, 10, 30);
    for (until, actions) in [(0, 1), (5, 1), (15, 2), (100, 11)] {
        let asked_so_far = Cell::new(0);
        let go_on = || {
            asked_so_far.set(asked_so_far.get() + 1);
            asked_so_far.get() <= until
        };
        let fault = simulation.run(&asked(actions), &go_on).err().unwrap();
        assert_eq!(fault, Fault::service_unavailable());
        assert_eq!(asked_so_far.get(), until + 1, "nothing is decided after it was told to stop");
    }
}

#[test]
fn each_page_decides_only_what_it_shows() {
    let simulation = simulation(ALL, 10, 30);
    let (mut decisions, mut asked) = (Vec::new(), Asked { max_items: Some(2), ..asked(5) });
    loop {
        let count = Cell::new(0);
        let page = simulation.run(&asked, &|| {
            count.set(count.get() + 1);
            true
        });
        let page = page.unwrap();
        decisions.push((page.items.len(), count.get()));
        let Some(marker) = page.marker else { break };
        asked.marker = Some(marker);
    }
    assert_eq!(decisions, [(2, 20), (2, 20), (1, 10)]);
}

#[test]
fn an_action_takes_the_most_steps_of_a_page_and_not_one_resource_more() {
    // comparing them may take long, and here does not
    let pattern = format!("\"arn:aws:x:::{}*y\"", "z".repeat(1900));
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"x:*","Resource":[{}]}}}}"#,
        vec![pattern; 60].join(",")
    );
    let simulation = |resources: usize| {
        let mut simulation = simulation(&document, resources, 30);
        let policy = simulation.identity[0].policy.clone();
        simulation.identity_set = PolicySet::from_policies(vec![policy; 4]);
        simulation
    };
    let one = simulation(1);
    let steps = one.steps(&one.costs(), "x:A0");
    let most = usize::try_from(limits::SIMULATION_STEPS / steps).unwrap();
    assert!((2..limits::SIMULATION_RESOURCES).contains(&most), "{steps} steps each");
    let counted = Cell::new(0);
    let go_on = || {
        counted.set(counted.get() + 1);
        true
    };
    assert!(simulation(most).run(&asked(1), &go_on).is_ok());
    let over = simulation(most + 1).run(&asked(1), &go_on).err().unwrap();
    assert_eq!(over.code().name, "InvalidInput");
    assert_eq!(counted.get(), most, "what is too much is refused before anything is decided");
}

/// Simulates for an account's root user.
async fn simulate_for(service: &Service, account: AccountId) -> Result<usize, Fault> {
    let caller = crate::caller::tests::root_user(account);
    let signed = RequestHead { method: "POST", path: "/", query: "", headers: &[] };
    let credentials = Credentials::read(signed);
    let (now, mut entropy) = (Time::from_seconds(1_800_000_000), Counting(0));
    let head = Head::new(&credentials, [192, 0, 2, 1].into(), false);
    let mut request = ServiceRequest::new(head, now, "", &mut entropy);
    let mut call = Call::new(service, service.store.snapshot(), &caller, &mut request, Family::Query);
    let documents = Documents { policies: vec![ALL.to_owned()], ..Documents::default() };
    let source = Source::unnamed(&call);
    let page = simulate(&mut call, source, documents, asked(1)).await?;
    Ok(page.items.len())
}

#[test]
fn an_account_whose_share_is_taken_waits_and_others_do_not() {
    let directory = tempfile::tempdir().unwrap();
    let root_key = RootKey::from_bytes([7; 32]);
    let store = Store::open(MemoryEngine::new(), &root_key).unwrap();
    let sealer = objects::Sealer::new(&root_key, Counting(0));
    let (objects, _) = Objects::open(&directory.path().join("objects"), Limits::default(), sealer).unwrap();
    let service =
        Service::new(store, objects, &root_key, Config { region: "us-east-1".to_owned(), sigv2: false });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for number in 1..=2 {
        let (name, id) = (format!("a{number}"), Some(account(number)));
        let command = CreateAccount { name, id, root_key: false };
        let now = Time::from_seconds(1_800_000_000);
        assert!(runtime.block_on(service.store.execute(command, now, &mut Counting(number as u8))).is_ok());
    }
    let (busy, other) = (account(1), account(2));
    let mut places: Vec<_> = (0..limits::SIMULATIONS_PER_ACCOUNT)
        .map(|_| {
            assert_eq!(runtime.block_on(simulate_for(&service, busy)), Ok(1), "a place is free");
            service.simulations.enter(busy, 1).unwrap()
        })
        .collect();
    assert_eq!(runtime.block_on(simulate_for(&service, busy)), Err(Fault::throttling()));
    assert_eq!(runtime.block_on(simulate_for(&service, other)), Ok(1));
    places.pop();
    assert_eq!(runtime.block_on(simulate_for(&service, busy)), Ok(1));
    // all accounts together
    let mut all = Vec::new();
    for number in 10.. {
        match service.simulations.enter(account(number), 1) {
            Some(place) => all.push(place),
            None => break,
        }
    }
    assert_eq!(all.len() + places.len(), usize::try_from(limits::SIMULATIONS).unwrap());
    assert_eq!(runtime.block_on(simulate_for(&service, other)), Err(Fault::throttling()));
}

#[test]
fn simulate_principal_policy_knows_every_action_of_the_operation_table() {
    for row in crate::table::rows() {
        let mut names = asked(0);
        names.action_names = row.actions.iter().map(|action| (*action).to_owned()).collect();
        assert!(given::check(&names).is_ok(), "{}", row.operation);
    }
}

#[test]
fn trust_policies_have_a_say_in_the_actions_that_assume_roles() {
    let assuming: Vec<&str> =
        crate::table::rows().flat_map(|row| row.actions).copied().filter(|action| assumes(action)).collect();
    let expected = [
        "sts:AssumeRole",
        "sts:TagSession",
        "sts:SetSourceIdentity",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
    ];
    assert_eq!(assuming, expected);
    assert!(assumes("STS:assumerole") && assumes("sts:SetContext"));
    assert!(!assumes("sts:AssumeRoot") && !assumes("sts:GetSessionToken") && !assumes("iam:PassRole"));
}
