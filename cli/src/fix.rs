//! `rungs check --fix`: a mended copy of a folder.

use std::collections::{BTreeMap, BTreeSet};

use rungs_core::diagnostic::{Diagnostic, Place, Problem};
use rungs_core::pack::csv::{File, cells, delimiter, write_divided};
use rungs_core::pack::{Reading, fix};
use rungs_core::wire::field::Shape;
use rungs_core::wire::pack_v1::PackV1;
use rungs_core::wire::table::FieldInfo;
use rungs_core::wire::value::Value;

use crate::input::Folder;

/// A mended folder, what was mended (the finding and what stands there now), and what is left.
pub struct Mended {
    pub folder: Folder,
    pub done: Vec<(Diagnostic, String)>,
    pub reading: Reading,
}

/// What is mended may show what was hidden, so it is read again until nothing changes, but not for ever.
const ROUNDS: usize = 1000;

/// Mends what can be mended safely.
pub fn mend(mut folder: Folder, mut reading: Reading) -> Mended {
    let mut done = Vec::new();
    if !folder.is_whole {
        // A copy would lack the rest.
        return Mended { folder, done, reading };
    }
    for file in &mut folder.files {
        let place = Place::File(file.name.clone());
        let is_decoded = |finding: &&Diagnostic| {
            finding.place == place && matches!(finding.problem, Problem::Decoded { .. })
        };
        if let (Some(finding), Ok(text)) = (reading.findings.iter().find(is_decoded), &mut file.text) {
            done.push((finding.clone(), "UTF-8".to_owned()));
            // Without the mark a spreadsheet takes UTF-8 for its country's own encoding.
            text.insert(0, '\u{feff}');
            file.decoded = None;
        }
    }
    for _ in 0..ROUNDS {
        let before = done.len();
        mend_once(&mut folder.files, &reading, &mut done);
        reading = folder.read();
        if done.len() == before {
            break;
        }
    }
    Mended { folder, done: once_a_cell(done), reading }
}

/// What was done, once for each cell: with what stands there in the end, since a list is mended entry by entry.
fn once_a_cell(done: Vec<(Diagnostic, String)>) -> Vec<(Diagnostic, String)> {
    let mut cells: BTreeMap<Place, usize> = BTreeMap::new();
    let mut once: Vec<(Diagnostic, String)> = Vec::new();
    for (finding, now) in done {
        let mut cell = finding.place.clone();
        if let Place::Cell { character, .. } = &mut cell {
            *character = None;
            if let Some(&known) = cells.get(&cell) {
                once[known] = (Diagnostic { place: cell, ..once[known].0.clone() }, now);
                continue;
            }
            cells.insert(cell, once.len());
        }
        once.push((finding, now));
    }
    once
}

fn mend_once(files: &mut [File], reading: &Reading, done: &mut Vec<(Diagnostic, String)>) {
    let mut ids = ids(reading);
    for finding in &reading.findings {
        if let (Place::File(name), Problem::UnknownTable { nearest: Some(nearest), .. }) =
            (&finding.place, &finding.problem)
        {
            let is_free = files.iter().all(|file| file.name != *nearest);
            // A file that is no text is copied as it is, so it keeps its name.
            let misspelt = files.iter_mut().find(|file| file.name == *name && file.text.is_ok());
            if let (true, Some(file)) = (is_free, misspelt) {
                file.name.clone_from(nearest);
                done.push((finding.clone(), nearest.clone()));
            }
        }
    }
    for file in files {
        let Ok(text) = &mut file.text else { continue };
        let here = |finding: &&Diagnostic| matches!(&finding.place, Place::Cell { file: name, .. } if *name == file.name);
        let findings: Vec<&Diagnostic> = reading.findings.iter().filter(here).collect();
        if findings.is_empty() {
            continue;
        }
        let mut rows = cells(text);
        let mut touched: BTreeSet<(u32, u32)> = BTreeSet::new();
        for finding in findings {
            let Place::Cell { row, column: Some((column, heading)), character, .. } = &finding.place else {
                continue;
            };
            // An entry of a list is found by what it says; what is found by where it stands has moved, once its
            // cell was changed, and is looked at again in the next round.
            let is_moved = character.is_some() || matches!(finding.problem, Problem::Requisite(_));
            if is_moved && touched.contains(&(*row, *column)) {
                continue;
            }
            let mended = match (&finding.problem, row) {
                (Problem::UnknownField { nearest: Some(nearest), .. }, 1) => {
                    let is_free =
                        rows.first().is_some_and(|header| header.iter().all(|it| it.trim() != nearest));
                    is_free.then(|| nearest.clone())
                }
                (problem, _) => {
                    let old = at(&mut rows, *row, *column).map(|cell| cell.trim().to_owned());
                    let table = PackV1::table(file.name.strip_suffix(".csv").unwrap_or_default());
                    let is_list = table.is_some_and(|table| {
                        let of = |field: &&FieldInfo| field.name == heading;
                        table
                            .fields
                            .iter()
                            .find(of)
                            .is_some_and(|field| matches!(field.shape, Shape::List(_)))
                    });
                    old.and_then(|old| fix::cell(problem, &old, &mut ids, *character, is_list))
                }
            };
            if let (Some(mended), Some(cell)) = (mended, at(&mut rows, *row, *column)) {
                cell.clone_from(&mended);
                touched.insert((*row, *column));
                done.push((finding.clone(), mended));
            }
        }
        if !touched.is_empty() {
            let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
            let delimiter = delimiter(text);
            *text = mark.to_owned();
            rows.iter().for_each(|row| write_divided(text, delimiter, row));
        }
    }
}

fn at(rows: &mut [Vec<String>], row: u32, column: u32) -> Option<&mut String> {
    let row = rows.get_mut((row as usize).checked_sub(1)?)?;
    row.get_mut((column as usize).checked_sub(1)?)
}

/// Every id of the pack.
fn ids(reading: &Reading) -> fix::Ids {
    let records = reading.tables.write().into_iter().flat_map(|(_, records)| records);
    fix::Ids::new(records.filter_map(|record| record.get("id").and_then(Value::text).map(str::to_owned)))
}
