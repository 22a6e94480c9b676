//! The frame around the places: title, navigation, search field, notices, what is known about the data.

use std::rc::Rc;

use crate::dom::{Child, El, View, el, fold, following, group, live};
use rungs_core::learner::Learner;
use rungs_core::wire::learner_v1;
use rungs_core::words::Language;

use super::part::{around, asking, button, outside, passing, text};
use super::{booth, compare, families, find, goal, interests, item, levels, me, near, plan};
use crate::browser;
use crate::keeping::{Notice, Opened};
use crate::signal::Signal;
use crate::state::{Place, state};
use crate::words::{Words, words};

/// The frame with the place inside. `swap` changes the language.
pub fn shell(language: Language, swap: Rc<dyn Fn()>) -> View {
    let state = state();
    let words = words(language);
    let catalogue = state.catalogue();
    let place = Signal::memo(move || state.place.get());
    // The tabs say at once where the visitor goes; the place itself may take a moment to draw.
    let shown = place.after_paint();
    let body = move || match shown.get() {
        Place::Find => find::find(language),
        Place::Goal => goal::goal(language),
        Place::Plan => plan::plan(language),
        Place::Me => me::me(language),
        Place::Item(node) => item::item(node, language),
        Place::Families => families::families(language),
        Place::Ladder => levels::levels(language),
        Place::Compare => compare::compare(language),
        Place::Interests => interests::interests(language),
        Place::Near => near::near(language),
        Place::Booth(step) => booth::booth(step, language),
    };
    let expired = catalogue
        .head
        .valid_to
        .filter(|day| *day < state.today)
        .map(|day| el("p").class("notice").attr("role", "note").child((words.expired)(&day.to_string())));
    let later = Signal::memo(move || state.learner.read().later_term(&state.catalogue(), state.today));
    // At a booth, whoever looks around must find the way back.
    let at_booth = state.page.read_untracked().booth.is_some();
    let is_booth = Signal::memo(move || matches!(place.get(), Place::Booth(_)));
    let short = families::short(&catalogue, language);
    let over = move || {
        let elsewhere = at_booth && !is_booth.get();
        elsewhere.then(|| booth::start_over(words.booth_over, "secondary"))
    };
    group([
        el("header")
            .class("head")
            .child(el("h2").class("title").child(el("slot").attr("name", "title").child(words.title)))
            .child(live(move || (!is_booth.get()).then(|| tabs(words))))
            .child(
                el("div")
                    .class("row tools")
                    .child(live(over))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .class("quiet")
                            .attr("aria-label", format!("{short} {}", words.families_title))
                            .on("click", move |_| state.go(Place::Families))
                            .child(short),
                    )
                    .child(
                        el("button")
                            .attr("type", "button")
                            .class("quiet")
                            .attr("lang", words_tag(language))
                            .on("click", move |_| swap())
                            .child(words.other_language),
                    ),
            )
            .view(),
        expired.view(),
        el("slot").attr("name", "help").view(),
        notices(words).view(),
        el("div")
            .attr("role", "status")
            .child(live(move || later.get().map(|(term, now)| later_term(term, now, language))))
            .view(),
        following(shown, place, live(body)).class("place").view(),
        el("p").class("sr").attr("role", "status").child(live(move || state.said.get())).view(),
        el("footer")
            .class("foot")
            .child(fold(el("summary").child(words.about_data), move || about(language)))
            .child(el("slot").attr("name", "footer"))
            .view(),
    ])
    .view()
}

/// The tag of the language that the button leads to.
fn words_tag(language: Language) -> &'static str {
    if language == Language::Chinese { "en" } else { "zh-Hans" }
}

fn tabs(words: &'static Words) -> View {
    let state = state();
    let tab = move |place: Place, label: View| {
        let current = move || match state.place.get() {
            here if here == place => Some("page"),
            Place::Item(_) | Place::Families | Place::Interests | Place::Near if place == Place::Find => {
                Some("true")
            }
            _ => None,
        };
        el("li").child(
            el("button")
                .attr("type", "button")
                .class("tab")
                .live_attr("aria-current", current)
                .on("click", move |_| state.go(place))
                .child(label),
        )
    };
    let me = move || match state.learner.read().term {
        Some(term) if state.learner.read().programme.is_some() => (words.me_term)(term),
        _ => words.me.to_owned(),
    };
    let me = Signal::memo(me);
    el("nav")
        .attr("aria-label", words.places)
        .child(
            el("ul")
                .class("tabs")
                .child(tab(Place::Find, words.find.view()))
                .child(tab(Place::Goal, words.goal.view()))
                .child(tab(Place::Ladder, words.levels.view()))
                .child(tab(Place::Plan, words.plan.view()))
                .child(tab(Place::Compare, words.compare.view()))
                .child(tab(Place::Me, live(move || me.get()))),
        )
        .view()
}

fn notices(words: &'static Words) -> View {
    let state = state();
    browser::on_stored_elsewhere(move || {
        state.keeping.look(&state.catalogue());
    });
    let region = around().attr("role", "status");
    let outside = region.clone();
    let notice = move || {
        state.keeping.notice.get().map(|notice| {
            let said = match notice {
                Notice::Elsewhere(text) => return elsewhere(text, words),
                Notice::ErasedElsewhere => words.erased_elsewhere.to_owned(),
                Notice::Blocked => words.storage_blocked.to_owned(),
                Notice::Version => words.stored_version.to_owned(),
                Notice::Unreadable => words.stored_unreadable.to_owned(),
                Notice::Lost(lost) => {
                    return lost_list(words.stored_lost, &lost, words).class("notice").view();
                }
                Notice::FileLost(lost) => {
                    return lost_list(words.file_lost, &lost, words).class("notice").view();
                }
                Notice::CodeOpened(opened) => return opened_code(&opened, &outside, words),
                Notice::CodeBroken => words.shared_broken.to_owned(),
                Notice::ReadOnly => words.read_only.to_owned(),
            };
            el("p").class("notice").child(said).view()
        })
    };
    region.child(live(notice)).view()
}

