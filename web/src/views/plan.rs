//! Plan: term by term, each item with its reason; or why there is none, and what would help.

mod ask;
mod either;
pub mod home;
pub mod near;
mod own;
mod remark;
mod saved;
mod trade;
mod what_if;

use std::cell::Cell;
use std::rc::Rc;

use crate::dom::{Child, El, View, el, following, group, labelled, live, watch};
use crate::signal::Signal;
use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{JobId, Node, Sitting, TermKind};
use rungs_core::question::{Answer, AnswerTerm, Breach, Closed, Note, Planned, Proof, Recognised};
use rungs_core::wire::learner_v1::{LONGEST_NOTE, cut};
use rungs_core::words::{Language, labels, listed, plan as say};
use wasm_bindgen::JsCast;

use super::goal::nothing_yet;
use super::me;
use super::part::{
    button, focus_soon, folded, glyph, go_button, heading, link, pieces, source, sources, sources_of,
    telling, text,
};
use crate::state::{Place, Planning, State, Touched, state};
use crate::words::words;

/// The plan for the learner as they are.
pub fn plan(language: Language) -> View {
    let state = state();
    let goal = Signal::memo(move || state.learner.read().goal);
    let stepped = Signal::new(None);
    let body = move || match goal.get() {
        Some(job) => page(state, job, stepped, language),
        // Whoever took back too much finds the way forward again.
        None => group([
            nothing_yet(state, language),
            el("p").class("actions").child(steps(state, stepped, language)).view(),
        ])
        .view(),
    };
    live(body)
}

/// Undo and redo. A step to another goal draws the whole place anew; `stepped` is then the button that was pressed,
/// and the focus is there again, or on the other one where there is nothing more to do. Otherwise it stays on the one
/// that was pressed, also where that does nothing more.
fn steps(state: State, stepped: Signal<Option<usize>>, language: Language) -> View {
    let words = words(language);
    let goal = move || state.learner.read_untracked().goal;
    let step = move |label: &'static str, place: usize, step: fn(&State), from: Signal<Vec<Learner>>| {
        let none = Signal::memo(move || from.read().is_empty());
        let act = move || {
            let before = goal();
            step(&state);
            stepped.set((goal() != before).then_some(place));
        };
        button(label, "quiet", telling(label, language, Rc::new(act)))
            .live_attr("aria-disabled", move || none.get().then_some("true"))
    };
    let buttons =
        [step(words.undo, 0, State::undo, state.past), step(words.redo, 1, State::redo, state.undone)];
    if let Some(place) = stepped.get_untracked() {
        stepped.set(None);
        let done = [state.past, state.undone][place].read_untracked().is_empty();
        focus_soon(&buttons[if done { 1 - place } else { place }]);
    }
    el("span").class("pair").child(Vec::from(buttons)).view()
}

/// After so many milliseconds it is said that a plan is being worked out.
const LATE: f64 = 300.0;

