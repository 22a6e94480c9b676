//! One test binary: a module per part of the project.

mod cli;
mod packs;
mod planner;
mod share;
mod site;
