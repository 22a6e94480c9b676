use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::ladder::fixture::Fixture;

/// An index of entries, each a line of names: `en`, then `zh` and its reading.
fn index(lines: &[&str]) -> Index<usize> {
    let entries = lines.iter().enumerate().map(|(number, line)| {
        let mut parts = line.split(" | ");
        let en = parts.next().unwrap_or_default();
        let zh = parts.next().unwrap_or_default();
        let reading = parts.next().unwrap_or_default();
        let mut names = vec![Name { language: "en", text: en.into(), reading: "".into() }];
        if !zh.is_empty() {
            names.push(Name { language: "zh", text: zh.into(), reading: reading.into() });
        }
        (number, Entry { names, codes: Vec::new(), is_secondary: false })
    });
    Index::new(entries)
}

/// Hits in words: a line each, with what matches in brackets.
fn show<T: Copy>(hits: &[Hit<'_, T>]) -> String {
    let mut text = String::new();
    for hit in hits {
        let mut marked = String::new();
        for (place, character) in hit.name.chars().enumerate() {
            if hit.marks.iter().any(|mark| mark.start == place) {
                marked.push('[');
            }
            marked.push(character);
            if hit.marks.iter().any(|mark| mark.end == place + 1) {
                marked.push(']');
            }
        }
        let code = hit.code.map(|code| format!(" ({code})")).unwrap_or_default();
        let _ = writeln!(text, "{:?} {marked}{code}", hit.class);
    }
    text
}

const ROBOTS: &[&str] = &[
    "Robot maintainer | 工业机器人系统运维员 | gong ye ji qi ren xi tong yun wei yuan",
    "Operator of industrial robots | 工业机器人系统操作员 | gong ye ji qi ren xi tong cao zuo yuan",
    "Robot",
    "Web front-end development | Web前端开发 | qian duan kai fa",
    "Microrobotics | PLC 技术（二） | ji shu er",
    "Café répétiteur’s course | 旅客服务 | lv ke fu wu",
];

#[test]
fn ranks_and_marks() {
    let index = index(ROBOTS);
    let mut text = String::new();
    let queries = [
        ("robot", "en"),
        ("robots ind", "en"),
        ("CAFE REPETITEUR'S", "en"),
        ("机器人", "en"),
        ("机器 操作", "en"),
        ("工业系统员", "en"),
        ("ｐｌｃ技术", "zh"),
        ("jiqiren", "zh"),
        ("gongyejiq", "zh"),
        ("gyjqrxtc", "zh"),
        ("plcjish", "zh"),
        ("lvkfu", "zh"),
        ("robto mantain", "en"),
        ("t end dev", "en"),
        ("robots of industri operater", "en"),
        ("webfront end dev", "en"),
        ("micro robotics", "en"),
        ("机气人系统", "zh"),
        ("旅客的服务", "zh"),
        ("  …", "en"),
    ];
    for (typed, reader) in queries {
        let _ = write!(text, "{typed:?}\n{}\n", show(&index.search(typed, reader, 10)));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_index_of_a_catalogue() {
    let mut pack = Fixture::new(1);
    pack.job("welder", 1, &[]).qualification("weld", &[1, 1]).competition("cup", 1, "");
    pack.row("jobs", r#""id":"operator","name":{"en":"Operator","zh":"操作员"},"code":"6-31-07-03""#);
    pack.row("qualifications", r#""id":"q","name":{"zh":"焊工证","zh-Latn":"han gong zheng"},"family":"x""#);
    pack.row("grades", r#""id":"q.1","name":{"zh":"高级","zh-Latn":"gao ji"},"qualification":"q","rank":1"#);
    let catalogue = pack.build();
    let index = Index::of(&catalogue);
    let mut text = String::new();
    for typed in ["weld", "weld.2", "6310703", "6-31", "operator", "cup", "s", "hgz", "zhenggao"] {
        let _ = write!(text, "{typed:?}\n{}\n", show(&index.search(typed, "en", 10)));
    }
    insta::assert_snapshot!(text);
}

/// Names of few letters and characters, so that much matches; with made-up readings.
fn entries() -> impl Strategy<Value = Vec<(String, String)>> {
    let english = "([abc]{1,6}[ -]){0,3}[abc]{1,6}";
    let chinese = "[一丁七（]{0,5}(ab)?[一丁七]{1,4}";
    prop::collection::vec((english, chinese), 1..12)
}

fn reading(chinese: &str) -> Vec<&'static str> {
    let syllable = |character| match character {
        '一' => Some("yi"),
        '丁' => Some("ding"),
        '七' => Some("qi"),
        _ => None,
    };
    chinese.chars().filter_map(syllable).collect()
}

fn index_of(entries: &[(String, String)]) -> Index<usize> {
    let readings: Vec<String> = entries.iter().map(|(_, chinese)| reading(chinese).join(" ")).collect();
    let entries = entries.iter().zip(&readings).enumerate().map(|(number, ((english, chinese), reading))| {
        let en = Name { language: "en", text: english.into(), reading: "".into() };
        let zh = Name { language: "zh", text: chinese.into(), reading: reading.into() };
        (number, Entry { names: vec![en, zh], codes: Vec::new(), is_secondary: false })
    });
    Index::new(entries)
}

/// The words of a text, each between two bars.
fn barred(text: &str) -> String {
    let folded = Folded::of(text);
    let words: Vec<&str> = folded.words.iter().map(|word| folded.word(*word)).collect();
    format!("|{}|", words.join("|"))
}

fn found(index: &Index<usize>, typed: &str, reader: &str) -> Vec<(usize, Class)> {
    index.search(typed, reader, usize::MAX).iter().map(|hit| (hit.item, hit.class)).collect()
}

#[test]
fn a_run_that_crosses_from_one_word_into_the_next_hides_none_inside_it() {
    // In the list of all words "ac" stands before "bcbc".
    let entries = [("ac-c".to_owned(), "一".to_owned()), ("bcbc".to_owned(), "一".to_owned())];
    assert_eq!(found(&index_of(&entries), "cbc", "en"), [(1, Class::Substring)]);
}

proptest! {
    #[test]
    fn each_is_found_once_with_marks_in_its_name(entries in entries(), typed in "[abc yiqdng一丁]{1,8}") {
        let index = index_of(&entries);
        let all = index.search(&typed, "en", usize::MAX);
        for (place, hit) in all.iter().enumerate() {
            prop_assert!(all[..place].iter().all(|other| other.item != hit.item));
            let length = hit.name.chars().count();
            prop_assert!(hit.marks.iter().all(|mark| !mark.is_empty() && mark.end <= length), "{:?}", hit);
            prop_assert!(hit.marks.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", hit);
            prop_assert!(!hit.marks.is_empty(), "{:?}", hit);
        }
        for limit in 0..all.len() {
            prop_assert_eq!(&index.search(&typed, "en", limit), &all[..limit]);
        }
    }

    /// Against scanning every name.
    #[test]
    fn runs_are_those_that_scanning_finds(entries in entries(), typed in "([abc]{1,3} ?[abc]{0,3}|[一丁七]{1,3}|b[一丁])") {
        let index = index_of(&entries);
        let wanted = barred(&typed);
        // A space at the end ends the last word.
        let wanted = if typed.ends_with(' ') { &wanted } else { wanted.trim_end_matches('|') };
        let holds = |name: &str| {
            let name = barred(name);
            // A query that starts with a letter may begin inside a word, if it is not just one letter.
            let inside = &wanted[1..];
            let is_short = Folded::of(&typed).words[0].end < 2;
            if typed.starts_with(|first: char| first.is_ascii()) && !is_short {
                name.contains(inside)
            } else {
                name.contains(wanted)
            }
        };
        let scanned: Vec<usize> = (0..entries.len())
            .filter(|entry| holds(&entries[*entry].0) || holds(&entries[*entry].1))
            .collect();
        let mut runs: Vec<usize> = found(&index, &typed, "en")
            .into_iter()
            .filter(|(_, class)| *class <= Class::Substring)
            .map(|(entry, _)| entry)
            .collect();
        runs.sort_unstable();
        prop_assert_eq!(runs, scanned);
    }

    #[test]
    fn a_name_is_found_by_itself_its_words_in_any_order_its_pinyin_and_with_a_mistake(
        entries in entries(),
        pick in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
    ) {
        let index = index_of(&entries);
        let entry = pick.index(entries.len());
        let (english, chinese) = &entries[entry];
        let class = |typed: &str, reader: &str| {
            found(&index, typed, reader).into_iter().find(|(found, _)| *found == entry).map(|(_, class)| class)
        };
        prop_assert_eq!(class(english, "en"), Some(Class::Exact));
        prop_assert_eq!(class(chinese, "zh"), Some(Class::Exact));
        let mut words: Vec<&str> = english.split([' ', '-']).collect();
        words.reverse();
        prop_assert!(class(&words.join(" "), "en") <= Some(Class::Words), "{:?}", words);
        let syllables: Vec<String> = Folded::of(chinese)
            .text
            .replace("ab", "\u{1}")
            .chars()
            .map(|character| if character == '\u{1}' { "ab".into() } else { reading(&character.to_string()).concat() })
            .collect();
        prop_assert!(class(&syllables.concat(), "zh") <= Some(Class::Pinyin), "{:?}", syllables);
        let initials: Vec<&str> = syllables.iter().map(|sound| if sound == "ab" { "ab" } else { &sound[..1] }).collect();
        prop_assert!(class(&initials.concat(), "zh") <= Some(Class::Initials), "{:?}", initials);
        let long: Vec<usize> = (0..words.len()).filter(|word| words[*word].len() > 4).collect();
        if !long.is_empty() {
            let word = *at.get(&long);
            let mut mistyped = words[word].to_owned();
            mistyped.remove(at.index(mistyped.len()));
            words[word] = &mistyped;
            prop_assert!(class(&words.join(" "), "en").is_some(), "{:?}", words);
        }
    }
}

#[test]
fn grades_that_match_alike_stand_in_the_order_of_their_grades() {
    let mut fixture = Fixture::new(1);
    fixture.qualification("q", &[0, 0, 0]);
    let catalogue = fixture.build();
    let index = Index::of(&catalogue);
    let query =
        catalogue.about(catalogue.node("q").expect("a node")).name.get("en").unwrap_or("q").to_owned();
    let mut hits = index.search(&query, "en", 10);
    hits.retain(|hit| matches!(hit.item, Subject::Node(crate::model::Node::Grade(_))));
    assert_eq!(hits.len(), 3, "{hits:?}");
    let right = hits.clone();
    hits.reverse();
    hits.rotate_left(1);
    in_grade_order(&catalogue, &mut hits);
    assert_eq!(hits, right);
}

/// Looked at anew for each of its words, such a name would take minutes.
#[test]
fn a_name_of_the_same_word_very_often_is_looked_at_once() {
    let long = "e ".repeat(3_000);
    let hits = index(&[&long, "f e"]);
    for query in [format!("{}f", "e ".repeat(90)), "e f".to_owned()] {
        let found: Vec<&str> = hits.search(&query, "en", 5).iter().map(|hit| hit.name).collect();
        assert_eq!(found, ["f e"], "{query}");
    }
}
