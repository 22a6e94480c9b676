//! The search itself: from the best kind of match to the worst, until enough is found.

use std::ops::Range;

use super::query::{Query, Wanted};
use super::sound::{Heard, Manner};
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
            keys.select_nth_unstable(some);
            sort(&mut keys[..some]);
            self.take_sorted(&keys[..some]);
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
        let own = self.languages.iter().position(|language| language == reader);
        let own = own.and_then(|own| u8::try_from(own).ok());
        let seen = vec![false; self.items.len()];
        let mut harvest = Harvest { index: self, limit, seen, found: Vec::new() };
        // A number is rather a code than part of a name, letters rather a name than an id.
        let is_number = query.letters.bytes().any(|byte| byte.is_ascii_digit());
        let stages: [&dyn Fn() -> Vec<Key>; 7] = [
            &|| if is_number { self.by_code(&query, true) } else { Vec::new() },
            &|| {
                let mut keys = self.runs(&query, own);
                keys.extend(self.sounding(&query, own, true));
                keys
            },
            &|| self.by_code(&query, false),
            &|| self.inside_words(&query),
            &|| self.all_words(&query),
            &|| self.sounding(&query, own, false),
            &|| self.mistyped(&query),
        ];
        for stage in stages {
            if !harvest.is_full() {
                harvest.take(stage());
            }
        }
        harvest.found.iter().map(|key| self.hit(*key, &query, own)).collect()
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
        let alike = self.codes.iter().enumerate().skip(start);
        let alike = alike.take_while(|(_, (code, ..))| code.starts_with(&query.letters));
        let key = |(place, (code, ..)): (usize, &(String, u32, String))| {
            let class = if *code == query.letters { Class::Exact } else { Class::Prefix };
            let is_meant = !query.letters.is_empty() && (also_beginning || class == Class::Exact);
            is_meant.then(|| Key::new(Rank::Code, class as u16, class, place as u32))
        };
        alike.filter_map(key).collect()
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
        let wanted: Vec<Range<u32>> = query.words.iter().map(|word| word.here.clone()).collect();
        let (first, last) = (&query.words[0], &query.words[wanted.len() - 1]);
        let count = wanted.len() as u32;
        let key = |place: u32| {
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
            Key::new(rank, self.detail(place, u8::from(is_cut)), class, place)
        };
        self.words.runs(&wanted).into_iter().map(key).collect()
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
            let itself = std::iter::once(word..word + 1);
            let wanted: Vec<Range<u32>> = itself.chain(rest.iter().map(|word| word.here.clone())).collect();
            let runs = self.words.runs(&wanted);
            keys.extend(runs.into_iter().map(|place| {
                let detail = self.detail(place, 0);
                Key::new(Rank::InsideWord, detail, Class::Substring, place)
            }));
        }
        keys
    }

    /// Names that hold all parts of the query in any order, words perhaps cut short; or all its characters in
    /// order with others between.
    fn all_words(&self, query: &Query) -> Vec<Key> {
        if query.is_one_run() {
            return self.scattered(query);
        }
        let wanted: Vec<Vec<Range<u32>>> = query
            .chunks
            .iter()
            .map(|chunk| query.words[chunk.clone()].iter().map(|word| word.starting.clone()).collect())
            .collect();
        let count =
            |run: &Vec<Range<u32>>| run.iter().map(|items| self.words.places(items.clone()).len()).min();
        let Some(rarest) = wanted.iter().min_by_key(|run| count(run)) else { return Vec::new() };
        let mut keys = Vec::new();
        for place in self.words.runs(rarest) {
            let name = self.words.around(place);
            if wanted.iter().all(|run| self.words.find_run(&name, run).is_some()) {
                let cut = query.words[..query.words.len() - 1]
                    .iter()
                    .filter(|word| self.words.find_run(&name, std::slice::from_ref(&word.exact)).is_none());
                let detail = self.detail(name.start, cut.count().min(255) as u8);
                keys.push(Key::new(Rank::Words, detail, Class::Words, name.start));
            }
        }
        keys
    }

    fn scattered(&self, query: &Query) -> Vec<Key> {
        let wanted: Vec<Range<u32>> = query.words.iter().map(|word| word.exact.clone()).collect();
        // Two characters with anything between are found in too many names to mean anything.
        if wanted.len() < 3 {
            return Vec::new();
        }
        let rarest = wanted.iter().min_by_key(|items| self.words.places((*items).clone()).len());
        let Some(rarest) = rarest else { return Vec::new() };
        let mut keys = Vec::new();
        for &place in self.words.places(rarest.clone()) {
            let name = self.words.around(place);
            if self.words.find_scattered(&name, &wanted).is_some() {
                let detail = self.detail(name.start, 0);
                keys.push(Key::new(Rank::Scattered, detail, Class::Words, name.start));
            }
        }
        keys
    }

    /// Names that sound like the query: only those in the reader's language, or only others.
    fn sounding(&self, query: &Query, own: Option<u8>, in_own: bool) -> Vec<Key> {
        let key = |heard: Heard| {
            let is_own = self.is_own(heard.place, own);
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
            let detail = || self.detail(heard.place, distance);
            (is_own == in_own).then(|| Key::new(rank, detail(), class, heard.place))
        };
        let has_sound = |language: usize| self.has_sounds.get(language).copied().unwrap_or(false);
        let own_sounds = own.is_some_and(|own| has_sound(usize::from(own)));
        let other_sounds =
            (0..self.languages.len()).any(|other| Some(other) != own.map(usize::from) && has_sound(other));
        if !(if in_own { own_sounds } else { other_sounds }) {
            return Vec::new();
        }
        self.sounds.find(&query.letters).into_iter().filter_map(key).collect()
    }

    /// Names that hold the query with a mistake.
    fn mistyped(&self, query: &Query) -> Vec<Key> {
        let mut keys = Vec::new();
        for variant in typo::variants(query, &self.vocabulary) {
            keys.extend(self.words.runs(&variant).into_iter().map(|place| {
                let detail = self.detail(place, 1);
                Key::new(Rank::Typo, detail, Class::Typo, place)
            }));
        }
        // A mistake makes a word that no name holds, most often.
        let is_unknown = |word: &Wanted| word.starting.is_empty();
        let some =
            if query.words.iter().any(is_unknown) { self.meant(query, is_unknown) } else { Vec::new() };
        keys.extend(if some.is_empty() { self.meant(query, |_| true) } else { some });
        keys
    }

    /// Names that hold all parts of the query in any order, with a mistake in some words written in letters.
    fn meant(&self, query: &Query, may_err: impl Fn(&Wanted) -> bool) -> Vec<Key> {
        let near = |word: &Wanted| match may_err(word) {
            true => typo::near(&self.vocabulary, self.first_single, word),
            false => Vec::new(),
        };
        let meant = |word: &Wanted| Meant { items: word.starting.clone(), near: near(word) };
        let words = query.words.iter().filter(|word| !word.is_single).map(meant);
        let words: Vec<Meant> = words.collect();
        let runs: Vec<Vec<Range<u32>>> = query.single_runs();
        let count = |meant: &Meant| {
            let near = meant.near.iter().map(|word| self.words.places(*word..*word + 1).len());
            self.words.places(meant.items.clone()).len() + near.sum::<usize>()
        };
        let Some(rarest) = words.iter().min_by_key(|meant| count(meant)) else { return Vec::new() };
        let mut keys = Vec::new();
        let near = rarest.near.iter().map(|word| *word..*word + 1);
        for &place in
            std::iter::once(rarest.items.clone()).chain(near).flat_map(|items| self.words.places(items))
        {
            let name = self.words.around(place);
            let mistakes =
                |meant: &Meant| name.clone().filter_map(|place| meant.mistakes(self.words.at(place))).min();
            let all = words.iter().try_fold(0u8, |all, meant| Some(all.saturating_add(mistakes(meant)?)));
            if let Some(mistakes) = all
                && runs.iter().all(|run| self.words.find_run(&name, run).is_some())
            {
                let detail = self.detail(name.start, mistakes);
                keys.push(Key::new(Rank::Typo, detail, Class::Typo, name.start));
            }
        }
        keys
    }
}

/// What a word may be meant to be: some words as it is, others with a mistake.
struct Meant {
    items: Range<u32>,
    near: Vec<u32>,
}

impl Meant {
    /// With how many mistakes an item is meant; `None` if it is not.
    fn mistakes(&self, item: u32) -> Option<u8> {
        let is_near = || self.near.binary_search(&item).is_ok();
        if self.items.contains(&item) { Some(0) } else { is_near().then_some(1) }
    }
}
