//! Findings in Chinese.

#[cfg(feature = "author")]
use super::is_by_language;
use super::{Said, are_several, shown};
use crate::decimal::written;
#[cfg(feature = "author")]
use crate::diagnostic::WorkbookFault;
use crate::diagnostic::{IdFault, Place, Problem, Undecoded, Want};
use crate::requisite::{FaultKind, RESERVED};
use crate::wire::value::{MAX_DEPTH, Malformed, SyntaxFault};

pub(super) fn place(place: &Place) -> String {
    let character = |character: &Option<u32>| match character {
        Some(character) => format!("，第 {character} 个字符"),
        None => String::new(),
    };
    match place {
        Place::Whole => String::new(),
        Place::File(file) => shown(file),
        Place::Text { file, line, column } => {
            let file = file.as_ref().map(|file| format!("{} ", shown(file))).unwrap_or_default();
            format!("{file}第 {line} 行，第 {column} 列")
        }
        Place::Json { pointer, character: at } => format!("{}{}", shown(pointer), character(at)),
        #[cfg(feature = "author")]
        Place::Cell { file, row, column, character: at } if super::is_sheet(file) => {
            let column = match column {
                Some((number, heading)) => format!("，{} 列（{}）", super::letters(*number), shown(heading)),
                None => String::new(),
            };
            format!("工作表 {} 第 {row} 行{column}{}", shown(file), character(at))
        }
        Place::Cell { file, row, column, character: at } => {
            let column = match column {
                Some((number, heading)) => format!("，第 {number} 列（{}）", shown(heading)),
                None => String::new(),
            };
            format!("{} 第 {row} 行{column}{}", shown(file), character(at))
        }
    }
}

/// What a record of a table is called.
pub(super) fn kind(table: &str) -> &'static str {
    match table {
        "pack" => "数据包",
        "sources" => "来源",
        "provenance" => "字段来源",
        "regions" => "地区",
        "organisations" => "机构",
        "frameworks" => "资历框架",
        "levels" => "等级",
        "descriptors" => "等级描述",
        "alignments" => "等级对照",
        "standards" => "标准",
        "functions" => "职业功能",
        "skills" => "技能",
        "fields" => "行业领域",
        "jobs" => "岗位",
        "job_functions" => "岗位的职业功能",
        "job_skills" => "岗位所需技能",
        "job_qualifications" => "岗位所需证书",
        "demand" => "岗位需求",
        "programmes" => "专业",
        "programme_terms" => "专业学期",
        "courses" => "课程",
        "curriculum" => "教学计划条目",
        "calendar" => "校历学期",
        "qualifications" => "证书",
        "grades" => "证书级别",
        "grade_functions" => "证书级别的职业功能",
        "routes" => "报名途径",
        "fees" => "费用",
        "sittings" => "考试或竞赛日期",
        "competitions" => "竞赛",
        "awards" => "奖项",
        "outcomes" => "学习成果",
        "recognition" => "学分认定规则",
        "recognition_caps" => "学分认定上限",
        "credit_floors" => "学分下限",
        "exclusions" => "互斥规则",
        "feedback" => "反馈信号",
        "circles" => "产教融合条目",
        "explainers" => "说明",
        "learners" => "示例学习者",
        _ => "记录",
    }
}

fn did_you_mean(nearest: &Option<String>, otherwise: impl Into<String>) -> String {
    match nearest {
        Some(nearest) => format!("是不是“{}”？", shown(nearest)),
        None => otherwise.into(),
    }
}

fn wanted(want: Want) -> &'static str {
    match want {
        Want::Text => "文字",
        Want::Whole => "整数",
        Want::Decimal => "最多两位小数的数字",
        Want::Date => "日期",
        Want::Flag => "yes（是）或 no（否）",
        Want::List => "列表",
        Want::Names => "按语言分列的文字",
        Want::Record => "一条记录（带字段的对象）",
        Want::Table => "记录的列表",
    }
}

fn want_hint(want: Want) -> &'static str {
    match want {
        Want::Text => "请写文字",
        Want::Whole => "只写数字，例如 12，不带单位、空格和引号",
        Want::Decimal => "写数字，例如 3.5，不带单位和引号",
        Want::Date => "日期写成 2026-09-01（年-月-日），并且这一天要存在",
        Want::Flag => "写 yes 或 no（是 或 否）",
        Want::List => "写成 [\"a\", \"b\"]",
        Want::Names => "写成 {\"zh\": \"…\", \"en\": \"…\"}",
        Want::Record => "写成对象：{\"id\": \"…\", …}",
        Want::Table => "写成列表：[{…}, {…}]",
    }
}

