//! Of all plans of the best value, the canonical one.
//!
//! First the fewest items; then one question after the other, in the order that [`Plan`] documents: may this
//! column be 1? If the plan at hand says so, it stays; if not, either another plan is found, or none exists and
//! the column is 0 for good. Most columns were settled by the bounds before.

use super::Work;
use crate::plan::answer::Plan;
use crate::plan::branch::Branch;
use crate::plan::ilp::{Ilp, Row};
use crate::plan::model::{Meaning, Model};
use crate::plan::presolve::{Reduced, reduce};
use crate::plan::problem::Problem;

#[derive(Debug, Clone)]
pub(super) struct Tie {
    model: Model,
    reduced: Reduced,
    /// The rules, the value's row included, over the reduced columns; its bounds close in on the answer.
    program: Ilp,
    values: Vec<i64>,
    /// The columns to ask for, in order.
    questions: Vec<u32>,
    at: usize,
    running: Option<Running>,
}

#[derive(Debug, Clone)]
struct Running {
    branch: Branch,
    reduced: Reduced,
    question: Option<u32>,
}

impl Tie {
    pub(super) fn new(problem: &Problem, work: Work, plan: &Plan, best: i64) -> Self {
        let Work { model, reduced, branch } = work;
        let all = model.values(problem, plan);
        let values: Vec<i64> = reduced.kept.iter().map(|&column| all[column as usize]).collect();
        let (mut program, constant) = branch.into_program(best);
        let entries = (0..).zip(program.cost.iter().copied()).filter(|(_, cost)| *cost != 0).collect();
        program.row(Row::most(entries, best - constant));
        let questions = questions(&model).filter_map(|column| reduced.place[column as usize]).collect();
        let mut tie = Self { model, reduced, program, values, questions, at: 0, running: None };
        tie.fewest();
        tie
    }

    /// The plan at hand.
    pub(super) fn plan(&self) -> Plan {
        self.model.plan(&self.reduced.expand(&self.values))
    }

    fn counts(&self) -> Vec<i64> {
        let counts = |column: &u32| match self.model.meaning[*column as usize] {
            Meaning::Start(..) | Meaning::Use(..) => 1,
            Meaning::Taken | Meaning::Recognised | Meaning::Source | Meaning::Peak => 0,
        };
        self.reduced.kept.iter().map(counts).collect()
    }

    fn count(&self) -> i64 {
        self.counts().iter().zip(&self.values).map(|(count, value)| count * value).sum()
    }

    fn fewest(&mut self) {
        let mut ilp = self.program.clone();
        ilp.cost = self.counts();
        let most = self.count() - 1;
        if let Some(reduced) = reduce(&ilp) {
            let mut branch = Branch::new(reduced.ilp.clone(), reduced.constant, most);
            branch.restrict(most, most);
            self.running = Some(Running { branch, reduced, question: None });
        } else {
            self.fix_count();
        }
    }

    fn fix_count(&mut self) {
        let entries = (0..).zip(self.counts()).filter(|(_, count)| *count != 0).collect();
        self.program.row(Row::most(entries, self.count()));
    }

    /// Goes on; true when the plan is canonical.
    pub(super) fn run(&mut self, allowance: &mut u32) -> bool {
        while *allowance > 0 {
            match self.running.take() {
                None => {
                    if !self.ask(allowance) {
                        return true;
                    }
                }
                Some(mut running) => {
                    running.branch.run(allowance);
                    if running.branch.done() {
                        self.conclude(&running);
                    } else {
                        self.running = Some(running);
                    }
                }
            }
        }
        false
    }

    /// Puts the next open question; false if there is none.
    fn ask(&mut self, allowance: &mut u32) -> bool {
        while let Some(&column) = self.questions.get(self.at) {
            let at = column as usize;
            if self.program.bounds.fixed(at) {
                self.at += 1;
            } else if self.values[at] == 1 {
                self.program.bounds.lower[at] = 1;
                self.at += 1;
            } else {
                *allowance = allowance.saturating_sub(1);
                let mut ilp = self.program.clone();
                ilp.bounds.lower[at] = 1;
                if let Some(reduced) = reduce(&ilp) {
                    let branch = Branch::new(reduced.ilp.clone(), reduced.constant, i64::MAX).any_will_do();
                    self.running = Some(Running { branch, reduced, question: Some(column) });
                    return true;
                }
                self.program.bounds.upper[at] = 0;
                self.at += 1;
            }
        }
        false
    }

    fn conclude(&mut self, running: &Running) {
        if let Some((_, values)) = running.branch.best() {
            self.values = running.reduced.expand(values);
        }
        match running.question {
            None => self.fix_count(),
            Some(column) => {
                let at = column as usize;
                if self.values[at] == 1 {
                    self.program.bounds.lower[at] = 1;
                } else {
                    self.program.bounds.upper[at] = 0;
                }
                self.at += 1;
            }
        }
    }
}

/// The columns in the order of preference: each item taken, else recognised; then starts, then rules.
fn questions(model: &Model) -> impl Iterator<Item = u32> {
    let states = model.items.iter().flat_map(|item| item.taken.into_iter().chain(item.recognised));
    let starts = model.items.iter().flat_map(|item| item.starts.iter().map(|&(_, column)| column));
    let rules = model.rules.iter().flat_map(|rule| rule.iter().map(|&(_, column)| column));
    states.chain(starts).chain(rules)
}
