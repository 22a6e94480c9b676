//! The loop that keeps a certificate honest, and what it has brought up.

use rungs_core::model::{Feedback, Node};
use rungs_core::words::{Language, labels};

use super::part::{dated, folded, section, source, text};
use crate::dom::{Child, View, el, group};
use crate::state::State;
use crate::words::words;

/// What the loop has brought up about an item; for a certificate also how the loop goes.
pub fn feedback(state: State, node: Node, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let qualification = match node {
        Node::Grade(grade) => Some(Node::Qualification(catalogue.grades[grade].qualification)),
        _ => None,
    };
    let signals = move || {
        let mut rows = Vec::new();
        for signal in &catalogue.feedback {
            if signal.item == node || Some(signal.item) == qualification {
                rows.push(row(signal, language));
            }
        }
        (!rows.is_empty()).then(|| el("ul").class("plain").child(rows).view())
    };
    if qualification.is_none() && !matches!(node, Node::Qualification(_)) {
        return signals().map_or_else(|| ().view(), |signals| section(words.feedback_title, signals));
    }
    folded(words.quality_title, move || {
        let brought_up = signals()
            .map(|signals| group([el("p").child(el("b").child(words.feedback_title)).view(), signals]));
        group([
            el("p").child(words.quality_steps).view(),
            el("p").class("muted small").child(words.quality_note).view(),
            brought_up.view(),
        ])
    })
}

fn row(signal: &Feedback, language: Language) -> View {
    let words = words(language);
    let mut about = vec![labels::quality_step(signal.step, language).to_owned()];
    about.extend(signal.period.clone());
    about.extend(signal.reporter.map(|reporter| labels::reporter(reporter, language).to_owned()));
    let result = match (signal.shown(), signal.result) {
        (Some(result), _) => {
            let unit = signal.unit.as_deref().unwrap_or_default();
            let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
            Some(format!("{result}{gap}{unit}"))
        }
        (None, Some(_)) => Some(words.feedback_few.to_owned()),
        (None, None) => None,
    };
    let measure = (!signal.measure.is_empty()).then(|| {
        let count = signal.count.map(|count| format!(" ({})", (words.feedback_answers)(count)));
        el("div")
            .child(text(&signal.measure, language))
            .child(result.map(|result| group([words.colon.view(), el("b").child(result).view()])))
            .child(count)
    });
    let finding = (!signal.finding.is_empty()).then(|| el("div").child(text(&signal.finding, language)));
    let action = (!signal.action.is_empty()).then(|| {
        el("div")
            .child(words.feedback_action)
            .child(text(&signal.action, language))
            .child(signal.due.map(|day| dated(&(words.feedback_due)(&day.to_string()))))
    });
    el("li")
        .child(el("div").class("muted small").child(about.join(" · ")))
        .child(measure)
        .child(finding)
        .child(action)
        .child(source(signal.source, language))
        .view()
}
