//! A pack as one workbook. Bad ones are cases in folders, as others are.

use std::io::{Cursor, Read, Write};

use rungs_core::pack::MAX_BYTES;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::TODAY;
use crate::cli::{Called, call, call_with, root, scratch};

/// What `rungs check` says about a workbook that comes in.
fn check(workbook: &[u8]) -> Called {
    call_with(&["check", "-", "--today", TODAY], workbook)
}

/// A workbook of texts, numbers where a text is one.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Workbook {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, *cell).unwrap(),
                };
            }
        }
    }
    workbook
}

const PACK: (&str, &[&[&str]]) =
    ("pack", &[&["id", "name_zh", "version", "currency"], &["demo", "示例", "1", "CNY"]]);

#[test]
fn the_sample_as_a_workbook_is_the_sample() {
    let folder = scratch("workbook");
    let (book, again) = (folder.join("sample.xlsx"), folder.join("again.xlsx"));
    let (book, again) = (book.display().to_string(), again.display().to_string());
    let csv = root().join("www/packs/sample").display().to_string();
    assert_eq!(call(&["build", &csv, "-o", &book]).code, 0);
    let document = call(&["build", &csv, "-o", "-"]).out;
    let built = call(&["build", &book, "-o", "-"]);
    assert_eq!(built.err, "");
    assert!(built.out == document, "the workbook says something else than the folder");
    assert_eq!(call(&["build", &book, "-o", &again]).code, 0);
    assert!(std::fs::read(&again).unwrap() == std::fs::read(&book).unwrap(), "the same is written the same");
    let over = call(&["build", &csv, "-o", &book]);
    assert!(over.code == 1 && over.err.contains("is there already"), "{}", over.err);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn a_template_is_filled_in() {
    for (language, holds) in [("en", "whole number"), ("zh", "整数")] {
        let path = scratch(&format!("template-{language}")).join("my.xlsx").display().to_string();
        assert_eq!(call(&["--lang", language, "template", "-o", &path]).code, 0);
        let over = call(&["template", "-o", &path]);
        assert!(over.code == 1 && over.err.contains("is there already"), "{}", over.err);
        let bytes = std::fs::read(&path).unwrap();
        let empty = check(&bytes);
        assert!(
            empty.out.starts_with("error[missing-table]: ") && empty.out.contains(": \"pack\""),
            "{}",
            empty.out
        );
        assert!(empty.out.ends_with("1 error, 0 warnings\n"), "every heading is known: {}", empty.out);
        let part = |name: &str| {
            let mut text = String::new();
            ZipArchive::new(Cursor::new(&bytes))
                .unwrap()
                .by_name(name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let sheets = part("xl/workbook.xml");
        for info in rungs_core::wire::pack_v1::PackV1::INFO {
            assert!(sheets.contains(&format!("name=\"{}\"", info.name)), "{}", info.name);
        }
        let notes = part("xl/comments1.xml");
        assert!(notes.contains("The college that offers the programmes"), "{notes}");
        let sources = part("xl/worksheets/sheet2.xml");
        assert!(sources.contains("official,college,republished,derived,illustrative"), "a drop-down");
        assert!(part("xl/sharedStrings.xml").contains(holds));
    }
}

/// Dates, numbers, codes that became numbers, yes and no, hidden rows, merged and empty cells, formulas: all that
/// spreadsheet programs do to a table.
#[test]
fn cells_mean_what_they_show() {
    let mut book = workbook(&[
        ("sources", &[&["id", "name_zh", "confidence", "read"], &["plan", "方案", "college"]]),
        (
            "programmes",
            &[
                &["id", "name_zh", "code", "stage", "terms", "source"],
                &["460301", "机电", "460301", "associate", "6", "plan"],
            ],
        ),
        ("qualifications", &[&["id", "name_zh", "family", "source"], &["x", "甲", "x", "plan"]]),
        ("routes", &[&["qualification", "route", "programme_match", "source"], &["x", "social", "", "plan"]]),
        (
            "grades",
            &[&["id", "qualification", "rank", "name_zh", "source"], &["x.1", "x", "1", "初级", "plan"]],
        ),
        ("fees", &[&["item", "amount", "component", "date", "source"], &["x.1", "", "exam", "", "plan"]]),
    ]);
    let sheet = book.add_worksheet().set_name(PACK.0).unwrap();
    for (row, cells) in (0u32..).zip(PACK.1) {
        for (column, cell) in (0u16..).zip(*cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let day = ExcelDateTime::from_ymd(2026, 9, 1).unwrap();
    let sheet = book.worksheet_from_name("sources").unwrap();
    sheet.write_with_format(1, 3, &day, &date).unwrap();
    let sheet = book.worksheet_from_name("routes").unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet.set_row_hidden(1).unwrap();
    let sheet = book.worksheet_from_name("fees").unwrap();
    sheet.write(1, 1, Formula::new("=100*1.805").set_result("180.49999999999997")).unwrap();
    sheet.write_with_format(1, 3, &day, &date).unwrap();
    sheet.merge_range(4, 0, 5, 3, "", &Format::new().set_bold()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let built = call_with(&["build", "-", "-o", "-"], &bytes);
    assert_eq!(built.code, 0, "{}", built.err);
    let document: serde_json::Value = serde_json::from_str(&built.out).unwrap();
    assert_eq!(document["sources"][0]["read"], "2026-09-01");
    assert_eq!(document["programmes"][0]["id"], "460301");
    assert_eq!(document["programmes"][0]["code"], "460301");
    assert_eq!(document["programmes"][0]["terms"], 6);
    assert_eq!(document["routes"][0]["programme_match"], true);
    assert_eq!(
        document["fees"],
        serde_json::json!([
            {"item": "x.1", "amount": 180.5, "component": "exam", "date": "2026-09-01", "source": "plan"}
        ])
    );
}

/// Puts other bytes in the place of a part of a workbook.
fn with_part(workbook: &[u8], name: &str, write: impl FnOnce(&mut dyn Write)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).unwrap();
        if entry.name().unwrap() != name {
            out.raw_copy_file(entry).unwrap();
        }
    }
    out.start_file(name, SimpleFileOptions::default()).unwrap();
    write(&mut out);
    out.finish().unwrap().into_inner()
}

#[test]
fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
    let book = workbook(&[PACK]).save_to_buffer().unwrap();
    let bomb = with_part(&book, "xl/sharedStrings.xml", |out| {
        let zeros = vec![b' '; 1 << 20];
        (0..4 * (MAX_BYTES >> 20)).for_each(|_| out.write_all(&zeros).unwrap());
    });
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let checked = check(&bomb);
    assert!(checked.code == 1 && checked.out.starts_with("error[too-large]"), "{}", checked.out);
}

#[test]
fn a_cell_at_the_far_end_costs_nothing_and_many_are_refused() {
    let sheet = |cells: &str| {
        let book = workbook(&[PACK, ("courses", &[&["id", "name_zh"]])]).save_to_buffer().unwrap();
        let head =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        with_part(&book, "xl/worksheets/sheet2.xml", |out| {
            write!(
                out,
                "{head}<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>{cells}</sheetData></worksheet>"
            )
            .unwrap();
        })
    };
    let far = check(&sheet("<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>x</v></c></row>"));
    assert!(far.out.contains("sheet courses row 1048576: the row has 16384 cells"), "{}", far.out);
    let row = |row: u32| format!("<row r=\"{row}\"><c r=\"XFD{row}\" t=\"str\"><v>x</v></c></row>");
    let many: String = (2..6000).map(row).collect();
    let many = check(&sheet(&many));
    assert!(many.code == 1 && many.out.starts_with("error[too-large]"), "{}", many.out);
    for beyond in ["A1048577", "A4294967295", "A99999999999", "XFE2", "ZZZZZZ2", "2A", ""] {
        let row = format!("<row r=\"2\"><c r=\"{beyond}\" t=\"str\"><v>x</v></c></row>");
        let checked = check(&sheet(&row));
        assert!(checked.out.starts_with("error["), "{beyond}: {}", checked.out);
    }
}

/// Any byte of a workbook may be another, and any of its parts may end early: nothing panics.
#[test]
fn damage_is_a_finding() {
    let courses: (&str, &[&[&str]]) = ("courses", &[&["id", "name_zh", "credits"], &["plc", "PLC", "4"]]);
    let book = workbook(&[PACK, courses]).save_to_buffer().unwrap();
    assert_eq!(check(&book).code, 0);
    for at in (0..book.len()).step_by(7) {
        check(&book[..at]);
        let mut spoiled = book.clone();
        spoiled[at] ^= 1 << (at % 8);
        check(&spoiled);
    }
    for name in ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"] {
        let mut part = Vec::new();
        ZipArchive::new(Cursor::new(&book)).unwrap().by_name(name).unwrap().read_to_end(&mut part).unwrap();
        for at in (0..part.len()).step_by(5) {
            check(&with_part(&book, name, |out| out.write_all(&part[..at]).unwrap()));
            let mut spoiled = part.clone();
            spoiled[at] = b'9';
            check(&with_part(&book, name, |out| out.write_all(&spoiled).unwrap()));
        }
    }
}

#[test]
fn a_workbook_is_mended_by_hand() {
    let book = root().join("tests/cases/packs/workbook-with-mistakes/pack.xlsx").display().to_string();
    let called = call(&["check", &book, "--fix", &scratch("fix-workbook").join("out").display().to_string()]);
    assert!(called.code == 2 && called.err.contains("CSV"), "{}", called.err);
}

/// The tools for a workbook and for a folder find the same, each at its own place.
#[test]
fn findings_are_those_of_the_folder() {
    let folder = root().join("tests/cases/packs/many-at-once");
    let mut book = Workbook::new();
    for (name, text) in super::texts(&folder) {
        let sheet = book.add_worksheet().set_name(name.strip_suffix(".csv").unwrap()).unwrap();
        let text = String::from_utf8(text).unwrap();
        for (row, cells) in (0u32..).zip(super::cells(&text)) {
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    let findings = |called: Called| -> Vec<serde_json::Value> { serde_json::from_str(&called.out).unwrap() };
    let json = ["--format", "json", "--today", TODAY];
    let bytes = book.save_to_buffer().unwrap();
    let mine = findings(call_with(&[&["check", "-"][..], &json].concat(), &bytes));
    let theirs = findings(call(&[&["check", &folder.display().to_string()][..], &json].concat()));
    assert!(theirs.len() >= 3, "{theirs:?}");
    assert_eq!(mine.len(), theirs.len());
    for (mine, theirs) in mine.iter().zip(&theirs) {
        for field in ["code", "message", "severity"] {
            // A missing file and a missing sheet are called differently.
            if mine["code"] != "missing-table" {
                assert_eq!(mine[field], theirs[field]);
            }
        }
        assert_eq!(mine["place"]["row"], theirs["place"]["row"]);
        assert_eq!(mine["place"]["column"], theirs["place"]["column"]);
    }
}
