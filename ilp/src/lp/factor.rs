//! The basis as a product of sparse triangles, with one eta per pivot since.

/// The smallest number that may be a pivot.
const TINY: f64 = 1e-9;
/// What is rounded to nothing.
const DROP: f64 = 1e-13;

/// A vector of sparse columns, stored end to end.
#[derive(Debug, Default, Clone)]
struct Columns {
    entries: Vec<(u32, f64)>,
    ends: Vec<usize>,
}

impl Columns {
    fn clear(&mut self) {
        self.entries.clear();
        self.ends.clear();
    }

    fn close(&mut self) {
        self.ends.push(self.entries.len());
    }

    fn get(&self, place: usize) -> &[(u32, f64)] {
        let from = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.entries[from..self.ends[place]]
    }
}

#[derive(Debug, Clone, Copy)]
struct Pivot {
    row: u32,
    position: u32,
    diagonal: f64,
}

/// `B = L·U`, then etas. Rows are rows of the program, positions are places in the basis.
#[derive(Debug, Default, Clone)]
pub(crate) struct Factor {
    size: usize,
    pivots: Vec<Pivot>,
    lower: Columns,
    /// Pivots whose column in `lower` is not empty.
    lower_used: Vec<u32>,
    upper: Columns,
    etas: Columns,
    eta_pivots: Vec<(u32, f64)>,
    work: Vec<f64>,
}

impl Factor {
    /// Factors the basis. Columns that turn out dependent are replaced: the answer lists positions that must
    /// hold the logical of a row instead.
    pub(crate) fn build(&mut self, size: usize, columns: &[&[(u32, f64)]]) -> Vec<(u32, u32)> {
        self.size = size;
        self.pivots.clear();
        self.lower.clear();
        self.lower_used.clear();
        self.upper.clear();
        self.etas.clear();
        self.eta_pivots.clear();
        self.work.clear();
        self.work.resize(size, 0.0);
        let mut state = Elimination::new(size, columns);
        self.singletons(&mut state, columns);
        self.nucleus(&mut state, columns);
        self.repair(&state)
    }

    fn singletons(&mut self, state: &mut Elimination, columns: &[&[(u32, f64)]]) {
        while let Some((row, position)) = state.next_singleton(columns) {
            let column = columns[position as usize];
            let mut diagonal = 0.0;
            for &(other, value) in column {
                if other == row {
                    diagonal = value;
                } else if state.row_done[other as usize] {
                    self.upper.entries.push((other, value));
                }
            }
            for &(other, value) in column {
                if other != row && !state.row_done[other as usize] {
                    self.lower.entries.push((other, value / diagonal));
                }
            }
            self.close(Pivot { row, position, diagonal });
            state.finish(row, position, columns);
        }
    }

    fn close(&mut self, pivot: Pivot) {
        let before = self.lower.ends.last().copied().unwrap_or(0);
        if self.lower.entries.len() > before {
            self.lower_used.push(self.pivots.len() as u32);
        }
        self.lower.close();
        self.upper.close();
        self.pivots.push(pivot);
    }

    /// What no singleton opens: left-looking, sparser columns first, sparser rows preferred among good pivots.
    fn nucleus(&mut self, state: &mut Elimination, columns: &[&[(u32, f64)]]) {
        let first = self.pivots.len();
        let mut order: Vec<u32> =
            (0..self.size as u32).filter(|&position| !state.column_done[position as usize]).collect();
        order.sort_by_key(|&position| (state.column_count[position as usize], position));
        let mut work = std::mem::take(&mut self.work);
        let mut touched: Vec<u32> = Vec::new();
        for position in order {
            touched.clear();
            for &(row, value) in columns[position as usize] {
                if state.row_done[row as usize] && !state.in_nucleus[row as usize] {
                    self.upper.entries.push((row, value));
                } else {
                    work[row as usize] = value;
                    touched.push(row);
                }
            }
            for place in first..self.pivots.len() {
                let row = self.pivots[place].row;
                let value = work[row as usize];
                if value.abs() <= DROP {
                    continue;
                }
                self.upper.entries.push((row, value));
                for &(other, factor) in self.lower.get(place) {
                    let cell = &mut work[other as usize];
                    if *cell == 0.0 {
                        touched.push(other);
                    }
                    *cell -= factor * value;
                    if *cell == 0.0 {
                        *cell = f64::MIN_POSITIVE;
                    }
                }
            }
            let open = || touched.iter().copied().filter(|&row| !state.row_done[row as usize]);
            let largest = open().map(|row| work[row as usize].abs()).fold(0.0, f64::max);
            let good = open().filter(|&row| work[row as usize].abs() >= 0.1 * largest);
            let chosen = good.min_by_key(|&row| (state.row_count[row as usize], row));
            if let (true, Some(row)) = (largest > TINY, chosen) {
                let diagonal = work[row as usize];
                for &other in &touched {
                    let value = work[other as usize];
                    if other != row && !state.row_done[other as usize] && value.abs() > DROP {
                        self.lower.entries.push((other, value / diagonal));
                        work[other as usize] = 0.0;
                    }
                }
                self.close(Pivot { row, position, diagonal });
                state.row_done[row as usize] = true;
                state.in_nucleus[row as usize] = true;
                state.column_done[position as usize] = true;
            } else {
                let kept = self.upper.ends.last().copied().unwrap_or(0);
                self.upper.entries.truncate(kept);
            }
            for &row in &touched {
                work[row as usize] = 0.0;
            }
        }
        self.work = work;
    }

