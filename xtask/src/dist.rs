//! `cargo xtask dist`: a folder with everything that a school hosts.
//!
//! Nothing in it depends on when, where or how often it is made: the same sources, compiler and npm packages give the
//! same bytes.

mod bom;
pub mod digest;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::bundle::{self, gzip};
use crate::paths::{dist, release, root, target};
use crate::setup::Node;
use crate::size::brotli;
use crate::step::{execute, output, step};
use crate::{Fault, bundle::write};
use digest::{integrity, named, sha256};

/// The element's interface, for tools.
const COMPANIONS: [&str; 2] = ["custom-elements.json", "pathway-explorer.d.ts"];
const ONE_FILE: &str = "pathway-explorer.js";
const CLASSIC: &str = "pathway-explorer.classic.js";
const WASM: &str = "pathway-explorer.wasm";

/// The files of a release by their paths in it.
type Files = BTreeMap<String, Vec<u8>>;

/// Builds the widget and writes the release into `folder`, whose former content goes.
pub fn run(folder: &Path) -> Result<(), Fault> {
    bundle::build_with(Some(Node::prepare()?))?;
    release_into(folder)
}

/// Writes the release from the widget as it was built last.
pub fn release_into(folder: &Path) -> Result<(), Fault> {
    let files = step("put the release together", assemble)?;
    step(&format!("write {}", folder.display()), || {
        if folder.exists() && !folder.join("SHA256SUMS").is_file() && !is_empty(folder) {
            return Err(format!("{} is no release and not empty: name another folder", folder.display()));
        }
        let _ = fs::remove_dir_all(folder);
        files.iter().try_for_each(|(path, bytes)| write(&folder.join(path), bytes))
    })
}

/// Makes the release here and once more from a copy of the sources in another folder, with nothing made before, and
/// compares the two.
pub fn reproduce() -> Result<(), Fault> {
    run(&release())?;
    let list = |folder: &Path| text(&folder.join("SHA256SUMS"));
    let here = list(&release())?;
    let elsewhere = target().join("reproduce/another place");
    let _ = fs::remove_dir_all(&elsewhere);
    let sources = output(Command::new("git").current_dir(root()).args(["ls-files", "-z"]))
        .ok_or("the list of sources needs git and a checkout")?;
    for name in sources.split('\0').filter(|name| root().join(name).is_file()) {
        bundle::copy(&root().join(name), &elsewhere.join(name))?;
    }
    let mut again = Command::new("cargo");
    again
        .current_dir(&elsewhere)
        .args(["xtask", "dist", "out"])
        .env("CARGO_TARGET_DIR", elsewhere.join("target"));
    // Both belong to the cargo that runs this.
    again.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO");
    execute(&mut again, "the release elsewhere")?;
    let there = list(&elsewhere.join("out"))?;
    let differing: Vec<&str> =
        here.lines().filter(|line| !there.lines().any(|other| other == *line)).collect();
    if here != there {
        return Err(format!("these differ: {}", differing.join("; ")));
    }
    fs::remove_dir_all(&elsewhere).map_err(|error| format!("{}: {error}", elsewhere.display()))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn assemble() -> Result<Files, Fault> {
    let mut files = Files::new();
    let names = builds(&mut files)?;
    pages(&mut files, &names)?;
    files.insert("wordpress/pathway-explorer.zip".to_owned(), wordpress(&files, &names)?);
    package(&mut files)?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(name.to_owned(), read(&root().join(name))?);
    }
    let materials = bom::gather()?;
    files.insert("sbom.cdx.json".to_owned(), materials.bill().into_bytes());
    files.insert("THIRD-PARTY.txt".to_owned(), materials.notices()?.into_bytes());
    files.insert("SIZES.md".to_owned(), sizes(&files).into_bytes());
    files.insert("sri.json".to_owned(), integrities(&files).into_bytes());
    let sums = files.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes)));
    let sums: String = sums.collect();
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    Ok(files)
}

/// What files are called in this release: the name in the sources, the name with a digest.
type Names = BTreeMap<&'static str, String>;

