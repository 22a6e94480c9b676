//! Tables of records: rows in, records out, every fault with its place.

#[cfg(feature = "author")]
use crate::diagnostic::Advice;
use crate::diagnostic::{Diagnostic, Place, Problem, Severity, Want};
use crate::names::Names;
use crate::sorted::{Map, Set};
use crate::suggest::Suggestions;
use crate::wire::field::{Field, Shape, found, is_hidden, shorten};
use crate::wire::value::{Value, escape};

/// What a field is called and looks like.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// Its name.
    pub name: &'static str,
    /// Its shape.
    pub shape: Shape,
    /// Whether it must be filled in.
    pub required: bool,
    /// The least and the most that a number may be, where that is less than its shape allows.
    pub range: Option<(u16, u16)>,
}

/// What a table is called and holds.
#[derive(Debug, Clone, Copy)]
pub struct TableInfo {
    /// Its name: the JSON field, the CSV file's stem, the sheet.
    pub name: &'static str,
    /// Its fields, in the order of the columns.
    pub fields: &'static [FieldInfo],
}

impl TableInfo {
    /// Whether it has a field of this name.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|known| known.name == field)
    }

    /// The names of its fields.
    pub fn field_names(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for field in self.fields {
            names.push(field.name);
        }
        names
    }
}

/// What authors read about a table; apart from [`TableInfo`] so that the widget does not carry it.
#[cfg(feature = "author")]
#[derive(Debug, Clone, Copy)]
pub struct TableDoc {
    /// The table.
    pub info: TableInfo,
    /// What a record is.
    pub about: &'static [&'static str],
    /// What each field is, in order.
    pub fields: &'static [&'static [&'static str]],
}

/// A record of a table.
pub trait Record: Sized {
    /// Its table.
    const INFO: &'static TableInfo;

    /// Reads the record of the reader's row. After a fault was reported, it is to be given up.
    fn read(row: &mut RowReader<'_>) -> Self;

    /// Writes a record.
    fn write(&self) -> Value;
}

/// A record with the place it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// The record.
    pub value: T,
    /// JSON: the index in the table's list. CSV: the row, counted as a spreadsheet does.
    pub at: u32,
}

impl<T> std::ops::Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Where the records came from, to name places.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Origin {
    /// One JSON document.
    #[default]
    Json,
    /// A folder of CSV files: the columns of each table.
    Csv(Map<&'static str, Columns>),
    /// A workbook: the columns of each sheet.
    Sheets(Map<&'static str, Columns>),
}

/// Where each field of a table stands: the number of its column, counted from one, and its heading. A text by
/// language stands under its own name (the first of its columns) and under each heading.
pub type Columns = Map<String, (u32, String)>;

impl Origin {
    /// The place of a record's field, or of the record.
    pub fn place(&self, table: &str, at: u32, field: Option<&str>, character: Option<u32>) -> Place {
        match self {
            Origin::Json => {
                let mut pointer = format!("/{table}");
                // The head is one object, every other table a list.
                if table != "pack" {
                    pointer.push_str(&format!("/{at}"));
                }
                if let Some(field) = field {
                    pointer.push('/');
                    pointer.push_str(field);
                }
                Place::Json { pointer, character }
            }
            Origin::Csv(tables) | Origin::Sheets(tables) => {
                let column = field.and_then(|field| tables.get(table)?.get(field).cloned());
                Place::Cell { file: self.file(table), row: at, column, character }
            }
        }
    }

    /// What holds a table: a file, a sheet, or a field of the document.
    pub fn file(&self, table: &str) -> String {
        let ending = if matches!(self, Origin::Csv(_)) { ".csv" } else { "" };
        format!("{table}{ending}")
    }

    /// The place of one entry of a record's list. A table's cell holds the whole list.
    pub fn place_of_entry(&self, table: &str, at: u32, field: &str, entry: usize) -> Place {
        match self {
            Origin::Json => self.place(table, at, Some(&format!("{field}/{entry}")), None),
            Origin::Csv(_) | Origin::Sheets(_) => self.place(table, at, Some(field), None),
        }
    }

    /// The place of a text in one language.
    pub fn place_of_name(&self, table: &str, at: u32, field: &str, language: &str) -> Place {
        match self {
            Origin::Json => self.place(table, at, Some(field), None),
            Origin::Csv(_) | Origin::Sheets(_) => {
                self.place(table, at, Some(&format!("{field}_{language}")), None)
            }
        }
    }

    /// Whether the table has no column for a field, which is reported once and not for every row.
    fn lacks(&self, table: &str, field: &str) -> bool {
        match self {
            Origin::Json => false,
            Origin::Csv(tables) | Origin::Sheets(tables) => {
                tables.get(table).is_some_and(|columns| !columns.contains_key(field))
            }
        }
    }
}

/// A field's name as a JSON pointer has it, shortened to be shown.
pub(crate) fn escaped(field: &str) -> String {
    escape(&shorten(field))
}

/// Findings so far, and where records come from.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Diagnostic>,
    /// Where records come from.
    pub origin: Origin,
    /// Findings beyond the cap, which are counted only.
    pub unlisted: usize,
    /// Suggestions so far.
    pub suggestions: Suggestions,
    /// Records that are there but could not be read, by table and id: a reference to one of them is no fault of its
    /// own.
    pub unread: Set<(&'static str, String)>,
    /// Tables of which no record could be read.
    pub unread_tables: Set<&'static str>,
    /// Tables that are not there, each with what was most likely meant to be it but has another name.
    pub misnamed: Map<&'static str, Place>,
    has_errors: bool,
}

/// More findings than this are counted, not listed: nobody reads them, and a hostile document makes very many.
pub const MOST_FINDINGS: usize = 50_000;

impl Report {
    /// A report on records from somewhere.
    pub fn new(origin: Origin) -> Self {
        Self { origin, ..Self::default() }
    }

    /// Adds a finding at a place.
    pub fn add(&mut self, place: Place, problem: Problem) {
        let severity = problem.severity();
        self.has_errors |= severity == Severity::Error;
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Diagnostic { severity, place, problem });
        } else {
            self.unlisted += 1;
        }
    }

