//! Why things are in a plan, what was assumed, and why there is none.

use super::Language::{self, Chinese as Zh, English as En};
use super::labels::name;
use super::{counted, listed};
use crate::catalogue::Catalogue;
use crate::decimal::Total;
use crate::learner::Priority;
use crate::model::{Node, SkillId};
use crate::question::{Answer, Breach, Clash, Closed, Filled, Gap, Hindrance, Note, Reason, Term};
use crate::sort::sort;

/// The name of a node; a grade with its qualification, an award with its competition.
pub fn node(catalogue: &Catalogue, node: Node, language: Language) -> String {
    let own = name(&catalogue.about(node).name, language).0;
    let with = |of: Node| format!("{} · {own}", name(&catalogue.about(of).name, language).0);
    match node {
        Node::Grade(id) => with(Node::Qualification(catalogue.grades[id].qualification)),
        Node::Award(id) => with(Node::Competition(catalogue.awards[id].competition)),
        _ => own.to_owned(),
    }
}

fn nodes(catalogue: &Catalogue, list: impl IntoIterator<Item = Node>, language: Language) -> String {
    let names: Vec<String> = list.into_iter().map(|item| node(catalogue, item, language)).collect();
    listed(&names, language)
}

/// Skills by their names.
pub fn skills(catalogue: &Catalogue, list: &[SkillId], language: Language) -> String {
    let mut names = Vec::new();
    for skill in list {
        names.push(name(&catalogue.skills[*skill].about.name, language).0);
    }
    listed(&names, language)
}

/// One of several terms.
fn one_of(catalogue: &Catalogue, terms: &[Term], language: Language) -> String {
    let mut names: Vec<String> = terms.iter().map(|each| term(catalogue, each, language)).collect();
    let last = names.pop().unwrap_or_default();
    match (names.is_empty(), language) {
        (true, _) => last,
        (false, Zh) => format!("{}或{last}", names.join("、")),
        (false, En) => format!("{} or {last}", names.join(", ")),
    }
}

/// The reasons for one item, several skills in one sentence.
pub fn reasons(catalogue: &Catalogue, reasons: &[Reason], language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let skills: Vec<&str> = reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Gives { skill, .. } => Some(name(&catalogue.skills[*skill].about.name, language).0),
            _ => None,
        })
        .collect();
    let mut skills_said = false;
    for reason in reasons {
        said.push(match (reason, language) {
            (Reason::Gives { .. }, _) if skills_said => continue,
            (Reason::Gives { .. }, Zh) => {
                skills_said = true;
                format!("补上：{}", listed(&skills, Zh))
            }
            (Reason::Gives { .. }, En) => {
                skills_said = true;
                format!("Gives you: {}", listed(&skills, En))
            }
            (Reason::Either, Zh) => "你要从几项中选一项".to_owned(),
            (Reason::Either, En) => "You want this or another".to_owned(),
            (Reason::Asked, Zh) => "岗位要求的证书之一".to_owned(),
            (Reason::Asked, En) => "One of the certificates that the job asks for".to_owned(),
            (Reason::RequiredBy(other), Zh) => format!("是“{}”的先修要求", node(catalogue, *other, Zh)),
            (Reason::RequiredBy(other), En) => format!("Needed before {}", node(catalogue, *other, En)),
            (Reason::CountsAs(course), Zh) => {
                format!("可认定为“{}”，免修该课程", node(catalogue, Node::Course(*course), Zh))
            }
            (Reason::CountsAs(course), En) => {
                format!(
                    "Recognised as {}, which you then need not study",
                    node(catalogue, Node::Course(*course), En)
                )
            }
            (Reason::Earns(credits), Zh) => format!("可得 {credits} 学分"),
            (Reason::Earns(credits), En) => format!("Earns credit: {credits}"),
            (Reason::Pinned, Zh) => "你指定要选".to_owned(),
            (Reason::Pinned, En) => "You want it".to_owned(),
            (Reason::Fills(place), Zh) => format!("计入本专业要求的学分：{}", floor(catalogue, *place, Zh)),
            (Reason::Fills(place), En) => {
                format!(
                    "Counts towards the credit that your programme asks for: {}",
                    floor(catalogue, *place, En)
                )
            }
            (Reason::Compulsory, Zh) => "本专业必修".to_owned(),
            (Reason::Compulsory, En) => "Compulsory in your programme".to_owned(),
            (Reason::Diploma, Zh) => "修完本专业时取得的毕业证书".to_owned(),
            (Reason::Diploma, En) => "The diploma that you have once your programme is finished".to_owned(),
        });
    }
    said
}

