//! What 1+X is, and the families of certificates that are so easily mistaken for one another.

use leptos::prelude::*;
use rungs_core::model::{Family, Node};
use rungs_core::words::{Language, labels};

use super::part::{family_badge, heading, link};
use crate::state::state;
use crate::words::words;

/// The plain explainer.
pub fn families(language: Language) -> AnyView {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let families = Family::ALL
        .iter()
        .map(|family| {
            let here: Vec<AnyView> = catalogue
                .qualifications
                .iter()
                .filter(|(_, qualification)| qualification.family == *family)
                .map(|(id, _)| view! { class = "pe", <li>{link(Node::Qualification(id), language)}</li> }.into_any())
                .collect();
            let here = (!here.is_empty()).then(|| {
                view! {
                    class = "pe",
                    <details>
                        <summary>{words.families_here}" ("{here.len()}")"</summary>
                        <ul class="plain">{here}</ul>
                    </details>
                }
            });
            view! {
                class = "pe",
                <section class="block">
                    <h4>{family_badge(*family, language)}</h4>
                    <p>{labels::family_explained(*family, language)}</p>
                    {here}
                </section>
            }
        })
        .collect_view();
    view! {
        class = "pe",
        <button type="button" class="quiet" on:click=move |_| state.go_back()>"← "{words.back}</button>
        {heading(words.families_title.into_any(), "big")}
        <section class="block">
            <h4>{words.one_plus_x}</h4>
            <p>{words.one_plus_x_text}</p>
        </section>
        <p>{words.families_lead}</p>
        {families}
    }
    .into_any()
}
