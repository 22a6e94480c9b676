//! What only the whole model can show: circles, sums, levels, what nothing leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dense, Model, Node, RegionId};
use crate::diagnostic::Problem;
use crate::requisite::Requisite;
use crate::wire::pack_v1::PackV1;
use crate::wire::table::Report;

/// Reports what is wrong with a model as a whole. References must have been resolved.
pub fn check(model: &Model, tables: &PackV1, report: &mut Report) {
    regions(model, tables, report);
    // A reference that could not be resolved was replaced by the first record of its table: what follows would
    // only repeat the same fault in other words.
    if report.has_errors() {
        return;
    }
    ladder(model, tables, report);
    ranks(tables, report);
    cycles(model, tables, report);
    weights(tables, report);
    leads(model, tables, report);
    names(tables, report);
    sources(tables, report);
}

/// Regions that lie in each other in a circle.
fn regions(model: &Model, tables: &PackV1, report: &mut Report) {
    for (index, row) in tables.regions.iter().enumerate() {
        let mut seen = vec![RegionId::new(index)];
        let mut place = model.regions[seen[0]].parent;
        while let Some(here) = place {
            if here == seen[0] {
                let ids = seen.iter().map(|id| model.regions[*id].id.clone()).collect();
                report.at("regions", row.at, "parent", Problem::Cycle(ids));
                break;
            }
            if seen.contains(&here) {
                break;
            }
            seen.push(here);
            place = model.regions[here].parent;
        }
    }
}

/// Placements on levels of another framework than the ladder's.
fn ladder(model: &Model, tables: &PackV1, report: &mut Report) {
    let Some(ladder) = model.head.ladder else { return };
    let framework = &model.frameworks[ladder].about.id;
    let mut look = |table: &'static str, at: u32, level: &Option<String>, node: &str| {
        let Some(level) = level else { return };
        let placed = model.node(node).and_then(|node| model.placement(node));
        if placed.is_some_and(|placed| model.levels[placed.level].framework != ladder) {
            let problem =
                Problem::LevelOutsideFramework { level: level.clone(), framework: framework.clone() };
            report.at(table, at, "level", problem);
        }
    };
    tables.jobs.iter().for_each(|row| look("jobs", row.at, &row.level, &row.id));
    tables.programmes.iter().for_each(|row| look("programmes", row.at, &row.level, &row.id));
    tables.grades.iter().for_each(|row| look("grades", row.at, &row.level, &row.id));
    tables.competitions.iter().for_each(|row| look("competitions", row.at, &row.level, &row.id));
}

/// Ranks that stand twice in one framework or qualification.
fn ranks(tables: &PackV1, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for row in &tables.levels {
        if !seen.insert((&row.framework, row.rank)) {
            report.at("levels", row.at, "rank", Problem::DuplicateRank { rank: row.rank });
        }
    }
    let mut seen = BTreeSet::new();
    for row in &tables.grades {
        if !seen.insert((&row.qualification, row.rank)) {
            report.at("grades", row.at, "rank", Problem::DuplicateRank { rank: row.rank });
        }
    }
}