/// Whether two notes of a kind differ in their item alone, so that one sentence says both.
fn joins(one: &Note, other: &Note) -> bool {
    match (one, other) {
        (Note::MarkAssumed { .. }, _) => one == other,
        (Note::NotPlanned { why, .. }, Note::NotPlanned { why: other, .. }) => why == other,
        _ => true,
    }
}

/// Assumptions and warnings, those of one kind in one sentence, each with the code of its kind.
pub fn notes(catalogue: &Catalogue, notes: &[Note], language: Language) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    for code in Note::CODES {
        let mut left: Vec<&Note> = notes.iter().filter(|note| note.code() == code).collect();
        while let Some(&first) = left.first() {
            let mut found = Vec::new();
            left.retain(|one| {
                let joins = joins(first, one);
                if joins {
                    found.extend(one.item());
                }
                !joins
            });
            sort(&mut found);
            found.dedup();
            said.push((code, note(catalogue, first, found, language)));
        }
    }
    said
}

/// One note, which stands for all of its kind on these items.
fn note(catalogue: &Catalogue, note: &Note, items: Vec<Node>, language: Language) -> String {
    let items = nodes(catalogue, items, language);
    match (note, language) {
        (Note::CrossMajor, _) => cross_major(language).to_owned(),
        (Note::FeeUnknown(_), Zh) => format!("以下项目在你所在地区的费用未知，未计入总费用：{items}。"),
        (Note::FeeUnknown(_), En) => {
            format!("The fee in your region is not known and is not in the total: {items}.")
        }
        (Note::DateUnknown(_), Zh) => {
            format!("以下项目的考试或竞赛日期未知，按以后每学期都有一次安排：{items}。报名前请核实。")
        }
        (Note::DateUnknown(_), En) => format!(
            "No date is known; one in every coming term was assumed: {items}. Check before you count on it."
        ),
        (Note::RouteUnknown(_), Zh) => format!("以下项目的报名途径未知，假定可以报名：{items}。"),
        (Note::RouteUnknown(_), En) => {
            format!("No registration route is known; that one is open was assumed: {items}.")
        }
        (Note::MarkAssumed { item, mark }, Zh) => {
            format!("要求“{}”成绩不低于 {mark} 分，假定能够达到。", node(catalogue, *item, Zh))
        }
        (Note::MarkAssumed { item, mark }, En) => format!(
            "A mark of at least {mark} in {} is asked for; that you reach it was assumed.",
            node(catalogue, *item, En)
        ),
        (Note::HoursUnknown(_), Zh) => format!("以下项目的备考学时未知，未计入每周学时：{items}。"),
        (Note::HoursUnknown(_), En) => {
            format!("Hours of preparation are not known and not in the weekly load: {items}.")
        }
        (Note::Supposed(true), Zh) => "假设学校在各年度都是这些证书的试点院校。".to_owned(),
        (Note::Supposed(true), En) => {
            "You suppose that your college pilots the certificates in every year.".to_owned()
        }
        (Note::Supposed(false), Zh) => "假设学校不是任何证书的试点院校。".to_owned(),
        (Note::Supposed(false), En) => "You suppose that your college pilots no certificate.".to_owned(),
        (Note::SkillsUnknown, Zh) => {
            "数据没有说明这个岗位需要哪些技能，这里只安排岗位要求的证书和竞赛。".to_owned()
        }
        (Note::SkillsUnknown, En) => {
            "The data does not say which skills this job needs: only what the job asks for is planned."
                .to_owned()
        }
        (Note::OtherTerm(_), Zh) => {
            format!("你指定的学期里没有这些项目（不开设、没有考试，或学期已过），计划把它们排在最合适的学期：{items}。")
        }
        (Note::OtherTerm(_), En) => format!(
            "Not to be had in the term that you put it into (not offered, no exam, or the term is over), so it is planned where it is best: {items}."
        ),
        (Note::ByRecognition(skills), Zh) => format!(
            "这些技能全部或部分只因课程得到认定（不再学习）而算具备，请确认自己真的会：{}。",
            self::skills(catalogue, skills, Zh)
        ),
        (Note::ByRecognition(skills), En) => format!(
            "These count, wholly or in part, only because a course that gives them is recognised, not studied; see to it that you can do them: {}.",
            self::skills(catalogue, skills, En)
        ),
        (Note::SameDay(day, items), Zh) => {
            format!("同一天（{day}）：{}。请先问清能否都参加。", nodes(catalogue, items.iter().copied(), Zh))
        }
        (Note::SameDay(day, items), En) => format!(
            "On one day, {day}: {}. Ask first whether you can sit all of them.",
            nodes(catalogue, items.iter().copied(), En)
        ),
        (Note::SelfRated(skills), Zh) => {
            format!("按你自己的判断已经会：{}。没有证书或课程证明，这个计划没有安排。", self::skills(catalogue, skills, Zh))
        }
        (Note::SelfRated(skills), En) => format!(
            "You say that you can do this already, and nothing that you hold need show it; the plan does not teach it: {}.",
            self::skills(catalogue, skills, En)
        ),
        (Note::GivenUp(given_up), Zh) => {
            format!("你放弃了：{}。岗位仍然要求它，这个计划没有安排。", skills(catalogue, given_up, Zh))
        }
        (Note::GivenUp(given_up), En) => format!(
            "You gave this up, and the job goes on asking for it; the plan goes without: {}.",
            skills(catalogue, given_up, En)
        ),
        (Note::NotPlanned { why, .. }, Zh) => {
            format!("你指定要选或本专业必修，但没有排进计划：{items}（{}）。", closed(why, Zh))
        }
        (Note::NotPlanned { why, .. }, En) => {
            format!("You want it or your programme has it, but it is not planned: {items} ({}).", closed(why, En))
        }
        (Note::TermAssumed, Zh) => "没有填写现在是第几学期，这里从第 1 学期算起。".to_owned(),
        (Note::TermAssumed, En) => {
            "Nobody has said which term you are in: this counts from term 1 on.".to_owned()
        }
        (Note::DeadlineOver, Zh) => "你要求达成目标的学期已经过去，这个计划没有期限。".to_owned(),
        (Note::DeadlineOver, En) => {
            "The term by which you wanted to reach the goal is over: this plan keeps to no term.".to_owned()
        }
        (Note::ShareUnknown, Zh) => {
            "学校按专业总学分的比例限制认定，但数据没有说明专业总学分，这里没有计入这项限制。".to_owned()
        }
        (Note::ShareUnknown, En) => {
            "The college limits what is recognised to a share of your programme's credits, which the data does not give: that limit was not kept to."
                .to_owned()
        }
        (Note::OutOfOrder(_), Zh) => {
            format!("以下必修课排在它们的先修要求完成之前：{items}。请向学校确认能不能这样修。")
        }
        (Note::OutOfOrder(_), En) => format!(
            "These compulsory courses come before what they require is finished: {items}. Ask your college whether that can be."
        ),
        (Note::NotRetaken(_), Zh) => {
            format!(
                "没有通过的必修课在计划期内没有重修或补考的机会：{items}。目标不受影响，毕业可能推迟，请向学校确认。"
            )
        }
        (Note::NotRetaken(_), En) => format!(
            "Compulsory, failed, and without another attempt in the planned terms: {items}. The goal stays within reach; the diploma may be late. Ask your college."
        ),
    }
}

