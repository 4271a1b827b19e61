//! Holds published seats against the law and names what cannot be right.
//!
//! The contest is counted; where the published seats differ, the law is bent at one place after
//! another (the bonus rounded the other way, a threshold left out or taken of another base, another
//! sequence of divisors, a majority not asked for, …) and counted again. The first bent law that
//! gives exactly the published seats is the reason named. What no single bend explains is said to
//! be unexplained, with the lists that gain and lose. Nothing is tuned: a reason is found by
//! counting, never by matching a list of known cases.

use serde::Serialize;

use crate::count::{Wish, count};
use crate::diagnostic::Fault;
use crate::law::{Admit, Allocate, Exhausted, LawOnDay, Method, SeatsOf, SizeBy, Start, Step};
use crate::method::bonus;
use crate::method::largest_remainder::{Parts, Rule as Quota, Surplus, Whole};
use crate::number::{Fraction, Rounding, Votes};
use crate::outcome::Outcome;
use crate::record::Base;
use crate::tally::{Contest, Lot, Place};

/// What a check of one contest found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The contest.
    pub contest: String,
    /// Its name.
    pub name: String,
    /// What was found.
    pub verdict: Verdict,
    /// Figures of the contest that contradict each other, whatever the seats.
    pub figures: Option<Disagreement>,
    /// Lists whose published seats are not those of the law: (name, published, by law).
    pub differ: Vec<(String, u32, u32)>,
}

/// A figure that is not the sum of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The round.
    pub round: u8,
    /// The figure, as `expressed`.
    pub what: String,
    /// As published.
    pub stated: Votes,
    /// The sum of its parts.
    pub summed: Votes,
}

/// Whether the published seats can be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They are what the law gives.
    Agrees,
    /// The law leaves several results open, and the published one is among them.
    AgreesOnceDrawn,
    /// Nothing is published, or nobody has seats yet.
    NothingPublished,
    /// Only one list stands: it takes every seat, and there is nothing to divide.
    NotContested,
    /// They cannot be right.
    Wrong(Reason),
    /// The contest lacks a figure the law asks for.
    NotCounted(Vec<String>),
}

/// Why published seats cannot be right. Ordered: the first that holds is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No council has so many seats: the law's numbers just below and above.
    ImpossibleSize {
        /// Seats published in all.
        seats: u32,
        /// Legal sizes next to it.
        below: Option<u32>,
        /// Legal sizes next to it.
        above: Option<u32>,
    },
    /// Seats were given though no list has the majority that the round asks for.
    NoMajority,
    /// The published seats are what the law would give if it were bent here.
    AsIf(Bend),
    /// No single bend explains it: so many seats are with other lists.
    Unexplained {
        /// Seats that would have to move.
        moved: u32,
    },
}

