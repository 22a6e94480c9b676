//! What is legal, but most likely not meant: sums, what nothing leads to, names and sources that are missing.

use super::{CapScope, Dense, Feedback, GradeId, Model, Nature, Node, Status};
use crate::catalogue::terms_of_a_year;
use crate::date::Date;
use crate::diagnostic::{Advice, Problem};
use crate::names::Names;
use crate::requisite::{self, Requisite, Spot};
use crate::sorted::{Map, Set};
use crate::wire::pack_v1::PackV1;
use crate::wire::table::Report;
use crate::wire::value::Value;

/// Reports what an author should look at in a model without errors.
pub fn advise(model: &Model, tables: &PackV1, report: &mut Report) {
    weights(tables, report);
    leads(model, tables, report);
    falls(model, tables, report);
    recognised(model, tables, report);
    credits(model, tables, report);
    names(tables, report);
    sources(tables, report);
    answers(tables, report);
    rows(tables, report);
    limits(tables, report);
    award_ranks(tables, report);
    currency(tables, report);
    formulas(tables, report);
    requisites(tables, report);
    years(model, tables, report);
}

/// What is asked for twice, by nobody or beyond what there is.
fn requisites(tables: &PackV1, report: &mut Report) {
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                let Some(Ok(read)) = row.requisite.as_deref().map(requisite::parse) else { continue };
                requisite(&read, &mut |at, advice| {
                    let place = report.origin.place(stringify!($table), row.at, Some("requisite"), at);
                    report.add(place, Problem::Advice(advice));
                });
            }
        )+};
    }
    look!(courses, grades, competitions);
}

fn requisite(of: &Requisite<Spot>, say: &mut impl FnMut(Option<u32>, Advice)) {
    match of {
        Requisite::Item { item, mark: Some(mark) } if *mark > 100 => {
            say(Some(item.at), Advice::Mark { mark: *mark });
        }
        Requisite::Cohort { from, to } => {
            if let Some(&year) = [from, to].into_iter().find(|year| !is_year(**year)) {
                say(None, Advice::Year { year });
            }
        }
        Requisite::All(parts) | Requisite::AtLeast { of: parts, .. } => {
            let mut seen = Set::new();
            for part in parts {
                if let Requisite::Item { item, .. } | Requisite::With(item) = part
                    && !seen.insert(&item.id)
                {
                    say(Some(item.at), Advice::ListedTwice { id: item.id.clone() });
                }
                requisite(part, say);
            }
        }
        Requisite::Item { .. } | Requisite::With(_) | Requisite::Programme(_) => {}
    }
}

/// Whether a number can be a year of a school's data.
fn is_year(year: u32) -> bool {
    (1900..2200).contains(&year)
}

/// Years that are none, and a calendar whose years would overlap.
fn years(model: &Model, tables: &PackV1, report: &mut Report) {
    for row in &tables.routes {
        if let Some(year) = row.year.filter(|year| !is_year(*year)) {
            report.at("routes", row.at, "year", Problem::Advice(Advice::Year { year }));
        }
    }
    let terms = &model.calendar;
    let first = terms.len() - terms_of_a_year(terms);
    let (Some(first), Some(last)) = (terms.get(first), tables.calendar.last()) else { return };
    let start = first.start.plus_years(1);
    if start <= last.end {
        report.at("calendar", last.at, "end", Problem::Advice(Advice::RepeatsTooEarly { start }));
    }
}

