//! What is typed, resolved against an index's vocabulary.

use std::ops::Range;

use super::fold::Folded;
use super::sequence::Vocabulary;

/// So many characters of what is typed are looked at; pasting a page must not stop the page.
const LONGEST: usize = 200;

/// What is typed.
#[derive(Debug)]
pub struct Query {
    /// Its words.
    pub words: Vec<Wanted>,
    /// Runs of them that must stand together: characters without a space between, or one word.
    pub chunks: Vec<Range<usize>>,
    /// All letters, if it might be pinyin; else empty.
    pub letters: String,
}

/// A word of the query.
#[derive(Debug)]
pub struct Wanted {
    /// Its letters.
    pub text: String,
    /// Whether it is one character of a script without spaces.
    pub is_single: bool,
    /// Whether more letters may follow.
    pub is_open: bool,
    /// The very word.
    pub exact: Range<u32>,
    /// The words that start with it.
    pub starting: Range<u32>,
    /// The words that it may stand for where it is: if more letters may follow, those that start with it.
    pub here: Range<u32>,
}

/// What some words may stand for: of each, one of its ranges.
pub fn ranges(words: &[Wanted], which: fn(&Wanted) -> &Range<u32>) -> Vec<Range<u32>> {
    let mut ranges = Vec::with_capacity(words.len());
    for word in words {
        ranges.push(which(word).clone());
    }
    ranges
}

impl Query {
    /// Reads what is typed, as far as [`LONGEST`]; `None` if there is nothing to look for.
    pub fn read(typed: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let typed = typed.char_indices().nth(LONGEST).map_or(typed, |(end, _)| &typed[..end]);
        let folded = Folded::of(typed);
        let last = folded.words.len().checked_sub(1)?;
        let mut words = Vec::new();
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, word) in folded.words.iter().enumerate() {
            let text = folded.word(*word).to_owned();
            let exact = vocabulary.exactly(&text);
            let starting = if word.is_single { exact.clone() } else { vocabulary.starting(&text) };
            let is_open = index == last && folded.is_open;
            let here = if is_open { starting.clone() } else { exact.clone() };
            let goes_on = word.is_single && word.is_glued && index > 0 && folded.words[index - 1].is_single;
            match chunks.last_mut() {
                Some(chunk) if goes_on => chunk.end = index + 1,
                _ => chunks.push(index..index + 1),
            }
            words.push(Wanted { text, is_single: word.is_single, is_open, exact, starting, here });
        }
        let letters = if folded.text.is_ascii() { folded.text } else { String::new() };
        Some(Query { words, chunks, letters })
    }

    /// Its runs of characters of scripts without spaces.
    pub fn single_runs(&self) -> Vec<Vec<Range<u32>>> {
        let mut runs = Vec::new();
        for chunk in &self.chunks {
            let run = &self.words[chunk.clone()];
            if run[0].is_single {
                runs.push(ranges(run, |word| &word.exact));
            }
        }
        runs
    }

    /// Whether it is one run of characters of a script without spaces.
    pub fn is_one_run(&self) -> bool {
        self.chunks.len() == 1 && self.words[0].is_single
    }
}
