//! What a requisite cell means for a plan.

use rungs_core::catalogue::Catalogue;
use rungs_core::learner::Learner;
use rungs_core::plan::Progress;
use rungs_core::question::{Closed, Hindrance, Outcome, Reason, Solver};

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

/// The certificate `x.1` that the job asks for requires this, in the third term; before it there are two grades of `y`
/// (the higher requires `above`) and one of `z`, each with these dates.
fn graded(requisite: &str, above: &str, dates: &str) -> (Catalogue, Learner) {
    let grades = format!(
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,\"{requisite}\",s\ny.1,y,1,级,10,,s\n\
         y.2,y,2,级,10,{above},s\nz.1,z,1,级,10,,s"
    );
    // A date that is over, so that none has only dates that are not known.
    let over = "y.1,2026-01-05,s\ny.2,2026-01-05,s\nz.1,2026-01-05,s";
    let dates = format!("item,date,source\nx.1,2027-11-01,s\n{over}\n{dates}");
    college(&[
        ("qualifications", "id,name_zh,family,source\nx,证书,x,s\ny,证书,x,s\nz,证书,x,s"),
        ("grades", &grades),
        ("sittings", &dates),
        (
            "calendar",
            "id,name_zh,start,end,weeks,source\nt0,秋,2026-09-01,2027-01-15,10,s\nt1,春,2027-03-01,2027-07-09,10,s\n\
             t2,秋,2027-09-01,2028-01-15,10,s\nt3,春,2028-03-01,2028-07-09,10,s",
        ),
    ])
}

#[test]
fn a_higher_grade_on_the_way_meets_what_a_lower_one_is_asked_for_and_counts_once() {
    let (first, second) = ("2026-12-01,s", "2027-06-01,s");
    let cases = [
        ("y.1", "", format!("y.2,{first}"), true),
        ("y.2", "", format!("y.1,{first}"), false),
        ("2 of (y.1, z.1, d)", "", format!("y.2,{first}\nz.1,{second}"), true),
        ("2 of (y.1, z.1)", "y.1", format!("y.1,{first}\ny.2,{second}"), false),
        // It cannot stand in for what it asks for itself.
        ("y.2", "with y.1", format!("y.2,{first}"), false),
        ("y.2", "with y.1", format!("y.1,{first}\ny.2,{first}"), true),
    ];
    for (requisite, above, dates, expected) in cases {
        let (catalogue, learner) = graded(requisite, above, &dates);
        assert_eq!(plan(&catalogue, &learner).is_some(), expected, "{requisite} with {dates}");
    }
    let (catalogue, learner) = graded("y.1", "", &format!("y.2,{first}"));
    let plan = plan(&catalogue, &learner).expect("a plan");
    let (_, higher) =
        plan.items().find(|(_, item)| item.node == node(&catalogue, "y.2")).expect("it is taken");
    assert_eq!(higher.reasons, [Reason::RequiredBy(node(&catalogue, "x.1"))]);
}
