//! A pack as authors keep it: a folder of CSV files, one a table, or the sheets of a workbook.

use std::borrow::Cow;

use super::{MAX_BYTES, MAX_ROWS, Reading, finish};
use crate::diagnostic::{Advice, Place, Problem, Undecoded, WorkbookFault};
use crate::names::Names;
use crate::sorted::Map;
use crate::wire::field::Shape;
use crate::wire::pack_v1::PackV1;
use crate::wire::table::{Columns, FieldInfo, Origin, Report, TableInfo};
use crate::wire::value::Value;

/// A file of the folder: its name and its text. Decoding is the caller's; what is not a text is `Err` with the
/// place of the first bad byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name, such as `courses.csv`.
    pub name: String,
    /// The text, or where it stops being one.
    pub text: Result<String, Undecoded>,
    /// The encoding from which it had to be decoded, if it was not UTF-8.
    pub decoded: Option<&'static str>,
}

/// Reads a folder of CSV files.
pub fn read_folder(files: &[File]) -> Reading {
    read(files, ".csv", Report::new(Origin::Csv(Map::new())))
}

/// Reads the sheets of a workbook, each written as CSV under its own name, after what was found in their cells.
pub fn read_sheets(sheets: &[File], found: Vec<(Place, Problem)>) -> Reading {
    let mut report = Report::new(Origin::Sheets(Map::new()));
    for (place, problem) in found {
        report.add(place, problem);
    }
    read(sheets, "", report)
}

/// Reads tables that are called what their files are, but for the ending.
fn read(files: &[File], ending: &str, mut report: Report) -> Reading {
    let mut rows_by_table: Map<&'static str, Vec<(u32, Value)>> = Map::new();
    let mut columns_by_table: Map<&'static str, Columns> = Map::new();
    let (mut bytes, mut rows) = (0, 0);
    for file in files {
        let whole = Place::File(file.name.clone());
        if is_workbook(&file.name) {
            report.add(whole, Problem::Workbook(WorkbookFault::Beside));
            continue;
        }
        let stem = file.name.strip_suffix(ending);
        let Some(info) = PackV1::INFO.iter().find(|info| Some(info.name) == stem) else {
            let stem = stem.unwrap_or(&file.name);
            let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
            let nearest = report.suggestions.nearest(&["tables"], stem, &PackV1::table_names);
            let meant = nearest.as_deref().and_then(PackV1::table).map(|table| table.name);
            let nearest = nearest.map(|table| format!("{table}{ending}"));
            let is_there = files.iter().any(|file| Some(&file.name) == nearest.as_ref());
            if let Some(meant) = meant.filter(|_| !is_there) {
                report.misnamed.insert(meant, whole.clone());
            }
            report.add(whole, Problem::UnknownTable { table: file.name.clone(), nearest });
            continue;
        };
        let text = match &file.text {
            Ok(text) => text,
            Err(undecoded) => {
                report.add(whole, Problem::NotUtf8(*undecoded));
                report.unread_tables.insert(info.name);
                continue;
            }
        };
        if let Some(encoding) = file.decoded {
            report.add(whole, Problem::Decoded { encoding });
        }
        bytes += text.len() as u64;
        if bytes > MAX_BYTES {
            report.add(Place::Whole, Problem::TooLarge { cap: MAX_BYTES });
            break;
        }
        let (columns, table) = read_file(&file.name, text, info, &mut report);
        rows += table.len() as u64;
        if rows > MAX_ROWS {
            report.add(Place::Whole, Problem::TooManyRows { cap: MAX_ROWS });
            break;
        }
        columns_by_table.insert(info.name, columns);
        rows_by_table.insert(info.name, table);
    }
    if !rows_by_table.contains_key("pack") && !report.has_errors() {
        report.add(Place::Whole, Problem::MissingTable { table: format!("pack{ending}") });
    }
    report.origin = match report.origin {
        Origin::Sheets(_) => Origin::Sheets(columns_by_table),
        Origin::Csv(_) | Origin::Json => Origin::Csv(columns_by_table),
    };
    let tables =
        PackV1::read(&mut report, |name| rows_by_table.get_mut(name).map(std::mem::take).unwrap_or_default());
    finish(tables, report)
}

