//! The outcome: a record folded into seats, persons and what still waits. Nothing else makes one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::{OfTiers, PartedInAreas, Purpose, Record, Seated, Step, Waiting};
use crate::tally::{AreaNumber, Place};

/// Who has which seats, by the record and by nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    pots: Vec<PotOutcome>,
    elected: Vec<Place>,
    pending: Vec<Wait>,
    next_round: Option<(u8, u32)>,
    answer: Option<bool>,
    blocked: u32,
    areas: BTreeMap<AreaNumber, BTreeMap<Place, u32>>,
    not_seated: Vec<(AreaNumber, Place)>,
}

/// The seats of one pot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PotOutcome {
    /// Empty for the only one.
    pub pot: String,
    /// Seats to fill.
    pub seats: u32,
    /// Seats by candidacy; nobody with none.
    pub won: BTreeMap<Place, u32>,
    /// Seats that stay empty.
    pub vacant: u32,
    /// Persons by list.
    pub persons: BTreeMap<Place, Vec<Seated>>,
    /// Seats by section of a list, where they are shared among sections.
    pub sections: BTreeMap<Place, Vec<(String, u32)>>,
}

/// Seats that nobody can have yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wait {
    /// The equals (ranks on the list, if `within` names one).
    pub equals: Vec<Place>,
    /// The list within which they are equal, if they are persons of one list.
    pub within: Option<Place>,
    /// The area whose seats they are, in a count over several tiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<AreaNumber>,
    /// The area of each of the equals, if they are parties in areas; the equals themselves, if they
    /// are areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaNumber>,
    /// Seats open between them.
    pub open: u32,
    /// What they wait for.
    pub why: Waiting,
    /// What they are to be parted for.
    pub purpose: Purpose,
}

