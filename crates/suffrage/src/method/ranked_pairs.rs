//! Ranked pairs: the strongest wins are locked in first, and those that would close a circle are not.
//!
//! Source: T.N. Tideman, *Independence of clones as a criterion for voting rules*, Social Choice and
//! Welfare 4 (1987). Wins that are equally strong are the trap: the order in which they are locked in
//! can decide who is first, and a program that takes them as they lie on the ballot paper elects by
//! alphabet. Tideman's rule is to try every order, and to call all who are first by one of them
//! equal. That keeps candidates and voters alike, but finding them all can take longer than anybody
//! has (M. Brill and F. Fischer, *The price of neutrality for the ranked pairs method*, AAAI 2012):
//! a count that would is refused, never guessed. T.M. Zavist and T.N. Tideman, *Complete independence
//! of clones in the ranked pairs rule*, Social Choice and Welfare 6 (1989), take one order of the
//! candidates by lot instead; here the law's own order, in the end its lot, parts the equals.
//!
//! A pair in which as many ballots prefer the one as the other is no win and is not locked in.
//!
//! Not here: equals ([`crate::tie`]); how strong a win is ([`super::pairwise::Strength`]).

use std::collections::{BTreeMap, BTreeSet};

use super::pairwise::{Matrix, Order, Strength, at, win};
use crate::number::Votes;
use crate::tally::Place;
use crate::word::words;

words! {
    /// In which order equally strong wins are locked in.
    pub enum EqualWins {
        #[doc = "every order is tried: all who are first by one of them are equal"]
        EveryOrder = "every order",
        #[doc = "the win with fewer ballots against it first; where these are equal too, every order is tried"]
        FewerAgainst = "fewer against first",
    }
}

/// Wins in the order in which they were looked at, and whether each was locked in.
pub type Locked = Vec<(Place, Place, bool)>;

/// The most steps of work: beyond it a count is refused. A fixed number, so that every machine
/// refuses the same counts.
const MOST_WORK: usize = 200_000_000;

/// Who reaches whom by locked wins, a row for each of those who stand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reach(Vec<Vec<bool>>);

impl Reach {
    fn has(&self, a: usize, b: usize) -> bool {
        self.0[a][b]
    }

    fn lock(&mut self, a: usize, b: usize) {
        if self.has(a, b) {
            return;
        }
        let mut behind = self.0[b].clone();
        behind[b] = true;
        for (one, row) in self.0.iter_mut().enumerate() {
            if one == a || row[a] {
                row.iter_mut().zip(&behind).for_each(|(here, there)| *here |= there);
            }
        }
    }
}

/// Orders those who stand; `None` if equal wins can be locked in in too many orders to try.
#[must_use]
pub fn order(
    strength: Strength,
    equal: EqualWins,
    matrix: &Matrix,
    stand: &[Place],
) -> Option<Order> {
    let mut wins: Vec<(Votes, Votes, usize, usize)> = Vec::new();
    for (a, one) in stand.iter().enumerate() {
        for (b, other) in stand.iter().enumerate() {
            let won = win(strength, matrix, *one, *other);
            let against = match equal {
                EqualWins::EveryOrder => 0,
                EqualWins::FewerAgainst => at(matrix, *other, *one),
            };
            if won > 0 {
                wins.push((won, against, a, b));
            }
        }
    }
    wins.sort_by_key(|(won, against, a, b)| (std::cmp::Reverse(*won), *against, *a, *b));
    let nobody = Reach(vec![vec![false; stand.len()]; stand.len()]);
    let mut ends: BTreeMap<Reach, Run> = BTreeMap::from([(nobody, Vec::new())]);
    let mut work = MOST_WORK;
    for class in wins.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let class: Vec<(usize, usize)> = class.iter().map(|(_, _, a, b)| (*a, *b)).collect();
        let mut next = BTreeMap::new();
        for (reach, run) in &ends {
            lock_all(&class, reach, run, &mut next, &mut work)?;
        }
        ends = next;
    }
    Some(told(&ends, stand))
}

/// Wins by index among those who stand.
type Run = Vec<(usize, usize, bool)>;

/// Every way in which the equal wins of a class can be locked in after `start`.
fn lock_all(
    class: &[(usize, usize)],
    start: &Reach,
    run: &Run,
    ends: &mut BTreeMap<Reach, Run>,
    work: &mut usize,
) -> Option<()> {
    let mut seen: BTreeSet<Reach> = BTreeSet::from([start.clone()]);
    let mut open = vec![(start.clone(), run.clone(), class.to_vec())];
    while let Some((mut reach, mut run, mut left)) = open.pop() {
        *work = work.checked_sub((left.len() + 1) * reach.0.len() * reach.0.len())?;
        // A win that closes no circle even with all the others is locked in whatever the order.
        let mut all = reach.clone();
        let free = |reach: &Reach, (a, b): (usize, usize)| !reach.has(b, a);
        left.iter().filter(|one| free(&reach, **one)).for_each(|(a, b)| all.lock(*a, *b));
        for (a, b) in left.iter().copied().filter(|one| free(&all, *one)) {
            reach.lock(a, b);
            run.push((a, b, true));
        }
        left.retain(|one| !free(&all, *one));
        // So is one whose circle has been cut.
        for (a, b) in left.iter().copied().filter(|(a, b)| reach.has(*a, *b)) {
            run.push((a, b, true));
        }
        left.retain(|(a, b)| !reach.has(*a, *b));
        let next: Vec<(usize, usize)> =
            left.iter().copied().filter(|one| free(&reach, *one)).collect();
        if next.is_empty() {
            run.extend(left.into_iter().map(|(a, b)| (a, b, false)));
            ends.entry(reach).or_insert(run);
            continue;
        }
        for (a, b) in next.into_iter().rev() {
            let (mut reach, mut run, mut left) = (reach.clone(), run.clone(), left.clone());
            reach.lock(a, b);
            if seen.insert(reach.clone()) {
                run.push((a, b, true));
                left.retain(|one| *one != (a, b));
                open.push((reach, run, left));
            }
        }
    }
    Some(())
}

