//! `pathway-plan/1`: the published format of a planning problem and of a plan.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::diagnostic::Severity;
use crate::plan::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Plan, Problem,
    Recognition, RecognitionCap, RuleId, Stage,
};
use crate::suggest::nearest;
use crate::wire::field::{found, shorten};
use crate::wire::value::{self, SyntaxError, Value, escape};

/// What a planning problem says it is.
pub const FORMAT: &str = "pathway-plan/1";

/// A planning problem that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// The problem.
    pub problem: Problem,
    /// What is best.
    pub objective: Objective,
    /// What is doubtful in the document; none of it is an error.
    pub doubts: Vec<Fault>,
}

/// Something wrong or doubtful in a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer such as `/items/3/duration`; empty for the whole document.
    pub pointer: String,
    /// What is wrong there.
    pub what: What,
}

impl Fault {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self.what {
            What::UnknownField { .. } => Severity::Warning,
            What::Syntax(_)
            | What::Format(_)
            | What::Missing(_)
            | What::Type(_)
            | What::Kind { .. }
            | What::Range { .. }
            | What::Unknown { .. }
            | What::Duplicate(_)
            | What::LoadCaps { .. }
            | What::NoPair { .. }
            | What::NoRule(..) => Severity::Error,
        }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Not JSON.
    Syntax(SyntaxError),
    /// The document says that it is something else, or nothing of it (an empty text).
    Format(String),
    /// A field that the format does not have.
    UnknownField {
        /// Its name.
        field: String,
        /// The nearest that it has.
        nearest: Option<String>,
        /// All that it has there.
        fields: &'static [&'static str],
    },
    /// A field that must be there is not.
    Missing(&'static str),
    /// Something else was expected.
    Type(Expected),
    /// What is none of [`KINDS`].
    Kind {
        /// What stands there.
        found: String,
        /// The nearest kind.
        nearest: Option<String>,
    },
    /// A number outside its range.
    Range {
        /// What stands there.
        found: String,
        /// The least that may.
        least: u64,
        /// The most that may.
        most: u64,
    },
    /// An id that leads nowhere.
    Unknown {
        /// The id.
        id: String,
        /// Where it should be: `items` or `competences`.
        list: &'static str,
        /// The nearest that is there.
        nearest: Option<String>,
    },
    /// An id that was given before.
    Duplicate(String),
    /// Not one load cap for each term.
    LoadCaps {
        /// So many terms there are.
        terms: u32,
        /// So many caps.
        found: usize,
    },
    /// A recognition rule that is not named by two ids.
    NoPair {
        /// So many entries stand there.
        found: usize,
    },
    /// No recognition rule leads from the one to the other.
    NoRule(String, String),
}

/// What should stand in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// An object.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A whole number.
    Number,
}

/// The kinds of an item.
pub const KINDS: [&str; 3] = ["course", "certificate", "competition"];

const DOCUMENT: &[&str] = &[
    "format",
    "id",
    "horizon",
    "competences",
    "items",
    "recognition",
    "recognition_limit_per_item",
    "max_recognised_credits",
    "exclusive",
    "mandatory",
    "done",
    "load_cap",
    "exam_cap",
    "budget",
    "min_credits",
    "objective",
];
const COMPETENCE: &[&str] = &["id", "need"];
const ITEM: &[&str] =
    &["id", "kind", "duration", "starts", "credits", "load", "fee", "effort", "gives", "prereq"];
const REQUISITE: &[&str] = &["any", "lag"];
const RULE: &[&str] = &["from", "to", "fee"];
const OBJECTIVE: &[&str] = &["fee", "term", "effort"];
const PLAN: &[&str] = &["start", "recognised"];
const RECOGNISED: &[&str] = &["rule", "at"];

/// Reads an instance.
///
/// # Errors
/// Every fault and doubt that was found. What is no instance at all has one fault: what it is, or is not.
pub fn read(text: &str) -> Result<Instance, Vec<Fault>> {
    let document = parse(text)?;
    let fault = |pointer: &str, what| Err(vec![Fault { pointer: pointer.to_owned(), what }]);
    if document.fields().is_none() {
        return fault("", What::Type(Expected::Object));
    }
    // A newer document may mean other things by the same names, so another format is not read on.
    match document.get("format") {
        Some(Value::Text(format)) if format == FORMAT => {}
        Some(Value::Text(other)) => return fault("/format", What::Format(shorten(other))),
        Some(_) => return fault("/format", What::Type(Expected::Text)),
        None => return fault("", What::Format(String::new())),
    }
    let mut reader = Reader::default();
    let answer = reader.instance(&At { value: &document, pointer: String::new() });
    match answer {
        Some((problem, objective)) if reader.has_no_error() => {
            Ok(Instance { problem, objective, doubts: reader.faults })
        }
        _ => Err(reader.faults),
    }
}

