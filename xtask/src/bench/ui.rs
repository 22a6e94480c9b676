//! `cargo xtask bench ui`: from a key or a tap to the next paint, on a phone's pace.

use std::process::Command;

use crate::paths::root;
use crate::setup::Node;
use crate::step::{execute, step};
use crate::{Fault, browser, bundle};

/// Measures in Chromium and writes `docs/bench/ui.md`.
pub fn run() -> Result<(), Fault> {
    let node = Node::prepare()?;
    let chromium = browser::chromium(node)?;
    bundle::build_with(Some(node))?;
    let mut measure = Command::new("node");
    measure.current_dir(root()).arg("tests/bench/ui.js").env("CHROMIUM", chromium);
    step("use the explorer", || execute(&mut measure, "the measurement"))
}
