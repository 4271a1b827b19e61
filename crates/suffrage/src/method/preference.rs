//! The persons of a list: in list order, by preference votes above a threshold, or by own votes.
//!
//! Preference votes with a threshold (the Netherlands, P 15–P 19): candidates who reach it come
//! first, by their votes; the other seats follow the list. Own votes alone (Swiss National
//! Council): the candidates with most votes. Equals are parted by the law's order.

use std::cmp::Reverse;

use crate::number::Votes;
use crate::record::{FillBy, Seated, Test, TieBy};
use crate::tally::Person;

/// How the persons of a list are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The way.
    pub by: FillBy,
    /// Votes that pass before the list order.
    pub threshold: Option<super::condition::Condition>,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// The persons of a list for its seats, and the equals if some seats cannot be settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Seated, in order.
    pub seated: Vec<Seated>,
    /// Ranks of equals for the last seats, and the seats open between them.
    pub tied: Option<(Vec<u32>, u32)>,
}

/// Seats the persons of one list.
///
/// `taken` are ranks seated before (in another pot). `None` if own votes are needed and missing.
#[must_use]
pub fn seat(
    by: FillBy,
    persons: &[Person],
    seats: u32,
    taken: &[u32],
    test: Option<&Test>,
) -> Option<Run> {
    let free: Vec<(u32, &Person)> =
        (0u32..).zip(persons).filter(|(rank, _)| !taken.contains(rank)).collect();
    let seated = |rank: u32, person: &Person, votes: Option<Votes>| Seated {
        rank,
        name: person.name.clone(),
        votes,
    };
    if by == FillBy::ListOrder {
        let seated = free
            .into_iter()
            .take(seats as usize)
            .map(|(rank, person)| seated(rank, person, None))
            .collect();
        return Some(Run { seated, tied: None });
    }
    let mut by_votes: Vec<(u32, &Person, Votes)> = free
        .iter()
        .map(|(rank, person)| person.votes.map(|votes| (*rank, *person, votes)))
        .collect::<Option<_>>()?;
    by_votes.sort_by_key(|(rank, _, votes)| (Reverse(*votes), *rank));
    by_votes.retain(|(.., votes)| test.is_none_or(|test| test.passes(*votes)));
    let open = seats as usize;
    let mut run = Run::default();
    if by_votes.len() > open && open > 0 && by_votes[open - 1].2 == by_votes[open].2 {
        let cut = by_votes[open].2;
        let equals = by_votes.iter().filter(|one| one.2 == cut).map(|one| one.0).collect();
        by_votes.retain(|one| one.2 > cut);
        run.tied = Some((equals, seats - u32::try_from(by_votes.len()).unwrap_or(seats)));
    }
    by_votes.truncate(open);
    run.seated =
        by_votes.into_iter().map(|(rank, one, votes)| seated(rank, one, Some(votes))).collect();
    if run.tied.is_none() {
        for (rank, person) in free {
            if run.seated.len() < open && run.seated.iter().all(|one| one.rank != rank) {
                run.seated.push(seated(rank, person, None));
            }
        }
    }
    Some(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::condition::Condition;
    use crate::number::Fraction;
    use crate::record::{Base, Relation, Scope};

    fn list(votes: &[Votes]) -> Vec<Person> {
        let person = |(rank, votes): (usize, &Votes)| Person {
            name: format!("{}", rank + 1),
            born: None,
            votes: Some(*votes),
        };
        votes.iter().enumerate().map(person).collect()
    }

    fn names(run: &Run) -> Vec<&str> {
        run.seated.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn those_above_the_threshold_come_first_then_the_list_order() {
        let quarter = Condition {
            relation: Relation::MoreThan,
            share: Fraction::new(1, 4),
            base: Base::Quota,
            scope: Scope::Contest,
        };
        let test = quarter.test(Fraction::new(400, 1));
        let run =
            seat(FillBy::Preference, &list(&[90, 20, 101, 300, 5]), 3, &[], Some(&test)).unwrap();
        assert_eq!(names(&run), ["4", "3", "1"]);
    }

    #[test]
    fn own_votes_alone_decide_where_the_law_says_so() {
        let run = seat(FillBy::CandidateVotes, &list(&[10, 30, 20]), 2, &[], None).unwrap();
        assert_eq!(names(&run), ["2", "3"]);
    }

    #[test]
    fn equals_for_the_last_seat_are_named() {
        let run = seat(FillBy::CandidateVotes, &list(&[30, 20, 20]), 2, &[], None).unwrap();
        assert_eq!(names(&run), ["1"]);
        assert_eq!(run.tied, Some((vec![1, 2], 1)));
    }

    #[test]
    fn list_order_goes_on_after_those_already_seated() {
        let run = seat(FillBy::ListOrder, &list(&[0, 0, 0]), 1, &[0], None).unwrap();
        assert_eq!(names(&run), ["2"]);
    }
}
