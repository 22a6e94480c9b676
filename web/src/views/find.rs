//! Find: search, and the jobs by field.

use std::ops::Range;
use std::rc::Rc;

use crate::browser;
use crate::dom::{Child, View, el, following, group, labelled, live, watch};
use crate::signal::Signal;
use rungs_core::model::{JobId, Kind, Node};
use rungs_core::search::{Subject, in_grade_order};
use rungs_core::words::{Language, labels};

use super::demand;
use super::facts::with_edition;
use super::part::{
    family_badge, family_of, favourites, glyph, go_button, heading, later, status_badge, text,
};
use crate::state::{Place, State, state};
use crate::words::{Words, words};

/// Results shown at once, and looked for.
const MOST_RESULTS: usize = 40;
const MOST_HITS: usize = 200;

/// Something found: the name that matched and the characters of it that did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    node: Node,
    language: String,
    name: String,
    marks: Vec<Range<usize>>,
}

/// The place where a trip begins.
pub fn find(language: Language) -> View {
    let state = state();
    let words = words(language);
    // What is typed shows before it is looked for, and nobody who types on waits for what was found so far.
    let query = state.query.follow(|| Some(browser::rest()));
    let hits = Signal::memo(move || {
        let query = query.read();
        if query.trim().is_empty() {
            return None;
        }
        let index = state.index.read_untracked();
        let mut hits = index.search(&query, language.tag(), MOST_HITS);
        in_grade_order(&state.catalogue(), &mut hits);
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
    });
    let said = move || match &*hits.read() {
        None => String::new(),
        Some(hits) if hits.is_empty() => (words.no_results)(query.read().trim()),
        Some(hits) => (words.results)(hits.len()),
    };
    let body = move || match &*hits.read() {
        None => group([
            live(move || favourites(state, None, language)),
            live(move || demand::wanted(state, language)),
            later(move || jobs(state, language)),
        ])
        .view(),
        Some(hits) if hits.is_empty() => group([
            el("p")
                .class("muted")
                .child(el("slot").attr("name", "empty").child(words.no_results_hint))
                .view(),
            // Whoever looks for "1+X" looks for what it is.
            el("p")
                .class("row")
                .child(go_button(state, Place::Families, words.families_title, "chip"))
                .view(),
            jobs(state, language).view(),
        ])
        .view(),
        Some(_) => results(hits.read(), language),
    };
    let shown = following(query, state.query, live(body));
    // Whoever presses Enter goes to what is found, once that is drawn.
    let wanted = Signal::new(false);
    let place = shown.element().clone();
    watch(Box::new(move || {
        if wanted.get() && query.is_at(state.query) {
            wanted.set(false);
            let place = place.clone();
            browser::soon(move || {
                let is_found = hits.read_untracked().as_ref().as_ref().is_some_and(|hits| !hits.is_empty());
                if let (true, Ok(Some(first))) = (is_found, place.query_selector(".card")) {
                    browser::focus(&first);
                }
            });
        }
    }));
    group([
        heading(words.find_title.view(), "big").view(),
        el("form")
            .class("search")
            .attr("role", "search")
            .on("submit", move |event| {
                event.prevent_default();
                wanted.set(true);
            })
            .on_key("ArrowDown", move || wanted.set(true))
            .child(labelled(
                words.search,
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .attr("spellcheck", "false")
                    .attr("maxlength", "200")
                    .attr("placeholder", words.search_hint)
                    .live_value(move || state.query.get())
                    .on_value("input", move |value: String| {
                        wanted.set(false);
                        state.query.set(value);
                    }),
            ))
            .view(),
        el("p")
            .class("row")
            .child(go_button(state, Place::Interests, words.not_sure, "chip"))
            .child(go_button(state, Place::Near, words.i_have, "chip"))
            .view(),
        el("p").attr("role", "status").class("count").child(live(said)).view(),
        shown.view(),
    ])
    .view()
}

/// Results by kind, the kinds in a fixed order; those that are below the others are drawn after them.
fn results(hits: Rc<Option<Vec<Found>>>, language: Language) -> View {
    let words = words(language);
    let kinds: [(&[Kind], Kind); 5] = [
        (&[Kind::Job], Kind::Job),
        (&[Kind::Qualification, Kind::Grade], Kind::Grade),
        (&[Kind::Course], Kind::Course),
        (&[Kind::Competition, Kind::Award], Kind::Competition),
        (&[Kind::Programme], Kind::Programme),
    ];
    let all = hits.as_deref().unwrap_or_default();
    let mut left = MOST_RESULTS;
    let mut groups = Vec::new();
    for (of, heading) in kinds {
        let mut shown = Vec::new();
        for (place, hit) in all.iter().enumerate() {
            if of.contains(&hit.node.kind()) && shown.len() < left {
                shown.push(place);
            }
        }
        left -= shown.len();
        if shown.is_empty() {
            continue;
        }
        let hits = Rc::clone(&hits);
        let section = move || {
            let all = hits.as_deref().unwrap_or_default();
            let cards: Vec<View> = shown.iter().map(|place| result(&all[*place], language)).collect();
            el("section")
                .child(el("h4").child(glyph(heading)).child(" ").child(labels::kind(heading, language)))
                .child(el("ul").class("cards").child(cards))
                .view()
        };
        groups.push(if groups.is_empty() { section() } else { later(section) });
    }
    let more = (all.len() > MOST_RESULTS)
        .then(|| el("p").class("muted").child((words.more_results)(all.len() - MOST_RESULTS)));
    group([groups.view(), more.view()]).view()
}

