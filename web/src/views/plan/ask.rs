//! Questions about the plan: what without an item, with one that was left out, after a failure.

use std::rc::Rc;

use crate::dom::{Child, View, el, fold, group, labelled, live};
use crate::signal::Signal;
use rungs_core::decimal::Total;
use rungs_core::model::{Kind, Node};
use rungs_core::question::{Answer, Ask, Planned, Told};
use rungs_core::wire::learner_v1::{LONGEST_NOTE, cut};
use rungs_core::words::{Language, guide, listed, plan as say};

use super::near;
use crate::state::{Planning, State, Survival, Touched, Whys};
use crate::views::control::chooser;
use crate::views::part::{answered, button, focus_soon, folded, telling};
use crate::words::words;

/// Puts an item into a calendar term, or lets it be where it is best.
pub fn put(state: State, node: Node, place: Option<u32>) {
    state.touched.set(Some(Touched::Item(node)));
    state.change(|learner| learner.put(node, place));
}

/// The terms in which an item may start, to choose from.
fn when(state: State, item: &Planned, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let node = item.node;
    if item.starts.len() < 2 {
        return ().view();
    }
    let catalogue = state.catalogue();
    let mut names = Vec::new();
    let mut places = Vec::new();
    for start in &item.starts {
        if let Some(term) = answer.terms.get(*start as usize) {
            names.push(say::term(&catalogue, &term.term, language));
            places.push(term.term.place);
        }
    }
    let put_into = state.learner.read_untracked().moved_to(node);
    let chosen = put_into.and_then(|at| places.iter().position(|place| *place == at));
    let choose = move |place: Option<usize>| {
        put(state, node, place.and_then(|place| places.get(place)).copied());
    };
    let list =
        chooser(words.start_in.to_owned(), words.best_term.to_owned(), names, Signal::new(chosen), choose);
    group([list, el("p").class("muted small").child(words.start_in_lead).view()]).view()
}

/// A note of the learner's own.
fn note(state: State, node: Node, language: Language) -> View {
    let known = state.learner.read_untracked().note_on(node).map(str::to_owned);
    let area = el("textarea").attr("rows", "2").attr("maxlength", LONGEST_NOTE.to_string());
    let area = area.child(known);
    let area = area.on_value("change", move |text| {
        let text = cut(&text, LONGEST_NOTE);
        state.change(|learner| learner.note(node, &text));
    });
    labelled(words(language).my_note, area)
}

/// What can be done with an item of the plan, and what would follow.
pub fn menu(state: State, item: &Planned, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let node = item.node;
    let name = say::node(&state.catalogue(), node, language);
    let summary = el("summary").attr("aria-label", (words.more_of)(&name)).child(words.more);
    let touched = *state.touched.read_untracked() == Some(Touched::Item(node));
    if touched {
        state.touched.set(None);
        focus_soon(&summary);
    }
    let (item, answer) = (item.clone(), Rc::clone(answer));
    let choices = move || choices(state, &item, &answer, language);
    fold(summary, choices).class("menu").attr("open", touched).view()
}

fn choices(state: State, item: &Planned, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let (node, by) = (item.node, answer.by);
    let name = say::node(&state.catalogue(), node, language);
    let doing = move |label: &'static str, act: Rc<dyn Fn()>| {
        button(label, "quiet small", telling(label, language, act))
    };
    let pinned = move || state.learner.read().pinned.contains(&node);
    let pin = move || {
        let label = if pinned() { words.unpin } else { words.pin };
        let turn = move || {
            state.touched.set(Some(Touched::Item(node)));
            state.change(|learner| match learner.pinned.iter().position(|known| *known == node) {
                Some(place) => {
                    learner.pinned.remove(place);
                }
                None => learner.pinned.push(node),
            });
        };
        doing(label, Rc::new(turn))
    };
    let leave_out = move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| {
            learner.let_go(node);
            learner.excluded.push(node);
        });
    };
    let leave_out =
        doing(words.leave_out_short, Rc::new(leave_out)).attr("aria-label", (words.leave_out)(&name));
    let have = move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| learner.toggle_held(node));
    };
    let have = doing(words.have_it, Rc::new(have));
    let failed = state.learner.read_untracked().failed_in(node).is_some();
    let until = answer.last_term(node).unwrap_or(0);
    let label = if failed { words.not_failed } else { words.failed_once };
    let fail = move || {
        state.touched.set(Some(Touched::Item(node)));
        state.change(|learner| match failed {
            true => learner.failed.retain(|(known, _)| *known != node),
            false => learner.fail(node, until),
        });
    };
    let fail = doing(label, Rc::new(fail));
    let free = !item.compulsory;
    // A diploma comes with the courses: only they can fail.
    let fail = (node.kind() != Kind::Programme).then_some(fail);
    let buttons = el("div")
        .class("row")
        .child(free.then(|| live(pin)))
        .child(free.then_some(leave_out))
        .child(have)
        .child(fail);
    group([
        buttons.view(),
        when(state, item, answer, language),
        note(state, node, language),
        live(move || about(state, node, by, language)),
    ])
}

