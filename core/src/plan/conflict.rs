//! Why there is no plan: a smallest set of rules that clash.

use std::sync::Arc;

use super::answer::{Plan, Progress};
use super::invalid::InvalidProblem;
use super::lifted::Lifted;
use super::problem::{Group, ItemId, NeedId, Objective, Problem};
use super::verify::{Violation, verify};
use crate::sorted::Map;

/// A rule of a problem, as a learner would name it. The number of terms is the frame of all of them and no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The item is offered (or open to the learner) only in its starts.
    Offered(ItemId),
    /// The requisites of an item: the group at this place.
    Requisite(ItemId, usize),
    /// The exclusive set at this place.
    Exclusive(usize),
    /// The set of exclusive sources at this place.
    ExclusiveSource(usize),
    /// The recognition cap at this place.
    RecognitionCap(usize),
    /// The cap on certificates per term.
    Exams,
    /// The load caps.
    Load,
    /// The credit floor at this place.
    Credits(usize),
    /// The item must be held.
    Mandatory(ItemId),
    /// The goal's need.
    Need(NeedId),
    /// The budget.
    Budget,
}

impl Rule {
    /// Every rule of a problem that asks for anything.
    pub fn all(problem: &Problem) -> Vec<Self> {
        let mut rules = Vec::new();
        for (item, id) in problem.items.iter().zip((0..).map(ItemId)) {
            if item.part_of.is_none() && item.starts != anytime(problem, item.duration) {
                rules.push(Self::Offered(id));
            }
            rules.extend((0..item.requisites.len()).map(|place| Self::Requisite(id, place)));
        }
        rules.extend((0..problem.exclusive.len()).map(Self::Exclusive));
        rules.extend((0..problem.exclusive_sources.len()).map(Self::ExclusiveSource));
        rules.extend((0..problem.recognition_caps.len()).map(Self::RecognitionCap));
        rules.extend([Self::Exams, Self::Load]);
        let floors = problem.credit_floors.iter().enumerate().filter(|(_, floor)| floor.credits > 0);
        rules.extend(floors.map(|(place, _)| Self::Credits(place)));
        let mut mandatory = problem.mandatory.clone();
        crate::sort::sort(&mut mandatory);
        mandatory.dedup();
        rules.extend(mandatory.into_iter().map(Self::Mandatory));
        let needs = problem.needs.iter().zip((0..).map(NeedId)).filter(|(need, _)| need.units > 0);
        rules.extend(needs.map(|(_, id)| Self::Need(id)));
        rules.push(Self::Budget);
        rules
    }

    /// Takes the rule away. Places of other rules stay as they are; rules that are not there do nothing.
    pub fn lift(self, problem: &mut Problem) {
        let horizon = problem.horizon;
        match self {
            Self::Offered(id) => {
                if let Some(item) = problem.items.get_mut(id.0 as usize) {
                    item.starts = (0..(horizon + 1).saturating_sub(item.duration)).collect();
                }
            }
            Self::Requisite(id, place) => {
                let item = problem.items.get_mut(id.0 as usize);
                if let Some(group) = item.and_then(|item| item.requisites.get_mut(place)) {
                    *group = Group::default();
                }
            }
            Self::Exclusive(place) => clear(problem.exclusive.get_mut(place)),
            Self::ExclusiveSource(place) => clear(problem.exclusive_sources.get_mut(place)),
            Self::RecognitionCap(place) => {
                if let Some(cap) = problem.recognition_caps.get_mut(place) {
                    (cap.count, cap.credits) = (None, None);
                }
            }
            Self::Exams => problem.exam_cap.clear(),
            Self::Load => problem.load_cap.fill(u32::MAX),
            Self::Credits(place) => {
                if let Some(floor) = problem.credit_floors.get_mut(place) {
                    floor.credits = 0;
                }
            }
            Self::Mandatory(id) => problem.mandatory.retain(|&other| other != id),
            Self::Need(id) => {
                if let Some(need) = problem.needs.get_mut(id.0 as usize) {
                    need.units = 0;
                }
            }
            Self::Budget => problem.budget = u64::MAX,
        }
    }
}

fn clear(set: Option<&mut Vec<ItemId>>) {
    if let Some(set) = set {
        set.clear();
    }
}

fn anytime(problem: &Problem, duration: u32) -> Vec<u32> {
    (0..(problem.horizon + 1).saturating_sub(duration)).collect()
}

/// Finds a set of rules that cannot all be kept, of which none can be spared: without any one of them, the
/// others can be kept. Of several problems with the same rules: in none of them, and then in one.
///
/// Rules that a learner can least change are spared first, so what is left names needs, fees and duties rather
/// than the timetable where both would do.
///
/// That there is no plan is proven once; what the proof does not need is spared at once. Then one rule after the
/// other is tried without, and each further proof spares again what it does not need. Each plan that is found on the
/// way breaks one rule and no other, which shows that the rule cannot be spared; plans near it show the same of others.
#[derive(Debug, Clone)]
pub struct Conflict {
    all: Vec<Rule>,
    kept: Vec<Rule>,
    /// Of these, rules of which a plan shows that they cannot be spared.
    needed: Vec<Rule>,
    stage: Stage,
    lifted: Lifted,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// All rules are kept, but the budget: first of all, because it is also a limit of the search.
    WithoutBudget,
    /// All rules are kept.
    All,
    /// One rule is tried without.
    Spare(Rule),
    /// All is known: whether there is a plan.
    Done(bool),
}

