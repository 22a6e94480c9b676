//! The checked data of a pack: records that refer to each other by dense ids, every reference resolved.
//!
//! Only [`build`] makes a [`Model`], so whoever holds one need not ask whether an id exists.

#[cfg(feature = "author")]
mod advise;
mod build;
mod check;

use std::marker::PhantomData;
use std::ops::Index;

#[cfg(feature = "author")]
pub(crate) use advise::past;
pub use build::{build, is_safe_link};

use crate::date::Date;
use crate::decimal::Decimal;
use crate::names::Names;
use crate::requisite::Requisite;
pub use crate::wire::pack_v1::{
    Basis, CapScope, Category, Confidence, CourseKind, Demanded, ElementKind, Family, FeeComponent,
    FrameworkKind, Leaf, Nature, OrganisationKind, OrganiserKind, QualityStep, Reporter, Route, Stage,
    Status, TermKind, Tier,
};

impl Status {
    /// Whether what has it is no longer issued or held, or another has taken its place.
    pub const fn is_over(self) -> bool {
        match self {
            Status::Withdrawn | Status::Superseded => true,
            Status::Active | Status::Pilot | Status::Illustrative => false,
        }
    }
}

macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $Name:ident of $table:literal ),+ $(,)?) => {
        $(
            $(#[doc = $doc])+
            ///
            /// Dense and cheap to copy. It means nothing outside its model: the readable id is stored and sent.
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $Name(pub(crate) u32);

            impl Dense for $Name {
                const TABLE: &'static str = $table;
                fn new(index: usize) -> Self { Self(index as u32) }
                fn index(self) -> usize { self.0 as usize }
            }
        )+
    };
}

/// A dense id: a place in one table.
pub trait Dense: Copy {
    /// The table.
    const TABLE: &'static str;
    /// The id of a place.
    fn new(index: usize) -> Self;
    /// The place.
    fn index(self) -> usize;
}

ids! {
    /// A source.
    SourceId of "sources",
    /// A region.
    RegionId of "regions",
    /// An organisation.
    OrganisationId of "organisations",
    /// A framework.
    FrameworkId of "frameworks",
    /// A level.
    LevelId of "levels",
    /// A standard.
    StandardId of "standards",
    /// A function of a standard.
    FunctionId of "functions",
    /// A skill.
    SkillId of "skills",
    /// A field of work.
    FieldId of "fields",
    /// A job.
    JobId of "jobs",
    /// A programme.
    ProgrammeId of "programmes",
    /// A course.
    CourseId of "courses",
    /// A qualification.
    QualificationId of "qualifications",
    /// A grade of a qualification.
    GradeId of "grades",
    /// A competition.
    CompetitionId of "competitions",
    /// An award of a competition.
    AwardId of "awards",
}

/// Records by their dense id.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<I, T> {
    records: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Dense, T> Table<I, T> {
    pub(crate) fn new(records: Vec<T>) -> Self {
        Self { records, ids: PhantomData }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The ids, in document order.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.records.len()).map(I::new)
    }

    /// Ids and records, in document order.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.records.iter().enumerate().map(|(index, record)| (I::new(index), record))
    }

    pub(crate) fn get_mut(&mut self, id: I) -> &mut T {
        &mut self.records[id.index()]
    }
}

impl<I: Dense, T> Index<I> for Table<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.records[id.index()]
    }
}

/// Anything that has a page of its own: jobs (岗), courses (课), competitions (赛), certificates (证), programmes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A job.
    Job(JobId),
    /// A programme.
    Programme(ProgrammeId),
    /// A course.
    Course(CourseId),
    /// A qualification with all of its grades.
    Qualification(QualificationId),
    /// One grade of a qualification.
    Grade(GradeId),
    /// A competition.
    Competition(CompetitionId),
    /// An award.
    Award(AwardId),
}