/// The builds under names that change with their bytes, and the small files with lasting names that lead to them.
fn builds(files: &mut Files) -> Result<Names, Fault> {
    let mut names = Names::new();
    let classic = read(&dist().join(CLASSIC))?;
    names.insert(CLASSIC, named(CLASSIC, &classic));
    // The script says where its sibling is, so that a copy for use without a network can be made of it.
    let one_file = renamed(&text(&dist().join(ONE_FILE))?, CLASSIC, &names[CLASSIC])?.into_bytes();
    names.insert(ONE_FILE, named(ONE_FILE, &one_file));
    let loader = renamed(&text(&dist().join("loader.js"))?, ONE_FILE, &names[ONE_FILE])?;
    files.insert("loader.js".to_owned(), loader.into_bytes());
    files.insert(ONE_FILE.to_owned(), format!("import './{}';\n", names[ONE_FILE]).into_bytes());
    files.insert(names[CLASSIC].clone(), classic);
    files.insert(names[ONE_FILE].clone(), one_file);

    let wasm = read(&dist().join("split").join(WASM))?;
    let wasm_name = named(WASM, &wasm);
    let split = renamed(&text(&dist().join("split").join(ONE_FILE))?, WASM, &wasm_name)?.into_bytes();
    let split_name = named(ONE_FILE, &split);
    let loader = renamed(&text(&dist().join("split/loader.js"))?, ONE_FILE, &split_name)?;
    files.insert("split/loader.js".to_owned(), loader.into_bytes());
    files.insert(format!("split/{ONE_FILE}"), format!("import './{split_name}';\n").into_bytes());
    files.insert(format!("split/{split_name}"), split);
    files.insert(format!("split/{wasm_name}"), wasm);
    Ok(names)
}

/// The pages and samples around the builds.
fn pages(files: &mut Files, names: &Names) -> Result<(), Fault> {
    for name in ["index.html", "en.html"] {
        let page = renamed(&text(&dist().join(name))?, "\"loader.js\"", "\"../loader.js\"")?;
        files.insert(format!("demo/{name}"), page.into_bytes());
    }
    for name in ["portal.css", "crest.svg", "packs/sample.json"] {
        files.insert(format!("demo/{name}"), read(&dist().join(name))?);
    }
    // They name the build as the sources do.
    for name in ["frame.html", "frame.js", "frame-host.js"] {
        let page = text(&dist().join(name))?.replace(CLASSIC, &names[CLASSIC]);
        files.insert(name.to_owned(), page.replace("\"packs/", "\"demo/packs/").into_bytes());
    }
    for name in COMPANIONS {
        files.insert(name.to_owned(), read(&root().join("www/element").join(name))?);
    }
    let embed = root().join("www/embed");
    for folder in ["", "headers"] {
        for (name, bytes) in folder_files(&embed.join(folder))? {
            files.insert(Path::new(folder).join(name).to_string_lossy().replace('\\', "/"), bytes);
        }
    }
    for path in ["README.md", "headers/_headers"] {
        let mut page = text(&embed.join(path))?;
        for (word, name) in [("ONE-FILE", &names[ONE_FILE]), ("CLASSIC", &names[CLASSIC])] {
            page = renamed(&page, &format!("@{word}@"), name)?;
            page = page.replace(&format!("@{word}-INTEGRITY@"), &integrity(&files[name]));
        }
        files.insert(path.to_owned(), page.into_bytes());
    }
    Ok(())
}

/// The WordPress plugin with the widget inside, as WordPress takes it.
fn wordpress(files: &Files, names: &Names) -> Result<Vec<u8>, Fault> {
    let folder = root().join("www/embed/wordpress/pathway-explorer");
    let mut inside = folder_files(&folder)?;
    let plugin = inside.get_mut("pathway-explorer.php").ok_or("the WordPress plugin is missing")?;
    let source = String::from_utf8(plugin.clone()).map_err(|error| error.to_string())?;
    let source = renamed(&source, "pathway-explorer.classic.js", &names[CLASSIC])?;
    let source = renamed(&source, "@VERSION@", env!("CARGO_PKG_VERSION"))?;
    *plugin = source.into_bytes();
    inside.insert(names[CLASSIC].clone(), files[&names[CLASSIC]].clone());
    inside.insert("sample.json".to_owned(), files["demo/packs/sample.json"].clone());
    inside.insert("LICENSE.txt".to_owned(), read(&root().join("LICENSE-MIT"))?);
    zipped("pathway-explorer", &inside)
}

/// An archive in which nothing tells when it was made.
fn zipped(folder: &str, files: &Files) -> Result<Vec<u8>, Fault> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let fault = |error: &dyn std::fmt::Display| format!("the archive: {error}");
    for (path, bytes) in files {
        archive.start_file(format!("{folder}/{path}"), options).map_err(|error| fault(&error))?;
        archive.write_all(bytes).map_err(|error| fault(&error))?;
    }
    Ok(archive.finish().map_err(|error| fault(&error))?.into_inner())
}

