//! Which one change of a learner's situation gives a better plan, and which helps most.

use super::flips::{MOST_HOURS, NO_LIMIT, situated};
use super::{Ahead, Aspect, Situation};
use crate::learner::{Learner, Priority};
use crate::model::Node;
use crate::plan::{ItemKind, Problem, Progress, verify};
use crate::question::{Best, Closed, Compiled, Optimum, Outline, Question, answer, compile};

/// A change that helps, and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// What is different. Of budgets, hours and deadlines: the least that gives as much, in what it is better by, as
    /// having no such limit.
    pub situation: Situation,
    /// By what its best plan is better than the one there is.
    pub ahead: Ahead,
    /// What its best plan comes to.
    pub plan: Outline,
}

/// Finds, for each kind of limit and for each of the learner's own wishes, the change of it alone with which the best
/// plan is better in the learner's own order of priorities.
#[derive(Debug)]
pub struct Helps<'a> {
    question: Question<'a>,
    compiled: Compiled,
    base: Optimum,
    /// Situations to be tried, last first.
    open: Vec<Situation>,
    trial: Option<Box<Trial>>,
    /// While the least amount of a kind is sought: the values, up to the first that is better, that it must give.
    aim: Option<Vec<i64>>,
    /// The best first, each with what its plan is worth.
    worth: Vec<Vec<i64>>,
    found: Vec<Help>,
    /// Whether every situation so far was settled.
    is_whole: bool,
}

/// The best plan in one situation.
#[derive(Debug)]
struct Trial {
    situation: Situation,
    learner: Learner,
    compiled: Compiled,
    optimum: Optimum,
}

impl Trial {
    fn new(question: &Question<'_>, situation: Situation) -> Self {
        let (learner, compiled) = situated(question, situation);
        let optimum = Optimum::new(compiled.problem.clone(), 0);
        Self { situation, learner, compiled, optimum }
    }

    /// The cheapest plan that is as good by the first `count` priorities, whatever it costs.
    fn thrifty(question: &Question<'_>, order: &[Priority], count: usize) -> Self {
        let mut learner = question.learner.clone();
        learner.budget = None;
        learner.priorities = order[..count].to_vec();
        learner.priorities.push(Priority::Cheapest);
        let compiled = compile(&Question { learner: &learner, ..*question });
        let optimum = Optimum::new(compiled.problem.clone(), 0);
        Self { situation: Situation::Budget(NO_LIMIT), learner, compiled, optimum }
    }

    /// The best plan, if there is one and it is proven.
    fn best(&self) -> Option<&Best> {
        self.optimum.best().filter(|_| self.optimum.is_proven())
    }

    /// The least budget, in whole units, with which the best plan can be paid.
    fn paid(&self) -> Option<u32> {
        let best = self.best()?;
        let measures = verify(&self.compiled.problem_by(best.by), &best.plan).ok()?;
        self.compiled.budget_for(measures.fee)
    }
}

impl<'a> Helps<'a> {
    /// Prepares the search.
    pub fn new(question: Question<'a>) -> Self {
        let compiled = compile(&question);
        let base = Optimum::new(compiled.problem.clone(), 0);
        let learner = question.learner;
        let mut open = Vec::new();
        for (node, why) in &compiled.candidates.closed {
            if let (Node::Grade(grade), Closed::NoRoute) = (node, why) {
                let route = Situation::Route(question.catalogue.grades[*grade].qualification);
                if open.last() != Some(&route) {
                    open.push(route);
                }
            }
        }
        for (node, _) in &learner.moved {
            if !learner.pinned.contains(node) {
                open.push(Situation::LetGo(*node));
            }
        }
        for node in &learner.pinned {
            open.push(Situation::LetGo(*node));
        }
        for node in &learner.excluded {
            open.push(Situation::Allow(*node));
        }
        if let Some(last) = last_term(&question) {
            open.push(Situation::Deadline(last));
        }
        if learner.hours_a_week.is_some_and(|hours| hours < MOST_HOURS) {
            open.push(Situation::Hours(MOST_HOURS));
        }
        if learner.budget.is_some() {
            open.push(Situation::Budget(NO_LIMIT));
        }
        let (worth, found) = (Vec::new(), Vec::new());
        Self { question, compiled, base, open, trial: None, aim: None, worth, found, is_whole: true }
    }

    /// The changes that help, the one that helps most first: final when [`Helps::run`] has answered
    /// [`Progress::Done`].
    pub fn found(&self) -> &[Help] {
        &self.found
    }

