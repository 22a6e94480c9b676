//! Bands, cells, slots and columns of chosen rungs.

use super::choose::Choice;
use super::order::{Arrangement, Key, arrange};
use super::{Band, Ladder, Lane, LaneKind, Role, Rung, level_of};
use crate::catalogue::Catalogue;
use crate::model::{FrameworkId, Node};
use crate::sort::sort_by_key;
use crate::sorted::Map;

/// Beyond so many cells of work a lane is not aligned: rungs then stand at the left of their cells.
const MOST_WORK: usize = 1 << 20;

/// A rung's cell: its lane, and its level's place in the framework.
type Cell = (LaneKind, usize);

/// Puts the chosen rungs into cells; those that only the route brings in come last in theirs, so that they move
/// no others.
pub fn lay_out(
    catalogue: &Catalogue,
    framework: Option<FrameworkId>,
    choice: &Choice,
    route: &[Node],
) -> Ladder {
    let arrangement = arrange(catalogue, framework);
    let mut unplaced = choice.unplaced.clone();
    let mut cells: Map<Cell, Vec<Node>> = Map::new();
    for node in &choice.placed {
        if let Some(level) = level_of(catalogue, framework, *node) {
            cells.entry((LaneKind::of(node.kind()), level)).or_default().push(*node);
        }
    }
    let key = |node: &Node| -> (Key, Node) {
        (arrangement.keys.get(node).copied().unwrap_or((usize::MAX, 0)), *node)
    };
    for cell in cells.values_mut() {
        sort_by_key(cell, key);
    }
    let mut columns: Map<Node, usize> = Map::new();
    for lane in LaneKind::ALL {
        align(lane, &cells, &arrangement, &mut columns);
    }
    for node in route {
        let Some(level) = level_of(catalogue, framework, *node) else {
            if !unplaced.contains(node) {
                unplaced.push(*node);
            }
            continue;
        };
        let cell = cells.entry((LaneKind::of(node.kind()), level)).or_default();
        if !cell.contains(node) {
            let column = cell.last().map_or(0, |last| columns[last] + 1);
            columns.insert(*node, column);
            cell.push(*node);
        }
    }
    draw(catalogue, framework, &cells, &columns, choice, unplaced)
}

fn draw(
    catalogue: &Catalogue,
    framework: Option<FrameworkId>,
    cells: &Map<Cell, Vec<Node>>,
    columns: &Map<Node, usize>,
    choice: &Choice,
    unplaced: Vec<Node>,
) -> Ladder {
    let (mut lowest, mut highest) = (usize::MAX, 0);
    for (_, level) in cells.keys() {
        (lowest, highest) = (lowest.min(*level), highest.max(*level));
    }
    let mut bands = Vec::new();
    if let Some(framework) = framework.filter(|_| !cells.is_empty()) {
        for level in catalogue.frameworks[framework].levels[lowest..=highest].iter().rev() {
            bands.push(Band { level: *level });
        }
    }
    let mut lanes = LaneKind::ALL.map(|kind| Lane { kind, columns: 0 });
    let mut rungs = Vec::new();
    for ((lane, level), cell) in cells.iter() {
        for (slot, node) in cell.iter().enumerate() {
            let column = columns[node];
            let width = &mut lanes[*lane as usize].columns;
            *width = (*width).max(column + 1);
            let (node, band, lane) = (*node, highest - level, *lane);
            rungs.push(Rung { node, band, lane, slot, column, role: Role::Other });
        }
    }
    sort_by_key(&mut rungs, |rung| (rung.band, rung.lane, rung.slot));
    Ladder {
        framework,
        bands,
        lanes: lanes.to_vec(),
        rungs,
        edges: Vec::new(),
        unplaced,
        left_out: choice.left_out,
    }
}

/// Gives a lane's rungs columns: the fullest cell takes them all, and from there up and then down each cell's
/// rungs stand as near as their order allows to the rungs that they are joined to.
fn align(
    lane: LaneKind,
    cells: &Map<Cell, Vec<Node>>,
    arrangement: &Arrangement,
    columns: &mut Map<Node, usize>,
) {
    let mut own = Vec::new();
    let (mut fullest, mut width) = (0, 0);
    for ((kind, _), cell) in cells.iter() {
        if *kind == lane {
            // Of equally full cells the highest.
            if cell.len() >= width {
                (fullest, width) = (own.len(), cell.len());
            }
            own.push(cell);
        }
    }
    for step in 0..own.len() {
        // From the fullest up, then from below it down.
        let upwards = own.len() - fullest;
        let place = if step < upwards { fullest + step } else { own.len() - 1 - step };
        let cell = own[place];
        let mut chosen = Vec::new();
        if cell.len() < width && cell.len() * width <= MOST_WORK {
            let mut wishes = Vec::with_capacity(cell.len());
            for node in cell {
                let (mut sum, mut count) = (0, 0);
                for other in arrangement.joined.get(node).map_or(&[][..], Vec::as_slice) {
                    if let Some(column) = columns.get(other) {
                        (sum, count) = (sum + column, count + 1);
                    }
                }
                wishes.push((sum, count));
            }
            chosen = nearest(&wishes, width);
        }
        for (slot, node) in cell.iter().enumerate() {
            columns.insert(*node, chosen.get(slot).copied().unwrap_or(slot));
        }
    }
}

/// Ascending columns below `width` with the least distance to the wishes, each a sum of columns and their number;
/// of equals the leftmost. There are no more wishes than columns.
fn nearest(wishes: &[(usize, usize)], width: usize) -> Vec<usize> {
    let free = width - wishes.len();
    // By rung and by how many columns were left empty before it: the least distance of it and all after it.
    let mut least = vec![vec![0usize; free + 1]; wishes.len() + 1];
    let distance = |rung: usize, empty: usize| {
        let (sum, count) = wishes[rung];
        ((rung + empty) * count).abs_diff(sum)
    };
    for rung in (0..wishes.len()).rev() {
        let mut after = usize::MAX;
        for empty in (0..=free).rev() {
            after = after.min(distance(rung, empty) + least[rung + 1][empty]);
            least[rung][empty] = after;
        }
    }
    let mut empty = 0;
    let mut columns = Vec::with_capacity(wishes.len());
    for rung in 0..wishes.len() {
        while distance(rung, empty) + least[rung + 1][empty] > least[rung][empty] {
            empty += 1;
        }
        columns.push(rung + empty);
    }
    columns
}
