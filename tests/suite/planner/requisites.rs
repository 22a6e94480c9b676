//! What a requisite cell means for a plan.

use rungs_core::catalogue::Catalogue;
use rungs_core::learner::Learner;
use rungs_core::plan::Progress;
use rungs_core::question::{Closed, Hindrance, Outcome, Solver};

use super::guide::question;
use super::rules::{college, job, node, plan};

/// The certificate that the job asks for requires this. Its one sitting is in the first term, like the courses `c` and
/// `d`; `e` and `f` come later.
fn requiring(requisite: &str) -> (Catalogue, Learner) {
    let grades = format!(
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,\"{requisite}\",s\ny.1,y,1,级,10,,s"
    );
    college(&[
        ("grades", &grades),
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,40,s\ne,课,3,40,s\nf,课,3,40,s"),
        (
            "curriculum",
            "programme,course,terms,nature,source\np,c,1,compulsory,s\np,d,1,elective,s\np,e,2,elective,s\np,f,3,elective,s",
        ),
    ])
}

fn fits(requisite: &str) -> bool {
    let (catalogue, learner) = requiring(requisite);
    plan(&catalogue, &learner).is_some()
}

#[test]
fn what_may_come_in_the_same_term_may_do_so_beside_what_must_come_before() {
    let cases = [
        ("c", false),
        ("with c", true),
        ("e or with c", true),
        ("with e or c", false),
        ("2 of (e, with c, with d)", true),
        ("2 of (e, with c, d)", false),
        ("(e and f) or with c", true),
    ];
    for (requisite, expected) in cases {
        assert_eq!(fits(requisite), expected, "{requisite}");
    }
}

#[test]
fn some_of_several_inside_an_or_are_as_many_as_are_asked_for() {
    let cases = [
        ("2 of (with c, e, f) or e", false),
        ("2 of (with c, with d, f) or e", true),
        ("2 of (e and f, with c, 2 of (with c, e, f))", false),
        ("2 of (e and f, with c, 2 of (with c, with d, f))", true),
    ];
    for (requisite, expected) in cases {
        assert_eq!(fits(requisite), expected, "{requisite}");
    }
}

#[test]
fn what_has_too_many_combinations_is_called_that() {
    let (catalogue, learner) = requiring(&format!("6 of ({})", ["with c and with d"; 12].join(", ")));
    let mut solver = Solver::new(question(&catalogue, &learner, job(&catalogue)));
    while solver.run(1_000) == Progress::Working {}
    let Outcome::NoPlan { hindrances: why, .. } = solver.outcome() else { panic!("it is not worked out") };
    let items = vec![(node(&catalogue, "x.1"), Closed::RequisiteTooLarge)];
    assert_eq!(why, [Hindrance::Qualifications { items }]);
}
