//! A bonus: a share of the seats goes to the list that leads, before the rest is divided.
//!
//! Half of a French town council, a quarter of a regional council. The share is rounded as the law
//! says, and some laws round small councils the other way.
//!
//! Not here: who leads ([`super::majority`]), how the rest is divided ([`super::highest_averages`]).

use crate::number::{Fraction, Rounding};

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

#[cfg(test)]
mod tests {
    use super::*;

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