    /// Whether all that was tried could be settled: no other change helps, then.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        if self.base.run(&self.compiled, steps) == Progress::Working {
            return Progress::Working;
        }
        // Where there is no plan, or nothing to be planned, nothing can be better.
        let Some(base) = self.base.best().filter(|best| self.base.is_proven() && best.by > 0) else {
            return Progress::Done;
        };
        let Some(trial) = &mut self.trial else {
            let Some(situation) = self.open.pop() else { return Progress::Done };
            self.trial = Some(Box::new(Trial::new(&self.question, situation)));
            return Progress::Working;
        };
        if trial.optimum.run(&trial.compiled, steps) == Progress::Working {
            return Progress::Working;
        }
        let base = base.clone();
        if let Some(trial) = self.trial.take() {
            self.is_whole &= trial.optimum.is_proven();
            self.conclude(*trial, &base.value);
        }
        Progress::Working
    }

    /// Takes what a situation gives, and says what is to be tried next.
    fn conclude(&mut self, trial: Trial, base: &[i64]) {
        let value = trial.best().map(|best| self.value(&trial, best));
        match (self.aim.take(), value) {
            (None, Some(value)) => {
                let Some(first) = better_at(&value, base) else { return };
                let own = self.question.learner;
                match trial.situation {
                    Situation::Budget(_) => {
                        self.trial =
                            Some(Box::new(Trial::thrifty(&self.question, &self.compiled.order, first + 1)));
                    }
                    Situation::Hours(most) => {
                        let own = own.hours_a_week.unwrap_or(most);
                        self.open.extend((own..most).rev().map(|hours| Situation::Hours(hours + 1)));
                    }
                    Situation::Deadline(last) => {
                        let own = own.deadline.unwrap_or(last);
                        self.open.extend((own..last).rev().map(|term| Situation::Deadline(term + 1)));
                    }
                    _ => return self.find(&trial, base),
                }
                self.aim = Some(value[..=first].to_vec());
            }
            (Some(aim), value) => match trial.situation {
                Situation::Budget(NO_LIMIT) => {
                    self.open.extend(trial.paid().map(Situation::Budget));
                    self.aim = Some(aim);
                }
                situation if value.is_some_and(|value| value[..aim.len()] <= aim[..]) => {
                    self.find(&trial, base);
                    let kind = std::mem::discriminant(&situation);
                    self.open.retain(|other| std::mem::discriminant(other) != kind);
                }
                // The budget is known to be enough.
                Situation::Budget(_) => {}
                _ => self.aim = Some(aim),
            },
            (None, None) => {}
        }
    }

    fn find(&mut self, trial: &Trial, base: &[i64]) {
        let Some(best) = trial.best() else { return };
        let value = self.value(trial, best);
        let Some(first) = better_at(&value, base) else { return };
        let aspect = Aspect::Plan(self.compiled.order[first]);
        let ahead = Ahead { aspect, mine: value[first], theirs: base[first] };
        let question = Question { learner: &trial.learner, ..self.question };
        let plan = answer(&question, &trial.compiled, best.by, &best.plan).outline();
        let place = self.worth.iter().take_while(|other| **other <= value).count();
        self.worth.insert(place, value);
        self.found.insert(place, Help { situation: trial.situation, ahead, plan });
    }

    /// What a plan is worth on the scale of the learner's own situation: credit that is not earned and demand that is
    /// not met count from what is open there.
    fn value(&self, trial: &Trial, best: &Best) -> Vec<i64> {
        let (there, here) = (&trial.compiled.problem, &self.compiled.problem);
        let is_exam = |id: usize| there.items[id].kind == ItemKind::Certificate;
        let exams = best.plan.start.iter().filter(|(id, _)| is_exam(id.0 as usize)).count() as i64;
        let shift = |priority: &Priority| match priority {
            Priority::MostCredit => credits(here) - credits(there),
            Priority::MostInDemand => exams * (most_wanted(here) - most_wanted(there)),
            _ => 0,
        };
        let mut values = best.value.clone();
        for (value, priority) in values.iter_mut().zip(&self.compiled.order) {
            *value += shift(priority);
        }
        values
    }
}

/// All credits that can be earned.
fn credits(problem: &Problem) -> i64 {
    problem.items.iter().map(|item| i64::from(item.credits)).sum()
}

/// The demand of the certificate that is most in demand.
fn most_wanted(problem: &Problem) -> i64 {
    let certificates = problem.items.iter().filter(|item| item.kind == ItemKind::Certificate);
    certificates.map(|item| i64::from(item.demand)).max().unwrap_or(0)
}

/// The place of the first value that differs, if it is the better one.
fn better_at(value: &[i64], base: &[i64]) -> Option<usize> {
    let first = value.iter().zip(base).position(|(mine, theirs)| mine != theirs)?;
    (value[first] < base[first]).then_some(first)
}

/// The last programme term that is planned, where the goal is to be reached before its end.
fn last_term(question: &Question<'_>) -> Option<u32> {
    let most = question.terms().len() as u32;
    let current = question.current_term()?;
    (question.latest(most) < most).then_some(current + most - 1)
}
