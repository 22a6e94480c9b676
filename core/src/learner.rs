//! Who asks: what a learner holds, wants and can spend. Lives on the student's device and nowhere else.

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::model::{JobId, Node, ProgrammeId, RegionId, SkillId};
use crate::wire::learner_v1::MOST_PLANS;

/// A learner, with everything resolved against one model.
///
/// `crate::wire::learner_v1` stores it by readable ids, so that it survives newer data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learner {
    /// The programme; `None` for a working adult.
    pub programme: Option<ProgrammeId>,
    /// The calendar term of entry, as a place in the model's calendar.
    pub entry: Option<u32>,
    /// The programme term they are in, 1 = first.
    pub term: Option<u32>,
    /// Courses done, grades and awards held.
    pub held: Vec<Node>,
    /// Marks of what is held, where they are known.
    pub marks: Vec<(Node, u32)>,
    /// Skills that they say they have as far as jobs ask for them, whatever they hold.
    pub self_rated: Vec<SkillId>,
    /// What they aim at.
    pub goal: Option<JobId>,
    /// Where they are.
    pub region: Option<RegionId>,
    /// What they can spend, in whole units of the pack's currency; `None`: no limit given.
    pub budget: Option<u32>,
    /// Hours a week beside the timetable; `None`: no limit given.
    pub hours_a_week: Option<u32>,
    /// The order of priorities; what it lacks of [`USUAL`] follows (see [`Learner::order`]).
    pub priorities: Vec<Priority>,
    /// Items that must be in the plan.
    pub pinned: Vec<Node>,
    /// Items that must not be in the plan.
    pub excluded: Vec<Node>,
    /// This or that: sets of items of which one at least must be in the plan.
    pub either: Vec<Vec<Node>>,
    /// Skills that the plan goes without although the job asks for them.
    pub without: Vec<SkillId>,
    /// The last programme term in which the goal must be reached.
    pub deadline: Option<u32>,
    /// Supposes that their college pilots every certificate in every year, or none; `None`: it is as the pack says.
    pub pilot: Option<bool>,
    /// Items that must be in the plan and start in this calendar term, a place in the catalogue's calendar.
    pub moved: Vec<(Node, u32)>,
    /// Items whose first attempt failed, with the calendar term in which it did: they may start again after it.
    pub failed: Vec<(Node, u32)>,
    /// What the data does not have, put into the plan by hand.
    pub own: Vec<Own>,
    /// What the learner wrote about items.
    pub notes: Vec<(Node, String)>,
    /// What the learner wrote about items that the data does not have, by id: other data may have them again.
    pub stray: Vec<(String, String)>,
    /// Warnings that the learner answers for: the code of each and why.
    pub overridden: Vec<(String, String)>,
    /// What an adviser says about the plan.
    pub remark: Option<Remark>,
    /// What the learner wants to find again, in their own order.
    pub favourites: Vec<Node>,
    /// Plans put aside, each as a learner with its choices and without plans of its own.
    pub plans: Vec<(String, Learner)>,
}

/// Something that the data does not have: hours and credits that the plan counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// What the learner calls it.
    pub name: String,
    /// The calendar term in which it runs.
    pub at: u32,
    /// Hours a week.
    pub hours: u32,
    /// Credits.
    pub credits: Decimal,
}

/// What an adviser says about a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The remark.
    pub text: String,
    /// Who says so.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// Whether they approve of the plan.
    pub approved: bool,
    /// The plan that they saw (see [`crate::share::seen`]; in older files its share code alone): another plan has not
    /// been approved.
    pub of: String,
}

/// More choices between this and that would not be looked through.
pub(crate) const MOST_EITHER: usize = 20;

/// The usual order of priorities, for whoever has not chosen one.
pub const USUAL: [Priority; 4] =
    [Priority::Soonest, Priority::Cheapest, Priority::LeastWork, Priority::FewestExams];

impl Learner {
    /// Holds an item from now on, or no longer.
    pub fn toggle_held(&mut self, node: Node) {
        toggle(&mut self.held, node);
    }

    /// Says of a skill that they have it, or no longer.
    pub fn toggle_self_rated(&mut self, skill: SkillId) {
        toggle(&mut self.self_rated, skill);
    }

