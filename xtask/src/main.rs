//! Builds, serves, tests and measures Rungs: `cargo xtask help` lists the commands.

mod bench;
mod browser;
mod bundle;
mod check;
mod dist;
mod paths;
mod serve;
mod setup;
mod size;
mod step;
mod wasm;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--port N]         build, and serve the demo portal on 127.0.0.1:8080 or the next free port
cargo xtask build                    build the widget and the demo portal into dist/
cargo xtask dist [FOLDER]            write everything that a school hosts into release/, or FOLDER
cargo xtask test [--only PART]… [--name PATTERN] [--portals]
                                     run every check and test; PART is one of fmt, clippy, doc, unit, size,
                                     browser; PATTERN picks browser tests by name. Only when named: reproduce (a
                                     release made twice is the same), portals (WordPress and the like; --portals for short), engines
                                     (every policy, build, fault and browser there is; writes docs/policies.md, faults.md)
cargo xtask bench [plan|page|read|size|ui]   measure
cargo xtask help                     this text

What the build needs (the wasm target, npm packages, a browser for the tests) is installed on the way.";

/// What stopped a command: one sentence for the person who ran it.
type Fault = String;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve"] => serve::run(None),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve::run(Some(port)),
            Err(_) => return usage(&format!("--port takes a number from 0 to 65535, not `{port}`")),
        },
        ["dist"] => dist::run(&paths::release()),
        ["dist", folder] if !folder.starts_with('-') => dist::run(std::path::Path::new(folder)),
        ["build"] => bundle::build().map(drop),
        ["test", rest @ ..] => match check::Selection::parse(rest) {
            Ok(selection) => return check::run(&selection),
            Err(problem) => return usage(&problem),
        },
        ["bench", rest @ ..] => match bench::Subject::parse(rest) {
            Ok(subject) => bench::run(subject),
            Err(problem) => return usage(&problem),
        },
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => return usage(&format!("there is no command `{}`", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn usage(problem: &str) -> ExitCode {
    eprintln!("xtask: {problem}\n\n{HELP}");
    ExitCode::from(2)
}
