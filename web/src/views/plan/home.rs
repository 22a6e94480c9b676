//! Taking the plan home: a calendar, a table, paper.

use std::rc::Rc;

use crate::dom::{Child, View, el, group, labelled, live};
use rungs_core::catalogue::Catalogue;
use rungs_core::export;
use rungs_core::learner::Learner;
use rungs_core::model::JobId;
use rungs_core::question::Answer;
use rungs_core::share;
use rungs_core::words::{Language, labels, plan as say};

use crate::browser;
use crate::signal::Signal;
use crate::state::State;
use crate::views::part::{asking, button, pieces, qr, section};
use crate::words::words;

/// The name before the code in an address; the page's own is `hash-key`.
const KEY: &str = "rungs";

/// For whom and when a plan was made: the page says it elsewhere, paper nowhere.
pub fn on_paper(state: State, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let learner = state.learner.read_untracked();
    let mut said = Vec::new();
    if let Some(programme) = learner.programme {
        said.push(labels::name(&catalogue.programmes[programme].about.name, language).0.to_owned());
        said.extend(learner.term.map(|term| say::programme_term(term, language)));
    }
    let limit = |limit: Option<u32>| limit.map_or(words.no_limit.to_owned(), |limit| limit.to_string());
    let budget = (words.budget)(&catalogue.head.currency);
    said.push(format!("{budget}{}{}", words.colon, limit(learner.budget)));
    said.push(format!("{}{}{}", words.hours_a_week, words.colon, limit(learner.hours_a_week)));
    if let Some(term) = learner.deadline {
        said.push(format!("{}{}{}", words.deadline, words.colon, say::programme_term(term, language)));
    }
    said.push((words.planned_on)(&state.today.to_string()));
    el("p").class("paper").child(el("bdi").child(pieces(&said.join(" · ")))).view()
}

/// The ways to take a plan along.
pub fn take_home(state: State, job: JobId, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let of = Rc::clone(answer);
    let calendar = button(words.calendar_file, "secondary", move || {
        let text = export::calendar(&state.catalogue(), job, &of, state.today, language);
        let _ = browser::download("rungs.ics", "text/calendar", &text);
    });
    let of = Rc::clone(answer);
    // A calendar of nothing would look like one that has failed.
    let calendar = match export::has_dates(answer) {
        true => calendar.view(),
        false => el("span").class("muted small").child(words.calendar_empty).view(),
    };
    let table = button(words.table_file, "secondary", move || {
        let text = export::table(&state.catalogue(), &state.learner.read_untracked(), &of, language);
        let _ = browser::download("rungs.csv", "text/csv", &text);
    });
    let page = state.page.read_untracked();
    let print = page.prints().then(|| asking(words.print, "secondary", "pe-print-wanted"));
    let files = el("p").class("row actions").child(calendar).child(table).child(print);
    section(words.take_home, group([files.view(), page.shares().then(|| shared(state, language)).view()]))
}

/// What is shared of a learner: a link to the plan on the pack's home page; without one, the code itself. `None`: too
/// long for one.
pub fn share_text(catalogue: &Catalogue, learner: &Learner) -> Option<String> {
    let code = share::write_short(catalogue, learner)?;
    Some(match &catalogue.head.home {
        // Whatever the home page's address points at, this points at the plan.
        Some(home) => format!("{}#{KEY}={code}", home.split('#').next().unwrap_or_default()),
        None => code,
    })
}

/// The share link to the plan on show, drawn after all that matters more.
fn shared(state: State, language: Language) -> View {
    let learner = state.learner.follow(move || Some(state.patience()));
    let text = Signal::memo(move || share_text(&state.catalogue(), &state.on_show(learner.get())));
    live(move || link(state, text.get(), language))
}

/// The share link, to copy or to scan. Without a home page of the pack there is only the code itself.
fn link(state: State, text: Option<String>, language: Language) -> View {
    let words = words(language);
    let catalogue = state.catalogue();
    let has_home = catalogue.head.home.is_some();
    let lead = if has_home { words.share_lead } else { words.share_slip };
    let Some(text) = text else { return el("p").child(words.share_too_long).view() };
    let said = Signal::new("");
    let shared = text.clone();
    let input = el("input").attr("type", "text").attr("readonly", true).attr("value", text.as_str());
    let typed = input.element().clone();
    let copy = button(words.copy, "secondary", || {});
    let pressed = copy.element().clone();
    let copy = copy.on("click", move |_| {
        let (shared, typed) = (shared.clone(), typed.clone());
        browser::tell(&pressed, "pe-shared");
        wasm_bindgen_futures::spawn_local(async move {
            let is_copied = browser::copy(&shared).await.is_some();
            said.set(if is_copied { words.copied } else { words.copy_by_hand });
            if !is_copied {
                browser::select(&typed);
            }
        });
    });
    // At a booth the clipboard is the next visitor's.
    let copy = state.page.read_untracked().booth.is_none().then_some(copy);
    let field = labelled(words.share_link, input);
    let is_scanned = has_home && state.page.read_untracked().scans();
    let picture = is_scanned.then(|| qr(&text, words.qr));
    // Whoever has no camera types it from paper.
    let slip = el("div").class("slip").child(picture).child(el("p").class("paper").child(text));
    group([
        el("p").class("muted small").child(lead).view(),
        el("div").class("share").child(field).child(copy).view(),
        el("p").class("screen").attr("role", "status").child(live(move || said.get())).view(),
        slip.view(),
    ])
    .view()
}
