//! What comes near to a plan, where there is none.

use proptest::prelude::*;
use rungs_core::learner::Learner;
use rungs_core::model::Node;
use rungs_core::plan::{Nearest, Plan, Problem, Progress, Rule, Violation, verify};
use rungs_core::question::{Breach, Clash, Closed, Hindrance, Near, Outcome, Solver};

use super::guide::question;
use super::rules::{college, job, node, plan};
use super::{brute, tape};

/// The rule behind a violation, if it may be broken.
fn rule(violation: Violation) -> Option<Rule> {
    Some(match violation {
        Violation::Requisite(item, place) => Rule::Requisite(item, place),
        Violation::RecognitionCap(place) => Rule::RecognitionCap(place),
        Violation::ExclusiveSource(place) => Rule::ExclusiveSource(place),
        Violation::Exclusive(place) => Rule::Exclusive(place),
        Violation::Mandatory(item) => Rule::Mandatory(item),
        Violation::Need(need) => Rule::Need(need),
        Violation::Load(_) => Rule::Load,
        Violation::Exams(_) => Rule::Exams,
        Violation::Budget => Rule::Budget,
        Violation::Credits(place) => Rule::Credits(place),
        _ => return None,
    })
}

/// How much a plan breaks: of what is wanted, of the order of things, exams, hours, money. And the rules.
fn broken(problem: &Problem, plan: &Plan) -> Option<([u64; 5], Vec<Rule>)> {
    let mut free = problem.clone();
    let mut rules = Vec::new();
    while let Err(violation) = verify(&free, plan) {
        let rule = rule(violation)?;
        rule.lift(&mut free);
        rules.push(rule);
    }
    // How much of a rule has to give when no other stands in the way.
    let least = |rule: Rule, give: &dyn Fn(&mut Problem, u64)| -> u64 {
        (0..)
            .find(|by| {
                let mut problem = problem.clone();
                rules.iter().filter(|other| **other != rule).for_each(|other| other.lift(&mut problem));
                give(&mut problem, *by);
                verify(&problem, plan).is_ok()
            })
            .expect("some amount is enough")
    };
    let mut sums = [0; 5];
    for rule in &rules {
        let (place, amount) = match *rule {
            Rule::Need(id) => (
                0,
                least(*rule, &|problem, by| {
                    let need = &mut problem.needs[id.0 as usize];
                    need.units = need.units.saturating_sub(by as u32);
                }),
            ),
            Rule::Credits(at) => (
                0,
                least(*rule, &|problem, by| {
                    let floor = &mut problem.credit_floors[at];
                    floor.credits = floor.credits.saturating_sub(by as u32);
                }),
            ),
            Rule::Mandatory(_) => (0, 1),
            Rule::Exams => (
                2,
                least(*rule, &|problem, by| {
                    problem.exam_cap.iter_mut().for_each(|cap| *cap += by as u32);
                }),
            ),
            Rule::Load => (
                3,
                least(*rule, &|problem, by| {
                    problem.load_cap.iter_mut().for_each(|cap| *cap += by as u32);
                }),
            ),
            Rule::Budget => (4, least(*rule, &|problem, by| problem.budget += by)),
            _ => (1, 1),
        };
        sums[place] += amount;
    }
    Some((sums, rules))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_breaks_less_and_what_it_breaks_is_said((problem, objective) in tape::problems(5)) {
        let mut problem = problem;
        problem.judged = problem.judged.or(Some(problem.horizon));
        let mut search = Nearest::new(problem.clone(), &objective).expect("it has a meaning");
        while search.run(7) == Progress::Working {}
        let found = search.found();
        let least = brute::any(&problem).filter_map(|plan| Some(broken(&problem, &plan)?.0)).min();
        prop_assert_eq!(found.is_some(), least.is_some());
        if let Some((plan, mut said)) = found {
            let (sums, mut rules) = broken(&problem, &plan).expect("nothing is broken that is no rule");
            said.sort_unstable();
            rules.sort_unstable();
            prop_assert_eq!(said, rules);
            prop_assert_eq!(Some(sums), least);
        }
    }
}

fn near(catalogue: &rungs_core::catalogue::Catalogue, learner: &Learner) -> Near {
    let mut solver = Solver::new(question(catalogue, learner, job(catalogue)));
    while solver.run(1_000) == Progress::Working {}
    match solver.outcome() {
        Outcome::NoPlan { near: Some(near), .. } => *near,
        other => panic!("there is no plan, and something near: {other:?}"),
    }
}

