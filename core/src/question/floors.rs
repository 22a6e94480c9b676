//! The credits that the learner's programme asks for among some of its courses.

use std::cmp::Reverse;

use super::Question;
use super::compile::Compiled;
use crate::catalogue::Catalogue;
use crate::decimal::Decimal;
use crate::model::{CourseId, Node};
use crate::plan::{CreditFloor, ItemId, Plan};
use crate::recognition::rules;
use crate::sort::sort_by_key;

/// More is not tried where courses that are held exclude each other crosswise; no pack says so much.
const MOST_TRIES: u32 = 4096;

/// A floor of the learner's programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Its place in the pack's list.
    pub place: usize,
    /// The courses that count, but those that are held, in the curriculum's order.
    courses: Vec<CourseId>,
    /// Credits of those that are held, and asked for, in hundredths.
    held: u32,
    asked: u32,
}

/// How far a plan fills a floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The floor's place in the pack's list.
    pub floor: usize,
    /// Credits of what is held and of what is in the plan.
    pub earned: Decimal,
    /// Credits asked for.
    pub asked: Decimal,
}

/// The floors of the learner's programme.
pub(super) fn floors(question: &Question<'_>) -> Vec<Floor> {
    let (catalogue, learner) = (question.catalogue, question.learner);
    let mut floors = Vec::new();
    for (place, floor) in catalogue.credit_floors.iter().enumerate() {
        if learner.programme != Some(floor.programme) {
            continue;
        }
        let (mut courses, mut held) = (Vec::new(), Vec::new());
        for entry in &catalogue.programmes[floor.programme].curriculum {
            if !floor.counts(entry) || courses.contains(&entry.course) {
                continue;
            }
            if !learner.held.contains(&Node::Course(entry.course)) {
                courses.push(entry.course);
            } else if !held.contains(&entry.course) {
                held.push(entry.course);
            }
        }
        let held = most_credits(catalogue, held);
        floors.push(Floor { place, courses, held, asked: floor.credits.hundredths() });
    }
    floors
}

/// The most credits that courses which are held count for: of those that exclude each other one counts.
fn most_credits(catalogue: &Catalogue, mut held: Vec<CourseId>) -> u32 {
    sort_by_key(&mut held, |course| (Reverse(rules::credits(catalogue, *course)), *course));
    most_of(catalogue, &held, MOST_TRIES)
}

/// The same of courses with the most credits first, where so many tries are left to leave one out for two others.
fn most_of(catalogue: &Catalogue, held: &[CourseId], tries: u32) -> u32 {
    let Some((first, others)) = held.split_first() else { return 0 };
    let excludes = |course: CourseId, other: CourseId| {
        let clash = [Node::Course(course), Node::Course(other)];
        catalogue.exclusions.iter().any(|of| clash.iter().all(|node| of.items.contains(node)))
    };
    let (clashing, beside): (Vec<CourseId>, Vec<CourseId>) =
        others.iter().partition(|other| excludes(*first, **other));
    let with = rules::credits(catalogue, *first).saturating_add(most_of(catalogue, &beside, tries / 2));
    // Of courses that all exclude each other none is better than the first; two that stand beside each other may be.
    let may_be_more =
        clashing.iter().any(|one| clashing.iter().any(|two| one < two && !excludes(*one, *two)));
    if tries > 0 && may_be_more { with.max(most_of(catalogue, others, tries / 2)) } else { with }
}

impl Floor {
    /// Whether a node would help to fill it, and that is still needed.
    pub(super) fn wants(&self, node: Node) -> bool {
        self.held < self.asked && self.courses.iter().any(|course| Node::Course(*course) == node)
    }

    /// The courses that would help to fill it, where that is still needed.
    pub(super) fn wanted(&self) -> impl Iterator<Item = Node> {
        let courses = if self.held < self.asked { &self.courses[..] } else { &[] };
        courses.iter().map(|course| Node::Course(*course))
    }

    /// The same for the planner, whose items these nodes are.
    pub(super) fn rule(&self, nodes: &[Node]) -> CreditFloor {
        let items = (0..).map(ItemId).zip(nodes).filter(|(_, node)| self.wants(**node)).map(|(id, _)| id);
        CreditFloor { credits: self.asked.saturating_sub(self.held), of: Some(items.collect()) }
    }

    /// How far a plan fills it.
    pub(super) fn filled(&self, compiled: &Compiled, plan: &Plan) -> Filled {
        let mut earned = self.held;
        let counts = |id: ItemId| {
            let node = compiled.nodes[id.0 as usize];
            self.courses.iter().any(|course| Node::Course(*course) == node)
        };
        for (id, _) in plan.start.iter().filter(|(id, _)| counts(*id)) {
            earned = earned.saturating_add(compiled.problem.items[id.0 as usize].credits);
        }
        for (rule, _) in &plan.recognised {
            let rule = &compiled.problem.recognitions[rule.0 as usize];
            earned = earned.saturating_add(if counts(rule.to) { rule.credits } else { 0 });
        }
        let [earned, asked] = [earned, self.asked].map(Decimal::from_hundredths);
        Filled { floor: self.place, earned, asked }
    }
}
