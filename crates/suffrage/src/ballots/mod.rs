//! Ballots as marked: identical ones kept once, with their number.
//!
//! A ballot is a run of [`Mark`]s. On a ranked ballot each mark is the next rank; a mark may share
//! the rank of the one before it, a rank may be left empty, and what cannot be told apart (two
//! names in one rank of which the file gives none, a name that nobody declared) is kept as it was
//! cast. Nothing is mended here: how a faulty ballot is read is the law's business.

mod collect;
mod found;

pub use collect::Collect;
pub use found::Found;

use crate::number::Votes;
use crate::word::words;

words! {
    /// How ballots are marked.
    pub enum Marking {
        #[doc = "candidates in an order"]
        Ranked = "ranked",
        #[doc = "candidates marked or not"]
        Approved = "approved",
        #[doc = "candidates with a score each"]
        Scored = "scored",
    }
}

/// Whether the papers stand in an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sequence {
    /// Nobody looks at it: identical ballots fall together.
    #[default]
    Free,
    /// The order in which the papers came is kept beside them.
    Kept,
}

/// Papers of one distinct ballot that came in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    ballot: u32,
    papers: u64,
}

/// One mark. On a scored ballot marks come in pairs: a candidate and the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(u16);

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The candidate at this place of the contest.
    Candidate(u32),
    /// An empty rank.
    Skipped,
    /// More than one candidate, and the file does not say which.
    Overvote,
    /// Somebody whom nobody declared.
    WriteIn,
}

impl Mark {
    /// The highest number of candidates of a contest, and the highest score.
    pub const MOST: u16 = 0x7F00;
    /// An empty rank.
    pub const SKIPPED: Self = Self(0x7FFF);
    /// More than one candidate, and the file does not say which.
    pub const OVERVOTE: Self = Self(0x7FFE);
    /// Somebody whom nobody declared.
    pub const WRITE_IN: Self = Self(0x7FFD);
    const SAME_RANK: u16 = 0x8000;

    /// A candidate in the next rank.
    ///
    /// # Panics
    /// If `place` is beyond [`Mark::MOST`]: readers refuse such contests.
    #[must_use]
    pub fn of(place: u32) -> Self {
        let place = u16::try_from(place).ok().filter(|place| *place < Self::MOST);
        Self(place.expect("a contest has fewer candidates than that"))
    }

    /// The same mark in the rank of the mark before it.
    #[must_use]
    pub fn beside(self) -> Self {
        Self(self.0 | Self::SAME_RANK)
    }

    /// A score.
    #[must_use]
    pub fn score(score: u16) -> Self {
        Self(score.min(Self::MOST))
    }

    /// The score, on a scored ballot.
    #[must_use]
    pub fn as_score(self) -> u16 {
        self.0
    }

    /// Whether it stands in the rank of the mark before it.
    #[must_use]
    pub fn is_beside(self) -> bool {
        self.0 & Self::SAME_RANK != 0
    }

    /// The same mark for the candidate's new place; `None` is a name that nobody declared.
    fn renumbered(self, places: &[Option<u32>]) -> Self {
        let What::Candidate(old) = self.what() else { return self };
        let new = places.get(old as usize).copied().flatten().map_or(Self::WRITE_IN, Self::of);
        Self(new.0 | (self.0 & Self::SAME_RANK))
    }

    /// What it says.
    #[must_use]
    pub fn what(self) -> What {
        match Self(self.0 & !Self::SAME_RANK) {
            Self::SKIPPED => What::Skipped,
            Self::OVERVOTE => What::Overvote,
            Self::WRITE_IN => What::WriteIn,
            Self(place) => What::Candidate(u32::from(place)),
        }
    }
}

/// The ballots of a contest: each distinct one with how often it was cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    marking: Marking,
    ranks: u16,
    marks: Vec<Mark>,
    ends: Vec<u32>,
    weights: Vec<u64>,
    /// The papers in their order; `None` where nobody keeps it.
    order: Option<Vec<Run>>,
}

impl Ballots {
    /// No ballots.
    #[must_use]
    pub fn none(marking: Marking) -> Self {
        let (marks, ends, weights) = (Vec::new(), Vec::new(), Vec::new());
        Self { marking, ranks: 0, marks, ends, weights, order: None }
    }

    /// Whether the order of the papers is known.
    #[must_use]
    pub fn sequence(&self) -> Sequence {
        if self.order.is_some() { Sequence::Kept } else { Sequence::Free }
    }

