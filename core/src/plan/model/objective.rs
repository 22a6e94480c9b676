//! The objective as whole-number levels, each one a single sum.
//!
//! Stages are folded into one sum where that cannot overflow: a stage is multiplied by more than all that the
//! later ones can come to, so the order is kept exactly.

use super::{Meaning, Model};
use crate::plan::invalid::{most, most_of};
use crate::plan::problem::{Criterion, Item, ItemKind, Objective, Problem, Stage};

/// A sum may not exceed this, so that floating point can still steer by it.
const FOLD: u64 = 1 << 40;

/// One sum that is minimised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    /// Criteria with their factors.
    pub(crate) terms: Vec<(Criterion, i64)>,
    /// The factor of each stage folded into this level, in order; they divide one another.
    pub(crate) stages: Vec<i64>,
}

/// The levels of an objective. The last one also decides for the earlier finish.
pub(crate) fn levels(problem: &Problem, objective: &Objective) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut span = u64::MAX;
    // From the last stage to the first: each new one must outweigh what is folded already.
    let finish = Stage { terms: vec![(Criterion::Terms, 1)] };
    for place in (0..=objective.stages.len()).rev() {
        let stage = objective.stages.get(place).unwrap_or(&finish);
        let range = most_of(problem, stage).saturating_add(1);
        let folded = span.saturating_mul(range);
        let (factor, at) = match levels.last() {
            Some(_) if folded <= FOLD => (span as i64, levels.len() - 1),
            _ => {
                levels.push(Level { terms: Vec::new(), stages: Vec::new() });
                (1, levels.len() - 1)
            }
        };
        span = if factor == 1 { range } else { folded };
        let level = &mut levels[at];
        // What cannot come to anything does not count, whatever its weight.
        for &(criterion, weight) in &stage.terms {
            if most(problem, criterion) > 0 {
                level.terms.push((criterion, i64::from(weight) * factor));
            }
        }
        if place < objective.stages.len() {
            level.stages.insert(0, factor);
        }
    }
    levels.reverse();
    levels
}

impl Level {
    /// The stages' numbers in a sum; a sum below the true one gives numbers below the true ones.
    pub(crate) fn split(&self, sum: i64) -> Vec<i64> {
        let mut rest = sum.max(0);
        let mut numbers = Vec::new();
        for factor in &self.stages {
            numbers.push(rest / factor);
            rest %= factor;
        }
        numbers
    }

    fn factor(&self, criterion: Criterion) -> i64 {
        let mut sum = 0;
        for (other, factor) in &self.terms {
            if *other == criterion {
                sum += factor;
            }
        }
        sum
    }

    /// Whether the peak load matters.
    pub(crate) fn peaks(&self) -> bool {
        self.factor(Criterion::PeakLoad) != 0
    }

    /// The cost of each column of a model, and what does not depend on them.
    pub(crate) fn costs(&self, problem: &Problem, model: &Model) -> (Vec<i64>, i64) {
        let fee = self.factor(Criterion::Fee);
        let effort = self.factor(Criterion::Effort);
        let exams = self.factor(Criterion::Exams);
        let credit = self.factor(Criterion::CreditForgone);
        let doubt = self.factor(Criterion::Doubt);
        let demand = self.factor(Criterion::DemandForgone);
        let mut most_wanted = 0;
        let mut constant = self.of_terms(model.last);
        for item in &problem.items {
            constant += credit * i64::from(item.credits);
            if item.kind == ItemKind::Certificate {
                most_wanted = item.demand.max(most_wanted);
            }
        }
        let taken = |item: &Item| {
            let mut cost = fee * i64::from(item.fee) + effort * i64::from(item.effort);
            cost += doubt * i64::from(item.doubt) - credit * i64::from(item.credits);
            if item.kind == ItemKind::Certificate {
                cost += exams + demand * i64::from(most_wanted - item.demand);
            }
            cost
        };
        let mut costs = Vec::new();
        for meaning in &model.meaning {
            costs.push(match *meaning {
                Meaning::Start(place, _) => taken(&problem.items[place]),
                Meaning::Use(place, _) => {
                    let rule = &problem.recognitions[place];
                    fee * i64::from(rule.fee) - credit * i64::from(rule.credits)
                }
                Meaning::Peak => self.factor(Criterion::PeakLoad),
                Meaning::Taken | Meaning::Recognised | Meaning::Source => 0,
                Meaning::Other | Meaning::Lifted => 0,
            });
        }
        (costs, constant)
    }
}

impl Level {
    /// What finishing by a term costs at least.
    pub(crate) fn of_terms(&self, last: u32) -> i64 {
        self.factor(Criterion::Terms) * i64::from(last)
    }

    /// The sum of a plan with these measures.
    pub(crate) fn sum(&self, measures: &crate::plan::verify::Measures) -> i64 {
        let mut sum = 0;
        for &(criterion, factor) in &self.terms {
            sum += measures.amount(criterion) as i64 * factor;
        }
        sum
    }
}
