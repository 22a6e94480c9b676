//! The ladder as a picture with its text twin: levels as bands, kinds as lanes. Both have the same actions.

use std::rc::Rc;

use crate::dom::{Child, View, el, fold, group, svg};
use rungs_core::catalogue::Catalogue;
use rungs_core::ladder::{EdgeKind, Ladder, LaneKind, Role, Rung};
use rungs_core::model::{JobId, Node};
use rungs_core::words::{Language, labels, listed, plan as say};

use super::part::{glyph, text};
use crate::state::{State, state};
use crate::words::{Words, words};

/// Pixels: the height of a band, the column of level names, the row of lane names.
const BAND: usize = 94;
const LEVELS: usize = 44;
const LANES: usize = 26;
/// Pixels: the height of a rung, and the room beside it in its column.
const RUNG_HEIGHT: usize = 78;
const GAP: usize = 8;
/// Pixels: what the picture should fit into, and how narrow and wide a column may be for it.
const FITS: usize = 1020;
const NARROWEST: usize = 96;
const WIDEST: usize = 132;

/// The ladder from where the learner stands to a job; `planned` says that the route is a plan's.
pub fn ladder(job: JobId, route: &[Node], planned: bool, language: Language) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let ladder = Ladder::from_here(&catalogue, &state.learner.read(), job, route);
    let words = words(language);
    let framework = ladder.framework.map(|id| {
        let said = (words.ladder_lead)(labels::name(&catalogue.frameworks[id].about.name, language).0);
        el("p").class("muted small").child(said)
    });
    let proposed = ladder.rungs.iter().any(|rung| is_proposed(&catalogue, rung.node));
    let proposed = proposed.then(|| el("p").class("muted small").child(words.placement_note));
    let left_out =
        (ladder.left_out > 0).then(|| el("p").class("muted small").child((words.left_out)(ladder.left_out)));
    let route = if planned { words.route_mark } else { words.route_possible };
    let picture = picture(state, &catalogue, &ladder, route, language);
    let shown = Rc::clone(&catalogue);
    let twin =
        fold(el("summary").child(words.ladder_list), move || twin(state, &shown, &ladder, route, language));
    group([
        framework.view(),
        picture.view(),
        twin.class("twin-list").view(),
        left_out.view(),
        proposed.view(),
    ])
    .view()
}

/// Whether where a node stands is what the data's author proposes.
pub fn is_proposed(catalogue: &Catalogue, node: Node) -> bool {
    let by_author =
        catalogue.placement(node).is_some_and(|placed| placed.basis == rungs_core::model::Basis::Author);
    by_author || catalogue.is_made_up(&[catalogue.source_of(node, "level")])
}

/// The left edge of each lane in columns, by lane.
fn offsets(ladder: &Ladder) -> (Vec<(LaneKind, usize, usize)>, usize) {
    let mut offset = 0;
    let mut lanes = Vec::new();
    for lane in &ladder.lanes {
        lanes.push((lane.kind, offset, lane.columns));
        offset += lane.columns;
    }
    (lanes, offset)
}