fn page(state: State, job: JobId, stepped: Signal<Option<usize>>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let name = labels::name(&catalogue.jobs[job].about.name, language).0.to_owned();
    let subtitle = (words.plan_to)(&name);
    // What is on show stays until there is another answer; that one is being worked out is said only where it takes
    // a while.
    let working = move || matches!(*state.planning.read_untracked(), Planning::Working);
    let known = state.planning.follow(move || Some(if working() { LATE } else { 0.0 }));
    let drawn = state.planning.follow(move || (!working()).then(|| state.patience()));
    let status = Signal::memo(move || match known.get() {
        Planning::Working => words.planning.to_owned(),
        Planning::Plan(answer, Proof::Proven, _) => format!("✓ {}", proven(state, &answer, language)),
        Planning::Plan(_, Proof::SoFar(gap), _) => match gap {
            Some(gap) => {
                format!("{}{}{}", words.so_far, words.colon, say::gap(&state.catalogue(), &gap, language))
            }
            None => words.so_far.to_owned(),
        },
        Planning::Reached if asks_nothing(state, job) => words.plan_unknown.to_owned(),
        Planning::Reached if has_given_up(state, job) => words.reached_but.to_owned(),
        Planning::Reached if has_self_rated(state, job) => words.reached_by_word.to_owned(),
        Planning::Reached => words.reached.to_owned(),
        Planning::NoPlan(..) => words.no_plan.to_owned(),
        Planning::Unknown => words.not_settled.to_owned(),
    });
    // What the plan on show comes to stands below, in what is drawn anew.
    let summary = Signal::memo(move || match drawn.get() {
        Planning::Plan(answer, ..) => {
            saved::summary(state, &state.shown_instead().unwrap_or(answer), language)
        }
        _ => String::new(),
    });
    // Where there is no plan the way there stands with the reasons.
    let lacks_programme = Signal::memo(move || {
        state.learner.read().programme.is_none() && !matches!(*drawn.read(), Planning::NoPlan(..))
    });
    let who =
        move || lacks_programme.get().then(|| go_button(state, Place::Me, words.set_programme, "secondary"));
    let around = el("div");
    let inside = around.clone();
    let was_so_far = Cell::new(false);
    let draft = own::Draft::new();
    let body = move || match drawn.get() {
        Planning::Working => ().view(),
        // The line above says it all.
        Planning::Reached | Planning::Unknown => {
            let again =
                has_given_up(state, job).then(|| el("p").class("actions").child(ask_again(state, language)));
            focused_if_touched(state, el("div").child(again))
        }
        Planning::Plan(answer, proof, closed) => {
            // The best plan takes the place of the best so far, and whoever looks into that looks into this.
            let is_in_it = was_so_far.replace(proof != Proof::Proven)
                && inside.element().matches(":focus-within") == Ok(true);
            if is_in_it {
                state.touched.set(Some(Touched::Board));
            }
            let best = (proof == Proof::Proven).then(|| Rc::clone(&answer));
            // Until the next answer is drawn, nothing of this one changes.
            let latest = move || Rc::ptr_eq(&drawn.read_untracked(), &state.planning.read_untracked());
            let others = state.others.follow(move || latest().then_some(0.0));
            let tabs = move || alternatives(state, best.as_ref(), others.read(), language);
            // The first of the others is the best again: it is not drawn anew for that. What is looked at is drawn even
            // where it is the same plan: the focus goes there.
            let shown = Signal::memo(move || {
                let shown = state.shown_instead().unwrap_or_else(|| Rc::clone(&answer));
                (Rc::as_ptr(&shown).addr(), shown)
            });
            let shown = shown.follow(move || latest().then_some(0.0));
            let shown = move || board(state, job, &shown.read().1, Rc::clone(&closed), draft, language);
            let looking = move || trade::looking(state, language);
            group([live(tabs), live(looking), live(shown)]).view()
        }
        Planning::NoPlan(why) => {
            let close = why.near.as_ref().map(|close| near::near(state, job, close, draft, language));
            let closed = not_open(state, &why.closed, language);
            group([near::ways(state, &why, language), closed, close.view()]).view()
        }
    };
    watch(Box::new(move || {
        if drawn.is_at(state.planning) && matches!(*drawn.read(), Planning::Plan(_, Proof::Proven, _)) {
            state.explain();
        }
    }));
    group([
        heading(
            group([words.plan_title.view(), " ".view(), el("bdi").class("twin").child(subtitle).view()])
                .view(),
            "big",
        )
        .view(),
        el("p")
            .class("actions")
            .child(go_button(state, Place::Me, words.edit_limits, "secondary"))
            .child(go_button(state, Place::Goal, words.show_goal, "secondary"))
            .child(live(who))
            .child(steps(state, stepped, language))
            .view(),
        me::term_assumed(state, language),
        me::arrears(state, language),
        what_if::what_if(state, language),
        saved::saved(state, language),
        el("p")
            .attr("role", "status")
            // Of an alternative is not said what is proven of the best.
            .attr("aria-atomic", "false")
            .class("proof")
            .live_attr("data-plan", move || {
                let has = match *known.read() {
                    Planning::NoPlan(..) | Planning::Unknown => false,
                    Planning::Reached => !asks_nothing(state, job),
                    Planning::Working | Planning::Plan(..) => true,
                };
                has.then_some("")
            })
            .child(live(move || status.get()))
            .child(el("span").class("sr").child(" ").child(live(move || summary.get())))
            .view(),
        following(drawn, state.planning, around.child(live(body)).view()).view(),
    ])
    .view()
}

