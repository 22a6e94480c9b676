//! Needs versus have: how far what a learner holds, what the programme brings and what is chosen besides covers
//! what a job needs. Each unit is counted once: held first, then the programme, then what is chosen. A skill that the
//! learner says they have is had, by whatever they hold or by their word.

use crate::catalogue::Catalogue;
use crate::learner::Learner;
use crate::model::{CourseId, FunctionId, JobId, Leaf, Nature, Node, ProgrammeId, SkillId, Units};
use crate::sort::sort_by_key;

/// Units of one or more skills by where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Held already.
    pub have: u32,
    /// Comes with the programme's remaining compulsory courses.
    pub programme: u32,
    /// Comes with what is chosen besides.
    pub chosen: u32,
    /// Not covered.
    pub missing: u32,
}

impl Parts {
    /// All units.
    pub fn total(self) -> u32 {
        self.have + self.programme + self.chosen + self.missing
    }

    /// The same in whole per cents, which add up to 100: the largest remainders are rounded up. All zero where there is
    /// nothing.
    pub fn per_cent(self) -> Self {
        let total = u64::from(self.total());
        if total == 0 {
            return self;
        }
        let scaled = [self.have, self.programme, self.chosen, self.missing].map(|part| u64::from(part) * 100);
        let mut parts = scaled.map(|part| (part / total) as u32);
        let mut order = [0, 1, 2, 3];
        sort_by_key(&mut order, |&part| std::cmp::Reverse(scaled[part] % total));
        let short = 100 - parts.iter().sum::<u32>();
        for part in order.into_iter().take(short as usize) {
            parts[part] += 1;
        }
        let [have, programme, chosen, missing] = parts;
        Self { have, programme, chosen, missing }
    }

    fn add(&mut self, other: Parts) {
        self.have += other.have;
        self.programme += other.programme;
        self.chosen += other.chosen;
        self.missing += other.missing;
    }
}

/// One skill that the job needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillCover {
    /// The skill.
    pub skill: SkillId,
    /// Its leaf.
    pub leaf: Leaf,
    /// Units needed, by where they come from.
    pub parts: Parts,
    /// What gives units that count, in the order in which they were counted.
    pub by: Vec<Node>,
    /// Units that are had by the learner's word alone; they are among those of `parts.have`.
    pub by_word: u32,
}

/// One function of the job, with its skills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCover {
    /// The function; `None` for skills that belong to none of the job's functions.
    pub function: Option<FunctionId>,
    /// The function's share of the job in hundredths of a per cent; 0 where the pack gives none.
    pub share: u32,
    /// Its skills.
    pub skills: Vec<SkillCover>,
    /// Their units together.
    pub parts: Parts,
}

/// How far a job's needs are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// By function, in the job's order.
    pub functions: Vec<FunctionCover>,
    /// The job as a whole in hundredths of a per cent, functions weighted by their share (by units where the job
    /// has no functions). The four parts add up to 10,000 if the job needs anything.
    pub whole: Parts,
}

/// Reckons the coverage of a job. `chosen` is what would be taken beside the programme: a plan's items, or one
/// certificate that is being looked at. Compulsory courses among them are not studied but recognised for the others.
pub fn coverage(catalogue: &Catalogue, learner: &Learner, job: JobId, chosen: &[Node]) -> Coverage {
    let mut coming = compulsory_to_come(catalogue, learner);
    coming.retain(|course| !chosen.contains(course));
    let post = &catalogue.jobs[job];
    let empty =
        |function, share| FunctionCover { function, share, skills: Vec::new(), parts: Parts::default() };
    let mut functions = Vec::new();
    for weight in &post.functions {
        functions.push(empty(Some(weight.function), weight.share.hundredths()));
    }
    let mut others = empty(None, 0);
    for need in &post.needs {
        let is_self_rated = learner.self_rated.contains(&need.skill);
        let sources: &[&[Node]] =
            if is_self_rated { &[&learner.held] } else { &[&learner.held, &coming, chosen] };
        let mut cover = cover(catalogue, need.skill, need.units, sources);
        if is_self_rated {
            (cover.by_word, cover.parts.missing) = (cover.parts.missing, 0);
            cover.parts.have += cover.by_word;
        }
        let function = catalogue.skills[need.skill].function;
        let place = functions.iter_mut().find(|cover| cover.function == function && function.is_some());
        let place = place.unwrap_or(&mut others);
        place.parts.add(cover.parts);
        place.skills.push(cover);
    }
    if !others.skills.is_empty() {
        functions.push(others);
    }
    let whole = whole(&functions);
    Coverage { functions, whole }
}

