//! `cargo xtask bench`: measurements, as against tests, which assert outcomes.

mod plan;

use crate::setup::Node;
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
}

impl Subject {
    /// Reads the words after `bench`.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        match words {
            [] => Ok(Self::All),
            ["size"] => Ok(Self::Size),
            ["plan"] => Ok(Self::Plan),
            // The page's times get their own module beside this one.
            [word @ "ui"] => Err(format!("`bench {word}` is not there yet")),
            other => Err(format!("there is nothing to measure called `{}`", other.join(" "))),
        }
    }
}

/// Measures and prints.
pub fn run(subject: Subject) -> Result<(), Fault> {
    match subject {
        Subject::Plan => plan::run(),
        Subject::All | Subject::Size => {
            bundle::build_with(Some(Node::prepare()?))?;
            size::report()
        }
    }
}
