//! A plan in the pack's own records: what is taken when, and why each item is there.

use super::candidates::{Closed, credit_matters, is_compulsory};
use super::compile::{Compiled, NeedFor, own_hours, places};
use super::floors::Filled;
use super::requisites::{Settled, mark_of, settle};
use super::{Question, Term};
use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::{Decimal, Total};
use crate::learner::{Learner, Own};
use crate::model::{CourseId, Node, Sitting, SkillId, SourceId, TermKind};
use crate::plan::{ItemId, Plan, Problem, RuleId};
use crate::recognition::rules;
use crate::requisite::Requisite;
use crate::sort::sort_by_key;
use crate::sorted::Map;

/// A plan, term by term.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The planned terms up to the one in which the programme ends, the current one first.
    pub terms: Vec<AnswerTerm>,
    /// The goal is reached by the end of the term before this one (1 = the current term).
    pub by: u32,
    /// Known fees together.
    pub fees: Total,
    /// Hours of work in all: what [`Priority::LeastWork`](crate::learner::Priority::LeastWork) keeps small.
    pub hours: u32,
    /// Credits earned by what is in the plan.
    pub credits: Decimal,
    /// How far the programme's credit floors are filled.
    pub floors: Vec<Filled>,
    /// What was assumed for want of data, and what the learner should know.
    pub notes: Vec<Note>,
}

/// One term of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerTerm {
    /// The term.
    pub term: Term,
    /// Hours a week of all that runs in it.
    pub load: u32,
    /// The most hours a week that the learner's limit allows; `None`: no limit was given.
    pub cap: Option<u32>,
    /// What starts in it: what serves the goal first.
    pub items: Vec<Planned>,
    /// What goes on in it from an earlier term.
    pub running: Vec<Node>,
    /// First attempts that failed, or are supposed to, with the hours a week that they take of it. The plan's sums are
    /// of what is still to come and leave them out.
    pub attempts: Vec<(Node, u32)>,
    /// What is recognised for what is held, in the first term, or for what is finished in it.
    pub recognised: Vec<Recognised>,
    /// What the learner put into it by hand.
    pub own: Vec<Own>,
}

/// An item of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The item.
    pub node: Node,
    /// Whether it is a compulsory course of the programme, or its diploma.
    pub compulsory: bool,
    /// Terms it runs.
    pub duration: u32,
    /// Planned terms in which it may start, ascending.
    pub starts: Vec<u32>,
    /// Hours a week.
    pub load: u32,
    /// Its fee; `None`: not known in the learner's region.
    pub fee: Option<Decimal>,
    /// Its sitting, where dates are known.
    pub sitting: Option<Sitting>,
    /// Why it is there, the strongest reason first.
    pub reasons: Vec<Reason>,
}

impl Planned {
    /// Where what a plan says of it comes from: its term, hours and requisite, its fee and sitting, and that the
    /// learner's goal asks for it or needs what it gives.
    pub fn sources(&self, catalogue: &Catalogue, learner: &Learner) -> Vec<Option<SourceId>> {
        let node = self.node;
        let mut sources = Vec::new();
        if self.load > 0 {
            sources.push(catalogue.source_of(node, "hours"));
        }
        if catalogue.requisite(node).is_some() {
            sources.push(catalogue.source_of(node, "requisite"));
        }
        let exam = catalogue.exam(node).filter(|exam| self.fee.is_some() && !exam.fees.is_empty());
        if let Some(exam) = exam {
            sources.extend(exam.fees.iter().map(|fee| fee.source));
            sources.extend(catalogue.cell_sources("fees", &catalogue.about(node).id));
        }
        if let Some(sitting) = &self.sitting {
            sources.extend(catalogue.sitting_sources(node, sitting));
        }
        if let Some(programme) = learner.programme {
            let programme = &catalogue.programmes[programme];
            for entry in programme.curriculum.iter().filter(|entry| Node::Course(entry.course) == node) {
                let row = format!("{}/{}", programme.about.id, catalogue.about(node).id);
                sources.push(entry.source);
                sources.extend(catalogue.cell_sources("curriculum", &row));
            }
        }
        sources.extend(learner.goal.into_iter().flat_map(|job| catalogue.lead_sources(job, node)));
        sources
    }
}

