//! Points: for places on ranked ballots (Borda and its kin), or as given (score, STAR, medians).
//!
//! - *Borda*: one point for every candidate below (J.-C. de Borda 1781); whom a ballot does not rank
//!   has nothing, or the mean of the points that are left. *From one*: one point more for everyone
//!   ranked, so that the last one ranked has more than whom a ballot leaves out. *Modified*: points only for those ranked below, so a short ballot gives little
//!   (P. Emerson, *The original Borda count and partial voting*, Social Choice and Welfare 40, 2013).
//! - *Dowdall*: 1, 1/2, 1/3, … (Nauru).
//! - *score*: the sum of the scores; whom a ballot does not score has nothing.
//! - *majority judgment*: the median grade, of equals the one whose median holds out longer as
//!   median grades are taken away one by one (M. Balinski and R. Laraki, *Majority Judgment*, 2010).
//! - *STAR*: of the two with the highest sums the one that more ballots score higher.
//!
//! Not here: equals ([`crate::tie`]).

use super::marks::Rule as Marks;
use super::ranking;
use crate::ballots::{Ballots, What};
use crate::number::{Exact, Votes};
use crate::tally::Place;
use crate::word::words;

words! {
    /// How points are given.
    pub enum Points {
        #[doc = "a point for every candidate below; whom a ballot does not rank has none"]
        Borda = "borda",
        #[doc = "a point for every candidate below; those not ranked share the points left"]
        BordaMean = "borda, rest shared",
        #[doc = "a point for a candidate and one for every candidate below; whom a ballot does not rank has none"]
        BordaFromOne = "borda, from one",
        #[doc = "a point for a candidate and one for every candidate that the ballot ranks below"]
        BordaModified = "borda, modified",
        #[doc = "1, 1/2, 1/3, …"]
        Dowdall = "dowdall",
        #[doc = "one for each mark"]
        Approvals = "approvals",
        #[doc = "the scores as given"]
        Scores = "scores",
        #[doc = "the median of the grades"]
        Median = "median grade",
        #[doc = "of the two with the highest scores the one that more ballots score higher"]
        Star = "star",
    }
}

words! {
    /// What those have whom a ballot does not rank, in methods that count by Borda's points.
    pub enum Unranked {
        #[doc = "whom a ballot does not rank has no point from it"]
        Nothing = "no points",
        #[doc = "those a ballot does not rank share the points that are left"]
        Share = "share the points left",
    }
}

impl Unranked {
    /// The points of a method that reads so.
    #[must_use]
    pub fn points(self) -> Points {
        match self {
            Self::Nothing => Points::Borda,
            Self::Share => Points::BordaMean,
        }
    }
}

/// The points of everyone who stands, exactly.
#[must_use]
pub fn points(
    points: Points,
    ballots: &Ballots,
    marks: &Marks,
    stand: &[bool],
) -> Vec<(Place, Exact)> {
    let mut sums: Vec<Exact> = vec![Exact::zero(); stand.len()];
    // Whole and half points are added up as numbers and made exact at the end.
    let mut doubled: Vec<Votes> = vec![0; stand.len()];
    let counts = |ballot: &[crate::ballots::Mark]| marks.aside(ballot, stand.len()).is_none();
    let valid = || ballots.iter().filter(|(ballot, _)| counts(ballot));
    match points {
        Points::Scores | Points::Star | Points::Median => {
            for (ballot, weight) in valid() {
                for pair in ballot.chunks_exact(2) {
                    if let What::Candidate(place) = pair[0].what() {
                        let score = Votes::from(pair[1].as_score());
                        doubled[place as usize] += 2 * Votes::from(weight) * score;
                    }
                }
            }
        }
        Points::Approvals => {
            for (ballot, weight) in valid() {
                for mark in ballot {
                    if let What::Candidate(place) = mark.what() {
                        doubled[place as usize] += 2 * Votes::from(weight);
                    }
                }
            }
        }
        Points::Dowdall => ranking::each(ballots, marks, stand, |groups, weight| {
            let mut above = 0u64;
            for group in groups {
                let part = Exact::from(Votes::from(weight)).over(&Exact::from(above + 1));
                group.iter().for_each(|place| sums[*place as usize] += &part);
                above += group.len() as u64;
            }
        }),
        Points::Borda | Points::BordaFromOne | Points::BordaMean | Points::BordaModified => {
            ranking::each(ballots, marks, stand, |groups, weight| {
                borda(points, groups, Votes::from(weight), stand, &mut doubled);
            });
        }
    }
    let two = Exact::from(2u64);
    let whole = doubled.iter().zip(sums).map(|(twice, sum)| Exact::from(*twice).over(&two) + &sum);
    (0..).zip(whole).filter(|(place, _)| stand[*place as usize]).collect()
}

