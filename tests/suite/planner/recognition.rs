//! The allotment of what is held to courses, against trying every set of rules.

use proptest::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::learner::Learner;
use rungs_core::model::{CapScope, CourseId, Node};
use rungs_core::pack::csv::{File, read_folder};
use rungs_core::recognition::{Unused, Use, Why, allot};

use rungs_core::words::{self, Language};

use super::tape::Tape;

/// The day on which everything is asked; see `valid_to` below.
fn today() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

const COURSES: [&str; 4] = ["c0", "c1", "c2", "c3"];
const SOURCES: [&str; 5] = ["q.1", "q.2", "a.1", "a.2", "r.1"];

fn some(tape: &mut Tape, of: &[&str], most: u32) -> String {
    let mut chosen: Vec<&str> =
        (0..=tape.below(most)).map(|_| of[tape.below(of.len() as u32) as usize]).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen.join(";")
}

fn or_empty(tape: &mut Tape, one_in: u32, below: u32) -> String {
    if tape.seldom(one_in) { String::new() } else { tape.below(below).to_string() }
}

/// A small college: four courses, a qualification with two grades, a competition with two awards, another grade.
fn college(tape: &mut Tape) -> (Catalogue, Learner) {
    let mut files = vec![
        ("pack", "id,name_zh,version,currency\ndemo,示例,1,CNY\n".to_owned()),
        ("sources", "id,name_zh,confidence\ns,来源,illustrative\n".to_owned()),
        (
            "programmes",
            format!("id,name_zh,stage,terms,credits,source\np,专业,associate,6,{},s\n", 4 + tape.below(8)),
        ),
        ("qualifications", "id,name_zh,family,source\nq,证书,x,s\nr,证书,vendor,s\n".to_owned()),
        (
            "grades",
            "id,qualification,rank,name_zh,source\nq.1,q,1,初级,s\nq.2,q,2,中级,s\nr.1,r,1,一级,s\n"
                .to_owned(),
        ),
        ("competitions", "id,name_zh,tier,organiser_kind,source\na,竞赛,school,school,s\n".to_owned()),
        ("awards", "id,competition,rank,name_zh,source\na.1,a,1,一等奖,s\na.2,a,2,二等奖,s\n".to_owned()),
    ];
    let (mut courses, mut curriculum) = (
        "id,name_zh,credits,source\n".to_owned(),
        "programme,course,terms,nature,category,source\n".to_owned(),
    );
    for course in COURSES {
        courses += &format!("{course},课程,{},s\n", or_empty(tape, 5, 4));
        // Some courses are of no programme.
        if tape.seldom(6) {
            continue;
        }
        let category = ["core", "extension"][tape.below(2) as usize];
        curriculum += &format!("p,{course},1,elective,{category},s\n");
    }
    let mut rules = "id,from,courses,category,credits,fee,valid_to,source\n".to_owned();
    for n in 0..1 + tape.below(4) {
        let from = SOURCES[tape.below(5) as usize];
        let (to, category) =
            if tape.seldom(4) { (String::new(), "extension") } else { (some(tape, &COURSES, 3), "") };
        let valid = ["", "", "2026-11-24", "2026-11-23"][tape.below(4) as usize];
        let (credits, fee) = (or_empty(tape, 2, 4), tape.below(3));
        rules += &format!("rule{n},{from},{to},{category},{credits},{fee},{valid},s\n");
    }
    let mut caps = "id,scope,items,category,credits,count,share,source\n".to_owned();
    for n in 0..tape.below(4) {
        let scope = ["per_item", "total", "category", "one_of", "per_course"][tape.below(5) as usize];
        let items = if scope == "one_of" || tape.seldom(2) { some(tape, &SOURCES, 3) } else { String::new() };
        let category = if scope == "category" { ["core", "extension"][tape.below(2) as usize] } else { "" };
        let (credits, count, share) = match tape.below(3) {
            _ if scope == "one_of" => (String::new(), String::new(), String::new()),
            0 => (tape.below(6).to_string(), String::new(), String::new()),
            1 => (String::new(), tape.below(3).to_string(), String::new()),
            _ => (String::new(), String::new(), (10 * tape.below(8)).to_string()),
        };
        caps += &format!("cap{n},{scope},{items},{category},{credits},{count},{share},s\n");
    }
    let mut exclusions = "id,items,source\n".to_owned();
    for n in 0..tape.below(2) {
        exclusions += &format!("not{n},{},s\n", some(tape, &["c0", "c1", "c2", "q.1", "q.2"], 3));
    }
    files.extend([
        ("courses", courses),
        ("curriculum", curriculum),
        ("recognition", rules),
        ("recognition_caps", caps),
        ("exclusions", exclusions),
    ]);
    let files: Vec<File> = files
        .into_iter()
        .map(|(name, text)| File { name: format!("{name}.csv"), text: Ok(text), decoded: None })
        .collect();
    let reading = read_folder(&files);
    let model = reading.model.unwrap_or_else(|| panic!("{:?}", reading.findings));
    let catalogue = Catalogue::new(model);
    let mut learner = Learner::default();
    if !tape.seldom(4) {
        learner.programme = catalogue.programmes.ids().next();
    }
    for id in SOURCES {
        if !tape.seldom(3) {
            learner.held.extend(catalogue.node(id));
        }
    }
    if tape.seldom(3) {
        learner.held.extend(catalogue.node("c1"));
    }
    (catalogue, learner)
}

