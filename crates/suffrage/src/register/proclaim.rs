//! From an outcome to offices: the holdings that a result proposes, and the queue it leaves.
//!
//! A result gives nobody an office by itself: it proposes holdings, begun on the day that the rules
//! of the office say (which is not the day of the vote), and keeps who stands next in line. Somebody
//! records them, or does not.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::fold::{Register, Seen};
use super::rules::Begins;
use super::statement::{Candidacy, EventKind, Fact, Holding, Person, Right, Statement, Told};
use super::when::{Bound, When};
use crate::law::Clause;
use crate::outcome::Outcome;
use crate::record::Record;
use crate::tally::{Contest, Place};

/// A person whom a result brings to an office.
#[derive(Clone, Debug)]
pub struct Proposal<'r> {
    /// The name in the count.
    pub name: String,
    /// The key of the person; a new one if the register does not know them.
    pub person: String,
    /// Whether the register knew the person.
    pub known: bool,
    /// The office, if one of the register is filled by this election.
    pub office: Option<&'r str>,
    /// The holding as it stands already.
    pub stands: Option<Seen<'r>>,
    /// When the office begins; unknown if the day is not stated yet.
    pub from: Bound,
    /// The clause by which it begins then.
    pub start: Option<&'r Clause<super::rules::Start>>,
    /// Persons who stand next in line.
    pub queue: Vec<String>,
}

/// What an election proposes.
#[derive(Clone, Debug)]
pub struct Election<'a> {
    /// Its id, as `nc/senate/2023`.
    pub id: &'a str,
    /// The law by which it is counted.
    pub law: &'a str,
    /// The day of the vote.
    pub date: Date,
    /// The code of the contest.
    pub contest: &'a str,
    /// The record of its count.
    pub record: &'a Record,
}

/// The holdings that the outcome of a contest proposes, in the order in which seats were won.
#[must_use]
pub fn proposals<'r>(register: &'r Register, election: &Election<'_>) -> Vec<Proposal<'r>> {
    let outcome = Outcome::of(election.record);
    let mut all = Vec::new();
    let name = |place: &Place| {
        let at = usize::try_from(*place).unwrap_or(usize::MAX);
        election.record.candidacies.get(at).map_or("", |one| one.name.as_str())
    };
    for place in outcome.elected() {
        all.push(proposal(register, election, "", name(place)));
    }
    for pot in outcome.pots() {
        for seated in pot.persons.values().flatten() {
            all.push(proposal(register, election, &pot.pot, &seated.name));
        }
    }
    all
}

/// What the election of one person would propose, whoever was elected.
#[must_use]
pub fn proposal<'r>(
    register: &'r Register,
    election: &Election<'_>,
    pot: &str,
    name: &str,
) -> Proposal<'r> {
    let stood = candidacy(register, election, name);
    let known = stood.map(|one| one.person.clone()).or_else(|| named(register, name));
    let is_known = known.is_some();
    let person = known.unwrap_or_else(|| new_key(register, name));
    let office = register.offices.iter().map(|one| &one.fact).find(|one| {
        one.law == election.law
            && (one.contest.is_empty() || one.contest == election.contest)
            && one.pot == pot
    });
    let stands = register.of_person(&person).find(|one| match one.right() {
        Right::Elected { election: by, .. } => {
            by == election.id && office.is_none_or(|office| office.id == one.office())
        }
        _ => false,
    });
    let rules = office.and_then(|office| register.rules_of(&office.id));
    let start = rules
        .and_then(|rules| rules.starts.iter().find(|clause| clause.force.holds(election.date)));
    let institution = office.map_or("", |office| office.institution.as_str());
    let from = start.map_or(Bound::Unknown, |clause| {
        begins(register, clause.rule.begins, election, institution)
    });
    let queue = stood.map_or_else(Vec::new, |one| one.substitutes.clone());
    let office = office.map(|office| office.id.as_str());
    Proposal { name: name.to_owned(), person, known: is_known, office, stands, from, start, queue }
}

fn candidacy<'r>(
    register: &'r Register,
    election: &Election<'_>,
    name: &str,
) -> Option<&'r Candidacy> {
    let of = |one: &&Candidacy| {
        let called = if one.candidate.is_empty() {
            register.person_name(&one.person) == name
        } else {
            one.candidate == name
        };
        let here = one.contest.is_empty() || one.contest == election.contest;
        one.election == election.id && here && called
    };
    register.candidacies.iter().map(|one| &one.fact).find(of)
}