/// How the courses of a programme teach something that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teaching {
    /// No course teaches it.
    Uncovered,
    /// All of its courses together teach less than is asked for.
    Partly,
    /// Enough is taught, but only with courses that not every student takes.
    Electives,
    /// The compulsory courses teach enough.
    Covered,
    /// The compulsory courses teach it twice: whichever one of them is cut, the others still teach as much of it as
    /// the most demanding job, certificate or competition of the data asks for. It does not depend on who asks, so
    /// that it holds on every page or on none, and a course can be cut by it whatever its students aim at.
    Twice,
}

/// What is asked for of one skill, and the courses of a programme that teach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The skill.
    pub skill: SkillId,
    /// Units that are asked for.
    pub asked: u32,
    /// Units that the compulsory courses teach.
    pub compulsory: u32,
    /// Units that electives and open courses can add; of courses of which only one counts, those of one.
    pub others: u32,
    /// The courses, the compulsory ones first, then those that teach most.
    pub courses: Vec<(CourseId, Nature)>,
    /// What it comes to.
    pub teaching: Teaching,
}

/// How the courses of a programme teach what a standard or a job asks for, in the order in which it is asked.
pub fn taught(catalogue: &Catalogue, programme: ProgrammeId, asked: &[Units]) -> Vec<Taught> {
    let mut rows = Vec::new();
    for units in asked {
        rows.push(taught_one(catalogue, programme, *units));
    }
    rows
}

fn taught_one(catalogue: &Catalogue, programme: ProgrammeId, asked: Units) -> Taught {
    let mut by = Vec::new();
    for entry in &catalogue.programmes[programme].curriculum {
        let units = catalogue.units(Node::Course(entry.course), asked.skill);
        if units > 0 {
            by.push((entry.nature, units, entry.course));
        }
    }
    sort_by_key(&mut by, |(nature, units, _)| (*nature != Nature::Compulsory, std::cmp::Reverse(*units)));
    let mut courses: Vec<(CourseId, Nature)> = Vec::new();
    let (mut compulsory, mut others, mut most) = (0, 0, 0);
    for (nature, units, course) in by {
        let has = |items: &[Node], course: CourseId| items.contains(&Node::Course(course));
        let is_another = catalogue.exclusions.iter().any(|exclusion| {
            has(&exclusion.items, course) && courses.iter().any(|(known, _)| has(&exclusion.items, *known))
        });
        courses.push((course, nature));
        if is_another {
            continue;
        }
        if nature == Nature::Compulsory {
            compulsory += units;
            most = most.max(units);
        } else {
            others += units;
        }
    }
    let teaching = if courses.is_empty() {
        Teaching::Uncovered
    } else if compulsory + others < asked.units {
        Teaching::Partly
    } else if compulsory < asked.units {
        Teaching::Electives
    } else if compulsory - most < asked.units.max(most_asked(catalogue, asked.skill)) {
        Teaching::Covered
    } else {
        Teaching::Twice
    };
    Taught { skill: asked.skill, asked: asked.units, compulsory, others, courses, teaching }
}

/// The most units of a skill that a job, certificate or competition asks for.
fn most_asked(catalogue: &Catalogue, skill: SkillId) -> u32 {
    let mut most = 0;
    for (_, units) in catalogue.needers(skill) {
        most = most.max(*units);
    }
    for (node, units) in catalogue.givers(skill) {
        if !matches!(node, Node::Course(_)) {
            most = most.max(*units);
        }
    }
    most
}

/// The skills of several items, in the order in which they come up: each with the units that every item gives of it,
/// or needs of it where the item is a job; 0 where it does not.
pub fn side_by_side(catalogue: &Catalogue, nodes: &[Node]) -> Vec<(SkillId, Vec<u32>)> {
    let mut skills: Vec<(SkillId, Vec<u32>)> = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        for units in asked(catalogue, *node) {
            let known = skills.iter().position(|(skill, _)| *skill == units.skill);
            let row = known.unwrap_or_else(|| {
                skills.push((units.skill, vec![0; nodes.len()]));
                skills.len() - 1
            });
            skills[row].1[place] += units.units;
        }
    }
    skills
}

