//! The registers on board: every file of every folder, as `nc/people.toml`.

/// `(path, text)` of every file, by path.
pub static ALL: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
