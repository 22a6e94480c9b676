//! Plan: term by term, each item with its reason; or why there is none, and what would help.

use std::sync::Arc;

use leptos::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{JobId, Node, TermKind};
use rungs_core::question::{Answer, AnswerTerm, Closed, Hindrance, Planned, Proof, Recognised, Term};
use rungs_core::words::{Language, labels, plan as say};

use super::goal::nothing_yet;
use super::part::{glyph, go_button, heading, link, source, text};
use crate::state::{Place, Planning, State, state};
use crate::words::words;

/// The plan for the learner as they are.
pub fn plan(language: Language) -> AnyView {
    let state = state();
    let goal = Memo::new(move |_| state.learner.read().goal);
    let body = move || match goal.get() {
        Some(job) => page(state, job, language),
        None => nothing_yet(state, language),
    };
    body.into_any()
}

fn page(state: State, job: JobId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let name = labels::name(&catalogue.jobs[job].about.name, language).0.to_owned();
    let subtitle = (words.plan_to)(&name);
    let status = move || match state.planning.get() {
        Planning::Working => words.planning.to_owned(),
        Planning::Plan(_, Proof::Proven, _) => format!("✓ {}", proven(state, language)),
        Planning::Plan(_, Proof::SoFar, _) => words.so_far.to_owned(),
        Planning::Reached => words.reached.to_owned(),
        Planning::NoPlan(_) => words.no_plan.to_owned(),
    };
    let who = move || {
        state.learner.read().programme.is_none().then(|| go_button(state, Place::Me, words.set_programme, "secondary"))
    };
    let body = move || match state.planning.get() {
        Planning::Working | Planning::Reached => ().into_any(),
        Planning::Plan(answer, _, closed) => board(state, job, &answer, closed, language),
        Planning::NoPlan(why) => no_plan(state, why, language),
    };
    view! {
        class = "pe",
        {heading(view! { class = "pe", {words.plan_title}" "<bdi class="twin">{subtitle}</bdi> }.into_any(), "big")}
        <p class="actions">
            {go_button(state, Place::Me, words.edit_limits, "secondary")}
            {go_button(state, Place::Goal, words.show_goal, "secondary")}
            {who}
        </p>
        <p role="status" class="proof">{status}</p>
        {body}
    }
    .into_any()
}

/// What the plan is proven best for.
fn proven(state: State, language: Language) -> String {
    let words = words(language);
    let order = super::me::order(&state.learner.read());
    let names: Vec<&str> = order.into_iter().take(3).map(words.priority).collect();
    (words.proven)(&names.join(words.then))
}

/// What a term is called: by the programme, else by the calendar.
pub fn term_name(catalogue: &Catalogue, term: &Term, language: Language) -> String {
    match term.programme_term {
        Some(number) => (words(language).term)(number),
        None => catalogue
            .calendar_term(term.place)
            .map(|slot| labels::name(&slot.name, language).0.to_owned())
            .unwrap_or_default(),
    }
}

fn board(
    state: State,
    job: JobId,
    answer: &Answer,
    closed: Arc<Vec<(Node, Closed)>>,
    language: Language,
) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let end = answer.terms.get(answer.by.saturating_sub(1) as usize).map(|term| &term.term);
    let end = end.map(|term| term_name(&catalogue, term, language)).unwrap_or_default();
    let fees = say::money(answer.fees, &catalogue.head.currency, language);
    let summary = (words.summary)(&end, &fees, answer.hours);
    let mut columns = Vec::new();
    for (place, term) in answer.terms.iter().enumerate() {
        columns.push(column(state, place, term, language));
        if place + 1 == answer.by as usize {
            columns.push(reached(state, job, language));
        }
    }
    let notes: Vec<AnyView> = say::notes(&catalogue, &answer.notes, language)
        .into_iter()
        .map(|note| view! { class = "pe", <li><bdi>{note}</bdi></li> }.into_any())
        .collect();
    let notes = (!notes.is_empty()).then(|| {
        view! {
            class = "pe",
            <section class="hint-box"><h4>{words.assumptions}</h4><ul class="plain">{notes}</ul></section>
        }
    });
    view! {
        class = "pe",
        <p class="summary">{summary}</p>
        <ol class="board">{columns}</ol>
        {notes}
        {not_open(&closed, language)}
    }
    .into_any()
}

