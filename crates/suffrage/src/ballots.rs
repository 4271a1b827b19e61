//! Ballots as marked: identical ones kept once, with their number.
//!
//! A ballot is a run of [`Mark`]s. On a ranked ballot each mark is the next rank; a mark may share
//! the rank of the one before it, a rank may be left empty, and what cannot be told apart (two
//! names in one rank of which the file gives none, a name that nobody declared) is kept as it was
//! cast. Nothing is mended here: how a faulty ballot is read is the law's business.

use hashbrown::HashTable;

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
}

impl Ballots {
    /// No ballots.
    #[must_use]
    pub fn none(marking: Marking) -> Self {
        let (marks, ends, weights) = (Vec::new(), Vec::new(), Vec::new());
        Self { marking, ranks: 0, marks, ends, weights }
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
            if let What::Candidate(_) = mark.what() {
                let beside = mark.0 & Mark::SAME_RANK;
                let old = usize::from(mark.0 & !Mark::SAME_RANK);
                let new = places.get(old).copied().flatten().map_or(Mark::WRITE_IN, Mark::of);
                mark.0 = new.0 | beside;
            }
        }
        self
    }

    /// Every distinct ballot with its number.
    pub fn iter(&self) -> impl Iterator<Item = (&[Mark], u64)> {
        (0..self.distinct()).map(|ballot| (self.marks(ballot), self.weights[ballot]))
    }
}

/// How many ballots have what, whatever a law makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// No mark.
    pub empty: Votes,
    /// An empty rank before another.
    pub gaps: Votes,
    /// Several candidates in one rank.
    pub several: Votes,
    /// A candidate ranked again.
    pub repeated: Votes,
    /// A name that nobody declared.
    pub written: Votes,
}

impl Ballots {
    /// What ranked ballots have, before any law.
    #[must_use]
    pub fn found(&self) -> Found {
        let mut found = Found::default();
        for (marks, weight) in self.iter() {
            let weight = Votes::from(weight);
            let named: Vec<u32> = candidates(marks).collect();
            let has = |what: What| marks.iter().any(|mark| mark.what() == what);
            let several = marks.iter().any(|mark| mark.is_beside()) || has(What::Overvote);
            let repeated = (1..named.len()).any(|at| named[..at].contains(&named[at]));
            found.empty += weight * Votes::from(marks.is_empty());
            found.gaps += weight * Votes::from(has(What::Skipped));
            found.several += weight * Votes::from(several);
            found.repeated += weight * Votes::from(repeated);
            found.written += weight * Votes::from(has(What::WriteIn));
        }
        found
    }

    /// How many ranked ballots name each of so many candidates before all others.
    #[must_use]
    pub fn first_names(&self, of: usize) -> Vec<Votes> {
        let mut first = vec![0; of];
        for (marks, weight) in self.iter() {
            if let Some(place) = candidates(marks).next()
                && let Some(count) = first.get_mut(place as usize)
            {
                *count += Votes::from(weight);
            }
        }
        first
    }
}

fn candidates(marks: &[Mark]) -> impl Iterator<Item = u32> {
    marks.iter().filter_map(|mark| match mark.what() {
        What::Candidate(place) => Some(place),
        What::Skipped | What::Overvote | What::WriteIn => None,
    })
}

/// Part of the ballots of a contest: those of a precinct, a batch, a tabulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// As the files name it; empty if they do not.
    pub name: String,
    /// Its ballots.
    pub ballots: Ballots,
}

/// Collects ballots; identical ones fall together.
///
/// A short ballot of plain ranks is packed into one number; packed ballots lie in buckets by their
/// hash, and each bucket is sorted when all are there. So a million ballots are brought together
/// without a jump through memory for each of them.
#[derive(Clone, Debug)]
pub struct Collect {
    ballots: Ballots,
    table: HashTable<u32>,
    packed: Vec<Vec<u128>>,
}

/// How many buckets there are: one for each value of the first byte of the hash.
const BUCKETS: usize = 256;

impl Collect {
    /// Nothing yet.
    #[must_use]
    pub fn new(marking: Marking, ranks: u16) -> Self {
        let (marks, ends, weights) = (Vec::new(), Vec::new(), Vec::new());
        let ballots = Ballots { marking, ranks, marks, ends, weights };
        Self { ballots, table: HashTable::new(), packed: Vec::new() }
    }

    /// Adds `weight` ballots marked so. Empty ranks at the end are no marks.
    ///
    /// # Errors
    /// If more than 2^32 marks of distinct ballots come together.
    pub fn add(&mut self, marks: &[Mark], weight: u64) -> Result<(), TooMany> {
        if weight == 1
            && self.ballots.marking == Marking::Ranked
            && let Some(key) = pack(marks)
        {
            if self.packed.is_empty() {
                self.packed = vec![Vec::new(); BUCKETS];
            }
            self.packed[bucket(key)].push(key);
            return Ok(());
        }
        self.add_apart(marks, weight)
    }

