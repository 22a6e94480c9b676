//! Goal: the job, the ladder from here, needs versus have, and what leads there.

use leptos::prelude::*;
use rungs_core::model::{JobId, Kind, Node};
use rungs_core::question::Question;
use rungs_core::words::{Language, plan as say};

use super::part::{both, go_button, heading, kind_badge, link, source, sources, text};
use super::{certificates, ladder, needs};
use crate::state::{Place, Planning, State, state};
use crate::words::words;

/// The goal, or the way to choose one.
pub fn goal(language: Language) -> AnyView {
    let state = state();
    let goal = Memo::new(move |_| state.learner.read().goal);
    let body = move || match goal.get() {
        Some(job) => job_page(state, job, language),
        None => nothing_yet(state, language),
    };
    body.into_any()
}

/// What a place that needs a goal shows without one.
pub fn nothing_yet(state: State, language: Language) -> AnyView {
    let words = words(language);
    view! {
        class = "pe",
        {heading(words.start_with_goal.into_any(), "big")}
        <p>{words.choose_goal}</p>
        {go_button(state, Place::Find, words.find_title, "primary")}
    }
    .into_any()
}

/// What is taken beside the programme: the plan's, else the first certificate that leads there.
fn chosen(state: State, job: JobId) -> Vec<Node> {
    match state.planning.get() {
        Planning::Plan(answer, ..) => answer.chosen(),
        Planning::Reached => Vec::new(),
        Planning::Working | Planning::NoPlan(_) => {
            let leads = state.catalogue().leads_to(job);
            leads.first().map(|lead| lead.node).into_iter().collect()
        }
    }
}

fn job_page(state: State, job: JobId, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    let code = record.code.as_ref().map(|code| {
        let said = (words.code)(code, record.edition.as_deref());
        view! { class = "pe", <span class="muted"><bdi>{said}</bdi></span> }
    });
    let summary = (!record.summary.is_empty())
        .then(|| view! { class = "pe", <p class="lead">{text(&record.summary, language)}</p> });
    let cross = {
        let catalogue = state.catalogue();
        move || {
            let learner = state.learner.read();
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            question.is_cross_major().then(|| {
                view! { class = "pe", <p class="warning">{say::cross_major(language)}</p> }
            })
        }
    };
    let who = move || {
        state.learner.read().programme.is_none().then(|| {
            view! { class = "pe", <p>{go_button(state, Place::Me, words.set_programme, "secondary")}</p> }
        })
    };
    let weights = record
        .functions
        .iter()
        .map(|weight| {
            let function = &catalogue.functions[weight.function];
            view! {
                class = "pe",
                <li>{text(&function.about.name, language)}" "<b>{weight.share.to_string()}"%"</b></li>
            }
        })
        .collect_view();
    let functions = (!record.functions.is_empty()).then(|| {
        let from = record.functions.iter().map(|weight| weight.source);
        view! {
            class = "pe",
            <div class="functions">
                <h5>{words.functions}" · "{words.weight}</h5>
                <ul class="inline">{weights}</ul>
                {sources(from, language)}
            </div>
        }
    });
    let listing = catalogue.programmes_listing(job);
    let listed = (!listing.is_empty()).then(|| {
        let links = listing.iter().map(|id| link(Node::Programme(*id), language)).collect_view();
        view! { class = "pe", <p class="row"><span class="muted">{words.listed_in}</span>{links}</p> }
    });
    let next = (!record.next.is_empty()).then(|| {
        let links = record.next.iter().map(|id| link(Node::Job(*id), language)).collect_view();
        view! { class = "pe", <p class="row"><span class="muted">{words.next_jobs}</span>{links}</p> }
    });
    let chosen = Memo::new(move |_| chosen(state, job));
    let planned = Memo::new(move |_| matches!(state.planning.get(), Planning::Plan(..)));
    view! {
        class = "pe",
        <div class="job-head">
            <p class="row">{kind_badge(Kind::Job, language)}{code}</p>
            {heading(both(&record.about.name, language), "big")}
            {summary}
            {source(record.about.source, language)}
            {cross}
            {who}
            <p class="actions">{go_button(state, Place::Plan, words.make_plan, "primary")}</p>
        </div>
        <div class="two">
            <div>
                <section class="block">
                    <h4>{words.ladder}</h4>
                    {move || ladder::ladder(job, &chosen.get(), language)}
                </section>
                <section class="block">
                    <h4>{words.needs}</h4>
                    {move || needs::needs(job, &chosen.get(), planned.get(), language)}
                </section>
            </div>
            <div>
                {move || certificates::certificates(job, &chosen.get(), planned.get(), language)}
                <section class="block">
                    {functions}
                    {listed}
                    {next}
                </section>
            </div>
        </div>
    }
    .into_any()
}
