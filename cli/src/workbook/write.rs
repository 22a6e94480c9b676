//! Writing a workbook: a sheet for each table with what its columns mean, and sheets that explain all of them.

use rungs_core::date::Date;
use rungs_core::pack::reference::{self, sentence};
use rungs_core::wire::field::Shape;
use rungs_core::wire::pack_v1::PackV1;
use rungs_core::wire::table::TableDoc;
use rungs_core::wire::value::Value;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Note, Workbook,
    Worksheet, XlsxError,
};

use crate::words::SheetWords;

/// Rows that have drop-downs.
const ROWS: u32 = 20_000;

/// Writes tables as a workbook. Every table has a sheet with all of its columns, so that there is room for more.
pub fn write(tables: &PackV1, words: &SheetWords) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same tables are always the same bytes.
    workbook
        .set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let formats = Formats::new();
    let mut written = tables.write();
    for doc in PackV1::DOCS {
        let at = written.iter().position(|(name, _)| *name == doc.info.name);
        let rows = at.map(|at| written.swap_remove(at).1).unwrap_or_default();
        table(workbook.add_worksheet().set_name(doc.info.name)?, doc, &rows, &formats, words)?;
    }
    columns(workbook.add_worksheet().set_name("_columns")?, &formats, words)?;
    choices(workbook.add_worksheet().set_name("_words")?, &formats, words)?;
    workbook.save_to_buffer()
}

struct Formats {
    heading: Format,
    required: Format,
    text: Format,
    date: Format,
    wrapped: Format,
}

impl Formats {
    fn new() -> Self {
        let heading = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4));
        Self {
            required: heading.clone().set_background_color(Color::RGB(0x00FF_E3A3)),
            heading,
            // As a text, so that no code becomes a date or a number.
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            wrapped: Format::new().set_text_wrap(),
        }
    }
}

/// A column of a sheet: a field, or a field in one language.
struct Column {
    heading: String,
    language: Option<String>,
    field: usize,
}

fn columns_of(doc: &TableDoc, rows: &[Value]) -> Vec<Column> {
    let mut columns = Vec::new();
    for (index, field) in doc.info.fields.iter().enumerate() {
        if field.shape != Shape::Names {
            columns.push(Column { heading: field.name.to_owned(), language: None, field: index });
            continue;
        }
        let mut languages = vec!["zh", "en"];
        for row in rows {
            for (language, _) in row.get(field.name).and_then(Value::fields).unwrap_or_default() {
                if !languages.contains(&language.as_str()) {
                    languages.push(language);
                }
            }
        }
        columns.extend(languages.into_iter().map(|language| Column {
            heading: format!("{}_{language}", field.name),
            language: Some(language.to_owned()),
            field: index,
        }));
    }
    columns
}

fn table(
    sheet: &mut Worksheet,
    doc: &TableDoc,
    rows: &[Value],
    formats: &Formats,
    words: &SheetWords,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(columns_of(doc, rows)) {
        let field = &doc.info.fields[column.field];
        let must = field.required || column.heading == "name_zh";
        let heading = if must { &formats.required } else { &formats.heading };
        sheet.write_with_format(0, at, column.heading.as_str(), heading)?;
        sheet.set_column_width(at, width(field.shape))?;
        let about = format!("{}\n{}", holds(field.shape, words), sentence(doc.fields[column.field]));
        let about = if must { format!("{about}\n{}", words.required) } else { about };
        let note =
            Note::new(about).add_author_prefix(false).set_author("rungs").set_width(280).set_height(110);
        sheet.insert_note(0, at, &note)?;
        match field.shape {
            Shape::Whole | Shape::Decimal => {}
            Shape::Date => {
                sheet.set_column_format(at, &formats.date)?;
            }
            Shape::Flag | Shape::Choice(_) | Shape::Text | Shape::List(_) | Shape::Names => {
                sheet.set_column_format(at, &formats.text)?;
            }
        }
        let choices: &[&str] = match field.shape {
            Shape::Choice(words) => words,
            Shape::Flag => &["yes", "no"],
            _ => &[],
        };
        if !choices.is_empty() {
            let validation = DataValidation::new()
                .allow_list_strings(choices)?
                // `rungs check` says more about a wrong word than a spreadsheet does, and reads 是 for yes.
                .set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, at, ROWS, at, &validation)?;
        }
        for (number, row) in (1u32..).zip(rows) {
            let value = row.get(field.name);
            let value = match &column.language {
                Some(language) => value.and_then(|value| value.get(language)),
                None => value,
            };
            if let Some(value) = value {
                write_cell(sheet, number, at, value, field.shape, formats)?;
            }
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    shape: Shape,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match (value, shape) {
        (Value::Number(number), _) => sheet.write_number(row, column, *number)?,
        (Value::Text(text), Shape::Date) => match text.parse().ok().and_then(excel_date) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, &formats.date)?,
            None => sheet.write_with_format(row, column, text.as_str(), &formats.text)?,
        },
        _ => {
            let text = rungs_core::pack::csv::cell(value);
            sheet.write_with_format(row, column, text.as_str(), &formats.text)?
        }
    };
    Ok(())
}

