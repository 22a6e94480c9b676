//! `cargo xtask bench plan`: the planner, native and as WebAssembly in Node, beside other solvers.
//!
//! Only here are the other solvers needed: Python packages, put into a virtual environment below `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Fault;
use crate::paths::{root, target};
use crate::step::{cargo, execute, note, output, step};

const WASI: &str = "wasm32-wasip1";
/// No solver gets longer for one instance.
const SECONDS: &str = "60";
/// Random instances on which all solvers must agree.
const RANDOM: usize = 200;
const SIZES: [&str; 3] = ["n30", "n100", "n300"];

/// What one solver says of one instance.
#[derive(Debug, Clone)]
struct Said {
    instance: String,
    status: String,
    value: Option<i64>,
    /// Milliseconds until it was proven; until it gave up where it was not.
    took: f64,
    /// The whole line.
    line: Value,
}

impl Said {
    fn is_final(&self) -> bool {
        self.status == "optimal" || self.status == "infeasible"
    }
}

/// One solver, or one way to run ours.
struct Solver {
    name: &'static str,
    said: Vec<Said>,
}

/// Measures and writes `docs/bench/plan.md`.
pub fn run() -> Result<(), Fault> {
    let shared = std::env::var_os("RUNGS_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folder = shared.join("planner/instances");
    let mut instances = json_files(&folder).unwrap_or_default();
    instances.retain(|path| SIZES.iter().any(|size| name(path).starts_with(&format!("{size}-"))));
    if instances.is_empty() {
        note(&format!("skipped: there are no instances in {}", folder.display()));
        return Ok(());
    }
    let native = native()?;
    let wasm = wasm();
    let python = python();
    let random = python.as_deref().map(random).transpose()?.unwrap_or_default();

    let mut solvers = vec![Solver { name: "native", said: ours(Command::new(&native), true, &instances)? }];
    if let Some(wasm) = &wasm {
        solvers.push(Solver { name: "wasm", said: ours(node(wasm), true, &instances)? });
    }
    if let Some(python) = &python {
        for (name, solver) in [("CP-SAT", "cpsat"), ("HiGHS", "highs")] {
            solvers.push(Solver { name, said: theirs(python, solver, &instances)? });
        }
    }
    let mut report = heading();
    report += &table(&solvers);
    report += &further(&solvers);
    report += &questions(&native, wasm.as_deref())?;
    report += &large(&native, &folder)?;
    report += &disagreements(&solvers, "instances above")?;
    if let Some(python) = &python {
        let mut solvers = vec![Solver { name: "native", said: ours(Command::new(&native), false, &random)? }];
        for (name, solver) in [("CP-SAT", "cpsat"), ("HiGHS", "highs")] {
            solvers.push(Solver { name, said: theirs(python, solver, &random)? });
        }
        report += &disagreements(&solvers, "random instances")?;
    } else {
        report += "\nThe other solvers were not at hand, so nothing was compared.\n";
    }
    let file = root().join("docs/bench/plan.md");
    fs::create_dir_all(root().join("docs/bench")).map_err(|error| error.to_string())?;
    fs::write(&file, &report).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("\n{report}");
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn json_files(folder: &Path) -> Option<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    Some(files)
}

fn native() -> Result<PathBuf, Fault> {
    step("build the benchmark", || {
        let arguments = ["build", "--release", "--package", "rungs-tests", "--example", "plan_bench"];
        execute(&mut cargo(&arguments), "the build")
    })?;
    Ok(target().join("release/examples").join(format!("plan_bench{}", std::env::consts::EXE_SUFFIX)))
}

/// The benchmark as WebAssembly, as small as the widget; none if it cannot be built or run here.
fn wasm() -> Option<PathBuf> {
    let built = step("build the benchmark as WebAssembly", || {
        execute(
            Command::new("rustup").current_dir(root()).args(["target", "add", WASI]),
            "rustup target add",
        )?;
        let arguments = ["build", "--profile", "widget", "--target", WASI, "--package", "rungs-tests"];
        execute(cargo(&arguments).args(["--example", "plan_bench"]), "the build")
    });
    let has_node = output(Command::new("node").arg("--version")).is_some();
    if built.is_err() || !has_node {
        note("skipped: WebAssembly needs Node and the compiler's wasm32-wasip1 target");
        return None;
    }
    Some(target().join(WASI).join("widget/examples/plan_bench.wasm"))
}

fn node(program: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg("--no-warnings").arg(root().join("xtask/bench/wasi.mjs")).arg(program);
    node
}

/// A Python that has the other solvers; none if they cannot be had.
fn python() -> Option<PathBuf> {
    super::python("the other solvers", "ortools, highspy", &["ortools", "highspy"])
}

fn script() -> PathBuf {
    root().join("xtask/bench/plan.py")
}

/// Writes the random instances.
fn random(python: &Path) -> Result<Vec<PathBuf>, Fault> {
    let folder = target().join("bench-instances");
    let mut command = Command::new(python);
    command.arg(script()).arg("generate").arg(&folder).arg(RANDOM.to_string());
    execute(&mut command, "making random instances")?;
    Ok(json_files(&folder).unwrap_or_default())
}

fn ours(mut command: Command, more: bool, instances: &[PathBuf]) -> Result<Vec<Said>, Fault> {
    if more {
        command.arg("--more");
    }
    command.args(["--seconds", SECONDS]);
    said(command.args(instances), "proven_ms", "our planner")
}

fn theirs(python: &Path, solver: &str, instances: &[PathBuf]) -> Result<Vec<Said>, Fault> {
    let mut command = Command::new(python);
    command.arg(script()).args(["solve", solver, SECONDS]).args(instances);
    said(&mut command, "ms", solver)
}

fn said(command: &mut Command, time: &str, who: &str) -> Result<Vec<Said>, Fault> {
    let lines = super::lines(&format!("run {who}"), command)?;
    let read = |line: Value| line_said(line.clone(), time).ok_or_else(|| format!("{who} said {line}"));
    lines.into_iter().map(read).collect()
}

fn line_said(line: Value, time: &str) -> Option<Said> {
    let value = line["value"].as_i64().or_else(|| line["value"][0].as_i64());
    Some(Said {
        instance: name(Path::new(line["instance"].as_str()?)),
        status: line["status"].as_str()?.to_owned(),
        value,
        took: line[time].as_f64().unwrap_or(f64::INFINITY),
        line,
    })
}

fn heading() -> String {
    let version = |command: &str| output(Command::new(command).arg("--version")).unwrap_or_default();
    format!(
        "# The planner, measured\n\nWritten by `cargo xtask bench plan`: one run on one machine, one thread each, at \
         most {SECONDS} s an instance. Times are milliseconds until the optimum, or that there is no plan, was \
         proven; ours include reading the instance, the others' leave out starting and building. What matters is \
         how they compare. {}; Node {}.\n",
        version("rustc"),
        version("node"),
    )
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    match times.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => times[count / 2],
        count => (times[count / 2 - 1] + times[count / 2]) / 2.0,
    }
}

