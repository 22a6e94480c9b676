//! What is wrong with a planning problem or a plan in its published format.

use super::Language::{self, Chinese as Zh, English as En};
#[cfg(feature = "author")]
use super::{Said, not_json, shown};
use crate::plan::{InvalidProblem, MOST_TERMS, Part};
#[cfg(feature = "author")]
use crate::plan::{MOST_ITEMS, MOST_STARTS};
#[cfg(feature = "author")]
use crate::wire::plan_v1::{Expected, FORMAT, Fault, KINDS, What};
#[cfg(feature = "author")]
use crate::wire::value::SyntaxError;

/// What a fault of a document is and how to mend it. Where it is, its pointer says.
#[cfg(feature = "author")]
pub fn fault(fault: &Fault, language: Language) -> Said {
    let (message, hint) = match (&fault.what, language) {
        (What::Syntax(error), Zh) => (syntax(error, Zh), "请在该处改正".to_owned()),
        (What::Syntax(error), En) => (syntax(error, En), "mend it there".to_owned()),
        (What::Format(found), Zh) if found.is_empty() => {
            ("没有写明自己的格式".to_owned(), format!("规划问题应写 \"format\": \"{FORMAT}\""))
        }
        (What::Format(found), En) if found.is_empty() => (
            "it does not say what format it has".to_owned(),
            format!("a planning problem has \"format\": \"{FORMAT}\""),
        ),
        (What::Format(found), Zh) => (
            format!("格式“{}”不是规划问题的", shown(found)),
            format!("本版本读取“{FORMAT}”；更新的文件需要更新版的 Rungs"),
        ),
        (What::Format(found), En) => (
            format!("the format \"{}\" is not that of a planning problem", shown(found)),
            format!("this version reads \"{FORMAT}\"; a newer document needs a newer version of Rungs"),
        ),
        (What::UnknownField { field, nearest, fields }, Zh) => (
            format!("这里没有名为“{}”的字段，所以没有读取", shown(field)),
            did_you_mean(nearest, format!("请删去；这里的字段有：{}", fields.join("、")), Zh),
        ),
        (What::UnknownField { field, nearest, fields }, En) => (
            format!("there is no field called \"{}\" here, so it is not read", shown(field)),
            did_you_mean(nearest, format!("remove it; the fields here are {}", fields.join(", ")), En),
        ),
        (What::Missing(field), Zh) => {
            (format!("缺少字段“{field}”"), format!("请写上，例如 \"{field}\": {}", example(field)))
        }
        (What::Missing(field), En) => (
            format!("the field \"{field}\" is missing"),
            format!("write it as in \"{field}\": {}", example(field)),
        ),
        (What::Type(expected), Zh) => {
            let (what, hint) = self::expected(*expected, Zh);
            (format!("这里应为{what}"), hint.to_owned())
        }
        (What::Type(expected), En) => {
            let (what, hint) = self::expected(*expected, En);
            (format!("{what} should stand here"), hint.to_owned())
        }
        (What::Kind { found, nearest }, Zh) => (
            format!("没有“{}”这一类", shown(found)),
            did_you_mean(nearest, format!("请用其中之一：{}", KINDS.join("、")), Zh),
        ),
        (What::Kind { found, nearest }, En) => (
            format!("there is no kind \"{}\"", shown(found)),
            did_you_mean(nearest, format!("use one of: {}", KINDS.join(", ")), En),
        ),
        (What::Range { found, least, most }, Zh) => {
            (format!("{found} 不能写在这里"), format!("请写 {least} 到 {most} 之间的整数"))
        }
        (What::Range { found, least, most }, En) => {
            (format!("{found} cannot stand here"), format!("write a whole number from {least} to {most}"))
        }
        (What::Unknown { id, list, nearest }, Zh) => (
            format!("没有“{}”", shown(id)),
            did_you_mean(nearest, format!("请在“{list}”里加上，或写一个已有的 id"), Zh),
        ),
        (What::Unknown { id, list, nearest }, En) => (
            format!("there is no \"{}\"", shown(id)),
            did_you_mean(nearest, format!("add it to \"{list}\", or write an id that is there"), En),
        ),
        (What::Duplicate(id), Zh) => {
            (format!("“{}”前面已经有了", shown(id)), "请改掉其中一个，或删去".to_owned())
        }
        (What::Duplicate(id), En) => {
            (format!("\"{}\" was given before", shown(id)), "change one of the two, or remove it".to_owned())
        }
        (What::LoadCaps { terms, found }, Zh) => {
            (format!("有 {terms} 个学期，却有 {found} 个负荷上限"), "请为每个学期写一个".to_owned())
        }
        (What::LoadCaps { terms, found }, En) => (
            format!("the problem has {terms} terms, but {found} load caps"),
            "write one for each term".to_owned(),
        ),
        (What::NoPair { found }, Zh) => {
            (format!("这里应有两个 id，却有 {found} 个"), format!("请写成 {}", example("rule")))
        }
        (What::NoPair { found }, En) => (
            format!("two ids should stand here, and there are {found}"),
            format!("write it as in {}", example("rule")),
        ),
        (What::NoRule(from, to), Zh) => (
            format!("没有从“{}”到“{}”的认定规则", shown(from), shown(to)),
            "请写规划问题里已有的规则，或删去".to_owned(),
        ),
        (What::NoRule(from, to), En) => (
            format!("there is no recognition rule from \"{}\" to \"{}\"", shown(from), shown(to)),
            "name a rule of the problem, or remove this".to_owned(),
        ),
    };
    Said { message, hint: Some(hint) }
}

