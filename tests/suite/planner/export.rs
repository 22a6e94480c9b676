//! What is taken along of a plan: all that is on its board, and what in it is made up.

use rungs_core::date::Date;
use rungs_core::decimal::Decimal;
use rungs_core::export;
use rungs_core::learner::Own;
use rungs_core::words::Language;

use super::rules::{college, job, node, plan};

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
    // One registers elsewhere than one is examined.
    assert_eq!(calendar.matches("LOCATION:考点\r\n").count(), 1, "{calendar}");
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
    // What a course costs nobody says.
    assert!(marked[0].contains(",\"4\",\"\",\"\","), "{table}");
}

#[test]
fn what_is_a_fact_has_no_mark() {
    let (calendar, table) = taken_along("o", "o", Language::Chinese);
    assert!(!calendar.contains("示例") && !table.contains("示例"), "{calendar}{table}");
}

#[test]
fn all_that_is_on_the_board_is_in_the_table() {
    let (catalogue, mut learner) = college(&[
        ("sources", "id,name_zh,confidence\ns,来源,official\nm,来源,illustrative"),
        ("recognition", "id,from,courses,credits,fee,source\nr,y.1,c,4,,m"),
        ("fees", "item,amount,component,source\nx.1,260,exam,s"),
    ]);
    learner.goal = Some(job(&catalogue));
    learner.held = vec![node(&catalogue, "y.1")];
    learner.note(node(&catalogue, "x.1"), "@带身份证");
    let credits = Decimal::from_hundredths(200);
    learner.own = vec![Own { name: "=1+1".to_owned(), at: 1, hours: 2, credits }];
    let answer = plan(&catalogue, &learner).expect("there is a plan");
    let table = |language| export::table(&catalogue, &learner, &answer, language);
    let chinese = table(Language::Chinese);
    for row in [
        "\"第 1 学期 · 秋\",\"课\",\"学分认定\",\"\",\"\",\"4\",\"\",\"\",\"\",\"凭“证书 · 级”，免修\",\"\",\"示例，非事实\"\r\n",
        "\"第 2 学期 · 春\",\"'=1+1\",\"自己添加\",\"2\",\"1\",\"2\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n",
    ] {
        assert!(chinese.contains(row), "{row}{chinese}");
    }
    let exam = chinese.lines().find(|line| line.contains("2026-12-01")).expect("the exam");
    assert!(exam.contains(",\"260\",") && exam.ends_with(",\"'@带身份证\",\"\""), "{exam}");
    let english = table(Language::English);
    assert!(english.contains("\"Recognition\"") && english.contains("\"Added by hand\""), "{english}");
    for line in chinese.lines().chain(english.lines()) {
        assert_eq!(line.matches("\",\"").count(), 11, "{line}");
    }
}

#[test]
fn a_competition_is_no_exam_in_the_calendar() {
    let (catalogue, mut learner) = college(&[
        ("competitions", "id,name_zh,tier,organiser_kind,hours,source\ngame,技能大赛,school,school,20,s"),
        ("outcomes", "item,skill,units,source\ngame,k,1,s"),
        ("job_skills", "job,skill,units,source\nj,k,1,s"),
        ("sittings", "item,date,deadline,source\nx.1,2026-12-01,,s\ngame,2026-12-05,2026-11-30,s"),
    ]);
    learner.goal = Some(job(&catalogue));
    let answer = plan(&catalogue, &learner).expect("there is a plan");
    let today = Date::new(2026, 11, 24).expect("a day");
    let titles = |language| -> Vec<String> {
        let calendar = export::calendar(&catalogue, job(&catalogue), &answer, today, language);
        calendar.lines().filter_map(|line| line.strip_prefix("SUMMARY:").map(str::to_owned)).collect()
    };
    let mut chinese = titles(Language::Chinese);
    chinese.sort();
    assert_eq!(chinese.len(), 3, "{chinese:?}");
    assert!(chinese[0].starts_with("报名截止：技能大赛"), "{chinese:?}");
    assert!(chinese.iter().any(|title| title.starts_with("竞赛：技能大赛")), "{chinese:?}");
    assert!(chinese.iter().any(|title| title.starts_with("考试：证书 · 级")), "{chinese:?}");
    let english = titles(Language::English);
    assert!(english.iter().any(|title| title.starts_with("Competition: 技能大赛")), "{english:?}");
}

#[test]
fn hours_that_are_not_known_are_not_nought_and_a_plan_without_a_date_has_no_calendar() {
    let (catalogue, mut learner) = college(&[
        ("grades", "id,qualification,rank,name_zh,hours,requisite,source\nx.1,x,1,级,,,s\ny.1,y,1,级,10,,s"),
        ("sittings", "item,date,source\ny.1,2028-06-01,s"),
    ]);
    learner.goal = Some(job(&catalogue));
    let answer = plan(&catalogue, &learner).expect("there is a plan");
    let table = export::table(&catalogue, &learner, &answer, Language::English);
    assert!(table.contains("\"证书 · 级\",\"Certificate\",\"\","), "{table}");
    assert!(table.contains("\"课\",\"Course\",\"2\","), "{table}");
    assert!(!export::has_dates(&answer), "{answer:?}");
}