/// The kinds of [`Node`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Jobs.
    Job,
    /// Programmes.
    Programme,
    /// Courses.
    Course,
    /// Qualifications.
    Qualification,
    /// Grades.
    Grade,
    /// Competitions.
    Competition,
    /// Awards.
    Award,
}

impl Kind {
    /// The table that holds records of the kind.
    pub const fn table(self) -> &'static str {
        match self {
            Kind::Job => "jobs",
            Kind::Programme => "programmes",
            Kind::Course => "courses",
            Kind::Qualification => "qualifications",
            Kind::Grade => "grades",
            Kind::Competition => "competitions",
            Kind::Award => "awards",
        }
    }
}

impl Node {
    /// Its kind.
    pub const fn kind(self) -> Kind {
        match self {
            Node::Job(_) => Kind::Job,
            Node::Programme(_) => Kind::Programme,
            Node::Course(_) => Kind::Course,
            Node::Qualification(_) => Kind::Qualification,
            Node::Grade(_) => Kind::Grade,
            Node::Competition(_) => Kind::Competition,
            Node::Award(_) => Kind::Award,
        }
    }

    /// Its place in the table of its kind.
    pub(crate) fn index(self) -> usize {
        match self {
            Node::Job(id) => id.index(),
            Node::Programme(id) => id.index(),
            Node::Course(id) => id.index(),
            Node::Qualification(id) => id.index(),
            Node::Grade(id) => id.index(),
            Node::Competition(id) => id.index(),
            Node::Award(id) => id.index(),
        }
    }
}

/// What every record has.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The readable id.
    pub id: String,
    /// Its names.
    pub name: Names,
    /// Its status, where one is given.
    pub status: Option<Status>,
    /// When it is in force.
    pub valid: Valid,
    /// Where it is from.
    pub source: Option<SourceId>,
}

/// From when to when something is in force; without a day, for as long as anybody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Valid {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Valid {
    /// Whether it is in force on a day.
    pub fn on(self, day: Date) -> bool {
        self.during(day, day)
    }

    /// Whether it is in force on some day from the first to the last of several.
    pub fn during(self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The readable id.
    pub id: String,
    /// The title as published.
    pub name: Names,
    /// Who published it.
    pub publisher: Names,
    /// Its address, checked to be https, http or mailto.
    pub url: Option<String>,
    /// The day on which it was read.
    pub read: Option<Date>,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What must be said when it is reused.
    pub attribution: Names,
}

/// A region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The readable id.
    pub id: String,
    /// Its name.
    pub name: Names,
    /// The region it lies in.
    pub parent: Option<RegionId>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// What every record has.
    pub about: About,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where it is.
    pub region: Option<RegionId>,
    /// Its page.
    pub url: Option<String>,
}

/// A qualifications framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    /// What every record has.
    pub about: About,
    /// What it is.
    pub kind: FrameworkKind,
    /// Where it holds.
    pub region: Option<RegionId>,
    /// Notional hours of one credit.
    pub credit_hours: Option<u32>,
    /// What a reader should know.
    pub note: Names,
    /// Its levels, lowest first.
    pub levels: Vec<LevelId>,
}

/// A level of a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// What every record has.
    pub about: About,
    /// Its framework.
    pub framework: FrameworkId,
    /// Its place, lowest first.
    pub rank: u32,
    /// Typical awards.
    pub awards: Names,
    /// What it asks for.
    pub descriptors: Vec<Descriptor>,
    /// What it is comparable to in other frameworks.
    pub alignments: Vec<Alignment>,
}

/// What a level asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Descriptor {
    /// The leaves that the text is about.
    pub leaves: Vec<Leaf>,
    /// The text.
    pub text: Names,
    /// Where it is said.
    pub source: Option<SourceId>,
}

/// Comparable levels of another framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The other framework.
    pub framework: FrameworkId,
    /// From the lowest to the highest comparable level; `None`: there is no agreement.
    pub levels: Option<(LevelId, LevelId)>,
    /// What it rests on.
    pub basis: Basis,
    /// Where it is said.
    pub source: Option<SourceId>,
}

