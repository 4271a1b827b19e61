//! Highest averages: one seat after another to the list with the highest average.
//!
//! The average of a list is its votes divided by a divisor that grows with the seats it has. The
//! sequence of divisors is data of the law: 1, 2, 3, … (D'Hondt, Jefferson, Bader–Ofer,
//! Hagenbach-Bischoff), 1, 3, 5, … (Sainte-Laguë, Webster), 1.4, 3, 5, … (modified), 1, 4, 7, …
//! (Danish), 0, 1, 2, … (Adams), √(0·1), √(1·2), … (Huntington–Hill) and 1, 2^0.9, 3^0.9, … (Estonian).
//! The last two are irrational: averages are compared by whole powers of both sides, exactly.
//!
//! Equal averages are not parted here: [`Run::tied`] names the equals and the seats open between
//! them. A list without votes wins nothing.
//!
//! Source: F. Pukelsheim, *Proportional Representation*, 2nd ed. 2017, ch. 4.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::str::FromStr;

use crate::number::{Fraction, Votes, compare};

/// A sequence of divisors, as the law writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divisors {
    text: String,
    terms: Terms,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Terms {
    /// The first terms, then steps of equal width; all scaled to whole numbers.
    Linear { first: Vec<u128>, step: u128 },
    /// √(n·(n+1)) for a list with n seats.
    Geometric,
    /// (n+1) to a power, a fraction, for a list with n seats.
    Power { over: usize, under: usize },
}

const GEOMETRIC: &str = "√(0·1), √(1·2), √(2·3), …";

/// Why a text is not a sequence of divisors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDivisors {
    /// It must be numbers, then an ellipsis: `1, 3, 5, …`.
    Form,
    /// Each divisor must be greater than the one before.
    NotGrowing,
}

impl FromStr for Divisors {
    type Err = NotDivisors;

    /// Reads `1, 3, 5, …`: after the written terms it goes on with the last difference.
    fn from_str(text: &str) -> Result<Self, NotDivisors> {
        if text == GEOMETRIC {
            return Ok(Self { text: text.to_owned(), terms: Terms::Geometric });
        }
        let written = text.strip_suffix(", …").ok_or(NotDivisors::Form)?;
        if let Some(power) = power(written) {
            return Ok(Self { text: text.to_owned(), terms: power? });
        }
        let terms: Vec<Fraction> = written
            .split(", ")
            .map(|term| term.parse().map_err(|_| NotDivisors::Form))
            .collect::<Result<_, _>>()?;
        if terms.len() < 2 || terms.len() > 100 {
            return Err(NotDivisors::Form);
        }
        if terms.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(NotDivisors::NotGrowing);
        }
        let scale = terms
            .iter()
            .try_fold(1u128, |all, term| all.checked_mul(term.under()))
            .filter(|scale| *scale < 1 << 24)
            .ok_or(NotDivisors::Form)?;
        let first: Vec<u128> = terms
            .iter()
            .map(|term| scale.checked_mul(term.over()).map(|all| all / term.under()))
            .collect::<Option<_>>()
            .filter(|first: &Vec<u128>| first.iter().all(|term| *term < 1 << 50))
            .ok_or(NotDivisors::Form)?;
        let step = first[first.len() - 1] - first[first.len() - 2];
        Ok(Self { text: text.to_owned(), terms: Terms::Linear { first, step } })
    }
}

/// The power of `1, 2^0.9, 3^0.9`; `None` if the text is no such sequence.
fn power(written: &str) -> Option<Result<Terms, NotDivisors>> {
    let (second, third) = written.strip_prefix("1, 2^")?.split_once(", 3^")?;
    let power = second.parse::<Fraction>().ok().filter(|_| second == third);
    let small = |number: u128| usize::try_from(number).ok().filter(|number| *number <= 20);
    let terms = power.and_then(|power| {
        let (over, under) = (small(power.over())?, small(power.under())?);
        (over > 0).then_some(Terms::Power { over, under })
    });
    Some(terms.ok_or(NotDivisors::Form))
}

