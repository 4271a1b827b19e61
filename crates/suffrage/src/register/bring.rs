//! A roll as statements: what a mapping reads becomes a register.
//!
//! Keys are made of those of the source, so that the same file gives the same statements and a later
//! file of the same source can be held against them: `person/office/from`, with a number behind it
//! where the source has several.

use std::collections::{BTreeMap, HashSet};

use super::mapping::Import;
use super::popolo::{plain, slug};
use super::statement::{
    Event, Fact, Holding, Office, Organization, OrganizationKind, Person, Source, SourceKind,
    Statement, Told,
};
use super::tenure::{Roll, Tenure};
use super::when::Bound;
use crate::law::Text;

/// The statements of a roll: source, institution, offices, persons, holdings and the events that
/// closed them where the mapping says what a reason is.
#[must_use]
pub fn statements(roll: &Roll, import: &Import) -> Vec<Statement> {
    let [source, title, address] = import.source.clone();
    let told = Told { source: vec![source.clone()], ..Told::default() };
    let kind = SourceKind::Data;
    let source = Source { id: source, title, address, kind, read: roll.as_of };
    let mut out = vec![Statement { fact: Fact::Source(source), told: Told::default() }];
    let mut state = |fact: Fact, note: Option<Text>| {
        out.push(Statement { fact, told: Told { note, ..told.clone() } });
    };
    state(
        Fact::Organization(Organization {
            id: import.institution.clone(),
            name: plain(&import.name),
            kind: OrganizationKind::Other,
            part_of: String::new(),
            from: Bound::Unknown,
            to: Bound::Unknown,
            ids: BTreeMap::new(),
        }),
        None,
    );
    for name in &roll.offices {
        let (id, institution) = (office(name), import.institution.clone());
        let office = Office { id, name: plain(name), institution, ..Office::default() };
        state(Fact::Office(office), None);
    }
    for one in &roll.persons {
        let name = if one.name.is_empty() { &one.id } else { &one.name }.clone();
        let (id, born, died) = (one.id.clone(), one.born, one.died);
        state(Fact::Person(Person { id, name, born, died, ..Person::default() }), None);
    }
    let mut ids = Ids::default();
    for (at, one) in roll.tenures.iter().enumerate() {
        let id = ids.of(roll, at, one);
        let reason = one.reason.map(|reason| roll.reasons[reason as usize].as_str());
        let kind = reason.and_then(|reason| import.reasons.iter().find(|(word, _)| word == reason));
        let mut closed = String::new();
        if let Some((reason, kind)) = kind {
            closed = format!("{id}/end");
            let mut event = Event::of(closed.clone(), *kind, plain(reason));
            event.on = one.span.to.when();
            event.persons = vec![roll.who(one).id.clone()];
            event.offices = vec![office(roll.what(one))];
            state(Fact::Event(event), None);
        }
        let holding = Holding {
            id,
            person: roll.who(one).id.clone(),
            office: office(roll.what(one)),
            seat: roll.where_(one).to_owned(),
            from: one.span.from,
            to: one.span.to,
            closed,
            ..Holding::default()
        };
        // A reason that the mapping does not know is kept in the words of the source.
        let note = reason.filter(|_| kind.is_none()).map(plain);
        state(Fact::Holding(holding), note);
    }
    out
}

/// The key of an office: its name, if that could be one, or its letters.
fn office(name: &str) -> String {
    let is_key = |letter: char| letter.is_alphanumeric() || "-_/.:".contains(letter);
    if name.chars().all(is_key) { name.to_owned() } else { slug(name) }
}

/// Keys of holdings, each given once.
#[derive(Default)]
struct Ids {
    given: HashSet<String>,
}

impl Ids {
    fn of(&mut self, roll: &Roll, at: usize, one: &Tenure) -> String {
        let own = roll.ids.get(at).filter(|id| !id.is_empty());
        let id = own.cloned().unwrap_or_else(|| {
            let from = one.span.from.when().map(|from| format!("/{from}")).unwrap_or_default();
            format!("{}/{}{from}", roll.who(one).id, office(roll.what(one)))
        });
        let again = (2..).map(|number| format!("{id}/{number}"));
        let free = |id: &String| !self.given.contains(id);
        let id = std::iter::once(id.clone()).chain(again).find(free).unwrap_or(id);
        self.given.insert(id.clone());
        id
    }
}
