//! What a requisite cell means for a plan.

use super::rules::{college, plan};

/// Whether there is a plan where the certificate that the job asks for requires this. Its one sitting is in the first
/// term, like the courses `c` and `d`; `e` and `f` come later.
fn fits(requisite: &str) -> bool {
    let grades = format!(
        "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,10,\"{requisite}\",s\ny.1,y,1,级,10,,s"
    );
    let (catalogue, learner) = college(&[
        ("grades", &grades),
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,s\nd,课,3,40,s\ne,课,3,40,s\nf,课,3,40,s"),
        (
            "curriculum",
            "programme,course,terms,nature,source\np,c,1,compulsory,s\np,d,1,elective,s\np,e,2,elective,s\np,f,3,elective,s",
        ),
    ]);
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
