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
    cells.values_mut().for_each(|cell| sort_by_key(cell, key));
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
    let levels = cells.keys().map(|(_, level)| *level);
    let (lowest, highest) = (levels.clone().min().unwrap_or(0), levels.max());
    let all = framework.map_or(&[][..], |framework| catalogue.frameworks[framework].levels.as_slice());
    let used = highest.map_or(&[][..], |highest| &all[lowest..=highest]);
    let bands: Vec<Band> = used.iter().rev().map(|level| Band { level: *level }).collect();
    let lanes = LaneKind::ALL.map(|kind| {
        let nodes = cells.iter().filter(|((lane, _), _)| *lane == kind).flat_map(|(_, cell)| cell);
        Lane { kind, columns: nodes.map(|node| columns[node] + 1).max().unwrap_or(0) }
    });
    let mut rungs: Vec<Rung> = cells
        .iter()
        .flat_map(|((lane, level), cell)| {
            let band = highest.unwrap_or(0) - level;
            cell.iter().enumerate().map(move |(slot, node)| Rung {
                node: *node,
                band,
                lane: *lane,
                slot,
                column: columns[node],
                role: Role::Other,
            })
        })
        .collect();
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
    let own: Vec<&Vec<Node>> =
        cells.iter().filter(|((kind, _), _)| *kind == lane).map(|(_, cell)| cell).collect();
    // Of equally full cells the highest.
    let Some(fullest) = (0..own.len()).max_by_key(|place| (own[*place].len(), *place)) else { return };
    let width = own[fullest].len();
    let outwards = (fullest..own.len()).chain((0..fullest).rev());
    for place in outwards {
        let cell = own[place];
        let wishes: Vec<(usize, usize)> = cell
            .iter()
            .map(|node| {
                let joined = arrangement.joined.get(node).map_or(&[][..], Vec::as_slice);
                let near: Vec<usize> =
                    joined.iter().filter_map(|other| columns.get(other).copied()).collect();
                (near.iter().sum(), near.len())
            })
            .collect();
        let chosen = if cell.len() == width || cell.len() * width > MOST_WORK {
            (0..cell.len()).collect()
        } else {
            nearest(&wishes, width)
        };
        columns.extend(cell.iter().copied().zip(chosen));
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
