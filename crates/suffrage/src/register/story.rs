//! What happened, day by day: events, offices that begin and end, powers that move, periods that run.
//!
//! Nothing here is written for a story. It is the statements themselves and what follows from the
//! rules, chosen by whom and what they touch.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::conflict::{self, Conflict, State};
use super::fold::{Register, Seen, Stated};
use super::statement::{Allocation, Event, EventKind, Member, Story};
use super::when::When;

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub enum Item<'r> {
    /// People voted: the count of an election on board.
    Count(&'r str),
    /// An event.
    Event(&'r Stated<Event>),
    /// An office begins.
    Begins(Seen<'r>),
    /// An office ends.
    Ends(Seen<'r>),
    /// A power passes to other hands.
    Moves(&'r Stated<Allocation>),
    /// Somebody joins a party or a group.
    Joins(&'r Stated<Member>),
    /// A period to choose between two offices begins to run.
    Opens(Conflict<'r>),
    /// The two offices are held together no more.
    Closes(Conflict<'r>),
}

/// What happened, with its day.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r> {
    /// When.
    pub when: When,
    /// What.
    pub item: Item<'r>,
}

/// Everything that touches some persons, organizations, offices, powers or elections, by day.
///
/// Of one day: counts, then events, ends, beginnings, powers, groups, periods.
#[must_use]
pub fn timeline<'r>(
    register: &'r Register,
    about: &BTreeSet<&str>,
    (from, to): (Date, Date),
) -> Vec<Told<'r>> {
    let mut all = Vec::new();
    let mut tell = |when: Option<When>, item: Item<'r>| {
        let inside = |when: &When| from <= when.latest() && when.earliest() <= to;
        all.extend(when.filter(inside).map(|when| Told { when, item }));
    };
    for (id, election) in &register.around.elections {
        if about.contains(id.as_str()) {
            tell(Some(When::day(election.date)), Item::Count(id));
        }
    }
    for event in &register.events {
        // The vote itself is told by its count.
        let counted = matches!(event.fact.kind, EventKind::Election | EventKind::Referendum)
            && register.around.elections.contains_key(&event.fact.election)
            && about.contains(event.fact.election.as_str());
        if !counted && touches(&event.fact, about) {
            tell(event.fact.day(), Item::Event(event));
        }
    }
    for held in register.holdings() {
        if about.contains(held.person()) || about.contains(held.office()) {
            tell(held.span().from.when(), Item::Begins(held));
            tell(held.span().to.when(), Item::Ends(held));
        }
    }
    for one in &register.allocations {
        let moved = about.contains(one.fact.power.as_str())
            || one.fact.holders.iter().any(|holder| about.contains(holder.as_str()));
        if moved {
            tell(one.fact.from.when(), Item::Moves(one));
        }
    }
    for one in &register.members {
        if about.contains(one.fact.person.as_str()) {
            tell(one.fact.from.when(), Item::Joins(one));
        }
    }
    let persons = about.iter().map(|person| register.of_person(person).collect::<Vec<_>>());
    for one in persons.flat_map(|held| conflict::among(register, &held, to, None)) {
        tell(one.opened.map(When::day), Item::Opens(one));
        if let State::Resolved { on, .. } = one.state {
            tell(Some(on), Item::Closes(one));
        }
    }
    all.sort_by_key(|one| (one.when.earliest(), one.when.latest(), rank(one.item)));
    all
}

fn rank(item: Item<'_>) -> u8 {
    match item {
        Item::Count(_) => 0,
        Item::Event(_) => 1,
        Item::Ends(_) => 2,
        Item::Begins(_) => 3,
        Item::Moves(_) => 4,
        Item::Joins(_) => 5,
        Item::Opens(_) => 6,
        Item::Closes(_) => 7,
    }
}

/// Whether an event concerns one of these.
fn touches(event: &Event, about: &BTreeSet<&str>) -> bool {
    let lists = [&event.persons, &event.organizations, &event.offices, &event.by];
    lists.iter().any(|list| list.iter().any(|one| about.contains(one.as_str())))
        || about.contains(event.id.as_str())
        || about.contains(event.election.as_str())
}

/// What a story tells.
#[must_use]
pub fn story<'r>(register: &'r Register, story: &'r Story) -> Vec<Told<'r>> {
    let about = story.about.iter().map(String::as_str).collect();
    let days = (story.from.unwrap_or(Date::MIN), story.to.unwrap_or(Date::MAX));
    timeline(register, &about, days)
}
