//! What an explorer looks like, as one text: kept by the page's side while the element is away, and the host's to keep.
//!
//! A line with the version and the pack's id, the place, what is compared, the answers to the interest statements, and
//! then the learner's document. No id holds a space.

use rungs_core::catalogue::Catalogue;
use rungs_core::interest::Answer;
use rungs_core::model::Node;
use rungs_core::wire::learner_v1;
use rungs_core::words::learner::names;

use crate::keeping::Notice;
use crate::state::{Place, State};

const VERSION: &str = "rungs-state/1";
const ITEM: &str = "item:";

/// The place that the attribute `view` names.
pub fn place_of(view: &str) -> Option<Place> {
    Some(match view {
        "find" => Place::Find,
        "goal" => Place::Goal,
        "ladder" => Place::Ladder,
        "plan" => Place::Plan,
        "compare" => Place::Compare,
        "me" => Place::Me,
        _ => return None,
    })
}

/// The one of the six places that a place belongs to.
pub fn view_of(place: Place) -> &'static str {
    match place {
        Place::Goal => "goal",
        Place::Ladder => "ladder",
        Place::Plan => "plan",
        Place::Compare => "compare",
        Place::Me => "me",
        Place::Find | Place::Item(_) | Place::Families | Place::Interests | Place::Near | Place::Booth(_) => {
            "find"
        }
    }
}

/// Ids in a row, with spaces between.
pub fn ids(catalogue: &Catalogue, nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&catalogue.about(*node).id);
    }
    text
}

/// Writes what an explorer looks like now.
pub fn write(state: &State) -> String {
    let catalogue = state.catalogue();
    let place = match state.place.get_untracked() {
        Place::Item(node) => format!("{ITEM}{}", catalogue.about(node).id),
        Place::Families => "families".to_owned(),
        Place::Interests => "interests".to_owned(),
        Place::Near => "near".to_owned(),
        place => view_of(place).to_owned(),
    };
    let mut answers = String::new();
    for answer in state.interests.read_untracked().iter() {
        answers.push(match answer {
            None => '-',
            Some(Answer::Dislike) => '0',
            Some(Answer::Unsure) => '1',
            Some(Answer::Like) => '2',
        });
    }
    let compared = ids(&catalogue, &state.compared.read_untracked());
    let learner = learner_v1::write(&catalogue, &state.learner.read_untracked());
    format!("{VERSION} {}\n{place}\n{compared}\n{answers}\n{learner}", catalogue.head.id)
}

/// Makes an explorer look as `text` says. `false`: it is no such text or is of another pack, and nothing was changed.
pub fn restore(state: &State, text: &str) -> bool {
    let catalogue = state.catalogue();
    let mut lines = text.splitn(5, '\n');
    let mut line = || lines.next().unwrap_or_default();
    if line().strip_prefix(VERSION).map(str::trim_start) != Some(&catalogue.head.id) {
        return false;
    }
    let (place, compared, answers) = (line(), line(), line());
    let Ok(read) = learner_v1::read(&catalogue, line()) else { return false };
    let place = match place {
        "families" => Place::Families,
        "interests" => Place::Interests,
        "near" => Place::Near,
        _ => match place.strip_prefix(ITEM).and_then(|id| catalogue.node(id)) {
            Some(node) => Place::Item(node),
            None => place_of(place).unwrap_or(Place::Find),
        },
    };
    compare(state, compared);
    let mut given = state.interests.get_untracked();
    for (answer, sign) in given.iter_mut().zip(answers.chars()) {
        *answer = match sign {
            '0' => Some(Answer::Dislike),
            '1' => Some(Answer::Unsure),
            '2' => Some(Answer::Like),
            _ => None,
        };
    }
    state.interests.set(given);
    if !read.lost.is_empty() {
        state.keeping.notice.set(Some(Notice::Lost(names(&read.lost))));
    }
    state.take(|learner| *learner = read.learner);
    state.place.set(place);
    true
}

/// Compares the items of `ids` that are of the first one's kind, as many as can be read. Gives their number.
pub fn compare(state: &State, ids: &str) -> usize {
    let catalogue = state.catalogue();
    let mut compared: Vec<Node> = Vec::new();
    for node in ids.split(' ').filter_map(|id| catalogue.node(id)) {
        let fits = compared.first().is_none_or(|first| first.kind() == node.kind());
        if fits && !compared.contains(&node) && compared.len() < crate::views::compare::MOST {
            compared.push(node);
        }
    }
    let count = compared.len();
    state.compared.set(compared);
    count
}
