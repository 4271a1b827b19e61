//! Seats of the whole by the votes of the whole, less what was won below, and what the law does
//! where a party won more than its share.

use std::collections::{BTreeMap, BTreeSet};

use super::Tiered;
use crate::diagnostic::Fault;
use crate::law::tiers::{Apportion, Guarantee, Level, Measure, Others, Overhang};
use crate::law::{Allocate, Method};
use crate::method::highest_averages::{self, Unit};
use crate::number::{Fraction, Votes};
use crate::record::{LevelRound, Levelled, OfTiers, Step};
use crate::tally::{AreaNumber, Candidacy, Contest, Place, Round, Tier};

impl Tiered<'_, '_> {
    pub(super) fn level(&mut self, clause: u16, rule: &Level) {
        let Some(house) = self.size(0) else { return };
        let steps: Vec<(u16, Allocate)> =
            rule.steps.iter().map(|one| (clause, one.clone())).collect();
        let votes: Vec<(Place, Votes)> =
            self.votes(0).into_iter().filter(|one| one.1 > 0).collect();
        let pool: BTreeSet<Place> = votes.iter().map(|one| one.0).collect();
        let won: BTreeMap<Place, u32> =
            pool.iter().map(|place| (*place, self.held(0, *place))).collect();
        let outside = |cell: &(AreaNumber, Place)| !pool.contains(&cell.1);
        let outside: u32 =
            self.seats.iter().filter(|(cell, _)| outside(cell)).map(|(_, seats)| seats).sum();
        let others = if rule.others == Others::TakenOff { outside } else { 0 };
        let Some(mut seats) = house.checked_sub(others) else { return };
        let guaranteed = self.guaranteed(rule, &won);
        let before = seats;
        if rule.overhang.covers() {
            seats = self.grown(rule, &votes, seats, &guaranteed);
        }
        let (rounds, shares) = self.rounds(rule, &steps, &votes, seats, &won);
        if !self.counter.faults.is_empty() {
            return;
        }
        let waits = rounds.iter().flat_map(|round| &round.steps).any(|one| one.step.waits());
        let mut rows = Vec::new();
        let mut surplus = 0;
        for place in pool.iter().filter(|_| !waits) {
            let (share, won) = (shares.get(place).copied().unwrap_or(0), won[place]);
            let floor = guaranteed.iter().find(|one| one.0 == *place).map_or(0, |one| one.1);
            let total = share.max(floor).max(won);
            surplus += total - share;
            rows.push(Levelled { place: *place, share, won, levelling: total - won });
        }
        let grown = match rule.overhang {
            _ if waits => 0,
            Overhang::HouseGrows | Overhang::UntilCovered | Overhang::UntilCoveredByTwo => {
                seats - before + surplus
            }
            Overhang::Leaves | Overhang::LeavesWithFull => 0,
            // Leaders are seated later, out of the share: nobody has seats beyond it.
            Overhang::NotSeated => 0,
        };
        let beside = if rule.others == Others::Beside { outside } else { 0 };
        for row in &rows {
            self.give(0, row.place, row.levelling);
        }
        let grown = grown + if waits { 0 } else { beside };
        let step = OfTiers::Levelling { seats: house, others, guaranteed, rounds, grown, rows };
        self.counter.record.write(Step::Tiers(step));
    }

