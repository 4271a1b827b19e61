//! Who goes out together when nobody can be elected.
//!
//! Most laws take out the one candidate with the fewest votes. Some take out at once all who
//! cannot be saved: those who together have fewer votes than the next above them (or no more), with
//! what surpluses may still bring. Equals for a single exclusion are parted in [`crate::tie`].
//!
//! Sources: Minneapolis Code of Ordinances 167.20 ("mathematically impossible to be elected", in the
//! wordings of 2009 and 2013); New York City Charter 1057-g(a); Local Elections (Northern Ireland)
//! Order 1985, rules 49(10) and 51(12); ERS97, 5.2.2 and 5.2.5; New Zealand, Local Electoral
//! Regulations 2001, schedule 1A, clause 13; Commonwealth Electoral Act 1918, s 273(13A), (29).

use crate::number::Exact;
use crate::tally::Place;
use crate::word::words;

words! {
    /// Who goes out at a stage.
    pub enum Excludes {
        #[doc = "the one with the fewest votes"]
        One = "the lowest",
        #[doc = "the one with the fewest votes; at once, before any surplus passes on, where no surplus could save it"]
        OneAtOnce = "the lowest, at once where nothing saves it",
        #[doc = "the one with the fewest votes; at once, before any surplus passes on, where no surplus could save it, elect anybody, or bring it above a quarter of the quota (its deposit)"]
        OneUnlessDeposit = "the lowest, at once where no surplus elects or saves anybody or a deposit",
        #[doc = "all who together have fewer votes than the next above them"]
        CannotWin = "all who cannot win",
        #[doc = "all who together, and with every surplus not yet passed on, have fewer votes than the next above them; at once, before any surplus passes on"]
        CannotWinAtOnce = "all who cannot win, at once",
        #[doc = "all who together have no more votes than the next above them"]
        CannotOvertake = "all who cannot overtake",
        #[doc = "all who together, and with every surplus not yet passed on, have no more votes than the next above them; at once, before any surplus passes on"]
        CannotOvertakeAtOnce = "all who cannot overtake, at once",
        #[doc = "all whose notional votes (their own and those of all below) fall short of what the seats left need"]
        ByShortfall = "all who fall short",
        #[doc = "all who have not the law's share, together; if nobody has it, the one with the fewest votes"]
        BelowShare = "all below the share",
    }
}

/// The votes among which somebody goes out.
pub struct Field<'f> {
    /// Those still in the count, fewest votes first.
    pub order: &'f [(Place, &'f Exact)],
    /// Surpluses not yet passed on, together.
    pub surplus: &'f Exact,
    /// So many stay at least.
    pub keep: usize,
    /// Seats still open.
    pub open: usize,
    /// The quota, where the method has one.
    pub quota: Option<&'f Exact>,
}

impl Excludes {
    /// Whether they go out before any surplus passes on.
    #[must_use]
    pub fn at_once(self) -> bool {
        match self {
            Self::OneAtOnce
            | Self::OneUnlessDeposit
            | Self::CannotWinAtOnce
            | Self::CannotOvertakeAtOnce => true,
            Self::One
            | Self::CannotWin
            | Self::CannotOvertake
            | Self::ByShortfall
            | Self::BelowShare => false,
        }
    }

    /// Those who certainly go out together; none if only the one with the fewest votes does.
    #[must_use]
    pub fn together(self, field: &Field<'_>) -> Vec<Place> {
        let most = match self {
            // The share of a stage is the business of the method that knows it.
            Self::One | Self::BelowShare => 0,
            Self::OneAtOnce => field.one_cannot(),
            Self::OneUnlessDeposit if field.elects_or_saves() => 0,
            Self::OneUnlessDeposit => field.one_cannot(),
            Self::CannotWin | Self::CannotWinAtOnce => field.cannot(false),
            Self::CannotOvertake | Self::CannotOvertakeAtOnce => field.cannot(true),
            Self::ByShortfall => field.short(),
        };
        field.order[..most].iter().map(|one| one.0).collect()
    }
}

