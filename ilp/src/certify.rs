//! What floating-point multipliers prove, computed in whole numbers.
//!
//! For any multipliers `y`, no values within the bounds that satisfy the rows cost less than
//! `Σ y·(the row's bound) + Σ min over the column's bounds of (cost − y·A)`. The multipliers come from the
//! simplex method; rounding them costs a little sharpness and no truth.

use crate::program::{Bounds, NO_LOWER, NO_UPPER, Row};

/// What is proven, in units of `1 / scale`.
#[derive(Debug, Clone)]
pub(crate) struct Proof {
    /// A lower bound of the cost, times `scale`.
    pub(crate) bound: i128,
    /// Each column's reduced cost, times `scale`.
    pub(crate) reduced: Vec<i128>,
    /// The common denominator.
    pub(crate) scale: i128,
}

impl Proof {
    /// The bound as a whole number, rounded up: costs are whole multiples of `step`.
    pub(crate) fn rounded(&self, step: i64) -> i128 {
        let unit = self.scale * i128::from(step.max(1));
        self.bound.div_euclid(unit) * i128::from(step.max(1))
            + if self.bound.rem_euclid(unit) == 0 { 0 } else { i128::from(step.max(1)) }
    }
}

/// Sums of magnitudes up to this are exact in 64 bits, with room for what is rounded.
const NARROW: f64 = (1_u64 << 60) as f64;

/// Adds what was summed in narrow numbers.
fn fold(wide: &mut [i128], narrow: &mut [i64]) -> Option<()> {
    for (wide, narrow) in wide.iter_mut().zip(narrow) {
        *wide = wide.checked_add(i128::from(std::mem::take(narrow)))?;
    }
    Some(())
}

/// The bound that `multipliers` of `rows` prove for `cost`, or none if numbers grow too large.
pub(crate) fn prove<'a>(
    cost: impl Iterator<Item = i64>,
    bounds: &Bounds,
    rows: impl Iterator<Item = &'a Row>,
    multipliers: &[f64],
    scale: i128,
) -> Option<Proof> {
    let mut reduced: Vec<i128> = Vec::with_capacity(bounds.lower.len());
    for cost in cost {
        reduced.push(i128::from(cost).checked_mul(scale)?);
    }
    let mut bound = 0_i128;
    // Wide numbers are slow where a machine has none, and hardly ever needed: what the rows add up to is summed in
    // narrow ones, and folded in before it could be too large for them.
    let mut narrow = vec![0_i64; reduced.len()];
    let mut size = 0.0;
    for (row, &multiplier) in rows.zip(multipliers) {
        let scaled = multiplier * scale as f64;
        if !scaled.is_finite() || scaled.abs() > 1e30 {
            return None;
        }
        let whole = scaled.round() as i128;
        let side = match whole.signum() {
            1 if row.lower != NO_LOWER => row.lower,
            -1 if row.upper != NO_UPPER => row.upper,
            _ => continue,
        };
        bound = bound.checked_add(whole.checked_mul(i128::from(side))?)?;
        let largest = row.entries.iter().fold(0, |largest, &(_, factor)| factor.abs().max(largest));
        let grows = scaled.abs() * largest as f64;
        if grows > NARROW {
            for &(column, factor) in &row.entries {
                let cell = &mut reduced[column as usize];
                *cell = cell.checked_sub(whole.checked_mul(i128::from(factor))?)?;
            }
            continue;
        }
        size += grows;
        if size > NARROW {
            fold(&mut reduced, &mut narrow)?;
            size = grows;
        }
        let whole = whole as i64;
        for &(column, factor) in &row.entries {
            narrow[column as usize] -= whole * factor;
        }
    }
    fold(&mut reduced, &mut narrow)?;
    for (column, &reduced) in reduced.iter().enumerate() {
        let at = if reduced >= 0 { bounds.lower[column] } else { bounds.upper[column] };
        let adds = match at {
            0 => continue,
            1 => reduced,
            _ => reduced.checked_mul(i128::from(at))?,
        };
        bound = bound.checked_add(adds)?;
    }
    Some(Proof { bound, reduced, scale })
}
