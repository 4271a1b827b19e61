//! A second look at several tiers: sums, leaders, shares, and divisors that prove both directions.

use std::collections::BTreeMap;

use super::{Holds, Look, holds};
use crate::method::highest_averages::Divisors;
use crate::number::{Exact, Rounding, Votes, compare};
use crate::record::{Entry, FragmentRow, InArea, Leader, LevelRound, OfTiers, PartedInAreas, Step};
use crate::tally::{AreaNumber, Place, Round, Tiers};

impl Look<'_> {
    pub(super) fn tiers(&mut self, step: &OfTiers) -> Holds {
        let Some(tiers) = self.contest.tiers.clone() else {
            return Err("areas in a record of one contest");
        };
        let codes = self.record.areas.iter().map(|one| &one.code);
        holds(
            codes.eq(tiers.areas.iter().map(|one| &one.code)),
            "the areas are not those of the election",
        )?;
        match step {
            OfTiers::Lists { figures } => figures.iter().try_for_each(|one| {
                let input = tiers.areas.get(one.area as usize).and_then(|area| area.lists.as_ref());
                let same = input.is_some_and(|round| {
                    (round.registered, round.voters, round.expressed)
                        == (one.registered, one.voters, one.expressed)
                        && round.votes == one.votes
                });
                holds(same, "the figures of an area are not those of the election")
            }),
            OfTiers::Leaders { leaders, declared, .. } => {
                holds(
                    declared.is_empty() || *declared == tiers.won,
                    "seats declared otherwise than in the election",
                )?;
                leaders.iter().try_for_each(|one| leads(&tiers, one))
            }
            OfTiers::Inside { area, votes, steps, seats, claims, .. } => {
                let input = tiers.area(*area).lists.as_ref();
                let given = match votes.as_slice() {
                    [] => input.map(|round| round.votes.clone()).unwrap_or_default(),
                    votes => votes.to_vec(),
                };
                let won = self.nested(given, steps)?;
                let near = |one: &Entry| matches!(&one.step, Step::Quotas { nearly: Some((_, near)), .. } if !near.is_empty());
                let more = *claims || steps.iter().any(near);
                holds(won <= *seats || more, "more seats won than an area has")
            }
            OfTiers::Levelling { seats, others, guaranteed, rounds, rows, grown } => {
                let national = self.contest.rounds[0].votes.clone();
                for round in rounds {
                    let won = self.nested(national.clone(), &round.steps)?;
                    holds(won <= round.seats, "more shares than seats")?;
                    let full = round.leaves.iter().all(|(_, share, won)| won >= share);
                    let beyond = round.leaves.iter().any(|(_, share, won)| won > share);
                    holds(
                        full && (beyond || round.leaves.is_empty()),
                        "a party leaves without seats beyond its share",
                    )?;
                    let capped = round.capped.iter().all(|(_, share, most)| share > most);
                    holds(capped, "a party leaves without more than its first share")?;
                }
                let floor = |place: Place| {
                    guaranteed.iter().find(|one| one.0 == place).map_or(0, |one| one.1)
                };
                let shares = shares(rounds);
                rows.iter().try_for_each(|row| {
                    let share = shares.get(&row.place).copied().unwrap_or(0);
                    holds(share == row.share, "a share is not that of the division")?;
                    let all = row.share.max(floor(row.place)).max(row.won);
                    holds(all - row.won == row.levelling, "levelling seats beside the share")
                })?;
                holds(
                    rounds.first().is_some_and(|one| one.seats <= seats + grown) && others <= seats,
                    "more seats divided than the house has",
                )
            }
            OfTiers::BothWays { areas, by_area, by_party, seats, .. } => {
                both_ways(&tiers, areas, (by_area, by_party), seats)
            }
            OfTiers::Covered { seated, not_seated, .. } => {
                let larger = |a: &Leader, b: &Leader| {
                    a.place != b.place || compare(&[a.votes, b.of], &[b.votes, a.of]).is_ge()
                };
                holds(
                    seated.iter().all(|a| not_seated.iter().all(|b| larger(a, b))),
                    "a leader with a larger share is not seated",
                )?;
                seated.iter().chain(not_seated).try_for_each(|one| leads(&tiers, one))
            }
            OfTiers::Apportioned { within, figures, steps, .. } => {
                let scale = figures.iter().map(|one| one.1.under()).max().unwrap_or(1);
                let votes = (0..)
                    .zip(figures)
                    .map(|(at, (_, figure))| (at, figure.over() * (scale / figure.under())))
                    .collect();
                holds((*within as usize) < tiers.areas.len(), "no such area")?;
                self.nested(votes, steps).map(|_| ())
            }
            OfTiers::Linked { .. } => self.linked(step),
            OfTiers::GivenBack { seats, steps, .. } => {
                let won = self.nested(self.contest.rounds[0].votes.clone(), steps)?;
                holds(won <= *seats, "more shares than seats")?;
                given_back(&tiers, step)
            }
            OfTiers::Placed { wholes, seats, included, beyond, .. } => {
                let there = |one: &(Place, AreaNumber, u32)| {
                    seats.iter().filter(|placed| **placed == (one.0, one.1)).count()
                };
                let near = |one: &(Place, AreaNumber, u32)| {
                    (one.2 as usize..=one.2 as usize + 1).contains(&there(one))
                };
                holds(wholes.iter().all(near), "seats far from the whole quotas")?;
                holds(
                    included.iter().all(|one| one.2 as usize <= there(one)),
                    "more seats included than were placed",
                )?;
                let all = |one: &(Place, AreaNumber, u32)| {
                    let of = included.iter().find(|of| (of.0, of.1) == (one.0, one.1));
                    of.map_or(0, |of| of.2 as usize) == there(one)
                };
                holds(beyond.iter().all(all), "seats beyond the share before the share is full")
            }
            OfTiers::Equal { equals, parted } => {
                let among = |one: &InArea| equals.contains(one);
                holds(
                    match parted {
                        PartedInAreas::ByRule { first, .. }
                        | PartedInAreas::ByLot { first, .. } => among(first),
                        PartedInAreas::Waits { .. } => true,
                    },
                    "a seat for somebody who is not among the equals",
                )
            }
            OfTiers::Threshold { .. } => Ok(()),
            OfTiers::TakenIn { area, test, together, taken } => {
                let needed = test.of.map_or(0, |of| of.1);
                holds(*together < needed, "lists come in where enough take part")?;
                let first = taken.first().map(|place| tiers.votes(*area, *place));
                let equal = taken.iter().all(|place| Some(tiers.votes(*area, *place)) == first);
                holds(first.is_some() && equal, "lists come in together without equal votes")
            }
            OfTiers::Fragments { area, rows } => {
                rows.iter().try_for_each(|row| fragments(&tiers, *area, row))
            }
        }
    }

    /// No claim is more or less than the part of what a party lacks, and all claims together are met,
    /// or cut down to the seats there are.
    fn linked(&mut self, step: &OfTiers) -> Holds {
        let OfTiers::Linked { seats, part, rounding, pot, rows, steps, .. } = step else {
            return Err("no linked seats");
        };
        let whole = |of: Place| self.contest.rounds[0].votes_of(of);
        let same = rows.iter().all(|row| whole(row.place) == Some(row.votes));
        holds(same, "votes that are not those of the election")?;
        let all: Votes = rows.iter().map(|row| row.votes).sum();
        for row in rows {
            let share = u128::from(*seats) * row.votes;
            let lacks = share.saturating_sub(u128::from(row.won) * all);
            let exact = ([lacks, part.over()], [all, part.under()]);
            let part = becomes(exact, row.claim.into(), *rounding);
            holds(part, "a claim that is not the part of what is lacking")?;
        }
        let claimed: u32 = rows.iter().map(|row| row.claim).sum();
        let (by, open) = match claimed.cmp(pot) {
            std::cmp::Ordering::Greater => {
                (rows.iter().map(|row| (row.place, Votes::from(row.claim))).collect(), *pot)
            }
            _ => (rows.iter().map(|row| (row.place, row.votes)).collect(), pot - claimed),
        };
        let won = self.nested(by, steps)?;
        holds(won <= open, "more seats won than are linked")
    }

    /// Looks at steps that divide these votes; the seats they give.
    fn nested(&mut self, votes: Vec<(Place, Votes)>, steps: &[Entry]) -> Result<u32, &'static str> {
        let kept = (
            std::mem::replace(&mut self.votes, votes.into_iter().collect()),
            std::mem::take(&mut self.held),
            self.quota.take(),
        );
        let found = steps.iter().try_for_each(|one| self.step(&one.step));
        let won = self.held.values().sum();
        (self.votes, self.held, self.quota) = kept;
        found.map(|()| won)
    }
}

