//! Compare: two to four items of one kind side by side, what differs first.

use crate::dom::{Child, View, el, group, live};
use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::{asked, coverage, side_by_side};
use rungs_core::model::{GradeId, Kind, Node, SkillId, SourceId};
use rungs_core::words::{Language, labels, plan as say};

use super::facts;
use super::part::{button, family_of, focus_soon, heading, link, percent, pieces, sources, text};
use crate::signal::Signal;
use crate::state::{State, state};
use crate::words::words;

/// More columns than this cannot be read.
pub const MOST: usize = 4;

/// The button that adds an item to the comparison.
pub fn add(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let body = move || {
        let compared = state.compared.read();
        if compared.contains(&node) {
            return super::part::go_button(state, crate::state::Place::Compare, words.compare, "secondary");
        }
        let of_kind = compared.first().is_none_or(|first| first.kind() == node.kind());
        if of_kind && compared.len() >= MOST {
            return el("small").class("muted").child(words.compare_full).view();
        }
        let note = (!of_kind).then(|| el("small").class("muted").child(words.compare_other_kind));
        let add = button(words.compare_add, "secondary", move || {
            state.compared.update(|compared| {
                compared.retain(|other| other.kind() == node.kind());
                compared.push(node);
            });
            state.go(crate::state::Place::Compare);
        });
        group([add.view(), " ".view(), note.view()]).view()
    };
    el("span").child(live(body)).view()
}

/// The items side by side.
pub fn compare(language: Language) -> View {
    let state = state();
    let words = words(language);
    let removed = Signal::new(None);
    group([
        heading(words.compare_title.view(), "big").view(),
        el("p").class("muted").child(words.compare_lead).view(),
        live(move || table(state, removed, language)),
    ])
    .view()
}

type Sources = Vec<Option<SourceId>>;

/// A row: a label, and a text and what is shown for each item.
struct Row {
    label: &'static str,
    cells: Vec<(String, View)>,
}

impl Row {
    fn is_same(&self) -> bool {
        self.cells.windows(2).all(|two| two[0].0 == two[1].0)
    }
}

/// The items, and the focus where one was `removed`: on the same button of the next, or on what is said of none.
fn table(state: State, removed: Signal<Option<usize>>, language: Language) -> View {
    let words = words(language);
    let nodes = state.compared.get();
    let gone = removed.get_untracked();
    removed.set(None);
    if nodes.is_empty() {
        let nothing = el("p").attr("tabindex", "-1").child(words.compare_nothing);
        if gone.is_some() {
            focus_soon(&nothing);
        }
        return nothing.view();
    }
    let focused = gone.map(|place| place.min(nodes.len() - 1));
    let mut heads = Vec::new();
    for (place, &node) in nodes.iter().enumerate() {
        let name = say::node(&state.catalogue(), node, language);
        let out = button("✕", "quiet", move || {
            removed.set(Some(place));
            state.compared.update(|compared| compared.retain(|other| *other != node));
        });
        let out = out.attr("aria-label", (words.compare_remove)(&name));
        if focused == Some(place) {
            focus_soon(&out);
        }
        heads.push(el("th").attr("scope", "col").child(link(node, language)).child(out));
    }
    let (same, differs): (Vec<Row>, Vec<Row>) =
        rows(state, &nodes, language).into_iter().partition(|row| row.is_same() && nodes.len() > 1);
    let mut body = Vec::new();
    for (title, rows) in [(words.differs, differs), (words.same_for_all, same)] {
        if rows.is_empty() {
            continue;
        }
        let across = (nodes.len() + 1).to_string();
        if nodes.len() > 1 {
            body.push(el("tr").child(
                el("th").attr("colspan", across).attr("scope", "rowgroup").class("part").child(title),
            ));
        }
        for row in rows {
            let mut cells = vec![el("th").attr("scope", "row").child(row.label)];
            for (_, shown) in row.cells {
                cells.push(el("td").child(shown));
            }
            body.push(el("tr").child(cells));
        }
    }
    let catalogue = state.catalogue();
    let known = |node: &Node| !asked(&catalogue, *node).is_empty();
    let units = nodes.iter().any(known).then(|| el("p").class("muted small").child(words.units_lead));
    // Where the data says nothing of one of them, nothing is known of what they share.
    let shared = (nodes.len() > 1 && nodes.iter().all(known)).then(|| {
        let shared = skills_shared(&catalogue, &nodes, language);
        let from = nodes.iter().flat_map(|node| given_sources(&catalogue, *node));
        let said = if shared.is_empty() {
            el("p").child(words.nothing_shared)
        } else {
            el("ul").class("plain").child(shared)
        };
        super::part::section(words.shared_skills, group([said.view(), sources(from, language)]))
    });
    group([
        units.view(),
        el("div")
            .class("scroll")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", words.compare_title)
            .child(
                el("table")
                    .class("compare")
                    .child(el("thead").child(el("tr").child(el("td")).child(heads)))
                    .child(el("tbody").child(body)),
            )
            .view(),
        live(move || one_of(state, &nodes, language)),
        shared.view(),
    ])
    .view()
}