/// Adds twice the points that one ballot gives for places.
fn borda(
    points: Points,
    groups: &[Vec<Place>],
    weight: Votes,
    stand: &[bool],
    doubled: &mut [Votes],
) {
    let ranked: usize = groups.iter().map(Vec::len).sum();
    let among = stand.iter().filter(|stands| **stands).count();
    let (among, last) = match points {
        Points::BordaFromOne => (among, 1),
        Points::BordaModified => (ranked, 1),
        _ => (among, 0),
    };
    let mut above = 0;
    for group in groups {
        // Equals share the points of the places they fill.
        let each = 2 * (among - above + last) - group.len() - 1;
        for place in group {
            doubled[*place as usize] += weight * each as Votes;
        }
        above += group.len();
    }
    if points == Points::BordaMean {
        let left = (among - above).saturating_sub(1) as Votes;
        let mut rest = stand.to_vec();
        groups.iter().flatten().for_each(|place| rest[*place as usize] = false);
        for (twice, rest) in doubled.iter_mut().zip(rest) {
            *twice += weight * left * Votes::from(rest);
        }
    }
}

/// The best of the places first, equals together.
#[must_use]
pub fn order(points: &[(Place, Exact)]) -> Vec<Vec<Place>> {
    let mut order: Vec<&(Place, Exact)> = points.iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let groups = order.chunk_by(|a, b| a.1 == b.1);
    groups.map(|group| group.iter().map(|one| one.0).collect()).collect()
}

/// Majority judgment: how many ballots give each grade, and the order by medians.
///
/// Whom a ballot does not grade has the lowest grade. Two candidates are compared by the sequence
/// of medians that appears as one median grade after another is taken away from both.
#[must_use]
pub fn medians(ballots: &Ballots, stand: &[bool]) -> (Vec<Vec<Place>>, Vec<Vec<Votes>>) {
    let most = ballots
        .iter()
        .flat_map(|(ballot, _)| ballot.chunks_exact(2).map(|pair| pair[1].as_score()))
        .max()
        .unwrap_or(0);
    let cast = ballots.cast();
    let mut grades = vec![vec![0; usize::from(most) + 1]; stand.len()];
    for (ballot, weight) in ballots.iter() {
        for pair in ballot.chunks_exact(2) {
            if let What::Candidate(place) = pair[0].what() {
                grades[place as usize][usize::from(pair[1].as_score())] += Votes::from(weight);
            }
        }
    }
    for counts in &mut grades {
        let given: Votes = counts.iter().sum();
        counts[0] += cast.saturating_sub(given);
    }
    let sequences: Vec<Vec<(usize, Votes)>> =
        grades.iter().map(|counts| medians_of(counts)).collect();
    let mut order: Vec<Place> =
        (0..).zip(stand).filter(|(_, stands)| **stands).map(|one| one.0).collect();
    let compare = |a: &Place, b: &Place| runs(&sequences[*b as usize], &sequences[*a as usize]);
    order.sort_by(|a, b| compare(a, b).then(a.cmp(b)));
    let groups = order.chunk_by(|a, b| compare(a, b).is_eq()).map(<[Place]>::to_vec).collect();
    (groups, grades)
}

