//! The judge, with plans that are spoiled in one way each. When the judge is wrong, nothing else notices.

use rungs_core::plan::{
    CreditFloor, Group, Item, ItemId, ItemKind, Need, NeedId, Plan, Problem, Recognition, RecognitionCap,
    RuleId, Violation, verify,
};

fn item(code: &str) -> Item {
    Item {
        code: code.into(),
        kind: ItemKind::Course,
        duration: 1,
        starts: vec![0, 1, 2, 3],
        credits: 2,
        load: 4,
        hurried: Vec::new(),
        timetabled: false,
        examined_after: 0,
        fee: 10,
        effort: 5,
        doubt: 1,
        demand: 3,
        gives: vec![(NeedId(0), 1)],
        requisites: Vec::new(),
        valid_for: Vec::new(),
        part_of: None,
    }
}

/// Basics (0) before advanced (1, two terms), an exam (2) with the course (3) it belongs to in the same term, a
/// certificate (4) that is recognised as 5 and 6, and 7 that is done.
fn problem() -> Problem {
    let mut items: Vec<Item> =
        ["basics", "advanced", "exam", "with", "certificate", "old", "older", "done"].map(item).into();
    items[1].duration = 2;
    items[1].starts = vec![1, 2];
    items[1].requisites = vec![Group { count: 1, before: vec![ItemId(0), ItemId(5)], with: Vec::new() }];
    items[2].kind = ItemKind::Certificate;
    items[2].demand = 1;
    items[2].requisites =
        vec![Group { count: 2, before: Vec::new(), with: vec![ItemId(3), ItemId(7), ItemId(0)] }];
    items[4].kind = ItemKind::Certificate;
    Problem {
        horizon: 4,
        needs: vec![Need { code: "k".into(), units: 5 }],
        items,
        recognitions: vec![
            Recognition { from: ItemId(4), to: ItemId(5), fee: 1, credits: 1, since: 0, until: None },
            Recognition { from: ItemId(4), to: ItemId(6), fee: 1, credits: 2, since: 0, until: None },
            Recognition { from: ItemId(7), to: ItemId(6), fee: 1, credits: 2, since: 0, until: None },
        ],
        recognition_caps: vec![RecognitionCap {
            rules: vec![RuleId(0), RuleId(1)],
            count: Some(2),
            credits: Some(3),
        }],
        exclusive_sources: vec![vec![ItemId(4), ItemId(7)]],
        done_recognises: true,
        exclusive: vec![vec![ItemId(2), ItemId(6)]],
        mandatory: vec![ItemId(0)],
        done: vec![ItemId(7)],
        load_cap: vec![8, 8, 12, 4],
        other_load: vec![0, 3, 0, 0],
        peak_cap: Some(12),
        exam_cap: vec![1; 4],
        budget: 51,
        credit_floors: vec![CreditFloor { credits: 9, of: None }],
        judged: None,
    }
}

/// 0, 4 in term 0; 1 in term 1 on the strength of 0; 2 with 3 in term 2; 4 recognised as 5 from term 1.
fn plan() -> Plan {
    Plan {
        start: [(0, 0), (1, 1), (2, 2), (3, 2), (4, 0)].map(|(item, start)| (ItemId(item), start)).into(),
        recognised: vec![(RuleId(0), 1)],
    }
}

#[test]
fn a_good_plan_is_measured() {
    let measures = verify(&problem(), &plan()).expect("the plan keeps the rules");
    assert_eq!((measures.fee, measures.terms, measures.effort), (51, 3, 25));
    assert_eq!((measures.load, measures.peak_load), (vec![8, 7, 12, 0], 12));
    assert_eq!((measures.exams, measures.credits, measures.credits_forgone), (2, 11, 5));
    assert_eq!((measures.doubt, measures.demand_forgone), (5, 2));
}

/// One way to spoil the problem or its plan.
type Spoil = fn(&mut Problem, &mut Plan);

