//! `rungs template`: an empty workbook to fill in.

use std::io;
use std::path::Path;

use rungs_core::wire::pack_v1::PackV1;

use crate::arguments::Template;
use crate::build::{ends_in, write_workbook};
use crate::{Ending, Surroundings};

pub fn run(arguments: &Template, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    let output = &arguments.output;
    if output == Path::new("-") || ends_in(output, "xlsx") {
        return write_workbook(&PackV1::default(), output, surroundings);
    }
    let said = (surroundings.words().no_template)(&output.display().to_string());
    surroundings.complain(Ending::Usage, &said)
}
