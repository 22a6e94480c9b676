//! `cargo xtask test`: every check and every test, and one total.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::paths::release;
use crate::setup::{self, Node, WASM};
use crate::step::{cargo, execute, step};
use crate::{Fault, browser, bundle, dist, size};

/// How many tests and checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

const PARTS: [&str; 6] = ["fmt", "clippy", "doc", "unit", "size", "browser"];
/// What takes long or installs servers: only run when named.
const ON_DEMAND: [&str; 3] = ["reproduce", "portals", "engines"];

/// Which parts of the whole to run.
#[derive(Debug, Default)]
pub struct Selection {
    parts: Vec<String>,
    name: Option<String>,
}

impl Selection {
    /// Reads the words after `test`.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut selection = Self::default();
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            if word == "--portals" {
                selection.parts.push("portals".to_owned());
                continue;
            }
            match (word, words.next()) {
                ("--only", Some(part)) if PARTS.contains(part) || ON_DEMAND.contains(part) => {
                    selection.parts.push((*part).to_owned());
                }
                ("--only", part) => {
                    let part = part.unwrap_or(&"");
                    let parts = [&PARTS[..], &ON_DEMAND].concat().join(", ");
                    return Err(format!("--only takes one of {parts}, not `{part}`"));
                }
                ("--name", Some(pattern)) => selection.name = Some((*pattern).to_owned()),
                _ => return Err(format!("`test` does not know `{word}`")),
            }
        }
        Ok(selection)
    }

    fn has(&self, part: &str) -> bool {
        self.parts.is_empty() && PARTS.contains(&part) || self.parts.iter().any(|chosen| chosen == part)
    }
}

/// The widget's crate is for another target, and xtask-bindgen is slow to compile: each is named where wanted.
const NATIVE: [&str; 5] = ["--workspace", "--exclude", "rungs-web", "--exclude", "xtask-bindgen"];

