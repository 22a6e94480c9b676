//! The rules of a problem as rows.

use rungs_ilp::{NO_LOWER, Row};

use crate::sort::sort;

use super::{Meaning, Model};
use crate::plan::conflict::Rule;
use crate::plan::problem::{Group, ItemId, ItemKind, NeedId, Problem, RuleId};

pub(super) fn build(model: &mut Model, problem: &Problem, exactly: bool) {
    held_once(model, problem);
    needs(model, problem);
    sources(model, problem);
    caps(model, problem);
    exclusive(model, problem);
    requisites(model, problem);
    terms(model, problem);
    sums(model, problem);
    if exactly {
        last_term(model, problem);
    }
}

/// What must be true of what is held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Nothing.
    Ever,
    /// It has not run out when it is judged.
    Kept,
    /// And it is there by then.
    Counts,
}

/// An entry for every column by which an item may be held.
fn held(model: &Model, problem: &Problem, item: usize, factor: i64, how: Held) -> Vec<(u32, i64)> {
    let end = problem.judged.unwrap_or(model.last);
    let in_time = |from: u32| how != Held::Counts || problem.judged.is_none_or(|judged| from <= judged);
    let columns = &model.items[item];
    let of = &problem.items[item];
    let mut entries = Vec::new();
    for &(start, column) in &columns.starts {
        let finish = start + of.duration;
        let kept = of.valid_from(start).is_none_or(|terms| end <= finish.saturating_add(terms));
        if (how == Held::Ever || kept) && in_time(finish) {
            entries.push((column, factor));
        }
    }
    for &(term, column) in &columns.uses {
        if in_time(term) {
            entries.push((column, factor));
        }
    }
    entries
}

/// The places of items, ascending, each once.
fn places(ids: &[ItemId]) -> Vec<usize> {
    let mut places = Vec::new();
    for id in ids {
        places.push(id.0 as usize);
    }
    ascending(places)
}

/// The places of rules, ascending, each once.
fn rule_places(ids: &[RuleId]) -> Vec<usize> {
    let mut places = Vec::new();
    for id in ids {
        places.push(id.0 as usize);
    }
    ascending(places)
}

fn ascending(mut places: Vec<usize>) -> Vec<usize> {
    sort(&mut places);
    places.dedup();
    places
}

fn held_once(model: &mut Model, problem: &Problem) {
    let mut mandatory = vec![false; problem.items.len()];
    for id in &problem.mandatory {
        mandatory[id.0 as usize] = true;
    }
    for (item, is_mandatory) in mandatory.into_iter().enumerate() {
        let columns = held(model, problem, item, 1, Held::Ever);
        let must = is_mandatory && !model.items[item].done;
        if must {
            let counting = held(model, problem, item, 1, Held::Kept);
            if model.lifts.is_some() {
                model.ilp.row(Row::most(columns, 1));
                model.rule_row(Rule::Mandatory(ItemId(item as u32)), Row::least(counting, 1));
                continue;
            }
            let row = Row::new(counting, 1, 1);
            // What has run out may not stand in the way of the row above: it is then held once too often.
            if row.entries.len() < columns.len() {
                model.ilp.row(Row::most(columns, 1));
            }
            model.ilp.row(row);
        } else if columns.len() > 1 {
            model.ilp.row(Row::most(columns, 1));
        }
    }
}

fn needs(model: &mut Model, problem: &Problem) {
    let mut wanted = Vec::new();
    for need in &problem.needs {
        wanted.push(i64::from(need.units));
    }
    let mut entries: Vec<Vec<(u32, i64)>> = vec![Vec::new(); wanted.len()];
    for (place, item) in problem.items.iter().enumerate() {
        for &(need, units) in &item.gives {
            let units = i64::from(units);
            if model.items[place].done {
                wanted[need.0 as usize] -= units;
            } else {
                entries[need.0 as usize].extend(held(model, problem, place, units, Held::Counts));
            }
        }
    }
    for ((mut entries, wanted), id) in entries.into_iter().zip(wanted).zip((0..).map(NeedId)) {
        if wanted > 0 {
            // No item can count for more than what is wanted.
            for (_, units) in &mut entries {
                *units = wanted.min(*units);
            }
            model.rule_row(Rule::Need(id), Row::least(entries, wanted));
        }
    }
}

