//! When an office ends in the ordinary course, where a seat is empty, and who follows whom.
//!
//! Who follows depends on the cause and on the way the seat was won: the substitute of a dead
//! senator who was elected by majority takes the seat; if the senator resigned there is a
//! by-election; on a list the next candidate follows. All of it is asked of the rules of the office
//! and of the queue that the election left; nothing is entered twice.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::fold::{Register, Seen};
use super::rules::{Cause, Ends, Follows, Rules, Term, Vacancy, WonBy, after};
use super::statement::{Candidacy, Right};
use super::when::{Verdict, When};
use crate::law::Clause;

/// When a holding ends if nothing happens.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'r> {
    /// The day, where the term is fixed and its beginning known.
    pub day: Option<Date>,
    /// The clause.
    pub clause: &'r Clause<Term>,
}

/// When a holding ends in the ordinary course, under the rules of a day; the rules of its first day if none is given.
#[must_use]
pub fn expected<'r>(
    register: &'r Register,
    holding: Seen<'r>,
    law_of: Option<Date>,
) -> Option<Expected<'r>> {
    let rules = register.rules_of(holding.office())?;
    let from = holding.span().from.when().and_then(When::exact);
    let clause = in_force(&rules.terms, law_of.or(from)?)?;
    let years = clause.rule.years.map(i64::from);
    let day = match clause.rule.ends {
        Ends::Successor | Ends::TermOver | Ends::FirstMeeting => {
            from.zip(years).map(|(from, years)| from.saturating_add(years.years()))
        }
        Ends::Electors | Ends::Pleasure => None,
    };
    Some(Expected { day, clause })
}

/// The version of the first clause that is in force on a day.
fn in_force<T>(clauses: &[Clause<T>], day: Date) -> Option<&Clause<T>> {
    clauses.iter().find(|one| one.force.holds(day))
}

/// Who follows, and by which clause.
#[derive(Clone, Debug)]
pub struct Succession<'r> {
    /// The holding that ends.
    pub holding: Seen<'r>,
    /// Why.
    pub cause: Cause,
    /// How the seat was won.
    pub won_by: WonBy,
    /// The rules in which the clause stands.
    pub rules: &'r Rules,
    /// The clause.
    pub clause: &'r Clause<Vacancy>,
    /// Persons who follow, in order; empty if the register does not know the queue, or people must vote.
    pub queue: Vec<&'r str>,
    /// The last day on which it must be done.
    pub until: Option<Date>,
    /// From which day on no by-election is held, since the renewal is near.
    pub barred_from: Option<Date>,
    /// The seat that the follower leaves, and who follows there.
    pub below: Option<Box<Succession<'r>>>,
}

/// Why nobody can say who follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The office has no rules in the register.
    NoRules,
    /// No clause in force speaks of the cause.
    NoClause,
}

/// Who follows if a holding ends on a day for a cause.
///
/// # Errors
/// If no rule answers.
pub fn succession<'r>(
    register: &'r Register,
    holding: Seen<'r>,
    cause: Cause,
    on: Date,
    law_of: Option<Date>,
) -> Result<Succession<'r>, NoAnswer> {
    let rules = register.rules_of(holding.office()).ok_or(NoAnswer::NoRules)?;
    let (won_by, law_day) = (won_by(register, holding), law_of.unwrap_or(on));
    let speaks = |one: &&Clause<Vacancy>| {
        let way = one.rule.won_by == WonBy::Any || one.rule.won_by == won_by;
        one.force.holds(law_day) && one.rule.causes.contains(&cause) && way
    };
    let clause = rules.vacancies.iter().find(speaks).ok_or(NoAnswer::NoClause)?;
    let rule = &clause.rule;
    let queue = match rule.then {
        Follows::Substitute | Follows::SubstituteForATime => substitutes(register, holding),
        Follows::NextOnList => next_on_list(register, holding, on, None),
        Follows::Chain => next_on_list(register, holding, on, Some(&rule.below)),
        Follows::ByElection | Follows::BodyElects | Follows::Appointed | Follows::Nobody => {
            Vec::new()
        }
    };
    let until = (rule.within_months > 0).then(|| after(on, rule.within_months, 0));
    let end = expected(register, holding, law_of).and_then(|one| one.day);
    let barred_from = end
        .filter(|_| rule.never_months > 0)
        .map(|end| end.saturating_sub(i64::from(rule.never_months).months()));
    let below = queue.first().filter(|_| rule.then == Follows::Chain).and_then(|person| {
        let seats = register.of_person(person);
        let there = |one: &Seen<'_>| {
            register.is_office(one.office(), &rule.below) && one.holds_on(on) != Verdict::No
        };
        let seat = seats.into_iter().find(there)?;
        succession(register, seat, Cause::Appointment, on, law_of).ok().map(Box::new)
    });
    Ok(Succession { holding, cause, won_by, rules, clause, queue, until, barred_from, below })
}

