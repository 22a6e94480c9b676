//! `rungs check`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rungs_core::pack::csv::{File, is_workbook};
use rungs_core::pack::{Reading, past};
use rungs_core::words::{place, shown};

use crate::arguments::{Check, Format};
use crate::build::{cannot_write, is_read};
use crate::fix::{Mended, mend};
use crate::input::{Folder, Texts, is_hidden, read_pack};
use crate::output::{is_same, write_new_folder};
use crate::today::today;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Check, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (mut texts, mut reading) = read_pack(&arguments.pack, surroundings.input);
    if let Some(copy) = &arguments.fix {
        if is_same(copy, &arguments.pack) {
            return is_read(copy, surroundings);
        }
        texts = match texts {
            Texts::Folder(folder) => {
                let mended = match mend_copy(folder, reading, arguments, copy, surroundings)? {
                    Ok(mended) => mended,
                    Err(ending) => return Ok(ending),
                };
                reading = mended.reading;
                Texts::Folder(mended.folder)
            }
            Texts::Json(_) | Texts::Workbook(_) => {
                let said = (surroundings.words().only_folders)();
                return surroundings.complain(Ending::Usage, &said);
            }
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
        Format::Json => report::json(surroundings.out, &reading, surroundings.language)?,
    }
    Ok(ending(&reading))
}

fn ending(reading: &Reading) -> Ending {
    if reading.model.is_some() { Ending::Done } else { Ending::BadInput }
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
    if mended.done.is_empty() {
        writeln!(surroundings.err, "{}", surroundings.words().nothing_to_mend)?;
        return Ok(Ok(mended));
    }
    let texts = mended.folder.files.iter().filter(|file| is_text(file));
    let texts = texts.filter_map(|file| Some((file.name.clone(), file.text.clone().ok()?)));
    if let Err(error) = write_new_folder(copy, &texts.collect::<Vec<_>>()) {
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
            if target.exists() {
                self.left.push(path);
            } else if fs::copy(&path, &target).is_err() {
                // What is not all of it must not look like it.
                let _ = fs::remove_file(&target);
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
    let (words, language) = (surroundings.words(), surroundings.language);
    // Tools read the findings from `out`.
    let to: &mut dyn Write = match format {
        Format::Text => surroundings.out,
        Format::Json => surroundings.err,
    };
    for (finding, now) in &mended.done {
        let place = place(&finding.place, language);
        writeln!(to, "{}", (words.mended)(finding.code(), &place, &shown(now)))?;
    }
    for path in left {
        writeln!(to, "{}", (words.not_copied)(&path.display().to_string()))?;
    }
    Ok(())
}
