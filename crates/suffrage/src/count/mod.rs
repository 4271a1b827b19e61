//! The one conductor: a law on a day, a contest and the lots drawn give a record.
//!
//! It walks the clauses of the system in their order, hands the figures to the methods and writes
//! what they found. It decides nothing itself: conditions and methods compare, [`crate::tie`] parts
//! equals. A contest that lacks a figure the law asks for is refused with every figure that is
//! missing; nothing half-counted leaves this room.

mod allocate;
mod ballots;
mod coalitions;
mod pairs;
mod persons;
mod rounds;
mod sections;
pub mod slices;
mod tiers;

use crate::diagnostic::Fault;
use crate::law::{Attribute, Choose, LawOnDay, Size, SizeBy, Step as Clause};
use crate::method::condition::Condition;
use crate::method::trail::Trail;
use crate::number::{Fraction, Votes};
use crate::record::{Base, LawUsed, Named, Record, SeatsFrom, Step, TieBy, Value};
use crate::tally::{Contest, Lot, Place, Round};
use crate::tie::Lots;

/// How to count where the law leaves a choice to the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The system to use, named by hand instead of chosen by the law.
    pub system: Option<String>,
    /// Take the sum of the published seats for the seats to fill, if nothing else says.
    pub published_seats: bool,
    /// The files know lists by name only, so a list of a later round may be an earlier one renamed.
    pub lists_known_by_name: bool,
}

/// Counts one contest by the law.
///
/// # Errors
/// Every figure the law asks for and the contest does not give, and every contradiction between
/// them. No record is returned then: nothing half-counted is shown.
///
/// # Example
/// See the first page of this documentation.
pub fn count(
    law: &LawOnDay,
    contest: &Contest,
    lots: &[Lot],
    wish: &Wish,
) -> Result<Record, Vec<Fault>> {
    let mut counter = Counter::new(law, contest, lots, wish);
    counter.run();
    counter.record.under(None);
    if counter.faults.is_empty() { Ok(counter.record) } else { Err(counter.faults) }
}

/// Counts one contest and keeps where every ballot went, for counts in which papers pass on.
///
/// # Errors
/// As [`count`], and if the law passes no papers on.
pub fn count_with_trail(
    law: &LawOnDay,
    contest: &Contest,
    lots: &[Lot],
    wish: &Wish,
) -> Result<(Record, Trail), Vec<Fault>> {
    let mut counter = Counter::new(law, contest, lots, wish);
    counter.trail = Some(Trail::default());
    counter.run();
    counter.record.under(None);
    let trail = counter.trail.take().filter(|trail| !trail.is_empty());
    match trail {
        _ if !counter.faults.is_empty() => Err(counter.faults),
        Some(trail) => Ok((counter.record, trail.sorted())),
        None => Err(vec![Fault::NoTrail { contest: contest.code.clone() }]),
    }
}

struct Counter<'a> {
    law: &'a LawOnDay,
    contest: &'a Contest,
    lots: Lots<'a>,
    wish: &'a Wish,
    record: Record,
    faults: Vec<Fault>,
    pots: Vec<Pot>,
    leader: Option<Place>,
    /// The round whose votes the allocation divides.
    round: Option<&'a Round>,
    admitted: Option<Vec<Place>>,
    connect: Option<crate::law::Connect>,
    coalitions: Option<coalitions::Admitted>,
    /// What the first is assured, and by which clause.
    raise: Option<(u16, crate::method::raise::Rule)>,
    /// The rounds held leave the election open.
    open: bool,
    /// How ballots are read.
    marks: Option<&'a crate::method::marks::Rule>,
    /// How many may be marked on an approval ballot.
    most: Option<usize>,
    /// Where every ballot goes, if anybody asks.
    trail: Option<Trail>,
}

/// Seats that are divided together.
struct Pot {
    name: String,
    division: allocate::Division,
}

impl<'a> Counter<'a> {
    fn new(law: &'a LawOnDay, contest: &'a Contest, lots: &'a [Lot], wish: &'a Wish) -> Self {
        let used = LawUsed {
            id: law.id.clone(),
            act: law.act.clone(),
            on: law.on,
            wording_of: law.wording_of,
            readings: law.readings.clone(),
        };
        let named = |code: &str, name: &str| Named { code: code.to_owned(), name: name.to_owned() };
        let candidacies =
            contest.candidacies.iter().map(|one| named(&one.code, &one.name)).collect();
        let contest_named = named(&contest.code, &contest.name);
        Self {
            law,
            contest,
            lots: Lots::of(contest, lots),
            wish,
            record: Record::new(used, contest_named, candidacies, law.cited.clone()),
            faults: Vec::new(),
            pots: Vec::new(),
            leader: None,
            round: None,
            admitted: None,
            connect: None,
            coalitions: None,
            raise: None,
            open: false,
            marks: None,
            most: None,
            trail: None,
        }
    }

