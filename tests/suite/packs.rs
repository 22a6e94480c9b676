//! Bad packs, each a folder of `tests/cases/packs`: a folder of CSV files, or one `pack.json`, or one `pack.xlsx`
//! alone, with what `rungs check` says about it in English and in Chinese in `expected.txt`, and what `--fix` mends.
//!
//! To add a case, add a folder and run the tests once with `UPDATE=1`.

mod workbooks;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rungs_core::diagnostic::{Diagnostic, Place, Problem};
use rungs_core::pack::csv::{File, cells, read_folder, write_folder, write_row};
use rungs_core::pack::{MAX_BYTES, MAX_ROWS, Reading, past, read_json, write_json};
use rungs_core::requisite::RESERVED;
use rungs_core::wire::table::MOST_FINDINGS;
use rungs_core::wire::value::SyntaxFault;
use rungs_core::words::{self, Language};

use rungs_tests::packs::{LARGE, Large, large};

use crate::cli::{call, call_with, root, scratch};

/// The day on which the cases are checked.
const TODAY: &str = "2026-11-24";

fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/cases/packs");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    cases
}

/// What is to be checked: the folder, or the document or the workbook in it.
fn pack_of(case: &Path) -> PathBuf {
    let [document, workbook, table] = ["pack.json", "pack.xlsx", "pack.csv"].map(|name| case.join(name));
    if document.exists() {
        document
    } else if workbook.exists() && !table.exists() {
        workbook
    } else {
        case.to_owned()
    }
}

#[test]
fn every_finding_is_said_at_its_place_in_both_languages() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let mut said = String::new();
        for language in ["en", "zh"] {
            let pack = pack_of(&case).display().to_string();
            let checked = call(&["--lang", language, "check", &pack, "--today", TODAY]);
            assert_eq!(checked.err, "");
            let _ = write!(said, "$ rungs check --lang {language}\n{}exit {}\n\n", checked.out, checked.code);
        }
        if let Some(mended) = mended(&case) {
            let _ = write!(said, "$ rungs check --fix\n{mended}");
        }
        let expected = case.join("expected.txt");
        if update {
            std::fs::write(&expected, &said).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("--- {} ---\n{said}", case.file_name().unwrap().display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected (UPDATE=1 accepts it):\n{}", wrong.join("\n"));
}

/// What is said when a folder is mended; `None` if there is nothing to mend.
fn mended(case: &Path) -> Option<String> {
    if pack_of(case) != case {
        return None;
    }
    let name = case.file_name().unwrap().to_string_lossy();
    let folder = scratch(&format!("mended-{name}")).join("out").display().to_string();
    let before = texts(case);
    let called = call(&["check", &case.display().to_string(), "--fix", &folder, "--today", TODAY]);
    assert_eq!(texts(case), before, "the author's folder is left alone");
    if called.err.contains("nothing to mend") {
        assert!(!Path::new(&folder).exists());
        return None;
    }
    assert_eq!(called.err, "");
    let again = call(&["check", &folder, "--fix", &format!("{folder}-2"), "--today", TODAY]);
    assert!(again.err.contains("nothing to mend"), "{name}: all is mended at once");
    let loads = |folder: &Path| call(&["check", &folder.display().to_string()]).code == 0;
    assert!(loads(Path::new(&folder)) || !loads(case), "{name}: mending breaks nothing");
    let over = call(&["check", &case.display().to_string(), "--fix", &folder]);
    assert!(over.code == 1 && over.err.contains("not empty"), "{name}: nothing is written over");
    Some(called.out)
}

/// The CSV files of a folder, by name.
fn texts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    texts.sort();
    texts
}

/// Places that the machine makes: caps and what is not there are tested below.
const NOT_IN_CASES: [&str; 6] =
    ["dangling-link", "no-such-file", "one-table", "too-large", "too-many-rows", "unreadable"];

#[test]
fn every_problem_has_a_case() {
    let declared =
        [include_str!("../../core/src/diagnostic.rs"), include_str!("../../core/src/diagnostic/advice.rs")];
    let is_declared =
        |line: &&str| ["Problem::", "Advice::"].iter().any(|of| line.trim_start().starts_with(of));
    let declared = declared.iter().flat_map(|text| text.lines()).filter(is_declared);
    let codes: BTreeSet<&str> = declared.filter_map(|line| line.split('"').nth(1)).collect();
    let mut missing = codes.clone();
    for case in cases() {
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        missing.retain(|code| !expected.contains(&format!("[{code}]")));
    }
    assert!(codes.len() > 40, "{codes:?}");
    assert_eq!(missing.into_iter().collect::<Vec<_>>(), NOT_IN_CASES);
}

fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(Diagnostic::code).collect()
}

fn file(name: &str, text: impl Into<String>) -> File {
    File { name: name.to_owned(), text: Ok(text.into()), decoded: None }
}

/// The author's reference and the schema in `docs/` are what the declarations say.
#[test]
fn the_reference_is_up_to_date() {
    let docs = root().join("docs");
    let reference = call(&["reference", "--markdown"]).out;
    let page = std::fs::read_to_string(docs.join("pack.md")).unwrap();
    let mark = "\n## The tables\n\n";
    let (prose, tables) = page.split_once(mark).expect("docs/pack.md has the heading \"The tables\"");
    let schema = call(&["reference", "--schema"]).out;
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(docs.join("pack.md"), format!("{prose}{mark}{reference}")).unwrap();
        std::fs::write(docs.join("pack.schema.json"), schema).unwrap();
        return;
    }
    assert_eq!(tables, reference, "docs/pack.md is not up to date: UPDATE=1 makes it so");
    let stored = std::fs::read_to_string(docs.join("pack.schema.json")).unwrap();
    assert_eq!(stored, schema, "docs/pack.schema.json is not up to date: UPDATE=1 makes it so");
}

/// Both references name every word that cannot be an id.
#[test]
fn the_reference_names_the_reserved_words() {
    let pages = [
        (include_str!("../../docs/pack.md"), "\n**Ids**"),
        (include_str!("../../docs/pack.zh.md"), "\n**id**"),
    ];
    for (page, about) in pages {
        let paragraph = page.split_once(about).unwrap().1.split("\n\n").next().unwrap();
        let words = paragraph.split(|character: char| !character.is_alphanumeric());
        for word in RESERVED.iter().chain(&["且", "或"]) {
            assert!(words.clone().any(|known| known == *word), "{word}");
        }
        assert!(paragraph.contains("`+`"));
    }
}

/// The pack that `docs/pack.md` begins with has nothing wrong, and neither has the one that it goes on to; there a
/// student gets a plan.
#[test]
fn the_first_pack_of_the_reference_works() {
    let page = std::fs::read_to_string(root().join("docs/pack.md")).unwrap();
    let parts = page.split("`\n\n```csv\n").collect::<Vec<_>>();
    let files = parts.windows(2).map(|pair| {
        let name = pair[0].rsplit('`').next().unwrap();
        file(name, pair[1].split("```").next().unwrap())
    });
    let files: Vec<File> = files.collect();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names[..3], ["pack.csv", "sources.csv", "courses.csv"]);
    assert_eq!(names.len(), 11, "{names:?}");
    for files in [&files[..3], &files] {
        assert_eq!(codes(&read_folder(files).findings), [""; 0]);
    }
    let folder = scratch("first-pack");
    for file in &files {
        std::fs::write(folder.join(&file.name), file.text.as_ref().unwrap()).unwrap();
    }
    let plan = || call(&["plan", &folder.display().to_string(), "--learner", "first-year", "--today", TODAY]);
    let planned = plan();
    assert!(planned.out.contains("the best plan (proven)"), "{}{}", planned.out, planned.err);
    assert!(planned.out.contains("Industrial robot programming"), "{}", planned.out);
    assert!(planned.out.contains("\nTerm 3 · Autumn 2027 ("), "the calendar goes on: {}", planned.out);
    let learners = std::fs::read_to_string(folder.join("learners.csv")).unwrap();
    std::fs::write(folder.join("learners.csv"), learners.replace("2026-autumn", "")).unwrap();
    std::fs::remove_file(folder.join("calendar.csv")).unwrap();
    let planned = plan();
    assert!(planned.out.contains("\nTerm 3 ("), "without a calendar: {}", planned.out);
}

