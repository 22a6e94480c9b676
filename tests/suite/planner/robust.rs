//! Plans that survive any single failure, against trying every plan, every failure and every way on.

use std::sync::Arc;

use proptest::prelude::*;
use rungs_core::plan::{
    After, Again, Item, ItemId, Objective, Outcome, Plan, Problem, Progress, Robust, verify,
};

use super::brute::all;
use super::tape;

/// Whether there is a plan after the attempt of an item that starts in a term has failed.
fn is_survived(problem: &Problem, plan: &Plan, id: ItemId, start: u32) -> bool {
    let item = &problem.items[id.0 as usize];
    let known = start + item.duration;
    let mut after = problem.clone();
    let later = item.starts.iter().copied().filter(|&next| next >= known);
    after.items[id.0 as usize].starts = later.collect();
    // What has no other attempt is asked for no more.
    if after.items[id.0 as usize].starts.is_empty() {
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
    let objective = Objective { stages: Vec::new() };
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

/// The search for the best plan that survives: after a failure one of these is to be solved.
fn found(problem: &Problem, objective: &Objective, after: &[Problem]) -> Outcome {
    let again = |(item, of): (ItemId, &Item)| Again {
        item,
        duration: of.duration,
        starts: of.starts.clone(),
        until: problem.horizon,
        requisites: of.requisites.clone(),
    };
    let again: Vec<Again> = (0..).map(ItemId).zip(&problem.items).map(again).collect();
    let after = after.iter().map(|after| After { problem: Arc::new(after.clone()), again: again.clone() });
    let mut search = Robust::new(problem.clone(), after.collect(), objective).expect("it has a meaning");
    let mut turns = 0;
    while search.run(100) == Progress::Working {
        turns += 1;
        assert!(turns < 10_000);
    }
    search.outcome()
}

/// The best plan survives and no better one does, by trying everything.
fn is_best(problem: &Problem, objective: &Objective, after: &[Problem]) -> Result<(), TestCaseError> {
    let survives = |plan: &Plan| {
        let mut failures = plan.start.iter();
        failures.all(|&(id, start)| after.iter().any(|after| is_survived(after, plan, id, start)))
    };
    let expected = all(problem, objective).into_iter().find(|(plan, _)| survives(plan));
    match (found(problem, objective, after), expected) {
        (Outcome::Optimal { plan, value }, Some(expected)) => {
            prop_assert!(verify(problem, &plan).is_ok());
            prop_assert_eq!((plan, value), expected);
        }
        (Outcome::Infeasible, None) => {}
        (found, expected) => prop_assert!(false, "{:?}, not {:?}", found, expected),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_plan_survives_and_no_better_one_does((problem, objective) in tape::problems(4)) {
        is_best(&problem, &objective, std::slice::from_ref(&problem))?;
    }

    #[test]
    fn after_a_failure_one_plan_is_enough_whenever_it_is_judged((problem, objective) in tape::problems(4)) {
        let judged = |by| Problem { judged: Some(by), ..problem.clone() };
        let after: Vec<Problem> = (1..=problem.horizon).map(judged).collect();
        is_best(&after[after.len() / 2], &objective, &after)?;
    }
}
