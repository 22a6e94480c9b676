//! Needs versus have, by function, in four parts. Each bar says in words what it shows.

use std::rc::Rc;

use crate::dom::{Child, View, el, fold, group};
use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::{Coverage, FunctionCover, Parts, SkillCover, coverage};
use rungs_core::model::{JobId, Node};
use rungs_core::words::{Language, labels, listed, plan as say};

use super::part::{cited, percent, text};
use crate::state::state;
use crate::words::{Words, words};

/// How far a job's needs are covered, `chosen` taken beside the programme and `recognised` not studied for that;
/// `planned` says that it is a plan's.
pub fn needs(job: JobId, chosen: &[Node], recognised: &[Node], planned: bool, language: Language) -> View {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    if catalogue.jobs[job].needs.is_empty() {
        return el("p").class("muted").child(words.needs_unknown).view();
    }
    let cover: Coverage = coverage(&catalogue, &state.learner.read(), job, &[chosen, recognised].concat());
    let chosen_label = if planned { words.with_plan } else { words.with_chosen };
    let whole = cover.whole.per_cent();
    let legend = [
        ("have", words.have, whole.have),
        ("programme", words.with_programme, whole.programme),
        ("chosen", chosen_label, whole.chosen),
        ("missing", words.missing, whole.missing),
    ];
    // Before anything is ranked, no certificate is the first.
    let known = |class: &str| planned || !chosen.is_empty() || class != "chosen";
    let legend = legend
        .into_iter()
        .filter(|(class, ..)| known(class))
        .map(|(class, label, share)| {
            el("li")
                .child(el("span").class(&format!("swatch {class}")).attr("aria-hidden", "true"))
                .child(label)
                .child(" ")
                .child(el("b").child(format!("{share}%")))
        })
        .collect::<Vec<_>>();
    let functions = cover
        .functions
        .iter()
        .map(|function| function_row(&catalogue, function, recognised, chosen_label, language))
        .collect::<Vec<_>>();
    let from = catalogue.jobs[job].needs.iter().map(|need| need.source);
    group([
        el("p").class("muted small").child(words.needs_lead).view(),
        el("ul").class("legend").child(legend).view(),
        el("ul").class("needs").child(functions).view(),
        cited(from, "job_skills", &catalogue.jobs[job].about.id, language),
    ])
    .view()
}

fn bar(parts: Parts) -> View {
    let classes = ["have", "programme", "chosen", "missing"];
    let pieces = classes
        .into_iter()
        .zip([parts.have, parts.programme, parts.chosen, parts.missing])
        .filter(|(_, units)| *units > 0)
        .map(|(class, units)| {
            el("span").class(&format!("piece {class}")).style("flex-grow", &units.to_string())
        })
        .collect::<Vec<_>>();
    el("span").class("bar").attr("aria-hidden", "true").child(pieces).view()
}

fn in_words(parts: Parts, chosen_label: &str, words: &Words) -> String {
    let Parts { have, programme, chosen, missing } = parts.per_cent();
    let shares = [
        (words.have, have),
        (words.with_programme, programme),
        (chosen_label, chosen),
        (words.missing, missing),
    ];
    let said: Vec<String> = shares
        .into_iter()
        .filter(|(_, share)| *share > 0)
        .map(|(label, share)| format!("{label} {share}%"))
        .collect();
    said.join(words.between)
}

fn function_row(
    catalogue: &Rc<Catalogue>,
    function: &FunctionCover,
    recognised: &[Node],
    chosen_label: &'static str,
    language: Language,
) -> View {
    let words = words(language);
    if function.skills.is_empty() {
        return ().view();
    }
    let name = match function.function {
        Some(id) => text(&catalogue.functions[id].about.name, language),
        None => words.other_needs.view(),
    };
    let share =
        (function.share > 0).then(|| group([" ".view(), el("small").child(percent(function.share)).view()]));
    let missing = function.parts.per_cent().missing;
    let state_said = if function.parts.missing == 0 {
        el("span").class("ok").child(words.covered).view()
    } else {
        el("span").class("bad").child((words.partly)(missing.max(1))).view()
    };
    let spoken = in_words(function.parts, chosen_label, words);
    let summary = el("summary")
        .child(el("span").class("need-head").child(el("span").child(name).child(share)).child(state_said))
        .child(bar(function.parts))
        .child(el("span").class("sr").child(spoken));
    let (catalogue, skills) = (Rc::clone(catalogue), function.skills.clone());
    let recognised = recognised.to_vec();
    let list = move || {
        let mut rows = Vec::new();
        for skill in &skills {
            rows.push(skill_row(&catalogue, skill, &recognised, chosen_label, language));
        }
        el("ul").class("skills").child(rows).view()
    };
    el("li").child(fold(summary, list)).view()
}

fn skill_row(
    catalogue: &Catalogue,
    cover: &SkillCover,
    recognised: &[Node],
    chosen_label: &'static str,
    language: Language,
) -> View {
    let words = words(language);
    let skill = &catalogue.skills[cover.skill];
    let mut by = Vec::new();
    for node in &cover.by {
        let name = say::node(catalogue, *node, language);
        by.push(if recognised.contains(node) { (words.but_recognised)(&name) } else { name });
    }
    let from = if by.is_empty() {
        words.nothing_gives.to_owned()
    } else {
        format!("{} {}", words.comes_from, listed(&by, language))
    };
    let from = match cover.by_word {
        0 if by.is_empty() && !catalogue.givers(cover.skill).is_empty() => words.missing.to_owned(),
        0 => from,
        _ if by.is_empty() => words.by_your_word.to_owned(),
        _ => format!("{from}{}{}", words.between, words.by_your_word),
    };
    el("li")
        .child(
            el("span")
                .child(text(&skill.about.name, language))
                .child(" ")
                .child(el("small").class("muted").child(labels::leaf(skill.leaf, language))),
        )
        .child(bar(cover.parts))
        .child(el("span").class("sr").child(in_words(cover.parts, chosen_label, words)))
        .child(el("small").class("muted").child(el("bdi").child(from)))
        .view()
}
