//! From a requisite tree to the planner's groups.

use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::Node;
use crate::plan::{Group, ItemId};
use crate::requisite::Requisite;
use crate::sort::sort;
use crate::sorted::Map;

/// More groups than this and the requisite counts as never met; authors do not write such things.
const MOST_GROUPS: usize = 256;

/// A requisite with everything that is settled taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Holds.
    Yes,
    /// Can never hold.
    Never,
    /// Holds when all of these groups hold.
    Groups(Vec<Group>),
}

/// Settles a requisite for a learner whose other items are in `items`.
pub fn settle(
    catalogue: &Catalogue,
    learner: &Learner,
    entry_year: Option<u32>,
    items: &Map<Node, ItemId>,
    requisite: &Requisite<Node>,
) -> Settled {
    let context = Context { catalogue, learner, entry_year, items };
    match context.reduce(requisite) {
        Tree::Yes => Settled::Yes,
        Tree::Never => Settled::Never,
        tree => {
            let mut groups = groups(&tree);
            sort(&mut groups);
            groups.dedup();
            if groups.len() > MOST_GROUPS { Settled::Never } else { Settled::Groups(groups) }
        }
    }
}

enum Tree {
    Yes,
    Never,
    Before(ItemId),
    With(ItemId),
    All(Vec<Tree>),
    AtLeast(u32, Vec<Tree>),
}

struct Context<'a> {
    catalogue: &'a Catalogue,
    learner: &'a Learner,
    entry_year: Option<u32>,
    items: &'a Map<Node, ItemId>,
}

impl Context<'_> {
    fn reduce(&self, requisite: &Requisite<Node>) -> Tree {
        match requisite {
            // A mark that is not known is assumed, in the open; one that is known to be too low is not.
            Requisite::Item { item, mark } => match (mark, mark_of(self.learner, *item)) {
                (Some(least), Some(mark)) if mark < *least => Tree::Never,
                _ => self.item(*item, Tree::Before),
            },
            Requisite::With(item) => self.item(*item, Tree::With),
            Requisite::All(parts) => {
                let mut open = Vec::new();
                for part in parts {
                    match self.reduce(part) {
                        Tree::Yes => {}
                        Tree::Never => return Tree::Never,
                        tree => open.push(tree),
                    }
                }
                if open.is_empty() { Tree::Yes } else { Tree::All(open) }
            }
            Requisite::AtLeast { count, of } => {
                let mut left = *count;
                let mut open = Vec::new();
                for part in of {
                    match self.reduce(part) {
                        Tree::Yes => left = left.saturating_sub(1),
                        Tree::Never => {}
                        tree => open.push(tree),
                    }
                }
                match left {
                    0 => Tree::Yes,
                    _ if (left as usize) > open.len() => Tree::Never,
                    _ if (left as usize) == open.len() => Tree::All(open),
                    _ => Tree::AtLeast(left, open),
                }
            }
            Requisite::Programme(node) => {
                self.yes_if(self.learner.programme.map(Node::Programme) == Some(*node))
            }
            Requisite::Cohort { from, to } => {
                self.yes_if(self.entry_year.is_some_and(|year| (*from..=*to).contains(&year)))
            }
        }
    }

    fn yes_if(&self, holds: bool) -> Tree {
        if holds { Tree::Yes } else { Tree::Never }
    }

    fn item(&self, node: Node, open: fn(ItemId) -> Tree) -> Tree {
        if holds(self.catalogue, self.learner, node) {
            return Tree::Yes;
        }
        match self.items.get(&node) {
            Some(item) => open(*item),
            None => Tree::Never,
        }
    }
}

/// The mark of what a learner holds, where it is known.
pub fn mark_of(learner: &Learner, node: Node) -> Option<u32> {
    let known = learner.marks.iter().find(|(of, _)| *of == node).map(|(_, mark)| *mark);
    known.filter(|_| learner.held.contains(&node))
}

/// Whether a learner holds an item: itself, or a higher grade of the same qualification.
pub fn holds(catalogue: &Catalogue, learner: &Learner, node: Node) -> bool {
    match node {
        Node::Grade(grade) => {
            catalogue.at_least(grade).iter().any(|higher| learner.held.contains(&Node::Grade(*higher)))
        }
        Node::Programme(programme) => learner.programme == Some(programme) || learner.held.contains(&node),
        other => learner.held.contains(&other),
    }
}

/// The groups of a tree, as a conjunction. Grows with the product of nested alternatives, so it stops early.
fn groups(tree: &Tree) -> Vec<Group> {
    match tree {
        Tree::Yes | Tree::Never => Vec::new(),
        Tree::Before(item) => vec![Group { count: 1, before: vec![*item], with: Vec::new() }],
        Tree::With(item) => vec![Group { count: 1, before: Vec::new(), with: vec![*item] }],
        Tree::All(parts) => parts.iter().flat_map(groups).take(MOST_GROUPS + 1).collect(),
        Tree::AtLeast(count, of) => at_least(*count, of),
    }
}

fn at_least(count: u32, of: &[Tree]) -> Vec<Group> {
    if of.iter().all(|part| matches!(part, Tree::Before(_) | Tree::With(_))) {
        let mut group = Group { count, ..Group::default() };
        for part in of {
            match part {
                Tree::Before(item) => group.before.push(*item),
                Tree::With(item) => group.with.push(*item),
                Tree::Yes | Tree::Never | Tree::All(_) | Tree::AtLeast(..) => {}
            }
        }
        return vec![ordered(group)];
    }
    // At least `count` of n parts hold exactly if of any n − count + 1 of them one holds.
    let parts: Vec<Vec<Group>> = of.iter().map(groups).collect();
    let size = parts.len() - count as usize + 1;
    let mut all = Vec::new();
    each_subset(parts.len(), size, &mut |subset| {
        all.extend(one_of(subset.iter().map(|&place| &parts[place])));
        all.len() <= MOST_GROUPS
    });
    all
}

/// One of several conjunctions holds: distributed into a conjunction of "or" groups.
fn one_of<'a>(parts: impl Iterator<Item = &'a Vec<Group>>) -> Vec<Group> {
    let mut rows: Vec<Group> = vec![Group { count: 1, ..Group::default() }];
    for part in parts {
        let mut next = Vec::new();
        for row in &rows {
            for group in part {
                // Only groups of count 1 can be merged into an "or"; a k-of inside one asks for its first k, which
                // is stricter than the author wrote and never wrong.
                let mut row = row.clone();
                row.before.extend(&group.before);
                row.with.extend(&group.with);
                next.push(ordered(row));
                if next.len() > MOST_GROUPS {
                    return next;
                }
            }
        }
        rows = next;
    }
    rows
}

/// The same group, each list ascending and without repeats.
fn ordered(mut group: Group) -> Group {
    for list in [&mut group.before, &mut group.with] {
        sort(list);
        list.dedup();
    }
    group
}

fn each_subset(n: usize, size: usize, visit: &mut impl FnMut(&[usize]) -> bool) {
    let mut chosen: Vec<usize> = (0..size).collect();
    loop {
        if !visit(&chosen) {
            return;
        }
        let Some(place) = (0..size).rev().find(|&place| chosen[place] < n - size + place) else { return };
        chosen[place] += 1;
        for later in place + 1..size {
            chosen[later] = chosen[later - 1] + 1;
        }
    }
}
