//! What may be taken on the way to a goal, when, and what is closed to this learner and why.

use super::floors::Floor;
use super::{Question, Term};
use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::learner::{Learner, Priority};
use crate::model::{
    CourseId, CurriculumEntry, Demanded, Fee, FeeComponent, GradeId, Nature, Node, QualificationId,
    RegistrationRoute, Route, Sitting, SkillId, TermKind, Valid,
};
use crate::plan::load_from;
use crate::recognition::rules;
use crate::requisite::Requisite;
use crate::sort::sort_by_key;
use crate::sorted::{Map, Set};

/// Why an item is closed to a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// It, or its qualification, is withdrawn or superseded.
    NotInForce,
    /// It, or its qualification, is not in force on any day in the planned terms on which it could be taken.
    NotInForceThen,
    /// The learner excluded it.
    Excluded,
    /// No registration route is open: the college is no pilot in any planned year, or the programme is not an
    /// applicable one.
    NoRoute,
    /// No sitting that can still be registered for falls into a planned term.
    NoSitting,
    /// The same, and there are such sittings in other regions.
    NoSittingHere,
    /// The course is not offered to this learner in any planned term.
    NotOffered,
    /// The elective began before the planned terms, and the learner does not say that they take it.
    Begun,
    /// What it requires can never be held.
    Requisite,
    /// What it requires can be met in more ways than are worked out.
    RequisiteTooLarge,
    /// The first attempt failed, and there is no other in the planned terms.
    NoRetake,
}

/// Nobody prepares for an exam over more terms than this.
const LONGEST_PREPARATION: u32 = 4;

/// An item that may be taken.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The item.
    pub node: Node,
    /// Whether it is a compulsory course of the learner's programme, or its diploma.
    pub compulsory: bool,
    /// Whether the programme asks for credit of its kind: it may be taken after the goal is reached.
    pub for_credit: bool,
    /// Planned terms it runs.
    pub duration: u32,
    /// For how many terms before the planned ones it has run already.
    pub begun: u32,
    /// Planned terms in which it may start, ascending.
    pub starts: Vec<u32>,
    /// The same before the learner put it into a term.
    pub offered: Vec<u32>,
    /// Planned terms in which it may start after a first attempt failed, ascending.
    pub again: Vec<u32>,
    /// Starts after which it does not stay valid for good, with the number of terms after its end for which it does.
    pub valid_for: Vec<(u32, u32)>,
    /// Hours a week while it runs, but for the starts of `hurried`.
    pub load: u32,
    /// Starts that leave fewer weeks, with the hours a week that they ask for.
    pub hurried: Vec<(u32, u32)>,
    /// Hours in all.
    pub effort: u32,
    /// The fee in hundredths; `None`: not known.
    pub fee: Option<Decimal>,
    /// By start term: the sitting, where dates are known.
    pub sittings: Map<u32, Sitting>,
    /// Whether no date at all is known.
    pub date_unknown: bool,
    /// Whether no registration route is known.
    pub route_unknown: bool,
}

impl Candidate {
    /// Whether it is the diploma of the learner's programme: no one takes it or fails it, it comes with the courses.
    pub fn is_diploma(&self) -> bool {
        matches!(self.node, Node::Programme(_))
    }

    /// Whether the programme has it taken: one that is not offered any more is asked of nobody.
    pub fn is_duty(&self) -> bool {
        self.compulsory && !self.starts.is_empty()
    }

    /// Hours a week while it runs, started in a planned term.
    pub fn load_from(&self, start: u32) -> u32 {
        load_from(self.load, &self.hurried, start)
    }
}

/// All candidates, in document order, and what is closed.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// May be taken.
    pub open: Vec<Candidate>,
    /// Would serve the goal but may not be taken.
    pub closed: Vec<(Node, Closed)>,
    /// What has failed, or is supposed to, as it was before.
    pub failed: Vec<Candidate>,
}

