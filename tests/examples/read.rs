//! How long it takes to read and check packs of 20,000 rows, good ones and hostile ones:
//! `cargo run --release -p rungs-tests --example read -- FOLDER [ROWS]`. One line of JSON each, in milliseconds, the
//! best of five. The good pack is left in FOLDER for other tools to read.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use rungs_core::pack::csv::read_folder;
use rungs_core::pack::{read_json, write_json};
use rungs_tests::packs::{LARGE, Large, large};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let rows = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(20_000);
    for kind in LARGE {
        let files = large(*kind, rows);
        let document = write_json(&read_folder(&files).tables);
        let mut findings = 0;
        let csv = best(|| {
            let reading = read_folder(&files);
            findings = reading.findings.len() + reading.unlisted;
        });
        let json = best(|| {
            black_box(read_json(document.as_bytes()));
        });
        println!(
            r#"{{"pack":"{kind:?}","rows":{rows},"csv_ms":{csv:.2},"json_ms":{json:.2},"findings":{findings}}}"#
        );
        if *kind == Large::Good {
            let parse = best(|| {
                black_box(serde_json::from_str::<serde_json::Value>(&document).is_ok());
            });
            println!(r#"{{"tool":"serde_json, parsing only","json_ms":{parse:.2}}}"#);
            std::fs::create_dir_all(&folder).expect("the folder can be made");
            for file in &files {
                std::fs::write(folder.join(&file.name), file.text.as_ref().expect("a text"))
                    .expect("the folder can be written to");
            }
            std::fs::write(folder.join("pack.json"), document).expect("the folder can be written to");
        }
    }
}

fn best(mut work: impl FnMut()) -> f64 {
    (0..5)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .fold(f64::INFINITY, f64::min)
}
