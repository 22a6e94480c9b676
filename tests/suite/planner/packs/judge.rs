//! What a pack and a learner mean for a plan, from the words of docs/pack.md alone: whatever may be tried is tried, and
//! each try is judged on the pack's own records. It shares nothing with the way from a question to a planning problem,
//! so that the two cannot be wrong together.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use rungs_core::date::Date;
use rungs_core::learner::Priority;
use rungs_core::model::{
    CapScope, Category, Confidence, CourseId, CurriculumEntry, Demanded, FeeComponent, Nature, Node,
    ProgrammeId, QualificationId, RegionId, Route, SkillId, TermKind, Units,
};
use rungs_core::question::Question;
use rungs_core::requisite::Requisite;

/// What is decided: what is taken from which planned term on, and which rule counts as which course.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub taken: Vec<(Node, u32)>,
    pub recognised: Vec<(usize, CourseId)>,
}

/// Preparing for an exam takes no more terms.
const LONGEST_PREPARATION: u32 = 4;

/// So many terms are looked ahead for who is in no programme.
const TERMS_WITHOUT_PROGRAMME: u32 = 6;

/// What a plan keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule<'r> {
    /// The hours beside the timetable in terms of a kind.
    Hours(TermKind),
    Exams,
    Budget,
    /// What is compulsory or wanted is there.
    Duty(Node),
    /// One of the learner's own "this or that" is there.
    Either(usize),
    /// One of the job's set is there.
    Set(&'r [Node]),
    Skill(SkillId),
    /// What an item requires.
    Before(Node),
    /// When it can be had, and that it is over when the goal is reached.
    Offered(Node),
    /// At most one of these.
    Together(&'r [Node]),
    /// The limits on what is recognised.
    Recognised,
    /// The pack's credit floor at this place.
    Credits(usize),
}

/// Which rules are kept. Where it is not known of what a rule's name says just how far it goes, more may be kept than
/// it says, or less.
#[derive(Clone)]
struct Kept {
    rules: Rc<dyn Fn(Rule<'_>) -> bool>,
    /// Rather too few than too many, then: of what an item requires no more than so many of these.
    less: Option<Vec<(Node, u32, Vec<Node>)>>,
    /// Whether the diploma comes without its courses where they are not asked for.
    frees_diploma: bool,
}

/// One way of taking an item.
#[derive(Debug, Clone)]
struct Way {
    start: u32,
    /// The term after its last one.
    finish: u32,
    /// Hours a week.
    hours: u32,
    /// Hours in all.
    work: u32,
    /// Whether it has begun before the planned terms.
    begun: bool,
    /// The day from which it is valid, where that ends.
    since: Option<Date>,
}

/// What is past when an attempt has failed.
#[derive(Clone)]
struct Past {
    /// What has failed.
    node: Node,
    /// The term from which it is known.
    known: u32,
    /// What has begun by then.
    begun: BTreeSet<Node>,
    /// What is recognised by then, but for what has failed.
    recognised: BTreeSet<(usize, CourseId)>,
}

/// Something that is recognised as all or part of a course.
struct Recognised {
    rule: usize,
    course: CourseId,
    /// The term from which it counts.
    at: u32,
    credits: u32,
    fee: u32,
    whole: bool,
}

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The goal is reached by the end of the term before this one.
    pub by: u32,
    /// Hundredths.
    pub fees: u32,
    /// The fullest week's hours of the terms in which something may be chosen.
    pub peak: u32,
    pub work: u32,
    pub exams: u32,
    /// Hundredths.
    pub credits: u32,
    pub doubt: u32,
    /// By how much each certificate is less in demand than the one most in demand, together, where that matters.
    pub forgone: u32,
}

#[derive(Clone)]
pub struct Judge<'a> {
    question: Question<'a>,
    programme: Option<ProgrammeId>,
    /// The programme term of the first planned one; without a programme its place in the school year.
    current: u32,
    /// How many terms are planned.
    horizon: u32,
    /// The place in the calendar of the first planned term.
    now: u32,
    /// In how many ways each item can be taken, whatever else is.
    ways: BTreeMap<Node, Vec<Way>>,
    /// Of these, those that are tried.
    tried: BTreeMap<Node, Vec<Way>>,
    /// The same of the first attempts of what has failed.
    failed: BTreeMap<Node, Vec<Way>>,
    /// What is offered at all, whatever it requires.
    offered: BTreeSet<Node>,
    /// What can be had at all: taken or recognised.
    open: BTreeSet<Node>,
    /// The courses that each rule may count as.
    courses: Vec<Vec<CourseId>>,
    /// The programme's floors: the place in the pack, credits asked for beside those of what is held, and of which courses.
    floors: Vec<(usize, u32, Vec<CourseId>)>,
    /// The diploma of the learner's programme, where it is still to come.
    diploma: Option<Node>,
    /// A qualification of which it is supposed that one can register for it.
    supposed: Option<QualificationId>,
    /// What is neither taken nor recognised, whatever was wished, and what has to be.
    without: Option<Node>,
    with: Option<Node>,
    /// What is past, after a failure.
    past: Option<Past>,
    /// Which rules are kept, if not all are.
    kept: Option<Kept>,
}

impl<'a> Judge<'a> {
    /// Of what serves the goal: other things are not planned, even if they earn credit or save hours.
    pub fn new(question: Question<'a>) -> Self {
        Self::supposing(question, None)
    }

    /// The same where it is supposed that one can register for a qualification.
    pub fn supposing(question: Question<'a>, supposed: Option<QualificationId>) -> Self {
        let mut judge = Self::wide(question, supposed);
        let useful = judge.useful();
        judge.ways.retain(|node, _| useful.contains(node));
        judge.tried.clone_from(&judge.ways);
        judge.diploma = judge.diploma.filter(|node| useful.contains(node));
        judge
    }

    /// Of whatever can be taken.
    pub fn of_everything(question: Question<'a>) -> Self {
        Self::wide(question, None)
    }

    /// The same, but that an item is neither taken nor recognised.
    pub fn without(mut self, node: Node) -> Self {
        self.without = Some(node);
        self
    }

    /// The same, but that an item has to be there.
    pub fn with(mut self, node: Node) -> Self {
        self.with = Some(node);
        self
    }

    fn wide(question: Question<'a>, supposed: Option<QualificationId>) -> Self {
        let (catalogue, learner) = (question.catalogue, question.learner);
        let begun = (0..).take_while(|place| {
            catalogue.calendar_term(*place).is_some_and(|term| term.start <= question.today)
        });
        let mut now = (begun.count() as u32).saturating_sub(1);
        let (current, horizon) = match learner.programme {
            None => {
                let autumn = catalogue.calendar_term(now).is_some_and(|term| term.start.month() >= 8);
                (if autumn { 1 } else { 2 }, TERMS_WITHOUT_PROGRAMME)
            }
            Some(programme) => {
                let reckoned = || learner.entry.map(|entry| now + 1 - entry);
                let current = learner.term.or_else(reckoned).expect("a term");
                // Who enters later is in that term later.
                now = now.max(learner.entry.map_or(0, |entry| entry + current - 1));
                (current, catalogue.programmes[programme].terms.len() as u32 + 1 - current)
            }
        };
        let mut judge = Self {
            question,
            programme: learner.programme,
            current,
            horizon,
            now,
            ways: BTreeMap::new(),
            tried: BTreeMap::new(),
            failed: BTreeMap::new(),
            offered: BTreeSet::new(),
            open: BTreeSet::new(),
            courses: Vec::new(),
            floors: Vec::new(),
            diploma: learner.programme.map(Node::Programme).filter(|node| !learner.held.contains(node)),
            supposed,
            without: None,
            with: None,
            past: None,
            kept: None,
        };
        judge.courses = (0..catalogue.recognition.len()).map(|rule| judge.courses_of(rule)).collect();
        judge.floors = judge.floors();
        for node in catalogue.nodes() {
            let ways = judge.ways_of(node, false);
            if learner.failed_in(node).is_some() {
                judge.failed.insert(node, judge.ways_of(node, true));
            }
            if !learner.held.contains(&node) && !judge.is_excluded(node) {
                judge.ways.insert(node, ways);
            }
        }
        judge.offered =
            judge.ways.iter().filter(|(_, ways)| !ways.is_empty()).map(|(node, _)| *node).collect();
        judge.close();
        judge.tried.clone_from(&judge.ways);
        judge
    }

