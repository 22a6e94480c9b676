//! `rungs check`.

use std::io::{self, Write};
use std::path::Path;

use rungs_core::pack::{Reading, past};
use rungs_core::words::{self, Language};

use crate::arguments::{Check, Format};
use crate::build::cannot_write;
use crate::fix::{Mended, mend};
use crate::input::{Texts, read_pack};
use crate::output::write_new_folder;
use crate::today::today;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Check, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (mut texts, mut reading) = read_pack(&arguments.pack, surroundings.input);
    if let Some(folder) = &arguments.fix {
        let files = match texts {
            Texts::Folder(files) => files,
            Texts::Json(_) | Texts::Workbook(_) => return only_folders(surroundings),
            Texts::Nothing => Vec::new(),
        };
        let mended = mend(files, reading);
        if let Some(ending) = write(&mended, folder, arguments.format, surroundings)? {
            return Ok(ending);
        }
        reading = mended.reading;
        texts = Texts::Folder(mended.files);
    }
    let past = past(&reading, arguments.today.unwrap_or_else(today));
    reading.findings.extend(past);
    match arguments.format {
        Format::Text => {
            let style = report::Style { language: surroundings.language, colour: surroundings.colour };
            report::text(surroundings.out, &reading, &texts, style)?;
        }
        Format::Json => report::json(surroundings.out, &reading.findings, surroundings.language)?,
    }
    Ok(ending(&reading))
}

fn ending(reading: &Reading) -> Ending {
    if reading.model.is_some() { Ending::Done } else { Ending::BadInput }
}

fn only_folders(surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    match surroundings.language {
        Language::Chinese => writeln!(surroundings.err, "--fix 只能用于 CSV 文件夹")?,
        Language::English => writeln!(surroundings.err, "--fix works on a folder of CSV files only")?,
    }
    Ok(Ending::Usage)
}

/// Writes the mended copy and says what was done; what could not be written ends it.
fn write(
    mended: &Mended,
    folder: &Path,
    format: Format,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Option<Ending>> {
    let language = surroundings.language;
    if mended.done.is_empty() {
        match language {
            Language::Chinese => writeln!(surroundings.err, "没有可以自动修改的内容，未写入文件")?,
            Language::English => {
                writeln!(surroundings.err, "there is nothing to mend, so nothing was written")?
            }
        }
        return Ok(None);
    }
    let files = mended.files.iter().filter_map(|file| Some((file.name.clone(), file.text.clone().ok()?)));
    if let Err(error) = write_new_folder(folder, files.collect()) {
        return cannot_write(folder, &error, surroundings).map(Some);
    }
    // Tools read the findings from `out`.
    let to: &mut dyn Write = match format {
        Format::Text => surroundings.out,
        Format::Json => surroundings.err,
    };
    for (finding, now) in &mended.done {
        let place = words::place(&finding.place, language);
        let now = words::shown(now);
        match language {
            Language::Chinese => writeln!(to, "已改[{}]：{place}：现为“{now}”", finding.code())?,
            Language::English => writeln!(to, "mended[{}]: {place}: now \"{now}\"", finding.code())?,
        }
    }
    Ok(None)
}
