//! Findings in English.

#[cfg(feature = "author")]
use super::is_by_language;
use super::{Said, are_several, shown};
use crate::decimal::written;
#[cfg(feature = "author")]
use crate::diagnostic::WorkbookFault;
use crate::diagnostic::{IdFault, Place, Problem, Undecoded, Want};
use crate::requisite::{FaultKind, RESERVED};
use crate::wire::value::{MAX_DEPTH, Malformed, SyntaxFault};

pub(super) fn place(place: &Place) -> String {
    let character = |character: &Option<u32>| match character {
        Some(character) => format!(", character {character}"),
        None => String::new(),
    };
    match place {
        Place::Whole => String::new(),
        Place::File(file) => shown(file),
        Place::Text { file, line, column } => {
            let file = file.as_ref().map(|file| format!("{} ", shown(file))).unwrap_or_default();
            format!("{file}line {line}, column {column}")
        }
        Place::Json { pointer, character: at } => format!("{}{}", shown(pointer), character(at)),
        #[cfg(feature = "author")]
        Place::Cell { file, row, column, character: at } if super::is_sheet(file) => {
            let column = match column {
                Some((number, heading)) => {
                    format!(", column {} ({})", super::letters(*number), shown(heading))
                }
                None => String::new(),
            };
            format!("sheet {} row {row}{column}{}", shown(file), character(at))
        }
        Place::Cell { file, row, column, character: at } => {
            let column = match column {
                Some((number, heading)) => format!(", column {number} ({})", shown(heading)),
                None => String::new(),
            };
            format!("{} row {row}{column}{}", shown(file), character(at))
        }
    }
}

/// What a record of a table is called.
pub(super) fn kind(table: &str) -> &'static str {
    match table {
        "pack" => "pack",
        "sources" => "source",
        "provenance" => "provenance entry",
        "regions" => "region",
        "organisations" => "organisation",
        "frameworks" => "framework",
        "levels" => "level",
        "descriptors" => "descriptor",
        "alignments" => "alignment",
        "standards" => "standard",
        "functions" => "function",
        "skills" => "skill",
        "fields" => "field of work",
        "jobs" => "job",
        "job_functions" => "function of a job",
        "job_skills" => "skill of a job",
        "job_qualifications" => "qualification of a job",
        "demand" => "demand entry",
        "programmes" => "programme",
        "programme_terms" => "term of a programme",
        "courses" => "course",
        "curriculum" => "curriculum entry",
        "calendar" => "calendar term",
        "qualifications" => "qualification",
        "grades" => "grade",
        "grade_functions" => "function of a grade",
        "routes" => "registration route",
        "fees" => "fee",
        "sittings" => "sitting",
        "competitions" => "competition",
        "awards" => "award",
        "outcomes" => "outcome",
        "recognition" => "recognition rule",
        "recognition_caps" => "recognition cap",
        "credit_floors" => "credit floor",
        "exclusions" => "exclusion",
        "feedback" => "feedback signal",
        "circles" => "circle entry",
        "explainers" => "explainer",
        "learners" => "example learner",
        _ => "record",
    }
}

/// One of several words: `a, b or c`.
fn either(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// One of several words, each as it is written.
fn any<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    either(&quoted)
}

fn did_you_mean(nearest: &Option<String>, otherwise: impl Into<String>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean \"{}\"?", shown(nearest)),
        None => otherwise.into(),
    }
}

fn wanted(want: Want) -> &'static str {
    match want {
        Want::Text => "a text",
        Want::Whole => "a whole number",
        Want::Decimal => "a number with at most two decimals",
        Want::Date => "a date",
        Want::Flag => "yes or no",
        Want::List => "a list",
        Want::Names => "texts by language",
        Want::Record => "a record (an object with fields)",
        Want::Table => "a list of records",
    }
}

fn want_hint(want: Want) -> &'static str {
    match want {
        Want::Text => "write a text",
        Want::Whole => "write digits only, such as 12, without a unit, a space or quotation marks",
        Want::Decimal => "write a number such as 3.5, without a unit or quotation marks",
        Want::Date => "write the day as 2026-09-01: year, month, day, and a day that exists",
        Want::Flag => "write yes or no",
        Want::List => "write [\"a\", \"b\"]",
        Want::Names => "write {\"zh\": \"…\", \"en\": \"…\"}",
        Want::Record => "write an object: {\"id\": \"…\", …}",
        Want::Table => "write a list: [{…}, {…}]",
    }
}