/// The best plans that choose differently, to look at one after the other, each with what it trades. The best
/// stands there before the others are known, so that the board stays where it is.
fn alternatives(
    state: State,
    best: Option<&Rc<Answer>>,
    mut others: Rc<Vec<Rc<Answer>>>,
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    if others.is_empty() {
        others = Rc::new(best.cloned().into_iter().collect());
    }
    let Some((soonest, best)) = others.first().map(|best| (best.by, best.chosen())) else { return ().view() };
    let mut tabs = Vec::new();
    for (place, answer) in others.iter().enumerate() {
        let label = if place == 0 { words.best_plan.to_owned() } else { (words.other_plan)(place) };
        let (fees, hours) = (say::fees(&catalogue, answer, language), say::hours(answer, language));
        // When the goal is reached is said where it is not as soon as by the best.
        let when = if answer.by == soonest {
            String::new()
        } else {
            format!(" · {}{}{}", words.reached_by, words.colon, saved::end(state, answer, language))
        };
        let label = format!("{label}{when} · {fees} · {hours}");
        let tab = button(label, "chip", move || state.shown_plan.set(place));
        let pressed = move || if state.shown_plan.get() == place { "true" } else { "false" };
        tabs.push(el("li").child(tab.live_attr("aria-pressed", pressed)));
    }
    let trade = {
        let others = Rc::clone(&others);
        let catalogue = state.catalogue();
        move || {
            let place = state.shown_plan.get();
            let answer = others.get(place).filter(|_| place > 0)?;
            let chosen = answer.chosen();
            let mut more = Vec::new();
            for node in chosen.iter().filter(|node| !best.contains(node)) {
                more.push(say::node(&catalogue, *node, language));
            }
            let mut less = Vec::new();
            for node in best.iter().filter(|node| !chosen.contains(node)) {
                less.push(say::node(&catalogue, *node, language));
            }
            // What is proven above is so of the best one alone.
            let said = (words.differs_by)(&listed(&more, language), &listed(&less, language));
            let plan = Rc::clone(answer);
            let take = Rc::new(move || {
                state.touched.set(Some(Touched::Board));
                state.change(|learner| *learner = state.taking(learner, &plan));
            });
            let take =
                button(words.take_this_plan, "secondary", telling(words.take_this_plan, language, take));
            Some(el("p").class("row").child(el("bdi").child(said)).child(take))
        }
    };
    group([el("ul").class("row chips").attr("aria-label", words.plans_here).child(tabs).view(), live(trade)])
        .view()
}

/// What the plan is proven best for.
fn proven(state: State, answer: &Answer, language: Language) -> String {
    let words = words(language);
    let mut names = Vec::new();
    for priority in state.learner.read().order() {
        let but = match priority {
            Priority::Cheapest if answer.fees_unknown() => words.known_fees,
            Priority::LeastWork | Priority::Lightest if answer.hours_unknown() => words.known_hours,
            Priority::Soonest if answer.dates_unknown() => words.dates_assumed,
            Priority::MostInDemand if !state.catalogue().has_openings() => words.no_openings,
            _ => "",
        };
        names.push(format!("{}{but}", (words.priority)(priority)));
    }
    (words.proven)(&names.join(words.then))
}

fn board(
    state: State,
    job: JobId,
    answer: &Rc<Answer>,
    closed: Rc<Vec<(Node, Closed)>>,
    draft: own::Draft,
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    group([
        el("p").class("summary").child(saved::summary(state, answer, language)).view(),
        next_step(state, answer, language),
        caveats(state, answer, language),
        home::on_paper(state, language),
        either::chosen(state, answer, language),
        terms(state, job, answer, &[], language),
        floors(&catalogue, answer, language),
        warnings(state, words.assumptions, say::notes(&catalogue, &answer.notes, language), answer, language),
        own::add(state, answer, draft, language),
        trade::trade(state, language),
        ask::left_out(state, answer.by, language),
        ask::failing(state, answer.by, answer.fees, language),
        not_open(state, &closed, language).view(),
        remark::remark(state, language),
        home::take_home(state, job, answer, language),
    ])
    .view()
}