pub(super) fn problem(problem: &Problem) -> Said {
    match problem {
        Problem::TooLarge { cap } => {
            Said::new(format!("数据包超过 {} MB", cap >> 20), "请拆分，或删去页面上用不到的内容")
        }
        Problem::TooManyRows { cap } => {
            Said::new(format!("数据包超过 {cap} 行"), "请拆分，或删去页面上用不到的内容")
        }
        Problem::NotUtf8(Undecoded { line, likely: Some(encoding), .. }) => Said::new(
            format!("第 {line} 行不是 UTF-8；文件很可能是 {encoding} 编码"),
            "请重新存为 UTF-8（表格另存为“CSV UTF-8（逗号分隔）”），并核对各个字母",
        ),
        Problem::NotUtf8(Undecoded { offset, line, .. }) => Said::new(
            format!("这不是文本文件：从第 {} 个字节（第 {line} 行）起无法读取", offset + 1),
            "请重新存为 UTF-8（表格另存为“CSV UTF-8（逗号分隔）”）；压缩文件请先解压",
        ),
        Problem::Decoded { encoding } => Said::new(
            format!("文件是 {encoding} 编码，已照常读取"),
            "请存为 UTF-8（表格另存为“CSV UTF-8（逗号分隔）”），这样各种程序读到的都一样",
        ),
        Problem::NoSuchFile => Said::new(
            "没有这个名字的文件或文件夹".to_owned(),
            "请给出放 pack.csv 的文件夹、工作簿（.xlsx）、JSON 文件或压缩的数据包（.rungs），或用 - 表示从标准输入读取",
        ),
        Problem::Unreadable(words) => {
            let (why, hint) = unreadable(words);
            Said::new(format!("无法读取（{}）", shown(why)), hint)
        }
        #[cfg(feature = "author")]
        Problem::Empty => Said::new(
            "里面什么也没有".to_owned(),
            "请重新生成，例如 rungs build 我的数据 -o 数据.json，并看看生成时有没有出错",
        ),
        #[cfg(feature = "author")]
        Problem::DanglingLink => {
            Said::new("这个链接指向的文件不存在".to_owned(), "请把文件放回链接所指的位置，或删去这个链接")
        }
        #[cfg(feature = "author")]
        Problem::OneTable { folder } => Said::new(
            "这只是数据包里的一张表，不是整个数据包".to_owned(),
            format!("请写它所在的文件夹：{}", shown(folder)),
        ),
        Problem::Syntax(fault) => syntax(fault),
        Problem::UnclosedQuote => Said::new(
            "这里的双引号开了一格却没有闭合，所以文件余下的部分没有读取".to_owned(),
            "请补上另一个英文双引号，或删去它；格内的双引号要写两个：\"\"",
        ),
        #[cfg(feature = "author")]
        Problem::RunsOn => Said::new(
            "这里的双引号开了一格，到下面几行才闭合，所以文件余下的部分没有读取".to_owned(),
            "请在这一行补上另一个英文双引号，或删去它；格内的双引号要写两个：\"\"",
        ),
        #[cfg(feature = "author")]
        Problem::DamagedPack => Said::new(
            "压缩的数据包不完整或已损坏".to_owned(),
            "请重新取得，或重新生成：rungs build 我的数据 -o 数据.rungs",
        ),
        #[cfg(feature = "author")]
        Problem::Workbook(fault) => {
            let (message, hint) = match fault {
                WorkbookFault::Beside => (
                    "读取的是文件夹里的 CSV 文件，没有读这个工作簿",
                    "数据包要么用 CSV 文件，要么用一个工作簿；要读工作簿，请直接写它的文件名",
                ),
                WorkbookFault::Protected => (
                    "工作簿有密码保护",
                    "请去掉密码再保存：文件、信息、保护工作簿、用密码进行加密，把密码清空",
                ),
                WorkbookFault::OtherKind => {
                    ("这是其他格式的工作簿，不是 XLSX", "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”")
                }
                WorkbookFault::Empty => (
                    "这个工作簿是空文件",
                    "请用表格软件重新保存，或新建一个：rungs template -o 我的数据.xlsx",
                ),
                WorkbookFault::NoWorkbook => (
                    "这个文件的名称像工作簿，内容却不是",
                    "请用表格软件另存为 Excel 工作簿（.xlsx）；如果是 JSON，文件名请以 .json 结尾",
                ),
                WorkbookFault::Damaged => ("工作簿已损坏", "请用表格软件打开（多半能修复），再另存为 .xlsx"),
            };
            Said::new(message.to_owned(), hint)
        }
        #[cfg(feature = "author")]
        Problem::TurnedIntoDate { found } => Said::new(
            format!("这一格是日期 {}，不是文字", shown(found)),
            "表格软件把输入的内容变成了日期：请把这一列设为文本格式，再重新输入",
        ),
        #[cfg(feature = "author")]
        Problem::FormulaError { found } => {
            Said::new(format!("公式的结果是错误值 {}", shown(found)), "请改正公式，或直接写上这一格的内容")
        }
        Problem::MissingTable { table } if table.starts_with("pack") => Said::new(
            format!("缺少“{}”，或者它是空的", shown(table)),
            "每个数据包都要有它：一行，写数据包自己的 id、name（名称）、version（版本）和 currency（货币）",
        ),
        Problem::MissingTable { table } => {
            Said::new(format!("“{}”是空的", shown(table)), "请在第一行写上表头，或把它删去")
        }
        Problem::MissingColumn { column } => Said::new(
            format!("缺少“{}”这一列，所以这张表的每一行都无法读取", shown(column)),
            format!("请加上表头为 {} 的一列并填写", shown(column)),
        ),
        Problem::DuplicateRow { first } => {
            Said::new(format!("与 {} 重复", place(first)), "请删去两行中的一行")
        }
        Problem::OneRowOnly => Said::new("数据包只用一行说明，这是第二行".to_owned(), "请删去其中一行"),
        Problem::BadLanguage { tag } => {
            Said::new(format!("“{}”不是语言标记", shown(tag)), "中文写 zh，英文写 en")
        }
        Problem::UnknownTable { table, nearest } => Said::new(
            format!("没有名为“{}”的表，所以没有读取", shown(table)),
            did_you_mean(nearest, "运行 rungs reference 可以看到所有的表"),
        ),
        Problem::UnknownFormat { found } if found.is_empty() => {
            Said::new("文件没有写明自己的格式".to_owned(), "文件开头应为 {\"format\": \"rungs-pack/1\", …")
        }
        Problem::UnknownFormat { found } => Said::new(
            format!("文件的格式是“{}”，这里不认识", shown(found)),
            "本版本读取“rungs-pack/1”；更新的文件需要更新版的 Rungs",
        ),
        #[cfg(feature = "author")]
        Problem::UnknownField { field, nearest: None } if is_by_language(field) => Said::new(
            format!("这里没有名为“{field}”的字段，所以没有读取"),
            format!("请按语言分列：中文写 {field}_zh，英文写 {field}_en"),
        ),
        Problem::UnknownField { field, nearest } => Said::new(
            format!("这里没有名为“{}”的字段，所以没有读取", shown(field)),
            did_you_mean(nearest, "请删去，或运行 rungs reference 查看这张表的字段"),
        ),
        Problem::MissingField { field } => {
            let field = shown(field);
            let message = format!("“{field}”必须填写");
            match field.as_str() {
                "name" => Said::new(message, "至少用一种语言填写名称"),
                "category" => Said::new(message, "请写上类别；若是对全部认定的限制，scope 写 total"),
                _ => Said::new(message, "请填写，或删去这一行"),
            }
        }
        Problem::WrongType { want, found } if found.is_empty() => {
            Said::new(format!("这里应为{}", wanted(*want)), want_hint(*want))
        }
        Problem::WrongType { want, found } => {
            let hint = match want {
                Want::Whole if are_several(found) => "请只写一个数；可以写多个的地方，中间用分号：3;5",
                want => want_hint(*want),
            };
            Said::new(format!("“{}”不是{}", shown(found), wanted(*want)), hint)
        }
        Problem::UnknownChoice { found, choices, nearest } => Said::new(
            format!("“{}”不在可选的词里", shown(found)),
            did_you_mean(nearest, format!("请用其中之一：{}", choices.join("、"))),
        ),
        Problem::OutOfRange { found, least, most } => Said::new(
            format!("{found} 超出范围", found = written(*found)),
            format!("应在 {least} 到 {most} 之间", least = written(*least), most = written(*most)),
        ),
        Problem::TooManyCells { found, columns, delimiter } => Said::new(
            format!("这一行有 {found} 格，而表头只有 {columns} 列"),
            format!(
                "每一格上面都要有表头；CSV 文件里含有{sign}的文字要放在英文双引号里：\"甲{delimiter}乙\"",
                sign = match delimiter {
                    ';' => "英文分号",
                    '\t' => "制表符",
                    _ => "英文逗号",
                }
            ),
        ),
        Problem::BadId { id, fault } => bad_id(&shown(id), *fault),
        Problem::DuplicateId { id, first } => Said::new(
            format!("“{}”在这里是第二次出现，第一次在 {}", shown(id), place(first)),
            "请改掉其中一个，或删去",
        ),
        Problem::UnknownId { id, kinds, nearest } => {
            let named: Vec<&str> = kinds.iter().map(|table| kind(table)).collect();
            Said::new(
                format!("没有 id 为“{}”的{}", shown(id), named.join("、")),
                did_you_mean(nearest, format!("请在“{}”表里加上，或写一个已有的 id", kinds.join("”或“"))),
            )
        }
        Problem::WrongKind { id, found, want } => Said::new(
            format!(
                "“{}”是{}，这里应为{}",
                shown(id),
                kind(found),
                want.iter().map(|table| kind(table)).collect::<Vec<_>>().join("或")
            ),
            format!("请写“{}”表里的 id", want.join("”或“")),
        ),
        Problem::Requisite(fault) => requisite(&fault.kind),
        Problem::Cycle(ids) => Said::new(
            format!("这几项互为先修，绕成一圈，哪一项都不能先修：{}", circle(ids)),
            "请去掉其中一个条件；可以同一学期修读的，在前面写 with",
        ),
        Problem::RegionCycle(ids) => Said::new(
            format!("这几个地区互相包含，绕成一圈：{}", circle(ids)),
            "请把其中最大的地区的 parent 留空",
        ),
        Problem::SuccessorCycle(ids) => Said::new(
            format!("这几项依次取代，绕成一圈：{}", circle(ids)),
            "请把其中最新一项的 successor 留空",
        ),
        Problem::LevelOutsideFramework { level, framework } => Said::new(
            format!("等级“{}”不属于资历框架“{}”", shown(level), shown(framework)),
            "请写该框架里的等级",
        ),
        Problem::DuplicateRank { rank } => {
            Said::new(format!("序号 {rank} 出现了两次"), "请从低到高编为 1、2、3……")
        }
        Problem::EndsBeforeStart => Said::new("结束早于开始".to_owned(), "请看看两个日期是否写反了"),
        Problem::FromAboveTo => Said::new("上限低于下限".to_owned(), "请看看两者是否写反了"),
        Problem::OutOfOrder => Said::new(
            "这个学期在上一行的学期结束之前就开始了".to_owned(),
            "校历的学期请按日期先后排列，并且不重叠",
        ),
        Problem::UnsafeLink { link } => Said::new(
            format!("“{}”不是可以显示的链接", shown(link)),
            "链接以 https://、http:// 或 mailto: 开头，中间没有空格；网址的域名用拉丁字母（其他文字写作 xn--…），前面没有“名字@”",
        ),
        Problem::TermOutside { term, last: u32::MAX } => {
            Said::new(format!("没有第 {term} 学期"), "第一个学期写 1")
        }
        Problem::TermOutside { term, last } => Said::new(
            format!("第 {term} 学期放不下：这个专业只有 {last} 个学期"),
            format!("学期写 1 到 {last}；跨学期的课程要开始得早一些"),
        ),
        #[cfg(feature = "author")]
        Problem::Advice(advice) => super::advice::zh(advice),
    }
}

