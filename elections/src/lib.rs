//! The elections on board: every file of every folder, as `nc/senate/2023/election.toml`.

/// `(path, text)` of every file, by path.
pub static ALL: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
