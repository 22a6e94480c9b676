//! What the data does not have: put into a term by hand, counted into its load.

use std::rc::Rc;

use crate::browser;
use crate::dom::{Child, El, View, el, fold_kept, group, labelled, live};
use crate::signal::Signal;
use rungs_core::decimal::Decimal;
use rungs_core::learner::Own;
use rungs_core::question::Answer;
use rungs_core::wire::learner_v1::{LONGEST_NAME, cut};
use rungs_core::words::{Language, plan as say};

use crate::state::{State, Touched};
use crate::views::control::chooser;
use crate::views::part::{button, telling};
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

/// What is typed and not added yet. It outlives the board, which is drawn anew.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What it is, its hours and its credits.
    texts: [Signal<String>; 3],
    at: Signal<Option<usize>>,
}

impl Draft {
    pub fn new() -> Self {
        Self { texts: [(); 3].map(|()| Signal::new(String::new())), at: Signal::new(Some(0)) }
    }
}

/// A form to add something.
pub fn add(state: State, answer: &Rc<Answer>, draft: Draft, language: Language) -> View {
    let answer = Rc::clone(answer);
    let summary = el("summary").child(words(language).own_title);
    fold_kept(state.unfolded[1], summary, move || form(state, &answer, draft, language)).class("block").view()
}

/// What cannot be taken is said at its field, and nothing is added.
fn form(state: State, answer: &Answer, draft: Draft, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut names = Vec::new();
    let mut places = Vec::new();
    for term in &answer.terms {
        names.push(say::term(&catalogue, &term.term, language));
        places.push(term.term.place);
    }
    let Draft { texts, at } = draft;
    let wrong = Signal::new([false; 4]);
    let alert = |place: usize, said: &'static str| {
        let said = move || wrong.read()[place].then_some(said);
        el("p").class("small").attr("id", format!("own-{place}")).attr("role", "alert").child(live(said))
    };
    let inputs = [0, 1, 2].map(|place: usize| {
        let number = place > 0;
        el("input")
            .attr("type", if number { "number" } else { "text" })
            .attr("autocomplete", "off")
            .attr("maxlength", "80")
            .attr("min", number.then_some("0"))
            .attr("max", ["", "168", "100"][place])
            .attr("step", ["", "1", "any"][place])
            .attr("aria-describedby", format!("own-{place}"))
            .live_attr("aria-invalid", move || wrong.read()[place].to_string())
            .live_value(move || texts[place].get())
            .on_value("input", move |value| texts[place].set(value))
    });
    let elements = inputs.clone().map(|input| input.element().clone());
    let put = move || {
        // Of what is no number at all, a browser gives nothing but that it is not valid.
        let is_valid = |place: usize| elements[place].matches(":valid") == Ok(true);
        let [name, hours, credits] = texts.map(|text| text.get_untracked());
        let name = cut(&name, LONGEST_NAME);
        let hours = if hours.is_empty() { Some(0) } else { hours.parse::<u32>().ok() };
        let hours = hours.filter(|_| is_valid(1));
        let credits =
            if credits.is_empty() { Some(Decimal::default()) } else { Decimal::from_text(&credits) };
        let credits = credits.filter(|_| is_valid(2));
        let term = at.get_untracked().and_then(|at: usize| places.get(at)).copied();
        let faults = [name.is_empty(), hours.is_none(), credits.is_none(), term.is_none()];
        wrong.set(faults);
        let (false, Some(hours), Some(credits), Some(at)) = (faults[0], hours, credits, term) else {
            if let Some((_, element)) = faults.iter().zip(&elements).find(|(is_wrong, _)| **is_wrong) {
                browser::focus(element);
            }
            return;
        };
        for text in texts {
            text.set(String::new());
        }
        state.unfolded[1].set(false);
        state.touched.set(Some(Touched::Board));
        state.change(|learner| learner.own.push(Own { name, at, hours, credits }));
    };
    let [name, hours, credits] = inputs;
    let field = |label: &str, input: El, alert: El| el("div").child(labelled(label, input)).child(alert);
    let term =
        chooser(words.own_term.to_owned(), words.choose.to_owned(), names, at, move |place| at.set(place));
    let fields = el("div")
        .class("grid")
        .child(field(words.own_name, name, alert(0, words.own_name_wrong)))
        .child(el("div").child(term).child(alert(3, words.choose)))
        .child(field(words.own_hours, hours, alert(1, words.own_hours_wrong)))
        .child(field(words.credits, credits, alert(2, words.own_credits_wrong)));
    group([
        el("p").class("muted small").child(words.own_lead).view(),
        fields.view(),
        el("p")
            .class("actions")
            .child(button(words.own_add, "secondary", telling(words.own_add, language, Rc::new(put))))
            .view(),
    ])
}
