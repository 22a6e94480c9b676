//! The planner: which courses, certificates and competitions to take, in which term, so that a goal is reached
//! in the best way, with a proof.
//!
//! A [`Problem`] goes in; a [`Search`] works on it in slices; an [`Outcome`] comes out, and [`verify`] judges any
//! plan without sharing code with the search. Nothing here knows packs, names or languages: `crate::question`
//! turns a learner's question into a problem, and the answer back into a pack's own words.

mod alternatives;
mod answer;
mod conflict;
mod invalid;
mod lifted;
mod model;
mod nearest;
pub mod problem;
mod relax;
mod robust;
mod rotate;
mod search;
mod verify;
mod what_if;

pub use alternatives::Alternatives;
pub use answer::{Outcome, Plan, Progress};
pub use conflict::{Conflict, Rule};
pub use invalid::{InvalidProblem, MOST_ITEMS, MOST_STARTS, MOST_TERMS, Part};
pub use nearest::Nearest;
pub(crate) use problem::load_from;
pub use problem::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Problem, Recognition,
    RecognitionCap, RuleId, Stage,
};
pub use relax::{Relaxation, Relaxations};
pub use robust::{After, Again, Robust};
pub use search::Search;
pub use verify::{Measures, Violation, verify};
pub use what_if::{Change, Serves, serves, slack};