/// Finds what may be taken: the programme's compulsory courses that are to come, and everything that gives a
/// needed skill, is asked for, is pinned, is required by such an item, or may be recognised as such a course, unless that
/// comes anyway and in time; where credit matters, also what these may be recognised as. Of the qualification `supposed` it is supposed that a
/// registration route is open. To exclude an item closes that item alone: all else is found as if it could be taken.
/// `floors` are those of the learner's programme.
pub fn candidates(
    question: &Question<'_>,
    terms: &[Term],
    floors: &[Floor],
    supposed: Option<QualificationId>,
) -> Candidates {
    let mut found = Set::new();
    let mut closed = Map::new();
    let mut open: Map<Node, Candidate> = Map::new();
    let mut work: Vec<Node> = relevant(question);
    work.extend(floors.iter().flat_map(Floor::wanted));
    work.reverse();
    while let Some(node) = work.pop() {
        if !found.insert(node) || question.learner.held.contains(&node) {
            continue;
        }
        // It depends on all the others, and is looked at once they are known.
        if question.unfinished() == Some(node) {
            continue;
        }
        let candidate = candidate(question, terms, node, supposed);
        let candidate = candidate.and_then(|candidate| placed(question.learner, terms, candidate));
        // What an excluded item requires may earn credit all the same.
        if candidate.is_ok()
            && let Some(requisite) = question.catalogue.requisite(node)
        {
            required(question, requisite, &mut work);
            // A compulsory course comes in its term whatever it requires: nothing need count as that.
            if !is_compulsory(question, node) {
                requisite.each_item(&mut |item| work.extend(recognised_as(question, *item)));
            }
        }
        let is_missed = candidate.as_ref().is_err_and(is_missed);
        work.extend(if is_missed { recognised_as(question, node) } else { counting_as(question, node) });
        match candidate {
            _ if is_excluded(question, node) => {
                closed.insert(node, Closed::Excluded);
            }
            Ok(mut candidate) => {
                candidate.for_credit = floors.iter().any(|floor| floor.wants(node));
                open.insert(node, candidate);
            }
            Err(why) => {
                closed.insert(node, why);
            }
        }
    }
    if let Some(node) = question.unfinished().filter(|node| found.contains(node)) {
        // A compulsory course that is not in force is asked of nobody.
        let is_lost = |(course, why): (&Node, &Closed)| {
            let is_missed = matches!(why, Closed::NotOffered | Closed::NoRetake);
            is_missed && is_compulsory(question, *course) && missed(question, *course, &open).is_none()
        };
        if closed.iter().any(is_lost) {
            closed.insert(node, Closed::Requisite);
        } else {
            open.insert(node, diploma(terms, node));
        }
    }
    if credit_matters(question) {
        for course in earned(question, &open) {
            let node = Node::Course(course);
            if !found.insert(node) || question.learner.held.contains(&node) || is_excluded(question, node) {
                continue;
            }
            let candidate = match candidate(question, terms, node, supposed) {
                Ok(mut candidate) => {
                    // Only its credit is of use. To study it for that is no way to the goal: as well could anything
                    // that is taught be studied.
                    candidate.starts.clear();
                    candidate.again.clear();
                    Some(candidate)
                }
                Err(why) if is_missed(&why) => missed(question, node, &open),
                Err(_) => None,
            };
            open.extend(candidate.map(|candidate| (node, candidate)));
        }
    }
    for (node, why) in closed.iter() {
        if is_missed(why)
            && let Some(missed) = missed(question, *node, &open)
        {
            open.insert(*node, missed);
        }
    }
    // What has failed takes its hours whether or not it serves the goal.
    let failed = question.learner.failed.iter().filter(|(node, _)| !question.learner.held.contains(node));
    let failed = failed.filter_map(|(node, _)| candidate(question, terms, *node, supposed).ok()).collect();
    // A compulsory course needs nothing of the goal to be in the plan.
    Candidates { open: open.into_values().collect(), closed: closed.into_iter().collect(), failed }
}

/// Items that a requisite names, higher grades included.
fn required(question: &Question<'_>, requisite: &Requisite<Node>, work: &mut Vec<Node>) {
    requisite.each_item(&mut |item| work.extend(question.catalogue.serving(*item)));
}

/// What the learner says of when: after a failure it starts anew, and what was put into a term starts there. A term
/// that is over, or in which it is not offered, binds nothing.
fn placed(learner: &Learner, terms: &[Term], mut candidate: Candidate) -> Result<Candidate, Closed> {
    let place = |start: &u32| terms[*start as usize].place;
    if let Some(failed) = learner.failed_in(candidate.node) {
        candidate.again.retain(|start| place(start) > failed);
        candidate.starts.clone_from(&candidate.again);
        if candidate.compulsory {
            candidate.starts.truncate(1);
        }
        if candidate.starts.is_empty() {
            return Err(Closed::NoRetake);
        }
    }
    candidate.offered.clone_from(&candidate.starts);
    if let Some(moved) = learner.moved_to(candidate.node)
        && candidate.offered.iter().any(|start| place(start) == moved)
    {
        candidate.starts.retain(|start| place(start) == moved);
    }
    Ok(candidate)
}

