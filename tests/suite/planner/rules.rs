//! What a pack can say of marks, validity, credit and duties, one small college each.

use rungs_core::catalogue::Catalogue;
use rungs_core::decimal::Decimal;
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{JobId, Node};
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Ask, Clash, Closed, Note, Outcome, Proof, Reason, Solver};

use super::guide::{catalogue, question};

/// Two terms of a course `c` before a certificate `x` of which the job asks one, and a later certificate `y`.
pub fn college(changes: &[(&str, &str)]) -> (Catalogue, Learner) {
    let mut tables = vec![
        ("pack", "id,name_zh,version,currency\nd,示例,1,CNY"),
        ("sources", "id,name_zh,confidence\ns,来源,illustrative"),
        (
            "calendar",
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s",
        ),
        ("skills", "id,name_zh,leaf,source\nk,能力,s_prac,s"),
        ("programmes", "id,name_zh,stage,terms,credits,source\np,专业,associate,4,20,s"),
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,40,s"),
        (
            "curriculum",
            "programme,course,terms,nature,category,source\np,c,1,compulsory,core,s\np,d,1,elective,extension,s",
        ),
        ("qualifications", "id,name_zh,family,valid_months,source\nx,证书,x,,s\ny,证书,x,,s"),
        (
            "grades",
            "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,,s\ny.1,y,1,级,10,,s",
        ),
        ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2028-06-01,s"),
        ("jobs", "id,name_zh,source\nj,岗位,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,s"),
    ];
    for &(name, text) in changes {
        match tables.iter_mut().find(|(known, _)| *known == name) {
            Some(table) => table.1 = text,
            None => tables.push((name, text)),
        }
    }
    let files = tables.into_iter().map(|(name, text)| (name.to_owned(), format!("{text}\n"))).collect();
    let catalogue = catalogue(files);
    let learner =
        Learner { programme: catalogue.programmes.ids().next(), term: Some(1), ..Learner::default() };
    (catalogue, learner)
}

pub fn job(catalogue: &Catalogue) -> JobId {
    catalogue.jobs.ids().next().expect("a job")
}

pub fn node(catalogue: &Catalogue, id: &str) -> Node {
    catalogue.node(id).expect("a node")
}

pub fn plan(catalogue: &Catalogue, learner: &Learner) -> Option<Answer> {
    let mut solver = Solver::new(question(catalogue, learner, job(catalogue)));
    while solver.run(1_000) == Progress::Working {}
    match solver.outcome() {
        Outcome::Plan { answer, .. } => Some(*answer),
        _ => None,
    }
}

#[test]
fn a_mark_that_is_known_decides_and_one_that_is_not_is_assumed() {
    let grades =
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,c>=70,s\ny.1,y,1,级,10,,s";
    let (catalogue, mut learner) = college(&[("grades", grades)]);
    let course = node(&catalogue, "c");
    learner.term = Some(2);
    learner.held = vec![course];
    let sittings = [("grades", grades), ("sittings", "item,date,source\nx.1,2027-06-01,s")];
    let (catalogue, _) = college(&sittings);
    let assumed = Note::MarkAssumed { item: course, mark: 70 };
    assert!(plan(&catalogue, &learner).is_some_and(|plan| plan.notes.contains(&assumed)));
    learner.marks = vec![(course, 70)];
    assert!(plan(&catalogue, &learner).is_some_and(|plan| !plan.notes.contains(&assumed)));
    learner.marks = vec![(course, 69)];
    assert_eq!(plan(&catalogue, &learner), None);
    let written = rungs_core::wire::learner_v1::write(&catalogue, &learner);
    let read =
        rungs_core::wire::learner_v1::read(&catalogue, &written).expect("what was written can be read");
    assert_eq!((read.learner, read.lost), (learner, Vec::new()));
}

#[test]
fn what_has_run_out_when_the_goal_is_reached_does_not_count() {
    // y comes two years after x: both are asked for, and x is valid for so many months.
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s";
    let cases = [("", true), ("36", true), ("20", true), ("12", false), ("1", false)];
    for (months, fits) in cases {
        let qualifications =
            format!("id,name_zh,family,valid_months,source\nx,证书,x,{months},s\ny,证书,x,,s");
        let (catalogue, learner) =
            college(&[("job_qualifications", asked), ("qualifications", &qualifications)]);
        assert_eq!(plan(&catalogue, &learner).is_some(), fits, "valid for {months:?} months");
    }
}