impl Divisors {
    /// As the law writes it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The divisor of a list that holds `seats`, times a constant of the sequence; for the
    /// geometric one, its square; for a power, its base.
    fn of(&self, seats: u32) -> u128 {
        let seats = u128::from(seats);
        match &self.terms {
            Terms::Geometric => seats * (seats + 1),
            Terms::Power { .. } => seats + 1,
            Terms::Linear { first, step } => {
                match first.get(usize::try_from(seats).unwrap_or(usize::MAX)) {
                    Some(term) => *term,
                    None => first[first.len() - 1] + (seats + 1 - first.len() as u128) * step,
                }
            }
        }
    }

    /// Compares the average of `votes` for the seat after `seats` with that of another list.
    #[must_use]
    pub fn compare(
        &self,
        (votes, seats): (Votes, u32),
        (others, theirs): (Votes, u32),
    ) -> Ordering {
        match self.terms {
            Terms::Linear { .. } => compare(&[votes, self.of(theirs)], &[others, self.of(seats)]),
            Terms::Geometric => {
                compare(&[votes, votes, self.of(theirs)], &[others, others, self.of(seats)])
            }
            Terms::Power { over, under } => {
                let side = |votes: Votes, divisor: u128| {
                    [vec![votes; under], vec![divisor; over]].concat()
                };
                compare(&side(votes, self.of(theirs)), &side(others, self.of(seats)))
            }
        }
    }

    /// Compares averages, each held against a figure of its own, as the votes of an area.
    #[must_use]
    pub fn compare_against(
        &self,
        (votes, seats, against): (Votes, u32, Fraction),
        (others, theirs, their): (Votes, u32, Fraction),
    ) -> Ordering {
        let mine = [votes, self.of(theirs), against.under(), their.over()];
        let their = [others, self.of(seats), their.under(), against.over()];
        match self.terms {
            Terms::Linear { .. } => compare(&mine, &their),
            // The divisor is a square already; all else is squared.
            Terms::Geometric => {
                let squared =
                    |all: [u128; 4]| [all[0], all[0], all[1], all[2], all[2], all[3], all[3]];
                compare(&squared(mine), &squared(their))
            }
            Terms::Power { over, under } => {
                let side = |all: [u128; 4]| {
                    let rational = [all[0], all[2], all[3]];
                    [vec![all[1]; over], rational.repeat(under)].concat()
                };
                compare(&side(mine), &side(their))
            }
        }
    }

    /// The exact average of a list with `votes` for the seat after `seats`; `None` where it is
    /// boundless (divisor 0) or irrational.
    #[must_use]
    pub fn average(&self, votes: Votes, seats: u32) -> Option<Fraction> {
        let scale = match &self.terms {
            Terms::Geometric | Terms::Power { .. } => return None,
            Terms::Linear { first, .. } => {
                let written: Fraction = self.text.split(", ").next()?.parse().ok()?;
                if first[0] == 0 { 1 } else { first[0] * written.under() / written.over() }
            }
        };
        let divisor = self.of(seats);
        (divisor > 0).then(|| Fraction::new(votes * scale, divisor))
    }
}

/// A list (or an alliance) that takes part in an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Valid votes.
    pub votes: Votes,
    /// Seats that count against it already.
    pub held: u32,
    /// The most seats it can hold in all, if bounded.
    pub most: Option<u32>,
}

/// What a run of highest averages gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Indices of the units, in the order in which they won a seat each.
    pub won: Vec<u32>,
    /// The units that are equal for the last seats, and how many seats are open between them.
    pub tied: Option<(Vec<u32>, u32)>,
    /// The unit that would win the seat after the last.
    pub next: Option<u32>,
}

struct Claim<'a> {
    divisors: &'a Divisors,
    votes: Votes,
    held: u32,
    divisor: u128,
    unit: u32,
}

