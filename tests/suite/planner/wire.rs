//! The published format: what is wrong is said, and where.

use rungs_core::plan::{Outcome, verify};
use rungs_core::wire::plan_v1::{read, read_plan, write_plan};
use rungs_core::words::{Language, instance as say};
use serde_json::{Value, json};

use super::solve;

fn instance() -> Value {
    json!({
        "horizon": 3,
        "competences": [{"id": "k", "need": 2}],
        "items": [
            {"id": "a", "kind": "certificate", "duration": 1, "starts": [1, 0], "credits": 2, "load": 3, "fee": 10,
             "effort": 4, "gives": {"k": 1}, "prereq": []},
            {"id": "b", "kind": "course", "duration": 1, "starts": [0, 1, 2], "credits": 1, "load": 3, "fee": 99,
             "effort": 4, "gives": {"k": 1}, "prereq": [{"any": ["a"], "lag": 1}]}
        ],
        "recognition": [{"from": "a", "to": "b", "fee": 5}],
        "recognition_limit_per_item": 1, "max_recognised_credits": 1,
        "exclusive": [["a"]], "mandatory": ["b"], "done": [],
        "load_cap": [9, 9, 9], "exam_cap": 1, "budget": 100, "min_credits": 3,
        "objective": {"fee": 1, "term": 500, "effort": 2},
        "unknown": "is ignored"
    })
}

#[test]
fn an_instance_is_read_and_its_plan_written() {
    let (problem, objective) = read(&instance().to_string()).expect("the instance is well formed");
    let Outcome::Optimal { plan, value } = solve(&problem, &objective) else { panic!("there is a plan") };
    assert_eq!(value, [523]);
    let written = write_plan(&problem, &plan);
    assert_eq!(written, json!({"start": {"a": 0}, "recognised": [{"rule": ["a", "b"], "at": 1}]}));
    let again = read_plan(&problem, &written.to_string()).expect("what was written can be read");
    assert_eq!(again, plan);
    assert!(verify(&problem, &again).is_ok());
}

#[test]
fn faults_are_found_where_they_are() {
    let cases: [(&str, Value, &str); 18] = [
        ("/horizon", json!(-1), "/horizon: expected a whole number from 0 to 100"),
        ("/horizon", json!(1.5), "/horizon: expected a whole number from 0 to 100"),
        ("/horizon", json!("3"), "/horizon: expected a whole number"),
        ("/items/0/duration", json!(0), "/items/0/duration: expected a whole number from 1 to 4294967295"),
        ("/items/1/id", json!("a"), "/items/1/id: \"a\" was given before"),
        ("/items/1/kind", json!("game"), "/items/1/kind: expected course, certificate or competition"),
        ("/items/1/prereq/0/any/0", json!("z"), "/items/1/prereq/0/any/0: there is no \"z\""),
        ("/items/1/prereq/0/lag", json!(2), "/items/1/prereq/0/lag: expected a whole number from 0 to 1"),
        ("/items/0/gives", json!({"z/~": 1}), "/items/0/gives/z~1~0: there is no \"z/~\""),
        ("/items/0/starts", json!({}), "/items/0/starts: expected a list"),
        ("/items/0/starts/0", json!(null), "/items/0/starts/0: expected a whole number"),
        ("/recognition/0/to", json!("z"), "/recognition/0/to: there is no \"z\""),
        ("/exclusive/0/0", json!(1), "/exclusive/0/0: expected a text"),
        ("/mandatory/0", json!("z"), "/mandatory/0: there is no \"z\""),
        ("/load_cap", json!([9]), "/load_cap: expected 3 entries, found 1"),
        ("/budget", json!(1e30), "/budget: expected a whole number from 0 to 18446744073709551615"),
        ("/objective", json!({"fee": 1, "term": 1}), "/objective: the field \"effort\" is missing"),
        ("/competences/0", json!(7), "/competences/0: expected an object"),
    ];
    for (pointer, value, expected) in cases {
        let mut document = instance();
        *document.pointer_mut(pointer).expect("the place exists") = value;
        let faults = read(&document.to_string()).expect_err(pointer);
        assert!(
            faults.iter().any(|fault| say::fault(fault, Language::English) == expected),
            "{expected}: {faults:?}"
        );
    }
}

#[test]
fn what_is_not_an_instance_is_refused_without_a_panic() {
    let deep = "[".repeat(10_000);
    let texts = ["", "{", "[]", "null", "7", "{}", "\u{feff}{}", r#"{"items": {}}"#, deep.as_str()];
    for text in texts {
        assert!(read(text).is_err(), "{text:.20}");
    }
    let (problem, _) = read(&instance().to_string()).expect("the instance is well formed");
    let plans = [
        r#"{"start": {"z": 0}, "recognised": []}"#,
        r#"{"start": {"a": true}, "recognised": []}"#,
        r#"{"start": {}, "recognised": [{"rule": ["b", "a"], "at": 1}]}"#,
        r#"{"start": {}, "recognised": [{"rule": ["b"], "at": 1}]}"#,
        r#"{"start": []}"#,
    ];
    for text in plans {
        assert!(read_plan(&problem, text).is_err(), "{text}");
    }
}
