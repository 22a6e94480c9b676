//! `xtask-bindgen INPUT.wasm FOLDER NAME` writes the JavaScript side of a module built with wasm-bindgen.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use walrus::{Module, ModuleConfig, RawCustomSection};
use wasm_bindgen_cli_support::Bindgen;

/// Classes that a dependency offers to JavaScript and that nobody here uses: Leptos brings them along for its server
/// functions. Being exported, they would keep 25 kB of code and their JavaScript in the widget.
const UNUSED_CLASSES: [&str; 3] = ["IntoUnderlyingSource", "IntoUnderlyingByteSource", "IntoUnderlyingSink"];

/// Where wasm-bindgen's macros leave what they declare: for each item two blocks, each after its length.
const DECLARATIONS: &str = "__wasm_bindgen_unstable";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = arguments.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm FOLDER NAME");
        return ExitCode::from(2);
    };
    match generate(input, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(input: &str, folder: &str, name: &str) -> Result<(), String> {
    // Neither names nor producers: they are not what a student should download.
    let mut module = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse_file(input)
        .map_err(|error| format!("{error:#}"))?;
    drop_unused_classes(&mut module)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_module(name, module);
    bindgen
        .web(true)
        .map(|bindgen| bindgen.typescript(false))
        // Where the module comes from is the caller's to say: one build carries it inside.
        .map(|bindgen| bindgen.omit_default_module_path(true))
        // After a panic the page starts the module afresh, with the compiled code it has.
        .map(|bindgen| bindgen.reset_state_function(true))
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| format!("{error:#}"))?;
    let glue = Path::new(folder).join(format!("{name}.js"));
    let script = fs::read_to_string(&glue).map_err(|error| format!("{}: {error}", glue.display()))?;
    fs::write(&glue, with_guard(&script)?).map_err(|error| format!("{}: {error}", glue.display()))
}

/// The script with a guard around all that the browser calls back.
///
/// wasm-bindgen can do that itself, but only with exceptions in WebAssembly, which older phones do not have.
fn with_guard(script: &str) -> Result<String, String> {
    let mut guarded = script.to_owned();
    for instance in ["instance", "wasmInstance"] {
        let taken = format!("wasm = {instance}.exports;");
        if guarded.matches(&taken).count() != 1 {
            return Err(format!("wasm-bindgen's script is not what it was: no single `{taken}`"));
        }
        guarded = guarded.replace(&taken, &format!("wasm = guarded({instance}.exports);"));
    }
    // What the browser still has to call back after a fresh start is nobody's any more; that is no error of the page.
    let late = "throw new Error('Cannot invoke closure from previous WASM instance');";
    if guarded.matches(late).count() != 1 {
        return Err(format!("wasm-bindgen's script is not what it was: no single `{late}`"));
    }
    Ok(guarded.replace(late, "return;") + include_str!("guard.js"))
}

/// Takes the declarations and the exports of [`UNUSED_CLASSES`] out; what only they needed goes with them.
fn drop_unused_classes(module: &mut Module) -> Result<(), String> {
    let section =
        module.customs.remove_raw(DECLARATIONS).ok_or("the module was not built with wasm-bindgen")?;
    let kept = without_unused(&section.data).ok_or("wasm-bindgen's declarations cannot be read")?;
    module.customs.add(RawCustomSection { name: DECLARATIONS.to_owned(), data: kept });
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| {
            let name = export.name.to_ascii_lowercase();
            UNUSED_CLASSES.iter().any(|class| name.contains(&class.to_ascii_lowercase()))
        })
        .map(|export| export.id())
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    Ok(())
}

/// The declarations that do not mention an unused class; `None` if a block's length is not its length.
fn without_unused(declarations: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    let mut rest = declarations;
    while !rest.is_empty() {
        // The version of the format, then the declaration.
        let after = after_block(after_block(rest)?)?;
        let (pair, after) = rest.split_at(rest.len() - after.len());
        let mentions = |class: &str| pair.windows(class.len()).any(|part| part == class.as_bytes());
        if !UNUSED_CLASSES.iter().any(|class| mentions(class)) {
            kept.extend_from_slice(pair);
        }
        rest = after;
    }
    Some(kept)
}

/// What follows a block.
fn after_block(bytes: &[u8]) -> Option<&[u8]> {
    let (length, after) = bytes.split_first_chunk::<4>()?;
    after.get(u32::from_le_bytes(*length) as usize..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_stands_around_both_instances_or_nothing_is_written() {
        let script = "wasm = instance.exports;\nwasm = wasmInstance.exports;\n";
        let guarded = with_guard(script).unwrap();
        assert!(
            guarded.starts_with("wasm = guarded(instance.exports);\nwasm = guarded(wasmInstance.exports);\n")
        );
        assert!(with_guard("wasm = exports;").is_err());
    }

    fn block(text: &str) -> Vec<u8> {
        [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
    }

    #[test]
    fn declarations_of_unused_classes_go_and_the_others_stay() {
        let item = |text| [block("the format's version"), block(text)].concat();
        let (ours, theirs) = (item("Explorer load"), item("IntoUnderlyingSink write"));
        let all = [ours.clone(), theirs, ours.clone()].concat();
        assert_eq!(without_unused(&all), Some([ours.clone(), ours].concat()));
    }

    #[test]
    fn a_block_that_is_cut_short_is_noticed() {
        let item = [block("the format's version"), block("Explorer load")].concat();
        assert_eq!(without_unused(&item[..item.len() - 1]), None);
        assert_eq!(without_unused(&item[..2]), None);
    }
}
