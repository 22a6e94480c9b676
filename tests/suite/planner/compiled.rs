//! What a pack's rules come to in the planner: hours, terms, exams and validity, one small college each.

use rungs_core::decimal::Decimal;
use rungs_core::learner::{Learner, Own, Priority};
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Clash, Closed, Note, Outcome, Question, Reason, Solver};
use rungs_core::share;
use rungs_core::wire::learner_v1;

use super::guide::question;
use super::rules::{college, job, node, plan};

const NEEDS: (&str, &str) = ("job_skills", "job,skill,units,source\nj,k,1,s");
const GIVES: (&str, &str) = ("outcomes", "item,skill,units,source\nc,k,1,s");
const NO_GRADE: (&str, &str) = ("job_qualifications", "job,set,item,demanded,source");
const BOTH: (&str, &str) =
    ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s");

fn curriculum(terms: &str, nature: &str) -> String {
    format!("programme,course,terms,nature,source\np,c,{terms},{nature},s")
}

fn starts(answer: &Answer) -> Vec<usize> {
    answer.items().map(|(term, _)| term).collect()
}

#[test]
fn a_compulsory_course_takes_no_free_hours_and_gives_as_soon_as_it_is_over() {
    let terms = curriculum("1;3", "compulsory");
    let (catalogue, mut learner) = college(&[NEEDS, GIVES, NO_GRADE, ("curriculum", &terms)]);
    learner.hours_a_week = Some(0);
    let found = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((found.by, starts(&found)), (1, vec![0]));
    assert_eq!((found.terms[0].load, found.terms[0].cap), (2, Some(2)));
}

#[test]
fn what_is_recognised_as_a_compulsory_course_gives_what_it_gives_before_it_would_be_taught() {
    let terms = curriculum("3", "compulsory");
    let rule = ("recognition", "id,from,courses,source\nr,x.1,c,s");
    for asked in [NO_GRADE, ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,s")] {
        let (catalogue, learner) = college(&[NEEDS, GIVES, asked, ("curriculum", &terms), rule]);
        let found = plan(&catalogue, &learner).expect("a plan");
        assert_eq!((found.by, found.chosen()), (1, vec![node(&catalogue, "x.1")]));
    }
}

#[test]
fn each_sitting_has_a_validity_of_its_own() {
    let valid = ("qualifications", "id,name_zh,family,valid_months,source\nx,证书,x,6,s\ny,证书,x,,s");
    let late = "item,date,source\nx.1,2028-01-10,s\ny.1,2028-06-01,s";
    let early_and_late = format!("{late}\nx.1,2026-10-01,s");
    for sittings in [late, &early_and_late] {
        let (catalogue, learner) = college(&[BOTH, valid, ("sittings", sittings)]);
        assert!(plan(&catalogue, &learner).is_some(), "{sittings}");
    }
}

#[test]
fn what_an_exam_requires_is_asked_for_in_its_term() {
    let long =
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,200,REQUISITE,s\ny.1,y,1,级,10,,s";
    let sittings = ("sittings", "item,date,source\nx.1,2027-06-01,s");
    for (term, requisite, fits) in [("1", "c", true), ("2", "c", false), ("2", "with c", true)] {
        let grades = long.replace("REQUISITE", requisite);
        let terms = curriculum(term, "compulsory");
        let (catalogue, mut learner) = college(&[("grades", &grades), sittings, ("curriculum", &terms)]);
        learner.hours_a_week = Some(12);
        let found = plan(&catalogue, &learner);
        assert_eq!(found.is_some(), fits, "{requisite} in term {term}");
        let long =
            found.iter().flat_map(|plan| plan.items()).all(|(_, item)| item.compulsory || item.duration == 2);
        assert!(long, "it is prepared for over two terms");
    }
}

