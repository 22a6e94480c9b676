//! Readers of what students pass on or type: share codes, files, credentials, queries, answers, numbers and days.

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rungs_core::badge;
use rungs_core::date::Date;
use rungs_core::decimal::Decimal;
use rungs_core::interest::{Answer, Interest, Profile, WHOLE, fits};
use rungs_core::learner::{Learner, Own, Remark};
use rungs_core::model::{Node, is_safe_link};
use rungs_core::names::Names;
use rungs_core::search::{Index, Subject};
use rungs_core::share::{self, LONGEST, Shared};
use rungs_core::wire::field::is_hidden;
use rungs_core::wire::learner_v1::{self, LONGEST_NAME, LONGEST_NOTE, MOST_PLANS};
use rungs_core::wire::value;
use rungs_core::words::Language;
use rungs_core::words::learner::{lost as said, names};

use super::{is_harmless, root, sample};

/// Share codes: what is read is written and read again the same, with nothing lost; what is lost may be shown.
pub fn share_code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = share::read(sample(), &text);
    // With its own checksum, so that all of it is looked at.
    let body = text.split_once("~c").map_or(&*text, |(body, _)| body);
    let code = format!("{body}~c{:04x}", checksum(body));
    let Ok(Shared { learner, lost }) = share::read(sample(), &code) else { return };
    lost_holds(&lost);
    let written = share::write(sample(), &learner);
    if written.len() <= LONGEST {
        assert_eq!(
            share::read(sample(), &written),
            Ok(Shared { learner: learner.clone(), lost: Vec::new() })
        );
    }
    Shared { learner, lost }.apply(&mut sample().learners[0].learner.clone());
}

/// CRC-16/XMODEM.
fn checksum(text: &str) -> u16 {
    let step = |sum: u16, _| if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 };
    text.bytes().fold(0, |sum, byte| (0..8).fold(sum ^ u16::from(byte) << 8, step))
}

fn lost_holds(lost: &[String]) {
    for (place, what) in lost.iter().enumerate() {
        assert!(is_harmless(what) && !what.is_empty() && what.chars().count() <= 40, "{what:?}");
        assert!(!lost[..place].contains(what), "{what} is told twice");
    }
}

/// A student's file: what is read is written and read again the same, with nothing lost; texts are short and may be
/// shown.
pub fn learner_file(bytes: &[u8]) {
    let Ok(read) = learner_v1::read(sample(), &String::from_utf8_lossy(bytes)) else { return };
    lost_holds(&names(&read.lost));
    for lost in &read.lost {
        assert!(is_harmless(&lost.at) && lost.at.starts_with('/'), "{lost:?}");
        for language in [Language::Chinese, Language::English] {
            assert!(is_harmless(&said(lost, language)), "{lost:?}");
        }
    }
    assert!(read.pack.is_none_or(|pack| is_harmless(&pack)));
    let learner = read.learner;
    assert!(learner.plans.len() <= MOST_PLANS);
    let names = learner.plans.iter().map(|(name, _)| name).chain(learner.own.iter().map(|own| &own.name));
    for name in names.chain(learner.remark.iter().map(|remark| &remark.by)) {
        assert!(!name.contains(is_hidden) && name.chars().count() <= LONGEST_NAME, "{name:?}");
    }
    for (_, note) in &learner.notes {
        assert!(!note.contains(is_hidden) && note.chars().count() <= LONGEST_NOTE, "{note:?}");
    }
    let written = learner_v1::write(sample(), &learner);
    let again = learner_v1::read(sample(), &written).expect("what is written is read");
    assert_eq!((again.learner, again.lost, again.pack), (learner.clone(), Vec::new(), None), "{written}");
    share::seen(sample(), &learner);
}

