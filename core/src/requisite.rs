//! Requisites: what must be held before something can be taken, as authors write it in a cell.
//!
//! ```text
//! requisite   = all { ("or" | "或" | "或者") all }
//! all         = part { ("and" | "且" | "并且" | "和" | "与" | ";") part }
//! part        = "(" requisite ")"
//!             | number "of" "(" requisite { "," requisite } ")"
//!             | ("with" | "同修") id                    may be taken in the same term
//!             | ("programme" | "专业") id               only for students of this programme
//!             | ("cohort" | "入学") year [ "-" year ]   only for students who entered then
//!             | id [ ">=" number ]                      held, with at least this mark
//! ```
//! Full-width brackets, commas and signs count as their ASCII twins.

use std::fmt;

/// A condition on what a student holds; `T` is how an item is named: a readable id in a pack, a dense id in the
/// catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requisite<T> {
    /// This item, before.
    Item {
        /// The item.
        item: T,
        /// The least mark, where one is asked for.
        mark: Option<u32>,
    },
    /// This item, before or in the same term.
    With(T),
    /// Every part.
    All(Vec<Requisite<T>>),
    /// At least `count` of the parts; `count` is at least one and at most their number.
    AtLeast {
        /// How many.
        count: u32,
        /// Of which.
        of: Vec<Requisite<T>>,
    },
    /// Being a student of this programme.
    Programme(T),
    /// Having entered in one of these years.
    Cohort {
        /// The first year.
        from: u32,
        /// The last year.
        to: u32,
    },
}

/// Why a requisite does not parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The character it is at, counted from one.
    pub at: u32,
    /// What is wrong there.
    pub kind: FaultKind,
}

/// What is wrong with a requisite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// An id was expected and this stands there; empty at the end.
    ExpectedItem(String),
    /// A bracket that is not closed.
    Unclosed,
    /// This was not expected here.
    Unexpected(String),
    /// `2 of (…)` without the brackets.
    ExpectedList,
    /// More are asked for than are listed, as what is counted is divided by `;` at these characters, which means *and*.
    Semicolons(Vec<u32>),
    /// More are asked for than are listed.
    TooMany {
        /// Asked for.
        count: u32,
        /// Listed.
        listed: u32,
    },
    /// Zero is asked for.
    Zero,
    /// A number was expected.
    ExpectedNumber,
    /// The first year of a cohort comes after the last.
    Backwards,
    /// Brackets nested deeper than 32.
    TooDeep,
}

const DEEPEST: u32 = 32;

/// The id of an item with the character at which it stands, counted from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The id.
    pub id: String,
    /// The character.
    pub at: u32,
}

/// Reads a requisite.
pub fn parse(text: &str) -> Result<Requisite<Spot>, Fault> {
    let tokens = tokens(text);
    let end = text.chars().count() as u32 + 1;
    let mut parser = Parser { tokens, next: 0, end, depth: 0 };
    let requisite = parser.any()?;
    match parser.peek() {
        None => Ok(requisite),
        Some(token) => Err(Fault { at: token.at, kind: FaultKind::Unexpected(token.text.clone()) }),
    }
}

#[derive(Debug, Clone)]
struct Token {
    text: String,
    at: u32,
}

