//! What is known of a learner with the calendar of the sample pack.

use std::ops::Deref;

use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{CalendarTerm, Node};
use rungs_core::names::Names;
use rungs_core::pack::csv::read_folder;
use rungs_core::plan::Progress;
use rungs_core::question::{Ask, Note, Outcome, Question, Solver};
use rungs_core::wire::learner_v1::{self, FIELDS, Lost};
use rungs_core::wire::value::{self, Value};
use rungs_core::words::{self, Language};

use crate::cli::root;
use crate::share::{folder, sample};

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn the_calendar_tells_when_a_term_has_passed_but_never_beyond_the_programme() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let last = catalogue.programmes[learner.programme.unwrap()].terms.len() as u32;
    learner.term = Some(3);
    learner.entry = learner.entered(&catalogue, day(2026, 11, 24));
    assert_eq!(learner.entry, Some(0), "the third term after autumn 2025");

    assert_eq!(learner.later_term(&catalogue, day(2027, 1, 31)), None, "holidays belong to the term before");
    assert_eq!(learner.later_term(&catalogue, day(2027, 3, 1)), Some((3, 4)));
    assert_eq!(learner.later_term(&catalogue, day(2027, 9, 1)), Some((3, 5)));
    assert_eq!(learner.later_term(&catalogue, day(2060, 1, 1)), Some((3, last)));
    assert_eq!(
        learner.later_term(&catalogue, day(2025, 9, 1)),
        None,
        "a clock that is slow moves nobody back"
    );

    learner.entry = Some(u32::MAX);
    assert_eq!(learner.later_term(&catalogue, day(2027, 3, 1)), None, "an entry that is out of range");
    learner.term = Some(9);
    assert_eq!(learner.entered(&catalogue, day(2026, 11, 24)), None, "before the calendar begins");
    assert_eq!(Learner::default().later_term(&catalogue, day(2027, 3, 1)), None, "nobody in particular");
}

/// A plan is handed to somebody else: nothing in it is read otherwise than it was written.
#[test]
fn nothing_hides_in_the_texts_of_a_file() {
    let text = "{\"format\":\"rungs-learner/1\",\"notes\":{\"plc\":\" \\u0000 \u{202e}ask\u{2066}\\nMs Li 👩\u{200d}🏫\u{feff} \"},\
        \"remark\":{\"text\":\"\u{202e}ok\",\"by\":\"\u{200b}Li\",\"on\":\"2026-11-01\"}}";
    let catalogue = sample();
    let read = learner_v1::read(&catalogue, text).expect("a file").learner;
    let remark = read.remark.clone().expect("a remark");
    assert_eq!(read.notes[0].1, "ask\nMs Li 👩\u{200d}🏫");
    assert_eq!((remark.text.as_str(), remark.by.as_str()), ("ok", "Li"));
    let long = learner_v1::cut(&format!("{} b", "a".repeat(79)), learner_v1::LONGEST_NAME);
    assert_eq!(long, "a".repeat(79), "no blank is left at the end");
}

#[test]
fn what_is_shown_of_plans_that_choose_differently_is_in_the_order_that_they_are_best_in() {
    let catalogue = sample();
    let mut compared = 0;
    for demo in &catalogue.learners {
        let learner = &demo.learner;
        let Some(job) = learner.goal else { continue };
        let mut solver =
            Solver::new(Question { catalogue: &catalogue, learner, job, today: day(2026, 11, 24) });
        while solver.run(1_000) == Progress::Working {}
        let Some(mut others) = solver.others(4) else { continue };
        while others.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer, .. } = solver.outcome() else { continue };
        let mut plans = others.answers();
        plans.insert(0, *answer);
        // The usual order: soonest, cheapest, least work.
        let shown: Vec<_> = plans.iter().map(|plan| (plan.by, plan.fees, plan.hours)).collect();
        assert!(learner.priorities.is_empty() && shown.is_sorted(), "{shown:?}");
        compared += shown.len() - 1;
    }
    assert!(compared >= 4, "{compared}");
}

/// The sample with a calendar of terms that begin in these months.
fn with_calendar(starts: &[(u16, u8)]) -> Catalogue {
    let mut model = read_folder(&folder()).model.expect("the sample is whole");
    let like = model.calendar[0].clone();
    let term = |&(year, month): &(u16, u8)| CalendarTerm {
        start: day(year, month, 1),
        end: day(year, month, 28),
        ..like.clone()
    };
    model.calendar = starts.iter().map(term).collect();
    Catalogue::new(model)
}

const THREE_A_YEAR: [(u16, u8); 3] = [(2026, 9), (2027, 2), (2027, 6)];

