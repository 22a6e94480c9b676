//! Why there is no plan: a smallest set of rules that clash.

use std::sync::Arc;

use super::answer::{Outcome, Plan, Progress};
use super::invalid::InvalidProblem;
use super::problem::{ItemId, NeedId, Objective, Problem};
use super::search::Search;
use super::verify::{Violation, verify};

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
            if item.starts != anytime(problem, item.duration) {
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
                    group.of.clear();
                    group.count = 0;
                }
            }
            Self::Exclusive(place) => clear(problem.exclusive.get_mut(place)),
            Self::ExclusiveSource(place) => clear(problem.exclusive_sources.get_mut(place)),
            Self::RecognitionCap(place) => {
                if let Some(cap) = problem.recognition_caps.get_mut(place) {
                    (cap.count, cap.credits) = (None, None);
                }
            }
            Self::Exams => problem.exam_cap = u32::MAX,
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
/// others can be kept.
///
/// Rules that a learner can least change are spared first, so what is left names needs, fees and duties rather
/// than the timetable where both would do.
///
/// Rules are taken in only as plans break them, until no plan is left; then those that can be spared are sought,
/// in halves. Each plan that is found on the way, and each that is left of it without one item, shows what it
/// breaks: a plan that breaks one rule and no other shows that the rule cannot be spared.
#[derive(Debug, Clone)]
pub struct Conflict {
    problem: Arc<Problem>,
    all: Vec<Rule>,
    kept: Vec<Rule>,
    /// Of these, rules of which a plan shows that they cannot be spared.
    needed: Vec<Rule>,
    stage: Stage,
    search: Option<Box<Search>>,
}

#[derive(Debug, Clone)]
enum Stage {
    /// Rules are taken in.
    Grow,
    /// Parts of the rules are tried without, the last one now.
    Spare(Vec<Vec<Rule>>),
    /// All is known: whether there is a plan.
    Done(bool),
}

impl Conflict {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        super::invalid::check(&problem, &Objective { stages: Vec::new() })?;
        let all = Rule::all(&problem);
        let first = |rule: &&Rule| {
            matches!(rule, Rule::Budget | Rule::Need(_) | Rule::Mandatory(_) | Rule::Credits(_))
        };
        let kept = all.iter().filter(first).copied().collect();
        Ok(Self { problem, all, kept, needed: Vec::new(), stage: Stage::Grow, search: None })
    }

    /// When [`Conflict::run`] has answered [`Progress::Done`]: the clashing rules, or none if there is a plan.
    pub fn rules(&self) -> Option<&[Rule]> {
        (!matches!(self.stage, Stage::Done(true))).then_some(&self.kept)
    }

    /// The problem with the kept rules, but those of a part.
    fn without(&self, part: &[Rule]) -> Problem {
        let mut problem = Problem::clone(&self.problem);
        for rule in &self.all {
            if !self.kept.contains(rule) || part.contains(rule) {
                rule.lift(&mut problem);
            }
        }
        problem
    }

    /// The search for the next plan to look at.
    fn question(&self) -> Option<Search> {
        match &self.stage {
            Stage::Grow => Search::whether(Arc::new(self.without(&[]))).ok(),
            Stage::Spare(open) => Search::whether(Arc::new(self.without(open.last()?))).ok(),
            Stage::Done(_) => None,
        }
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        loop {
            if let Stage::Spare(open) = &mut self.stage {
                // What is known to be needed need not be tried.
                if let Some(part) = open.last_mut() {
                    part.retain(|rule| !self.needed.contains(rule));
                    if part.is_empty() {
                        open.pop();
                        continue;
                    }
                } else {
                    self.stage = Stage::Done(false);
                }
            }
            if matches!(self.stage, Stage::Done(_)) {
                return Progress::Done;
            }
            if self.search.is_none() {
                self.search = self.question().map(Box::new);
            }
            let Some(search) = &mut self.search else {
                self.stage = Stage::Done(true);
                return Progress::Done;
            };
            if search.advance(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            let plan = match search.outcome() {
                Outcome::Optimal { plan, .. } | Outcome::Feasible { plan, .. } => Some(plan),
                Outcome::Infeasible | Outcome::Unknown { .. } => None,
            };
            self.search = None;
            self.conclude(plan);
        }
    }

    fn conclude(&mut self, plan: Option<Plan>) {
        match (std::mem::replace(&mut self.stage, Stage::Grow), plan) {
            (Stage::Grow, Some(plan)) => {
                let broken = broken(&self.problem, &plan, usize::MAX);
                if broken.is_empty() {
                    self.stage = Stage::Done(true);
                }
                let kept = |rule: &&Rule| self.kept.contains(rule) || broken.contains(rule);
                self.kept = self.all.iter().filter(kept).copied().collect();
            }
            (Stage::Grow, None) => self.stage = Stage::Spare(halves(&self.kept)),
            (Stage::Spare(mut open), plan) => {
                let part = open.pop().unwrap_or_default();
                match plan {
                    None => self.kept.retain(|rule| !part.contains(rule)),
                    Some(plan) => {
                        self.learn(&plan);
                        if part.len() > 1 {
                            open.extend(halves(&part));
                        }
                    }
                }
                self.stage = Stage::Spare(open);
            }
            (done @ Stage::Done(_), _) => self.stage = done,
        }
    }

    /// Learns from a plan, and from what is left of it without one item, which rules cannot be spared.
    fn learn(&mut self, plan: &Plan) {
        let problem = self.without(&[]);
        self.learn_one(&problem, plan);
        for &(id, _) in &plan.start {
            let mut less = plan.clone();
            less.start.retain(|(other, _)| *other != id);
            let from = |rule: super::problem::RuleId| problem.recognitions[rule.0 as usize].from;
            less.recognised.retain(|(rule, _)| from(*rule) != id);
            self.learn_one(&problem, &less);
        }
        for place in 0..plan.recognised.len() {
            let mut less = plan.clone();
            less.recognised.remove(place);
            self.learn_one(&problem, &less);
        }
    }

    fn learn_one(&mut self, problem: &Problem, plan: &Plan) {
        if let [only] = broken(problem, plan, 2)[..]
            && self.kept.contains(&only)
            && !self.needed.contains(&only)
        {
            self.needed.push(only);
        }
    }
}

/// A list in two halves, the first one last; what has one entry is one half.
fn halves(list: &[Rule]) -> Vec<Vec<Rule>> {
    let (first, second) = list.split_at(list.len().div_ceil(2));
    [second, first].into_iter().filter(|half| !half.is_empty()).map(<[Rule]>::to_vec).collect()
}

/// The rules that a plan breaks, at most so many. None: it breaks none, or what is no rule.
fn broken(problem: &Problem, plan: &Plan, most: usize) -> Vec<Rule> {
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
                | Violation::RecognisedLate(_),
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
