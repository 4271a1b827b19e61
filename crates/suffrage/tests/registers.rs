//! Every file of rules and of registers in this repository: read without a fault, and everything that
//! they name is stated, on board, or a rule.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::fs;
use std::path::{Path, PathBuf};

use suffrage::Diagnostic;
use suffrage::register::read::{Known, admit, statements};
use suffrage::register::rules_read::rules;

fn plain(fault: &Diagnostic, texts: &[(String, String)]) -> String {
    let place = fault.place.as_ref();
    let file = place.map_or("", |place| place.file.as_str());
    let text = texts.iter().find(|one| one.0 == file).map_or("", |one| one.1.as_str());
    let line = place.map_or(0, |place| text[..place.span.start].lines().count());
    format!("{file}:{line}: {} {}", fault.fault.code(), fault.fault.message(suffrage::Lang::En))
}

/// `(path from `root`, text)` of every TOML file below it, by path.
fn files(root: &Path) -> Vec<(String, String)> {
    let (mut open, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("its entries too").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "toml")
                && path.file_name().is_none_or(|name| name != "Cargo.toml")
            {
                let name = path.strip_prefix(root).expect("it lies inside").display().to_string();
                files.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    files.sort();
    files
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The keys of what lies beside a register: rules of offices, laws, elections.
struct Around {
    rules: Vec<String>,
    laws: Vec<String>,
    elections: Vec<String>,
}

impl Around {
    fn of_this_repository() -> Self {
        let stems = |files: Vec<(String, String)>, end: &str| {
            files.iter().filter_map(|one| Some(one.0.strip_suffix(end)?.to_owned())).collect()
        };
        let root = repository();
        Self {
            rules: stems(files(&root.join("offices")), ".toml"),
            laws: stems(files(&root.join("laws")), ".toml"),
            elections: stems(files(&root.join("elections")), "/election.toml"),
        }
    }
}

impl Known for Around {
    fn knows(&self, kind: &str, id: &str) -> bool {
        self.keys(kind).iter().any(|one| one == id)
    }

    fn keys(&self, kind: &str) -> Vec<String> {
        match kind {
            "rules" => self.rules.clone(),
            "law" => self.laws.clone(),
            "election" => self.elections.clone(),
            _ => Vec::new(),
        }
    }
}

#[test]
fn every_rule_of_an_office_reads_and_names_only_offices_that_have_rules() {
    let around = Around::of_this_repository();
    let texts = files(&repository().join("offices"));
    assert!(!texts.is_empty());
    let mut faults = Vec::new();
    for (file, text) in &texts {
        match rules(file, text) {
            Err(all) => faults.extend(all.iter().map(|fault| plain(fault, &texts))),
            Ok(rules) => {
                let needed = rules.requires.iter().flat_map(|one| &one.rule.offices);
                let barred = rules.incompatible.iter().flat_map(|one| &one.rule.with);
                let below = rules.vacancies.iter().map(|one| &one.rule.below);
                let named = needed.chain(barred).chain(below.filter(|one| !one.is_empty()));
                let strange = named.filter(|one| !around.knows("rules", one));
                faults.extend(strange.map(|one| format!("{file}: no rules of `{one}`")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_register_reads_and_whatever_it_names_is_there() {
    let around = Around::of_this_repository();
    let root = repository().join("registers");
    let folders = fs::read_dir(&root).expect("the folder can be read");
    let folders: Vec<PathBuf> = folders
        .map(|one| one.expect("its entries too").path())
        .filter(|one| one.is_dir())
        .collect();
    assert!(!folders.is_empty());
    let mut faults = Vec::new();
    for folder in folders.iter().filter(|one| !files(one).is_empty()) {
        let (texts, mut batch) = (files(folder), Vec::new());
        for (file, text) in &texts {
            match statements(file, text) {
                Ok(read) => batch.extend(read),
                Err(all) => faults.extend(all.iter().map(|fault| plain(fault, &texts))),
            }
        }
        if faults.is_empty() {
            let all = admit(&batch, &around).err().unwrap_or_default();
            faults.extend(all.iter().map(|fault| plain(fault, &texts)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The example of the documentation, and the page of all kinds, made of the forms that the reader uses.
#[test]
fn the_documentation_reads_as_it_stands_and_names_every_key() {
    let docs = repository().join("docs");
    let text = fs::read_to_string(docs.join("register.md")).unwrap();
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let batch = statements("register.md", example).unwrap();
    let around = Around::of_this_repository();
    assert!(admit(&batch, &around).is_ok());
    let page = page(&suffrage::register::form::schema());
    let path = docs.join("register-statements.md");
    if std::env::var("SUFFRAGE_BLESS").is_ok() {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, page, "SUFFRAGE_BLESS=1 cargo test -p suffrage --test registers");
}

fn page(schema: &serde_json::Value) -> String {
    let mut out = String::from(
        "# Every kind of statement\n\nMade of the forms that the reader uses; a test holds it to them. Keys in bold must stand. Every statement may\nalso say `source`, `known`, `inferred`, `supersedes` and `note`: see [the notation of a register](register.md).\n",
    );
    let told = ["source", "known", "inferred", "supersedes", "note"];
    for (kind, form) in schema["properties"].as_object().unwrap() {
        let one = &form["items"];
        let meaning = one["description"].as_str().unwrap();
        out.push_str(&format!(
            "\n## `[[{kind}]]`\n\n{meaning}.\n\n| key | meaning | words |\n|---|---|---|\n"
        ));
        let required: Vec<&str> =
            one["required"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
        let keys = one["properties"].as_object().unwrap();
        for (key, value) in keys.iter().filter(|(key, _)| !told.contains(&key.as_str())) {
            let name =
                if required.contains(&key.as_str()) { format!("**{key}**") } else { key.clone() };
            let words: Vec<&str> = value["oneOf"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| one["const"].as_str())
                .collect();
            let nested: Vec<&str> = value["properties"]
                .as_object()
                .into_iter()
                .flat_map(|all| all.keys().map(String::as_str))
                .collect();
            let words = if words.is_empty() { nested } else { words };
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let meaning = value["description"].as_str().unwrap_or_default().replace('|', "\\|");
            out.push_str(&format!("| {name} | {meaning} | {} |\n", words.join(", ")));
        }
    }
    out
}
