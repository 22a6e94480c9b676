//! Course and certificate (课证融通): what a standard asks for, and which courses of the learner's programme teach it.

use crate::dom::{Child, View, el, group};
use rungs_core::model::{Node, Units};
use rungs_core::words::Language;

use super::part::{folded, go_button, link, text};
use crate::state::{Place, State};
use crate::words::words;

/// Skills against courses, for a grade, a competition or a job.
pub fn matrix(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let asked: Vec<Units> = match node {
        Node::Job(job) => catalogue.jobs[job].needs.clone(),
        other => catalogue.gives(other).to_vec(),
    };
    if asked.is_empty() {
        return ().view();
    }
    folded(words.matrix, move || table(state, &asked, language))
}

fn table(state: State, asked: &[Units], language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read();
    let Some(programme) = learner.programme else {
        let way = go_button(state, Place::Me, words.set_programme, "secondary");
        return group([el("p").class("muted").child(words.matrix_no_programme).view(), way]).view();
    };
    let mut rows = Vec::new();
    for units in asked {
        let mut given = 0;
        let mut courses = Vec::new();
        for entry in &catalogue.programmes[programme].curriculum {
            let course = Node::Course(entry.course);
            let by = catalogue.units(course, units.skill);
            if by > 0 {
                given += by;
                courses.push(el("li").child(link(course, language)));
            }
        }
        let (class, said) = if given == 0 {
            ("bad", words.uncovered)
        } else if given < units.units {
            ("", words.covered_partly)
        } else if courses.len() > 1 && given > units.units {
            ("ok", words.taught_twice)
        } else {
            ("ok", words.covered_fully)
        };
        rows.push(
            el("tr")
                .child(
                    el("th")
                        .attr("scope", "row")
                        .child(text(&catalogue.skills[units.skill].about.name, language)),
                )
                .child(el("td").child(el("span").class(class).child(said)))
                .child(el("td").child(el("ul").class("plain").child(courses))),
        );
    }
    let head = [words.skill, words.cover_state, words.taught_by]
        .map(|label| el("th").attr("scope", "col").child(label));
    group([
        el("p").class("muted small").child(words.matrix_lead).view(),
        el("div")
            .class("scroll")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", words.matrix)
            .child(
                el("table")
                    .class("compare")
                    .child(el("thead").child(el("tr").child(Vec::from(head))))
                    .child(el("tbody").child(rows)),
            )
            .view(),
    ])
    .view()
}
