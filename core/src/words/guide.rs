//! Which certificate and why, what would change that, what is recognised, and what if something fails.

use super::Language::{self, Chinese as Zh, English as En};
use super::counted;
use super::labels::name;
use super::plan::{closed, known_fees, known_hours, money, node};
use crate::catalogue::Catalogue;
use crate::decimal::Total;
use crate::guide::{Ahead, Aspect, Help, Situation, Standing};
use crate::learner::Priority;
use crate::model::Node;
use crate::question::{Ask, Told};
use crate::recognition::{Unused, Why};

/// An amount in hundredths.
fn hundredths(amount: i64) -> Total {
    Total::from_hundredths(amount.unsigned_abs())
}

/// Why a candidate comes before the next one.
pub fn ahead(catalogue: &Catalogue, ahead: &Ahead, language: Language) -> String {
    let Ahead { aspect, mine, theirs } = *ahead;
    let less = theirs.saturating_sub(mine);
    let paid = || money(hundredths(less), &catalogue.head.currency, language);
    let many = |one, many| counted(less.unsigned_abs() as usize, one, many);
    // Whole parts of a hundred where they tell the two apart.
    let is_close = (mine + 50) / 100 == (theirs + 50) / 100;
    let part = |amount: i64| match 10_000 - amount {
        part if is_close => hundredths(part),
        part => hundredths((part + 50) / 100 * 100),
    };
    match (aspect, language) {
        (Aspect::Standing, _) => match (mine, theirs, language) {
            (0, _, Zh) => "有包含它的可行计划",
            (0, _, En) => "There is a plan with it",
            (3, _, Zh) => "你已持有它，那一个不对你开放",
            (3, _, En) => "You hold it, and that one is not open to you",
            (_, 3, Zh) => "那一个你已持有",
            (_, 3, En) => "You hold that one already",
            (_, 4, Zh) => "它对你开放，那一个不开放",
            (_, 4, En) => "It is open to you, that one is not",
            (.., Zh) => "那一个没有可行的计划，它还没有结论",
            (.., En) => "No plan with that one fits; of this one that is not known",
        }
        .to_owned(),
        // So it is of the grade that the job names and of the grades above it.
        (Aspect::Asked, Zh) if mine == 0 => "它满足岗位的要求".to_owned(),
        (Aspect::Asked, En) if mine == 0 => "It meets what the job requires".to_owned(),
        (Aspect::Asked, Zh) => "它符合岗位优先考虑的条件".to_owned(),
        (Aspect::Asked, En) => "It meets what the job prefers".to_owned(),
        (Aspect::Plan(Priority::Soonest), Zh) => format!("达成目标早 {less} 个学期"),
        (Aspect::Plan(Priority::Soonest), En) => {
            format!("The goal is reached {} sooner", many("term", "terms"))
        }
        (Aspect::Plan(Priority::Cheapest), Zh) => format!("整个计划省 {}", paid()),
        (Aspect::Plan(Priority::Cheapest), En) => format!("The plan costs {} less", paid()),
        (Aspect::Plan(Priority::LeastWork), Zh) => format!("整个计划少 {less} 学时"),
        (Aspect::Plan(Priority::LeastWork), En) => format!("The plan takes {} less", many("hour", "hours")),
        (Aspect::Plan(Priority::Lightest), Zh) => format!("最忙的一周少 {less} 学时"),
        (Aspect::Plan(Priority::Lightest), En) => {
            format!("The fullest week is {} lighter", many("hour", "hours"))
        }
        (Aspect::Plan(Priority::FewestExams), Zh) => format!("少考 {less} 次"),
        (Aspect::Plan(Priority::FewestExams), En) => many("exam fewer", "exams fewer"),
        (Aspect::Plan(Priority::MostCredit), Zh) => format!("多得 {} 学分", hundredths(less)),
        (Aspect::Plan(Priority::MostCredit), En) => {
            format!("The plan earns {} credits more", hundredths(less))
        }
        (Aspect::Plan(Priority::BestEvidenced) | Aspect::Confidence, Zh) => "数据来源更可靠".to_owned(),
        (Aspect::Plan(Priority::BestEvidenced) | Aspect::Confidence, En) => "Better sources".to_owned(),
        (Aspect::Plan(Priority::MostInDemand) | Aspect::Demand, Zh) => "当地需求更大".to_owned(),
        (Aspect::Plan(Priority::MostInDemand) | Aspect::Demand, En) => "More in demand".to_owned(),
        (Aspect::Beyond, Zh) => "正是岗位要求的等级".to_owned(),
        (Aspect::Beyond, En) => "It is just the grade that the job asks for".to_owned(),
        (Aspect::Gap, Zh) => {
            format!("补上岗位所需技能的 {}%，下一个为 {}%", part(mine), part(theirs))
        }
        (Aspect::Gap, En) => {
            format!("Covers {}% of what the job needs, the next {}%", part(mine), part(theirs))
        }
        (Aspect::Credit, Zh) => format!("可认定 {} 学分，下一个为 {}", hundredths(mine), hundredths(theirs)),
        (Aspect::Credit, En) => {
            format!("Recognised for {} credits, the next for {}", hundredths(mine), hundredths(theirs))
        }
        (Aspect::Sitting, Zh) if mine < 1 << 32 && theirs >= 1 << 32 => "考试日期已知".to_owned(),
        (Aspect::Sitting, En) if mine < 1 << 32 && theirs >= 1 << 32 => "Its date is known".to_owned(),
        (Aspect::Sitting, Zh) => "考得更早".to_owned(),
        (Aspect::Sitting, En) => "An earlier sitting".to_owned(),
        (Aspect::Fee, Zh) if theirs == i64::MAX => "费用已知".to_owned(),
        (Aspect::Fee, En) if theirs == i64::MAX => "Its fee is known".to_owned(),
        (Aspect::Fee, Zh) => format!("报名费省 {}", paid()),
        (Aspect::Fee, En) => format!("Its fee is {} less", paid()),
        (Aspect::Route, Zh) => "报名途径已知".to_owned(),
        (Aspect::Route, En) => "Its registration route is known".to_owned(),
        (Aspect::Order, Zh) => "其他都一样".to_owned(),
        (Aspect::Order, En) => "All else is the same".to_owned(),
    }
}

