//! Fragments: votes for persons that won no seat, counted once more for the lists of their parties.
//!
//! Where persons are elected in constituencies and lists in the whole, some laws let votes for persons
//! help the lists of the same parties. All of them count the votes for persons who lost. Hungary since
//! 2014 also counts what whoever won did not need: the votes beyond those of the runner-up and one.
//!
//! Sources: Hungary, Act CCIII of 2011, section 15; Act L of 2010 on municipal representatives,
//! section 15(2), for which only votes for persons who lost are fragments.
//!
//! Not here: how list seats are divided ([`super::highest_averages`]).

use crate::number::Votes;
use crate::tally::Place;

/// Which votes for persons are fragments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Those for persons who lost.
    Lost,
    /// Those for persons who lost, and those for whoever won beyond the runner-up and one.
    LostAndBeyond,
}

/// What the votes for one person leave to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The party.
    pub place: Place,
    /// Votes for a person who lost.
    pub lost: Votes,
    /// Votes for whoever won, beyond those needed.
    pub beyond: Votes,
}

impl Rule {
    /// The fragments of one constituency in which `winner` won.
    ///
    /// # Example
    /// ```
    /// # use suffrage::method::fragments::{Fragment, Rule};
    /// let votes = [(0, 12_000), (1, 8_000), (2, 3_000)];
    /// let found = Rule::LostAndBeyond.fragments(&votes, 0);
    /// assert_eq!(found[0], Fragment { place: 0, lost: 0, beyond: 3_999 });
    /// assert_eq!(found[1], Fragment { place: 1, lost: 8_000, beyond: 0 });
    /// ```
    #[must_use]
    pub fn fragments(self, votes: &[(Place, Votes)], winner: Place) -> Vec<Fragment> {
        let others = || votes.iter().filter(|one| one.0 != winner);
        let needed = others().map(|one| one.1).max().unwrap_or(0) + 1;
        let of = |&(place, votes): &(Place, Votes)| match (place == winner, self) {
            (false, _) => Fragment { place, lost: votes, beyond: 0 },
            (true, Self::Lost) => Fragment { place, lost: 0, beyond: 0 },
            (true, Self::LostAndBeyond) => {
                Fragment { place, lost: 0, beyond: votes.saturating_sub(needed) }
            }
        };
        votes.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rule: Rule, votes: &[(Place, Votes)], winner: Place) -> Vec<(Votes, Votes)> {
        rule.fragments(votes, winner).iter().map(|one| (one.lost, one.beyond)).collect()
    }

    /// The example of a newspaper before the election of 2018 (index.hu, 12 March 2018).
    #[test]
    fn whoever_wins_by_twelve_thousand_to_eight_leaves_3999_votes() {
        let votes = [(0, 12_000), (1, 8_000)];
        assert_eq!(sums(Rule::LostAndBeyond, &votes, 0), [(0, 3_999), (8_000, 0)]);
        assert_eq!(sums(Rule::Lost, &votes, 0), [(0, 0), (8_000, 0)]);
    }

    #[test]
    fn one_vote_ahead_or_a_lot_leaves_nothing() {
        assert_eq!(sums(Rule::LostAndBeyond, &[(0, 101), (1, 100)], 0), [(0, 0), (100, 0)]);
        assert_eq!(sums(Rule::LostAndBeyond, &[(0, 100), (1, 100)], 1), [(100, 0), (0, 0)]);
    }

    #[test]
    fn whoever_stands_alone_needs_one_vote() {
        assert_eq!(sums(Rule::LostAndBeyond, &[(4, 50)], 4), [(0, 49)]);
    }

    /// All votes are fragments but the runner-up's and one: nothing else is lost.
    #[test]
    fn all_votes_but_those_needed_are_fragments() {
        let votes = [(0, 700), (1, 650), (2, 20)];
        let all: Votes = sums(Rule::LostAndBeyond, &votes, 0).iter().map(|one| one.0 + one.1).sum();
        assert_eq!(all, 700 + 650 + 20 - 651);
    }
}
