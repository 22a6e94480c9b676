//! A plan that survives any single failure, or the proof that there is none.
//!
//! An item fails when its attempt ends without success: by then all that started before is done or running and
//! stays as it was, its fee is spent, and it may start once more, at any start after a failure, or be given up.
//! A plan survives if after each such failure there still is a plan with that past. Where something runs out, what is
//! reached by one term need not be by a later one, so there may be several problems after a failure: one with a plan
//! is enough.
//!
//! The best plan is sought and each of its failures tried. For a failure that it does not survive, further
//! programs are put beside the first, of what happens after it, one of them bound to the same past; so the next plan
//! survives that failure or does not risk it. This ends, as there are only so many attempts, and what is found is best
//! of all, as nothing is asked of a plan that surviving does not ask.

use std::sync::Arc;

use rungs_ilp::{Branch, reduce};

use super::answer::{Outcome, Plan, Progress};
use super::invalid::{InvalidProblem, Part, check};
use super::model::{Extra, Meaning, Model, Past, Survives, levels};
use super::problem::{Criterion, Group, ItemId, Objective, Problem};
use super::search::Search;
use super::what_if::failed;

/// What may be solved after a failure.
#[derive(Debug, Clone)]
pub struct After {
    /// The problem: the same items, needs and rules as the one that is planned.
    pub problem: Arc<Problem>,
    /// What may fail.
    pub again: Vec<Again>,
}

/// How an item may be taken after its attempt has failed.
#[derive(Debug, Clone)]
pub struct Again {
    /// The item.
    pub item: ItemId,
    /// Terms that it then runs for.
    pub duration: u32,
    /// Terms in which it may start, ascending; those before the failure is known do not count.
    pub starts: Vec<u32>,
    /// The term by which it must have finished. What is asked for is asked for still where it starts too late for that.
    pub until: u32,
    /// What it then requires.
    pub requisites: Vec<Group>,
}

/// The search for the best plan that survives any single failure.
#[derive(Debug, Clone)]
pub struct Robust {
    problem: Arc<Problem>,
    after: Vec<After>,
    objective: Objective,
    extras: Vec<Arc<dyn Extra>>,
    stage: Stage,
}

#[derive(Debug, Clone)]
enum Stage {
    /// The best plan of which enough may be asked is sought.
    Plan(Box<Search>),
    /// The failures of a plan are tried, this one now.
    Try {
        found: Box<Found>,
        at: usize,
        trial: Box<Trial>,
    },
    /// A failure is not survived: after which of the problems it can be with another past.
    Ever {
        found: Box<Found>,
        at: usize,
        trial: Box<Trial>,
        possible: Vec<Problem>,
    },
    /// Nothing was found, and nothing more can be claimed.
    Lost,
    Done(Option<(Plan, Vec<i64>)>),
}

/// A plan whose failures are being tried.
#[derive(Debug, Clone)]
struct Found {
    plan: Plan,
    value: Vec<i64>,
    /// What its search proved of each finishing term.
    bounds: Vec<i64>,
}

