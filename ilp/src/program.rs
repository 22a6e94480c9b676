//! An integer program: bounded whole columns, rows between two bounds, and the reasoning on bounds alone.

use std::collections::VecDeque;

/// A lower bound that is none.
pub const NO_LOWER: i64 = i64::MIN;
/// An upper bound that is none.
pub const NO_UPPER: i64 = i64::MAX;

/// `lower ≤ Σ factor·column ≤ upper`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Columns with their factors, by column, none 0.
    pub entries: Vec<(u32, i64)>,
    /// The lower bound, or [`NO_LOWER`].
    pub lower: i64,
    /// The upper bound, or [`NO_UPPER`].
    pub upper: i64,
    /// The column that this row merely defines: the program needs the row only where that column is decided.
    pub defines: Option<u32>,
    /// Whether it follows from the other rows, so that it may be forgotten.
    pub is_cut: bool,
}

impl Row {
    /// A row of these entries; entries of one column are added up.
    pub fn new(mut entries: Vec<(u32, i64)>, lower: i64, upper: i64) -> Self {
        entries.sort_unstable_by_key(|&(column, _)| column);
        entries.dedup_by(|from, to| {
            let same = from.0 == to.0;
            if same {
                to.1 += from.1;
            }
            same
        });
        entries.retain(|&(_, factor)| factor != 0);
        Self { entries, lower, upper, defines: None, is_cut: false }
    }

    /// `Σ ≤ upper`.
    pub fn most(entries: Vec<(u32, i64)>, upper: i64) -> Self {
        Self::new(entries, NO_LOWER, upper)
    }

    /// `Σ ≥ lower`.
    pub fn least(entries: Vec<(u32, i64)>, lower: i64) -> Self {
        Self::new(entries, lower, NO_UPPER)
    }

    /// The sum for given values.
    pub fn activity(&self, value: impl Fn(usize) -> i64) -> i64 {
        self.entries.iter().map(|&(column, factor)| factor * value(column as usize)).sum()
    }

    /// Whether a sum is within the bounds.
    pub fn allows(&self, activity: i64) -> bool {
        (self.lower == NO_LOWER || activity >= self.lower)
            && (self.upper == NO_UPPER || activity <= self.upper)
    }
}

/// The bounds of all columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Lower bounds.
    pub lower: Vec<i64>,
    /// Upper bounds.
    pub upper: Vec<i64>,
}

impl Bounds {
    /// Whether a column has one value left.
    pub fn fixed(&self, column: usize) -> bool {
        self.lower[column] == self.upper[column]
    }
}

/// Columns, rows and what is minimised; at first nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Ilp {
    /// The bounds at the root.
    pub bounds: Bounds,
    /// The objective.
    pub cost: Vec<i64>,
    /// All rows: those of the problem, then cuts.
    pub rows: Vec<Row>,
    /// The rows in which each column occurs.
    by_column: Vec<Vec<u32>>,
}

impl Ilp {
    /// Adds a column.
    pub fn column(&mut self, lower: i64, upper: i64) -> u32 {
        self.bounds.lower.push(lower);
        self.bounds.upper.push(upper);
        self.cost.push(0);
        self.by_column.push(Vec::new());
        (self.cost.len() - 1) as u32
    }

    /// Adds a row.
    pub fn row(&mut self, row: Row) {
        for &(column, _) in &row.entries {
            self.by_column[column as usize].push(self.rows.len() as u32);
        }
        self.rows.push(row);
    }

    /// Drops the rows from `first` on for which `keep` says no.
    pub fn retain_from(&mut self, first: usize, keep: impl Fn(usize) -> bool) {
        let mut at = 0;
        self.rows.retain(|_| {
            at += 1;
            at <= first || keep(at - 1)
        });
        for list in &mut self.by_column {
            list.clear();
        }
        for (place, row) in self.rows.iter().enumerate() {
            for &(column, _) in &row.entries {
                self.by_column[column as usize].push(place as u32);
            }
        }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.cost.len()
    }

    /// The objective for given values.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.cost.iter().zip(values).map(|(cost, value)| cost * value).sum()
    }
}

/// The rows in which each column occurs, with its factor there.
#[derive(Debug, Clone)]
pub struct ByColumn {
    entries: Vec<(u32, i64)>,
    /// Where each column's entries begin, and the end of the last's.
    begins: Vec<u32>,
}

