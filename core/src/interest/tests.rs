use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::ladder::fixture::Fixture;

/// Answers that like some interests, dislike others, and are unsure about the rest.
fn answers(likes: &str, dislikes: &str) -> Vec<Option<Answer>> {
    let answer = |statement: &Statement| {
        let letter = statement.interest.letter();
        Some(match (likes.contains(letter), dislikes.contains(letter)) {
            (true, _) => Answer::Like,
            (_, true) => Answer::Dislike,
            _ => Answer::Unsure,
        })
    };
    STATEMENTS.iter().map(answer).collect()
}

fn jobs(codes: &[&str]) -> Catalogue {
    let mut pack = Fixture::new(1);
    for code in codes {
        let interests = if *code == "none" { "" } else { code };
        pack.row("jobs", &format!(r#""id":"{code}","name":{{"en":"{code}"}},"interests":"{interests}""#));
    }
    pack.build()
}

/// The jobs' codes by fit.
fn fitting(catalogue: &Catalogue, answers: &[Option<Answer>]) -> String {
    let fits = fits(catalogue, &Profile::of(answers));
    let words = fits.iter().map(|fit| {
        let letters = |interests: &[Interest]| interests.iter().map(|i| i.letter()).collect::<String>();
        let fitness = fit.fit.map_or("unknown".to_owned(), |fit| format!("{fit:?}"));
        let id = &catalogue.jobs[fit.job].about.id;
        format!("{id} {fitness} {} +{} -{}", fit.liking, letters(&fit.liked), letters(&fit.disliked))
    });
    words.collect::<Vec<_>>().join("; ")
}

#[test]
fn five_statements_each_in_turn_and_none_twice() {
    let in_turn = (0..5).flat_map(|_| Interest::ALL);
    assert!(STATEMENTS.iter().map(|statement| statement.interest).eq(in_turn));
    let texts: BTreeSet<&str> =
        STATEMENTS.iter().flat_map(|statement| [statement.zh, statement.en]).collect();
    assert_eq!(texts.len(), 60);
}

#[test]
fn jobs_by_fit() {
    let catalogue = jobs(&["none", "IR", "RIC", "RS", "C", "SR"]);
    insta::assert_snapshot!(
        fitting(&catalogue, &answers("R", "S")),
        @"RIC Strong 90 +R -; IR Some 84 +R -; RS Some 72 +R -S; SR Some 48 +R -S; C Little 60 + -; none unknown 0 + -"
    );
}

#[test]
fn nothing_answered_and_nothing_that_stands_out() {
    let catalogue = jobs(&["RI"]);
    assert_eq!(fitting(&catalogue, &[]), "RI unknown 0 + -");
    assert_eq!(Profile::of(&[]).ranked(), []);
    assert!(!Profile::of(&answers("RIASEC", "")).stands_out());
    assert!(Profile::of(&answers("A", "")).stands_out());
}

#[test]
fn codes_are_read_leniently() {
    use Interest::{Artistic, Realistic};
    assert_eq!(Interest::of_code("r-A?ar"), [Realistic, Artistic]);
}

proptest! {
    /// Liking a statement more never makes a job fit worse whose only interest it is about.
    #[test]
    fn more_liking_never_fits_worse(
        given in prop::collection::vec(prop::option::of(0u8..3), 30),
        place in 0usize..30,
    ) {
        let answer = |given: u8| match given { 0 => Answer::Dislike, 1 => Answer::Unsure, _ => Answer::Like };
        let mut answers: Vec<Option<Answer>> = given.iter().map(|given| given.map(answer)).collect();
        let code = STATEMENTS[place].interest.letter().to_string();
        let fitted = |answers: &[Option<Answer>]| fit(JobId(0), &code, &Profile::of(answers));
        answers[place] = Some(Answer::Unsure);
        let before = fitted(&answers);
        answers[place] = Some(Answer::Like);
        let after = fitted(&answers);
        prop_assert!(after.fit <= before.fit && after.liking >= before.liking);
    }
}