/// Why an item is in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The job asks for it, or for one of a set that it belongs to.
    Asked,
    /// It gives units of a skill that the job needs.
    Gives {
        /// The skill.
        skill: SkillId,
        /// Units that count.
        units: u32,
    },
    /// Something in the plan requires it.
    RequiredBy(Node),
    /// It is recognised as this course.
    CountsAs(CourseId),
    /// It earns so much credit, which is among the learner's priorities.
    Earns(Decimal),
    /// The learner wants it.
    Pinned,
    /// The learner wants it or another.
    Either,
    /// The programme has it.
    Compulsory,
    /// The programme asks for credit of its kind: the credit floor at this place of the pack.
    Fills(usize),
    /// It is the programme's diploma.
    Diploma,
}

/// A course that is recognised instead of studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// The course.
    pub course: CourseId,
    /// What it is recognised for.
    pub from: Node,
    /// The pack's rule, as a place in its list.
    pub rule: usize,
    /// Credits.
    pub credits: Decimal,
    /// Whether these are all credits of the course, so that it need not be studied.
    pub whole: bool,
}

/// What was assumed, or what the learner should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The job is not on the official list of the learner's programme.
    CrossMajor,
    /// No fee is known in the learner's region; it was counted as nothing.
    FeeUnknown(Node),
    /// No date is known; a sitting in every term was assumed.
    DateUnknown(Node),
    /// No registration route is known; that one is open was assumed.
    RouteUnknown(Node),
    /// A least mark is asked for; that it was or will be reached was assumed.
    MarkAssumed {
        /// What is asked for.
        item: Node,
        /// The mark.
        mark: u32,
    },
    /// No hours of preparation are known; none were counted.
    HoursUnknown(Node),
    /// The programme has it, its first attempt failed, and there is no other in the planned terms.
    NotRetaken(Node),
    /// The learner wants it or the programme has it, and it cannot be taken.
    NotPlanned {
        /// What is not planned.
        item: Node,
        /// Why.
        why: Closed,
    },
    /// The term by which the learner wanted to reach the goal is over: no term was kept to.
    DeadlineOver,
    /// Nobody has said which term of the programme the learner is in: the first was assumed.
    TermAssumed,
    /// The college limits what is recognised to a share of the programme's credits, which are not known: no limit was
    /// kept to.
    ShareUnknown,
    /// The learner supposes that their college pilots every certificate, or none.
    Supposed(bool),
    /// The programme has it in a term in which what it requires is not finished.
    OutOfOrder(Node),
    /// The data does not say which skills the job needs: only what it asks for is planned.
    SkillsUnknown,
    /// The learner put it into a term in which it is not to be had: it is planned where it is best.
    OtherTerm(Node),
    /// The job needs these skills, and the learner has given them up.
    GivenUp(Vec<SkillId>),
    /// The job needs these skills, and the learner says that they have them.
    SelfRated(Vec<SkillId>),
    /// These skills count, wholly or in part, only because a course that gives them is recognised.
    ByRecognition(Vec<SkillId>),
    /// These have their sittings on one day.
    SameDay(Date, Vec<Node>),
}

impl Note {
    /// The code of every kind.
    pub const CODES: [&'static str; 19] = [
        "term_assumed",
        "other_term",
        "given_up",
        "self_rated",
        "by_recognition",
        "same_day",
        "skills_unknown",
        "deadline_over",
        "supposed",
        "not_planned",
        "not_retaken",
        "out_of_order",
        "cross_major",
        "fee_unknown",
        "date_unknown",
        "route_unknown",
        "mark_assumed",
        "hours_unknown",
        "share_unknown",
    ];