    /// The same where only some rules are kept, and nothing is tried that none of these asks for. `less`: rather too few
    /// than too many of them; of what an item requires no more than so many of these.
    pub fn keeping(
        mut self,
        rules: Rc<dyn Fn(Rule<'_>) -> bool>,
        less: Option<Vec<(Node, u32, Vec<Node>)>>,
    ) -> Self {
        self.kept = Some(Kept { rules, frees_diploma: less.is_some(), less });
        let asked = self.asked();
        self.tried.retain(|node, _| asked.contains(node));
        for (node, ways) in std::mem::take(&mut self.tried) {
            let all = if self.keeps(Rule::Offered(node)) { ways } else { self.whenever(node, &ways) };
            self.tried.insert(node, all);
        }
        self
    }

    /// The same where only some rules are kept.
    pub fn but_for(mut self, rules: Rc<dyn Fn(Rule<'_>) -> bool>) -> Self {
        self.kept = Some(Kept { rules, less: None, frees_diploma: true });
        self
    }

    /// How much of a skill is there by the end of the term before this one.
    pub fn units(&self, choice: &Choice, skill: SkillId, by: u32) -> u32 {
        let (Ok(taken), Ok(recognised)) = (self.taken(choice), self.recognised(choice)) else { return 0 };
        let there = There { judge: self, taken: &taken, recognised: &recognised, diploma: true };
        let nodes = self.question.catalogue.nodes().filter(|node| there.counts(*node, by));
        nodes.map(|node| self.question.catalogue.units(node, skill)).sum()
    }

    /// In how many ways an item could be taken if it were to be had in any term.
    fn whenever(&self, node: Node, ways: &[Way]) -> Vec<Way> {
        let Some(first) = ways.first() else {
            // What cannot be had at all may take less of a term than anything is known to.
            let whenever =
                |start| Way { start, finish: start + 1, hours: 0, work: 0, begun: false, since: None };
            return (0..self.horizon).filter(|_| self.keeps_less()).map(whenever).collect();
        };
        let mut learner = self.question.learner.clone();
        learner.put(node, None);
        let free = Judge { question: Question { learner: &learner, ..self.question }, ..self.clone() };
        let duration = first.finish - first.start;
        let mut all = ways.to_vec();
        all.extend(free.ways_of(node, false).into_iter().filter(|way| way.finish - way.start == duration));
        let least = ways.iter().map(|way| way.hours).min().unwrap_or(0);
        let weeks = |start: u32| (start..start + duration).map(|term| self.days(term).2).sum::<u32>();
        let starts = 0..(self.horizon + 1).saturating_sub(duration);
        let most = starts.clone().map(weeks).max().unwrap_or(1);
        for start in starts {
            let finish = start + duration;
            let hours = match self.keeps_less() {
                true => least.min(first.work.div_ceil(most)),
                false => least.max(first.work.div_ceil(weeks(start))),
            };
            all.push(Way { start, finish, hours, work: first.work, begun: false, since: None });
        }
        let mut starts = BTreeSet::new();
        all.retain(|way| starts.insert(way.start));
        all
    }

    /// In how many ways it could be tried what is taken.
    pub fn tries(&self) -> usize {
        self.tried.values().fold(1, |tries: usize, ways| tries.saturating_mul(ways.len() + 1))
    }

    fn keeps(&self, rule: Rule<'_>) -> bool {
        self.kept.as_ref().is_none_or(|kept| (kept.rules)(rule))
    }

    /// Whether rather too few rules are kept than too many.
    fn keeps_less(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.less.is_some())
    }

    /// What the rules that are kept ask for.
    fn asked(&self) -> BTreeSet<Node> {
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let mut work: Vec<Node> = Vec::new();
        for need in self.needs().filter(|need| self.keeps(Rule::Skill(need.skill))) {
            work.extend(catalogue.nodes().filter(|node| catalogue.units(*node, need.skill) > 0));
        }
        work.extend(self.sets().into_iter().filter(|set| self.keeps(Rule::Set(set))).flatten());
        let either = learner.either.iter().enumerate();
        work.extend(either.filter(|(place, _)| self.keeps(Rule::Either(*place))).flat_map(|(_, of)| of));
        let is_duty = |node: &Node| self.is_compulsory(*node) || self.is_wanted(*node);
        work.extend(catalogue.nodes().filter(|node| is_duty(node) && self.keeps(Rule::Duty(*node))));
        for (place, _, courses) in &self.floors {
            if self.keeps(Rule::Credits(*place)) {
                work.extend(courses.iter().map(|course| Node::Course(*course)));
            }
        }
        let mut asked = BTreeSet::new();
        while let Some(node) = work.pop() {
            if !asked.insert(node) {
                continue;
            }
            if Some(node) == self.diploma {
                work.extend(self.curriculum().iter().map(|entry| Node::Course(entry.course)));
            }
            if let Some(requisite) = catalogue.requisite(node).filter(|_| self.keeps(Rule::Before(node))) {
                requisite.each_item(&mut |item| work.extend(catalogue.serving(*item)));
            }
            work.extend(self.recognised_as(node));
        }
        asked
    }

    /// The job's required sets of qualifications, higher grades among them.
    fn sets(&self) -> Vec<Vec<Node>> {
        let catalogue = self.question.catalogue;
        let sets = catalogue.jobs[self.question.job].qualifications.iter();
        let required = sets.filter(|set| set.demanded == Demanded::Required);
        required
            .map(|set| set.items.iter().flat_map(|(item, _)| catalogue.serving(*item)).collect())
            .collect()
    }

    /// The value of the best plan that survives any single failure of what it takes beside compulsory courses.
    pub fn best_surviving(&self) -> Option<Vec<i64>> {
        let mut plans = Vec::new();
        let _ = self.each_plan(&mut |choice, found| {
            plans.push((self.in_order(found), choice.clone()));
            ControlFlow::Continue(())
        });
        plans.sort_by(|one, other| one.0.cmp(&other.0));
        let mut known = BTreeMap::new();
        plans.into_iter().find(|(_, choice)| self.survives(choice, &mut known)).map(|(value, _)| value)
    }

    /// Whether there still is a plan whatever fails of what a plan takes beside compulsory courses. `known` is what is
    /// known of failures with the same past.
    pub fn survives(&self, choice: &Choice, known: &mut BTreeMap<String, bool>) -> bool {
        choice.taken.iter().map(|(node, _)| *node).filter(|node| !self.is_compulsory(*node)).all(|node| {
            let after = self.after(choice, node);
            *known.entry(after.seen()).or_insert_with(|| after.has_plan())
        })
    }

    /// What is past, in a text.
    fn seen(&self) -> String {
        let past = self.past.as_ref().expect("it is after a failure");
        let begun: Vec<_> = past.begun.iter().map(|node| (node, self.tried[node][0].start)).collect();
        format!("{:?} {} {:?} {:?}", past.node, past.known, begun, past.recognised)
    }

    /// The same after what a plan takes has failed: all that has begun by then stays as it was, the fee is paid, and it
    /// may be taken once more. What cannot be taken again is not asked for.
    fn after(&self, choice: &Choice, node: Node) -> Self {
        let taken = self.taken(choice).expect("a plan");
        let known = taken.iter().find(|(item, _)| *item == node).expect("what fails is taken").1.finish;
        let mut learner = self.question.learner.clone();
        learner.failed.insert(0, (node, self.now + known - 1));
        // The term that it was put into says nothing of a second attempt.
        learner.put(node, None);
        let later = Judge { question: Question { learner: &learner, ..self.question }, ..self.clone() };
        let later = later.ways_of(node, false);
        let mut after = self.clone();
        if later.is_empty() {
            after.offered.remove(&node);
        }
        let mut begun = BTreeSet::new();
        for (item, ways) in &mut after.tried {
            match taken.iter().find(|(taken, _)| taken == item).filter(|(_, way)| way.start < known) {
                Some(_) if *item == node => ways.clone_from(&later),
                Some((_, way)) => {
                    *ways = vec![(*way).clone()];
                    begun.insert(*item);
                }
                None => ways.retain(|way| way.start >= known),
            }
        }
        let recognised = self.recognised(choice).expect("a plan").into_iter();
        let is_past =
            |one: &Recognised| one.at < known && self.question.catalogue.recognition[one.rule].from != node;
        let recognised = recognised.filter(is_past).map(|one| (one.rule, one.course)).collect();
        after.past = Some(Past { node, known, begun, recognised });
        after
    }

    /// The best of all choices, with its value in the order of the learner's priorities.
    pub fn best(&self) -> Option<(Vec<i64>, Choice)> {
        let mut best = None;
        let _ = self.each_plan(&mut |choice, found| {
            let value = self.in_order(found);
            if best.as_ref().is_none_or(|(known, _)| value < *known) {
                best = Some((value, choice.clone()));
            }
            ControlFlow::Continue(())
        });
        best
    }

    /// Whether any choice is a plan.
    pub fn has_plan(&self) -> bool {
        self.each_plan(&mut |_, _| ControlFlow::Break(())).is_break()
    }

    /// Every choice that is a plan, with what it comes to, until the visitor has seen enough.
    pub fn each_plan(&self, visit: &mut dyn FnMut(&Choice, &Found) -> ControlFlow<()>) -> ControlFlow<()> {
        let can_be_taken = |(node, ways): &(Node, &[Way])| !ways.is_empty() && self.without != Some(*node);
        let nodes: Vec<(Node, &[Way])> =
            self.tried.iter().map(|(node, ways)| (*node, &ways[..])).filter(can_be_taken).collect();
        self.each(&nodes, &mut Choice::default(), &mut |choice| {
            self.plans(choice).iter().try_for_each(|found| visit(choice, found))
        })
    }

    /// What a choice comes to as a plan, which may rest on the diploma or not. None: it is no plan.
    pub fn plans(&self, choice: &Choice) -> Vec<Found> {
        [false, true].into_iter().filter_map(|diploma| self.found(choice, diploma).ok()).collect()
    }

    fn each(
        &self,
        nodes: &[(Node, &[Way])],
        choice: &mut Choice,
        visit: &mut dyn FnMut(&Choice) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(((node, ways), rest)) = nodes.split_first() else {
            return self.each_recognised(0, 0, choice, visit);
        };
        if !self.must_be_taken(*node) {
            self.each(rest, choice, visit)?;
        }
        for way in *ways {
            choice.taken.push((*node, way.start));
            let next = self.each(rest, choice, visit);
            choice.taken.pop();
            next?;
        }
        ControlFlow::Continue(())
    }

    /// A compulsory course for which nothing is recognised needs not be left out on trial.
    fn must_be_taken(&self, node: Node) -> bool {
        if self.past.as_ref().is_some_and(|past| past.begun.contains(&node)) {
            return true;
        }
        if !self.keeps(Rule::Duty(node)) {
            return false;
        }
        let Node::Course(course) = node else { return false };
        let named = self.courses.iter().any(|courses| courses.contains(&course));
        self.is_compulsory(node) && !named
    }

    fn each_recognised(
        &self,
        rule: usize,
        place: usize,
        choice: &mut Choice,
        visit: &mut dyn FnMut(&Choice) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(known) = self.question.catalogue.recognition.get(rule) else { return visit(choice) };
        let is_there = self.holds(known.from) || choice.taken.iter().any(|(node, _)| *node == known.from);
        let Some(course) = self.courses[rule].get(place).filter(|_| is_there) else {
            return self.each_recognised(rule + 1, 0, choice, visit);
        };
        self.each_recognised(rule, place + 1, choice, visit)?;
        choice.recognised.push((rule, *course));
        let next = match self.recognised(choice) {
            Ok(_) => self.each_recognised(rule, place + 1, choice, visit),
            Err(_) => ControlFlow::Continue(()),
        };
        choice.recognised.pop();
        next
    }

    /// What a choice is worth, in the order of the learner's priorities: less is better.
    ///
    /// # Errors
    /// What it breaks.
    pub fn value(&self, choice: &Choice) -> Result<Vec<i64>, String> {
        match self.plans(choice).iter().map(|found| self.in_order(found)).min() {
            Some(value) => Ok(value),
            None => self.found(choice, false).map(|found| self.in_order(&found)),
        }
    }

    /// What a plan comes to, in the order of the learner's priorities: less is better.
    pub fn in_order(&self, found: &Found) -> Vec<i64> {
        let worth = |priority: &Priority| match priority {
            Priority::Soonest => i64::from(found.by),
            Priority::Cheapest => i64::from(found.fees),
            Priority::Lightest => i64::from(found.peak),
            Priority::LeastWork => i64::from(found.work),
            Priority::FewestExams => i64::from(found.exams),
            Priority::MostCredit => -i64::from(found.credits),
            Priority::BestEvidenced => i64::from(found.doubt),
            Priority::MostInDemand => i64::from(found.forgone),
        };
        self.question.learner.order().iter().map(worth).collect()
    }

    /// What a choice comes to, where the diploma counts or does not: it comes of itself, but a plan need not rest on it.
    fn found(&self, choice: &Choice, diploma: bool) -> Result<Found, String> {
        let none = "there is no diploma";
        if diploma && self.diploma.is_none() {
            return Err(none.into());
        }
        let taken = self.taken(choice)?;
        let recognised = self.recognised(choice)?;
        let there = There { judge: self, taken: &taken, recognised: &recognised, diploma };
        let diploma = self.diploma.filter(|_| diploma);
        if diploma.is_some() && !there.has_diploma_by(self.horizon) {
            return Err(none.into());
        }
        there.past()?;
        there.duties()?;
        let peak = there.terms()?;
        let fees = there.fees()?;
        there.exclusions()?;
        there.caps()?;
        there.floors()?;
        there.requisites()?;
        let by = (there.least_term()..=self.question.latest(self.horizon)).find(|by| there.is_reached(*by));
        let by = by.ok_or("the goal is not reached")?;
        let sum =
            |of: &dyn Fn(Node, &Way) -> u32| taken.iter().map(|(node, way)| of(*node, way)).sum::<u32>();
        let counted: u32 = recognised.iter().map(|one| one.credits).sum();
        Ok(Found {
            by,
            fees,
            peak,
            work: sum(&|_, way| way.work),
            exams: sum(&|node, _| u32::from(matches!(node, Node::Grade(_)))),
            credits: sum(&|node, _| self.credits(node)) + counted,
            doubt: sum(&|node, _| self.doubt(node)) + diploma.map_or(0, |node| self.doubt(node)),
            forgone: sum(&|node, _| self.forgone(node)),
        })
    }

    fn taken<'b>(&'b self, choice: &Choice) -> Result<Vec<(Node, &'b Way)>, String> {
        let mut taken = Vec::new();
        for (node, start) in &choice.taken {
            let ways = self.tried.get(node).ok_or_else(|| format!("{node:?} cannot be taken"))?;
            let way = ways.iter().find(|way| way.start == *start);
            taken.push((*node, way.ok_or_else(|| format!("{node:?} does not start in {start}"))?));
        }
        Ok(taken)
    }