fn picture(
    state: State,
    catalogue: &Catalogue,
    ladder: &Ladder,
    route: &'static str,
    language: Language,
) -> View {
    let words = words(language);
    let (lanes, columns) = offsets(ladder);
    let column = ((FITS - LEVELS) / columns.max(1)).clamp(NARROWEST, WIDEST);
    let width = LEVELS + columns * column;
    let height = LANES + ladder.bands.len() * BAND;
    let corner = |rung: &Rung| {
        let lane = lanes.iter().find(|(kind, ..)| *kind == rung.lane).map_or(0, |(_, offset, _)| *offset);
        (
            LEVELS + (lane + rung.column) * column + GAP / 2,
            LANES + rung.band * BAND + (BAND - RUNG_HEIGHT) / 2,
        )
    };
    let lane_names = lanes
        .iter()
        .filter(|(.., columns)| *columns > 0)
        .map(|(kind, offset, columns)| {
            let (name, sign) = lane_name(*kind, words);
            el("span")
                .class("lane")
                .style("left", &px(LEVELS + offset * column))
                .style("width", &px(columns * column))
                .child(name)
                .child(" ")
                .child(el("span").attr("lang", "zh").child(sign))
        })
        .collect::<Vec<_>>();
    let bands = ladder
        .bands
        .iter()
        .enumerate()
        .map(|(place, band)| {
            let level = &catalogue.levels[band.level];
            el("span")
                .class("band")
                .style("top", &px(LANES + place * BAND))
                .style("height", &px(BAND))
                .child(format!("L{}", level.rank))
        })
        .collect::<Vec<_>>();
    let edges = ladder
        .edges
        .iter()
        .map(|edge| {
            let (from, to) = (&ladder.rungs[edge.from], &ladder.rungs[edge.to]);
            let class = match edge.kind {
                EdgeKind::NextRung => "edge next",
                EdgeKind::Opens => "edge opens",
                EdgeKind::LeadsTo => "edge leads",
                EdgeKind::Route => "edge route",
            };
            svg("path").class(class).attr("d", curve(column, corner(from), corner(to)))
        })
        .collect::<Vec<_>>();
    let rungs = ladder
        .rungs
        .iter()
        .map(|rung| {
            let (left, top) = corner(rung);
            let node = rung.node;
            // The grade stands apart from its qualification's long name, so that it is seen where that is cut off.
            let (name, grade) = match node {
                Node::Grade(id) => {
                    let qualification = Node::Qualification(catalogue.grades[id].qualification);
                    let grade = labels::name(&catalogue.grades[id].about.name, language).0;
                    (say::node(catalogue, qualification, language), Some(grade))
                }
                _ => (say::node(catalogue, node, language), None),
            };
            // Each on lines of its own, so that a long grade does not cut the mark off.
            let below = [grade, role_mark(rung.role, route, words)].map(|said| {
                said.map(|said| group([" ".view(), el("span").class("rung-mark").child(said).view()]))
            });
            el("button")
                .attr("type", "button")
                .class(&format!("rung {} {}", role_class(rung.role), lane_class(rung.lane)))
                .style("left", &px(left))
                .style("top", &px(top))
                .style("width", &px(column - GAP))
                .attr("title", say::node(catalogue, node, language))
                .on("click", move |_| state.open(node))
                .child(el("span").class("rung-name").child(name))
                .child(Vec::from(below))
        })
        .collect::<Vec<_>>();
    el("div")
        .class("ladder")
        .attr("role", "group")
        .attr("aria-label", words.ladder)
        .attr("tabindex", "0")
        .child(
            el("div")
                .class("ladder-sheet")
                .style("width", &px(width))
                .style("height", &px(height))
                .child(
                    svg("svg")
                        .class("edges")
                        .attr("viewBox", format!("0 0 {width} {height}"))
                        .attr("aria-hidden", "true")
                        .child(edges),
                )
                .child(bands)
                .child(lane_names)
                .child(rungs),
        )
        .view()
}

/// Pixels at the usual size of text; with larger text the picture grows.
fn px(pixels: usize) -> String {
    format!("calc({pixels} * var(--pixel))")
}

/// A line between two rungs: out of the side that faces the other.
fn curve(column: usize, from: (usize, usize), to: (usize, usize)) -> String {
    let width = column - GAP;
    let middle = |corner: (usize, usize)| (corner.0 + width / 2, corner.1 + RUNG_HEIGHT / 2);
    let ((fx, fy), (tx, ty)) = (middle(from), middle(to));
    let half = RUNG_HEIGHT / 2;
    if fy == ty {
        // Neighbours in a band: a shallow arc above what lies between.
        let (start, end) = if fx < tx { (from.0 + width, to.0) } else { (from.0, to.0 + width) };
        let span = start.abs_diff(end);
        if span <= column {
            return format!("M{start} {fy}L{end} {ty}");
        }
        let top = fy - half;
        return format!("M{fx} {top}C{fx} {} {tx} {} {tx} {top}", top - 16, top - 16);
    }
    let up = fy > ty;
    let start = if up { fy - half } else { fy + half };
    let end = if up { ty + half } else { ty - half };
    let bend = start.abs_diff(end) / 2 + 6;
    let (first, second) =
        if up { (start - bend.min(start), end + bend) } else { (start + bend, end - bend.min(end)) };
    format!("M{fx} {start}C{fx} {first} {tx} {second} {tx} {end}")
}

