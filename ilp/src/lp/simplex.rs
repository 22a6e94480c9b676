//! The dual simplex method: steepest edge, long steps over bounded variables.

use super::{INFINITE, Lp, Status};

const PRIMAL: f64 = 1e-8;
const DUAL: f64 = 1e-9;
const PIVOT: f64 = 1e-7;

/// Room that is used again at each pivot.
#[derive(Debug, Default, Clone)]
pub(crate) struct Work {
    row: Vec<f64>,
    column: Vec<f64>,
    edge: Vec<f64>,
    flip: Vec<f64>,
    alpha: Vec<f64>,
    marked: Vec<bool>,
    touched: Vec<u32>,
    candidates: Vec<(f64, u32)>,
}

/// What one pivot came to.
enum Step {
    Moved,
    Optimal,
    Infeasible,
    Trouble,
}

impl Lp {
    /// Works for at most `allowance` pivots, or until the objective passes `limit`. Takes what it used from the
    /// allowance.
    pub(crate) fn run(&mut self, allowance: &mut u32, limit: f64) -> Status {
        let limit = if limit.is_finite() { limit * self.cost_scale } else { limit };
        let mut trouble = 0;
        let mut idle = 0;
        let is_movable = |column: usize| self.place[column] == 0 && self.lower[column] != self.upper[column];
        self.movable = (0..self.columns).map(is_movable).collect();
        if !self.fresh {
            self.refresh();
        } else {
            self.settle();
        }
        loop {
            if *allowance == 0 {
                return Status::Paused;
            }
            if self.factor.stale() {
                self.refresh();
            }
            match self.pivot() {
                Step::Moved => {
                    idle = if self.idle { idle + 1 } else { 0 };
                    if idle > 30 {
                        idle = 0;
                        self.perturb();
                    }
                    *allowance -= 1;
                    self.pivots += 1;
                    if limit.is_finite() && self.pivots.is_multiple_of(8) && self.scaled_objective() > limit {
                        self.unshift();
                        if self.scaled_objective() > limit {
                            return Status::Beyond;
                        }
                    }
                }
                Step::Optimal => {
                    if !self.shifted {
                        return Status::Optimal;
                    }
                    self.unshift();
                }
                Step::Infeasible => {
                    if self.factor.age() == 0 || trouble > 3 {
                        return Status::Infeasible;
                    }
                    trouble += 1;
                    self.refresh();
                }
                Step::Trouble => {
                    trouble += 1;
                    if trouble > 20 {
                        return Status::Lost;
                    }
                    *allowance = allowance.saturating_sub(1);
                    self.refresh();
                }
            }
        }
    }

    fn scaled_objective(&self) -> f64 {
        // For a dual feasible basis the primal values' cost is the dual objective.
        self.cost.iter().zip(&self.value).map(|(cost, value)| cost * value).sum()
    }

    /// Moves every cost a little to the side on which its variable stays put, so that steps of length 0, and
    /// with them circles, end.
    fn perturb(&mut self) {
        self.rounds = self.rounds.wrapping_add(1);
        let mut random = self.rounds;
        for column in 0..self.columns {
            if self.place[column] != 0 || self.lower[column] == self.upper[column] {
                continue;
            }
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let size =
                (1.0 + f64::from(random >> 16) / 65_536.0) * 1e-6 * (1.0 + self.true_cost[column].abs());
            let change = if self.at_upper[column] { -size } else { size };
            self.cost[column] += change;
            self.reduced[column] += change;
        }
        self.shifted = true;
    }

    fn unshift(&mut self) {
        if self.shifted {
            self.cost.clone_from(&self.true_cost);
            self.shifted = false;
            self.reprice();
            self.settle();
        }
    }

