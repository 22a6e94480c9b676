//! I have…: from what is held, the jobs that are near.

use std::cmp::Reverse;

use crate::dom::{Child, View, el, group, live};
use rungs_core::coverage::coverage;
use rungs_core::model::Node;
use rungs_core::words::Language;

use super::part::{go_button, heading, link, percent};
use crate::state::{Place, state};
use crate::words::words;

/// Jobs by how much of them is held or will come with the programme.
pub fn near(language: Language) -> View {
    let state = state();
    let words = words(language);
    let has_nothing = move || {
        let learner = state.learner.read();
        learner.programme.is_none() && learner.held.is_empty() && learner.self_rated.is_empty()
    };
    let lead = move || if has_nothing() { words.near_nothing } else { words.near_lead };
    let list = move || {
        let catalogue = state.catalogue();
        let learner = state.learner.read();
        // Of nothing no job is nearer than another.
        if has_nothing() {
            return ().view();
        }
        let mut jobs = Vec::new();
        for job in catalogue.jobs.ids() {
            if catalogue.is_in_force(Node::Job(job)) && !catalogue.jobs[job].needs.is_empty() {
                jobs.push((job, coverage(&catalogue, &learner, job, &[]).whole));
            }
        }
        rungs_core::sort::sort_by_key(&mut jobs, |(_, parts)| {
            Reverse((parts.have + parts.programme, parts.have))
        });
        let mut rows = Vec::new();
        for (job, parts) in jobs {
            let share = percent(parts.have + parts.programme);
            let parts = parts.per_cent();
            let bar = el("span")
                .class("meter")
                .attr("aria-hidden", "true")
                .child(el("span").style("width", &share));
            let [have, coming, missing] =
                [parts.have, parts.programme, parts.missing].map(|part| format!("{part}%"));
            let said = (words.near_have)(&have, &coming, &missing);
            rows.push(
                el("li")
                    .class("near")
                    .child(link(Node::Job(job), language))
                    .child(bar)
                    .child(el("small").class("muted").child(said)),
            );
        }
        if rows.is_empty() {
            return el("p").child(words.nothing_here).view();
        }
        el("ol").class("plain").child(rows).view()
    };
    group([
        heading(words.near_title.view(), "big").view(),
        el("p").class("muted").child(live(lead)).view(),
        go_button(state, Place::Me, words.say_what_i_have, "secondary").view(),
        live(list),
    ])
    .view()
}
