//! From a pack's tables to the model: every reference resolved, every fault reported at its place.

use super::{
    About, Alignment, Award, AwardId, CalendarTerm, CapScope, CircleCell, Competition, CompetitionId, Course,
    CourseId, CreditFloor, CurriculumEntry, Demand, DemoLearner, Dense, Descriptor, Exclusion, Explainer,
    Fee, Feedback, Framework, FrameworkId, Function, FunctionId, Grade, GradeId, Head, Job, JobId, Kind,
    Level, LevelId, Model, Node, Organisation, Placement, Programme, ProgrammeId, Qualification,
    QualificationId, QualificationSet, RecognitionCap, RecognitionRule, Region, RegistrationRoute, Sitting,
    Skill, SkillId, Source, SourceId, Standard, StandardId, Status, Table, TermKind, Units, Valid, Weight,
    WorkField, check,
};
use crate::date::Date;
use crate::decimal::Decimal;
use crate::diagnostic::{IdFault, Place, Problem};
use crate::learner::Learner;
use crate::names::Names;
use crate::pack::MAX_ROWS;
use crate::requisite::{self, Requisite};
use crate::sort::{sort, sort_by_key};
use crate::sorted::{Map, Set};
use crate::wire::field::{is_unseen, scheme, shorten};
use crate::wire::pack_v1::{self, Basis, Demanded, FeeComponent, PackV1};
use crate::wire::table::{Report, Row};

/// Resolves and checks a pack's tables. Reports every fault it finds; gives a model only if none is an error.
pub fn build(tables: &PackV1, report: &mut Report) -> Option<Model> {
    let ids = Ids::collect(tables, report);
    let mut builder = Builder { tables, ids: &ids, report, table: "pack", row: 0 };
    let head = builder.head()?;
    let mut model = builder.model(head);
    builder.attach(&mut model);
    check::check(&model, tables, report);
    #[cfg(feature = "author")]
    if !report.has_errors() {
        super::advise::advise(&model, tables, report);
    }
    if report.has_errors() { None } else { Some(model) }
}

/// The readable ids of every table, each with its place and the row it stands in.
struct Ids {
    nodes: Map<String, (Node, u32)>,
    simple: Map<&'static str, Map<String, (u32, u32)>>,
}

impl Ids {
    fn collect(tables: &PackV1, report: &mut Report) -> Self {
        let mut ids = Ids { nodes: Map::new(), simple: Map::new() };
        macro_rules! nodes {
            ($($table:ident => $Variant:ident($Id:ident)),+ $(,)?) => {$(
                for (index, row) in tables.$table.iter().enumerate() {
                    ids.add_node(&row.id, Node::$Variant($Id::new(index)), row.at, report);
                }
            )+};
        }
        nodes! {
            jobs => Job(JobId), programmes => Programme(ProgrammeId), courses => Course(CourseId),
            qualifications => Qualification(QualificationId), grades => Grade(GradeId),
            competitions => Competition(CompetitionId), awards => Award(AwardId),
        }
        macro_rules! simple {
            ($($table:ident),+ $(,)?) => {$(
                ids.simple.insert(stringify!($table), Map::new());
                for (index, row) in tables.$table.iter().enumerate() {
                    ids.add_simple(stringify!($table), &row.id, (index as u32, row.at), report);
                }
            )+};
        }
        simple!(
            sources,
            regions,
            organisations,
            frameworks,
            levels,
            standards,
            functions,
            skills,
            fields,
            calendar,
            recognition,
            recognition_caps,
            credit_floors,
            exclusions,
            feedback,
            learners,
        );
        ids
    }

    // Functions of their own for what is done with each record, as there are many tables.
    fn add_node(&mut self, id: &str, node: Node, row: u32, report: &mut Report) {
        let table = node.kind().table();
        check_id(table, id, row, report);
        match self.nodes.get(id) {
            Some((first, at)) => duplicate(table, id, row, (first.kind().table(), *at), report),
            None => {
                self.nodes.insert(id.to_owned(), (node, row));
            }
        }
    }

    fn add_simple(&mut self, table: &'static str, id: &str, place: (u32, u32), report: &mut Report) {
        let known = self.simple.entry(table).or_default();
        let (_, row) = place;
        check_id(table, id, row, report);
        match known.get(id) {
            Some((_, first)) => duplicate(table, id, row, (table, *first), report),
            None => {
                known.insert(id.to_owned(), place);
            }
        }
    }
}

fn check_id(table: &str, id: &str, row: u32, report: &mut Report) {
    if let Some(fault) = id_fault(id) {
        report.at(table, row, "id", Problem::BadId { id: shorten(id), fault });
    }
}

fn id_fault(id: &str) -> Option<IdFault> {
    if let Some(character) = id.chars().find(|character| !requisite::is_word(*character)) {
        Some(IdFault::Character(character))
    } else if requisite::is_reserved(id) {
        Some(IdFault::Reserved)
    } else {
        (id.is_empty() || id.len() > 64).then_some(IdFault::Length)
    }
}

/// Reports an id that stands first in another table or row.
fn duplicate(table: &str, id: &str, row: u32, (first_table, first): (&str, u32), report: &mut Report) {
    let first = Box::new(report.origin.place(first_table, first, Some("id"), None));
    report.at(table, row, "id", Problem::DuplicateId { id: id.to_owned(), first });
}

/// Ids of records that have a page of their own.
trait Paged: Dense {
    const KIND: Kind;
}

