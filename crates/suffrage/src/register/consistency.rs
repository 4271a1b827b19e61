//! A register held against itself: rights that lead nowhere, circles, acts that disagree with dates.
//!
//! What single dates cannot be (after death, twice at once) is found in [`super::quality`]; here is
//! what only the whole register can tell, since it takes the rules, the events and the counts.

use std::collections::BTreeSet;

use super::fold::{Register, Seen};
use super::power;
use super::rules::Rules;
use super::statement::{Mode, Right};
use super::when::{Bound, Span, Verdict};
use crate::diagnostic::Fault;
use crate::outcome::Outcome;
use crate::record::Record;

/// Something that cannot be, or of which the dates leave open whether it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub fault: Fault,
    /// Whether for every reading of the dates.
    pub verdict: Verdict,
    /// The statement, from 0 in the order of telling.
    pub entry: u32,
}

/// Everything that does not hold together, in the order of telling.
#[must_use]
pub fn check(register: &Register) -> Vec<Problem> {
    let mut found = Found { register, all: Vec::new(), followed: BTreeSet::new() };
    for one in register.holdings() {
        found.dates(one);
        found.right(one);
        found.circle(one);
        found.required(one);
    }
    found.powers();
    found.parts();
    found.all.sort_by_key(|one| one.entry);
    found.all
}

struct Found<'r> {
    register: &'r Register,
    all: Vec<Problem>,
    /// Holdings whose line of rights has been followed.
    followed: BTreeSet<&'r str>,
}

impl<'r> Found<'r> {
    fn add(&mut self, entry: u32, verdict: Verdict, fault: Fault) {
        if verdict != Verdict::No {
            self.all.push(Problem { fault, verdict, entry });
        }
    }

    /// An end before the beginning, or not on the day of the event that made it.
    fn dates(&mut self, one: Seen<'r>) {
        let holding = one.id().to_owned();
        let (from, to) = (one.span().from.to_string(), one.span().to.to_string());
        let fault = Fault::EndsBeforeItBegins { holding, from, to };
        self.add(one.entry(), one.span().is_backwards(), fault);
        for (event, bound) in [(one.opened(), one.span().from), (one.closed(), one.span().to)] {
            let (Some(event), Bound::On(stated)) = (event, bound) else { continue };
            let Some(day) = event.fact.day() else { continue };
            // An office may begin or end later than the act, never before it.
            if stated.latest() < day.earliest() {
                let (holding, event) = (one.id().to_owned(), event.fact.id.clone());
                let (stated, day) = (stated.to_string(), day.to_string());
                let fault = Fault::BeforeItsEvent { holding, stated, event, day };
                self.add(one.entry(), Verdict::Certain, fault);
            }
        }
    }

    /// A right must lead to a count that elects, an act, a holding that ended.
    fn right(&mut self, one: Seen<'r>) {
        let holding = one.id().to_owned();
        match one.right() {
            Right::Unknown => {
                self.add(one.entry(), Verdict::Possible, Fault::NoRight { holding });
            }
            Right::Elected { election, contest } => {
                let Some(fact) = self.register.around.elections.get(&election) else { return };
                let here = |record: &&Record| contest.is_empty() || record.contest.code == contest;
                let names = self.names(&election, one);
                let mut records = fact.records.iter().filter(here).peekable();
                let (person, named) = (one.person().to_owned(), records.peek().is_some());
                // Where no persons are named, only seats of lists, there is nothing to hold it against.
                let elects = records.any(|record| elects(record, &names).unwrap_or(true));
                if !named || !elects {
                    let fault = Fault::NotElected { holding, person, election };
                    self.add(one.entry(), Verdict::Certain, fault);
                }
            }
            Right::Succeeded { holding: before, clause } => {
                let rules: Option<&Rules> = self.register.rules_of(one.office());
                let known = rules
                    .is_none_or(|rules| rules.vacancies.iter().any(|known| known.name == clause));
                if !known {
                    let rules = rules.map_or_else(String::new, |rules| rules.id.clone());
                    let fault = Fault::NoSuchClause { holding, clause, rules };
                    self.add(one.entry(), Verdict::Certain, fault);
                    return;
                }
                let Some(before) = self.register.holding(&before) else { return };
                let (after, ends) = (one.span(), before.span());
                let verdict = if after.latest_start() < ends.earliest_end() {
                    Verdict::Certain
                } else {
                    Verdict::No
                };
                let before = before.id().to_owned();
                self.add(one.entry(), verdict, Fault::SucceedsTooSoon { holding, before });
            }
            Right::Appointed { .. } | Right::ExOfficio { .. } | Right::Acting { .. } => {}
        }
    }

