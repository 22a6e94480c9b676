//! What an author should look at, in words.

use super::{Said, shown};
use crate::decimal::written;
use crate::diagnostic::Advice;

/// Advice in Chinese.
pub(super) fn zh(advice: &Advice) -> Said {
    match advice {
        Advice::WeightsDoNotAddUp { of, sum } => Said::new(
            format!("“{}”的权重合计为 {sum}，不是 100", shown(of), sum = written(*sum)),
            "请更正权重，或补上缺少的职业功能",
        ),
        Advice::MissingName { language } => {
            Said::new(format!("缺少{}名称", zh_language(language)), format!("请填写 name_{language} 这一列"))
        }
        Advice::NoSource => Said::new(
            "没有写明出处".to_owned(),
            "请写上来源（“sources”表里的 id）；虚构的内容，其来源的 confidence 写 illustrative",
        ),
        Advice::NothingLeadsTo => Said::new(
            "没有途径通向这个岗位：没有课程、证书或竞赛能给出它所需的全部技能".to_owned(),
            "请在“job_skills”表里写明它需要什么，在“outcomes”表里写明什么能给出这些技能",
        ),
        Advice::NoJobAsksFor => Said::new(
            "没有岗位要求这个证书，也没有岗位需要它给出的技能".to_owned(),
            "请在“job_qualifications”表里写上它，或在“outcomes”表里写明它的级别给出什么",
        ),
        Advice::NeverRecognised => Said::new(
            "这条规则永远用不上：没有专业开设它所抵的课程".to_owned(),
            "请把课程加到“curriculum”表，或更正这条规则所抵的内容",
        ),
        Advice::LevelFalls { below } => Said::new(
            format!("这一级在阶梯上的位置比它下面的“{}”还低", shown(below)),
            "请更正其中一个的等级或序号",
        ),
        Advice::TermCredits { term, credits, most } => Said::new(
            format!(
                "第 {term} 学期的必修课合计 {credits} 学分，超过 {most}",
                credits = written(*credits),
                most = written(*most)
            ),
            "请检查“curriculum”表里这些课程的学期，以及它们的学分",
        ),
        Advice::ProgrammeCredits { sum, credits } => Said::new(
            format!(
                "必修课合计 {sum} 学分，而专业总学分只有 {credits}",
                sum = written(*sum),
                credits = written(*credits)
            ),
            "请更正专业的总学分，或课程的学分",
        ),
        Advice::TooFewAnswers { least } => Said::new(
            format!("样本少于 {least}，结果不会显示"),
            "样本足够多时再填写结果；发现的问题和措施仍会显示",
        ),
        Advice::NoSuchRow { row, table } => Said::new(
            format!("“{}”不是任何一条{}", shown(row), super::zh::kind(table)),
            "没有 id 的表，按前几列的内容指明一行，中间用 / 分隔，例如 x-web.2/600/exam",
        ),
        Advice::LimitsNothing => Said::new(
            "这条限制没有写限多少，所以不起作用".to_owned(),
            "请填写 credits、count 或 share，或删去这一行",
        ),
        Advice::ShareOfNothing => Said::new(
            "学分认定有按专业总学分比例的限制，但这个专业没有写总学分，限制不起作用".to_owned(),
            "请填写 credits",
        ),
        Advice::TooFewItems => Said::new(
            "这里列出的不足两项，“至多计一项”不起作用".to_owned(),
            "请至少写两个不同的 id，中间用 ; 隔开，或删去这一行",
        ),
        Advice::SameRank { rank } => {
            Said::new(format!("同一竞赛里已有序号为 {rank} 的奖项"), "请从高到低编为 1、2、3……")
        }
        Advice::Currency { found } => Said::new(
            format!("“{}”不是货币代码", shown(found)),
            "请写三个大写字母的代码（ISO 4217）：人民币写 CNY，港元写 HKD，欧元写 EUR",
        ),
        Advice::Formula { sign } => Said::new(
            format!("文字以“{sign}”开头，表格软件会把它当作公式来计算"),
            "请去掉开头的这个字符；数据包若来自别人，请先看清这一格再用表格软件打开",
        ),
        Advice::RowsInCell => Said::new(
            "这里的双引号开了一格，后面的几行都成了这一格的内容".to_owned(),
            "若不是有意的，请删去多余的双引号；格内的双引号要写两个：\"\"",
        ),
        Advice::Hidden { character } => Said::new(
            format!("文字里有看不见的字符（U+{:04X}），读取时已略去", u32::from(*character)),
            "请把这段文字重新输入一遍；CSV 文件夹可用 rungs check --fix 去掉它；多半是从网页或别的软件粘贴来的",
        ),
        Advice::ListedTwice { id } => Said::new(
            format!("“{}”列了两次；在“几选几”里，修过它就算两项", shown(id)),
            "请删去其中一个，或换成本来要写的 id",
        ),
        Advice::Year { year } => Said::new(format!("{year} 不像是年份"), "请写四位数字的公历年份，例如 2026"),
        Advice::Mark { mark } => {
            Said::new(format!("要求的成绩 {mark} 超过 100 分，没有人能达到"), "成绩按百分制写，例如 60")
        }
        Advice::RepeatsTooEarly { start } => Said::new(
            format!("校历用完后按最后一年重复，而重复的第一个学期从 {start} 开始，那时这个学期还没有结束"),
            "请核对起止日期；一年里的学期都要写上，合计不超过一年",
        ),
        Advice::Past { date } => {
            Said::new(format!("到 {date} 为止，这一天已经过去"), "请查找下一个日期并更正")
        }
        Advice::PastYear { year } => {
            Said::new(format!("报名途径只写到 {year} 年"), "请查明今年如何报名，并加上一行")
        }
    }
}

