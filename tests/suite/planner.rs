//! The planner: against an enumerator, its laws, its judge, its format, its instances.

mod brute;
mod compiled;
mod decisions;
mod export;
mod guide;
mod instances;
mod judge;
mod laws;
mod mended;
mod near;
mod packs;
mod questions;
mod recognition;
mod requisites;
mod robust;
mod rules;
mod tape;
mod told;
mod trade;
mod why;
mod wire;

use std::sync::Arc;

use rungs_core::plan::{Objective, Outcome, Problem, Progress, Search};

/// Searches to the end.
fn solve(problem: &Problem, objective: &Objective) -> Outcome {
    let mut search = Search::new(Arc::new(problem.clone()), objective).expect("the problem is meaningful");
    while search.run(1_000) == Progress::Working {}
    search.outcome()
}

/// The value of an outcome that is final.
fn value(outcome: &Outcome) -> Option<Vec<i64>> {
    match outcome {
        Outcome::Optimal { value, .. } => Some(value.clone()),
        Outcome::Infeasible => None,
        Outcome::Feasible { .. } | Outcome::Unknown { .. } => panic!("not final: {outcome:?}"),
    }
}
