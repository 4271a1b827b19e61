//! Persons in constituencies: whoever has most votes there, or whom the authority declared.

use super::Tiered;
use crate::count::Counter;
use crate::law::tiers::{Direct, DirectBy, SeatedWhen};
use crate::number::Votes;
use crate::record::{Leader, OfTiers, Purpose, Step, TieBy, Value};
use crate::tally::{AreaNumber, Place, Tier};
use crate::tie::{Lots, Parting, part};

impl Tiered<'_, '_> {
    /// Whoever has most votes in each constituency.
    pub(super) fn direct(&mut self, rule: &Direct) {
        let tiers = self.tiers.clone();
        let seated = rule.seated == SeatedWhen::AtOnce;
        // Whoever has no list has no list seats that could cover the seat.
        let alone = |place: Place| tiers.votes(0, place) == 0;
        for area in tiers.of_tier(Tier::Constituency) {
            if rule.by == DirectBy::Declared {
                break;
            }
            let Some(round) = &tiers.area(area).direct else { continue };
            let Some(most) = round.votes.iter().map(|one| one.1).max().filter(|most| *most > 0)
            else {
                continue;
            };
            let equals: Vec<Place> =
                round.votes.iter().filter(|one| one.1 == most).map(|one| one.0).collect();
            let chosen = match equals.as_slice() {
                [one] => Some(*one),
                _ => {
                    // A seat out of those of a list is no seat more.
                    let covered = !seated && !equals.iter().any(|place| alone(*place));
                    let purpose = if covered { Purpose::Order } else { Purpose::Seats };
                    let chosen = self.part_in(area, &equals, most, &rule.tie, purpose);
                    if covered && chosen.is_none() {
                        self.open_leads.push(equals);
                    }
                    chosen
                }
            };
            let of = round.expressed.unwrap_or_else(|| round.all_votes());
            self.leaders.extend(chosen.map(|place| Leader { area, place, votes: most, of }));
        }
        let declared = tiers.won.clone();
        let (now, later): (Vec<Leader>, Vec<Leader>) =
            self.leaders.iter().cloned().partition(|one| seated || alone(one.place));
        for one in &now {
            self.give(one.area, one.place, 1);
        }
        for (area, place, seats) in &declared {
            self.give(*area, *place, *seats);
        }
        if !now.is_empty() || !declared.is_empty() {
            let step = OfTiers::Leaders { leaders: now, declared, seated: true };
            self.counter.record.write(Step::Tiers(step));
        }
        if !later.is_empty() {
            let step =
                OfTiers::Leaders { leaders: later.clone(), declared: Vec::new(), seated: false };
            self.counter.record.write(Step::Tiers(step));
        }
        self.leaders = later;
    }

    /// Parts equals for the one seat of a constituency.
    fn part_in(
        &mut self,
        area: AreaNumber,
        equals: &[Place],
        votes: Votes,
        rules: &[TieBy],
        purpose: Purpose,
    ) -> Option<Place> {
        let contest = self.contest_of(area, Vec::new());
        let lots = Lots::of(&contest, self.counter.lots.all());
        let value = |by: TieBy, place: Place| -> Option<Value> {
            Counter::tie_value(&contest, by, place, votes, 0)
        };
        let parting = Parting { rules, value: &value, lots: &lots, purpose };
        let mut aside = self.counter.record.aside();
        let chosen = part(equals, 1, &parting, &mut aside);
        let (seats, steps) = (1, aside.steps);
        let votes = equals.iter().map(|place| (*place, votes)).collect();
        let (claims, others) = (true, None);
        let step = OfTiers::Inside { area, seats, others, votes, claims, steps };
        self.counter.record.write(Step::Tiers(step));
        chosen.first().copied()
    }
}
