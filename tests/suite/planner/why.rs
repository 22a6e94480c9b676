//! Why a plan is as it is, and what if something fails: against asking each question anew.

use proptest::prelude::*;
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::Node;
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Ask, Outcome, Outline, Question, Solver, Told};

use rungs_core::words::{self, Language};

use super::guide::{Found, catalogue, colleges, first_job, question, sample, solve};
use super::rules::{college, node};

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

/// One course that earns credit, and two certificates for the one skill that the job needs: `r.1`, which asks for
/// the course, and `t.1`, which costs more.
const SMALL: [(&str, &str); 11] = [
    ("pack", "id,name_zh,version,currency\ndemo,示例,1,CNY\n"),
    ("sources", "id,name_zh,confidence\ns,来源,illustrative\n"),
    ("skills", "id,name_zh,leaf,source\ns0,能力,s_prac,s\n"),
    (
        "calendar",
        "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s\n",
    ),
    ("programmes", "id,name_zh,stage,terms,source\np,专业,associate,4,s\n"),
    ("courses", "id,name_zh,credits,hours,source\nc0,课,2,20,s\n"),
    ("curriculum", "programme,course,terms,nature,category,source\np,c0,2,elective,core,s\n"),
    ("qualifications", "id,name_zh,family,source\nr,证书,x,s\nt,证书,x,s\n"),
    (
        "grades",
        "id,qualification,rank,name_zh,hours,requisite,source\nr.1,r,1,级,10,c0,s\nt.1,t,1,级,10,,s\n",
    ),
    ("outcomes", "item,skill,units,source\nr.1,s0,1,s\nt.1,s0,1,s\n"),
    ("fees", "item,amount,component,source\nr.1,10,exam,s\nt.1,20,exam,s\n"),
];

/// What the best plan of the small pack is, and what is told of leaving an item out, which is what a learner who
/// excludes it is told.
fn small(held: &[&str], without: &str) -> (Outline, Option<Outline>) {
    let jobs =
        [("jobs", "id,name_zh,source\nj,岗位,s\n"), ("job_skills", "job,skill,units,source\nj,s0,1,s\n")];
    let files = SMALL.iter().chain(&jobs).map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let catalogue = catalogue(files.collect());
    let node = |id: &str| catalogue.node(id).expect("it is in the pack");
    let mut learner = Learner {
        programme: catalogue.programmes.ids().next(),
        term: Some(1),
        priorities: vec![Priority::MostCredit, Priority::Cheapest],
        held: held.iter().map(|id| node(id)).collect(),
        ..Learner::default()
    };
    let asked = question(&catalogue, &learner, first_job(&catalogue));
    let (answer, told) = told(asked).expect("there is a plan");
    let ask = Ask::Without(node(without));
    let plan = told.into_iter().find(|told| told.ask == ask).expect("it is in the plan").plan;
    learner.excluded.push(node(without));
    assert_eq!(Found::told(plan.as_ref()), solve(question(&catalogue, &learner, first_job(&catalogue))));
    (answer.outline(), plan)
}

#[test]
fn without_what_only_earns_credit_the_goal_is_reached_already() {
    let (best, without) = small(&["t.1"], "c0");
    assert_eq!((best.credits.hundredths(), best.chosen.len()), (200, 1));
    assert_eq!(without.map(|plan| (plan.by, plan.credits.hundredths())), Some((0, 0)));
}

#[test]
fn what_an_excluded_item_requires_counts_all_the_same() {
    let (best, without) = small(&[], "r.1");
    assert_eq!((best.fees.hundredths(), best.credits.hundredths()), (1_000, 200));
    let without = without.expect("there is another certificate");
    assert_eq!((without.fees.hundredths(), without.credits.hundredths()), (2_000, 200));
}

#[test]
fn a_course_whose_requisite_is_closed_may_still_be_recognised() {
    // The job needs what only the course gives; the course asks for `t.1`, which the learner does not want, but
    // `r.1` counts as the course.
    let tables = SMALL.iter().map(|(name, text)| match *name {
        "courses" => ("courses", "id,name_zh,credits,hours,requisite,source\nc0,课,2,20,t.1,s\n"),
        "grades" => {
            ("grades", "id,qualification,rank,name_zh,hours,source\nr.1,r,1,级,10,s\nt.1,t,1,级,10,s\n")
        }
        "outcomes" => ("outcomes", "item,skill,units,source\nc0,s0,1,s\n"),
        _ => (*name, *text),
    });
    let more = [
        ("jobs", "id,name_zh,source\nj,岗位,s\n"),
        ("job_skills", "job,skill,units,source\nj,s0,1,s\n"),
        ("recognition", "id,from,courses,credits,source\nr,r.1,c0,2,s\n"),
    ];
    let files = tables.chain(more).map(|(name, text)| (name.to_owned(), text.to_owned()));
    let catalogue = catalogue(files.collect());
    let node = |id: &str| catalogue.node(id).expect("it is in the pack");
    let learner = Learner {
        programme: catalogue.programmes.ids().next(),
        term: Some(1),
        excluded: vec![node("t.1")],
        ..Learner::default()
    };
    let (answer, _) = told(question(&catalogue, &learner, first_job(&catalogue))).expect("there is a plan");
    assert_eq!(answer.chosen(), [node("r.1")]);
    let recognised = answer.terms.iter().flat_map(|term| &term.recognised);
    assert_eq!(recognised.map(|one| Node::Course(one.course)).collect::<Vec<_>>(), [node("c0")]);
}

