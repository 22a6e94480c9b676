//! The relaxation of one node: simplex, rows on demand, reduced-cost fixing, again until nothing changes.

use super::{Branch, Goal, Mode};
use crate::certify::{Proof, prove};
use crate::lp::{INFINITE, Status};
use crate::program::{NO_LOWER, NO_UPPER};

/// What a node came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// The allowance ran out.
    Paused,
    /// Nothing lies here.
    Pruned,
    /// Nothing here costs less than this, which is more than the goal: proven.
    Beyond(i64),
    /// A solution was found that is the best here.
    Whole,
    /// The relaxation's values are not whole.
    Fractional {
        /// Nothing here costs less: proven.
        bound: i64,
        /// What the relaxation costs, for guidance.
        objective: f64,
    },
}

/// Multipliers are rounded to this fraction of a unit of cost.
const SCALE: i128 = 1 << 24;

impl Branch {
    pub(super) fn relax(&mut self, allowance: &mut u32) -> Verdict {
        loop {
            self.show_bounds();
            let goal = self.goal();
            // The further a proof goes, the more of it is left when more is allowed.
            let ends = goal == i64::MAX || self.frame.is_some();
            let beyond = if ends { INFINITE } else { (goal - self.constant) as f64 + 1e-6 };
            let mut status = self.lp.run(allowance, beyond);
            if status == Status::Beyond {
                if let Some(beyond) = self.proof().and_then(|proof| self.beyond(&proof, goal)) {
                    return beyond;
                }
                status = self.lp.run(allowance, INFINITE);
            }
            match status {
                Status::Paused => return Verdict::Paused,
                Status::Infeasible => {
                    if self.infeasible() {
                        return Verdict::Pruned;
                    }
                    return self.undecided();
                }
                Status::Lost | Status::Beyond => return self.undecided(),
                Status::Optimal => {}
            }
            let Some(proof) = self.proof() else { return self.undecided() };
            if let Some(beyond) = self.beyond(&proof, goal) {
                return beyond;
            }
            let bound = self.rounded(&proof);
            // At the root, solutions as good as the best must survive: later questions ask for them.
            let at_root = matches!(self.mode, Mode::Root { .. });
            let keep = if at_root || self.keep.is_some() { self.root_goal() } else { goal };
            if self.frame.is_none() {
                match self.fix_by_cost(&proof, keep) {
                    None => return Verdict::Pruned,
                    Some(true) => continue,
                    Some(false) => {}
                }
            }
            if at_root && self.frame.is_none() {
                // The proof is about these bounds and no others.
                self.root_proof = Some(proof);
                self.root = self.bounds.clone();
            }
            if self.take_in_violated() {
                continue;
            }
            if let Some(values) = self.whole_values() {
                let cost = self.ilp.value(&values) + self.constant;
                // Beside large costs the relaxation does not see small ones: only the proof says that it is the best.
                if self.offer(values) && (self.first_only || cost <= bound) {
                    return Verdict::Whole;
                }
            }
            return Verdict::Fractional { bound, objective: self.lp.objective() };
        }
    }

    /// Where numbers prove nothing: go on branching if there is something left to branch on.
    fn undecided(&mut self) -> Verdict {
        let open = (0..self.ilp.columns()).any(|column| !self.bounds.fixed(column));
        if !open {
            // One candidate is left: it satisfies the rows, or it does not.
            let values = self.bounds.lower.clone();
            if self.offer(values) {
                return Verdict::Whole;
            }
            self.close(None);
            return Verdict::Pruned;
        }
        Verdict::Fractional { bound: self.node_bound, objective: self.lp.objective() }
    }

    /// The end of a node of which a proof shows that nothing in it is within the goal.
    fn beyond(&mut self, proof: &Proof, goal: i64) -> Option<Verdict> {
        let bound = self.rounded(proof);
        if bound <= goal {
            return None;
        }
        self.close(Some((proof, Goal { cost: goal.saturating_sub(self.constant), step: self.step })));
        Some(Verdict::Beyond(bound))
    }

    fn show_bounds(&mut self) {
        for column in 0..self.ilp.columns() {
            self.lp.set_bounds(column, self.bounds.lower[column] as f64, self.bounds.upper[column] as f64);
        }
        self.propagator.changed.clear();
    }

    fn proof(&mut self) -> Option<Proof> {
        let duals = self.lp.duals();
        let rows = self.lp_rows.iter().map(|&row| &self.ilp.rows[row as usize]);
        prove(self.ilp.cost.iter().copied(), &self.bounds, rows, &duals, SCALE)
    }

    /// The bound of a proof as a whole cost, the constant included.
    fn rounded(&self, proof: &Proof) -> i64 {
        let bound = proof.rounded(self.step) + i128::from(self.constant);
        i64::try_from(bound).unwrap_or(if bound > 0 { i64::MAX } else { i64::MIN })
    }

