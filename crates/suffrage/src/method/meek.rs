//! Single transferable vote by keep factors, after Meek (and, with other shares, Warren).
//!
//! Every candidate has a keep factor: 1 while hopeful, 0 when out, and for the elected just so much
//! that they keep the quota. A vote goes down its ballot ([`super::shares`]); each candidate on it
//! keeps a share and leaves the rest. The factors are found by iteration until the surplus that is
//! left is smaller than a limit. Votes that reach nobody lower the quota.
//!
//! Sources: B.L. Meek, *A new approach to the single transferable vote*, Voting matters 1 (1994);
//! I.D. Hill, B.A. Wichmann, D.R. Woodall, *Algorithm 123*, Computer Journal 30 (1987); C.H.E.
//! Warren, *Counting in STV elections*, Voting matters 1 (1994).

use std::collections::BTreeMap;

use super::exclusion::{Excludes, Field};
use super::history::{History, Ties};
use super::marks::Rule as Marks;
pub use super::shares::{Keeps, Split};
use super::shares::{Shares, Ways};
use crate::ballots::Ballots;
use crate::number::Exact;
use crate::record::{ElectedBy, ExcludedBy, Lost, Purpose, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// Who counts as equal at the foot.
    pub enum Equals {
        #[doc = "those between whom the surplus that is left could still decide"]
        WithinSurplus = "within the surplus",
        #[doc = "those with exactly the same votes"]
        Exactly = "exactly equal",
    }
}

/// The way of a count by keep factors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the elected keep.
    pub keeps: Keeps,
    /// How kept and passed parts are made whole.
    pub split: Split,
    /// Decimals of votes and factors; `None`: exact.
    pub decimals: Option<u8>,
    /// Iteration ends when the surplus is below 1 in the last of so many decimals.
    pub limit: u8,
    /// Who goes out.
    pub excludes: Excludes,
    /// Who counts as equal at the foot.
    pub equals: Equals,
}

/// What the count needs from outside.
pub struct Table<'a> {
    /// The ballots.
    pub ballots: &'a Ballots,
    /// How they are read.
    pub marks: &'a Marks,
    /// Seats to fill.
    pub seats: u32,
    /// How equals are parted.
    pub ties: Ties<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Hopeful,
    Elected,
    Out,
}

struct Count<'a> {
    rule: &'a Rule,
    table: &'a Table<'a>,
    states: Vec<State>,
    factors: Vec<Exact>,
    votes: Vec<Exact>,
    quota: Exact,
    surplus: Exact,
    lost: BTreeMap<Lost, Exact>,
    history: History,
    stage: u32,
    iterations: u32,
}

/// Counts until every seat is filled or equals wait. `stand` says who may receive votes.
pub fn run(rule: &Rule, table: &Table<'_>, stand: &[bool], record: &mut Record) {
    let state = |stands: &bool| if *stands { State::Hopeful } else { State::Out };
    let mut count = Count {
        rule,
        table,
        states: stand.iter().map(state).collect(),
        factors: vec![Exact::from(1u64); stand.len()],
        votes: vec![Exact::zero(); stand.len()],
        quota: Exact::zero(),
        surplus: Exact::zero(),
        lost: BTreeMap::new(),
        history: History::default(),
        stage: 0,
        iterations: 0,
    };
    loop {
        let (open, hopeful) = (count.open(), count.of(State::Hopeful));
        if open == 0 || hopeful.len() <= open {
            if count.stage == 0 {
                let ways = count.ways();
                count.hand_out(&ways);
                count.bar(record);
                count.write(record);
            }
            count.finish(&hopeful, record);
            return;
        }
        let elected = count.iterate(record);
        if !elected && !count.exclude(record) {
            return;
        }
    }
}

