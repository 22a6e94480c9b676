//! The `<pathway-explorer>` element.
