//! Which rungs are shown.

use super::{LaneKind, MOST_RUNGS, level_of};
use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::{FrameworkId, GradeId, JobId, Kind, Node, ProgrammeId};

/// The rungs that are shown, and what could not be.
#[derive(Debug, Default)]
pub struct Choice {
    /// With a level.
    pub placed: Vec<Node>,
    /// Without.
    pub unplaced: Vec<Node>,
    /// Left out for the cap.
    pub left_out: usize,
}

/// The rung that stands for a node: of an award its competition, of a course or a whole qualification none.
pub fn rung_of(catalogue: &Catalogue, node: Node) -> Option<Node> {
    match node {
        Node::Award(award) => Some(Node::Competition(catalogue.awards[award].competition)),
        Node::Job(_) | Node::Programme(_) | Node::Grade(_) | Node::Competition(_) => Some(node),
        Node::Course(_) | Node::Qualification(_) => None,
    }
}

/// The grades that a job asks for, in its order.
pub fn asked_grades(catalogue: &Catalogue, job: JobId) -> Vec<GradeId> {
    let mut grades = Vec::new();
    for set in &catalogue.jobs[job].qualifications {
        for (item, _) in &set.items {
            if let Node::Grade(grade) = item {
                grades.push(*grade);
            }
        }
    }
    grades
}

/// Everything of some kinds.
pub fn whole(catalogue: &Catalogue, kinds: &[Kind], framework: Option<FrameworkId>) -> Choice {
    let nodes = catalogue.nodes().filter(|node| kinds.contains(&node.kind()));
    // A qualification and an award have no level of their own: their grades and their competition stand for them.
    let nodes = nodes.filter(|node| !matches!(node, Node::Qualification(_) | Node::Award(_)));
    let (placed, unplaced) = nodes.partition(|node| level_of(catalogue, framework, *node).is_some());
    Choice { placed, unplaced, left_out: 0 }
}

/// What lies between the learner and a job; see [`super::Ladder::from_here`].
pub fn from_here(
    catalogue: &Catalogue,
    learner: &Learner,
    goal: JobId,
    framework: Option<FrameworkId>,
) -> Choice {
    let mut choice = Choice::default();
    // In the order in which lanes take what others leave over.
    let mut lanes = [
        (9, certificates(catalogue, learner, goal)),
        (6, programmes(catalogue, learner, goal)),
        (5, competitions(catalogue, learner, goal)),
        (4, jobs(catalogue, goal)),
    ];
    for (_, lane) in &mut lanes {
        lane.nodes.retain(|node| {
            let is_placed = level_of(catalogue, framework, *node).is_some();
            if !is_placed {
                choice.unplaced.push(*node);
            }
            is_placed
        });
    }
    let sure: usize = lanes.iter().map(|(share, lane)| lane.nodes.len().min(*share)).sum();
    let mut spare = MOST_RUNGS - sure;
    for (share, lane) in lanes {
        let own = lane.nodes.len().min(share);
        let more = (lane.nodes.len() - own).min(spare);
        spare -= more;
        choice.left_out += lane.nodes.len() - own - more;
        choice.placed.extend(lane.nodes.into_iter().take(own + more));
    }
    choice
}

/// Nodes of one lane in the order of preference, each once.
#[derive(Default)]
struct Preference {
    nodes: Vec<Node>,
}

impl Preference {
    fn add(&mut self, node: Node) {
        if !self.nodes.contains(&node) {
            self.nodes.push(node);
        }
    }

    fn add_in_force(&mut self, catalogue: &Catalogue, node: Node) {
        if catalogue.is_in_force(node) {
            self.add(node);
        }
    }

    fn add_next_grades(&mut self, catalogue: &Catalogue, of: &[Node]) {
        for node in of {
            if let Node::Grade(grade) = node
                && let Some(next) = catalogue.next_grade(*grade)
            {
                self.add_in_force(catalogue, Node::Grade(next));
            }
        }
    }