    /// The names under which somebody may have stood.
    fn names(&self, election: &str, one: Seen<'r>) -> BTreeSet<&'r str> {
        let mut names = BTreeSet::new();
        if let Some(person) = self.register.persons.get(one.person()) {
            names.insert(person.fact.name.as_str());
            names.extend(person.fact.names.iter().map(String::as_str));
        }
        let stood = self.register.candidacies.iter().map(|one| &one.fact);
        let of = stood.filter(|own| own.election == election && own.person == one.person());
        names.extend(of.map(|own| own.candidate.as_str()).filter(|name| !name.is_empty()));
        names
    }

    /// Nobody succeeds themselves in a circle, or holds an office because they hold it.
    fn circle(&mut self, one: Seen<'r>) {
        let (mut line, mut at) = (vec![one], one);
        // A line that has been followed to its end is not followed again.
        while self.followed.insert(at.id()) {
            let next = match at.right() {
                Right::Succeeded { holding, .. }
                | Right::ExOfficio { holding }
                | Right::Acting { holding } => self.register.holding(&holding),
                _ => None,
            };
            let Some(next) = next else { return };
            if self.followed.contains(next.id()) {
                let from = line.iter().position(|before| before.is(next)).unwrap_or(line.len());
                for one in &line[from..] {
                    let holding = one.id().to_owned();
                    self.add(one.entry(), Verdict::Certain, Fault::RightInCircle { holding });
                }
                return;
            }
            line.push(next);
            at = next;
        }
    }

    /// Offices that need another, held without it.
    fn required(&mut self, one: Seen<'r>) {
        let Some(rules) = self.register.rules_of(one.office()) else { return };
        let Some(from) = one.span().from.when() else { return };
        for clause in rules.requires.iter().filter(|one| one.force.holds(from.latest())) {
            let meant = |office: &str| {
                clause.rule.offices.iter().any(|word| self.register.is_office(office, word))
            };
            let first = Span { from: Bound::On(from), to: one.span().to };
            let mut others =
                self.register.of_person(one.person()).filter(|own| meant(own.office()));
            // Whether it is met on every day takes days that few registers have; the first is asked.
            let met = others.any(|own| own.span().meets(first) != Verdict::No);
            if !met {
                let (holding, needs) = (one.id().to_owned(), clause.rule.offices.join("` | `"));
                let cite = clause.cite.clone();
                let fault = Fault::RequiredMissing { holding, needs, cite };
                self.add(one.entry(), Verdict::Possible, fault);
            }
        }
    }

    /// A power has one holder on every day, or a declared share.
    fn powers(&mut self) {
        for held in &self.register.powers {
            let mut all: Vec<_> = power::allocations(self.register, &held.fact.id).collect();
            all.sort_by_key(|one| power::span(&one.fact).earliest_start());
            let power = &held.fact.id;
            for (at, second) in all.iter().enumerate() {
                for first in &all[..at] {
                    let both = [&first.fact, &second.fact];
                    if both.iter().all(|one| one.mode == Mode::Shared) {
                        continue;
                    }
                    let meet = power::span(both[0]).meets(power::span(both[1]));
                    let (one, other) = (first.fact.id.clone(), second.fact.id.clone());
                    let fault = Fault::PowerHeldTwice { power: power.clone(), one, other };
                    self.add(second.entry, meet, fault);
                }
                // Nobody holds it only if all before have ended.
                let last = all[..at].iter().max_by_key(|one| power::span(&one.fact).latest_end());
                let Some(last) = last else { continue };
                let ended = power::span(&last.fact).latest_end();
                if ended < power::span(&second.fact).earliest_start() {
                    let (one, other) = (last.fact.id.clone(), second.fact.id.clone());
                    let fault = Fault::PowerHeldByNobody { power: power.clone(), one, other };
                    self.add(second.entry, Verdict::Certain, fault);
                }
            }
        }
    }

    /// Nothing is a part of itself: organizations, areas, offices that continue each other.
    fn parts(&mut self) {
        let register = self.register;
        let organizations = register.organizations.iter().map(|one| {
            ("organization", one.fact.id.as_str(), one.fact.part_of.as_str(), one.entry)
        });
        let areas = register
            .areas
            .iter()
            .map(|one| ("area", one.fact.id.as_str(), one.fact.within.as_str(), one.entry));
        let offices = register
            .offices
            .iter()
            .map(|one| ("office", one.fact.id.as_str(), one.fact.continues.as_str(), one.entry));
        let all: Vec<_> = organizations.chain(areas).chain(offices).collect();
        let above = |kind: &str, id: &str| {
            all.iter().find(|one| one.0 == kind && one.1 == id).map(|one| one.2)
        };
        for (kind, id, first, entry) in &all {
            let (mut at, mut steps) = (*first, 0);
            while !at.is_empty() && at != *id && steps < all.len() {
                (at, steps) = (above(kind, at).unwrap_or_default(), steps + 1);
            }
            if at == *id {
                let (kind, id) = ((*kind).to_owned(), (*id).to_owned());
                self.add(*entry, Verdict::Certain, Fault::PartOfItself { kind, id });
            }
        }
    }
}

/// Whether a record elects somebody of one of these names; `None` if it names no persons.
fn elects(record: &Record, names: &BTreeSet<&str>) -> Option<bool> {
    let outcome = Outcome::of(record);
    let alone = outcome.elected().iter().map(|place| record.name(*place));
    let listed = outcome.pots().iter().flat_map(|pot| pot.persons.values().flatten());
    let all: Vec<&str> = alone.chain(listed.map(|one| one.name.as_str())).collect();
    (!all.is_empty()).then(|| all.iter().any(|name| names.contains(name)))
}