/// Whether the product of `over` divided by that of `under` becomes `whole`; nothing stays nothing.
fn becomes((over, under): ([u128; 2], [u128; 2]), whole: u128, rounding: Rounding) -> bool {
    if over.contains(&0) {
        return whole == 0;
    }
    // Held against halves below and above: half a seat less or more than the whole number.
    let against = |halves: u128| compare(&[over[0], over[1], 2], &[under[0], under[1], halves]);
    match rounding {
        Rounding::Down => against(2 * whole).is_ge() && against(2 * whole + 2).is_lt(),
        Rounding::Up => against(2 * whole).is_le() && against(2 * whole.saturating_sub(1)).is_gt(),
        Rounding::NextWhole => {
            against(2 * whole).is_lt() && against(2 * whole.saturating_sub(1)).is_ge()
        }
        Rounding::NearestDown => {
            let above = whole == 0 || against(2 * whole - 1).is_gt();
            above && against(2 * whole + 1).is_le()
        }
        Rounding::Nearest => {
            let above = whole == 0 || against(2 * whole - 1).is_ge();
            above && against(2 * whole + 1).is_lt()
        }
    }
}

/// A divisor of each.
type Of<'a, T> = &'a [(T, Exact)];

/// Whoever leads has no fewer votes than anybody there.
fn leads(tiers: &Tiers, one: &Leader) -> Holds {
    let round = tiers.areas.get(one.area as usize).and_then(|area| area.direct.as_ref());
    let Some(round) = round else { return Err("a leader where nobody voted for persons") };
    let most = round.votes.iter().map(|one| one.1).max();
    holds(
        round.votes_of(one.place) == Some(one.votes) && most == Some(one.votes),
        "a leader with fewer votes than another",
    )
}