    /// One division after another until nobody has more than its share; the shares at the end.
    pub(super) fn rounds(
        &mut self,
        rule: &Level,
        steps: &[(u16, Allocate)],
        votes: &[(Place, Votes)],
        mut seats: u32,
        won: &BTreeMap<Place, u32>,
    ) -> (Vec<LevelRound>, BTreeMap<Place, u32>) {
        let mut pool: Vec<(Place, Votes)> = votes.to_vec();
        let mut shares: BTreeMap<Place, u32> = BTreeMap::new();
        let mut first: BTreeMap<Place, u32> = BTreeMap::new();
        let mut rounds: Vec<LevelRound> = Vec::new();
        loop {
            let contest = self.contest_of(0, pool.clone());
            let divided = self.divide(&contest, seats, &[], steps);
            if divided.steps.iter().any(|one| one.step.waits()) {
                // Shares are not known before equals are parted: nobody leaves, nobody receives.
                let (steps, leaves, capped) = (divided.steps, Vec::new(), Vec::new());
                rounds.push(LevelRound { seats, steps, leaves, capped });
                return (rounds, shares);
            }
            let found: BTreeMap<Place, u32> = divided.won.iter().copied().collect();
            let share = |place: Place| found.get(&place).copied().unwrap_or(0);
            let full = rule.overhang == Overhang::LeavesWithFull;
            let over = |place: Place| {
                (full || rule.overhang == Overhang::Leaves) && won[&place] > share(place)
            };
            let any = pool.iter().any(|one| over(one.0));
            let goes = |place: Place| over(place) || full && any && won[&place] == share(place);
            let leaves: Vec<(Place, u32, u32)> = pool
                .iter()
                .filter(|one| goes(one.0))
                .map(|one| (one.0, share(one.0), won[&one.0]))
                .collect();
            if full && rounds.is_empty() {
                first.clone_from(&found);
            }
            let most = |place: Place| first.get(&place).copied().unwrap_or(0);
            let capped: Vec<(Place, u32, u32)> = pool
                .iter()
                .filter(|one| full && !any && share(one.0) > most(one.0))
                .map(|one| (one.0, share(one.0), most(one.0)))
                .collect();
            let (divided_seats, done) = (seats, leaves.is_empty() && capped.is_empty());
            for (place, _, kept) in leaves.iter().chain(&capped) {
                shares.insert(*place, *kept);
                seats = seats.saturating_sub(*kept);
            }
            if done {
                pool.iter().for_each(|one| {
                    shares.insert(one.0, share(one.0));
                });
            }
            pool.retain(|one| !leaves.iter().chain(&capped).any(|gone| gone.0 == one.0));
            rounds.push(LevelRound { seats: divided_seats, steps: divided.steps, leaves, capped });
            if done || pool.is_empty() || !self.counter.faults.is_empty() {
                return (rounds, shares);
            }
        }
    }

    /// What each party must at least receive when the house grows.
    ///
    /// What it is in each region is kept: seats are placed from there where the law says so.
    fn guaranteed(&mut self, rule: &Level, won: &BTreeMap<Place, u32>) -> Vec<(Place, u32)> {
        let Some(guarantee) = rule.guarantee else { return Vec::new() };
        if guarantee == Guarantee::Won {
            return won.iter().map(|(place, seats)| (*place, *seats)).collect();
        }
        let regions: Vec<AreaNumber> = self.tiers.of_tier(Tier::Region).collect();
        let mut all = Vec::new();
        for place in won.keys() {
            let (mut claims, mut floors) = (0, 0);
            for area in &regions {
                let claim = self.claims.get(&(*area, *place)).copied().unwrap_or(0);
                let direct = self.held(*area, *place);
                let floor = match guarantee {
                    Guarantee::Larger | Guarantee::Won => direct.max(claim),
                    Guarantee::Mean => direct.max((direct + claim).div_ceil(2)),
                };
                (claims, floors) = (claims + claim, floors + floor);
                self.guaranteed.insert((*area, *place), floor);
            }
            all.push((*place, floors.max(claims)));
        }
        all
    }

    /// The fewest seats, from `least` on, whose shares cover what is guaranteed but for a few.
    fn grown(
        &self,
        rule: &Level,
        votes: &[(Place, Votes)],
        least: u32,
        guaranteed: &[(Place, u32)],
    ) -> u32 {
        const MOST: u32 = 100_000;
        let Some(Method::Averages { divisors, .. }) = rule.steps.first().map(|one| &one.method)
        else {
            return least;
        };
        // Only seats won beyond the claims may stay uncovered.
        let excess = |place: Place| -> u32 {
            let beyond = self.tiers.of_tier(Tier::Region).map(|area| {
                let claim = self.claims.get(&(area, place)).copied().unwrap_or(0);
                self.held(area, place).saturating_sub(claim)
            });
            beyond.sum()
        };
        let floors: Vec<(u32, u32)> = votes
            .iter()
            .map(|one| {
                let floor = guaranteed.iter().find(|row| row.0 == one.0).map_or(0, |row| row.1);
                (floor, excess(one.0))
            })
            .collect();
        let units: Vec<Unit> =
            votes.iter().map(|one| Unit { votes: one.1, held: 0, most: None }).collect();
        let wanted: u32 = floors.iter().map(|one| one.0).sum();
        let run = highest_averages::divide(divisors, &units, (least + 50 * wanted).min(MOST));
        let mut shares = vec![0u32; units.len()];
        for (number, unit) in (1u32..).zip(&run.won) {
            shares[*unit as usize] += 1;
            let pace = if rule.overhang == Overhang::UntilCoveredByTwo { 2 } else { 1 };
            if number < least || !(number - least).is_multiple_of(pace) {
                continue;
            }
            let short = |one: &((u32, u32), &u32)| one.0.0.saturating_sub(*one.1);
            let gaps: Vec<(u32, u32)> =
                floors.iter().copied().zip(&shares).map(|one| (short(&one), one.0.1)).collect();
            let all: u32 = gaps.iter().map(|one| one.0).sum();
            if all <= rule.uncovered && gaps.iter().all(|(gap, excess)| gap <= excess) {
                return number;
            }
        }
        least
    }

