//! What the ladder and an item's page say of the sample pack.

use rungs_core::ladder::{level_by_statements, strands};
use rungs_core::model::Node;

use super::share::sample;

#[test]
fn statements_come_to_the_level_of_which_all_is_said_and_all_below() {
    let catalogue = sample();
    let (eqf, framework) =
        catalogue.frameworks.iter().find(|(_, framework)| framework.about.id == "eqf").expect("the EQF");
    let strands = strands(&catalogue, eqf);
    let lengths: Vec<usize> = strands.iter().map(Vec::len).collect();
    assert_eq!(lengths, [8, 8, 8], "knowledge, skill and ability of eight levels");
    let lowest = |levels: [usize; 3]| {
        let mut said = Vec::new();
        for (strand, levels) in strands.iter().zip(levels) {
            said.extend_from_slice(&strand[..levels]);
        }
        let level = level_by_statements(&catalogue, eqf, &said);
        level.map(|level| catalogue.levels[level].about.id.as_str())
    };
    assert_eq!(lowest([0, 8, 8]), None);
    assert_eq!(lowest([5, 4, 6]), Some("eqf4"));
    assert_eq!(lowest([8, 8, 8]), Some("eqf8"));
    // Of a level above one that is not reached, all may be said: it does not count.
    let top: Vec<_> = strands.iter().map(|strand| strand[7]).collect();
    assert_eq!(level_by_statements(&catalogue, eqf, &top), None);
    assert_eq!(framework.levels.len(), 8);
}

#[test]
fn a_course_counts_towards_the_certificates_whose_skills_it_teaches() {
    let catalogue = sample();
    let Some(Node::Course(course)) = catalogue.node("robot-programming") else { panic!("a course") };
    let towards = catalogue.counts_towards(course);
    let app = towards.iter().find(|(grade, ..)| catalogue.grades[*grade].about.id == "x-robot-app.1");
    assert!(app.is_some_and(|(_, common, all)| *common > 0 && common <= all), "{towards:?}");
    for (grade, common, _) in &towards {
        let gives = |skill| catalogue.units(Node::Course(course), skill) > 0;
        let shared = catalogue.grades[*grade].gives.iter().filter(|units| gives(units.skill)).count();
        assert_eq!(shared, *common);
    }
}