#[test]
fn credit_for_part_of_a_course_counts_where_credit_matters_and_does_not_replace_the_course() {
    let rule = "id,from,courses,credits,source\nr,x.1,d,1.5,s";
    // Both courses give what the job needs, so that both are looked at.
    let outcomes = ("outcomes", "item,skill,units,source\nc,k,1,s\nd,k,1,s");
    let needs = ("job_skills", "job,skill,units,source\nj,k,1,s");
    let (catalogue, mut learner) = college(&[("recognition", rule), outcomes, needs]);
    let recognised = |learner: &Learner| -> Vec<(u32, bool)> {
        let plan = plan(&catalogue, learner).expect("a plan");
        let all = plan.terms.iter().flat_map(|term| &term.recognised);
        all.map(|one| (one.credits.hundredths(), one.whole)).collect()
    };
    assert_eq!(recognised(&learner), []);
    learner.priorities = vec![Priority::Soonest, Priority::MostCredit];
    // The course itself earns more: it is taken, and its part is then no use.
    assert_eq!(recognised(&learner), []);
    let taken = plan(&catalogue, &learner).expect("a plan");
    assert!(taken.chosen().contains(&node(&catalogue, "d")));
    learner.excluded = vec![node(&catalogue, "d")];
    assert_eq!(recognised(&learner), []);
    learner.excluded.clear();
    learner.hours_a_week = Some(2);
    // There are no hours for the course.
    assert_eq!(recognised(&learner), [(150, false)]);
}

#[test]
fn one_certificate_counts_for_a_course_and_each_course_once() {
    let rules = "id,from,courses,source\nr,x.1,d,s\nq,y.1,d,s";
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s";
    let (catalogue, learner) = college(&[("recognition", rules), ("job_qualifications", asked)]);
    let plan = plan(&catalogue, &learner).expect("a plan");
    let times = plan.terms.iter().flat_map(|term| &term.recognised).count();
    assert!(times <= 1);
}

#[test]
fn a_compulsory_course_that_fails_is_taken_again_in_its_season() {
    let (catalogue, learner) = college(&[]);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let mut why = solver.why().expect("the plan is proven");
    let course = Ask::Fails(node(&catalogue, "c"));
    why.first(course);
    while why.run(1_000) == Progress::Working {}
    let told = &why.told()[0];
    assert_eq!((told.ask, told.again), (course, Some(2)));
    // The certificate is for one sitting only.
    let exam = why.told().iter().find(|told| told.ask == Ask::Fails(node(&catalogue, "x.1")));
    assert!(exam.is_some_and(|told| told.plan.is_none()));
    let surviving = solver.surviving().map(|mut surviving| {
        while surviving.run(1_000) == Progress::Working {}
        surviving.answer()
    });
    assert_eq!(surviving, Some(Some(None)));
}

#[test]
fn what_runs_out_again_later_survives_a_failure_by_the_second_sitting() {
    // Passed in the second term it reaches the goal by then; by the last term it has run out again.
    let twice = "item,date,source\nx.1,2026-12-01,s\nx.1,2027-06-01,s";
    let once = "item,date,source\nx.1,2026-12-01,s";
    for (months, sittings, survives) in
        [("6", twice, true), ("", twice, true), ("6", once, false), ("", once, false)]
    {
        let valid = format!("id,name_zh,family,valid_months,source\nx,证书,x,{months},s\ny,证书,x,,s");
        let (catalogue, learner) = college(&[("qualifications", &valid), ("sittings", sittings)]);
        let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
        while solver.run(1_000) == Progress::Working {}
        let mut surviving = solver.surviving().expect("the plan is proven");
        while surviving.run(1_000) == Progress::Working {}
        let found = surviving.answer().expect("it is proven");
        assert_eq!(found.map(|plan| plan.by), survives.then_some(1), "{months:?}: {sittings}");
    }
}

