//! Rows that every whole-number solution satisfies and the current values do not.
//!
//! Each is a mixed-integer rounding of rows of the simplex tableau, done in whole numbers: the multipliers that
//! floating point suggests are turned into fractions first, so a cut is valid whatever they are.

use crate::lp::Lp;
use crate::presolve::gcd;
use crate::program::{Bounds, Ilp, NO_LOWER, NO_UPPER, Row};

/// The largest denominator of multipliers.
const DENOMINATORS: i64 = 60;
/// No factor of a cut is larger.
const LARGEST: i128 = 1 << 24;

/// The cuts that separate best, at most `most`.
pub(crate) fn separate(ilp: &Ilp, bounds: &Bounds, lp: &mut Lp, rows: &[u32], most: usize) -> Vec<Row> {
    let mut fractional: Vec<(f64, usize)> = (0..ilp.columns())
        .filter(|&column| lp.is_basic(column))
        .map(|column| ((lp.value(column) - lp.value(column).round()).abs(), column))
        .filter(|&(distance, _)| distance > 0.01)
        .collect();
    crate::sort::sort_by(&mut fractional, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    fractional.truncate(4 * most);
    let mut found: Vec<(f64, Row)> = Vec::new();
    let mut room = Room::new(ilp.columns());
    for (_, column) in fractional {
        let Some(multipliers) = lp.inverse_row(column) else { continue };
        let Some((denominator, whole)) = fraction(&multipliers) else { continue };
        if let Some(row) = round(ilp, bounds, lp, rows, &whole, denominator, &mut room) {
            let score = efficacy(&row, lp);
            if score > 0.01 && row.entries.len() <= 60 + ilp.columns() / 3 {
                found.push((score, row));
            }
        }
    }
    crate::sort::sort_by(&mut found, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.entries.cmp(&b.1.entries)));
    let mut chosen: Vec<Row> = Vec::new();
    for (_, row) in found {
        if chosen.len() < most && chosen.iter().all(|other| parallel(other, &row) < 0.95) {
            chosen.push(row);
        }
    }
    chosen
}

/// How far the current values are from satisfying the row, in its own measure.
fn efficacy(row: &Row, lp: &Lp) -> f64 {
    let activity: f64 =
        row.entries.iter().map(|&(column, factor)| factor as f64 * lp.value(column as usize)).sum();
    let norm: f64 =
        row.entries.iter().map(|&(_, factor)| (factor as f64) * (factor as f64)).sum::<f64>().sqrt();
    (activity - row.upper as f64) / norm.max(1e-9)
}

fn parallel(a: &Row, b: &Row) -> f64 {
    let norm =
        |row: &Row| row.entries.iter().map(|&(_, factor)| (factor as f64) * (factor as f64)).sum::<f64>();
    let (mut at, mut dot) = (0, 0.0);
    for &(column, factor) in &a.entries {
        while b.entries.get(at).is_some_and(|&(other, _)| other < column) {
            at += 1;
        }
        if let Some(&(other, value)) = b.entries.get(at)
            && other == column
        {
            dot += factor as f64 * value as f64;
        }
    }
    dot / (norm(a) * norm(b)).sqrt().max(1e-9)
}

/// Multipliers as fractions of one small denominator.
fn fraction(multipliers: &[f64]) -> Option<(i64, Vec<(usize, i64)>)> {
    let used: Vec<(usize, f64)> =
        multipliers.iter().copied().enumerate().filter(|(_, value)| value.abs() > 1e-9).collect();
    let fits = |denominator: &i64| {
        used.iter().all(|&(_, value)| {
            let scaled = value * *denominator as f64;
            (scaled - scaled.round()).abs() < 1e-6 && scaled.abs() < 1e6
        })
    };
    let denominator = (1..=DENOMINATORS).find(fits)?;
    let whole = used.iter().map(|&(row, value)| (row, (value * denominator as f64).round() as i64));
    Some((denominator, whole.filter(|&(_, value)| value != 0).collect()))
}

/// Room that is used again for each cut.
struct Room {
    factor: Vec<i128>,
    touched: Vec<u32>,
}

impl Room {
    fn new(columns: usize) -> Self {
        Self { factor: vec![0; columns], touched: Vec::new() }
    }

    fn add(&mut self, row: &Row, multiplier: i128) {
        for &(column, factor) in &row.entries {
            let cell = &mut self.factor[column as usize];
            if *cell == 0 {
                self.touched.push(column);
            }
            *cell += multiplier * i128::from(factor);
        }
    }
}

