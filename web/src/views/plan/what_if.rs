//! What if: limits to slide, which the plan follows while they move.

use crate::dom::{Child, View, el, live};
use rungs_core::learner::Learner;
use rungs_core::words::{Language, plan as say};

use crate::signal::Signal;
use crate::state::State;
use crate::views::me;
use crate::views::part::folded;
use crate::words::words;

/// The end of the budget's slider, in whole units of the currency, and of the hours'. There it means no limit.
const MOST_BUDGET: u32 = 3000;
const MOST_HOURS: u32 = 40;

/// Sliders for budget and hours, lists for term and region.
pub fn what_if(state: State, language: Language) -> View {
    folded(words(language).what_if, move || controls(state, language))
}

fn controls(state: State, language: Language) -> View {
    let words = words(language);
    let currency = state.catalogue().head.currency.clone();
    let budget = slider(
        state,
        (words.budget)(&currency),
        MOST_BUDGET,
        50,
        |learner| learner.budget,
        |learner, value| learner.budget = value,
        move |value| say::money(value, &currency, language),
        language,
    );
    let hours = slider(
        state,
        words.hours_a_week.to_owned(),
        MOST_HOURS,
        1,
        |learner| learner.hours_a_week,
        |learner, value| learner.hours_a_week = value,
        words.hours_of,
        language,
    );
    let body = el("div")
        .class("grid ends")
        .child(budget)
        .child(hours)
        .child(me::deadline(state, language))
        .child(me::programme(state, language))
        .child(me::region(state, language));
    el("div").child(el("p").class("muted small").child(words.what_if_lead)).child(body).view()
}

#[allow(clippy::too_many_arguments, reason = "two callers, side by side")]
fn slider(
    state: State,
    label: String,
    most: u32,
    step: u32,
    get: fn(&Learner) -> Option<u32>,
    set: fn(&mut Learner, Option<u32>),
    say: impl Fn(u32) -> String + 'static,
    language: Language,
) -> View {
    let words = words(language);
    // Each slider changes by itself alone.
    let now = Signal::memo(move || get(&state.learner.read()));
    let said = Signal::memo(move || match now.get() {
        Some(value) => say(value),
        None => words.no_limit_value.to_owned(),
    });
    // Where it may not be moved, it goes back although nothing has changed.
    let value = move || get(&state.learner.read()).unwrap_or(most).min(most).to_string();
    let input = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", most.to_string())
        .attr("step", step.to_string())
        .live_value(value)
        .live_attr("aria-valuetext", move || said.get())
        .on_value("input", move |value: String| {
            let value = value.parse::<u32>().ok().filter(|value| *value < most);
            state.slide(move |learner| set(learner, value));
        })
        .on("change", move |_| state.slid());
    el("label")
        .class("field")
        .child(el("span").child(label).child(" ").child(el("b").child(live(move || said.get()))))
        .child(input)
        .view()
}