/// How a seat was won: by a list if its holder stood on one, else as the count of the election says.
#[must_use]
pub fn won_by(register: &Register, holding: Seen<'_>) -> WonBy {
    match holding.right() {
        Right::Elected { election, .. } => match candidacy(register, &election, holding.person()) {
            Some(one) if !one.list.is_empty() => WonBy::List,
            _ => register.around.elections.get(&election).map_or(WonBy::Any, |one| one.won_by),
        },
        Right::Succeeded { .. } => {
            let first = first_of_line(register, holding);
            let led = matches!(first.right(), Right::Elected { .. });
            if led { won_by(register, first) } else { WonBy::Any }
        }
        _ => WonBy::Any,
    }
}

/// The first of the line of successors that a holding stands in; a circle of successors ends nowhere.
fn first_of_line<'r>(register: &'r Register, holding: Seen<'r>) -> Seen<'r> {
    let (mut one, mut steps) = (holding, 0);
    while let Right::Succeeded { holding, .. } = one.right() {
        let before = register.holding(&holding);
        match before.filter(|_| steps < 1000) {
            Some(before) => (one, steps) = (before, steps + 1),
            None => break,
        }
    }
    one
}

fn candidacy<'r>(register: &'r Register, election: &str, person: &str) -> Option<&'r Candidacy> {
    let of = |one: &&Candidacy| one.election == election && one.person == person;
    register.candidacies.iter().map(|one| &one.fact).find(of)
}

fn substitutes<'r>(register: &'r Register, holding: Seen<'r>) -> Vec<&'r str> {
    let first = first_of_line(register, holding);
    let Right::Elected { election, .. } = first.right() else { return Vec::new() };
    let stood = candidacy(register, &election, first.person());
    let all = stood.map_or(&[][..], |one| &one.substitutes);
    // Whoever follows already is no substitute any more.
    all.iter().map(String::as_str).filter(|one| *one != holding.person()).collect()
}

/// The candidates of the same list who come next: those who hold a seat of the body below, or,
/// where there is none, those who have not sat by this election yet.
fn next_on_list<'r>(
    register: &'r Register,
    holding: Seen<'r>,
    on: Date,
    below: Option<&str>,
) -> Vec<&'r str> {
    let first = first_of_line(register, holding);
    let Right::Elected { election, .. } = first.right() else { return Vec::new() };
    let Some(own) = candidacy(register, &election, first.person()) else { return Vec::new() };
    let of_list = |one: &&Candidacy| {
        one.election == own.election && one.contest == own.contest && one.list == own.list
    };
    let mut list: Vec<&Candidacy> =
        register.candidacies.iter().map(|one| &one.fact).filter(of_list).collect();
    list.sort_by_key(|one| one.place);
    let now = |one: &Seen<'_>| one.holds_on(on) != Verdict::No;
    let same = |one: &Seen<'_>| one.office() == holding.office();
    let by_this = |one: &Seen<'r>| {
        let by = first_of_line(register, *one).right();
        let line = matches!(by, Right::Elected { election: by, .. } if by == election);
        line && one.span().earliest_start() <= on
    };
    let next = |one: &&Candidacy| {
        let seats: Vec<Seen<'r>> = register.of_person(&one.person).collect();
        match below {
            Some(word) => {
                let there = |seat: &Seen<'_>| register.is_office(seat.office(), word) && now(seat);
                seats.iter().any(there) && !seats.iter().any(|seat| same(seat) && now(seat))
            }
            None => !seats.iter().any(|seat| same(seat) && (now(seat) || by_this(seat))),
        }
    };
    list.into_iter().filter(next).map(|one| one.person.as_str()).collect()
}

/// Seats of an office that nobody holds on a day.
#[derive(Clone, Debug)]
pub struct Empty<'r> {
    /// The office.
    pub office: &'r str,
    /// Its seats.
    pub seats: u32,
    /// How many are certainly empty.
    pub certain: u32,
    /// How many more are possibly empty.
    pub possible: u32,
    /// The last holding that ended, if one is known.
    pub last: Option<Seen<'r>>,
}

/// Empty seats of all offices that somebody has held and whose number of seats is stated.
#[must_use]
pub fn vacancies(register: &Register, on: Date) -> Vec<Empty<'_>> {
    let mut all = Vec::new();
    for office in &register.offices {
        let (Some(seats), id) = (office.fact.seats, office.fact.id.as_str()) else { continue };
        let holdings: Vec<Seen<'_>> = register.of_office(id).collect();
        let known = |one: &Seen<'_>| one.span().earliest_start() <= on;
        if !holdings.iter().any(known) {
            continue;
        }
        let count = |wanted: Verdict| {
            let of = holdings.iter().filter(|one| one.holds_on(on) == wanted);
            // One person fills one seat, however often that is stated.
            let persons: std::collections::BTreeSet<&str> = of.map(|one| one.person()).collect();
            u32::try_from(persons.len()).unwrap_or(u32::MAX)
        };
        let (sure, perhaps) = (count(Verdict::Certain), count(Verdict::Possible));
        let certain = seats.saturating_sub(sure.saturating_add(perhaps));
        let possible = seats.saturating_sub(sure).saturating_sub(certain);
        let last = holdings
            .iter()
            .copied()
            .filter(|one| one.span().latest_end() <= on)
            .max_by_key(|one| one.span().latest_end());
        if certain + possible > 0 {
            all.push(Empty { office: id, seats, certain, possible, last });
        }
    }
    all
}