impl ByColumn {
    /// Sorts the entries of rows by column.
    pub fn new(columns: usize, rows: &[Row]) -> Self {
        let mut begins = vec![0; columns + 1];
        for &(column, _) in rows.iter().flat_map(|row| &row.entries) {
            begins[column as usize + 1] += 1;
        }
        for column in 0..columns {
            begins[column + 1] += begins[column];
        }
        let mut next = begins.clone();
        let mut entries = vec![(0, 0); begins[columns] as usize];
        for (row, place) in rows.iter().zip(0..) {
            for &(column, factor) in &row.entries {
                let at = &mut next[column as usize];
                entries[*at as usize] = (place, factor);
                *at += 1;
            }
        }
        Self { entries, begins }
    }

    /// The rows of a column, each with its factor.
    pub fn of(&self, column: usize) -> &[(u32, i64)] {
        &self.entries[self.begins[column] as usize..self.begins[column + 1] as usize]
    }
}

/// Tightens bounds as far as single rows show, again and again.
#[derive(Debug, Clone, Default)]
pub struct Propagator {
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// Columns whose bounds changed since this was last emptied.
    pub changed: Vec<u32>,
    /// Row visits so far: what the work costs.
    pub visits: u64,
    /// If it is not empty: for each row whether it is left out.
    pub left_out: Vec<bool>,
}

impl Propagator {
    /// Looks at every row.
    pub fn all(&mut self, ilp: &Ilp, bounds: &mut Bounds) -> bool {
        self.reset(ilp);
        self.queue.extend(0..ilp.rows.len() as u32);
        self.queued.fill(true);
        self.drain(ilp, bounds)
    }

    fn reset(&mut self, ilp: &Ilp) {
        self.queue.clear();
        self.queued.clear();
        self.queued.resize(ilp.rows.len(), false);
    }

    /// Looks at what follows from the change of some columns.
    pub fn from(&mut self, ilp: &Ilp, bounds: &mut Bounds, columns: &[u32]) -> bool {
        self.reset(ilp);
        for &column in columns {
            self.touch(ilp, column);
        }
        self.drain(ilp, bounds)
    }

    fn touch(&mut self, ilp: &Ilp, column: u32) {
        self.changed.push(column);
        for &row in &ilp.by_column[column as usize] {
            let is_left_out = self.left_out.get(row as usize).is_some_and(|is_left_out| *is_left_out);
            if !self.queued[row as usize] && !is_left_out {
                self.queued[row as usize] = true;
                self.queue.push_back(row);
            }
        }
    }

    fn drain(&mut self, ilp: &Ilp, bounds: &mut Bounds) -> bool {
        while let Some(place) = self.queue.pop_front() {
            self.queued[place as usize] = false;
            self.visits += 1;
            if !self.visit(ilp, bounds, &ilp.rows[place as usize]) {
                return false;
            }
        }
        true
    }

    /// What one row says about the bounds of its columns; false if it cannot hold.
    fn visit(&mut self, ilp: &Ilp, bounds: &mut Bounds, row: &Row) -> bool {
        let (mut least, mut most, mut widest) = (0_i64, 0_i64, 0_i64);
        for &(column, factor) in &row.entries {
            let (lower, upper) = (bounds.lower[column as usize], bounds.upper[column as usize]);
            let (low, high) = if factor > 0 { (lower, upper) } else { (upper, lower) };
            least += factor * low;
            most += factor * high;
            widest = widest.max((high - low) * factor);
        }
        let room_up = if row.upper == NO_UPPER { NO_UPPER } else { row.upper - least };
        let room_down = if row.lower == NO_LOWER { NO_UPPER } else { most - row.lower };
        if room_up < 0 || room_down < 0 {
            return false;
        }
        if widest <= room_up.min(room_down) {
            return true;
        }
        for &(column, factor) in &row.entries {
            let at = column as usize;
            let (lower, upper) = (bounds.lower[at], bounds.upper[at]);
            if lower == upper {
                continue;
            }
            let size = factor.abs();
            let span = upper - lower;
            let (mut new_lower, mut new_upper) = (lower, upper);
            if room_up != NO_UPPER && span * size > room_up {
                let steps = room_up / size;
                if factor > 0 { new_upper = lower + steps } else { new_lower = upper - steps }
            }
            if room_down != NO_UPPER && span * size > room_down {
                let steps = room_down / size;
                if factor > 0 {
                    new_lower = new_lower.max(upper - steps);
                } else {
                    new_upper = new_upper.min(lower + steps);
                }
            }
            if new_lower > new_upper {
                return false;
            }
            if new_lower > lower || new_upper < upper {
                bounds.lower[at] = new_lower;
                bounds.upper[at] = new_upper;
                self.touch(ilp, column);
            }
        }
        true
    }
}