    /// What kind of note it is, in one word: all notes of a kind are told together.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CrossMajor => "cross_major",
            Self::FeeUnknown(_) => "fee_unknown",
            Self::DateUnknown(_) => "date_unknown",
            Self::RouteUnknown(_) => "route_unknown",
            Self::MarkAssumed { .. } => "mark_assumed",
            Self::HoursUnknown(_) => "hours_unknown",
            Self::NotRetaken(_) => "not_retaken",
            Self::NotPlanned { .. } => "not_planned",
            Self::DeadlineOver => "deadline_over",
            Self::TermAssumed => "term_assumed",
            Self::Supposed(_) => "supposed",
            Self::ShareUnknown => "share_unknown",
            Self::OutOfOrder(_) => "out_of_order",
            Self::SkillsUnknown => "skills_unknown",
            Self::OtherTerm(_) => "other_term",
            Self::GivenUp(_) => "given_up",
            Self::SelfRated(_) => "self_rated",
            Self::ByRecognition(_) => "by_recognition",
            Self::SameDay(..) => "same_day",
        }
    }

    /// The item that it is about.
    pub fn item(&self) -> Option<Node> {
        match self {
            Self::CrossMajor
            | Self::SkillsUnknown
            | Self::Supposed(_)
            | Self::DeadlineOver
            | Self::TermAssumed
            | Self::GivenUp(_)
            | Self::SelfRated(_)
            | Self::ByRecognition(_)
            | Self::SameDay(..)
            | Self::ShareUnknown => None,
            Self::FeeUnknown(item)
            | Self::DateUnknown(item)
            | Self::RouteUnknown(item)
            | Self::MarkAssumed { item, .. }
            | Self::NotPlanned { item, .. }
            | Self::HoursUnknown(item)
            | Self::OtherTerm(item)
            | Self::NotRetaken(item)
            | Self::OutOfOrder(item) => Some(*item),
        }
    }
}

