//! Writing files and folders so that what goes wrong never leaves half of one.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

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
    let beside = part_of(path);
    let written = write_through(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Where something is written before it is moved to its place.
fn part_of(path: &Path) -> PathBuf {
    let mut beside = path.file_name().unwrap_or_default().to_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    path.with_file_name(beside)
}

/// Writes a file and waits until it is on the disk.
fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
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

/// Writes files into a folder that is made, or that is empty: nothing that is there is ever written over. Either all
/// of them are there in the end, or what was made is gone again.
pub fn write_new_folder(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> io::Result<()> {
    // Without the separator at its end, behind which a link would be followed.
    let folder: PathBuf = folder.components().collect();
    if folder.is_dir() {
        return fill(&folder, files);
    }
    if folder.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let around = folder.ancestors().skip(1).take_while(|around| !around.as_os_str().is_empty());
    let missing: Vec<&Path> = around.take_while(|around| !around.exists()).collect();
    let part = part_of(&folder);
    let written = (|| {
        fs::create_dir_all(folder.parent().unwrap_or(Path::new("")))?;
        write_into(&part, files)?;
        fs::rename(&part, &folder)
    })();
    if written.is_err() {
        let _ = fs::remove_dir_all(&part);
        // One in which something else stands by now is kept.
        missing.iter().for_each(|around| drop(fs::remove_dir(around)));
    }
    written
}

/// Writes files into a folder that is there and empty, which stays what it is: it may be a link or belong to somebody
/// else, and what is around it need not be ours to write. Moving files takes no room.
fn fill(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> io::Result<()> {
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    let part = part_of(&folder.join("rungs"));
    let mut moved = Vec::new();
    let written = write_into(&part, files).and_then(|()| {
        files.iter().try_for_each(|(name, _)| {
            let target = folder.join(name);
            fs::rename(part.join(name), &target)?;
            moved.push(target);
            Ok(())
        })
    });
    if written.is_err() {
        moved.iter().for_each(|file| drop(fs::remove_file(file)));
    }
    let removed = fs::remove_dir_all(&part);
    written.and(removed)
}

/// Writes files into a folder that is made.
fn write_into(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> io::Result<()> {
    fs::create_dir(folder)?;
    files.iter().try_for_each(|(name, text)| write_through(&folder.join(name), text.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder for one test.
    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("rungs-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn files(names: &[&str]) -> Vec<(String, &'static str)> {
        names.iter().map(|name| ((*name).to_owned(), "x")).collect()
    }

    #[test]
    fn a_folder_is_written_whole_or_not_at_all() {
        let root = scratch("whole-or-not");
        let (good, bad) = (files(&["a.csv", "b.csv"]), files(&["a.csv", "b.csv", "no/such.csv", "c.csv"]));
        fs::create_dir(root.join("empty")).unwrap();
        for place in ["new", "new/", "deep/er/new", "empty", "empty/"] {
            assert!(write_new_folder(&root.join(place), &bad).is_err());
            assert_eq!(names(&root), ["empty"], "{place}");
            assert_eq!(names(&root.join("empty")), [""; 0], "{place}");
        }
        for place in ["new/", "deep/er/new", "empty"] {
            write_new_folder(&root.join(place), &good).unwrap();
            assert_eq!(names(&root.join(place)), ["a.csv", "b.csv"], "{place}");
            let again = write_new_folder(&root.join(place), &good).map_err(|error| error.kind());
            assert_eq!(again, Err(io::ErrorKind::DirectoryNotEmpty), "{place}");
        }
        let file = write_new_folder(&root.join("new/a.csv/"), &good).map_err(|error| error.kind());
        assert_eq!(file, Err(io::ErrorKind::AlreadyExists));
        assert_eq!(names(&root), ["deep", "empty", "new"]);
        assert_eq!(names(&root.join("new")), ["a.csv", "b.csv"]);
        fs::remove_dir_all(root).unwrap();
    }
}
