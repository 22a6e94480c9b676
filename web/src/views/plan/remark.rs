//! What an adviser says about the plan. It travels with it; nothing is signed.

use std::rc::Rc;

use crate::dom::{Child, View, el, group, labelled, live};
use crate::signal::Signal;
use rungs_core::learner::Remark;
use rungs_core::share;
use rungs_core::wire::learner_v1::{LONGEST_NAME, LONGEST_NOTE, cut};
use rungs_core::words::Language;

use crate::state::State;
use crate::views::part::{button, focus_soon, folded, pieces, telling};
use crate::words::words;

/// The remark, or a form for one.
pub fn remark(state: State, language: Language) -> View {
    let words = words(language);
    let known = Signal::memo(move || state.learner.read().remark.clone());
    let acted = Signal::new(false);
    let body = move || match known.read().is_some() {
        true => remove(state, acted, language),
        false => form(state, acted, language),
    };
    // What is said stands before the fold: nobody overlooks it, and it is printed.
    group([
        live(move || known.get().map(|remark| said(state, &remark, language))),
        folded(words.remark_title, move || live(body)),
    ])
    .view()
}

fn said(state: State, remark: &Remark, language: Language) -> View {
    let words = words(language);
    let (approved, of) = (remark.approved, remark.of.clone());
    // Another plan than the one that was seen has not been approved.
    let seen = move || {
        let (catalogue, learner) = (state.catalogue(), state.on_show(state.learner.get()));
        let same = share::seen(&catalogue, &learner) == of || share::write(&catalogue, &learner) == of;
        match (same, approved) {
            (false, _) => el("p").class("warning").child(words.changed_since).view(),
            (true, true) => el("p").class("ok").child("✓ ").child(words.approved).view(),
            (true, false) => ().view(),
        }
    };
    let by = pieces(&format!("{} · {} · {}", words.remark_title, remark.by, remark.on));
    el("section")
        .class("block")
        .child(el("p").class("said").child(el("bdi").child(remark.text.as_str())))
        .child(el("p").class("muted small").child(el("bdi").child(by)))
        .child(live(seen))
        .view()
}

fn remove(state: State, acted: Signal<bool>, language: Language) -> View {
    let remove = button(words(language).remark_remove, "secondary", move || {
        acted.set(true);
        state.change(|learner| learner.remark = None);
    });
    if acted.get_untracked() {
        acted.set(false);
        focus_soon(&remove);
    }
    el("p").class("actions").child(remove).view()
}

fn form(state: State, acted: Signal<bool>, language: Language) -> View {
    let words = words(language);
    let [text, by] = [(); 2].map(|()| Signal::new(String::new()));
    let approved = Signal::new(false);
    let area = el("textarea").attr("rows", "3").attr("maxlength", LONGEST_NOTE.to_string());
    let name = el("input").attr("type", "text").attr("maxlength", LONGEST_NAME.to_string());
    let save = move || {
        let remark = Remark {
            text: cut(&text.read_untracked(), LONGEST_NOTE),
            by: cut(&by.read_untracked(), LONGEST_NAME),
            on: state.today,
            approved: approved.get_untracked(),
            of: share::seen(&state.catalogue(), &state.on_show(state.learner.get_untracked())),
        };
        if !remark.by.is_empty() && (remark.approved || !remark.text.is_empty()) {
            acted.set(true);
            state.change(|learner| learner.remark = Some(remark));
        }
    };
    let save = button(words.remark_save, "secondary", telling(words.remark_save, language, Rc::new(save)));
    let tick = el("input").attr("type", "checkbox").on("change", move |_| approved.update(|it| *it = !*it));
    if acted.get_untracked() {
        acted.set(false);
        focus_soon(&area);
    }
    group([
        el("p").class("muted small").child(words.remark_lead).view(),
        labelled(words.remark_text, area.on_value("input", move |value| text.set(value))),
        labelled(words.remark_by, name.on_value("input", move |value| by.set(value))),
        el("label").class("check").child(tick).child(words.approve).view(),
        el("p").class("actions").child(save).view(),
    ])
    .view()
}
