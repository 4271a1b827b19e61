//! The house in order: direction of `use`, length of files, no country's name in code, citations.
//!
//! A module uses only rooms before it in the line. A plain search misses nested `use` lists, so the
//! sources are parsed.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// The line of rooms: each uses only those before it (rooms of one row do not use each other).
const LINE: &[&[&str]] = &[
    &["word"],
    &["number", "diagnostic"],
    &["ballots"],
    &["tally"],
    &["read", "record"],
    &["tie"],
    &["method"],
    &["law"],
    &["count"],
    &["outcome"],
    &["register"],
    &["check", "replay"],
    &["render"],
];

/// `law::example` counts the worked examples of a law and folds them, so it looks ahead.
const ALLOWED: &[(&str, &str)] = &[("law/example.rs", "count"), ("law/example.rs", "outcome")];

#[derive(Default)]
struct Uses(Vec<String>);

impl<'a> Visit<'a> for Uses {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            heads(&path.tree, &mut self.0);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let mut segments = path.segments.iter();
        if segments.next().is_some_and(|one| one.ident == "crate")
            && let Some(room) = segments.next()
        {
            self.0.push(room.ident.to_string());
        }
        visit::visit_path(self, path);
    }
}

fn heads(tree: &syn::UseTree, rooms: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => rooms.push(path.ident.to_string()),
        syn::UseTree::Name(name) => rooms.push(name.ident.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|one| heads(one, rooms)),
        _ => {}
    }
}

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn row(room: &str) -> Option<usize> {
    LINE.iter().position(|row| row.contains(&room))
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let room = file.split(['/', '.']).next().unwrap().to_owned();
        let Some(here) = row(&room) else { continue };
        let mut uses = Uses::default();
        uses.visit_file(&syn::parse_file(&text).unwrap());
        for other in uses.0.iter().filter(|other| **other != room) {
            let allowed = ALLOWED.contains(&(file.as_str(), other.as_str()));
            if row(other).is_some_and(|there| there >= here) && !allowed {
                wrong.push(format!("{file} uses {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_place_in_the_line() {
    for (file, _) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        let room = file.split(['/', '.']).next().unwrap();
        assert!(row(room).is_some(), "{file}: put `{room}` into the line of rooms");
    }
}

/// A number is a signal, not a law: a longer file stands here with its reason.
const LONGER: &[(&str, &str)] = &[
    ("diagnostic/catalogue.rs", "the catalogue of faults, English and French side by side"),
    ("record.rs", "every step of a record in one place"),
    ("law/parse.rs", "one reader for one notation"),
    ("render/law.rs", "every sentence of a reading view"),
    ("law/steps.rs", "every verb of the notation with its keys"),
    ("law/mod.rs", "the model of a law"),
    ("register/statement.rs", "every kind of statement in one place"),
    ("count/allocate.rs", "division, corrections and exhausted lists go on from one another"),
];

#[test]
fn files_stay_short_or_say_why() {
    for (file, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap().lines().count();
        let excused = LONGER.iter().any(|(name, _)| *name == file);
        assert!(code <= 500 || excused, "{file} has {code} lines");
        assert!(code > 400 || !excused, "{file} is short again: take it off the list");
    }
}

#[test]
fn no_country_stands_in_code() {
    const NAMES: &[&str] =
        &["france", "french", "dutch", "netherlands", "swiss", "caledonia", "germany"];
    for (file, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // Meanings of formats and languages name them; decisions may not.
            if line.contains("#[doc") || line.contains("meaning") || line.contains("Key {") {
                continue;
            }
            let lower = line.to_lowercase();
            for name in NAMES {
                assert!(!lower.contains(name) || lower.contains("must("), "{file}: {line}");
            }
        }
    }
}

#[test]
fn every_fault_has_its_own_code() {
    let codes: Vec<&str> = suffrage::Fault::CATALOGUE.iter().map(|(code, _)| *code).collect();
    let mut unique = codes.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), codes.len());
}
