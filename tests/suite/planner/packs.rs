//! Small packs and learners made at random: what the planner says of them against a judge that tries everything.
//!
//! `RUNGS_CASES=100 cargo test -p rungs-tests -- planner::packs` tries a hundred times as many, others each time.

mod college;
mod judge;
mod laws;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rungs_core::learner::Priority;
use rungs_core::model::Node;
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Outcome, Proof, Question, Solver};

use super::tape::Tape;
use college::College;
use judge::{Choice, Judge};

const USUAL_CASES: u32 = 200;

/// The usual run tries the same cases each time, a longer one others.
fn config() -> ProptestConfig {
    let times: Option<u32> = std::env::var("RUNGS_CASES").ok().and_then(|times| times.parse().ok());
    ProptestConfig {
        cases: USUAL_CASES * times.unwrap_or(1),
        rng_seed: if times.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) },
        failure_persistence: None,
        max_shrink_iters: 5_000,
        ..ProptestConfig::default()
    }
}

fn colleges() -> impl Strategy<Value = College> {
    prop::collection::vec(any::<u8>(), 500).prop_map(|bytes| College::new(&mut Tape::new(bytes)))
}

/// What a plan decides.
fn choice(answer: &Answer) -> Choice {
    let items = answer.items().filter(|(_, item)| !matches!(item.node, Node::Programme(_)));
    let recognised = answer.terms.iter().flat_map(|term| &term.recognised);
    Choice {
        taken: items.map(|(term, item)| (item.node, term as u32)).collect(),
        recognised: recognised.map(|one| (one.rule, one.course)).collect(),
    }
}

/// What a plan says of itself, in the order of the priorities, where it says it.
fn said(answer: &Answer, order: &[Priority]) -> Vec<Option<i64>> {
    let said = |priority: &Priority| match priority {
        Priority::Soonest => Some(i64::from(answer.by)),
        Priority::Cheapest => i64::try_from(answer.fees.hundredths()).ok(),
        Priority::Lightest => Some(i64::from(answer.free_peak())),
        Priority::FewestExams => i64::try_from(answer.exams()).ok(),
        Priority::LeastWork | Priority::MostCredit | Priority::BestEvidenced | Priority::MostInDemand => None,
    };
    order.iter().map(said).collect()
}

fn agree(college: &College) -> Result<(), TestCaseError> {
    let catalogue = college.catalogue();
    let learner = college.learner(&catalogue);
    let job = catalogue.jobs.ids().next().expect("a job");
    let question = Question { catalogue: &catalogue, learner: &learner, job, today: college.today() };
    let judge = Judge::new(question);
    let best = judge.best();
    let mut solver = Solver::new(question);
    while solver.run(10_000) == Progress::Working {}
    let order = learner.order();
    let soonest = order.iter().position(|priority| *priority == Priority::Soonest).expect("always there");
    let outcome = solver.outcome();
    if !catalogue.recognition.is_empty() {
        let wider = Judge::of_everything(question).best();
        prop_assert_eq!(best.is_some(), wider.is_some(), "with everything there is {:?}", wider);
        // What does not serve the goal may save hours where it is recognised, but brings nothing sooner or cheaper.
        let are_dear = |priority: &&Priority| {
            matches!(priority, Priority::Soonest | Priority::Cheapest | Priority::FewestExams)
        };
        let same = order.iter().take_while(are_dear).count();
        if let (Some((value, _)), Some((wider, choice))) = (&best, wider) {
            prop_assert_eq!(&value[..same], &wider[..same], "with everything there is {:?}", choice);
        }
    }
    match (outcome, best) {
        (Outcome::NoPlan { .. }, None) => {}
        (Outcome::NoPlan { .. }, Some((value, choice))) => {
            prop_assert!(false, "no plan, but there is one worth {:?}: {:?}", value, choice);
        }
        (Outcome::Reached, Some((value, choice))) => {
            prop_assert_eq!(value[soonest], 0, "reached, but the best is {:?}", choice);
        }
        (Outcome::Plan { answer, proof }, Some((value, best))) => {
            let choice = choice(&answer);
            prop_assert_eq!(proof, Proof::Proven);
            let judged = judge.value(&choice);
            prop_assert_eq!(judged.as_ref(), Ok(&value), "{:?}; the best is {:?}", choice, best);
            for (said, value) in said(&answer, &order).into_iter().zip(&value) {
                prop_assert!(said.is_none_or(|said| said == *value), "{:?} is said of {:?}", said, value);
            }
        }
        (Outcome::Reached, None) => prop_assert!(false, "reached, but there is no plan"),
        (Outcome::Plan { answer, .. }, None) => {
            let choice = choice(&answer);
            let judged = judge.value(&choice);
            prop_assert!(false, "a plan that is none, {:?}: {:?}", judged, choice);
        }
        (Outcome::Unknown { .. }, _) => prop_assert!(false, "the search has not ended"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn the_answer_is_the_best_of_all_that_can_be_tried(college in colleges()) {
        agree(&college)?;
    }
}
