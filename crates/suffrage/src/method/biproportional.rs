//! Double proportionality: seats in proportion to parties and to areas at once.
//!
//! Areas have fixed seats, parties have theirs of the whole. Divisors of areas and of parties exist
//! such that votes / area / party, rounded to the nearest whole number, give seats that meet both
//! (Balinski and Demange). They are found exactly: every area is divided alone, then seats pass from
//! parties with too many to parties with too few, each time along the way that costs least, where
//! the cost of a step in an area is the quotient given up over the quotient gained. What is shown is
//! the answer and two sets of simple divisors, by which anybody checks it with a pocket calculator.
//!
//! Where no answer exists (a party has votes only where no seat is left), that is said. Where
//! several answers are equal, they differ by circles of seats that cost nothing; the cells of such a
//! circle are equal for a seat, and whoever is drawn among them has it, until one answer is left.
//!
//! Who uses it: Zürich, Aargau, Schaffhausen, Nidwalden, Zug, Schwyz, Wallis, Uri, Graubünden.
//!
//! Sources: M. Balinski and G. Demange, *Algorithms for proportional matrices in reals and
//! integers*, Mathematical Programming 45 (1989); F. Pukelsheim, *Proportional Representation*, 2nd
//! ed. 2017, ch. 14–15.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use dashu_int::UBig;

use super::highest_averages::{self, Divisors, Unit};
use crate::number::{Exact, Votes};

/// What is to be divided.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    /// `votes[party][area]`.
    pub votes: &'a [Vec<Votes>],
    /// Seats of each party.
    pub parties: &'a [u32],
    /// Seats of each area; in all as many.
    pub areas: &'a [u32],
    /// The party that has at least one seat in an area, if one has.
    pub least: &'a [Option<usize>],
}

/// Seats with the divisors that prove them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `seats[party][area]`.
    pub seats: Vec<Vec<u32>>,
    /// A divisor for each party.
    pub by_party: Vec<Exact>,
    /// A divisor for each area.
    pub by_area: Vec<Exact>,
    /// Seats that another answer, just as good, gives otherwise.
    pub open: Vec<Cell>,
}

/// A party in an area: (party, area).
pub type Cell = (usize, usize);

/// Says which of cells that are equal has the seat, given how many seats hang on it; `None` if that is
/// not known yet.
pub type Parted<'a> = &'a mut dyn FnMut(&[Cell], usize) -> Option<usize>;

/// Why there is no answer: these parties cannot receive their seats in these areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nowhere {
    /// Parties that still need seats.
    pub parties: Vec<usize>,
    /// The areas in which they have votes.
    pub areas: Vec<usize>,
}

/// Divides seats in both directions.
///
/// # Errors
/// If no division meets both.
///
/// # Panics
/// If parties and areas do not have equally many seats: our own fault.
///
/// # Example
/// ```
/// # use suffrage::method::biproportional::*;
/// let votes = [vec![123, 45, 815], vec![912, 714, 414], vec![312, 255, 215]];
/// let problem = Problem { votes: &votes, parties: &[5, 11, 4], areas: &[7, 5, 8], least: &[None; 3] };
/// let answer = divide(&problem, &mut |_, _| None).unwrap();
/// // Maier's example, in Wikipedia, "Biproportional apportionment"
/// assert_eq!(answer.seats, [[1, 0, 4], [4, 4, 3], [2, 1, 1]]);
/// ```
pub fn divide(problem: &Problem<'_>, parted: Parted<'_>) -> Result<Answer, Nowhere> {
    let all: u32 = problem.parties.iter().sum();
    assert_eq!(all, problem.areas.iter().sum::<u32>(), "both directions divide the same seats");
    let none = vec![vec![0; problem.areas.len()]; problem.parties.len()];
    let mut work = Work { problem, seats: none.clone(), drawn: none };
    work.each_area_alone()?;
    while work.pass_one()? {}
    let mut open = Vec::new();
    loop {
        let circles = work.circles();
        let Some(first) = circles.first() else { break };
        let (cells, seats) = (first.cells(), first.have().len());
        let Some(chosen) = parted(&cells, seats) else {
            open = circles.iter().flat_map(Circle::have).collect();
            break;
        };
        work.settle(first, cells[chosen]);
    }
    // Divisors prove every one of the equal answers, whatever was drawn.
    work.drawn.iter_mut().flatten().for_each(|drawn| *drawn = 0);
    let (by_party, by_area) = work.divisors(&work.distances(|_| true));
    Ok(Answer { seats: work.seats, by_party, by_area, open })
}