fn column(state: State, place: usize, term: &AnswerTerm, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let name = term_name(&catalogue, &term.term, language);
    let calendar = catalogue.calendar_term(term.term.place).map(|slot| text(&slot.name, language));
    let kind = (term.term.kind != TermKind::Study).then(|| labels::term_kind(term.term.kind, language));
    let now = (place == 0).then(|| view! { class = "pe", " · "<b>{words.now}</b> });
    let share = term.cap.filter(|cap| *cap > 0).map(|cap| {
        let full = (term.load * 100 / cap).min(100);
        view! {
            class = "pe",
            <span class="meter" aria-hidden="true"><span style:width=format!("{full}%")></span></span>
        }
    });
    let mut cards: Vec<AnyView> = term.items.iter().map(|item| planned(state, item, language)).collect();
    cards.extend(term.running.iter().map(|node| {
        view! {
            class = "pe",
            <li class="item running">{link(*node, language)}" "<small class="muted">{words.runs_on}</small></li>
        }
        .into_any()
    }));
    cards.extend(term.recognised.iter().map(|entry| recognised(&catalogue, entry, language)));
    view! {
        class = "pe",
        <li class="column">
            <div class="column-head">
                <h4>{name}{now}</h4>
                <span class="muted small">{calendar}{kind.map(|kind| format!(" · {kind}"))}</span>
                <span class="load">{(words.load)(term.load, term.cap)}</span>
                {share}
            </div>
            <ul class="items">{cards}</ul>
        </li>
    }
    .into_any()
}

fn planned(state: State, item: &Planned, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = item.node;
    let class = match node {
        Node::Grade(_) => "item certificate",
        Node::Competition(_) => "item competition",
        _ if item.compulsory && item.reasons.len() <= 1 => "item course plain-course",
        _ => "item course",
    };
    let mut meta: Vec<String> = Vec::new();
    if let Node::Grade(grade) = node {
        meta.push(labels::family(super::part::family_of(&catalogue, grade), language).to_owned());
    }
    if item.duration > 1 {
        meta.push((words.over_terms)(item.duration));
    }
    if item.load > 0 {
        meta.push((words.load_value)(item.load));
    }
    if matches!(node, Node::Grade(_) | Node::Competition(_)) {
        meta.push(match item.fee {
            Some(fee) => say::money(fee, &catalogue.head.currency, language),
            None => words.fee_unknown.to_owned(),
        });
        match &item.sitting {
            Some(sitting) => {
                meta.push((words.exam_on)(&sitting.date.to_string()));
                meta.extend(sitting.deadline.map(|day| (words.register_by)(&day.to_string())));
            }
            None => meta.push(words.no_date.to_owned()),
        }
    }
    let sitting_source = item.sitting.as_ref().map(|sitting| source(sitting.source, language));
    let reasons: Vec<AnyView> = say::reasons(&catalogue, &item.reasons, language)
        .into_iter()
        .map(|reason| view! { class = "pe", <li><bdi>{reason}</bdi></li> }.into_any())
        .collect();
    let name = say::node(&catalogue, node, language);
    let without = (!item.compulsory).then(|| {
        let label = (words.leave_out)(&name);
        let leave_out = move |_| {
            state.change(move |learner| {
                learner.pinned.retain(|known| *known != node);
                learner.excluded.push(node);
            });
        };
        view! {
            class = "pe",
            <button type="button" class="quiet small" aria-label=label on:click=leave_out>{words.leave_out_short}</button>
        }
    });
    view! {
        class = "pe",
        <li class=class>
            {link(node, language)}
            <p class="meta"><bdi>{meta.join(" · ")}</bdi></p>
            <ul class="reasons" aria-label=words.why>{reasons}</ul>
            {sitting_source}
            {without}
        </li>
    }
    .into_any()
}

