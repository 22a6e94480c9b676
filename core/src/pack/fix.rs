//! Mending what can be mended without asking: what was meant is plain, and nothing else could have been.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::diagnostic::{Advice, Problem, Want};
use crate::model::is_safe_link;
use crate::requisite::{self, FaultKind, Requisite, Spot};
use crate::suggest::edits;
use crate::wire::field::clean;

/// What a cell should hold in place of `cell`, if that is plain. `character` is where in it the problem is; `is_list`,
/// whether several entries may stand there.
pub fn cell(
    problem: &Problem,
    cell: &str,
    ids: &mut Ids,
    character: Option<u32>,
    is_list: bool,
) -> Option<String> {
    match problem {
        Problem::Advice(Advice::Hidden { .. }) => Some(clean(cell)),
        Problem::UnknownId { id, .. } if is_list && divided(id).all(|part| ids.has(part)) => {
            replace_entry(cell, id, &divided(id).collect::<Vec<_>>().join(";"))
        }
        Problem::UnknownChoice { found, choices, .. }
            if is_list && divided(found).all(|part| choices.contains(&part)) =>
        {
            replace_entry(cell, found, &divided(found).collect::<Vec<_>>().join(";"))
        }
        Problem::WrongType { want: Want::Whole, found } if is_list && divided(found).all(is_number) => {
            replace_entry(cell, found, &divided(found).collect::<Vec<_>>().join(";"))
        }
        Problem::UnknownChoice { found, nearest: Some(nearest), .. } => replace_entry(cell, found, nearest),
        Problem::UnknownId { id, nearest: Some(nearest), .. } if ids.is_only(id, nearest) => {
            // What is there already was hardly meant twice.
            let mut words = cell.split(|character| !requisite::is_word(character));
            match character {
                _ if words.any(|word| word == nearest) => None,
                Some(character) => replace_at(cell, character, id, nearest),
                None => replace_entry(cell, id, nearest),
            }
        }
        Problem::WrongType { want: Want::Date, .. } => date(cell),
        Problem::WrongType { want: Want::Whole, found } => replace_entry(cell, found, &number(found)?),
        Problem::WrongType { want: Want::Decimal, found } => {
            replace_entry(cell, found, &number(found).or_else(|| decimal_comma(found))?)
        }
        Problem::WrongType { want: Want::Flag, .. } => flag(cell).map(str::to_owned),
        Problem::Requisite(fault) => requisite(cell, fault),
        Problem::UnsafeLink { .. } => link(cell),
        _ => None,
    }
}

/// The ids of a pack, asked whether only one of them can be meant.
pub struct Ids {
    ids: Vec<String>,
    known: BTreeSet<String>,
    asked: BTreeMap<String, bool>,
}

/// So many ids are looked for in a pack; who mistyped more has another problem.
const MOST_ASKED: usize = 500;

impl Ids {
    /// All ids of a pack.
    pub fn new(ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let ids: Vec<String> = ids.into_iter().map(Into::into).collect();
        Self { known: ids.iter().cloned().collect(), ids, asked: BTreeMap::new() }
    }

