//! What a pack and a learner mean for a plan, from the words of docs/pack.md alone: whatever may be tried is tried, and
//! each try is judged on the pack's own records. It shares nothing with the way from a question to a planning problem,
//! so that the two cannot be wrong together.

use std::collections::{BTreeMap, BTreeSet};

use rungs_core::date::Date;
use rungs_core::learner::Priority;
use rungs_core::model::{
    CapScope, Category, Confidence, CourseId, CurriculumEntry, Demanded, FeeComponent, Nature, Node,
    ProgrammeId, TermKind,
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

pub struct Judge<'a> {
    question: Question<'a>,
    programme: ProgrammeId,
    /// The programme term of the first planned one, and how many are planned.
    current: u32,
    horizon: u32,
    /// The place in the calendar of the first planned term.
    now: u32,
    /// In how many ways each item can be taken, whatever else is.
    ways: BTreeMap<Node, Vec<Way>>,
    /// The same of the first attempts of what has failed.
    failed: BTreeMap<Node, Vec<Way>>,
    /// What is offered at all, whatever it requires.
    offered: BTreeSet<Node>,
    /// What can be had at all: taken or recognised.
    open: BTreeSet<Node>,
}

impl<'a> Judge<'a> {
    /// For a learner in a term of a programme, of what serves the goal: other things are not planned, even if they earn
    /// credit or save hours.
    pub fn new(question: Question<'a>) -> Self {
        let mut judge = Self::of_everything(question);
        let useful = judge.useful();
        judge.ways.retain(|node, _| useful.contains(node));
        judge
    }

    /// The same, of whatever can be taken.
    pub fn of_everything(question: Question<'a>) -> Self {
        let (catalogue, learner) = (question.catalogue, question.learner);
        let programme = learner.programme.expect("a programme");
        let current = learner.term.expect("a term");
        let horizon = catalogue.programmes[programme].terms.len() as u32 + 1 - current;
        let begun = catalogue.calendar.iter().filter(|term| term.start <= question.today).count();
        let now = (begun as u32).saturating_sub(1);
        let mut judge = Self {
            question,
            programme,
            current,
            horizon,
            now,
            ways: BTreeMap::new(),
            failed: BTreeMap::new(),
            offered: BTreeSet::new(),
            open: BTreeSet::new(),
        };
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
        judge
    }

    /// The best of all choices, with its value in the order of the learner's priorities.
    pub fn best(&self) -> Option<(Vec<i64>, Choice)> {
        let mut best = None;
        let nodes: Vec<(Node, &[Way])> = self
            .ways
            .iter()
            .map(|(node, ways)| (*node, &ways[..]))
            .filter(|(_, ways)| !ways.is_empty())
            .collect();
        self.each(&nodes, &mut Choice::default(), &mut |choice| {
            if let Ok(value) = self.value(choice)
                && best.as_ref().is_none_or(|(known, _)| value < *known)
            {
                best = Some((value, choice.clone()));
            }
        });
        best
    }

    fn each(&self, nodes: &[(Node, &[Way])], choice: &mut Choice, visit: &mut dyn FnMut(&Choice)) {
        let Some(((node, ways), rest)) = nodes.split_first() else {
            return self.each_recognised(0, 0, choice, visit);
        };
        if !self.must_be_taken(*node) {
            self.each(rest, choice, visit);
        }
        for way in *ways {
            choice.taken.push((*node, way.start));
            self.each(rest, choice, visit);
            choice.taken.pop();
        }
    }

    /// A compulsory course for which nothing is recognised needs not be left out on trial.
    fn must_be_taken(&self, node: Node) -> bool {
        let Node::Course(course) = node else { return false };
        let named =
            (0..self.question.catalogue.recognition.len()).any(|rule| self.courses(rule).contains(&course));
        self.is_compulsory(node) && !named
    }

    fn each_recognised(
        &self,
        rule: usize,
        place: usize,
        choice: &mut Choice,
        visit: &mut dyn FnMut(&Choice),
    ) {
        let Some(known) = self.question.catalogue.recognition.get(rule) else { return visit(choice) };
        let is_there = self.holds(known.from) || choice.taken.iter().any(|(node, _)| *node == known.from);
        let courses = self.courses(rule);
        let Some(course) = courses.get(place).filter(|_| is_there) else {
            return self.each_recognised(rule + 1, 0, choice, visit);
        };
        self.each_recognised(rule, place + 1, choice, visit);
        choice.recognised.push((rule, *course));
        if self.recognised(choice).is_ok() {
            self.each_recognised(rule, place + 1, choice, visit);
        }
        choice.recognised.pop();
    }

