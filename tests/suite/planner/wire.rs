//! The published format: what is wrong is said, and where.

use rungs_core::diagnostic::Severity;
use rungs_core::plan::{Outcome, verify};
use rungs_core::wire::plan_v1::{Fault, Instance, read, read_plan, write_plan};
use rungs_core::words::{Language, instance as say};
use serde_json::{Value, json};

use super::solve;

fn instance() -> Value {
    json!({
        "format": "pathway-plan/1",
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
        "objective": {"fee": 1, "term": 500, "effort": 2}
    })
}

#[test]
fn an_instance_is_read_and_its_plan_written() {
    let Instance { problem, objective, doubts } =
        read(&instance().to_string()).expect("the instance is well formed");
    assert!(doubts.is_empty(), "{doubts:?}");
    let Outcome::Optimal { plan, value } = solve(&problem, &objective) else { panic!("there is a plan") };
    assert_eq!(value, [523]);
    let written = write_plan(&problem, &plan);
    assert_eq!(written, json!({"start": {"a": 0}, "recognised": [{"rule": ["a", "b"], "at": 1}]}));
    let again = read_plan(&problem, &written.to_string()).expect("what was written can be read");
    assert_eq!(again, plan);
    assert!(verify(&problem, &again).is_ok());
}

/// What is said of each fault: where, what, and how to mend it.
fn said(faults: &[Fault]) -> Vec<String> {
    let one = |fault: &Fault| {
        let said = say::fault(fault, Language::English);
        format!("{}: {} ({})", fault.pointer, said.message, said.hint.unwrap_or_default())
    };
    faults.iter().map(one).collect()
}

#[test]
fn faults_are_found_where_they_are() {
    let number = "a whole number should stand here (write digits only, without quotation marks or a unit)";
    let cases: [(&str, Value, &str); 22] = [
        ("/horizon", json!(-1), "-1 cannot stand here (write a whole number from 0 to 100)"),
        ("/horizon", json!(1.5), "1.5 cannot stand here (write a whole number from 0 to 100)"),
        ("/horizon", json!("3"), number),
        ("/items/0/duration", json!(0), "0 cannot stand here (write a whole number from 1 to 4294967295)"),
        ("/items/1/id", json!("a"), "\"a\" was given before (change one of the two, or remove it)"),
        ("/items/1/id", json!(7), "a text should stand here (put it between double quotation marks)"),
        (
            "/items/1/kind",
            json!("game"),
            "there is no kind \"game\" (use one of: course, certificate, competition)",
        ),
        ("/items/1/kind", json!("curse"), "there is no kind \"curse\" (did you mean \"course\"?)"),
        (
            "/items/1/prereq/0/any/0",
            json!("nosuch"),
            "there is no \"nosuch\" (add it to \"items\", or write an id that is there)",
        ),
        ("/items/1/prereq/0/lag", json!(2), "2 cannot stand here (write a whole number from 0 to 1)"),
        ("/items/0/gives/k", json!("1"), number),
        (
            "/items/0/starts",
            json!({}),
            "a list should stand here (write it as […]; [] if there is nothing in it)",
        ),
        ("/items/0/starts/0", json!(null), number),
        ("/items/1", json!([]), "an object should stand here (write it as {\"field\": …})"),
        ("/recognition/0/to", json!("c"), "there is no \"c\" (did you mean \"a\"?)"),
        ("/exclusive/0/0", json!(1), "a text should stand here (put it between double quotation marks)"),
        (
            "/mandatory/0",
            json!("nosuch"),
            "there is no \"nosuch\" (add it to \"items\", or write an id that is there)",
        ),
        ("/load_cap", json!([9]), "the problem has 3 terms, but 1 load caps (write one for each term)"),
        ("/budget", json!(1e30), "1e30 cannot stand here (write a whole number from 0 to 9007199254740991)"),
        (
            "/objective",
            json!({"fee": 1, "term": 1}),
            "the field \"effort\" is missing (write it as in \"effort\": 1)",
        ),
        ("/competences/0", json!(7), "an object should stand here (write it as {\"field\": …})"),
        ("/format", json!(7), "a text should stand here (put it between double quotation marks)"),
    ];
    for (pointer, value, expected) in cases {
        let mut document = instance();
        *document.pointer_mut(pointer).expect("the place exists") = value;
        let faults = read(&document.to_string()).expect_err(pointer);
        let expected = format!("{pointer}: {expected}");
        assert_eq!(
            said(&faults).iter().filter(|said| **said == expected).count(),
            1,
            "{expected}: {faults:?}"
        );
    }
}

#[test]
fn what_is_no_instance_is_said_once() {
    let cases = [
        ("[]", ": an object should stand here (write it as {\"field\": …})"),
        ("5", ": an object should stand here (write it as {\"field\": …})"),
        (
            "{}",
            ": it does not say what format it has (a planning problem has \"format\": \"pathway-plan/1\")",
        ),
        (
            r#"{"format": "nonsense/9", "bugdet": 1}"#,
            "/format: the format \"nonsense/9\" is not that of a planning problem (this version reads \
             \"pathway-plan/1\"; a newer document needs a newer version of Rungs)",
        ),
        ("{", ": not JSON (line 1, column 1): the document ends too early (mend it there)"),
        (
            r#"{"format": "", "format": ""}"#,
            ": not JSON (line 1, column 23): the field \"format\" stands twice in one record (mend it there)",
        ),
    ];
    for (text, want) in cases {
        assert_eq!(said(&read(text).expect_err(text)), [want], "{text}");
    }
}

#[test]
fn fields_that_are_not_known_are_doubtful() {
    let mut document = instance();
    document["bugdet"] = json!(7);
    document["items"][0]["a/b"] = json!(7);
    let read = read(&document.to_string()).expect("what is not known is no error");
    assert!(read.doubts.iter().all(|doubt| doubt.severity() == Severity::Warning));
    assert_eq!(
        said(&read.doubts),
        [
            "/bugdet: there is no field called \"bugdet\" here, so it is not read (did you mean \"budget\"?)",
            "/items/0/a~1b: there is no field called \"a/b\" here, so it is not read (remove it; the fields here are \
             id, kind, duration, starts, credits, load, fee, effort, gives, prereq)",
        ]
    );
}

#[test]
fn what_is_not_an_instance_is_refused_without_a_panic() {
    let deep = "[".repeat(10_000);
    let texts = ["", "{", "[]", "null", "7", "{}", "\u{feff}{}", r#"{"items": {}}"#, deep.as_str()];
    for text in texts {
        assert!(read(text).is_err(), "{text:.20}");
    }
    let problem = read(&instance().to_string()).expect("the instance is well formed").problem;
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
