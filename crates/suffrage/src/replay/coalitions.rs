//! A second look at coalitions: who passes, what was brought, who is first.

use super::{Holds, Look, holds, meets};
use crate::record::{Below, CoalitionTests, InCoalition};
use crate::tally::Place;

impl Look<'_> {
    pub(super) fn coalitions(
        &self,
        (tests, below): (&CoalitionTests, Below),
        exempt: &[Place],
        coalitions: &[InCoalition],
        alone: &[Place],
    ) -> Holds {
        let free = |place: &Place| exempt.contains(place);
        for one in coalitions {
            holds(self.votes_of(one.place) == one.votes, "other votes than the lists brought")?;
            let index = (one.place as usize).checked_sub(self.record.candidacies.len());
            let alliance = index.and_then(|index| self.record.alliances.get(index));
            let Some(alliance) = alliance else { return Err("no such coalition") };
            let brings = |place: &Place| {
                let test = tests.counts.as_ref();
                free(place) || test.is_none_or(|test| meets(test, self.votes_of(*place)))
            };
            holds(alliance.members.iter().all(brings), "a list brings votes against the law")?;
            let inside =
                |place: &&Place| free(place) || meets(&tests.inside, self.votes_of(**place));
            let others = one.sharing.iter().filter(|place| !inside(place)).count();
            let may = below == Below::Strongest || others == 0;
            holds(may, "a list shares seats below its share")?;
            let qualifies = meets(&tests.together, one.votes);
            holds(qualifies || !one.takes_part, "a coalition takes part against the conditions")?;
        }
        let passes = |place: &Place| free(place) || meets(&tests.alone, self.votes_of(*place));
        holds(alone.iter().all(passes), "a list takes part alone against the condition")
    }

    /// The first is raised from less, and nobody keeps what the first division gave.
    pub(super) fn raised(&mut self, place: Option<Place>, held: u32, seats: u32) -> Holds {
        let before = place.and_then(|place| self.held.get(&place)).copied().unwrap_or(0);
        self.held.clear();
        self.quota = None;
        let Some(place) = place else { return Ok(()) };
        self.held.insert(place, seats);
        holds(before == held && held < seats, "raised from other seats than it had")
    }
}
