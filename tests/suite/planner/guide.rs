//! Which certificate: on the sample pack, and against asking each question anew.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::guide::{Ahead, Card, Flips, Guide, Situation, Standing};
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{JobId, Node};
use rungs_core::pack::csv::{File, read_folder};
use rungs_core::plan::Progress;
use rungs_core::question::{Closed, Outcome, Outline, Question, Solver};
use rungs_core::words::{self, Language};

use super::tape::Tape;

const TODAY: &str = "2026-09-15";

pub fn catalogue(files: Vec<(String, String)>) -> Catalogue {
    let file =
        |(name, text): (String, String)| File { name: format!("{name}.csv"), text: Ok(text), decoded: None };
    let reading = read_folder(&files.into_iter().map(file).collect::<Vec<_>>());
    Catalogue::new(reading.model.unwrap_or_else(|| panic!("{:?}", reading.findings)))
}

pub fn sample() -> Catalogue {
    catalogue(sample_files())
}

fn sample_files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/packs/sample");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the sample pack is there") {
        let path = entry.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        files.push((name, fs::read_to_string(&path).expect("the table can be read")));
    }
    files
}

/// The sample in which one record has a day more.
fn sample_with(table: &str, record: &str, field: &str, day: &str) -> Catalogue {
    let mut files = sample_files();
    let (_, text) = files.iter_mut().find(|(name, _)| name == table).expect("the table");
    let dated = |line: &str| match line {
        header if header.starts_with("id,") => format!("{header},{field}\n"),
        row if row.starts_with(&format!("{record},")) => format!("{row},{day}\n"),
        row => format!("{row}\n"),
    };
    *text = text.lines().map(dated).collect();
    catalogue(files)
}

#[test]
fn what_is_not_in_force_is_not_planned() {
    let standing = |catalogue: &Catalogue| {
        let example = catalogue.learners.iter().find(|example| example.id == "mechatronics-2").expect("she");
        let found = cards(question(catalogue, &example.learner, example.learner.goal.expect("a goal")));
        let node = catalogue.node("x-robot-app.2").expect("the grade");
        found.into_iter().find(|card| card.node == node).expect("a card").standing
    };
    let usual = standing(&sample());
    assert!(matches!(usual, Standing::Open { .. }));
    for (table, record) in [("qualifications", "x-robot-app"), ("grades", "x-robot-app.2")] {
        let closed = standing(&sample_with(table, record, "valid_to", "2026-09-14"));
        assert_eq!(closed, Standing::Closed(Closed::NotInForceThen), "{table}");
        assert_eq!(standing(&sample_with(table, record, "valid_to", "2040-01-01")), usual, "{table}");
        let closed = standing(&sample_with(table, record, "valid_from", "2040-01-01"));
        assert_eq!(closed, Standing::Closed(Closed::NotInForceThen), "{table}");
    }
}

pub fn question<'a>(catalogue: &'a Catalogue, learner: &'a Learner, job: JobId) -> Question<'a> {
    Question { catalogue, learner, job, today: TODAY.parse().expect("a day") }
}

fn cards(question: Question<'_>) -> Vec<Card> {
    let mut guide = Guide::new(question);
    while guide.run(1_000) == Progress::Working {}
    guide.cards()
}

fn flips(question: Question<'_>, first: Node, other: Node) -> Vec<Situation> {
    let mut flips = Flips::new(question, first, other);
    while flips.run(1_000) == Progress::Working {}
    flips.found().to_vec()
}

/// The place of a node among cards.
fn place(cards: &[Card], node: Node) -> usize {
    cards.iter().position(|card| card.node == node).expect("a card for each candidate")
}