    /// Whether there is such an id.
    fn has(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// Whether `nearest` is the only id that can be meant by `typed`: one letter away or two neighbours swapped, no
    /// digit among what differs, and no other id as near.
    fn is_only(&mut self, typed: &str, nearest: &str) -> bool {
        if let Some(answer) = self.asked.get(typed) {
            return *answer;
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let near = |id: &str| id.len().abs_diff(typed.len()) <= 4 && edits(typed, id) <= 1;
        let answer = self.asked.len() < MOST_ASKED
            && typed.chars().count() >= 3
            && digits(typed) == digits(nearest)
            && near(nearest)
            && self.ids.iter().all(|id| id == nearest || !near(id));
        self.asked.insert(typed.to_owned(), answer);
        answer
    }
}

/// Replaces one entry of a list, or the whole cell.
fn replace_entry(cell: &str, old: &str, new: &str) -> Option<String> {
    let mut found = false;
    let entries: Vec<&str> = cell
        .split([';', '；'])
        .map(|entry| {
            let is_meant = entry.trim() == old;
            found |= is_meant;
            if is_meant { new } else { entry.trim() }
        })
        .collect();
    found.then(|| entries.join(";"))
}

/// Replaces a word that stands at a character.
fn replace_at(cell: &str, character: u32, old: &str, new: &str) -> Option<String> {
    let (start, _) = cell.char_indices().nth((character as usize).checked_sub(1)?)?;
    let rest = cell[start..].strip_prefix(old)?;
    Some(format!("{}{new}{rest}", &cell[..start]))
}

/// A day as `2025年3月1日`, `2025.3.1` or `20250301`.
fn date(cell: &str) -> Option<String> {
    let mut parts: Vec<String> = vec![String::new()];
    for character in cell.trim().chars().map(narrow) {
        match character {
            digit if digit.is_ascii_digit() => parts.last_mut()?.push(digit),
            '年' | '月' | '日' | '.' | '-' | '/' => parts.push(String::new()),
            blank if blank.is_whitespace() => {}
            _ => return None,
        }
    }
    parts.retain(|part| !part.is_empty());
    let text = match &parts[..] {
        [day] if day.len() == 8 => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
        // The year first: otherwise the day cannot be told from the month.
        [year, month, day] if year.len() == 4 => format!("{year}-{month}-{day}"),
        _ => return None,
    };
    text.parse::<Date>().ok().map(|date| date.to_string())
}

/// The parts of what should have been divided by `;`.
fn divided(entry: &str) -> impl Iterator<Item = &str> {
    entry.split([',', '，', '、']).map(str::trim)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number with a comma before its decimals, of which there are fewer than between thousands.
fn decimal_comma(cell: &str) -> Option<String> {
    let (whole, decimals) = cell.split_once(',')?;
    let fits = is_number(whole) && is_number(decimals) && decimals.len() <= 2;
    fits.then(|| format!("{whole}.{decimals}"))
}

/// A number with a unit, wide digits or commas between thousands.
fn number(cell: &str) -> Option<String> {
    let narrowed: String = cell.chars().map(narrow).filter(|character| !character.is_whitespace()).collect();
    let units = ["学分", "学时", "课时", "小时", "元", "周", "%"];
    let plain = units.iter().find_map(|unit| narrowed.strip_suffix(unit)).unwrap_or(&narrowed);
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let mut thousands = whole.split(',');
    let grouped = thousands.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && thousands.all(|group| group.len() == 3);
    let whole = if whole.contains(',') && grouped { whole.replace(',', "") } else { whole.to_owned() };
    let fits = is_number(&whole) && (decimals.is_empty() || is_number(decimals));
    let mended = if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") };
    (fits && mended != cell).then_some(mended)
}

fn flag(cell: &str) -> Option<&'static str> {
    match cell.trim().to_lowercase().as_str() {
        "y" | "√" | "✓" | "✔" | "☑" | "对" | "有" => Some("yes"),
        "n" | "×" | "✗" | "✘" | "错" | "无" => Some("no"),
        _ => None,
    }
}

/// The ASCII twin of a full-width sign or digit.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xff01 + 0x21).unwrap_or(character),
        other => other,
    }
}

/// Closes a bracket, or drops one that is too many, where there is only one way to do it; divides what is counted by
/// commas.
fn requisite(cell: &str, fault: &requisite::Fault) -> Option<String> {
    let (start, sign) = cell.char_indices().nth((fault.at as usize).checked_sub(1)?)?;
    let (before, after) = (&cell[..start], &cell[start + sign.len_utf8()..]);
    let mended = match &fault.kind {
        FaultKind::Unclosed if is_plain(after) => format!("{cell})"),
        FaultKind::Unexpected(found) if found == ")" && after.trim().is_empty() && is_plain(before) => {
            before.trim_end().to_owned()
        }
        FaultKind::Semicolons(marks) => {
            let sign = |(at, sign)| if marks.contains(&at) { ',' } else { sign };
            (1..).zip(cell.chars()).map(sign).collect()
        }
        _ => return None,
    };
    requisite::parse(&mended).is_ok().then_some(mended)
}

/// Whether a requisite means the same wherever one puts brackets: one item, or several that are joined alike.
fn is_plain(text: &str) -> bool {
    let is_leaf = |part: &Requisite<Spot>| !matches!(part, Requisite::All(_) | Requisite::AtLeast { .. });
    match requisite::parse(text) {
        Ok(Requisite::All(parts) | Requisite::AtLeast { of: parts, .. }) => parts.iter().all(is_leaf),
        Ok(_) => true,
        Err(_) => false,
    }
}

