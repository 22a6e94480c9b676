//! The certificates and competitions that lead to a job, each with what decides between them.

use leptos::prelude::*;
use rungs_core::catalogue::Lead;
use rungs_core::model::{GradeId, JobId, Kind, Node};
use rungs_core::words::{Language, labels, plan as say};

use super::facts;
use super::part::{family_badge, glyph, go_button, sources, text};
use crate::state::{Place, State, state};
use crate::words::words;

/// Cards for what leads to a job; `chosen` is what the plan takes, if `planned`.
pub fn certificates(job: JobId, chosen: &[Node], planned: bool, language: Language) -> AnyView {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let needed = catalogue.jobs[job].needs.len();
    let leads = catalogue.leads_to(job);
    // What the plan takes comes first, the rest keeps its order.
    let in_plan = |lead: &Lead| planned && chosen.contains(&lead.node);
    let ordered = |kind: Kind| -> Vec<Lead> {
        let of_kind = leads.iter().copied().filter(|lead| lead.node.kind() == kind);
        let (mut first, rest): (Vec<Lead>, Vec<Lead>) = of_kind.partition(in_plan);
        first.extend(rest);
        first
    };
    let grades = ordered(Kind::Grade);
    let cards: Vec<AnyView> =
        grades.iter().map(|lead| certificate_card(state, lead, needed, in_plan(lead), language)).collect();
    let certificates = if cards.is_empty() {
        view! { class = "pe", <p>{words.no_certificates}</p> }.into_any()
    } else {
        view! { class = "pe", <ol class="cards leads">{cards}</ol> }.into_any()
    };
    let competitions = ordered(Kind::Competition);
    let competitions = (!competitions.is_empty()).then(|| {
        let cards: Vec<AnyView> =
            competitions.iter().map(|lead| competition_card(state, lead, needed, in_plan(lead), language)).collect();
        view! {
            class = "pe",
            <section class="block">
                <h4>{glyph(Kind::Competition)}" "{words.competitions}</h4>
                <ul class="cards">{cards}</ul>
            </section>
        }
    });
    view! {
        class = "pe",
        <section class="block">
            <h4>{glyph(Kind::Grade)}" "{words.which_certificate}</h4>
            {certificates}
            <p class="hint-box">
                {words.same_name_warning}" "
                {go_button(state, Place::Families, words.which_family, "link")}
            </p>
        </section>
        {competitions}
    }
    .into_any()
}

fn row(label: &'static str, value: impl IntoView) -> AnyView {
    view! { class = "pe", <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

fn certificate_card(state: State, lead: &Lead, needed: usize, in_plan: bool, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = lead.node;
    let Node::Grade(id) = node else { return ().into_any() };
    let grade = &catalogue.grades[id];
    let qualification = &catalogue.qualifications[grade.qualification];
    let (fee, fee_from) = facts::fee(state, &grade.fees, language);
    let (sitting, sitting_from) = facts::sitting(state, &grade.sittings, language);
    let issuer = qualification.issuer.map(|issuer| {
        row(words.issuer, text(&catalogue.organisations[issuer].about.name, language))
    });
    let from = [grade.about.source, qualification.about.source].into_iter().chain(fee_from).chain(sitting_from);
    view! {
        class = "pe",
        <li class="card" class:chosen=in_plan>
            <button type="button" class="card-title link" on:click=move |_| state.open(node)>
                <bdi>{say::node(&catalogue, node, language)}</bdi>
            </button>
            <p class="row">
                {family_badge(qualification.family, language)}
                {in_plan.then(|| view! { class = "pe", <span class="badge plan">"✓ "{words.in_your_plan}</span> })}
            </p>
            <p class="meta">{standing(lead, needed, language)}</p>
            <dl class="facts">
                {issuer}
                {row(words.grade_chain, chain(state, id, language))}
                {row(words.fee, fee)}
                {row(words.next_sitting, sitting)}
                {row(words.registration, facts::routes(state, grade.qualification, language))}
            </dl>
            {sources(from, language)}
        </li>
    }
    .into_any()
}

/// What a lead does for the job.
fn standing(lead: &Lead, needed: usize, language: Language) -> AnyView {
    let words = words(language);
    let asked = lead.asked.then(|| view! { class = "pe", <span>{words.asked_for}</span> });
    let gives = (lead.skills > 0)
        .then(|| view! { class = "pe", <span>{(words.gives_skills)(lead.skills, needed)}</span> });
    view! { class = "pe", {asked}{gives} }.into_any()
}

/// The grades of a qualification in order, this one marked.
fn chain(state: State, here: GradeId, language: Language) -> AnyView {
    let catalogue = state.catalogue();
    let grades = &catalogue.qualifications[catalogue.grades[here].qualification].grades;
    let steps = grades
        .iter()
        .map(|grade| {
            let name = text(&catalogue.grades[*grade].about.name, language);
            if *grade == here {
                view! { class = "pe", <b aria-current="step">{name}</b> }.into_any()
            } else {
                view! { class = "pe", <span>{name}</span> }.into_any()
            }
        })
        .collect_view();
    view! { class = "pe", <span class="chain">{steps}</span> }.into_any()
}

fn competition_card(state: State, lead: &Lead, needed: usize, in_plan: bool, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let node = lead.node;
    let Node::Competition(id) = node else { return ().into_any() };
    let competition = &catalogue.competitions[id];
    let (date, date_from) = facts::sitting(state, &competition.sittings, language);
    let (fee, fee_from) = facts::fee(state, &competition.fees, language);
    let organiser = competition
        .organiser
        .map(|id| row(words.organiser, text(&catalogue.organisations[id].about.name, language)));
    let from = std::iter::once(competition.about.source).chain(date_from).chain(fee_from);
    view! {
        class = "pe",
        <li class="card" class:chosen=in_plan>
            <button type="button" class="card-title link" on:click=move |_| state.open(node)>
                <bdi>{say::node(&catalogue, node, language)}</bdi>
            </button>
            <p class="row">
                <span class="badge">{labels::tier(competition.tier, language)}</span>
                <span class="muted">{labels::organiser_kind(competition.organiser_kind, language)}</span>
                {in_plan.then(|| view! { class = "pe", <span class="badge plan">"✓ "{words.in_your_plan}</span> })}
            </p>
            <p class="meta">{standing(lead, needed, language)}</p>
            <dl class="facts">
                {organiser}
                {row(words.next_sitting, date)}
                {row(words.fee, fee)}
            </dl>
            {sources(from, language)}
        </li>
    }
    .into_any()
}
