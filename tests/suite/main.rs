//! One test binary: a module per part of the project.
