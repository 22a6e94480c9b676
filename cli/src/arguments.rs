//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rungs_core::words;

/// Checks, builds and plans with packs: a school's jobs, courses, certificates and competitions as data.
#[derive(Debug, Parser)]
#[command(name = "rungs", version, propagate_version = true)]
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
    Check(Check),
    /// Make the JSON document that the explorer reads.
    Build(Build),
}

/// `rungs check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A folder of CSV files, a JSON file, or - for JSON that comes in.
    pub pack: PathBuf,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
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
    /// A folder of CSV files, a JSON file, or - for JSON that comes in.
    pub pack: PathBuf,
    /// Where to write it; - for what goes out.
    #[arg(short, long)]
    pub output: PathBuf,
}