impl Robust {
    /// Prepares the search. After a failure one of `after` is to be solved, which are the same in what may fail: only
    /// that fails.
    ///
    /// # Errors
    /// What makes a problem or the objective meaningless.
    pub fn new(
        problem: impl Into<Arc<Problem>>,
        after: Vec<After>,
        objective: &Objective,
    ) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        for After { problem: after, .. } in &after {
            check(after, &Objective { stages: Vec::new() })?;
            if after.items.len() < problem.items.len()
                || after.recognitions.len() < problem.recognitions.len()
            {
                return Err(InvalidProblem::TooMany(Part::Items));
            }
        }
        let search = Search::new(Arc::clone(&problem), objective)?;
        Ok(Self {
            problem,
            after,
            objective: objective.clone(),
            extras: Vec::new(),
            stage: Stage::Plan(Box::new(search)),
        })
    }

    /// The answer so far: optimal (the best plan that survives any single failure), infeasible (none does), or
    /// unknown.
    pub fn outcome(&self) -> Outcome {
        match &self.stage {
            Stage::Done(Some((plan, value))) => Outcome::Optimal { plan: plan.clone(), value: value.clone() },
            Stage::Done(None) => Outcome::Infeasible,
            // What is best without failures is no worse.
            Stage::Plan(search) => match search.outcome() {
                Outcome::Optimal { value, .. } => Outcome::Unknown { bound: value },
                Outcome::Feasible { bound, .. } | Outcome::Unknown { bound } => Outcome::Unknown { bound },
                Outcome::Infeasible => Outcome::Infeasible,
            },
            Stage::Try { found, .. } | Stage::Ever { found, .. } => {
                Outcome::Unknown { bound: found.value.clone() }
            }
            Stage::Lost => Outcome::Unknown { bound: vec![0; self.objective.stages.len()] },
        }
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while allowance > 0 {
            self.stage = match std::mem::replace(&mut self.stage, Stage::Lost) {
                Stage::Plan(mut search) => match search.advance(&mut allowance) {
                    Progress::Working => Stage::Plan(search),
                    Progress::Done => match search.outcome() {
                        Outcome::Optimal { plan, value } => {
                            let bounds = search.slice_bounds().to_vec();
                            self.next(Box::new(Found { plan, value, bounds }), 0)
                        }
                        Outcome::Infeasible => Stage::Done(None),
                        _ => Stage::Lost,
                    },
                },
                Stage::Try { found, at, mut trial } => match trial.run(&mut allowance) {
                    None => Stage::Try { found, at, trial },
                    Some(true) => self.next(found, at + 1),
                    Some(false) => self.try_in(found, at, trial.of + 1),
                },
                Stage::Ever { found, at, mut trial, mut possible } => match trial.run(&mut allowance) {
                    None => Stage::Ever { found, at, trial, possible },
                    Some(is_possible) => {
                        let of = trial.of;
                        possible.extend(is_possible.then_some(trial.problem));
                        self.ever_in(found, at, of + 1, possible)
                    }
                },
                end @ (Stage::Lost | Stage::Done(_)) => {
                    self.stage = end;
                    return Progress::Done;
                }
            };
        }
        Progress::Working
    }

    /// Whether the item may fail at all.
    fn may_fail(&self, id: ItemId) -> bool {
        self.after.iter().any(|after| after.again.iter().any(|again| again.item == id))
    }

    /// The term from which it is known that an item's attempt has failed.
    fn known(&self, id: ItemId, start: u32) -> u32 {
        start + self.problem.items[id.0 as usize].duration
    }

    /// The trial of the problem at this place after an item's attempt has failed. None: there are no more.
    fn trial(&self, of: usize, id: ItemId, start: u32, past: Option<&Past>) -> Option<Box<Trial>> {
        let After { problem, again } = self.after.get(of)?;
        let again = again.iter().find(|again| again.item == id)?;
        let known = self.known(id, start);
        let problem = failed(problem, again, known);
        Some(Box::new(Trial::new(of, problem, id, known, past)))
    }

    /// Turns to the next failure of a plan from the item at this place of it.
    fn next(&mut self, found: Box<Found>, from: usize) -> Stage {
        let starts = found.plan.start.iter().skip(from);
        match starts.clone().position(|(id, _)| self.may_fail(*id)) {
            None => Stage::Done(Some((found.plan, found.value))),
            Some(at) => self.try_in(found, from + at, 0),
        }
    }

    /// Tries whether a plan survives a failure in the problem at this place, or in one behind it.
    fn try_in(&mut self, found: Box<Found>, at: usize, of: usize) -> Stage {
        let (id, start) = found.plan.start[at];
        match self.trial(of, id, start, Some(&self.past(&found, at))) {
            Some(trial) => Stage::Try { found, at, trial },
            None => self.ever_in(found, at, 0, Vec::new()),
        }
    }

    /// Tries whether a failure is ever survived in the problem at this place, or in one behind it.
    fn ever_in(&mut self, found: Box<Found>, at: usize, of: usize, possible: Vec<Problem>) -> Stage {
        let (id, start) = found.plan.start[at];
        match self.trial(of, id, start, None) {
            Some(trial) => Stage::Ever { found, at, trial, possible },
            None => self.again(&found, at, possible),
        }
    }

    /// What is past when the item at this place of a plan has failed.
    fn past(&self, found: &Found, at: usize) -> Past {
        let (item, start) = found.plan.start[at];
        Past { item, start, known: self.known(item, start), plan: found.plan.clone() }
    }

    /// Seeks another plan, as this one does not survive the failure of an item. `possible` are the problems in which it
    /// can be survived with another past.
    fn again(&mut self, found: &Found, at: usize, possible: Vec<Problem>) -> Stage {
        let (id, start) = found.plan.start[at];
        if possible.is_empty() {
            // Whatever the past, this attempt may not be risked.
            let problem = Arc::make_mut(&mut self.problem);
            problem.items[id.0 as usize].starts.retain(|other| *other != start);
        } else if possible.iter().any(Problem::is_judged_at_its_end) {
            self.extras.push(Arc::new(self.past(found, at)));
        } else {
            self.extras.push(Arc::new(Survives(possible, id, start)));
        }
        let problem = Arc::clone(&self.problem);
        match Search::with(problem, &self.objective, self.extras.clone(), &found.bounds) {
            Ok(search) => Stage::Plan(Box::new(search)),
            Err(_) => Stage::Lost,
        }
    }
}

