//! A count by stages: who holds which papers, what each is worth, what is with nobody.
//!
//! The methods of transferable votes ([`super::runoff`], [`super::gregory`]) move papers here and
//! write each stage to the record. Votes are exact; a law that cuts decimals off says so in its
//! rule, and what is cut off is told as lost.

use std::collections::BTreeMap;

use super::papers::{Papers, Parcel, Sorted};
use crate::number::Exact;
use crate::record::{Lost, Purpose, Record, Step, TieBy, Value};
use crate::tally::Place;
use crate::tie::{Lots, Parting, part};

/// What a count by stages needs from outside.
pub struct Table<'a> {
    /// The ballots, read by the law's rule.
    pub papers: Papers<'a>,
    /// Seats to fill.
    pub seats: u32,
    /// How equals are parted.
    pub ties: &'a [TieBy],
    /// The figure of a candidacy under a rule that looks at no stage.
    pub value: &'a dyn Fn(TieBy, Place) -> Option<Value>,
    /// Lots drawn in this contest.
    pub lots: &'a Lots<'a>,
}

/// The state of a count.
pub struct Stages<'a> {
    table: &'a Table<'a>,
    /// Papers by candidate.
    pub piles: Vec<Vec<Parcel>>,
    /// Votes by candidate.
    pub votes: Vec<Exact>,
    /// Who may receive papers: neither elected nor out.
    pub stand: Vec<bool>,
    /// Who is elected, in order.
    pub elected: Vec<Place>,
    /// What is with nobody.
    pub lost: BTreeMap<Lost, Exact>,
    /// Votes at the stages before this one.
    history: Vec<Vec<Exact>>,
    stage: u32,
}

impl<'a> Stages<'a> {
    /// Deals the ballots among those who stand: the first stage.
    #[must_use]
    pub fn deal(table: &'a Table<'a>, stand: Vec<bool>) -> Self {
        let dealt = table.papers.deal(&stand);
        let mut stages = Self {
            table,
            piles: vec![Vec::new(); stand.len()],
            votes: vec![Exact::zero(); stand.len()],
            stand,
            elected: Vec::new(),
            lost: BTreeMap::new(),
            history: Vec::new(),
            stage: 0,
        };
        let one = Exact::from(1u64);
        stages.receive(dealt, |_| one.clone());
        stages
    }

