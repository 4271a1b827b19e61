//! Seats beyond a party's share of the whole go back to the areas, which give them to others.

use std::collections::BTreeMap;

use super::Tiered;
use super::equals::Equals;
use crate::law::tiers::{GiveBack, Level, Others, Overhang};
use crate::law::{Allocate, Method};
use crate::method::highest_averages::Divisors;
use crate::method::placing::{Cell, give_up, place};
use crate::number::{Fraction, Votes};
use crate::record::{InArea, OfTiers};
use crate::tally::{AreaNumber, Place};

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
        let named: Vec<InArea> =
            cells.iter().map(|cell| (parties[cell.party], areas[cell.area])).collect();
        let mut equals = self.equals(&named, &rule.tie);
        let mut back: Vec<usize> = Vec::new();
        let waits = rounds.iter().flat_map(|round| &round.steps).any(|one| one.step.waits());
        for (party, place) in parties.iter().enumerate().filter(|_| !waits) {
            let beyond = won[place].saturating_sub(share(*place));
            let may = |cell: &Cell| cell.party == party && !spared.contains(&cell.area);
            let mut parted = |all: &[usize]| equals.part(all, 1);
            back.extend(give_up(divisors, &cells, &may, beyond, &mut parted));
        }
        let lacks: Vec<u32> =
            parties.iter().map(|place| share(*place).saturating_sub(won[place])).collect();
        let lacks = if waits { vec![0; lacks.len()] } else { lacks };
        let again = again(divisors, &cells, (&back, &lacks), &mut equals);
        let parted = equals.told();
        let told = |all: &[usize]| -> Vec<InArea> { all.iter().map(|at| named[*at]).collect() };
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
        self.write_parted(parted, step);
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
}

/// Who receives the seats that went back: the highest quotient in an area that has one, of the
/// parties that lack seats.
fn again(
    divisors: &Divisors,
    cells: &[Cell],
    (back, lacks): (&[usize], &[u32]),
    equals: &mut Equals<'_>,
) -> Vec<usize> {
    let mut now: Vec<Cell> = cells.to_vec();
    let areas = cells.iter().map(|cell| cell.area + 1).max().unwrap_or(0);
    let mut room: Vec<Option<u32>> = vec![Some(0); areas];
    for at in back {
        now[*at].held -= 1;
        room[now[*at].area] = room[now[*at].area].map(|room| room + 1);
    }
    place(divisors, &now, lacks, &room, None, &mut |all| equals.part(all, 1))
}
