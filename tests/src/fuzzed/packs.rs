//! Readers of packs: JSON, CSV, requisites, whole packs, and all that the command line accepts.

use rungs_core::catalogue::Catalogue;
use rungs_core::diagnostic::{Diagnostic, Place, Severity};
use rungs_core::ladder::Ladder;
use rungs_core::model::{Kind, Model};
use rungs_core::pack::csv::{File, cells, read_folder, write_folder, write_row};
use rungs_core::pack::{Reading, fix, past, read_json, write_json};
use rungs_core::question::{Question, Solver};
use rungs_core::recognition::allot;
use rungs_core::requisite;
use rungs_core::search::Index;
use rungs_core::wire::field::is_hidden;
use rungs_core::wire::learner_v1;
use rungs_core::wire::table::MOST_FINDINGS;
use rungs_core::wire::value::{self, SyntaxFault, Value};
use rungs_core::words::{self, Language};

use super::{cases, is_harmless, root, tables_of};

const TODAY: &str = "2026-11-24";

/// JSON: what is read is written and read again the same; a fault is at a place of the text; another reader accepts
/// the same texts.
pub fn json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let theirs = serde_json::from_str::<serde_json::Value>(text.strip_prefix('\u{feff}').unwrap_or(text));
    match value::parse(text) {
        Ok(read) => {
            let written = read.to_json();
            let again = value::parse(&written).expect("what is written is JSON");
            assert!(same(&read, &again), "{written}");
            assert!(theirs.is_ok(), "another reader refuses it: {theirs:?}");
        }
        Err(error) => {
            let line = text.lines().nth(error.line - 1).unwrap_or_default();
            assert!(error.line <= text.lines().count() + 1, "line {}", error.line);
            assert!((1..=line.chars().count() + 1).contains(&error.column), "column {}", error.column);
            let ours_alone = matches!(
                error.fault,
                SyntaxFault::DuplicateField(_) | SyntaxFault::ForbiddenField(_) | SyntaxFault::TooDeep
            );
            assert!(ours_alone || theirs.is_err(), "another reader accepts it: {error:?}");
        }
    }
}

/// Whether two values are the same but for digits that are not written: six decimals are, or six behind the first.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => (one - other).abs() <= one.abs() * 1e-5 + 1e-6,
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.0 == b.0 && same(&a.1, &b.1))
        }
        _ => one == other,
    }
}

/// CSV: the cells of a table, written and read again, are the same.
pub fn cells_of(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rows = cells(&text);
    // The header decides what divides cells.
    let mut written = "a,b\n".to_owned();
    for row in &rows {
        write_row(&mut written, row);
    }
    let again = cells(&written);
    // A row of one empty cell is an empty line, which a text may end with.
    assert_eq!(again[1..], rows[..]);
}

/// Requisites: written and read again the same; a fault is at a character of the text, or just behind it.
pub fn requisite_of(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match requisite::parse(&text) {
        Ok(read) => {
            let written = read.to_string();
            let again = requisite::parse(&written).expect("what is written is a requisite");
            assert_eq!(again.to_string(), written);
            let characters = text.chars().count() as u32;
            read.each_item(&mut |spot| assert!((1..=characters).contains(&spot.at) && !spot.id.is_empty()));
        }
        Err(fault) => {
            assert!((1..=text.chars().count() as u32 + 1).contains(&fault.at), "{fault:?}");
            let mended = |ids: &mut fix::Ids| {
                let problem = rungs_core::diagnostic::Problem::Requisite(fault.clone());
                fix::cell(&problem, &text, ids, Some(fault.at), false)
            };
            if let Some(mended) = mended(&mut fix::Ids::new(["a"])) {
                assert!(requisite::parse(&mended).is_ok(), "{mended}");
            }
        }
    }
}

/// What stands before the name of each table in a folder that is written as one text.
const FILE: &str = "\u{1c}";