/// Whether a file is a workbook, by its name.
pub fn is_workbook(name: &str) -> bool {
    let endings = [".xlsx", ".xls", ".ods", ".et", ".numbers"];
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

fn read_file(
    name: &str,
    text: &str,
    info: &'static TableInfo,
    report: &mut Report,
) -> (Columns, Vec<(u32, Value)>) {
    let place = |row: u32, column: Option<(u32, String)>| Place::Cell {
        file: name.to_owned(),
        row,
        column,
        character: None,
    };
    let mut lines = Rows::new(text);
    let Some(header) = lines.next() else {
        report.add(Place::File(name.to_owned()), Problem::MissingTable { table: name.to_owned() });
        report.unread_tables.insert(info.name);
        return (Columns::new(), Vec::new());
    };
    let header: Vec<String> = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let (columns, known) = columns(name, &header, info, report);
    for field in info.fields.iter().filter(|field| field.required && !known.contains_key(field.name)) {
        report.add(place(1, None), Problem::MissingColumn { column: field.name.to_owned() });
        report.unread_tables.insert(info.name);
    }
    let mut records = Vec::new();
    for row in 2u32.. {
        let Some(line) = lines.next() else { break };
        if !line.closed {
            // All that follows has run into one cell.
            report.add(place(row, None), Problem::UnclosedQuote);
            report.unread_tables.insert(info.name);
            break;
        }
        // The writer of a workbook's cells knows where quotation marks belong.
        if matches!(report.origin, Origin::Csv(_)) && line.runs_on {
            report.add(place(row, None), Problem::RunsOn);
            report.unread_tables.insert(info.name);
            break;
        }
        let has_rows = |cell: &Cow<'_, str>| looks_like_rows(cell, header.len(), lines.delimiter);
        if matches!(report.origin, Origin::Csv(_)) && line.cells.iter().any(has_rows) {
            report.add(place(row, None), Problem::Advice(Advice::RowsInCell));
        }
        let record = line.cells;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Spreadsheets write empty cells at the end of a row.
        let filled = record.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if filled > header.len() {
            report.add(
                place(row, None),
                Problem::TooManyCells {
                    found: filled,
                    columns: header.len(),
                    delimiter: char::from(lines.delimiter),
                },
            );
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
        records.push((row, Value::Map(fields)));
    }
    (known, records)
}

/// The cells of a file, row by row, as its reader sees them.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    Rows::new(text).map(|row| row.cells.into_iter().map(Cow::into_owned).collect()).collect()
}

/// What divides the cells of a file.
pub fn delimiter(text: &str) -> char {
    char::from(Rows::new(text).delimiter)
}

/// A row of a file.
struct Line<'a> {
    cells: Vec<Cow<'a, str>>,
    /// Whether every quotation mark that opens a cell is closed.
    closed: bool,
    /// Whether a text follows the mark that closes a cell of several lines: then it was to open another cell.
    runs_on: bool,
}

/// The rows of a CSV text (RFC 4180), empty ones too, so that they count as a spreadsheet counts them.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        if let Some(delimiter) = stated_delimiter(header) {
            // A spreadsheet does not show this line, so it does not count as a row.
            let rest = text[header.len()..].trim_start_matches('\r');
            return Self { text: rest.strip_prefix('\n').unwrap_or(rest), at: 0, delimiter };
        }
        // Spreadsheets of some countries write a semicolon or a tab for the comma; the header shows which.
        let found = [b',', b'\t', b';'].into_iter().find(|sign| header.contains(char::from(*sign)));
        Self { text, at: 0, delimiter: found.unwrap_or(b',') }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from here to where a cell ends that is not quoted.
    fn plain(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Reads a quoted cell. What follows the closing mark belongs to it.
    fn quoted(&mut self, line: &mut Line<'a>) {
        let mut cell = String::new();
        loop {
            self.at += 1;
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                self.at = self.text.len();
                cell.push_str(rest);
                line.closed = false;
                break;
            };
            cell.push_str(&rest[..end]);
            self.at += end + 1;
            // A doubled quotation mark is one that belongs to the text.
            if self.byte() != Some(b'"') {
                let has_lines = cell.contains('\n');
                let tail = self.plain();
                line.runs_on |= has_lines && !tail.trim().is_empty();
                cell.push_str(tail);
                break;
            }
            cell.push('"');
        }
        line.cells.push(Cow::Owned(cell));
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        self.byte()?;
        let mut line = Line { cells: Vec::new(), closed: true, runs_on: false };
        loop {
            if self.byte() == Some(b'"') {
                self.quoted(&mut line);
            } else {
                line.cells.push(Cow::Borrowed(self.plain()));
            }
            let end = self.byte();
            self.at += usize::from(end.is_some());
            if end != Some(self.delimiter) {
                // One line end may be two characters.
                self.at += usize::from(end == Some(b'\r') && self.byte() == Some(b'\n'));
                return Some(line);
            }
        }
    }
}

