//! The objective as whole-number levels, each one a single sum.
//!
//! Stages are folded into one sum where that cannot overflow: a stage is multiplied by more than all that the
//! later ones can come to, so the order is kept exactly.

use super::{Meaning, Model};
use crate::plan::invalid::most;
use crate::plan::problem::{Criterion, ItemKind, Objective, Problem};

/// A sum may not exceed this, so that floating point can still steer by it.
const FOLD: u128 = 1 << 40;

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
    let mut span = u128::MAX;
    // From the last stage to the first: each new one must outweigh what is folded already.
    let finish = crate::plan::problem::Stage { terms: vec![(Criterion::Terms, 1)] };
    let stages = objective.stages.iter().map(|stage| (stage, true)).chain([(&finish, false)]);
    for (stage, visible) in stages.collect::<Vec<_>>().into_iter().rev() {
        let range: u128 = stage
            .terms
            .iter()
            .map(|&(criterion, weight)| most(problem, criterion).saturating_mul(u128::from(weight)))
            .fold(1, u128::saturating_add);
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
        let counting = stage.terms.iter().filter(|(criterion, _)| most(problem, *criterion) > 0);
        level.terms.extend(counting.map(|&(criterion, weight)| (criterion, i64::from(weight) * factor)));
        if visible {
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
        self.stages
            .iter()
            .map(|&factor| {
                let number = rest / factor;
                rest %= factor;
                number
            })
            .collect()
    }

    fn factor(&self, criterion: Criterion) -> i64 {
        self.terms.iter().filter(|(other, _)| *other == criterion).map(|(_, factor)| factor).sum()
    }

    /// Whether the peak load matters.
    pub(crate) fn peaks(&self) -> bool {
        self.factor(Criterion::PeakLoad) != 0
    }

    /// The cost of each column of a model, and what does not depend on them.
    pub(crate) fn costs(&self, problem: &Problem, model: &Model) -> (Vec<i64>, i64) {
        let [fee, effort, exams, credit, doubt, demand] = [
            Criterion::Fee,
            Criterion::Effort,
            Criterion::Exams,
            Criterion::CreditForgone,
            Criterion::Doubt,
            Criterion::DemandForgone,
        ]
        .map(|criterion| self.factor(criterion));
        let certificates = problem.items.iter().filter(|item| item.kind == ItemKind::Certificate);
        let most_wanted = certificates.map(|item| item.demand).max().unwrap_or(0);
        let unwanted = |item: &crate::plan::problem::Item| match item.kind {
            ItemKind::Certificate => most_wanted - item.demand,
            _ => 0,
        };
        let cost = |meaning: &Meaning| match *meaning {
            Meaning::Start(place, _) => {
                let item = &problem.items[place];
                fee * i64::from(item.fee)
                    + effort * i64::from(item.effort)
                    + exams * i64::from(item.kind == ItemKind::Certificate)
                    + doubt * i64::from(item.doubt)
                    - credit * i64::from(item.credits)
                    + demand * i64::from(unwanted(item))
            }
            Meaning::Use(place, _) => {
                let rule = &problem.recognitions[place];
                fee * i64::from(rule.fee) - credit * i64::from(rule.credits)
            }
            Meaning::Peak => self.factor(Criterion::PeakLoad),
            Meaning::Taken | Meaning::Recognised | Meaning::Source | Meaning::Other => 0,
        };
        let all = |amount: fn(&crate::plan::problem::Item) -> u32| -> i64 {
            problem.items.iter().map(|item| i64::from(amount(item))).sum()
        };
        let constant =
            credit * all(|item| item.credits) + self.factor(Criterion::Terms) * i64::from(model.last);
        (model.meaning.iter().map(cost).collect(), constant)
    }
}

impl Level {
    /// What finishing by a term costs at least.
    pub(crate) fn of_terms(&self, last: u32) -> i64 {
        self.factor(Criterion::Terms) * i64::from(last)
    }

    /// The sum of a plan with these measures.
    pub(crate) fn sum(&self, measures: &crate::plan::verify::Measures) -> i64 {
        let terms = self.terms.iter().map(|&(criterion, factor)| measures.amount(criterion) as i64 * factor);
        terms.sum()
    }
}
