//! The credits that the learner's programme asks for among some of its courses.

use super::Question;
use super::compile::Compiled;
use crate::decimal::Decimal;
use crate::model::{CourseId, Node};
use crate::plan::{CreditFloor, ItemId, Plan};
use crate::recognition::rules;

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
        let (mut courses, mut held) = (Vec::new(), 0u32);
        for entry in &catalogue.programmes[floor.programme].curriculum {
            if !floor.counts(entry) || courses.contains(&entry.course) {
                continue;
            }
            if learner.held.contains(&Node::Course(entry.course)) {
                held = held.saturating_add(rules::credits(catalogue, entry.course));
            } else {
                courses.push(entry.course);
            }
        }
        floors.push(Floor { place, courses, held, asked: floor.credits.hundredths() });
    }
    floors
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
