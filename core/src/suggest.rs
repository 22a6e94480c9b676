//! "Did you mean …?": the nearest of the known names.

/// The known name nearest to what was typed, if it is near enough to be meant.
///
/// Of equally near names, the first. Looks at names of similar length only, so that a list of thousands stays
/// quick.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed: Vec<char> = typed.chars().flat_map(char::to_lowercase).take(64).collect();
    let reach = (typed.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).take(64).collect();
        if letters.len().abs_diff(typed.len()) > reach {
            continue;
        }
        let distance = distance(&typed, &letters);
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// Edits between two words: insert, delete, replace, swap neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
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
    use super::nearest;

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
}
