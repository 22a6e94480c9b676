//! Ladder: a whole framework, what each level asks for and what stands there, and how frameworks compare.

use crate::dom::{Child, View, el, fold, group, live};
use crate::signal::Signal;
use rungs_core::catalogue::Catalogue;
use rungs_core::circles::{holdings, matrix};
use rungs_core::ladder::{Standing, comparable, level_by_statements, standings, strands, trace};
use rungs_core::model::{Alignment, CircleCell, FrameworkId, Kind, LevelId, Node};
use rungs_core::words::{Language, labels, plan as say};

use super::part::{around, button, cited, folded, heading, link, passing, section, source, sources, text};
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
    let traced = Signal::new(None::<Node>);
    let tracing = Signal::new(false);
    let trace = button(words.trace, "chip", move || {
        tracing.update(|on| *on = !*on);
        traced.set(None);
    });
    let trace = trace.live_attr("aria-pressed", move || if tracing.get() { "true" } else { "false" });
    filters.push(el("li").child(trace));
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
        estimates(state, language),
        el("ul").class("row chips").attr("aria-label", words.framework).child(choices).view(),
        el("ul").class("row chips").attr("aria-label", words.shown_kinds).child(filters).view(),
        el("div").attr("role", "status").child(live(move || traces(state, tracing, traced, language))).view(),
        live(move || {
            let pick = tracing.get().then_some(traced);
            framework(state, shown.get(), &kinds.read(), pick, language)
        }),
        circles(state, language),
    ])
    .view()
}

/// Where the learner stands in each framework, and where their programme leads.
fn mine(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let standings = standings(&catalogue, &state.learner.read());
    if standings.is_empty() {
        return section(words.my_level, el("p").class("muted").child(words.my_level_none).view());
    }
    let mut rows = Vec::new();
    for standing in standings {
        let record = &catalogue.levels[standing.level];
        let how = if standing.reached { words.my_level_held } else { words.my_level_studied };
        rows.push(
            el("p")
                .child(el("b").child(text(&record.about.name, language)))
                .child(" — ")
                .child(text(&catalogue.frameworks[record.framework].about.name, language))
                .child(" — ")
                .child(labels::basis(standing.basis, language))
                .child(" ")
                .child(source(catalogue.source_of(standing.by, "level"), language))
                .view(),
        );
        let by = say::node(&catalogue, standing.by, language);
        rows.push(el("p").class("muted small").child(el("bdi").child(how(&by))).view());
        rows.push(alignments(&catalogue, standing.level, Some(&standing), language));
    }
    section(words.my_level, el("div").child(rows).view())
}

/// Where the learner stands by their own estimate, for each framework that says what its levels ask for.
fn estimates(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut all = Vec::new();
    for (id, framework) in catalogue.frameworks.iter() {
        if !strands(&catalogue, id).is_empty() {
            let name = text(&framework.about.name, language);
            let title = group([words.estimate.view(), words.colon.view(), name]);
            all.push(folded(title, move || estimate(state, id, language)));
        }
    }
    all.view()
}

/// The statements of a framework to tick, strand by strand, and the level that they come to.
fn estimate(state: State, id: FrameworkId, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let said = Signal::new(Vec::new());
    let mut blocks = Vec::new();
    for strand in strands(&catalogue, id) {
        let (mut leaves, mut boxes) = (Vec::new(), Vec::new());
        for statement in strand {
            let level = &catalogue.levels[statement.0];
            let descriptor = &level.descriptors[statement.1];
            for leaf in &descriptor.leaves {
                let name = labels::leaf(*leaf, language);
                if !leaves.contains(&name) {
                    leaves.push(name);
                }
            }
            let tick = el("input").attr("type", "checkbox").on("change", move |_| {
                said.update(|said| match said.iter().position(|known| *known == statement) {
                    Some(place) => {
                        said.remove(place);
                    }
                    None => said.push(statement),
                });
            });
            let name = el("small").class("muted").child(text(&level.about.name, language));
            let label = el("span").child(text(&descriptor.text, language)).child(" ").child(name);
            boxes.push(el("li").child(el("label").class("check").child(tick).child(label)));
        }
        blocks.push(
            el("fieldset")
                .child(el("legend").child(leaves.join(" · ")))
                .child(el("ul").class("checks").child(boxes)),
        );
    }
    let level = move || {
        let catalogue = state.catalogue();
        let level = level_by_statements(&catalogue, id, &said.read())?;
        Some(el("b").child(text(&catalogue.levels[level].about.name, language)))
    };
    let outcome = move || match level() {
        Some(level) => group([words.estimate_is.view(), level.view()]).view(),
        None => words.estimate_none.view(),
    };
    group([
        el("p").class("muted small").child(words.estimate_lead).view(),
        blocks.view(),
        el("p").attr("role", "status").child(live(outcome)).view(),
    ])
    .view()
}

