//! Between Condorcet and instant runoff: first places decide among those whom nobody outside beats.
//!
//! The Smith set is the smallest set of candidates each of whom wins against everyone outside it
//! (J.H. Smith, *Aggregation of preferences with variable electorate*, Econometrica 41, 1973); a
//! Condorcet winner is such a set alone.
//!
//! - *Smith//IRV*: everyone outside the Smith set is struck from the ballots, then the one with the
//!   fewest first places goes out, again and again.
//! - *Tideman alternative*: the same, but whenever somebody has gone out the Smith set of those left
//!   is taken again (T.N. Tideman, *Collective decisions and voting*, 2006, page 232).
//! - *Benham*: the one with the fewest first places goes out until one of those left wins against
//!   every other of them.
//!
//! All three are set beside each other in J. Green-Armytage, *Four Condorcet-Hare hybrid methods for
//! single-winner elections*, Voting matters 29 (2011). Not here: the matrix ([`super::pairwise`]),
//! papers ([`super::stages`]), equals ([`crate::tie`]).

use super::pairwise::{Matrix, smith_set, winner};
use super::stages::{Stages, Table};
use crate::number::Exact;
use crate::record::{ElectedBy, ExcludedBy, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// How the Smith set and the fewest first places work together.
    pub enum Hybrid {
        #[doc = "those outside the Smith set go out at the start, then the one with the fewest first places, again and again"]
        SmithIrv = "smith//irv",
        #[doc = "those outside the Smith set of those left go out before every stage, then the one with the fewest first places"]
        Tideman = "tideman alternative",
        #[doc = "the one with the fewest first places goes out until one of those left wins against every other"]
        Benham = "benham",
    }
}

/// Counts until one is left or wins against all who are left, who is elected, or until equals wait.
pub fn run(
    how: Hybrid,
    matrix: &Matrix,
    table: &Table<'_>,
    mut stand: Vec<bool>,
    record: &mut Record,
) {
    let left: Vec<Place> = (0..).zip(&stand).filter(|one| *one.1).map(|one| one.0).collect();
    if left.is_empty() {
        return;
    }
    if how != Hybrid::Benham {
        // Struck from the ballots before anything is counted: they hold no first place.
        let out = outside(matrix, &left, record);
        out.iter().for_each(|place| stand[*place as usize] = false);
        if left.len() == out.len() + 1 {
            let place = left.into_iter().find(|place| !out.contains(place));
            return place.into_iter().for_each(|place| elect(place, ElectedBy::Condorcet, record));
        }
    }
    let mut stages = Stages::deal(table, stand, None);
    loop {
        stages.write(record);
        let left = stages.continuing();
        if how == Hybrid::Benham {
            let winner = winner(matrix, &left);
            record.write(Step::Condorcet { winner, among: left.clone() });
            if let Some(place) = winner {
                return elect(place, ElectedBy::Condorcet, record);
            }
        }
        if let [place] = left.as_slice() {
            let (place, votes) = (*place, stages.of(*place).clone());
            return record.write(Step::Chosen { place, votes, why: ElectedBy::LastLeft });
        }
        let Some(out) = stages.fewest(&left, record) else { return };
        record.write(Step::Excluded { places: vec![out], why: ExcludedBy::Fewest });
        stages.stand[out as usize] = false;
        let mut gone = vec![out];
        if how == Hybrid::Tideman {
            let more = outside(matrix, &stages.continuing(), record);
            more.iter().for_each(|place| stages.stand[*place as usize] = false);
            gone.extend(more);
        }
        stages.pass_on(&gone, None, record);
    }
}

/// Writes the Smith set of those left and who is out for not being in it.
fn outside(matrix: &Matrix, left: &[Place], record: &mut Record) -> Vec<Place> {
    let set = smith_set(matrix, left);
    let out: Vec<Place> = left.iter().copied().filter(|place| !set.contains(place)).collect();
    record.write(Step::Smith { set, among: left.to_vec() });
    if !out.is_empty() {
        record.write(Step::Excluded { places: out.clone(), why: ExcludedBy::OutsideSmith });
    }
    out
}

fn elect(place: Place, why: ElectedBy, record: &mut Record) {
    record.write(Step::Chosen { place, votes: Exact::zero(), why });
}