/// The first day of the plan on which something has to be done.
fn next_step(state: State, answer: &Answer, language: Language) -> View {
    let words = words(language);
    let mut next: Option<(Date, &Sitting, &Planned)> = None;
    for (_, item) in answer.items() {
        let Some(sitting) = &item.sitting else { continue };
        let day = sitting.deadline.unwrap_or(sitting.date);
        if next.is_none_or(|(first, ..)| day < first) {
            next = Some((day, sitting, item));
        }
    }
    let Some((_, sitting, item)) = next else { return ().view() };
    let catalogue = state.catalogue();
    let mut said = say::node(&catalogue, item.node, language);
    if let Some(day) = sitting.deadline {
        said = format!("{said} · {}", (words.register_by)(&day.to_string()));
    }
    said = format!("{said} · {}", (words.held_on)(item.node, &sitting.date.to_string()));
    let next = el("b").child(words.next_step);
    let from = sources(item.sources(&catalogue, &state.learner.read_untracked()), language);
    let said = el("bdi").child(pieces(&said));
    el("div").class("summary after").child(next).child(" ").child(said).child(" ").child(from).view()
}

/// What stands beside the proof, in short: what the plan cannot know, and what it rests on.
fn caveats(state: State, answer: &Answer, language: Language) -> View {
    let words = words(language);
    let mut said = Vec::new();
    if let Some(budget) = state.learner.read_untracked().budget.filter(|_| answer.fees_unknown()) {
        let budget = say::money(budget, &state.catalogue().head.currency, language);
        said.push((words.budget_unknown)(&budget));
    }
    for note in &answer.notes {
        if let Note::ByRecognition(skills) = note {
            said.push((words.on_paper)(skills.len()));
        }
    }
    if said.is_empty() {
        return ().view();
    }
    let mut lines = Vec::new();
    for said in said {
        lines.push(el("p").child(said));
    }
    el("div").class("hint-box small").child(lines).view()
}

/// How far the programme's credit floors are filled.
fn floors(catalogue: &Catalogue, answer: &Answer, language: Language) -> View {
    let mut lines = Vec::new();
    for filled in &answer.floors {
        let said = el("span").child(say::credits(catalogue, filled, language));
        let from = source(catalogue.credit_floors[filled.floor].source, language);
        lines.push(el("div").class("summary after").child(said).child(" ").child(from).view());
    }
    lines.view()
}

/// The terms, one after the other, with what an answer that is no plan breaks in them.
fn terms(state: State, job: JobId, answer: &Rc<Answer>, breaches: &[Breach], language: Language) -> View {
    let mut columns = Vec::new();
    for (place, term) in answer.terms.iter().enumerate() {
        columns.push(column(state, place, term, answer, breaches, language));
        if place + 1 == answer.by as usize {
            columns.push(reached(state, job, language));
        }
    }
    let learner = state.learner.read_untracked();
    let most = learner.hours_a_week.filter(|_| learner.programme.is_some());
    let most =
        most.map(|hours| el("p").class("muted small screen").child((words(language).load_most)(hours)));
    group([most.view(), focused_if_touched(state, el("ol").class("board").child(columns))]).view()
}

/// What takes the focus when something that is gone was pressed on the board. An item that is still there has taken
/// it before: the items are drawn first.
fn focused_if_touched(state: State, what: El) -> View {
    let what = what.attr("tabindex", "-1");
    if state.touched.read_untracked().is_some() {
        state.touched.set(None);
        focus_soon(&what);
    }
    what.view()
}

