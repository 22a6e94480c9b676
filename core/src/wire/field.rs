//! How one field of a record is read, written and described, by its Rust type.

use crate::date::Date;
use crate::decimal::{Decimal, written};
use crate::diagnostic::{Problem, Want};
use crate::names::Names;
use crate::suggest::nearest;
use crate::wire::value::Value;

/// What a field looks like, for the CSV reader, the JSON Schema and the author's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number, 0 to 4,294,967,295.
    Whole,
    /// A number with up to two decimals.
    Decimal,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// `yes` or `no`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Several values; in a cell, divided by `;`.
    List(&'static Shape),
    /// A text in several languages; in a table, one column a language: `name_zh`, `name_en`.
    Names,
}

impl Shape {
    /// What a value of this shape is called in a message.
    pub fn want(self) -> Want {
        match self {
            Shape::Text | Shape::Choice(_) => Want::Text,
            Shape::Whole => Want::Whole,
            Shape::Decimal => Want::Decimal,
            Shape::Date => Want::Date,
            Shape::Flag => Want::Flag,
            Shape::List(_) => Want::List,
            Shape::Names => Want::Names,
        }
    }
}

/// A type that can be a field.
pub trait Field: Sized {
    /// What it looks like.
    const SHAPE: Shape;
    /// Whether it must be filled in.
    const REQUIRED: bool = true;

    /// Reads a value that is there.
    fn read(value: &Value) -> Result<Self, Problem>;

    /// All that is wrong with a value that cannot be read.
    fn faults(value: &Value) -> Vec<Problem> {
        Self::read(value).err().into_iter().collect()
    }

    /// What a field means that is not there. For one that must be there, it only keeps the place until the record
    /// is given up.
    fn blank() -> Self;

    /// The value to store; `None` leaves the field out.
    fn write(&self) -> Option<Value>;
}

fn wrong(want: Want, value: &Value) -> Problem {
    Problem::WrongType { want, found: found(value) }
}

/// What stands somewhere, shortened.
pub fn found(value: &Value) -> String {
    match value {
        Value::Text(text) => shorten(text),
        Value::List(_) => "[…]".to_owned(),
        Value::Map(_) => "{…}".to_owned(),
        Value::Null | Value::Flag(_) | Value::Number(_) => value.to_json().trim_end().to_owned(),
    }
}

/// At most forty characters of a text.
pub fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}

/// A text as it is kept: without blanks around it and without what hides in it. A page never shows that, and a name
/// is found that has some of it.
pub fn clean(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.trim().to_owned();
    }
    let mut clean = String::new();
    for character in text.chars().filter(|character| !is_hidden(*character)) {
        clean.push(character);
    }
    clean.trim().to_owned()
}

/// The scheme with which a text begins, if it is one of a link that may be shown.
pub fn scheme(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].into_iter().find(|scheme| lower.starts_with(scheme))
}

/// Whether a character belongs into no text: it is not seen, and whoever reads on is misled. Ends of lines, tabs, and
/// what joins letters or tells the direction of one word are no such characters: some languages need them.
pub fn is_hidden(character: char) -> bool {
    is_unseen(character) && !matches!(character, '\n' | '\r' | '\t' | '\u{200c}'..='\u{200f}')
}

/// A text without what is not seen.
pub fn seen(text: &str) -> String {
    text.chars().filter(|character| !is_unseen(*character)).collect()
}

/// Adds what could not be used to what is told of it: short, each once.
pub fn note_lost(lost: &mut Vec<String>, what: &str) {
    let what = shorten(what);
    if !what.is_empty() && !lost.contains(&what) {
        lost.push(what);
    }
}

/// Whether a character is not seen itself, but changes how others are read: a control, a direction, a joining.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl Field for String {
    const SHAPE: Shape = Shape::Text;

    fn read(value: &Value) -> Result<Self, Problem> {
        match value {
            Value::Text(text) => {
                let clean = clean(text);
                // A link in which something hides is refused, not mended: left as it is, it is found out.
                let is_link = text.contains(is_hidden) && scheme(&clean).is_some();
                Ok(if is_link { text.trim().to_owned() } else { clean })
            }
            // A spreadsheet turns a code such as 460301 into a number; as a text it is what was meant.
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Ok(written(*number)),
            other => Err(wrong(Want::Text, other)),
        }
    }

    fn blank() -> Self {
        String::new()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.clone()))
    }
}

impl Field for u32 {
    const SHAPE: Shape = Shape::Whole;

    fn read(value: &Value) -> Result<Self, Problem> {
        match value {
            Value::Number(number) if number.fract() != 0.0 => Err(wrong(Want::Whole, value)),
            Value::Number(number) if (0.0..=f64::from(u32::MAX)).contains(number) => Ok(*number as u32),
            Value::Number(number) => {
                Err(Problem::OutOfRange { found: *number, least: 0.0, most: f64::from(u32::MAX) })
            }
            other => Err(wrong(Want::Whole, other)),
        }
    }

    fn blank() -> Self {
        0
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Number(f64::from(*self)))
    }
}

impl Field for Decimal {
    const SHAPE: Shape = Shape::Decimal;

    fn read(value: &Value) -> Result<Self, Problem> {
        match value {
            Value::Number(number) if *number < 0.0 || *number > Decimal::MOST => {
                Err(Problem::OutOfRange { found: *number, least: 0.0, most: Decimal::MOST })
            }
            Value::Number(number) => Decimal::from_f64(*number).ok_or_else(|| wrong(Want::Decimal, value)),
            other => Err(wrong(Want::Decimal, other)),
        }
    }

