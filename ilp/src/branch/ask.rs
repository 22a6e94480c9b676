//! Further questions to a program that is solved: is there a solution of this cost with that column 1?
//!
//! The relaxation, its cuts and what was learned of branching stay, so most questions take a few pivots.

use super::{Branch, Mode, Node};
use crate::guess::guess;
use crate::program::Row;

impl Branch {
    /// A solution within the limit that is soon found and seldom good; none proves nothing.
    pub fn guess(&self) -> Option<Vec<i64>> {
        guess(&self.ilp, &self.ilp.bounds, self.limit.saturating_sub(self.constant))
    }

    /// From now on any solution will do.
    pub fn take_any(&mut self) {
        self.first_only = true;
    }

    /// Keeps what is needed to ask for further solutions that cost up to `keep`; may be lowered, not raised.
    pub fn keep_up_to(&mut self, keep: i64) {
        let keep = self.keep.map_or(keep, |before| before.min(keep));
        self.keep = Some(keep);
        self.pool.retain(|(cost, _)| *cost <= keep);
    }

    /// Goes on, with a further rule if there is one, and looks for the best solution that keeps it, among those
    /// that cost up to what was kept; what was found before and keeps it counts.
    pub fn go_on(&mut self, rule: Option<Row>) {
        let Some(keep) = self.keep else { return };
        if let Some(rule) = rule {
            self.pool.retain(|(_, values)| rule.allows(rule.activity(|column| values[column])));
            self.add_rule(rule);
        }
        self.best = self.pool.iter().min().cloned();
        (self.limit, self.target) = (keep, keep);
        if self.mode == Mode::Done {
            self.mode = self.resume.take().unwrap_or(Mode::Done);
            if self.mode == Mode::Tree {
                self.next_node();
            }
        }
    }

    /// From now on, solutions that cost up to `best` are asked for, and any of them will do.
    pub fn begin_questions(&mut self, best: i64) {
        self.limit = self.limit.min(best);
        self.target = best;
        self.best = None;
        self.keep = None;
        self.first_only = true;
        self.open.clear();
        self.refix_root();
        self.mode = Mode::Done;
    }

    /// Adds a rule; answers its place.
    pub fn add_rule(&mut self, row: Row) -> usize {
        self.ilp.row(row);
        self.in_lp.push(false);
        self.ilp.rows.len() - 1
    }

    /// Changes what a rule allows at most.
    pub fn set_most(&mut self, place: usize, most: i64) {
        self.ilp.rows[place].upper = most;
        if let Some(row) = self.lp_rows.iter().position(|&row| row as usize == place) {
            self.lp.set_most(row, most as f64);
        }
    }

    /// Decides a column for good.
    pub fn fix(&mut self, column: usize, value: i64) {
        self.root.lower[column] = value;
        self.root.upper[column] = value;
        let mut root = self.root.clone();
        // What holds of every solution left may be used from now on; that some solution is left is known.
        if self.propagator.from(&self.ilp, &mut root, &[column as u32]) {
            self.root = root;
        }
        self.ilp.bounds = self.root.clone();
    }

    /// Whether a column is decided.
    pub fn decided(&self, column: usize) -> bool {
        self.root.fixed(column)
    }

    /// Puts a question: [`Branch::run`] looks for a solution in which the column, if any, is 1.
    pub fn ask(&mut self, column: Option<u32>) {
        self.best = None;
        self.pending = None;
        let changes = column.into_iter().map(|column| (column, 1, 1)).collect();
        self.open = vec![Node { changes, bound: self.root_bound, stand: None }];
        self.mode = Mode::Tree;
        self.next_node();
    }
}
