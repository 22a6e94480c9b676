//! `xtask-bindgen INPUT.wasm FOLDER NAME` writes the JavaScript side of a module built with wasm-bindgen.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = arguments.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm FOLDER NAME");
        return ExitCode::from(2);
    };
    let outcome = Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)
        .map(|bindgen| bindgen.typescript(false).remove_name_section(true).remove_producers_section(true))
        // Where the module comes from is the caller's to say: one build carries it inside.
        .map(|bindgen| bindgen.omit_default_module_path(true))
        // After a panic the page starts the module afresh, with the compiled code it has.
        .map(|bindgen| bindgen.reset_state_function(true))
        .and_then(|bindgen| bindgen.generate(folder));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
