//! What would have to give for there to be a plan: single changes, each with the least amount that is enough.

use std::sync::Arc;

use super::answer::{Outcome, Plan, Progress};
use super::conflict::{Rule, without_budget};
use super::invalid::InvalidProblem;
use super::lifted::Lifted;
use super::problem::{ItemId, NeedId, Objective, Problem};
use super::search::Search;
use super::verify::verify;
use crate::sorted::Map;

/// One change of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relaxation {
    /// The budget becomes this.
    Budget(u64),
    /// Every term's load cap grows by this.
    Load(u32),
    /// There are this many terms more, each with the last one's load cap.
    Horizon(u32),
    /// A need asks for this many units less.
    Need(NeedId, u32),
    /// The item need not be held.
    Mandatory(ItemId),
    /// The item may start in any term.
    Offered(ItemId),
}

impl Relaxation {
    /// Changes a problem.
    pub fn apply(self, problem: &mut Problem) {
        match self {
            Self::Budget(budget) => problem.budget = budget,
            Self::Load(more) => {
                for cap in &mut problem.load_cap {
                    *cap = cap.saturating_add(more);
                }
            }
            Self::Horizon(more) => {
                let cap = problem.load_cap.last().copied().unwrap_or(u32::MAX);
                problem.horizon = problem.horizon.saturating_add(more);
                problem.load_cap.resize(problem.horizon as usize, cap);
                if let Some(&cap) = problem.exam_cap.last() {
                    problem.exam_cap.resize(problem.horizon as usize, cap);
                }
            }
            Self::Need(id, less) => {
                if let Some(need) = problem.needs.get_mut(id.0 as usize) {
                    need.units = need.units.saturating_sub(less);
                }
            }
            Self::Mandatory(id) => problem.mandatory.retain(|&other| other != id),
            Self::Offered(id) => Rule::Offered(id).lift(problem),
        }
    }

    /// The rule that is lifted by as much, if it is one.
    fn rule(self) -> Option<Rule> {
        match self {
            Self::Budget(_) => Some(Rule::Budget),
            Self::Load(_) => Some(Rule::Load),
            Self::Horizon(_) => None,
            Self::Need(id, _) => Some(Rule::Need(id)),
            Self::Mandatory(id) => Some(Rule::Mandatory(id)),
            Self::Offered(id) => Some(Rule::Offered(id)),
        }
    }

    /// The change of the same kind by another amount.
    fn by(self, amount: u32) -> Self {
        match self {
            Self::Load(_) => Self::Load(amount),
            Self::Horizon(_) => Self::Horizon(amount),
            Self::Need(id, _) => Self::Need(id, amount),
            Self::Budget(_) | Self::Mandatory(_) | Self::Offered(_) => self,
        }
    }
}

/// How many terms more are tried.
const MORE_TERMS: u32 = 4;

/// Finds every single change that is enough, in the order budget, load, terms, needs, duties, offers; of each the
/// least amount. For a problem without a plan: where there is one, nothing is found.
///
/// That there is no plan is proven once, and the proof answers for every change that it does not lose by.
#[derive(Debug, Clone)]
pub struct Relaxations {
    problem: Arc<Problem>,
    lifted: Lifted,
    /// Changes to try with the greatest amount, last first.
    open: Vec<(Relaxation, u32)>,
    trial: Trial,
    found: Vec<Relaxation>,
}

/// What is being asked.
#[derive(Debug, Clone)]
enum Trial {
    /// The least fee of all plans, whatever the budget.
    Budget,
    /// Whether there is a plan as things are.
    Nothing,
    /// A change: `low` is not enough, `high` is or is to be tried first. More terms make another problem, with a
    /// search of its own.
    Change { change: Relaxation, low: u32, high: u32, tried: u32, search: Option<Box<Search>> },
    /// The next change is to be begun.
    Between,
}

