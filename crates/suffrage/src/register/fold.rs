//! The register: statements folded, in the order in which they were told, as known on a day.
//!
//! Nothing else makes a [`Register`]. What was said later replaces what was said before under the
//! same kind and id; what was withdrawn is gone; two keys said to be one person are one. All of it is
//! undone by folding again up to an earlier day: the statements themselves never change.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;
use jiff::civil::Date;

pub use super::held::{Held, Seen};
use super::held::{Kind, ShortRight};
use super::rules::{Rules, WonBy};
use super::statement::{
    Allocation, Area, Candidacy, Claim, Endorsement, Event, Exercise, Fact, Holding, Identity,
    Member, Office, Organization, Person, Power, Right, Source, Statement, Story, Told,
};
use crate::diagnostic::Text;
use crate::record::Record;
use crate::tally::Contest;

/// A name that is kept once: 0 is the empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// Every name once.
#[derive(Clone, Debug)]
pub(super) struct Symbols {
    names: Vec<Arc<str>>,
    places: HashMap<Arc<str>, Symbol>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut symbols = Self { names: Vec::new(), places: HashMap::default() };
        symbols.keep("");
        symbols
    }
}

impl Symbols {
    pub(super) fn keep(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.places.get(name) {
            return *symbol;
        }
        let symbol = Symbol(u32::try_from(self.names.len()).expect("fewer names than 2^32"));
        let name: Arc<str> = name.into();
        self.names.push(name.clone());
        self.places.insert(name, symbol);
        symbol
    }

    pub(super) fn find(&self, name: &str) -> Option<Symbol> {
        self.places.get(name).copied()
    }
}

/// A fact with whoever told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is stated.
    pub fact: T,
    /// By whom, since when.
    pub told: Told,
    /// The statement it was read from, from 0 in the order of telling.
    pub entry: u32,
}

/// Facts of one kind, in the order of telling, by key.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    pub(super) all: Vec<Stated<T>>,
    at: HashMap<String, usize>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { all: Vec::new(), at: HashMap::default() }
    }
}

impl<T> Shelf<T> {
    fn put(&mut self, id: &str, one: Stated<T>) {
        match self.at.get(id) {
            Some(place) => self.all[*place] = one,
            None => {
                self.at.insert(id.to_owned(), self.all.len());
                self.all.push(one);
            }
        }
    }

    fn remove(&mut self, id: &str) {
        if let Some(place) = self.at.remove(id) {
            self.all.remove(place);
            self.at.values_mut().filter(|one| **one > place).for_each(|one| *one -= 1);
        }
    }

    /// The fact of a key.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Stated<T>> {
        self.at.get(id).map(|place| &self.all[*place])
    }

    /// All of them, in the order of telling.
    pub fn iter(&self) -> std::slice::Iter<'_, Stated<T>> {
        self.all.iter()
    }

    /// Their keys, in the order of the alphabet.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = self.at.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Shelf<T> {
    type Item = &'a Stated<T>;
    type IntoIter = std::slice::Iter<'a, Stated<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What the register must know of an election that it does not hold itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionFact {
    /// What it is called.
    pub title: Text,
    /// The day of the vote.
    pub date: Date,
    /// The law by which it is counted.
    pub law: String,
    /// How its seats are won, where they are all won in one way.
    pub won_by: WonBy,
    /// Its contests: lists with their candidates are the queue that it left.
    pub contests: Vec<Contest>,
    /// The records of its contests, counted from what is on board.
    pub records: Vec<Record>,
    /// The SHA-256 of these records, as JSON: whoever counts again gets the same.
    pub fingerprint: String,
}

/// Rules of offices and elections that statements name.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Rules by id.
    pub rules: BTreeMap<String, Rules>,
    /// Elections by id.
    pub elections: BTreeMap<String, ElectionFact>,
}

/// Up to when the register is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// What was known on this day; `None` for all.
    pub known: Option<Date>,
    /// What the log held at the end of this day; `None` for all.
    pub recorded: Option<Date>,
}