impl Claim<'_> {
    fn average(&self, other: &Self) -> Ordering {
        // The common case, by hand: two products of 64 bits.
        let small = |number: u128| u64::try_from(number).ok().map(u128::from);
        if let (Terms::Linear { .. }, Some(mine), Some(theirs), Some(own), Some(their)) = (
            &self.divisors.terms,
            small(self.votes),
            small(other.votes),
            small(self.divisor),
            small(other.divisor),
        ) {
            return (mine * their).cmp(&(theirs * own));
        }
        self.divisors.compare((self.votes, self.held), (other.votes, other.held))
    }
}

impl Ord for Claim<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.average(other).then(other.unit.cmp(&self.unit))
    }
}
impl PartialOrd for Claim<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Claim<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Claim<'_> {}

/// Gives `open` seats one after another to the highest average.
///
/// `units` are in ballot-paper order; the answer numbers them from 0. If fewer seats can be filled
/// than are open (every list is at its bound), `won` is shorter than `open`.
///
/// # Example
/// ```
/// # use suffrage::method::highest_averages::*;
/// let list = |votes| Unit { votes, held: 0, most: None };
/// let run = divide(&"1, 2, 3, …".parse().unwrap(), &[list(60), list(25)], 4);
/// assert_eq!(run.won, [0, 0, 1, 0]); // 60, 30, 25, 20
/// ```
///
/// # Source
/// Pukelsheim, ch. 4; the order of seats is that of the falling averages.
#[must_use]
pub fn divide(divisors: &Divisors, units: &[Unit], open: u32) -> Run {
    let claim = |unit: u32, votes: Votes, held: u32| Claim {
        divisors,
        votes,
        held,
        divisor: divisors.of(held),
        unit,
    };
    let may = |unit: &Unit, held: u32| unit.votes > 0 && unit.most.is_none_or(|most| held < most);
    let mut heap: BinaryHeap<Claim<'_>> = (0u32..)
        .zip(units)
        .filter(|(_, unit)| may(unit, unit.held))
        .map(|(index, unit)| claim(index, unit.votes, unit.held))
        .collect();
    let mut won: Vec<u32> = Vec::with_capacity(open.min(1 << 24) as usize);
    // The last run of equal averages: where it starts in `won`, and its average.
    let mut equal_from = 0;
    let mut last: Option<Claim<'_>> = None;
    while won.len() < open as usize {
        let Some(mut top) = heap.peek_mut() else { break };
        let best = claim(top.unit, top.votes, top.held);
        let unit = &units[best.unit as usize];
        if may(unit, best.held + 1) {
            *top = claim(best.unit, best.votes, best.held + 1);
            drop(top);
        } else {
            std::collections::binary_heap::PeekMut::pop(top);
        }
        if last.as_ref().is_none_or(|last| last.average(&best) != Ordering::Equal) {
            equal_from = won.len();
        }
        won.push(best.unit);
        last = Some(best);
    }
    let next = heap.peek().map(|claim| claim.unit);
    let mut equals = Vec::new();
    if let Some(last) = last.filter(|_| won.len() == open as usize) {
        while heap.peek().is_some_and(|claim| claim.average(&last) == Ordering::Equal) {
            equals.extend(heap.pop().map(|claim| claim.unit));
        }
    }
    if equals.is_empty() {
        return Run { won, tied: None, next };
    }
    let between = won.split_off(equal_from);
    let seats = u32::try_from(between.len()).unwrap_or(open);
    let mut all: Vec<u32> = between.into_iter().chain(equals).collect();
    all.sort_unstable();
    Run { won, tied: Some((all, seats)), next }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(divisors: &str, votes: &[Votes], open: u32) -> Vec<u32> {
        let units: Vec<Unit> =
            votes.iter().map(|votes| Unit { votes: *votes, held: 0, most: None }).collect();
        let run = divide(&divisors.parse().unwrap(), &units, open);
        assert_eq!(run.tied, None);
        let mut seats = vec![0; votes.len()];
        run.won.iter().for_each(|unit| seats[*unit as usize] += 1);
        seats
    }

    /// The textbook case of 100,000 votes for 8 seats (Wikipedia, "D'Hondt method").
    #[test]
    fn the_textbook_case_by_dhondt_and_by_sainte_lague() {
        let votes = [100_000, 80_000, 30_000, 20_000];
        assert_eq!(seats("1, 2, 3, …", &votes, 8), [4, 3, 1, 0]);
        assert_eq!(seats("1, 3, 5, …", &votes, 8), [3, 3, 1, 1]);
    }

    /// Meurthe-et-Moselle, 24 September 2023, Senate: four seats (France Bleu, 24 Sept. 2023).
    #[test]
    fn meurthe_et_moselle_2023_parts_two_and_two() {
        assert_eq!(seats("1, 2, 3, …", &[934, 750, 152, 99, 52, 27], 4), [2, 2, 0, 0, 0, 0]);
    }

    #[test]
    fn adams_and_huntington_hill_seat_everyone_first() {
        assert_eq!(seats("0, 1, 2, …", &[1000, 10, 1], 4), [2, 1, 1]);
        assert_eq!(seats("√(0·1), √(1·2), √(2·3), …", &[1000, 10, 1], 4), [2, 1, 1]);
    }

    /// 100 / 2^0.9 = 53.59…, 100 / 3^0.9 = 37.20…: neither can be told from floats alone.
    #[test]
    fn powers_of_whole_numbers_are_compared_exactly() {
        assert_eq!(seats("1, 2^0.9, 3^0.9, …", &[100_000, 53_588], 2), [2, 0]);
        assert_eq!(seats("1, 2^0.9, 3^0.9, …", &[100_000, 53_589], 2), [1, 1]);
        assert_eq!(seats("1, 2^1, 3^1, …", &[60, 25], 4), seats("1, 2, 3, …", &[60, 25], 4));
        let divisors: Divisors = "1, 2^0.9, 3^0.9, …".parse().unwrap();
        assert_eq!(divisors.compare((1 << 9, 1023), (1, 0)), Ordering::Equal);
        assert_eq!(divisors.average(100, 1), None);
        assert_eq!("1, 2^0.9, 3^0.8, …".parse::<Divisors>(), Err(NotDivisors::Form));
    }

    #[test]
    fn modified_sainte_lague_makes_the_first_seat_dearer() {
        assert_eq!(seats("1, 3, 5, …", &[100, 34], 2), [1, 1]);
        assert_eq!(seats("1.4, 3, 5, …", &[100, 34], 2), [2, 0]);
    }

    #[test]
    fn equals_at_the_last_seat_are_named_and_those_before_are_settled() {
        let list = |votes| Unit { votes, held: 0, most: None };
        let run =
            divide(&"1, 2, 3, …".parse().unwrap(), &[list(60), list(30), list(30), list(1)], 3);
        assert_eq!(run.won, [0]);
        assert_eq!(run.tied, Some((vec![0, 1, 2], 2)));
    }

    #[test]
    fn a_list_at_its_bound_wins_no_more() {
        let units =
            [Unit { votes: 90, held: 0, most: Some(1) }, Unit { votes: 10, held: 0, most: None }];
        assert_eq!(divide(&"1, 2, 3, …".parse().unwrap(), &units, 3).won, [0, 1, 1]);
    }

    #[test]
    fn an_average_is_exact() {
        let divisors: Divisors = "1.4, 3, 5, …".parse().unwrap();
        assert_eq!(divisors.average(14, 0), Some(Fraction::new(10, 1)));
        assert_eq!(divisors.average(7, 1), Some(Fraction::new(7, 3)));
    }

    #[test]
    fn a_sequence_must_grow_and_go_on() {
        assert_eq!("1, 2, 3".parse::<Divisors>(), Err(NotDivisors::Form));
        assert_eq!("3, 2, …".parse::<Divisors>(), Err(NotDivisors::NotGrowing));
        assert_eq!("1, x, …".parse::<Divisors>(), Err(NotDivisors::Form));
    }
}
