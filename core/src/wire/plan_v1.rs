//! `pathway-plan/1`: the published format of a planning problem and of a plan.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::plan::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Plan, Problem,
    Recognition, RecognitionCap, RuleId, Stage,
};
use crate::wire::value::escape;

/// Something wrong in a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer such as `/items/3/duration`; empty for the whole document.
    pub pointer: String,
    /// What is wrong there.
    pub what: What,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Not JSON: the line and column, from one.
    Syntax(usize, usize),
    /// A field that must be there is not.
    Missing(&'static str),
    /// Something else was expected.
    Type(Expected),
    /// A number outside its range.
    Range(u64, u64),
    /// An id that leads nowhere.
    Unknown(String),
    /// An id that was given before.
    Duplicate(String),
    /// A list of the wrong length: expected, found.
    Length(usize, usize),
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
    /// The kind of an item: `course`, `certificate` or `competition`.
    Kind,
}

/// Reads an instance. Unknown fields are ignored.
///
/// # Errors
/// Every fault that was found, in document order.
pub fn read(text: &str) -> Result<(Problem, Objective), Vec<Fault>> {
    let document = parse(text)?;
    let mut reader = Reader::default();
    let answer = reader.instance(&At { value: &document, pointer: String::new() });
    match answer {
        Some(answer) if reader.faults.is_empty() => Ok(answer),
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
        Some(answer) if reader.faults.is_empty() => Ok(answer),
        _ => Err(reader.faults),
    }
}

/// Writes a plan: `{"start": {item: term}, "recognised": [{"rule": [from, to], "at": term}]}`.
///
/// Ids that the problem does not have are left out.
pub fn write_plan(problem: &Problem, plan: &Plan) -> Value {
    let code = |id: ItemId| problem.items.get(usize::try_from(id.0).ok()?).map(|item| item.code.clone());
    let start = plan.start.iter().filter_map(|&(id, term)| Some((code(id)?, Value::from(term))));
    let recognised = plan.recognised.iter().filter_map(|&(id, at)| {
        let rule = problem.recognitions.get(usize::try_from(id.0).ok()?)?;
        let mut entry = Map::new();
        entry.insert("rule".into(), Value::from(vec![code(rule.from)?, code(rule.to)?]));
        entry.insert("at".into(), Value::from(at));
        Some(Value::from(entry))
    });
    let mut document = Map::new();
    document.insert("start".into(), Value::Object(start.collect()));
    document.insert("recognised".into(), recognised.collect());
    Value::from(document)
}