/// What a job needs; of anything else, what it gives.
pub fn asked(catalogue: &Catalogue, node: Node) -> &[Units] {
    match node {
        Node::Job(job) => &catalogue.jobs[job].needs,
        other => catalogue.gives(other),
    }
}

/// The compulsory courses of a programme that end before a term.
pub fn compulsory_before(catalogue: &Catalogue, programme: ProgrammeId, term: u32) -> Vec<Node> {
    let mut courses = Vec::new();
    for entry in &catalogue.programmes[programme].curriculum {
        let ended = entry.terms.last().is_some_and(|last| last + entry.length <= term);
        if entry.nature == Nature::Compulsory && ended {
            courses.push(Node::Course(entry.course));
        }
    }
    courses
}

/// The compulsory courses of the learner's programme that are still to come.
fn compulsory_to_come(catalogue: &Catalogue, learner: &Learner) -> Vec<Node> {
    let Some(programme) = learner.programme else { return Vec::new() };
    let mut to_come = Vec::new();
    for entry in &catalogue.programmes[programme].curriculum {
        let course = Node::Course(entry.course);
        if entry.nature == Nature::Compulsory && !learner.held.contains(&course) {
            to_come.push(course);
        }
    }
    to_come
}

fn cover(catalogue: &Catalogue, skill: SkillId, needed: u32, sources: &[&[Node]]) -> SkillCover {
    let mut left = needed;
    let mut by = Vec::new();
    let mut counted = [0; 3];
    for (source, counted) in sources.iter().zip(&mut counted) {
        for &node in *source {
            let units = catalogue.units(node, skill).min(left);
            if units > 0 && !by.contains(&node) {
                by.push(node);
                *counted += units;
                left -= units;
            }
        }
    }
    let [have, programme, chosen] = counted;
    let parts = Parts { have, programme, chosen, missing: left };
    SkillCover { skill, leaf: catalogue.skills[skill].leaf, parts, by, by_word: 0 }
}

fn whole(functions: &[FunctionCover]) -> Parts {
    let shares: u64 = functions.iter().filter(|f| f.parts.total() > 0).map(|f| u64::from(f.share)).sum();
    // Each part's exact share is a fraction; the largest remainders are rounded up, so that the parts add up.
    let mut exact = [0u128; 4];
    let mut denominators: u128 = 1;
    let mut weights: u128 = 0;
    for FunctionCover { share, parts, .. } in functions {
        let total = parts.total();
        if total == 0 {
            continue;
        }
        let weight = u128::from(if shares > 0 { *share } else { total });
        weights += weight;
        // In millionths of a function's share, which is far finer than the hundredth of a per cent that is shown.
        for (sum, units) in exact.iter_mut().zip([parts.have, parts.programme, parts.chosen, parts.missing]) {
            *sum += weight * u128::from(units) * 1_000_000 / u128::from(total);
        }
    }
    if weights == 0 {
        return Parts::default();
    }
    denominators *= weights * 1_000_000;
    let scaled = exact.map(|sum| sum * 10_000);
    let mut parts = scaled.map(|sum| (sum / denominators) as u32);
    let mut order = [0, 1, 2, 3];
    sort_by_key(&mut order, |&part| std::cmp::Reverse(scaled[part] % denominators));
    let short = 10_000u32.saturating_sub(parts.iter().sum());
    for part in order.into_iter().cycle().take(short as usize) {
        parts[part] += 1;
    }
    Parts { have: parts[0], programme: parts[1], chosen: parts[2], missing: parts[3] }
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn whole_per_cents_add_up() {
        let cases = [
            ([4_050, 5_350, 0, 600], [41, 53, 0, 6]),
            ([3_333, 3_333, 3_333, 1], [34, 33, 33, 0]),
            ([0, 0, 0, 3], [0, 0, 0, 100]),
            ([0, 0, 0, 0], [0, 0, 0, 0]),
        ];
        for ([have, programme, chosen, missing], want) in cases {
            let said = Parts { have, programme, chosen, missing }.per_cent();
            assert_eq!([said.have, said.programme, said.chosen, said.missing], want);
        }
    }
}
