//! Why a plan is as it is, and what happens if something in it fails.
//!
//! For each item of the best plan: the best plan without it. For each item left out: the best plan with it. For
//! each exam, competition and course of the plan: the best plan if its first attempt fails. Each is found and
//! proven as the plan itself was, one after the other.

use super::answer::{Answer, Note, Outline, answer};
use super::compile::{Compiled, compile, places};
use super::optimum::{Best, Optimum};
use super::requisites::{Settled, settle};
use super::{Question, Solver};
use crate::learner::Learner;
use crate::model::Node;
use crate::plan::{self, After, Again, Change, Group, ItemId, Progress, Robust};

/// One thing that may be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// What if the item is left out?
    Without(Node),
    /// What if it is taken too?
    With(Node),
    /// What if its first attempt fails?
    Fails(Node),
}

/// What the best plan is then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is different.
    pub ask: Ask,
    /// After a failure: the planned term in which it is taken again, if it is; `None` otherwise.
    pub again: Option<u32>,
    /// After a failure: whether the programme asks for it and there is no other attempt in the planned terms.
    pub diploma_late: bool,
    /// After a failure: whether compulsory courses that require it come before it is taken again.
    pub out_of_order: bool,
    /// What the best plan comes to, a failed attempt's fee included; `None`: there is no plan.
    pub plan: Option<Outline>,
    /// What it takes, in order, that the plan as it is does not.
    pub more: Vec<Node>,
    /// What it does not take, in order, that the plan as it is does.
    pub less: Vec<Node>,
}

/// The answers being worked out.
#[derive(Debug, Clone)]
pub struct Why<'a> {
    question: Question<'a>,
    compiled: Compiled,
    base: Best,
    /// No plan reaches the goal before this term.
    first: u32,
    outline: Outline,
    /// How many compulsory courses of the plan come before what they require.
    out_of_order: usize,
    /// Still to be answered, last first.
    open: Vec<Ask>,
    current: Option<Box<Current>>,
    told: Vec<Told>,
}

/// The question that is being answered.
#[derive(Debug, Clone)]
struct Current {
    ask: Ask,
    /// After a failure: what is asked instead.
    failed: Option<Failed>,
    optimum: Optimum,
}

/// A learner after a failure, and their question.
#[derive(Debug, Clone)]
struct Failed {
    learner: Learner,
    compiled: Compiled,
}

impl<'a> Why<'a> {
    pub(super) fn new(question: Question<'a>, compiled: &Compiled, base: &Best, first: u32) -> Self {
        let plan = answer(&question, compiled, base.by, &base.plan);
        let outline = plan.outline();
        let out_of_order = out_of_order(&plan);
        let mut open = Vec::new();
        let taken: Vec<(usize, bool)> = base
            .plan
            .start
            .iter()
            .map(|(id, _)| (id.0 as usize, compiled.candidates.open[id.0 as usize].compulsory))
            .collect();
        let is_diploma = |place: usize| compiled.candidates.open[place].is_diploma();
        let chosen = taken.iter().filter(|(_, compulsory)| !compulsory);
        open.extend(chosen.map(|(place, _)| Ask::Without(compiled.nodes[*place])));
        // What was chosen is more likely to fail than what everybody takes.
        for of in [false, true] {
            let these = taken.iter().filter(|(place, compulsory)| *compulsory == of && !is_diploma(*place));
            open.extend(these.map(|(place, _)| Ask::Fails(compiled.nodes[*place])));
        }
        let recognised = |place: usize| {
            let to = |rule: &(plan::RuleId, u32)| compiled.problem.recognitions[rule.0.0 as usize].to;
            base.plan.recognised.iter().any(|rule| to(rule).0 as usize == place)
        };
        for (place, candidate) in compiled.candidates.open.iter().enumerate() {
            // What cannot be taken is no question.
            let can_be_taken = !candidate.starts.is_empty() && !candidate.is_diploma();
            if can_be_taken && !taken.iter().any(|(taken, _)| *taken == place) && !recognised(place) {
                open.push(Ask::With(candidate.node));
            }
        }
        open.reverse();
        let (compiled, base) = (compiled.clone(), base.clone());
        Self { question, compiled, base, first, outline, out_of_order, open, current: None, told: Vec::new() }
    }

    /// The answers so far: first without each chosen item, then for each item if it fails, then with each that is
    /// left out.
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// How many questions are still open.
    pub fn left(&self) -> usize {
        self.open.len() + usize::from(self.current.is_some())
    }