    /// What is recognised, each from the first term from which it can be.
    fn recognised(&self, choice: &Choice) -> Result<Vec<Recognised>, String> {
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let mut list: Vec<Recognised> = Vec::new();
        for &(number, course) in &choice.recognised {
            let rule = &catalogue.recognition[number];
            let node = Node::Course(course);
            let finish = choice.taken.iter().find(|(taken, _)| *taken == rule.from).map(|(taken, start)| {
                let ways = self.tried.get(taken).into_iter().flatten();
                ways.filter(|way| way.start == *start).map(|way| way.finish).next().unwrap_or(u32::MAX)
            });
            let first = finish.or(self.question.learner.held.contains(&rule.from).then_some(0));
            let first = first.ok_or_else(|| format!("{:?} is not there to be recognised", rule.from))?;
            let at = (first..=self.horizon).find(|term| rule.valid.on(self.first_day(*term)));
            let at = at.ok_or("the rule is not in force")?;
            let own = self.credits(node);
            let credits = rule.credits.map_or(own, |credits| credits.hundredths().min(own));
            let whole = credits == own;
            let twice = list.iter().any(|other| other.course == course);
            if twice || choice.taken.iter().any(|(taken, _)| *taken == node) || self.holds(node) {
                return Err(format!("{course:?} counts twice"));
            }
            if self.is_excluded(node) || !catalogue.is_in_force(node) {
                return Err(format!("{course:?} cannot be had"));
            }
            // What the learner put into a term in which it is offered is taken there.
            if learner.moved_to(node).is_some_and(|place| self.starts_in(node, place)) {
                return Err(format!("{course:?} was put into a term"));
            }
            // What is compulsory and still offered is recognised as a whole, and before it would begin.
            if self.is_compulsory(node)
                && let Some(due) = self.ways.get(&node).and_then(|ways| ways.last()).map(|way| way.start)
                && (!whole || at > due)
            {
                return Err(format!("{course:?} would be missed"));
            }
            // Where what it rests on could not be had in time, it is no way.
            let one = Recognised { rule: number, course, at, credits, fee: 0, whole };
            let ways = self.ways.get(&rule.from).into_iter().flatten();
            let had = ways.map(|way| way.finish).chain(self.holds_itself(rule.from).then_some(0)).min();
            let since = (0..=self.horizon).find(|term| rule.valid.on(self.first_day(*term)));
            if had.zip(since).is_none_or(|(had, since)| had.max(since) > self.until(&one))
                && !self.keeps_less()
            {
                return Err(format!("{:?} comes too late to be recognised", rule.from));
            }
            let fee = rule.fee.map_or(0, |fee| fee.hundredths());
            list.push(Recognised { rule: number, course, at, credits, fee, whole });
        }
        Ok(list)
    }

