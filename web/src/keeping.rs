//! What is kept on the student's device: one entry a pack, only when the student wants it and the page allows it.

use rungs_core::catalogue::Catalogue;
use rungs_core::learner::Learner;
use rungs_core::wire::learner_v1::{self, Unreadable};
use rungs_core::words::learner::names;

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
    /// Another version, a newer one or an older, has kept something, which is left alone.
    Version,
    /// What was kept and cannot be used.
    Lost(Vec<String>),
    /// What a file says and cannot be used.
    FileLost(Vec<String>),
    /// Another tab has changed what is kept.
    Elsewhere(String),
    /// Another tab has erased what was kept.
    ErasedElsewhere,
    /// A shared plan was opened.
    CodeOpened(Opened),
    /// A shared code could not be read.
    CodeBroken,
    /// The page lets its visitors only look.
    ReadOnly,
}

/// What became of things when a shared plan was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What the code names and the data does not have.
    pub lost: Vec<String>,
    /// What the visitor's own plan is called among those put aside, if there was one.
    pub aside: Option<String>,
    /// How many changes there were then, the opening among them: as long as none follows, it can be undone.
    pub changes: usize,
}

/// Whether and how things are kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// What the page allows.
    pub persist: Persist,
    /// Whether the student wants it.
    pub wanted: Signal<bool>,
    /// Whether what is here is kept now: a browser may refuse what is wanted.
    pub kept: Signal<bool>,
    /// What the student should know.
    pub notice: Signal<Option<Notice>>,
    /// What this tab read or wrote last.
    last: Signal<Option<String>>,
}

/// Where what cannot be read is set aside, behind the key; what lies there is never overwritten.
const ASIDE: [&str; 3] = ["unreadable", "unreadable-2", "unreadable-3"];

fn key(catalogue: &Catalogue) -> String {
    format!("rungs/1/{}", catalogue.head.id)
}

impl Keeping {
    /// Nothing wanted yet.
    pub fn new(persist: Persist) -> Self {
        let wanted = Signal::new(persist == Persist::Local);
        let (kept, notice, last) = (Signal::new(false), Signal::new(None), Signal::new(None));
        Self { persist, wanted, kept, notice, last }
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
                self.kept.set(true);
                if !read.lost.is_empty() {
                    self.notice.set(Some(Notice::Lost(names(&read.lost))));
                }
                Some(read.learner)
            }
            Err(fault) => {
                self.refuse(&fault, &key, &text);
                None
            }
        }
    }

    /// Sets aside what cannot be read, and leaves alone what only another version can read; whether the place is free.
    fn refuse(&self, fault: &Unreadable, key: &str, text: &str) -> bool {
        if matches!(fault, Unreadable::Format(found) if found.starts_with("rungs-learner/")) {
            self.notice.set(Some(Notice::Version));
            return false;
        }
        self.notice.set(Some(Notice::Unreadable));
        for aside in ASIDE {
            let aside = format!("{key}/{aside}");
            let there = browser::stored(&aside);
            if there.as_ref().is_ok_and(|there| there.as_deref().is_none_or(|there| there == text)) {
                return browser::store(&aside, text).and_then(|()| browser::forget(key)).is_ok();
            }
        }
        false
    }

    /// The student wants things kept from now on. Where that cannot be, the switch stays off: what it says is true.
    pub fn switch_on(&self, catalogue: &Catalogue, learner: &Learner) {
        self.wanted.set(true);
        self.keep(catalogue, learner);
        // What another tab has kept is asked about first, and kept or not when that is answered.
        let asks = matches!(&*self.notice.read_untracked(), Some(Notice::Elsewhere(_)));
        if !self.kept.get_untracked() && !asks {
            self.wanted.set(false);
        }
    }

    /// The student wants nothing kept any more: what this version wrote goes, and nothing else. `false`: the browser
    /// does not let it go.
    pub fn switch_off(&self, catalogue: &Catalogue) -> bool {
        let key = key(catalogue);
        if let Ok(Some(text)) = browser::stored(&key) {
            if learner_v1::read(catalogue, &text).is_err() {
                self.wanted.set(false);
                return true;
            }
            if !gone(&key) {
                return false;
            }
        }
        self.wanted.set(false);
        self.kept.set(false);
        self.last.set(None);
        self.notice.set(None);
        true
    }

    /// Keeps the learner, if wanted and allowed, and if no other tab has kept something since.
    pub fn keep(&self, catalogue: &Catalogue, learner: &Learner) {
        if self.persist == Persist::None || !self.wanted.get_untracked() {
            return;
        }
        if self.look(catalogue) {
            self.kept.set(false);
            return;
        }
        let text = learner_v1::write(catalogue, learner);
        let key = key(catalogue);
        // What cannot be read again is not kept.
        let is_kept =
            browser::store(&key, &text).is_ok() && browser::stored(&key).is_ok_and(|there| there.is_some());
        self.kept.set(is_kept);
        if !is_kept {
            self.notice.set(Some(Notice::Blocked));
            return;
        }
        self.last.set(Some(text));
        // It was full, and is no more.
        if matches!(&*self.notice.read_untracked(), Some(Notice::Blocked)) {
            self.notice.set(None);
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
            self.kept.set(false);
            self.last.set(None);
            self.notice.set(Some(Notice::ErasedElsewhere));
            return true;
        };
        if let Err(fault) = learner_v1::read(catalogue, &text) {
            self.last.set(None);
            self.kept.set(false);
            return !self.refuse(&fault, &key(catalogue), &text);
        }
        self.kept.set(false);
        self.notice.set(Some(Notice::Elsewhere(text)));
        true
    }

    /// The student has seen what another tab kept, and has chosen.
    pub fn seen(&self, text: String) {
        self.last.set(Some(text));
        self.kept.set(true);
        self.notice.set(None);
    }

    /// A file was imported: what was said of anything before it is over, and of this one is said what could not be used.
    pub fn imported(&self, lost: Vec<String>) {
        if !lost.is_empty() {
            self.notice.set(Some(Notice::FileLost(lost)));
        } else if matches!(&*self.notice.read_untracked(), Some(Notice::Lost(_) | Notice::FileLost(_))) {
            self.notice.set(None);
        }
    }

    /// Removes all that was kept for this pack, whatever wrote it. `false`: the browser does not let it go.
    pub fn forget(&self, catalogue: &Catalogue) -> bool {
        let key = key(catalogue);
        let mut all = gone(&key);
        for aside in ASIDE {
            all &= gone(&format!("{key}/{aside}"));
        }
        self.kept.set(false);
        self.last.set(None);
        self.notice.set(None);
        all
    }
}

/// Removes what is stored under a key; whether nothing is there any more that could be read.
fn gone(key: &str) -> bool {
    let _ = browser::forget(key);
    !matches!(browser::stored(key), Ok(Some(_)))
}