/// Caps and exclusions that limit nothing.
fn limits(tables: &PackV1, report: &mut Report) {
    let are_few = |items: &[String]| items.iter().collect::<Set<_>>().len() < 2;
    for row in &tables.recognition_caps {
        let has_number = row.credits.is_some() || row.count.is_some() || row.share.is_some();
        if row.scope == CapScope::OneOf {
            if are_few(&row.items) {
                report.at("recognition_caps", row.at, "items", Problem::Advice(Advice::TooFewItems));
            }
        } else if !has_number {
            report.at("recognition_caps", row.at, "scope", Problem::Advice(Advice::LimitsNothing));
        }
    }
    let curricula: Set<&String> = tables.curriculum.iter().map(|row| &row.programme).collect();
    let mut caps = tables.recognition_caps.iter();
    if caps.any(|row| row.share.is_some() && row.scope != CapScope::OneOf) {
        for row in &tables.programmes {
            // Where nothing is taught, nothing is recognised.
            if row.credits.is_none() && curricula.contains(&row.id) {
                report.at("programmes", row.at, "credits", Problem::Advice(Advice::ShareOfNothing));
            }
        }
    }
    for row in tables.exclusions.iter().filter(|row| are_few(&row.items)) {
        report.at("exclusions", row.at, "items", Problem::Advice(Advice::TooFewItems));
    }
}

/// Awards of one competition that stand beside each other.
fn award_ranks(tables: &PackV1, report: &mut Report) {
    let mut seen = Set::new();
    for row in &tables.awards {
        if !seen.insert((&row.competition, row.rank)) {
            report.at("awards", row.at, "rank", Problem::Advice(Advice::SameRank { rank: row.rank }));
        }
    }
}

/// A currency that is not written as ISO 4217 does.
fn currency(tables: &PackV1, report: &mut Report) {
    for row in &tables.pack {
        let is_code = row.currency.len() == 3 && row.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            let found = row.currency.clone();
            report.at("pack", row.at, "currency", Problem::Advice(Advice::Currency { found }));
        }
    }
}

/// Texts that a spreadsheet would compute when the pack is opened there.
fn formulas(tables: &PackV1, report: &mut Report) {
    tables.each(&mut |table, at, record| {
        for (field, value) in record.fields().unwrap_or_default() {
            match value {
                Value::Text(text) => {
                    if let Some(sign) = formula_sign(text) {
                        report.at(table, at, field, Problem::Advice(Advice::Formula { sign }));
                    }
                }
                Value::List(entries) => {
                    // A cell begins with its first entry.
                    if let Some(sign) = entries.first().and_then(Value::text).and_then(formula_sign) {
                        report.at(table, at, field, Problem::Advice(Advice::Formula { sign }));
                    }
                }
                Value::Map(texts) => {
                    for (language, text) in texts {
                        let Some(sign) = text.text().and_then(formula_sign) else { continue };
                        let place = report.origin.place_of_name(table, at, field, language);
                        report.add(place, Problem::Advice(Advice::Formula { sign }));
                    }
                }
                Value::Null | Value::Flag(_) | Value::Number(_) => {}
            }
        }
    });
}

/// The sign that makes a formula of a text. A number and the dash before a word are none.
fn formula_sign(text: &str) -> Option<char> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    let is_formula = match sign {
        '=' | '@' => !rest.is_empty(),
        // Behind a blank it is a dash, unless another program is called.
        '+' | '-' => {
            let is_dash = rest.is_empty() || rest.starts_with([' ', '\u{3000}', sign]);
            (!is_dash || rest.contains('|')) && text.parse::<f64>().is_err()
        }
        _ => false,
    };
    is_formula.then_some(sign)
}

/// Weights of a job or grade that do not add up to a hundred.
fn weights(tables: &PackV1, report: &mut Report) {
    let mut jobs: Map<&str, (u32, u64)> = Map::new();
    for row in &tables.job_functions {
        jobs.entry(&row.job).or_insert((row.at, 0)).1 += u64::from(row.weight.hundredths());
    }
    let mut grades: Map<&str, (u32, u64)> = Map::new();
    for row in &tables.grade_functions {
        grades.entry(&row.grade).or_insert((row.at, 0)).1 += u64::from(row.weight.hundredths());
    }
    for (table, sums) in [("job_functions", jobs), ("grade_functions", grades)] {
        for (of, (at, sum)) in sums {
            if sum != 10_000 {
                let problem =
                    Problem::Advice(Advice::WeightsDoNotAddUp { of: of.to_owned(), sum: sum as f64 / 100.0 });
                report.at(table, at, "weight", problem);
            }
        }
    }
}

