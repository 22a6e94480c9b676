//! Search: every name in every language, codes, pinyin, initials, typos; ranked, and quick at 20,000 names.
//!
//! Names are folded and cut into words; a character of a script without spaces is a word of its own, so one index
//! of places serves every language: a Chinese substring and an English phrase are both runs of words. Pinyin is a
//! second such sequence, over the syllables of those names that come with a reading.

mod find;
pub(crate) mod fold;
mod mark;
mod of;
mod query;
mod sequence;
mod sound;
#[cfg(test)]
mod tests;
mod typo;

use std::borrow::Cow;
use std::ops::Range;

pub use of::{READING, Subject, in_grade_order};

use crate::sort::sort;
use fold::Folded;
use sequence::{Collector, GAP, Sequences, Vocabulary};
use sound::Sounds;

/// Something to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its names.
    pub names: Vec<Name<'a>>,
    /// Its codes and ids.
    pub codes: Vec<&'a str>,
    /// Whether others that match as well go before it.
    pub is_secondary: bool,
}

/// A name of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name<'a> {
    /// The language.
    pub language: &'a str,
    /// The text.
    pub text: Cow<'a, str>,
    /// The pinyin of its Chinese characters, a syllable without tone for each, `v` for ü, with spaces between;
    /// empty where it is not known.
    pub reading: Cow<'a, str>,
}

/// How well a hit matches; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The whole name or code.
    Exact,
    /// The name's or code's beginning.
    Prefix,
    /// From the beginning of a word.
    WordPrefix,
    /// Anywhere in the name.
    Substring,
    /// All words, in any order.
    Words,
    /// Pinyin.
    Pinyin,
    /// Initials of pinyin, or of some syllables the beginning only.
    Initials,
    /// With a mistake in some of the words.
    Typo,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a, T> {
    /// What.
    pub item: T,
    /// The language of the name that matches.
    pub language: &'a str,
    /// The name that matches; if a code does, the reader's.
    pub name: &'a str,
    /// The code that matches.
    pub code: Option<&'a str>,
    /// The characters of the name that match, ascending and apart, counted from 0.
    pub marks: Vec<Range<usize>>,
    /// How well.
    pub class: Class,
}

/// Names that can be searched. `T` says what an entry is.
#[derive(Debug, Clone)]
pub struct Index<T> {
    items: Vec<T>,
    /// By entry, its first name; one more for the end.
    first_names: Vec<u32>,
    languages: Vec<String>,
    names: Vec<Record>,
    texts: String,
    vocabulary: Vocabulary,
    /// The words from here on are characters of scripts without spaces; those before are written in letters.
    first_single: u32,
    words: Sequences,
    /// By place in the words, the language, and whether the entry is [`SECONDARY`].
    language_at: Vec<u8>,
    sounds: Sounds,
    /// By language, whether any of its names has a reading.
    has_sounds: Vec<bool>,
    /// Codes folded and without what joins their parts, sorted; with the entry, and as they are written.
    codes: Vec<(String, u32, String)>,
}

/// The bit of a language that says that the entry is secondary.
const SECONDARY: u8 = 0x80;

/// A name in the index.
#[derive(Debug, Clone, Copy)]
struct Record {
    entry: u32,
    language: u8,
    /// Where its text ends; it starts where the one before ends.
    end: u32,
    /// The place of its first word.
    place: u32,
}

impl<T: Copy> Index<T> {
    /// Indexes entries, which keep their order where nothing else tells hits apart.
    pub fn new<'a>(entries: impl IntoIterator<Item = (T, Entry<'a>)>) -> Self {
        let mut index = Index {
            items: Vec::new(),
            first_names: vec![0],
            languages: Vec::new(),
            names: Vec::new(),
            texts: String::new(),
            vocabulary: Vocabulary::default(),
            first_single: 0,
            words: Sequences::default(),
            language_at: vec![0],
            sounds: Sounds::default(),
            has_sounds: Vec::new(),
            codes: Vec::new(),
        };
        let mut words = Collector::default();
        let mut sounds = Collector::default();
        let mut folded = Folded::default();
        words.gap();
        sounds.gap();
        for (item, entry) in entries {
            let number = index.items.len() as u32;
            index.items.push(item);
            for name in entry.names {
                index.add(number, &name, words.place());
                folded.fold(&name.text);
                for word in &folded.words {
                    words.push(folded.word(*word));
                }
                let language = index.names.last().map_or(0, |name| name.language);
                let has_sounds = sound::collect(&folded, &name.reading, &mut sounds);
                if let Some(any) = index.has_sounds.get_mut(usize::from(language)) {
                    *any |= has_sounds;
                }
                words.gap();
                sounds.gap();
                let secondary = if entry.is_secondary { SECONDARY } else { 0 };
                index.language_at.resize(words.place() as usize, language | secondary);
            }
            let names = index.names.len() as u32;
            // What has no name cannot be shown.
            let is_named = index.first_names.last() != Some(&names);
            index.first_names.push(names);
            for code in entry.codes {
                let compact = Folded::of(code).text;
                if is_named && !compact.is_empty() {
                    index.codes.push((compact, number, code.to_owned()));
                }
            }
        }
        sort(&mut index.codes);
        (index.vocabulary, index.words) = words.finish();
        index.first_single = index.vocabulary.starting(fold::FIRST_SINGLE).start;
        index.sounds = Sounds::new(sounds);
        index
    }

    fn add(&mut self, entry: u32, name: &Name<'_>, place: u32) {
        let known = self.languages.iter().position(|language| language == name.language);
        let language = known.unwrap_or(self.languages.len());
        if language == self.languages.len() && language <= usize::from(!SECONDARY) {
            self.languages.push(name.language.to_owned());
            self.has_sounds.push(false);
        }
        self.texts.push_str(&name.text);
        let end = self.texts.len() as u32;
        // From the 127th on, a pack's languages count as one, so that they fit beside a bit.
        let language = language.min(usize::from(!SECONDARY)) as u8;
        self.names.push(Record { entry, language, end, place });
    }

    fn text(&self, name: usize) -> &str {
        let start = name.checked_sub(1).map_or(0, |before| self.names[before].end as usize);
        &self.texts[start..self.names[name].end as usize]
    }

    /// The name that a place in the words or sounds belongs to.
    fn name_at(&self, place: u32) -> usize {
        self.names.partition_point(|name| name.place <= place).saturating_sub(1)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
