//! Chinese.

use super::{Faults, PlanWords, SheetWords, Status, Words, hinted};

pub static WORDS: Words = Words {
    colon: "：",
    semicolon: "；",
    hint: "提示：",
    input: "标准输入",
    and_more: |names, more| format!("{names}，另有 {more} 个"),
    did_you_mean: |name| format!("是不是“{name}”？"),
    cannot_go_out: |why| format!("无法输出结果：{why}"),

    fault: Faults {
        not_found: "没有这个文件",
        denied: "没有权限",
        is_folder: "这是文件夹，不是文件",
        not_in_folder: "上一级不是文件夹",
        full: "磁盘已满",
        read_only: "磁盘只能读取",
        no_more: "写不下去",
        too_large: "文件太大",
        no_text: "不是文本文件",
        empty: "里面什么也没有",
    },

    not_empty: |place| format!("{place} 不是空文件夹；请给出新的或空的文件夹"),
    is_there: |place| format!("{place} 已经存在；为免覆盖，请换一个名字"),
    is_read: |place| format!("{place} 正是要读取的数据包，不能写到它上面；请换一个名字"),
    no_folder_around: |place, folder| format!("无法写入 {place}：文件夹 {folder} 不存在，请先新建"),
    cannot_write: |place, why| format!("无法写入 {place}：{why}"),
    not_written: |place| {
        hinted(
            format!("不能写成 {place}"),
            format!(
                "CSV 文件写进文件夹，名称以 / 结尾：{place}/；工作簿以 .xlsx 结尾，网页读取的文件以 .json 或 .rungs 结尾"
            ),
        )
    },
    no_template: |place| {
        hinted(
            format!("填写用的是工作簿，不能写成 {place}"),
            "名称请以 .xlsx 结尾，或用 - 表示标准输出".to_owned(),
        )
    },

    only_folders: || {
        hinted(
            "--fix 只能用于 CSV 文件夹".to_owned(),
            "请改原来的文件，或用 rungs build 我的数据.xlsx -o 我的数据/ 变成文件夹".to_owned(),
        )
    },
    nothing_to_mend: "没有可以自动修改的内容，未写入文件",
    mended: |code, place, now| format!("已改[{code}]：{place}：现为“{now}”"),
    not_copied: |path| format!("未复制：{path}（需要的话请自行复制）"),
    unlisted: |more| format!("……另有 {more} 个未列出"),
    unlisted_hint: "请先改正列出的，再检查一次",
    summary: |errors, warnings| match (errors, warnings) {
        (0, 0) => "没有发现问题".to_owned(),
        _ => format!("{errors} 个错误，{warnings} 个警告"),
    },

    page_is_folder: || {
        hinted(
            "网页是一个文件夹，不能写到标准输出".to_owned(),
            "请用 -o 写明文件夹，或用 --single-file - 输出一个 HTML 文件".to_owned(),
        )
    },
    no_widget: |folder| {
        hinted(
            format!("{folder} 里没有组件文件 pathway-explorer.classic.js"),
            "先运行 cargo xtask build，或用 --widget 指出发布文件夹".to_owned(),
        )
    },
    cannot_read_widget: |folder, why| format!("无法读取 {folder} 里的组件文件：{why}"),

    both_come_in: || {
        hinted(
            "数据包和学习者不能都从标准输入读取".to_owned(),
            "请把其中一个存成文件，写上它的名称".to_owned(),
        )
    },
    known_learners: |learners| format!("数据包里的示例学习者有：{learners}"),
    is_too_large: "文件过大",
    no_learner: |format| format!("不是学习者文件（应有 \"format\": \"{format}\"）"),
    other_pack: |pack| format!("来自另一个数据包（{pack}），代码相同的内容可能是别的"),
    at: |file, place| format!("{file} 的 {place}"),
    no_goal: "请用 --goal 写明目标岗位的 id",
    no_job: |id| format!("没有岗位“{id}”"),
    known_jobs: |jobs| format!("数据包里的岗位有：{jobs}"),

    plan: PlanWords {
        reached: "所需的已经全部具备",
        none_found: "时间内没有找到计划，也没有证明无解",
        at_least: |terms| format!("已证明：至少要 {terms} 个学期"),
        none: "没有可行的计划（已证明）",
        clash: "以上各条不能同时做到，少了任何一条，其余的都能做到。出路：",
        near: "最接近的安排，它违反：",
        closed: "对你不开放的：",
        best: "最优计划（已证明）",
        best_so_far: |gap| match gap {
            None => "目前最好的计划（未证明最优）".to_owned(),
            Some(gap) => format!("目前最好的计划（未证明最优，{gap}）"),
        },
        reached_by: |term| format!("{term}结束时达成"),
        terms: |count| format!("{count} 个学期"),
        on: |day| format!("日期 {day}"),
        term: |term, hours| format!("{term}（每周 {hours} 小时）"),
        goes_on: |name| format!("{name}（继续）"),
        own: |name, hours| format!("{name}（自己添加，每周 {hours} 小时）"),
        recognised: |credits| format!("（认定 {credits} 学分）"),
        status: |status| match status {
            Status::Optimal => "最优（已证明）",
            Status::Feasible => "可行（未证明最优）",
            Status::Infeasible => "无解（已证明）",
            Status::Unknown => "未知",
        },
        value: |value| format!("，目标值 {value}"),
        bound: |bound| format!("，下界 {bound}"),
    },
    sheet: SheetWords {
        columns: ["表", "列", "写什么", "必填", "说明"],
        choices: ["用于", "词", "说明"],
        text: "文字",
        whole: "整数",
        decimal: "数字，最多两位小数",
        date: "日期",
        flag: "yes 或 no（是或否）",
        list: "一项或多项，中间用 ; 隔开",
        some_of: |words| format!("一项或多项，中间用 ; 隔开：{words}"),
        names: "文字，每种语言一列",
        required: "必须填写（名称至少用一种语言）",
        yes: "是",
    },
};
