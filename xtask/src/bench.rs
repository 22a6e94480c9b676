//! `cargo xtask bench`: measurements, as against tests, which assert outcomes.

mod page;
mod plan;
mod read;
mod ui;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::paths::target;
use crate::setup::Node;
use crate::step::{execute, note, output, step};
use crate::{Fault, bundle, size};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Everything there is.
    All,
    /// What a reader downloads.
    Size,
    /// The planner's times, beside other solvers'.
    Plan,
    /// What the demo portal's page pays for the widget.
    Page,
    /// How long reading and checking a large pack takes, beside other tools.
    Read,
    /// How soon the page answers a key or a tap on a slow phone.
    Ui,
}

impl Subject {
    /// Reads the words after `bench`.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        match words {
            [] => Ok(Self::All),
            ["size"] => Ok(Self::Size),
            ["plan"] => Ok(Self::Plan),
            ["page"] => Ok(Self::Page),
            ["read"] => Ok(Self::Read),
            ["ui"] => Ok(Self::Ui),
            other => Err(format!("there is nothing to measure called `{}`", other.join(" "))),
        }
    }
}

/// Measures and prints.
pub fn run(subject: Subject) -> Result<(), Fault> {
    match subject {
        Subject::Plan => plan::run(),
        Subject::Page => page::run(),
        Subject::Read => read::run(),
        Subject::Ui => ui::run(),
        Subject::All | Subject::Size => {
            bundle::build_with(Some(Node::prepare()?))?;
            size::report()
        }
    }
}

/// What a program prints, a line of JSON at a time.
fn lines(what: &str, command: &mut Command) -> Result<Vec<Value>, Fault> {
    step(what, || {
        let out = command.stdin(Stdio::null()).output().map_err(|error| format!("{what}: {error}"))?;
        if !out.status.success() {
            return Err(format!("{what}: {}", String::from_utf8_lossy(&out.stderr)));
        }
        let text = String::from_utf8_lossy(&out.stdout);
        let lines = text.lines().filter(|line| line.starts_with('{'));
        lines
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{what}: {error}: {line}")))
            .collect()
    })
}

/// A Python that can import other tools, out of a virtual environment below `target/`; none if they cannot be had.
fn python(what: &str, imports: &str, packages: &[&str]) -> Option<PathBuf> {
    let folder = target().join("bench-venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has_all = || output(Command::new(&python).args(["-c", &format!("import {imports}")])).is_some();
    if !has_all() {
        let made = step(&format!("install {what} for Python"), || {
            execute(Command::new("python3").args(["-m", "venv"]).arg(&folder), "python3 -m venv")?;
            execute(
                Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages),
                "pip install",
            )
        });
        if made.is_err() || !has_all() {
            note(&format!("skipped: {what} need Python with pip"));
            return None;
        }
    }
    Some(python)
}
