//! Branch and bound over one integer program: relaxation, rows on demand, cuts, reduced-cost fixing, diving.
//!
//! The relaxation starts with the rows that its values violate and takes in others as they become so; most never
//! do. It pauses wherever its allowance ends.

mod ask;
mod explain;
mod near;
mod node;

use std::sync::Arc;

use crate::certify::Proof;
use crate::cuts;
use crate::lp::{INFINITE, Lp, Stand};
use crate::presolve::gcd;
use crate::program::{Bounds, Ilp, NO_LOWER, NO_UPPER, Propagator, Row};
use explain::{Explain, Goal};
use near::Near;
use node::Verdict;

/// A part of the tree that is still to be looked at.
#[derive(Debug, Clone)]
struct Node {
    changes: Vec<(u32, i64, i64)>,
    bound: i64,
    /// Where the relaxation stood when it was here last.
    stand: Option<Arc<Stand>>,
}

/// What the next relaxation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Of the root, before any cuts: a first solution, soon.
    Early,
    Root {
        round: u32,
        stalled: u32,
    },
    Dive,
    Tree,
    Done,
}

/// How many rounds of cuts the root gets.
const ROUNDS: u32 = 60;

/// The search of one program for a solution of least cost, among those that cost no more than a limit.
#[derive(Debug, Clone)]
pub struct Branch {
    ilp: Ilp,
    /// Rows from here on are cuts.
    cuts_from: usize,
    /// The cost of what is fixed.
    constant: i64,
    /// All costs are multiples of this, the constant apart.
    step: i64,
    /// Solutions that cost more are of no use.
    limit: i64,
    /// Further solutions must not cost more than this; the limit or less.
    target: i64,
    /// Any solution will do.
    first_only: bool,
    /// Solutions up to this cost will be asked for later, if it is given.
    keep: Option<i64>,
    /// Solutions that were found up to that cost.
    pool: Vec<(i64, Vec<i64>)>,
    /// Where to go on when more is asked for.
    resume: Option<Mode>,
    best: Option<(i64, Vec<i64>)>,
    root_bound: i64,
    node_bound: i64,
    root_objective: f64,
    root: Bounds,
    bounds: Bounds,
    changes: Vec<(u32, i64, i64)>,
    open: Vec<Node>,
    mode: Mode,
    lp: Lp,
    /// The row of the program behind each row of the relaxation.
    lp_rows: Vec<u32>,
    in_lp: Vec<bool>,
    propagator: Propagator,
    gains: Vec<[(f64, u32); 2]>,
    /// The branching behind the current node: column, upwards, objective before, distance.
    pending: Option<(usize, bool, f64, f64)>,
    root_proof: Option<Proof>,
    /// If questions are asked that differ in bounds: what they have in common.
    frame: Option<Box<dyn Explain>>,
    /// What is sought beside the tree.
    near: Near,
    /// Nodes so far.
    pub nodes: u64,
}

impl Branch {
    /// Takes a reduced program. `constant` is added to every cost.
    pub fn new(ilp: Ilp, constant: i64, limit: i64) -> Self {
        let cost: Vec<f64> = ilp.cost.iter().map(|&cost| cost as f64).collect();
        let lower: Vec<f64> = ilp.bounds.lower.iter().map(|&bound| bound as f64).collect();
        let upper: Vec<f64> = ilp.bounds.upper.iter().map(|&bound| bound as f64).collect();
        let step = ilp.cost.iter().fold(0, |step, &cost| gcd(step, cost)).max(1);
        let mut branch = Self {
            cuts_from: ilp.rows.len(),
            constant,
            step,
            limit,
            target: limit,
            first_only: false,
            keep: None,
            pool: Vec::new(),
            resume: None,
            best: None,
            root_bound: i64::MIN,
            node_bound: i64::MIN,
            root_objective: 0.0,
            root: ilp.bounds.clone(),
            bounds: ilp.bounds.clone(),
            changes: Vec::new(),
            open: Vec::new(),
            mode: Mode::Root { round: 0, stalled: 0 },
            lp: Lp::new(&cost, &lower, &upper),
            lp_rows: Vec::new(),
            in_lp: vec![false; ilp.rows.len()],
            propagator: Propagator::default(),
            gains: vec![[(0.0, 0); 2]; ilp.columns()],
            pending: None,
            root_proof: None,
            frame: None,
            near: Near::default(),
            nodes: 0,
            ilp,
        };
        branch.root_bound = branch.trivial_bound();
        branch.node_bound = branch.root_bound;
        branch
    }