/// Jobs that nothing leads to, qualifications that no job asks for.
fn leads(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut given = Set::new();
    let mut needed = Set::new();
    for node in model.nodes() {
        given.extend(model.gives(node).iter().map(|units| units.skill));
    }
    for (_, job) in model.jobs.iter() {
        needed.extend(job.needs.iter().map(|units| units.skill));
    }
    for (row, (_, job)) in tables.jobs.iter().zip(model.jobs.iter()) {
        let by_skill = !job.needs.is_empty() && job.needs.iter().all(|need| given.contains(&need.skill));
        let by_qualification = job.needs.is_empty() && !job.qualifications.is_empty();
        if !by_skill && !by_qualification {
            report.at("jobs", row.at, "id", Problem::Advice(Advice::NothingLeadsTo));
        }
    }
    let asked: Set<Node> = model
        .jobs
        .iter()
        .flat_map(|(_, job)| {
            job.qualifications.iter().flat_map(|set| set.items.iter().map(|(item, _)| *item))
        })
        .collect();
    for (row, (_, qualification)) in tables.qualifications.iter().zip(model.qualifications.iter()) {
        let wanted = qualification.grades.iter().any(|grade| {
            asked.contains(&Node::Grade(*grade))
                || model.grades[*grade].gives.iter().any(|units| needed.contains(&units.skill))
        });
        if !qualification.about.status.is_some_and(Status::is_over) && !wanted {
            report.at("qualifications", row.at, "id", Problem::Advice(Advice::NoJobAsksFor));
        }
    }
}

/// Grades that stand lower on the ladder than a grade below them in their chain.
fn falls(model: &Model, tables: &PackV1, report: &mut Report) {
    for (_, qualification) in model.qualifications.iter() {
        let mut highest: Option<(u32, GradeId)> = None;
        for &grade in &qualification.grades {
            let Some(placed) = model.grades[grade].placement else { continue };
            let rank = model.levels[placed.level].rank;
            match highest {
                Some((above, below)) if above > rank => {
                    let below = model.grades[below].about.id.clone();
                    let at = tables.grades[grade.index()].at;
                    report.at("grades", at, "level", Problem::Advice(Advice::LevelFalls { below }));
                }
                _ => highest = Some((rank, grade)),
            }
        }
    }
}

/// Recognition rules that can never be used: what they count as is in no programme.
fn recognised(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut categories = Set::new();
    let mut taught = Set::new();
    for (_, programme) in model.programmes.iter() {
        for entry in &programme.curriculum {
            categories.extend(entry.category);
            taught.insert(entry.course);
        }
    }
    for (row, rule) in tables.recognition.iter().zip(&model.recognition) {
        let usable = rule.courses.iter().any(|course| taught.contains(course))
            || rule.category.is_some_and(|category| categories.contains(&category));
        if !usable {
            let field = if rule.courses.is_empty() { "category" } else { "courses" };
            report.at("recognition", row.at, field, Problem::Advice(Advice::NeverRecognised));
        }
    }
}

/// More credits than this in one term are a mistake, in hundredths.
const MOST_TERM_CREDITS: u64 = 4_000;

/// Sums of credits that cannot be meant.
fn credits(model: &Model, tables: &PackV1, report: &mut Report) {
    for (row, (_, programme)) in tables.programmes.iter().zip(model.programmes.iter()) {
        let mut terms = vec![0u64; programme.terms.len()];
        let mut sum = 0;
        for entry in programme.curriculum.iter().filter(|entry| entry.nature == Nature::Compulsory) {
            let credits = model.courses[entry.course].credits.map_or(0, |it| u64::from(it.hundredths()));
            sum += credits;
            // A course that is offered in several terms may be taken in any.
            let [start] = entry.terms[..] else { continue };
            for term in terms.iter_mut().skip(start as usize - 1).take(entry.length as usize) {
                *term += credits / u64::from(entry.length);
            }
        }
        let number = |hundredths: u64| hundredths as f64 / 100.0;
        for (term, credits) in (1u32..).zip(terms) {
            if credits > MOST_TERM_CREDITS {
                let most = number(MOST_TERM_CREDITS);
                let problem = Problem::Advice(Advice::TermCredits { term, credits: number(credits), most });
                report.at("programmes", row.at, "id", problem);
            }
        }
        if let Some(credits) = programme.credits.filter(|credits| u64::from(credits.hundredths()) < sum) {
            let problem =
                Problem::Advice(Advice::ProgrammeCredits { sum: number(sum), credits: credits.to_f64() });
            report.at("programmes", row.at, "credits", problem);
        }
    }
}

