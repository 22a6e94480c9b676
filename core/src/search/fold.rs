//! Folding: what is not told apart in a search, and where words begin.
//!
//! Letters lose case, width and accents; everything that is not a letter or digit parts words. Each character of a script that is written without spaces is a word of its own, so that any run of them
//! can be found.

/// A text folded and cut into words; reused from text to text.
#[derive(Debug, Default)]
pub struct Folded {
    /// The words one after another.
    pub text: String,
    /// For each byte of `text`, the place of the character that it comes from.
    pub origin: Vec<u32>,
    /// The words.
    pub words: Vec<Word>,
    /// Whether the text ends in a word, so that more letters may follow.
    pub is_open: bool,
}

/// A word, as a place in [`Folded::text`].
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is one character of a script without spaces.
    pub is_single: bool,
    /// Whether nothing stood between it and the word before.
    pub is_glued: bool,
}

impl Folded {
    /// A folded text.
    pub fn of(text: &str) -> Self {
        let mut folded = Folded::default();
        folded.fold(text);
        folded
    }

    /// Takes another text's place.
    pub fn fold(&mut self, text: &str) {
        self.text.clear();
        self.origin.clear();
        self.words.clear();
        self.is_open = false;
        for (place, character) in text.chars().enumerate() {
            let letters = letters(character);
            match letters {
                Letters::None => {}
                Letters::Parting => self.is_open = false,
                Letters::Single(single) => {
                    self.begin(true);
                    self.push(single, place);
                }
                Letters::One(letter) => {
                    self.begin(false);
                    self.push(letter, place);
                }
                Letters::Two(first, second) => {
                    self.begin(false);
                    self.push(first, place);
                    self.push(second, place);
                }
            }
        }
    }

    /// The letters of a word.
    pub fn word(&self, word: Word) -> &str {
        &self.text[word.start..word.end]
    }

    /// Sees to it that the last word is the one that the next letter belongs to.
    fn begin(&mut self, is_single: bool) {
        let is_glued = self.is_open;
        let goes_on = is_glued && !is_single && self.words.last().is_some_and(|word| !word.is_single);
        if !goes_on {
            let start = self.text.len();
            self.words.push(Word { start, end: start, is_single, is_glued });
        }
        self.is_open = true;
    }

    fn push(&mut self, letter: char, place: usize) {
        self.text.push(letter);
        self.origin.resize(self.text.len(), place as u32);
        if let Some(word) = self.words.last_mut() {
            word.end = self.text.len();
        }
    }
}

/// Where scripts without spaces begin: words that are written in letters sort before it.
pub const FIRST_SINGLE: &str = "\u{2e80}";

/// What a character becomes.
enum Letters {
    /// Nothing; the word goes on.
    None,
    /// Nothing; a word ends.
    Parting,
    /// A word of its own.
    Single(char),
    One(char),
    Two(char, char),
}

/// U+00C0 to U+00FF, without accents; a space where one letter does not do.
const LATIN_1: &[u8; 64] = b"aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y";
/// U+0100 to U+017F, likewise.
const EXTENDED_A: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkk\
llllllllllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

fn letters(character: char) -> Letters {
    match character {
        'a'..='z' | '0'..='9' => Letters::One(character),
        'A'..='Z' => Letters::One(character.to_ascii_lowercase()),
        '\u{300}'..='\u{36f}' => Letters::None,
        '\0'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '×' | '÷' => Letters::Parting,
        '²' => Letters::One('2'),
        '³' => Letters::One('3'),
        '¹' => Letters::One('1'),
        'ß' => Letters::Two('s', 's'),
        'Æ' | 'æ' => Letters::Two('a', 'e'),
        'Þ' | 'þ' => Letters::Two('t', 'h'),
        'Ĳ' | 'ĳ' => Letters::Two('i', 'j'),
        'Œ' | 'œ' => Letters::Two('o', 'e'),
        'À'..='ÿ' => Letters::One(LATIN_1[character as usize - 0xc0] as char),
        'Ā'..='ſ' => Letters::One(EXTENDED_A[character as usize - 0x100] as char),
        'Α'..='Ω' => Letters::One(shifted(character, 32)),
        'А'..='Я' => Letters::One(shifted(character, 32)),
        'Ѐ'..='Џ' => Letters::One(shifted(character, 80)),
        // Full-width forms are ASCII shifted; the ideographic space parts words like any other.
        '！'..='～' => letters(shifted(character, -0xfee0)),
        _ if !character.is_alphanumeric() => Letters::Parting,
        '\u{2e80}'.. => Letters::Single(character),
        _ => Letters::One(character),
    }
}

fn shifted(character: char, by: i32) -> char {
    char::from_u32((character as u32).wrapping_add_signed(by)).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        let cases = [
            ("Répétiteur, CANAPÉS", "repetiteur canapes", true),
            ("children’s ＰＬＣ（２）", "children s plc 2", false),
            ("工业4.0 Web前端", "工 业 4 0 web 前 端", true),
            ("Straße Łódź ŒUVRE", "strasse lodz oeuvre", true),
            ("cafe\u{301} Ω Я ", "cafe ω я", false),
            ("PM²　x", "pm2 x", true),
            ("…", "", false),
        ];
        for (text, want, is_open) in cases {
            let folded = Folded::of(text);
            let words: Vec<&str> = folded.words.iter().map(|word| folded.word(*word)).collect();
            assert_eq!((words.join(" ").as_str(), folded.is_open), (want, is_open), "folding {text:?}");
        }
    }

    #[test]
    fn no_table_holds_a_gap_that_is_reached() {
        for code in 0xc0u32..0x180 {
            let character = char::from_u32(code).unwrap();
            if let Letters::One(letter) = letters(character) {
                assert!(letter.is_ascii_lowercase(), "{character:?} becomes {letter:?}");
            }
        }
        let of = |text: &str| Folded::of(text).text;
        assert_eq!(of("ĀăČđĘğĦİĵĶŁŃňŐřŠţŪŵŶžſ"), "aacdeghijklnnorstuwyzs");
    }
}