#[test]
fn without_a_course_no_part_of_it_is_recognised() {
    let (catalogue, mut learner) = college(&[
        ("recognition", "id,from,courses,credits,source\nr,x.1,d,1.5,s"),
        ("outcomes", "item,skill,units,source\nc,k,1,s\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
    ]);
    learner.priorities = vec![Priority::MostCredit];
    let course = node(&catalogue, "d");
    let (answer, told) = told(question(&catalogue, &learner, first_job(&catalogue))).expect("a plan");
    let without = told.into_iter().find(|told| told.ask == Ask::Without(course)).expect("it is taken");
    let without = without.plan.expect("another plan");
    assert_eq!((answer.credits.to_string(), without.credits.to_string()), ("7".to_owned(), "4".to_owned()));
    learner.excluded = vec![course];
    assert_eq!(Found::told(Some(&without)), solve(question(&catalogue, &learner, first_job(&catalogue))));
}

#[test]
fn after_a_failure_the_goal_may_be_reached_sooner() {
    // Until the course is taught again there is time for what counts as it.
    let (catalogue, learner) = college(&[
        ("programmes", "id,name_zh,stage,terms,source\np,专业,associate,6,s"),
        ("curriculum", "programme,course,terms,length,nature,source\np,c,2,2,compulsory,s"),
        ("outcomes", "item,skill,units,source\nc,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source"),
        ("sittings", "item,date,source\nx.1,2027-06-01,s"),
        ("recognition", "id,from,courses,source\nr,x.1,c,s"),
    ]);
    let (answer, told) = told(question(&catalogue, &learner, first_job(&catalogue))).expect("a plan");
    let ask = Ask::Fails(node(&catalogue, "c"));
    let after = told.into_iter().find(|told| told.ask == ask).expect("it may fail").plan;
    assert_eq!((answer.by, after.map(|plan| plan.by)), (3, Some(2)));
}

#[test]
fn what_cannot_be_had_for_want_of_what_failed_holds_nothing_up() {
    // Nothing is asked for but the course that the learner wants, which takes a certificate that is sat for once.
    let (catalogue, mut learner) = college(&[
        ("courses", "id,name_zh,credits,hours,requisite,source\nc,课,4,20,,s\nd,课,3,40,x.1,s"),
        ("curriculum", "programme,course,terms,nature,source\np,d,3,elective,s"),
        ("job_qualifications", "job,set,item,demanded,source"),
    ]);
    learner.pinned = vec![node(&catalogue, "d")];
    let (answer, told) = told(question(&catalogue, &learner, first_job(&catalogue))).expect("a plan");
    let ask = Ask::Fails(node(&catalogue, "x.1"));
    let after = told.into_iter().find(|told| told.ask == ask).expect("it may fail").plan;
    assert_eq!((answer.by, after.map(|plan| plan.by)), (3, Some(0)));
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
                    prop_assert_eq!(Found::told(one.plan.as_ref()), again(&other));
                    prop_assert!(one.plan.as_ref().is_none_or(|plan| one.less.contains(&node) && !plan.chosen.contains(&node)));
                }
                Ask::With(node) => {
                    prop_assert!(!best.chosen.contains(&node));
                    other.pinned.push(node);
                    prop_assert_eq!(Found::told(one.plan.as_ref()), again(&other));
                }
                Ask::Fails(node) => {
                    let item = answer.items().find(|(_, item)| item.node == node).map(|(term, item)| (term, item.compulsory));
                    let (term, compulsory) = item.expect("what fails is in the plan");
                    prop_assert!(one.again.is_none_or(|again| again as usize > term));
                    // Giving up is one way on, and what fails is no help; only a duty that cannot be done again
                    // leaves more room than there was.
                    let soonest = learner.priorities.first().is_none_or(|first| *first == Priority::Soonest);
                    if let Some(plan) = one.plan.as_ref().filter(|_| soonest && !compulsory) {
                        prop_assert!(plan.by >= best.by);
                    }
                    let given_up = told.iter().find(|told| told.ask == Ask::Without(node));
                    let fee = |plan: &Outline| learner.budget.is_none_or(|budget| plan.fees.hundredths() <= 100 * u64::from(budget));
                    if let Some(plan) = &one.plan {
                        prop_assert!(fee(plan), "the failed attempt is paid too");
                    } else if let Some(Told { plan: Some(_), .. }) = given_up {
                        prop_assert!(learner.budget.is_some() || learner.hours_a_week.is_some());
                    }
                }
            }
        }
        if let Some(plan) = surviving(asked) {
            let soonest = learner.priorities.first().is_none_or(|first| *first == Priority::Soonest);
            prop_assert!(!soonest || plan.by >= best.by);
        }
    }
}
