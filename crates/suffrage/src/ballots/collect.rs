//! Many ballots brought together, identical ones once.

use hashbrown::HashTable;

use super::{Ballots, Mark, Marking, Run, Sequence, TooMany, hash};

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
        let ballots = Ballots { ranks, ..Ballots::none(marking) };
        Self { ballots, table: HashTable::new(), packed: Vec::new() }
    }

    /// The same, with the order in which the papers come or without.
    #[must_use]
    pub fn with(marking: Marking, ranks: u16, sequence: Sequence) -> Self {
        let mut all = Self::new(marking, ranks);
        all.ballots.order = (sequence == Sequence::Kept).then(Vec::new);
        all
    }

    /// Whether papers may fall together before they are looked up: their order is then lost.
    fn packs(&self) -> bool {
        self.ballots.marking == Marking::Ranked && self.ballots.order.is_none()
    }

    /// Adds `weight` ballots marked so. Empty ranks at the end are no marks.
    ///
    /// # Errors
    /// If more than 2^32 marks of distinct ballots come together, or one ballot has more than 65,534.
    pub fn add(&mut self, marks: &[Mark], weight: u64) -> Result<(), TooMany> {
        if weight == 1
            && self.packs()
            && let Some(key) = pack(marks)
        {
            self.add_packed(key);
            return Ok(());
        }
        self.add_apart(marks, weight)
    }

    /// Adds one ballot each of several that lie rank by rank: `ranks[rank][ballot]`. So tables of
    /// columns are brought together without a ballot in hand.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn add_ranks(&mut self, ranks: &[Vec<Mark>]) -> Result<(), TooMany> {
        let ballots = ranks.iter().map(Vec::len).min().unwrap_or(0);
        let mut keys = vec![[0u8; RANKS_PACKED]; ballots];
        let fits = self.packs() && ranks.len() <= RANKS_PACKED;
        let packed = fits
            && ranks.iter().enumerate().all(|(rank, marks)| {
                let mut beyond = false;
                for (key, mark) in keys.iter_mut().zip(marks) {
                    let byte = byte(*mark);
                    beyond |= byte > u16::from(u8::MAX);
                    key[rank] = byte.to_be_bytes()[1];
                }
                !beyond
            });
        if packed {
            keys.into_iter().for_each(|key| self.add_packed(u128::from_be_bytes(key)));
            return Ok(());
        }
        let mut marks = Vec::with_capacity(ranks.len());
        for ballot in 0..ballots {
            marks.clear();
            marks.extend(ranks.iter().map(|rank| rank[ballot]));
            self.add(&marks, 1)?;
        }
        Ok(())
    }

    /// Adds ballots by way of the table of those that are there already.
    fn add_apart(&mut self, marks: &[Mark], weight: u64) -> Result<(), TooMany> {
        let used = marks.iter().rposition(|mark| *mark != Mark::SKIPPED).map_or(0, |last| last + 1);
        let marks = match self.ballots.marking {
            Marking::Scored => marks,
            Marking::Ranked | Marking::Approved => &marks[..used],
        };
        if marks.len() > MOST_MARKS {
            return Err(TooMany);
        }
        let hash = hash(marks);
        let known = &self.ballots;
        if let Some(at) = self.table.find(hash, |at| known.marks(*at as usize) == marks) {
            let at = *at;
            let sum = &mut self.ballots.weights[at as usize];
            // More than 2^64 of one kind lie in two heaps: sums of votes have room for both.
            return match sum.checked_add(weight) {
                Some(both) => {
                    *sum = both;
                    self.ballots.came(at, weight);
                    Ok(())
                }
                None => {
                    let at = u32::try_from(self.ballots.ends.len()).map_err(|_| TooMany)?;
                    self.ballots.append(marks.iter().copied(), weight)?;
                    self.ballots.came(at, weight);
                    Ok(())
                }
            };
        }
        let at = u32::try_from(self.ballots.ends.len()).map_err(|_| TooMany)?;
        self.ballots.append(marks.iter().copied(), weight)?;
        self.ballots.came(at, weight);
        let known = &self.ballots;
        self.table.insert_unique(hash, at, |at| self::hash(known.marks(*at as usize)));
        Ok(())
    }

    /// Adds every ballot of another collection: its papers come behind those that are here. Without an
    /// order in one of them the whole has none.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn join(&mut self, mut other: Self) -> Result<(), TooMany> {
        if other.ballots.order.is_none() {
            self.ballots.order = None;
        }
        for (marks, weight) in other.ballots.as_they_came() {
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

    /// The same ballots with candidates renumbered, as [`Ballots::renumbered`] does it: collections of
    /// stretches that numbered names as they came can then be joined.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn renumbered(self, places: &[Option<u32>]) -> Result<Self, TooMany> {
        if (0u32..).zip(places).all(|(was, place)| *place == Some(was)) {
            return Ok(self);
        }
        let Ballots { marking, ranks, .. } = self.ballots;
        let mut all = Self::with(marking, ranks, self.ballots.sequence());
        for (marks, weight) in self.ballots.renumbered(places).as_they_came() {
            all.add_apart(marks, weight)?;
        }
        let bytes = bytes_renumbered(places);
        for keys in self.packed {
            match &bytes {
                Some(bytes) => keys.iter().for_each(|key| all.add_packed(with_bytes(*key, bytes))),
                None => {
                    for key in keys {
                        let marks: Vec<Mark> =
                            unpack(key).map(|mark| mark.renumbered(places)).collect();
                        all.add(&marks, 1)?;
                    }
                }
            }
        }
        Ok(all)
    }

    fn add_packed(&mut self, key: u128) {
        if self.packed.is_empty() {
            self.packed = vec![Vec::new(); BUCKETS];
        }
        self.packed[bucket(key)].push(key);
    }

    /// The ballots.
    ///
    /// # Errors
    /// As [`Collect::add`].
    pub fn finish(mut self) -> Result<Ballots, TooMany> {
        sort(&mut self.packed);
        for keys in std::mem::take(&mut self.packed) {
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

/// Sorts each bucket, on two threads if there is much to sort: the buckets are apart, so nothing
/// depends on the threads.
fn sort(buckets: &mut [Vec<u128>]) {
    const MUCH: usize = 100_000;
    fn all(buckets: &mut [Vec<u128>]) {
        buckets.iter_mut().for_each(|keys| keys.sort_unstable());
    }
    if buckets.iter().map(Vec::len).sum::<usize>() < MUCH {
        return all(buckets);
    }
    let (first, second) = buckets.split_at_mut(buckets.len() / 2);
    let alone = std::thread::scope(|scope| {
        let beside = std::thread::Builder::new().spawn_scoped(scope, || all(first));
        all(second);
        beside.is_err()
    });
    // Some systems have no threads.
    if alone {
        all(buckets);
    }
}

impl Ballots {
    fn append(&mut self, marks: impl Iterator<Item = Mark>, weight: u64) -> Result<(), TooMany> {
        self.marks.extend(marks);
        self.ends.push(u32::try_from(self.marks.len()).map_err(|_| TooMany)?);
        self.weights.push(weight);
        Ok(())
    }

    /// Notes that papers of a distinct ballot came, where the order is kept.
    pub(super) fn came(&mut self, ballot: u32, papers: u64) {
        let Some(order) = &mut self.order else { return };
        match order.last_mut() {
            Some(last) if last.ballot == ballot => last.papers = last.papers.saturating_add(papers),
            _ => order.push(Run { ballot, papers }),
        }
    }
}

/// The most marks of one ballot: counts number them in 16 bits.
const MOST_MARKS: usize = 65_534;

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
        let byte = u8::try_from(byte(*mark)).ok()?;
        key = (key << 8) | u128::from(byte);
    }
    let empty = u32::try_from(8 * (RANKS_PACKED - marks.len())).unwrap_or(0);
    Some(key.checked_shl(empty).unwrap_or(0))
}

