//! `cargo xtask bench page`: Lighthouse on the demo portal, with the widget and without.

use std::process::Command;

use crate::paths::{release, root};
use crate::setup::Node;
use crate::step::{execute, step};
use crate::{Fault, browser, dist};

/// Measures the release's demo page and writes `docs/bench/page.md`.
pub fn run() -> Result<(), Fault> {
    dist::run(&release())?;
    let chromium = browser::chromium(Node::prepare()?)?;
    let folder = root().join("tests/bench");
    if !folder.join("node_modules/lighthouse").is_dir() {
        step("install Lighthouse (npm ci)", || {
            let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
            npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            execute(&mut npm, "`npm ci`")
        })?;
    }
    let mut measure = Command::new("node");
    measure.current_dir(&folder).arg("page.js").env("CHROMIUM", chromium);
    step("run Lighthouse", || execute(&mut measure, "Lighthouse"))
}