/// Whether a cell has a line, but the first, with as many cells as the table has columns. A sentence has a blank
/// behind its commas.
fn looks_like_rows(cell: &str, columns: usize, delimiter: u8) -> bool {
    let is_row = |line: &str| {
        let mut cells = 1;
        for pair in line.as_bytes().windows(2) {
            cells += usize::from(pair[0] == delimiter && pair[1] != b' ');
        }
        cells >= columns
    };
    columns > 2 && cell.lines().skip(1).any(is_row)
}

/// What divides the cells, where the first line says so for Excel: `sep=;`.
fn stated_delimiter(line: &str) -> Option<u8> {
    match line.trim_end_matches('\r').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign @ (b',' | b';' | b'\t')] => Some(*sign),
        _ => None,
    }
}

/// What a column holds.
enum Column {
    Field(&'static FieldInfo),
    Name(&'static FieldInfo, String),
}

/// What each column holds, and where each field stands.
fn columns(
    name: &str,
    header: &[String],
    info: &'static TableInfo,
    report: &mut Report,
) -> (Vec<Option<Column>>, Columns) {
    let find = |heading: &str| -> Option<Column> {
        let field = info.fields.iter().find(|field| field.name == heading && field.shape != Shape::Names);
        let named = || {
            let (stem, language) = heading.rsplit_once('_')?;
            let field = info.fields.iter().find(|field| field.name == stem && field.shape == Shape::Names)?;
            Names::is_tag(language).then(|| Column::Name(field, language.to_owned()))
        };
        field.map(Column::Field).or_else(named)
    };
    let headings: Vec<String> = info
        .fields
        .iter()
        .flat_map(|field| match field.shape {
            Shape::Names => vec![format!("{}_zh", field.name), format!("{}_en", field.name)],
            _ => vec![field.name.to_owned()],
        })
        .collect();
    let mut known = Columns::new();
    let mut seen: Map<&str, u32> = Map::new();
    let mut columns = Vec::new();
    for (number, heading) in (1u32..).zip(header) {
        let place = |number: u32| Place::Cell {
            file: name.to_owned(),
            row: 1,
            column: Some((number, heading.clone())),
            character: None,
        };
        if heading.is_empty() {
            columns.push(None);
            continue;
        }
        if let Some(&first) = seen.get(heading.as_str()) {
            let first = Box::new(place(first));
            report.add(place(number), Problem::DuplicateId { id: heading.clone(), first });
            columns.push(None);
            continue;
        }
        seen.insert(heading, number);
        let column = find(heading);
        match &column {
            Some(Column::Field(field)) => {
                known.insert(field.name.to_owned(), (number, heading.clone()));
            }
            Some(Column::Name(field, _)) => {
                known.entry(field.name.to_owned()).or_insert_with(|| (number, heading.clone()));
                known.insert(heading.clone(), (number, heading.clone()));
            }
            None => {
                let nearest = report.suggestions.nearest(&["headings", info.name], heading, &|| {
                    headings.iter().map(String::as_str).collect()
                });
                report.add(place(number), Problem::UnknownField { field: heading.clone(), nearest });
            }
        }
        columns.push(column);
    }
    (columns, known)
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
        let heading = |(field, language): &(&FieldInfo, Option<String>)| match language {
            Some(language) => format!("{}_{language}", field.name),
            None => field.name.to_owned(),
        };
        let mut text = String::new();
        write_row(&mut text, columns.iter().map(heading));
        for row in &rows {
            let cells = columns.iter().map(|(field, language)| {
                let value = row.get(field.name);
                match language {
                    Some(language) => {
                        value.and_then(|value| value.get(language)).map(cell).unwrap_or_default()
                    }
                    None => value.map(cell).unwrap_or_default(),
                }
            });
            write_row(&mut text, cells);
        }
        files.push((format!("{name}.csv"), text));
    }
    files
}

/// Writes a row with commas between its cells, which are quoted where they must be.
pub fn write_row(out: &mut String, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    write_divided(out, ',', cells);
}

/// Writes a row with a sign between its cells.
pub fn write_divided(out: &mut String, delimiter: char, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(delimiter);
        }
        let cell = cell.as_ref();
        if cell.contains(['"', delimiter, '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}

/// A value as a cell holds it.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::List(values) => values.iter().map(cell).collect::<Vec<_>>().join(";"),
        Value::Null | Value::Map(_) => String::new(),
    }
}
