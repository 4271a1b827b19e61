//! `election.toml`: what the tables of an election cannot say.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::folder::day;
use super::stated::{Asked, Known};
use super::{Input, Reading};
use crate::diagnostic::{Diagnostic, Fault, Place, Text, near, with_article};
use crate::number::{MOST_VOTES, Votes};
use crate::tally::{Election, Lot};
use crate::word::Word;

/// The file as it is read.
pub(super) struct Meta<'a> {
    pub input: &'a Input,
    pub faults: &'a mut Vec<Diagnostic>,
    /// What the cells of the ballots say.
    pub reading: Reading<'static>,
    /// The files of ballots, and folders of them.
    pub ballots: Vec<String>,
    /// What is stated of them.
    pub asked: Asked,
}

const KEYS: &[&str] = &[
    "title",
    "law",
    "date",
    "source",
    "note",
    "lot",
    "seats",
    "withdrawn",
    "cells",
    "blanks",
    "ballots",
    "contest",
    "candidate",
    "cast",
];
const CANDIDATE_KEYS: &[&str] = &["name", "code", "aliases", "withdrawn"];
/// The most seats that a folder may state.
const MOST_SEATS: Votes = 1_000_000;
const LOT_KEYS: &[&str] = &["contest", "among", "drawn", "for", "source"];
const LOT_NEEDED: &[&str] = &["contest", "among", "drawn", "source"];

