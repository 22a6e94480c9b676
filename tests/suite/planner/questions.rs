//! Alternatives, conflicts, relaxations and changes, against the enumerator and against themselves.

use proptest::prelude::*;
use rungs_core::plan::{
    Alternatives, Change, Conflict, ItemId, Objective, Outcome, Plan, Problem, Progress, Relaxation,
    Relaxations, Rule, serves, slack, verify,
};

use super::brute::all;
use super::{solve, tape, value};

/// What a plan chooses: its items, taken or recognised.
fn choice(problem: &Problem, plan: &Plan) -> Vec<(ItemId, bool)> {
    let to = |rule: u32| problem.recognitions[rule as usize].to;
    let taken = plan.start.iter().map(|&(id, _)| (id, true));
    taken.chain(plan.recognised.iter().map(|&(rule, _)| (to(rule.0), false))).collect()
}

fn possible(problem: &Problem) -> bool {
    value(&solve(problem, &Objective { stages: Vec::new() })).is_some()
}

/// Each kind of change by one unit less.
fn one_less(change: Relaxation) -> Relaxation {
    match change {
        Relaxation::Budget(amount) => Relaxation::Budget(amount - 1),
        Relaxation::Load(amount) => Relaxation::Load(amount - 1),
        Relaxation::Horizon(amount) => Relaxation::Horizon(amount - 1),
        Relaxation::Need(id, amount) => Relaxation::Need(id, amount - 1),
        Relaxation::Mandatory(_) | Relaxation::Offered(_) => Relaxation::Load(0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn alternatives_are_the_best_that_differ_in_what_is_chosen((problem, objective) in tape::problems(4)) {
        let mut search = Alternatives::new(problem.clone(), &objective, 4).expect("the problem is meaningful");
        while search.run(100) == Progress::Working {}
        let plans = all(&problem, &objective);
        prop_assert_eq!(search.plans().first(), plans.first());
        let differs = |plan: &Plan, before: &[(Plan, Vec<i64>)]| {
            let chosen = choice(&problem, plan);
            before.iter().all(|(other, _)| choice(&problem, other).iter().any(|one| !chosen.contains(one)))
        };
        let rank = |(plan, value): &(Plan, Vec<i64>)| {
            (value.clone(), verify(&problem, plan).expect("a plan").terms)
        };
        for place in 0..4 {
            let before = &search.plans()[..place.min(search.plans().len())];
            let best = plans.iter().find(|(plan, _)| differs(plan, before));
            let found = search.plans().get(place);
            prop_assert_eq!(found.map(rank), best.map(rank));
            if let Some(found) = found {
                prop_assert!(differs(&found.0, before));
                // Nothing in it is there for nothing.
                let is_less = |plan: &Plan| {
                    plan != &found.0
                        && plan.start.len() + 1 >= found.0.start.len()
                        && plan.start.iter().all(|one| found.0.start.contains(one))
                        && plan.recognised.iter().all(|one| found.0.recognised.contains(one))
                };
                let less = plans.iter().find(|other| is_less(&other.0) && rank(other) <= rank(found));
                prop_assert_eq!(less, None);
            }
        }
    }

    #[test]
    fn a_conflict_clashes_and_can_spare_nothing((problem, _) in tape::problems(7)) {
        let mut search = Conflict::new(problem.clone()).expect("the problem is meaningful");
        while search.run(100) == Progress::Working {}
        prop_assert_eq!(search.rules().is_none(), possible(&problem));
        let rules = search.rules().unwrap_or_default();
        let with = |kept: &dyn Fn(&Rule) -> bool| {
            let mut other = problem.clone();
            Rule::all(&problem).into_iter().filter(|rule| !kept(rule)).for_each(|rule| rule.lift(&mut other));
            possible(&other)
        };
        if search.rules().is_some() {
            prop_assert!(!with(&|rule| rules.contains(rule)));
        }
        for spared in rules {
            prop_assert!(with(&|rule| rules.contains(rule) && rule != spared), "{:?} of {:?}", spared, rules);
        }
    }

    #[test]
    fn every_relaxation_is_enough_and_less_is_not((problem, _) in tape::problems(7)) {
        if possible(&problem) {
            return Ok(());
        }
        let mut search = Relaxations::new(problem.clone()).expect("the problem is meaningful");
        while search.run(100) == Progress::Working {}
        for &change in search.found() {
            let mut other = problem.clone();
            change.apply(&mut other);
            prop_assert!(possible(&other), "{:?} is not enough", change);
            let mut less = problem.clone();
            one_less(change).apply(&mut less);
            prop_assert!(!possible(&less), "less than {:?} is enough", change);
        }
        // None is missed.
        let mut rich = problem.clone();
        rich.budget = 1_000_000;
        let budget = search.found().iter().any(|change| matches!(change, Relaxation::Budget(_)));
        prop_assert_eq!(budget, possible(&rich));
        let mut strong = problem.clone();
        strong.load_cap.fill(1_000);
        let load = search.found().iter().any(|change| matches!(change, Relaxation::Load(_)));
        prop_assert_eq!(load, possible(&strong));
    }

    #[test]
    fn a_change_leaves_the_plans_that_it_says((problem, objective) in tape::problems(4)) {
        let Outcome::Optimal { plan, value: best } = solve(&problem, &objective) else { return Ok(()) };
        let mut changes: Vec<Change> = plan.start.iter().map(|&(id, start)| Change::Fails(id, start)).collect();
        for id in (0..problem.items.len() as u32).map(ItemId) {
            changes.extend([Change::Without(id), Change::With(id)]);
        }
        let plans = all(&problem, &objective);
        for change in changes {
            let mut changed = problem.clone();
            change.apply(&mut changed);
            let found = value(&solve(&changed, &objective));
            let first = |keep: &dyn Fn(&Plan) -> bool| {
                plans.iter().find(|(plan, _)| keep(plan)).map(|(_, value)| value.clone())
            };
            let holds = |plan: &Plan, id: ItemId| choice(&problem, plan).iter().any(|&(other, _)| other == id);
            let expected = match change {
                Change::Without(id) => first(&|plan| !holds(plan, id)),
                Change::With(id) => {
                    let mut other = problem.clone();
                    other.mandatory.push(id);
                    first(&|plan| verify(&other, plan).is_ok())
                }
                Change::Fails(id, start) => {
                    let item = &problem.items[id.0 as usize];
                    let next = item.starts.iter().copied().find(|&next| next >= start + item.duration);
                    first(&|plan| {
                        let taken = plan.start.iter().find(|&&(other, _)| other == id);
                        taken.is_none_or(|&(_, start)| Some(start) == next)
                    })
                }
            };
            prop_assert_eq!(&found, &expected, "{:?}", change);
            prop_assert!(found.is_none_or(|found| found >= best));
        }
    }

    #[test]
    fn what_serves_nothing_can_be_left_out((problem, objective) in tape::problems(7)) {
        let Outcome::Optimal { plan, value } = solve(&problem, &objective) else { return Ok(()) };
        for &(id, _) in &plan.start {
            let mut rest = plan.clone();
            rest.start.retain(|&(other, _)| other != id);
            if serves(&problem, &plan, id).is_empty() {
                // Then only the last term or the objective asks for it.
                prop_assert!(verify(&problem, &rest).is_ok());
            }
        }
        for (id, terms) in slack(&problem, &objective, &plan) {
            let mut later = plan.clone();
            let mut finish = 0;
            for (_, start) in later.start.iter_mut().filter(|(other, _)| *other == id) {
                *start += terms;
                finish = *start + problem.items[id.0 as usize].duration;
            }
            // What was recognised later than it could have been need not move.
            later.recognised.iter_mut().for_each(|(rule, at)| {
                if problem.recognitions[rule.0 as usize].from == id {
                    *at = (*at).max(finish);
                }
            });
            let measures = verify(&problem, &later);
            prop_assert_eq!(measures.map(|measures| objective.value(&measures)), Ok(value.clone()));
        }
    }
}