#[test]
fn a_missed_compulsory_course_is_planned_in_its_season() {
    let (catalogue, mut learner) = college(&[("sittings", "item,date,source\nx.1,2027-06-01,s")]);
    learner.term = Some(2);
    learner.entry = Some(0);
    let plan = plan(&catalogue, &learner).expect("a plan");
    let course =
        plan.items().find(|(_, item)| item.node == node(&catalogue, "c")).expect("the course is to come");
    assert_eq!((course.0, course.1.compulsory), (1, true));
}

#[test]
fn of_several_sittings_of_a_term_the_last_that_is_in_force_counts() {
    let grades = |to: &str| {
        format!("id,qualification,rank,name_zh,hours,valid_to,source\nx.1,x,1,级,10,{to},s\ny.1,y,1,级,10,,s")
    };
    let sittings = ("sittings", "item,date,source\nx.1,2026-12-01,s\nx.1,2026-12-20,s");
    let taken = |to: &str| {
        let (catalogue, learner) = college(&[("grades", &grades(to)), sittings]);
        let plan = plan(&catalogue, &learner)?;
        let (_, item) = plan.items().find(|(_, item)| item.node == node(&catalogue, "x.1"))?;
        item.sitting.as_ref().map(|sitting| sitting.date.to_string())
    };
    assert_eq!(taken("").as_deref(), Some("2026-12-20"));
    assert_eq!(taken("2026-12-10").as_deref(), Some("2026-12-01"));
    assert_eq!(taken("2026-11-30"), None);
}

/// The college in which the job needs what `c` gives, a course of two terms from the first on.
fn running(nature: &str) -> (Catalogue, Learner) {
    let curriculum = format!("programme,course,terms,length,nature,source\np,c,1,2,{nature},s");
    let (catalogue, mut learner) = college(&[
        ("curriculum", &curriculum),
        ("outcomes", "item,skill,units,source\nc,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source"),
    ]);
    (learner.term, learner.entry) = (Some(2), Some(0));
    (catalogue, learner)
}

#[test]
fn a_compulsory_course_that_runs_already_runs_on() {
    let (catalogue, mut learner) = running("compulsory");
    let course = node(&catalogue, "c");
    let runs = |learner: &Learner| {
        let plan = plan(&catalogue, learner).expect("a plan");
        let (start, item) = plan.items().find(|(_, item)| item.node == course).expect("the course");
        (start, item.duration, plan.by, plan.hours)
    };
    // The second of its two terms, and half of its hours.
    assert_eq!(runs(&learner), (0, 1, 1, 10));
    // Whoever failed it takes all of it again.
    learner.failed = vec![(course, 0)];
    assert_eq!(runs(&learner), (1, 2, 3, 20));
    learner.failed.clear();
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let mut why = solver.why().expect("the plan is proven");
    while why.run(1_000) == Progress::Working {}
    let fails = why.told().iter().find(|told| told.ask == Ask::Fails(course)).expect("told");
    assert_eq!((fails.again, fails.plan.as_ref().map(|plan| plan.by)), (Some(1), Some(3)));
}

#[test]
fn an_elective_that_runs_already_is_taken_by_whoever_says_so() {
    let (catalogue, mut learner) = running("elective");
    let course = node(&catalogue, "c");
    let closed = |learner: &Learner| Solver::new(question(&catalogue, learner, job(&catalogue))).closed();
    assert_eq!(closed(&learner), [(course, Closed::Begun)]);
    assert_eq!(plan(&catalogue, &learner), None);
    learner.pinned = vec![course];
    assert_eq!(plan(&catalogue, &learner).map(|plan| plan.by), Some(1));
}

#[test]
fn nothing_is_taken_in_a_term_that_is_off() {
    let terms = |kind: &str| format!("programme,term,kind,source\np,1,{kind},s");
    let grades = "id,qualification,rank,name_zh,source\nx.1,x,1,级,s\ny.1,y,1,级,s";
    let by = |kind: &str| {
        let (catalogue, learner) = college(&[("programme_terms", &terms(kind)), ("grades", grades)]);
        plan(&catalogue, &learner).map(|plan| plan.by)
    };
    assert_eq!((by("study"), by("off")), (Some(1), None));
    let course = |kind: &str| {
        let (catalogue, learner) = college(&[
            ("programme_terms", &terms(kind)),
            ("courses", "id,name_zh,credits,source\nc,课,4,s"),
            ("curriculum", "programme,course,terms,nature,source\np,c,1;4,elective,s"),
            ("outcomes", "item,skill,units,source\nc,k,1,s"),
            ("job_skills", "job,skill,units,source\nj,k,1,s"),
            ("job_qualifications", "job,set,item,demanded,source"),
        ]);
        plan(&catalogue, &learner).map(|plan| plan.by)
    };
    assert_eq!((course("study"), course("off")), (Some(1), Some(4)));
}