/// Reads a plan for a problem.
///
/// # Errors
/// Every fault that was found. Whether the plan keeps the problem's rules is for [`crate::plan::verify`] to say.
pub fn read_plan(problem: &Problem, text: &str) -> Result<Plan, Vec<Fault>> {
    let document = parse(text)?;
    let mut reader = Reader::default();
    for (item, id) in problem.items.iter().zip(0..) {
        reader.items.insert(item.code.clone(), ItemId(id));
    }
    let answer = reader.plan(problem, &At { value: &document, pointer: String::new() });
    match answer {
        Some(answer) if reader.has_no_error() => Ok(answer),
        _ => Err(reader.faults),
    }
}

/// Writes a plan: `{"start": {item: term}, "recognised": [{"rule": [from, to], "at": term}]}`.
///
/// Ids that the problem does not have are left out.
pub fn write_plan(problem: &Problem, plan: &Plan) -> Json {
    let code = |id: ItemId| problem.items.get(usize::try_from(id.0).ok()?).map(|item| item.code.clone());
    let start = plan.start.iter().filter_map(|&(id, term)| Some((code(id)?, Json::from(term))));
    let recognised = plan.recognised.iter().filter_map(|&(id, at)| {
        let rule = problem.recognitions.get(usize::try_from(id.0).ok()?)?;
        let mut entry = Map::new();
        entry.insert("rule".into(), Json::from(vec![code(rule.from)?, code(rule.to)?]));
        entry.insert("at".into(), Json::from(at));
        Some(Json::from(entry))
    });
    let mut document = Map::new();
    document.insert("start".into(), Json::Object(start.collect()));
    document.insert("recognised".into(), recognised.collect());
    Json::from(document)
}

fn parse(text: &str) -> Result<Value, Vec<Fault>> {
    value::parse(text).map_err(|error| vec![Fault { pointer: String::new(), what: What::Syntax(error) }])
}

/// A value and where it stands.
struct At<'a> {
    value: &'a Value,
    pointer: String,
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
    items: BTreeMap<String, ItemId>,
    needs: BTreeMap<String, NeedId>,
}

const MOST: u64 = 4_294_967_295;
/// Beyond this not every whole number can be told from the next one in JSON.
const MOST_WHOLE: u64 = (1 << 53) - 1;

impl Reader {
    fn fault<T>(&mut self, pointer: &str, what: What) -> Option<T> {
        self.faults.push(Fault { pointer: pointer.to_owned(), what });
        None
    }

    fn has_no_error(&self) -> bool {
        self.faults.iter().all(|fault| fault.severity() == Severity::Warning)
    }