    /// What a choice is worth, in the order of the learner's priorities: less is better.
    ///
    /// # Errors
    /// What it breaks.
    pub fn value(&self, choice: &Choice) -> Result<Vec<i64>, String> {
        let learner = self.question.learner;
        let taken = self.taken(choice)?;
        let recognised = self.recognised(choice)?;
        let there = There { judge: self, taken: &taken, recognised: &recognised };
        there.duties()?;
        there.exclusions()?;
        there.caps()?;
        there.requisites()?;
        let peak = there.terms()?;
        let fees = there.fees()?;
        there.floors()?;
        let by = (there.least_term()..=self.question.latest(self.horizon)).find(|by| there.is_reached(*by));
        let by = by.ok_or("the goal is not reached")?;
        let sum =
            |of: &dyn Fn(Node, &Way) -> u32| taken.iter().map(|(node, way)| i64::from(of(*node, way))).sum();
        let worth = |priority: &Priority| match priority {
            Priority::Soonest => i64::from(by),
            Priority::Cheapest => i64::from(fees),
            Priority::Lightest => i64::from(peak),
            Priority::LeastWork => sum(&|_, way| way.work),
            Priority::FewestExams => sum(&|node, _| u32::from(matches!(node, Node::Grade(_)))),
            Priority::MostCredit => {
                let counted: u32 = recognised.iter().map(|one| one.credits).sum();
                -(sum(&|node, _| self.credits(node)) + i64::from(counted))
            }
            Priority::BestEvidenced => sum(&|node, _| self.doubt(node)),
            Priority::MostInDemand => panic!("not judged here"),
        };
        Ok(learner.order().iter().map(worth).collect())
    }

    fn taken<'b>(&'b self, choice: &Choice) -> Result<Vec<(Node, &'b Way)>, String> {
        let mut taken = Vec::new();
        for (node, start) in &choice.taken {
            let ways = self.ways.get(node).ok_or_else(|| format!("{node:?} cannot be taken"))?;
            let way = ways.iter().find(|way| way.start == *start);
            taken.push((*node, way.ok_or_else(|| format!("{node:?} does not start in {start}"))?));
        }
        Ok(taken)
    }

    /// What is recognised, each from the first term from which it can be.
    fn recognised(&self, choice: &Choice) -> Result<Vec<Recognised>, String> {
        let catalogue = self.question.catalogue;
        let mut list: Vec<Recognised> = Vec::new();
        for &(number, course) in &choice.recognised {
            let rule = &catalogue.recognition[number];
            let node = Node::Course(course);
            let finish = choice.taken.iter().find(|(taken, _)| *taken == rule.from).map(|(taken, start)| {
                let ways = self.ways.get(taken).into_iter().flatten();
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
            // What is compulsory and still offered is recognised as a whole, and before it would begin.
            if self.is_compulsory(node)
                && let Some(due) = self.ways.get(&node).and_then(|ways| ways.last()).map(|way| way.start)
                && (!whole || at > due)
            {
                return Err(format!("{course:?} would be missed"));
            }
            let fee = rule.fee.map_or(0, |fee| fee.hundredths());
            list.push(Recognised { rule: number, course, at, credits, fee, whole });
        }
        Ok(list)
    }

    /// The courses that a rule may count as: those it names and those of its category, if the programme has them.
    fn courses(&self, rule: usize) -> Vec<CourseId> {
        let rule = &self.question.catalogue.recognition[rule];
        let named = |entry: &&CurriculumEntry| {
            rule.courses.contains(&entry.course) || rule.category.is_some() && rule.category == entry.category
        };
        self.curriculum().iter().filter(named).map(|entry| entry.course).collect()
    }

    fn curriculum(&self) -> &'a [CurriculumEntry] {
        &self.question.catalogue.programmes[self.programme].curriculum
    }

    fn entry(&self, node: Node) -> Option<&'a CurriculumEntry> {
        self.curriculum().iter().find(|entry| Node::Course(entry.course) == node)
    }

    fn is_compulsory(&self, node: Node) -> bool {
        self.entry(node).is_some_and(|entry| entry.nature == Nature::Compulsory)
    }

    fn is_excluded(&self, node: Node) -> bool {
        self.question.learner.excluded.contains(&node) && !self.is_compulsory(node)
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
        self.question.catalogue.programmes[self.programme].terms[(self.current + term) as usize - 1]
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
        let Some(entry) = self.entry(node) else { return Vec::new() };
        let work = catalogue.courses[course].hours.unwrap_or(0);
        let last = *entry.terms.iter().max().expect("a term");
        let has_failed = learner.failed_in(node).is_some();
        let compulsory = entry.nature == Nature::Compulsory;
        // What has begun goes on for whoever takes it.
        if !has_failed && last < self.current && self.current < last + entry.length {
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
        let missed = has_failed || compulsory && last < self.current;
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
            let (start, _, _) = self.days(term);
            let next = self.days(term + 1).0;
            if exam.sittings.is_empty() {
                if term > 0 || start >= today || self.horizon == 1 {
                    days.insert(term, None);
                }
                continue;
            }
            let open =
                exam.sittings.iter().filter(|sitting| sitting.deadline.unwrap_or(sitting.date) >= today);
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
                    let courses = self.courses(number).into_iter().map(Node::Course);
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
                        || Node::Programme(self.programme) == item
                };
                if !self.is_met(requisite, &there) {
                    out.push(*node);
                }
            }
            if out.is_empty() {
                return;
            }
            for node in out {
                self.ways.insert(node, Vec::new());
            }
        }
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
            Requisite::Programme(node) => Node::Programme(self.programme) == *node,
            Requisite::Cohort { .. } => panic!("not judged here"),
        }
    }

    /// What serves the goal, the learner's wishes or the programme's floors, and what that requires or is recognised
    /// for: other things are not studied for their credit.
    fn useful(&self) -> BTreeSet<Node> {
        let (catalogue, learner) = (self.question.catalogue, self.question.learner);
        let job = &catalogue.jobs[self.question.job];
        let gives = |node: Node| job.needs.iter().any(|need| catalogue.units(node, need.skill) > 0);
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

    fn recognised_as(&self, node: Node) -> Vec<Node> {
        let rules = self.question.catalogue.recognition.iter().enumerate();
        let counts = |number: usize| self.courses(number).iter().any(|course| Node::Course(*course) == node);
        rules.filter(|(number, _)| counts(*number)).map(|(_, rule)| rule.from).collect()
    }

    /// The programme's floors: credits asked for beside those of what is held, and of which courses.
    fn floors(&self) -> Vec<(u32, Vec<CourseId>)> {
        let mut floors = Vec::new();
        for floor in
            self.question.catalogue.credit_floors.iter().filter(|floor| floor.programme == self.programme)
        {
            let counts = |entry: &&CurriculumEntry| {
                floor.category.is_none_or(|category| entry.category == Some(category))
                    && floor.nature.is_none_or(|nature| entry.nature == nature)
            };
            let courses: Vec<CourseId> =
                self.curriculum().iter().filter(counts).map(|entry| entry.course).collect();
            let held = courses.iter().map(|course| Node::Course(*course)).filter(|node| self.holds(*node));
            let held: u32 = held.map(|node| self.credits(node)).sum();
            floors.push((floor.credits.hundredths().saturating_sub(held), courses));
        }
        floors
    }

    fn is_for_floor(&self, node: Node) -> bool {
        self.floors()
            .iter()
            .any(|(asked, courses)| *asked > 0 && courses.iter().any(|one| Node::Course(*one) == node))
    }
}

