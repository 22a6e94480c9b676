//! Works on a question in slices: one planning problem for each term by which the goal could be reached, and, if
//! none has a plan, the changes that would help.

use super::answer::{Answer, answer};
use super::candidates::{Closed, required_items};
use super::clash::{Clash, Clashing};
use super::compile::{Compiled, NeedFor, compile, compile_with};
use super::near::{Near, Nearing};
use super::optimum::Optimum;
use super::{Question, Term};
use crate::learner::{Learner, Priority};
use crate::model::{Node, QualificationId, SkillId};
use crate::plan::{self, Criterion, Objective, Problem, Progress, Search};

/// How sure an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// No plan is better by the learner's priorities.
    Proven,
    /// The search has not ended. By how much a better plan could still be better; `None`: by nothing that the priorities
    /// count.
    SoFar(Option<Gap>),
}

/// By how much a better plan could still be better: proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first of the learner's priorities in which it could be; in those before it there is none.
    pub priority: Priority,
    /// At most so much, in what the priority counts (see [`Aspect::Plan`](crate::guide::Aspect::Plan)).
    pub at_most: i64,
}

/// The answer so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A plan.
    Plan {
        /// The plan in the pack's records.
        answer: Box<Answer>,
        /// Whether it is proven to be best.
        proof: Proof,
    },
    /// The learner holds all that is needed already.
    Reached,
    /// No plan fits: proven.
    NoPlan {
        /// A smallest set of rules that cannot all be kept: without any one of them the others can. Empty where
        /// something that the job asks for is out of reach by itself.
        clashes: Vec<Clash>,
        /// What would have to change.
        hindrances: Vec<Hindrance>,
        /// What comes near to a plan, if anything does.
        near: Option<Box<Near>>,
    },
    /// No plan is known yet, nor that there is none.
    Unknown {
        /// None reaches the goal before the end of so many planned terms: proven.
        soonest: u32,
    },
}

/// What keeps every plan from fitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// Nothing that is open to the learner gives enough of a skill.
    Skill {
        /// The skill.
        skill: SkillId,
        /// Units needed.
        needed: u32,
        /// Units that everything open gives together with what is held.
        most: u32,
        /// What would give more, with why it is closed.
        closed: Vec<(Node, Closed)>,
    },
    /// None of a required set of qualifications is open to the learner.
    Qualifications {
        /// Each with why it is closed.
        items: Vec<(Node, Closed)>,
    },
    /// With this budget (whole units of the currency) and nothing else changed there is a plan; with one less
    /// there is none.
    Budget {
        /// The least budget.
        least: u32,
    },
    /// With so many hours a week and nothing else changed there is a plan; with one less there is none.
    Hours {
        /// The least hours a week.
        least: u32,
    },
    /// With so many more terms and nothing else changed there is a plan.
    Terms {
        /// Further terms.
        more: u32,
    },
    /// The learner excluded these, and allowing any one of them gives a plan.
    Allow(Vec<Node>),
    /// The learner asked for these, or for their terms, and letting go of any one of them gives a plan.
    LetGo(Vec<Node>),
    /// The learner asked for one of these, and asking for none of them gives a plan.
    Either(Vec<Node>),
    /// The job needs these skills, and giving up any one of them gives a plan that goes without it.
    GiveUp(Vec<SkillId>),
    /// None of these qualifications can be registered for, and if any one of them could, there would be a plan. That is
    /// not the learner's to change.
    Routes(Vec<QualificationId>),
    /// None of the single changes that were tried is enough.
    Several,
}

/// Nobody asks for more terms than this on top of their own limit.
const MOST_TERMS: u32 = 4;

/// Nobody has more hours a week than this beside a timetable.
const MOST_HOURS: u32 = 40;

/// A question being worked on.
pub struct Solver<'a> {
    question: Question<'a>,
    compiled: Compiled,
    optimum: Optimum,
    stage: Stage,
    clashes: Vec<Clash>,
    hindrances: Vec<Hindrance>,
    near: Option<Box<Near>>,
}

enum Stage {
    /// The best plan is sought.
    Plan,
    /// All are decided.
    Done,
    /// The question is more than the planner takes; nothing is claimed.
    Stuck,
    /// No plan: rules that clash are sought.
    Clash(Box<Clashing>),
    /// No plan: changes are tried, in this order.
    Ways { left: Vec<Way>, trial: Option<Box<Trial>> },
    /// No plan: what comes near is sought.
    Near(Box<Nearing>),
}

