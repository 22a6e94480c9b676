//! Me: who the learner is, what they hold, their limits and priorities, and what is kept on the device.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::dom::{Child, El, View, el, fold, group, labelled, live};
use crate::signal::Signal;
use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::compulsory_before;
use rungs_core::learner::{Learner, Priority, USUAL};
use rungs_core::model::{CourseId, Dense, JobId, Node, ProgrammeId, RegionId};
use rungs_core::recognition::allot;
use rungs_core::wire::learner_v1::{self, Unreadable};
use rungs_core::words::{Language, guide, labels, learner, listed, plan as say};

use super::badges::badges;
use super::control::{checkbox, chooser, chosen_text, tick};
use super::part::{
    announce, around, button, family_badge, favourites, focus_soon, folded, go_button, heading, link,
    passing, section, source, text,
};
use crate::browser;
use crate::keeping::Persist;
use crate::state::{Place, State, state};
use crate::words::words;

/// The place.
pub fn me(language: Language) -> View {
    let state = state();
    let words = words(language);
    group([
        heading(words.me_title.view(), "big").view(),
        el("p").class("muted").child(words.me_lead).view(),
        demo(state, language).view(),
        el("form")
            .class("me")
            .on("submit", move |event| event.prevent_default())
            .child(
                el("div")
                    .class("grid")
                    .child(programme(state, language))
                    .child(term(state, None, language))
                    .child(region(state, language))
                    .child(aim(state, language)),
            )
            .child(
                el("fieldset").child(el("legend").child(words.limits)).child(
                    el("div")
                        .class("grid")
                        .child(number(
                            state,
                            (words.budget)(&state.catalogue().head.currency),
                            words.no_limit,
                            u32::MAX,
                            |learner| learner.budget,
                            |learner, value| learner.budget = value,
                            language,
                        ))
                        .child(number(
                            state,
                            words.hours_a_week.to_owned(),
                            words.hours_hint,
                            168,
                            |learner| learner.hours_a_week,
                            |learner, value| learner.hours_a_week = value,
                            language,
                        ))
                        .child(deadline(state, language)),
                ),
            )
            .child(priorities(state, language))
            .child(held(state, language))
            .child(badges(state, language))
            .child(live(move || allotted(state, language)))
            .child(left_out(state, language))
            .child(remembered(state, language))
            .child(stray(state, language))
            .view(),
        device(state, language).view(),
    ])
    .view()
}

fn demo(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.learners.is_empty() {
        return ().view();
    }
    let list = move || {
        let mut rows = Vec::new();
        for demo in &catalogue.learners {
            let learner = demo.learner.clone();
            let label = (words.try_as)(labels::name(&demo.name, language).0);
            let put = button(el("bdi").child(label), "secondary", move || {
                let learner = learner.clone();
                state.change(move |known| *known = learner);
            });
            let note = el("p").class("muted small").child(text(&demo.note, language));
            rows.push(el("li").child(put).child(note));
        }
        group([
            el("p").class("muted small").child(words.demo_lead).view(),
            el("ul").class("plain").child(rows).view(),
        ])
    };
    fold(el("summary").child(words.demo_learners), list).class("block demo").view()
}

/// The programmes that can be studied: only those with a curriculum can be planned; the others are rungs of the ladder.
pub fn taught(catalogue: &Catalogue) -> Vec<ProgrammeId> {
    let mut taught = Vec::new();
    for (id, programme) in catalogue.programmes.iter() {
        if !programme.curriculum.is_empty() {
            taught.push(id);
        }
    }
    if taught.is_empty() { catalogue.programmes.ids().collect() } else { taught }
}

/// A programme's name with its code.
pub fn programme_name(state: State, id: ProgrammeId, language: Language) -> String {
    let catalogue = state.catalogue();
    let programme = &catalogue.programmes[id];
    let code = programme.code.clone().unwrap_or_default();
    format!("{} {code}", labels::name(&programme.about.name, language).0)
}

/// The programme, to choose.
pub fn programme(state: State, language: Language) -> View {
    let words = words(language);
    let taught = taught(&state.catalogue());
    let names = taught.iter().map(|id| programme_name(state, *id, language)).collect();
    let known = taught.clone();
    let chosen = Signal::memo(move || {
        let programme = state.learner.read().programme?;
        known.iter().position(|known| *known == programme)
    });
    let choose = move |place: Option<usize>| {
        let programme = place.and_then(|place| taught.get(place)).copied();
        state.change(move |learner| learner.study(programme, &state.catalogue(), state.today));
    };
    chooser(words.programme.to_owned(), words.no_programme.to_owned(), names, chosen, choose)
}

