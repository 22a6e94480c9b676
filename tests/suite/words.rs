//! Sentences whose form depends on what they say.

use rungs_core::guide::{Ahead, Aspect};
use rungs_core::question::Hindrance;
use rungs_core::words::Language::{Chinese, English};
use rungs_core::words::{guide, plan::hindrance};

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