#[test]
fn what_was_put_into_a_term_stays_there_and_what_it_breaks_is_named() {
    // The exam asks for the course, which the timetable has in the first term.
    let grades = "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,d,s\ny.1,y,1,级,10,,s";
    let sittings = "item,date,source\nx.1,2026-12-01,s\nx.1,2027-06-01,s";
    let fees = "item,amount,component,source\nx.1,300,exam,s";
    let (catalogue, mut learner) = college(&[("grades", grades), ("sittings", sittings), ("fees", fees)]);
    let [exam, course] = ["x.1", "d"].map(|id| node(&catalogue, id));
    assert_eq!(plan(&catalogue, &learner).map(|plan| plan.by), Some(2), "after the course");

    learner.put(exam, Some(0));
    let found = near(&catalogue, &learner);
    let at = |node| found.answer.items().find(|(_, item)| item.node == node).map(|(term, _)| term);
    assert_eq!(at(exam), Some(0));
    assert_eq!(found.breaches, [Breach::Before { item: exam, count: 1, of: vec![course] }]);
    assert_eq!(found.answer.by, 1);

    learner.put(exam, None);
    learner.budget = Some(120);
    learner.hours_a_week = Some(0);
    let found = near(&catalogue, &learner);
    let over = rungs_core::decimal::Total::from_hundredths(18_000);
    let [Breach::Hours { terms }, Breach::Budget { over: by }] = &found.breaches[..] else {
        panic!("{:?}", found.breaches);
    };
    assert_eq!((terms.len(), *by), (2, over));

    // What cannot be reached at all is laid out as far as it goes.
    learner.excluded = vec![exam];
    let found = near(&catalogue, &learner);
    assert_eq!((found.breaches, found.answer.by), (vec![Breach::Qualifications], 0));
}

#[test]
fn what_is_recognised_counts_in_what_comes_near_too() {
    // x is held and counts as the course, which gives two of three units.
    let (catalogue, mut learner) = college(&[
        ("recognition", "id,from,courses,source\nr,x.1,d,s"),
        ("outcomes", "item,skill,units,source\nd,k,2,s"),
        ("job_skills", "job,skill,units,source\nj,k,3,s"),
    ]);
    learner.held = vec![node(&catalogue, "x.1")];
    let [Breach::Skill { missing, .. }] = near(&catalogue, &learner).breaches[..] else {
        panic!("one skill")
    };
    assert_eq!(missing, 1);
}

#[test]
fn what_waits_for_a_higher_grade_that_waits_for_it_is_no_way() {
    // The job asks for the third grade, which asks for the second one or a higher one; the second one cannot be sat.
    let grades = "id,qualification,rank,name_zh,hours,requisite,source\n\
        x.1,x,1,级,10,,s\nx.2,x,2,级,10,x.1,s\nx.3,x,3,级,10,x.2,s\nx.4,x,4,级,10,x.3,s\ny.1,y,1,级,10,,s";
    let asked = "job,set,item,demanded,source\nj,one,x.3,required,s";
    let sittings = |second: &str| {
        format!("item,date,source\nx.1,2026-12-01,s\nx.2,{second},s\nx.3,2027-06-01,s\nx.4,2027-06-20,s")
    };
    let ask = |second: &str| {
        let sittings = sittings(second);
        let (catalogue, learner) =
            college(&[("grades", grades), ("job_qualifications", asked), ("sittings", &sittings)]);
        let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
        while solver.run(1_000) == Progress::Working {}
        (solver.outcome(), node(&catalogue, "x.3"))
    };
    let (outcome, _) = ask("2020-01-01");
    let Outcome::NoPlan { hindrances: why, near, .. } = outcome else { panic!("there is no way to it") };
    let [Hindrance::Qualifications { items }] = &why[..] else { panic!("{why:?}") };
    assert!(items.iter().all(|(_, why)| *why == Closed::Requisite), "{items:?}");
    assert!(near.is_none_or(|near| near.answer.chosen().is_empty()), "nothing leads there");

    // Where there is only too little time, the lower grade is what comes first, not one above.
    let (outcome, third) = ask("2027-06-10");
    let Outcome::NoPlan { clashes, near, .. } = outcome else { panic!("the sittings are too late") };
    let names = |item: &Node, of: &[Node]| *item == third && of.len() == 1 && of[0] < third;
    let clash = |clash: &Clash| matches!(clash, Clash::Before { item, of, .. } if names(item, of));
    assert!(clashes.iter().any(clash), "{clashes:?}");
    let near = near.expect("it comes near");
    let breach = |breach: &Breach| matches!(breach, Breach::Before { item, of, .. } if names(item, of));
    assert!(near.breaches.iter().any(breach), "{:?}", near.breaches);
}

#[test]
fn a_course_is_not_said_to_exclude_itself() {
    // The course and credit for a part of it would fill the floor; nobody could have both.
    let (catalogue, learner) = college(&[
        ("recognition", "id,from,courses,credits,source\nr,x.1,d,1,s"),
        ("credit_floors", "id,programme,name_zh,nature,credits,source\nl,p,选修,elective,4,s"),
    ]);
    let breaches = near(&catalogue, &learner).breaches;
    assert!(matches!(breaches[..], [Breach::Credits(_)]), "{breaches:?}");
}

#[test]
fn nothing_at_all_comes_near_to_no_plan() {
    // Who is in no programme and is offered nothing that the job asks for.
    let (catalogue, learner) = college(&[
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,preferred,s"),
    ]);
    let near = |learner: &Learner| {
        let mut solver = Solver::new(question(&catalogue, learner, job(&catalogue)));
        while solver.run(1_000) == Progress::Working {}
        let Outcome::NoPlan { near, .. } = solver.outcome() else { panic!("nothing gives the skill") };
        near.is_some()
    };
    assert!(near(&learner), "the compulsory course comes");
    assert!(!near(&Learner { programme: None, term: None, ..learner }));
}
