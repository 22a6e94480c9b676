//! The statements, five for each interest, in turn, so that whoever stops early has answered some of each.

use super::Interest::{self, Artistic, Conventional, Enterprising, Investigative, Realistic, Social};

/// Something that somebody may like to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The interest that it is about.
    pub interest: Interest,
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

const fn statement(interest: Interest, zh: &'static str, en: &'static str) -> Statement {
    Statement { interest, zh, en }
}

/// The statements, in the order in which to show them.
pub static STATEMENTS: [Statement; 30] = [
    statement(
        Realistic,
        "拆开一台机器，看看它怎么运转，再装回去",
        "Take a machine apart to see how it works, and put it together again",
    ),
    statement(
        Investigative,
        "弄清楚一次实验为什么和预想的不一样",
        "Find out why an experiment went differently from what was expected",
    ),
    statement(Artistic, "为校园活动设计一张海报", "Design a poster for a school event"),
    statement(
        Social,
        "给同学讲一个难点，直到他听懂",
        "Explain something hard to a classmate until they get it",
    ),
    statement(Enterprising, "说服大家试一试你的方案", "Talk a group into trying your plan"),
    statement(
        Conventional,
        "管一个班级或社团的账，做到一分不差",
        "Keep the accounts of a class or club, right to the last coin",
    ),
    statement(Realistic, "给配电盒接好线，看着灯亮起来", "Wire a switch box and see the lamp come on"),
    statement(Investigative, "花几个小时琢磨一道难题", "Think for hours about one hard puzzle"),
    statement(Artistic, "拍摄并剪辑一段短视频", "Shoot and cut a short video"),
    statement(Social, "照看小孩或老人一个下午", "Look after a small child or an old person for an afternoon"),
    statement(
        Enterprising,
        "摆一个摊，争取比昨天卖得更多",
        "Run a stall and try to sell more than the day before",
    ),
    statement(
        Conventional,
        "整理资料，让谁都能很快找到",
        "Put files in such order that anyone can find them",
    ),
    statement(
        Realistic,
        "一整天在户外或车间里干活，而不是坐在桌前",
        "Work outdoors or in a workshop all day rather than at a desk",
    ),
    statement(Investigative, "从测量数据里找出故障的原因", "Search measured data for the cause of a fault"),
    statement(Artistic, "在观众面前演奏、表演或跳舞", "Play music, act or dance in front of people"),
    statement(Social, "朋友有难处的时候，耐心听他说", "Listen patiently to a friend who is in trouble"),
    statement(Enterprising, "在比赛中带领一支队伍", "Lead a team in a contest"),
    statement(Conventional, "逐行核对一份清单，找出差错", "Check a list line by line for mistakes"),
    statement(Realistic, "驾驶或操控大型车辆、机械", "Drive or steer a big vehicle or machine"),
    statement(
        Investigative,
        "看一篇讲人体、材料或星空原理的文章",
        "Read about how the body, a material or the night sky works",
    ),
    statement(Artistic, "为一个房间搭配颜色和家具", "Choose the colours and furniture for a room"),
    statement(Social, "到诊所、学校或社区中心帮忙", "Help out at a clinic, a school or a community centre"),
    statement(Enterprising, "跟供货商谈一个更好的价格", "Bargain with a supplier for a better price"),
    statement(Conventional, "严格按规程一步一步把事情做完", "Follow a procedure exactly, step after step"),
    statement(
        Realistic,
        "东西坏了自己动手修，而不是买新的",
        "Mend what is broken yourself instead of buying a new one",
    ),
    statement(Investigative, "写一小段程序来检验一个想法", "Write a few lines of program to test an idea"),
    statement(Artistic, "编一个故事，或者想出一个人物", "Make up a story or a character"),
    statement(Social, "带新来的队员熟悉要做的事", "Show a newcomer to a team how things are done"),
    statement(Enterprising, "自己办一家小店或小公司", "Start a small shop or firm of your own"),
    statement(
        Conventional,
        "随时更新库存表，让数目对得上",
        "Keep a stock table up to date so that it tallies",
    ),
];
