//! What would have to change for one candidate to come before another.

use super::facts::Facts;
use super::{Trial, ahead, key};
use crate::learner::Learner;
use crate::model::{Node, QualificationId, RegionId};
use crate::plan::{Progress, verify};
use crate::question::{Closed, Compiled, Question, compile_with, region};
use crate::sort::sort;

/// One change of a learner's situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// The budget, in whole units of the currency.
    Budget(u32),
    /// Hours a week beside the timetable.
    Hours(u32),
    /// The last programme term in which the goal must be reached.
    Deadline(u32),
    /// The region.
    Region(RegionId),
    /// A registration route for the qualification is open: the college becomes a pilot, or the programme counts.
    Route(QualificationId),
    /// It is no longer excluded.
    Allow(Node),
    /// It is no longer asked for, nor its term.
    LetGo(Node),
}

impl Situation {
    /// Puts a learner into the situation; a route is not theirs to change.
    pub fn apply(self, learner: &mut Learner) {
        match self {
            Situation::Budget(budget) => learner.budget = Some(budget),
            Situation::Hours(hours) => learner.hours_a_week = Some(hours),
            Situation::Deadline(term) => learner.deadline = Some(term),
            Situation::Region(region) => learner.region = Some(region),
            Situation::Route(_) => {}
            Situation::Allow(node) => learner.excluded.retain(|excluded| *excluded != node),
            Situation::LetGo(node) => learner.let_go(node),
        }
    }
}

/// Nobody has more hours a week than this beside a timetable.
pub(super) const MOST_HOURS: u32 = 40;
/// A stair of so many budgets is long enough.
const MOST_BUDGETS: u32 = 200;
/// No budget.
pub(super) const NO_LIMIT: u32 = u32::MAX;

/// A learner in another situation, and their question.
pub(super) fn situated(question: &Question<'_>, situation: Situation) -> (Learner, Compiled) {
    let mut learner = question.learner.clone();
    situation.apply(&mut learner);
    if situation == Situation::Budget(NO_LIMIT) {
        learner.budget = None;
    }
    let supposed = if let Situation::Route(qualification) = situation { Some(qualification) } else { None };
    let compiled = compile_with(&Question { learner: &learner, ..*question }, supposed);
    (learner, compiled)
}

/// Finds, for each kind of change, the smallest one that puts `other`, with a plan, before `first`.
///
/// Of budgets, hours and deadlines that is the one nearest to the learner's own (of two as near, the larger
/// budget, the more hours, the later term); of regions, the first in the pack's order.
#[derive(Debug, Clone)]
pub struct Flips<'a> {
    question: Question<'a>,
    nodes: [Node; 2],
    /// Situations to be tried, last first; once one of a kind is found, the others of the kind are left out.
    open: Vec<Situation>,
    duel: Option<Box<Duel>>,
    stair: Option<Stair>,
    found: Vec<Situation>,
    /// Whether every situation so far was settled.
    is_whole: bool,
}

/// The budgets down from the greatest: between what the plans cost and the budget nothing changes.
#[derive(Debug, Clone)]
struct Stair {
    budget: u32,
    left: u32,
    /// The nearest flip above the learner's budget so far.
    above: Option<u32>,
}

/// Two candidates in one situation.
#[derive(Debug, Clone)]
struct Duel {
    situation: Situation,
    learner: Learner,
    compiled: Compiled,
    trials: [Trial; 2],
}

impl Duel {
    fn new(question: &Question<'_>, nodes: [Node; 2], situation: Situation) -> Self {
        let (learner, compiled) = situated(question, situation);
        let asked = Question { learner: &learner, ..*question };
        let trials = nodes.map(|node| Trial::new(&asked, &compiled, node, None));
        Self { situation, learner, compiled, trials }
    }

    fn run(&mut self, steps: u32) -> Progress {
        for trial in &mut self.trials {
            if trial.run(&self.compiled, steps) == Progress::Working {
                return Progress::Working;
            }
        }
        Progress::Done
    }

    /// Whether there is a plan with the second, and it comes first.
    fn is_flipped(&self, question: &Question<'_>, nodes: [Node; 2]) -> bool {
        let question = Question { learner: &self.learner, ..*question };
        let [first, other] = [0, 1].map(|place: usize| {
            let facts = Facts::new(&question, &self.compiled, nodes[place]);
            key(Some(&self.trials[place]), &self.compiled, &facts, nodes[place])
        });
        self.trials[1].best().is_some()
            && ahead(&other, &first).is_some_and(|ahead| ahead.mine < ahead.theirs)
    }

    /// The least budget, in whole units, with which both best plans can still be paid.
    fn paid(&self) -> u32 {
        let fee = |trial: &Trial| {
            let best = trial.best()?;
            verify(&self.compiled.problem_by(best.by), &best.plan).ok().map(|measures| measures.fee)
        };
        self.compiled.budget_for(self.trials.iter().filter_map(fee).max().unwrap_or(0)).unwrap_or(NO_LIMIT)
    }
}