/// Warnings by their codes, each of which the learner may answer for.
fn warnings(
    state: State,
    title: &str,
    said: Vec<(&'static str, String)>,
    answer: &Rc<Answer>,
    language: Language,
) -> View {
    let mut rows = Vec::new();
    for (code, said) in said {
        let acted = Signal::new(false);
        let settled = Signal::memo(move || {
            let learner = state.learner.read();
            let mut all = learner.overridden.iter();
            all.find(|(known, _)| known == code).map(|(_, reason)| reason.clone())
        });
        let row = move || warning(state, code, &said, settled.get(), acted, language);
        rows.push(el("li").child(live(row)).child(mend(state, code, answer, language)).view());
    }
    if rows.is_empty() {
        return ().view();
    }
    el("section")
        .class("hint-box")
        .child(el("h4").child(title))
        .child(el("ul").class("plain").child(rows))
        .view()
}

/// What mends a warning, where one press does.
fn mend(state: State, code: &str, answer: &Rc<Answer>, language: Language) -> Option<El> {
    match code {
        "given_up" => Some(ask_again(state, language)),
        "self_rated" => Some(button(words(language).what_i_hold, "secondary", move || state.go(Place::Me))),
        "other_term" => {
            let answer = Rc::clone(answer);
            Some(button(words(language).any_term, "secondary", move || {
                state.touched.set(Some(Touched::Board));
                state.change(|learner| {
                    for note in &answer.notes {
                        let Note::OtherTerm(node) = note else { continue };
                        learner.put(*node, None);
                        // It stays in the plan; what is compulsory is there anyway.
                        let is_free = |(_, item): (usize, &Planned)| item.node == *node && !item.compulsory;
                        if answer.items().any(is_free) && !learner.pinned.contains(node) {
                            learner.pinned.push(*node);
                        }
                    }
                });
            }))
        }
        _ => None,
    }
}

/// Whether the learner has given up something that the job asks for.
fn has_given_up(state: State, job: JobId) -> bool {
    let catalogue = state.catalogue();
    let without = state.learner.read_untracked().without.clone();
    catalogue.jobs[job].needs.iter().any(|need| without.contains(&need.skill))
}

fn asks_nothing(state: State, job: JobId) -> bool {
    state.catalogue().jobs[job].asks_nothing()
}

/// Whether the job asks for something that the learner says they can do.
fn has_self_rated(state: State, job: JobId) -> bool {
    let catalogue = state.catalogue();
    let learner = state.learner.read_untracked();
    catalogue.jobs[job].needs.iter().any(|need| learner.self_rated.contains(&need.skill))
}

/// A button to plan for all again that the job asks for.
fn ask_again(state: State, language: Language) -> El {
    button(words(language).ask_again, "secondary", move || {
        state.touched.set(Some(Touched::Board));
        state.change(|learner| learner.without.clear());
    })
}

/// A warning, which the learner may answer for.
fn warning(
    state: State,
    code: &'static str,
    said: &str,
    settled: Option<String>,
    acted: Signal<bool>,
    language: Language,
) -> View {
    let words = words(language);
    let (body, focused) = match settled {
        Some(reason) => {
            let again = button(words.unsettle, "link", move || {
                acted.set(true);
                state.change(|learner| learner.overridden.retain(|(known, _)| known != code));
            });
            let body = group([
                el("s").child(el("bdi").child(said)).view(),
                el("p").child("✓ ").child(el("bdi").child((words.settled)(&reason))).view(),
                again.clone().view(),
            ]);
            (body.view(), again)
        }
        None => {
            let why = Signal::new(String::new());
            let input = el("input").attr("type", "text").attr("autocomplete", "off").attr("maxlength", "200");
            let input = input.on_value("input", move |value| why.set(value));
            let settle = button(words.settle_do, "secondary", move || {
                let why = cut(&why.read_untracked(), LONGEST_NOTE);
                if !why.is_empty() {
                    acted.set(true);
                    state.change(|learner| learner.overridden.push((code.to_owned(), why)));
                }
            });
            let summary = el("summary").child(words.settle);
            let form = el("div").class("share").child(labelled(words.settle_why, input)).child(settle);
            let details = el("details").child(summary.clone()).child(form);
            (group([el("bdi").child(said).view(), details.view()]).view(), summary)
        }
    };
    if acted.get_untracked() {
        acted.set(false);
        focus_soon(&focused);
    }
    body
}

fn column(
    state: State,
    place: usize,
    term: &AnswerTerm,
    answer: &Rc<Answer>,
    breaches: &[Breach],
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let name = say::term(&catalogue, &term.term, language);
    // Whoever is in no programme has the calendar's name above.
    let calendar = (term.term.programme_term)
        .and_then(|_| catalogue.calendar_term(term.term.place))
        .map(|slot| text(&slot.name, language));
    let kind = (term.term.kind != TermKind::Study).then(|| labels::term_kind(term.term.kind, language));
    let now = (place == 0).then(|| group([" · ".view(), el("b").child(words.now).view()]));
    let share = term.cap.filter(|cap| *cap > 0).map(|cap| {
        let full = (term.load * 100 / cap).min(100);
        el("span")
            .class("meter")
            .attr("aria-hidden", "true")
            .child(el("span").style("width", &format!("{full}%")))
    });
    let over = breaches.iter().any(|breach| match breach {
        Breach::Hours { terms } => terms.iter().any(|(of, _)| *of == term.term),
        _ => false,
    });
    let mut nodes = term.items.iter().map(|item| item.node).chain(term.running.iter().copied());
    let load = (words.load)(term.load, term.cap);
    let load = if nodes.all(|node| catalogue.hours_known(node)) { load } else { (words.load_known)(&load) };
    let load = if over { format!("⚠ {load}") } else { load };
    let mut cards: Vec<View> =
        term.items.iter().map(|item| planned(state, place, item, answer, breaches, language)).collect();
    let running = |node: Node, said: String| {
        el("li")
            .class("item running")
            .child(link(node, language))
            .child(" ")
            .child(el("small").class("muted").child(said))
            .view()
    };
    cards.extend(term.running.iter().map(|node| running(*node, words.runs_on.to_owned())));
    // What failed takes its hours, too.
    for (node, hours) in &term.attempts {
        let known = (*hours > 0).then(|| format!(" · {}", (words.load_value)(*hours)));
        cards.push(running(*node, format!("{}{}", words.failed_once, known.unwrap_or_default())));
    }
    cards.extend(term.recognised.iter().map(|entry| recognised(&catalogue, entry, language)));
    for own in &term.own {
        cards.push(own::card(state, own, language));
    }
    // Dragging is a short cut for the list in each item's menu.
    let at = term.term.place;
    let here = place as u32;
    let may = move || may_drop(&state.dragged.read(), here);
    el("li")
        .class("column")
        .live_attr("data-drop", may)
        .on("dragover", move |event| {
            if may_drop(&state.dragged.read_untracked(), here) {
                event.prevent_default();
            }
        })
        .on("drop", move |event| {
            event.prevent_default();
            if let Some((node, starts)) = state.dragged.get_untracked() {
                state.dragged.set(None);
                if starts.contains(&here) {
                    ask::put(state, node, Some(at));
                }
            }
        })
        .child(
            el("div")
                .class("column-head")
                .child(el("h4").child(name).child(now))
                .child(
                    el("span")
                        .class("muted small")
                        .child(calendar)
                        .child(kind.map(|kind| format!(" · {kind}"))),
                )
                .child(el("span").class(if over { "load over" } else { "load" }).child(load))
                .child(share),
        )
        .child(el("ul").class("items").child(cards))
        .view()
}

fn may_drop(dragged: &Option<(Node, Vec<u32>)>, term: u32) -> bool {
    matches!(dragged, Some((_, starts)) if starts.contains(&term))
}

fn planned(
    state: State,
    at: usize,
    item: &Planned,
    answer: &Rc<Answer>,
    breaches: &[Breach],
    language: Language,
) -> View {
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
                meta.push((words.held_on)(node, &sitting.date.to_string()));
                meta.extend(sitting.deadline.map(|day| (words.register_by)(&day.to_string())));
            }
            None => meta.push(words.no_date.to_owned()),
        }
    }
    {
        let learner = state.learner.read_untracked();
        let here = answer.terms.get(at).map(|term| term.term.place);
        if here.is_some() && learner.moved_to(node) == here {
            meta.push(words.put_here.to_owned());
        }
        if learner.failed_in(node).is_some() {
            meta.push(words.second_attempt.to_owned());
        }
    }
    let note = Signal::memo(move || state.learner.read().note_on(node).map(str::to_owned));
    let note = move || {
        let note = note.get()?;
        Some(
            el("p")
                .class("said small")
                .child(el("bdi").child(format!("{}{}{note}", words.my_note, words.colon))),
        )
    };
    let starts = item.starts.clone();
    let movable = starts.len() > 1;
    let lift = move |event: web_sys::Event| {
        if let Some(data) = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer)
        {
            // Some browsers drag nothing that carries no data.
            let _ = data.set_data("text/plain", "");
        }
        state.dragged.set(movable.then(|| (node, starts.clone())));
    };
    let from = item.sources(&catalogue, &state.learner.read_untracked());
    let from = (!from.is_empty()).then(|| sources_of(&say::node(&catalogue, node, language), from, language));
    let mut early = Vec::new();
    for breach in breaches {
        if matches!(breach, Breach::Before { item, .. } if *item == node) {
            let said = format!("⚠ {}", say::before(&catalogue, breach, language));
            early.push(el("p").class("warning small").child(el("bdi").child(said)));
        }
    }
    let reasons: Vec<View> = say::reasons(&catalogue, &item.reasons, language)
        .into_iter()
        .map(|reason| el("li").child(el("bdi").child(reason)).view())
        .collect();
    el("li")
        .class(class)
        .attr("draggable", movable.then_some("true"))
        .on("dragstart", lift)
        .on("dragend", move |_| state.dragged.set(None))
        .child(link(node, language))
        .child(el("p").class("meta").child(el("bdi").child(pieces(&meta.join(" · ")))))
        .child(early)
        .child(el("ul").class("reasons").attr("aria-label", words.why).child(reasons))
        .child(from)
        .child(live(note))
        .child(ask::menu(state, item, answer, language))
        .view()
}

