//! From a question to planning problems.

use super::candidates::{
    Candidate, Candidates, Closed, candidates, credit_matters, demand, fee_in, required_items,
};
use super::floors::{Floor, floors};
use super::requisites::{Settled, settle, shut_circles};
use super::{Question, Term};
use crate::learner::{Learner, Priority};
use crate::model::{Confidence, CourseId, Node, QualificationId, SkillId, TermKind, Valid};
use crate::plan::{
    Criterion, Group, Item, ItemId, ItemKind, Need, NeedId, Objective, Problem, Recognition, RuleId,
};
use crate::recognition::rules;
use crate::sorted::{Map, Set};

/// Load that nobody reaches: no limit was given.
const NO_LIMIT: u32 = 1_000_000;

/// What a need of the problem stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedFor {
    /// A skill at its proficiency.
    Skill(SkillId),
    /// The required set of qualifications at this place.
    Set(usize),
    /// The learner's own "this or that" at this place.
    Either(usize),
}

/// A question, compiled: everything but the term by which the goal is to be reached.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The planned terms.
    pub terms: Vec<Term>,
    /// By the end of how many of them the goal is to be reached at the latest.
    pub latest: u32,
    /// What may be taken.
    pub candidates: Candidates,
    /// By item of the problem: the node. The first are the open candidates, then what is held and matters.
    pub nodes: Vec<Node>,
    /// By need of the problem.
    pub needs: Vec<NeedFor>,
    /// The programme's credit floors, as in the problem.
    pub floors: Vec<Floor>,
    /// By rule of the problem: the pack's rule and the course.
    pub rules: Vec<(usize, CourseId)>,
    /// What failed attempts have cost, or will, in hundredths: the problem's budget is what they leave.
    pub spent: u64,
    /// By planned term: what failed attempts take of it.
    pub attempts: Vec<Failed>,
    /// The problem with the whole horizon.
    pub problem: Problem,
    /// Priorities in order, without the finishing term, and the place of the finishing term among them.
    pub criteria: Vec<Criterion>,
    /// Where the finishing term stands among the criteria.
    pub soonest_at: usize,
    /// The priorities behind the numbers of a value, in order.
    pub order: Vec<Priority>,
}

/// Compiles a question.
pub fn compile(question: &Question<'_>) -> Compiled {
    compile_with(question, None)
}