/// What the system says most often.
fn unreadable(words: &str) -> (&str, &'static str) {
    match words {
        "not a file" => ("不是文件", "请换成 CSV 文件，或改个名字"),
        _ if words.starts_with("Too many levels") => ("链接绕成一圈", "请删去这个链接，放上文件本身"),
        #[cfg(feature = "author")]
        "Not a directory" => ("上一级不是文件夹", "如果它本身是文件，请去掉末尾的 /"),
        _ if words.starts_with("Permission denied") => ("没有权限", "请看看是否有权打开它"),
        _ => (words, "请看看是否有权打开它"),
    }
}

fn bad_id(id: &str, fault: IdFault) -> Said {
    match fault {
        IdFault::Character(' ') => {
            Said::new(format!("“{id}”不能作为 id：里面有空格"), "请去掉空格，或改成连字符")
        }
        IdFault::Character(character @ ('且' | '或')) => Said::new(
            format!("“{id}”不能作为 id：“{character}”在先修条件里用来连接两个 id"),
            "请换一个不含“且”“或”二字的 id",
        ),
        IdFault::Character(character) => Said::new(
            format!("“{id}”不能作为 id：里面有“{}”", shown(&character.to_string())),
            "只用字母、汉字、数字和 - . _ +",
        ),
        IdFault::Reserved => Said::new(
            format!("“{id}”不能作为 id：它在先修条件里另有用途"),
            format!("请换一个；另有用途的词：{}", RESERVED.join("、")),
        ),
        IdFault::Length => {
            Said::new(format!("“{id}”不能作为 id：超过 64 字节"), "请缩短：字母、数字占一个字节，汉字占三个")
        }
    }
}

