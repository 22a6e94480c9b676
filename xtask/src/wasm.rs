//! From the crate `rungs-web` to a small module and its JavaScript side.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::Fault;
use crate::paths::{target, workshop};
use crate::setup::{self, Node};
use crate::step::{cargo, execute, note, step};

/// How wasm-opt works: without inlining, which makes fewer bytes but bytes that compress worse. Measured after brotli,
/// before the functions are put in order: `-Oz` 348 kB, `-O2` 349 kB, `-O1` 332 kB, nothing at all 335 kB; after it
/// `-O1` 324 kB, this 320 kB.
/// No browser looks at the alignment that a load or store names; that all name the same saves 1 kB.
const WAY: [&str; 8] = [
    "-O2",
    "--dealign",
    "--always-inline-max-function-size",
    "0",
    "--flexible-inline-max-function-size",
    "0",
    "--one-caller-inline-max-function-size",
    "0",
];
/// What every browser of the last years has, and what rustc assumes of its target. `--all-features` would let
/// wasm-opt write a module that browsers refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How what takes long to compile is run.
const BINDGEN: [&str; 5] = ["run", "--quiet", "--package", "xtask-bindgen", "--"];

/// The widget's module, ready to be bundled.
pub struct Module {
    /// The JavaScript that wasm-bindgen wrote.
    pub glue: PathBuf,
    /// The module, optimised if Node was there.
    pub wasm: PathBuf,
}

/// Compiles the widget; each later step is left out when its input has not changed.
pub fn build(node: Option<Node>) -> Result<Module, Fault> {
    setup::wasm_target()?;
    let mut build =
        cargo(&["build", "--package", "rungs-web", "--target", setup::WASM, "--profile", "widget"]);
    let mut flags = setup::path_flags();
    match setup::small_std() {
        Ok(()) => {
            // What a stable compiler otherwise keeps for nightly ones. It changes what comes out, not what it does.
            build.env("RUSTC_BOOTSTRAP", "1");
            build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            flags.extend(setup::SMALL_STD_FLAGS.map(str::to_owned));
        }
        Err(lack) => note(&format!("{lack}; until then the widget is a tenth larger")),
    }
    let flags: Vec<String> = flags.iter().map(|flag| format!("{flag:?}")).collect();
    build.arg("--config").arg(format!("target.{}.rustflags=[{}]", setup::WASM, flags.join(",")));
    step("compile the widget", || execute(&mut build, "the widget's compilation"))?;
    let compiled = target().join(setup::WASM).join("widget/rungs_web.wasm");

    let bound = workshop().join("bound");
    let glue = bound.join("glue.js");
    let bound_wasm = bound.join("glue_bg.wasm");
    if_changed(&[&compiled], "bindgen 5", &[&glue, &bound_wasm], || {
        step("write the JavaScript side (wasm-bindgen)", || {
            let mut bindgen = cargo(&BINDGEN);
            bindgen.arg("bind").arg(&compiled).arg(&bound).arg("glue");
            execute(&mut bindgen, "wasm-bindgen")
        })
    })?;

    let Some(node) = node else { return Ok(Module { glue, wasm: bound_wasm }) };
    let small = workshop().join("small.wasm");
    if_changed(&[&bound_wasm], &format!("{WAY:?} {FEATURES:?} in order"), &[&small], || {
        step("make it small (wasm-opt)", || {
            let optimise = |way: &[&str], from: &Path, to: &Path| {
                let mut optimise = node.program("binaryen/bin/wasm-opt");
                optimise.args(way).args(FEATURES).arg(from).arg("-o").arg(to);
                execute(&mut optimise, "wasm-opt")
            };
            let (optimised, named) = (workshop().join("optimised.wasm"), workshop().join("named.wasm"));
            optimise(&WAY, &bound_wasm, &optimised)?;
            execute(cargo(&BINDGEN).arg("order").arg(&optimised).arg(&named), "xtask-bindgen")?;
            optimise(&["--reorder-functions-by-name", "--strip-debug"], &named, &small)
        })
    })?;
    Ok(Module { glue, wasm: small })
}

/// Does `work` unless `outputs` were already made from the same inputs in the same way.
fn if_changed(
    inputs: &[&Path],
    way: &str,
    outputs: &[&Path],
    work: impl FnOnce() -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut hasher = DefaultHasher::new();
    way.hash(&mut hasher);
    for input in inputs {
        fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?.hash(&mut hasher);
    }
    let fingerprint = format!("{:016x}", hasher.finish());
    let stamp = outputs[0].with_extension("made-from");
    let unchanged = outputs.iter().all(|output| output.is_file())
        && fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == fingerprint);
    if unchanged {
        return Ok(());
    }
    let folder = outputs[0].parent().expect("outputs lie in the workshop");
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // The stamp goes first: work that is cut short must not look done.
    let _ = fs::remove_file(&stamp);
    work()?;
    fs::write(&stamp, fingerprint).map_err(|error| format!("{}: {error}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_again_only_when_its_input_or_way_changes() {
        let folder = std::env::temp_dir().join(format!("rungs-if-changed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (input, output) = (folder.join("in"), folder.join("made/out"));
        let times = std::cell::Cell::new(0);
        let make = |text: &str, way: &str| {
            fs::write(&input, text).unwrap();
            if_changed(&[&input], way, &[&output], || {
                times.set(times.get() + 1);
                fs::write(&output, text).map_err(|error| error.to_string())
            })
            .unwrap();
            times.get()
        };
        assert_eq!(make("a", "z"), 1);
        assert_eq!(make("a", "z"), 1, "nothing changed");
        assert_eq!(make("b", "z"), 2, "the input changed");
        assert_eq!(make("b", "s"), 3, "the way changed");
        fs::remove_file(&output).unwrap();
        assert_eq!(make("b", "s"), 4, "the output was gone");
        let failed = if_changed(&[&input], "t", &[&output], || Err("no".to_owned()));
        assert_eq!(failed, Err("no".to_owned()));
        assert_eq!(make("b", "t"), 5, "failed work does not count as done");
        fs::remove_dir_all(&folder).unwrap();
    }
}
