//! The search against an enumerator too plain to be wrong.

use proptest::prelude::*;
use rungs_core::plan::{ItemId, Objective, Outcome, Plan, Problem, RuleId, verify};

use super::{solve, tape};

/// What decides between plans: value, finish, number of items, states, starts, rules.
type Key = (Vec<i64>, u32, usize, Vec<u8>, Vec<u32>, Vec<bool>);

fn key(problem: &Problem, objective: &Objective, plan: &Plan) -> Option<Key> {
    let measures = verify(problem, plan).ok()?;
    let state = |id: u32| {
        let taken = plan.start.iter().any(|&(item, _)| item.0 == id);
        let to = |rule: RuleId| problem.recognitions[rule.0 as usize].to.0;
        let recognised = plan.recognised.iter().any(|&(rule, _)| to(rule) == id);
        if taken {
            0
        } else if recognised {
            1
        } else {
            2
        }
    };
    let unused = |id: u32| !plan.recognised.iter().any(|&(rule, _)| rule.0 == id);
    Some((
        objective.value(&measures),
        measures.terms,
        plan.start.len() + plan.recognised.len(),
        (0..problem.items.len() as u32).map(state).collect(),
        plan.start.iter().map(|&(_, start)| start).collect(),
        (0..problem.recognitions.len() as u32).map(unused).collect(),
    ))
}

/// The first of all plans, by trying each.
pub fn best(problem: &Problem, objective: &Objective) -> Option<(Plan, Vec<i64>)> {
    keyed(problem, objective).min().map(|(key, plan)| (plan, key.0))
}

/// All plans with their values, best first.
pub fn all(problem: &Problem, objective: &Objective) -> Vec<(Plan, Vec<i64>)> {
    let mut plans: Vec<(Key, Plan)> = keyed(problem, objective).collect();
    plans.sort_unstable();
    plans.into_iter().map(|(key, plan)| (plan, key.0)).collect()
}

fn keyed(problem: &Problem, objective: &Objective) -> impl Iterator<Item = (Key, Plan)> {
    any(problem).filter_map(|plan| Some((key(problem, objective, &plan)?, plan)))
}

/// Whatever may start when, whether it keeps the other rules or not.
pub fn any(problem: &Problem) -> impl Iterator<Item = Plan> {
    let mut plans = vec![Plan::default()];
    for (item, id) in problem.items.iter().zip(0..) {
        let mut more = Vec::new();
        for plan in &plans {
            for &start in &item.starts {
                let mut plan = plan.clone();
                plan.start.push((ItemId(id), start));
                more.push(plan);
            }
        }
        plans.extend(more);
    }
    for (rule, id) in problem.recognitions.iter().zip(0..) {
        let mut more = Vec::new();
        for plan in &plans {
            let taken = plan.start.iter().find(|&&(item, _)| item == rule.from);
            let finish = taken.map(|&(_, start)| start + problem.items[rule.from.0 as usize].duration);
            let done = problem.done_recognises && problem.done.contains(&rule.from);
            if let Some(at) = finish.or(done.then_some(0)) {
                let mut plan = plan.clone();
                plan.recognised.push((RuleId(id), at.max(rule.since)));
                more.push(plan);
            }
        }
        plans.extend(more);
    }
    plans.into_iter()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_search_finds_what_trying_everything_finds((problem, objective) in tape::problems(5)) {
        let found = solve(&problem, &objective);
        let expected = match best(&problem, &objective) {
            Some((plan, value)) => Outcome::Optimal { plan, value },
            None => Outcome::Infeasible,
        };
        prop_assert_eq!(found, expected);
    }
}
