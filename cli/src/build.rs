//! `rungs build`.

use std::io;
use std::path::Path;

use rungs_core::pack::write_json;
use rungs_core::words::Language;

use crate::arguments::Build;
use crate::input::read_pack;
use crate::output::write_whole;
use crate::{Ending, Surroundings, report};

pub fn run(arguments: &Build, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let (texts, reading) = read_pack(&arguments.pack, surroundings.input);
    if !reading.findings.is_empty() {
        let style = report::Style { language: surroundings.language, colour: false };
        report::text(surroundings.err, &reading, &texts, style)?;
    }
    if reading.model.is_none() {
        return Ok(Ending::BadInput);
    }
    let document = write_json(&reading.tables);
    if arguments.output == Path::new("-") {
        surroundings.out.write_all(document.as_bytes())?;
        return Ok(Ending::Done);
    }
    if let Err(error) = write_whole(&arguments.output, &document) {
        let place = arguments.output.display();
        match surroundings.language {
            Language::Chinese => writeln!(surroundings.err, "无法写入 {place}：{error}")?,
            Language::English => writeln!(surroundings.err, "cannot write {place}: {error}")?,
        }
        return Ok(Ending::BadInput);
    }
    Ok(Ending::Done)
}
