//! A pack as authors keep it: a folder of CSV files, one a table.

use std::collections::BTreeMap;

use super::{MAX_BYTES, MAX_ROWS, Reading, finish};
use crate::diagnostic::{Place, Problem};
use crate::suggest::nearest;
use crate::wire::field::Shape;
use crate::wire::pack_v1::PackV1;
use crate::wire::table::{FieldInfo, Origin, Report, TableInfo};
use crate::wire::value::Value;

/// A file of the folder: its name and its text. Decoding is the caller's; what is not a text is `Err` with the
/// offset of the first bad byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name, such as `courses.csv`.
    pub name: String,
    /// The text, or where it stops being one.
    pub text: Result<String, usize>,
    /// The encoding from which it had to be decoded, if it was not UTF-8.
    pub decoded: Option<&'static str>,
}

/// Reads a folder of CSV files.
pub fn read_folder(files: &[File]) -> Reading {
    let mut report = Report::default();
    let mut rows_by_table: BTreeMap<&'static str, Vec<(u32, Value)>> = BTreeMap::new();
    let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut findings = Vec::new();
    let (mut bytes, mut rows) = (0, 0);
    for file in files {
        let Some(stem) = file.name.strip_suffix(".csv") else { continue };
        let whole = Place::File(file.name.clone());
        let Some(info) = PackV1::INFO.iter().find(|info| info.name == stem) else {
            let nearest = nearest(stem, PackV1::INFO.iter().map(|info| info.name));
            findings.push((whole, Problem::UnknownTable { table: stem.to_owned(), nearest }));
            continue;
        };
        let text = match &file.text {
            Ok(text) => text,
            Err(offset) => {
                findings.push((whole, Problem::NotUtf8 { offset: *offset }));
                continue;
            }
        };
        if let Some(encoding) = file.decoded {
            findings.push((whole, Problem::Decoded { encoding }));
        }
        bytes += text.len() as u64;
        if bytes > MAX_BYTES {
            findings.push((Place::Whole, Problem::TooLarge { cap: MAX_BYTES }));
            break;
        }
        let (header, table) = read_file(&file.name, text, info, &mut findings);
        rows += table.len() as u64;
        if rows > MAX_ROWS {
            findings.push((Place::Whole, Problem::TooManyRows { cap: MAX_ROWS }));
            break;
        }
        headers.insert(info.name.to_owned(), header);
        rows_by_table.insert(info.name, table);
    }
    if !rows_by_table.contains_key("pack") && !findings.iter().any(|(_, problem)| is_fatal(problem)) {
        findings.push((Place::Whole, Problem::MissingTable { table: "pack.csv".to_owned() }));
    }
    report.origin = Origin::Csv(headers);
    for (place, problem) in findings {
        report.add(place, problem);
    }
    let tables = PackV1::read(&mut report, |name| rows_by_table.remove(name).unwrap_or_default());
    finish(tables, report)
}

fn is_fatal(problem: &Problem) -> bool {
    problem.severity() == crate::diagnostic::Severity::Error
}

type Findings = Vec<(Place, Problem)>;

fn read_file(
    name: &str,
    text: &str,
    info: &TableInfo,
    findings: &mut Findings,
) -> (Vec<String>, Vec<(u32, Value)>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = reader(text);
    let mut records = reader.records();
    let header: Vec<String> = match records.next() {
        Some(Ok(record)) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
        Some(Err(error)) => {
            findings.push((Place::File(name.to_owned()), Problem::Csv(error.to_string())));
            return (Vec::new(), Vec::new());
        }
        None => {
            let problem = Problem::MissingTable { table: name.to_owned() };
            findings.push((Place::File(name.to_owned()), problem));
            return (Vec::new(), Vec::new());
        }
    };
    let columns = columns(name, &header, info, findings);
    let mut rows = Vec::new();
    // The row a spreadsheet shows: records, not lines, since a cell may hold several lines.
    for (row, record) in (2u32..).zip(records) {
        let place = |column: Option<(u32, String)>| Place::Cell {
            file: name.to_owned(),
            row,
            column,
            character: None,
        };
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                findings.push((place(None), Problem::Csv(error.to_string())));
                break;
            }
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() > header.len() {
            let problem = Problem::TooManyCells { found: record.len(), columns: header.len() };
            findings.push((place(None), problem));
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (column, cell) in columns.iter().zip(record.iter()) {
            let (Some(column), cell) = (column, cell.trim()) else { continue };
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::Field(field) => fields.push((field.name.to_owned(), read_cell(cell, field.shape))),
                Column::Name(field, language) => {
                    let text = (language.clone(), Value::Text(cell.to_owned()));
                    match fields.iter_mut().find(|(name, _)| name == field.name) {
                        Some((_, Value::Map(texts))) => texts.push(text),
                        _ => fields.push((field.name.to_owned(), Value::Map(vec![text]))),
                    }
                }
            }
        }
        rows.push((row, Value::Map(fields)));
    }
    (header, rows)
}