    /// For how many terms each item of the plan can be put off, all else unchanged, without making the plan worse
    /// by the learner's priorities. An item with 0 is critical; one that cannot start later is not among them.
    pub fn slack(&self) -> Vec<(Node, u32)> {
        let problem = self.compiled.problem_by(self.base.by);
        let slack = plan::slack(&problem, &self.compiled.objective(), &self.base.plan);
        slack.into_iter().map(|(id, terms)| (self.compiled.nodes[id.0 as usize], terms)).collect()
    }

    /// Answers this question next.
    pub fn first(&mut self, ask: Ask) {
        if let Some(place) = self.open.iter().position(|open| *open == ask) {
            self.open.remove(place);
            self.open.push(ask);
        }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let Some(current) = &mut self.current else {
            let Some(ask) = self.open.pop() else { return Progress::Done };
            self.current = Some(Box::new(self.ask(ask)));
            return Progress::Working;
        };
        let compiled = current.failed.as_ref().map_or(&self.compiled, |failed| &failed.compiled);
        if current.optimum.run(compiled, steps) == Progress::Working {
            return Progress::Working;
        }
        if let Some(current) = self.current.take().filter(|current| current.optimum.is_proven()) {
            let told = self.tell(&current);
            self.told.push(told);
        }
        if self.open.is_empty() { Progress::Done } else { Progress::Working }
    }

    fn ask(&self, ask: Ask) -> Current {
        let id = self.id(ask);
        let mut problem = self.compiled.problem.clone();
        let mut from = self.first;
        let mut failed = None;
        match ask {
            Ask::Without(node) => {
                // Nor is a part of it recognised, which is an item of its own.
                let nodes = (0..).map(ItemId).zip(&self.compiled.nodes);
                for (id, _) in nodes.filter(|(_, known)| **known == node) {
                    Change::Without(id).apply(&mut problem);
                }
                // Only a wish asks for what can be left out; who leaves it out no longer wishes for it, and may be there
                // sooner.
                if problem.mandatory.contains(&id) {
                    problem.mandatory.retain(|wished| *wished != id);
                    from = 0;
                }
            }
            Ask::With(_) => Change::With(id).apply(&mut problem),
            Ask::Fails(_) => {
                let after = self.failed(id);
                problem = after.compiled.problem.clone();
                // What was asked for and cannot be taken any more holds nothing up, and what would be taught later can be
                // recognised until then: the goal may be reached sooner.
                from = 0;
                failed = Some(after);
            }
        }
        Current { ask, failed, optimum: Optimum::new(problem, from) }
    }

    fn id(&self, ask: Ask) -> ItemId {
        let (Ask::Without(node) | Ask::With(node) | Ask::Fails(node)) = ask;
        ItemId(self.compiled.nodes.iter().position(|known| *known == node).unwrap_or(0) as u32)
    }

    /// The question after an item's attempt in the plan has failed, as if the learner said so.
    fn failed(&self, id: ItemId) -> Failed {
        let mut learner = self.question.learner.clone();
        let item = &self.compiled.problem.items[id.0 as usize];
        let start =
            self.base.plan.start.iter().find(|(taken, _)| *taken == id).map_or(0, |(_, start)| *start);
        let last = (start + item.duration).saturating_sub(1) as usize;
        let place = self.compiled.terms.get(last).map_or(0, |term| term.place);
        // The last failure counts for when it may start again; an earlier one has its cost all the same.
        learner.failed.insert(0, (self.compiled.nodes[id.0 as usize], place));
        let compiled = compile(&Question { learner: &learner, ..self.question });
        Failed { learner, compiled }
    }

    fn tell(&self, current: &Current) -> Told {
        let ask = current.ask;
        let mut told = Told {
            ask,
            again: None,
            diploma_late: false,
            out_of_order: false,
            plan: None,
            more: Vec::new(),
            less: Vec::new(),
        };
        let Some(best) = current.optimum.best() else { return told };
        let (question, compiled) = match &current.failed {
            Some(failed) => (Question { learner: &failed.learner, ..self.question }, &failed.compiled),
            None => (self.question, &self.compiled),
        };
        let found = answer(&question, compiled, best.by, &best.plan);
        let mut outline = found.outline();
        if let Ask::Fails(node) = ask {
            told.diploma_late = found.notes.contains(&Note::NotRetaken(node));
            told.out_of_order = out_of_order(&found) > self.out_of_order;
            let again = found.items().find(|(_, item)| item.node == node);
            told.again = again.map(|(start, _)| start as u32);
            outline.fees += compiled.spent - self.compiled.spent;
        }
        let without = |these: &[Node], those: &[Node]| -> Vec<Node> {
            these.iter().copied().filter(|node| !those.contains(node)).collect()
        };
        told.more = without(&outline.chosen, &self.outline.chosen);
        told.less = without(&self.outline.chosen, &outline.chosen);
        told.plan = Some(outline);
        told
    }
}

