//! The minute at a career fair: what one likes, the jobs that fit, what one studies, the ladder and the first certificate,
//! to take along.

use rungs_core::interest::{self, Answer, Interest, Profile, STATEMENTS};
use rungs_core::model::{JobId, Node, ProgrammeId};
use rungs_core::words::Language;

use super::part::{asking, both, button, heading, qr, section, sources, text};
use super::plan::home::share_text;
use super::{certificates, goal, ladder, me};
use crate::dom::{Child, View, el, group, live, watch};
use crate::signal::Signal;
use crate::state::{Place, Planning, State, state};
use crate::words::words;

/// How far a visitor of a booth is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nobody is there yet.
    Welcome,
    /// What one likes.
    Likes,
    /// The jobs that fit.
    Jobs,
    /// What one studies.
    Study,
    /// The ladder to one of them and the first certificate.
    Way,
}

/// Jobs to choose from: as many as a glance takes in.
const MOST_JOBS: usize = 6;

/// A step of the minute.
pub fn booth(step: Step, language: Language) -> View {
    let state = state();
    match step {
        Step::Welcome => welcome(state, language),
        Step::Likes => likes(state, language),
        Step::Jobs => jobs(state, language),
        Step::Study => study(state, language),
        Step::Way => live(move || {
            // Its visitor may have looked around and chosen another.
            let goal = state.learner.read().goal;
            goal.map_or_else(|| jobs(state, language), |job| way(state, job, language))
        })
        .view(),
    }
}

/// Starts again for the next visitor: the page's side clears everything.
pub fn start_over(label: &'static str, class: &str) -> View {
    asking(label, class, "pe-leave").view()
}

fn go(state: State, step: Step, label: &'static str, class: &'static str) -> View {
    button(label, class, move || state.go(Place::Booth(step))).view()
}

fn welcome(state: State, language: Language) -> View {
    let words = words(language);
    let pack = state.catalogue().head.name.clone();
    el("div")
        .class("attract")
        .child(el("p").class("muted").child(text(&pack, language)))
        .child(heading(words.booth_title.view(), "big"))
        .child(el("p").class("lead").child(words.booth_lead))
        .child(go(state, Step::Likes, words.booth_start, "primary"))
        .child(button(words.booth_look, "secondary", move || state.go(Place::Find)))
        .child(el("p").class("muted small").child(words.booth_private))
        .view()
}

/// As many statements as there are interests: they come in turn, so that each has one.
const STATEMENTS_ASKED: usize = Interest::ALL.len();

fn likes(state: State, language: Language) -> View {
    let words = words(language);
    let mut choices = Vec::new();
    for (place, statement) in STATEMENTS.iter().take(STATEMENTS_ASKED).enumerate() {
        let said = match language {
            Language::Chinese => statement.zh,
            Language::English => statement.en,
        };
        let is_liked = move || state.interests.read()[place] == Some(Answer::Like);
        let toggle = move || {
            state.interests.update(|answers| {
                answers[place] = (answers[place] != Some(Answer::Like)).then_some(Answer::Like);
            });
        };
        choices.push(
            el("li").child(
                button(el("b").child((words.interest_names)(statement.interest)).view(), "choose", toggle)
                    .live_attr("aria-pressed", move || if is_liked() { "true" } else { "false" })
                    .child(el("span").child(said)),
            ),
        );
    }
    let any = move || state.interests.read().contains(&Some(Answer::Like));
    let on = button(words.booth_jobs, "primary", move || state.go(Place::Booth(Step::Jobs)))
        .live_attr("disabled", move || (!any()).then_some(""));
    group([
        heading(words.booth_likes.view(), "big").view(),
        el("ul").class("choices").child(choices).view(),
        el("p").class("row actions").child(on).child(start_over(words.booth_over, "quiet")).view(),
    ])
    .view()
}

/// What was not chosen of the six is not liked.
fn profile(state: State) -> Profile {
    let mut answers = state.interests.get();
    for answer in answers.iter_mut().take(STATEMENTS_ASKED) {
        answer.get_or_insert(Answer::Dislike);
    }
    Profile::of(&answers)
}

fn jobs(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut cards = Vec::new();
    for fit in interest::fits(&catalogue, &profile(state)).into_iter().take(MOST_JOBS) {
        let job = &catalogue.jobs[fit.job];
        let choose = move || {
            state.change(|learner| learner.goal = Some(fit.job));
            state.go(Place::Booth(if asks_study(state) { Step::Study } else { Step::Way }));
        };
        let name = el("b").child(text(&job.about.name, language)).view();
        let summary = (!job.summary.is_empty()).then(|| el("span").child(text(&job.summary, language)));
        cards.push(
            el("li").child(
                button(name, "choose", choose)
                    .child(el("span").class("badge").child((words.fit)(fit.fit)))
                    .child(summary),
            ),
        );
    }
    let none = cards.is_empty().then(|| el("p").class("muted").child(words.booth_no_job));
    group([
        heading(words.jobs_that_fit.view(), "big").view(),
        el("p").class("muted small").child(words.booth_hint).view(),
        none.view(),
        el("ul").class("choices").child(cards).view(),
        el("p")
            .class("row actions")
            .child(go(state, Step::Likes, words.back, "secondary"))
            .child(start_over(words.booth_over, "quiet"))
            .view(),
    ])
    .view()
}