/// One change to the law that would give the published seats.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bend {
    /// The bonus rounded the other way.
    BonusRounded(Rounded),
    /// No bonus at all.
    NoBonus,
    /// Every seat to the leading list.
    EverySeatToTheLeader,
    /// No threshold.
    NoThreshold,
    /// The threshold taken of another base.
    ThresholdOf(Base),
    /// Another sequence of divisors.
    Divisors(String),
    /// Whole quotas and largest remainders in place of averages.
    Remainders,
    /// The sequence goes on from the seats won before.
    OnFromSeatsWon,
    /// One list had only so many candidates.
    Candidates(String, u32),
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounded {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// Holds the published seats of one contest against the law.
#[must_use]
pub fn check(law: &LawOnDay, contest: &Contest, lots: &[Lot], wish: &Wish) -> Finding {
    let wish = Wish { published_seats: true, ..wish.clone() };
    let (verdict, differ) = judge(law, contest, lots, &wish);
    let figures = figures_disagree(contest);
    Finding { contest: contest.code.clone(), name: contest.name.clone(), verdict, figures, differ }
}

/// Figures of a record that cannot be, where each ballot carries one name.
#[must_use]
pub fn doubts(record: &crate::Record) -> Vec<Fault> {
    let figures = record.steps.iter().filter_map(|entry| match &entry.step {
        crate::Step::Figures { names: 1, expressed: Some(expressed), votes, .. } => {
            let all: Votes = votes.iter().map(|(_, votes)| *votes).sum();
            (all > *expressed).then_some((all, *expressed))
        }
        _ => None,
    });
    let fault = |(votes, expressed): (Votes, Votes)| Fault::MoreVotesThanExpressed {
        contest: record.contest.name.clone(),
        votes: votes.to_string(),
        expressed: expressed.to_string(),
    };
    figures.map(fault).collect()
}

fn judge(
    law: &LawOnDay,
    contest: &Contest,
    lots: &[Lot],
    wish: &Wish,
) -> (Verdict, Vec<(String, u32, u32)>) {
    if contest.published_seats().unwrap_or(0) == 0 {
        return (Verdict::NothingPublished, Vec::new());
    }
    if contest.rounds.iter().all(|round| round.votes.len() < 2) {
        return (Verdict::NotContested, Vec::new());
    }
    let record = match count(law, contest, lots, wish) {
        Ok(record) => record,
        Err(faults) => {
            let size = faults.iter().find_map(|fault| match fault {
                Fault::SeatsAgainstLaw { .. } => impossible_size(law, contest),
                _ => None,
            });
            let why = faults.iter().map(|fault| fault.code().to_owned()).collect();
            return (size.map_or(Verdict::NotCounted(why), Verdict::Wrong), Vec::new());
        }
    };
    let outcome = Outcome::of(&record);
    let counted = |place: Place| outcome.seats_of(place);
    let differ: Vec<(Place, u32, u32)> = places(contest)
        .map(|place| (place, published(contest, place), counted(place)))
        .filter(|(_, published, counted)| published != counted)
        .collect();
    let named = |all: &[(Place, u32, u32)]| {
        let name = |place: Place| contest.candidacy(place).name.clone();
        all.iter().map(|one| (name(one.0), one.1, one.2)).collect::<Vec<_>>()
    };
    if differ.is_empty() {
        return (Verdict::Agrees, Vec::new());
    }
    let open: u32 = outcome.pending().iter().map(|wait| wait.open).sum();
    let may_win = |place: &Place| outcome.pending().iter().any(|wait| wait.equals.contains(place));
    let only_the_equals =
        differ.iter().all(|(place, published, counted)| published > counted && may_win(place));
    if open > 0 && only_the_equals && differ.iter().map(|one| one.1 - one.2).sum::<u32>() == open {
        return (Verdict::AgreesOnceDrawn, named(&differ));
    }
    let reason = reason(law, contest, lots, wish, (&outcome, &differ));
    (Verdict::Wrong(reason), named(&differ))
}

fn places(contest: &Contest) -> impl Iterator<Item = Place> {
    0..Place::try_from(contest.candidacies.len()).unwrap_or(Place::MAX)
}

fn published(contest: &Contest, place: Place) -> u32 {
    contest.published.iter().find(|one| one.0 == place).map_or(0, |one| one.1)
}

fn reason(
    law: &LawOnDay,
    contest: &Contest,
    lots: &[Lot],
    wish: &Wish,
    (outcome, differ): (&Outcome, &[(Place, u32, u32)]),
) -> Reason {
    if let Some(reason) = impossible_size(law, contest) {
        return reason;
    }
    let gives = |law: &LawOnDay, contest: &Contest| {
        count(law, contest, lots, wish).is_ok_and(|record| {
            let outcome = Outcome::of(&record);
            outcome.is_complete()
                && places(contest).all(|place| outcome.seats_of(place) == published(contest, place))
        })
    };
    if outcome.next_round().is_some() {
        return Reason::NoMajority;
    }
    for (bend, bent) in bends(law) {
        if gives(&bent, contest) {
            return Reason::AsIf(bend);
        }
    }
    for (place, published, counted) in differ {
        if published < counted {
            let mut shorter = contest.clone();
            shorter.candidacies[*place as usize].candidates = Some(*published);
            if gives(&with_exhaustion(law), &shorter) {
                let name = contest.candidacy(*place).name.clone();
                return Reason::AsIf(Bend::Candidates(name, *published));
            }
        }
    }
    let moved =
        differ.iter().map(|(_, published, counted)| published.saturating_sub(*counted)).sum();
    Reason::Unexplained { moved }
}

/// The seats published in all are no number that the law knows.
fn impossible_size(law: &LawOnDay, contest: &Contest) -> Option<Reason> {
    let seats = contest.published_seats()?;
    let mut legal: Vec<u32> = law
        .sizes
        .iter()
        .filter(|(_, size)| size.pot.is_empty())
        .flat_map(|(_, size)| match &size.by {
            SizeBy::Inhabitants(rows) => rows.iter().map(|row| row.1).collect(),
            SizeBy::Stated => Vec::new(),
            SizeBy::Fixed(seats) => vec![*seats],
            SizeBy::Constituency(rows) => {
                rows.iter().filter(|row| row.0 == contest.code).map(|row| row.1).collect()
            }
        })
        .collect();
    legal.sort_unstable();
    // The law gives the size of the whole; how it is shared among sections stands elsewhere.
    if legal.is_empty() || legal.contains(&seats) || contest.section_of.is_some() {
        return None;
    }
    let below = legal.iter().copied().rfind(|one| *one < seats);
    let above = legal.iter().copied().find(|one| *one > seats);
    Some(Reason::ImpossibleSize { seats, below, above })
}

/// Figures of a round that contradict each other.
#[must_use]
pub fn figures_disagree(contest: &Contest) -> Option<Disagreement> {
    contest.rounds.iter().find_map(|round| {
        let disagree = |what: &str, stated: Votes, summed: Votes| {
            let (round, what) = (round.number, what.to_owned());
            (stated != summed).then_some(Disagreement { round, what, stated, summed })
        };
        let expressed = round.expressed?;
        disagree("expressed", expressed, round.all_votes()).or_else(|| {
            let (blank, null) = (round.blank?, round.null?);
            disagree("voters", round.voters?, expressed + blank + null)
        })
    })
}

/// The law bent at one place, in the order in which reasons are tried.
fn bends(law: &LawOnDay) -> Vec<(Bend, LawOnDay)> {
    let mut bends = Vec::new();
    let mut bend = |what: Bend, change: &dyn Fn(&mut Step)| {
        let mut bent = law.clone();
        for (_, clauses) in &mut bent.systems {
            clauses.iter_mut().for_each(|(_, step)| change(step));
        }
        if !same(&bent, law) {
            bends.push((what, bent));
        }
    };
    for (rounded, rounding) in [(Rounded::Down, Rounding::Down), (Rounded::Up, Rounding::Up)] {
        bend(Bend::BonusRounded(rounded), &|step| {
            if let Step::Bonus(rule) = step {
                (rule.rounding, rule.below) = (rounding, None);
            }
        });
    }
    for (what, share) in [(Bend::EverySeatToTheLeader, 1), (Bend::NoBonus, 0)] {
        bend(what, &|step| {
            if let Step::Bonus(rule) = step {
                rule.share = Fraction::new(share, 1);
            }
            if let (Step::BonusSeats(rule), 0) = (step, share) {
                *rule = bonus::Seats { seats: 0, grows: None };
            }
        });
    }
    bend(Bend::NoThreshold, &|step| {
        if let Step::Admit(rule) = step {
            *rule =
                Admit { any: false, conditions: Vec::new(), together: None, exempt: Vec::new() };
        }
    });
    for base in [Base::Registered, Base::Voters, Base::Expressed] {
        bend(Bend::ThresholdOf(base), &|step| {
            if let Step::Admit(rule) = step {
                rule.conditions.iter_mut().for_each(|one| one.base = base);
            }
        });
    }
    for divisors in ["1, 3, 5, …", "1, 2, 3, …", "2, 3, 4, …"] {
        bend(Bend::Divisors(divisors.to_owned()), &|step| {
            if let Step::Allocate(Allocate {
                method: Method::Averages { divisors: now, .. }, ..
            }) = step
            {
                *now = divisors.parse().expect("these are sequences");
            }
        });
    }
    bend(Bend::OnFromSeatsWon, &|step| {
        if let Step::Allocate(Allocate { method: Method::Averages { start, .. }, .. }) = step {
            *start = Start::SeatsWon;
        }
    });
    bends.extend(with_remainders(law).map(|bent| (Bend::Remainders, bent)));
    bends
}

/// The law with whole quotas and largest remainders in place of averages.
fn with_remainders(law: &LawOnDay) -> Option<LawOnDay> {
    let hare =
        Quota { parts: Parts::Seats, whole: Whole::Exact, surplus: Surplus::Refused, nearly: None };
    let mut bent = law.clone();
    for (_, clauses) in &mut bent.systems {
        let at = clauses.iter().position(|(_, step)| {
            matches!(step, Step::Allocate(Allocate { method: Method::Averages { .. }, .. }))
        });
        let Some(at) = at else { continue };
        let (clause, Step::Allocate(rule)) = clauses[at].clone() else { continue };
        let quotas = Allocate { method: Method::Quotas(hare), ..rule.clone() };
        let rest = Allocate { method: Method::Remainders, seats: SeatsOf::Left, ..rule };
        let both = [quotas, rest].map(|rule| (clause, Step::Allocate(rule)));
        clauses.splice(at..=at, both);
    }
    (!same(&bent, law)).then_some(bent)
}

fn same(one: &LawOnDay, other: &LawOnDay) -> bool {
    one.systems == other.systems
}

/// The law with a rule for exhausted lists, if it has none.
fn with_exhaustion(law: &LawOnDay) -> LawOnDay {
    let mut bent = law.clone();
    for (_, clauses) in &mut bent.systems {
        if clauses.iter().any(|(_, step)| matches!(step, Step::Exhausted(_))) {
            continue;
        }
        let last = clauses.iter().rposition(|(_, step)| matches!(step, Step::Allocate(_)));
        if let Some(last) = last {
            let clause = clauses[last].0;
            clauses.insert(last + 1, (clause, Step::Exhausted(Exhausted::GoOn)));
        }
    }
    bent
}
