//! A problem as an integer program, for plans that finish by a given term.
//!
//! One column says that an item starts in a term, one that a rule is used on a source that started in a term.
//! A recognised item counts from the term in which its source finishes: later never helps. All that depends on
//! the last finished term is constant here, which is what makes the program's relaxation sharp.

mod extra;
mod objective;
mod rows;

pub(crate) use extra::{Extra, Other, Past, Survives, recovery};
pub(crate) use objective::{Level, levels};

use super::answer::Plan;
use super::problem::{ItemId, Problem, RuleId};
use rungs_ilp::{Ilp, Row};

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
}

impl Model {
    /// Builds the program. With `exactly`, something must finish in the last term: then what has run out by then
    /// is known.
    pub(crate) fn new(problem: &Problem, last: u32, exactly: bool, peak: bool) -> Self {
        Self::after(problem, last, exactly, peak, 0)
    }

    /// The same where all that starts before the term `history` is past: its requisites are asked no more.
    pub(crate) fn after(problem: &Problem, last: u32, exactly: bool, peak: bool, history: u32) -> Self {
        let mut model = Self {
            ilp: Ilp::default(),
            last,
            history,
            meaning: Vec::new(),
            items: vec![ItemColumns::default(); problem.items.len()],
            rules: vec![Vec::new(); problem.recognitions.len()],
            peak: None,
        };
        for &id in &problem.done {
            model.items[id.0 as usize].done = true;
        }
        model.starts(problem);
        model.uses(problem);
        model.definitions();
        if peak {
            let most = problem.load_cap.iter().copied().max().unwrap_or(0);
            model.peak = Some(model.add(Meaning::Peak, i64::from(most)));
        }
        rows::build(&mut model, problem, exactly);
        model
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
            for term in terms {
                if rule.until.is_some_and(|until| term > until) {
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
                Meaning::Taken | Meaning::Recognised | Meaning::Source | Meaning::Peak | Meaning::Other => {}
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
            for term in 0..self.last {
                let mut load = 0;
                for &(id, start) in &plan.start {
                    let item = &problem.items[id.0 as usize];
                    if start <= term && term < start + item.duration {
                        load += i64::from(item.load);
                    }
                }
                most = load.max(most);
            }
            values[peak as usize] = most;
        }
        values
    }
}
