//! What is known of a learner with the calendar of the sample pack.

use rungs_core::date::Date;
use rungs_core::learner::Learner;

use crate::share::sample;

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn the_calendar_tells_when_a_term_has_passed_but_never_beyond_the_programme() {
    let catalogue = sample();
    let mut learner = catalogue.learners[0].learner.clone();
    let last = catalogue.programmes[learner.programme.unwrap()].terms.len() as u32;
    learner.term = Some(3);
    learner.entry = learner.entered(&catalogue, day(2026, 11, 24));
    assert_eq!(learner.entry, Some(0), "the third term after autumn 2025");

    assert_eq!(learner.later_term(&catalogue, day(2027, 1, 31)), None, "holidays belong to the term before");
    assert_eq!(learner.later_term(&catalogue, day(2027, 3, 1)), Some((3, 4)));
    assert_eq!(learner.later_term(&catalogue, day(2027, 9, 1)), Some((3, 5)));
    assert_eq!(learner.later_term(&catalogue, day(2060, 1, 1)), Some((3, last)));
    assert_eq!(
        learner.later_term(&catalogue, day(2025, 9, 1)),
        None,
        "a clock that is slow moves nobody back"
    );

    learner.entry = Some(u32::MAX);
    assert_eq!(learner.later_term(&catalogue, day(2027, 3, 1)), None, "an entry that is out of range");
    learner.term = Some(9);
    assert_eq!(learner.entered(&catalogue, day(2026, 11, 24)), None, "before the calendar begins");
    assert_eq!(Learner::default().later_term(&catalogue, day(2027, 3, 1)), None, "nobody in particular");
}