fn list(words: &[&str]) -> String {
    words.join(", ")
}

pub(super) fn problem(problem: &Problem) -> Said {
    match problem {
        Problem::TooLarge { cap } => Said::new(
            format!("the pack is larger than {} MB", cap >> 20),
            "divide it, or leave out what the explorer does not show",
        ),
        Problem::TooManyRows { cap } => Said::new(
            format!("the pack has more than {cap} rows"),
            "divide it, or leave out what the explorer does not show",
        ),
        Problem::NotUtf8(Undecoded { line, likely: Some(encoding), .. }) => Said::new(
            format!("line {line} is not UTF-8; the file is probably in the encoding {encoding}"),
            "save it again in UTF-8 (a table as \"CSV UTF-8\"), and look whether all letters are right",
        ),
        Problem::NotUtf8(Undecoded { offset, line, .. }) => Said::new(
            format!("this is not a text: it cannot be read from byte {} on, in line {line}", offset + 1),
            "save it again in UTF-8 (a table as \"CSV UTF-8\"); unpack what is packed",
        ),
        Problem::Decoded { encoding } => Said::new(
            format!("the file is in the encoding {encoding}; it was read all the same"),
            "save it in UTF-8 (a table as \"CSV UTF-8\"), so that every program reads it alike",
        ),
        Problem::NoSuchFile => Said::new(
            "there is no file or folder of this name".to_owned(),
            "give the folder that holds pack.csv, a workbook (.xlsx), a JSON file, a compiled pack (.rungs), or - for what comes in",
        ),
        #[cfg(feature = "author")]
        Problem::Unreadable(words) if words == "Not a directory" => Said::new(
            "this cannot be read (what it should be in is no folder)".to_owned(),
            "if it is a file itself, leave out the / at its end",
        ),
        Problem::Unreadable(words) => Said::new(
            format!("this cannot be read ({})", shown(words)),
            match words.as_str() {
                "not a file" => "put a CSV file in its place, or give it another name",
                words if words.starts_with("Too many levels") => "remove the link, and put the file itself there",
                _ => "look whether you may open it",
            },
        ),
        #[cfg(feature = "author")]
        Problem::Empty => Said::new(
            "there is nothing in it".to_owned(),
            "make it again, as with rungs build my-school -o my-school.json, and look whether that fails",
        ),
        #[cfg(feature = "author")]
        Problem::DanglingLink => Said::new(
            "this is a link to a file that is not there".to_owned(),
            "put the file back where the link leads, or remove the link",
        ),
        #[cfg(feature = "author")]
        Problem::OneTable { folder } => Said::new(
            "this is one table of a pack, not the pack".to_owned(),
            format!("name the folder that it is in: {}", shown(folder)),
        ),
        Problem::Syntax(fault) => syntax(fault),
        Problem::UnclosedQuote => Said::new(
            "a quotation mark opens a cell here and is never closed, so the rest of the file is not read"
                .to_owned(),
            "close it with another \", or remove it; a quotation mark inside a quoted cell is written twice: \"\"",
        ),
        #[cfg(feature = "author")]
        Problem::RunsOn => Said::new(
            "a quotation mark opens a cell here and is closed only some lines below, so the rest of the file is not \
             read"
                .to_owned(),
            "close it in this row, or remove it; a quotation mark inside a quoted cell is written twice: \"\"",
        ),
        #[cfg(feature = "author")]
        Problem::DamagedPack => Said::new(
            "the compiled pack is cut off or damaged".to_owned(),
            "get it again, or build it again: rungs build my-school -o my-school.rungs",
        ),
        #[cfg(feature = "author")]
        Problem::Workbook(fault) => {
            let (message, hint) = match fault {
                WorkbookFault::Beside => (
                    "the CSV files of the folder are read, and not this workbook",
                    "keep a pack either as CSV files or as one workbook; name the workbook itself to have it read",
                ),
                WorkbookFault::Protected => (
                    "the workbook is protected with a password",
                    "save it without one: File, Info, Protect Workbook, Encrypt with Password, and empty the field",
                ),
                WorkbookFault::OtherKind => (
                    "this is a workbook of another kind than XLSX",
                    "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)",
                ),
                WorkbookFault::Empty => (
                    "the workbook is an empty file",
                    "save it again in a spreadsheet program, or begin with a new one: rungs template -o my-school.xlsx",
                ),
                WorkbookFault::NoWorkbook => (
                    "this is called a workbook, but it is none",
                    "save it as an Excel workbook (.xlsx) in a spreadsheet program; if it is JSON, let its name end in .json",
                ),
                WorkbookFault::Damaged => (
                    "the workbook is damaged",
                    "open it in a spreadsheet program, which can often repair it, and save it again as .xlsx",
                ),
            };
            Said::new(message.to_owned(), hint)
        }
        #[cfg(feature = "author")]
        Problem::TurnedIntoDate { found } => Said::new(
            format!("the cell holds the date {}, not a text", shown(found)),
            "the spreadsheet made a date of what was typed: format the column as text, and type it again",
        ),
        #[cfg(feature = "author")]
        Problem::FormulaError { found } => Said::new(
            format!("the formula gives {}", shown(found)),
            "mend the formula, or write what the cell should hold",
        ),
        Problem::MissingTable { table } if table.starts_with("pack") => Said::new(
            format!("\"{}\" is missing or empty", shown(table)),
            "every pack needs it: one row about the pack itself, with id, name, version and currency",
        ),
        Problem::MissingTable { table } => Said::new(
            format!("\"{}\" is empty", shown(table)),
            "write the headings in its first row, or remove it",
        ),
        Problem::MissingColumn { column } => Said::new(
            format!("the column \"{}\" is missing, so no row of this table can be read", shown(column)),
            format!("add a column with the heading {} and fill it in", shown(column)),
        ),
        Problem::DuplicateRow { first } => {
            Said::new(format!("this has been said before, at {}", place(first)), "remove one of the two rows")
        }
        Problem::OneRowOnly => {
            Said::new("a pack is described in one row, and this is a second".to_owned(), "remove one of them")
        }
        Problem::BadLanguage { tag } => Said::new(
            format!("\"{}\" is not the tag of a language", shown(tag)),
            "write zh for Chinese, en for English",
        ),
        Problem::UnknownTable { table, nearest } => Said::new(
            format!("there is no table called \"{}\", so it is not read", shown(table)),
            did_you_mean(nearest, "see the list of tables: rungs reference"),
        ),
        Problem::UnknownFormat { found } if found.is_empty() => Said::new(
            "the document does not say what format it has".to_owned(),
            "it must begin {\"format\": \"rungs-pack/1\", …",
        ),
        Problem::UnknownFormat { found } => Said::new(
            format!("the document has the format \"{}\", which is not known here", shown(found)),
            "this version reads \"rungs-pack/1\"; a newer document needs a newer version of Rungs",
        ),
        #[cfg(feature = "author")]
        Problem::UnknownField { field, nearest: None } if is_by_language(field) => Said::new(
            format!("there is no field called \"{field}\" here, so it is not read"),
            format!("write a column for each language: {field}_zh for Chinese, {field}_en for English"),
        ),
        Problem::UnknownField { field, nearest } => Said::new(
            format!("there is no field called \"{}\" here, so it is not read", shown(field)),
            did_you_mean(nearest, "remove it, or see the fields of this table: rungs reference"),
        ),
        Problem::MissingField { field } => {
            let field = shown(field);
            let message = format!("\"{field}\" must be filled in");
            match field.as_str() {
                "name" => Said::new(message, "fill in the name in at least one language"),
                "category" => Said::new(message, "write the category; for a cap on everything, the scope is total"),
                _ => Said::new(message, "fill it in, or remove the row"),
            }
        }
        Problem::WrongType { want, found } if found.is_empty() => {
            Said::new(format!("{} is wanted here", wanted(*want)), want_hint(*want))
        }
        Problem::WrongType { want, found } => {
            let hint = match want {
                Want::Whole if are_several(found) => {
                    "write one number; where several may stand, a semicolon between them: 3;5"
                }
                want => want_hint(*want),
            };
            Said::new(format!("\"{}\" is not {}", shown(found), wanted(*want)), hint)
        }
        Problem::UnknownChoice { found, choices, nearest } => Said::new(
            format!("\"{}\" is not one of the words that may stand here", shown(found)),
            did_you_mean(nearest, format!("use one of: {}", list(choices))),
        ),
        Problem::OutOfRange { found, least, most } => Said::new(
            format!("{found} is out of range", found = written(*found)),
            format!("it must be from {least} to {most}", least = written(*least), most = written(*most)),
        ),
        Problem::TooManyCells { found, columns, delimiter } => Said::new(
            format!("the row has {found} cells, but there are only {columns} columns"),
            format!(
                "write a heading over each cell; in a CSV file, a text with {sign} stands between double quotes: \"a{delimiter} b\"",
                sign = match delimiter {
                    ';' => "a semicolon",
                    '\t' => "a tab",
                    _ => "a comma",
                }
            ),
        ),
        Problem::BadId { id, fault } => bad_id(&shown(id), *fault),
        Problem::DuplicateId { id, first } => Said::new(
            format!("\"{}\" stands here for the second time; it is first at {}", shown(id), place(first)),
            "give one of them another name, or remove it",
        ),
        Problem::UnknownId { id, kinds, nearest } => {
            let named: Vec<String> = kinds.iter().map(|table| kind(table).to_owned()).collect();
            Said::new(
                format!("there is no {} \"{}\"", either(&named), shown(id)),
                did_you_mean(
                    nearest,
                    format!("add it to {}, or write an id that is there", any(kinds.iter().copied())),
                ),
            )
        }
        Problem::WrongKind { id, found, want } => Said::new(
            format!(
                "\"{}\" is of the kind \"{}\"; the kind wanted here is {}",
                shown(id),
                kind(found),
                any(want.iter().copied().map(kind))
            ),
            format!("write an id of {}", any(want.iter().copied())),
        ),
        Problem::Requisite(fault) => requisite(&fault.kind),
        Problem::Cycle(ids) => Said::new(
            format!("these need each other in a circle, so none can come first: {}", circle(ids)),
            "remove one of these links, or write \"with\" before what may be taken in the same term",
        ),
        Problem::RegionCycle(ids) => Said::new(
            format!("these regions lie in each other in a circle: {}", circle(ids)),
            "leave \"parent\" empty in the largest of them",
        ),
        Problem::SuccessorCycle(ids) => Said::new(
            format!("each of these has taken the place of the one before, in a circle: {}", circle(ids)),
            "leave \"successor\" empty in the newest of them",
        ),
        Problem::LevelOutsideFramework { level, framework } => Said::new(
            format!(
                "the level \"{}\" does not belong to the framework \"{}\"",
                shown(level),
                shown(framework)
            ),
            "write a level of that framework",
        ),
        Problem::DuplicateRank { rank } => {
            Said::new(format!("the rank {rank} is there twice"), "number them 1, 2, 3 …, lowest first")
        }
        Problem::EndsBeforeStart => {
            Said::new("it ends before it starts".to_owned(), "look whether the two dates are swapped")
        }
        Problem::FromAboveTo => Said::new(
            "the upper end is lower than the lower end".to_owned(),
            "look whether the two are swapped",
        ),
        Problem::OutOfOrder => Said::new(
            "this term starts before the one above it has ended".to_owned(),
            "list the terms of the calendar by date; they may not overlap",
        ),
        Problem::UnsafeLink { link } => Said::new(
            format!("\"{}\" is not a link that may be shown", shown(link)),
            "a link begins with https://, http:// or mailto: and has no spaces; its host is in Latin letters (xn--… for others), without a name and @ before it",
        ),
        Problem::TermOutside { term, last: u32::MAX } => {
            Said::new(format!("there is no term {term}"), "the first term is 1")
        }
        Problem::TermOutside { term, last } => Said::new(
            format!("there is no room for term {term}: the programme has {last} terms"),
            format!("write terms from 1 to {last}; a course that runs longer must start early enough"),
        ),
        #[cfg(feature = "author")]
        Problem::Advice(advice) => super::advice::en(advice),
    }
}