    /// The last term from which something can be recognised: while its rule is in force, and before a compulsory course
    /// would begin.
    fn until(&self, one: &Recognised) -> u32 {
        let valid = self.question.catalogue.recognition[one.rule].valid;
        let last = (0..=self.horizon).rev().find(|term| valid.on(self.first_day(*term))).unwrap_or(0);
        let node = Node::Course(one.course);
        let due = self.ways.get(&node).and_then(|ways| ways.last()).filter(|_| self.is_compulsory(node));
        due.map_or(last, |way| way.start.min(last))
    }

    /// Whether an item can start in a term of the calendar.
    fn starts_in(&self, node: Node, place: u32) -> bool {
        let ways = self.ways.get(&node).into_iter().flatten();
        ways.into_iter().any(|way| self.now + way.start == place)
    }

    /// The courses that a rule may count as: those it names and those of its category, if the programme has them.
    fn courses_of(&self, rule: usize) -> Vec<CourseId> {
        let rule = &self.question.catalogue.recognition[rule];
        let named = |entry: &&CurriculumEntry| {
            rule.courses.contains(&entry.course) || rule.category.is_some() && rule.category == entry.category
        };
        self.curriculum().iter().filter(named).map(|entry| entry.course).collect()
    }

    fn curriculum(&self) -> &'a [CurriculumEntry] {
        self.programme.map_or(&[], |programme| &self.question.catalogue.programmes[programme].curriculum)
    }

    /// Another programme's course that is open to all.
    fn open_entry(&self, course: CourseId) -> Option<&'a CurriculumEntry> {
        let all = self.question.catalogue.programmes.iter();
        let others = all.filter(|(id, _)| Some(*id) != self.programme);
        let mut entries = others.flat_map(|(_, programme)| &programme.curriculum);
        entries.find(|entry| entry.course == course && entry.nature == Nature::Open)
    }

    fn entry(&self, node: Node) -> Option<&'a CurriculumEntry> {
        self.curriculum().iter().find(|entry| Node::Course(entry.course) == node)
    }

    pub fn is_compulsory(&self, node: Node) -> bool {
        self.entry(node).is_some_and(|entry| entry.nature == Nature::Compulsory)
    }

    fn is_wanted(&self, node: Node) -> bool {
        self.with == Some(node) || self.question.learner.wants(node) && self.without != Some(node)
    }

    fn is_excluded(&self, node: Node) -> bool {
        self.question.learner.excluded.contains(&node) && !self.is_compulsory(node)
    }

    fn holds_itself(&self, node: Node) -> bool {
        self.question.learner.held.contains(&node)
    }

    /// Whether it is held, or for a grade a higher one.
    fn holds(&self, node: Node) -> bool {
        self.question.catalogue.serving(node).iter().any(|one| self.question.learner.held.contains(one))
    }

    fn credits(&self, node: Node) -> u32 {
        let Node::Course(course) = node else { return 0 };
        self.question.catalogue.courses[course].credits.map_or(0, |credits| credits.hundredths())
    }

    fn doubt(&self, node: Node) -> u32 {
        let source = self.question.catalogue.about(node).source;
        match source.map(|source| self.question.catalogue.sources[source].confidence) {
            Some(Confidence::Official) => 0,
            Some(Confidence::College | Confidence::Republished) => 1,
            Some(Confidence::Derived) => 2,
            Some(Confidence::Illustrative) | None => 3,
        }
    }

    fn kind(&self, term: u32) -> TermKind {
        let term = (self.current + term) as usize - 1;
        self.programme
            .map_or(TermKind::Study, |programme| self.question.catalogue.programmes[programme].terms[term])
    }

    fn days(&self, term: u32) -> (Date, Date, u32) {
        let slot = self.question.catalogue.calendar_term(self.now + term).expect("a calendar");
        (slot.start, slot.end, slot.weeks)
    }

    fn first_day(&self, term: u32) -> Date {
        self.days(term).0.max(self.question.today)
    }

    /// In which ways an item can be taken; for the first attempt of what has failed, as if it had not.
    fn ways_of(&self, node: Node, first: bool) -> Vec<Way> {
        if !self.question.catalogue.is_in_force(node) {
            return Vec::new();
        }
        let mut ways = match node {
            Node::Course(course) => self.course(course),
            Node::Grade(_) | Node::Competition(_) => self.exam(node),
            _ => Vec::new(),
        };
        let learner = self.question.learner;
        if let Some(failed) = learner.failed_in(node).filter(|_| !first) {
            ways.retain(|way| self.now + way.start > failed);
            if self.is_compulsory(node) {
                ways.truncate(1);
            }
        }
        if let Some(moved) = learner.moved_to(node)
            && ways.iter().any(|way| self.now + way.start == moved)
        {
            ways.retain(|way| self.now + way.start == moved);
        }
        ways
    }

    fn course(&self, course: CourseId) -> Vec<Way> {
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let node = Node::Course(course);
        let own = self.entry(node);
        let Some(entry) = own.or_else(|| self.open_entry(course)) else { return Vec::new() };
        let work = catalogue.courses[course].hours.unwrap_or(0);
        let last = *entry.terms.iter().max().expect("a term");
        let has_failed = learner.failed_in(node).is_some();
        let compulsory = entry.nature == Nature::Compulsory;
        // What has begun goes on for whoever takes it.
        if own.is_some() && !has_failed && last < self.current && self.current < last + entry.length {
            let gone = self.current - last;
            let left = entry.length - gone;
            let runs = compulsory || learner.wants(node);
            if !runs || left > self.horizon || (0..left).any(|term| self.kind(term) == TermKind::Off) {
                return Vec::new();
            }
            // The terms that are over count as this one.
            let weeks: u32 = (0..left).map(|term| self.days(term).2).sum();
            let hours = work.div_ceil(weeks + gone * self.days(0).2);
            let work = work - work * gone / entry.length;
            return vec![Way { start: 0, finish: left, hours, work, begun: true, since: None }];
        }
        // What was missed is offered to the next year's students in its season, another programme's course to its own.
        let missed = own.is_none() || has_failed || compulsory && last < self.current;
        let year = catalogue.terms_a_year();
        let mut ways = Vec::new();
        for start in 0..self.horizon {
            let term = self.current + start;
            let is_offered = if missed {
                let same_season = entry.terms.iter().any(|offered| offered % year == term % year);
                same_season && self.kind(start) == TermKind::Study
            } else {
                entry.terms.contains(&term)
            };
            let finish = start + entry.length;
            // Nothing begins in a term that is over; compulsory courses have begun with it.
            let is_over = start == 0 && self.days(0).1 < self.question.today && (missed || !compulsory);
            if !is_offered || is_over || finish > self.horizon {
                continue;
            }
            if (start..finish).all(|term| self.kind(term) != TermKind::Off) {
                let weeks: u32 = (start..finish).map(|term| self.days(term).2).sum();
                ways.push(Way {
                    start,
                    finish,
                    hours: work.div_ceil(weeks),
                    work,
                    begun: false,
                    since: None,
                });
            }
        }
        ways
    }

    /// An exam is prepared for in as few terms as one of its sittings allows in the learner's hours.
    fn exam(&self, node: Node) -> Vec<Way> {
        let learner = self.question.learner;
        let catalogue = self.question.catalogue;
        let exam = catalogue.exam(node).expect("an exam");
        let work = exam.hours.unwrap_or(0);
        let today = self.question.today;
        let mut days: BTreeMap<u32, Option<Date>> = BTreeMap::new();
        for term in 0..self.horizon {
            if self.kind(term) == TermKind::Off {
                continue;
            }
            let (start, end, _) = self.days(term);
            let next = self.days(term + 1).0;
            if exam.sittings.is_empty() {
                let may = [start, end].iter().any(|day| self.may_register(node, day.year()));
                if may && (term > 0 || start >= today || self.horizon == 1) {
                    days.insert(term, None);
                }
                continue;
            }
            let open = exam.sittings.iter().filter(|sitting| {
                sitting.deadline.unwrap_or(sitting.date) >= today
                    && self.is_near(sitting.region)
                    && self.may_register(node, sitting.date.year())
            });
            let here = open.map(|sitting| sitting.date).filter(|day| start <= *day && *day < next);
            if let Some(day) = here.max() {
                days.insert(term, Some(day));
            }
        }
        let valid = match node {
            Node::Grade(grade) => {
                catalogue.qualifications[catalogue.grades[grade].qualification].valid_months
            }
            _ => None,
        };
        let lasting = |duration: u32| -> Vec<Way> {
            let mut ways = Vec::new();
            for (&term, day) in &days {
                let Some(start) = (term + 1).checked_sub(duration) else { continue };
                let weeks =
                    (start..=term).map(|at| self.weeks_until(at, day.filter(|_| at == term))).sum::<u32>();
                let since = valid.map(|_| day.unwrap_or(self.days(term).0));
                match (work, weeks) {
                    (0, _) => ways.push(Way { start, finish: term + 1, hours: 0, work, begun: false, since }),
                    (_, 0) => {}
                    _ => {
                        let hours = work.div_ceil(weeks);
                        ways.push(Way { start, finish: term + 1, hours, work, begun: false, since });
                    }
                }
            }
            ways
        };
        let free = learner.hours_a_week.unwrap_or(u32::MAX).max(1);
        let mut tries = (1..=LONGEST_PREPARATION).map(lasting);
        let fitting = tries.find(|ways| ways.iter().any(|way| way.hours <= free));
        // Where none fits, it is the hours that are too few: it can be taken by whoever finds more.
        let weeks = (0..self.horizon).map(|term| self.days(term).2).min().unwrap_or(1);
        let shortest = work.div_ceil(weeks.saturating_mul(free)).clamp(1, LONGEST_PREPARATION);
        fitting.unwrap_or_else(|| lasting(shortest))
    }

    /// Where the learner is: where they say, else where the pack is.
    fn here(&self) -> Option<RegionId> {
        self.question.learner.region.or(self.question.catalogue.head.region)
    }

    /// The regions around one, itself first.
    fn around(&self, region: RegionId) -> Vec<RegionId> {
        let mut regions = vec![region];
        while let Some(parent) = self.question.catalogue.regions[regions[regions.len() - 1]].parent {
            regions.push(parent);
        }
        regions
    }

    /// Whether a sitting is in the learner's region or around it; nothing is known against one where a region is not
    /// known.
    fn is_near(&self, there: Option<RegionId>) -> bool {
        let Some((here, there)) = self.here().zip(there) else { return true };
        self.around(here).contains(&there) || self.around(there).contains(&here)
    }

    /// Whether one of a qualification's routes is open to the learner for an exam in a year. Where no route is known,
    /// nothing is known against it.
    fn may_register(&self, node: Node, year: u16) -> bool {
        let Node::Grade(grade) = node else { return true };
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let id = catalogue.grades[grade].qualification;
        let qualification = &catalogue.qualifications[id];
        qualification.routes.is_empty()
            || self.supposed == Some(id)
            || qualification.routes.iter().any(|route| {
                let this_year = route.year.is_none_or(|granted| granted == u32::from(year));
                let can_register = match (route.route, learner.pilot) {
                    (Route::PilotCollege, Some(pilot)) => self.programme.is_some() && pilot,
                    (Route::PilotCollege, None) => {
                        let is_own = route.college.is_none() || route.college == catalogue.head.college;
                        self.programme.is_some() && is_own && this_year
                    }
                    (Route::Social | Route::Open, _) => this_year,
                };
                let applies = self.programme.is_some_and(|own| qualification.programmes.contains(&own));
                can_register && (applies || !route.programme_match)
            })
    }

    /// Known fees of an exam or competition and of taking part: of each the nearest region's around the learner, one that
    /// holds everywhere last, and of these the latest.
    pub fn fee(&self, node: Node) -> u32 {
        let fees = self.question.catalogue.exam(node).map_or(&[][..], |exam| exam.fees);
        let mut places: Vec<Option<RegionId>> = Vec::new();
        places.extend(self.here().map_or(Vec::new(), |here| self.around(here)).into_iter().map(Some));
        places.push(None);
        let of = |component: FeeComponent| {
            places.iter().find_map(|place| {
                let here = fees.iter().filter(|fee| fee.component == component && fee.region == *place);
                here.max_by_key(|fee| fee.date).map(|fee| fee.amount.hundredths())
            })
        };
        of(FeeComponent::Exam).unwrap_or(0) + of(FeeComponent::Entry).unwrap_or(0)
    }

    /// Posts where the learner is, of each job that asks for a node: those of the latest period that are known of the
    /// nearest region, one where none are.
    fn demand(&self, node: Node) -> u32 {
        let catalogue = self.question.catalogue;
        let asks = |job: &&rungs_core::model::Job| {
            job.qualifications.iter().flat_map(|set| &set.items).any(|(item, _)| *item == node)
        };
        let regions = self.here().map_or(Vec::new(), |here| self.around(here));
        let posts = |job: &rungs_core::model::Job| {
            let known = regions.iter().find_map(|region| {
                let known = job.demand.iter().filter(|known| known.region == *region);
                known.filter_map(|known| Some((&known.period, known.openings?))).max()
            });
            known.map_or(1, |(_, openings)| openings.max(1))
        };
        catalogue.jobs.iter().map(|(_, job)| job).filter(asks).map(posts).sum()
    }

    /// By how much a certificate is less in demand than the one most in demand of those that may be taken: a plan takes
    /// what is in demand, and not more for being so.
    fn forgone(&self, node: Node) -> u32 {
        if !self.question.learner.priorities.contains(&Priority::MostInDemand) {
            return 0;
        }
        let may_be = self.ways.iter().filter(|(_, ways)| !ways.is_empty()).map(|(node, _)| node);
        let grades = may_be.filter(|node| matches!(node, Node::Grade(_)));
        let most = grades.map(|node| self.demand(*node)).max().unwrap_or(0);
        if matches!(node, Node::Grade(_)) { most.saturating_sub(self.demand(node)) } else { 0 }
    }

    /// The year in which the learner entered; a year is called by its autumn.
    fn entered(&self) -> Option<u32> {
        let place = match self.question.learner.entry {
            Some(entry) => entry,
            None => {
                self.programme?;
                let years = (self.current - 1) / 2;
                return Some(self.school_year(self.now) - years);
            }
        };
        Some(self.school_year(place))
    }

    fn school_year(&self, place: u32) -> u32 {
        let day = self.question.catalogue.calendar_term(place).expect("a calendar").start;
        u32::from(day.year()) - u32::from(day.month() < 7)
    }

    /// Teaching weeks of a term that are left, until a day of it where one is given.
    fn weeks_until(&self, term: u32, day: Option<Date>) -> u32 {
        let (start, end, weeks) = self.days(term);
        let has_begun = term == 0 && start < self.question.today;
        if !has_begun && day.is_none() {
            return weeks;
        }
        self.first_day(term).days_until(day.unwrap_or(end)).div_ceil(7).min(weeks)
    }

    /// What can never be taken for want of a requisite is out; that may put more out.
    fn close(&mut self) {
        loop {
            self.open =
                self.ways.iter().filter(|(_, ways)| !ways.is_empty()).map(|(node, _)| *node).collect();
            let catalogue = self.question.catalogue;
            for (number, rule) in catalogue.recognition.iter().enumerate() {
                if self.question.learner.held.contains(&rule.from) || self.open.contains(&rule.from) {
                    let courses = self.courses[number].iter().copied().map(Node::Course);
                    let may = |node: &Node| {
                        !self.is_excluded(*node) && catalogue.is_in_force(*node) && !self.holds(*node)
                    };
                    self.open.extend(courses.filter(may).collect::<Vec<_>>());
                }
            }
            let mut out = Vec::new();
            for (node, ways) in &self.ways {
                let is_free = self.is_compulsory(*node) || ways.iter().any(|way| way.begun);
                let Some(requisite) = catalogue.requisite(*node).filter(|_| !ways.is_empty() && !is_free)
                else {
                    continue;
                };
                let there = |item: Node, _: bool| {
                    let serving = catalogue.serving(item);
                    serving.iter().any(|one| one != node && self.open.contains(one))
                        || self.diploma == Some(item) && self.may_finish()
                };
                if !self.is_met(requisite, &there) {
                    out.push(*node);
                }
            }
            if out.is_empty() {
                out = self.waiting();
            }
            if out.is_empty() {
                return;
            }
            for node in out {
                self.ways.insert(node, Vec::new());
            }
        }
    }

    /// What can be taken only after something that waits for it. What may be recognised waits for nothing.
    fn waiting(&self) -> Vec<Node> {
        let catalogue = self.question.catalogue;
        let mut come: BTreeSet<Node> = self.open.clone();
        let waits = |node: &Node| {
            let ways = self.ways.get(node).map_or(&[][..], |ways| &ways[..]);
            let is_there =
                |from: &Node| self.question.learner.held.contains(from) || self.open.contains(from);
            let is_free = self.is_compulsory(*node) || ways.iter().any(|way| way.begun);
            catalogue.requisite(*node).is_some()
                && !is_free
                && !self.recognised_as(*node).iter().any(is_there)
        };
        let mut left: Vec<Node> = come.iter().copied().filter(waits).collect();
        come.retain(|node| !left.contains(node));
        loop {
            let met = |node: &Node| {
                let there = |item: Node, same_term: bool| {
                    let counts = |one: &Node| come.contains(one) || same_term && self.open.contains(one);
                    catalogue.serving(item).iter().any(|one| one != node && counts(one))
                        || self.diploma == Some(item) && self.may_finish()
                };
                catalogue.requisite(*node).is_some_and(|requisite| self.is_met(requisite, &there))
            };
            let next: Vec<Node> = left.iter().copied().filter(met).collect();
            if next.is_empty() {
                return left;
            }
            left.retain(|node| !next.contains(node));
            come.extend(next);
        }
    }

    /// Whether each compulsory course is held or may be had.
    fn may_finish(&self) -> bool {
        let compulsory = self.curriculum().iter().filter(|entry| entry.nature == Nature::Compulsory);
        let mut courses = compulsory.map(|entry| Node::Course(entry.course));
        courses.all(|node| self.holds(node) || self.open.contains(&node))
    }

    /// Whether a requisite is met, where `there` says whether an item that is not held is, in the same term or before.
    fn is_met(&self, requisite: &Requisite<Node>, there: &dyn Fn(Node, bool) -> bool) -> bool {
        let learner = self.question.learner;
        match requisite {
            Requisite::Item { item, mark } => {
                let known = learner.marks.iter().find(|(node, _)| node == item).map(|(_, mark)| *mark);
                let known = known.filter(|_| learner.held.contains(item));
                let too_low = mark.zip(known).is_some_and(|(least, mark)| mark < least);
                !too_low && (self.holds(*item) || there(*item, false))
            }
            Requisite::With(item) => self.holds(*item) || there(*item, true),
            Requisite::All(parts) => parts.iter().all(|part| self.is_met(part, there)),
            Requisite::AtLeast { count, of } => {
                of.iter().filter(|part| self.is_met(part, there)).count() >= *count as usize
            }
            Requisite::Programme(node) => self.programme.map(Node::Programme) == Some(*node),
            Requisite::Cohort { from, to } => {
                self.entered().is_some_and(|year| (*from..=*to).contains(&year))
            }
        }
    }

    /// What serves the goal, the learner's wishes or the programme's floors, and what that requires or is recognised
    /// for: other things are not studied for their credit.
    fn useful(&self) -> BTreeSet<Node> {
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let job = &catalogue.jobs[self.question.job];
        let gives = |node: Node| self.needs().any(|need| catalogue.units(node, need.skill) > 0);
        let wished =
            |node: Node| learner.wants(node) || learner.either.iter().flatten().any(|one| *one == node);
        let mut work: Vec<Node> = catalogue.nodes().filter(|node| gives(*node) || wished(*node)).collect();
        work.extend(
            self.curriculum()
                .iter()
                .map(|entry| Node::Course(entry.course))
                .filter(|node| self.is_compulsory(*node)),
        );
        for set in job.qualifications.iter().filter(|set| set.demanded == Demanded::Required) {
            work.extend(set.items.iter().flat_map(|(item, _)| catalogue.serving(*item)));
        }
        for entry in self.curriculum() {
            let node = Node::Course(entry.course);
            if self.is_for_floor(node) {
                work.push(node);
            }
        }
        let mut useful = BTreeSet::new();
        while let Some(node) = work.pop() {
            if learner.held.contains(&node) || !useful.insert(node) {
                continue;
            }
            let is_offered = !self.ways_of(node, false).is_empty();
            let comes_anyway = self.is_compulsory(node) && is_offered;
            if let Some(requisite) = catalogue.requisite(node).filter(|_| is_offered) {
                requisite.each_item(&mut |item| {
                    work.extend(catalogue.serving(*item));
                    if !comes_anyway {
                        work.extend(self.recognised_as(*item));
                    }
                });
            }
            if !comes_anyway || gives(node) {
                work.extend(self.recognised_as(node));
            }
        }
        useful
    }

    /// What the job needs and the learner has not given up.
    fn needs(&self) -> impl Iterator<Item = &'a Units> {
        let needs = &self.question.catalogue.jobs[self.question.job].needs;
        let without = &self.question.learner.without;
        needs.iter().filter(|need| !without.contains(&need.skill))
    }

    fn recognised_as(&self, node: Node) -> Vec<Node> {
        let rules = self.question.catalogue.recognition.iter().enumerate();
        let counts = |number: usize| self.courses[number].iter().any(|course| Node::Course(*course) == node);
        rules.filter(|(number, _)| counts(*number)).map(|(_, rule)| rule.from).collect()
    }

    fn floors(&self) -> Vec<(usize, u32, Vec<CourseId>)> {
        let mut floors = Vec::new();
        let all = self.question.catalogue.credit_floors.iter().enumerate();
        for (place, floor) in all.filter(|(_, floor)| Some(floor.programme) == self.programme) {
            let counts = |entry: &&CurriculumEntry| {
                floor.category.is_none_or(|category| entry.category == Some(category))
                    && floor.nature.is_none_or(|nature| entry.nature == nature)
            };
            let courses: Vec<CourseId> =
                self.curriculum().iter().filter(counts).map(|entry| entry.course).collect();
            let held = courses.iter().map(|course| Node::Course(*course)).filter(|node| self.holds(*node));
            let held = self.most_credits(&held.collect::<Vec<_>>());
            floors.push((place, floor.credits.hundredths().saturating_sub(held), courses));
        }
        floors
    }

    /// The most credits of courses of which no two exclude each other.
    fn most_credits(&self, courses: &[Node]) -> u32 {
        let Some((course, others)) = courses.split_first() else { return 0 };
        let clash = |other: &Node| {
            let both = [course, other];
            let exclusions = &self.question.catalogue.exclusions;
            exclusions.iter().any(|exclusion| both.iter().all(|node| exclusion.items.contains(node)))
        };
        let beside: Vec<Node> = others.iter().copied().filter(|other| !clash(other)).collect();
        self.most_credits(others).max(self.credits(*course) + self.most_credits(&beside))
    }

    fn is_for_floor(&self, node: Node) -> bool {
        self.floors
            .iter()
            .any(|(_, asked, courses)| *asked > 0 && courses.iter().any(|one| Node::Course(*one) == node))
    }
}

