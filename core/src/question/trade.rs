//! The trade-off between reaching the goal soon, paying little and an easy heaviest week. Of the weeks those count in
//! which something may be chosen: an internship that comes whatever is chosen would level all plans.

use super::Question;
use super::answer::{Answer, answer};
use super::compile::{Compiled, compile};
use crate::learner::Learner;
use crate::model::{Node, TermKind};
use crate::plan::{self, Criterion, Objective, Progress, Search};

/// More plans than this nobody weighs against each other.
const MOST: usize = 16;

/// The search for the plans of which none is better in one of the three without being worse in another: the cheapest
/// for each term and each heaviest week.
pub struct TradeOffs<'a> {
    question: Question<'a>,
    compiled: Compiled,
    by: u32,
    /// No term's load may exceed this.
    peak: Option<u32>,
    search: Option<Box<Search>>,
    found: Vec<(Answer, i64, i64)>,
}

impl<'a> TradeOffs<'a> {
    /// Prepares the search.
    pub fn new(question: Question<'a>) -> Self {
        let compiled = compile(&question);
        Self { question, compiled, by: 0, peak: None, search: None, found: Vec::new() }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        if self.by > self.compiled.latest || self.found.len() >= MOST {
            return Progress::Done;
        }
        let search = match &mut self.search {
            Some(search) => search,
            None => {
                let mut problem = self.compiled.problem_by(self.by);
                problem.peak_cap = self.peak;
                // Of plans that are as good in all three, the one with the least work.
                let order = [Criterion::Fee, Criterion::PeakLoad, Criterion::Effort];
                let objective = Objective::lexicographic(&order);
                match Search::new(problem, &objective) {
                    Ok(search) => self.search.insert(Box::new(search)),
                    Err(_) => return self.next_term(),
                }
            }
        };
        if search.run(steps) == Progress::Working {
            return Progress::Working;
        }
        let found = search.outcome();
        self.search = None;
        let plan::Outcome::Optimal { plan, value } = found else { return self.next_term() };
        let [fee, peak, _] = value[..] else { return self.next_term() };
        // What is found later needs more terms or is the dearer for an easier week.
        if !self.found.iter().any(|(_, cheap, easy)| *cheap <= fee && *easy <= peak) {
            let answer = answer(&self.question, &self.compiled, self.by, &plan);
            self.found.push((answer, fee, peak));
        }
        match u32::try_from(peak).ok().and_then(|peak| peak.checked_sub(1)) {
            Some(easier) => self.peak = Some(easier),
            None => return self.next_term(),
        }
        Progress::Working
    }

    fn next_term(&mut self) -> Progress {
        (self.by, self.peak) = (self.by + 1, None);
        Progress::Working
    }

    /// The plans so far, by the term in which the goal is reached, then by fees.
    pub fn answers(&self) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (answer, ..) in &self.found {
            answers.push(answer.clone());
        }
        answers
    }
}

/// A learner who has chosen a plan, so that it is the only one left: what it takes stays in its terms, and nothing else
/// may be taken. What it recognises is no choice of the learner's: of these items it is recognised otherwise, or studied,
/// where that serves the learner's own priorities better, and never worse. For which certificate a course is recognised
/// may change where that is worth the same.
pub fn taking(question: &Question<'_>, plan: &Answer) -> Learner {
    let mut learner = question.learner.clone();
    let mut kept = plan.chosen();
    // What is excluded cannot be recognised either.
    kept.extend(plan.terms.iter().flat_map(|term| &term.recognised).map(|one| Node::Course(one.course)));
    let open = compile(question).candidates.open;
    for candidate in &open {
        if !candidate.compulsory && !kept.contains(&candidate.node) {
            learner.let_go(candidate.node);
            learner.excluded.push(candidate.node);
        }
    }
    for (at, item) in plan.items().filter(|(_, item)| !item.compulsory) {
        // What serves the plan and runs out before the goal is reached is nothing to wish for.
        let runs_out =
            |(start, terms): &(u32, u32)| *start as usize == at && start + item.duration + terms < plan.by;
        let mut same = open.iter().filter(|candidate| candidate.node == item.node);
        if !same.any(|candidate| candidate.valid_for.iter().any(runs_out)) {
            learner.put(item.node, Some(plan.terms[at].term.place));
        }
    }
    learner
}

impl Answer {
    /// The fullest week's hours of the terms in which something may be chosen.
    pub fn free_peak(&self) -> u32 {
        let free = self.terms.iter().filter(|term| term.term.kind == TermKind::Study);
        free.map(|term| term.load).max().unwrap_or(0)
    }
}