/// A rule is used only on a source that is taken, and no more often than a cap for that source says.
fn sources(model: &mut Model, problem: &Problem) {
    let mut most: Vec<Option<(Rule, i64, Vec<usize>)>> = vec![None; problem.items.len()];
    for (place, cap) in problem.recognition_caps.iter().enumerate() {
        let (Some(count), Some(first)) = (cap.count, cap.rules.first()) else { continue };
        let source = problem.recognitions[first.0 as usize].from;
        let rules = rule_places(&cap.rules);
        if rules.iter().all(|&rule| problem.recognitions[rule].from == source) && rules.len() > count as usize
        {
            most[source.0 as usize] = Some((Rule::RecognitionCap(place), i64::from(count), rules));
        }
    }
    let mut rows = Vec::new();
    for (item, columns) in model.items.iter().enumerate() {
        let duration = problem.items[item].duration;
        for &(start, start_column) in &columns.starts {
            let counts_from = start + duration;
            if let Some((rule, count, rules)) = &most[item] {
                let mut entries = vec![(start_column, -count)];
                for &used in rules {
                    // From the term in which a rule begins on, what has finished earlier counts too.
                    if problem.recognitions[used].since < counts_from
                        && let Some(column) = model.used(used, counts_from)
                    {
                        entries.push((column, 1));
                    }
                }
                rows.push((Some(*rule), Row::most(entries, 0)));
            }
        }
    }
    for (place, rule) in problem.recognitions.iter().enumerate() {
        let duration = problem.items[rule.from.0 as usize].duration;
        let starts = &model.items[rule.from.0 as usize].starts;
        for &(term, column) in &model.rules[place] {
            let mut entries = vec![(column, 1)];
            for &(start, taken) in starts {
                if rule.since.max(start + duration) == term {
                    entries.push((taken, -1));
                }
            }
            if entries.len() > 1 {
                rows.push((None, Row::most(entries, 0)));
            }
        }
    }
    for (rule, row) in rows {
        match rule {
            Some(rule) => model.rule_row(rule, row),
            None => model.ilp.row(row),
        }
    }
}

fn caps(model: &mut Model, problem: &Problem) {
    for (place, cap) in problem.recognition_caps.iter().enumerate() {
        let cap_rule = Rule::RecognitionCap(place);
        let (mut counted, mut summed) = (Vec::new(), Vec::new());
        for rule in rule_places(&cap.rules) {
            for &(_, column) in &model.rules[rule] {
                counted.push((column, 1));
                summed.push((column, i64::from(problem.recognitions[rule].credits)));
            }
        }
        if let Some(count) = cap.count {
            model.rule_row(cap_rule, Row::most(counted, i64::from(count)));
        }
        if let Some(most) = cap.credits {
            model.rule_row(cap_rule, Row::most(summed, i64::from(most)));
        }
    }
    for (place, set) in problem.exclusive_sources.iter().enumerate() {
        let mut sources = Vec::new();
        for source in places(set) {
            let mut uses = Vec::new();
            for (place, rule) in problem.recognitions.iter().enumerate() {
                if rule.from.0 as usize == source {
                    uses.extend(&model.rules[place]);
                }
            }
            if uses.is_empty() {
                continue;
            }
            let used = model.items[source].source.unwrap_or_else(|| {
                let used = model.add(Meaning::Source, 1);
                for (_, column) in uses {
                    model.ilp.row(Row::most(vec![(column, 1), (used, -1)], 0));
                }
                used
            });
            model.items[source].source = Some(used);
            sources.push((used, 1));
        }
        if sources.len() > 1 {
            model.rule_row(Rule::ExclusiveSource(place), Row::most(sources, 1));
        }
    }
}

fn exclusive(model: &mut Model, problem: &Problem) {
    for (part, item) in problem.items.iter().enumerate() {
        if let Some(whole) = item.part_of {
            let (mut entries, mut most) = (Vec::new(), 1);
            for item in [part, whole.0 as usize] {
                entries.extend(held(model, problem, item, 1, Held::Ever));
                most -= i64::from(model.items[item].done);
            }
            model.ilp.row(Row::most(entries, most));
        }
    }
    for (place, set) in problem.exclusive.iter().enumerate() {
        let mut entries = Vec::new();
        let mut most = 1;
        for item in places(set) {
            if model.items[item].done {
                most -= 1;
            } else {
                entries.extend(held(model, problem, item, 1, Held::Ever));
            }
        }
        model.rule_row(Rule::Exclusive(place), Row::most(entries, most));
    }
}

/// For each start: what has started by then is no more than what its requisites allow by then. Starts for which
/// the requisites are the same share one row.
fn requisites(model: &mut Model, problem: &Problem) {
    for (item, id) in problem.items.iter().zip((0..).map(ItemId)) {
        for (place, group) in item.requisites.iter().enumerate() {
            requisite(model, problem, id, place, group);
        }
    }
}

