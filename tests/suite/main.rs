//! One test binary: a module per part of the project.

mod badge;
mod cli;
mod fuzzed;
mod learner;
mod levels;
mod packs;
mod pages;
mod planner;
mod share;
mod site;
mod words;
