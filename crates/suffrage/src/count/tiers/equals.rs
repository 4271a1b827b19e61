//! Parties in areas that are equal for a seat: parted in the law's order, by the lot that people drew,
//! or left waiting.
//!
//! A lot names a party in an area by both codes, as `party@area`.

use super::Tiered;
use crate::number::Votes;
use crate::record::{InArea, OfTiers, PartedInAreas, Purpose, Step, TieBy, Waiting};
use crate::tally::{Contest, Tiers};
use crate::tie::Lots;

/// Equals that were parted, and equals that wait.
pub(super) type Told = (Vec<OfTiers>, Vec<OfTiers>);

/// What parties in areas are parted by, and what is told of it.
pub(super) struct Equals<'a> {
    contest: &'a Contest,
    tiers: &'a Tiers,
    lots: &'a Lots<'a>,
    cells: &'a [InArea],
    rules: &'a [TieBy],
    told: Vec<OfTiers>,
}

impl Equals<'_> {
    /// Which of the equals goes first; `None` if nobody can tell yet, and `open` seats wait.
    pub(super) fn part(&mut self, equals: &[usize], open: u32) -> Option<usize> {
        let mut still = equals.to_vec();
        for by in self.rules {
            match by {
                TieBy::MoreVotes => {
                    let most = still.iter().map(|one| self.votes(*one)).max();
                    still.retain(|one| Some(self.votes(*one)) == most);
                    if let [one] = still.as_slice() {
                        let first = self.cells[*one];
                        self.tell(equals, PartedInAreas::ByRule { by: *by, first });
                        return Some(*one);
                    }
                }
                TieBy::Lot => return self.lot(&still, open),
                _ => {}
            }
        }
        self.tell(&still, PartedInAreas::Waits { why: Waiting::LawIsSilent, open });
        None
    }

    fn lot(&mut self, still: &[usize], open: u32) -> Option<usize> {
        let code = |at: &usize| {
            let (place, area) = self.cells[*at];
            format!("{}@{}", self.contest.candidacy(place).code, self.tiers.area(area).code)
        };
        let codes: Vec<String> = still.iter().map(code).collect();
        let Some((drawn, source)) = self.lots.drawn(&codes, 1, Purpose::Order) else {
            self.tell(still, PartedInAreas::Waits { why: Waiting::ForLot, open });
            return None;
        };
        let at = codes.iter().position(|one| *one == drawn[0]).expect("drawn among these");
        let first = self.cells[still[at]];
        self.tell(still, PartedInAreas::ByLot { first, source });
        Some(still[at])
    }

    fn votes(&self, at: usize) -> Votes {
        let (place, area) = self.cells[at];
        self.tiers.votes(area, place)
    }

    fn tell(&mut self, equals: &[usize], parted: PartedInAreas) {
        let equals = equals.iter().map(|at| self.cells[*at]).collect();
        self.told.push(OfTiers::Equal { equals, parted });
    }

    /// What is told before the seats are, and what waits once they are.
    pub(super) fn told(self) -> Told {
        let waits = |one: &OfTiers| {
            matches!(one, OfTiers::Equal { parted: PartedInAreas::Waits { .. }, .. })
        };
        self.told.into_iter().partition(|one| !waits(one))
    }
}

impl Tiered<'_, '_> {
    /// Parts parties in areas by these rules.
    pub(super) fn equals<'s>(&'s self, cells: &'s [InArea], rules: &'s [TieBy]) -> Equals<'s> {
        let (contest, lots) = (self.counter.contest, &self.counter.lots);
        Equals { contest, tiers: &self.tiers, lots, cells, rules, told: Vec::new() }
    }

    /// Writes a step between the equals that were parted for it and those that wait.
    pub(super) fn write_parted(&mut self, (parted, waiting): Told, step: OfTiers) {
        for one in parted.into_iter().chain([step]).chain(waiting) {
            self.counter.record.write(Step::Tiers(one));
        }
    }
}