fn relevant(question: &Question<'_>) -> Vec<Node> {
    let catalogue = question.catalogue;
    let mut nodes = Vec::new();
    if let Some(programme) = question.learner.programme {
        let curriculum = &catalogue.programmes[programme].curriculum;
        let compulsory = curriculum.iter().filter(|entry| entry.nature == Nature::Compulsory);
        nodes.extend(compulsory.map(|entry| Node::Course(entry.course)));
    }
    let skills: Set<SkillId> = question.needs().into_iter().map(|need| need.skill).collect();
    for skill in skills.into_keys() {
        nodes.extend(catalogue.givers(skill).iter().map(|(node, _)| *node));
    }
    for (item, _) in required_items(question) {
        nodes.push(item);
    }
    nodes.extend(&question.learner.pinned);
    nodes.extend(question.learner.either.iter().flatten());
    nodes.extend(question.learner.moved.iter().map(|(node, _)| *node));
    nodes
}

/// Whether the learner asks for much credit.
pub fn credit_matters(question: &Question<'_>) -> bool {
    question.learner.priorities.contains(&Priority::MostCredit)
}

/// Courses that what is open or held may count as.
fn earned(question: &Question<'_>, open: &Map<Node, Candidate>) -> Vec<CourseId> {
    let (catalogue, learner) = (question.catalogue, question.learner);
    let mut courses = Vec::new();
    for (number, rule) in catalogue.recognition.iter().enumerate() {
        if open.contains_key(&rule.from) || learner.held.contains(&rule.from) {
            courses.extend(rules::own_courses(catalogue, learner.programme, number));
        }
    }
    courses
}

/// What may be recognised as a course that is offered. Compulsory ones come anyway: it matters where they give what the
/// goal needs.
fn counting_as(question: &Question<'_>, node: Node) -> Vec<Node> {
    let needs = question.needs();
    let gives = || needs.iter().any(|need| question.catalogue.units(node, need.skill) > 0);
    if !is_compulsory(question, node) || gives() { recognised_as(question, node) } else { Vec::new() }
}

/// What may be recognised as a course.
fn recognised_as(question: &Question<'_>, node: Node) -> Vec<Node> {
    match node {
        Node::Course(course) => rules::counting_as(question.catalogue, question.learner.programme, course),
        _ => Vec::new(),
    }
}

/// Every item that satisfies a required set of the job, with the set's place: higher grades included.
pub fn required_items(question: &Question<'_>) -> Vec<(Node, usize)> {
    let catalogue = question.catalogue;
    let sets =
        catalogue.jobs[question.job].qualifications.iter().filter(|set| set.demanded == Demanded::Required);
    let mut items = Vec::new();
    for (place, set) in sets.enumerate() {
        for (item, _) in &set.items {
            items.extend(catalogue.serving(*item).into_iter().map(|item| (item, place)));
        }
    }
    sort_by_key(&mut items, |(node, place)| (*place, *node));
    items.dedup();
    items
}

fn candidate(
    question: &Question<'_>,
    terms: &[Term],
    node: Node,
    supposed: Option<QualificationId>,
) -> Result<Candidate, Closed> {
    if !question.catalogue.is_in_force(node) {
        return Err(Closed::NotInForce);
    }
    match node {
        Node::Course(course) => self::course(question, terms, course),
        Node::Grade(grade) => exam(question, terms, node, Some(grade), supposed),
        Node::Competition(_) => exam(question, terms, node, None, supposed),
        Node::Job(_) | Node::Programme(_) | Node::Qualification(_) | Node::Award(_) => {
            Err(Closed::NotOffered)
        }
    }
}

/// Whether a node, and its qualification, is in force on the day on which it is taken, or else on a day of the term.
fn is_in_force_in(catalogue: &Catalogue, terms: &[Term], node: Node, term: u32, day: Option<Date>) -> bool {
    let whole = match node {
        Node::Grade(grade) => catalogue.qualifications[catalogue.grades[grade].qualification].about.valid,
        _ => Valid::default(),
    };
    let valid = [catalogue.about(node).valid, whole];
    // Most records have no such days, and this is asked for every question.
    if valid == [Valid::default(); 2] {
        return true;
    }
    let slot = terms.get(term as usize).and_then(|term| catalogue.calendar_term(term.place));
    let Some((first, last)) = day.map(|day| (day, day)).or(slot.map(|slot| (slot.start, slot.end))) else {
        return true;
    };
    valid.iter().all(|valid| valid.during(first, last))
}

/// Whether nothing can be taken in one of so many planned terms from a start on.
fn meets_off(terms: &[Term], start: u32, duration: u32) -> bool {
    terms.iter().skip(start as usize).take(duration as usize).any(|term| term.kind == TermKind::Off)
}

