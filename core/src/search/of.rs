//! The index of a catalogue.

use std::borrow::Cow;

use super::{Entry, Index, Name};
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
        let nodes = catalogue.nodes().map(|node| (Subject::Node(node), entry(catalogue, node)));
        let skills = catalogue.skills.iter().map(|(id, skill)| {
            let names = names(&skill.about.name);
            (Subject::Skill(id), Entry { names, codes: vec![&skill.about.id], is_secondary: true })
        });
        Index::new(nodes.chain(skills))
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
    let codes = code.into_iter().chain((code != Some(&about.id)).then_some(about.id.as_str()));
    Entry { names, codes: codes.collect(), is_secondary: whole.is_some() }
}

/// The names of a record: each language but the reading, which goes with the Chinese.
fn names(names: &Names) -> Vec<Name<'_>> {
    let name =
        |(language, text)| Name { language, text: Cow::Borrowed(text), reading: reading(names, language) };
    names.iter().filter(|(language, _)| *language != READING).map(name).collect()
}

fn reading<'a>(names: &'a Names, language: &str) -> Cow<'a, str> {
    let reading = names.get(READING).filter(|_| language.starts_with("zh"));
    Cow::Borrowed(reading.unwrap_or_default())
}

/// The names of a part after those of the whole, in the languages of the part.
fn part_names<'a>(whole: &'a Names, part: &'a Names) -> Vec<Name<'a>> {
    let name = |own: Name<'a>| {
        let Some((language, text)) = whole.best(own.language) else { return own };
        let reading = Cow::Owned(format!("{} {}", reading(whole, language), own.reading));
        Name { text: Cow::Owned(format!("{text} · {}", own.text)), reading, ..own }
    };
    names(part).into_iter().map(name).collect()
}