fn parse(text: &str) -> Result<Value, Vec<Fault>> {
    serde_json::from_str(text).map_err(|error| {
        let what = What::Syntax(error.line(), error.column());
        vec![Fault { pointer: String::new(), what }]
    })
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

impl Reader {
    fn fault<T>(&mut self, pointer: &str, what: What) -> Option<T> {
        self.faults.push(Fault { pointer: pointer.to_owned(), what });
        None
    }

    fn field<'a>(&mut self, at: &At<'a>, name: &'static str) -> Option<At<'a>> {
        let Some(fields) = at.value.as_object() else {
            return self.fault(&at.pointer, What::Type(Expected::Object));
        };
        match fields.get(name) {
            Some(value) => Some(At { value, pointer: format!("{}/{name}", at.pointer) }),
            None => self.fault(&at.pointer, What::Missing(name)),
        }
    }

    fn number(&mut self, at: &At<'_>, least: u64, most: u64) -> Option<u64> {
        if !at.value.is_number() {
            return self.fault(&at.pointer, What::Type(Expected::Number));
        }
        match at.value.as_u64().filter(|number| (least..=most).contains(number)) {
            Some(number) => Some(number),
            None => self.fault(&at.pointer, What::Range(least, most)),
        }
    }

    fn small(&mut self, at: &At<'_>, name: &'static str, least: u64) -> Option<u32> {
        let at = self.field(at, name)?;
        self.number(&at, least, MOST).and_then(|number| u32::try_from(number).ok())
    }

    fn text<'a>(&mut self, at: &At<'a>) -> Option<&'a str> {
        match at.value.as_str() {
            Some(text) => Some(text),
            None => self.fault(&at.pointer, What::Type(Expected::Text)),
        }
    }

    fn list<'a>(&mut self, at: &At<'a>) -> Option<Vec<At<'a>>> {
        let Some(list) = at.value.as_array() else {
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
            None => self.fault(&at.pointer, What::Unknown(code.to_owned())),
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
        let mut problem = Problem::default();
        if let Some(horizon) = self.field(at, "horizon") {
            let most = u64::from(crate::plan::MOST_TERMS);
            problem.horizon = self.number(&horizon, 0, most).and_then(|terms| u32::try_from(terms).ok())?;
        }
        problem.needs = self.needs(at);
        let items = self.entries(at, "items");
        self.codes(&items);
        problem.items = items.iter().filter_map(|at| self.item(at)).collect();
        self.recognition(at, &mut problem);
        let exclusive = self.entries(at, "exclusive");
        problem.exclusive = exclusive.iter().map(|at| self.item_ids(at)).collect();
        problem.mandatory = self.item_field(at, "mandatory");
        problem.done = self.item_field(at, "done");
        self.limits(at, &mut problem);
        let objective = self.objective(at)?;
        Some((problem, objective))
    }

    fn needs(&mut self, at: &At<'_>) -> Vec<Need> {
        let mut needs = Vec::new();
        for (at, id) in self.entries(at, "competences").iter().zip(0..) {
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
            let Some(code) = self.field(at, "id") else { continue };
            let Some(text) = self.text(&code) else { continue };
            if self.items.insert(text.to_owned(), ItemId(id)).is_some() {
                self.fault::<()>(&code.pointer, What::Duplicate(text.to_owned()));
            }
        }
    }

    fn item(&mut self, at: &At<'_>) -> Option<Item> {
        let code = at.value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let kind = self.field(at, "kind").and_then(|at| match self.text(&at)? {
            "course" => Some(ItemKind::Course),
            "certificate" => Some(ItemKind::Certificate),
            "competition" => Some(ItemKind::Competition),
            _ => self.fault(&at.pointer, What::Type(Expected::Kind)),
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
            code,
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
        let Some(fields) = at.value.as_object() else {
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
                (None, _) => self.fault(&pointer, What::Unknown(code.clone())).unwrap_or_default(),
            }
        }
        gives.sort_unstable();
        gives
    }

    fn group(&mut self, at: &At<'_>) -> Option<Group> {
        let of = self.item_field(at, "any");
        let lag = self.field(at, "lag").and_then(|at| self.number(&at, 0, 1))?;
        let (before, with) = if lag == 0 { (Vec::new(), of) } else { (of, Vec::new()) };
        Some(Group { count: 1, before, with })
    }

    fn recognition(&mut self, at: &At<'_>, problem: &mut Problem) {
        let mut seen = BTreeMap::new();
        for at in self.entries(at, "recognition") {
            let from = self.field(&at, "from").and_then(|at| self.item_id(&at));
            let to = self.field(&at, "to").and_then(|at| self.item_id(&at));
            let fee = self.small(&at, "fee", 0);
            let (Some(from), Some(to), Some(fee)) = (from, to, fee) else { continue };
            if seen.insert((from, to), ()).is_some() {
                let [from, to] =
                    [&at.value["from"], &at.value["to"]].map(|code| code.as_str().unwrap_or_default());
                self.fault::<()>(&at.pointer, What::Duplicate(format!("{from} → {to}")));
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

    fn limits(&mut self, at: &At<'_>, problem: &mut Problem) {
        if let Some(caps) = self.field(at, "load_cap") {
            let list = self.list(&caps).unwrap_or_default();
            let terms = usize::try_from(problem.horizon).unwrap_or_default();
            if list.len() != terms {
                self.fault::<()>(&caps.pointer, What::Length(terms, list.len()));
            }
            let caps = list.iter().filter_map(|at| self.number(at, 0, MOST));
            problem.load_cap = caps.filter_map(|cap| u32::try_from(cap).ok()).collect();
        }
        let exams = self.small(at, "exam_cap", 0).unwrap_or_default();
        problem.exam_cap = vec![exams; problem.load_cap.len()];
        if let Some(budget) = self.field(at, "budget") {
            problem.budget = self.number(&budget, 0, u64::MAX).unwrap_or_default();
        }
        let credits = self.small(at, "min_credits", 0).unwrap_or_default();
        problem.credit_floors = vec![CreditFloor { credits, of: None }];
    }

    fn objective(&mut self, at: &At<'_>) -> Option<Objective> {
        let at = self.field(at, "objective")?;
        let fee = self.small(&at, "fee", 0);
        let term = self.small(&at, "term", 0);
        let effort = self.small(&at, "effort", 0);
        let terms = vec![(Criterion::Fee, fee?), (Criterion::Terms, term?), (Criterion::Effort, effort?)];
        Some(Objective { stages: vec![Stage { terms }] })
    }

    fn plan(&mut self, problem: &Problem, at: &At<'_>) -> Option<Plan> {
        let mut plan = Plan::default();
        let start = self.field(at, "start")?;
        let Some(fields) = start.value.as_object() else {
            return self.fault(&start.pointer, What::Type(Expected::Object));
        };
        for (code, value) in fields {
            let pointer = format!("{}/{}", start.pointer, escape(code));
            let term = self.number(&At { value, pointer: pointer.clone() }, 0, MOST);
            match (self.items.get(code), term.and_then(|term| u32::try_from(term).ok())) {
                (Some(&id), Some(term)) => plan.start.push((id, term)),
                (Some(_), None) => {}
                (None, _) => self.fault(&pointer, What::Unknown(code.clone())).unwrap_or_default(),
            }
        }
        for at in self.entries(at, "recognised") {
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
            return self.fault(&at.pointer, What::Length(2, list.len()));
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