/// Whether the learner excluded a node; what the programme asks for cannot be.
fn is_excluded(question: &Question<'_>, node: Node) -> bool {
    question.learner.excluded.contains(&node) && !is_compulsory(question, node)
}

/// Whether a node is a compulsory course of the learner's programme.
pub fn is_compulsory(question: &Question<'_>, node: Node) -> bool {
    let Some(programme) = question.learner.programme else { return false };
    let curriculum = &question.catalogue.programmes[programme].curriculum;
    curriculum.iter().any(|entry| Node::Course(entry.course) == node && entry.nature == Nature::Compulsory)
}

fn course(question: &Question<'_>, terms: &[Term], id: CourseId) -> Result<Candidate, Closed> {
    let catalogue = question.catalogue;
    let node = Node::Course(id);
    let current = question.current_term();
    let own = question.learner.programme.and_then(|programme| {
        let curriculum = &catalogue.programmes[programme].curriculum;
        curriculum.iter().find(|entry| entry.course == id)
    });
    // Nothing begins in a term that is over; whoever is in the programme has taken its compulsory courses.
    let slot = terms.first().and_then(|term| catalogue.calendar_term(term.place));
    let first = u32::from(slot.is_some_and(|slot| slot.end < question.today));
    let mut begun = 0;
    let (mut starts, mut again, length, compulsory) = match (own, current) {
        (Some(entry), Some(current)) => {
            let compulsory = entry.nature == Nature::Compulsory;
            let mut starts: Vec<u32> =
                entry.terms.iter().filter(|term| **term >= current).map(|term| term - current).collect();
            // What was missed or failed is offered to the next year's students in the same season.
            let mut again = same_season(question, terms, current, entry);
            again.retain(|start| *start >= first);
            starts.retain(|start| compulsory || *start >= first);
            let has_failed = question.learner.failed_in(node).is_some();
            match runs_since(entry, current).filter(|_| !has_failed) {
                // Whoever is in the programme takes its compulsory courses; of an elective only the learner knows.
                Some(_) if !compulsory && !question.learner.wants(node) => return Err(Closed::Begun),
                Some(terms) => (begun, starts) = (terms, vec![0]),
                None if has_failed || compulsory && entry.terms.iter().all(|term| *term < current) => {
                    starts.clone_from(&again);
                }
                None => {}
            }
            (starts, again, entry.length, compulsory)
        }
        _ => {
            // Another programme's course, open to all: offered when its own students have it.
            let open = catalogue.courses[id].programmes.iter().find_map(|programme| {
                let curriculum = &catalogue.programmes[*programme].curriculum;
                curriculum.iter().find(|entry| entry.course == id && entry.nature == Nature::Open)
            });
            let Some(entry) = open else { return Err(Closed::NotOffered) };
            let now = terms.first().map_or(1, |term| catalogue.season(term.place));
            let mut starts = same_season(question, terms, current.unwrap_or(now), entry);
            starts.retain(|start| *start >= first);
            (starts.clone(), starts, entry.length, false)
        }
    };
    let duration = length - begun;
    let fits = |start: u32, duration: u32| {
        start + duration <= terms.len() as u32 && !meets_off(terms, start, duration)
    };
    starts.retain(|start| fits(*start, duration));
    again.retain(|start| fits(*start, length));
    if starts.is_empty() {
        return Err(Closed::NotOffered);
    }
    let is_in_force =
        |start: u32, duration: u32| is_in_force_in(catalogue, terms, node, start + duration.max(1) - 1, None);
    starts.retain(|start| is_in_force(*start, duration));
    again.retain(|start| is_in_force(*start, length));
    if starts.is_empty() {
        return Err(Closed::NotInForceThen);
    }
    let course = &catalogue.courses[id];
    let hours = course.hours.unwrap_or(0);
    let others = again.iter().filter(|start| !starts.contains(start));
    let load_from = |start: &u32, begun| (*start, weekly(hours, length, begun, terms, *start));
    let loads: Vec<(u32, u32)> = starts
        .iter()
        .map(|start| load_from(start, begun))
        .chain(others.map(|start| load_from(start, 0)))
        .collect();
    let load = least(&loads);
    Ok(Candidate {
        node,
        compulsory,
        for_credit: false,
        duration,
        begun,
        load,
        hurried: hurried(loads, load),
        // Of what runs already, the part that is left.
        effort: hours - hours * begun / length.max(1),
        starts,
        offered: Vec::new(),
        again,
        valid_for: Vec::new(),
        fee: Some(Decimal::default()),
        sittings: Map::new(),
        date_unknown: false,
        route_unknown: false,
    })
}