/// By how much a better plan could still be better.
pub fn gap(catalogue: &Catalogue, gap: &Gap, language: Language) -> String {
    let Gap { priority, at_most } = *gap;
    let amount = Total::from_hundredths(at_most.unsigned_abs());
    let paid = || money(amount, &catalogue.head.currency, language);
    let many = |one, many| counted(at_most.unsigned_abs() as usize, one, many);
    match (priority, language) {
        (Priority::Soonest, Zh) => format!("最多还能早 {at_most} 个学期"),
        (Priority::Soonest, En) => format!("at most {} sooner", many("term", "terms")),
        (Priority::Cheapest, Zh) => format!("最多还能省 {}", paid()),
        (Priority::Cheapest, En) => format!("at most {} cheaper", paid()),
        (Priority::LeastWork, Zh) => format!("最多还能少 {at_most} 学时"),
        (Priority::LeastWork, En) => format!("at most {} less", many("hour", "hours")),
        (Priority::Lightest, Zh) => format!("最忙的一周最多还能少 {at_most} 学时"),
        (Priority::Lightest, En) => format!("the fullest week at most {} lighter", many("hour", "hours")),
        (Priority::FewestExams, Zh) => format!("最多还能少考 {at_most} 次"),
        (Priority::FewestExams, En) => format!("at most {}", many("exam fewer", "exams fewer")),
        (Priority::MostCredit, Zh) => format!("最多还能多得 {amount} 学分"),
        (Priority::MostCredit, En) => format!("at most {amount} credits more"),
        (Priority::BestEvidenced, Zh) => "数据来源或许更可靠".to_owned(),
        (Priority::BestEvidenced, En) => "perhaps from better sources".to_owned(),
        (Priority::MostInDemand, Zh) => "当地需求或许更大".to_owned(),
        (Priority::MostInDemand, En) => "perhaps more in demand".to_owned(),
    }
}

