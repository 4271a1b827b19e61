//! Quotas and largest remainders: a seat per whole quota, the rest by the biggest leftovers.
//!
//! 1. quota = votes / (seats + `extra`), rounded as the law says or kept exact;
//! 2. each list wins one seat per whole quota in its votes;
//! 3. open seats go, one each, to the largest remainders.
//!
//! The two parts stand alone, because laws mix them with highest averages (the Netherlands, Swiss
//! councils). Also called Hamilton, Hare–Niemeyer, Vinton; with other quotas Droop,
//! Hagenbach-Bischoff, Imperiali.
//!
//! Not here: thresholds ([`super::condition`]), equals ([`crate::tie`]).
//!
//! Source: F. Pukelsheim, *Proportional Representation*, 2nd ed. 2017, ch. 5.

use crate::number::{Fraction, Rounding, Votes, compare, divide};
use crate::word::words;

words! {
    /// By how many parts the votes are divided.
    pub enum Parts {
        #[doc = "the seats (Hare)"]
        Seats = "votes / seats",
        #[doc = "the seats, and all ballots that express a choice are divided, not only those for lists that take part"]
        ExpressedBySeats = "expressed / seats",
        #[doc = "one more than the seats (Droop, Hagenbach-Bischoff)"]
        SeatsPlusOne = "votes / (seats + 1)",
        #[doc = "one more than the seats, and all ballots that express a choice are divided, not only those for lists that take part"]
        ExpressedBySeatsPlusOne = "expressed / (seats + 1)",
        #[doc = "two more than the seats (Imperiali)"]
        SeatsPlusTwo = "votes / (seats + 2)",
    }
}

words! {
    /// Whether and how the quota is made whole.
    pub enum Whole {
        #[doc = "kept as an exact fraction"]
        Exact = "exact",
        #[doc = "to the whole number below"]
        Down = "down",
        #[doc = "to the whole number above, unless whole already"]
        Up = "up",
        #[doc = "to the next whole number above, even if whole already"]
        NextWhole = "next whole number",
        #[doc = "to the nearest whole number, halves up"]
        Nearest = "nearest",
        #[doc = "to the nearest whole number, halves down"]
        NearestDown = "nearest, halves down",
    }
}

words! {
    /// What becomes of seats that whole quotas give beyond those there are.
    pub enum Surplus {
        #[doc = "the law does not know any: such figures are refused"]
        Refused = "refused",
        #[doc = "a seat each is taken back where the remainder is smallest"]
        Smallest = "taken from the smallest remainders",
        #[doc = "they are kept: a tier above has fewer seats left"]
        Kept = "kept",
    }
}

/// How a quota is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The parts.
    pub parts: Parts,
    /// The rounding.
    pub whole: Whole,
    /// What becomes of seats beyond those there are.
    pub surplus: Surplus,
    /// What is left counts as a whole quota if it is at least this share of one.
    pub nearly: Option<Fraction>,
}

impl Whole {
    /// The rounding, if there is one.
    #[must_use]
    pub fn rounding(self) -> Option<Rounding> {
        match self {
            Self::Exact => None,
            Self::Down => Some(Rounding::Down),
            Self::Up => Some(Rounding::Up),
            Self::NextWhole => Some(Rounding::NextWhole),
            Self::Nearest => Some(Rounding::Nearest),
            Self::NearestDown => Some(Rounding::NearestDown),
        }
    }
}

impl Rule {
    /// Into how many parts the votes are divided for `seats`.
    #[must_use]
    pub fn parts(&self, seats: u32) -> u64 {
        u64::from(seats)
            + match self.parts {
                Parts::Seats | Parts::ExpressedBySeats => 0,
                Parts::SeatsPlusOne | Parts::ExpressedBySeatsPlusOne => 1,
                Parts::SeatsPlusTwo => 2,
            }
    }

    /// The quota of `votes` for `seats`; `None` if it is zero, since nobody can be held against it.
    ///
    /// # Example
    /// ```
    /// # use suffrage::{number::Fraction, method::largest_remainder::*};
    /// let swiss = Rule { parts: Parts::SeatsPlusOne, whole: Whole::NextWhole, surplus: Surplus::Refused, nearly: None };
    /// assert_eq!(swiss.quota(1200, 5), Some(Fraction::new(201, 1)));
    /// ```
    #[must_use]
    pub fn quota(&self, votes: Votes, seats: u32) -> Option<Fraction> {
        let parts = u128::from(self.parts(seats));
        if votes == 0 || parts == 0 {
            return None;
        }
        let quota = match self.whole.rounding() {
            None => Fraction::new(votes, parts),
            Some(rounding) => Fraction::new(divide(&[votes], parts, rounding), 1),
        };
        (quota.over() > 0).then_some(quota)
    }
}

