//! What a learner decides about a plan: terms, second attempts, things of their own; and the file that keeps it.

use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::coverage;
use rungs_core::date::Date;
use rungs_core::decimal::Decimal;
use rungs_core::guide::{Flips, Situation};
use rungs_core::learner::{Learner, Own, Priority, Remark};
use rungs_core::model::Node;
use rungs_core::plan::Progress;
use rungs_core::question::{Answer, Ask, Clash, Closed, Hindrance, Note, Outcome, Reason, Solver};
use rungs_core::share;
use rungs_core::wire::learner_v1::{self, Unreadable};
use rungs_core::words::learner::names;
use rungs_core::words::{self, Language};

use super::guide::{question, sample};
use super::rules::{college, job, node, plan};

/// Two sittings of the certificate, a term apart.
const TWO: (&str, &str) = ("sittings", "item,date,source\nx.1,2026-12-01,s\nx.1,2027-06-01,s");

/// Where each chosen item starts, by its id.
fn starts(catalogue: &Catalogue, plan: &Answer) -> Vec<(String, usize)> {
    plan.items().map(|(term, item)| (catalogue.about(item.node).id.clone(), term)).collect()
}

#[test]
fn what_is_put_into_a_term_starts_there_and_the_rest_is_planned_around_it() {
    let (catalogue, mut learner) = college(&[TWO]);
    let free = plan(&catalogue, &learner).expect("a plan");
    let exam = node(&catalogue, "x.1");
    let (_, first) = free.items().find(|(_, item)| item.node == exam).expect("it is asked for");
    assert_eq!(first.starts.len(), 2, "both sittings are offered");
    let late = free.terms[first.starts[1] as usize].term.place;
    learner.put(exam, Some(late));
    let moved = plan(&catalogue, &learner).expect("a plan");
    let at = starts(&catalogue, &moved).into_iter().find(|(id, _)| id == "x.1").expect("it stays").1;
    assert_eq!((moved.terms[at].term.place, moved.by > free.by), (late, true));
    assert!(!moved.notes.contains(&Note::OtherTerm(exam)));
    // A term in which it is not offered binds nothing, and that is told.
    learner.put(exam, Some(late + 50));
    let elsewhere = plan(&catalogue, &learner).expect("a plan");
    assert_eq!((elsewhere.by, elsewhere.notes.contains(&Note::OtherTerm(exam))), (free.by, true));
    for language in [Language::Chinese, Language::English] {
        let said = words::plan::notes(&catalogue, &elsewhere.notes, language);
        assert!(said.iter().any(|(code, said)| *code == "other_term" && said.contains("证书")), "{said:?}");
    }
}

#[test]
fn giving_up_a_skill_is_a_way_out_that_gives_a_plan_and_stays_said() {
    // The skill takes a course of forty hours, for which one hour a week is too little.
    let (catalogue, mut learner) = college(&[
        ("outcomes", "item,skill,units,source\nd,k,2,s"),
        ("job_skills", "job,skill,units,source\nj,k,2,s"),
    ]);
    let skill = catalogue.skill("k").expect("a skill");
    learner.hours_a_week = Some(1);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { clashes, hindrances: why, .. } = solver.outcome() else { panic!("too few hours") };
    assert!(clashes.contains(&Clash::Skills(vec![(skill, 2)])), "{clashes:?}");
    assert!(why.contains(&Hindrance::GiveUp(vec![skill])), "{why:?}");
    learner.without = vec![skill];
    let found = plan(&catalogue, &learner).expect("a plan");
    assert!(found.notes.contains(&Note::GivenUp(vec![skill])), "{:?}", found.notes);
    let [exam, course] = ["x.1", "d"].map(|id| node(&catalogue, id));
    assert_eq!(found.chosen(), [exam], "what the job asks for besides stays asked for");

    // So it is where the skill is out of reach.
    learner = Learner { excluded: vec![course], without: Vec::new(), ..learner };
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("it is excluded") };
    assert!(why.contains(&Hindrance::GiveUp(vec![skill])), "{why:?}");
    let said = words::plan::hindrance(&catalogue, why.last().expect("a way"), Language::Chinese);
    assert!(said.contains("能力"), "{said}");
    // Of what is compulsory nobody but the college disposes, and that is said where it clashes.
    let said = words::plan::clash(&catalogue, &Clash::Compulsory(vec![course]), Language::English);
    assert!(said.contains("only your college"), "{said}");
}