/// What a plan costs, as far as fees are known.
pub fn fees(catalogue: &Catalogue, answer: &Answer, language: Language) -> String {
    known_fees(catalogue, answer.fees, answer.fees_unknown(), language)
}

/// Known fees, and whether there are others.
pub fn known_fees(catalogue: &Catalogue, fees: Total, unknown: bool, language: Language) -> String {
    let known = money(fees, &catalogue.head.currency, language);
    match (unknown, fees.hundredths(), language) {
        (false, ..) => known,
        (true, 0, Zh) => "费用未知".to_owned(),
        (true, 0, En) => "fees unknown".to_owned(),
        (true, _, Zh) => format!("至少 {known}（有的费用未知）"),
        (true, _, En) => format!("at least {known} (some fees unknown)"),
    }
}

/// The hours of work of a plan, as far as they are known.
pub fn hours(answer: &Answer, language: Language) -> String {
    known_hours(answer.hours, answer.hours_unknown(), language)
}

/// Known hours, and whether there are others.
pub(super) fn known_hours(hours: u32, unknown: bool, language: Language) -> String {
    match (unknown, hours, language) {
        (true, 0, Zh) => "学时未知".to_owned(),
        (true, 0, En) => "hours unknown".to_owned(),
        (true, hours, Zh) => format!("至少 {hours}\u{a0}学时（有的学时未知）"),
        (true, hours, En) => format!("at least {hours}\u{a0}h (some hours unknown)"),
        (false, hours, Zh) => format!("{hours}\u{a0}学时"),
        (false, hours, En) => format!("{hours}\u{a0}h"),
    }
}

/// That a job is not on the programme's official list.
pub const fn cross_major(language: Language) -> &'static str {
    match language {
        Zh => "该岗位不在你所学专业的官方职业面向中：这是一条跨专业路径，报名途径和课程覆盖请留意。",
        En => {
            "This job is not on your programme's official list: it is a cross-major route, so mind the registration route and what your courses cover."
        }
    }
}

/// Why an item is closed.
pub const fn closed(why: &Closed, language: Language) -> &'static str {
    match (why, language) {
        (Closed::NotInForce, Zh) => "已停止或被取代",
        (Closed::NotInForce, En) => "withdrawn or superseded",
        (Closed::NotInForceThen, Zh) => "计划期内不在有效期内",
        (Closed::NotInForceThen, En) => "not in force in the planned terms",
        (Closed::Excluded, Zh) => "你已排除",
        (Closed::Excluded, En) => "you excluded it",
        (Closed::NoRoute, Zh) => "没有对你开放的报名途径（非当年试点院校，或专业不在适用范围）",
        (Closed::NoRoute, En) => {
            "no registration route is open to you (the college is no pilot that year, or your programme is not an applicable one)"
        }
        (Closed::NoSitting, Zh) => "计划期内没有还来得及备考和报名的考试或竞赛",
        (Closed::NoSitting, En) => {
            "no exam or competition date that you can still prepare and register for in the planned terms"
        }
        (Closed::NoSittingHere, Zh) => "只在其他地区有考试或竞赛日期",
        (Closed::NoSittingHere, En) => "it has exam or competition dates in other regions only",
        (Closed::NotOffered, Zh) => "计划期内不对你开设",
        (Closed::NotOffered, En) => "not offered to you in the planned terms",
        (Closed::Begun, Zh) => "已经开课，中途不能加入；如果你正在修，请把它加进计划",
        (Closed::Begun, En) => {
            "it has begun and cannot be joined any more; if you are taking it, put it into your plan"
        }
        (Closed::NoRetake, Zh) => "第一次没有通过，计划期内没有补考机会",
        (Closed::NoRetake, En) => "the first attempt failed and there is no other in the planned terms",
        (Closed::Requisite, Zh) => "先修要求无法满足",
        (Closed::Requisite, En) => "what it requires cannot be met",
        (Closed::RequisiteTooLarge, Zh) => "先修要求的组合太多，无法推算",
        (Closed::RequisiteTooLarge, En) => "what it requires has too many combinations to be worked out",
    }
}