/// The rounding of the sum of rows `Σ whole·row / denominator`.
fn round(
    ilp: &Ilp,
    bounds: &Bounds,
    lp: &Lp,
    rows: &[u32],
    whole: &[(usize, i64)],
    denominator: i64,
    room: &mut Room,
) -> Option<Row> {
    let unit = i128::from(denominator);
    let mut right = 0_i128;
    let mut slacks: Vec<(usize, i128, bool)> = Vec::new();
    let mut usable = true;
    for &(place, multiplier) in whole {
        let row = &ilp.rows[rows[place] as usize];
        let multiplier = i128::from(multiplier);
        room.add(row, multiplier);
        let activity: f64 =
            row.entries.iter().map(|&(column, factor)| factor as f64 * lp.value(column as usize)).sum();
        let at_upper = row.upper != NO_UPPER
            && (row.lower == NO_LOWER || row.upper as f64 - activity < activity - row.lower as f64);
        if !at_upper && row.lower == NO_LOWER {
            usable = false;
        }
        let side = if at_upper { row.upper } else { row.lower };
        right += multiplier * i128::from(if usable { side } else { 0 });
        if row.lower != row.upper {
            // Σ a·x = upper − slack, or lower + slack.
            slacks.push((rows[place] as usize, if at_upper { multiplier } else { -multiplier }, at_upper));
        }
    }
    let touched = std::mem::take(&mut room.touched);
    let mut shifted: Vec<(u32, i128, bool)> = Vec::new();
    for &column in &touched {
        let factor = std::mem::take(&mut room.factor[column as usize]);
        let (lower, upper) = (bounds.lower[column as usize], bounds.upper[column as usize]);
        if factor == 0 {
            continue;
        }
        let value = lp.value(column as usize);
        let down = value - lower as f64 > upper as f64 - value;
        right -= factor * i128::from(if down { upper } else { lower });
        if lower != upper {
            shifted.push((column, if down { -factor } else { factor }, down));
        }
    }
    let cut = if usable { rounded(ilp, bounds, &slacks, &shifted, right, unit, room) } else { None };
    for column in std::mem::take(&mut room.touched) {
        room.factor[column as usize] = 0;
    }
    cut
}

fn rounded(
    ilp: &Ilp,
    bounds: &Bounds,
    slacks: &[(usize, i128, bool)],
    shifted: &[(u32, i128, bool)],
    right: i128,
    unit: i128,
    room: &mut Room,
) -> Option<Row> {
    let rest = right.rem_euclid(unit);
    if rest == 0 {
        return None;
    }
    let room_left = unit - rest;
    let round = |factor: i128| factor.div_euclid(unit) * room_left + (factor.rem_euclid(unit) - rest).max(0);
    let mut upper = right.div_euclid(unit) * room_left;
    for &(column, factor, down) in shifted {
        let factor = round(factor);
        let cell = &mut room.factor[column as usize];
        if *cell == 0 {
            room.touched.push(column);
        }
        // The shifted column is x − lower, or upper − x.
        if down {
            *cell -= factor;
            upper -= factor * i128::from(bounds.upper[column as usize]);
        } else {
            *cell += factor;
            upper += factor * i128::from(bounds.lower[column as usize]);
        }
    }
    for &(place, factor, at_upper) in slacks {
        let factor = round(factor);
        let row = &ilp.rows[place];
        if factor == 0 {
            continue;
        }
        // The slack is upper − Σ a·x, or Σ a·x − lower.
        if at_upper {
            room.add(row, -factor);
            upper -= factor * i128::from(row.upper);
        } else {
            room.add(row, factor);
            upper += factor * i128::from(row.lower);
        }
    }
    finish(room, bounds, upper)
}

/// The row in small whole numbers, or none if they do not get small enough.
fn finish(room: &mut Room, bounds: &Bounds, mut upper: i128) -> Option<Row> {
    room.touched.sort_unstable();
    room.touched.dedup();
    let mut entries = Vec::with_capacity(room.touched.len());
    let mut divisor = 0_i64;
    for &column in &room.touched {
        let factor = room.factor[column as usize];
        let (lower, top) = (bounds.lower[column as usize], bounds.upper[column as usize]);
        if lower == top {
            upper -= factor * i128::from(lower);
        } else if factor != 0 {
            if factor.abs() > LARGEST {
                return None;
            }
            divisor = gcd(divisor, factor as i64);
            entries.push((column, factor as i64));
        }
    }
    if entries.is_empty() || upper.abs() > LARGEST * 1024 {
        return None;
    }
    let upper = (upper as i64).div_euclid(divisor);
    for entry in &mut entries {
        entry.1 /= divisor;
    }
    Some(Row { is_cut: true, ..Row::most(entries, upper) })
}
