//! Where no plan fits: the rules that cannot all be kept.

use std::sync::Arc;

use super::compile::{Compiled, NeedFor};
use super::requisites::lowest;
use super::{Question, Term};
use crate::model::{Node, SkillId, TermKind};
use crate::plan::{Conflict, Objective, Outcome, Problem, Progress, Rule, Search};
use crate::sort::sort;

/// A rule that clashes with others, or several of a kind. In the order in which a learner can change them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// The hours that the terms have for what is planned: so many a week beside the timetable, if the learner said so.
    Hours(Option<u32>),
    /// The learner's budget, in whole units of the currency.
    Budget(u32),
    /// The learner wants these in the plan.
    Wanted(Vec<Node>),
    /// The learner wants one of these.
    Either(Vec<Node>),
    /// The job asks for one of these.
    Qualifications(Vec<Node>),
    /// The job needs so many units of these skills.
    Skills(Vec<(SkillId, u32)>),
    /// Compulsory courses.
    Compulsory(Vec<Node>),
    /// So many of these come before an item.
    Before {
        /// The item.
        item: Node,
        /// How many.
        count: u32,
        /// Of which.
        of: Vec<Node>,
    },
    /// By the last term for the goal these can only start in these terms, as they are offered or as the learner put
    /// them.
    Offered {
        /// The last term for the goal.
        by: Term,
        /// The terms; none: they are not offered by then.
        terms: Vec<Term>,
        /// The items.
        items: Vec<Node>,
    },
    /// At most one of these is taken.
    Together(Vec<Node>),
    /// At most so many certificates in a term.
    Exams {
        /// How many.
        most: u32,
    },
    /// In these terms nothing is studied beside the programme.
    Busy(Vec<Term>),
    /// The college's limits on what is recognised.
    Recognised,
    /// The programme's credit floor at this place of the pack.
    Credits(usize),
}

impl Clash {
    /// Takes another of the same kind in; gives back what is of another.
    fn join(&mut self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Wanted(all), Self::Wanted(more)) | (Self::Compulsory(all), Self::Compulsory(more)) => {
                all.extend(more);
            }
            (Self::Skills(all), Self::Skills(more)) => all.extend(more),
            (Self::Offered { terms, items, .. }, Self::Offered { terms: same, items: more, .. })
                if *terms == same =>
            {
                items.extend(more);
            }
            (Self::Recognised, Self::Recognised) => {}
            (_, other) => return Some(other),
        }
        None
    }
}

/// The search for a smallest set of rules that cannot all be kept, by whichever term the goal is reached.
pub(super) struct Clashing {
    /// By each term that is tried, the last one last.
    problems: Vec<Arc<Problem>>,
    search: Conflict,
    /// The terms in which nothing is studied beside the programme.
    busy: Vec<(usize, Term)>,
    /// Where hours clash: whether they do though only those of the busy terms are limited.
    beside: Option<Beside>,
}

/// The search for any plan of several problems.
struct Beside {
    open: Vec<Search>,
    /// Whether none has one, of those that are decided; of no problem nothing is said.
    none: bool,
}

impl Beside {
    fn run(&mut self, steps: u32) -> Progress {
        let Some(search) = self.open.last_mut() else { return Progress::Done };
        if search.run(steps) == Progress::Done {
            self.none = search.outcome() == Outcome::Infeasible;
            self.open.pop();
            if !self.none {
                self.open.clear();
            }
        }
        Progress::Working
    }
}

impl Clashing {
    /// Prepares the search. `None`: the problem is more than the planner takes.
    pub(super) fn new(compiled: &Compiled) -> Option<Self> {
        let problems: Vec<_> = compiled.terms_to_try().map(|by| Arc::new(compiled.problem_by(by))).collect();
        let search = Conflict::of_any(&problems).ok()?;
        let mut busy = Vec::new();
        for (place, term) in compiled.terms.iter().enumerate() {
            if term.kind != TermKind::Study {
                busy.push((place, *term));
            }
        }
        Some(Self { problems, search, busy, beside: None })
    }

    /// Works on; about `steps` small steps.
    pub(super) fn run(&mut self, steps: u32) -> Progress {
        if self.beside.is_none() && self.search.run(steps) == Progress::Working {
            return Progress::Working;
        }
        if self.beside.is_none() {
            self.beside = Some(self.busy_alone());
        }
        self.beside.as_mut().map_or(Progress::Done, |beside| beside.run(steps))
    }