/// Whether a course is closed because of when it is offered.
fn is_missed(why: &Closed) -> bool {
    matches!(why, Closed::NotOffered | Closed::Begun | Closed::NoRetake)
}

/// A course of the learner's programme that is not offered to them any more, where something open or held may be
/// recognised as it: nobody need be taught what they can show.
fn missed(question: &Question<'_>, node: Node, open: &Map<Node, Candidate>) -> Option<Candidate> {
    let Node::Course(course) = node else { return None };
    let (catalogue, learner) = (question.catalogue, question.learner);
    let is_there = |from: &Node| open.contains_key(from) || learner.held.contains(from);
    if !rules::counting_as(catalogue, learner.programme, course).iter().any(is_there) {
        return None;
    }
    Some(Candidate { compulsory: is_compulsory(question, node), ..untaken(node) })
}

/// The diploma of the learner's own programme: it comes of itself, at the end of the last planned term.
fn diploma(terms: &[Term], node: Node) -> Candidate {
    let last = vec![(terms.len() as u32).saturating_sub(1)];
    Candidate { compulsory: true, starts: last.clone(), offered: last, ..untaken(node) }
}

/// A candidate that nobody takes and that costs nothing.
fn untaken(node: Node) -> Candidate {
    Candidate {
        node,
        compulsory: false,
        for_credit: false,
        duration: 1,
        begun: 0,
        starts: Vec::new(),
        offered: Vec::new(),
        again: Vec::new(),
        valid_for: Vec::new(),
        load: 0,
        hurried: Vec::new(),
        effort: 0,
        fee: Some(Decimal::default()),
        sittings: Map::new(),
        date_unknown: false,
        route_unknown: false,
    }
}

/// For how many terms before a programme term a course has run that goes on in it, where none of its starts is still to
/// come.
fn runs_since(entry: &CurriculumEntry, current: u32) -> Option<u32> {
    let run = current.checked_sub(*entry.terms.iter().max()?)?;
    (1..entry.length).contains(&run).then_some(run)
}

/// Planned study terms in the season of a curriculum entry's terms. `current` is the programme term of the first
/// planned one, or one of the same season; programmes begin with a year's first term.
fn same_season(question: &Question<'_>, terms: &[Term], current: u32, entry: &CurriculumEntry) -> Vec<u32> {
    let year = question.catalogue.terms_a_year();
    (0..terms.len() as u32)
        .filter(|t| entry.terms.iter().any(|term| term % year == (current + t) % year))
        .filter(|t| terms[*t as usize].kind == TermKind::Study)
        .collect()
}

/// Hours a week from a start on: spread over the weeks of its terms. Those in which it has run already count as the
/// first planned one.
fn weekly(hours: u32, length: u32, begun: u32, terms: &[Term], start: u32) -> u32 {
    let planned = (start..start.saturating_add(length)).map(|term| term.saturating_sub(begun));
    let weeks = planned.filter_map(|term| terms.get(term as usize)).map(|term| term.weeks);
    hours.div_ceil(weeks.fold(0, u32::saturating_add).max(1))
}

/// The least of the hours a week that starts ask for.
fn least(loads: &[(u32, u32)]) -> u32 {
    loads.iter().map(|(_, load)| *load).min().unwrap_or(0)
}

/// The starts that ask for more than the least.
fn hurried(loads: Vec<(u32, u32)>, least: u32) -> Vec<(u32, u32)> {
    loads.into_iter().filter(|(_, load)| *load > least).collect()
}

