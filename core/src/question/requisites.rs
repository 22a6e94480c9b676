//! From a requisite tree to the planner's groups.

use super::Question;
use super::candidates::entry_year;
use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::Node;
use crate::plan::{Group, ItemId};
use crate::requisite::Requisite;
use crate::sort::sort;
use crate::sorted::Map;

/// More groups than this are not worked out; authors do not write such things.
const MOST_GROUPS: usize = 256;

/// A requisite with everything that is settled taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Holds.
    Yes,
    /// Can never hold.
    Never,
    /// May hold, in more ways than are worked out.
    TooLarge,
    /// Holds when all of these groups hold.
    Groups(Vec<Group>),
}

/// Settles what a node requires, where `items` are all that may be taken.
pub fn settle(question: &Question<'_>, items: &Map<Node, ItemId>, node: Node) -> Settled {
    let Some(requisite) = question.catalogue.requisite(node) else { return Settled::Yes };
    let context = Context { question, entry_year: entry_year(question), items, node };
    match context.reduce(requisite) {
        Tree::Yes => Settled::Yes,
        Tree::Never => Settled::Never,
        tree => groups(&tree).map_or(Settled::TooLarge, Settled::Groups),
    }
}

/// Shuts what waits for something that waits for it, such as a grade whose lower one is closed to the learner and whose
/// higher ones ask for it. What may be recognised waits for nothing; what is asked for in the same term is taken to come.
pub fn shut_circles(settled: &mut [Settled], may_be_recognised: impl Fn(usize) -> bool) {
    let waits = |place: usize, settled: &Settled| {
        matches!(settled, Settled::Groups(groups) if groups.iter().any(|group| !group.before.is_empty()))
            && !may_be_recognised(place)
    };
    let mut waiting: Vec<bool> =
        settled.iter().enumerate().map(|(place, settled)| waits(place, settled)).collect();
    loop {
        let is_met = |group: &Group| {
            let before = group.before.iter().filter(|id| !waiting[id.0 as usize]).count();
            before + group.with.len() >= group.count as usize
        };
        let is_done = |(settled, waiting): (&Settled, &bool)| {
            *waiting && matches!(settled, Settled::Groups(groups) if groups.iter().all(is_met))
        };
        let done: Vec<bool> = settled.iter().zip(&waiting).map(is_done).collect();
        if !done.contains(&true) {
            break;
        }
        for (waiting, done) in waiting.iter_mut().zip(done) {
            *waiting &= !done;
        }
    }
    for (settled, _) in settled.iter_mut().zip(waiting).filter(|(_, waiting)| *waiting) {
        *settled = Settled::Never;
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
    question: &'a Question<'a>,
    entry_year: Option<u32>,
    items: &'a Map<Node, ItemId>,
    /// What requires it.
    node: Node,
}

impl Context<'_> {
    fn reduce(&self, requisite: &Requisite<Node>) -> Tree {
        match requisite {
            // A mark that is not known is assumed, in the open; one that is known to be too low is not.
            Requisite::Item { item, mark } => match (mark, mark_of(self.question.learner, *item)) {
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
                self.yes_if(self.question.learner.programme.map(Node::Programme) == Some(*node))
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
        if holds(self.question, node) {
            return Tree::Yes;
        }
        // Each is the same item of a "k of"; a higher grade that asks for a lower one cannot stand in for it.
        let mut ways = Vec::new();
        for serving in self.question.catalogue.serving(node) {
            let item = self.items.get(&serving).filter(|_| serving != self.node);
            ways.extend(item.map(|item| open(*item)));
        }
        match ways.len() {
            0 => Tree::Never,
            1 => ways.remove(0),
            _ => Tree::AtLeast(1, ways),
        }
    }
}

/// What has to come before something, as it is told: of a grade and higher ones that would do as well only the lowest,
/// as long as `count` are left.
pub fn lowest(catalogue: &Catalogue, count: u32, mut of: Vec<Node>) -> Vec<Node> {
    let all = of.clone();
    let is_higher =
        |node: Node| all.iter().any(|low| *low != node && catalogue.serving(*low).contains(&node));
    if all.iter().filter(|node| !is_higher(**node)).count() >= count as usize {
        of.retain(|node| !is_higher(*node));
    }
    of
}

/// The mark of what a learner holds, where it is known.
pub fn mark_of(learner: &Learner, node: Node) -> Option<u32> {
    let known = learner.marks.iter().find(|(of, _)| *of == node).map(|(_, mark)| *mark);
    known.filter(|_| learner.held.contains(&node))
}

/// Whether a learner holds an item: itself, a higher grade of the same qualification, or the diploma of their own
/// programme once it is over.
pub fn holds(question: &Question<'_>, node: Node) -> bool {
    let Question { catalogue, learner, .. } = *question;
    let own = learner.programme.map(Node::Programme) == Some(node) && question.unfinished().is_none();
    own || catalogue.serving(node).iter().any(|serving| learner.held.contains(serving))
}

/// The groups that must all hold for a tree to hold, each once. `None`: more than [`MOST_GROUPS`].
fn groups(tree: &Tree) -> Option<Vec<Group>> {
    let mut all = Vec::new();
    match tree {
        Tree::All(parts) => {
            for part in parts {
                all.extend(groups(part)?);
            }
        }
        Tree::AtLeast(count, of) => match plain(*count, of) {
            Some(group) => all.push(group),
            None => all = ors(tree)?,
        },
        tree => all = ors(tree)?,
    }
    each_once(all)
}

/// The same group, where the parts are different items.
fn plain(count: u32, of: &[Tree]) -> Option<Group> {
    let mut group = Group { count, ..Group::default() };
    for part in of {
        match part {
            Tree::Before(item) if !group.names(*item) => group.before.push(*item),
            Tree::With(item) if !group.names(*item) => group.with.push(*item),
            _ => return None,
        }
    }
    Some(ordered(group))
}

/// The same as [`groups`], all of count 1: such groups can be joined by "or".
fn ors(tree: &Tree) -> Option<Vec<Group>> {
    let mut all = Vec::new();
    match tree {
        // They stand at the top of a tree only, and are settled there.
        Tree::Yes | Tree::Never => {}
        Tree::Before(item) => all.push(Group { count: 1, before: vec![*item], with: Vec::new() }),
        Tree::With(item) => all.push(Group { count: 1, before: Vec::new(), with: vec![*item] }),
        Tree::All(parts) => {
            for part in parts {
                all.extend(ors(part)?);
            }
        }
        Tree::AtLeast(count, of) => {
            let mut parts = Vec::new();
            for part in of {
                parts.push(ors(part)?);
            }
            // At least `count` of n parts hold exactly if of any n − count + 1 of them one holds.
            each_subset(parts.len(), parts.len() + 1 - *count as usize, &mut |subset| {
                all.extend(any(subset.iter().map(|&place| &parts[place])));
                all.len() <= MOST_GROUPS
            });
        }
    }
    each_once(all)
}

/// One of several conjunctions holds: distributed into a conjunction of "or" groups. It may stop when there are too
/// many.
fn any<'a>(parts: impl Iterator<Item = &'a Vec<Group>>) -> Vec<Group> {
    let mut rows = vec![Group { count: 1, ..Group::default() }];
    for part in parts {
        let mut next = Vec::new();
        for row in &rows {
            for group in part {
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

/// The groups in order, each once, if they are not too many. Repeats count, so that none is lost unseen.
fn each_once(mut groups: Vec<Group>) -> Option<Vec<Group>> {
    if groups.len() > MOST_GROUPS {
        return None;
    }
    sort(&mut groups);
    groups.dedup();
    Some(groups)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requisite::{Spot, parse};

    /// The items are the letters from `a` on.
    fn item(spot: &Spot) -> ItemId {
        ItemId(u32::from(spot.id.as_bytes()[0] - b'a'))
    }

    fn tree(requisite: &Requisite<Spot>) -> Tree {
        match requisite {
            Requisite::Item { item: spot, .. } => Tree::Before(item(spot)),
            Requisite::With(spot) => Tree::With(item(spot)),
            Requisite::All(parts) => Tree::All(parts.iter().map(tree).collect()),
            Requisite::AtLeast { count, of } => Tree::AtLeast(*count, of.iter().map(tree).collect()),
            Requisite::Programme(_) | Requisite::Cohort { .. } => panic!("these are settled at once"),
        }
    }

    /// Whether it holds where each item is finished so many terms after the start, if ever.
    fn holds(requisite: &Requisite<Spot>, finished: &[Option<u32>]) -> bool {
        let by = |spot: &Spot, term: u32| finished[item(spot).0 as usize].is_some_and(|at| at <= term);
        match requisite {
            Requisite::Item { item, .. } => by(item, 0),
            Requisite::With(item) => by(item, 1),
            Requisite::All(parts) => parts.iter().all(|part| holds(part, finished)),
            Requisite::AtLeast { count, of } => {
                of.iter().filter(|part| holds(part, finished)).count() >= *count as usize
            }
            Requisite::Programme(_) | Requisite::Cohort { .. } => panic!("these are settled at once"),
        }
    }

    #[test]
    fn groups_hold_exactly_where_the_requisite_does() {
        let cases = [
            "a",
            "with a and b",
            "a or with b",
            "2 of (a, with b, with c)",
            "2 of (a, b, c) or d",
            "2 of (a, b, c) or 2 of (b, with c, d)",
            "2 of (a and b, c, 2 of (a, b, c))",
            "2 of (a, a, b)",
            "2 of (a, with a, b)",
            "3 of (a or b, b or c, c and d, with a) and (with d or b)",
        ];
        let states = [None, Some(0), Some(1)];
        for text in cases {
            let requisite = parse(text).expect("it can be read");
            let groups = groups(&tree(&requisite)).expect("it is small");
            for case in 0..81 {
                let finished = [1, 3, 9, 27].map(|place| states[case / place % 3]);
                let there =
                    |(id, grace): &(ItemId, u32)| finished[id.0 as usize].is_some_and(|at| at <= *grace);
                let group = |group: &Group| {
                    group.items().iter().filter(|item| there(item)).count() >= group.count as usize
                };
                assert_eq!(groups.iter().all(group), holds(&requisite, &finished), "{text}: {finished:?}");
            }
        }
    }

    #[test]
    fn what_is_too_large_is_not_cut_short() {
        // Of any seven pairs one must be there whole: 792 times 128 groups, though only three are different.
        let text = format!("6 of ({})", ["a and b"; 12].join(", "));
        assert_eq!(groups(&tree(&parse(&text).expect("it can be read"))), None);
    }
}