#[test]
fn what_is_wanted_or_compulsory_and_cannot_be_taken_is_told() {
    let courses = "id,name_zh,credits,hours,status,source\nc,课,4,20,withdrawn,s\nd,课,3,40,,s";
    let sittings = ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2026-01-01,s");
    let (catalogue, mut learner) = college(&[("courses", courses), sittings]);
    let missed = |item, why| Note::NotPlanned { item: node(&catalogue, item), why };
    let notes = |learner: &Learner| plan(&catalogue, learner).expect("a plan").notes;
    assert!(notes(&learner).contains(&missed("c", Closed::NotInForce)));
    let past = missed("y.1", Closed::NoSitting);
    assert!(!notes(&learner).contains(&past));
    learner.pinned = vec![node(&catalogue, "y.1")];
    assert!(notes(&learner).contains(&past));
}

#[test]
fn a_deadline_that_is_over_is_told() {
    let (catalogue, mut learner) = college(&[("sittings", "item,date,source\nx.1,2027-06-01,s")]);
    learner.term = Some(2);
    let over = |learner: &Learner| {
        plan(&catalogue, learner).map(|plan| (plan.by, plan.notes.contains(&Note::DeadlineOver)))
    };
    learner.deadline = Some(3);
    assert_eq!(over(&learner), Some((2, false)));
    learner.deadline = Some(2);
    assert_eq!(over(&learner), None);
    learner.deadline = Some(1);
    assert_eq!(over(&learner), Some((2, true)));
}

#[test]
fn the_year_of_entry_is_reckoned_from_the_term_where_none_is_given() {
    for (cohort, term, fits) in [(2026, 1, true), (2025, 1, false), (2025, 3, true), (2026, 3, false)] {
        let grades = format!(
            "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,cohort {cohort},s\ny.1,y,1,级,10,,s"
        );
        let (catalogue, mut learner) = college(&[("grades", &grades)]);
        learner.term = Some(term);
        assert_eq!(plan(&catalogue, &learner).is_some(), fits, "cohort {cohort}, term {term}");
    }
}

/// What a plan recognises: of which course, for what.
fn recognised(plan: &Answer) -> Vec<(Node, Node)> {
    let all = plan.terms.iter().flat_map(|term| &term.recognised);
    all.map(|one| (Node::Course(one.course), one.from)).collect()
}

#[test]
fn of_held_items_that_exclude_each_other_a_plan_recognises_one() {
    let (catalogue, mut learner) = college(&[
        ("qualifications", "id,name_zh,family,source\nx,证书,x,s\ny,证书,x,s\nz,证书,x,s"),
        ("grades", "id,qualification,rank,name_zh,source\nx.1,x,1,级,s\ny.1,y,1,级,s\nz.1,z,1,级,s"),
        ("curriculum", "programme,course,terms,nature,source\np,c,4,elective,s\np,d,4,elective,s"),
        ("recognition", "id,from,courses,source\nr,y.1,c,s\nq,z.1,d,s"),
        ("exclusions", "id,items,source\ne,y.1;z.1,s"),
    ]);
    learner.priorities = vec![Priority::MostCredit];
    let [y, z] = ["y.1", "z.1"].map(|id| node(&catalogue, id));
    learner.held = vec![y, z];
    let today = "2026-09-05".parse().expect("a day");
    let allotted = rungs_core::recognition::allot(&catalogue, &learner, today).expect("an allotment");
    let plan = plan(&catalogue, &learner).expect("a plan");
    assert_eq!(recognised(&plan), [(node(&catalogue, "c"), y)]);
    assert_eq!(plan.credits, allotted.credits);
}

