//! From a pack's tables to the model: every reference resolved, every fault reported at its place.

use super::{
    About, Alignment, Award, AwardId, CalendarTerm, CircleCell, Competition, CompetitionId, Course, CourseId,
    CurriculumEntry, Demand, DemoLearner, Dense, Descriptor, Exclusion, Fee, Framework, FrameworkId,
    Function, Grade, GradeId, Head, Job, JobId, Kind, Level, LevelId, Model, Node, Organisation, Placement,
    Programme, ProgrammeId, Qualification, QualificationId, QualificationSet, RecognitionCap,
    RecognitionRule, Region, RegistrationRoute, Sitting, Skill, Source, SourceId, Standard, StandardId,
    Status, Table, TermKind, Units, Weight, WorkField, check,
};
use crate::decimal::Decimal;
use crate::diagnostic::{Place, Problem};
use crate::learner::Learner;
use crate::names::Names;
use crate::pack::MAX_ROWS;
use crate::requisite::{self, Requisite};
use crate::sort::{sort, sort_by_key};
use crate::sorted::{Map, Set};
use crate::wire::pack_v1::{self, Basis, Demanded, PackV1};
use crate::wire::table::{Origin, Report, Row};

/// Resolves and checks a pack's tables. Reports every fault it finds; gives a model only if none is an error.
pub fn build(tables: &PackV1, report: &mut Report) -> Option<Model> {
    let ids = Ids::collect(tables, report);
    let head = build_head(tables, &ids, report)?;
    let mut builder = Builder { tables, ids: &ids, report };
    let mut model = builder.model(head);
    builder.attach(&mut model);
    check::check(&model, tables, builder.report);
    #[cfg(feature = "author")]
    if !builder.report.has_errors() {
        super::advise::advise(&model, tables, builder.report);
    }
    if report.has_errors() { None } else { Some(model) }
}

/// A record's place: the table, the row, the field looked at.
#[derive(Clone, Copy)]
struct At<'a> {
    table: &'static str,
    row: u32,
    field: &'a str,
}

/// The readable ids of every table.
struct Ids {
    nodes: Map<String, Node>,
    simple: Map<&'static str, Map<String, u32>>,
}

impl Ids {
    fn collect(tables: &PackV1, report: &mut Report) -> Self {
        let mut ids = Ids { nodes: Map::new(), simple: Map::new() };
        let mut places: Map<String, (&'static str, u32)> = Map::new();
        // A function of its own for what is done with each record, as there are many tables.
        let mut node = |table: &'static str, id: &str, row: u32, node: Node| {
            check_id(id, At { table, row, field: "id" }, report);
            if let Some(&(first_table, first)) = places.get(id) {
                let first = Box::new(report.origin.place(first_table, first, Some("id"), None));
                report.at(table, row, "id", Problem::DuplicateId { id: id.to_owned(), first });
                return;
            }
            places.insert(id.to_owned(), (table, row));
            ids.nodes.insert(id.to_owned(), node);
        };
        macro_rules! nodes {
            ($($table:ident => $Variant:ident($Id:ident)),+ $(,)?) => {$(
                for (index, row) in tables.$table.iter().enumerate() {
                    node(stringify!($table), &row.id, row.at, Node::$Variant($Id::new(index)));
                }
            )+};
        }
        nodes! {
            jobs => Job(JobId), programmes => Programme(ProgrammeId), courses => Course(CourseId),
            qualifications => Qualification(QualificationId), grades => Grade(GradeId),
            competitions => Competition(CompetitionId), awards => Award(AwardId),
        }
        let mut simple = |table: &'static str, rows: Vec<(&str, u32)>| {
            let mut known: Map<String, u32> = Map::new();
            for (index, (id, row)) in rows.iter().enumerate() {
                check_id(id, At { table, row: *row, field: "id" }, report);
                if let Some(&first) = known.get(*id) {
                    let first =
                        Box::new(report.origin.place(table, rows[first as usize].1, Some("id"), None));
                    report.at(table, *row, "id", Problem::DuplicateId { id: (*id).to_owned(), first });
                    continue;
                }
                known.insert((*id).to_owned(), index as u32);
            }
            ids.simple.insert(table, known);
        };
        macro_rules! simple {
            ($($table:ident),+ $(,)?) => {$(
                simple(
                    stringify!($table),
                    tables.$table.iter().map(|row| (row.id.as_str(), row.at)).collect(),
                );
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
            exclusions,
            learners,
        );
        ids
    }
}

fn check_id(id: &str, at: At<'_>, report: &mut Report) {
    let plain = id.chars().all(requisite::is_word) && !requisite::is_reserved(id);
    let ok = !id.is_empty() && id.len() <= 64 && plain;
    if !ok {
        report.at(at.table, at.row, at.field, Problem::BadId { id: crate::wire::field::shorten(id) });
    }
}

fn build_head(tables: &PackV1, ids: &Ids, report: &mut Report) -> Option<Head> {
    let Some(row) = tables.pack.first() else {
        if !report.has_errors() {
            report.add(Place::Whole, Problem::MissingTable { table: "pack".to_owned() });
        }
        return None;
    };
    let at = |field| At { table: "pack", row: row.at, field };
    check_id(&row.id, at("id"), report);
    if let Some(second) = tables.pack.get(1) {
        report.at("pack", second.at, "id", Problem::OneRowOnly);
    }
    if row.valid_from.zip(row.valid_to).is_some_and(|(from, to)| to < from) {
        report.at("pack", row.at, "valid_to", Problem::EndsBeforeStart);
    }
    if row.name.is_empty() {
        report.at("pack", row.at, "name", Problem::MissingField { field: "name".to_owned() });
    }
    let mut builder = Builder { tables, ids, report };
    let contact = builder.link(&row.contact, at("contact"));
    let home = builder.link(&row.home, at("home"));
    Some(Head {
        id: row.id.clone(),
        name: row.name.clone(),
        version: row.version.clone(),
        valid_to: row.valid_to,
        contact,
        home,
        college: builder.option("organisations", &row.college, at("college")),
        region: builder.option("regions", &row.region, at("region")),
        ladder: builder.option("frameworks", &row.ladder, at("ladder")),
        currency: row.currency.clone(),
        licence: row.licence.clone(),
        note: row.note.clone(),
    })
}

struct Builder<'a> {
    tables: &'a PackV1,
    ids: &'a Ids,
    report: &'a mut Report,
}

