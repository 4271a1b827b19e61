//! Ballot papers in the hands of candidates: dealt out, passed on, set aside with the reason.
//!
//! Papers of one value lie together in a [`Parcel`], so a count works on parcels and touches a
//! paper only when it changes hands; a million ballots cost no more arithmetic than a hundred.

use std::collections::BTreeMap;

use super::marks::{Rule, Turn};
use crate::ballots::Ballots;
use crate::number::{Exact, Votes};
use crate::record::Lost;
use crate::tally::Place;

/// Papers of one distinct ballot, and the mark at which the next look begins.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    ballot: u32,
    next: u16,
    count: u64,
}

impl Paper {
    /// The distinct ballot.
    #[must_use]
    pub fn ballot(&self) -> u32 {
        self.ballot
    }

    /// How many papers.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// Papers of one value.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// What each is worth.
    pub value: Exact,
    /// How many they are.
    pub count: Votes,
    /// The votes they brought: what leaves with them.
    pub votes: Exact,
    /// The stage in which they came; 0 for first preferences.
    pub stage: u32,
    papers: Vec<Paper>,
}

impl Parcel {
    /// The papers.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    fn push(&mut self, paper: Paper) {
        self.count += Votes::from(paper.count);
        self.papers.push(paper);
    }

    /// Takes the `wanted` papers off that lie on top; those below stay.
    #[must_use]
    pub fn take_last(&mut self, wanted: Votes) -> Self {
        let mut taken = Self { value: self.value.clone(), stage: self.stage, ..Self::default() };
        let mut left = wanted.min(self.count);
        self.count -= left;
        while left > 0 {
            let Some(last) = self.papers.last_mut() else { break };
            let some = u64::try_from(left).unwrap_or(u64::MAX).min(last.count);
            taken.push(Paper { count: some, ..*last });
            last.count -= some;
            left -= Votes::from(some);
            if last.count == 0 {
                self.papers.pop();
            }
        }
        taken
    }
}

/// Papers sorted by who receives them next.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    /// By candidate.
    pub to: BTreeMap<Place, Parcel>,
    /// Papers that go to nobody, by reason.
    pub lost: BTreeMap<Lost, Parcel>,
}

impl Sorted {
    /// Papers that somebody receives.
    #[must_use]
    pub fn transferable(&self) -> Votes {
        self.to.values().map(|parcel| parcel.count).sum()
    }
}

/// Every ballot of a contest, read by one rule.
pub struct Papers<'a> {
    ballots: &'a Ballots,
    rule: &'a Rule,
    /// Distinct ballots in the order in which they are dealt, where it matters.
    order: Option<Vec<u32>>,
}

impl<'a> Papers<'a> {
    /// The ballots, to be read by this rule.
    #[must_use]
    pub fn new(ballots: &'a Ballots, rule: &'a Rule) -> Self {
        Self { ballots, rule, order: None }
    }

    /// The same, mixed: where whole papers pass on, which ones lie on top hangs on their order.
    #[must_use]
    pub fn mixed(ballots: &'a Ballots, rule: &'a Rule) -> Self {
        Self { ballots, rule, order: Some(ballots.mixed()) }
    }

    /// Deals every ballot to the first candidate on it who stands.
    #[must_use]
    pub fn deal(&self, stand: &[bool]) -> Sorted {
        let mut hands = Hands::new(stand.len());
        for place in 0..self.ballots.distinct() {
            let ballot = self.order.as_ref().map_or(place, |order| order[place] as usize);
            let count = self.ballots.weight(ballot);
            let paper = Paper { ballot: u32::try_from(ballot).unwrap_or(u32::MAX), next: 0, count };
            match self.rule.aside(self.ballots.marks(ballot)) {
                Some(why) => hands.lose(why, paper),
                None => self.hand(paper, stand, &mut hands),
            }
        }
        hands.sorted()
    }

    /// Sorts parcels by the next candidate on each paper who stands.
    #[must_use]
    pub fn sort<'p>(
        &self,
        parcels: impl IntoIterator<Item = &'p Parcel>,
        stand: &[bool],
    ) -> Sorted {
        let mut hands = Hands::new(stand.len());
        for parcel in parcels {
            for paper in &parcel.papers {
                self.hand(*paper, stand, &mut hands);
            }
        }
        hands.sorted()
    }

    fn hand(&self, paper: Paper, stand: &[bool], hands: &mut Hands) {
        let marks = self.ballots.marks(paper.ballot as usize);
        match self.rule.next(marks, paper.next, self.ballots.ranks(), stand) {
            Turn::To(place, next) => hands.places[place as usize].push(Paper { next, ..paper }),
            // A law that shares a vote is refused where papers pass on whole.
            Turn::Among(..) => hands.lose(Lost::Overvote, paper),
            Turn::Ends(why) => hands.lose(why, paper),
        }
    }
}

/// Where papers are laid.
struct Hands {
    places: Vec<Parcel>,
    lost: BTreeMap<Lost, Parcel>,
}

impl Hands {
    fn new(places: usize) -> Self {
        Self { places: vec![Parcel::default(); places], lost: BTreeMap::new() }
    }

    fn lose(&mut self, why: Lost, paper: Paper) {
        self.lost.entry(why).or_default().push(paper);
    }

    fn sorted(self) -> Sorted {
        let kept = (0..).zip(self.places).filter(|(_, parcel)| parcel.count > 0);
        Sorted { to: kept.collect(), lost: self.lost }
    }
}
