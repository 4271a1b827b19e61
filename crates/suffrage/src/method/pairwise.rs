//! Candidates held against each other two by two: the matrix, and the methods that read it.
//!
//! A ballot prefers whom it ranks higher; whom it does not rank stands below all it ranks, and
//! equals are not held against each other. Of each pair the one with more ballots wins. Whoever
//! wins every pair is the Condorcet winner; where nobody does, the methods part ways:
//!
//! - *Schulze*: the strongest path of wins from one to another (M. Schulze, *A new monotonic,
//!   clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
//!   method*, Social Choice and Welfare 36, 2011).
//! - *ranked pairs*: the strongest wins are locked in as long as they make no circle (T.N. Tideman,
//!   *Independence of clones as a criterion for voting rules*, 1987).
//! - *minimax*: the smallest worst defeat (P.B. Simpson 1969, G.H. Kramer 1977).
//! - *Copeland*: most pairs won, a draw counting one half (A.H. Copeland 1951).
//! - *Kemeny-Young*: the order with most agreement over all pairs (J.G. Kemeny 1959).
//!
//! Not here: equals ([`crate::tie`]).

use super::marks::Rule as Marks;
use crate::ballots::{Ballots, What};
use crate::number::Votes;
use crate::tally::Place;
use crate::word::words;

words! {
    /// A method that reads the matrix.
    pub enum Compare {
        #[doc = "the strongest path of wins"]
        Schulze = "schulze",
        #[doc = "the strongest wins are locked in as long as they make no circle"]
        RankedPairs = "ranked pairs",
        #[doc = "the smallest worst defeat"]
        Minimax = "minimax",
        #[doc = "most pairs won, a draw counting one half"]
        Copeland = "copeland",
        #[doc = "the order with most agreement over all pairs"]
        Kemeny = "kemeny-young",
    }
}

words! {
    /// How strong a win is.
    pub enum Strength {
        #[doc = "by the ballots for it"]
        Winning = "winning votes",
        #[doc = "by the ballots for it less those against it"]
        Margins = "margins",
    }
}

/// `matrix[a][b]`: the ballots that prefer `a` to `b`.
pub type Matrix = Vec<Vec<Votes>>;

/// The most candidates of which every order can be weighed.
pub const MOST_ORDERED: usize = 16;

/// Holds every candidate against every other.
#[must_use]
pub fn matrix(ballots: &Ballots, marks: &Marks, candidates: usize) -> Matrix {
    let mut matrix = vec![vec![0; candidates]; candidates];
    // Below[c]: not ranked on this ballot so far.
    let mut below = vec![true; candidates];
    let mut group: Vec<Place> = Vec::new();
    for (ballot, weight) in ballots.iter() {
        if marks.aside(ballot).is_some() {
            continue;
        }
        below.fill(true);
        let mut at = 0;
        while at < ballot.len() {
            let end = at + 1 + ballot[at + 1..].iter().take_while(|mark| mark.is_beside()).count();
            group.clear();
            for mark in &ballot[at..end] {
                if let What::Candidate(place) = mark.what()
                    && std::mem::replace(&mut below[place as usize], false)
                {
                    group.push(place);
                }
            }
            for place in &group {
                let row = &mut matrix[*place as usize];
                for (cell, below) in row.iter_mut().zip(&below) {
                    *cell += Votes::from(weight) * Votes::from(*below);
                }
            }
            at = end;
        }
    }
    matrix
}

/// An order of candidates: best first, equals together, each with the figure that put it there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Groups of equals, best first.
    pub groups: Vec<Vec<Place>>,
    /// The figure of each candidate, where the method gives one; halves are counted double.
    pub figures: Vec<(Place, i128)>,
    /// Wins locked in, strongest first, and whether they could be (ranked pairs).
    pub locked: Vec<(Place, Place, bool)>,
    /// Strengths of strongest paths (Schulze).
    pub paths: Matrix,
}

/// Orders the candidates who stand.
///
/// `None` if there are too many to weigh every order of them.
#[must_use]
pub fn order(
    method: Compare,
    strength: Strength,
    matrix: &Matrix,
    stand: &[Place],
) -> Option<Order> {
    Some(match method {
        Compare::Schulze => schulze(strength, matrix, stand),
        Compare::RankedPairs => ranked_pairs(strength, matrix, stand),
        Compare::Minimax => minimax(strength, matrix, stand),
        Compare::Copeland => copeland(matrix, stand),
        Compare::Kemeny if stand.len() > MOST_ORDERED => return None,
        Compare::Kemeny => kemeny(matrix, stand),
    })
}

fn at(matrix: &Matrix, a: Place, b: Place) -> Votes {
    matrix[a as usize][b as usize]
}

/// How strong the win of `a` over `b` is; 0 if it is none.
fn win(strength: Strength, matrix: &Matrix, a: Place, b: Place) -> Votes {
    let (votes, against) = (at(matrix, a, b), at(matrix, b, a));
    match strength {
        _ if votes <= against => 0,
        Strength::Winning => votes,
        Strength::Margins => votes - against,
    }
}