#[test]
fn what_the_learner_says_they_can_do_counts_as_had_and_is_said_so() {
    // Two units are needed, and what is held gives one.
    let (catalogue, mut learner) = college(&[
        ("outcomes", "item,skill,units,source\nc,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,2,s"),
    ]);
    let skill = catalogue.skill("k").expect("a skill");
    learner.term = Some(2);
    learner.held = vec![node(&catalogue, "c")];
    learner.excluded = vec![node(&catalogue, "d")];
    assert!(plan(&catalogue, &learner).is_none(), "nothing gives the second unit");
    learner.toggle_self_rated(skill);
    let later = [
        ("sittings", "item,date,source\nx.1,2027-06-01,s"),
        ("outcomes", "item,skill,units,source\nc,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,2,s"),
    ];
    let (catalogue, _) = college(&later);
    let found = plan(&catalogue, &learner).expect("a plan");
    assert_eq!(found.chosen(), [node(&catalogue, "x.1")], "what the job asks for besides stays asked for");
    assert!(found.notes.contains(&Note::SelfRated(vec![skill])), "{:?}", found.notes);

    // Of needs versus have the one unit is by a course, the other by word.
    let cover = coverage(&catalogue, &learner, job(&catalogue), &[]);
    let [cover] = &cover.functions[0].skills[..] else { panic!("one skill") };
    assert_eq!((cover.parts.have, cover.parts.missing, cover.by_word), (2, 0, 1));

    // It is kept, stays with the learner when a link is opened, and is in no link.
    let file = learner_v1::write(&catalogue, &learner);
    assert_eq!(learner_v1::read(&catalogue, &file).expect("a learner").learner, learner);
    let code = share::write(&catalogue, &learner);
    assert_eq!(code, share::write(&catalogue, &Learner { self_rated: Vec::new(), ..learner.clone() }));
    let mut other = learner.clone();
    share::read(&catalogue, &code).expect("a code").apply(&mut other);
    assert_eq!(other.self_rated, [skill]);
    learner.toggle_self_rated(skill);
    assert!(plan(&catalogue, &learner).is_none(), "taken back");
}

#[test]
fn a_note_on_what_the_data_does_not_have_is_kept_as_it_is() {
    let (catalogue, _) = college(&[TWO]);
    let file =
        r#"{"format":"rungs-learner/1","notes":{"gone":"带身份证","x.1":"b","bad":7},"without":["k","no"]}"#;
    let read = learner_v1::read(&catalogue, file).expect("a learner");
    assert_eq!(names(&read.lost), ["bad", "no"]);
    assert_eq!(read.learner.without, [catalogue.skill("k").expect("a skill")]);
    let mut learner = read.learner;
    learner.note(node(&catalogue, "c"), "new");
    let again = learner_v1::read(&catalogue, &learner_v1::write(&catalogue, &learner)).expect("a learner");
    assert_eq!(again.learner, learner);
    assert_eq!(again.learner.stray, [("gone".to_owned(), "带身份证".to_owned())]);
    // Where the data has it again, it is a note as any other.
    let (other, _) = college(&[("courses", "id,name_zh,source\nc,课,s\nd,课,s\ngone,课,s")]);
    let read = learner_v1::read(&other, &learner_v1::write(&catalogue, &learner)).expect("a learner");
    assert_eq!(read.learner.note_on(node(&other, "gone")), Some("带身份证"));
}