impl Builder<'_> {
    /// Resolves an id of a table without pages.
    fn one<I: Dense>(&mut self, table: &'static str, id: &str, at: At<'_>) -> Option<I> {
        let known = &self.ids.simple[table];
        if let Some(&index) = known.get(id) {
            return Some(I::new(index as usize));
        }
        if self.report.is_unread(table, id) {
            return None;
        }
        let nearest = self.report.suggestions.nearest(table, id, known.keys().map(String::as_str));
        let problem = Problem::UnknownId { id: id.to_owned(), kind: table, nearest };
        self.report.at(at.table, at.row, at.field, problem);
        None
    }

    fn option<I: Dense>(&mut self, table: &'static str, id: &Option<String>, at: At<'_>) -> Option<I> {
        id.as_ref().and_then(|id| self.one(table, id, at))
    }

    fn source(&mut self, table: &'static str, row: u32, id: &Option<String>) -> Option<SourceId> {
        self.option("sources", id, At { table, row, field: "source" })
    }

    /// Resolves the id of a node of one of some kinds.
    fn node(&mut self, id: &str, kinds: &[Kind], at: At<'_>, character: Option<u32>) -> Option<Node> {
        let place = |origin: &Origin| origin.place(at.table, at.row, Some(at.field), character);
        self.node_at(id, kinds, place)
    }

    fn node_at(&mut self, id: &str, kinds: &[Kind], place: impl Fn(&Origin) -> Place) -> Option<Node> {
        let want = kinds.first().map_or("", |kind| kind.table());
        let problem = match self.ids.nodes.get(id) {
            Some(node) if kinds.contains(&node.kind()) => return Some(*node),
            Some(node) => Problem::WrongKind { id: id.to_owned(), found: node.kind().table(), want },
            None if kinds.iter().any(|kind| self.report.is_unread(kind.table(), id)) => return None,
            None => {
                let known = self.ids.nodes.iter().filter(|(_, node)| kinds.contains(&node.kind()));
                let known = known.map(|(known, _)| known.as_str());
                let nearest = self.report.suggestions.nearest(want, id, known);
                Problem::UnknownId { id: id.to_owned(), kind: want, nearest }
            }
        };
        let place = place(&self.report.origin);
        self.report.add(place, problem);
        None
    }

    fn nodes(&mut self, ids: &[String], kinds: &[Kind], at: At<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (entry, id) in ids.iter().enumerate() {
            let place = |origin: &Origin| origin.place_of_entry(at.table, at.row, at.field, entry);
            nodes.extend(self.node_at(id, kinds, place));
        }
        nodes
    }

    fn requisite(&mut self, text: &Option<String>, at: At<'_>) -> Option<Requisite<Node>> {
        let text = text.as_ref()?;
        match requisite::parse(text) {
            Ok(parsed) => {
                // Every unknown id of the requisite is reported, so look at all of them before giving up.
                let mut all_known = true;
                let mut gates = Set::new();
                parsed.each_programme(&mut |spot| {
                    gates.insert(spot.at);
                });
                let resolved = parsed.try_map(&mut |spot| {
                    let items =
                        &[Kind::Course, Kind::Grade, Kind::Competition, Kind::Award, Kind::Programme][..];
                    let kinds = if gates.contains(&spot.at) { &items[4..] } else { items };
                    let node = self.node(&spot.id, kinds, at, Some(spot.at));
                    all_known &= node.is_some();
                    Ok::<_, ()>(node.unwrap_or(Node::Course(CourseId(0))))
                });
                resolved.ok().filter(|_| all_known)
            }
            Err(fault) => {
                let place = self.report.origin.place(at.table, at.row, Some(at.field), Some(fault.at));
                self.report.add(place, Problem::Requisite(fault));
                None
            }
        }
    }

    fn placement(
        &mut self,
        level: &Option<String>,
        basis: Option<Basis>,
        table: &'static str,
        row: u32,
    ) -> Option<Placement> {
        let level = self.option("levels", level, At { table, row, field: "level" })?;
        // A placement without a stated basis is the author's own.
        Some(Placement { level, basis: basis.unwrap_or(Basis::Author) })
    }

    fn link(&mut self, link: &Option<String>, at: At<'_>) -> Option<String> {
        let link = link.as_ref()?;
        if is_safe_link(link) {
            return Some(link.clone());
        }
        let problem = Problem::UnsafeLink { link: crate::wire::field::shorten(link) };
        self.report.at(at.table, at.row, at.field, problem);
        None
    }

    fn about(
        &mut self,
        table: &'static str,
        row: u32,
        id: &str,
        name: &Names,
        status: Option<Status>,
        source: &Option<String>,
    ) -> About {
        if name.is_empty() {
            self.report.at(table, row, "name", Problem::MissingField { field: "name".to_owned() });
        }
        About { id: id.to_owned(), name: name.clone(), status, source: self.source(table, row, source) }
    }

    fn model(&mut self, head: Head) -> Model {
        let tables = self.tables;
        macro_rules! each {
            ($table:ident, |$row:ident| $make:expr) => {
                Table::new(tables.$table.iter().map(|$row| $make).collect())
            };
        }
        macro_rules! about {
            ($table:ident, $row:ident, $status:expr) => {
                self.about(stringify!($table), $row.at, &$row.id, &$row.name, $status, &$row.source)
            };
        }
        let at = |table, row: u32, field| At { table, row, field };
        Model {
            sources: each!(sources, |row| Source {
                id: row.id.clone(),
                name: row.name.clone(),
                publisher: row.publisher.clone(),
                url: self.link(&row.url, at("sources", row.at, "url")),
                read: row.read,
                confidence: row.confidence,
                attribution: row.attribution.clone(),
            }),
            provenance: self.provenance(),
            regions: each!(regions, |row| Region {
                id: row.id.clone(),
                name: row.name.clone(),
                parent: self.option("regions", &row.parent, at("regions", row.at, "parent")),
            }),
            organisations: each!(organisations, |row| Organisation {
                about: about!(organisations, row, row.status),
                kind: row.kind,
                region: self.option("regions", &row.region, at("organisations", row.at, "region")),
                url: self.link(&row.url, at("organisations", row.at, "url")),
            }),
            frameworks: each!(frameworks, |row| Framework {
                about: about!(frameworks, row, None),
                kind: row.kind,
                region: self.option("regions", &row.region, at("frameworks", row.at, "region")),
                credit_hours: row.credit_hours,
                note: row.note.clone(),
                levels: Vec::new(),
            }),
            levels: each!(levels, |row| Level {
                about: about!(levels, row, None),
                framework: self
                    .one("frameworks", &row.framework, at("levels", row.at, "framework"))
                    .unwrap_or(FrameworkId(0)),
                rank: row.rank,
                awards: row.awards.clone(),
                descriptors: Vec::new(),
                alignments: Vec::new(),
            }),
            standards: each!(standards, |row| Standard {
                about: about!(standards, row, row.status),
                code: row.code.clone(),
                edition: row.edition.clone(),
                issuer: self.option("organisations", &row.issuer, at("standards", row.at, "issuer")),
                successor: self.option("standards", &row.successor, at("standards", row.at, "successor")),
            }),
            functions: each!(functions, |row| Function {
                about: about!(functions, row, None),
                standard: self
                    .one("standards", &row.standard, at("functions", row.at, "standard"))
                    .unwrap_or(StandardId(0)),
            }),
            skills: each!(skills, |row| Skill {
                about: about!(skills, row, row.status),
                leaf: row.leaf,
                function: self.option("functions", &row.function, at("skills", row.at, "function")),
                area: row.area.clone(),
                task: row.task.clone(),
                level: self.option("levels", &row.level, at("skills", row.at, "level")),
            }),
            fields: each!(fields, |row| WorkField { id: row.id.clone(), name: row.name.clone() }),
            jobs: each!(jobs, |row| Job {
                about: about!(jobs, row, row.status),
                code: row.code.clone(),
                edition: row.edition.clone(),
                field: self.option("fields", &row.field, at("jobs", row.at, "field")),
                summary: row.summary.clone(),
                placement: self.placement(&row.level, row.level_basis, "jobs", row.at),
                interests: self.interests(row),
                next: self.jobs(&row.next, at("jobs", row.at, "next")),
                functions: Vec::new(),
                needs: Vec::new(),
                qualifications: Vec::new(),
                demand: Vec::new(),
            }),
            programmes: each!(programmes, |row| Programme {
                about: about!(programmes, row, row.status),
                code: row.code.clone(),
                edition: row.edition.clone(),
                stage: row.stage,
                placement: self.placement(&row.level, row.level_basis, "programmes", row.at),
                terms: vec![TermKind::Study; self.terms(row)],
                credits: row.credits,
                occupations: row.occupations.clone(),
                next: self.programmes(&row.next, at("programmes", row.at, "next")),
                curriculum: Vec::new(),
            }),
            courses: each!(courses, |row| Course {
                about: about!(courses, row, row.status),
                credits: row.credits,
                hours: row.hours,
                practice_hours: row.practice_hours,
                kind: row.kind,
                requisite: self.requisite(&row.requisite, at("courses", row.at, "requisite")),
                gives: Vec::new(),
                programmes: Vec::new(),
            }),
            qualifications: each!(qualifications, |row| Qualification {
                about: about!(qualifications, row, row.status),
                family: row.family,
                issuer: self.option("organisations", &row.issuer, at("qualifications", row.at, "issuer")),
                standard: self.option("standards", &row.standard, at("qualifications", row.at, "standard")),
                batch: row.batch,
                edition: row.edition.clone(),
                programmes: self.programmes(&row.programmes, at("qualifications", row.at, "programmes")),
                valid_months: row.valid_months,
                pass_rule: row.pass_rule.clone(),
                successor: row.successor.as_ref().and_then(|id| {
                    match self.node(
                        id,
                        &[Kind::Qualification],
                        at("qualifications", row.at, "successor"),
                        None,
                    )? {
                        Node::Qualification(id) => Some(id),
                        _ => None,
                    }
                }),
                note: row.note.clone(),
                grades: Vec::new(),
                routes: Vec::new(),
            }),
            grades: each!(grades, |row| Grade {
                about: about!(grades, row, row.status),
                qualification: match self.node(
                    &row.qualification,
                    &[Kind::Qualification],
                    at("grades", row.at, "qualification"),
                    None,
                ) {
                    Some(Node::Qualification(id)) => id,
                    _ => QualificationId(0),
                },
                rank: row.rank,
                summary: row.summary.clone(),
                placement: self.placement(&row.level, row.level_basis, "grades", row.at),
                hours: row.hours,
                requisite: self.requisite(&row.requisite, at("grades", row.at, "requisite")),
                functions: Vec::new(),
                gives: Vec::new(),
                fees: Vec::new(),
                sittings: Vec::new(),
            }),
            competitions: each!(competitions, |row| Competition {
                about: about!(competitions, row, row.status),
                tier: row.tier,
                organiser_kind: row.organiser_kind,
                organiser: self.option(
                    "organisations",
                    &row.organiser,
                    at("competitions", row.at, "organiser")
                ),
                code: row.code.clone(),
                edition: row.edition.clone(),
                team: row.team,
                hours: row.hours,
                requisite: self.requisite(&row.requisite, at("competitions", row.at, "requisite")),
                placement: self.placement(&row.level, row.level_basis, "competitions", row.at),
                awards: Vec::new(),
                gives: Vec::new(),
                fees: Vec::new(),
                sittings: Vec::new(),
            }),
            awards: each!(awards, |row| Award {
                about: about!(awards, row, None),
                competition: match self.node(
                    &row.competition,
                    &[Kind::Competition],
                    at("awards", row.at, "competition"),
                    None,
                ) {
                    Some(Node::Competition(id)) => id,
                    _ => CompetitionId(0),
                },
                rank: row.rank,
                share: self.per_cent("awards", row.at, "share", row.share),
            }),
            calendar: self.calendar(),
            recognition: self.recognition(),
            recognition_caps: self.recognition_caps(),
            exclusions: self.exclusions(),
            circles: self.circles(),
            learners: self.learners(),
            by_id: self.ids.nodes.iter().map(|(id, node)| (id.clone(), *node)).collect(),
            head,
        }
    }

    fn terms(&mut self, row: &Row<pack_v1::Programme>) -> usize {
        if (1..=16).contains(&row.terms) {
            return row.terms as usize;
        }
        let problem = Problem::OutOfRange { found: f64::from(row.terms), least: 1.0, most: 16.0 };
        self.report.at("programmes", row.at, "terms", problem);
        1
    }

    fn interests(&mut self, row: &Row<pack_v1::Job>) -> String {
        let Some(text) = &row.interests else { return String::new() };
        let letters = text.to_ascii_uppercase();
        if letters.chars().all(|letter| "RIASEC".contains(letter)) {
            return letters;
        }
        let problem = Problem::UnknownChoice {
            found: crate::wire::field::shorten(text),
            choices: &["R", "I", "A", "S", "E", "C"],
            nearest: None,
        };
        self.report.at("jobs", row.at, "interests", problem);
        String::new()
    }

    fn jobs(&mut self, ids: &[String], at: At<'_>) -> Vec<JobId> {
        let nodes = self.nodes(ids, &[Kind::Job], at);
        nodes.into_iter().filter_map(|node| if let Node::Job(id) = node { Some(id) } else { None }).collect()
    }

    fn programmes(&mut self, ids: &[String], at: At<'_>) -> Vec<ProgrammeId> {
        let nodes = self.nodes(ids, &[Kind::Programme], at);
        nodes
            .into_iter()
            .filter_map(|node| if let Node::Programme(id) = node { Some(id) } else { None })
            .collect()
    }

    fn programme(&mut self, id: &str, at: At<'_>) -> Option<ProgrammeId> {
        match self.node(id, &[Kind::Programme], at, None)? {
            Node::Programme(id) => Some(id),
            _ => None,
        }
    }

    fn courses(&mut self, ids: &[String], at: At<'_>) -> Vec<CourseId> {
        let nodes = self.nodes(ids, &[Kind::Course], at);
        nodes
            .into_iter()
            .filter_map(|node| if let Node::Course(id) = node { Some(id) } else { None })
            .collect()
    }

    fn provenance(&mut self) -> Vec<((String, String, String), SourceId)> {
        let mut entries = Map::new();
        for row in &self.tables.provenance {
            let table = PackV1::INFO.iter().find(|info| info.name == row.table);
            let Some(table) = table else {
                let names = PackV1::INFO.iter().map(|info| info.name);
                let nearest = self.report.suggestions.nearest("tables", &row.table, names);
                let problem = Problem::UnknownTable { table: row.table.clone(), nearest };
                self.report.at("provenance", row.at, "table", problem);
                continue;
            };
            let mut fields = Set::new();
            for field in &row.fields {
                if table.fields.iter().any(|known| known.name == field) {
                    fields.insert(field);
                } else {
                    let names = table.fields.iter().map(|known| known.name);
                    let nearest = self.report.suggestions.nearest(table.name, field, names);
                    let problem = Problem::UnknownField { field: field.clone(), nearest };
                    self.report.at("provenance", row.at, "fields", problem);
                }
            }
            for (entry, record) in row.records.iter().enumerate() {
                self.provenance_record(table.name, record, row.at, entry);
            }
            let at = At { table: "provenance", row: row.at, field: "source" };
            let Some(source) = self.one("sources", &row.source, at) else { continue };
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
    fn provenance_record(&mut self, table: &'static str, id: &str, row: u32, entry: usize) {
        let field = match self.report.origin {
            Origin::Json => format!("records/{entry}"),
            Origin::Csv(_) => "records".to_owned(),
        };
        let at = At { table: "provenance", row, field: &field };
        let kinds = [
            Kind::Job,
            Kind::Programme,
            Kind::Course,
            Kind::Qualification,
            Kind::Grade,
            Kind::Competition,
            Kind::Award,
        ];
        if id == "*" {
            return;
        }
        if let Some(kind) = kinds.into_iter().find(|kind| kind.table() == table) {
            self.node(id, &[kind], at, None);
        } else if self.ids.simple.contains_key(table) {
            self.one::<CalendarPlace>(table, id, at);
        }
    }

    fn calendar(&mut self) -> Vec<CalendarTerm> {
        let mut terms = Vec::new();
        for row in &self.tables.calendar {
            if row.end < row.start {
                self.report.at("calendar", row.at, "end", Problem::EndsBeforeStart);
            }
            if terms.last().is_some_and(|above: &CalendarTerm| row.start <= above.end) {
                self.report.at("calendar", row.at, "start", Problem::OutOfOrder);
            }
            if !(1..=53).contains(&row.weeks) {
                let problem = Problem::OutOfRange { found: f64::from(row.weeks), least: 1.0, most: 53.0 };
                self.report.at("calendar", row.at, "weeks", problem);
            }
            terms.push(CalendarTerm {
                id: row.id.clone(),
                name: row.name.clone(),
                start: row.start,
                end: row.end,
                weeks: row.weeks.max(1),
                source: self.source("calendar", row.at, &row.source),
            });
        }
        terms
    }

    fn recognition(&mut self) -> Vec<RecognitionRule> {
        let mut rules = Vec::new();
        for row in &self.tables.recognition {
            let at = |field| At { table: "recognition", row: row.at, field };
            let courses = self.courses(&row.courses, at("courses"));
            if row.courses.is_empty() && row.category.is_none() {
                self.report.at(
                    "recognition",
                    row.at,
                    "courses",
                    Problem::MissingField { field: "courses".to_owned() },
                );
            }
            let from = self.node(&row.from, &[Kind::Grade, Kind::Award], at("from"), None);
            let source = self.source("recognition", row.at, &row.source);
            let Some(from) = from else { continue };
            rules.push(RecognitionRule {
                id: row.id.clone(),
                from,
                courses,
                category: row.category,
                credits: row.credits,
                fee: row.fee,
                note: row.note.clone(),
                source,
            });
        }
        rules
    }

    fn recognition_caps(&mut self) -> Vec<RecognitionCap> {
        let mut caps = Vec::new();
        for row in &self.tables.recognition_caps {
            let at = At { table: "recognition_caps", row: row.at, field: "items" };
            caps.push(RecognitionCap {
                id: row.id.clone(),
                scope: row.scope,
                items: self.nodes(&row.items, &[Kind::Grade, Kind::Award], at),
                category: row.category,
                credits: row.credits,
                count: row.count,
                share: self.per_cent("recognition_caps", row.at, "share", row.share),
                note: row.note.clone(),
                source: self.source("recognition_caps", row.at, &row.source),
            });
        }
        caps
    }

    fn exclusions(&mut self) -> Vec<Exclusion> {
        let mut exclusions = Vec::new();
        for row in &self.tables.exclusions {
            let at = At { table: "exclusions", row: row.at, field: "items" };
            exclusions.push(Exclusion {
                id: row.id.clone(),
                items: self.nodes(&row.items, &[Kind::Course, Kind::Grade, Kind::Competition], at),
                note: row.note.clone(),
                source: self.source("exclusions", row.at, &row.source),
            });
        }
        exclusions
    }

    fn circles(&mut self) -> Vec<CircleCell> {
        let mut cells = Vec::new();
        for row in &self.tables.circles {
            cells.push(CircleCell {
                circle: row.circle.clone(),
                element: row.element.clone(),
                kind: row.kind,
                source: self.source("circles", row.at, &row.source),
            });
        }
        cells
    }

    fn learners(&mut self) -> Vec<DemoLearner> {
        let mut learners = Vec::new();
        for row in &self.tables.learners {
            let at = |field| At { table: "learners", row: row.at, field };
            let mut held = self.nodes(&row.completed, &[Kind::Course], at("completed"));
            held.extend(self.nodes(&row.held, &[Kind::Grade, Kind::Award], at("held")));
            let entry = row.entry.as_ref().and_then(|id| self.calendar_term(id, at("entry")));
            let programme = row.programme.as_ref().and_then(|id| self.programme(id, at("programme")));
            let last = programme.map_or(u32::MAX, |id| self.tables.programmes[id.index()].terms);
            if let Some(term) = row.term.filter(|term| !(1..=last).contains(term)) {
                self.report.at("learners", row.at, "term", Problem::TermOutside { term, last });
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
                    goal: row.goal.as_ref().and_then(|id| {
                        match self.node(id, &[Kind::Job], at("goal"), None)? {
                            Node::Job(id) => Some(id),
                            _ => None,
                        }
                    }),
                    region: self.option("regions", &row.region, at("region")),
                    budget: row.budget,
                    hours_a_week: row.hours_a_week,
                    ..Learner::default()
                },
            });
        }
        learners
    }

    fn calendar_term(&mut self, id: &str, at: At<'_>) -> Option<u32> {
        self.one::<CalendarPlace>("calendar", id, at).map(|place| place.0)
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
        for id in model.levels.ids() {
            let framework = model.levels[id].framework;
            if framework.index() < model.frameworks.len() {
                model.frameworks.get_mut(framework).levels.push(id);
            }
        }
        for id in model.frameworks.ids() {
            let mut levels = std::mem::take(&mut model.frameworks.get_mut(id).levels);
            sort_by_key(&mut levels, |level| model.levels[*level].rank);
            model.frameworks.get_mut(id).levels = levels;
        }
        for row in &self.tables.descriptors {
            let at = At { table: "descriptors", row: row.at, field: "level" };
            let source = self.source("descriptors", row.at, &row.source);
            let Some(level) = self.one::<LevelId>("levels", &row.level, at) else { continue };
            let descriptor = Descriptor { leaves: row.leaves.clone(), text: row.text.clone(), source };
            model.levels.get_mut(level).descriptors.push(descriptor);
        }
        for row in &self.tables.alignments {
            let at = |field| At { table: "alignments", row: row.at, field };
            let level = self.one::<LevelId>("levels", &row.level, at("level"));
            let framework = self.one::<FrameworkId>("frameworks", &row.framework, at("framework"));
            let from = self.option::<LevelId>("levels", &row.from, at("from"));
            let to = self.option::<LevelId>("levels", &row.to, at("to")).or(from);
            let source = self.source("alignments", row.at, &row.source);
            let (Some(level), Some(framework)) = (level, framework) else { continue };
            for (end, field, id) in [(from, "from", &row.from), (to, "to", &row.to)] {
                let (Some(end), Some(id)) = (end, id) else { continue };
                if model.levels[end].framework != framework {
                    let problem = Problem::LevelOutsideFramework {
                        level: id.clone(),
                        framework: model.frameworks[framework].about.id.clone(),
                    };
                    self.report.at("alignments", row.at, field, problem);
                }
            }
            let levels = from.zip(to);
            let alignment = Alignment { framework, levels, basis: row.basis, source };
            model.levels.get_mut(level).alignments.push(alignment);
        }
    }

    fn attach_jobs(&mut self, model: &mut Model) {
        let job = |builder: &mut Self, id: &str, table, row| match builder.node(
            id,
            &[Kind::Job],
            At { table, row, field: "job" },
            None,
        )? {
            Node::Job(id) => Some(id),
            _ => None,
        };
        for row in &self.tables.job_functions {
            let at = At { table: "job_functions", row: row.at, field: "function" };
            let function = self.one("functions", &row.function, at);
            let source = self.source("job_functions", row.at, &row.source);
            let Some(job) = job(self, &row.job, "job_functions", row.at) else { continue };
            let Some(function) = function else { continue };
            self.per_cent("job_functions", row.at, "weight", Some(row.weight));
            model.jobs.get_mut(job).functions.push(Weight { function, share: row.weight, source });
        }
        for row in &self.tables.job_skills {
            let at = At { table: "job_skills", row: row.at, field: "skill" };
            let skill = self.one("skills", &row.skill, at);
            let source = self.source("job_skills", row.at, &row.source);
            self.at_least_one("job_skills", row.at, row.units);
            let Some(job) = job(self, &row.job, "job_skills", row.at) else { continue };
            let Some(skill) = skill else { continue };
            model.jobs.get_mut(job).needs.push(Units { skill, units: row.units, source });
        }
        let mut places: Map<(JobId, &str, Demanded), usize> = Map::new();
        for row in &self.tables.job_qualifications {
            let at = At { table: "job_qualifications", row: row.at, field: "item" };
            let item = self.node(&row.item, &[Kind::Grade, Kind::Programme], at, None);
            let source = self.source("job_qualifications", row.at, &row.source);
            let Some(job) = job(self, &row.job, "job_qualifications", row.at) else { continue };
            let Some(item) = item else { continue };
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
            let at = At { table: "demand", row: row.at, field: "region" };
            let region = self.one("regions", &row.region, at);
            let source = self.source("demand", row.at, &row.source);
            let Some(job) = job(self, &row.job, "demand", row.at) else { continue };
            if row.pay_from.zip(row.pay_to).is_some_and(|(from, to)| to < from) {
                self.report.at("demand", row.at, "pay_to", Problem::FromAboveTo);
            }
            let Some(region) = region else { continue };
            model.jobs.get_mut(job).demand.push(Demand {
                region,
                period: row.period.clone(),
                rank: row.rank,
                openings: row.openings,
                pay: (row.pay_from, row.pay_to),
                source,
            });
        }
    }

    /// Looks whether a share is at most a hundred per cent.
    fn per_cent(
        &mut self,
        table: &'static str,
        row: u32,
        field: &str,
        share: Option<Decimal>,
    ) -> Option<Decimal> {
        if let Some(share) = share.filter(|share| share.hundredths() > 10_000) {
            let problem = Problem::OutOfRange { found: share.to_f64(), least: 0.0, most: 100.0 };
            self.report.at(table, row, field, problem);
        }
        share
    }

    fn at_least_one(&mut self, table: &'static str, row: u32, units: u32) {
        if !(1..=1000).contains(&units) {
            let problem = Problem::OutOfRange { found: f64::from(units), least: 1.0, most: 1000.0 };
            self.report.at(table, row, "units", problem);
        }
    }

    fn attach_programmes(&mut self, model: &mut Model) {
        for row in &self.tables.programme_terms {
            let at = At { table: "programme_terms", row: row.at, field: "programme" };
            let Some(programme) = self.programme(&row.programme, at) else { continue };
            let terms = &mut model.programmes.get_mut(programme).terms;
            match terms.get_mut((row.term as usize).wrapping_sub(1)) {
                Some(kind) => *kind = row.kind,
                None => {
                    let problem = Problem::TermOutside { term: row.term, last: terms.len() as u32 };
                    self.report.at("programme_terms", row.at, "term", problem);
                }
            }
        }
        for row in &self.tables.curriculum {
            let at = |field| At { table: "curriculum", row: row.at, field };
            let programme = self.programme(&row.programme, at("programme"));
            let course = match self.node(&row.course, &[Kind::Course], at("course"), None) {
                Some(Node::Course(id)) => Some(id),
                _ => None,
            };
            let source = self.source("curriculum", row.at, &row.source);
            let (Some(programme), Some(course)) = (programme, course) else { continue };
            let last = model.programmes[programme].terms.len() as u32;
            let length = row.length.unwrap_or(1).max(1);
            for &term in &row.terms {
                if term == 0 || term.saturating_add(length - 1) > last {
                    self.report.at("curriculum", row.at, "terms", Problem::TermOutside { term, last });
                }
            }
            if row.terms.is_empty() {
                let problem = Problem::MissingField { field: "terms".to_owned() };
                self.report.at("curriculum", row.at, "terms", problem);
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
        for id in model.grades.ids() {
            let qualification = model.grades[id].qualification;
            if qualification.index() < model.qualifications.len() {
                model.qualifications.get_mut(qualification).grades.push(id);
            }
        }
        for id in model.qualifications.ids() {
            let mut grades = std::mem::take(&mut model.qualifications.get_mut(id).grades);
            sort_by_key(&mut grades, |grade| model.grades[*grade].rank);
            model.qualifications.get_mut(id).grades = grades;
        }
        for id in model.awards.ids() {
            let competition = model.awards[id].competition;
            if competition.index() < model.competitions.len() {
                model.competitions.get_mut(competition).awards.push(id);
            }
        }
        for id in model.competitions.ids() {
            let mut awards = std::mem::take(&mut model.competitions.get_mut(id).awards);
            sort_by_key(&mut awards, |award| model.awards[*award].rank);
            model.competitions.get_mut(id).awards = awards;
        }
        for row in &self.tables.grade_functions {
            let at = |field| At { table: "grade_functions", row: row.at, field };
            let grade = self.node(&row.grade, &[Kind::Grade], at("grade"), None);
            let function = self.one("functions", &row.function, at("function"));
            let source = self.source("grade_functions", row.at, &row.source);
            let (Some(Node::Grade(grade)), Some(function)) = (grade, function) else { continue };
            self.per_cent("grade_functions", row.at, "weight", Some(row.weight));
            model.grades.get_mut(grade).functions.push(Weight { function, share: row.weight, source });
        }
        for row in &self.tables.routes {
            let at = |field| At { table: "routes", row: row.at, field };
            let qualification =
                self.node(&row.qualification, &[Kind::Qualification], at("qualification"), None);
            let college = self.option("organisations", &row.college, at("college"));
            let source = self.source("routes", row.at, &row.source);
            let Some(Node::Qualification(qualification)) = qualification else { continue };
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
            let at = |field| At { table: "fees", row: row.at, field };
            let item = self.node(&row.item, &[Kind::Grade, Kind::Competition], at("item"), None);
            let fee = Fee {
                amount: row.amount,
                component: row.component,
                region: self.option("regions", &row.region, at("region")),
                date: row.date,
                source: self.source("fees", row.at, &row.source),
            };
            match item {
                Some(Node::Grade(grade)) => model.grades.get_mut(grade).fees.push(fee),
                Some(Node::Competition(competition)) => {
                    model.competitions.get_mut(competition).fees.push(fee)
                }
                _ => {}
            }
        }
        for row in &self.tables.sittings {
            let at = |field| At { table: "sittings", row: row.at, field };
            let item = self.node(&row.item, &[Kind::Grade, Kind::Competition], at("item"), None);
            if row.deadline.is_some_and(|deadline| deadline > row.date) {
                self.report.at("sittings", row.at, "deadline", Problem::EndsBeforeStart);
            }
            let sitting = Sitting {
                date: row.date,
                deadline: row.deadline,
                region: self.option("regions", &row.region, at("region")),
                site: row.site.clone(),
                source: self.source("sittings", row.at, &row.source),
            };
            let sittings = match item {
                Some(Node::Grade(grade)) => &mut model.grades.get_mut(grade).sittings,
                Some(Node::Competition(competition)) => &mut model.competitions.get_mut(competition).sittings,
                _ => continue,
            };
            sittings.push(sitting);
        }
        for id in model.grades.ids() {
            sort_by_key(&mut model.grades.get_mut(id).sittings, |sitting| sitting.date);
        }
        for id in model.competitions.ids() {
            sort_by_key(&mut model.competitions.get_mut(id).sittings, |sitting| sitting.date);
        }
    }

    fn attach_outcomes(&mut self, model: &mut Model) {
        for row in &self.tables.outcomes {
            let at = |field| At { table: "outcomes", row: row.at, field };
            let item =
                self.node(&row.item, &[Kind::Course, Kind::Grade, Kind::Competition], at("item"), None);
            let skill = self.one("skills", &row.skill, at("skill"));
            let source = self.source("outcomes", row.at, &row.source);
            let units = row.units.unwrap_or(1);
            self.at_least_one("outcomes", row.at, units);
            let (Some(item), Some(skill)) = (item, skill) else { continue };
            let units = Units { skill, units, source };
            match item {
                Node::Course(id) => model.courses.get_mut(id).gives.push(units),
                Node::Grade(id) => model.grades.get_mut(id).gives.push(units),
                Node::Competition(id) => model.competitions.get_mut(id).gives.push(units),
                _ => {}
            }
        }
    }
}

/// A place in the calendar, so that it resolves like any other id.
#[derive(Clone, Copy)]
struct CalendarPlace(u32);

impl Dense for CalendarPlace {
    fn new(index: usize) -> Self {
        Self(index as u32)
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether a link may be shown as one: only https, http and mailto, without control characters or white space.
pub fn is_safe_link(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && !link.chars().any(|character| character.is_control() || character.is_whitespace())
}