    /// The papers in the order in which they came: the distinct ballot, and how many papers of it in
    /// a row. `None` where the order was not kept.
    pub fn in_order(&self) -> Option<impl Iterator<Item = (usize, u64)>> {
        let runs = self.order.as_ref()?;
        Some(runs.iter().map(|run| (run.ballot as usize, run.papers)))
    }

    /// The marks of papers and how many are marked so: in their order where it was kept, each
    /// distinct ballot once where not. Whoever brings ballots together adds them so.
    pub fn as_they_came(&self) -> Box<dyn Iterator<Item = (&[Mark], u64)> + '_> {
        match self.in_order() {
            Some(runs) => Box::new(runs.map(|(ballot, papers)| (self.marks(ballot), papers))),
            None => Box::new(self.iter()),
        }
    }

    /// How they are marked.
    #[must_use]
    pub fn marking(&self) -> Marking {
        self.marking
    }

    /// The ranks that a paper offers; 0 if the file does not say.
    #[must_use]
    pub fn ranks(&self) -> u16 {
        self.ranks
    }

    /// The same ballots on a paper that offers so many ranks.
    #[must_use]
    pub fn offering(mut self, ranks: u16) -> Self {
        self.ranks = ranks;
        self
    }

    /// How many distinct ballots there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.ends.len()
    }

    /// How many were cast.
    #[must_use]
    pub fn cast(&self) -> Votes {
        self.weights.iter().map(|weight| Votes::from(*weight)).sum()
    }

    /// The marks of a distinct ballot.
    #[must_use]
    pub fn marks(&self, ballot: usize) -> &[Mark] {
        let from = if ballot == 0 { 0 } else { self.ends[ballot - 1] as usize };
        &self.marks[from..self.ends[ballot] as usize]
    }

    /// How often it was cast.
    #[must_use]
    pub fn weight(&self, ballot: usize) -> u64 {
        self.weights[ballot]
    }

    /// The same ballots with candidates renumbered: `places[old]` is the new place, and several may
    /// become one; `None` is a name that nobody declared.
    #[must_use]
    pub fn renumbered(mut self, places: &[Option<u32>]) -> Self {
        let step = if self.marking == Marking::Scored { 2 } else { 1 };
        for mark in self.marks.iter_mut().step_by(step) {
            *mark = mark.renumbered(places);
        }
        self
    }

    /// The same ballots without those that `void` names.
    #[must_use]
    pub fn without(&self, void: impl Fn(&[Mark]) -> bool) -> Self {
        let mut kept = Self::none(self.marking);
        kept.ranks = self.ranks;
        let mut now: Vec<Option<u32>> = Vec::new();
        for (marks, weight) in self.iter() {
            let stays = !void(marks);
            now.push(u32::try_from(kept.ends.len()).ok().filter(|_| stays));
            if stays {
                kept.marks.extend_from_slice(marks);
                kept.ends.push(u32::try_from(kept.marks.len()).unwrap_or(u32::MAX));
                kept.weights.push(weight);
            }
        }
        kept.order = self.order.as_ref().map(|_| Vec::new());
        for run in self.order.iter().flatten() {
            if let Some(ballot) = now[run.ballot as usize] {
                kept.came(ballot, run.papers);
            }
        }
        kept
    }

    /// Distinct ballots in a mixed order that they themselves decide: whatever the order of a file,
    /// the same ballots come out in the same order, and kinds lie among each other.
    #[must_use]
    pub fn mixed(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..).take(self.distinct()).collect();
        order.sort_by_cached_key(|ballot| {
            let marks = self.marks(*ballot as usize);
            (hash(marks), marks.to_vec(), self.weights[*ballot as usize])
        });
        order
    }

    /// Every distinct ballot with its number.
    pub fn iter(&self) -> impl Iterator<Item = (&[Mark], u64)> {
        (0..self.distinct()).map(|ballot| (self.marks(ballot), self.weights[ballot]))
    }
}

/// Part of the ballots of a contest: those of a precinct, a batch, a tabulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// As the files name it; empty if they do not.
    pub name: String,
    /// Its ballots.
    pub ballots: Ballots,
}

/// More ballots than can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// Multiply and fold, four marks at a time: only speed depends on it, never an order.
#[allow(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn hash(marks: &[Mark]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = marks.len() as u64;
    for four in marks.chunks(4) {
        let word = four.iter().fold(0u64, |word, mark| (word << 16) | u64::from(mark.0));
        let product = u128::from(state ^ word ^ ODD) * u128::from(ODD);
        state = (product ^ (product >> 64)) as u64;
    }
    state
}
