//! Needs versus have, by function, in four parts. Each bar says in words what it shows.

use leptos::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::{Coverage, FunctionCover, Parts, SkillCover, coverage};
use rungs_core::model::{JobId, Node};
use rungs_core::words::{Language, labels, plan as say};

use super::part::{sources, text};
use crate::state::state;
use crate::words::{Words, words};

/// How far a job's needs are covered, `chosen` taken beside the programme; `planned` says that it is a plan's.
pub fn needs(job: JobId, chosen: &[Node], planned: bool, language: Language) -> AnyView {
    let state = state();
    let catalogue = state.catalogue();
    let words = words(language);
    let cover: Coverage = coverage(&catalogue, &state.learner.read(), job, chosen);
    let chosen_label = if planned { words.with_plan } else { words.with_chosen };
    let legend = [
        ("have", words.have, cover.whole.have),
        ("programme", words.with_programme, cover.whole.programme),
        ("chosen", chosen_label, cover.whole.chosen),
        ("missing", words.missing, cover.whole.missing),
    ];
    let legend = legend
        .into_iter()
        .map(|(class, label, share)| {
            view! {
                class = "pe",
                <li><span class=format!("swatch {class}") aria-hidden="true"></span>{label}" "<b>{percent(share)}</b></li>
            }
        })
        .collect_view();
    let functions =
        cover.functions.iter().map(|function| function_row(&catalogue, function, chosen_label, language)).collect_view();
    let from = catalogue.jobs[job].needs.iter().map(|need| need.source);
    view! {
        class = "pe",
        <p class="muted small">{words.needs_lead}</p>
        <ul class="legend">{legend}</ul>
        <ul class="needs">{functions}</ul>
        {sources(from, language)}
    }
    .into_any()
}

/// Hundredths of a per cent as whole per cents.
fn percent(share: u32) -> String {
    format!("{}%", (share + 50) / 100)
}

fn shares(parts: Parts) -> [u32; 4] {
    let total = parts.total().max(1);
    [parts.have, parts.programme, parts.chosen, parts.missing].map(|part| (part * 200 + total) / (total * 2))
}

fn bar(parts: Parts) -> AnyView {
    let classes = ["have", "programme", "chosen", "missing"];
    let pieces = classes
        .into_iter()
        .zip([parts.have, parts.programme, parts.chosen, parts.missing])
        .filter(|(_, units)| *units > 0)
        .map(|(class, units)| {
            view! { class = "pe", <span class=format!("piece {class}") style:flex-grow=units.to_string()></span> }
        })
        .collect_view();
    view! { class = "pe", <span class="bar" aria-hidden="true">{pieces}</span> }.into_any()
}

fn in_words(parts: Parts, chosen_label: &str, words: &Words) -> String {
    let labels = [words.have, words.with_programme, chosen_label, words.missing];
    let said: Vec<String> = labels
        .iter()
        .zip(shares(parts))
        .filter(|(_, share)| *share > 0)
        .map(|(label, share)| format!("{label} {share}%"))
        .collect();
    said.join(", ")
}

fn function_row(
    catalogue: &Catalogue,
    function: &FunctionCover,
    chosen_label: &'static str,
    language: Language,
) -> AnyView {
    let words = words(language);
    if function.skills.is_empty() {
        return ().into_any();
    }
    let name = match function.function {
        Some(id) => text(&catalogue.functions[id].about.name, language),
        None => words.other_needs.into_any(),
    };
    let share = (function.share > 0).then(|| view! { class = "pe", " "<small>{percent(function.share)}</small> });
    let missing = shares(function.parts)[3];
    let state_said = if function.parts.missing == 0 {
        view! { class = "pe", <span class="ok">{words.covered}</span> }.into_any()
    } else {
        view! { class = "pe", <span class="bad">{(words.partly)(missing.max(1))}</span> }.into_any()
    };
    let spoken = in_words(function.parts, chosen_label, words);
    let skills = function.skills.iter().map(|skill| skill_row(catalogue, skill, chosen_label, language)).collect_view();
    view! {
        class = "pe",
        <li>
            <details>
                <summary>
                    <span class="need-head"><span>{name}{share}</span>{state_said}</span>
                    {bar(function.parts)}
                    <span class="sr">{spoken}</span>
                </summary>
                <ul class="skills">{skills}</ul>
            </details>
        </li>
    }
    .into_any()
}

fn skill_row(catalogue: &Catalogue, cover: &SkillCover, chosen_label: &'static str, language: Language) -> AnyView {
    let words = words(language);
    let skill = &catalogue.skills[cover.skill];
    let by: Vec<String> = cover.by.iter().map(|node| say::node(catalogue, *node, language)).collect();
    let between = if language == Language::Chinese { "、" } else { "; " };
    let from = if by.is_empty() { words.nothing_gives.to_owned() } else { format!("{} {}", words.comes_from, by.join(between)) };
    let from = if by.is_empty() && !catalogue.givers(cover.skill).is_empty() { words.missing.to_owned() } else { from };
    view! {
        class = "pe",
        <li>
            <span>{text(&skill.about.name, language)}" "<small class="muted">{labels::leaf(skill.leaf, language)}</small></span>
            {bar(cover.parts)}
            <span class="sr">{in_words(cover.parts, chosen_label, words)}</span>
            <small class="muted"><bdi>{from}</bdi></small>
        </li>
    }
    .into_any()
}