/// Whoever cannot decide lets the planner take what fits best.
fn one_of(state: State, nodes: &[Node], language: Language) -> View {
    let words = words(language);
    let can_be_taken = |node: &Node| matches!(node, Node::Course(_) | Node::Grade(_) | Node::Competition(_));
    let known = state.learner.read().either.iter().any(|of| of == nodes);
    if nodes.len() < 2 || !nodes.iter().all(can_be_taken) || known {
        return ().view();
    }
    let of = nodes.to_vec();
    let choose = button(words.either_add, "secondary", move || {
        let of = of.clone();
        state.change(move |learner| learner.ask_either(&of));
        state.go(crate::state::Place::Plan);
    });
    el("p").class("actions").child(choose).view()
}

/// The sources of what is given, or needed by a job.
fn given_sources(catalogue: &Catalogue, node: Node) -> Sources {
    let table = if node.kind() == Kind::Job { "job_skills" } else { "outcomes" };
    let mut from = catalogue.cell_sources(table, &catalogue.about(node).id);
    from.extend(asked(catalogue, node).iter().map(|units| units.source));
    from
}

/// Whether all have a skill, and whether in the same units.
fn is_shared(units: &[u32]) -> bool {
    units.iter().all(|units| *units > 0)
}

fn is_alike(units: &[u32]) -> bool {
    units.windows(2).all(|two| two[0] == two[1])
}

/// A skill and its units, of which a single one is not said.
fn with_units(catalogue: &Catalogue, skill: SkillId, units: &str, language: Language) -> String {
    let name = labels::name(&catalogue.skills[skill].about.name, language).0;
    if units == "1" { name.to_owned() } else { format!("{name} · {units}") }
}

/// The skills that all have; where the units differ, those of each.
fn skills_shared(catalogue: &Catalogue, nodes: &[Node], language: Language) -> Vec<View> {
    let mut shared = Vec::new();
    for (skill, units) in side_by_side(catalogue, nodes) {
        if !is_shared(&units) {
            continue;
        }
        let each: Vec<String> = units.iter().map(u32::to_string).collect();
        let said = if is_alike(&units) { each[0].clone() } else { each.join(" / ") };
        let said = with_units(catalogue, skill, &said, language);
        shared.push(el("li").child(el("bdi").child(said)).view());
    }
    shared
}