#[test]
fn credit_for_an_elective_that_the_goal_does_not_need_counts_where_credit_matters() {
    let (catalogue, mut learner) = college(&[
        ("curriculum", "programme,course,terms,nature,source\np,d,4,elective,s"),
        ("recognition", "id,from,courses,source\nr,y.1,d,s"),
        ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2026-12-01,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,s\nj,one,y.1,required,s"),
    ]);
    let [x, y, d] = ["x.1", "y.1", "d"].map(|id| node(&catalogue, id));
    assert_eq!(plan(&catalogue, &learner).expect("a plan").chosen(), [x]);
    learner.priorities = vec![Priority::MostCredit];
    let best = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((best.chosen(), recognised(&best)), (vec![y], vec![(d, y)]));
    // Nor is it studied for its credit alone.
    learner.excluded = vec![y];
    let without = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((without.chosen(), without.credits.hundredths()), (vec![x], 0));
}

#[test]
fn of_held_courses_that_exclude_each_other_one_counts_for_a_floor() {
    // Credits asked for beside those of what is held, which are 4, 3 and 2: `e` is what is still offered.
    let earned = |exclusions: &str| {
        let (catalogue, mut learner) = college(&[
            (
                "courses",
                "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,40,s\nf,课,2,20,s\ne,课,9,20,s",
            ),
            (
                "curriculum",
                "programme,course,terms,nature,source\np,c,1,elective,s\np,d,1,elective,s\np,f,1,elective,s\np,e,2,elective,s",
            ),
            ("credit_floors", "id,programme,name_zh,credits,source\nall,p,学分,14,s"),
            ("exclusions", &format!("id,items,source\n{exclusions}")),
        ]);
        learner.held = ["c", "d", "f"].iter().map(|id| node(&catalogue, id)).collect();
        plan(&catalogue, &learner).map(|plan| plan.floors[0].earned.to_string())
    };
    assert_eq!(earned("").as_deref(), Some("18"));
    assert_eq!(earned("a,d;f,s").as_deref(), Some("16"));
    // The one with most credits counts.
    assert_eq!(earned("a,d;f;e,s"), None, "the last one may not be added");
    assert_eq!(earned("a,c;d;f,s"), None, "four and nine are too few");
    assert_eq!(earned("a,c;f,s\nb,f;d,s").as_deref(), Some("16"), "two that stand beside each other");
    assert_eq!(earned("a,c;d,s\nb,c;f,s").as_deref(), Some("14"), "five are more than four");
}

#[test]
fn whoever_says_no_term_is_planned_for_from_the_first_and_told_so() {
    let (catalogue, mut learner) = college(&[("outcomes", "item,skill,units,source\nc,k,1,s")]);
    let said = plan(&catalogue, &learner).expect("a plan");
    assert!(!said.notes.contains(&Note::TermAssumed));
    learner.term = None;
    let mut assumed = plan(&catalogue, &learner).expect("a plan");
    assert!(assumed.notes.contains(&Note::TermAssumed));
    assumed.notes.retain(|note| *note != Note::TermAssumed);
    assert_eq!(assumed, said);
    // Whoever entered in a known term says as much.
    learner.entry = Some(0);
    assert_eq!(plan(&catalogue, &learner), Some(said));
    // Nobody without a programme is in a term of one.
    let today = question(&catalogue, &learner, job(&catalogue)).today;
    learner.study(None, &catalogue, today);
    assert_eq!((learner.term, learner.entry, learner.assumes_term(&catalogue, today)), (None, None, false));
}

#[test]
fn a_share_of_credits_that_are_not_known_is_told() {
    let told = |credits: &str| {
        let (catalogue, mut learner) = college(&[
            ("programmes", &format!("id,name_zh,stage,terms,credits,source\np,专业,associate,4,{credits},s")),
            ("recognition", "id,from,courses,source\nr,x.1,d,s"),
            ("recognition_caps", "id,scope,share,source\nm,total,50,s"),
        ]);
        learner.priorities = vec![Priority::MostCredit];
        let plan = plan(&catalogue, &learner).expect("a plan");
        (recognised(&plan).len(), plan.notes.contains(&Note::ShareUnknown))
    };
    assert_eq!((told("20"), told("")), ((1, false), (1, true)));
}

