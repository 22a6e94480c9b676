//! What is shown in place of the explorer when there is nothing to explore.

use leptos::prelude::*;
use rungs_core::diagnostic::Diagnostic;
use rungs_core::words::{self as core_words, Language};

use crate::words::words;

/// A pack that cannot be used: where it is wrong and how to mend it.
pub fn rejected(findings: &[Diagnostic], all: usize, language: Language) -> impl IntoView + use<> {
    let words = words(language);
    let list = findings
        .iter()
        .map(|finding| {
            let said = core_words::diagnostic(finding, language);
            let hint = said.hint.map(|hint| view! { class = "pe", <span class="hint"><bdi>{hint}</bdi></span> });
            view! {
                class = "pe",
                <li>
                    <code><bdi>{core_words::place(&finding.place, language)}</bdi></code>
                    <span><bdi>{said.message}</bdi></span>
                    {hint}
                </li>
            }
        })
        .collect_view();
    view! {
        class = "pe",
        <section class="panel" role="alert">
            <h3>{words.rejected}</h3>
            <p>{words.rejected_lead}" "{(words.findings)(findings.len(), all)}</p>
            <ol class="findings">{list}</ol>
        </section>
    }
}

/// No pack at all.
pub fn trouble(code: &str, detail: &str, language: Language) -> impl IntoView + use<> {
    let words = words(language);
    view! {
        class = "pe",
        <section class="panel" role="alert">
            <h3>{words.trouble}</h3>
            <p>{(words.trouble_of)(code)}</p>
            <p>{words.try_again_later}</p>
            <p class="detail"><code><bdi>{code.to_owned()}": "{detail.to_owned()}</bdi></code></p>
        </section>
    }
}