/// Puts a plan into the pack's records.
pub(crate) fn answer(question: &Question<'_>, compiled: &Compiled, by: u32, plan: &Plan) -> Answer {
    let problem = &compiled.problem;
    let open = &compiled.candidates.open;
    let mut terms: Vec<AnswerTerm> = compiled
        .terms
        .iter()
        .zip(problem.other_load.iter().zip(&compiled.attempts))
        .map(|(term, (other, attempts))| AnswerTerm {
            term: *term,
            load: *other,
            cap: question.learner.hours_a_week.map(|hours| {
                let free = match term.kind {
                    TermKind::Study => hours,
                    // Nothing is studied beside the timetable but what the learner has put there.
                    TermKind::Internship | TermKind::Off => own_hours(question.learner, term),
                };
                free.saturating_add(attempts.timetabled)
            }),
            items: Vec::new(),
            running: Vec::new(),
            attempts: attempts.of.clone(),
            recognised: Vec::new(),
            own: question.learner.own.iter().filter(|own| own.at == term.place).cloned().collect(),
        })
        .collect();
    let (mut fees, mut hours, mut credits) = (Total::default(), 0u32, 0u32);
    for term in &terms {
        for own in &term.own {
            hours = hours.saturating_add(own.hours.saturating_mul(term.term.weeks));
            credits = credits.saturating_add(own.credits.hundredths());
        }
    }
    let mut notes = Vec::new();
    if question.is_cross_major() {
        notes.push(Note::CrossMajor);
    }
    let is_recognised = |node: Node| {
        let whole = plan.recognised.iter().filter(|(rule, _)| compiled.is_whole(*rule));
        whole.map(|(rule, _)| compiled.rules[rule.0 as usize].1).any(|course| Node::Course(course) == node)
    };
    for (node, why) in compiled.candidates.closed.iter().filter(|(node, _)| !is_recognised(*node)) {
        notes.extend(missed(question, *node, why));
    }
    for (node, place) in &question.learner.moved {
        let is_there = |start: &u32| compiled.terms[*start as usize].place == *place;
        let mut open = open.iter().filter(|open| open.node == *node && open.begun == 0);
        if open.any(|open| !open.offered.iter().any(is_there)) {
            notes.push(Note::OtherTerm(*node));
        }
    }
    let given_up = question.given_up();
    if !given_up.is_empty() {
        notes.push(Note::GivenUp(given_up));
    }
    let self_rated = question.self_rated();
    if !self_rated.is_empty() {
        notes.push(Note::SelfRated(self_rated));
    }
    notes.extend(question.learner.pilot.map(Note::Supposed));
    if question.learner.assumes_term(question.catalogue, question.today) {
        notes.push(Note::TermAssumed);
    }
    if question.is_deadline_over() {
        notes.push(Note::DeadlineOver);
    }
    if !plan.recognised.is_empty() && rules::is_share_unknown(question.catalogue, question.learner.programme)
    {
        notes.push(Note::ShareUnknown);
    }
    if question.catalogue.jobs[question.job].needs.is_empty() {
        notes.push(Note::SkillsUnknown);
    }
    let places = places(open);
    let counted = counted(compiled, by, plan);
    for &(id, start) in &plan.start {
        let candidate = &open[id.0 as usize];
        let item = &problem.items[id.0 as usize];
        let mut reasons = reasons(question, compiled, plan, id, &counted);
        if candidate.compulsory {
            reasons.push(if candidate.is_diploma() { Reason::Diploma } else { Reason::Compulsory });
            if !is_in_order(question, compiled, plan, &places, id, start) {
                notes.push(Note::OutOfOrder(candidate.node));
            }
        } else if let Some(floor) = compiled.floors.iter().find(|floor| floor.wants(candidate.node)) {
            reasons.push(Reason::Fills(floor.place));
        }
        hours = hours.saturating_add(item.effort);
        fees += item.fee;
        credits = credits.saturating_add(item.credits);
        notes.extend(assumptions(question, candidate));
        for t in start..(start + item.duration).min(problem.horizon) {
            let term = &mut terms[t as usize];
            term.load = term.load.saturating_add(item.load_from(start));
            if item.timetabled {
                term.cap = term.cap.map(|cap| cap.saturating_add(item.load_from(start)));
            }
            if t > start {
                term.running.push(candidate.node);
            }
        }
        terms[start as usize].items.push(Planned {
            node: candidate.node,
            compulsory: candidate.compulsory,
            duration: item.duration,
            starts: candidate.offered.clone(),
            load: item.load_from(start),
            fee: candidate.fee,
            sitting: candidate.sittings.get(&start).cloned(),
            reasons,
        });
    }
    notes.extend(same_days(&terms));
    let by_recognition = by_recognition(compiled, plan, &counted);
    if !by_recognition.is_empty() {
        notes.push(Note::ByRecognition(by_recognition));
    }
    for &(rule, at) in &plan.recognised {
        let (number, course) = compiled.rules[rule.0 as usize];
        let recognition = &problem.recognitions[rule.0 as usize];
        fees += recognition.fee;
        credits = credits.saturating_add(recognition.credits);
        // It counts from the term after: the goal may be reached with it at the end of this one.
        let place = (at as usize).saturating_sub(1).min(terms.len().saturating_sub(1));
        if let Some(term) = terms.get_mut(place) {
            term.recognised.push(Recognised {
                course,
                from: compiled.nodes[recognition.from.0 as usize],
                rule: number,
                credits: Decimal::from_hundredths(recognition.credits),
                whole: compiled.is_whole(rule),
            });
        }
    }
    for term in &mut terms {
        sort_by_key(&mut term.items, |item| {
            (item.compulsory && item.reasons.len() == 1, item.compulsory, item.node)
        });
    }
    Answer {
        terms,
        by,
        fees,
        hours,
        credits: Decimal::from_hundredths(credits),
        floors: compiled.floors.iter().map(|floor| floor.filled(compiled, plan)).collect(),
        notes,
    }
}