    /// The same learner within what anybody could mean, nothing of it said twice: what a link or a file says may be
    /// anything.
    pub fn limited(mut self, catalogue: &Catalogue) -> Self {
        // A term beyond the programme's end would make no sense of what follows.
        let last = self.programme.map_or(MOST_TERMS, |id| catalogue.programmes[id].terms.len() as u32);
        self.term = self.term.map(|term| term.clamp(1, last.clamp(1, MOST_TERMS)));
        self.deadline = self.deadline.map(|term| term.clamp(1, LATEST_DEADLINE));
        self.hours_a_week = self.hours_a_week.map(|hours| hours.min(HOURS_OF_A_WEEK));
        once(&mut self.priorities, |priority| *priority);
        once(&mut self.pinned, |node| *node);
        once(&mut self.excluded, |node| *node);
        once(&mut self.moved, |(node, _)| *node);
        once(&mut self.without, |skill| *skill);
        once(&mut self.self_rated, |skill| *skill);
        self
    }

    /// The priorities as they are applied: the learner's own, then what they lack of the usual ones.
    pub fn order(&self) -> Vec<Priority> {
        let mut order: Vec<Priority> = Vec::new();
        for priority in self.priorities.iter().chain(&USUAL) {
            if !order.contains(priority) {
                order.push(*priority);
            }
        }
        order
    }

    /// Studies a programme from now on, or none. The term goes along as far as the programme has so many; which one it
    /// is is not known before the learner says so.
    pub fn study(&mut self, programme: Option<ProgrammeId>, catalogue: &Catalogue, today: Date) {
        self.programme = programme;
        if programme.is_none() {
            self.term = None;
        }
        *self = std::mem::take(self).limited(catalogue);
        if programme.is_none() || self.term.is_some() {
            self.entry = self.entered(catalogue, today);
        }
    }

    /// The programme term that the learner is in: as they say, else reckoned from their entry.
    pub fn known_term(&self, catalogue: &Catalogue, today: Date) -> Option<u32> {
        self.programme?;
        self.term.filter(|term| *term >= 1).or_else(|| {
            let now = catalogue.calendar_place(today)?;
            Some((now + 1).saturating_sub(self.entry?).max(1))
        })
    }

    /// Whether the programme is known and the term in it is not: then the first is planned from.
    pub fn assumes_term(&self, catalogue: &Catalogue, today: Date) -> bool {
        let has_terms = self.programme.is_some_and(|id| !catalogue.programmes[id].terms.is_empty());
        has_terms && self.known_term(catalogue, today).is_none()
    }

    /// The place in the calendar of the term in which someone entered who is in the learner's term on `today`.
    pub fn entered(&self, catalogue: &Catalogue, today: Date) -> Option<u32> {
        let now = catalogue.calendar_place(today)?;
        (now + 1).checked_sub(self.term?)
    }

    /// The term that the learner says they are in, and the later one of their programme that the calendar says they
    /// are in on `today`.
    pub fn later_term(&self, catalogue: &Catalogue, today: Date) -> Option<(u32, u32)> {
        let (term, last) = (self.term?, catalogue.programmes[self.programme?].terms.len() as u32);
        let now = (catalogue.calendar_place(today)? + 1).saturating_sub(self.entry?).min(last);
        (now > term).then_some((term, now))
    }

    /// Whether an item must be in the plan.
    pub fn wants(&self, node: Node) -> bool {
        self.pinned.contains(&node) || self.moved_to(node).is_some()
    }

    /// The calendar term that an item was put into.
    pub fn moved_to(&self, node: Node) -> Option<u32> {
        of(&self.moved, node).copied()
    }

    /// The calendar term in which the first attempt failed.
    pub fn failed_in(&self, node: Node) -> Option<u32> {
        of(&self.failed, node).copied()
    }

    /// What the learner wrote about an item.
    pub fn note_on(&self, node: Node) -> Option<&str> {
        of(&self.notes, node).map(String::as_str)
    }

    /// No longer asks for an item, nor for its term.
    pub fn let_go(&mut self, node: Node) {
        self.pinned.retain(|known| *known != node);
        self.moved.retain(|(known, _)| *known != node);
    }

    /// Asks for one of several items. Fewer than two are no choice, and what is asked for already stays as it is.
    pub fn ask_either(&mut self, items: &[Node]) {
        let mut of: Vec<Node> = Vec::new();
        for item in items {
            if !of.contains(item) {
                of.push(*item);
            }
        }
        if of.len() > 1 && self.either.len() < MOST_EITHER && !self.either.contains(&of) {
            self.either.push(of);
        }
    }