/// What a credit floor asks for.
fn floor(catalogue: &Catalogue, place: usize, language: Language) -> &str {
    name(&catalogue.credit_floors[place].name, language).0
}

/// How far a credit floor of the programme is filled.
pub fn credits(catalogue: &Catalogue, filled: &Filled, language: Language) -> String {
    let Filled { floor: place, earned, asked } = filled;
    let floor = floor(catalogue, *place, language);
    match language {
        Zh => format!("本专业要求的学分（{floor}）：按计划有 {earned}，要求 {asked}。"),
        En => {
            format!("Credit that your programme asks for ({floor}): {earned} by this plan, {asked} needed.")
        }
    }
}

/// A rule that cannot be kept along with others.
pub fn clash(catalogue: &Catalogue, clash: &Clash, language: Language) -> String {
    let list = |items: &[Node]| nodes(catalogue, items.iter().copied(), language);
    match (clash, language) {
        (Clash::Skills(skills), _) => {
            let mut needs = Vec::new();
            for (skill, units) in skills {
                let skill = name(&catalogue.skills[*skill].about.name, language).0;
                needs.push(match language {
                    Zh => format!("“{skill}”{units} 个单位"),
                    En => format!("{} of \"{skill}\"", counted(*units as usize, "unit", "units")),
                });
            }
            match language {
                Zh => format!("岗位要求：{}。", listed(&needs, Zh)),
                En => format!("The job needs {}.", listed(&needs, En)),
            }
        }
        (Clash::Qualifications(items), Zh) => format!("岗位要求有其中一项：{}。", list(items)),
        (Clash::Qualifications(items), En) => format!("The job asks for one of these: {}.", list(items)),
        (Clash::Either(items), Zh) => format!("你要求从这些里选一项：{}。", list(items)),
        (Clash::Either(items), En) => format!("You want one of these: {}.", list(items)),
        (Clash::Compulsory(items), Zh) => format!("必修课（能否免修、缓修由学校决定）：{}。", list(items)),
        (Clash::Compulsory(items), En) => {
            format!("Compulsory courses, which only your college can waive or put off: {}.", list(items))
        }
        (Clash::Wanted(items), Zh) => format!("你要求计划里有：{}。", list(items)),
        (Clash::Wanted(items), En) => format!("You want this in your plan: {}.", list(items)),
        (Clash::Offered { by, terms, items }, _) => {
            let by = term(catalogue, by, language);
            let (items, is_one) = (list(items), items.len() == 1);
            let when = one_of(catalogue, terms, language);
            match (language, terms.is_empty()) {
                (Zh, true) => format!("到{by}为止没有机会：{items}。"),
                (En, true) => format!("Not to be had by the end of {by}: {items}."),
                (Zh, false) if is_one => format!("到{by}为止，“{items}”只能在{when}开始。"),
                (En, false) if is_one => format!("Up to {by}, {items} can start only in {when}."),
                (Zh, false) => format!("到{by}为止，以下各项只能在{when}开始：{items}。"),
                (En, false) => format!("Up to {by}, these can start only in {when}: {items}."),
            }
        }
        (Clash::Before { item, count, of }, Zh) if *count as usize >= of.len() => {
            format!("“{}”要先完成：{}。", node(catalogue, *item, Zh), list(of))
        }
        (Clash::Before { item, count, of }, En) if *count as usize >= of.len() => {
            format!("{} needs this first: {}.", node(catalogue, *item, En), list(of))
        }
        (Clash::Before { item, count, of }, Zh) => {
            format!("“{}”要先完成其中 {count} 项：{}。", node(catalogue, *item, Zh), list(of))
        }
        (Clash::Before { item, count, of }, En) => {
            format!("{} needs {count} of these first: {}.", node(catalogue, *item, En), list(of))
        }
        (Clash::Together(items), Zh) => format!("这些最多取得一项：{}。", list(items)),
        (Clash::Together(items), En) => format!("At most one of these can be taken: {}.", list(items)),
        (Clash::Busy(terms), _) => {
            let terms: Vec<String> = terms.iter().map(|each| term(catalogue, each, language)).collect();
            match language {
                Zh => format!("{}除本专业的安排外不另外学习。", terms.join("、")),
                En => format!("Nothing is studied beside the programme in {}.", terms.join(", ")),
            }
        }
        (Clash::Recognised, Zh) => "学校对认定学分的限制。".to_owned(),
        (Clash::Recognised, En) => "Your college's limits on what is recognised.".to_owned(),
        (Clash::Credits(place), _) => {
            let credits = catalogue.credit_floors[*place].credits;
            match language {
                Zh => format!("本专业要求 {credits} 学分：{}。", floor(catalogue, *place, Zh)),
                En => format!("Your programme asks for {credits} credits: {}.", floor(catalogue, *place, En)),
            }
        }
        (Clash::Exams { most }, Zh) => format!("一个学期最多考 {most} 个证书。"),
        (Clash::Exams { most }, En) => {
            format!("At most {} in one term.", counted(*most as usize, "certificate", "certificates"))
        }
        (Clash::Hours(Some(hours)), Zh) => format!("课表之外每周最多 {hours} 小时。"),
        (Clash::Hours(Some(hours)), En) => {
            format!("At most {} a week beside the timetable.", counted(*hours as usize, "hour", "hours"))
        }
        (Clash::Hours(None), Zh) => "各学期容得下的学时。".to_owned(),
        (Clash::Hours(None), En) => "The hours that the terms have room for.".to_owned(),
        (Clash::Budget(budget), Zh) => {
            format!("预算最多 {}。", money(*budget, &catalogue.head.currency, Zh))
        }
        (Clash::Budget(budget), En) => {
            format!("A budget of at most {}.", money(*budget, &catalogue.head.currency, En))
        }
    }
}

