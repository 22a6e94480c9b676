//! Words with one mistake: a letter too many, missing, wrong, or swapped with the next.

use super::query::Wanted;
use super::sequence::Vocabulary;

/// Words shorter than this are taken as they are.
const SHORTEST: usize = 4;

/// The words of a vocabulary, before `end`, that a word of the query is one mistake away from; or, if more letters
/// may follow, from a beginning of which it is.
pub fn near(vocabulary: &Vocabulary, end: u32, wanted: &Wanted) -> Vec<u32> {
    if wanted.is_single || wanted.text.len() < SHORTEST {
        return Vec::new();
    }
    (0..end).filter(|place| may_be(wanted, vocabulary.get(*place))).collect()
}

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