/// Names that are shown of what is lost; more would not be read.
const MOST_LOST: usize = 5;

/// What could not be used. Each stands for itself: a file or a link may say anything.
fn lost_list(lead: &'static str, lost: &[String], words: &'static Words) -> El {
    let mut line = el("p").child(lead);
    for name in lost.iter().take(MOST_LOST) {
        line = line.child(" ").child(el("bdi").class("bit").child(format!("“{name}”")));
    }
    let more = lost.len().saturating_sub(MOST_LOST);
    line.child((more > 0).then(|| (words.and_more)(more).view()))
}

/// What a shared plan has brought, and the way back as long as nothing was changed since.
fn opened_code(opened: &Opened, outside: &El, words: &'static Words) -> View {
    let state = state();
    let lost = (!opened.lost.is_empty()).then(|| lost_list(words.shared_lost, &opened.lost, words));
    let aside = opened.aside.as_ref().map(|name| el("p").child((words.shared_aside)(name)));
    let (changes, outside, around) = (opened.changes, outside.clone(), outside.clone());
    let may = changes > 0 && state.page.read_untracked().readonly.is_none();
    let back = move || {
        let undo = || {
            passing(&outside, words.undo_opened, "secondary", move || {
                state.keeping.notice.set(None);
                state.undo();
            })
        };
        (may && state.past.read().len() == changes).then(|| el("p").class("actions").child(undo()))
    };
    // Whose plan it is goes along with it; whoever is somebody else stays who they are.
    let mine = move || {
        let past = state.past.read();
        let mine = past.last().filter(|_| may && past.len() == changes)?.clone();
        let now = state.learner.read();
        let who = |learner: &Learner| (learner.programme, learner.term, learner.region);
        if mine.programme.is_none() || who(&mine) == who(&now) {
            return None;
        }
        let keep = passing(&around, words.stay_myself, "secondary", move || {
            let mine = mine.clone();
            state.change(move |learner| {
                (learner.programme, learner.entry, learner.term) = (mine.programme, mine.entry, mine.term);
                (learner.region, learner.held) = (mine.region.or(learner.region), mine.held);
            });
        });
        Some(el("p").class("actions").child(keep))
    };
    el("div")
        .class("notice")
        .child(el("p").child(words.shared_opened))
        .child(aside)
        .child(lost)
        .child(live(mine))
        .child(live(back))
        .view()
}

/// What another tab kept, or what is here: whichever is chosen, undo brings the other.
fn elsewhere(text: String, words: &'static Words) -> View {
    let state = state();
    let there = text.clone();
    let choose = move |take: bool, text: String| {
        let catalogue = state.catalogue();
        state.keeping.seen(text.clone());
        let Ok(read) = learner_v1::read(&catalogue, &text) else { return };
        if take {
            state.change(|learner| *learner = read.learner);
        } else {
            state.past.update(|past| past.push(read.learner));
            state.keeping.keep(&catalogue, &state.learner.read_untracked());
        }
    };
    let theirs = button(words.take_theirs, "secondary", move || choose(true, text.clone()));
    let mine = button(words.keep_mine, "secondary", move || choose(false, there.clone()));
    el("div")
        .class("notice")
        .child(el("p").child(words.elsewhere))
        .child(el("p").class("actions").child(theirs).child(mine))
        .view()
}

/// Asks whether the learner is in a later term, where the calendar says so.
fn later_term(term: u32, now: u32, language: Language) -> View {
    let state = state();
    let words = words(language);
    let yes = button((words.yes_term)(now), "secondary", move || {
        state.change(|learner| learner.term = Some(now));
        // What was passed meanwhile is said there.
        state.go(Place::Me);
    });
    let no = button((words.no_term)(term), "secondary", move || {
        let catalogue = state.catalogue();
        state.change(|learner| learner.entry = learner.entered(&catalogue, state.today));
    });
    let asked = el("p").child((words.now_term)(now));
    let notice = el("div").class("notice").child(asked);
    notice.child(el("p").class("actions").child(yes).child(no)).view()
}

fn about(language: Language) -> View {
    let words = words(language);
    let catalogue = state().catalogue();
    let head = &catalogue.head;
    let note = (!head.note.is_empty()).then(|| el("p").child(text(&head.note, language)));
    let licence = head
        .licence
        .clone()
        .map(|licence| el("span").child(words.licence).child(words.colon).child(el("bdi").child(licence)));
    let report = head.contact.clone().map(|contact| outside(&contact).child(words.report));
    let state = state();
    // Only where the page's side can make one.
    let can_save = Signal::memo(move || state.page.read().offline.is_some());
    let save = move || can_save.get().then(|| asking(words.offline_save, "secondary", "pe-save-offline"));
    let has_failed = Signal::memo(move || state.page.read().offline.as_deref() == Some("failed"));
    let failed = move || has_failed.get().then(|| el("p").class("warning").child(words.offline_failed));
    el("div")
        .class("about")
        .child(
            el("p")
                .child(el("strong").child(text(&head.name, language)))
                .child(" · ")
                .child(el("bdi").child((words.data_version)(&head.version))),
        )
        .child(note)
        .child(el("p").class("row").child(licence).child(report))
        .child(el("div").attr("role", "status").child(live(save)).child(live(failed)))
        .view()
}