#[test]
fn exams_are_limited_where_the_pack_says_so_in_the_term_in_which_they_are_sat() {
    let sittings = ("sittings", "item,date,source\nx.1,2027-06-01,s\ny.1,2027-06-02,s");
    // x is prepared for over two terms: both are examined in the second one.
    let grades = ("grades", "id,qualification,rank,name_zh,hours,source\nx.1,x,1,级,200,s\ny.1,y,1,级,10,s");
    for (most, fits) in [("", true), ("2", true), ("1", false)] {
        let pack = format!("id,name_zh,version,currency,exams_a_term\nd,示例,1,CNY,{most}");
        let (catalogue, mut learner) = college(&[BOTH, sittings, grades, ("pack", &pack)]);
        learner.hours_a_week = Some(14);
        assert_eq!(plan(&catalogue, &learner).is_some(), fits, "at most {most:?} exams");
    }
}

#[test]
fn the_fullest_week_counts_what_was_added_by_hand() {
    let terms = curriculum("1;2", "elective");
    let (catalogue, mut learner) = college(&[NEEDS, GIVES, NO_GRADE, ("curriculum", &terms)]);
    learner.priorities = vec![Priority::Lightest];
    let place = plan(&catalogue, &learner).expect("a plan").terms[0].term.place;
    let name = "社团".to_owned();
    learner.own = vec![Own { name, at: place, hours: 10, credits: Decimal::default() }];
    let found = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((starts(&found), found.peak()), (vec![1], 10));
}

#[test]
fn a_programme_may_ask_for_credit_which_may_be_earned_after_the_goal_is_reached() {
    let courses =
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,40,s\ne,课,3,20,s\nf,课,3,40,s");
    let curriculum = (
        "curriculum",
        "programme,course,terms,nature,category,source\np,c,1,compulsory,core,s\np,d,1,elective,extension,s\n\
         p,e,3,elective,extension,s\np,f,3,elective,core,s",
    );
    let college = |credits: &str| {
        let floor = format!(
            "id,programme,name_zh,category,nature,credits,source\nl,p,拓展课,extension,elective,{credits},s"
        );
        college(&[NEEDS, GIVES, NO_GRADE, courses, curriculum, ("credit_floors", &floor)])
    };
    let chosen = |credits: &str, held: &[&str]| {
        let (catalogue, mut learner) = college(credits);
        learner.held = held.iter().map(|id| node(&catalogue, id)).collect();
        let found = plan(&catalogue, &learner)?;
        let chosen =
            found.chosen().into_iter().map(|node| catalogue.about(node).id.clone()).collect::<Vec<_>>();
        let reasons =
            found.items().filter(|(_, item)| !item.compulsory).map(|(_, item)| item.reasons.clone());
        assert!(reasons.flatten().all(|reason| reason == Reason::Fills(0)));
        Some((found.by, chosen, found.floors[0].earned.hundredths()))
    };
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(chosen("0", &[]), Some((1, ids(&[]), 0)));
    assert_eq!(chosen("3", &[]), Some((1, ids(&["e"]), 300)), "the one with less work");
    assert_eq!(chosen("6", &[]), Some((1, ids(&["d", "e"]), 600)));
    assert_eq!(chosen("6", &["d"]), Some((1, ids(&["e"]), 600)));
    assert_eq!(chosen("3", &["d"]), Some((1, ids(&[]), 300)));
    assert_eq!(chosen("7", &[]), None);

    let (catalogue, learner) = college("7");
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { clashes, .. } = solver.outcome() else { panic!("there is no such credit") };
    assert!(clashes.contains(&Clash::Credits(0)), "{clashes:?}");
}

#[test]
fn nothing_begins_in_a_term_that_is_over() {
    let given = ("outcomes", "item,skill,units,source\nd,k,1,s");
    let (catalogue, mut learner) = college(&[NEEDS, given, NO_GRADE]);
    let on = |learner: &Learner, today: &str| {
        let question = Question {
            today: today.parse().expect("a day"),
            ..question(&catalogue, learner, job(&catalogue))
        };
        let mut solver = Solver::new(question);
        while solver.run(1_000) == Progress::Working {}
        match solver.outcome() {
            Outcome::Plan { answer, .. } => Some((answer.by, starts(&answer))),
            _ => None,
        }
    };
    assert_eq!(on(&learner, "2027-01-15"), Some((1, vec![0, 0])));
    // The compulsory course was taken; the elective was not, unless it failed: then it comes a year later.
    assert_eq!(on(&learner, "2027-01-16"), None);
    learner.failed = vec![(node(&catalogue, "d"), 0)];
    assert_eq!(on(&learner, "2027-01-16"), Some((3, vec![0, 2])));
}

