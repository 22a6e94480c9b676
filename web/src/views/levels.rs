//! Ladder: a whole framework, what each level asks for and what stands there, and how frameworks compare.

use crate::dom::{Child, View, el, group, live};
use crate::signal::Signal;
use rungs_core::catalogue::Catalogue;
use rungs_core::model::{FrameworkId, Kind, Level, LevelId, Node};
use rungs_core::words::{Language, labels, plan as say};

use super::part::{button, cited, folded, heading, link, section, source, sources, text};
use crate::state::{State, state};
use crate::words::words;

/// Kinds that stand on a level.
const KINDS: [Kind; 4] = [Kind::Job, Kind::Programme, Kind::Grade, Kind::Competition];

/// The frameworks, one shown at a time.
pub fn levels(language: Language) -> View {
    let state = state();
    let words = words(language);
    let catalogue = state.catalogue();
    let first = catalogue.head.ladder.or_else(|| catalogue.frameworks.ids().next());
    let Some(first) = first else {
        return el("p").child(words.nothing_here).view();
    };
    let shown = Signal::new(first);
    let kinds = Signal::new(KINDS.to_vec());
    let mut filters = Vec::new();
    for kind in KINDS {
        let label = group([super::part::glyph(kind), " ".view(), labels::kind(kind, language).view()]);
        let filter = button(label, "chip", move || {
            kinds.update(|kinds| match kinds.iter().position(|known| *known == kind) {
                Some(place) => {
                    kinds.remove(place);
                }
                None => kinds.push(kind),
            });
        });
        let pressed = move || if kinds.read().contains(&kind) { "true" } else { "false" };
        filters.push(el("li").child(filter.live_attr("aria-pressed", pressed)));
    }
    let mut choices = Vec::new();
    for (id, framework) in catalogue.frameworks.iter() {
        if framework.levels.is_empty() {
            continue;
        }
        let choice = button(text(&framework.about.name, language), "chip", move || shown.set(id));
        let pressed = move || if shown.get() == id { "true" } else { "false" };
        choices.push(el("li").child(choice.live_attr("aria-pressed", pressed)));
    }
    group([
        heading(words.levels_title.view(), "big").view(),
        live(move || mine(state, language)),
        el("ul").class("row chips").attr("aria-label", words.framework).child(choices).view(),
        el("ul").class("row chips").attr("aria-label", words.shown_kinds).child(filters).view(),
        live(move || framework(state, shown.get(), &kinds.read(), language)),
        circles(state, language),
    ])
    .view()
}

/// The highest level of what the learner holds, in each framework of the data.
fn mine(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read();
    let mut held = learner.held.clone();
    held.extend(learner.programme.map(Node::Programme));
    let mut best: Option<(LevelId, Node)> = None;
    for node in held {
        let Some(placed) = catalogue.placement(node) else { continue };
        let rank = catalogue.levels[placed.level].rank;
        if best.is_none_or(|(level, _)| rank > catalogue.levels[level].rank) {
            best = Some((placed.level, node));
        }
    }
    let body = match best {
        None => el("p").class("muted").child(words.my_level_none).view(),
        Some((level, node)) => {
            let record = &catalogue.levels[level];
            group([
                el("p")
                    .child(el("b").child(text(&record.about.name, language)))
                    .child(" — ")
                    .child(text(&catalogue.frameworks[record.framework].about.name, language))
                    .view(),
                el("p")
                    .class("muted small")
                    .child(el("bdi").child((words.my_level_held)(&say::node(&catalogue, node, language))))
                    .view(),
                alignments(&catalogue, record, language),
            ])
            .view()
        }
    };
    section(words.my_level, body)
}

fn framework(state: State, id: FrameworkId, kinds: &[Kind], language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let framework = &catalogue.frameworks[id];
    let note = (!framework.note.is_empty()).then(|| el("p").child(text(&framework.note, language)));
    let mut bands = Vec::new();
    for level in framework.levels.iter().rev() {
        bands.push(band(&catalogue, *level, kinds, language));
    }
    group([
        note.view(),
        source(framework.about.source, language),
        el("ol").class("levels").attr("aria-label", words.levels).child(bands).view(),
    ])
    .view()
}