/// The median of ballots by grade, from grade 0; of an even number the lower of the two in the middle.
#[must_use]
pub fn median(counts: &[Votes]) -> Exact {
    let first = medians_of(counts).first().map_or(0, |one| one.0);
    Exact::from(Votes::try_from(first).unwrap_or(Votes::MAX))
}

/// The medians in the order in which they appear, as runs: a grade and how often in a row.
fn medians_of(counts: &[Votes]) -> Vec<(usize, Votes)> {
    let mut left = counts.to_vec();
    let mut runs: Vec<(usize, Votes)> = Vec::new();
    loop {
        let all: Votes = left.iter().sum();
        if all == 0 {
            return runs;
        }
        // The lower median: half or more of the ballots give this grade or a lower one.
        let (mut below, mut grade) = (0, 0);
        while (below + left[grade]) * 2 < all {
            below += left[grade];
            grade += 1;
        }
        // How many can be taken away before another grade is the median: with b below, a above and
        // h here the lower median stays while 2 (b + h) >= a + b + h and 2 b < a + b + h.
        let (here, above) = (left[grade], all - below - left[grade]);
        let until_low = (here + below).saturating_sub(above) + 1;
        let until_high = (here + above).saturating_sub(below).max(1);
        let taken = until_low.min(until_high).clamp(1, here);
        left[grade] -= taken;
        match runs.last_mut() {
            Some((last, times)) if *last == grade => *times += taken,
            _ => runs.push((grade, taken)),
        }
    }
}

/// Compares two sequences of runs, the higher grade first.
fn runs(a: &[(usize, Votes)], b: &[(usize, Votes)]) -> std::cmp::Ordering {
    let (mut left, mut right) = (a.iter().copied(), b.iter().copied());
    let (mut one, mut other) = (left.next(), right.next());
    loop {
        match (one, other) {
            (None, None) => return std::cmp::Ordering::Equal,
            (None, Some(_)) => return std::cmp::Ordering::Less,
            (Some(_), None) => return std::cmp::Ordering::Greater,
            (Some((grade, times)), Some((against, for_times))) => {
                if grade != against {
                    return grade.cmp(&against);
                }
                let both = times.min(for_times);
                one = if times > both { Some((grade, times - both)) } else { left.next() };
                other =
                    if for_times > both { Some((against, for_times - both)) } else { right.next() };
            }
        }
    }
}