#[test]
fn a_college_may_be_supposed_to_be_a_pilot_or_none() {
    let organisations = ("organisations", "id,name_zh,kind,source\no,学院,college,s");
    let pack = ("pack", "id,name_zh,version,currency,college\nd,示例,1,CNY,o");
    for (route, known, is_pilot, is_none) in [
        ("x,pilot_college,o,2026", true, true, false),
        ("x,pilot_college,o,2025", false, true, false),
        ("x,social,,2026", true, true, true),
    ] {
        let routes = format!("qualification,route,college,year,source\n{route},s");
        let (catalogue, mut learner) = college(&[organisations, pack, ("routes", &routes)]);
        for (pilot, fits) in [(None, known), (Some(true), is_pilot), (Some(false), is_none)] {
            learner.pilot = pilot;
            let found = plan(&catalogue, &learner);
            assert_eq!(found.is_some(), fits, "{route}, {pilot:?}");
            let supposed =
                found.iter().flat_map(|plan| &plan.notes).any(|note| matches!(note, Note::Supposed(_)));
            assert_eq!(supposed, fits && pilot.is_some());
            let code = share::write(&catalogue, &learner);
            assert_eq!(share::read(&catalogue, &code).expect("ours").learner.pilot, pilot);
            let file = learner_v1::write(&catalogue, &learner);
            assert_eq!(learner_v1::read(&catalogue, &file).expect("ours").learner, learner);
        }
    }
}

#[test]
fn a_course_that_is_not_offered_any_more_can_still_be_recognised() {
    let rule = ("recognition", "id,from,courses,source\nr,x.1,c,s");
    for (nature, terms, term, fits) in [
        ("elective", "1", 1, true),
        ("elective", "1", 2, true),
        ("compulsory", "2", 2, true),
        ("compulsory", "4", 4, true),
        ("compulsory", "2", 4, true),
        ("open", "1", 3, true),
    ] {
        let terms = curriculum(terms, nature);
        let (catalogue, mut learner) = college(&[NEEDS, GIVES, NO_GRADE, ("curriculum", &terms), rule]);
        learner.term = Some(term);
        let found = plan(&catalogue, &learner);
        assert_eq!(
            found.as_ref().map(|found| found.by),
            fits.then_some(1),
            "{nature} in {terms}, now {term}"
        );
        // Nobody has to have it recognised.
        let (catalogue, mut learner) =
            college(&[("curriculum", &terms), ("recognition", "id,from,courses,source\nr,y.1,c,s")]);
        learner.term = Some(term);
        learner.pinned = vec![node(&catalogue, "c")];
        assert!(plan(&catalogue, &learner).is_some(), "{nature} in {terms}, now {term}");
    }
}

#[test]
fn what_excludes_a_course_excludes_credit_for_a_part_of_it() {
    let rule = ("recognition", "id,from,courses,credits,source\nr,x.1,d,1,s");
    for (exclusion, credits) in [("c;y.1", 500), ("c;d", 400), ("d;x.1", 400)] {
        let excluded = format!("id,items,source\ne,{exclusion},s");
        let (catalogue, mut learner) = college(&[rule, ("exclusions", &excluded)]);
        learner.priorities = vec![Priority::MostCredit];
        let found = plan(&catalogue, &learner).expect("a plan");
        assert_eq!(found.credits.hundredths(), credits, "{exclusion}");
    }
}

#[test]
fn credit_for_a_part_of_a_course_fills_a_floor_whatever_the_priorities() {
    let rule = ("recognition", "id,from,courses,credits,source\nr,x.1,d,1,s");
    for (credits, chosen) in [("1", vec!["x.1"]), ("2", vec!["d", "x.1"])] {
        let floor = format!("id,programme,name_zh,nature,credits,source\nl,p,选修,elective,{credits},s");
        let (catalogue, learner) = college(&[rule, ("credit_floors", &floor)]);
        let found = plan(&catalogue, &learner).expect("a plan");
        let chosen: Vec<_> = chosen.into_iter().map(|id| node(&catalogue, id)).collect();
        assert_eq!(found.chosen(), chosen, "{credits}");
    }
}

