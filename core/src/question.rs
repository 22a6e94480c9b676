//! A learner's question, "how do I get to this job?", and its answer in the pack's own records.
//!
//! The question is compiled to a [`crate::plan::Problem`] for each term by which the goal could be reached, from
//! the first on; the planner proves each, and the best is the answer. A goal is reached in a term when by its end
//! every needed skill is there at its proficiency and one of each required set of qualifications is held. The
//! programme's compulsory courses run on to its end whatever the goal, so they do not move that term.

mod answer;
mod candidates;
mod clash;
mod compile;
mod floors;
mod near;
mod optimum;
mod others;
mod requisites;
mod solver;
mod trade;
mod why;

pub(crate) use answer::answer;
pub use answer::{Answer, AnswerTerm, Note, Outline, Planned, Reason, Recognised};
pub(crate) use candidates::region;
pub use candidates::{
    Closed, Registration, demand, fee_in, registration, route_closed, sittings_in_time, sittings_open,
    social_candidates,
};
pub use clash::Clash;
pub(crate) use compile::{Compiled, compile, compile_with, doubt};
pub use floors::Filled;
pub use near::{Breach, Near};
pub(crate) use optimum::{Best, Optimum};
pub use others::Others;
pub(crate) use requisites::holds;
pub use solver::{Gap, Hindrance, Outcome, Proof, Solver};
pub use trade::{TradeOffs, taking};
pub use why::{Ask, Surviving, Told, Why};

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::learner::Learner;
use crate::model::{JobId, Node, SkillId, TermKind, Units};

/// Terms that are looked ahead for a learner without a programme.
const TERMS_WITHOUT_PROGRAMME: u32 = 6;
/// Teaching weeks of a term where the pack has no calendar.
const USUAL_WEEKS: u32 = 18;

/// Who asks for what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The data.
    pub catalogue: &'a Catalogue,
    /// Who asks.
    pub learner: &'a Learner,
    /// The job aimed at.
    pub job: JobId,
    /// Today.
    pub today: Date,
}

/// A term of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Its place in the calendar (see [`Catalogue::calendar_term`]).
    pub place: u32,
    /// The programme term, 1 = first; `None` without a programme or after its end.
    pub programme_term: Option<u32>,
    /// What it is for.
    pub kind: TermKind,
    /// Teaching weeks.
    pub weeks: u32,
}

impl Question<'_> {
    /// The terms that can be planned, the current one first.
    pub fn terms(&self) -> Vec<Term> {
        let learner = self.learner;
        let now = self.catalogue.calendar_place(self.today).unwrap_or(0);
        let current = self.current_term();
        let kinds = learner.programme.map_or(&[][..], |id| &self.catalogue.programmes[id].terms);
        let count = match (current, kinds.len() as u32) {
            (Some(current), last) if current <= last => last - current + 1,
            _ => TERMS_WITHOUT_PROGRAMME,
        };
        let first = match (learner.entry, current) {
            // Where entry and term are both given, the term they say they are in is the one that runs now.
            (Some(entry), Some(current)) if entry + current > now => entry + current - 1,
            _ => now,
        };
        (0..count)
            .map(|t| {
                let programme_term =
                    current.map(|current| current + t).filter(|term| *term <= kinds.len() as u32);
                let kind = programme_term.and_then(|term| kinds.get(term as usize - 1)).copied();
                let place = first + t;
                let weeks = self.catalogue.calendar_term(place).map_or(USUAL_WEEKS, |term| term.weeks);
                Term { place, programme_term, kind: kind.unwrap_or(TermKind::Study), weeks }
            })
            .collect()
    }

    /// By the end of how many of so many planned terms the goal is to be reached at the latest: the programme goes on
    /// after the learner's deadline. One that is over asks for nothing.
    pub fn latest(&self, terms: u32) -> u32 {
        match (self.current_term(), self.learner.deadline) {
            (Some(current), Some(deadline)) if deadline >= current => (deadline + 1 - current).min(terms),
            _ => terms,
        }
    }

    /// Whether the learner's deadline is a term that is over, which nothing can keep to.
    pub fn is_deadline_over(&self) -> bool {
        let deadline = self.learner.deadline;
        self.current_term().is_some_and(|current| deadline.is_some_and(|deadline| deadline < current))
    }

    /// The programme term that the learner is in: as they say, else reckoned from their entry, else the first is
    /// assumed (see [`Learner::assumes_term`]).
    pub fn current_term(&self) -> Option<u32> {
        let known = self.learner.known_term(self.catalogue, self.today);
        known.or(self.learner.assumes_term(self.catalogue, self.today).then_some(1))
    }

    /// The learner's own programme, where its diploma is still to come.
    pub fn unfinished(&self) -> Option<Node> {
        let programme = self.learner.programme?;
        let node = Node::Programme(programme);
        let count = self.catalogue.programmes[programme].terms.len() as u32;
        let is_over = count > 0 && self.current_term().is_some_and(|current| current > count);
        (!is_over && !self.learner.held.contains(&node)).then_some(node)
    }

    /// What the job needs and the learner has not given up, nor says that they have it.
    pub fn needs(&self) -> Vec<&Units> {
        let Learner { without, self_rated, .. } = self.learner;
        let mut needs = Vec::new();
        for need in &self.catalogue.jobs[self.job].needs {
            if !without.contains(&need.skill) && !self_rated.contains(&need.skill) {
                needs.push(need);
            }
        }
        needs
    }

    /// Of what the job needs, the skills that the learner has given up.
    pub fn given_up(&self) -> Vec<SkillId> {
        self.needed_of(|skill| self.learner.without.contains(&skill))
    }

    /// Of what the job needs, the skills that the learner says they have and has not given up.
    pub fn self_rated(&self) -> Vec<SkillId> {
        let Learner { without, self_rated, .. } = self.learner;
        self.needed_of(|skill| self_rated.contains(&skill) && !without.contains(&skill))
    }

    fn needed_of(&self, is_meant: impl Fn(SkillId) -> bool) -> Vec<SkillId> {
        let skills = self.catalogue.jobs[self.job].needs.iter().map(|need| need.skill);
        skills.filter(|skill| is_meant(*skill)).collect()
    }

    /// Whether the job is outside the official list of the learner's programme.
    pub fn is_cross_major(&self) -> bool {
        self.learner
            .programme
            .is_some_and(|programme| self.catalogue.is_listed(programme, self.job) == Some(false))
    }
}
