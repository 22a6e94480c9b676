//! The command line of Rungs.
fn main() {}
