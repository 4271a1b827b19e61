//! A second look: holds a record against its inputs without the code that made it.
//!
//! Every figure is compared with the contest, every comparison of the record is made again by plain
//! arithmetic, and the seats are added up. For a run of averages it asks not how it was found but
//! whether it can stand: no seat was won with a lower average than a list was left with. Together
//! with a second count that must give the same record, this is what lets anybody trust a record.

mod coalitions;
mod pairs;
mod stages;
mod tiers;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::method::highest_averages::Divisors;
use crate::number::{Fraction, Votes, compare, divide};
use crate::outcome::{Outcome, Wait};
use crate::record::{BonusGrowth, Purpose, Record, Scope, Step, Test};
use crate::tally::{Contest, Place};

/// Something in a record that does not hold: the step (from 0) and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The step, from 0; `None` for the record as a whole.
    pub step: Option<usize>,
    /// What does not hold.
    pub what: &'static str,
}

/// Holds `record` against `contest`. An empty answer means that every step holds.
///
/// # Example
/// ```
/// # use suffrage::*;
/// # use suffrage::tally::*;
/// # let laws = suffrage_laws::ALL.iter().filter(|one| one.0.ends_with(".toml"))
/// #     .map(|(file, text)| law::parse::law(file, text).unwrap()).collect();
/// # let senate = LawBook::new(laws).on("fr/senate", "2023-09-24".parse().unwrap(), &[]).unwrap();
/// # let list = |code: &str| Candidacy { code: code.into(), ..Candidacy::default() };
/// # let contest = Contest { seats: Some(4), candidacies: ["A", "B"].map(list).into(),
/// #     rounds: vec![Round { number: 1, votes: vec![(0, 9), (1, 5)], ..Round::default() }], ..Contest::default() };
/// let record = count(&senate, &contest, &[], &Wish::default()).unwrap();
/// assert!(suffrage::replay::verify(&record, &contest).is_empty());
/// ```
#[must_use]
pub fn verify(record: &Record, contest: &Contest) -> Vec<Doubt> {
    let mut look = Look {
        record,
        contest,
        votes: BTreeMap::new(),
        held: BTreeMap::new(),
        room: 0,
        quota: None,
        stages: stages::Seen::default(),
        doubts: Vec::new(),
    };
    let codes = record.candidacies.iter().map(|one| &one.code);
    if !codes.eq(contest.candidacies.iter().map(|one| &one.code)) {
        look.doubts
            .push(Doubt { step: None, what: "the candidacies are not those of the contest" });
        return look.doubts;
    }
    for (index, entry) in record.steps.iter().enumerate() {
        if let Err(what) = look.step(&entry.step) {
            look.doubts.push(Doubt { step: Some(index), what });
        }
    }
    if look.doubts.is_empty() {
        look.seats();
    }
    look.doubts
}

struct Look<'a> {
    record: &'a Record,
    contest: &'a Contest,
    votes: BTreeMap<Place, Votes>,
    held: BTreeMap<Place, u32>,
    room: u32,
    quota: Option<Fraction>,
    stages: stages::Seen,
    doubts: Vec<Doubt>,
}

type Holds = Result<(), &'static str>;

/// The seats of a bonus that grows, found by going up from its first share a step at a time.
fn grown(first: u32, votes: Votes, grows: &BonusGrowth) -> Option<u32> {
    let reaches = |steps: u128| {
        let (from, each) = (grows.from, grows.each);
        let over = from.over() * each.under() + steps * each.over() * from.under();
        let needed = [over, grows.of.over()];
        compare(&[votes, from.under(), each.under(), grows.of.under()], &needed) != Ordering::Less
    };
    if !reaches(0) {
        return Some(0);
    }
    let more = grows.at_most.checked_sub(first)?;
    let steps = (1..=more).take_while(|steps| reaches(u128::from(*steps))).count();
    Some(first + u32::try_from(steps).ok()?)
}

fn holds(condition: bool, what: &'static str) -> Holds {
    if condition { Ok(()) } else { Err(what) }
}

