//! The planning problem: plain data, dense ids, whole numbers.
//!
//! It contains the published format `pathway-plan/1` (see `crate::wire::plan_v1`) and what packs add to it:
//! k-of requisites, credit floors by category, caps over any set of recognition rules, validity that ends, held
//! items that are recognised, and an order of priorities instead of one weighted sum.

use crate::sort::sort_by;

/// An item's place in [`Problem::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// A need's place in [`Problem::needs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NeedId(pub u32);

/// A recognition rule's place in [`Problem::recognitions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// What can be taken, what is wanted, and the rules between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// Number of terms; terms are counted 0 … `horizon` − 1.
    pub horizon: u32,
    /// What the goal asks for.
    pub needs: Vec<Need>,
    /// What can be taken, in document order: of equal plans, the order decides.
    pub items: Vec<Item>,
    /// Ways in which a taken (or held) item may count as another.
    pub recognitions: Vec<Recognition>,
    /// Limits over sets of recognition rules: per item, per category, in all.
    pub recognition_caps: Vec<RecognitionCap>,
    /// Sets of items of which at most one may be used as the `from` of a recognition (highest award only).
    pub exclusive_sources: Vec<Vec<ItemId>>,
    /// Whether a done item may be the `from` of a recognition, from term 0 on. `pathway-plan/1` says no.
    pub done_recognises: bool,
    /// Sets of items of which at most one may be held (taken, recognised or done).
    pub exclusive: Vec<Vec<ItemId>>,
    /// Items that must be held in the end.
    pub mandatory: Vec<ItemId>,
    /// Items already held: they give their units, cost nothing and do not count for credit floors.
    pub done: Vec<ItemId>,
    /// The greatest load of each term (`horizon` entries), of what does not come with the timetable.
    pub load_cap: Vec<u32>,
    /// The load that each term has beside what is planned (`horizon` entries, or none): it counts for the peak.
    pub other_load: Vec<u32>,
    /// The greatest load of any term, all of it; `None`: any.
    pub peak_cap: Option<u32>,
    /// The greatest number of exams in each term (`horizon` entries, or none).
    pub exam_cap: Vec<u32>,
    /// The greatest sum of fees, recognition fees included, in the smallest currency unit that the caller uses.
    pub budget: u64,
    /// Credits that must be earned in the plan.
    pub credit_floors: Vec<CreditFloor>,
    /// The term at which it is judged what is there for the needs: what has not finished by then does not count for
    /// them, and what has run out counts for nothing. `None`: the plan's last finished term.
    pub judged: Option<u32>,
}

impl Problem {
    /// The load of a term beside what is planned.
    pub(super) fn other_load_of(&self, term: u32) -> u32 {
        self.other_load.get(term as usize).copied().unwrap_or(0)
    }

    /// No plan has a greater load in any term.
    pub(super) fn most_peak(&self) -> u64 {
        let (mut all, mut timetabled) = (0, 0);
        for item in &self.items {
            all += u64::from(item.most_load());
            timetabled += if item.timetabled { u64::from(item.most_load()) } else { 0 };
        }
        let mut most = 0;
        for (term, cap) in (0..).zip(&self.load_cap) {
            let bound = all.min(timetabled + u64::from(*cap));
            most = most.max(bound + u64::from(self.other_load_of(term)));
        }
        most
    }

    /// Whether what counts in the end depends on when the plan ends.
    pub(super) fn is_judged_at_its_end(&self) -> bool {
        self.judged.is_none() && self.items.iter().any(|item| !item.valid_for.is_empty())
    }
}

/// Units of one competence that the goal needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The readable code, for messages and files.
    pub code: String,
    /// Units needed; 0 asks for nothing.
    pub units: u32,
}

/// The kinds of item that the rules treat differently: only certificates count for the exam cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A course.
    Course,
    /// A certificate: it ends with its exam.
    Certificate,
    /// A competition.
    Competition,
}

/// Something that can be taken once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The readable code, for messages and files.
    pub code: String,
    /// Course, certificate or competition.
    pub kind: ItemKind,
    /// Terms it runs for; at least 1.
    pub duration: u32,
    /// Terms in which it may start, ascending, each once. None: it cannot be taken.
    pub starts: Vec<u32>,
    /// Credits it earns.
    pub credits: u32,
    /// Load in each term while it runs, but for the starts of `hurried`.
    pub load: u32,
    /// Starts with a load of their own: less time is left for the same work.
    pub hurried: Vec<(u32, u32)>,
    /// Whether it comes with the timetable: no cap binds its load.
    pub timetabled: bool,
    /// How many terms after its start it is examined, while it runs. Its requisites are asked for then.
    pub examined_after: u32,
    /// Its fee.
    pub fee: u32,
    /// Hours of work in all.
    pub effort: u32,
    /// How doubtful the data behind it is (0 = official).
    pub doubt: u32,
    /// How much it is asked for where the student is (0 = unknown or not at all).
    pub demand: u32,
    /// What it gives, each need once, units at least 1.
    pub gives: Vec<(NeedId, u32)>,
    /// Requisites: all groups must hold.
    pub requisites: Vec<Group>,
    /// Starts after which it runs out, with the number of terms after its finish for which it counts towards needs
    /// and mandatory items, up to the term of [`Problem::judged`]. From all other starts it counts for good, and so
    /// does what is recognised.
    pub valid_for: Vec<(u32, u32)>,
    /// The item of which it stands for a part: one of the two at most is held, and no rule is in that to be lifted. A
    /// part is recognised, never taken.
    pub part_of: Option<ItemId>,
}

