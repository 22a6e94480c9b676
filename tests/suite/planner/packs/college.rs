//! A small college and one of its students, read off a tape: zeros, the plainest ones.

use std::fmt::{self, Write};

use rungs_core::catalogue::Catalogue;
use rungs_core::date::Date;
use rungs_core::decimal::Decimal;
use rungs_core::learner::{Learner, Own, Priority};
use rungs_core::model::Node;

use super::super::guide::catalogue;
use super::super::tape::Tape;

/// What may be taken. Each may require only what stands before it.
const ITEMS: [&str; 7] = ["c0", "c1", "x.1", "c2", "x.2", "c3", "y.1"];
const COURSES: [&str; 4] = ["c0", "c1", "c2", "c3"];
const CATEGORIES: [&str; 2] = ["core", "extension"];
const REGIONS: [&str; 4] = ["land", "a", "a1", "b"];

/// A pack's tables, and a learner by the ids of their records.
#[derive(Default)]
pub struct College {
    tables: Vec<(&'static str, String)>,
    today: String,
    /// Whether the student is in no programme.
    outside: bool,
    /// The programme term they say they are in.
    term: Option<u32>,
    entry: Option<u32>,
    region: Option<&'static str>,
    pilot: Option<bool>,
    without: Vec<&'static str>,
    held: Vec<&'static str>,
    pinned: Vec<&'static str>,
    excluded: Vec<&'static str>,
    either: Vec<Vec<&'static str>>,
    moved: Vec<(&'static str, u32)>,
    failed: Vec<(&'static str, u32)>,
    /// Hours a week put into terms by hand.
    own: Vec<(u32, u32)>,
    marks: Vec<(&'static str, u32)>,
    deadline: Option<u32>,
    budget: Option<u32>,
    hours_a_week: Option<u32>,
    priorities: Vec<Priority>,
}

/// The first and last day of a term, counted from autumn 2026.
fn days(place: u32) -> (String, String) {
    let year = 2026 + place / 2;
    if place.is_multiple_of(2) {
        (format!("{year}-09-01"), format!("{}-01-15", year + 1))
    } else {
        (format!("{}-03-01", year + 1), format!("{}-07-09", year + 1))
    }
}

/// A day late in a term: nothing of its weeks is lost.
fn late(place: u32) -> String {
    let year = 2026 + place / 2;
    if place.is_multiple_of(2) { format!("{year}-12-20") } else { format!("{}-06-20", year + 1) }
}

/// A day early in a term: a few weeks are left for it.
fn early(place: u32) -> String {
    let year = 2026 + place / 2;
    if place.is_multiple_of(2) { format!("{year}-10-05") } else { format!("{}-03-22", year + 1) }
}

impl College {
    pub fn new(tape: &mut Tape) -> Self {
        let mut college = Self::default();
        let terms = 2 + tape.below(4);
        let term = if tape.seldom(2) { 1 + tape.below(terms) } else { 1 };
        college.term = Some(term);
        let (start, end) = days(term - 1);
        // On a term's first day, some weeks later, or after its end.
        college.today = match tape.below(6) {
            4 => format!("{}-20", &start[..7]),
            5 => format!("{}-25", &end[..7]),
            _ => start,
        };
        let exams = if tape.seldom(5) { (1 + tape.below(2)).to_string() } else { String::new() };
        let own = or_none(tape, 2, &["here"]);
        let region = or_none(tape, 2, &REGIONS);
        let head = format!("d,示例,1,CNY,{exams},{own},{region}");
        college.table("pack", "id,name_zh,version,currency,exams_a_term,college,region", &head);
        college.table("organisations", "id,name_zh,kind", "here,校,college\nthere,校,college");
        college.table("regions", "id,name_zh,parent", "land,国,\na,甲,land\na1,甲一,a\nb,乙,land");
        college.table("sources", "id,name_zh,confidence", "s,来源,illustrative\no,来源,official");
        college.calendar(tape, terms);
        college.table("skills", "id,name_zh,leaf,source", "k,能力,s_prac,s\nl,能力,s_prac,s");
        college.programmes(tape, terms);
        college.courses(tape, terms);
        college.certificates(tape, terms);
        college.routes(tape);
        college.job(tape);
        college.recognition(tape);
        college.floors(tape);
        college.student(tape);
        college
    }

    fn table(&mut self, name: &'static str, heading: &str, rows: &str) {
        if !rows.is_empty() {
            self.tables.push((name, format!("{heading}\n{}\n", rows.trim_end())));
        }
    }

    fn calendar(&mut self, tape: &mut Tape, terms: u32) {
        let mut rows = String::new();
        for place in 0..=terms {
            let (start, end) = days(place);
            let weeks = if tape.seldom(4) { 6 + tape.below(8) } else { 10 };
            let _ = writeln!(rows, "t{place},学期,{start},{end},{weeks},s");
        }
        self.table("calendar", "id,name_zh,start,end,weeks,source", &rows);
    }

    fn programmes(&mut self, tape: &mut Tape, terms: u32) {
        let rows = format!("p,专业,associate,{terms},20,s\nq,专业,associate,{terms},20,s");
        self.table("programmes", "id,name_zh,stage,terms,credits,source", &rows);
        let mut rows = String::new();
        if tape.seldom(4) {
            let kind = ["internship", "off"][tape.below(2) as usize];
            let _ = writeln!(rows, "p,{},{kind},s", 1 + tape.below(terms));
        }
        self.table("programme_terms", "programme,term,kind,source", &rows);
    }

    fn courses(&mut self, tape: &mut Tape, terms: u32) {
        let (mut courses, mut curriculum) = (String::new(), String::new());
        for (place, item) in ITEMS.iter().enumerate().filter(|(_, item)| item.starts_with('c')) {
            let credits = 1 + tape.below(4);
            let hours = 20 * (1 + tape.below(4));
            let requisite = requisite(tape, &ITEMS[..place]);
            let source = ["s", "o"][tape.below(2) as usize];
            let _ = writeln!(courses, "{item},课,{credits},{hours},{requisite},{source}");
            // Another programme's is for its own students, or for all.
            let (programme, nature) = match tape.below(12) {
                0..=4 => ("p", "elective"),
                5..=8 => ("p", "compulsory"),
                9 => ("p", "open"),
                10 => ("q", "open"),
                _ => ("q", "elective"),
            };
            let category = ["core", "extension"][tape.below(2) as usize];
            let length = if tape.seldom(5) { 2 } else { 1 };
            let first = 1 + tape.below(terms);
            let mut offered = vec![first];
            if nature != "compulsory" {
                offered.extend((first + 1..=terms).filter(|_| tape.seldom(2)));
            }
            offered.retain(|term| term + length <= terms + 1);
            if offered.is_empty() {
                offered.push(1);
            }
            let offered = offered.iter().map(u32::to_string).collect::<Vec<_>>().join(";");
            let _ = writeln!(curriculum, "{programme},{item},{offered},{length},{nature},{category},s");
        }
        self.table("courses", "id,name_zh,credits,hours,requisite,source", &courses);
        self.table("curriculum", "programme,course,terms,length,nature,category,source", &curriculum);
    }

    fn certificates(&mut self, tape: &mut Tape, terms: u32) {
        let mut valid = || ["", "", "", "6", "12", "18", "24"][tape.below(7) as usize];
        let [x, y] = [valid(), valid()];
        let [for_x, for_y] = [(); 2].map(|()| some(tape, &["", "p", "q", "p;q"]));
        let qualifications = format!("x,证书,x,{x},{for_x},s\ny,证书,skill_grade,{y},{for_y},s");
        self.table("qualifications", "id,name_zh,family,valid_months,programmes,source", &qualifications);
        let (mut grades, mut fees, mut sittings) = (String::new(), String::new(), String::new());
        for (place, item) in ITEMS.iter().enumerate().filter(|(_, item)| !item.starts_with('c')) {
            let (of, rank) = item.split_once('.').expect("a grade");
            let hours = 10 * (1 + tape.below(6));
            let requisite = requisite(tape, &ITEMS[..place]);
            let source = ["s", "o"][tape.below(2) as usize];
            let _ = writeln!(grades, "{item},{of},{rank},级,{hours},{requisite},{source}");
            if tape.seldom(2) {
                let _ = writeln!(fees, "{item},{},exam,,,s", 100 * (1 + tape.below(3)));
            }
            // Elsewhere, and since other days, it is another one.
            for year in 0..tape.below(8).saturating_sub(5) {
                let component = some(tape, &["exam", "exam", "entry", "training"]);
                let (amount, place) = (100 * tape.below(4), or_none(tape, 4, &REGIONS));
                let _ = writeln!(fees, "{item},{amount},{component},{place},{}-02-01,s", 2024 + year);
            }
            // Where no day is known, there is one in each term.
            let count = if tape.seldom(8) { 0 } else { 1 + tape.below(2) };
            for _ in 0..count {
                let place = tape.below(terms);
                let deadline =
                    if tape.seldom(5) { days(place - tape.below(place + 1)).0 } else { String::new() };
                let day = if tape.seldom(5) { early(place) } else { late(place) };
                let region = or_none(tape, 4, &REGIONS);
                let _ = writeln!(sittings, "{item},{day},{deadline},{region},s");
            }
        }
        let hours = 10 * tape.below(6);
        let requisite = requisite(tape, &ITEMS);
        // One that is over asks for nothing, so that anything may ask for its award.
        let competitions =
            format!("w,大赛,provincial,government,{hours},{requisite},s\nv,大赛,school,school,,,s");
        let _ = writeln!(sittings, "v,2026-05-01,,,s");
        if tape.seldom(2) {
            let (day, region) = (late(tape.below(terms)), or_none(tape, 4, &REGIONS));
            let _ = writeln!(sittings, "w,{day},,{region},s");
            let _ = writeln!(fees, "w,100,entry,{},,s", or_none(tape, 4, &REGIONS));
        }
        self.table("grades", "id,qualification,rank,name_zh,hours,requisite,source", &grades);
        self.table("fees", "item,amount,component,region,date,source", &fees);
        self.table("competitions", "id,name_zh,tier,organiser_kind,hours,requisite,source", &competitions);
        let awards = "w.1,w,1,一等奖,s\nw.2,w,2,二等奖,s\nv.1,v,1,一等奖,s";
        self.table("awards", "id,competition,rank,name_zh,source", awards);
        self.table("sittings", "item,date,deadline,region,source", &sittings);
    }

    fn routes(&mut self, tape: &mut Tape) {
        let mut rows = String::new();
        for item in ["x", "y"] {
            for _ in 0..tape.below(8).saturating_sub(5) {
                let route = some(tape, &["open", "social", "pilot_college", "pilot_college"]);
                let pilots = if route == "pilot_college" { some(tape, &["here", "there", ""]) } else { "" };
                let year = or_none(tape, 2, &["2026", "2027", "2028"]);
                let matches = or_none(tape, 3, &["yes"]);
                let _ = writeln!(rows, "{item},{route},{pilots},{year},{matches},s");
            }
        }
        self.table("routes", "qualification,route,college,year,programme_match,source", &rows);
    }

    fn job(&mut self, tape: &mut Tape) {
        self.table("jobs", "id,name_zh,source", "j,岗位,s\ni,岗位,s");
        let mut given = String::new();
        for item in ITEMS.iter().chain(&["w"]) {
            for skill in ["k", "l"] {
                let units = tape.below(4);
                if units > 1 {
                    let _ = writeln!(given, "{item},{skill},{},s", units - 1);
                }
            }
        }
        self.table("outcomes", "item,skill,units,source", &given);
        let mut needs = String::new();
        for skill in ["k", "l"] {
            let units = tape.below(5);
            if units > 0 {
                let _ = writeln!(needs, "j,{skill},{units},s");
            }
        }
        self.table("job_skills", "job,skill,units,source", &needs);
        let mut sets = String::new();
        for set in 0..tape.below(3) {
            for item in ["x.1", "x.2", "y.1"] {
                if tape.seldom(2) {
                    let _ = writeln!(sets, "j,set{set},{item},required,s");
                }
            }
        }
        if tape.seldom(8) {
            let _ = writeln!(sets, "j,diploma,p,required,s");
        }
        for item in ["x.1", "x.2", "y.1", "p"] {
            if tape.seldom(3) {
                let _ = writeln!(sets, "i,set,{item},{},s", some(tape, &["required", "preferred"]));
            }
        }
        let mut demand = String::new();
        for job in ["j", "i"] {
            for region in REGIONS {
                for period in ["2025 Q1", "2025 Q3"] {
                    if tape.seldom(6) {
                        let _ = writeln!(
                            demand,
                            "{job},{region},{period},{},s",
                            or_none(tape, 4, &["", "0", "2", "3"])
                        );
                    }
                }
            }
        }
        self.table("demand", "job,region,period,openings,source", &demand);
        self.table("job_qualifications", "job,set,item,demanded,source", &sets);
    }

    fn recognition(&mut self, tape: &mut Tape) {
        let (mut rules, mut caps, mut exclusions) = (String::new(), String::new(), String::new());
        if tape.seldom(2) {
            for place in 0..1 + tape.below(3) {
                let from = some(tape, &["x.1", "x.2", "y.1", "w.1", "w.2"]);
                let [a, b] = [some(tape, &COURSES), some(tape, &COURSES)];
                let (courses, category) = match tape.below(5) {
                    0 | 1 => (a.to_owned(), ""),
                    2 | 3 if a != b => (format!("{a};{b}"), ""),
                    _ => (String::new(), some(tape, &CATEGORIES)),
                };
                let credits = if tape.seldom(3) { (1 + tape.below(3)).to_string() } else { String::new() };
                let fee = if tape.seldom(3) { "50" } else { "" };
                let day = days(tape.below(4)).0;
                let valid = match tape.below(6) {
                    4 => format!("{day},"),
                    5 => format!(",{day}"),
                    _ => ",".to_owned(),
                };
                let _ = writeln!(rules, "r{place},{from},{courses},{category},{credits},{fee},{valid},s");
            }
            for place in 0..tape.below(3) {
                let items =
                    if tape.seldom(3) { some(tape, &["x.1;x.2", "x.1;w.1", "w.1;w.2", "y.1"]) } else { "" };
                let category = some(tape, &CATEGORIES);
                let limit = match tape.below(3) {
                    0 => format!(",{},", tape.below(3)),
                    1 => format!("{},,", tape.below(6)),
                    _ => format!(",,{}", 5 * tape.below(6)),
                };
                let _ = match tape.below(5) {
                    0 => writeln!(caps, "cap{place},per_item,{items},,{limit},s"),
                    1 => writeln!(caps, "cap{place},total,{items},,{limit},s"),
                    2 => writeln!(caps, "cap{place},category,{items},{category},{limit},s"),
                    3 => writeln!(caps, "cap{place},per_course,{items},,{limit},s"),
                    _ => writeln!(caps, "cap{place},one_of,w.1;x.1;x.2,,,,,s"),
                };
            }
        }
        for place in 0..3 {
            let of: &[&str] = if tape.seldom(2) { &COURSES } else { &ITEMS };
            let [a, b] = [some(tape, of), some(tape, of)];
            if tape.seldom(6) && a != b {
                let _ = writeln!(exclusions, "e{place},{a};{b},s");
            }
        }
        self.table("recognition", "id,from,courses,category,credits,fee,valid_from,valid_to,source", &rules);
        self.table("recognition_caps", "id,scope,items,category,credits,count,share,source", &caps);
        self.table("exclusions", "id,items,source", &exclusions);
    }

    fn floors(&mut self, tape: &mut Tape) {
        let mut rows = String::new();
        if tape.seldom(4) {
            let category = some(tape, &["", "core", "extension"]);
            let nature = some(tape, &["elective", "", "compulsory"]);
            let _ = writeln!(rows, "f,p,学分,{category},{nature},{},s", 1 + tape.below(8));
        }
        self.table("credit_floors", "id,programme,name_zh,category,nature,credits,source", &rows);
    }

    fn student(&mut self, tape: &mut Tape) {
        self.outside = tape.seldom(10);
        self.entry = if tape.seldom(4) { Some(2 * tape.below(2)) } else { None };
        if self.entry == Some(0) && tape.seldom(2) {
            self.term = None;
        }
        self.region = tape.seldom(2).then(|| some(tape, &REGIONS));
        self.pilot = tape.seldom(5).then(|| tape.seldom(2));
        if tape.seldom(12) {
            self.without.push(some(tape, &["k", "l"]));
        }
        for item in ITEMS {
            if tape.seldom(6) {
                self.held.push(item);
            } else if tape.seldom(8) {
                self.pinned.push(item);
            } else if tape.seldom(8) {
                self.excluded.push(item);
            }
        }
        for award in ["w.1", "w.2", "v.1"] {
            if tape.seldom(5) {
                self.held.push(award);
            }
        }
        if tape.seldom(6) {
            self.either.push(vec![some(tape, &ITEMS), some(tape, &ITEMS)]);
        }
        let terms = self
            .tables
            .iter()
            .find(|(name, _)| *name == "calendar")
            .map_or(0, |(_, text)| text.lines().count() as u32 - 2);
        if tape.seldom(6) {
            self.moved.push((some(tape, &ITEMS), tape.below(terms)));
        }
        if tape.seldom(6) {
            self.failed.push((some(tape, &ITEMS), tape.below(terms)));
            let failed = self.failed[0].0;
            self.held.retain(|held| *held != failed);
        }
        if tape.seldom(6) {
            self.own.push((tape.below(terms), 1 + tape.below(8)));
        }
        for item in self.held.iter().filter(|item| item.starts_with('c')) {
            if tape.seldom(3) {
                self.marks.push((item, 50 + 20 * tape.below(2)));
            }
        }
        self.deadline = tape.seldom(5).then(|| 1 + tape.below(terms));
        self.budget = tape.seldom(3).then(|| 100 * tape.below(6));
        self.hours_a_week = tape.seldom(2).then(|| tape.below(12));
        for _ in 0..tape.below(3) {
            self.priorities.push(some(
                tape,
                &[
                    Priority::Cheapest,
                    Priority::Lightest,
                    Priority::LeastWork,
                    Priority::FewestExams,
                    Priority::BestEvidenced,
                    Priority::Soonest,
                    Priority::MostCredit,
                    Priority::MostCredit,
                    Priority::MostInDemand,
                ],
            ));
        }
    }

    pub fn catalogue(&self) -> Catalogue {
        catalogue(self.tables.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect())
    }

    pub fn today(&self) -> Date {
        self.today.parse().expect("a day")
    }

    pub fn learner(&self, catalogue: &Catalogue) -> Learner {
        let node = |id: &&str| catalogue.node(id).expect("a node");
        let nodes = |ids: &[&str]| -> Vec<Node> { ids.iter().map(node).collect() };
        let own = |(at, hours): &(u32, u32)| {
            let name = "社团".to_owned();
            Own { name, at: *at, hours: *hours, credits: Decimal::default() }
        };
        let skill = |id: &&str| {
            let skills = catalogue.skills.iter();
            let mut named = skills.filter(|(_, skill)| skill.about.id == **id);
            named.next().expect("a skill").0
        };
        let region = |id: &str| {
            let mut named = catalogue.regions.iter().filter(|(_, region)| region.id == id);
            named.next().expect("a region").0
        };
        Learner {
            programme: catalogue.programmes.ids().next().filter(|_| !self.outside),
            term: self.term,
            entry: self.entry,
            region: self.region.map(region),
            pilot: self.pilot,
            without: self.without.iter().map(skill).collect(),
            held: nodes(&self.held),
            pinned: nodes(&self.pinned),
            excluded: nodes(&self.excluded),
            either: self.either.iter().map(|of| nodes(of)).collect(),
            moved: self.moved.iter().map(|(id, place)| (node(id), *place)).collect(),
            failed: self.failed.iter().map(|(id, place)| (node(id), *place)).collect(),
            own: self.own.iter().map(own).collect(),
            marks: self.marks.iter().map(|(id, mark)| (node(id), *mark)).collect(),
            deadline: self.deadline,
            budget: self.budget,
            hours_a_week: self.hours_a_week,
            priorities: self.priorities.clone(),
            ..Learner::default()
        }
    }
}

fn some<T: Copy>(tape: &mut Tape, of: &[T]) -> T {
    of[tape.below(of.len() as u32) as usize]
}

/// Mostly nothing.
fn or_none(tape: &mut Tape, one_in: u32, of: &[&'static str]) -> &'static str {
    if tape.seldom(one_in) { some(tape, of) } else { "" }
}

/// A requisite cell: mostly empty.
fn requisite(tape: &mut Tape, of: &[&str]) -> String {
    if of.is_empty() || !tape.seldom(3) {
        return String::new();
    }
    format!("\"{}\"", tree(tape, of, 2))
}

fn tree(tape: &mut Tape, of: &[&str], depth: u32) -> String {
    let item = some(tape, of);
    if depth == 0 && item.starts_with('c') && tape.seldom(8) {
        return format!("{item} >= 60");
    }
    if depth == 0 && tape.seldom(8) {
        return some(
            tape,
            &["programme p", "cohort 2026", "cohort 2023-2025", "v.1", "programme q", "q", "with p"],
        )
        .to_owned();
    }
    if depth == 0 {
        return if tape.seldom(2) { format!("with {item}") } else { item.to_owned() };
    }
    let [a, b] = [(); 2].map(|()| tree(tape, of, depth - 1));
    match tape.below(6) {
        0 | 1 => a,
        2 => format!("({a} and {b})"),
        3 | 4 => format!("({a} or {b})"),
        _ => format!("2 of ({a}, {b}, {})", tree(tape, of, depth - 1)),
    }
}

impl fmt::Debug for College {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, text) in &self.tables {
            writeln!(to, "-- {name}\n{}", text.trim_end())?;
        }
        writeln!(to, "-- today {}, term {:?}, held {:?}", self.today, self.term, self.held)?;
        writeln!(to, "outside {}, entry {:?}, region {:?}", self.outside, self.entry, self.region)?;
        writeln!(to, "pilot {:?}, without {:?}", self.pilot, self.without)?;
        writeln!(to, "pinned {:?}, excluded {:?}, either {:?}", self.pinned, self.excluded, self.either)?;
        writeln!(to, "moved {:?}, failed {:?}, own {:?}", self.moved, self.failed, self.own)?;
        writeln!(to, "marks {:?}, deadline {:?}", self.marks, self.deadline)?;
        writeln!(to, "budget {:?}, hours {:?}, {:?}", self.budget, self.hours_a_week, self.priorities)
    }
}