impl Conflict {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        Self::of_any(&[problem.into()])
    }

    /// Prepares the search for rules that clash in each of these problems. What one of them has as a rule and another
    /// does not, as it asks for nothing there, is a rule.
    ///
    /// # Errors
    /// What makes a problem meaningless.
    pub fn of_any(problems: &[Arc<Problem>]) -> Result<Self, InvalidProblem> {
        let mut all = Vec::new();
        for problem in problems {
            super::invalid::check(problem, &Objective { stages: Vec::new() })?;
            for rule in Rule::all(problem) {
                if !all.contains(&rule) {
                    all.push(rule);
                }
            }
        }
        let mut lifted = Lifted::new(problems);
        let kept = all.iter().copied().filter(|&rule| lifted.matters(rule)).collect();
        lifted.ask(without_budget(), true);
        Ok(Self { all, kept, needed: Vec::new(), stage: Stage::WithoutBudget, lifted })
    }

    /// When [`Conflict::run`] has answered [`Progress::Done`]: the clashing rules, or none if there is a plan.
    pub fn rules(&self) -> Option<&[Rule]> {
        (!matches!(self.stage, Stage::Done(true))).then_some(&self.kept)
    }

    /// A problem with the kept rules.
    fn with_kept(&self, problem: &Problem) -> Problem {
        let mut problem = problem.clone();
        for rule in &self.all {
            if !self.kept.contains(rule) {
                rule.lift(&mut problem);
            }
        }
        problem
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        while !matches!(self.stage, Stage::Done(_)) {
            if self.lifted.run(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            self.conclude(self.lifted.plan().cloned());
        }
        Progress::Done
    }

    fn conclude(&mut self, plan: Option<Plan>) {
        match (self.stage, plan) {
            (Stage::WithoutBudget, Some(plan)) if !self.is_kept_by(&plan) => {
                self.needed.push(Rule::Budget);
                self.stage = Stage::All;
                self.lifted.ask(Map::new(), true);
                return;
            }
            (Stage::WithoutBudget, None) => {
                self.kept.retain(|rule| *rule != Rule::Budget);
                self.spare();
            }
            (Stage::Spare(rule), None) => {
                self.kept.retain(|other| *other != rule);
                self.spare();
            }
            (Stage::All, None) => self.spare(),
            (Stage::Spare(rule), Some(_)) => {
                self.needed.push(rule);
                self.learn();
                self.lifted.take_back();
            }
            (Stage::WithoutBudget | Stage::All | Stage::Done(_), _) => {
                self.stage = Stage::Done(true);
                return;
            }
        }
        match self.kept.iter().copied().find(|rule| !self.needed.contains(rule)) {
            Some(rule) => {
                self.stage = Stage::Spare(rule);
                self.lifted.ask_more(rule, i64::MAX);
            }
            None => self.stage = Stage::Done(false),
        }
    }

    /// Spares what the proof that there is no plan does not need.
    fn spare(&mut self) {
        self.kept.retain(|rule| !self.lifted.spare(*rule));
    }

    /// Whether the plan that was found keeps all rules.
    fn is_kept_by(&self, plan: &Plan) -> bool {
        self.lifted.problem().is_some_and(|problem| verify(problem, plan).is_ok())
    }

    /// Learns from the plan that was found, and from plans near it, which rules cannot be spared.
    fn learn(&mut self) {
        let Some(problem) = self.lifted.problem().map(|problem| self.with_kept(problem)) else { return };
        for (rule, plan) in self.lifted.learn(&self.kept, &self.needed) {
            let shows = broken(&problem, &plan, 2) == [rule];
            debug_assert!(shows, "{rule:?} is not all that is broken");
            if shows {
                self.needed.push(rule);
            }
        }
    }
}

/// How far each rule is lifted where the budget is.
pub(super) fn without_budget() -> Map<Rule, i64> {
    [(Rule::Budget, i64::MAX)].into_iter().collect()
}

/// The rules that a plan breaks, at most so many. None: it breaks none, or what is no rule.
pub(super) fn broken(problem: &Problem, plan: &Plan, most: usize) -> Vec<Rule> {
    let mut broken = Vec::new();
    let mut lifted: Option<Problem> = None;
    while broken.len() < most {
        let rule = match verify(lifted.as_ref().unwrap_or(problem), plan) {
            Ok(_) => break,
            Err(Violation::Start(item, _)) => Rule::Offered(item),
            Err(Violation::Requisite(item, place)) => Rule::Requisite(item, place),
            Err(Violation::RecognitionCap(place)) => Rule::RecognitionCap(place),
            Err(Violation::ExclusiveSource(place)) => Rule::ExclusiveSource(place),
            Err(Violation::Exclusive(place)) => Rule::Exclusive(place),
            Err(Violation::Mandatory(item)) => Rule::Mandatory(item),
            Err(Violation::Need(need)) => Rule::Need(need),
            Err(Violation::Load(_)) => Rule::Load,
            Err(Violation::Exams(_)) => Rule::Exams,
            Err(Violation::Budget) => Rule::Budget,
            Err(Violation::Credits(place)) => Rule::Credits(place),
            Err(
                Violation::NoSuchItem(_)
                | Violation::NoSuchRule(_)
                | Violation::HeldTwice(_)
                | Violation::RecognisedEarly(_)
                | Violation::RecognisedLate(_)
                | Violation::Peak(_),
            ) => return Vec::new(),
        };
        if broken.contains(&rule) {
            // Without the rule it does not hold either: something that is no rule stands in the way.
            return Vec::new();
        }
        broken.push(rule);
        rule.lift(lifted.get_or_insert_with(|| problem.clone()));
    }
    broken
}
