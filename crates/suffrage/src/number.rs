//! Votes, shares and averages: whole numbers and exact ratios, never floats.
//!
//! Every decision of a count is a comparison of two products of whole numbers, so that is what
//! this room offers: [`compare`] for products of any length, [`Fraction`] for the shares a law
//! names ("1/4", "12.5 %"), and [`Rounding`] for the only ways a fraction may become whole.
//! Votes up to [`MOST_VOTES`] are accepted by the readers; products never overflow, because
//! whatever leaves 128 bits is continued in arbitrary precision.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use serde::{Deserialize, Serialize};

/// A number of votes, ballots or electors.
pub type Votes = u128;

/// The greatest number a reader accepts: far above any electorate, low enough for exact sums.
pub const MOST_VOTES: Votes = 1_000_000_000_000_000_000_000_000_000;

/// Compares the product of `left` with the product of `right`, exactly.
///
/// # Example
/// ```
/// # use std::cmp::Ordering;
/// // Is 307 of 555 more than one half?  307 · 2 against 555 · 1
/// assert_eq!(suffrage::number::compare(&[307, 2], &[555, 1]), Ordering::Greater);
/// ```
#[must_use]
pub fn compare(left: &[u128], right: &[u128]) -> Ordering {
    match (product(left), product(right)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => great_product(left).cmp(&great_product(right)),
    }
}

fn product(factors: &[u128]) -> Option<u128> {
    factors.iter().try_fold(1u128, |all, factor| all.checked_mul(*factor))
}

fn great_product(factors: &[u128]) -> UBig {
    factors.iter().fold(UBig::ONE, |all, factor| all * UBig::from(*factor))
}

/// Divides the product of `factors` by `by`, rounded as said.
///
/// # Panics
/// If `by` is zero, or if the answer leaves 128 bits: our own fault, since readers bound votes.
#[must_use]
pub fn divide(factors: &[u128], by: u128, rounding: Rounding) -> u128 {
    assert!(by > 0, "a law that divides by nothing is refused when it is read");
    let (whole, rest) = match product(factors) {
        Some(all) => (all / by, all % by),
        None => {
            let (all, by) = (great_product(factors), UBig::from(by));
            let whole = u128::try_from(&all / &by).expect("votes are bounded by the readers");
            (whole, u128::try_from(all % by).expect("a rest is smaller than its divisor"))
        }
    };
    match rounding {
        Rounding::Down => whole,
        Rounding::Up => whole + u128::from(rest > 0),
        Rounding::NextWhole => whole + 1,
        Rounding::Nearest => whole + u128::from(compare(&[rest, 2], &[by]) != Ordering::Less),
        Rounding::NearestDown => {
            whole + u128::from(compare(&[rest, 2], &[by]) == Ordering::Greater)
        }
    }
}

/// How a law makes a fraction whole. One variant per reading found in a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the whole number below.
    Down,
    /// To the whole number above, unless it is whole already.
    Up,
    /// To the next whole number above, even if it is whole already.
    NextWhole,
    /// To the nearest whole number, halves up.
    Nearest,
    /// To the nearest whole number, halves down.
    NearestDown,
}

/// An exact share or quota, in lowest terms: `1/4`, `12.5%`, `1250 1/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fraction {
    over: u128,
    under: u128,
}

impl Fraction {
    /// `over / under` in lowest terms.
    ///
    /// # Panics
    /// If `under` is zero.
    #[must_use]
    pub fn new(over: u128, under: u128) -> Self {
        assert!(under > 0, "a fraction has a denominator");
        let divisor = greatest_common_divisor(over, under);
        Self { over: over / divisor, under: under / divisor }
    }

    /// The numerator.
    #[must_use]
    pub fn over(self) -> u128 {
        self.over
    }

    /// The denominator.
    #[must_use]
    pub fn under(self) -> u128 {
        self.under
    }

    /// Compares `votes` with this share of `base`.
    #[must_use]
    pub fn compare_votes(self, votes: Votes, base: Votes) -> Ordering {
        compare(&[votes, self.under], &[base, self.over])
    }

    /// This share of `base`, made whole.
    #[must_use]
    pub fn of(self, base: u128, rounding: Rounding) -> u128 {
        divide(&[base, self.over], self.under, rounding)
    }

    /// The fewest whole votes that are at least this share of `base`.
    #[must_use]
    pub fn at_least(self, base: Votes) -> Votes {
        self.of(base, Rounding::Up)
    }

    /// The fewest whole votes that are more than this share of `base`.
    #[must_use]
    pub fn more_than(self, base: Votes) -> Votes {
        self.of(base, Rounding::NextWhole)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&[self.over, other.under], &[other.over, self.under])
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.over / self.under, self.over % self.under);
        match (whole, rest) {
            (whole, 0) => write!(f, "{whole}"),
            (0, rest) => write!(f, "{rest}/{}", self.under),
            (whole, rest) => write!(f, "{whole} {rest}/{}", self.under),
        }
    }
}