#[test]
fn a_calendar_goes_on_with_as_many_terms_a_year_as_it_has() {
    let begins = |starts: &[(u16, u8)], place: u32| {
        let start = with_calendar(starts).calendar_term(place).expect("a term").start;
        (start.year(), start.month())
    };
    assert_eq!(
        (3..7).map(|place| begins(&THREE_A_YEAR, place)).collect::<Vec<_>>(),
        [(2027, 9), (2028, 2), (2028, 6), (2028, 9)]
    );
    // The same term begins in another month some years.
    let two = [(2025, 9), (2026, 3), (2026, 9), (2027, 2)];
    assert_eq!((begins(&two, 4), begins(&two, 5)), ((2027, 9), (2028, 2)));
    assert_eq!((begins(&THREE_A_YEAR[..1], 1), begins(&THREE_A_YEAR[..1], 2)), ((2027, 9), (2028, 9)));
}

/// No two terms have one name, however a college writes its years.
#[test]
fn the_years_in_the_name_of_a_term_move_on() {
    let cases = [
        // Of an autumn: its name, and a year later.
        ((2026, 9), "Autumn 2026", "Autumn 2027"),
        ((2026, 9), "2026/27 H1", "2027/28 H1"),
        ((2026, 9), "2026-27-1", "2027-28-1"),
        ((2026, 9), "2026–27 Semester 1", "2027–28 Semester 1"),
        ((2026, 9), "2026-2027-1", "2027-2028-1"),
        ((2026, 9), "26-27-1", "27-28-1"),
        ((2026, 9), "26秋", "27秋"),
        ((2026, 9), "2026-09", "2027-09"),
        ((2026, 9), "第一学期", "第一学期 (2027)"),
        ((2026, 9), "Term 01-02", "Term 01-02 (2027)"),
        ((2026, 9), "Term 1 of 12", "Term 1 of 12 (2027)"),
        ((2026, 9), "20261", "20261 (2027)"),
        ((2099, 9), "2099/00 and 99-00", "2100/01 and 00-01"),
        // Of a spring, which belongs to the year that began in autumn.
        ((2027, 3), "2026/27 H2", "2027/28 H2"),
        ((2027, 3), "26-27-2", "27-28-2"),
        ((2027, 3), "2026 26-27-2", "2027 27-28-2"),
        ((2027, 3), "26 weeks", "26 weeks (2028)"),
    ];
    for (start, name, want) in cases {
        let mut model = with_calendar(&[start]).deref().clone();
        model.calendar[0].name = Names::default();
        model.calendar[0].name.set("zh", name);
        let term = Catalogue::new(model).calendar_term(1).expect("a term");
        assert_eq!(term.name.get("zh"), Some(want), "{name}");
    }
}

#[test]
fn a_term_has_its_place_in_the_academic_year() {
    let seasons = |starts: &[(u16, u8)]| {
        let catalogue = with_calendar(starts);
        (0..5).map(|place| catalogue.season(place)).collect::<Vec<_>>()
    };
    assert_eq!(seasons(&THREE_A_YEAR), [1, 2, 3, 1, 2]);
    assert_eq!(seasons(&[(2026, 9), (2026, 11), (2027, 3)]), [1, 2, 3, 1, 2]);
    assert_eq!(seasons(&[(2026, 3), (2026, 9)]), [2, 1, 2, 1, 2]);
    assert_eq!(seasons(&[(2026, 2), (2026, 7)]), [1, 2, 1, 2, 1]);
    assert_eq!(seasons(&[(2026, 9)]), [1, 1, 1, 1, 1]);
}

#[test]
fn a_missed_course_comes_again_a_year_later() {
    let retaken = |starts: &[(u16, u8)]| {
        let catalogue = with_calendar(starts);
        let mut learner = catalogue.learners[0].learner.clone();
        let job = learner.goal.expect("a goal");
        let (Some(maths), Some(now)) = (catalogue.node("maths"), learner.term.as_mut()) else {
            panic!("a course and a term")
        };
        *now = 2;
        (learner.entry, learner.hours_a_week) = (None, None);
        learner.held.retain(|node| *node != maths);
        let today = day(2027, 3, 10);
        let mut solver = Solver::new(Question { catalogue: &catalogue, learner: &learner, job, today });
        while solver.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("a plan") };
        let term = answer.terms.iter().find(|term| term.items.iter().any(|item| item.node == maths));
        term.expect("it is planned").term.programme_term
    };
    assert_eq!(retaken(&[(2026, 9), (2027, 2)]), Some(3));
    assert_eq!(retaken(&THREE_A_YEAR), Some(4));
}

