//! What the command line says itself, a language a file, so that a phrase that is missing in one does not compile.
//! What is said of data is in `rungs_core::words`, the help in English beside the arguments, in Chinese in
//! `crate::help`.

mod en;
mod zh;

use std::io::{self, ErrorKind};
use std::path::Path;

use rungs_core::words::{Language, Said};

/// The words of a language.
pub fn of(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &zh::WORDS,
        Language::English => &en::WORDS,
    }
}

/// A phrase about something.
type About = fn(&str) -> String;
/// A phrase about two things.
type Between = fn(&str, &str) -> String;
/// A phrase about a number.
type Counted = fn(usize) -> String;

/// Every phrase. Names, places and ids come in as they may be shown.
pub struct Words {
    /// Between a place and what is said of it.
    pub colon: &'static str,
    /// Between sentences of a row.
    pub semicolon: &'static str,
    /// Before a hint.
    pub hint: &'static str,
    /// What `-` stands for where something is read.
    pub input: &'static str,
    /// Names, and that there are so many more.
    pub and_more: fn(String, usize) -> String,
    pub did_you_mean: About,
    pub cannot_go_out: About,

    pub fault: Faults,

    pub not_empty: About,
    pub is_there: About,
    pub is_read: About,
    /// A place, and the folder around it that is not there.
    pub no_folder_around: Between,
    /// A place and why not.
    pub cannot_write: Between,
    pub not_written: fn(&str) -> Said,
    pub no_template: fn(&str) -> Said,

    pub only_folders: fn() -> Said,
    pub nothing_to_mend: &'static str,
    /// The code of a finding, its place, what stands there now.
    pub mended: fn(&str, &str, &str) -> String,
    pub not_copied: About,
    /// So many findings are not listed.
    pub unlisted: Counted,
    pub unlisted_hint: &'static str,
    /// Errors and warnings.
    pub summary: fn(usize, usize) -> String,

    pub page_is_folder: fn() -> Said,
    pub no_widget: fn(&str) -> Said,
    /// A folder and why not.
    pub cannot_read_widget: Between,

    pub both_come_in: fn() -> Said,
    pub known_learners: About,
    pub is_too_large: &'static str,
    /// The format that a learner has.
    pub no_learner: About,
    /// The pack that it was written with.
    pub other_pack: About,
    /// A place in a file.
    pub at: fn(&str, &str) -> String,
    pub no_goal: &'static str,
    pub no_job: About,
    pub known_jobs: About,

    pub plan: PlanWords,
    pub sheet: SheetWords,
}

/// Why the system does not do something, where that is often said.
pub struct Faults {
    pub not_found: &'static str,
    pub denied: &'static str,
    pub is_folder: &'static str,
    pub not_in_folder: &'static str,
    pub full: &'static str,
    pub read_only: &'static str,
    pub no_more: &'static str,
    pub too_large: &'static str,
    pub no_text: &'static str,
    pub empty: &'static str,
}

/// What is said of a plan, beside what the page says of it, too.
pub struct PlanWords {
    pub reached: &'static str,
    pub none_found: &'static str,
    /// Terms that it takes at least.
    pub at_least: Counted,
    pub none: &'static str,
    pub clash: &'static str,
    pub near: &'static str,
    pub closed: &'static str,
    pub best: &'static str,
    /// By how much a better one could be better, if that is known.
    pub best_so_far: fn(Option<&str>) -> String,
    pub reached_by: About,
    pub terms: Counted,
    pub on: About,
    /// A term and the hours a week in it.
    pub term: fn(&str, u32) -> String,
    pub goes_on: About,
    /// What the learner added and its hours a week.
    pub own: fn(&str, u32) -> String,
    /// Credits that are recognised.
    pub recognised: About,
    /// Of a planning problem: optimal, feasible, infeasible and unknown.
    pub status: fn(Status) -> &'static str,
    pub value: About,
    pub bound: About,
}

/// What stands in a workbook around the data.
pub struct SheetWords {
    /// The headings over the list of all columns.
    pub columns: [&'static str; 5],
    /// The headings over the list of all fixed words.
    pub choices: [&'static str; 3],
    pub text: &'static str,
    pub whole: &'static str,
    pub decimal: &'static str,
    pub date: &'static str,
    pub flag: &'static str,
    pub list: &'static str,
    /// A list of these words.
    pub some_of: About,
    pub names: &'static str,
    pub required: &'static str,
    pub yes: &'static str,
}

/// What is known of a planning problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Optimal,
    Feasible,
    Infeasible,
    Unknown,
}

impl Status {
    /// The word for tools.
    pub fn code(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::Infeasible => "infeasible",
            Status::Unknown => "unknown",
        }
    }
}

impl Words {
    /// What the system says, in the reader's language where it is something that is often said.
    pub fn fault(&self, error: &io::Error) -> String {
        let fault = &self.fault;
        let said = match error.kind() {
            ErrorKind::NotFound => fault.not_found,
            ErrorKind::PermissionDenied => fault.denied,
            ErrorKind::IsADirectory => fault.is_folder,
            ErrorKind::NotADirectory => fault.not_in_folder,
            ErrorKind::StorageFull => fault.full,
            ErrorKind::ReadOnlyFilesystem => fault.read_only,
            ErrorKind::WriteZero => fault.no_more,
            ErrorKind::FileTooLarge => fault.too_large,
            ErrorKind::InvalidData => fault.no_text,
            ErrorKind::UnexpectedEof => fault.empty,
            _ => return error.to_string(),
        };
        said.to_owned()
    }

    /// What something that is read is called.
    pub fn named(&self, path: &Path) -> String {
        if path == Path::new("-") { self.input.to_owned() } else { path.display().to_string() }
    }

    /// A sentence about something.
    pub fn of(&self, what: &str, said: &str) -> String {
        format!("{what}{}{said}", self.colon)
    }
}

/// A sentence without a hint.
pub fn plain(message: String) -> Said {
    Said { message, hint: None }
}

/// A sentence with a hint.
fn hinted(message: String, hint: String) -> Said {
    Said { message, hint: Some(hint) }
}
