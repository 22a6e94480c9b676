//! What is legal in a pack, but most likely not meant.
//!
//! Authors see it; the widget, which shows errors only, does not carry it.

use crate::date::Date;

/// Something that an author should look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Advice {
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
    /// A job that nothing leads to.
    NothingLeadsTo,
    /// A qualification that no job asks for.
    NoJobAsksFor,
    /// A recognition rule that can never be used: no programme has what it counts as.
    NeverRecognised,
    /// A grade that stands lower on the ladder than a grade below it in its chain.
    LevelFalls {
        /// The lower grade that stands higher.
        below: String,
    },
    /// More credits of compulsory courses in one term than a student can take.
    TermCredits {
        /// The term.
        term: u32,
        /// The credits.
        credits: f64,
        /// The most that is plausible.
        most: f64,
    },
    /// Compulsory courses with more credits than the programme has.
    ProgrammeCredits {
        /// Credits of its compulsory courses.
        sum: f64,
        /// Credits of the programme.
        credits: f64,
    },
    /// A result from so few that it will not be shown.
    TooFewAnswers {
        /// The fewest that are shown.
        least: u32,
    },
    /// A source is given for fields of a record that is not there.
    NoSuchRow {
        /// What names it.
        row: String,
        /// Its table.
        table: &'static str,
    },
    /// A recognition cap without a number.
    LimitsNothing,
    /// Recognition is limited to a share of the credits of a programme that has none.
    ShareOfNothing,
    /// At most one of fewer than two items: that says nothing.
    TooFewItems,
    /// Two awards of one competition with the same rank.
    SameRank {
        /// The rank.
        rank: u32,
    },
    /// Something else than the code of a currency.
    Currency {
        /// What stands there.
        found: String,
    },
    /// A text that a spreadsheet would take for a formula.
    Formula {
        /// Its first character.
        sign: char,
    },
    /// A quoted cell that goes on over line breaks and holds what looks like rows.
    RowsInCell,
    /// A text with a character that is not seen and misleads whoever reads on; it is left out.
    Hidden {
        /// The first such character.
        character: char,
    },
    /// An item that stands twice in one list of a requisite.
    ListedTwice {
        /// The item.
        id: String,
    },
    /// A year that nobody can mean, such as 26.
    Year {
        /// The year.
        year: u32,
    },
    /// A mark beyond a hundred.
    Mark {
        /// The mark.
        mark: u32,
    },
    /// A calendar whose last year, when it repeats, begins before it has ended.
    RepeatsTooEarly {
        /// The first day of the year that follows.
        start: Date,
    },
    /// A fact whose day has passed.
    Past {
        /// Its last day.
        date: Date,
    },
    /// Registration that was said for earlier years only.
    PastYear {
        /// The last year.
        year: u32,
    },
}

impl Advice {
    /// The stable code, for tools and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            Advice::WeightsDoNotAddUp { .. } => "weights",
            Advice::MissingName { .. } => "missing-name",
            Advice::NoSource => "no-source",
            Advice::NothingLeadsTo => "nothing-leads-to",
            Advice::NoJobAsksFor => "no-job-asks-for",
            Advice::NeverRecognised => "never-recognised",
            Advice::LevelFalls { .. } => "level-falls",
            Advice::TermCredits { .. } => "term-credits",
            Advice::ProgrammeCredits { .. } => "programme-credits",
            Advice::TooFewAnswers { .. } => "too-few-answers",
            Advice::NoSuchRow { .. } => "no-such-row",
            Advice::LimitsNothing => "limits-nothing",
            Advice::ShareOfNothing => "share-of-nothing",
            Advice::TooFewItems => "too-few-items",
            Advice::SameRank { .. } => "same-rank",
            Advice::Currency { .. } => "currency",
            Advice::Formula { .. } => "formula",
            Advice::RowsInCell => "rows-in-cell",
            Advice::Hidden { .. } => "hidden-character",
            Advice::ListedTwice { .. } => "listed-twice",
            Advice::Year { .. } => "year",
            Advice::Mark { .. } => "mark",
            Advice::RepeatsTooEarly { .. } => "repeats-too-early",
            Advice::Past { .. } => "past",
            Advice::PastYear { .. } => "past-year",
        }
    }
}