#[test]
fn a_term_that_leaves_no_plan_is_named_as_what_to_let_go_of() {
    // Both are asked for, and there is time for one of them a term.
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s";
    let sittings = "item,date,source\nx.1,2026-12-01,s\nx.1,2027-06-01,s\ny.1,2027-06-01,s";
    let (catalogue, mut learner) = college(&[("job_qualifications", asked), ("sittings", sittings)]);
    let exam = node(&catalogue, "x.1");
    learner.put(exam, Some(1));
    learner.hours_a_week = Some(1);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { clashes, hindrances: why, .. } = solver.outcome() else {
        panic!("both in one term are too much")
    };
    assert!(why.contains(&Hindrance::LetGo(vec![node(&catalogue, "x.1")])), "{why:?}");
    // The one that is wished for, the other that is asked for, and one hour in the one term for both.
    let [x, y] = ["x.1", "y.1"].map(|id| node(&catalogue, id));
    assert_eq!(
        clashes,
        [
            Clash::Hours(Some(1)),
            Clash::Wanted(vec![x]),
            Clash::Qualifications(vec![y]),
            Clash::Offered {
                by: *solver.terms().last().unwrap(),
                terms: vec![solver.terms()[1]],
                items: vec![x, y]
            },
        ]
    );
    learner.let_go(node(&catalogue, "x.1"));
    assert!(plan(&catalogue, &learner).is_some());
}

#[test]
fn a_first_attempt_that_failed_has_cost_its_fee_and_its_hours() {
    let fees = ("fees", "item,amount,component,source\nx.1,300,exam,s");
    let (catalogue, mut learner) = college(&[TWO, fees]);
    let exam = node(&catalogue, "x.1");
    let free = plan(&catalogue, &learner).expect("a plan");
    let (at, _) = free.items().find(|(_, item)| item.node == exam).expect("it is asked for");
    learner.failed = vec![(exam, free.terms[at].term.place)];
    learner.budget = Some(599);
    assert_eq!(plan(&catalogue, &learner), None, "two fees are more than that");
    learner.budget = Some(600);
    assert!(plan(&catalogue, &learner).is_some());
}

#[test]
fn the_least_budget_has_room_for_what_a_failed_attempt_has_cost() {
    let fees = ("fees", "item,amount,component,source\nx.1,300,exam,s\ny.1,50,exam,s");
    let (catalogue, mut learner) = college(&[TWO, fees]);
    learner.failed = vec![(node(&catalogue, "x.1"), 0)];
    learner.budget = Some(400);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("two fees are more") };
    assert!(why.contains(&Hindrance::Budget { least: 600 }), "{why:?}");

    // The fee is gone even where there is no second sitting; it leaves too little for another certificate.
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,one,y.1,required,s";
    let (catalogue, mut learner) = college(&[("job_qualifications", asked), fees]);
    learner.failed = vec![(node(&catalogue, "x.1"), 0)];
    learner.budget = Some(349);
    assert_eq!(plan(&catalogue, &learner), None);
    learner.budget = Some(350);
    assert!(plan(&catalogue, &learner).is_some());
}

#[test]
fn a_budget_that_would_swap_two_certificates_counts_what_was_spent() {
    // The second attempt of x comes a year before y, and costs more.
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,one,y.1,required,s";
    let sittings = ("sittings", "item,date,source\nx.1,2026-12-01,s\nx.1,2027-06-01,s\ny.1,2028-06-01,s");
    let fees = ("fees", "item,amount,component,source\nx.1,100,exam,s\ny.1,60,exam,s");
    let (catalogue, mut learner) = college(&[sittings, fees, ("job_qualifications", asked)]);
    let [x, y] = ["x.1", "y.1"].map(|id| node(&catalogue, id));
    learner.failed = vec![(x, 0)];
    learner.budget = Some(170);
    let mut flips = Flips::new(question(&catalogue, &learner, job(&catalogue)), y, x);
    while flips.run(1_000) == Progress::Working {}
    assert_eq!((flips.found(), flips.is_whole()), (&[Situation::Budget(200)][..], true));
}

