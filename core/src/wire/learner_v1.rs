//! `rungs-learner/1`: what a student's device keeps and what Me exports.
//!
//! Everything is stored by readable id, so that it survives newer data: what the data no longer has is told to the
//! student, and nothing else is lost.

use crate::catalogue::Catalogue;
use crate::learner::{Learner, Priority};
use crate::model::{Dense, Node};
use crate::wire::field::Field;
use crate::wire::value::{self, Value};

/// What the document says it is.
pub const FORMAT: &str = "rungs-learner/1";

/// Why a stored learner cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON.
    Syntax,
    /// Not a `rungs-learner/1` document: what it says it is.
    Format(String),
}

/// What was read, and the ids that the data no longer has.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The learner.
    pub learner: Learner,
    /// Ids and fields that could not be used.
    pub lost: Vec<String>,
}

/// Writes a learner.
pub fn write(catalogue: &Catalogue, learner: &Learner) -> String {
    let text = |text: &str| Value::Text(text.to_owned());
    let ids = |nodes: &[Node]| {
        let mut ids = Vec::with_capacity(nodes.len());
        for node in nodes {
            ids.push(text(&catalogue.about(*node).id));
        }
        Value::List(ids)
    };
    let number = |number: u32| Value::Number(f64::from(number));
    let mut fields = Vec::new();
    let mut field = |name: &str, value: Value| fields.push((name.to_owned(), value));
    field("format", text(FORMAT));
    field("pack", text(&catalogue.head.id));
    if let Some(programme) = learner.programme {
        field("programme", text(&catalogue.programmes[programme].about.id));
    }
    if let Some(term) = learner.entry.and_then(|entry| catalogue.calendar.get(entry as usize)) {
        field("entry", text(&term.id));
    }
    if let Some(term) = learner.term {
        field("term", number(term));
    }
    field("held", ids(&learner.held));
    if !learner.marks.is_empty() {
        let mut marks = Vec::new();
        for (node, mark) in &learner.marks {
            marks.push((catalogue.about(*node).id.clone(), number(*mark)));
        }
        field("marks", Value::Map(marks));
    }
    if let Some(goal) = learner.goal {
        field("goal", text(&catalogue.jobs[goal].about.id));
    }
    if let Some(region) = learner.region {
        field("region", text(&catalogue.regions[region].id));
    }
    for (name, limit) in
        [("budget", learner.budget), ("hours_a_week", learner.hours_a_week), ("deadline", learner.deadline)]
    {
        if let Some(limit) = limit {
            field(name, number(limit));
        }
    }
    let mut priorities = Vec::new();
    for priority in &learner.priorities {
        priorities.push(text(priority.code()));
    }
    field("priorities", Value::List(priorities));
    field("pinned", ids(&learner.pinned));
    field("excluded", ids(&learner.excluded));
    Value::Map(fields).to_json()
}

/// Reads a learner; unknown ids and bad values are left out and told.
pub fn read(catalogue: &Catalogue, text: &str) -> Result<Read, Unreadable> {
    let document = value::parse(text).map_err(|_| Unreadable::Syntax)?;
    let format = document.get("format").and_then(Value::text).unwrap_or_default();
    if format != FORMAT {
        return Err(Unreadable::Format(crate::wire::field::shorten(format)));
    }
    let mut lost = Vec::new();
    let mut learner = Learner::default();
    for (name, value) in document.fields().unwrap_or_default() {
        let mut nodes = || -> Vec<Node> {
            let Value::List(values) = value else { return Vec::new() };
            let mut nodes = Vec::new();
            for id in values.iter().take(10_000).filter_map(Value::text) {
                match catalogue.node(id) {
                    Some(node) if !nodes.contains(&node) => nodes.push(node),
                    Some(_) => {}
                    None => lost.push(crate::wire::field::shorten(id)),
                }
            }
            nodes
        };
        match name.as_str() {
            "held" => learner.held = nodes(),
            "pinned" => learner.pinned = nodes(),
            "excluded" => learner.excluded = nodes(),
            "marks" => {
                for (id, mark) in value.fields().unwrap_or_default().iter().take(10_000) {
                    match (catalogue.node(id), u32::read(mark)) {
                        (Some(node), Ok(mark)) => learner.marks.push((node, mark)),
                        _ => lost.push(crate::wire::field::shorten(id)),
                    }
                }
            }
            "programme" | "goal" => {
                let id = value.text().unwrap_or_default();
                match catalogue.node(id) {
                    Some(Node::Programme(programme)) if name == "programme" => {
                        learner.programme = Some(programme)
                    }
                    Some(Node::Job(job)) if name == "goal" => learner.goal = Some(job),
                    _ => lost.push(crate::wire::field::shorten(id)),
                }
            }
            "entry" => {
                let id = value.text().unwrap_or_default();
                match catalogue.calendar.iter().position(|term| term.id == id) {
                    Some(place) => learner.entry = Some(place as u32),
                    None => lost.push(crate::wire::field::shorten(id)),
                }
            }
            "region" => {
                let id = value.text().unwrap_or_default();
                match catalogue.regions.iter().find(|(_, region)| region.id == id) {
                    Some((region, _)) => learner.region = Some(region),
                    None => lost.push(crate::wire::field::shorten(id)),
                }
            }
            "term" | "budget" | "hours_a_week" | "deadline" => match u32::read(value) {
                Ok(number) => {
                    let number = number.min(MOST);
                    match name.as_str() {
                        "term" => learner.term = Some(number.clamp(1, 16)),
                        "budget" => learner.budget = Some(number),
                        "hours_a_week" => learner.hours_a_week = Some(number.min(168)),
                        _ => learner.deadline = Some(number.clamp(1, 32)),
                    }
                }
                Err(_) => lost.push(name.clone()),
            },
            "priorities" => match Vec::<Priority>::read(value) {
                Ok(priorities) => {
                    for priority in priorities {
                        if !learner.priorities.contains(&priority) {
                            learner.priorities.push(priority);
                        }
                    }
                }
                Err(_) => lost.push(name.clone()),
            },
            _ => {}
        }
    }
    // A term beyond the programme's end would make no sense of what follows.
    if let (Some(programme), Some(term)) = (learner.programme, learner.term) {
        let last = catalogue.programmes[programme].terms.len() as u32;
        learner.term = Some(term.min(last));
    }
    debug_assert!(learner.programme.is_none_or(|id| id.index() < catalogue.programmes.len()));
    Ok(Read { learner, lost })
}

/// No budget is larger.
const MOST: u32 = 10_000_000;
