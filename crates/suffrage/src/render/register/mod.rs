//! Answers of a register in words, and the same as rows for machines.

mod chain;
mod claims;
mod conflicts;
mod follows;
mod office;
mod powers;
mod proclaim;
mod story;
mod who;

use jiff::civil::Date;

use super::date::Before;
use super::{Style, date, say};
use crate::diagnostic::Lang;
use crate::law::Text;
use crate::register::fold::{Register, Seen};
use crate::register::statement::Told;
use crate::register::when::{Bound, Span, Verdict};

pub use follows::Answer;

/// An answer as rows: one table for CSV and JSON, with keys and dates as the register writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// The table as CSV.
    ///
    /// # Panics
    /// Never: a buffer in memory takes every byte.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns).expect("a buffer takes every byte");
        for row in &self.rows {
            writer.write_record(row).expect("a buffer takes every byte");
        }
        let bytes = writer.into_inner().expect("a buffer takes every byte");
        String::from_utf8(bytes).expect("texts are UTF-8")
    }

    /// The table as an array of objects.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let object = |row: &Vec<String>| {
            let pairs = self.columns.iter().zip(row);
            let pairs = pairs.map(|(name, cell)| ((*name).to_owned(), cell.clone().into()));
            serde_json::Value::Object(pairs.collect())
        };
        serde_json::Value::Array(self.rows.iter().map(object).collect())
    }
}

/// A register seen in one language.
#[derive(Clone, Copy, Debug)]
pub struct View<'r> {
    /// The register.
    pub register: &'r Register,
    /// The language.
    pub lang: Lang,
    /// How it is drawn.
    pub style: Style,
}

impl<'r> View<'r> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        if self.lang == Lang::En { &text.en } else { &text.fr }
    }

    /// What an office is called.
    #[must_use]
    pub fn office(&self, id: &'r str) -> &'r str {
        self.register.offices.get(id).map_or(id, |one| self.text(&one.fact.name))
    }

    /// What an organization is called.
    #[must_use]
    pub fn organization(&self, id: &'r str) -> &'r str {
        self.register.organizations.get(id).map_or(id, |one| self.text(&one.fact.name))
    }

    /// What a person, an organization or an office is called.
    #[must_use]
    pub fn anyone(&self, id: &'r str) -> &'r str {
        if self.register.persons.get(id).is_some() {
            self.register.person_name(id)
        } else if self.register.organizations.get(id).is_some() {
            self.organization(id)
        } else {
            self.office(id)
        }
    }

    fn anyones(&self, ids: &'r [String]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.anyone(id)).collect();
        self.list(&names)
    }

    /// `A, B and C`.
    fn list(&self, names: &[&str]) -> String {
        match (names.split_last(), self.lang) {
            (None, _) => String::new(),
            (Some((last, [])), _) => (*last).to_owned(),
            (Some((last, rest)), Lang::En) => format!("{} and {last}", rest.join(", ")),
            (Some((last, rest)), Lang::Fr) => format!("{} et {last}", rest.join(", ")),
        }
    }

    /// A heading before what is said of it, with the space that French puts before a colon.
    fn colon(&self, text: &str) -> String {
        say!(self.lang, "{text}: ", "{text} : ")
    }

    fn person(&self, one: Seen<'r>) -> &'r str {
        self.register.person_name(one.person())
    }

    fn day(&self, day: Date) -> String {
        date::day(day, self.lang)
    }

    /// `since 2 October 2023`, `from 2014 to 12 October 2023`.
    fn span(&self, span: Span) -> String {
        let lang = self.lang;
        let unknown = || say!(lang, "a day not known", "une date inconnue");
        let from = match (span.from, span.to) {
            (Bound::On(when), Bound::Open) => return date::placed(Before::Since, when, lang),
            (Bound::On(when), _) => date::placed(Before::From, when, lang),
            (Bound::Open, Bound::Open) => return say!(lang, "since always", "depuis toujours"),
            (Bound::Open, Bound::On(when)) => return date::placed(Before::Until, when, lang),
            (Bound::Open, Bound::Unknown) => say!(lang, "from always", "depuis toujours"),
            (Bound::Unknown, Bound::Open) => {
                let day = unknown();
                return say!(lang, "since {day}", "depuis {day}");
            }
            (Bound::Unknown, _) => {
                let day = unknown();
                say!(lang, "from {day}", "d'{day}")
            }
        };
        let to = match span.to {
            Bound::On(when) => date::placed(Before::To, when, lang),
            _ => {
                let day = unknown();
                say!(lang, "to {day}", "à {day}")
            }
        };
        format!("{from} {to}")
    }

    /// The article, or that nobody has read it.
    fn cite(&self, cite: &str, seen: bool) -> String {
        let text = if seen {
            format!("[{cite}]")
        } else {
            say!(self.lang, "[{cite}: text not read yet]", "[{cite} : texte non encore lu]")
        };
        self.style.dim(&text)
    }

    /// A doubt that the dates leave, to be put behind a statement.
    fn doubt(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Certain => String::new(),
            _ => self.style.yellow(&say!(self.lang, " (possibly)", " (peut-être)")),
        }
    }

    /// The sources of a statement by their titles; by which rule it was inferred.
    fn told(&self, told: &'r Told) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        if !told.inferred.is_empty() {
            let rule = &told.inferred;
            lines.push(say!(lang, "inferred: {rule}", "déduit : {rule}"));
        }
        let titles: Vec<String> = told.source.iter().map(|key| self.source(key)).collect();
        if !titles.is_empty() {
            let titles = titles.join("; ");
            lines.push(say!(lang, "source: {titles}", "source : {titles}"));
        }
        if let Some(note) = &told.note {
            let note = self.text(note);
            lines.push(say!(lang, "note: {note}", "note : {note}"));
        }
        lines.into_iter().map(|line| self.style.dim(&line)).collect()
    }

    /// A source: its title, and that it is a memory if it is one.
    fn source(&self, key: &str) -> String {
        use crate::register::statement::SourceKind::Memory;
        let Some(one) = self.register.sources.get(key) else { return key.to_owned() };
        let title = &one.fact.title;
        if one.fact.kind == Memory {
            say!(self.lang, "{title} (to be confirmed)", "{title} (à confirmer)")
        } else {
            title.clone()
        }
    }
}

/// Text that grows line by line.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.0.push_str(&" ".repeat(indent));
            // A name may not break the line it stands in.
            self.0.push_str(&text.trim_end().replace(['\n', '\r'], " "));
            self.0.push('\n');
        }
    }

    fn all(&mut self, indent: usize, lines: &[String]) {
        lines.iter().for_each(|line| self.add(indent, line));
    }

    fn gap(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }
}
