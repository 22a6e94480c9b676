//! The best plans that choose differently and reach the goal as soon.

use super::answer::{Answer, answer};
use super::compile::Compiled;
use super::{Question, Solver};
use crate::plan::{Alternatives, Progress};
use crate::sort::sort;

/// The search for the best plans that differ in what they choose, of those that reach the goal in the same term as
/// the best.
#[derive(Debug, Clone)]
pub struct Others<'a> {
    question: Question<'a>,
    compiled: Compiled,
    by: u32,
    search: Alternatives,
}

impl Others<'_> {
    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        self.search.run(steps)
    }

    /// The plans so far, best first; all of them proven. One that chooses the same as a better one and only studies
    /// what could be recognised is left out.
    pub fn answers(&self) -> Vec<Answer> {
        let (mut answers, mut known) = (Vec::new(), Vec::new());
        for (plan, _) in self.search.plans() {
            let answer = answer(&self.question, &self.compiled, self.by, plan);
            let mut chosen = answer.chosen();
            sort(&mut chosen);
            if !known.contains(&chosen) {
                known.push(chosen);
                answers.push(answer);
            }
        }
        answers
    }
}

impl<'a> Solver<'a> {
    /// The search for the `wanted` best plans, the best itself among them; `None` until that is proven.
    pub fn others(&self, wanted: usize) -> Option<Others<'a>> {
        let (compiled, optimum) = (self.compiled(), self.optimum());
        let best = optimum.best().filter(|_| optimum.is_proven())?;
        let problem = compiled.problem_by(best.by);
        let search = Alternatives::new(problem, &compiled.objective(), wanted).ok()?;
        Some(Others { question: *self.question(), compiled: compiled.clone(), by: best.by, search })
    }
}
