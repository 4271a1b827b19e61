//! How a vote goes down its ballot when the elected keep a part of it and pass on the rest.
//!
//! Only the elected before the first hopeful on a ballot matter, so ballots fall into few *ways*: a
//! million ballots are handed out as fast as a hundred. Equals in one rank are one step of a way;
//! laws part a vote among them in two readings ([`Overvote::Shared`], [`Overvote::InEveryOrder`]).
//!
//! Sources: I.D. Hill, B.A. Wichmann, D.R. Woodall, *Algorithm 123*, Computer Journal 30 (1987);
//! for equals in every order, G. Endignoux, *STV-rs* 0.5 (documentation of equalized counting).

use std::collections::{BTreeMap, HashMap};

use super::marks::{Overvote, Rule as Marks, Turn};
use crate::ballots::{Ballots, Mark, What};
use crate::number::{Exact, Votes};
use crate::record::Lost;
use crate::tally::Place;
use crate::word::words;

words! {
    /// What an elected candidate keeps of a vote.
    pub enum Keeps {
        #[doc = "a share of what is left of the vote (Meek)"]
        Share = "a share of the rest",
        #[doc = "the same part of every vote, or what is left of it (Warren)"]
        Amount = "the same part of each vote",
    }
}

words! {
    /// How the two parts of a vote are made whole in the decimals kept.
    pub enum Split {
        #[doc = "the part kept is rounded up, and the rest passes on"]
        KeptUp = "kept part rounded up",
        #[doc = "both parts are cut off; what is cut is with nobody"]
        BothCut = "both parts cut off",
        #[doc = "both parts are rounded up"]
        BothUp = "both parts rounded up",
    }
}

/// Candidates on a ballot in the order in which its vote reaches them.
///
/// A step with several candidates holds equals in one rank.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Way(Vec<Stop>);

/// A candidate, and whether it shares the rank of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Stop {
    place: Place,
    beside: bool,
}

impl Way {
    fn steps(&self) -> impl Iterator<Item = &[Stop]> {
        self.0.chunk_by(|_, next| next.beside)
    }

    fn is_short(&self) -> bool {
        self.0.len() <= MOST_EQUALS || self.steps().all(|step| step.len() <= MOST_EQUALS)
    }
}

/// How often each way is taken, and ballots that say nothing from the start.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// In an order that no hash decides.
    pub ways: BTreeMap<Way, Votes>,
    /// By reason.
    pub aside: BTreeMap<Lost, Votes>,
}

impl Ways {
    /// Follows every ballot past those who are `elected` to the first who keeps it whole.
    #[must_use]
    pub fn of(ballots: &Ballots, marks: &Marks, stand: &[bool], elected: &[bool]) -> Self {
        let mut found: HashMap<Way, Votes> = HashMap::new();
        let mut aside: BTreeMap<Lost, Votes> = BTreeMap::new();
        let mut way = Way::default();
        for (ballot, weight) in ballots.iter() {
            if let Some(why) = marks.aside(ballot, stand.len()) {
                *aside.entry(why).or_default() += Votes::from(weight);
                continue;
            }
            follow(ballot, marks, ballots.ranks(), stand, elected, &mut way);
            match found.get_mut(&way) {
                Some(count) => *count += Votes::from(weight),
                None => {
                    found.insert(way.clone(), Votes::from(weight));
                }
            }
        }
        Self { ways: found.into_iter().collect(), aside }
    }
}