fn circle(ids: &[String]) -> String {
    let mut names: Vec<String> = ids.iter().take(8).map(|id| shown(id)).collect();
    if ids.len() > 8 {
        names.push("……".to_owned());
    }
    names.extend(ids.first().map(|id| shown(id)));
    names.join(" → ")
}

pub(super) fn not_json(fault: &SyntaxFault) -> String {
    match fault {
        SyntaxFault::Malformed(malformed) => self::malformed(*malformed).to_owned(),
        other => syntax(other).message,
    }
}

fn syntax(fault: &SyntaxFault) -> Said {
    match fault {
        SyntaxFault::UnexpectedEnd => {
            Said::new("文件没有写完就结束了".to_owned(), "是不是被截断了？请重新生成")
        }
        SyntaxFault::DuplicateField(field) => {
            Said::new(format!("字段“{}”在同一条记录里出现了两次", shown(field)), "请删去其中一个")
        }
        SyntaxFault::TooDeep => Said::new(format!("括号嵌套超过 {MAX_DEPTH} 层"), "数据包只需要四层"),
        SyntaxFault::ForbiddenField(field) => Said::new(format!("字段不能叫“{}”", shown(field)), "请删去"),
        SyntaxFault::Malformed(malformed) => Said::new(
            format!("这不是合法的 JSON：{}", self::malformed(*malformed)),
            "请在该处改正，或用 rungs build 重新生成",
        ),
    }
}