/// The npm package. Bundlers give names of their own, so it has the plain ones.
fn package(files: &mut Files) -> Result<(), Fault> {
    let mut inside = Files::new();
    for name in [ONE_FILE, CLASSIC, "loader.js", "split/pathway-explorer.js", "split/pathway-explorer.wasm"] {
        inside.insert(name.to_owned(), read(&dist().join(name))?);
    }
    inside.extend(folder_files(&root().join("www/embed/npm"))?);
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        inside.insert(name.to_owned(), read(&root().join(name))?);
    }
    for name in COMPANIONS {
        inside.insert(name.to_owned(), files[name].clone());
    }
    let mut package: Value = serde_json::from_slice(&inside["package.json"])
        .map_err(|error| format!("www/embed/npm/package.json: {error}"))?;
    package["version"] = json!(env!("CARGO_PKG_VERSION"));
    let package = serde_json::to_string_pretty(&package).expect("plain values can be written") + "\n";
    inside.insert("package.json".to_owned(), package.into_bytes());
    for (path, bytes) in inside {
        files.insert(format!("npm/{path}"), bytes);
    }
    Ok(())
}

/// What an `integrity` attribute says of each script.
fn integrities(files: &Files) -> String {
    let scripts = files.iter().filter(|(path, _)| path.ends_with(".js") && !path.starts_with("npm/"));
    let list: Map<String, Value> =
        scripts.map(|(path, bytes)| (path.clone(), json!(integrity(bytes)))).collect();
    serde_json::to_string_pretty(&list).expect("plain values can be written") + "\n"
}

/// What a visitor downloads, as a table.
fn sizes(files: &Files) -> String {
    let mut table = "| file | bytes | gzip | brotli |\n|---|---:|---:|---:|\n".to_owned();
    let is_sent = |path: &str| path.ends_with(".js") || path.ends_with(".wasm") || path.ends_with(".json");
    for (path, bytes) in files {
        if is_sent(path)
            && !path.starts_with("npm/")
            && path != "sbom.cdx.json"
            && path != "custom-elements.json"
        {
            let [raw, gzip, brotli] = [bytes.len(), gzip(bytes).len(), brotli(bytes)];
            table.push_str(&format!("| `{path}` | {raw} | {gzip} | {brotli} |\n"));
        }
    }
    table
}

/// The text with another name in it; an error if the name is not there, since then the release would be broken.
fn renamed(text: &str, from: &str, to: &str) -> Result<String, Fault> {
    if !text.contains(from) {
        return Err(format!("`{from}` was expected in a file of the release and is not there"));
    }
    Ok(text.replace(from, to))
}

fn read(file: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn text(file: &Path) -> Result<String, Fault> {
    String::from_utf8(read(file)?).map_err(|error| format!("{}: {error}", file.display()))
}

/// The files of a folder, without those in its folders.
fn folder_files(folder: &Path) -> Result<Files, Fault> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .map(|path| Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), read(&path)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        assert_eq!(renamed("import './a.js'", "a.js", "a.1.js").unwrap(), "import './a.1.js'");
        assert!(renamed("import './b.js'", "a.js", "a.1.js").is_err());
    }

    #[test]
    fn an_archive_is_the_same_every_time() {
        let files =
            Files::from([("a.txt".to_owned(), b"one".to_vec()), ("b.txt".to_owned(), b"two".to_vec())]);
        let first = zipped("folder", &files).unwrap();
        assert_eq!(first, zipped("folder", &files).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        assert_eq!(archive.len(), 2);
        assert_eq!(std::io::read_to_string(archive.by_name("folder/b.txt").unwrap()).unwrap(), "two");
    }

    #[test]
    fn only_scripts_outside_the_npm_package_have_integrities() {
        let names = ["a.js", "npm/a.js", "split/b.js", "c.html"];
        let files = names.map(|name| (name.to_owned(), b"abc".to_vec())).into_iter().collect();
        let list: Map<String, Value> = serde_json::from_str(&integrities(&files)).unwrap();
        assert_eq!(list.keys().collect::<Vec<_>>(), ["a.js", "split/b.js"]);
        assert!(list["a.js"].as_str().unwrap().starts_with("sha384-"));
    }
}
