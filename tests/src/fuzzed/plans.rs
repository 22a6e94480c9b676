//! Readers of planning problems and of plans for them.

use std::sync::{Arc, OnceLock};

use rungs_core::plan::{Outcome, Problem, Search, verify};
use rungs_core::wire::plan_v1::{self, Fault, Instance, What};
use rungs_core::wire::value::{self, SyntaxError};
use rungs_core::words::{Language, instance as say};

use super::{is_harmless, root};

/// A planning problem: every fault has a place and words; what is read can be worked on, and a plan that is found keeps
/// its rules and is written and read again the same.
pub fn instance(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Instance { problem, objective, doubts } = match plan_v1::read(&text) {
        Ok(read) => read,
        Err(faults) => return faults_hold(&faults, &text),
    };
    if !doubts.is_empty() {
        faults_hold(&doubts, &text);
    }
    let problem = Arc::new(problem);
    let mut search = match Search::new(problem.clone(), &objective) {
        Ok(search) => search,
        Err(invalid) => {
            for language in [Language::Chinese, Language::English] {
                assert!(!say::invalid(&invalid, language).is_empty());
            }
            return;
        }
    };
    // A problem may be a hard one.
    search.run(30);
    match search.outcome() {
        Outcome::Optimal { plan, value } | Outcome::Feasible { plan, value, .. } => {
            let measures = verify(&problem, &plan).expect("it keeps the rules");
            assert_eq!(objective.value(&measures), value);
            let written = plan_v1::write_plan(&problem, &plan).to_string();
            assert_eq!(plan_v1::read_plan(&problem, &written), Ok(plan));
        }
        Outcome::Infeasible | Outcome::Unknown { .. } => {}
    }
}

fn faults_hold(faults: &[Fault], text: &str) {
    assert!(!faults.is_empty());
    let document = value::parse(text).ok();
    for fault in faults.iter().take(100) {
        for language in [Language::Chinese, Language::English] {
            let said = say::fault(fault, language);
            for said in [Some(said.message), said.hint].into_iter().flatten() {
                assert!(!said.is_empty() && is_harmless(&said), "{said:?}");
            }
        }
        match (&fault.what, &document) {
            (What::Syntax(SyntaxError { line, column, .. }), None) => {
                assert!(*line <= text.lines().count() + 1 && *column <= text.len() + 1)
            }
            (_, Some(document)) => assert!(document.pointer(&fault.pointer).is_some(), "{fault:?}"),
            (_, None) => panic!("{fault:?} of no document"),
        }
    }
}

/// A plan for a problem: what is read is judged without panic, and written and read again the same.
pub fn plan(bytes: &[u8]) {
    let problem = small();
    let text = String::from_utf8_lossy(bytes);
    match plan_v1::read_plan(problem, &text) {
        Ok(plan) => {
            let _ = verify(problem, &plan);
            let written = plan_v1::write_plan(problem, &plan).to_string();
            assert_eq!(plan_v1::read_plan(problem, &written), Ok(plan));
        }
        Err(faults) => faults_hold(&faults, &text),
    }
}

const SMALL: &str = r#"{"format":"pathway-plan/1","id":"small","horizon":3,"competences":[{"id":"k","need":2}],
"items":[{"id":"a","kind":"course","duration":1,"starts":[0,1],"credits":4,"load":6,"fee":0,"effort":60,"gives":{"k":1},"prereq":[]},
{"id":"b","kind":"certificate","duration":1,"starts":[1,2],"credits":2,"load":2,"fee":300,"effort":20,"gives":{"k":1},
"prereq":[{"any":["a"],"lag":1}]},
{"id":"c","kind":"competition","duration":2,"starts":[0],"credits":0,"load":1,"fee":50,"effort":10,"gives":{},"prereq":[]}],
"recognition":[{"from":"b","to":"c","fee":10}],"recognition_limit_per_item":1,"max_recognised_credits":4,
"exclusive":[["b","c"]],"mandatory":["a"],"done":[],"load_cap":[8,8,8],"exam_cap":2,"budget":500,"min_credits":4,
"objective":{"fee":1,"term":100,"effort":1}}"#;

fn small() -> &'static Problem {
    static PROBLEM: OnceLock<Problem> = OnceLock::new();
    PROBLEM.get_or_init(|| plan_v1::read(SMALL).expect("the small problem has no fault").problem)
}

/// Real problems.
pub fn instances() -> Vec<Vec<u8>> {
    // The small one most often: it is quickest.
    let mut instances = vec![SMALL.as_bytes().to_vec(); 3];
    for name in ["n30-loose-s1.json", "n30-tight-s2.json"] {
        instances.extend(std::fs::read(root().join("tests/instances").join(name)));
    }
    instances
}

/// Plans for the small problem.
pub fn written_plans() -> Vec<Vec<u8>> {
    [
        r#"{"start":{"a":0,"b":1},"recognised":[]}"#,
        r#"{"start":{"a":1,"b":2},"recognised":[{"rule":["b","c"],"at":2}]}"#,
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}
