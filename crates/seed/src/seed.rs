use std::sync::Arc;

use identity::plan::{self, Plan};
use identity::{Refusal, State, Time};
use secret::Entropy;

use crate::compile::{self, Compiled};
use crate::fault::Fault;
use crate::files::Files;
use crate::model::{NewBucket, Options};
use crate::node;
use crate::reader::At;

/// A seed without a fault.
pub struct Seed {
    /// Identity state, as a plan.
    pub plan: Arc<Plan>,
    /// Buckets and objects.
    pub buckets: Vec<NewBucket>,
}

impl Seed {
    /// Reads a seed, YAML or JSON, and tries it out on an empty state.
    ///
    /// # Errors
    /// Its faults, in the order of their places.
    pub fn read(
        text: &str,
        files: &dyn Files,
        options: &Options,
        now: Time,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, Vec<Fault>> {
        let root = node::parse(text).map_err(|fault| vec![fault])?;
        let Compiled { steps, buckets } = compile::compile(root, files, options)?;
        let (steps, places): (Vec<_>, Vec<At>) = steps.into_iter().map(|(_, step, at)| (step, at)).unzip();
        let plan = Arc::new(Plan { steps });
        let refused = plan::try_out(&plan, &State::default(), now, entropy);
        if refused.is_empty() {
            return Ok(Self { plan, buckets });
        }
        Err(faults(refused, &places))
    }
}

/// The refusals of steps, each at its place. Those that only follow from others are left out.
fn faults(refused: Vec<(usize, Refusal)>, places: &[At]) -> Vec<Fault> {
    let follows = |refusal: &Refusal| matches!(refusal, Refusal::NoSuchEntity(..));
    let has_cause = refused.iter().any(|(_, refusal)| !follows(refusal));
    let told = refused.into_iter().filter(|(_, refusal)| !(has_cause && follows(refusal)));
    let mut faults: Vec<Fault> = told
        .filter_map(|(step, refusal)| {
            let At { place, path } = places.get(step)?.clone();
            let remedy = remedy(&refusal).to_owned();
            Some(Fault { place, path, problem: service::words_of_refusal(refusal), remedy })
        })
        .take(crate::limits::FAULTS)
        .collect();
    faults.sort_by_key(|fault| fault.place);
    faults
}

fn remedy(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchEntity(..) => "describe it in this account, or correct the name",
        Refusal::AlreadyExists(..) => "keep one of them; names differ in more than case",
        Refusal::LimitExceeded(_) => "use less, or raise the quota under quotas",
        Refusal::MalformedPolicy(_) => "correct the document; `ostiary policy check` says more of it",
        _ => "correct it",
    }
}
