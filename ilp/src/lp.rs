//! A linear program with bounded variables, solved by the dual simplex method and re-solved from where it stands
//! after any change of bounds or rows.
//!
//! Floating point lives here and only here: it guides. What is claimed of its results is proven in whole numbers
//! by `crate::certify`.

mod factor;
mod simplex;

use factor::Factor;

/// A bound that is none.
pub(crate) const INFINITE: f64 = f64::INFINITY;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The values are optimal.
    Optimal,
    /// No values satisfy the rows; [`Lp::ray`] says why.
    Infeasible,
    /// The objective has passed the limit.
    Beyond,
    /// The allowance ran out; run again.
    Paused,
    /// Numbers went bad. Claim nothing.
    Lost,
}

/// Minimise `cost·x`, rows `lower ≤ a·x ≤ upper`, columns bounded on both sides.
///
/// Variable `columns + r` is the logical of row `r`: `a·x + s = 0`.
#[derive(Debug, Clone)]
pub(crate) struct Lp {
    columns: usize,
    column: Vec<Vec<(u32, f64)>>,
    row: Vec<Vec<(u32, f64)>>,
    row_scale: Vec<f64>,
    cost: Vec<f64>,
    true_cost: Vec<f64>,
    cost_scale: f64,
    lower: Vec<f64>,
    upper: Vec<f64>,
    value: Vec<f64>,
    reduced: Vec<f64>,
    basis: Vec<u32>,
    /// The position in the basis plus 1; 0 outside it.
    place: Vec<u32>,
    at_upper: Vec<bool>,
    /// The columns outside the basis that have more than one value; only during a run.
    movable: Vec<bool>,
    weight: Vec<f64>,
    factor: Factor,
    fresh: bool,
    shifted: bool,
    /// Whether the last step had no length.
    idle: bool,
    rounds: u32,
    ray: Vec<f64>,
    ray_sign: f64,
    /// Pivots in all.
    pub(crate) pivots: u64,
    work: simplex::Work,
}

/// Where a program stands.
#[derive(Debug, Clone)]
pub(crate) struct Stand {
    basis: Vec<u32>,
    weight: Vec<f64>,
    at_upper: Vec<bool>,
}

/// The power of two nearest below.
fn power_below(value: f64) -> f64 {
    let mut power = 1.0;
    while power * 2.0 <= value {
        power *= 2.0;
    }
    while power > value && power > 1e-300 {
        power *= 0.5;
    }
    power
}

impl Lp {
    /// A program without rows.
    pub(crate) fn new(cost: &[f64], lower: &[f64], upper: &[f64]) -> Self {
        let columns = cost.len();
        let mut lp = Self {
            columns,
            column: vec![Vec::new(); columns],
            row: Vec::new(),
            row_scale: Vec::new(),
            cost: vec![0.0; columns],
            true_cost: vec![0.0; columns],
            cost_scale: 1.0,
            lower: lower.to_vec(),
            upper: upper.to_vec(),
            value: lower.to_vec(),
            reduced: vec![0.0; columns],
            basis: Vec::new(),
            place: vec![0; columns],
            at_upper: vec![false; columns],
            movable: Vec::new(),
            weight: Vec::new(),
            factor: Factor::default(),
            fresh: false,
            shifted: false,
            idle: false,
            rounds: 0,
            ray: Vec::new(),
            ray_sign: 1.0,
            pivots: 0,
            work: simplex::Work::default(),
        };
        lp.set_cost(cost);
        lp
    }

    /// Another objective.
    pub(crate) fn set_cost(&mut self, cost: &[f64]) {
        let largest = cost.iter().map(|cost| cost.abs()).fold(0.0, f64::max);
        self.cost_scale = if largest > 0.0 { 1.0 / power_below(largest) } else { 1.0 };
        for (to, from) in self.true_cost.iter_mut().zip(cost) {
            *to = from * self.cost_scale;
        }
        self.cost.clone_from(&self.true_cost);
        self.shifted = false;
        self.fresh = false;
    }

    /// Adds a row; its logical enters the basis.
    pub(crate) fn add_row(&mut self, entries: &[(u32, f64)], lower: f64, upper: f64) {
        let largest = entries.iter().map(|(_, value)| value.abs()).fold(0.0, f64::max);
        let scale = if largest > 0.0 { 1.0 / power_below(largest) } else { 1.0 };
        let row = self.row.len() as u32;
        let scaled: Vec<(u32, f64)> =
            entries.iter().map(|&(column, value)| (column, value * scale)).collect();
        for &(column, value) in &scaled {
            self.column[column as usize].push((row, value));
        }
        let activity: f64 = scaled.iter().map(|&(column, value)| value * self.value[column as usize]).sum();
        self.row.push(scaled);
        self.row_scale.push(scale);
        self.lower.push(-upper * scale);
        self.upper.push(-lower * scale);
        self.value.push(-activity);
        self.reduced.push(0.0);
        self.at_upper.push(false);
        self.basis.push(self.columns as u32 + row);
        self.place.push(self.basis.len() as u32);
        self.weight.push(1.0);
        self.fresh = false;
    }