fn follow(
    ballot: &[Mark],
    marks: &Marks,
    ranks: u16,
    stand: &[bool],
    elected: &[bool],
    way: &mut Way,
) {
    way.0.clear();
    let mut from = 0;
    loop {
        match marks.next(ballot, from, ranks, stand) {
            Turn::To(place, next) => {
                // Someone ranked twice keeps a share once.
                if way.0.iter().all(|stop| stop.place != place) {
                    way.0.push(Stop { place, beside: false });
                }
                if !elected[place as usize] {
                    return;
                }
                from = next;
            }
            Turn::Among(start, end) => {
                let rank = &ballot[usize::from(start)..usize::from(end)];
                let mut beside = false;
                let mut all_elected = false;
                for mark in rank {
                    let What::Candidate(place) = mark.what() else { continue };
                    // Those who are out have an equal place in every order, and keep nothing.
                    let counts = stand[place as usize] || marks.overvote == Overvote::InEveryOrder;
                    if counts && way.0.iter().all(|stop| stop.place != place) {
                        way.0.push(Stop { place, beside });
                        beside = true;
                        all_elected |= stand[place as usize] && elected[place as usize];
                    }
                }
                if !all_elected {
                    return;
                }
                from = end;
            }
            Turn::Ends(_) => return,
        }
    }
}

/// What each candidate keeps, and how votes are parted.
pub struct Shares<'a> {
    /// 1 for hopefuls, 0 for those out, the keep factor of the elected.
    pub factors: &'a [Exact],
    /// Share of the rest, or the same part of each vote.
    pub keeps: Keeps,
    /// How parts are made whole.
    pub split: Split,
    /// Decimals; `None`: exact.
    pub decimals: Option<u8>,
    /// How equals in one rank are read.
    pub equals: Overvote,
}

/// Where the votes are.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// By candidate.
    pub votes: Vec<Exact>,
    /// What no candidate on a ballot keeps.
    pub exhausted: Exact,
    /// What the decimals cut off.
    pub cut: Exact,
}

impl Shares<'_> {
    /// Hands out the vote of every ballot.
    #[must_use]
    pub fn hand_out(&self, ways: &BTreeMap<Way, Votes>) -> Handed {
        match self.decimals {
            Some(decimals) if decimals <= MOST_DECIMALS && ways.keys().all(Way::is_short) => {
                let unit = 10u128.pow(u32::from(decimals));
                Giving::new(self, Units(unit)).all(ways)
            }
            decimals => Giving::new(self, Rounded(decimals)).all(ways),
        }
    }

    /// To the decimals kept, rounded up.
    #[must_use]
    pub fn cut_up(&self, value: Exact) -> Exact {
        self.decimals.map_or_else(|| value.clone(), |decimals| value.cut_up(decimals))
    }
}

/// The most decimals, and the most equals in one rank, for which products of parts and sums of
/// votes of any electorate fit into 128 bits.
const MOST_DECIMALS: u8 = 9;
const MOST_EQUALS: usize = 60;

/// How parts of votes are reckoned: in whole units of the last decimal, or as exact numbers.
///
/// Both give the same figures; units are faster. Parts of one vote lie between 0 and 1.
trait Reckon {
    type Part: Clone + Ord;
    /// A whole number by which parts are divided.
    type Count;
    fn count(&self, of: &Exact) -> Self::Count;
    fn part(&self, of: &Exact) -> Self::Part;
    fn exact(&self, part: &Self::Part) -> Exact;
    fn times(&self, a: &Self::Part, b: &Self::Part) -> Self::Part;
    fn times_up(&self, a: &Self::Part, b: &Self::Part) -> Self::Part;
    fn over(&self, a: &Self::Part, by: &Self::Count) -> Self::Part;
    fn less(&self, a: &Self::Part, b: &Self::Part) -> Self::Part;
    fn add(&self, to: &mut Self::Part, part: &Self::Part, times: Votes);
}

struct Units(u128);

impl Reckon for Units {
    type Part = u128;
    type Count = u128;