/// What the reader accepts, the schema accepts.
#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema: serde_json::Value = serde_json::from_str(&call(&["reference", "--schema"]).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let sample = root().join("www/packs/sample");
    let mut accepted = 0;
    for case in std::iter::once(sample).chain(cases()) {
        let built = call(&["build", &pack_of(&case).display().to_string(), "-o", "-"]);
        if built.code != 0 {
            continue;
        }
        let mut documents = vec![built.out];
        documents.extend(std::fs::read_to_string(case.join("pack.json")));
        for document in documents {
            let document: serde_json::Value = serde_json::from_str(&document).unwrap();
            let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{}", case.display());
            accepted += 1;
        }
    }
    assert!(accepted >= 20, "only {accepted} documents");
    // And it refuses what it should.
    for document in [
        r#"{"format":"rungs-pack/2","pack":{"id":"a","version":"1","currency":"CNY"}}"#,
        r#"{"format":"rungs-pack/1"}"#,
        r#"{"format":"rungs-pack/1","pack":{"id":"a","version":"1","currency":"CNY"},"jobs":{}}"#,
        r#"{"format":"rungs-pack/1","pack":{"id":"a","version":"1","currency":"CNY","valid_to":"soon"}}"#,
    ] {
        assert!(!schema.is_valid(&serde_json::from_str(document).unwrap()), "{document}");
        assert!(read_json(document.as_bytes()).model.is_none(), "{document}");
    }
}

const HEAD: &str = "id,name_zh,version,currency\ndemo,示例,1,CNY\n";

#[test]
fn what_is_over_the_caps_is_refused() {
    let spaces = vec![b' '; MAX_BYTES as usize + 1];
    assert_eq!(codes(&read_json(&spaces).findings), ["too-large"]);
    let large = "x".repeat(MAX_BYTES as usize / 2);
    let folder = [file("pack.csv", HEAD), file("courses.csv", large.clone()), file("jobs.csv", large)];
    assert!(codes(&read_folder(&folder).findings).contains(&"too-large"));

    let rows = "\n,".repeat(MAX_ROWS as usize);
    let blank = read_folder(&[file("pack.csv", HEAD), file("fields.csv", format!("id,name_zh{rows}"))]);
    assert_eq!(codes(&blank.findings), [""; 0], "empty rows are no rows");
    let rows = "\na,b".repeat(MAX_ROWS as usize);
    let full = read_folder(&[file("pack.csv", HEAD), file("fields.csv", format!("id,name_zh{rows}"))]);
    assert!(codes(&full.findings).contains(&"too-many-rows"));
    let rows = vec!["0"; MAX_ROWS as usize + 1].join(",");
    let document = format!(r#"{{"format":"rungs-pack/1","fields":[{rows}]}}"#);
    assert_eq!(codes(&read_json(document.as_bytes()).findings), ["too-many-rows"]);
}

#[test]
fn nesting_ten_thousand_deep_is_a_finding() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for close in [close, ""] {
            let document = format!("{}{}", open.repeat(10_000), close.repeat(10_000));
            let reading = read_json(document.as_bytes());
            assert_eq!(reading.findings[0].problem, Problem::Syntax(SyntaxFault::TooDeep));
            assert!(reading.model.is_none());
        }
    }
}