#[test]
fn the_programme_goes_on_after_the_term_by_which_the_goal_is_to_be_reached() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let job = learner.goal.expect("a goal");
    let today = day(2026, 11, 24);
    let planned = |learner: &Learner| {
        let mut solver = Solver::new(Question { catalogue: &catalogue, learner, job, today });
        while solver.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("a plan") };
        *answer
    };
    let free = planned(&learner);
    assert!(free.by < free.terms.len() as u32);
    learner.deadline = learner.term.map(|term| term + free.by - 1);
    assert_eq!(planned(&learner), free);
}

fn solved<'a>(catalogue: &'a Catalogue, learner: &'a Learner) -> Solver<'a> {
    let job = learner.goal.expect("a goal");
    let mut solver = Solver::new(Question { catalogue, learner, job, today: day(2026, 11, 24) });
    while solver.run(1_000) == Progress::Working {}
    solver
}

#[test]
fn without_what_is_wished_for_there_is_the_plan_of_who_does_not_wish_it() {
    let catalogue = sample();
    let free = catalogue.learners[0].learner.clone();
    let Outcome::Plan { answer, .. } = solved(&catalogue, &free).outcome() else { panic!("a plan") };
    let wished = answer.chosen()[0];
    let mut pinned = free.clone();
    pinned.pinned.push(wished);
    let without = |learner: &Learner| {
        let mut why = solved(&catalogue, learner).why().expect("a proven plan");
        while why.run(1_000) == Progress::Working {}
        let told = why.told().iter().find(|told| told.ask == Ask::Without(wished)).cloned();
        told.and_then(|told| told.plan).map(|plan| (plan.by, plan.fees, plan.hours, plan.credits))
    };
    assert!(without(&free).is_some());
    assert_eq!(without(&pinned), without(&free));
}

#[test]
fn a_course_that_comes_before_what_it_requires_is_told() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let plc = catalogue.node("plc").expect("a course");
    let out_of_order = |solver: &Solver<'_>| {
        let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("a plan") };
        let notes = answer.notes.iter();
        notes.filter(|note| matches!(note, Note::OutOfOrder(_))).filter_map(Note::item).collect::<Vec<_>>()
    };
    let solver = solved(&catalogue, &learner);
    assert_eq!(out_of_order(&solver), []);
    let now = solver.terms()[0].place;
    let mut why = solver.why().expect("a proven plan");
    while why.run(1_000) == Progress::Working {}
    assert!(why.told().iter().any(|told| told.ask == Ask::Fails(plc) && told.out_of_order));
    learner.failed.push((plc, now));
    let named = out_of_order(&solved(&catalogue, &learner));
    assert!(named.contains(&catalogue.node("motion-control").expect("a course")), "{named:?}");
}

#[test]
fn a_job_without_skills_is_said_to_have_none() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let said = |learner: &Learner| match solved(&catalogue, learner).outcome() {
        Outcome::Plan { answer, .. } => Some(answer.notes.contains(&Note::SkillsUnknown)),
        _ => None,
    };
    assert_eq!(said(&learner), Some(false));
    let bare = catalogue.jobs.iter().filter(|(_, job)| job.needs.is_empty());
    let mut told = 0;
    for (job, _) in bare {
        learner.goal = Some(job);
        told += usize::from(said(&learner).inspect(|said| assert!(said)).is_some());
    }
    assert!(told > 0);
}

#[test]
fn there_are_weeks_enough_to_prepare_for_each_exam_of_a_plan() {
    let catalogue = sample();
    let mut judged = 0;
    for (demo, today) in
        catalogue.learners.iter().zip([day(2026, 11, 24), day(2026, 9, 5)].into_iter().cycle())
    {
        let Some(job) = demo.learner.goal else { continue };
        for grade in catalogue.grades.ids() {
            let mut learner = demo.learner.clone();
            (learner.budget, learner.hours_a_week) = (None, None);
            learner.pinned.push(Node::Grade(grade));
            let mut solver = Solver::new(Question { catalogue: &catalogue, learner: &learner, job, today });
            while solver.run(1_000) == Progress::Working {}
            let Outcome::Plan { answer, .. } = solver.outcome() else { continue };
            for (t, item) in answer.items() {
                let (Node::Grade(id), Some(sitting)) = (item.node, &item.sitting) else { continue };
                let mut days = 0;
                for term in &answer.terms[t..t + item.duration as usize] {
                    let slot = catalogue.calendar_term(term.term.place).expect("the sample has a calendar");
                    days += slot.start.max(today).days_until(slot.end.min(sitting.date));
                }
                let hours = catalogue.grades[id].hours.unwrap_or(0);
                // A week begun counts, once for each term.
                assert!(item.load * (days / 7 + item.duration) >= hours, "{} {item:?}", demo.id);
                judged += 1;
            }
        }
    }
    assert!(judged > 20, "{judged}");
}

