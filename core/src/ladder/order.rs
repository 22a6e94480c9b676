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
    let mut levelled = Vec::new();
    let mut places: Map<Node, usize> = Map::new();
    for node in catalogue.nodes() {
        if let Some(level) = level_of(catalogue, framework, node) {
            places.insert(node, levelled.len());
            levelled.push((node, level));
        }
    }
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); levelled.len()];
    for (from, (node, level)) in levelled.iter().enumerate() {
        let mut onward = next_rungs(catalogue, *node);
        onward.append(&mut opens(catalogue, *node));
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
    let mut joined_nodes: Map<Node, Vec<Node>> = Map::new();
    for ((node, _), others) in levelled.iter().zip(&joined) {
        let nodes = joined_nodes.entry(*node).or_default();
        for other in others {
            nodes.push(levelled[*other].0);
        }
    }
    Arrangement { keys, joined: joined_nodes }
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
    let mut places = Map::new();
    for cell in cells {
        for (place, member) in cell.iter().enumerate() {
            places.insert(*member, place);
        }
    }
    places
}

/// Sorts a cell by the mean place of what each rung is joined to; a rung that is joined to nothing there stays.
fn reorder(cell: &mut [usize], joined: &[Vec<usize>], around: &Map<usize, usize>) {
    let mut means = Vec::with_capacity(cell.len());
    for (place, member) in cell.iter().enumerate() {
        let (mut sum, mut count) = (0, 0);
        for other in &joined[*member] {
            if let Some(place) = around.get(other) {
                (sum, count) = (sum + place, count + 1);
            }
        }
        means.push(if count == 0 { (place, 1, *member) } else { (sum, count, *member) });
    }
    sort_by(&mut means, |(a, of_a, _), (b, of_b, _)| (a * of_b).cmp(&(b * of_a)));
    for (member, (_, _, sorted)) in cell.iter_mut().zip(means) {
        *member = sorted;
    }
}

/// How often lines between the same two bands cross.
fn crossings(cells: &[Vec<usize>], joined: &[Vec<usize>]) -> usize {
    let mut places: Map<usize, (usize, usize)> = Map::new();
    for (band, cell) in cells.iter().enumerate() {
        for (place, member) in cell.iter().enumerate() {
            places.insert(*member, (band, place));
        }
    }
    let mut lines: Map<(usize, usize), Vec<(usize, usize)>> = Map::new();
    for (member, (band, place)) in places.iter() {
        for other in &joined[*member] {
            if let Some(other) = places.get(other)
                && other.0 > *band
            {
                lines.entry((*band, other.0)).or_default().push((*place, other.1));
            }
        }
    }
    let mut count = 0;
    for lines in lines.values_mut() {
        count += inversions(lines);
    }
    count
}

fn inversions(lines: &mut [(usize, usize)]) -> usize {
    sort(lines);
    let mut ends: Vec<usize> = Vec::with_capacity(lines.len());
    let mut count = 0;
    for (_, end) in lines {
        let place = ends.partition_point(|known| *known <= *end);
        count += ends.len() - place;
        ends.insert(place, *end);
    }
    count
}