/// Whoever wins against every other.
#[must_use]
pub fn winner(matrix: &Matrix, stand: &[Place]) -> Option<Place> {
    let beats = |a: Place, b: Place| a == b || at(matrix, a, b) > at(matrix, b, a);
    stand.iter().copied().find(|a| stand.iter().all(|b| beats(*a, *b)))
}

/// Groups: first those whom nobody left beats, then those whom nobody left beats, and so on.
fn layers(stand: &[Place], beats: impl Fn(Place, Place) -> bool) -> Vec<Vec<Place>> {
    let mut left = stand.to_vec();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let top: Vec<Place> =
            left.iter().copied().filter(|a| !left.iter().any(|b| beats(*b, *a))).collect();
        // A relation with a circle has no top: those left are then equal.
        let top = if top.is_empty() { left.clone() } else { top };
        left.retain(|one| !top.contains(one));
        groups.push(top);
    }
    groups
}

/// Groups by a figure, the highest first.
fn by_figure(mut figures: Vec<(Place, i128)>) -> Order {
    figures.sort_by_key(|(place, figure)| (std::cmp::Reverse(*figure), *place));
    let groups = figures.chunk_by(|a, b| a.1 == b.1);
    let groups = groups.map(|group| group.iter().map(|one| one.0).collect()).collect();
    Order { groups, figures, ..Order::default() }
}

fn schulze(strength: Strength, matrix: &Matrix, stand: &[Place]) -> Order {
    let mut paths: Matrix = vec![vec![0; matrix.len()]; matrix.len()];
    for a in stand {
        for b in stand {
            paths[*a as usize][*b as usize] = win(strength, matrix, *a, *b);
        }
    }
    for middle in stand {
        for a in stand {
            let to = paths[*a as usize][*middle as usize];
            for b in stand.iter().filter(|b| *b != a) {
                let through = to.min(paths[*middle as usize][*b as usize]);
                let best = &mut paths[*a as usize][*b as usize];
                *best = (*best).max(through);
            }
        }
    }
    let groups = layers(stand, |a, b| at(&paths, a, b) > at(&paths, b, a));
    Order { groups, paths, ..Order::default() }
}

fn ranked_pairs(strength: Strength, matrix: &Matrix, stand: &[Place]) -> Order {
    let mut wins: Vec<(Votes, Place, Place)> = Vec::new();
    for a in stand {
        for b in stand {
            let won = win(strength, matrix, *a, *b);
            if won > 0 {
                wins.push((won, *a, *b));
            }
        }
    }
    // Equal wins: first the one with fewer ballots against it, then ballot-paper order.
    wins.sort_by_key(|(won, a, b)| (std::cmp::Reverse(*won), at(matrix, *b, *a), *a, *b));
    let mut reaches = vec![vec![false; matrix.len()]; matrix.len()];
    let mut locked = Vec::new();
    for (_, a, b) in wins {
        let free = !reaches[b as usize][a as usize];
        locked.push((a, b, free));
        if free {
            let before: Vec<usize> = (0..matrix.len())
                .filter(|one| *one == a as usize || reaches[*one][a as usize])
                .collect();
            for one in before {
                let behind = reaches[b as usize].clone();
                let places = reaches[one].iter_mut().zip(behind).enumerate();
                places.for_each(|(other, (here, there))| *here |= there || other == b as usize);
            }
        }
    }
    let groups = layers(stand, |a, b| reaches[a as usize][b as usize]);
    Order { groups, locked, ..Order::default() }
}

fn minimax(strength: Strength, matrix: &Matrix, stand: &[Place]) -> Order {
    let worst = |a: Place| {
        let defeats = stand.iter().map(|b| win(strength, matrix, *b, a));
        i128::try_from(defeats.max().unwrap_or(0)).unwrap_or(i128::MAX)
    };
    // The smallest worst defeat is the best figure.
    by_figure(stand.iter().map(|place| (*place, -worst(*place))).collect())
}

fn copeland(matrix: &Matrix, stand: &[Place]) -> Order {
    let points = |a: Place| -> i128 {
        let against = |b: &Place| match at(matrix, a, *b).cmp(&at(matrix, *b, a)) {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        };
        stand.iter().filter(|b| **b != a).map(against).sum()
    };
    by_figure(stand.iter().map(|place| (*place, points(*place))).collect())
}