fn shown(time: f64) -> String {
    match time {
        time if time.is_nan() => "–".to_owned(),
        time if time < 10.0 => format!("{time:.1}"),
        time if time.is_finite() => format!("{time:.0}"),
        _ => format!("over {SECONDS} s"),
    }
}

/// Median and worst of each size, and how many times as long as ours.
fn table(solvers: &[Solver]) -> String {
    let mut text = "\n## Proof\n\n| | instances |".to_owned();
    for solver in solvers {
        text += &format!(" {} median | worst |", solver.name);
    }
    for solver in &solvers[1..] {
        text += &format!(" {} ÷ native |", solver.name);
    }
    text += &format!("\n|---|---|{}\n", "---|".repeat(3 * solvers.len() - 1));
    for size in SIZES {
        for kind in ["loose", "tight"] {
            let start = format!("{size}-{kind}-");
            let times = |solver: &Solver| -> Vec<f64> {
                let these = solver.said.iter().filter(|said| said.instance.starts_with(&start));
                these.map(|said| if said.is_final() { said.took } else { f64::INFINITY }).collect()
            };
            let of_all: Vec<Vec<f64>> = solvers.iter().map(times).collect();
            text += &format!("| {size} {kind} | {} |", of_all[0].len());
            for times in &of_all {
                let worst = times.iter().copied().fold(0.0, f64::max);
                text += &format!(" {} | {} |", shown(median(times.clone())), shown(worst));
            }
            for times in &of_all[1..] {
                let ratios = times.iter().zip(&of_all[0]).map(|(theirs, ours)| theirs / ours).collect();
                let ratio: f64 = median(ratios);
                text += &if ratio.is_finite() { format!(" {ratio:.1} |") } else { " – |".to_owned() };
            }
            text += "\n";
        }
    }
    text
}