/// Credentials: claims are few, named shortly and may be shown; signed, they say the same.
pub fn credential(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = badge::read(sample(), &text);
    let Ok(claims) = &read else { return };
    assert!((1..=200).contains(&claims.len()));
    for claim in claims {
        for text in [&claim.name, &claim.issuer] {
            assert!(is_harmless(text) && text.chars().count() <= LONGEST_NAME, "{text:?}");
        }
        let is_held = |node: &Node| matches!(node, Node::Course(_) | Node::Grade(_) | Node::Award(_));
        assert!(claim.found.iter().all(is_held));
        claim.doubt(Date::EARLIEST);
    }
    if value::parse(&text).is_ok_and(|read| read.get("vc").is_none()) {
        let signed = format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(&*text));
        assert_eq!(badge::read(sample(), &signed), read);
    }
}

/// What is typed into the search: each thing is found once, with marks on characters of the name that is shown.
pub fn query(bytes: &[u8]) {
    static INDEX: OnceLock<Index<Subject>> = OnceLock::new();
    let index = INDEX.get_or_init(|| Index::of(sample()));
    let typed = String::from_utf8_lossy(bytes);
    for (reader, limit) in [("zh", 20), ("en", 3), ("xx", usize::MAX)] {
        let hits = index.search(&typed, reader, limit);
        assert!(hits.len() <= limit);
        for (place, hit) in hits.iter().enumerate() {
            assert!(hits[..place].iter().all(|other| other.item != hit.item), "{:?} twice", hit.item);
            let characters = hit.name.chars().count();
            let mut end = 0;
            for mark in &hit.marks {
                assert!(end <= mark.start && mark.start < mark.end && mark.end <= characters, "{hit:?}");
                end = mark.end;
            }
        }
    }
}

/// Answers to the statements: likings are shares of a whole, and every job has its place once.
pub fn answers(bytes: &[u8]) {
    let answer = |byte: &u8| match byte % 4 {
        0 => None,
        1 => Some(Answer::Dislike),
        2 => Some(Answer::Unsure),
        _ => Some(Answer::Like),
    };
    let answers: Vec<Option<Answer>> = bytes.iter().map(answer).collect();
    let profile = Profile::of(&answers);
    for interest in Interest::ALL {
        assert!(profile.liking(interest).is_none_or(|liking| liking <= WHOLE));
    }
    profile.stands_out();
    let ranked = profile.ranked();
    assert!(ranked.windows(2).all(|pair| profile.liking(pair[0]) >= profile.liking(pair[1])));
    let fits = fits(sample(), &profile);
    let mut jobs: Vec<_> = fits.iter().map(|fit| fit.job).collect();
    assert!(fits.iter().all(|fit| fit.liking <= WHOLE));
    jobs.sort();
    jobs.dedup();
    assert_eq!(jobs.len(), fits.len());
    let code = String::from_utf8_lossy(bytes);
    assert!(Interest::of_code(&code).len() <= 6);
}

/// Numbers, days, links, languages and places in the calendar: what is read is written and read again the same.
pub fn values(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(number) = Decimal::from_text(&text) {
        assert_eq!(Decimal::from_text(&number.to_string()), Some(number));
        assert_eq!(Decimal::from_f64(number.to_f64()), Some(number));
    }
    if let Ok(day) = text.parse::<Date>() {
        assert_eq!(day.to_string().parse(), Ok(day));
        assert!(day.plus_years(u16::MAX) >= day && day.days_until(day) == 0);
    }
    if is_safe_link(&text) {
        let scheme = text.to_ascii_lowercase();
        assert!(["https://", "http://", "mailto:"].iter().any(|start| scheme.starts_with(start)));
        assert!(is_harmless(&text) && !text.contains(char::is_whitespace));
    }
    if Names::is_tag(&text) {
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    }
    Language::from_tag(&text);
    if let Some(place) = sample().term_place(&text) {
        assert_eq!(sample().term_place(&sample().term_code(place)), Some(place));
        sample().calendar_term(place);
        sample().season(place);
    }
}