#[test]
fn what_is_not_there_is_a_finding() {
    let checked = call(&["check", "/no/such/pack"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.starts_with("error[no-such-file]: /no/such/pack: "), "{}", checked.out);
    for below_a_file in ["Cargo.toml/pack", "Cargo.toml/"] {
        let below_a_file = root().join(below_a_file).display().to_string();
        for (language, start, hint) in [
            ("en", "error[unreadable]: ", "leave out the / at its end"),
            ("zh", "错误[unreadable]：", "请去掉末尾的 /"),
        ] {
            let checked = call(&["--lang", language, "check", &below_a_file]);
            assert_eq!(checked.code, 1);
            assert!(checked.out.starts_with(start) && checked.out.contains(hint), "{}", checked.out);
            assert!(
                !checked.out.contains("irectory") && !checked.out.contains("os error"),
                "{}",
                checked.out
            );
        }
    }
}

#[test]
fn findings_beyond_the_cap_are_counted() {
    let rows = "\n-,".repeat(MOST_FINDINGS + 10);
    let reading = read_folder(&[file("pack.csv", HEAD), file("fields.csv", format!("id,name_zh{rows}"))]);
    assert_eq!(reading.findings.len(), MOST_FINDINGS);
    assert!(reading.unlisted >= 9, "{}", reading.unlisted);
    assert!(reading.model.is_none());

    let pack = format!(r#"{{"format":"rungs-pack/1","fields":[{}0]}}"#, "0,".repeat(MOST_FINDINGS + 10));
    let checked = call_with(&["check", "-", "--format", "json"], pack.as_bytes());
    let findings: Vec<serde_json::Value> = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(findings.len(), MOST_FINDINGS + 1);
    let last = &findings[MOST_FINDINGS];
    assert_eq!((&last["code"], &last["severity"]), (&"unlisted".into(), &"error".into()), "{last}");
    assert!(last["message"].as_str().unwrap().contains("more that are not listed"), "{last}");
}

/// Twenty thousand rows of every bad kind. Anything quadratic shows: these take well under a second each.
#[test]
fn large_packs_are_read_whatever_they_are_like() {
    for kind in LARGE {
        let reading = read_folder(&large(*kind, 20_000));
        let mut codes = codes(&reading.findings);
        let found = codes.len();
        codes.dedup();
        let want: (&[&str], usize, bool) = match kind {
            Large::Good | Large::OneForAll | Large::OneOwner | Large::OneCourse => (&[], 0, true),
            Large::Dangling => (&["unknown-id"], 30_000, false),
            Large::Chain => (&["cycle"], 1, false),
            Large::Regions => (&["region-cycle"], 1, false),
            Large::SameId => (&["duplicate-id"], 19_999, false),
            Large::Columns => (&["unknown-field", "unknown-id"], 20_100, false),
        };
        assert_eq!((&codes[..], found, reading.model.is_some()), want, "{kind:?}");
    }
}

/// The sample pack.
fn sample() -> Vec<File> {
    let texts = texts(&root().join("www/packs/sample"));
    texts.into_iter().map(|(name, text)| file(&name, String::from_utf8(text).unwrap())).collect()
}

#[test]
fn the_sample_pack_has_nothing_wrong() {
    let reading = read_folder(&sample());
    let said: Vec<String> = reading
        .findings
        .iter()
        .map(|finding| words::diagnostic(finding, Language::English).message)
        .collect();
    assert_eq!(said, [""; 0]);
    let checked = call(&["check", &root().join("www/packs/sample").display().to_string(), "--today", TODAY]);
    assert_eq!(checked.out, "nothing found\n");
}

#[test]
fn from_csv_to_json_and_back_nothing_is_lost() {
    let mut packs = vec![sample()];
    for case in cases() {
        let texts = texts(&case).into_iter();
        packs.push(
            texts.filter_map(|(name, text)| Some(file(&name, String::from_utf8(text).ok()?))).collect(),
        );
    }
    let mut loaded = 0;
    for files in packs {
        let reading = read_folder(&files);
        let Some(model) = reading.model else { continue };
        loaded += 1;
        let json = read_json(write_json(&reading.tables).as_bytes());
        assert_eq!(json.model.as_ref(), Some(&model), "CSV → JSON");
        let folder = write_folder(&json.tables);
        let folder: Vec<File> = folder.into_iter().map(|(name, text)| file(&name, text)).collect();
        let csv = read_folder(&folder);
        assert_eq!(csv.model.as_ref(), Some(&model), "JSON → CSV");
        assert_eq!(write_json(&csv.tables), write_json(&reading.tables));
        let again: Vec<File> =
            write_folder(&csv.tables).into_iter().map(|(name, text)| file(&name, text)).collect();
        assert_eq!(again, folder);
    }
    assert!(loaded >= 15, "only {loaded} packs load");
}

/// Reads, words every finding in both languages and names every place: none of it may panic.
fn read_all(reading: &Reading) {
    for finding in reading.findings.iter().chain(&past(reading, TODAY.parse().unwrap())) {
        for language in [Language::Chinese, Language::English] {
            let said = words::diagnostic(finding, language);
            assert!(!said.message.is_empty() && said.hint.is_some());
            let place = words::place(&finding.place, language);
            assert!(!place.is_empty() || matches!(finding.place, Place::Whole | Place::File(_)));
        }
    }
    let has_errors =
        reading.findings.iter().any(|finding| finding.severity == rungs_core::diagnostic::Severity::Error);
    assert_eq!(reading.model.is_none(), has_errors);
}

/// One change to a text.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index),
    Remove(prop::sample::Index),
    Insert(prop::sample::Index, String),
    /// A cell takes the place of another.
    Swap(prop::sample::Index, prop::sample::Index),
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, Change)>> {
    let bits = prop::sample::select(vec![
        ",",
        "\n",
        "\"",
        ";",
        "(",
        ")",
        " and ",
        " or ",
        "2 of (",
        "with ",
        "-1",
        "0",
        "99999999999",
        "1e999",
        "且",
        "（",
        "\u{feff}",
        "\u{0}",
        "illustrative",
        "460301",
        "x",
        "/",
        "~",
        "{",
        "[",
        "null",
        "\\u0000",
    ]);
    let change = prop_oneof![
        any::<prop::sample::Index>().prop_map(Change::Cut),
        any::<prop::sample::Index>().prop_map(Change::Remove),
        (any::<prop::sample::Index>(), bits).prop_map(|(at, bit)| Change::Insert(at, bit.to_owned())),
        any::<(prop::sample::Index, prop::sample::Index)>().prop_map(|(a, b)| Change::Swap(a, b)),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), change), 1..4)
}

