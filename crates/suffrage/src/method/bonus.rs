//! A bonus: seats that go to the list that leads, before the rest is divided.
//!
//! A share of all seats ([`Rule`]): half of a French town council, a quarter of a regional council.
//! The share is rounded as the law says, and some laws round small councils the other way.
//!
//! A number of seats ([`Seats`]): fifty of the three hundred of the Greek parliament from 2012 to 2019
//! (law 3636/2008). It may begin at a share of the votes and grow with it ([`Growth`]): twenty seats at
//! 25 %, one more for each half point, at most fifty (the same since 2023: International IDEA on art. 99 of
//! π.δ. 26/2012).
//!
//! Not here: who leads ([`super::majority`]), how the rest is divided ([`super::highest_averages`]).

use crate::number::{Exact, Fraction, Rounding, Votes};
use crate::record::Base;

/// The parameters of a bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The share of all seats.
    pub share: Fraction,
    /// How it becomes whole.
    pub rounding: Rounding,
    /// Councils of fewer seats than this round otherwise.
    pub below: Option<(u32, Rounding)>,
}

impl Rule {
    /// The rounding for a council of `seats`.
    #[must_use]
    pub fn rounding_for(&self, seats: u32) -> Rounding {
        match self.below {
            Some((limit, rounding)) if seats < limit => rounding,
            _ => self.rounding,
        }
    }

    /// The seats of the bonus in a council of `seats`.
    ///
    /// # Example
    /// ```
    /// # use suffrage::{number::{Fraction, Rounding}, method::bonus::Rule};
    /// let quarter = Rule { share: Fraction::new(1, 4), rounding: Rounding::Up, below: None };
    /// assert_eq!(quarter.seats(83), 21); // Bretagne 2021
    /// assert_eq!(quarter.seats(170), 43); // Hauts-de-France 2021: 42.5
    /// ```
    #[must_use]
    pub fn seats(&self, seats: u32) -> u32 {
        let bonus = self.share.of(u128::from(seats), self.rounding_for(seats));
        u32::try_from(bonus).map_or(seats, |bonus| bonus.min(seats))
    }
}

/// A bonus of a number of seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The seats, or the first of them where they grow.
    pub seats: u32,
    /// How they begin and grow; `None`: whoever leads has them.
    pub grows: Option<Growth>,
}

/// How a bonus begins and grows with the share of whoever leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The share from which on there is a bonus.
    pub from: Fraction,
    /// What shares are taken of.
    pub base: Base,
    /// One seat more for each such share beyond; parts of it give none.
    pub each: Fraction,
    /// Never more than so many seats.
    pub at_most: u32,
}

impl Seats {
    /// The seats for `votes` where the base is `of`.
    ///
    /// # Example
    /// ```
    /// # use suffrage::{Base, number::Fraction, method::bonus::{Growth, Seats}};
    /// let (from, each) = (Fraction::new(1, 4), Fraction::new(1, 200));
    /// let grows = Growth { from, base: Base::Expressed, each, at_most: 50 };
    /// let bonus = Seats { seats: 20, grows: Some(grows) };
    /// let of = Fraction::new(1000, 1);
    /// let seats = [249, 250, 254, 255, 399, 400, 500].map(|votes| bonus.of(votes, of));
    /// assert_eq!(seats, [0, 20, 20, 21, 49, 50, 50]);
    /// ```
    #[must_use]
    pub fn of(&self, votes: Votes, of: Fraction) -> u32 {
        let Some(grows) = self.grows else { return self.seats };
        if of.over() == 0 {
            return 0;
        }
        let share = Exact::from(votes).over(&Exact::from(of));
        if share < Exact::from(grows.from) {
            return 0;
        }
        let beyond = share - &Exact::from(grows.from);
        let more = beyond.over(&Exact::from(grows.each)).whole();
        let seats = u32::try_from(more).unwrap_or(u32::MAX).saturating_add(self.seats);
        seats.min(grows.at_most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Greece, art. 99 of π.δ. 26/2012: New Democracy had 40.56 % in June 2023; at 38.1 % it would have had 46 seats.
    #[test]
    fn half_points_that_are_not_whole_give_no_seat_and_the_bonus_ends_at_its_height() {
        let (from, each) = (Fraction::new(1, 4), Fraction::new(1, 200));
        let grows = Growth { from, base: Base::Expressed, each, at_most: 50 };
        let bonus = Seats { seats: 20, grows: Some(grows) };
        let of = Fraction::new(5_214_918, 1);
        assert_eq!([2_115_322, 1_986_884, 1_303_729].map(|votes| bonus.of(votes, of)), [50, 46, 0]);
        assert_eq!(Seats { seats: 50, grows: None }.of(1, of), 50);
    }

    /// Multiplying all votes by any number changes nothing, and more votes never mean fewer seats.
    #[test]
    fn a_bonus_that_grows_looks_at_shares_alone_and_never_shrinks_with_votes() {
        let grows = Growth {
            from: Fraction::new(1, 3),
            base: Base::Expressed,
            each: Fraction::new(1, 77),
            at_most: 31,
        };
        let bonus = Seats { seats: 7, grows: Some(grows) };
        let mut before = 0;
        for votes in 0..=1000 {
            let seats = bonus.of(votes, Fraction::new(1000, 1));
            let large = 10u128.pow(12);
            assert_eq!(seats, bonus.of(votes * large, Fraction::new(1000 * large, 1)));
            assert!(seats >= before);
            before = seats;
        }
        assert_eq!(before, 31);
    }

    /// Code électoral L262: half, up with more than four seats, down with fewer than four.
    #[test]
    fn half_of_three_seats_is_one_and_half_of_five_is_three() {
        let rule = Rule {
            share: Fraction::new(1, 2),
            rounding: Rounding::Up,
            below: Some((4, Rounding::Down)),
        };
        assert_eq!([3, 4, 5, 39].map(|seats| rule.seats(seats)), [1, 2, 3, 20]);
    }
}