/// First plans, five plans, conflicts and ways out: ours alone.
fn further(solvers: &[Solver]) -> String {
    let mut text = "\n## Other answers\n\n| | | first plan and bound, median | worst | five best ÷ the best, median | worst \
                    | conflict, worst | ways out, worst |\n|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for solver in solvers.iter().filter(|solver| matches!(solver.name, "native" | "wasm")) {
        for size in SIZES {
            let start = format!("{size}-");
            let of = |field: &str| -> Vec<f64> {
                let these = solver.said.iter().filter(|said| said.instance.starts_with(&start));
                these.filter_map(|said| said.line[field].as_f64()).collect()
            };
            let fives: Vec<f64> = solver
                .said
                .iter()
                .filter(|said| said.instance.starts_with(&start))
                .filter_map(|said| Some(said.line["five_ms"].as_f64()? / said.line["canonical_ms"].as_f64()?))
                .collect();
            let worst = |times: &[f64]| shown(times.iter().copied().fold(f64::NAN, f64::max));
            // Where there is no plan, there is no first one.
            let these =
                solver.said.iter().filter(|said| said.instance.starts_with(&start) && said.value.is_some());
            let first: Vec<f64> = these.filter_map(|said| said.line["first_ms"].as_f64()).collect();
            text += &format!(
                "| {size} | {} | {} | {} | {} | {} | {} | {} |\n",
                solver.name,
                shown(median(first.clone())),
                worst(&first),
                shown(median(fives.clone())),
                worst(&fives),
                worst(&of("conflict_ms")),
                worst(&of("ways_ms")),
            );
        }
    }
    text
}

/// The questions of the sample pack's example learners.
fn questions(native: &Path, wasm: Option<&Path>) -> Result<String, Fault> {
    let pack = root().join("www/packs/sample");
    let mut text = "\n## The sample pack's questions\n\n| learner | | first plan | plan, proven | four plans | what-ifs | all of them | plan that \
                    survives | certificates ranked |\n|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    let mut runs = vec![("native", Command::new(native))];
    runs.extend(wasm.map(|wasm| ("wasm", node(wasm))));
    for (name, mut command) in runs {
        for said in said(command.arg(&pack), "plan_ms", "the sample pack's questions")? {
            let time = |field: &str| shown(said.line[field].as_f64().unwrap_or(f64::NAN));
            text += &format!(
                "| {} | {name} | {} | {} | {} | {} | {} | {} | {} |\n",
                said.line["instance"].as_str().unwrap_or_default(),
                time("first_plan_ms"),
                shown(said.took),
                time("others_ms"),
                said.line["told"],
                time("why_ms"),
                time("surviving_ms"),
                time("guide_ms"),
            );
        }
    }
    Ok(text)
}

