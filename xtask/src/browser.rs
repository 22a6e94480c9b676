//! The browser tests in `tests/browser/`, those in `tests/portals/` and `tests/engines/`, and what they need.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Fault;
use crate::check::Tally;
use crate::paths::{root, target};
use crate::setup::Node;
use crate::step::{execute, note, output, step};

const ON_PATH: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What the portals' tests start, in Debian's packages.
const SERVERS: [&str; 5] =
    ["wordpress", "wordpress-theme-twentytwentythree", "php-cli", "php-mysql", "mariadb-server"];
/// The other engines and what they are driven with, in Debian's packages.
const ENGINES: [&str; 3] = ["firefox-esr", "webkit2gtk-driver", "xvfb"];

/// Runs the browser tests against `dist/` and `release/`; `pattern` picks some by name.
pub fn test(node: Node, pattern: Option<&str>) -> Result<Tally, Fault> {
    if pattern.is_none() {
        let _ = fs::remove_dir_all(screenshots());
    }
    run(node, "tests/browser", pattern)
}

/// Puts the release into real portals on this machine. A portal that cannot be installed is skipped.
pub fn portals(node: Node) -> Result<Tally, Fault> {
    let _ = install(&SERVERS);
    run(node, "tests/portals", None)
}

/// Opens the widget in every engine there is, under every policy and with every fault, and writes `docs/policies.md`
/// and `docs/faults.md`.
pub fn engines(node: Node) -> Result<Tally, Fault> {
    let _ = install(&ENGINES);
    run(node, "tests/engines", None)
}

fn install(packages: &[&str]) -> Result<(), Fault> {
    if !root_on_debian() {
        return Ok(());
    }
    step(&format!("install {} (apt-get)", packages.join(", ")), || apt_get(packages))
}

fn screenshots() -> PathBuf {
    root().join("target/screenshots")
}

/// Runs the tests in a folder.
fn run(node: Node, folder: &str, pattern: Option<&str>) -> Result<Tally, Fault> {
    let chromium = chromium(node)?;
    let screenshots = screenshots();
    let report = target().join("browser-tests.tap");
    for folder in [&screenshots, &target()] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let _ = fs::remove_file(&report);
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.js"))
        .collect();
    files.sort();

    let mut tests = Command::new("node");
    tests
        .current_dir(root())
        .args(["--test", "--test-concurrency=2"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(pattern.map(|pattern| format!("--test-name-pattern={pattern}")))
        .args(files)
        .env("CHROMIUM", chromium)
        .env("RUNGS_SCREENSHOTS", &screenshots);
    let outcome = execute(&mut tests, "a browser test");
    let tally = read_tap(&fs::read_to_string(&report).unwrap_or_default());
    match outcome {
        Err(fault) if tally.failed == 0 => Err(fault),
        _ if tally.passed + tally.failed == 0 => Err("no browser test was run".to_owned()),
        _ => Ok(tally),
    }
}

/// The totals with which node's test runner ends.
fn read_tap(report: &str) -> Tally {
    let total = |name: &str| -> u64 {
        let lines = report.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
        lines.filter_map(|count| count.trim().parse::<u64>().ok()).next_back().unwrap_or(0)
    };
    Tally { passed: total("pass "), failed: total("fail ") + total("cancelled ") }
}

/// Finds a Chromium, or installs one.
pub fn chromium(node: Node) -> Result<PathBuf, Fault> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return if named.is_file() {
            Ok(named)
        } else {
            Err(format!("CHROMIUM names {}, which is no file", named.display()))
        };
    }
    if root_on_debian() {
        let missing: Vec<&str> = [
            ("chromium", on_path().is_none()),
            // Without it the Chinese in the screenshots is boxes; no test needs it.
            ("fonts-noto-cjk", !has_chinese_font()),
        ]
        .into_iter()
        .filter_map(|(package, missing)| missing.then_some(package))
        .collect();
        if !missing.is_empty() {
            let _ = step(&format!("install {} (apt-get)", missing.join(" and ")), || apt_get(&missing));
        }
    }
    if let Some(found) = on_path().or_else(playwrights) {
        return Ok(found);
    }
    let _ = step("download Chromium (playwright)", || {
        execute(node.program("playwright-core/cli.js").args(["install", "chromium"]), "playwright's download")
    });
    playwrights().ok_or_else(|| {
        "the browser tests need Chromium: install it, or let CHROMIUM name its program".to_owned()
    })
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    ON_PATH.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// The browser that playwright has downloaded, if it has.
fn playwrights() -> Option<PathBuf> {
    let say = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))";
    let path = output(Command::new("node").current_dir(root()).args(["--eval", say]))?;
    Some(PathBuf::from(path)).filter(|file| file.is_file())
}

fn root_on_debian() -> bool {
    Path::new("/etc/debian_version").exists() && output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn has_chinese_font() -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
        || output(Command::new("fc-list").args([":lang=zh", "family"])).is_some_and(|fonts| !fonts.is_empty())
}

fn apt_get(packages: &[&str]) -> Result<(), Fault> {
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq");
        command
    };
    let install = |package: &str| {
        let mut command = apt_get();
        command.args(["install", "--yes", "--no-install-recommends", package]);
        execute(&mut command, &format!("apt-get install {package}"))
    };
    execute(apt_get().arg("update"), "apt-get update")?;
    for package in packages {
        if let Err(fault) = install(package) {
            note(&fault);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_totals_count() {
        let report = "TAP version 13\n# Subtest: mounts\nok 1 - mounts\n# pass the salt\n1..3\n# tests 4\n\
                      # suites 0\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
        assert_eq!(read_tap(report), Tally { passed: 2, failed: 2 });
        assert_eq!(read_tap(""), Tally { passed: 0, failed: 0 });
    }
}
