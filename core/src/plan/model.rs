//! A problem as an integer program, for plans that finish by a given term.
//!
//! One column says that an item starts in a term, one that a rule is used on a source that started in a term.
//! A recognised item counts from the term in which its source finishes: later never helps. All that depends on
//! the last finished term is constant here, which is what makes the program's relaxation sharp.

mod extra;
mod objective;
mod rows;

pub(crate) use extra::{Extra, Other, Past, Survives};
pub(crate) use objective::{Level, levels};

use rungs_ilp::{Ilp, NO_LOWER, NO_UPPER, Row};

use super::answer::Plan;
use super::conflict::Rule;
use super::problem::{ItemId, Problem, RuleId};

/// What a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The item starts in the term.
    Start(usize, u32),
    /// The rule is used, and counts from the term.
    Use(usize, u32),
    /// The item is taken.
    Taken,
    /// The item is recognised.
    Recognised,
    /// The item is the source of a rule that is used.
    Source,
    /// The peak load.
    Peak,
    /// A column of another program that goes with this one.
    Other,
    /// How far a rule is lifted.
    Lifted,
}

/// The columns that concern one item.
#[derive(Debug, Clone, Default)]
pub(crate) struct ItemColumns {
    /// Starts, ascending, with their columns.
    pub(crate) starts: Vec<(u32, u32)>,
    /// The column that says that it is taken.
    pub(crate) taken: Option<u32>,
    /// Rules by which it may be recognised: the term from which it counts, the column.
    pub(crate) uses: Vec<(u32, u32)>,
    /// The column that says that it is recognised.
    pub(crate) recognised: Option<u32>,
    /// The column that says that it is the source of a recognition, where that matters.
    pub(crate) source: Option<u32>,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// A rule that does not always hold; the columns that say that it is lifted, of which one at most is other than 0, and
/// how far each may go up.
pub(crate) type Lift = (Rule, Vec<(u32, i64)>);

/// The program for plans that finish by `last`.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The program, without an objective.
    pub(crate) ilp: Ilp,
    /// The last term by which all is finished.
    pub(crate) last: u32,
    /// What starts before this term is past.
    pub(crate) history: u32,
    /// What each column stands for.
    pub(crate) meaning: Vec<Meaning>,
    /// The columns of each item.
    pub(crate) items: Vec<ItemColumns>,
    /// The columns of each rule, with the term from which it counts.
    pub(crate) rules: Vec<Vec<(u32, u32)>>,
    /// The column of the peak load.
    pub(crate) peak: Option<u32>,
    /// If rules can be lifted: by which columns.
    pub(crate) lifts: Option<Vec<Lift>>,
}

impl Model {
    /// Builds the program. With `exactly`, something must finish in the last term: then what has run out by then
    /// is known.
    pub(crate) fn new(problem: &Problem, last: u32, exactly: bool, peak: bool) -> Self {
        Self::after(problem, last, exactly, peak, 0)
    }

    /// The same where all that starts before the term `history` is past: its requisites are asked no more.
    pub(crate) fn after(problem: &Problem, last: u32, exactly: bool, peak: bool, history: u32) -> Self {
        let mut model = Self::empty(problem, last, history);
        model.columns(problem);
        if peak {
            model.peak = Some(model.add(Meaning::Peak, problem.most_peak() as i64));
        }
        rows::build(&mut model, problem, exactly);
        model
    }

