//! Reading a JSON document: as it stands, or why and where it is none.
//!
//! By hand, because a parser for any type and any source is three times as large, and a page downloads it.

use super::value::{MAX_DEPTH, Malformed, SyntaxError, SyntaxFault, Value};
use crate::sorted::Set;

/// Among fewer fields than this, a name is looked for along the list.
const FEW: usize = 32;

/// Reads a JSON document. A byte-order mark is accepted.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = reader.value()?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(reader.fault(Malformed::AfterEnd)),
    }
}

/// The line and the column, in characters, of a byte; both are counted from one.
pub fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 0);
    for (index, byte) in bytes.iter().take(at + 1).enumerate() {
        // Bytes that continue a character are not counted, unless one stands where a character should.
        column += usize::from(byte & 0xc0 != 0x80 || index == at);
        if *byte == b'\n' {
            (line, column) = (line + 1, 0);
        }
    }
    (line, column.max(1))
}

struct Reader<'a> {
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    /// So many brackets are open.
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte behind white space; it stays to be read.
    fn next(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// What is wrong with the next byte; at the end of the text, that there is none.
    fn fault(&self, malformed: Malformed) -> SyntaxError {
        match self.peek() {
            None => self.error(SyntaxFault::UnexpectedEnd),
            Some(_) => self.error(SyntaxFault::Malformed(malformed)),
        }
    }

    /// A fault at the next byte, or at the end of the text.
    fn error(&self, fault: SyntaxFault) -> SyntaxError {
        let (line, column) = position(self.text.as_bytes(), self.at);
        SyntaxError { line, column, fault }
    }

    fn value(&mut self) -> Result<Value, SyntaxError> {
        match self.next() {
            Some(b'n') => self.word("null", Value::Null),
            Some(b't') => self.word("true", Value::Flag(true)),
            Some(b'f') => self.word("false", Value::Flag(false)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'"') => Ok(Value::Text(self.text()?)),
            Some(b'[') => self.list(),
            Some(b'{') => self.map(),
            _ => Err(self.fault(Malformed::NoValue)),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, SyntaxError> {
        for letter in word.bytes() {
            if !self.take(letter) {
                return Err(self.fault(Malformed::UnknownWord));
            }
        }
        Ok(value)
    }

    fn open(&mut self) -> Result<(), SyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(SyntaxFault::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether an entry follows, behind a comma if it is not the first; if none does, the bracket is closed.
    fn goes_on(&mut self, close: u8, is_first: bool) -> Result<bool, SyntaxError> {
        self.next();
        if self.take(close) {
            self.depth -= 1;
            return Ok(false);
        }
        if !is_first {
            if !self.take(b',') {
                return Err(self.fault(Malformed::NoComma));
            }
            if self.next() == Some(close) {
                return Err(self.fault(Malformed::TrailingComma));
            }
        }
        Ok(true)
    }

    fn list(&mut self) -> Result<Value, SyntaxError> {
        self.open()?;
        let mut values = Vec::new();
        while self.goes_on(b']', values.is_empty())? {
            values.push(self.value()?);
        }
        Ok(Value::List(values))
    }

    fn map(&mut self) -> Result<Value, SyntaxError> {
        self.open()?;
        let mut fields: Vec<(String, Value)> = Vec::new();
        // A hostile object may have very many fields: then names are looked up in a set, not along the list.
        let mut seen = Set::new();
        while self.goes_on(b'}', fields.is_empty())? {
            if self.peek() != Some(b'"') {
                return Err(self.fault(Malformed::NameNoText));
            }
            let name = self.text()?;
            let is_forbidden = matches!(name.as_str(), "__proto__" | "constructor" | "prototype");
            let is_known = if fields.len() < FEW {
                fields.iter().any(|(other, _)| *other == name)
            } else {
                if seen.is_empty() {
                    for (other, _) in &fields {
                        seen.insert(other.clone());
                    }
                }
                !seen.insert(name.clone())
            };
            if is_forbidden || is_known {
                self.at -= 1;
                let fault =
                    if is_forbidden { SyntaxFault::ForbiddenField } else { SyntaxFault::DuplicateField };
                return Err(self.error(fault(name)));
            }
            self.next();
            if !self.take(b':') {
                return Err(self.fault(Malformed::NoColon));
            }
            fields.push((name, self.value()?));
        }
        Ok(Value::Map(fields))
    }

    /// A text between quotation marks; the first of them is known to be there.
    fn text(&mut self) -> Result<String, SyntaxError> {
        self.at += 1;
        let mut text = String::new();
        let mut start = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let plain = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\'));
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    text.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    text.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    text.push(self.escaped()?);
                    start = self.at;
                }
                _ => {
                    return Err(self.fault(Malformed::ControlCharacter));
                }
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, SyntaxError> {
        let character = match self.peek() {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.numbered(),
            _ => return Err(self.fault(Malformed::Escape)),
        };
        self.at += 1;
        Ok(character)
    }

    /// A character by its number. One beyond U+FFFF is written as two halves.
    fn numbered(&mut self) -> Result<char, SyntaxError> {
        self.at += 1;
        let mut code = self.four_digits()?;
        if matches!(code, 0xd800..=0xdbff) {
            if !self.take(b'\\') || !self.take(b'u') {
                return Err(self.fault(Malformed::HalfCharacter));
            }
            let low = self.four_digits()?;
            if matches!(low, 0xdc00..=0xdfff) {
                code = 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
            }
        }
        // A half by itself is no character.
        char::from_u32(code).ok_or_else(|| {
            self.at -= 1;
            self.fault(Malformed::HalfCharacter)
        })
    }

    fn four_digits(&mut self) -> Result<u32, SyntaxError> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return Err(self.fault(Malformed::Escape));
            };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, SyntaxError> {
        let is_negative = self.take(b'-');
        let start = self.at;
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            self.at = start + 1;
            return Err(self.fault(Malformed::Number));
        }
        let decimals = if self.take(b'.') { self.digits()? } else { "" };
        let (mut significand, mut exponent) = (0, 0i32);
        for digit in whole.bytes() {
            exponent += i32::from(!append(&mut significand, digit));
        }
        for digit in decimals.bytes() {
            exponent -= i32::from(append(&mut significand, digit));
        }
        if self.take(b'e') || self.take(b'E') {
            let is_small = self.take(b'-');
            if !is_small {
                self.take(b'+');
            }
            let mut power = 0;
            for digit in self.digits()?.bytes() {
                // Far enough for any number to become infinite, or nothing.
                power = (power * 10 + i32::from(digit - b'0')).min(100_000_000);
            }
            exponent = exponent.saturating_add(if is_small { -power } else { power });
        }
        let mut size = significand as f64;
        let mut scale = 1.0;
        for _ in 0..exponent.unsigned_abs().min(400) {
            scale *= 10.0;
        }
        if significand > 0 {
            size = if exponent < 0 { size / scale } else { size * scale };
        }
        if size.is_infinite() {
            self.at -= 1;
            return Err(self.fault(Malformed::HugeNumber));
        }
        Ok(Value::Number(if is_negative { -size } else { size }))
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<&'a str, SyntaxError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(self.fault(Malformed::Number)) } else { Ok(&self.text[start..self.at]) }
    }
}

/// Appends a digit to a number, if there is room for it.
fn append(number: &mut u64, digit: u8) -> bool {
    let longer = number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit - b'0')));
    *number = longer.unwrap_or(*number);
    longer.is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
        match (ours, theirs) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Flag(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
            (Value::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
            (Value::Number(ours), serde_json::Value::Number(theirs)) => {
                // Powers of ten are multiplied up here and looked up there.
                let theirs = theirs.as_f64().unwrap();
                (ours - theirs).abs() <= theirs.abs() * 1e-13
            }
            (Value::List(ours), serde_json::Value::Array(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
            }
            (Value::Map(ours), serde_json::Value::Object(theirs)) => {
                ours.len() == theirs.len() && ours.iter().all(|(name, value)| same(value, &theirs[name]))
            }
            _ => false,
        }
    }

    /// What is meant by the words of a parser that everybody knows.
    fn meant(words: &str) -> Malformed {
        match words {
            "expected value" => Malformed::NoValue,
            "expected ident" => Malformed::UnknownWord,
            "expected `,` or `]`" | "expected `,` or `}`" => Malformed::NoComma,
            "trailing comma" => Malformed::TrailingComma,
            "expected `:`" => Malformed::NoColon,
            "key must be a string" => Malformed::NameNoText,
            "trailing characters" => Malformed::AfterEnd,
            "invalid number" => Malformed::Number,
            "number out of range" => Malformed::HugeNumber,
            "invalid escape" => Malformed::Escape,
            "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
                Malformed::HalfCharacter
            }
            "control character (\\u0000-\\u001F) found while parsing a string" => Malformed::ControlCharacter,
            other => panic!("{other:?} is said there"),
        }
    }

    /// Reads as that parser does, with the same fault at the same place.
    fn agrees(text: &str) {
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        match (parse(text), theirs) {
            (Ok(ours), Ok(theirs)) => assert!(same(&ours, &theirs), "{text:?}: {ours:?}"),
            // That parser keeps the last of two fields of one name.
            (Err(SyntaxError { fault: SyntaxFault::DuplicateField(_), .. }), _) => {}
            (Err(ours), Err(theirs)) => {
                let words = theirs.to_string();
                let words = &words[..words.rfind(" at line ").unwrap()];
                match &ours.fault {
                    SyntaxFault::UnexpectedEnd => assert!(theirs.is_eof(), "{text:?}: {words}"),
                    // That parser takes four digits at once, or says that the text ends there.
                    SyntaxFault::Malformed(Malformed::Escape) => return,
                    fault => assert_eq!(fault, &SyntaxFault::Malformed(meant(words)), "{text:?}"),
                }
                let place = (theirs.line(), theirs.column().max(1));
                assert_eq!((ours.line, ours.column), place, "{text:?}: {words}");
            }
            (ours, theirs) => panic!("{text:?}: {ours:?} here, {theirs:?} there"),
        }
    }

    #[test]
    fn reads_as_everybody_does() {
        for text in [
            "",
            " ",
            "nul",
            "nulx",
            "\"a\tb\"",
            "tru e",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "{a:1}",
            "{,",
            "[,",
            "[",
            "{",
            "{\"a\":",
            "{\"a\":1",
            "[1,",
            "1 2",
            "01",
            "-",
            "-x",
            "1.",
            "1.x",
            "1e",
            "1e+",
            "1e+x",
            "-0",
            "0",
            "10",
            "1.50",
            "123456789012345678901234567890",
            "0.1234567890123456789012345",
            "1e400",
            "-1e400",
            "1e-400",
            "0e999999999999",
            "2.5E-3",
            "18446744073709551615",
            "18446744073709551616",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u00e9\\n\\/\\b\\f\\r\\t\\\"\\\\\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\n\"",
            "\"\\ud83dx\"",
            "[\"\\u12\", 1]",
            "\"\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"a\nb\"",
            "[\n  1,\n  x\n]",
            "{\"a\": [true, false, null], \"b\": {}}\n",
            "{\"a\":1}\n\nx",
        ] {
            agrees(text);
        }
    }

    proptest! {
        #[test]
        fn reads_any_text_as_everybody_does(text in r#"[ \n\[\]{},:"\\a-fnlrstu0-9.eE+-]{0,12}"#) {
            agrees(&text);
        }
    }
}