    /// Keeps the rows for which `keep` holds, and drops others if their logicals are basic.
    ///
    /// Answers which rows were dropped.
    pub(crate) fn retain_rows(&mut self, keep: impl Fn(usize) -> bool) -> Vec<bool> {
        let columns = self.columns;
        let dropped: Vec<bool> =
            (0..self.row.len()).map(|row| self.place[columns + row] != 0 && !keep(row)).collect();
        if !dropped.contains(&true) {
            return dropped;
        }
        let mut renumber = vec![0_u32; self.row.len()];
        let mut next = 0;
        for (row, to) in renumber.iter_mut().enumerate() {
            *to = next;
            next += u32::from(!dropped[row]);
        }
        for column in &mut self.column {
            column.retain(|&(row, _)| !dropped[row as usize]);
            for (row, _) in column {
                *row = renumber[*row as usize];
            }
        }
        let stays = |at: usize| at < columns || !dropped[at - columns];
        let pick = |list: &mut Vec<f64>| {
            let mut at = 0;
            list.retain(|_| {
                at += 1;
                stays(at - 1)
            });
        };
        pick(&mut self.lower);
        pick(&mut self.upper);
        pick(&mut self.value);
        pick(&mut self.reduced);
        let mut at = 0;
        self.at_upper.retain(|_| {
            at += 1;
            stays(at - 1)
        });
        let mut at = 0;
        self.row.retain(|_| {
            at += 1;
            !dropped[at - 1]
        });
        let mut at = 0;
        self.row_scale.retain(|_| {
            at += 1;
            !dropped[at - 1]
        });
        let mut basis = Vec::with_capacity(self.row.len());
        let mut weight = Vec::with_capacity(self.row.len());
        for (&variable, &one) in self.basis.iter().zip(&self.weight) {
            let variable = variable as usize;
            if stays(variable) {
                let moved = if variable < columns {
                    variable as u32
                } else {
                    columns as u32 + renumber[variable - columns]
                };
                basis.push(moved);
                weight.push(one);
            }
        }
        self.basis = basis;
        self.weight = weight;
        self.place = vec![0; columns + self.row.len()];
        for (place, &variable) in self.basis.iter().enumerate() {
            self.place[variable as usize] = place as u32 + 1;
        }
        self.fresh = false;
        dropped
    }

    /// Changes a column's bounds. A value outside them moves to the nearer one.
    pub(crate) fn set_bounds(&mut self, column: usize, lower: f64, upper: f64) {
        let was_fixed = self.lower[column] == self.upper[column];
        self.lower[column] = lower;
        self.upper[column] = upper;
        if was_fixed && lower != upper && self.fresh && self.place[column] == 0 {
            // While it was fixed its reduced cost was not kept up. A logical's is its row's multiplier, below 0.
            let rows = self.column[column].iter();
            let sum: f64 = rows.map(|&(row, value)| self.reduced[self.columns + row as usize] * value).sum();
            self.reduced[column] = self.cost[column] + sum;
        }
    }

    /// Changes the upper bound of a row.
    pub(crate) fn set_most(&mut self, row: usize, upper: f64) {
        self.lower[self.columns + row] = -upper * self.row_scale[row];
    }

    /// Where it stands, to come back to as long as no row is dropped.
    pub(crate) fn stand(&self) -> Stand {
        Stand { basis: self.basis.clone(), weight: self.weight.clone(), at_upper: self.at_upper.clone() }
    }

    /// Goes back to where it stood; the logicals of rows that were added since stay in the basis.
    pub(crate) fn go_back(&mut self, to: &Stand) {
        let (rows, variables) = (to.basis.len(), to.at_upper.len());
        self.basis.truncate(rows);
        self.basis.copy_from_slice(&to.basis);
        self.basis.extend(variables as u32..self.value.len() as u32);
        self.weight[..rows].copy_from_slice(&to.weight);
        self.weight[rows..].fill(1.0);
        self.at_upper[..variables].copy_from_slice(&to.at_upper);
        self.at_upper[variables..].fill(false);
        self.place.fill(0);
        for (place, &variable) in self.basis.iter().enumerate() {
            self.place[variable as usize] = place as u32 + 1;
        }
        self.cost.clone_from(&self.true_cost);
        self.shifted = false;
        self.fresh = false;
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.row.len()
    }

    /// A column's value.
    pub(crate) fn value(&self, column: usize) -> f64 {
        self.value[column]
    }

    /// Whether a column is in the basis.
    pub(crate) fn is_basic(&self, column: usize) -> bool {
        self.place[column] != 0
    }

    /// The multipliers of the rows, in the units of the costs and rows that were given.
    pub(crate) fn duals(&mut self) -> Vec<f64> {
        if !self.fresh {
            self.refresh();
        }
        let mut duals: Vec<f64> = self.basis.iter().map(|&variable| self.true_cost_of(variable)).collect();
        self.factor.backward(&mut duals);
        for (dual, scale) in duals.iter_mut().zip(&self.row_scale) {
            *dual *= scale / self.cost_scale;
        }
        duals
    }

    /// After [`Status::Infeasible`]: multipliers of rows whose sum cannot be satisfied.
    pub(crate) fn ray(&self) -> Vec<f64> {
        self.ray.iter().zip(&self.row_scale).map(|(value, scale)| value * scale * self.ray_sign).collect()
    }

    /// The multipliers that express the column at a place of the basis: a row of the inverse.
    pub(crate) fn inverse_row(&mut self, column: usize) -> Option<Vec<f64>> {
        if !self.fresh {
            self.refresh();
        }
        let place = self.place[column].checked_sub(1)?;
        let mut vector = vec![0.0; self.rows()];
        vector[place as usize] = 1.0;
        self.factor.backward(&mut vector);
        for (value, scale) in vector.iter_mut().zip(&self.row_scale) {
            *value *= scale;
        }
        Some(vector)
    }

    /// The value of the objective where it stands.
    pub(crate) fn objective(&self) -> f64 {
        let sum: f64 = self.true_cost.iter().zip(&self.value).map(|(cost, value)| cost * value).sum();
        sum / self.cost_scale
    }

    fn true_cost_of(&self, variable: u32) -> f64 {
        self.true_cost.get(variable as usize).copied().unwrap_or(0.0)
    }
}