fn bad_id(id: &str, fault: IdFault) -> Said {
    match fault {
        IdFault::Character(' ') => Said::new(
            format!("\"{id}\" cannot be an id, as there is a space in it"),
            "leave the space out, or write a hyphen for it",
        ),
        IdFault::Character(character @ ('且' | '或')) => Said::new(
            format!("\"{id}\" cannot be an id: \"{character}\" stands between two ids in a requisite"),
            "choose an id without 且 and 或",
        ),
        IdFault::Character(character) => Said::new(
            format!("\"{id}\" cannot be an id, as \"{}\" stands in it", shown(&character.to_string())),
            "use letters, Chinese characters, digits and - . _ + only",
        ),
        IdFault::Reserved => Said::new(
            format!("\"{id}\" cannot be an id, as it means something in a requisite"),
            format!("choose another; these words are taken: {}", list(&RESERVED)),
        ),
        IdFault::Length => Said::new(
            format!("\"{id}\" cannot be an id, as it is longer than 64 bytes"),
            "shorten it: a letter or digit takes one byte, a Chinese character three",
        ),
    }
}

fn circle(ids: &[String]) -> String {
    let mut names: Vec<String> = ids.iter().take(8).map(|id| shown(id)).collect();
    if ids.len() > 8 {
        names.push("…".to_owned());
    }
    names.extend(ids.first().map(|id| shown(id)));
    names.join(" → ")
}