/// What is added to a list are votes for persons of its party, and never all that a leader has.
fn fragments(tiers: &Tiers, area: AreaNumber, row: &FragmentRow) -> Holds {
    let inside = (0..).zip(&tiers.areas).filter(|one| tiers.lies_in(one.0, area));
    let rounds: Vec<_> = inside.filter_map(|one| one.1.direct.as_ref()).collect();
    let persons: Votes = rounds.iter().filter_map(|round| round.votes_of(row.place)).sum();
    let least = |round: &&Round| {
        let mine = round.votes_of(row.place).unwrap_or(0);
        let next = round.votes.iter().filter(|one| one.0 != row.place).map(|one| one.1).max();
        next.is_none_or(|next| mine > next).then(|| next.unwrap_or(0) + 1)
    };
    let needed: Votes = rounds.iter().filter_map(least).sum();
    holds(tiers.votes(area, row.place) == row.lists, "list votes beside the figures")?;
    holds(row.lost + row.beyond + needed <= persons, "more fragments than votes for persons")
}

/// The share of each party: what it kept when it left, or what the last division gave.
fn shares(rounds: &[LevelRound]) -> BTreeMap<Place, u32> {
    let last = rounds.last().map(|last| last.steps.as_slice());
    let mut shares = shares_of(last.unwrap_or_default());
    let gone = rounds.iter().flat_map(|round| round.leaves.iter().chain(&round.capped));
    gone.for_each(|(place, _, won)| {
        shares.insert(*place, *won);
    });
    shares
}

/// What the steps of a division gave.
fn shares_of(steps: &[Entry]) -> BTreeMap<Place, u32> {
    let mut shares: BTreeMap<Place, u32> = BTreeMap::new();
    for entry in steps {
        match &entry.step {
            Step::Averages { won, .. } | Step::Remainders { won, .. } => {
                won.iter().for_each(|place| *shares.entry(*place).or_default() += 1);
            }
            Step::Quotas { won, .. } => {
                won.iter().for_each(|one| *shares.entry(one.0).or_default() += one.1);
            }
            _ => {}
        }
    }
    shares
}