/// What a lane is called, and its sign among 岗课赛证.
fn lane_name(lane: LaneKind, words: &Words) -> (&'static str, &'static str) {
    match lane {
        LaneKind::Study => (words.lane_study, "课"),
        LaneKind::Certificates => (words.lane_certificates, "证"),
        LaneKind::Competitions => (words.lane_competitions, "赛"),
        LaneKind::Jobs => (words.lane_jobs, "岗"),
    }
}

fn lane_class(lane: LaneKind) -> &'static str {
    match lane {
        LaneKind::Study => "study",
        LaneKind::Certificates => "certificates",
        LaneKind::Competitions => "competitions",
        LaneKind::Jobs => "jobs",
    }
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Here => "here",
        Role::Goal => "goal",
        Role::Held => "held",
        Role::Route => "on-route",
        Role::Next => "next",
        Role::Other => "other",
    }
}

fn role_mark(role: Role, route: &'static str, words: &'static Words) -> Option<&'static str> {
    match role {
        Role::Here => Some(words.you_are_here),
        Role::Goal => Some(words.goal_mark),
        Role::Held => Some(words.held_mark),
        Role::Route => Some(route),
        Role::Next => Some(words.next_mark),
        Role::Other => None,
    }
}

/// The same as a list: level by level from the top, with what each rung leads to.
fn twin(
    state: State,
    catalogue: &Catalogue,
    ladder: &Ladder,
    route: &'static str,
    language: Language,
) -> View {
    let words = words(language);
    let bands = ladder
        .bands
        .iter()
        .enumerate()
        .map(|(place, band)| {
            let rungs: Vec<View> = ladder
                .rungs
                .iter()
                .enumerate()
                .filter(|(_, rung)| rung.band == place)
                .map(|(index, rung)| twin_rung(state, catalogue, ladder, index, rung, route, language))
                .collect();
            if rungs.is_empty() {
                return None;
            }
            let level = &catalogue.levels[band.level];
            Some(
                el("li")
                    .child(el("strong").child(text(&level.about.name, language)))
                    .child(el("ul").child(rungs)),
            )
        })
        .collect::<Vec<_>>();
    let unplaced = (!ladder.unplaced.is_empty()).then(|| {
        let links: Vec<View> =
            ladder.unplaced.iter().map(|node| super::part::link(*node, language)).collect();
        el("li").child(words.level).child(words.colon).child(words.unknown).child(el("ul").child(links))
    });
    el("ul").class("twin-levels").child(bands).child(unplaced).view()
}

fn twin_rung(
    state: State,
    catalogue: &Catalogue,
    ladder: &Ladder,
    index: usize,
    rung: &Rung,
    route: &'static str,
    language: Language,
) -> View {
    let words = words(language);
    let node = rung.node;
    let name = say::node(catalogue, node, language);
    let mark =
        role_mark(rung.role, route, words).map(|mark| group([" ".view(), el("em").child(mark).view()]));
    let mut targets: Vec<Node> = ladder
        .edges
        .iter()
        .filter(|edge| edge.from == index)
        .map(|edge| ladder.rungs[edge.to].node)
        .collect();
    rungs_core::sort::sort(&mut targets);
    targets.dedup();
    let leads = (!targets.is_empty()).then(|| {
        let names: Vec<String> = targets.iter().map(|node| say::node(catalogue, *node, language)).collect();
        el("span")
            .class("muted")
            .child(" → ")
            .child(words.leads_to)
            .child(words.colon)
            .child(el("bdi").child(listed(&names, language)))
    });
    el("li")
        .child(
            el("button")
                .attr("type", "button")
                .class("link")
                .on("click", move |_| state.open(node))
                .child(glyph(node.kind()))
                .child(" ")
                .child(el("bdi").child(name)),
        )
        .child(mark)
        .child(leads)
        .view()
}
