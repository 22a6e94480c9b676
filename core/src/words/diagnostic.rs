//! What is wrong in an author's data, in words that a teacher understands.

#[cfg(feature = "author")]
mod advice;
mod en;
mod zh;

use super::Language;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::wire::field::is_unseen;
use crate::wire::value::SyntaxFault;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is wrong, without a full stop.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Said {
    fn new(message: String, hint: impl Into<String>) -> Self {
        Self { message, hint: Some(hint.into()) }
    }
}

/// Says what a finding is and how to mend it.
pub fn diagnostic(finding: &Diagnostic, language: Language) -> Said {
    match language {
        Language::Chinese => zh::problem(&finding.problem),
        Language::English => en::problem(&finding.problem),
    }
}

/// Whether what should be one number is several: `3,5`, `3-5`.
fn are_several(found: &str) -> bool {
    let mut parts = found.split([',', '，', '、', '-', '–', '~', ' ']);
    found.contains(|sign: char| !sign.is_ascii_digit())
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a heading lacks the language: `name`.
#[cfg(feature = "author")]
fn is_by_language(heading: &str) -> bool {
    use crate::wire::{field::Shape, pack_v1::PackV1};

    let mut fields = PackV1::INFO.iter().flat_map(|table| table.fields);
    fields.any(|field| field.name == heading && field.shape == Shape::Names)
}

/// Why a text is not JSON, where it is said already that it is not.
pub fn not_json(fault: &SyntaxFault, language: Language) -> String {
    match language {
        Language::Chinese => zh::not_json(fault),
        Language::English => en::not_json(fault),
    }
}

/// Says where something is; empty for the whole input.
pub fn place(place: &Place, language: Language) -> String {
    match language {
        Language::Chinese => zh::place(place),
        Language::English => en::place(place),
    }
}

/// Whether the file of a cell is a sheet of a workbook.
#[cfg(feature = "author")]
pub fn is_sheet(file: &str) -> bool {
    !file.ends_with(".csv")
}

/// A column as a workbook names it: A, B, …, Z, AA.
#[cfg(feature = "author")]
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The word for a severity.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Chinese, Severity::Error) => "错误",
        (Language::Chinese, Severity::Warning) => "警告",
        (Language::English, Severity::Error) => "error",
        (Language::English, Severity::Warning) => "warning",
    }
}

/// A text of an author's as it may be shown anywhere: short, and without characters that a terminal obeys or
/// that turn the direction of writing.
pub fn shown(text: &str) -> String {
    let shown = match text.char_indices().nth(60) {
        Some((end, _)) => harmless(&text[..end]) + "…",
        None => harmless(text),
    };
    shown.replace('\n', "\\u{a}")
}

/// A text without characters that a terminal obeys or that turn the direction of writing, line by line.
pub fn harmless(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if is_unseen(character) && character != '\n' {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{en, harmless, shown, zh};
    use crate::wire::pack_v1::PackV1;

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        assert_eq!(harmless("a\u{1b}[2J\nb\u{202e}c"), "a\\u{1b}[2J\nb\\u{202e}c");
        assert_eq!(shown("a\nb"), "a\\u{a}b");
        assert_eq!(shown(&"字".repeat(61)), format!("{}…", "字".repeat(60)));
        assert_eq!(shown(&"字".repeat(60)), "字".repeat(60));
    }

    #[test]
    fn every_table_has_a_name_in_both_languages() {
        for info in PackV1::INFO {
            assert_ne!(en::kind(info.name), en::kind("no such table"), "{}", info.name);
            assert_ne!(zh::kind(info.name), zh::kind("no such table"), "{}", info.name);
        }
    }

    #[test]
    fn shows_nothing_that_a_terminal_obeys() {
        assert_eq!(shown("机器人\u{1b}[31m\u{202e}"), "机器人\\u{1b}[31m\\u{202e}");
        assert_eq!(shown(&"a".repeat(100)), format!("{}…", "a".repeat(60)));
    }
}