    /// Factors afresh and computes everything anew from the basis.
    pub(super) fn refresh(&mut self) {
        let size = self.rows();
        let unit: Vec<(u32, f64)> = (0..size as u32).map(|row| (row, 1.0)).collect();
        let columns: Vec<&[(u32, f64)]> = self
            .basis
            .iter()
            .map(|&variable| match self.column.get(variable as usize) {
                Some(column) => column.as_slice(),
                None => std::slice::from_ref(&unit[variable as usize - self.columns]),
            })
            .collect();
        let replaced = self.factor.build(size, &columns);
        for (position, row) in replaced {
            let out = self.basis[position as usize] as usize;
            self.set_out(out);
            let logical = self.columns + row as usize;
            self.basis[position as usize] = logical as u32;
            self.place[logical] = position + 1;
            self.weight[position as usize] = 1.0;
        }
        self.fresh = true;
        self.reprice();
        self.settle();
    }

    /// Reduced costs from the basis.
    fn reprice(&mut self) {
        let mut duals: Vec<f64> = self
            .basis
            .iter()
            .map(|&variable| self.cost.get(variable as usize).copied().unwrap_or(0.0))
            .collect();
        self.factor.backward(&mut duals);
        for column in 0..self.columns {
            self.reduced[column] = if self.place[column] != 0 {
                0.0
            } else {
                let sum: f64 =
                    self.column[column].iter().map(|&(row, value)| duals[row as usize] * value).sum();
                self.cost[column] - sum
            };
        }
        for (row, dual) in duals.iter().enumerate() {
            let logical = self.columns + row;
            self.reduced[logical] = if self.place[logical] != 0 { 0.0 } else { -dual };
        }
    }

    /// Puts every variable outside the basis at the bound that its reduced cost asks for, and computes the
    /// others.
    fn settle(&mut self) {
        for variable in 0..self.value.len() {
            if self.place[variable] != 0 {
                continue;
            }
            let (lower, upper) = (self.lower[variable], self.upper[variable]);
            let reduced = self.reduced[variable];
            let up = if lower == -INFINITE || upper == INFINITE {
                lower == -INFINITE
            } else if reduced.abs() > DUAL {
                reduced < 0.0
            } else {
                self.at_upper[variable]
            };
            self.at_upper[variable] = up;
            self.value[variable] = if up { upper } else { lower };
        }
        let size = self.rows();
        let mut right = std::mem::take(&mut self.work.flip);
        right.clear();
        right.resize(size, 0.0);
        for column in 0..self.columns {
            let value = self.value[column];
            if self.place[column] == 0 && value != 0.0 {
                for &(row, factor) in &self.column[column] {
                    right[row as usize] -= factor * value;
                }
            }
        }
        for (row, cell) in right.iter_mut().enumerate() {
            let logical = self.columns + row;
            if self.place[logical] == 0 {
                *cell -= self.value[logical];
            }
        }
        self.factor.forward(&mut right);
        for (position, &variable) in self.basis.iter().enumerate() {
            self.value[variable as usize] = right[position];
        }
        self.work.flip = right;
    }

    /// The position whose variable is furthest outside its bounds, by steepest edge.
    fn leaving(&self) -> Option<usize> {
        let mut best = 0.0;
        let mut found = None;
        for (position, &variable) in self.basis.iter().enumerate() {
            let value = self.value[variable as usize];
            let outside = (self.lower[variable as usize] - value).max(value - self.upper[variable as usize]);
            if outside > PRIMAL {
                let score = outside * outside / self.weight[position];
                if score > best {
                    best = score;
                    found = Some(position);
                }
            }
        }
        found
    }

    fn pivot(&mut self) -> Step {
        let Some(position) = self.leaving() else { return Step::Optimal };
        let size = self.rows();
        let leaving = self.basis[position] as usize;
        let below = self.value[leaving] < self.lower[leaving];
        let sign = if below { -1.0 } else { 1.0 };
        let mut work = std::mem::take(&mut self.work);
        work.row.clear();
        work.row.resize(size, 0.0);
        work.row[position] = 1.0;
        self.factor.backward(&mut work.row);
        self.price(&mut work);
        let entering = self.ratio(&mut work, leaving, sign);
        let step = match entering {
            None => {
                self.ray.clone_from(&work.row);
                self.ray_sign = sign;
                Step::Infeasible
            }
            Some(entering) => self.exchange(&mut work, position, leaving, entering, below),
        };
        for &variable in &work.touched {
            work.alpha[variable as usize] = 0.0;
            work.marked[variable as usize] = false;
        }
        work.touched.clear();
        self.work = work;
        step
    }

