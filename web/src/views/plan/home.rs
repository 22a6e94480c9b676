//! Taking the plan home: a calendar, a table, paper.

use std::rc::Rc;

use crate::dom::{View, el};
use rungs_core::export;
use rungs_core::model::JobId;
use rungs_core::question::Answer;
use rungs_core::words::Language;

use crate::browser;
use crate::state::State;
use crate::views::part::{button, section};
use crate::words::words;

/// The ways to take a plan along.
pub fn take_home(state: State, job: JobId, answer: &Rc<Answer>, language: Language) -> View {
    let words = words(language);
    let of = Rc::clone(answer);
    let calendar = button(words.calendar_file, "secondary", move || {
        let text = export::calendar(&state.catalogue(), job, &of, state.today, language);
        let _ = browser::download("rungs.ics", "text/calendar", &text);
    });
    let of = Rc::clone(answer);
    let table = button(words.table_file, "secondary", move || {
        let text = export::table(&state.catalogue(), &of, language);
        let _ = browser::download("rungs.csv", "text/csv", &text);
    });
    let print = button(words.print, "secondary", browser::print);
    section(words.take_home, el("p").class("row actions").child(calendar).child(table).child(print))
}
