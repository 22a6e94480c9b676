//! What if: limits to slide, which the plan follows while they move.

use std::rc::Rc;

use crate::dom::{Child, View, el, fold_kept, group, live};
use rungs_core::guide::Situation;
use rungs_core::learner::Learner;
use rungs_core::question::{Proof, Question, fee_in};
use rungs_core::words::{Language, guide, plan as say};

use crate::signal::Signal;
use crate::state::{Helping, Planning, Slider, State, Touched};
use crate::views::control::chooser;
use crate::views::facts::ask;
use crate::views::me;
use crate::views::part::{answered, button};
use crate::words::words;

/// The end of the hours' slider. There it means no limit.
const MOST_HOURS: u32 = 40;
/// What could be spent where no fee is known, in whole units of the currency.
const USUAL_FEES: u32 = 2400;
/// So many steps a budget's slider has at most, but for the last one, to no limit.
const MOST_STEPS: u32 = 60;

/// Sliders for budget and hours, lists for term, programme, region and pilot college.
pub fn what_if(state: State, language: Language) -> View {
    let summary = el("summary").child(words(language).what_if);
    fold_kept(state.unfolded[0], summary, move || controls(state, language)).class("block").view()
}

fn controls(state: State, language: Language) -> View {
    let words = words(language);
    let currency = state.catalogue().head.currency.clone();
    let scale = Signal::memo(move || ask(state, could_be_spent));
    let budget = move || {
        let step = step(scale.get());
        let currency = currency.clone();
        slider(
            state,
            Slider::Budget,
            (words.budget)(&currency),
            (scale.get() / step).saturating_add(2).saturating_mul(step),
            step,
            |learner| learner.budget,
            |learner, value| learner.budget = value,
            move |value| say::money(value, &currency, language),
            language,
        )
    };
    let hours = slider(
        state,
        Slider::Hours,
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
        .child(live(budget))
        .child(hours)
        .child(me::deadline(state, language))
        .child(me::programme(state, language))
        .child(me::region(state, language))
        .child(pilot(state, language));
    let lead = el("p").class("muted small").child(words.what_if_lead);
    el("div")
        .child(lead)
        .child(body)
        .child(el("div").class("block").child(live(move || helping(state, language))))
        .view()
}

/// The one change that helps most, once it is asked for; where there is no plan, the ways out stand for it.
fn helping(state: State, language: Language) -> View {
    let is_plan = matches!(&*state.planning.read(), Planning::Plan(_, Proof::Proven, _));
    let body = move || state.helping.get().map(|helping| changes(state, &helping, language));
    let ask = Rc::new(move || state.help());
    is_plan.then(|| answered(words(language).helps_most, "secondary", ask, Rc::new(body))).view()
}

/// Changes, the one that helps most first.
fn changes(state: State, helping: &Helping, language: Language) -> View {
    let words = words(language);
    let muted = |said| el("p").class("muted").child(said).view();
    if !helping.settled {
        return muted(words.working_out);
    }
    let mut rows = Vec::new();
    for help in &helping.found {
        let said = guide::help(&state.catalogue(), help, language);
        let situation = help.situation;
        // Whether one may register is not the student's to change.
        let try_it = (!matches!(situation, Situation::Route(_))).then(|| {
            button(words.try_this, "quiet", move || {
                state.touched.set(Some(Touched::Board));
                state.change(|learner| situation.apply(learner));
            })
        });
        rows.push(el("li").child(el("bdi").child(said)).child(" ").child(try_it));
    }
    if rows.is_empty() {
        return muted(if helping.proven { words.nothing_helps } else { words.not_settled });
    }
    group([el("p").child(words.these_help).view(), el("ol").child(rows).view()]).view()
}

/// Whether the college is supposed to be a pilot.
fn pilot(state: State, language: Language) -> View {
    let words = words(language);
    let choices = words.pilots.map(str::to_owned).into();
    let chosen = Signal::memo(move || state.learner.read().pilot.map(usize::from));
    let choose = move |place: Option<usize>| {
        state.change(move |learner| learner.pilot = place.map(|place| place == 1))
    };
    chooser(words.pilot.to_owned(), words.pilot_known.to_owned(), choices, chosen, choose)
}

/// All known fees of what leads to the goal, in whole units of the currency: a larger budget changes nothing.
fn could_be_spent(question: &Question<'_>) -> u32 {
    let catalogue = question.catalogue;
    let mut spent = 0u64;
    for lead in question.learner.goal.map(|job| catalogue.leads_to(job)).unwrap_or_default() {
        let fee = catalogue.exam(lead.node).and_then(|exam| fee_in(question, exam.fees));
        spent += fee.map_or(0, |fee| u64::from(fee.hundredths()));
    }
    match u32::try_from(spent / 100) {
        Ok(0) => USUAL_FEES,
        spent => spent.unwrap_or(u32::MAX),
    }
}

/// The least of 1, 2, 5, 10, 20, 50 … with which a scale to `most` has few enough steps.
fn step(most: u32) -> u32 {
    let mut unit = 1;
    loop {
        for step in [unit, 2 * unit, 5 * unit] {
            if most / step <= MOST_STEPS {
                return step;
            }
        }
        unit *= 10;
    }
}

#[allow(clippy::too_many_arguments, reason = "two callers, side by side")]
fn slider(
    state: State,
    slider: Slider,
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
            state.slide(slider, move |learner| set(learner, value));
        });
    el("label")
        .class("field")
        .child(el("span").child(label).child(" ").child(el("b").child(live(move || said.get()))))
        .child(input)
        .view()
}
