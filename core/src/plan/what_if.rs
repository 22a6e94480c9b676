//! A question that differs in one thing: without an item, with it, or if it fails once. And what an item does in a plan.

use super::answer::Plan;
use super::problem::{Group, ItemId, NeedId, Objective, Problem, RuleId};
use super::robust::Again;
use super::verify::verify;

/// One thing that may be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The item is neither taken nor recognised.
    Without(ItemId),
    /// The item is taken or recognised, and counts in the end.
    With(ItemId),
    /// The item's attempt that starts in this term fails: it may start only once more, at its next admissible
    /// start after that attempt would have finished.
    Fails(ItemId, u32),
}

impl Change {
    /// Changes a problem. Changes that name what is not there do nothing.
    pub fn apply(self, problem: &mut Problem) {
        match self {
            Self::Without(id) => {
                if let Some(item) = problem.items.get_mut(id.0 as usize) {
                    item.starts.clear();
                }
                // Rules keep their places: one without a possible source is never used.
                let (rules, caps) = (&problem.recognitions, &mut problem.recognition_caps);
                let to_item = |rule: &RuleId| rules.get(rule.0 as usize).is_some_and(|rule| rule.to == id);
                let rules: Vec<RuleId> = (0..rules.len() as u32).map(RuleId).filter(to_item).collect();
                if !rules.is_empty() {
                    caps.push(super::problem::RecognitionCap { rules, count: Some(0), credits: None });
                }
            }
            Self::With(id) => {
                if (id.0 as usize) < problem.items.len() {
                    problem.mandatory.push(id);
                }
            }
            Self::Fails(id, start) => {
                if let Some(item) = problem.items.get_mut(id.0 as usize) {
                    let free = start.saturating_add(item.duration);
                    let next = item.starts.iter().copied().find(|&next| next >= free);
                    item.starts = next.into_iter().collect();
                }
            }
        }
    }
}

/// The problem after an attempt of an item has failed, which is known from a term on: its fee is spent, and it may
/// start once more from then on. Where it may not, it is asked for no more.
pub(super) fn failed(problem: &Problem, again: &Again, known: u32) -> Problem {
    let mut after = problem.clone();
    let item = &mut after.items[again.item.0 as usize];
    item.duration = again.duration;
    item.requisites.clone_from(&again.requisites);
    item.starts = again.starts.iter().copied().filter(|start| *start >= known).collect();
    after.budget = after.budget.saturating_sub(u64::from(item.fee));
    if item.starts.is_empty() {
        after.mandatory.retain(|other| *other != again.item);
    }
    item.starts.retain(|start| start + again.duration <= again.until);
    after
}

/// What an item does in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Serves {
    /// It must be held.
    Mandatory,
    /// It gives units of a need that would not be met without it.
    Need(NeedId, u32),
    /// The item's requisites (the group at this place) would not hold without it.
    Requisite(ItemId, usize),
    /// It is the source of a recognition.
    Source(RuleId),
    /// A credit floor (by its place) would not be reached without it.
    Credits(usize),
}

/// What an item serves in a plan: each reason why the plan would break without it. None: it could be left out.
pub fn serves(problem: &Problem, plan: &Plan, id: ItemId) -> Vec<Serves> {
    use super::verify::Violation;
    let mut reasons: Vec<Serves> = Vec::new();
    let sources = plan
        .recognised
        .iter()
        .filter(|(rule, _)| problem.recognitions.get(rule.0 as usize).is_some_and(|rule| rule.from == id));
    reasons.extend(sources.map(|&(rule, _)| Serves::Source(rule)));
    // The plan without the item and what hangs on it, judged with one broken rule after the other taken away.
    let to = |rule: RuleId| problem.recognitions.get(rule.0 as usize).map(|rule| rule.to);
    let from = |rule: RuleId| problem.recognitions.get(rule.0 as usize).map(|rule| rule.from);
    let rest = Plan {
        start: plan.start.iter().copied().filter(|&(item, _)| item != id).collect(),
        recognised: (plan.recognised.iter().copied())
            .filter(|&(rule, _)| to(rule) != Some(id) && from(rule) != Some(id))
            .collect(),
    };
    let mut problem = problem.clone();
    // What has no requisite of its own left to break must not hide the rest: each round removes one rule.
    let rounds = problem.items.iter().map(|item| item.requisites.len() + 2).sum::<usize>()
        + problem.needs.len()
        + problem.credit_floors.len();
    for _ in 0..rounds {
        match verify(&problem, &rest) {
            Ok(_) => break,
            Err(Violation::Need(need)) => {
                let gives = problem.items.get(id.0 as usize).map_or(&[][..], |item| &item.gives);
                let units = gives.iter().find(|(other, _)| *other == need).map_or(0, |&(_, units)| units);
                if units > 0 {
                    reasons.push(Serves::Need(need, units));
                }
                problem.needs[need.0 as usize].units = 0;
            }
            Err(Violation::Requisite(item, place)) => {
                let group = &mut problem.items[item.0 as usize].requisites[place];
                if group.names(id) {
                    reasons.push(Serves::Requisite(item, place));
                }
                *group = Group::default();
            }
            Err(Violation::Mandatory(item)) => {
                if item == id {
                    reasons.push(Serves::Mandatory);
                }
                problem.mandatory.retain(|&other| other != item);
            }
            Err(Violation::Credits(place)) => {
                reasons.push(Serves::Credits(place));
                problem.credit_floors[place].credits = 0;
            }
            Err(_) => break,
        }
    }
    crate::sort::sort(&mut reasons);
    reasons
}

/// For how many terms each item of a plan can be put off, all else unchanged, without a rule broken or the value
/// made worse. An item with 0 is critical; one that cannot start later at all is not among them.
pub fn slack(problem: &Problem, objective: &Objective, plan: &Plan) -> Vec<(ItemId, u32)> {
    let Ok(measures) = verify(problem, plan) else { return Vec::new() };
    let value = objective.value(&measures);
    let mut slack = Vec::with_capacity(plan.start.len());
    for (place, &(id, start)) in plan.start.iter().enumerate() {
        let starts = problem.items.get(id.0 as usize).map_or(&[][..], |item| &item.starts);
        if !starts.iter().any(|&later| later > start) {
            continue;
        }
        let as_good = |later: u32| {
            let mut plan = plan.clone();
            plan.start[place].1 = later;
            // What hangs on it is recognised later too.
            let item = problem.items.get(id.0 as usize);
            for (rule, at) in &mut plan.recognised {
                if problem.recognitions.get(rule.0 as usize).is_some_and(|rule| rule.from == id) {
                    *at = (*at).max(later + item.map_or(0, |item| item.duration));
                }
            }
            verify(problem, &plan).is_ok_and(|measures| objective.value(&measures) <= value)
        };
        let last = starts.iter().rev().find(|&&later| later > start && as_good(later));
        slack.push((id, last.map_or(0, |last| last - start)));
    }
    slack
}
