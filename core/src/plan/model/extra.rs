//! What is asked of a plan beside the problem itself.

use rungs_ilp::Row;

use super::{Meaning, Model};
use crate::plan::answer::Plan;
use crate::plan::problem::{ItemId, Problem, RuleId};

/// One thing more that is asked. An object, so that a page that never asks it does not load its code.
pub(crate) trait Extra: std::fmt::Debug + Send + Sync {
    /// Asks it of a program.
    fn add(&self, problem: &Problem, model: &mut Model);
}

/// Not to choose all that a plan chooses, whenever and by whatever rule.
#[derive(Debug)]
pub(crate) struct Other(pub(crate) Plan);

impl Extra for Other {
    fn add(&self, problem: &Problem, model: &mut Model) {
        if let Some(row) = model.choice(problem, &self.0) {
            model.ilp.row(row);
        }
    }
}

/// If the item starts in the term: that after its failure there is still a plan for one of these problems, which are
/// those after the failure, each with a plan by itself.
#[derive(Debug)]
pub(crate) struct Survives(pub(crate) Vec<Problem>, pub(crate) ItemId, pub(crate) u32);

impl Extra for Survives {
    fn add(&self, problem: &Problem, model: &mut Model) {
        model.survive(problem, &self.0, self.1, self.2);
    }
}

/// All that a plan starts, and has recognised, before an item's attempt that starts in a term would have finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Past {
    /// The item.
    pub(crate) item: ItemId,
    /// The term in which its attempt starts.
    pub(crate) start: u32,
    /// The term from which its failure is known.
    pub(crate) known: u32,
    /// The plan.
    pub(crate) plan: Plan,
}

impl Past {
    /// Whether the item at this place starts in this term in the past.
    pub(crate) fn starts(&self, item: usize, term: u32) -> bool {
        self.plan.start.iter().any(|(id, start)| id.0 as usize == item && *start == term)
    }

    /// Whether the rule at this place is used from this term in the past.
    pub(crate) fn uses(&self, rule: usize, term: u32) -> bool {
        self.plan.recognised.iter().any(|(id, at)| id.0 as usize == rule && *at == term)
    }
}

/// Not to have this past.
impl Extra for Past {
    fn add(&self, problem: &Problem, model: &mut Model) {
        model.forbid(problem, self);
    }
}

impl Model {
    /// The row that forbids choosing all that a plan chooses, whenever and by whatever rule. None: where one of
    /// them is not even possible, nothing is to be forbidden.
    pub(crate) fn choice(&self, problem: &Problem, plan: &Plan) -> Option<Row> {
        let mut entries = Vec::new();
        let target = |rule: RuleId| problem.recognitions[rule.0 as usize].to.0 as usize;
        let taken = plan.start.iter().map(|&(id, _)| &self.items[id.0 as usize].starts);
        let recognised = plan.recognised.iter().map(|&(rule, _)| &self.items[target(rule)].uses);
        let mut chosen = 0;
        // Not by the columns that say it in one bit: what defines those is left out of the relaxation.
        for columns in taken.chain(recognised) {
            if columns.is_empty() {
                return None;
            }
            entries.extend(columns.iter().map(|&(_, column)| (column, 1)));
            chosen += 1;
        }
        Some(Row::most(entries, chosen - 1))
    }

    /// Columns that say what is past when an item's failure is known, the item itself left out.
    pub(crate) fn past(&self, problem: &Problem, item: usize, known: u32) -> Vec<(Meaning, u32)> {
        let mut columns = Vec::new();
        for (other, of_item) in self.items.iter().enumerate().filter(|(other, _)| *other != item) {
            for &(start, column) in of_item.starts.iter().filter(|(start, _)| *start < known) {
                columns.push((Meaning::Start(other, start), column));
            }
        }
        for (rule, terms) in self.rules.iter().enumerate() {
            if problem.recognitions[rule].from.0 as usize != item {
                for &(term, column) in terms.iter().filter(|(term, _)| *term < known) {
                    columns.push((Meaning::Use(rule, term), column));
                }
            }
        }
        columns
    }