/// Who holds which office, by what right: all statements folded.
#[derive(Clone, Debug, Default)]
pub struct Register {
    pub(super) symbols: Symbols,
    told: Vec<Told>,
    told_at: HashMap<Told, u32>,
    pub(super) held: Vec<Held>,
    held_at: HashMap<Symbol, u32>,
    /// Keys of persons who are kept under another.
    pub(super) same: HashMap<Symbol, Symbol>,
    by_person: HashMap<Symbol, Vec<u32>>,
    by_office: HashMap<Symbol, Vec<u32>>,
    /// The day on which the result of an election was proclaimed.
    pub(super) proclaimed: HashMap<String, Date>,
    /// The day on which an election or an act gave the rights that stand on it.
    pub(super) given: HashMap<Symbol, Date>,
    statements: u32,
    /// Rules and elections around it.
    pub around: Around,
    /// Where statements were read.
    pub sources: Shelf<Source>,
    /// Human beings.
    pub persons: Shelf<Person>,
    /// Institutions, parties, groups.
    pub organizations: Shelf<Organization>,
    /// Territories.
    pub areas: Shelf<Area>,
    /// Offices.
    pub offices: Shelf<Office>,
    /// Titles that are not exercised.
    pub exercises: Shelf<Exercise>,
    /// What happened.
    pub events: Shelf<Event>,
    /// Who belongs to what.
    pub members: Shelf<Member>,
    /// Who stood.
    pub candidacies: Shelf<Candidacy>,
    /// Who supported whom.
    pub endorsements: Shelf<Endorsement>,
    /// Subject matters.
    pub powers: Shelf<Power>,
    /// Who rules what.
    pub allocations: Shelf<Allocation>,
    /// Sources that contradict each other.
    pub claims: Shelf<Claim>,
    /// Keys that are one person, or are not.
    pub identities: Shelf<Identity>,
    /// What can be told.
    pub stories: Shelf<Story>,
}

/// Folds statements one after another.
#[derive(Debug, Default)]
pub struct Folder {
    register: Register,
    as_of: AsOf,
    gone: Vec<Symbol>,
}

impl Folder {
    /// An empty register, to be read up to a day.
    #[must_use]
    pub fn new(around: Around, as_of: AsOf) -> Self {
        let register = Register { around, ..Register::default() };
        Self { register, as_of, gone: Vec::new() }
    }

    /// The next statement, recorded on a day if it comes from a log.
    ///
    /// # Panics
    /// After 2^32 statements.
    pub fn add(&mut self, statement: Statement, recorded: Option<Date>) {
        let entry = self.register.statements;
        self.register.statements = entry.checked_add(1).expect("fewer statements than 2^32");
        let Statement { fact, told } = statement;
        // Who and what there is to speak of is no news: only what is said of them is known since a day.
        let known = told.known.or(recorded.filter(|_| is_said(&fact)));
        let late = |day: Option<Date>, limit: Option<Date>| {
            limit.is_some_and(|limit| day.is_some_and(|day| day > limit))
        };
        if late(known, self.as_of.known) || late(recorded, self.as_of.recorded) {
            return;
        }
        self.put(fact, told, entry);
    }

    fn put(&mut self, fact: Fact, told: Told, entry: u32) {
        macro_rules! shelve {
            ($shelf:ident, $one:expr) => {{
                let id = $one.id.clone();
                self.register.$shelf.put(&id, Stated { fact: $one, told, entry });
            }};
        }
        match fact {
            Fact::Holding(one) => self.hold(&one, told, entry),
            Fact::Source(one) => shelve!(sources, one),
            Fact::Person(one) => shelve!(persons, one),
            Fact::Organization(one) => shelve!(organizations, one),
            Fact::Area(one) => shelve!(areas, one),
            Fact::Office(one) => shelve!(offices, one),
            Fact::Exercise(one) => shelve!(exercises, one),
            Fact::Event(one) => shelve!(events, one),
            Fact::Member(one) => shelve!(members, one),
            Fact::Candidacy(one) => shelve!(candidacies, one),
            Fact::Endorsement(one) => shelve!(endorsements, one),
            Fact::Power(one) => shelve!(powers, one),
            Fact::Allocation(one) => shelve!(allocations, one),
            Fact::Claim(one) => shelve!(claims, one),
            Fact::Identity(one) => shelve!(identities, one),
            Fact::Story(one) => shelve!(stories, one),
            Fact::Withdrawn(one) => {
                let (kind, id) = one.statement.split_once(' ').unwrap_or_default();
                self.withdraw(kind, id);
            }
        }
    }