    fn repair(&mut self, state: &Elimination) -> Vec<(u32, u32)> {
        let positions = (0..self.size as u32).filter(|&position| !state.column_done[position as usize]);
        let rows = (0..self.size as u32).filter(|&row| !state.row_done[row as usize]);
        let replaced: Vec<(u32, u32)> = positions.zip(rows).collect();
        for &(position, row) in &replaced {
            self.close(Pivot { row, position, diagonal: 1.0 });
        }
        replaced
    }

    /// Solves `B x = b`: takes `b` by row, gives `x` by position.
    pub(crate) fn forward(&mut self, vector: &mut [f64]) {
        for &place in &self.lower_used {
            let value = vector[self.pivots[place as usize].row as usize];
            if value != 0.0 {
                for &(row, factor) in self.lower.get(place as usize) {
                    vector[row as usize] -= factor * value;
                }
            }
        }
        let work = &mut self.work;
        for (place, pivot) in self.pivots.iter().enumerate().rev() {
            let value = vector[pivot.row as usize];
            if value.abs() <= DROP {
                work[pivot.position as usize] = 0.0;
                continue;
            }
            let value = value / pivot.diagonal;
            work[pivot.position as usize] = value;
            for &(row, factor) in self.upper.get(place) {
                vector[row as usize] -= factor * value;
            }
        }
        vector[..self.size].copy_from_slice(work);
        for (place, &(position, pivot)) in self.eta_pivots.iter().enumerate() {
            let value = vector[position as usize];
            if value != 0.0 {
                let value = value / pivot;
                vector[position as usize] = value;
                for &(other, factor) in self.etas.get(place) {
                    vector[other as usize] -= factor * value;
                }
            }
        }
    }

    /// Solves `y B = c`: takes `c` by position, gives `y` by row.
    pub(crate) fn backward(&mut self, vector: &mut [f64]) {
        for (place, &(position, pivot)) in self.eta_pivots.iter().enumerate().rev() {
            let sum: f64 =
                self.etas.get(place).iter().map(|&(other, factor)| factor * vector[other as usize]).sum();
            vector[position as usize] = (vector[position as usize] - sum) / pivot;
        }
        let work = &mut self.work;
        for (place, pivot) in self.pivots.iter().enumerate() {
            let sum: f64 =
                self.upper.get(place).iter().map(|&(row, factor)| factor * work[row as usize]).sum();
            let value = (vector[pivot.position as usize] - sum) / pivot.diagonal;
            work[pivot.row as usize] = if value.abs() <= DROP { 0.0 } else { value };
        }
        for &place in self.lower_used.iter().rev() {
            let row = self.pivots[place as usize].row as usize;
            let sum: f64 = self
                .lower
                .get(place as usize)
                .iter()
                .map(|&(other, factor)| factor * work[other as usize])
                .sum();
            work[row] -= sum;
        }
        vector[..self.size].copy_from_slice(work);
    }

    /// Puts a column (already solved forward) at a position.
    pub(crate) fn replace(&mut self, position: u32, column: &[f64]) {
        for (other, &value) in column.iter().enumerate().take(self.size) {
            if value.abs() > DROP && other != position as usize {
                self.etas.entries.push((other as u32, value));
            }
        }
        self.etas.close();
        self.eta_pivots.push((position, column[position as usize]));
    }

