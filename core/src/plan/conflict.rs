//! Why there is no plan: a smallest set of rules that clash.

use std::sync::Arc;

use super::answer::{Outcome, Progress};
use super::invalid::InvalidProblem;
use super::problem::{ItemId, NeedId, Objective, Problem};
use super::search::Search;

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
#[derive(Debug, Clone)]
pub struct Conflict {
    problem: Arc<Problem>,
    kept: Vec<Rule>,
    /// Parts of the rules that are still to be tried, last first.
    open: Vec<Vec<Rule>>,
    tried: Option<(Vec<Rule>, Search)>,
    whole: bool,
    possible: bool,
}

impl Conflict {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        super::invalid::check(&problem, &Objective { stages: Vec::new() })?;
        let rules = Rule::all(&problem);
        let kept = rules.clone();
        Ok(Self { problem, kept, open: vec![rules, Vec::new()], tried: None, whole: true, possible: false })
    }

    /// When [`Conflict::run`] has answered [`Progress::Done`]: the clashing rules, or none if there is a plan.
    pub fn rules(&self) -> Option<&[Rule]> {
        (!self.possible).then_some(&self.kept)
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        loop {
            let Some((part, search)) = &mut self.tried else {
                let Some(part) = self.open.pop() else { return Progress::Done };
                let mut problem = Problem::clone(&self.problem);
                for rule in Rule::all(&self.problem) {
                    if !self.kept.contains(&rule) || part.contains(&rule) {
                        rule.lift(&mut problem);
                    }
                }
                match Search::whether(Arc::new(problem)) {
                    Ok(search) => self.tried = Some((part, search)),
                    Err(_) => return Progress::Done,
                }
                continue;
            };
            if search.advance(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            let impossible = search.outcome() == Outcome::Infeasible;
            let part = std::mem::take(part);
            self.tried = None;
            if std::mem::take(&mut self.whole) {
                // The first question is the problem as it is.
                self.possible = !impossible;
                if self.possible {
                    self.open.clear();
                }
            } else if impossible {
                self.kept.retain(|rule| !part.contains(rule));
            } else if part.len() > 1 {
                let (first, second) = part.split_at(part.len() / 2);
                self.open.push(second.to_vec());
                self.open.push(first.to_vec());
            }
        }
    }
}
