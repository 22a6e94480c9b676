//! Progress: one line per step, with the time it took.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Fault;

/// Does `work`, saying before that it starts and after how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let start = Instant::now();
    println!("  …    {name}");
    let outcome = work();
    let mark = if outcome.is_ok() { "done" } else { "FAIL" };
    println!("  {mark} {name} ({:.1} s)", start.elapsed().as_secs_f64());
    // A test run's output goes through a pipe; the order of the two streams should hold there too.
    let _ = std::io::stdout().flush();
    outcome
}

/// Says something about the build in one line.
pub fn note(text: &str) {
    println!("  note {text}");
}

/// Runs `command` with its output shown; `purpose` completes "… failed".
pub fn execute(command: &mut Command, purpose: &str) -> Result<(), Fault> {
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{purpose} failed; its messages are above")),
        Err(error) => Err(format!("{purpose} could not start ({error})")),
    }
}

/// Runs `command` and gives what it printed, or nothing if it is missing or failed.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// This workspace's cargo.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root()).args(arguments);
    command
}
