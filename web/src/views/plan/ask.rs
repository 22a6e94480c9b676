//! Questions about the plan: what without an item, with one that was left out, after a failure.

use crate::dom::{Child, View, el, group, live};
use rungs_core::decimal::Decimal;
use rungs_core::model::Node;
use rungs_core::question::{Answer, Ask, Planned, Told};
use rungs_core::words::{Language, guide, plan as say};

use super::term_name;
use crate::state::{State, Survival, Touched, Whys};
use crate::views::part::{button, focus_soon, folded};
use crate::words::words;

/// What can be done with an item of the plan, and what would follow.
pub fn menu(state: State, item: &Planned, by: u32, language: Language) -> View {
    let words = words(language);
    let node = item.node;
    let name = say::node(&state.catalogue(), node, language);
    let pinned = move || state.learner.read().pinned.contains(&node);
    let pin = move || {
        let label = if pinned() { words.unpin } else { words.pin };
        button(label, "quiet small", move || {
            state.touched.set(Some(Touched::Item(node)));
            state.change(|learner| match learner.pinned.iter().position(|known| *known == node) {
                Some(place) => {
                    learner.pinned.remove(place);
                }
                None => learner.pinned.push(node),
            });
        })
    };
    let leave_out = button(words.leave_out_short, "quiet small", move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| {
            learner.pinned.retain(|known| *known != node);
            learner.excluded.push(node);
        });
    })
    .attr("aria-label", (words.leave_out)(&name));
    let have = button(words.have_it, "quiet small", move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| learner.toggle_held(node));
    });
    let free = !item.compulsory;
    let buttons =
        el("div").class("row").child(free.then(|| live(pin))).child(free.then_some(leave_out)).child(have);
    let summary = el("summary").attr("aria-label", (words.more_of)(&name)).child(words.more);
    let touched = *state.touched.read_untracked() == Some(Touched::Item(node));
    if touched {
        state.touched.set(None);
        focus_soon(&summary);
    }
    el("details")
        .class("menu")
        .attr("open", touched)
        .child(summary)
        .child(buttons)
        .child(live(move || about(state, node, by, language)))
        .view()
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
    el("li").child(el("bdi").child(guide::told(&state.catalogue(), told, by, language)))
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
                    state.change(|learner| learner.pinned.push(node));
                });
                take.attr("aria-label", format!("{}: {name}", words.take_too))
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
    folded(words.left_out_title, live(list))
}

/// What follows if something fails, and the plan that survives any one failure.
pub fn failing(state: State, by: u32, fees: Decimal, language: Language) -> View {
    let words = words(language);
    let list = move || {
        let Some(why) = known(state) else { return working_out(language) };
        let mut rows = Vec::new();
        let mut harmless = Vec::new();
        for told in &why.told {
            let Ask::Fails(node) = told.ask else { continue };
            // A failure that costs neither time nor money needs no line of its own.
            if told.plan.as_ref().is_some_and(|plan| plan.by <= by && plan.fees <= fees) {
                harmless.push(say::node(&state.catalogue(), node, language));
            } else {
                rows.push(line(state, told, by, language));
            }
        }
        let harmless = (!harmless.is_empty())
            .then(|| el("p").class("small").child((words.fails_without_harm)(&harmless.join(words.between))));
        group([el("ul").class("plain").child(rows).view(), harmless.view()]).view()
    };
    let surviving = move || match state.surviving.get() {
        Survival::NotAsked => button(words.survive, "secondary", move || state.survive()).view(),
        Survival::Working => working_out(language),
        Survival::None => el("p").child(words.survive_none).view(),
        Survival::Unknown => el("p").child(words.survive_unknown).view(),
        Survival::Plan(answer) => outline(state, &answer, language),
    };
    folded(
        words.failing,
        group([
            el("p").class("muted small").child(words.failing_lead).view(),
            live(list),
            el("div").attr("role", "status").child(live(surviving)).view(),
        ]),
    )
}

/// A plan in a few lines: what is chosen, and when.
fn outline(state: State, answer: &Answer, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows = Vec::new();
    for term in &answer.terms {
        for item in term.items.iter().filter(|item| !item.compulsory) {
            let said = (words.starts_in)(
                &say::node(&catalogue, item.node, language),
                &term_name(&catalogue, &term.term, language),
            );
            rows.push(el("li").child(el("bdi").child(said)));
        }
    }
    let fees = say::money(answer.fees, &catalogue.head.currency, language);
    let end = answer.terms.get(answer.by.saturating_sub(1) as usize).map(|term| &term.term);
    let end = end.map(|term| term_name(&catalogue, term, language)).unwrap_or_default();
    group([
        el("p").child(words.survive_lead).view(),
        el("ul").class("plain").child(rows).view(),
        el("p").class("summary").child((words.summary)(&end, &fees, answer.hours)).view(),
    ])
    .view()
}
