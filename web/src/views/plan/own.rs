//! What the data does not have: put into a term by hand, counted into its load.

use std::rc::Rc;

use crate::dom::{Child, View, el, group, labelled};
use crate::signal::Signal;
use rungs_core::decimal::Decimal;
use rungs_core::learner::Own;
use rungs_core::question::Answer;
use rungs_core::wire::learner_v1::{LONGEST_NAME, cut};
use rungs_core::words::{Language, plan as say};

use crate::state::{State, Touched};
use crate::views::control::chooser;
use crate::views::part::{button, folded};
use crate::words::words;

/// Something of the learner's own on the board.
pub fn card(state: State, own: &Own, language: Language) -> View {
    let words = words(language);
    let mut meta = vec![words.own_mark.to_owned()];
    if own.hours > 0 {
        meta.push((words.load_value)(own.hours));
    }
    if own.credits.hundredths() > 0 {
        meta.push((words.up_to_credits)(&own.credits.to_string()));
    }
    let gone = own.clone();
    let remove = button(words.own_remove, "quiet small", move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| {
            if let Some(place) = learner.own.iter().position(|known| *known == gone) {
                learner.own.remove(place);
            }
        });
    });
    let remove = remove.attr("aria-label", format!("{}{}{}", words.own_remove, words.colon, own.name));
    el("li")
        .class("item own")
        .child(el("b").child(el("bdi").child(own.name.as_str())))
        .child(el("p").class("meta").child(meta.join(" · ")))
        .child(remove)
        .view()
}

/// A form to add something.
pub fn add(state: State, answer: &Rc<Answer>, language: Language) -> View {
    let answer = Rc::clone(answer);
    folded(words(language).own_title, move || form(state, &answer, language))
}

fn form(state: State, answer: &Answer, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut names = Vec::new();
    let mut places = Vec::new();
    for term in &answer.terms {
        names.push(say::term(&catalogue, &term.term, language));
        places.push(term.term.place);
    }
    let [name, hours, credits] = [(); 3].map(|()| Signal::new(String::new()));
    let at = Signal::new(Some(0));
    let typed = |label: &str, kind: &str, into: Signal<String>| {
        let input = el("input").attr("type", kind).attr("autocomplete", "off").attr("maxlength", "80");
        let input = if kind == "number" { input.attr("min", "0").attr("max", "100") } else { input };
        labelled(label, input.live_value(move || into.get()).on_value("input", move |value| into.set(value)))
    };
    let put = move || {
        let name = cut(&name.read_untracked(), LONGEST_NAME);
        let Some(at) = at.get_untracked().and_then(|at: usize| places.get(at)).copied() else { return };
        if name.is_empty() {
            return;
        }
        let hours = hours.read_untracked().parse::<u32>().unwrap_or(0).min(168);
        let credits = Decimal::from_text(&credits.read_untracked());
        let credits = credits.filter(|credits| credits.hundredths() <= 10_000).unwrap_or_default();
        state.touched.set(Some(Touched::Board));
        state.change(|learner| learner.own.push(Own { name, at, hours, credits }));
    };
    let fields = el("div")
        .class("grid")
        .child(typed(words.own_name, "text", name))
        .child(chooser(words.own_term.to_owned(), words.choose.to_owned(), names, at, move |place| {
            at.set(place)
        }))
        .child(typed(words.own_hours, "number", hours))
        .child(typed(words.credits, "number", credits));
    group([
        el("p").class("muted small").child(words.own_lead).view(),
        fields.view(),
        el("p").class("actions").child(button(words.own_add, "secondary", put)).view(),
    ])
}