#[derive(Clone)]
enum Way {
    Budget,
    /// So many hours a week; if that is not enough, one more is tried.
    Hours(u32),
    Terms(u32),
    Allow(Node),
    LetGo(Node),
    /// The "this or that" at this place.
    Either(usize),
    GiveUp(SkillId),
    /// A registration route of the qualification opens.
    Route(QualificationId),
}

/// The search for a plan with one limit changed, whenever that reaches the goal.
struct Trial {
    compiled: Compiled,
    problem: Problem,
    objective: Objective,
    /// The term by which the goal is to be reached, and the first one that is tried: the last comes first.
    by: u32,
    first: u32,
    search: Option<Search>,
    /// Whether there is a plan, with the least of what is asked for.
    least: Option<i64>,
}

impl Trial {
    fn new(compiled: Compiled, criteria: &[Criterion]) -> Self {
        let (first, by) = compiled.terms_to_try().into_inner();
        let (problem, objective) = (compiled.problem.clone(), Objective::lexicographic(criteria));
        Self { compiled, problem, objective, by, first, search: None, least: None }
    }

    /// Works on; about `steps` small steps.
    fn run(&mut self, steps: u32) -> Progress {
        let search = match &mut self.search {
            Some(search) => search,
            None => match Search::new(self.compiled.by_term(&self.problem, self.by), &self.objective) {
                Ok(search) => self.search.insert(search),
                Err(_) => return Progress::Done,
            },
        };
        if search.run(steps) == Progress::Working {
            return Progress::Working;
        }
        if let plan::Outcome::Optimal { value, .. } = search.outcome() {
            let value = value.first().copied().unwrap_or(0);
            self.least = Some(self.least.map_or(value, |least| least.min(value)));
        }
        self.search = None;
        let is_enough = self.least.is_some() && self.objective.stages.is_empty();
        if is_enough || self.by <= self.first {
            return Progress::Done;
        }
        self.by -= 1;
        Progress::Working
    }
}

impl<'a> Solver<'a> {
    /// Prepares a question.
    pub fn new(question: Question<'a>) -> Self {
        let compiled = compile(&question);
        let optimum = Optimum::new(compiled.problem.clone(), 0);
        let mut solver = Self {
            question,
            compiled,
            optimum,
            stage: Stage::Plan,
            clashes: Vec::new(),
            hindrances: Vec::new(),
            near: None,
        };
        solver.hindrances = solver.out_of_reach();
        if !solver.hindrances.is_empty() {
            solver.stage = Stage::Ways { left: solver.openings(), trial: None };
        }
        solver
    }

