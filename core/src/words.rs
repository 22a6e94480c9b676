//! Sentences: the only place of `core` that has any, in Chinese and English, for the page and the terminal alike.
//!
//! Each kind of fact has a file here and below it one file a language, so that a missing phrase does not compile.

mod diagnostic;
pub mod guide;
pub mod instance;
pub mod labels;
pub mod learner;
pub mod plan;

#[cfg(feature = "author")]
pub use diagnostic::is_sheet;
pub use diagnostic::{Said, diagnostic, harmless, not_json, place, severity, shown};

/// A number with its English noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Names in a row. Where one of them holds the mark between them, a stronger mark stands there.
pub fn listed<S: std::borrow::Borrow<str>>(names: &[S], language: Language) -> String {
    let (mark, stronger) = match language {
        Language::Chinese => ("、", "；"),
        Language::English => (", ", "; "),
    };
    let is_held = names.iter().any(|name| name.borrow().contains(mark));
    names.join(if is_held { stronger } else { mark })
}

/// A language that Rungs speaks. A pack may hold names in others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Chinese, in simplified characters.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The tag by which a pack's names are chosen.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// The language that a tag such as `zh-Hans` or `en_GB.UTF-8` means: Chinese for `zh…`, else English.
    pub fn from_tag(tag: &str) -> Self {
        let is_chinese = tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if is_chinese { Language::Chinese } else { Language::English }
    }
}