fn zh_language(tag: &str) -> &str {
    match tag {
        "zh" => "中文",
        "en" => "英文",
        other => other,
    }
}

/// Advice in English.
pub(super) fn en(advice: &Advice) -> Said {
    match advice {
        Advice::WeightsDoNotAddUp { of, sum } => Said::new(
            format!("the weights of \"{}\" add up to {sum}, not to 100", shown(of), sum = written(*sum)),
            "correct the weights, or add the functions that are missing",
        ),
        Advice::MissingName { language } => Said::new(
            format!("there is no name in {}", en_language(language)),
            format!("fill in the column name_{language}"),
        ),
        Advice::NoSource => Said::new(
            "nothing says where this is from".to_owned(),
            "name a source (an id of \"sources\"); what is made up gets one with the confidence \"illustrative\"",
        ),
        Advice::NothingLeadsTo => Said::new(
            "nothing leads to this job: no course, certificate or competition gives all that it needs"
                .to_owned(),
            "say what it needs in \"job_skills\", and what gives that in \"outcomes\"",
        ),
        Advice::NoJobAsksFor => Said::new(
            "no job asks for this qualification or for a skill that it gives".to_owned(),
            "name it in \"job_qualifications\", or say in \"outcomes\" what its grades give",
        ),
        Advice::NeverRecognised => Said::new(
            "this can never be recognised: no programme has what it counts as".to_owned(),
            "add the course to \"curriculum\", or correct what the rule counts as",
        ),
        Advice::LevelFalls { below } => Said::new(
            format!("this grade stands lower on the ladder than \"{}\", a grade below it", shown(below)),
            "correct the level or the rank of one of them",
        ),
        Advice::TermCredits { term, credits, most } => Said::new(
            format!(
                "the compulsory courses of term {term} add up to {credits} credits, more than {most}",
                credits = written(*credits),
                most = written(*most)
            ),
            "look at the terms of these courses in \"curriculum\" and at their credits",
        ),
        Advice::ProgrammeCredits { sum, credits } => Said::new(
            format!(
                "the compulsory courses add up to {sum} credits, but the programme has {credits}",
                sum = written(*sum),
                credits = written(*credits)
            ),
            "correct the credits of the programme or of its courses",
        ),
        Advice::TooFewAnswers { least } => Said::new(
            format!("fewer than {least} answered, so the result is not shown"),
            "give the result once enough have answered; the finding and the action are shown all the same",
        ),
        Advice::NoSuchRow { row, table } => Said::new(
            format!("\"{}\" names no {}", shown(row), super::en::kind(table)),
            "in a table without ids, name a row by what its first columns hold, with / between: x-web.2/600/exam",
        ),
        Advice::LimitsNothing => Said::new(
            "this cap does not say how much, so it limits nothing".to_owned(),
            "fill in credits, count or share, or remove the row",
        ),
        Advice::ShareOfNothing => Said::new(
            "recognition is limited to a share of this programme's credits, which are not given: that limits nothing"
                .to_owned(),
            "fill in credits",
        ),
        Advice::TooFewItems => Said::new(
            "fewer than two items are listed, of which at most one counts: that limits nothing".to_owned(),
            "write at least two different ids with ; between them, or remove the row",
        ),
        Advice::SameRank { rank } => Said::new(
            format!("another award of this competition has the rank {rank} too"),
            "number them 1, 2, 3 …, highest first",
        ),
        Advice::Currency { found } => Said::new(
            format!("\"{}\" is not the code of a currency", shown(found)),
            "write its three capital letters (ISO 4217), such as CNY, HKD or EUR",
        ),
        Advice::Formula { sign } => Said::new(
            format!("the text begins with \"{sign}\", so a spreadsheet would compute it as a formula"),
            "begin it with something else; if the pack is somebody else's, read the cell before you open it in a \
             spreadsheet",
        ),
        Advice::RowsInCell => Said::new(
            "a quotation mark opens a cell here, and the lines that follow have become a part of it"
                .to_owned(),
            "if that is not meant, remove the mark; a quotation mark inside a quoted cell is written twice: \"\"",
        ),
        Advice::Hidden { character } => Said::new(
            format!(
                "there is a character in the text that nobody sees (U+{:04X}); it was left out",
                u32::from(*character)
            ),
            "type the text again; in a folder of CSV files, rungs check --fix removes it; most often it was pasted from \
             elsewhere",
        ),
        Advice::ListedTwice { id } => Said::new(
            format!("\"{}\" is listed twice; where some of several are asked for, it counts twice", shown(id)),
            "remove one of them, or write the id that was meant",
        ),
        Advice::Year { year } => {
            Said::new(format!("{year} is hardly a year"), "write the year with four digits, such as 2026")
        }
        Advice::Mark { mark } => Said::new(
            format!("a mark of {mark} is asked for, which is more than 100"),
            "write a mark out of a hundred, such as 60",
        ),
        Advice::RepeatsTooEarly { start } => Said::new(
            format!(
                "after the last row the last year repeats, and its first term would begin on {start}, before this one \
                 has ended"
            ),
            "look at the dates; list all terms of a year, which together are no longer than one",
        ),
        Advice::Past { date } => Said::new(
            format!("this was until {date}, which has passed"),
            "look for the next date, and correct it",
        ),
        Advice::PastYear { year } => Said::new(
            format!("registration is described until {year} only"),
            "look how one registers this year, and add a row for it",
        ),
    }
}

fn en_language(tag: &str) -> &str {
    match tag {
        "zh" => "Chinese",
        "en" => "English",
        other => other,
    }
}
