//! Open Badges 3.0 and Comprehensive Learner Record 2.0: what a credential says was achieved, and what of the data
//! that may be. No signature is checked here: the student confirms each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::catalogue::Catalogue;
use crate::model::Node;
use crate::search::fold::Folded;
use crate::wire::learner_v1::{LONGEST_NAME, cut};
use crate::wire::value::{self, Value};

/// No credential is larger.
const LARGEST: usize = 1_000_000;
/// More achievements than this are not looked at.
const MOST: usize = 200;

/// Why a file is no credential that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than any credential.
    TooLarge,
    /// Neither JSON nor a signed token (JWT) of JSON.
    Syntax,
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
    credential(&document, &known, &mut claims);
    if claims.is_empty() { Err(Unreadable::NoAchievement) } else { Ok(claims) }
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
fn credential(value: &Value, known: &[(String, Node)], claims: &mut Vec<Claim>) {
    let issuer = texts(value.get("issuer").and_then(|issuer| issuer.get("name"))).into_iter().next();
    let issuer = cut(&issuer.unwrap_or_default(), LONGEST_NAME);
    for subject in each(value.get("credentialSubject")) {
        for achievement in each(subject.get("achievement")) {
            if claims.len() < MOST && achievement.fields().is_some() {
                claims.push(claim(achievement, issuer.clone(), known));
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

fn claim(achievement: &Value, issuer: String, known: &[(String, Node)]) -> Claim {
    let names = texts(achievement.get("name"));
    let name = cut(names.first().map_or("", String::as_str), LONGEST_NAME);
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
    let mut found = Vec::new();
    for text in said {
        let text = plain(&text);
        for (name, node) in known {
            if *name == text && !text.is_empty() && !found.contains(node) {
                found.push(*node);
            }
        }
    }
    Claim { name, issuer, found }
}

/// Letters and digits alone, as search reads them, so that a dot, a bracket or an accent more makes no difference.
fn plain(text: &str) -> String {
    Folded::of(text).text
}

/// Ids and names of all that can be held. A qualification's stand for each of its grades.
fn known(catalogue: &Catalogue) -> Vec<(String, Node)> {
    let mut known = Vec::new();
    for node in catalogue.nodes() {
        let whole = match node {
            Node::Course(_) => None,
            Node::Grade(id) => Some(Node::Qualification(catalogue.grades[id].qualification)),
            Node::Award(id) => Some(Node::Competition(catalogue.awards[id].competition)),
            _ => continue,
        };
        let about = catalogue.about(node);
        known.push((plain(&about.id), node));
        let Some(whole) = whole else {
            for (_, name) in about.name.iter() {
                known.push((plain(name), node));
            }
            continue;
        };
        let whole_about = catalogue.about(whole);
        known.push((plain(&whole_about.id), node));
        for (language, name) in whole_about.name.iter() {
            known.push((plain(name), node));
            if let Some(own) = about.name.get(language) {
                known.push((plain(&format!("{name}{own}")), node));
            }
        }
    }
    known
}
