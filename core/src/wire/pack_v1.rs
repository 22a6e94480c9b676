//! `rungs-pack/1`: a school's data, table by table.
//!
//! Authors keep each table as a CSV file (or sheet) of the same name; the one JSON document holds each as a list
//! of records. The doc comments here are the author's reference: `docs/pack.md` is made from them.

use crate::date::Date;
use crate::decimal::Decimal;
use crate::names::Names;
use crate::wire::field::choices;
use crate::wire::table::tables;

/// What the document says it is.
pub const FORMAT: &str = "rungs-pack/1";

choices! {
    /// How far a fact can be trusted.
    Confidence {
        /// Published by the body that decides it.
        Official = "official",
        /// Published by a college or an evaluation organisation about itself.
        College = "college",
        /// A copy of a publication; the original was not seen.
        Republished = "republished",
        /// Worked out from other facts.
        Derived = "derived",
        /// Made up to show how things work; never a fact.
        Illustrative = "illustrative",
    }

    /// Whether a record is in force.
    Status {
        /// In force.
        Active = "active",
        /// On trial.
        Pilot = "pilot",
        /// No longer issued or held; what was issued stays valid unless the note says otherwise.
        Withdrawn = "withdrawn",
        /// Another record has taken its place.
        Superseded = "superseded",
        /// Made up to show how things work.
        Illustrative = "illustrative",
    }

    /// The family of a qualification. Two of them share one Chinese name: always show the family.
    Family {
        /// A diploma or degree.
        Academic = "academic",
        /// 职业技能等级证书 of the education ministry's 1+X pilot, in three grades 初级, 中级, 高级.
        X = "x",
        /// 职业技能等级证书 of evaluators filed with the human-resources ministry, five to eight grades.
        SkillGrade = "skill_grade",
        /// 职业资格证书: a licence or assessment kept in the state's catalogue.
        VocationalQualification = "vocational_qualification",
        /// A small, assessed unit of learning.
        MicroCredential = "micro_credential",
        /// A certificate of a firm about its own products.
        Vendor = "vendor",
    }

    /// What an organisation is.
    OrganisationKind {
        /// A ministry or authority.
        Authority = "authority",
        /// A college or school.
        College = "college",
        /// A company.
        Company = "company",
        /// A trade association.
        Association = "association",
        /// A research institute.
        Institute = "institute",
        /// A public institution (事业单位).
        PublicInstitution = "public_institution",
        /// A private non-enterprise unit (民办非企业单位).
        NonProfit = "non_profit",
    }

    /// What a framework is.
    FrameworkKind {
        /// Frameworks are compared through it.
        Meta = "meta",
        /// A country's.
        National = "national",
        /// A region's.
        Regional = "regional",
        /// A sector's.
        Sector = "sector",
        /// It classifies programmes, not outcomes.
        Classification = "classification",
        /// A school's own, for its pages.
        Own = "own",
    }

    /// What a placement or an alignment rests on, strongest first.
    Basis {
        /// An official referencing report.
        Referencing = "referencing",
        /// A joint study of the bodies concerned.
        JointStudy = "joint_study",
        /// Published research.
        Scholarly = "scholarly",
        /// The pack's author proposes it.
        Author = "author",
    }

    /// The five leaves of a learning outcome.
    Leaf {
        /// Factual knowledge.
        Factual = "k_fact",
        /// Theoretical knowledge.
        Theoretical = "k_theory",
        /// Cognitive skill.
        Cognitive = "s_cog",
        /// Practical skill.
        Practical = "s_prac",
        /// The ability to apply knowledge and skills with responsibility.
        Ability = "ability",
    }

    /// The stage of education that a programme belongs to.
    Stage {
        /// Secondary vocational (中职).
        Secondary = "secondary",
        /// Higher vocational diploma (高职专科).
        Associate = "associate",
        /// Vocational bachelor (职业本科).
        Bachelor = "bachelor",
        /// Any other.
        Other = "other",
    }

    /// What a course is made of.
    CourseKind {
        /// Theory (A 类).
        Theory = "theory",
        /// Theory and practice (B 类).
        Mixed = "mixed",
        /// Practice (C 类).
        Practice = "practice",
    }

    /// Whether a programme's student must take a course.
    Nature {
        /// Must be taken.
        Compulsory = "compulsory",
        /// May be chosen within the programme.
        Elective = "elective",
        /// May be chosen by students of any programme.
        Open = "open",
    }

    /// A course's part in a programme.
    Category {
        /// Common to all programmes (公共课).
        Common = "common",
        /// Foundation of the field (专业基础课).
        Foundation = "foundation",
        /// Core of the field (专业核心课).
        Core = "core",
        /// Extension (专业拓展课).
        Extension = "extension",
        /// Practical training and internship (实践环节).
        Practice = "practice",
    }

    /// What a term is for.
    TermKind {
        /// Teaching.
        Study = "study",
        /// Internship (岗位实习).
        Internship = "internship",
        /// Nothing can be taken.
        Off = "off",
    }

    /// How one registers for an exam.
    Route {
        /// Enrolled at a college that pilots the certificate this year.
        PilotCollege = "pilot_college",
        /// As a social candidate (社会考生), without a college.
        Social = "social",
        /// At the evaluation organisation or assessment site, for anybody.
        Open = "open",
    }

    /// What a fee is for.
    FeeComponent {
        /// Sitting the exam.
        Exam = "exam",
        /// Training before it.
        Training = "training",
        /// Taking part in a competition.
        Entry = "entry",
    }

    /// The level of a competition.
    Tier {
        /// Within a school.
        School = "school",
        /// Of a city.
        Municipal = "municipal",
        /// Of a province.
        Provincial = "provincial",
        /// Of the country.
        National = "national",
        /// Of the world.
        World = "world",
    }

    /// Who holds a competition. Some credit rules count association events a tier lower.
    OrganiserKind {
        /// An authority.
        Government = "government",
        /// Industry.
        Industry = "industry",
        /// An association.
        Association = "association",
        /// A school.
        School = "school",
    }

    /// How a job asks for a qualification.
    Demanded {
        /// One of each set of these must be held.
        Required = "required",
        /// It helps.
        Preferred = "preferred",
    }

    /// What a cap limits.
    CapScope {
        /// What any one item is recognised for.
        PerItem = "per_item",
        /// All that is recognised.
        Total = "total",
        /// What is recognised towards courses of one category.
        Category = "category",
        /// Of these items only one is recognised at all: the best for the student (highest award only).
        OneOf = "one_of",
        /// What any one course is recognised for.
        PerCourse = "per_course",
    }

    /// The steps of the loop that keeps a certificate honest.
    QualityStep {
        /// The standard is developed.
        Develop = "develop",
        /// It is taught.
        Teach = "teach",
        /// It is assessed.
        Assess = "assess",
        /// The certificate is evaluated.
        Evaluate = "evaluate",
        /// What was learned of it is reported.
        FeedBack = "feed_back",
        /// The standard is revised.
        Revise = "revise",
    }

    /// Who reports a feedback signal.
    Reporter {
        /// Students and graduates.
        Students = "students",
        /// Teachers.
        Teachers = "teachers",
        /// Employers.
        Employers = "employers",
        /// The evaluation organisation or assessment site.
        Assessors = "assessors",
        /// Whoever published research.
        Researchers = "researchers",
    }

    /// What a cell of the circle × element matrix is.
    ElementKind {
        /// Standards and processes.
        Educational = "educational",
        /// People, places, money.
        Resource = "resource",
    }
}

