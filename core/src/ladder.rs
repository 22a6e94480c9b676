//! The ladder as a picture: levels as bands, kinds as lanes, rungs in grid cells, never pixels.
//!
//! Where a rung stands depends on the pack and on which rungs are shown, never on the route: choosing another
//! certificate moves nothing, and two rungs that both remain keep their order when the learner changes.

mod choose;
mod edges;
#[cfg(test)]
pub(crate) mod fixture;
mod grid;
mod order;
mod standing;
#[cfg(test)]
mod tests;
mod trace;

pub use standing::{Comparable, Standing, comparable, level_by_statements, standings, strands};
pub use trace::{Links, Trace, trace};

use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::{FrameworkId, GradeId, JobId, Kind, LevelId, Node};

/// The most rungs that [`Ladder::from_here`] shows besides those that only the route brings in.
pub const MOST_RUNGS: usize = 24;

/// A picture of the ladder, in grid cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// The framework whose levels are the bands; `None` if nothing has a level.
    pub framework: Option<FrameworkId>,
    /// Its levels from the highest that is used to the lowest, with those between.
    pub bands: Vec<Band>,
    /// The four lanes from left to right; one without rungs has no columns.
    pub lanes: Vec<Lane>,
    /// The rungs in reading order: by band from the top, by lane, by slot.
    pub rungs: Vec<Rung>,
    /// Lines between rungs, by where they start.
    pub edges: Vec<Edge>,
    /// What belongs here, but has no level on this framework.
    pub unplaced: Vec<Node>,
    /// How many more rungs there would be without the cap.
    pub left_out: usize,
}

/// A level across the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The level.
    pub level: LevelId,
}

/// A column of the picture for one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// The kind of thing.
    pub kind: LaneKind,
    /// How many rungs it is wide.
    pub columns: usize,
}

/// What a lane holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKind {
    /// Programmes (课).
    Study,
    /// Grades of certificates (证).
    Certificates,
    /// Competitions (赛).
    Competitions,
    /// Jobs (岗).
    Jobs,
}

impl LaneKind {
    /// The lanes from left to right.
    pub const ALL: [LaneKind; 4] =
        [LaneKind::Study, LaneKind::Certificates, LaneKind::Competitions, LaneKind::Jobs];

    /// The lane of a kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Programme | Kind::Course => LaneKind::Study,
            Kind::Qualification | Kind::Grade => LaneKind::Certificates,
            Kind::Competition | Kind::Award => LaneKind::Competitions,
            Kind::Job => LaneKind::Jobs,
        }
    }
}

/// One thing on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// The programme, grade, competition or job.
    pub node: Node,
    /// The place of its band in [`Ladder::bands`].
    pub band: usize,
    /// Its lane.
    pub lane: LaneKind,
    /// Its place among the rungs of its cell, without gaps: for stacking them.
    pub slot: usize,
    /// Its place in the lane's width, chosen so that chains run straight: for setting rungs side by side.
    pub column: usize,
    /// What it is to the learner.
    pub role: Role,
}

/// What a rung is to the learner; the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The learner's programme.
    Here,
    /// The job aimed at.
    Goal,
    /// Held already.
    Held,
    /// On the chosen route.
    Route,
    /// The next rung: the grade above one that is held, chosen or asked for, the next programme, the next job.
    Next,
    /// Anything else.
    Other,
}

/// A line between two rungs, which are given by their places in [`Ladder::rungs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it says.
    pub kind: EdgeKind,
}

/// What a line between rungs says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The next rung of the same chain: grades of a qualification, programmes, jobs.
    NextRung,
    /// The first is named among what must be held before the second.
    Opens,
    /// The job asks for the first, which lists it or gives skills that it needs.
    LeadsTo,
    /// The chosen way.
    Route,
}