/// Compiles a question; for `open` it is supposed that a registration route is open.
pub fn compile_with(question: &Question<'_>, open: Option<QualificationId>) -> Compiled {
    let catalogue = question.catalogue;
    let learner = question.learner;
    let terms = question.terms();
    let floors = floors(question);
    let mut found = candidates(question, &terms, &floors, open);

    // What can never be taken for want of a requisite is closed, which may close more; repeat until nothing does.
    let mut only_recognised: Set<Node> = Set::new();
    let requisites = loop {
        let all = places(&found.open);
        // What is not taught is not to be had once all is closed that could be recognised as it.
        let can_be_had = |node: Node, id: ItemId| {
            !found.open[id.0 as usize].starts.is_empty() || may_be_recognised(question, node, &all)
        };
        let places = all.iter().map(|(node, id)| (*node, *id));
        let places: Map<Node, ItemId> = places.filter(|(node, id)| can_be_had(*node, *id)).collect();
        let mut settled: Vec<Settled> = found
            .open
            .iter()
            .map(|item| {
                // A compulsory course comes in its term whatever the pack's requisites say of it; what runs already, or
                // is never taken, needs nothing.
                let is_free = item.compulsory || item.begun > 0 || item.starts.is_empty();
                let is_lost =
                    only_recognised.contains(&item.node) && !may_be_recognised(question, item.node, &places);
                match is_free {
                    _ if is_lost => Settled::Never,
                    true => Settled::Yes,
                    false => settle(question, &places, item.node),
                }
            })
            .collect();
        if !settled.contains(&Settled::Never) {
            shut_circles(&mut settled, |place| may_be_recognised(question, found.open[place].node, &places));
        }
        // What is too large may be less so once all is closed that can never be taken.
        let shut = [(Settled::Never, Closed::Requisite), (Settled::TooLarge, Closed::RequisiteTooLarge)];
        let Some((shut, why)) = shut.into_iter().find(|(shut, _)| settled.contains(shut)) else {
            break settled;
        };
        let mut open = Vec::new();
        for (mut item, settled) in found.open.into_iter().zip(&settled) {
            if *settled != shut {
                open.push(item);
            } else if may_be_recognised(question, item.node, &places) {
                // Nobody asks for a course's own requisites when it is recognised.
                item.starts.clear();
                item.again.clear();
                only_recognised.insert(item.node);
                open.push(item);
            } else {
                found.closed.push((item.node, why.clone()));
            }
        }
        found.open = open;
    };

    let mut needs: Vec<(NeedFor, Need)> = question
        .needs()
        .into_iter()
        .map(|need| {
            let code = catalogue.skills[need.skill].about.id.clone();
            (NeedFor::Skill(need.skill), Need { code, units: need.units })
        })
        .collect();
    let required = required_items(question);
    let sets = required.iter().map(|(_, place)| place + 1).max().unwrap_or(0);
    for place in 0..sets {
        needs.push((NeedFor::Set(place), Need { code: format!("set {}", place + 1), units: 1 }));
    }

    let comes_anyway = |node: &Node| found.open.iter().any(|item| item.is_duty() && item.node == *node);
    for (place, of) in learner.either.iter().enumerate() {
        if !of.iter().any(comes_anyway) {
            needs.push((NeedFor::Either(place), Need { code: format!("either {}", place + 1), units: 1 }));
        }
    }

    let over = learner.programme.map(Node::Programme).filter(|_| question.unfinished().is_none());
    let over = over.filter(|node| !learner.held.contains(node));
    let held: Vec<Node> = learner
        .held
        .iter()
        .copied()
        .chain(over)
        .filter(|node| !matches!(node, Node::Job(_) | Node::Qualification(_)))
        .filter(|node| !found.open.iter().any(|item| item.node == *node))
        .collect();
    let nodes: Vec<Node> = found.open.iter().map(|item| item.node).chain(held.iter().copied()).collect();
    let gives = |node: Node| -> Vec<(NeedId, u32)> {
        let units = |need: &NeedFor| match need {
            NeedFor::Skill(skill) => catalogue.units(node, *skill),
            NeedFor::Set(place) => u32::from(required.contains(&(node, *place))),
            NeedFor::Either(place) => u32::from(learner.either[*place].contains(&node)),
        };
        let all = needs.iter().enumerate().map(|(place, (need, _))| (NeedId(place as u32), units(need)));
        all.filter(|(_, units)| *units > 0).collect()
    };

    let mut items = Vec::new();
    for (candidate, settled) in found.open.iter().zip(requisites) {
        let requisites = match settled {
            _ if candidate.is_diploma() => vec![whole_programme(&found.open)],
            Settled::Groups(groups) => groups,
            Settled::Yes | Settled::Never | Settled::TooLarge => Vec::new(),
        };
        let source = catalogue.about(candidate.node).source;
        items.push(Item {
            code: catalogue.about(candidate.node).id.clone(),
            kind: kind(candidate.node),
            duration: candidate.duration,
            starts: candidate.starts.clone(),
            credits: credits(question, candidate.node),
            load: candidate.load,
            hurried: candidate.hurried.clone(),
            timetabled: candidate.compulsory,
            examined_after: if kind(candidate.node) == ItemKind::Course { 0 } else { candidate.duration - 1 },
            fee: candidate.fee.map_or(0, |fee| fee.hundredths()),
            effort: candidate.effort,
            doubt: doubt(source.map(|source| catalogue.sources[source].confidence)),
            demand: demand(question, candidate.node),
            gives: gives(candidate.node),
            requisites,
            valid_for: candidate.valid_for.clone(),
            part_of: None,
        });
    }
    let open = items.len();
    let mut nodes = nodes;
    for &node in &held {
        items.push(Item {
            code: catalogue.about(node).id.clone(),
            kind: kind(node),
            credits: credits(question, node),
            gives: gives(node),
            ..Item::untaken()
        });
    }

    let free = learner.hours_a_week.unwrap_or(NO_LIMIT);
    let (failed, spent) = failed_attempts(question, &terms, &found.failed);
    let (mut load_cap, mut other_load, mut exam_cap) = (Vec::new(), Vec::new(), Vec::new());
    for (term, failed) in terms.iter().zip(&failed) {
        let taken = own_hours(learner, term).saturating_add(failed.hours);
        load_cap.push(match term.kind {
            TermKind::Study => free.saturating_sub(taken),
            TermKind::Internship | TermKind::Off => 0,
        });
        other_load.push(taken.saturating_add(failed.timetabled));
        exam_cap.extend(catalogue.head.exams_a_term.map(|most| most.saturating_sub(failed.exams)));
    }

    let done = (open..items.len()).map(|place| ItemId(place as u32)).collect();
    let uses = recognitions(question, &terms, &floors, &found.open, &nodes);
    let (mut recognitions, mut named, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    for (mut rule, number, course) in uses {
        let whole = rule.to;
        if rule.credits < items[whole.0 as usize].credits {
            // Credit for part of a course does not replace the course. It counts where the course is not taken: as
            // an item of its own beside it.
            let known = apart.iter().find(|(of, _)| *of == whole).map(|(_, part)| *part);
            rule.to = known.unwrap_or_else(|| {
                nodes.push(Node::Course(course));
                let code = items[whole.0 as usize].code.clone();
                items.push(Item { code, credits: 0, part_of: Some(whole), ..Item::untaken() });
                let part = ItemId(items.len() as u32 - 1);
                apart.push((whole, part));
                part
            });
            let part = &mut items[rule.to.0 as usize];
            part.credits = part.credits.max(rule.credits);
        }
        recognitions.push(rule);
        named.push((number, course));
    }
    let mut exclusive: Vec<Vec<ItemId>> =
        rules::exclusive(catalogue, &held, &nodes).into_iter().map(|(_, items)| items).collect();
    // What excludes a course excludes credit for a part of it.
    for (whole, part) in apart {
        for set in exclusive.iter_mut().filter(|set| set.contains(&whole)) {
            set.push(part);
        }
    }
    let caps = rules::caps(catalogue, learner.programme, &recognitions, &named, &nodes);
    // The diploma is in the plan where it is asked for: who fails a course may reach the goal without it.
    // What is not offered can be recognised, and need not be.
    let is_missed = |node: Node| found.closed.iter().any(|(closed, _)| *closed == node);
    let is_wanted = |node: Node| learner.wants(node) && !is_missed(node);
    let is_mandatory = |item: &Candidate| item.is_duty() && !item.is_diploma() || is_wanted(item.node);
    let mandatory = found.open.iter().enumerate().filter(|(_, item)| is_mandatory(item));
    let (criteria, soonest_at, order) = criteria(learner.order());
    let problem = Problem {
        horizon: terms.len() as u32,
        mandatory: mandatory.map(|(place, _)| ItemId(place as u32)).collect(),
        done,
        needs: needs.iter().map(|(_, need)| need.clone()).collect(),
        items,
        recognitions,
        recognition_caps: caps.into_iter().map(|(_, cap)| cap).collect(),
        exclusive_sources: rules::one_of(catalogue, &held, &nodes)
            .into_iter()
            .map(|(_, items)| items)
            .collect(),
        done_recognises: true,
        exclusive,
        load_cap,
        other_load,
        peak_cap: None,
        exam_cap,
        budget: learner.budget.map_or(u64::MAX, |budget| (u64::from(budget) * 100).saturating_sub(spent)),
        credit_floors: floors.iter().map(|floor| floor.rule(&nodes)).collect(),
        judged: None,
    };
    Compiled {
        latest: question.latest(terms.len() as u32),
        terms,
        candidates: found,
        nodes,
        needs: needs.into_iter().map(|(need, _)| need).collect(),
        floors,
        rules: named,
        spent,
        attempts: failed,
        problem,
        criteria,
        soonest_at,
        order,
    }
}

/// The open candidates, by node.
pub fn places(open: &[Candidate]) -> Map<Node, ItemId> {
    open.iter().enumerate().map(|(place, item)| (item.node, ItemId(place as u32))).collect()
}

/// What a diploma requires: every compulsory course, if only in the term in which the programme ends.
fn whole_programme(open: &[Candidate]) -> Group {
    let mut with = Vec::new();
    for (place, item) in open.iter().enumerate() {
        if item.compulsory && !item.is_diploma() {
            with.push(ItemId(place as u32));
        }
    }
    Group { count: with.len() as u32, before: Vec::new(), with }
}

/// What attempts that failed, or will have, take of a term. The plan holds the second attempts only.
#[derive(Debug, Clone, Default)]
pub struct Failed {
    /// Hours a week beside the timetable.
    hours: u32,
    /// Hours a week in the timetable, which no limit of the learner's binds.
    pub timetabled: u32,
    exams: u32,
    /// What is attempted, with its hours a week.
    pub of: Vec<(Node, u32)>,
}

/// What they take of each planned term, and their fees in hundredths.
fn failed_attempts(question: &Question<'_>, terms: &[Term], failed: &[Candidate]) -> (Vec<Failed>, u64) {
    let mut taken = vec![Failed::default(); terms.len()];
    let mut spent = 0;
    for (node, place) in &question.learner.failed {
        let Some(last) = terms.iter().position(|term| term.place == *place) else { continue };
        // It was paid for even where it cannot be taken any more.
        let exam = question.catalogue.exam(*node);
        let fee = exam.and_then(|exam| fee_in(question, exam.fees));
        spent += fee.map_or(0, |fee| u64::from(fee.hundredths()));
        taken[last].exams += u32::from(kind(*node) == ItemKind::Certificate);
        let Some(candidate) = failed.iter().find(|candidate| candidate.node == *node) else {
            taken[last].of.push((*node, 0));
            continue;
        };
        let first = (last + 1).saturating_sub(candidate.duration as usize);
        let load = candidate.load_from(first as u32);
        for failed in &mut taken[first..=last] {
            let hours = if candidate.compulsory { &mut failed.timetabled } else { &mut failed.hours };
            *hours = hours.saturating_add(load);
            failed.of.push((*node, load));
        }
    }
    (taken, spent)
}

impl Compiled {
    /// The problem of reaching the goal by the end of the planned term before `by`: what is taken for the goal
    /// finishes by then. Compulsory courses, and those for the programme's credit, may finish later and then give nothing
    /// towards it.
    pub fn problem_by(&self, by: u32) -> Problem {
        self.by_term(&self.problem, by)
    }

    /// The same of a problem that differs from the compiled one in its limits and starts.
    pub fn by_term(&self, problem: &Problem, by: u32) -> Problem {
        let mut problem = problem.clone();
        only_count(&mut problem, |term| self.terms[term as usize].kind == TermKind::Study);
        // What has run out when the goal is reached, or is not there yet, is no help to it.
        problem.judged = Some(by);
        for (candidate, item) in self.candidates.open.iter().zip(&mut problem.items) {
            let duration = item.duration;
            if !candidate.compulsory && !candidate.for_credit {
                item.starts.retain(|start| start + duration <= by);
            }
        }
        problem
    }

    /// Whether something may run out in the planned terms: what reaches the goal by one term need not reach it by a later
    /// one.
    pub fn may_run_out(&self) -> bool {
        self.problem.items.iter().any(|item| !item.valid_for.is_empty())
    }

    /// The terms by which the goal is looked for, where it is not asked how soon: the last alone, as what reaches it sooner
    /// reaches it by then too, but where something may run out.
    pub fn terms_to_try(&self) -> std::ops::RangeInclusive<u32> {
        let first = if self.may_run_out() { 1 } else { self.latest };
        first..=self.latest
    }

    /// The least budget, in whole units of the currency, of which failed attempts leave these fees in hundredths: what
    /// is spent keeps nobody from what costs nothing. `None`: no budget is that large.
    pub fn budget_for(&self, fees: u64) -> Option<u32> {
        let all = if fees == 0 { 0 } else { fees.saturating_add(self.spent) };
        u32::try_from(all.div_ceil(100)).ok()
    }

    /// Whether a rule counts as all of its course.
    pub fn is_whole(&self, rule: RuleId) -> bool {
        (self.problem.recognitions[rule.0 as usize].to.0 as usize) < self.candidates.open.len()
    }

    /// The objective within one such problem.
    pub fn objective(&self) -> Objective {
        Objective::lexicographic(&self.criteria)
    }
}

/// Of the heaviest week those terms count in which something may be chosen: the loads of others come whatever is chosen,
/// and an internship would level all plans.
fn only_count(problem: &mut Problem, is_free: impl Fn(u32) -> bool) {
    for (term, load) in (0..).zip(&mut problem.other_load) {
        if !is_free(term) {
            *load = 0;
        }
    }
    for item in problem.items.iter_mut().filter(|item| item.timetabled) {
        let counts = |start: u32| (start..start + item.duration).any(&is_free);
        if !item.starts.iter().copied().any(counts) {
            item.load = 0;
            item.hurried.clear();
        } else if !item.starts.iter().copied().all(counts) {
            let load = |start: u32| (start, if counts(start) { item.load_from(start) } else { 0 });
            item.hurried = item.starts.iter().copied().map(load).collect();
        }
    }
}

fn kind(node: Node) -> ItemKind {
    match node {
        Node::Grade(_) => ItemKind::Certificate,
        Node::Competition(_) | Node::Award(_) => ItemKind::Competition,
        _ => ItemKind::Course,
    }
}

fn credits(question: &Question<'_>, node: Node) -> u32 {
    match node {
        Node::Course(id) => rules::credits(question.catalogue, id),
        _ => 0,
    }
}

/// 0 for official data, more the weaker its source.
pub fn doubt(confidence: Option<Confidence>) -> u32 {
    match confidence {
        Some(Confidence::Official) => 0,
        Some(Confidence::College | Confidence::Republished) => 1,
        Some(Confidence::Derived) => 2,
        Some(Confidence::Illustrative) | None => 3,
    }
}

/// Hours a week of what the learner put into a term by hand.
pub fn own_hours(learner: &Learner, term: &Term) -> u32 {
    let mut hours = 0u32;
    for own in learner.own.iter().filter(|own| own.at == term.place) {
        hours = hours.saturating_add(own.hours);
    }
    hours
}

fn criteria(order: Vec<Priority>) -> (Vec<Criterion>, usize, Vec<Priority>) {
    let mut criteria = Vec::new();
    let mut soonest_at = 0;
    for priority in &order {
        criteria.push(match priority {
            Priority::Soonest => {
                soonest_at = criteria.len();
                continue;
            }
            Priority::Cheapest => Criterion::Fee,
            Priority::Lightest => Criterion::PeakLoad,
            Priority::LeastWork => Criterion::Effort,
            Priority::FewestExams => Criterion::Exams,
            Priority::MostCredit => Criterion::CreditForgone,
            Priority::BestEvidenced => Criterion::Doubt,
            Priority::MostInDemand => Criterion::DemandForgone,
        });
    }
    (criteria, soonest_at, order)
}

/// Whether something that is open or held may be recognised as a course.
fn may_be_recognised(question: &Question<'_>, node: Node, open: &Map<Node, ItemId>) -> bool {
    let Node::Course(course) = node else { return false };
    let held = &question.learner.held;
    rules::counting_as(question.catalogue, question.learner.programme, course)
        .iter()
        .any(|from| open.contains_key(from) || held.contains(from))
}

/// The first and the last planned term on whose first day a rule is in force, today in the one that runs; the term
/// after the last planned one is among them.
fn in_force(question: &Question<'_>, terms: &[Term], valid: Valid) -> Option<(u32, u32)> {
    let first = terms.first()?.place;
    let all = 0..=terms.len() as u32;
    // Most have no such days, and this is asked for every question.
    if valid == Valid::default() {
        return Some((0, terms.len() as u32));
    }
    let day = |term: u32| {
        let slot = question.catalogue.calendar_term(first + term);
        slot.map_or(question.today, |slot| slot.start.max(question.today))
    };
    let holds = |term: &u32| valid.on(day(*term));
    Some((all.clone().find(holds)?, all.rev().find(holds)?))
}

/// The pack's recognition rules that can be used here, spread over the courses they may count as: each with its
/// place in the pack and the course. Those for part of a course only where credit matters: to the learner, or to a
/// floor of the programme.
fn recognitions(
    question: &Question<'_>,
    terms: &[Term],
    floors: &[Floor],
    open: &[Candidate],
    nodes: &[Node],
) -> Vec<(Recognition, usize, CourseId)> {
    let catalogue = question.catalogue;
    let credit_matters = credit_matters(question);
    let place = |node: Node| nodes.iter().position(|known| *known == node).map(|place| ItemId(place as u32));
    let mut recognitions = Vec::new();
    for (number, rule) in catalogue.recognition.iter().enumerate() {
        let Some(from) = place(rule.from) else { continue };
        let Some((since, last)) = in_force(question, terms, rule.valid) else { continue };
        for course in rules::own_courses(catalogue, question.learner.programme, number) {
            let target = open.iter().position(|item| item.node == Node::Course(course));
            let Some(to) = target else { continue };
            // What the learner put into a term is taken there.
            let node = open[to].node;
            let is_put = |start: &u32| question.learner.moved_to(node) == Some(terms[*start as usize].place);
            if open[to].starts.iter().any(is_put) {
                continue;
            }
            // What is recognised must be recognised before the course would begin, or it would be missed.
            let due = open[to].starts.last().filter(|_| open[to].compulsory).copied();
            let earliest = open
                .get(from.0 as usize)
                .map_or(0, |item| item.starts.first().map_or(u32::MAX, |start| start + item.duration));
            let until = due.unwrap_or(last).min(last);
            if earliest.max(since) > until {
                continue;
            }
            let own = rules::credits(catalogue, course);
            let credits = rule.credits.map_or(own, |credits| credits.hundredths().min(own));
            let matters = credit_matters || floors.iter().any(|floor| floor.wants(open[to].node));
            // A compulsory course is taken or recognised as a whole.
            if credits < own && (open[to].is_duty() || !matters) {
                continue;
            }
            let fee = rule.fee.map_or(0, |fee| fee.hundredths());
            recognitions.push((
                Recognition { from, to: ItemId(to as u32), fee, credits, since, until: Some(until) },
                number,
                course,
            ));
        }
    }
    recognitions
}
