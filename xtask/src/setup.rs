//! Installs what the build needs and the machine lacks.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::Fault;
use crate::paths::root;
use crate::step::{execute, output, step};

pub const WASM: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// Makes sure that the compiler can produce WebAssembly.
pub fn wasm_target() -> Result<(), Fault> {
    let has_target = || {
        output(Command::new("rustc").current_dir(root()).args(["--print", "target-libdir", "--target", WASM]))
            .is_some_and(|folder| PathBuf::from(folder).is_dir())
    };
    if has_target() {
        return Ok(());
    }
    let added = step("install the wasm target", || {
        execute(Command::new("rustup").current_dir(root()).args(["target", "add", WASM]), "rustup target add")
    });
    match added {
        Ok(()) if has_target() => Ok(()),
        _ => {
            Err(format!("the compiler has no {WASM} target: install rustup, or your system's package for it"))
        }
    }
}

/// Whether the standard library can be built along with the widget: its sources are there, and the compiler takes the
/// switches that make it small.
///
/// They are not stable yet, so a compiler may refuse them; then the widget is built with the library as it comes, and
/// is a tenth larger.
pub fn small_std() -> Result<(), Fault> {
    let sources = || {
        output(Command::new("rustc").current_dir(root()).args(["--print", "sysroot"])).is_some_and(
            |sysroot| PathBuf::from(sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file(),
        )
    };
    if !sources() {
        let added = step("install the sources of the standard library", || {
            let mut rustup = Command::new("rustup");
            execute(rustup.current_dir(root()).args(["component", "add", "rust-src"]), "rustup component add")
        });
        if added.is_err() || !sources() {
            return Err(
                "the standard library's sources are missing (`rustup component add rust-src`)".to_owned()
            );
        }
    }
    let mut probe = Command::new("rustc");
    probe.current_dir(root()).env("RUSTC_BOOTSTRAP", "1").args(["--print", "cfg", "--target", WASM]);
    output(probe.args(SMALL_STD_FLAGS))
        .map(|_| ())
        .ok_or_else(|| "this compiler does not take the switches for a small standard library".to_owned())
}

/// No texts for panics, no places in the sources, no `Debug`: nobody reads them in a page.
pub const SMALL_STD_FLAGS: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// What keeps the paths of this machine out of the widget, so that the same sources give the same bytes anywhere.
pub fn path_flags() -> Vec<String> {
    let home = |variable: &str, folder: &str| {
        let named = std::env::var_os(variable).map(PathBuf::from);
        named.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(folder)))
    };
    let sysroot = output(Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]));
    [
        (home("CARGO_HOME", ".cargo"), "/cargo"),
        (sysroot.map(PathBuf::from), "/rust"),
        (Some(root()), "/rungs"),
    ]
    .into_iter()
    .filter_map(|(from, to)| Some(format!("--remap-path-prefix={}={to}", from?.display())))
    .collect()
}

/// Node with the npm packages of `package.json`.
#[derive(Debug, Clone, Copy)]
pub struct Node(());

impl Node {
    /// Finds Node and installs the packages, or says in one sentence what is missing.
    pub fn prepare() -> Result<Self, Fault> {
        let version = output(Command::new("node").arg("--version")).unwrap_or_default();
        let major: u32 =
            version.trim_start_matches('v').split('.').next().and_then(|part| part.parse().ok()).unwrap_or(0);
        if major < OLDEST_NODE {
            let found =
                if major == 0 { "was not found".to_owned() } else { format!("is needed, not {version}") };
            return Err(format!(
                "Node.js {OLDEST_NODE} or newer {found}: install it from https://nodejs.org"
            ));
        }
        let lock = fs::read(root().join("package-lock.json")).map_err(|error| error.to_string())?;
        let stamp = root().join("node_modules/.installed-lock");
        if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(Self(()));
        }
        step("install npm packages (npm ci)", || {
            let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
            // No package here needs its install script, so none is run.
            npm.current_dir(root()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            execute(&mut npm, "`npm ci`")?;
            fs::write(&stamp, &lock).map_err(|error| error.to_string())
        })?;
        Ok(Self(()))
    }

    /// A program that an npm package brings, by its path in `node_modules`.
    pub fn program(self, path: &str) -> Command {
        let mut command = Command::new("node");
        command.current_dir(root()).arg(root().join("node_modules").join(path));
        command
    }
}
