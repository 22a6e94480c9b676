//! Where no plan fits: the one that comes near, and what it breaks.

use super::answer::{Answer, AnswerTerm, answer, counted, is_there};
use super::compile::{Compiled, NeedFor};
use super::floors::Filled;
use super::requisites::lowest;
use super::{Question, Term};
use crate::decimal::Total;
use crate::model::{Node, SkillId};
use crate::plan::{Nearest, Plan, Problem, Progress, Rule};

/// What comes near to a plan. [`Answer::by`] is 0 if the goal is not reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Laid out as a plan is.
    pub answer: Answer,
    /// What it breaks.
    pub breaches: Vec<Breach>,
}

/// What is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// A skill is not reached, by so many units.
    Skill {
        /// The skill.
        skill: SkillId,
        /// Units that the job needs.
        needed: u32,
        /// Units of them that are missing.
        missing: u32,
    },
    /// None of a set of qualifications is in it that the job asks for.
    Qualifications,
    /// None of these is in it, of which the learner wants one.
    Either(Vec<Node>),
    /// What must be in it is not, or has run out when the goal is reached.
    Missing(Node),
    /// An item starts before what it requires is finished.
    Before {
        /// The item.
        item: Node,
        /// How many more of `of` must come first.
        count: u32,
        /// What it requires and is not finished by then.
        of: Vec<Node>,
    },
    /// These exclude each other.
    Together(Vec<Node>),
    /// More is recognised than the college's rules allow.
    Recognised,
    /// A credit floor of the programme is not filled.
    Credits(Filled),
    /// More certificates in one term than there may be.
    Exams {
        /// How many there may be.
        most: u32,
    },
    /// More hours a week than there are, in these terms.
    Hours {
        /// The terms, each with its hours over the limit.
        terms: Vec<(Term, u32)>,
    },
    /// The fees exceed the budget by so much.
    Budget {
        /// By how much.
        over: Total,
    },
}

impl Breach {
    /// The code of every kind that a learner can answer for.
    pub const CODES: [&'static str; 11] = [
        "breaks_skill",
        "breaks_qualifications",
        "breaks_either",
        "breaks_missing",
        "breaks_before",
        "breaks_together",
        "breaks_recognised",
        "breaks_exams",
        "breaks_hours",
        "breaks_budget",
        "breaks_credits",
    ];

    /// What kind of breach it is, in one word.
    pub fn code(&self) -> &'static str {
        let place = match self {
            Self::Skill { .. } => 0,
            Self::Qualifications => 1,
            Self::Either(_) => 2,
            Self::Missing(_) => 3,
            Self::Before { .. } => 4,
            Self::Together(_) => 5,
            Self::Recognised => 6,
            Self::Exams { .. } => 7,
            Self::Hours { .. } => 8,
            Self::Budget { .. } => 9,
            Self::Credits(_) => 10,
        };
        Self::CODES[place]
    }

    /// Whether the goal is not reached for it.
    fn is_short(&self) -> bool {
        matches!(self, Self::Skill { .. } | Self::Qualifications)
    }
}

/// The search for what comes near, by whichever term the goal is reached.
pub(super) struct Nearing {
    /// The terms that are still to be tried, ascending: the last comes first.
    left: Vec<u32>,
    search: Option<ByTerm>,
    /// Of the terms tried, the one by which it comes nearest; of equals the last.
    best: Option<ByTerm>,
}

/// The search for what comes near to reaching the goal by a term.
struct ByTerm {
    by: u32,
    problem: Problem,
    search: Nearest,
}

impl Nearing {
    /// Prepares the search.
    pub(super) fn new(compiled: &Compiled) -> Self {
        Self { left: compiled.terms_to_try().collect(), search: None, best: None }
    }

    /// Works on; about `steps` small steps.
    pub(super) fn run(&mut self, compiled: &Compiled, steps: u32) -> Progress {
        let Some(current) = &mut self.search else {
            let Some(by) = self.left.pop() else { return Progress::Done };
            self.search = ByTerm::new(compiled, by);
            return Progress::Working;
        };
        if current.search.run(steps) == Progress::Done
            && let Some(found) = self.search.take()
            && found.search.found().is_some()
            && self.best.as_ref().is_none_or(|best| found.search.is_nearer(&best.search))
        {
            self.best = Some(found);
        }
        Progress::Working
    }

    /// When all is done: what comes near, if anything does.
    pub(super) fn near(&self, question: &Question<'_>, compiled: &Compiled) -> Option<Near> {
        self.best.as_ref()?.near(question, compiled)
    }
}

impl ByTerm {
    /// `None`: the problem is more than the planner takes.
    fn new(compiled: &Compiled, by: u32) -> Option<Self> {
        let problem = compiled.problem_by(by);
        let search = Nearest::new(problem.clone(), &compiled.objective()).ok()?;
        Some(Self { by, problem, search })
    }