pub(super) fn not_json(fault: &SyntaxFault) -> String {
    match fault {
        SyntaxFault::Malformed(malformed) => self::malformed(*malformed).to_owned(),
        other => syntax(other).message,
    }
}

fn syntax(fault: &SyntaxFault) -> Said {
    match fault {
        SyntaxFault::UnexpectedEnd => {
            Said::new("the document ends too early".to_owned(), "was it cut off? Make it again")
        }
        SyntaxFault::DuplicateField(field) => Said::new(
            format!("the field \"{}\" stands twice in one record", shown(field)),
            "remove one of the two",
        ),
        SyntaxFault::TooDeep => {
            Said::new(format!("brackets are nested deeper than {MAX_DEPTH}"), "a pack needs four levels")
        }
        SyntaxFault::ForbiddenField(field) => {
            Said::new(format!("a field may not be called \"{}\"", shown(field)), "remove it")
        }
        SyntaxFault::Malformed(malformed) => Said::new(
            format!("this is not JSON: {}", self::malformed(*malformed)),
            "mend it there, or build the document again with rungs build",
        ),
    }
}

/// What is not as JSON has it.
const fn malformed(malformed: Malformed) -> &'static str {
    match malformed {
        Malformed::NoValue => "a value should stand here",
        Malformed::UnknownWord => {
            "null, true or false should stand here; a text stands between quotation marks"
        }
        Malformed::NoComma => "a comma or a closing bracket is missing",
        Malformed::TrailingComma => "there is a comma before a closing bracket",
        Malformed::NoColon => "a colon is missing",
        Malformed::NameNoText => "a field's name must stand between quotation marks",
        Malformed::AfterEnd => "something follows after the end",
        Malformed::Number => "this is not a number",
        Malformed::HugeNumber => "the number is too large",
        Malformed::Escape => "a character is written wrongly after \\",
        Malformed::HalfCharacter => "only half of a character is written after \\",
        Malformed::ControlCharacter => {
            "the end of a line, a tab and the like are written with a \\ in a text, as in \\n"
        }
    }
}

