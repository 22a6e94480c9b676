//! `rungs check`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rungs_core::pack::csv::{File, is_workbook};
use rungs_core::pack::{Reading, past};
use rungs_core::words::{self, Language};

use crate::arguments::{Check, Format};
use crate::build::cannot_write;
use crate::fix::{Mended, mend};
use crate::input::{Folder, Texts, is_hidden, read_pack};
use crate::output::{is_same, write_new_folder};
use crate::today::today;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Check, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (mut texts, mut reading) = read_pack(&arguments.pack, surroundings.input);
    if let Some(copy) = &arguments.fix {
        texts = match texts {
            Texts::Folder(folder) => {
                let mended = match mend_copy(folder, reading, arguments, copy, surroundings)? {
                    Ok(mended) => mended,
                    Err(ending) => return Ok(ending),
                };
                reading = mended.reading;
                Texts::Folder(mended.folder)
            }
            Texts::Json(_) | Texts::Workbook(_) => return only_folders(surroundings),
            // Why it could not be read is said below.
            Texts::Nothing => Texts::Nothing,
        };
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
    surroundings.called_wrongly(
        "--fix 只能用于 CSV 文件夹\n  提示：请改原来的文件，或用 rungs build 我的数据.xlsx -o 我的数据/ 变成文件夹",
        "--fix works on a folder of CSV files only\n  hint: mend the file itself, or make a folder of it: rungs build my-school.xlsx -o my-school/",
    )
}

/// Writes a mended copy and says what was done; what could not be written ends it.
fn mend_copy(
    folder: Folder,
    reading: Reading,
    arguments: &Check,
    copy: &Path,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<Result<Mended, Ending>> {
    let mut others = Others::of(&arguments.pack, &folder, copy);
    let mended = mend(folder, reading);
    let language = surroundings.language;
    if mended.done.is_empty() {
        match language {
            Language::Chinese => writeln!(surroundings.err, "没有可以自动修改的内容，未写入文件")?,
            Language::English => {
                writeln!(surroundings.err, "there is nothing to mend, so nothing was written")?
            }
        }
        return Ok(Ok(mended));
    }
    let texts = mended.folder.files.iter().filter(|file| is_text(file));
    let texts = texts.filter_map(|file| Some((file.name.clone(), file.text.clone().ok()?)));
    if let Err(error) = write_new_folder(copy, texts.collect()) {
        return cannot_write(copy, &error, surroundings).map(Err);
    }
    others.copy(copy);
    say_done(&mended, &others.left, arguments.format, surroundings)?;
    Ok(Ok(mended))
}

/// Whether a file is written from its text; another is copied as it is.
fn is_text(file: &File) -> bool {
    file.text.is_ok() && !is_workbook(&file.name)
}

/// What a folder holds beside the tables that are read.
struct Others {
    files: Vec<PathBuf>,
    /// What is not in the copy.
    left: Vec<PathBuf>,
}

impl Others {
    /// Looked for before the copy is made, which may be inside.
    fn of(folder: &Path, read: &Folder, copy: &Path) -> Self {
        let mut others = Others { files: Vec::new(), left: Vec::new() };
        let read: BTreeSet<&str> =
            read.files.iter().filter(|file| is_text(file)).map(|file| file.name.as_str()).collect();
        // It has just been listed; what has vanished since need not be copied.
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if read.contains(&*name) || is_hidden(&name) || is_same(&path, copy) {
                continue;
            }
            let kind = if path.is_file() { &mut others.files } else { &mut others.left };
            kind.push(path);
        }
        others
    }

    /// Copies the files byte for byte.
    fn copy(&mut self, to: &Path) {
        for path in std::mem::take(&mut self.files) {
            let target = to.join(path.file_name().unwrap_or_default());
            if target.exists() || fs::copy(&path, &target).is_err() {
                self.left.push(path);
            }
        }
        self.left.sort();
    }
}

/// Says what was mended and what the copy lacks.
fn say_done(
    mended: &Mended,
    left: &[PathBuf],
    format: Format,
    surroundings: &mut Surroundings<'_>,
) -> io::Result<()> {
    let language = surroundings.language;
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
    for path in left {
        let path = path.display();
        match language {
            Language::Chinese => writeln!(to, "未复制：{path}（需要的话请自行复制）")?,
            Language::English => writeln!(to, "not copied: {path} (copy it yourself if it is needed)")?,
        }
    }
    Ok(())
}
