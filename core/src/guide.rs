//! Which certificate (证), or which competition (赛): the candidates for a goal, ranked by what each does to the
//! learner's best plan.
//!
//! For each candidate the best plan that includes it is found and proven. Of what the job asks for in the same
//! way, the candidate with the better plan in the learner's own order of priorities comes first. Where two plans
//! are worth the same, what decides is the part of the gap that each closes by itself, the credit that the college
//! recognises for it, the earliest sitting, the fee, the registration route, the demand and how good the data is,
//! in the order of [`Aspect`]. Why a place is as it is is said by the first aspect in which a card differs from
//! the next one. [`Flips`] finds what would have to change for another to come first, [`Helps`] what one change would
//! make the plan itself better.

mod facts;
mod flips;
mod helps;

pub use facts::Facts;
pub use flips::{Flips, Situation};
pub use helps::{Help, Helps};

use crate::learner::Priority;
use crate::model::{Demanded, Node};
use crate::plan::{Change, ItemId, Progress};
use crate::question::{Best, Closed, Compiled, Optimum, Outline, Question, Registration, answer, compile};

/// A candidate in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The grade or competition.
    pub node: Node,
    /// What it does to the best plan, or why it does nothing.
    pub standing: Standing,
    /// What is known of it.
    pub facts: Facts,
    /// Why it comes before the next card; `None` for the last one.
    pub ahead: Option<Ahead>,
}

/// How a candidate stands to the learner's best plan. The order of the variants is the order of the cards.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// There is a plan with it.
    Open {
        /// The best plan with it.
        plan: Box<Outline>,
        /// Whether the best plan of all has it.
        in_best: bool,
    },
    /// The best plan with it is still being sought.
    Pending,
    /// The best plan with it is more than can be worked out.
    Unknown,
    /// It is open, but no plan with it reaches the goal within the learner's limits: proven.
    NoPlan,
    /// The learner holds it.
    Held,
    /// It is closed to the learner.
    Closed(Closed),
}

/// What candidates are compared by, in the order in which it is looked at. What each amount is in: see the
/// variants; the smaller is always the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// How it stands: 0 there is a plan with it, 1 not known, 2 no plan, 3 held, 4 closed.
    Standing,
    /// How the job asks for it: 0 requires, 1 prefers, 2 does not. Sets of which something is held ask for nothing.
    Asked,
    /// The value of the best plan with it under one of the learner's priorities: terms, hundredths of the
    /// currency, hours, hours a week, exams, hundredths of a credit not earned, doubt, demand not met.
    Plan(Priority),
    /// Whether it is a higher grade than the one that the job asks for: 0 no, 1 yes.
    Beyond,
    /// The part of the job that it does not cover beyond what is held or comes with the programme, in hundredths
    /// of a per cent.
    Gap,
    /// Hundredths of a credit that the college recognises for it, negative.
    Credit,
    /// The day of the earliest sitting, or the term where no day is known; only its order counts.
    Sitting,
    /// The fee in hundredths; not known: more than any.
    Fee,
    /// The registration: 0 open, 1 not known.
    Route,
    /// Demand, negative: see [`Facts::demand`].
    Demand,
    /// How doubtful the data is, 0 official to 3 illustrative.
    Confidence,
    /// The place in the pack: all else is the same.
    Order,
}

/// Why a card comes before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// The first aspect in which they differ.
    pub aspect: Aspect,
    /// Its amount here.
    pub mine: i64,
    /// Its amount on the next card.
    pub theirs: i64,
}

/// What a candidate is ranked by: amounts, compared in order.
type Key = Vec<(Aspect, i64)>;

/// The ranking being worked out.
#[derive(Debug, Clone)]
pub struct Guide<'a> {
    question: Question<'a>,
    compiled: Compiled,
    base: Optimum,
    entries: Vec<Entry>,
    /// The entry that is being worked on.
    at: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    node: Node,
    facts: Facts,
    /// Begins when the best plan of all is known.
    trial: Option<Trial>,
}

