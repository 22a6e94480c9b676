//! `rungs-learner/1`: what a student's device keeps and what Me exports.
//!
//! Everything is stored by readable id, so that it survives newer data: what the data no longer has is told to the
//! student, and nothing else is lost. Plans put aside are learners within the learner.

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::learner::{HOURS_OF_A_WEEK, Learner, Own, Priority, Remark};
use crate::model::Node;
use crate::question::{Breach, Note};
use crate::share;
use crate::wire::field::{Field, is_hidden, note_lost, seen, shorten};
use crate::wire::value::{self, Value};

/// What the document says it is.
pub const FORMAT: &str = "rungs-learner/1";

/// No document of a student's is larger.
const LARGEST: usize = 1_000_000;
/// No list in it is longer.
const MOST_ENTRIES: usize = 10_000;
/// Plans that can be put aside.
pub const MOST_PLANS: usize = 50;
/// Characters of a name, and of a note.
pub const LONGEST_NAME: usize = 80;
/// Characters of a note, a reason or a remark.
pub const LONGEST_NOTE: usize = 2_000;

/// Why a stored learner cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than anything that we write.
    TooLarge,
    /// Not JSON.
    Syntax,
    /// Not a `rungs-learner/1` document: what it says it is.
    Format(String),
}

/// What was read, and what could not be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The learner.
    pub learner: Learner,
    /// The id of the pack that it was written with, where that is another: the same ids may mean other things.
    pub pack: Option<String>,
    /// Ids that the data no longer has, and names of fields that cannot be read.
    pub lost: Vec<String>,
}

