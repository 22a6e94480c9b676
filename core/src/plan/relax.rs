//! What would have to give for there to be a plan: single changes, each with the least amount that is enough.

use std::sync::Arc;

use super::answer::{Outcome, Progress};
use super::invalid::InvalidProblem;
use super::problem::{Criterion, ItemId, NeedId, Objective, Problem};
use super::search::Search;

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
            }
            Self::Need(id, less) => {
                if let Some(need) = problem.needs.get_mut(id.0 as usize) {
                    need.units = need.units.saturating_sub(less);
                }
            }
            Self::Mandatory(id) => problem.mandatory.retain(|&other| other != id),
            Self::Offered(id) => super::conflict::Rule::Offered(id).lift(problem),
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
/// least amount. For a problem without a plan.
#[derive(Debug, Clone)]
pub struct Relaxations {
    problem: Arc<Problem>,
    /// Changes to try with the greatest amount, last first.
    open: Vec<(Relaxation, u32)>,
    trial: Option<Trial>,
    found: Vec<Relaxation>,
}

/// One kind of change: `low` is not enough, `high` is or is to be tried first.
#[derive(Debug, Clone)]
struct Trial {
    change: Relaxation,
    low: u32,
    high: u32,
    tried: u32,
    search: Search,
}

impl Relaxations {
    /// Prepares the search.
    ///
    /// # Errors
    /// What makes the problem meaningless.
    pub fn new(problem: impl Into<Arc<Problem>>) -> Result<Self, InvalidProblem> {
        let problem = problem.into();
        super::invalid::check(&problem, &Objective { stages: Vec::new() })?;
        let load: u64 = problem.items.iter().map(|item| u64::from(item.load)).sum();
        let mut open = vec![
            (Relaxation::Budget(0), 1),
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
        Ok(Self { problem, open, trial: None, found: Vec::new() })
    }

    /// The changes so far: each is enough, and one unit less is not.
    pub fn found(&self) -> &[Relaxation] {
        &self.found
    }

    fn search(&self, change: Relaxation) -> Option<Search> {
        let mut problem = Problem::clone(&self.problem);
        if let Relaxation::Budget(_) = change {
            // The least fee of all plans is the least budget that is enough.
            problem.budget = u64::MAX;
            return Search::new(problem, &Objective::lexicographic(&[Criterion::Fee])).ok();
        }
        change.apply(&mut problem);
        Search::whether(Arc::new(problem)).ok()
    }

    fn start(&self, change: Relaxation, low: u32, high: u32, tried: u32) -> Option<Trial> {
        Some(Trial { change, low, high, tried, search: self.search(change.by(tried))? })
    }

    /// Works for about `steps` steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        let mut allowance = steps.max(1);
        loop {
            let Some(trial) = &mut self.trial else {
                let Some((change, most)) = self.open.pop() else { return Progress::Done };
                self.trial = self.start(change, 0, most, most);
                continue;
            };
            if trial.search.advance(&mut allowance) == Progress::Working {
                return Progress::Working;
            }
            let (change, mut low, mut high, tried) = (trial.change, trial.low, trial.high, trial.tried);
            let enough = match (trial.search.outcome(), change) {
                (Outcome::Infeasible | Outcome::Unknown { .. }, _) => false,
                (Outcome::Optimal { value, .. }, Relaxation::Budget(_)) => {
                    let fee = value.first().and_then(|&fee| u64::try_from(fee).ok());
                    // Where the budget as it is would do, it is not what stands in the way.
                    self.found.extend(fee.filter(|&fee| fee > self.problem.budget).map(Relaxation::Budget));
                    self.trial = None;
                    continue;
                }
                (Outcome::Optimal { .. } | Outcome::Feasible { .. }, _) => true,
            };
            if enough {
                high = tried;
            } else if tried == high {
                self.trial = None;
                continue;
            } else {
                low = tried;
            }
            if high - low <= 1 {
                self.found.push(change.by(high));
                self.trial = None;
            } else {
                let middle = low + (high - low) / 2;
                self.trial = self.start(change, low, high, middle);
            }
        }
    }
}
