//! What makes a problem meaningless, found before any search: ids that lead nowhere, lengths that do not fit,
//! sums that would overflow.

use super::problem::{Criterion, Item, ItemId, ItemKind, NeedId, Objective, Problem, RuleId, Stage};
use crate::words;

/// The most items, rules and sets that a problem may have, of each.
pub const MOST_ITEMS: usize = 100_000;
/// The most terms.
pub const MOST_TERMS: u32 = 100;
/// The most starts in all: what bounds the memory of a search.
pub const MOST_STARTS: usize = 400_000;
/// No sum may exceed this, so that the search can add without overflow.
const MOST_SUM: u64 = 1 << 60;

/// Why a problem or objective cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidProblem {
    /// A list has more entries than can be handled.
    TooMany(Part),
    /// More terms than can be handled.
    Horizon(u32),
    /// `load_cap` does not have one entry per term.
    LoadCaps {
        /// The number of terms.
        expected: u32,
        /// The number of entries.
        found: usize,
    },
    /// An id of an item that does not exist.
    UnknownItem(ItemId),
    /// An id of a need that does not exist.
    UnknownNeed(NeedId),
    /// An id of a rule that does not exist.
    UnknownRule(RuleId),
    /// An item that would take no time.
    NoDuration(ItemId),
    /// An item's starts are not ascending, each once.
    Starts(ItemId),
    /// An item gives one need twice, or nothing of it.
    Gives(ItemId),
    /// A rule counts for more credits than its target has.
    RuleCredits(RuleId),
    /// The sum of the objective could overflow.
    Overflow,
}

impl std::fmt::Display for InvalidProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&words::instance::invalid(self, words::Language::English))
    }
}

impl std::error::Error for InvalidProblem {}

/// What a problem can have too many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Items.
    Items,
    /// Starts of all items.
    Starts,
    /// Needs.
    Needs,
    /// Recognition rules.
    Recognitions,
    /// Recognition caps.
    RecognitionCaps,
    /// Sets of exclusive sources.
    ExclusiveSources,
    /// Exclusive sets.
    Exclusive,
    /// Credit floors.
    CreditFloors,
}

/// Checks all that the search relies on.
pub(super) fn check(problem: &Problem, objective: &Objective) -> Result<(), InvalidProblem> {
    lengths(problem)?;
    items(problem)?;
    rules(problem)?;
    sums(problem, objective)
}

fn lengths(problem: &Problem) -> Result<(), InvalidProblem> {
    if problem.horizon > MOST_TERMS {
        return Err(InvalidProblem::Horizon(problem.horizon));
    }
    if usize::try_from(problem.horizon) != Ok(problem.load_cap.len()) {
        return Err(InvalidProblem::LoadCaps { expected: problem.horizon, found: problem.load_cap.len() });
    }
    let lists = [
        (Part::Items, problem.items.len()),
        (Part::Needs, problem.needs.len()),
        (Part::Recognitions, problem.recognitions.len()),
        (Part::RecognitionCaps, problem.recognition_caps.len()),
        (Part::ExclusiveSources, problem.exclusive_sources.len()),
        (Part::Exclusive, problem.exclusive.len()),
        (Part::CreditFloors, problem.credit_floors.len()),
    ];
    if let Some(&(what, _)) = lists.iter().find(|(_, length)| *length > MOST_ITEMS) {
        return Err(InvalidProblem::TooMany(what));
    }
    if problem.items.iter().map(|item| item.starts.len()).sum::<usize>() > MOST_STARTS {
        return Err(InvalidProblem::TooMany(Part::Starts));
    }
    Ok(())
}

fn known(problem: &Problem, ids: &[ItemId]) -> Result<(), InvalidProblem> {
    let exists = |id: &ItemId| usize::try_from(id.0).is_ok_and(|place| place < problem.items.len());
    ids.iter().find(|id| !exists(id)).map_or(Ok(()), |&id| Err(InvalidProblem::UnknownItem(id)))
}