    /// Whether there is an object. Tells what it has beside these fields.
    fn is_object(&mut self, at: &At<'_>, fields: &'static [&'static str]) -> bool {
        let Some(found) = at.value.fields() else {
            self.fault::<()>(&at.pointer, What::Type(Expected::Object));
            return false;
        };
        for (field, _) in found {
            if !fields.contains(&field.as_str()) {
                let pointer = format!("{}/{}", at.pointer, escape(field));
                let nearest = nearest(field, fields.iter().copied());
                self.fault::<()>(&pointer, What::UnknownField { field: shorten(field), nearest, fields });
            }
        }
        true
    }

    /// A field of what is known to be an object.
    fn field<'a>(&mut self, at: &At<'a>, name: &'static str) -> Option<At<'a>> {
        match at.value.get(name) {
            Some(value) => Some(At { value, pointer: format!("{}/{name}", at.pointer) }),
            None => self.fault(&at.pointer, What::Missing(name)),
        }
    }

    fn number(&mut self, at: &At<'_>, least: u64, most: u64) -> Option<u64> {
        let Value::Number(number) = *at.value else {
            return self.fault(&at.pointer, What::Type(Expected::Number));
        };
        if number.fract() == 0.0 && (least as f64..=most as f64).contains(&number) {
            return Some(number as u64);
        }
        self.fault(&at.pointer, What::Range { found: found(at.value), least, most })
    }

    fn small(&mut self, at: &At<'_>, name: &'static str, least: u64) -> Option<u32> {
        let at = self.field(at, name)?;
        self.number(&at, least, MOST).and_then(|number| u32::try_from(number).ok())
    }

    fn text<'a>(&mut self, at: &At<'a>) -> Option<&'a str> {
        match at.value.text() {
            Some(text) => Some(text),
            None => self.fault(&at.pointer, What::Type(Expected::Text)),
        }
    }

    fn list<'a>(&mut self, at: &At<'a>) -> Option<Vec<At<'a>>> {
        let Value::List(list) = at.value else {
            return self.fault(&at.pointer, What::Type(Expected::List));
        };
        let entry = |(place, value)| At { value, pointer: format!("{}/{place}", at.pointer) };
        Some(list.iter().enumerate().map(entry).collect())
    }

    fn entries<'a>(&mut self, at: &At<'a>, name: &'static str) -> Vec<At<'a>> {
        self.field(at, name).and_then(|at| self.list(&at)).unwrap_or_default()
    }

    fn item_id(&mut self, at: &At<'_>) -> Option<ItemId> {
        let code = self.text(at)?;
        match self.items.get(code) {
            Some(&id) => Some(id),
            None => {
                let what = unknown(code, "items", self.items.keys());
                self.fault(&at.pointer, what)
            }
        }
    }

    fn item_ids(&mut self, at: &At<'_>) -> Vec<ItemId> {
        let list = self.list(at).unwrap_or_default();
        list.iter().filter_map(|entry| self.item_id(entry)).collect()
    }

    fn item_field(&mut self, at: &At<'_>, name: &'static str) -> Vec<ItemId> {
        self.field(at, name).map(|at| self.item_ids(&at)).unwrap_or_default()
    }

    fn terms(&mut self, at: &At<'_>) -> Vec<u32> {
        let list = self.list(at).unwrap_or_default();
        let mut terms: Vec<u32> = list
            .iter()
            .filter_map(|at| self.number(at, 0, MOST))
            .filter_map(|term| u32::try_from(term).ok())
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    fn instance(&mut self, at: &At<'_>) -> Option<(Problem, Objective)> {
        if !self.is_object(at, DOCUMENT) {
            return None;
        }
        let most = u64::from(crate::plan::MOST_TERMS);
        let horizon = self.field(at, "horizon").and_then(|at| self.number(&at, 0, most));
        let horizon = horizon.and_then(|terms| u32::try_from(terms).ok());
        let mut problem = Problem { horizon: horizon.unwrap_or_default(), ..Problem::default() };
        problem.needs = self.needs(at);
        let items = self.entries(at, "items");
        self.codes(&items);
        problem.items = items.iter().filter_map(|at| self.item(at)).collect();
        self.recognition(at, &mut problem);
        let exclusive = self.entries(at, "exclusive");
        problem.exclusive = exclusive.iter().map(|at| self.item_ids(at)).collect();
        problem.mandatory = self.item_field(at, "mandatory");
        problem.done = self.item_field(at, "done");
        self.limits(at, horizon, &mut problem);
        let objective = self.objective(at)?;
        Some((problem, objective))
    }

    fn needs(&mut self, at: &At<'_>) -> Vec<Need> {
        let mut needs = Vec::new();
        for (at, id) in self.entries(at, "competences").iter().zip(0..) {
            if !self.is_object(at, COMPETENCE) {
                continue;
            }
            let code =
                self.field(at, "id").and_then(|at| self.text(&at).map(|code| (code.to_owned(), at.pointer)));
            let units = self.small(at, "need", 0).unwrap_or_default();
            let Some((code, pointer)) = code else { continue };
            if self.needs.insert(code.clone(), NeedId(id)).is_some() {
                self.fault::<()>(&pointer, What::Duplicate(code.clone()));
            }
            needs.push(Need { code, units });
        }
        needs
    }

    /// The ids first, so that requisites may lead forward.
    fn codes(&mut self, items: &[At<'_>]) {
        for (at, id) in items.iter().zip(0..) {
            // What is no object or has no id is told when it is read.
            let Some(text) = at.value.get("id").and_then(Value::text) else { continue };
            if self.items.insert(text.to_owned(), ItemId(id)).is_some() {
                self.fault::<()>(&format!("{}/id", at.pointer), What::Duplicate(text.to_owned()));
            }
        }
    }

    fn item(&mut self, at: &At<'_>) -> Option<Item> {
        if !self.is_object(at, ITEM) {
            return None;
        }
        let code = self.field(at, "id").and_then(|at| self.text(&at)).map(str::to_owned);
        let kind = self.field(at, "kind").and_then(|at| match self.text(&at)? {
            "course" => Some(ItemKind::Course),
            "certificate" => Some(ItemKind::Certificate),
            "competition" => Some(ItemKind::Competition),
            other => {
                let what = What::Kind { found: shorten(other), nearest: nearest(other, KINDS) };
                self.fault(&at.pointer, what)
            }
        });
        let duration = self.small(at, "duration", 1);
        let starts = self.field(at, "starts").map(|at| self.terms(&at)).unwrap_or_default();
        let credits = self.small(at, "credits", 0);
        let load = self.small(at, "load", 0);
        let fee = self.small(at, "fee", 0);
        let effort = self.small(at, "effort", 0);
        let gives = self.gives(at);
        let requisites = self.entries(at, "prereq");
        let requisites = requisites.iter().filter_map(|at| self.group(at)).collect();
        Some(Item {
            code: code?,
            kind: kind?,
            duration: duration?,
            starts,
            credits: credits?,
            load: load?,
            hurried: Vec::new(),
            fee: fee?,
            effort: effort?,
            doubt: 0,
            demand: 0,
            gives,
            requisites,
            timetabled: false,
            examined_after: 0,
            valid_for: Vec::new(),
            part_of: None,
        })
    }

    fn gives(&mut self, at: &At<'_>) -> Vec<(NeedId, u32)> {
        let Some(at) = self.field(at, "gives") else { return Vec::new() };
        let Some(fields) = at.value.fields() else {
            self.fault::<()>(&at.pointer, What::Type(Expected::Object));
            return Vec::new();
        };
        let mut gives = Vec::new();
        for (code, value) in fields {
            let pointer = format!("{}/{}", at.pointer, escape(code));
            let units = self.number(&At { value, pointer: pointer.clone() }, 0, MOST);
            match (self.needs.get(code), units.and_then(|units| u32::try_from(units).ok())) {
                (Some(&need), Some(units)) if units > 0 => gives.push((need, units)),
                (Some(_), _) => {}
                (None, _) => {
                    let what = unknown(code, "competences", self.needs.keys());
                    self.fault::<()>(&pointer, what);
                }
            }
        }
        gives.sort_unstable();
        gives
    }

    fn group(&mut self, at: &At<'_>) -> Option<Group> {
        if !self.is_object(at, REQUISITE) {
            return None;
        }
        let of = self.item_field(at, "any");
        let lag = self.field(at, "lag").and_then(|at| self.number(&at, 0, 1))?;
        let (before, with) = if lag == 0 { (Vec::new(), of) } else { (of, Vec::new()) };
        Some(Group { count: 1, before, with })
    }

    fn recognition(&mut self, at: &At<'_>, problem: &mut Problem) {
        let mut seen = BTreeMap::new();
        for at in self.entries(at, "recognition") {
            if !self.is_object(&at, RULE) {
                continue;
            }
            let from = self.field(&at, "from").and_then(|at| self.item_id(&at));
            let to = self.field(&at, "to").and_then(|at| self.item_id(&at));
            let fee = self.small(&at, "fee", 0);
            let (Some(from), Some(to), Some(fee)) = (from, to, fee) else { continue };
            if seen.insert((from, to), ()).is_some() {
                let [from, to] = ["from", "to"].map(|end| at.value.get(end).and_then(Value::text));
                let rule = format!("{} → {}", from.unwrap_or_default(), to.unwrap_or_default());
                self.fault::<()>(&at.pointer, What::Duplicate(rule));
            }
            let target = usize::try_from(to.0).ok().and_then(|place| problem.items.get(place));
            let credits = target.map_or(0, |item| item.credits);
            problem.recognitions.push(Recognition { from, to, fee, credits, since: 0, until: None });
        }
        let limit = self.small(at, "recognition_limit_per_item", 0);
        let most = self.small(at, "max_recognised_credits", 0);
        let mut by_source: BTreeMap<ItemId, Vec<RuleId>> = BTreeMap::new();
        for (rule, id) in problem.recognitions.iter().zip(0..) {
            by_source.entry(rule.from).or_default().push(RuleId(id));
        }
        let per_item = |rules| RecognitionCap { rules, count: limit, credits: None };
        problem.recognition_caps = by_source.into_values().map(per_item).collect();
        let rules = (0..).map(RuleId).take(problem.recognitions.len()).collect();
        problem.recognition_caps.push(RecognitionCap { rules, count: None, credits: most });
    }

    fn limits(&mut self, at: &At<'_>, horizon: Option<u32>, problem: &mut Problem) {
        if let Some(caps) = self.field(at, "load_cap")
            && let Some(list) = self.list(&caps)
        {
            if let Some(terms) = horizon.filter(|terms| u32::try_from(list.len()) != Ok(*terms)) {
                self.fault::<()>(&caps.pointer, What::LoadCaps { terms, found: list.len() });
            }
            let caps = list.iter().filter_map(|at| self.number(at, 0, MOST));
            problem.load_cap = caps.filter_map(|cap| u32::try_from(cap).ok()).collect();
        }
        let exams = self.small(at, "exam_cap", 0).unwrap_or_default();
        problem.exam_cap = vec![exams; problem.load_cap.len()];
        if let Some(budget) = self.field(at, "budget") {
            problem.budget = self.number(&budget, 0, MOST_WHOLE).unwrap_or_default();
        }
        let credits = self.small(at, "min_credits", 0).unwrap_or_default();
        problem.credit_floors = vec![CreditFloor { credits, of: None }];
    }

    fn objective(&mut self, at: &At<'_>) -> Option<Objective> {
        let at = self.field(at, "objective")?;
        if !self.is_object(&at, OBJECTIVE) {
            return None;
        }
        let fee = self.small(&at, "fee", 0);
        let term = self.small(&at, "term", 0);
        let effort = self.small(&at, "effort", 0);
        let terms = vec![(Criterion::Fee, fee?), (Criterion::Terms, term?), (Criterion::Effort, effort?)];
        Some(Objective { stages: vec![Stage { terms }] })
    }

    fn plan(&mut self, problem: &Problem, at: &At<'_>) -> Option<Plan> {
        let mut plan = Plan::default();
        if !self.is_object(at, PLAN) {
            return None;
        }
        let start = self.field(at, "start")?;
        let Some(fields) = start.value.fields() else {
            return self.fault(&start.pointer, What::Type(Expected::Object));
        };
        for (code, value) in fields {
            let pointer = format!("{}/{}", start.pointer, escape(code));
            let term = self.number(&At { value, pointer: pointer.clone() }, 0, MOST);
            match (self.items.get(code), term.and_then(|term| u32::try_from(term).ok())) {
                (Some(&id), Some(term)) => plan.start.push((id, term)),
                (Some(_), None) => {}
                (None, _) => {
                    let what = unknown(code, "items", self.items.keys());
                    self.fault::<()>(&pointer, what);
                }
            }
        }
        for at in self.entries(at, "recognised") {
            if !self.is_object(&at, RECOGNISED) {
                continue;
            }
            let term = self.small(&at, "at", 0);
            let rule = self.field(&at, "rule").and_then(|at| self.rule(problem, &at));
            if let (Some(rule), Some(term)) = (rule, term) {
                plan.recognised.push((rule, term));
            }
        }
        plan.start.sort_unstable();
        plan.recognised.sort_unstable();
        Some(plan)
    }

    fn rule(&mut self, problem: &Problem, at: &At<'_>) -> Option<RuleId> {
        let list = self.list(at)?;
        let [from, to] = list.as_slice() else {
            return self.fault(&at.pointer, What::NoPair { found: list.len() });
        };
        let (from, to) = (self.item_id(from)?, self.item_id(to)?);
        match problem.recognitions.iter().zip(0..).find(|(rule, _)| (rule.from, rule.to) == (from, to)) {
            Some((_, id)) => Some(RuleId(id)),
            None => {
                let code = |id: ItemId| {
                    let item = usize::try_from(id.0).ok().and_then(|place| problem.items.get(place));
                    item.map(|item| item.code.clone()).unwrap_or_default()
                };
                self.fault(&at.pointer, What::NoRule(code(from), code(to)))
            }
        }
    }
}

fn unknown<'a>(id: &str, list: &'static str, known: impl Iterator<Item = &'a String>) -> What {
    What::Unknown { id: shorten(id), list, nearest: nearest(id, known.map(String::as_str)) }
}
