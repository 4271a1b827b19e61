//! Seats linked to those won below: claims, and what becomes of too many or too few of them.

use std::collections::BTreeMap;

use super::Tiered;
use crate::law::Allocate;
use crate::law::tiers::Link;
use crate::method::linked_seats::Party;
use crate::number::Votes;
use crate::record::{Claim, OfTiers, Step};
use crate::tally::Place;

impl Tiered<'_, '_> {
    pub(super) fn link(&mut self, clause: u16, rule: &Link) {
        let Some((house, pot)) = self.size(0).zip(self.pot_size(0, &rule.pot)) else { return };
        let votes = self.votes(0);
        let takes_part = |place: Place| votes.iter().any(|one| one.0 == place);
        let others: u32 =
            self.seats.iter().filter(|one| !takes_part(one.0.1)).map(|one| one.1).sum();
        let seats = house.saturating_sub(others);
        let parties: Vec<Party> =
            votes.iter().map(|one| Party { votes: one.1, won: self.held(0, one.0) }).collect();
        let claims = rule.rule.claims(seats, &parties);
        let rows: Vec<Claim> = votes
            .iter()
            .zip(parties.iter().zip(claims))
            .map(|((place, votes), (party, claim))| Claim {
                place: *place,
                votes: *votes,
                won: party.won,
                claim,
            })
            .collect();
        let claimed: u64 = rows.iter().map(|row| u64::from(row.claim)).sum();
        let too_many = claimed > u64::from(pot);
        let by_claims = rows.iter().map(|row| (row.place, Votes::from(row.claim)));
        let divided_by: Vec<(Place, Votes)> = match too_many {
            true => by_claims.filter(|one| one.1 > 0).collect(),
            false => votes.iter().copied().filter(|one| one.1 > 0).collect(),
        };
        let met = |row: &Claim| if too_many { 0 } else { row.claim };
        let open = pot - rows.iter().map(met).sum::<u32>();
        let steps: Vec<(u16, Allocate)> =
            rule.steps.iter().map(|one| (clause, one.clone())).collect();
        let contest = self.contest_of(0, divided_by);
        let divided = match open {
            0 => super::Divided::default(),
            _ => self.divide(&contest, open, &[], &steps),
        };
        let mut won: BTreeMap<Place, u32> = rows.iter().map(|row| (row.place, met(row))).collect();
        for (place, seats) in &divided.won {
            *won.entry(*place).or_default() += seats;
        }
        won.iter().for_each(|(place, seats)| self.give(0, *place, *seats));
        let (part, rounding) = (rule.rule.part, rule.rule.rounding);
        let steps = divided.steps;
        let step = OfTiers::Linked { seats, others, part, rounding, pot, rows, steps };
        self.counter.record.write(Step::Tiers(step));
    }
}