fn recognised(catalogue: &Catalogue, entry: &Recognised, language: Language) -> View {
    let words = words(language);
    let from = say::node(catalogue, entry.from, language);
    let credits = (words.up_to_credits)(&entry.credits.to_string());
    let rule = &catalogue.recognition[entry.rule];
    el("li")
        .class("item recognised")
        .child(link(Node::Course(entry.course), language))
        .child(
            el("p")
                .class("meta")
                .child(el("span").child(words.recognised))
                .child(el("span").child(credits))
                .child(el("bdi").child((words.recognised_because)(&from))),
        )
        .child(sources_of(
            &say::node(catalogue, Node::Course(entry.course), language),
            vec![rule.source],
            language,
        ))
        .view()
}

fn reached(state: State, job: JobId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let record = &catalogue.jobs[job];
    let name = labels::name(&record.about.name, language).0;
    let reached = if has_given_up(state, job) { words.goal_reached_but } else { words.goal_reached };
    let next: Vec<View> =
        record.next.iter().map(|next| el("li").child(link(Node::Job(*next), language)).view()).collect();
    let next = (!next.is_empty()).then(|| {
        group([
            el("p").class("muted small").child(words.after_that).view(),
            el("ul").class("plain").child(next).view(),
        ])
    });
    el("li")
        .class("column reached")
        .child(
            el("h4")
                .child(glyph(rungs_core::model::Kind::Job))
                .child(" ")
                .child(el("bdi").child(reached(name))),
        )
        .child(next)
        .view()
}

