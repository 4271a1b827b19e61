//! Placing: the seats of each party go into areas, one after another, to the highest quotient.
//!
//! A quotient is the votes of a party in an area, divided by a divisor that grows with the seats
//! the party has there, and held against the area's votes where the law says so. A party that has
//! all its seats, and an area that has all of its own, are passed over. What a party must have in
//! an area it receives first; the quotients go on from there.
//!
//! Who uses it: levelling seats of the Nordic parliaments, sub-apportionment of national seats to
//! regional lists.
//!
//! Source: F. Pukelsheim, *Proportional Representation*, 2nd ed. 2017, ch. 13.

use std::cmp::Ordering;

use super::highest_averages::Divisors;
use crate::number::{Fraction, Votes};
use crate::word::words;

words! {
    /// What the quotient of a party in an area is held against.
    pub enum Relative {
        #[doc = "nothing: votes are compared with votes"]
        Votes = "votes",
        #[doc = "all votes of the area"]
        Share = "share of the area's votes",
        #[doc = "the votes of the area divided by the seats divided there"]
        PerSeat = "votes per seat of the area",
    }
}

words! {
    /// How many seats an area takes.
    pub enum Room {
        #[doc = "as many as come"]
        Any = "any number",
        #[doc = "its levelling seats"]
        Levelling = "levelling seats of the area",
        #[doc = "the seats of the area less those won in it"]
        SeatsLeft = "seats left in the area",
    }
}

words! {
    /// In which order seats are placed.
    pub enum Sequence {
        #[doc = "the highest quotient of all parties and areas first"]
        Highest = "highest first",
        #[doc = "in the order in which the parties won them"]
        AsWon = "as the seats were won",
    }
}

words! {
    /// From which seats of a party in an area its divisors start.
    pub enum StartsFrom {
        #[doc = "from zero: seats won before do not count"]
        Zero = "zero",
        #[doc = "from the seats it has won there"]
        SeatsWon = "seats won",
        #[doc = "from what the growth of the house guaranteed there, made up first"]
        SeatsGuaranteed = "seats guaranteed",
        #[doc = "from zero: seats won there are among those placed, and what was won beyond them stays"]
        WonIncluded = "zero, seats won included",
    }
}

/// A party in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The party, an index.
    pub party: usize,
    /// The area, an index.
    pub area: usize,
    /// Its votes there.
    pub votes: Votes,
    /// Seats that count already.
    pub held: u32,
    /// Up to so many it receives before any quotient counts.
    pub least: u32,
    /// The quotient is held against this.
    pub against: Fraction,
    /// The most seats it may receive, if bounded.
    pub most: Option<u32>,
}

/// Which of several cells with equal quotients goes first; `None` if nobody can say.
pub type Parted<'a> = &'a mut dyn FnMut(&[usize]) -> Option<usize>;

/// The cells that receive a seat each, in order.
///
/// `parties` are the seats of each party, `areas` the room of each area (`None`: any). `order` names
/// the party of each seat, where seats are placed as they were won. A party whose areas are full
/// keeps its other seats unplaced.
///
/// # Example
/// ```
/// # use suffrage::{number::Fraction, method::placing::*};
/// let cell = |party, area, votes| Cell { party, area, votes, held: 0, least: 0, against: Fraction::new(1, 1), most: None };
/// let cells = [cell(0, 0, 60), cell(0, 1, 50), cell(1, 0, 70), cell(1, 1, 10)];
/// let odd = "1, 3, 5, …".parse().unwrap();
/// // The second party takes the one seat of the first area, so the first goes to the second.
/// let placed = place(&odd, &cells, &[1, 1], &[Some(1), Some(1)], None, &mut |_| None);
/// assert_eq!(placed, [2, 1]);
/// ```
pub fn place(
    divisors: &Divisors,
    cells: &[Cell],
    parties: &[u32],
    areas: &[Option<u32>],
    order: Option<&[usize]>,
    parted: Parted<'_>,
) -> Vec<usize> {
    let mut state =
        State { divisors, cells: cells.to_vec(), parties: parties.to_vec(), areas: areas.to_vec() };
    let mut placed = Vec::new();
    match order {
        None => {
            while let Some(cell) = state.next(None, parted) {
                placed.push(cell);
            }
        }
        Some(order) => {
            for party in order {
                placed.extend(state.next(Some(*party), parted));
            }
        }
    }
    placed
}

/// The cells that give up a seat each, in order: of those that `may`, the one whose last seat was
/// won by the lowest quotient, so many times.
///
/// # Example
/// ```
/// # use suffrage::{number::Fraction, method::placing::*};
/// let cell = |area, votes, held| Cell { party: 0, area, votes, held, least: 0, against: Fraction::new(1, 1), most: None };
/// let odd = "1, 3, 5, …".parse().unwrap();
/// // 90 / 5 = 18 is less than 60 / 3 = 20; then 60 / 3 is less than 90 / 3.
/// let gone = give_up(&odd, &[cell(0, 90, 3), cell(1, 60, 2)], &|_| true, 2, &mut |_| None);
/// assert_eq!(gone, [0, 1]);
/// ```
pub fn give_up(
    divisors: &Divisors,
    cells: &[Cell],
    may: &dyn Fn(&Cell) -> bool,
    seats: u32,
    parted: Parted<'_>,
) -> Vec<usize> {
    let mut held: Vec<u32> = cells.iter().map(|cell| cell.held).collect();
    let mut gone = Vec::new();
    for left in (1..=seats as usize).rev() {
        let last = |at: usize, held: &[u32]| (cells[at].votes, held[at] - 1, cells[at].against);
        let compare = |a: usize, b: usize| divisors.compare_against(last(a, &held), last(b, &held));
        let open = || (0..cells.len()).filter(|at| held[*at] > 0 && may(&cells[*at]));
        let Some(lowest) = open().min_by(|a, b| compare(*a, *b)) else { break };
        let equals: Vec<usize> =
            open().filter(|at| compare(*at, lowest) == Ordering::Equal).collect();
        let chosen = if equals.len() > left { parted(&equals) } else { Some(lowest) };
        let Some(chosen) = chosen else { break };
        held[chosen] -= 1;
        gone.push(chosen);
    }
    gone
}

