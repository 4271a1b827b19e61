//! Kemeny-Young: of all orders of the candidates the one with which the ballots agree most.
//!
//! An order and a ballot agree on a pair if both put the same one first; the order with most
//! agreement over all pairs and ballots is the result (J.G. Kemeny, *Mathematics without numbers*,
//! Daedalus 88, 1959; H.P. Young and A. Levenglick, *A consistent extension of Condorcet's election
//! principle*, SIAM Journal on Applied Mathematics 35, 1978). Several orders can be equally good.
//! Then whoever is first in one of them is equal to whoever is first in another, and all of them are
//! counted in the record: none is hidden behind the one that was found first.
//!
//! Every order is weighed by dynamic programming over sets of candidates, so at most
//! [`MOST`] can be ordered; a good order that may not be the best is no result. Not here: equals
//! ([`crate::tie`]).

use super::pairwise::{Matrix, Order, at};
use crate::number::Votes;
use crate::tally::Place;

/// The most candidates of which every order can be weighed.
pub const MOST: usize = 16;

/// The most orders that are written out.
pub const SHOWN: usize = 24;

/// The orders with most agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// Ballots that agree, added up over all pairs.
    pub agreement: Votes,
    /// How many orders have it.
    pub orders: Votes,
    /// The first [`SHOWN`] of them, by the order of the ballot paper.
    pub shown: Vec<Vec<Place>>,
}

/// What every set of candidates is worth; a set is a number with a bit for each candidate.
struct Sets<'a> {
    matrix: &'a Matrix,
    stand: &'a [Place],
    /// The most agreement among the members of a set, ordered as well as can be.
    inside: Vec<Votes>,
}

impl Sets<'_> {
    fn members(&self, set: usize) -> impl Iterator<Item = usize> + use<> {
        (0..self.stand.len()).filter(move |one| set & (1 << one) != 0)
    }

    /// Agreement if `one` stands before all of `set`.
    fn before(&self, one: usize, set: usize) -> Votes {
        self.members(set).map(|other| at(self.matrix, self.stand[one], self.stand[other])).sum()
    }

    fn all(&self) -> usize {
        (1 << self.stand.len()) - 1
    }

    /// Whether `one` can come next in a best order, when `left` are those still to be placed.
    fn next(&self, one: usize, left: usize) -> bool {
        let rest = left & !(1 << one);
        self.before(one, rest) + self.inside[rest] == self.inside[left]
    }

    /// By set of those who are placed already: whether a best order begins with just them.
    fn heads(&self) -> Vec<bool> {
        let mut heads = vec![false; self.all() + 1];
        heads[0] = true;
        for set in 0..=self.all() {
            let left = self.all() & !set;
            if heads[set] {
                for one in self.members(left).filter(|one| self.next(*one, left)) {
                    heads[set | (1 << one)] = true;
                }
            }
        }
        heads
    }

    /// In how many orders those of a set agree most.
    fn count(&self) -> Votes {
        let mut orders: Vec<Votes> = vec![0; self.all() + 1];
        orders[0] = 1;
        for left in 1..=self.all() {
            let first = self.members(left).filter(|one| self.next(*one, left));
            orders[left] = first.map(|one| orders[left & !(1 << one)]).sum();
        }
        orders[self.all()]
    }

    fn shown(&self) -> Vec<Vec<Place>> {
        let (mut shown, mut open) = (Vec::new(), vec![(Vec::new(), self.all())]);
        while let Some((order, left)) = open.pop() {
            if left == 0 {
                shown.push(order);
                if shown.len() == SHOWN {
                    break;
                }
                continue;
            }
            let next: Vec<usize> = self.members(left).filter(|one| self.next(*one, left)).collect();
            for one in next.into_iter().rev() {
                let mut order: Vec<Place> = order.clone();
                order.push(self.stand[one]);
                open.push((order, left & !(1 << one)));
            }
        }
        shown
    }

    /// Those who are first in a best order together; of the others, those who are first in one; and
    /// so on.
    fn groups(&self) -> Vec<Vec<Place>> {
        let (heads, mut told, mut groups) = (self.heads(), 0, Vec::new());
        while told != self.all() {
            let (mut group, mut head) = (0, told);
            // Every set of those told already, from all of them down to nobody.
            loop {
                if heads[head] {
                    let left = self.all() & !head;
                    let new = self.members(left & !told).filter(|one| self.next(*one, left));
                    new.for_each(|one| group |= 1 << one);
                }
                if head == 0 {
                    break;
                }
                head = (head - 1) & told;
            }
            groups.push(self.members(group).map(|one| self.stand[one]).collect());
            told |= group;
        }
        groups
    }
}

/// Orders those who stand; `None` if they are more than [`MOST`].
#[must_use]
pub fn order(matrix: &Matrix, stand: &[Place]) -> Option<Order> {
    if stand.len() > MOST {
        return None;
    }
    let mut sets = Sets { matrix, stand, inside: vec![0; 1 << stand.len()] };
    for set in 1..=sets.all() {
        let first =
            |one: usize| sets.before(one, set & !(1 << one)) + sets.inside[set & !(1 << one)];
        sets.inside[set] = sets.members(set).map(first).max().unwrap_or(0);
    }
    let best =
        Best { agreement: sets.inside[sets.all()], orders: sets.count(), shown: sets.shown() };
    Some(Order { groups: sets.groups(), best: Some(best), ..Order::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(candidates: usize, wins: &[(usize, usize, Votes, Votes)]) -> Matrix {
        let mut matrix = vec![vec![0; candidates]; candidates];
        for (a, b, votes, against) in wins {
            matrix[*a][*b] = *votes;
            matrix[*b][*a] = *against;
        }
        matrix
    }

    /// Tennessee: 393 of 600 agreements, for Nashville, Chattanooga, Knoxville, Memphis.
    #[test]
    fn the_capital_of_tennessee_has_one_best_order_with_393_agreements() {
        let tennessee = [
            (0, 1, 42, 58),
            (0, 2, 42, 58),
            (0, 3, 42, 58),
            (1, 2, 68, 32),
            (1, 3, 68, 32),
            (2, 3, 83, 17),
        ];
        let order = order(&matrix(4, &tennessee), &[0, 1, 2, 3]).unwrap();
        let best = order.best.unwrap();
        assert_eq!((best.agreement, best.orders), (393, 1));
        assert_eq!(best.shown, [[1, 2, 3, 0]]);
    }

    #[test]
    fn whoever_is_first_in_one_of_several_best_orders_is_equal_to_the_others() {
        // A beats B by 8:3 and is beaten by C as C is by B, 6:5: A B C and C A B are best, B is
        // first in neither.
        let circle = matrix(3, &[(0, 1, 8, 3), (1, 2, 6, 5), (2, 0, 6, 5)]);
        let order = order(&circle, &[0, 1, 2]).unwrap();
        let best = order.best.unwrap();
        assert_eq!((best.orders, best.shown), (2, vec![vec![0, 1, 2], vec![2, 0, 1]]));
        assert_eq!(order.groups, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn without_a_ballot_every_order_is_as_good_as_any() {
        let order = order(&matrix(5, &[]), &[0, 1, 2, 3, 4]).unwrap();
        let best = order.best.unwrap();
        assert_eq!((best.orders, best.shown.len()), (120, SHOWN));
        assert_eq!(order.groups, [[0, 1, 2, 3, 4]]);
        let too_many: Vec<Place> = (0..17).collect();
        assert_eq!(super::order(&matrix(17, &[]), &too_many), None);
    }
}