#[test]
fn what_counts_as_a_compulsory_course_counts_where_that_is_required_before_it_is_taught() {
    let grades = (
        "grades",
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,c,s\ny.1,y,1,级,10,,s",
    );
    let sittings = ("sittings", "item,date,source\nx.1,2027-06-01,s\ny.1,2026-12-01,s");
    let rule = ("recognition", "id,from,courses,source\nr,y.1,c,s");
    for (term, chosen) in [("1", vec!["x.1"]), ("2", vec!["x.1", "y.1"]), ("3", vec!["x.1", "y.1"])] {
        let terms = curriculum(term, "compulsory");
        let (catalogue, learner) = college(&[grades, sittings, rule, ("curriculum", &terms)]);
        let found = plan(&catalogue, &learner).expect("a plan").chosen();
        let mut ids: Vec<_> = found.into_iter().map(|node| catalogue.about(node).id.clone()).collect();
        ids.sort();
        assert_eq!(ids, chosen, "taught in {term}");
    }
}

#[test]
fn what_can_neither_be_taken_nor_recognised_any_more_holds_nothing_up() {
    // Nothing counts as d once y is closed: y requires c, which the learner excludes, as d does.
    let courses = ("courses", "id,name_zh,credits,hours,requisite,source\nc,课,4,20,,s\nd,课,3,40,c,s");
    let grades = (
        "grades",
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,,s\ny.1,y,1,级,10,c,s",
    );
    let curriculum =
        ("curriculum", "programme,course,terms,nature,source\np,c,1,elective,s\np,d,2,elective,s");
    let rule = ("recognition", "id,from,courses,source\nr,y.1,d,s");
    let (catalogue, mut learner) = college(&[courses, grades, curriculum, rule]);
    learner.excluded = vec![node(&catalogue, "c")];
    learner.pinned = vec![node(&catalogue, "d")];
    let found = plan(&catalogue, &learner).expect("a plan");
    let missed = Note::NotPlanned { item: node(&catalogue, "d"), why: Closed::Requisite };
    assert!(found.notes.contains(&missed), "{:?}", found.notes);
}

#[test]
fn an_attempt_that_fails_takes_its_hours_whatever_it_serves() {
    // d serves nothing, and takes four hours a week beside the one of x.
    for (hours, fits) in [(4, false), (5, true)] {
        let (catalogue, mut learner) = college(&[]);
        learner.failed = vec![(node(&catalogue, "d"), 0)];
        learner.hours_a_week = Some(hours);
        assert_eq!(plan(&catalogue, &learner).is_some(), fits, "{hours} hours a week");
    }
}

#[test]
fn hours_a_week_are_those_of_the_terms_in_which_a_course_runs() {
    // Forty hours: four a week in autumn, two in the longer spring.
    let calendar = "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,20,s";
    let given = ("outcomes", "item,skill,units,source\nd,k,1,s");
    let terms = "programme,course,terms,nature,source\np,c,1,compulsory,s\np,d,1;2,elective,s";
    for (hours, by) in [(4, Some(1)), (3, Some(2)), (2, Some(2)), (1, None)] {
        let (catalogue, mut learner) =
            college(&[("calendar", calendar), NEEDS, given, NO_GRADE, ("curriculum", terms)]);
        learner.hours_a_week = Some(hours);
        assert_eq!(plan(&catalogue, &learner).map(|plan| plan.by), by, "{hours} hours a week");
    }
}