/// What is not as JSON has it.
const fn malformed(malformed: Malformed) -> &'static str {
    match malformed {
        Malformed::NoValue => "这里应有一个值",
        Malformed::UnknownWord => "这里应是 null、true 或 false；文字要放在英文双引号里",
        Malformed::NoComma => "缺少逗号或右括号",
        Malformed::TrailingComma => "右括号前多了一个逗号",
        Malformed::NoColon => "缺少冒号",
        Malformed::NameNoText => "字段名要放在英文双引号里",
        Malformed::AfterEnd => "结束之后还有内容",
        Malformed::Number => "这不是数字",
        Malformed::HugeNumber => "数字太大",
        Malformed::Escape => "反斜杠后面的字符写法不对",
        Malformed::HalfCharacter => "反斜杠后面只写了半个字符",
        Malformed::ControlCharacter => "文字里的换行、制表等控制字符要用反斜杠写，例如 \\n",
    }
}

fn requisite(kind: &FaultKind) -> Said {
    match kind {
        FaultKind::ExpectedItem(found) if found.is_empty() => Said::new(
            "先修条件到这里就断了，后面应有一个 id".to_owned(),
            "在后面补上 id，例如：a 且 (b 或 c)",
        ),
        FaultKind::ExpectedItem(found) => {
            Said::new(format!("这里应是一个 id，而不是“{}”", shown(found)), "例如：a 且 (b 或 c)")
        }
        FaultKind::Unclosed => Said::new("这个括号没有闭合".to_owned(), "请补上缺少的“）”"),
        FaultKind::Unexpected(found) => {
            Said::new(format!("这里不能写“{}”", shown(found)), "两个 id 之间写“且”或“或”，“（”和“）”要成对")
        }
        FaultKind::ExpectedList => Said::new("后面应有括号里的列表".to_owned(), "例如：2 of (a, b, c)"),
        FaultKind::TooMany { count, listed } => Said::new(
            format!("要求 {count} 项，却只列了 {listed} 项"),
            format!("最多要求 {listed} 项，或再列几项"),
        ),
        FaultKind::Semicolons(_) => Said::new(
            "这里的“;”表示“且”，括号里并不是供计数的几项".to_owned(),
            "供计数的各项之间用逗号：2 of (a, b, c)",
        ),
        FaultKind::Zero => Said::new("要求的数目是零".to_owned(), "至少要求 1 项"),
        FaultKind::ExpectedNumber => {
            Said::new("这里应是一个整数".to_owned(), "例如：a >= 60，cohort 2024-2026")
        }
        FaultKind::Backwards => {
            Said::new("起始年份晚于结束年份".to_owned(), "请把较早的年份写在前面：cohort 2024-2026")
        }
        FaultKind::TooDeep => Said::new("括号嵌套太深".to_owned(), "请把条件写得简单些"),
    }
}