    fn blank() -> Self {
        Decimal::default()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Number(self.to_f64()))
    }
}

impl Field for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(value: &Value) -> Result<Self, Problem> {
        value.text().and_then(|text| text.parse().ok()).ok_or_else(|| wrong(Want::Date, value))
    }

    fn blank() -> Self {
        Date::EARLIEST
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
}

impl Field for bool {
    const SHAPE: Shape = Shape::Flag;
    const REQUIRED: bool = false;

    fn read(value: &Value) -> Result<Self, Problem> {
        match value {
            Value::Flag(flag) => Ok(*flag),
            other => Err(wrong(Want::Flag, other)),
        }
    }

    fn blank() -> Self {
        false
    }

    fn write(&self) -> Option<Value> {
        self.then_some(Value::Flag(true))
    }
}

impl Field for Names {
    const SHAPE: Shape = Shape::Names;
    const REQUIRED: bool = false;

    fn read(value: &Value) -> Result<Self, Problem> {
        let fields = value.fields().ok_or_else(|| wrong(Want::Names, value))?;
        let mut names = Names::default();
        for (language, text) in fields {
            if !Names::is_tag(language) {
                return Err(Problem::BadLanguage { tag: shorten(language) });
            }
            let Value::Text(text) = text else { return Err(wrong(Want::Text, text)) };
            // A document has each field once.
            names.push(language, text);
        }
        Ok(names)
    }

    fn blank() -> Self {
        Names::default()
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let texts = self.iter().map(|(language, text)| (language.to_owned(), Value::Text(text.to_owned())));
        Some(Value::Map(texts.collect()))
    }
}

impl<T: Field> Field for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(value: &Value) -> Result<Self, Problem> {
        T::read(value).map(Some)
    }

    fn blank() -> Self {
        None
    }

    fn write(&self) -> Option<Value> {
        self.as_ref()?.write()
    }
}

impl<T: Field> Field for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const REQUIRED: bool = false;

    fn read(value: &Value) -> Result<Self, Problem> {
        match value {
            Value::List(values) => {
                let mut read = Vec::with_capacity(values.len());
                for value in values {
                    read.push(T::read(value)?);
                }
                Ok(read)
            }
            other => Err(wrong(Want::List, other)),
        }
    }

    fn faults(value: &Value) -> Vec<Problem> {
        match value {
            Value::List(values) => values.iter().flat_map(T::faults).collect(),
            other => vec![wrong(Want::List, other)],
        }
    }

    fn blank() -> Self {
        Vec::new()
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        Some(Value::List(self.iter().filter_map(Field::write).collect()))
    }
}

/// Reads one of a fixed set of words; gives its place among them.
pub fn read_choice(value: &Value, codes: &'static [&'static str]) -> Result<usize, Problem> {
    let Value::Text(text) = value else { return Err(wrong(Want::Text, value)) };
    codes.iter().position(|code| *code == text.as_str()).ok_or_else(|| Problem::UnknownChoice {
        found: shorten(text),
        choices: codes,
        nearest: nearest(text, codes.iter().copied()),
    })
}

/// What authors read about a fixed set of words.
#[cfg(feature = "author")]
#[derive(Debug, Clone, Copy)]
pub struct ChoiceDoc {
    /// Its name in the code.
    pub name: &'static str,
    /// The words.
    pub words: &'static [&'static str],
    /// What is chosen.
    pub about: &'static [&'static str],
    /// What each word means, in order.
    pub each: &'static [&'static [&'static str]],
}

/// Declares an enum whose variants are stored as words.
macro_rules! choices {
    ($( $(#[doc = $doc:literal])+ $Name:ident { $( $(#[doc = $vdoc:literal])+ $Variant:ident = $code:literal ),+ $(,)? } )+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $Name { $( $(#[doc = $vdoc])+ $Variant ),+ }

            impl $Name {
                /// Every choice, in the order of its declaration.
                pub const ALL: &'static [$Name] = &[$( $Name::$Variant ),+];
                /// What authors read about the choices: about all, and about each.
                #[cfg(feature = "author")]
                pub const DOCS: $crate::wire::field::ChoiceDoc = $crate::wire::field::ChoiceDoc {
                    name: stringify!($Name),
                    words: $Name::CODES,
                    about: &[$( $doc ),+],
                    each: &[$( &[$( $vdoc ),+] ),+],
                };
                /// The stored word of every choice.
                pub const CODES: &'static [&'static str] = &[$( $code ),+];
                /// The stored word.
                pub const fn code(self) -> &'static str { match self { $( $Name::$Variant => $code ),+ } }
            }

            impl $crate::wire::field::Field for $Name {
                const SHAPE: $crate::wire::field::Shape = $crate::wire::field::Shape::Choice($Name::CODES);

                fn read(value: &$crate::wire::value::Value) -> Result<Self, $crate::diagnostic::Problem> {
                    Ok(Self::ALL[$crate::wire::field::read_choice(value, Self::CODES)?])
                }

                fn blank() -> Self {
                    Self::ALL[0]
                }

                fn write(&self) -> Option<$crate::wire::value::Value> {
                    Some($crate::wire::value::Value::Text(self.code().to_owned()))
                }
            }
        )+
    };
}
pub(crate) use choices;
