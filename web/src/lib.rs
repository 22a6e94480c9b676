//! The `<pathway-explorer>` element: Leptos's signals in a shadow root.
//!
//! [`boundary`] is the only file that the browser's JavaScript sees; `www/element/` holds the element's class.

mod app;
pub mod boundary;
mod browser;
mod dom;
mod keeping;
mod signal;
mod snapshot;
mod state;
mod views;
mod words;