impl Ladder {
    /// The ladder from where the learner stands to a job, with the next rungs after it. `route` holds the nodes
    /// of the chosen plan or the certificate that is looked at; courses in it have no rung.
    ///
    /// At most [`MOST_RUNGS`] are shown. Each lane is sure of a share (certificates 9, programmes 6, competitions
    /// 5, jobs 4); what a lane leaves over goes to the others in that order. Within a lane come first
    /// - programmes: the learner's own, its neighbours in the chain, those that list the job, those that the job
    ///   asks for, the rest of the chain;
    /// - certificates: asked for by the job, held, the next grade after those, others by the number of the job's
    ///   skills they give, the next grades after these, what must be held before;
    /// - competitions: by the number of skills, held, what must be held before;
    /// - jobs: the goal, its next jobs.
    pub fn from_here(catalogue: &Catalogue, learner: &Learner, goal: JobId, route: &[Node]) -> Ladder {
        let framework = framework(catalogue);
        let choice = choose::from_here(catalogue, learner, goal, framework);
        let mut rungs = Vec::new();
        for node in route {
            if let Some(rung) = choose::rung_of(catalogue, *node) {
                rungs.push(rung);
            }
        }
        let route = rungs;
        let mut ladder = grid::lay_out(catalogue, framework, &choice, &route);
        let view = View { catalogue, learner, goal: Some(goal), route: &route };
        view.set_roles(&mut ladder);
        edges::from_here(&view, goal, &mut ladder);
        ladder
    }

    /// Everything that has a level, of these kinds. What has none, courses among it, is `unplaced`.
    pub fn whole(catalogue: &Catalogue, learner: &Learner, kinds: &[Kind]) -> Ladder {
        let framework = framework(catalogue);
        let choice = choose::whole(catalogue, kinds, framework);
        let mut ladder = grid::lay_out(catalogue, framework, &choice, &[]);
        let view = View { catalogue, learner, goal: learner.goal, route: &[] };
        view.set_roles(&mut ladder);
        edges::whole(catalogue, &mut ladder);
        ladder
    }

    /// The place of a node in [`Ladder::rungs`].
    pub fn place(&self, node: Node) -> Option<usize> {
        self.rungs.iter().position(|rung| rung.node == node)
    }
}

/// The framework of the ladder: the pack's choice, else that of the first thing that has a level.
fn framework(catalogue: &Catalogue) -> Option<FrameworkId> {
    catalogue.head.ladder.or_else(|| {
        let placement = catalogue.nodes().find_map(|node| catalogue.placement(node))?;
        Some(catalogue.levels[placement.level].framework)
    })
}

/// A node's place among the levels of a framework, 0 = lowest.
fn level_of(catalogue: &Catalogue, framework: Option<FrameworkId>, node: Node) -> Option<usize> {
    let level = catalogue.placement(node)?.level;
    let levels = &catalogue.frameworks[framework?].levels;
    levels.iter().position(|known| *known == level)
}

/// What the rungs' roles depend on.
struct View<'a> {
    catalogue: &'a Catalogue,
    learner: &'a Learner,
    goal: Option<JobId>,
    route: &'a [Node],
}

impl View<'_> {
    fn set_roles(&self, ladder: &mut Ladder) {
        let asked: Vec<GradeId> =
            self.goal.map_or_else(Vec::new, |goal| choose::asked_grades(self.catalogue, goal));
        for rung in &mut ladder.rungs {
            rung.role = self.role(rung.node, &asked);
        }
    }

    fn role(&self, node: Node, asked: &[GradeId]) -> Role {
        if self.is_here(node) {
            Role::Here
        } else if self.goal.map(Node::Job) == Some(node) {
            Role::Goal
        } else if self.is_held(node) {
            Role::Held
        } else if self.route.contains(&node) {
            Role::Route
        } else if self.is_next(node, asked) {
            Role::Next
        } else {
            Role::Other
        }
    }

    fn is_here(&self, node: Node) -> bool {
        self.learner.programme.map(Node::Programme) == Some(node)
    }

    fn is_held(&self, node: Node) -> bool {
        self.learner.held.iter().any(|held| choose::rung_of(self.catalogue, *held) == Some(node))
    }

    fn is_next(&self, node: Node, asked: &[GradeId]) -> bool {
        match node {
            Node::Grade(grade) => {
                let grades =
                    &self.catalogue.qualifications[self.catalogue.grades[grade].qualification].grades;
                let place = grades.iter().position(|known| *known == grade).unwrap_or(0);
                let below = place.checked_sub(1).map(|below| grades[below]);
                below.is_some_and(|below| {
                    let node = Node::Grade(below);
                    asked.contains(&below) || self.is_held(node) || self.route.contains(&node)
                })
            }
            Node::Programme(programme) => self
                .learner
                .programme
                .is_some_and(|here| self.catalogue.programmes[here].next.contains(&programme)),
            Node::Job(job) => self.goal.is_some_and(|goal| self.catalogue.jobs[goal].next.contains(&job)),
            Node::Course(_) | Node::Qualification(_) | Node::Competition(_) | Node::Award(_) => false,
        }
    }
}
