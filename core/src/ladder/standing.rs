//! Where a learner stands.

use std::cmp::Reverse;

use super::{FrameworkId, LevelId};
use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::{Basis, Leaf, Node, Placement, SourceId};

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

/// What a level is comparable to in another framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// The other framework.
    pub framework: FrameworkId,
    /// From the lowest to the highest comparable level; `None`: there is no agreement.
    pub levels: Option<(LevelId, LevelId)>,
    /// The weakest of what it rests on.
    pub basis: Basis,
    /// Everything that it rests on: where the level comes from, and where it is said what it is comparable to.
    pub sources: Vec<Option<SourceId>>,
}

/// What a level is comparable to in other frameworks. If somebody is on it by a `standing`, each step from that on
/// counts: it is no surer than where they stand.
pub fn comparable(catalogue: &Catalogue, id: LevelId, standing: Option<&Standing>) -> Vec<Comparable> {
    let level = &catalogue.levels[id];
    let mut all = Vec::new();
    for alignment in &level.alignments {
        let (framework, mut basis) = (alignment.framework, alignment.basis);
        let row = format!("{}/{}", level.about.id, catalogue.frameworks[framework].about.id);
        let mut sources = catalogue.cell_sources("alignments", &row);
        sources.push(alignment.source);
        if let Some(standing) = standing {
            // The bases stand in their order, the strongest first.
            basis = basis.max(standing.basis);
            sources.push(catalogue.source_of(standing.by, "level"));
            sources.push(catalogue.source_of(standing.by, "level_basis"));
        }
        all.push(Comparable { framework, levels: alignment.levels, basis, sources });
    }
    all
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
