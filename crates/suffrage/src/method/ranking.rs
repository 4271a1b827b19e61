//! The order that a ballot gives, read by the law's rule: groups of equals, best first.
//!
//! Methods that hold candidates against each other or give points for places need the whole order
//! of a ballot, not only who receives it next. The order is walked by the same [`Rule::next`] that
//! passes papers on, so a rank that the law passes over, a ballot that it ends and a limit of ranks
//! mean the same in every method. Where a law shares a rank with several candidates they stand in
//! it as equals.

use super::marks::{Overvote, Rule, Turn};
use crate::ballots::{Ballots, What};
use crate::tally::Place;

/// Where a law says nothing of how ballots are read: every rank counts, equals as equals.
pub const EVERY_RANK: &Rule = &Rule { overvote: Overvote::Shared, ..Rule::PLAIN };

/// Every ballot in effect with its groups of equals, best first, and how often it was cast.
///
/// Only those who `stand` are told; whom a ballot does not rank is in no group.
pub fn each(
    ballots: &Ballots,
    rule: &Rule,
    stand: &[bool],
    mut ballot: impl FnMut(&[Vec<Place>], u64),
) {
    // Room for the groups is kept from ballot to ballot: there may be a million.
    let mut groups: Vec<Vec<Place>> = Vec::new();
    let mut left = stand.to_vec();
    for (marks, weight) in ballots.iter() {
        if rule.aside(marks, stand.len()).is_some() {
            continue;
        }
        // Whoever has been ranked is not told again.
        left.copy_from_slice(stand);
        let (mut used, mut from) = (0, 0u16);
        loop {
            if used == groups.len() {
                groups.push(Vec::new());
            }
            let group = &mut groups[used];
            group.clear();
            match rule.next(marks, from, ballots.ranks(), &left) {
                Turn::To(place, next) => {
                    left[place as usize] = false;
                    group.push(place);
                    from = next;
                }
                Turn::Among(first, end) => {
                    for mark in &marks[usize::from(first)..usize::from(end)] {
                        if let What::Candidate(place) = mark.what()
                            && std::mem::replace(&mut left[place as usize], false)
                        {
                            group.push(place);
                        }
                    }
                    from = end;
                }
                Turn::Ends(_) => break,
            }
            used += 1;
        }
        ballot(&groups[..used], weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::{Collect, Mark, Marking};

    fn read(overvote: Overvote, ranks: Option<u16>, stand: &[bool]) -> Vec<Vec<Place>> {
        let [a, b, c, d] = [0, 1, 2, 3].map(Mark::of);
        let mut all = Collect::new(Marking::Ranked, 0);
        all.add(&[a, b, c.beside(), d, a], 1).unwrap();
        let mut found = Vec::new();
        let rule = Rule { overvote, ranks, ..Rule::PLAIN };
        each(&all.finish().unwrap(), &rule, stand, |groups, _| found = groups.to_vec());
        found
    }

    #[test]
    fn a_rank_with_several_is_one_of_equals_or_nothing_as_the_law_says() {
        let all = [true; 4];
        assert_eq!(read(Overvote::Shared, None, &all), [vec![0], vec![1, 2], vec![3]]);
        assert_eq!(read(Overvote::PassedOver, None, &all), [[0], [3]]);
        assert_eq!(read(Overvote::Ends, None, &all), [[0]]);
        assert!(read(Overvote::Void, None, &all).is_empty());
    }

    #[test]
    fn only_those_who_stand_and_the_ranks_that_count_are_told() {
        assert_eq!(read(Overvote::Shared, None, &[true, false, true, true]), [[0], [2], [3]]);
        assert_eq!(read(Overvote::Shared, Some(2), &[true; 4]), [vec![0], vec![1, 2]]);
    }
}
