//! One mistake: in a word a letter too many, missing, wrong, or swapped with the next; between words a space too
//! many or missing; among characters one wrong, too many or missing.

use std::ops::Range;

use super::query::{Query, Wanted, ranges};
use super::sequence::{GAP, Vocabulary};

/// Words shorter than this are taken as they are.
const SHORTEST: usize = 4;

/// The words of a vocabulary, before `end`, that a word of the query is one mistake away from; or, if more letters
/// may follow, from a beginning of which it is.
pub fn near(vocabulary: &Vocabulary, end: u32, wanted: &Wanted) -> Vec<u32> {
    if wanted.is_single || wanted.text.len() < SHORTEST {
        return Vec::new();
    }
    let mut near = Vec::new();
    for place in 0..end {
        if may_be(wanted, vocabulary.get(place)) {
            near.push(place);
        }
    }
    near
}

/// Runs of words that the query may be meant to be: with a space too many or missing, or, in a run of characters,
/// with one of them wrong, too many or missing.
pub fn variants(query: &Query, vocabulary: &Vocabulary) -> Vec<Vec<Range<u32>>> {
    let here = ranges(&query.words, |word| &word.here);
    let with = |place: usize, count: usize, instead: &[Range<u32>]| {
        [&here[..place], instead, &here[place + count..]].concat()
    };
    let mut variants = Vec::new();
    for (place, word) in query.words.iter().enumerate() {
        let next = query.words.get(place + 1);
        if let Some(next) = next.filter(|next| !word.is_single && !next.is_single) {
            let joined = format!("{}{}", word.text, next.text);
            let known = if next.is_open { vocabulary.starting(&joined) } else { vocabulary.exactly(&joined) };
            variants.push(with(place, 2, &[known]));
        }
        if !word.is_single && word.starting.is_empty() {
            for (cut, _) in word.text.char_indices().skip(2) {
                let (first, second) = word.text.split_at(cut);
                let second =
                    if word.is_open { vocabulary.starting(second) } else { vocabulary.exactly(second) };
                variants.push(with(place, 1, &[vocabulary.exactly(first), second]));
            }
        }
        if query.is_one_run() && here.len() > 2 {
            variants.push(with(place, 1, &[ANYTHING]));
            variants.push(with(place, 1, &[]));
        }
        if query.is_one_run() && place > 0 {
            variants.push(with(place, 0, &[ANYTHING]));
        }
    }
    variants.retain(|variant| variant.iter().all(|range| !range.is_empty()));
    variants
}

/// Any word, in a variant.
pub const ANYTHING: Range<u32> = 0..GAP;

/// Whether a word of the query may be meant to be this word.
pub fn may_be(wanted: &Wanted, word: &str) -> bool {
    is_near(wanted.text.as_bytes(), word.as_bytes(), wanted.is_open)
}

/// Whether one mistake at most makes `typed` of `word`, or, if it is open, of a beginning of it.
fn is_near(typed: &[u8], word: &[u8], is_open: bool) -> bool {
    if word.len() + 1 < typed.len() || (!is_open && typed.len() + 1 < word.len()) {
        return false;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (&typed[same..], &word[same..]);
    let agree = |typed: &[u8], word: &[u8]| if is_open { word.starts_with(typed) } else { word == typed };
    let (Some((t, typed_rest)), Some((w, word_rest))) = (typed.split_first(), word.split_first()) else {
        // One of them is at its end, and their lengths differ by no more than one.
        return is_open || typed.len() + word.len() <= 1;
    };
    let swapped = typed_rest.first() == Some(w) && word_rest.first() == Some(t);
    agree(typed_rest, word_rest)
        || agree(typed, word_rest)
        || agree(typed_rest, word)
        || (swapped && agree(&typed_rest[1..], &word_rest[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake() {
        let cases = [
            ("robot", "robot", true, true),
            ("robt", "robot", true, true),
            ("robbot", "robot", true, true),
            ("rovot", "robot", true, true),
            ("orbot", "robot", true, true),
            ("robto", "robot", true, true),
            ("xrobot", "robot", true, true),
            ("robots", "robot", true, true),
            ("rovotx", "robot", false, false),
            ("rbtoo", "robot", false, false),
            ("rovo", "robotics", false, true),
            ("robto", "robotics", false, true),
            ("rob", "robotics", false, true),
        ];
        for (typed, word, whole, open) in cases {
            let got = |is_open| is_near(typed.as_bytes(), word.as_bytes(), is_open);
            assert_eq!((got(false), got(true)), (whole, open), "{typed} for {word}");
        }
    }
}
