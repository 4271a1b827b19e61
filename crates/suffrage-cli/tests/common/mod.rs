//! The program run as a user runs it, in a folder of its own.

#![allow(dead_code, reason = "each file of tests takes what it needs")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the program in a folder, in plain English.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suffrage"));
    command.args(arguments).current_dir(folder).env("LANG", "C").env_remove("LC_ALL");
    command.output().unwrap()
}

/// An empty folder; the name must be no other test's.
pub fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// All that was said, the result first.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}