/// That the first term is assumed, with the list to choose the true one from, where nobody has said which it is.
pub fn term_assumed(state: State, language: Language) -> View {
    let place = around();
    let within = place.clone();
    let is_assumed = Signal::memo(move || state.learner.read().assumes_term(&state.catalogue(), state.today));
    let said = move || {
        is_assumed.get().then(|| {
            el("div").class("hint-box").child(el("p").child(words(language).term_assumed)).child(term(
                state,
                Some(within.clone()),
                language,
            ))
        })
    };
    place.child(live(said)).view()
}

/// The term of the programme, to choose. What is `around` takes the focus where the list is gone then.
fn term(state: State, around: Option<El>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    // Only another programme draws the list anew: a list that is drawn anew loses the focus.
    let programme = Signal::memo(move || state.learner.read().programme);
    let field = move || {
        let programme = programme.get()?;
        let last = catalogue.programmes[programme].terms.len();
        let names = (1..=last).map(|term| say::programme_term(term as u32, language)).collect();
        let chosen = Signal::memo(move || state.learner.read().term.map(|term| term as usize - 1));
        let around = around.clone();
        let choose = move |place: Option<usize>| {
            if let Some(around) = &around {
                browser::focus(around.element());
            }
            let catalogue = state.catalogue();
            state.change(move |learner| {
                learner.term = place.map(|place| place as u32 + 1);
                learner.entry = learner.entered(&catalogue, state.today);
            });
        };
        Some(chooser(words.term_now.to_owned(), words.term_unknown.to_owned(), names, chosen, choose))
    };
    live(field)
}

/// The region, to choose.
pub fn region(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.regions.is_empty() {
        return ().view();
    }
    let name = |id: RegionId| labels::name(&catalogue.regions[id].name, language).0.to_owned();
    let names = catalogue.regions.ids().map(name).collect();
    // The same region stands in the list, too: to choose it is to say it.
    let assumed = catalogue.head.region.map(|id| (words.region_assumed)(&name(id)));
    let chosen = Signal::memo(move || state.learner.read().region.map(Dense::index));
    let choose =
        move |place: Option<usize>| state.change(move |learner| learner.region = place.map(RegionId::new));
    chooser(
        words.region.to_owned(),
        assumed.unwrap_or_else(|| words.unknown.to_owned()),
        names,
        chosen,
        choose,
    )
}

fn aim(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let names =
        catalogue.jobs.iter().map(|(_, job)| labels::name(&job.about.name, language).0.to_owned()).collect();
    let chosen = Signal::memo(move || state.learner.read().goal.map(Dense::index));
    let choose =
        move |place: Option<usize>| state.change(move |learner| learner.goal = place.map(JobId::new));
    chooser(words.aim.to_owned(), words.choose.to_owned(), names, chosen, choose)
}

/// A limit, as a whole number or none. What cannot be taken is said at the field, and the limit stays as it was.
#[allow(clippy::too_many_arguments, reason = "two callers, side by side")]
fn number(
    state: State,
    label: String,
    hint: &'static str,
    most: u32,
    get: fn(&Learner) -> Option<u32>,
    set: fn(&mut Learner, Option<u32>),
    language: Language,
) -> View {
    // By itself, so that no other change puts it into the place of what is typed.
    let now = Signal::memo(move || get(&state.learner.read()));
    // The limit that stands although something else was typed.
    let kept = Signal::new(None);
    let is_refused = Signal::memo(move || kept.get() == Some(now.get()));
    let value = move || now.get().map(|number| number.to_string()).unwrap_or_default();
    let id = format!("refused-{most}");
    let input = el("input");
    let field: HtmlInputElement = input.element().clone().unchecked_into();
    let input = input
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", "0")
        .attr("max", most.to_string())
        .attr("placeholder", hint)
        .attr("aria-describedby", id.as_str())
        .live_attr("aria-invalid", move || is_refused.get().to_string())
        .live_value(value)
        .on_value("change", move |value: String| {
            // Of what is no number at all, a browser gives nothing but that it is not valid.
            let number = if value.is_empty() { Some(None) } else { value.parse::<u32>().ok().map(Some) };
            match number.filter(|_| field.check_validity()) {
                Some(number) => {
                    kept.set(None);
                    state.change(move |learner| set(learner, number));
                }
                None => kept.set(Some(now.get_untracked())),
            }
        });
    let said = move || is_refused.get().then(|| (words(language).limit_refused)(most));
    let said = el("p").class("small").attr("id", id).attr("role", "alert").child(live(said));
    el("div").child(labelled(&label, input)).child(said).view()
}