/// How many compulsory courses of a plan come before what they require.
fn out_of_order(plan: &Answer) -> usize {
    plan.notes.iter().filter(|note| matches!(note, Note::OutOfOrder(_))).count()
}

/// The search for the best plan that survives any single failure of what it takes beside compulsory courses: how
/// a compulsory course is taken again is between the college and its students, and no pack says it.
#[derive(Debug, Clone)]
pub struct Surviving<'a> {
    question: Question<'a>,
    compiled: Compiled,
    optimum: Optimum,
    search: Option<Box<Robust>>,
}

impl<'a> Surviving<'a> {
    pub(super) fn new(question: Question<'a>, compiled: &Compiled, first: u32) -> Self {
        let optimum = Optimum::new(compiled.problem.clone(), first);
        Self { question, compiled: compiled.clone(), optimum, search: None }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        if self.optimum.is_over() {
            return Progress::Done;
        }
        let search = match &mut self.search {
            Some(search) => search,
            None => {
                let now = self.compiled.problem_by(self.optimum.by());
                // After a failure the goal may be reached later than planned, or sooner.
                let (question, compiled) = (&self.question, &self.compiled);
                let after = compiled.terms_to_try().map(|by| after(question, compiled, by)).collect();
                match Robust::new(now, after, &self.compiled.objective()) {
                    Ok(search) => self.search.insert(Box::new(search)),
                    Err(_) => return self.optimum.give_up(),
                }
            }
        };
        if search.run(steps) == Progress::Working {
            return Progress::Working;
        }
        let found = search.outcome();
        self.search = None;
        self.optimum.conclude(&self.compiled, found)
    }

    /// When [`Surviving::run`] has answered [`Progress::Done`]: the best such plan, or `Some(None)` if there is
    /// none, both proven; `None` if nothing can be claimed.
    pub fn answer(&self) -> Option<Option<Answer>> {
        let best = self.optimum.is_proven().then(|| self.optimum.best())?;
        Some(best.map(|best| answer(&self.question, &self.compiled, best.by, &best.plan)))
    }
}

/// The problem of reaching the goal by a term after a failure: what serves it must have been taken again by then. The
/// term that something was put into says nothing of a second attempt.
fn after(question: &Question<'_>, compiled: &Compiled, by: u32) -> After {
    let mut again = Vec::new();
    for (candidate, item) in compiled.candidates.open.iter().zip((0..).map(ItemId)) {
        if !candidate.compulsory {
            // What runs already is past what it requires; of that nothing counts a second time.
            let duration = candidate.begun + candidate.duration;
            let requisites = match candidate.begun {
                0 => compiled.problem.items[item.0 as usize].requisites.clone(),
                _ => required(question, compiled, candidate.node),
            };
            let until = if candidate.for_credit { compiled.problem.horizon } else { by };
            again.push(Again { item, duration, starts: candidate.again.clone(), until, requisites });
        }
    }
    After { problem: compiled.problem_by(by).into(), again }
}

/// What an item requires of whoever has not begun it.
fn required(question: &Question<'_>, compiled: &Compiled, node: Node) -> Vec<Group> {
    match settle(question, &places(&compiled.candidates.open), node) {
        Settled::Groups(groups) => groups,
        Settled::Yes => Vec::new(),
        // One of nothing is never there.
        Settled::Never | Settled::TooLarge => vec![Group { count: 1, ..Group::default() }],
    }
}

impl<'a> Solver<'a> {
    /// Why the plan is as it is, and what if something fails; `None` until the plan is proven.
    pub fn why(&self) -> Option<Why<'a>> {
        let (compiled, optimum) = (self.compiled(), self.optimum());
        let best = optimum.best().filter(|_| optimum.is_proven())?;
        Some(Why::new(*self.question(), compiled, best, optimum.first()))
    }

    /// The search for the best plan that survives any single failure; `None` until the plan is proven.
    pub fn surviving(&self) -> Option<Surviving<'a>> {
        let optimum = self.optimum();
        optimum.best().filter(|_| optimum.is_proven())?;
        Some(Surviving::new(*self.question(), self.compiled(), optimum.first()))
    }
}