/// What was true until a day that has passed. Apart from [`advise`], because core has no clock.
pub fn past(model: &Model, tables: &PackV1, report: &mut Report, today: Date) {
    if let Some((row, date)) = tables.pack.first().zip(model.head.valid_to.filter(|date| *date < today)) {
        report.at("pack", row.at, "valid_to", Problem::Advice(Advice::Past { date }));
    }
    if let Some(row) = tables.calendar.last().filter(|row| row.end < today) {
        report.at("calendar", row.at, "end", Problem::Advice(Advice::Past { date: row.end }));
    }
    let mut dated: Vec<(&'static str, u32, Option<Date>)> = Vec::new();
    for row in &tables.recognition {
        dated.push(("recognition", row.at, row.valid_to));
    }
    macro_rules! add {
        ($($table:ident),+) => {$(
            for row in tables.$table.iter().filter(|row| !row.status.is_some_and(Status::is_over)) {
                dated.push((stringify!($table), row.at, row.valid_to));
            }
        )+};
    }
    add!(standards, jobs, programmes, courses, qualifications, grades, competitions);
    for (table, at, date) in dated {
        if let Some(date) = date.filter(|date| *date < today) {
            report.at(table, at, "valid_to", Problem::Advice(Advice::Past { date }));
        }
    }
    // Past sittings are worth keeping; only when there is none to come does somebody have to look. What is over for
    // good has none to come.
    let over = over(tables);
    let mut last: Map<&str, (u32, Date)> = Map::new();
    for row in tables.sittings.iter().filter(|row| !over.contains(row.item.as_str())) {
        let known = last.entry(&row.item).or_insert((row.at, row.date));
        *known = if row.date > known.1 { (row.at, row.date) } else { *known };
    }
    for (at, date) in last.into_values().filter(|(_, date)| *date < today) {
        report.at("sittings", at, "date", Problem::Advice(Advice::Past { date }));
    }
    let mut last: Map<&str, (u32, Option<u32>)> = Map::new();
    for row in tables.routes.iter().filter(|row| !over.contains(row.qualification.as_str())) {
        let known = last.entry(&row.qualification).or_insert((row.at, row.year));
        // A route without a year holds for good.
        let later = known.1.zip(row.year).is_some_and(|(known, year)| year > known);
        *known = if later || row.year.is_none() { (row.at, row.year) } else { *known };
    }
    for (at, year) in last.into_values() {
        if let Some(year) = year.filter(|year| *year < u32::from(today.year()) && is_year(*year)) {
            report.at("routes", at, "year", Problem::Advice(Advice::PastYear { year }));
        }
    }
}

/// Qualifications, grades and competitions that are withdrawn or superseded.
fn over(tables: &PackV1) -> Set<&str> {
    let mut over = Set::new();
    for row in tables.qualifications.iter().filter(|row| row.status.is_some_and(Status::is_over)) {
        over.insert(row.id.as_str());
    }
    for row in &tables.grades {
        if row.status.is_some_and(Status::is_over) || over.contains(row.qualification.as_str()) {
            over.insert(row.id.as_str());
        }
    }
    for row in tables.competitions.iter().filter(|row| row.status.is_some_and(Status::is_over)) {
        over.insert(row.id.as_str());
    }
    over
}

/// Names missing in a language in which the pack's own title is given.
fn names(tables: &PackV1, report: &mut Report) {
    let Some(head) = tables.pack.first() else { return };
    let languages: Vec<&'static str> =
        ["zh", "en"].into_iter().filter(|tag| head.name.get(tag).is_some()).collect();
    let mut look = |table: &'static str, at: u32, name: &Names| {
        for &language in &languages {
            if name.get(language).is_none() {
                let place = report.origin.place_of_name(table, at, "name", language);
                report.add(place, Problem::Advice(Advice::MissingName { language }));
            }
        }
    };
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                look(stringify!($table), row.at, &row.name);
            }
        )+};
    }
    look!(
        sources,
        regions,
        organisations,
        frameworks,
        levels,
        standards,
        functions,
        skills,
        fields,
        jobs,
        programmes,
        courses,
        qualifications,
        grades,
        competitions,
        awards,
        calendar
    );
}

