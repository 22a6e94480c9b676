//! English.

use super::{Faults, PlanWords, SheetWords, Status, Words, hinted};

pub static WORDS: Words = Words {
    colon: ": ",
    semicolon: "; ",
    hint: "hint: ",
    input: "what comes in",
    and_more: |names, more| format!("{names} and {more} more"),
    did_you_mean: |name| format!("did you mean \"{name}\"?"),
    cannot_go_out: |why| format!("the result cannot be written out: {why}"),

    fault: Faults {
        not_found: "there is no such file",
        denied: "permission denied",
        is_folder: "this is a folder, not a file",
        not_in_folder: "what it should be in is no folder",
        full: "the disk is full",
        read_only: "the disk can only be read",
        no_more: "no more can be written",
        too_large: "the file is too large",
        no_text: "this is not a text",
        empty: "there is nothing in it",
    },

    not_empty: |place| format!("{place} is not empty; name a folder that is new or empty"),
    is_there: |place| format!("{place} is there already; name a new one, so that nothing is lost"),
    is_read: |place| format!("{place} is the pack that is read, and is not written over; name another place"),
    no_folder_around: |place, folder| {
        format!("cannot write {place}: the folder {folder} does not exist; make it first")
    },
    cannot_write: |place, why| format!("cannot write {place}: {why}"),
    not_written: |place| {
        hinted(
            format!("a pack is not written as {place}"),
            format!(
                "CSV files go into a folder, whose name ends in /: {place}/; a workbook ends in .xlsx, what the explorer reads in .json or .rungs"
            ),
        )
    },
    no_template: |place| {
        hinted(
            format!("the template is a workbook and is not written as {place}"),
            "let its name end in .xlsx, or give - for what goes out".to_owned(),
        )
    },

    only_folders: || {
        hinted(
            "--fix works on a folder of CSV files only".to_owned(),
            "mend the file itself, or make a folder of it: rungs build my-school.xlsx -o my-school/"
                .to_owned(),
        )
    },
    nothing_to_mend: "there is nothing to mend, so nothing was written",
    mended: |code, place, now| format!("mended[{code}]: {place}: now \"{now}\""),
    not_copied: |path| format!("not copied: {path} (copy it yourself if it is needed)"),
    unlisted: |more| format!("… and {more} more that are not listed"),
    unlisted_hint: "mend those that are listed, and check again",
    summary: |errors, warnings| {
        let count = |number: usize, one: &str| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {one}s"),
        };
        match (errors, warnings) {
            (0, 0) => "nothing found".to_owned(),
            _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
        }
    },

    page_is_folder: || {
        hinted(
            "a page is a folder, which cannot go out".to_owned(),
            "name a folder with -o, or let one HTML file go out with --single-file -".to_owned(),
        )
    },
    no_widget: |folder| {
        hinted(
            format!("there is no widget (pathway-explorer.classic.js) in {folder}"),
            "run `cargo xtask build` first, or name the folder of a release with --widget".to_owned(),
        )
    },
    cannot_read_widget: |folder, why| format!("cannot read the widget in {folder}: {why}"),

    both_come_in: || {
        hinted(
            "the pack and the learner cannot both be what comes in".to_owned(),
            "put one of them into a file, and name that".to_owned(),
        )
    },
    known_learners: |learners| format!("the pack has the example learners {learners}"),
    is_too_large: "larger than any learner",
    no_learner: |format| format!("this is no learner (it needs \"format\": \"{format}\")"),
    other_pack: |pack| {
        format!("it was written with another pack ({pack}); what has the same id may be something else")
    },
    at: |file, place| format!("{file} at {place}"),
    no_goal: "say the job aimed at with --goal ID",
    no_job: |id| format!("there is no job \"{id}\""),
    known_jobs: |jobs| format!("the pack has the jobs {jobs}"),

    plan: PlanWords {
        reached: "all that is needed is there",
        none_found: "no plan was found in this time, nor was it proven that there is none",
        at_least: |terms| format!("proven: it takes at least {terms} terms"),
        none: "no plan fits (proven)",
        clash: "These cannot all hold; without any one of them the others can. Ways out:",
        near: "What comes near to a plan breaks this:",
        closed: "Not open to you:",
        best: "the best plan (proven)",
        best_so_far: |gap| match gap {
            None => "the best plan so far (not proven)".to_owned(),
            Some(gap) => format!("the best plan so far (not proven; a better one could be: {gap})"),
        },
        reached_by: |term| format!("reached by the end of {term}"),
        terms: |count| format!("{count} terms"),
        on: |day| format!("on {day}"),
        term: |term, hours| format!("{term} ({hours} hours a week)"),
        goes_on: |name| format!("{name} (goes on)"),
        own: |name, hours| format!("{name} (your own, {hours} hours a week)"),
        recognised: |credits| format!(" (recognised, {credits} credits)"),
        status: Status::code,
        value: |value| format!(", value {value}"),
        bound: |bound| format!(", bound {bound}"),
    },
    sheet: SheetWords {
        columns: ["table", "column", "holds", "must be filled in", "what it is"],
        choices: ["where", "word", "what it means"],
        text: "text",
        whole: "whole number",
        decimal: "number, at most two decimals",
        date: "date",
        flag: "yes or no",
        list: "one or more, divided by ;",
        some_of: |words| format!("one or more, divided by ; of: {words}"),
        names: "text, a column for each language",
        required: "must be filled in (a name in one language at least)",
        yes: "yes",
    },
};
