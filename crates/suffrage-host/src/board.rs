//! What is on board: the laws and elections that the program carries with it.

use std::path::Path;

use serde::Deserialize;
use suffrage::law::{Text, parse};
use suffrage::read::{Encoding, Input};
use suffrage::{Fault, LawBook};

use crate::Trouble;

/// Every law on board.
///
/// # Errors
/// Faults of a law file: our own, shown like a user's.
pub fn laws() -> Result<LawBook, Trouble> {
    let mut trouble = Trouble::default();
    let mut laws = Vec::new();
    for (file, text) in law_files() {
        match parse::law(file, text) {
            Ok(law) => laws.push(law),
            Err(faults) => {
                trouble.faults.extend(faults);
                trouble.texts.push(Input { file: file.to_owned(), text: text.to_owned() });
            }
        }
    }
    if trouble.faults.is_empty() { Ok(LawBook::new(laws)) } else { Err(trouble) }
}

/// The laws on board with some words of one of them, and of those it applies, read as others: what
/// if the text said so? As (`1/2 of expressed`, `1/2 of votes`).
///
/// # Errors
/// If the words do not stand there, or the text is no law any more.
pub fn laws_read(id: &str, words: &str, instead: &str) -> Result<LawBook, Trouble> {
    let plain = laws()?;
    let applied = |law: &str| -> Vec<String> {
        let law = plain.find(law);
        law.map_or_else(Vec::new, |law| law.apply.iter().map(|one| one.rule.law.clone()).collect())
    };
    let mut ids = vec![id.to_owned()];
    let mut at = 0;
    while at < ids.len() {
        let next: Vec<String> =
            applied(&ids[at]).into_iter().filter(|one| !ids.contains(one)).collect();
        ids.extend(next);
        at += 1;
    }
    let (mut trouble, mut laws, mut found) = (Trouble::default(), Vec::new(), false);
    for law in plain.laws() {
        let file = format!("{}.toml", law.id);
        let text = law_files().find(|one| one.0 == file).map_or("", |one| one.1);
        if !ids.contains(&law.id) || !text.contains(words) {
            laws.push(law.clone());
            continue;
        }
        found = true;
        let text = text.replace(words, instead);
        match parse::law(&file, &text) {
            Ok(law) => laws.push(law),
            Err(faults) => {
                trouble.faults.extend(faults);
                trouble.texts.push(Input { file, text });
            }
        }
    }
    if !found {
        let (words, law) = (words.to_owned(), ids.join(", "));
        return Err(Fault::WordsNotThere { words, law }.into());
    }
    if trouble.faults.is_empty() { Ok(LawBook::new(laws)) } else { Err(trouble) }
}

/// The laws on board and, in place of one of its name, the law in a file of the user; with its id.
///
/// # Errors
/// Faults of the file.
pub fn laws_and(path: &Path) -> Result<(LawBook, String), Trouble> {
    with(laws()?, path)
}

/// A book and, in place of one of its name, the law in a file of the user; with its id.
///
/// # Errors
/// Faults of the file.
pub fn with(book: LawBook, path: &Path) -> Result<(LawBook, String), Trouble> {
    let input = crate::text_of(path, Encoding::Utf8)
        .map_err(|faults| Trouble { faults, texts: Vec::new() })?;
    let law = match parse::law(&input.file, &input.text) {
        Ok(law) => law,
        Err(faults) => return Err(Trouble { faults, texts: vec![input] }),
    };
    let id = law.id.clone();
    let others = book.laws().iter().filter(|one| one.id != id).cloned().collect::<Vec<_>>();
    Ok((LawBook::new(others.into_iter().chain([law]).collect()), id))
}

/// The law files on board: (path, text).
pub fn law_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    suffrage_laws::ALL.iter().copied().filter(|(file, _)| file.ends_with(".toml"))
}

/// The elections on board, by id.
#[must_use]
pub fn elections() -> Vec<String> {
    suffrage_elections::ALL
        .iter()
        .filter_map(|(file, _)| file.strip_suffix("/election.toml"))
        .map(str::to_owned)
        .collect()
}

/// The files of an election on board: (path, bytes).
///
/// # Errors
/// If there is none of that name.
pub fn election(id: &str) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let files = files(id);
    if files.is_empty() {
        let known = elections();
        let near = suffrage::diagnostic::near(id, known.iter().map(String::as_str));
        return Err(Fault::NoSuchElection { name: id.to_owned(), near }.into());
    }
    Ok(files.into_iter().map(|(file, text)| (file.to_owned(), text.as_bytes().to_vec())).collect())
}

fn files(id: &str) -> Vec<(&'static str, &'static str)> {
    let inside = |file: &str| {
        file.strip_prefix(id)
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|rest| !rest.contains('/'))
    };
    suffrage_elections::ALL.iter().copied().filter(|(file, _)| inside(file)).collect()
}

/// The title of an election on board.
#[must_use]
pub fn title(id: &str) -> Text {
    said(text(id, "election.toml").unwrap_or_default()).0
}

/// The title and the remark of an `election.toml`; empty where it has none.
#[must_use]
pub fn said(text: &str) -> (Text, String) {
    #[derive(Deserialize)]
    struct Said {
        #[serde(default)]
        title: Title,
        #[serde(default)]
        note: String,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Title {
        Both(Text),
        One(String),
    }
    impl Default for Title {
        fn default() -> Self {
            Self::Both(Text::default())
        }
    }
    let of = |title| match title {
        Title::Both(both) => both,
        Title::One(one) => Text::from(one.as_str()),
    };
    toml::from_str::<Said>(text).map(|one| (of(one.title), one.note)).unwrap_or_default()
}

/// One file of an election on board.
#[must_use]
pub fn text(id: &str, name: &str) -> Option<&'static str> {
    let path = format!("{id}/{name}");
    suffrage_elections::ALL.iter().find(|(file, _)| *file == path).map(|(_, text)| *text)
}

/// What the authority said of an election: `expected.toml`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Where it is written.
    pub source: Source,
    /// Persons elected, in order.
    #[serde(default)]
    pub elected: Vec<String>,
    /// Seats by contest and list (all pots together); lists without seats may be left out.
    #[serde(default)]
    pub seats: std::collections::BTreeMap<String, std::collections::BTreeMap<String, u32>>,
    /// Seats by list in all contests together, where the authority says no more; lists without seats
    /// may be left out.
    #[serde(default)]
    pub total: std::collections::BTreeMap<String, u32>,
    /// Seats by contest, pot and list.
    #[serde(default)]
    pub pots: std::collections::BTreeMap<
        String,
        std::collections::BTreeMap<String, std::collections::BTreeMap<String, u32>>,
    >,
    /// Persons by contest and list.
    #[serde(default)]
    pub persons:
        std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<String>>>,
    /// Constituencies whose leaders are not seated, by code.
    #[serde(default)]
    pub not_seated: Vec<String>,
    /// Whether the question was adopted.
    pub adopted: Option<bool>,
    /// Contests that differ from the law, and why: the law's seats are then not expected.
    #[serde(default)]
    pub differs: std::collections::BTreeMap<String, String>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// One source or several.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Source {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Default for Source {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

/// What the authority said of an election on board.
///
/// # Errors
/// If the file is not of this form.
pub fn expected(id: &str) -> Result<Option<Expected>, String> {
    let Some(text) = text(id, "expected.toml") else { return Ok(None) };
    toml::from_str(text).map(Some).map_err(|error| format!("{id}/expected.toml: {error}"))
}