impl Relaxations {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        super::invalid::check(&problem, &Objective { stages: Vec::new() })?;
        let load: u64 = problem.items.iter().map(|item| u64::from(item.most_load())).sum();
        let mut open = vec![
            (Relaxation::Load(0), u32::try_from(load).unwrap_or(u32::MAX)),
            (Relaxation::Horizon(0), MORE_TERMS.min(super::invalid::MOST_TERMS - problem.horizon)),
        ];
        let needs = problem.needs.iter().zip((0..).map(NeedId));
        open.extend(needs.map(|(need, id)| (Relaxation::Need(id, 0), need.units)));
        open.extend(problem.mandatory.iter().map(|&id| (Relaxation::Mandatory(id), 1)));
        for (item, id) in problem.items.iter().zip((0..).map(ItemId)) {
            let restricted = item.starts.len() as u32 + item.duration < problem.horizon + 1;
            if restricted && !problem.done.contains(&id) {
                open.push((Relaxation::Offered(id), 1));
            }
        }
        open.retain(|&(_, most)| most > 0);
        open.reverse();
        let mut lifted = Lifted::new(std::slice::from_ref(&problem));
        lifted.ask(without_budget(), false);
        Ok(Self { problem, lifted, open, trial: Trial::Budget, found: Vec::new() })
    }

    /// The changes so far: each is enough, and one unit less is not.
    pub fn found(&self) -> &[Relaxation] {
        &self.found
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        loop {
            if matches!(self.trial, Trial::Between) {
                let Some((change, most)) = self.open.pop() else { return Progress::Done };
                self.begin(change, most);
                continue;
            }
            let progress = match &mut self.trial {
                Trial::Change { search: Some(search), .. } => search.advance(&mut allowance),
                _ => self.lifted.run(&mut allowance),
            };
            if progress == Progress::Working {
                return Progress::Working;
            }
            self.conclude();
        }
    }

    fn conclude(&mut self) {
        match std::mem::replace(&mut self.trial, Trial::Between) {
            Trial::Budget => {
                // The least fee of all plans is the least budget that is enough.
                let fee = self.lifted.plan().and_then(|plan| {
                    let mut problem = Problem::clone(&self.problem);
                    problem.budget = u64::MAX;
                    verify(&problem, plan).ok().map(|measures| measures.fee)
                });
                // Where the budget as it is would do, it is not what stands in the way.
                self.found.extend(fee.filter(|&fee| fee > self.problem.budget).map(Relaxation::Budget));
                self.lifted.ask(Map::new(), true);
                self.trial = Trial::Nothing;
            }
            Trial::Nothing => {
                if self.lifted.plan().is_some() {
                    self.open.clear();
                }
            }
            Trial::Change { change, low, tried, search: Some(search), high } => {
                let enough = matches!(search.outcome(), Outcome::Optimal { .. } | Outcome::Feasible { .. });
                self.answered(change, low, high, tried, enough);
            }
            Trial::Change { change, low, high, tried, search: None } => {
                let least = self.lifted.plan().map(|plan| self.least(change, low, tried, plan));
                self.lifted.take_back();
                self.answered(change, low, high, least.unwrap_or(tried), least.is_some());
            }
            Trial::Between => {}
        }
    }

    /// Begins with a change by at most so much.
    fn begin(&mut self, change: Relaxation, most: u32) {
        let mut low = 0;
        if let Some(rule) = change.rule() {
            // What the proof says alone.
            let (mut holds, mut fails) = (0, most);
            if self.lifted.holds(rule, i64::from(most)) {
                return;
            }
            while fails - holds > 1 {
                let middle = holds + (fails - holds) / 2;
                if self.lifted.holds(rule, i64::from(middle)) { holds = middle } else { fails = middle }
            }
            low = holds;
        }
        self.ask(change, low, most, most);
    }

    fn ask(&mut self, change: Relaxation, low: u32, high: u32, tried: u32) {
        let search = match change.rule() {
            Some(rule) => {
                self.lifted.ask_more(rule, i64::from(tried));
                None
            }
            None => {
                let mut problem = Problem::clone(&self.problem);
                change.by(tried).apply(&mut problem);
                let Ok(search) = Search::whether(Arc::new(problem)) else { return };
                Some(Box::new(search))
            }
        };
        self.trial = Trial::Change { change, low, high, tried, search };
    }

    /// The least amount above `low` that is enough for this plan.
    fn least(&self, change: Relaxation, low: u32, high: u32, plan: &Plan) -> u32 {
        let (mut low, mut high) = (low, high);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let mut problem = Problem::clone(&self.problem);
            change.by(middle).apply(&mut problem);
            if verify(&problem, plan).is_ok() { high = middle } else { low = middle }
        }
        high
    }

    /// An amount is enough, or it is not; goes on in halves.
    fn answered(&mut self, change: Relaxation, low: u32, high: u32, tried: u32, enough: bool) {
        let (low, high) = match enough {
            true => (low, tried),
            false if tried == high => return,
            false => (tried, high),
        };
        if high - low <= 1 {
            self.found.push(change.by(high));
            return;
        }
        self.ask(change, low, high, low + (high - low) / 2);
    }
}
