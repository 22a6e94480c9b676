//! `rungs build`.

use std::fs;
use std::io;
use std::path::Path;

use rungs_core::pack::csv::write_folder;
use rungs_core::pack::write_document;
use rungs_core::wire::pack_v1::{FORMAT, PackV1};
use rungs_core::words::Language;

use crate::arguments::Build;
use crate::input::read_pack;
use crate::output::{fault, is_same, may_be_written, write_new, write_new_folder, write_whole};
use crate::{Ending, Surroundings, compiled, pinyin, report, workbook};

pub fn run(arguments: &Build, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let output = &arguments.output;
    if !is_folder(output) && NOT_WRITTEN.iter().any(|ending| ends_in(output, ending)) {
        return not_written(output, surroundings);
    }
    // A folder and a workbook are never written over; they are told apart below.
    if !is_folder(output) && !ends_in(output, "xlsx") && !may_replace(output, &arguments.pack) {
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

/// Whether a pack may be written there: over a pack that was built before, and not over the one that is read.
fn may_replace(output: &Path, pack: &Path) -> bool {
    let is_pack = |start: &[u8]| {
        // The format is the first field of what is built here; of what another tool wrote it need not be.
        let marks = [format!("\"{FORMAT}\""), "\"format\"".to_owned()];
        let text = String::from_utf8_lossy(start);
        compiled::is_compiled(start)
            || text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('{')
                && marks.iter().all(|mark| text.contains(mark))
    };
    may_be_written(output, is_pack) && (!output.is_file() || !is_same(output, pack))
}

/// Endings of tables and of workbooks of which none is written.
const NOT_WRITTEN: [&str; 5] = ["csv", "xls", "ods", "et", "numbers"];

fn not_written(output: &Path, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let place = output.display();
    surroundings.called_wrongly(
        &format!("错误：不能写成 {place}\n  提示：CSV 文件写进文件夹，名称以 / 结尾：{place}/；工作簿以 .xlsx 结尾，网页读取的文件以 .json 或 .rungs 结尾"),
        &format!("error: a pack is not written as {place}\n  hint: CSV files go into a folder, whose name ends in /: {place}/; a workbook ends in .xlsx, what the explorer reads in .json or .rungs"),
    )
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
        (Language::Chinese, io::ErrorKind::NotFound) => {
            writeln!(surroundings.err, "无法写入 {place}：文件夹 {} 不存在，请先新建", around(path))?;
        }
        (Language::English, io::ErrorKind::NotFound) => writeln!(
            surroundings.err,
            "cannot write {place}: the folder {} does not exist; make it first",
            around(path)
        )?,
        (language @ Language::Chinese, _) => {
            writeln!(surroundings.err, "无法写入 {place}：{}", fault(error, language))?;
        }
        (language @ Language::English, _) => {
            writeln!(surroundings.err, "cannot write {place}: {}", fault(error, language))?;
        }
    }
    Ok(Ending::BadInput)
}

/// The folder that a file is written into: of a link, the one that it leads to.
fn around(path: &Path) -> String {
    let target = fs::read_link(path).map(|target| path.with_file_name(target));
    let target = target.unwrap_or_else(|_| path.to_owned());
    target.parent().unwrap_or(Path::new(".")).display().to_string()
}