#[test]
fn every_rule_is_judged() {
    let spoilt: Vec<(&str, Spoil, Violation)> = vec![
        ("no item", |_, plan| plan.start.push((ItemId(8), 0)), Violation::NoSuchItem(ItemId(8))),
        ("no rule", |_, plan| plan.recognised.push((RuleId(3), 0)), Violation::NoSuchRule(RuleId(3))),
        ("taken twice", |_, plan| plan.start.push((ItemId(0), 3)), Violation::HeldTwice(ItemId(0))),
        ("taken though done", |_, plan| plan.start.push((ItemId(7), 3)), Violation::HeldTwice(ItemId(7))),
        ("recognised and taken", |_, plan| plan.start.push((ItemId(5), 3)), Violation::HeldTwice(ItemId(5))),
        ("recognised twice", |_, plan| plan.recognised.push((RuleId(0), 2)), Violation::HeldTwice(ItemId(5))),
        (
            "recognised though done",
            |problem, _| problem.recognitions[0].to = ItemId(7),
            Violation::HeldTwice(ItemId(7)),
        ),
        ("not then", |_, plan| plan.start[1].1 = 0, Violation::Start(ItemId(1), 0)),
        ("too late", |problem, _| problem.horizon = 2, Violation::Start(ItemId(1), 1)),
        (
            "requisite late",
            |_, plan| {
                plan.start[0].1 = 1;
                plan.recognised[0].1 = 2;
            },
            Violation::Requisite(ItemId(1), 0),
        ),
        (
            "requisite in the same term is not before",
            |problem, plan| {
                problem.items[1].requisites[0].before = vec![ItemId(4)];
                plan.start[4].1 = 1;
                plan.recognised[0].1 = 2;
            },
            Violation::Requisite(ItemId(1), 0),
        ),
        (
            "recognised after the start is not before",
            |problem, plan| {
                problem.items[1].requisites[0].before = vec![ItemId(5)];
                plan.recognised[0].1 = 2;
            },
            Violation::Requisite(ItemId(1), 0),
        ),
        (
            "with comes a term later",
            |problem, plan| {
                problem.items[2].requisites[0].with = vec![ItemId(3), ItemId(7)];
                plan.start[3].1 = 3;
            },
            Violation::Requisite(ItemId(2), 0),
        ),
        (
            "one held twice over is not two",
            |problem, _| problem.items[2].requisites[0].with = vec![ItemId(3), ItemId(3)],
            Violation::Requisite(ItemId(2), 0),
        ),
        (
            "what must come before does not come with it, whatever else may",
            |problem, _| {
                let group = &mut problem.items[2].requisites[0];
                (group.before, group.with) = (vec![ItemId(3)], vec![ItemId(7)]);
            },
            Violation::Requisite(ItemId(2), 0),
        ),
        ("recognised early", |_, plan| plan.recognised[0].1 = 0, Violation::RecognisedEarly(RuleId(0))),
        (
            "recognised after the end",
            |_, plan| plan.recognised[0].1 = 5,
            Violation::RecognisedEarly(RuleId(0)),
        ),
        (
            "the source is not taken",
            |_, plan| {
                plan.start.remove(4);
            },
            Violation::RecognisedEarly(RuleId(0)),
        ),
        (
            "what is done may not be a source",
            |problem, plan| {
                problem.done_recognises = false;
                plan.recognised = vec![(RuleId(2), 1)];
            },
            Violation::RecognisedEarly(RuleId(2)),
        ),
        (
            "too many by one source",
            |problem, _| problem.recognition_caps[0].count = Some(0),
            Violation::RecognitionCap(0),
        ),
        (
            "too many credits recognised",
            |problem, _| problem.recognition_caps[0].credits = Some(0),
            Violation::RecognitionCap(0),
        ),
        (
            "two awards",
            |problem, plan| {
                plan.recognised.push((RuleId(2), 0));
                problem.exclusive.clear();
            },
            Violation::ExclusiveSource(0),
        ),
        (
            "exclusive",
            |problem, plan| {
                problem.exclusive_sources.clear();
                plan.recognised.push((RuleId(2), 0));
            },
            Violation::Exclusive(0),
        ),
        (
            "exclusive with what is done",
            |problem, _| problem.exclusive = vec![vec![ItemId(7), ItemId(0)]],
            Violation::Exclusive(0),
        ),
        ("mandatory", |problem, _| problem.mandatory.push(ItemId(6)), Violation::Mandatory(ItemId(6))),
        (
            "mandatory but run out",
            |problem, _| problem.items[0].valid_for = vec![(0, 1)],
            Violation::Mandatory(ItemId(0)),
        ),
        ("need", |problem, _| problem.needs[0].units = 8, Violation::Need(NeedId(0))),
        (
            "need met by what has run out",
            |problem, _| {
                problem.mandatory.clear();
                problem.items[0].valid_for = vec![(0, 1)];
                problem.needs[0].units = 7;
            },
            Violation::Need(NeedId(0)),
        ),
        (
            "need met by what is not there yet",
            |problem, _| {
                problem.judged = Some(2);
                problem.needs[0].units = 5;
            },
            Violation::Need(NeedId(0)),
        ),
        (
            "need met by a recognition that is not there yet",
            |problem, _| {
                problem.judged = Some(0);
                problem.needs[0].units = 2;
            },
            Violation::Need(NeedId(0)),
        ),
        ("load of one term", |problem, _| problem.load_cap[0] = 7, Violation::Load(0)),
        (
            "load beside the timetable",
            |problem, _| {
                problem.items[0].timetabled = true;
                problem.load_cap[0] = 3;
            },
            Violation::Load(0),
        ),
        ("peak", |problem, _| problem.peak_cap = Some(11), Violation::Peak(2)),
        ("peak with other load", |problem, _| problem.other_load[1] = 9, Violation::Peak(1)),
        ("load of the second term it runs", |problem, _| problem.load_cap[2] = 11, Violation::Load(2)),
        (
            "exams",
            |_, plan| {
                plan.start[4].1 = 2;
                plan.start[0].1 = 0;
                plan.recognised.clear();
            },
            Violation::Load(2),
        ),
        (
            "two exams in a term",
            |problem, plan| {
                problem.load_cap = vec![99; 4];
                problem.peak_cap = None;
                plan.start[4].1 = 2;
                plan.recognised.clear();
            },
            Violation::Exams(2),
        ),
        ("budget", |problem, _| problem.budget = 50, Violation::Budget),
        ("credits", |problem, _| problem.credit_floors[0].credits = 12, Violation::Credits(0)),
        (
            "credits of a category, partly recognised",
            |problem, _| {
                problem.credit_floors.push(CreditFloor { credits: 2, of: Some(vec![ItemId(5), ItemId(7)]) });
            },
            Violation::Credits(1),
        ),
    ];
    for (name, spoil, expected) in spoilt {
        let (mut problem, mut plan) = (problem(), plan());
        spoil(&mut problem, &mut plan);
        let found = verify(&problem, &plan);
        assert_eq!(found.map(|_| ()), Err(expected), "{name}");
    }
}

#[test]
fn a_count_is_of_different_items() {
    let mut problem = problem();
    problem.done.clear();
    problem.recognitions.pop();
    problem.items[2].requisites[0].with = vec![ItemId(3), ItemId(7)];
    assert_eq!(verify(&problem, &plan()), Err(Violation::Requisite(ItemId(2), 0)));
}
