//! Credentials on the sample pack: what they say is matched by id, name and alignment, and nothing broken gets in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use rungs_core::badge::{self, Doubt, Unreadable};
use rungs_core::date::Date;
use rungs_core::model::Node;

use super::share::sample;

#[test]
fn an_achievement_is_matched_by_alignment_name_and_identifier() {
    let catalogue = sample();
    let grade = catalogue.grades.iter().next().expect("a grade");
    let node = Node::Grade(grade.0);
    let whole = &catalogue.qualifications[grade.1.qualification].about;
    let own = |language| grade.1.about.name.get(language).expect("a name");
    let of = |language| whole.name.get(language).expect("a name");
    let names = [
        format!("{{\"name\":\"{}（{}）\"}}", of("zh"), own("zh")),
        format!("{{\"name\":{{\"en\":\"{} – {}\"}}}}", of("en"), own("en")),
        format!("{{\"name\":\"?\",\"humanCode\":\"{}\"}}", grade.1.about.id),
        format!("{{\"name\":\"?\",\"alignment\":{{\"targetCode\":\"{}\"}}}}", grade.1.about.id),
        format!("{{\"name\":\"?\",\"otherIdentifier\":[{{\"identifier\":\"{}\"}}]}}", grade.1.about.id),
    ];
    for achievement in names {
        let text = format!(
            "{{\"@context\":[],\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],
               \"issuer\":{{\"id\":\"x\",\"name\":\"College\"}},
               \"credentialSubject\":{{\"achievement\":{achievement}}}}}"
        );
        let claims = badge::read(&catalogue, &text).expect("a credential");
        assert_eq!(claims.len(), 1);
        assert_eq!(
            (claims[0].issuer.as_str(), claims[0].found.as_slice()),
            ("College", &[node][..]),
            "{text}"
        );
    }
    // The qualification alone leaves it to the student which grade.
    let text = format!("{{\"credentialSubject\":{{\"achievement\":{{\"name\":\"{}\"}}}}}}", of("zh"));
    let grades = &catalogue.qualifications[grade.1.qualification].grades;
    assert_eq!(badge::read(&catalogue, &text).expect("a credential")[0].found.len(), grades.len());
}

#[test]
fn a_record_gives_the_achievements_of_its_credentials() {
    let text = r#"{"type":["VerifiableCredential","ClrCredential"],"credentialSubject":{"verifiableCredential":[
        {"issuer":{"name":"A"},"credentialSubject":{"achievement":{"name":"One"}}},
        {"credentialSubject":[{"achievement":[{"name":"Two"},7]}]}, "eyJhbGciOi"]}}"#;
    let claims = badge::read(&sample(), text).expect("a record");
    let said: Vec<_> = claims.iter().map(|claim| (claim.name.as_str(), claim.issuer.as_str())).collect();
    assert_eq!(said, [("One", "A"), ("Two", "")]);
    assert!(claims.iter().all(|claim| claim.found.is_empty()));
}

#[test]
fn a_signed_token_says_what_the_json_in_it_says() {
    let token = |json: &str| format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(json));
    let one = r#"{"issuer":{"name":"甲"},"credentialSubject":{"achievement":{"name":"One?>"}}}"#;
    let names = |text: &str| -> Vec<String> {
        let claims = badge::read(&sample(), text).expect("a credential");
        claims.into_iter().map(|claim| claim.name + "/" + &claim.issuer).collect()
    };
    assert_eq!(names(&token(one)), ["One?>/甲"]);
    assert_eq!(names(&format!("{}\n", token(&format!(r#"{{"vc":{one}}}"#)))), ["One?>/甲"], "the older kind");
    let record = format!(r#"{{"credentialSubject":{{"verifiableCredential":["{}",{one}]}}}}"#, token(one));
    assert_eq!(names(&token(&record)), ["One?>/甲"; 2]);
    assert_eq!(names(&format!("[{one},{one}]")), ["One?>/甲"; 2], "several credentials in a list");
    let many = vec![r#"{"name":"x"}"#; 260].join(",");
    let many = format!(r#"{{"credentialSubject":{{"achievement":[{many}]}}}}"#);
    assert_eq!(names(&many).len(), badge::MOST);
}

#[test]
fn what_is_no_credential_is_refused() {
    let catalogue = sample();
    let read = |text: &str| badge::read(&catalogue, text);
    for broken in ["", "a.b", "eyJhbGciOiJFUzI1NiJ9.e30", "a.e30=.b", "a.e3.b", "a.e30.b.c", "a.gICA.b"] {
        assert_eq!(read(broken), Err(Unreadable::Syntax), "{broken}");
    }
    assert_eq!(read("eyJhbGciOiJFUzI1NiJ9.e30.c2ln"), Err(Unreadable::NoAchievement), "it holds {{}}");
    assert_eq!(read("{\"format\":\"rungs-learner/1\"}"), Err(Unreadable::NoAchievement));
    assert_eq!(read(&" ".repeat(1_000_001)), Err(Unreadable::TooLarge));
}

#[test]
fn what_a_badge_says_against_itself_is_told() {
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let doubt = |more: &str, result: &str| {
        let text = format!(
            r#"{{{more}"credentialSubject":{{"achievement":{{"name":"O\u202ene"}},"result":[{{"status":"{result}"}}]}}}}"#
        );
        let claims = badge::read(sample_once(), &text).expect("a credential");
        assert_eq!(claims[0].name, "One", "without what is not seen");
        claims[0].doubt(day("2026-11-24"))
    };
    assert_eq!(doubt("", "Completed"), None);
    assert_eq!(doubt("", "Failed"), Some(Doubt::NotAchieved));
    let (past, future) = (day("2020-01-01"), day("2030-01-01"));
    for name in ["validUntil", "expirationDate"] {
        assert_eq!(doubt(&format!(r#""{name}":"{past}T00:00:00Z","#), ""), Some(Doubt::Expired(past)));
        assert_eq!(doubt(&format!(r#""{name}":"{future}T00:00:00Z","#), ""), None);
    }
    assert_eq!(doubt(&format!(r#""validFrom":"{future}T00:00:00Z","#), ""), Some(Doubt::NotYet(future)));
    let older = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","recipient":{},"badge":{"name":"x"}}"#;
    assert_eq!(badge::read(sample_once(), older), Err(Unreadable::Older));
}

/// Looked for again for each time that it is said, this would take minutes.
#[test]
fn what_is_said_very_often_is_looked_for_once() {
    let often = vec![r#"{"targetCode":"plc"}"#; 40_000].join(",");
    let text = format!(r#"{{"credentialSubject":{{"achievement":{{"name":"x","alignment":[{often}]}}}}}}"#);
    let claims = badge::read(sample_once(), &text).expect("a credential");
    assert_eq!(claims[0].found, [sample_once().node("plc").expect("it is in the sample")]);
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\{(\"(issuer|name|credentialSubject|achievement|verifiableCredential)\":(\\[?\"?[a-z]{0,3}\"?\\]?|\\{\\}),?){0,4}\\}") {
        let _ = badge::read(sample_once(), &text);
    }
}

fn sample_once() -> &'static rungs_core::catalogue::Catalogue {
    static SAMPLE: std::sync::OnceLock<rungs_core::catalogue::Catalogue> = std::sync::OnceLock::new();
    SAMPLE.get_or_init(sample)
}