    /// The search for a plan that keeps the rules that clash, but of the hours only those of the busy terms: of nothing
    /// where no hours clash, or there are no such terms.
    fn busy_alone(&self) -> Beside {
        let rules = self.search.rules().filter(|rules| rules.contains(&Rule::Load));
        let mut open = Vec::new();
        if let Some(rules) = rules.filter(|_| !self.busy.is_empty()) {
            for problem in &self.problems {
                open.extend(self.with_busy(problem, rules));
            }
        }
        Beside { open, none: false }
    }

    fn with_busy(&self, of: &Problem, rules: &[Rule]) -> Option<Search> {
        let mut problem = of.clone();
        for rule in Rule::all(of) {
            if !rules.contains(&rule) {
                rule.lift(&mut problem);
            }
        }
        Rule::Load.lift(&mut problem);
        for (place, _) in &self.busy {
            problem.load_cap[*place] = of.load_cap[*place];
        }
        Search::new(problem, &Objective { stages: Vec::new() }).ok()
    }

    /// When all is done: the rules that clash. Without any one of them the others can be kept.
    pub(super) fn clashes(&self, question: &Question<'_>, compiled: &Compiled) -> Vec<Clash> {
        let mut clashes: Vec<Clash> = Vec::new();
        let Some(problem) = self.problems.last() else { return clashes };
        for rule in self.search.rules().unwrap_or_default() {
            let mut left = self.clash(question, compiled, problem, *rule);
            for known in &mut clashes {
                left = left.and_then(|clash| known.join(clash));
            }
            clashes.extend(left);
        }
        sort(&mut clashes);
        clashes
    }

    /// A rule in the pack's own records; `problem` is that of the last term for the goal.
    fn clash(
        &self,
        question: &Question<'_>,
        compiled: &Compiled,
        problem: &Problem,
        rule: Rule,
    ) -> Option<Clash> {
        let learner = question.learner;
        let node = |id: crate::plan::ItemId| compiled.nodes[id.0 as usize];
        Some(match rule {
            Rule::Need(need) => {
                let gives = |item: &crate::plan::Item| item.gives.iter().any(|(id, _)| *id == need);
                let givers = problem.items.iter().zip(&compiled.nodes).filter(|(item, _)| gives(item));
                match compiled.needs[need.0 as usize] {
                    NeedFor::Skill(skill) => {
                        Clash::Skills(vec![(skill, problem.needs[need.0 as usize].units)])
                    }
                    NeedFor::Set(_) => Clash::Qualifications(givers.map(|(_, node)| *node).collect()),
                    NeedFor::Either(place) => Clash::Either(learner.either[place].clone()),
                }
            }
            Rule::Mandatory(id) if learner.wants(node(id)) => Clash::Wanted(vec![node(id)]),
            Rule::Mandatory(id) => Clash::Compulsory(vec![node(id)]),
            Rule::Offered(id) => {
                let starts = problem.items[id.0 as usize].starts.iter();
                let terms = starts.map(|start| compiled.terms[*start as usize]).collect();
                let by = compiled.terms[compiled.latest as usize - 1];
                Clash::Offered { by, terms, items: vec![node(id)] }
            }
            Rule::Requisite(id, place) => {
                let group = &problem.items[id.0 as usize].requisites[place];
                let of = group.items().into_iter().map(|(other, _)| node(other)).collect();
                let of = lowest(question.catalogue, group.count, of);
                Clash::Before { item: node(id), count: group.count, of }
            }
            Rule::Exclusive(place) => {
                // Credit for a part of a course stands beside the course itself.
                let mut items: Vec<Node> = Vec::new();
                for node in problem.exclusive[place].iter().map(|id| node(*id)) {
                    if !items.contains(&node) {
                        items.push(node);
                    }
                }
                Clash::Together(items)
            }
            Rule::ExclusiveSource(_) | Rule::RecognitionCap(_) => Clash::Recognised,
            Rule::Exams => Clash::Exams { most: question.catalogue.head.exams_a_term? },
            Rule::Load => match &self.beside {
                Some(Beside { none: true, .. }) => {
                    Clash::Busy(self.busy.iter().map(|(_, term)| *term).collect())
                }
                _ => Clash::Hours(learner.hours_a_week),
            },
            Rule::Budget => Clash::Budget(learner.budget?),
            Rule::Credits(place) => Clash::Credits(compiled.floors[place].place),
        })
    }
}