    fn run(&mut self) {
        let Some(name) = self.system() else { return };
        let Some((_, clauses)) = self.law.systems.iter().find(|(system, _)| *system == name) else {
            let (law, known) =
                (self.law.id.clone(), self.law.systems.iter().map(|one| one.0.as_str()));
            let near = crate::diagnostic::near(&name, known);
            self.faults.push(Fault::NoSuchSystem { law, system: name, near });
            return;
        };
        if clauses.iter().any(|(_, step)| matches!(step, Clause::Tier(..))) {
            self.tiers(clauses);
            return;
        }
        let mut rest = clauses.as_slice();
        while let Some((clause, step)) = rest.first() {
            self.record.under(Some(*clause));
            let taken = match step {
                Clause::Round(_) => {
                    let rounds = leading(rest, |step| matches!(step, Clause::Round(_)));
                    self.rounds(rounds);
                    rounds.len()
                }
                Clause::Allocate(_) => {
                    let all = allocate::same_pot(rest);
                    if self.ready() {
                        self.allocate(all, clauses);
                    }
                    all.len()
                }
                Clause::Ballot(rule) => {
                    self.ballots(rule);
                    1
                }
                Clause::Transfer(rule) => {
                    self.transfer(rule);
                    1
                }
                Clause::Compare(rule) => {
                    self.compare(rule);
                    1
                }
                Clause::Score(rule) => {
                    self.score(rule);
                    1
                }
                Clause::Committee(rule) => {
                    self.committee(rule);
                    1
                }
                _ => {
                    if self.ready() {
                        self.single(step, clauses);
                    }
                    1
                }
            };
            if !self.faults.is_empty() {
                return;
            }
            rest = &rest[taken..];
        }
        let answers = |step: &Step| matches!(step, Step::Answer { .. });
        if self.pots.is_empty() && !self.record.steps.iter().any(|one| answers(&one.step)) {
            self.nothing_in_force();
        }
    }

    /// Whether there are votes to divide: not if a further round must decide first.
    fn ready(&mut self) -> bool {
        if self.open {
            return false;
        }
        if self.round.is_none() {
            self.only_round();
        }
        self.round.is_some()
    }

    fn single(&mut self, step: &Clause, clauses: &[(u16, Clause)]) {
        match step {
            Clause::Admit(rule) => self.admit(rule),
            Clause::Bonus(rule) => self.bonus(*rule),
            Clause::BonusSeats(rule) => self.bonus_seats(*rule),
            Clause::Sections(rule) => self.share_among_sections(rule),
            Clause::Connect(rule) => self.connect = Some(*rule),
            Clause::Coalitions(rule) => self.admit_coalitions(rule),
            Clause::Raise(rule) => {
                self.raise = self.record.current().map(|clause| (clause, rule.clone()));
            }
            Clause::Ensure(_) => self.ensure_majority(),
            Clause::Exhausted(rule) => self.exhausted(*rule, clauses),
            Clause::Fill(rule) => self.fill(rule),
            Clause::Adopt(rule) => self.adopt(rule),
            Clause::Round(_)
            | Clause::Allocate(_)
            | Clause::Ballot(_)
            | Clause::Transfer(_)
            | Clause::Compare(_)
            | Clause::Score(_)
            | Clause::Committee(_)
            | Clause::Tier(..) => {}
        }
    }

    // --- which system, how many seats ---------------------------------------------------------

    fn system(&mut self) -> Option<String> {
        if let Some(name) = &self.wish.system {
            self.record.write(Step::System { name: name.clone(), by: None, by_hand: true });
            return Some(name.clone());
        }
        let Some((clause, choose)) = self.law.choose.first().cloned() else {
            self.nothing_in_force();
            return None;
        };
        self.record.under(Some(clause));
        let (name, by) = match choose {
            Choose::Always(name) => (name, None),
            Choose::By { attribute, at_most, then, otherwise } => {
                let figure = match attribute {
                    Attribute::Seats => self.seats_of("").map(|(seats, ..)| u64::from(seats)),
                    Attribute::Inhabitants => self.contest.inhabitants,
                    Attribute::Constituency => None,
                };
                let Some(figure) = figure else {
                    self.missing(attribute.word());
                    return None;
                };
                let name = if figure <= at_most { then } else { otherwise };
                (name, Some((attribute.word().to_owned(), figure, at_most)))
            }
        };
        self.record.write(Step::System { name: name.clone(), by, by_hand: false });
        Some(name)
    }

