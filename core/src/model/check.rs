//! What only the whole model can show: circles, levels, rows that are there twice.

use super::{Dense, Model, Node};
use crate::diagnostic::Problem;
use crate::requisite::Requisite;
use crate::sorted::{Map, Set};
use crate::wire::pack_v1::PackV1;
use crate::wire::table::Report;

/// Reports what is wrong with a model as a whole. References must have been resolved.
pub fn check(model: &Model, tables: &PackV1, report: &mut Report) {
    nameless(tables, report);
    duplicates(tables, report);
    regions(model, tables, report);
    successors(model, tables, report);
    // A reference that could not be resolved was replaced by the first record of its table: what follows would
    // only repeat the same fault in other words.
    if report.has_errors() {
        return;
    }
    ladder(model, tables, report);
    ranks(tables, report);
    cycles(model, tables, report);
}

/// Records without a name in any language, in the tables that have nothing else in common.
fn nameless(tables: &PackV1, report: &mut Report) {
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in tables.$table.iter().filter(|row| row.name.is_empty()) {
                report.at(stringify!($table), row.at, "name", Problem::MissingField { field: "name".to_owned() });
            }
        )+};
    }
    look!(sources, regions, fields, calendar, learners);
}

/// What is said of the same things twice, in tables whose rows have no ids.
fn duplicates<'a>(tables: &'a PackV1, report: &mut Report) {
    // A function of its own for what is done with each row, as there are many tables.
    let mut seen = Map::new();
    let mut look = |table: &'static str, last: &str, at: u32, key: (&'a str, &'a str, &'a str, u32)| {
        let first = *seen.entry((table, key)).or_insert(at);
        if first != at {
            let first = report.origin.place(table, first, Some(last), None);
            report.at(table, at, last, Problem::DuplicateRow { first: Box::new(first) });
        }
    };
    macro_rules! look {
        ($($table:ident: $last:literal, |$row:ident| $key:expr);+ $(;)?) => {$(
            for $row in &tables.$table {
                look(stringify!($table), $last, $row.at, $key);
            }
        )+};
    }
    look! {
        job_functions: "function", |row| (&row.job, &row.function, "", 0);
        job_skills: "skill", |row| (&row.job, &row.skill, "", 0);
        job_qualifications: "item", |row| (&row.job, &row.set, &row.item, 0);
        demand: "period", |row| (&row.job, &row.region, &row.period, 0);
        programme_terms: "term", |row| (&row.programme, "", "", row.term);
        curriculum: "course", |row| (&row.programme, &row.course, "", 0);
        grade_functions: "function", |row| (&row.grade, &row.function, "", 0);
        outcomes: "skill", |row| (&row.item, &row.skill, "", 0);
    }
}

/// Regions that lie in each other in a circle.
fn regions(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut parents = Vec::new();
    for (_, region) in model.regions.iter() {
        parents.push(region.parent.map(Dense::index));
    }
    for circle in circles(&parents) {
        let mut ids = Vec::new();
        for &index in &circle {
            ids.push(tables.regions[index].id.clone());
        }
        report.at("regions", tables.regions[circle[0]].at, "parent", Problem::RegionCycle(ids));
    }
}

/// Records that have taken each other's place in a circle.
fn successors(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut next = Vec::new();
    for (_, standard) in model.standards.iter() {
        next.push(standard.successor.map(Dense::index));
    }
    for circle in circles(&next) {
        let mut ids = Vec::new();
        for &index in &circle {
            ids.push(tables.standards[index].id.clone());
        }
        report.at("standards", tables.standards[circle[0]].at, "successor", Problem::SuccessorCycle(ids));
    }
    next.clear();
    for (_, qualification) in model.qualifications.iter() {
        next.push(qualification.successor.map(Dense::index));
    }
    for circle in circles(&next) {
        let mut ids = Vec::new();
        for &index in &circle {
            ids.push(tables.qualifications[index].id.clone());
        }
        let at = tables.qualifications[circle[0]].at;
        report.at("qualifications", at, "successor", Problem::SuccessorCycle(ids));
    }
}

/// The circles into which one runs by always going on to the next; each begins with its first place.
fn circles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    // The walk on which a place was met first; a walk that meets itself has closed a circle.
    let mut walks = vec![0; next.len()];
    for start in 0..next.len() {
        let mut path = Vec::new();
        let mut here = Some(start);
        while let Some(place) = here.filter(|place| walks[*place] == 0) {
            walks[place] = start + 1;
            path.push(place);
            here = next[place];
        }
        if let Some(place) = here.filter(|place| walks[*place] == start + 1) {
            let from = path.iter().position(|known| *known == place).unwrap_or_default();
            let mut circle = path.split_off(from);
            let first = (0..circle.len()).min_by_key(|index| circle[*index]).unwrap_or_default();
            circle.rotate_left(first);
            circles.push(circle);
        }
    }
    circles
}

/// Placements on levels of another framework than the ladder's.
fn ladder(model: &Model, tables: &PackV1, report: &mut Report) {
    let Some(ladder) = model.head.ladder else { return };
    let framework = &model.frameworks[ladder].about.id;
    let mut look = |table: &'static str, at: u32, level: &Option<String>, node: &str| {
        let Some(level) = level else { return };
        let placed = model.node(node).and_then(|node| model.placement(node));
        if placed.is_some_and(|placed| model.levels[placed.level].framework != ladder) {
            let problem =
                Problem::LevelOutsideFramework { level: level.clone(), framework: framework.clone() };
            report.at(table, at, "level", problem);
        }
    };
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                look(stringify!($table), row.at, &row.level, &row.id);
            }
        )+};
    }
    look!(jobs, programmes, grades, competitions);
}

