//! Me: who the learner is, what they hold, their limits and priorities, and what is kept on the device.

use leptos::prelude::*;
use rungs_core::learner::{Learner, Priority};
use rungs_core::model::{Dense, JobId, Nature, Node, ProgrammeId, RegionId};
use rungs_core::wire::learner_v1;
use rungs_core::words::{Language, labels, plan as say};

use super::part::{family_badge, heading, text};
use crate::browser;
use crate::keeping::Persist;
use crate::state::{State, state};
use crate::words::words;

/// The place.
pub fn me(language: Language) -> AnyView {
    let state = state();
    let words = words(language);
    view! {
        class = "pe",
        {heading(words.me_title.into_any(), "big")}
        <p class="muted">{words.me_lead}</p>
        {demo(state, language)}
        <form class="me" on:submit=move |event| event.prevent_default()>
            <div class="grid">
                {programme(state, language)}
                {term(state, language)}
                {region(state, language)}
                {aim(state, language)}
            </div>
            <fieldset>
                <legend>{words.limits}</legend>
                <div class="grid">
                    {number(state, (words.budget)(&state.catalogue().head.currency), words.no_limit, 10_000_000, |learner| learner.budget, |learner, value| learner.budget = value)}
                    {number(state, words.hours_a_week.to_owned(), words.hours_hint, 168, |learner| learner.hours_a_week, |learner, value| learner.hours_a_week = value)}
                    {deadline(state, language)}
                </div>
            </fieldset>
            {priorities(state, language)}
            {held(state, language)}
            {left_out(state, language)}
        </form>
        {device(state, language)}
    }
    .into_any()
}

