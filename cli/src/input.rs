//! Getting a pack from the disk or from what comes in, decoded.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rungs_core::diagnostic::{Diagnostic, Place, Problem, Undecoded};
use rungs_core::pack::csv::{File, is_workbook, read_folder};
use rungs_core::pack::{MAX_BYTES, Reading, read_json};

use crate::{compiled, workbook};

/// The texts of a pack, as its author sees them.
pub enum Texts {
    /// A folder of CSV files.
    Folder(Folder),
    /// The sheets of a workbook, each written as CSV.
    Workbook(Vec<File>),
    /// One JSON document, compiled or not.
    Json(String),
    /// Nothing that could be read.
    Nothing,
}

impl Texts {
    /// The tables, each a CSV text.
    pub fn tables(&self) -> &[File] {
        match self {
            Texts::Folder(folder) => &folder.files,
            Texts::Workbook(sheets) => sheets,
            Texts::Json(_) | Texts::Nothing => &[],
        }
    }
}

/// The CSV files of a folder, by name, and why some of them could not be opened.
pub struct Folder {
    pub files: Vec<File>,
    /// Whether the files are no larger than is read, so that their texts are whole.
    pub is_whole: bool,
    unopened: BTreeMap<String, Problem>,
}

impl Folder {
    /// What the files say. One that could not be opened is a finding of its own, so that the others are read.
    pub fn read(&self) -> Reading {
        let mut reading = read_folder(&self.files);
        for finding in &mut reading.findings {
            let Place::File(name) = &finding.place else { continue };
            if let (Problem::NotUtf8(_), Some(why)) = (&finding.problem, self.unopened.get(name)) {
                finding.problem = why.clone();
            }
        }
        reading
    }
}

/// Reads a pack, wherever it is. What keeps it from being read is a finding like any other; one about the whole has the
/// pack's name, unless it has none.
pub fn read_pack(pack: &Path, input: &mut dyn Read) -> (Texts, Reading) {
    let (texts, mut reading) = read(pack, input);
    if pack != Path::new("-") {
        let name = pack.file_name().unwrap_or(pack.as_os_str()).to_string_lossy();
        for finding in reading.findings.iter_mut().filter(|finding| finding.place == Place::Whole) {
            finding.place = Place::File(name.to_string());
        }
    }
    (texts, reading)
}

fn read(pack: &Path, input: &mut dyn Read) -> (Texts, Reading) {
    let read = if pack == Path::new("-") {
        whole(input).map(|bytes| Bytes::of(bytes, false))
    } else {
        fs::metadata(pack).and_then(|about| {
            if about.is_dir() {
                folder(pack).map(Bytes::Folder)
            } else {
                let is_workbook = is_workbook(&pack.to_string_lossy());
                let bytes = whole(fs::File::open(pack)?)?;
                Ok(if is_table(pack) { Bytes::Table } else { Bytes::of(bytes, is_workbook) })
            }
        })
    };
    match read {
        Ok(Bytes::Json(bytes)) => json(bytes),
        Ok(Bytes::Compiled(bytes)) => match compiled::unpack(&bytes) {
            Ok(document) => json(document),
            Err(problem) => (Texts::Nothing, Reading::failed(Place::Whole, problem)),
        },
        Ok(Bytes::Folder(folder)) => {
            let reading = folder.read();
            (Texts::Folder(folder), reading)
        }
        Ok(Bytes::Table) => {
            let folder = pack.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).display().to_string();
            (
                Texts::Nothing,
                Reading::failed(Place::File(pack.display().to_string()), Problem::OneTable { folder }),
            )
        }
        Ok(Bytes::Workbook(bytes)) => {
            let (sheets, reading) = workbook::read(&bytes);
            (Texts::Workbook(sheets), reading)
        }
        Err(error) => {
            let problem = unopened(pack, &error);
            (Texts::Nothing, Reading::failed(Place::File(pack.display().to_string()), problem))
        }
    }
}

/// Why something could not be opened.
fn unopened(path: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => Problem::DanglingLink,
        io::ErrorKind::NotFound => Problem::NoSuchFile,
        // As core knows it, whatever the system calls it.
        io::ErrorKind::NotADirectory => Problem::Unreadable("Not a directory".to_owned()),
        io::ErrorKind::PermissionDenied => Problem::Unreadable("Permission denied".to_owned()),
        _ => Problem::Unreadable(error.to_string()),
    }
}

/// Reads a small text, such as a learner or a planning problem.
pub fn read_text(path: &Path, input: &mut dyn Read) -> io::Result<String> {
    let bytes = if path == Path::new("-") { whole(input)? } else { whole(fs::File::open(path)?)? };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let text = decode(bytes).0.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    if is_empty(&text) { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(text) }
}