    /// The pivot row over all variables outside the basis, but for columns that cannot move.
    fn price(&self, work: &mut Work) {
        work.alpha.resize(self.value.len(), 0.0);
        work.marked.resize(self.value.len(), false);
        for (row, &multiplier) in work.row.iter().enumerate() {
            if multiplier == 0.0 {
                continue;
            }
            for &(column, value) in &self.row[row] {
                if self.movable[column as usize] {
                    // Sums may pass through 0: a mark says who is in the list.
                    if !work.marked[column as usize] {
                        work.marked[column as usize] = true;
                        work.touched.push(column);
                    }
                    work.alpha[column as usize] += multiplier * value;
                }
            }
            let logical = self.columns + row;
            if self.place[logical] == 0 {
                work.touched.push(logical as u32);
                work.alpha[logical] = multiplier;
            }
        }
    }

    /// Which variable enters: the longest step that keeps the reduced costs' signs, flipping bounded variables
    /// on the way as long as that pays.
    fn ratio(&mut self, work: &mut Work, leaving: usize, sign: f64) -> Option<usize> {
        let mut slope = if sign < 0.0 {
            self.lower[leaving] - self.value[leaving]
        } else {
            self.value[leaving] - self.upper[leaving]
        };
        work.candidates.clear();
        work.flip.clear();
        for &variable in &work.touched {
            let at = variable as usize;
            let alpha = work.alpha[at] * sign;
            if alpha.abs() <= DUAL || self.lower[at] == self.upper[at] {
                continue;
            }
            if (alpha > 0.0) != self.at_upper[at] {
                let ratio = (self.reduced[at] / alpha).max(0.0);
                work.candidates.push((ratio, variable));
            }
        }
        let mut start = 0;
        let mut chosen = None;
        while start < work.candidates.len() {
            let limit = work.candidates[start..]
                .iter()
                .map(|&(ratio, variable)| ratio + DUAL / work.alpha[variable as usize].abs())
                .fold(INFINITE, f64::min);
            let mut end = start;
            let mut passed = 0.0;
            let mut largest = 0.0;
            let mut best = None;
            for at in start..work.candidates.len() {
                let (ratio, variable) = work.candidates[at];
                if ratio <= limit {
                    let alpha = work.alpha[variable as usize].abs();
                    passed += alpha * (self.upper[variable as usize] - self.lower[variable as usize]);
                    if alpha > largest || (alpha == largest && Some(variable) < best) {
                        largest = alpha;
                        best = Some(variable);
                    }
                    work.candidates.swap(end, at);
                    end += 1;
                }
            }
            // A tiny pivot is worse than a short step: fall back to the group before.
            if largest < PIVOT && chosen.is_some() {
                break;
            }
            chosen = best;
            // At a slope of 0 a longer step gains nothing, and could go round in circles.
            if slope - passed <= PRIMAL || end == start {
                break;
            }
            slope -= passed;
            start = end;
            if start == work.candidates.len() && slope > PRIMAL {
                // All of them at their best bounds are not enough.
                return None;
            }
        }
        chosen.map(|variable| variable as usize)
    }