/// Weighs every order by dynamic programming over sets: `best[set]` is the most agreement of an
/// order in which the candidates of the set come first.
fn kemeny(matrix: &Matrix, stand: &[Place]) -> Order {
    let count = stand.len();
    let full = (1usize << count) - 1;
    let mut best: Vec<Votes> = vec![0; full + 1];
    let gain = |set: usize, last: usize| -> Votes {
        // Everyone in the set comes before everyone outside: `last` is held against those outside.
        let outside = (0..count).filter(|other| set & (1 << other) == 0);
        outside.map(|other| at(matrix, stand[last], stand[other])).sum()
    };
    for set in 1..=full {
        let members = (0..count).filter(|one| set & (1 << one) != 0);
        best[set] = members.map(|one| best[set & !(1 << one)] + gain(set, one)).max().unwrap_or(0);
    }
    // Who can stand last in a best order of the set: equals share a place.
    let (mut set, mut groups) = (full, Vec::new());
    while set != 0 {
        let members: Vec<usize> = (0..count).filter(|one| set & (1 << one) != 0).collect();
        let last: Vec<usize> = members
            .iter()
            .copied()
            .filter(|one| best[set & !(1 << one)] + gain(set, *one) == best[set])
            .collect();
        // Several best orders: those that part only in who is last among these are told as equals.
        set &= !last.iter().fold(0, |all, one| all | (1 << one));
        groups.push(last.into_iter().map(|one| stand[one]).collect());
    }
    groups.reverse();
    Order { groups, ..Order::default() }
}

/// The smallest set of candidates each of whom wins against everyone outside it.
#[must_use]
pub fn smith_set(matrix: &Matrix, stand: &[Place]) -> Vec<Place> {
    let order = copeland(matrix, stand);
    let mut set: Vec<Place> = Vec::new();
    for group in order.groups {
        set.extend(group);
        let outside = stand.iter().filter(|one| !set.contains(one));
        let beaten = |b: &Place| set.iter().all(|a| at(matrix, *a, *b) > at(matrix, *b, *a));
        if outside.into_iter().all(beaten) {
            break;
        }
    }
    set.sort_unstable();
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::{Collect, Mark, Marking};

    fn matrix_of(ballots: &[(&[u32], u64)], candidates: usize) -> Matrix {
        let mut all = Collect::new(Marking::Ranked, 0);
        for (ranks, weight) in ballots {
            let marks: Vec<Mark> = ranks.iter().map(|place| Mark::of(*place)).collect();
            all.add(&marks, *weight).unwrap();
        }
        matrix(&all.finish().unwrap(), &Marks::PLAIN, candidates)
    }

    fn groups(method: Compare, matrix: &Matrix) -> Vec<Vec<Place>> {
        let stand: Vec<Place> = (0..).take(matrix.len()).collect();
        order(method, Strength::Winning, matrix, &stand).unwrap().groups
    }

    /// Tennessee: Memphis 0, Nashville 1, Chattanooga 2, Knoxville 3; Nashville beats all others.
    #[test]
    fn every_method_elects_a_condorcet_winner() {
        let tennessee = matrix_of(
            &[(&[0, 1, 2, 3], 42), (&[1, 2, 3, 0], 26), (&[2, 3, 1, 0], 15), (&[3, 2, 1, 0], 17)],
            4,
        );
        assert_eq!(winner(&tennessee, &[0, 1, 2, 3]), Some(1));
        for (_, method, _) in <Compare as crate::Word>::ALL {
            assert_eq!(groups(*method, &tennessee)[0], [1], "{method}");
        }
        assert_eq!(groups(Compare::Kemeny, &tennessee), [[1], [2], [3], [0]]);
    }

    /// Schulze's own example, section 3.1 of the paper: 45 voters, A to E; the order is E A C B D.
    #[test]
    fn the_example_of_schulze_comes_out() {
        let paper = matrix_of(
            &[
                (&[0, 2, 1, 4, 3], 5),
                (&[0, 3, 4, 2, 1], 5),
                (&[1, 4, 3, 0, 2], 8),
                (&[2, 0, 1, 4, 3], 3),
                (&[2, 0, 4, 1, 3], 7),
                (&[2, 1, 0, 3, 4], 2),
                (&[3, 2, 4, 1, 0], 7),
                (&[4, 1, 0, 3, 2], 8),
            ],
            5,
        );
        assert_eq!(paper[0], [0, 20, 26, 30, 22]);
        assert_eq!(groups(Compare::Schulze, &paper), [[4], [0], [2], [1], [3]]);
    }

    #[test]
    fn a_circle_of_three_is_cut_at_its_weakest_win() {
        // A beats B 8:3, B beats C 7:4, C beats A 6:5: the last is left out.
        let circle = matrix_of(&[(&[0, 1, 2], 5), (&[2, 0, 1], 3), (&[1, 2, 0], 3)], 3);
        assert_eq!(groups(Compare::RankedPairs, &circle), [[0], [1], [2]]);
        assert_eq!(groups(Compare::Minimax, &circle)[0], [0]);
        assert_eq!(groups(Compare::Copeland, &circle), [[0, 1, 2]]);
        assert_eq!(smith_set(&circle, &[0, 1, 2]), [0, 1, 2]);
    }

    #[test]
    fn whom_a_ballot_does_not_rank_stands_below_all_it_ranks() {
        let short = matrix_of(&[(&[0], 3), (&[1, 2], 2)], 3);
        assert_eq!((short[0][1], short[0][2], short[1][0], short[2][0]), (3, 3, 2, 2));
        assert_eq!((short[1][2], short[2][1]), (2, 0));
    }
}
