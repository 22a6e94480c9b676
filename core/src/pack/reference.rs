//! What authors and tools read about the format: the JSON Schema and the tables of `docs/pack.md`. Both are made
//! from the declarations in `crate::wire::pack_v1`, so they cannot say something else than the reader does.

use serde_json::{Map, Value, json};

use crate::wire::field::{ChoiceDoc, Shape};
use crate::wire::pack_v1::{self, FORMAT, PackV1};
use crate::wire::table::TableDoc;

/// The JSON Schema (2020-12) of `rungs-pack/1`.
pub fn json_schema() -> Value {
    let mut properties = Map::new();
    properties.insert("format".to_owned(), json!({ "const": FORMAT }));
    for doc in PackV1::DOCS {
        let record = record_schema(doc);
        let table =
            if doc.info.name == "pack" { record } else { json!({ "type": "array", "items": record }) };
        properties.insert(doc.info.name.to_owned(), table);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:rungs:pack:1",
        "title": "A Rungs pack",
        "type": "object",
        "properties": properties,
        "required": ["format", "pack"],
    })
}

fn record_schema(doc: &TableDoc) -> Value {
    let mut properties = Map::new();
    for (field, about) in doc.info.fields.iter().zip(doc.fields) {
        let mut schema = shape_schema(field.shape);
        if let Value::Object(fields) = &mut schema {
            if let Some((least, most)) = field.range {
                fields.insert("minimum".to_owned(), json!(least));
                fields.insert("maximum".to_owned(), json!(most));
            }
            fields.insert("description".to_owned(), Value::String(sentence(about)));
        }
        // The reader takes null for "not there".
        let schema = if field.required { schema } else { json!({ "anyOf": [schema, { "type": "null" }] }) };
        properties.insert(field.name.to_owned(), schema);
    }
    let required: Vec<&str> =
        doc.info.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": sentence(doc.about),
        "properties": properties,
    });
    if let (Value::Object(fields), false) = (&mut schema, required.is_empty()) {
        fields.insert("required".to_owned(), json!(required));
    }
    schema
}

fn shape_schema(shape: Shape) -> Value {
    match shape {
        // A code that a spreadsheet turned into a whole number is read as a text.
        Shape::Text => json!({ "type": ["string", "integer"] }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Decimal => json!({ "type": "number", "minimum": 0, "maximum": 42_949_672.95 }),
        Shape::Date => json!({ "type": "string", "pattern": "^\\s*\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}\\s*$" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::List(inner) => json!({ "type": "array", "items": shape_schema(*inner) }),
        Shape::Names => json!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-z]{2,3}(-[0-9A-Za-z]{1,8})*$" },
            "additionalProperties": { "type": "string" },
        }),
    }
}

/// The lines of a comment as one.
pub fn sentence(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// The tables of the author's reference, as Markdown.
pub fn markdown() -> String {
    let mut out = String::new();
    for doc in PackV1::DOCS {
        out.push_str(&format!("\n### {}\n\n{}\n\n", doc.info.name, sentence(doc.about)));
        out.push_str("| column | holds | must be filled in | what it is |\n|---|---|---|---|\n");
        for (field, about) in doc.info.fields.iter().zip(doc.fields) {
            let column = match field.shape {
                Shape::Names => format!("`{0}_zh`, `{0}_en`, …", field.name),
                _ => format!("`{}`", field.name),
            };
            let must = match field.name {
                "name" => "in one language at least",
                _ if field.required => "yes",
                _ => "",
            };
            let about = sentence(about).replace('|', "\\|");
            let mut holds = holds(field.shape);
            if let Some((least, most)) = field.range {
                holds.push_str(&format!(", {least} to {most}"));
            }
            out.push_str(&format!("| {column} | {holds} | {must} | {about} |\n"));
        }
    }
    out.push_str("\n## The words\n\nWhere a column holds one of a fixed set of words, they are these.\n");
    for doc in CHOICES {
        out.push_str(&format!("\n### {}\n\n{}\n\n", heading(doc), sentence(doc.about)));
        out.push_str("| word | what it means |\n|---|---|\n");
        for (word, about) in doc.words.iter().zip(doc.each) {
            out.push_str(&format!("| `{word}` | {} |\n", sentence(about).replace('|', "\\|")));
        }
    }
    out
}

/// Every fixed set of words of the format.
pub const CHOICES: &[ChoiceDoc] = &[
    pack_v1::Confidence::DOCS,
    pack_v1::Status::DOCS,
    pack_v1::Family::DOCS,
    pack_v1::OrganisationKind::DOCS,
    pack_v1::FrameworkKind::DOCS,
    pack_v1::Basis::DOCS,
    pack_v1::Leaf::DOCS,
    pack_v1::Stage::DOCS,
    pack_v1::CourseKind::DOCS,
    pack_v1::Nature::DOCS,
    pack_v1::Category::DOCS,
    pack_v1::TermKind::DOCS,
    pack_v1::Route::DOCS,
    pack_v1::FeeComponent::DOCS,
    pack_v1::Tier::DOCS,
    pack_v1::OrganiserKind::DOCS,
    pack_v1::Demanded::DOCS,
    pack_v1::CapScope::DOCS,
    pack_v1::QualityStep::DOCS,
    pack_v1::Reporter::DOCS,
    pack_v1::ElementKind::DOCS,
];

/// The name of a set of words as a heading: `OrganisationKind` is *organisation kind*.
pub fn heading(doc: &ChoiceDoc) -> String {
    let mut heading = String::new();
    for letter in doc.name.chars() {
        if letter.is_uppercase() && !heading.is_empty() {
            heading.push(' ');
        }
        heading.extend(letter.to_lowercase());
    }
    heading
}

fn holds(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Whole => "whole number".to_owned(),
        Shape::Decimal => "number".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Flag => "yes / no".to_owned(),
        Shape::Choice(words) => match CHOICES.iter().find(|doc| doc.words == words) {
            Some(doc) => format!("[{0}](#{1})", heading(doc), heading(doc).replace(' ', "-")),
            None => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        },
        Shape::List(inner) => format!("list of: {}", holds(*inner)),
        Shape::Names => "text by language".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_words_is_explained() {
        let shapes = PackV1::DOCS.iter().flat_map(|doc| doc.info.fields).map(|field| field.shape);
        for shape in shapes {
            let words = match shape {
                Shape::Choice(words) | Shape::List(&Shape::Choice(words)) => words,
                _ => continue,
            };
            assert!(CHOICES.iter().any(|doc| doc.words == words), "{words:?}");
        }
    }
}