fn apply(text: &mut String, change: &Change) {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return;
    }
    match change {
        Change::Cut(at) => letters.truncate(at.index(letters.len())),
        Change::Remove(at) => {
            letters.remove(at.index(letters.len()));
        }
        Change::Insert(at, bit) => {
            let at = at.index(letters.len());
            letters.splice(at..at, bit.chars());
        }
        Change::Swap(a, b) => {
            let mut rows = cells(text);
            let count = rows.iter().map(Vec::len).sum::<usize>();
            let place = |index: &prop::sample::Index| {
                let mut left = index.index(count);
                for (number, row) in rows.iter().enumerate() {
                    if left < row.len() {
                        return (number, left);
                    }
                    left -= row.len();
                }
                (0, 0)
            };
            let ((a, b), (c, d)) = (place(a), place(b));
            let cell = rows[a][b].clone();
            rows[c][d] = cell;
            *text = String::new();
            rows.iter().for_each(|row| write_row(text, row));
            return;
        }
    }
    *text = letters.into_iter().collect();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".{0,200}") {
        read_all(&read_json(&bytes));
        read_all(&read_json(text.as_bytes()));
        let course = format!("id,name_zh,requisite\n{text}");
        read_all(&read_folder(&[file("pack.csv", HEAD), file("courses.csv", course), file(&text, text.clone())]));
    }

    #[test]
    fn a_changed_sample_is_read_without_panic(changes in changes()) {
        let mut files = sample();
        for (which, change) in &changes {
            let at = which.index(files.len());
            let Ok(text) = &mut files[at].text else { continue };
            apply(text, change);
        }
        read_all(&read_folder(&files));
    }

    #[test]
    fn a_changed_document_is_read_without_panic(changes in changes()) {
        let mut document = write_json(&read_folder(&sample()).tables);
        for (_, change) in &changes {
            if !matches!(change, Change::Swap(..)) {
                apply(&mut document, change);
            }
        }
        read_all(&read_json(document.as_bytes()));
    }

    /// Another reader of CSV sees the same cells, but for empty rows, which it leaves out.
    #[test]
    fn cells_are_those_that_another_reader_sees(rest in "[ab,\"\n\r 语]{0,40}") {
        let text = format!("x,y\n{rest}");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let theirs = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        let is_empty = |row: &Vec<String>| row.len() == 1 && row[0].is_empty();
        let ours: Vec<Vec<String>> = cells(&text).into_iter().filter(|row| !is_empty(row)).collect();
        prop_assert_eq!(ours, theirs.filter(|row| !is_empty(row)).collect::<Vec<_>>());
    }

    /// What is written as CSV is read back.
    #[test]
    fn cells_survive(rows in prop::collection::vec(prop::collection::vec("[a,;\"\n\r\t 语]{0,6}", 2..5), 1..6)) {
        // The header decides what divides cells.
        let mut text = "a,b\n".to_owned();
        rows.iter().for_each(|row| write_row(&mut text, row));
        prop_assert_eq!(&cells(&text)[1..], &rows[..]);
    }
}