    /// Adds a finding at a record's field.
    pub fn at(&mut self, table: &str, at: u32, field: &str, problem: Problem) {
        let place = self.origin.place(table, at, Some(field), None);
        self.add(place, problem);
    }

    /// Whether a record of a table is there but could not be read.
    pub fn is_unread(&mut self, table: &'static str, id: &str) -> bool {
        if let Some(file) = self.misnamed.get(table)
            && self.unread_tables.insert(table)
        {
            let file = file.clone();
            self.must_be_renamed(&file);
        }
        self.unread_tables.contains(table) || self.unread.contains(&(table, id.to_owned()))
    }

    /// Makes an error of the warning that a file is not read, as other records name what must be in it.
    fn must_be_renamed(&mut self, file: &Place) {
        let is_meant = |finding: &&mut Diagnostic| {
            finding.place == *file && matches!(finding.problem, Problem::UnknownTable { .. })
        };
        if let Some(finding) = self.findings.iter_mut().find(is_meant) {
            finding.severity = Severity::Error;
        }
        self.has_errors = true;
    }

    /// Whether any finding keeps the pack from loading.
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }
}

/// Reads a table row by row, and the fields of a row in the order in which the table has them.
pub struct RowReader<'a> {
    report: &'a mut Report,
    table: &'static TableInfo,
    /// The rows that follow.
    rows: std::vec::IntoIter<(u32, Value)>,
    /// Where the row is.
    at: u32,
    /// The row itself.
    row: Value,
    /// How many of the table's fields were read.
    read: usize,
    /// Whether a field of the row could not be read.
    is_given_up: bool,
    /// Unknown fields that were told.
    told: Set<String>,
}

impl<'a> RowReader<'a> {
    /// Before the first row of a table.
    #[inline(never)]
    fn new(
        report: &'a mut Report,
        table: &'static TableInfo,
        rows: &mut dyn FnMut(&str) -> Vec<(u32, Value)>,
    ) -> Self {
        RowReader {
            report,
            table,
            rows: rows(table.name).into_iter(),
            at: 0,
            row: Value::Null,
            read: 0,
            is_given_up: false,
            told: Set::new(),
        }
    }

    /// Goes on to the next row that is a record; whether there is one.
    fn next_row(&mut self) -> bool {
        if self.is_given_up
            && let Some(Ok(id)) = self.row.get("id").map(String::read)
        {
            self.report.unread.insert((self.table.name, id));
        }
        for (at, row) in self.rows.by_ref() {
            let Some(fields) = row.fields() else {
                let place = self.report.origin.place(self.table.name, at, None, None);
                let found = found(&row);
                self.report.add(place, Problem::WrongType { want: Want::Record, found });
                continue;
            };
            for (name, _) in fields {
                // The same field is unknown in every record: saying it once is enough.
                if self.table.has(name) || !self.told.insert(name.clone()) {
                    continue;
                }
                let nearest = self
                    .report
                    .suggestions
                    .nearest(&["fields", self.table.name], name, &|| self.table.field_names());
                let problem = Problem::UnknownField { field: name.clone(), nearest };
                self.report.at(self.table.name, at, &escaped(name), problem);
            }
            (self.at, self.row, self.read, self.is_given_up) = (at, row, 0, false);
            return true;
        }
        false
    }

