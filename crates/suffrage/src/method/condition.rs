//! A condition: votes held against a share of a named base.
//!
//! "More than 1/2 of expressed", "at least 5 % of registered": thresholds, majorities, quorums and
//! qualification for a second round are all this. The comparison is exact; the record also states
//! the fewest whole votes that meet it, which is what people ask for.

use std::cmp::Ordering;
use std::str::FromStr;

use crate::number::{Fraction, Votes, compare, divide};
use crate::record::{Base, Relation, Scope, Test};
use crate::word::Word;

/// A share of a base, and how votes are held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// More than, or at least.
    pub relation: Relation,
    /// The share.
    pub share: Fraction,
    /// What it is a share of.
    pub base: Base,
    /// Over which contests votes and base are added up.
    pub scope: Scope,
}

/// The words `1/4 of registered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The share.
    pub share: Fraction,
    /// What it is a share of.
    pub base: Base,
    /// Over which contests votes and base are added up.
    pub scope: Scope,
}

/// What a text that should be a share of a base lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAShare {
    /// It is not of the form `1/4 of registered`.
    Form,
    /// The number is not exact.
    Number(String),
    /// The base is not a word of the notation.
    Base(String),
}

impl FromStr for Share {
    type Err = NotAShare;

    fn from_str(text: &str) -> Result<Self, NotAShare> {
        let (text, scope) = match text.strip_suffix(" in all contests") {
            Some(text) => (text, Scope::Election),
            None => (text, Scope::Contest),
        };
        let (share, base) = text.split_once(" of ").ok_or(NotAShare::Form)?;
        let share = share.parse().map_err(|_| NotAShare::Number(share.to_owned()))?;
        let base = Base::read(base.trim()).ok_or_else(|| NotAShare::Base(base.to_owned()))?;
        Ok(Self { share, base, scope })
    }
}

impl Condition {
    /// Holds `votes` against this condition on a base of size `of`.
    ///
    /// # Example
    /// ```
    /// # use suffrage::{Base, Relation, number::Fraction, method::condition::Condition};
    /// let quarter = Condition {
    ///     relation: Relation::AtLeast, share: Fraction::new(1, 4), base: Base::Registered,
    ///     scope: suffrage::record::Scope::Contest,
    /// };
    /// let test = quarter.test(Fraction::new(578, 1));
    /// assert_eq!(test.needed, 145); // a quarter of 578 is 144 1/2
    /// ```
    #[must_use]
    pub fn test(&self, of: Fraction) -> Test {
        let (share, under) = ([of.over(), self.share.over()], of.under() * self.share.under());
        let needed = match self.relation {
            Relation::AtLeast => divide(&share, under, crate::number::Rounding::Up),
            Relation::MoreThan => divide(&share, under, crate::number::Rounding::NextWhole),
        };
        Test {
            relation: self.relation,
            share: self.share,
            base: self.base,
            scope: self.scope,
            of,
            needed,
        }
    }
}

impl Test {
    /// Whether `votes` meet the condition: the exact comparison, not the rounded need.
    #[must_use]
    pub fn passes(&self, votes: Votes) -> bool {
        let found = compare(
            &[votes, self.share.under(), self.of.under()],
            &[self.share.over(), self.of.over()],
        );
        match self.relation {
            Relation::AtLeast => found != Ordering::Less,
            Relation::MoreThan => found == Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(relation: Relation, text: &str) -> Condition {
        let Share { share, base, scope } = text.parse().unwrap();
        Condition { relation, share, base, scope }
    }

    /// North Province, 12 May 2019: 1,975 votes are 7.83 % of the expressed, but 4.95 % of the
    /// 39,903 registered, and the threshold is 5 % of the registered (organic law 99-209, art. 192).
    #[test]
    fn the_base_of_a_threshold_can_decide() {
        let registered =
            condition(Relation::AtLeast, "5% of registered").test(Fraction::new(39_903, 1));
        let expressed =
            condition(Relation::AtLeast, "5% of expressed").test(Fraction::new(25_221, 1));
        assert_eq!((registered.needed, registered.passes(1_975)), (1_996, false));
        assert!(expressed.passes(1_975));
    }

    #[test]
    fn exactly_half_is_not_more_than_half() {
        let half = condition(Relation::MoreThan, "1/2 of expressed").test(Fraction::new(100, 1));
        assert_eq!((half.needed, half.passes(50), half.passes(51)), (51, false, true));
    }

    #[test]
    fn a_share_names_what_it_lacks() {
        assert_eq!("5%".parse::<Share>(), Err(NotAShare::Form));
        assert_eq!("5,5% of votes".parse::<Share>(), Err(NotAShare::Number("5,5%".into())));
        assert_eq!("5% of regs".parse::<Share>(), Err(NotAShare::Base("regs".into())));
    }
}
