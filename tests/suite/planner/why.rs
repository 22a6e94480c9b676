//! Why a plan is as it is, and what if something fails: against asking each question anew.

use proptest::prelude::*;
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Ask, Outcome, Outline, Question, Solver, Told};

use rungs_core::words::{self, Language};

use super::guide::{colleges, first_job, question, sample, solve};

/// The plan and its answers; `None`: there is no plan.
fn told(question: Question<'_>) -> Option<(Answer, Vec<Told>)> {
    let mut solver = Solver::new(question);
    while solver.run(1_000) == Progress::Working {}
    let Outcome::Plan { answer, .. } = solver.outcome() else { return None };
    let mut why = solver.why().expect("the plan is proven");
    let questions = why.left();
    while why.run(1_000) == Progress::Working {}
    assert_eq!((why.left(), why.told().len()), (0, questions));
    for (node, _) in why.slack() {
        assert!(answer.items().any(|(_, item)| item.node == node));
    }
    Some((*answer, why.told().to_vec()))
}

/// The best plan that survives any single failure; `None`: none does.
fn surviving(question: Question<'_>) -> Option<Answer> {
    let mut solver = Solver::new(question);
    while solver.run(1_000) == Progress::Working {}
    let mut surviving = solver.surviving()?;
    while surviving.run(1_000) == Progress::Working {}
    surviving.answer().expect("small questions are proven")
}

#[test]
fn the_sample_learners_are_told_what_if() {
    let catalogue = sample();
    let mut failures = 0;
    for example in &catalogue.learners {
        let Some(job) = example.learner.goal else { continue };
        let asked = question(&catalogue, &example.learner, job);
        let (answer, told) = told(asked).expect("every example learner has a plan");
        for (term, item) in answer.items() {
            let fails = told.iter().find(|told| told.ask == Ask::Fails(item.node));
            for language in [Language::Chinese, Language::English] {
                assert!(
                    told.iter()
                        .all(|told| !words::guide::told(&catalogue, told, answer.by, language).is_empty())
                );
            }
            let fails = fails.unwrap_or_else(|| panic!("{}: what if {:?} fails?", example.id, item.node));
            let later = term + item.duration as usize;
            assert!(fails.again.is_none_or(|again| again as usize >= later), "{fails:?}");
            failures += 1;
        }
        // Exams and contests alone: what survives takes what can be taken again.
        if let Some(plan) = surviving(asked) {
            assert!(plan.by >= answer.by, "{}", example.id);
        }
    }
    assert!(failures > 20);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_told_is_what_asking_again_says((catalogue, learner) in colleges()) {
        let asked = question(&catalogue, &learner, first_job(&catalogue));
        let Some((answer, told)) = told(asked) else { return Ok(()) };
        let best = answer.outline();
        for one in &told {
            let mut other = learner.clone();
            let again = |learner| solve(question(&catalogue, learner, asked.job));
            match one.ask {
                Ask::Without(node) => {
                    prop_assert!(best.chosen.contains(&node));
                    // What is wanted has to be unwanted first.
                    prop_assume!(!learner.pinned.contains(&node));
                    other.excluded.push(node);
                    prop_assert_eq!(&one.plan, &again(&other));
                    prop_assert!(one.plan.as_ref().is_none_or(|plan| one.less.contains(&node) && !plan.chosen.contains(&node)));
                }
                Ask::With(node) => {
                    prop_assert!(!best.chosen.contains(&node));
                    other.pinned.push(node);
                    prop_assert_eq!(&one.plan, &again(&other));
                }
                Ask::Fails(node) => {
                    let item = answer.items().find(|(_, item)| item.node == node).map(|(term, item)| (term, item.compulsory));
                    let (term, compulsory) = item.expect("what fails is in the plan");
                    prop_assert!(one.again.is_none_or(|again| again as usize > term));
                    // Giving up is one way on, and what fails is no help; only a duty that cannot be done again
                    // leaves more room than there was.
                    let soonest = learner.priorities.first().is_none_or(|first| *first == rungs_core::learner::Priority::Soonest);
                    if let Some(plan) = one.plan.as_ref().filter(|_| soonest && !compulsory) {
                        prop_assert!(plan.by >= best.by);
                    }
                    let given_up = told.iter().find(|told| told.ask == Ask::Without(node));
                    let fee = |plan: &Outline| learner.budget.is_none_or(|budget| plan.fees.hundredths() <= 100 * budget);
                    if let Some(plan) = &one.plan {
                        prop_assert!(fee(plan), "the failed attempt is paid too");
                    } else if let Some(Told { plan: Some(_), .. }) = given_up {
                        prop_assert!(learner.budget.is_some() || learner.hours_a_week.is_some());
                    }
                }
            }
        }
        if let Some(plan) = surviving(asked) {
            let soonest = learner.priorities.first().is_none_or(|first| *first == rungs_core::learner::Priority::Soonest);
            prop_assert!(!soonest || plan.by >= best.by);
        }
    }
}
