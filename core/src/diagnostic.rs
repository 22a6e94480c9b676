//! What is wrong or doubtful in an author's data: facts and places. `crate::words` makes sentences of them.

#[cfg(feature = "author")]
mod advice;

use crate::wire::value::SyntaxFault;

#[cfg(feature = "author")]
pub use advice::Advice;

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

/// Where bytes stop being text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Undecoded {
    /// Bytes before the first bad one.
    pub offset: usize,
    /// Its line, counted from one.
    pub line: usize,
    /// The encoding that it probably is. It is not read on a guess.
    pub likely: Option<&'static str>,
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
    /// No text in an encoding that is read.
    NotUtf8(Undecoded),
    /// The text had to be decoded from another encoding than UTF-8.
    Decoded {
        /// The encoding.
        encoding: &'static str,
    },
    /// There is no file or folder of that name.
    NoSuchFile,
    /// A file or folder that cannot be read; the system's own words.
    Unreadable(String),
    /// Nothing at all.
    #[cfg(feature = "author")]
    Empty,
    /// A link to a file that is not there.
    #[cfg(feature = "author")]
    DanglingLink,
    /// One table where the folder that holds it is wanted.
    #[cfg(feature = "author")]
    OneTable {
        /// The folder.
        folder: String,
    },
    /// The text is not JSON.
    Syntax(SyntaxFault),
    /// A quotation mark that opens a cell and is never closed.
    UnclosedQuote,
    /// A quotation mark that opens a cell and is closed by one that was to open another, some lines below.
    #[cfg(feature = "author")]
    RunsOn,
    /// A compiled pack that is cut off or otherwise damaged.
    #[cfg(feature = "author")]
    DamagedPack,
    /// A workbook that is not read.
    #[cfg(feature = "author")]
    Workbook(WorkbookFault),
    /// A date of which the author typed something else, such as the code 3-2.
    #[cfg(feature = "author")]
    TurnedIntoDate {
        /// The date.
        found: String,
    },
    /// A formula that gives an error, such as `#REF!`.
    #[cfg(feature = "author")]
    FormulaError {
        /// The error.
        found: String,
    },
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
    /// A column that must be there is not.
    MissingColumn {
        /// Its heading.
        column: String,
    },
    /// A row that stands twice; `first` is where it stands first.
    DuplicateRow {
        /// The first place.
        first: Box<Place>,
    },
    /// A second row in a table that has one.
    OneRowOnly,
    /// A language tag that is none.
    BadLanguage {
        /// The tag.
        tag: String,
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
        /// What divides the cells of the file.
        delimiter: char,
    },
    /// What cannot be an id.
    BadId {
        /// The id.
        id: String,
        /// Why not.
        fault: IdFault,
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
        /// What kinds of record were looked for.
        kinds: Vec<&'static str>,
        /// The nearest id of these kinds.
        nearest: Option<String>,
    },
    /// An id of a record of another kind than is wanted here.
    WrongKind {
        /// The id.
        id: String,
        /// What it is.
        found: &'static str,
        /// What may stand there instead.
        want: Vec<&'static str>,
    },
    /// A requisite that does not parse.
    Requisite(crate::requisite::Fault),
    /// Records that require each other in a circle, in order.
    Cycle(Vec<String>),
    /// Regions that lie in each other in a circle.
    RegionCycle(Vec<String>),
    /// Records of which each has taken the place of the next, in a circle.
    SuccessorCycle(Vec<String>),
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
    /// A lower end above its upper end.
    FromAboveTo,
    /// A term of the calendar that starts before the one above it ends.
    OutOfOrder,
    /// A link that is not https, http or mailto.
    UnsafeLink {
        /// The link.
        link: String,
    },
    /// A term outside the programme or the calendar.
    TermOutside {
        /// The term.
        term: u32,
        /// The last one there is.
        last: u32,
    },
    /// What is legal, but most likely not meant.
    #[cfg(feature = "author")]
    Advice(Advice),
}

/// Why something cannot be an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// It has a character that ids may not have.
    Character(char),
    /// It is a word that means something in a requisite.
    Reserved,
    /// It is empty, or longer than 64 bytes.
    Length,
}

