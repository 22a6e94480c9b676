//! `rungs build`.

use std::fs;
use std::io;
use std::path::Path;

use rungs_core::pack::csv::write_folder;
use rungs_core::pack::write_document;
use rungs_core::wire::pack_v1::{FORMAT, PackV1};

use crate::arguments::Build;
use crate::input::read_pack;
use crate::output::{is_same, may_be_written, write_new, write_new_folder, write_whole};
use crate::words::plain;
use crate::{Ending, Surroundings, compiled, pinyin, report, workbook};

pub fn run(arguments: &Build, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let output = &arguments.output;
    if !is_folder(output) && NOT_WRITTEN.iter().any(|ending| ends_in(output, ending)) {
        let said = (surroundings.words().not_written)(&output.display().to_string());
        return surroundings.complain(Ending::Usage, &said);
    }
    if is_same(output, &arguments.pack) {
        return is_read(output, surroundings);
    }
    // A folder and a workbook are never written over; they are told apart below.
    if !is_folder(output) && !ends_in(output, "xlsx") && !may_be_written(output, is_pack) {
        return cannot_write(output, &io::ErrorKind::AlreadyExists.into(), surroundings);
    }
    let (texts, reading) = read_pack(&arguments.pack, surroundings.input);
    if !reading.findings.is_empty() {
        let style = report::Style { language: surroundings.language, colour: false };
        report::text(surroundings.err, &reading, &texts, style)?;
    }
    if reading.model.is_none() {
        return Ok(Ending::BadInput);
    }
    if output == Path::new("-") {
        surroundings.out.write_all(document(&reading.tables).as_bytes())?;
        return Ok(Ending::Done);
    }
    if ends_in(output, "xlsx") && !output.is_dir() {
        return write_workbook(&reading.tables, output, surroundings);
    }
    let written = if is_folder(output) {
        write_new_folder(output, &write_folder(&reading.tables))
    } else if ends_in(output, "rungs") {
        compiled::compile(&document(&reading.tables)).and_then(|bytes| write_whole(output, &bytes))
    } else {
        write_whole(output, document(&reading.tables).as_bytes())
    };
    match written {
        Ok(()) => Ok(Ending::Done),
        Err(error) => cannot_write(output, &error, surroundings),
    }
}

/// Whether a file that starts so is a pack that was built before.
fn is_pack(start: &[u8]) -> bool {
    // The format is the first field of what is built here; of what another tool wrote it need not be.
    let marks = [format!("\"{FORMAT}\""), "\"format\"".to_owned()];
    let text = String::from_utf8_lossy(start);
    compiled::is_compiled(start)
        || text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('{')
            && marks.iter().all(|mark| text.contains(mark))
}

/// Endings of tables and of workbooks of which none is written.
const NOT_WRITTEN: [&str; 5] = ["csv", "xls", "ods", "et", "numbers"];

/// The document that the explorer reads, with readings of Chinese names.
pub fn document(tables: &PackV1) -> String {
    let mut tables = tables.write();
    pinyin::add(&mut tables);
    write_document(tables)
}

/// Writes tables as a workbook, never over one that is there: an author may keep it.
pub fn write_workbook(
    tables: &PackV1,
    output: &Path,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Ending> {
    let bytes = workbook::write(tables, &surroundings.words().sheet).map_err(io::Error::other);
    if output == Path::new("-") {
        surroundings.out.write_all(&bytes?)?;
        return Ok(Ending::Done);
    }
    match bytes.and_then(|bytes| write_new(output, &bytes)) {
        Ok(()) => Ok(Ending::Done),
        Err(error) => cannot_write(output, &error, surroundings),
    }
}

/// Whether a file's name ends so.
pub fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Whether a path is meant as a folder: there is one, or its name ends as one's does.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Says that something could not be written.
pub fn cannot_write(
    path: &Path,
    error: &io::Error,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Ending> {
    let (words, place) = (surroundings.words(), path.display().to_string());
    let said = match error.kind() {
        io::ErrorKind::DirectoryNotEmpty => (words.not_empty)(&place),
        io::ErrorKind::AlreadyExists => (words.is_there)(&place),
        io::ErrorKind::NotFound => (words.no_folder_around)(&place, &around(path)),
        _ => (words.cannot_write)(&place, &words.fault(error)),
    };
    surroundings.complain(Ending::BadInput, &plain(said))
}

/// Says that what is read is not written over.
pub fn is_read(path: &Path, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let said = (surroundings.words().is_read)(&path.display().to_string());
    surroundings.complain(Ending::BadInput, &plain(said))
}

/// The folder that a file is written into: of a link, the one that it leads to.
fn around(path: &Path) -> String {
    let target = fs::read_link(path).map(|target| path.with_file_name(target));
    let target = target.unwrap_or_else(|_| path.to_owned());
    target.parent().unwrap_or(Path::new(".")).display().to_string()
}