    /// The papers of the contest.
    #[must_use]
    pub fn papers(&self) -> &Papers<'a> {
        &self.table.papers
    }

    /// Seats still open.
    #[must_use]
    pub fn open(&self) -> u32 {
        let elected = u32::try_from(self.elected.len()).unwrap_or(u32::MAX);
        self.table.seats.saturating_sub(elected)
    }

    /// Those who are neither elected nor out, in ballot-paper order.
    #[must_use]
    pub fn continuing(&self) -> Vec<Place> {
        (0..).zip(&self.stand).filter(|(_, stands)| **stands).map(|(place, _)| place).collect()
    }

    /// The votes of a candidate.
    #[must_use]
    pub fn of(&self, place: Place) -> &Exact {
        &self.votes[place as usize]
    }

    /// Lays papers with those who receive them, at a value; answers what each receives.
    pub fn receive(
        &mut self,
        sorted: Sorted,
        value: impl Fn(&Parcel) -> Exact,
    ) -> Vec<(Place, Exact)> {
        let mut to = Vec::new();
        for (place, mut parcel) in sorted.to {
            parcel.value = value(&parcel);
            parcel.stage = self.stage;
            let votes = parcel.value.times(&Exact::from(parcel.count));
            self.votes[place as usize] += &votes;
            self.piles[place as usize].push(parcel);
            to.push((place, votes));
        }
        let one = Parcel::default();
        let worth = value(&one);
        for (why, count) in sorted.lost {
            self.lose(why, &worth.times(&Exact::from(count)));
        }
        to
    }

    /// Adds to what is with nobody.
    pub fn lose(&mut self, why: Lost, votes: &Exact) {
        if !votes.is_zero() {
            *self.lost.entry(why).or_default() += votes;
        }
    }

    /// Writes the stage that stands now.
    pub fn write(&mut self, record: &mut Record) {
        self.stage += 1;
        let shown = |(place, _): &(Place, &Exact)| {
            self.stand[*place as usize] || self.elected.contains(place)
        };
        let votes = (0..).zip(&self.votes).filter(shown);
        let votes = votes.map(|(place, votes)| (place, votes.clone())).collect();
        let lost = self.lost.iter().map(|(why, votes)| (*why, votes.clone())).collect();
        record.write(Step::Stage { number: self.stage, votes, lost });
        self.history.push(self.votes.clone());
    }

    /// Chooses `open` of equals by the law's order, the stages before this one included.
    pub fn part(
        &self,
        equals: &[Place],
        open: u32,
        purpose: Purpose,
        record: &mut Record,
    ) -> Vec<Place> {
        let earlier = &self.history[..self.history.len().saturating_sub(1)];
        let at = |place: Place| {
            earlier.iter().map(move |votes| votes[place as usize].clone()).collect::<Vec<_>>()
        };
        let value = |by: TieBy, place: Place| match by {
            TieBy::FirstStages => Some(Value::Stages(at(place))),
            TieBy::EarlierStages => Some(Value::Stages(at(place).into_iter().rev().collect())),
            by => (self.table.value)(by, place),
        };
        // At the first stage there is no earlier one to look at.
        let looks_back = |by: &TieBy| matches!(by, TieBy::FirstStages | TieBy::EarlierStages);
        let held = |by: &TieBy| !earlier.is_empty() || !looks_back(by);
        let rules: Vec<TieBy> = self.table.ties.iter().copied().filter(held).collect();
        let (rules, lots) = (rules.as_slice(), self.table.lots);
        part(equals, open, &Parting { rules, value: &value, lots, purpose }, record)
    }

    /// The one with the fewest votes among `among`; `None` if equals wait for a lot.
    pub fn fewest(&self, among: &[Place], record: &mut Record) -> Option<Place> {
        let least = among.iter().map(|place| self.of(*place)).min()?;
        let equals: Vec<Place> =
            among.iter().copied().filter(|place| self.of(*place) == least).collect();
        match equals.as_slice() {
            [one] => Some(*one),
            _ => self.part(&equals, 1, Purpose::Exclusion, record).first().copied(),
        }
    }

    /// From those with fewest votes up: the most who together, and with what a surplus may still
    /// bring them, have fewer than the next above them. At least `keep` stay.
    #[must_use]
    pub fn cannot_win(&self, keep: usize, surplus: &Exact) -> Vec<Place> {
        let mut order = self.continuing();
        order.sort_by(|a, b| self.of(*a).cmp(self.of(*b)));
        let (mut sum, mut out) = (surplus.clone(), 0);
        for (index, place) in order.iter().enumerate() {
            if index > 0 && sum < *self.of(*place) && order.len() - index >= keep {
                out = index;
            }
            sum += self.of(*place);
        }
        order.truncate(out);
        order
    }

    /// Takes every paper from a candidate.
    pub fn take(&mut self, place: Place) -> Vec<Parcel> {
        self.votes[place as usize] = Exact::zero();
        std::mem::take(&mut self.piles[place as usize])
    }

    /// Passes on all papers of candidates who are out, each at the value it has.
    pub fn pass_on(&mut self, out: &[Place], decimals: Option<u8>, record: &mut Record) {
        let mut by_value: BTreeMap<Exact, Vec<Parcel>> = BTreeMap::new();
        for place in out {
            for parcel in self.take(*place) {
                by_value.entry(parcel.value.clone()).or_default().push(parcel);
            }
        }
        let before = self.lost.clone();
        let mut to: BTreeMap<Place, Exact> = BTreeMap::new();
        for (value, parcels) in by_value.into_iter().rev() {
            let value = decimals.map_or_else(|| value.clone(), |places| value.cut(places));
            let sorted = self.table.papers.sort(&parcels, &self.stand);
            for (place, votes) in self.receive(sorted, |_| value.clone()) {
                *to.entry(place).or_default() += &votes;
            }
        }
        let lost = self.lost_since(&before);
        let to = to.into_iter().collect();
        record.write(Step::Passed { from: out.to_vec(), surplus: None, to, lost });
    }

    /// What was lost since `before`.
    #[must_use]
    pub fn lost_since(&self, before: &BTreeMap<Lost, Exact>) -> Vec<(Lost, Exact)> {
        let since = |(why, votes): (&Lost, &Exact)| {
            let more = before.get(why).map_or_else(|| votes.clone(), |was| votes.clone() - was);
            (!more.is_zero()).then_some((*why, more))
        };
        self.lost.iter().filter_map(since).collect()
    }
}
