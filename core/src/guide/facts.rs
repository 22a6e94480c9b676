//! What is known of a candidate for the learner who asks.

use crate::coverage::coverage;
use crate::decimal::Decimal;
use crate::model::{Confidence, CourseId, Demanded, Node, Sitting};
use crate::question::{Compiled, Question, Registration, demand, doubt, holds, registration};
use crate::recognition::allot;

/// What is known of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Whether the job requires or prefers it, or one of a set that it belongs to and of which nothing is held.
    pub asked: Option<Demanded>,
    /// Whether it is asked for as a higher grade than is needed.
    pub beyond: bool,
    /// The part of the job that it covers by itself beyond what is held or comes with the programme, in hundredths
    /// of a per cent.
    pub gap: u32,
    /// Courses that the college would recognise for it, beyond what it recognises for what is held.
    pub recognised: Vec<CourseId>,
    /// The credits of that.
    pub credit: Decimal,
    /// The earliest sitting that can still be prepared and registered for, where dates are known.
    pub sitting: Option<Sitting>,
    /// The planned term (0 = the current one) of the earliest sitting.
    pub term: Option<u32>,
    /// Terms that it takes to prepare.
    pub duration: u32,
    /// Hours of preparation; 0: not known.
    pub hours: u32,
    /// Its fee; `None`: not known in the learner's region.
    pub fee: Option<Decimal>,
    /// How the learner can register.
    pub registration: Registration,
    /// How much it is in demand: for each job that asks for it, the posts offered in the learner's region, one
    /// where none are known.
    pub demand: u32,
    /// How far its record can be trusted; `None`: no source is given.
    pub confidence: Option<Confidence>,
}

impl Facts {
    /// What is known of a node.
    pub(super) fn new(question: &Question<'_>, compiled: &Compiled, node: Node) -> Self {
        let catalogue = question.catalogue;
        let open = compiled.candidates.open.iter().find(|candidate| candidate.node == node);
        let start = open.and_then(|candidate| candidate.starts.first().copied());
        let covered = coverage(catalogue, question.learner, question.job, &[node]);
        let (mut recognised, mut credit) = (Vec::new(), Decimal::default());
        let mut richer = question.learner.clone();
        richer.held.push(node);
        // A college recognises for its own students.
        if question.learner.programme.is_some()
            && !question.learner.held.contains(&node)
            && let Some(before) = allot(catalogue, question.learner, question.today)
            && let Some(after) = allot(catalogue, &richer, question.today)
        {
            let new = after.used.iter().filter(|one| before.used.iter().all(|old| old.course != one.course));
            recognised = new.map(|one| one.course).collect();
            let more = after.credits.hundredths().saturating_sub(before.credits.hundredths());
            credit = Decimal::from_hundredths(more);
        }
        let source = catalogue.about(node).source;
        let how = asked(question, |item| catalogue.serving(item).contains(&node));
        Self {
            asked: how,
            beyond: how != asked(question, |item| item == node),
            gap: covered.whole.chosen,
            recognised,
            credit,
            sitting: open.zip(start).and_then(|(candidate, start)| candidate.sittings.get(&start).cloned()),
            term: open.zip(start).map(|(candidate, start)| start + candidate.duration - 1),
            duration: open.map_or(0, |candidate| candidate.duration),
            hours: open.map_or(0, |candidate| candidate.effort),
            fee: open.and_then(|candidate| candidate.fee),
            registration: registration(question, node),
            demand: demand(question, node),
            confidence: source.map(|source| catalogue.sources[source].confidence),
        }
    }

    /// 0 for official data, more the weaker its source.
    pub(super) fn doubt(&self) -> u32 {
        doubt(self.confidence)
    }
}

/// How the job asks for one of some nodes: a required set first. A set of which something is held asks for nothing
/// more.
fn asked(question: &Question<'_>, is_one: impl Fn(Node) -> bool) -> Option<Demanded> {
    let catalogue = question.catalogue;
    let mut asked = None;
    for set in &catalogue.jobs[question.job].qualifications {
        let is_held = |item: &Node| holds(catalogue, question.learner, *item);
        if set.items.iter().any(|(item, _)| is_held(item)) {
            continue;
        }
        if set.items.iter().any(|(item, _)| is_one(*item)) {
            if set.demanded == Demanded::Required {
                return Some(Demanded::Required);
            }
            asked = Some(Demanded::Preferred);
        }
    }
    asked
}
