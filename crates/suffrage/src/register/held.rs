//! A holding in little room, and the same seen in its register.

use hashbrown::HashMap;
use jiff::civil::Date;

use super::fold::{Register, Stated, Symbol};
use super::statement::{Event, EventKind, Right, Told};
use super::when::{Bound, Span, Verdict, When};

/// The kinds of [`Right`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Elected,
    Appointed,
    Succeeded,
    ExOfficio,
    Acting,
    Unknown,
}

/// By what right, in little room: see [`Right`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShortRight {
    pub(super) kind: Kind,
    pub(super) what: Symbol,
    pub(super) beside: Symbol,
}

/// A holding in little room: a register may have millions.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub(super) id: Symbol,
    pub(super) person: Symbol,
    pub(super) office: Symbol,
    pub(super) seat: Symbol,
    pub(super) opened: Symbol,
    pub(super) closed: Symbol,
    pub(super) right: ShortRight,
    pub(super) told: u32,
    /// From when to when.
    pub span: Span,
    /// The statement it was read from.
    pub entry: u32,
}

/// A holding seen in its register.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'r> {
    pub(super) register: &'r Register,
    pub(super) held: &'r Held,
}

impl<'r> Seen<'r> {
    /// The key.
    #[must_use]
    pub fn id(self) -> &'r str {
        self.register.name(self.held.id)
    }

    /// Who.
    #[must_use]
    pub fn person(self) -> &'r str {
        self.register.name(self.held.person)
    }

    /// Which office.
    #[must_use]
    pub fn office(self) -> &'r str {
        self.register.name(self.held.office)
    }

    /// Which of its seats.
    #[must_use]
    pub fn seat(self) -> &'r str {
        self.register.name(self.held.seat)
    }

    /// The event that opened it.
    #[must_use]
    pub fn opened(self) -> Option<&'r Stated<Event>> {
        self.register.events.get(self.register.name(self.held.opened))
    }

    /// The event that closed it.
    #[must_use]
    pub fn closed(self) -> Option<&'r Stated<Event>> {
        self.register.events.get(self.register.name(self.held.closed))
    }

    /// From when to when.
    #[must_use]
    pub fn span(self) -> Span {
        self.held.span
    }

    /// Whether it is held on a day. Where nobody says since when, it is not before the right to it was won.
    #[must_use]
    pub fn holds_on(self, day: Date) -> Verdict {
        let too_soon =
            self.held.span.from == Bound::Unknown && self.acquired().is_some_and(|won| day < won);
        if too_soon { Verdict::No } else { self.held.span.holds_on(day) }
    }

    /// The statement it was read from.
    #[must_use]
    pub fn entry(self) -> u32 {
        self.held.entry
    }

    /// Who told it.
    #[must_use]
    pub fn told(self) -> &'r Told {
        self.register.told_of(self.held.told)
    }

    /// By what right.
    #[must_use]
    pub fn right(self) -> Right {
        let ShortRight { kind, what, beside } = self.held.right;
        let (what, beside) = (self.register.name(what), self.register.name(beside).to_owned());
        let what = what.to_owned();
        match kind {
            Kind::Elected => Right::Elected { election: what, contest: beside },
            Kind::Appointed => Right::Appointed { act: what },
            Kind::Succeeded => Right::Succeeded { holding: what, clause: beside },
            Kind::ExOfficio => Right::ExOfficio { holding: what },
            Kind::Acting => Right::Acting { holding: what },
            Kind::Unknown => Right::Unknown,
        }
    }

    /// Whether they are the same holding.
    #[must_use]
    pub fn is(self, other: Seen<'_>) -> bool {
        std::ptr::eq(self.held, other.held)
    }

    /// The day on which the right was acquired: the vote, the proclamation, the act, or the start.
    #[must_use]
    pub fn acquired(self) -> Option<Date> {
        let ShortRight { kind, what, .. } = self.held.right;
        let given = match kind {
            Kind::Elected | Kind::Appointed => self.register.given.get(&what).copied(),
            _ => None,
        };
        given.or_else(|| self.span().from.when().and_then(When::exact))
    }
}

impl Register {
    /// The day on which the result of an election was proclaimed, where that is stated.
    #[must_use]
    pub fn proclaimed(&self, election: &str) -> Option<Date> {
        self.proclaimed.get(election).copied()
    }

    pub(super) fn proclamations(&self) -> HashMap<String, Date> {
        let mut days = HashMap::default();
        for one in self.events.iter().filter(|one| one.fact.kind == EventKind::Proclamation) {
            if let Some(day) = one.fact.day().and_then(When::exact) {
                days.entry(one.fact.election.clone()).or_insert(day);
            }
        }
        days
    }

    /// The day on which each election or act gave the rights that stand on it.
    pub(super) fn days_of_rights(&self) -> HashMap<Symbol, Date> {
        let mut days: HashMap<Symbol, Option<Date>> = HashMap::default();
        for ShortRight { kind, what, .. } in self.held.iter().map(|one| one.right) {
            let name = || self.name(what);
            match kind {
                Kind::Elected => days.entry(what).or_insert_with(|| {
                    self.proclaimed(name()).or_else(|| self.election_day(name()))
                }),
                Kind::Appointed => {
                    let act = || self.events.get(name())?.fact.day()?.exact();
                    days.entry(what).or_insert_with(act)
                }
                _ => continue,
            };
        }
        days.into_iter().filter_map(|(what, day)| Some((what, day?))).collect()
    }
}
