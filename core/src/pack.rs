//! Reading a pack: bytes in, findings and, if none is an error, the checked model out.

#[cfg(feature = "author")]
pub mod csv;
#[cfg(feature = "author")]
pub mod fix;
#[cfg(feature = "author")]
pub mod reference;

#[cfg(feature = "author")]
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, Problem, Undecoded, Want};
use crate::model::{self, Model};
use crate::wire::field::{found, shorten};
use crate::wire::pack_v1::{FORMAT, PackV1};
use crate::wire::table::{Origin, Report, escaped};
use crate::wire::value::{self, Value};

/// The largest input, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// The most rows of all tables together.
pub const MAX_ROWS: u64 = 1_000_000;

/// What reading a pack gave.
#[derive(Debug)]
pub struct Reading {
    /// The tables, with every record that could be read.
    pub tables: PackV1,
    /// The model, if no finding is an error.
    pub model: Option<Model>,
    /// What was found: first in each file, then in each record, then between records.
    pub findings: Vec<Diagnostic>,
    /// Findings beyond those that are listed; they are errors or warnings like them.
    pub unlisted: usize,
    /// Where the tables came from, to name further places.
    pub origin: Origin,
}

impl Reading {
    /// A reading that ended before it began, because of one problem.
    pub fn failed(place: Place, problem: Problem) -> Self {
        let mut report = Report::default();
        report.add(place, problem);
        finish(PackV1::default(), report)
    }
}

/// Reads a `rungs-pack/1` JSON document.
pub fn read_json(bytes: &[u8]) -> Reading {
    Draft::new(bytes).tables().finish()
}

/// A `rungs-pack/1` JSON document that is half read: a page that takes these steps one by one can paint in between.
#[derive(Debug)]
pub struct Draft<T> {
    /// None: a finding says why not.
    read: Option<T>,
    report: Report,
}

impl Draft<Value> {
    /// Reads the document as JSON.
    pub fn new(bytes: &[u8]) -> Self {
        let mut report = Report::new(Origin::Json);
        Self { read: parse(bytes, &mut report), report }
    }

    /// Reads the records.
    pub fn tables(mut self) -> Draft<PackV1> {
        let read = self.read.and_then(|document| read_tables(document, &mut self.report));
        Draft { read, report: self.report }
    }
}

impl Draft<PackV1> {
    /// Resolves the records and checks them.
    pub fn finish(self) -> Reading {
        finish(self.read.unwrap_or_default(), self.report)
    }
}

/// Resolves and checks tables that were read.
fn finish(tables: PackV1, mut report: Report) -> Reading {
    // Without the head nothing else can be judged; whatever kept it away has been reported.
    let model = model::build(&tables, &mut report);
    Reading { tables, model, findings: report.findings, unlisted: report.unlisted, origin: report.origin }
}

fn parse(bytes: &[u8], report: &mut Report) -> Option<Value> {
    if bytes.len() as u64 > MAX_BYTES {
        report.add(Place::Whole, Problem::TooLarge { cap: MAX_BYTES });
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.valid_up_to();
            let (line, column) = value::position(bytes, offset);
            report.add(
                Place::Text { file: None, line, column },
                Problem::NotUtf8(Undecoded { offset, line, likely: None }),
            );
            return None;
        }
    };
    match value::parse(text) {
        Ok(document) => Some(document),
        Err(error) => {
            let place = Place::Text { file: None, line: error.line, column: error.column };
            report.add(place, Problem::Syntax(error.fault));
            None
        }
    }
}

fn read_tables(document: Value, report: &mut Report) -> Option<PackV1> {
    let Value::Map(fields) = document else {
        report.add(Place::Whole, Problem::WrongType { want: Want::Record, found: String::new() });
        return None;
    };
    let root = |field: &str| Place::Json { pointer: format!("/{}", escaped(field)), character: None };
    let mut tables: Vec<(String, Value)> = Vec::new();
    let mut format = None;
    for (name, value) in fields {
        if name == "format" {
            format = value.text().map(str::to_owned);
        } else if PackV1::table(&name).is_some() {
            tables.push((name, value));
        } else {
            let nearest = report.suggestions.nearest(&["tables"], &name, &PackV1::table_names);
            report.add(root(&name), Problem::UnknownTable { table: name, nearest });
        }
    }
    // A newer document may mean other things by the same names, so an unknown format is not read on.
    if format.as_deref() != Some(FORMAT) {
        let found = shorten(format.as_deref().unwrap_or_default());
        report.add(root("format"), Problem::UnknownFormat { found });
        return None;
    }
    let mut rows_left = MAX_ROWS;
    let mut too_many = false;
    // All rows are taken out before any is read, so that the cap is known first.
    let mut taken: Vec<Vec<(u32, Value)>> = Vec::new();
    for info in PackV1::INFO {
        let mut rows = Vec::new();
        if let Some(place) = tables.iter().position(|(table, _)| table == info.name) {
            let is_head = info.name == "pack";
            match tables.swap_remove(place).1 {
                head @ Value::Map(_) if is_head => rows.push((0, head)),
                Value::List(values) if !is_head => {
                    too_many |= values.len() as u64 > rows_left;
                    rows_left = rows_left.saturating_sub(values.len() as u64);
                    for value in values {
                        rows.push((rows.len() as u32, value));
                    }
                }
                other => {
                    let want = if is_head { Want::Record } else { Want::Table };
                    report.add(root(info.name), Problem::WrongType { want, found: found(&other) });
                    report.unread_tables.insert(info.name);
                }
            }
        }
        taken.push(rows);
    }
    if too_many {
        report.add(Place::Whole, Problem::TooManyRows { cap: MAX_ROWS });
        return None;
    }
    let mut taken = taken.into_iter();
    Some(PackV1::read(report, |_| taken.next().unwrap_or_default()))
}

/// What a pack says until a day that has passed: warnings beside those of the reading, since only the caller
/// knows today.
#[cfg(feature = "author")]
pub fn past(reading: &Reading, today: Date) -> Vec<Diagnostic> {
    let Some(model) = &reading.model else { return Vec::new() };
    let mut report = Report::new(reading.origin.clone());
    model::past(model, &reading.tables, &mut report, today);
    report.findings
}

/// Writes tables as a `rungs-pack/1` document.
pub fn write_json(tables: &PackV1) -> String {
    write_document(tables.write())
}

/// Writes the records of tables as a `rungs-pack/1` document.
pub fn write_document(tables: Vec<(&'static str, Vec<Value>)>) -> String {
    let mut fields = vec![("format".to_owned(), Value::Text(FORMAT.to_owned()))];
    for (name, mut rows) in tables {
        let value = if name == "pack" { rows.remove(0) } else { Value::List(rows) };
        fields.push((name.to_owned(), value));
    }
    Value::Map(fields).to_json()
}
