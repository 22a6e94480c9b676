//! `rungs-learner/1`: what a student's device keeps and what Me exports.
//!
//! Everything is stored by readable id, so that it survives newer data: what the data no longer has is told to the
//! student, and nothing else is lost. Plans put aside are learners within the learner. `docs/learner.md` describes the
//! fields.

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::learner::{HOURS_OF_A_WEEK, Learner, MOST_EITHER, Own, Priority, Remark};
use crate::model::Node;
use crate::question::{Breach, Note};
use crate::share;
use crate::suggest::nearest;
use crate::wire::field::{Field, found, is_hidden, seen, shorten};
use crate::wire::table::escaped;
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

/// What is about the document, and the plans in it.
const HEAD: &[&str] = &["format", "pack", "version", "plans"];
/// What is true of a learner whatever the plan.
const WHO: &[&str] =
    &["programme", "entry", "term", "region", "held", "marks", "self_rated", "failed", "favourites"];
/// What a plan chooses.
const CHOICES: &[&str] = &[
    "goal",
    "pilot",
    "budget",
    "hours_a_week",
    "deadline",
    "pinned",
    "excluded",
    "either",
    "without",
    "priorities",
    "moved",
    "own",
    "notes",
    "overridden",
    "remark",
];
/// What one's own item has.
const OWN: &[&str] = &["name", "term", "hours_a_week", "credits"];
/// What a remark has.
const REMARK: &[&str] = &["text", "by", "on", "approved", "of"];

/// The fields of the document, of a plan in `plans`, of an item in `own` and of `remark`, by what holds them.
pub const FIELDS: [(&str, &[&[&str]]); 4] =
    [("", &[HEAD, WHO, CHOICES]), ("plans", &[&["name"], CHOICES]), ("own", &[OWN]), ("remark", &[REMARK])];

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
    /// What could not be used as it stands.
    pub lost: Vec<Lost>,
}

/// Something that could not be used as it stands; `crate::words::learner` says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Where it stands: a JSON pointer.
    pub at: String,
    /// What a reader calls it: its id, the name of its field, their own name for it.
    pub what: String,
    /// Why not.
    pub why: Unused,
}

/// Why something could not be used as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unused {
    /// An id that the data does not have.
    UnknownId(String),
    /// A field that is not known there, with the nearest that is.
    UnknownField(Option<String>),
    /// What stands there says nothing that could be meant.
    WrongValue(String),
    /// Something without which the rest says nothing is not there.
    Missing,
    /// A number that is out of range, and the one that is used instead.
    Adjusted(u32, u32),
    /// A text, of which so many characters are used.
    TooLong(usize),
    /// Several things, of which so many are used.
    TooMany(usize),
}

impl Unused {
    /// The stable code, for tools.
    pub fn code(&self) -> &'static str {
        match self {
            Unused::UnknownId(_) => "unknown-id",
            Unused::UnknownField(_) => "unknown-field",
            Unused::WrongValue(_) => "wrong-value",
            Unused::Missing => "missing",
            Unused::Adjusted(..) => "adjusted",
            Unused::TooLong(_) => "too-long",
            Unused::TooMany(_) => "too-many",
        }
    }
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
    let mut reader = Reader { catalogue, base: String::new(), lost: Vec::new() };
    let mut learner = reader.learner(&document, HEAD);
    let plans = document.get("plans").map_or(&[][..], |plans| reader.list("plans", "plans", plans));
    for (place, plan) in plans.iter().enumerate() {
        let at = format!("plans/{place}");
        if plan.fields().is_none() {
            reader.wrong(&at, "plans", plan);
            continue;
        }
        let name = reader.text(&at, "name", plan, LONGEST_NAME);
        if place >= MOST_PLANS {
            reader.lose(&at, if name.is_empty() { "plans" } else { &name }, Unused::TooMany(MOST_PLANS));
            continue;
        }
        reader.base = format!("/{at}");
        let read = reader.learner(plan, &["name"]).choices();
        reader.base.clear();
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

struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// Where what is read begins; empty: the learner, not one of their plans.
    base: String,
    lost: Vec<Lost>,
}