/// A rule used for a course: the rule's place, the course, credits in hundredths.
type Pair = (usize, CourseId, u32);

fn courses_of(
    catalogue: &Catalogue,
    learner: &Learner,
    category: rungs_core::model::Category,
) -> Vec<CourseId> {
    let Some(programme) = learner.programme else { return Vec::new() };
    let entries = catalogue.programmes[programme].curriculum.iter();
    entries.filter(|entry| entry.category == Some(category)).map(|entry| entry.course).collect()
}

fn pairs(catalogue: &Catalogue, learner: &Learner) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (place, rule) in catalogue.recognition.iter().enumerate() {
        if rule.valid.to.is_some_and(|day| day < today()) {
            continue;
        }
        let in_category =
            rule.category.map(|category| courses_of(catalogue, learner, category)).unwrap_or_default();
        for course in catalogue.courses.ids() {
            let programmes = &catalogue.courses[course].programmes;
            if learner.programme.is_some_and(|own| !programmes.contains(&own)) {
                continue;
            }
            let named = rule.courses.contains(&course) || in_category.contains(&course);
            if named && learner.held.contains(&rule.from) && !learner.held.contains(&Node::Course(course)) {
                let own = catalogue.courses[course].credits.map_or(0, |credits| credits.hundredths());
                pairs.push((
                    place,
                    course,
                    rule.credits.map_or(own, |credits| credits.hundredths().min(own)),
                ));
            }
        }
    }
    pairs
}

/// Whether a set of rules may be used together.
fn is_legal(catalogue: &Catalogue, learner: &Learner, set: &[Pair]) -> bool {
    let from = |pair: &Pair| catalogue.recognition[pair.0].from;
    let twice = |a: usize, b: usize| a != b && set[a].1 == set[b].1;
    if (0..set.len()).any(|a| (0..set.len()).any(|b| twice(a, b))) {
        return false;
    }
    for cap in &catalogue.recognition_caps {
        let bound: Vec<&Pair> = set
            .iter()
            .filter(|pair| cap.items.is_empty() || cap.items.contains(&from(pair)))
            .filter(|pair| {
                cap.category.is_none_or(|category| courses_of(catalogue, learner, category).contains(&pair.1))
            })
            .collect();
        let within = |bound: &[&Pair]| {
            let credits: u32 = bound.iter().map(|pair| pair.2).sum();
            let whole = learner.programme.and_then(|programme| catalogue.programmes[programme].credits);
            let share =
                cap.share.zip(whole).map(|(share, whole)| share.hundredths() * whole.hundredths() / 10_000);
            cap.credits.is_none_or(|most| credits <= most.hundredths())
                && share.is_none_or(|most| credits <= most)
                && cap.count.is_none_or(|most| bound.len() <= most as usize)
        };
        let fine = match cap.scope {
            CapScope::Total | CapScope::Category => within(&bound),
            CapScope::PerItem => learner.held.iter().all(|item| {
                within(&bound.iter().copied().filter(|pair| from(pair) == *item).collect::<Vec<_>>())
            }),
            CapScope::PerCourse => catalogue.courses.ids().all(|course| {
                within(&bound.iter().copied().filter(|pair| pair.1 == course).collect::<Vec<_>>())
            }),
            CapScope::OneOf => {
                let sources = learner.held.iter().filter(|item| cap.items.contains(item));
                sources.filter(|item| set.iter().any(|pair| from(pair) == **item)).count() <= 1
            }
        };
        if !fine {
            return false;
        }
    }
    catalogue.exclusions.iter().all(|exclusion| {
        let is_in = |node: &Node| exclusion.items.contains(node);
        let held = learner.held.iter().filter(|node| is_in(node)).count();
        let recognised = set.iter().filter(|pair| is_in(&Node::Course(pair.1))).count();
        let sources = learner.held.iter().filter(|node| is_in(node));
        let used = sources.filter(|item| set.iter().any(|pair| from(pair) == **item)).count();
        used <= 1 && recognised <= 1 && (recognised == 0 || held == 0)
    })
}

/// Credits, courses and fees to compare by, better being smaller.
fn worth(catalogue: &Catalogue, set: &[Pair]) -> (std::cmp::Reverse<u32>, std::cmp::Reverse<usize>, u32) {
    let fees = set.iter().map(|pair| catalogue.recognition[pair.0].fee.map_or(0, |fee| fee.hundredths()));
    let credits = set.iter().map(|pair| pair.2).sum();
    (std::cmp::Reverse(credits), std::cmp::Reverse(set.len()), fees.sum())
}