#[test]
fn a_compulsory_course_that_cannot_be_taken_again_is_told() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let job = learner.goal.unwrap();
    let today = day(2026, 11, 24);
    let mut solver = Solver::new(Question { catalogue: &catalogue, learner: &learner, job, today });
    while solver.run(1_000) == Progress::Working {}
    let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("a plan") };
    assert!(!answer.notes.iter().any(|note| matches!(note, Note::NotRetaken(_))));
    let mut why = solver.why().expect("a proven plan");
    while why.run(1_000) == Progress::Working {}
    let late = why.told().iter().filter(|told| told.diploma_late).map(|told| told.ask).collect::<Vec<_>>();
    assert!(!late.is_empty());
    // What cannot start later has no room to speak of.
    assert!(late.iter().all(|ask| !why.slack().iter().any(|(node, _)| *ask == Ask::Fails(*node))));

    let Ask::Fails(course) = late[0] else { panic!("a failure") };
    let term = answer.terms.iter().find(|term| term.items.iter().any(|item| item.node == course)).unwrap();
    learner.failed.push((course, term.term.place));
    let mut solver = Solver::new(Question { catalogue: &catalogue, learner: &learner, job, today });
    while solver.run(1_000) == Progress::Working {}
    let Outcome::Plan { answer, .. } = solver.outcome() else { panic!("a plan") };
    assert!(answer.notes.contains(&Note::NotRetaken(course)));
}

/// A file with every field of it, each with something of the sample.
const ALL: &str = r#"{
  "format": "rungs-learner/1", "pack": "rungs-sample", "version": "1", "programme": "460301", "entry": "2025-autumn", "term": 3,
  "region": "cn", "held": ["maths"], "marks": {"maths": 80}, "self_rated": ["op-io"], "failed": {"plc": "2025-autumn"},
  "favourites": ["plc"],
  "plans": [{"name": "p", "goal": "robot-operator"}], GOAL
}"#;
const CHOICES: &str = r#""goal": "robot-operator", "pilot": true, "budget": 900, "hours_a_week": 8, "deadline": 6,
  "pinned": ["plc"], "excluded": ["maths"], "either": [["plc", "maths"]], "without": ["op-io"], "priorities": ["cheapest"],
  "moved": {"plc": "2025-autumn"}, "own": [{"name": "o", "term": "2025-autumn", "hours_a_week": 2, "credits": 1.5}],
  "notes": {"plc": "n", "gone": "kept"}, "overridden": {"date_unknown": "asked"},
  "remark": {"text": "t", "by": "b", "on": "2026-11-24", "approved": true, "of": "1~"}"#;