/// Whether there is a plan after a failure, with a past or with any.
#[derive(Debug, Clone)]
struct Trial {
    /// Which of the problems after a failure it is.
    of: usize,
    /// The same after this failure.
    problem: Problem,
    /// Programs that are still to be tried, last first: for each term by which the plan may end.
    open: Vec<Branch>,
}

impl Trial {
    /// `problem` is that after the failure of an item, which is known in a term.
    fn new(of: usize, problem: Problem, id: ItemId, known: u32, past: Option<&Past>) -> Self {
        let mut open = Vec::new();
        let exactly = problem.is_judged_at_its_end();
        let first = if exactly { 0 } else { problem.horizon };
        for last in first..=problem.horizon {
            let model = Model::after(&problem, last, exactly, false, known);
            open.extend(program(&problem, model, id, known, past));
        }
        Self { of, problem, open }
    }

    /// Works on; none while it is open.
    fn run(&mut self, allowance: &mut u32) -> Option<bool> {
        loop {
            let Some(branch) = self.open.last_mut() else { return Some(false) };
            branch.run(allowance);
            if !branch.done() {
                return None;
            }
            if branch.best().is_some() {
                return Some(true);
            }
            self.open.pop();
        }
    }
}

/// The program of what may happen after a failure, its past decided. None: nothing may.
fn program(
    problem: &Problem,
    mut model: Model,
    id: ItemId,
    known: u32,
    past: Option<&Past>,
) -> Option<Branch> {
    let item = id.0 as usize;
    if let Some(past) = past {
        let all = model.past(problem, item, known);
        for &(meaning, column) in &all {
            let (is_past, later) = match meaning {
                Meaning::Start(other, start) => (past.starts(other, start), false),
                Meaning::Use(rule, term) => {
                    let until = problem.recognitions[rule].until;
                    (past.uses(rule, term), until.is_none_or(|until| until >= known))
                }
                _ => (false, true),
            };
            if is_past {
                model.ilp.bounds.lower[column as usize] = 1;
            } else if !later {
                model.ilp.bounds.upper[column as usize] = 0;
            }
        }
        // All of the past must still be possible.
        let starts = past.plan.start.iter().filter(|(other, start)| *other != id && *start < known);
        let used = past.plan.recognised.iter();
        let used = used.filter(|(rule, at)| *at < known && problem.recognitions[rule.0 as usize].from != id);
        let is_there = |wanted: Meaning| all.iter().any(|(meaning, _)| *meaning == wanted);
        let mut whole = starts.map(|&(other, start)| Meaning::Start(other.0 as usize, start));
        let mut rules = used.map(|&(rule, at)| Meaning::Use(rule.0 as usize, at));
        if !whole.all(is_there) || !rules.all(is_there) {
            return None;
        }
    }
    let fee = Objective::lexicographic(&[Criterion::Fee]);
    let (costs, constant) = levels(problem, &fee).first()?.costs(problem, &model);
    model.ilp.cost = costs;
    let reduced = reduce(&model.ilp)?;
    let mut branch = Branch::new(reduced.ilp, constant + reduced.constant, i64::MAX);
    branch.take_any();
    Some(branch)
}
