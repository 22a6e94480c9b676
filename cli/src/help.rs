//! The help in Chinese. The English one stands beside the arguments.

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command};

/// What to say about a command and about its arguments.
struct Help {
    command: &'static str,
    about: &'static str,
    arguments: &'static [(&'static str, &'static str)],
    examples: &'static str,
}

const PACK: &str =
    "CSV 文件夹、工作簿（.xlsx）、JSON 文件、压缩的数据包（.rungs），或用 - 表示从标准输入读取";
const TODAY: &str = "按哪一天计算（年-月-日），默认今天；以世界时（UTC）为准，北京时间 8 点以前仍算前一天";

const HELP: [Help; 6] = [
    Help {
        command: "check",
        about: "找出数据包里的错误和可疑之处",
        arguments: &[
            ("pack", PACK),
            ("format", "输出方式：text 给人看（默认），json 给工具用"),
            ("fix", "把文件夹里能放心修改的改好，另存到这个文件夹（须为新的或空的），不动原来的文件"),
            ("today", TODAY),
        ],
        examples: "例：\n  rungs check 我的数据\n  rungs check 我的数据 --fix 改好的数据\n\n退出码：0 没有错误（可能有警告），1 有错误或无法写入，2 用法不对。--fix 只能用于文件夹；工作簿请先用 rungs build 变成文件夹。",
    },
    Help {
        command: "build",
        about: "生成网页读取的 JSON 文件",
        arguments: &[
            ("pack", PACK),
            (
                "output",
                "写到哪里：文件；- 表示标准输出；以 .rungs 结尾则写成压缩的数据包；以 / 结尾的文件夹则写成 CSV（须为新的或空的）；以 .xlsx 结尾则写成工作簿（须为新的）。已有的文件只有是以前生成的数据包才会覆盖，正在读取的那个不会覆盖",
            ),
        ],
        examples: "例：\n  rungs build 我的数据 -o 数据.json\n  rungs build 我的数据.xlsx -o 数据.json\n  rungs build 数据.json -o 新文件夹/\n\n退出码：0 已写好，1 数据包有错误或无法写入，2 用法不对。",
    },
    Help {
        command: "plan",
        about: "求最优计划：为数据包里的学习者和岗位，或为一个规划问题",
        arguments: &[
            ("pack", "用来规划的数据包：文件夹、工作簿、JSON 文件、压缩的数据包（.rungs）或 -"),
            (
                "learner",
                "谁在问：从“我”页面导出的文件（docs/learner.md），- 表示从标准输入读取，或数据包里示例学习者的 id；默认是什么证书都没有的在职者",
            ),
            ("goal", "目标岗位的 id，默认为学习者自己的目标"),
            ("today", TODAY),
            ("instance", "不用数据包，而用 pathway-plan/1 格式的规划问题；- 表示标准输入"),
            ("seconds", "最多算几秒，到时给出目前最好的计划，默认 60"),
            ("json", "输出一个 JSON 对象，供工具使用；字段见下"),
        ],
        examples: "例：\n  rungs plan www/packs/sample --learner mechatronics-2\n  rungs plan 数据.json --learner 我.json --goal robot-operator\n\n用 --json 时总有 status（optimal 已证明最优、feasible 可行、infeasible 已证明无解、unknown 未知）、plan、value 和 bound，\n没有的为 null；value 和 bound 只用于 --instance。数据包的计划另有 reached_by、fees、hours、credits、terms、notes；\n无解时另有 clashes、hindrances，有最接近的安排时还有 near 和 breaches。各字段的含义见 docs/pack.md 的 “For tools”。\n\n退出码：0 不论答案如何，1 读取的内容有错误，2 用法不对。",
    },
    Help {
        command: "site",
        about: "生成可安装的网页（组件加数据包），或一个无需网络的 HTML 文件",
        arguments: &[
            ("pack", PACK),
            ("output", "网页写到哪个文件夹（须为新的或空的）"),
            ("single_file", "改为写成一个 HTML 文件，组件和数据包都在其中；- 表示标准输出"),
            ("booth", "用于展会等公用设备：按钮更大，不保存内容，无人操作时自动清空"),
            ("widget", "组件所在的文件夹：cargo xtask build 生成的，或发布文件夹；默认 dist"),
        ],
        examples: "例：\n  rungs site 我的数据 -o 网站/\n  rungs site 我的数据.xlsx --single-file 我的学校.html --widget release\n\n网页的语言由 --lang 决定。怎样部署、更新和撤回，见 docs/hosting.md。\n\n退出码：0 已写好，1 数据包有错误或文件无法读写，2 用法不对。",
    },
    Help {
        command: "template",
        about: "生成一个空的工作簿供填写：每张表一个工作表，带说明和下拉选项",
        arguments: &[("output", "写到哪个工作簿（须为新的，以 .xlsx 结尾）；- 表示标准输出")],
        examples: "例：\n  rungs template -o 我的数据.xlsx\n\n退出码：0 已写好，1 无法写入，2 用法不对。",
    },
    Help {
        command: "reference",
        about: "列出数据包的所有表和列，或输出 JSON Schema",
        arguments: &[("markdown", "Markdown 格式，给人看（默认）"), ("schema", "JSON Schema，给工具用")],
        examples: "例：\n  rungs reference --schema > pack.schema.json\n\n退出码：0 完成，2 用法不对。",
    },
];

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its help in Chinese.
pub fn chinese(command: Command) -> Command {
    let mut command = command
        .about("检查、生成和使用数据包：把学校的岗位、课程、证书和竞赛整理成数据")
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .after_help("各命令的说明：rungs 命令 --help。数据包怎么写：docs/pack.md，或 rungs reference。\n退出码：0 完成，1 内容有错误或文件无法读写，2 用法不对。")
        .mut_arg("lang", |argument| say(argument, "提示信息的语言：zh 或 en，默认随系统"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").global(true).action(clap::ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").action(clap::ArgAction::Version))
        .mut_arg("help", |argument| say(argument, "显示帮助"))
        .mut_arg("version", |argument| say(argument, "显示版本"));
    for help in HELP {
        command = command.mut_subcommand(help.command, |mut command| {
            command = command.about(help.about).help_template(TEMPLATE).after_help(help.examples);
            for (name, text) in help.arguments {
                command = command.mut_arg(name, |argument| say(argument, text));
            }
            command
        });
    }
    // The command that helps is added when all is built, and has itself among those that it helps with.
    const ABOUT: &str = "显示各命令的说明";
    command.build();
    command.mut_subcommand("help", |help| {
        let help = help.about(ABOUT).help_template(TEMPLATE).subcommand_help_heading("命令");
        help.mut_subcommand("help", |help| help.about(ABOUT))
    })
}