    /// Puts an item into a calendar term, or out of the one that it was put into.
    pub fn put(&mut self, node: Node, place: Option<u32>) {
        self.moved.retain(|(known, _)| *known != node);
        self.moved.extend(place.map(|place| (node, place)));
    }

    /// The first attempt at an item has failed, in a calendar term; where it was put no longer holds.
    pub fn fail(&mut self, node: Node, term: u32) {
        self.failed.retain(|(known, _)| *known != node);
        self.put(node, None);
        self.failed.push((node, term));
    }

    /// Notes something about an item; an empty note is none.
    pub fn note(&mut self, node: Node, text: &str) {
        self.notes.retain(|(known, _)| *known != node);
        if !text.trim().is_empty() {
            self.notes.push((node, text.to_owned()));
        }
    }

    /// The learner as the planner sees them: without notes, favourites and plans put aside.
    pub fn asking(&self) -> Self {
        let mut asking = self.clone();
        (asking.notes, asking.overridden, asking.remark) = (Vec::new(), Vec::new(), None);
        asking.stray = Vec::new();
        (asking.favourites, asking.plans) = (Vec::new(), Vec::new());
        asking
    }

    /// The plan's choices alone: without what is true of the learner whatever the plan.
    pub fn choices(&self) -> Self {
        let mut choices = self.clone();
        choices.plans = Vec::new();
        Self::default().take_who(&mut choices);
        choices
    }

    /// Takes over the choices of another plan. Who one is, what one holds and has put aside stay.
    pub fn choose(&mut self, choices: &Self) {
        let mut other = choices.clone();
        std::mem::take(self).take_who(&mut other);
        *self = other;
    }

    /// Puts a plan's choices aside under a name, with a number behind it where another plan is called so, unless they
    /// lie there already. Gives what they are called there; `None`: there is no room for them.
    pub fn put_aside(&mut self, plan: &Self, name: &str) -> Option<String> {
        let choices = plan.choices();
        if let Some((name, _)) = self.plans.iter().find(|(_, known)| *known == choices) {
            return Some(name.clone());
        }
        if self.plans.len() >= MOST_PLANS {
            return None;
        }
        let mut called = name.to_owned();
        let mut number = 2;
        while self.plans.iter().any(|(known, _)| *known == called) {
            called = format!("{name} {number}");
            number += 1;
        }
        self.plans.push((called.clone(), choices));
        Some(called)
    }

    /// Gives what is true whatever the plan to another.
    fn take_who(self, to: &mut Self) {
        let Self { programme, entry, term, region, .. } = self;
        let Self { held, marks, self_rated, failed, favourites, plans, .. } = self;
        (to.programme, to.entry, to.term, to.region) = (programme, entry, term, region);
        (to.held, to.marks, to.self_rated, to.failed) = (held, marks, self_rated, failed);
        (to.favourites, to.plans) = (favourites, plans);
    }
}

crate::wire::field::choices! {
    /// What matters to the student, in their own order.
    Priority {
        /// Finish early.
        Soonest = "soonest",
        /// Pay little.
        Cheapest = "cheapest",
        /// Keep the fullest week light.
        Lightest = "lightest",
        /// Work few hours in all.
        LeastWork = "least_work",
        /// Sit few exams.
        FewestExams = "fewest_exams",
        /// Earn many credits.
        MostCredit = "most_credit",
        /// Rest on well-sourced data.
        BestEvidenced = "best_evidenced",
        /// Take what is most in demand.
        MostInDemand = "most_in_demand",
    }
}

/// No programme has more terms.
const MOST_TERMS: u32 = 16;
/// Nobody sets a later term for the goal.
const LATEST_DEADLINE: u32 = 32;
/// No week has more hours.
pub(crate) const HOURS_OF_A_WEEK: u32 = 168;

/// Takes something into a list, or out of it.
fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|known| *known == item) {
        Some(place) => {
            list.remove(place);
        }
        None => list.push(item),
    }
}

/// Of what has the same key, the first stays.
fn once<T, K: PartialEq>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = Vec::new();
    list.retain(|item| {
        let key = key(item);
        let is_new = !seen.contains(&key);
        if is_new {
            seen.push(key);
        }
        is_new
    });
}

fn of<T>(said: &[(Node, T)], node: Node) -> Option<&T> {
    said.iter().find(|(known, _)| *known == node).map(|(_, value)| value)
}