fn rows(state: State, nodes: &[Node], language: Language) -> Vec<Row> {
    let words = words(language);
    let catalogue = state.catalogue();
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |label: &'static str, of: &dyn Fn(Node) -> Option<(String, View, Sources)>| {
        let mut cells = Vec::new();
        let mut known = false;
        for &node in nodes {
            let cell = of(node);
            known |= cell.is_some();
            cells.push(match cell {
                Some((said, shown, from)) => {
                    let from = (!from.is_empty()).then(|| sources(from, language));
                    (said, group([shown, " ".view(), from.view()]).view())
                }
                None => (String::new(), el("span").class("muted").child(words.none_said).view()),
            });
        }
        if known {
            rows.push(Row { label, cells });
        }
    };
    let plain = |said: String, from: Sources| (said.clone(), el("bdi").child(pieces(&said)).view(), from);
    let of = |node: Node, field: &str| vec![catalogue.source_of(node, field)];
    let qualification = |grade: GradeId| catalogue.grades[grade].qualification;
    let (family, issuer) = match nodes.first() {
        Some(Node::Competition(_)) => (words.tier, words.organiser),
        _ => (words.family, words.issuer),
    };
    add(family, &|node| match node {
        Node::Grade(grade) => {
            let family = labels::family(family_of(&catalogue, grade), language).to_owned();
            Some(plain(family, of(Node::Qualification(qualification(grade)), "family")))
        }
        Node::Competition(id) => {
            let tier = labels::tier(catalogue.competitions[id].tier, language).to_owned();
            Some(plain(tier, of(node, "tier")))
        }
        _ => None,
    });
    add(issuer, &|node| {
        let (issuer, from) = match node {
            Node::Grade(grade) => {
                let id = qualification(grade);
                let whole = Node::Qualification(id);
                if catalogue.qualifications[id].issuer.is_none() {
                    let who = labels::family_issuer(catalogue.qualifications[id].family, language);
                    return Some(plain((words.issuer_by_family)(who), of(whole, "family")));
                }
                (catalogue.qualifications[id].issuer, of(whole, "issuer"))
            }
            Node::Competition(id) => (catalogue.competitions[id].organiser, of(node, "organiser")),
            _ => return None,
        };
        let name = &catalogue.organisations[issuer?].about.name;
        Some((labels::name(name, language).0.to_owned(), text(name, language), from))
    });
    add(words.level, &|node| {
        let placed = catalogue.placement(node)?;
        let name = labels::name(&catalogue.levels[placed.level].about.name, language).0;
        let said = format!("{name} — {}", labels::basis(placed.basis, language));
        Some(plain(said, of(node, "level")))
    });
    add(words.fee, &|node| {
        if !catalogue.is_in_force(node) {
            return None;
        }
        let (said, mut from) = facts::fee(state, catalogue.exam(node)?.fees, language);
        from.extend(catalogue.cell_sources("fees", &catalogue.about(node).id));
        Some(plain(said, from))
    });
    add((words.next_sitting)(nodes[0]), &|node| {
        let (said, mut from) = facts::sitting(state, node, catalogue.exam(node)?.sittings, language);
        from.extend(catalogue.cell_sources("sittings", &catalogue.about(node).id));
        Some(plain(said, from))
    });
    add(words.code_label, &|node| {
        let (code, edition) = match node {
            Node::Job(job) => (&catalogue.jobs[job].code, &catalogue.jobs[job].edition),
            Node::Programme(programme) => {
                (&catalogue.programmes[programme].code, &catalogue.programmes[programme].edition)
            }
            _ => return None,
        };
        Some(plain(facts::with_edition(code.as_ref()?, edition.as_deref()), of(node, "code")))
    });
    add(words.credits, &|node| {
        let credits = match node {
            Node::Course(course) => catalogue.courses[course].credits,
            Node::Programme(programme) => catalogue.programmes[programme].credits,
            _ => return None,
        };
        Some(plain(credits?.to_string(), of(node, "credits")))
    });
    add(words.hours, &|node| {
        let hours = match node {
            Node::Course(course) => catalogue.courses[course].hours,
            other => catalogue.exam(other)?.hours,
        };
        Some(plain((words.hours_value)(hours?), of(node, "hours")))
    });
    let learner = state.learner.read();
    if let Some(job) = learner.goal {
        let before = coverage(&catalogue, &learner, job, &[]).whole;
        add(words.skills_for_goal, &|node| {
            if matches!(node, Node::Job(_)) {
                return None;
            }
            let after = coverage(&catalogue, &learner, job, &[node]).whole;
            let more = percent(before.missing.saturating_sub(after.missing));
            Some(plain(more, catalogue.lead_sources(job, node)))
        });
    }
    let skills = side_by_side(&catalogue, nodes);
    let of_skills = |node: Node, counts: &dyn Fn(&[u32]) -> bool| {
        let place = nodes.iter().position(|known| *known == node).unwrap_or(0);
        let mut named = Vec::new();
        for (skill, units) in &skills {
            if units[place] > 0 && counts(units) {
                named.push(with_units(&catalogue, *skill, &units[place].to_string(), language));
            }
        }
        named
    };
    add(words.shared_unlike, &|node| {
        let unlike = of_skills(node, &|units| is_shared(units) && !is_alike(units));
        (!unlike.is_empty()).then(|| (unlike.join("\n"), listed(&unlike), given_sources(&catalogue, node)))
    });
    let own = if nodes.len() > 2 { words.some_skills } else { words.own_skills };
    add(own, &|node| {
        // Nothing is said only where the data says nothing.
        if asked(&catalogue, node).is_empty() {
            return None;
        }
        let own = of_skills(node, &|units| nodes.len() == 1 || !is_shared(units));
        let from = given_sources(&catalogue, node);
        if own.is_empty() {
            return Some(plain(words.none.to_owned(), from));
        }
        Some((own.join("\n"), listed(&own), from))
    });
    add(words.leads_to_jobs, &|node| {
        if node.kind() == Kind::Job {
            return None;
        }
        let mut jobs = Vec::new();
        for (job, _) in catalogue.serves(node) {
            jobs.push(labels::name(&catalogue.jobs[job].about.name, language).0.to_owned());
        }
        (!jobs.is_empty()).then(|| (jobs.join("\n"), listed(&jobs), given_sources(&catalogue, node)))
    });
    rows
}

fn listed(names: &[String]) -> View {
    let mut rows = Vec::new();
    for name in names {
        rows.push(el("li").child(el("bdi").child(name.as_str())));
    }
    el("ul").class("plain small").child(rows).view()
}