/// Those who are first by one of the ends together; then, of the others, those who are first; and so
/// on. One run is told for each first place that an order of equal wins gives.
fn told(ends: &BTreeMap<Reach, Run>, stand: &[Place]) -> Order {
    let top = |reach: &Reach, left: &[usize]| -> Vec<usize> {
        let first = |a: &usize| !left.iter().any(|b| reach.has(*b, *a));
        left.iter().copied().filter(first).collect()
    };
    let mut left: Vec<usize> = (0..stand.len()).collect();
    let mut firsts: BTreeMap<Vec<usize>, &Run> = BTreeMap::new();
    for (reach, run) in ends {
        firsts.entry(top(reach, &left)).or_insert(run);
    }
    let mut groups = Vec::new();
    while !left.is_empty() {
        let group: BTreeSet<usize> = ends.keys().flat_map(|reach| top(reach, &left)).collect();
        left.retain(|one| !group.contains(one));
        groups.push(group.into_iter().map(|one| stand[one]).collect());
    }
    let named = |run: &Run| -> Locked {
        run.iter().map(|(a, b, locked)| (stand[*a], stand[*b], *locked)).collect()
    };
    let locked = firsts.values().map(|run| named(run)).filter(|run| !run.is_empty()).collect();
    Order { groups, locked, ..Order::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matrix of wins: (winner, loser, for, against).
    fn matrix(candidates: usize, wins: &[(usize, usize, Votes, Votes)]) -> Matrix {
        let mut matrix = vec![vec![0; candidates]; candidates];
        for (a, b, votes, against) in wins {
            matrix[*a][*b] = *votes;
            matrix[*b][*a] = *against;
        }
        matrix
    }

    fn run(equal: EqualWins, matrix: &Matrix) -> Order {
        let stand: Vec<Place> = (0..).take(matrix.len()).collect();
        order(Strength::Winning, equal, matrix, &stand).unwrap()
    }

    #[test]
    fn equal_wins_of_a_circle_make_all_three_equal_whatever_stands_first_on_paper() {
        let circle = matrix(3, &[(0, 1, 6, 5), (1, 2, 6, 5), (2, 0, 6, 5)]);
        let order = run(EqualWins::EveryOrder, &circle);
        assert_eq!(order.groups, [[0, 1, 2]]);
        // One run for each who can be first: in each, one win is left out.
        assert_eq!(order.locked.len(), 3);
        assert!(order.locked.iter().all(|run| run.iter().filter(|one| !one.2).count() == 1));
    }

    #[test]
    fn two_equal_wins_of_a_circle_make_only_those_equal_who_can_be_first() {
        // A beats B by 8; B beats C and C beats A by 6: either of them is left out.
        let circle = matrix(3, &[(0, 1, 8, 3), (1, 2, 6, 5), (2, 0, 6, 5)]);
        assert_eq!(run(EqualWins::EveryOrder, &circle).groups, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn the_win_with_fewer_against_it_goes_first_where_the_law_says_so() {
        let circle = matrix(3, &[(0, 1, 8, 3), (1, 2, 6, 5), (2, 0, 6, 4)]);
        assert_eq!(run(EqualWins::EveryOrder, &circle).groups, [vec![0, 2], vec![1]]);
        assert_eq!(run(EqualWins::FewerAgainst, &circle).groups, [[2], [0], [1]]);
    }

    #[test]
    fn equal_wins_that_change_nobodys_place_are_no_tie() {
        let line = matrix(3, &[(0, 1, 6, 5), (1, 2, 6, 5), (0, 2, 6, 5)]);
        let order = run(EqualWins::EveryOrder, &line);
        assert_eq!((order.groups, order.locked.len()), (vec![vec![0], vec![1], vec![2]], 1));
    }

    /// Every order of the wins tried one by one, for all tournaments of four with one strength.
    #[test]
    fn trying_every_order_one_by_one_gives_the_same_first_places() {
        let pairs: Vec<(usize, usize)> =
            (0..4).flat_map(|a| (a + 1..4).map(move |b| (a, b))).collect();
        for code in 0..64u32 {
            let turned = |(at, (a, b)): (u32, &(usize, usize))| match code >> at & 1 {
                0 => (*a, *b, 3, 2),
                _ => (*b, *a, 3, 2),
            };
            let wins: Vec<_> = (0..).zip(&pairs).map(turned).collect();
            let mut firsts = BTreeSet::new();
            let mut orders = vec![(Vec::new(), wins.clone())];
            while let Some((taken, left)) = orders.pop() {
                if left.is_empty() {
                    let mut reach = Reach(vec![vec![false; 4]; 4]);
                    for (a, b) in &taken {
                        if !reach.has(*b, *a) {
                            reach.lock(*a, *b);
                        }
                    }
                    firsts.extend((0..4).filter(|a| !(0..4).any(|b| reach.has(b, *a))));
                }
                for at in 0..left.len() {
                    let (mut taken, mut rest): (Vec<_>, Vec<_>) = (taken.clone(), left.clone());
                    let one = rest.remove(at);
                    taken.push((one.0, one.1));
                    orders.push((taken, rest));
                }
            }
            let found = run(EqualWins::EveryOrder, &matrix(4, &wins)).groups[0].clone();
            let firsts: Vec<Place> =
                firsts.into_iter().filter_map(|one| Place::try_from(one).ok()).collect();
            assert_eq!(found, firsts, "{wins:?}");
        }
    }
}
