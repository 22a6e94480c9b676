//! What others wrote of what is shipped: the bill of materials (CycloneDX) and the notices that licences ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Fault;
use crate::paths::root;
use crate::setup::WASM;
use crate::step::{cargo, output};

/// A package that takes part in the widget.
struct Part {
    name: String,
    version: String,
    licence: String,
    /// Whether its code is in the widget, as against only helping to make it.
    is_shipped: bool,
    /// The digest under which the registry knows its archive.
    sha256: Option<String>,
    folder: PathBuf,
    needs: Vec<String>,
}

/// Everything that the widget is made of and made with, by cargo's id.
pub struct Materials {
    parts: BTreeMap<String, Part>,
    /// The npm packages that build it: name, version, licence, integrity.
    tools: Vec<[String; 4]>,
    compiler: String,
    version: String,
}

/// Reads cargo's own account of the widget, its lock file, and npm's lock file.
pub fn gather() -> Result<Materials, Fault> {
    let arguments = ["metadata", "--locked", "--format-version", "1", "--filter-platform", WASM];
    let metadata = output(&mut cargo(&arguments)).ok_or("`cargo metadata --locked` failed")?;
    let metadata: Value =
        serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let read = |name: &str| fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"));
    let checksums = checksums(&read("Cargo.lock")?);
    let npm = serde_json::from_str(&read("package-lock.json")?)
        .map_err(|error| format!("package-lock.json: {error}"))?;
    let compiler =
        output(std::process::Command::new("rustc").current_dir(root()).arg("--version")).unwrap_or_default();
    Ok(Materials {
        parts: parts(&metadata, &checksums)?,
        tools: tools(&npm),
        compiler: compiler.split(' ').nth(1).unwrap_or_default().to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// The registry's digests in `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
        line.and_then(|line| line.strip_suffix('"')).map(str::to_owned)
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| {
            Some(((field(block, "name")?, field(block, "version")?), field(block, "checksum")?))
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What `rungs-web` needs when it is built for a page, tests and other platforms left out.
fn parts(
    metadata: &Value,
    checksums: &BTreeMap<(String, String), String>,
) -> Result<BTreeMap<String, Part>, Fault> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let widget =
        packages.iter().find(|(_, package)| package["name"] == "rungs-web").map(|(id, _)| id.clone());
    let mut found: BTreeMap<String, Part> = BTreeMap::new();
    let mut todo = vec![(widget.ok_or("cargo metadata knows no rungs-web")?, true)];
    while let Some((id, needed_shipped)) = todo.pop() {
        let package = packages.get(&id).ok_or_else(|| format!("cargo metadata describes no {id}"))?;
        let is_macro = list(&package["targets"])
            .iter()
            .any(|target| list(&target["kind"]).contains(&json!("proc-macro")));
        let is_shipped = needed_shipped && !is_macro;
        if found.get(&id).is_some_and(|part| part.is_shipped || !is_shipped) {
            continue;
        }
        let mut needs = Vec::new();
        for dependency in list(&nodes[&id]["deps"]) {
            let kinds: BTreeSet<String> =
                list(&dependency["dep_kinds"]).iter().map(|kind| text(&kind["kind"])).collect();
            let (normal, build) = (kinds.contains(""), kinds.contains("build"));
            if normal || build {
                let needed = text(&dependency["pkg"]);
                todo.push((needed.clone(), is_shipped && normal));
                needs.push(needed);
            }
        }
        needs.sort();
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let part = Part {
            sha256: checksums.get(&(name.clone(), version.clone())).cloned(),
            name,
            version,
            // An older way to write `OR`.
            licence: text(&package["license"]).replace('/', " OR "),
            is_shipped,
            folder: manifest.parent().map(Path::to_owned).unwrap_or_default(),
            needs,
        };
        found.insert(id, part);
    }
    Ok(found)
}

/// The npm packages of the build; those that only tests need are not among them.
fn tools(lock: &Value) -> Vec<[String; 4]> {
    let Some(packages) = lock["packages"].as_object() else { return Vec::new() };
    ["binaryen", "esbuild"]
        .into_iter()
        .filter_map(|name| {
            let package = packages.get(&format!("node_modules/{name}"))?;
            let field = |field: &str| text(&package[field]);
            Some([name.to_owned(), field("version"), field("license"), field("integrity")])
        })
        .collect()
}

impl Materials {
    /// The bill of materials in the format CycloneDX 1.6, without a time or a serial number: the same sources give
    /// the same bill.
    pub fn bill(&self) -> String {
        let mut components = vec![json!({
            "type": "library", "bom-ref": "rust-std", "name": "rust-std", "version": self.compiler,
            "description": "the Rust standard library, as it comes with the compiler",
            "scope": "required", "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        })];
        for part in self.others() {
            let mut component = json!({
                "type": "library", "bom-ref": part.purl(), "name": part.name, "version": part.version,
                "purl": part.purl(), "scope": if part.is_shipped { "required" } else { "excluded" },
                "licenses": [{ "expression": part.licence }],
            });
            if let Some(sha256) = &part.sha256 {
                component["hashes"] = json!([{ "alg": "SHA-256", "content": sha256 }]);
            }
            components.push(component);
        }
        for [name, version, licence, integrity] in &self.tools {
            let purl = format!("pkg:npm/{name}@{version}");
            components.push(json!({
                "type": "application", "bom-ref": purl, "name": name, "version": version, "purl": purl,
                "scope": "excluded", "licenses": [{ "expression": licence }],
                "properties": [{ "name": "npm:integrity", "value": integrity }],
            }));
        }
        let dependencies: Vec<Value> = self
            .parts
            .values()
            .map(|part| {
                let mut needs: Vec<String> = part.needs.iter().map(|id| self.parts[id].purl()).collect();
                needs.sort();
                json!({ "ref": part.purl(), "dependsOn": needs })
            })
            .collect();
        let ours: Vec<Value> = self
            .parts
            .values()
            .filter(|part| part.sha256.is_none() && part.name != "rungs-web")
            .map(|part| json!({ "type": "library", "bom-ref": part.purl(), "name": part.name, "version": part.version }))
            .collect();
        components.extend(ours);
        let widget = format!("pkg:cargo/rungs-web@{}", self.version);
        let bill = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": { "component": {
                "type": "application", "bom-ref": widget, "name": "pathway-explorer", "version": self.version,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            } },
            "components": components,
            "dependencies": dependencies,
        });
        serde_json::to_string_pretty(&bill).expect("plain values can be written") + "\n"
    }

    /// The notices of everything shipped that others wrote; a licence's text stands once, below all that have it.
    pub fn notices(&self) -> Result<String, Fault> {
        let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut list = String::new();
        for part in self.others().filter(|part| part.is_shipped) {
            let title = format!("{} {}", part.name, part.version);
            list.push_str(&format!("  {title}: {}\n", part.licence));
            let texts = licence_texts(&part.folder)?;
            if texts.is_empty() {
                list.push_str("    (its archive holds no licence text; the licence is the one named)\n");
            }
            for text in texts {
                by_text.entry(text).or_default().push(title.clone());
            }
        }
        let mut notices = format!(
            "Third-party notices\n\nThe widget {} contains the Rust standard library {} (MIT OR Apache-2.0, \
             https://github.com/rust-lang/rust) and these crates:\n\n{list}",
            self.version, self.compiler
        );
        let mut texts: Vec<(String, Vec<String>)> = by_text.into_iter().collect();
        texts.sort_by(|one, other| one.1.cmp(&other.1).then_with(|| one.0.cmp(&other.0)));
        for (text, titles) in texts {
            notices.push_str(&format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), titles.join(", ")));
        }
        Ok(notices)
    }

    /// What others wrote, by name.
    fn others(&self) -> impl Iterator<Item = &Part> {
        let mut others: Vec<&Part> = self.parts.values().filter(|part| part.sha256.is_some()).collect();
        others.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
        others.into_iter()
    }
}

