//! The order of a module's functions. A compressor finds what repeats the better the nearer it stands, so functions of
//! one type that begin alike stand together: measured 323.7 kB after brotli where the order of their sizes, which
//! wasm-bindgen writes, has 332.1.

use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// The module with names for its functions whose alphabet is that order, for `wasm-opt --reorder-functions-by-name`.
pub fn named(module: &[u8]) -> Result<Vec<u8>, String> {
    let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(words)? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import.map_err(words)?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(functions) => {
                types = functions.into_iter().collect::<Result<Vec<u32>, _>>().map_err(words)?;
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|&function| (types.get(function), bodies[function]));
    let mut places = vec![0; order.len()];
    for (place, function) in order.into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (function, place) in (imported..).zip(places) {
        names.append(function, &format!("f{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = module.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

fn words(error: wasmparser::BinaryReaderError) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection, ValType};
    use wasmparser::{KnownCustom, Name};

    use super::*;

    /// A module of functions, each of a type and with a constant to drop.
    fn module(functions: &[(u32, i32)]) -> Vec<u8> {
        let (mut types, mut section, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        for &(of, constant) in functions {
            section.function(of);
            let mut body = Function::new([]);
            body.instructions().i32_const(constant).drop().end();
            code.function(&body);
        }
        Module::new().section(&types).section(&section).section(&code).to_owned().finish()
    }

    #[test]
    fn functions_of_one_type_that_begin_alike_are_named_in_a_row() {
        let named = named(&module(&[(1, 7), (0, 9), (1, 5), (0, 8)])).unwrap();
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&named) {
            if let Payload::CustomSection(custom) = payload.unwrap()
                && let KnownCustom::Name(names) = custom.as_known()
            {
                for part in names {
                    if let Name::Function(functions) = part.unwrap() {
                        found.extend(functions.into_iter().map(|name| name.unwrap().name.to_owned()));
                    }
                }
            }
        }
        assert_eq!(found, ["f000003", "f000001", "f000002", "f000000"]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(named(b"no module").is_err());
    }
}