    fn hold(&mut self, one: &Holding, told: Told, entry: u32) {
        let register = &mut self.register;
        let told = register.keep_told(told);
        let (kind, what, beside) = match &one.right {
            Right::Unknown => (Kind::Unknown, "", ""),
            Right::Elected { election, contest } => {
                (Kind::Elected, election.as_str(), contest.as_str())
            }
            Right::Appointed { act } => (Kind::Appointed, act.as_str(), ""),
            Right::Succeeded { holding, clause } => {
                (Kind::Succeeded, holding.as_str(), clause.as_str())
            }
            Right::ExOfficio { holding } => (Kind::ExOfficio, holding.as_str(), ""),
            Right::Acting { holding } => (Kind::Acting, holding.as_str(), ""),
        };
        let mut keep = |name: &str| register.symbols.keep(name);
        let held = Held {
            id: keep(&one.id),
            person: keep(&one.person),
            office: keep(&one.office),
            seat: keep(&one.seat),
            opened: keep(&one.opened),
            closed: keep(&one.closed),
            right: ShortRight { kind, what: keep(what), beside: keep(beside) },
            told,
            span: one.span(),
            entry,
        };
        // Stated again, it stands again.
        self.gone.retain(|one| *one != held.id);
        match register.held_at.get(&held.id) {
            Some(place) => register.held[*place as usize] = held,
            None => {
                let place = u32::try_from(register.held.len()).expect("fewer than 2^32");
                register.held_at.insert(held.id, place);
                register.held.push(held);
            }
        }
    }

    fn withdraw(&mut self, kind: &str, id: &str) {
        let register = &mut self.register;
        match kind {
            "holding" => self.gone.extend(register.symbols.find(id)),
            "source" => register.sources.remove(id),
            "person" => register.persons.remove(id),
            "organization" => register.organizations.remove(id),
            "area" => register.areas.remove(id),
            "office" => register.offices.remove(id),
            "exercise" => register.exercises.remove(id),
            "event" => register.events.remove(id),
            "member" => register.members.remove(id),
            "candidacy" => register.candidacies.remove(id),
            "endorsement" => register.endorsements.remove(id),
            "power" => register.powers.remove(id),
            "allocation" => register.allocations.remove(id),
            "claim" => register.claims.remove(id),
            "identity" => register.identities.remove(id),
            "story" => register.stories.remove(id),
            _ => {}
        }
    }

    /// The register.
    #[must_use]
    pub fn finish(self) -> Register {
        let Self { mut register, gone, .. } = self;
        if !gone.is_empty() {
            register.held.retain(|one| !gone.contains(&one.id));
        }
        register.merge();
        register.proclaimed = register.proclamations();
        register.held_at.clear();
        for (place, one) in (0..).zip(&register.held) {
            register.held_at.insert(one.id, place);
            register.by_person.entry(one.person).or_default().push(place);
            register.by_office.entry(one.office).or_default().push(place);
        }
        register.given = register.days_of_rights();
        register
    }
}

/// Whether a fact says something of somebody, and is not only their name.
fn is_said(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Source(_)
            | Fact::Person(_)
            | Fact::Organization(_)
            | Fact::Area(_)
            | Fact::Office(_)
            | Fact::Power(_)
            | Fact::Story(_)
    )
}