#[test]
fn the_sample_pack_ranks_what_the_job_asks_for() {
    let catalogue = sample();
    let expected = [
        ("mechatronics-2", "x-robot-app.2", 3),
        ("care-1", "x-elder-care.2", 5),
        ("software-2", "x-web.2", 4),
        ("robot-entrant", "x-robot-om.2", 3),
    ];
    for (id, best, asked) in expected {
        let example = catalogue.learners.iter().find(|example| example.id == id).expect("an example learner");
        let job = example.learner.goal.expect("a goal");
        let found = cards(question(&catalogue, &example.learner, job));
        assert_eq!(Some(found[0].node), catalogue.node(best), "{id}");
        assert!(matches!(found[0].standing, Standing::Open { in_best: true, .. }), "{id}: {:?}", found[0]);
        let required = |card: &&Card| card.facts.asked == Some(rungs_core::model::Demanded::Required);
        assert!(found.iter().filter(required).count() >= asked, "{id}");
        assert!(found.last().is_some_and(|card| card.ahead.is_none()), "{id}");
        for (card, next) in found.iter().zip(&found[1..]) {
            let ahead = card.ahead.expect("a reason for each place");
            for language in [Language::Chinese, Language::English] {
                assert!(!words::guide::ahead(&catalogue, &ahead, language).is_empty());
                assert!(!words::guide::standing(&card.standing, language).is_empty());
            }
            assert!(ahead.mine < ahead.theirs, "{id}: {card:?} before {next:?}");
        }
    }
}

const GRADES: [&str; 4] = ["q.1", "q.2", "r.1", "t.1"];
const LEADS: [&str; 5] = ["q.1", "q.2", "r.1", "t.1", "game"];

/// A small college with a job, three qualifications and a competition, and a learner.
fn college(tape: &mut Tape) -> (Catalogue, Learner) {
    let mut files = vec![
        ("pack", "id,name_zh,version,currency,college,region\ndemo,示例,1,CNY,here,a\n".to_owned()),
        ("sources", "id,name_zh,confidence\ns,来源,illustrative\no,官方,official\n".to_owned()),
        ("regions", "id,name_zh,parent\nland,国,\na,甲,land\nb,乙,land\n".to_owned()),
        ("organisations", "id,name_zh,kind,source\nhere,学院,college,s\nthere,别院,college,s\n".to_owned()),
        ("skills", "id,name_zh,leaf,source\ns0,能力,s_prac,s\ns1,能力,s_prac,s\n".to_owned()),
        (
            "calendar",
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s\n"
                .to_owned(),
        ),
        ("programmes", "id,name_zh,stage,terms,source\np,专业,associate,4,s\n".to_owned()),
        ("courses", "id,name_zh,credits,hours,source\nc0,课,2,20,s\nc1,课,3,40,s\nc2,课,1,,s\n".to_owned()),
        ("competitions", "id,name_zh,tier,organiser_kind,hours,source\ngame,竞赛,school,school,20,s\n".to_owned()),
        ("awards", "id,competition,rank,name_zh,source\ngame.1,game,1,一等奖,s\n".to_owned()),
        ("qualifications", "id,name_zh,family,source\nq,证书,x,s\nr,证书,vendor,o\nt,证书,x,s\n".to_owned()),
        ("jobs", "id,name_zh,source\nj,岗位,s\nk,岗位,s\n".to_owned()),
    ];
    let mut table = |name: &'static str, header: &str, rows: Vec<String>| {
        files.push((name, format!("{header}\n{}\n", rows.join("\n"))));
    };
    let curriculum = (0..3).map(|n| {
        let nature = ["compulsory", "elective"][tape.below(2) as usize];
        format!("p,c{n},{},{nature},core,s", 1 + tape.below(4))
    });
    table("curriculum", "programme,course,terms,nature,category,source", curriculum.collect());
    let grades = GRADES.iter().map(|id| {
        let requisite = ["", "c0", "c1", "q.1"][if *id == "q.1" { 0 } else { tape.below(4) as usize }];
        let (qualification, rank) = id.split_once('.').expect("a grade");
        format!("{id},{qualification},{rank},级,{},{requisite},s", 10 * tape.below(12))
    });
    table("grades", "id,qualification,rank,name_zh,hours,requisite,source", grades.collect());
    let mut outcomes = Vec::new();
    for item in LEADS.iter().chain(&["c0", "c1", "c2"]) {
        for skill in ["s0", "s1"] {
            if tape.below(2) == 1 {
                outcomes.push(format!("{item},{skill},{},s", 1 + tape.below(2)));
            }
        }
    }
    table("outcomes", "item,skill,units,source", outcomes);
    let needs =
        ["s0", "s1"].iter().filter(|_| tape.below(3) > 0).map(|skill| format!("j,{skill},1,s")).collect();
    table("job_skills", "job,skill,units,source", needs);
    let mut asked: Vec<String> = Vec::new();
    for id in GRADES {
        match tape.below(3) {
            0 => asked.push(format!("j,one,{id},required,s")),
            1 => asked.push(format!("j,two,{id},preferred,s")),
            _ => asked.push(format!("k,one,{id},required,s")),
        }
    }
    table("job_qualifications", "job,set,item,demanded,source", asked);
    let mut fees = Vec::new();
    for id in LEADS {
        for region in ["a", "b", "land"] {
            if tape.below(2) == 1 {
                fees.push(format!("{id},{},exam,{region},s", 10 * tape.below(8)));
            }
        }
    }
    table("fees", "item,amount,component,region,source", fees);
    let mut sittings = Vec::new();
    for id in LEADS {
        for day in ["2026-12-01", "2027-06-01", "2027-12-01", "2028-06-01"] {
            if tape.seldom(3) {
                sittings.push(format!("{id},{day},{},s", ["", "a", "b"][tape.below(3) as usize]));
            }
        }
    }
    table("sittings", "item,date,region,source", sittings);
    let mut routes = Vec::new();
    for id in ["q", "r", "t"] {
        match tape.below(4) {
            0 => routes.push(format!("{id},pilot_college,here,s")),
            1 => routes.push(format!("{id},pilot_college,there,s")),
            2 => routes.push(format!("{id},open,,s")),
            _ => {}
        }
    }
    table("routes", "qualification,route,college,source", routes);
    let rules = (0..tape.below(3)).map(|n| {
        let from = GRADES[tape.below(4) as usize];
        format!("rule{n},{from},c{},{},s", tape.below(3), tape.below(2))
    });
    table("recognition", "id,from,courses,fee,source", rules.collect());
    let catalogue = catalogue(files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect());
    let mut learner =
        Learner { programme: catalogue.programmes.ids().next(), term: Some(1), ..Learner::default() };
    if tape.seldom(6) {
        learner.programme = None;
    }
    if tape.below(3) > 0 {
        learner.budget = Some(10 * tape.below(12));
    }
    if tape.below(3) > 0 {
        learner.hours_a_week = Some(1 + tape.below(8));
    }
    if tape.seldom(3) {
        learner.deadline = Some(1 + tape.below(4));
    }
    let priorities = [Priority::Soonest, Priority::Cheapest, Priority::LeastWork, Priority::MostCredit];
    for _ in 0..tape.below(3) {
        let priority = priorities[tape.below(4) as usize];
        if !learner.priorities.contains(&priority) {
            learner.priorities.push(priority);
        }
    }
    if tape.seldom(4) {
        learner.held.extend(catalogue.node(LEADS[tape.below(5) as usize]));
    }
    if tape.seldom(4) {
        learner.excluded.extend(catalogue.node(LEADS[tape.below(5) as usize]));
    }
    (catalogue, learner)
}