/// What is closed, each with why.
fn closed_list(catalogue: &Catalogue, items: &[(Node, Closed)], language: Language) -> String {
    let mut said = Vec::new();
    for (item, why) in items {
        let (item, why) = (node(catalogue, *item, language), closed(why, language));
        said.push(match language {
            Zh => format!("{item}（{why}）"),
            En => format!("{item} ({why})"),
        });
    }
    said.join(if language == Zh { "；" } else { "; " })
}

/// Why no plan fits, and what would help.
pub fn hindrance(catalogue: &Catalogue, hindrance: &Hindrance, language: Language) -> String {
    let currency = &catalogue.head.currency;
    match (hindrance, language) {
        (Hindrance::Skill { skill, needed, most, closed }, _) => {
            let skill = name(&catalogue.skills[*skill].about.name, language).0;
            let list = closed_list(catalogue, closed, language);
            match (language, closed.is_empty()) {
                (Zh, none) => format!(
                    "“{skill}”需要 {needed} 个单位，对你开放的课程、竞赛和证书一共只能给出 {most} 个。{}",
                    if none {
                        String::new()
                    } else {
                        format!("还能给出、但对你不开放的：{list}。")
                    }
                ),
                (En, none) => format!(
                    "The job needs {} of \"{skill}\"; all courses, competitions and certificates that are open to you give {most} together.{}",
                    counted(*needed as usize, "unit", "units"),
                    if none {
                        String::new()
                    } else {
                        format!(" Others would, but are not open to you: {list}.")
                    }
                ),
            }
        }
        (Hindrance::Qualifications { items }, Zh) => {
            format!("岗位要求的证书都不对你开放：{}。", closed_list(catalogue, items, Zh))
        }
        (Hindrance::Qualifications { items }, En) => format!(
            "None of the certificates that the job asks for is open to you: {}.",
            closed_list(catalogue, items, En)
        ),
        (Hindrance::Budget { least }, Zh) => {
            format!("把预算提高到 {} 就有可行的计划。", money(*least, currency, Zh))
        }
        (Hindrance::Budget { least }, En) => {
            format!("With a budget of {} there is a plan.", money(*least, currency, En))
        }
        (Hindrance::Hours { least }, Zh) => format!("课表之外每周留出 {least} 小时就有可行的计划。"),
        (Hindrance::Hours { least }, En) => {
            let hours = counted(*least as usize, "hour", "hours");
            format!("With {hours} a week beside the timetable there is a plan.")
        }
        (Hindrance::Terms { more }, Zh) => format!("期限再放宽 {more} 个学期就有可行的计划。"),
        (Hindrance::Terms { more: 1 }, En) => "With one more term there is a plan.".to_owned(),
        (Hindrance::Terms { more }, En) => format!("With {more} more terms there is a plan."),
        (Hindrance::Allow(items), _) => {
            let names = nodes(catalogue, items.iter().copied(), language);
            match (language, items.len()) {
                (Zh, 1) => format!("你排除了“{names}”。不再排除就有可行的计划。"),
                (En, 1) => format!("You excluded {names}; allow it again and there is a plan."),
                (Zh, _) => format!("你排除了：{names}。不再排除其中任何一项就有可行的计划。"),
                (En, _) => format!("You excluded {names}; allow any one of them again and there is a plan."),
            }
        }
        (Hindrance::LetGo(items), _) => {
            let names = nodes(catalogue, items.iter().copied(), language);
            match (language, items.len()) {
                (Zh, 1) => format!("你指定了“{names}”或它的学期。放开它就有可行的计划。"),
                (En, 1) => format!("You fixed {names} or its term; let go of it and there is a plan."),
                (Zh, _) => format!("你指定了这些项目或它们的学期：{names}。放开其中任何一项就有可行的计划。"),
                (En, _) => format!(
                    "You fixed these or their terms: {names}; let go of any one of them and there is a plan."
                ),
            }
        }
        (Hindrance::GiveUp(skills), _) => {
            let names = self::skills(catalogue, skills, language);
            match (language, skills.len()) {
                (Zh, 1) => format!("计划里放弃“{names}”就有可行的计划，但岗位仍然要求它。"),
                (En, 1) => {
                    format!("Give up \"{names}\" and there is a plan, though the job goes on asking for it.")
                }
                (Zh, _) => {
                    format!("计划里放弃其中任何一项技能就有可行的计划，但岗位仍然要求它：{names}。")
                }
                (En, _) => format!(
                    "Give up any one of these and there is a plan, though the job goes on asking for it: {names}."
                ),
            }
        }
        (Hindrance::Either(items), Zh) => {
            format!(
                "你要求从这些里选一项：{}。不作这个要求就有可行的计划。",
                nodes(catalogue, items.iter().copied(), Zh)
            )
        }
        (Hindrance::Either(items), En) => format!(
            "You ask for one of these: {}; without that there is a plan.",
            nodes(catalogue, items.iter().copied(), En)
        ),
        (Hindrance::Routes(ids), _) => {
            let names = nodes(catalogue, ids.iter().map(|id| Node::Qualification(*id)), language);
            match (language, ids.len()) {
                (Zh, 1) => format!("如果“{names}”对你开放报名，就有可行的计划。"),
                (En, 1) => format!("If you could register for {names}, there would be a plan."),
                (Zh, _) => format!("如果这些证书中有一个对你开放报名，就有可行的计划：{names}。"),
                (En, _) => {
                    format!("If you could register for any one of these, there would be a plan: {names}.")
                }
            }
        }
        (Hindrance::Several, Zh) => "试过的改动中，没有哪一项单独改就够。".to_owned(),
        (Hindrance::Several, En) => "None of the changes that were tried is enough by itself.".to_owned(),
    }
}

