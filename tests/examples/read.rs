//! How long it takes to read and check packs of so many rows (20,000 if none is given), good ones and hostile ones:
//! `cargo run --release -p rungs-tests --example read -- [ROWS]`. One line each: name, milliseconds, findings.

use std::time::Instant;

use rungs_core::pack::csv::read_folder;
use rungs_core::pack::{read_json, write_json};
use rungs_tests::packs::{LARGE, large};

fn main() {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(20_000);
    for kind in LARGE {
        let files = large(*kind, rows);
        let mut best = f64::INFINITY;
        let mut findings = 0;
        for _ in 0..5 {
            let begun = Instant::now();
            let reading = read_folder(&files);
            best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
            findings = reading.findings.len() + reading.unlisted;
        }
        println!("{kind:?} {best:.1} {findings}");
        let document = write_json(&read_folder(&files).tables);
        let begun = Instant::now();
        let reading = read_json(document.as_bytes());
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        println!("{kind:?}-json {took:.1} {}", reading.findings.len() + reading.unlisted);
    }
}
