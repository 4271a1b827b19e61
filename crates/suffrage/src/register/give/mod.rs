//! A register in the forms of others: Popolo, CSV, the common data format of NIST, Wikidata.
//!
//! No other form holds all that a register says. Whatever one cannot hold is counted by kind and
//! key ([`Given::lost`]) and told; it is never dropped in silence.

pub mod csv;
pub mod err;
pub mod popolo;
pub mod quickstatements;

use std::collections::{BTreeMap, BTreeSet};

use super::statement::{
    Area, Event, Fact, Holding, Member, Office, Organization, Person, Source, Statement, Told,
};
use super::when::{Bound, When};
use crate::diagnostic::Lang;
use crate::law::Text;

/// A register in another form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: String,
    /// What the form cannot hold, as `holding.right`, and how often it is said.
    pub lost: Lost,
}

/// What a form cannot hold, by kind and key.
pub type Lost = BTreeMap<String, u32>;

/// Notes that something is lost.
fn lose(lost: &mut Lost, what: &str, is_said: bool) {
    if is_said {
        *lost.entry(what.to_owned()).or_default() += 1;
    }
}

/// Statements that stand: the last of each kind and key, without those withdrawn, in the order of
/// telling.
#[must_use]
pub fn standing<'s>(all: impl IntoIterator<Item = &'s Statement>) -> Vec<&'s Statement> {
    let mut at: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut kept: Vec<Option<&Statement>> = Vec::new();
    for one in all {
        if let Fact::Withdrawn(withdrawn) = &one.fact {
            let named = withdrawn.statement.split_once(' ');
            if let Some(place) = named.and_then(|named| at.remove(&named)) {
                kept[place] = None;
            }
            continue;
        }
        match at.get(&(one.fact.kind(), one.fact.id())) {
            Some(place) => kept[*place] = Some(one),
            None => {
                at.insert((one.fact.kind(), one.fact.id()), kept.len());
                kept.push(Some(one));
            }
        }
    }
    kept.into_iter().flatten().collect()
}

/// The facts that other forms know, by kind, each with who told it.
#[derive(Default)]
struct Sorted<'s> {
    sources: BTreeMap<&'s str, &'s Source>,
    persons: Vec<(&'s Person, &'s Told)>,
    organizations: Vec<(&'s Organization, &'s Told)>,
    areas: Vec<(&'s Area, &'s Told)>,
    offices: Vec<(&'s Office, &'s Told)>,
    holdings: Vec<(&'s Holding, &'s Told)>,
    members: Vec<(&'s Member, &'s Told)>,
    events: Vec<(&'s Event, &'s Told)>,
}

impl<'s> Sorted<'s> {
    /// Sorts; kinds that no other form knows are lost.
    fn of(all: &[&'s Statement], lost: &mut Lost) -> Self {
        let mut sorted = Self::default();
        for one in all {
            let told = &one.told;
            match &one.fact {
                Fact::Source(fact) => {
                    sorted.sources.insert(&fact.id, fact);
                }
                Fact::Person(fact) => sorted.persons.push((fact, told)),
                Fact::Organization(fact) => sorted.organizations.push((fact, told)),
                Fact::Area(fact) => sorted.areas.push((fact, told)),
                Fact::Office(fact) => sorted.offices.push((fact, told)),
                Fact::Holding(fact) => sorted.holdings.push((fact, told)),
                Fact::Member(fact) => sorted.members.push((fact, told)),
                Fact::Event(fact) => sorted.events.push((fact, told)),
                other => lose(lost, other.kind(), true),
            }
            let kind = one.fact.kind();
            lose(lost, &format!("{kind}.known"), told.known.is_some());
            lose(lost, &format!("{kind}.inferred"), !told.inferred.is_empty());
            lose(lost, &format!("{kind}.note"), told.note.is_some());
        }
        sorted
    }

    /// What a form loses that knows only who held what from when to when.
    fn lose_rights(&self, lost: &mut Lost) {
        for (one, _) in &self.holdings {
            lose(lost, "holding.right", !one.right.is_unknown());
            lose(lost, "holding.opened", !one.opened.is_empty());
            lose(lost, "holding.closed", !one.closed.is_empty());
        }
    }
}

/// The name in a language: other forms have one for each.
fn name_in(name: &Text, lang: Lang) -> &str {
    match lang {
        Lang::En => &name.en,
        Lang::Fr => &name.fr,
    }
}

/// A date as forms write it that know days, months and years and no doubt.
fn plain_date(when: When) -> Option<String> {
    let text = when.to_string();
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then_some(text)
}

/// The same for a bound; nothing for open and unknown.
fn plain_bound(bound: Bound) -> Option<String> {
    bound.when().and_then(plain_date)
}

/// Persons, offices and organizations that holdings name.
fn named<'s>(holdings: &[(&'s Holding, &'s Told)]) -> (BTreeSet<&'s str>, BTreeSet<&'s str>) {
    let persons = holdings.iter().map(|(one, _)| one.person.as_str()).collect();
    (persons, holdings.iter().map(|(one, _)| one.office.as_str()).collect())
}
