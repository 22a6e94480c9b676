//! The best allotment of what a learner holds to courses of a college, under the college's caps.
//!
//! Each course counts once, for its whole credits or for part of them; a certificate or award may count for
//! several courses as far as the caps go. The best allotment has the most credits; of equals the most courses,
//! then the least fees, then the first in document order. It is found and proven by the planner, since the caps
//! overlap: what one item takes of a shared limit, another cannot have.

pub(crate) mod rules;

use crate::catalogue::Catalogue;
use crate::date::Date;
use crate::decimal::{Decimal, Total};
use crate::learner::Learner;
use crate::model::{CourseId, Node};
use crate::plan::{
    Criterion, Item, ItemId, Objective, Outcome, Plan, Problem, Progress, RecognitionCap, RuleId, Search,
};
use rules::Only;

/// What is recognised, and what could be but is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotment {
    /// What is recognised, in the order of the pack's rules, then of courses.
    pub used: Vec<Use>,
    /// Rules of what the learner holds that are not used, each with why, in the same order.
    pub unused: Vec<Unused>,
    /// Credits in all.
    pub credits: Decimal,
    /// Fees in all.
    pub fee: Total,
}

/// A course that is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The course.
    pub course: CourseId,
    /// What it is recognised for.
    pub from: Node,
    /// The pack's rule, as a place in its list.
    pub rule: usize,
    /// The credits that are recognised.
    pub credits: Decimal,
    /// The fee of having it recognised.
    pub fee: Decimal,
    /// Whether these are all credits of the course, so that it need not be studied.
    pub whole: bool,
}

/// A rule that is not used for a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unused {
    /// The course.
    pub course: CourseId,
    /// What it could be recognised for.
    pub from: Node,
    /// The pack's rule, as a place in its list.
    pub rule: usize,
    /// Why it is not.
    pub why: Why,
}

/// Why something is not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The learner has done the course.
    Done,
    /// The course is none of the learner's programme.
    Elsewhere,
    /// The course is recognised for this, which counts for as much or leaves more room elsewhere.
    Recognised(Node),
    /// Only one of a set of items is recognised at all, and it is this one; the cap's place in the pack.
    OneOf(usize, Node),
    /// At most one of a set of items counts, and it is this one; the exclusion's place in the pack.
    Excluded(usize, Node),
    /// A limit leaves no room for it; the cap's place in the pack.
    Cap(usize),
}

/// One course counts for less than any credit counts for: `credits · WEIGHT + 1` orders by credits, then courses.
const WEIGHT: u32 = 1_000;
/// More rules than a weight has room for are no recognition of one learner.
const MOST_RULES: usize = WEIGHT as usize - 1;

/// The search for the best allotment.
struct Allotting {
    nodes: Vec<Node>,
    problem: Problem,
    /// By rule of the problem: the pack's rule, the course, its recognised credits, whether they are all of them.
    rules: Vec<(usize, CourseId, u32, bool)>,
    /// By cap of the problem: its place in the pack.
    caps: Vec<usize>,
    /// By set of exclusive sources of the problem: what says so.
    only: Vec<Only>,
    /// By exclusive set of the problem: its place in the pack.
    exclusions: Vec<usize>,
    /// Rules that are out of the question: for what is done, and for courses of other programmes.
    out: Vec<Unused>,
    search: Option<Box<Search>>,
}

impl Allotting {
    /// Prepares the search for a learner, with the rules that are in force on a day.
    fn new(catalogue: &Catalogue, learner: &Learner, today: Date) -> Self {
        let mut held: Vec<Node> = Vec::new();
        for node in &learner.held {
            if !held.contains(node) {
                held.push(*node);
            }
        }
        let mut nodes = held.clone();
        let (mut recognitions, mut rules, mut out) = (Vec::new(), Vec::new(), Vec::new());
        for (number, rule) in catalogue.recognition.iter().enumerate() {
            let Some(from) = held.iter().position(|node| *node == rule.from) else { continue };
            if !rule.valid.on(today) {
                continue;
            }
            for course in rules::courses(catalogue, learner.programme, number) {
                let target = Node::Course(course);
                let programmes = &catalogue.courses[course].programmes;
                let why = if held.contains(&target) {
                    Some(Why::Done)
                } else {
                    learner.programme.filter(|own| !programmes.contains(own)).map(|_| Why::Elsewhere)
                };
                if let Some(why) = why {
                    out.push(Unused { course, from: rule.from, rule: number, why });
                    continue;
                }
                if rules.len() == MOST_RULES {
                    break;
                }
                let to = nodes.iter().position(|node| *node == target).unwrap_or_else(|| {
                    nodes.push(target);
                    nodes.len() - 1
                });
                let own = rules::credits(catalogue, course);
                let credits = rule.credits.map_or(own, |credits| credits.hundredths().min(own));
                recognitions.push(crate::plan::Recognition {
                    from: ItemId(from as u32),
                    to: ItemId(to as u32),
                    fee: rule.fee.map_or(0, |fee| fee.hundredths()),
                    credits: weighed(credits),
                    since: 0,
                    until: None,
                });
                rules.push((number, course, credits, credits == own));
            }
        }
        let pairs: Vec<(usize, CourseId)> = rules.iter().map(|rule| (rule.0, rule.1)).collect();
        let (mut caps, mut recognition_caps) = (Vec::new(), Vec::new());
        for (place, cap) in rules::caps(catalogue, learner.programme, &recognitions, &pairs, &nodes) {
            caps.push(place);
            let credits = cap.credits.map(|most| most.saturating_mul(WEIGHT).saturating_add(WEIGHT - 1));
            recognition_caps.push(RecognitionCap { credits, ..cap });
        }
        let (only, exclusive_sources) = rules::one_of(catalogue, &held, &nodes).into_iter().unzip();
        let (mut exclusions, mut exclusive) = (Vec::new(), Vec::new());
        for (place, items) in rules::exclusive(catalogue, &held, &nodes) {
            exclusions.push(place);
            exclusive.push(items);
        }
        let problem = Problem {
            items: nodes.iter().map(|node| item(catalogue, *node)).collect(),
            recognitions,
            recognition_caps,
            exclusive_sources,
            done_recognises: true,
            exclusive,
            done: (0..held.len() as u32).map(ItemId).collect(),
            budget: u64::MAX,
            ..Problem::default()
        };
        let objective = Objective::lexicographic(&[Criterion::CreditForgone, Criterion::Fee]);
        let search = Search::new(problem.clone(), &objective).ok().map(Box::new);
        Self { nodes, problem, rules, caps, only, exclusions, out, search }
    }

