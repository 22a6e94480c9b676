//! Which kinds of certificate there are, so easily mistaken for one another, and what the data explains of them, such as
//! what 1+X is.

use crate::dom::{Child, View, el, group};
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{Explainer, Family, Node};
use rungs_core::words::{Language, labels};

use super::part::{button, family_badge, heading, link, sources, text};
use crate::state::state;
use crate::words::words;

/// What the button says that leads here: what the data explains first, if it has a short name.
pub fn short(catalogue: &Catalogue, language: Language) -> String {
    let named = catalogue.explainers.iter().find(|explainer| !explainer.short.is_empty());
    match named {
        Some(explainer) => labels::name(&explainer.short, language).0.to_owned(),
        None => words(language).families_short.to_owned(),
    }
}

/// Whether a family has qualifications in the data.
pub fn has(catalogue: &Catalogue, family: Family) -> bool {
    catalogue.qualifications.iter().any(|(_, qualification)| qualification.family == family)
}

/// What certificates of a family that have ended are still worth, where the data says so.
pub fn held(catalogue: &Catalogue, family: Family, language: Language) -> Option<View> {
    let says = |explainer: &&Explainer| explainer.families.contains(&family) && !explainer.held.is_empty();
    let explainer = catalogue.explainers.iter().find(says)?;
    let from = sources(explainer.sources.iter().copied().map(Some), language);
    Some(group([text(&explainer.held, language), " ".view(), from]))
}

/// The plain explainer.
pub fn families(language: Language) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let mut explained = Vec::new();
    for explainer in &catalogue.explainers {
        let from = sources(explainer.sources.iter().copied().map(Some), language);
        let mut held = None;
        if !explainer.held.is_empty() {
            held = Some(el("p").child(text(&explainer.held, language)));
        }
        explained.push(
            el("section")
                .class("block")
                .child(el("h4").child(text(&explainer.name, language)))
                .child(el("p").child(text(&explainer.text, language)))
                .child(held)
                .child(from)
                .view(),
        );
    }
    let mut families = Vec::new();
    for &family in Family::ALL {
        let mut here = Vec::new();
        for (id, qualification) in catalogue.qualifications.iter() {
            if qualification.family == family {
                here.push(el("li").child(link(Node::Qualification(id), language)).view());
            }
        }
        let is_told = catalogue.explainers.iter().any(|explainer| explainer.families.contains(&family));
        if here.is_empty() && !is_told {
            continue;
        }
        let here = (!here.is_empty()).then(|| {
            let count = format!("{} ({})", words.families_here, here.len());
            el("details").child(el("summary").child(count)).child(el("ul").class("plain").child(here))
        });
        families.push(
            el("section")
                .class("block")
                .child(el("h4").child(family_badge(family, language)))
                .child(el("p").child(labels::family_explained(family, language)))
                .child(here)
                .view(),
        );
    }
    group([
        button("← ", "quiet", move || state.go_back()).child(words.back).view(),
        heading(words.families_title.view(), "big").view(),
        explained.view(),
        el("p").child(words.families_lead).view(),
        families.view(),
    ])
    .view()
}