fn exam(
    question: &Question<'_>,
    terms: &[Term],
    node: Node,
    grade: Option<GradeId>,
    supposed: Option<QualificationId>,
) -> Result<Candidate, Closed> {
    let catalogue = question.catalogue;
    let exam = catalogue.exam(node).ok_or(Closed::NotOffered)?;
    let hours = exam.hours.unwrap_or(0);
    let routes = grade.map(|grade| {
        let qualification = catalogue.grades[grade].qualification;
        (qualification, &catalogue.qualifications[qualification].routes)
    });
    let is_open = |year: Option<u16>| {
        routes.is_none_or(|(qualification, routes)| {
            supposed == Some(qualification) || is_route_open(question, qualification, routes, year)
        })
    };
    let mut sittings: Map<u32, Sitting> = Map::new();
    let mut on: Vec<u32> = Vec::new();
    let date_unknown = exam.sittings.is_empty();
    let mut is_lapsed = false;
    for (t, sitting) in occasions(question, terms, exam.sittings, &is_open) {
        if !is_in_force_in(catalogue, terms, node, t, sitting.map(|sitting| sitting.date)) {
            is_lapsed = true;
            continue;
        }
        if !on.contains(&t) {
            on.push(t);
        }
        // The last one of a term leaves the most time.
        if let Some(sitting) = sitting
            && sittings.get(&t).is_none_or(|known| known.date < sitting.date)
        {
            sittings.insert(t, sitting.clone());
        }
    }
    if is_lapsed && on.is_empty() {
        return Err(Closed::NotInForceThen);
    }
    if on.is_empty() {
        // What would do if a route were open lacks only that.
        let lacks_route = !occasions(question, terms, exam.sittings, &|_| true).is_empty();
        let here = sittings_open(question, exam.sittings);
        return Err(match () {
            () if lacks_route => Closed::NoRoute,
            () if here.is_empty() && !sittings_in_time(question, exam.sittings).is_empty() => {
                Closed::NoSittingHere
            }
            () => Closed::NoSitting,
        });
    }
    // Preparing may take longer than a term where the weeks are short of hours; the exam ends it.
    let weeks = terms.iter().map(|term| term.weeks).min().unwrap_or(super::USUAL_WEEKS).max(1);
    let free = question.learner.hours_a_week.unwrap_or(u32::MAX).max(1);
    let shortest = hours.div_ceil(weeks.saturating_mul(free).max(1)).clamp(1, LONGEST_PREPARATION);
    let lasting = |duration: u32| -> Vec<(u32, u32)> {
        let finishing = on.iter().filter(|t| **t + 1 >= duration);
        let loads = finishing.filter_map(|t| {
            let start = t + 1 - duration;
            let day = sittings.get(t).map(|sitting| sitting.date);
            Some((start, load_until(question, terms, hours, start..t + 1, day)?))
        });
        loads.collect()
    };
    let fits = |starts: &[(u32, u32)]| starts.iter().any(|(_, load)| *load <= free);
    // One that begins late, or ends early with its exam, may take another term.
    let mut longer = (1..=LONGEST_PREPARATION).map(|duration| (duration, lasting(duration)));
    let (duration, loads) =
        longer.find(|(_, loads)| fits(loads)).unwrap_or_else(|| (shortest, lasting(shortest)));
    let starts: Vec<u32> = loads.iter().map(|(start, _)| *start).collect();
    if starts.is_empty() {
        return Err(Closed::NoSitting);
    }
    let load = least(&loads);
    let months =
        grade.and_then(|grade| catalogue.qualifications[catalogue.grades[grade].qualification].valid_months);
    let valid_for = starts.iter().filter_map(|start| {
        let valid = valid_terms(question, terms, start + duration - 1, &sittings, months?)?;
        Some((*start, valid))
    });
    let valid_for = valid_for.collect();
    let sittings = sittings.into_iter().filter(|(t, _)| t + 1 >= duration);
    Ok(Candidate {
        node,
        compulsory: false,
        for_credit: false,
        duration,
        begun: 0,
        load,
        hurried: hurried(loads, load),
        effort: hours,
        again: starts.clone(),
        starts,
        offered: Vec::new(),
        valid_for,
        fee: fee_in(question, exam.fees),
        sittings: sittings.map(|(t, sitting)| (t + 1 - duration, sitting)).collect(),
        date_unknown,
        route_unknown: routes.is_some_and(|(_, routes)| routes.is_empty()),
    })
}

/// The planned terms in which an exam or competition can be registered for and taken, each with its sitting where dates
/// are known.
fn occasions<'a>(
    question: &Question<'a>,
    terms: &[Term],
    sittings: &'a [Sitting],
    is_open: &dyn Fn(Option<u16>) -> bool,
) -> Vec<(u32, Option<&'a Sitting>)> {
    let catalogue = question.catalogue;
    let mut found = Vec::new();
    if sittings.is_empty() {
        for (t, term) in terms.iter().enumerate() {
            let years = catalogue.calendar_term(term.place).map(|term| (term.start.year(), term.end.year()));
            let open = years.map_or_else(|| is_open(None), |(a, b)| is_open(Some(a)) || is_open(Some(b)));
            // A term that has begun is too late to count on a sitting whose date nobody knows.
            let begun = catalogue.calendar_term(term.place).is_some_and(|slot| slot.start < question.today);
            let counts = t > 0 || !begun || terms.len() == 1;
            if open && counts {
                found.push((t as u32, None));
            }
        }
    }
    for sitting in sittings_open(question, sittings) {
        let place = catalogue.calendar_place(sitting.date);
        let term = place.and_then(|place| terms.iter().position(|term| term.place == place));
        if let Some(t) = term.filter(|_| is_open(Some(sitting.date.year()))) {
            found.push((t as u32, Some(sitting)));
        }
    }
    found.retain(|(t, _)| !meets_off(terms, *t, 1));
    found
}

