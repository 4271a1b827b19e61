//! A register in bulk: mandates as rows, with nothing but what checks ask of them.
//!
//! A file of a million mandates is checked in memory. So names are kept once and mandates hold
//! numbers. [`super::quality`] checks a [`Roll`]; files of others become one in [`super::table`] and
//! [`super::popolo`], a folded register in [`Roll::from`].

use std::collections::HashMap;

use jiff::civil::Date;

use super::fold::Register;
use super::rules::Ends;
use super::statement::{Fact, Statement};
use super::when::{Span, When};
use crate::word::words;

/// Whoever holds or held an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Someone {
    /// The key of the source.
    pub id: String,
    /// The name; empty if the source has none.
    pub name: String,
    /// Day of birth.
    pub born: Option<When>,
    /// Day of death.
    pub died: Option<When>,
    /// Where they are active, as the source says: persons of one name and one area may be one.
    pub area: String,
    /// Whether the source files them as in office.
    pub current: bool,
}

/// A seat, or what else tells one mandate in an office from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// What it is called, as `ak | upper | K`.
    pub name: String,
    /// The body it is a seat of, as `ak | upper`: seats move within it when districts are redrawn.
    pub body: String,
    /// How many may sit there.
    pub holders: Holders,
}

words! {
    /// How many may hold one seat at once.
    pub enum Holders {
        #[doc = "one person"]
        One = "one",
        #[doc = "any number: it only tells one mandate from another"]
        Any = "any",
    }
}

#[allow(clippy::derivable_impls, reason = "the enum is written by a macro")]
impl Default for Holders {
    fn default() -> Self {
        Self::One
    }
}

/// How long one may serve in an office, from which age, and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limit {
    /// The age at which one may begin.
    pub youngest: Option<u16>,
    /// The longest term: years, and days that the last one may run over.
    pub term: Option<(u16, u16)>,
    /// How many hold the office at once.
    pub seats: Option<u32>,
}

/// Where a mandate stands: a file of [`Roll::files`] and its line, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The place of the file in the list.
    pub file: u32,
    /// The line; of a folded register, the number of the statement.
    pub line: u32,
}

/// A person in an office. The numbers are places in the lists of a [`Roll`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: u32,
    /// Which office.
    pub office: u32,
    /// Which seat.
    pub seat: Option<u32>,
    /// From when to when.
    pub span: Span,
    /// What the office allows.
    pub limit: u32,
    /// Where it stands.
    pub origin: Origin,
    /// Why it ended, as the source says: a place in [`Roll::reasons`].
    pub reason: Option<u32>,
}

/// Names, each kept once.
#[derive(Clone, Debug, Default)]
struct Once(HashMap<String, u32>);

impl Once {
    /// The number of a name, and whether it is new.
    fn number(&mut self, name: &str) -> (u32, bool) {
        if let Some(number) = self.0.get(name) {
            return (*number, false);
        }
        let number = number(self.0.len());
        self.0.insert(name.to_owned(), number);
        (number, true)
    }
}

/// The place of the next of a list.
///
/// # Panics
/// If a list has more than four thousand million entries.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 rows")
}

/// Mandates with the lists that their numbers point into.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    /// Persons.
    pub persons: Vec<Someone>,
    /// Offices.
    pub offices: Vec<String>,
    /// Seats.
    pub seats: Vec<Seat>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// Reasons of an end.
    pub reasons: Vec<String>,
    /// Files.
    pub files: Vec<String>,
    /// The mandates.
    pub tenures: Vec<Tenure>,
    /// Their keys in the source, if it has some; else empty.
    pub ids: Vec<String>,
    /// Rows of the files that are no mandates, as the mapping says.
    pub skipped: u32,
    /// The day on which the source was as it is.
    pub as_of: Option<Date>,
    /// Of each such list nobody holds two offices at once; an empty list is all offices.
    pub exclusive: Vec<Vec<String>>,
    /// The days a vacancy lasts that is told: at least and at most.
    pub gaps: Gaps,
    of_person: Once,
    of_office: Once,
    of_seat: Once,
    of_reason: Once,
}

/// Which vacancies are told: those of so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// Shorter ones are the turn of a term.
    pub least: u32,
    /// Longer ones mean that the seat was not there.
    pub most: u32,
}

impl Default for Gaps {
    /// Two days or more: one day lies between an inclusive end and the next beginning.
    fn default() -> Self {
        Self { least: 2, most: u32::MAX }
    }
}

impl Roll {
    /// The person of this key, made if it is new.
    pub fn person(&mut self, id: &str) -> u32 {
        let (number, new) = self.of_person.number(id);
        if new {
            self.persons.push(Someone { id: id.to_owned(), ..Someone::default() });
        }
        number
    }

    /// The office of this key, made if it is new.
    pub fn office(&mut self, id: &str) -> u32 {
        let (number, new) = self.of_office.number(id);
        if new {
            self.offices.push(id.to_owned());
        }
        number
    }

    /// The seat of this name in a body, made if it is new.
    pub fn seat(&mut self, name: &str, body: &str, holders: Holders) -> u32 {
        let (number, new) = self.of_seat.number(name);
        if new {
            let (name, body) = (name.to_owned(), body.to_owned());
            self.seats.push(Seat { name, body, holders });
        }
        number
    }

