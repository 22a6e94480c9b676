//! A pack as one workbook (XLSX): a sheet for each table, under its name.

mod read;
mod write;

pub use read::{is_compound, is_zip, read};
pub use write::write;
