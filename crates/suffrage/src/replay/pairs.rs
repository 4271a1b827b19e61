//! Counts by pairs, looked at again: plain comparisons of the matrix that the record holds.

use std::collections::BTreeSet;

use super::{Holds, holds};
use crate::number::{Exact, Votes};
use crate::record::Step;
use crate::tally::Place;

/// The matrix as recorded, and what was said of it.
#[derive(Default)]
pub(super) struct Pairs {
    matrix: Vec<Vec<Votes>>,
    /// Whoever was last said to win against every other.
    pub winner: Option<Place>,
    /// The Smith set as last told.
    pub smith: Vec<Place>,
    /// The average as last told.
    pub average: Option<Exact>,
}

impl Pairs {
    pub fn compared(&mut self, ballots: &[Vec<Votes>]) {
        self.matrix = ballots.to_vec();
    }

    fn at(&self, a: Place, b: Place) -> Votes {
        let row = self.matrix.get(a as usize);
        row.and_then(|row| row.get(b as usize)).copied().unwrap_or(0)
    }

    fn beats(&self, a: Place, b: Place) -> bool {
        self.at(a, b) > self.at(b, a)
    }

    pub fn step(&mut self, step: &Step) -> Holds {
        match step {
            Step::Locked { wins, .. } => self.locked(wins),
            Step::Condorcet { winner, among } => {
                let wins = |a: &Place| among.iter().all(|b| a == b || self.beats(*a, *b));
                let right = among.iter().copied().find(wins) == *winner;
                self.winner = *winner;
                holds(right, "another wins against every other, or nobody does")
            }
            Step::Smith { set, among } => {
                self.winner = if let [one] = set.as_slice() { Some(*one) } else { None };
                self.smith.clone_from(set);
                self.smith_holds(set, among)
            }
            Step::Points { points, average, .. } => {
                let all: Exact = points.iter().map(|one| &one.1).sum();
                self.average.clone_from(average);
                let count = Exact::from(points.len() as u64);
                let right = average.as_ref().is_none_or(|average| average.times(&count) == all);
                holds(right, "the average is not that of the points")
            }
            Step::Best { agreement, orders, shown } => {
                let agrees = |order: &Vec<Place>| -> Votes {
                    let behind = |at: usize| order[at + 1..].iter().map(move |b| (order[at], *b));
                    (0..order.len()).flat_map(behind).map(|(a, b)| self.at(a, b)).sum()
                };
                let right = shown.iter().all(|order| agrees(order) == *agreement);
                let enough = !shown.is_empty() && *orders >= shown.len() as Votes;
                holds(right && enough, "an order agrees with fewer or more ballots")
            }
            _ => Ok(()),
        }
    }

    /// Each member wins against everyone outside, and from each a chain of pairs not lost leads to
    /// every other: so no smaller set does.
    fn smith_holds(&self, set: &[Place], among: &[Place]) -> Holds {
        let outside = || among.iter().filter(|one| !set.contains(one));
        let beaten = set.iter().all(|a| outside().all(|b| self.beats(*a, *b)));
        let chained = set.iter().all(|start| {
            let mut reached = BTreeSet::from([*start]);
            let mut open = vec![*start];
            while let Some(a) = open.pop() {
                for b in set.iter().filter(|b| !self.beats(**b, a)) {
                    if reached.insert(*b) {
                        open.push(*b);
                    }
                }
            }
            reached.len() == set.len()
        });
        holds(
            beaten && chained && !set.is_empty(),
            "not the smallest set that nobody outside beats",
        )
    }

    /// Every win is one, and is locked in unless it closes a circle of those before it.
    fn locked(&self, wins: &[(Place, Place, bool)]) -> Holds {
        let mut locked: Vec<(Place, Place)> = Vec::new();
        for (a, b, taken) in wins {
            holds(self.beats(*a, *b), "a win is none")?;
            let (mut reached, mut open) = (BTreeSet::from([*b]), vec![*b]);
            while let Some(from) = open.pop() {
                let next = locked.iter().filter(|(one, _)| *one == from);
                open.extend(next.filter(|(_, to)| reached.insert(*to)).map(|(_, to)| *to));
            }
            holds(*taken != reached.contains(a), "a win is locked in or left out otherwise")?;
            if *taken {
                locked.push((*a, *b));
            }
        }
        Ok(())
    }
}
