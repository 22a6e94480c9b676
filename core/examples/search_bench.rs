//! Measures the search on 20,000 names: `search_bench FOLDER`, where the folder holds `names.json` and
//! `queries.json`. For each class of queries: times of a search for 20 hits in microseconds, and how often the
//! record that is meant is found at all, among the first ten, and first.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "it measures, and reads what it measures"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use rungs_core::search::{Entry, Index, Name};
use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    id: usize,
    en: String,
    zh: String,
    syl: String,
}

impl Record {
    /// The syllables of its Chinese characters: the list also has each letter and digit.
    fn reading(&self) -> String {
        let mut syllables = self.syl.split_ascii_whitespace();
        let mut reading: Vec<&str> = Vec::new();
        for character in self.zh.chars().filter(|character| character.is_alphanumeric()) {
            let syllable = syllables.next();
            reading.extend(syllable.filter(|_| !character.is_ascii_alphanumeric()));
        }
        reading.join(" ")
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        println!("skipped: give the folder of names.json and queries.json");
        return Ok(());
    };
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}"));
    let records: Vec<Record> = serde_json::from_str(&read("names.json")?)?;
    let queries: BTreeMap<String, Vec<(String, usize)>> = serde_json::from_str(&read("queries.json")?)?;
    let readings: Vec<String> = records.iter().map(Record::reading).collect();
    let entries = || {
        records.iter().zip(&readings).map(|(record, reading)| {
            let en = Name { language: "en", text: record.en.as_str().into(), reading: "".into() };
            let zh = Name { language: "zh", text: record.zh.as_str().into(), reading: reading.into() };
            (record.id, Entry { names: vec![en, zh], codes: Vec::new(), is_secondary: false })
        })
    };
    let mut index = Index::new(entries());
    let mut builds: Vec<f64> = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        index = Index::new(entries());
        builds.push(start.elapsed().as_secs_f64() * 1e3);
    }
    builds.sort_by(f64::total_cmp);
    println!("{} entries, built in {:.0} ms", index.len(), builds[2]);
    println!(
        "{:12} {:>5} {:>8} {:>8} {:>8} {:>7} {:>7} {:>7}",
        "class", "n", "p50 µs", "p99 µs", "max µs", "found", "top 10", "top 1"
    );
    let mut all: Vec<f64> = Vec::new();
    for (class, queries) in &queries {
        let reader = if class.starts_with("en") { "en" } else { "zh" };
        let mut times: Vec<f64> = Vec::new();
        let (mut found, mut first_ten, mut first) = (0, 0, 0);
        for (typed, meant) in queries {
            let mut best = f64::INFINITY;
            for _ in 0..3 {
                let start = Instant::now();
                let hits = index.search(typed, reader, 20);
                best = best.min(start.elapsed().as_secs_f64() * 1e6);
                std::hint::black_box(hits);
            }
            times.push(best);
            let place = index.search(typed, reader, usize::MAX).iter().position(|hit| hit.item == *meant);
            found += usize::from(place.is_some());
            first_ten += usize::from(place.is_some_and(|place| place < 10));
            first += usize::from(place == Some(0));
            if place.is_none() && std::env::args().nth(2).is_some() {
                println!("missed: {typed:?} for {:?} {:?}", records[*meant].en, records[*meant].zh);
            }
        }
        all.extend(&times);
        let share = |count: usize| format!("{:.1} %", 100.0 * count as f64 / queries.len() as f64);
        let (found, first_ten, first) = (share(found), share(first_ten), share(first));
        let [p50, p99, max] = percentiles(&mut times);
        let n = queries.len();
        println!("{class:12} {n:5} {p50:8.0} {p99:8.0} {max:8.0} {found:>7} {first_ten:>7} {first:>7}");
    }
    let n = all.len();
    let [p50, p99, max] = percentiles(&mut all);
    println!("{:12} {n:5} {p50:8.0} {p99:8.0} {max:8.0}", "all");
    Ok(())
}

fn percentiles(times: &mut [f64]) -> [f64; 3] {
    times.sort_by(f64::total_cmp);
    [0.5, 0.99, 1.0].map(|share| times[((times.len() - 1) as f64 * share) as usize])
}