    /// The seat of a mandate, if only one may sit there.
    #[must_use]
    pub fn single(&self, tenure: &Tenure) -> Option<u32> {
        tenure.seat.filter(|seat| self.seats[*seat as usize].holders == Holders::One)
    }

    /// The reason in these words, made if it is new.
    pub fn reason(&mut self, words: &str) -> u32 {
        let (number, new) = self.of_reason.number(words);
        if new {
            self.reasons.push(words.to_owned());
        }
        number
    }

    /// What an office allows.
    pub fn limit(&mut self, limit: Limit) -> u32 {
        let found = self.limits.iter().position(|one| *one == limit);
        number(found.unwrap_or_else(|| {
            self.limits.push(limit);
            self.limits.len() - 1
        }))
    }

    /// The file of this name, made if it is new.
    pub fn file(&mut self, name: &str) -> u32 {
        let found = self.files.iter().position(|one| one == name);
        number(found.unwrap_or_else(|| {
            self.files.push(name.to_owned());
            self.files.len() - 1
        }))
    }

    /// The person of a mandate.
    #[must_use]
    pub fn who(&self, tenure: &Tenure) -> &Someone {
        &self.persons[tenure.person as usize]
    }

    /// The office of a mandate.
    #[must_use]
    pub fn what(&self, tenure: &Tenure) -> &str {
        &self.offices[tenure.office as usize]
    }

    /// The seat of a mandate; empty if it has none.
    #[must_use]
    pub fn where_(&self, tenure: &Tenure) -> &str {
        tenure.seat.map_or("", |seat| &self.seats[seat as usize].name)
    }
}

impl Roll {
    /// Statements with their file and line: the holdings that stand, each office by its key. A seat
    /// is told apart where it has a name or its office has one seat.
    #[must_use]
    pub fn of_statements(all: &[(&Statement, String, u32)]) -> Self {
        let mut roll = Self::default();
        let mut offices: HashMap<&str, Option<u32>> = HashMap::new();
        for (one, ..) in all {
            if let Fact::Office(office) = &one.fact {
                offices.insert(&office.id, office.seats);
            }
        }
        for (one, file, line) in all {
            match &one.fact {
                Fact::Person(person) => {
                    let at = roll.person(&person.id) as usize;
                    let someone = &mut roll.persons[at];
                    someone.name.clone_from(&person.name);
                    (someone.born, someone.died) = (person.born, person.died);
                }
                Fact::Holding(held) => {
                    let (person, office) = (roll.person(&held.person), roll.office(&held.office));
                    let seats = offices.get(held.office.as_str()).copied().flatten();
                    let seat = roll.seat_of(&held.office, &held.seat, seats);
                    let limit = roll.limit(Limit { seats, ..Limit::default() });
                    let origin = Origin { file: roll.file(file), line: *line };
                    let (span, reason) = (held.span(), None);
                    let one = Tenure { person, office, seat, span, limit, origin, reason };
                    roll.tenures.push(one);
                }
                _ => {}
            }
        }
        roll
    }

    /// A seat with a name, or the only one of its office.
    fn seat_of(&mut self, office: &str, seat: &str, seats: Option<u32>) -> Option<u32> {
        match (seat, seats) {
            ("", Some(1)) => Some(self.seat(office, office, Holders::One)),
            ("", _) => None,
            (seat, _) => Some(self.seat(&format!("{office} | {seat}"), office, Holders::One)),
        }
    }
}

impl From<&Register> for Roll {
    /// The holdings of a folded register. Terms come from the rules of the offices; a seat is told
    /// apart where it has a name or its office has one seat.
    fn from(register: &Register) -> Self {
        let mut roll = Self { as_of: None, ..Self::default() };
        roll.file("");
        for held in register.holdings() {
            let person = roll.person(held.person());
            let office = roll.office(held.office());
            let fact = register.offices.get(held.office()).map(|one| &one.fact);
            let seats = fact.and_then(|office| office.seats);
            let seat = roll.seat_of(held.office(), held.seat(), seats);
            let limit = Limit { seats, ..limit_of(register, held.office(), held.span()) };
            let limit = roll.limit(limit);
            let origin = Origin { file: 0, line: held.entry() };
            let span = held.span();
            roll.tenures.push(Tenure { person, office, seat, span, limit, origin, reason: None });
        }
        for someone in &mut roll.persons {
            if let Some(person) = register.persons.get(&someone.id) {
                someone.name.clone_from(&person.fact.name);
                (someone.born, someone.died) = (person.fact.born, person.fact.died);
            }
        }
        roll
    }
}

/// The term of an office, by the clause of its rules in force when a holding begins.
fn limit_of(register: &Register, office: &str, span: Span) -> Limit {
    let day = span.from.when().map(When::earliest);
    let clauses = register.rules_of(office).map_or(&[][..], |rules| &rules.terms);
    let clause = clauses.iter().find(|one| day.is_some_and(|day| one.force.holds(day)));
    let term = clause.and_then(|one| Some((one.rule.years?, one.rule.ends)));
    // Where a term ends with the next body, that may be elected late: by a year at most.
    let term = term.and_then(|(years, ends)| {
        let over = if ends == Ends::TermOver { 0 } else { 366 };
        Some((u16::try_from(years).ok()?, over))
    });
    Limit { term, ..Limit::default() }
}