/// Whether a character may be part of an id.
pub(crate) fn is_word(character: char) -> bool {
    character.is_alphanumeric() && !matches!(character, '且' | '或')
        || matches!(character, '-' | '.' | '_' | '+')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open_word = false;
    let mut characters = text.chars().zip(1u32..).peekable();
    while let Some((character, at)) = characters.next() {
        let plain = match character {
            '（' => '(',
            '）' => ')',
            '，' | '、' => ',',
            '；' => ';',
            '＞' => '>',
            '≥' => '≥',
            other => other,
        };
        let is_and = plain == '并' && characters.peek().is_some_and(|(next, _)| *next == '且');
        if plain.is_whitespace() || is_and {
            open_word = false;
        } else if is_word(plain) {
            match tokens.last_mut() {
                Some(word) if open_word => word.text.push(plain),
                _ => tokens.push(Token { text: plain.to_string(), at }),
            }
            open_word = true;
        } else {
            open_word = false;
            let at_least = plain == '≥'
                || plain == '>' && characters.next_if(|(next, _)| matches!(next, '=' | '＝')).is_some();
            if plain == '或' {
                let _ = characters.next_if(|(next, _)| *next == '者');
            }
            let text = if at_least { ">=".to_owned() } else { plain.to_string() };
            tokens.push(Token { text, at });
        }
    }
    tokens
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: u32,
    depth: u32,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, texts: &[&str]) -> bool {
        let found =
            self.peek().is_some_and(|token| texts.iter().any(|text| token.text.eq_ignore_ascii_case(text)));
        self.next += usize::from(found);
        found
    }

    fn fault(&self, kind: fn(String) -> FaultKind) -> Fault {
        match self.peek() {
            Some(token) => Fault { at: token.at, kind: kind(token.text.clone()) },
            None => Fault { at: self.end, kind: kind(String::new()) },
        }
    }

    fn any(&mut self) -> Result<Requisite<Spot>, Fault> {
        let mut parts = vec![self.all()?];
        while self.take(&["or", "或"]) {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, |of| Requisite::AtLeast { count: 1, of }))
    }

    fn all(&mut self) -> Result<Requisite<Spot>, Fault> {
        let mut parts = vec![self.part()?];
        while self.take(&["and", "且", "和", "与", ";", "&"]) {
            parts.push(self.part()?);
        }
        Ok(one_or(parts, Requisite::All))
    }

    fn part(&mut self) -> Result<Requisite<Spot>, Fault> {
        if self.take(&["("]) {
            return self.bracketed(|parser| parser.any());
        }
        if self.take(&["with", "同修"]) {
            return Ok(Requisite::With(self.id()?));
        }
        if self.take(&["programme", "program", "专业"]) {
            return Ok(Requisite::Programme(self.id()?));
        }
        if self.take(&["cohort", "入学"]) {
            return self.cohort();
        }
        let is_count =
            self.tokens.get(self.next + 1).is_some_and(|token| token.text.eq_ignore_ascii_case("of"));
        if is_count {
            return self.some_of();
        }
        let item = self.id()?;
        let mark = if self.take(&[">="]) { Some(self.number()?) } else { None };
        Ok(Requisite::Item { item, mark })
    }

    fn some_of(&mut self) -> Result<Requisite<Spot>, Fault> {
        let at = self.peek().map_or(self.end, |token| token.at);
        let count = self.number()?;
        self.next += 1;
        if !self.take(&["("]) {
            return Err(self.fault(|_| FaultKind::ExpectedList));
        }
        let first = self.next;
        let of = self.bracketed(|parser| {
            let mut of = vec![parser.any()?];
            while parser.take(&[","]) {
                of.push(parser.any()?);
            }
            Ok(of)
        })?;
        let listed = of.len() as u32;
        match count {
            0 => Err(Fault { at, kind: FaultKind::Zero }),
            _ if count > listed => {
                let semicolons = self.semicolons(first);
                let divided = listed + semicolons.len() as u32;
                let is_divided = !semicolons.is_empty() && count <= divided;
                let kind = if is_divided {
                    FaultKind::Semicolons(semicolons)
                } else {
                    FaultKind::TooMany { count, listed }
                };
                Err(Fault { at, kind })
            }
            _ => Ok(Requisite::AtLeast { count, of }),
        }
    }

    /// Where a `;` stands in what was read from a token on, but in no brackets of its own.
    fn semicolons(&self, from: usize) -> Vec<u32> {
        let mut found = Vec::new();
        let mut depth = 0;
        for token in &self.tokens[from..self.next - 1] {
            match token.text.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                ";" if depth == 0 => found.push(token.at),
                _ => {}
            }
        }
        found
    }

    fn cohort(&mut self) -> Result<Requisite<Spot>, Fault> {
        let Some(token) = self.peek().cloned() else { return Err(self.fault(|_| FaultKind::ExpectedNumber)) };
        let bad = Fault { at: token.at, kind: FaultKind::ExpectedNumber };
        let (from, to) = token.text.split_once('-').unwrap_or((&token.text, &token.text));
        let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) else { return Err(bad) };
        if to < from {
            return Err(Fault { kind: FaultKind::Backwards, ..bad });
        }
        self.next += 1;
        Ok(Requisite::Cohort { from, to })
    }

    fn bracketed<R>(&mut self, inner: impl FnOnce(&mut Self) -> Result<R, Fault>) -> Result<R, Fault> {
        let opened = self.tokens[self.next - 1].at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault { at: opened, kind: FaultKind::TooDeep });
        }
        let read = inner(self)?;
        self.depth -= 1;
        if self.take(&[")"]) {
            return Ok(read);
        }
        match self.peek() {
            None => Err(Fault { at: opened, kind: FaultKind::Unclosed }),
            Some(_) => Err(self.fault(FaultKind::Unexpected)),
        }
    }

    fn id(&mut self) -> Result<Spot, Fault> {
        match self.peek() {
            Some(token) if token.text.starts_with(is_word) && !is_reserved(&token.text) => {
                let spot = Spot { id: token.text.clone(), at: token.at };
                self.next += 1;
                Ok(spot)
            }
            _ => Err(self.fault(FaultKind::ExpectedItem)),
        }
    }

    fn number(&mut self) -> Result<u32, Fault> {
        let number = self.peek().and_then(|token| token.text.parse().ok());
        let number = number.ok_or_else(|| self.fault(|_| FaultKind::ExpectedNumber))?;
        self.next += 1;
        Ok(number)
    }
}