    /// The program in which each rule can be lifted, with the fees as its cost.
    pub(crate) fn liftable(problem: &Problem, last: u32, exactly: bool) -> Self {
        let mut open = problem.clone();
        for (item, id) in problem.items.iter().zip((0..).map(ItemId)) {
            if item.part_of.is_none() {
                Rule::Offered(id).lift(&mut open);
            }
        }
        open.budget = u64::MAX;
        let mut model = Self::empty(problem, last, 0);
        model.columns(&open);
        open.budget = problem.budget;
        let mut lifts = Vec::new();
        for (columns, id) in model.items.iter().zip((0..).map(ItemId)) {
            let offered = &problem.items[id.0 as usize].starts;
            let mut others = columns.starts.clone();
            others.retain(|(start, _)| !offered.contains(start));
            if !others.is_empty() {
                lifts.push((Rule::Offered(id), others.iter().map(|&(_, column)| (column, 1)).collect()));
            }
        }
        model.lifts = Some(lifts);
        rows::build(&mut model, &open, exactly);
        for (meaning, cost) in model.meaning.iter().zip(&mut model.ilp.cost) {
            *cost = match *meaning {
                Meaning::Start(item, _) => i64::from(problem.items[item].fee),
                Meaning::Use(rule, _) => i64::from(problem.recognitions[rule].fee),
                _ => 0,
            };
        }
        model
    }

    /// Adds what a rule asks for; where rules can be lifted, as far as the rule is not.
    pub(crate) fn rule_row(&mut self, rule: Rule, row: Row) {
        let Some(lifts) = &mut self.lifts else {
            self.ilp.row(row);
            return;
        };
        let (mut least, mut most) = (0, 0);
        for &(column, factor) in &row.entries {
            let end = factor * self.ilp.bounds.upper[column as usize];
            least += end.min(0);
            most += end.max(0);
        }
        let excess = if row.upper == NO_UPPER { row.lower - least } else { most - row.upper };
        if excess <= 0 {
            return;
        }
        // What is counted is lifted by an amount, all else altogether.
        let by_amount = matches!(rule, Rule::Need(_) | Rule::Load | Rule::Exams | Rule::Credits(_));
        let (factor, range) = if by_amount { (1, excess) } else { (excess, 1) };
        let place = lifts.iter().rposition(|(other, _)| *other == rule).unwrap_or_else(|| {
            self.meaning.push(Meaning::Lifted);
            lifts.push((rule, vec![(self.ilp.column(0, range), range)]));
            lifts.len() - 1
        });
        let Some((column, most)) = lifts[place].1.first_mut() else { return };
        *most = range.max(*most);
        self.ilp.bounds.upper[*column as usize] = *most;
        let mut entries = row.entries;
        entries.push((*column, if row.upper == NO_UPPER { factor } else { -factor }));
        debug_assert!(row.lower == NO_LOWER || row.upper == NO_UPPER, "a rule's row has one bound");
        self.ilp.row(Row::new(entries, row.lower, row.upper));
    }

    fn empty(problem: &Problem, last: u32, history: u32) -> Self {
        let mut model = Self {
            ilp: Ilp::default(),
            last,
            history,
            meaning: Vec::new(),
            items: vec![ItemColumns::default(); problem.items.len()],
            rules: vec![Vec::new(); problem.recognitions.len()],
            peak: None,
            lifts: None,
        };
        for &id in &problem.done {
            model.items[id.0 as usize].done = true;
        }
        model
    }

    fn columns(&mut self, problem: &Problem) {
        self.starts(problem);
        self.uses(problem);
        self.definitions();
    }

    /// The column that says that an item starts in a term.
    pub(crate) fn start(&self, item: usize, term: u32) -> Option<u32> {
        self.items[item].starts.iter().find(|(start, _)| *start == term).map(|&(_, column)| column)
    }

    /// The column that says that a rule is used from a term.
    pub(crate) fn used(&self, rule: usize, term: u32) -> Option<u32> {
        self.rules[rule].iter().find(|(at, _)| *at == term).map(|&(_, column)| column)
    }

    pub(crate) fn add(&mut self, meaning: Meaning, upper: i64) -> u32 {
        self.meaning.push(meaning);
        self.ilp.column(0, upper)
    }

    fn starts(&mut self, problem: &Problem) {
        for (place, item) in problem.items.iter().enumerate() {
            if self.items[place].done || u64::from(item.fee) > problem.budget {
                continue;
            }
            for &start in &item.starts {
                if start.checked_add(item.duration).is_some_and(|finish| finish <= self.last) {
                    let column = self.add(Meaning::Start(place, start), 1);
                    self.items[place].starts.push((start, column));
                }
            }
        }
    }

