//! What pages about certificates, courses and levels rest on, asked of the sample pack.

use rungs_core::catalogue::Catalogue;
use rungs_core::circles::{holdings, matrix};
use rungs_core::coverage::{Taught, Teaching, asked, side_by_side, taught};
use rungs_core::ladder::{comparable, standings};
use rungs_core::learner::Learner;
use rungs_core::model::{Confidence, Nature, Node, ProgrammeId};

use super::share::sample;

fn node(catalogue: &Catalogue, id: &str) -> Node {
    catalogue.node(id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn programme(catalogue: &Catalogue, id: &str) -> ProgrammeId {
    let Node::Programme(id) = node(catalogue, id) else { panic!("{id} is no programme") };
    id
}

fn taught_for(catalogue: &Catalogue, item: &str, skill: &str) -> Taught {
    let rows = taught(catalogue, programme(catalogue, "460301"), asked(catalogue, node(catalogue, item)));
    let of_skill = |row: &Taught| catalogue.skills[row.skill].about.id == skill;
    rows.into_iter().find(of_skill).unwrap_or_else(|| panic!("{item} does not ask for {skill}"))
}

#[test]
fn electives_and_open_courses_are_told_apart_from_what_everybody_takes() {
    let catalogue = sample();
    let frames = taught_for(&catalogue, "robot-operator", "op-frames");
    assert_eq!((frames.asked, frames.compulsory, frames.others), (2, 1, 1));
    assert_eq!(frames.teaching, Teaching::Electives);
    let natures: Vec<Nature> = frames.courses.iter().map(|(_, nature)| *nature).collect();
    assert_eq!(natures, [Nature::Compulsory, Nature::Open]);
    // One compulsory and one open course are no doubling, however little a certificate asks for.
    assert_eq!(taught_for(&catalogue, "x-robot-om.2", "op-teach").teaching, Teaching::Covered);
    assert_eq!(taught_for(&catalogue, "robot-operator", "op-teach").teaching, Teaching::Partly);
}

#[test]
fn what_is_taught_twice_survives_the_cut_of_any_one_course_on_every_page() {
    let catalogue = sample();
    for item in ["robot-operator", "sg-robot-operator.3", "vision-maintainer"] {
        let io = taught_for(&catalogue, item, "op-io");
        assert_eq!(io.teaching, Teaching::Twice, "{item}");
    }
    for id in ["460301", "460305", "510203", "590302"] {
        for item in catalogue.nodes() {
            for row in taught(&catalogue, programme(&catalogue, id), asked(&catalogue, item)) {
                if row.teaching != Teaching::Twice {
                    continue;
                }
                let compulsory = row.courses.iter().filter(|(_, nature)| *nature == Nature::Compulsory);
                for (cut, _) in compulsory {
                    let left = row.compulsory - catalogue.units(Node::Course(*cut), row.skill);
                    for (_, needed) in catalogue.needers(row.skill) {
                        assert!(left >= *needed, "{:?} without {cut:?}", row.skill);
                    }
                    for (giver, units) in catalogue.givers(row.skill) {
                        assert!(matches!(giver, Node::Course(_)) || left >= *units, "{giver:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn of_courses_of_which_only_one_counts_only_one_counts() {
    let catalogue = sample();
    // Two electives on machine vision: by the college's rules, one of them.
    let vision = taught_for(&catalogue, "vision-maintainer", "op-vision");
    let each: Vec<u32> = (vision.courses.iter())
        .map(|(course, _)| catalogue.units(Node::Course(*course), vision.skill))
        .collect();
    let ids: Vec<&str> =
        vision.courses.iter().map(|(course, _)| catalogue.courses[*course].about.id.as_str()).collect();
    assert!(ids.contains(&"machine-vision") && ids.contains(&"smart-vision"), "{ids:?}");
    assert!(vision.compulsory + vision.others < each.iter().sum(), "{vision:?}");
    assert_eq!(vision.teaching, Teaching::Electives, "the better of the two teaches enough");
}

#[test]
fn skills_stand_side_by_side_with_their_units() {
    let catalogue = sample();
    let nodes = ["x-robot-app.2", "x-robot-om.2"].map(|id| node(&catalogue, id));
    let rows = side_by_side(&catalogue, &nodes);
    let teach = rows.iter().find(|(skill, _)| catalogue.skills[*skill].about.id == "op-teach");
    assert_eq!(teach.map(|(_, units)| &units[..]), Some(&[2, 1][..]));
    for (skill, units) in &rows {
        for (node, units) in nodes.iter().zip(units) {
            assert_eq!(catalogue.units(*node, *skill), *units);
        }
    }
    let apart = ["x-robot-app.2", "x-elder-care.2"].map(|id| node(&catalogue, id));
    assert!(side_by_side(&catalogue, &apart).iter().all(|(_, units)| units.contains(&0)));
}

#[test]
fn what_a_standing_compares_to_rests_on_the_placement_and_on_each_comparison() {
    let catalogue = sample();
    let held = vec![node(&catalogue, "x-robot-app.2")];
    let standings = standings(&catalogue, &Learner { held, ..Learner::default() });
    let standing = standings.first().expect("a level");
    let rows = comparable(&catalogue, standing.level, Some(standing));
    assert!(rows.len() >= 4, "{rows:?}");
    let placed = catalogue.source_of(standing.by, "level");
    for row in &rows {
        let id = &catalogue.frameworks[row.framework].about.id;
        assert!(row.sources.contains(&placed), "{id}");
        assert!(row.basis >= standing.basis, "{id}");
        assert_eq!(catalogue.weakest(&row.sources), Some(Confidence::Illustrative), "{id}");
    }
    // The level by itself is no less sure than its source.
    let scottish = comparable(&catalogue, standing.level, None)
        .into_iter()
        .find(|row| catalogue.frameworks[row.framework].about.id == "scqf")
        .expect("SCQF");
    assert_eq!(catalogue.weakest(&scottish.sources), Some(Confidence::Republished));
}

#[test]
fn only_authorities_are_official_in_the_sample_pack() {
    let catalogue = sample();
    let official: Vec<&str> = (catalogue.sources.iter())
        .filter(|(_, source)| source.confidence == Confidence::Official)
        .map(|(_, source)| source.id.as_str())
        .collect();
    // The Council of the European Union, and the bodies in charge of the frameworks of Hong Kong, New Zealand and
    // Scotland. A new one is weighed before it stands here.
    assert_eq!(official, ["eqf-2017", "hkqf", "nz-hk", "scqf"]);
}

#[test]
fn what_is_over_is_replaced_grade_by_grade() {
    let catalogue = sample();
    let old = ["vq-programmer", "vq-programmer.4", "vq-programmer.2"].map(|id| node(&catalogue, id));
    let new = old.map(|node| catalogue.replacement(node).map(|node| catalogue.about(node).id.as_str()));
    assert_eq!(new, [Some("sg-programmer"), Some("sg-programmer.4"), Some("sg-programmer.2")]);
    assert_eq!(catalogue.replacement(node(&catalogue, "sg-programmer.4")), None);
    // No job asks for the old one; a grade above the one that is asked for does as well.
    assert!(old.into_iter().all(|node| catalogue.does_for(node).is_empty()));
    let operator = ["robot-operator"].map(|id| node(&catalogue, id));
    for id in ["sg-robot-operator.4", "sg-robot-operator.2", "sg-robot-operator"] {
        let jobs: Vec<Node> = catalogue.does_for(node(&catalogue, id)).into_iter().map(Node::Job).collect();
        assert!(jobs.contains(&operator[0]), "{id}");
    }
}

#[test]
fn the_cells_of_the_circles_hold_what_they_count() {
    let catalogue = sample();
    let (circles, rows) = matrix(&catalogue);
    assert_eq!(circles.len(), 4);
    assert_eq!(rows.len(), 5, "two educational elements and three resources");
    assert!(rows.iter().all(|row| row.cells.len() == 4 && !row.cells.contains(&None)), "{rows:?}");
    let mut shown: Vec<usize> = rows.iter().flat_map(|row| row.cells.iter().flatten().copied()).collect();
    shown.sort_unstable();
    assert_eq!(shown, (0..catalogue.circles.len()).collect::<Vec<_>>());
    for cell in &catalogue.circles {
        for (table, count) in &cell.tables {
            let held: usize = holdings(&catalogue, table).iter().map(|held| held.records).sum();
            assert_eq!(held, *count, "{table}");
        }
    }
}

#[test]
fn a_course_that_feedback_speaks_of_has_the_same_name_in_both_languages() {
    let catalogue = sample();
    let mut spoken_of = 0;
    for signal in &catalogue.feedback {
        for text in [&signal.measure, &signal.finding, &signal.action] {
            let (chinese, english) = (text.get("zh").unwrap_or(""), text.get("en").unwrap_or(""));
            for part in chinese.split('“').skip(1) {
                let name = part.split('”').next().unwrap_or("");
                let course =
                    catalogue.courses.iter().find(|(_, course)| course.about.name.get("zh") == Some(name));
                let (_, course) = course.unwrap_or_else(|| panic!("there is no course {name}"));
                let named = course.about.name.get("en").expect("a name");
                assert!(english.contains(named), "{named}: {english}");
                spoken_of += 1;
            }
        }
    }
    assert!(spoken_of >= 3);
}
