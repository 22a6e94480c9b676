//! What is kept on the student's device: one entry a pack, only when the student wants it and the page allows it.

use rungs_core::catalogue::Catalogue;
use rungs_core::learner::Learner;
use rungs_core::wire::learner_v1;

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
    /// Ids that the data no longer has.
    Lost(String),
    /// A shared plan was opened.
    CodeOpened,
    /// A shared code could not be read.
    CodeBroken,
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
}

fn key(catalogue: &Catalogue) -> String {
    format!("rungs/1/{}", catalogue.head.id)
}

impl Keeping {
    /// Nothing wanted yet.
    pub fn new(persist: Persist) -> Self {
        let wanted = Signal::new(persist == Persist::Local);
        Self { persist, wanted, notice: Signal::new(None) }
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
                self.wanted.set(true);
                if !read.lost.is_empty() {
                    self.notice.set(Some(Notice::Lost(read.lost.join(", "))));
                }
                Some(read.learner)
            }
            Err(_) => {
                let set_aside = browser::store(&format!("{key}/unreadable"), &text);
                if set_aside.is_ok() {
                    let _ = browser::forget(&key);
                }
                self.notice.set(Some(Notice::Unreadable));
                None
            }
        }
    }

    /// Keeps the learner, if wanted and allowed.
    pub fn keep(&self, catalogue: &Catalogue, learner: &Learner) {
        if self.persist == Persist::None || !self.wanted.get_untracked() {
            return;
        }
        if browser::store(&key(catalogue), &learner_v1::write(catalogue, learner)).is_err() {
            self.notice.set(Some(Notice::Blocked));
        }
    }

    /// Removes all that was kept for this pack.
    pub fn forget(&self, catalogue: &Catalogue) {
        let key = key(catalogue);
        let _ = browser::forget(&key);
        let _ = browser::forget(&format!("{key}/unreadable"));
        self.notice.set(None);
    }
}
