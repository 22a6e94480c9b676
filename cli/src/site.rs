//! `rungs site`: a pack with the widget, as an installable page or as one HTML file.

mod folder;
mod single;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rungs_core::words::Language;
use sha2::{Digest as _, Sha256, Sha384};

use crate::arguments::Site;
use crate::build::{cannot_write, document};
use crate::input::read_pack;
use crate::output::{may_be_written, write_new_folder, write_whole};
use crate::words::plain;
use crate::{Ending, Surroundings, report};

/// The widget's script in its classic form, by the name that the build gives it; a release adds a digest.
const WIDGET: (&str, &str) = ("pathway-explorer.classic.", "js");

/// What goes into a page.
struct Content {
    language: Language,
    title: String,
    booth: bool,
    pack: String,
    widget: String,
}

pub fn run(arguments: &Site, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    if arguments.output.as_deref() == Some(Path::new("-")) {
        // Many files do not go out as one.
        let said = (surroundings.words().page_is_folder)();
        return surroundings.complain(Ending::Usage, &said);
    }
    if let Some(file) = &arguments.single_file
        && !may_be_written(file, single::is_page)
    {
        return cannot_write(file, &io::ErrorKind::AlreadyExists.into(), surroundings);
    }
    let widget = match find_widget(&arguments.widget).and_then(fs::read_to_string) {
        Ok(widget) => widget,
        Err(error) => return no_widget(&arguments.widget, &error, surroundings),
    };
    let (texts, reading) = read_pack(&arguments.pack, surroundings.input);
    if !reading.findings.is_empty() {
        let style = report::Style { language: surroundings.language, colour: false };
        report::text(surroundings.err, &reading, &texts, style)?;
    }
    let Some(model) = &reading.model else { return Ok(Ending::BadInput) };
    let language = surroundings.language;
    let title = model.head.name.best(language.tag()).map_or("Rungs", |(_, title)| title);
    let content = Content {
        language,
        title: title.to_owned(),
        booth: arguments.booth,
        pack: document(&reading.tables),
        widget,
    };
    let (place, written) = match (&arguments.output, &arguments.single_file) {
        (_, Some(file)) if file == Path::new("-") => {
            surroundings.out.write_all(single::page(&content)?.as_bytes())?;
            return Ok(Ending::Done);
        }
        (_, Some(file)) => (file, write_whole(file, single::page(&content)?.as_bytes())),
        (Some(folder), None) => (folder, write_new_folder(folder, &folder::files(&content))),
        // The arguments' own rule asks for one of the two.
        (None, None) => return Ok(Ending::Usage),
    };
    match written {
        Ok(()) => Ok(Ending::Done),
        Err(error) => cannot_write(place, &error, surroundings),
    }
}

/// The one classic script in a folder made by the build, or in a release.
fn find_widget(folder: &Path) -> io::Result<PathBuf> {
    let (start, ending) = WIDGET;
    let plain = folder.join(format!("{start}{ending}"));
    if plain.is_file() {
        return Ok(plain);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let digest = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".js"));
        if digest.is_some_and(|digest| !digest.is_empty()) {
            found.push(path);
        }
    }
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(io::ErrorKind::NotFound.into()),
        // Of two releases in one folder, which one is meant?
        _ => Err(io::Error::other("> 1 pathway-explorer.classic.*.js")),
    }
}

fn no_widget(folder: &Path, error: &io::Error, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (words, folder) = (surroundings.words(), folder.display().to_string());
    let said = match error.kind() {
        io::ErrorKind::NotFound => (words.no_widget)(&folder),
        _ => plain((words.cannot_read_widget)(&folder, &words.fault(error))),
    };
    surroundings.complain(Ending::BadInput, &said)
}

impl Content {
    /// The element's attributes beside its pack and language.
    fn attributes(&self) -> &'static str {
        // On a shared device a link in the address would be somebody else's.
        if self.booth { "booth" } else { "hash-key=\"rungs\"" }
    }
}

fn sha256(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

fn sha384(bytes: &[u8]) -> String {
    STANDARD.encode(Sha384::digest(bytes))
}

/// A short name for bytes: other bytes, another name.
fn short(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A text inside an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '<' | '>' | '"' => escaped.push_str(&format!("&#{};", u32::from(letter))),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_other_tools() {
        assert_eq!(sha256(b"abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert!(sha384(b"abc").starts_with("ywB1P0WjXou1oD1pmsZQBycsMqsO3tFj"));
        assert_eq!(short(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn a_title_cannot_leave_its_place() {
        assert_eq!(escaped("</title><b a=\"&\">岗"), "&#60;/title&#62;&#60;b a=&#34;&#38;&#34;&#62;岗");
    }
}