impl Outcome {
    /// Folds a record.
    ///
    /// # Panics
    /// If the record takes from a list a seat it never gave: our own fault.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let lists = Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        let mut outcome = Self::default();
        for entry in &record.steps {
            outcome.fold(&entry.step, lists, None);
        }
        outcome
    }

    /// Folds a step; `area` is where its seats stand, in a count over several tiers.
    fn fold(&mut self, step: &Step, lists: Place, area: Option<AreaNumber>) {
        match step {
            Step::Tiers(step) => self.fold_tiers(step, lists),
            Step::Pot { pot, seats, .. } => {
                let (pot, seats) = (pot.clone(), *seats);
                self.pots.push(PotOutcome { pot, seats, ..PotOutcome::default() });
            }
            Step::Elected { place, .. } => {
                self.give(*place, 1, lists, area);
                self.elected.push(*place);
                self.next_round = None;
            }
            Step::Leads { .. } => self.next_round = None,
            Step::SeatsLeft { round, seats } => self.next_round = Some((*round + 1, *seats)),
            Step::Bonus { place, seats, .. } | Step::BonusSeats { place, seats, .. } => {
                self.give(*place, *seats, lists, area)
            }
            Step::Raised { place, seats, .. } => {
                if let Some(pot) = self.pots.last_mut() {
                    pot.won.clear();
                }
                if place.is_some() {
                    self.pending.retain(|one| one.purpose != Purpose::Seats);
                }
                place.iter().for_each(|place| self.give(*place, *seats, lists, area));
            }
            Step::Quotas { won, .. } => {
                won.iter().for_each(|(place, seats)| self.give(*place, *seats, lists, area))
            }
            Step::Remainders { won, .. } | Step::Averages { won, .. } => {
                // A long run names few lists many times: they are brought together first.
                let mut order = won.clone();
                order.sort_unstable();
                for run in order.chunk_by(|a, b| a == b) {
                    self.give(run[0], u32::try_from(run.len()).unwrap_or(u32::MAX), lists, area);
                }
            }
            Step::Majority { place, from, kept, .. } => {
                from.iter().for_each(|one| self.take(*one, 1, area));
                [*place].iter().chain(kept).for_each(|one| self.give(*one, 1, lists, area));
            }
            Step::Blocked { seats } => self.blocked += seats,
            Step::Exhausted { place, returned, .. } => self.take(*place, *returned, area),
            Step::Able { back, .. } => back.iter().for_each(|one| self.take(one.0, one.1, area)),
            Step::TakenBack { from } => from.iter().for_each(|one| self.take(one.0, 1, area)),
            Step::Vacant { seats, .. } => {
                if let Some(pot) = self.pots.last_mut() {
                    pot.vacant += seats;
                }
            }
            Step::Pending { equals, open, why, purpose } => {
                let (equals, open, why) = (equals.clone(), *open, why.clone());
                // Equals for an exclusion hold up every seat that is still open.
                if *purpose != Purpose::Seats && area.is_none() && self.areas.is_empty() {
                    let given = |pot: &PotOutcome| pot.won.values().sum::<u32>() + pot.vacant;
                    self.blocked += self.pots.last().map_or(0, |pot| pot.seats - given(pot));
                }
                let purpose = *purpose;
                let (within, areas) = (None, Vec::new());
                self.pending.push(Wait { equals, within, at: area, areas, open, why, purpose });
            }
            Step::Chosen { place, .. } => {
                self.give(*place, 1, lists, area);
                self.elected.push(*place);
            }
            Step::WithinList { place, steps } => {
                for entry in steps {
                    if let Step::Pending { equals, open, why, .. } = &entry.step {
                        let (equals, open, why) = (equals.clone(), *open, why.clone());
                        let (within, areas) = (Some(*place), Vec::new());
                        let purpose = Purpose::Seats;
                        self.pending.push(Wait {
                            equals,
                            within,
                            at: area,
                            areas,
                            open,
                            why,
                            purpose,
                        });
                    }
                }
            }
            Step::Persons { pot, place, persons, .. } => {
                if let Some(pot) = self.pots.iter_mut().find(|one| one.pot == *pot) {
                    pot.persons.insert(*place, persons.clone());
                }
            }
            Step::Sections { place, shares } => {
                if let Some(pot) = self.pots.last_mut() {
                    let seats = shares.iter().map(|(code, _, seats)| (code.clone(), *seats));
                    pot.sections.insert(*place, seats.collect());
                }
            }
            Step::Answer { adopted, .. } => self.answer = Some(*adopted),
            Step::System { .. }
            | Step::Figures { .. }
            | Step::Standing { .. }
            | Step::Tested { .. }
            | Step::Admission { .. }
            | Step::Coalitions { .. }
            | Step::Quota { .. }
            | Step::Inside { .. }
            | Step::Ballots { .. }
            | Step::Stage { .. }
            | Step::Bar { .. }
            | Step::Keep { .. }
            | Step::Compared { .. }
            | Step::Paths { .. }
            | Step::Locked { .. }
            | Step::Condorcet { .. }
            | Step::Smith { .. }
            | Step::Points { .. }
            | Step::Best { .. }
            | Step::Grades { .. }
            | Step::Ordered { .. }
            | Step::Committees { .. }
            | Step::Excluded { .. }
            | Step::EveryNth { .. }
            | Step::FinalPair { .. }
            | Step::Passed { .. }
            | Step::Tie { .. }
            | Step::Lot { .. } => {}
        }
    }

    /// Seats of an alliance are not counted: its lists receive them inside.
    fn give(&mut self, place: Place, seats: u32, lists: Place, area: Option<AreaNumber>) {
        if let Some(pot) = self.pots.last_mut().filter(|_| place < lists && seats > 0) {
            *pot.won.entry(place).or_default() += seats;
            if let Some(area) = area {
                *self.areas.entry(area).or_default().entry(place).or_default() += seats;
            }
        }
    }

    /// Seats of a tier: given in an area, or moved into one below.
    fn fold_tiers(&mut self, step: &OfTiers, lists: Place) {
        match step {
            OfTiers::Leaders { leaders, declared, seated } => {
                if *seated {
                    for one in leaders {
                        self.give(one.place, 1, lists, Some(one.area));
                    }
                    for (area, place, seats) in declared {
                        self.give(*place, *seats, lists, Some(*area));
                    }
                }
            }
            OfTiers::Inside { area, claims, steps, .. } => {
                for entry in steps {
                    // Claims are no seats; only what waits is told.
                    if !claims || matches!(entry.step, Step::Pending { .. }) {
                        self.fold(&entry.step, lists, Some(*area));
                    }
                }
            }
            OfTiers::Levelling { rounds, grown, rows, .. } => {
                if let Some(pot) = self.pots.last_mut() {
                    pot.seats += grown;
                }
                for row in rows {
                    self.give(row.place, row.levelling, lists, Some(0));
                }
                let last = rounds.iter().flat_map(|round| &round.steps);
                for entry in last.filter(|one| matches!(one.step, Step::Pending { .. })) {
                    self.fold(&entry.step, lists, Some(0));
                }
            }
            OfTiers::Linked { pot, rows, steps, .. } => {
                let claimed: u32 = rows.iter().map(|row| row.claim).sum();
                for row in rows.iter().filter(|row| claimed <= *pot && row.claim > 0) {
                    self.give(row.place, row.claim, lists, Some(0));
                }
                for entry in steps {
                    self.fold(&entry.step, lists, Some(0));
                }
            }
            OfTiers::Apportioned { within, figures, steps, .. } => {
                for entry in steps {
                    if let Step::Pending { equals, open, why, purpose } = &entry.step {
                        let areas = equals.iter().map(|at| figures[*at as usize].0).collect();
                        let (equals, within, at) = (Vec::new(), None, Some(*within));
                        let (open, why, purpose) = (*open, why.clone(), *purpose);
                        self.pending.push(Wait { equals, within, at, areas, open, why, purpose });
                    }
                }
            }
            OfTiers::GivenBack { steps, back, again, .. } => {
                for entry in steps.iter().filter(|one| matches!(one.step, Step::Pending { .. })) {
                    self.fold(&entry.step, lists, Some(0));
                }
                back.iter().for_each(|(place, area)| self.take(*place, 1, Some(*area)));
                for (place, area) in again {
                    self.give(*place, 1, lists, Some(*area));
                }
            }
            OfTiers::Placed { from, seats, included, beyond, .. } => {
                for (place, area) in seats {
                    self.shift(*place, *from, *area);
                }
                for (place, area, seats) in included {
                    self.take(*place, *seats, Some(*area));
                }
                if let Some(pot) = self.pots.last_mut() {
                    pot.seats += beyond.iter().map(|one| one.2).sum::<u32>();
                }
            }
            OfTiers::BothWays { seats, steps, .. } => {
                for entry in steps {
                    self.fold(&entry.step, lists, Some(0));
                }
                for (area, place, seats) in seats {
                    for _ in 0..*seats {
                        self.shift(*place, 0, *area);
                    }
                }
            }
            OfTiers::Covered { area, seated, not_seated } => {
                for one in seated {
                    self.shift(one.place, *area, one.area);
                }
                self.not_seated.extend(not_seated.iter().map(|one| (one.area, one.place)));
            }
            OfTiers::Equal { equals, parted: PartedInAreas::Waits { why, open } } => {
                let (equals, areas) = equals.iter().copied().unzip();
                let (why, open, purpose) = (why.clone(), *open, Purpose::Order);
                let (within, at) = (None, None);
                self.pending.push(Wait { equals, within, at, areas, open, why, purpose });
            }
            OfTiers::Lists { .. }
            | OfTiers::Threshold { .. }
            | OfTiers::TakenIn { .. }
            | OfTiers::Fragments { .. }
            | OfTiers::Equal { .. } => {}
        }
    }

    /// A seat that stood in one area stands in another.
    fn shift(&mut self, place: Place, from: AreaNumber, to: AreaNumber) {
        let held = self.areas.get_mut(&from).and_then(|area| area.get_mut(&place));
        let held = held.filter(|held| **held > 0).expect("a record moves only seats it gave");
        *held -= 1;
        *self.areas.entry(to).or_default().entry(place).or_default() += 1;
    }

    fn take(&mut self, place: Place, seats: u32, area: Option<AreaNumber>) {
        if let Some(area) = area {
            let held = self.areas.get_mut(&area).and_then(|area| area.get_mut(&place));
            *held.expect("a record takes only what it gave") -= seats;
        }
        let held = self.pots.last_mut().and_then(|pot| pot.won.get_mut(&place));
        let held = held.filter(|held| **held >= seats).expect("a record takes only what it gave");
        *held -= seats;
    }

    /// The pots, in the order in which they were divided.
    #[must_use]
    pub fn pots(&self) -> &[PotOutcome] {
        &self.pots
    }

    /// Persons elected one by one, in order.
    #[must_use]
    pub fn elected(&self) -> &[Place] {
        &self.elected
    }

    /// What waits for a lot or a fact.
    #[must_use]
    pub fn pending(&self) -> &[Wait] {
        &self.pending
    }

    /// The round still to be held, and the seats open in it.
    #[must_use]
    pub fn next_round(&self) -> Option<(u8, u32)> {
        self.next_round
    }

    /// Whether the question was adopted, if there was one.
    #[must_use]
    pub fn answer(&self) -> Option<bool> {
        self.answer
    }

    /// The seats of a candidacy in all pots.
    #[must_use]
    pub fn seats_of(&self, place: Place) -> u32 {
        self.pots.iter().filter_map(|pot| pot.won.get(&place)).sum()
    }

    /// Seats of a candidacy that stand in an area itself, not in those that lie in it.
    #[must_use]
    pub fn seats_in(&self, area: AreaNumber, place: Place) -> u32 {
        self.areas.get(&area).and_then(|area| area.get(&place)).copied().unwrap_or(0)
    }

    /// Leaders of constituencies whom the seats of their list do not cover.
    #[must_use]
    pub fn not_seated(&self) -> &[(AreaNumber, Place)] {
        &self.not_seated
    }

    /// Seats that cannot be divided before an open tie is settled.
    #[must_use]
    pub fn blocked(&self) -> u32 {
        self.blocked
    }

    /// Whether every seat is settled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.pending.is_empty() && self.next_round.is_none()
    }
}
