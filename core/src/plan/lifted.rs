//! Questions to a problem of which some rules are lifted, each answered with what the ones before have shown.

use std::sync::Arc;

use rungs_ilp::Branch;

use super::answer::{Plan, Progress};
use super::conflict::Rule;
use super::model::Model;
use super::problem::Problem;
use super::rotate::Rotation;
use crate::sorted::Map;

/// A problem whose rules can be lifted, wholly or by an amount; or several of which the rules are the same, where a plan
/// of any one of them will do.
///
/// There is one program for all questions, in which each rule has a column that says how far it is lifted; where it
/// matters when a plan ends, one for each term in which it may.
#[derive(Debug, Clone)]
pub(super) struct Lifted {
    slices: Vec<Slice>,
    /// The slice that is being asked.
    at: usize,
    question: Question,
    best: Option<Found>,
}

#[derive(Debug, Clone)]
struct Found {
    cost: i64,
    plan: Plan,
    /// What it is a plan of.
    problem: Arc<Problem>,
}

#[derive(Debug, Clone)]
enum Question {
    /// Where rules are lifted by up to an amount: for any plan, or for a cheapest.
    All(Map<Rule, i64>, bool),
    /// The same as before, where one more rule is lifted by up to an amount: for any plan.
    More(Rule, i64),
}

#[derive(Debug, Clone)]
struct Slice {
    problem: Arc<Problem>,
    model: Model,
    branch: Branch,
    rotation: Option<Box<Rotation>>,
}

impl Lifted {
    /// Builds the programs.
    pub(super) fn new(problems: &[Arc<Problem>]) -> Self {
        let mut slices = Vec::new();
        for problem in problems {
            let at_its_end = problem.is_judged_at_its_end();
            let first = if at_its_end { 0 } else { problem.horizon };
            for last in first..=problem.horizon {
                let mut model = Model::liftable(problem, last, at_its_end);
                let mut branch = Branch::new(std::mem::take(&mut model.ilp), 0, i64::MAX);
                let mut watched = Vec::new();
                for (_, columns) in model.lifts.iter().flatten() {
                    for &(column, _) in columns {
                        watched.push(column);
                    }
                }
                branch.explain(watched);
                slices.push(Slice { problem: Arc::clone(problem), model, branch, rotation: None });
            }
        }
        let at = slices.len();
        Self { slices, at, question: Question::All(Map::new(), true), best: None }
    }

    /// Whether lifting the rule changes anything.
    pub(super) fn matters(&self, rule: Rule) -> bool {
        rule == Rule::Budget || self.slices.iter().any(|slice| !slice.columns(rule).is_empty())
    }

    /// Asks for a plan where rules are lifted by up to an amount: for any, or for a cheapest.
    pub(super) fn ask(&mut self, lifts: Map<Rule, i64>, any: bool) {
        self.begin(Question::All(lifts, any));
    }

    /// When there was no plan: asks for any where one more rule is lifted by up to an amount. But not the budget, which
    /// is a limit of the search, too.
    pub(super) fn ask_more(&mut self, rule: Rule, by: i64) {
        self.begin(Question::More(rule, by));
    }

    fn begin(&mut self, question: Question) {
        (self.question, self.best, self.at) = (question, None, 0);
        self.ask_slice();
    }

    fn ask_slice(&mut self) {
        let Some(slice) = self.slices.get_mut(self.at) else { return };
        let (lifts, any) = match &self.question {
            Question::All(lifts, any) => (lifts, *any),
            Question::More(rule, by) => {
                let raised = slice.raised(*rule, *by);
                slice.branch.ask_raised(&raised);
                return;
            }
        };
        let by = |rule: Rule| lifts.get(&rule).copied().unwrap_or(0);
        let mut most = Vec::new();
        for (rule, columns) in slice.model.lifts.iter().flatten() {
            let by = by(*rule);
            for &(_, range) in columns {
                most.push(by.min(range));
            }
        }
        // What costs more than the budget is no plan: known from the start, it cuts off most of the tree.
        let mut limit = match i64::try_from(slice.problem.budget) {
            Ok(budget) if by(Rule::Budget) == 0 => budget,
            _ => i64::MAX,
        };
        if let Some(Found { cost, .. }) = self.best {
            limit = limit.min(cost - 1);
        }
        slice.branch.ask_within(&most, limit, any);
    }