    fn uses(&mut self, problem: &Problem) {
        for (place, rule) in problem.recognitions.iter().enumerate() {
            let (from, to) = (rule.from.0 as usize, rule.to.0 as usize);
            if self.items[to].done || from == to || u64::from(rule.fee) > problem.budget {
                continue;
            }
            let mut terms = Vec::new();
            if self.items[from].done {
                if problem.done_recognises {
                    terms.push(0);
                }
            } else {
                let duration = problem.items[from].duration;
                for &(start, _) in &self.items[from].starts {
                    terms.push(start + duration);
                }
            }
            let last = rule.until.unwrap_or(problem.horizon).min(problem.horizon);
            for term in terms {
                let term = term.max(rule.since);
                // What finishes before a rule begins may count from the same term on.
                let is_known = self.used(place, term).is_some();
                if term > last || is_known {
                    continue;
                }
                let column = self.add(Meaning::Use(place, term), 1);
                self.rules[place].push((term, column));
                self.items[to].uses.push((term, column));
            }
        }
    }

    /// Columns that say in one bit what several others say together, for branching and for explaining.
    fn definitions(&mut self) {
        for place in 0..self.items.len() {
            let (starts, uses) = (self.items[place].starts.clone(), self.items[place].uses.clone());
            self.items[place].taken = self.define(Meaning::Taken, &starts);
            self.items[place].recognised = self.define(Meaning::Recognised, &uses);
        }
    }

    fn define(&mut self, meaning: Meaning, parts: &[(u32, u32)]) -> Option<u32> {
        match parts {
            [] => None,
            &[(_, only)] => Some(only),
            _ => {
                let column = self.add(meaning, 1);
                let mut entries = vec![(column, -1)];
                for &(_, part) in parts {
                    entries.push((part, 1));
                }
                let mut row = Row::new(entries, 0, 0);
                row.defines = Some(column);
                self.ilp.row(row);
                Some(column)
            }
        }
    }

    /// The plan that values of the columns stand for.
    pub(crate) fn plan(&self, values: &[i64]) -> Plan {
        let mut plan = Plan::default();
        for (meaning, _) in self.meaning.iter().zip(values).filter(|(_, value)| **value != 0) {
            match *meaning {
                Meaning::Start(item, term) => plan.start.push((ItemId(item as u32), term)),
                Meaning::Use(rule, term) => plan.recognised.push((RuleId(rule as u32), term)),
                Meaning::Taken | Meaning::Recognised | Meaning::Source | Meaning::Peak => {}
                Meaning::Other | Meaning::Lifted => {}
            }
        }
        crate::sort::sort(&mut plan.start);
        crate::sort::sort(&mut plan.recognised);
        plan
    }

    /// The values of the columns for a plan of this program.
    pub(crate) fn values(&self, problem: &Problem, plan: &Plan) -> Vec<i64> {
        let mut values = vec![0; self.meaning.len()];
        let mut choose = |column: Option<u32>| {
            if let Some(column) = column {
                values[column as usize] = 1;
            }
        };
        for &(id, start) in &plan.start {
            let item = id.0 as usize;
            choose(self.start(item, start));
            choose(self.items[item].taken);
        }
        for &(id, term) in &plan.recognised {
            let rule = &problem.recognitions[id.0 as usize];
            choose(self.used(id.0 as usize, term));
            choose(self.items[rule.to.0 as usize].recognised);
            choose(self.items[rule.from.0 as usize].source);
        }
        if let Some(peak) = self.peak {
            let mut most = 0;
            for term in 0..problem.horizon {
                let mut load = i64::from(problem.other_load_of(term));
                for &(id, start) in &plan.start {
                    let item = &problem.items[id.0 as usize];
                    if start <= term && term < start + item.duration {
                        load += i64::from(item.load_from(start));
                    }
                }
                most = load.max(most);
            }
            values[peak as usize] = most;
        }
        values
    }
}
