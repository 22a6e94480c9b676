//! Small packs for tests, written as a few words a record.

use crate::catalogue::Catalogue;
use crate::model::{JobId, Node};

/// A pack under construction: each table's rows as JSON.
#[derive(Debug, Clone, Default)]
pub struct Fixture {
    rows: Vec<(&'static str, Vec<String>)>,
}

impl Fixture {
    /// A pack with `levels` levels `l1`, `l2`, … and nothing on them.
    pub fn new(levels: u32) -> Self {
        let mut fixture = Fixture::default();
        fixture.row("frameworks", r#""id":"f","name":{"en":"F"},"kind":"own""#);
        for rank in 1..=levels {
            let row = format!(r#""id":"l{rank}","framework":"f","rank":{rank},"name":{{"en":"L{rank}"}}"#);
            fixture.row("levels", &row);
        }
        fixture.row("skills", r#""id":"s","name":{"en":"S"},"leaf":"s_prac""#);
        fixture
    }

    /// Adds a record from its fields.
    pub fn row(&mut self, table: &'static str, fields: &str) -> &mut Self {
        let row = format!("{{{fields}}}");
        match self.rows.iter_mut().find(|(known, _)| *known == table) {
            Some((_, rows)) => rows.push(row),
            None => self.rows.push((table, vec![row])),
        }
        self
    }

    /// A job that needs the one skill; `level` 0: none.
    pub fn job(&mut self, id: &str, level: u32, next: &[&str]) -> &mut Self {
        let fields = format!("{},{},{}", name(id), placed(level), list("next", next));
        self.row("jobs", &format!(r#"{fields},"code":"{id}-code""#));
        self.row("job_skills", &format!(r#""job":"{id}","skill":"s","units":1"#))
    }

    /// A programme that lists jobs.
    pub fn programme(&mut self, id: &str, level: u32, next: &[&str], jobs: &[&str]) -> &mut Self {
        let codes: Vec<String> = jobs.iter().map(|job| format!("{job}-code")).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let lists = format!("{},{}", list("next", next), list("occupations", &codes));
        let fields = format!(r#"{},{},{lists},"stage":"other","terms":4"#, name(id), placed(level));
        self.row("programmes", &fields)
    }

    /// A qualification with grades `id.1`, `id.2`, … on these levels; the skill comes with all of them.
    pub fn qualification(&mut self, id: &str, levels: &[u32]) -> &mut Self {
        self.row("qualifications", &format!(r#"{},"family":"x""#, name(id)));
        for (level, rank) in levels.iter().zip(1..) {
            let grade = format!("{id}.{rank}");
            let fields =
                format!(r#"{},{},"qualification":"{id}","rank":{rank}"#, name(&grade), placed(*level));
            self.row("grades", &fields);
            self.gives(&grade);
        }
        self
    }

    /// A competition with one award `id.1`; the skill comes with it. `before`: its requisite.
    pub fn competition(&mut self, id: &str, level: u32, before: &str) -> &mut Self {
        let about = format!(r#""tier":"school","organiser_kind":"school","requisite":"{before}""#);
        self.row("competitions", &format!("{},{},{about}", name(id), placed(level)));
        self.row("awards", &format!(r#"{},"competition":"{id}","rank":1"#, name(&format!("{id}.1"))));
        self.gives(id)
    }

    /// A course that gives the skill.
    pub fn course(&mut self, id: &str) -> &mut Self {
        self.row("courses", &name(id)).gives(id)
    }

    /// Lets an item give the skill.
    pub fn gives(&mut self, item: &str) -> &mut Self {
        self.row("outcomes", &format!(r#""item":"{item}","skill":"s""#))
    }

    /// Lets a job ask for an item.
    pub fn asks(&mut self, job: &str, item: &str) -> &mut Self {
        self.row(
            "job_qualifications",
            &format!(r#""job":"{job}","set":"a","item":"{item}","demanded":"required""#),
        )
    }

    /// The pack as a document.
    pub fn json(&self) -> String {
        let head = r#""id":"p","name":{"en":"P"},"version":"1","currency":"CNY","ladder":"f""#;
        let tables: Vec<String> =
            self.rows.iter().map(|(table, rows)| format!(r#""{table}":[{}]"#, rows.join(","))).collect();
        format!(r#"{{"format":"rungs-pack/1","pack":{{{head}}},{}}}"#, tables.join(","))
    }

    /// The pack, read and indexed.
    pub fn build(&self) -> Catalogue {
        let reading = crate::pack::read_json(self.json().as_bytes());
        let model = reading.model.unwrap_or_else(|| panic!("{:#?}", reading.findings));
        Catalogue::new(model)
    }
}

fn name(id: &str) -> String {
    format!(r#""id":"{id}","name":{{"en":"{id}"}}"#)
}

fn placed(level: u32) -> String {
    if level == 0 { r#""level":"""#.to_owned() } else { format!(r#""level":"l{level}""#) }
}

fn list(field: &str, ids: &[&str]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!(r#""{field}":[{}]"#, ids.join(","))
}

/// The node with this id.
pub fn node(catalogue: &Catalogue, id: &str) -> Node {
    catalogue.node(id).unwrap_or_else(|| panic!("no {id}"))
}

/// The job with this id.
pub fn job(catalogue: &Catalogue, id: &str) -> JobId {
    match node(catalogue, id) {
        Node::Job(job) => job,
        other => panic!("{other:?} is no job"),
    }
}
