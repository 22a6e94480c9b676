//! The order of rungs within their cells, with few crossings of the lines inside a lane.
//!
//! Rungs that hang together (grades of a qualification, programmes that follow each other) keep together in every
//! band, in document order of their groups, so that lines of two groups never cross. Within a group, sweeps up
//! and down move each rung towards the mean place of those it is joined to, and the best order seen is kept. All
//! of this looks at the whole catalogue, so that what is shown does not change the order.

use super::trace::{next_rungs, opens};
use super::{LaneKind, level_of};
use crate::catalogue::Catalogue;
use crate::model::{FrameworkId, Node};
use crate::sort::{sort, sort_by};
use crate::sorted::Map;

/// Where a node stands among those of its cell; comparable only within one.
pub type Key = (usize, usize);

/// Sweeps: more change nothing on ladders as small as a school's.
const ROUNDS: usize = 8;

/// The order of every node that has a level, and the lines inside lanes.
pub struct Arrangement {
    /// By node, its key.
    pub keys: Map<Node, Key>,
    /// By node, those that it is joined to in its own lane, above and below.
    pub joined: Map<Node, Vec<Node>>,
}

/// Arranges a whole catalogue.
pub fn arrange(catalogue: &Catalogue, framework: Option<FrameworkId>) -> Arrangement {
    let levelled: Vec<(Node, usize)> =
        catalogue.nodes().filter_map(|node| Some((node, level_of(catalogue, framework, node)?))).collect();
    let places: Map<Node, usize> =
        levelled.iter().enumerate().map(|(place, (node, _))| (*node, place)).collect();
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); levelled.len()];
    for (from, (node, level)) in levelled.iter().enumerate() {
        let mut onward = next_rungs(catalogue, *node);
        onward.extend(opens(catalogue, *node));
        for next in onward {
            let Some(&to) = places.get(&next) else { continue };
            let same_lane = LaneKind::of(next.kind()) == LaneKind::of(node.kind());
            // A line within one cell has no place in the order of bands.
            if same_lane && levelled[to].1 != *level && !joined[from].contains(&to) {
                joined[from].push(to);
                joined[to].push(from);
            }
        }
    }
    let mut keys = Map::new();
    let mut seen = vec![false; levelled.len()];
    for first in 0..levelled.len() {
        if seen[first] {
            continue;
        }
        let members = group(first, &joined, &mut seen);
        let mut cells: Map<usize, Vec<usize>> = Map::new();
        for member in members {
            cells.entry(levelled[member].1).or_default().push(member);
        }
        let cells = sweep(cells.into_values().collect(), &joined);
        for cell in cells {
            for (place, member) in cell.into_iter().enumerate() {
                keys.insert(levelled[member].0, (first, place));
            }
        }
    }
    let joined = joined
        .into_iter()
        .enumerate()
        .map(|(from, to)| (levelled[from].0, to.into_iter().map(|to| levelled[to].0).collect()))
        .collect();
    Arrangement { keys, joined }
}

/// Everything that hangs together with `first`, in document order.
fn group(first: usize, joined: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut members = vec![first];
    seen[first] = true;
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        next += 1;
        for &other in &joined[member] {
            if !seen[other] {
                seen[other] = true;
                members.push(other);
            }
        }
    }
    sort(&mut members);
    members
}

/// A group's cells, lowest first, reordered.
fn sweep(mut cells: Vec<Vec<usize>>, joined: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut fewest = crossings(&cells, joined);
    let mut best = cells.clone();
    for round in 0..ROUNDS {
        if fewest == 0 {
            break;
        }
        let upwards = round % 2 == 0;
        let count = cells.len();
        for step in 1..count {
            let cell = if upwards { step } else { count - 1 - step };
            let looked_at = if upwards { 0..cell } else { cell + 1..count };
            let around = places(&cells[looked_at]);
            reorder(&mut cells[cell], joined, &around);
        }
        let now = crossings(&cells, joined);
        if now < fewest {
            fewest = now;
            best.clone_from(&cells);
        }
    }
    best
}

fn places(cells: &[Vec<usize>]) -> Map<usize, usize> {
    cells.iter().flat_map(|cell| cell.iter().enumerate().map(|(place, member)| (*member, place))).collect()
}

/// Sorts a cell by the mean place of what each rung is joined to; a rung that is joined to nothing there stays.
fn reorder(cell: &mut Vec<usize>, joined: &[Vec<usize>], around: &Map<usize, usize>) {
    let mut means: Vec<(usize, usize, usize)> = cell
        .iter()
        .enumerate()
        .map(|(place, member)| {
            let near: Vec<usize> =
                joined[*member].iter().filter_map(|other| around.get(other).copied()).collect();
            if near.is_empty() { (place, 1, *member) } else { (near.iter().sum(), near.len(), *member) }
        })
        .collect();
    sort_by(&mut means, |(a, of_a, _), (b, of_b, _)| (a * of_b).cmp(&(b * of_a)));
    *cell = means.into_iter().map(|(_, _, member)| member).collect();
}

/// How often lines between the same two bands cross.
fn crossings(cells: &[Vec<usize>], joined: &[Vec<usize>]) -> usize {
    let mut places: Map<usize, (usize, usize)> = Map::new();
    for (band, cell) in cells.iter().enumerate() {
        places.extend(cell.iter().enumerate().map(|(place, member)| (*member, (band, place))));
    }
    let mut lines: Map<(usize, usize), Vec<(usize, usize)>> = Map::new();
    for (member, (band, place)) in places.iter() {
        for other in joined[*member].iter().filter_map(|other| places.get(other)) {
            if other.0 > *band {
                lines.entry((*band, other.0)).or_default().push((*place, other.1));
            }
        }
    }
    lines.into_values().map(inversions).sum()
}

fn inversions(mut lines: Vec<(usize, usize)>) -> usize {
    sort(&mut lines);
    let mut ends: Vec<usize> = Vec::with_capacity(lines.len());
    let mut count = 0;
    for (_, end) in lines {
        let place = ends.partition_point(|known| *known <= end);
        count += ends.len() - place;
        ends.insert(place, end);
    }
    count
}