    /// Whether it is time to factor afresh.
    pub(crate) fn stale(&self) -> bool {
        self.eta_pivots.len() >= 64
            || self.etas.entries.len()
                > 3 * (self.upper.entries.len() + self.lower.entries.len()) + 20 * self.size
    }

    /// Pivots since the last build.
    pub(crate) fn age(&self) -> usize {
        self.eta_pivots.len()
    }
}

/// What is still to eliminate.
struct Elimination {
    row_done: Vec<bool>,
    in_nucleus: Vec<bool>,
    column_done: Vec<bool>,
    row_count: Vec<u32>,
    column_count: Vec<u32>,
    /// Positions with an entry in each row, end to end.
    by_row: Vec<u32>,
    row_ends: Vec<usize>,
    single_columns: Vec<u32>,
    single_rows: Vec<u32>,
}

impl Elimination {
    fn new(size: usize, columns: &[&[(u32, f64)]]) -> Self {
        let mut row_count = vec![0_u32; size];
        for column in columns {
            for &(row, _) in *column {
                row_count[row as usize] += 1;
            }
        }
        let mut row_ends = Vec::with_capacity(size);
        let mut sum = 0;
        for &count in &row_count {
            row_ends.push(sum);
            sum += count as usize;
        }
        let mut by_row = vec![0; sum];
        for (position, column) in columns.iter().enumerate() {
            for &(row, _) in *column {
                by_row[row_ends[row as usize]] = position as u32;
                row_ends[row as usize] += 1;
            }
        }
        let column_count: Vec<u32> = columns.iter().map(|column| column.len() as u32).collect();
        let single = |counts: &[u32]| (0..size as u32).rev().filter(|&at| counts[at as usize] == 1).collect();
        Self {
            row_done: vec![false; size],
            in_nucleus: vec![false; size],
            column_done: vec![false; size],
            single_columns: single(&column_count),
            single_rows: single(&row_count),
            row_count,
            column_count,
            by_row,
            row_ends,
        }
    }

    fn row(&self, row: u32) -> &[u32] {
        let from = if row == 0 { 0 } else { self.row_ends[row as usize - 1] };
        &self.by_row[from..self.row_ends[row as usize]]
    }

    /// A row and position of which one has nothing else left.
    fn next_singleton(&mut self, columns: &[&[(u32, f64)]]) -> Option<(u32, u32)> {
        while let Some(position) = self.single_columns.pop() {
            if !self.column_done[position as usize] && self.column_count[position as usize] == 1 {
                let open = |&&(row, value): &&(u32, f64)| !self.row_done[row as usize] && value.abs() > TINY;
                if let Some(&(row, _)) = columns[position as usize].iter().find(open) {
                    return Some((row, position));
                }
            }
        }
        while let Some(row) = self.single_rows.pop() {
            if !self.row_done[row as usize] && self.row_count[row as usize] == 1 {
                let open = self.row(row).iter().find(|&&position| !self.column_done[position as usize]);
                let Some(&position) = open else { continue };
                let column = columns[position as usize];
                let largest = column
                    .iter()
                    .filter(|(other, _)| !self.row_done[*other as usize])
                    .map(|(_, value)| value.abs())
                    .fold(0.0, f64::max);
                let value =
                    column.iter().find(|(other, _)| *other == row).map_or(0.0, |(_, value)| value.abs());
                if value > TINY && value >= 0.01 * largest {
                    return Some((row, position));
                }
            }
        }
        None
    }

    fn finish(&mut self, row: u32, position: u32, columns: &[&[(u32, f64)]]) {
        self.row_done[row as usize] = true;
        self.column_done[position as usize] = true;
        for at in 0..self.row(row).len() {
            let other = self.row(row)[at];
            let count = &mut self.column_count[other as usize];
            *count = count.saturating_sub(1);
            if *count == 1 && !self.column_done[other as usize] {
                self.single_columns.push(other);
            }
        }
        for &(other, _) in columns[position as usize] {
            let count = &mut self.row_count[other as usize];
            *count = count.saturating_sub(1);
            if *count == 1 && !self.row_done[other as usize] {
                self.single_rows.push(other);
            }
        }
    }
}
