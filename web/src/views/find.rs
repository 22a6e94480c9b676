//! Find: search, and the jobs by field.

use std::ops::Range;

use leptos::prelude::*;
use rungs_core::model::{JobId, Kind, Node};
use rungs_core::search::{Index, Subject};
use rungs_core::words::{Language, labels};

use super::part::{family_badge, family_of, glyph, heading, text};
use crate::state::{State, state};
use crate::words::{Words, words};

/// Results shown at once, and looked for.
const MOST_RESULTS: usize = 40;
const MOST_HITS: usize = 200;

/// The index of what can be found, kept with the pack.
#[derive(Clone, Copy)]
pub struct Searching(pub StoredValue<Index<Subject>>);

/// Something found: the name that matched and the characters of it that did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    node: Node,
    language: String,
    name: String,
    marks: Vec<Range<usize>>,
}

/// The place where a trip begins.
pub fn find(language: Language) -> AnyView {
    let state = state();
    let words = words(language);
    let Searching(index) = expect_context::<Searching>();
    let hits = Memo::new(move |_| {
        let query = state.query.read();
        if query.trim().is_empty() {
            return None;
        }
        index.with_value(|index| {
            let hits = index.search(&query, language.tag(), MOST_HITS);
            let found = hits.into_iter().filter_map(|hit| match hit.item {
                Subject::Node(node) => Some(Found {
                    node,
                    language: hit.language.to_owned(),
                    name: hit.name.to_owned(),
                    marks: if hit.code.is_some() { Vec::new() } else { hit.marks },
                }),
                // A skill has no page of its own; what gives it and what needs it have.
                Subject::Skill(_) => None,
            });
            Some(found.collect::<Vec<Found>>())
        })
    });
    let said = move || match hits.get() {
        None => String::new(),
        Some(hits) if hits.is_empty() => (words.no_results)(state.query.read().trim()),
        Some(hits) => (words.results)(hits.len()),
    };
    let body = move || match hits.get() {
        None => jobs(state, language),
        Some(hits) if hits.is_empty() => view! {
            class = "pe",
            <p class="muted">{words.no_results_hint}</p>
            {jobs(state, language)}
        }
        .into_any(),
        Some(hits) => results(&hits, language),
    };
    view! {
        class = "pe",
        {heading(words.find_title.into_any(), "big")}
        <form class="search" role="search" on:submit=move |event| event.prevent_default()>
            <label>
                <span>{words.search}</span>
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                    placeholder=words.search_hint
                    prop:value=move || state.query.get()
                    on:input:target=move |event| state.query.set(event.target().value())
                />
            </label>
        </form>
        <p role="status" class="count">{said}</p>
        {body}
    }
    .into_any()
}

/// Results by kind, the kinds in a fixed order.
fn results(hits: &[Found], language: Language) -> AnyView {
    let words = words(language);
    let kinds: [(&[Kind], Kind); 5] = [
        (&[Kind::Job], Kind::Job),
        (&[Kind::Qualification, Kind::Grade], Kind::Grade),
        (&[Kind::Course], Kind::Course),
        (&[Kind::Competition, Kind::Award], Kind::Competition),
        (&[Kind::Programme], Kind::Programme),
    ];
    let mut left = MOST_RESULTS;
    let mut groups = Vec::new();
    for (of, heading) in kinds {
        let found: Vec<&Found> = hits.iter().filter(|hit| of.contains(&hit.node.kind())).collect();
        let shown: Vec<AnyView> = found.iter().take(left).map(|hit| result(hit, language)).collect();
        left -= shown.len();
        if !shown.is_empty() {
            groups.push(view! {
                class = "pe",
                <section>
                    <h4>{glyph(heading)}" "{labels::kind(heading, language)}</h4>
                    <ul class="cards">{shown}</ul>
                </section>
            });
        }
    }
    let more = (hits.len() > MOST_RESULTS)
        .then(|| view! { class = "pe", <p class="muted">{(words.more_results)(hits.len() - MOST_RESULTS)}</p> });
    view! { class = "pe", {groups}{more} }.into_any()
}

