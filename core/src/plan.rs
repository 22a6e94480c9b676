//! The planner: which courses, certificates and competitions to take, in which term, so that a goal is reached
//! in the best way, with a proof.
//!
//! A [`Problem`] goes in; a [`Search`] works on it in slices; an [`Outcome`] comes out, and [`verify`] judges any
//! plan without sharing code with the search. Nothing here knows packs, names or languages: `crate::question`
//! turns a learner's question into a problem, and the answer back into a pack's own words.

mod answer;
mod branch;
mod certify;
mod cuts;
mod ilp;
mod invalid;
mod lp;
mod model;
mod presolve;
pub mod problem;
mod search;
mod verify;

pub use answer::{Outcome, Plan, Progress};
pub use invalid::{InvalidProblem, MOST_ITEMS, MOST_STARTS, MOST_TERMS};
pub use problem::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Problem, Recognition,
    RecognitionCap, RuleId, Stage,
};
pub use search::Search;
pub use verify::{Measures, Violation, verify};
