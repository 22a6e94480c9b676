//! Share codes on the sample pack: what goes out comes back, and nothing broken gets in.

use proptest::prelude::*;
use rungs_core::catalogue::Catalogue;
use rungs_core::coverage::compulsory_before;
use rungs_core::decimal::Decimal;
use rungs_core::learner::{Learner, Own, Priority};
use rungs_core::model::Node;
use rungs_core::pack::csv::{File, read_folder};
use rungs_core::share::{self, Broken};

pub fn sample() -> Catalogue {
    Catalogue::new(read_folder(&folder()).model.expect("the sample is whole"))
}

/// The files of the sample pack.
pub fn folder() -> Vec<File> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/packs/sample");
    let mut files: Vec<File> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .map(|path| File {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: Ok(std::fs::read_to_string(&path).unwrap()),
            decoded: None,
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

#[test]
fn what_is_shared_comes_back_without_certificates_and_marks() {
    let catalogue = sample();
    for demo in &catalogue.learners {
        let mut learner = demo.learner.clone();
        learner.pinned = catalogue.nodes().take(2).collect();
        learner.excluded = catalogue.nodes().skip(40).take(2).collect();
        learner.either = vec![catalogue.nodes().skip(4).take(2).collect()];
        learner.without = catalogue.skills.ids().take(2).collect();
        let code = share::write(&catalogue, &learner);
        assert!(code.len() <= 300, "{} bytes: {code}", code.len());
        let shared = share::read(&catalogue, &code).unwrap();
        assert_eq!(shared.lost, Vec::<String>::new());
        let (held, marks) = (learner.held.clone(), learner.marks.clone());
        let earlier = match (learner.programme, learner.term) {
            (Some(programme), Some(term)) => compulsory_before(&catalogue, programme, term),
            _ => Vec::new(),
        };
        let on_track = earlier.iter().all(|course| held.contains(course));
        (learner.held, learner.marks) = (if on_track { earlier } else { Vec::new() }, Vec::new());
        assert_eq!(shared.learner, learner);
        let mut receiver = Learner { held, marks, ..Default::default() };
        let own = receiver.held.clone();
        shared.apply(&mut receiver);
        assert_eq!((receiver.held, receiver.goal), (own, learner.goal));
    }
}

#[test]
fn what_the_data_no_longer_has_is_told_and_the_rest_is_used() {
    let catalogue = sample();
    let learner = &catalogue.learners[0].learner;
    let job = &catalogue.jobs[learner.goal.unwrap()].about.id;
    // An older code of the same version: made by hand, with its own checksum.
    let other = share::write(&catalogue, learner).replace(job, "job-that-is-gone");
    assert_eq!(share::read(&catalogue, &other), Err(Broken::Checksum));
    let body = other.split_once("~c").unwrap().0;
    let sum = (0..=u16::MAX).find_map(|sum| share::read(&catalogue, &format!("{body}~c{sum:04x}")).ok());
    let shared = sum.expect("one of all checksums is right");
    assert_eq!(shared.lost, ["job-that-is-gone"]);
    assert_eq!((shared.learner.goal, shared.learner.programme), (None, learner.programme));
}

#[test]
fn what_nobody_could_mean_is_limited_as_in_a_file() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let last = catalogue.programmes[learner.programme.unwrap()].terms.len() as u32;
    let job = learner.goal.unwrap();
    learner.pinned = vec![Node::Job(job), Node::Job(job)];
    learner.moved = vec![(Node::Job(job), 2), (Node::Job(job), 1)];
    learner.priorities = vec![Priority::Cheapest, Priority::Soonest, Priority::Cheapest];
    (learner.term, learner.deadline) = (Some(u32::MAX), Some(0));
    (learner.budget, learner.hours_a_week) = (Some(u32::MAX), Some(u32::MAX));
    let read = share::read(&catalogue, &share::write(&catalogue, &learner)).expect("a code").learner;
    assert_eq!((read.term, read.deadline), (Some(last), Some(1)));
    assert_eq!((read.budget, read.hours_a_week), (Some(u32::MAX), Some(168)));
    assert_eq!(read.pinned, [Node::Job(job)]);
    assert_eq!(read.moved, [(Node::Job(job), 2)]);
    assert_eq!(read.priorities, [Priority::Cheapest, Priority::Soonest]);
}

#[test]
fn a_change_of_one_character_is_noticed() {
    let catalogue = sample();
    let code = share::write(&catalogue, &catalogue.learners[0].learner);
    for place in 0..code.len() {
        let mut other = code.clone().into_bytes();
        other[place] = if other[place] == b'z' { b'y' } else { b'z' };
        let other = String::from_utf8(other).unwrap();
        assert!(share::read(&catalogue, &other).is_err(), "{other}");
    }
}

proptest! {
    /// Without a right checksum; with one, the tests beside the code do it.
    #[test]
    fn nothing_panics(code in "1?(~[a-z][a-z0-9%~é]{0,12}){0,6}") {
        // One catalogue for all cases.
        thread_local!(static SAMPLE: Catalogue = sample());
        SAMPLE.with(|catalogue| {
            let _ = share::read(catalogue, &code);
        });
    }
}

#[test]
fn what_an_adviser_saw_is_another_plan_once_what_it_depends_on_has_changed() {
    let catalogue = sample();
    let learner = catalogue.learners[0].learner.clone();
    let node = |id| catalogue.node(id).expect("it is in the sample");
    let seen = share::seen(&catalogue, &learner);
    let after = |change: &dyn Fn(&mut Learner)| {
        let mut changed = learner.clone();
        change(&mut changed);
        share::seen(&catalogue, &changed)
    };
    let own = Own { name: "Weekend job".to_owned(), at: 2, hours: 20, credits: Decimal::default() };
    assert_ne!(after(&|learner| learner.own.push(own.clone())), seen);
    assert_ne!(after(&|learner| learner.failed.push((node("plc"), 2))), seen);
    assert_ne!(after(&|learner| learner.held.push(node("x-robot-app.2"))), seen);
    assert_ne!(after(&|learner| learner.pinned.push(node("x-robot-app.2"))), seen);
    assert_eq!(after(&|learner| learner.favourites.push(node("plc"))), seen);
    assert_eq!(after(&|learner| learner.held.reverse()), seen);
}

#[test]
fn a_code_that_nobody_could_read_is_not_written() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let short = share::write(&catalogue, &learner);
    assert_eq!(share::write_short(&catalogue, &learner), Some(short));
    let everything: Vec<Node> = catalogue.nodes().collect();
    learner.excluded = everything.iter().copied().cycle().take(1000).collect();
    assert_eq!(share::write_short(&catalogue, &learner), None);
    assert_eq!(share::read(&catalogue, &share::write(&catalogue, &learner)), Err(Broken::Version));
}