#[test]
fn a_failure_is_the_same_whether_supposed_survived_or_said() {
    // Put into the first term, x is sat again in the second once it has failed.
    let (catalogue, mut learner) = college(&[TWO, ("fees", "item,amount,component,source\nx.1,300,exam,s")]);
    let exam = node(&catalogue, "x.1");
    learner.put(exam, Some(0));
    learner.budget = Some(600);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let mut why = solver.why().expect("the plan is proven");
    why.first(Ask::Fails(exam));
    while why.run(1_000) == Progress::Working {}
    let told = why.told()[0].plan.clone().expect("there is a second sitting");
    assert_eq!((told.by, told.fees.hundredths()), (2, 60_000));
    let mut surviving = solver.surviving().expect("the plan is proven");
    while surviving.run(1_000) == Progress::Working {}
    assert!(surviving.answer().expect("it is proven").is_some());
    learner.failed = vec![(exam, 0)];
    assert_eq!(plan(&catalogue, &learner).map(|plan| plan.by), Some(2));
}

#[test]
fn fees_are_added_up_whatever_the_currency() {
    let asked = "job,set,item,demanded,source\nj,one,x.1,required,s\nj,two,y.1,required,s";
    let sittings = "item,date,source\nx.1,2026-12-01,s\ny.1,2027-06-01,s";
    let fees = "item,amount,component,source\nx.1,30000000,exam,s\ny.1,30000000,exam,s";
    let (catalogue, mut learner) =
        college(&[("job_qualifications", asked), ("sittings", sittings), ("fees", fees)]);
    assert_eq!(plan(&catalogue, &learner).expect("a plan").fees.to_string(), "60000000");
    learner.budget = Some(60_000_000);
    assert!(plan(&catalogue, &learner).is_some());
    learner.budget = Some(45_000_000);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("two fees are more") };
    assert!(why.contains(&Hindrance::Budget { least: 60_000_000 }), "{why:?}");
}

#[test]
fn a_large_budget_is_kept_as_it_is_and_one_beyond_any_is_told() {
    let (catalogue, mut learner) = college(&[TWO]);
    learner.budget = Some(60_000_000);
    let file = learner_v1::write(&catalogue, &learner);
    assert_eq!(learner_v1::read(&catalogue, &file).expect("ours").learner.budget, learner.budget);
    let beyond = learner_v1::read(&catalogue, &file.replace("60000000", "5000000000")).expect("ours");
    assert_eq!((beyond.learner.budget, names(&beyond.lost)), (None, vec!["budget".to_owned()]));
}

#[test]
fn what_failed_is_sat_again_later_or_not_at_all() {
    let (catalogue, mut learner) = college(&[TWO]);
    let exam = node(&catalogue, "x.1");
    let free = plan(&catalogue, &learner).expect("a plan");
    let (at, first) = free.items().find(|(_, item)| item.node == exam).expect("it is asked for");
    let again = first.starts[1] as usize;
    learner.failed = vec![(exam, free.terms[at].term.place)];
    let after = plan(&catalogue, &learner).expect("there is another sitting");
    assert!(starts(&catalogue, &after).contains(&("x.1".to_owned(), again)));
    learner.failed = vec![(exam, free.terms[again].term.place)];
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("there is no third") };
    assert_eq!(why, [Hindrance::Qualifications { items: vec![(exam, Closed::NoRetake)] }]);
}

#[test]
fn what_is_added_by_hand_counts_into_load_hours_and_credit() {
    let (catalogue, mut learner) = college(&[TWO]);
    learner.hours_a_week = Some(3);
    let before = plan(&catalogue, &learner).expect("a plan");
    let place = before.terms[0].term.place;
    let own =
        |hours| Own { name: "选修".to_owned(), at: place, hours, credits: Decimal::from_hundredths(200) };
    learner.own = vec![own(2)];
    let with = plan(&catalogue, &learner).expect("a plan");
    assert_eq!(with.terms[0].load, before.terms[0].load + 2);
    assert_eq!(with.credits.hundredths(), before.credits.hundredths() + 200);
    assert_eq!(with.hours, before.hours + 2 * before.terms[0].term.weeks);
    // With all hours taken in the term of the first sitting, the exam waits for the second.
    learner.own = vec![own(3)];
    assert!(plan(&catalogue, &learner).expect("a plan").by > before.by);
}