/// A folder of CSV files.
pub fn folder(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files: Vec<File> = Vec::new();
    for part in text.split(FILE).skip(1) {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        // A folder has each name once.
        if files.iter().all(|file| file.name != name) {
            files.push(File { name: name.to_owned(), text: Ok(text.to_owned()), decoded: None });
        }
    }
    let reading = read_folder(&files);
    let tables: Vec<(&str, Vec<Vec<String>>)> = files
        .iter()
        .map(|file| (file.name.as_str(), cells(file.text.as_deref().unwrap_or_default())))
        .collect();
    let records = reading.tables.write();
    let ids = records.iter().flat_map(|(_, rows)| rows).filter_map(|row| row.get("id")?.text());
    let mut ids = fix::Ids::new(ids);
    for finding in reading.findings.iter().take(MOST_LOOKED_AT) {
        let Place::Cell { file, row, column, character } = &finding.place else {
            let is_known = |name: &String| files.iter().any(|file| file.name == *name);
            assert!(
                matches!(&finding.place, Place::Whole)
                    || matches!(&finding.place, Place::File(name) if is_known(name))
            );
            continue;
        };
        let (_, rows) = tables.iter().find(|(name, _)| name == file).expect("a file of the folder");
        let row = rows.get((*row as usize).wrapping_sub(1)).expect("a row of the file");
        let Some((column, heading)) = column else { continue };
        assert_eq!(
            rows[0].get((*column as usize).wrapping_sub(1)).map(|it| it.trim()),
            Some(heading.as_str())
        );
        let cell = row.get(*column as usize - 1).map_or("", |cell| cell.trim());
        if let Some(character) = character {
            assert!((1..=cell.chars().count() as u32 + 1).contains(character), "{finding:?}");
        }
        if let Some(mended) = fix::cell(&finding.problem, cell, &mut ids, *character, cell.contains(',')) {
            assert_ne!(mended, cell, "{finding:?}");
        }
    }
    reading_holds(reading);
}

/// A pack as one JSON document.
pub fn document(bytes: &[u8]) {
    let reading = read_json(bytes);
    let text = String::from_utf8_lossy(bytes);
    let read = value::parse(&text).ok();
    for finding in reading.findings.iter().take(MOST_LOOKED_AT) {
        match &finding.place {
            Place::Whole => {}
            Place::Text { line, column, .. } => assert!(*line >= 1 && *column >= 1),
            // A name that was shortened leads nowhere.
            Place::Json { pointer, .. } if pointer.contains('…') => {}
            Place::Json { pointer, character } => {
                let document = read.as_ref().expect("a document has pointers");
                let (parent, _) = pointer.rsplit_once('/').expect("it begins with a slash");
                // What is missing stands in what is there.
                assert!(document.pointer(parent).is_some(), "{finding:?}");
                if let Some(character) = character {
                    let text = document.pointer(pointer).and_then(Value::text).expect("a text").trim();
                    assert!((1..=text.chars().count() as u32 + 1).contains(character), "{finding:?}");
                }
            }
            other => panic!("no place of a document: {other:?}"),
        }
    }
    reading_holds(reading);
}

/// Findings that are looked at one by one.
const MOST_LOOKED_AT: usize = 100;

/// What holds of a reading, wherever it came from.
fn reading_holds(reading: Reading) {
    assert!(reading.findings.len() <= MOST_FINDINGS);
    assert!(reading.unlisted == 0 || reading.findings.len() == MOST_FINDINGS);
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    if reading.unlisted == 0 {
        assert_eq!(reading.model.is_none(), reading.findings.iter().any(is_error), "{:?}", reading.findings);
    }
    let today = TODAY.parse().expect("a day");
    for finding in reading.findings.iter().chain(&past(&reading, today)).take(MOST_LOOKED_AT) {
        for language in [Language::Chinese, Language::English] {
            let said = words::diagnostic(finding, language);
            let place = words::place(&finding.place, language);
            let hint = said.hint.expect("how to mend it");
            assert!(!said.message.is_empty() && !hint.is_empty(), "{finding:?}");
            for text in [said.message, hint, place] {
                assert!(is_harmless(&text) && !text.contains('\n') && text.len() < 4_000, "{text:?}");
            }
        }
    }
    let document = write_json(&reading.tables);
    let Some(model) = reading.model else { return };
    // One record is one row, and a document and a folder hold the same.
    let again = read_json(document.as_bytes());
    assert_eq!(again.findings.iter().find(|finding| is_error(finding)), None, "{document}");
    assert_eq!(write_json(&again.tables), document);
    assert_eq!(again.model.as_ref(), Some(&model));
    let files: Vec<File> = write_folder(&reading.tables)
        .into_iter()
        .map(|(name, text)| File { name, text: Ok(text), decoded: None })
        .collect();
    let again = read_folder(&files);
    assert_eq!(again.findings.iter().find(|finding| is_error(finding)), None, "{files:?}");
    assert_eq!(in_order(write_json(&again.tables)), in_order(document), "{files:?}");
    model_holds(model);
}