/// What a plan that does not fit breaks.
pub fn breach(catalogue: &Catalogue, breach: &Breach, language: Language) -> String {
    let list = |items: &[Node]| nodes(catalogue, items.iter().copied(), language);
    match (breach, language) {
        (Breach::Skill { skill, needed, missing }, _) => {
            let skill = name(&catalogue.skills[*skill].about.name, language).0;
            match language {
                Zh => format!("“{skill}”需要 {needed} 个单位，还差 {missing} 个。"),
                En => {
                    format!(
                        "\"{skill}\" is short by {missing} of {}.",
                        counted(*needed as usize, "unit", "units")
                    )
                }
            }
        }
        (Breach::Qualifications, Zh) => "岗位要求的证书没有安排。".to_owned(),
        (Breach::Qualifications, En) => "None of the certificates that the job asks for is in it.".to_owned(),
        (Breach::Either(items), Zh) => format!("没有安排你要的其中一项：{}。", list(items)),
        (Breach::Either(items), En) => {
            format!("None of these is in it, of which you want one: {}.", list(items))
        }
        (Breach::Missing(item), Zh) => format!("没有安排“{}”。", node(catalogue, *item, Zh)),
        (Breach::Missing(item), En) => format!("{} is not in it.", node(catalogue, *item, En)),
        (Breach::Before { item, .. }, _) => {
            format!("{}{}", node(catalogue, *item, language), before(catalogue, breach, language))
        }
        (Breach::Together(items), Zh) => format!("不能同时取得：{}。", list(items)),
        (Breach::Together(items), En) => format!("These exclude each other: {}.", list(items)),
        (Breach::Recognised, Zh) => "认定的学分或项数超出学校规定。".to_owned(),
        (Breach::Recognised, En) => "More is recognised than the college's rules allow.".to_owned(),
        (Breach::Credits(filled), _) => credits(catalogue, filled, language),
        (Breach::Exams { most }, Zh) => format!("有的学期报考超过 {most} 个证书。"),
        (Breach::Exams { most }, En) => format!("A term has more than {most} certificate exams."),
        (Breach::Hours { terms }, _) => {
            let mut said = Vec::new();
            for (of, over) in terms {
                let of = term(catalogue, of, language);
                said.push(match language {
                    Zh => format!("{of}每周多 {over} 小时"),
                    En => format!("{over} h a week in {of}"),
                });
            }
            match language {
                Zh => format!("超出每周可用学时：{}。", said.join("，")),
                En => format!("It takes more hours than there are: {}.", said.join(", ")),
            }
        }
        (Breach::Budget { over }, Zh) => {
            format!("费用超出预算 {}。", money(*over, &catalogue.head.currency, Zh))
        }
        (Breach::Budget { over }, En) => {
            format!("The fees exceed the budget by {}.", money(*over, &catalogue.head.currency, En))
        }
    }
}