/// Three certificates beside the one that is asked for: two at a price, one whose exam is over.
const MORE: [(&str, &str); 4] = [
    (
        "qualifications",
        "id,name_zh,family,valid_months,source\nx,证书,x,,s\ny,证书,x,,s\na,证书,x,,s\nb,证书,x,,s\nz,证书,x,,s",
    ),
    (
        "grades",
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,,s\ny.1,y,1,级,10,,s\na.1,a,1,级,10,,s\n\
         b.1,b,1,级,10,,s\nz.1,z,1,级,10,,s",
    ),
    (
        "sittings",
        "item,date,source\nx.1,2026-12-01,s\ny.1,2028-06-01,s\na.1,2026-12-01,s\nb.1,2026-12-01,s\nz.1,2020-06-01,s",
    ),
    ("fees", "item,amount,component,source\na.1,300,exam,s\nb.1,200,exam,s"),
];

#[test]
fn of_this_or_that_the_plan_takes_what_fits_best() {
    let (catalogue, mut learner) = college(&MORE);
    let [a, b, z, c, d] = ["a.1", "b.1", "z.1", "c", "d"].map(|id| node(&catalogue, id));
    let taken = |learner: &Learner| -> Vec<String> {
        let plan = plan(&catalogue, learner).expect("a plan");
        let free = plan.items().filter(|(_, item)| !item.compulsory);
        free.map(|(_, item)| catalogue.about(item.node).id.clone()).collect()
    };
    assert_eq!(taken(&learner), ["x.1"], "neither is asked for");
    learner.either = vec![vec![a, b]];
    assert_eq!(taken(&learner), ["x.1", "b.1"], "the cheaper one");
    let plan_with = plan(&catalogue, &learner).expect("a plan");
    let (_, chosen) = plan_with.items().find(|(_, item)| item.node == b).expect("it is taken");
    assert_eq!(chosen.reasons, [Reason::Either]);
    learner.excluded = vec![b];
    assert_eq!(taken(&learner), ["x.1", "a.1"], "the other one");
    learner.excluded = Vec::new();
    learner.held = vec![a];
    assert_eq!(taken(&learner), ["x.1"], "one of them is held");
    learner.held = Vec::new();
    learner.either = vec![vec![c, a]];
    assert_eq!(taken(&learner), ["x.1"], "one of them comes with the programme");
    learner.either = vec![vec![a, b], vec![d, a]];
    assert_eq!(
        taken(&learner),
        ["d", "x.1", "b.1"],
        "two choices at once: together cheaper than one for both"
    );
    learner.priorities = vec![Priority::Soonest, Priority::LeastWork];
    assert_eq!(taken(&learner), ["x.1", "a.1"], "one for both is less work");
    learner.priorities = Vec::new();

    // What cannot be had is let go of.
    learner.budget = Some(100);
    learner.either = vec![vec![a, b]];
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("neither can be paid") };
    assert!(why.contains(&Hindrance::Either(vec![a, b])), "{why:?}");
    assert!(why.contains(&Hindrance::Budget { least: 200 }), "{why:?}");
    learner.either = vec![vec![z, node(&catalogue, "y.1")]];
    learner.deadline = Some(1);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("neither is open in time") };
    assert!(why.contains(&Hindrance::Either(learner.either[0].clone())), "{why:?}");
}