    /// Reads the next field; a blank after its fault was reported, and the row is given up.
    pub fn field<T: Field>(&mut self) -> T {
        #[cfg(feature = "author")]
        self.look_for_hidden();
        let Some(value) = self.value() else { return T::blank() };
        let (read, faults) = match T::read(value) {
            Ok(read) => (read, Vec::new()),
            Err(_) => (T::blank(), T::faults(value)),
        };
        self.judge(faults);
        read
    }

    /// Reports what is wrong with the field that was read last. Out of its range it says so and nothing else; a record
    /// of which that can be read is kept, so that it hides nothing.
    #[inline(never)]
    fn judge(&mut self, faults: Vec<Problem>) {
        self.is_given_up |= !faults.is_empty();
        let field = &self.table.fields[self.read - 1];
        if let (Some((least, most)), Some(Value::Number(found))) = (field.range, self.row.get(field.name)) {
            let (found, least, most) = (*found, f64::from(least), f64::from(most));
            let is_number = found.fract() == 0.0 || field.shape != Shape::Whole;
            if is_number && !(least..=most).contains(&found) {
                self.report.at(
                    self.table.name,
                    self.at,
                    field.name,
                    Problem::OutOfRange { found, least, most },
                );
                return;
            }
        }
        for problem in faults {
            self.fault(problem);
        }
    }

    /// The value of the next field, if it says something; reports one that must be there and is not.
    fn value(&mut self) -> Option<&Value> {
        let field = &self.table.fields[self.read];
        self.read += 1;
        // An empty text says as little as none, in a document as in a cell.
        let is_blank = |value: &Value| match value {
            Value::Null => true,
            Value::Text(text) => {
                field.shape == Shape::Text
                    && text.chars().all(|character| character.is_whitespace() || is_hidden(character))
            }
            _ => false,
        };
        let is_missing = self.row.get(field.name).is_none_or(is_blank);
        if !is_missing {
            return self.row.get(field.name);
        }
        if field.required {
            self.is_given_up = true;
            // A column that is not there was reported, once for all rows.
            if !self.report.origin.lacks(self.table.name, field.name) {
                self.fault(Problem::MissingField { field: field.name.to_owned() });
            }
        }
        None
    }

    /// Warns of characters in the next field that are left out of what is read.
    #[cfg(feature = "author")]
    fn look_for_hidden(&mut self) {
        let name = self.table.fields[self.read].name;
        let mut found = Vec::new();
        let mut look = |value: &Value, language: Option<&str>| {
            let text = value.text().unwrap_or_default();
            if let Some(character) = text.chars().find(|character| is_hidden(*character)) {
                found.push((character, language.map(str::to_owned)));
            }
        };
        match self.row.get(name) {
            Some(Value::Map(texts)) => texts.iter().for_each(|(language, text)| look(text, Some(language))),
            Some(Value::List(entries)) => entries.iter().for_each(|entry| look(entry, None)),
            Some(value) => look(value, None),
            None => {}
        }
        for (character, language) in found {
            let origin = &self.report.origin;
            let place = match language {
                Some(language) if *origin == Origin::Json => origin.place(
                    self.table.name,
                    self.at,
                    Some(&format!("{name}/{}", escaped(&language))),
                    None,
                ),
                Some(language) => origin.place_of_name(self.table.name, self.at, name, &language),
                None => origin.place(self.table.name, self.at, Some(name), None),
            };
            self.report.add(place, Problem::Advice(Advice::Hidden { character }));
        }
    }

    /// Reports the field that was read last.
    fn fault(&mut self, problem: Problem) {
        self.is_given_up = true;
        let field = &self.table.fields[self.read - 1];
        let mut place = field.name.to_owned();
        // In a document the text of a language has a place of its own.
        if field.shape == Shape::Names
            && matches!(self.report.origin, Origin::Json)
            && let Some(Some(texts)) = self.row.get(field.name).map(Value::fields)
            && let Some((language, _)) =
                texts.iter().find(|(language, text)| !Names::is_tag(language) || text.text().is_none())
        {
            place = format!("{place}/{}", escaped(language));
        }
        self.report.at(self.table.name, self.at, &place, problem);
    }
}

