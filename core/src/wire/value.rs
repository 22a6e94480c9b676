//! Any JSON value, as it stands in the document: fields in order, nothing lost, nothing merged.

use crate::decimal::written;

pub use super::parse::{parse, position};

/// The deepest nesting that a document may have.
pub const MAX_DEPTH: usize = 64;

/// A JSON value. Fields keep the document's order; [`parse`] refuses a field that is given twice.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Fields in order.
    Map(Vec<(String, Value)>),
}

/// Why a text is not a JSON document that we read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// What was found.
    pub fault: SyntaxFault,
}

/// What keeps a text from being read as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxFault {
    /// The text ends too early.
    UnexpectedEnd,
    /// The same field stands twice in one object.
    DuplicateField(String),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A field name that would be dangerous in a browser (`__proto__` and the like).
    ForbiddenField(String),
    /// What stands there is no JSON.
    Malformed(Malformed),
}

/// What is not as JSON has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// No value begins like this.
    NoValue,
    /// A word that begins like `null`, `true` or `false` and is none of them.
    UnknownWord,
    /// Neither a comma nor the closing bracket follows.
    NoComma,
    /// A comma stands before the closing bracket.
    TrailingComma,
    /// No colon follows the name of a field.
    NoColon,
    /// The name of a field is no text.
    NameNoText,
    /// Something follows the document.
    AfterEnd,
    /// Not written as a number.
    Number,
    /// A number that is too large.
    HugeNumber,
    /// What follows a backslash is not known.
    Escape,
    /// One half of a character that is written in two.
    HalfCharacter,
    /// A character within a text that must be written with a backslash: the end of a line, a tab.
    ControlCharacter,
}

/// A key as a part of a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

impl Value {
    /// The fields of an object.
    pub fn fields(&self) -> Option<&[(String, Value)]> {
        match self {
            Value::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value that a JSON pointer such as `/courses/3/requisite` leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let mut here = self;
        for step in pointer.split('/').skip(1) {
            here = match here {
                Value::List(values) => values.get(step.parse::<usize>().ok()?)?,
                Value::Map(_) => here.get(&step.replace("~1", "/").replace("~0", "~"))?,
                _ => return None,
            };
        }
        Some(here)
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Writes the value as JSON, two spaces a level, one line for what holds no further structure.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn is_flat(&self) -> bool {
        let plain = |value: &Value| !matches!(value, Value::List(_) | Value::Map(_));
        match self {
            Value::List(values) => values.iter().all(plain),
            Value::Map(fields) => fields.iter().all(|(_, value)| match value {
                Value::Map(inner) => inner.iter().all(|(_, value)| plain(value)),
                Value::List(inner) => inner.iter().all(plain),
                _ => true,
            }),
            _ => true,
        }
    }

    fn write(&self, out: &mut String, depth: usize) {
        let flat = self.is_flat();
        let open = |out: &mut String, depth: usize| {
            if !flat {
                out.push('\n');
                out.push_str(&"  ".repeat(depth));
            }
        };
        match self {
            Value::Null => out.push_str("null"),
            Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Value::Number(number) => out.push_str(&written(*number)),
            Value::Text(text) => write_text(out, text),
            Value::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    open(out, depth + 1);
                    value.write(out, depth + 1);
                }
                if !values.is_empty() {
                    open(out, depth);
                }
                out.push(']');
            }
            Value::Map(fields) => {
                out.push('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    open(out, depth + 1);
                    write_text(out, name);
                    out.push(':');
                    value.write(out, depth + 1);
                }
                if !fields.is_empty() {
                    open(out, depth);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a text as a JSON string.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let text = r#"{"a":[1,2.5,-3],"b":{"c":"\"\\\n\u0001 语"},"d":null,"e":true,"f":[{"g":[[]]}]}"#;
        let value = parse(text).unwrap();
        assert_eq!(parse(&value.to_json()), Ok(value));
    }

    #[test]
    fn names_the_fault() {
        let cases = [
            ("{\"a\":1,\"a\":2}", SyntaxFault::DuplicateField("a".into())),
            ("{\"a\":{\"__proto__\":1}}", SyntaxFault::ForbiddenField("__proto__".into())),
            ("{\"a\":", SyntaxFault::UnexpectedEnd),
            ("[1,]", SyntaxFault::Malformed(Malformed::TrailingComma)),
        ];
        for (text, want) in cases {
            assert_eq!(parse(text).unwrap_err().fault, want, "parsing {text}");
        }
    }

    #[test]
    fn refuses_what_nests_too_deep_and_says_where() {
        let text = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let error = parse(&text).unwrap_err();
        assert_eq!((error.line, error.column, error.fault), (1, 65, SyntaxFault::TooDeep));
        let brackets_in_a_text = format!("\"{}\"", "[".repeat(100));
        assert!(parse(&brackets_in_a_text).is_ok());
    }
}
