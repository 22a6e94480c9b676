//! Every reader with real inputs and with changed ones, the same ones every time.
//!
//! `RUNGS_FUZZ=1000000 cargo test --release -p rungs-tests -- fuzzed --nocapture` changes that many; `RUNGS_FUZZ_SEED`
//! changes them otherwise, `RUNGS_FUZZ_TARGET` gives them to one reader. `fuzz/` lets libFuzzer choose the changes.

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use rungs_tests::fuzzed::mutate::{Chance, mutated};
use rungs_tests::fuzzed::{TARGETS, Target};

/// Changed inputs where nobody asks for more.
const USUAL: usize = 12_000;

/// No input of a few kilobytes takes longer, if nothing is quadratic.
const LONGEST: Duration = Duration::from_secs(5);

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn real_inputs_hold() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(seeds.len() >= 2, "{}", target.name);
        for seed in seeds {
            (target.body)(&seed);
        }
    }
}

#[test]
fn changed_inputs_hold() {
    let only = setting::<String>("RUNGS_FUZZ_TARGET");
    let targets: Vec<&Target> =
        TARGETS.iter().filter(|target| only.as_ref().is_none_or(|only| only == target.name)).collect();
    // Each gets as much time as any other, roughly.
    let shares: f64 = targets.iter().map(|target| 1.0 / target.cost as f64).sum();
    let wanted = setting::<usize>("RUNGS_FUZZ").unwrap_or(USUAL);
    let mut failed = Vec::new();
    for target in targets {
        let count = (wanted as f64 / target.cost as f64 / shares) as usize;
        failed.extend(drive(target, count.max(20)));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Gives a reader changed inputs; the first of each kind that it fails on.
fn drive(target: &Target, count: usize) -> Vec<String> {
    let seeds = (target.seeds)();
    let mut chance = Chance::new(setting("RUNGS_FUZZ_SEED").unwrap_or(1));
    let begun = Instant::now();
    let (mut slowest, mut kinds, mut failed) = (Duration::ZERO, BTreeSet::new(), Vec::new());
    for number in 0..count {
        let input = mutated(&mut chance, &seeds);
        let asked = Instant::now();
        let held = catch_unwind(|| (target.body)(&input));
        let took = asked.elapsed();
        slowest = slowest.max(took);
        let why = match held {
            Err(why) => why.downcast::<String>().map_or_else(|_| "a panic".to_owned(), |why| *why),
            Ok(()) if took > LONGEST => format!("slow: {took:.1?}"),
            Ok(()) => continue,
        };
        if kinds.insert(why.chars().take(40).collect::<String>()) {
            let input = input.escape_ascii();
            failed.push(format!("{} on change {number}: {why}\n  b\"{input}\"", target.name));
        }
    }
    let took = begun.elapsed();
    println!("{}: {count} changed inputs in {took:.1?}, the slowest in {slowest:.1?}", target.name);
    failed
}
