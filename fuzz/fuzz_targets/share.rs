#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rungs_tests::fuzzed::run("share", bytes));