    pub(super) fn question(&self) -> &Question<'a> {
        &self.question
    }

    pub(super) fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    pub(super) fn optimum(&self) -> &Optimum {
        &self.optimum
    }

    /// The planned terms.
    pub fn terms(&self) -> &[Term] {
        &self.compiled.terms
    }

    /// What would serve the goal but is closed to the learner. A prize is not among them: who wins one is not planned.
    pub fn closed(&self) -> Vec<(Node, Closed)> {
        let closed = self.compiled.candidates.closed.iter();
        closed.filter(|(node, _)| !matches!(node, Node::Award(_))).cloned().collect()
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        match &mut self.stage {
            Stage::Done | Stage::Stuck => Progress::Done,
            Stage::Plan => {
                if self.optimum.run(&self.compiled, steps) == Progress::Working {
                    return Progress::Working;
                }
                if !self.optimum.is_proven() {
                    // A problem that the planner cannot take says nothing about plans.
                    self.stage = Stage::Stuck;
                    return Progress::Done;
                }
                self.after_plan()
            }
            Stage::Clash(clashing) => {
                if clashing.run(steps) == Progress::Working {
                    return Progress::Working;
                }
                self.clashes = clashing.clashes(&self.question, &self.compiled);
                self.stage = self.ways();
                Progress::Working
            }
            Stage::Ways { .. } => self.run_way(steps),
            Stage::Near(nearing) => {
                if nearing.run(&self.compiled, steps) == Progress::Working {
                    return Progress::Working;
                }
                self.near = nearing.near(&self.question, &self.compiled).map(Box::new);
                self.stage = Stage::Done;
                Progress::Done
            }
        }
    }

    fn after_plan(&mut self) -> Progress {
        if self.optimum.best().is_some() {
            self.stage = Stage::Done;
            return Progress::Done;
        }
        self.stage = match Clashing::new(&self.compiled) {
            Some(clashing) => Stage::Clash(Box::new(clashing)),
            None => self.ways(),
        };
        Progress::Working
    }

    /// The changes that open something, the last of the list first: nothing else helps where something is out of reach but
    /// hours, with which an exam is prepared for in fewer terms.
    fn openings(&self) -> Vec<Way> {
        let mut left = Vec::new();
        let mut routes = Vec::new();
        for (node, why) in &self.compiled.candidates.closed {
            if let (Node::Grade(grade), Closed::NoRoute) = (node, why) {
                routes.push(self.question.catalogue.grades[*grade].qualification);
            }
        }
        routes.dedup();
        left.extend(self.skills_in_the_way().into_iter().rev().map(Way::GiveUp));
        left.extend(routes.into_iter().rev().map(Way::Route));
        left.extend(self.question.learner.excluded.iter().rev().map(|node| Way::Allow(*node)));
        let is_shut = |(node, why): &(Node, Closed)| {
            let has_passed = matches!(why, Closed::NoSitting | Closed::NoRetake);
            has_passed && matches!(node, Node::Grade(_) | Node::Competition(_))
        };
        let hours = self.question.learner.hours_a_week;
        if !self.hindrances.is_empty() && self.compiled.candidates.closed.iter().any(is_shut) {
            left.extend(hours.map(|hours| Way::Hours(hours + 1)));
        }
        left
    }

    /// The skills of which one alone may stand in the way: without any other there is no plan all the same.
    fn skills_in_the_way(&self) -> Vec<SkillId> {
        match &self.hindrances[..] {
            [Hindrance::Skill { skill, .. }] => return vec![*skill],
            [] => {}
            _ => return Vec::new(),
        }
        let mut skills = Vec::new();
        for clash in &self.clashes {
            if let Clash::Skills(needs) = clash {
                skills.extend(needs.iter().map(|(skill, _)| *skill));
            }
        }
        skills
    }

    /// The changes to try, the last of the list first.
    fn ways(&self) -> Stage {
        let mut left = self.openings();
        left.extend((1..=MOST_TERMS).rev().map(Way::Terms));
        // What was done last is tried first, and is taken back the easiest.
        let learner = self.question.learner;
        let moved = learner.moved.iter().map(|(node, _)| *node).filter(|node| !learner.pinned.contains(node));
        left.extend(learner.pinned.iter().copied().chain(moved).map(Way::LetGo));
        left.extend((0..learner.either.len()).map(Way::Either));
        left.extend(self.question.learner.hours_a_week.map(|hours| Way::Hours(hours + 1)));
        left.push(Way::Budget);
        Stage::Ways { left, trial: None }
    }

    /// Tries the changes one by one. Each is a whole problem of its own.
    fn run_way(&mut self, steps: u32) -> Progress {
        let Stage::Ways { left, trial } = &mut self.stage else { return Progress::Done };
        let Some(way) = left.last().cloned() else {
            if self.hindrances.is_empty() {
                self.hindrances.push(Hindrance::Several);
            }
            self.stage = Stage::Near(Box::new(Nearing::new(&self.compiled)));
            return Progress::Working;
        };
        let running = match trial {
            Some(trial) => trial,
            None => match relaxed(&self.question, &self.compiled, &way) {
                Some(new) => trial.insert(Box::new(new)),
                None => {
                    left.pop();
                    return Progress::Working;
                }
            },
        };
        if running.run(steps) == Progress::Working {
            return Progress::Working;
        }
        let found = running.least;
        *trial = None;
        left.pop();
        // More hours a week also shorten what is prepared for, so the least is found by trying, not by one search.
        match way {
            Way::Hours(hours) if found.is_none() && hours < MOST_HOURS => {
                left.push(Way::Hours(hours + 1));
            }
            _ => {}
        }
        if let Some(least) = found {
            match way {
                Way::Budget => {
                    let least = self.compiled.budget_for(least.unsigned_abs());
                    self.hindrances.extend(least.map(|least| Hindrance::Budget { least }));
                }
                Way::Hours(least) => self.hindrances.push(Hindrance::Hours { least }),
                Way::Terms(more) => {
                    left.retain(|way| !matches!(way, Way::Terms(_)));
                    self.hindrances.push(Hindrance::Terms { more });
                }
                Way::Allow(node) => match self.hindrances.last_mut() {
                    Some(Hindrance::Allow(nodes)) => nodes.push(node),
                    _ => self.hindrances.push(Hindrance::Allow(vec![node])),
                },
                Way::LetGo(node) => match self.hindrances.last_mut() {
                    Some(Hindrance::LetGo(nodes)) => nodes.push(node),
                    _ => self.hindrances.push(Hindrance::LetGo(vec![node])),
                },
                Way::Route(id) => match self.hindrances.last_mut() {
                    Some(Hindrance::Routes(ids)) => ids.push(id),
                    _ => self.hindrances.push(Hindrance::Routes(vec![id])),
                },
                Way::GiveUp(skill) => match self.hindrances.last_mut() {
                    Some(Hindrance::GiveUp(skills)) => skills.push(skill),
                    _ => self.hindrances.push(Hindrance::GiveUp(vec![skill])),
                },
                Way::Either(place) => {
                    self.hindrances.push(Hindrance::Either(self.question.learner.either[place].clone()));
                }
            }
        }
        Progress::Working
    }

    /// The answer so far.
    pub fn outcome(&self) -> Outcome {
        let done = matches!(self.stage, Stage::Done);
        match self.optimum.so_far(&self.compiled) {
            Some(best) if best.by == 0 => Outcome::Reached,
            Some(best) => Outcome::Plan {
                answer: Box::new(answer(&self.question, &self.compiled, best.by, &best.plan)),
                proof: if done { Proof::Proven } else { Proof::SoFar(self.gap(&best.value)) },
            },
            None if done => Outcome::NoPlan {
                clashes: self.clashes.clone(),
                hindrances: self.hindrances.clone(),
                near: self.near.clone(),
            },
            None => Outcome::Unknown { soonest: self.optimum.first() },
        }
    }

    /// By how much a plan could be better than one of this value.
    fn gap(&self, value: &[i64]) -> Option<Gap> {
        let bound = self.optimum.bound(&self.compiled);
        let numbers = value.iter().zip(&bound).zip(&self.compiled.order);
        let ((value, bound), priority) = numbers.into_iter().find(|((value, bound), _)| value != bound)?;
        Some(Gap { priority: *priority, at_most: value - bound })
    }

    /// Needs that nothing open to the learner can meet, whatever the limits.
    fn out_of_reach(&self) -> Vec<Hindrance> {
        let problem = &self.compiled.problem;
        let mut hindrances = Vec::new();
        for (place, need) in self.compiled.needs.iter().enumerate() {
            let units = |item: &plan::Item| {
                item.gives
                    .iter()
                    .filter(|(id, _)| id.0 as usize == place)
                    .map(|(_, units)| *units)
                    .sum::<u32>()
            };
            let most = problem.items.iter().map(units).sum::<u32>();
            let needed = problem.needs[place].units;
            if most >= needed {
                continue;
            }
            hindrances.push(match need {
                // The learner's own wish can be let go of: that is tried once it is known that there is no plan.
                NeedFor::Either(_) => continue,
                NeedFor::Skill(skill) => {
                    let gives = |node: &Node| self.question.catalogue.units(*node, *skill) > 0;
                    let closed = self.closed().into_iter().filter(|(node, _)| gives(node)).collect();
                    Hindrance::Skill { skill: *skill, needed, most, closed }
                }
                NeedFor::Set(set) => {
                    let required = required_items(&self.question);
                    let in_set = |node: &Node| required.contains(&(*node, *set));
                    let closed = self.compiled.candidates.closed.iter();
                    Hindrance::Qualifications {
                        items: closed.filter(|(node, _)| in_set(node)).cloned().collect(),
                    }
                }
            });
        }
        hindrances
    }
}

