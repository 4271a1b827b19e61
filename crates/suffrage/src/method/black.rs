//! Black: whoever wins against every other is elected; if nobody does, Borda's points decide.
//!
//! Source: D. Black, *The theory of committees and elections*, 1958. Where every ballot parts its
//! points fully ("share the points left"), one who loses against every other is never elected: such
//! a candidate has fewer points than the average.
//!
//! Not here: the matrix ([`super::pairwise`]), points ([`super::score`]), equals ([`crate::tie`]).

use super::marks::Rule as Marks;
use super::pairwise::{Matrix, winner};
use super::score::{self, Unranked};
use crate::ballots::Ballots;
use crate::number::Exact;
use crate::tally::Place;

/// The way of Black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What those have whom a ballot does not rank.
    pub unranked: Unranked,
}

/// What Black finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Whoever wins against every other.
    Winner(Place),
    /// Nobody does: the points of everyone who stands.
    Points(Vec<(Place, Exact)>),
}

/// The winner against every other, or else the points.
#[must_use]
pub fn find(
    rule: Rule,
    matrix: &Matrix,
    ballots: &Ballots,
    marks: &Marks,
    stand: &[bool],
) -> Found {
    let left: Vec<Place> = (0..).zip(stand).filter(|one| *one.1).map(|one| one.0).collect();
    match winner(matrix, &left) {
        Some(place) => Found::Winner(place),
        None => Found::Points(score::points(rule.unranked.points(), ballots, marks, stand)),
    }
}
