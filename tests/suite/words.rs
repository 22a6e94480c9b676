//! Sentences whose form depends on what they say.

use rungs_core::decimal::Decimal;
use rungs_core::guide::{Ahead, Aspect};
use rungs_core::model::Node;
use rungs_core::question::Hindrance;
use rungs_core::words::Language::{Chinese, English};
use rungs_core::words::{guide, listed, plan::hindrance, plan::money};

use super::share::sample;

#[test]
fn a_way_out_is_said_for_one_and_for_several() {
    let catalogue = sample();
    let cases = [
        (
            Hindrance::Terms { more: 1 },
            ["期限再放宽 1 个学期就有可行的计划。", "With one more term there is a plan."],
        ),
        (
            Hindrance::Terms { more: 2 },
            ["期限再放宽 2 个学期就有可行的计划。", "With 2 more terms there is a plan."],
        ),
        (
            Hindrance::Several,
            [
                "试过的改动中，没有哪一项单独改就够。",
                "None of the changes that were tried is enough by itself.",
            ],
        ),
    ];
    for (way, want) in cases {
        let said = [Chinese, English].map(|language| hindrance(&catalogue, &way, language));
        assert_eq!(said, want, "{way:?}");
    }
    let courses: Vec<Node> = catalogue.courses.ids().take(2).map(Node::Course).collect();
    for (way, is_of_several) in [
        (Hindrance::Allow(courses[..1].to_vec()), false),
        (Hindrance::Allow(courses.clone()), true),
        (Hindrance::LetGo(courses[..1].to_vec()), false),
        (Hindrance::LetGo(courses), true),
    ] {
        let said = [Chinese, English].map(|language| hindrance(&catalogue, &way, language));
        assert_eq!(
            [said[0].contains("任何一项"), said[1].contains("any one of them")],
            [is_of_several; 2],
            "{said:?}"
        );
    }
}

#[test]
fn money_has_two_decimals_or_none() {
    for (hundredths, want) in [
        (35_000, ["350\u{a0}元", "¥350", "EUR\u{a0}350"]),
        (35_050, ["350.50\u{a0}元", "¥350.50", "EUR\u{a0}350.50"]),
        (35_005, ["350.05\u{a0}元", "¥350.05", "EUR\u{a0}350.05"]),
        (5, ["0.05\u{a0}元", "¥0.05", "EUR\u{a0}0.05"]),
    ] {
        let amount = Decimal::from_hundredths(hundredths);
        let said =
            [("CNY", Chinese), ("CNY", English), ("EUR", English)].map(|(code, of)| money(amount, code, of));
        assert_eq!(said, want);
    }
}

#[test]
fn a_higher_grade_is_not_said_to_be_what_the_job_requires() {
    let catalogue = sample();
    for (mine, want) in [
        (0, ["它满足岗位的要求", "It meets what the job requires"]),
        (1, ["它符合岗位优先考虑的条件", "It meets what the job prefers"]),
    ] {
        let ahead = Ahead { aspect: Aspect::Asked, mine, theirs: 2 };
        assert_eq!([Chinese, English].map(|language| guide::ahead(&catalogue, &ahead, language)), want);
    }
}

#[test]
fn why_a_card_comes_first_does_not_contradict_how_it_stands() {
    let catalogue = sample();
    for (mine, theirs, want) in [
        (0, 2, ["有包含它的可行计划", "There is a plan with it"]),
        (
            1,
            2,
            [
                "那一个没有可行的计划，它还没有结论",
                "No plan with that one fits; of this one that is not known",
            ],
        ),
        (2, 3, ["那一个你已持有", "You hold that one already"]),
        (2, 4, ["它对你开放，那一个不开放", "It is open to you, that one is not"]),
        (3, 4, ["你已持有它，那一个不对你开放", "You hold it, and that one is not open to you"]),
    ] {
        let ahead = Ahead { aspect: Aspect::Standing, mine, theirs };
        assert_eq!([Chinese, English].map(|language| guide::ahead(&catalogue, &ahead, language)), want);
    }
}

#[test]
fn a_list_of_names_that_hold_the_mark_between_them_has_a_stronger_one() {
    assert_eq!(listed(&["编程", "调试"], Chinese), "编程、调试");
    assert_eq!(listed(&["编写并调试搬运、码垛程序", "维护"], Chinese), "编写并调试搬运、码垛程序；维护");
    assert_eq!(listed(&["run", "mend"], English), "run, mend");
    assert_eq!(listed(&["run, stop", "mend"], English), "run, stop; mend");
}
