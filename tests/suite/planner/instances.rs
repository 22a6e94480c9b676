//! The instances: small ones kept here, the larger ones of the shared folder where it is at hand.

use std::fs;
use std::path::{Path, PathBuf};

use rungs_core::plan::{Outcome, verify};
use rungs_core::wire::plan_v1;
use serde_json::Value;

use super::solve;

/// What an instance must come to.
fn expect(folder: &Path, optima: &Value, name: &str) {
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).expect("the instance can be read");
    let read = plan_v1::read(&text).expect("the instance is well formed");
    let (mut problem, objective) = (read.problem, read.objective);
    let expected = &optima[name];
    let Some(least) = expected["least_budget"].as_u64() else {
        let outcome = solve(&problem, &objective);
        let Outcome::Optimal { plan, value } = outcome else { panic!("{name}: {outcome:?}") };
        assert_eq!(Some(value[0]), expected["value"].as_i64(), "{name}");
        assert_eq!(verify(&problem, &plan).map(|measures| objective.value(&measures)), Ok(value), "{name}");
        return;
    };
    assert_eq!(solve(&problem, &objective), Outcome::Infeasible, "{name}");
    problem.budget = least - 1;
    assert_eq!(solve(&problem, &objective), Outcome::Infeasible, "{name} with 1 less than enough");
    problem.budget = least;
    let outcome = solve(&problem, &objective);
    let Outcome::Optimal { value, .. } = outcome else { panic!("{name} with enough: {outcome:?}") };
    assert_eq!(Some(value[0]), expected["value_at_least_budget"].as_i64(), "{name} with enough");
}

fn optima(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("the optima can be read");
    serde_json::from_str(&text).expect("the optima are JSON")
}

#[test]
fn small_instances_reach_their_optima() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances");
    let optima = optima(&folder.join("optima.json"));
    let names: Vec<&String> = optima.as_object().expect("an object").keys().collect();
    assert!(names.len() >= 10);
    for name in names {
        expect(&folder, &optima, name);
    }
}

/// The folder of the larger ones.
fn shared() -> PathBuf {
    let shared = std::env::var_os("RUNGS_SHARED");
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    shared.map_or_else(beside, PathBuf::from).join("planner")
}

#[test]
fn nothing_in_an_instance_is_doubtful() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances");
    for folder in [here, shared().join("instances")] {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.file_name().is_some_and(|name| name != "optima.json") {
                let text = fs::read_to_string(&path).expect("the instance can be read");
                let doubts = plan_v1::read(&text).map(|read| read.doubts);
                assert_eq!(doubts, Ok(Vec::new()), "{}", path.display());
            }
        }
    }
}

#[test]
fn shared_instances_reach_their_optima() {
    let folder = shared();
    if !folder.join("optima.json").exists() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    let optima = optima(&folder.join("optima.json"));
    for name in optima.as_object().expect("an object").keys() {
        if name.starts_with("n30-") || name.starts_with("n100-") {
            expect(&folder.join("instances"), &optima, name);
        }
    }
}
