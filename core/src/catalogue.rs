//! The model with its indices: what leads where. Immutable; every question is asked of it.

use std::ops::Deref;

use crate::date::Date;
use crate::model::{
    CalendarTerm, CourseId, Demand, Dense, GradeId, JobId, Model, Node, ProgrammeId, SkillId, SourceId,
    Status,
};
use crate::names::Names;
use crate::sort::sort_by_key;
use crate::sorted::Map;

/// A model and what can be looked up in it quickly.
#[derive(Debug, Clone)]
pub struct Catalogue {
    model: Model,
    /// By skill: what gives it, with units, in document order.
    givers: Vec<Vec<(Node, u32)>>,
    /// By skill: the jobs that need it, with units.
    needers: Vec<Vec<(JobId, u32)>>,
    /// By item: what names it in its requisite.
    unlocks: Map<Node, Vec<Node>>,
    /// By grade or award: its recognition rules, as places in the model's list.
    recognises: Map<Node, Vec<usize>>,
    /// By course: recognition rules that name it.
    recognised_from: Map<CourseId, Vec<usize>>,
    /// By grade or programme: jobs that ask for it.
    asked_by: Map<Node, Vec<JobId>>,
}

impl Deref for Catalogue {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.model
    }
}

impl Catalogue {
    /// Indexes a model.
    pub fn new(model: Model) -> Self {
        let mut givers = vec![Vec::new(); model.skills.len()];
        let mut needers = vec![Vec::new(); model.skills.len()];
        let mut unlocks: Map<Node, Vec<Node>> = Map::new();
        let mut recognises: Map<Node, Vec<usize>> = Map::new();
        let mut recognised_from: Map<CourseId, Vec<usize>> = Map::new();
        let mut asked_by: Map<Node, Vec<JobId>> = Map::new();
        for node in model.nodes() {
            if !matches!(node, Node::Award(_)) {
                for units in model.gives(node) {
                    givers[units.skill.index()].push((node, units.units));
                }
            }
            if let Some(requisite) = model.requisite(node) {
                requisite.each_item(&mut |item| {
                    let unlocked = unlocks.entry(*item).or_default();
                    if !unlocked.contains(&node) {
                        unlocked.push(node);
                    }
                });
            }
        }
        for (id, job) in model.jobs.iter() {
            for need in &job.needs {
                needers[need.skill.index()].push((id, need.units));
            }
            for set in &job.qualifications {
                for (item, _) in &set.items {
                    let jobs = asked_by.entry(*item).or_default();
                    if !jobs.contains(&id) {
                        jobs.push(id);
                    }
                }
            }
        }
        for (place, rule) in model.recognition.iter().enumerate() {
            recognises.entry(rule.from).or_default().push(place);
            for course in &rule.courses {
                recognised_from.entry(*course).or_default().push(place);
            }
        }
        Self { model, givers, needers, unlocks, recognises, recognised_from, asked_by }
    }

    /// What gives a skill, with units, in document order.
    pub fn givers(&self, skill: SkillId) -> &[(Node, u32)] {
        &self.givers[skill.index()]
    }

    /// The jobs that need a skill, with units.
    pub fn needers(&self, skill: SkillId) -> &[(JobId, u32)] {
        &self.needers[skill.index()]
    }