/// That a text is not JSON, where and why.
#[cfg(feature = "author")]
pub fn syntax(error: &SyntaxError, language: Language) -> String {
    let SyntaxError { line, column, fault } = error;
    let why = not_json(fault, language);
    match language {
        Zh => format!("不是 JSON（第 {line} 行，第 {column} 列）：{why}"),
        En => format!("not JSON (line {line}, column {column}): {why}"),
    }
}

#[cfg(feature = "author")]
fn did_you_mean(nearest: &Option<String>, otherwise: String, language: Language) -> String {
    match (nearest, language) {
        (Some(nearest), Zh) => format!("是不是“{}”？", shown(nearest)),
        (Some(nearest), En) => format!("did you mean \"{}\"?", shown(nearest)),
        (None, _) => otherwise,
    }
}

/// What is expected, and how it is written.
#[cfg(feature = "author")]
fn expected(what: Expected, language: Language) -> (&'static str, &'static str) {
    match (what, language) {
        (Expected::Object, Zh) => ("对象", "请写成 {\"字段\": …}"),
        (Expected::Object, En) => ("an object", "write it as {\"field\": …}"),
        (Expected::List, Zh) => ("列表", "请写成 […]，没有内容就写 []"),
        (Expected::List, En) => ("a list", "write it as […]; [] if there is nothing in it"),
        (Expected::Text, Zh) => ("文字", "请放在英文双引号里"),
        (Expected::Text, En) => ("a text", "put it between double quotation marks"),
        (Expected::Number, Zh) => ("整数", "只写数字，不带引号和单位"),
        (Expected::Number, En) => ("a whole number", "write digits only, without quotation marks or a unit"),
    }
}

/// What may stand in a field.
#[cfg(feature = "author")]
fn example(field: &str) -> &'static str {
    match field {
        "competences" => "[{\"id\": \"k1\", \"need\": 2}]",
        "items" => "[{\"id\": \"i1\", …}]",
        "recognition" => "[{\"from\": \"i1\", \"to\": \"i2\", \"fee\": 10}]",
        "exclusive" => "[[\"i1\", \"i2\"]]",
        "mandatory" | "done" | "any" => "[\"i1\"]",
        "rule" => "[\"i1\", \"i2\"]",
        "load_cap" => "[20, 20, 20]",
        "objective" => "{\"fee\": 1, \"term\": 500, \"effort\": 2}",
        "id" | "from" | "to" => "\"i1\"",
        "kind" => "\"course\"",
        "starts" => "[0, 2]",
        "gives" => "{\"k1\": 1}",
        "prereq" => "[{\"any\": [\"i1\"], \"lag\": 1}]",
        "start" => "{\"i1\": 0}",
        "recognised" => "[]",
        "horizon" => "6",
        "term" | "budget" => "500",
        // Every other field holds a number.
        _ => "1",
    }
}