enum Bytes {
    Json(Vec<u8>),
    Compiled(Vec<u8>),
    Workbook(Vec<u8>),
    Folder(Folder),
    /// A table of a folder, which is no pack.
    Table,
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

fn up_to(most: u64, path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The tables of a folder, and the workbooks beside them.
fn folder(folder: &Path) -> io::Result<Folder> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if (is_table(&path) || is_workbook(&name)) && !is_hidden(&name) {
            paths.push((name, path));
        }
    }
    paths.sort();
    let (mut files, mut problems, mut left) = (Vec::new(), BTreeMap::new(), MAX_BYTES + 1);
    for (name, path) in paths {
        let (text, decoded) = if is_workbook(&name) {
            (Ok(String::new()), None)
        } else {
            // What cannot be asked what it is (a link that leads nowhere) is told when it is opened; what is no file,
            // such as a pipe, might never end.
            let is_file = fs::metadata(&path).map_or(true, |about| about.is_file());
            let read = if is_file { up_to(left, &path) } else { Err(io::Error::other("not a file")) };
            match read {
                Ok(bytes) => {
                    left -= bytes.len() as u64;
                    decode(bytes)
                }
                Err(error) => {
                    problems.insert(name.clone(), unopened(&path, &error));
                    (Err(Undecoded::default()), None)
                }
            }
        };
        files.push(File { name, text, decoded });
    }
    Ok(Folder { files, is_whole: left > 0, unopened: problems })
}

/// Whether a file is a table of a folder, by its name.
fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// Whether a file is none of the author's: spreadsheet programs leave hidden lock files beside what is open.
pub fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~'])
}

fn json(bytes: Vec<u8>) -> (Texts, Reading) {
    if bytes.len() as u64 > MAX_BYTES {
        let reading = read_json(&bytes);
        return (Texts::Nothing, reading);
    }
    let (text, decoded) = match decode(bytes) {
        (Ok(text), decoded) => (text, decoded),
        (Err(undecoded), _) => {
            return (Texts::Nothing, Reading::failed(Place::Whole, Problem::NotUtf8(undecoded)));
        }
    };
    if is_empty(&text) {
        return (Texts::Nothing, Reading::failed(Place::Whole, Problem::Empty));
    }
    let mut reading = read_json(text.as_bytes());
    if let Some(encoding) = decoded {
        let problem = Problem::Decoded { encoding };
        let finding = Diagnostic { severity: problem.severity(), place: Place::Whole, problem };
        reading.findings.insert(0, finding);
    }
    (Texts::Json(text), reading)
}

fn is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

/// UTF-8, else what spreadsheet programs write: UTF-16 with a mark, or GB18030. The encoding is named if it is not
/// UTF-8. What may be a text of another encoding is not read on a guess: of a Western one hardly any byte is wrong in
/// GB18030, and all of its letters with accents are.
fn decode(bytes: Vec<u8>) -> (Result<String, Undecoded>, Option<&'static str>) {
    let marked = encoding_rs::Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|encoding| *encoding != encoding_rs::UTF_8) {
        let (text, had_errors) = encoding.decode_with_bom_removal(&bytes);
        return match had_errors {
            true => (Err(Undecoded { offset: 0, line: 1, likely: None }), None),
            false => (Ok(text.into_owned()), Some("UTF-16")),
        };
    }
    if let Some(likely) = unmarked(&bytes) {
        return (Err(Undecoded { offset: 0, line: 1, likely: Some(likely) }), None);
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (Ok(text), None),
        Err(error) => error,
    };
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let likely = match is_western(&bytes) {
        true => Some("Windows-1252"),
        false => is_big5(&bytes).then_some("Big5"),
    };
    if likely.is_none()
        && let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        return (Ok(text.into_owned()), Some("GB18030"));
    }
    let line = bytes[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
    (Err(Undecoded { offset, line, likely }), None)
}

/// UTF-16 without a mark: where a table or a document begins, every other byte is zero.
fn unmarked(bytes: &[u8]) -> Option<&'static str> {
    let zeros: Vec<bool> = bytes.iter().take(4).map(|byte| *byte == 0).collect();
    match zeros[..] {
        [false, true, false, true] => Some("UTF-16LE"),
        [true, false, true, false] => Some("UTF-16BE"),
        _ => None,
    }
}

/// Whether bytes look like Big5, which is read as GB18030 without a fault, too, but into characters that hardly
/// anybody writes: of a text in GB18030 most characters are among the usual ones, which stand in its first level, and
/// of one in Big5 in that of Big5.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut big5, mut gb) = (0, 0);
    let mut rest = bytes;
    while let [lead, after @ ..] = rest {
        rest = after;
        if lead.is_ascii() {
            continue;
        }
        let [trail, after @ ..] = rest else { break };
        rest = after;
        big5 += usize::from((0xa4..=0xc6).contains(lead) && matches!(trail, 0x40..=0x7e | 0xa1..=0xfe));
        gb += usize::from((0xb0..=0xd7).contains(lead) && *trail >= 0xa1);
    }
    big5 > gb && encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// Whether bytes look like a text of a Western language: most of what is not ASCII stands alone between ASCII. Of
/// Chinese characters nearly all are two bytes beyond ASCII.
fn is_western(bytes: &[u8]) -> bool {
    let is_ascii = |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_none_or(u8::is_ascii);
    let beyond: Vec<usize> = (0..bytes.len()).filter(|&place| !bytes[place].is_ascii()).collect();
    let alone = beyond.iter().filter(|&&place| is_ascii(place.checked_sub(1)) && is_ascii(Some(place + 1)));
    let is_text = bytes.iter().all(|byte| *byte >= b' ' || b"\t\r\n".contains(byte));
    is_text && 2 * alone.count() > beyond.len()
}
