//! A pack's recognition rules and caps in the planner's terms.

use crate::catalogue::Catalogue;
use crate::model::{CapScope, Category, CourseId, Node, ProgrammeId};
use crate::plan::{ItemId, Recognition, RecognitionCap, RuleId};
use crate::sort::sort;

/// The courses that a rule may count as for a student of a programme, ascending.
pub(crate) fn courses(catalogue: &Catalogue, programme: Option<ProgrammeId>, rule: usize) -> Vec<CourseId> {
    let rule = &catalogue.recognition[rule];
    let mut courses = rule.courses.clone();
    if let Some(category) = rule.category {
        courses.extend(courses_of(catalogue, programme, category));
    }
    sort(&mut courses);
    courses.dedup();
    courses
}

/// The same, but only courses of the programme: a college recognises for its own students.
pub(crate) fn own_courses(
    catalogue: &Catalogue,
    programme: Option<ProgrammeId>,
    rule: usize,
) -> Vec<CourseId> {
    let Some(own) = programme else { return Vec::new() };
    let mut courses = courses(catalogue, programme, rule);
    courses.retain(|course| catalogue.courses[*course].programmes.contains(&own));
    courses
}

/// What may count as a course for a student of a programme, in the order of the pack's rules.
pub(crate) fn counting_as(
    catalogue: &Catalogue,
    programme: Option<ProgrammeId>,
    course: CourseId,
) -> Vec<Node> {
    let mut items = Vec::new();
    for (number, rule) in catalogue.recognition.iter().enumerate() {
        if own_courses(catalogue, programme, number).contains(&course) {
            items.push(rule.from);
        }
    }
    items
}

/// A course's credits, in hundredths.
pub(crate) fn credits(catalogue: &Catalogue, course: CourseId) -> u32 {
    catalogue.courses[course].credits.map_or(0, |credits| credits.hundredths())
}

/// The courses of a category in a programme.
fn courses_of(catalogue: &Catalogue, programme: Option<ProgrammeId>, category: Category) -> Vec<CourseId> {
    let Some(programme) = programme else { return Vec::new() };
    let curriculum = &catalogue.programmes[programme].curriculum;
    curriculum.iter().filter(|entry| entry.category == Some(category)).map(|entry| entry.course).collect()
}

/// Whether a cap is a share of the programme's credits, and those are not known.
pub(crate) fn is_share_unknown(catalogue: &Catalogue, programme: Option<ProgrammeId>) -> bool {
    programme.is_some_and(|programme| catalogue.programmes[programme].credits.is_none())
        && catalogue.recognition_caps.iter().any(|cap| cap.share.is_some() && cap.scope != CapScope::OneOf)
}

/// The pack's caps over rules of the planner, each with its place in the pack. `rules` has the pack's rule and
/// the course behind each.
pub(crate) fn caps(
    catalogue: &Catalogue,
    programme: Option<ProgrammeId>,
    recognitions: &[Recognition],
    rules: &[(usize, CourseId)],
    nodes: &[Node],
) -> Vec<(usize, RecognitionCap)> {
    let programme_credits = programme
        .and_then(|programme| catalogue.programmes[programme].credits)
        .map(|credits| u64::from(credits.hundredths()));
    let mut all = Vec::new();
    for (place, cap) in catalogue.recognition_caps.iter().enumerate() {
        let of_category = cap.category.map(|category| courses_of(catalogue, programme, category));
        let is_bound = |rule: usize| {
            (cap.items.is_empty() || cap.items.contains(&nodes[recognitions[rule].from.0 as usize]))
                && of_category.as_ref().is_none_or(|courses| courses.contains(&rules[rule].1))
        };
        let bound: Vec<RuleId> =
            (0..recognitions.len()).filter(|&rule| is_bound(rule)).map(|rule| RuleId(rule as u32)).collect();
        let share = cap.share.zip(programme_credits).map(|(share, credits)| {
            u32::try_from(u64::from(share.hundredths()) * credits / 10_000).unwrap_or(u32::MAX)
        });
        let credits = match (cap.credits.map(|credits| credits.hundredths()), share) {
            (Some(credits), Some(share)) => Some(credits.min(share)),
            (credits, share) => credits.or(share),
        };
        if credits.is_none() && cap.count.is_none() {
            continue;
        }
        let group: fn(&Recognition) -> ItemId = match cap.scope {
            CapScope::PerCourse => |rule| rule.to,
            _ => |rule| rule.from,
        };
        let group = |rule: &RuleId| group(&recognitions[rule.0 as usize]);
        match cap.scope {
            CapScope::PerItem | CapScope::PerCourse => {
                let mut groups: Vec<ItemId> = bound.iter().map(group).collect();
                sort(&mut groups);
                groups.dedup();
                for one in groups {
                    let rules = bound.iter().copied().filter(|rule| group(rule) == one).collect();
                    all.push((place, RecognitionCap { rules, count: cap.count, credits }));
                }
            }
            CapScope::Total | CapScope::Category => {
                all.push((place, RecognitionCap { rules: bound, count: cap.count, credits }));
            }
            CapScope::OneOf => {}
        }
    }
    all
}

/// What says that of a set of items only one is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    /// The cap at this place.
    Cap(usize),
    /// The exclusion at this place.
    Exclusion(usize),
}

/// Sets of items of which only one is recognised at all, each with what says so: caps, and exclusions of what is held
/// already.
pub(crate) fn one_of(catalogue: &Catalogue, held: &[Node], nodes: &[Node]) -> Vec<(Only, Vec<ItemId>)> {
    let mut sets = Vec::new();
    for (place, cap) in catalogue.recognition_caps.iter().enumerate() {
        if cap.scope == CapScope::OneOf {
            sets.push((Only::Cap(place), places(&cap.items, nodes)));
        }
    }
    for (place, exclusion) in catalogue.exclusions.iter().enumerate() {
        let mut items = places(&exclusion.items, nodes);
        items.retain(|item| held.contains(&nodes[item.0 as usize]));
        sets.push((Only::Exclusion(place), items));
    }
    sets.retain(|(_, items)| items.len() > 1);
    sets
}

/// Sets of items of which at most one counts, each with its place among the pack's exclusions. Of several that
/// are held already the first stands for all: that they clash cannot be mended, but nothing may be added to them.
pub(crate) fn exclusive(catalogue: &Catalogue, held: &[Node], nodes: &[Node]) -> Vec<(usize, Vec<ItemId>)> {
    let mut sets = Vec::new();
    for (place, exclusion) in catalogue.exclusions.iter().enumerate() {
        let mut items = places(&exclusion.items, nodes);
        let mut any_held = false;
        items.retain(|item| {
            let is_held = held.contains(&nodes[item.0 as usize]);
            let keep = !(is_held && any_held);
            any_held |= is_held;
            keep
        });
        if items.len() > 1 {
            sets.push((place, items));
        }
    }
    sets
}

fn places(items: &[Node], nodes: &[Node]) -> Vec<ItemId> {
    let mut places: Vec<ItemId> = items
        .iter()
        .filter_map(|item| nodes.iter().position(|node| node == item))
        .map(|place| ItemId(place as u32))
        .collect();
    sort(&mut places);
    places.dedup();
    places
}