/// A standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// What every record has.
    pub about: About,
    /// The code of its occupation.
    pub code: Option<String>,
    /// Its edition.
    pub edition: Option<String>,
    /// Who issued it.
    pub issuer: Option<OrganisationId>,
    /// The standard that has taken its place.
    pub successor: Option<StandardId>,
}

/// A function of a standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// What every record has.
    pub about: About,
    /// Its standard.
    pub standard: StandardId,
}

/// A competence unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// What every record has.
    pub about: About,
    /// Which of the five leaves it is.
    pub leaf: Leaf,
    /// The function it belongs to.
    pub function: Option<FunctionId>,
    /// The work area of the standard.
    pub area: Option<String>,
    /// The task of the standard.
    pub task: Option<String>,
    /// Its level.
    pub level: Option<LevelId>,
}

/// A field of work.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkField {
    /// The readable id.
    pub id: String,
    /// Its name.
    pub name: Names,
}

/// Where something stands on the ladder, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The level.
    pub level: LevelId,
    /// What it rests on.
    pub basis: Basis,
}

/// A share of something, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// The function.
    pub function: FunctionId,
    /// Its share.
    pub share: Decimal,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A skill and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Units {
    /// The skill.
    pub skill: SkillId,
    /// Units of proficiency; at least 1.
    pub units: u32,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// What every record has.
    pub about: About,
    /// Its occupation code.
    pub code: Option<String>,
    /// The edition of the code.
    pub edition: Option<String>,
    /// Its field.
    pub field: Option<FieldId>,
    /// What one does.
    pub summary: Names,
    /// Where it stands on the ladder.
    pub placement: Option<Placement>,
    /// Interest letters, strongest first.
    pub interests: String,
    /// Jobs that it leads to.
    pub next: Vec<JobId>,
    /// Its functions.
    pub functions: Vec<Weight>,
    /// What it needs.
    pub needs: Vec<Units>,
    /// Qualifications it asks for.
    pub qualifications: Vec<QualificationSet>,
    /// How much it is wanted.
    pub demand: Vec<Demand>,
}

impl Job {
    /// Whether nothing is said of what it needs.
    pub fn asks_nothing(&self) -> bool {
        self.needs.is_empty() && self.qualifications.is_empty()
    }
}

/// Qualifications of which one is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct QualificationSet {
    /// The author's label of the set.
    pub label: String,
    /// Required or preferred.
    pub demanded: Demanded,
    /// Grades and programmes, each with its source.
    pub items: Vec<(Node, Option<SourceId>)>,
}

/// How much a job is wanted in a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// The region.
    pub region: RegionId,
    /// The period.
    pub period: String,
    /// Its rank, 1 = most wanted.
    pub rank: Option<u32>,
    /// Posts offered.
    pub openings: Option<u32>,
    /// Monthly pay, from and to.
    pub pay: (Option<u32>, Option<u32>),
    /// What its source expects.
    pub outlook: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// What every record has.
    pub about: About,
    /// Its code.
    pub code: Option<String>,
    /// The edition of the code.
    pub edition: Option<String>,
    /// Its stage.
    pub stage: Stage,
    /// Where its diploma stands on the ladder.
    pub placement: Option<Placement>,
    /// What each of its terms is for; as many entries as it has terms.
    pub terms: Vec<TermKind>,
    /// Credits of the whole programme.
    pub credits: Option<Decimal>,
    /// Occupation codes of its official list.
    pub occupations: Vec<String>,
    /// Programmes that it leads to.
    pub next: Vec<ProgrammeId>,
    /// Its courses.
    pub curriculum: Vec<CurriculumEntry>,
}

/// What grades and competitions have in common.
#[derive(Debug, Clone, Copy)]
pub struct Exam<'a> {
    /// Hours of preparation, if known.
    pub hours: Option<u32>,
    /// What it costs, by region, date and component.
    pub fees: &'a [Fee],
    /// When it is held.
    pub sittings: &'a [Sitting],
}

