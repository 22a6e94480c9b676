//! What 1+X is, and the families of certificates that are so easily mistaken for one another.

use crate::dom::{Child, View, el, fold, group};
use rungs_core::model::{Family, Node};
use rungs_core::words::{Language, labels};

use super::part::{button, family_badge, heading, link, outside, section};
use crate::state::state;
use crate::words::words;

/// The plain explainer.
pub fn families(language: Language) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let families = Family::ALL
        .iter()
        .map(|family| {
            let here: Vec<View> = catalogue
                .qualifications
                .iter()
                .filter(|(_, qualification)| qualification.family == *family)
                .map(|(id, _)| el("li").child(link(Node::Qualification(id), language)).view())
                .collect();
            let here = (!here.is_empty()).then(|| {
                el("details")
                    .child(
                        el("summary")
                            .child(words.families_here)
                            .child(" (")
                            .child(here.len().to_string())
                            .child(")"),
                    )
                    .child(el("ul").class("plain").child(here))
            });
            el("section")
                .class("block")
                .child(el("h4").child(family_badge(*family, language)))
                .child(el("p").child(labels::family_explained(*family, language)))
                .child(here)
        })
        .collect::<Vec<_>>();
    group([
        button("← ", "quiet", move || state.go_back()).child(words.back).view(),
        heading(words.families_title.view(), "big").view(),
        el("section")
            .class("block")
            .child(el("h4").child(words.one_plus_x))
            .child(el("p").child(words.one_plus_x_text))
            .view(),
        section(words.one_name, el("p").child(words.one_name_text)),
        section(
            words.cancelled,
            group([el("p").child(words.cancelled_text).view(), cancelled_from(language)]),
        ),
        el("p").child(words.families_lead).view(),
        families.view(),
    ])
    .view()
}

/// Where it is said what became of cancelled qualifications.
fn cancelled_from(language: Language) -> View {
    let words = words(language);
    let list = move || {
        let mut rows = el("div").class("source-list");
        for (title, address) in words.cancelled_from {
            let way = (!address.is_empty())
                .then(|| outside(address).child(address).child(" ").child(words.new_window));
            rows = rows.child(el("p").child(title).child(" ").child(way));
        }
        rows.view()
    };
    fold(el("summary").child(words.source), list).class("source").view()
}
