//! Fixtures and oracles that the suite shares.

pub mod fuzzed;
pub mod packs;
