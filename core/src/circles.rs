//! What the cells of the circle × element matrix hold: the records of a table, by what they belong to.

use crate::catalogue::Catalogue;
use crate::model::{About, ElementKind, Kind, Node};
use crate::names::Names;

/// One thing in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its page, if it has one.
    pub node: Option<Node>,
    /// Its name.
    pub name: Names,
    /// How many records of the table belong to it; a record that stands for itself is one.
    pub records: usize,
}

/// The records of a table, those with a page of their own or of what they belong to first. Empty for a table whose
/// records belong to nothing that has a name.
pub fn holdings(catalogue: &Catalogue, table: &str) -> Vec<Holding> {
    let mut all = Vec::new();
    for node in catalogue.nodes() {
        let records = records(catalogue, node, table);
        if records > 0 {
            all.push(Holding { node: Some(node), name: catalogue.about(node).name.clone(), records });
        }
    }
    let mut named = |about: &About| all.push(Holding { node: None, name: about.name.clone(), records: 1 });
    match table {
        "standards" => catalogue.standards.iter().for_each(|(_, record)| named(&record.about)),
        "functions" => catalogue.functions.iter().for_each(|(_, record)| named(&record.about)),
        "skills" => catalogue.skills.iter().for_each(|(_, record)| named(&record.about)),
        "organisations" => catalogue.organisations.iter().for_each(|(_, record)| named(&record.about)),
        "frameworks" => catalogue.frameworks.iter().for_each(|(_, record)| named(&record.about)),
        "levels" => catalogue.levels.iter().for_each(|(_, record)| named(&record.about)),
        _ => {}
    }
    all
}

/// How many records of a table belong to a node.
fn records(catalogue: &Catalogue, node: Node, table: &str) -> usize {
    // An award is shown on the page of its competition.
    if node.kind() != Kind::Award && node.kind().table() == table {
        return 1;
    }
    match (table, node) {
        ("awards", Node::Competition(id)) => catalogue.competitions[id].awards.len(),
        ("curriculum", Node::Programme(id)) => catalogue.programmes[id].curriculum.len(),
        ("routes", Node::Qualification(id)) => catalogue.qualifications[id].routes.len(),
        ("grade_functions", Node::Grade(id)) => catalogue.grades[id].functions.len(),
        ("job_functions", Node::Job(id)) => catalogue.jobs[id].functions.len(),
        ("job_skills", Node::Job(id)) => catalogue.jobs[id].needs.len(),
        ("demand", Node::Job(id)) => catalogue.jobs[id].demand.len(),
        ("fees", _) => catalogue.exam(node).map_or(0, |exam| exam.fees.len()),
        ("sittings", _) => catalogue.exam(node).map_or(0, |exam| exam.sittings.len()),
        ("recognition", _) => catalogue.recognises(node).len(),
        ("outcomes", Node::Course(_) | Node::Grade(_) | Node::Competition(_)) => catalogue.gives(node).len(),
        _ => 0,
    }
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The kind of its elements.
    pub kind: ElementKind,
    /// By circle, the cell's place in the model's list; `None` where the circle has no more elements of the kind.
    pub cells: Vec<Option<usize>>,
}

/// The matrix: its circles in document order, and its rows, kind by kind.
pub fn matrix(catalogue: &Catalogue) -> (Vec<&Names>, Vec<Row>) {
    let mut circles: Vec<&Names> = Vec::new();
    for cell in &catalogue.circles {
        if !circles.contains(&&cell.circle) {
            circles.push(&cell.circle);
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for &kind in ElementKind::ALL {
        for (column, circle) in circles.iter().enumerate() {
            let mut row = rows.iter().position(|known| known.kind == kind).unwrap_or(rows.len());
            for (place, cell) in catalogue.circles.iter().enumerate() {
                if cell.kind != kind || cell.circle != **circle {
                    continue;
                }
                if row == rows.len() {
                    rows.push(Row { kind, cells: vec![None; circles.len()] });
                }
                rows[row].cells[column] = Some(place);
                row += 1;
            }
        }
    }
    (circles, rows)
}