/// A mark of a plain rank as a byte; more than a byte if it is none.
fn byte(mark: Mark) -> u16 {
    match mark {
        Mark::SKIPPED => 0,
        Mark::OVERVOTE => MOST_PACKED + 1,
        Mark::WRITE_IN => MOST_PACKED + 2,
        Mark(place) if place < MOST_PACKED => place + 1,
        _ => u16::MAX,
    }
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

/// The new byte for each byte of a packed ballot; `None` if a place does not fit into one.
fn bytes_renumbered(places: &[Option<u32>]) -> Option<[u8; 256]> {
    let mut bytes = [0; 256];
    for (byte, known) in (0u8..=255).zip(&mut bytes) {
        let mark = match u16::from(byte) {
            0 => Mark::SKIPPED,
            one if one == MOST_PACKED + 1 => Mark::OVERVOTE,
            one if one >= MOST_PACKED + 2 => Mark::WRITE_IN,
            one => Mark(one - 1).renumbered(places),
        };
        *known = u8::try_from(pack(&[mark])? >> (8 * (RANKS_PACKED - 1))).ok()?;
    }
    Some(bytes)
}

fn with_bytes(key: u128, bytes: &[u8; 256]) -> u128 {
    u128::from_be_bytes(key.to_be_bytes().map(|byte| bytes[usize::from(byte)]))
}

#[allow(clippy::cast_possible_truncation, reason = "the highest byte is what is wanted")]
fn bucket(key: u128) -> usize {
    let folded = (key ^ (key >> 64)) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::What;

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
    fn ballots_that_lie_rank_by_rank_are_the_same_ballots() {
        let [a, b, far] = [0, 1, 300].map(Mark::of);
        for ranks in [
            vec![vec![a, b, Mark::SKIPPED], vec![b, Mark::WRITE_IN, a]],
            vec![vec![a, far, b], vec![b, Mark::OVERVOTE, Mark::SKIPPED]],
            vec![vec![a; 3]; 17],
        ] {
            let mut columns = Collect::new(Marking::Ranked, 3);
            columns.add_ranks(&ranks).unwrap();
            let mut rows = Collect::new(Marking::Ranked, 3);
            for ballot in 0..3 {
                let marks: Vec<Mark> = ranks.iter().map(|rank| rank[ballot]).collect();
                rows.add(&marks, 1).unwrap();
            }
            assert_eq!(columns.finish(), rows.finish());
        }
    }

    #[test]
    fn stretches_that_numbered_names_as_they_came_are_joined() {
        let [a, b] = [0, 1].map(Mark::of);
        let mut first = Collect::new(Marking::Ranked, 3);
        first.add(&[a, b], 1).unwrap();
        first.add(&[Mark::SKIPPED, b, Mark::WRITE_IN], 1).unwrap();
        first.add(&[a, b.beside()], 1).unwrap();
        let mut second = Collect::new(Marking::Ranked, 3);
        second.add(&[b, a], 1).unwrap();
        second.add(&[b, a.beside()], 2).unwrap();
        let swapped = [Some(1), Some(0)];
        for places in
            [swapped.to_vec(), (0..300).map(|one| swapped.get(one).copied().flatten()).collect()]
        {
            let mut all = first.clone();
            all.join(second.clone().renumbered(&places).unwrap()).unwrap();
            let ballots = all.finish().unwrap();
            let weight =
                |wanted: &[Mark]| ballots.iter().find(|one| one.0 == wanted).map(|one| one.1);
            assert_eq!((ballots.distinct(), ballots.cast()), (3, 6));
            assert_eq!(weight(&[a, b]), Some(2));
            assert_eq!(weight(&[a, b.beside()]), Some(3));
            assert_eq!(weight(&[Mark::SKIPPED, b, Mark::WRITE_IN]), Some(1));
        }
        let moved = first.renumbered(&[Some(249), Some(250)]).unwrap().finish().unwrap();
        assert!(moved.iter().any(|one| one.0 == [Mark::of(249), Mark::of(250)]));
    }

    #[test]
    fn papers_stand_in_the_order_in_which_they_came_where_it_is_kept() {
        let [a, b] = [0, 1].map(Mark::of);
        let mut all = Collect::with(Marking::Ranked, 3, Sequence::Kept);
        all.add(&[a, b], 1).unwrap();
        all.add(&[b], 2).unwrap();
        all.add(&[a, b, Mark::SKIPPED], 3).unwrap();
        all.add(&[a, b], 1).unwrap();
        let mut more = Collect::with(Marking::Ranked, 3, Sequence::Kept);
        more.add(&[a], 1).unwrap();
        more.add_ranks(&[vec![a, b, a]]).unwrap();
        let mut free = all.clone();
        all.join(more.clone().renumbered(&[Some(1), Some(0)]).unwrap()).unwrap();
        let ballots = all.finish().unwrap();
        assert_eq!((ballots.distinct(), ballots.cast()), (3, 11));
        let order: Vec<_> = ballots.in_order().unwrap().collect();
        assert_eq!(order, [(0, 1), (1, 2), (0, 4), (1, 2), (2, 1), (1, 1)]);
        let without = ballots.without(|marks| marks == [b]);
        let order: Vec<_> = without.in_order().unwrap().collect();
        assert_eq!(order, [(0, 5), (1, 1)]);
        free.join(Collect::new(Marking::Ranked, 3)).unwrap();
        assert_eq!(free.finish().unwrap().sequence(), Sequence::Free);
    }

    #[test]
    fn more_of_one_ballot_than_one_number_holds_lie_in_two_heaps() {
        let mut all = Collect::new(Marking::Ranked, 0);
        all.add(&[Mark::of(0)], u64::MAX).unwrap();
        all.add(&[Mark::of(0)], 1).unwrap();
        assert_eq!(all.finish().unwrap().cast(), 1 << 64);
    }
}