/// What a candidate does to the best plan.
pub fn standing(standing: &Standing, language: Language) -> &'static str {
    match (standing, language) {
        (Standing::Open { in_best: true, .. }, Zh) => "在你的最佳计划里",
        (Standing::Open { in_best: true, .. }, En) => "In your best plan",
        (Standing::Open { .. }, Zh) => "也可以选",
        (Standing::Open { .. }, En) => "Another way",
        (Standing::Pending, Zh) => "计算中……",
        (Standing::Pending, En) => "Being worked out…",
        (Standing::Unknown, Zh) => "算不出来，尚无结论",
        (Standing::Unknown, En) => "More than can be worked out: nothing is known",
        (Standing::NoPlan, Zh) => "目前没有包含它的可行计划",
        (Standing::NoPlan, En) => "No plan with it fits as things are",
        (Standing::Held, Zh) => "你已持有",
        (Standing::Held, En) => "You hold it",
        (Standing::Closed(why), _) => closed(why, language),
    }
}

/// What would have to change for another candidate to come first.
pub fn situation(catalogue: &Catalogue, situation: Situation, language: Language) -> String {
    let currency = &catalogue.head.currency;
    match (situation, language) {
        (Situation::Budget(budget), Zh) => format!("如果预算是 {}", money(budget, currency, Zh)),
        (Situation::Budget(budget), En) => format!("With a budget of {}", money(budget, currency, En)),
        (Situation::Hours(hours), Zh) => format!("如果课表之外每周有 {hours} 小时"),
        (Situation::Hours(hours), En) => {
            format!("With {} a week beside the timetable", counted(hours as usize, "hour", "hours"))
        }
        (Situation::Deadline(term), Zh) => format!("如果期限是第 {term} 学期"),
        (Situation::Deadline(term), En) => format!("If the goal may take until term {term}"),
        (Situation::Region(region), Zh) => format!("如果在{}", name(&catalogue.regions[region].name, Zh).0),
        (Situation::Region(region), En) => format!("In {}", name(&catalogue.regions[region].name, En).0),
        (Situation::Route(id), Zh) => {
            format!("如果“{}”对你开放报名", node(catalogue, Node::Qualification(id), Zh))
        }
        (Situation::Route(id), En) => {
            format!("If you could register for {}", node(catalogue, Node::Qualification(id), En))
        }
        (Situation::Allow(item), Zh) => format!("如果不再排除“{}”", node(catalogue, item, Zh)),
        (Situation::Allow(item), En) => format!("If you no longer exclude {}", node(catalogue, item, En)),
        (Situation::LetGo(item), Zh) => {
            format!("如果不再指定“{}”或它的学期", node(catalogue, item, Zh))
        }
        (Situation::LetGo(item), En) => {
            format!("If you no longer ask for {} or for its term", node(catalogue, item, En))
        }
    }
}

