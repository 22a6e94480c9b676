//! Both-way tracing: what leads here, and what this leads to.

use super::choose::rung_of;
use crate::catalogue::Catalogue;
use crate::model::Node;
use crate::sorted::{Map, Set};

/// Everything that a node is tied to, both ways, in document order; the node itself is in neither list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// What it leads to, directly or through others.
    pub up: Vec<Node>,
    /// What leads to it, directly or through others.
    pub down: Vec<Node>,
}

/// Traces one node; whoever traces many makes [`Links`] once.
pub fn trace(catalogue: &Catalogue, node: Node) -> Trace {
    Links::of(catalogue).trace(catalogue, node)
}

/// What leads directly to what: the next rung of a chain, what an item opens, the jobs that it serves.
#[derive(Debug, Clone, Default)]
pub struct Links {
    up: Map<Node, Vec<Node>>,
    down: Map<Node, Vec<Node>>,
}

impl Links {
    /// The links of a whole catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut links = Links::default();
        let starts =
            catalogue.nodes().filter(|node| !matches!(node, Node::Qualification(_) | Node::Award(_)));
        for from in starts {
            let mut all = next_rungs(catalogue, from);
            all.extend(opens(catalogue, from));
            all.extend(serves(catalogue, from));
            for to in all {
                let up = links.up.entry(from).or_default();
                if to != from && !up.contains(&to) {
                    up.push(to);
                    links.down.entry(to).or_default().push(from);
                }
            }
        }
        links
    }

    /// What a node leads to and what leads to it. A qualification stands for its grades, an award for its
    /// competition.
    pub fn trace(&self, catalogue: &Catalogue, node: Node) -> Trace {
        let starts = match node {
            Node::Qualification(id) => {
                catalogue.qualifications[id].grades.iter().copied().map(Node::Grade).collect()
            }
            Node::Course(_) => vec![node],
            Node::Job(_) | Node::Programme(_) | Node::Grade(_) | Node::Competition(_) | Node::Award(_) => {
                rung_of(catalogue, node).into_iter().collect()
            }
        };
        Trace { up: reach(&self.up, &starts), down: reach(&self.down, &starts) }
    }
}

fn reach(links: &Map<Node, Vec<Node>>, starts: &[Node]) -> Vec<Node> {
    let mut reached: Set<Node> = Set::new();
    let mut work = starts.to_vec();
    while let Some(node) = work.pop() {
        for &next in links.get(&node).map_or(&[][..], Vec::as_slice) {
            if reached.insert(next) {
                work.push(next);
            }
        }
    }
    // A circle of next rungs comes back to where it began.
    reached.into_keys().filter(|node| !starts.contains(node)).collect()
}

/// The next rungs of a node's own chain.
pub fn next_rungs(catalogue: &Catalogue, node: Node) -> Vec<Node> {
    match node {
        Node::Grade(grade) => catalogue.next_grade(grade).map(Node::Grade).into_iter().collect(),
        Node::Programme(id) => catalogue.programmes[id].next.iter().copied().map(Node::Programme).collect(),
        Node::Job(id) => catalogue.jobs[id].next.iter().copied().map(Node::Job).collect(),
        Node::Course(_) | Node::Qualification(_) | Node::Competition(_) | Node::Award(_) => Vec::new(),
    }
}

/// What names a node, or one of its awards, among what must be held before.
pub fn opens(catalogue: &Catalogue, node: Node) -> Vec<Node> {
    let mut opened = catalogue.unlocks(node).to_vec();
    if let Node::Competition(id) = node {
        for award in &catalogue.competitions[id].awards {
            opened.extend_from_slice(catalogue.unlocks(Node::Award(*award)));
        }
    }
    opened
}

/// The jobs that a node serves: that ask for it, list it, or need a skill that it gives.
fn serves(catalogue: &Catalogue, node: Node) -> Vec<Node> {
    let mut jobs: Vec<Node> = catalogue.asked_by(node).iter().copied().map(Node::Job).collect();
    if let Node::Programme(programme) = node {
        let lists = |job| catalogue.is_listed(programme, job) == Some(true);
        jobs.extend(catalogue.jobs.ids().filter(|job| lists(*job)).map(Node::Job));
    }
    // What is no longer offered leads nowhere by its skills, as in `Catalogue::leads_to`.
    if catalogue.is_in_force(node) {
        jobs.extend(catalogue.serves(node).into_iter().map(|(job, _)| Node::Job(job)));
    }
    jobs
}