/// The term by which the goal is to be reached, to choose.
pub fn deadline(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let place = Signal::memo(move || {
        let learner = state.learner.read();
        Some((learner.programme?, learner.term.unwrap_or(1)))
    });
    let field = move || {
        let (programme, now) = place.get()?;
        let last = catalogue.programmes[programme].terms.len() as u32;
        let terms: Vec<u32> = (now..=last).collect();
        let names = terms.iter().map(|term| say::programme_term(*term, language)).collect();
        let known = terms.clone();
        let chosen = Signal::memo(move || {
            let deadline = state.learner.read().deadline?;
            known.iter().position(|known| *known == deadline)
        });
        let choose = move |place: Option<usize>| {
            let deadline = place.and_then(|place| terms.get(place)).copied();
            state.change(move |learner| learner.deadline = deadline);
        };
        Some(chooser(words.deadline.to_owned(), words.end_of_programme.to_owned(), names, chosen, choose))
    };
    live(field)
}

/// The priorities in force in their order, and the others to add.
fn priorities(state: State, language: Language) -> View {
    let words = words(language);
    let all = Signal::memo(move || state.learner.read().order());
    let count = Signal::memo(move || all.read().len());
    let place = around();
    let within = place.clone();
    // Only one more or less draws the list anew: a list that is drawn anew loses the focus.
    let list = move || ranks(state, all, count.get(), &within, language);
    let others = around();
    let outside = others.clone();
    let more = move || {
        let mut rows = Vec::new();
        for priority in Priority::ALL {
            if !all.read().contains(priority) {
                let label = format!("＋ {}", (words.priority)(*priority));
                rows.push(el("li").child(passing(&outside, label, "chip", move || {
                    state.change(|learner| {
                        learner.priorities = learner.order();
                        learner.priorities.push(*priority);
                    });
                })));
            }
        }
        (!rows.is_empty()).then(|| {
            let title = words.priorities_more;
            group([
                el("p").class("muted small").child(title).view(),
                el("ul").class("row chips").attr("aria-label", title).child(rows).view(),
            ])
        })
    };
    el("fieldset")
        .child(el("legend").child(words.priorities))
        .child(el("p").class("muted small").child(words.priorities_lead))
        .child(place.child(live(list)))
        .child(others.child(live(more)))
        .view()
}

/// A row for each priority, with buttons that move it, and one that takes it out where it is none of the usual.
fn ranks(state: State, all: Signal<Vec<Priority>>, count: usize, within: &El, language: Language) -> View {
    let words = words(language);
    let shift = move |place: usize, other: usize| {
        state.change(|learner| {
            let mut all = learner.order();
            if place < all.len() && other < all.len() {
                all.swap(place, other);
            }
            learner.priorities = all;
        });
    };
    let name = move |place: usize| all.read().get(place).map_or("", |priority| (words.priority)(*priority));
    let arrow = |sign: &'static str, label: fn(&str) -> String, possible: bool, place: usize| {
        el("button")
            .attr("type", "button")
            .class("quiet")
            .live_attr("aria-label", move || label(name(place)))
            .attr("disabled", !possible)
            .child(sign)
    };
    let arrows: Rc<Vec<[El; 2]>> = Rc::new(
        (0..count)
            .map(|place| {
                let up = arrow("↑", words.earlier, place > 0, place);
                [up, arrow("↓", words.later, place + 1 < count, place)]
            })
            .collect(),
    );
    // The rows stay and what stands in them changes; the focus goes along with what is moved.
    let rows: Vec<View> = (0..count)
        .map(|place| {
            let mut row = el("span").class("row");
            for (down, button) in arrows[place].iter().enumerate() {
                let other = (place + 2 * down).wrapping_sub(1);
                // At either end only the way back is left.
                let next = if other == 0 {
                    1
                } else if other + 1 == count {
                    0
                } else {
                    down
                };
                let arrows = Rc::clone(&arrows);
                row = row.child(button.clone().on("click", move |_| {
                    shift(place, other);
                    if state.page.read_untracked().readonly.is_none() {
                        browser::focus(arrows[other][next].element());
                    }
                }));
            }
            let within = within.clone();
            let out = move || {
                let priority = all.read().get(place).copied().filter(|priority| !USUAL.contains(priority))?;
                let out = passing(&within, "✕", "quiet", move || {
                    state.change(|learner| learner.priorities.retain(|known| *known != priority));
                });
                let name = (words.priority)(priority);
                Some(out.attr("aria-label", format!("{}{}{name}", words.priority_out, words.colon)))
            };
            row = row.child(live(out));
            el("li").child(el("span").child(live(move || name(place)))).child(row).view()
        })
        .collect();
    el("ol").class("priorities").child(rows).view()
}