/// An exact number of any length, for votes that are passed on in parts.
///
/// # Example
/// ```
/// # use suffrage::number::Exact;
/// let third = Exact::from(1u64).over(&Exact::from(3u64));
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(third.cut(5).to_string(), "0.33333");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Exact(RBig);

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(RBig::ZERO)
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0 == RBig::ZERO
    }

    /// This divided by `other`.
    ///
    /// # Panics
    /// If `other` is zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        Self(&self.0 / &other.0)
    }

    /// This times `other`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// One unit of the last of `decimals` decimals: 0.01 of two.
    #[must_use]
    pub fn unit(decimals: u8) -> Self {
        Self(RBig::from_parts(IBig::from(1), UBig::from(10u8).pow(usize::from(decimals))))
    }

    /// The first `decimals` decimals, the rest cut off.
    #[must_use]
    pub fn cut(&self, decimals: u8) -> Self {
        self.scaled(decimals, RBig::floor)
    }

    /// The first `decimals` decimals, rounded up if anything follows.
    #[must_use]
    pub fn cut_up(&self, decimals: u8) -> Self {
        self.scaled(decimals, RBig::ceil)
    }

    fn scaled(&self, decimals: u8, whole: fn(&RBig) -> IBig) -> Self {
        let unit = UBig::from(10u8).pow(usize::from(decimals));
        let units = whole(&(&self.0 * RBig::from(unit.clone())));
        Self(RBig::from_parts(units, unit))
    }

    /// The whole part.
    ///
    /// # Panics
    /// If it is negative or beyond 128 bits: our own fault, since readers bound votes.
    #[must_use]
    pub fn whole(&self) -> Votes {
        Votes::try_from(self.0.floor()).expect("votes are bounded by the readers")
    }

    /// `over / under`.
    ///
    /// # Panics
    /// If `under` is zero.
    #[must_use]
    pub(crate) fn ratio(over: &UBig, under: &UBig) -> Self {
        Self(RBig::from_parts(IBig::from(over.clone()), under.clone()))
    }

    /// The simplest number above `low` and below `high` (`None`: anything above), or `low` where
    /// nothing lies between: the one with the smallest denominator, then numerator.
    #[must_use]
    pub fn simplest_between(low: &Self, high: Option<&Self>) -> Self {
        match high {
            Some(high) if high <= low => low.clone(),
            Some(high) => Self(RBig::simplest_in(low.0.clone(), high.0.clone())),
            None => Self(RBig::from(low.0.floor() + IBig::ONE)),
        }
    }

    /// As a fraction, if it fits.
    #[must_use]
    pub fn fraction(&self) -> Option<Fraction> {
        let over = u128::try_from(self.0.numerator().clone()).ok()?;
        let under = u128::try_from(self.0.denominator().clone()).ok()?;
        Some(Fraction::new(over, under))
    }
}

impl From<u64> for Exact {
    fn from(whole: u64) -> Self {
        Self(RBig::from(whole))
    }
}

impl From<Votes> for Exact {
    fn from(whole: Votes) -> Self {
        Self(RBig::from(whole))
    }
}

impl From<Fraction> for Exact {
    fn from(fraction: Fraction) -> Self {
        Self(RBig::from_parts(fraction.over.into(), fraction.under.into()))
    }
}

impl std::ops::AddAssign<&Self> for Exact {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl std::ops::SubAssign<&Self> for Exact {
    fn sub_assign(&mut self, other: &Self) {
        self.0 -= &other.0;
    }
}

impl std::ops::Add<&Self> for Exact {
    type Output = Self;
    fn add(self, other: &Self) -> Self {
        Self(self.0 + &other.0)
    }
}

impl std::ops::Sub<&Self> for Exact {
    type Output = Self;
    fn sub(self, other: &Self) -> Self {
        Self(self.0 - &other.0)
    }
}

impl<'a> std::iter::Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(all: I) -> Self {
        all.fold(Self::zero(), |sum, one| sum + one)
    }
}

impl fmt::Display for Exact {
    /// `12`, `12.5`, or `1/3` where decimals never end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut under = self.0.denominator().clone();
        let mut decimals = 0usize;
        for prime in [UBig::from(2u8), UBig::from(5u8)] {
            let mut times = 0;
            while (&under % &prime).is_zero() {
                under = &under / &prime;
                times += 1;
            }
            decimals = decimals.max(times);
        }
        if under != UBig::ONE {
            return write!(f, "{}/{}", self.0.numerator(), self.0.denominator());
        }
        let scaled = &self.0 * RBig::from(UBig::from(10u8).pow(decimals));
        let digits = scaled.numerator().to_string();
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", digits.as_str()),
        };
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, rest) = digits.split_at(digits.len() - decimals);
        write!(f, "{sign}{whole}{}{rest}", if rest.is_empty() { "" } else { "." })
    }
}

