//! What a user's file got wrong: a code for ever, the place, the cause and the mend.
//!
//! All faults of a file are reported together, in file order. A diagnostic is data; it is drawn in
//! [`crate::render`]. The `catalogue` is the only place where faults have words.
//!
//! Codes: `L` law files, `T` tallies and other tables, `E` election folders, `C` a count that
//! cannot be, `R` registers of offices, `W` pages. A code keeps its meaning for ever: people search for it.

mod catalogue;

use std::fmt;
use std::ops::Range;

use crate::word::words;

pub use catalogue::Fault;

words! {
    /// The languages of the house.
    pub enum Lang {
        #[doc = "English"]
        En = "en",
        #[doc = "French"]
        Fr = "fr",
    }
}

/// A sentence in the two languages of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl Text {
    /// The one in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }
}

impl From<&str> for Text {
    /// The same in both.
    fn from(text: &str) -> Self {
        Self { en: text.to_owned(), fr: text.to_owned() }
    }
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub fault: Fault,
    /// Where; `None` for a fault of a whole contest.
    pub place: Option<Place>,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: String,
    /// Bytes of its text in UTF-8; the caret points here.
    pub span: Range<usize>,
    /// The cell, in a table that is no text.
    pub cell: Option<Cell>,
}

/// A place in a table of columns, which has no lines to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The name of the column; empty for a whole row.
    pub column: String,
    /// The group of rows, and the row in it, both from 1; `None` for a whole column.
    pub row: Option<(u64, u64)>,
}

impl Diagnostic {
    /// A fault at a place.
    #[must_use]
    pub fn at(file: &str, span: Range<usize>, fault: Fault) -> Self {
        Self { fault, place: Some(Place { file: file.to_owned(), span, cell: None }) }
    }

    /// A fault in a table that is no text.
    #[must_use]
    pub fn in_cell(file: &str, cell: Cell, fault: Fault) -> Self {
        Self { fault, place: Some(Place { file: file.to_owned(), span: 0..0, cell: Some(cell) }) }
    }
}

impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        Self { fault, place: None }
    }
}

/// The known word nearest to an unknown one, or else what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    best: Option<String>,
    known: Vec<String>,
}

impl Near {
    /// Whether a known word is so near that it was probably meant.
    #[must_use]
    pub fn is_probable(&self) -> bool {
        self.best.is_some()
    }
}

/// Finds the known word nearest to `text`.
#[must_use]
pub fn near<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Near {
    // Words this long are never slips of one another, and comparing them would take for ever.
    const LONGEST: usize = 100;
    const MOST: usize = 2000;
    let known = known.into_iter().filter(|word| !word.is_empty() && word.len() <= LONGEST);
    let known: Vec<String> = known.take(MOST).map(str::to_owned).collect();
    if text.len() > LONGEST {
        return Near { best: None, known };
    }
    let distance =
        |word: &String| strsim::damerau_levenshtein(&text.to_lowercase(), &word.to_lowercase());
    let best = known.iter().min_by_key(|word| distance(word)).cloned();
    // A third of the letters may be wrong; a word of one or two letters must be right.
    let close =
        |word: &String| distance(word) <= word.chars().count().max(text.chars().count()) / 3;
    Near { best: best.filter(close), known }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 24;
        if let Some(best) = &self.best {
            return write!(f, "`{best}`");
        }
        for (index, word) in self.known.iter().take(SHOWN).enumerate() {
            write!(f, "{}`{word}`", if index == 0 { "" } else { " | " })?;
        }
        if self.known.len() > SHOWN {
            f.write_str(" | …")?;
        }
        Ok(())
    }
}

/// `an integer`, `a string`: the words of TOML stay English in every language.
pub(crate) fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}
