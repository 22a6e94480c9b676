//! "Did you mean …?": the nearest of the known names.

use crate::sorted::Map;

/// The known name nearest to what was typed, if it is near enough to be meant.
///
/// Of equally near names, the first. Looks closer at names of similar length only, so that a list of thousands
/// stays quick.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = letters(typed);
    let reach = (typed.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        // Every character has from one byte to four.
        let could_be = typed.len().saturating_sub(reach)..=4 * (typed.len() + reach);
        if !could_be.contains(&name.len().min(LONGEST)) {
            continue;
        }
        let letters = letters(name);
        if letters.len().abs_diff(typed.len()) > reach {
            continue;
        }
        let least = best.map_or(reach + 1, |(least, _)| least);
        let distance = distance(&typed, &letters);
        if distance < least {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// Names are compared by so many characters.
const LONGEST: usize = 64;

/// Suggestions for one document: the same question is answered once, and when a document has so many mistakes
/// that looking for suggestions would take long, no more are looked for.
#[derive(Debug, Default)]
pub struct Suggestions {
    looked_at: usize,
    known: Map<(Vec<&'static str>, String), Option<String>>,
}

/// So many names are looked at for one document: some tenths of a second.
const MOST: usize = 250_000;

impl Suggestions {
    /// As [`nearest`], for some kinds of names, which are asked for only when they are looked at.
    pub fn nearest<'a>(
        &mut self,
        kinds: &[&'static str],
        typed: &str,
        known: &dyn Fn() -> Vec<&'a str>,
    ) -> Option<String> {
        let key = (kinds.to_vec(), typed.to_owned());
        if let Some(answer) = self.known.get(&key) {
            return answer.clone();
        }
        if self.looked_at > MOST {
            return None;
        }
        let known = known();
        self.looked_at += known.len();
        let answer = nearest(typed, known.iter().copied());
        self.known.insert(key, answer.clone());
        answer
    }
}

/// Edits between two names: insert, delete or replace a letter, swap neighbours; capitals and small letters are
/// alike.
pub fn edits(a: &str, b: &str) -> usize {
    distance(&letters(a), &letters(b))
}

/// The letters by which a name is compared: capitals and small letters are alike.
fn letters(name: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for letter in name.chars().take(LONGEST) {
        letters.push(letter.to_ascii_lowercase());
    }
    letters
}

/// Edits between two words: insert, delete, replace, swap neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    // What two words begin and end with alike needs no edit.
    let (mut a, mut b) = (a, b);
    while let ([first_a, rest_a @ ..], [first_b, rest_b @ ..]) = (a, b)
        && first_a == first_b
    {
        (a, b) = (rest_a, rest_b);
    }
    while let ([rest_a @ .., last_a], [rest_b @ .., last_b]) = (a, b)
        && last_a == last_b
    {
        (a, b) = (rest_a, rest_b);
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{Suggestions, distance, nearest};

    #[test]
    fn suggests_what_is_near() {
        let known = ["plc", "robot-offline", "robot-online", "机械制图"];
        for (typed, want) in [
            ("pcl", Some("plc")),
            ("robot-ofline", Some("robot-offline")),
            ("机械制圈", Some("机械制图")),
            ("welding", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, known).as_deref(), want, "{typed}");
        }
    }

    #[test]
    fn counts_edits() {
        for (a, b, want) in [
            ("", "", 0),
            ("ab", "ab", 0),
            ("ab", "ba", 1),
            ("aab", "ab", 1),
            ("aba", "aa", 1),
            ("abcd", "acbd", 1),
            ("kitten", "sitting", 3),
        ] {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(a), &letters(b)), want, "{a} {b}");
            assert_eq!(distance(&letters(b), &letters(a)), want, "{b} {a}");
        }
    }

    #[test]
    fn gives_up_suggesting_before_it_takes_long() {
        let known: Vec<String> = (0..100_000).map(|number| format!("course-{number}")).collect();
        let known = || known.iter().map(String::as_str).collect();
        let mut suggestions = Suggestions::default();
        let mut found = 0;
        for number in 0..100 {
            found +=
                usize::from(suggestions.nearest(&["courses"], &format!("coarse-{number}"), &known).is_some());
        }
        assert_eq!(found, 3);
        assert!(suggestions.nearest(&["courses"], "coarse-1", &known).is_some(), "answered before");
    }
}
