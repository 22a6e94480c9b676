//! The best plans that differ in what is chosen.

use std::sync::Arc;

use super::answer::{Outcome, Plan, Progress};
use super::invalid::InvalidProblem;
use super::model::{Extra, Other};
use super::problem::{Objective, Problem};
use super::search::Search;

/// Finds the best plan, then the best that does not choose all that an earlier one chooses, and so on.
///
/// What a plan chooses is which items it takes and which it has recognised, not when. So an alternative is never
/// an earlier plan with something added, nor the same at other times. The first is canonical (see [`Plan`]); of
/// further ones that are as good and finish as early, any of which nothing can be left out: to find the first in that
/// order takes longer than to find one, and nobody sees the difference.
#[derive(Debug, Clone)]
pub struct Alternatives {
    problem: Arc<Problem>,
    objective: Objective,
    wanted: usize,
    /// What they do not choose all of either.
    known: Vec<Plan>,
    found: Vec<(Plan, Vec<i64>)>,
    search: Option<Search>,
}

impl Alternatives {
    /// Prepares the search for `wanted` plans.
    ///
    /// # Errors
    /// What makes the problem or objective meaningless.
    pub fn new(
        problem: impl Into<Arc<Problem>>,
        objective: &Objective,
        wanted: usize,
    ) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        let search = match wanted {
            0 | 1 => Search::new(Arc::clone(&problem), objective)?,
            _ => Search::for_more(Arc::clone(&problem), objective)?,
        };
        let search = Some(search).filter(|_| wanted > 0);
        let (known, found) = (Vec::new(), Vec::new());
        Ok(Self { problem, objective: objective.clone(), wanted, known, found, search })
    }

    /// Prepares the search for all plans that do not choose all that one of `known` chooses either.
    ///
    /// # Errors
    /// What makes the problem or objective meaningless.
    pub fn beside(
        problem: impl Into<Arc<Problem>>,
        objective: &Objective,
        known: Vec<Plan>,
    ) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        let search = Search::further(Arc::clone(&problem), objective, excluded(&known), &[])?;
        let (objective, wanted) = (objective.clone(), usize::MAX);
        Ok(Self { problem, objective, wanted, known, found: Vec::new(), search: Some(search) })
    }

    /// The plans so far, best first, each with its value; all of them proven.
    pub fn plans(&self) -> &[(Plan, Vec<i64>)] {
        &self.found
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while let Some(search) = &mut self.search {
            if search.advance(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            match search.outcome() {
                Outcome::Optimal { plan, value } => {
                    let goes_on = search.go_on(&plan);
                    self.found.push((plan, value));
                    if self.found.len() == self.wanted {
                        self.search = None;
                        break;
                    }
                    if goes_on {
                        continue;
                    }
                }
                // There may be others that are not nearly as good.
                _ if search.is_limited() => {}
                _ => {
                    self.search = None;
                    break;
                }
            }
            // What one search proved holds for the next, which may choose from less.
            let mut excluded = excluded(&self.known);
            for (plan, _) in &self.found {
                excluded.push(Arc::new(Other(plan.clone())));
            }
            let bounds = search.slice_bounds().to_vec();
            self.search = Search::further(Arc::clone(&self.problem), &self.objective, excluded, &bounds).ok();
        }
        Progress::Done
    }
}

fn excluded(plans: &[Plan]) -> Vec<Arc<dyn Extra>> {
    let mut excluded: Vec<Arc<dyn Extra>> = Vec::new();
    for plan in plans {
        excluded.push(Arc::new(Other(plan.clone())));
    }
    excluded
}