fn colleges() -> impl Strategy<Value = (Catalogue, Learner)> {
    prop::collection::vec(any::<u8>(), 20..250).prop_map(|bytes| college(&mut Tape::new(bytes)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_allotment_is_the_best_of_all((catalogue, learner) in colleges()) {
        let pairs = pairs(&catalogue, &learner);
        prop_assume!(pairs.len() <= 14);
        let found = allot(&catalogue, &learner, today()).expect("the planner takes as much");
        let mut best = worth(&catalogue, &[]);
        for mask in 0u32..1 << pairs.len() {
            let set: Vec<Pair> =
                pairs.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, pair)| *pair).collect();
            if is_legal(&catalogue, &learner, &set) {
                best = best.min(worth(&catalogue, &set));
            }
        }
        let pair = |one: &Use| (one.rule, one.course, one.credits.hundredths());
        let used: Vec<Pair> = found.used.iter().map(pair).collect();
        prop_assert!(used.iter().all(|pair| pairs.contains(pair)), "{:?}", found);
        prop_assert!(is_legal(&catalogue, &learner, &used), "{:?}", found);
        prop_assert_eq!(worth(&catalogue, &used), best, "{:?}", found);
        prop_assert_eq!((found.credits.hundredths(), found.fee.hundredths()), (best.0.0, u64::from(best.2)));
        // All that is not used has a reason, and the reason is true: it cannot be added.
        for pair in pairs.iter().filter(|pair| !used.contains(pair)) {
            let unused = found.unused.iter().find(|unused| (unused.rule, unused.course) == (pair.0, pair.1));
            let Some(Unused { why, .. }) = unused else { panic!("no reason for {pair:?} in {found:?}") };
            let said = |language| words::guide::unused(&catalogue, unused.expect("found"), language);
            prop_assert!(!said(Language::Chinese).is_empty() && !said(Language::English).is_empty());
            let mut more = used.clone();
            more.push(*pair);
            prop_assert!(!is_legal(&catalogue, &learner, &more), "{:?} of {:?}", why, pair);
            match why {
                Why::Cap(cap) => prop_assert!(catalogue.recognition_caps[*cap].scope != CapScope::OneOf),
                Why::OneOf(cap, _) => prop_assert!(catalogue.recognition_caps[*cap].scope == CapScope::OneOf),
                Why::Recognised(from) => {
                    prop_assert!(found.used.iter().any(|one| one.course == pair.1 && one.from == *from));
                }
                Why::Excluded(exclusion, by) => {
                    prop_assert!(catalogue.exclusions[*exclusion].items.contains(by));
                }
                Why::Done | Why::Elsewhere => prop_assert!(false, "what is out of the question is no pair"),
            }
        }
    }
}

#[test]
fn what_is_in_another_programme_does_not_count() {
    let (catalogue, mut learner) = super::rules::college(&[
        (
            "programmes",
            "id,name_zh,stage,terms,credits,source\np,专业,associate,4,20,s\nq,专业,associate,4,20,s",
        ),
        (
            "curriculum",
            "programme,course,terms,nature,category,source\np,d,1,compulsory,core,s\nq,c,1,compulsory,core,s",
        ),
        ("recognition", "id,from,courses,source\nr,x.1,c;d,s"),
    ]);
    let [c, d] = ["c", "d"].map(|id| match super::rules::node(&catalogue, id) {
        Node::Course(course) => course,
        other => panic!("{other:?}"),
    });
    learner.held = vec![super::rules::node(&catalogue, "x.1")];
    let found = allot(&catalogue, &learner, today()).expect("the planner takes as much");
    assert_eq!((found.used.len(), found.used[0].course, found.credits.to_string()), (1, d, "3".to_owned()));
    let [unused] = found.unused[..] else { panic!("{found:?}") };
    assert_eq!((unused.course, unused.why), (c, Why::Elsewhere));
    // Whoever says no programme is told all that could count.
    learner.programme = None;
    let found = allot(&catalogue, &learner, today()).expect("the planner takes as much");
    assert_eq!((found.used.len(), found.unused.len()), (2, 0));
}

#[test]
fn in_the_sample_pack_one_prize_or_skill_grade_counts_for_what_the_rule_says() {
    let catalogue = super::super::share::sample();
    let qiqige = catalogue.learners.iter().find(|demo| demo.id == "mechatronics-2").expect("an example");
    for (held, credits) in [
        ("nat-robot.1", "4"),
        ("prov-robot.2", "2"),
        ("school-robot.1", "1"),
        ("school-robot.2", "0.5"),
        ("sg-electrician.5", "1"),
        ("sg-electrician.4", "1.5"),
        ("sg-electrician.3", "2"),
    ] {
        let mut learner = qiqige.learner.clone();
        learner
            .held
            .retain(|node| matches!(node, Node::Course(_)) && Some(*node) != catalogue.node("motor-control"));
        learner.held.push(super::rules::node(&catalogue, held));
        let found = allot(&catalogue, &learner, today()).expect("the planner takes as much");
        assert_eq!(found.credits.to_string(), credits, "{held}: {found:?}");
    }
}
