//! Sequences of words (or of syllables) in which any run can be found quickly.

use std::ops::Range;

use crate::sort::sort_by_key;

/// Texts, each known by its place; once collected, ascending.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    text: String,
    /// Where each starts, and the end of the last.
    starts: Vec<u32>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { text: String::new(), starts: vec![0] }
    }
}

impl Vocabulary {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.starts.push(self.text.len() as u32);
    }

    /// The text at a place.
    pub fn get(&self, place: u32) -> &str {
        let place = place as usize;
        &self.text[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    /// The place of a text, as a range of one or none.
    pub fn exactly(&self, text: &str) -> Range<u32> {
        let start = self.partition(|known| known < text);
        let is_known = (start as usize) < self.len() && self.get(start) == text;
        start..start + u32::from(is_known)
    }

    /// The texts that start with this one.
    pub fn starting(&self, text: &str) -> Range<u32> {
        let start = self.partition(|known| known < text);
        let end = self.partition(|known| known < text || known.starts_with(text));
        start..end
    }

    fn partition(&self, is_before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Those before `end` that hold `text` behind their first letter.
    pub fn holding(&self, text: &str, end: u32) -> Vec<u32> {
        let all = &self.text[..self.starts.get(end as usize).map_or(0, |end| *end as usize)];
        let mut found: Vec<u32> = Vec::new();
        let place_of = |at: usize| self.starts.partition_point(|start| *start as usize <= at) - 1;
        for (at, _) in all.match_indices(text) {
            // Matches that overlap the first are not told of, in its word and in those that it runs on into: each of
            // them is looked into by itself.
            for place in place_of(at)..=place_of(at + text.len() - 1) {
                if found.last() == Some(&(place as u32)) {
                    continue;
                }
                let mut behind = self.get(place as u32).chars();
                behind.next();
                if behind.as_str().contains(text) {
                    found.push(place as u32);
                }
            }
        }
        found
    }
}

/// What stands between two sequences, and before the first.
pub const GAP: u32 = u32::MAX;

/// Collects sequences of texts.
#[derive(Debug, Default)]
pub struct Collector {
    /// The texts in the order in which they came, numbered from 0.
    known: Vocabulary,
    /// An open hash table of their numbers, one more than they are; 0 where there is none. Only speed depends on
    /// its order.
    table: Vec<u32>,
    sequence: Vec<u32>,
}

impl Collector {
    /// Adds a text to the sequence.
    pub fn push(&mut self, text: &str) {
        if self.table.len() <= self.known.len() * 2 {
            self.table = vec![0; (self.table.len() * 2).max(1024)];
            for number in 0..self.known.len() as u32 {
                let slot = self.slot(self.known.get(number));
                self.table[slot] = number + 1;
            }
        }
        let slot = self.slot(text);
        if self.table[slot] == 0 {
            self.known.push(text);
            self.table[slot] = self.known.len() as u32;
        }
        self.sequence.push(self.table[slot] - 1);
    }

    /// Where a text stands in the table, or would. The table is a power of two long and never full.
    fn slot(&self, text: &str) -> usize {
        let hash = text
            .bytes()
            .fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let mut slot = hash as usize & (self.table.len() - 1);
        while self.table[slot] != 0 && self.known.get(self.table[slot] - 1) != text {
            slot = (slot + 1) & (self.table.len() - 1);
        }
        slot
    }

    /// Ends a sequence.
    pub fn gap(&mut self) {
        self.sequence.push(GAP);
    }

    /// The place at which the next text will stand.
    pub fn place(&self) -> u32 {
        self.sequence.len() as u32
    }

    /// The vocabulary and the sequences with it.
    pub fn finish(mut self) -> (Vocabulary, Sequences) {
        let mut order: Vec<u32> = (0..self.known.len() as u32).collect();
        sort_by_key(&mut order, |number| self.known.get(*number));
        let mut vocabulary = Vocabulary::default();
        let mut sorted = vec![0; order.len()];
        for (place, number) in order.into_iter().enumerate() {
            vocabulary.push(self.known.get(number));
            sorted[number as usize] = place as u32;
        }
        for item in self.sequence.iter_mut().filter(|item| **item != GAP) {
            *item = sorted[*item as usize];
        }
        let sequences = Sequences::new(self.sequence, vocabulary.len());
        (vocabulary, sequences)
    }
}

/// Sequences one after another, a [`GAP`] around each, with the places of everything in them.
#[derive(Debug, Clone, Default)]
pub struct Sequences {
    all: Vec<u32>,
    /// By item, where its places start in `places`; one more for the end.
    starts: Vec<u32>,
    /// Places of the items, by item and ascending.
    places: Vec<u32>,
}

impl Sequences {
    fn new(all: Vec<u32>, items: usize) -> Self {
        let mut starts = vec![0u32; items + 1];
        for item in all.iter().filter(|item| **item != GAP) {
            starts[*item as usize] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        let mut next = starts.clone();
        let mut places = vec![0; before as usize];
        for (place, item) in all.iter().enumerate().filter(|(_, item)| **item != GAP) {
            let slot = &mut next[*item as usize];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        Self { all, starts, places }
    }

    /// The item at a place; [`GAP`] between and beyond.
    pub fn at(&self, place: u32) -> u32 {
        self.all.get(place as usize).copied().unwrap_or(GAP)
    }

    /// Of some ranges of items, the place of the one that stands in the fewest places, and in how many.
    pub fn rarest(&self, wanted: &[Range<u32>]) -> (usize, usize) {
        let mut rarest = (0, usize::MAX);
        for (place, items) in wanted.iter().enumerate() {
            let count = self.places(items.clone()).len();
            if count < rarest.1 {
                rarest = (place, count);
            }
        }
        rarest
    }

    /// The places of some neighbouring items; ascending within each.
    pub fn places(&self, items: Range<u32>) -> &[u32] {
        let at =
            |item: u32| self.starts.get(item as usize).map_or(self.places.len(), |start| *start as usize);
        if items.is_empty() { &[] } else { &self.places[at(items.start)..at(items.end)] }
    }

    /// Whether a sequence starts at a place.
    pub fn is_start(&self, place: u32) -> bool {
        place > 0 && self.at(place - 1) == GAP
    }

    /// The places of the sequence that a place belongs to.
    pub fn around(&self, place: u32) -> Range<u32> {
        let (mut start, mut end) = (place, place);
        while start > 0 && self.at(start - 1) != GAP {
            start -= 1;
        }
        while self.at(end) != GAP {
            end += 1;
        }
        start..end
    }

    /// Where runs stand that match these ranges item by item: the place of each one's first item, in no useful
    /// order.
    pub fn runs(&self, wanted: &[Range<u32>]) -> Vec<u32> {
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        let (rarest, _) = self.rarest(wanted);
        for &place in self.places(wanted[rarest].clone()) {
            let Some(first) = place.checked_sub(rarest as u32) else { continue };
            if self.matches(wanted, first) {
                found.push(first);
            }
        }
        found
    }

    /// The first run within some places that matches these ranges item by item.
    pub fn find_run(&self, within: &Range<u32>, wanted: &[Range<u32>]) -> Option<u32> {
        let last = within.end.checked_sub(wanted.len() as u32)?;
        (within.start..=last).find(|first| self.matches(wanted, *first))
    }

    /// Whether the items from a place on match these ranges.
    fn matches(&self, wanted: &[Range<u32>], first: u32) -> bool {
        wanted.iter().zip(first..).all(|(range, place)| range.contains(&self.at(place)))
    }

    /// The first places within some that match these ranges one after another, with others between.
    pub fn find_scattered(&self, within: &Range<u32>, wanted: &[Range<u32>]) -> Option<Vec<u32>> {
        let mut left = within.clone();
        let mut places = Vec::with_capacity(wanted.len());
        for range in wanted {
            places.push(left.find(|place| range.contains(&self.at(*place)))?);
        }
        Some(places)
    }
}