/// What is to be said of something closed: that it is missed, if the learner wants it or the programme has it.
fn missed(question: &Question<'_>, item: Node, why: &Closed) -> Option<Note> {
    let is_compulsory = is_compulsory(question, item);
    match why {
        Closed::NoRetake if is_compulsory => Some(Note::NotRetaken(item)),
        _ if is_compulsory || question.learner.wants(item) => {
            Some(Note::NotPlanned { item, why: why.clone() })
        }
        _ => None,
    }
}

/// Whether what a compulsory course requires is finished when it starts. The programme has it in its term in any case.
fn is_in_order(
    question: &Question<'_>,
    compiled: &Compiled,
    plan: &Plan,
    places: &Map<Node, ItemId>,
    id: ItemId,
    start: u32,
) -> bool {
    let problem = &compiled.problem;
    // What runs already is past what it requires.
    if compiled.candidates.open[id.0 as usize].begun > 0 {
        return true;
    }
    match settle(question, places, compiled.nodes[id.0 as usize]) {
        Settled::Yes => true,
        Settled::Never => false,
        // Of what is not worked out nothing is said.
        Settled::TooLarge => true,
        Settled::Groups(groups) => groups.iter().all(|group| {
            let items = group.items();
            let there =
                items.iter().filter(|(other, grace)| is_there(problem, plan, *other, start, start + grace));
            there.count() >= group.count as usize
        }),
    }
}

/// Whether an item is held, or finished by the term `by`, or recognised by the term `asked`.
pub(super) fn is_there(problem: &Problem, plan: &Plan, id: ItemId, asked: u32, by: u32) -> bool {
    let duration = problem.items[id.0 as usize].duration;
    let taken = plan.start.iter().any(|(other, begun)| *other == id && begun + duration <= by);
    let to = |(rule, at): &(RuleId, u32)| problem.recognitions[rule.0 as usize].to == id && *at <= asked;
    taken || problem.done.contains(&id) || plan.recognised.iter().any(to)
}

/// What a plan comes to, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The goal is reached by the end of the term before this one (1 = the current term, 0: reached already).
    pub by: u32,
    /// Known fees together.
    pub fees: Total,
    /// Whether there are others that are not known.
    pub fees_unknown: bool,
    /// Known hours of work together.
    pub hours: u32,
    /// Whether there are others that are not known.
    pub hours_unknown: bool,
    /// Credits earned by what is in the plan.
    pub credits: Decimal,
    /// What the plan takes beside the programme's compulsory courses, in order.
    pub chosen: Vec<Node>,
}

impl Answer {
    /// The calendar term in which an item of it ends.
    pub fn last_term(&self, node: Node) -> Option<u32> {
        let (start, item) = self.items().find(|(_, item)| item.node == node)?;
        let last = (start + item.duration as usize).clamp(1, self.terms.len()) - 1;
        Some(self.terms[last].term.place)
    }

    /// What it comes to, in short.
    pub fn outline(&self) -> Outline {
        let Self { by, fees, hours, credits, .. } = *self;
        let (fees_unknown, hours_unknown) = (self.fees_unknown(), self.hours_unknown());
        Outline { by, fees, fees_unknown, hours, hours_unknown, credits, chosen: self.chosen() }
    }

    /// What the plan takes beside the programme's compulsory courses, in order.
    pub fn chosen(&self) -> Vec<Node> {
        let items = self.terms.iter().flat_map(|term| &term.items);
        items.filter(|item| !item.compulsory).map(|item| item.node).collect()
    }

    /// The courses that it has recognised and that need not be studied for that, in order.
    pub fn recognised(&self) -> Vec<Node> {
        let mut courses = Vec::new();
        for entry in self.terms.iter().flat_map(|term| &term.recognised) {
            if entry.whole {
                courses.push(Node::Course(entry.course));
            }
        }
        courses
    }

