//! Writes the inputs that `fuzz/` begins from: `cargo run -p rungs-tests --example corpus -- fuzz/corpus`.

use std::path::PathBuf;

use rungs_tests::fuzzed::TARGETS;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    for target in TARGETS {
        let folder = folder.join(target.name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        for (number, seed) in (target.seeds)().iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number}")), seed)
                .expect("the folder can be written to");
        }
    }
}
