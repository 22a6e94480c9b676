//! Getting a pack from the disk or from what comes in, decoded.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rungs_core::diagnostic::{Diagnostic, Place, Problem};
use rungs_core::pack::csv::{File, is_workbook, read_folder};
use rungs_core::pack::{MAX_BYTES, Reading, read_json};

use crate::{compiled, workbook};

/// The texts of a pack, as its author sees them.
pub enum Texts {
    /// A folder of CSV files.
    Folder(Vec<File>),
    /// The sheets of a workbook, each written as CSV.
    Workbook(Vec<File>),
    /// One JSON document, compiled or not.
    Json(String),
    /// Nothing that could be read.
    Nothing,
}

/// Reads a pack, wherever it is. What keeps it from being read is a finding like any other.
pub fn read_pack(pack: &Path, input: &mut dyn Read) -> (Texts, Reading) {
    let read = if pack == Path::new("-") {
        whole(input).map(|bytes| Bytes::of(bytes, false))
    } else {
        fs::metadata(pack).and_then(|about| {
            if about.is_dir() {
                folder(pack).map(Bytes::Folder)
            } else {
                let is_workbook = is_workbook(&pack.to_string_lossy());
                whole(fs::File::open(pack)?).map(|bytes| Bytes::of(bytes, is_workbook))
            }
        })
    };
    match read {
        Ok(Bytes::Json(bytes)) => json(bytes),
        Ok(Bytes::Compiled(bytes)) => match compiled::unpack(&bytes) {
            Ok(document) => json(document),
            Err(problem) => (Texts::Nothing, Reading::failed(Place::Whole, problem)),
        },
        Ok(Bytes::Folder(files)) => {
            let reading = read_folder(&files);
            (Texts::Folder(files), reading)
        }
        Ok(Bytes::Workbook(bytes)) => {
            let (sheets, reading) = workbook::read(&bytes);
            (Texts::Workbook(sheets), reading)
        }
        Err(error) => {
            let problem = match error.kind() {
                io::ErrorKind::NotFound => Problem::NoSuchFile,
                _ => Problem::Unreadable(error.to_string()),
            };
            (Texts::Nothing, Reading::failed(Place::File(pack.display().to_string()), problem))
        }
    }
}

/// Reads a small text, such as a learner or a planning problem.
pub fn read_text(path: &Path, input: &mut dyn Read) -> io::Result<String> {
    let bytes = if path == Path::new("-") { whole(input)? } else { whole(fs::File::open(path)?)? };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("> {} MB", MAX_BYTES >> 20)));
    }
    let (text, _) = decode(bytes);
    text.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}

enum Bytes {
    Json(Vec<u8>),
    Compiled(Vec<u8>),
    Workbook(Vec<u8>),
    Folder(Vec<File>),
}

impl Bytes {
    /// A workbook by its name or by what it begins with, a compiled pack by the latter, else a document.
    fn of(bytes: Vec<u8>, is_workbook: bool) -> Self {
        if is_workbook || workbook::is_zip(&bytes) || workbook::is_compound(&bytes) {
            Bytes::Workbook(bytes)
        } else if compiled::is_compiled(&bytes) {
            Bytes::Compiled(bytes)
        } else {
            Bytes::Json(bytes)
        }
    }
}

/// All there is, up to just over the cap: the reader refuses what is larger.
fn whole(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The CSV files of a folder, by name.
fn folder(folder: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut left = MAX_BYTES + 1;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Spreadsheet programs leave hidden lock files beside what is open.
        let is_table = name.to_ascii_lowercase().ends_with(".csv") || is_workbook(&name);
        if is_table && !name.starts_with(['.', '~']) && fs::metadata(&path)?.is_file() {
            files.push((name, path));
        }
    }
    files.sort();
    files
        .into_iter()
        .map(|(name, path)| {
            if is_workbook(&name) {
                return Ok(File { name, text: Ok(String::new()), decoded: None });
            }
            let mut bytes = Vec::new();
            fs::File::open(path)?.take(left).read_to_end(&mut bytes)?;
            left -= bytes.len() as u64;
            let (text, decoded) = decode(bytes);
            Ok(File { name, text, decoded })
        })
        .collect()
}

fn json(bytes: Vec<u8>) -> (Texts, Reading) {
    if bytes.len() as u64 > MAX_BYTES {
        let reading = read_json(&bytes);
        return (Texts::Nothing, reading);
    }
    let (text, decoded) = match decode(bytes) {
        (Ok(text), decoded) => (text, decoded),
        (Err(offset), _) => {
            return (Texts::Nothing, Reading::failed(Place::Whole, Problem::NotUtf8 { offset }));
        }
    };
    let mut reading = read_json(text.as_bytes());
    if let Some(encoding) = decoded {
        let problem = Problem::Decoded { encoding };
        let finding = Diagnostic { severity: problem.severity(), place: Place::Whole, problem };
        reading.findings.insert(0, finding);
    }
    (Texts::Json(text), reading)
}

/// UTF-8, else what spreadsheet programs write: UTF-16 with a mark, or GB18030. The encoding is named if it is not
/// UTF-8; what is no text is the offset of its first bad byte.
fn decode(bytes: Vec<u8>) -> (Result<String, usize>, Option<&'static str>) {
    let marked = encoding_rs::Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let offset = match marked {
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            let (text, had_errors) = encoding.decode_with_bom_removal(&bytes);
            let name = "UTF-16";
            return if had_errors { (Err(0), None) } else { (Ok(text.into_owned()), Some(name)) };
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => return (Ok(text), None),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
                    Some(text) => return (Ok(text.into_owned()), Some("GB18030")),
                    None => offset,
                }
            }
        },
    };
    (Err(offset), None)
}
