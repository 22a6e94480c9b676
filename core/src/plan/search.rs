//! The search for the best plan, in slices.
//!
//! For each term by which all may be finished there is a program of its own, whose relaxation is sharp; they are
//! worked on in the order of their bounds, each with the best plan so far as a cut-off. One level of the
//! objective is decided after the other. In the end, of all plans of the best value, the first in the order that
//! [`Plan`] documents is sought.

mod tie;

use std::sync::Arc;

use super::answer::{Outcome, Plan, Progress};
use super::branch::Branch;
use super::ilp::Row;
use super::invalid::{InvalidProblem, check};
use super::model::{Level, Model, levels};
use super::presolve::{Reduced, reduce};
use super::problem::{Objective, Problem};
use super::verify::{Measures, verify};
use tie::Tie;

/// A search that can be resumed, and asked at any time.
#[derive(Debug, Clone)]
pub struct Search {
    problem: Arc<Problem>,
    objective: Objective,
    levels: Vec<Level>,
    /// The sums of the levels that are decided.
    decided: Vec<i64>,
    slices: Vec<Slice>,
    best: Option<(Plan, Measures)>,
    stage: Stage,
    /// A plan was found that does not satisfy the problem: then nothing more is claimed.
    broken: bool,
}

#[derive(Debug, Clone)]
enum Stage {
    /// The level at this place is being decided.
    Level(usize),
    /// The value is proven; the canonical plan is sought.
    Tie(Box<Tie>),
    Done,
}

/// Plans that finish by one term.
#[derive(Debug, Clone)]
struct Slice {
    last: u32,
    /// No plan of this slice has a smaller sum on the current level.
    bound: i64,
    work: Option<Box<Work>>,
    closed: bool,
}

/// A slice's program and its search.
#[derive(Debug, Clone)]
struct Work {
    model: Model,
    reduced: Reduced,
    branch: Branch,
}

