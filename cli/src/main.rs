//! The command line of Rungs.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use rungs::{Surroundings, language_of};

fn main() -> ExitCode {
    let setting = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(setting);
    let plain = setting("NO_COLOR").is_some() || setting("TERM").is_some_and(|kind| kind == "dumb");
    let mut surroundings = Surroundings {
        language: language_of(locale.as_deref()),
        colour: !plain && !cfg!(windows) && io::stdout().is_terminal(),
        progress: !plain && io::stderr().is_terminal(),
        input: &mut io::stdin().lock(),
        out: &mut io::BufWriter::new(io::stdout().lock()),
        err: &mut io::stderr(),
    };
    ExitCode::from(rungs::run(std::env::args_os(), &mut surroundings))
}
