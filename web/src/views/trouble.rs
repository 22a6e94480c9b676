//! What is shown in place of the explorer when there is nothing to explore.

use crate::dom::{Child, View, el};
use rungs_core::diagnostic::Diagnostic;
use rungs_core::words::{self as core_words, Language};

use super::part::asking;
use crate::words::words;

/// A pack that cannot be used: where it is wrong and how to mend it.
pub fn rejected(findings: &[Diagnostic], all: usize, language: Language) -> View {
    let words = words(language);
    let list = findings
        .iter()
        .map(|finding| {
            let said = core_words::diagnostic(finding, language);
            let hint = said.hint.map(|hint| el("span").class("hint").child(el("bdi").child(hint)));
            el("li")
                .child(el("code").child(el("bdi").child(core_words::place(&finding.place, language))))
                .child(el("span").child(el("bdi").child(said.message)))
                .child(hint)
        })
        .collect::<Vec<_>>();
    el("section")
        .class("panel")
        .attr("role", "alert")
        .child(el("h3").child(words.rejected))
        .child(el("p").child(words.rejected_lead).child(" ").child((words.findings)(findings.len(), all)))
        .child(el("ol").class("findings").child(list))
        .view()
}

/// No pack at all.
pub fn trouble(code: &str, detail: &str, language: Language) -> View {
    let words = words(language);
    let again = asking(words.try_again, "secondary", "pe-again");
    el("section")
        .class("panel")
        .attr("role", "alert")
        .child(el("h3").child(words.trouble))
        .child(el("p").child((words.trouble_of)(code)))
        .child(el("p").child(words.try_again_later))
        .child(again)
        .child(
            el("p").class("detail").child(
                el("code").child(el("bdi").child(code.to_owned()).child(": ").child(detail.to_owned())),
            ),
        )
        .view()
}
