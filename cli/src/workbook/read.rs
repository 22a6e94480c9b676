//! Reading a workbook: each sheet becomes the CSV text that its author could have saved, so that one reader judges
//! both.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use rungs_core::diagnostic::{Place, Problem, WorkbookFault};
use rungs_core::pack::csv::{File, read_sheets, write_row};
use rungs_core::pack::{MAX_BYTES, Reading};
use rungs_core::wire::pack_v1::PackV1;
use zip::ZipArchive;

/// The most that a workbook may unpack to: its markup is several times as long as what it says.
const MAX_UNPACKED: u64 = 4 * MAX_BYTES;
/// Rows and columns of a sheet, as spreadsheet programs have them.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Whether bytes begin as a zip archive does, which an XLSX workbook is.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether bytes begin as the container of older workbooks and of protected ones does.
pub fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Reads a workbook: its sheets as CSV texts, and what they say.
pub fn read(bytes: &[u8]) -> (Vec<File>, Reading) {
    // The unpacker and the reader of markup are made for workbooks that a program wrote; what they trip over in one
    // that was tampered with is damage like any other.
    let damaged = || Err(Problem::Workbook(WorkbookFault::Damaged));
    match std::panic::catch_unwind(|| sheets(bytes)).unwrap_or_else(|_| damaged()) {
        Ok((sheets, found)) => {
            let reading = read_sheets(&sheets, found);
            (sheets, reading)
        }
        Err(problem) => (Vec::new(), Reading::failed(Place::Whole, problem)),
    }
}

type Found = Vec<(Place, Problem)>;

fn sheets(bytes: &[u8]) -> Result<(Vec<File>, Found), Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::TooLarge { cap: MAX_BYTES });
    }
    if !is_zip(bytes) {
        return Err(Problem::Workbook(kind(bytes)));
    }
    measure(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let (mut sheets, mut found, mut left) = (Vec::new(), Vec::new(), MAX_BYTES as usize);
    for name in workbook.sheet_names() {
        let table = name.trim();
        // What begins so is the author's own: explanations, drafts.
        if table.starts_with('_') {
            continue;
        }
        let rows = match rows(&mut workbook, &name, &mut left, PackV1::table(table).is_some()) {
            // A chart has a sheet of its own.
            Err(Fault::Sheet(XlsxError::NotAWorksheet(_))) => continue,
            Err(Fault::Sheet(error)) => return Err(fault(&error)),
            Err(Fault::TooLarge) => return Err(Problem::TooLarge { cap: MAX_BYTES }),
            Ok(rows) => rows,
        };
        if PackV1::table(table).is_none() {
            // Spreadsheet programs make sheets that nobody asked for.
            if !rows.is_empty() {
                sheets.push(File { name: table.to_owned(), text: Ok(String::new()), decoded: None });
            }
            continue;
        }
        found.extend(faults(table, &rows));
        let text = Ok(text(&rows).ok_or(Problem::TooLarge { cap: MAX_BYTES })?);
        sheets.push(File { name: table.to_owned(), text, decoded: None });
    }
    Ok((sheets, found))
}

/// What a file that should be a workbook is, if it is no archive.
fn kind(bytes: &[u8]) -> WorkbookFault {
    if bytes.is_empty() {
        WorkbookFault::Empty
    } else if !is_compound(bytes) {
        WorkbookFault::NoWorkbook
    } else if contains(bytes, &utf16("EncryptedPackage")) {
        WorkbookFault::Protected
    } else {
        WorkbookFault::OtherKind
    }
}

/// Unpacks everything once into nothing, since what an archive says about its size need not be true.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    let damaged = || Problem::Workbook(WorkbookFault::Damaged);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| damaged())?;
        left -= io::copy(&mut entry.take(left), &mut io::sink()).map_err(|_| damaged())?;
        if left == 0 {
            return Err(Problem::TooLarge { cap: MAX_UNPACKED });
        }
    }
    Ok(())
}

fn fault(error: &XlsxError) -> Problem {
    Problem::Workbook(match error {
        XlsxError::Password => WorkbookFault::Protected,
        // An archive of something else: another kind of workbook, or a document.
        XlsxError::FileNotFound(_) => WorkbookFault::OtherKind,
        _ => WorkbookFault::Damaged,
    })
}

