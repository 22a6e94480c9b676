//! What must hold between the answers to related questions.

use std::sync::Arc;

use proptest::prelude::*;
use rungs_core::plan::{ItemId, Outcome, Problem, Progress, RuleId, Search, verify};

use super::{solve, tape, value};

/// A value, with "no plan" worse than any.
fn rank(value: Option<Vec<i64>>) -> (bool, Option<Vec<i64>>) {
    (value.is_none(), value)
}

/// The same problem with its items in reverse order.
fn reversed(problem: &Problem) -> Problem {
    let count = problem.items.len() as u32;
    let turn = |id: &mut ItemId| id.0 = count - 1 - id.0;
    let mut other = problem.clone();
    other.items.reverse();
    for item in &mut other.items {
        for group in &mut item.requisites {
            group.before.iter_mut().chain(&mut group.with).for_each(turn);
        }
        item.part_of.iter_mut().for_each(turn);
    }
    for rule in &mut other.recognitions {
        turn(&mut rule.from);
        turn(&mut rule.to);
    }
    other.recognitions.reverse();
    let rules = other.recognitions.len() as u32;
    let ids = other.recognition_caps.iter_mut().flat_map(|cap| &mut cap.rules);
    ids.for_each(|id: &mut RuleId| id.0 = rules - 1 - id.0);
    let sets = other.exclusive.iter_mut().chain(&mut other.exclusive_sources);
    sets.flatten().for_each(turn);
    other.mandatory.iter_mut().chain(&mut other.done).for_each(turn);
    other.credit_floors.iter_mut().flat_map(|floor| &mut floor.of).flatten().for_each(turn);
    other
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_keeps_the_rules_and_is_worth_what_is_said((problem, objective) in tape::problems(9)) {
        if let Outcome::Optimal { plan, value } = solve(&problem, &objective) {
            let measures = verify(&problem, &plan);
            prop_assert!(measures.is_ok(), "{:?}", measures);
            prop_assert_eq!(objective.value(&measures.unwrap_or_default()), value);
        }
    }

    #[test]
    fn more_room_never_makes_it_worse((problem, objective) in tape::problems(8)) {
        let before = rank(value(&solve(&problem, &objective)));
        let mut richer = problem.clone();
        richer.budget += 2;
        let mut longer = problem.clone();
        longer.horizon += 1;
        longer.load_cap.push(9);
        let mut easier = problem.clone();
        if let Some(need) = easier.needs.first_mut() {
            need.units = need.units.saturating_sub(1);
        }
        let mut lighter = problem.clone();
        lighter.load_cap.iter_mut().for_each(|cap| *cap += 1);
        for (other, change) in [(richer, "budget"), (longer, "horizon"), (easier, "need"), (lighter, "load")] {
            prop_assert!(rank(value(&solve(&other, &objective))) <= before, "{}", change);
        }
    }

    #[test]
    fn names_do_not_matter_and_order_does_not_change_the_value((problem, objective) in tape::problems(8)) {
        let found = solve(&problem, &objective);
        let mut renamed = problem.clone();
        for (item, at) in renamed.items.iter_mut().zip((0..100).rev()) {
            item.code = format!("x{at}");
        }
        prop_assert_eq!(&solve(&renamed, &objective), &found);
        prop_assert_eq!(value(&solve(&reversed(&problem), &objective)), value(&found));
    }

    #[test]
    fn slices_do_not_change_the_answer_and_bounds_are_true((problem, objective) in tape::problems(8)) {
        let expected = solve(&problem, &objective);
        let mut search = Search::new(Arc::new(problem), &objective).expect("the problem is meaningful");
        loop {
            let progress = search.run(1);
            let bound = match search.outcome() {
                Outcome::Feasible { bound, value, .. } => {
                    prop_assert!(bound <= value);
                    Some(bound)
                }
                Outcome::Unknown { bound } => Some(bound),
                Outcome::Optimal { value: found, .. } => {
                    prop_assert_eq!(Some(found), value(&expected));
                    None
                }
                Outcome::Infeasible => {
                    prop_assert_eq!(None, value(&expected));
                    None
                }
            };
            if let (Some(bound), Some(best)) = (bound, value(&expected)) {
                prop_assert!(bound <= best, "bound {:?} above {:?}", bound, best);
            }
            if progress == Progress::Done {
                break;
            }
        }
        prop_assert_eq!(search.outcome(), expected);
    }
}
