//! Which institution holds which power on a day; what can still move, and what can never go back.

use jiff::civil::Date;

use super::fold::{Register, Stated};
use super::statement::{Allocation, Power};
use super::when::{Span, Verdict};

/// A power and whoever holds it on a day.
#[derive(Clone, Debug)]
pub struct Held<'r> {
    /// The power.
    pub power: &'r Stated<Power>,
    /// The allocations in force, with what the dates leave open; more than one only if they are in doubt.
    pub by: Vec<(&'r Stated<Allocation>, Verdict)>,
}

/// Every power that somebody holds on a day, in the order of telling.
#[must_use]
pub fn powers(register: &Register, on: Date) -> Vec<Held<'_>> {
    let mut all = Vec::new();
    for power in &register.powers {
        let by: Vec<_> = allocations(register, &power.fact.id)
            .map(|one| (one, span(&one.fact).holds_on(on)))
            .filter(|(_, verdict)| *verdict != Verdict::No)
            .collect();
        all.push(Held { power, by });
    }
    all
}

/// The allocations of a power, in the order of telling.
pub fn allocations<'r>(
    register: &'r Register,
    power: &str,
) -> impl Iterator<Item = &'r Stated<Allocation>> {
    register.allocations.iter().filter(move |one| one.fact.power == power)
}

/// From when to when institutions hold a power.
#[must_use]
pub fn span(allocation: &Allocation) -> Span {
    Span { from: allocation.from, to: allocation.to }
}
