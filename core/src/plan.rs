//! The planner: which courses, certificates and competitions to take, in which term, so that a goal is reached
//! in the best way, with a proof.
//!
//! A [`Problem`] goes in; a [`Search`] works on it in slices; an [`Outcome`] comes out, and [`verify`] judges any
//! plan without sharing code with the search. Nothing here knows packs, names or languages: `crate::question`
//! turns a learner's question into a problem, and the answer back into a pack's own words.

pub mod problem;

pub use problem::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Problem, Recognition,
    RecognitionCap, RuleId, Stage,
};