struct Work<'a> {
    problem: &'a Problem<'a>,
    seats: Vec<Vec<u32>>,
    /// Seats that a lot gave: they stay.
    drawn: Vec<Vec<u32>>,
}

/// Parties that can pass seats around at no cost.
struct Circle {
    edges: Vec<Edge>,
}

impl Circle {
    /// Where a seat is that could be elsewhere.
    fn have(&self) -> Vec<Cell> {
        let cells: BTreeSet<Cell> = self.edges.iter().map(|one| (one.from, one.area)).collect();
        cells.into_iter().collect()
    }

    /// Where a seat is or could be.
    fn cells(&self) -> Vec<Cell> {
        let ends = |one: &Edge| [(one.from, one.area), (one.to, one.area)];
        let cells: BTreeSet<Cell> = self.edges.iter().flat_map(ends).collect();
        cells.into_iter().collect()
    }

    /// The shortest way from one party to another.
    fn way(&self, from: usize, to: usize) -> Vec<&Edge> {
        let mut ways: Vec<Vec<&Edge>> = vec![Vec::new()];
        let mut seen = BTreeSet::from([from]);
        loop {
            let mut longer = Vec::new();
            for way in &ways {
                let at = way.last().map_or(from, |edge| edge.to);
                if at == to {
                    return way.clone();
                }
                for edge in self.edges.iter().filter(|edge| edge.from == at) {
                    if seen.insert(edge.to) {
                        longer.push(way.iter().copied().chain([edge]).collect());
                    }
                }
            }
            assert!(!longer.is_empty(), "on a circle everybody reaches everybody");
            ways = longer;
        }
    }
}

/// A cost as a ratio: what is given up over what is gained.
#[derive(Clone)]
struct Cost {
    over: UBig,
    under: UBig,
}

impl Cost {
    fn one() -> Self {
        Self { over: UBig::ONE, under: UBig::ONE }
    }

    fn times(&self, other: &Self) -> Self {
        Self { over: &self.over * &other.over, under: &self.under * &other.under }
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.over * &other.under).cmp(&(&other.over * &self.under))
    }
}

/// A step of a seat from one party to another.
struct Edge {
    from: usize,
    to: usize,
    area: usize,
    cost: Cost,
}

/// How cheaply a seat reaches each party, and by which edge last.
type Distances = Vec<Option<(Cost, Option<usize>)>>;