impl<'a> Flips<'a> {
    /// Prepares the search for a question's candidates, of which `first` comes before `other` as things are.
    pub fn new(question: Question<'a>, first: Node, other: Node) -> Self {
        let nodes = [first, other];
        let mut open = Vec::new();
        if question.learner.excluded.contains(&other) {
            open.push(Situation::Allow(other));
        }
        open.extend(routes(&question, other));
        for region in regions(&question, nodes) {
            open.push(Situation::Region(region));
        }
        if let Some(current) = question.current_term() {
            let most = question.terms().len() as u32;
            let terms = outward(question.latest(most), 1, most);
            open.extend(terms.into_iter().map(|count| Situation::Deadline(current + count - 1)));
        }
        let now = question.learner.hours_a_week.unwrap_or(MOST_HOURS + 1);
        open.extend(outward(now, 1, MOST_HOURS).into_iter().map(Situation::Hours));
        open.push(Situation::Budget(NO_LIMIT));
        open.reverse();
        Self { question, nodes, open, duel: None, stair: None, found: Vec::new(), is_whole: true }
    }

    /// The changes so far: budget, hours and deadline come last.
    pub fn found(&self) -> &[Situation] {
        &self.found
    }

    /// Whether all that was tried could be settled: no more than is found swaps the two, then.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let Some(duel) = &mut self.duel else {
            let Some(situation) = self.next() else { return Progress::Done };
            self.duel = Some(Box::new(Duel::new(&self.question, self.nodes, situation)));
            return Progress::Working;
        };
        if duel.run(steps) == Progress::Working {
            return Progress::Working;
        }
        if let Some(duel) = self.duel.take() {
            self.is_whole &= duel.trials.iter().all(Trial::is_settled);
            let flipped = duel.is_flipped(&self.question, self.nodes);
            match duel.situation {
                Situation::Budget(budget) => self.descend(budget, duel.paid().min(budget), flipped),
                situation if flipped => {
                    self.found.push(situation);
                    let kind = std::mem::discriminant(&situation);
                    self.open.retain(|other| std::mem::discriminant(other) != kind);
                }
                _ => {}
            }
        }
        Progress::Working
    }

    fn next(&mut self) -> Option<Situation> {
        match &self.stair {
            Some(stair) => Some(Situation::Budget(stair.budget)),
            None => self.open.pop(),
        }
    }

    /// From `paid` to `budget` the order is the same, flipped or not: on to the next lower budget, until the
    /// nearest flip on both sides of the learner's own budget is known.
    fn descend(&mut self, budget: u32, paid: u32, flipped: bool) {
        let own = self.question.learner.budget.unwrap_or(NO_LIMIT);
        let stair = self.stair.take();
        let mut above = stair.as_ref().and_then(|stair| stair.above);
        let left = stair.map_or(MOST_BUDGETS, |stair| stair.left);
        let mut below = None;
        if flipped && paid > own {
            above = Some(paid);
        } else if flipped && budget < own {
            below = Some(budget);
        }
        let nearest = match (above, below) {
            (Some(above), Some(below)) if above - own > own - below => Some(below),
            (Some(above), _) => Some(above),
            (None, below) => below,
        };
        // Below a flip, and further below the own budget than what is above it, nothing is nearer.
        self.is_whole &= left > 0;
        let beyond = above.is_some_and(|above| paid <= own && own - paid >= above - own);
        if below.is_some() || beyond || paid == 0 || left == 0 {
            self.found.extend(nearest.map(Situation::Budget));
            return;
        }
        self.stair = Some(Stair { budget: paid - 1, left: left - 1, above });
    }
}

/// All numbers from `least` to `most` but `from`, the nearest to it first; of two as near, the greater.
fn outward(from: u32, least: u32, most: u32) -> Vec<u32> {
    let mut numbers: Vec<u32> = (least..=most).rev().filter(|number| *number != from).collect();
    crate::sort::sort_by_key(&mut numbers, |number| number.abs_diff(from));
    numbers
}

/// The route that would have to open for a grade, if none is.
fn routes(question: &Question<'_>, node: Node) -> Option<Situation> {
    let Node::Grade(grade) = node else { return None };
    let compiled = crate::question::compile(question);
    let is_closed = compiled.candidates.closed.contains(&(node, Closed::NoRoute));
    is_closed.then(|| Situation::Route(question.catalogue.grades[grade].qualification))
}

/// The regions that fees and sittings of the candidates name, but the learner's own, ascending.
fn regions(question: &Question<'_>, nodes: [Node; 2]) -> Vec<RegionId> {
    let catalogue = question.catalogue;
    let own = region(question);
    let mut regions: Vec<RegionId> = Vec::new();
    for node in nodes {
        let Some(exam) = catalogue.exam(node) else { continue };
        regions.extend(exam.fees.iter().filter_map(|fee| fee.region));
        regions.extend(exam.sittings.iter().filter_map(|sitting| sitting.region));
    }
    sort(&mut regions);
    regions.dedup();
    regions.retain(|region| Some(*region) != own);
    regions
}