    /// The cost if every column took its cheaper bound.
    fn trivial_bound(&self) -> i64 {
        let bounds = self.ilp.bounds.lower.iter().zip(&self.ilp.bounds.upper);
        let least = self
            .ilp
            .cost
            .iter()
            .zip(bounds)
            .map(|(&cost, (&lower, &upper))| (cost * lower).min(cost * upper));
        self.constant + least.sum::<i64>()
    }

    /// The program's own rows, and what its columns cost.
    pub fn program(&self) -> (&[Row], &[i64]) {
        (&self.ilp.rows[..self.cuts_from], &self.ilp.cost)
    }

    /// The best solution so far and its cost.
    pub fn best(&self) -> Option<&(i64, Vec<i64>)> {
        self.best.as_ref()
    }

    /// Nothing costs less than this, as far as it is within the target.
    pub fn bound(&self) -> i64 {
        let end = self.best.as_ref().map_or(self.target.saturating_add(1), |best| best.0);
        match self.mode {
            Mode::Done => end.max(self.root_bound),
            Mode::Early | Mode::Root { .. } | Mode::Dive => self.root_bound.min(end),
            Mode::Tree => {
                let open = self.open.iter().map(|node| node.bound).min().unwrap_or(i64::MAX);
                open.min(self.node_bound).max(self.root_bound).min(end)
            }
        }
    }

    /// Whether nothing is left to look at.
    pub fn done(&self) -> bool {
        self.mode == Mode::Done
    }

    /// Whether it is better not to interrupt: the root is not done, or the first dive.
    pub fn in_root(&self) -> bool {
        matches!(self.mode, Mode::Early | Mode::Root { .. } | Mode::Dive)
    }

    /// Whether it has not yet looked for a first solution: the quick way, where there is one.
    pub fn is_early(&self) -> bool {
        match self.mode {
            Mode::Early | Mode::Root { round: 0, .. } => true,
            _ => self.target != i64::MAX && self.in_root(),
        }
    }

    /// Solutions that cost more than `limit` are of no use, and new ones must not cost more than `target`.
    ///
    /// What is between the two is not searched for, but the root's bounds keep it.
    pub fn restrict(&mut self, limit: i64, target: i64) {
        self.limit = self.limit.min(limit);
        self.target = self.target.min(target);
        if self.root_bound > self.goal() && self.mode != Mode::Done {
            if self.mode == Mode::Tree {
                self.put_off(self.node_bound);
            }
            self.end();
        }
    }

    /// Nothing is left to look at, until more is asked for.
    fn end(&mut self) {
        self.resume = Some(self.mode);
        self.mode = Mode::Done;
    }

    /// Keeps the current node for later.
    fn put_off(&mut self, bound: i64) {
        if self.keep.is_some_and(|keep| bound <= keep) {
            self.open.push(Node { changes: self.changes.clone(), bound, stand: None });
        }
    }

    /// What a further solution may cost.
    fn goal(&self) -> i64 {
        let better = self.best.as_ref().map_or(i64::MAX, |best| best.0 - 1);
        better.min(self.target)
    }

    /// What the root's bounds must keep.
    fn root_goal(&self) -> i64 {
        if let Some(keep) = self.keep {
            return keep;
        }
        self.best.as_ref().map_or(self.limit, |best| best.0.min(self.limit))
    }

    /// Works until the allowance is used up or all is done.
    pub fn run(&mut self, allowance: &mut u32) {
        while self.mode != Mode::Done && *allowance > 0 {
            if self.search_part(allowance) {
                continue;
            }
            let before = *allowance;
            let verdict = self.relax(allowance);
            self.count_steps(before - *allowance);
            if verdict == Verdict::Paused {
                return;
            }
            self.nodes += 1;
            *allowance = allowance.saturating_sub(1);
            if verdict == Verdict::Whole && self.first_only {
                self.mode = Mode::Done;
                return;
            }
            match self.mode {
                Mode::Root { round, stalled } => self.after_root(verdict, round, stalled),
                Mode::Early => self.after_early(verdict),
                Mode::Dive => self.after_dive(verdict),
                Mode::Tree => self.after_tree(verdict),
                Mode::Done => {}
            }
        }
    }

