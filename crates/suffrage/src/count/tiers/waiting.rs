//! What waits until equals are parted, and what must wait with it.

use super::Tiered;
use super::admit::test;
use crate::law::tiers::{Admission, InTier};
use crate::number::{Fraction, Votes};
use crate::record::{Entry, OfTiers, Step, TierBase};

impl Tiered<'_, '_> {
    /// Whether a step asks who leads in a constituency where equals wait to be parted.
    pub(super) fn hangs_on_a_lead(&self, step: &InTier) -> bool {
        match step {
            _ if self.open_leads.is_empty() => false,
            InTier::Cover(_) => true,
            InTier::Admit(rule) => self.admission_hangs_on_a_lead(rule),
            _ => false,
        }
    }

    /// Says how many of the seats cannot be divided before equals are parted: whatever follows hangs on
    /// it, and nothing half-done is shown as a result.
    pub(super) fn block(&mut self, house: u32) {
        let (all, given) = (self.all_seats(house), self.seats.values().sum());
        if all > given {
            self.counter.record.write(Step::Blocked { seats: all - given });
        }
    }

    /// The seats of the house, with those by which it has grown.
    fn all_seats(&self, house: u32) -> u32 {
        let grown = |entry: &Entry| match &entry.step {
            Step::Tiers(OfTiers::Levelling { grown, .. }) => *grown,
            Step::Tiers(OfTiers::Placed { beyond, .. }) => beyond.iter().map(|one| one.2).sum(),
            _ => 0,
        };
        house + self.counter.record.steps.iter().map(grown).sum::<u32>()
    }

    /// Whether somebody takes part or not by a lead for which equals wait to be parted.
    fn admission_hangs_on_a_lead(&self, rule: &Admission) -> bool {
        let conditions = rule.conditions.iter().chain(rule.instead.iter().map(|one| &one.1));
        let leads = conditions.filter(|one| one.base == TierBase::Led);
        leads.into_iter().any(|condition| {
            let test = test(*condition, Fraction::new(1, 1));
            self.open_leads.iter().flatten().any(|place| {
                let now = self.led(0, *place);
                let open = self.open_leads.iter().filter(|one| one.contains(place)).count();
                test.passes(now) != test.passes(now + open as Votes)
            })
        })
    }
}
