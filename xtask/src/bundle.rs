//! From the widget's parts and `www/` to `dist/`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::Fault;
use crate::paths::{dist, root, workshop};
use crate::setup::Node;
use crate::step::{cargo, execute, note, output, step};
use crate::wasm::{self, Module};

/// Where the build starts that has the module in it.
const ONE_FILE: &str = "one-file.js";
/// Stands for the module while esbuild writes the script around it: it would escape a sixth of its bytes, which weighs
/// 12 kB after brotli.
const STAND_IN: &str = "the module's bytes";

/// The builds, by the file in `www/element/` that starts each one, and esbuild's word for its form.
const BUILDS: [(&str, &str, &str); 4] = [
    (ONE_FILE, "esm", "pathway-explorer.js"),
    (ONE_FILE, "iife", "pathway-explorer.classic.js"),
    ("split.js", "esm", "split/pathway-explorer.js"),
    ("loader.js", "esm", "loader.js"),
];

/// Builds everything into `dist/`. Gives Node back, if there is one.
pub fn build() -> Result<Option<Node>, Fault> {
    let node = match Node::prepare() {
        Ok(node) => Some(node),
        Err(lack) => {
            note(&format!("{lack}; until then the widget is neither optimised nor in one file"));
            None
        }
    };
    build_with(node)?;
    Ok(node)
}

/// Builds everything into `dist/`, as well as it can be done with what there is.
pub fn build_with(node: Option<Node>) -> Result<(), Fault> {
    let module = wasm::build(node)?;
    step("bundle the element and the demo portal", || {
        let _ = fs::remove_dir_all(dist());
        let stage = workshop().join("stage");
        let _ = fs::remove_dir_all(&stage);
        prepare_stage(&stage, &module, node)?;
        match node {
            Some(node) => bundle(&stage, &module, node)?,
            None => copy_loose(&stage, &module)?,
        }
        copy_folder(&root().join("www"), &dist(), &["element", "embed", "packs", "pwa"])
    })?;
    sample_packs()
}

/// Puts the element's sources and what is made for them side by side, so that their imports resolve.
fn prepare_stage(stage: &Path, module: &Module, node: Option<Node>) -> Result<(), Fault> {
    copy_folder(&root().join("www/element"), stage, &[])?;
    copy(&module.glue, &stage.join("glue.js"))?;
    let sheet = root().join("web/src/explorer.css");
    let css = match node {
        Some(node) => output(node.program("esbuild/bin/esbuild").arg(&sheet).arg("--minify"))
            .ok_or("esbuild could not read web/src/explorer.css")?,
        None => fs::read_to_string(&sheet).map_err(|error| format!("{}: {error}", sheet.display()))?,
    };
    let made = format!(
        "export const version = {};\nexport const css = {};\n",
        serde_json::Value::from(env!("CARGO_PKG_VERSION")),
        serde_json::Value::from(css),
    );
    write(&stage.join("made.js"), made.as_bytes())
}

fn bundle(stage: &Path, module: &Module, node: Node) -> Result<(), Fault> {
    let wasm = fs::read(&module.wasm).map_err(|error| error.to_string())?;
    write(&stage.join("widget.wasm.txt"), STAND_IN.as_bytes())?;
    for (source, form, name) in BUILDS {
        let mut esbuild = node.program("esbuild/bin/esbuild");
        esbuild
            .arg(stage.join(source))
            .arg(format!("--outfile={}", dist().join(name).display()))
            .arg(format!("--format={form}"))
            .args(["--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none"])
            .args(["--log-level=warning", "--external:./pathway-explorer.js"]);
        if form == "iife" {
            // A classic script knows its address by other means.
            esbuild.arg("--define:import.meta.url=undefined");
        }
        execute(&mut esbuild, &format!("bundling {name}"))?;
        if source == ONE_FILE {
            put_in(&dist().join(name), &wasm)?;
        }
    }
    copy(&module.wasm, &dist().join("split/pathway-explorer.wasm"))?;
    copy(&dist().join("loader.js"), &dist().join("split/loader.js"))
}