    /// What names this item in its requisite.
    pub fn unlocks(&self, node: Node) -> &[Node] {
        self.unlocks.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The recognition rules of a grade or award, as places in [`Model::recognition`].
    pub fn recognises(&self, node: Node) -> &[usize] {
        self.recognises.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The recognition rules that name a course, as places in [`Model::recognition`].
    pub fn recognised_from(&self, course: CourseId) -> &[usize] {
        self.recognised_from.get(&course).map_or(&[], Vec::as_slice)
    }

    /// The jobs that ask for a grade or programme.
    pub fn asked_by(&self, node: Node) -> &[JobId] {
        self.asked_by.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Units of a skill that a node gives.
    pub fn units(&self, node: Node, skill: SkillId) -> u32 {
        self.gives(node).iter().filter(|units| units.skill == skill).map(|units| units.units).sum()
    }

    /// Jobs for which a course, grade or competition gives something, with how many of their skills.
    pub fn serves(&self, node: Node) -> Vec<(JobId, usize)> {
        let mut jobs: Map<JobId, usize> = Map::new();
        for units in self.gives(node) {
            for (job, _) in self.needers(units.skill) {
                *jobs.entry(*job).or_default() += 1;
            }
        }
        let mut list = Vec::with_capacity(jobs.len());
        for (job, skills) in jobs.iter() {
            list.push((*job, *skills));
        }
        list
    }

    /// Grades whose standard a course teaches a part of: each with how many of the grade's skills it gives and how many
    /// there are, in document order.
    pub fn counts_towards(&self, course: CourseId) -> Vec<(GradeId, usize, usize)> {
        let given = self.gives(Node::Course(course));
        let mut grades = Vec::new();
        for (id, grade) in self.grades.iter() {
            let is_given = |skill| given.iter().any(|own| own.skill == skill);
            let common = grade.gives.iter().filter(|units| is_given(units.skill)).count();
            if common > 0 && self.is_in_force(Node::Grade(id)) {
                grades.push((id, common, grade.gives.len()));
            }
        }
        grades
    }

    /// Programmes whose courses teach a part of a grade's standard, those that teach most of it first: each with how many
    /// of the grade's skills they give.
    pub fn taught_in(&self, grade: GradeId) -> Vec<(ProgrammeId, usize)> {
        let mut found = Vec::new();
        for (id, programme) in self.programmes.iter() {
            let mut taught = 0;
            for units in &self.grades[grade].gives {
                let gives = |course| self.units(Node::Course(course), units.skill) > 0;
                taught += usize::from(programme.curriculum.iter().any(|entry| gives(entry.course)));
            }
            if taught > 0 {
                found.push((id, taught));
            }
        }
        sort_by_key(&mut found, |(_, taught)| std::cmp::Reverse(*taught));
        found
    }

    /// Certificates (grades) and competitions that lead to a job: those that it asks for or that give a skill it
    /// needs, with the number of its skills they give; those that it asks for first, then by that number.
    pub fn leads_to(&self, job: JobId) -> Vec<Lead> {
        let job = &self.jobs[job];
        let mut leads: Map<Node, Lead> = Map::new();
        let lead = |node| Lead { node, asked: false, skills: 0 };
        for set in &job.qualifications {
            for (item, _) in &set.items {
                if matches!(item, Node::Grade(_)) {
                    leads.entry(*item).or_insert(lead(*item)).asked = true;
                }
            }
        }
        for need in &job.needs {
            for (giver, _) in self.givers(need.skill) {
                if matches!(giver, Node::Grade(_) | Node::Competition(_)) {
                    leads.entry(*giver).or_insert(lead(*giver)).skills += 1;
                }
            }
        }
        let mut list = Vec::new();
        for lead in leads.values() {
            if self.is_in_force(lead.node) {
                list.push(*lead);
            }
        }
        sort_by_key(&mut list, |lead| (!lead.asked, std::cmp::Reverse(lead.skills), lead.node));
        list
    }

    /// Where it is said that an item leads to a job: that the job asks for it, or for less of the same, or needs what
    /// it gives.
    pub fn lead_sources(&self, job: JobId, node: Node) -> Vec<Option<SourceId>> {
        let (job, id) = (&self.jobs[job], &self.about(node).id);
        let mut sources = Vec::new();
        for (item, source) in job.qualifications.iter().flat_map(|set| &set.items) {
            if self.serving(*item).contains(&node) {
                sources.push(*source);
                sources.extend(self.cell_sources("job_qualifications", &job.about.id));
            }
        }
        for units in self.gives(node) {
            for need in job.needs.iter().filter(|need| need.skill == units.skill) {
                sources.extend([units.source, need.source]);
                sources.extend(self.cell_sources("outcomes", id));
                sources.extend(self.cell_sources("job_skills", &job.about.id));
            }
        }
        sources
    }

    /// Whether it is known of any job how many posts are offered.
    pub fn has_openings(&self) -> bool {
        let known = |demand: &Demand| demand.openings.is_some();
        self.jobs.iter().any(|(_, job)| job.demand.iter().any(known))
    }

    /// Whether an item can still be taken: neither it nor its qualification is withdrawn or superseded.
    pub fn is_in_force(&self, node: Node) -> bool {
        !self.status(node).is_some_and(Status::is_over)
    }

    /// The status of an item: its own, but a grade of what is over is over with it.
    pub fn status(&self, node: Node) -> Option<Status> {
        self.about(self.whose_status(node)).status
    }

    /// Whose status an item's is: its own, or that of the qualification of a grade.
    pub fn whose_status(&self, node: Node) -> Node {
        let is_over = |node: Node| self.about(node).status.is_some_and(Status::is_over);
        match node {
            Node::Grade(grade) => {
                let whole = Node::Qualification(self.grades[grade].qualification);
                if is_over(whole) && !is_over(node) { whole } else { node }
            }
            _ => node,
        }
    }

    /// Whether a programme's official list holds the job's occupation code; `None` if either is not known.
    pub fn is_listed(&self, programme: ProgrammeId, job: JobId) -> Option<bool> {
        let code = self.jobs[job].code.as_ref()?;
        let occupations = &self.programmes[programme].occupations;
        if occupations.is_empty() { None } else { Some(occupations.contains(code)) }
    }

    /// The programmes whose official list holds the job's occupation code.
    pub fn programmes_listing(&self, job: JobId) -> Vec<ProgrammeId> {
        let mut listing = Vec::new();
        for programme in self.programmes.ids() {
            if self.is_listed(programme, job) == Some(true) {
                listing.push(programme);
            }
        }
        listing
    }

    /// The jobs for which an item does where a qualification is asked for: they ask for it, or for a lower grade of the
    /// same. Of a qualification, those of any of its grades.
    pub fn does_for(&self, node: Node) -> Vec<JobId> {
        let mut jobs = Vec::new();
        for (id, job) in self.jobs.iter() {
            let does =
                job.qualifications.iter().flat_map(|set| &set.items).any(|(item, _)| match (node, item) {
                    (Node::Qualification(whole), Node::Grade(grade)) => {
                        self.grades[*grade].qualification == whole
                    }
                    _ => self.serving(*item).contains(&node),
                });
            if does {
                jobs.push(id);
            }
        }
        jobs
    }

    /// What has taken the place of a qualification; of a grade, the grade that stands as high in what has, counted from
    /// the lowest, or the whole where it has none there.
    pub fn replacement(&self, node: Node) -> Option<Node> {
        let (whole, place) = match node {
            Node::Qualification(id) => (id, None),
            Node::Grade(id) => {
                let whole = self.grades[id].qualification;
                (whole, self.qualifications[whole].grades.iter().position(|known| *known == id))
            }
            _ => return None,
        };
        let next = self.qualifications[whole].successor?;
        let grade = place.and_then(|place| self.qualifications[next].grades.get(place));
        Some(grade.map_or(Node::Qualification(next), |grade| Node::Grade(*grade)))
    }

    /// The next grade of the same qualification.
    pub fn next_grade(&self, grade: GradeId) -> Option<GradeId> {
        let grades = &self.qualifications[self.grades[grade].qualification].grades;
        let place = grades.iter().position(|known| *known == grade)?;
        grades.get(place + 1).copied()
    }

    /// The grades of the same qualification from this one on: a higher grade covers what a lower one is asked for.
    pub fn at_least(&self, grade: GradeId) -> &[GradeId] {
        let grades = &self.qualifications[self.grades[grade].qualification].grades;
        let place = grades.iter().position(|known| *known == grade).unwrap_or(0);
        &grades[place..]
    }

    /// What serves where an item is asked for: the item itself, and of a grade also the higher ones.
    pub fn serving(&self, item: Node) -> Vec<Node> {
        match item {
            Node::Grade(grade) => self.at_least(grade).iter().copied().map(Node::Grade).collect(),
            other => vec![other],
        }
    }

    /// The calendar term at a place; after the last, the last year repeats.
    pub fn calendar_term(&self, place: u32) -> Option<CalendarTerm> {
        let terms = &self.model.calendar;
        let place = place as usize;
        if let Some(term) = terms.get(place) {
            return Some(term.clone());
        }
        if terms.is_empty() {
            return None;
        }
        let year = terms_of_a_year(terms);
        let beyond = place - terms.len();
        let like = &terms[terms.len() - year + beyond % year];
        let years = (beyond / year + 1) as u16;
        let (start, end) = (like.start.plus_years(years), like.end.plus_years(years));
        Some(CalendarTerm { name: later(like, years), start, end, source: None, ..like.clone() })
    }

    /// How many terms make a year.
    pub fn terms_a_year(&self) -> u32 {
        match &self.model.calendar[..] {
            [] => USUAL_TERMS,
            terms => terms_of_a_year(terms) as u32,
        }
    }

    /// Which term of its academic year the one at a place in the calendar is, 1 = first: a year begins with the first
    /// term that starts in August or later. Where none does, with the calendar's first.
    pub fn season(&self, place: u32) -> u32 {
        let year = self.terms_a_year();
        let late = |place| self.calendar_term(place).is_some_and(|term| term.start.month() >= 8);
        let is_first = |back: &u32| late(place + year - back) && !late(place + year - back - 1);
        (0..year).find(is_first).unwrap_or(place % year) + 1
    }

    /// A place in the calendar as it is written down: the id of its term; of a later one, the last term's id and how
    /// many terms later, `2028-spring+2`. So it stays the same term when the calendar loses its oldest or goes on.
    pub fn term_code(&self, place: u32) -> String {
        let terms = &self.model.calendar;
        match (terms.get(place as usize), terms.last()) {
            (Some(term), _) => term.id.clone(),
            (None, Some(last)) => format!("{}+{}", last.id, place as usize + 1 - terms.len()),
            (None, None) => place.to_string(),
        }
    }

    /// The place in the calendar that was written so. Older files have the number of the place where the calendar had
    /// no such term.
    pub fn term_place(&self, code: &str) -> Option<u32> {
        let known =
            |id: &str| self.model.calendar.iter().position(|term| term.id == id).map(|place| place as u32);
        let later = || {
            let (id, more) = code.rsplit_once('+')?;
            known(id)?.checked_add(more.parse().ok()?)
        };
        known(code).or_else(later).or_else(|| code.parse().ok()).filter(|place| *place < MOST_PLACES)
    }

    /// The place in the calendar of the term that a day belongs to: from a term's first day to the next term's.
    /// Before the first term, the first.
    pub fn calendar_place(&self, day: Date) -> Option<u32> {
        if self.model.calendar.is_empty() {
            return None;
        }
        let mut place = 0;
        // A day is at most a few hundred terms away; a calendar that does not advance ends the search.
        for next in 1..MOST_PLACES {
            match self.calendar_term(next) {
                Some(term) if term.start <= day => place = next,
                _ => break,
            }
        }
        Some(place)
    }
}

/// How many terms at the end of a calendar make a year: those that begin less than eleven months before the last one,
/// for the same term begins some days earlier or later every year.
pub(crate) fn terms_of_a_year(terms: &[CalendarTerm]) -> usize {
    let months = |term: &CalendarTerm| u32::from(term.start.year()) * 12 + u32::from(term.start.month());
    let Some(last) = terms.last().map(months) else { return 0 };
    terms.iter().rev().take_while(|term| last - months(term).min(last) < 11).count()
}

/// How many terms a year has where no calendar says it.
const USUAL_TERMS: u32 = 2;

/// Nobody plans for later terms.
const MOST_PLACES: u32 = 400;

/// The name of a term so many years later: the years in it move on, `2026`, `2026/27`, `26-27` and `26`. What has none
/// is told apart by the year in which it then begins.
fn later(like: &CalendarTerm, years: u16) -> Names {
    let year = like.start.year();
    let begins = year % 100;
    let joins = ['/', '-', '–'];
    let mut later = Names::default();
    for (language, text) in like.name.iter() {
        let mut said = String::new();
        let mut rest = text;
        let mut is_moved = false;
        // With which two digits a year that was moved would go on.
        let mut next = None;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (run, after) = rest.split_at(digits.max(rest.chars().next().map_or(0, char::len_utf8)));
            let ends_in_begins = || after.trim_start_matches(joins).starts_with(&format!("{begins:02}"));
            match run.parse::<u16>() {
                Ok(number) if digits == 4 => {
                    said.push_str(&number.saturating_add(years).to_string());
                    (is_moved, next) = (true, Some((number + 1) % 100));
                }
                Ok(number)
                    if digits == 2
                        && (next == Some(number)
                            || number == begins
                            || (number + 1) % 100 == begins && ends_in_begins()) =>
                {
                    said.push_str(&format!("{:02}", (number + years) % 100));
                    (is_moved, next) = (true, Some((number + 1) % 100));
                }
                _ => {
                    said.push_str(run);
                    next = next.filter(|_| run.starts_with(joins));
                }
            }
            rest = after;
        }
        if !is_moved {
            said.push_str(&format!(" ({})", year + years));
        }
        later.set(language, &said);
    }
    later
}

/// A certificate or competition that leads to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The grade or competition.
    pub node: Node,
    /// Whether the job asks for it.
    pub asked: bool,
    /// How many of the job's skills it gives.
    pub skills: usize,
}