/// A course of a programme.
#[derive(Debug, Clone, PartialEq)]
pub struct CurriculumEntry {
    /// The course.
    pub course: CourseId,
    /// Programme terms in which it may start, 1 = first, ascending.
    pub terms: Vec<u32>,
    /// Terms it runs; at least 1.
    pub length: u32,
    /// Compulsory, elective or open.
    pub nature: Nature,
    /// Its part in the programme.
    pub category: Option<Category>,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A course.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What every record has.
    pub about: About,
    /// Credits.
    pub credits: Option<Decimal>,
    /// Hours of teaching.
    pub hours: Option<u32>,
    /// Of these, practice.
    pub practice_hours: Option<u32>,
    /// Theory, mixed or practice.
    pub kind: Option<CourseKind>,
    /// What must be held before.
    pub requisite: Option<Requisite<Node>>,
    /// What it gives.
    pub gives: Vec<Units>,
    /// Programmes that have it.
    pub programmes: Vec<ProgrammeId>,
}

/// A term of the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarTerm {
    /// The readable id.
    pub id: String,
    /// Its name.
    pub name: Names,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// Teaching weeks; at least 1.
    pub weeks: u32,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A qualification.
#[derive(Debug, Clone, PartialEq)]
pub struct Qualification {
    /// What every record has.
    pub about: About,
    /// Its family.
    pub family: Family,
    /// Who issues it.
    pub issuer: Option<OrganisationId>,
    /// Its standard.
    pub standard: Option<StandardId>,
    /// The batch it came with.
    pub batch: Option<u32>,
    /// Its edition.
    pub edition: Option<String>,
    /// Applicable programmes.
    pub programmes: Vec<ProgrammeId>,
    /// Months for which it is valid.
    pub valid_months: Option<u32>,
    /// How one passes.
    pub pass_rule: Names,
    /// What keeps it valid after [`Qualification::valid_months`].
    pub renewal: Names,
    /// The qualification that has taken its place.
    pub successor: Option<QualificationId>,
    /// What a reader should know.
    pub note: Names,
    /// Its grades, lowest first.
    pub grades: Vec<GradeId>,
    /// How one may register.
    pub routes: Vec<RegistrationRoute>,
}

/// A way to register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistrationRoute {
    /// The route.
    pub route: Route,
    /// The college, for a pilot college's route.
    pub college: Option<OrganisationId>,
    /// The year it holds for.
    pub year: Option<u32>,
    /// Whether the programme must be applicable.
    pub programme_match: bool,
    /// What a reader should know.
    pub note: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// What every record has.
    pub about: About,
    /// Its qualification.
    pub qualification: QualificationId,
    /// Its place in the chain, lowest first.
    pub rank: u32,
    /// What its holder can do.
    pub summary: Names,
    /// Where it stands on the ladder.
    pub placement: Option<Placement>,
    /// Reference hours of training.
    pub hours: Option<u32>,
    /// What must be held before.
    pub requisite: Option<Requisite<Node>>,
    /// Functions of its assessment.
    pub functions: Vec<Weight>,
    /// What it gives.
    pub gives: Vec<Units>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// Sittings, by date.
    pub sittings: Vec<Sitting>,
}

