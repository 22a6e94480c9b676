//! The stored formats: text ↔ plain records, one module per format and version.
//!
//! A stored format is a promise, so its records are apart from the model: [`pack_v1`] declares each table once,
//! and the readers (JSON, CSV), the writers, the JSON Schema and the author's reference all follow from it.

pub mod field;
pub mod learner_v1;
pub mod pack_v1;
mod parse;
#[cfg(feature = "author")]
pub mod plan_v1;
pub mod table;
pub mod value;