fn not_open(state: State, closed: &[(Node, Closed)], language: Language) -> View {
    let words = words(language);
    if closed.is_empty() {
        return ().view();
    }
    let title = format!("{} ({})", words.closed_title, closed.len());
    let (closed, catalogue) = (closed.to_vec(), state.catalogue());
    folded(title, move || {
        let mut rows = Vec::new();
        for (node, closed) in &closed {
            let why = el("small").class("muted").child(say::closed(closed, language));
            let node = *node;
            // What only the learner knows.
            let label = match closed {
                Closed::NoRetake => Some(words.not_failed),
                Closed::Begun => Some(words.am_taking),
                _ => None,
            };
            let is_begun = *closed == Closed::Begun;
            let name = say::node(&catalogue, node, language);
            let mend = label.map(|label| {
                let mend = button(label, "quiet small", move || {
                    state.touched.set(Some(Touched::Board));
                    state.change(|learner| {
                        if is_begun {
                            learner.pinned.push(node);
                        }
                        learner.failed.retain(|(failed, _)| *failed != node);
                    });
                });
                mend.attr("aria-label", format!("{label}{}{name}", words.colon))
            });
            rows.push(el("li").child(link(node, language)).child(" ").child(why).child(" ").child(mend));
        }
        el("ul").class("plain").child(rows).view()
    })
}
