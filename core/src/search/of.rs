//! The index of a catalogue.

use std::borrow::Cow;

use super::{Entry, Hit, Index, Name};
use crate::catalogue::Catalogue;
use crate::model::{Node, SkillId};
use crate::names::Names;

/// The tag under which names hold the pinyin of the Chinese name, as [`Name::reading`] has it. Whoever builds a
/// pack may leave it to the tool.
pub const READING: &str = "zh-Latn";

/// What a search of a catalogue finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Something with a page of its own.
    Node(Node),
    /// A skill; [`Catalogue::givers`] and [`Catalogue::needers`] say where it belongs.
    Skill(SkillId),
}

impl Index<Subject> {
    /// Indexes every node and skill. A grade is found as its qualification's grade, an award as its competition's;
    /// they and skills are secondary.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut entries = Vec::new();
        for node in catalogue.nodes() {
            entries.push((Subject::Node(node), entry(catalogue, node)));
        }
        for (id, skill) in catalogue.skills.iter() {
            let names = names(&skill.about.name);
            let entry = Entry { names, codes: vec![&skill.about.id], is_secondary: true };
            entries.push((Subject::Skill(id), entry));
        }
        Index::new(entries)
    }
}

/// Puts grades of one qualification that match alike into the order of their grades, lowest first, in the places that
/// they have; all else stays where it is.
pub fn in_grade_order(catalogue: &Catalogue, hits: &mut [Hit<'_, Subject>]) {
    let grade = |hit: &Hit<'_, Subject>| match hit.item {
        Subject::Node(Node::Grade(id)) => {
            let qualification = catalogue.grades[id].qualification;
            let grades = &catalogue.qualifications[qualification].grades;
            let place = grades.iter().position(|grade| *grade == id)?;
            Some((qualification, hit.class, place))
        }
        _ => None,
    };
    for first in 0..hits.len() {
        let Some((family, class, mut lowest)) = grade(&hits[first]) else { continue };
        for other in first + 1..hits.len() {
            if let Some((of, alike, place)) = grade(&hits[other])
                && (of, alike) == (family, class)
                && place < lowest
            {
                hits.swap(first, other);
                lowest = place;
            }
        }
    }
}

fn entry(catalogue: &Catalogue, node: Node) -> Entry<'_> {
    let about = catalogue.about(node);
    let whole = match node {
        Node::Grade(id) => Some(Node::Qualification(catalogue.grades[id].qualification)),
        Node::Award(id) => Some(Node::Competition(catalogue.awards[id].competition)),
        Node::Job(_)
        | Node::Programme(_)
        | Node::Course(_)
        | Node::Qualification(_)
        | Node::Competition(_) => None,
    };
    let names = match whole {
        Some(whole) => part_names(&catalogue.about(whole).name, &about.name),
        None => names(&about.name),
    };
    let code = match node {
        Node::Job(id) => catalogue.jobs[id].code.as_deref(),
        Node::Programme(id) => catalogue.programmes[id].code.as_deref(),
        Node::Competition(id) => catalogue.competitions[id].code.as_deref(),
        Node::Qualification(id) => {
            let standard = catalogue.qualifications[id].standard;
            standard.and_then(|standard| catalogue.standards[standard].code.as_deref())
        }
        Node::Course(_) | Node::Grade(_) | Node::Award(_) => None,
    };
    let mut codes = vec![about.id.as_str()];
    if let Some(code) = code.filter(|code| *code != about.id) {
        codes.insert(0, code);
    }
    Entry { names, codes, is_secondary: whole.is_some() }
}

/// The names of a record: each language but the reading, which goes with the Chinese.
fn names(names: &Names) -> Vec<Name<'_>> {
    let mut list = Vec::new();
    for (language, text) in names.iter() {
        if language != READING {
            list.push(Name { language, text: Cow::Borrowed(text), reading: reading(names, language) });
        }
    }
    list
}

fn reading<'a>(names: &'a Names, language: &str) -> Cow<'a, str> {
    let reading = names.get(READING).filter(|_| language.starts_with("zh"));
    Cow::Borrowed(reading.unwrap_or_default())
}

/// The names of a part after those of the whole, in the languages of the part.
fn part_names<'a>(whole: &'a Names, part: &'a Names) -> Vec<Name<'a>> {
    let mut list = names(part);
    for own in &mut list {
        if let Some((language, text)) = whole.best(own.language) {
            own.reading = Cow::Owned([&reading(whole, language), " ", &own.reading].concat());
            own.text = Cow::Owned([text, " · ", &own.text].concat());
        }
    }
    list
}