/// Hours a week in which an exam is prepared for from the first of some planned terms to its day in the last, or to
/// that term's end where no day is known. `None`: no week is left for it.
fn load_until(
    question: &Question<'_>,
    terms: &[Term],
    hours: u32,
    running: std::ops::Range<u32>,
    exam: Option<Date>,
) -> Option<u32> {
    let mut weeks = 0;
    for t in running.clone() {
        let term = &terms[t as usize];
        let Some(slot) = question.catalogue.calendar_term(term.place) else {
            weeks += term.weeks;
            continue;
        };
        let begun = t == 0 && slot.start < question.today;
        let day = exam.filter(|_| t + 1 == running.end);
        weeks += if begun || day.is_some() {
            let from = if begun { question.today } else { slot.start };
            from.days_until(day.unwrap_or(slot.end)).div_ceil(7).min(term.weeks)
        } else {
            term.weeks
        };
    }
    match (hours, weeks) {
        (0, _) => Some(0),
        (_, 0) => None,
        _ => Some(hours.div_ceil(weeks)),
    }
}

/// For how many terms after the one of an exam a certificate is valid to their end; `None`: to that of the last
/// planned one, which is for good as far as a plan goes. Where no day is known, the first of the term counts.
fn valid_terms(
    question: &Question<'_>,
    terms: &[Term],
    exam: u32,
    sittings: &Map<u32, Sitting>,
    months: u32,
) -> Option<u32> {
    let slot = |term: u32| {
        let place = terms.get(term as usize).map(|term| term.place);
        place.and_then(|place| question.catalogue.calendar_term(place))
    };
    let month = |day: Date| (u32::from(day.year()) * 12 + u32::from(day.month()), day.day());
    let day = sittings.get(&exam).map(|sitting| sitting.date).or_else(|| slot(exam).map(|slot| slot.start));
    let Some((from, on)) = day.map(month) else { return Some(months / 6) };
    let last = (from.saturating_add(months), on);
    let after = (exam + 1..terms.len() as u32)
        .take_while(|term| slot(*term).is_some_and(|slot| month(slot.end) <= last));
    let count = after.count() as u32;
    (exam + 1 + count < terms.len() as u32).then_some(count)
}

/// The sittings that the learner can still register for, by date: not over, not past their deadline, and, where
/// both regions are known, in or around the learner's.
pub fn sittings_open<'a>(question: &Question<'a>, sittings: &'a [Sitting]) -> Vec<&'a Sitting> {
    let near = |sitting: &&Sitting| match (sitting.region, region(question)) {
        (Some(there), Some(here)) => {
            question.catalogue.lies_in(here, there) || question.catalogue.lies_in(there, here)
        }
        _ => true,
    };
    let mut open = sittings_in_time(question, sittings);
    open.retain(near);
    open
}

/// The sittings that can still be registered for, wherever they are.
pub fn sittings_in_time<'a>(question: &Question<'_>, sittings: &'a [Sitting]) -> Vec<&'a Sitting> {
    let in_time = |sitting: &&Sitting| sitting.deadline.unwrap_or(sitting.date) >= question.today;
    sittings.iter().filter(in_time).collect()
}

/// Where the learner is: where they say, else where the pack is.
pub fn region(question: &Question<'_>) -> Option<crate::model::RegionId> {
    question.learner.region.or(question.catalogue.head.region)
}

/// Whether any registration route is open to the learner in a year. Without known routes nothing speaks against.
fn is_route_open(
    question: &Question<'_>,
    qualification: QualificationId,
    routes: &[RegistrationRoute],
    year: Option<u16>,
) -> bool {
    routes.is_empty()
        || routes.iter().any(|route| route_closed(question, qualification, route, year).is_none())
}

/// Why a route is closed to the learner in a year; `None`: it is open.
pub fn route_closed(
    question: &Question<'_>,
    qualification: QualificationId,
    route: &RegistrationRoute,
    year: Option<u16>,
) -> Option<Closed> {
    let supposed = question.learner.pilot.filter(|_| route.route == Route::PilotCollege);
    let in_year = match (route.year, year) {
        (Some(held), Some(asked)) => supposed == Some(true) || held == u32::from(asked),
        _ => true,
    };
    let enrolled = match route.route {
        Route::PilotCollege => {
            let pilots = route.college.is_none() || route.college == question.catalogue.head.college;
            question.learner.programme.is_some() && supposed.unwrap_or(pilots)
        }
        Route::Social | Route::Open => true,
    };
    let applicable = &question.catalogue.qualifications[qualification].programmes;
    let matches = !route.programme_match
        || question.learner.programme.is_some_and(|programme| applicable.contains(&programme));
    if in_year && enrolled && matches { None } else { Some(Closed::NoRoute) }
}