/// A candidate's trial.
#[derive(Debug, Clone)]
enum Trial {
    /// It is closed or held: nothing to be tried.
    Settled(Standing),
    /// Its best plan is sought, or found.
    Open(ItemId, Box<Optimum>),
}

impl Trial {
    /// Prepares the trial of a candidate: the best plan with it. `base` is the best plan of all, where it is known.
    fn new(question: &Question<'_>, compiled: &Compiled, node: Node, base: Option<&Optimum>) -> Self {
        let open = compiled.candidates.open.iter().position(|candidate| candidate.node == node);
        match open {
            Some(place) => {
                let id = ItemId(place as u32);
                let mut problem = compiled.problem.clone();
                Change::With(id).apply(&mut problem);
                let optimum = match base {
                    // There is no plan, or the best has it.
                    Some(base) if base.best().is_none_or(|best| has(best, id)) => base.clone(),
                    Some(base) => Optimum::new(problem, base.first()),
                    None => Optimum::new(problem, 0),
                };
                Trial::Open(id, Box::new(optimum))
            }
            None if question.learner.held.contains(&node) => Trial::Settled(Standing::Held),
            None => {
                let closed = compiled.candidates.closed.iter().find(|(other, _)| *other == node);
                let why = closed.map_or(Closed::NotOffered, |(_, why)| why.clone());
                Trial::Settled(Standing::Closed(why))
            }
        }
    }

    /// Works on; about `steps` small steps.
    fn run(&mut self, compiled: &Compiled, steps: u32) -> Progress {
        match self {
            Trial::Settled(_) => Progress::Done,
            Trial::Open(_, optimum) => optimum.run(compiled, steps),
        }
    }

    /// Whether its best plan, or that there is none, is proven.
    fn is_settled(&self) -> bool {
        match self {
            Trial::Settled(_) => true,
            Trial::Open(_, optimum) => optimum.is_proven(),
        }
    }

    /// The best plan with the candidate, once it is proven.
    fn best(&self) -> Option<&Best> {
        match self {
            Trial::Open(_, optimum) if optimum.is_proven() => optimum.best(),
            _ => None,
        }
    }
}

/// What a candidate is ranked by.
fn key(trial: Option<&Trial>, compiled: &Compiled, facts: &Facts, node: Node) -> Key {
    let standing = match trial {
        Some(Trial::Open(_, optimum)) if optimum.is_proven() => {
            if optimum.best().is_some() {
                0
            } else {
                2
            }
        }
        None | Some(Trial::Open(..)) => 1,
        Some(Trial::Settled(Standing::Held)) => 3,
        Some(Trial::Settled(_)) => 4,
    };
    let asked = match facts.asked {
        Some(Demanded::Required) => 0,
        Some(Demanded::Preferred) => 1,
        None => 2,
    };
    let mut key = vec![(Aspect::Standing, standing), (Aspect::Asked, asked)];
    if let Some(best) = trial.and_then(Trial::best) {
        let values = compiled.order.iter().zip(&best.value);
        key.extend(values.map(|(priority, value)| (Aspect::Plan(*priority), *value)));
    }
    facts.rank(&mut key);
    let place = match node {
        Node::Grade(id) => i64::from(id.0),
        Node::Competition(id) => (1 << 32) + i64::from(id.0),
        _ => i64::MAX,
    };
    key.push((Aspect::Order, place));
    key
}

/// Whether a plan takes an item.
fn has(best: &Best, id: ItemId) -> bool {
    best.plan.start.iter().any(|(item, _)| *item == id)
}

/// Whether one key comes before another, and by what.
fn ahead(mine: &Key, theirs: &Key) -> Option<Ahead> {
    let (mine, theirs) = mine.iter().zip(theirs).find(|(mine, theirs)| mine.1 != theirs.1)?;
    Some(Ahead { aspect: mine.0, mine: mine.1, theirs: theirs.1 })
}

impl<'a> Guide<'a> {
    /// Prepares the ranking of all certificates and competitions that lead to the question's job.
    pub fn new(question: Question<'a>) -> Self {
        let compiled = compile(&question);
        let base = Optimum::new(compiled.problem.clone(), 0);
        let leads = question.catalogue.leads_to(question.job);
        let entries = leads
            .into_iter()
            .map(|lead| Entry {
                node: lead.node,
                facts: Facts::new(&question, &compiled, lead.node),
                trial: None,
            })
            .collect();
        Self { question, compiled, base, entries, at: 0 }
    }