pub fn colleges() -> impl Strategy<Value = (Catalogue, Learner)> {
    prop::collection::vec(any::<u8>(), 60..220).prop_map(|bytes| college(&mut Tape::new(bytes)))
}

pub fn first_job(catalogue: &Catalogue) -> JobId {
    catalogue.jobs.ids().next().expect("a job")
}

/// What asking a question as it is comes to.
#[derive(Debug, PartialEq)]
pub enum Found {
    Plan(Outline),
    /// All that is needed is there already.
    Reached,
    NoPlan,
}

impl Found {
    /// What has been told of a best plan.
    pub fn told(plan: Option<&Outline>) -> Self {
        match plan {
            Some(plan) if plan.by > 0 => Self::Plan(plan.clone()),
            // Nothing can be chosen before the first term.
            Some(plan) if plan.chosen.is_empty() => Self::Reached,
            Some(plan) => panic!("chosen, and yet reached already: {plan:?}"),
            None => Self::NoPlan,
        }
    }

    fn chosen(self) -> Vec<Node> {
        if let Self::Plan(plan) = self { plan.chosen } else { Vec::new() }
    }
}

pub fn solve(question: Question<'_>) -> Found {
    let mut solver = Solver::new(question);
    while solver.run(1_000) == Progress::Working {}
    match solver.outcome() {
        Outcome::Plan { answer, .. } => Found::Plan(answer.outline()),
        Outcome::Reached => Found::Reached,
        Outcome::NoPlan { .. } => Found::NoPlan,
        Outcome::Unknown { .. } => panic!("not final"),
    }
}

