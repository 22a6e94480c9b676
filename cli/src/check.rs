//! `rungs check`.

use std::io;

use crate::arguments::{Check, Format};
use crate::input::read_pack;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Check, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (texts, reading) = read_pack(&arguments.pack, surroundings.input);
    match arguments.format {
        Format::Text => {
            let style = report::Style { language: surroundings.language, colour: surroundings.colour };
            report::text(surroundings.out, &reading.findings, &texts, style)?;
        }
        Format::Json => report::json(surroundings.out, &reading.findings, surroundings.language)?,
    }
    Ok(if reading.model.is_some() { Ending::Done } else { Ending::BadInput })
}
