//! The trade-off between finishing early, paying little and an easy heaviest term.

use std::sync::Arc;

use super::answer::{Outcome, Plan, Progress};
use super::invalid::InvalidProblem;
use super::problem::{Criterion, Objective, Problem};
use super::search::Search;
use super::verify::{Measures, verify};

/// One point of the front, with a plan that reaches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The last finished term.
    pub terms: u32,
    /// The fees.
    pub fee: u64,
    /// The greatest load of any term.
    pub peak_load: u64,
    /// A plan of these measures.
    pub plan: Plan,
}

/// Finds every combination of terms, fees and peak load of which no part can be better without another part
/// being worse.
#[derive(Debug, Clone)]
pub struct Front {
    problem: Arc<Problem>,
    /// All must be finished by this term.
    last: u32,
    /// No term's load may exceed this.
    peak: Option<u32>,
    points: Vec<Point>,
    search: Option<Search>,
}

impl Front {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        super::invalid::check(&problem, &Objective { stages: Vec::new() })?;
        Ok(Self { problem, last: 0, peak: None, points: Vec::new(), search: None })
    }

    /// The points so far, by terms, then fee: all of them on the front.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while self.last <= self.problem.horizon {
            let Some(search) = &mut self.search else {
                self.search = self.question();
                if self.search.is_none() {
                    self.next_term();
                }
                continue;
            };
            if search.advance(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            let outcome = search.outcome();
            self.search = None;
            match outcome {
                Outcome::Optimal { plan, .. } => match verify(&self.problem, &plan) {
                    Ok(measures) => self.keep(plan, &measures),
                    Err(_) => self.next_term(),
                },
                _ => self.next_term(),
            }
        }
        Progress::Done
    }

    fn next_term(&mut self) {
        self.last += 1;
        self.peak = None;
    }

    /// The cheapest by `last` with no term above `peak`; of equals, the easiest.
    fn question(&self) -> Option<Search> {
        let mut problem = Problem::clone(&self.problem);
        for item in &mut problem.items {
            let duration = item.duration;
            item.starts.retain(|start| start.saturating_add(duration) <= self.last);
        }
        problem.peak_cap = self.peak.or(self.problem.peak_cap);
        Search::new(
            problem,
            &Objective::lexicographic(&[Criterion::Fee, Criterion::PeakLoad, Criterion::Terms]),
        )
        .ok()
    }

    fn keep(&mut self, plan: Plan, measures: &Measures) {
        let (terms, fee, peak_load) = (measures.terms, measures.fee, measures.peak_load);
        let as_good =
            |point: &Point| point.terms <= terms && point.fee <= fee && point.peak_load <= peak_load;
        if !self.points.iter().any(as_good) {
            self.points.push(Point { terms, fee, peak_load, plan });
        }
        match u32::try_from(peak_load).ok().and_then(|peak| peak.checked_sub(1)) {
            Some(peak) => self.peak = Some(peak),
            None => self.next_term(),
        }
    }
}