/// Writes a learner.
pub fn write(catalogue: &Catalogue, learner: &Learner) -> String {
    let mut fields = vec![
        ("format".to_owned(), text(FORMAT)),
        ("pack".to_owned(), text(&catalogue.head.id)),
        ("version".to_owned(), text(&catalogue.head.version)),
    ];
    add(&mut fields, catalogue, learner);
    let mut plans = Vec::new();
    for (name, plan) in &learner.plans {
        let mut fields = vec![("name".to_owned(), text(name))];
        add(&mut fields, catalogue, plan);
        plans.push(Value::Map(fields));
    }
    if !plans.is_empty() {
        fields.push(("plans".to_owned(), Value::List(plans)));
    }
    Value::Map(fields).to_json()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(number: u32) -> Value {
    Value::Number(f64::from(number))
}

/// The fields of a learner, without plans put aside. What is empty is left out.
fn add(fields: &mut Vec<(String, Value)>, catalogue: &Catalogue, learner: &Learner) {
    let id = |node: &Node| catalogue.about(*node).id.clone();
    let mut field = |name: &str, value: Value| {
        let empty = match &value {
            Value::List(values) => values.is_empty(),
            Value::Map(fields) => fields.is_empty(),
            _ => false,
        };
        if !empty {
            fields.push((name.to_owned(), value));
        }
    };
    if let Some(programme) = learner.programme {
        field("programme", text(&catalogue.programmes[programme].about.id));
    }
    if let Some(term) = learner.entry.and_then(|entry| catalogue.calendar.get(entry as usize)) {
        field("entry", text(&term.id));
    }
    if let Some(term) = learner.term {
        field("term", number(term));
    }
    if let Some(goal) = learner.goal {
        field("goal", text(&catalogue.jobs[goal].about.id));
    }
    if let Some(pilot) = learner.pilot {
        field("pilot", Value::Flag(pilot));
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
    for (name, nodes) in [
        ("held", &learner.held),
        ("pinned", &learner.pinned),
        ("excluded", &learner.excluded),
        ("favourites", &learner.favourites),
    ] {
        let mut ids = Vec::new();
        for node in nodes {
            ids.push(Value::Text(id(node)));
        }
        field(name, Value::List(ids));
    }
    let mut either = Vec::new();
    for of in &learner.either {
        either.push(Value::List(of.iter().map(|node| Value::Text(id(node))).collect()));
    }
    field("either", Value::List(either));
    for (name, skills) in [("without", &learner.without), ("self_rated", &learner.self_rated)] {
        let ids = skills.iter().map(|skill| text(&catalogue.skills[*skill].about.id)).collect();
        field(name, Value::List(ids));
    }
    let mut priorities = Vec::new();
    for priority in &learner.priorities {
        priorities.push(text(priority.code()));
    }
    field("priorities", Value::List(priorities));
    let mut marks = Vec::new();
    for (node, mark) in &learner.marks {
        marks.push((id(node), number(*mark)));
    }
    field("marks", Value::Map(marks));
    for (name, places) in [("moved", &learner.moved), ("failed", &learner.failed)] {
        let mut terms = Vec::new();
        for (node, place) in places {
            terms.push((id(node), Value::Text(catalogue.term_code(*place))));
        }
        field(name, Value::Map(terms));
    }
    let mut own = Vec::new();
    for one in &learner.own {
        own.push(Value::Map(vec![
            ("name".to_owned(), text(&one.name)),
            ("term".to_owned(), Value::Text(catalogue.term_code(one.at))),
            ("hours_a_week".to_owned(), number(one.hours)),
            ("credits".to_owned(), Value::Number(one.credits.to_f64())),
        ]));
    }
    field("own", Value::List(own));
    let mut notes = Vec::new();
    for (node, note) in &learner.notes {
        notes.push((id(node), text(note)));
    }
    for (id, note) in &learner.stray {
        notes.push((id.clone(), text(note)));
    }
    field("notes", Value::Map(notes));
    let mut overridden = Vec::new();
    for (code, reason) in &learner.overridden {
        overridden.push((code.clone(), text(reason)));
    }
    field("overridden", Value::Map(overridden));
    if let Some(remark) = &learner.remark {
        let remark = vec![
            ("text".to_owned(), text(&remark.text)),
            ("by".to_owned(), text(&remark.by)),
            ("on".to_owned(), Value::Text(remark.on.to_string())),
            ("approved".to_owned(), Value::Flag(remark.approved)),
            ("of".to_owned(), text(&remark.of)),
        ];
        field("remark", Value::Map(remark));
    }
}

/// Reads a learner; unknown ids and bad values are left out and told.
///
/// # Errors
/// If it is no such document. Nothing of it is then used.
pub fn read(catalogue: &Catalogue, text: &str) -> Result<Read, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let document = value::parse(text).map_err(|_| Unreadable::Syntax)?;
    let format = document.get("format").and_then(Value::text).unwrap_or_default();
    if format != FORMAT {
        return Err(Unreadable::Format(shorten(format)));
    }
    let mut reader = Reader { catalogue, lost: Vec::new() };
    let mut learner = reader.learner(&document);
    for (place, plan) in reader.list("plans", document.get("plans")).iter().enumerate() {
        if place >= MOST_PLANS {
            let name = short(plan.get("name"), LONGEST_NAME);
            reader.lose(if name.is_empty() { "plans" } else { &name });
            continue;
        }
        if plan.fields().is_none() {
            reader.lose("plans");
            continue;
        }
        let name = short(plan.get("name"), LONGEST_NAME);
        let read = reader.learner(plan).choices();
        learner.plans.push((name, read));
    }
    let pack = document.get("pack").and_then(Value::text).filter(|pack| *pack != catalogue.head.id);
    Ok(Read { learner, pack: pack.map(|pack| shorten(&seen(pack))), lost: reader.lost })
}

/// A text of at most so many characters, without what hides in it, and without control characters but for new lines.
pub fn cut(text: &str, most: usize) -> String {
    let is_kept = |it: &char| !is_hidden(*it) && (!it.is_control() || *it == '\n');
    let mut short = String::new();
    for character in text.chars().filter(is_kept).skip_while(|it| it.is_whitespace()).take(most) {
        short.push(character);
    }
    short.truncate(short.trim_end().len());
    short
}

fn short(value: Option<&Value>, most: usize) -> String {
    cut(value.and_then(Value::text).unwrap_or_default(), most)
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    lost: Vec<String>,
}

impl Reader<'_> {
    fn lose(&mut self, what: &str) {
        note_lost(&mut self.lost, &seen(what));
    }

    /// The values of a field's list; where it holds something else, the field is told.
    fn list<'v>(&mut self, field: &str, value: Option<&'v Value>) -> &'v [Value] {
        match value {
            Some(Value::List(values)) => &values[..values.len().min(MOST_ENTRIES)],
            Some(_) => {
                self.lose(field);
                &[]
            }
            None => &[],
        }
    }

    /// What a field's object says; where it holds something else, the field is told.
    fn entries<'v>(&mut self, field: &str, value: &'v Value) -> &'v [(String, Value)] {
        let Some(fields) = value.fields() else {
            self.lose(field);
            return &[];
        };
        &fields[..fields.len().min(MOST_ENTRIES)]
    }

    fn nodes(&mut self, field: &str, value: &Value) -> Vec<Node> {
        let mut nodes = Vec::new();
        for value in self.list(field, Some(value)) {
            let Some(id) = value.text() else {
                self.lose(field);
                continue;
            };
            match self.catalogue.node(id) {
                Some(node) if !nodes.contains(&node) => nodes.push(node),
                Some(_) => {}
                None => self.lose(id),
            }
        }
        nodes
    }

    /// Each node of an object's fields with what `read` makes of its value.
    fn by_node<T>(
        &mut self,
        field: &str,
        value: &Value,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Vec<(Node, T)> {
        let mut found = Vec::new();
        for (id, value) in self.entries(field, value) {
            match (self.catalogue.node(id), read(value)) {
                (Some(node), Some(value)) => found.push((node, value)),
                _ => self.lose(id),
            }
        }
        found
    }

    fn own(&mut self, value: &Value) -> Option<Own> {
        let name = short(value.get("name"), LONGEST_NAME);
        let Some(at) =
            value.get("term").and_then(Value::text).and_then(|code| self.catalogue.term_place(code))
        else {
            self.lose(if name.is_empty() { "own" } else { &name });
            return None;
        };
        // What is not there is nothing; what cannot be is told, and the rest of the item stays.
        let hours = value.get("hours_a_week").map_or(Some(0), |hours| u32::read(hours).ok());
        let hours = hours.filter(|hours| *hours <= HOURS_OF_A_WEEK);
        let credits = value.get("credits").map_or(Some(Decimal::default()), |it| Decimal::read(it).ok());
        let credits = credits.filter(|credits| credits.hundredths() <= MOST_CREDITS);
        if hours.is_none() {
            self.lose("hours_a_week");
        }
        if credits.is_none() {
            self.lose("credits");
        }
        Some(Own { name, at, hours: hours.unwrap_or(0), credits: credits.unwrap_or_default() })
    }

    fn learner(&mut self, document: &Value) -> Learner {
        let catalogue = self.catalogue;
        let place = |value: &Value| value.text().and_then(|code| catalogue.term_place(code));
        let note = |value: &Value| value.text().map(|note| cut(note, LONGEST_NOTE));
        let mut learner = Learner::default();
        for (name, value) in self.entries("", document) {
            let id = value.text().unwrap_or_default();
            // What is no id is told by the name of its field.
            let told = if id.is_empty() { name } else { id };
            match name.as_str() {
                "held" => learner.held = self.nodes(name, value),
                "pinned" => learner.pinned = self.nodes(name, value),
                "excluded" => learner.excluded = self.nodes(name, value),
                "favourites" => learner.favourites = self.nodes(name, value),
                "either" => {
                    for of in self.list(name, Some(value)) {
                        learner.ask_either(&self.nodes(name, of));
                    }
                }
                "marks" => learner.marks = self.by_node(name, value, |mark| u32::read(mark).ok()),
                "moved" => learner.moved = self.by_node(name, value, place),
                "failed" => learner.failed = self.by_node(name, value, place),
                "notes" => {
                    for (id, value) in self.entries(name, value) {
                        match (catalogue.node(id), note(value)) {
                            (Some(node), Some(note)) => learner.notes.push((node, note)),
                            (None, Some(note)) if id.chars().count() <= LONGEST_NAME => {
                                learner.stray.push((seen(id), note));
                            }
                            _ => self.lose(id),
                        }
                    }
                }
                "without" | "self_rated" => {
                    let skills =
                        if name == "without" { &mut learner.without } else { &mut learner.self_rated };
                    for id in self.list(name, Some(value)).iter().map(|id| id.text().unwrap_or(name)) {
                        match catalogue.skill(id) {
                            Some(skill) => skills.push(skill),
                            None => self.lose(id),
                        }
                    }
                }
                "own" => {
                    for own in self.list(name, Some(value)) {
                        learner.own.extend(self.own(own));
                    }
                }
                "overridden" => {
                    for (code, reason) in self.entries(name, value) {
                        match note(reason) {
                            Some(reason) if is_warning(code) => {
                                learner.overridden.push((code.clone(), reason));
                            }
                            _ => self.lose(code),
                        }
                    }
                }
                "remark" => match value.get("on").map(Date::read) {
                    Some(Ok(on)) => {
                        learner.remark = Some(Remark {
                            text: short(value.get("text"), LONGEST_NOTE),
                            by: short(value.get("by"), LONGEST_NAME),
                            on,
                            approved: value.get("approved") == Some(&Value::Flag(true)),
                            of: short(value.get("of"), share::LONGEST),
                        });
                    }
                    _ => self.lose(name),
                },
                "programme" | "goal" => match catalogue.node(id) {
                    Some(Node::Programme(programme)) if name == "programme" => {
                        learner.programme = Some(programme);
                    }
                    Some(Node::Job(job)) if name == "goal" => learner.goal = Some(job),
                    _ => self.lose(told),
                },
                "entry" => match catalogue.calendar.iter().position(|term| term.id == id) {
                    Some(place) => learner.entry = Some(place as u32),
                    None => self.lose(told),
                },
                "region" => match catalogue.regions.iter().find(|(_, region)| region.id == id) {
                    Some((region, _)) => learner.region = Some(region),
                    None => self.lose(told),
                },
                "term" | "budget" | "hours_a_week" | "deadline" => match u32::read(value) {
                    Ok(number) => match name.as_str() {
                        "term" => learner.term = Some(number),
                        "budget" => learner.budget = Some(number),
                        "hours_a_week" => learner.hours_a_week = Some(number),
                        _ => learner.deadline = Some(number),
                    },
                    Err(_) => self.lose(name),
                },
                "pilot" => match value {
                    Value::Flag(pilot) => learner.pilot = Some(*pilot),
                    _ => self.lose(name),
                },
                "priorities" => match Vec::<Priority>::read(value) {
                    Ok(priorities) => learner.priorities = priorities,
                    Err(_) => self.lose(name),
                },
                _ => {}
            }
        }
        let said = learner.term;
        let learner = learner.limited(catalogue);
        // A term that the programme does not have is another from now on, which is told.
        if let (Some(said), Some(term)) = (said, learner.term)
            && said != term
        {
            self.lose(&format!("term {said} → {term}"));
        }
        learner
    }
}

/// Whether a code is that of a warning that a learner can answer for.
fn is_warning(code: &str) -> bool {
    Note::CODES.contains(&code) || Breach::CODES.contains(&code)
}

/// Nobody earns more credits by one thing, in hundredths.
const MOST_CREDITS: u32 = 10_000;
