//! A plan to take along: as a calendar of its exams and competitions, and as a table.

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::learner::Learner;
use crate::model::{Confidence, JobId, Node};
use crate::question::{Answer, Term};
use crate::words::{Language, labels, plan as say};

/// The exams and competitions of a plan and their registration deadlines as an iCalendar file (RFC 5545), all-day events; what is made
/// up says so in its title. `today` stamps them, so that the same plan gives the same file. Where [`has_dates`] says no,
/// it is empty.
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
        let competition = matches!(item.node, Node::Competition(_) | Node::Award(_));
        let (exam, deadline) = match language {
            Language::Chinese => (if competition { "竞赛：" } else { "考试：" }, "报名截止："),
            Language::English => {
                (if competition { "Competition: " } else { "Exam: " }, "Register by today: ")
            }
        };
        let (exam, deadline) = (format!("{exam}{name}{mark}"), format!("{deadline}{name}{mark}"));
        let mut event = |day: Date, what: &str, title: &str| {
            lines.push("BEGIN:VEVENT".to_owned());
            lines.push(format!("UID:{what}-{id}-{day}@{}", catalogue.head.id));
            lines.push(format!("DTSTAMP:{}T000000Z", compact(today)));
            lines.push(format!("DTSTART;VALUE=DATE:{}", compact(day)));
            lines.push(format!("SUMMARY:{}", escaped(title)));
            // One registers elsewhere.
            if day == sitting.date && !sitting.site.is_empty() {
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

/// Whether the data has a date for any exam or competition of a plan.
pub fn has_dates(answer: &Answer) -> bool {
    answer.items().any(|(_, item)| item.sitting.is_some())
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

/// A plan as a CSV table, with a byte-order mark so that spreadsheets read Chinese. By term, there is a row for each
/// item that starts in it, for each course that is recognised from it on, and for each thing that the learner put into
/// it by hand, and for each first attempt that failed; what goes on from an earlier term is in the row of the term in which it starts, with its number of terms.
/// A cell is empty where nothing is known or there is nothing to say. The note is the learner's own; the mark, in the
/// last column, says of a row that something in it is made up.
pub fn table(catalogue: &Catalogue, learner: &Learner, answer: &Answer, language: Language) -> String {
    let (head, recognition, own_entry, attempt, between) = match language {
        Language::Chinese => (
            "学期,项目,类别,每周学时,学期数,学分,费用,考试或竞赛日期,报名截止,理由,备注,标记",
            "学分认定",
            "自己添加",
            "第一次没有通过",
            "；",
        ),
        Language::English => (
            "Term,Item,Kind,Hours a week,Terms,Credits,Fee,Exam or competition,Register by,Why,Note,Mark",
            "Recognition",
            "Added by hand",
            "First attempt failed",
            "; ",
        ),
    };
    let note = |node: Node| learner.note_on(node).unwrap_or_default().to_owned();
    let mark = |made_up: bool| match made_up {
        true => labels::confidence(Confidence::Illustrative, language).to_owned(),
        false => String::new(),
    };
    let mut file = String::from("\u{feff}");
    let head: Vec<String> = head.split(',').map(str::to_owned).collect();
    row(&mut file, &head);
    for planned in &answer.terms {
        let name = term(catalogue, &planned.term, language);
        for item in &planned.items {
            // What a course costs is not known, whoever is in the programme pays for it as a whole.
            let (credits, fee) = match item.node {
                Node::Course(course) => (catalogue.courses[course].credits, None),
                _ => (None, item.fee),
            };
            let sitting = item.sitting.as_ref();
            let cells = [
                name.clone(),
                say::node(catalogue, item.node, language),
                labels::kind(item.node.kind(), language).to_owned(),
                if catalogue.hours_known(item.node) { item.load.to_string() } else { String::new() },
                item.duration.to_string(),
                amount(credits),
                amount(fee),
                sitting.map(|sitting| sitting.date.to_string()).unwrap_or_default(),
                sitting.and_then(|sitting| sitting.deadline).map(|day| day.to_string()).unwrap_or_default(),
                say::reasons(catalogue, &item.reasons, language).join(between),
                note(item.node),
                mark(catalogue.is_made_up(&item.sources(catalogue, learner))),
            ];
            row(&mut file, &cells);
        }
        for entry in &planned.recognised {
            let (course, rule) = (Node::Course(entry.course), &catalogue.recognition[entry.rule]);
            let from = say::node(catalogue, entry.from, language);
            let why = match (language, entry.whole) {
                (Language::Chinese, true) => format!("凭“{from}”，免修"),
                (Language::Chinese, false) => format!("凭“{from}”，认定部分学分"),
                (Language::English, true) => format!("For {from}; not studied"),
                (Language::English, false) => format!("For {from}; a part of the credits"),
            };
            let mut cells: [String; 12] = Default::default();
            cells[0] = name.clone();
            cells[1] = say::node(catalogue, course, language);
            cells[2] = recognition.to_owned();
            cells[5] = entry.credits.to_string();
            cells[6] = amount(rule.fee);
            cells[9] = why;
            cells[10] = note(course);
            cells[11] = mark(catalogue.is_made_up(&[rule.source]));
            row(&mut file, &cells);
        }
        for (node, hours) in &planned.attempts {
            let mut cells: [String; 12] = Default::default();
            cells[0] = name.clone();
            cells[1] = say::node(catalogue, *node, language);
            cells[2] = attempt.to_owned();
            cells[3] = if catalogue.hours_known(*node) { hours.to_string() } else { String::new() };
            row(&mut file, &cells);
        }
        for own in &planned.own {
            let mut cells: [String; 12] = Default::default();
            cells[0] = name.clone();
            cells[1] = own.name.clone();
            cells[2] = own_entry.to_owned();
            cells[3] = own.hours.to_string();
            cells[4] = "1".to_owned();
            cells[5] = own.credits.to_string();
            row(&mut file, &cells);
        }
    }
    file
}

fn amount(known: Option<Decimal>) -> String {
    known.map(|amount| amount.to_string()).unwrap_or_default()
}

/// A term as the programme counts it and as the calendar calls it, as far as there are a programme and a calendar.
pub fn term(catalogue: &Catalogue, term: &Term, language: Language) -> String {
    let number = term.programme_term.map(|number| say::programme_term(number, language));
    let calendar = catalogue.calendar_term(term.place);
    match (number, calendar) {
        (Some(number), Some(slot)) => format!("{number} · {}", labels::name(&slot.name, language).0),
        (None, Some(slot)) => labels::name(&slot.name, language).0.to_owned(),
        (Some(number), None) => number,
        (None, None) => say::programme_term(term.place + 1, language),
    }
}

/// A row as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn row(file: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            file.push(',');
        }
        file.push('"');
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
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
