//! Integer programs: small ones, solved exactly and the same way on every machine.
//!
//! [`Branch`] looks for the best whole-number solution of an [`Ilp`]: a dual simplex method guides it, and what it
//! claims is proven in whole numbers. It knows nothing of pathways. A crate of its own, because its loops are what a
//! page waits for: of all that is downloaded, it alone is compiled to be quick rather than small.
//!
//! Pure: no I/O, no clock, no randomness.

mod branch;
mod certify;
mod cuts;
mod guess;
mod lp;
mod presolve;
mod program;
pub mod sort;

pub use branch::Branch;
pub use presolve::{Reduced, gcd, reduce};
pub use program::{Bounds, ByColumn, Ilp, NO_LOWER, NO_UPPER, Propagator, Row};