/// All that a choice comes to.
struct There<'a> {
    judge: &'a Judge<'a>,
    taken: &'a [(Node, &'a Way)],
    recognised: &'a [Recognised],
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
        let last = self.judge.horizon;
        let done = |entry: &CurriculumEntry| {
            let node = Node::Course(entry.course);
            let recognised = |one: &Recognised| one.whole && one.course == entry.course && one.at < last;
            self.judge.holds(node) || self.way(node).is_some() || self.recognised.iter().any(recognised)
        };
        let mut compulsory =
            self.judge.curriculum().iter().filter(|entry| entry.nature == Nature::Compulsory);
        term >= last && compulsory.all(done)
    }

    /// The programme's compulsory courses, and what the learner wants and can have.
    fn duties(&self) -> Result<(), String> {
        let judge = self.judge;
        for node in &judge.open {
            let duty = judge.is_compulsory(*node) || judge.question.learner.wants(*node);
            if duty && judge.offered.contains(node) && !self.has_by(*node, judge.horizon) {
                return Err(format!("{node:?} is missing"));
            }
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
            if added + usize::from(any_held) > 1 {
                return Err(format!("exclusion {}", exclusion.id));
            }
            // Of several that are held only one is recognised for anything.
            let used = |node: &&Node| held.contains(*node) && self.is_used(**node);
            if exclusion.items.iter().filter(used).count() > 1 {
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
        let catalogue = self.judge.question.catalogue;
        let category =
            |course: CourseId| -> Option<Category> { self.judge.entry(Node::Course(course))?.category };
        for cap in &catalogue.recognition_caps {
            let is_bound = |one: &&Recognised| {
                (cap.items.is_empty() || cap.items.contains(&self.from(one)))
                    && (cap.category.is_none() || cap.category == category(one.course))
            };
            let bound: Vec<&Recognised> = self.recognised.iter().filter(is_bound).collect();
            let all = catalogue.programmes[self.judge.programme].credits;
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
            if judge.is_compulsory(*node) || way.begun {
                continue;
            }
            // An exam ends its preparation, and is what asks.
            let asked = if matches!(node, Node::Course(_)) { way.start } else { way.finish - 1 };
            let there = |item: Node, same_term: bool| {
                let counts = |one: &Node| {
                    let recognised = |other: &Recognised| {
                        other.whole && Node::Course(other.course) == *one && other.at <= asked
                    };
                    let taken = self.way(*one).is_some_and(|way| way.finish <= asked + u32::from(same_term));
                    one != node && (taken || self.recognised.iter().any(recognised))
                };
                let diploma =
                    Node::Programme(judge.programme) == item && same_term && self.has_diploma_by(asked + 1);
                diploma || catalogue.serving(item).iter().any(counts)
            };
            if !judge.is_met(requisite, &there) {
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
            if added && free > most {
                return Err(format!("too many hours in term {term}"));
            }
            if judge.question.catalogue.head.exams_a_term.is_some_and(|most| exams > most) {
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
        let catalogue = self.judge.question.catalogue;
        let fee = |node: Node| -> u32 {
            let fees = catalogue.exam(node).map_or(&[][..], |exam| exam.fees);
            let counts = fees.iter().filter(|fee| fee.component != FeeComponent::Training);
            counts.map(|fee| fee.amount.hundredths()).sum()
        };
        let sum: u32 = self.taken.iter().map(|(node, _)| fee(*node)).sum();
        let all = sum + self.recognised.iter().map(|one| one.fee).sum::<u32>();
        let spent: u32 = self.failed().iter().map(|(node, _)| fee(*node)).sum();
        let most = self.judge.question.learner.budget.map(|budget| (budget * 100).saturating_sub(spent));
        if most.is_some_and(|most| all > most) { Err("too dear".into()) } else { Ok(all) }
    }

    fn floors(&self) -> Result<(), String> {
        for (asked, courses) in self.judge.floors() {
            let taken =
                self.taken.iter().filter(|(node, _)| courses.iter().any(|one| Node::Course(*one) == *node));
            let taken: u32 = taken.map(|(node, _)| self.judge.credits(*node)).sum();
            let recognised = self.recognised.iter().filter(|one| courses.contains(&one.course));
            if taken + recognised.map(|one| one.credits).sum::<u32>() < asked {
                return Err("too little credit".into());
            }
        }
        Ok(())
    }

    /// The first term by which all is over that is taken for the goal: all but the programme's courses and those that
    /// fill its floors.
    fn least_term(&self) -> u32 {
        let judge = self.judge;
        let for_goal =
            self.taken.iter().filter(|(node, _)| !judge.is_compulsory(*node) && !judge.is_for_floor(*node));
        for_goal.map(|(_, way)| way.finish).max().unwrap_or(0)
    }

    /// Whether by the end of the term before this one each skill is there as far as it is needed, one of each required
    /// set, and one of each of the learner's own "this or that"; and what the learner wants is still valid.
    fn is_reached(&self, by: u32) -> bool {
        let (judge, catalogue) = (self.judge, self.judge.question.catalogue);
        let learner = judge.question.learner;
        let job = &catalogue.jobs[judge.question.job];
        let counts = |node: Node| {
            learner.held.contains(&node)
                || self.has_by(node, by) && self.is_valid(node, by)
                || Node::Programme(judge.programme) == node && self.has_diploma_by(by)
        };
        let skilled = job.needs.iter().all(|need| {
            let there = catalogue.nodes().filter(|node| counts(*node));
            there.map(|node| catalogue.units(node, need.skill)).sum::<u32>() >= need.units
        });
        let sets = job.qualifications.iter().filter(|set| set.demanded == Demanded::Required);
        let mut sets = sets.map(|set| set.items.iter().flat_map(|(item, _)| catalogue.serving(*item)));
        let mut either = learner
            .either
            .iter()
            .filter(|of| !of.iter().any(|node| judge.is_compulsory(*node) && judge.offered.contains(node)));
        let wanted = self
            .taken
            .iter()
            .map(|(node, _)| node)
            .filter(|node| learner.wants(**node))
            .all(|node| self.is_valid(*node, by));
        skilled
            && wanted
            && sets.all(|mut items| items.any(counts))
            && either.all(|of| of.iter().any(|node| counts(*node)))
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
