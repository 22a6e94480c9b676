//! A solution by reasoning on bounds alone: soon, and seldom a good one.
//!
//! Everything is as low as it may be; that breaks some rows. Again and again the column that does most for the rows
//! that are broken, for what it costs and uses up, is raised, and what follows from it is drawn. Where that leads
//! nowhere, the rows that were broken in the end count for more, and it begins anew.

use crate::program::{Bounds, ByColumn, Ilp, NO_LOWER, NO_UPPER, Propagator, Row};

/// How often it begins, at most.
const TRIES: usize = 8;
/// How many columns it looks at in all, since nothing interrupts it.
const COLUMNS: usize = 30_000;
/// By how much more a row counts that was broken in the end.
const HEAVIER: f64 = 3.0;
/// The price of breaking a row, which must be mended in turn: as that of using up all the room that a row has.
const MENDING: f64 = 1.0;
/// The price of what a usual column costs: little, since any solution will do.
const USUAL: f64 = 0.1;
/// Rows with more entries whose sums can only rise are looked at in another way.
const LONG: usize = 64;
/// The price of anything.
const LEAST: f64 = 0.2;

/// Looks for a solution within bounds that costs no more than `limit`; none: it did not find one, which proves
/// nothing.
pub(crate) fn guess(ilp: &Ilp, bounds: &Bounds, limit: i64) -> Option<Vec<i64>> {
    let mut start = bounds.clone();
    let mut propagator = Propagator::default();
    if !propagator.all(ilp, &mut start) {
        return None;
    }
    let mut guess = Guess::new(ilp, start, propagator);
    for _ in 0..(COLUMNS / ilp.columns().max(1)).clamp(1, TRIES) {
        guess.begin();
        if guess.run() && guess.cost <= limit {
            guess.spare();
            let values = guess.bounds.lower;
            let holds = ilp.rows.iter().all(|row| row.allows(row.activity(|column| values[column])));
            return holds.then_some(values);
        }
        guess.learn();
    }
    None
}

/// How a row stands.
#[derive(Debug, Clone, Copy)]
struct State {
    /// By how much the sum must rise for the row to hold; by how much it must sink, below 0.
    lack: i64,
    /// How far the sum may rise and sink until the row is broken.
    room: [i64; 2],
    /// Whether nothing can make its sum sink again.
    only_rises: bool,
    weight: f64,
}

struct Guess<'a> {
    ilp: &'a Ilp,
    start: Bounds,
    bounds: Bounds,
    by_column: ByColumn,
    /// The columns that rows merely define.
    defined: Vec<bool>,
    /// The rows whose sums can only rise.
    only_rises: Vec<bool>,
    /// What rows come to if every column is as low as it may be, and the cost then.
    sums: Vec<i64>,
    cost: i64,
    /// The lower bounds for which these sums are.
    counted: Vec<i64>,
    /// How much each row counts.
    weights: Vec<f64>,
    /// What one unit of cost is worth.
    worth: f64,
    /// Rows whose sums can only rise, and only so far: what is too large for the room that is left is found quickly.
    long: Vec<Long>,
    /// For each of them how much of it is too large.
    next: Vec<usize>,
    propagator: Propagator,
}

/// A long row.
struct Long {
    row: usize,
    /// Its entries, the largest first.
    largest: Vec<(u32, i64)>,
}

