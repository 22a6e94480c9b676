//! `rungs reference`: the format, for authors and for tools.

use std::io;

use rungs_core::pack::reference;

use crate::arguments::Reference;
use crate::{Ending, Surroundings};

pub fn run(arguments: &Reference, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    if arguments.schema {
        // A document of plain values can always be written.
        let schema = serde_json::to_string_pretty(&reference::json_schema()).unwrap_or_default();
        writeln!(surroundings.out, "{schema}")?;
    } else {
        write!(surroundings.out, "{}", reference::markdown().trim_start())?;
    }
    Ok(Ending::Done)
}