/// How many ballots score `a` higher than `b`, and `b` higher than `a`.
#[must_use]
pub fn higher(ballots: &Ballots, a: Place, b: Place) -> (Votes, Votes) {
    let (mut first, mut second) = (0, 0);
    for (ballot, weight) in ballots.iter() {
        let score = |place: Place| {
            let found =
                ballot.chunks_exact(2).find(|pair| pair[0].what() == What::Candidate(place));
            found.map_or(0, |pair| pair[1].as_score())
        };
        match score(a).cmp(&score(b)) {
            std::cmp::Ordering::Greater => first += Votes::from(weight),
            std::cmp::Ordering::Less => second += Votes::from(weight),
            std::cmp::Ordering::Equal => {}
        }
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::{Collect, Mark, Marking};

    fn ranked(ballots: &[(&[u32], u64)]) -> Ballots {
        let mut all = Collect::new(Marking::Ranked, 0);
        for (ranks, weight) in ballots {
            let marks: Vec<Mark> = ranks.iter().map(|place| Mark::of(*place)).collect();
            all.add(&marks, *weight).unwrap();
        }
        all.finish().unwrap()
    }

    fn scored(ballots: &[(&[(u32, u16)], u64)]) -> Ballots {
        let mut all = Collect::new(Marking::Scored, 0);
        for (scores, weight) in ballots {
            let pair = |(place, score): &(u32, u16)| [Mark::of(*place), Mark::score(*score)];
            let marks: Vec<Mark> = scores.iter().flat_map(pair).collect();
            all.add(&marks, *weight).unwrap();
        }
        all.finish().unwrap()
    }

    fn plain(points: Vec<(Place, Exact)>) -> Vec<String> {
        points.into_iter().map(|one| one.1.to_string()).collect()
    }

    /// Tennessee: Memphis 126, Nashville 194, Chattanooga 173, Knoxville 107.
    #[test]
    fn the_capital_of_tennessee_by_borda_is_nashville() {
        let ballots = ranked(&[
            (&[0, 1, 2, 3], 42),
            (&[1, 2, 3, 0], 26),
            (&[2, 3, 1, 0], 15),
            (&[3, 2, 1, 0], 17),
        ]);
        let all = points(Points::Borda, &ballots, &Marks::PLAIN, &[true; 4]);
        assert_eq!(plain(all.clone()), ["126", "194", "173", "107"]);
        assert_eq!(order(&all)[0], [1]);
    }

    #[test]
    fn those_not_ranked_have_nothing_or_share_what_is_left() {
        let short = ranked(&[(&[0], 2)]);
        let by = |way| plain(points(way, &short, &Marks::PLAIN, &[true; 3]));
        assert_eq!(by(Points::Borda), ["4", "0", "0"]);
        assert_eq!(by(Points::BordaMean), ["4", "1", "1"]);
        assert_eq!(by(Points::BordaFromOne), ["6", "0", "0"]);
        // A ballot that names one gives one point, whoever stands.
        assert_eq!(by(Points::BordaModified), ["2", "0", "0"]);
        let two = ranked(&[(&[1, 0], 3)]);
        let dowdall = plain(points(Points::Dowdall, &two, &Marks::PLAIN, &[true; 3]));
        assert_eq!(dowdall, ["1.5", "3", "0"]);
    }

    /// Grades 0 to 5: B has the better median, though A has the higher sum.
    #[test]
    fn a_median_is_not_moved_by_one_high_score() {
        let ballots =
            scored(&[(&[(0, 5), (1, 3)], 1), (&[(0, 2), (1, 3)], 1), (&[(0, 2), (1, 2)], 1)]);
        let (groups, grades) = medians(&ballots, &[true; 2]);
        assert_eq!(groups, [[1], [0]]);
        assert_eq!(grades[0], [0, 0, 2, 0, 0, 1]);
        let sums = plain(points(Points::Scores, &ballots, &Marks::PLAIN, &[true; 2]));
        assert_eq!(sums, ["9", "8"]);
        assert_eq!(higher(&ballots, 0, 1), (1, 1));
    }

    /// Taking medians away one by one, by hand: 1 1 2 3 3 gives 2, 1, 3, 1, 3.
    #[test]
    fn medians_appear_in_the_order_in_which_they_are_taken_away() {
        assert_eq!(medians_of(&[0, 2, 1, 2]), [(2, 1), (1, 1), (3, 1), (1, 1), (3, 1)]);
        assert_eq!(medians_of(&[0, 0, 3]), [(2, 3)]);
        assert_eq!(median(&[3, 2, 0, 0, 0, 4]), Exact::from(1u64));
        // All small counts of three grades, against taking one away at a time.
        for code in 1..343usize {
            let counts = [code % 7, code / 7 % 7, code / 49].map(|count| count as Votes);
            let mut left: Vec<usize> =
                (0..3).flat_map(|grade| vec![grade; counts[grade] as usize]).collect();
            let mut one_by_one = Vec::new();
            while !left.is_empty() {
                one_by_one.push(left.remove((left.len() - 1) / 2));
            }
            let runs = medians_of(&counts);
            let spread: Vec<usize> =
                runs.iter().flat_map(|(grade, times)| vec![*grade; *times as usize]).collect();
            assert_eq!(spread, one_by_one, "{counts:?}");
        }
    }
}