/// The fee in the learner's region: exam and entry, the nearest region first, then the latest date; `None` if none
/// is known there. A fee of another province is not the learner's fee.
pub fn fee_in(question: &Question<'_>, fees: &[Fee]) -> Option<Decimal> {
    let here = region(question);
    let holds = |fee: &&Fee| match (fee.region, here) {
        (Some(there), Some(here)) => question.catalogue.lies_in(here, there),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let mut total = None;
    for component in [FeeComponent::Exam, FeeComponent::Entry] {
        let known = fees.iter().filter(|fee| fee.component == component).filter(holds);
        let depth = |fee: &&Fee| fee.region.map_or(0, |region| depth(question, region));
        if let Some(fee) = known.max_by_key(|fee| (depth(fee), fee.date)) {
            let sum =
                total.unwrap_or(Decimal::default()).hundredths().saturating_add(fee.amount.hundredths());
            total = Some(Decimal::from_hundredths(sum));
        }
    }
    total
}

fn depth(question: &Question<'_>, region: crate::model::RegionId) -> u32 {
    let mut depth = 1;
    let mut place = question.catalogue.regions[region].parent;
    while let Some(parent) = place {
        depth += 1;
        place = question.catalogue.regions[parent].parent;
    }
    depth
}

/// The year in which the learner entered: from their entry term, else reckoned back from the programme term that they
/// are in; programmes begin with a year's first term.
pub fn entry_year(question: &Question<'_>) -> Option<u32> {
    let (catalogue, learner) = (question.catalogue, question.learner);
    let year = |place| catalogue.calendar_term(place).map(|term| u32::from(start_year(term.start)));
    if let Some(entry) = learner.entry {
        return year(entry);
    }
    let current = question.current_term()?;
    let now = catalogue.calendar_place(question.today).and_then(year);
    let now = now.unwrap_or(u32::from(start_year(question.today)));
    Some(now.saturating_sub((current - 1) / catalogue.terms_a_year()))
}

/// The year in which the school year of a day began.
fn start_year(day: Date) -> u16 {
    if day.month() >= 7 { day.year() } else { day.year().saturating_sub(1) }
}

/// How a learner can register for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// By this route.
    Open(Route),
    /// No route is open in any planned year.
    Closed,
    /// No route is known.
    Unknown,
    /// It has none: a competition.
    None,
}

/// How the learner can register for a node: the first route that is open in a planned year, in document order.
pub fn registration(question: &Question<'_>, node: Node) -> Registration {
    let catalogue = question.catalogue;
    let Node::Grade(grade) = node else { return Registration::None };
    let qualification = catalogue.grades[grade].qualification;
    let routes = &catalogue.qualifications[qualification].routes;
    if routes.is_empty() {
        return Registration::Unknown;
    }
    let terms = question.terms();
    let slots = terms.iter().filter_map(|term| catalogue.calendar_term(term.place));
    let mut years: Vec<Option<u16>> =
        slots.flat_map(|slot| [Some(slot.start.year()), Some(slot.end.year())]).collect();
    years.retain(|year| year.is_none_or(|year| year >= question.today.year()));
    if years.is_empty() {
        years.push(None);
    }
    let is_open = |route: &&RegistrationRoute| {
        years.iter().any(|year| route_closed(question, qualification, route, *year).is_none())
    };
    routes.iter().find(is_open).map_or(Registration::Closed, |route| Registration::Open(route.route))
}

/// Of the certificates that lead to the job, those that whoever is at no college can register for.
pub fn social_candidates(question: &Question<'_>) -> Vec<Node> {
    let mut open = Vec::new();
    for lead in question.catalogue.leads_to(question.job) {
        if matches!(registration(question, lead.node), Registration::Open(Route::Social | Route::Open)) {
            open.push(lead.node);
        }
    }
    open
}

/// How much a node is in demand: for each job that asks for it, the posts offered in the learner's region in the
/// latest period, one where none are known.
pub fn demand(question: &Question<'_>, node: Node) -> u32 {
    let catalogue = question.catalogue;
    let mut posts = 0u32;
    for job in catalogue.asked_by(node) {
        let latest = catalogue.demand_near(*job, region(question), &|known| known.openings.is_some());
        posts = posts.saturating_add(latest.and_then(|known| known.openings).unwrap_or(1).max(1));
    }
    posts
}