fn held(state: State, language: Language) -> View {
    let words = words(language);
    let count = move |is: fn(&Node) -> bool| {
        let count = state.learner.read().held.iter().filter(|node| is(node)).count();
        (words.held_count)(count)
    };
    let certificates = move || {
        let catalogue = state.catalogue();
        let mut boxes = Vec::new();
        for (_, qualification) in catalogue.qualifications.iter() {
            for grade in &qualification.grades {
                let node = Node::Grade(*grade);
                let name = el("bdi").child(say::node(&catalogue, node, language)).view();
                let label = group([name, " ".view(), family_badge(qualification.family, language).view()]);
                boxes.push(checkbox(state, node, label));
            }
        }
        el("ul").class("checks").child(boxes).view()
    };
    let awards = move || {
        let catalogue = state.catalogue();
        let mut boxes = Vec::new();
        for node in catalogue.awards.ids().map(Node::Award) {
            let name = el("bdi").child(say::node(&catalogue, node, language)).view();
            boxes.push(checkbox(state, node, name));
        }
        el("ul").class("checks").child(boxes).view()
    };
    let rated = move || (words.held_count)(state.learner.read().self_rated.len());
    let of_skills = el("summary").child(words.skills_by_word).child(" · ").child(live(rated));
    let summary = move |title: &'static str, is: fn(&Node) -> bool| {
        el("summary").child(title).child(" · ").child(live(move || count(is)))
    };
    let of_courses = summary(words.courses_done, |node| matches!(node, Node::Course(_)));
    let of_certificates = summary(words.certificates_held, |node| matches!(node, Node::Grade(_)));
    let of_awards = summary(words.awards_held, |node| matches!(node, Node::Award(_)));
    el("fieldset")
        .child(el("legend").child(words.what_i_hold))
        .child(fold(of_courses, move || courses(state, language)))
        .child(fold(of_certificates, certificates))
        .child(fold(of_awards, awards))
        .child(fold(of_skills, move || skills(state, language)))
        .view()
}

/// The skills that the goal asks for, and what else the learner said that they can do.
fn skills(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let goal = Signal::memo(move || state.learner.read().goal);
    let list = move || {
        let mut skills = state.learner.read_untracked().self_rated.clone();
        for need in goal.get().iter().flat_map(|job| &catalogue.jobs[*job].needs) {
            if !skills.contains(&need.skill) {
                skills.push(need.skill);
            }
        }
        skills.sort();
        // Without a goal there is nothing to choose from.
        if skills.is_empty() {
            let has_jobs = catalogue.jobs.ids().next().is_some();
            let (said, find) = match goal.get() {
                Some(_) => (words.needs_unknown, false),
                None if has_jobs => (words.start_with_goal, true),
                None => (words.no_jobs, false),
            };
            let find = find.then(|| go_button(state, Place::Find, words.find_title, "secondary"));
            return group([el("p").child(said).view(), find.view()]).view();
        }
        let mut boxes = Vec::new();
        for skill in skills {
            let is_on = move || state.learner.read().self_rated.contains(&skill);
            let turn = move || state.change(|learner| learner.toggle_self_rated(skill));
            boxes.push(tick(text(&catalogue.skills[skill].about.name, language), is_on, turn));
        }
        el("ul").class("checks").child(boxes).view()
    };
    group([el("p").class("muted small").child(words.skills_by_word_lead).view(), live(list)]).view()
}