struct State<'a> {
    divisors: &'a Divisors,
    cells: Vec<Cell>,
    parties: Vec<u32>,
    areas: Vec<Option<u32>>,
}

impl State<'_> {
    fn next(&mut self, party: Option<usize>, parted: Parted<'_>) -> Option<usize> {
        let may = |cell: &Cell| {
            cell.votes > 0
                && cell.most.is_none_or(|most| most > 0)
                && party.is_none_or(|one| one == cell.party)
                && self.parties[cell.party] > 0
                && self.areas[cell.area].is_none_or(|room| room > 0)
        };
        let open = || (0..self.cells.len()).filter(|index| may(&self.cells[*index]));
        let short = |index: &usize| self.cells[*index].held < self.cells[*index].least;
        let chosen = match open().find(short) {
            Some(short) => short,
            None => {
                let best = open().max_by(|a, b| self.compare(*a, *b).then(b.cmp(a)))?;
                let equals: Vec<usize> =
                    open().filter(|one| self.compare(*one, best) == Ordering::Equal).collect();
                if self.conflict(&equals) { parted(&equals)? } else { best }
            }
        };
        let cell = &mut self.cells[chosen];
        cell.held += 1;
        cell.most = cell.most.map(|most| most - 1);
        self.parties[cell.party] -= 1;
        if let Some(room) = &mut self.areas[cell.area] {
            *room -= 1;
        }
        Some(chosen)
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        let (a, b) = (&self.cells[a], &self.cells[b]);
        self.divisors.compare_against((a.votes, a.held, a.against), (b.votes, b.held, b.against))
    }

    /// Whether one of the equals takes from another what it needs.
    fn conflict(&self, equals: &[usize]) -> bool {
        let count = |same: &dyn Fn(&Cell) -> bool| {
            equals.iter().filter(|one| same(&self.cells[**one])).count()
        };
        equals.iter().any(|one| {
            let (party, area) = (self.cells[*one].party, self.cells[*one].area);
            let wanted = count(&|cell| cell.party == party) > self.parties[party] as usize;
            let full = self.areas[area]
                .is_some_and(|room| count(&|cell| cell.area == area) > room as usize);
            wanted || full
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(party: usize, area: usize, votes: Votes) -> Cell {
        Cell { party, area, votes, held: 0, least: 0, against: Fraction::new(1, 1), most: None }
    }

    fn odd() -> Divisors {
        "1, 3, 5, …".parse().unwrap()
    }

    #[test]
    fn a_quotient_is_held_against_the_area_where_the_law_says_so() {
        let large = Cell { against: Fraction::new(1000, 1), ..cell(0, 0, 100) };
        let small = Cell { against: Fraction::new(50, 1), ..cell(0, 1, 40) };
        let placed = place(&odd(), &[large, small], &[1], &[None, None], None, &mut |_| None);
        assert_eq!(placed, [1]);
    }

    #[test]
    fn what_a_party_must_have_in_an_area_comes_first_and_the_quotients_go_on_from_there() {
        // By votes alone 5 seats are 4 and 1; two are guaranteed in the second area.
        let small = Cell { least: 2, ..cell(0, 1, 20) };
        let placed = place(
            &odd(),
            &[cell(0, 0, 80), small],
            &[5],
            &[None, None],
            None,
            &mut |_| unreachable!(),
        );
        assert_eq!(placed, [1, 1, 0, 0, 0]);
    }

    #[test]
    fn equals_that_take_nothing_from_each_other_need_no_lot() {
        let cells = [cell(0, 0, 30), cell(1, 1, 30)];
        let areas = [Some(1), Some(1)];
        let placed = place(&odd(), &cells, &[1, 1], &areas, None, &mut |_| unreachable!());
        assert_eq!(placed, [0, 1]);
    }

    #[test]
    fn equals_for_the_last_seat_of_an_area_are_asked_about() {
        let cells = [cell(0, 0, 30), cell(1, 0, 30)];
        let asked = |equals: &[usize]| {
            assert_eq!(equals, [0, 1]);
            Some(1)
        };
        assert_eq!(place(&odd(), &cells, &[1, 1], &[Some(1)], None, &mut { asked }), [1]);
        assert!(place(&odd(), &cells, &[1, 1], &[Some(1)], None, &mut |_| None).is_empty());
    }

    #[test]
    fn seats_can_be_placed_in_the_order_in_which_they_were_won() {
        let cells = [cell(0, 0, 90), cell(1, 0, 10)];
        let placed = place(&odd(), &cells, &[1, 1], &[Some(1)], Some(&[1, 0]), &mut |_| None);
        assert_eq!(placed, [1]);
    }
}
