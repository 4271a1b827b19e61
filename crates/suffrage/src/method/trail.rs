//! Where every ballot went: the path of each through the stages of a count.
//!
//! A count passes parcels of papers on and needs no such list; it is kept only if somebody asks,
//! for a voter, an auditor, or a look at the votes of one precinct ([`crate::ballots::Slice`]).

use super::papers::{Parcel, Sorted};
use crate::number::Exact;
use crate::record::Lost;
use crate::tally::Place;

/// Who has papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// A candidate.
    To(Place),
    /// Nobody any more, for this reason.
    Nobody(Lost),
}

/// Papers of one distinct ballot that changed hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The distinct ballot.
    pub ballot: u32,
    /// How many papers of it.
    pub count: u64,
    /// After this stage; 0 when the ballots are dealt.
    pub after: u32,
    /// Who has them from then on.
    pub to: Whom,
    /// What each is worth from then on.
    pub value: Exact,
}

/// Every move of every ballot, in the order in which they happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// The moves.
    pub moves: Vec<Move>,
}

impl Trail {
    /// Writes down who receives papers now.
    pub fn handed(&mut self, sorted: &Sorted, after: u32, value: &Exact) {
        let mut note = |to: Whom, parcel: &Parcel| {
            self.moves.extend(parcel.papers().iter().map(|paper| Move {
                ballot: paper.ballot(),
                count: paper.count(),
                after,
                to,
                value: value.clone(),
            }));
        };
        sorted.to.iter().for_each(|(place, parcel)| note(Whom::To(*place), parcel));
        sorted.lost.iter().for_each(|(why, parcel)| note(Whom::Nobody(*why), parcel));
    }
}