/// What an item comes too early for, without its name; empty for any other breach.
pub fn before(catalogue: &Catalogue, breach: &Breach, language: Language) -> String {
    let Breach::Before { count, of, .. } = breach else { return String::new() };
    let names = nodes(catalogue, of.iter().copied(), language);
    match (language, *count as usize == of.len()) {
        (Zh, true) => format!("：开始之前还没有完成 {names}。"),
        (Zh, false) => format!("：开始之前需要完成以下 {count} 项：{names}。"),
        (En, true) => format!(" starts before this is finished: {names}."),
        (En, false) => {
            let are = if *count == 1 { "one of these is" } else { &format!("{count} of these are") };
            format!(" starts before {are} finished: {names}.")
        }
    }
}

/// What a term is called: by the programme, else by the calendar.
pub fn term(catalogue: &Catalogue, term: &Term, language: Language) -> String {
    match term.programme_term {
        Some(number) => programme_term(number, language),
        None => catalogue
            .calendar_term(term.place)
            .map(|slot| name(&slot.name, language).0.to_owned())
            .unwrap_or_default(),
    }
}

/// What a programme's term is called.
pub fn programme_term(number: u32, language: Language) -> String {
    match language {
        Zh => format!("第 {number} 学期"),
        En => format!("Term {number}"),
    }
}

/// An amount of money.
pub fn money(amount: impl std::fmt::Display, currency: &str, language: Language) -> String {
    let mut amount = amount.to_string();
    // Of money, two decimals or none.
    if let [.., b'.', _] = amount.as_bytes() {
        amount.push('0');
    }
    match (currency, language) {
        ("CNY", Zh) => format!("{amount}\u{a0}元"),
        ("CNY", En) => format!("¥{amount}"),
        (other, _) => format!("{other}\u{a0}{amount}"),
    }
}
