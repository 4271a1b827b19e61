//! What somebody states beside files of ballots: other names of candidates, the contests that are
//! asked for, how many ballots there are.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::number::Votes;

/// A candidate as somebody states it beside the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The name under which votes are counted.
    pub name: String,
    /// The code, if it has one.
    pub code: Option<String>,
    /// Other names of the same person in the files.
    pub aliases: Vec<String>,
    /// Withdrew or died.
    pub withdrawn: bool,
    /// Stands on the ballot paper, at this place of the list, though no ballot may name it.
    pub listed: bool,
    /// Where that is stated.
    pub place: Option<Place>,
}

/// What is asked of the files, and what is known beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What a contest is called that the files do not name.
    pub title: Option<String>,
    /// The contests, each under its codes or names; empty: all.
    pub contests: Vec<Vec<String>>,
    /// Candidates.
    pub known: Vec<Known>,
    /// How many ballots of the contest there are, and where that is stated.
    pub cast: Option<(Votes, Option<Place>)>,
}

impl Asked {
    /// Whether nothing is asked that one file alone would not give.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.known.is_empty() && self.cast.is_none() && self.contests.is_empty()
    }

    /// The same with what is asked beside it, which goes before.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        for one in other.known {
            match self.known.iter_mut().find(|known| known.name == one.name) {
                Some(known) => known.aliases.extend(one.aliases),
                None => self.known.push(one),
            }
        }
        if !other.contests.is_empty() {
            self.contests = other.contests;
        }
        self.title = other.title.or(self.title);
        self.cast = other.cast.or(self.cast);
        self
    }
}

/// Candidates from statements like `Jane Doe=DOE, JANE`.
///
/// # Errors
/// A statement of another form (E020).
pub fn aliases(texts: &[String]) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let (mut known, mut faults): (Vec<Known>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for text in texts {
        let parts = text.split_once('=').map(|(name, alias)| (name.trim(), alias.trim()));
        match parts.filter(|(name, alias)| !name.is_empty() && !alias.is_empty()) {
            None => faults.push(Fault::AliasForm { text: text.clone() }.into()),
            Some((name, alias)) => match known.iter_mut().find(|one| one.name == name) {
                Some(one) => one.aliases.push(alias.to_owned()),
                None => {
                    let (name, aliases) = (name.to_owned(), vec![alias.to_owned()]);
                    known.push(Known { name, aliases, ..Known::default() });
                }
            },
        }
    }
    if faults.is_empty() { Ok(known) } else { Err(faults) }
}

/// Aliases that are stated of two candidates.
pub(super) fn aliases_of_two(known: &[Known]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, &Known> = BTreeMap::new();
    for one in known {
        for word in [&one.name].into_iter().chain(&one.code).chain(&one.aliases) {
            let first = *seen.entry(word).or_insert(one);
            if first.name != one.name {
                let (first, second) = (first.name.clone(), one.name.clone());
                let fault = Fault::AliasOfTwo { alias: word.clone(), first, second };
                faults.push(at(one.place.as_ref(), fault));
            }
        }
    }
    faults
}

/// A fault where it was stated.
pub(super) fn at(place: Option<&Place>, fault: Fault) -> Diagnostic {
    Diagnostic { fault, place: place.cloned() }
}
