//! Open Badges 3.0 and Comprehensive Learner Record 2.0: what a credential says was achieved, and what of the data
//! that may be. No signature is checked here: the student confirms each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::model::Node;
use crate::search::fold::Folded;
use crate::sorted::{Map, Set};
use crate::wire::field::seen;
use crate::wire::learner_v1::{LONGEST_NAME, cut};
use crate::wire::value::{self, Value};

/// No credential is larger.
const LARGEST: usize = 1_000_000;
/// More achievements than this are not looked at.
pub const MOST: usize = 200;

/// Why a file is no credential that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than any credential.
    TooLarge,
    /// Neither JSON nor a signed token (JWT) of JSON.
    Syntax,
    /// A badge of Open Badges 2.0 or older, which says it in another way.
    Older,
    /// JSON in which nothing is said to be achieved.
    NoAchievement,
}

/// Something that a credential says was achieved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it is called there.
    pub name: String,
    /// Who says so.
    pub issuer: String,
    /// What of the data it may be, by id, name or alignment.
    pub found: Vec<Node>,
    /// The first day on which it holds.
    from: Option<Date>,
    /// The last day on which it holds.
    until: Option<Date>,
    /// Whether it says of itself that it was not achieved: failed, given up or still under way.
    is_open: bool,
}

/// Why something that is claimed may not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The credential says that it was not achieved.
    NotAchieved,
    /// It holds from a later day on.
    NotYet(Date),
    /// It held up to an earlier day.
    Expired(Date),
}

impl Claim {
    /// Why it may not count on a day, going by what the credential says itself.
    pub fn doubt(&self, today: Date) -> Option<Doubt> {
        if self.is_open {
            return Some(Doubt::NotAchieved);
        }
        let later = self.from.filter(|from| *from > today).map(Doubt::NotYet);
        later.or(self.until.filter(|until| *until < today).map(Doubt::Expired))
    }
}

/// Reads the achievements of a credential.
///
/// # Errors
/// If there are none to be read.
pub fn read(catalogue: &Catalogue, text: &str) -> Result<Vec<Claim>, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let document = match value::parse(text) {
        Ok(document) => document,
        Err(_) => token(text).ok_or(Unreadable::Syntax)?,
    };
    let known = known(catalogue);
    let mut claims = Vec::new();
    for one in each(Some(&document)) {
        credential(one, &known, &mut claims);
    }
    match claims.is_empty() {
        true if is_older(&document) => Err(Unreadable::Older),
        true => Err(Unreadable::NoAchievement),
        false => Ok(claims),
    }
}

/// Whether it is an assertion of Open Badges 2.0 or older: a badge class and whom it was given to.
///
/// Source: Open Badges 2.0, section "Assertion".
fn is_older(document: &Value) -> bool {
    document.get("badge").is_some() && document.get("recipient").is_some()
}

/// What a signed token holds: three parts of base64url with dots between, of which the second is the JSON. In tokens
/// of the older kind it is the credential's envelope.
///
/// Sources: RFC 7515, section 7.1; Open Badges 3.0, section 8.2.
fn token(text: &str) -> Option<Value> {
    let mut parts = text.trim().split('.');
    let (_, body, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else { return None };
    let body = String::from_utf8(URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
    let body = value::parse(&body).ok()?;
    Some(body.get("vc").cloned().unwrap_or(body))
}

/// One or several: JSON-LD writes a list of one without brackets.
fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// A record holds credentials, which hold achievements.
fn credential(value: &Value, known: &Map<String, Vec<Node>>, claims: &mut Vec<Claim>) {
    let issuer = texts(value.get("issuer").and_then(|issuer| issuer.get("name"))).into_iter().next();
    let issuer = cut(&seen(&issuer.unwrap_or_default()), LONGEST_NAME);
    // In the older data model the days have other names.
    let day = |names: [&str; 2]| {
        let text = names.into_iter().find_map(|name| value.get(name).and_then(Value::text))?;
        text.get(..10)?.parse::<Date>().ok()
    };
    let (from, until) = (day(["validFrom", "issuanceDate"]), day(["validUntil", "expirationDate"]));
    for subject in each(value.get("credentialSubject")) {
        let is_open = each(subject.get("result")).iter().any(|result| {
            let status = result.get("status").and_then(Value::text);
            matches!(status, Some("Failed" | "Withdrew" | "Enrolled" | "InProgress" | "OnHold"))
        });
        for achievement in each(subject.get("achievement")) {
            if claims.len() < MOST && achievement.fields().is_some() {
                let (name, found) = achieved(achievement, known);
                claims.push(Claim { name, issuer: issuer.clone(), found, from, until, is_open });
            }
        }
        for inner in each(subject.get("verifiableCredential")) {
            match inner.text().and_then(token) {
                Some(signed) => credential(&signed, known, claims),
                None => credential(inner, known, claims),
            }
        }
    }
}

/// A text, or the texts of an object by language.
fn texts(value: Option<&Value>) -> Vec<String> {
    let mut texts = Vec::new();
    match value {
        Some(Value::Text(text)) => texts.push(text.clone()),
        Some(Value::Map(fields)) => {
            for (_, value) in fields {
                texts.extend(value.text().map(str::to_owned));
            }
        }
        _ => {}
    }
    texts
}

/// What an achievement is called, and what of the data it may be.
fn achieved(achievement: &Value, known: &Map<String, Vec<Node>>) -> (String, Vec<Node>) {
    let names = texts(achievement.get("name"));
    let name = cut(&seen(names.first().map_or("", String::as_str)), LONGEST_NAME);
    let mut said = names;
    said.extend(texts(achievement.get("id")));
    said.extend(texts(achievement.get("humanCode")));
    for other in each(achievement.get("otherIdentifier")) {
        said.extend(texts(other.get("identifier")));
    }
    for alignment in each(achievement.get("alignment")) {
        said.extend(texts(alignment.get("targetCode")));
        said.extend(texts(alignment.get("targetName")));
    }
    let (mut found, mut texts, mut nodes) = (Vec::new(), Set::new(), Set::new());
    for text in said {
        let text = plain(&text);
        // A hostile credential says the same thing very often.
        if text.is_empty() || !texts.insert(text.clone()) {
            continue;
        }
        for node in known.get(&text).into_iter().flatten() {
            if nodes.insert(*node) {
                found.push(*node);
            }
        }
    }
    (name, found)
}

/// Letters and digits alone, as search reads them, so that a dot, a bracket or an accent more makes no difference.
fn plain(text: &str) -> String {
    Folded::of(text).text
}

/// Ids and names of all that can be held. A qualification's stand for each of its grades.
fn known(catalogue: &Catalogue) -> Map<String, Vec<Node>> {
    let mut known: Map<String, Vec<Node>> = Map::new();
    let mut add = |name: &str, node| known.entry(plain(name)).or_default().push(node);
    for node in catalogue.nodes() {
        let whole = match node {
            Node::Course(_) => None,
            Node::Grade(id) => Some(Node::Qualification(catalogue.grades[id].qualification)),
            Node::Award(id) => Some(Node::Competition(catalogue.awards[id].competition)),
            _ => continue,
        };
        let about = catalogue.about(node);
        add(&about.id, node);
        let Some(whole) = whole else {
            for (_, name) in about.name.iter() {
                add(name, node);
            }
            continue;
        };
        let whole_about = catalogue.about(whole);
        add(&whole_about.id, node);
        for (language, name) in whole_about.name.iter() {
            add(name, node);
            if let Some(own) = about.name.get(language) {
                add(&format!("{name}{own}"), node);
            }
        }
    }
    known
}
