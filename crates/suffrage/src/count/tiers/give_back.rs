//! Seats beyond a party's share of the whole go back to the areas, which give them to others.

use std::collections::BTreeMap;

use super::Tiered;
use super::place::part_cells;
use crate::law::tiers::{GiveBack, Level, Others, Overhang};
use crate::law::{Allocate, Method};
use crate::method::highest_averages::Divisors;
use crate::method::placing::{Cell, give_up, place};
use crate::number::{Fraction, Votes};
use crate::record::{OfTiers, Step, TieBy};
use crate::tally::{AreaNumber, Lot, Place};

/// How a lot names a cell.
type Code<'a> = &'a dyn Fn(&Cell) -> String;

impl Tiered<'_, '_> {
    pub(super) fn give_back(&mut self, clause: u16, rule: &GiveBack) {
        let Some(Method::Averages { divisors, .. }) = rule.steps.first().map(|one| &one.method)
        else {
            unreachable!("only divisors give quotients")
        };
        let Some(house) = self.size(0) else { return };
        let votes: Vec<(Place, Votes)> =
            self.votes(0).into_iter().filter(|one| one.1 > 0).collect();
        let won: BTreeMap<Place, u32> =
            votes.iter().map(|one| (one.0, self.held(0, one.0))).collect();
        let outside = |cell: &(AreaNumber, Place)| !won.contains_key(&cell.1);
        let others: u32 =
            self.seats.iter().filter(|(cell, _)| outside(cell)).map(|(_, seats)| seats).sum();
        let seats = house.saturating_sub(others);
        let steps: Vec<(u16, Allocate)> =
            rule.steps.iter().map(|one| (clause, one.clone())).collect();
        let level = Level {
            steps: rule.steps.clone(),
            overhang: Overhang::HouseGrows,
            others: Others::TakenOff,
            guarantee: None,
            uncovered: 0,
        };
        let (rounds, shares) = self.rounds(&level, &steps, &votes, seats, &won);
        let share = |place: Place| shares.get(&place).copied().unwrap_or(0);
        let areas = self.with_votes(rule.to);
        let sizes: Vec<Option<u32>> = areas.iter().map(|area| self.size(*area)).collect();
        if !self.counter.faults.is_empty() {
            return;
        }
        let small = |at: &usize| sizes[*at].is_some_and(|size| size < rule.spares_below);
        let spared: Vec<usize> = (0..areas.len()).filter(small).collect();
        let parties: Vec<Place> = votes.iter().map(|one| one.0).collect();
        let cells = self.all_cells(&areas, &parties);
        let held = cells
            .iter()
            .filter(|cell| cell.held > 0)
            .map(|cell| (parties[cell.party], areas[cell.area], cell.held))
            .collect();
        let lots: Vec<Lot> = self.counter.lots.all().to_vec();
        let tiers = self.tiers.clone();
        let candidacies = &self.counter.contest.candidacies;
        let code = |cell: &Cell| {
            let party = &candidacies[parties[cell.party] as usize].code;
            format!("{party}@{}", tiers.area(areas[cell.area]).code)
        };
        let mut open: Option<Vec<Place>> = None;
        let mut back: Vec<usize> = Vec::new();
        for (party, place) in parties.iter().enumerate() {
            let beyond = won[place].saturating_sub(share(*place));
            let may = |cell: &Cell| cell.party == party && !spared.contains(&cell.area);
            let mut parted = |equals: &[usize]| {
                let found = part_cells(&cells, equals, &rule.tie, &code, &lots);
                found.map_err(|still| open = Some(vec![*place; still.len()])).ok()
            };
            back.extend(give_up(divisors, &cells, &may, beyond, &mut parted));
        }
        let lacks: Vec<u32> =
            parties.iter().map(|place| share(*place).saturating_sub(won[place])).collect();
        let again = self.again(divisors, rule, &cells, (&back, &lacks), (&code, &lots, &mut open));
        let told = |all: &[usize]| -> Vec<(Place, AreaNumber)> {
            all.iter().map(|at| (parties[cells[*at].party], areas[cells[*at].area])).collect()
        };
        let (back, again) = (told(&back), told(&again));
        let spared = spared.iter().map(|at| areas[*at]).collect();
        for (party, area) in &back {
            let at = self.seats.get_mut(&(*area, *party)).expect("only seats held go back");
            *at -= 1;
        }
        again.iter().for_each(|(party, area)| self.give(*area, *party, 1));
        let steps = rounds.into_iter().flat_map(|round| round.steps).collect();
        let divisors = divisors.text().to_owned();
        let step = OfTiers::GivenBack { seats, others, steps, divisors, spared, held, back, again };
        self.counter.record.write(Step::Tiers(step));
        if let Some(mut equals) = open {
            equals.dedup();
            self.wait(equals, rule.tie.contains(&TieBy::Lot));
        }
    }

    /// Every party in every area, with its votes and seats there.
    fn all_cells(&self, areas: &[AreaNumber], parties: &[Place]) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (area, number) in areas.iter().enumerate() {
            for (party, place) in parties.iter().enumerate() {
                let votes = self.tiers.votes(*number, *place);
                let (held, against) = (self.held(*number, *place), Fraction::new(1, 1));
                cells.push(Cell { party, area, votes, held, least: 0, against, most: None });
            }
        }
        cells
    }

    /// Who receives the seats that went back: the highest quotient in an area that has one, of the
    /// parties that lack seats.
    fn again(
        &self,
        divisors: &Divisors,
        rule: &GiveBack,
        cells: &[Cell],
        (back, lacks): (&[usize], &[u32]),
        (code, lots, open): (Code<'_>, &[Lot], &mut Option<Vec<Place>>),
    ) -> Vec<usize> {
        let mut now: Vec<Cell> = cells.to_vec();
        let areas = cells.iter().map(|cell| cell.area + 1).max().unwrap_or(0);
        let mut room: Vec<Option<u32>> = vec![Some(0); areas];
        for at in back {
            now[*at].held -= 1;
            room[now[*at].area] = room[now[*at].area].map(|room| room + 1);
        }
        let parties: Vec<Place> = self.votes(0).iter().map(|one| one.0).collect();
        let mut parted = |equals: &[usize]| {
            let found = part_cells(&now, equals, &rule.tie, code, lots);
            let named =
                |still: Vec<usize>| still.iter().map(|one| parties[now[*one].party]).collect();
            found.map_err(|still| *open = Some(named(still))).ok()
        };
        place(divisors, &now, lacks, &room, None, &mut parted)
    }
}
