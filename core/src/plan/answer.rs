//! What the planner answers: a plan, how good it is, and how far off it can be.

use super::problem::{ItemId, Problem, RuleId};

/// A plan: what is taken when, and what is recognised.
///
/// Plans that a search returns are canonical. Of plans of equal value, the first by this order is chosen:
/// 1. the earlier last finished term;
/// 2. fewer items, taken and recognised together;
/// 3. the state of each item in document order: at the first item whose state differs, *taken* comes before
///    *recognised*, and *recognised* before *absent*;
/// 4. the start terms in document order: at the first item whose start differs, the earlier;
/// 5. the rules by which items are recognised: at the first rule in document order that only one of the plans
///    uses, the plan that uses it.
///
/// An item is always recognised at the first term at which it can be. Nothing in this order looks at codes, so
/// renaming never changes the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Plan {
    /// The term in which each taken item starts, by item.
    pub start: Vec<(ItemId, u32)>,
    /// The rules that are used, each with the term from which it counts, by rule.
    pub recognised: Vec<(RuleId, u32)>,
}

impl Plan {
    /// What is left of it without one thing that it chooses: an item with all that it is recognised as, or one
    /// recognition.
    pub(super) fn less(&self, problem: &Problem) -> Vec<Self> {
        let mut all = Vec::new();
        for &(id, _) in &self.start {
            let mut less = self.clone();
            less.start.retain(|(other, _)| *other != id);
            less.recognised.retain(|(rule, _)| problem.recognitions[rule.0 as usize].from != id);
            all.push(less);
        }
        for place in 0..self.recognised.len() {
            let mut less = self.clone();
            less.recognised.remove(place);
            all.push(less);
        }
        all
    }
}

/// The answer so far. A `value` and a `bound` have one number per stage of the objective, compared in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// No plan has a smaller value.
    Optimal {
        /// The plan, canonical (see [`Plan`]).
        plan: Plan,
        /// Its value.
        value: Vec<i64>,
    },
    /// A plan, not proven to be best.
    Feasible {
        /// The best plan so far.
        plan: Plan,
        /// Its value.
        value: Vec<i64>,
        /// No plan has a value smaller than this.
        bound: Vec<i64>,
    },
    /// There is no plan: proven.
    Infeasible,
    /// No plan was found so far.
    Unknown {
        /// No plan has a value smaller than this.
        bound: Vec<i64>,
    },
}

/// Whether a search has more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The outcome may still change.
    Working,
    /// The outcome is final: optimal or infeasible.
    Done,
}
