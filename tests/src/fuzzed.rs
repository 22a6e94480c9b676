//! What must hold of every reader of what others write, whatever it is given.
//!
//! A [`Target`] is a reader with the laws that are asserted of it and with inputs to begin from. The suite drives each
//! with [`mutate`]; `fuzz/` drives the same bodies with libFuzzer.

mod learners;
pub mod mutate;
mod packs;
mod plans;

use std::path::Path;
use std::sync::OnceLock;

use rungs_core::catalogue::Catalogue;
use rungs_core::pack::csv::{File, read_folder};

/// A reader under test.
pub struct Target {
    /// Its name, which is that of the file in `fuzz/fuzz_targets`.
    pub name: &'static str,
    /// Reads an input and asserts what must hold of the answer.
    pub body: fn(&[u8]),
    /// Real inputs, to be changed.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// How many times as long as the quickest one it takes, roughly.
    pub cost: usize,
}

/// Every reader of what others write.
pub const TARGETS: &[Target] = &[
    Target { name: "json", body: packs::json, seeds: packs::documents, cost: 2 },
    Target { name: "cells", body: packs::cells_of, seeds: packs::tables, cost: 1 },
    Target { name: "requisite", body: packs::requisite_of, seeds: packs::requisites, cost: 1 },
    Target { name: "folder", body: packs::folder, seeds: packs::folders, cost: 5 },
    Target { name: "document", body: packs::document, seeds: packs::documents, cost: 2 },
    Target { name: "input", body: packs::input, seeds: packs::inputs, cost: 10 },
    Target { name: "share", body: learners::share_code, seeds: learners::codes, cost: 2 },
    Target { name: "learner", body: learners::learner_file, seeds: learners::files, cost: 2 },
    Target { name: "badge", body: learners::credential, seeds: learners::credentials, cost: 10 },
    Target { name: "query", body: learners::query, seeds: learners::queries, cost: 4 },
    Target { name: "answers", body: learners::answers, seeds: learners::answer_sheets, cost: 1 },
    Target { name: "values", body: learners::values, seeds: learners::written_values, cost: 1 },
    Target { name: "instance", body: plans::instance, seeds: plans::instances, cost: 10 },
    Target { name: "plan", body: plans::plan, seeds: plans::written_plans, cost: 4 },
];

/// Gives an input to the reader of a name.
///
/// # Panics
/// If a law does not hold, or there is no such reader.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    (target.body)(bytes);
}

/// The repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The tables of a folder, sorted by name.
fn tables_of(folder: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".csv")
            && let Ok(text) = std::fs::read_to_string(entry.path())
        {
            files.push(File { name, text: Ok(text), decoded: None });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The folders of `tests/cases/packs`, sorted by name.
fn cases() -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/cases/packs")).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The sample pack.
fn sample() -> &'static Catalogue {
    static SAMPLE: OnceLock<Catalogue> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let reading = read_folder(&tables_of(&root().join("www/packs/sample")));
        Catalogue::new(reading.model.expect("the sample is whole"))
    })
}

/// Whether a text may be shown as it is: nothing in it is obeyed by a terminal or turns the direction of writing.
fn is_harmless(text: &str) -> bool {
    rungs_core::words::harmless(text) == text
}
