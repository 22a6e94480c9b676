//! Pinyin: whole, cut short, initials, and anything between.

use std::ops::Range;

use super::fold::Folded;
use super::sequence::{Collector, GAP, Sequences, Vocabulary};

/// The readings of an index's names, word by word beside its words.
#[derive(Debug, Clone, Default)]
pub struct Sounds {
    vocabulary: Vocabulary,
    sequences: Sequences,
    /// By sound.
    traits: Vec<Trait>,
}

/// What matching asks of a sound again and again.
#[derive(Debug, Clone, Copy)]
struct Trait {
    /// Its first letter.
    first: u8,
    /// How many letters it has.
    length: u8,
    /// Whether it is a word written in letters, of which initials take the whole, and no syllable.
    is_written: bool,
}

/// Ends the sound of a word that is written in letters, so that it is told from a syllable.
const WRITTEN: char = '\0';

/// A run of syllables that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// The place of its first word.
    pub place: u32,
    /// How many words it takes.
    pub words: u32,
    /// How it matches.
    pub manner: Manner,
    /// Whether it reaches the end of the name.
    pub is_ending: bool,
}

/// How letters match syllables; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// Each whole, the last perhaps cut short.
    Whole,
    /// The first letter of each.
    Initials,
    /// The beginning of each.
    Mixed,
}

/// The longest query for which beginnings of syllables are tried: places in it are bits of a word.
const MOST_MIXED: usize = 63;