    /// Works on; about `steps` small steps.
    pub fn run(&mut self, steps: u32) -> Progress {
        if self.base.run(&self.compiled, steps) == Progress::Working {
            return Progress::Working;
        }
        let Some(entry) = self.entries.get_mut(self.at) else { return Progress::Done };
        let (question, compiled, base) = (&self.question, &self.compiled, &self.base);
        let trial = entry.trial.get_or_insert_with(|| Trial::new(question, compiled, entry.node, Some(base)));
        if trial.run(&self.compiled, steps) == Progress::Working {
            return Progress::Working;
        }
        self.at += 1;
        if self.at < self.entries.len() { Progress::Working } else { Progress::Done }
    }

    /// The cards, best first: final when [`Guide::run`] has answered [`Progress::Done`].
    pub fn cards(&self) -> Vec<Card> {
        let key = |entry: &Entry| key(entry.trial.as_ref(), &self.compiled, &entry.facts, entry.node);
        let mut ranked: Vec<(Key, &Entry)> = self.entries.iter().map(|entry| (key(entry), entry)).collect();
        crate::sort::sort_by(&mut ranked, |a, b| match ahead(&a.0, &b.0) {
            Some(ahead) => ahead.mine.cmp(&ahead.theirs),
            None => std::cmp::Ordering::Equal,
        });
        let mut cards = Vec::with_capacity(ranked.len());
        for (at, (key, entry)) in ranked.iter().enumerate() {
            cards.push(Card {
                node: entry.node,
                standing: self.standing(entry),
                facts: entry.facts.clone(),
                ahead: ranked.get(at + 1).and_then(|(next, _)| ahead(key, next)),
            });
        }
        cards
    }

    /// The learner's best plan, once it is proven; `None` if there is none.
    pub fn best(&self) -> Option<Outline> {
        let best = self.base.best().filter(|_| self.base.is_proven())?;
        Some(self.outline(best))
    }

    fn outline(&self, best: &Best) -> Outline {
        answer(&self.question, &self.compiled, best.by, &best.plan).outline()
    }

    fn standing(&self, entry: &Entry) -> Standing {
        match &entry.trial {
            None => Standing::Pending,
            Some(Trial::Settled(standing)) => standing.clone(),
            Some(Trial::Open(_, optimum)) if optimum.is_over() && !optimum.is_proven() => Standing::Unknown,
            Some(Trial::Open(_, optimum)) if !optimum.is_proven() => Standing::Pending,
            Some(Trial::Open(id, optimum)) => match optimum.best() {
                None => Standing::NoPlan,
                Some(best) => {
                    let in_best = self.base.best().is_some_and(|best| has(best, *id));
                    Standing::Open { plan: Box::new(self.outline(best)), in_best }
                }
            },
        }
    }
}

impl Facts {
    /// Adds what is known to what a candidate is ranked by.
    fn rank(&self, key: &mut Key) {
        let sitting = match (&self.sitting, self.term) {
            (Some(sitting), _) => {
                let date = sitting.date;
                i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day())
            }
            // Later than any day, so that a known day comes first.
            (None, Some(term)) => (1 << 32) + i64::from(term),
            (None, None) => i64::MAX,
        };
        key.extend([
            (Aspect::Beyond, i64::from(self.beyond)),
            (Aspect::Gap, 10_000 - i64::from(self.gap)),
            (Aspect::Credit, -i64::from(self.credit.hundredths())),
            (Aspect::Sitting, sitting),
            (Aspect::Fee, self.fee.map_or(i64::MAX, |fee| i64::from(fee.hundredths()))),
            (Aspect::Route, i64::from(self.registration == Registration::Unknown)),
            (Aspect::Demand, -i64::from(self.demand)),
            (Aspect::Confidence, i64::from(self.doubt())),
        ]);
    }
}