impl Work<'_> {
    fn each_area_alone(&mut self) -> Result<(), Nowhere> {
        let odd: Divisors = "1, 3, 5, …".parse().unwrap_or_else(|_| unreachable!("a sequence"));
        for (area, seats) in self.problem.areas.iter().enumerate() {
            let units: Vec<Unit> = self
                .problem
                .votes
                .iter()
                .map(|row| Unit { votes: row[area], held: 0, most: None })
                .collect();
            let run = highest_averages::divide(&odd, &units, *seats);
            // Equals at the last seat: any choice will do, since seats still pass on.
            let equal = run.tied.iter().flat_map(|(all, open)| all.iter().take(*open as usize));
            for party in run.won.iter().chain(equal) {
                self.seats[*party as usize][area] += 1;
            }
            if *seats > 0 && units.iter().all(|unit| unit.votes == 0) {
                return Err(Nowhere { parties: Vec::new(), areas: vec![area] });
            }
        }
        Ok(())
    }

    fn excess(&self, party: usize) -> i64 {
        let has: u32 = self.seats[party].iter().sum();
        i64::from(has) - i64::from(self.problem.parties[party])
    }

    fn may_give(&self, party: usize, area: usize) -> bool {
        let least = u32::from(self.problem.least[area] == Some(party));
        self.seats[party][area] > least.max(self.drawn[party][area])
    }

    /// The steps from a party to another, one for each area where it can be.
    fn steps(&self, from: usize, to: usize) -> impl Iterator<Item = Edge> + '_ {
        let votes = &self.problem.votes;
        let possible = move |area: &usize| self.may_give(from, *area) && votes[to][*area] > 0;
        (0..self.problem.areas.len()).filter(possible).map(move |area| {
            let (has, gets) = (self.seats[from][area], self.seats[to][area]);
            let cost = Cost {
                over: UBig::from(votes[from][area]) * UBig::from(2 * u64::from(gets) + 1),
                under: UBig::from(votes[to][area]) * UBig::from(2 * u64::from(has) - 1),
            };
            Edge { from, to, area, cost }
        })
    }

    /// Every pair of parties.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let parties = self.problem.parties.len();
        (0..parties)
            .flat_map(move |from| (0..parties).map(move |to| (from, to)))
            .filter(|(from, to)| from != to)
    }

    /// The cheapest step from each party to each other.
    fn edges(&self) -> Vec<Edge> {
        let cheapest = |(from, to)| self.steps(from, to).min_by(|a, b| a.cost.compare(&b.cost));
        self.pairs().filter_map(cheapest).collect()
    }

    /// The cheapest way to each party from those that `start` names (Bellman and Ford).
    fn ways(&self, edges: &[Edge], start: impl Fn(usize) -> bool) -> Distances {
        let parties = self.problem.parties.len();
        let mut ways: Distances =
            (0..parties).map(|party| start(party).then(|| (Cost::one(), None))).collect();
        for _ in 0..parties {
            let mut changed = false;
            for (index, edge) in edges.iter().enumerate() {
                let Some((so_far, _)) = &ways[edge.from] else { continue };
                let cost = so_far.times(&edge.cost);
                let cheaper = ways[edge.to].as_ref().is_none_or(|one| cost.compare(&one.0).is_lt());
                if cheaper {
                    ways[edge.to] = Some((cost, Some(index)));
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        ways
    }

    fn distances(&self, start: impl Fn(usize) -> bool) -> Vec<Cost> {
        let ways = self.ways(&self.edges(), start);
        ways.into_iter().map(|one| one.map_or_else(Cost::one, |one| one.0)).collect()
    }

    /// Passes one seat from a party with too many to one with too few; false if all have theirs.
    fn pass_one(&mut self) -> Result<bool, Nowhere> {
        let parties = self.problem.parties.len();
        if (0..parties).all(|party| self.excess(party) == 0) {
            return Ok(false);
        }
        let edges = self.edges();
        let ways = self.ways(&edges, |party| self.excess(party) > 0);
        let needy: Vec<usize> = (0..parties).filter(|party| self.excess(*party) < 0).collect();
        let cost = |party: &usize| ways[*party].as_ref().map(|one| &one.0);
        let reached = needy.iter().copied().filter(|party| ways[*party].is_some());
        let target = reached.min_by(|a, b| match (cost(a), cost(b)) {
            (Some(a), Some(b)) => a.compare(b),
            _ => Ordering::Equal,
        });
        let Some(mut at) = target else {
            let stands = |area: &usize| needy.iter().any(|one| self.problem.votes[*one][*area] > 0);
            let areas = (0..self.problem.areas.len()).filter(stands).collect();
            return Err(Nowhere { parties: needy, areas });
        };
        while let Some(edge) = ways[at].as_ref().and_then(|one| one.1).map(|index| &edges[index]) {
            self.seats[edge.from][edge.area] -= 1;
            self.seats[edge.to][edge.area] += 1;
            at = edge.from;
        }
        Ok(true)
    }

    /// Steps on circles that cost nothing: another answer is as good.
    fn circles(&self) -> Vec<Circle> {
        let distances = self.distances(|_| true);
        let free = |edge: &Edge| {
            distances[edge.from].times(&edge.cost).compare(&distances[edge.to]).is_eq()
        };
        let tight: Vec<Edge> =
            self.pairs().flat_map(|(from, to)| self.steps(from, to)).filter(free).collect();
        let parties = self.problem.parties.len();
        let mut reaches = vec![vec![false; parties]; parties];
        tight.iter().for_each(|edge| reaches[edge.from][edge.to] = true);
        for by in 0..parties {
            for from in 0..parties {
                for to in 0..parties {
                    reaches[from][to] |= reaches[from][by] && reaches[by][to];
                }
            }
        }
        let mut circles: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
        for edge in tight {
            if reaches[edge.to][edge.from] {
                let mates = |one: &usize| reaches[edge.from][*one] && reaches[*one][edge.from];
                let first = (0..parties).find(mates).unwrap_or(edge.from);
                circles.entry(first).or_default().push(edge);
            }
        }
        circles.into_values().map(|edges| Circle { edges }).collect()
    }

    /// The cell has its seat: what is on the circle turns until it has, and the seat stays.
    fn settle(&mut self, circle: &Circle, (party, area): Cell) {
        if !circle.have().contains(&(party, area)) {
            let into = |edge: &&Edge| (edge.to, edge.area) == (party, area);
            let last = circle.edges.iter().find(into).expect("a cell of the circle");
            for edge in circle.way(party, last.from).into_iter().chain([last]) {
                self.seats[edge.from][edge.area] -= 1;
                self.seats[edge.to][edge.area] += 1;
            }
        }
        self.drawn[party][area] = self.seats[party][area];
    }

    /// Divisors that give these seats, the simplest numbers that do.
    fn divisors(&self, distances: &[Cost]) -> (Vec<Exact>, Vec<Exact>) {
        let mut by_party: Vec<Exact> =
            distances.iter().map(|cost| Exact::ratio(&cost.under, &cost.over)).collect();
        let (parties, areas) = (by_party.len(), self.problem.areas.len());
        let bounds = |party: usize, area: usize| {
            let (votes, seats) = (self.problem.votes[party][area], self.seats[party][area]);
            let double = Exact::from(votes).times(&Exact::from(2u64));
            let at = |signpost: u64| double.over(&Exact::from(signpost));
            let least = at(2 * u64::from(seats) + 1);
            let most = self.may_give(party, area).then(|| at(2 * u64::from(seats) - 1));
            (least, most)
        };
        let between = |pairs: &mut dyn Iterator<Item = (Exact, Option<Exact>)>| {
            let (mut low, mut high) = (Exact::zero(), None::<Exact>);
            for (least, most) in pairs {
                low = low.max(least);
                high = match (high, most) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            Exact::simplest_between(&low, high.as_ref())
        };
        let over = |(least, most): (Exact, Option<Exact>), by: &Exact| {
            (least.over(by), most.map(|most| most.over(by)))
        };
        let mut by_area = Vec::new();
        for _ in 0..2 {
            by_area = (0..areas)
                .map(|area| {
                    between(&mut (0..parties).map(|one| over(bounds(one, area), &by_party[one])))
                })
                .collect();
            by_party = (0..parties)
                .map(|one| {
                    between(&mut (0..areas).map(|area| over(bounds(one, area), &by_area[area])))
                })
                .collect();
        }
        (by_party, by_area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Votes / area / party, rounded to the nearest, are the seats; halves either way.
    fn proves(problem: &Problem<'_>, answer: &Answer) -> bool {
        let half = Exact::from(1u64).over(&Exact::from(2u64));
        (0..problem.parties.len()).all(|party| {
            (0..problem.areas.len()).all(|area| {
                let share = Exact::from(problem.votes[party][area])
                    .over(&answer.by_area[area])
                    .over(&answer.by_party[party]);
                let seats = Exact::from(u64::from(answer.seats[party][area]));
                share <= seats.clone() + &half && seats <= share + &half
            })
        })
    }

    /// Uri, 8 March 2020: Landrat, proportional municipalities (the canton's result, restated in
    /// the R package `proporz`, data set uri2020).
    #[test]
    fn uri_2020_comes_out() {
        let votes = [
            vec![11471, 2822, 2309, 4794],
            vec![11908, 1606, 1705, 2600],
            vec![9213, 1567, 946, 2961],
            vec![7756, 2945, 1573, 3498],
        ];
        let problem = Problem {
            votes: &votes,
            parties: &[12, 9, 7, 9],
            areas: &[15, 7, 6, 9],
            least: &[None; 4],
        };
        let answer = divide(&problem, &mut |_, _| None).unwrap();
        assert_eq!(
            answer.seats,
            [vec![5, 2, 2, 3], vec![4, 1, 2, 2], vec![3, 1, 1, 2], vec![3, 3, 1, 2]]
        );
        assert!(answer.open.is_empty() && proves(&problem, &answer));
    }

    #[test]
    fn where_two_answers_are_equal_the_seats_that_differ_are_named_and_a_lot_parts_them() {
        let votes = [vec![1, 1], vec![1, 1]];
        let problem =
            Problem { votes: &votes, parties: &[1, 1], areas: &[1, 1], least: &[None; 2] };
        assert_eq!(divide(&problem, &mut |_, _| None).unwrap().open.len(), 2);
        for (at, seats) in [[[1, 0], [0, 1]], [[0, 1], [1, 0]]].into_iter().enumerate() {
            let mut asked = Vec::new();
            let mut lot = |cells: &[Cell], open: usize| {
                asked.push((cells.to_vec(), open));
                Some(at)
            };
            let answer = divide(&problem, &mut lot).unwrap();
            assert_eq!((answer.seats, answer.open), (seats.map(Vec::from).to_vec(), Vec::new()));
            assert_eq!(asked, [(vec![(0, 0), (0, 1), (1, 0), (1, 1)], 2)]);
        }
    }

    #[test]
    fn equal_answers_over_three_areas_are_parted_one_lot_after_another() {
        let votes = vec![vec![1; 3]; 3];
        let problem =
            Problem { votes: &votes, parties: &[1; 3], areas: &[1; 3], least: &[None; 3] };
        let mut lots = 0;
        let answer = divide(&problem, &mut |cells, _| {
            lots += 1;
            Some(cells.len() - 1)
        })
        .unwrap();
        // The last cell of nine, then the last of the four that are left.
        assert_eq!(answer.seats, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
        assert_eq!((lots, answer.open.len()), (2, 0));
        assert!(proves(&problem, &answer));
    }

    #[test]
    fn a_party_without_votes_where_seats_are_has_nowhere_to_go() {
        let votes = [vec![10, 0], vec![5, 9]];
        let problem =
            Problem { votes: &votes, parties: &[2, 0], areas: &[1, 1], least: &[None; 2] };
        assert_eq!(
            divide(&problem, &mut |_, _| None),
            Err(Nowhere { parties: vec![0], areas: vec![0] })
        );
    }

    #[test]
    fn the_strongest_list_of_an_area_can_be_kept_in() {
        let votes = [vec![60, 11], vec![50, 10]];
        let wants = |least: &[Option<usize>]| {
            let problem = Problem { votes: &votes, parties: &[2, 2], areas: &[3, 1], least };
            divide(&problem, &mut |_, _| None).unwrap().seats
        };
        assert_eq!(wants(&[None, None]), [[2, 0], [1, 1]]);
        assert_eq!(wants(&[None, Some(0)]), [[1, 1], [2, 0]]);
    }
}