    fn after_root(&mut self, verdict: Verdict, round: u32, stalled: u32) {
        let Verdict::Fractional { bound, objective } = verdict else {
            self.root_bound = self.bound();
            self.end();
            if verdict == Verdict::Pruned {
                // Nothing is left here, whatever is asked for later.
                self.resume = None;
            }
            return;
        };
        let rise = objective - self.root_objective;
        self.root_objective = objective;
        self.root_bound = self.root_bound.max(bound);
        self.root = self.bounds.clone();
        self.ilp.bounds = self.bounds.clone();
        let asks_any = self.target == i64::MAX || self.frame.is_some();
        if round == 0 && stalled == 0 && self.best.is_none() && asks_any {
            self.mode = Mode::Early;
            self.after_early(verdict);
            return;
        }
        let stalled = if rise < 1e-3 * objective.abs().max(1.0) { stalled + 1 } else { 0 };
        if round < ROUNDS && stalled < 6 && self.cut() {
            self.mode = Mode::Root { round: round + 1, stalled };
            return;
        }
        self.mode = Mode::Dive;
        self.after_dive(verdict);
    }

    /// Dives for a solution before there are cuts, and comes back to the root.
    fn after_early(&mut self, verdict: Verdict) {
        if matches!(verdict, Verdict::Fractional { .. }) && self.dive() {
            return;
        }
        self.bounds = self.root.clone();
        // The first round is over.
        self.mode = Mode::Root { round: 1, stalled: 0 };
    }

    /// Adds cuts; false if there are none.
    fn cut(&mut self) -> bool {
        self.drop_slack_rows();
        let most = 20 + self.ilp.columns() / 50;
        let bounds = self.frame.as_ref().map_or(&self.root, |frame| frame.bounds());
        let found = cuts::separate(&self.ilp, bounds, &mut self.lp, &self.lp_rows, most);
        let any = !found.is_empty();
        for row in found {
            self.ilp.row(row);
            self.in_lp.push(false);
            self.take_in(self.ilp.rows.len() - 1);
        }
        any
    }

    /// Rows that do not bind leave the relaxation; cuts that do not bind are forgotten.
    fn drop_slack_rows(&mut self) {
        if self.lp.rows() < 20 {
            return;
        }
        let dropped = self.lp.retain_rows(|_| false);
        let mut at = 0;
        let in_lp = &mut self.in_lp;
        self.lp_rows.retain(|&row| {
            at += 1;
            if dropped[at - 1] {
                in_lp[row as usize] = false;
            }
            !dropped[at - 1]
        });
        let first = self.cuts_from;
        if self.ilp.rows.len() > first {
            let rows = self.ilp.rows.iter().zip(&self.in_lp);
            let keep: Vec<bool> = rows.map(|(row, in_lp)| *in_lp || !row.is_cut).collect();
            self.ilp.retain_from(first, |row| keep[row]);
            let mut renumber = vec![0_u32; keep.len()];
            let mut next = 0;
            for (row, to) in renumber.iter_mut().enumerate() {
                *to = next;
                next += u32::from(row < first || keep[row]);
            }
            for row in &mut self.lp_rows {
                *row = renumber[*row as usize];
            }
            let mut at = 0;
            self.in_lp.retain(|_| {
                at += 1;
                at <= first || keep[at - 1]
            });
        }
    }

    /// Puts a row of the program into the relaxation.
    fn take_in(&mut self, place: usize) {
        let row = &self.ilp.rows[place];
        let entries: Vec<(u32, f64)> =
            row.entries.iter().map(|&(column, factor)| (column, factor as f64)).collect();
        let lower = if row.lower == NO_LOWER { -INFINITE } else { row.lower as f64 };
        let upper = if row.upper == NO_UPPER { INFINITE } else { row.upper as f64 };
        self.lp.add_row(&entries, lower, upper);
        self.lp_rows.push(place as u32);
        self.in_lp[place] = true;
    }

    /// Fixes what the relaxation all but decides, and goes on; ends at a solution or a dead end.
    fn after_dive(&mut self, verdict: Verdict) {
        if matches!(verdict, Verdict::Fractional { .. }) && self.dive() {
            return;
        }
        self.start_tree();
    }