fn recognised(catalogue: &Catalogue, entry: &Recognised, language: Language) -> AnyView {
    let words = words(language);
    let from = say::node(catalogue, entry.from, language);
    let credits = (words.up_to_credits)(&entry.credits.to_string());
    let rule = &catalogue.recognition[entry.rule];
    view! {
        class = "pe",
        <li class="item recognised">
            {link(Node::Course(entry.course), language)}
            <p class="meta">{words.recognised}" · "{credits}" · "<bdi>{(words.recognised_because)(&from)}</bdi></p>
            {source(rule.source, language)}
        </li>
    }
    .into_any()
}

fn reached(state: State, job: JobId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    let name = labels::name(&record.about.name, language).0.to_owned();
    let next: Vec<AnyView> = record
        .next
        .iter()
        .map(|next| view! { class = "pe", <li>{link(Node::Job(*next), language)}</li> }.into_any())
        .collect();
    let next = (!next.is_empty())
        .then(|| view! { class = "pe", <p class="muted small">{words.after_that}</p><ul class="plain">{next}</ul> });
    view! {
        class = "pe",
        <li class="column reached">
            <h4>{glyph(rungs_core::model::Kind::Job)}" "<bdi>{(words.goal_reached)(&name)}</bdi></h4>
            {next}
        </li>
    }
    .into_any()
}

fn not_open(closed: &[(Node, Closed)], language: Language) -> AnyView {
    let words = words(language);
    if closed.is_empty() {
        return ().into_any();
    }
    let rows = closed
        .iter()
        .map(|(node, why)| {
            view! { class = "pe", <li>{link(*node, language)}" "<small class="muted">{say::closed(why, language)}</small></li> }
        })
        .collect_view();
    view! {
        class = "pe",
        <details class="block"><summary>{words.closed_title}" ("{closed.len()}")"</summary><ul class="plain">{rows}</ul></details>
    }
    .into_any()
}

fn no_plan(state: State, why: Arc<Vec<Hindrance>>, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let rows = why
        .iter()
        .map(|hindrance| {
            let said = say::hindrance(&catalogue, hindrance, language);
            let mend = mend(state, hindrance).map(|mend| {
                view! {
                    class = "pe",
                    <button type="button" class="secondary" on:click=move |_| mend.run(())>{words.change_it}</button>
                }
            });
            view! { class = "pe", <li><span><bdi>{said}</bdi></span>{mend}</li> }
        })
        .collect_view();
    view! {
        class = "pe",
        <section class="hint-box">
            <p>{words.no_plan_lead}</p>
            <ul class="ways">{rows}</ul>
        </section>
    }
    .into_any()
}

/// The change that a way out asks for.
fn mend(state: State, hindrance: &Hindrance) -> Option<Callback<()>> {
    let hindrance = hindrance.clone();
    if matches!(hindrance, Hindrance::Skill { .. } | Hindrance::Qualifications { .. } | Hindrance::Several) {
        return None;
    }
    Some(Callback::new(move |()| {
        let hindrance = hindrance.clone();
        state.change(move |learner| match hindrance {
            Hindrance::Budget { least } => learner.budget = Some(least),
            Hindrance::Hours { least } => learner.hours_a_week = Some(least),
            Hindrance::Terms { more } => learner.deadline = learner.deadline.map(|term| term + more),
            Hindrance::Allow(nodes) => {
                if let Some(first) = nodes.first() {
                    learner.excluded.retain(|known| known != first);
                }
            }
            Hindrance::Skill { .. } | Hindrance::Qualifications { .. } | Hindrance::Several => {}
        });
    }))
}
