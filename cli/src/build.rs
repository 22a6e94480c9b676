//! `rungs build`.

use std::io;
use std::path::Path;

use rungs_core::pack::csv::write_folder;
use rungs_core::pack::write_document;
use rungs_core::wire::pack_v1::PackV1;
use rungs_core::words::Language;

use crate::arguments::Build;
use crate::input::read_pack;
use crate::output::{write_new, write_new_folder, write_whole};
use crate::{Ending, Surroundings, compiled, pinyin, report, workbook};

pub fn run(arguments: &Build, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (texts, reading) = read_pack(&arguments.pack, surroundings.input);
    if !reading.findings.is_empty() {
        let style = report::Style { language: surroundings.language, colour: false };
        report::text(surroundings.err, &reading, &texts, style)?;
    }
    if reading.model.is_none() {
        return Ok(Ending::BadInput);
    }
    let output = &arguments.output;
    if output == Path::new("-") {
        surroundings.out.write_all(document(&reading.tables).as_bytes())?;
        return Ok(Ending::Done);
    }
    if ends_in(output, "xlsx") && !output.is_dir() {
        return write_workbook(&reading.tables, output, surroundings);
    }
    let written = if is_folder(output) {
        write_new_folder(output, write_folder(&reading.tables))
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
    let bytes = workbook::write(tables, surroundings.language).map_err(io::Error::other);
    match bytes.and_then(|bytes| write_new(output, &bytes)) {
        Ok(()) => Ok(Ending::Done),
        Err(error) => cannot_write(output, &error, surroundings),
    }
}

fn ends_in(path: &Path, ending: &str) -> bool {
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
    let place = path.display();
    match (surroundings.language, error.kind()) {
        (Language::Chinese, io::ErrorKind::DirectoryNotEmpty) => {
            writeln!(surroundings.err, "{place} 不是空文件夹；请给出新的或空的文件夹")?;
        }
        (Language::English, io::ErrorKind::DirectoryNotEmpty) => {
            writeln!(surroundings.err, "{place} is not empty; name a folder that is new or empty")?;
        }
        (Language::Chinese, io::ErrorKind::AlreadyExists) => {
            writeln!(surroundings.err, "{place} 已经存在；为免覆盖，请换一个名字")?;
        }
        (Language::English, io::ErrorKind::AlreadyExists) => {
            writeln!(surroundings.err, "{place} is there already; name a new one, so that nothing is lost")?;
        }
        (Language::Chinese, _) => writeln!(surroundings.err, "无法写入 {place}：{error}")?,
        (Language::English, _) => writeln!(surroundings.err, "cannot write {place}: {error}")?,
    }
    Ok(Ending::BadInput)
}