fn items(problem: &Problem) -> Result<(), InvalidProblem> {
    for (item, id) in problem.items.iter().zip(0..) {
        let id = ItemId(id);
        if item.duration == 0 {
            return Err(InvalidProblem::NoDuration(id));
        }
        if !item.starts.is_sorted_by(|a, b| a < b) {
            return Err(InvalidProblem::Starts(id));
        }
        let mut given: Vec<NeedId> = item.gives.iter().map(|&(need, _)| need).collect();
        crate::sort::sort(&mut given);
        if let Some(&need) = given
            .iter()
            .find(|need| usize::try_from(need.0).map_or(true, |place| place >= problem.needs.len()))
        {
            return Err(InvalidProblem::UnknownNeed(need));
        }
        if !given.is_sorted_by(|a, b| a < b) || item.gives.iter().any(|&(_, units)| units == 0) {
            return Err(InvalidProblem::Gives(id));
        }
        known(problem, item.part_of.as_slice())?;
        for group in &item.requisites {
            known(problem, &group.before)?;
            known(problem, &group.with)?;
        }
    }
    for set in problem.exclusive.iter().chain(&problem.exclusive_sources) {
        known(problem, set)?;
    }
    for floor in &problem.credit_floors {
        known(problem, floor.of.as_deref().unwrap_or_default())?;
    }
    known(problem, &problem.mandatory)?;
    known(problem, &problem.done)
}

fn rules(problem: &Problem) -> Result<(), InvalidProblem> {
    for (rule, id) in problem.recognitions.iter().zip(0..) {
        known(problem, &[rule.from, rule.to])?;
        let credits = usize::try_from(rule.to.0).ok().and_then(|place| problem.items.get(place));
        if credits.is_some_and(|item| rule.credits > item.credits) {
            return Err(InvalidProblem::RuleCredits(RuleId(id)));
        }
    }
    for cap in &problem.recognition_caps {
        let exists =
            |id: &&RuleId| usize::try_from(id.0).is_ok_and(|place| place < problem.recognitions.len());
        if let Some(&id) = cap.rules.iter().find(|id| !exists(id)) {
            return Err(InvalidProblem::UnknownRule(id));
        }
    }
    Ok(())
}

/// The greatest amount that a criterion can have in any plan.
pub(super) fn most(problem: &Problem, criterion: Criterion) -> u64 {
    let of = |item: &Item| match criterion {
        Criterion::Fee => item.fee,
        Criterion::Effort => item.effort,
        Criterion::CreditForgone => item.credits,
        Criterion::Doubt => item.doubt,
        Criterion::Exams => 1,
        Criterion::Terms | Criterion::PeakLoad | Criterion::DemandForgone => 0,
    };
    let (mut sum, mut certificates, mut most_wanted) = (0, 0, 0);
    for item in &problem.items {
        sum += u64::from(of(item));
        if item.kind == ItemKind::Certificate {
            certificates += 1;
            most_wanted = most_wanted.max(item.demand);
        }
    }
    match criterion {
        Criterion::Terms => u64::from(problem.horizon),
        Criterion::PeakLoad => problem.most_peak(),
        Criterion::Fee => {
            for rule in &problem.recognitions {
                sum += u64::from(rule.fee);
            }
            sum
        }
        Criterion::DemandForgone => certificates * u64::from(most_wanted),
        _ => sum,
    }
}

/// The greatest amount that a stage can have in any plan, or as much as a number can hold.
pub(super) fn most_of(problem: &Problem, stage: &Stage) -> u64 {
    let mut sum = 0u64;
    for &(criterion, weight) in &stage.terms {
        sum = sum.saturating_add(most(problem, criterion).saturating_mul(u64::from(weight)));
    }
    sum
}

fn sums(problem: &Problem, objective: &Objective) -> Result<(), InvalidProblem> {
    for stage in &objective.stages {
        if most_of(problem, stage) > MOST_SUM {
            return Err(InvalidProblem::Overflow);
        }
    }
    Ok(())
}
