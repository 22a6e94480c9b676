//! Where a learner stands.

use super::LevelId;
use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::Node;

/// A level that a learner has reached, or that the diploma under way leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The level.
    pub level: LevelId,
    /// What stands on it.
    pub by: Node,
    /// Whether it is held; else it is the learner's programme, which is not finished.
    pub reached: bool,
}

/// Where a learner stands, framework by framework: the highest level of what is held, then that of the programme where
/// it is higher.
pub fn standings(catalogue: &Catalogue, learner: &Learner) -> Vec<Standing> {
    let mut standings = Vec::new();
    for framework in catalogue.frameworks.ids() {
        let on = |node: Node| {
            let level = catalogue.placement(node)?.level;
            (catalogue.levels[level].framework == framework).then_some((level, node))
        };
        let rank = |level: LevelId| catalogue.levels[level].rank;
        let mut held: Option<(LevelId, Node)> = None;
        for (level, by) in learner.held.iter().filter_map(|node| on(*node)) {
            if held.is_none_or(|(before, _)| rank(level) > rank(before)) {
                held = Some((level, by));
            }
        }
        let studied = learner.programme.and_then(|id| on(Node::Programme(id)));
        let studied = studied.filter(|(level, _)| held.is_none_or(|(before, _)| rank(*level) > rank(before)));
        standings.extend(held.map(|(level, by)| Standing { level, by, reached: true }));
        standings.extend(studied.map(|(level, by)| Standing { level, by, reached: false }));
    }
    standings
}