    fn count(&self, of: &Exact) -> u128 {
        of.whole()
    }
    fn part(&self, of: &Exact) -> u128 {
        of.times(&Exact::from(self.0)).whole()
    }
    fn exact(&self, part: &u128) -> Exact {
        Exact::from(*part).over(&Exact::from(self.0))
    }
    fn times(&self, a: &u128, b: &u128) -> u128 {
        a * b / self.0
    }
    fn times_up(&self, a: &u128, b: &u128) -> u128 {
        (a * b).div_ceil(self.0)
    }
    fn over(&self, a: &u128, by: &u128) -> u128 {
        a / by
    }
    fn less(&self, a: &u128, b: &u128) -> u128 {
        a - b
    }
    fn add(&self, to: &mut u128, part: &u128, times: Votes) {
        *to += part * times;
    }
}

/// Exact numbers, cut to some decimals or to none.
struct Rounded(Option<u8>);

impl Rounded {
    fn cut(&self, value: Exact) -> Exact {
        self.0.map_or_else(|| value.clone(), |decimals| value.cut(decimals))
    }
}

impl Reckon for Rounded {
    type Part = Exact;
    type Count = Exact;

    fn count(&self, of: &Exact) -> Exact {
        of.clone()
    }
    fn part(&self, of: &Exact) -> Exact {
        of.clone()
    }
    fn exact(&self, part: &Exact) -> Exact {
        part.clone()
    }
    fn times(&self, a: &Exact, b: &Exact) -> Exact {
        self.cut(a.times(b))
    }
    fn times_up(&self, a: &Exact, b: &Exact) -> Exact {
        let product = a.times(b);
        self.0.map_or_else(|| product.clone(), |decimals| product.cut_up(decimals))
    }
    fn over(&self, a: &Exact, by: &Exact) -> Exact {
        self.cut(a.over(by))
    }
    fn less(&self, a: &Exact, b: &Exact) -> Exact {
        a.clone() - b
    }
    fn add(&self, to: &mut Exact, part: &Exact, times: Votes) {
        *to += &part.times(&Exact::from(times));
    }
}

struct Giving<'s, R: Reckon> {
    shares: &'s Shares<'s>,
    reckon: R,
    factors: Vec<R::Part>,
    votes: Vec<R::Part>,
    exhausted: R::Part,
    one: R::Part,
    zero: R::Part,
}

impl<'s, R: Reckon> Giving<'s, R> {
    fn new(shares: &'s Shares<'s>, reckon: R) -> Self {
        let factors: Vec<R::Part> = shares.factors.iter().map(|one| reckon.part(one)).collect();
        let (one, zero) = (reckon.part(&Exact::from(1u64)), reckon.part(&Exact::zero()));
        let votes = vec![zero.clone(); factors.len()];
        Self { shares, reckon, factors, votes, exhausted: zero.clone(), one, zero }
    }

    fn all(mut self, ways: &BTreeMap<Way, Votes>) -> Handed {
        let mut cast = 0;
        let mut steps: Vec<&[Stop]> = Vec::new();
        for (way, count) in ways {
            steps.clear();
            steps.extend(way.steps());
            self.give(&steps, self.one.clone(), *count);
            cast += count;
        }
        let votes: Vec<Exact> = self.votes.iter().map(|one| self.reckon.exact(one)).collect();
        let exhausted = self.reckon.exact(&self.exhausted);
        let given: Exact = votes.iter().sum();
        let cut = Exact::from(cast) - &given - &exhausted;
        Handed { votes, exhausted, cut }
    }

    fn give(&mut self, steps: &[&[Stop]], mut power: R::Part, times: Votes) {
        for (at, step) in steps.iter().enumerate() {
            if power == self.zero {
                return;
            }
            power = match step {
                [one] => self.keep(&power, one.place, times),
                several if self.shares.equals == Overvote::InEveryOrder => {
                    self.in_every_order(several, &power, times)
                }
                several => {
                    // Each has its part; what it does not keep of it passes to the ranks below.
                    let own = self.reckon.over(&power, &self.number(several.len()));
                    for one in *several {
                        let rest = self.keep(&own, one.place, times);
                        self.give(&steps[at + 1..], rest, times);
                    }
                    return;
                }
            };
        }
        self.reckon.add(&mut self.exhausted, &power, times);
    }