/// A document with the languages of each text in the order of their tags: a folder has one order for all of a table. Of
/// lists, what a cell can say: entries that are not empty, divided by semicolons.
fn in_order(document: String) -> Value {
    fn sorted(value: &mut Value) {
        match value {
            Value::Map(fields) => {
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                fields.iter_mut().for_each(|(_, value)| sorted(value));
                fields.retain(|(_, value)| *value != Value::List(Vec::new()));
            }
            Value::List(values) => {
                values.iter_mut().for_each(sorted);
                let mut entries = Vec::new();
                for value in values.drain(..) {
                    match value {
                        Value::Text(text) => {
                            let parts =
                                text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
                            entries.extend(parts.map(|part| Value::Text(part.to_owned())));
                        }
                        other => entries.push(other),
                    }
                }
                *values = entries;
            }
            _ => {}
        }
    }
    let mut value = value::parse(&document).expect("what is written is JSON");
    sorted(&mut value);
    value
}

/// What a page does with a model that it accepts.
fn model_holds(model: Model) {
    let catalogue = Catalogue::new(model);
    let today = TODAY.parse().expect("a day");
    let index = Index::of(&catalogue);
    for node in catalogue.nodes().take(8) {
        let about = catalogue.about(node);
        for (language, name) in about.name.iter() {
            assert!(!name.contains(is_hidden));
            index.search(name, language, 5);
        }
        // An id in Chinese is found only as a part of a name.
        assert!(!about.id.is_ascii() || !index.search(&about.id, "en", 50).is_empty(), "{}", about.id);
    }
    for place in 0..40 {
        let code = catalogue.term_code(place);
        assert_eq!(catalogue.term_place(&code), Some(place), "{code}");
        catalogue.season(place);
    }
    let kinds = [Kind::Job, Kind::Programme, Kind::Course, Kind::Qualification, Kind::Competition];
    for demo in catalogue.learners.iter().take(2) {
        let learner = &demo.learner;
        let written = learner_v1::write(&catalogue, learner);
        let read = learner_v1::read(&catalogue, &written).expect("it has just been written");
        assert_eq!(
            (&read.learner, read.lost),
            (&learner.clone().limited(&catalogue), Vec::new()),
            "{written}"
        );
        Ladder::whole(&catalogue, learner, &kinds);
        allot(&catalogue, learner, today);
        let goal = learner.goal.or_else(|| catalogue.jobs.ids().next());
        let Some(job) = goal else { continue };
        let mut solver = Solver::new(Question { catalogue: &catalogue, learner, job, today });
        solver.run(20);
        solver.outcome();
    }
}

