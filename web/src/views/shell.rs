//! The frame around the places: title, navigation, search field, notices, what is known about the data.

use leptos::prelude::*;
use rungs_core::words::Language;

use super::part::text;
use super::{families, find, goal, item, me, plan};
use crate::keeping::Notice;
use crate::state::{Place, state};
use crate::words::{Words, words};

/// The frame with the place inside. `swap` changes the language.
pub fn shell(language: Language, swap: Callback<()>) -> AnyView {
    let state = state();
    let words = words(language);
    let catalogue = state.catalogue();
    let place = Memo::new(move |_| state.place.get());
    let body = move || match place.get() {
        Place::Find => find::find(language),
        Place::Goal => goal::goal(language),
        Place::Plan => plan::plan(language),
        Place::Me => me::me(language),
        Place::Item(node) => item::item(node, language),
        Place::Families => families::families(language),
    };
    let expired = catalogue.head.valid_to.filter(|day| *day < state.today).map(|day| {
        view! { class = "pe", <p class="notice" role="note">{(words.expired)(&day.to_string())}</p> }
    });
    view! {
        class = "pe",
        <header class="head">
            <h2 class="title">{words.title}</h2>
            {tabs(words)}
            <button type="button" class="quiet" lang=words_tag(language) on:click=move |_| swap.run(())>
                {words.other_language}
            </button>
        </header>
        {expired}
        {notices(words)}
        <div class="place">{body}</div>
        <footer class="foot">
            <details>
                <summary>{words.about_data}</summary>
                {about(language)}
            </details>
        </footer>
    }
    .into_any()
}

/// The tag of the language that the button leads to.
fn words_tag(language: Language) -> &'static str {
    if language == Language::Chinese { "en" } else { "zh-Hans" }
}

fn tabs(words: &'static Words) -> AnyView {
    let state = state();
    let tab = move |place: Place, label: Signal<String>| {
        let current = move || match state.place.get() {
            here if here == place => Some("page"),
            Place::Item(_) | Place::Families if place == Place::Find => Some("true"),
            _ => None,
        };
        view! {
            class = "pe",
            <li>
                <button type="button" class="tab" aria-current=current on:click=move |_| state.go(place)>
                    {label}
                </button>
            </li>
        }
    };
    let me = move || match state.learner.read().term {
        Some(term) if state.learner.read().programme.is_some() => (words.me_term)(term),
        _ => words.me.to_owned(),
    };
    let plain = |label: &'static str| Signal::derive(move || label.to_owned());
    view! {
        class = "pe",
        <nav aria-label=words.places>
            <ul class="tabs">
                {tab(Place::Find, plain(words.find))}
                {tab(Place::Goal, plain(words.goal))}
                {tab(Place::Plan, plain(words.plan))}
                {tab(Place::Me, Signal::derive(me))}
            </ul>
        </nav>
    }
    .into_any()
}

fn notices(words: &'static Words) -> AnyView {
    let state = state();
    let notice = move || {
        state.keeping.notice.get().map(|notice| {
            let said = match notice {
                Notice::Blocked => words.storage_blocked.to_owned(),
                Notice::Unreadable => words.stored_unreadable.to_owned(),
                Notice::Lost(list) => (words.stored_lost)(&list),
            };
            view! { class = "pe", <p class="notice">{said}</p> }
        })
    };
    view! { class = "pe", <div role="status">{notice}</div> }.into_any()
}

fn about(language: Language) -> AnyView {
    let words = words(language);
    let catalogue = state().catalogue();
    let head = &catalogue.head;
    let note = (!head.note.is_empty()).then(|| view! { class = "pe", <p>{text(&head.note, language)}</p> });
    let licence = head.licence.clone().map(|licence| {
        view! { class = "pe", <span>{words.licence}": "<bdi>{licence}</bdi></span> }
    });
    let report = head.contact.clone().map(|contact| {
        view! { class = "pe", <a href=contact rel="noopener noreferrer">{words.report}</a> }
    });
    view! {
        class = "pe",
        <div class="about">
            <p><strong>{text(&head.name, language)}</strong>" · "<bdi>{(words.data_version)(&head.version)}</bdi></p>
            {note}
            <p class="row">{licence}{report}</p>
        </div>
    }
    .into_any()
}
