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
    let items = catalogue.jobs[job].qualifications.iter().flat_map(|set| &set.items);
    items
        .filter_map(|(item, _)| match item {
            Node::Grade(grade) => Some(*grade),
            _ => None,
        })
        .collect()
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

    fn add_all(&mut self, nodes: impl IntoIterator<Item = Node>) {
        nodes.into_iter().for_each(|node| self.add(node));
    }
}

fn programmes(catalogue: &Catalogue, learner: &Learner, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    let in_force = |node: &Node| catalogue.is_in_force(*node);
    let above = |of: &[ProgrammeId]| -> Vec<ProgrammeId> {
        of.iter().flat_map(|id| catalogue.programmes[*id].next.iter().copied()).collect()
    };
    let below = |of: &[ProgrammeId]| -> Vec<ProgrammeId> {
        let leads = |id: &ProgrammeId| catalogue.programmes[*id].next.iter().any(|next| of.contains(next));
        catalogue.programmes.ids().filter(leads).collect()
    };
    let here: Vec<ProgrammeId> = learner.programme.into_iter().collect();
    lane.add_all(here.iter().copied().map(Node::Programme));
    for near in [above(&here), below(&here), catalogue.programmes_listing(goal)] {
        lane.add_all(near.into_iter().map(Node::Programme).filter(in_force));
    }
    let asked = catalogue.jobs[goal].qualifications.iter().flat_map(|set| &set.items);
    let asked = asked.map(|(item, _)| *item).filter(|item| matches!(item, Node::Programme(_)));
    lane.add_all(asked.filter(in_force));
    lane.add_all(chain(&here, above).into_iter().map(Node::Programme).filter(in_force));
    lane.add_all(chain(&here, below).into_iter().map(Node::Programme).filter(in_force));
    lane
}

/// What follows from some programmes step by step, nearest first, each once.
fn chain(from: &[ProgrammeId], step: impl Fn(&[ProgrammeId]) -> Vec<ProgrammeId>) -> Vec<ProgrammeId> {
    let mut reached = Vec::new();
    let mut edge = from.to_vec();
    while !edge.is_empty() {
        let mut next: Vec<ProgrammeId> = Vec::new();
        for programme in step(&edge) {
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
    let in_force = |node: &Node| catalogue.is_in_force(*node);
    let leads = catalogue.leads_to(goal);
    let of = |asked: bool| {
        let leads = leads.iter().filter(move |lead| lead.asked == asked).map(|lead| lead.node);
        leads.filter(|node| matches!(node, Node::Grade(_)))
    };
    let held: Vec<Node> =
        learner.held.iter().copied().filter(|node| matches!(node, Node::Grade(_))).collect();
    lane.add_all(of(true));
    lane.add_all(held);
    lane.add_all(next_grades(catalogue, &lane.nodes).into_iter().filter(in_force));
    let mut rest = Preference::default();
    rest.add_all(of(false));
    lane.add_all(rest.nodes.iter().copied());
    lane.add_all(next_grades(catalogue, &rest.nodes).into_iter().filter(in_force));
    lane.add_all(before(catalogue, &lane.nodes, LaneKind::Certificates));
    lane
}

fn next_grades(catalogue: &Catalogue, of: &[Node]) -> Vec<Node> {
    of.iter()
        .filter_map(|node| match node {
            Node::Grade(grade) => catalogue.next_grade(*grade).map(Node::Grade),
            _ => None,
        })
        .collect()
}

fn competitions(catalogue: &Catalogue, learner: &Learner, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    let is_competition = |node: &Node| matches!(node, Node::Competition(_));
    lane.add_all(catalogue.leads_to(goal).into_iter().map(|lead| lead.node).filter(is_competition));
    lane.add_all(learner.held.iter().filter_map(|node| rung_of(catalogue, *node)).filter(is_competition));
    lane.add_all(before(catalogue, &lane.nodes, LaneKind::Competitions));
    lane
}

/// What the requisites of some nodes name, step by step, as far as it is in the lane.
fn before(catalogue: &Catalogue, of: &[Node], lane: LaneKind) -> Vec<Node> {
    let mut reached: Vec<Node> = of.to_vec();
    let mut next = 0;
    while let Some(&node) = reached.get(next) {
        next += 1;
        let Some(requisite) = catalogue.requisite(node) else { continue };
        requisite.each_item(&mut |item| {
            let Some(rung) = rung_of(catalogue, *item) else { return };
            if LaneKind::of(rung.kind()) == lane && catalogue.is_in_force(rung) && !reached.contains(&rung) {
                reached.push(rung);
            }
        });
    }
    reached
}

fn jobs(catalogue: &Catalogue, goal: JobId) -> Preference {
    let mut lane = Preference::default();
    lane.add(Node::Job(goal));
    lane.add_all(catalogue.jobs[goal].next.iter().copied().map(Node::Job));
    lane
}
