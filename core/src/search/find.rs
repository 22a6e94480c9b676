//! The search itself: from the best kind of match to the worst, until enough is found.

use std::ops::Range;

use super::query::{Query, Wanted, ranges};
use super::sound::Manner;
use super::{Class, Hit, Index, SECONDARY, typo};
use crate::sort::sort;

/// A match: its rank, then what tells apart matches of one rank, then its class, then its place, in the bits of a
/// number that sorts as they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64);

impl Key {
    fn new(rank: Rank, detail: u16, class: Class, place: u32) -> Self {
        Key((rank as u64) << 56 | u64::from(detail) << 40 | (class as u64) << 32 | u64::from(place))
    }

    fn place(self) -> u32 {
        self.0 as u32
    }

    fn is_code(self) -> bool {
        self.0 >> 56 == Rank::Code as u64
    }

    fn class(self) -> Class {
        match self.0 >> 32 & 0xff {
            0 => Class::Exact,
            1 => Class::Prefix,
            2 => Class::WordPrefix,
            3 => Class::Substring,
            4 => Class::Words,
            5 => Class::Pinyin,
            6 => Class::Initials,
            _ => Class::Typo,
        }
    }
}

/// The order of matches. What is in the reader's own language goes before the same in another; to a reader of
/// Chinese, pinyin is as good as the name.
#[derive(Debug, Clone, Copy)]
enum Rank {
    /// By a code; the place is the code's.
    Code,
    OwnExact,
    OtherExact,
    OwnPrefix,
    OwnPinyin,
    OwnInitials,
    OtherPrefix,
    OwnRun,
    OwnPinyinInside,
    OwnInitialsInside,
    OtherRun,
    OwnSyllables,
    InsideWord,
    Words,
    Scattered,
    Pinyin,
    Typo,
}

/// Matches collected for a search.
struct Harvest<'a, T> {
    index: &'a Index<T>,
    limit: usize,
    /// By entry, whether it has been found.
    seen: Vec<bool>,
    found: Vec<Key>,
}

impl<T: Copy> Harvest<'_, T> {
    fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }

    /// Takes the best of some matches, as far as there is room and their entries are new.
    fn take(&mut self, mut keys: Vec<Key>) {
        // A few times as many as are wanted make up for entries that match twice, most often.
        let some = (self.limit - self.found.len()).saturating_mul(4).saturating_add(16);
        if some < keys.len() {
            self.take_sorted(&best(&keys, some));
            if self.is_full() {
                return;
            }
        }
        sort(&mut keys);
        self.take_sorted(&keys);
    }

    fn take_sorted(&mut self, keys: &[Key]) {
        for key in keys {
            if self.is_full() {
                return;
            }
            let entry = self.index.entry_of(*key) as usize;
            if !std::mem::replace(&mut self.seen[entry], true) {
                self.found.push(*key);
            }
        }
    }
}