    /// Whether something in it costs what nobody knows.
    pub fn fees_unknown(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Note::FeeUnknown(_)))
    }

    /// Whether something in it is sat on a day that nobody knows.
    pub fn dates_unknown(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Note::DateUnknown(_)))
    }

    /// Whether something in it takes hours that nobody knows.
    pub fn hours_unknown(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Note::HoursUnknown(_)))
    }

    /// The fullest week's hours.
    pub fn peak(&self) -> u32 {
        self.terms.iter().map(|term| term.load).max().unwrap_or(0)
    }

    /// How many certificates are sat for.
    pub fn exams(&self) -> usize {
        self.items().filter(|(_, item)| matches!(item.node, Node::Grade(_))).count()
    }

    /// Every item of the plan, with the planned term in which it starts.
    pub fn items(&self) -> impl Iterator<Item = (usize, &Planned)> {
        self.terms.iter().enumerate().flat_map(|(t, term)| term.items.iter().map(move |item| (t, item)))
    }
}

/// Units of each need that each item contributes, counted once, with the term from which it is there: held first, what
/// is recognised for that along with it, then compulsory courses, then the others in the order of their terms.
pub(super) fn counted(compiled: &Compiled, by: u32, plan: &Plan) -> Vec<(ItemId, usize, u32, u32)> {
    let problem = compiled.problem_by(by);
    let mut left: Vec<u32> = problem.needs.iter().map(|need| need.units).collect();
    let mut counted = Vec::new();
    let rank = |id: ItemId| {
        let candidate = compiled.candidates.open.get(id.0 as usize);
        if candidate.is_some_and(|candidate| candidate.compulsory) { 1 } else { 2 }
    };
    let mut order: Vec<(ItemId, u32, u32)> = problem.done.iter().map(|id| (*id, 0, 0)).collect();
    for &(id, start) in &plan.start {
        let item = &problem.items[id.0 as usize];
        let finish = start + item.duration;
        // What has run out by then counts for nothing.
        if item.valid_from(start).is_none_or(|terms| by <= finish.saturating_add(terms)) {
            order.push((id, rank(id), finish));
        }
    }
    for &(rule, at) in &plan.recognised {
        let recognition = &problem.recognitions[rule.0 as usize];
        let first = if problem.done.contains(&recognition.from) { 0 } else { rank(recognition.to) };
        order.push((recognition.to, first, at));
    }
    order.retain(|(_, _, from)| *from <= by);
    sort_by_key(&mut order, |(id, first, from)| (*first, *from, *id));
    for (id, _, from) in order {
        for (need, units) in &problem.items[id.0 as usize].gives {
            let place = need.0 as usize;
            let counts = (*units).min(left[place]);
            left[place] -= counts;
            if counts > 0 {
                counted.push((id, place, counts, from));
            }
        }
    }
    counted
}

/// The skills of which units count by what is recognised.
fn by_recognition(compiled: &Compiled, plan: &Plan, counted: &[(ItemId, usize, u32, u32)]) -> Vec<SkillId> {
    let mut skills = Vec::new();
    for (id, need, ..) in counted {
        let is_recognised =
            |(rule, _): &(RuleId, u32)| compiled.problem.recognitions[rule.0 as usize].to == *id;
        if let NeedFor::Skill(skill) = compiled.needs[*need]
            && plan.recognised.iter().any(is_recognised)
            && !skills.contains(&skill)
        {
            skills.push(skill);
        }
    }
    skills
}

/// The days on which more than one exam or competition is sat.
fn same_days(terms: &[AnswerTerm]) -> Vec<Note> {
    let mut days: Map<Date, Vec<Node>> = Map::new();
    for item in terms.iter().flat_map(|term| &term.items) {
        if let Some(sitting) = &item.sitting {
            days.entry(sitting.date).or_default().push(item.node);
        }
    }
    days.into_iter()
        .filter(|(_, nodes)| nodes.len() > 1)
        .map(|(day, nodes)| Note::SameDay(day, nodes))
        .collect()
}

