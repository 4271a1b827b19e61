//! Who holds an office on a day, who has been elected to it and waits, and what changed between two days.

use jiff::civil::Date;

use super::fold::{Register, Seen, Stated};
use super::statement::Exercise;
use super::when::{Bound, Verdict};
use crate::word::words;

words! {
    /// What somebody is to an office on a day.
    pub enum Status {
        #[doc = "holds it"]
        Seated = "seated",
        #[doc = "has been elected or appointed, and has not begun"]
        Elect = "elect",
    }
}

/// Somebody in an office, or on the way to it, on a day.
#[derive(Clone, Copy, Debug)]
pub struct InOffice<'r> {
    /// The holding.
    pub holding: Seen<'r>,
    /// What they are to it.
    pub status: Status,
    /// Whether the dates leave a doubt.
    pub verdict: Verdict,
    /// The title is kept and the office not exercised.
    pub exercise: Option<&'r Stated<Exercise>>,
}

/// Whoever is in an office on a day. `office` is a key, its rules, or `fr/*` for all under a key.
///
/// The seated come first, each group in the order of telling.
#[must_use]
pub fn who<'r>(register: &'r Register, office: &str, on: Date) -> Vec<InOffice<'r>> {
    if office == "*" {
        // In one pass, in the order in which they lie: a register may have millions.
        return in_order(
            register.holdings().filter_map(|one| in_office(register, one, on)).collect(),
        );
    }
    let all = offices(register, office);
    in_order(all.into_iter().flat_map(|one| holders(register, one, on)).collect())
}

/// Whoever is in the office of a key on a day, in the same order.
#[must_use]
pub fn in_one<'r>(register: &'r Register, office: &str, on: Date) -> Vec<InOffice<'r>> {
    in_order(holders(register, office, on).collect())
}

fn holders<'r>(
    register: &'r Register,
    office: &str,
    on: Date,
) -> impl Iterator<Item = InOffice<'r>> {
    register.of_office(office).filter_map(move |held| in_office(register, held, on))
}

fn in_order(mut all: Vec<InOffice<'_>>) -> Vec<InOffice<'_>> {
    all.sort_by_key(|one| (one.status, one.holding.entry()));
    all
}

/// The keys of the offices that a word means, in the order of telling.
pub fn offices<'r>(register: &'r Register, word: &str) -> Vec<&'r str> {
    let ids = register.offices.iter().map(|one| one.fact.id.as_str());
    ids.filter(|id| word == "*" || register.is_office(id, word)).collect()
}

/// The offices of a person on a day, in the order of telling.
#[must_use]
pub fn offices_of<'r>(register: &'r Register, person: &str, on: Date) -> Vec<InOffice<'r>> {
    register.of_person(person).filter_map(|held| in_office(register, held, on)).collect()
}

fn in_office<'r>(register: &'r Register, holding: Seen<'r>, on: Date) -> Option<InOffice<'r>> {
    let verdict = holding.holds_on(on);
    if verdict != Verdict::No {
        let of = |one: &&Stated<Exercise>| one.fact.holding == holding.id();
        let now = |one: &&Stated<Exercise>| {
            let span = super::when::Span { from: one.fact.from, to: one.fact.to };
            span.holds_on(on) != Verdict::No
        };
        let exercise = register.exercises.iter().filter(of).find(now);
        return Some(InOffice { holding, status: Status::Seated, verdict, exercise });
    }
    if on >= holding.span().earliest_start() {
        return None;
    }
    if holding.acquired().is_none_or(|day| on < day) {
        return None;
    }
    // Whoever gave the office up before it began does not wait for it.
    let closed = holding.closed().and_then(|event| event.fact.day());
    let given_up = closed.is_some_and(|day| day.latest() <= on)
        || (holding.span().to != Bound::Open && holding.span().latest_end() <= on);
    let (status, verdict) = (Status::Elect, Verdict::Certain);
    (!given_up).then_some(InOffice { holding, status, verdict, exercise: None })
}

/// Who came and who left between two days.
#[derive(Clone, Debug, Default)]
pub struct Changes<'r> {
    /// In office on the first day and not on the second.
    pub left: Vec<InOffice<'r>>,
    /// In office on the second day and not on the first.
    pub came: Vec<InOffice<'r>>,
}

/// The holdings that were there on one day and not on the other, for certain or possibly.
#[must_use]
pub fn changes<'r>(register: &'r Register, from: Date, to: Date) -> Changes<'r> {
    let mut changes = Changes::default();
    for held in register.holdings() {
        let (then, now) = (held.holds_on(from), held.holds_on(to));
        let seen = |on| in_office(register, held, on).filter(|one| one.status == Status::Seated);
        match (then, now) {
            (Verdict::No, now) if now != Verdict::No => changes.came.extend(seen(to)),
            (then, Verdict::No) if then != Verdict::No => changes.left.extend(seen(from)),
            _ => {}
        }
    }
    changes
}