/// A fee.
#[derive(Debug, Clone, PartialEq)]
pub struct Fee {
    /// The amount.
    pub amount: Decimal,
    /// What it is for.
    pub component: FeeComponent,
    /// Where it holds.
    pub region: Option<RegionId>,
    /// The day it was set.
    pub date: Option<Date>,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// An exam or a competition on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// The day.
    pub date: Date,
    /// The last day to register.
    pub deadline: Option<Date>,
    /// Where.
    pub region: Option<RegionId>,
    /// The site.
    pub site: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// A competition.
#[derive(Debug, Clone, PartialEq)]
pub struct Competition {
    /// What every record has.
    pub about: About,
    /// Its tier.
    pub tier: Tier,
    /// What kind of body holds it.
    pub organiser_kind: OrganiserKind,
    /// Who holds it.
    pub organiser: Option<OrganisationId>,
    /// The code of its track.
    pub code: Option<String>,
    /// Its edition or season.
    pub edition: Option<String>,
    /// Members of a team.
    pub team: Option<u32>,
    /// Hours of preparation.
    pub hours: Option<u32>,
    /// What must be held before.
    pub requisite: Option<Requisite<Node>>,
    /// Where it stands on the ladder.
    pub placement: Option<Placement>,
    /// Its awards, highest first.
    pub awards: Vec<AwardId>,
    /// What it gives.
    pub gives: Vec<Units>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// Its dates.
    pub sittings: Vec<Sitting>,
}

/// An award.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// What every record has.
    pub about: About,
    /// Its competition.
    pub competition: CompetitionId,
    /// 1 = highest.
    pub rank: u32,
    /// The share of entrants who get it.
    pub share: Option<Decimal>,
}

/// What the college recognises for what.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognitionRule {
    /// The readable id.
    pub id: String,
    /// What is held: a grade or an award.
    pub from: Node,
    /// Courses that it may count as.
    pub courses: Vec<CourseId>,
    /// Or any course of this category.
    pub category: Option<Category>,
    /// Credits that are recognised; `None`: the course's own.
    pub credits: Option<Decimal>,
    /// The fee.
    pub fee: Option<Decimal>,
    /// When it is in force.
    pub valid: Valid,
    /// What a reader should know.
    pub note: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// Credits that a programme asks for among some of its courses.
#[derive(Debug, Clone, PartialEq)]
pub struct CreditFloor {
    /// The readable id.
    pub id: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// What is asked for.
    pub name: Names,
    /// Only courses of this category.
    pub category: Option<Category>,
    /// Only courses of this nature.
    pub nature: Option<Nature>,
    /// At least so many credits.
    pub credits: Decimal,
    /// Where that is said.
    pub source: Option<SourceId>,
}

impl CreditFloor {
    /// Whether a course of its programme counts for it.
    pub fn counts(&self, entry: &CurriculumEntry) -> bool {
        self.category.is_none_or(|category| entry.category == Some(category))
            && self.nature.is_none_or(|nature| entry.nature == nature)
    }
}

/// A limit on recognition.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognitionCap {
    /// The readable id.
    pub id: String,
    /// What it limits.
    pub scope: CapScope,
    /// Only for these; all if empty.
    pub items: Vec<Node>,
    /// Which category, for a cap by category.
    pub category: Option<Category>,
    /// At most so many credits.
    pub credits: Option<Decimal>,
    /// At most so many courses.
    pub count: Option<u32>,
    /// At most this share of the programme's credits, in per cent.
    pub share: Option<Decimal>,
    /// What a reader should know.
    pub note: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// Items of which at most one counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// The readable id.
    pub id: String,
    /// The items.
    pub items: Vec<Node>,
    /// Why.
    pub note: Names,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// What the loop that keeps certificates and courses honest has brought up.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedback {
    /// The readable id.
    pub id: String,
    /// What it is about: a qualification, grade, course, programme or competition.
    pub item: Node,
    /// The step of the loop.
    pub step: QualityStep,
    /// Who reports it.
    pub reporter: Option<Reporter>,
    /// What was measured.
    pub measure: Names,
    /// What came out; see [`Feedback::shown`].
    pub result: Option<Decimal>,
    /// The unit of the result.
    pub unit: Option<String>,
    /// How many answered or were counted.
    pub count: Option<u32>,
    /// The period.
    pub period: Option<String>,
    /// What was found.
    pub finding: Names,
    /// What is done about it.
    pub action: Names,
    /// By when.
    pub due: Option<Date>,
    /// Where that is said.
    pub source: Option<SourceId>,
}