/// Items that require each other in a circle, so that none of them can ever be taken.
fn cycles(model: &Model, tables: &PackV1, report: &mut Report) {
    let places: Vec<(Node, &'static str, u32)> = tables
        .courses
        .iter()
        .map(|row| (&row.id, "courses", row.at))
        .chain(tables.grades.iter().map(|row| (&row.id, "grades", row.at)))
        .chain(tables.competitions.iter().map(|row| (&row.id, "competitions", row.at)))
        .filter_map(|(id, table, at)| Some((model.node(id)?, table, at)))
        .collect();
    // What can be reached from nothing, found by a work list: each item is looked at again only when something
    // that it names has been reached.
    let mut waiting: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let mut reached: BTreeSet<Node> = BTreeSet::new();
    let mut work: Vec<Node> = Vec::new();
    for &(node, ..) in &places {
        if let Some(requisite) = model.requisite(node) {
            requisite.each_item(&mut |item| waiting.entry(carrier(model, *item)).or_default().push(node));
        }
        work.push(node);
    }
    while let Some(node) = work.pop() {
        if reached.contains(&node) {
            continue;
        }
        let open = model.requisite(node).is_none_or(|requisite| can_hold(model, requisite, &reached));
        if open {
            reached.insert(node);
            if let Some(next) = waiting.get(&node) {
                work.extend(next.iter().copied().filter(|next| !reached.contains(next)));
            }
        }
    }
    let mut told: BTreeSet<Node> = BTreeSet::new();
    for &(node, table, at) in &places {
        if reached.contains(&node) || told.contains(&node) {
            continue;
        }
        let circle = circle_from(model, node, &reached).filter(|circle| circle.contains(&node));
        if let Some(circle) = circle {
            told.extend(circle.iter().copied());
            let ids = circle.iter().map(|node| model.about(*node).id.clone()).collect();
            report.at(table, at, "requisite", Problem::Cycle(ids));
        }
    }
}

/// An award is reached with its competition.
fn carrier(model: &Model, node: Node) -> Node {
    match node {
        Node::Award(award) => Node::Competition(model.awards[award].competition),
        other => other,
    }
}

fn can_hold(model: &Model, requisite: &Requisite<Node>, reached: &BTreeSet<Node>) -> bool {
    match requisite {
        Requisite::Item { item, .. } => {
            matches!(item, Node::Programme(_)) || reached.contains(&carrier(model, *item))
        }
        // Items that are taken together may name each other.
        Requisite::With(_) | Requisite::Programme(_) | Requisite::Cohort { .. } => true,
        Requisite::All(parts) => parts.iter().all(|part| can_hold(model, part, reached)),
        Requisite::AtLeast { count, of } => {
            of.iter().filter(|part| can_hold(model, part, reached)).count() >= *count as usize
        }
    }
}

/// Follows unreached items from `start` until one comes again; the circle, beginning with its first item.
fn circle_from(model: &Model, start: Node, reached: &BTreeSet<Node>) -> Option<Vec<Node>> {
    let mut path = vec![start];
    loop {
        let here = *path.last()?;
        let mut next = None;
        model.requisite(here)?.each_item(&mut |item| {
            let item = carrier(model, *item);
            if next.is_none() && !matches!(item, Node::Programme(_)) && !reached.contains(&item) {
                next = Some(item);
            }
        });
        let next = next?;
        if let Some(place) = path.iter().position(|node| *node == next) {
            return Some(path.split_off(place));
        }
        path.push(next);
    }
}

/// Weights of a job or grade that do not add up to a hundred.
fn weights(tables: &PackV1, report: &mut Report) {
    let mut jobs: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
    for row in &tables.job_functions {
        jobs.entry(&row.job).or_insert((row.at, 0)).1 += u64::from(row.weight.hundredths());
    }
    let mut grades: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
    for row in &tables.grade_functions {
        grades.entry(&row.grade).or_insert((row.at, 0)).1 += u64::from(row.weight.hundredths());
    }
    for (table, sums) in [("job_functions", jobs), ("grade_functions", grades)] {
        for (of, (at, sum)) in sums {
            if sum != 10_000 {
                let problem = Problem::WeightsDoNotAddUp { of: of.to_owned(), sum: sum as f64 / 100.0 };
                report.at(table, at, "weight", problem);
            }
        }
    }
}

/// Jobs that nothing leads to, qualifications that no job asks for.
fn leads(model: &Model, tables: &PackV1, report: &mut Report) {
    let mut given = BTreeSet::new();
    let mut needed = BTreeSet::new();
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
            report.at("jobs", row.at, "id", Problem::NothingLeadsTo);
        }
    }
    let asked: BTreeSet<Node> = model
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
        let in_force =
            !matches!(qualification.about.status, Some(super::Status::Withdrawn | super::Status::Superseded));
        if in_force && !wanted {
            report.at("qualifications", row.at, "id", Problem::NoJobAsksFor);
        }
    }
}

/// Names missing in a language in which the pack's own title is given.
fn names(tables: &PackV1, report: &mut Report) {
    let Some(head) = tables.pack.first() else { return };
    let languages: Vec<&'static str> =
        ["zh", "en"].into_iter().filter(|tag| head.name.get(tag).is_some()).collect();
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                for &language in &languages {
                    if row.name.get(language).is_none() {
                        report.at(stringify!($table), row.at, "name", Problem::MissingName { language });
                    }
                }
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
    macro_rules! look {
        ($($table:ident),+) => {$(
            for row in &tables.$table {
                if row.source.is_none() {
                    report.at(stringify!($table), row.at, "source", Problem::NoSource);
                }
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
        exclusions,
        circles
    );
}
