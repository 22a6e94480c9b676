//! Changes to real inputs, the same ones every time.

/// A source of numbers that look random (xorshift64*).
pub struct Chance(u64);

impl Chance {
    /// Another seed, other numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below another; zero where that is zero.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.next() % most as u64) as usize }
    }
}

/// What parsers trip over.
const WORDS: [&[u8]; 78] = [
    b"\"",
    b"\\",
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b" ",
    b",",
    b";",
    b":",
    b"/",
    b"~",
    b"~0",
    b"~1",
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b"[]",
    b"{}",
    b"null",
    b"true",
    b"-",
    b"+",
    b".",
    b"-1",
    b"0",
    b"1e999",
    b"1e-999",
    b"0.005",
    b"99999999999999999999",
    b"4294967295",
    b"4294967296",
    b"18446744073709551615",
    b"-0",
    b"NaN",
    b"inf",
    b"\0",
    b"\x1b[2J",
    b"\\u0000",
    b"\\u001b",
    b"\\u202e",
    b"\\ud800",
    b"\\udc00\\ud800",
    b"\\ud83d\\ude00",
    b"\\x",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xc0\x80",
    b"\xb9\xa4\xd2\xb5",
    b"\xed\xa0\x80",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2066}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{301}".as_bytes(),
    "机".as_bytes(),
    "且".as_bytes(),
    "或者".as_bytes(),
    "（".as_bytes(),
    "；".as_bytes(),
    "≥".as_bytes(),
    "İ".as_bytes(),
    "ß".as_bytes(),
    "😀".as_bytes(),
    b" and ",
    b" or ",
    b"2 of (",
    b"with ",
    b"cohort 2026-",
    b">=",
    b"sep=;\n",
    b"=1+1",
    b"__proto__",
    b"~c",
];

/// No changed input is longer.
const LONGEST: usize = 40_000;

/// A seed after some changes.
pub fn mutated(chance: &mut Chance, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = one_of(chance, seeds).clone();
    for _ in 0..1 + chance.below(4) {
        change(chance, &mut bytes, seeds);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn one_of<'a, T>(chance: &mut Chance, of: &'a [T]) -> &'a T {
    &of[chance.below(of.len())]
}

/// A piece of some bytes, most often a short one.
fn piece(chance: &mut Chance, bytes: &[u8]) -> std::ops::Range<usize> {
    let start = chance.below(bytes.len() + 1);
    let most = match chance.below(4) {
        0 => bytes.len(),
        1 => 64,
        _ => 8,
    };
    let length = chance.below(most.min(bytes.len() - start) + 1);
    start..start + length
}

/// A run of letters and digits, or of digits alone, from a place on.
fn run(bytes: &[u8], from: usize, is_in: fn(&u8) -> bool) -> Option<std::ops::Range<usize>> {
    let start = from + bytes[from..].iter().position(is_in)?;
    let length = bytes[start..].iter().position(|byte| !is_in(byte)).unwrap_or(bytes.len() - start);
    Some(start..start + length)
}

fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte >= 0x80 || b"-._+".contains(byte)
}

fn change(chance: &mut Chance, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(14) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = chance.below(256) as u8;
            }
        }
        2 | 3 => drop(bytes.splice(at..at, one_of(chance, &WORDS).iter().copied())),
        4 => {
            let gone = piece(chance, bytes);
            bytes.splice(gone, one_of(chance, &WORDS).iter().copied());
        }
        5 => drop(bytes.drain(piece(chance, bytes))),
        6 => {
            let again = bytes[piece(chance, bytes)].repeat(1 + chance.below(3));
            bytes.splice(at..at, again);
        }
        7 => {
            let often = bytes[piece(chance, bytes)].to_vec();
            let times = LONGEST / 4 / often.len().max(1);
            bytes.splice(at..at, often.repeat(chance.below(times + 1)));
        }
        8 => {
            let other = one_of(chance, seeds);
            let part = other[piece(chance, other)].to_vec();
            bytes.splice(at..at, part);
        }
        9 => bytes.truncate(at),
        10 => {
            let numbers = [
                "0",
                "1",
                "-1",
                "26",
                "101",
                "4294967295",
                "4294967296",
                "1e308",
                "1e-400",
                "0.125",
                "9999999999999999",
            ];
            if let Some(number) = run(bytes, at.min(bytes.len()), u8::is_ascii_digit) {
                bytes.splice(number, one_of(chance, &numbers).bytes());
            }
        }
        11 => {
            let (open, close) = *one_of(chance, &[("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("\"", "\"")]);
            let depth = 1 + chance.below(80);
            let within = piece(chance, bytes);
            bytes.splice(within.end..within.end, close.repeat(depth).bytes());
            bytes.splice(within.start..within.start, open.repeat(depth).bytes());
        }
        12 => {
            // A word takes the place of another: most often this still reads, and means something else.
            let other = one_of(chance, seeds);
            let word = run(other, chance.below(other.len()), is_word);
            if let (Some(old), Some(word)) = (run(bytes, at.min(bytes.len()), is_word), word) {
                bytes.splice(old, other[word].iter().copied());
            }
        }
        _ => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
            if chance.below(2) == 0 {
                lines.swap(one, other);
            } else {
                lines[one] = lines[other];
            }
            *bytes = lines.join(&b'\n');
        }
    }
}
