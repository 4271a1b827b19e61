//! Corpora of others, which are not ours to ship, and one line for each suite held against them.

#![allow(dead_code, reason = "each file of tests takes what it needs")]

use std::path::{Path, PathBuf};

#[path = "../../../suffrage/tests/common/mod.rs"]
pub mod laws;

/// The folder of a corpus; `None`, said aloud, where `SUFFRAGE_CORPORA` names no place. Continuous
/// integration always sets it.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let Ok(root) = std::env::var("SUFFRAGE_CORPORA") else {
        eprintln!("skipped: SUFFRAGE_CORPORA does not say where the corpus {name} stands");
        return None;
    };
    let path = Path::new(&root).join(name);
    assert!(path.is_dir(), "SUFFRAGE_CORPORA is set, but there is no {}", path.display());
    Some(path)
}

/// Every file below a folder with this ending, in order.
pub fn below(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|one| one == end) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A row of the table of suites, which `just suites` prints.
pub fn hits(suite: &str, exact: usize, all: usize, rest: &str) {
    println!("| {suite} | {all} | {exact} | {rest} |");
}