/// `docs/learner.md` names the fields that are read and written, no others, and each in the same order.
#[test]
fn the_description_of_a_learners_file_names_its_fields() {
    let page = std::fs::read_to_string(root().join("docs/learner.md")).unwrap();
    let described = |section: &str| {
        let text = page.split_once(&format!("\n## {section}\n")).expect(section).1;
        let text = text.split("\n## ").next().unwrap();
        let names = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        names.collect::<Vec<_>>()
    };
    let [(_, document), (_, plan), (_, own), (_, remark)] = FIELDS;
    assert_eq!(described("The document"), document.concat());
    assert_eq!((described("plans"), plan[1]), (plan[0].to_vec(), document[2]));
    assert_eq!((described("own"), described("remark")), (own.concat(), remark.concat()));
    for priority in Priority::CODES {
        assert!(page.contains(&format!("`{priority}`")), "{priority}");
    }
    for code in ["unknown-id", "unknown-field", "wrong-value", "missing", "adjusted", "too-long", "too-many"]
    {
        assert!(page.contains(&format!("`{code}`")), "{code}");
    }

    // All of them are read and written again.
    let catalogue = sample();
    let plan_of_all = format!(r#"{{"name": "p", {CHOICES}}}"#);
    let all =
        ALL.replace("GOAL", CHOICES).replace(r#"{"name": "p", "goal": "robot-operator"}"#, &plan_of_all);
    let read = learner_v1::read(&catalogue, &all).expect("a learner");
    assert_eq!(read.lost, [], "{all}");
    let written = value::parse(&learner_v1::write(&catalogue, &read.learner)).unwrap();
    for ((holder, groups), place) in FIELDS.into_iter().zip(["", "/plans/0", "/own/0", "/remark"]) {
        let object = written.pointer(place).and_then(Value::fields).expect(place);
        let mut names: Vec<&str> = object.iter().map(|(name, _)| name.as_str()).collect();
        let mut known = groups.concat();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known, "{holder}");
    }
    // No others are read: in each object, one is unknown.
    for (from, to, at) in [
        (r#""pack":"#, r#""completed": [], "pack":"#, "/completed"),
        (r#"{"name": "p", "#, r#"{"name": "p", "held": [], "#, "/plans/0/held"),
        (r#""credits": 1.5}"#, r#""credits": 1.5, "at": 1}"#, "/plans/0/own/0/at"),
        (r#""by": "b""#, r#""by": "b", "~/": 1"#, "/plans/0/remark/~0~1"),
    ] {
        let odd = learner_v1::read(&catalogue, &all.replacen(from, to, 1)).expect("a learner");
        let told: Vec<_> = odd.lost.iter().map(|lost| (lost.at.as_str(), lost.why.code())).collect();
        assert_eq!((told, odd.learner), (vec![(at, "unknown-field")], read.learner.clone()), "{to}");
    }
}

#[test]
fn what_is_not_used_of_a_file_is_said_as_it_is_and_the_rest_is_used() {
    let long = "n".repeat(2_001);
    let text = r#"{"format": "rungs-learner/1", "programme": "plc", "term": 99, "hours_a_week": 200, "budgt": 5,
        "budget": -5, "held": ["zzz", 7, "plc"], "marks": {"plc": "A"}, "moved": {"plc": "1999-autumn"}, "goal": "gone",
        "notes": {"plc": "LONG"}, "priorities": ["soonest", "greenest", "cheapest"], "pilot": "yes",
        "remark": {"text": "ok", "on": "soon"}, "plans": [{"name": "p", "budget": 5, "held": ["plc"]}]}"#;
    let catalogue = sample();
    let read = learner_v1::read(&catalogue, &text.replace("LONG", &long)).expect("a learner");
    let said = |language| {
        let line = |lost: &Lost| format!("{}: {}", lost.at, words::learner::lost(lost, language));
        read.lost.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(said(Language::English), @r#"
    /programme: "plc" cannot stand here: not used
    /budgt: there is no field "budgt" here: not used; did you mean "budget"?
    /budget: "-5" cannot stand here: not used
    /held/0: the pack does not have "zzz": not used
    /held/1: "7" cannot stand here: not used
    /marks/plc: "A" cannot stand here: not used
    /moved/plc: the pack does not have "1999-autumn": not used
    /goal: the pack does not have "gone": not used
    /notes/plc: too long: only the first 2000 characters are used
    /priorities/1: "greenest" cannot stand here: not used
    /pilot: "yes" cannot stand here: not used
    /remark/on: "soon" cannot stand here: not used
    /remark: what it cannot do without is not there: not used
    /term: 99 is out of range: 16 is used
    /hours_a_week: 200 is out of range: 168 is used
    /plans/0/held: there is no field "held" here: not used
    "#);
    insta::assert_snapshot!(said(Language::Chinese), @r#"
    /programme: 这里不能写“plc”，未采用
    /budgt: 这里没有“budgt”这个字段，未采用；是不是“budget”？
    /budget: 这里不能写“-5”，未采用
    /held/0: 数据包里没有“zzz”，未采用
    /held/1: 这里不能写“7”，未采用
    /marks/plc: 这里不能写“A”，未采用
    /moved/plc: 数据包里没有“1999-autumn”，未采用
    /goal: 数据包里没有“gone”，未采用
    /notes/plc: 太长，只采用了前 2000 个字符
    /priorities/1: 这里不能写“greenest”，未采用
    /pilot: 这里不能写“yes”，未采用
    /remark/on: 这里不能写“soon”，未采用
    /remark: 缺少必需的内容，未采用
    /term: 99 超出范围，改按 16
    /hours_a_week: 200 超出范围，改按 168
    /plans/0/held: 这里没有“held”这个字段，未采用
    "#);
    let plc = catalogue.node("plc").expect("a course");
    let learner = read.learner;
    assert_eq!(
        (learner.term, learner.hours_a_week, learner.held.as_slice()),
        (Some(16), Some(168), &[plc][..])
    );
    assert_eq!(learner.priorities, [Priority::Soonest, Priority::Cheapest]);
    assert_eq!(learner.note_on(plc), Some(&long[1..]));
    assert_eq!(learner.plans[0].1.budget, Some(5));
}