/// The courses of the learner's programme by term, and a short cut for all earlier terms.
fn courses(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let programme = Signal::memo(move || state.learner.read().programme);
    let list = move || {
        let programme = programme.get()?;
        let record = &catalogue.programmes[programme];
        let terms = (1..=record.terms.len() as u32)
            .filter_map(|term| {
                let entries = record.curriculum.iter().filter(|entry| entry.terms.first() == Some(&term));
                let boxes: Vec<View> = entries
                    .map(|entry| {
                        let name = text(&catalogue.courses[entry.course].about.name, language);
                        checkbox(state, Node::Course(entry.course), name)
                    })
                    .collect();
                (!boxes.is_empty()).then(|| {
                    group([
                        el("h4").class("small").child(say::programme_term(term, language)).view(),
                        el("ul").class("checks").child(boxes).view(),
                    ])
                })
            })
            .collect::<Vec<_>>();
        Some(terms)
    };
    let earlier = button(words.earlier_done, "secondary", move || pass_earlier(state));
    group([el("p").child(earlier).view(), live(list)]).view()
}

/// The compulsory courses of earlier terms of which nothing is said: neither that they are passed nor that they failed.
fn earlier_open(state: State, learner: &Learner) -> Vec<Node> {
    let (Some(programme), Some(now)) = (learner.programme, learner.term) else { return Vec::new() };
    let mut open = compulsory_before(&state.catalogue(), programme, now);
    open.retain(|course| !learner.held.contains(course) && learner.failed_in(*course).is_none());
    open
}

fn pass_earlier(state: State) {
    let catalogue = state.catalogue();
    state.change(move |learner| {
        let (Some(programme), Some(now)) = (learner.programme, learner.term) else { return };
        for course in compulsory_before(&catalogue, programme, now) {
            if !learner.held.contains(&course) {
                learner.held.push(course);
            }
        }
    });
}

/// That compulsory courses of earlier terms are not said to be passed, and the button that says so: plans have them
/// taken again.
pub fn arrears(state: State, language: Language) -> View {
    let words = words(language);
    let place = around();
    let within = place.clone();
    let open = Signal::memo(move || earlier_open(state, &state.learner.read()));
    let said = move || {
        let catalogue = state.catalogue();
        let open = open.read();
        let names: Vec<String> = open.iter().map(|course| say::node(&catalogue, *course, language)).collect();
        (!names.is_empty()).then(|| {
            let names = el("bdi").child(listed(&names, language));
            let pass = passing(&within, words.earlier_done, "secondary", move || pass_earlier(state));
            el("div")
                .class("hint-box")
                .child(el("p").child((words.earlier_missing)(open.len())))
                .child(el("p").class("actions").child(pass).child(go_button(
                    state,
                    Place::Me,
                    words.earlier_some,
                    "link",
                )))
                .child(el("p").class("muted small").child(names))
        })
    };
    place.child(live(said)).view()
}

fn remembered(state: State, language: Language) -> View {
    let place = around();
    let within = place.clone();
    place.child(live(move || favourites(state, Some(&within), language))).view()
}

/// Notes on items that the data does not have: they stay until the learner removes them.
fn stray(state: State, language: Language) -> View {
    let words = words(language);
    let place = around();
    let within = place.clone();
    let list = move || {
        let mut rows = Vec::new();
        for (id, note) in &state.learner.read().stray {
            let gone = id.clone();
            let remove = passing(&within, words.own_remove, "quiet small", move || {
                state.change(|learner| learner.stray.retain(|(known, _)| *known != gone));
            });
            let remove = remove.attr("aria-label", format!("{}{}{id}", words.own_remove, words.colon));
            let said = el("bdi").class("said").child(format!("{id}{}{note}", words.colon));
            rows.push(el("li").child(said).child(" ").child(remove));
        }
        (!rows.is_empty()).then(|| {
            el("fieldset")
                .child(el("legend").child(words.stray_notes))
                .child(el("ul").class("plain").child(rows))
        })
    };
    place.child(live(list)).view()
}