/// How to mend a problem that cannot be searched, where what was read may be one.
#[cfg(feature = "author")]
pub fn invalid_hint(invalid: &InvalidProblem, language: Language) -> Option<String> {
    let most = |part: &Part| if *part == Part::Starts { MOST_STARTS } else { MOST_ITEMS };
    match (invalid, language) {
        (InvalidProblem::TooMany(part), Zh) => Some(format!("最多 {}；请删去用不到的", most(part))),
        (InvalidProblem::TooMany(part), En) => {
            Some(format!("there may be {}; leave out what is of no use", most(part)))
        }
        (InvalidProblem::Overflow, Zh) => Some("请把费用、工作量或 objective 里的权重写小一些".to_owned()),
        (InvalidProblem::Overflow, En) => {
            Some("make the fees, the efforts or the weights in the objective smaller".to_owned())
        }
        _ => None,
    }
}

/// Why a problem cannot be searched. Items, needs and rules are named by their number, 0 = first.
pub fn invalid(invalid: &InvalidProblem, language: Language) -> String {
    match (invalid, language) {
        (InvalidProblem::TooMany(what), Zh) => format!("{}太多", part(*what, Zh)),
        (InvalidProblem::TooMany(what), En) => format!("too many {}", part(*what, En)),
        (InvalidProblem::Horizon(terms), Zh) => format!("{terms} 个学期太多，至多 {MOST_TERMS} 个"),
        (InvalidProblem::Horizon(terms), En) => format!("{terms} terms are more than {MOST_TERMS}"),
        (InvalidProblem::LoadCaps { expected, found }, Zh) => {
            format!("有 {expected} 个学期，却有 {found} 个负荷上限")
        }
        (InvalidProblem::LoadCaps { expected, found }, En) => {
            format!("{found} load caps for {expected} terms")
        }
        (InvalidProblem::UnknownItem(id), Zh) => format!("没有编号为 {} 的项目", id.0),
        (InvalidProblem::UnknownItem(id), En) => format!("there is no item number {}", id.0),
        (InvalidProblem::UnknownNeed(id), Zh) => format!("没有编号为 {} 的需求", id.0),
        (InvalidProblem::UnknownNeed(id), En) => format!("there is no need number {}", id.0),
        (InvalidProblem::UnknownRule(id), Zh) => format!("没有编号为 {} 的认定规则", id.0),
        (InvalidProblem::UnknownRule(id), En) => format!("there is no recognition rule number {}", id.0),
        (InvalidProblem::NoDuration(id), Zh) => format!("编号为 {} 的项目不占学期", id.0),
        (InvalidProblem::NoDuration(id), En) => format!("item number {} has no duration", id.0),
        (InvalidProblem::Starts(id), Zh) => format!("编号为 {} 的项目的开始学期没有从小到大排列", id.0),
        (InvalidProblem::Starts(id), En) => format!("the starts of item number {} are not ascending", id.0),
        (InvalidProblem::Gives(id), Zh) => {
            format!("编号为 {} 的项目把同一项需求给了两次，或给了 0 个单位", id.0)
        }
        (InvalidProblem::Gives(id), En) => {
            format!("item number {} gives a need twice, or 0 units of it", id.0)
        }
        (InvalidProblem::RuleCredits(id), Zh) => {
            format!("编号为 {} 的认定规则所认学分多于被认定的项目", id.0)
        }
        (InvalidProblem::RuleCredits(id), En) => {
            format!("recognition rule number {} counts for more credits than its target has", id.0)
        }
        (InvalidProblem::Overflow, Zh) => "目标的总和太大".to_owned(),
        (InvalidProblem::Overflow, En) => "the sum of the objective is too large".to_owned(),
    }
}

fn part(part: Part, language: Language) -> &'static str {
    match (part, language) {
        (Part::Items, Zh) => "项目",
        (Part::Items, En) => "items",
        (Part::Starts, Zh) => "可选的开始学期",
        (Part::Starts, En) => "starts",
        (Part::Needs, Zh) => "需求",
        (Part::Needs, En) => "needs",
        (Part::Recognitions, Zh) => "认定规则",
        (Part::Recognitions, En) => "recognition rules",
        (Part::RecognitionCaps, Zh) => "认定上限",
        (Part::RecognitionCaps, En) => "recognition caps",
        (Part::ExclusiveSources, Zh) => "互斥的来源组",
        (Part::ExclusiveSources, En) => "exclusive sources",
        (Part::Exclusive, Zh) => "互斥组",
        (Part::Exclusive, En) => "exclusive sets",
        (Part::CreditFloors, Zh) => "学分下限",
        (Part::CreditFloors, En) => "credit floors",
    }
}