impl Count<'_> {
    fn of(&self, state: State) -> Vec<Place> {
        (0..).zip(&self.states).filter(|(_, one)| **one == state).map(|(place, _)| place).collect()
    }

    fn open(&self) -> usize {
        (self.table.seats as usize).saturating_sub(self.of(State::Elected).len())
    }

    fn shares(&self) -> Shares<'_> {
        let (rule, equals) = (self.rule, self.table.marks.overvote);
        let (keeps, split, decimals) = (rule.keeps, rule.split, rule.decimals);
        Shares { factors: &self.factors, keeps, split, decimals, equals }
    }

    /// Ballots grouped by the way their vote takes now.
    fn ways(&self) -> Ways {
        let stand: Vec<bool> = self.states.iter().map(|state| *state != State::Out).collect();
        let elected: Vec<bool> = self.states.iter().map(|one| *one == State::Elected).collect();
        Ways::of(self.table.ballots, self.table.marks, &stand, &elected)
    }

    /// Hands out every vote by the factors that stand.
    fn hand_out(&mut self, ways: &Ways) {
        let handed = self.shares().hand_out(&ways.ways);
        self.votes = handed.votes;
        self.lost = ways.aside.iter().map(|(why, count)| (*why, Exact::from(*count))).collect();
        for (why, votes) in [(Lost::Exhausted, handed.exhausted), (Lost::Rounding, handed.cut)] {
            if !votes.is_zero() {
                self.lost.insert(why, votes);
            }
        }
        let all: Exact = self.votes.iter().sum();
        let share = all.over(&Exact::from(u64::from(self.table.seats) + 1));
        self.quota = match self.rule.decimals {
            Some(decimals) => share.cut(decimals) + &Exact::unit(decimals),
            None => share,
        };
    }

    fn total_surplus(&self) -> Exact {
        let over = |place: &Place| {
            let votes = &self.votes[*place as usize];
            (*votes > self.quota).then(|| votes.clone() - &self.quota)
        };
        let all: Vec<Exact> = self.of(State::Elected).iter().filter_map(over).collect();
        all.iter().sum()
    }

    /// Iterates until somebody is elected (true) or the surplus is small enough (false).
    fn iterate(&mut self, record: &mut Record) -> bool {
        let ways = self.ways();
        let limit = Exact::unit(self.rule.limit);
        let mut before: Option<Exact> = None;
        self.iterations = 0;
        loop {
            self.iterations += 1;
            self.hand_out(&ways);
            if self.stage == 0 && self.iterations == 1 {
                self.bar(record);
            }
            let mut reached: Vec<Place> = self.of(State::Hopeful);
            let exact = self.rule.decimals.is_none();
            reached.retain(|place| {
                let votes = &self.votes[*place as usize];
                if exact { *votes > self.quota } else { *votes >= self.quota }
            });
            if !reached.is_empty() {
                self.write(record);
                let order =
                    |a: &Place, b: &Place| self.votes[*b as usize].cmp(&self.votes[*a as usize]);
                reached.sort_by(order);
                for place in reached {
                    self.states[place as usize] = State::Elected;
                    let votes = self.votes[place as usize].clone();
                    record.write(Step::Chosen { place, votes, why: ElectedBy::Quota });
                }
                return true;
            }
            self.surplus = self.total_surplus();
            if self.rule.excludes.at_once() && !self.together().is_empty() {
                self.write(record);
                return false;
            }
            let stuck = before.as_ref().is_some_and(|before| self.surplus >= *before);
            if self.surplus < limit || stuck {
                self.write(record);
                return false;
            }
            before = Some(self.surplus.clone());
            for place in self.of(State::Elected) {
                // Rounded after the product and again after the quotient, as the reference does.
                let shares = self.shares();
                let kept = shares.cut_up(self.factors[place as usize].times(&self.quota));
                let factor = shares.cut_up(kept.over(&self.votes[place as usize]));
                self.factors[place as usize] = factor;
            }
        }
    }

    fn bar(&self, record: &mut Record) {
        let (votes, parts) = (self.votes.iter().sum(), u64::from(self.table.seats) + 1);
        record.write(Step::Bar { votes, parts, quota: self.quota.clone() });
    }

    fn write(&mut self, record: &mut Record) {
        self.stage += 1;
        let shown = |place: &Place| self.states[*place as usize] != State::Out;
        let votes = (0..).zip(&self.votes).filter(|(place, _)| shown(place));
        let votes = votes.map(|(place, votes)| (place, votes.clone())).collect();
        let lost = self.lost.iter().map(|(why, votes)| (*why, votes.clone())).collect();
        record.write(Step::Stage { number: self.stage, votes, lost });
        self.history.push(&self.votes);
        let kept = self.of(State::Elected);
        // The quota falls with the votes that reach nobody, even before anybody is elected.
        if !kept.is_empty() || self.stage > 1 {
            let factors = kept.iter().map(|one| (*one, self.factors[*one as usize].clone()));
            let (factors, quota) = (factors.collect(), self.quota.clone());
            record.write(Step::Keep { factors, quota, iterations: self.iterations });
        }
    }

    /// Those who certainly go out together, whatever the surplus brings them.
    fn together(&self) -> Vec<Place> {
        let votes = |place: Place| (place, &self.votes[place as usize]);
        let mut order: Vec<(Place, &Exact)> =
            self.of(State::Hopeful).into_iter().map(votes).collect();
        order.sort_by(|a, b| a.1.cmp(b.1));
        let (open, quota) = (self.open(), Some(&self.quota));
        let surplus = &self.surplus;
        self.rule.excludes.together(&Field { order: &order, surplus, keep: open, open, quota })
    }

    /// Takes the lowest out; false if equals wait.
    fn exclude(&mut self, record: &mut Record) -> bool {
        let hopeful = self.of(State::Hopeful);
        let votes = |place: &Place| &self.votes[*place as usize];
        let out = self.together();
        if !out.is_empty() {
            self.take_out(out, ExcludedBy::CannotWin, record);
            return true;
        }
        let Some(least) = hopeful.iter().map(votes).min().cloned() else { return false };
        // What the surplus left could still change does not part them.
        let near = match self.rule.equals {
            Equals::WithinSurplus => least + &self.surplus,
            Equals::Exactly => least,
        };
        let equals: Vec<Place> =
            hopeful.iter().copied().filter(|place| *votes(place) <= near).collect();
        let one = match equals.as_slice() {
            [one] => *one,
            _ => {
                let (ties, purpose) = (&self.table.ties, Purpose::Exclusion);
                match self.history.part(&equals, 1, ties, purpose, record).first() {
                    Some(one) => *one,
                    None => return false,
                }
            }
        };
        self.take_out(vec![one], ExcludedBy::Fewest, record);
        true
    }

    fn take_out(&mut self, out: Vec<Place>, why: ExcludedBy, record: &mut Record) {
        for place in &out {
            self.states[*place as usize] = State::Out;
            self.factors[*place as usize] = Exact::zero();
        }
        record.write(Step::Excluded { places: out, why });
    }

    /// Seats those who are left, if there are seats for all of them.
    fn finish(&mut self, hopeful: &[Place], record: &mut Record) {
        if self.open() == 0 {
            return;
        }
        let mut order = hopeful.to_vec();
        order.sort_by(|a, b| self.votes[*b as usize].cmp(&self.votes[*a as usize]));
        for place in order {
            let votes = self.votes[place as usize].clone();
            record.write(Step::Chosen { place, votes, why: ElectedBy::LastLeft });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::{Collect, Mark, Marking};
    use crate::record::LawUsed;
    use crate::tally::Contest;
    use crate::tie::Lots;

    #[test]
    fn no_more_candidates_than_seats_are_elected_with_the_votes_they_have() {
        let mut all = Collect::new(Marking::Ranked, 0);
        all.add(&[Mark::of(0), Mark::of(1)], 3).unwrap();
        let (ballots, contest) = (all.finish().unwrap(), Contest::default());
        let value = |_, _| None;
        let ties = Ties { rules: &[], value: &value, lots: &Lots::of(&contest, &[]) };
        let table = Table { ballots: &ballots, marks: &Marks::PLAIN, seats: 2, ties };
        let rule = Rule {
            keeps: Keeps::Share,
            split: Split::KeptUp,
            decimals: Some(9),
            limit: 6,
            excludes: Excludes::One,
            equals: Equals::WithinSurplus,
        };
        let used = LawUsed {
            id: String::new(),
            act: String::new(),
            on: jiff::civil::date(2026, 1, 1),
            wording_of: None,
            readings: Vec::new(),
        };
        let named = crate::record::Named { code: String::new(), name: String::new() };
        let mut record = Record::new(used, named, Vec::new(), Vec::new().into());
        run(&rule, &table, &[true, true], &mut record);
        let chosen = record.steps.iter().filter_map(|entry| match &entry.step {
            Step::Chosen { place, votes, .. } => Some((*place, votes.to_string())),
            _ => None,
        });
        assert_eq!(chosen.collect::<Vec<_>>(), [(0, "3".to_owned()), (1, "0".to_owned())]);
    }
}
