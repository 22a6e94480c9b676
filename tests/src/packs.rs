//! Packs of any size, to see that reading one never takes long.

use std::fmt::Write;

use rungs_core::pack::csv::File;

/// What a large pack is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Large {
    /// Nothing is wrong.
    Good,
    /// No reference leads anywhere, each to another id.
    Dangling,
    /// Every course requires the next; the last ones require each other.
    Chain,
    /// One course requires all others, most of which nobody can take.
    OneForAll,
    /// Every region lies in the next, the last in the first.
    Regions,
    /// One job has all sets of qualifications and one grade all sittings.
    OneOwner,
    /// One course is in all programmes.
    OneCourse,
    /// All ids are the same.
    SameId,
    /// A table with very many columns that nobody knows.
    Columns,
}

/// All kinds.
pub const LARGE: &[Large] = &[
    Large::Good,
    Large::Dangling,
    Large::Chain,
    Large::OneForAll,
    Large::Regions,
    Large::OneOwner,
    Large::OneCourse,
    Large::SameId,
    Large::Columns,
];

/// A pack with about so many rows.
pub fn large(kind: Large, rows: usize) -> Vec<File> {
    let mut tables = vec![
        ("pack", "id,name_zh,version,currency\ndemo,示例,1,CNY\n".to_owned()),
        ("sources", "id,name_zh,confidence\ns,来源,illustrative\n".to_owned()),
    ];
    let mut table = |name: &'static str, header: &str, rows: &mut dyn Iterator<Item = String>| {
        let mut text = format!("{header}\n");
        rows.for_each(|row| {
            let _ = writeln!(text, "{row}");
        });
        tables.push((name, text));
    };
    match kind {
        Large::Good => {
            // A college of many programmes: courses that build on each other, skills, outcomes, jobs.
            let part = rows / 8;
            table(
                "courses",
                "id,name_zh,credits,hours,requisite,source",
                &mut (0..part).map(|n| match n % 4 {
                    0 => format!("course-{n},课程{n},3.5,64,,s"),
                    _ => {
                        let before = n - n % 4;
                        format!(
                            "course-{n},课程{n},2,32,course-{before} 且 (course-{before} 或 programme p-0),s"
                        )
                    }
                }),
            );
            table(
                "programmes",
                "id,name_zh,stage,terms,source",
                &mut (0..part / 40 + 1).map(|n| format!("p-{n},专业{n},associate,6,s")),
            );
            table(
                "curriculum",
                "programme,course,terms,nature,category,source",
                &mut (0..part).map(|n| format!("p-{},course-{n},{},elective,core,s", n / 40, n % 6 + 1)),
            );
            table(
                "skills",
                "id,name_zh,leaf,source",
                &mut (0..part).map(|n| format!("skill-{n},技能{n},s_prac,s")),
            );
            table(
                "outcomes",
                "item,skill,units,source",
                &mut (0..2 * part)
                    .map(|n| format!("course-{},skill-{},1,s", n % part, (n + n / part) % part)),
            );
            table(
                "jobs",
                "id,name_zh,interests,source",
                &mut (0..part).map(|n| format!("job-{n},岗位{n},RIC,s")),
            );
            table(
                "job_skills",
                "job,skill,units,source",
                &mut (0..2 * part).map(|n| format!("job-{},skill-{},1,s", n % part, (n + n / part) % part)),
            );
        }
        Large::Dangling => {
            let part = rows / 2;
            table("courses", "id,name_zh,source", &mut (0..part).map(|n| format!("course-{n},课程{n},s")));
            table(
                "outcomes",
                "item,skill,source",
                &mut (0..part).map(|n| format!("coarse-{n},skill-{n},source-{n}")),
            );
        }
        Large::Chain => table(
            "courses",
            "id,name_zh,requisite,source",
            &mut (0..rows).map(|n| {
                let next = if n + 1 < rows { n + 1 } else { rows.saturating_sub(3) };
                format!("course-{n},课程{n},course-{next},s")
            }),
        ),
        Large::OneForAll => {
            let all: Vec<String> = (1..rows).rev().map(|n| format!("course-{n}")).collect();
            let first = format!("course-0,全部,{} of (\"\"),s", all.len()).replace("\"\"", &all.join("、"));
            let rest = (1..rows).map(|n| format!("course-{n},课程{n},with course-{},s", (n / 2).max(1)));
            table("courses", "id,name_zh,requisite,source", &mut std::iter::once(first).chain(rest));
        }
        Large::Regions => {
            table(
                "regions",
                "id,name_zh,parent",
                &mut (0..rows).map(|n| format!("r-{n},地区{n},r-{}", (n + 1) % rows)),
            );
        }
        Large::OneOwner => {
            table("jobs", "id,name_zh,source", &mut std::iter::once("job,岗位,s".to_owned()));
            table(
                "qualifications",
                "id,name_zh,family,source",
                &mut std::iter::once("x,证书,x,s".to_owned()),
            );
            table(
                "grades",
                "id,qualification,rank,name_zh,source",
                &mut std::iter::once("x.1,x,1,初级,s".to_owned()),
            );
            table(
                "job_qualifications",
                "job,set,item,demanded,source",
                &mut (0..rows / 2).map(|n| format!("job,set {n},x.1,preferred,s")),
            );
            let day =
                |n: usize| format!("20{:02}-{:02}-{:02}", 99 - n / 336 % 99, 12 - n / 28 % 12, 28 - n % 28);
            table("sittings", "item,date,source", &mut (0..rows / 2).map(|n| format!("x.1,{},s", day(n))));
        }
        Large::OneCourse => {
            table("courses", "id,name_zh,source", &mut std::iter::once("course,课程,s".to_owned()));
            table(
                "programmes",
                "id,name_zh,stage,terms,source",
                &mut (0..rows / 2).map(|n| format!("p-{n},专业{n},other,2,s")),
            );
            table(
                "curriculum",
                "programme,course,terms,nature,source",
                &mut (0..rows / 2).map(|n| format!("p-{n},course,1,open,s")),
            );
        }
        Large::SameId => {
            table("courses", "id,name_zh,source", &mut (0..rows).map(|n| format!("course,课程{n},s")));
        }
        Large::Columns => {
            let columns: Vec<String> = (0..rows).map(|n| format!("colum-{n}")).collect();
            table(
                "courses",
                &format!("id,name_zh,source,{}", columns.join(",")),
                &mut (0..100).map(|n| format!("course-{n},课程{n},t")),
            );
        }
    }
    let file =
        |(name, text): (&str, String)| File { name: format!("{name}.csv"), text: Ok(text), decoded: None };
    tables.into_iter().map(file).collect()
}
