//! The lines between rungs.

use super::trace::{next_rungs, opens};
use super::{Edge, EdgeKind, Ladder, View};
use crate::catalogue::Catalogue;
use crate::model::{JobId, Node};
use crate::sort::sort;
use crate::sorted::Map;

/// The lines of the ladder from here: what leads to the goal, what its next jobs ask for, the chains, the route.
pub fn from_here(view: &View<'_>, goal: JobId, ladder: &mut Ladder) {
    let mut lines = Lines::of(ladder);
    lines.chains(view.catalogue);
    for rung in &ladder.rungs {
        if let Node::Job(job) = rung.node {
            lines.asked(view.catalogue, job);
        }
    }
    lines.serving(view.catalogue, goal);
    lines.route(view, goal);
    ladder.edges = lines.finish();
}

/// The lines of the whole ladder.
pub fn whole(catalogue: &Catalogue, ladder: &mut Ladder) {
    let mut lines = Lines::of(ladder);
    lines.chains(catalogue);
    for rung in &ladder.rungs {
        if let Node::Job(job) = rung.node {
            lines.asked(catalogue, job);
            lines.serving(catalogue, job);
        }
    }
    ladder.edges = lines.finish();
}

struct Lines {
    nodes: Vec<Node>,
    places: Map<Node, usize>,
    edges: Vec<Edge>,
}

impl Lines {
    fn of(ladder: &Ladder) -> Self {
        let mut lines = Lines { nodes: Vec::new(), places: Map::new(), edges: Vec::new() };
        for (place, rung) in ladder.rungs.iter().enumerate() {
            lines.nodes.push(rung.node);
            lines.places.insert(rung.node, place);
        }
        lines
    }

    fn add(&mut self, from: Node, to: Node, kind: EdgeKind) {
        if let (Some(&from), Some(&to)) = (self.places.get(&from), self.places.get(&to))
            && from != to
        {
            self.edges.push(Edge { from, to, kind });
        }
    }

    fn chains(&mut self, catalogue: &Catalogue) {
        for node in self.nodes.clone() {
            match node {
                // Over grades that are not shown, the chain goes on.
                Node::Grade(grade) => {
                    let above = &catalogue.at_least(grade)[1..];
                    let shown = above.iter().find(|grade| self.places.contains_key(&Node::Grade(**grade)));
                    if let Some(next) = shown {
                        self.add(node, Node::Grade(*next), EdgeKind::NextRung);
                    }
                }
                Node::Job(_) | Node::Programme(_) => {
                    for next in next_rungs(catalogue, node) {
                        self.add(node, next, EdgeKind::NextRung);
                    }
                }
                Node::Course(_) | Node::Qualification(_) | Node::Competition(_) | Node::Award(_) => {}
            }
            for opened in opens(catalogue, node) {
                self.add(node, opened, EdgeKind::Opens);
            }
        }
    }

    /// From what a job asks for, and from programmes that list it.
    fn asked(&mut self, catalogue: &Catalogue, job: JobId) {
        for set in &catalogue.jobs[job].qualifications {
            for (item, _) in &set.items {
                self.add(*item, Node::Job(job), EdgeKind::LeadsTo);
            }
        }
        for programme in catalogue.programmes_listing(job) {
            self.add(Node::Programme(programme), Node::Job(job), EdgeKind::LeadsTo);
        }
    }

    /// From what gives skills that a job needs.
    fn serving(&mut self, catalogue: &Catalogue, job: JobId) {
        for lead in catalogue.leads_to(job) {
            self.add(lead.node, Node::Job(job), EdgeKind::LeadsTo);
        }
    }

    /// From the learner's programme, and from the nearest thing held, through the route's rungs to the goal.
    fn route(&mut self, view: &View<'_>, goal: JobId) {
        if view.route.is_empty() {
            return;
        }
        let here = view.learner.programme.map(Node::Programme);
        let goal = Node::Job(goal);
        let ends = |node: Node| Some(node) == here || node == goal;
        let is_step = |node: Node| view.route.contains(&node) && !ends(node);
        let mut before: Vec<(Node, Node)> = Vec::new();
        for edge in &self.edges {
            if edge.kind != EdgeKind::LeadsTo {
                before.push((self.nodes[edge.from], self.nodes[edge.to]));
            }
        }
        let mut has_steps = false;
        for step in self.nodes.clone() {
            if !is_step(step) {
                continue;
            }
            has_steps = true;
            let mut starts = false;
            for &(from, to) in &before {
                if to == step && (is_step(from) || view.is_held(from)) {
                    self.add(from, step, EdgeKind::Route);
                    starts |= is_step(from);
                }
            }
            if let Some(here) = here.filter(|_| !starts) {
                self.add(here, step, EdgeKind::Route);
            }
            if !before.iter().any(|(from, to)| *from == step && is_step(*to)) {
                self.add(step, goal, EdgeKind::Route);
            }
        }
        // A plan of nothing but courses goes straight from the programme to the job.
        if let Some(here) = here.filter(|_| !has_steps) {
            self.add(here, goal, EdgeKind::Route);
        }
    }

    fn finish(mut self) -> Vec<Edge> {
        sort(&mut self.edges);
        self.edges.dedup();
        // What the next rung of a chain needs beforehand is the chain itself: one line says it.
        let mut chains = Vec::new();
        for edge in &self.edges {
            if edge.kind == EdgeKind::NextRung {
                chains.push((edge.from, edge.to));
            }
        }
        self.edges.retain(|edge| {
            edge.kind != EdgeKind::Opens || chains.binary_search(&(edge.from, edge.to)).is_err()
        });
        self.edges
    }
}