fn left_out(state: State, language: Language) -> View {
    let words = words(language);
    let place = around();
    let within = place.clone();
    let list = move || {
        let learner = state.learner.read();
        let catalogue = state.catalogue();
        let mut rows = Vec::new();
        for &node in &learner.excluded {
            let label = (words.allow_again)(&say::node(&catalogue, node, language));
            rows.push(el("li").child(passing(&within, el("bdi").child(label), "link", move || {
                state.change(|learner| learner.excluded.retain(|known| *known != node));
            })));
        }
        for &(node, _) in &learner.failed {
            let label =
                format!("{}{}{}", words.not_failed, words.colon, say::node(&catalogue, node, language));
            rows.push(el("li").child(passing(&within, el("bdi").child(label), "link", move || {
                state.change(|learner| learner.failed.retain(|(known, _)| *known != node));
            })));
        }
        (!rows.is_empty()).then(|| {
            el("fieldset")
                .child(el("legend").child(words.left_out_items))
                .child(el("ul").class("plain").child(rows))
        })
    };
    place.child(live(list)).view()
}

/// What the college recognises for what is held, and why not more.
fn allotted(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read();
    let worth = learner.held.iter().any(|node| !matches!(node, Node::Course(_)));
    let Some(allotment) =
        allot(&catalogue, &learner, state.today).filter(|_| worth && learner.programme.is_some())
    else {
        return super::certificates::excuses(state, language);
    };
    let row = move |course: CourseId, from: Node| {
        let counts =
            group([link(from, language), " → ".view(), link(Node::Course(course), language), " ".view()]);
        el("li").child(counts)
    };
    let mut used = Vec::new();
    for one in &allotment.used {
        let part = (!one.whole).then(|| el("small").class("muted").child(words.allotted_part).child(" "));
        let rule = &catalogue.recognition[one.rule];
        used.push(
            row(one.course, one.from)
                .child((words.up_to_credits)(&one.credits.to_string()))
                .child(" ")
                .child(part)
                .child(source(rule.source, language)),
        );
    }
    let mut unused = Vec::new();
    for one in &allotment.unused {
        unused.push((one.course, one.from, guide::unused(&catalogue, one, language)));
    }
    let body = if used.is_empty() {
        el("p").class("muted").child(words.allotted_none).view()
    } else {
        group([
            el("p").class("muted small").child(words.allotted_lead).view(),
            el("ul").class("plain").child(used).view(),
            el("p").child((words.allotted_sum)(&allotment.credits.to_string())).view(),
        ])
        .view()
    };
    let unused = (!unused.is_empty()).then(|| {
        folded(words.not_used, move || {
            let mut rows = Vec::new();
            for (course, from, why) in &unused {
                let why = el("small").class("muted").child(el("bdi").child(why.as_str()));
                rows.push(row(*course, *from).child(why));
            }
            el("ul").class("plain").child(rows).view()
        })
    });
    let excuses = super::certificates::excuses(state, language);
    section(words.allotted_title, group([body, unused.view(), excuses]))
}

/// A shared code to paste, or the link that it stands in.
fn paste(state: State, language: Language) -> View {
    let words = words(language);
    let pasted = Signal::new(String::new());
    let open = button(words.open_code, "secondary", move || {
        let pasted = pasted.get_untracked();
        // A link holds the code behind its last equals sign.
        let code = pasted.rsplit('=').next().unwrap_or_default().trim();
        if !code.is_empty() && state.may_change() {
            state.open_code(code);
        }
    });
    let field = labelled(
        words.paste_code,
        el("input")
            .attr("type", "text")
            .attr("maxlength", "4096")
            .attr("autocomplete", "off")
            .attr("placeholder", words.paste_hint)
            .live_value(move || pasted.get())
            .on_value("input", move |value: String| pasted.set(value)),
    );
    el("div").class("share").child(field).child(open).view()
}