/// Whether a requisite asks for something that serves: what is asked for before the term only if it is there before.
fn names(requisite: &Requisite<Node>, is_before: bool, serves: &impl Fn(Node) -> bool) -> bool {
    match requisite {
        Requisite::Item { item, .. } => is_before && serves(*item),
        Requisite::With(item) => serves(*item),
        Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
            parts.iter().any(|part| names(part, is_before, serves))
        }
        Requisite::Programme(_) | Requisite::Cohort { .. } => false,
    }
}

fn reasons(
    question: &Question<'_>,
    compiled: &Compiled,
    plan: &Plan,
    id: ItemId,
    counted: &[(ItemId, usize, u32, u32)],
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let node = compiled.nodes[id.0 as usize];
    for (_, need, units, _) in counted.iter().filter(|(item, ..)| *item == id) {
        reasons.push(match compiled.needs[*need] {
            NeedFor::Set(_) => Reason::Asked,
            NeedFor::Either(_) => Reason::Either,
            NeedFor::Skill(skill) => Reason::Gives { skill, units: *units },
        });
    }
    sort_by_key(&mut reasons, |reason| !matches!(reason, Reason::Asked));
    let duration = compiled.problem.items[id.0 as usize].duration;
    let finish = plan.start.iter().find(|(item, _)| *item == id).map_or(0, |(_, start)| start + duration);
    for &(other, begun) in &plan.start {
        // What comes later, such as a grade above the one that is asked for, is not required by what came before.
        let asked = compiled.problem.items[other.0 as usize].examined_in(begun);
        if other == id || finish > asked + 1 {
            continue;
        }
        let serves = |item: Node| question.catalogue.serving(item).contains(&node);
        let other = compiled.nodes[other.0 as usize];
        let requisite = question.catalogue.requisite(other);
        if requisite.is_some_and(|requisite| names(requisite, finish <= asked, &serves)) {
            reasons.push(Reason::RequiredBy(other));
        }
    }
    let item = &compiled.problem.items[id.0 as usize];
    let mut earned = item.credits;
    for &(rule, _) in &plan.recognised {
        let recognition = &compiled.problem.recognitions[rule.0 as usize];
        if recognition.from != id {
            continue;
        }
        earned = earned.saturating_add(recognition.credits);
        if compiled.is_whole(rule) {
            reasons.push(Reason::CountsAs(compiled.rules[rule.0 as usize].1));
        }
    }
    // What comes anyway is not there for its credit.
    let is_chosen = !compiled.candidates.open[id.0 as usize].compulsory;
    if is_chosen && earned > 0 && credit_matters(question) {
        reasons.push(Reason::Earns(Decimal::from_hundredths(earned)));
    }
    if question.learner.wants(node) {
        reasons.push(Reason::Pinned);
    }
    reasons
}

fn assumptions(question: &Question<'_>, candidate: &super::candidates::Candidate) -> Vec<Note> {
    let node = candidate.node;
    let mut notes = Vec::new();
    if candidate.fee.is_none() {
        notes.push(Note::FeeUnknown(node));
    }
    if candidate.date_unknown {
        notes.push(Note::DateUnknown(node));
    }
    if candidate.route_unknown {
        notes.push(Note::RouteUnknown(node));
    }
    if matches!(node, Node::Grade(_) | Node::Competition(_)) && candidate.effort == 0 {
        notes.push(Note::HoursUnknown(node));
    }
    if let Some(requisite) = question.catalogue.requisite(node) {
        marks(question, requisite, &mut notes);
    }
    notes
}

fn marks(question: &Question<'_>, requisite: &Requisite<Node>, notes: &mut Vec<Note>) {
    match requisite {
        Requisite::Item { item, mark: Some(mark) } if mark_of(question.learner, *item).is_none() => {
            notes.push(Note::MarkAssumed { item: *item, mark: *mark });
        }
        Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| marks(question, part, notes));
        }
        _ => {}
    }
}