#[test]
fn everything_that_a_student_keeps_comes_back_from_its_file() {
    let (catalogue, mut learner) = college(&[TWO]);
    let [exam, course] = ["x.1", "c"].map(|id| node(&catalogue, id));
    learner.goal = Some(job(&catalogue));
    learner.moved = vec![(exam, 1), (course, 90)];
    learner.either = vec![vec![exam, course]];
    learner.without = vec![catalogue.skill("k").expect("a skill")];
    learner.failed = vec![(exam, 0)];
    learner.own =
        vec![Own { name: "选修".to_owned(), at: 2, hours: 2, credits: Decimal::from_hundredths(250) }];
    learner.notes = vec![(exam, "带身份证\n早点到".to_owned())];
    learner.overridden = vec![("date_unknown".to_owned(), "asked the office".to_owned())];
    learner.remark = Some(Remark {
        text: "好".to_owned(),
        by: "张老师".to_owned(),
        on: Date::new(2026, 11, 24).expect("a day"),
        approved: true,
        of: "1~gj~c0000".to_owned(),
    });
    learner.favourites = vec![course, exam];
    learner.plans = vec![("保底".to_owned(), learner.choices()), ("B".to_owned(), Learner::default())];
    let written = learner_v1::write(&catalogue, &learner);
    let read = learner_v1::read(&catalogue, &written).expect("what was written can be read");
    assert_eq!((read.learner, read.lost), (learner.clone(), Vec::new()));
    // Another plan's choices leave alone who one is.
    let mut other = Learner { term: Some(4), held: vec![exam], ..Learner::default() };
    other.choose(&learner.choices());
    assert_eq!((other.term, other.held.as_slice(), &other.moved), (Some(4), &[exam][..], &learner.moved));
    assert_eq!((other.favourites.len(), other.plans.len()), (0, 0));
}

#[test]
fn a_file_that_is_none_of_ours_gives_nothing_and_bad_parts_are_told() {
    let (catalogue, _) = college(&[TWO]);
    let read = |text: &str| learner_v1::read(&catalogue, text);
    assert_eq!(read("{"), Err(Unreadable::Syntax));
    assert_eq!(
        read("{\"format\":\"rungs-learner/2\"}"),
        Err(Unreadable::Format("rungs-learner/2".to_owned()))
    );
    assert_eq!(read(&" ".repeat(2_000_000)), Err(Unreadable::TooLarge));
    let odd = r#"{"format":"rungs-learner/1","held":7,"moved":{"x.1":"never","gone":"1"},"either":[["x.1","off"],7,["x.1"]],"own":[{"name":"a"},3],
        "overridden":{"all":"x"},"remark":{"text":"ok"},"plans":[{"name":"p","held":["x.1"],"plans":[{}]},4]}"#;
    let odd = read(odd).expect("a learner");
    assert_eq!(
        names(&odd.lost),
        ["held", "x.1", "gone", "off", "either", "a", "own", "all", "remark", "plans"],
        "what cannot be read is told by its field"
    );
    let said: Vec<_> = odd.lost.iter().map(|lost| (lost.at.as_str(), lost.why.code())).collect();
    let [wrong, missing, id, field] = ["wrong-value", "missing", "unknown-id", "unknown-field"];
    let want = [
        ("/held", wrong),
        ("/moved/x.1", id),
        ("/moved/gone", id),
        ("/either/0/1", id),
        ("/either/1", wrong),
        ("/either/2", wrong),
        ("/own/0", missing),
        ("/own/1", wrong),
        ("/overridden/all", field),
        ("/remark", missing),
        ("/plans/0/held", field),
        ("/plans/0/plans", field),
        ("/plans/1", wrong),
    ];
    assert_eq!(said, want);
    let plans = vec![("p".to_owned(), Learner::default())];
    assert_eq!(odd.learner, Learner { plans, ..Learner::default() });
}