/// A mistake in the call, in Chinese; `None` for one that is help anyway.
pub fn mistake(error: &clap::Error) -> Option<String> {
    let get = |kind: ContextKind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let argument = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”缺少内容"),
        ErrorKind::InvalidValue => format!("“{argument}”不能是“{value}”"),
        ErrorKind::ValueValidation if argument.contains("today") => {
            format!("“{value}”不是日期：请写成 2026-09-01（年-月-日）")
        }
        ErrorKind::ValueValidation if argument.contains("seconds") && value.starts_with('-') => {
            format!("“{value}”太小：请写 0 或更大的数")
        }
        ErrorKind::ValueValidation if argument.contains("seconds") => {
            format!("“{value}”不是秒数：请写数字，例如 2.5")
        }
        ErrorKind::ValueValidation => format!("“{argument}”不能是“{value}”"),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", get(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "请写明命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            Some(other) if other == argument => format!("“{argument}”只能写一次"),
            Some(other) => format!("“{argument}”和“{other}”不能一起用"),
            None => format!("“{argument}”不能这样用"),
        },
        _ => "用法不对".to_owned(),
    };
    let mut text = format!("错误：{said}\n");
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(meant) = suggested.into_iter().find_map(get) {
        text.push_str(&format!("  提示：是不是“{meant}”？\n"));
    } else if let Some(choices) = get(ContextKind::ValidValue) {
        text.push_str(&format!("  提示：可以写 {}\n", choices.replace(", ", "、")));
    }
    if let Some(usage) = get(ContextKind::Usage) {
        let usage = usage.trim_start_matches("Usage:").trim();
        text.push_str(&format!("\n用法：{usage}\n"));
    }
    text.push_str("\n更多说明：--help\n");
    Some(text)
}

fn say(argument: Arg, text: &'static str) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = argument.help(text).long_help(text).help_heading(heading);
    // The text names the values; clap would add them in English.
    let takes_values = argument.get_action().takes_values();
    argument.hide_possible_values(takes_values).hide_default_value(takes_values)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{HELP, chinese};
    use crate::arguments::Arguments;

    #[test]
    fn everything_is_said_in_chinese() {
        let is_chinese = |text: Option<String>| {
            text.is_some_and(|text| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)))
        };
        let command = chinese(Arguments::command());
        command.clone().debug_assert();
        let names: Vec<&str> = command.get_subcommands().map(|command| command.get_name()).collect();
        assert_eq!(names, [&HELP.map(|help| help.command)[..], &["help"]].concat());
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            assert!(is_chinese(command.get_about().map(ToString::to_string)), "{}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string);
                assert!(is_chinese(help), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