/// What leads to the traced item, and where it leads.
fn traces(state: State, tracing: Signal<bool>, traced: Signal<Option<Node>>, language: Language) -> View {
    let words = words(language);
    if !tracing.get() {
        return ().view();
    }
    let Some(node) = traced.get() else {
        return el("p").class("muted").child(words.trace_lead).view();
    };
    let catalogue = state.catalogue();
    let trace = trace(&catalogue, node);
    let list = |nodes: &[Node]| {
        let mut rows = Vec::new();
        for node in nodes {
            rows.push(el("li").child(link(*node, language)));
        }
        if rows.is_empty() {
            return el("p").class("muted").child(words.nothing_here).view();
        }
        el("ul").class("inline").child(rows).view()
    };
    el("section")
        .class("hint")
        .child(el("h4").child(link(node, language)))
        .child(el("h5").child("↓ ").child(words.trace_down))
        .child(list(&trace.down))
        .child(el("h5").child("↑ ").child(words.trace_up))
        .child(list(&trace.up))
        .view()
}

/// An item on its level: a link, or while tracing a button that traces it and says how it is tied to the traced one.
fn standing(state: State, node: Node, pick: Option<Signal<Option<Node>>>, language: Language) -> View {
    let Some(traced) = pick else { return link(node, language) };
    let words = words(language);
    let catalogue = state.catalogue();
    let name = el("bdi").child(say::node(&catalogue, node, language));
    let label = group([super::part::glyph(node.kind()), " ".view(), name.view()]).view();
    let tie = move || {
        let from = traced.get().filter(|from| *from != node)?;
        let trace = trace(&catalogue, from);
        let sign = if trace.down.contains(&node) {
            format!("↓ {}", words.trace_down)
        } else if trace.up.contains(&node) {
            format!("↑ {}", words.trace_up)
        } else {
            return None;
        };
        Some(el("small").class("tie").child(sign))
    };
    let pressed = move || if traced.get() == Some(node) { "true" } else { "false" };
    button(label, "chip", move || traced.set(Some(node)))
        .child(" ")
        .child(live(tie))
        .live_attr("aria-pressed", pressed)
        .view()
}

fn framework(
    state: State,
    id: FrameworkId,
    kinds: &[Kind],
    pick: Option<Signal<Option<Node>>>,
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let framework = &catalogue.frameworks[id];
    let note = (!framework.note.is_empty()).then(|| el("p").child(text(&framework.note, language)));
    let mut bands = Vec::new();
    for level in framework.levels.iter().rev() {
        bands.push(band(state, *level, kinds, pick, language));
    }
    // A hundred and more links stand on the levels.
    let after = around().child(side_by_side(state, id, language));
    group([
        note.view(),
        source(framework.about.source, language),
        passing(&after, words.skip_levels, "quiet skip", || {}).view(),
        el("ol").class("levels").attr("aria-label", words.levels).child(bands).view(),
        after.view(),
    ])
    .view()
}

/// The levels of a framework against those of all others that are compared with it, either way.
fn side_by_side(state: State, id: FrameworkId, language: Language) -> View {
    let catalogue = &*state.catalogue();
    let framework = &catalogue.frameworks[id];
    let mut others = Vec::new();
    for (other, _) in catalogue.frameworks.iter().filter(|(other, _)| *other != id) {
        if framework.levels.iter().any(|level| !compared(catalogue, *level, other, language).is_empty()) {
            others.push(other);
        }
    }
    if others.is_empty() {
        return ().view();
    }
    folded(words(language).side_by_side, move || table(&state.catalogue(), id, &others, language))
}

fn table(catalogue: &Catalogue, id: FrameworkId, others: &[FrameworkId], language: Language) -> View {
    let words = words(language);
    let framework = &catalogue.frameworks[id];
    let mut head = el("tr").child(el("th").attr("scope", "col").child(text(&framework.about.name, language)));
    for other in others {
        let name = text(&catalogue.frameworks[*other].about.name, language);
        head = head.child(el("th").attr("scope", "col").child(name));
    }
    let mut rows = Vec::new();
    for level in framework.levels.iter().rev() {
        let name = text(&catalogue.levels[*level].about.name, language);
        let mut row = el("tr").child(el("th").attr("scope", "row").child(name));
        for other in others {
            let lines = compared(catalogue, *level, *other, language);
            row = row.child(if lines.is_empty() {
                el("td").class("muted").child(words.none_said)
            } else {
                el("td").child(lines)
            });
        }
        rows.push(row);
    }
    let table = el("table").class("compare").child(el("thead").child(head)).child(el("tbody").child(rows));
    let sheet = el("div").class("scroll").attr("tabindex", "0").attr("role", "group");
    let sheet = sheet.attr("aria-label", words.side_by_side).child(table);
    let lead = el("p").class("muted small").child(words.side_by_side_lead).view();
    group([lead, sheet.view()])
}

