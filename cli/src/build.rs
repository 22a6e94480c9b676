//! `rungs build`.

use std::io;
use std::path::Path;

use rungs_core::pack::csv::write_folder;
use rungs_core::pack::write_json;
use rungs_core::words::Language;

use crate::arguments::Build;
use crate::input::read_pack;
use crate::output::{write_new_folder, write_whole};
use crate::{Ending, Surroundings, report};

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
        surroundings.out.write_all(write_json(&reading.tables).as_bytes())?;
        return Ok(Ending::Done);
    }
    let written = if is_folder(output) {
        write_new_folder(output, write_folder(&reading.tables))
    } else {
        write_whole(output, &write_json(&reading.tables))
    };
    match written {
        Ok(()) => Ok(Ending::Done),
        Err(error) => cannot_write(output, &error, surroundings),
    }
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
        (Language::Chinese, _) => writeln!(surroundings.err, "无法写入 {place}：{error}")?,
        (Language::English, _) => writeln!(surroundings.err, "cannot write {place}: {error}")?,
    }
    Ok(Ending::BadInput)
}