macro_rules! paged {
    ($($Id:ident => $Kind:ident),+ $(,)?) => {$(
        impl Paged for $Id {
            const KIND: Kind = Kind::$Kind;
        }
    )+};
}
paged! {
    JobId => Job, ProgrammeId => Programme, CourseId => Course, QualificationId => Qualification, GradeId => Grade,
    CompetitionId => Competition,
}

/// No programme has more terms.
const MOST_TERMS: u32 = 16;

/// Where in a row something stands.
#[derive(Clone, Copy)]
enum InRow<'a> {
    /// In a field.
    Field(&'a str),
    /// At a character of the field's text, counted from one.
    Character(&'a str, u32),
    /// An entry of the field's list.
    Entry(&'a str, usize),
}

/// Resolves row after row.
///
/// Which row is looked at is kept here, and what does not depend on the type of an id is done without it: there are
/// some two hundred references, and a page downloads the code of each.
struct Builder<'a> {
    tables: &'a PackV1,
    ids: &'a Ids,
    report: &'a mut Report,
    /// The table of the row that is looked at.
    table: &'static str,
    /// The row that is looked at; its faults are reported there.
    row: u32,
}

impl Builder<'_> {
    fn look_at(&mut self, table: &'static str, row: u32) {
        (self.table, self.row) = (table, row);
    }

    /// Reports a field of the row.
    fn fault(&mut self, field: &str, problem: Problem) {
        self.fault_at(InRow::Field(field), problem);
    }

    fn fault_at(&mut self, spot: InRow<'_>, problem: Problem) {
        let (table, row, origin) = (self.table, self.row, &self.report.origin);
        let place = match spot {
            InRow::Field(field) => origin.place(table, row, Some(field), None),
            InRow::Character(field, character) => origin.place(table, row, Some(field), Some(character)),
            InRow::Entry(field, entry) => origin.place_of_entry(table, row, field, entry),
        };
        self.report.add(place, problem);
    }

    /// Reports a field that must be filled in here.
    fn missing(&mut self, field: &str) {
        self.fault(field, Problem::MissingField { field: field.to_owned() });
    }

    /// Resolves an id of a table without pages.
    fn one<I: Dense>(&mut self, id: &str, field: &str) -> Option<I> {
        self.listed(I::TABLE, id, InRow::Field(field)).map(|place| I::new(place as usize))
    }

    /// Resolves an id that may be left out.
    fn option<I: Dense>(&mut self, id: &Option<String>, field: &str) -> Option<I> {
        match id {
            Some(id) => self.one(id, field),
            None => None,
        }
    }

    /// The place in a table without pages.
    #[inline(never)]
    fn listed(&mut self, table: &'static str, id: &str, spot: InRow<'_>) -> Option<u32> {
        let ids = self.ids;
        let known = &ids.simple[table];
        if let Some((place, _)) = known.get(id) {
            return Some(*place);
        }
        if self.report.is_unread(table, id) {
            return None;
        }
        let names = || known.keys().map(String::as_str).collect();
        let nearest = self.report.suggestions.nearest(&[table], id, &names);
        self.fault_at(spot, Problem::UnknownId { id: id.to_owned(), kinds: vec![table], nearest });
        None
    }

    fn source(&mut self, id: &Option<String>) -> Option<SourceId> {
        self.option(id, "source")
    }

    /// Resolves the id of a node of one of some kinds.
    fn node(&mut self, id: &str, kinds: &[Kind], field: &str) -> Option<Node> {
        self.node_at(id, kinds, InRow::Field(field))
    }

    fn node_at(&mut self, id: &str, kinds: &[Kind], spot: InRow<'_>) -> Option<Node> {
        let tables = || kinds.iter().map(|kind| kind.table()).collect::<Vec<_>>();
        let problem = match self.ids.nodes.get(id) {
            Some((node, _)) if kinds.contains(&node.kind()) => return Some(*node),
            Some((node, _)) => {
                Problem::WrongKind { id: id.to_owned(), found: node.kind().table(), want: tables() }
            }
            None if kinds.iter().any(|kind| self.report.is_unread(kind.table(), id)) => return None,
            None => {
                let ids = self.ids;
                let names = || {
                    let mut names = Vec::new();
                    for (known, (node, _)) in ids.nodes.iter() {
                        if kinds.contains(&node.kind()) {
                            names.push(known.as_str());
                        }
                    }
                    names
                };
                let nearest = self.report.suggestions.nearest(&tables(), id, &names);
                Problem::UnknownId { id: id.to_owned(), kinds: tables(), nearest }
            }
        };
        self.fault_at(spot, problem);
        None
    }

    fn nodes(&mut self, ids: &[String], kinds: &[Kind], field: &str) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (entry, id) in ids.iter().enumerate() {
            if let Some(node) = self.node_at(id, kinds, InRow::Entry(field, entry)) {
                nodes.push(node);
            }
        }
        nodes
    }

    /// Resolves the id of a record with a page.
    fn page<I: Paged>(&mut self, id: &str, field: &str) -> Option<I> {
        self.node(id, &[I::KIND], field).map(|node| I::new(node.index()))
    }

    fn page_option<I: Paged>(&mut self, id: &Option<String>, field: &str) -> Option<I> {
        match id {
            Some(id) => self.page(id, field),
            None => None,
        }
    }

    fn pages<I: Paged>(&mut self, ids: &[String], field: &str) -> Vec<I> {
        let mut pages = Vec::new();
        for node in self.nodes(ids, &[I::KIND], field) {
            pages.push(I::new(node.index()));
        }
        pages
    }

    fn requisite(&mut self, text: &Option<String>) -> Option<Requisite<Node>> {
        match requisite::parse(text.as_ref()?) {
            Ok(parsed) => {
                let mut gates = Vec::new();
                parsed.each_programme(&mut |spot| gates.push(spot.at));
                let resolved = parsed.try_map(&mut |spot| {
                    let items =
                        &[Kind::Course, Kind::Grade, Kind::Competition, Kind::Award, Kind::Programme][..];
                    // They were met in the order of the text.
                    let is_gate = gates.binary_search(&spot.at).is_ok();
                    let kinds = if is_gate { &items[4..] } else { items };
                    let node = self.node_at(&spot.id, kinds, InRow::Character("requisite", spot.at));
                    // What is unknown counts as a finished programme, which stands in no circle with the rest.
                    Ok::<_, ()>(node.unwrap_or(Node::Programme(ProgrammeId(0))))
                });
                resolved.ok()
            }
            Err(fault) => {
                self.fault_at(InRow::Character("requisite", fault.at), Problem::Requisite(fault));
                None
            }
        }
    }

    fn placement(&mut self, level: &Option<String>, basis: Option<Basis>) -> Option<Placement> {
        let level = self.option(level, "level")?;
        // A placement without a stated basis is the author's own.
        Some(Placement { level, basis: basis.unwrap_or(Basis::Author) })
    }

    fn link(&mut self, link: &Option<String>, field: &str) -> Option<String> {
        let link = link.as_ref()?;
        if is_safe_link(link) {
            return Some(link.clone());
        }
        self.fault(field, Problem::UnsafeLink { link: shorten(link) });
        None
    }

    fn valid(&mut self, (from, to): (Option<Date>, Option<Date>)) -> Valid {
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            self.fault("valid_to", Problem::EndsBeforeStart);
        }
        Valid { from, to }
    }

    fn about(
        &mut self,
        id: &str,
        name: &Names,
        status: Option<Status>,
        valid: Valid,
        source: &Option<String>,
    ) -> About {
        if name.is_empty() {
            self.missing("name");
        }
        About { id: id.to_owned(), name: name.clone(), status, valid, source: self.source(source) }
    }

    fn head(&mut self) -> Option<Head> {
        let Some(row) = self.tables.pack.first() else {
            if !self.report.has_errors() {
                self.report
                    .add(Place::Whole, Problem::MissingTable { table: self.report.origin.file("pack") });
            }
            return None;
        };
        check_id("pack", &row.id, row.at, self.report);
        if let Some(second) = self.tables.pack.get(1) {
            self.look_at("pack", second.at);
            self.fault("id", Problem::OneRowOnly);
        }
        self.look_at("pack", row.at);
        self.valid((row.valid_from, row.valid_to));
        if row.name.is_empty() {
            self.missing("name");
        }
        Some(Head {
            id: row.id.clone(),
            name: row.name.clone(),
            version: row.version.clone(),
            valid_to: row.valid_to,
            contact: self.link(&row.contact, "contact"),
            home: self.link(&row.home, "home"),
            college: self.option(&row.college, "college"),
            region: self.option(&row.region, "region"),
            ladder: self.option(&row.ladder, "ladder"),
            currency: row.currency.clone(),
            exams_a_term: row.exams_a_term,
            licence: row.licence.clone(),
            note: row.note.clone(),
        })
    }

    fn model(&mut self, head: Head) -> Model {
        let tables = self.tables;
        macro_rules! each {
            ($table:ident, |$row:ident| $make:expr) => {{
                let mut records = Vec::with_capacity(tables.$table.len());
                for $row in &tables.$table {
                    self.look_at(stringify!($table), $row.at);
                    records.push($make);
                }
                Table::new(records)
            }};
        }
        macro_rules! about {
            ($row:ident, $status:expr, $valid:expr) => {{
                let valid = self.valid($valid);
                self.about(&$row.id, &$row.name, $status, valid, &$row.source)
            }};
        }
        Model {
            sources: each!(sources, |row| Source {
                id: row.id.clone(),
                name: row.name.clone(),
                publisher: row.publisher.clone(),
                url: self.link(&row.url, "url"),
                read: row.read,
                confidence: row.confidence,
                attribution: row.attribution.clone(),
            }),
            provenance: self.provenance(),
            regions: each!(regions, |row| Region {
                id: row.id.clone(),
                name: row.name.clone(),
                parent: self.option(&row.parent, "parent"),
            }),
            organisations: each!(organisations, |row| Organisation {
                about: about!(row, row.status, (None, None)),
                kind: row.kind,
                region: self.option(&row.region, "region"),
                url: self.link(&row.url, "url"),
            }),
            frameworks: each!(frameworks, |row| Framework {
                about: about!(row, None, (None, None)),
                kind: row.kind,
                region: self.option(&row.region, "region"),
                credit_hours: row.credit_hours,
                note: row.note.clone(),
                levels: Vec::new(),
            }),
            levels: each!(levels, |row| Level {
                about: about!(row, None, (None, None)),
                framework: self.one(&row.framework, "framework").unwrap_or(FrameworkId(0)),
                rank: row.rank,
                awards: row.awards.clone(),
                descriptors: Vec::new(),
                alignments: Vec::new(),
            }),
            standards: each!(standards, |row| Standard {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                code: row.code.clone(),
                edition: row.edition.clone(),
                issuer: self.option(&row.issuer, "issuer"),
                successor: self.option(&row.successor, "successor"),
            }),
            functions: each!(functions, |row| Function {
                about: about!(row, None, (None, None)),
                standard: self.one(&row.standard, "standard").unwrap_or(StandardId(0)),
            }),
            skills: each!(skills, |row| Skill {
                about: about!(row, row.status, (None, None)),
                leaf: row.leaf,
                function: self.option(&row.function, "function"),
                area: row.area.clone(),
                task: row.task.clone(),
                level: self.option(&row.level, "level"),
            }),
            fields: each!(fields, |row| WorkField { id: row.id.clone(), name: row.name.clone() }),
            jobs: each!(jobs, |row| Job {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                code: row.code.clone(),
                edition: row.edition.clone(),
                field: self.option(&row.field, "field"),
                summary: row.summary.clone(),
                placement: self.placement(&row.level, row.level_basis),
                interests: self.interests(row),
                next: self.pages(&row.next, "next"),
                functions: Vec::new(),
                needs: Vec::new(),
                qualifications: Vec::new(),
                demand: Vec::new(),
            }),
            programmes: each!(programmes, |row| Programme {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                code: row.code.clone(),
                edition: row.edition.clone(),
                stage: row.stage,
                placement: self.placement(&row.level, row.level_basis),
                terms: vec![TermKind::Study; row.terms.clamp(1, MOST_TERMS) as usize],
                credits: row.credits,
                occupations: row.occupations.clone(),
                next: self.pages(&row.next, "next"),
                curriculum: Vec::new(),
            }),
            courses: each!(courses, |row| Course {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                credits: row.credits,
                hours: row.hours,
                practice_hours: row.practice_hours,
                kind: row.kind,
                requisite: self.requisite(&row.requisite),
                gives: Vec::new(),
                programmes: Vec::new(),
            }),
            qualifications: each!(qualifications, |row| Qualification {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                family: row.family,
                issuer: self.option(&row.issuer, "issuer"),
                standard: self.option(&row.standard, "standard"),
                batch: row.batch,
                edition: row.edition.clone(),
                programmes: self.pages(&row.programmes, "programmes"),
                valid_months: row.valid_months,
                pass_rule: row.pass_rule.clone(),
                renewal: row.renewal.clone(),
                successor: self.page_option(&row.successor, "successor"),
                note: row.note.clone(),
                grades: Vec::new(),
                routes: Vec::new(),
            }),
            grades: each!(grades, |row| Grade {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                qualification: self.page(&row.qualification, "qualification").unwrap_or(QualificationId(0)),
                rank: row.rank,
                summary: row.summary.clone(),
                placement: self.placement(&row.level, row.level_basis),
                hours: row.hours,
                requisite: self.requisite(&row.requisite),
                functions: Vec::new(),
                gives: Vec::new(),
                fees: Vec::new(),
                sittings: Vec::new(),
            }),
            competitions: each!(competitions, |row| Competition {
                about: about!(row, row.status, (row.valid_from, row.valid_to)),
                tier: row.tier,
                organiser_kind: row.organiser_kind,
                organiser: self.option(&row.organiser, "organiser"),
                code: row.code.clone(),
                edition: row.edition.clone(),
                team: row.team,
                hours: row.hours,
                requisite: self.requisite(&row.requisite),
                placement: self.placement(&row.level, row.level_basis),
                awards: Vec::new(),
                gives: Vec::new(),
                fees: Vec::new(),
                sittings: Vec::new(),
            }),
            awards: each!(awards, |row| Award {
                about: about!(row, None, (None, None)),
                competition: self.page(&row.competition, "competition").unwrap_or(CompetitionId(0)),
                rank: row.rank,
                share: row.share,
            }),
            calendar: self.calendar(),
            recognition: self.recognition(),
            recognition_caps: self.recognition_caps(),
            credit_floors: self.credit_floors(),
            exclusions: self.exclusions(),
            feedback: self.feedback(),
            circles: self.circles(),
            explainers: self.explainers(),
            learners: self.learners(),
            by_id: self.by_id(),
            head,
        }
    }

    fn by_id(&self) -> Vec<(String, Node)> {
        let mut by_id = Vec::with_capacity(self.ids.nodes.len());
        for (id, (node, _)) in self.ids.nodes.iter() {
            by_id.push((id.clone(), *node));
        }
        by_id
    }

    /// The last term of a programme; without end where the number of its terms is wrong, as nothing can be judged
    /// by it.
    fn last_term(&self, programme: ProgrammeId) -> u32 {
        let count = self.tables.programmes[programme.index()].terms;
        if (1..=MOST_TERMS).contains(&count) { count } else { u32::MAX }
    }

    fn interests(&mut self, row: &Row<pack_v1::Job>) -> String {
        let Some(text) = &row.interests else { return String::new() };
        let letters = text.to_ascii_uppercase();
        if letters.chars().all(|letter| "RIASEC".contains(letter)) {
            return letters;
        }
        let problem = Problem::UnknownChoice {
            found: shorten(text),
            choices: &["R", "I", "A", "S", "E", "C"],
            nearest: None,
        };
        self.fault("interests", problem);
        String::new()
    }

    fn unknown_table(&mut self, field: &str, table: &str) {
        let nearest = self.report.suggestions.nearest(&["tables"], table, &PackV1::table_names);
        self.fault(field, Problem::UnknownTable { table: table.to_owned(), nearest });
    }

    fn provenance(&mut self) -> Vec<((String, String, String), SourceId)> {
        let mut entries = Map::new();
        for row in &self.tables.provenance {
            self.look_at("provenance", row.at);
            let Some(table) = PackV1::table(&row.table) else {
                self.unknown_table("table", &row.table);
                continue;
            };
            let mut fields = Set::new();
            for field in &row.fields {
                if table.has(field) {
                    fields.insert(field);
                } else {
                    let names = || table.field_names();
                    let nearest = self.report.suggestions.nearest(&["fields", table.name], field, &names);
                    self.fault("fields", Problem::UnknownField { field: field.clone(), nearest });
                }
            }
            for (entry, record) in row.records.iter().enumerate() {
                self.provenance_record(table.name, record, entry);
            }
            let Some(source) = self.one::<SourceId>(&row.source, "source") else { continue };
            if (entries.len() + fields.len() * row.records.len()) as u64 > MAX_ROWS {
                self.report.add(Place::Whole, Problem::TooManyRows { cap: MAX_ROWS });
                break;
            }
            for record in &row.records {
                for &field in fields.iter() {
                    entries.insert((row.table.clone(), record.clone(), field.clone()), source);
                }
            }
        }
        entries.into_iter().collect()
    }

    /// Looks whether a record of `provenance` exists. In tables without ids it is named by its item.
    fn provenance_record(&mut self, table: &'static str, id: &str, entry: usize) {
        let kinds = [
            Kind::Job,
            Kind::Programme,
            Kind::Course,
            Kind::Qualification,
            Kind::Grade,
            Kind::Competition,
            Kind::Award,
        ];
        let spot = InRow::Entry("records", entry);
        if id == "*" {
            return;
        }
        if let Some(kind) = kinds.into_iter().find(|kind| kind.table() == table) {
            self.node_at(id, &[kind], spot);
        } else if self.ids.simple.contains_key(table) {
            self.listed(table, id, spot);
        }
    }

    fn calendar(&mut self) -> Vec<CalendarTerm> {
        let mut terms: Vec<CalendarTerm> = Vec::new();
        for row in &self.tables.calendar {
            self.look_at("calendar", row.at);
            if row.end < row.start {
                self.fault("end", Problem::EndsBeforeStart);
            }
            if terms.last().is_some_and(|above| row.start <= above.end) {
                self.fault("start", Problem::OutOfOrder);
            }
            terms.push(CalendarTerm {
                id: row.id.clone(),
                name: row.name.clone(),
                start: row.start,
                end: row.end,
                weeks: row.weeks.max(1),
                source: self.source(&row.source),
            });
        }
        terms
    }

    fn recognition(&mut self) -> Vec<RecognitionRule> {
        let mut rules = Vec::new();
        for row in &self.tables.recognition {
            self.look_at("recognition", row.at);
            let courses = self.pages(&row.courses, "courses");
            if row.courses.is_empty() && row.category.is_none() {
                self.missing("courses");
            }
            let from = self.node(&row.from, &[Kind::Grade, Kind::Award], "from");
            let source = self.source(&row.source);
            let valid = self.valid((row.valid_from, row.valid_to));
            let Some(from) = from else { continue };
            rules.push(RecognitionRule {
                id: row.id.clone(),
                from,
                courses,
                category: row.category,
                credits: row.credits,
                fee: row.fee,
                valid,
                note: row.note.clone(),
                source,
            });
        }
        rules
    }

    fn recognition_caps(&mut self) -> Vec<RecognitionCap> {
        let mut caps = Vec::new();
        for row in &self.tables.recognition_caps {
            self.look_at("recognition_caps", row.at);
            let items = self.nodes(&row.items, &[Kind::Grade, Kind::Award], "items");
            // Without it the cap would hold for everything.
            if row.scope == CapScope::Category && row.category.is_none() {
                self.missing("category");
            }
            caps.push(RecognitionCap {
                id: row.id.clone(),
                scope: row.scope,
                items,
                category: row.category,
                credits: row.credits,
                count: row.count,
                share: row.share,
                note: row.note.clone(),
                source: self.source(&row.source),
            });
        }
        caps
    }

    fn credit_floors(&mut self) -> Vec<CreditFloor> {
        let mut floors = Vec::new();
        for row in &self.tables.credit_floors {
            self.look_at("credit_floors", row.at);
            let source = self.source(&row.source);
            let Some(programme) = self.page::<ProgrammeId>(&row.programme, "programme") else { continue };
            floors.push(CreditFloor {
                id: row.id.clone(),
                programme,
                name: row.name.clone(),
                category: row.category,
                nature: row.nature,
                credits: row.credits,
                source,
            });
        }
        floors
    }

    fn exclusions(&mut self) -> Vec<Exclusion> {
        let mut exclusions = Vec::new();
        for row in &self.tables.exclusions {
            self.look_at("exclusions", row.at);
            exclusions.push(Exclusion {
                id: row.id.clone(),
                items: self.nodes(&row.items, &[Kind::Course, Kind::Grade, Kind::Competition], "items"),
                note: row.note.clone(),
                source: self.source(&row.source),
            });
        }
        exclusions
    }

    fn feedback(&mut self) -> Vec<Feedback> {
        let kinds = [Kind::Qualification, Kind::Grade, Kind::Course, Kind::Programme, Kind::Competition];
        let mut signals = Vec::new();
        for row in &self.tables.feedback {
            self.look_at("feedback", row.at);
            let item = self.node(&row.item, &kinds, "item");
            let source = self.source(&row.source);
            // A signal says something: a figure, a finding or what is done.
            if row.result.is_none() && row.finding.is_empty() && row.action.is_empty() {
                self.missing("finding");
            }
            if row.result.is_some() && row.measure.is_empty() {
                self.missing("measure");
            }
            let Some(item) = item else { continue };
            signals.push(Feedback {
                id: row.id.clone(),
                item,
                step: row.step,
                reporter: row.reporter,
                measure: row.measure.clone(),
                result: row.result,
                unit: row.unit.clone(),
                count: row.count,
                period: row.period.clone(),
                finding: row.finding.clone(),
                action: row.action.clone(),
                due: row.due,
                source,
            });
        }
        signals
    }

    fn circles(&mut self) -> Vec<CircleCell> {
        let mut cells = Vec::new();
        let lengths = self.tables.lengths();
        for row in &self.tables.circles {
            self.look_at("circles", row.at);
            let mut tables = Vec::new();
            for table in &row.tables {
                match lengths.iter().find(|(name, _)| name == table) {
                    Some((_, length)) => tables.push((table.clone(), *length)),
                    None => self.unknown_table("tables", table),
                }
            }
            cells.push(CircleCell {
                circle: row.circle.clone(),
                element: row.element.clone(),
                kind: row.kind,
                tables,
                source: self.source(&row.source),
            });
        }
        cells
    }

    fn explainers(&mut self) -> Vec<Explainer> {
        let mut explainers = Vec::new();
        for row in &self.tables.explainers {
            self.look_at("explainers", row.at);
            if row.text.is_empty() {
                self.missing("text");
            }
            let mut sources = Vec::new();
            for (entry, id) in row.sources.iter().enumerate() {
                let place = self.listed(SourceId::TABLE, id, InRow::Entry("sources", entry));
                sources.extend(place.map(|place| SourceId::new(place as usize)));
            }
            explainers.push(Explainer {
                id: row.id.clone(),
                name: row.name.clone(),
                short: row.short.clone(),
                text: row.text.clone(),
                held: row.held.clone(),
                families: row.families.clone(),
                sources,
            });
        }
        explainers
    }

    fn learners(&mut self) -> Vec<DemoLearner> {
        let mut learners = Vec::new();
        for row in &self.tables.learners {
            self.look_at("learners", row.at);
            let mut held = self.nodes(&row.completed, &[Kind::Course], "completed");
            held.append(&mut self.nodes(&row.held, &[Kind::Grade, Kind::Award], "held"));
            let entry = match &row.entry {
                Some(id) => self.listed("calendar", id, InRow::Field("entry")),
                None => None,
            };
            let programme = self.page_option::<ProgrammeId>(&row.programme, "programme");
            let last = programme.map_or(u32::MAX, |id| self.last_term(id));
            if let Some(term) = row.term.filter(|term| *term > last && *term <= MOST_TERMS) {
                self.fault("term", Problem::TermOutside { term, last });
            }
            learners.push(DemoLearner {
                id: row.id.clone(),
                name: row.name.clone(),
                note: row.note.clone(),
                learner: Learner {
                    programme,
                    entry,
                    term: row.term,
                    held,
                    goal: self.page_option(&row.goal, "goal"),
                    region: self.option(&row.region, "region"),
                    budget: row.budget,
                    hours_a_week: row.hours_a_week,
                    ..Learner::default()
                },
            });
        }
        learners
    }

    /// Adds the rows of join tables to the records that they belong to.
    fn attach(&mut self, model: &mut Model) {
        self.attach_frameworks(model);
        self.attach_jobs(model);
        self.attach_programmes(model);
        self.attach_qualifications(model);
        self.attach_outcomes(model);
    }

    fn attach_frameworks(&mut self, model: &mut Model) {
        let levels = by_rank(&model.levels, |level| level.rank);
        for id in levels {
            let framework = model.levels[id].framework;
            if framework.index() < model.frameworks.len() {
                model.frameworks.get_mut(framework).levels.push(id);
            }
        }
        for row in &self.tables.descriptors {
            self.look_at("descriptors", row.at);
            let source = self.source(&row.source);
            let Some(level) = self.one::<LevelId>(&row.level, "level") else { continue };
            let descriptor = Descriptor { leaves: row.leaves.clone(), text: row.text.clone(), source };
            model.levels.get_mut(level).descriptors.push(descriptor);
        }
        for row in &self.tables.alignments {
            self.look_at("alignments", row.at);
            let level = self.one::<LevelId>(&row.level, "level");
            let framework = self.one::<FrameworkId>(&row.framework, "framework");
            let from = self.option::<LevelId>(&row.from, "from");
            let to = self.option::<LevelId>(&row.to, "to").or(from);
            let source = self.source(&row.source);
            let (Some(level), Some(framework)) = (level, framework) else { continue };
            for (end, field, id) in [(from, "from", &row.from), (to, "to", &row.to)] {
                let (Some(end), Some(id)) = (end, id) else { continue };
                if model.levels[end].framework != framework {
                    let problem = Problem::LevelOutsideFramework {
                        level: id.clone(),
                        framework: model.frameworks[framework].about.id.clone(),
                    };
                    self.fault(field, problem);
                }
            }
            let levels = from.zip(to);
            let is_reversed = |(from, to): (LevelId, LevelId)| {
                let (from, to) = (&model.levels[from], &model.levels[to]);
                from.framework == to.framework && from.rank > to.rank
            };
            if levels.is_some_and(is_reversed) {
                self.fault("to", Problem::FromAboveTo);
            }
            let alignment = Alignment { framework, levels, basis: row.basis, source };
            model.levels.get_mut(level).alignments.push(alignment);
        }
    }

    fn attach_jobs(&mut self, model: &mut Model) {
        for row in &self.tables.job_functions {
            self.look_at("job_functions", row.at);
            let function = self.one::<FunctionId>(&row.function, "function");
            let source = self.source(&row.source);
            let job = self.page::<JobId>(&row.job, "job");
            let (Some(job), Some(function)) = (job, function) else { continue };
            model.jobs.get_mut(job).functions.push(Weight { function, share: row.weight, source });
        }
        for row in &self.tables.job_skills {
            self.look_at("job_skills", row.at);
            let skill = self.one::<SkillId>(&row.skill, "skill");
            let source = self.source(&row.source);
            let job = self.page::<JobId>(&row.job, "job");
            let (Some(job), Some(skill)) = (job, skill) else { continue };
            model.jobs.get_mut(job).needs.push(Units { skill, units: row.units, source });
        }
        let mut places: Map<(JobId, &str, Demanded), usize> = Map::new();
        for row in &self.tables.job_qualifications {
            self.look_at("job_qualifications", row.at);
            let item = self.node(&row.item, &[Kind::Grade, Kind::Programme], "item");
            let source = self.source(&row.source);
            let job = self.page::<JobId>(&row.job, "job");
            let (Some(job), Some(item)) = (job, item) else { continue };
            let sets = &mut model.jobs.get_mut(job).qualifications;
            let place = *places.entry((job, row.set.as_str(), row.demanded)).or_insert(sets.len());
            match sets.get_mut(place) {
                Some(set) => set.items.push((item, source)),
                None => sets.push(QualificationSet {
                    label: row.set.clone(),
                    demanded: row.demanded,
                    items: vec![(item, source)],
                }),
            }
        }
        for row in &self.tables.demand {
            self.look_at("demand", row.at);
            let region = self.one(&row.region, "region");
            let source = self.source(&row.source);
            let Some(job) = self.page::<JobId>(&row.job, "job") else { continue };
            if row.pay_from.zip(row.pay_to).is_some_and(|(from, to)| to < from) {
                self.fault("pay_to", Problem::FromAboveTo);
            }
            let Some(region) = region else { continue };
            model.jobs.get_mut(job).demand.push(Demand {
                region,
                period: row.period.clone(),
                rank: row.rank,
                openings: row.openings,
                pay: (row.pay_from, row.pay_to),
                outlook: row.outlook.clone(),
                source,
            });
        }
    }

    fn attach_programmes(&mut self, model: &mut Model) {
        for row in &self.tables.programme_terms {
            self.look_at("programme_terms", row.at);
            let Some(programme) = self.page::<ProgrammeId>(&row.programme, "programme") else { continue };
            let last = self.last_term(programme);
            if row.term > last && row.term <= MOST_TERMS {
                self.fault("term", Problem::TermOutside { term: row.term, last });
            }
            let terms = &mut model.programmes.get_mut(programme).terms;
            if let Some(kind) = terms.get_mut((row.term as usize).wrapping_sub(1)) {
                *kind = row.kind;
            }
        }
        for row in &self.tables.curriculum {
            self.look_at("curriculum", row.at);
            let programme = self.page::<ProgrammeId>(&row.programme, "programme");
            let course = self.page::<CourseId>(&row.course, "course");
            let source = self.source(&row.source);
            let (Some(programme), Some(course)) = (programme, course) else { continue };
            let last = self.last_term(programme);
            let length = row.length.unwrap_or(1).clamp(1, MOST_TERMS);
            for &term in &row.terms {
                if term == 0 || term.saturating_add(length - 1) > last {
                    self.fault("terms", Problem::TermOutside { term, last });
                }
            }
            if row.terms.is_empty() {
                self.missing("terms");
            }
            let mut terms = row.terms.clone();
            sort(&mut terms);
            terms.dedup();
            let entry =
                CurriculumEntry { course, terms, length, nature: row.nature, category: row.category, source };
            model.programmes.get_mut(programme).curriculum.push(entry);
            model.courses.get_mut(course).programmes.push(programme);
        }
    }

    fn attach_qualifications(&mut self, model: &mut Model) {
        let grades = by_rank(&model.grades, |grade| grade.rank);
        for id in grades {
            let qualification = model.grades[id].qualification;
            if qualification.index() < model.qualifications.len() {
                model.qualifications.get_mut(qualification).grades.push(id);
            }
        }
        let awards = by_rank(&model.awards, |award| award.rank);
        for id in awards {
            let competition = model.awards[id].competition;
            if competition.index() < model.competitions.len() {
                model.competitions.get_mut(competition).awards.push(id);
            }
        }
        for row in &self.tables.grade_functions {
            self.look_at("grade_functions", row.at);
            let grade = self.page::<GradeId>(&row.grade, "grade");
            let function = self.one::<FunctionId>(&row.function, "function");
            let source = self.source(&row.source);
            let (Some(grade), Some(function)) = (grade, function) else { continue };
            model.grades.get_mut(grade).functions.push(Weight { function, share: row.weight, source });
        }
        for row in &self.tables.routes {
            self.look_at("routes", row.at);
            let qualification = self.page::<QualificationId>(&row.qualification, "qualification");
            let college = self.option(&row.college, "college");
            let source = self.source(&row.source);
            let Some(qualification) = qualification else { continue };
            model.qualifications.get_mut(qualification).routes.push(RegistrationRoute {
                route: row.route,
                college,
                year: row.year,
                programme_match: row.programme_match,
                note: row.note.clone(),
                source,
            });
        }
        for row in &self.tables.fees {
            self.look_at("fees", row.at);
            let item = self.node(&row.item, &[Kind::Grade, Kind::Competition], "item");
            let fee = Fee {
                amount: row.amount,
                component: row.component,
                region: self.option(&row.region, "region"),
                date: row.date,
                source: self.source(&row.source),
            };
            let fees = match item {
                Some(Node::Grade(grade)) => &mut model.grades.get_mut(grade).fees,
                Some(Node::Competition(competition)) => &mut model.competitions.get_mut(competition).fees,
                _ => continue,
            };
            fees.push(fee);
            let known: &[Fee] = fees;
            // The planner counts the fees of an item as one number.
            let most = |component| {
                let of = known.iter().filter(|fee| fee.component == component);
                of.map(|fee| fee.amount).max().unwrap_or_default()
            };
            let other = match row.component {
                FeeComponent::Exam => most(FeeComponent::Entry),
                FeeComponent::Entry => most(FeeComponent::Exam),
                _ => Decimal::default(),
            };
            let rest = Decimal::MOST - other.to_f64();
            if row.amount.to_f64() > rest {
                let problem = Problem::OutOfRange { found: row.amount.to_f64(), least: 0.0, most: rest };
                self.fault("amount", problem);
            }
        }
        for row in &self.tables.sittings {
            self.look_at("sittings", row.at);
            let item = self.node(&row.item, &[Kind::Grade, Kind::Competition], "item");
            if row.deadline.is_some_and(|deadline| deadline > row.date) {
                self.fault("deadline", Problem::EndsBeforeStart);
            }
            let sitting = Sitting {
                date: row.date,
                deadline: row.deadline,
                region: self.option(&row.region, "region"),
                site: row.site.clone(),
                source: self.source(&row.source),
            };
            let sittings = match item {
                Some(Node::Grade(grade)) => &mut model.grades.get_mut(grade).sittings,
                Some(Node::Competition(competition)) => &mut model.competitions.get_mut(competition).sittings,
                _ => continue,
            };
            sittings.push(sitting);
        }
        for id in model.grades.ids() {
            by_date(&mut model.grades.get_mut(id).sittings);
        }
        for id in model.competitions.ids() {
            by_date(&mut model.competitions.get_mut(id).sittings);
        }
    }

    fn attach_outcomes(&mut self, model: &mut Model) {
        for row in &self.tables.outcomes {
            self.look_at("outcomes", row.at);
            let item = self.node(&row.item, &[Kind::Course, Kind::Grade, Kind::Competition], "item");
            let skill = self.one::<SkillId>(&row.skill, "skill");
            let source = self.source(&row.source);
            let units = row.units.unwrap_or(1);
            let (Some(item), Some(skill)) = (item, skill) else { continue };
            let gives = match item {
                Node::Course(id) => &mut model.courses.get_mut(id).gives,
                Node::Grade(id) => &mut model.grades.get_mut(id).gives,
                Node::Competition(id) => &mut model.competitions.get_mut(id).gives,
                _ => continue,
            };
            gives.push(Units { skill, units, source });
        }
    }
}