tables! {
    /// All tables of a pack.
    PackV1;

    /// About the pack itself; one row.
    pack: Head {
        /// The pack's id: letters, digits, `-`, `.`, `_` and `+`, as in every id. It names what is stored on a
        /// student's device.
        id: String,
        /// Its title.
        name: Names,
        /// The author's version, shown to the reader and compared when an older share code is opened.
        version: String,
        /// The first day on which the data holds.
        valid_from: Option<Date>,
        /// The last day on which the data holds; after it the widget shows a banner.
        valid_to: Option<Date>,
        /// Where a mistake is reported: a mailto: or https: address.
        contact: Option<String>,
        /// The page that QR codes lead to.
        home: Option<String>,
        /// The college that offers the programmes (an id of `organisations`).
        college: Option<String>,
        /// The region that is assumed until the student says otherwise (an id of `regions`).
        region: Option<String>,
        /// The framework on whose levels the ladder is drawn (an id of `frameworks`).
        ladder: Option<String>,
        /// The currency of all fees, as ISO 4217 writes it.
        currency: String,
        /// The most exams that a student may sit in one term; empty: no such rule.
        exams_a_term: Option<u32>,
        /// The licence of the data.
        licence: Option<String>,
        /// What a reader should know, such as that a college is made up.
        note: Names,
    }

    /// Where facts come from. Every record names one.
    sources: Source {
        /// Its id.
        id: String,
        /// The title as published.
        name: Names,
        /// Who published it.
        publisher: Names,
        /// Its address. Leave empty for a copy on somebody else's site: the title and `republished` say enough.
        url: Option<String>,
        /// The day on which it was read.
        read: Option<Date>,
        /// How far it can be trusted.
        confidence: Confidence,
        /// What must be said when it is reused.
        attribution: Names,
    }

    /// The source of single fields, where it is another than the record's own.
    provenance: Provenance {
        /// The table.
        table: String,
        /// The records, by id; `*` for all of the table. In tables without ids a record is named by what its first
        /// columns hold, as many as are needed, with `/` between: `x-web.2/600/exam` in `fees`.
        records: Vec<String>,
        /// The fields.
        fields: Vec<String>,
        /// Their source (an id of `sources`).
        source: String,
    }

    /// Countries, provinces, cities.
    regions: Region {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// The region that it lies in (an id of `regions`).
        parent: Option<String>,
    }

    /// Who issues, teaches, examines or organises.
    organisations: Organisation {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// What it is.
        kind: OrganisationKind,
        /// Where it is (an id of `regions`).
        region: Option<String>,
        /// Its page.
        url: Option<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Qualifications frameworks.
    frameworks: Framework {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// What it is.
        kind: FrameworkKind,
        /// Where it holds (an id of `regions`).
        region: Option<String>,
        /// Notional hours of one credit.
        credit_hours: Option<u32>,
        /// What a reader should know, such as its legal standing.
        note: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// The levels of frameworks.
    levels: Level {
        /// Its id.
        id: String,
        /// Its framework (an id of `frameworks`).
        framework: String,
        /// Its place, lowest first; a framework has each rank once.
        rank: u32,
        /// Its label.
        name: Names,
        /// Typical awards at this level.
        awards: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What a level asks for, by leaf.
    descriptors: Descriptor {
        /// The level (an id of `levels`).
        level: String,
        /// The leaves that the text is about.
        leaves: Vec<Leaf>,
        /// The text.
        text: Names,
        /// Where it is said (an id of `sources`).
        source: Option<String>,
    }

    /// Which levels of another framework a level is comparable to.
    alignments: Alignment {
        /// The level (an id of `levels`).
        level: String,
        /// The other framework (an id of `frameworks`).
        framework: String,
        /// The lowest comparable level there; with `to` empty too, there is no agreement.
        from: Option<String>,
        /// The highest comparable level there.
        to: Option<String>,
        /// What it rests on.
        basis: Basis,
        /// Where it is said (an id of `sources`).
        source: Option<String>,
    }

    /// Standards that qualifications are examined against.
    standards: Standard {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// The code of its occupation.
        code: Option<String>,
        /// Its edition; the same code means different occupations in different editions.
        edition: Option<String>,
        /// Who issued it (an id of `organisations`).
        issuer: Option<String>,
        /// Whether it is in force.
        status: Option<Status>,
        /// The standard that has taken its place (an id of `standards`).
        successor: Option<String>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Functions (职业功能) of a standard.
    functions: Function {
        /// Its id.
        id: String,
        /// Its standard (an id of `standards`).
        standard: String,
        /// Its name.
        name: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Competence units: what courses, certificates and competitions give and jobs need.
    skills: Skill {
        /// Its id.
        id: String,
        /// What one can do.
        name: Names,
        /// Which of the five leaves it is.
        leaf: Leaf,
        /// The function it belongs to (an id of `functions`).
        function: Option<String>,
        /// The work area of the standard (工作领域).
        area: Option<String>,
        /// The task of the standard (工作任务).
        task: Option<String>,
        /// Its level (an id of `levels`).
        level: Option<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Fields of work, to browse jobs by.
    fields: WorkField {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
    }

    /// Jobs (posts).
    jobs: Job {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// Its occupation code.
        code: Option<String>,
        /// The edition of the code.
        edition: Option<String>,
        /// Its field of work (an id of `fields`).
        field: Option<String>,
        /// What one does, in a sentence.
        summary: Names,
        /// Where it stands on the ladder (an id of `levels`).
        level: Option<String>,
        /// What that placement rests on.
        level_basis: Option<Basis>,
        /// Interest codes, strongest first, of the letters R I A S E C.
        interests: Option<String>,
        /// Jobs that it leads to (ids of `jobs`).
        next: Vec<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// How much of a job each function is.
    job_functions: JobFunction {
        /// The job (an id of `jobs`).
        job: String,
        /// The function (an id of `functions`).
        function: String,
        /// Its share in per cent.
        weight: Decimal = Some((0, 100)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What a job needs.
    job_skills: JobSkill {
        /// The job (an id of `jobs`).
        job: String,
        /// The skill (an id of `skills`).
        skill: String,
        /// The proficiency needed, in units.
        units: u32 = Some((1, 1000)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Qualifications that a job asks for.
    job_qualifications: JobQualification {
        /// The job (an id of `jobs`).
        job: String,
        /// Rows of the same set are alternatives: one of them is enough.
        set: String,
        /// The grade or programme (an id of `grades` or `programmes`).
        item: String,
        /// Required or preferred.
        demanded: Demanded,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// How much a job is wanted, by region.
    demand: Demand {
        /// The job (an id of `jobs`).
        job: String,
        /// The region (an id of `regions`).
        region: String,
        /// The period, such as `2025 Q3`.
        period: String,
        /// Its rank in the source's list, 1 = most wanted.
        rank: Option<u32>,
        /// Posts offered.
        openings: Option<u32>,
        /// The lower end of monthly pay.
        pay_from: Option<u32>,
        /// The upper end of monthly pay.
        pay_to: Option<u32>,
        /// What its source expects of the years to come.
        outlook: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Programmes (专业): the "1" of 1+X.
    programmes: Programme {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// Its code.
        code: Option<String>,
        /// The edition of the code.
        edition: Option<String>,
        /// Its stage of education.
        stage: Stage,
        /// Where its diploma stands on the ladder (an id of `levels`).
        level: Option<String>,
        /// What that placement rests on.
        level_basis: Option<Basis>,
        /// The number of terms.
        terms: u32 = Some((1, 16)),
        /// Credits of the whole programme.
        credits: Option<Decimal>,
        /// Occupation codes of its official list.
        occupations: Vec<String>,
        /// Programmes that it leads to (ids of `programmes`).
        next: Vec<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What each term of a programme is for; a term that is not listed is for study.
    programme_terms: ProgrammeTerm {
        /// The programme (an id of `programmes`).
        programme: String,
        /// The term, 1 = first.
        term: u32 = Some((1, 16)),
        /// What it is for.
        kind: TermKind,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Credits that a programme asks for among some of its courses.
    credit_floors: CreditFloor {
        /// Its id.
        id: String,
        /// The programme (an id of `programmes`).
        programme: String,
        /// What is asked for, such as Electives of the field.
        name: Names,
        /// Only courses of this category; all if empty.
        category: Option<Category>,
        /// Only courses of this nature; all if empty.
        nature: Option<Nature>,
        /// At least so many credits, with what is done and recognised.
        credits: Decimal,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Courses.
    courses: Course {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// Credits.
        credits: Option<Decimal>,
        /// Hours of teaching in all.
        hours: Option<u32>,
        /// Of these, hours of practice.
        practice_hours: Option<u32>,
        /// Theory, mixed or practice.
        kind: Option<CourseKind>,
        /// What must be held before, written as `a and (b or c)`.
        requisite: Option<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Which courses a programme has, and in which terms they are offered.
    curriculum: CurriculumEntry {
        /// The programme (an id of `programmes`).
        programme: String,
        /// The course (an id of `courses`).
        course: String,
        /// The terms in which it may start; a compulsory course usually has one.
        terms: Vec<u32>,
        /// How many terms it runs; one if empty.
        length: Option<u32> = Some((1, 16)),
        /// Compulsory, elective or open.
        nature: Nature,
        /// Its part in the programme.
        category: Option<Category>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// The terms of the college's calendar, in order; after the last, the last year repeats, with the years in the
    /// names moved on (`2026`, `2026/27`, `26-27`, `26` where a term begins in 2026). To a name without a year the
    /// year is added in which the term then begins.
    calendar: CalendarTerm {
        /// Its id, such as `2026-autumn`.
        id: String,
        /// Its name.
        name: Names,
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
        /// Teaching weeks; hours a week are reckoned with them.
        weeks: u32 = Some((1, 53)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Qualifications: what is examined, by whom, for whom.
    qualifications: Qualification {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// Its family.
        family: Family,
        /// Who issues it (an id of `organisations`).
        issuer: Option<String>,
        /// Its standard (an id of `standards`).
        standard: Option<String>,
        /// The batch of the pilot it came with.
        batch: Option<u32>,
        /// Its edition.
        edition: Option<String>,
        /// Programmes that its issuer names as applicable (ids of `programmes`).
        programmes: Vec<String>,
        /// Months for which it is valid; empty: for good or not known.
        valid_months: Option<u32>,
        /// How one passes.
        pass_rule: Names,
        /// What keeps it valid after that, such as a check every few years.
        renewal: Names,
        /// Whether it is in force.
        status: Option<Status>,
        /// The qualification that has taken its place (an id of `qualifications`).
        successor: Option<String>,
        /// What a reader should know.
        note: Names,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// The grades of a qualification: what is taken, held and recognised.
    grades: Grade {
        /// Its id.
        id: String,
        /// Its qualification (an id of `qualifications`).
        qualification: String,
        /// Its place in the chain, lowest first.
        rank: u32,
        /// Its name, such as 中级.
        name: Names,
        /// What its holder can do.
        summary: Names,
        /// Where it stands on the ladder (an id of `levels`).
        level: Option<String>,
        /// What that placement rests on. In China no X grade has an official level.
        level_basis: Option<Basis>,
        /// Reference hours of training.
        hours: Option<u32>,
        /// What must be held before, written as `a and (b or c)`.
        requisite: Option<String>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// How much of a grade's assessment each function is.
    grade_functions: GradeFunction {
        /// The grade (an id of `grades`).
        grade: String,
        /// The function (an id of `functions`).
        function: String,
        /// Its share in per cent.
        weight: Decimal = Some((0, 100)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// How one may register for a qualification's exams.
    routes: RegistrationRoute {
        /// The qualification (an id of `qualifications`).
        qualification: String,
        /// The route.
        route: Route,
        /// For `pilot_college`: the college (an id of `organisations`).
        college: Option<String>,
        /// The calendar year it holds for; pilots are granted year by year.
        year: Option<u32>,
        /// Whether the student's programme must be one of the qualification's applicable ones.
        programme_match: bool,
        /// What a reader should know.
        note: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Fees, by region and date.
    fees: Fee {
        /// The grade or competition (an id of `grades` or `competitions`).
        item: String,
        /// The amount, in the pack's currency.
        amount: Decimal,
        /// What it is for. Plans, budgets and comparisons count `exam` and `entry`; the others are shown.
        component: FeeComponent,
        /// Where it holds (an id of `regions`).
        region: Option<String>,
        /// The day it was set.
        date: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Exams and competitions by date.
    sittings: Sitting {
        /// The grade or competition (an id of `grades` or `competitions`).
        item: String,
        /// The day.
        date: Date,
        /// The last day to register.
        deadline: Option<Date>,
        /// Where (an id of `regions`).
        region: Option<String>,
        /// The site.
        site: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Competitions.
    competitions: Competition {
        /// Its id.
        id: String,
        /// Its name.
        name: Names,
        /// Its tier.
        tier: Tier,
        /// What kind of body holds it.
        organiser_kind: OrganiserKind,
        /// Who holds it (an id of `organisations`).
        organiser: Option<String>,
        /// The code of its track.
        code: Option<String>,
        /// Its edition or season.
        edition: Option<String>,
        /// Members of a team.
        team: Option<u32>,
        /// Hours of preparation.
        hours: Option<u32>,
        /// What must be held before, written as `a and (b or c)`.
        requisite: Option<String>,
        /// Where it stands on the ladder (an id of `levels`).
        level: Option<String>,
        /// What that placement rests on.
        level_basis: Option<Basis>,
        /// Whether it is in force or made up.
        status: Option<Status>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Awards of competitions.
    awards: Award {
        /// Its id.
        id: String,
        /// Its competition (an id of `competitions`).
        competition: String,
        /// 1 = highest.
        rank: u32,
        /// Its name.
        name: Names,
        /// The share of entrants who get it, in per cent.
        share: Option<Decimal> = Some((0, 100)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What an item gives: the common currency of courses, certificates and competitions.
    outcomes: Outcome {
        /// The course, grade or competition (its id).
        item: String,
        /// The skill (an id of `skills`).
        skill: String,
        /// The proficiency it gives, in units; one if empty.
        units: Option<u32> = Some((1, 1000)),
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What the college recognises for what (credit bank).
    recognition: RecognitionRule {
        /// Its id.
        id: String,
        /// What is held: a grade or an award (its id).
        from: String,
        /// Courses that it may count as, each a choice (ids of `courses`).
        courses: Vec<String>,
        /// Or any course of this category of the student's programme.
        category: Option<Category>,
        /// Credits that are recognised; the course's own if empty.
        credits: Option<Decimal>,
        /// The fee for having it recognised.
        fee: Option<Decimal>,
        /// The first day on which it is in force.
        valid_from: Option<Date>,
        /// The last day on which it is in force.
        valid_to: Option<Date>,
        /// What a reader should know.
        note: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Limits on recognition.
    recognition_caps: RecognitionCap {
        /// Its id.
        id: String,
        /// What it limits.
        scope: CapScope,
        /// Only for these items (ids of `grades` or `awards`); all if empty.
        items: Vec<String>,
        /// For `category`: which.
        category: Option<Category>,
        /// At most so many credits.
        credits: Option<Decimal>,
        /// At most so many courses; for `per_course` so many items.
        count: Option<u32>,
        /// At most this share of the programme's credits, in per cent.
        share: Option<Decimal> = Some((0, 100)),
        /// What a reader should know.
        note: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Items of which at most one counts.
    exclusions: Exclusion {
        /// Its id.
        id: String,
        /// The items (ids of courses, grades or competitions).
        items: Vec<String>,
        /// Why.
        note: Names,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// Feedback signals: what the loop that keeps certificates and courses honest has brought up, and what followed.
    feedback: Feedback {
        /// Its id.
        id: String,
        /// What it is about (an id of `qualifications`, `grades`, `courses`, `programmes` or `competitions`).
        item: String,
        /// The step of the loop: `develop` → `teach` → `assess` → `evaluate` → `feed_back` → `revise`.
        step: QualityStep,
        /// Who reports it.
        reporter: Option<Reporter>,
        /// What was measured, such as the pass rate.
        measure: Names,
        /// What came out.
        result: Option<Decimal>,
        /// The unit of the result, such as `%`.
        unit: Option<String>,
        /// How many answered or were counted. Below ten the result is not shown: it could be told whose it is.
        count: Option<u32>,
        /// The period, such as `2025` or `2025 Q3`.
        period: Option<String>,
        /// What was found.
        finding: Names,
        /// What is done about it.
        action: Names,
        /// By when.
        due: Option<Date>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// The circle × element matrix of the integration of industry, education and certificates.
    circles: CircleCell {
        /// The circle, such as Industry.
        circle: Names,
        /// What the cell holds.
        element: Names,
        /// Educational or resource element.
        kind: ElementKind,
        /// The tables of this pack whose records belong there, such as `standards`.
        tables: Vec<String>,
        /// Where that is said (an id of `sources`).
        source: Option<String>,
    }

    /// What readers should know of certificates before they choose, such as what 1+X is.
    explainers: Explainer {
        /// Its id.
        id: String,
        /// What it answers, such as "What is 1+X?".
        name: Names,
        /// The same on a button that is always in sight, such as "1+X?"; of several, the first has it.
        short: Names,
        /// The explanation.
        text: Names,
        /// What certificates of these families that have ended are still worth.
        held: Names,
        /// The families that it is about.
        families: Vec<Family>,
        /// Where that is said (ids of `sources`).
        sources: Vec<String>,
    }

    /// Example learners that a visitor can try.
    learners: DemoLearner {
        /// Their id.
        id: String,
        /// Their name.
        name: Names,
        /// The programme (an id of `programmes`); empty for a working adult.
        programme: Option<String>,
        /// The calendar term they entered in (an id of `calendar`).
        entry: Option<String>,
        /// The programme term they are in, 1 = first.
        term: Option<u32> = Some((1, 16)),
        /// Courses done (ids of `courses`).
        completed: Vec<String>,
        /// Grades and awards held (ids of `grades` and `awards`).
        held: Vec<String>,
        /// The job they aim at (an id of `jobs`).
        goal: Option<String>,
        /// Where they are (an id of `regions`).
        region: Option<String>,
        /// What they can spend, in the pack's currency.
        budget: Option<u32>,
        /// Hours a week beside the timetable.
        hours_a_week: Option<u32> = Some((0, 168)),
        /// Who they are, in a sentence.
        note: Names,
    }
}