/// What is kept, and the ways to take it along or erase it.
fn device(state: State, language: Language) -> View {
    let words = words(language);
    let said = Signal::new(String::new());
    let sure = Signal::new(false);
    let cancelled = Signal::new(false);
    // The number of changes after the import, as long as it is the last of them.
    let imported = Signal::new(None::<usize>);
    let status = el("p").attr("role", "status").attr("tabindex", "-1").child(live(move || said.get()));
    let outside = status.clone();
    let keeping = state.keeping;
    let back = move || {
        let is_last = imported.get().is_some_and(|changes| state.past.read().len() == changes);
        is_last.then(|| {
            passing(&outside, words.undo_import, "secondary", move || {
                imported.set(None);
                said.set(String::new());
                keeping.imported(Vec::new());
                state.undo();
            })
        })
    };
    let keep = move |_| {
        let catalogue = state.catalogue();
        if !keeping.wanted.get_untracked() {
            keeping.switch_on(&catalogue, &state.learner.read_untracked());
        } else if !keeping.switch_off(&catalogue) {
            said.set(words.not_removed.to_owned());
            // The switch has moved, and goes back.
            keeping.wanted.set(true);
        }
    };
    let switch = if keeping.persist == Persist::None {
        el("p").class("muted").child(words.keep_never).view()
    } else {
        let status = move || if keeping.kept.get() { words.kept } else { words.not_kept };
        group([
            el("label")
                .class("check")
                .child(
                    el("input")
                        .attr("type", "checkbox")
                        .attr("role", "switch")
                        .live_checked(move || keeping.wanted.get())
                        .on("change", keep),
                )
                .child(el("span").child(words.keep))
                .view(),
            el("p").class("muted small").child(words.keep_lead).child(" ").child(live(status)).view(),
        ])
        .view()
    };
    let export = move |_| {
        let catalogue = state.catalogue();
        let text = learner_v1::write(&catalogue, &state.learner.read_untracked());
        let _ = browser::download("rungs-me.json", "application/json", &text);
    };
    let import = chosen_text(move |text| {
        keeping.imported(Vec::new());
        let Some(text) = text else { return announce(said, words.import_failed.to_owned()) };
        match learner_v1::read(&state.catalogue(), &text) {
            Ok(read) => {
                let before = state.learner.read_untracked();
                state.change(move |learner| *learner = read.learner);
                let has_changed = *before != *state.learner.read_untracked();
                imported.set(has_changed.then(|| state.past.read_untracked().len()));
                keeping.imported(learner::names(&read.lost));
                let said_of = match read.pack {
                    Some(pack) => (words.imported_from)(&pack),
                    None => words.imported.to_owned(),
                };
                announce(said, said_of);
            }
            Err(why) => announce(
                said,
                match why {
                    Unreadable::TooLarge => words.import_large.to_owned(),
                    Unreadable::Syntax => words.import_failed.to_owned(),
                    Unreadable::Format(found) => (words.import_other)(&found),
                },
            ),
        }
    });
    let outcome = status.clone();
    let erase = move || {
        keeping.forget(&state.catalogue());
        keeping.wanted.set(keeping.persist == Persist::Local);
        state.change(|learner| *learner = Learner::default());
        // A page that keeps from the start would only have kept the emptiness.
        let all = keeping.forget(&state.catalogue());
        state.query.set(String::new());
        state.forget_changes();
        state.compared.set(Vec::new());
        state.interests.update(|answers| answers.fill(None));
        sure.set(false);
        said.set(if all { words.erased } else { words.not_removed }.to_owned());
        focus_soon(&outcome);
    };
    let ask = move || {
        if sure.get() {
            let question = el("p").attr("tabindex", "-1").child(words.erase_sure);
            focus_soon(&question);
            let cancel = move || {
                cancelled.set(true);
                sure.set(false);
            };
            let answers = el("p")
                .class("actions")
                .child(button(words.erase_yes, "danger", erase.clone()))
                .child(button(words.erase_no, "secondary", cancel));
            el("div").child(question).child(answers).on_key("Escape", cancel).view()
        } else {
            let wipe = button(words.erase, "secondary", move || sure.set(true));
            if cancelled.get_untracked() {
                cancelled.set(false);
                focus_soon(&wipe);
            }
            el("p")
                .class("actions")
                .child(
                    el("button")
                        .attr("type", "button")
                        .class("secondary")
                        .on("click", export)
                        .child(words.export),
                )
                .child(
                    el("label").class("secondary file").child(words.import).child(
                        el("input")
                            .attr("type", "file")
                            .attr("accept", "application/json,.json")
                            .on("change", import.clone()),
                    ),
                )
                .child(wipe)
                .view()
        }
    };
    el("section")
        .class("block")
        .child(el("h4").child(words.device))
        .child(el("slot").attr("name", "privacy"))
        .child(switch)
        .child(live(ask))
        .child(paste(state, language))
        .child(status)
        .child(live(back))
        .view()
}
