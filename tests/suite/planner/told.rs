//! What a plan, and where there is none its reasons, tell a learner: each once told wrong, or not at all.

use rungs_core::catalogue::Catalogue;
use rungs_core::export;
use rungs_core::learner::Learner;
use rungs_core::plan::Progress;
use rungs_core::question::{Closed, Hindrance, Note, Outcome, Solver};
use rungs_core::words::Language;

use super::guide::question;
use super::rules::{college, job, node, plan};

/// Why the one certificate that the job asks for is closed.
fn closed(changes: &[(&str, &str)], change: impl Fn(&mut Learner, &Catalogue)) -> Closed {
    let (catalogue, mut learner) = college(changes);
    change(&mut learner, &catalogue);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("it is closed") };
    let Some(Hindrance::Qualifications { items }) = why.first() else { panic!("{why:?}") };
    items[0].1.clone()
}

#[test]
fn why_an_exam_is_closed_is_the_reason_that_holds() {
    let regions = ("regions", "id,name_zh,parent\na,甲,\nb,乙,");
    let sittings = ("sittings", "item,date,region,source\nx.1,2026-12-01,b,s");
    let here = |learner: &mut Learner, catalogue: &Catalogue| {
        learner.region = catalogue.regions.ids().next();
    };
    assert_eq!(closed(&[regions, sittings], here), Closed::NoSittingHere);

    // A route that holds for this year only, and an exam in the next.
    let pilot = "qualification,route,year,source\nx,social,2026,s";
    let next = ("sittings", "item,date,source\nx.1,2027-06-01,s");
    assert_eq!(closed(&[("routes", pilot), next], |_, _| {}), Closed::NoRoute);
    let over = ("sittings", "item,date,source\nx.1,2020-06-01,s");
    assert_eq!(closed(&[("routes", pilot), over], |_, _| {}), Closed::NoSitting);

    // Without a calendar no day can be placed, whoever may register.
    let anyone = ("routes", "qualification,route,source\nx,social,s");
    assert_eq!(
        closed(&[("calendar", "id,name_zh,start,end,weeks,source"), anyone], |_, _| {}),
        Closed::NoSitting
    );
}

#[test]
fn a_failed_attempt_stands_in_each_term_that_it_takes_with_its_hours() {
    // Twenty hours a week in two terms of ten weeks for the first attempt, and the next one a year later.
    let (catalogue, mut learner) = college(&[
        (
            "calendar",
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s\n\
             t2,秋,2027-09-01,2028-01-15,10,s\nt3,春,2028-03-01,2028-07-09,10,s",
        ),
        (
            "grades",
            "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,150,,s\ny.1,y,1,级,10,,s",
        ),
        ("sittings", "item,date,source\nx.1,2027-06-30,s\nx.1,2028-06-30,s"),
    ]);
    let exam = node(&catalogue, "x.1");
    learner.hours_a_week = Some(8);
    learner.failed = vec![(exam, 1)];
    let found = plan(&catalogue, &learner).expect("a plan");
    let attempts: Vec<_> = found.terms.iter().map(|term| term.attempts.clone()).collect();
    assert_eq!(attempts, [vec![(exam, 8)], vec![(exam, 8)], vec![], vec![]]);
    for term in &found.terms {
        let loads =
            term.items.iter().map(|item| item.load).chain(term.attempts.iter().map(|(_, hours)| *hours));
        let goes_on: u32 = if term.running.is_empty() { 0 } else { 8 };
        assert_eq!(term.load, loads.sum::<u32>() + goes_on, "what stands in a term makes its week");
    }
    let table = export::table(&catalogue, &learner, &found, Language::English);
    assert_eq!(table.matches("First attempt failed").count(), 2, "{table}");
}

#[test]
fn two_exams_on_one_day_are_told() {
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s";
    let on = |second: &str| format!("item,date,source\nx.1,2026-12-01,s\ny.1,{second},s");
    for (second, same) in [("2026-12-01", true), ("2026-12-02", false)] {
        let sittings = on(second);
        let (catalogue, learner) = college(&[("job_qualifications", asked), ("sittings", &sittings)]);
        let found = plan(&catalogue, &learner).expect("a plan");
        let both = ["x.1", "y.1"].map(|id| node(&catalogue, id)).to_vec();
        let day = "2026-12-01".parse().expect("a day");
        assert_eq!(found.notes.contains(&Note::SameDay(day, both)), same, "{:?}", found.notes);
    }
}

#[test]
fn a_skill_that_counts_by_recognition_only_is_told() {
    let needed = ("job_skills", "job,skill,units,source\nj,k,1,s");
    let recognised = ("recognition", "id,from,courses,source\nr,x.1,d,s");
    for (giver, told) in [("d", true), ("x.1", false)] {
        let gives = format!("item,skill,units,source\n{giver},k,1,s");
        let (catalogue, learner) = college(&[("outcomes", &gives), needed, recognised]);
        let found = plan(&catalogue, &learner).expect("a plan");
        let note = Note::ByRecognition(vec![catalogue.skill("k").expect("a skill")]);
        assert_eq!(found.notes.contains(&note), told, "{:?}", found.notes);
    }
}
