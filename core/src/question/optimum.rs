//! The best plan of one compiled question, over all terms by which the goal could be reached.

use super::compile::Compiled;
use crate::plan::{self, Plan, Problem, Progress, Search};

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

impl Best {
    /// `value` is that of the plan by the criteria, without the finishing term.
    pub fn new(compiled: &Compiled, by: u32, plan: Plan, value: Vec<i64>) -> Self {
        Self { by, value: with_term(compiled, by, value), plan }
    }
}

/// A value by the criteria, the finishing term put in its place.
fn with_term(compiled: &Compiled, by: u32, mut value: Vec<i64>) -> Vec<i64> {
    value.insert(compiled.soonest_at.min(value.len()), i64::from(by));
    value
}

/// The search for it, which may be resumed.
#[derive(Debug, Clone)]
pub struct Optimum {
    /// The problem with the whole horizon.
    problem: Problem,
    by: u32,
    /// No plan reaches the goal before this term: proven.
    first: u32,
    search: Option<Box<Search>>,
    best: Option<Best>,
    state: State,
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
        Self { problem, by: from, first: from, search: None, best: None, state: State::Working }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, compiled: &Compiled, steps: u32) -> Progress {
        if self.state != State::Working {
            return Progress::Done;
        }
        let search = match &mut self.search {
            Some(search) => search,
            None => match Search::new(compiled.by_term(&self.problem, self.by), &compiled.objective()) {
                Ok(search) => self.search.insert(Box::new(search)),
                Err(_) => return self.give_up(),
            },
        };
        if search.run(steps) == Progress::Working {
            return Progress::Working;
        }
        let found = search.outcome();
        self.search = None;
        self.conclude(compiled, found)
    }

    /// Takes what was found for the term at hand, and turns to the next.
    pub fn conclude(&mut self, compiled: &Compiled, found: plan::Outcome) -> Progress {
        match found {
            plan::Outcome::Optimal { plan, value } => {
                let found = Best::new(compiled, self.by, plan, value);
                if self.best.as_ref().is_none_or(|best| found.value < best.value) {
                    self.best = Some(found);
                }
            }
            plan::Outcome::Infeasible if self.best.is_none() => self.first = self.by + 1,
            plan::Outcome::Infeasible => {}
            plan::Outcome::Feasible { .. } | plan::Outcome::Unknown { .. } => return self.give_up(),
        }
        // Where finishing soon comes first, the first term that has a plan has the best one.
        let settled = self.best.is_some() && compiled.soonest_at == 0;
        if settled || self.by >= compiled.latest {
            self.state = State::Done;
            return Progress::Done;
        }
        self.by += 1;
        Progress::Working
    }

    /// Claims nothing more.
    pub fn give_up(&mut self) -> Progress {
        self.state = State::Stuck;
        Progress::Done
    }

    /// Whether there is nothing more to do.
    pub fn is_over(&self) -> bool {
        self.state != State::Working
    }

    /// The term by which the goal is to be reached in the problem at hand.
    pub fn by(&self) -> u32 {
        self.by
    }

    /// Whether the best plan, or that there is none, is proven.
    pub fn is_proven(&self) -> bool {
        self.state == State::Done
    }

    /// The best plan so far.
    pub fn best(&self) -> Option<&Best> {
        self.best.as_ref()
    }

    /// The best plan so far, that of the search that has not ended among them.
    pub fn so_far(&self, compiled: &Compiled) -> Option<Best> {
        let current = match self.search.as_ref().map(|search| search.outcome()) {
            Some(plan::Outcome::Optimal { plan, value } | plan::Outcome::Feasible { plan, value, .. }) => {
                Some(Best::new(compiled, self.by, plan, value))
            }
            Some(plan::Outcome::Infeasible | plan::Outcome::Unknown { .. }) | None => None,
        };
        match (self.best.clone(), current) {
            (Some(best), Some(current)) if current.value < best.value => Some(current),
            (best, current) => best.or(current),
        }
    }

    /// No plan has a value that is smaller in the order of the priorities: proven.
    pub fn bound(&self, compiled: &Compiled) -> Vec<i64> {
        let nothing = vec![0; compiled.criteria.len()];
        let current = match self.search.as_ref().map(|search| search.outcome()) {
            Some(plan::Outcome::Optimal { value, .. }) => value,
            Some(plan::Outcome::Feasible { bound, .. } | plan::Outcome::Unknown { bound }) => bound,
            Some(plan::Outcome::Infeasible) | None => nothing.clone(),
        };
        let mut bound = with_term(compiled, self.by, current);
        // Of later terms nothing is known yet.
        if self.by < compiled.latest {
            bound = bound.min(with_term(compiled, self.by + 1, nothing));
        }
        match &self.best {
            Some(best) if self.is_proven() || best.value < bound => best.value.clone(),
            _ => bound,
        }
    }

    /// No plan reaches the goal before this term.
    pub fn first(&self) -> u32 {
        self.first
    }
}
