//! Linked seats: what a party won in constituencies is held against its share of the whole house, and
//! it may claim a part of what it lacks.
//!
//! 1. the whole house, less the seats of those who take no part, is shared by votes, exactly;
//! 2. what a party won in constituencies is taken off its share, and it claims the named part of the
//!    rest, made whole as the law says; whoever lacks nothing claims nothing;
//! 3. if the claims are more than the linked seats, these are divided in proportion to the claims;
//!    if they are fewer, every claim is met and the rest is divided in proportion to votes.
//!
//! Also called half-linked or semi-compensatory representation where the part is one half.
//!
//! Not here: how the seats are divided ([`super::largest_remainder`]), who takes part
//! ([`super::condition`]).
//!
//! Source: Republic of Korea, 공직선거법 (Public Official Election Act), article 189, paragraphs 2 and
//! 3, since 14 January 2020; supplementary provision of that day, article 4.

use crate::number::{Fraction, Rounding, Votes, compare, divide};

/// What a party may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The part of what it lacks.
    pub part: Fraction,
    /// How a claim is made whole.
    pub rounding: Rounding,
}

/// A party that takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its votes.
    pub votes: Votes,
    /// Seats it won in constituencies.
    pub won: u32,
}

impl Rule {
    /// What each of `parties` may claim, where `seats` are shared among them by their votes.
    ///
    /// # Example
    /// ```
    /// # use suffrage::{number::{Fraction, Rounding}, method::linked_seats::{Party, Rule}};
    /// let half = Rule { part: Fraction::new(1, 2), rounding: Rounding::Nearest };
    /// let parties = [Party { votes: 60, won: 70 }, Party { votes: 40, won: 11 }];
    /// // Shares of 60 and 40: one lacks nothing, the other 29, and the half of it is 14.5.
    /// assert_eq!(half.claims(100, &parties), [0, 15]);
    /// ```
    #[must_use]
    pub fn claims(&self, seats: u32, parties: &[Party]) -> Vec<u32> {
        let all: Votes = parties.iter().map(|one| one.votes).sum();
        parties.iter().map(|one| self.claim(seats, *one, all)).collect()
    }

    fn claim(&self, seats: u32, party: Party, all: Votes) -> u32 {
        let (share, won) = ([u128::from(seats), party.votes], [u128::from(party.won), all]);
        if all == 0 || compare(&share, &won).is_le() {
            return 0;
        }
        // What it lacks, in parts of a seat: seats × votes − won × all, of `all` each.
        let lacks = share[0] * share[1] - won[0] * won[1];
        let claim = divide(&[lacks, self.part.over()], all * self.part.under(), self.rounding);
        u32::try_from(claim).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(seats: u32, parties: &[(Votes, u32)]) -> Vec<u32> {
        let parties: Vec<Party> =
            parties.iter().map(|(votes, won)| Party { votes: *votes, won: *won }).collect();
        let half = Rule { part: Fraction::new(1, 2), rounding: Rounding::Nearest };
        half.claims(seats, &parties)
    }

    /// National Assembly of the Republic of Korea, 10 April 2024: 300 seats less two of parties that
    /// take no part; two parties won 161 and 90 constituencies and had no list.
    #[test]
    fn who_has_no_list_claims_nothing_and_takes_nothing_from_others() {
        let parties =
            [(10_395_264, 0), (7_567_459, 0), (6_874_278, 0), (1_025_775, 1), (0, 161), (0, 90)];
        assert_eq!(claims(298, &parties), [60, 44, 40, 5, 0, 0]);
    }

    #[test]
    fn a_claim_of_half_a_seat_is_one_and_less_is_none() {
        // Of 100 seats and 1,000 votes: shares of 11, of 10.9 and of 78.1.
        assert_eq!(claims(100, &[(110, 10), (109, 10), (781, 80)]), [1, 0, 0]);
    }

    #[test]
    fn nobody_who_won_its_share_claims_anything() {
        assert_eq!(claims(100, &[(50, 50), (50, 20)]), [0, 15]);
        assert_eq!(claims(100, &[]), Vec::<u32>::new());
    }
}