/// Whoever gave seats back had more than its share, gave up its lowest quotients, and each seat went
/// to the highest quotient there of a party that lacked seats.
fn given_back(tiers: &Tiers, step: &OfTiers) -> Holds {
    let OfTiers::GivenBack { steps, divisors, spared, held, back, again, .. } = step else {
        return Err("no seats given back");
    };
    let divisors: Divisors = divisors.parse().map_err(|_| "divisors that are none")?;
    let shares = shares_of(steps);
    let share = |place: Place| shares.get(&place).copied().unwrap_or(0);
    let mut held: BTreeMap<(Place, AreaNumber), u32> =
        held.iter().map(|one| ((one.0, one.1), one.2)).collect();
    let won = |held: &BTreeMap<(Place, AreaNumber), u32>, place: Place| -> u32 {
        held.iter().filter(|one| one.0.0 == place).map(|one| one.1).sum()
    };
    let mut room: BTreeMap<AreaNumber, u32> = BTreeMap::new();
    for (place, area) in back {
        holds(won(&held, *place) > share(*place), "a seat given back within the share")?;
        holds(!spared.contains(area), "a seat given back where seats are kept")?;
        let last =
            |held: u32, area: AreaNumber| (tiers.votes(area, *place), held.saturating_sub(1));
        let mine = last(held.get(&(*place, *area)).copied().unwrap_or(0), *area);
        let lowest = held
            .iter()
            .filter(|(cell, seats)| cell.0 == *place && !spared.contains(&cell.1) && **seats > 0)
            .all(|(cell, seats)| divisors.compare(last(*seats, cell.1), mine).is_ge());
        holds(lowest, "a seat given back by a higher quotient than another")?;
        let at = held.get_mut(&(*place, *area)).filter(|at| **at > 0);
        *at.ok_or("a seat given back that nobody had")? -= 1;
        *room.entry(*area).or_default() += 1;
    }
    for (place, area) in again {
        holds(won(&held, *place) < share(*place), "a seat received beyond the share")?;
        let quotient = |held: &BTreeMap<(Place, AreaNumber), u32>, cell: (Place, AreaNumber)| {
            (tiers.votes(cell.1, cell.0), held.get(&cell).copied().unwrap_or(0))
        };
        let mine = quotient(&held, (*place, *area));
        let open = room.iter().filter(|one| *one.1 > 0).map(|one| *one.0);
        let rivals = open.flat_map(|area| shares.keys().map(move |place| (*place, area)));
        let mut rivals = rivals.filter(|cell| won(&held, cell.0) < share(cell.0));
        let highest = rivals.all(|cell| divisors.compare(quotient(&held, cell), mine).is_le());
        holds(highest, "a seat received by a lower quotient than another")?;
        let at = room.get_mut(area).filter(|at| **at > 0);
        *at.ok_or("a seat received where none was given back")? -= 1;
        *held.entry((*place, *area)).or_default() += 1;
    }
    Ok(())
}

/// Votes / area / party, rounded to the nearest, are the seats, and the areas have theirs.
fn both_ways(
    tiers: &Tiers,
    areas: &[(AreaNumber, u32)],
    (by_area, by_party): (Of<'_, AreaNumber>, Of<'_, Place>),
    seats: &[(AreaNumber, Place, u32)],
) -> Holds {
    let won = |area: AreaNumber, place: Place| {
        seats.iter().find(|one| (one.0, one.1) == (area, place)).map_or(0, |one| one.2)
    };
    let half = Exact::from(1u64).over(&Exact::from(2u64));
    for (area, size) in areas {
        let all: u32 = seats.iter().filter(|one| one.0 == *area).map(|one| one.2).sum();
        holds(all <= *size, "an area has more seats than it may")?;
        let complete = all == *size;
        let Some((_, divisor)) = by_area.iter().find(|one| one.0 == *area) else {
            return Err("an area without a divisor");
        };
        for (place, party) in by_party {
            let seats = won(*area, *place);
            let votes = tiers.votes(*area, *place);
            let share = Exact::from(votes).over(divisor).over(party);
            let whole = Exact::from(u64::from(seats));
            let strongest = by_party.iter().all(|one| tiers.votes(*area, one.0) <= votes);
            // The strongest list of an area may have a seat that the divisors do not give.
            let enough = whole <= share.clone() + &half || (seats == 1 && strongest);
            holds(
                enough && (share <= whole + &half || !complete),
                "seats that the divisors do not give",
            )?;
        }
    }
    Ok(())
}