#[test]
fn where_something_is_out_of_reach_what_is_closed_is_named_and_what_would_open_it() {
    let (catalogue, mut learner) = college(&[
        ("outcomes", "item,skill,units,source\nx.1,k,1,s\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,y.1,preferred,s"),
        ("routes", "qualification,route,year,source\nx,pilot_college,2020,s"),
    ]);
    let (exam, course) = (node(&catalogue, "x.1"), node(&catalogue, "d"));
    let Node::Grade(grade) = exam else { panic!("a grade") };
    learner.excluded = vec![course];
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("both are closed") };
    let closed = vec![(course, Closed::Excluded), (exam, Closed::NoRoute)];
    let skill = catalogue.skills.ids().next().expect("a skill");
    assert_eq!(
        why,
        [
            Hindrance::Skill { skill, needed: 1, most: 0, closed },
            Hindrance::Allow(vec![course]),
            Hindrance::Routes(vec![catalogue.grades[grade].qualification]),
            Hindrance::GiveUp(vec![skill]),
        ]
    );
    let said = words::plan::hindrance(&catalogue, &why[0], Language::Chinese);
    assert!(said.contains(words::plan::closed(&Closed::NoRoute, Language::Chinese)), "{said}");
}

#[test]
fn what_is_put_into_a_term_is_taken_there_though_something_counts_as_it() {
    let (catalogue, mut learner) = college(&[
        ("outcomes", "item,skill,units,source\nd,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("job_qualifications", "job,set,item,demanded,source"),
        ("recognition", "id,from,courses,source\nr,x.1,d,s"),
    ]);
    let course = node(&catalogue, "d");
    learner.held = vec![node(&catalogue, "x.1")];
    assert_eq!(plan(&catalogue, &learner), None, "the job is reached");
    learner.put(course, Some(0));
    assert_eq!(plan(&catalogue, &learner).map(|plan| plan.chosen()), Some(vec![course]));
    // In a term in which it is not to be had, that asks for nothing.
    learner.put(course, Some(1));
    assert_eq!(plan(&catalogue, &learner), None, "the job is reached");
}

#[test]
fn a_way_out_may_reach_the_goal_before_something_runs_out() {
    // The certificate is valid for half a year, and the programme goes on for two.
    let (catalogue, learner) = college(&[
        ("qualifications", "id,name_zh,family,valid_months,source\nx,证书,x,6,s\ny,证书,x,,s"),
        ("fees", "item,amount,component,source\nx.1,300,exam,s"),
        ("outcomes", "item,skill,units,source\ny.1,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
    ]);
    let ways = |learner: &Learner| {
        let mut solver = Solver::new(question(&catalogue, learner, job(&catalogue)));
        while solver.run(1_000) == Progress::Working {}
        match solver.outcome() {
            Outcome::NoPlan { hindrances, .. } => hindrances,
            _ => Vec::new(),
        }
    };
    // What gives the skill is sat for when the certificate has long run out.
    let skill = catalogue.skills.ids().next().expect("a skill");
    assert_eq!(ways(&learner), [Hindrance::GiveUp(vec![skill])]);
    let one = Learner { without: vec![skill], ..learner };
    assert_eq!(ways(&one), []);
    assert_eq!(ways(&Learner { budget: Some(200), ..one.clone() }), [Hindrance::Budget { least: 300 }]);
    assert_eq!(ways(&Learner { hours_a_week: Some(0), ..one.clone() }), [Hindrance::Hours { least: 1 }]);
    let pinned = vec![node(&catalogue, "y.1")];
    assert_eq!(ways(&Learner { pinned: pinned.clone(), ..one }), [Hindrance::LetGo(pinned)]);
}

#[test]
fn more_hours_may_bring_an_exam_within_reach() {
    // Ten hours a week prepare for it in the one term before its only sitting, fewer take more terms than there are.
    let grades = "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,100,,s\ny.1,y,1,级,10,,s";
    let (catalogue, mut learner) = college(&[("grades", grades)]);
    learner.hours_a_week = Some(5);
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else {
        panic!("there is too little time")
    };
    let items = vec![(node(&catalogue, "x.1"), Closed::NoSitting)];
    assert_eq!(why, [Hindrance::Qualifications { items }, Hindrance::Hours { least: 10 }]);
    learner.hours_a_week = Some(10);
    assert!(plan(&catalogue, &learner).is_some());
}

#[test]
fn a_term_beyond_the_calendar_stays_the_same_term() {
    let ids = ["1", "2", "2026-autumn"];
    for last in ids {
        let calendar = format!(
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\n{last},春,2027-03-01,2027-07-09,10,s"
        );
        let (catalogue, mut learner) = college(&[("calendar", &calendar)]);
        let exam = node(&catalogue, "x.1");
        learner.moved = vec![(exam, 3)];
        let begins = |catalogue: &Catalogue, learner: &Learner| {
            learner.moved_to(exam).and_then(|place| catalogue.calendar_term(place)).map(|term| term.start)
        };
        let written = learner_v1::write(&catalogue, &learner);
        let read =
            |catalogue: &Catalogue, file: &str| learner_v1::read(catalogue, file).expect("ours").learner;
        assert_eq!(read(&catalogue, &written), learner, "{last}");
        // A year later the oldest term is gone.
        let (first, rest) = calendar.split_once("\nt0").expect("a first term");
        let upkeep = format!("{first}\n{}", rest.split_once('\n').expect("another").1);
        let upkeep = format!("{upkeep}\nt2,秋,2027-09-01,2028-01-15,10,s");
        let (later, _) = college(&[("calendar", &upkeep)]);
        assert_eq!(begins(&later, &read(&later, &written)), begins(&catalogue, &learner), "{last}");
        // As older files have it.
        let older = written.replace(&format!("{last}+2"), "3");
        assert_eq!(read(&catalogue, &older), learner, "{last}");
    }
}

#[test]
fn what_is_left_out_of_a_file_is_told() {
    let (catalogue, _) = college(&[TWO]);
    let own = r#"{"format":"rungs-learner/1","pack":"d","own":[{"name":"a","term":"t0","hours_a_week":-5,"credits":"abc"}]}"#;
    let read = learner_v1::read(&catalogue, own).expect("ours");
    assert_eq!(names(&read.lost), ["hours_a_week", "credits"]);
    assert_eq!((read.learner.own.len(), read.pack), (1, None));
    let plans: Vec<String> = (1..=52).map(|number| format!(r#"{{"name":"Plan {number}"}}"#)).collect();
    let many =
        format!(r#"{{"format":"rungs-learner/1","pack":"other-school","plans":[{}]}}"#, plans.join(","));
    let read = learner_v1::read(&catalogue, &many).expect("ours");
    let left_out = vec!["Plan 51".to_owned(), "Plan 52".to_owned()];
    assert_eq!((read.learner.plans.len(), names(&read.lost)), (50, left_out));
    assert_eq!(read.pack.as_deref(), Some("other-school"));
}

#[test]
fn what_counts_by_recognition_is_recognised_before_the_goal_and_is_no_course_that_is_taught() {
    let catalogue = sample();
    let mut counted = 0;
    for example in &catalogue.learners {
        let learner = &example.learner;
        let goal = learner.goal.expect("a goal");
        let mut solver = Solver::new(question(&catalogue, learner, goal));
        while solver.run(1_000) == Progress::Working {}
        let Outcome::Plan { answer: found, .. } = solver.outcome() else { continue };
        let recognised = found.recognised();
        if !found.notes.iter().any(|note| matches!(note, Note::ByRecognition(_))) {
            continue;
        }
        let before = found.terms.iter().take(found.by as usize).flat_map(|term| &term.recognised);
        assert_eq!(before.filter(|entry| entry.whole).count(), recognised.len(), "{}", example.id);
        counted += 1;

        // Of needs versus have it comes with the plan, not with the courses.
        let taught = coverage(&catalogue, learner, goal, &found.chosen()).whole;
        let with = coverage(&catalogue, learner, goal, &[found.chosen(), recognised].concat()).whole;
        assert!(with.programme < taught.programme, "{}: {with:?} {taught:?}", example.id);
        assert_eq!(with.missing, 0, "{}", example.id);
    }
    assert!(counted >= 2);
}