    fn dive(&mut self) -> bool {
        let mut fractional: Vec<(f64, u32)> = Vec::new();
        for column in 0..self.ilp.columns() {
            let value = self.lp.value(column);
            if !self.bounds.fixed(column) && value > self.bounds.lower[column] as f64 + 1e-6 {
                fractional.push((value - value.floor(), column as u32));
            }
        }
        // Whole values count as decided; of the others the nearest to the next whole number first.
        crate::sort::sort_by(&mut fractional, |a, b| {
            let key = |part: f64| if part < 1e-6 { 1.0 } else { part };
            key(b.0).total_cmp(&key(a.0)).then(a.1.cmp(&b.1))
        });
        let mut rounded = 0;
        for (part, column) in fractional {
            let at = column as usize;
            if self.bounds.fixed(at) {
                continue;
            }
            let whole = part < 1e-6;
            if !whole && rounded > 0 && part < 0.9 {
                break;
            }
            let value = (self.lp.value(at) - 1e-6).ceil() as i64;
            let saved = self.bounds.clone();
            if value < self.bounds.lower[at] || value > self.bounds.upper[at] {
                continue;
            }
            self.bounds.lower[at] = value;
            if !self.propagator.from(&self.ilp, &mut self.bounds, &[column]) {
                self.bounds = saved;
                self.bounds.upper[at] = value - 1;
                if self.bounds.upper[at] < self.bounds.lower[at]
                    || !self.propagator.from(&self.ilp, &mut self.bounds, &[column])
                {
                    return false;
                }
            }
            rounded += u32::from(!whole);
        }
        rounded > 0
    }

    fn start_tree(&mut self) {
        self.mode = Mode::Tree;
        self.pending = None;
        if !self.open.is_empty() {
            self.next_node();
            return;
        }
        self.refix_root();
        self.open = vec![Node { changes: Vec::new(), bound: self.root_bound, stand: None }];
        self.next_node();
    }

    /// Turns to the most promising open node.
    fn next_node(&mut self) {
        loop {
            let goal = self.goal();
            let keep = self.keep.unwrap_or(goal).max(goal);
            self.open.retain(|node| node.bound <= keep);
            let best = self.open.iter().enumerate().min_by_key(|(at, node)| (node.bound, usize::MAX - at));
            let Some((at, _)) = best.filter(|(_, node)| node.bound <= goal) else {
                self.end();
                return;
            };
            let node = self.open.remove(at);
            self.bounds = self.root.clone();
            self.changes = node.changes;
            let mut columns = Vec::with_capacity(self.changes.len());
            for &(column, lower, upper) in &self.changes {
                let at = column as usize;
                self.bounds.lower[at] = self.bounds.lower[at].max(lower);
                self.bounds.upper[at] = self.bounds.upper[at].min(upper);
                columns.push(column);
            }
            let empty = columns
                .iter()
                .any(|&column| self.bounds.lower[column as usize] > self.bounds.upper[column as usize]);
            if let Some(stand) = node.stand {
                self.lp.go_back(&stand);
            }
            if !empty && self.follow(&columns) {
                self.pending = None;
                self.node_bound = node.bound;
                return;
            }
        }
    }

    /// The current part of the tree is closed.
    fn close(&mut self, proof: Option<(&Proof, Goal)>) {
        // What a dive assumes is no part of the tree.
        let in_tree = !matches!(self.mode, Mode::Early | Mode::Dive);
        if let Some(frame) = self.frame.as_mut().filter(|_| in_tree) {
            frame.close(&self.changes, proof, &self.lp);
        }
    }

    /// What follows for the current bounds from a change of some columns; false: there is nothing here.
    fn follow(&mut self, columns: &[u32]) -> bool {
        // What follows from rows that may be lifted would be no reason when they are.
        self.frame.is_some() || self.propagator.from(&self.ilp, &mut self.bounds, columns)
    }

    fn after_tree(&mut self, verdict: Verdict) {
        let Verdict::Fractional { bound, objective } = verdict else {
            match verdict {
                Verdict::Whole => {
                    self.put_off(self.node_bound.max(self.goal().saturating_add(1)));
                    self.refix_root();
                }
                Verdict::Beyond(bound) => self.put_off(bound.max(self.node_bound)),
                _ => {}
            }
            self.next_node();
            return;
        };
        self.node_bound = self.node_bound.max(bound);
        if self.look_near() || self.frame.as_mut().is_some_and(|frame| frame.dives()) {
            let stand = Some(Arc::new(self.lp.stand()));
            self.open.push(Node { changes: self.changes.clone(), bound: self.node_bound, stand });
            self.mode = Mode::Dive;
            self.after_dive(verdict);
            return;
        }
        if let Some((column, up, before, distance)) = self.pending.take() {
            let gain = &mut self.gains[column][usize::from(up)];
            gain.0 += (objective - before).max(0.0) / distance.max(1e-6);
            gain.1 += 1;
        }
        let Some((column, value)) = self.branching() else {
            self.close(None);
            self.next_node();
            return;
        };
        let floor = (value.floor() as i64).clamp(self.bounds.lower[column], self.bounds.upper[column] - 1);
        let part = (value - floor as f64).clamp(0.0, 1.0);
        let up_first = part >= 0.3;
        let mut down = self.changes.clone();
        down.push((column as u32, self.bounds.lower[column], floor));
        let mut up = self.changes.clone();
        up.push((column as u32, floor + 1, self.bounds.upper[column]));
        let (now, later) = if up_first { (up, down) } else { (down, up) };
        self.open.push(Node { changes: later, bound: self.node_bound, stand: None });
        let Some(&(_, lower, upper)) = now.last() else { return };
        self.changes = now;
        self.bounds.lower[column] = lower;
        self.bounds.upper[column] = upper;
        if self.follow(&[column as u32]) {
            self.pending = Some((column, up_first, objective, if up_first { 1.0 - part } else { part }));
        } else {
            self.next_node();
        }
    }

