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

/// A distinct ballot, and the mark at which the next look begins.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    ballot: u32,
    next: u16,
}

/// Papers of one value.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// What each is worth.
    pub value: Exact,
    /// How many they are.
    pub count: Votes,
    /// The stage in which they came.
    pub stage: u32,
    papers: Vec<Paper>,
}

/// Papers sorted by who receives them next.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    /// By candidate.
    pub to: BTreeMap<Place, Parcel>,
    /// Papers that go to nobody, by reason.
    pub lost: BTreeMap<Lost, Votes>,
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
    places: usize,
}

impl<'a> Papers<'a> {
    /// The ballots, to be read by this rule and dealt to so many places.
    #[must_use]
    pub fn new(ballots: &'a Ballots, rule: &'a Rule, places: usize) -> Self {
        Self { ballots, rule, places }
    }

    /// How many can receive papers: the candidates, and names that nobody declared together.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places
    }

    /// Deals every ballot to the first candidate on it who stands.
    #[must_use]
    pub fn deal(&self, stand: &[bool]) -> Sorted {
        let papers = (0..self.ballots.distinct())
            .map(|ballot| Paper { ballot: u32::try_from(ballot).unwrap_or(u32::MAX), next: 0 });
        let mut places: Vec<Parcel> = vec![Parcel::default(); stand.len()];
        let mut lost = BTreeMap::new();
        for paper in papers {
            match self.rule.aside(self.ballots.marks(paper.ballot as usize)) {
                Some(why) => {
                    *lost.entry(why).or_default() +=
                        Votes::from(self.ballots.weight(paper.ballot as usize));
                }
                None => self.hand(paper, stand, &mut places, &mut lost),
            }
        }
        Sorted { to: kept(places), lost }
    }

    /// Sorts parcels by the next candidate on each paper who stands.
    #[must_use]
    pub fn sort<'p>(
        &self,
        parcels: impl IntoIterator<Item = &'p Parcel>,
        stand: &[bool],
    ) -> Sorted {
        let mut places: Vec<Parcel> = vec![Parcel::default(); stand.len()];
        let mut lost = BTreeMap::new();
        for parcel in parcels {
            for paper in &parcel.papers {
                self.hand(*paper, stand, &mut places, &mut lost);
            }
        }
        Sorted { to: kept(places), lost }
    }

    fn hand(
        &self,
        paper: Paper,
        stand: &[bool],
        places: &mut [Parcel],
        lost: &mut BTreeMap<Lost, Votes>,
    ) {
        let ballot = paper.ballot as usize;
        let weight = Votes::from(self.ballots.weight(ballot));
        match self.rule.next(self.ballots.marks(ballot), paper.next, self.ballots.ranks(), stand) {
            Turn::To(place, next) => {
                let parcel = &mut places[place as usize];
                parcel.count += weight;
                parcel.papers.push(Paper { next, ..paper });
            }
            // A vote that is shared needs a method that divides votes; others end it.
            Turn::Among(..) => *lost.entry(Lost::Overvote).or_default() += weight,
            Turn::Ends(why) => *lost.entry(why).or_default() += weight,
        }
    }
}

fn kept(places: Vec<Parcel>) -> BTreeMap<Place, Parcel> {
    (0..).zip(places).filter(|(_, parcel)| parcel.count > 0).collect()
}
