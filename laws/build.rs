//! Lists every data file of this folder, so that the crate carries them wherever it goes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())
            .expect("a string grows");
    }
    list.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("files.rs"), list).expect("cargo's own folder can be written");
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the folder of the crate can be read") {
        let path = entry.expect("its entries too").path();
        if path.is_dir() {
            if path != root.join("src") {
                walk(root, &path, files);
            }
        } else if path.parent() != Some(root)
            && path.extension().is_some_and(|end| {
                ["toml", "csv", "txt", "blt", "soi"].iter().any(|one| end == *one)
            })
        {
            let name = path.strip_prefix(root).expect("it lies inside").display().to_string();
            files.push((name, path));
        }
    }
}