impl Search {
    /// Prepares a search.
    ///
    /// # Errors
    /// What makes the problem or objective meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>, objective: &Objective) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        check(&problem, objective)?;
        let levels = levels(&problem, objective);
        let slice = |last| Slice { last, bound: 0, work: None, closed: false };
        let slices = (0..=problem.horizon).map(slice).collect();
        let mut search = Self {
            problem,
            objective: objective.clone(),
            levels,
            decided: Vec::new(),
            slices,
            best: None,
            stage: Stage::Level(0),
            broken: false,
        };
        search.bound_slices(0);
        Ok(search)
    }

    /// Works for about `steps` steps; a step is of the order of one pivot of the simplex method.
    ///
    /// How the steps are divided into calls does not change the answer.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while allowance > 0 && !matches!(self.stage, Stage::Done) {
            match std::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Level(level) => {
                    self.stage = Stage::Level(level);
                    self.level(level, &mut allowance);
                }
                Stage::Tie(mut tie) => {
                    let finished = tie.run(&mut allowance);
                    let plan = tie.plan();
                    if let Ok(measures) = verify(&self.problem, &plan) {
                        self.best = Some((plan, measures));
                    } else {
                        self.broken = true;
                    }
                    if !finished {
                        self.stage = Stage::Tie(tie);
                    }
                }
                Stage::Done => {}
            }
        }
        if matches!(self.stage, Stage::Done) { Progress::Done } else { Progress::Working }
    }

    /// The answer so far. Once the value is proven this is [`Outcome::Optimal`]; its plan is canonical when
    /// [`Search::run`] has answered [`Progress::Done`].
    pub fn outcome(&self) -> Outcome {
        let proven = !matches!(self.stage, Stage::Level(_)) && !self.broken;
        match &self.best {
            Some((plan, measures)) => {
                let (plan, value) = (plan.clone(), self.objective.value(measures));
                if proven {
                    Outcome::Optimal { plan, value }
                } else {
                    let bound = self.bound();
                    Outcome::Feasible {
                        plan,
                        bound: if bound < value { bound } else { value.clone() },
                        value,
                    }
                }
            }
            None if proven => Outcome::Infeasible,
            None => Outcome::Unknown { bound: self.bound() },
        }
    }

    /// The measures of the best plan so far.
    pub fn measures(&self) -> Option<&Measures> {
        self.best.as_ref().map(|(_, measures)| measures)
    }

    #[doc(hidden)]
    pub fn debug_stats(&self) -> String {
        let mut text = format!(
            "broken {} stage {}",
            self.broken,
            match &self.stage {
                Stage::Level(at) => format!("level {at}"),
                Stage::Tie(_) => "tie".into(),
                Stage::Done => "done".into(),
            }
        );
        for slice in &self.slices {
            text += &format!("\n   last {} bound {} closed {}", slice.last, slice.bound, slice.closed);
            if let Some(work) = &slice.work {
                text += &work.branch.debug_stats();
            }
        }
        text
    }

    /// No plan has a value that is smaller in the order of the stages.
    fn bound(&self) -> Vec<i64> {
        let mut bound = Vec::with_capacity(self.objective.stages.len());
        if self.broken {
            bound.resize(self.objective.stages.len(), 0);
            return bound;
        }
        for (level, &sum) in self.levels.iter().zip(&self.decided) {
            bound.extend(level.split(sum));
        }
        if let Stage::Level(at) = self.stage {
            let open = self.slices.iter().filter(|slice| !slice.closed).map(|slice| slice.bound).min();
            let best = self.best.as_ref().map(|best| self.levels[at].sum(&best.1));
            let least = open.into_iter().chain(best).min().unwrap_or(0);
            bound.extend(self.levels[at].split(least));
        }
        bound.resize(self.objective.stages.len(), 0);
        bound
    }

    /// The least that each slice can come to on a level, before anything is known.
    fn bound_slices(&mut self, level: usize) {
        for slice in &mut self.slices {
            slice.work = None;
            slice.bound = self.levels[level].of_terms(slice.last);
        }
    }

    fn level(&mut self, at: usize, allowance: &mut u32) {
        let best = self.best.as_ref().map(|best| self.levels[at].sum(&best.1));
        let open = self.slices.iter_mut().filter(|slice| !slice.closed);
        let open = open.filter(|slice| best.is_none_or(|best| slice.bound < best));
        let busy = |slice: &Slice| slice.work.as_ref().is_some_and(|work| work.branch.in_root());
        let Some(slice) = open.min_by_key(|slice| (!busy(slice), slice.bound, slice.last)) else {
            self.decide(at, best);
            return;
        };
        if slice.work.is_none() {
            *allowance = allowance.saturating_sub(20);
            match Work::new(&self.problem, &self.levels, &self.decided, slice.last, at) {
                None => {
                    slice.closed = true;
                    return;
                }
                Some(work) => slice.work = Some(work),
            }
        }
        let Some(work) = &mut slice.work else { return };
        if let Some(best) = best {
            work.branch.restrict(best, best - 1);
        }
        let before = work.branch.best().map(|best| best.0);
        work.branch.run(allowance);
        slice.bound = slice.bound.max(work.branch.bound());
        let found = work.branch.best().filter(|found| before.is_none_or(|before| found.0 < before));
        let found = found.map(|(_, values)| work.model.plan(&work.reduced.expand(values)));
        if work.branch.done() && best.is_none() && work.branch.best().is_none() {
            slice.closed = true;
        }
        if let Some(plan) = found {
            match verify(&self.problem, &plan) {
                Ok(measures) => {
                    let value = self.levels[at].sum(&measures);
                    if best.is_none_or(|best| value < best) {
                        self.best = Some((plan, measures));
                    }
                }
                Err(violation) => {
                    debug_assert!(false, "the search found a plan that breaks {violation:?}");
                    self.broken = true;
                    self.stage = Stage::Done;
                }
            }
        }
    }

    /// A level's best sum is proven: on to the next.
    fn decide(&mut self, at: usize, best: Option<i64>) {
        let Some(best) = best else {
            self.stage = Stage::Done;
            return;
        };
        self.decided.push(best);
        for slice in &mut self.slices {
            slice.closed |= slice.bound > best;
        }
        if at + 1 < self.levels.len() {
            self.bound_slices(at + 1);
            self.stage = Stage::Level(at + 1);
            return;
        }
        let last = self.best.as_ref().map_or(0, |(_, measures)| measures.terms);
        let place = self.slices.iter().position(|slice| slice.last == last);
        let work = place.and_then(|place| self.slices[place].work.take());
        let work = work.or_else(|| Work::new(&self.problem, &self.levels, &self.decided[..at], last, at));
        self.slices.clear();
        self.stage = match (work, &self.best) {
            (Some(work), Some((plan, _))) => Stage::Tie(Box::new(Tie::new(&self.problem, *work, plan, best))),
            _ => Stage::Done,
        };
    }
}

impl Work {
    fn new(problem: &Problem, levels: &[Level], decided: &[i64], last: u32, at: usize) -> Option<Box<Self>> {
        let exactly = problem.items.iter().any(|item| item.valid_for.is_some());
        let peak = levels.iter().any(Level::peaks);
        let mut model = Model::new(problem, last, exactly, peak);
        for (level, &sum) in levels.iter().zip(decided) {
            let (costs, constant) = level.costs(problem, &model);
            let entries = (0..).zip(costs).filter(|(_, cost)| *cost != 0).collect();
            model.ilp.row(Row::most(entries, sum - constant));
        }
        let (costs, constant) = levels[at].costs(problem, &model);
        model.ilp.cost = costs;
        let reduced = reduce(&model.ilp)?;
        let branch = Branch::new(reduced.ilp.clone(), constant + reduced.constant, i64::MAX);
        Some(Box::new(Self { model, reduced, branch }))
    }
}
