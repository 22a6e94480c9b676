//! Small problems read off a tape of bytes: whatever the bytes, a meaningful problem; zeros, the plainest one.

use proptest::prelude::*;
use rungs_core::plan::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Problem, Recognition,
    RecognitionCap, RuleId, Stage,
};

/// A source of small numbers.
pub struct Tape {
    bytes: Vec<u8>,
    at: usize,
}

impl Tape {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn below(&mut self, most: u32) -> u32 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        if most == 0 { 0 } else { u32::from(byte) % most }
    }

    pub fn seldom(&mut self, one_in: u32) -> bool {
        self.below(one_in) == one_in - 1
    }

    fn items(&mut self, count: u32, most: u32) -> Vec<ItemId> {
        (0..self.below(most + 1)).map(|_| ItemId(self.below(count))).collect()
    }
}

/// Problems of at most `most` items, with an objective.
pub fn problems(most: u32) -> impl Strategy<Value = (Problem, Objective)> {
    prop::collection::vec(any::<u8>(), 200).prop_map(move |bytes| {
        let mut tape = Tape { bytes, at: 0 };
        let problem = problem(&mut tape, most);
        let objective = objective(&mut tape);
        (problem, objective)
    })
}

fn problem(tape: &mut Tape, most: u32) -> Problem {
    let horizon = 1 + tape.below(4);
    let relaxed = tape.below(3);
    let count = most - tape.below(most);
    let needs = tape.below(4);
    let mut problem = Problem {
        horizon,
        needs: (0..needs)
            .map(|at| Need { code: format!("n{at}"), units: tape.below(3) + u32::from(tape.seldom(4)) })
            .collect(),
        load_cap: (0..horizon).map(|_| 9 - tape.below(7) + 2 * relaxed).collect(),
        exam_cap: (0..horizon).map(|_| 3 - tape.below(4 - relaxed)).collect(),
        other_load: if tape.seldom(4) { (0..horizon).map(|_| tape.below(4)).collect() } else { Vec::new() },
        peak_cap: if tape.seldom(6) { Some(12 - tape.below(8)) } else { None },
        budget: u64::from(20 - tape.below(18) + 4 * relaxed),
        done_recognises: tape.seldom(2),
        judged: if tape.seldom(4) { Some(tape.below(horizon + 1)) } else { None },
        ..Problem::default()
    };
    problem.items = (0..count).map(|at| item(tape, at, count, horizon, needs)).collect();
    for _ in 0..tape.below(5) {
        let (from, to) = (ItemId(tape.below(count)), ItemId(tape.below(count)));
        let credits = tape.below(problem.items[to.0 as usize].credits + 1);
        let fee = tape.below(3);
        let until = if tape.seldom(3) { Some(tape.below(horizon + 1)) } else { None };
        let since = if tape.seldom(4) { tape.below(horizon + 1) } else { 0 };
        problem.recognitions.push(Recognition { from, to, fee, credits, since, until });
    }
    let rules = problem.recognitions.len() as u32;
    for _ in 0..if rules > 0 { tape.below(3) } else { 0 } {
        let among = (0..=tape.below(3)).map(|_| RuleId(tape.below(rules))).collect();
        let count = if tape.seldom(2) { Some(tape.below(3)) } else { None };
        let credits = if tape.seldom(2) { Some(tape.below(4)) } else { None };
        problem.recognition_caps.push(RecognitionCap { rules: among, count, credits });
    }
    if tape.seldom(3) {
        problem.exclusive_sources.push(tape.items(count, 3));
    }
    for _ in 0..tape.below(2) {
        problem.exclusive.push(tape.items(count, 3));
    }
    if tape.seldom(3) {
        problem.mandatory = tape.items(count, 2);
    }
    if tape.seldom(3) {
        problem.done = tape.items(count, 2);
    }
    for _ in 0..tape.below(4 - relaxed) {
        let of = if tape.seldom(2) { Some(tape.items(count, 4)) } else { None };
        problem.credit_floors.push(CreditFloor { credits: tape.below(5), of });
    }
    let (part, whole) = (tape.below(count), tape.below(count));
    if tape.seldom(5) && part != whole {
        let item = &mut problem.items[part as usize];
        item.starts.clear();
        item.part_of = Some(ItemId(whole));
    }
    problem
}

fn item(tape: &mut Tape, at: u32, count: u32, horizon: u32, needs: u32) -> Item {
    let kind = [ItemKind::Course, ItemKind::Certificate, ItemKind::Competition][tape.below(3) as usize];
    let duration = 1 + u32::from(tape.seldom(4));
    // Zeros mean every term, so that the plainest problem has plans.
    let starts: Vec<u32> = (0..horizon).filter(|_| tape.below(4) != 3).collect();
    let hurried = starts.iter().filter(|_| tape.seldom(6)).copied().collect::<Vec<_>>();
    let hurried = hurried.into_iter().map(|start| (start, tape.below(7))).collect();
    let valid_for = starts.iter().filter(|_| tape.seldom(6)).copied().collect::<Vec<_>>();
    let valid_for = valid_for.into_iter().map(|start| (start, tape.below(3))).collect();
    let gives =
        (0..needs).map(|need| (NeedId(need), tape.below(3))).filter(|&(_, units)| units > 0).collect();
    let mut requisites = Vec::new();
    for _ in 0..tape.below(3).saturating_sub(1) {
        let (mut before, mut with) = (Vec::new(), Vec::new());
        for _ in 0..=tape.below(3) {
            let of = if tape.below(2) == 0 { &mut before } else { &mut with };
            of.push(ItemId(tape.below(count)));
        }
        requisites.push(Group { count: 1 + u32::from(tape.seldom(4)), before, with });
    }
    Item {
        code: format!("i{at}"),
        kind,
        duration,
        starts,
        credits: tape.below(4),
        load: tape.below(5),
        hurried,
        timetabled: tape.seldom(4),
        examined_after: u32::from(duration > 1 && tape.seldom(2)),
        fee: tape.below(6),
        effort: tape.below(5),
        doubt: tape.below(3),
        demand: tape.below(3),
        gives,
        requisites,
        valid_for,
        part_of: None,
    }
}

const CRITERIA: [Criterion; 8] = [
    Criterion::Terms,
    Criterion::Fee,
    Criterion::Effort,
    Criterion::PeakLoad,
    Criterion::Exams,
    Criterion::CreditForgone,
    Criterion::Doubt,
    Criterion::DemandForgone,
];

fn objective(tape: &mut Tape) -> Objective {
    let stage = |tape: &mut Tape| Stage {
        terms: (0..=tape.below(3)).map(|_| (CRITERIA[tape.below(8) as usize], tape.below(4))).collect(),
    };
    let mut stages: Vec<Stage> = (0..tape.below(4)).map(|_| stage(tape)).collect();
    // Now and then weights that cannot be folded into one sum.
    if tape.seldom(4) {
        for (_, weight) in stages.iter_mut().flat_map(|stage| &mut stage.terms) {
            *weight = weight.saturating_mul(1_000_000_000);
        }
    }
    Objective { stages }
}
