//! A surplus that passes on as whole papers, every nth in the order in which they came.
//!
//! The papers of the elected candidate are numbered from 1 in that order. `n` is papers / surplus to
//! the nearest whole number; papers n, 2n, 3n, … are drawn until as many as the surplus has votes have
//! passed on, then n+1, 2n+1, 3n+1, …, and so on; the papers before the nth come last. A drawn paper
//! on which nobody with room is left stays where it is. If too few papers can pass on, the candidate
//! keeps more than the quota.
//!
//! Which papers stand where is a fact of the files ([`crate::ballots::Sequence`]): nothing is mixed
//! and nothing is drawn by lot here.
//!
//! Sources: City of Cambridge, Massachusetts, Election Commission, *Cincinnati Method* (2004), used
//! under Massachusetts General Laws, chapter 54A, section 16(b). That text does not say what a half
//! makes of n, nor when the papers before the nth come: a half goes up here, and they come last.

use super::papers::{Paper, Parcel, Room, Sorted};
use super::stages::Stages;
use crate::number::{Exact, Votes};
use crate::record::{Record, Step};
use crate::tally::Place;

/// Passes the surplus of `place` on to those who have room, and writes which papers were drawn.
pub(super) fn pass(
    quota: &Exact,
    place: Place,
    mut room: Room,
    stages: &mut Stages<'_>,
    record: &mut Record,
) {
    let surplus = (stages.of(place).clone() - quota).whole();
    let parcels = stages.take(place);
    let papers: Vec<Paper> = parcels.iter().flat_map(Parcel::papers).copied().collect();
    let all = Votes::try_from(papers.len()).unwrap_or(Votes::MAX);
    let nth = nearest(all, surplus);
    let (mut passes, mut stayed, mut sorted) = (vec![false; papers.len()], 0, Sorted::default());
    let mut passed: Votes = 0;
    for number in drawn(papers.len(), usize::try_from(nth).unwrap_or(usize::MAX)) {
        if passed == surplus {
            break;
        }
        match stages.papers().give(papers[number], &mut room, &mut sorted) {
            Ok(()) => {
                passes[number] = true;
                passed += 1;
            }
            Err(_) => stayed += 1,
        }
    }
    record.write(Step::EveryNth { place, papers: all, surplus, nth, passed, stayed });
    let stays = papers.into_iter().zip(passes).filter(|(_, passes)| !passes);
    stages.leave(place, Parcel::of_whole_votes(stays.map(|one| one.0).collect()));
    let to = stages.receive(sorted, &Exact::from(1u64));
    let surplus = Some(Exact::from(surplus));
    record.write(Step::Passed { from: vec![place], surplus, to, lost: Vec::new() });
}

/// How many papers make one that is drawn: to the nearest whole number, a half upwards.
pub(crate) fn nearest(papers: Votes, surplus: Votes) -> Votes {
    let surplus = surplus.max(1);
    let (whole, rest) = (papers / surplus, papers % surplus);
    (whole + Votes::from(rest >= surplus - rest)).max(1)
}

/// The places of all papers, from 0, in the order in which they are drawn.
fn drawn(papers: usize, nth: usize) -> impl Iterator<Item = usize> {
    let first = nth.saturating_sub(1).min(papers);
    let last = first.saturating_add(nth).min(papers);
    (first..last).flat_map(move |from| (from..papers).step_by(nth)).chain(0..first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "If Quota was 2000 and a candidate had 2600 #1 votes … 2600/600 would be approximately 4.3 and
    /// the ballots chosen … would be #4, #8, #12" (R. Winters, Cambridge Civic Journal, 15 January 2022).
    #[test]
    fn of_2600_papers_with_a_surplus_of_600_every_fourth_is_drawn() {
        assert_eq!(nearest(2600, 600), 4);
        let numbers: Vec<usize> = drawn(2600, 4).map(|at| at + 1).collect();
        assert_eq!(numbers[..3], [4, 8, 12]);
        // When 2600 is reached it goes on with the fifth, the ninth, …
        assert_eq!(numbers[649..652], [2600, 5, 9]);
    }

    #[test]
    fn every_paper_is_drawn_once_whatever_n_is() {
        for (papers, nth) in [(0, 1), (1, 1), (7, 1), (7, 2), (7, 3), (7, 7), (7, 9), (100, 13)] {
            let mut all: Vec<usize> = drawn(papers, nth).collect();
            all.sort_unstable();
            assert_eq!(all, (0..papers).collect::<Vec<_>>(), "{papers}, every {nth}");
        }
        assert_eq!(drawn(7, 3).collect::<Vec<_>>(), [2, 5, 3, 6, 4, 0, 1]);
    }

    #[test]
    fn the_nearest_whole_number_is_taken_and_a_half_goes_up() {
        for ((papers, surplus), nth) in
            [((10, 4), 3), ((9, 4), 2), ((11, 4), 3), ((7, 7), 1), ((30, 29), 1), ((5, 1), 5)]
        {
            assert_eq!(nearest(papers, surplus), nth, "{papers} by {surplus}");
        }
    }
}