/// What stands in a cell.
struct Cell {
    text: String,
    kind: Kind,
}

impl Cell {
    /// What the reader of tables gets to see. An error has been told, once is enough.
    fn read(&self) -> &str {
        if self.kind == Kind::Error { "" } else { &self.text }
    }
}

#[derive(PartialEq)]
enum Kind {
    Plain,
    Date,
    Error,
}

/// Rows by number, cells by column, both counted from one.
type Rows = BTreeMap<u32, BTreeMap<u32, Cell>>;

enum Fault {
    Sheet(XlsxError),
    TooLarge,
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Self {
        Fault::Sheet(error)
    }
}

/// The cells of a sheet that hold something, or only the first of them.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut usize, all: bool) -> Result<Rows, Fault> {
    let mut rows = Rows::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let Some(cell) = read_cell(cell.get_value()) else { continue };
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Fault::Sheet(XlsxError::Unexpected("a cell outside the sheet")));
        }
        // A cell takes more room here than its text does.
        *left = left.checked_sub(cell.text.len() + 1).ok_or(Fault::TooLarge)?;
        rows.entry(row + 1).or_default().insert(column + 1, cell);
        if !all {
            break;
        }
    }
    Ok(rows)
}

fn read_cell(value: &DataRef<'_>) -> Option<Cell> {
    let (text, kind) = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => (text.clone(), Kind::Plain),
        DataRef::SharedString(text) => ((*text).to_owned(), Kind::Plain),
        DataRef::Int(number) => (number.to_string(), Kind::Plain),
        DataRef::Float(number) => (number_text(*number), Kind::Plain),
        DataRef::Bool(flag) => (if *flag { "TRUE" } else { "FALSE" }.to_owned(), Kind::Plain),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) => (text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(), Kind::Date),
        DataRef::DurationIso(text) => (text.clone(), Kind::Plain),
        DataRef::Error(error) => (error_text(error).to_owned(), Kind::Error),
    };
    (!text.trim().is_empty()).then_some(Cell { text, kind })
}

/// A number as a spreadsheet shows it: fifteen digits count.
fn number_text(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

fn date_text(date: &ExcelDateTime) -> (String, Kind) {
    let days = date.as_f64();
    // A time without a day, or a length of time, is no date.
    if date.is_duration() || days < 1.0 {
        return (number_text(days), Kind::Plain);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        text.push_str(&format!(" {hour:02}:{minute:02}:{second:02}"));
    }
    (text, Kind::Date)
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// What a text cannot show any more: formulas that failed, and codes of which a spreadsheet made dates.
fn faults(table: &str, rows: &Rows) -> Found {
    let header = rows.get(&1);
    let heading = |column: u32| header.and_then(|header| header.get(&column)).map(|cell| cell.text.trim());
    let mut found = Found::new();
    for (&row, cells) in rows {
        for (&column, cell) in cells {
            let Some(heading) = heading(column) else { continue };
            let problem = match cell.kind {
                Kind::Error => Problem::FormulaError { found: cell.text.clone() },
                Kind::Date if ["id", "code"].contains(&heading) => {
                    Problem::TurnedIntoDate { found: cell.text.clone() }
                }
                Kind::Date | Kind::Plain => continue,
            };
            let column = Some((column, heading.to_owned()));
            found.push((Place::Cell { file: table.to_owned(), row, column, character: None }, problem));
        }
    }
    found
}

/// Rows as CSV, with the empty ones between them, so that they count as in the sheet; `None` if that is too long.
fn text(rows: &Rows) -> Option<String> {
    let mut text = String::new();
    let mut next = 1;
    for (&row, cells) in rows {
        while next < row {
            text.push('\n');
            next += 1;
        }
        // Two cells at least: the first comma tells the reader what divides them.
        let last = cells.keys().last().copied().unwrap_or_default().max(2);
        let cells = (1..=last).map(|column| cells.get(&column).map_or("", Cell::read));
        write_row(&mut text, cells);
        next += 1;
        if text.len() as u64 > MAX_BYTES {
            return None;
        }
    }
    Some(text)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        for (number, want) in [
            (460301.0, "460301"),
            (3.5, "3.5"),
            (0.1 + 0.2, "0.3"),
            (2.675 * 100.0, "267.5"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(number_text(number), want);
        }
    }
}