impl<'a> Meta<'a> {
    pub fn new(input: &'a Input, faults: &'a mut Vec<Diagnostic>) -> Self {
        let (ballots, asked) = (Vec::new(), Asked::default());
        Self { input, faults, reading: Reading::PLAIN, ballots, asked }
    }

    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(&self.input.file, span, fault));
    }

    pub fn read(&mut self, election: &mut Election) {
        let (root, errors) = DeTable::parse_recoverable(&self.input.text);
        // One slip can make every line after it wrong: then only the slip itself is told.
        let told = if errors.len() > 4 { 1 } else { errors.len() };
        for error in &errors[..told] {
            let (span, what) = (error.span().unwrap_or(0..0), error.message().to_owned());
            self.fault(span, Fault::NotToml { what });
        }
        if !errors.is_empty() {
            return;
        }
        let table = root.get_ref();
        let top = 0..self.input.text.lines().next().unwrap_or_default().len();
        self.keys(table, KEYS, &["title", "law", "date"], "election.toml", &top);
        election.title = self.title(table);
        election.law = self.text(table, "law").unwrap_or_default();
        if let Some(value) = table.get("date") {
            let text = match value.get_ref() {
                DeValue::Datetime(day) => day.to_string(),
                DeValue::String(text) => text.to_string(),
                other => other.type_str().to_owned(),
            };
            match day(&text) {
                Some(day) => election.date = day,
                None => self.fault(value.span(), Fault::NotADate { key: "date".to_owned(), text }),
            }
        }
        election.withdrawn = self.texts(table, "withdrawn");
        let (cells, blanks) = (self.word(table, "cells"), self.word(table, "blanks"));
        self.reading.cells = cells.unwrap_or(self.reading.cells);
        self.reading.blanks = blanks.unwrap_or(self.reading.blanks);
        election.seats =
            self.whole(table, "seats", MOST_SEATS).and_then(|seats| u32::try_from(seats).ok());
        self.of_ballots(table);
        election.sources = match table.get("source").map(Spanned::get_ref) {
            Some(DeValue::String(one)) => vec![one.to_string()],
            _ => self.texts(table, "source"),
        };
        for lot in self.tables(table, "lot") {
            let Some(inner) = lot.get_ref().as_table() else { continue };
            self.keys(inner, LOT_KEYS, LOT_NEEDED, "[[lot]]", &lot.span());
            election.lots.push(Lot {
                contest: self.text(inner, "contest").unwrap_or_default(),
                among: self.texts(inner, "among"),
                drawn: self.texts(inner, "drawn"),
                purpose: if inner.contains_key("for") { self.word(inner, "for") } else { None },
                source: self.text(inner, "source").unwrap_or_default(),
            });
        }
    }

    /// What is stated of files of ballots.
    fn of_ballots(&mut self, table: &DeTable<'_>) {
        self.ballots = self.texts(table, "ballots");
        let names = match table.get("contest").map(Spanned::get_ref) {
            Some(DeValue::String(one)) => vec![one.to_string()],
            _ => self.texts(table, "contest"),
        };
        self.asked.contests = Some(names).filter(|names| !names.is_empty()).into_iter().collect();
        if let Some(cast) = self.whole(table, "cast", MOST_VOTES) {
            let span = table.get("cast").map_or(0..0, Spanned::span);
            self.asked.cast = Some((cast, Some(self.place(span))));
        }
        for one in self.tables(table, "candidate") {
            let Some(inner) = one.get_ref().as_table() else { continue };
            self.keys(inner, CANDIDATE_KEYS, &["name"], "[[candidate]]", &one.span());
            let withdrawn = inner.get("withdrawn").map(|value| (value.get_ref(), value.span()));
            let withdrawn = match withdrawn {
                None => false,
                Some((DeValue::Boolean(yes), _)) => *yes,
                Some((other, span)) => {
                    let (key, wanted) = ("withdrawn".to_owned(), "true or false".to_owned());
                    let found = with_article(other.type_str());
                    self.fault(span, Fault::WrongKind { key, wanted, found });
                    false
                }
            };
            let known = Known {
                name: self.text(inner, "name").unwrap_or_default(),
                code: self.text(inner, "code"),
                aliases: self.texts(inner, "aliases"),
                withdrawn,
                listed: true,
                place: Some(self.place(one.span())),
            };
            self.asked.known.push(known);
        }
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.input.file.clone(), span, cell: None }
    }

    /// A whole number from 1.
    fn whole(&mut self, table: &DeTable<'_>, key: &str, most: Votes) -> Option<Votes> {
        let value = table.get(key)?;
        let number = value.get_ref().as_integer().and_then(|one| one.as_str().parse().ok());
        let number = number.filter(|number| (1..=most).contains(number));
        if number.is_none() {
            let (key, wanted) = (key.to_owned(), "a whole number".to_owned());
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        number
    }

    /// The tables begun by `[[key]]`.
    fn tables<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &str) -> &'t [Spanned<DeValue<'i>>] {
        let Some(value) = table.get(key) else { return &[] };
        let all = value.get_ref().as_array();
        if all.is_none_or(|all| all.iter().any(|one| one.get_ref().as_table().is_none())) {
            let (key, wanted) = (key.to_owned(), format!("tables, each begun by [[{key}]]"));
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        all.map_or(&[], |all| &all[..])
    }

    fn keys(
        &mut self,
        table: &DeTable<'_>,
        known: &[&str],
        needed: &[&str],
        form: &str,
        span: &Range<usize>,
    ) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (word, form) = (key.get_ref().to_string(), form.to_owned());
            let near = near(&word, known.iter().copied());
            self.fault(key.span(), Fault::UnknownKey { key: word, form, near });
        }
        for key in needed.iter().filter(|key| !table.contains_key(**key)) {
            let (key, form) = ((*key).to_owned(), form.to_owned());
            self.fault(span.clone(), Fault::FactMissing { key, form });
        }
    }

    /// A text, or one in each language: `{ en = "…", fr = "…" }`.
    fn title(&mut self, table: &DeTable<'_>) -> Text {
        let Some(both) = table.get("title").and_then(|title| title.get_ref().as_table()) else {
            return self.text(table, "title").as_deref().map(Text::from).unwrap_or_default();
        };
        let span = table.get("title").map_or(0..0, toml::Spanned::span);
        self.keys(both, &["en", "fr"], &["en", "fr"], "title", &span);
        let mut one = |key| self.text(both, key).unwrap_or_default();
        Text { en: one("en"), fr: one("fr") }
    }

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let (key, form) = (key.to_owned(), "election.toml".to_owned());
            self.fault(value.span(), Fault::FactMissing { key, form });
        }
        if text.as_ref().is_some_and(|text| text.bytes().any(|byte| byte < b' ')) {
            self.fault(value.span(), Fault::ControlInText { column: key.to_owned() });
        }
        if text.is_none() {
            let (key, wanted) = (key.to_owned(), "a text in quotes".to_owned());
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        text
    }

    /// One of the words of a vocabulary.
    fn word<W: Word>(&mut self, table: &DeTable<'_>, key: &str) -> Option<W> {
        let text = self.text(table, key)?;
        let word = W::read(&text);
        if word.is_none() {
            let near = near(&text, W::ALL.iter().map(|one| one.0));
            let span = table.get(key).map_or(0..0, Spanned::span);
            self.fault(span, Fault::UnknownWord { key: key.to_owned(), word: text, near });
        }
        word
    }

    fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let texts: Option<Vec<String>> = value.get_ref().as_array().and_then(|all| {
            all.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect()
        });
        if texts.is_none() {
            let (key, wanted) = (key.to_owned(), "a list of texts".to_owned());
            let found = with_article(value.get_ref().type_str());
            self.fault(value.span(), Fault::WrongKind { key, wanted, found });
        }
        texts.unwrap_or_default()
    }
}