/// Why a workbook is not read.
#[cfg(feature = "author")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkbookFault {
    /// It stands beside CSV files, which are read instead.
    Beside,
    /// It is protected with a password.
    Protected,
    /// It is of another kind than XLSX.
    OtherKind,
    /// It has nothing in it.
    Empty,
    /// It is called a workbook and is none.
    NoWorkbook,
    /// It is damaged.
    Damaged,
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
            Problem::NotUtf8(_) => "not-utf8",
            Problem::Decoded { .. } => "decoded",
            Problem::NoSuchFile => "no-such-file",
            Problem::Unreadable(_) => "unreadable",
            #[cfg(feature = "author")]
            Problem::Empty => "empty",
            #[cfg(feature = "author")]
            Problem::DanglingLink => "dangling-link",
            #[cfg(feature = "author")]
            Problem::OneTable { .. } => "one-table",
            Problem::Syntax(_) => "syntax",
            Problem::UnclosedQuote => "unclosed-quote",
            #[cfg(feature = "author")]
            Problem::RunsOn => "runs-on",
            #[cfg(feature = "author")]
            Problem::DamagedPack => "damaged-pack",
            #[cfg(feature = "author")]
            Problem::Workbook(_) => "workbook",
            #[cfg(feature = "author")]
            Problem::TurnedIntoDate { .. } => "turned-into-date",
            #[cfg(feature = "author")]
            Problem::FormulaError { .. } => "formula-error",
            Problem::MissingTable { .. } => "missing-table",
            Problem::UnknownTable { .. } => "unknown-table",
            Problem::UnknownFormat { .. } => "unknown-format",
            Problem::UnknownField { .. } => "unknown-field",
            Problem::MissingField { .. } => "missing-field",
            Problem::MissingColumn { .. } => "missing-column",
            Problem::DuplicateRow { .. } => "duplicate-row",
            Problem::OneRowOnly => "one-row-only",
            Problem::BadLanguage { .. } => "bad-language",
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
            Problem::RegionCycle(_) => "region-cycle",
            Problem::SuccessorCycle(_) => "successor-cycle",
            Problem::LevelOutsideFramework { .. } => "level-outside-framework",
            Problem::DuplicateRank { .. } => "duplicate-rank",
            Problem::EndsBeforeStart => "ends-before-start",
            Problem::FromAboveTo => "from-above-to",
            Problem::OutOfOrder => "out-of-order",
            Problem::UnsafeLink { .. } => "unsafe-link",
            Problem::TermOutside { .. } => "term-outside",
            #[cfg(feature = "author")]
            Problem::Advice(advice) => advice.code(),
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            #[cfg(feature = "author")]
            Problem::Advice(_) | Problem::Workbook(WorkbookFault::Beside) => Severity::Warning,
            #[cfg(feature = "author")]
            Problem::RunsOn
            | Problem::DamagedPack
            | Problem::Empty
            | Problem::DanglingLink
            | Problem::OneTable { .. }
            | Problem::Workbook(_)
            | Problem::TurnedIntoDate { .. }
            | Problem::FormulaError { .. } => Severity::Error,
            Problem::Decoded { .. } | Problem::UnknownTable { .. } | Problem::UnknownField { .. } => {
                Severity::Warning
            }
            Problem::TooLarge { .. }
            | Problem::TooManyRows { .. }
            | Problem::NotUtf8(_)
            | Problem::NoSuchFile
            | Problem::Unreadable(_)
            | Problem::Syntax(_)
            | Problem::UnclosedQuote
            | Problem::MissingTable { .. }
            | Problem::UnknownFormat { .. }
            | Problem::MissingField { .. }
            | Problem::MissingColumn { .. }
            | Problem::DuplicateRow { .. }
            | Problem::OneRowOnly
            | Problem::BadLanguage { .. }
            | Problem::WrongType { .. }
            | Problem::UnknownChoice { .. }
            | Problem::OutOfRange { .. }
            | Problem::TooManyCells { .. }
            | Problem::BadId { .. }
            | Problem::DuplicateId { .. }
            | Problem::UnknownId { .. }
            | Problem::WrongKind { .. }
            | Problem::Requisite(_)
            | Problem::Cycle(_)
            | Problem::RegionCycle(_)
            | Problem::SuccessorCycle(_)
            | Problem::LevelOutsideFramework { .. }
            | Problem::DuplicateRank { .. }
            | Problem::EndsBeforeStart
            | Problem::FromAboveTo
            | Problem::OutOfOrder
            | Problem::UnsafeLink { .. }
            | Problem::TermOutside { .. } => Severity::Error,
        }
    }
}