impl Item {
    /// The load in each term while it runs, started in a term.
    pub fn load_from(&self, start: u32) -> u32 {
        load_from(self.load, &self.hurried, start)
    }

    /// The term of its exam, started in a term; of what has none the start.
    pub fn examined_in(&self, start: u32) -> u32 {
        start + self.examined_after.min(self.duration.saturating_sub(1))
    }

    /// For how many terms after its finish it counts, started in a term; `None`: for good.
    pub fn valid_from(&self, start: u32) -> Option<u32> {
        self.valid_for.iter().find(|(of, _)| *of == start).map(|(_, terms)| *terms)
    }

    /// The greatest load that it can have.
    pub(super) fn most_load(&self) -> u32 {
        self.hurried.iter().map(|(_, load)| *load).fold(self.load, u32::max)
    }

    /// A course that nobody takes, costs nothing and gives nothing.
    pub fn untaken() -> Self {
        Self {
            code: String::new(),
            kind: ItemKind::Course,
            duration: 1,
            starts: Vec::new(),
            credits: 0,
            load: 0,
            hurried: Vec::new(),
            timetabled: false,
            examined_after: 0,
            fee: 0,
            effort: 0,
            doubt: 0,
            demand: 0,
            gives: Vec::new(),
            requisites: Vec::new(),
            valid_for: Vec::new(),
            part_of: None,
        }
    }
}

/// The load in each term of what starts in a term: its usual one, but for the starts that are hurried.
pub(crate) fn load_from(usual: u32, hurried: &[(u32, u32)], start: u32) -> u32 {
    hurried.iter().find(|(of, _)| *of == start).map_or(usual, |(_, load)| *load)
}

/// At least `count` different items must be there where it is asked for in term `t` ([`Item::examined_in`]): done, or recognised by `t`, or finished by
/// the start of `t` (those of `before`) or of `t + 1` (those of `with`). The default asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Group {
    /// How many; 0 asks for nothing.
    pub count: u32,
    /// What counts if it is finished before.
    pub before: Vec<ItemId>,
    /// What counts if it is finished before or in the same term.
    pub with: Vec<ItemId>,
}

impl Group {
    /// Every item that counts, ascending, each once, with the terms that it may take on from the start of the one in
    /// which the group is asked for: none, or that one.
    pub fn items(&self) -> Vec<(ItemId, u32)> {
        let mut items = Vec::new();
        for (ids, grace) in [(&self.before, 0), (&self.with, 1)] {
            for id in ids {
                items.push((*id, grace));
            }
        }
        // Of an item that stands in both, the easier way comes first and is kept.
        sort_by(&mut items, |a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        items.dedup_by_key(|(id, _)| *id);
        items
    }

    /// Whether an item counts.
    pub(crate) fn names(&self, id: ItemId) -> bool {
        self.before.contains(&id) || self.with.contains(&id)
    }
}

/// `from` may count as `to` from the term after `from` finishes, or from `since` where that is later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// What is taken (or, with [`Problem::done_recognises`], held).
    pub from: ItemId,
    /// What it counts as; it is then held and not also taken.
    pub to: ItemId,
    /// The fee of having it recognised.
    pub fee: u32,
    /// The credits that `to` then counts for: its own, or fewer where credit is partial.
    pub credits: u32,
    /// The first term from which it may count.
    pub since: u32,
    /// The last term from which it may count: what comes later is too late for a course that was due by then.
    pub until: Option<u32>,
}

/// A limit over a set of recognition rules that are used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognitionCap {
    /// The rules it binds.
    pub rules: Vec<RuleId>,
    /// The greatest number of them used.
    pub count: Option<u32>,
    /// The greatest sum of their credits.
    pub credits: Option<u32>,
}

/// Credits that must be earned among a set of items, taken or recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditFloor {
    /// The least sum.
    pub credits: u32,
    /// Among which items; `None` = all.
    pub of: Option<Vec<ItemId>>,
}

/// What is minimised: stages in order, each decided before the next is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// First to last. Empty: any plan will do.
    pub stages: Vec<Stage>,
}

/// One stage: a weighted sum, minimised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Criteria with their weights.
    pub terms: Vec<(Criterion, u32)>,
}

/// What can be minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// The last finished term (0 if nothing is taken).
    Terms,
    /// The sum of fees, recognition fees included.
    Fee,
    /// The sum of effort.
    Effort,
    /// The greatest load of any term.
    PeakLoad,
    /// The number of certificates taken.
    Exams,
    /// Credits not earned: the sum of all items' credits less those of the plan.
    CreditForgone,
    /// The sum of doubt of what is taken.
    Doubt,
    /// For each certificate that is taken: by how much it is less in demand than the one most in demand. So a plan
    /// takes what is asked for, and not more for being asked for.
    DemandForgone,
}

impl Objective {
    /// One criterion after the other, the student's own order.
    pub fn lexicographic(order: &[Criterion]) -> Self {
        Self { stages: order.iter().map(|&criterion| Stage { terms: vec![(criterion, 1)] }).collect() }
    }
}