    /// Whether the ray of the simplex method proves that there is nothing here.
    fn infeasible(&mut self) -> bool {
        let ray = self.lp.ray();
        let largest = ray.iter().map(|value| value.abs()).fold(0.0, f64::max);
        if largest <= 0.0 || !largest.is_finite() {
            return false;
        }
        for sign in [1.0, -1.0] {
            let ray: Vec<f64> = ray.iter().map(|value| value / largest * sign).collect();
            let rows = self.lp_rows.iter().map(|&row| &self.ilp.rows[row as usize]);
            let none = (0..self.ilp.columns()).map(|_| 0);
            let proof = prove(none, &self.bounds, rows, &ray, SCALE);
            if let Some(proof) = proof.filter(|proof| proof.bound > 0) {
                self.close(Some((&proof, Goal { cost: 0, step: 1 })));
                return true;
            }
        }
        false
    }

    /// Bounds that no solution worth having can exceed. None: nothing is left; true: bounds changed so that the
    /// values must be found anew.
    pub(super) fn fix_by_cost(&mut self, proof: &Proof, goal: i64) -> Option<bool> {
        if goal == i64::MAX {
            return Some(false);
        }
        let room = i128::from(goal - self.constant) * proof.scale - proof.bound;
        let mut changed = Vec::new();
        for (column, &reduced) in proof.reduced.iter().enumerate() {
            let (lower, upper) = (self.bounds.lower[column], self.bounds.upper[column]);
            // Most columns are bits: no wide product is needed for them.
            let span = upper - lower;
            if span == 0 || (if span == 1 { reduced.abs() } else { reduced.abs() * i128::from(span) }) <= room
            {
                continue;
            }
            let steps = (room / reduced.abs()) as i64;
            if reduced > 0 {
                self.bounds.upper[column] = lower + steps;
            } else {
                self.bounds.lower[column] = upper - steps;
            }
            changed.push(column as u32);
        }
        if changed.is_empty() {
            return Some(false);
        }
        self.propagator.changed.clear();
        if !self.propagator.from(&self.ilp, &mut self.bounds, &changed) {
            return None;
        }
        let outside = |&column: &u32| {
            let value = self.lp.value(column as usize);
            value < self.bounds.lower[column as usize] as f64 - 1e-9
                || value > self.bounds.upper[column as usize] as f64 + 1e-9
        };
        Some(self.propagator.changed.iter().any(outside))
    }

    /// Takes in the rows that the values violate most; false if there are none.
    fn take_in_violated(&mut self) -> bool {
        let mut found: Vec<(f64, usize)> = Vec::new();
        for (place, row) in self.ilp.rows.iter().enumerate() {
            if self.in_lp[place] || row.defines.is_some_and(|column| !self.bounds.fixed(column as usize)) {
                continue;
            }
            let (mut activity, mut norm) = (0.0, 0.0);
            for &(column, factor) in &row.entries {
                activity += factor as f64 * self.lp.value(column as usize);
                norm += (factor as f64) * (factor as f64);
            }
            let above = if row.upper == NO_UPPER { 0.0 } else { activity - row.upper as f64 };
            let below = if row.lower == NO_LOWER { 0.0 } else { row.lower as f64 - activity };
            let violation = above.max(below) / norm.sqrt().max(1e-9);
            if violation > 1e-6 {
                found.push((violation, place));
            }
        }
        crate::sort::sort_by(&mut found, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(40 + self.lp.rows() / 4);
        for &(_, place) in &found {
            self.take_in(place);
        }
        !found.is_empty()
    }

    /// The values as whole numbers, if they are; columns that rows define follow from the others.
    fn whole_values(&self) -> Option<Vec<i64>> {
        let mut values = Vec::with_capacity(self.ilp.columns());
        for column in 0..self.ilp.columns() {
            values.push(self.lp.value(column).round() as i64);
        }
        let mut defined = vec![false; self.ilp.columns()];
        for row in &self.ilp.rows[..self.cuts_from] {
            let Some(column) = row.defines else { continue };
            defined[column as usize] = true;
            // Σ parts − column is 0 before columns are left out, and stays constant after.
            let parts = row.entries.iter().filter(|&&(other, _)| other != column);
            let sum: i64 = parts.map(|&(other, factor)| factor * values[other as usize]).sum();
            let right = if row.upper == NO_UPPER { row.lower } else { row.upper };
            values[column as usize] = sum - right;
        }
        let whole =
            |column: usize| defined[column] || (self.lp.value(column) - values[column] as f64).abs() < 1e-6;
        (0..values.len()).all(whole).then_some(values)
    }
}