/// The ids of a table by rank; of equal ranks, the first in the document.
fn by_rank<I: Dense, T>(table: &Table<I, T>, rank: impl Fn(&T) -> u32) -> Vec<I> {
    let mut ranked = Vec::new();
    for (id, record) in table.iter() {
        ranked.push((rank(record), id.index()));
    }
    sort(&mut ranked);
    let mut ids = Vec::new();
    for (_, place) in ranked {
        ids.push(I::new(place));
    }
    ids
}

fn by_date(sittings: &mut [Sitting]) {
    sort_by_key(sittings, |sitting| sitting.date);
}

/// Whether a link may be shown as one: only https, http and mailto, without characters that are not seen, and with a
/// host that reads as what it is. A name before `@` looks like a host and is none, letters of other scripts look like
/// Latin ones: such a host is written as browsers ask for it, `xn--…`.
pub fn is_safe_link(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let Some(scheme) = scheme(&lower) else { return false };
    let is_hidden = |character: char| is_unseen(character) || character.is_whitespace() || character == '\\';
    let host = lower[scheme.len()..].split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !link.chars().any(is_hidden) && (scheme == "mailto:" || !host.is_empty() && host.bytes().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::is_safe_link;

    #[test]
    fn a_link_is_what_it_looks_like() {
        for link in [
            "https://example.org",
            "HTTP://example.org:8080/a?b=c@d#e",
            "https://[::1]/",
            "https://xn--80ak6aa92e.example/路",
            "mailto:a.b@example.org?subject=x",
        ] {
            assert!(is_safe_link(link), "{link}");
        }
        for link in [
            "",
            "example.org",
            "//evil.example",
            "https:evil.example",
            "https://",
            "https:///evil.example",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "\0javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "https://example.org@evil.example/",
            "https://example.org:80@evil.example/",
            "https://example.org\\@evil.example/",
            "https://\u{430}pple.example/",
            "https://example.org\u{2044}evil.example",
            "https://evil%2eexample/",
            "https://example.org/\u{202e}gpj.exe",
            "https://exam\u{200b}ple.org/",
            "mailto:a@example.org\r\nBcc:b@example.org",
        ] {
            assert!(!is_safe_link(link), "{link}");
        }
    }
}
