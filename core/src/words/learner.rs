//! What could not be used of a learner's file, in words.

use super::{Language, shown};
use crate::wire::field::note_lost;
use crate::wire::learner_v1::{Lost, Unused};

/// What could not be used as it stands: what a reader calls each, once.
pub fn names(lost: &[Lost]) -> Vec<String> {
    let mut names = Vec::new();
    for Lost { what, why, .. } in lost {
        match why {
            Unused::Adjusted(said, used) => note_lost(&mut names, &format!("{what} {said} → {used}")),
            _ => note_lost(&mut names, what),
        }
    }
    names
}

/// What became of something that could not be used as it stands.
pub fn lost(lost: &Lost, language: Language) -> String {
    let what = shown(&lost.what);
    match language {
        Language::Chinese => match &lost.why {
            Unused::UnknownId(id) => format!("数据包里没有“{}”，未采用", shown(id)),
            Unused::UnknownField(Some(nearest)) => {
                format!("这里没有“{what}”这个字段，未采用；是不是“{nearest}”？")
            }
            Unused::UnknownField(None) => format!("这里没有“{what}”这个字段，未采用"),
            Unused::WrongValue(found) => format!("这里不能写“{}”，未采用", shown(found)),
            Unused::Missing => "缺少必需的内容，未采用".to_owned(),
            Unused::Adjusted(said, used) => format!("{said} 超出范围，改按 {used}"),
            Unused::TooLong(most) => format!("太长，只采用了前 {most} 个字符"),
            Unused::TooMany(most) => format!("太多，只采用了前 {most} 项"),
        },
        Language::English => match &lost.why {
            Unused::UnknownId(id) => format!("the pack does not have \"{}\": not used", shown(id)),
            Unused::UnknownField(Some(nearest)) => {
                format!("there is no field \"{what}\" here: not used; did you mean \"{nearest}\"?")
            }
            Unused::UnknownField(None) => format!("there is no field \"{what}\" here: not used"),
            Unused::WrongValue(found) => format!("\"{}\" cannot stand here: not used", shown(found)),
            Unused::Missing => "what it cannot do without is not there: not used".to_owned(),
            Unused::Adjusted(said, used) => format!("{said} is out of range: {used} is used"),
            Unused::TooLong(most) => format!("too long: only the first {most} characters are used"),
            Unused::TooMany(most) => format!("too many: only the first {most} are used"),
        },
    }
}