    fn nothing_in_force(&mut self) {
        let (law, day) = (self.law.id.clone(), self.law.on);
        self.faults.push(Fault::NothingInForce { law, day });
    }

    fn missing(&mut self, fact: &str) {
        let fact = fact.to_owned();
        self.faults.push(Fault::MissingFact { contest: self.contest.code.clone(), fact });
    }

    /// The seats of a pot, where they come from, and the clause that says so.
    fn seats_of(&mut self, pot: &str) -> Option<(u32, SeatsFrom, Option<u16>)> {
        let alone = |size: &Size| size.pot == pot && size.tier.is_none();
        let by_law = self.law.sizes.iter().find(|(_, size)| alone(size));
        let by_law =
            by_law.and_then(|(clause, size)| Some((size_of(size, self.contest)?, *clause)));
        let stated = self.contest.seats.filter(|_| pot.is_empty());
        match (stated, by_law) {
            (Some(stated), Some(((seats, _), clause))) if stated != seats => {
                let cite = self.law.cited[usize::from(clause)].cite.clone();
                let contest = self.contest.code.clone();
                self.faults.push(Fault::SeatsAgainstLaw { contest, stated, seats, cite });
                None
            }
            (_, Some(((seats, by), clause))) => {
                Some((seats, SeatsFrom::Table(by.to_owned()), Some(clause)))
            }
            // A part of the nation without seats can stand in the files for a threshold's sake.
            (Some(0), None) if self.contest.whole.is_none() => {
                let contest = self.contest.code.clone();
                self.faults.push(Fault::NothingToFill { contest });
                None
            }
            (Some(stated), None) => Some((stated, SeatsFrom::Stated, None)),
            (None, None) if self.wish.published_seats && pot.is_empty() => {
                let published = self.contest.published_seats().filter(|seats| *seats > 0);
                published.map(|seats| (seats, SeatsFrom::Published, None))
            }
            (None, None) => None,
        }
    }

    /// Opens a pot and writes its seats.
    fn open_pot(&mut self, name: &str) -> bool {
        let Some((seats, from, clause)) = self.seats_of(name) else {
            if self.faults.is_empty() {
                self.missing(if name.is_empty() { "seats" } else { name });
            }
            return false;
        };
        let before = self.record.current();
        self.record.under(clause);
        self.record.write(Step::Pot { pot: name.to_owned(), seats, from });
        self.record.under(before);
        self.pots.push(Pot { name: name.to_owned(), division: allocate::Division::of(seats) });
        true
    }

    fn pot(&mut self) -> &mut allocate::Division {
        &mut self.pots.last_mut().expect("a pot is opened before seats are given").division
    }

    // --- the figures --------------------------------------------------------------------------

    /// The figure of a base, exactly; a fault if the files do not give it.
    fn base(&mut self, base: Base, round: &Round, names: u32) -> Option<Fraction> {
        let known = match base {
            Base::Registered => round.registered,
            Base::Voters => round.voters,
            Base::Expressed => expressed(round, names),
            Base::Valid => expressed(round, names).zip(round.blank).map(|(all, blank)| all + blank),
            Base::Votes => Some(round.all_votes()),
            Base::Members => self.contest.members,
            Base::Seats => self.pots.last().map(|pot| u128::from(pot.division.seats)),
            Base::Quota => {
                let exact = self.pots.last().map(|pot| (pot.division.quota, pot.division.seats));
                return match exact {
                    Some((Some(quota), _)) => Some(quota),
                    Some((None, seats)) if seats > 0 => {
                        Some(Fraction::new(round.all_votes(), u128::from(seats)))
                    }
                    _ => None,
                };
            }
        };
        if known.is_none() {
            self.missing(&format!("{base} (round {})", round.number));
        }
        known.map(|known| Fraction::new(known, 1))
    }

    fn tests(
        &mut self,
        conditions: &[Condition],
        round: &Round,
        names: u32,
    ) -> Option<Vec<crate::record::Test>> {
        let tests: Vec<_> = conditions
            .iter()
            .filter_map(|one| Some(one.test(self.base(one.base, round, names)?)))
            .collect();
        (tests.len() == conditions.len()).then_some(tests)
    }