#[test]
fn a_compiled_pack_is_read_as_its_document_and_refused_when_damaged() {
    let folder = scratch("compiled");
    let path = |name: &str| folder.join(name).display().to_string();
    let sample = root().join("www/packs/sample").display().to_string();
    for name in ["sample.json", "sample.rungs"] {
        let built = call(&["build", &sample, "-o", &path(name)]);
        assert_eq!((built.code, built.err.as_str()), (0, ""));
    }
    let [document, compiled] =
        ["sample.json", "sample.rungs"].map(|name| std::fs::read(folder.join(name)).unwrap());
    assert!(compiled.len() * 5 < document.len(), "{} of {}", compiled.len(), document.len());
    let back = call(&["build", &path("sample.rungs"), "-o", "-"]);
    assert_eq!(back.out.as_bytes(), document);

    let mut longer = compiled.clone();
    longer[8] += 1;
    let mut newer = compiled.clone();
    newer[7] += 1;
    let mut huge = compiled.clone();
    huge[8..16].fill(0xff);
    let mut damaged = compiled.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let cut = compiled[..middle].to_vec();
    let head = compiled[..9].to_vec();
    let followed = [&compiled[..], b"more"].concat();
    for (bytes, code) in [
        (longer, "damaged-pack"),
        (newer, "unknown-format"),
        (huge, "too-large"),
        (damaged, "damaged-pack"),
        (cut, "damaged-pack"),
        (head, "damaged-pack"),
        (followed, "damaged-pack"),
    ] {
        std::fs::write(folder.join("bad.rungs"), bytes).unwrap();
        for language in ["en", "zh"] {
            let checked = call(&["--lang", language, "check", &path("bad.rungs")]);
            assert_eq!(checked.code, 1);
            assert!(checked.out.contains(&format!("[{code}]")), "{code}: {}", checked.out);
        }
    }
}

/// Links that lead in a circle, pipes and folders among the files: each is a finding, and nothing waits for ever.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_finding() {
    let folder = scratch("no-files");
    std::fs::write(folder.join("pack.csv"), HEAD).unwrap();
    std::os::unix::fs::symlink("courses.csv", folder.join("courses.csv")).unwrap();
    std::fs::create_dir(folder.join("jobs.csv")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.join("fields.csv")).status().unwrap();
    assert!(made.success());
    let pack = folder.display().to_string();
    let checked = call(&["check", &pack]);
    assert_eq!(checked.code, 1);
    for (name, why) in
        [("courses.csv", "Too many levels"), ("jobs.csv", "not a file"), ("fields.csv", "not a file")]
    {
        let said = format!("error[unreadable]: {name}: this cannot be read ({why}");
        assert!(checked.out.contains(&said), "{said}: {}", checked.out);
    }
    let chinese = call(&["--lang", "zh", "check", &pack]).out;
    assert!(
        chinese.contains("无法读取（链接绕成一圈）") && chinese.contains("无法读取（不是文件）"),
        "{chinese}"
    );
}

/// What holds nothing that is seen is empty, and what must be filled in is missed.
#[test]
fn hidden_characters_alone_are_nothing() {
    let text = "id,name_zh,version,currency\ndemo,示例,1,\u{202e}\0\n";
    let reading = read_folder(&[file("pack.csv", text)]);
    assert_eq!(codes(&reading.findings), ["hidden-character", "missing-field"]);
}

/// A table is a file that ends in `.csv`; one without is told of, and its places are not those of another file.
#[test]
fn a_table_has_its_ending() {
    let reading = read_folder(&[file("pack.csv", HEAD), file("fields", "id,name_zh\n-,\n")]);
    assert_eq!(codes(&reading.findings), ["unknown-table"]);
    assert_eq!(reading.findings[0].place, Place::File("fields".to_owned()));
}

/// What is there is written over only if it was built before, and never the pack that is read.
#[test]
fn only_a_built_pack_is_replaced() {
    let folder = scratch("replaced");
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::write(folder.join("pack.csv"), HEAD).unwrap();
    let build = |output: &str| call(&["build", &path(""), "-o", output]);
    std::fs::write(folder.join("thesis.json"), "{\"my\": \"notes\"}").unwrap();
    std::fs::write(folder.join("notes.txt"), "\"format\" \"rungs-pack/1\"").unwrap();
    for name in ["thesis.json", "notes.txt"] {
        let before = std::fs::read(folder.join(name)).unwrap();
        let built = build(&path(name));
        assert_eq!(built.code, 1, "{name}");
        assert!(built.err.contains("is there already"), "{}", built.err);
        assert_eq!(std::fs::read(folder.join(name)).unwrap(), before);
    }
    for name in ["a.json", "a.rungs", "a.json", "a.rungs"] {
        assert_eq!(build(&path(name)).code, 0, "{name} may be there already");
    }
    let read = call(&["build", &path("a.json"), "-o", &path("a.json")]);
    assert!(read.code == 1 && read.err.contains("is the pack that is read"), "{}", read.err);
    std::fs::write(folder.join("empty.json"), "").unwrap();
    assert_eq!(build(&path("empty.json")).code, 0, "there is nothing to lose");
}
