//! `rungs template`: an empty workbook to fill in.

use std::io;

use rungs_core::wire::pack_v1::PackV1;

use crate::arguments::Template;
use crate::build::write_workbook;
use crate::{Ending, Surroundings};

pub fn run(arguments: &Template, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    write_workbook(&PackV1::default(), &arguments.output, surroundings)
}