#[test]
fn a_recognition_rule_counts_from_the_term_on_in_which_it_is_in_force() {
    // `c` is needed, and taught in the last of the four terms.
    let by = |from: &str, to: &str, held: bool| {
        let (catalogue, mut learner) = college(&[
            ("curriculum", "programme,course,terms,nature,source\np,c,4,elective,s"),
            ("outcomes", "item,skill,units,source\nc,k,1,s"),
            ("job_skills", "job,skill,units,source\nj,k,1,s"),
            ("job_qualifications", "job,set,item,demanded,source"),
            ("recognition", &format!("id,from,courses,valid_from,valid_to,source\nr,x.1,c,{from},{to},s")),
        ]);
        if held {
            learner.held = vec![node(&catalogue, "x.1")];
        }
        plan(&catalogue, &learner).map_or(0, |plan| plan.by)
    };
    // The exam is in the first term, on the first of December.
    assert_eq!(by("", "", false), 1);
    assert_eq!(by("2027-03-01", "", false), 1);
    assert_eq!(by("2027-03-02", "", false), 2);
    assert_eq!(by("2027-09-01", "2027-09-01", false), 2);
    // By then the course is over.
    assert_eq!(by("2029-01-01", "", false), 4);
    // It ends before the exam, or begins while it is held.
    assert_eq!(by("", "2026-11-30", false), 4);
    assert_eq!(by("2027-03-01", "", true), 1);
    assert_eq!(by("2027-09-01", "", true), 2);
}

#[test]
fn for_whoever_enters_later_a_rule_that_ends_before_counts_no_more() {
    let (catalogue, mut learner) = college(&[
        ("curriculum", "programme,course,terms,nature,source\np,c,2,elective,s"),
        ("outcomes", "item,skill,units,source\nc,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source"),
        ("recognition", "id,from,courses,valid_to,source\nr,x.1,c,2026-12-31,s"),
    ]);
    learner.held = vec![node(&catalogue, "x.1")];
    // It is recognised at once, or the course has to be taken.
    for (entry, by) in [(0, None), (2, Some(2))] {
        learner.entry = Some(entry);
        assert_eq!(plan(&catalogue, &learner).map(|plan| plan.by), by, "entered in term {entry}");
    }
}

#[test]
fn nothing_counts_as_another_programmes_course_though_it_is_open_to_all() {
    // What the skill takes is taught in the second term, to the students of q and whoever wants.
    let by = |programme: &str| {
        let curriculum = format!("programme,course,terms,nature,source\n{programme},c,2,open,s");
        let (catalogue, mut learner) = college(&[
            ("programmes", "id,name_zh,stage,terms,source\np,专业,associate,4,s\nq,专业,associate,4,s"),
            ("curriculum", &curriculum),
            ("outcomes", "item,skill,units,source\nc,k,1,s"),
            ("job_skills", "job,skill,units,source\nj,k,1,s"),
            ("job_qualifications", "job,set,item,demanded,source"),
            ("recognition", "id,from,courses,source\nr,x.1,c,s"),
        ]);
        learner.held = vec![node(&catalogue, "x.1")];
        plan(&catalogue, &learner).map(|plan| plan.by)
    };
    // The own course is recognised at once.
    assert_eq!((by("p"), by("q")), (None, Some(2)));
}

#[test]
fn what_is_taken_for_its_credit_says_so() {
    // The compulsory course gives what the job needs, x a part of the other course; so neither is needed.
    let (catalogue, mut learner) = college(&[
        ("recognition", "id,from,courses,credits,source\nr,x.1,d,1.5,s"),
        ("outcomes", "item,skill,units,source\nc,k,1,s\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,y.1,preferred,s"),
    ]);
    learner.priorities = vec![Priority::MostCredit];
    let mut reasons = |hours| {
        learner.hours_a_week = hours;
        let plan = plan(&catalogue, &learner).expect("a plan");
        let chosen = plan.items().filter(|(_, item)| !item.compulsory);
        chosen.map(|(_, item)| (item.node, item.reasons.clone())).collect::<Vec<_>>()
    };
    let earns = |credits| vec![Reason::Earns(Decimal::from_hundredths(credits))];
    assert_eq!(reasons(None), [(node(&catalogue, "d"), earns(300))]);
    // There are no hours for the course itself.
    assert_eq!(reasons(Some(2)), [(node(&catalogue, "x.1"), earns(150))]);
}