fn band(catalogue: &Catalogue, id: LevelId, kinds: &[Kind], language: Language) -> View {
    let words = words(language);
    let level = &catalogue.levels[id];
    let awards =
        (!level.awards.is_empty()).then(|| el("span").class("muted").child(text(&level.awards, language)));
    let mut here = Vec::new();
    for node in catalogue.nodes() {
        if catalogue.placement(node).is_some_and(|placed| placed.level == id) && kinds.contains(&node.kind())
        {
            here.push(el("li").child(link(node, language)));
        }
    }
    let here =
        (!here.is_empty()).then(|| el("ul").class("row").attr("aria-label", words.stands_here).child(here));
    let mut said = Vec::new();
    let mut from = Vec::new();
    for descriptor in &level.descriptors {
        let mut leaves = Vec::new();
        for leaf in &descriptor.leaves {
            leaves.push(labels::leaf(*leaf, language));
        }
        from.push(descriptor.source);
        said.push(
            el("div")
                .child(el("dt").child(leaves.join(" · ")))
                .child(el("dd").child(text(&descriptor.text, language))),
        );
    }
    let says = (!said.is_empty()).then(|| {
        let body = group([
            el("dl").class("facts wide").child(said).view(),
            cited(from, "descriptors", &level.about.id, language),
        ]);
        folded(words.says, body)
    });
    let comparable = (!level.alignments.is_empty())
        .then(|| folded(words.comparable, alignments(catalogue, level, language)));
    el("li")
        .class("level")
        .child(el("h4").child(text(&level.about.name, language)).child(" ").child(awards))
        .child(here)
        .child(says)
        .child(comparable)
        .view()
}

/// Intervals of other frameworks, each with what it rests on.
fn alignments(catalogue: &Catalogue, level: &Level, language: Language) -> View {
    let words = words(language);
    let mut rows = Vec::new();
    for alignment in &level.alignments {
        let row = format!("{}/{}", level.about.id, catalogue.frameworks[alignment.framework].about.id);
        let name = |level: LevelId| labels::name(&catalogue.levels[level].about.name, language).0;
        let said = match alignment.levels {
            Some((from, to)) => (words.interval)(name(from), name(to)),
            None => words.no_agreement.to_owned(),
        };
        rows.push(
            el("li")
                .child(text(&catalogue.frameworks[alignment.framework].about.name, language))
                .child(": ")
                .child(el("b").child(el("bdi").child(said)))
                .child(" — ")
                .child(labels::basis(alignment.basis, language))
                .child(" ")
                .child(cited([alignment.source], "alignments", &row, language)),
        );
    }
    el("ul").class("plain").child(rows).view()
}

/// The circles of the integration of industry, education and certificates, with their elements.
fn circles(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    if catalogue.circles.is_empty() {
        return ().view();
    }
    let mut names: Vec<&rungs_core::names::Names> = Vec::new();
    for cell in &catalogue.circles {
        if !names.contains(&&cell.circle) {
            names.push(&cell.circle);
        }
    }
    let mut rows = Vec::new();
    for name in names {
        let mut cells = Vec::new();
        let mut from = Vec::new();
        for cell in catalogue.circles.iter().filter(|cell| cell.circle == *name) {
            from.push(cell.source);
            cells.push(
                el("li")
                    .child(text(&cell.element, language))
                    .child(" ")
                    .child(el("small").class("muted").child((words.element_kind)(cell.kind))),
            );
        }
        rows.push(
            el("tr")
                .child(el("th").attr("scope", "row").child(text(name, language)))
                .child(el("td").child(el("ul").class("plain").child(cells)).child(sources(from, language))),
        );
    }
    let table = el("table").class("compare").child(el("tbody").child(rows));
    folded(
        words.circles_title,
        group([el("p").class("muted small").child(words.circles_lead).view(), table.view()]),
    )
}
