//! What is wrong with a planning problem or a plan in its published format.

use super::Language::{self, Chinese as Zh, English as En};
use super::{harmless, shown};
use crate::plan::{InvalidProblem, MOST_TERMS, Part};
use crate::wire::plan_v1::{Expected, Fault, What};

/// A fault of a document, with where it is.
pub fn fault(fault: &Fault, language: Language) -> String {
    let Fault { pointer, what } = fault;
    let pointer = harmless(pointer).replace('\n', "\\n");
    let what = match (what, language) {
        (What::Syntax(line, column), Zh) => format!("这不是 JSON（第 {line} 行，第 {column} 列）"),
        (What::Syntax(line, column), En) => format!("this is not JSON (line {line}, column {column})"),
        (What::Missing(field), Zh) => format!("缺少字段“{field}”"),
        (What::Missing(field), En) => format!("the field \"{field}\" is missing"),
        (What::Type(what), Zh) => format!("这里应为{}", expected(*what, Zh)),
        (What::Type(what), En) => format!("expected {}", expected(*what, En)),
        (What::Range(least, most), Zh) => format!("这里应为 {least} 到 {most} 之间的整数"),
        (What::Range(least, most), En) => format!("expected a whole number from {least} to {most}"),
        (What::Unknown(id), Zh) => format!("没有“{}”", shown(id)),
        (What::Unknown(id), En) => format!("there is no \"{}\"", shown(id)),
        (What::Duplicate(id), Zh) => format!("“{}”前面已经有了", shown(id)),
        (What::Duplicate(id), En) => format!("\"{}\" was given before", shown(id)),
        (What::Length(expected, found), Zh) => format!("应有 {expected} 项，实有 {found} 项"),
        (What::Length(expected, found), En) => format!("expected {expected} entries, found {found}"),
        (What::NoRule(from, to), Zh) => format!("没有从“{}”到“{}”的认定规则", shown(from), shown(to)),
        (What::NoRule(from, to), En) => {
            format!("there is no recognition rule from \"{}\" to \"{}\"", shown(from), shown(to))
        }
    };
    match language {
        _ if pointer.is_empty() => what,
        Zh => format!("{pointer}：{what}"),
        En => format!("{pointer}: {what}"),
    }
}

fn expected(what: Expected, language: Language) -> &'static str {
    match (what, language) {
        (Expected::Object, Zh) => "对象",
        (Expected::Object, En) => "an object",
        (Expected::List, Zh) => "列表",
        (Expected::List, En) => "a list",
        (Expected::Text, Zh) => "文本",
        (Expected::Text, En) => "a text",
        (Expected::Number, Zh) => "整数",
        (Expected::Number, En) => "a whole number",
        (Expected::Kind, Zh) => " course、certificate 或 competition",
        (Expected::Kind, En) => "course, certificate or competition",
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
