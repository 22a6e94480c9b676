//! Goal: the job, the ladder from here, needs versus have, and what leads there.

use crate::dom::{Child, View, el, group, live, watch};
use crate::signal::Signal;
use rungs_core::model::{JobId, Kind, Node};
use rungs_core::question::Question;
use rungs_core::words::{Language, plan as say};

use super::part::{
    around, both, cited, go_button, heading, kind_badge, later, link, report, source, sources, star, text,
};
use super::{certificates, compare, ladder, matrix, me, needs};
use crate::state::{Place, Planning, State, state};
use crate::words::words;

/// The goal, or the way to choose one.
pub fn goal(language: Language) -> View {
    let state = state();
    let goal = Signal::memo(move || state.learner.read().goal);
    let body = move || match goal.get() {
        Some(job) => job_page(state, job, language),
        None => nothing_yet(state, language),
    };
    live(body)
}

/// What a place that needs a goal shows without one.
pub fn nothing_yet(state: State, language: Language) -> View {
    let words = words(language);
    if state.catalogue().jobs.ids().next().is_none() {
        return heading(words.no_jobs.view(), "big");
    }
    group([
        heading(words.start_with_goal.view(), "big").view(),
        el("p").child(words.choose_goal).view(),
        go_button(state, Place::Find, words.find_title, "primary").view(),
    ])
    .view()
}

/// Whether there is a plan.
pub fn planned(state: State) -> bool {
    matches!(*state.planning.read(), Planning::Plan(..))
}

/// What the plan has recognised, so that it is not studied.
fn recognised(state: State) -> Vec<Node> {
    match &*state.planning.read() {
        Planning::Plan(answer, ..) => answer.recognised(),
        _ => Vec::new(),
    }
}

/// What is taken beside the programme: the plan's, else the certificate that is ranked first, once it is known.
pub fn chosen(state: State) -> Vec<Node> {
    match state.planning.get() {
        Planning::Plan(answer, ..) => answer.chosen(),
        Planning::Reached => Vec::new(),
        Planning::Working | Planning::NoPlan(..) | Planning::Unknown => {
            let cards = state.ranking.get().unwrap_or_default().cards;
            cards.iter().map(|card| card.node).find(|node| node.kind() == Kind::Grade).into_iter().collect()
        }
    }
}

fn job_page(state: State, job: JobId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    let code = record.code.as_ref().map(|code| {
        let said = (words.code)(code, record.edition.as_deref());
        el("span").class("muted").child(el("bdi").child(said))
    });
    let summary =
        (!record.summary.is_empty()).then(|| el("p").class("lead").child(text(&record.summary, language)));
    let of = |field: &str| catalogue.source_of(Node::Job(job), field);
    let mut from = vec![of("name"), of("code")];
    from.extend((!record.summary.is_empty()).then(|| of("summary")));
    let cross = {
        let catalogue = state.catalogue();
        move || {
            let learner = state.learner.read();
            let question = Question { catalogue: &catalogue, learner: &learner, job, today: state.today };
            question.is_cross_major().then(|| el("p").class("warning").child(say::cross_major(language)))
        }
    };
    let who = move || {
        state
            .learner
            .read()
            .programme
            .is_none()
            .then(|| el("p").child(go_button(state, Place::Me, words.set_programme, "secondary")))
    };
    let weights = record
        .functions
        .iter()
        .map(|weight| {
            let function = &catalogue.functions[weight.function];
            el("li")
                .child(text(&function.about.name, language))
                .child(" ")
                .child(el("b").child(weight.share.to_string()).child("%"))
        })
        .collect::<Vec<_>>();
    let functions = (!record.functions.is_empty()).then(|| {
        let from = record.functions.iter().map(|weight| weight.source);
        el("div")
            .class("functions")
            .child(el("h5").child(words.functions).child(" · ").child(words.weight))
            .child(el("ul").class("inline").child(weights))
            .child(cited(from, "job_functions", &record.about.id, language))
    });
    let listing = catalogue.programmes_listing(job);
    let listed = (!listing.is_empty()).then(|| {
        let links = listing.iter().map(|id| link(Node::Programme(*id), language)).collect::<Vec<_>>();
        let from = listing.iter().map(|id| catalogue.source_of(Node::Programme(*id), "occupations"));
        let from = sources(from, language);
        el("div")
            .class("row")
            .child(el("span").class("muted").child(words.listed_in))
            .child(links)
            .child(from)
    });
    let next = (!record.next.is_empty()).then(|| {
        let links = record.next.iter().map(|id| link(Node::Job(*id), language)).collect::<Vec<_>>();
        let from = source(of("next"), language);
        el("div")
            .class("row")
            .child(el("span").class("muted").child(words.further_up))
            .child(links)
            .child(from)
    });
    let chosen = Signal::memo(move || chosen(state));
    let recognised = Signal::memo(move || recognised(state));
    let planned = Signal::memo(move || planned(state));
    // The ranking waits until the plan is there: both would share the page's one thread.
    watch(Box::new(move || {
        if !matches!(*state.planning.read(), Planning::Working) {
            state.rank();
        }
    }));
    // What would swap the first two comes later, and must not draw the cards anew.
    let cards = Signal::memo(move || state.ranking.get().unwrap_or_default().cards);
    let beside = around();
    let within = beside.clone();
    group([
        el("div")
            .class("job-head")
            .child(el("p").class("row").child(kind_badge(Kind::Job, language)).child(code))
            .child(heading(both(&record.about.name, language), "big"))
            .child(summary)
            .child(super::facts::valid(Node::Job(job), language))
            .child(sources(from, language))
            .child(live(cross))
            .child(live(who))
            .child(me::term_assumed(state, language))
            .child(
                el("p")
                    .class("actions")
                    .child(go_button(state, Place::Plan, words.make_plan, "primary"))
                    .child(compare::add(state, Node::Job(job), language))
                    .child(star(state, Node::Job(job), language)),
            )
            .view(),
        el("section")
            .class("block")
            .child(el("h4").child(words.ladder))
            .child(live(move || ladder::ladder(job, &chosen.get(), planned.get(), language)))
            .view(),
        el("div")
            .class("two")
            .child(
                el("div")
                    .child(el("section").class("block").child(el("h4").child(words.needs)).child(later(
                        move || {
                            let (chosen, recognised) = (chosen.read(), recognised.read());
                            needs::needs(job, &chosen, &recognised, planned.get(), language)
                        },
                    )))
                    .child(el("section").class("block").child(functions).child(listed).child(next))
                    .child(super::demand::of_job(state, job, language))
                    .child(matrix::matrix(state, Node::Job(job), language)),
            )
            .child(beside.child(later(move || {
                let (chosen, cards) = (chosen.read(), cards.read());
                certificates::certificates(job, chosen, planned.get(), cards, &within, language)
            })))
            .view(),
        report(state, Node::Job(job), language),
    ])
    .view()
}
