//! What is wrong or doubtful in an author's data: facts and places. `crate::words` makes sentences of them.

use crate::wire::value::SyntaxFault;

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub problem: Problem,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used; the author should look.
    Warning,
}

/// A place in an author's document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The whole input.
    Whole,
    /// A file of a folder.
    File(String),
    /// A line and column of a text, counted from one.
    Text {
        /// The file, where there are several.
        file: Option<String>,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A JSON pointer such as `/courses/3/requisite`, and a character in the text there, counted from one.
    Json {
        /// The pointer.
        pointer: String,
        /// The character.
        character: Option<u32>,
    },
    /// A cell of a table.
    Cell {
        /// The file (or sheet).
        file: String,
        /// The row as a spreadsheet counts it: the header is row 1.
        row: u32,
        /// The column, counted from one, and its header.
        column: Option<(u32, String)>,
        /// The character in the cell, counted from one.
        character: Option<u32>,
    },
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The input is larger than the cap, in bytes.
    TooLarge {
        /// The cap.
        cap: u64,
    },
    /// More rows than the cap.
    TooManyRows {
        /// The cap.
        cap: u64,
    },
    /// Not UTF-8; the offset of the first bad byte.
    NotUtf8 {
        /// Bytes before it.
        offset: usize,
    },
    /// The text had to be decoded from another encoding than UTF-8.
    Decoded {
        /// The encoding.
        encoding: &'static str,
    },
    /// There is no file or folder of that name.
    NoSuchFile,
    /// A file or folder that cannot be read; the system's own words.
    Unreadable(String),
    /// The text is not JSON.
    Syntax(SyntaxFault),
    /// A CSV file that cannot be read; the reader's own words, in English.
    Csv(String),
    /// A file or table that must be there is not.
    MissingTable {
        /// Its name.
        table: String,
    },
    /// A table or file that the format does not know.
    UnknownTable {
        /// Its name.
        table: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// The document is of another format or version.
    UnknownFormat {
        /// What it says it is.
        found: String,
    },
    /// A field that the table does not know.
    UnknownField {
        /// Its name.
        field: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// A field that must be filled in is not.
    MissingField {
        /// Its name.
        field: String,
    },
    /// A value of the wrong type.
    WrongType {
        /// What is wanted.
        want: Want,
        /// What stands there, shortened.
        found: String,
    },
    /// A word that is not one of the choices.
    UnknownChoice {
        /// What stands there.
        found: String,
        /// The choices.
        choices: &'static [&'static str],
        /// The nearest choice.
        nearest: Option<String>,
    },
    /// A number outside its range.
    OutOfRange {
        /// What stands there.
        found: f64,
        /// The least that is allowed.
        least: f64,
        /// The most that is allowed.
        most: f64,
    },
    /// A row with more cells than the header.
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns in the header.
        columns: usize,
    },
    /// An id with a character that ids may not have.
    BadId {
        /// The id.
        id: String,
    },
    /// The same id twice.
    DuplicateId {
        /// The id.
        id: String,
        /// Where it stands first.
        first: Box<Place>,
    },
    /// An id that nothing has.
    UnknownId {
        /// The id.
        id: String,
        /// What kind of record was looked for.
        kind: &'static str,
        /// The nearest id of that kind.
        nearest: Option<String>,
    },
    /// An id of a record of another kind than is wanted here.
    WrongKind {
        /// The id.
        id: String,
        /// What it is.
        found: &'static str,
        /// What is wanted.
        want: &'static str,
    },
    /// A requisite that does not parse.
    Requisite(crate::requisite::Fault),
    /// Records that require each other in a circle, in order.
    Cycle(Vec<String>),
    /// A level that is not of its framework, or two that hold the same rank.
    LevelOutsideFramework {
        /// The level.
        level: String,
        /// The framework that was expected.
        framework: String,
    },
    /// Two grades of one qualification with the same rank.
    DuplicateRank {
        /// The rank.
        rank: u32,
    },
    /// An end before its start.
    EndsBeforeStart,
    /// Weights of one job or grade that do not add up to a hundred.
    WeightsDoNotAddUp {
        /// What they belong to.
        of: String,
        /// Their sum.
        sum: f64,
    },
    /// A name missing in a language that other names have.
    MissingName {
        /// The language.
        language: &'static str,
    },
    /// A fact without a source.
    NoSource,
    /// A link that is not https, http or mailto.
    UnsafeLink {
        /// The link.
        link: String,
    },
    /// A job that nothing leads to.
    NothingLeadsTo,
    /// A qualification that no job asks for.
    NoJobAsksFor,
    /// A term outside the programme or the calendar.
    TermOutside {
        /// The term.
        term: u32,
        /// The last one there is.
        last: u32,
    },
}

/// What a field wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number with up to two decimals.
    Decimal,
    /// A date, YYYY-MM-DD.
    Date,
    /// Yes or no.
    Flag,
    /// A list.
    List,
    /// Texts by language.
    Names,
    /// An object with fields.
    Record,
    /// A list of records.
    Table,
}

impl Diagnostic {
    /// The stable code of the finding, for tools.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }
}

impl Problem {
    /// The stable code, for tools and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::TooLarge { .. } => "too-large",
            Problem::TooManyRows { .. } => "too-many-rows",
            Problem::NotUtf8 { .. } => "not-utf8",
            Problem::Decoded { .. } => "decoded",
            Problem::NoSuchFile => "no-such-file",
            Problem::Unreadable(_) => "unreadable",
            Problem::Syntax(_) => "syntax",
            Problem::Csv(_) => "csv",
            Problem::MissingTable { .. } => "missing-table",
            Problem::UnknownTable { .. } => "unknown-table",
            Problem::UnknownFormat { .. } => "unknown-format",
            Problem::UnknownField { .. } => "unknown-field",
            Problem::MissingField { .. } => "missing-field",
            Problem::WrongType { .. } => "wrong-type",
            Problem::UnknownChoice { .. } => "unknown-choice",
            Problem::OutOfRange { .. } => "out-of-range",
            Problem::TooManyCells { .. } => "too-many-cells",
            Problem::BadId { .. } => "bad-id",
            Problem::DuplicateId { .. } => "duplicate-id",
            Problem::UnknownId { .. } => "unknown-id",
            Problem::WrongKind { .. } => "wrong-kind",
            Problem::Requisite(_) => "requisite",
            Problem::Cycle(_) => "cycle",
            Problem::LevelOutsideFramework { .. } => "level-outside-framework",
            Problem::DuplicateRank { .. } => "duplicate-rank",
            Problem::EndsBeforeStart => "ends-before-start",
            Problem::WeightsDoNotAddUp { .. } => "weights",
            Problem::MissingName { .. } => "missing-name",
            Problem::NoSource => "no-source",
            Problem::UnsafeLink { .. } => "unsafe-link",
            Problem::NothingLeadsTo => "nothing-leads-to",
            Problem::NoJobAsksFor => "no-job-asks-for",
            Problem::TermOutside { .. } => "term-outside",
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Problem::Decoded { .. }
            | Problem::UnknownTable { .. }
            | Problem::UnknownField { .. }
            | Problem::WeightsDoNotAddUp { .. }
            | Problem::MissingName { .. }
            | Problem::NoSource
            | Problem::NothingLeadsTo
            | Problem::NoJobAsksFor => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
