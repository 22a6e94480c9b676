//! A plan to take along: as a calendar of its exams, and as a table.

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::learner::Learner;
use crate::model::{Confidence, JobId};
use crate::question::{Answer, AnswerTerm};
use crate::words::{Language, labels, plan as say};

/// The exams of a plan and their registration deadlines as an iCalendar file (RFC 5545), all-day events; what is made
/// up says so in its title. `today` stamps them, so that the same plan gives the same file.
pub fn calendar(
    catalogue: &Catalogue,
    job: JobId,
    answer: &Answer,
    today: Date,
    language: Language,
) -> String {
    let goal = labels::name(&catalogue.jobs[job].about.name, language).0;
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Rungs//Pathways//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(goal)),
    ];
    for (_, item) in answer.items() {
        let Some(sitting) = &item.sitting else { continue };
        let name = say::node(catalogue, item.node, language);
        let made_up = catalogue.is_made_up(&catalogue.sitting_sources(item.node, sitting));
        let mark = labels::confidence(Confidence::Illustrative, language);
        let mark = match language {
            _ if !made_up => String::new(),
            Language::Chinese => format!("（{mark}）"),
            Language::English => format!(" ({mark})"),
        };
        let id = &catalogue.about(item.node).id;
        let (exam, deadline) = match language {
            Language::Chinese => (format!("考试：{name}{mark}"), format!("报名截止：{name}{mark}")),
            Language::English => (format!("Exam: {name}{mark}"), format!("Register by today: {name}{mark}")),
        };
        let mut event = |day: Date, what: &str, title: &str| {
            lines.push("BEGIN:VEVENT".to_owned());
            lines.push(format!("UID:{what}-{id}-{day}@{}", catalogue.head.id));
            lines.push(format!("DTSTAMP:{}T000000Z", compact(today)));
            lines.push(format!("DTSTART;VALUE=DATE:{}", compact(day)));
            lines.push(format!("SUMMARY:{}", escaped(title)));
            if !sitting.site.is_empty() {
                let site = labels::name(&sitting.site, language).0;
                lines.push(format!("LOCATION:{}", escaped(site)));
            }
            lines.push("TRANSP:TRANSPARENT".to_owned());
            lines.push("END:VEVENT".to_owned());
        };
        if let Some(day) = sitting.deadline {
            event(day, "deadline", &deadline);
        }
        event(sitting.date, "exam", &exam);
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut file = String::new();
    for line in lines {
        fold(&mut file, &line);
    }
    file
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text as RFC 5545 has it in a property.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Writes a line in pieces of at most 75 bytes, never through a character.
fn fold(file: &mut String, line: &str) {
    let mut room = 75;
    for character in line.chars() {
        if character.len_utf8() > room {
            file.push_str("\r\n ");
            room = 74;
        }
        file.push(character);
        room -= character.len_utf8();
    }
    file.push_str("\r\n");
}

/// A plan as a CSV table, one row an item, with a byte-order mark so that spreadsheets read Chinese. A row of which
/// anything is made up says so.
pub fn table(catalogue: &Catalogue, learner: &Learner, answer: &Answer, language: Language) -> String {
    let head = match language {
        Language::Chinese => {
            ["学期", "项目", "类别", "每周学时", "学期数", "费用", "考试日期", "报名截止", "理由", "标记"]
        }
        Language::English => {
            ["Term", "Item", "Kind", "Hours a week", "Terms", "Fee", "Exam", "Register by", "Why", "Mark"]
        }
    };
    let mut file = String::from("\u{feff}");
    row(&mut file, &head.map(str::to_owned));
    for term in &answer.terms {
        for item in &term.items {
            let sitting = item.sitting.as_ref();
            let made_up = catalogue.is_made_up(&item.sources(catalogue, learner));
            let mark = made_up.then(|| labels::confidence(Confidence::Illustrative, language));
            row(
                &mut file,
                &[
                    term_name(catalogue, term, language),
                    say::node(catalogue, item.node, language),
                    labels::kind(item.node.kind(), language).to_owned(),
                    item.load.to_string(),
                    item.duration.to_string(),
                    item.fee.map(|fee| fee.to_string()).unwrap_or_default(),
                    sitting.map(|sitting| sitting.date.to_string()).unwrap_or_default(),
                    sitting
                        .and_then(|sitting| sitting.deadline)
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                    say::reasons(catalogue, &item.reasons, language).join("; "),
                    mark.unwrap_or_default().to_owned(),
                ],
            );
        }
    }
    file
}

fn term_name(catalogue: &Catalogue, term: &AnswerTerm, language: Language) -> String {
    match catalogue.calendar_term(term.term.place) {
        Some(slot) => labels::name(&slot.name, language).0.to_owned(),
        None => term.term.programme_term.map(|number| number.to_string()).unwrap_or_default(),
    }
}

/// A row as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn row(file: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            file.push(',');
        }
        file.push('"');
        if cell.starts_with(['=', '+', '-', '@', '\t']) {
            file.push('\'');
        }
        file.push_str(&cell.replace('"', "\"\""));
        file.push('"');
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut file = String::new();
        fold(&mut file, &format!("SUMMARY:{}", "证".repeat(60)));
        for line in file.trim_end().split("\r\n") {
            assert!(line.len() <= 75, "{} bytes", line.len());
        }
        assert_eq!(file.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "证".repeat(60)));
    }

    #[test]
    fn what_would_be_read_otherwise_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
        let mut file = String::new();
        row(&mut file, &["=1+1".to_owned(), "say \"a\"".to_owned()]);
        assert_eq!(file, "\"'=1+1\",\"say \"\"a\"\"\"\r\n");
    }
}
