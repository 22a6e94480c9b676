//! The model, the pack reader and every computation of Rungs.
//!
//! Pure: no I/O, no clock, no randomness, no browser. The same input gives the same output, bit for bit.

pub mod badge;
pub mod catalogue;
pub mod circles;
pub mod coverage;
pub mod date;
pub mod decimal;
pub mod diagnostic;
pub mod export;
pub mod guide;
pub mod interest;
pub mod ladder;
pub mod learner;
pub mod model;
pub mod names;
pub mod pack;
pub mod plan;
pub mod question;
pub mod recognition;
pub mod requisite;
pub mod search;
pub mod share;
pub mod sorted;
pub mod suggest;
pub mod wire;
pub mod words;

pub use rungs_ilp::sort;