fn link(cell: &str) -> Option<String> {
    let is_mail = cell.matches('@').count() == 1 && !cell.contains([':', '/']);
    let mended = match cell {
        _ if is_mail => format!("mailto:{cell}"),
        _ if cell.to_ascii_lowercase().starts_with("www.") => format!("https://{cell}"),
        _ => return None,
    };
    is_safe_link(&mended).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requisite::Fault;

    #[test]
    fn mends_what_is_plain_and_nothing_else() {
        let wrong = |want, found: &str| Problem::WrongType { want, found: found.to_owned() };
        let unknown = |id: &str, nearest: &str| Problem::UnknownId {
            id: id.to_owned(),
            kinds: vec!["courses"],
            nearest: Some(nearest.to_owned()),
        };
        let fault = |at, kind| Problem::Requisite(Fault { at, kind });
        let cases = [
            (wrong(Want::Date, ""), "2025年3月1日", None, Some("2025-03-01")),
            (wrong(Want::Date, ""), "２０２５．３．１", None, Some("2025-03-01")),
            (wrong(Want::Date, ""), "20250301", None, Some("2025-03-01")),
            (wrong(Want::Date, ""), "3/1/2025", None, None),
            (wrong(Want::Date, ""), "2025-02-29", None, None),
            (wrong(Want::Whole, "６４学时"), "６４学时", None, Some("64")),
            (wrong(Want::Whole, "1,200"), "1,200", None, Some("1200")),
            (wrong(Want::Whole, "1,20"), "1,20", None, None),
            (wrong(Want::Whole, "6.5"), "6.5", None, None),
            (wrong(Want::Whole, "２"), "1;２;3", None, Some("1;2;3")),
            (wrong(Want::Decimal, "45%"), "45%", None, Some("45")),
            (wrong(Want::Decimal, "three"), "three", None, None),
            (wrong(Want::Decimal, "3,5"), "3,5", None, Some("3.5")),
            (wrong(Want::Decimal, "1,200"), "1,200", None, Some("1200")),
            (wrong(Want::Flag, "√"), "√", None, Some("yes")),
            (wrong(Want::Flag, "maybe"), "maybe", None, None),
            (unknown("robto", "robot"), "plc; robto", None, Some("plc;robot")),
            (unknown("robto", "robot"), "plc 且 robto", Some(7), Some("plc 且 robot")),
            (unknown("robto", "robot"), "robot 或 robto", Some(9), None),
            (unknown("robto", "robot"), "robot;robto", None, None),
            (unknown("robot-3", "robot-2"), "robot-3", None, None),
            (unknown("rabot", "robot"), "rabot", None, Some("robot")),
            (unknown("weldin", "welding"), "weldin", None, None),
            (unknown("pl", "plc"), "pl", None, None),
            (fault(5, FaultKind::Unclosed), "a 且 (b 或 c", None, Some("a 且 (b 或 c)")),
            (fault(1, FaultKind::Unclosed), "(a 或 b 且 c", None, None),
            (fault(2, FaultKind::Unexpected(")".into())), "a)", None, Some("a")),
            (fault(7, FaultKind::Unexpected(")".into())), "a 或 b ) 且 c", None, None),
            (fault(11, FaultKind::Unexpected(")".into())), "a 或 b 且 c )", None, None),
            (fault(3, FaultKind::Unexpected("b".into())), "a b", None, None),
            (
                fault(1, FaultKind::Semicolons(vec![8, 10])),
                "2 of (a;b；(c;d))",
                None,
                Some("2 of (a,b,(c;d))"),
            ),
            (
                Problem::UnsafeLink { link: String::new() },
                "www.example.org/a",
                None,
                Some("https://www.example.org/a"),
            ),
            (
                Problem::UnsafeLink { link: String::new() },
                "a@example.org",
                None,
                Some("mailto:a@example.org"),
            ),
            (Problem::UnsafeLink { link: String::new() }, "javascript:a@b", None, None),
        ];
        let mut ids = Ids::new(["plc", "robot", "robot-1", "robot-2", "welding", "weldings", "weldim"]);
        for (problem, text, character, want) in cases {
            assert_eq!(
                cell(&problem, text, &mut ids, character, false).as_deref(),
                want,
                "{problem:?} {text}"
            );
        }
        let choice = |found: &str| Problem::UnknownChoice {
            found: found.to_owned(),
            choices: &["k_fact", "s_prac"],
            nearest: None,
        };
        let no_id = |id: &str| Problem::UnknownId { id: id.to_owned(), kinds: Vec::new(), nearest: None };
        for (problem, text, want) in [
            (wrong(Want::Whole, "3,5"), "1;3,5", Some("1;3;5")),
            (wrong(Want::Whole, "3-5"), "3-5", None),
            (no_id("plc， robot"), "plc， robot", Some("plc;robot")),
            (no_id("plc,nobody"), "plc,nobody", None),
            (choice("k_fact、s_prac"), "k_fact、s_prac", Some("k_fact;s_prac")),
        ] {
            assert_eq!(cell(&problem, text, &mut ids, None, true).as_deref(), want, "{problem:?} {text}");
            assert_eq!(cell(&problem, text, &mut ids, None, false), None, "{problem:?} {text}");
        }
    }
}
