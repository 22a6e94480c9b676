//! This or that: what the learner wants one of, and what the plan takes of it.

use std::rc::Rc;

use rungs_core::question::Answer;
use rungs_core::words::{Language, listed, plan as say};

use crate::dom::{Child, View, el, group};
use crate::state::{State, Touched};
use crate::views::part::{button, link, section};
use crate::words::words;

/// Each choice with what the plan takes; nothing where there is none.
pub fn chosen(state: State, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read_untracked();
    let mut rows = Vec::new();
    for of in &learner.either {
        let mut pieces = Vec::new();
        let mut names = Vec::new();
        for node in of {
            let taken = answer.items().any(|(_, item)| item.node == *node);
            let mark = match (taken, learner.held.contains(node)) {
                (true, _) => Some(words.either_taken),
                (false, true) => Some(words.either_held),
                (false, false) => None,
            };
            let mark = mark.map(|mark| group([" ✓ ".view(), mark.view()]));
            let mark = mark.map(|mark| el("small").class("ok").child(mark));
            pieces.push(el("li").child(link(*node, language)).child(mark));
            names.push(say::node(&catalogue, *node, language));
        }
        let gone = of.clone();
        let remove = button(words.either_remove, "quiet small", move || {
            state.touched.set(Some(Touched::Board));
            state.change(|learner| learner.either.retain(|known| *known != gone));
        });
        let names = listed(&names, language);
        let remove = remove.attr("aria-label", format!("{}{}{names}", words.either_remove, words.colon));
        rows.push(el("li").child(el("ul").class("inline").child(pieces)).child(remove));
    }
    if rows.is_empty() {
        return ().view();
    }
    let lead = el("p").class("muted small").child(words.either_lead).view();
    section(words.either_title, group([lead, el("ul").class("ways").child(rows).view()]))
}