    /// Bounds of the root that follow from its last proof and the best solution since.
    pub(super) fn refix_root(&mut self) {
        let Some(proof) = self.root_proof.take() else { return };
        let mut bounds = std::mem::replace(&mut self.bounds, self.root.clone());
        if self.fix_by_cost(&proof, self.root_goal()).is_none() {
            // Nothing as good as the best is left: the search ends with the next node.
            self.open.clear();
        } else {
            std::mem::swap(&mut self.root, &mut self.bounds);
            self.ilp.bounds = self.root.clone();
        }
        std::mem::swap(&mut self.bounds, &mut bounds);
        self.root_proof = Some(proof);
    }

    /// The column to branch on and its value: one that stands for a whole item if there is one.
    fn branching(&self) -> Option<(usize, f64)> {
        let mut values: Vec<Option<f64>> =
            (0..self.ilp.columns()).map(|at| Some(self.lp.value(at))).collect();
        let mut candidates: Vec<(usize, f64)> = Vec::new();
        for row in &self.ilp.rows[..self.cuts_from] {
            let Some(column) = row.defines.map(|column| column as usize) else { continue };
            let others = row.entries.iter().filter(|&&(other, _)| other as usize != column);
            let value: f64 =
                others.map(|&(other, factor)| factor as f64 * self.lp.value(other as usize)).sum();
            values[column] = None;
            if !self.bounds.fixed(column) && (value - value.round()).abs() > 1e-6 {
                candidates.push((column, value));
            }
        }
        if candidates.is_empty() {
            let plain =
                values.iter().enumerate().filter_map(|(column, value)| value.map(|value| (column, value)));
            let open = plain.filter(|&(column, value)| {
                !self.bounds.fixed(column) && (value - value.round()).abs() > 1e-6
            });
            candidates.extend(open);
        }
        if candidates.is_empty() {
            // All values are whole and yet some row does not hold: decide any column.
            candidates.extend(
                (0..self.ilp.columns())
                    .filter(|&at| !self.bounds.fixed(at))
                    .map(|at| (at, self.lp.value(at)))
                    .take(1),
            );
        }
        let mean = |side: usize| {
            let (sum, count) = self.gains.iter().fold((0.0, 0), |(sum, count), gain| {
                let (total, times) = gain[side];
                if times > 0 { (sum + total / f64::from(times), count + 1) } else { (sum, count) }
            });
            if count > 0 { sum / f64::from(count) } else { 1.0 }
        };
        let means = [mean(0), mean(1)];
        let score = |&(column, value): &(usize, f64)| {
            let part = value - value.floor();
            let gain = |side: usize| {
                let (total, times) = self.gains[column][side];
                if times > 0 { total / f64::from(times) } else { means[side] }
            };
            (gain(0) * part).max(1e-6) * (gain(1) * (1.0 - part)).max(1e-6)
        };
        candidates.into_iter().max_by(|a, b| score(a).total_cmp(&score(b)).then(b.0.cmp(&a.0)))
    }

    /// Keeps a solution if it is one and better than what there is.
    fn offer(&mut self, values: Vec<i64>) -> bool {
        if !self.ilp.rows.iter().all(|row| row.allows(row.activity(|column| values[column]))) {
            return false;
        }
        let cost = self.ilp.value(&values) + self.constant;
        if self.keep.is_some_and(|keep| cost <= keep) {
            self.pool.push((cost, values.clone()));
        }
        if cost <= self.goal() {
            self.best = Some((cost, values));
        }
        true
    }
}
