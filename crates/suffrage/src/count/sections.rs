//! The seats of a list shared among the sections it is made of (departments of a region).

use super::Counter;
use crate::law::Sections;
use crate::method::highest_averages::{self, Unit};
use crate::method::largest_remainder;
use crate::number::{Fraction, Votes};
use crate::record::{Step, TieBy, Value};
use crate::tally::Place;
use crate::tie::Parting;

impl Counter<'_> {
    /// Shares the seats of every list whose votes by section are known.
    pub(super) fn share_among_sections(&mut self, rule: &Sections) {
        let Some(pot) = self.pots.last().filter(|pot| pot.division.waiting == 0) else { return };
        let lists: Vec<(Place, u32)> =
            pot.division.won.iter().map(|(place, won)| (*place, *won)).collect();
        for (place, seats) in lists.into_iter().filter(|(_, seats)| *seats > 0) {
            let sections = &self.contest.candidacy(place).sections;
            if !sections.is_empty() {
                self.share(rule, place, seats, sections);
            }
        }
    }

    fn share(&mut self, rule: &Sections, place: Place, seats: u32, sections: &[(String, Votes)]) {
        let all: Votes = sections.iter().map(|one| one.1).sum();
        if all == 0 {
            return;
        }
        // Pro rata first: whole quotas of the list's own votes; then averages from there.
        let quota = Fraction::new(all, u128::from(seats));
        let units: Vec<Unit> = sections
            .iter()
            .map(|(_, votes)| {
                let whole = largest_remainder::quotas(*votes, quota).0;
                Unit { votes: *votes, held: u32::try_from(whole).unwrap_or(seats), most: None }
            })
            .collect();
        let open = seats - units.iter().map(|unit| unit.held).sum::<u32>();
        let divisors = "1, 2, 3, …".parse().expect("a sequence of divisors");
        let run = highest_averages::divide(&divisors, &units, open);
        let mut shares: Vec<(String, Votes, u32)> = sections
            .iter()
            .zip(&units)
            .map(|((code, votes), unit)| (code.clone(), *votes, unit.held))
            .collect();
        run.won.iter().for_each(|index| shares[*index as usize].2 += 1);
        if let Some((equals, between)) = run.tied {
            // Here a place is that of a section on the list.
            let value = |by: TieBy, section: u32| match by {
                TieBy::MoreVotes => Some(Value::Votes(sections[section as usize].1)),
                TieBy::FewerVotes => Some(Value::FewerVotes(sections[section as usize].1)),
                _ => None,
            };
            let parting = Parting {
                rules: &rule.tie,
                value: &value,
                lots: &self.lots,
                purpose: crate::record::Purpose::Seats,
            };
            let mut aside = self.record.aside();
            let chosen = crate::tie::part(&equals, between, &parting, &mut aside);
            chosen.iter().for_each(|section| shares[*section as usize].2 += 1);
            self.record.write(Step::WithinList { place, steps: aside.steps });
        }
        self.record.write(Step::Sections { place, shares });
    }
}
