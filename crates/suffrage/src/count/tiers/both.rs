//! Seats in proportion to parties and to areas at once.

use super::Tiered;
use crate::diagnostic::Fault;
use crate::law::tiers::{BothWays, Leader, PartiesBy};
use crate::law::{Allocate, Method, SeatsOf, Start};
use crate::method::biproportional::{Problem, divide};
use crate::number::{Exact, Fraction, Rounding, Votes};
use crate::record::{InArea, OfTiers, Step};
use crate::tally::{AreaNumber, Place};

impl Tiered<'_, '_> {
    pub(super) fn both_ways(&mut self, clause: u16, rule: &BothWays) {
        let areas = self.with_votes(rule.to);
        let Some(sizes) = areas.iter().map(|area| self.size(*area)).collect::<Option<Vec<u32>>>()
        else {
            return;
        };
        let house: u32 = sizes.iter().sum();
        if let Some((above, _)) = self.stated_size(0, "")
            && above != house
        {
            let (tier, below) = (rule.to.to_string(), house);
            self.counter.faults.push(Fault::SeatsAcrossTiers { tier, below, above });
            return;
        }
        let places: Vec<Place> = self.votes(0).iter().map(|one| one.0).collect();
        let votes: Vec<Vec<Votes>> = places
            .iter()
            .map(|place| {
                let votes = |area: &AreaNumber| match self.takes_part(*area, *place) {
                    true => self.tiers.votes(*area, *place),
                    false => 0,
                };
                areas.iter().map(votes).collect()
            })
            .collect();
        let shares = numbers(rule.parties, &votes, &sizes);
        let Some((steps, parties)) = self.parties(clause, rule, house, (&places, &shares)) else {
            return;
        };
        let strongest = |area: usize| {
            let best = (0..places.len()).max_by_key(|party| votes[*party][area])?;
            let most = votes[best][area];
            let alone = votes.iter().filter(|row| row[area] == most).count() == 1;
            (most > 0 && alone && sizes[area] > 0).then_some(best)
        };
        let least: Vec<Option<usize>> = match rule.leader {
            Leader::Free => vec![None; areas.len()],
            Leader::One => (0..areas.len()).map(strongest).collect(),
        };
        let problem = Problem { votes: &votes, parties: &parties, areas: &sizes, least: &least };
        let named: Vec<InArea> =
            places.iter().flat_map(|one| areas.iter().map(|area| (*one, *area))).collect();
        let mut equals = self.equals(&named, &rule.tie);
        let answer = divide(&problem, &mut |cells, open| {
            let at = |cell: &(usize, usize)| cell.0 * areas.len() + cell.1;
            let cells: Vec<usize> = cells.iter().map(at).collect();
            let first = equals.part(&cells, u32::try_from(open).unwrap_or(u32::MAX))?;
            cells.iter().position(|one| *one == first)
        });
        let parted = equals.told();
        let answer = match answer {
            Ok(answer) => answer,
            Err(nowhere) => {
                let name = |party: &usize| self.counter.record.name(places[*party]).to_owned();
                let area = |area: &usize| self.tiers.area(areas[*area]).name.clone();
                let parties = nowhere.parties.iter().map(name).collect::<Vec<_>>().join(", ");
                let areas = nowhere.areas.iter().map(area).collect::<Vec<_>>().join(", ");
                self.counter.faults.push(Fault::NoDoubleProportion { parties, areas });
                return;
            }
        };
        let mut seats = Vec::new();
        for (at, area) in areas.iter().enumerate() {
            for (party, place) in places.iter().enumerate() {
                let here = answer.open.contains(&(party, at));
                let won = answer.seats[party][at] - u32::from(here);
                if won > 0 {
                    seats.push((*area, *place, won));
                    self.give(*area, *place, won);
                }
                if here {
                    self.give(0, *place, 1);
                }
            }
        }
        let shares = places.iter().copied().zip(shares.iter().copied()).collect();
        let by_area: Vec<(AreaNumber, Exact)> = areas.iter().copied().zip(answer.by_area).collect();
        let by_party = places.iter().copied().zip(answer.by_party).collect();
        let areas = areas.iter().copied().zip(sizes).collect();
        let step = OfTiers::BothWays { shares, steps, areas, by_area, by_party, seats };
        self.write_parted(parted, step);
    }

    /// The seats of each party of the whole; `None` if some of them wait.
    fn parties(
        &mut self,
        clause: u16,
        rule: &BothWays,
        house: u32,
        (places, shares): (&[Place], &[Fraction]),
    ) -> Option<(Vec<crate::record::Entry>, Vec<u32>)> {
        let scale = shares.iter().fold(1u128, |scale, one| {
            let (mut a, mut b) = (scale, one.under());
            while b > 0 {
                (a, b) = (b, a % b);
            }
            scale / a * one.under()
        });
        let whole = |one: &Fraction| one.over() * (scale / one.under());
        let votes = places.iter().copied().zip(shares.iter().map(whole)).collect();
        let contest = self.contest_of(0, votes);
        let divisors = "1, 3, 5, …".parse().unwrap_or_else(|_| unreachable!("a sequence"));
        let averages = Allocate {
            seats: SeatsOf::All,
            method: Method::Averages { divisors, start: Start::Zero },
            among: None,
            candidates: None,
            each_at_most: None,
            at_most: None,
            tie: rule.tie.clone(),
        };
        let divided = self.divide(&contest, house, &[], &[(clause, averages)]);
        let won =
            |place: &Place| divided.won.iter().find(|one| one.0 == *place).map_or(0, |one| one.1);
        let seats: Vec<u32> = places.iter().map(won).collect();
        if seats.iter().sum::<u32>() == house {
            return Some((divided.steps, seats));
        }
        // Equals for the last seat of the whole: nothing can be placed before they are parted.
        let step = OfTiers::Inside {
            area: 0,
            seats: house,
            others: None,
            votes: contest.rounds[0].votes.clone(),
            claims: false,
            steps: divided.steps,
        };
        self.counter.record.write(Step::Tiers(step));
        divided.won.iter().for_each(|(place, seats)| self.give(0, *place, *seats));
        None
    }
}

/// The figure by which each party shares the whole.
fn numbers(by: PartiesBy, votes: &[Vec<Votes>], sizes: &[u32]) -> Vec<Fraction> {
    let of_party = |row: &Vec<Votes>| {
        let cells = row.iter().zip(sizes).filter(|(_, seats)| **seats > 0);
        match by {
            PartiesBy::Votes => Fraction::new(row.iter().sum(), 1),
            PartiesBy::Rounded => {
                let number = |(votes, seats): (&Votes, &u32)| {
                    Fraction::new(*votes, u128::from(*seats)).of(1, Rounding::Nearest)
                };
                Fraction::new(cells.map(number).sum(), 1)
            }
            PartiesBy::Exact => {
                let sum = cells.fold(Exact::zero(), |sum, (votes, seats)| {
                    let number = Exact::from(Fraction::new(*votes, u128::from(*seats)));
                    sum + &number
                });
                sum.fraction().unwrap_or_else(|| Fraction::new(sum.whole(), 1))
            }
        }
    };
    votes.iter().map(of_party).collect()
}
