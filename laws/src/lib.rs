//! The laws on board: the text of every law file, by its path, as `fr/senate.toml`.

/// `(path, text)` of every law file, by path.
pub static ALL: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
