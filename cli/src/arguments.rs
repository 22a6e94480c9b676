//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rungs_core::date::Date;
use rungs_core::words;

/// Checks, builds and plans with packs: a school's jobs, courses, certificates and competitions as data.
#[derive(Debug, Parser)]
#[command(
    name = "rungs",
    version,
    after_help = "How a pack is written: docs/pack.md, or rungs reference. What a command does: rungs COMMAND --help.\n\
        A command ends with 0 if it did what was asked, 1 if its input has errors or a file cannot be read or written, \
        2 if it was called wrongly."
)]
pub struct Arguments {
    /// The language of messages; by default that of the system.
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The languages of messages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<Language> for words::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => words::Language::Chinese,
            Language::En => words::Language::English,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say everything that is wrong or doubtful in a pack.
    #[command(after_help = "Examples:\n  rungs check my-school\n  rungs check my-school --fix mended\n\n\
        Ends with 0 if there is no error (there may be warnings), 1 if there is one or the copy cannot be \
        written, 2 if it was called wrongly. --fix mends a folder; of a workbook make one first with rungs build.")]
    Check(Check),
    /// Make the JSON document that the explorer reads.
    #[command(after_help = "Examples:\n  rungs build my-school -o my-school.json\n  \
        rungs build my-school.xlsx -o my-school.json\n  rungs build my-school.json -o my-school/\n\n\
        Ends with 0 if it is written, 1 if the pack has errors or cannot be written, 2 if it was called wrongly.")]
    Build(Build),
    /// Find the best plan: for a learner and a job of a pack, or for a planning problem.
    #[command(after_help = "Examples:\n  rungs plan www/packs/sample --learner mechatronics-2\n  \
        rungs plan my-school.json --learner me.json --goal robot-operator\n\n\
        With --json there are always status (optimal, feasible, infeasible or unknown; the first and the third are \
        proven), plan, value and bound; what is not there is null. Only --instance has a value and a bound. A plan from \
        a pack comes with reached_by, fees, hours, credits, terms and notes; if there is none, there are clashes, hindrances and, \
        if something comes near to one, near and breaches. docs/pack.md says what each holds (\"For tools\").\n\n\
        Ends with 0 whatever the status is, 1 if what it reads has errors, 2 if it was called wrongly.")]
    Plan(Plan),
    /// Make an installable page with the explorer and a pack, or one HTML file that works without a network.
    #[command(after_help = "Examples:\n  rungs site my-school -o site/\n  \
        rungs site my-school.xlsx --single-file my-school.html --widget release\n\n\
        The page is in the language of --lang. docs/hosting.md says how to put it on a server, renew it and take it back.\n\n\
        Ends with 0 if it is written, 1 if the pack has errors or something cannot be read or written, 2 if it was \
        called wrongly.")]
    Site(Site),
    /// Write an empty workbook to fill in: a sheet for each table, with notes and drop-downs.
    #[command(after_help = "Example:\n  rungs template -o my-school.xlsx\n\n\
        Ends with 0 if it is written, 1 if it cannot be, 2 if it was called wrongly.")]
    Template(Template),
    /// Print every table and column of a pack, or the JSON Schema.
    #[command(after_help = "Example:\n  rungs reference --schema > pack.schema.json\n\n\
        Ends with 0, or with 2 if it was called wrongly.")]
    Reference(Reference),
}

/// `rungs check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A folder of CSV files, a workbook (.xlsx), a JSON file, a compiled pack (.rungs), or - for what comes in.
    pub pack: PathBuf,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Mend what can be mended safely, in a copy of the folder: this folder, which must be new or empty.
    #[arg(long, value_name = "FOLDER")]
    pub fix: Option<PathBuf>,
    /// The day on which it is checked whether facts have passed; by default today, by universal time (UTC).
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
}

/// How findings are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For tools: a list of {code, severity, place, message, hint}.
    Json,
}

/// `rungs build`.
#[derive(Debug, Args)]
pub struct Build {
    /// A folder of CSV files, a workbook (.xlsx), a JSON file, a compiled pack (.rungs), or - for what comes in.
    pub pack: PathBuf,
    /// Where to write it: a file, or - for what goes out; a name that ends in .rungs for a compiled pack, some ten
    /// times smaller; a folder (a name that ends in /) for CSV files; a name that ends in .xlsx for a workbook. A
    /// folder must be new or empty, a workbook new; a file that is there is replaced only if it is a pack that was
    /// built before, and never the one that is read.
    #[arg(short, long)]
    pub output: PathBuf,
}

/// `rungs plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// The pack to plan with: a folder, a workbook, a JSON file, a compiled pack (.rungs), or - for what comes in.
    #[arg(required_unless_present = "instance")]
    pub pack: Option<PathBuf>,
    /// Who asks: a file that Me exported (docs/learner.md), - for what comes in, or the id of an example learner of the
    /// pack; by default a working adult who holds nothing.
    #[arg(long, value_name = "FILE")]
    pub learner: Option<PathBuf>,
    /// The job to get to, by id; by default the learner's own goal.
    #[arg(long, value_name = "ID")]
    pub goal: Option<String>,
    /// The day on which it is planned; by default today, by universal time (UTC).
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// A planning problem in the format pathway-plan/1 instead of a pack; - for what comes in.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pack", "learner", "goal", "today"])]
    pub instance: Option<PathBuf>,
    /// Stop after so many seconds with the best plan so far.
    #[arg(long, value_name = "S", default_value_t = 60.0, value_parser = seconds, allow_negative_numbers = true)]
    pub seconds: f64,
    /// Write one JSON object for tools; its fields are listed below.
    #[arg(long)]
    pub json: bool,
}

/// `rungs site`.
#[derive(Debug, Args)]
pub struct Site {
    /// A folder of CSV files, a workbook (.xlsx), a JSON file, a compiled pack (.rungs), or - for what comes in.
    pub pack: PathBuf,
    /// The folder to write the page into, which must be new or empty.
    #[arg(short, long, value_name = "FOLDER", required_unless_present = "single_file")]
    pub output: Option<PathBuf>,
    /// Write one HTML file instead, with the widget and the pack inside; - for what goes out.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub single_file: Option<PathBuf>,
    /// For a device that strangers use one after the other: large targets, nothing kept, cleared when nobody is there.
    #[arg(long)]
    pub booth: bool,
    /// Where the widget is: the folder that cargo xtask build has made, or a release.
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    pub widget: PathBuf,
}

/// `rungs template`.
#[derive(Debug, Args)]
pub struct Template {
    /// The workbook, which must be new and end in .xlsx; - for what goes out.
    #[arg(short, long)]
    pub output: PathBuf,
}

/// `rungs reference`.
#[derive(Debug, Args)]
pub struct Reference {
    /// As Markdown, for people (as it is without options).
    #[arg(long)]
    pub markdown: bool,
    /// As a JSON Schema, for tools.
    #[arg(long, conflicts_with = "markdown")]
    pub schema: bool,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written YYYY-MM-DD".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds < 0.0 => Err("it must be 0 or more".to_owned()),
        Ok(seconds) if seconds.is_finite() => Ok(seconds),
        _ => Err("a number of seconds, such as 2.5".to_owned()),
    }
}
