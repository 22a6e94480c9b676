//! What is kept on the student's device: one entry a pack, only when the student wants it and the page allows it.

use rungs_core::catalogue::Catalogue;
use rungs_core::learner::Learner;
use rungs_core::wire::learner_v1::{self, Unreadable};

use crate::browser;
use crate::signal::Signal;

/// What the host page allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persist {
    /// The student decides.
    Ask,
    /// Kept from the start.
    Local,
    /// Never kept.
    None,
}

impl Persist {
    /// What the attribute says.
    pub fn from_attribute(value: Option<&str>) -> Self {
        match value {
            Some("local") => Persist::Local,
            Some("none") => Persist::None,
            _ => Persist::Ask,
        }
    }
}

/// What the student should know about what was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The browser does not let us keep anything.
    Blocked,
    /// What was kept cannot be read and was set aside.
    Unreadable,
    /// A newer version has kept something, which is left alone.
    Newer,
    /// Ids that the data no longer has.
    Lost(Vec<String>),
    /// Another tab has changed what is kept.
    Elsewhere(String),
    /// Another tab has erased what was kept.
    ErasedElsewhere,
    /// A shared plan was opened.
    CodeOpened,
    /// A shared code could not be read.
    CodeBroken,
    /// The page lets its visitors only look.
    ReadOnly,
}

/// Whether and how things are kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// What the page allows.
    pub persist: Persist,
    /// Whether the student wants it.
    pub wanted: Signal<bool>,
    /// What the student should know.
    pub notice: Signal<Option<Notice>>,
    /// What this tab read or wrote last.
    last: Signal<Option<String>>,
}

fn key(catalogue: &Catalogue) -> String {
    format!("rungs/1/{}", catalogue.head.id)
}

impl Keeping {
    /// Nothing wanted yet.
    pub fn new(persist: Persist) -> Self {
        let wanted = Signal::new(persist == Persist::Local);
        Self { persist, wanted, notice: Signal::new(None), last: Signal::new(None) }
    }

    /// Reads what was kept for this pack. What cannot be read is set aside, not thrown away.
    pub fn recall(&self, catalogue: &Catalogue) -> Option<Learner> {
        if self.persist == Persist::None {
            return None;
        }
        let key = key(catalogue);
        let text = match browser::stored(&key) {
            Ok(text) => text?,
            Err(browser::Blocked) => {
                self.notice.set(Some(Notice::Blocked));
                return None;
            }
        };
        match learner_v1::read(catalogue, &text) {
            Ok(read) => {
                self.last.set(Some(text));
                self.wanted.set(true);
                if !read.lost.is_empty() {
                    self.notice.set(Some(Notice::Lost(read.lost)));
                }
                Some(read.learner)
            }
            Err(fault) => {
                self.refuse(&fault, &key, &text);
                None
            }
        }
    }

    /// Sets aside what cannot be read, and leaves alone what only a newer version can read; whether the place is free.
    fn refuse(&self, fault: &Unreadable, key: &str, text: &str) -> bool {
        if matches!(fault, Unreadable::Format(found) if found.starts_with("rungs-learner/")) {
            self.notice.set(Some(Notice::Newer));
            return false;
        }
        self.notice.set(Some(Notice::Unreadable));
        browser::store(&format!("{key}/unreadable"), text).and_then(|()| browser::forget(key)).is_ok()
    }

    /// Keeps the learner, if wanted and allowed, and if no other tab has kept something since.
    pub fn keep(&self, catalogue: &Catalogue, learner: &Learner) {
        if self.persist == Persist::None || !self.wanted.get_untracked() || self.look(catalogue) {
            return;
        }
        let text = learner_v1::write(catalogue, learner);
        match browser::store(&key(catalogue), &text) {
            Ok(()) => self.last.set(Some(text)),
            Err(browser::Blocked) => self.notice.set(Some(Notice::Blocked)),
        }
    }

    /// Whether another tab has changed what is kept; the student is told, and nothing is overwritten.
    pub fn look(&self, catalogue: &Catalogue) -> bool {
        if self.persist == Persist::None || !self.wanted.get_untracked() {
            return false;
        }
        let Ok(stored) = browser::stored(&key(catalogue)) else { return false };
        if stored == *self.last.read_untracked() {
            return false;
        }
        let Some(text) = stored else {
            self.wanted.set(false);
            self.last.set(None);
            self.notice.set(Some(Notice::ErasedElsewhere));
            return true;
        };
        if let Err(fault) = learner_v1::read(catalogue, &text) {
            self.last.set(None);
            return !self.refuse(&fault, &key(catalogue), &text);
        }
        self.notice.set(Some(Notice::Elsewhere(text)));
        true
    }

    /// The student has seen what another tab kept, and has chosen.
    pub fn seen(&self, text: String) {
        self.last.set(Some(text));
        self.notice.set(None);
    }

    /// Removes all that was kept for this pack.
    pub fn forget(&self, catalogue: &Catalogue) {
        let key = key(catalogue);
        let _ = browser::forget(&key);
        let _ = browser::forget(&format!("{key}/unreadable"));
        self.last.set(None);
        self.notice.set(None);
    }
}
