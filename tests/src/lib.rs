//! Fixtures and oracles that the suite shares.
