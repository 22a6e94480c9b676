//! Where a learner stands.

use std::cmp::Reverse;

use super::{FrameworkId, LevelId};
use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::{Basis, Leaf, Node, Placement};

/// A level that a learner has reached, or that the diploma under way leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The level.
    pub level: LevelId,
    /// What stands on it.
    pub by: Node,
    /// What its being there rests on; nothing that follows from it rests on more.
    pub basis: Basis,
    /// Whether it is held; else it is the learner's programme, which is not finished.
    pub reached: bool,
}

/// Where a learner stands, framework by framework: the highest level of what is held, of equals the one with the
/// strongest basis, then that of the programme where it is higher.
pub fn standings(catalogue: &Catalogue, learner: &Learner) -> Vec<Standing> {
    let mut standings = Vec::new();
    for framework in catalogue.frameworks.ids() {
        let on = |by: Node, reached: bool| {
            let Placement { level, basis } = catalogue.placement(by)?;
            let standing = Standing { level, by, basis, reached };
            (catalogue.levels[level].framework == framework).then_some(standing)
        };
        let rank = |standing: &Standing| catalogue.levels[standing.level].rank;
        let order = |standing: &Standing| (rank(standing), Reverse(standing.basis));
        let mut held: Option<Standing> = None;
        for standing in learner.held.iter().filter_map(|node| on(*node, true)) {
            if held.as_ref().is_none_or(|before| order(&standing) > order(before)) {
                held = Some(standing);
            }
        }
        let studied = learner.programme.and_then(|id| on(Node::Programme(id), false));
        let studied =
            studied.filter(|standing| held.as_ref().is_none_or(|before| rank(standing) > rank(before)));
        standings.extend(held);
        standings.extend(studied);
    }
    standings
}

/// A statement of what a level asks for: the level, and its place among the level's.
pub type Statement = (LevelId, usize);

/// What the levels of a framework ask for, strand by strand: those statements whose leaves begin with knowledge, skill
/// or ability, the lowest level first; without strands of which nothing is said.
pub fn strands(catalogue: &Catalogue, framework: FrameworkId) -> Vec<Vec<Statement>> {
    let mut strands = vec![Vec::new(); 3];
    for &level in &catalogue.frameworks[framework].levels {
        for (place, descriptor) in catalogue.levels[level].descriptors.iter().enumerate() {
            let strand = match descriptor.leaves.first() {
                Some(Leaf::Factual | Leaf::Theoretical) => 0,
                Some(Leaf::Cognitive | Leaf::Practical) => 1,
                Some(Leaf::Ability) | None => 2,
            };
            strands[strand].push((level, place));
        }
    }
    strands.retain(|strand| !strand.is_empty());
    strands
}

/// The level that statements come to: the highest of those of which all is said, and all of every level below.
pub fn level_by_statements(
    catalogue: &Catalogue,
    framework: FrameworkId,
    said: &[Statement],
) -> Option<LevelId> {
    let mut reached = None;
    for &level in &catalogue.frameworks[framework].levels {
        let all = catalogue.levels[level].descriptors.len();
        if all == 0 || !(0..all).all(|place| said.contains(&(level, place))) {
            break;
        }
        reached = Some(level);
    }
    reached
}