    /// Works until the allowance is used up or the question is answered.
    pub(super) fn run(&mut self, allowance: &mut u32) -> Progress {
        while let Some(slice) = self.slices.get_mut(self.at) {
            if !slice.branch.done() {
                if *allowance == 0 {
                    return Progress::Working;
                }
                slice.branch.run(allowance);
                continue;
            }
            if let Some((cost, values)) = slice.branch.best() {
                let (plan, problem) = (slice.model.plan(values), Arc::clone(&slice.problem));
                self.best = Some(Found { cost: *cost, plan, problem });
                if !matches!(self.question, Question::All(_, false)) {
                    break;
                }
            }
            self.at += 1;
            self.ask_slice();
        }
        Progress::Done
    }

    /// When all is done: the plan.
    pub(super) fn plan(&self) -> Option<&Plan> {
        self.best.as_ref().map(|found| &found.plan)
    }

    /// When there is a plan: what it is a plan of.
    pub(super) fn problem(&self) -> Option<&Arc<Problem>> {
        self.best.as_ref().map(|found| &found.problem)
    }

    /// When there is a plan: of which of the rules that are kept it shows, or a plan near it, that they stand in the
    /// way, each with such a plan. Not of those that are known to. The rule that was lifted last counts as kept.
    pub(super) fn learn(&mut self, kept: &[Rule], known: &[Rule]) -> Vec<(Rule, Plan)> {
        let Some(slice) = self.slices.get_mut(self.at) else { return Vec::new() };
        let Slice { problem, model, branch, rotation } = slice;
        let Some((_, values)) = branch.best() else { return Vec::new() };
        let (rows, cost) = branch.program();
        let lifts = model.lifts.as_deref().unwrap_or_default();
        let rotation = rotation.get_or_insert_with(|| Box::new(Rotation::new(problem, lifts, rows, cost)));
        let learnt = rotation.learn(model, problem, values, kept, known);
        learnt.into_iter().map(|(rule, values)| (rule, model.plan(&values))).collect()
    }

    /// Takes the last [`Lifted::ask_more`] back, so that the next question is without it.
    pub(super) fn take_back(&mut self) {
        for slice in self.slices.iter_mut().take(self.at + 1) {
            slice.branch.take_back();
        }
    }

    /// When there is no plan: whether that is known, too, where one more rule is lifted by up to an amount.
    pub(super) fn holds(&self, rule: Rule, by: i64) -> bool {
        self.slices.iter().all(|slice| slice.branch.holds_with(&slice.raised(rule, by)))
    }

    /// When there is no plan: lifts the rule if that is known where it is lifted, too; answers whether it is.
    pub(super) fn spare(&mut self, rule: Rule) -> bool {
        let spared = rule != Rule::Budget && self.holds(rule, i64::MAX);
        if spared {
            for slice in &mut self.slices {
                let raised = slice.raised(rule, i64::MAX);
                slice.branch.raise(&raised);
            }
        }
        spared
    }
}

impl Slice {
    fn columns(&self, rule: Rule) -> &[(u32, i64)] {
        let found = self.model.lifts.iter().flatten().find(|(other, _)| *other == rule);
        found.map_or(&[], |(_, columns)| columns)
    }

    /// By how much the columns of a rule go up when it is lifted.
    fn raised(&self, rule: Rule, by: i64) -> Vec<(u32, i64)> {
        self.columns(rule).iter().map(|&(column, range)| (column, by.min(range))).collect()
    }
}
