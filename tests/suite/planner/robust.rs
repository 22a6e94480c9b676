//! Plans that survive any single failure, against trying every plan, every failure and every way on.

use std::sync::Arc;

use proptest::prelude::*;
use rungs_core::plan::{ItemId, Outcome, Plan, Problem, Progress, Robust, verify};

use super::brute::all;
use super::tape;

/// Whether there is a plan after the attempt of an item that starts in a term has failed.
fn is_survived(problem: &Problem, plan: &Plan, id: ItemId, start: u32) -> bool {
    let item = &problem.items[id.0 as usize];
    let known = start + item.duration;
    let mut after = problem.clone();
    let next = item.starts.iter().copied().find(|&next| next >= known);
    after.items[id.0 as usize].starts = next.into_iter().collect();
    // What has no other attempt is asked for no more.
    if next.is_none() {
        after.mandatory.retain(|other| *other != id);
    }
    let Some(budget) = problem.budget.checked_sub(u64::from(item.fee)) else { return false };
    after.budget = budget;
    let kept: Vec<(ItemId, u32)> =
        plan.start.iter().copied().filter(|&(other, begun)| other != id && begun < known).collect();
    // What is asked for only after the failure is asked for still.
    for &(other, begun) in &kept {
        let item = &mut after.items[other.0 as usize];
        if item.examined_in(begun) < known {
            item.requisites.clear();
        }
    }
    let objective = rungs_core::plan::Objective { stages: Vec::new() };
    all(&after, &objective).iter().any(|(next, _)| {
        let past: Vec<(ItemId, u32)> =
            next.start.iter().copied().filter(|&(other, begun)| other != id && begun < known).collect();
        let had = |rule: u32| plan.recognised.iter().any(|&(other, at)| other.0 == rule && at < known);
        let from = |rule: u32| problem.recognitions[rule as usize].from;
        past == kept
            && plan
                .recognised
                .iter()
                .all(|&(rule, at)| at >= known || from(rule.0) == id || next.recognised.contains(&(rule, at)))
            && next.recognised.iter().all(|&(rule, at)| {
                let until = problem.recognitions[rule.0 as usize].until;
                at >= known || had(rule.0) || until.is_none_or(|until| until >= known)
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_plan_survives_and_no_better_one_does((problem, objective) in tape::problems(4)) {
        let every: Vec<_> = (0..).map(ItemId).zip(problem.items.iter().map(|item| item.starts.clone())).collect();
        let shared = Arc::new(problem.clone());
        let mut search =
            Robust::new(Arc::clone(&shared), shared, &objective, every).expect("the problem is meaningful");
        let mut turns = 0;
        while search.run(100) == Progress::Working {
            turns += 1;
            prop_assert!(turns < 10_000);
        }
        let expected = all(&problem, &objective)
            .into_iter()
            .find(|(plan, _)| plan.start.iter().all(|&(id, start)| is_survived(&problem, plan, id, start)));
        match (search.outcome(), expected) {
            (Outcome::Optimal { plan, value }, Some(expected)) => {
                prop_assert!(verify(&problem, &plan).is_ok());
                prop_assert_eq!((plan, value), expected);
            }
            (Outcome::Infeasible, None) => {}
            (found, expected) => prop_assert!(false, "{:?}, not {:?}", found, expected),
        }
    }
}