impl Feedback {
    /// Fewer answers than this are not shown: it could be told whose they are.
    pub const LEAST_ANSWERS: u32 = 10;

    /// The result, unless too few answered.
    pub fn shown(&self) -> Option<Decimal> {
        let enough = self.count.is_none_or(|count| count >= Self::LEAST_ANSWERS);
        self.result.filter(|_| enough)
    }
}

/// A cell of the circle × element matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct CircleCell {
    /// The circle.
    pub circle: Names,
    /// What the cell holds.
    pub element: Names,
    /// Educational or resource element.
    pub kind: ElementKind,
    /// The tables of the pack whose records belong there, each with how many there are; see [`crate::circles`].
    pub tables: Vec<(String, usize)>,
    /// Where that is said.
    pub source: Option<SourceId>,
}

/// What readers should know of certificates before they choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Explainer {
    /// The readable id.
    pub id: String,
    /// What it answers.
    pub name: Names,
    /// The same on a button; may be empty.
    pub short: Names,
    /// The explanation.
    pub text: Names,
    /// What certificates of these families that have ended are still worth; may be empty.
    pub held: Names,
    /// The families that it is about.
    pub families: Vec<Family>,
    /// Where that is said.
    pub sources: Vec<SourceId>,
}

/// An example learner.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoLearner {
    /// The readable id.
    pub id: String,
    /// Their name.
    pub name: Names,
    /// Who they are.
    pub note: Names,
    /// What they would say in Me.
    pub learner: crate::learner::Learner,
}

/// About the pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// Its title.
    pub name: Names,
    /// Its version.
    pub version: String,
    /// The last day on which the data holds.
    pub valid_to: Option<Date>,
    /// Where a mistake is reported.
    pub contact: Option<String>,
    /// The page that QR codes lead to.
    pub home: Option<String>,
    /// The college.
    pub college: Option<OrganisationId>,
    /// The region assumed.
    pub region: Option<RegionId>,
    /// The framework of the ladder.
    pub ladder: Option<FrameworkId>,
    /// The currency of all fees.
    pub currency: String,
    /// The most exams that a student may sit in one term, where there is such a rule.
    pub exams_a_term: Option<u32>,
    /// The licence of the data.
    pub licence: Option<String>,
    /// What a reader should know.
    pub note: Names,
}

/// All of a pack, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// About the pack.
    pub head: Head,
    /// Sources.
    pub sources: Table<SourceId, Source>,
    /// Sources of single fields: table, record id or `*`, field; sorted.
    pub provenance: Vec<((String, String, String), SourceId)>,
    /// Regions.
    pub regions: Table<RegionId, Region>,
    /// Organisations.
    pub organisations: Table<OrganisationId, Organisation>,
    /// Frameworks.
    pub frameworks: Table<FrameworkId, Framework>,
    /// Levels.
    pub levels: Table<LevelId, Level>,
    /// Standards.
    pub standards: Table<StandardId, Standard>,
    /// Functions.
    pub functions: Table<FunctionId, Function>,
    /// Skills.
    pub skills: Table<SkillId, Skill>,
    /// Fields of work.
    pub fields: Table<FieldId, WorkField>,
    /// Jobs.
    pub jobs: Table<JobId, Job>,
    /// Programmes.
    pub programmes: Table<ProgrammeId, Programme>,
    /// Courses.
    pub courses: Table<CourseId, Course>,
    /// Qualifications.
    pub qualifications: Table<QualificationId, Qualification>,
    /// Grades.
    pub grades: Table<GradeId, Grade>,
    /// Competitions.
    pub competitions: Table<CompetitionId, Competition>,
    /// Awards.
    pub awards: Table<AwardId, Award>,
    /// The calendar, in order.
    pub calendar: Vec<CalendarTerm>,
    /// Recognition rules.
    pub recognition: Vec<RecognitionRule>,
    /// Limits on recognition.
    pub recognition_caps: Vec<RecognitionCap>,
    /// Credits that programmes ask for.
    pub credit_floors: Vec<CreditFloor>,
    /// Exclusions.
    pub exclusions: Vec<Exclusion>,
    /// Feedback signals, in document order.
    pub feedback: Vec<Feedback>,
    /// The circle × element matrix.
    pub circles: Vec<CircleCell>,
    /// What readers should know of certificates, in document order.
    pub explainers: Vec<Explainer>,
    /// Example learners.
    pub learners: Vec<DemoLearner>,
    /// Every node by its readable id, sorted.
    pub(crate) by_id: Vec<(String, Node)>,
}