impl<'a> Guess<'a> {
    fn new(ilp: &'a Ilp, start: Bounds, mut propagator: Propagator) -> Self {
        let mut defined = vec![false; ilp.columns()];
        for column in ilp.rows.iter().filter_map(|row| row.defines) {
            defined[column as usize] = true;
        }
        let only_rises: Vec<bool> =
            ilp.rows.iter().map(|row| row.entries.iter().all(|entry| entry.1 > 0)).collect();
        let left_out = |(row, only_rises): (&Row, &bool)| {
            *only_rises && row.lower == NO_LOWER && row.entries.len() > LONG
        };
        propagator.left_out = ilp.rows.iter().zip(&only_rises).map(left_out).collect();
        let mut long = Vec::new();
        for (row, is_long) in propagator.left_out.iter().enumerate() {
            if *is_long {
                let mut largest = ilp.rows[row].entries.clone();
                crate::sort::sort_by(&mut largest, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
                long.push(Long { row, largest });
            }
        }
        let (mut sum, mut count) = (0.0, 0.0);
        for &cost in ilp.cost.iter().filter(|cost| **cost > 0) {
            sum += cost as f64;
            count += 1.0;
        }
        Self {
            ilp,
            bounds: start.clone(),
            start,
            by_column: ByColumn::new(ilp.columns(), &ilp.rows),
            defined,
            only_rises,
            sums: Vec::new(),
            cost: 0,
            counted: Vec::new(),
            weights: vec![1.0; ilp.rows.len()],
            worth: if count > 0.0 { USUAL * count / sum } else { 0.0 },
            next: vec![0; long.len()],
            long,
            propagator,
        }
    }

    fn begin(&mut self) {
        self.bounds.clone_from(&self.start);
        let lower = &self.bounds.lower;
        self.sums = self.ilp.rows.iter().map(|row| row.activity(|column| lower[column])).collect();
        self.cost = self.ilp.value(lower);
        self.counted.clone_from(lower);
        self.next.fill(0);
    }

    /// What is still broken counts for more the next time.
    fn learn(&mut self) {
        for (place, weight) in self.weights.iter_mut().enumerate() {
            if lack(self.ilp, &self.sums, place) != 0 {
                *weight *= HEAVIER;
            }
        }
    }

    /// Raises columns until no row is broken; false: it came to nothing.
    fn run(&mut self) -> bool {
        loop {
            let Some((column, by)) = self.best() else {
                return (0..self.sums.len()).all(|place| lack(self.ilp, &self.sums, place) == 0);
            };
            let at = column as usize;
            let before = (self.bounds.clone(), self.next.clone());
            self.bounds.lower[at] += by;
            if !self.follow(column) {
                (self.bounds, self.next) = before;
                for column in 0..self.counted.len() {
                    self.count(column);
                }
                self.bounds.upper[at] = self.bounds.lower[at];
                if !self.follow(column) {
                    return false;
                }
            }
        }
    }

    /// Draws what follows from the change of a column; false: nothing is left.
    fn follow(&mut self, column: u32) -> bool {
        let mut columns = vec![column];
        while !columns.is_empty() {
            self.propagator.changed.clear();
            if !self.propagator.from(self.ilp, &mut self.bounds, &columns) {
                return false;
            }
            for place in 0..self.propagator.changed.len() {
                self.count(self.propagator.changed[place] as usize);
            }
            columns.clear();
            for (long, next) in self.long.iter().zip(&mut self.next) {
                let room = self.ilp.rows[long.row].upper - self.sums[long.row];
                if room < 0 {
                    return false;
                }
                while let Some(&(column, _)) = long.largest.get(*next).filter(|entry| entry.1 > room) {
                    *next += 1;
                    let at = column as usize;
                    if !self.bounds.fixed(at) {
                        self.bounds.upper[at] = self.bounds.lower[at];
                        columns.push(column);
                    }
                }
            }
        }
        true
    }

    /// Brings the sums up to date with a column that has changed.
    fn count(&mut self, column: usize) {
        self.add(column, self.bounds.lower[column] - self.counted[column]);
    }

    fn add(&mut self, column: usize, by: i64) {
        if by == 0 {
            return;
        }
        self.counted[column] += by;
        self.cost += self.ilp.cost[column] * by;
        for &(row, factor) in self.by_column.of(column) {
            self.sums[row as usize] += factor * by;
        }
    }

    /// The column to raise, and by how much; none: nothing is broken, or nothing helps.
    fn best(&self) -> Option<(u32, i64)> {
        let state = |(place, &weight): (usize, &f64)| {
            let (row, sum) = (&self.ilp.rows[place], self.sums[place]);
            let up = if row.upper == NO_UPPER { i64::MAX } else { row.upper - sum };
            let down = if row.lower == NO_LOWER { i64::MAX } else { sum - row.lower };
            // A column that is defined follows by itself.
            let room = if row.defines.is_some() { [i64::MAX; 2] } else { [up, down] };
            let lack = lack(self.ilp, &self.sums, place);
            State { lack, room, only_rises: self.only_rises[place], weight }
        };
        let states: Vec<State> = self.weights.iter().enumerate().map(state).collect();
        let mut seen = vec![false; self.counted.len()];
        let mut best: Option<(f64, u32, i64)> = None;
        for (row, state) in self.ilp.rows.iter().zip(&states) {
            if state.lack == 0 {
                continue;
            }
            for &(column, factor) in &row.entries {
                let at = column as usize;
                let helps = (factor > 0) == (state.lack > 0) && !self.defined[at] && !self.bounds.fixed(at);
                if !helps || std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                let Some((score, by)) = self.score(at, &states) else { continue };
                if best.is_none_or(|(most, other, _)| score > most || (score == most && column < other)) {
                    best = Some((score, column, by));
                }
            }
        }
        best.map(|(_, column, by)| (column, by))
    }

    /// What raising a column does for what it takes, and by how much it would be raised; none: it cannot be.
    fn score(&self, column: usize, states: &[State]) -> Option<(f64, i64)> {
        let (mut gain, mut price, mut by) = (0.0, LEAST, 1);
        for &(row, factor) in self.by_column.of(column) {
            let State { lack, room, only_rises, weight } = states[row as usize];
            let size = factor.abs();
            if lack != 0 {
                if (factor > 0) == (lack > 0) {
                    gain += weight * (size.min(lack.abs()) as f64 / lack.abs() as f64);
                    by = by.max(lack.abs() / size);
                } else {
                    price += weight * MENDING;
                }
                continue;
            }
            let room = room[usize::from(factor < 0)];
            if room < size {
                if only_rises {
                    return None;
                }
                price += weight * MENDING;
            } else if room != i64::MAX {
                price += weight * size as f64 / (room + 1) as f64;
            }
        }
        price += (self.ilp.cost[column] as f64 * self.worth).max(0.0);
        let most = self.bounds.upper[column] - self.bounds.lower[column];
        Some((gain / price, by.min(most)))
    }

    /// Lowers again what was not needed after all, the dearest first.
    fn spare(&mut self) {
        let ilp = self.ilp;
        let is_raised = |column: &u32| {
            let at = *column as usize;
            !self.defined[at] && self.bounds.lower[at] > self.start.lower[at]
        };
        let mut raised: Vec<u32> = (0..ilp.columns() as u32).filter(is_raised).collect();
        crate::sort::sort_by(&mut raised, |a, b| {
            ilp.cost[*b as usize].cmp(&ilp.cost[*a as usize]).then(b.cmp(a))
        });
        for column in raised {
            let at = column as usize;
            let by = self.start.lower[at] - self.bounds.lower[at];
            let mut steps = vec![(at, by)];
            for &(row, factor) in self.by_column.of(at) {
                if let Some(other) = ilp.rows[row as usize].defines {
                    steps.push((other as usize, by * factor));
                }
            }
            if steps.iter().any(|&(at, by)| self.counted[at] + by < self.start.lower[at]) {
                continue;
            }
            for &(at, by) in &steps {
                self.add(at, by);
            }
            let holds = steps.iter().all(|&(at, _)| {
                let mut rows = self.by_column.of(at).iter();
                rows.all(|&(row, _)| lack(ilp, &self.sums, row as usize) == 0)
            });
            for (at, by) in steps {
                if holds {
                    self.bounds.lower[at] += by;
                } else {
                    self.add(at, -by);
                }
            }
        }
    }
}

/// By how much a row's sum must rise for it to hold; by how much it must sink, below 0.
fn lack(ilp: &Ilp, sums: &[i64], place: usize) -> i64 {
    let (row, sum) = (&ilp.rows[place], sums[place]);
    if row.lower != NO_LOWER && sum < row.lower {
        row.lower - sum
    } else if row.upper != NO_UPPER && sum > row.upper {
        row.upper - sum
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::guess;
    use crate::{Ilp, Row};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_found_is_a_solution(
            columns in proptest::collection::vec((0_i64..9, 1_i64..3), 1..8),
            rows in proptest::collection::vec((proptest::collection::vec(-3_i64..4, 8), -4_i64..9, any::<bool>()), 0..8),
            limit in 0_i64..40,
        ) {
            let mut ilp = Ilp::default();
            for (cost, upper) in &columns {
                let column = ilp.column(0, *upper);
                ilp.cost[column as usize] = *cost;
            }
            for (factors, bound, is_least) in rows {
                let entries = (0..).zip(factors).take(columns.len()).collect();
                ilp.row(if is_least { Row::least(entries, bound) } else { Row::most(entries, bound) });
            }
            if let Some(values) = guess(&ilp, &ilp.bounds, limit) {
                prop_assert!(ilp.rows.iter().all(|row| row.allows(row.activity(|column| values[column]))));
                prop_assert!(ilp.value(&values) <= limit);
                let fits = |(value, (_, upper)): (&i64, &(i64, i64))| (0..=*upper).contains(value);
                prop_assert!(values.iter().zip(&columns).all(fits));
            }
        }

        #[test]
        fn what_covers_all_is_found(needs in proptest::collection::vec(proptest::collection::vec(any::<bool>(), 6), 1..6)) {
            let mut ilp = Ilp::default();
            for cost in 1..7 {
                let column = ilp.column(0, 1);
                ilp.cost[column as usize] = cost;
            }
            let mut is_possible = true;
            for need in needs {
                let entries: Vec<(u32, i64)> = (0..).zip(need).filter(|(_, covers)| *covers).map(|(column, _)| (column, 1)).collect();
                is_possible &= !entries.is_empty();
                ilp.row(Row::least(entries, 1));
            }
            prop_assert_eq!(guess(&ilp, &ilp.bounds, 21).is_some(), is_possible);
        }
    }
}