#[test]
fn what_nothing_is_studied_beside_is_named_and_not_the_hours_a_week() {
    let kinds = ("programme_terms", "programme,term,kind,source\np,1,internship,s");
    let (catalogue, mut learner) = college(&[
        kinds,
        ("outcomes", "item,skill,units,source\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
    ]);
    learner.hours_a_week = Some(30);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let first = solver.terms()[0];
    let Outcome::NoPlan { clashes, .. } = solver.outcome() else { panic!("the course is in that term only") };
    assert!(clashes.contains(&Clash::Busy(vec![first])), "{clashes:?}");
    assert!(!clashes.iter().any(|clash| matches!(clash, Clash::Hours(_))), "{clashes:?}");
}

#[test]
fn alternatives_come_in_the_order_of_the_priorities_whenever_they_reach_the_goal() {
    let any = |id: &str| format!("j,one,{id},required,s\n");
    let asked = ["x.1", "y.1", "z.1"].map(any).concat();
    let (catalogue, mut learner) = college(&[
        ("qualifications", "id,name_zh,family,source\nx,证书,x,s\ny,证书,x,s\nz,证书,x,s"),
        (
            "grades",
            "id,qualification,rank,name_zh,hours,source\nx.1,x,1,级,10,s\ny.1,y,1,级,10,s\nz.1,z,1,级,10,s",
        ),
        ("sittings", "item,date,source\nx.1,2026-12-01,s\ny.1,2027-06-01,s\nz.1,2027-12-01,s"),
        ("fees", "item,amount,component,source\nx.1,200,exam,s\ny.1,100,exam,s\nz.1,150,exam,s"),
        ("job_qualifications", &format!("job,set,item,demanded,source\n{asked}")),
    ]);
    let mut order = |priorities| {
        learner.priorities = priorities;
        let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
        while solver.run(1_000) == Progress::Working {}
        let mut others = solver.others(4).expect("the plan is proven");
        while others.run(1_000) == Progress::Working {}
        others.answers().iter().map(|plan| (plan.chosen(), plan.by)).collect::<Vec<_>>()
    };
    let [x, y, z] = [("x.1", 1), ("y.1", 2), ("z.1", 3)].map(|(id, by)| (vec![node(&catalogue, id)], by));
    assert_eq!(order(vec![Priority::Cheapest]), [y.clone(), z.clone(), x.clone()]);
    assert_eq!(order(vec![Priority::Soonest]), [x, y, z]);
}

#[test]
fn a_search_that_has_not_ended_says_by_how_much_a_better_plan_could_be_better() {
    // The best plan is soon guessed, and costs 50; nothing is proven of it before the search has ended.
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,one,y.1,required,s";
    let fees = "item,amount,component,source\nx.1,300,exam,s\ny.1,50,exam,s";
    let (catalogue, mut learner) = college(&[("job_qualifications", asked), ("fees", fees)]);
    learner.priorities = vec![Priority::Cheapest];
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    assert_eq!(solver.outcome(), Outcome::Unknown { soonest: 0 });
    let (mut last, mut gaps) = (None, Vec::new());
    while solver.run(1) == Progress::Working {
        let Outcome::Plan { answer, proof: Proof::SoFar(gap) } = solver.outcome() else { continue };
        let fees = answer.fees.hundredths();
        if let Some(gap) = gap.filter(|gap| gap.priority == Priority::Cheapest) {
            // What is still possible is never less than what is found in the end.
            assert!(gap.at_most <= fees.cast_signed() && fees.cast_signed() - gap.at_most <= 5_000);
            gaps.push(gap.at_most);
        }
        assert!(last.is_none_or(|last| fees <= last), "a plan is kept until there is a better one");
        last = Some(fees);
    }
    assert!(gaps.contains(&25_000) || gaps.contains(&30_000), "{gaps:?}");
    assert!(matches!(solver.outcome(), Outcome::Plan { proof: Proof::Proven, .. }));
}
