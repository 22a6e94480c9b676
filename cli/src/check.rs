//! `rungs check`.

use std::io;

use rungs_core::pack::past;

use crate::arguments::{Check, Format};
use crate::input::read_pack;
use crate::today::today;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Check, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (texts, mut reading) = read_pack(&arguments.pack, surroundings.input);
    let past = past(&reading, arguments.today.unwrap_or_else(today));
    reading.findings.extend(past);
    match arguments.format {
        Format::Text => {
            let style = report::Style { language: surroundings.language, colour: surroundings.colour };
            report::text(surroundings.out, &reading, &texts, style)?;
        }
        Format::Json => report::json(surroundings.out, &reading.findings, surroundings.language)?,
    }
    Ok(if reading.model.is_some() { Ending::Done } else { Ending::BadInput })
}
