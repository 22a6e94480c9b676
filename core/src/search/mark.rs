//! Which characters of a name match.

use std::ops::Range;

use super::fold::Folded;
use super::query::{Query, ranges};
use super::{Class, Index, typo};
use crate::sort::sort;

impl<T: Copy> Index<T> {
    /// The characters of a name that match, given the place of the match.
    pub(super) fn marks(&self, name: usize, place: u32, class: Class, query: &Query) -> Vec<Range<usize>> {
        let folded = Folded::of(self.text(name));
        let start = self.names[name].place;
        let within = start..start + folded.words.len() as u32;
        let mut marks = Marks { folded: &folded, start, bytes: Vec::new() };
        match class {
            Class::Exact | Class::Prefix | Class::WordPrefix => marks.run(query, 0..query.words.len(), place),
            Class::Substring => {
                let first = &query.words[0];
                if let Some(word) = folded.words.get((place - start) as usize) {
                    let text = folded.word(*word);
                    // What ends a word, or goes on in the next, stands at its end.
                    let is_at_end = query.words.len() > 1 || !first.is_open;
                    let at = if is_at_end {
                        text.len().checked_sub(first.text.len())
                    } else {
                        text.find(&first.text)
                    };
                    let from = word.start + at.unwrap_or(0);
                    marks.bytes.push(from..(from + first.text.len()).min(word.end));
                }
                marks.run(query, 1..query.words.len(), place + 1);
            }
            Class::Words if query.is_one_run() => {
                let wanted = ranges(&query.words, |word| &word.exact);
                for place in self.words.find_scattered(&within, &wanted).unwrap_or_default() {
                    marks.whole(place);
                }
            }
            Class::Words => {
                for chunk in &query.chunks {
                    let words = &query.words[chunk.clone()];
                    let exact = self.words.find_run(&within, &ranges(words, |word| &word.exact));
                    let starting = || self.words.find_run(&within, &ranges(words, |word| &word.starting));
                    if let Some(place) = exact.or_else(starting) {
                        marks.run(query, chunk.clone(), place);
                    }
                }
            }
            Class::Pinyin | Class::Initials => {
                let heard = self.sounds.hear(&query.letters, place);
                let words = heard.map_or(0, |heard| heard.words);
                for place in place..place + words {
                    marks.whole(place);
                }
            }
            Class::Typo => self.mark_meant(query, &within, &mut marks),
        }
        marks.finish()
    }
}

impl<T: Copy> Index<T> {
    fn mark_meant(&self, query: &Query, within: &Range<u32>, marks: &mut Marks<'_>) {
        for variant in typo::variants(query, &self.vocabulary) {
            if let Some(place) = self.words.find_run(within, &variant) {
                for (items, place) in variant.iter().zip(place..) {
                    if *items != typo::ANYTHING {
                        marks.whole(place);
                    }
                }
                return;
            }
        }
        for wanted in &query.words {
            let text = |place: u32| self.vocabulary.get(self.words.at(place));
            let as_it_is = within.clone().find(|place| wanted.starting.contains(&self.words.at(*place)));
            let near = || within.clone().find(|place| typo::may_be(wanted, text(*place)));
            if let Some(place) = as_it_is.or_else(near) {
                marks.whole(place);
            }
        }
    }
}

/// Marked bytes of a folded name, whose first word stands at `start` in the index.
struct Marks<'a> {
    folded: &'a Folded,
    start: u32,
    bytes: Vec<Range<usize>>,
}

impl Marks<'_> {
    /// Some words of the query, from a place on.
    fn run(&mut self, query: &Query, words: Range<usize>, place: u32) {
        for (word, place) in query.words[words].iter().zip(place - self.start..) {
            if let Some(found) = self.folded.words.get(place as usize) {
                self.bytes.push(found.start..(found.start + word.text.len()).min(found.end));
            }
        }
    }

    fn whole(&mut self, place: u32) {
        if let Some(word) = self.folded.words.get((place - self.start) as usize) {
            self.bytes.push(word.start..word.end);
        }
    }

    /// The characters that the bytes come from; what is between two neighbouring words of one run stays unmarked.
    fn finish(self) -> Vec<Range<usize>> {
        let origin = &self.folded.origin;
        let mut characters = Vec::new();
        for bytes in self.bytes {
            if !bytes.is_empty() {
                characters.push((origin[bytes.start] as usize, origin[bytes.end - 1] as usize + 1));
            }
        }
        sort(&mut characters);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (start, end) in characters {
            match marks.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => marks.push(start..end),
            }
        }
        marks
    }
}