    fn exchange(
        &mut self,
        work: &mut Work,
        position: usize,
        leaving: usize,
        entering: usize,
        below: bool,
    ) -> Step {
        let size = self.rows();
        work.column.clear();
        work.column.resize(size, 0.0);
        match self.column.get(entering) {
            Some(column) => {
                for &(row, value) in column {
                    work.column[row as usize] = value;
                }
            }
            None => work.column[entering - self.columns] = 1.0,
        }
        self.factor.forward(&mut work.column);
        let pivot = work.column[position];
        let expected = work.alpha[entering];
        if pivot.abs() < PIVOT || (pivot - expected).abs() > 1e-6 * (1.0 + pivot.abs()) {
            if self.factor.age() > 0 {
                return Step::Trouble;
            }
            if pivot.abs() < DUAL {
                return Step::Trouble;
            }
        }
        work.edge.clear();
        work.edge.extend_from_slice(&work.row);
        self.factor.forward(&mut work.edge);
        self.update_duals(work, leaving, entering, expected);
        self.update_primal(work, position, leaving, entering, below);
        self.update_weights(work, position, pivot);
        self.factor.replace(position as u32, &work.column);
        self.basis[position] = entering as u32;
        self.place[entering] = position as u32 + 1;
        if let Some(movable) = self.movable.get_mut(entering) {
            *movable = false;
        }
        self.set_out(leaving);
        Step::Moved
    }

    /// A variable has left the basis.
    fn set_out(&mut self, variable: usize) {
        self.place[variable] = 0;
        if let Some(movable) = self.movable.get_mut(variable) {
            *movable = self.lower[variable] != self.upper[variable];
        }
    }

    /// Reduced costs after the step. Variables whose sign would turn flip if they can, else their cost shifts.
    fn update_duals(&mut self, work: &mut Work, leaving: usize, entering: usize, alpha: f64) {
        let step = self.reduced[entering] / alpha;
        self.idle = step.abs() <= DUAL;
        work.flip.clear();
        work.flip.resize(self.rows(), 0.0);
        for &variable in &work.touched {
            let at = variable as usize;
            if at == entering {
                continue;
            }
            let reduced = self.reduced[at] - step * work.alpha[at];
            self.reduced[at] = reduced;
            if self.lower[at] == self.upper[at] {
                continue;
            }
            let wrong = if self.at_upper[at] { reduced > DUAL } else { reduced < -DUAL };
            if wrong {
                let range = self.upper[at] - self.lower[at];
                if range < INFINITE {
                    let change = if self.at_upper[at] { -range } else { range };
                    self.at_upper[at] = !self.at_upper[at];
                    self.value[at] += change;
                    match self.column.get(at) {
                        Some(column) => {
                            for &(row, value) in column {
                                work.flip[row as usize] -= value * change;
                            }
                        }
                        None => work.flip[at - self.columns] -= change,
                    }
                } else {
                    self.shift(at);
                }
            }
        }
        self.reduced[entering] = 0.0;
        self.reduced[leaving] = -step;
        if work.flip.iter().any(|&value| value != 0.0) {
            self.factor.forward(&mut work.flip);
            for (&variable, change) in self.basis.iter().zip(&work.flip) {
                self.value[variable as usize] += change;
            }
        }
    }

    fn shift(&mut self, variable: usize) {
        if let Some(cost) = self.cost.get_mut(variable) {
            *cost -= self.reduced[variable];
            self.shifted = true;
        }
        self.reduced[variable] = 0.0;
    }

    fn update_primal(&mut self, work: &Work, position: usize, leaving: usize, entering: usize, below: bool) {
        let bound = if below { self.lower[leaving] } else { self.upper[leaving] };
        let step = (self.value[leaving] - bound) / work.column[position];
        for (&variable, &factor) in self.basis.iter().zip(&work.column) {
            self.value[variable as usize] -= step * factor;
        }
        self.value[entering] += step;
        self.value[leaving] = bound;
        self.at_upper[leaving] = !below;
    }

    fn update_weights(&mut self, work: &Work, position: usize, pivot: f64) {
        let exact: f64 = work.row.iter().map(|value| value * value).sum();
        for (at, weight) in self.weight.iter_mut().enumerate() {
            let factor = work.column[at] / pivot;
            if at != position && factor != 0.0 {
                *weight = (*weight - 2.0 * factor * work.edge[at] + factor * factor * exact).max(1e-4);
            }
        }
        self.weight[position] = (exact / (pivot * pivot)).max(1e-4);
    }
}
