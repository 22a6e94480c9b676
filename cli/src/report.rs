//! Showing findings: for people with the text that they are about, for tools as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rungs_core::diagnostic::{Diagnostic, Place, Problem, Severity};
use rungs_core::pack::Reading;
use rungs_core::pack::csv::cells;
use rungs_core::wire::value::{self, Value};
use rungs_core::words::{self, Language};
use serde_json::{Map, json};

use crate::input::Texts;

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub language: Language,
    pub colour: bool,
}

/// Writes findings for people, and their number.
pub fn text(out: &mut dyn Write, reading: &Reading, texts: &Texts, style: Style) -> io::Result<()> {
    let findings = &reading.findings;
    let mut excerpts = Excerpts::new(texts);
    let sayings = crate::words::of(style.language);
    let colon = sayings.colon;
    for finding in findings {
        let said = words::diagnostic(finding, style.language);
        let severity = words::severity(finding.severity, style.language);
        let (on, off) = match (style.colour, finding.severity) {
            (false, _) => ("", ""),
            (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
            (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
        };
        write!(out, "{on}{severity}[{}]{off}{colon}", finding.code())?;
        // Whatever has a name is said to be that file.
        let place = match &finding.place {
            Place::Whole => sayings.input.to_owned(),
            place => words::place(place, style.language),
        };
        write!(out, "{place}{colon}")?;
        writeln!(out, "{}", said.message)?;
        if let Some(excerpt) = excerpts.find(finding) {
            writeln!(out, "  | {}", excerpt.line)?;
            if let Some(under) = excerpt.under {
                writeln!(out, "  | {under}^")?;
            }
        }
        if let Some(hint) = said.hint {
            writeln!(out, "  {}{hint}", sayings.hint)?;
        }
    }
    if reading.unlisted > 0 {
        writeln!(out, "{}", (sayings.unlisted)(reading.unlisted))?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    writeln!(out, "{}", (sayings.summary)(errors, findings.len() - errors))
}

/// Writes findings for tools, one a line; at the end, that there are more than are listed.
pub fn json(out: &mut dyn Write, reading: &Reading, language: Language) -> io::Result<()> {
    let findings = reading.findings.iter().map(|finding| {
        let said = words::diagnostic(finding, language);
        let severity = severity(finding.severity);
        json!({
            "code": finding.code(),
            "severity": severity,
            "place": place(&finding.place),
            "message": said.message,
            "hint": said.hint,
        })
    });
    let more = (reading.unlisted > 0).then(|| {
        let words = crate::words::of(language);
        // There may be an error among them that keeps the pack from being read.
        let worst = if reading.model.is_some() { Severity::Warning } else { Severity::Error };
        json!({
            "code": "unlisted",
            "severity": severity(worst),
            "place": {},
            "message": (words.unlisted)(reading.unlisted),
            "hint": words.unlisted_hint,
        })
    });
    let mut is_first = true;
    for record in findings.chain(more) {
        write!(out, "{}{record}", if is_first { "[\n" } else { ",\n" })?;
        is_first = false;
    }
    writeln!(out, "{}", if is_first { "[]" } else { "\n]" })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A place as an object: only the fields that it has.
fn place(place: &Place) -> Map<String, serde_json::Value> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: serde_json::Value| {
        if !value.is_null() {
            fields.insert(name.to_owned(), value);
        }
    };
    match place {
        Place::Whole => {}
        Place::File(file) => set("file", json!(file)),
        Place::Text { file, line, column } => {
            set("file", json!(file));
            set("line", json!(line));
            set("column", json!(column));
        }
        Place::Json { pointer, character } => {
            set("pointer", json!(pointer));
            set("character", json!(character));
        }
        Place::Cell { file, row, column, character } => {
            set(if words::is_sheet(file) { "sheet" } else { "file" }, json!(file));
            set("row", json!(row));
            if let Some((number, heading)) = column {
                set("column", json!(number));
                set("heading", json!(heading));
            }
            set("character", json!(character));
        }
    }
    fields
}

/// A line of the author's text, and what to write under it before a caret.
struct Excerpt {
    line: String,
    under: Option<String>,
}

/// Finds the text that a place is about; each file is taken apart once.
struct Excerpts<'a> {
    texts: &'a Texts,
    cells: BTreeMap<String, Vec<Vec<String>>>,
    document: Option<Value>,
}

impl<'a> Excerpts<'a> {
    fn new(texts: &'a Texts) -> Self {
        Self { texts, cells: BTreeMap::new(), document: None }
    }

    fn find(&mut self, finding: &Diagnostic) -> Option<Excerpt> {
        match (self.texts, &finding.place) {
            (
                Texts::Folder(_) | Texts::Workbook(_),
                Place::Cell { file, row, column: Some((column, _)), character },
            ) => {
                if !self.cells.contains_key(file) {
                    let text =
                        self.texts.tables().iter().find(|known| known.name == *file)?.text.as_ref().ok()?;
                    self.cells.insert(file.clone(), cells(text));
                }
                let row = self.cells.get(file)?.get((*row as usize).checked_sub(1)?)?;
                let cell = row.get((*column as usize).checked_sub(1)?)?.trim();
                excerpt(cell, character.or_else(|| entry(cell, &finding.problem)))
            }
            (Texts::Json(text), Place::Json { pointer, character: Some(character) }) => {
                let document = match &self.document {
                    Some(document) => document,
                    None => self.document.insert(value::parse(text).ok()?),
                };
                excerpt(document.pointer(pointer)?.text()?, Some(*character))
            }
            (Texts::Json(text), Place::Text { line, column, .. }) => {
                let line = text.lines().nth(line.checked_sub(1)?)?;
                excerpt(line, u32::try_from(*column).ok())
            }
            _ => None,
        }
    }
}

/// The character at which the entry of a list stands that a problem is about.
fn entry(cell: &str, problem: &Problem) -> Option<u32> {
    let wanted = match problem {
        Problem::UnknownId { id, .. } | Problem::WrongKind { id, .. } => id.clone(),
        Problem::UnknownField { field, .. } => field.clone(),
        Problem::UnknownChoice { found, .. } | Problem::WrongType { found, .. } => found.clone(),
        Problem::TermOutside { term, .. } => term.to_string(),
        _ => return None,
    };
    let mut at = 0;
    for entry in cell.split([';', '；']) {
        if entry.trim() == wanted && cell != entry {
            let blank = entry.chars().take_while(|character| character.is_whitespace()).count();
            return u32::try_from(at + blank + 1).ok();
        }
        at += entry.chars().count() + 1;
    }
    None
}

/// How many characters of a long text are shown before and after the one that is meant.
const AROUND: usize = 50;

fn excerpt(text: &str, character: Option<u32>) -> Option<Excerpt> {
    if text.is_empty() {
        return None;
    }
    let at = character.map(|character| (character as usize).saturating_sub(1));
    let from = at.unwrap_or_default().saturating_sub(AROUND);
    let mut line = String::new();
    let mut under = String::new();
    if from > 0 {
        line.push('…');
        under.push(' ');
    }
    for (index, character) in text.chars().enumerate().skip(from).take(2 * AROUND) {
        let safe = words::shown(character.encode_utf8(&mut [0; 4]));
        if at.is_some_and(|at| index < at) {
            // A wide character takes two places on a terminal, and so does a wide space.
            under.extend(safe.chars().map(|shown| if is_wide(shown) { '\u{3000}' } else { ' ' }));
        }
        line.push_str(&safe);
    }
    if text.chars().nth(from + 2 * AROUND).is_some() {
        line.push('…');
    }
    Some(Excerpt { line, under: at.map(|_| under) })
}

fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}
