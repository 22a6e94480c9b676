//! A text in several languages.

use crate::wire::field::clean;

/// Texts by language tag (`zh`, `en`, …), in the order in which they were given, each tag once.
///
/// Never assume that a language is there: [`Names::best`] always finds something to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(Vec<(String, String)>);

impl Names {
    /// Whether a text is a language's tag: `zh`, `en`, `zh-Hant`.
    pub fn is_tag(tag: &str) -> bool {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let plain =
            (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
        plain
            && parts
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    }

    /// Sets the text of a language; an empty text is left out.
    pub fn set(&mut self, language: &str, text: &str) {
        match self.0.iter_mut().find(|(known, _)| known == language) {
            Some(entry) => {
                let text = clean(text);
                if !text.is_empty() {
                    entry.1 = text;
                }
            }
            None => self.push(language, text),
        }
    }

    /// Adds the text of a language that has none yet; an empty text is left out.
    pub(crate) fn push(&mut self, language: &str, text: &str) {
        let text = clean(text);
        if !text.is_empty() {
            self.0.push((language.to_owned(), text));
        }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in exactly this language.
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
    }

    /// The text to show a reader of this language, with the language that it really is in: the reader's own,
    /// else English, else the first there is.
    pub fn best(&self, language: &str) -> Option<(&str, &str)> {
        let own = self.0.iter().find(|(known, _)| known == language);
        let english = || self.0.iter().find(|(known, _)| known == "en");
        let entry = own.or_else(english).or_else(|| self.0.first())?;
        Some((entry.0.as_str(), entry.1.as_str()))
    }

    /// Language and text, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}
