//! The best plan of one compiled question, over all terms by which the goal could be reached.

use super::compile::Compiled;
use crate::plan::{self, ItemId, Plan, Problem, Progress, Robust, Search};

/// A plan that reaches the goal by a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The goal is reached by the end of the term before this one.
    pub by: u32,
    /// Its value by the learner's priorities, the finishing term among them.
    pub value: Vec<i64>,
    /// The plan.
    pub plan: Plan,
}

/// The search for it, which may be resumed.
#[derive(Debug, Clone)]
pub struct Optimum {
    /// The problem with the whole horizon.
    problem: Problem,
    by: u32,
    /// No plan reaches the goal before this term: proven.
    first: u32,
    /// What may fail without the goal being lost.
    may_fail: Vec<ItemId>,
    search: Option<Box<Seeking>>,
    best: Option<Best>,
    state: State,
}

#[derive(Debug, Clone)]
enum Seeking {
    Best(Search),
    Surviving(Robust),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Working,
    Done,
    /// The problem is more than the planner takes.
    Stuck,
}

impl Optimum {
    /// Prepares the search for the best plan of `problem`, of which it is known that no plan reaches the goal
    /// before the term `from`.
    pub fn new(problem: Problem, from: u32) -> Self {
        Self {
            problem,
            by: from,
            first: from,
            may_fail: Vec::new(),
            search: None,
            best: None,
            state: State::Working,
        }
    }

    /// Prepares the search for the best plan that survives any single failure of an item of `may_fail`.
    pub fn surviving(problem: Problem, from: u32, may_fail: Vec<ItemId>) -> Self {
        Self { may_fail, ..Self::new(problem, from) }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, compiled: &Compiled, steps: u32) -> Progress {
        if self.state != State::Working {
            return Progress::Done;
        }
        if self.search.is_none() {
            self.search = self.seek(compiled).map(Box::new);
        }
        let progress = match self.search.as_deref_mut() {
            Some(Seeking::Best(search)) => search.run(steps),
            Some(Seeking::Surviving(search)) => search.run(steps),
            None => {
                self.state = State::Stuck;
                return Progress::Done;
            }
        };
        if progress == Progress::Working {
            return Progress::Working;
        }
        let found = match self.search.as_deref() {
            Some(Seeking::Best(search)) => search.outcome(),
            Some(Seeking::Surviving(search)) => search.outcome(),
            None => plan::Outcome::Unknown { bound: Vec::new() },
        };
        self.search = None;
        match found {
            plan::Outcome::Optimal { plan, mut value } => {
                value.insert(compiled.soonest_at.min(value.len()), i64::from(self.by));
                if self.best.as_ref().is_none_or(|best| value < best.value) {
                    self.best = Some(Best { by: self.by, value, plan });
                }
            }
            plan::Outcome::Infeasible if self.best.is_none() => self.first = self.by + 1,
            plan::Outcome::Infeasible => {}
            plan::Outcome::Feasible { .. } | plan::Outcome::Unknown { .. } => {
                self.state = State::Stuck;
                return Progress::Done;
            }
        }
        // Where finishing soon comes first, the first term that has a plan has the best one.
        let settled = self.best.is_some() && compiled.soonest_at == 0;
        if settled || self.by >= self.problem.horizon {
            self.state = State::Done;
            return Progress::Done;
        }
        self.by += 1;
        Progress::Working
    }

    fn seek(&self, compiled: &Compiled) -> Option<Seeking> {
        let now = compiled.by_term(&self.problem, self.by);
        let objective = compiled.objective();
        if self.may_fail.is_empty() {
            return Search::new(now, &objective).ok().map(Seeking::Best);
        }
        // After a failure the goal may be reached later than planned.
        let after = compiled.by_term(&self.problem, self.problem.horizon);
        Robust::new(now, after, &objective, &self.may_fail).ok().map(Seeking::Surviving)
    }

    /// Whether the best plan, or that there is none, is proven.
    pub fn is_proven(&self) -> bool {
        self.state == State::Done
    }

    /// The best plan so far.
    pub fn best(&self) -> Option<&Best> {
        self.best.as_ref()
    }

    /// No plan reaches the goal before this term.
    pub fn first(&self) -> u32 {
        self.first
    }
}
