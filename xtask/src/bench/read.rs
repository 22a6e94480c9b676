//! `cargo xtask bench read`: reading and checking a pack of 20,000 rows, beside other tools.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::Fault;
use crate::paths::{root, target};
use crate::step::{cargo, execute, step};

/// DESIGN's budget for reading the good pack, in milliseconds.
const BUDGET: f64 = 300.0;

/// Measures and writes `docs/bench/read.md`.
pub fn run() -> Result<(), Fault> {
    step("build the benchmark", || {
        let arguments = ["build", "--release", "--package", "rungs-tests", "--example", "read"];
        execute(&mut cargo(&arguments), "the build")
    })?;
    let folder = target().join("bench-read");
    let program = target().join("release/examples").join(format!("read{}", std::env::consts::EXE_SUFFIX));
    let ours = super::lines("read packs", Command::new(program).arg(&folder))?;
    let packages = ["jsonschema-rs", "frictionless"];
    let python = super::python("other tools", "jsonschema_rs, frictionless", &packages);
    let mut others: Vec<Value> = ours.iter().filter(|line| line.get("tool").is_some()).cloned().collect();
    if let Some(python) = python {
        let script = root().join("xtask/bench/read.py");
        let schema = root().join("docs/pack.schema.json");
        others.extend(super::lines(
            "read the good one with other tools",
            Command::new(python).arg(script).arg(&folder).arg(schema),
        )?);
    }
    let report = report(&ours, &others);
    let file = root().join("docs/bench/read.md");
    fs::write(&file, &report).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("\n{report}");
    Ok(())
}

fn report(ours: &[Value], others: &[Value]) -> String {
    let packs: Vec<&Value> = ours.iter().filter(|line| line.get("pack").is_some()).collect();
    let good = packs.iter().find(|line| line["pack"] == "Good");
    let time = |line: &Value, field: &str| line[field].as_f64();
    let shown = |time: Option<f64>| time.map_or_else(|| "–".to_owned(), |time| format!("{time:.1}"));
    let mut text = String::from(
        "# Reading a pack, measured\n\nWritten by `cargo xtask bench read`: one run on one machine, one thread, \
         milliseconds, the best of five. Ours reads the text, checks every value, reference and requisite, looks for \
         circles and makes the model. The others do a part of that.\n\n",
    );
    if let Some(good) = good {
        let rows = good["rows"].as_u64().unwrap_or_default();
        let csv = time(good, "csv_ms").unwrap_or_default();
        let holds = if csv <= BUDGET { "holds" } else { "does not hold" };
        let _ =
            writeln!(text, "A good pack of {rows} rows: {csv:.1} ms; the budget of {BUDGET} ms {holds}.\n");
        text += "| | CSV | ÷ ours | JSON | ÷ ours |\n|---|---|---|---|---|\n";
        let ours = |field: &str| time(good, field);
        let _ = writeln!(text, "| ours | {} | | {} | |", shown(ours("csv_ms")), shown(ours("json_ms")));
        for tool in others {
            let ratio = |field: &str| {
                let ratio = time(tool, field).zip(ours(field)).map(|(theirs, ours)| theirs / ours);
                ratio.map_or_else(String::new, |ratio| format!("{ratio:.1}"))
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                tool["tool"].as_str().unwrap_or_default(),
                shown(time(tool, "csv_ms")),
                ratio("csv_ms"),
                shown(time(tool, "json_ms")),
                ratio("json_ms"),
            );
        }
    }
    text += "\nPacks of as many rows that are hard on a reader:\n\n| | CSV | JSON | findings |\n|---|---|---|---|\n";
    for pack in packs.iter().filter(|line| line["pack"] != "Good") {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            pack["pack"].as_str().unwrap_or_default(),
            shown(time(pack, "csv_ms")),
            shown(time(pack, "json_ms")),
            pack["findings"],
        );
    }
    text
}