/// The day on which an office begins by its rule, if it is stated.
fn begins(register: &Register, rule: Begins, election: &Election<'_>, institution: &str) -> Bound {
    let first = |kind: EventKind| {
        let of = register.events.iter().filter(|one| {
            one.fact.kind == kind && one.fact.organizations.iter().any(|body| body == institution)
        });
        let days = of.filter_map(|one| one.fact.day()?.exact());
        // A later one opened for others: whoever was elected more than a year before sat by then.
        let year = election.date.saturating_add(1.year());
        days.filter(|day| (election.date..year).contains(day)).min()
    };
    let day = match rule {
        Begins::Session | Begins::FirstMeeting => first(EventKind::SessionOpens),
        Begins::Proclamation => register.proclaimed(election.id).or(Some(election.date)),
        Begins::Election | Begins::Act => Some(election.date),
        Begins::Predecessor => None,
    };
    day.map_or(Bound::Unknown, |day| Bound::On(When::day(day)))
}

/// The queue that a contest of lists leaves: the candidates of every list with a seat, with their places.
///
/// Whoever has been stated as a candidate already is left out; persons nobody knew are stated too.
#[must_use]
pub fn queue(register: &Register, election: &Election<'_>, contest: &Contest) -> Vec<Statement> {
    let outcome = Outcome::of(election.record);
    let mut all: Vec<Statement> = Vec::new();
    for (place, list) in (0..).zip(&contest.candidacies) {
        if outcome.seats_of(place) == 0 || list.persons.len() < 2 {
            continue;
        }
        for (at, one) in (1..).zip(&list.persons) {
            if candidacy(register, election, &one.name).is_some() {
                continue;
            }
            let found = named(register, &one.name);
            let person = found.clone().unwrap_or_else(|| new_key(register, &one.name));
            let stated = |statement: &Statement| matches!(&statement.fact, Fact::Person(other) if other.id == person);
            if found.is_none() && !all.iter().any(stated) {
                let (id, name) = (person.clone(), one.name.clone());
                let born = one.born.map(When::day);
                let fact = Fact::Person(Person { id, name, born, ..Person::default() });
                all.push(Statement { fact, told: Told::default() });
            }
            let fact = Fact::Candidacy(Candidacy {
                id: format!("{}/{}/{}", election.id, election.contest, person),
                election: election.id.to_owned(),
                contest: election.contest.to_owned(),
                person,
                list: list.code.clone(),
                place: Some(at),
                ..Candidacy::default()
            });
            all.push(Statement { fact, told: Told::default() });
        }
    }
    all
}

/// The key of the only person of a name.
fn named(register: &Register, name: &str) -> Option<String> {
    let called = |one: &Person| one.name == name || one.names.iter().any(|other| other == name);
    let mut found = register.persons.iter().filter(|one| called(&one.fact));
    let first = found.next().map(|one| one.fact.id.clone());
    // Two of one name are not told apart by their name.
    first.filter(|_| found.next().is_none())
}

/// A key made of a name that no person of the register has yet.
fn new_key(register: &Register, name: &str) -> String {
    let plain = key(name);
    let plain = if plain.is_empty() { "person".to_owned() } else { plain };
    let free = |key: &String| register.persons.get(key).is_none();
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    std::iter::once(plain.clone()).chain(numbered).find(free).unwrap_or(plain)
}

/// A key made of a name: small letters and hyphens.
fn key(name: &str) -> String {
    let mut key = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            letter if letter.is_alphanumeric() => key.push(letter),
            _ if key.ends_with('-') || key.is_empty() => {}
            _ => key.push('-'),
        }
    }
    key.trim_end_matches('-').to_owned()
}

impl Proposal<'_> {
    /// The statements to record: the person if nobody knew them, and the holding.
    ///
    /// Nothing for a proposal that stands already, or that no office of the register fits.
    #[must_use]
    pub fn statements(&self, election: &Election<'_>, source: &str) -> Vec<Statement> {
        let (Some(office), None) = (self.office, self.stands) else { return Vec::new() };
        let told = Told { source: Vec::from_iter(text(source)), ..Told::default() };
        let mut all = Vec::new();
        if !self.known {
            let (id, name) = (self.person.clone(), self.name.clone());
            let person = Fact::Person(Person { id, name, ..Person::default() });
            all.push(Statement { fact: person, told: told.clone() });
        }
        let right = Right::Elected {
            election: election.id.to_owned(),
            contest: election.contest.to_owned(),
        };
        let holding = Holding {
            id: format!("{}/{office}/{}", self.person, election.date),
            person: self.person.clone(),
            office: office.to_owned(),
            from: self.from,
            to: Bound::Open,
            right,
            ..Holding::default()
        };
        all.push(Statement { fact: Fact::Holding(holding), told });
        all
    }
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