impl Field<'_> {
    /// From the lowest up: the most who together, and with the surpluses, have fewer votes than the
    /// next above them (`or_equal`: no more). Equals are never torn apart.
    fn cannot(&self, or_equal: bool) -> usize {
        let (mut sum, mut out) = (self.surplus.clone(), 0);
        for (index, (_, votes)) in self.order.iter().enumerate() {
            let short = sum < **votes || (or_equal && sum == **votes);
            let apart = index > 0 && self.order[index - 1].1 != *votes;
            if short && apart && self.order.len() - index >= self.keep {
                out = index;
            }
            sum += votes;
        }
        out
    }

    /// 1 if the lowest, with the surpluses, has fewer votes than the next.
    fn one_cannot(&self) -> usize {
        let (Some(lowest), Some(next)) = (self.order.first(), self.order.get(1)) else { return 0 };
        let cannot = lowest.1.clone() + self.surplus < *next.1;
        usize::from(cannot && self.order.len() > self.keep)
    }

    /// Whether the surpluses could elect the highest or save the deposit of the lowest, a quarter of
    /// the quota exceeded.
    fn elects_or_saves(&self) -> bool {
        let (Some(quota), Some(lowest), Some(highest)) =
            (self.quota, self.order.first(), self.order.last())
        else {
            return false;
        };
        let quarter = quota.over(&Exact::from(4u64));
        let elects = highest.1.clone() + self.surplus >= *quota;
        let saves = *lowest.1 <= quarter && lowest.1.clone() + self.surplus > quarter;
        elects || saves
    }

    /// The bulk exclusion by shortfalls: notional votes are a candidate's own and all below.
    ///
    /// The leading shortfall is what the highest lacks to the quota, the vacancy shortfall what as
    /// many of the highest as there are seats lack together. Of those below the lowest whose notional
    /// votes reach the vacancy shortfall, the highest with fewer notional votes than the next above
    /// has votes goes out with all below; but where its notional votes reach the leading shortfall,
    /// only the highest who stays below that.
    fn short(&self) -> usize {
        let Some(quota) = self.quota else { return 0 };
        let lacks = |votes: &Exact| quota.clone() - votes;
        let Some((_, highest)) = self.order.last() else { return 0 };
        let leading = lacks(highest);
        let top = self.order.iter().rev().take(self.open);
        let vacancy = top.fold(Exact::zero(), |sum, (_, votes)| sum + &lacks(votes));
        let mut notional: Vec<Exact> = Vec::new();
        for (_, votes) in self.order {
            let below = notional.last().cloned().unwrap_or_default();
            notional.push(below + votes);
        }
        let end = notional.iter().position(|sum| *sum >= vacancy).unwrap_or(notional.len());
        let fewer = |at: &usize| self.order.get(at + 1).is_some_and(|next| notional[*at] < *next.1);
        let Some(found) = (0..end).rev().find(fewer) else { return 0 };
        let found = if notional[found] < leading {
            Some(found)
        } else {
            (0..found).rev().find(|at| notional[*at] < leading)
        };
        found.map_or(0, |at| (at + 1).min(self.order.len().saturating_sub(self.keep)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(rule: Excludes, votes: &[u64], surplus: u64, open: usize, quota: u64) -> usize {
        let votes: Vec<Exact> = votes.iter().map(|votes| Exact::from(*votes)).collect();
        let order: Vec<(Place, &Exact)> = (0..).zip(&votes).collect();
        let (surplus, quota) = (Exact::from(surplus), Exact::from(quota));
        let field =
            Field { order: &order, surplus: &surplus, keep: open, open, quota: Some(&quota) };
        rule.together(&field).len()
    }

    #[test]
    fn those_go_out_who_together_have_fewer_votes_than_the_next() {
        assert_eq!(out(Excludes::CannotWin, &[1, 2, 4, 9], 0, 1, 10), 3);
        assert_eq!(out(Excludes::CannotWin, &[1, 2, 3, 9], 0, 1, 10), 3);
        assert_eq!(out(Excludes::CannotWin, &[4, 5, 9, 10], 0, 1, 15), 1);
        assert_eq!(out(Excludes::CannotWin, &[1, 2, 4, 9], 0, 2, 10), 2);
    }

    /// 7 A, 3 B, 2 C, 1 D with two to stay: C and D together equal B.
    #[test]
    fn who_cannot_overtake_goes_out_where_who_cannot_win_stays() {
        assert_eq!(out(Excludes::CannotWin, &[1, 2, 3, 7], 0, 2, 10), 1);
        assert_eq!(out(Excludes::CannotOvertake, &[1, 2, 3, 7], 0, 2, 10), 2);
    }

    #[test]
    fn equals_at_the_foot_are_never_torn_apart() {
        for rule in [Excludes::CannotOvertake, Excludes::CannotWin, Excludes::OneAtOnce] {
            assert_eq!(out(rule, &[3, 3, 5, 8], 0, 2, 10), 0, "{rule}");
        }
    }

    #[test]
    fn a_surplus_that_could_save_somebody_keeps_them() {
        assert_eq!(out(Excludes::CannotWinAtOnce, &[1, 4, 9], 3, 1, 10), 2);
        assert_eq!(out(Excludes::CannotWinAtOnce, &[1, 4, 9], 4, 1, 10), 0);
        assert_eq!(out(Excludes::OneAtOnce, &[1, 4, 9], 2, 1, 20), 1);
        assert_eq!(out(Excludes::OneAtOnce, &[1, 4, 9], 3, 1, 20), 0);
    }

    /// Quota 100: a surplus of 5 lifts the lowest from 21 above a quarter of it.
    #[test]
    fn a_deposit_that_a_surplus_could_save_keeps_the_lowest() {
        assert_eq!(out(Excludes::OneUnlessDeposit, &[21, 60, 70], 5, 1, 100), 0);
        assert_eq!(out(Excludes::OneUnlessDeposit, &[19, 60, 70], 5, 1, 100), 1);
        assert_eq!(out(Excludes::OneUnlessDeposit, &[19, 60, 97], 5, 1, 100), 0);
    }

    /// Quota 100, two seats: the two highest lack 10 and 30, together 40. Notional votes of the lowest
    /// are 2, 5, 9 and 39, so four stand below; the fourth has 39, less than the 70 of the next, but
    /// not less than the leading 10: the third goes out with all below.
    #[test]
    fn the_bulk_exclusion_stops_where_a_seat_could_be_reached() {
        assert_eq!(out(Excludes::ByShortfall, &[2, 3, 4, 30, 70, 90], 0, 2, 100), 3);
    }
}