    /// Works on; about `steps` small steps.
    fn run(&mut self, steps: u32) -> Progress {
        self.search.as_mut().map_or(Progress::Done, |search| search.run(steps))
    }

    /// The best allotment, once it is proven.
    fn allotment(&self) -> Option<Allotment> {
        let Outcome::Optimal { plan, .. } = self.search.as_ref()?.outcome() else { return None };
        let is_used = |rule: usize| plan.recognised.iter().any(|(used, _)| used.0 as usize == rule);
        let (mut used, mut unused) = (Vec::new(), self.out.clone());
        let (mut sum, mut fee) = (0u32, Total::default());
        for (place, &(rule, course, credits, whole)) in self.rules.iter().enumerate() {
            let recognition = &self.problem.recognitions[place];
            let from = self.nodes[recognition.from.0 as usize];
            if is_used(place) {
                sum = sum.saturating_add(credits);
                fee += recognition.fee;
                let [credits, fee] = [credits, recognition.fee].map(Decimal::from_hundredths);
                used.push(Use { course, from, rule, credits, fee, whole });
            } else if let Some(why) = self.why_not(&plan, place) {
                unused.push(Unused { course, from, rule, why });
            }
        }
        crate::sort::sort_by_key(&mut unused, |unused| (unused.rule, unused.course));
        Some(Allotment { used, unused, credits: Decimal::from_hundredths(sum), fee })
    }

    /// What keeps a rule from being used beside those that are.
    fn why_not(&self, plan: &Plan, place: usize) -> Option<Why> {
        let problem = &self.problem;
        let rule = &problem.recognitions[place];
        let used = || plan.recognised.iter().map(|(rule, _)| &problem.recognitions[rule.0 as usize]);
        let node = |item: ItemId| self.nodes[item.0 as usize];
        if let Some(other) = used().find(|other| other.to == rule.to) {
            return Some(Why::Recognised(node(other.from)));
        }
        for (only, set) in self.only.iter().zip(&problem.exclusive_sources) {
            let mut others = used().filter(|other| other.from != rule.from && set.contains(&other.from));
            if let Some(other) = others.next().filter(|_| set.contains(&rule.from)) {
                return Some(match *only {
                    Only::Cap(cap) => Why::OneOf(cap, node(other.from)),
                    Only::Exclusion(exclusion) => Why::Excluded(exclusion, node(other.from)),
                });
            }
        }
        for (&exclusion, set) in self.exclusions.iter().zip(&problem.exclusive) {
            let counts =
                |item: &&ItemId| problem.done.contains(item) || used().any(|other| other.to == **item);
            if let Some(other) = set.iter().find(counts).filter(|_| set.contains(&rule.to)) {
                return Some(Why::Excluded(exclusion, node(*other)));
            }
        }
        for (&cap, limit) in self.caps.iter().zip(&problem.recognition_caps) {
            let bound = |rule: &RuleId| limit.rules.contains(rule);
            let count = plan.recognised.iter().filter(|(used, _)| bound(used)).count();
            let credits = plan
                .recognised
                .iter()
                .filter(|(used, _)| bound(used))
                .map(|(used, _)| problem.recognitions[used.0 as usize].credits)
                .fold(rule.credits, u32::saturating_add);
            let full = limit.count.is_some_and(|most| count >= most as usize)
                || limit.credits.is_some_and(|most| credits > most);
            if full && bound(&RuleId(place as u32)) {
                return Some(Why::Cap(cap));
            }
        }
        None
    }
}

/// The best allotment of what a learner holds, by the rules that are in force on a day: to courses of the learner's
/// programme, to any where none is given. `None` if the planner cannot take as much.
pub fn allot(catalogue: &Catalogue, learner: &Learner, today: Date) -> Option<Allotment> {
    let mut allotting = Allotting::new(catalogue, learner, today);
    while allotting.run(10_000) == Progress::Working {}
    allotting.allotment()
}

fn weighed(credits: u32) -> u32 {
    credits.saturating_mul(WEIGHT).saturating_add(1)
}

fn item(catalogue: &Catalogue, node: Node) -> Item {
    let credits = match node {
        Node::Course(course) => weighed(rules::credits(catalogue, course)),
        _ => 0,
    };
    Item { credits, ..Item::untaken() }
}