fn requisite(model: &mut Model, problem: &Problem, id: ItemId, place: usize, group: &Group) {
    let item = id.0 as usize;
    let mut open = group.items();
    let all = open.len();
    open.retain(|(other, _)| !model.items[other.0 as usize].done);
    let count = (group.count as usize).saturating_sub(all - open.len());
    if count == 0 {
        return;
    }
    // All of them is one of each.
    let parts: Vec<&[(ItemId, u32)]> =
        if count == open.len() { open.chunks(1).collect() } else { vec![&open] };
    let count = if count == open.len() { 1 } else { count as i64 };
    let mut starts = model.items[item].starts.clone();
    starts.retain(|&(start, _)| problem.items[item].examined_in(start) >= model.history);
    for part in parts {
        let mut rows: Vec<Row> = Vec::new();
        let mut before = usize::MAX;
        for (at, &(start, _)) in starts.iter().enumerate() {
            let asked = problem.items[item].examined_in(start);
            let mut entries = Vec::new();
            for &(other, grace) in part {
                let columns = &model.items[other.0 as usize];
                let duration = problem.items[other.0 as usize].duration;
                for &(begun, column) in &columns.starts {
                    if begun + duration <= asked + grace {
                        entries.push((column, -1));
                    }
                }
                for &(term, column) in &columns.uses {
                    if term <= asked {
                        entries.push((column, -1));
                    }
                }
            }
            let allowing = entries.len();
            for &(_, column) in &starts[..=at] {
                entries.push((column, count));
            }
            if allowing == before {
                rows.pop();
            }
            before = allowing;
            rows.push(Row::most(entries, 0));
        }
        for row in rows {
            model.rule_row(Rule::Requisite(id, place), row);
        }
    }
}

fn terms(model: &mut Model, problem: &Problem) {
    // What is there in any case weighs after the last term, too.
    for term in 0..problem.horizon {
        let (mut load, mut bound, mut exams) = (Vec::new(), Vec::new(), Vec::new());
        for (place, item) in problem.items.iter().enumerate() {
            for &(start, column) in &model.items[place].starts {
                if start <= term && term < start + item.duration && item.load_from(start) > 0 {
                    let entry = (column, i64::from(item.load_from(start)));
                    load.push(entry);
                    if !item.timetabled {
                        bound.push(entry);
                    }
                }
                if item.examined_in(start) == term && item.kind == ItemKind::Certificate {
                    exams.push((column, 1));
                }
            }
        }
        let other = i64::from(problem.other_load_of(term));
        if let Some(most) = problem.peak_cap {
            model.ilp.row(Row::most(load.clone(), i64::from(most) - other));
        }
        if let Some(peak) = model.peak {
            load.push((peak, -1));
            model.ilp.row(Row::most(load, -other));
        }
        model.rule_row(Rule::Load, Row::most(bound, i64::from(problem.load_cap[term as usize])));
        if let Some(most) = problem.exam_cap.get(term as usize) {
            model.rule_row(Rule::Exams, Row::most(exams, i64::from(*most)));
        }
    }
}

fn sums(model: &mut Model, problem: &Problem) {
    let mut fees = Vec::new();
    let mut credits: Vec<Vec<(u32, i64)>> = vec![Vec::new(); problem.items.len()];
    for (place, item) in problem.items.iter().enumerate() {
        for &(_, column) in &model.items[place].starts {
            fees.push((column, i64::from(item.fee)));
            credits[place].push((column, i64::from(item.credits)));
        }
    }
    for (place, rule) in problem.recognitions.iter().enumerate() {
        for &(_, column) in &model.rules[place] {
            fees.push((column, i64::from(rule.fee)));
            credits[rule.to.0 as usize].push((column, i64::from(rule.credits)));
        }
    }
    if let Ok(budget) = i64::try_from(problem.budget)
        && model.lifts.is_none()
    {
        model.ilp.row(Row::most(fees, budget));
    }
    for (place, floor) in problem.credit_floors.iter().enumerate() {
        let among = floor.of.as_ref().map(|of| places(of));
        let least = i64::from(floor.credits);
        if least == 0 {
            continue;
        }
        let mut entries = Vec::new();
        for (item, columns) in credits.iter().enumerate() {
            if among.as_ref().is_none_or(|among| among.contains(&item)) {
                for &(column, credits) in columns {
                    entries.push((column, least.min(credits)));
                }
            }
        }
        model.rule_row(Rule::Credits(place), Row::least(entries, least));
    }
}

fn last_term(model: &mut Model, problem: &Problem) {
    if model.last == 0 {
        return;
    }
    let mut entries = Vec::new();
    for (place, item) in problem.items.iter().enumerate() {
        for &(start, column) in &model.items[place].starts {
            if start + item.duration == model.last {
                entries.push((column, 1));
            }
        }
    }
    let row = Row::new(entries, 1, rungs_ilp::NO_UPPER);
    debug_assert!(row.lower != NO_LOWER);
    model.ilp.row(row);
}