    /// What the requisites of the nodes name, step by step, as far as it is in the lane.
    fn add_before(&mut self, catalogue: &Catalogue, lane: LaneKind) {
        let mut next = 0;
        while let Some(&node) = self.nodes.get(next) {
            next += 1;
            let Some(requisite) = catalogue.requisite(node) else { continue };
            requisite.each_item(&mut |item| {
                if let Some(rung) = rung_of(catalogue, *item)
                    && LaneKind::of(rung.kind()) == lane
                {
                    self.add_in_force(catalogue, rung);
                }
            });
        }
    }
}

fn programmes(catalogue: &Catalogue, learner: &Learner, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    let here = learner.programme.as_slice();
    for programme in here {
        lane.add(Node::Programme(*programme));
    }
    for near in [above(catalogue, here), below(catalogue, here), catalogue.programmes_listing(goal)] {
        for programme in near {
            lane.add_in_force(catalogue, Node::Programme(programme));
        }
    }
    for set in &catalogue.jobs[goal].qualifications {
        for (item, _) in &set.items {
            if let Node::Programme(_) = item {
                lane.add_in_force(catalogue, *item);
            }
        }
    }
    for step in [above, below] {
        for programme in chain(catalogue, here, step) {
            lane.add_in_force(catalogue, Node::Programme(programme));
        }
    }
    lane
}

/// The programmes that some lead to.
fn above(catalogue: &Catalogue, of: &[ProgrammeId]) -> Vec<ProgrammeId> {
    let mut above = Vec::new();
    for id in of {
        above.extend_from_slice(&catalogue.programmes[*id].next);
    }
    above
}

/// The programmes that lead to some.
fn below(catalogue: &Catalogue, of: &[ProgrammeId]) -> Vec<ProgrammeId> {
    let mut below = Vec::new();
    for (id, programme) in catalogue.programmes.iter() {
        if programme.next.iter().any(|next| of.contains(next)) {
            below.push(id);
        }
    }
    below
}

/// What follows from some programmes step by step, nearest first, each once.
fn chain(
    catalogue: &Catalogue,
    from: &[ProgrammeId],
    step: fn(&Catalogue, &[ProgrammeId]) -> Vec<ProgrammeId>,
) -> Vec<ProgrammeId> {
    let mut reached = Vec::new();
    let mut edge = from.to_vec();
    while !edge.is_empty() {
        let mut next: Vec<ProgrammeId> = Vec::new();
        for programme in step(catalogue, &edge) {
            if !reached.contains(&programme) {
                reached.push(programme);
                next.push(programme);
            }
        }
        edge = next;
    }
    reached
}

fn certificates(catalogue: &Catalogue, learner: &Learner, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    let (mut asked, mut others) = (Vec::new(), Vec::new());
    for lead in catalogue.leads_to(goal) {
        if let Node::Grade(_) = lead.node {
            if lead.asked { asked.push(lead.node) } else { others.push(lead.node) }
        }
    }
    for node in asked.iter().chain(&learner.held) {
        if let Node::Grade(_) = node {
            lane.add(*node);
        }
    }
    let first = lane.nodes.clone();
    lane.add_next_grades(catalogue, &first);
    for node in &others {
        lane.add(*node);
    }
    lane.add_next_grades(catalogue, &others);
    lane.add_before(catalogue, LaneKind::Certificates);
    lane
}

fn competitions(catalogue: &Catalogue, learner: &Learner, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    for lead in catalogue.leads_to(goal) {
        if let Node::Competition(_) = lead.node {
            lane.add(lead.node);
        }
    }
    for held in &learner.held {
        if let Some(node @ Node::Competition(_)) = rung_of(catalogue, *held) {
            lane.add(node);
        }
    }
    lane.add_before(catalogue, LaneKind::Competitions);
    lane
}

fn jobs(catalogue: &Catalogue, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    lane.add(Node::Job(goal));
    for next in &catalogue.jobs[goal].next {
        lane.add(Node::Job(*next));
    }
    lane
}
