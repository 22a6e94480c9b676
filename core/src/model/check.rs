//! What only the whole model can show: circles, levels, rows that are there twice.

use super::{CompetitionId, CourseId, Dense, GradeId, JobId, Model, Node, ProgrammeId};
use crate::diagnostic::Problem;
use crate::requisite::Requisite;
use crate::sorted::{Map, Set};
use crate::wire::pack_v1::PackV1;
use crate::wire::table::Report;

/// Reports what is wrong with a model as a whole, whatever else was found: what could not be read or resolved stands in
/// nobody's way here, so that all that is said is true of the rest.
pub fn check(model: &Model, tables: &PackV1, report: &mut Report) {
    nameless(tables, report);
    duplicates(tables, report);
    regions(model, tables, report);
    successors(model, tables, report);
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
    let name = |framework| &model.frameworks[framework].about.id;
    let mut look = |table: &'static str, at: u32, level: &Option<String>, node: Node| {
        let (Some(said), Some(placed)) = (level, model.placement(node)) else { return };
        let framework = model.levels[placed.level].framework;
        // The framework of a level that names none there is was replaced by the first.
        if framework != ladder && tables.levels[placed.level.index()].framework == *name(framework) {
            let problem =
                Problem::LevelOutsideFramework { level: said.clone(), framework: name(ladder).clone() };
            report.at(table, at, "level", problem);
        }
    };
    macro_rules! look {
        ($($table:ident => $Variant:ident($Id:ident)),+ $(,)?) => {$(
            for (index, row) in tables.$table.iter().enumerate() {
                look(stringify!($table), row.at, &row.level, Node::$Variant($Id::new(index)));
            }
        )+};
    }
    look! {
        jobs => Job(JobId), programmes => Programme(ProgrammeId), grades => Grade(GradeId),
        competitions => Competition(CompetitionId),
    }
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
        ($($table:ident => $Variant:ident($Id:ident)),+ $(,)?) => {$(
            for (index, row) in tables.$table.iter().enumerate() {
                places.push((Node::$Variant($Id::new(index)), stringify!($table), row.at));
            }
        )+};
    }
    add! { courses => Course(CourseId), grades => Grade(GradeId), competitions => Competition(CompetitionId) }
    let mut index: Map<Node, usize> = Map::new();
    let mut reach = Reach::new(model, tables, None);
    for (place, (node, ..)) in places.iter().enumerate() {
        index.insert(*node, place);
        reach.add(*node);
    }
    let mut reached = Order::new();
    reach.run(&mut reached);
    let mut shut = Order::new();
    // Whatever is left once so many have been taken after each other is in no programme's reach; it is no circle.
    for _ in 0..MOST_ROUNDS {
        let mut open = Reach::new(model, tables, Some(&reached));
        for (node, ..) in &places {
            if !reached.contains_key(node) {
                open.add(*node);
            }
        }
        shut = Order::new();
        open.run(&mut shut);
        let mut together = Vec::new();
        for (node, ..) in &places {
            if !reached.contains_key(node) && !shut.contains_key(node) {
                together.push(*node);
            }
        }
        if together.is_empty() {
            break;
        }
        for node in together {
            reach.found(node, &mut reached);
        }
        reach.run(&mut reached);
        shut = Order::new();
    }
    let mut next = Vec::new();
    for (node, ..) in &places {
        let waits_for = shut.get(node).zip(model.requisite(*node)).and_then(|(turn, requisite)| {
            // What is taken with it and was found out of reach no earlier is not what keeps it away.
            let is_there = |item: Node, is_with: bool| {
                let Some(item) = carrier(model, tables, item) else { return true };
                reached.contains_key(&item) || is_with && shut.get(&item).is_some_and(|other| other >= turn)
            };
            unmet(requisite, &is_there)
        });
        let waits_for = waits_for.and_then(|item| carrier(model, tables, item));
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

/// Nothing is looked for that must be taken after so many others, each together with what it needs `with` it.
const MOST_ROUNDS: u32 = 50;

/// Which items were found, each with how many were before it.
type Order = Map<Node, usize>;

/// What must be reached for an item to be there: an award comes with its competition. None: nothing, or what could not
/// be read.
fn carrier(model: &Model, tables: &PackV1, node: Node) -> Option<Node> {
    match node {
        Node::Programme(_) => None,
        Node::Award(award) => {
            let competition = model.awards[award].competition;
            // The competition of an award that names none there is was replaced by the first.
            let is_named = |id: &String| tables.awards[award.index()].competition == *id;
            let known = tables.competitions.get(competition.index())?;
            is_named(&known.id).then_some(Node::Competition(competition))
        }
        other => Some(other),
    }
}

/// What can be reached from nothing: requisites as gates that open when enough of their parts are there. Every
/// part is looked at once, however long a requisite is.
///
/// Given what is reached already, the other way round: what cannot be taken next, even together with others. There
/// a gate opens when so many parts are out of reach that the rest is not enough.
struct Reach<'a> {
    model: &'a Model,
    tables: &'a PackV1,
    reached: Option<&'a Order>,
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

impl<'a> Reach<'a> {
    fn new(model: &'a Model, tables: &'a PackV1, reached: Option<&'a Order>) -> Self {
        Self { model, tables, reached, gates: Vec::new(), waiting: Map::new(), work: Vec::new() }
    }

    fn add(&mut self, node: Node) {
        let root = self.gate(1, Opens::Item(node));
        match self.model.requisite(node) {
            Some(requisite) => self.part(requisite, root),
            None => self.met(root),
        }
    }

    fn gate(&mut self, missing: u32, opens: Opens) -> usize {
        self.gates.push(Gate { missing, opens });
        self.gates.len() - 1
    }

    /// A part of a gate asks for nothing that could be out of reach.
    fn met(&mut self, of: usize) {
        if self.reached.is_none() {
            self.work.push(of);
        }
    }

    fn part(&mut self, requisite: &Requisite<Node>, of: usize) {
        let (parts, count) = match requisite {
            Requisite::Item { item, .. } | Requisite::With(item) => {
                let is_with = matches!(requisite, Requisite::With(_));
                let carrier = carrier(self.model, self.tables, *item);
                match (carrier, self.reached) {
                    (Some(item), Some(reached)) if reached.contains_key(&item) => {}
                    (Some(_), Some(_)) if !is_with => self.work.push(of),
                    (Some(item), _) => self.waiting.entry(item).or_default().push(of),
                    (None, _) => self.met(of),
                }
                return;
            }
            Requisite::Programme(_) | Requisite::Cohort { .. } => return self.met(of),
            Requisite::All(parts) => (parts, parts.len() as u32),
            Requisite::AtLeast { count, of } => (of, *count),
        };
        let missing = if self.reached.is_none() { count } else { parts.len() as u32 + 1 - count };
        let gate = self.gate(missing, Opens::Gate(of));
        for part in parts {
            self.part(part, gate);
        }
    }

    fn found(&mut self, node: Node, order: &mut Order) {
        let turn = order.len();
        order.entry(node).or_insert(turn);
        if let Some(waiting) = self.waiting.get_mut(&node) {
            self.work.append(waiting);
        }
    }

    fn run(&mut self, order: &mut Order) {
        while let Some(gate) = self.work.pop() {
            let gate = &mut self.gates[gate];
            if gate.missing == 0 {
                continue;
            }
            gate.missing -= 1;
            match gate.opens {
                _ if gate.missing > 0 => {}
                Opens::Gate(next) => self.work.push(next),
                Opens::Item(node) => self.found(node, order),
            }
        }
    }
}

/// The first item that a requisite waits for in vain; None: it is met. Whether an item is there is asked with whether
/// it may be taken at the same time.
fn unmet(requisite: &Requisite<Node>, is_there: &dyn Fn(Node, bool) -> bool) -> Option<Node> {
    let (parts, count) = match requisite {
        Requisite::Item { item, .. } => return (!is_there(*item, false)).then_some(*item),
        Requisite::With(item) => return (!is_there(*item, true)).then_some(*item),
        Requisite::Programme(_) | Requisite::Cohort { .. } => return None,
        Requisite::All(parts) => (parts, parts.len()),
        Requisite::AtLeast { count, of } => (of, *count as usize),
    };
    let (mut first, mut met) = (None, 0);
    for part in parts {
        match unmet(part, is_there) {
            None => met += 1,
            waits => first = first.or(waits),
        }
    }
    first.filter(|_| met < count)
}
