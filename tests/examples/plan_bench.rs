//! Times the planner on instances: one line of JSON each, for `cargo xtask bench plan`.
//!
//! `cargo run --release -p rungs-tests --example plan_bench -- [--seconds S] [--more] INSTANCE…`; `--more` also
//! times five best plans, or, where there is none, the conflict and the ways out. A folder is a pack: the questions of
//! its example learners are timed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rungs_core::catalogue::Catalogue;
use rungs_core::guide::Guide;
use rungs_core::pack::csv::{File, read_folder};
use rungs_core::plan::{self, Alternatives, Conflict, Progress, Relaxations, Search};
use rungs_core::question::{Outcome, Question, Solver};
use rungs_core::wire::plan_v1;
use serde_json::json;

/// Steps in one slice: what a page would give between two frames.
const SLICE: u32 = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut seconds, mut more) = (60.0, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            seconds = arguments.next().ok_or("--seconds needs a number")?.parse()?;
            continue;
        }
        if argument == "--more" {
            more = true;
            continue;
        }
        if std::path::Path::new(&argument).is_dir() {
            questions(&argument)?;
            continue;
        }
        println!("{}", measure(&argument, Duration::from_secs_f64(seconds), more)?);
    }
    Ok(())
}

/// Times the questions of a pack's example learners: the plan, all that is told of it, the choice of certificates.
fn questions(folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(File { name, text: Ok(std::fs::read_to_string(&path)?), decoded: None });
    }
    let catalogue = Catalogue::new(read_folder(&files).model.ok_or("the pack has errors")?);
    let today = "2026-09-15".parse().map_err(|_| "no day")?;
    let timed = |work: &mut dyn FnMut() -> Progress| {
        let begun = Instant::now();
        while work() == Progress::Working {}
        begun.elapsed().as_secs_f64() * 1e3
    };
    // The first question is asked of a program that has just begun, so it is asked again in the end.
    for (place, example) in catalogue.learners.iter().chain(catalogue.learners.first()).enumerate() {
        let again = if place == catalogue.learners.len() { ", again" } else { "" };
        let Some(job) = example.learner.goal else { continue };
        let question = Question { catalogue: &catalogue, learner: &example.learner, job, today };
        let begun = Instant::now();
        let elapsed = || begun.elapsed().as_secs_f64() * 1e3;
        let mut solver = Solver::new(question);
        let mut first = None;
        loop {
            let progress = solver.run(SLICE);
            if first.is_none() && matches!(solver.outcome(), Outcome::Plan { .. } | Outcome::Reached) {
                first = Some(elapsed());
            }
            if progress == Progress::Done {
                break;
            }
        }
        let plan = elapsed();
        let mut others = solver.others(4).ok_or("no plan")?;
        let others = timed(&mut || others.run(SLICE));
        let mut why = solver.why().ok_or("no plan")?;
        let told = why.left();
        let why = timed(&mut || why.run(SLICE));
        let mut surviving = solver.surviving().ok_or("no plan")?;
        let surviving = timed(&mut || surviving.run(SLICE));
        let begun = Instant::now();
        let mut guide = Guide::new(question);
        while guide.run(SLICE) == Progress::Working {}
        let guide = begun.elapsed().as_secs_f64() * 1e3;
        let line = json!({
            "instance": format!("{}{again}", example.id), "status": "optimal", "value": null, "first_plan_ms": first, "plan_ms": plan, "others_ms": others, "told": told,
            "why_ms": why, "surviving_ms": surviving, "guide_ms": guide,
        });
        println!("{line}");
    }
    Ok(())
}

fn measure(path: &str, most: Duration, more: bool) -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let begun = Instant::now();
    let milliseconds = |since: Instant| since.elapsed().as_secs_f64() * 1e3;
    let plan_v1::Instance { problem, objective, .. } =
        plan_v1::read(&text).map_err(|faults| format!("{path}: {faults:?}"))?;
    let problem = Arc::new(problem);
    let mut search = Search::new(Arc::clone(&problem), &objective)?;
    let (mut first, mut proven, mut slowest) = (None, None, 0.0_f64);
    let mut progress = Progress::Working;
    while progress == Progress::Working && begun.elapsed() < most {
        let slice = Instant::now();
        progress = search.run(SLICE);
        slowest = slowest.max(milliseconds(slice));
        match search.outcome() {
            plan::Outcome::Unknown { .. } => {}
            plan::Outcome::Feasible { .. } => first = first.or(Some(milliseconds(begun))),
            plan::Outcome::Optimal { .. } | plan::Outcome::Infeasible => {
                first = first.or(Some(milliseconds(begun)));
                proven = proven.or(Some(milliseconds(begun)));
            }
        }
    }
    let (status, value, bound) = match search.outcome() {
        plan::Outcome::Optimal { value, .. } => ("optimal", Some(value.clone()), Some(value)),
        plan::Outcome::Feasible { value, bound, .. } => ("feasible", Some(value), Some(bound)),
        plan::Outcome::Infeasible => ("infeasible", None, None),
        plan::Outcome::Unknown { bound } => ("unknown", None, Some(bound)),
    };
    let mut measured = json!({
        "instance": path, "status": status, "value": value, "bound": bound,
        "first_ms": first, "proven_ms": proven, "canonical_ms": milliseconds(begun), "slowest_slice_ms": slowest,
    });
    if more && status == "optimal" {
        let begun = Instant::now();
        let mut five = Alternatives::new(Arc::clone(&problem), &objective, 5)?;
        while five.run(SLICE) == Progress::Working && begun.elapsed() < most {}
        measured["five_ms"] = json!(milliseconds(begun));
        measured["five"] = json!(five.plans().iter().map(|(_, value)| value[0]).collect::<Vec<_>>());
    }
    if more && status == "infeasible" {
        let begun = Instant::now();
        let mut conflict = Conflict::new(Arc::clone(&problem))?;
        while conflict.run(SLICE) == Progress::Working && begun.elapsed() < most {}
        measured["conflict_ms"] = json!(milliseconds(begun));
        measured["conflict"] = json!(conflict.rules().map(|rules| format!("{rules:?}")));
        let begun = Instant::now();
        let mut ways = Relaxations::new(Arc::clone(&problem))?;
        while ways.run(SLICE) == Progress::Working && begun.elapsed() < most {}
        measured["ways_ms"] = json!(milliseconds(begun));
        measured["ways"] = json!(format!("{:?}", ways.found()));
    }
    Ok(measured)
}