/// The cells of a file, row by row, as its reader sees them.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    reader(text).records().map_while(Result::ok).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// What a column holds.
enum Column {
    Field(&'static FieldInfo),
    Name(&'static FieldInfo, String),
}

fn columns(name: &str, header: &[String], info: &TableInfo, findings: &mut Findings) -> Vec<Option<Column>> {
    let find = |heading: &str| -> Option<Column> {
        let field = info.fields.iter().find(|field| field.name == heading && field.shape != Shape::Names);
        let named = || {
            let (stem, language) = heading.rsplit_once('_')?;
            let field = info.fields.iter().find(|field| field.name == stem && field.shape == Shape::Names)?;
            Some(Column::Name(field, language.to_owned()))
        };
        field.map(Column::Field).or_else(named)
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut columns = Vec::new();
    for (index, heading) in header.iter().enumerate() {
        let place = Place::Cell {
            file: name.to_owned(),
            row: 1,
            column: Some((index as u32 + 1, heading.clone())),
            character: None,
        };
        let column = find(heading);
        if seen.contains(&heading.as_str()) && !heading.is_empty() {
            let first = Box::new(place.clone());
            findings.push((place, Problem::DuplicateId { id: heading.clone(), first }));
            columns.push(None);
            continue;
        }
        if column.is_none() && !heading.is_empty() {
            let nearest = nearest(heading, info.fields.iter().map(|field| field.name));
            findings.push((place, Problem::UnknownField { field: heading.clone(), nearest }));
        }
        seen.push(heading);
        columns.push(column);
    }
    columns
}

/// A cell's value. What does not look like the shape stays a text, so that the record's reader can say what is
/// wrong with it.
fn read_cell(cell: &str, shape: Shape) -> Value {
    let text = || Value::Text(cell.to_owned());
    match shape {
        Shape::Text | Shape::Choice(_) | Shape::Date | Shape::Names => text(),
        Shape::Whole | Shape::Decimal => match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Number(number),
            _ => text(),
        },
        Shape::Flag => match cell.to_lowercase().as_str() {
            "yes" | "true" | "1" | "是" => Value::Flag(true),
            "no" | "false" | "0" | "否" => Value::Flag(false),
            _ => text(),
        },
        Shape::List(inner) => Value::List(
            cell.split([';', '；'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| read_cell(part, *inner))
                .collect(),
        ),
    }
}

/// Writes tables as CSV files: name and text, with the columns that hold something.
pub fn write_folder(tables: &PackV1) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, rows) in tables.write() {
        let Some(info) = PackV1::INFO.iter().find(|info| info.name == name) else { continue };
        let mut columns: Vec<(&'static FieldInfo, Option<String>)> = Vec::new();
        for field in info.fields {
            if field.shape != Shape::Names {
                if rows.iter().any(|row| row.get(field.name).is_some()) {
                    columns.push((field, None));
                }
                continue;
            }
            let mut languages: Vec<String> = Vec::new();
            for row in &rows {
                for (language, _) in row.get(field.name).and_then(Value::fields).unwrap_or_default() {
                    if !languages.contains(language) {
                        languages.push(language.clone());
                    }
                }
            }
            columns.extend(languages.into_iter().map(|language| (field, Some(language))));
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heading = |(field, language): &(&FieldInfo, Option<String>)| match language {
            Some(language) => format!("{}_{language}", field.name),
            None => field.name.to_owned(),
        };
        // Writing to memory cannot fail, and every record has as many cells as the header.
        let _ = writer.write_record(columns.iter().map(heading));
        for row in &rows {
            let _ = writer.write_record(columns.iter().map(|(field, language)| {
                let value = row.get(field.name);
                match language {
                    Some(language) => {
                        value.and_then(|value| value.get(language)).map(cell).unwrap_or_default()
                    }
                    None => value.map(cell).unwrap_or_default(),
                }
            }));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        files.push((format!("{name}.csv"), String::from_utf8(bytes).unwrap_or_default()));
    }
    files
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::List(values) => values.iter().map(cell).collect::<Vec<_>>().join(";"),
        Value::Null | Value::Map(_) => String::new(),
    }
}
