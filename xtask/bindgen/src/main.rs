//! What is done with the widget's module that takes long to compile:
//!
//! - `xtask-bindgen bind INPUT.wasm FOLDER NAME` writes the JavaScript side of a module built with wasm-bindgen.
//! - `xtask-bindgen order INPUT.wasm OUTPUT.wasm` names its functions by the order in which they compress best.

mod order;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["bind", input, folder, name] => generate(input, folder, name),
        ["order", input, output] => order(input, output),
        _ => {
            eprintln!("usage: xtask-bindgen bind INPUT.wasm FOLDER NAME | order INPUT.wasm OUTPUT.wasm");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn order(input: &str, output: &str) -> Result<(), String> {
    let module = fs::read(input).map_err(|error| format!("{input}: {error}"))?;
    fs::write(output, order::named(&module)?).map_err(|error| format!("{output}: {error}"))
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
    let mut output = bindgen
        .web(true)
        .map(|bindgen| bindgen.typescript(false))
        // Where the module comes from is the caller's to say: one build carries it inside.
        .map(|bindgen| bindgen.omit_default_module_path(true))
        // After a panic the page starts the module afresh, with the compiled code it has.
        .map(|bindgen| bindgen.reset_state_function(true))
        .and_then(|bindgen| bindgen.generate_output())
        .map_err(|error| format!("{error:#}"))?;
    let mut script = with_guard(output.js())?;
    for (number, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = short_name(&import.name, number);
        script = script.replace(&import.name, &short);
        import.name = short;
    }
    write(folder, &format!("{name}.js"), script.as_bytes())?;
    write(folder, &format!("{name}_bg.wasm"), &output.wasm_mut().emit_wasm())
}

fn write(folder: &str, name: &str, bytes: &[u8]) -> Result<(), String> {
    let file = Path::new(folder).join(name);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, bytes))
        .map_err(|error| format!("{}: {error}", file.display()))
}

/// What a function of the script is called between script and module. A name of wasm-bindgen's own ends in sixteen
/// digits of a digest, which no compression makes smaller, and stands in both.
fn short_name(name: &str, number: usize) -> String {
    let digest = name.strip_prefix("__wbg_").and_then(|name| name.rsplit_once('_'));
    match digest {
        Some((_, digits)) if digits.len() == 16 => format!("f{number}"),
        _ => name.to_owned(),
    }
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
        let late = "throw new Error('Cannot invoke closure from previous WASM instance');";
        let script = format!("wasm = instance.exports;\nwasm = wasmInstance.exports;\n{late}");
        let guarded = with_guard(&script).unwrap();
        assert!(
            guarded.starts_with("wasm = guarded(instance.exports);\nwasm = guarded(wasmInstance.exports);\n")
        );
        assert!(with_guard("wasm = exports;").is_err());
    }

    #[test]
    fn names_with_a_digest_become_short_and_others_stay() {
        assert_eq!(short_name("__wbg_append_cf82c8d153d93ae1", 7), "f7");
        assert_eq!(short_name("__wbindgen_init_externref_table", 7), "__wbindgen_init_externref_table");
        assert_eq!(
            short_name("__wbindgen_generic_0000000000000001", 7),
            "__wbindgen_generic_0000000000000001"
        );
    }
}