/// Learners with everything that one can have.
fn learners() -> Vec<Learner> {
    let catalogue = sample();
    let nodes: Vec<Node> = catalogue.nodes().collect();
    let mut learners: Vec<Learner> = catalogue.learners.iter().map(|demo| demo.learner.clone()).collect();
    let mut full = learners[0].clone();
    full.pinned = nodes.iter().copied().take(3).collect();
    full.excluded = nodes.iter().copied().skip(40).take(3).collect();
    full.either = vec![nodes.iter().copied().skip(4).take(2).collect()];
    full.moved = vec![(nodes[1], 2), (nodes[5], 30)];
    full.failed = vec![(nodes[6], 1)];
    full.marks = vec![(nodes[7], 80)];
    full.favourites = vec![nodes[8]];
    full.notes = vec![(nodes[9], "问老师\n明年".to_owned())];
    full.own = vec![Own {
        name: "Weekend job".to_owned(),
        at: 2,
        hours: 20,
        credits: Decimal::from_hundredths(150),
    }];
    full.pilot = Some(true);
    full.overridden = vec![("over-budget".to_owned(), "asked".to_owned())];
    full.remark = Date::new(2026, 11, 1).map(|on| Remark {
        text: "Good".to_owned(),
        by: "Ms Li".to_owned(),
        on,
        approved: true,
        of: share::write(catalogue, &learners[0]),
    });
    full.plans = vec![("A".to_owned(), full.choices()), ("B".to_owned(), learners[1].choices())];
    learners.push(full);
    learners
}

/// Real share codes.
pub fn codes() -> Vec<Vec<u8>> {
    learners().iter().map(|learner| share::write(sample(), learner).into_bytes()).collect()
}

/// Real files of students.
pub fn files() -> Vec<Vec<u8>> {
    learners().iter().map(|learner| learner_v1::write(sample(), learner).into_bytes()).collect()
}

/// Real credentials.
pub fn credentials() -> Vec<Vec<u8>> {
    let one = r#"{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
"type":["VerifiableCredential","OpenBadgeCredential"],"issuer":{"id":"https://example.org","name":{"zh":"学院","en":"College"}},
"validFrom":"2026-01-01T00:00:00Z","validUntil":"2030-01-01T00:00:00Z","credentialSubject":{"achievement":{"id":"urn:x",
"name":"PLC 应用技术","humanCode":"plc","otherIdentifier":[{"identifier":"x-robot-app.2"}],"alignment":[{"targetCode":"plc",
"targetName":"Industrial robot programming"}]},"result":[{"status":"Completed"}]}}"#;
    let record = format!(
        r#"{{"type":["ClrCredential"],"issuer":{{"name":"A"}},"credentialSubject":{{"verifiableCredential":[{one},"x.{}.y"]}}}}"#,
        URL_SAFE_NO_PAD.encode(one)
    );
    let older = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","recipient":{},"badge":{"name":"x"}}"#;
    let signed =
        format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(format!(r#"{{"vc":{one}}}"#)));
    [one, &record, older, &signed].map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Real queries.
pub fn queries() -> Vec<Vec<u8>> {
    let mut queries: Vec<Vec<u8>> = [
        "plc",
        "机器人",
        "gongye",
        "gyjqr",
        "6-31-07-03",
        "robot oper",
        "1+X 证书",
        "lü",
        "ﬁn\u{301}",
        "机 器",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    for node in sample().nodes().step_by(7) {
        for (_, name) in sample().about(node).name.iter() {
            queries.push(name.as_bytes().to_vec());
        }
    }
    queries
}

/// Answers of somebody.
pub fn answer_sheets() -> Vec<Vec<u8>> {
    vec![vec![3; 30], (0..30).collect(), b"RIASEC".to_vec()]
}

/// Real numbers, days, links, languages and places.
pub fn written_values() -> Vec<Vec<u8>> {
    let mut values: Vec<Vec<u8>> = [
        "3.5",
        "42949672.95",
        "2026-11-24",
        "2024/2/29",
        "https://example.org:8080/a?b=c#d",
        "mailto:a@example.org",
        "zh-Hant",
        "zh_CN.UTF-8",
        "399",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    for place in [0, 5, 20] {
        values.push(sample().term_code(place).into_bytes());
    }
    let sources = std::fs::read_to_string(root().join("www/packs/sample/sources.csv")).unwrap_or_default();
    values.extend(
        sources.split(',').filter(|cell| cell.starts_with("http")).map(|link| link.as_bytes().to_vec()),
    );
    values
}
