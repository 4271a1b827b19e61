//! Seats of parties go into the areas below; leaders of constituencies are seated out of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Tiered;
use super::equals::Told;
use crate::law::tiers::{PlacedBy, Placing};
use crate::method::highest_averages::Divisors;
use crate::method::largest_remainder;
use crate::method::placing::{Cell, Relative, Room, Sequence, StartsFrom, place};
use crate::number::{Fraction, Votes, compare};
use crate::record::{InArea, Leader, OfTiers, TieBy};
use crate::tally::{AreaNumber, Place, Tier};

/// Seats of parties in areas.
type Included = Vec<(Place, AreaNumber, u32)>;

impl Tiered<'_, '_> {
    /// Places the seats that stand in each area of the tier.
    pub(super) fn place(&mut self, tier: Tier, rule: &Placing) {
        let from: Vec<AreaNumber> = match tier {
            Tier::Nation => vec![0],
            _ => self.tiers.of_tier(tier).collect(),
        };
        for area in from {
            self.place_from(area, rule);
        }
    }

    fn place_from(&mut self, from: AreaNumber, rule: &Placing) {
        let tiers = self.tiers.clone();
        let areas: Vec<AreaNumber> = self
            .with_votes(rule.to)
            .into_iter()
            .filter(|one| *one != from && tiers.lies_in(*one, from))
            .collect();
        let held = |cell: &(&(AreaNumber, Place), &u32)| cell.0.0 == from && *cell.1 > 0;
        let parties: Vec<(Place, u32)> =
            self.seats.iter().filter(held).map(|(cell, seats)| (cell.1, *seats)).collect();
        if areas.is_empty() || parties.is_empty() {
            return;
        }
        let mut cells = self.cells(&areas, &parties, &rule.by);
        let wholes = match rule.by {
            PlacedBy::Quotas { .. } => whole_quotas(&mut cells, &parties),
            _ => Vec::new(),
        };
        let divisors: Divisors = match &rule.by {
            PlacedBy::Averages { divisors, .. } => divisors.clone(),
            PlacedBy::Remainders | PlacedBy::Quotas { .. } => {
                "1, 2, …".parse().unwrap_or_else(|_| unreachable!("a sequence"))
            }
        };
        let room: Vec<Option<u32>> = areas.iter().map(|area| self.room(*area, rule.room)).collect();
        if !self.counter.faults.is_empty() {
            return;
        }
        let index = |one: &Place| parties.iter().position(|party| party.0 == *one);
        let order: Option<Vec<usize>> = match rule.sequence {
            Sequence::Highest => None,
            Sequence::AsWon => Some(self.order.iter().filter_map(index).collect()),
        };
        let mut seats: Vec<u32> = parties.iter().map(|party| party.1).collect();
        wholes.iter().for_each(|(cell, whole)| seats[cells[*cell].party] -= whole);
        let named: Vec<InArea> =
            cells.iter().map(|cell| (parties[cell.party].0, areas[cell.area])).collect();
        let mut equals = self.equals(&named, &rule.tie);
        let mut parted = |all: &[usize]| equals.part(all, 1);
        let placed = place(&divisors, &cells, &seats, &room, order.as_deref(), &mut parted);
        let first = wholes.iter().flat_map(|(cell, whole)| (0..*whole).map(|_| *cell));
        let placed: Vec<InArea> = first.chain(placed).map(|cell| named[cell]).collect();
        let wholes =
            wholes.iter().map(|(cell, whole)| (named[*cell].0, named[*cell].1, *whole)).collect();
        let told = equals.told();
        let before = cells
            .iter()
            .filter(|cell| cell.held > 0)
            .map(|cell| (parties[cell.party].0, areas[cell.area], cell.held))
            .collect();
        let won = StartsFrom::WonIncluded;
        let includes = match rule.by {
            PlacedBy::Averages { start, .. } | PlacedBy::Quotas { start } => start == won,
            PlacedBy::Remainders => false,
        };
        let (included, beyond) = match includes {
            true => self.included(&areas, &parties, &placed),
            false => (Vec::new(), Vec::new()),
        };
        let mut left: BTreeMap<(Place, AreaNumber), u32> =
            included.iter().map(|one| ((one.0, one.1), one.2)).collect();
        for (party, area) in &placed {
            let at = self.seats.get_mut(&(from, *party)).expect("only seats held are placed");
            *at -= 1;
            match left.get_mut(&(*party, *area)).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => self.give(*area, *party, 1),
            }
        }
        let divisors = match &rule.by {
            PlacedBy::Averages { divisors, .. } => divisors.text().to_owned(),
            PlacedBy::Remainders | PlacedBy::Quotas { .. } => String::new(),
        };
        let held = before;
        let step =
            OfTiers::Placed { from, divisors, wholes, seats: placed, held, included, beyond };
        self.write_parted(told, step);
    }

    /// Of the seats placed those won there already; and the seats won beyond them.
    fn included(
        &self,
        areas: &[AreaNumber],
        parties: &[(Place, u32)],
        placed: &[(Place, AreaNumber)],
    ) -> (Included, Included) {
        let (mut included, mut beyond) = (Vec::new(), Vec::new());
        for (party, area) in parties.iter().flat_map(|one| areas.iter().map(|at| (one.0, *at))) {
            let won = self.held(area, party);
            let there = placed.iter().filter(|one| **one == (party, area)).count();
            let there = u32::try_from(there).unwrap_or(u32::MAX);
            included.push((party, area, won.min(there)));
            beyond.push((party, area, won.saturating_sub(there)));
        }
        included.retain(|one: &(Place, AreaNumber, u32)| one.2 > 0);
        beyond.retain(|one: &(Place, AreaNumber, u32)| one.2 > 0);
        (included, beyond)
    }

    /// Every party in every area, with the figures by which it is chosen.
    fn cells(&self, areas: &[AreaNumber], parties: &[(Place, u32)], by: &PlacedBy) -> Vec<Cell> {
        let mut cells = Vec::new();
        let scale = areas.iter().fold(1u128, |scale, area| {
            let rests = parties.iter().filter_map(|one| self.left_over.get(&(*area, one.0)));
            rests.fold(scale, |scale, rest| {
                let one = Fraction::new(scale, rest.under());
                // The least common multiple: one of the two, times what the other has more.
                one.over() * rest.under()
            })
        });
        for (area, number) in areas.iter().enumerate() {
            for (party, (place, _)) in parties.iter().enumerate() {
                let (votes, held, least, against, most) = match by {
                    PlacedBy::Averages { start, relative, .. } => {
                        let (held, least) = match start {
                            StartsFrom::Zero | StartsFrom::WonIncluded => (0, 0),
                            StartsFrom::SeatsWon => (self.held(*number, *place), 0),
                            StartsFrom::SeatsGuaranteed => {
                                let least = self.guaranteed.get(&(*number, *place));
                                (self.held(*number, *place), least.copied().unwrap_or(0))
                            }
                        };
                        let votes = self.tiers.votes(*number, *place);
                        (votes, held, least, self.against(*number, *relative), None)
                    }
                    PlacedBy::Remainders => {
                        let rest = self.left_over.get(&(*number, *place));
                        let votes = rest.map_or(0, |rest| rest.over() * (scale / rest.under()));
                        (votes, 0, 0, Fraction::new(1, 1), Some(1))
                    }
                    PlacedBy::Quotas { .. } => {
                        let votes = self.tiers.votes(*number, *place);
                        (votes, 0, 0, Fraction::new(1, 1), Some(1))
                    }
                };
                cells.push(Cell { party, area, votes, held, least, against, most });
            }
        }
        cells
    }

    fn against(&self, area: AreaNumber, relative: Relative) -> Fraction {
        let round = self.tiers.area(area).lists.as_ref();
        let all: Votes = round.map_or(0, |round| round.all_votes());
        let one = Fraction::new(1, 1);
        match relative {
            Relative::Votes => one,
            Relative::Share if all > 0 => Fraction::new(all, 1),
            Relative::PerSeat if all > 0 => {
                let places = 0..self.counter.contest.candidacies.len();
                let seats: u32 = places
                    .filter_map(|place| Place::try_from(place).ok())
                    .map(|place| self.held(area, place))
                    .sum();
                if seats == 0 { one } else { Fraction::new(all, u128::from(seats)) }
            }
            Relative::Share | Relative::PerSeat => one,
        }
    }

    fn room(&mut self, area: AreaNumber, room: Room) -> Option<u32> {
        let name = self.tiers.area(area).name.clone();
        match room {
            Room::Any => None,
            Room::Levelling => {
                let seats = self.stated_size(area, "levelling").map(|one| one.0);
                if seats.is_none() {
                    let fact = "levelling seats".to_owned();
                    let fault = crate::Fault::AreaFigure { area: name, fact };
                    self.counter.faults.push(fault);
                }
                seats.or(Some(0))
            }
            Room::SeatsLeft => {
                let size = self.size(area)?;
                let places = 0..self.counter.contest.candidacies.len();
                let won: u32 = places
                    .filter_map(|place| Place::try_from(place).ok())
                    .map(|place| self.held(area, place))
                    .sum();
                Some(size.saturating_sub(won))
            }
        }
    }

    /// Seats the leaders of constituencies out of the list seats of their party in each area.
    pub(super) fn cover(&mut self, tier: Tier) {
        let tiers = self.tiers.clone();
        let areas: Vec<AreaNumber> = match tier {
            Tier::Nation => vec![0],
            _ => tiers.of_tier(tier).collect(),
        };
        for area in areas {
            let mut by_party: BTreeMap<Place, Vec<Leader>> = BTreeMap::new();
            for one in self.leaders.iter().filter(|one| tiers.lies_in(one.area, area)) {
                by_party.entry(one.place).or_default().push(one.clone());
            }
            let (seated, not_seated, told) = self.covered(area, by_party);
            for one in &seated {
                let at = self.seats.get_mut(&(area, one.place)).expect("the list has the seat");
                *at -= 1;
                self.give(one.area, one.place, 1);
            }
            if seated.is_empty() && not_seated.is_empty() && told.1.is_empty() {
                continue;
            }
            self.write_parted(told, OfTiers::Covered { area, seated, not_seated });
        }
    }

    /// Which leaders the list seats of an area cover, largest share first; equals draw lots.
    fn covered(
        &self,
        area: AreaNumber,
        by_party: BTreeMap<Place, Vec<Leader>>,
    ) -> (Vec<Leader>, Vec<Leader>, Told) {
        let (mut seated, mut not_seated) = (Vec::new(), Vec::new());
        let (mut parted, mut waiting) = (Vec::new(), Vec::new());
        for (place, mut leaders) in by_party {
            let seats = self.seats.get(&(area, place)).copied().unwrap_or(0) as usize;
            leaders.sort_by(|a, b| share(b, a).then(a.area.cmp(&b.area)));
            let Some(last) = seats.checked_sub(1).and_then(|last| leaders.get(last)).cloned()
            else {
                let to = if seats == 0 { &mut not_seated } else { &mut seated };
                to.append(&mut leaders);
                continue;
            };
            let above = leaders.iter().take_while(|one| share(one, &last).is_gt()).count();
            let mut below = leaders.split_off(above);
            let rest = below.split_off(below.partition_point(|one| share(one, &last).is_eq()));
            seated.append(&mut leaders);
            let cells: Vec<InArea> = below.iter().map(|one| (place, one.area)).collect();
            let mut equals = self.equals(&cells, &[TieBy::Lot]);
            let mut open = seats - above;
            let mut still: Vec<usize> = (0..below.len()).collect();
            while open > 0 && open < still.len() {
                let Some(first) = equals.part(&still, u32::try_from(open).unwrap_or(u32::MAX))
                else {
                    break;
                };
                still.retain(|one| *one != first);
                seated.push(below[first].clone());
                open -= 1;
            }
            let waits = open > 0 && open < still.len();
            let to = if open > 0 { &mut seated } else { &mut not_seated };
            to.extend(still.iter().filter(|_| !waits).map(|one| below[*one].clone()));
            not_seated.extend(rest);
            let told = equals.told();
            parted.extend(told.0);
            waiting.extend(told.1);
        }
        (seated, not_seated, (parted, waiting))
    }
}

