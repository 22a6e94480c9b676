//! What can be settled before any program is solved: bounds, columns with one value, rows that always hold.

use crate::program::{Bounds, Ilp, NO_LOWER, NO_UPPER, Propagator, Row};

/// A smaller program and how its columns stand in the first.
#[derive(Debug, Clone)]
pub struct Reduced {
    /// The smaller program.
    pub ilp: Ilp,
    /// The column of the first program behind each column.
    pub kept: Vec<u32>,
    /// The column of the smaller program for each column of the first; none where it is fixed.
    pub place: Vec<Option<u32>>,
    /// Values of the first program's columns: right for those that are not kept.
    values: Vec<i64>,
    /// The cost of what is fixed.
    pub constant: i64,
}

impl Reduced {
    /// The first program's values.
    pub fn expand(&self, values: &[i64]) -> Vec<i64> {
        let mut all = self.values.clone();
        for (&column, &value) in self.kept.iter().zip(values) {
            all[column as usize] = value;
        }
        all
    }

    /// This and what its program was reduced to after it.
    pub fn then(&self, next: &Self) -> Self {
        let kept: Vec<u32> = next.kept.iter().map(|&column| self.kept[column as usize]).collect();
        let mut place = vec![None; self.place.len()];
        for (at, &column) in (0..).zip(&kept) {
            place[column as usize] = Some(at);
        }
        let values = self.expand(&next.values);
        Self { ilp: next.ilp.clone(), kept, place, values, constant: self.constant + next.constant }
    }

    /// A row of the first program, bounded above, over the columns of the smaller one.
    pub fn reduced(&self, row: &Row) -> Row {
        let (mut entries, mut upper) = (Vec::with_capacity(row.entries.len()), row.upper);
        for &(column, factor) in &row.entries {
            match self.place[column as usize] {
                Some(place) => entries.push((place, factor)),
                None => upper -= factor * self.values[column as usize],
            }
        }
        Row::most(entries, upper)
    }
}

/// Reduces a program; none if bounds alone show that it has no solution.
pub fn reduce(ilp: &Ilp) -> Option<Reduced> {
    reduce_to(ilp, ilp.bounds.clone(), true)
}

/// Reduces a program to what is within bounds, with its cuts as rows like others or without them.
pub(crate) fn reduce_to(ilp: &Ilp, mut bounds: Bounds, with_cuts: bool) -> Option<Reduced> {
    if !Propagator::default().all(ilp, &mut bounds) {
        return None;
    }
    let mut reduced = Reduced {
        ilp: Ilp::default(),
        kept: Vec::new(),
        place: vec![None; ilp.columns()],
        values: bounds.lower.clone(),
        constant: 0,
    };
    for column in 0..ilp.columns() {
        if bounds.fixed(column) {
            reduced.constant += ilp.cost[column] * bounds.lower[column];
        } else {
            let place = reduced.ilp.column(bounds.lower[column], bounds.upper[column]);
            reduced.ilp.cost[place as usize] = ilp.cost[column];
            reduced.place[column] = Some(place);
            reduced.kept.push(column as u32);
        }
    }
    for row in ilp.rows.iter().filter(|row| with_cuts || !row.is_cut) {
        if let Some(row) = shrink(row, &bounds, &reduced) {
            reduced.ilp.row(row);
        }
    }
    Some(reduced)
}

/// A row without its fixed columns, its factors no larger than they need be; none if it always holds.
fn shrink(row: &Row, bounds: &Bounds, reduced: &Reduced) -> Option<Row> {
    let place = &reduced.place;
    let mut fixed = 0;
    let (mut least, mut most) = (0, 0);
    let mut entries = Vec::with_capacity(row.entries.len());
    for &(column, factor) in &row.entries {
        let at = column as usize;
        match place[at] {
            None => fixed += factor * bounds.lower[at],
            Some(place) => {
                let ends = [factor * bounds.lower[at], factor * bounds.upper[at]];
                least += ends[0].min(ends[1]);
                most += ends[0].max(ends[1]);
                entries.push((place, factor));
            }
        }
    }
    let mut lower = if row.lower == NO_LOWER { NO_LOWER } else { row.lower - fixed };
    let mut upper = if row.upper == NO_UPPER { NO_UPPER } else { row.upper - fixed };
    if least >= lower {
        lower = NO_LOWER;
    }
    if most <= upper {
        upper = NO_UPPER;
    }
    let defines = row.defines.and_then(|column| place[column as usize]);
    if lower == NO_LOWER && upper == NO_UPPER && defines.is_none() {
        return None;
    }
    let mut row = Row { entries, lower, upper, defines, is_cut: false };
    tighten(&mut row, &reduced.ilp.bounds, least, most);
    Some(row)
}

/// In `Σ ≤ upper` over bits, a factor that is larger than the room it leaves can give way with the bound.
fn tighten(row: &mut Row, bounds: &Bounds, least: i64, most: i64) {
    let bit = |column: u32| bounds.lower[column as usize] == 0 && bounds.upper[column as usize] == 1;
    let (least, most) = (i128::from(least), i128::from(most));
    if row.lower == NO_LOWER
        && row.upper != NO_UPPER
        && least == 0
        && row.entries.iter().all(|&(column, factor)| factor > 0 && bit(column))
    {
        // Without the column the row always holds by `slack`: then its factor may shrink by as much.
        let mut upper = i128::from(row.upper);
        let mut most = most;
        for entry in &mut row.entries {
            let factor = i128::from(entry.1);
            let slack = upper - (most - factor);
            if slack > 0 && slack < factor {
                upper -= slack;
                most -= slack;
                entry.1 = (factor - slack) as i64;
            }
        }
        row.upper = upper as i64;
    }
    let divisor = row.entries.iter().fold(0, |divisor, &(_, factor)| gcd(divisor, factor));
    if divisor > 1 {
        for entry in &mut row.entries {
            entry.1 /= divisor;
        }
        if row.upper != NO_UPPER {
            row.upper = row.upper.div_euclid(divisor);
        }
        if row.lower != NO_LOWER {
            row.lower = -(-row.lower).div_euclid(divisor);
        }
    }
}

/// The greatest common divisor, not negative.
pub fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a as i64
}
