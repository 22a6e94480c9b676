//! Writing files so that a crash never leaves half of one.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use rungs_core::words::Language;

/// Writes a file: beside its place first, then moved there whole. Into what is no file, such as a pipe or a device,
/// it is written as it comes.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match to_replace(path)? {
        Some(file) => replace(&file, bytes),
        None => fs::write(path, bytes),
    }
}

/// The file that may be replaced by renaming another over it: the end of a link and not the link. `None` if there is
/// something else than a file, or a link to a file that is not there yet.
fn to_replace(path: &Path) -> io::Result<Option<PathBuf>> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => fs::canonicalize(path).map(Some),
        Ok(_) => Ok(None),
        Err(_) if path.is_symlink() => Ok(None),
        Err(_) => Ok(Some(path.to_owned())),
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.file_name().unwrap_or_default().to_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = (|| {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Whether two paths lead to the same.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// So many bytes at the start of a file say what it is.
const LOOKED_AT: u64 = 4096;

/// Whether a file may be written: there is none of that name, or it is empty, or its start says that it was written
/// by the same command before. What is no file, such as a pipe, holds nothing that could be lost.
pub fn may_be_written(path: &Path, is_ours: impl FnOnce(&[u8]) -> bool) -> bool {
    if !path.is_file() || path == Path::new("-") {
        return true;
    }
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut start));
    read.is_ok() && (start.is_empty() || is_ours(&start))
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    write_whole(path, bytes)
}

/// Writes files into a folder that is made, or that is empty: nothing that is there is ever written over.
pub fn write_new_folder(folder: &Path, files: Vec<(String, impl AsRef<[u8]>)>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    files.iter().try_for_each(|(name, text)| write_whole(&folder.join(name), text.as_ref()))
}

/// What the system says, in the reader's language where it is something that is often said.
pub fn fault(error: &io::Error, language: Language) -> String {
    let (chinese, english) = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件", "there is no such file"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::IsADirectory => ("这是文件夹，不是文件", "this is a folder, not a file"),
        io::ErrorKind::NotADirectory => ("上一级不是文件夹", "what it should be in is no folder"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只能读取", "the disk can only be read"),
        io::ErrorKind::WriteZero => ("写不下去", "no more can be written"),
        io::ErrorKind::FileTooLarge => ("文件太大", "the file is too large"),
        io::ErrorKind::InvalidData => ("不是文本文件", "this is not a text"),
        _ => return error.to_string(),
    };
    match language {
        Language::Chinese => chinese.to_owned(),
        Language::English => english.to_owned(),
    }
}
