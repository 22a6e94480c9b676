//! Of all plans of the best value, the canonical one.
//!
//! First the fewest items; then one question after the other, in the order that [`Plan`] documents: may this
//! column be 1? If the plan at hand says so, it stays; if not, either another plan is found, or none exists and
//! the column is 0 for good.

use rungs_ilp::{Branch, Reduced, Row};

use super::Work;
use crate::plan::answer::Plan;
use crate::plan::model::{Meaning, Model};
use crate::plan::problem::Problem;

#[derive(Debug, Clone)]
pub(super) struct Tie {
    model: Model,
    reduced: Reduced,
    branch: Branch,
    /// The plan at hand, as values of the reduced columns.
    values: Vec<i64>,
    /// For each reduced column, whether it stands for an item that is taken or recognised.
    counts: Vec<bool>,
    /// The rule that limits the number of items.
    count_rule: usize,
    /// The columns to ask for, in order.
    questions: Vec<u32>,
    at: usize,
    asking: Asking,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Fewer,
    Column(u32),
    Nothing,
}

impl Tie {
    pub(super) fn new(problem: &Problem, work: Work, plan: &Plan, best: i64) -> Self {
        let Work { model, reduced, mut branch } = work;
        let all = model.values(problem, plan);
        let values: Vec<i64> = reduced.kept.iter().map(|&column| all[column as usize]).collect();
        let counts: Vec<bool> = reduced
            .kept
            .iter()
            .map(|&column| matches!(model.meaning[column as usize], Meaning::Start(..) | Meaning::Use(..)))
            .collect();
        let questions = questions(&model).filter_map(|column| reduced.place[column as usize]).collect();
        branch.begin_questions(best);
        let entries =
            (0..).zip(&counts).filter(|(_, counts)| **counts).map(|(column, _)| (column, 1)).collect();
        let mut tie = Self {
            model,
            reduced,
            branch,
            values,
            counts,
            count_rule: 0,
            questions,
            at: 0,
            asking: Asking::Fewer,
        };
        tie.count_rule = tie.branch.add_rule(Row::most(entries, tie.count() - 1));
        tie.branch.ask(None);
        tie
    }

    /// The plan at hand.
    pub(super) fn plan(&self) -> Plan {
        self.model.plan(&self.reduced.expand(&self.values))
    }

    fn count(&self) -> i64 {
        self.counts.iter().zip(&self.values).filter(|(counts, _)| **counts).map(|(_, value)| value).sum()
    }

    /// Goes on; true when the plan is canonical.
    pub(super) fn run(&mut self, allowance: &mut u32) -> bool {
        while *allowance > 0 {
            if self.asking == Asking::Nothing && !self.ask() {
                return true;
            }
            self.branch.run(allowance);
            if self.branch.done() {
                self.conclude();
            }
        }
        false
    }

    /// Puts the next open question; false if there is none.
    fn ask(&mut self) -> bool {
        while let Some(&column) = self.questions.get(self.at) {
            self.at += 1;
            if self.branch.decided(column as usize) {
                continue;
            }
            if self.values[column as usize] == 1 {
                self.branch.fix(column as usize, 1);
                continue;
            }
            self.asking = Asking::Column(column);
            self.branch.ask(Some(column));
            return true;
        }
        false
    }

    fn conclude(&mut self) {
        let found = self.branch.best().map(|(_, values)| values.clone());
        let any = found.is_some();
        if let Some(values) = found {
            self.values = values;
        }
        match std::mem::replace(&mut self.asking, Asking::Nothing) {
            Asking::Fewer if any => {
                self.branch.set_most(self.count_rule, self.count() - 1);
                self.asking = Asking::Fewer;
                self.branch.ask(None);
            }
            Asking::Fewer => self.branch.set_most(self.count_rule, self.count()),
            Asking::Column(column) => self.branch.fix(column as usize, self.values[column as usize]),
            Asking::Nothing => {}
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