/// A day as a workbook counts it, if it is not before 1900, where that begins.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&date.to_string()).ok()
}

fn width(shape: Shape) -> f64 {
    match shape {
        Shape::Names => 32.0,
        Shape::List(_) => 28.0,
        Shape::Text | Shape::Choice(_) => 18.0,
        Shape::Date | Shape::Whole | Shape::Decimal | Shape::Flag => 12.0,
    }
}

/// Every column of every table.
fn columns(sheet: &mut Worksheet, formats: &Formats, words: &SheetWords) -> Result<(), XlsxError> {
    heads(sheet, &words.columns, &[20.0, 20.0, 44.0, 12.0, 90.0], formats)?;
    let mut row = 1;
    for doc in PackV1::DOCS {
        sheet.write(row, 0, doc.info.name)?;
        sheet.write_with_format(row, 4, sentence(doc.about), &formats.wrapped)?;
        row += 1;
        for (field, about) in doc.info.fields.iter().zip(doc.fields) {
            let column = match field.shape {
                Shape::Names => format!("{0}_zh, {0}_en, …", field.name),
                _ => field.name.to_owned(),
            };
            sheet.write(row, 0, doc.info.name)?;
            sheet.write(row, 1, column)?;
            sheet.write_with_format(row, 2, holds(field.shape, words), &formats.wrapped)?;
            if field.required || field.name == "name" {
                sheet.write(row, 3, words.yes)?;
            }
            sheet.write_with_format(row, 4, sentence(about), &formats.wrapped)?;
            row += 1;
        }
    }
    Ok(())
}

/// Every fixed word.
fn choices(sheet: &mut Worksheet, formats: &Formats, words: &SheetWords) -> Result<(), XlsxError> {
    heads(sheet, &words.choices, &[24.0, 24.0, 90.0], formats)?;
    let choices =
        reference::CHOICES.iter().flat_map(|doc| doc.words.iter().zip(doc.each).map(move |it| (doc, it)));
    for (row, (doc, (word, about))) in (1u32..).zip(choices) {
        sheet.write(row, 0, reference::heading(doc))?;
        sheet.write(row, 1, *word)?;
        sheet.write_with_format(row, 2, sentence(about), &formats.wrapped)?;
    }
    Ok(())
}

fn heads(
    sheet: &mut Worksheet,
    headings: &[&str],
    widths: &[f64],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, (heading, width)) in (0u16..).zip(headings.iter().zip(widths)) {
        sheet.write_with_format(0, at, *heading, &formats.heading)?;
        sheet.set_column_width(at, *width)?;
    }
    Ok(())
}

fn holds(shape: Shape, words: &SheetWords) -> String {
    let holds = match shape {
        Shape::Text => words.text,
        Shape::Whole => words.whole,
        Shape::Decimal => words.decimal,
        Shape::Date => words.date,
        Shape::Flag => words.flag,
        Shape::Choice(choices) => return choices.join(" | "),
        Shape::List(&Shape::Choice(choices)) => return (words.some_of)(&choices.join(" | ")),
        Shape::List(_) => words.list,
        Shape::Names => words.names,
    };
    holds.to_owned()
}