/// Runs what `selection` names, goes on after failures, and ends with the total.
pub fn run(selection: &Selection) -> ExitCode {
    let start = Instant::now();
    let mut outcomes = Outcomes::default();
    if selection.has("fmt") {
        outcomes.check("format", || run_cargo(&["fmt", "--all", "--check"]));
    }
    if selection.has("clippy") {
        clippy(&mut outcomes);
    }
    if selection.has("doc") {
        outcomes.check("docs", || document(&NATIVE));
        outcomes.check("docs, widget", || document(&["--package", "rungs-web", "--target", WASM]));
    }
    if selection.has("unit") {
        outcomes.tests("unit, property, snapshot and doc tests", || {
            cargo_test(cargo(&["test", "--no-fail-fast"]).args(NATIVE))
        });
    }
    if selection.has("size") || selection.has("browser") {
        widget(&mut outcomes, selection);
    }
    if selection.has("reproduce") {
        outcomes.check("a release is the same when it is made elsewhere", dist::reproduce);
    }
    for (part, tests) in [("portals", browser::portals as fn(Node) -> _), ("engines", browser::engines)] {
        if selection.has(part) {
            outcomes.tests(part, || {
                dist::run(&release())?;
                tests(Node::prepare()?)
            });
        }
    }

    let Outcomes { tally: Tally { passed, failed }, faults } = outcomes;
    println!("\nAll of it took {:.0} s.", start.elapsed().as_secs_f64());
    for fault in faults {
        println!("FAILED {fault}");
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn clippy(outcomes: &mut Outcomes) {
    let deny = ["--", "-D", "warnings"];
    outcomes
        .check("clippy", || execute(cargo(&["clippy", "--all-targets"]).args(NATIVE).args(deny), "clippy"));
    outcomes.check("clippy, core as the widget has it", || {
        execute(cargo(&["clippy", "--package", "rungs-core", "--all-targets"]).args(deny), "clippy")
    });
    outcomes.check("clippy, widget", || {
        setup::wasm_target()?;
        execute(cargo(&["clippy", "--package", "rungs-web", "--target", WASM]).args(deny), "clippy")
    });
    outcomes.check("clippy, xtask-bindgen", || {
        execute(cargo(&["clippy", "--package", "xtask-bindgen"]).args(deny), "clippy")
    });
}

fn document(what: &[&str]) -> Result<(), Fault> {
    let mut doc = cargo(&["doc", "--quiet", "--no-deps"]);
    execute(doc.args(what).env("RUSTDOCFLAGS", "-D warnings"), "cargo doc")
}

fn widget(outcomes: &mut Outcomes, selection: &Selection) {
    let node = match Node::prepare() {
        Ok(node) => node,
        Err(lack) => return outcomes.fail("widget", lack),
    };
    if !outcomes.check("the widget's build", || bundle::build_with(Some(node))) {
        return;
    }
    if selection.has("size") {
        outcomes.check("the widget's size", size::report);
    }
    if selection.has("browser") && outcomes.check("the release", || dist::release_into(&release())) {
        outcomes.tests("browser tests", || browser::test(node, selection.name.as_deref()));
    }
}

fn run_cargo(arguments: &[&str]) -> Result<(), Fault> {
    execute(&mut cargo(arguments), &format!("cargo {}", arguments[0]))
}

/// Runs a `cargo test` and counts what it says.
fn cargo_test(command: &mut Command) -> Result<Tally, Fault> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo test could not start ({error})"))?;
    let mut tally = Tally::default();
    let lines = BufReader::new(child.stdout.take().expect("it was piped above")).lines();
    for line in lines.map_while(Result::ok) {
        println!("{line}");
        tally += read_libtest(&line);
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() && tally.failed == 0 {
        return Err("cargo test failed; its messages are above".to_owned());
    }
    Ok(tally)
}

/// The counts in a line such as `test result: ok. 3 passed; 0 failed; …`.
fn read_libtest(line: &str) -> Tally {
    let Some(counts) = line.strip_prefix("test result: ") else { return Tally::default() };
    let count = |name: &str| -> u64 {
        let part = counts.split([';', '.']).find_map(|part| part.trim().strip_suffix(name));
        part.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
    };
    Tally { passed: count("passed"), failed: count("failed") }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What has been found so far.
#[derive(Default)]
struct Outcomes {
    tally: Tally,
    faults: Vec<String>,
}

impl Outcomes {
    /// Does something that counts as one check; says whether it went well.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<(), Fault>) -> bool {
        match step(name, work) {
            Ok(()) => {
                self.tally.passed += 1;
                true
            }
            Err(fault) => {
                self.fail(name, fault);
                false
            }
        }
    }

    /// Does something that counts tests itself; if it breaks down, that is one failure.
    fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Tally, Fault>) {
        match step(name, work) {
            Ok(tally) => {
                self.tally += tally;
                if tally.failed > 0 {
                    self.faults.push(format!("{name}: {} failed; their messages are above", tally.failed));
                }
            }
            Err(fault) => self.fail(name, fault),
        }
    }

    fn fail(&mut self, name: &str, fault: Fault) {
        self.tally.failed += 1;
        self.faults.push(format!("{name}: {fault}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_cargo_test_says() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                12,
                0,
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 3, 2),
            ("test tests::result ... ok", 0, 0),
            ("running 3 tests", 0, 0),
        ];
        for (line, passed, failed) in cases {
            assert_eq!(read_libtest(line), Tally { passed, failed }, "reading {line:?}");
        }
    }

    #[test]
    fn a_selection_names_parts_that_exist() {
        let everything = Selection::parse(&[]).unwrap();
        assert!(everything.has("browser") && !everything.has("reproduce"), "what runs by default");
        let some = Selection::parse(&["--only", "unit", "--only", "fmt"]).unwrap();
        assert!(some.has("unit") && some.has("fmt") && !some.has("browser"));
        let named = Selection::parse(&["--only", "browser", "--name", "two elements"]).unwrap();
        assert_eq!(named.name.as_deref(), Some("two elements"));
        let portals = Selection::parse(&["--portals"]).unwrap();
        assert!(portals.has("portals") && !portals.has("unit"));
        for wrong in [&["--only"][..], &["--only", "units"], &["unit"], &["--name"]] {
            assert!(Selection::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn broken_work_is_one_failure_and_does_not_stop_the_rest() {
        let mut outcomes = Outcomes::default();
        assert!(!outcomes.check("a", || Err("broken".to_owned())));
        assert!(outcomes.check("b", || Ok(())));
        outcomes.tests("c", || Ok(Tally { passed: 5, failed: 2 }));
        outcomes.tests("d", || Err("no browser".to_owned()));
        assert_eq!(outcomes.tally, Tally { passed: 6, failed: 4 });
        assert_eq!(outcomes.faults.len(), 3);
    }
}
