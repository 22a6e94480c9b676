//! The model, the pack reader and every computation of Rungs.
pub mod plan;