impl Part {
    fn purl(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// The licences and notices that lie at the top of a package.
fn licence_texts(folder: &Path) -> Result<Vec<String>, Fault> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
        .into_iter()
        .filter(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT", "UNLICENSE"]
                .iter()
                .any(|word| name.starts_with(word))
                && file.is_file()
        })
        .map(|file| {
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            Ok(text.replace("\r\n", "\n").trim().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_knows_what_came_from_the_registry() {
        let lock = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n\n[[package]]\n\
                    name = \"theirs\"\nversion = \"1.2.3\"\nsource = \"registry\"\nchecksum = \"abcd\"\n";
        let sums = checksums(lock);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[&("theirs".to_owned(), "1.2.3".to_owned())], "abcd");
    }

    #[test]
    fn what_only_makes_or_tests_the_widget_is_not_shipped() {
        let package = |name: &str, kind: &str| {
            json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0",
                "manifest_path": format!("/x/{name}/Cargo.toml"), "targets": [{ "kind": [kind] }] })
        };
        let needs = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("rungs-web", "cdylib"), package("lib", "lib"), package("macro", "proc-macro"),
                package("syn", "lib"), package("script", "lib"), package("test", "lib"), package("stray", "lib")],
            "resolve": { "nodes": [
                { "id": "rungs-web", "deps": [needs("lib", Value::Null), needs("macro", Value::Null), needs("test", json!("dev"))] },
                { "id": "lib", "deps": [needs("script", json!("build"))] },
                { "id": "macro", "deps": [needs("syn", Value::Null)] },
                { "id": "syn", "deps": [] }, { "id": "script", "deps": [] },
            ] },
        });
        let parts = parts(&metadata, &BTreeMap::new()).unwrap();
        let of = |is_shipped| -> Vec<&str> {
            parts
                .values()
                .filter(|part| part.is_shipped == is_shipped)
                .map(|part| part.name.as_str())
                .collect()
        };
        assert_eq!(of(true), ["lib", "rungs-web"]);
        assert_eq!(of(false), ["macro", "script", "syn"]);
        assert_eq!(parts["lib"].licence, "MIT OR Apache-2.0");
    }
}
