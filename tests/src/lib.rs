//! Fixtures and oracles that the suite shares.

pub mod packs;
