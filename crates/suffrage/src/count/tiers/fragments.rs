//! Votes for persons that won no seat, added to the votes for the lists of their parties.

use std::collections::BTreeMap;

use super::Tiered;
use crate::diagnostic::Fault;
use crate::method::fragments::Rule;
use crate::number::Votes;
use crate::record::{FragmentRow, OfTiers, Step};
use crate::tally::{AreaNumber, Place, Tier};

impl Tiered<'_, '_> {
    /// The votes in an area of the lists that take part, with the fragments of the constituencies in it.
    ///
    /// A constituency in which nobody has votes leaves none.
    pub(super) fn with_fragments(
        &mut self,
        clause: u16,
        area: AreaNumber,
        rule: Rule,
    ) -> Vec<(Place, Votes)> {
        let tiers = self.tiers.clone();
        let mut rows: BTreeMap<Place, FragmentRow> = self
            .votes(area)
            .into_iter()
            .map(|(place, lists)| (place, FragmentRow { place, lists, lost: 0, beyond: 0 }))
            .collect();
        let mut voted = false;
        for at in tiers.of_tier(Tier::Constituency).filter(|at| tiers.lies_in(*at, area)) {
            let Some(round) = &tiers.area(at).direct else { continue };
            voted = true;
            let seated =
                |place: &Place| self.seats.get(&(at, *place)).is_some_and(|held| *held > 0);
            let winner = round.votes.iter().map(|one| one.0).find(seated);
            let fragments = winner.map(|winner| rule.fragments(&round.votes, winner));
            for one in fragments.unwrap_or_default() {
                if let Some(row) = rows.get_mut(&one.place) {
                    row.lost += one.lost;
                    row.beyond += one.beyond;
                }
            }
        }
        if !voted {
            let (area, fact) = (tiers.area(area).name.clone(), "votes for persons".to_owned());
            self.counter.faults.push(Fault::AreaFigure { area, fact });
        }
        let rows: Vec<FragmentRow> = rows.into_values().collect();
        let votes = rows.iter().map(|one| (one.place, one.lists + one.lost + one.beyond)).collect();
        self.counter.record.under(Some(clause));
        self.counter.record.write(Step::Tiers(OfTiers::Fragments { area, rows }));
        votes
    }
}
