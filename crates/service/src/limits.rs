//! Bounds of what one request may have computed, each with its unit.

use std::time::Duration;

/// Simulations and readings of given policies at work at once, all accounts together. Later ones are `Throttling`.
pub const SIMULATIONS: u64 = 8;
/// The same for one account.
pub const SIMULATIONS_PER_ACCOUNT: u64 = 2;
/// Time from the beginning of a simulation until its answer is given up: it is far from what [`SIMULATION_STEPS`] take
/// unless the machine is overloaded.
pub const SIMULATION_DEADLINE: Duration = Duration::from_secs(10);
/// Steps of one page of a simulation: see [`policy::Work`]. About a second on one core at worst.
pub const SIMULATION_STEPS: u64 = 500_000_000;
/// Documents given with a simulation, permissions boundary included.
pub const SIMULATION_POLICIES: usize = 100;
/// Bytes of all documents given with a simulation.
pub const SIMULATION_POLICY_BYTES: usize = 1024 * 1024;
/// Resources of one simulation.
pub const SIMULATION_RESOURCES: usize = 1000;
/// Values of all condition keys given with a simulation.
pub const SIMULATION_CONTEXT_VALUES: usize = 1000;
/// Bytes of results after which a page of a simulation ends.
pub const SIMULATION_PAGE_BYTES: usize = 1024 * 1024;
/// Bytes of the result of one action of a simulation, all of its resources together.
pub const SIMULATION_RESULT_BYTES: usize = 4 * 1024 * 1024;
/// Decisions that one request makes before it lets others have its worker thread.
pub const DECISIONS_PER_TURN: usize = 16;