/// All that has been worked out about the plan, once it has.
fn known(state: State) -> Option<Whys> {
    state.why.get().filter(|why| why.whole)
}

fn working_out(language: Language) -> View {
    el("p").class("muted small").child(words(language).working_out).view()
}

/// How much room an item has, and what the plan would be without it or after a failure.
fn about(state: State, node: Node, by: u32, language: Language) -> View {
    let words = words(language);
    // Of what is no plan, none of this is asked.
    if !matches!(*state.planning.read(), Planning::Plan(..)) {
        return ().view();
    }
    let Some(why) = known(state) else { return working_out(language) };
    let mut lines = Vec::new();
    if let Some((_, terms)) = why.slack.iter().find(|(of, _)| *of == node) {
        let said = if *terms == 0 { words.slack_none.to_owned() } else { (words.slack_some)(*terms) };
        lines.push(el("li").child(said));
    }
    for told in &why.told {
        if matches!(told.ask, Ask::Without(of) | Ask::Fails(of) if of == node) {
            lines.push(line(state, told, by, language));
        }
    }
    el("ul").class("plain small").child(lines).view()
}

fn line(state: State, told: &Told, by: u32, language: Language) -> crate::dom::El {
    let why = told.plan.is_none().then(|| near::looked_into(state, told.ask, language));
    el("li").child(el("bdi").child(guide::told(&state.catalogue(), told, by, language))).child(why)
}

/// What was left out, each with what the best plan would be with it.
pub fn left_out(state: State, by: u32, language: Language) -> View {
    let words = words(language);
    let list = move || {
        let Some(why) = known(state) else { return working_out(language) };
        let mut rows = Vec::new();
        for told in &why.told {
            let Ask::With(node) = told.ask else { continue };
            let name = say::node(&state.catalogue(), node, language);
            let take = told.plan.is_some().then(|| {
                let take = button(words.take_too, "quiet small", move || {
                    state.touched.set(Some(Touched::Board));
                    state.change(|learner| learner.pinned.push(node));
                });
                take.attr("aria-label", format!("{}{}{name}", words.take_too, words.colon))
            });
            rows.push(line(state, told, by, language).child(" ").child(take));
        }
        if rows.is_empty() {
            return el("p").class("muted").child(words.nothing_here).view();
        }
        group([
            el("p").class("muted small").child(words.left_out_lead).view(),
            el("ul").class("plain").child(rows).view(),
        ])
        .view()
    };
    folded(words.left_out_title, move || live(list))
}

/// What follows if something fails, and the plan that survives any one failure.
pub fn failing(state: State, by: u32, fees: Total, language: Language) -> View {
    let words = words(language);
    let list = move || {
        let Some(why) = known(state) else { return working_out(language) };
        let mut rows = Vec::new();
        let mut harmless = Vec::new();
        for told in &why.told {
            let Ask::Fails(node) = told.ask else { continue };
            // A failure that costs neither time nor money needs no line of its own.
            if !told.diploma_late && told.plan.as_ref().is_some_and(|plan| plan.by <= by && plan.fees <= fees)
            {
                harmless.push(say::node(&state.catalogue(), node, language));
            } else {
                rows.push(line(state, told, by, language));
            }
        }
        let harmless = (!harmless.is_empty())
            .then(|| el("p").class("small").child((words.fails_without_harm)(&listed(&harmless, language))));
        group([el("ul").class("plain").child(rows).view(), harmless.view()]).view()
    };
    let surviving = move || match state.surviving.get() {
        Survival::NotAsked => None,
        Survival::Working => Some(working_out(language)),
        Survival::None => Some(el("p").child(words.survive_none).view()),
        Survival::Unknown => Some(el("p").child(words.survive_unknown).view()),
        Survival::Plan(answer) => Some(outline(state, &answer, language)),
    };
    folded(words.failing, move || {
        group([
            el("p").class("muted small").child(words.failing_lead).view(),
            live(list),
            answered(words.survive, "secondary", Rc::new(move || state.survive()), Rc::new(surviving)),
        ])
    })
}

/// A plan in a few lines: what is chosen, and when.
fn outline(state: State, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows = Vec::new();
    for term in &answer.terms {
        for item in term.items.iter().filter(|item| !item.compulsory) {
            let said = (words.starts_in)(
                &say::node(&catalogue, item.node, language),
                &say::term(&catalogue, &term.term, language),
            );
            rows.push(el("li").child(el("bdi").child(said)));
        }
    }
    let plan = Rc::clone(answer);
    let look = button(words.look_at, "secondary", move || super::trade::look_at(state, &plan));
    group([
        el("p").child(words.survive_lead).view(),
        el("ul").class("plain").child(rows).view(),
        el("p").class("summary").child(super::saved::summary(state, answer, language)).view(),
        el("p").class("actions").child(look).view(),
    ])
    .view()
}