/// Without a bundler the element is served as the modules that it is written in.
fn copy_loose(stage: &Path, module: &Module) -> Result<(), Fault> {
    let split = dist().join("split");
    copy_folder(stage, &split, &["one-file.js"])?;
    copy(&module.wasm, &split.join("pathway-explorer.wasm"))?;
    copy(&stage.join("split.js"), &split.join("pathway-explorer.js"))?;
    write(&dist().join("pathway-explorer.js"), b"import './split/pathway-explorer.js';\n")?;
    copy(&stage.join("loader.js"), &dist().join("loader.js"))
}

/// Every folder in `www/packs/` becomes one JSON file in `dist/packs/`.
fn sample_packs() -> Result<(), Fault> {
    let packs = root().join("www/packs");
    let entries = fs::read_dir(&packs).map_err(|error| format!("{}: {error}", packs.display()))?;
    let mut folders: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    fs::create_dir_all(dist().join("packs")).map_err(|error| error.to_string())?;
    for folder in folders {
        let name = folder.file_name().expect("a folder's entries have names").to_string_lossy();
        let out = dist().join("packs").join(format!("{name}.json"));
        step(&format!("build the pack `{name}`"), || {
            let mut build = cargo(&["run", "--quiet", "--package", "rungs", "--", "build"]);
            execute(build.arg(&folder).arg("-o").arg(&out), "rungs build")?;
            if out.is_file() { Ok(()) } else { Err(format!("`rungs build` wrote no {}", out.display())) }
        })?;
    }
    Ok(())
}

/// Puts the module into a script that was written around [`STAND_IN`].
fn put_in(file: &Path, wasm: &[u8]) -> Result<(), Fault> {
    let script = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    match script.split(&format!("\"{STAND_IN}\"")).collect::<Vec<_>>()[..] {
        [before, after] => write(file, [before, &literal(wasm), after].concat().as_bytes()),
        _ => Err(format!("{}: no single place for the module", file.display())),
    }
}

/// Bytes as a template of JavaScript, a character each, which `www/element/one-file.js` reads back. After brotli that
/// weighs little more than the bytes themselves, where base64 of compressed bytes weighs a third more; only a host that
/// compresses nothing sends more.
///
/// What a template cannot hold as it is stands 256 higher, which is the same byte. The commonest byte, 0, is none that
/// may stand in a page, so it changes places with one of the rarest.
fn literal(bytes: &[u8]) -> String {
    let mut text = String::from("`");
    for byte in bytes {
        text.push(match byte {
            0 => '{',
            b'{' | b'`' | b'$' | b'\\' | b'\r' => char::from_u32(256 + u32::from(*byte)).unwrap_or_default(),
            _ => char::from(*byte),
        });
    }
    text.push('`');
    text
}

/// Compresses as hard as gzip can: browsers unpack nothing else natively.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("a Vec takes everything");
    encoder.finish().expect("a Vec takes everything")
}

/// Copies a folder, without what is named in `except` at its top.
pub fn copy_folder(from: &Path, to: &Path, except: &[&str]) -> Result<(), Fault> {
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.file_name();
        if except.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to.join(&name), &[])?;
        } else {
            copy(&entry.path(), &to.join(&name))?;
        }
    }
    Ok(())
}

/// Copies a file, making the folder it goes into.
pub fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    let bytes = fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?;
    write(to, &bytes)
}

/// Writes a file, making the folder it goes into.
pub fn write(to: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = to.parent().expect("files are written into folders");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(to, bytes))
        .map_err(|error| format!("{}: {error}", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_gives_its_bytes_back_and_has_nothing_to_escape() {
        let bytes: Vec<u8> = (0..=255).chain(*b"\r\n${`\\\0").collect();
        let literal = literal(&bytes);
        let inner = literal.strip_prefix('`').and_then(|text| text.strip_suffix('`')).expect("a template");
        assert!(!inner.contains(['`', '$', '\\', '\r', '\0']));
        // As `www/element/one-file.js` reads it.
        let read: Vec<u8> = inner
            .chars()
            .map(|letter| if letter == '{' { 0 } else { (u32::from(letter) & 255) as u8 })
            .collect();
        assert_eq!(read, bytes);
    }
}