    /// A candidate keeps its part of a vote; answers what passes on.
    fn keep(&mut self, power: &R::Part, place: Place, times: Votes) -> R::Part {
        let (reckon, factor) = (&self.reckon, &self.factors[place as usize]);
        let (kept, rest) = match (self.shares.keeps, self.shares.split) {
            (Keeps::Amount, _) => {
                let kept = factor.clone().min(power.clone());
                let rest = reckon.less(power, &kept);
                (kept, rest)
            }
            (Keeps::Share, Split::KeptUp) => {
                let kept = reckon.times_up(power, factor);
                let rest = reckon.less(power, &kept);
                (kept, rest)
            }
            (Keeps::Share, Split::BothCut) => {
                let left = reckon.less(&self.one, factor);
                (reckon.times(power, factor), reckon.times(power, &left))
            }
            (Keeps::Share, Split::BothUp) => {
                let left = reckon.less(&self.one, factor);
                (reckon.times_up(power, factor), reckon.times_up(power, &left))
            }
        };
        reckon.add(&mut self.votes[place as usize], &kept, times);
        rest
    }

    /// Each order of the equals has an equal part of the vote. Answers what passes below them.
    ///
    /// A candidate keeps its factor of what those before it left. Over all orders, the sets of
    /// others before it that have one size weigh together 1 / (number of equals); so with `e(j)`,
    /// the sum over sets of size j of the products of what they leave, it keeps
    /// factor / n * sum of e(j) / C(n - 1, j).
    fn in_every_order(&mut self, equals: &[Stop], power: &R::Part, times: Votes) -> R::Part {
        let left = |stop: &Stop| self.reckon.less(&self.one, &self.factors[stop.place as usize]);
        let left: Vec<R::Part> = equals.iter().map(left).collect();
        let (size, chooses) = (self.number(equals.len()), self.chooses(equals.len()));
        for (index, stop) in equals.iter().enumerate() {
            let sums = self.symmetric(&left, index);
            let mut weight = self.zero.clone();
            for (choose, sum) in chooses.iter().zip(&sums) {
                let part = self.reckon.over(sum, choose);
                self.reckon.add(&mut weight, &part, 1);
            }
            let kept = self.reckon.times(&weight, &self.factors[stop.place as usize]);
            let weight = self.reckon.over(&kept, &size);
            let part = self.reckon.times(power, &weight);
            self.reckon.add(&mut self.votes[stop.place as usize], &part, times);
        }
        let rest = left.iter().fold(self.one.clone(), |all, left| self.reckon.times(&all, left));
        self.reckon.times(power, &rest)
    }

    fn number(&self, number: usize) -> R::Count {
        self.reckon.count(&Exact::from(number as u64))
    }

    /// In how many ways 0, 1, … of the others can be chosen.
    fn chooses(&self, equals: usize) -> Vec<R::Count> {
        let mut choose = Exact::from(1u64);
        let mut all = Vec::new();
        for others in 1..=equals as u64 {
            all.push(self.reckon.count(&choose));
            let rest = Exact::from(equals as u64 - others);
            choose = choose.times(&rest).over(&Exact::from(others));
        }
        all
    }