/// Whole quotas in `votes`, and what is left over.
#[must_use]
pub fn quotas(votes: Votes, quota: Fraction) -> (u128, Fraction) {
    let whole = divide(&[votes, quota.under()], quota.over(), Rounding::Down);
    let used = quota.over() * whole;
    (whole, Fraction::new(votes * quota.under() - used, quota.under()))
}

/// Whether what a quota left over is at least a share of that quota.
#[must_use]
pub fn reaches(left: Fraction, share: Fraction, quota: Fraction) -> bool {
    let (mine, needed) =
        ([left.over(), share.under(), quota.under()], [share.over(), quota.over()]);
    compare(&mine, &[needed[0], needed[1], left.under()]).is_ge()
}

/// Who wins a seat each: indices of the largest of `remainders`, or the equals at the cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Indices, largest remainder first.
    pub won: Vec<u32>,
    /// The equals, and how many seats are open between them.
    pub tied: Option<(Vec<u32>, u32)>,
}

/// Gives `open` seats, one each, to the largest remainders. Fewer if there are fewer lists.
#[must_use]
pub fn largest(remainders: &[Fraction], open: u32) -> Run {
    let mut order: Vec<u32> = (0u32..).zip(remainders).map(|(index, _)| index).collect();
    let of = |index: u32| remainders[index as usize];
    order.sort_by(|a, b| of(*b).cmp(&of(*a)).then(a.cmp(b)));
    let open = open as usize;
    if order.len() <= open || open == 0 || of(order[open - 1]) != of(order[open]) {
        order.truncate(open);
        return Run { won: order, tied: None };
    }
    let cut = of(order[open]);
    let won: Vec<u32> = order.iter().copied().filter(|index| of(*index) > cut).collect();
    let equals: Vec<u32> = order.iter().copied().filter(|index| of(*index) == cut).collect();
    let seats = u32::try_from(open - won.len()).unwrap_or(0);
    Run { won, tied: Some((equals, seats)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// National Council of Slovakia, 29 February 2020: 150 seats, quota of 151 parts rounded to
    /// 13,650; the last two seats hang on remainders 106 votes apart (golden file of votelib).
    #[test]
    fn what_is_left_can_reach_a_share_of_the_quota() {
        let quota = Fraction::new(1000, 3);
        assert!(reaches(Fraction::new(250, 1), Fraction::new(3, 4), quota));
        assert!(!reaches(Fraction::new(249, 1), Fraction::new(3, 4), quota));
    }

    #[test]
    fn slovakia_2020_last_two_seats_hang_on_106_votes() {
        let votes: [Votes; 6] = [721_166, 527_172, 237_531, 229_660, 179_246, 166_325];
        let rule = Rule {
            parts: Parts::SeatsPlusOne,
            whole: Whole::Nearest,
            surplus: Surplus::Refused,
            nearly: None,
        };
        let quota = rule.quota(votes.iter().sum(), 150).unwrap();
        assert_eq!(quota, Fraction::new(13_650, 1));
        let (whole, left): (Vec<u128>, Vec<Fraction>) =
            votes.iter().map(|votes| quotas(*votes, quota)).unzip();
        assert_eq!(whole, [52, 38, 17, 16, 13, 12]);
        assert_eq!(largest(&left, 2).won, [0, 3]);
    }

    #[test]
    fn equal_remainders_at_the_last_seat_are_named() {
        let left = [5, 5, 1].map(|over| Fraction::new(over, 10));
        assert_eq!(largest(&left, 1), Run { won: vec![], tied: Some((vec![0, 1], 1)) });
        assert_eq!(largest(&left, 2), Run { won: vec![0, 1], tied: None });
    }

    #[test]
    fn an_exact_quota_keeps_its_fraction() {
        let hare = Rule {
            parts: Parts::Seats,
            whole: Whole::Exact,
            surplus: Surplus::Refused,
            nearly: None,
        };
        let quota = hare.quota(100, 7).unwrap();
        assert_eq!(quotas(43, quota), (3, Fraction::new(1, 7)));
    }
}