/// What a level is compared with in another framework: an interval or no agreement, each with its basis.
fn compared(catalogue: &Catalogue, id: LevelId, other: FrameworkId, language: Language) -> Vec<View> {
    let words = words(language);
    let level = &catalogue.levels[id];
    let name = |level: LevelId| labels::name(&catalogue.levels[level].about.name, language).0;
    let line = |said: String, from: LevelId, alignment: &Alignment| {
        let of = &catalogue.frameworks[alignment.framework].about.id;
        let row = format!("{}/{of}", catalogue.levels[from].about.id);
        el("p")
            .child(el("bdi").child(said))
            .child(" ")
            .child(el("small").class("muted").child(labels::basis(alignment.basis, language)))
            .child(" ")
            .child(cited([alignment.source], "alignments", &row, language))
            .view()
    };
    let mut lines = Vec::new();
    for alignment in level.alignments.iter().filter(|alignment| alignment.framework == other) {
        let said = match alignment.levels {
            Some((from, to)) => (words.interval)(name(from), name(to)),
            None => words.no_agreement.to_owned(),
        };
        lines.push(line(said, id, alignment));
    }
    if !lines.is_empty() {
        return lines;
    }
    // Said from the other side only.
    for there in &catalogue.frameworks[other].levels {
        for alignment in &catalogue.levels[*there].alignments {
            let within = alignment.levels.is_some_and(|(from, to)| {
                let [from, to] = [from, to].map(|level| catalogue.levels[level].rank);
                (from..=to).contains(&level.rank)
            });
            if alignment.framework == level.framework && within {
                lines.push(line(name(*there).to_owned(), *there, alignment));
            }
        }
    }
    lines
}

fn band(
    state: State,
    id: LevelId,
    kinds: &[Kind],
    pick: Option<Signal<Option<Node>>>,
    language: Language,
) -> View {
    let words = words(language);
    let catalogue = &*state.catalogue();
    let level = &catalogue.levels[id];
    let awards =
        (!level.awards.is_empty()).then(|| el("span").class("muted").child(text(&level.awards, language)));
    let mut here = Vec::new();
    for node in catalogue.nodes() {
        if catalogue.placement(node).is_some_and(|placed| placed.level == id) && kinds.contains(&node.kind())
        {
            here.push(el("li").child(standing(state, node, pick, language)));
        }
    }
    let here =
        (!here.is_empty()).then(|| el("ul").class("row").attr("aria-label", words.stands_here).child(here));
    let says = (!level.descriptors.is_empty())
        .then(|| folded(words.says, move || descriptors(&state.catalogue(), id, language)));
    let comparable = (!level.alignments.is_empty()).then(|| {
        folded(words.comparable, move || {
            let catalogue = state.catalogue();
            alignments(&catalogue, id, None, language)
        })
    });
    el("li")
        .class("level")
        .child(el("h4").child(text(&level.about.name, language)).child(" ").child(awards))
        .child(here)
        .child(says)
        .child(comparable)
        .view()
}

/// What a level asks for.
fn descriptors(catalogue: &Catalogue, id: LevelId, language: Language) -> View {
    let level = &catalogue.levels[id];
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
    group([
        el("dl").class("facts wide").child(said).view(),
        cited(from, "descriptors", &level.about.id, language),
    ])
}

/// Intervals of other frameworks, each with what it rests on. What somebody's `standing` comes to also says how far the
/// weakest of its sources can be trusted.
fn alignments(
    catalogue: &Catalogue,
    level: LevelId,
    standing: Option<&Standing>,
    language: Language,
) -> View {
    let words = words(language);
    let mut rows = Vec::new();
    for other in comparable(catalogue, level, standing) {
        let name = |level: LevelId| labels::name(&catalogue.levels[level].about.name, language).0;
        let said = match other.levels {
            Some((from, to)) => (words.interval)(name(from), name(to)),
            None => words.no_agreement.to_owned(),
        };
        let weakest = standing.and_then(|_| catalogue.weakest(&other.sources));
        let weakest = weakest.map(|confidence| {
            let said = (words.weakest)(labels::confidence(confidence, language));
            el("small").class("muted").child(said).child(" ")
        });
        rows.push(
            el("li")
                .child(text(&catalogue.frameworks[other.framework].about.name, language))
                .child(words.colon)
                .child(el("b").child(el("bdi").child(said)))
                .child(" — ")
                .child(labels::basis(other.basis, language))
                .child(" ")
                .child(weakest)
                .child(sources(other.sources, language)),
        );
    }
    el("ul").class("plain").child(rows).view()
}