fn requisite(kind: &FaultKind) -> Said {
    match kind {
        FaultKind::ExpectedItem(found) if found.is_empty() => Said::new(
            "the requisite stops where an id should follow".to_owned(),
            "write an id after it, as in: a and (b or c)",
        ),
        FaultKind::ExpectedItem(found) => Said::new(
            format!("an id should stand here, not \"{}\"", shown(found)),
            "write it as in: a and (b or c)",
        ),
        FaultKind::Unclosed => Said::new("this bracket is never closed".to_owned(), "add the missing \")\""),
        FaultKind::Unexpected(found) => Said::new(
            format!("\"{}\" cannot stand here", shown(found)),
            "put \"and\" or \"or\" between two ids, and as many \")\" as \"(\"",
        ),
        FaultKind::ExpectedList => {
            Said::new("a list in brackets should follow".to_owned(), "write it as in: 2 of (a, b, c)")
        }
        FaultKind::TooMany { count, listed } => Said::new(
            format!(
                "{count} are asked for, but only {listed} {are} listed",
                are = if *listed == 1 { "is" } else { "are" }
            ),
            format!("ask for at most {listed}, or list more"),
        ),
        FaultKind::Semicolons(_) => Said::new(
            "\";\" means \"and\" here, so that what is counted is not several things".to_owned(),
            "divide what is counted with commas: 2 of (a, b, c)",
        ),
        FaultKind::Zero => Said::new("none at all is asked for".to_owned(), "ask for at least 1"),
        FaultKind::ExpectedNumber => Said::new(
            "a whole number should stand here".to_owned(),
            "write it as in: a >= 60, cohort 2024-2026",
        ),
        FaultKind::Backwards => Said::new(
            "the first year comes after the last".to_owned(),
            "write the earlier year first: cohort 2024-2026",
        ),
        FaultKind::TooDeep => {
            Said::new("brackets are nested too deep".to_owned(), "write the requisite in a simpler way")
        }
    }
}