/// The largest instances: how far from the bound a plan is after ten seconds.
fn large(native: &Path, folder: &Path) -> Result<String, Fault> {
    let mut instances = json_files(folder).unwrap_or_default();
    instances.retain(|path| name(path).starts_with("n1000-"));
    let mut command = Command::new(native);
    command.args(["--seconds", "10"]).args(&instances);
    let mut text = "\n## n1000 after 10 s, native\n\n| | status | value | above the bound | first plan |\n|---|---|---|---|---|\n"
        .to_owned();
    for said in said(&mut command, "proven_ms", "our planner on the largest")? {
        let bound = said.line["bound"][0].as_f64();
        let gap = said.value.zip(bound).map(|(value, bound)| (value as f64 / bound.max(1.0) - 1.0) * 100.0);
        text += &format!(
            "| {} | {} | {} | {} | {} |\n",
            said.instance,
            said.status,
            said.value.map_or("–".to_owned(), |value| value.to_string()),
            gap.map_or("–".to_owned(), |gap| format!("{gap:.1} %")),
            shown(said.line["first_ms"].as_f64().unwrap_or(f64::NAN)),
        );
    }
    Ok(text)
}

/// Where two solvers that both came to an end say different things: an error, after saying all of them.
fn disagreements(solvers: &[Solver], what: &str) -> Result<String, Fault> {
    let mut found = Vec::new();
    let mut compared = 0;
    for ours in &solvers[0].said {
        for solver in &solvers[1..] {
            let theirs = solver.said.iter().find(|said| said.instance == ours.instance);
            let Some(theirs) = theirs.filter(|theirs| theirs.is_final() && ours.is_final()) else { continue };
            compared += 1;
            if (&ours.status, ours.value) != (&theirs.status, theirs.value) {
                found.push(format!(
                    "{}: {} {:?}, {} says {} {:?}",
                    ours.instance, ours.status, ours.value, solver.name, theirs.status, theirs.value
                ));
            }
        }
    }
    let open = solvers[0].said.iter().filter(|said| !said.is_final()).count();
    if found.is_empty() {
        let of = solvers[0].said.len();
        return Ok(format!(
            "\n{of} {what}: {compared} comparisons with another solver's proof, no disagreement; {open} not proven \
             by ours in time.\n"
        ));
    }
    Err(format!("disagreements:\n{}", found.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solver(name: &'static str, lines: &[&str]) -> Solver {
        Solver {
            name,
            said: lines
                .iter()
                .map(|line| line_said(serde_json::from_str(line).expect("JSON"), "ms").expect("a line"))
                .collect(),
        }
    }

    #[test]
    fn solvers_that_disagree_are_an_error() {
        let one = r#"{"instance": "a/n30-tight-s1.json", "status": "optimal", "value": [7], "ms": 2}"#;
        let same = r#"{"instance": "b/n30-tight-s1.json", "status": "optimal", "value": 7, "ms": 6}"#;
        let other = r#"{"instance": "b/n30-tight-s1.json", "status": "infeasible", "value": null, "ms": 6}"#;
        let open = r#"{"instance": "b/n30-tight-s1.json", "status": "unknown", "value": null, "ms": 6}"#;
        let agree = |line| disagreements(&[solver("native", &[one]), solver("other", &[line])], "instances");
        assert!(agree(same).is_ok_and(|text| text.contains("1 comparisons")));
        assert!(agree(open).is_ok_and(|text| text.contains("0 comparisons")));
        assert!(agree(other).is_err());
        let row = table(&[solver("native", &[one]), solver("other", &[same])]);
        assert!(row.contains("| n30 tight | 1 | 2.0 | 2.0 | 6.0 | 6.0 | 3.0 |"), "{row}");
    }

    #[test]
    fn medians_are_in_the_middle() {
        assert_eq!((median(vec![3.0, 1.0, 2.0]), median(vec![4.0, 1.0])), (2.0, 2.5));
        assert!(median(Vec::new()).is_nan());
    }
}
