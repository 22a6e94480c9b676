//! Open Badges that a student brings: what they say, what of the data that may be, and the student's own word for it.

use crate::dom::{Child, View, el, group, live};
use crate::signal::Signal;
use rungs_core::badge::{self, Claim, Doubt, MOST, Unreadable};
use rungs_core::words::{Language, plan as say};

use super::control::{checkbox, chosen_text};
use super::part::{announce, folded};
use crate::state::State;
use crate::words::words;

/// The way to bring badges.
pub fn badges(state: State, language: Language) -> View {
    let words = words(language);
    let claims = Signal::new(Vec::<Claim>::new());
    let said = Signal::new(String::new());
    let bring = chosen_text(move |text| {
        let read = badge::read(&state.catalogue(), &text.unwrap_or_default());
        let outcome = match &read {
            Ok(claims) if claims.len() >= MOST => words.badge_most,
            Ok(_) => words.badge_read,
            Err(Unreadable::TooLarge) => words.badge_large,
            Err(Unreadable::Syntax) => words.badge_syntax,
            Err(Unreadable::Older) => words.badge_older,
            Err(Unreadable::NoAchievement) => words.badge_none,
        };
        announce(said, outcome.to_owned());
        claims.set(read.unwrap_or_default());
    });
    let input = el("input")
        .attr("type", "file")
        .attr("accept", "application/json,.json,.jwt,.jws,.txt")
        .on("change", bring);
    let list = move || {
        let mut rows = Vec::new();
        for claim in claims.read().iter() {
            rows.push(row(state, claim, language));
        }
        el("ul").class("ways").child(rows)
    };
    folded(words.badge_title, move || {
        group([
            el("p").class("muted small").child(words.badge_lead).view(),
            el("p")
                .child(el("label").class("secondary file").child(words.badge_file).child(input.clone()))
                .view(),
            el("p").attr("role", "status").child(live(move || said.get())).view(),
            live(list),
        ])
    })
}

fn row(state: State, claim: &Claim, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let issuer = (!claim.issuer.is_empty()).then(|| format!(" · {}", claim.issuer));
    let mut boxes = Vec::new();
    for &node in &claim.found {
        let name = el("bdi").child(say::node(&catalogue, node, language)).view();
        boxes.push(checkbox(state, node, name));
    }
    let found = if boxes.is_empty() {
        el("p").class("muted").child(words.badge_unknown).view()
    } else {
        group([
            el("p").class("small").child(words.badge_confirm).view(),
            el("ul").class("checks").child(boxes).view(),
        ])
        .view()
    };
    let doubt = claim.doubt(state.today).map(|doubt| match doubt {
        Doubt::NotAchieved => words.badge_open.to_owned(),
        Doubt::NotYet(day) => (words.badge_from)(&day.to_string()),
        Doubt::Expired(day) => (words.badge_until)(&day.to_string()),
    });
    el("li")
        .class("claim")
        .child(el("b").child(el("bdi").child(claim.name.as_str())))
        .child(el("span").class("muted small").child(el("bdi").child(issuer)))
        .child(el("span").class("mark").child(words.badge_unchecked))
        .child(doubt.map(|doubt| el("span").class("mark").child(doubt)))
        .child(el("div").class("whole").child(found))
        .view()
}