/// The competition w gives as much as the certificate x.1, for as many hours and without an exam. Beside a credit, which
/// comes first, an exam is less than what floating point tells apart.
#[test]
fn an_exam_less_counts_however_little_it_is_beside_what_comes_first() {
    let (catalogue, mut learner) = college(&[
        ("programmes", "id,name_zh,stage,terms,credits,source\np,专业,associate,5,20,s"),
        ("skills", "id,name_zh,leaf,source\nk,能力,s_prac,s\nl,能力,s_prac,s"),
        (
            "calendar",
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s\nt2,秋,2027-09-01,2028-01-15,10,s\nt3,春,2028-03-01,2028-07-09,10,s\nt4,秋,2028-09-01,2029-01-15,10,s\nt5,春,2029-03-01,2029-07-09,10,s",
        ),
        (
            "courses",
            "id,name_zh,credits,hours,source\nc0,课,1,20,s\nc1,课,1,20,s\nc2,课,1,20,s\nc3,课,1,40,s",
        ),
        (
            "curriculum",
            "programme,course,terms,nature,source\np,c0,1,compulsory,s\np,c1,5,compulsory,s\np,c2,5,elective,s\np,c3,1,compulsory,s",
        ),
        (
            "grades",
            "id,qualification,rank,name_zh,hours,source\nx.1,x,1,级,20,s\nx.2,x,2,级,20,s\ny.1,y,1,级,50,s",
        ),
        ("fees", "item,amount,component,source\ny.1,100,exam,s"),
        ("competitions", "id,name_zh,tier,organiser_kind,hours,source\nw,大赛,provincial,government,20,s"),
        (
            "sittings",
            "item,date,deadline,source\nx.1,2027-06-20,,s\nx.2,2027-06-20,2027-03-01,s\ny.1,2027-12-20,,s",
        ),
        ("outcomes", "item,skill,units,source\nx.1,k,1,s\nc2,k,1,s\nc3,k,1,s\nc3,l,1,s\ny.1,l,2,s\nw,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,3,s"),
        (
            "job_qualifications",
            "job,set,item,demanded,source\nj,set0,y.1,required,s\nj,set1,x.1,required,s\nj,set1,y.1,required,s",
        ),
    ]);
    learner.term = Some(2);
    learner.held = vec![node(&catalogue, "c2")];
    learner.failed = vec![(node(&catalogue, "x.1"), 0)];
    learner.priorities = vec![Priority::MostCredit];
    let exams = |learner: &Learner| {
        let today = "2027-03-01".parse().expect("a day");
        let mut solver = Solver::new(Question { today, ..question(&catalogue, learner, job(&catalogue)) });
        while solver.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("there is a plan") };
        (answer.by, answer.fees.hundredths(), answer.hours, answer.credits.hundredths(), answer.exams())
    };
    assert_eq!(exams(&learner), (2, 10_000, 150, 300, 1));
    learner.excluded = vec![node(&catalogue, "x.1")];
    assert_eq!(exams(&learner), (2, 10_000, 150, 300, 1));
}

#[test]
fn a_failed_attempt_of_a_compulsory_course_takes_no_hours_of_the_learners_own() {
    let curriculum =
        ("curriculum", "programme,course,terms,nature,source\np,c,1;2,compulsory,s\np,d,1;2,elective,s");
    let (catalogue, mut learner) = college(&[curriculum]);
    learner.hours_a_week = Some(9);
    learner.failed = vec![(node(&catalogue, "c"), 0)];
    let found = plan(&catalogue, &learner).expect("a plan");
    let mine: u32 = found.terms[0].items.iter().filter(|item| !item.compulsory).map(|item| item.load).sum();
    assert!(found.terms[0].load > mine, "the attempt has its hours");
    assert_eq!(found.terms[0].cap, Some(9 + found.terms[0].load - mine));
}

#[test]
fn what_is_done_in_the_same_term_is_not_needed_before_it() {
    let courses = (
        "courses",
        "id,name_zh,credits,hours,requisite,source\nc,课,1,20,,s\nd,课,1,20,,s\ne,课,1,20,\"1 of (c, d)\",s",
    );
    let curriculum = (
        "curriculum",
        "programme,course,terms,nature,source\np,c,1,compulsory,s\np,d,2,compulsory,s\np,e,2,compulsory,s",
    );
    let (catalogue, learner) = college(&[courses, curriculum]);
    let found = plan(&catalogue, &learner).expect("a plan");
    let needed = |id: &str| {
        let (_, item) =
            found.items().find(|(_, item)| item.node == node(&catalogue, id)).expect("it is planned");
        item.reasons.contains(&Reason::RequiredBy(node(&catalogue, "e")))
    };
    assert_eq!([needed("c"), needed("d")], [true, false]);
}
