//! The best plans that choose differently.

use super::answer::{Answer, answer};
use super::compile::Compiled;
use super::optimum::Best;
use super::{Question, Solver};
use crate::plan::{Alternatives, Plan, Problem, Progress};
use crate::sort::sort;

/// The search for the best plans that differ in what they choose, by the learner's own order of priorities: each is
/// proven to be the best of those that do not choose all that one before it chooses, whenever they reach the goal.
#[derive(Debug, Clone)]
pub struct Others<'a> {
    question: Question<'a>,
    compiled: Compiled,
    wanted: usize,
    /// Best first, the best of all among them.
    found: Vec<Best>,
    terms: Vec<ByTerm>,
}

/// The plans that reach the goal by one term, best first.
#[derive(Debug, Clone)]
struct ByTerm {
    by: u32,
    /// Begins when it is first asked.
    search: Option<Alternatives>,
    /// The first of its plans that may still be the next.
    at: usize,
    /// Whether there are no others.
    is_over: bool,
}

/// What is known of the next plan.
enum Next {
    Working,
    None,
    Plan(Best),
}

impl ByTerm {
    /// The best plan by this term that does not choose all that one of `found` chooses.
    fn next(&mut self, compiled: &Compiled, found: &[Best], steps: u32) -> Next {
        let search = match &mut self.search {
            Some(search) => search,
            None => {
                let known = found.iter().map(|best| best.plan.clone()).collect();
                let problem = compiled.problem_by(self.by);
                match Alternatives::beside(problem, &compiled.objective(), known) {
                    Ok(search) => self.search.insert(search),
                    Err(_) => return Next::None,
                }
            }
        };
        // What was found for another term in the meantime is no news here.
        while let Some((plan, value)) = search.plans().get(self.at) {
            if !found.iter().any(|known| chooses_all(&compiled.problem, plan, &known.plan)) {
                return Next::Plan(Best::new(compiled, self.by, plan.clone(), value.clone()));
            }
            self.at += 1;
        }
        if self.is_over {
            return Next::None;
        }
        self.is_over = search.run(steps) == Progress::Done;
        Next::Working
    }
}

/// Whether a plan chooses all that another chooses, whenever and by whatever rule.
fn chooses_all(problem: &Problem, plan: &Plan, of: &Plan) -> bool {
    let to = |rule: &(crate::plan::RuleId, u32)| problem.recognitions[rule.0.0 as usize].to;
    of.start.iter().all(|(id, _)| plan.start.iter().any(|(other, _)| other == id))
        && of.recognised.iter().all(|rule| plan.recognised.iter().any(|other| to(other) == to(rule)))
}

impl Others<'_> {
    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        if self.found.len() >= self.wanted {
            return Progress::Done;
        }
        let mut next: Option<Best> = None;
        for term in &mut self.terms {
            match term.next(&self.compiled, &self.found, steps) {
                Next::Working => return Progress::Working,
                Next::None => {}
                Next::Plan(found) => {
                    if next.as_ref().is_none_or(|next| found.value < next.value) {
                        next = Some(found);
                    }
                    // Where finishing soon comes first, no later term has a better one.
                    if self.compiled.soonest_at == 0 {
                        break;
                    }
                }
            }
        }
        let Some(next) = next else { return Progress::Done };
        self.found.push(next);
        Progress::Working
    }

    /// The plans so far, best first; all of them proven. One that chooses the same as a better one and only studies
    /// what could be recognised is left out.
    pub fn answers(&self) -> Vec<Answer> {
        let (mut answers, mut known) = (Vec::new(), Vec::new());
        for best in &self.found {
            let answer = answer(&self.question, &self.compiled, best.by, &best.plan);
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
        let mut terms = Vec::new();
        for by in optimum.first()..=compiled.latest {
            terms.push(ByTerm { by, search: None, at: 0, is_over: false });
        }
        let (question, compiled) = (*self.question(), compiled.clone());
        Some(Others { question, compiled, wanted, found: vec![best.clone()], terms })
    }
}
