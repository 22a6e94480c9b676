//! `xtask-bindgen INPUT.wasm FOLDER NAME` writes the JavaScript side of a module built with wasm-bindgen.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

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
    let module = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse_file(input)
        .map_err(|error| format!("{error:#}"))?;
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
}
