//! The command line of Rungs as a function, so that tests reach it without a process.

mod arguments;
mod build;
mod check;
mod compiled;
mod fix;
mod help;
mod input;
mod output;
mod pinyin;
mod plan;
mod reference;
mod report;
mod site;
mod template;
mod today;
mod words;
mod workbook;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use rungs_core::diagnostic::Severity;
use rungs_core::words::{Language, Said, severity};

use arguments::{Arguments, Command};

/// Everything outside that a command reads and writes.
pub struct Surroundings<'a> {
    /// The language, unless the arguments name one.
    pub language: Language,
    /// Whether what is written may be coloured.
    pub colour: bool,
    /// Whether `err` is a terminal on which progress can be shown.
    pub progress: bool,
    /// What comes in, for `-`.
    pub input: &'a mut dyn Read,
    /// Results.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub err: &'a mut dyn Write,
}

impl Surroundings<'_> {
    /// What is said in the reader's language.
    fn words(&self) -> &'static words::Words {
        words::of(self.language)
    }

    /// Says that something is wrong or doubtful.
    fn say(&mut self, how_bad: Severity, said: &Said) -> io::Result<()> {
        let words = self.words();
        writeln!(self.err, "{}{}{}", severity(how_bad, self.language), words.colon, said.message)?;
        match &said.hint {
            Some(hint) => writeln!(self.err, "  {}{hint}", words.hint),
            None => Ok(()),
        }
    }

    /// Says why a command ends so.
    fn complain(&mut self, ending: Ending, said: &Said) -> io::Result<Ending> {
        self.say(Severity::Error, said).map(|()| ending)
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It did what was asked.
    Done = 0,
    /// The input has errors.
    BadInput = 1,
    /// It was called in a way that makes no sense.
    Usage = 2,
}

/// The language of a locale such as `zh_CN.UTF-8`; English if there is none.
pub fn language_of(locale: Option<&str>) -> Language {
    locale.map_or(Language::English, Language::from_tag)
}

/// Runs a command; the result is the exit code.
///
/// Never panics on what it is given: a closed pipe ends it quietly.
pub fn run(arguments: impl IntoIterator<Item = OsString>, surroundings: &mut Surroundings<'_>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    surroundings.language = asked_for(&arguments).unwrap_or(surroundings.language);
    let arguments = match parse(arguments, surroundings.language) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, surroundings),
    };
    let ending = match arguments.command {
        Command::Check(arguments) => check::run(&arguments, surroundings),
        Command::Build(arguments) => build::run(&arguments, surroundings),
        Command::Plan(arguments) => plan::run(&arguments, surroundings),
        Command::Site(arguments) => site::run(&arguments, surroundings),
        Command::Template(arguments) => template::run(&arguments, surroundings),
        Command::Reference(arguments) => reference::run(&arguments, surroundings),
    };
    let ending = ending.and_then(|ending| surroundings.out.flush().map(|()| ending));
    match ending {
        Ok(ending) => ending as u8,
        // Whoever read our output has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Done as u8,
        Err(error) => {
            let words = surroundings.words();
            let said = words::plain((words.cannot_go_out)(&words.fault(&error)));
            let _ = surroundings.say(Severity::Error, &said);
            Ending::BadInput as u8
        }
    }
}

fn parse(arguments: Vec<OsString>, language: Language) -> Result<Arguments, clap::Error> {
    let command = match language {
        Language::Chinese => help::chinese(Arguments::command()),
        Language::English => Arguments::command(),
    };
    let matches = command.try_get_matches_from(arguments)?;
    Arguments::from_arg_matches(&matches)
}

/// The language that `--lang` names, looked for before anything is parsed since the help is in it.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let named = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    let next = || texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    named.or_else(next).map(Language::from_tag)
}

/// Help and versions are results; anything else is a mistake in the call.
fn refuse(error: &clap::Error, surroundings: &mut Surroundings<'_>) -> u8 {
    let is_mistake = !matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if let (true, Language::Chinese, Some(text)) = (is_mistake, surroundings.language, help::mistake(error)) {
        let _ = write!(surroundings.err, "{text}");
        return Ending::Usage as u8;
    }
    let text = error.render();
    let (ending, to): (Ending, &mut dyn Write) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (Ending::Done, &mut *surroundings.out),
        _ => (Ending::Usage, &mut *surroundings.err),
    };
    let _ = if surroundings.colour { write!(to, "{}", text.ansi()) } else { write!(to, "{text}") };
    let _ = to.flush();
    ending as u8
}