/// Anything that the command line is handed as a pack: a document, a compiled pack, a workbook, in any encoding.
pub fn input(bytes: &[u8]) {
    let call = |arguments: &[&str]| {
        let (code, out, err) = crate::bytes_of(arguments, bytes);
        (code, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
    };
    let (code, said, err) = call(&["check", "-", "--today", TODAY]);
    assert!(code <= 1 && err.is_empty(), "{code}: {err}");
    assert!(is_harmless(&said), "{said:?}");
    let (same, said, _) = call(&["--lang", "zh", "check", "-", "--today", TODAY, "--format", "json"]);
    assert_eq!(same, code);
    assert!(serde_json::from_str::<serde_json::Value>(&said).is_ok(), "{said}");
    if code == 0 {
        let (built, document, err) = call(&["build", "-", "-o", "-"]);
        assert_eq!(built, 0, "{err}");
        assert!(read_json(document.as_bytes()).model.is_some());
    }
}

/// Real tables, each by itself.
pub fn tables() -> Vec<Vec<u8>> {
    let mut tables = Vec::new();
    for folder in cases() {
        for file in tables_of(&folder) {
            tables.push(file.text.unwrap_or_default().into_bytes());
        }
    }
    tables
}

/// Real folders, each as one text; the first is the one that the reference begins with.
pub fn folders() -> Vec<Vec<u8>> {
    let mut folders = vec![together(&first_pack())];
    for folder in cases() {
        folders.push(together(&tables_of(&folder)));
    }
    folders
}

fn together(files: &[File]) -> Vec<u8> {
    let mut text = String::new();
    for file in files {
        text.push_str(FILE);
        text.push_str(&file.name);
        text.push('\n');
        text.push_str(file.text.as_deref().unwrap_or_default());
    }
    text.into_bytes()
}

/// The pack of `docs/pack.md`, from its first table to a plan.
fn first_pack() -> Vec<File> {
    let page = std::fs::read_to_string(root().join("docs/pack.md")).unwrap_or_default();
    let parts: Vec<&str> = page.split("`\n\n```csv\n").collect();
    let files = parts.windows(2).map(|pair| File {
        name: pair[0].rsplit('`').next().unwrap_or_default().to_owned(),
        text: Ok(pair[1].split("```").next().unwrap_or_default().to_owned()),
        decoded: None,
    });
    files.collect()
}

/// Real documents, each built from a folder or kept as one.
pub fn documents() -> Vec<Vec<u8>> {
    let mut documents = vec![write_json(&read_folder(&first_pack()).tables).into_bytes()];
    for folder in cases() {
        match std::fs::read(folder.join("pack.json")) {
            Ok(document) => documents.push(document),
            Err(_) => {
                let reading = read_folder(&tables_of(&folder));
                if reading.model.is_some() {
                    documents.push(write_json(&reading.tables).into_bytes());
                }
            }
        }
    }
    documents.retain(|document| document.len() < 20_000);
    documents
}

/// Real requisites.
pub fn requisites() -> Vec<Vec<u8>> {
    let mut requisites: Vec<Vec<u8>> = [
        "plc",
        "a and b or c",
        "a; b；c",
        "a 且（b 或 c）",
        "a和声 并且 b 或者 c",
        "a 和 b 与 同修 c 和 专业 460301 和 入学 2024",
        "2 of (a, b and c, d)",
        "plc >= 60 and cohort 2024-2026",
        "plc＞＝60 & x-robot.2",
        "programme 460301 AND with x",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    for file in tables_of(&root().join("www/packs/sample")) {
        let rows = cells(file.text.as_deref().unwrap_or_default());
        let column = rows.first().and_then(|header| header.iter().position(|heading| heading == "requisite"));
        let Some(column) = column else { continue };
        let cells = rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        requisites.extend(cells.map(|cell| cell.as_bytes().to_vec()));
    }
    requisites
}

/// Real inputs of the command line: documents in some encodings, compiled packs and workbooks.
pub fn inputs() -> Vec<Vec<u8>> {
    let mut inputs: Vec<Vec<u8>> = documents().into_iter().take(6).collect();
    let text = String::from_utf8_lossy(&inputs[0]).into_owned();
    let wide: Vec<u16> = text.encode_utf16().collect();
    inputs.push([vec![0xff, 0xfe], wide.iter().flat_map(|unit| unit.to_le_bytes()).collect()].concat());
    inputs.push(wide.iter().flat_map(|unit| unit.to_be_bytes()).collect());
    for folder in cases() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_input = ["pack.xlsx", "pack.rungs"].contains(&name.as_str()) || name == "pack.json";
            if is_input && let Ok(bytes) = std::fs::read(entry.path()) {
                inputs.push(bytes);
            }
        }
    }
    inputs.retain(|input| input.len() < 60_000);
    inputs
}