    /// Adds ballots by way of the table of those that are there already.
    fn add_apart(&mut self, marks: &[Mark], weight: u64) -> Result<(), TooMany> {
        let used = marks.iter().rposition(|mark| *mark != Mark::SKIPPED).map_or(0, |last| last + 1);
        let marks = match self.ballots.marking {
            Marking::Scored => marks,
            Marking::Ranked | Marking::Approved => &marks[..used],
        };
        let hash = hash(marks);
        let known = &self.ballots;
        if let Some(at) = self.table.find(hash, |at| known.marks(*at as usize) == marks) {
            let sum = &mut self.ballots.weights[*at as usize];
            // More than 2^64 of one kind lie in two heaps: sums of votes have room for both.
            return match sum.checked_add(weight) {
                Some(both) => {
                    *sum = both;
                    Ok(())
                }
                None => self.ballots.append(marks.iter().copied(), weight),
            };
        }
        let at = u32::try_from(self.ballots.ends.len()).map_err(|_| TooMany)?;
        self.ballots.append(marks.iter().copied(), weight)?;
        let known = &self.ballots;
        self.table.insert_unique(hash, at, |at| self::hash(known.marks(*at as usize)));
        Ok(())
    }

    /// Adds every ballot of another collection.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn join(&mut self, mut other: Self) -> Result<(), TooMany> {
        for (marks, weight) in other.ballots.iter() {
            self.add_apart(marks, weight)?;
        }
        if self.packed.is_empty() {
            self.packed = std::mem::take(&mut other.packed);
        } else {
            for (into, from) in self.packed.iter_mut().zip(&mut other.packed) {
                into.append(from);
            }
        }
        Ok(())
    }

    /// The ballots.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn finish(mut self) -> Result<Ballots, TooMany> {
        for mut keys in std::mem::take(&mut self.packed) {
            keys.sort_unstable();
            for run in keys.chunk_by(|a, b| a == b) {
                let weight = run.len() as u64;
                if self.table.is_empty() {
                    self.ballots.append(unpack(run[0]), weight)?;
                } else {
                    let marks: Vec<Mark> = unpack(run[0]).collect();
                    self.add_apart(&marks, weight)?;
                }
            }
        }
        self.ballots.marks.shrink_to_fit();
        Ok(self.ballots)
    }
}

impl Ballots {
    fn append(&mut self, marks: impl Iterator<Item = Mark>, weight: u64) -> Result<(), TooMany> {
        self.marks.extend(marks);
        self.ends.push(u32::try_from(self.marks.len()).map_err(|_| TooMany)?);
        self.weights.push(weight);
        Ok(())
    }
}

/// The most ranks that are packed, and the highest place.
const RANKS_PACKED: usize = 16;
const MOST_PACKED: u16 = 250;

/// A ballot of plain ranks as one number: a byte for each rank, 0 for an empty one.
fn pack(marks: &[Mark]) -> Option<u128> {
    if marks.len() > RANKS_PACKED {
        return None;
    }
    let mut key = 0u128;
    for mark in marks {
        let byte = match *mark {
            Mark::SKIPPED => 0,
            Mark::OVERVOTE => MOST_PACKED + 1,
            Mark::WRITE_IN => MOST_PACKED + 2,
            Mark(place) if place < MOST_PACKED => place + 1,
            _ => return None,
        };
        key = (key << 8) | u128::from(byte);
    }
    let empty = u32::try_from(8 * (RANKS_PACKED - marks.len())).unwrap_or(0);
    Some(key.checked_shl(empty).unwrap_or(0))
}

fn unpack(key: u128) -> impl Iterator<Item = Mark> {
    let used = RANKS_PACKED - (key.trailing_zeros() / 8).min(16) as usize;
    key.to_be_bytes().into_iter().take(used).map(|byte| match u16::from(byte) {
        0 => Mark::SKIPPED,
        byte if byte == MOST_PACKED + 1 => Mark::OVERVOTE,
        byte if byte == MOST_PACKED + 2 => Mark::WRITE_IN,
        byte => Mark(byte - 1),
    })
}

#[allow(clippy::cast_possible_truncation, reason = "the highest byte is what is wanted")]
fn bucket(key: u128) -> usize {
    let folded = (key ^ (key >> 64)) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_ballots_are_kept_once_and_empty_ranks_at_the_end_are_no_marks() {
        let mut all = Collect::new(Marking::Ranked, 3);
        let [a, b] = [0, 1].map(Mark::of);
        all.add(&[a, b, Mark::SKIPPED], 2).unwrap();
        all.add(&[a, b], 3).unwrap();
        all.add(&[a, b.beside()], 1).unwrap();
        all.add(&[Mark::SKIPPED, a], 1).unwrap();
        all.add(&[a, b], 1).unwrap();
        let ballots = all.finish().unwrap();
        assert_eq!((ballots.distinct(), ballots.cast()), (3, 8));
        assert_eq!((ballots.marks(0), ballots.weight(0)), (&[a, b][..], 6));
        assert!(ballots.marks(1)[1].is_beside());
        assert_eq!(ballots.marks(2)[0].what(), What::Skipped);
    }

    #[test]
    fn a_packed_ballot_comes_out_as_it_went_in() {
        let [a, b] = [0, 249].map(Mark::of);
        for marks in [
            vec![],
            vec![a],
            vec![Mark::SKIPPED, b, Mark::OVERVOTE, Mark::WRITE_IN, a],
            vec![b; 16],
        ] {
            assert_eq!(unpack(pack(&marks).unwrap()).collect::<Vec<_>>(), marks);
        }
        assert_eq!(pack(&[a, b.beside()]), None);
        assert_eq!(pack(&[Mark::of(250)]), None);
        assert_eq!(pack(&[a; 17]), None);
    }

    #[test]
    fn more_of_one_ballot_than_one_number_holds_lie_in_two_heaps() {
        let mut all = Collect::new(Marking::Ranked, 0);
        all.add(&[Mark::of(0)], u64::MAX).unwrap();
        all.add(&[Mark::of(0)], 1).unwrap();
        assert_eq!(all.finish().unwrap().cast(), 1 << 64);
    }
}
