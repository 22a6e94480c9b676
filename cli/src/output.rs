//! Writing files so that a crash never leaves half of one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file: beside its place first, then moved there whole.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
