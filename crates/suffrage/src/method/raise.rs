//! Seats raised to a majority: whoever has the most votes holds at least so many seats.
//!
//! All seats are divided first. If the list or coalition with the most votes has fewer than the law
//! assures, it has just these, and the others divide what is left, by the same steps and a quota of
//! their own. So the Italian Chamber of Deputies of 2006 to 2013 with 340 seats.
//!
//! Not here: a share of the seats given before the rest is divided ([`super::bonus`]).

use crate::record::TieBy;

/// How many seats the first is assured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The seats it has at least.
    pub least: u32,
    /// How equals for the first place are parted.
    pub tie: Vec<TieBy>,
}

/// How far the first is raised: `None` where it has enough, or where there are no more seats.
///
/// # Example
/// ```
/// # use suffrage::method::raise::raised;
/// assert_eq!(raised(340, 617, 201), Some(340));
/// assert_eq!(raised(340, 617, 345), None);
/// ```
#[must_use]
pub fn raised(least: u32, seats: u32, held: u32) -> Option<u32> {
    let least = least.min(seats);
    (held < least).then_some(least)
}