fn demo(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.learners.is_empty() {
        return ().into_any();
    }
    let buttons = catalogue
        .learners
        .iter()
        .map(|demo| {
            let learner = demo.learner.clone();
            let name = labels::name(&demo.name, language).0;
            let label = (words.try_as)(name);
            view! {
                class = "pe",
                <li>
                    <button type="button" class="secondary" on:click=move |_| {
                        let learner = learner.clone();
                        state.change(move |known| *known = learner);
                    }><bdi>{label}</bdi></button>
                    <p class="muted small">{text(&demo.note, language)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        class = "pe",
        <details class="block demo">
            <summary>{words.demo_learners}</summary>
            <p class="muted small">{words.demo_lead}</p>
            <ul class="plain">{buttons}</ul>
        </details>
    }
    .into_any()
}

/// A list to choose one of; the empty choice stands first. A choice is known by its place.
fn chooser(
    label: String,
    none: String,
    choices: Vec<String>,
    chosen: Signal<Option<usize>>,
    choose: impl Fn(Option<usize>) + 'static,
) -> AnyView {
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            view! {
                class = "pe",
                <option value=place.to_string() prop:selected=move || chosen.get() == Some(place)>{name}</option>
            }
        })
        .collect_view();
    view! {
        class = "pe",
        <label class="field">
            <span>{label}</span>
            <select on:change:target=move |event| choose(event.target().value().parse().ok())>
                <option value="" prop:selected=move || chosen.get().is_none()>{none}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn programme(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    // Only a programme with a curriculum can be studied here; the others are rungs of the ladder.
    let taught: Vec<ProgrammeId> = catalogue
        .programmes
        .iter()
        .filter(|(_, programme)| !programme.curriculum.is_empty())
        .map(|(id, _)| id)
        .collect();
    let taught = if taught.is_empty() { catalogue.programmes.ids().collect() } else { taught };
    let names = taught
        .iter()
        .map(|id| {
            let programme = &catalogue.programmes[*id];
            let code = programme.code.clone().unwrap_or_default();
            format!("{} {code}", labels::name(&programme.about.name, language).0)
        })
        .collect();
    let known = taught.clone();
    let chosen = Signal::derive(move || {
        let programme = state.learner.read().programme?;
        known.iter().position(|known| *known == programme)
    });
    let choose = move |place: Option<usize>| {
        let programme = place.and_then(|place| taught.get(place)).copied();
        let catalogue = state.catalogue();
        state.change(move |learner| {
            learner.programme = programme;
            match programme {
                Some(id) => {
                    let last = catalogue.programmes[id].terms.len() as u32;
                    learner.term = Some(learner.term.unwrap_or(1).min(last));
                }
                None => learner.term = None,
            }
            learner.entry = entry(&catalogue, learner, state);
        });
    };
    chooser(words.programme.to_owned(), words.no_programme.to_owned(), names, chosen, choose)
}

/// The calendar term in which someone who is now in their term entered.
fn entry(catalogue: &rungs_core::catalogue::Catalogue, learner: &Learner, state: State) -> Option<u32> {
    let now = catalogue.calendar_place(state.today)?;
    (now + 1).checked_sub(learner.term?)
}

fn term(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let field = move || {
        let programme = state.learner.read().programme?;
        let last = catalogue.programmes[programme].terms.len();
        let names = (1..=last).map(|term| (words.term)(term as u32)).collect();
        let chosen = Signal::derive(move || state.learner.read().term.map(|term| term as usize - 1));
        let choose = move |place: Option<usize>| {
            let catalogue = state.catalogue();
            state.change(move |learner| {
                learner.term = place.map(|place| place as u32 + 1);
                learner.entry = entry(&catalogue, learner, state);
            });
        };
        Some(chooser(words.term_now.to_owned(), words.choose.to_owned(), names, chosen, choose))
    };
    field.into_any()
}

fn region(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.regions.is_empty() {
        return ().into_any();
    }
    let names = catalogue.regions.iter().map(|(_, region)| labels::name(&region.name, language).0.to_owned()).collect();
    let assumed = catalogue.head.region.map(|id| labels::name(&catalogue.regions[id].name, language).0.to_owned());
    let chosen = Signal::derive(move || state.learner.read().region.map(Dense::index));
    let choose = move |place: Option<usize>| state.change(move |learner| learner.region = place.map(RegionId::new));
    chooser(words.region.to_owned(), assumed.unwrap_or_else(|| words.unknown.to_owned()), names, chosen, choose)
}

fn aim(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let names = catalogue.jobs.iter().map(|(_, job)| labels::name(&job.about.name, language).0.to_owned()).collect();
    let chosen = Signal::derive(move || state.learner.read().goal.map(Dense::index));
    let choose = move |place: Option<usize>| state.change(move |learner| learner.goal = place.map(JobId::new));
    chooser(words.aim.to_owned(), words.choose.to_owned(), names, chosen, choose)
}

fn number(
    state: State,
    label: String,
    hint: &'static str,
    most: u32,
    get: fn(&Learner) -> Option<u32>,
    set: fn(&mut Learner, Option<u32>),
) -> AnyView {
    let value = move || get(&state.learner.read()).map(|number| number.to_string()).unwrap_or_default();
    view! {
        class = "pe",
        <label class="field">
            <span>{label}</span>
            <input
                type="number"
                inputmode="numeric"
                min="0"
                max=most.to_string()
                placeholder=hint
                prop:value=value
                on:change:target=move |event| {
                    let number = event.target().value().trim().parse::<u32>().ok().map(|number| number.min(most));
                    state.change(move |learner| set(learner, number));
                }
            />
        </label>
    }
    .into_any()
}

fn deadline(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let field = move || {
        let (programme, now) = {
            let learner = state.learner.read();
            (learner.programme?, learner.term.unwrap_or(1))
        };
        let last = catalogue.programmes[programme].terms.len() as u32;
        let terms: Vec<u32> = (now..=last).collect();
        let names = terms.iter().map(|term| (words.term)(*term)).collect();
        let known = terms.clone();
        let chosen = Signal::derive(move || {
            let deadline = state.learner.read().deadline?;
            known.iter().position(|known| *known == deadline)
        });
        let choose = move |place: Option<usize>| {
            let deadline = place.and_then(|place| terms.get(place)).copied();
            state.change(move |learner| learner.deadline = deadline);
        };
        Some(chooser(words.deadline.to_owned(), words.end_of_programme.to_owned(), names, chosen, choose))
    };
    field.into_any()
}

/// The usual order, for a learner who has not chosen one.
const USUAL: [Priority; 4] = [Priority::Soonest, Priority::Cheapest, Priority::LeastWork, Priority::FewestExams];

/// The learner's priorities, as they are applied.
pub fn order(learner: &Learner) -> Vec<Priority> {
    let mut order = learner.priorities.clone();
    order.extend(USUAL.iter().filter(|priority| !learner.priorities.contains(priority)));
    order
}

fn priorities(state: State, language: Language) -> AnyView {
    let words = words(language);
    let shift = move |place: usize, other: usize| {
        state.change(move |learner| {
            let mut all = order(learner);
            all.swap(place, other);
            learner.priorities = all;
        });
    };
    let rows = move || {
        let all = order(&state.learner.read());
        let last = all.len() - 1;
        all.into_iter()
            .enumerate()
            .map(|(place, priority)| {
                let name = (words.priority)(priority);
                view! {
                    class = "pe",
                    <li>
                        <span>{name}</span>
                        <span class="row">
                            <button
                                type="button"
                                class="quiet"
                                aria-label=(words.earlier)(name)
                                disabled=place == 0
                                on:click=move |_| shift(place, place.saturating_sub(1))
                            >"↑"</button>
                            <button
                                type="button"
                                class="quiet"
                                aria-label=(words.later)(name)
                                disabled=place == last
                                on:click=move |_| shift(place, (place + 1).min(last))
                            >"↓"</button>
                        </span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        class = "pe",
        <fieldset>
            <legend>{words.priorities}</legend>
            <p class="muted small">{words.priorities_lead}</p>
            <ol class="priorities">{rows}</ol>
        </fieldset>
    }
    .into_any()
}

fn toggle(learner: &mut Learner, node: Node) {
    match learner.held.iter().position(|known| *known == node) {
        Some(place) => {
            learner.held.remove(place);
        }
        None => learner.held.push(node),
    }
}

fn checkbox(state: State, node: Node, label: AnyView) -> AnyView {
    let held = move || state.learner.read().held.contains(&node);
    view! {
        class = "pe",
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=held
                    on:change=move |_| state.change(|learner| toggle(learner, node))
                />
                <span>{label}</span>
            </label>
        </li>
    }
    .into_any()
}

fn held(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let count = move |is: fn(&Node) -> bool| {
        let count = state.learner.read().held.iter().filter(|node| is(node)).count();
        (words.held_count)(count)
    };
    let certificates: Vec<AnyView> = catalogue
        .qualifications
        .iter()
        .flat_map(|(_, qualification)| qualification.grades.iter().map(move |grade| (qualification.family, *grade)))
        .map(|(family, grade)| {
            let name = say::node(&catalogue, Node::Grade(grade), language);
            let label = view! { class = "pe", <bdi>{name}</bdi>" "{family_badge(family, language)} }.into_any();
            checkbox(state, Node::Grade(grade), label)
        })
        .collect();
    let awards: Vec<AnyView> = catalogue
        .awards
        .ids()
        .map(|award| {
            let name = say::node(&catalogue, Node::Award(award), language);
            checkbox(state, Node::Award(award), view! { class = "pe", <bdi>{name}</bdi> }.into_any())
        })
        .collect();
    view! {
        class = "pe",
        <fieldset>
            <legend>{words.what_i_hold}</legend>
            <details>
                <summary>{words.courses_done}" · "{move || count(|node| matches!(node, Node::Course(_)))}</summary>
                {courses(state, language)}
            </details>
            <details>
                <summary>{words.certificates_held}" · "{move || count(|node| matches!(node, Node::Grade(_)))}</summary>
                <ul class="checks">{certificates}</ul>
            </details>
            <details>
                <summary>{words.awards_held}" · "{move || count(|node| matches!(node, Node::Award(_)))}</summary>
                <ul class="checks">{awards}</ul>
            </details>
        </fieldset>
    }
    .into_any()
}

/// The courses of the learner's programme by term, and a short cut for all earlier terms.
fn courses(state: State, language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state.catalogue();
    let list = move || {
        let programme = state.learner.read().programme?;
        let record = &catalogue.programmes[programme];
        let terms = (1..=record.terms.len() as u32)
            .filter_map(|term| {
                let entries = record.curriculum.iter().filter(|entry| entry.terms.first() == Some(&term));
                let boxes: Vec<AnyView> = entries
                    .map(|entry| {
                        let name = text(&catalogue.courses[entry.course].about.name, language);
                        checkbox(state, Node::Course(entry.course), name)
                    })
                    .collect();
                (!boxes.is_empty()).then(|| {
                    view! { class = "pe", <h5>{(words.term)(term)}</h5><ul class="checks">{boxes}</ul> }
                })
            })
            .collect_view();
        Some(terms)
    };
    let earlier = move |_| {
        let catalogue = state.catalogue();
        state.change(move |learner| {
            let (Some(programme), Some(now)) = (learner.programme, learner.term) else { return };
            let earlier = catalogue.programmes[programme].curriculum.iter().filter(|entry| {
                let ended = entry.terms.last().is_some_and(|term| term + entry.length <= now);
                entry.nature == Nature::Compulsory && ended
            });
            for entry in earlier {
                let course = Node::Course(entry.course);
                if !learner.held.contains(&course) {
                    learner.held.push(course);
                }
            }
        });
    };
    view! {
        class = "pe",
        <p><button type="button" class="secondary" on:click=earlier>{words.earlier_done}</button></p>
        {list}
    }
    .into_any()
}

fn left_out(state: State, language: Language) -> AnyView {
    let words = words(language);
    let list = move || {
        let excluded = state.learner.read().excluded.clone();
        if excluded.is_empty() {
            return None;
        }
        let catalogue = state.catalogue();
        let rows = excluded
            .into_iter()
            .map(|node| {
                let name = say::node(&catalogue, node, language);
                let label = (words.allow_again)(&name);
                let allow = move |_| state.change(move |learner| learner.excluded.retain(|known| *known != node));
                view! { class = "pe", <li><button type="button" class="link" on:click=allow><bdi>{label}</bdi></button></li> }
            })
            .collect_view();
        Some(view! {
            class = "pe",
            <fieldset><legend>{words.left_out_items}</legend><ul class="plain">{rows}</ul></fieldset>
        })
    };
    list.into_any()
}

/// What is kept, and the ways to take it along or erase it.
fn device(state: State, language: Language) -> AnyView {
    let words = words(language);
    let said = RwSignal::new("");
    let sure = RwSignal::new(false);
    let keeping = state.keeping;
    let keep = move |_| {
        keeping.wanted.update(|wanted| *wanted = !*wanted);
        let catalogue = state.catalogue();
        if keeping.wanted.get_untracked() {
            keeping.keep(&catalogue, &state.learner.read_untracked());
        } else {
            keeping.forget(&catalogue);
        }
    };
    let switch = if keeping.persist == Persist::None {
        view! { class = "pe", <p class="muted">{words.keep_never}</p> }.into_any()
    } else {
        let status = move || if keeping.wanted.get() { words.kept } else { words.not_kept };
        view! {
            class = "pe",
            <label class="check">
                <input type="checkbox" role="switch" prop:checked=move || keeping.wanted.get() on:change=keep />
                <span>{words.keep}</span>
            </label>
            <p class="muted small">{words.keep_lead}" "{status}</p>
        }
        .into_any()
    };
    let export = move |_| {
        let catalogue = state.catalogue();
        let text = learner_v1::write(&catalogue, &state.learner.read_untracked());
        let _ = browser::download("rungs-me.json", "application/json", &text);
    };
    let import = move |event: web_sys::Event| {
        let Some(input) = event.current_target().and_then(|target| wasm_bindgen::JsCast::dyn_into(target).ok()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let text = browser::chosen_file(input).await;
            let catalogue = state.catalogue();
            match text.and_then(|text| learner_v1::read(&catalogue, &text).ok()) {
                Some(read) => {
                    state.change(move |learner| *learner = read.learner);
                    if !read.lost.is_empty() {
                        let lost = crate::keeping::Notice::Lost(read.lost.join(", "));
                        keeping.notice.set(Some(lost));
                    }
                    said.set(words.imported);
                }
                None => said.set(words.import_failed),
            }
        });
    };
    let erase = move |_| {
        keeping.forget(&state.catalogue());
        keeping.wanted.set(keeping.persist == Persist::Local);
        state.change(|learner| *learner = Learner::default());
        // A page that keeps from the start would only have kept the emptiness.
        keeping.forget(&state.catalogue());
        state.query.set(String::new());
        sure.set(false);
        said.set(words.erased);
    };
    let ask = move || {
        if sure.get() {
            view! {
                class = "pe",
                <p>{words.erase_sure}</p>
                <p class="actions">
                    <button type="button" class="danger" on:click=erase>{words.erase_yes}</button>
                    <button type="button" class="secondary" on:click=move |_| sure.set(false)>{words.erase_no}</button>
                </p>
            }
            .into_any()
        } else {
            view! {
                class = "pe",
                <p class="actions">
                    <button type="button" class="secondary" on:click=export>{words.export}</button>
                    <label class="secondary file">
                        {words.import}
                        <input type="file" accept="application/json,.json" on:change=import />
                    </label>
                    <button type="button" class="secondary" on:click=move |_| sure.set(true)>{words.erase}</button>
                </p>
            }
            .into_any()
        }
    };
    view! {
        class = "pe",
        <section class="block">
            <h4>{words.device}</h4>
            {switch}
            {ask}
            <p role="status">{said}</p>
        </section>
    }
    .into_any()
}