fn result(hit: &Found, language: Language) -> AnyView {
    let state = state();
    let node = hit.node;
    let catalogue = state.catalogue();
    let own = rungs_core::words::plan::node(&catalogue, node, language);
    // A match in the other language is shown beside the reader's own name, so that both can be recognised.
    let (title, twin) = if hit.language == language.tag() {
        (marked(&hit.name, &hit.marks), None)
    } else {
        let twin = view! {
            class = "pe",
            <bdi class="twin" lang=hit.language.clone()>{marked(&hit.name, &hit.marks)}</bdi>
        };
        (own.into_any(), Some(twin))
    };
    let about = match node {
        Node::Grade(grade) => family_badge(family_of(&catalogue, grade), language),
        Node::Qualification(id) => family_badge(catalogue.qualifications[id].family, language),
        Node::Job(job) => job_meta(state, job, language),
        _ => ().into_any(),
    };
    view! {
        class = "pe",
        <li>
            <button type="button" class="card" on:click=move |_| state.open(node)>
                <span class="card-title">{glyph(node.kind())}" "<bdi>{title}</bdi></span>
                {twin}
                {about}
            </button>
        </li>
    }
    .into_any()
}

/// A name with the matching characters marked.
fn marked(name: &str, marks: &[Range<usize>]) -> AnyView {
    let characters: Vec<char> = name.chars().collect();
    let piece = |range: Range<usize>| -> String { characters.get(range).unwrap_or_default().iter().collect() };
    let mut pieces: Vec<AnyView> = Vec::new();
    let mut from = 0;
    for mark in marks {
        pieces.push(piece(from..mark.start).into_any());
        pieces.push(view! { class = "pe", <mark>{piece(mark.clone())}</mark> }.into_any());
        from = mark.end;
    }
    pieces.push(piece(from..characters.len()).into_any());
    pieces.into_any()
}

/// All jobs, by field.
fn jobs(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut groups = Vec::new();
    let mut section = |name: AnyView, jobs: Vec<JobId>| {
        if !jobs.is_empty() {
            let cards = jobs.into_iter().map(|job| job_card(state, job, language)).collect_view();
            groups.push(view! {
                class = "pe",
                <section><h4>{name}</h4><ul class="cards">{cards}</ul></section>
            });
        }
    };
    for (id, field) in catalogue.fields.iter() {
        let jobs = catalogue.jobs.iter().filter(|(_, job)| job.field == Some(id)).map(|(job, _)| job).collect();
        section(text(&field.name, language), jobs);
    }
    let others = catalogue.jobs.iter().filter(|(_, job)| job.field.is_none()).map(|(job, _)| job).collect();
    section(words.other_fields.into_any(), others);
    view! { class = "pe", <div class="by-field">{groups}</div> }.into_any()
}

fn job_card(state: State, job: JobId, language: Language) -> AnyView {
    let catalogue = state.catalogue();
    view! {
        class = "pe",
        <li>
            <button type="button" class="card" on:click=move |_| state.aim(job)>
                <span class="card-title">
                    {glyph(Kind::Job)}" "{text(&catalogue.jobs[job].about.name, language)}
                </span>
                {job_meta(state, job, language)}
            </button>
        </li>
    }
    .into_any()
}

/// A job's code, how many ways lead there, and whether the learner's programme lists it.
fn job_meta(state: State, job: JobId, language: Language) -> AnyView {
    let words: &'static Words = words(language);
    let catalogue = state.catalogue();
    let code = catalogue.jobs[job].code.clone().map(|code| view! { class = "pe", <span>{code}</span> });
    let ways = (words.ways)(catalogue.leads_to(job).len());
    let listed = move || {
        let programme = state.learner.read().programme?;
        let listed = catalogue.is_listed(programme, job)?;
        let (class, said) = if listed { ("listed", words.listed_short) } else { ("cross", words.cross_major_short) };
        Some(view! { class = "pe", <span class=class>{said}</span> })
    };
    view! { class = "pe", <span class="meta">{code}<span>{ways}</span>{listed}</span> }.into_any()
}