impl Look<'_> {
    fn step(&mut self, step: &Step) -> Holds {
        match step {
            Step::Figures { round, registered, voters, expressed, summed, votes, .. } => {
                let Some(input) = self.contest.round(*round) else { return Err("no such round") };
                let stated = *summed || *expressed == input.expressed;
                let sum = !*summed || *expressed == Some(input.all_votes());
                self.votes = votes.iter().copied().collect();
                holds(
                    stated
                        && sum
                        && (*registered, *voters) == (input.registered, input.voters)
                        && *votes == input.votes,
                    "the figures are not those of the contest",
                )
            }
            Step::Pot { seats, .. } => {
                self.room = *seats;
                self.held.clear();
                self.quota = None;
                Ok(())
            }
            Step::Tested { place, votes, tests } => {
                holds(self.votes.get(place) == Some(votes), "other votes than in the figures")?;
                tests.iter().try_for_each(|(test, met)| {
                    holds(meets(test, *votes) == *met, "a condition is met or missed otherwise")
                })
            }
            Step::Admission { tests, any, admitted, refused, together, exempt } => {
                let passes = |place: &Place| {
                    let alone = [*place];
                    let group = together.iter().find(|group| group.contains(place));
                    let group = group.map_or(alone.as_slice(), Vec::as_slice);
                    let mut each = tests.iter().map(|test| {
                        let votes = group.iter().map(|one| match test.scope {
                            Scope::Contest => self.votes_of(*one),
                            Scope::Election => self.votes_in_all(*one),
                        });
                        meets(test, votes.sum())
                    });
                    let met = if *any { each.any(|met| met) } else { each.all(|met| met) };
                    met || exempt.contains(place)
                };
                holds(
                    admitted.iter().all(passes) && !refused.iter().any(passes),
                    "somebody is admitted or refused against the conditions",
                )
            }
            Step::Coalitions { tests, below, exempt, coalitions, alone, .. } => {
                self.coalitions((tests.as_ref(), *below), exempt, coalitions, alone)
            }
            Step::Raised { place, held, seats } => self.raised(*place, *held, *seats),
            Step::Elected { place, votes } | Step::Leads { place, votes } => {
                *self.held.entry(*place).or_default() +=
                    u32::from(matches!(step, Step::Elected { .. }));
                holds(self.votes.get(place) == Some(votes), "other votes than in the figures")
            }
            Step::Bonus { place, share, of, rounding, seats } => {
                *self.held.entry(*place).or_default() += seats;
                let whole = divide(&[u128::from(*of), share.over()], share.under(), *rounding);
                holds(
                    whole.min(u128::from(*of)) == u128::from(*seats),
                    "the bonus is not that share of the seats",
                )
            }
            Step::BonusSeats { place, votes, first, grows, seats } => {
                holds(self.votes.get(place) == Some(votes), "other votes than in the figures")?;
                let grown = grows.as_ref().map_or(Some(*first), |one| grown(*first, *votes, one));
                // A house of fewer seats gives all it has.
                let of = grown.map(|grown| grown.min(self.room));
                *self.held.entry(*place).or_default() += seats;
                holds(of == Some(*seats), "the bonus is not what the law gives that share")
            }
            Step::Quota { votes, parts, rounding, quota } => {
                self.quota = Some(*quota);
                let exact = Fraction::new(*votes, u128::from(*parts).max(1));
                let right = match rounding {
                    None => *quota == exact,
                    Some(rounding) => *quota == Fraction::new(exact.of(1, *rounding), 1),
                };
                holds(right, "the quota is not that division")
            }
            Step::Quotas { won, nearly } => {
                let Some(quota) = self.quota else { return Err("whole quotas before a quota") };
                let near = |place: &Place| nearly.as_ref().is_some_and(|one| one.1.contains(place));
                won.iter().try_for_each(|(place, seats)| {
                    *self.held.entry(*place).or_default() += seats;
                    let one_more = u128::from(near(place));
                    let (votes, seats) = (self.votes_of(*place), u128::from(*seats) - one_more);
                    let fits = |seats: u128| {
                        compare(&[votes, quota.under()], &[seats, quota.over()]) != Ordering::Less
                    };
                    holds(
                        fits(seats) && !fits(seats + 1),
                        "not as many whole quotas as the votes hold",
                    )?;
                    // votes >= (seats + share) * quota, or not, as the record says.
                    let reached = nearly.as_ref().is_some_and(|(share, _)| {
                        let needed = seats * share.under() + share.over();
                        compare(&[votes, quota.under(), share.under()], &[needed, quota.over()])
                            != Ordering::Less
                    });
                    holds(reached == near(place), "a share of a quota counted wrongly")
                })
            }
            Step::Able { test, each, back } => self.able(test, each, back),
            Step::TakenBack { from } => self.taken_back(from),
            Step::Remainders { remainders, won, .. } => self.remainders(remainders, won),
            Step::Averages { divisors, held, won, open, .. } => {
                self.averages(divisors, held, won, *open)
            }
            Step::Majority { place, from, kept, votes, of } => {
                for one in [place].into_iter().chain(kept) {
                    *self.held.entry(*one).or_default() += 1;
                }
                let mut take = |one: &Place| {
                    let held = self.held.get_mut(one).filter(|held| **held > 0);
                    held.map(|held| *held -= 1).is_some()
                };
                let taken = from.iter().all(&mut take) && kept.len() < from.len();
                holds(
                    taken && compare(&[*votes, 2], &[*of]).is_gt(),
                    "no majority, or no seat to take",
                )
            }
            Step::Exhausted { place, returned, candidates } => {
                let length =
                    self.contest.candidacies.get(*place as usize).and_then(|one| one.length());
                let held = self.held.entry(*place).or_default();
                *held = held.saturating_sub(*returned);
                holds(
                    *held == *candidates && length == Some(*candidates),
                    "not the length of the list",
                )
            }
            Step::Answer { votes, tests, adopted, place } => {
                holds(self.votes.get(place) == Some(votes), "other votes than in the figures")?;
                holds(
                    tests.iter().all(|(_, met)| *met) == *adopted,
                    "adopted against the conditions",
                )
            }
            Step::Sections { place, shares } => {
                let input = self.contest.candidacies.get(*place as usize).map(|one| &one.sections);
                let given = shares.iter().map(|(code, votes, _)| (code.clone(), *votes));
                holds(
                    input.is_some_and(|input| input.iter().cloned().eq(given)),
                    "other votes by section than in the contest",
                )?;
                let seats: u32 = shares.iter().map(|one| one.2).sum();
                let held = self.held.get(place).copied().unwrap_or(0);
                holds(seats <= held, "more seats in the sections than the list has")
            }
            Step::Ballots { .. }
            | Step::Stage { .. }
            | Step::Bar { .. }
            | Step::Keep { .. }
            | Step::Compared { .. }
            | Step::Paths { .. }
            | Step::Locked { .. }
            | Step::Condorcet { .. }
            | Step::Smith { .. }
            | Step::Points { .. }
            | Step::Best { .. }
            | Step::Grades { .. }
            | Step::Ordered { .. }
            | Step::Committees { .. }
            | Step::Chosen { .. }
            | Step::Excluded { .. }
            | Step::EveryNth { .. }
            | Step::FinalPair { .. }
            | Step::Passed { .. } => self.stages.step(step, self.contest),
            Step::Tiers(step) => self.tiers(step),
            _ => Ok(()),
        }
    }

    fn votes_in_all(&self, place: Place) -> Votes {
        let code = &self.record.candidacies[place as usize].code;
        self.contest.whole.as_ref().and_then(|whole| whole.votes.get(code)).copied().unwrap_or(0)
    }

    /// Votes of a list, or of all lists of an alliance.
    fn votes_of(&self, place: Place) -> Votes {
        // Areas that share seats stand in the place of lists, and may be more numerous.
        if let Some(votes) = self.votes.get(&place) {
            return *votes;
        }
        let alliance = (place as usize).checked_sub(self.record.candidacies.len());
        let alliance = alliance.and_then(|one| self.record.alliances.get(one));
        let members = alliance.iter().flat_map(|one| &one.members);
        members.map(|one| self.votes_of(*one)).sum()
    }

    /// A seat each is taken back where the remainder is smallest.
    fn able(&mut self, test: &Test, each: &[(Place, u32)], back: &[(Place, u32)]) -> Holds {
        for (place, able) in each {
            let list = self.contest.candidacies.get(*place as usize);
            let persons = list.map(|list| list.persons.as_slice()).unwrap_or_default();
            let found =
                persons.iter().filter(|one| one.votes.is_some_and(|votes| meets(test, votes)));
            holds(found.count() == *able as usize, "other candidates have these votes")?;
        }
        for (place, seats) in back {
            let able = each.iter().find(|one| one.0 == *place).map(|one| one.1);
            let held = self.held.entry(*place).or_default();
            *held = held.saturating_sub(*seats);
            holds(able == Some(*held), "seats go back that a candidate could take")?;
        }
        Ok(())
    }

    fn taken_back(&mut self, from: &[(Place, Fraction)]) -> Holds {
        let Some(quota) = self.quota else { return Err("seats taken back before a quota") };
        let rest = |place: Place| {
            let votes = self.votes_of(place);
            let whole =
                divide(&[votes, quota.under()], quota.over(), crate::number::Rounding::Down);
            Fraction::new(votes * quota.under() - whole * quota.over(), quota.under())
        };
        let taken = |place: Place| from.iter().any(|one| one.0 == place);
        let left = self.held.iter().filter(|one| *one.1 > 0 && !taken(*one.0));
        let lowest = left.map(|one| rest(*one.0)).min();
        let right = from.iter().all(|(place, left)| {
            rest(*place) == *left && lowest.is_none_or(|lowest| *left <= lowest)
        });
        holds(right, "a seat is taken back from a larger remainder")?;
        for (place, _) in from {
            let held = self.held.entry(*place).or_default();
            *held = held.saturating_sub(1);
        }
        Ok(())
    }

    fn remainders(&mut self, remainders: &[(Place, Fraction)], won: &[Place]) -> Holds {
        for (place, remainder) in remainders {
            let votes = self.votes_of(*place);
            // Without a quota the votes are what an earlier one left over.
            let left = self.quota.map_or(Fraction::new(votes, 1), |quota| {
                let down = crate::number::Rounding::Down;
                let whole = divide(&[votes, quota.under()], quota.over(), down);
                Fraction::new(votes * quota.under() - whole * quota.over(), quota.under())
            });
            holds(left == *remainder, "a remainder is not what is left over")?;
        }
        let of = |place: &Place| remainders.iter().find(|one| one.0 == *place).map(|one| one.1);
        let lowest = won.iter().filter_map(of).min();
        let highest = remainders.iter().filter(|one| !won.contains(&one.0)).map(|one| one.1).max();
        won.iter().for_each(|place| *self.held.entry(*place).or_default() += 1);
        match (lowest, highest) {
            (Some(lowest), Some(highest)) => {
                holds(lowest >= highest, "a larger remainder was passed over")
            }
            _ => Ok(()),
        }
    }

    fn averages(&mut self, text: &str, held: &[(Place, u32)], won: &[Place], open: u32) -> Holds {
        let divisors: Divisors = text.parse().map_err(|_| "no sequence of divisors")?;
        let mut seats: BTreeMap<Place, u32> = held.iter().copied().collect();
        let mut last: Option<(Votes, u32)> = None;
        for place in won {
            let votes = self.votes_of(*place);
            let before = seats.entry(*place).or_default();
            let claim = (votes, *before);
            if last.is_some_and(|last| divisors.compare(claim, last) == Ordering::Greater) {
                return Err("a seat was won with a higher average than the one before");
            }
            last = Some(claim);
            *before += 1;
            *self.held.entry(*place).or_default() += 1;
        }
        holds(won.len() <= open as usize, "more seats won than were open")
    }

    /// Seats won, waiting and vacant are all the seats there are.
    fn seats(&mut self) {
        let outcome = Outcome::of(self.record);
        if outcome.next_round().is_some() || outcome.answer().is_some() {
            return;
        }
        // Over several tiers a seat whose place waits is a party's already.
        let unplaced =
            |wait: &Wait| wait.purpose == Purpose::Order && !self.record.areas.is_empty();
        let waits = |one: &&Wait| one.within.is_none() && !unplaced(one);
        let waiting: u32 = outcome.pending().iter().filter(waits).map(|one| one.open).sum();
        let waiting = if outcome.blocked() > 0 { outcome.blocked() } else { waiting };
        let all: u32 = outcome.pots().iter().map(|pot| pot.seats).sum();
        let found: u32 =
            outcome.pots().iter().map(|pot| pot.won.values().sum::<u32>() + pot.vacant).sum();
        if found + waiting != all {
            self.doubts.push(Doubt { step: None, what: "the seats do not add up" });
        }
    }
}

fn meets(test: &Test, votes: Votes) -> bool {
    let found = compare(
        &[votes, test.share.under(), test.of.under()],
        &[test.share.over(), test.of.over()],
    );
    match test.relation {
        crate::record::Relation::AtLeast => found != Ordering::Less,
        crate::record::Relation::MoreThan => found == Ordering::Greater,
    }
}