/// Whether a word is a Chinese character, for which a reading holds a syllable.
fn is_han(text: &str) -> bool {
    let mut characters = text.chars();
    matches!(
        characters.next(),
        Some('\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    )
}

/// Adds a name's sounds: a syllable for each Chinese character, other words as they are written. A name whose
/// reading is missing or does not fit has none. Says whether it has.
pub fn collect(folded: &Folded, reading: &str, sounds: &mut Collector) -> bool {
    let characters = folded.words.iter().filter(|word| is_han(folded.word(**word))).count();
    let fits = characters > 0 && reading.split_ascii_whitespace().count() == characters;
    let mut syllables = reading.split_ascii_whitespace();
    for word in &folded.words {
        let text = folded.word(*word);
        let sound = if !fits {
            None
        } else if is_han(text) {
            syllables.next()
        } else {
            if !word.is_single {
                sounds.push(&format!("{text}{WRITTEN}"));
                continue;
            }
            None
        };
        match sound {
            Some(sound) => sounds.push(sound),
            None => sounds.gap(),
        }
    }
    fits
}

impl Sounds {
    /// The collected sounds.
    pub fn new(collector: Collector) -> Self {
        let (vocabulary, sequences) = collector.finish();
        let mut traits = Vec::with_capacity(vocabulary.len());
        for sound in 0..vocabulary.len() as u32 {
            let text = vocabulary.get(sound);
            let letters = text.trim_end_matches(WRITTEN);
            let first = letters.bytes().next().unwrap_or_default();
            // Longer words than that match nothing that is typed.
            let length = u8::try_from(letters.len()).unwrap_or(u8::MAX);
            traits.push(Trait { first, length, is_written: letters.len() < text.len() });
        }
        Self { vocabulary, sequences, traits }
    }

    /// Where letters match, at most once for each place.
    pub fn find(&self, letters: &str) -> Vec<Heard> {
        let Some(hearing) = Hearing::new(self, letters) else { return Vec::new() };
        let mut found = Vec::new();
        for sound in self.vocabulary.starting(&letters[..1]) {
            let common = hearing.common(sound, 0);
            // The next sound must begin with one of the letters that this one can leave; most do not.
            let mut may_follow = [common == letters.len(); 256];
            for next in letters.bytes().take(common + 1).skip(1) {
                may_follow[usize::from(next)] = true;
            }
            for &place in self.sequences.places(sound..sound + 1) {
                let next = self.traits.get(self.sequences.at(place + 1) as usize);
                let first = next.map_or(0, |next| next.first);
                if may_follow[usize::from(first)] {
                    found.extend(hearing.at(place));
                }
            }
        }
        found
    }

    /// How letters match from one place on.
    pub fn hear(&self, letters: &str, place: u32) -> Option<Heard> {
        Hearing::new(self, letters)?.at(place)
    }
}

/// A query being compared with sounds.
struct Hearing<'a> {
    sounds: &'a Sounds,
    /// How many letters are typed.
    all: usize,
    /// By place in the letters and by sound: how many letters the sound has in common with what follows there.
    common: Vec<u8>,
}

impl<'a> Hearing<'a> {
    fn new(sounds: &'a Sounds, letters: &str) -> Option<Self> {
        if letters.is_empty() || !letters.is_ascii() {
            return None;
        }
        let mut common = vec![0; sounds.traits.len() * letters.len()];
        for (from, row) in common.chunks_mut(sounds.traits.len().max(1)).enumerate() {
            let rest = &letters[from..];
            for sound in sounds.vocabulary.starting(&rest[..1]) {
                let pairs = sounds.vocabulary.get(sound).bytes().zip(rest.bytes());
                row[sound as usize] = pairs.take_while(|(a, b)| a == b).count().min(255) as u8;
            }
        }
        Some(Self { sounds, all: letters.len(), common })
    }

    /// How many letters a sound shares with the query from `from` on.
    fn common(&self, sound: u32, from: usize) -> usize {
        usize::from(self.common[from * self.sounds.traits.len() + sound as usize])
    }

    fn at(&self, place: u32) -> Option<Heard> {
        let whole = self.walk(place, Manner::Whole);
        whole.or_else(|| self.walk(place, Manner::Initials)).or_else(|| self.mixed(place))
    }

    /// The sound at a place, with its traits.
    fn sound(&self, place: u32) -> Option<(u32, Trait)> {
        let sound = self.sounds.sequences.at(place);
        self.sounds.traits.get(sound as usize).map(|known| (sound, *known))
    }

    fn heard(&self, places: Range<u32>, manner: Manner, is_complete: bool) -> Option<Heard> {
        let is_ending = is_complete && self.sounds.sequences.at(places.end) == GAP;
        Some(Heard { place: places.start, words: places.end - places.start, manner, is_ending })
    }

    /// Takes whole sounds, or their first letters.
    fn walk(&self, start: u32, manner: Manner) -> Option<Heard> {
        let (mut place, mut from) = (start, 0);
        loop {
            let (sound, Trait { length, is_written, .. }) = self.sound(place)?;
            let common = self.common(sound, from);
            let takes_whole = manner == Manner::Whole || is_written;
            let taken = if takes_whole { usize::from(length) } else { 1 };
            if takes_whole && from + common == self.all {
                return self.heard(start..place + 1, manner, common == usize::from(length));
            }
            if common < taken {
                return None;
            }
            place += 1;
            from += taken;
            if from == self.all {
                return self.heard(start..place, manner, true);
            }
        }
    }

    /// Takes any beginnings: a bit for each number of letters that can have been taken so far.
    fn mixed(&self, start: u32) -> Option<Heard> {
        if self.all > MOST_MIXED {
            return None;
        }
        let mut taken: u64 = 1;
        let mut place = start;
        while taken != 0 {
            let (sound, Trait { length, is_written, .. }) = self.sound(place)?;
            let mut next = 0;
            while taken != 0 {
                let from = taken.trailing_zeros() as usize;
                taken &= taken - 1;
                let common = self.common(sound, from);
                if from + common == self.all {
                    return self.heard(start..place + 1, Manner::Mixed, common == usize::from(length));
                }
                if !is_written {
                    // One to `common` letters more.
                    next |= ((2u64 << common) - 2) << from;
                } else if common == usize::from(length) {
                    next |= 1 << (from + common);
                }
            }
            taken = next;
            place += 1;
        }
        None
    }
}
