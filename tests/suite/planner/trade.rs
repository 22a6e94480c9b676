//! The plans that trade time, money and an easy week.

use rungs_core::learner::{Learner, Priority};
use rungs_core::model::Node;
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Outcome, Solver, TradeOffs, taking};

use super::guide::{question, sample};
use super::rules::{college, job, node, plan};

#[test]
fn an_internship_that_no_choice_changes_does_not_level_all_plans() {
    // In the second term 40 hours a week come whatever is chosen in the first: a cheap exam of 30, or a dear one of 10.
    let (catalogue, learner) = college(&[
        ("programme_terms", "programme,term,kind,source\np,2,internship,s"),
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,400,s"),
        (
            "curriculum",
            "programme,course,terms,nature,category,source\np,c,1,compulsory,core,s\np,d,2,compulsory,core,s",
        ),
        (
            "grades",
            "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,30,,s\ny.1,y,1,级,10,,s",
        ),
        ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2026-12-01,s"),
        ("fees", "item,amount,component,source\nx.1,100,exam,s\ny.1,300,exam,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,s\nj,one,y.1,required,s"),
    ]);
    let mut trade = TradeOffs::new(question(&catalogue, &learner, job(&catalogue)));
    while trade.run(1_000) == Progress::Working {}
    let found = trade.answers();
    let said: Vec<(String, u32)> =
        found.iter().map(|plan| (plan.fees.to_string(), plan.free_peak())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!([said[0].0.as_str(), said[1].0.as_str()], ["100", "300"]);
    assert!(said[1].1 < said[0].1, "{said:?}");
    assert!(found.iter().all(|plan| plan.peak() >= 40), "the internship is still on the board");

    // Nor does it for whoever wants a light week before a cheap plan.
    for (first, fees) in [(Priority::Lightest, "300"), (Priority::Cheapest, "100")] {
        let learner = Learner { priorities: vec![first], ..learner.clone() };
        let found = plan(&catalogue, &learner).expect("a plan");
        assert_eq!((found.fees.to_string().as_str(), found.peak() >= 40), (fees, true), "{first:?}");
    }
}

/// What is chosen in a plan, each with its term.
fn choices(plan: &Answer) -> Vec<(usize, Node)> {
    plan.items().filter(|(_, item)| !item.compulsory).map(|(term, item)| (term, item.node)).collect()
}

#[test]
fn whoever_takes_a_plan_has_that_plan() {
    let catalogue = sample();
    let Node::Programme(programme) = node(&catalogue, "460301") else { panic!() };
    let Node::Job(job) = node(&catalogue, "robot-maintainer") else { panic!() };
    // Early with a full week, or a term later with an easy one.
    let learner =
        Learner { programme: Some(programme), term: Some(2), goal: Some(job), ..Learner::default() };
    let asked = question(&catalogue, &learner, job);
    let mut trade = TradeOffs::new(asked);
    while trade.run(1_000) == Progress::Working {}
    let found = trade.answers();
    assert!(found.len() > 1, "there is something to trade");
    for plan in [&found[0], &found[found.len() - 1]] {
        let taken = taking(&asked, plan);
        let mut solver = Solver::new(question(&catalogue, &taken, job));
        while solver.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer: best, .. } = solver.outcome() else { panic!("the plan is still one") };
        assert_eq!((choices(&best), best.by), (choices(plan), plan.by));
        assert_eq!(taking(&question(&catalogue, &taken, job), plan), taken, "taken once is taken");
    }
}

#[test]
fn whoever_takes_a_plan_has_what_it_recognises() {
    // The elective gives the skill, and what is asked for counts as it.
    let (catalogue, learner) = college(&[
        ("outcomes", "item,skill,units,source\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("recognition", "id,from,courses,source\nr,x.1,d,s"),
    ]);
    let best = plan(&catalogue, &learner).expect("a plan");
    let recognised = |plan: &Answer| plan.terms.iter().map(|term| term.recognised.len()).sum::<usize>();
    assert_eq!((best.chosen(), recognised(&best)), (vec![node(&catalogue, "x.1")], 1));
    let taken = taking(&question(&catalogue, &learner, job(&catalogue)), &best);
    let again = plan(&catalogue, &taken).expect("the plan is still one");
    assert_eq!((choices(&again), recognised(&again)), (choices(&best), 1));
}

#[test]
fn whoever_takes_a_plan_may_take_what_runs_out_on_the_way() {
    // The certificate has run out when the goal is reached; by then it has counted as the course.
    let (catalogue, learner) = college(&[
        ("qualifications", "id,name_zh,family,valid_months,source\nx,证书,x,6,s\ny,证书,x,,s"),
        ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2027-06-01,s"),
        ("outcomes", "item,skill,units,source\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,y.1,required,s"),
        ("recognition", "id,from,courses,source\nr,x.1,d,s"),
    ]);
    let best = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((best.chosen(), best.by), (["x.1", "y.1"].map(|id| node(&catalogue, id)).to_vec(), 2));
    let taken = taking(&question(&catalogue, &learner, job(&catalogue)), &best);
    let again = plan(&catalogue, &taken).expect("the plan is still one");
    assert_eq!((choices(&again), again.by), (choices(&best), 2));
}