impl Reader<'_> {
    fn lose(&mut self, at: &str, what: &str, why: Unused) {
        let what = shorten(&seen(if what.is_empty() { at } else { what }));
        self.lost.push(Lost { at: seen(&format!("{}/{at}", self.base)), what, why });
    }

    fn wrong(&mut self, at: &str, what: &str, value: &Value) {
        self.lose(at, what, Unused::WrongValue(seen(&found(value))));
    }

    fn unknown_id(&mut self, at: &str, what: &str, id: &str) {
        self.lose(at, what, Unused::UnknownId(shorten(&seen(id))));
    }

    fn unknown_field(&mut self, at: &str, name: &str, known: &[&str]) {
        self.lose(at, name, Unused::UnknownField(nearest(name, known.iter().copied())));
    }

    /// The values of a field's list; where it holds something else, that is told.
    fn list<'v>(&mut self, at: &str, field: &str, value: &'v Value) -> &'v [Value] {
        let Value::List(values) = value else {
            self.wrong(at, field, value);
            return &[];
        };
        &values[..self.most(at, field, values.len())]
    }

    /// What a field's object says; where it holds something else, that is told.
    fn entries<'v>(&mut self, field: &str, value: &'v Value) -> &'v [(String, Value)] {
        let Value::Map(fields) = value else {
            self.wrong(field, field, value);
            return &[];
        };
        &fields[..self.most(field, field, fields.len())]
    }

    fn most(&mut self, at: &str, field: &str, length: usize) -> usize {
        if length > MOST_ENTRIES {
            self.lose(at, field, Unused::TooMany(MOST_ENTRIES));
        }
        length.min(MOST_ENTRIES)
    }

    /// The text of a field of an object, which may be without it.
    fn text(&mut self, at: &str, field: &str, object: &Value, most: usize) -> String {
        let Some(value) = object.get(field) else { return String::new() };
        self.read_text(&format!("{at}/{field}"), field, value, most).unwrap_or_default()
    }

    fn read_text(&mut self, at: &str, what: &str, value: &Value, most: usize) -> Option<String> {
        let Value::Text(text) = value else {
            self.wrong(at, what, value);
            return None;
        };
        let short = cut(text, most);
        if short.len() < cut(text, usize::MAX).len() {
            self.lose(at, what, Unused::TooLong(most));
        }
        Some(short)
    }

    fn nodes(&mut self, at: &str, field: &str, value: &Value) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (place, value) in self.list(at, field, value).iter().enumerate() {
            let at = format!("{at}/{place}");
            let Value::Text(id) = value else {
                self.wrong(&at, field, value);
                continue;
            };
            match self.catalogue.node(id) {
                Some(node) if !nodes.contains(&node) => nodes.push(node),
                Some(_) => {}
                None => self.unknown_id(&at, id, id),
            }
        }
        nodes
    }

    /// Each node of an object's fields with its number, or with the place of the calendar term that stands there.
    fn by_node(&mut self, field: &str, value: &Value, are_terms: bool) -> Vec<(Node, u32)> {
        let mut by_node = Vec::new();
        for (id, value) in self.entries(field, value) {
            let at = format!("{field}/{}", escaped(id));
            let Some(node) = self.catalogue.node(id) else {
                self.unknown_id(&at, id, id);
                continue;
            };
            let number = if are_terms { self.term(&at, id, value) } else { self.number(&at, id, value) };
            by_node.extend(number.map(|number| (node, number)));
        }
        by_node
    }

    fn term(&mut self, at: &str, what: &str, value: &Value) -> Option<u32> {
        let Value::Text(code) = value else {
            self.wrong(at, what, value);
            return None;
        };
        let place = self.catalogue.term_place(code);
        if place.is_none() {
            self.unknown_id(at, what, code);
        }
        place
    }

    fn number(&mut self, at: &str, what: &str, value: &Value) -> Option<u32> {
        let number = u32::read(value).ok();
        if number.is_none() {
            self.wrong(at, what, value);
        }
        number
    }

    fn flag(&mut self, at: &str, what: &str, value: &Value) -> Option<bool> {
        let flag = bool::read(value).ok();
        if flag.is_none() {
            self.wrong(at, what, value);
        }
        flag
    }

    fn own(&mut self, at: &str, value: &Value) -> Option<Own> {
        let Value::Map(fields) = value else {
            self.wrong(at, "own", value);
            return None;
        };
        let mut own = Own { name: String::new(), at: 0, hours: 0, credits: Decimal::default() };
        own.name = self.text(at, "name", value, LONGEST_NAME);
        let called = if own.name.is_empty() { "own" } else { &own.name };
        let term = value.get("term").and_then(|term| self.term(&format!("{at}/term"), called, term));
        let Some(term) = term else {
            self.lose(at, called, Unused::Missing);
            return None;
        };
        own.at = term;
        // What is not there is nothing; what cannot be is told, and the rest of the item stays.
        for (name, value) in fields {
            let at = format!("{at}/{}", escaped(name));
            match name.as_str() {
                "name" | "term" => {}
                "hours_a_week" => match u32::read(value) {
                    Ok(hours) if hours <= HOURS_OF_A_WEEK => own.hours = hours,
                    _ => self.wrong(&at, name, value),
                },
                "credits" => match Decimal::read(value) {
                    Ok(credits) if credits.hundredths() <= MOST_CREDITS => own.credits = credits,
                    _ => self.wrong(&at, name, value),
                },
                _ => self.unknown_field(&at, name, OWN),
            }
        }
        Some(own)
    }

    fn remark(&mut self, value: &Value) -> Option<Remark> {
        for (name, _) in self.entries("remark", value) {
            if !REMARK.contains(&name.as_str()) {
                self.unknown_field(&format!("remark/{}", escaped(name)), name, REMARK);
            }
        }
        value.fields()?;
        let on = value.get("on").and_then(|on| {
            let day = Date::read(on).ok();
            if day.is_none() {
                self.wrong("remark/on", "remark", on);
            }
            day
        });
        let Some(on) = on else {
            self.lose("remark", "remark", Unused::Missing);
            return None;
        };
        let approved = value.get("approved").and_then(|it| self.flag("remark/approved", "approved", it));
        Some(Remark {
            text: self.text("remark", "text", value, LONGEST_NOTE),
            by: self.text("remark", "by", value, LONGEST_NAME),
            on,
            approved: approved == Some(true),
            of: self.text("remark", "of", value, share::LONGEST),
        })
    }

    /// What a document says beside the fields of its head.
    fn learner(&mut self, document: &Value, head: &[&str]) -> Learner {
        let catalogue = self.catalogue;
        let is_plan = !self.base.is_empty();
        let mut learner = Learner::default();
        for (name, value) in document.fields().unwrap_or_default() {
            let at = &escaped(name)[..];
            let id = value.text().unwrap_or_default();
            match name.as_str() {
                known if head.contains(&known) => {}
                // Who somebody is does not change from plan to plan.
                who if is_plan && WHO.contains(&who) => self.unknown_field(at, name, &[]),
                "held" => learner.held = self.nodes(at, name, value),
                "pinned" => learner.pinned = self.nodes(at, name, value),
                "excluded" => learner.excluded = self.nodes(at, name, value),
                "favourites" => learner.favourites = self.nodes(at, name, value),
                "either" => {
                    for (place, of) in self.list(at, name, value).iter().enumerate() {
                        let (at, before) = (format!("{at}/{place}"), self.lost.len());
                        let nodes = self.nodes(&at, name, of);
                        if nodes.len() < 2 && before == self.lost.len() {
                            self.wrong(&at, name, of);
                        } else if learner.either.len() >= MOST_EITHER {
                            self.lose(&at, name, Unused::TooMany(MOST_EITHER));
                        }
                        learner.ask_either(&nodes);
                    }
                }
                "marks" => learner.marks = self.by_node(name, value, false),
                "moved" => learner.moved = self.by_node(name, value, true),
                "failed" => learner.failed = self.by_node(name, value, true),
                "notes" => {
                    for (id, value) in self.entries(name, value) {
                        let at = format!("{at}/{}", escaped(id));
                        let Some(note) = self.read_text(&at, id, value, LONGEST_NOTE) else { continue };
                        match catalogue.node(id) {
                            Some(node) => learner.notes.push((node, note)),
                            None if id.chars().count() <= LONGEST_NAME => {
                                learner.stray.push((seen(id), note));
                            }
                            None => self.unknown_id(&at, id, id),
                        }
                    }
                }
                "without" | "self_rated" => {
                    let mut skills = Vec::new();
                    for (place, value) in self.list(at, name, value).iter().enumerate() {
                        let at = format!("{at}/{place}");
                        match value.text().map(|id| (id, catalogue.skill(id))) {
                            Some((_, Some(skill))) => skills.push(skill),
                            Some((id, None)) => self.unknown_id(&at, id, id),
                            None => self.wrong(&at, name, value),
                        }
                    }
                    if name == "without" { learner.without = skills } else { learner.self_rated = skills }
                }
                "own" => {
                    for (place, own) in self.list(at, name, value).iter().enumerate() {
                        learner.own.extend(self.own(&format!("{at}/{place}"), own));
                    }
                }
                "overridden" => {
                    for (code, reason) in self.entries(name, value) {
                        let at = format!("{at}/{}", escaped(code));
                        if !is_warning(code) {
                            self.unknown_field(&at, code, &[]);
                        } else if let Some(reason) = self.read_text(&at, code, reason, LONGEST_NOTE) {
                            learner.overridden.push((code.clone(), reason));
                        }
                    }
                }
                "remark" => learner.remark = self.remark(value),
                // What is no text is no id.
                "programme" | "goal" | "entry" | "region" if value.text().is_none() => {
                    self.wrong(at, name, value);
                }
                "programme" | "goal" => match catalogue.node(id) {
                    Some(Node::Programme(programme)) if name == "programme" => {
                        learner.programme = Some(programme);
                    }
                    Some(Node::Job(job)) if name == "goal" => learner.goal = Some(job),
                    Some(_) => self.wrong(at, id, value),
                    None => self.unknown_id(at, id, id),
                },
                "entry" => match catalogue.calendar.iter().position(|term| term.id == id) {
                    Some(place) => learner.entry = Some(place as u32),
                    None => self.unknown_id(at, id, id),
                },
                "region" => match catalogue.regions.iter().find(|(_, region)| region.id == id) {
                    Some((region, _)) => learner.region = Some(region),
                    None => self.unknown_id(at, id, id),
                },
                "term" => learner.term = self.number(at, name, value),
                "budget" => learner.budget = self.number(at, name, value),
                "hours_a_week" => learner.hours_a_week = self.number(at, name, value),
                "deadline" => learner.deadline = self.number(at, name, value),
                "pilot" => learner.pilot = self.flag(at, name, value),
                "priorities" => {
                    // One that a newer page knows leaves the others their order.
                    for (place, value) in self.list(at, name, value).iter().enumerate() {
                        match Priority::read(value) {
                            Ok(priority) => learner.priorities.push(priority),
                            Err(_) => self.wrong(&format!("{at}/{place}"), name, value),
                        }
                    }
                }
                _ => {
                    let mut known = CHOICES.to_vec();
                    known.extend_from_slice(if is_plan { head } else { WHO });
                    self.unknown_field(at, name, &known);
                }
            }
        }
        let said = [learner.term, learner.hours_a_week, learner.deadline];
        let learner = learner.limited(catalogue);
        let used = [learner.term, learner.hours_a_week, learner.deadline];
        for (place, name) in ["term", "hours_a_week", "deadline"].into_iter().enumerate() {
            if let (Some(said), Some(used)) = (said[place], used[place])
                && said != used
            {
                self.lose(name, name, Unused::Adjusted(said, used));
            }
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