/// All that a choice comes to.
struct There<'a> {
    judge: &'a Judge<'a>,
    taken: &'a [(Node, &'a Way)],
    recognised: &'a [Recognised],
    /// Whether the diploma of the learner's programme counts once it is there.
    diploma: bool,
}

impl There<'_> {
    fn way(&self, node: Node) -> Option<&Way> {
        self.taken.iter().find(|(taken, _)| *taken == node).map(|(_, way)| *way)
    }

    /// Whether an item counts as a whole from the start of a term on.
    fn has_by(&self, node: Node, term: u32) -> bool {
        let as_whole = |one: &Recognised| one.whole && Node::Course(one.course) == node && one.at <= term;
        self.way(node).is_some_and(|way| way.finish <= term) || self.recognised.iter().any(as_whole)
    }

    fn has_diploma_by(&self, term: u32) -> bool {
        let judge = self.judge;
        let lifted =
            |rule: &dyn Fn(Node) -> Rule<'static>| judge.diploma.is_some_and(|node| !judge.keeps(rule(node)));
        let whenever = judge.keeps_less() && lifted(&Rule::Offered);
        let last = if whenever { 0 } else { self.judge.horizon };
        let frees = judge.kept.as_ref().is_some_and(|kept| kept.frees_diploma);
        let is_free = frees && lifted(&Rule::Before) || whenever;
        let done = |entry: &CurriculumEntry| {
            let node = Node::Course(entry.course);
            let recognised = |one: &Recognised| one.whole && one.course == entry.course && one.at < last;
            self.judge.holds(node) || self.way(node).is_some() || self.recognised.iter().any(recognised)
        };
        let mut compulsory =
            self.judge.curriculum().iter().filter(|entry| entry.nature == Nature::Compulsory);
        self.diploma && term >= last && (is_free || compulsory.all(done))
    }

    /// The programme's compulsory courses, and what the learner wants and can have.
    fn duties(&self) -> Result<(), String> {
        let judge = self.judge;
        for node in &judge.open {
            let duty = judge.is_compulsory(*node) || judge.is_wanted(*node);
            let is_kept = judge.keeps(Rule::Duty(*node));
            if duty && is_kept && judge.offered.contains(node) && !self.has_by(*node, judge.horizon) {
                return Err(format!("{node:?} is missing"));
            }
        }
        if judge.with.is_some_and(|node| !self.has_by(node, judge.horizon)) {
            return Err("what has to be there is not".into());
        }
        let is_there = |node: Node| {
            let recognised = |one: &Recognised| Node::Course(one.course) == node;
            self.way(node).is_some() || self.recognised.iter().any(recognised)
        };
        if judge.without.is_some_and(is_there) {
            return Err("what is not to be there is".into());
        }
        Ok(())
    }

    /// After a failure what was recognised stays so, and what was not may be only where it is not too late for that.
    fn past(&self) -> Result<(), String> {
        let Some(past) = &self.judge.past else { return Ok(()) };
        let is_new = |one: &&Recognised| !past.recognised.contains(&(one.rule, one.course));
        let too_late = |one: &Recognised| {
            one.at < past.known && self.from(one) != past.node && self.judge.until(one) < past.known
        };
        let kept = self.recognised.iter().filter(|one| !is_new(one)).count();
        if kept < past.recognised.len() || self.recognised.iter().filter(is_new).any(too_late) {
            return Err("that was decided otherwise".into());
        }
        Ok(())
    }

    fn exclusions(&self) -> Result<(), String> {
        let (judge, held) = (self.judge, &self.judge.question.learner.held);
        for exclusion in &judge.question.catalogue.exclusions {
            let in_plan = |node: &&Node| {
                self.way(**node).is_some()
                    || self.recognised.iter().any(|one| Node::Course(one.course) == **node)
            };
            let added = exclusion.items.iter().filter(in_plan).count();
            let any_held = exclusion.items.iter().any(|node| held.contains(node));
            let is_kept = judge.keeps(Rule::Together(&exclusion.items));
            if is_kept && added + usize::from(any_held) > 1 {
                return Err(format!("exclusion {}", exclusion.id));
            }
            // Of several that are held only one is recognised for anything.
            let used = |node: &&Node| held.contains(*node) && self.is_used(**node);
            if judge.keeps(Rule::Recognised) && exclusion.items.iter().filter(used).count() > 1 {
                return Err(format!("exclusion {}", exclusion.id));
            }
        }
        Ok(())
    }

    fn from(&self, one: &Recognised) -> Node {
        self.judge.question.catalogue.recognition[one.rule].from
    }

    fn is_used(&self, node: Node) -> bool {
        self.recognised.iter().any(|one| self.from(one) == node)
    }

    fn caps(&self) -> Result<(), String> {
        if !self.judge.keeps(Rule::Recognised) {
            return Ok(());
        }
        let catalogue = self.judge.question.catalogue;
        let category =
            |course: CourseId| -> Option<Category> { self.judge.entry(Node::Course(course))?.category };
        for cap in &catalogue.recognition_caps {
            let is_bound = |one: &&Recognised| {
                (cap.items.is_empty() || cap.items.contains(&self.from(one)))
                    && (cap.category.is_none() || cap.category == category(one.course))
            };
            let bound: Vec<&Recognised> = self.recognised.iter().filter(is_bound).collect();
            let all = self.judge.programme.and_then(|programme| catalogue.programmes[programme].credits);
            let share = cap
                .share
                .zip(all)
                .map(|(share, all)| u64::from(share.hundredths()) * u64::from(all.hundredths()) / 10_000);
            let is_within = |group: &[&Recognised]| {
                let credits: u64 = group.iter().map(|one| u64::from(one.credits)).sum();
                cap.credits.is_none_or(|most| credits <= u64::from(most.hundredths()))
                    && share.is_none_or(|most| credits <= most)
                    && cap.count.is_none_or(|most| group.len() <= most as usize)
            };
            let each = |key: &dyn Fn(&Recognised) -> Node| {
                bound.iter().all(|one| {
                    let like = bound.iter().copied().filter(|other| key(other) == key(one));
                    is_within(&like.collect::<Vec<_>>())
                })
            };
            let kept = match cap.scope {
                CapScope::PerItem => each(&|one| self.from(one)),
                CapScope::PerCourse => each(&|one| Node::Course(one.course)),
                CapScope::Total | CapScope::Category => is_within(&bound),
                CapScope::OneOf => cap.items.iter().filter(|node| self.is_used(**node)).count() <= 1,
            };
            if !kept {
                return Err(format!("cap {}", cap.id));
            }
        }
        Ok(())
    }

    fn requisites(&self) -> Result<(), String> {
        let (judge, catalogue) = (self.judge, self.judge.question.catalogue);
        for (node, way) in self.taken {
            let Some(requisite) = catalogue.requisite(*node) else { continue };
            if judge.is_compulsory(*node) || way.begun || !judge.keeps(Rule::Before(*node)) {
                continue;
            }
            // An exam ends its preparation, and is what asks.
            let asked = if matches!(node, Node::Course(_)) { way.start } else { way.finish - 1 };
            // Of what is past nothing is asked any more.
            if judge.past.as_ref().is_some_and(|past| past.begun.contains(node) && asked < past.known) {
                continue;
            }
            let there = |item: Node, same_term: bool| {
                let counts = |one: &Node| {
                    let recognised = |other: &Recognised| {
                        other.whole && Node::Course(other.course) == *one && other.at <= asked
                    };
                    let taken = self.way(*one).is_some_and(|way| way.finish <= asked + u32::from(same_term));
                    one != node && (taken || self.recognised.iter().any(recognised))
                };
                let diploma = judge.diploma == Some(item) && same_term && self.has_diploma_by(asked + 1);
                diploma || catalogue.serving(item).iter().any(counts)
            };
            let is_met = match judge.kept.as_ref().and_then(|kept| kept.less.as_ref()) {
                None => judge.is_met(requisite, &there),
                Some(groups) => groups.iter().filter(|(of, ..)| of == node).all(|(_, count, of)| {
                    let all: BTreeSet<Node> = of.iter().flat_map(|one| catalogue.serving(*one)).collect();
                    all.into_iter().filter(|one| judge.holds(*one) || there(*one, true)).count()
                        >= *count as usize
                }),
            };
            if !is_met {
                return Err(format!("{node:?} lacks what it requires"));
            }
        }
        Ok(())
    }

    /// The hours and exams of each term, those of failed attempts among them; gives the fullest week's hours of the
    /// terms in which something may be chosen.
    fn terms(&self) -> Result<u32, String> {
        let (judge, learner) = (self.judge, self.judge.question.learner);
        let mut peak = 0;
        for term in 0..judge.horizon {
            let own: u32 =
                learner.own.iter().filter(|own| own.at == judge.now + term).map(|own| own.hours).sum();
            let (mut free, mut timetable, mut exams) = (own, 0, 0);
            let mut count = |node: Node, way: &Way| {
                if way.start <= term && term < way.finish {
                    let hours = if judge.is_compulsory(node) { &mut timetable } else { &mut free };
                    *hours += way.hours;
                }
                exams += u32::from(matches!(node, Node::Grade(_)) && way.finish == term + 1);
            };
            for (node, way) in self.failed() {
                count(node, &way);
            }
            for (node, way) in self.taken {
                count(*node, way);
            }
            // What has been decided anyway breaks no limit, but nothing may be added to it.
            let is_added = |(node, way): &(Node, &Way)| {
                way.start <= term && term < way.finish && way.hours > 0 && !judge.is_compulsory(*node)
            };
            let added = self.taken.iter().any(is_added);
            let most = match judge.kind(term) {
                TermKind::Study => learner.hours_a_week.unwrap_or(u32::MAX),
                TermKind::Internship | TermKind::Off => 0,
            };
            if added && free > most && judge.keeps(Rule::Hours(judge.kind(term))) {
                return Err(format!("too many hours in term {term}"));
            }
            let most_exams = judge.question.catalogue.head.exams_a_term;
            if judge.keeps(Rule::Exams) && most_exams.is_some_and(|most| exams > most) {
                return Err(format!("too many exams in term {term}"));
            }
            if judge.kind(term) == TermKind::Study {
                peak = peak.max(free + timetable);
            }
        }
        Ok(peak)
    }

    /// The attempts that fail in a planned term.
    fn failed(&self) -> Vec<(Node, Way)> {
        let judge = self.judge;
        let mut list = Vec::new();
        for (node, place) in &judge.question.learner.failed {
            let Some(last) = place.checked_sub(judge.now).filter(|last| *last < judge.horizon) else {
                continue;
            };
            let ways = judge.failed.get(node).map_or(&[][..], |ways| &ways[..]);
            let lasting = ways.first().map_or(1, |way| way.finish - way.start);
            let start = (last + 1).saturating_sub(lasting);
            let known = ways.iter().find(|way| way.start == start);
            let way = known.or(ways.iter().min_by_key(|way| way.hours)).cloned();
            // It was sat and paid for even where nothing more is known of it.
            let unknown = Way { start, finish: last + 1, hours: 0, work: 0, begun: false, since: None };
            let way = way.unwrap_or(unknown);
            list.push((*node, Way { start, finish: last + 1, ..way }));
        }
        list
    }

    fn fees(&self) -> Result<u32, String> {
        let fee = |node: Node| self.judge.fee(node);
        let sum: u32 = self.taken.iter().map(|(node, _)| fee(*node)).sum();
        let all = sum + self.recognised.iter().map(|one| one.fee).sum::<u32>();
        let failed = self.failed().into_iter().map(|(node, _)| node);
        let spent: u32 = failed.chain(self.judge.past.as_ref().map(|past| past.node)).map(fee).sum();
        let most = self.judge.question.learner.budget.map(|budget| (budget * 100).saturating_sub(spent));
        if most.is_some_and(|most| all > most) && self.judge.keeps(Rule::Budget) {
            Err("too dear".into())
        } else {
            Ok(all)
        }
    }

    fn floors(&self) -> Result<(), String> {
        for (_, asked, courses) in
            self.judge.floors.iter().filter(|(place, ..)| self.judge.keeps(Rule::Credits(*place)))
        {
            let taken =
                self.taken.iter().filter(|(node, _)| courses.iter().any(|one| Node::Course(*one) == *node));
            let taken: u32 = taken.map(|(node, _)| self.judge.credits(*node)).sum();
            let recognised = self.recognised.iter().filter(|one| courses.contains(&one.course));
            if taken + recognised.map(|one| one.credits).sum::<u32>() < *asked {
                return Err("too little credit".into());
            }
        }
        Ok(())
    }

    /// The first term by which all is over that is taken for the goal: all but the programme's courses and those that
    /// fill its floors.
    fn least_term(&self) -> u32 {
        let judge = self.judge;
        let is_for_goal = |node: Node| {
            !judge.is_compulsory(node) && !judge.is_for_floor(node) && judge.keeps(Rule::Offered(node))
        };
        let for_goal = self.taken.iter().filter(|(node, _)| is_for_goal(*node));
        for_goal.map(|(_, way)| way.finish).max().unwrap_or(0)
    }

    /// Whether by the end of the term before this one each skill is there as far as it is needed, one of each required
    /// set, and one of each of the learner's own "this or that"; and what the learner wants is still valid.
    fn is_reached(&self, by: u32) -> bool {
        let (judge, catalogue) = (self.judge, self.judge.question.catalogue);
        let learner = judge.question.learner;
        let counts = |node: Node| self.counts(node, by);
        let skilled = judge.needs().filter(|need| judge.keeps(Rule::Skill(need.skill))).all(|need| {
            let there = catalogue.nodes().filter(|node| counts(*node));
            there.map(|node| catalogue.units(node, need.skill)).sum::<u32>() >= need.units
        });
        let mut sets = judge.sets().into_iter().filter(|set| judge.keeps(Rule::Set(set)));
        let mut either = learner
            .either
            .iter()
            .enumerate()
            .filter(|(place, _)| judge.keeps(Rule::Either(*place)))
            .map(|(_, of)| of)
            .filter(|of| !of.iter().any(|node| judge.is_compulsory(*node) && judge.offered.contains(node)));
        let wanted = self
            .taken
            .iter()
            .map(|(node, _)| node)
            .filter(|node| judge.is_wanted(**node) && judge.keeps(Rule::Duty(**node)))
            .all(|node| self.is_valid(*node, by));
        skilled
            && wanted
            && sets.all(|set| set.into_iter().any(counts))
            && either.all(|of| of.iter().any(|node| counts(*node)))
    }

    /// Whether something counts when the goal is reached by the end of the term before this one.
    fn counts(&self, node: Node, by: u32) -> bool {
        self.judge.holds_itself(node)
            || self.has_by(node, by) && self.is_valid(node, by)
            || self.judge.diploma == Some(node) && self.has_diploma_by(by)
    }

    /// Whether it has not run out before the end of the term before this one.
    fn is_valid(&self, node: Node, by: u32) -> bool {
        let Node::Grade(grade) = node else { return true };
        let catalogue = self.judge.question.catalogue;
        let months = catalogue.qualifications[catalogue.grades[grade].qualification].valid_months;
        let Some((way, months)) = self.way(node).zip(months) else { return true };
        let Some(since) = way.since.filter(|_| by > way.finish) else { return true };
        let month = |day: Date| u32::from(day.year()) * 12 + u32::from(day.month());
        let end = self.judge.days(by - 1).1;
        (month(end), end.day()) <= (month(since) + months, since.day())
    }
}