/// The circles of the integration of industry, education and certificates, with their elements.
fn circles(state: State, language: Language) -> View {
    let words = words(language);
    if state.catalogue().circles.is_empty() {
        return ().view();
    }
    folded(words.circles_title, move || circle_table(state, language))
}

/// The circles as columns and the elements as rows; where that is too wide, circle by circle.
fn circle_table(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let (circles, rows) = matrix(&catalogue);
    let mut head = el("tr").child(el("td"));
    let mut lists = Vec::new();
    for (column, circle) in circles.iter().enumerate() {
        let mut from = catalogue.cell_sources("circles", "*");
        from.extend(catalogue.circles.iter().filter(|cell| cell.circle == **circle).map(|cell| cell.source));
        let title = el("th").attr("scope", "col").child(text(circle, language));
        head = head.child(title.child(" ").child(sources(from.clone(), language)));
        let mut cells = Vec::new();
        for row in &rows {
            if let Some(cell) = row.cells[column] {
                let kind = el("small").class("muted").child((words.element_kind)(row.kind));
                cells.push(el("li").child(circle_cell(state, cell, language)).child(kind));
            }
        }
        lists.push(
            el("div").child(el("h4").child(text(circle, language))).child(sources(from, language)).view(),
        );
        lists.push(el("ul").class("plain").child(cells).view());
    }
    let mut body = Vec::new();
    for row in &rows {
        let mut line = el("tr").child(el("th").attr("scope", "row").child((words.element_kind)(row.kind)));
        for cell in &row.cells {
            line = line.child(el("td").child(cell.map(|cell| circle_cell(state, cell, language))));
        }
        body.push(line);
    }
    let table = el("table").class("compare").child(el("thead").child(head)).child(el("tbody").child(body));
    let sheet = el("div").class("scroll wide-only").attr("tabindex", "0").attr("role", "group");
    group([
        el("h4").class("sr").child(words.circles_title).view(),
        el("p").class("muted small").child(words.circles_lead).view(),
        sheet.attr("aria-label", words.circles_title).child(table).view(),
        el("div").class("narrow-only").child(lists).view(),
    ])
}

/// An element, which opens what it holds.
fn circle_cell(state: State, place: usize, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let cell = &catalogue.circles[place];
    let mut records = 0;
    for (_, length) in &cell.tables {
        records += length;
    }
    let count = el("small").class("muted").child((words.circle_holds)(records));
    let name = group([text(&cell.element, language), " ".view(), count.view()]);
    if records == 0 {
        return el("p").child(name).view();
    }
    let held = move || {
        let catalogue = state.catalogue();
        circle_held(&catalogue, &catalogue.circles[place], language)
    };
    fold(el("summary").child(name), held).view()
}

/// How many things a cell names.
const FIRST: usize = 20;

/// What a cell holds, kind by kind.
fn circle_held(catalogue: &Catalogue, cell: &CircleCell, language: Language) -> View {
    let words = words(language);
    let mut parts = Vec::new();
    for (table, length) in &cell.tables {
        let held = holdings(catalogue, table);
        let mut rows = Vec::new();
        for one in held.iter().take(FIRST) {
            let name = match one.node {
                Some(node) => link(node, language),
                None => text(&one.name, language),
            };
            let count = (one.records > 1).then(|| el("small").class("muted").child(one.records.to_string()));
            rows.push(el("li").child(name).child(" ").child(count));
        }
        let title = table_name(table, language);
        parts.push(el("h5").child(title).child(" ").child(length.to_string()).view());
        parts.push(el("ul").class("plain small").child(rows).view());
        if held.len() > FIRST {
            parts.push(el("p").class("muted small").child((words.circle_more)(held.len() - FIRST)).view());
        }
    }
    parts.view()
}

/// What the records of a table are called.
fn table_name(table: &str, language: Language) -> String {
    let words = words(language);
    for kind in [Kind::Job, Kind::Programme, Kind::Course, Kind::Competition] {
        if kind.table() == table {
            return labels::kind(kind, language).to_owned();
        }
    }
    let name = match table {
        "standards" => words.standard,
        "functions" => words.functions,
        "curriculum" => words.curriculum_entries,
        "grades" => words.grades,
        "grade_functions" | "job_functions" => words.function_weights,
        "routes" => words.registration,
        "fees" => words.fees,
        "sittings" => words.sittings,
        "awards" => words.awards,
        "job_skills" | "skills" => words.skill,
        "qualifications" => words.certificates_held,
        other => other,
    };
    name.to_owned()
}