    /// Seats of an area for the areas in it, by inhabitants or another figure.
    pub(super) fn apportion(&mut self, clause: u16, tier: Tier, rule: &Apportion) {
        let steps: Vec<(u16, Allocate)> =
            rule.steps.iter().map(|one| (clause, one.clone())).collect();
        let areas: Vec<AreaNumber> = match tier {
            Tier::Nation => vec![0],
            _ => self.tiers.of_tier(tier).collect(),
        };
        for within in areas {
            let tiers = self.tiers.clone();
            let inside: Vec<AreaNumber> =
                tiers.of_tier(rule.to).filter(|one| tiers.lies_in(*one, within)).collect();
            let Some(size) = self.size(within) else { continue };
            let figures: Vec<Option<Fraction>> =
                inside.iter().map(|area| self.measured(*area, rule)).collect();
            let Some(figures) = figures.into_iter().collect::<Option<Vec<Fraction>>>() else {
                continue;
            };
            let scale = figures.iter().map(|one| one.under()).max().unwrap_or(1);
            let votes = |figure: &Fraction| figure.over() * (scale / figure.under());
            let named = |area: &AreaNumber| Candidacy {
                code: tiers.area(*area).code.clone(),
                name: tiers.area(*area).name.clone(),
                ..Candidacy::default()
            };
            let votes = (0..).zip(figures.iter().map(votes)).collect();
            let contest = Contest {
                code: tiers.area(within).code.clone(),
                candidacies: inside.iter().map(named).collect(),
                rounds: vec![Round { number: 1, votes, ..Round::default() }],
                ..Contest::default()
            };
            let least = rule.least * u32::try_from(inside.len()).unwrap_or(u32::MAX);
            let held: Vec<(Place, u32)> = Vec::new();
            let divided = self.divide(&contest, size.saturating_sub(least), &held, &steps);
            let won: BTreeMap<Place, u32> = divided.won.iter().copied().collect();
            let seats: Vec<(AreaNumber, u32)> = (0..)
                .zip(&inside)
                .map(|(at, area)| (*area, rule.least + won.get(&at).copied().unwrap_or(0)))
                .collect();
            self.sizes.extend(seats.iter().copied());
            let figures = inside.iter().copied().zip(figures).collect();
            let step = OfTiers::Apportioned { within, figures, steps: divided.steps, seats };
            self.counter.record.write(Step::Tiers(step));
        }
    }

    /// The figure of an area by which seats are divided.
    fn measured(&mut self, area: AreaNumber, rule: &Apportion) -> Option<Fraction> {
        let one = self.tiers.area(area).clone();
        let round = one.lists.as_ref();
        let mut sum: Votes = 0;
        for measure in &rule.by {
            let figure = match measure {
                Measure::Inhabitants => one.inhabitants.map(Votes::from),
                Measure::Registered => round.and_then(|round| round.registered),
                Measure::Voters => round.and_then(|round| round.voters),
                Measure::Expressed => {
                    round.map(|round| round.expressed.unwrap_or_else(|| round.all_votes()))
                }
                Measure::Votes => Some(self.votes(area).iter().map(|one| one.1).sum()),
            };
            sum += self.needed(&one.name, measure.word(), figure)?;
        }
        let Some(points) = rule.surface else { return Some(Fraction::new(sum, 1)) };
        let surface = self.needed(&one.name, "surface", one.surface.map(Votes::from))?;
        let over = sum * points.under() + surface * points.over();
        Some(Fraction::new(over, points.under()))
    }

    fn needed(&mut self, area: &str, fact: &str, figure: Option<Votes>) -> Option<Votes> {
        if figure.is_none() {
            let (area, fact) = (area.to_owned(), fact.to_owned());
            self.counter.faults.push(Fault::AreaFigure { area, fact });
        }
        figure
    }
}