fn result(hit: &Found, language: Language) -> View {
    let state = state();
    let node = hit.node;
    let catalogue = state.catalogue();
    let own = rungs_core::words::plan::node(&catalogue, node, language);
    // A match in the other language is shown beside the reader's own name, so that both can be recognised.
    let (title, twin) = if hit.language == language.tag() {
        (marked(&hit.name, &hit.marks), None)
    } else {
        let twin =
            el("bdi").class("twin").attr("lang", hit.language.clone()).child(marked(&hit.name, &hit.marks));
        (own.view(), Some(twin))
    };
    let about = match node {
        Node::Grade(grade) => family_badge(family_of(&catalogue, grade), language),
        Node::Qualification(id) => family_badge(catalogue.qualifications[id].family, language),
        Node::Job(job) => job_meta(state, job, language),
        _ => ().view(),
    };
    // Nobody looks twice at what is in force.
    let over = (!catalogue.is_in_force(node)).then(|| status_badge(&catalogue, node, language));
    el("li")
        .child(
            el("button")
                .attr("type", "button")
                .class("card")
                .on("click", move |_| state.open(node))
                .child(
                    el("span")
                        .class("card-title")
                        .child(glyph(node.kind()))
                        .child(" ")
                        .child(el("bdi").child(title)),
                )
                .child(twin)
                .child(about)
                .child(over.flatten()),
        )
        .view()
}

/// A name with the matching characters marked.
fn marked(name: &str, marks: &[Range<usize>]) -> View {
    let characters: Vec<char> = name.chars().collect();
    let piece =
        |range: Range<usize>| -> String { characters.get(range).unwrap_or_default().iter().collect() };
    let mut pieces: Vec<View> = Vec::new();
    let mut from = 0;
    for mark in marks {
        pieces.push(piece(from..mark.start).view());
        pieces.push(el("mark").child(piece(mark.clone())).view());
        from = mark.end;
    }
    pieces.push(piece(from..characters.len()).view());
    pieces.view()
}

/// All jobs, by field.
fn jobs(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut groups = Vec::new();
    let mut section = |name: View, jobs: Vec<JobId>| {
        if !jobs.is_empty() {
            let cards = jobs.into_iter().map(|job| job_card(state, job, language)).collect::<Vec<_>>();
            groups
                .push(el("section").child(el("h4").child(name)).child(el("ul").class("cards").child(cards)));
        }
    };
    for (id, field) in catalogue.fields.iter() {
        let jobs =
            catalogue.jobs.iter().filter(|(_, job)| job.field == Some(id)).map(|(job, _)| job).collect();
        section(text(&field.name, language), jobs);
    }
    let others = catalogue.jobs.iter().filter(|(_, job)| job.field.is_none()).map(|(job, _)| job).collect();
    section(words.other_fields.view(), others);
    if groups.is_empty() {
        return el("p").child(words.no_jobs).view();
    }
    el("div").class("by-field").child(groups).view()
}

fn job_card(state: State, job: JobId, language: Language) -> View {
    let catalogue = state.catalogue();
    el("li")
        .child(
            el("button")
                .attr("type", "button")
                .class("card")
                .on("click", move |_| state.aim(job))
                .child(
                    el("span")
                        .class("card-title")
                        .child(glyph(Kind::Job))
                        .child(" ")
                        .child(text(&catalogue.jobs[job].about.name, language)),
                )
                .child(job_meta(state, job, language)),
        )
        .view()
}

/// A job's code, how many ways lead there, and whether the learner's programme lists it.
fn job_meta(state: State, job: JobId, language: Language) -> View {
    let words: &'static Words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    let code =
        record.code.as_deref().map(|code| el("span").child(with_edition(code, record.edition.as_deref())));
    let ways = (words.ways)(catalogue.leads_to(job).len());
    let listed = move || {
        let programme = state.learner.read().programme?;
        let listed = catalogue.is_listed(programme, job)?;
        let (class, said) =
            if listed { ("listed", words.listed_short) } else { ("cross", words.cross_major_short) };
        Some(el("span").class(class).child(said))
    };
    el("span").class("meta").child(code).child(el("span").child(ways)).child(live(listed)).view()
}
