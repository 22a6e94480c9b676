//! What the widget weighs.

use std::fs;
use std::io::Write as _;

use crate::Fault;
use crate::bundle::gzip;
use crate::paths::{dist, workshop};

/// The whole widget without a pack, and the loader, in bytes after brotli.
const WIDGET_BUDGET: usize = 200 * 1024;
/// The widget is over its budget; until it is there, it must not grow beyond this, with the standard library as it
/// comes either, which is a tenth larger.
const WIDGET_CEILING: usize = 416 * 1024;
const LOADER_BUDGET: usize = 3 * 1024;

/// The sizes of one file or of several that travel together, in bytes.
struct Size {
    name: &'static str,
    raw: usize,
    gzip: usize,
    brotli: usize,
    budget: Option<usize>,
}

/// Prints a table of sizes and what is over its budget; an error if something exceeds what it may never exceed.
pub fn report() -> Result<(), Fault> {
    let stage = workshop().join("stage");
    let weigh = |name, files: &[std::path::PathBuf], budget| weigh(name, files, budget);
    let split = [dist().join("split/pathway-explorer.js"), dist().join("split/pathway-explorer.wasm")];
    let sizes = [
        weigh("loader", &[dist().join("loader.js")], Some(LOADER_BUDGET))?,
        weigh("one file", &[dist().join("pathway-explorer.js")], Some(WIDGET_BUDGET))?,
        weigh("one file, classic", &[dist().join("pathway-explorer.classic.js")], Some(WIDGET_BUDGET))?,
        weigh("split, both", &split, Some(WIDGET_BUDGET))?,
        weigh("  its script (styles inside)", &split[..1], None)?,
        weigh("  its module", &split[1..], None)?,
        weigh("  styles and version alone", &[stage.join("made.js")], None)?,
    ];
    println!("\n  {:<30}{:>10}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli", "budget");
    for Size { name, raw, gzip, brotli, budget } in &sizes {
        let budget = budget.map_or(String::new(), |budget| budget.to_string());
        println!("  {name:<30}{raw:>10}{gzip:>10}{brotli:>10}{budget:>10}");
    }
    println!();
    let over = |limit: &dyn Fn(usize) -> usize| -> Vec<String> {
        sizes
            .iter()
            .filter(|size| size.budget.is_some_and(|budget| size.brotli > limit(budget)))
            .map(|size| format!("{} weighs {} bytes after brotli", size.name, size.brotli))
            .collect()
    };
    let over_budget = over(&|budget| budget);
    if !over_budget.is_empty() {
        println!("  over the budget: {}\n", over_budget.join("; "));
    }
    let ceiling = |budget: usize| if budget == WIDGET_BUDGET { WIDGET_CEILING } else { budget };
    let too_big = over(&ceiling);
    if too_big.is_empty() { Ok(()) } else { Err(format!("over the ceiling: {}", too_big.join("; "))) }
}

fn weigh(name: &'static str, files: &[std::path::PathBuf], budget: Option<usize>) -> Result<Size, Fault> {
    let mut size = Size { name, raw: 0, gzip: 0, brotli: 0, budget };
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        size.raw += bytes.len();
        size.gzip += gzip(&bytes).len();
        size.brotli += brotli(&bytes);
    }
    Ok(size)
}

/// How many bytes brotli makes of these.
pub fn brotli(bytes: &[u8]) -> usize {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22);
    writer.write_all(bytes).expect("a Vec takes everything");
    drop(writer);
    compressed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_the_sums_of_their_files() {
        let file = std::env::temp_dir().join(format!("rungs-size-{}", std::process::id()));
        fs::write(&file, "ladder ".repeat(1000)).unwrap();
        let one = weigh("one", std::slice::from_ref(&file), None).unwrap();
        let two = weigh("two", &[file.clone(), file.clone()], None).unwrap();
        assert_eq!((one.raw, two.raw), (7000, 14000));
        assert_eq!((two.gzip, two.brotli), (2 * one.gzip, 2 * one.brotli));
        assert!(one.gzip < 100 && one.brotli < 100 && one.brotli > 10, "{} {}", one.gzip, one.brotli);
        fs::remove_file(&file).unwrap();
    }
}
