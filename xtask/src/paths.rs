//! Where things are.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    // Cargo says where this crate is now; where it was when it was compiled may be another checkout.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().expect("xtask/ lies in the workspace").to_owned()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where the widget's half-made parts lie between two builds.
pub fn workshop() -> PathBuf {
    target().join("widget-parts")
}

/// What is served and tested.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What a school hosts, unless another folder is named.
pub fn release() -> PathBuf {
    root().join("release")
}