/// Words that mean something in a requisite, so that no item may be called so.
pub const RESERVED: [&str; 12] =
    ["and", "or", "of", "with", "programme", "program", "cohort", "和", "与", "同修", "专业", "入学"];

/// Whether a word means something in a requisite.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

fn one_or<T>(
    mut parts: Vec<Requisite<T>>,
    many: impl FnOnce(Vec<Requisite<T>>) -> Requisite<T>,
) -> Requisite<T> {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

impl<T> Requisite<T> {
    /// The same condition with its items named in another way; stops at the first item that has no such name.
    pub fn try_map<U, E>(&self, name: &mut impl FnMut(&T) -> Result<U, E>) -> Result<Requisite<U>, E> {
        Ok(match self {
            Requisite::Item { item, mark } => Requisite::Item { item: name(item)?, mark: *mark },
            Requisite::With(item) => Requisite::With(name(item)?),
            Requisite::All(parts) => Requisite::All(Self::try_map_all(parts, name)?),
            Requisite::AtLeast { count, of } => {
                Requisite::AtLeast { count: *count, of: Self::try_map_all(of, name)? }
            }
            Requisite::Programme(item) => Requisite::Programme(name(item)?),
            Requisite::Cohort { from, to } => Requisite::Cohort { from: *from, to: *to },
        })
    }

    fn try_map_all<U, E>(
        parts: &[Self],
        name: &mut impl FnMut(&T) -> Result<U, E>,
    ) -> Result<Vec<Requisite<U>>, E> {
        let mut mapped = Vec::with_capacity(parts.len());
        for part in parts {
            mapped.push(part.try_map(name)?);
        }
        Ok(mapped)
    }

    /// Calls `visit` with every programme whose student one must be, in order.
    pub fn each_programme<'a>(&'a self, visit: &mut impl FnMut(&'a T)) {
        match self {
            Requisite::Programme(programme) => visit(programme),
            Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
                for part in parts {
                    part.each_programme(visit);
                }
            }
            Requisite::Item { .. } | Requisite::With(_) | Requisite::Cohort { .. } => {}
        }
    }

    /// Calls `visit` with every item that is asked for, programmes left out, in order.
    pub fn each_item<'a>(&'a self, visit: &mut impl FnMut(&'a T)) {
        match self {
            Requisite::Item { item, .. } | Requisite::With(item) => visit(item),
            Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
                for part in parts {
                    part.each_item(visit);
                }
            }
            Requisite::Programme(_) | Requisite::Cohort { .. } => {}
        }
    }
}