impl<T: Copy> Index<T> {
    /// Searches for what is typed; the best `limit` hits, best first. `reader` is the language whose names go before
    /// others that match as well; then, what is not secondary, shorter names, and earlier entries go first.
    pub fn search(&self, typed: &str, reader: &str, limit: usize) -> Vec<Hit<'_, T>> {
        let Some(query) = Query::read(typed, &self.vocabulary) else { return Vec::new() };
        let own = self.languages.iter().position(|language| language == reader).map(|own| own as u8);
        let seen = vec![false; self.items.len()];
        let mut harvest = Harvest { index: self, limit, seen, found: Vec::new() };
        // A number is rather a code than part of a name, letters rather a name than an id.
        let is_number = query.letters.bytes().any(|byte| byte.is_ascii_digit());
        for stage in 0..7 {
            if harvest.is_full() {
                break;
            }
            harvest.take(match stage {
                0 if is_number => self.by_code(&query, true),
                0 => Vec::new(),
                1 => {
                    let mut keys = self.runs(&query, own);
                    keys.append(&mut self.sounding(&query, own, true));
                    keys
                }
                2 => self.by_code(&query, false),
                3 => self.inside_words(&query),
                4 => self.all_words(&query),
                5 => self.sounding(&query, own, false),
                _ => self.mistyped(&query),
            });
        }
        let mut hits = Vec::with_capacity(harvest.found.len());
        for key in harvest.found {
            hits.push(self.hit(key, &query, own));
        }
        hits
    }

    fn entry_of(&self, key: Key) -> u32 {
        if key.is_code() {
            self.codes[key.place() as usize].1
        } else {
            self.names[self.name_at(key.place())].entry
        }
    }

    fn hit(&self, key: Key, query: &Query, own: Option<u8>) -> Hit<'_, T> {
        let entry = self.entry_of(key);
        let (number, code, marks) = if key.is_code() {
            let names =
                self.first_names[entry as usize] as usize..self.first_names[entry as usize + 1] as usize;
            let own = names.clone().find(|name| Some(self.names[*name].language) == own);
            (own.unwrap_or(names.start), Some(self.codes[key.place() as usize].2.as_str()), Vec::new())
        } else {
            let number = self.name_at(key.place());
            (number, None, self.marks(number, key.place(), key.class(), query))
        };
        Hit {
            item: self.items[entry as usize],
            language: &self.languages[usize::from(self.names[number].language)],
            name: self.text(number),
            code,
            marks,
            class: key.class(),
        }
    }

    /// Codes: the whole, or the beginning too.
    fn by_code(&self, query: &Query, also_beginning: bool) -> Vec<Key> {
        let start = self.codes.partition_point(|(code, ..)| *code < query.letters);
        let mut keys = Vec::new();
        if query.letters.is_empty() {
            return keys;
        }
        for (place, (code, ..)) in self.codes.iter().enumerate().skip(start) {
            if !code.starts_with(&query.letters) {
                break;
            }
            let class = if *code == query.letters { Class::Exact } else { Class::Prefix };
            if also_beginning || class == Class::Exact {
                keys.push(Key::new(Rank::Code, class as u16, class, place as u32));
            }
        }
        keys
    }

    fn is_own(&self, place: u32, own: Option<u8>) -> bool {
        self.language_at.get(place as usize).map(|language| language & !SECONDARY) == own
    }

    /// What tells matches of one rank apart: what is looked for first, then how far it is from the query, then how
    /// short the name is, of which the query is so much the more.
    fn detail(&self, place: u32, distance: u8) -> u16 {
        let language = self.language_at.get(place as usize).copied().unwrap_or_default();
        let is_secondary = u16::from(language & SECONDARY != 0);
        let length = self.words.around(place).len().min(63) as u16;
        is_secondary << 14 | u16::from(distance) << 6 | length
    }

    /// Names that hold the query as a run of words, the last perhaps cut short.
    fn runs(&self, query: &Query, own: Option<u8>) -> Vec<Key> {
        let wanted = ranges(&query.words, |word| &word.here);
        let (first, last) = (&query.words[0], &query.words[wanted.len() - 1]);
        let count = wanted.len() as u32;
        let mut keys = Vec::new();
        for place in self.words.runs(&wanted) {
            let is_cut = !last.exact.contains(&self.words.at(place + count - 1));
            let is_own = self.is_own(place, own);
            let is_start = self.words.is_start(place);
            let is_whole = is_start && !is_cut && self.words.at(place + count) == super::GAP;
            let (class, rank) = match (is_whole, is_start, is_own) {
                (true, _, true) => (Class::Exact, Rank::OwnExact),
                (true, _, false) => (Class::Exact, Rank::OtherExact),
                (false, true, true) => (Class::Prefix, Rank::OwnPrefix),
                (false, true, false) => (Class::Prefix, Rank::OtherPrefix),
                (false, false, _) => (
                    if first.is_single { Class::Substring } else { Class::WordPrefix },
                    if is_own { Rank::OwnRun } else { Rank::OtherRun },
                ),
            };
            keys.push(Key::new(rank, self.detail(place, u8::from(is_cut)), class, place));
        }
        keys
    }

    /// Names in which the query begins inside a word.
    fn inside_words(&self, query: &Query) -> Vec<Key> {
        let (first, rest) = (&query.words[0], &query.words[1..]);
        if first.is_single || first.text.len() < 2 {
            return Vec::new();
        }
        let mut keys = Vec::new();
        for word in self.vocabulary.holding(&first.text, self.first_single) {
            // What follows must stand in the words after.
            if (!first.is_open || !rest.is_empty()) && !self.vocabulary.get(word).ends_with(&first.text) {
                continue;
            }
            let mut wanted = ranges(rest, |word| &word.here);
            wanted.insert(0, word..word + 1);
            for place in self.words.runs(&wanted) {
                keys.push(Key::new(Rank::InsideWord, self.detail(place, 0), Class::Substring, place));
            }
        }
        keys
    }

    /// Names that hold all parts of the query in any order, words perhaps cut short; or all its characters in
    /// order with others between.
    fn all_words(&self, query: &Query) -> Vec<Key> {
        if query.is_one_run() {
            return self.scattered(query);
        }
        let mut wanted = Vec::new();
        let mut counts = Vec::new();
        for chunk in &query.chunks {
            let run = ranges(&query.words[chunk.clone()], |word| &word.starting);
            counts.push(self.words.rarest(&run).1);
            wanted.push(run);
        }
        let mut keys = Vec::new();
        // A name that holds the same word very often is looked at once.
        let mut name = 0..0;
        for place in self.words.runs(&wanted[least(&counts)]) {
            if name.contains(&place) {
                continue;
            }
            name = self.words.around(place);
            if wanted.iter().all(|run| self.words.find_run(&name, run).is_some()) {
                let mut cut: u8 = 0;
                for word in &query.words[..query.words.len() - 1] {
                    let whole = self.words.find_run(&name, std::slice::from_ref(&word.exact));
                    cut = cut.saturating_add(u8::from(whole.is_none()));
                }
                let detail = self.detail(name.start, cut);
                keys.push(Key::new(Rank::Words, detail, Class::Words, name.start));
            }
        }
        keys
    }

    fn scattered(&self, query: &Query) -> Vec<Key> {
        let wanted = ranges(&query.words, |word| &word.exact);
        // Two characters with anything between are found in too many names to mean anything.
        if wanted.len() < 3 {
            return Vec::new();
        }
        let (rarest, _) = self.words.rarest(&wanted);
        let mut keys = Vec::new();
        let mut name = 0..0;
        for &place in self.words.places(wanted[rarest].clone()) {
            if name.contains(&place) {
                continue;
            }
            name = self.words.around(place);
            if self.words.find_scattered(&name, &wanted).is_some() {
                let detail = self.detail(name.start, 0);
                keys.push(Key::new(Rank::Scattered, detail, Class::Words, name.start));
            }
        }
        keys
    }

    /// Names that sound like the query: only those in the reader's language, or only others.
    fn sounding(&self, query: &Query, own: Option<u8>, in_own: bool) -> Vec<Key> {
        let has_sound = |language: usize| self.has_sounds.get(language).copied().unwrap_or(false);
        let own_language = own.map(usize::from);
        let mut any = false;
        for language in 0..self.languages.len() {
            any |= (Some(language) == own_language) == in_own && has_sound(language);
        }
        let mut keys = Vec::new();
        if !any {
            return keys;
        }
        for heard in self.sounds.find(&query.letters) {
            let is_own = self.is_own(heard.place, own);
            if is_own != in_own {
                continue;
            }
            let is_start = self.words.is_start(heard.place);
            let class = if heard.manner == Manner::Whole { Class::Pinyin } else { Class::Initials };
            let rank = match (is_own, heard.manner, is_start) {
                (false, ..) => Rank::Pinyin,
                (true, Manner::Whole, true) => Rank::OwnPinyin,
                (true, Manner::Whole, false) => Rank::OwnPinyinInside,
                (true, Manner::Initials, true) => Rank::OwnInitials,
                (true, Manner::Initials, false) => Rank::OwnInitialsInside,
                (true, Manner::Mixed, _) => Rank::OwnSyllables,
            };
            let is_whole = is_start && heard.is_ending;
            let distance = (heard.manner as u8) << 2 | u8::from(!is_start) << 1 | u8::from(!is_whole);
            keys.push(Key::new(rank, self.detail(heard.place, distance), class, heard.place));
        }
        keys
    }

    /// Names that hold the query with a mistake.
    fn mistyped(&self, query: &Query) -> Vec<Key> {
        let mut keys = Vec::new();
        for variant in typo::variants(query, &self.vocabulary) {
            for place in self.words.runs(&variant) {
                keys.push(Key::new(Rank::Typo, self.detail(place, 1), Class::Typo, place));
            }
        }
        // A mistake makes a word that no name holds, most often.
        let mut some = Vec::new();
        if query.words.iter().any(is_unknown) {
            some = self.meant(query, is_unknown);
        }
        if some.is_empty() {
            some = self.meant(query, |_| true);
        }
        keys.append(&mut some);
        keys
    }

    /// Names that hold all parts of the query in any order, with a mistake in some words written in letters.
    fn meant(&self, query: &Query, may_err: fn(&Wanted) -> bool) -> Vec<Key> {
        let mut words = Vec::new();
        let mut counts = Vec::new();
        for word in &query.words {
            if word.is_single {
                continue;
            }
            // What it may be meant to be: what starts with it, then what is near.
            let mut meant = vec![word.starting.clone()];
            if may_err(word) {
                for near in typo::near(&self.vocabulary, self.first_single, word) {
                    meant.push(near..near + 1);
                }
            }
            let mut count = 0;
            for items in &meant {
                count += self.words.places(items.clone()).len();
            }
            counts.push(count);
            words.push(meant);
        }
        let runs = query.single_runs();
        let mut keys = Vec::new();
        if words.is_empty() {
            return keys;
        }
        let mut name = 0..0;
        for items in &words[least(&counts)] {
            for &place in self.words.places(items.clone()) {
                if name.contains(&place) {
                    continue;
                }
                name = self.words.around(place);
                if let Some(mistakes) = self.mistakes(&name, &words)
                    && runs.iter().all(|run| self.words.find_run(&name, run).is_some())
                {
                    let detail = self.detail(name.start, mistakes);
                    keys.push(Key::new(Rank::Typo, detail, Class::Typo, name.start));
                }
            }
        }
        keys
    }

    /// In how many words a name holds a mistake; `None` if it does not hold all. Each word may be meant to be what
    /// starts with it, or, with a mistake, what is near: one item each, ascending.
    fn mistakes(&self, name: &Range<u32>, words: &[Vec<Range<u32>>]) -> Option<u8> {
        let mut mistakes: u8 = 0;
        for meant in words {
            let (starting, near) = meant.split_first()?;
            let (mut is_right, mut is_near) = (false, false);
            for place in name.clone() {
                let item = self.words.at(place);
                is_right |= starting.contains(&item);
                if is_right {
                    break;
                }
                is_near = is_near || near.binary_search_by_key(&item, |near| near.start).is_ok();
            }
            if !is_right {
                if !is_near {
                    return None;
                }
                mistakes = mistakes.saturating_add(1);
            }
        }
        Some(mistakes)
    }
}

/// The first `count` of some keys, ascending.
fn best(keys: &[Key], count: usize) -> Vec<Key> {
    let mut best: Vec<Key> = Vec::new();
    // Behind it no key is among them.
    let mut last = Key(u64::MAX);
    for key in keys {
        if *key <= last {
            best.push(*key);
        }
        // Twice as many are kept, so that they are rarely sorted.
        if best.len() == 2 * count {
            sort(&mut best);
            best.truncate(count);
            last = best[count - 1];
        }
    }
    sort(&mut best);
    best.truncate(count);
    best
}

/// Whether no name holds a word that starts with this one.
fn is_unknown(word: &Wanted) -> bool {
    word.starting.is_empty()
}

/// The place of the least number; the first of several.
fn least(numbers: &[usize]) -> usize {
    let mut least = 0;
    for (place, number) in numbers.iter().enumerate() {
        if *number < numbers[least] {
            least = place;
        }
    }
    least
}
