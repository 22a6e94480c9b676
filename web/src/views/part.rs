//! Small parts that every view uses: names, marks, sources, headings.

use leptos::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{Confidence, Family, GradeId, Kind, Node, SourceId};
use rungs_core::names::Names;
use rungs_core::words::{Language, labels, plan};

use crate::browser;
use crate::state::{State, state};
use crate::words::words;

/// The pack's own text in the reader's language, marked with the language that it really is in.
pub fn text(names: &Names, language: Language) -> AnyView {
    let (text, tag) = labels::name(names, language);
    let foreign = (tag != language.tag()).then(|| tag.to_owned());
    view! { class = "pe", <bdi lang=foreign>{text.to_owned()}</bdi> }.into_any()
}

/// A name with its twin in the other language beside it, for headings.
pub fn both(names: &Names, language: Language) -> AnyView {
    let other = if language == Language::Chinese { "en" } else { "zh" };
    let twin = names.get(other).filter(|_| names.get(language.tag()).is_some()).map(|text| {
        view! { class = "pe", " " <bdi class="twin" lang=other>{text.to_owned()}</bdi> }
    });
    view! { class = "pe", {text(names, language)}{twin} }.into_any()
}

/// The glyph of a kind: shape and colour tell the five kinds apart.
pub fn glyph(kind: Kind) -> AnyView {
    let (class, sign) = match kind {
        Kind::Job => ("glyph job", "◆"),
        Kind::Course => ("glyph course", "■"),
        Kind::Competition | Kind::Award => ("glyph competition", "★"),
        Kind::Qualification | Kind::Grade => ("glyph certificate", "●"),
        Kind::Programme => ("glyph programme", "▬"),
    };
    view! { class = "pe", <span class=class aria-hidden="true">{sign}</span> }.into_any()
}

/// A badge with the kind.
pub fn kind_badge(kind: Kind, language: Language) -> AnyView {
    view! {
        class = "pe",
        <span class="badge">{glyph(kind)}" "{labels::kind(kind, language)}</span>
    }
    .into_any()
}

/// A badge with the family of a qualification: two families share one Chinese name, so it is always printed.
pub fn family_badge(family: Family, language: Language) -> AnyView {
    let class = match family {
        Family::X => "badge x",
        Family::SkillGrade => "badge skill-grade",
        _ => "badge",
    };
    view! { class = "pe", <span class=class>{labels::family(family, language)}</span> }.into_any()
}

/// The family of a grade.
pub fn family_of(catalogue: &Catalogue, grade: GradeId) -> Family {
    catalogue.qualifications[catalogue.grades[grade].qualification].family
}

/// A link inside the explorer to a node.
pub fn link(node: Node, language: Language) -> AnyView {
    let state = state();
    let catalogue = state.catalogue();
    let name = plan::node(&catalogue, node, language);
    view! {
        class = "pe",
        <button type="button" class="link" on:click=move |_| state.open(node)>
            {glyph(node.kind())}" "<bdi>{name}</bdi>
        </button>
    }
    .into_any()
}

/// The heading of a place. It takes the focus when the visitor has gone there.
pub fn heading(content: AnyView, class: &'static str) -> AnyView {
    let state = state();
    let node = NodeRef::<leptos::html::H3>::new();
    node.on_load(move |element| {
        if state.moved.get_untracked() {
            // The element is in the page only after this turn.
            request_animation_frame(move || browser::focus(&element));
        }
    });
    view! { class = "pe", <h3 class=class tabindex="-1" node_ref=node>{content}</h3> }.into_any()
}

/// The source of a fact, one tap away; what is made up says so without a tap.
pub fn source(id: Option<SourceId>, language: Language) -> AnyView {
    sources([id], language)
}

/// The sources of a group of facts, each once.
pub fn sources(ids: impl IntoIterator<Item = Option<SourceId>>, language: Language) -> AnyView {
    let catalogue = state().catalogue();
    let words = words(language);
    let mut ids: Vec<SourceId> = ids.into_iter().flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return view! { class = "pe", <small class="no-source">{words.no_source}</small> }.into_any();
    }
    let made_up = ids.iter().any(|id| catalogue.sources[*id].confidence == Confidence::Illustrative);
    let mark = made_up.then(|| view! { class = "pe", <span class="mark">{words.illustrative}</span>" " });
    let details = ids.into_iter().map(|id| source_details(&catalogue, id, language)).collect_view();
    view! {
        class = "pe",
        <details class="source">
            <summary>{mark}{words.source}</summary>
            <div class="source-list">{details}</div>
        </details>
    }
    .into_any()
}

fn source_details(catalogue: &Catalogue, id: SourceId, language: Language) -> AnyView {
    let words = words(language);
    let source = &catalogue.sources[id];
    let publisher = (!source.publisher.is_empty())
        .then(|| view! { class = "pe", <span>{words.published_by}" "{text(&source.publisher, language)}</span> });
    let read = source.read.map(|day| view! { class = "pe", <span>{(words.read_on)(&day.to_string())}</span> });
    let address = source.url.clone().map(|url| {
        let shown = url.clone();
        view! {
            class = "pe",
            <a href=url target="_blank" rel="noopener noreferrer">
                {words.open_source}" "<span class="address">{shown}</span>" "{words.new_window}
            </a>
        }
    });
    let attribution = (!source.attribution.is_empty())
        .then(|| view! { class = "pe", <span>{text(&source.attribution, language)}</span> });
    view! {
        class = "pe",
        <p>
            <strong>{text(&source.name, language)}</strong>
            <span class="confidence">{labels::confidence(source.confidence, language)}</span>
            {publisher}{read}{address}{attribution}
        </p>
    }
    .into_any()
}

/// Opens a place with a button that looks like one.
pub fn go_button(state: State, place: crate::state::Place, label: &'static str, class: &'static str) -> AnyView {
    view! {
        class = "pe",
        <button type="button" class=class on:click=move |_| state.go(place)>{label}</button>
    }
    .into_any()
}