/// Reads a table's rows: each on its own, so that one fault does not hide the next.
pub fn read_rows<T: Record>(
    report: &mut Report,
    rows: &mut dyn FnMut(&str) -> Vec<(u32, Value)>,
    records: &mut Vec<Row<T>>,
) {
    let mut reader = RowReader::new(report, T::INFO, rows);
    while reader.next_row() {
        let value = T::read(&mut reader);
        if !reader.is_given_up {
            records.push(Row { value, at: reader.at });
        }
    }
}

/// Declares the record types of a format and the struct that holds all of its tables.
macro_rules! tables {
    (
        $(#[doc = $alldoc:literal])+ $All:ident;
        $( $(#[doc = $doc:literal])+ $table:ident: $Name:ident { $( $(#[doc = $fdoc:literal])+ $field:ident: $ty:ty $(= $range:expr)? ),+ $(,)? } )+
    ) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, PartialEq)]
            pub struct $Name { $( $(#[doc = $fdoc])+ pub $field: $ty ),+ }

            impl $crate::wire::table::Record for $Name {
                const INFO: &'static $crate::wire::table::TableInfo = &$crate::wire::table::TableInfo {
                    name: stringify!($table),
                    fields: &[$( $crate::wire::table::FieldInfo {
                        name: stringify!($field),
                        shape: <$ty as $crate::wire::field::Field>::SHAPE,
                        required: <$ty as $crate::wire::field::Field>::REQUIRED,
                        range: [$( $range, )? None][0],
                    } ),+],
                };

                fn read(row: &mut $crate::wire::table::RowReader<'_>) -> Self {
                    // All fields are read before any is given up, so that every fault of the row is reported.
                    Self { $( $field: row.field() ),+ }
                }

                fn write(&self) -> $crate::wire::value::Value {
                    let fields = [$( (stringify!($field), $crate::wire::field::Field::write(&self.$field)) ),+];
                    $crate::wire::value::Value::Map(
                        fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
                    )
                }
            }
        )+

        $(#[doc = $alldoc])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $All {
            $( $(#[doc = $doc])+ pub $table: Vec<$crate::wire::table::Row<$Name>> ),+
        }

        impl $All {
            /// Every table, in order.
            pub const INFO: &'static [$crate::wire::table::TableInfo] =
                &[$( *<$Name as $crate::wire::table::Record>::INFO ),+];

            /// The table of this name.
            pub fn table(name: &str) -> Option<&'static $crate::wire::table::TableInfo> {
                Self::INFO.iter().find(|info| info.name == name)
            }

            /// The names of all tables.
            pub fn table_names() -> Vec<&'static str> {
                let mut names = Vec::new();
                for info in Self::INFO {
                    names.push(info.name);
                }
                names
            }

            /// How many records each table has, in order.
            pub fn lengths(&self) -> Vec<(&'static str, usize)> {
                vec![$( (stringify!($table), self.$table.len()) ),+]
            }

            /// What authors read about every table.
            #[cfg(feature = "author")]
            pub const DOCS: &'static [$crate::wire::table::TableDoc] = &[$( $crate::wire::table::TableDoc {
                info: *<$Name as $crate::wire::table::Record>::INFO,
                about: &[$( $doc ),+],
                fields: &[$( &[$( $fdoc ),+] ),+],
            } ),+];

            /// Reads all tables; `rows` hands over the rows of the table it is asked for.
            pub fn read(
                report: &mut $crate::wire::table::Report,
                mut rows: impl FnMut(&str) -> Vec<(u32, $crate::wire::value::Value)>,
            ) -> Self {
                let rows: &mut dyn FnMut(&str) -> Vec<(u32, $crate::wire::value::Value)> = &mut rows;
                let mut all = Self::default();
                $( $crate::wire::table::read_rows(report, rows, &mut all.$table); )+
                all
            }

            /// Shows every record as it is written, with its table and where it is.
            #[cfg(feature = "author")]
            pub fn each(&self, see: &mut dyn FnMut(&'static str, u32, $crate::wire::value::Value)) {
                $(
                    for row in &self.$table {
                        see(stringify!($table), row.at, $crate::wire::table::Record::write(&row.value));
                    }
                )+
            }

            /// Writes all tables that have rows: name and records.
            pub fn write(&self) -> Vec<(&'static str, Vec<$crate::wire::value::Value>)> {
                let all = [$( (
                    stringify!($table),
                    self.$table.iter().map(|row| $crate::wire::table::Record::write(&row.value)).collect::<Vec<_>>(),
                ) ),+];
                all.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
            }
        }
    };
}
pub(crate) use tables;