/// Whether `other` has a plan and comes before `first` for a learner in a situation.
fn is_flipped(
    catalogue: &Catalogue,
    learner: &Learner,
    situation: Situation,
    [first, other]: [Node; 2],
) -> bool {
    let mut learner = learner.clone();
    situation.apply(&mut learner);
    let cards = cards(question(catalogue, &learner, first_job(catalogue)));
    let is_open = |node| matches!(cards[place(&cards, node)].standing, Standing::Open { .. });
    is_open(other) && place(&cards, other) < place(&cards, first)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_card_says_what_a_plan_with_it_comes_to((catalogue, learner) in colleges()) {
        let asked = question(&catalogue, &learner, first_job(&catalogue));
        let cards = cards(asked);
        for card in &cards {
            let mut with = learner.clone();
            with.pinned.push(card.node);
            let alone = solve(question(&catalogue, &with, asked.job));
            match &card.standing {
                Standing::Open { plan, in_best } => {
                    let chosen = solve(asked).chosen();
                    prop_assert_eq!(*in_best, chosen.contains(&card.node));
                    if !in_best {
                        prop_assert_eq!(Found::told(Some(plan)), alone);
                    }
                    prop_assert!(plan.chosen.contains(&card.node));
                }
                Standing::NoPlan => prop_assert_eq!(alone, Found::NoPlan),
                Standing::Held => prop_assert!(learner.held.contains(&card.node)),
                Standing::Closed(_) => prop_assert!(!learner.held.contains(&card.node)),
                Standing::Pending | Standing::Unknown => prop_assert!(false, "all is worked out"),
            }
        }
        for (at, card) in cards.iter().enumerate() {
            match card.ahead {
                Some(Ahead { mine, theirs, .. }) => prop_assert!(mine < theirs),
                None => prop_assert_eq!(at + 1, cards.len()),
            }
        }
    }

    #[test]
    fn a_flip_flips_and_nothing_nearer_does((catalogue, learner) in colleges()) {
        let asked = question(&catalogue, &learner, first_job(&catalogue));
        let found = cards(asked);
        for other in found.iter().skip(1) {
            let nodes = [found[0].node, other.node];
            let flips = flips(asked, nodes[0], nodes[1]);
            let one = |kind: fn(&Situation) -> bool| flips.iter().copied().find(kind);
            for flip in &flips {
                let said = |language| words::guide::situation(&catalogue, *flip, language);
                prop_assert!(!said(Language::Chinese).is_empty() && !said(Language::English).is_empty());
                if !matches!(flip, Situation::Route(_)) {
                    prop_assert!(is_flipped(&catalogue, &learner, *flip, nodes), "{:?} of {:?}", flip, nodes);
                }
            }
            let budget = one(|flip| matches!(flip, Situation::Budget(_)));
            let own = learner.budget.unwrap_or(u32::MAX);
            let distance = |flip: Option<Situation>| match flip {
                Some(Situation::Budget(budget)) => budget.abs_diff(own),
                _ => u32::MAX,
            };
            // Fees are whole tens.
            for budget_there in (0..60u32).map(|tens| 10 * tens) {
                if budget_there.abs_diff(own) < distance(budget) {
                    let there = Situation::Budget(budget_there);
                    prop_assert!(!is_flipped(&catalogue, &learner, there, nodes), "{:?} is nearer than {:?}", there, budget);
                }
            }
            let hours = one(|flip| matches!(flip, Situation::Hours(_)));
            let own = learner.hours_a_week.unwrap_or(41);
            for there in 1..=40u32 {
                let nearer = match hours {
                    Some(Situation::Hours(hours)) => there.abs_diff(own) < hours.abs_diff(own),
                    _ => there != own,
                };
                if nearer {
                    let flipped = is_flipped(&catalogue, &learner, Situation::Hours(there), nodes);
                    prop_assert!(!flipped, "{} hours are nearer than {:?}", there, hours);
                }
            }
        }
    }
}
