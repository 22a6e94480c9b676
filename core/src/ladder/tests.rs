use std::fmt::Write;

use proptest::prelude::*;

use super::fixture::{Fixture, job, node};
use super::*;
use crate::model::{Basis, Dense, ProgrammeId};

/// One student's way: two certificates, one of them held in its lowest grade.
fn robots() -> Fixture {
    let mut pack = Fixture::new(6);
    pack.job("operator", 5, &["engineer"]).job("engineer", 6, &[]);
    pack.programme("mechatronics", 4, &["diploma"], &[]);
    pack.programme("diploma", 5, &["bachelor"], &["operator"]);
    pack.programme("bachelor", 6, &[], &[]);
    pack.programme("baking", 4, &[], &[]);
    pack.qualification("x", &[3, 4, 5]).qualification("skill", &[4, 6, 0]);
    pack.competition("school", 3, "").competition("province", 4, "x.2 or school.1");
    pack.asks("operator", "x.2").asks("operator", "skill.1").course("plc");
    pack
}

fn learner(catalogue: &Catalogue, programme: &str, held: &[&str]) -> Learner {
    let programme = match catalogue.node(programme) {
        Some(Node::Programme(id)) => Some(id),
        _ => None,
    };
    let held = held.iter().map(|id| node(catalogue, id)).collect();
    Learner { programme, held, ..Learner::default() }
}

/// The picture in words: a line a cell, then the lines between rungs.
fn draw(catalogue: &Catalogue, ladder: &Ladder) -> String {
    let id = |node: Node| catalogue.about(node).id.as_str();
    let mut text = String::new();
    let mut cell = None;
    for rung in &ladder.rungs {
        if cell != Some((rung.band, rung.lane)) {
            let level = &catalogue.levels[ladder.bands[rung.band].level].about.id;
            let _ = write!(text, "\n{level} {:?}:", rung.lane);
            cell = Some((rung.band, rung.lane));
        }
        let _ = write!(text, " {}@{}", id(rung.node), rung.column);
        if rung.role != Role::Other {
            let _ = write!(text, "({:?})", rung.role);
        }
    }
    for edge in &ladder.edges {
        let (from, to) = (ladder.rungs[edge.from].node, ladder.rungs[edge.to].node);
        let _ = write!(text, "\n{:?} {} > {}", edge.kind, id(from), id(to));
    }
    let unplaced: Vec<&str> = ladder.unplaced.iter().map(|node| id(*node)).collect();
    let _ = write!(text, "\nunplaced {unplaced:?}, left out {}", ladder.left_out);
    text.trim().to_owned()
}

#[test]
fn the_ladder_from_here() {
    let catalogue = robots().build();
    let learner = learner(&catalogue, "mechatronics", &["x.1", "plc", "school.1"]);
    let route = [node(&catalogue, "plc"), node(&catalogue, "x.2"), node(&catalogue, "province")];
    let ladder = Ladder::from_here(&catalogue, &learner, job(&catalogue, "operator"), &route);
    insta::assert_snapshot!(draw(&catalogue, &ladder));
}

