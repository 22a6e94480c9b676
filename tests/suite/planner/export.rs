//! What is taken along of a plan says what in it is made up.

use rungs_core::date::Date;
use rungs_core::export;
use rungs_core::words::Language;

use super::rules::{college, job, plan};

/// The plan of the small college as a calendar and as a table, its curriculum and its sitting from these sources.
fn taken_along(curriculum: &str, sitting: &str, language: Language) -> (String, String) {
    let curriculum =
        format!("programme,course,terms,nature,category,source\np,c,1,compulsory,core,{curriculum}");
    let sittings =
        format!("item,date,deadline,site_zh,site_en,source\nx.1,2026-12-01,2026-11-30,考点,Site,{sitting}");
    let (catalogue, mut learner) = college(&[
        ("sources", "id,name_zh,confidence\ns,来源,illustrative\no,来源,official"),
        ("courses", "id,name_zh,credits,hours,source\nc,课,4,20,o"),
        ("grades", "id,qualification,rank,name_zh,hours,source\nx.1,x,1,级,10,o\ny.1,y,1,级,10,o"),
        ("job_qualifications", "job,set,item,demanded,source\nj,one,x.1,required,o"),
        ("curriculum", &curriculum),
        ("sittings", &sittings),
    ]);
    learner.goal = Some(job(&catalogue));
    let answer = plan(&catalogue, &learner).expect("there is a plan");
    let today = Date::new(2026, 11, 24).expect("a day");
    let calendar = export::calendar(&catalogue, job(&catalogue), &answer, today, language);
    (calendar.replace("\r\n ", ""), export::table(&catalogue, &learner, &answer, language))
}

#[test]
fn a_made_up_sitting_is_marked() {
    let (calendar, table) = taken_along("o", "s", Language::Chinese);
    assert!(calendar.contains("SUMMARY:考试：证书 · 级（示例，非事实）\r\n"), "{calendar}");
    assert!(calendar.contains("SUMMARY:报名截止：证书 · 级（示例，非事实）\r\n"), "{calendar}");
    assert!(table.lines().next().is_some_and(|head| head.ends_with("\"标记\"")), "{table}");
    let marked: Vec<&str> = table.lines().filter(|line| line.ends_with("\"示例，非事实\"")).collect();
    assert!(marked.len() == 1 && marked[0].contains("2026-12-01"), "{table}");
    let (calendar, table) = taken_along("o", "s", Language::English);
    assert_eq!(calendar.matches(" (illustrative\\, not a fact)\r\n").count(), 2, "{calendar}");
    assert_eq!(table.matches(",\"illustrative, not a fact\"\r\n").count(), 1, "{table}");
}

#[test]
fn a_made_up_term_is_marked_in_the_table() {
    let (calendar, table) = taken_along("s", "o", Language::Chinese);
    assert!(!calendar.contains("示例"), "{calendar}");
    let marked: Vec<&str> = table.lines().filter(|line| line.ends_with("\"示例，非事实\"")).collect();
    assert_eq!(marked.len(), 1, "{table}");
    assert!(marked[0].contains("\"课\""), "{table}");
}

#[test]
fn what_is_a_fact_has_no_mark() {
    let (calendar, table) = taken_along("o", "o", Language::Chinese);
    assert!(!calendar.contains("示例") && !table.contains("示例"), "{calendar}{table}");
}