/// What a change gives: by what the plan is better, and what it then comes to.
pub fn help(catalogue: &Catalogue, help: &Help, language: Language) -> String {
    let change = situation(catalogue, help.situation, language);
    let better = ahead(catalogue, &help.ahead, language);
    let fees = known_fees(catalogue, help.plan.fees, help.plan.fees_unknown, language);
    let hours = known_hours(help.plan.hours, help.plan.hours_unknown, language);
    match language {
        Zh => format!("{change}：{better}。整个计划：{fees} · {hours}"),
        En => format!("{change}: {better}. The whole plan: {fees} · {hours}"),
    }
}

/// Why something is not recognised for a course.
pub fn unused(catalogue: &Catalogue, unused: &Unused, language: Language) -> String {
    let noted = |names: &crate::names::Names| name(names, language).0.to_owned();
    match (unused.why, language) {
        (Why::Done, Zh) => "该课程已修完".to_owned(),
        (Why::Done, En) => "You have done the course".to_owned(),
        (Why::Elsewhere, Zh) => "不在你的专业里".to_owned(),
        (Why::Elsewhere, En) => "Not in your programme".to_owned(),
        (Why::Recognised(other), Zh) => format!("该课程已由“{}”认定", node(catalogue, other, Zh)),
        (Why::Recognised(other), En) => {
            format!("The course is recognised for {} already", node(catalogue, other, En))
        }
        (Why::OneOf(_, other), Zh) | (Why::Excluded(_, other), Zh) => {
            format!("与“{}”只计其一", node(catalogue, other, Zh))
        }
        (Why::OneOf(_, other), En) | (Why::Excluded(_, other), En) => {
            format!("Only one counts, and {} does", node(catalogue, other, En))
        }
        (Why::Cap(cap), Zh) => format!("已达上限：{}", noted(&catalogue.recognition_caps[cap].note)),
        (Why::Cap(cap), En) => format!("No room is left: {}", noted(&catalogue.recognition_caps[cap].note)),
    }
}

/// What happens without something, with it, or if it fails. `by` is when the goal is reached as it is.
pub fn told(catalogue: &Catalogue, told: &Told, by: u32, language: Language) -> String {
    let (Ask::Without(item) | Ask::With(item) | Ask::Fails(item)) = told.ask;
    let item = node(catalogue, item, language);
    let asked = match (told.ask, language) {
        (Ask::Without(_), Zh) => format!("不选“{item}”"),
        (Ask::Without(_), En) => format!("Without {item}"),
        (Ask::With(_), Zh) => format!("加上“{item}”"),
        (Ask::With(_), En) => format!("With {item}"),
        (Ask::Fails(_), Zh) => format!("“{item}”第一次没通过"),
        (Ask::Fails(_), En) => format!("If {item} fails once"),
    };
    let Some(plan) = &told.plan else {
        return match language {
            Zh => format!("{asked}：没有可行的计划"),
            En => format!("{asked}: no plan fits"),
        };
    };
    let later = i64::from(plan.by) - i64::from(by);
    let when = match (later, language) {
        (0, Zh) => "达成时间不变".to_owned(),
        (0, En) => "reached as soon".to_owned(),
        (1, En) => "one term later".to_owned(),
        (-1, En) => "one term sooner".to_owned(),
        (1.., Zh) => format!("晚 {later} 个学期"),
        (1.., En) => format!("{later} terms later"),
        (_, Zh) => format!("早 {} 个学期", -later),
        (_, En) => format!("{} terms sooner", -later),
    };
    // What is not taken again drops out of the sums, which would look like a gain.
    if told.diploma_late {
        return match language {
            Zh => format!("{asked}：{when}；必修课在计划期内没有第二次机会，毕业可能推迟"),
            En => format!(
                "{asked}: {when}; compulsory and without another attempt in the planned terms, so the diploma may be late"
            ),
        };
    }
    let order = match (told.out_of_order, language) {
        (true, Zh) => "；以它为先修的必修课排在重修之前，请向学校确认",
        (true, En) => "; compulsory courses that require it come before it is taken again, ask your college",
        (false, _) => "",
    };
    let fees = known_fees(catalogue, plan.fees, plan.fees_unknown, language);
    let hours = known_hours(plan.hours, plan.hours_unknown, language);
    let but = match (told.ask, language) {
        (Ask::Fails(_), Zh) => "（没通过的那次未计）",
        (Ask::Fails(_), En) => ", the failed attempt not counted",
        _ => "",
    };
    match language {
        Zh => format!("{asked}：{when} · {fees} · {hours}{but}{order}"),
        En => format!("{asked}: {when} · {fees} · {hours}{but}{order}"),
    }
}