/// Whole quotas of each party's own votes per seat, by cell; each cell is left with its remainder.
///
/// All remainders of a party are over the same number, so their numerators stand for them.
fn whole_quotas(cells: &mut [Cell], parties: &[(Place, u32)]) -> Vec<(usize, u32)> {
    let all: Vec<Votes> = (0..parties.len())
        .map(|party| cells.iter().filter(|one| one.party == party).map(|one| one.votes).sum())
        .collect();
    let mut wholes = Vec::new();
    for (at, cell) in cells.iter_mut().enumerate().filter(|one| all[one.1.party] > 0) {
        let quota = Fraction::new(all[cell.party], u128::from(parties[cell.party].1));
        let (whole, left) = largest_remainder::quotas(cell.votes, quota);
        cell.votes = left.over() * (u128::from(parties[cell.party].1) / left.under());
        // No more than the seats of the party, since no area has more than all its votes.
        let whole = u32::try_from(whole).unwrap_or(u32::MAX);
        if whole > 0 {
            wholes.push((at, whole));
        }
    }
    wholes
}

/// Compares the shares of two leaders.
fn share(a: &Leader, b: &Leader) -> Ordering {
    compare(&[a.votes, b.of], &[b.votes, a.of])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(area: usize, votes: Votes) -> Cell {
        let against = Fraction::new(1, 1);
        Cell { party: 0, area, votes, held: 0, least: 0, against, most: Some(1) }
    }

    #[test]
    fn whole_quotas_are_of_the_partys_own_votes_per_seat_and_remainders_stay_comparable() {
        // A quota of 250: 2 and 100 over, 1 and 100 over, 0 and 50 over.
        let mut cells = [cell(0, 600), cell(1, 350), cell(2, 50)];
        assert_eq!(whole_quotas(&mut cells, &[(7, 4)]), [(0, 2), (1, 1)]);
        assert_eq!(cells[0].votes, cells[1].votes);
        assert_eq!(cells[0].votes, 2 * cells[2].votes);
    }

    #[test]
    fn a_quota_that_is_no_whole_number_leaves_exact_remainders() {
        // 100 votes for 3 seats, 33⅓ each: 50 leave 16⅔; 33 and 17 hold no quota at all.
        let mut cells = [cell(0, 50), cell(1, 33), cell(2, 17)];
        assert_eq!(whole_quotas(&mut cells, &[(0, 3)]), [(0, 1)]);
        assert_eq!(cells.map(|one| one.votes), [50, 99, 51]);
    }
}
