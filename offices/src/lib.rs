//! The rules of offices on board: the text of every file, by its path, as `fr/senator.toml`.

/// `(path, text)` of every file of rules, by path.
pub static ALL: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
