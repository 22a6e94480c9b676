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
    let place = output.display();
    surroundings.called_wrongly(
        &format!("错误：填写用的是工作簿，不能写成 {place}\n  提示：名称请以 .xlsx 结尾，或用 - 表示标准输出"),
        &format!("error: the template is a workbook and is not written as {place}\n  hint: let its name end in .xlsx, or give - for what goes out"),
    )
}