#[test]
fn without_a_programme_a_route_or_a_level() {
    let catalogue = Fixture::new(2).job("a", 0, &[]).qualification("x", &[1]).build();
    let ladder = Ladder::from_here(&catalogue, &Learner::default(), job(&catalogue, "a"), &[]);
    insta::assert_snapshot!(draw(&catalogue, &ladder), @r#"
    l1 Certificates: x.1@0
    unplaced ["a"], left out 0
    "#);
    let bare = Fixture::new(0).job("a", 0, &[]).build();
    let ladder = Ladder::from_here(&bare, &Learner::default(), job(&bare, "a"), &[]);
    assert!(ladder.bands.is_empty() && ladder.rungs.is_empty());
}

#[test]
fn what_the_cap_leaves_out_is_counted_and_never_the_goal_or_the_own_programme() {
    let mut pack = Fixture::new(3);
    pack.job("goal", 2, &[]).programme("mine", 1, &[], &[]);
    for index in 0..20 {
        pack.qualification(&format!("q{index}"), &[1, 2]);
        pack.competition(&format!("c{index}"), 1, "");
        pack.programme(&format!("p{index}"), 1, &[], &["goal"]);
    }
    let catalogue = pack.build();
    let learner = learner(&catalogue, "mine", &["q19.2"]);
    let ladder = Ladder::from_here(&catalogue, &learner, job(&catalogue, "goal"), &[]);
    assert_eq!(ladder.rungs.len(), MOST_RUNGS);
    assert_eq!(ladder.left_out, 1 + 21 + 40 + 20 - MOST_RUNGS);
    for id in ["goal", "mine", "q19.2"] {
        assert!(ladder.place(node(&catalogue, id)).is_some(), "{id} is shown");
    }
}

#[test]
fn chains_run_straight() {
    let mut pack = Fixture::new(3);
    pack.job("goal", 3, &[]);
    pack.qualification("a", &[1]).qualification("b", &[1, 2, 3]).qualification("c", &[1]);
    let catalogue = pack.build();
    let ladder = Ladder::from_here(&catalogue, &Learner::default(), job(&catalogue, "goal"), &[]);
    let column = |id| ladder.rungs[ladder.place(node(&catalogue, id)).unwrap()].column;
    assert_eq!(["b.1", "b.2", "b.3"].map(column), [1, 1, 1]);
    assert_eq!(ladder.lanes[1], Lane { kind: LaneKind::Certificates, columns: 3 });
}

#[test]
fn crossed_lines_are_untangled() {
    let mut pack = Fixture::new(2);
    pack.job("goal", 2, &[]).programme("a1", 1, &["b2"], &[]).programme("a2", 1, &["b1", "b2"], &[]);
    pack.programme("b1", 2, &[], &[]).programme("b2", 2, &[], &[]);
    let catalogue = pack.build();
    let ladder = Ladder::whole(&catalogue, &Learner::default(), &[Kind::Programme]);
    assert_eq!(ladder.edges.len(), 3);
    assert_eq!(crossings(&ladder, |rung| rung.slot), 0);
}

#[test]
fn the_whole_ladder_and_its_filter() {
    let catalogue = robots().build();
    let learner = learner(&catalogue, "mechatronics", &["x.1"]);
    let kinds = [Kind::Programme, Kind::Course, Kind::Grade, Kind::Qualification];
    insta::assert_snapshot!(draw(&catalogue, &Ladder::whole(&catalogue, &learner, &kinds)));
}

#[test]
fn traces_both_ways() {
    let catalogue = robots().build();
    let cases = [
        ("x.2", "operator engineer x.3 province", "x.1"),
        ("mechatronics", "operator engineer diploma bachelor", ""),
        ("x", "operator engineer province", ""),
        ("plc", "operator engineer", ""),
        ("school.1", "operator engineer province", ""),
        (
            "engineer",
            "",
            "operator mechatronics diploma plc x.1 x.2 x.3 skill.1 skill.2 skill.3 school province",
        ),
        ("baking", "", ""),
    ];
    for (id, up, down) in cases {
        let trace = trace(&catalogue, node(&catalogue, id));
        let ids = |nodes: &[Node]| {
            nodes.iter().map(|node| catalogue.about(*node).id.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((ids(&trace.up).as_str(), ids(&trace.down).as_str()), (up, down), "tracing {id}");
    }
}

/// What a generated pack is made of.
#[derive(Debug, Clone)]
struct Plan {
    levels: u32,
    jobs: Vec<(u32, Vec<usize>)>,
    programmes: Vec<(u32, Vec<usize>, bool)>,
    qualifications: Vec<Vec<u32>>,
    competitions: Vec<(u32, Option<usize>)>,
}

impl Plan {
    fn build(&self) -> Catalogue {
        let mut pack = Fixture::new(self.levels);
        let names = |letter: char, of: &[usize], count: usize| -> Vec<String> {
            of.iter().map(|index| format!("{letter}{}", index % count)).collect()
        };
        for (index, (level, next)) in self.jobs.iter().enumerate() {
            let next = names('j', next, self.jobs.len());
            let mut next: Vec<&str> = next.iter().map(String::as_str).collect();
            next.dedup();
            pack.job(&format!("j{index}"), *level, &next);
        }
        for (index, (level, next, lists)) in self.programmes.iter().enumerate() {
            let next = names('p', next, self.programmes.len());
            let next: Vec<&str> = next.iter().map(String::as_str).collect();
            pack.programme(&format!("p{index}"), *level, &next, if *lists { &["j0"] } else { &[] });
        }
        for (index, levels) in self.qualifications.iter().enumerate() {
            pack.qualification(&format!("q{index}"), levels);
        }
        for (index, (level, before)) in self.competitions.iter().enumerate() {
            // Only earlier ones, so that there is no circle.
            let before = before.filter(|_| index > 0).map_or(String::new(), |b| format!("c{}", b % index));
            pack.competition(&format!("c{index}"), *level, &before);
        }
        if !self.qualifications.is_empty() {
            pack.asks("j0", "q0.1");
        }
        pack.build()
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let picks = || prop::collection::vec(0usize..8, 0..3);
    (1u32..6).prop_flat_map(move |levels| {
        let level = 0..=levels;
        (
            Just(levels),
            prop::collection::vec((level.clone(), picks()), 1..5),
            prop::collection::vec((level.clone(), picks(), any::<bool>()), 1..9),
            prop::collection::vec(prop::collection::vec(level.clone(), 1..5), 0..6),
            prop::collection::vec((level, prop::option::of(0usize..8)), 0..5),
        )
            .prop_map(|(levels, jobs, programmes, qualifications, competitions)| Plan {
                levels,
                jobs,
                programmes,
                qualifications,
                competitions,
            })
    })
}

/// A pack, a learner who may hold anything, and a route of anything.
fn cases() -> impl Strategy<Value = (Catalogue, Learner, Vec<Node>)> {
    (plans(), any::<prop::sample::Index>(), prop::collection::vec(any::<prop::sample::Index>(), 0..6))
        .prop_map(|(plan, own, picks)| {
            let catalogue = plan.build();
            let nodes: Vec<Node> = catalogue.nodes().collect();
            let mut picked: Vec<Node> = picks.iter().map(|pick| *pick.get(&nodes)).collect();
            let route = picked.split_off(picked.len() / 2);
            let programmes: Vec<ProgrammeId> = catalogue.programmes.ids().collect();
            let learner =
                Learner { programme: Some(*own.get(&programmes)), held: picked, ..Learner::default() };
            (catalogue, learner, route)
        })
}

/// Everything about a rung's place that a route must not change.
fn spot(ladder: &Ladder, rung: &Rung) -> (LevelId, LaneKind, usize, usize) {
    (ladder.bands[rung.band].level, rung.lane, rung.slot, rung.column)
}

/// Crossings of the lines inside lanes, between the same two bands, by the given places in the cells.
fn crossings(ladder: &Ladder, place: impl Fn(&Rung) -> usize) -> usize {
    let inside = |edge: &&Edge| {
        let (from, to) = (ladder.rungs[edge.from], ladder.rungs[edge.to]);
        edge.kind != EdgeKind::LeadsTo && from.lane == to.lane && from.band != to.band
    };
    let mut lines: Vec<(usize, usize)> = ladder
        .edges
        .iter()
        .filter(inside)
        .map(|edge| if edge.from < edge.to { (edge.from, edge.to) } else { (edge.to, edge.from) })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let ends = |(a, b): (usize, usize)| (ladder.rungs[a], ladder.rungs[b]);
    let mut count = 0;
    for (index, line) in lines.iter().enumerate() {
        let (a, b) = ends(*line);
        for other in &lines[..index] {
            let (c, d) = ends(*other);
            let alike = a.lane == c.lane && (a.band, b.band) == (c.band, d.band);
            let (top, bottom) = (place(&a).cmp(&place(&c)), place(&b).cmp(&place(&d)));
            count += usize::from(alike && top.is_ne() && top == bottom.reverse());
        }
    }
    count
}

proptest! {
    #[test]
    fn every_rung_stands_alone_on_its_level_and_every_line_joins_two((catalogue, learner, route) in cases()) {
        let ladder = Ladder::from_here(&catalogue, &learner, JobId::new(0), &route);
        for (index, rung) in ladder.rungs.iter().enumerate() {
            let level = catalogue.placement(rung.node).map(|placement| placement.level);
            prop_assert_eq!(Some(ladder.bands[rung.band].level), level);
            prop_assert!(rung.column < ladder.lanes[rung.lane as usize].columns);
            for other in &ladder.rungs[..index] {
                prop_assert!(other.node != rung.node);
                if (other.band, other.lane) == (rung.band, rung.lane) {
                    prop_assert!(other.slot < rung.slot && other.column < rung.column);
                }
            }
        }
        let ranks: Vec<u32> = ladder.bands.iter().map(|band| catalogue.levels[band.level].rank).collect();
        prop_assert!(ranks.windows(2).all(|pair| pair[0] == pair[1] + 1), "{:?}", ranks);
        for edge in &ladder.edges {
            prop_assert!(edge.from != edge.to && edge.to < ladder.rungs.len() && edge.from < ladder.rungs.len());
        }
        for node in route.iter().filter(|node| matches!(node, Node::Grade(_) | Node::Competition(_))) {
            prop_assert!(ladder.place(*node).is_some() || ladder.unplaced.contains(node));
        }
    }

    #[test]
    fn a_route_moves_no_rung((catalogue, learner, route) in cases()) {
        let without = Ladder::from_here(&catalogue, &learner, JobId::new(0), &[]);
        let with = Ladder::from_here(&catalogue, &learner, JobId::new(0), &route);
        for rung in &without.rungs {
            let place = with.place(rung.node);
            prop_assert!(place.is_some(), "{:?} is still there", rung.node);
            let after = with.rungs[place.unwrap()];
            prop_assert_eq!(spot(&without, rung), spot(&with, &after));
        }
    }

    #[test]
    fn another_learner_keeps_the_order((catalogue, learner, _) in cases()) {
        let mine = Ladder::from_here(&catalogue, &learner, JobId::new(0), &[]);
        let nobody = Ladder::from_here(&catalogue, &Learner::default(), JobId::new(0), &[]);
        let of_both: Vec<Node> =
            mine.rungs.iter().map(|rung| rung.node).filter(|node| nobody.place(*node).is_some()).collect();
        let theirs = nobody.rungs.iter().map(|rung| rung.node).filter(|node| of_both.contains(node));
        prop_assert_eq!(theirs.collect::<Vec<_>>(), of_both.clone());
    }

    #[test]
    fn never_more_crossings_than_in_document_order((catalogue, learner, _) in cases()) {
        let kinds = [Kind::Job, Kind::Programme, Kind::Grade, Kind::Competition];
        let ladder = Ladder::whole(&catalogue, &learner, &kinds);
        let mut nodes: Vec<Node> = ladder.rungs.iter().map(|rung| rung.node).collect();
        nodes.sort();
        let in_document = |rung: &Rung| nodes.binary_search(&rung.node).unwrap();
        prop_assert!(crossings(&ladder, |rung| rung.slot) <= crossings(&ladder, in_document));
    }

    #[test]
    fn tracing_up_and_down_agree((catalogue, _, _) in cases()) {
        let links = Links::of(&catalogue);
        let whole = |node: &Node| !matches!(node, Node::Qualification(_) | Node::Award(_));
        let nodes: Vec<Node> = catalogue.nodes().filter(whole).collect();
        for a in &nodes {
            let up = links.trace(&catalogue, *a).up;
            for b in &nodes {
                let down = links.trace(&catalogue, *b).down;
                prop_assert_eq!(up.contains(b), down.contains(a), "{:?} {:?}", a, b);
            }
        }
    }
}

#[test]
fn a_programme_under_way_is_no_level_reached() {
    let catalogue = robots().build();
    let stands = |programme: &str, held: &[&str]| {
        let standings = standings(&catalogue, &learner(&catalogue, programme, held));
        let said = |standing: &Standing| {
            (catalogue.levels[standing.level].rank, catalogue.about(standing.by).id.clone(), standing.reached)
        };
        standings.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(stands("diploma", &[]), [(5, "diploma".into(), false)]);
    assert_eq!(
        stands("diploma", &["plc", "x.1", "x.2"]),
        [(4, "x.2".into(), true), (5, "diploma".into(), false)]
    );
    assert_eq!(stands("diploma", &["x.3"]), [(5, "x.3".into(), true)]);
    assert_eq!(stands("", &["plc"]), []);
}

#[test]
fn a_level_rests_on_what_its_certificate_is_placed_by() {
    let mut pack = robots();
    pack.row("grades", r#""id":"x.4","name":{"en":"x.4"},"qualification":"x","rank":4,"level":"l4","level_basis":"referencing""#);
    let catalogue = pack.build();
    let stands = |held: &[&str]| {
        let standings = standings(&catalogue, &learner(&catalogue, "", held));
        standings.iter().map(|standing| (standing.by, standing.basis)).collect::<Vec<_>>()
    };
    assert_eq!(stands(&["x.2"]), [(node(&catalogue, "x.2"), Basis::Author)]);
    // Of two on one level the better founded is told.
    assert_eq!(stands(&["x.2", "x.4"]), [(node(&catalogue, "x.4"), Basis::Referencing)]);
}