/// The search for a plan with one limit changed; its first objective is the amount of that limit. `None` if the
/// limit was not there to be changed.
fn relaxed(question: &Question<'_>, compiled: &Compiled, way: &Way) -> Option<Trial> {
    let learner = question.learner;
    let changed = |change: &dyn Fn(&mut Learner)| {
        let mut freer = learner.clone();
        change(&mut freer);
        Trial::new(compile(&Question { learner: &freer, ..*question }), &[])
    };
    Some(match way {
        Way::Budget => {
            learner.budget?;
            let mut trial = Trial::new(compiled.clone(), &[Criterion::Fee]);
            trial.problem.budget = u64::MAX;
            trial
        }
        Way::Hours(hours) => changed(&|learner| learner.hours_a_week = Some(*hours)),
        Way::Terms(more) => {
            if compiled.latest + more > compiled.problem.horizon {
                return None;
            }
            let mut trial = Trial::new(compiled.clone(), &[]);
            (trial.by, trial.first) = (compiled.latest + more, compiled.latest + more);
            trial
        }
        Way::Allow(node) => changed(&|learner| learner.excluded.retain(|excluded| excluded != node)),
        Way::LetGo(node) => changed(&|learner| learner.let_go(*node)),
        Way::Either(place) => changed(&|learner| {
            learner.either.remove(*place);
        }),
        Way::GiveUp(skill) => changed(&|learner| learner.without.push(*skill)),
        Way::Route(id) => Trial::new(compile_with(question, Some(*id)), &[]),
    })
}