/// Facts without a source.
fn sources(tables: &PackV1, report: &mut Report) {
    let mut look = |table: &'static str, at: u32, source: &Option<String>| {
        if source.is_none() {
            report.at(table, at, "source", Problem::Advice(Advice::NoSource));
        }
    };
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                look(stringify!($table), row.at, &row.source);
            }
        )+};
    }
    look!(
        frameworks,
        levels,
        descriptors,
        alignments,
        standards,
        functions,
        skills,
        jobs,
        job_functions,
        job_skills,
        job_qualifications,
        demand,
        programmes,
        programme_terms,
        courses,
        curriculum,
        calendar,
        qualifications,
        grades,
        grade_functions,
        routes,
        fees,
        sittings,
        competitions,
        awards,
        outcomes,
        recognition,
        recognition_caps,
        credit_floors,
        exclusions,
        feedback,
        circles
    );
    for row in &tables.explainers {
        if row.sources.is_empty() {
            report.at("explainers", row.at, "sources", Problem::Advice(Advice::NoSource));
        }
    }
}

/// Results from too few to be shown.
fn answers(tables: &PackV1, report: &mut Report) {
    let least = Feedback::LEAST_ANSWERS;
    for row in &tables.feedback {
        if row.result.is_some() && row.count.is_some_and(|count| count < least) {
            report.at("feedback", row.at, "count", Problem::Advice(Advice::TooFewAnswers { least }));
        }
    }
}

/// Sources of single fields of rows that are not there. Of tables with ids this is an error, found before.
fn rows(tables: &PackV1, report: &mut Report) {
    let mut known: Map<&str, Set<String>> = Map::new();
    let written = tables.write();
    for row in &tables.provenance {
        let Some(info) = PackV1::table(&row.table).filter(|info| !info.has("id")) else { continue };
        let known = known.entry(info.name).or_insert_with(|| {
            let records = written.iter().find(|(table, _)| *table == info.name).map(|(_, records)| records);
            let mut names = Set::new();
            for record in records.into_iter().flatten() {
                let mut name = String::new();
                for field in info.fields {
                    if !name.is_empty() {
                        name.push('/');
                    }
                    name.push_str(&plain(record.get(field.name)));
                    names.insert(name.clone());
                }
            }
            names
        });
        for record in row.records.iter().filter(|record| *record != "*" && !known.contains(*record)) {
            let problem = Advice::NoSuchRow { row: record.clone(), table: info.name };
            report.at("provenance", row.at, "records", Problem::Advice(problem));
        }
    }
}

/// A value as an author would write it to name a row.
fn plain(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Flag(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        Some(Value::List(entries)) => {
            entries.iter().map(|entry| plain(Some(entry))).collect::<Vec<_>>().join(";")
        }
        Some(Value::Map(texts)) => texts.first().map(|(_, text)| plain(Some(text))).unwrap_or_default(),
        Some(Value::Null) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::formula_sign;

    #[test]
    fn a_formula_is_no_number_and_no_dash() {
        for text in ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "- cmd|' /C calc'!A0", "+A1", "-A1"] {
            assert_eq!(formula_sign(text), text.chars().next(), "{text}");
        }
        for text in ["", "-", "=", "-3", "+2.5", "- one", "-- one", "a=b", "机器人", "（-）"] {
            assert_eq!(formula_sign(text), None, "{text}");
        }
    }
}
