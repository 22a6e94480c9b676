//! The command line as a process: what only a process has.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

fn rungs() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rungs"));
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
    command
}

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/packs/sample")
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = rungs()
        .args(["build", "-o", "-"])
        .arg(sample())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn a_document_comes_in_and_goes_out() {
    let mut child =
        rungs().args(["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"[]").unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ended.stdout).starts_with("error[wrong-type]: "));
}

#[test]
fn the_language_is_that_of_the_system() {
    for (variable, locale, want) in
        [("LANG", "zh_CN.UTF-8", "错误"), ("LC_ALL", "zh_CN.UTF-8", "错误"), ("LC_ALL", "C.UTF-8", "error")]
    {
        let ended = rungs().env(variable, locale).args(["check", "/no/such/pack"]).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout).into_owned();
        assert!(said.starts_with(want), "{variable}={locale}: {said}");
    }
}
