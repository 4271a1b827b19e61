//! Candidates held against each other two by two: the matrix, and the methods that read it.
//!
//! A ballot prefers whom it ranks higher; whom it does not rank stands below all it ranks, and
//! equals are not held against each other. What a ballot ranks is read by the law's rule
//! ([`super::ranking`]). Of each pair the one with more ballots wins. Whoever wins every pair is
//! the Condorcet winner; where nobody does, the methods part ways:
//!
//! - *Schulze*: the strongest path of wins from one to another (M. Schulze, *A new monotonic,
//!   clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
//!   method*, Social Choice and Welfare 36, 2011).
//! - *ranked pairs*: [`super::ranked_pairs`]. *Kemeny-Young*: [`super::kemeny`].
//! - *minimax*: the smallest worst defeat (P.B. Simpson 1969, G.H. Kramer 1977).
//! - *Copeland*: most pairs won, a draw counting one half (A.H. Copeland 1951).
//!
//! Candidates whose figures are equal are told as equals; nobody is put first by the order of the
//! ballot paper. Not here: how equals are parted ([`crate::tie`]); methods that also look at points
//! or at first places ([`super::black`], [`super::elimination`], [`super::smith`]).

use super::marks::Rule as Marks;
use super::ranked_pairs::{EqualWins, Locked};
use super::{kemeny, ranked_pairs, ranking};
use crate::ballots::Ballots;
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

/// A method with its readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The strongest path of wins.
    Schulze(Strength),
    /// The strongest wins locked in first.
    RankedPairs(Strength, EqualWins),
    /// The smallest worst defeat.
    Minimax(Strength),
    /// Most pairs won.
    Copeland,
    /// The order with most agreement.
    Kemeny,
}

impl Rule {
    /// The method as a law names it.
    #[must_use]
    pub fn method(self) -> Compare {
        match self {
            Self::Schulze(_) => Compare::Schulze,
            Self::RankedPairs(..) => Compare::RankedPairs,
            Self::Minimax(_) => Compare::Minimax,
            Self::Copeland => Compare::Copeland,
            Self::Kemeny => Compare::Kemeny,
        }
    }
}

/// `matrix[a][b]`: the ballots that prefer `a` to `b`.
pub type Matrix = Vec<Vec<Votes>>;

/// Holds everyone who stands against every other.
#[must_use]
pub fn matrix(ballots: &Ballots, marks: &Marks, stand: &[bool]) -> Matrix {
    let mut matrix = vec![vec![0; stand.len()]; stand.len()];
    // Below[c]: stands and is not ranked on this ballot so far.
    let mut below = stand.to_vec();
    ranking::each(ballots, marks, stand, |groups, weight| {
        below.copy_from_slice(stand);
        for group in groups {
            group.iter().for_each(|place| below[*place as usize] = false);
            for place in group {
                for (cell, below) in matrix[*place as usize].iter_mut().zip(&below) {
                    *cell += Votes::from(weight) * Votes::from(*below);
                }
            }
        }
    });
    matrix
}

/// An order of candidates: best first, equals together, each with the figure that put it there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Groups of equals, best first.
    pub groups: Vec<Vec<Place>>,
    /// The figure of each candidate, where the method gives one; halves are counted double.
    pub figures: Vec<(Place, i128)>,
    /// Wins locked in: one run for each first place that an order of equal wins gives.
    pub locked: Vec<Locked>,
    /// Strengths of strongest paths (Schulze).
    pub paths: Matrix,
    /// The orders with most agreement (Kemeny).
    pub best: Option<kemeny::Best>,
}

/// Why no order can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// More candidates than every order of can be weighed.
    Candidates,
    /// Equal wins in more orders than can be tried.
    EqualWins,
}

/// Orders the candidates who stand.
///
/// # Errors
/// If there is more to weigh than can be: a good order is not the order of the method.
pub fn order(rule: Rule, matrix: &Matrix, stand: &[Place]) -> Result<Order, TooMany> {
    match rule {
        Rule::Schulze(strength) => Ok(schulze(strength, matrix, stand)),
        Rule::RankedPairs(strength, equal) => {
            ranked_pairs::order(strength, equal, matrix, stand).ok_or(TooMany::EqualWins)
        }
        Rule::Minimax(strength) => Ok(minimax(strength, matrix, stand)),
        Rule::Copeland => Ok(copeland(matrix, stand)),
        Rule::Kemeny => kemeny::order(matrix, stand).ok_or(TooMany::Candidates),
    }
}

pub(super) fn at(matrix: &Matrix, a: Place, b: Place) -> Votes {
    matrix[a as usize][b as usize]
}

/// How strong the win of `a` over `b` is; 0 if it is none.
pub(super) fn win(strength: Strength, matrix: &Matrix, a: Place, b: Place) -> Votes {
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
        matrix(&all.finish().unwrap(), &Marks::PLAIN, &vec![true; candidates])
    }

    const RULES: [Rule; 5] = [
        Rule::Schulze(Strength::Winning),
        Rule::RankedPairs(Strength::Winning, EqualWins::EveryOrder),
        Rule::Minimax(Strength::Winning),
        Rule::Copeland,
        Rule::Kemeny,
    ];

    fn groups(method: Compare, matrix: &Matrix) -> Vec<Vec<Place>> {
        let stand: Vec<Place> = (0..).take(matrix.len()).collect();
        let rule = RULES.into_iter().find(|rule| rule.method() == method).unwrap();
        order(rule, matrix, &stand).unwrap().groups
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
