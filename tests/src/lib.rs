//! Fixtures and oracles that the suite shares.

pub mod fuzzed;
pub mod packs;

/// What a call of the command line comes to: its exit code, what it puts out, what it says beside that.
pub fn bytes_of(arguments: &[&str], mut input: &[u8]) -> (u8, Vec<u8>, Vec<u8>) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut surroundings = rungs::Surroundings {
        language: rungs_core::words::Language::English,
        colour: false,
        progress: false,
        input: &mut input,
        out: &mut out,
        err: &mut err,
    };
    let arguments = std::iter::once("rungs").chain(arguments.iter().copied()).map(std::ffi::OsString::from);
    let code = rungs::run(arguments, &mut surroundings);
    (code, out, err)
}