    fn write_figures(&mut self, round: &Round, names: u32) {
        let summed = round.expressed.is_none() && names == 1;
        self.record.write(Step::Figures {
            round: round.number,
            registered: round.registered,
            voters: round.voters,
            blank: round.blank,
            null: round.null,
            expressed: round.expressed.or_else(|| summed.then(|| round.all_votes())),
            summed,
            names,
            votes: round.votes.clone(),
        });
    }

    /// The round of a system that knows no rounds.
    fn only_round(&mut self) {
        match self.contest.rounds.as_slice() {
            [round] if round.number > 1 => {
                let (contest, round) = (self.contest.code.clone(), round.number);
                self.faults.push(Fault::RoundUnknown { contest, round });
            }
            [round] => {
                let clause = self.record.current();
                self.record.under(None);
                self.write_figures(round, 1);
                self.record.under(clause);
                self.round = Some(round);
            }
            rounds => {
                let contest = self.contest.code.clone();
                self.faults.push(Fault::OneRoundOnly { contest, rounds: rounds.len() });
            }
        }
    }

    /// The figure by which a candidacy is compared under a rule of ties.
    fn tie_value(
        contest: &Contest,
        by: TieBy,
        place: Place,
        votes: Votes,
        held: u32,
    ) -> Option<Value> {
        let candidacy = contest.candidacies.get(place as usize)?;
        match by {
            TieBy::MoreVotes => Some(Value::Votes(votes)),
            TieBy::FewerVotes => Some(Value::FewerVotes(votes)),
            TieBy::Older => candidacy.born(0).map(Value::Born),
            TieBy::OlderNext => candidacy.born(held as usize).map(Value::Born),
            TieBy::MeanAge => mean_age(candidacy).map(Value::Days),
            TieBy::LowerMeanAge => mean_age(candidacy).map(Value::FewerDays),
            TieBy::CandidateVotes => {
                let mut own: Vec<Votes> =
                    candidacy.persons.iter().map(|one| one.votes).collect::<Option<_>>()?;
                own.sort_unstable_by(|a, b| b.cmp(a));
                own.get(held as usize).copied().map(Value::Votes)
            }
            TieBy::ListOrder => Some(Value::Place(place)),
            TieBy::Remainder
            | TieBy::Lot
            | TieBy::EarlierStages
            | TieBy::FirstStages
            | TieBy::AllDiffer => None,
        }
    }
}

/// The clauses at the head of `rest` that are of one kind.
fn leading(rest: &[(u16, Clause)], kind: impl Fn(&Clause) -> bool) -> &[(u16, Clause)] {
    let end = rest.iter().position(|(_, step)| !kind(step)).unwrap_or(rest.len());
    &rest[..end]
}

/// The seats a law gives this contest, and by what.
fn size_of<'s>(size: &'s Size, contest: &Contest) -> Option<(u32, &'s str)> {
    match &size.by {
        SizeBy::Stated => None,
        SizeBy::Fixed(seats) => Some((*seats, "")),
        SizeBy::Constituency(table) => table
            .iter()
            .find(|(code, _)| *code == contest.code)
            .map(|(_, seats)| (*seats, Attribute::Constituency.word())),
        SizeBy::Inhabitants(table) => {
            let inhabitants = contest.inhabitants?;
            let row = table.iter().rev().find(|(from, _)| *from <= inhabitants)?;
            Some((row.1, Attribute::Inhabitants.word()))
        }
    }
}

/// The mean age of a list in days, counted to a far day: only differences matter.
fn mean_age(candidacy: &crate::tally::Candidacy) -> Option<Fraction> {
    if let Some(days) = candidacy.mean_age_days {
        return Some(Fraction::new(u128::from(days), 1));
    }
    let far = jiff::civil::date(9999, 12, 31);
    let age = |born: jiff::civil::Date| {
        let span = far.since(born).ok()?;
        Some(u128::from(span.get_days().unsigned_abs()))
    };
    if candidacy.persons.is_empty() {
        return candidacy.born.and_then(age).map(|days| Fraction::new(days, 1));
    }
    let ages = candidacy.persons.iter().map(|one| one.born.and_then(age));
    let days = ages.sum::<Option<u128>>()?;
    Some(Fraction::new(days, candidacy.persons.len() as u128))
}

/// Ballots that express a choice: stated, or the votes where each ballot carries one name.
fn expressed(round: &Round, names: u32) -> Option<Votes> {
    round.expressed.or_else(|| (names == 1).then(|| round.all_votes()))
}