impl Register {
    /// The register with more statements, told last: to see what they would change.
    #[must_use]
    pub fn and(self, statements: Vec<Statement>) -> Self {
        let mut register = self;
        register.by_person.clear();
        register.by_office.clear();
        let mut folder = Folder { register, as_of: AsOf::default(), gone: Vec::new() };
        statements.into_iter().for_each(|one| folder.add(one, None));
        folder.finish()
    }

    fn keep_told(&mut self, told: Told) -> u32 {
        if let Some(place) = self.told_at.get(&told) {
            return *place;
        }
        let place = u32::try_from(self.told.len()).expect("fewer than 2^32");
        self.told.push(told.clone());
        self.told_at.insert(told, place);
        place
    }

    pub(super) fn name(&self, symbol: Symbol) -> &str {
        &self.symbols.names[symbol.0 as usize]
    }

    /// What is kept once of many statements: who told them.
    pub(super) fn told_of(&self, place: u32) -> &Told {
        &self.told[place as usize]
    }

    /// How many statements were folded, those not yet known among them.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// Every holding, in the order of telling.
    #[must_use]
    pub fn holdings(&self) -> impl ExactSizeIterator<Item = Seen<'_>> {
        self.held.iter().map(|held| Seen { register: self, held })
    }

    /// A holding by its key.
    #[must_use]
    pub fn holding(&self, id: &str) -> Option<Seen<'_>> {
        let place = self.held_at.get(&self.symbols.find(id)?)?;
        Some(Seen { register: self, held: &self.held[*place as usize] })
    }

    /// The holdings of a person, in the order of telling.
    pub fn of_person(&self, id: &str) -> impl Iterator<Item = Seen<'_>> {
        let root = self.symbols.find(id).map(|symbol| self.root(symbol));
        self.index(root, &self.by_person)
    }

    /// The holdings of an office, in the order of telling.
    pub fn of_office(&self, id: &str) -> impl Iterator<Item = Seen<'_>> {
        self.index(self.symbols.find(id), &self.by_office)
    }

    /// The holdings of each person, persons in the order of their first holding.
    pub fn persons_in_office(&self) -> impl Iterator<Item = Vec<Seen<'_>>> {
        let first = self.held.iter().enumerate().filter(|(place, held)| {
            self.by_person.get(&held.person).and_then(|all| all.first()).map(|one| *one as usize)
                == Some(*place)
        });
        first.map(|(_, held)| self.index(Some(held.person), &self.by_person).collect())
    }

    fn index<'r>(
        &'r self,
        key: Option<Symbol>,
        index: &'r HashMap<Symbol, Vec<u32>>,
    ) -> impl Iterator<Item = Seen<'r>> {
        let places = key.and_then(|key| index.get(&key)).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| Seen { register: self, held: &self.held[*place as usize] })
    }

    /// The name of a person; the key if nobody stated it.
    #[must_use]
    pub fn person_name<'r>(&'r self, id: &'r str) -> &'r str {
        self.persons.get(id).map_or(id, |one| one.fact.name.as_str())
    }

    /// The rules of an office.
    #[must_use]
    pub fn rules_of(&self, office: &str) -> Option<&Rules> {
        self.around.rules.get(&self.offices.get(office)?.fact.rules)
    }

    /// Whether an office is meant by a word of the rules: its key, its rules, or all under a key.
    #[must_use]
    pub fn is_office(&self, office: &str, word: &str) -> bool {
        let rules = self.offices.get(office).map_or("", |one| one.fact.rules.as_str());
        match word.strip_suffix("/*") {
            Some(under) => [office, rules]
                .iter()
                .any(|one| one.strip_prefix(under).is_some_and(|rest| rest.starts_with('/'))),
            None => office == word || rules == word,
        }
    }

    /// The day of an election: on board, or an event.
    #[must_use]
    pub fn election_day(&self, id: &str) -> Option<Date> {
        let stated = || self.events.get(id)?.fact.day()?.exact();
        self.around.elections.get(id).map(|one| one.date).or_else(stated)
    }
}