/// Whether a visitor is asked what they study: not where the page's wish says it, nor where there is nothing to choose.
fn asks_study(state: State) -> bool {
    let is_wished = state.page.read_untracked().programme.is_some();
    let is_known = is_wished && state.learner.read_untracked().programme.is_some();
    !is_known && !me::taught(&state.catalogue()).is_empty()
}

/// The programmes to choose from, those first that are meant for the job, and none of them.
fn study(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let goal = state.learner.read_untracked().goal;
    let meant = goal.map(|job| catalogue.programmes_listing(job)).unwrap_or_default();
    let mut taught = me::taught(&catalogue);
    rungs_core::sort::sort_by_key(&mut taught, |id| !meant.contains(id));
    let choice = |label: View, programme: Option<ProgrammeId>| {
        let choose = move || {
            state.change(|learner| learner.study(programme, &state.catalogue(), state.today));
            state.go(Place::Booth(Step::Way));
        };
        el("li").child(button(label, "choose", choose))
    };
    let mut choices = Vec::new();
    for id in taught {
        let name = el("b").child(el("bdi").child(me::programme_name(state, id, language)));
        choices.push(choice(name.view(), Some(id)));
    }
    choices.push(choice(el("b").child(words.booth_no_study).view(), None));
    group([
        heading(words.booth_study.view(), "big").view(),
        el("p").class("muted small").child(words.booth_study_hint).view(),
        el("ul").class("choices").child(choices).view(),
        el("p")
            .class("row actions")
            .child(go(state, Step::Jobs, words.back, "secondary"))
            .child(start_over(words.booth_over, "quiet"))
            .view(),
    ])
    .view()
}

fn way(state: State, job: JobId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    // The ranking waits until the plan is there: both would share the page's one thread.
    watch(Box::new(move || {
        if !matches!(*state.planning.read(), Planning::Working) {
            state.rank();
        }
    }));
    let route = Signal::memo(move || goal::chosen(state));
    let planned = Signal::memo(move || goal::planned(state));
    let prints = state.page.read_untracked().prints();
    let print = prints.then(|| asking(words.print, "primary", "pe-print-wanted"));
    // Of whoever studies nothing here nothing is planned.
    let studies = state.learner.read().programme.is_some();
    let plan = studies.then(|| button(words.booth_plan, "secondary", move || state.go(Place::Plan)));
    let asked = asks_study(state).then(|| {
        let label = if studies { words.booth_other_study } else { words.booth_say_study };
        go(state, Step::Study, label, "secondary")
    });
    let about = [catalogue.source_of(Node::Job(job), "name"), catalogue.source_of(Node::Job(job), "summary")];
    group([
        heading(both(&record.about.name, language), "big").view(),
        el("p").class("lead").child(text(&record.summary, language)).view(),
        sources(about, language),
        me::term_assumed(state, language),
        section(words.ladder, live(move || ladder::ladder(job, &route.read(), planned.get(), language))),
        section(words.booth_first, live(move || first(state, job, language))),
        section(words.take_home, live(move || take_along(state, language))),
        el("p")
            .class("row actions")
            .child(print)
            .child(plan)
            .child(asked)
            .child(go(state, Step::Jobs, words.back, "secondary"))
            .child(start_over(words.booth_over, "quiet"))
            .view(),
    ])
    .view()
}

/// The certificate that comes first for this visitor: with the reason where a plan is made for them, and its facts.
fn first(state: State, job: JobId, language: Language) -> View {
    let words = words(language);
    let cards = state.ranking.get().unwrap_or_default().cards;
    if cards.is_empty() {
        let working = matches!(*state.planning.read(), Planning::Working) || state.ranking.read().is_some();
        let said = if working { words.working_out } else { words.booth_no_certificate };
        return el("p").class("muted").attr("role", "status").child(said).view();
    }
    for card in &cards {
        if let Node::Grade(id) = card.node {
            let studies = state.learner.read().programme.is_some();
            return group([
                studies.then(|| certificates::place(state, &cards, card.node, language)).view(),
                certificates::alone(state, job, card.node, language),
                certificates::taught(state, id, language),
            ]);
        }
    }
    el("p").class("muted").child(words.booth_no_certificate).view()
}

/// The code to scan, or the slip alone where the pack has no page to lead to.
fn take_along(state: State, language: Language) -> View {
    let words = words(language);
    let learner = state.learner.read();
    let scans = state.catalogue().head.home.is_some() && state.page.read_untracked().scans();
    // What is printed below the picture is what the picture says.
    let link = share_text(&state.catalogue(), &learner).filter(|_| scans);
    let scan = link.map(|link| {
        group([
            el("p").child(words.booth_scan).view(),
            qr(&link, words.qr),
            el("p").class("small muted address").child(el("bdi").child(link)).view(),
        ])
    });
    group([scan.view(), el("p").class("muted small").child(words.booth_slip).view()]).view()
}