/// Ranks that stand twice in one framework or qualification.
fn ranks(tables: &PackV1, report: &mut Report) {
    let mut seen = Set::new();
    for row in &tables.levels {
        if !seen.insert((&row.framework, row.rank)) {
            report.at("levels", row.at, "rank", Problem::DuplicateRank { rank: row.rank });
        }
    }
    let mut seen = Set::new();
    for row in &tables.grades {
        if !seen.insert((&row.qualification, row.rank)) {
            report.at("grades", row.at, "rank", Problem::DuplicateRank { rank: row.rank });
        }
    }
}

/// Items that require each other in a circle, so that none of them can ever be taken.
fn cycles(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut places: Vec<(Node, &'static str, u32)> = Vec::new();
    macro_rules! add {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                if let Some(node) = model.node(&row.id) {
                    places.push((node, stringify!($table), row.at));
                }
            }
        )+};
    }
    add!(courses, grades, competitions);
    let mut reach = Reach::default();
    let mut index: Map<Node, usize> = Map::new();
    for (place, (node, ..)) in places.iter().enumerate() {
        reach.add(model, *node);
        index.insert(*node, place);
    }
    let reached = reach.run();
    let mut next = Vec::new();
    for (node, ..) in &places {
        let requisite = model.requisite(*node).filter(|_| !reached.contains(node));
        let waits_for = requisite.and_then(|requisite| first_out_of_reach(model, requisite, &reached));
        next.push(waits_for.and_then(|node| index.get(&node).copied()));
    }
    for circle in circles(&next) {
        let mut ids = Vec::new();
        for &index in &circle {
            ids.push(model.about(places[index].0).id.clone());
        }
        let (_, table, at) = places[circle[0]];
        report.at(table, at, "requisite", Problem::Cycle(ids));
    }
}

/// An award is reached with its competition.
fn carrier(model: &Model, node: Node) -> Node {
    match node {
        Node::Award(award) => Node::Competition(model.awards[award].competition),
        other => other,
    }
}

/// What can be reached from nothing: requisites as gates that open when enough of their parts are there. Every
/// part is looked at once, however long a requisite is.
#[derive(Default)]
struct Reach {
    gates: Vec<Gate>,
    waiting: Map<Node, Vec<usize>>,
    /// Gates of which one more part is there.
    work: Vec<usize>,
}

struct Gate {
    missing: u32,
    opens: Opens,
}

#[derive(Clone, Copy)]
enum Opens {
    Item(Node),
    Gate(usize),
}

impl Reach {
    fn add(&mut self, model: &Model, node: Node) {
        let root = self.gate(1, Opens::Item(node));
        match model.requisite(node) {
            Some(requisite) => self.part(model, requisite, root),
            None => self.work.push(root),
        }
    }

    fn gate(&mut self, missing: u32, opens: Opens) -> usize {
        self.gates.push(Gate { missing, opens });
        self.gates.len() - 1
    }

    fn part(&mut self, model: &Model, requisite: &Requisite<Node>, of: usize) {
        match requisite {
            Requisite::Item { item: Node::Programme(_), .. } => self.work.push(of),
            Requisite::Item { item, .. } => {
                self.waiting.entry(carrier(model, *item)).or_default().push(of);
            }
            // Items that are taken together may name each other.
            Requisite::With(_) | Requisite::Programme(_) | Requisite::Cohort { .. } => self.work.push(of),
            Requisite::All(parts) => {
                let gate = self.gate(parts.len() as u32, Opens::Gate(of));
                for part in parts {
                    self.part(model, part, gate);
                }
            }
            Requisite::AtLeast { count, of: parts } => {
                let gate = self.gate(*count, Opens::Gate(of));
                for part in parts {
                    self.part(model, part, gate);
                }
            }
        }
    }

    fn run(mut self) -> Set<Node> {
        let mut reached = Set::new();
        while let Some(gate) = self.work.pop() {
            let gate = &mut self.gates[gate];
            if gate.missing == 0 {
                continue;
            }
            gate.missing -= 1;
            match gate.opens {
                _ if gate.missing > 0 => {}
                Opens::Gate(next) => self.work.push(next),
                Opens::Item(node) => {
                    reached.insert(node);
                    self.work.extend(self.waiting.get_mut(&node).map(std::mem::take).unwrap_or_default());
                }
            }
        }
        reached
    }
}

fn can_hold(model: &Model, requisite: &Requisite<Node>, reached: &Set<Node>) -> bool {
    match requisite {
        Requisite::Item { item, .. } => {
            matches!(item, Node::Programme(_)) || reached.contains(&carrier(model, *item))
        }
        Requisite::With(_) | Requisite::Programme(_) | Requisite::Cohort { .. } => true,
        Requisite::All(parts) => parts.iter().all(|part| can_hold(model, part, reached)),
        Requisite::AtLeast { count, of } => {
            of.iter().filter(|part| can_hold(model, part, reached)).count() >= *count as usize
        }
    }
}

/// The first item that a requisite waits for in vain.
fn first_out_of_reach(model: &Model, requisite: &Requisite<Node>, reached: &Set<Node>) -> Option<Node> {
    match requisite {
        Requisite::Item { item, .. } => Some(carrier(model, *item)),
        Requisite::With(_) | Requisite::Programme(_) | Requisite::Cohort { .. } => None,
        Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
            let part = parts.iter().find(|part| !can_hold(model, part, reached))?;
            first_out_of_reach(model, part, reached)
        }
    }
}