impl Model {
    /// The node with this readable id.
    pub fn node(&self, id: &str) -> Option<Node> {
        let place = self.by_id.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok()?;
        Some(self.by_id[place].1)
    }

    /// The skill with this readable id.
    pub fn skill(&self, id: &str) -> Option<SkillId> {
        self.skills.iter().find(|(_, skill)| skill.about.id == id).map(|(id, _)| id)
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.by_id.len()
    }

    /// Every node, in the order of kinds and documents.
    pub fn nodes(&self) -> std::vec::IntoIter<Node> {
        // A list, because a chain of seven iterators takes ten times the code.
        let mut nodes = Vec::with_capacity(self.by_id.len());
        macro_rules! add {
            ($($table:ident => $Variant:ident),+ $(,)?) => {$(
                for id in self.$table.ids() {
                    nodes.push(Node::$Variant(id));
                }
            )+};
        }
        add! {
            jobs => Job, programmes => Programme, courses => Course, qualifications => Qualification,
            grades => Grade, competitions => Competition, awards => Award,
        }
        nodes.into_iter()
    }

    /// What every record has, of a node.
    pub fn about(&self, node: Node) -> &About {
        match node {
            Node::Job(id) => &self.jobs[id].about,
            Node::Programme(id) => &self.programmes[id].about,
            Node::Course(id) => &self.courses[id].about,
            Node::Qualification(id) => &self.qualifications[id].about,
            Node::Grade(id) => &self.grades[id].about,
            Node::Competition(id) => &self.competitions[id].about,
            Node::Award(id) => &self.awards[id].about,
        }
    }

    /// What must be held before a node can be taken.
    pub fn requisite(&self, node: Node) -> Option<&Requisite<Node>> {
        match node {
            Node::Course(id) => self.courses[id].requisite.as_ref(),
            Node::Grade(id) => self.grades[id].requisite.as_ref(),
            Node::Competition(id) => self.competitions[id].requisite.as_ref(),
            Node::Job(_) | Node::Programme(_) | Node::Qualification(_) | Node::Award(_) => None,
        }
    }