    /// What comes near, if anything does. A plan in which there is nothing comes near to none.
    fn near(&self, question: &Question<'_>, compiled: &Compiled) -> Option<Near> {
        let (plan, rules) = self.search.found()?;
        let mut answer = answer(question, compiled, self.by, &plan);
        let is_empty =
            |term: &AnswerTerm| [term.items.len(), term.recognised.len(), term.own.len()] == [0; 3];
        if answer.terms.iter().all(is_empty) {
            return None;
        }
        let mut breaches = Vec::new();
        for rule in rules {
            breaches.extend(self.breach(question, compiled, &plan, &answer, rule));
        }
        let reaches = !breaches.iter().any(Breach::is_short);
        answer.by = if reaches { self.reached(compiled, &plan) } else { 0 };
        Some(Near { answer, breaches })
    }

    fn breach(
        &self,
        question: &Question<'_>,
        compiled: &Compiled,
        plan: &Plan,
        answer: &Answer,
        rule: Rule,
    ) -> Option<Breach> {
        let problem = &self.problem;
        Some(match rule {
            Rule::Need(need) => {
                let place = need.0 as usize;
                match compiled.needs[place] {
                    NeedFor::Skill(skill) => {
                        let needed = problem.needs[place].units;
                        let mut missing = needed;
                        for (_, to, units, _) in counted(compiled, self.by, plan) {
                            missing = missing.saturating_sub(if to == place { units } else { 0 });
                        }
                        Breach::Skill { skill, needed, missing }
                    }
                    NeedFor::Set(_) => Breach::Qualifications,
                    NeedFor::Either(_) => {
                        let mut of = Vec::new();
                        for (item, node) in problem.items.iter().zip(&compiled.nodes) {
                            if item.gives.iter().any(|(id, _)| *id == need) {
                                of.push(*node);
                            }
                        }
                        Breach::Either(of)
                    }
                }
            }
            Rule::Mandatory(id) => Breach::Missing(compiled.nodes[id.0 as usize]),
            Rule::Requisite(id, place) => {
                let start = plan.start.iter().find(|(other, _)| *other == id)?.1;
                let asked = problem.items[id.0 as usize].examined_in(start);
                let group = &problem.items[id.0 as usize].requisites[place];
                let (mut count, mut of) = (group.count, Vec::new());
                for (other, grace) in group.items() {
                    if is_there(problem, plan, other, asked, asked + grace) {
                        count = count.saturating_sub(1);
                    } else {
                        of.push(compiled.nodes[other.0 as usize]);
                    }
                }
                let of = lowest(question.catalogue, count, of);
                Breach::Before { item: compiled.nodes[id.0 as usize], count, of }
            }
            Rule::Exclusive(place) => {
                let mut held = Vec::new();
                for id in &problem.exclusive[place] {
                    if is_there(problem, plan, *id, u32::MAX, u32::MAX) {
                        held.push(compiled.nodes[id.0 as usize]);
                    }
                }
                Breach::Together(held)
            }
            Rule::ExclusiveSource(_) | Rule::RecognitionCap(_) => Breach::Recognised,
            Rule::Exams => Breach::Exams { most: problem.exam_cap.iter().copied().max()? },
            Rule::Load => Breach::Hours { terms: self.overfull(compiled, plan) },
            Rule::Budget => {
                let over = answer.fees.hundredths().saturating_sub(problem.budget);
                Breach::Budget { over: Total::from_hundredths(over) }
            }
            Rule::Credits(place) => Breach::Credits(compiled.floors[place].filled(compiled, plan)),
            // What may start when is no rule to be broken here.
            Rule::Offered(_) => return None,
        })
    }

    /// The terms in which there is more to do than there are hours.
    fn overfull(&self, compiled: &Compiled, plan: &Plan) -> Vec<(Term, u32)> {
        let mut terms = Vec::new();
        for ((t, term), cap) in (0..).zip(&compiled.terms).zip(&self.problem.load_cap) {
            let mut load = 0u32;
            for &(id, start) in &plan.start {
                let item = &self.problem.items[id.0 as usize];
                if !item.timetabled && start <= t && t < start + item.duration {
                    load = load.saturating_add(item.load_from(start));
                }
            }
            if load > *cap {
                terms.push((*term, load - cap));
            }
        }
        terms
    }

    /// The first term by which as much of the goal is there as by the one that was tried, and all is over that is chosen
    /// for it.
    fn reached(&self, compiled: &Compiled, plan: &Plan) -> u32 {
        let mut first = 1;
        for &(id, start) in &plan.start {
            let candidate = &compiled.candidates.open[id.0 as usize];
            if !candidate.compulsory && !candidate.for_credit {
                first = first.max(start + candidate.duration);
            }
        }
        let units = |by: u32| counted(compiled, by, plan).iter().map(|(.., units, _)| units).sum::<u32>();
        let all = units(self.by);
        (first..self.by).find(|by| units(*by) >= all).unwrap_or(self.by)
    }
}