impl From<Exact> for String {
    fn from(exact: Exact) -> Self {
        exact.to_string()
    }
}

impl TryFrom<String> for Exact {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an exact number");
        if let Some((over, under)) = text.split_once('/') {
            let (over, under): (IBig, UBig) =
                (over.parse().map_err(|_| wrong())?, under.parse().map_err(|_| wrong())?);
            return if under.is_zero() {
                Err(wrong())
            } else {
                Ok(Self(RBig::from_parts(over, under)))
            };
        }
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        if !rest.bytes().all(|byte| byte.is_ascii_digit()) || rest.len() > 1000 {
            return Err(wrong());
        }
        let digits: IBig = format!("{whole}{rest}").parse().map_err(|_| wrong())?;
        Ok(Self(RBig::from_parts(digits, UBig::from(10u8).pow(rest.len()))))
    }
}

/// Why a text is not an exact number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl FromStr for Fraction {
    type Err = NotANumber;

    /// Reads `3`, `1/4`, `1250 1/3`, `12.5%`, `12.5 %` or `1.4`.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim();
        if let Some(percent) = text.strip_suffix('%') {
            if percent.contains('%') {
                return Err(NotANumber);
            }
            let share = percent.trim().parse::<Self>()?;
            return share
                .under
                .checked_mul(100)
                .map(|under| Self::new(share.over, under))
                .ok_or(NotANumber);
        }
        if let Some((over, under)) = text.split_once('/') {
            let (whole, over) = match over.trim().rsplit_once(' ') {
                Some((whole, over)) => (whole_number(whole)?, whole_number(over)?),
                None => (0, whole_number(over)?),
            };
            let under = whole_number(under)?;
            let over = whole.checked_mul(under).and_then(|all| all.checked_add(over));
            return match (over, under) {
                (_, 0) | (None, _) => Err(NotANumber),
                (Some(over), under) => Ok(Self::new(over, under)),
            };
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || decimals.len() > 18 {
            return Err(NotANumber);
        }
        let digits = u32::try_from(decimals.len()).map_err(|_| NotANumber)?;
        let all = whole_number(&format!("{whole}{decimals}"))?;
        Ok(Self::new(all, 10u128.pow(digits)))
    }
}

fn whole_number(text: &str) -> Result<u128, NotANumber> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().filter(|n| *n <= MOST_VOTES).ok_or(NotANumber)
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

impl TryFrom<String> for Fraction {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let start: String = text.chars().take(40).collect();
        text.parse().map_err(|NotANumber| format!("`{start}` is not an exact number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_in_every_form_a_law_writes_it() {
        for (text, over, under) in [
            ("1/4", 1, 4),
            ("12.5%", 1, 8),
            ("5 %", 1, 20),
            ("1.4", 7, 5),
            ("2", 2, 1),
            ("2 1/3", 7, 3),
        ] {
            assert_eq!(text.parse(), Ok(Fraction::new(over, under)), "{text}");
        }
        for text in ["", "1/0", "1,5", "-1", "1.", ".", "%", "1/2/3", "1e3", "٣"] {
            assert_eq!(text.parse::<Fraction>(), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn a_share_is_written_as_it_is_read() {
        for text in ["1/4", "2", "2 1/3"] {
            assert_eq!(text.parse::<Fraction>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_comparison_beyond_128_bits_is_still_exact() {
        let great = u128::MAX;
        assert_eq!(compare(&[great, great], &[great, great - 1]), Ordering::Greater);
        assert_eq!(compare(&[great, great, 3], &[great, 3, great]), Ordering::Equal);
    }

    #[test]
    fn next_whole_moves_even_a_whole_number() {
        assert_eq!(divide(&[100], 10, Rounding::NextWhole), 11);
        assert_eq!(divide(&[100], 10, Rounding::Up), 10);
        assert_eq!(divide(&[5], 2, Rounding::Nearest), 3);
        assert_eq!(divide(&[7], 3, Rounding::Nearest), 2);
        assert_eq!(
            [3, 5, 6, 7].map(|over| divide(&[over], 4, Rounding::NearestDown)),
            [1, 1, 1, 2]
        );
    }

    /// 578 electors: a quarter is 144.5, so 145 votes are needed (L294).
    #[test]
    fn a_quarter_of_578_takes_145_votes() {
        assert_eq!(Fraction::new(1, 4).at_least(578), 145);
        assert_eq!(Fraction::new(1, 2).more_than(561), 281);
    }
}