    fn forbid(&mut self, problem: &Problem, past: &Past) {
        let item = past.item.0 as usize;
        let Some(attempt) = self.start(item, past.start) else { return };
        let mut entries = vec![(attempt, 1)];
        for (meaning, column) in self.past(problem, item, past.known) {
            let is_past = match meaning {
                Meaning::Start(other, start) => past.starts(other, start),
                Meaning::Use(rule, term) => past.uses(rule, term),
                _ => false,
            };
            entries.push((column, if is_past { 1 } else { -1 }));
        }
        let all = entries.iter().filter(|(_, factor)| *factor == 1).count();
        let starts = past.plan.start.iter().filter(|(id, start)| *id != past.item && *start < past.known);
        let used =
            past.plan.recognised.iter().filter(|(rule, at)| {
                *at < past.known && problem.recognitions[rule.0 as usize].from != past.item
            });
        // Where one of them is not even possible, nothing is to be forbidden.
        if all == 1 + starts.count() + used.count() {
            self.ilp.row(Row::most(entries, all as i64 - 1));
        }
    }

    /// Puts further programs beside this one, of what happens after the failure, one of them with the same past.
    fn survive(&mut self, problem: &Problem, recoveries: &[Problem], id: ItemId, start: u32) {
        let Some(attempt) = self.start(id.0 as usize, start) else { return };
        let mut ways = vec![(attempt, -1)];
        for recovery in recoveries {
            // Whether it is this one of which the past is the same.
            let way = if recoveries.len() == 1 { attempt } else { self.add(Meaning::Other, 1) };
            ways.push((way, 1));
            self.recover(problem, recovery, id, start, way);
        }
        if recoveries.len() > 1 {
            self.ilp.row(Row::least(ways, 0));
        }
    }

    /// Puts a second program beside this one, of what happens after the failure, with the same past where `way` is 1.
    fn recover(&mut self, problem: &Problem, recovery: &Problem, id: ItemId, start: u32, way: u32) {
        let item = id.0 as usize;
        let known = start + problem.items[item].duration;
        let other = Model::after(recovery, recovery.horizon, false, false, known);
        let offset = self.meaning.len() as u32;
        for upper in &other.ilp.bounds.upper {
            self.add(Meaning::Other, *upper);
        }
        for row in &other.ilp.rows {
            let mut row = row.clone();
            row.entries.iter_mut().for_each(|(column, _)| *column += offset);
            row.defines = row.defines.map(|column| column + offset);
            self.ilp.row(row);
        }
        // Where it is this one, the pasts are the same; only what could be recognised later than it was may
        // be recognised though it was not yet.
        let beside = |meaning: Meaning| match meaning {
            Meaning::Start(place, term) => (other.start(place, term), false),
            Meaning::Use(rule, term) => {
                let until = recovery.recognitions[rule].until;
                (other.used(rule, term), until.is_none_or(|until| until >= known))
            }
            _ => (None, false),
        };
        for (meaning, here) in self.past(problem, item, known) {
            let (there, later) = beside(meaning);
            let Some(there) = there.map(|column| column + offset) else {
                self.ilp.row(Row::most(vec![(here, 1), (way, 1)], 1));
                continue;
            };
            self.ilp.row(Row::most(vec![(here, 1), (there, -1), (way, 1)], 1));
            if !later {
                self.ilp.row(Row::most(vec![(there, 1), (here, -1), (way, 1)], 1));
            }
        }
        for (meaning, there) in other.past(recovery, item, known) {
            let (here, later) = match meaning {
                Meaning::Start(place, term) => (self.start(place, term), false),
                Meaning::Use(rule, term) => (self.used(rule, term), beside(meaning).1),
                _ => (None, false),
            };
            if here.is_none() && !later {
                self.ilp.row(Row::most(vec![(there + offset, 1), (way, 1)], 1));
            }
        }
    }
}