impl fmt::Display for Requisite<Spot> {
    /// As an author would write it; reading it again gives the same requisite (but for the places).
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |formatter: &mut fmt::Formatter<'_>, parts: &[Requisite<Spot>], between: &str| {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    formatter.write_str(between)?;
                }
                match part {
                    Requisite::All(_) | Requisite::AtLeast { count: 1, .. } => write!(formatter, "({part})")?,
                    _ => write!(formatter, "{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Requisite::Item { item, mark: None } => formatter.write_str(&item.id),
            Requisite::Item { item, mark: Some(mark) } => write!(formatter, "{} >= {mark}", item.id),
            Requisite::With(item) => write!(formatter, "with {}", item.id),
            Requisite::All(parts) => list(formatter, parts, " and "),
            Requisite::AtLeast { count: 1, of } => list(formatter, of, " or "),
            Requisite::AtLeast { count, of } => {
                write!(formatter, "{count} of (")?;
                list(formatter, of, ", ")?;
                formatter.write_str(")")
            }
            Requisite::Programme(programme) => write!(formatter, "programme {}", programme.id),
            Requisite::Cohort { from, to } if from == to => write!(formatter, "cohort {from}"),
            Requisite::Cohort { from, to } => write!(formatter, "cohort {from}-{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_teacher_types() {
        for (text, want) in [
            ("plc", "plc"),
            ("a and b or c", "(a and b) or c"),
            ("a; b；c", "a and b and c"),
            ("a 且（b 或 c）", "a and (b or c)"),
            ("a和声 并且 b 或者 c", "(a和声 and b) or c"),
            (
                "a 和 b 与 同修 c 和 专业 460301 和 入学 2024",
                "a and b and with c and programme 460301 and cohort 2024",
            ),
            ("2 of (a, b and c, d)", "2 of (a, (b and c), d)"),
            ("with x-robot.2", "with x-robot.2"),
            ("plc >= 60 and cohort 2024-2026", "plc >= 60 and cohort 2024-2026"),
            ("plc≥60", "plc >= 60"),
            ("plc＞＝60", "plc >= 60"),
            ("programme 460301 AND a", "programme 460301 and a"),
            ("2024.1 and 460301", "2024.1 and 460301"),
        ] {
            let read = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!(read.to_string(), want, "{text}");
            assert_eq!(parse(&read.to_string()).unwrap().to_string(), want, "again: {text}");
        }
    }

    #[test]
    fn points_at_the_character() {
        use FaultKind::*;
        for (text, at, kind) in [
            ("", 1, ExpectedItem(String::new())),
            ("a and", 6, ExpectedItem(String::new())),
            ("a and and b", 7, ExpectedItem("and".into())),
            ("机器人 且 (a or b", 7, Unclosed),
            ("a b", 3, Unexpected("b".into())),
            ("3 of (a, b)", 1, TooMany { count: 3, listed: 2 }),
            ("2 of (a;b；c)", 1, Semicolons(vec![8, 10])),
            ("b or 2 of (a; (b; c or d))", 6, Semicolons(vec![13])),
            ("3 of (a; b, c; d)", 1, Semicolons(vec![8, 14])),
            ("4 of (a; b; c)", 1, TooMany { count: 4, listed: 1 }),
            ("2 of (a and b)", 1, TooMany { count: 2, listed: 1 }),
            ("0 of (a)", 1, Zero),
            ("2 of a", 6, ExpectedList),
            ("a >= high", 6, ExpectedNumber),
            ("cohort soon", 8, ExpectedNumber),
            ("cohort 2026-2024", 8, Backwards),
            ("a and (b))", 10, Unexpected(")".into())),
            ("a > 3", 3, Unexpected(">".into())),
        ] {
            assert_eq!(parse(text).unwrap_err(), Fault { at, kind }, "{text}");
        }
    }

    #[test]
    fn deep_brackets_are_a_fault_not_a_crash() {
        let text = format!("{}a{}", "(".repeat(50_000), ")".repeat(50_000));
        assert_eq!(parse(&text).unwrap_err().kind, FaultKind::TooDeep);
    }
}