    /// What an exam asks and when it is, for a grade or a competition; `None` for what is no exam.
    pub fn exam(&self, node: Node) -> Option<Exam<'_>> {
        match node {
            Node::Grade(id) => {
                let grade = &self.grades[id];
                Some(Exam { hours: grade.hours, fees: &grade.fees, sittings: &grade.sittings })
            }
            Node::Competition(id) => {
                let competition = &self.competitions[id];
                Some(Exam {
                    hours: competition.hours,
                    fees: &competition.fees,
                    sittings: &competition.sittings,
                })
            }
            _ => None,
        }
    }

    /// Whether the data says how many hours a node takes, if it takes any. Of an exam that takes none it is not known.
    pub fn hours_known(&self, node: Node) -> bool {
        match node {
            Node::Course(id) => self.courses[id].hours.is_some(),
            other => self.exam(other).is_none_or(|exam| exam.hours.unwrap_or(0) > 0),
        }
    }

    /// What a node gives.
    pub fn gives(&self, node: Node) -> &[Units] {
        match node {
            Node::Course(id) => &self.courses[id].gives,
            Node::Grade(id) => &self.grades[id].gives,
            Node::Competition(id) => &self.competitions[id].gives,
            Node::Award(id) => &self.competitions[self.awards[id].competition].gives,
            Node::Job(_) | Node::Programme(_) | Node::Qualification(_) => &[],
        }
    }

    /// Where a node stands on the ladder.
    pub fn placement(&self, node: Node) -> Option<Placement> {
        match node {
            Node::Job(id) => self.jobs[id].placement,
            Node::Programme(id) => self.programmes[id].placement,
            Node::Grade(id) => self.grades[id].placement,
            Node::Competition(id) => self.competitions[id].placement,
            Node::Course(_) | Node::Qualification(_) | Node::Award(_) => None,
        }
    }

    /// The source of one field of a node: its own entry in `provenance`, else the record's source.
    pub fn source_of(&self, node: Node, field: &str) -> Option<SourceId> {
        let about = self.about(node);
        self.provenance_of(node.kind().table(), &about.id, field).or(about.source)
    }

    /// The entry in `provenance` for a field of a record: of the record itself, else of the whole table.
    fn provenance_of(&self, table: &str, id: &str, field: &str) -> Option<SourceId> {
        let find = |id: &str| {
            let wanted = (table, id, field);
            let place = self
                .provenance
                .binary_search_by(|((t, i, f), _)| (t.as_str(), i.as_str(), f.as_str()).cmp(&wanted))
                .ok()?;
            Some(self.provenance[place].1)
        };
        find(id).or_else(|| find("*"))
    }

    /// The sources of single fields of what a table without ids says of an item: of all of its rows, or of one.
    pub fn cell_sources(&self, table: &str, item: &str) -> Vec<Option<SourceId>> {
        let mut sources = Vec::new();
        let from = self.provenance.partition_point(|((known, ..), _)| known.as_str() < table);
        for ((known, record, _), source) in &self.provenance[from..] {
            if known != table {
                break;
            }
            let rest = record.strip_prefix(item);
            if record == "*" || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                sources.push(Some(*source));
            }
        }
        sources
    }

    /// How far something can be trusted that rests on all of these sources: as far as the weakest; `None` where no
    /// source is given.
    pub fn weakest(&self, sources: &[Option<SourceId>]) -> Option<Confidence> {
        sources.iter().flatten().map(|id| self.sources[*id].confidence).max()
    }

    /// Whether something that rests on these sources is made up, all of it or a part.
    pub fn is_made_up(&self, sources: &[Option<SourceId>]) -> bool {
        self.weakest(sources) == Some(Confidence::Illustrative)
    }

    /// The sources of a sitting of an item, and of single fields of it.
    pub fn sitting_sources(&self, node: Node, sitting: &Sitting) -> Vec<Option<SourceId>> {
        let row = format!("{}/{}", self.about(node).id, sitting.date);
        let mut sources = self.cell_sources("sittings", &row);
        sources.push(sitting.source);
        sources
    }

    /// How much a job is wanted where somebody is: of the entries that `counts` takes, the latest of the nearest region
    /// that `here` lies in.
    pub fn demand_near(
        &self,
        job: JobId,
        here: Option<RegionId>,
        counts: &dyn Fn(&Demand) -> bool,
    ) -> Option<&Demand> {
        let here = here?;
        let mut best: Option<&Demand> = None;
        for known in &self.jobs[job].demand {
            let is_better = |best: &Demand| {
                if known.region == best.region {
                    known.period > best.period
                } else {
                    self.lies_in(known.region, best.region)
                }
            };
            if self.lies_in(here, known.region) && counts(known) && best.is_none_or(is_better) {
                best = Some(known);
            }
        }
        best
    }

    /// Whether `region` is `within` or lies in it.
    pub fn lies_in(&self, region: RegionId, within: RegionId) -> bool {
        // The check refuses circles of regions, so this ends.
        let mut place = Some(region);
        while let Some(here) = place {
            if here == within {
                return true;
            }
            place = self.regions[here].parent;
        }
        false
    }
}
