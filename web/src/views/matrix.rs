//! Course and certificate (课证融通): what a standard asks for, and which courses of the learner's programme teach it.

use crate::dom::{Child, View, el, group};
use rungs_core::coverage::{Teaching, asked, taught};
use rungs_core::model::{Node, Units};
use rungs_core::words::{Language, labels};

use super::part::{folded, go_button, link, text};
use crate::state::{Place, State};
use crate::words::words;

/// Skills against courses, for a grade, a competition or a job.
pub fn matrix(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let asked = asked(&state.catalogue(), node).to_vec();
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
    for row in taught(&catalogue, programme, asked) {
        let mut courses = Vec::new();
        for (course, nature) in &row.courses {
            let nature = el("small").class("muted").child(labels::nature(*nature, language));
            courses.push(el("li").child(link(Node::Course(*course), language)).child(" ").child(nature));
        }
        let (class, said) = match row.teaching {
            Teaching::Uncovered => ("bad", words.uncovered),
            Teaching::Partly => ("", words.covered_partly),
            Teaching::Electives => ("", words.covered_electives),
            Teaching::Covered => ("ok", words.covered_fully),
            Teaching::Twice => ("ok", words.taught_twice),
        };
        let units = (words.cover_units)(row.asked, row.compulsory, row.others);
        let state = el("td")
            .child(el("span").class(class).child(said))
            .child(el("br"))
            .child(el("small").class("muted").child(units));
        rows.push(
            el("tr")
                .child(
                    el("th")
                        .attr("scope", "row")
                        .child(text(&catalogue.skills[row.skill].about.name, language)),
                )
                .child(state)
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