    /// Elementary symmetric sums of all but one, from those of no member on.
    fn symmetric(&self, left: &[R::Part], but: usize) -> Vec<R::Part> {
        let mut sums = vec![self.zero.clone(); left.len()];
        sums[0] = self.one.clone();
        let others = left.iter().enumerate().filter(|(index, _)| *index != but);
        for (_, one) in others.filter(|(_, one)| **one != self.zero) {
            for size in (1..sums.len()).rev() {
                let more = self.reckon.times(&sums[size - 1], one);
                self.reckon.add(&mut sums[size], &more, 1);
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(factors: &[Exact], equals: Overvote) -> Shares<'_> {
        let (keeps, split) = (Keeps::Share, Split::KeptUp);
        Shares { factors, keeps, split, decimals: None, equals }
    }

    fn handed(factors: &[&str], steps: &[(Place, bool)], equals: Overvote) -> Vec<String> {
        let exact = |text: &&str| Exact::try_from((*text).to_owned()).unwrap();
        let factors: Vec<Exact> = factors.iter().map(exact).collect();
        let stops = steps.iter().map(|(place, beside)| Stop { place: *place, beside: *beside });
        let ways = BTreeMap::from([(Way(stops.collect()), 1)]);
        let handed = shares(&factors, equals).hand_out(&ways);
        handed.votes.iter().chain([&handed.exhausted]).map(Exact::to_string).collect()
    }

    /// `A=B C`, A elected and keeping one half: in the order A B half stays and half goes to B, in
    /// the order B A all stays with B.
    #[test]
    fn equals_in_every_order_fill_the_hopeful_before_the_ranks_below() {
        let ways = [(0, false), (1, true), (2, false)];
        let votes = handed(&["1/2", "1", "1"], &ways, Overvote::InEveryOrder);
        assert_eq!(votes, ["0.25", "0.75", "0", "0"]);
    }

    #[test]
    fn an_equal_part_that_is_not_kept_passes_to_the_ranks_below() {
        let ways = [(0, false), (1, true), (2, false)];
        let votes = handed(&["1/2", "1", "1"], &ways, Overvote::Shared);
        assert_eq!(votes, ["0.25", "0.5", "0.25", "0"]);
    }

    /// Three equals keep 1/2, 1/3 and nothing: the six orders written out.
    #[test]
    fn in_every_order_is_the_mean_of_all_orders() {
        let ways = [(0, false), (1, true), (2, true)];
        let votes = handed(&["1/2", "1/3", "0"], &ways, Overvote::InEveryOrder);
        // A first 1/2, behind B 1/2 * 2/3; B first 1/3, behind A 1/3 * 1/2; half the orders each.
        assert_eq!(votes, ["5/12", "0.25", "0", "1/3"]);
    }

    /// Of 0.67 the second keeps 0.2211 and passes 0.4489 on.
    #[test]
    fn what_the_decimals_cut_off_is_told() {
        let factors = ["0.33", "0.33", "1"].map(|one| Exact::try_from(one.to_owned()).unwrap());
        let (keeps, split, equals) = (Keeps::Share, Split::BothCut, Overvote::Shared);
        let shares = Shares { factors: &factors, keeps, split, decimals: Some(2), equals };
        let stops = [0, 1, 2].map(|place| Stop { place, beside: false });
        let handed = shares.hand_out(&BTreeMap::from([(Way(stops.into()), 1)]));
        let votes: Vec<String> = handed.votes.iter().map(Exact::to_string).collect();
        assert_eq!(
            (votes.join(" "), handed.cut.to_string()),
            ("0.33 0.22 0.44".into(), "0.01".into())
        );
    }

    #[test]
    fn whole_units_and_exact_numbers_give_the_same_figures() {
        let factors =
            ["0.31", "0.77", "1", "1"].map(|one| Exact::try_from(one.to_owned()).unwrap());
        let stops = [(0, false), (1, true), (2, true), (3, false)];
        let stops = stops.map(|(place, beside)| Stop { place, beside });
        let ways = BTreeMap::from([(Way(stops.into()), 7)]);
        for equals in [Overvote::Shared, Overvote::InEveryOrder] {
            let (keeps, split) = (Keeps::Share, Split::KeptUp);
            let shares = Shares { factors: &factors, keeps, split, decimals: Some(2), equals };
            let exact = Giving::new(&shares, Rounded(Some(2))).all(&ways);
            assert_eq!(shares.hand_out(&ways).votes, exact.votes);
        }
    }
}
