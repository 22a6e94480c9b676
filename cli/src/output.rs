//! Writing files so that a crash never leaves half of one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file: beside its place first, then moved there whole.
pub fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut beside = path.file_name().unwrap_or_default().to_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = (|| {
        let mut file = fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
