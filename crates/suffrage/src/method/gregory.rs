//! Single transferable vote with surpluses passed on in parts, after Gregory.
//!
//! Whoever reaches the quota is elected; what lies above it passes on at a reduced value. What laws
//! choose between: which papers pass on (all of them, or the parcel received last), whether a
//! paper's own value counts, how many decimals are kept, which surplus comes first, and whether
//! candidates go out one by one.
//!
//! Not here: how faulty ballots are read ([`super::marks`]), equals ([`crate::tie`]).
//!
//! Sources: Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 45-52,
//! for the weighted inclusive form; D.M. Farrell and I. McAllister, *The 1983 change in surplus vote
//! transfer procedures*, 2003, for the others.

use super::largest_remainder::Parts;
use super::papers::{Parcel, Sorted};
use super::runoff::Excludes;
use super::stages::Stages;
use crate::number::Exact;
use crate::record::{ElectedBy, ExcludedBy, Purpose, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// How the quota is made.
    pub enum Quota {
        #[doc = "to the next whole number"]
        NextWhole = "next whole number",
        #[doc = "to the next number of the decimals kept"]
        NextDecimal = "next decimal",
        #[doc = "kept exact; it must be exceeded"]
        Exact = "exact, exceeded",
    }
}

words! {
    /// Which papers of a surplus pass on, and at what value.
    pub enum Surplus {
        #[doc = "every paper, at its value times surplus / votes (weighted inclusive)"]
        Weighted = "every paper, weighted",
        #[doc = "every paper, at surplus / papers (unweighted inclusive)"]
        Unweighted = "every paper, unweighted",
        #[doc = "papers of the parcel received last that can pass on, at surplus / papers, at most their own value"]
        LastParcel = "last parcel",
    }
}

words! {
    /// Which surplus passes on first.
    pub enum Order {
        #[doc = "the largest"]
        Largest = "largest first",
        #[doc = "that of whoever was elected first; of one stage, the largest"]
        Elected = "in order of election",
        #[doc = "all of one stage together"]
        Together = "all at once",
    }
}

/// The way of a count by quota and transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// By how many parts the valid votes are divided.
    pub parts: Parts,
    /// How the quota is made.
    pub quota: Quota,
    /// Decimals that values are cut to; `None`: kept exact.
    pub decimals: Option<u8>,
    /// Surpluses.
    pub surplus: Surplus,
    /// Which first.
    pub order: Order,
    /// Who goes out.
    pub excludes: Excludes,
}

/// Counts from the first stage until every seat is filled or equals wait.
///
/// `first_out` go out before anybody else, and cannot be elected.
pub fn run(
    rule: &Rule,
    seats: u32,
    stages: &mut Stages<'_>,
    first_out: &[Place],
    record: &mut Record,
) {
    let valid: Exact = stages.votes.iter().sum();
    let parts = u64::from(seats)
        + match rule.parts {
            Parts::Seats => 0,
            Parts::SeatsPlusOne => 1,
            Parts::SeatsPlusTwo => 2,
        };
    let share = valid.over(&Exact::from(parts.max(1)));
    let quota = match (rule.quota, rule.decimals) {
        (Quota::NextWhole, _) | (Quota::NextDecimal, None) => share.cut(0) + &Exact::from(1u64),
        (Quota::NextDecimal, Some(decimals)) => share.cut(decimals) + &unit(decimals),
        (Quota::Exact, _) => share,
    };
    record.write(Step::Bar { votes: valid, parts, quota: quota.clone() });
    let first_out = first_out.to_vec();
    let mut count = Count { rule, quota, waiting: Vec::new(), first_out };
    stages.write(record);
    while count.stage(stages, record) {
        stages.write(record);
    }
}

fn unit(decimals: u8) -> Exact {
    Exact::from(1u64).over(&Exact::from(10u128.pow(u32::from(decimals.min(30)))))
}

struct Count<'r> {
    rule: &'r Rule,
    quota: Exact,
    /// Elected with a surplus not yet passed on, in order of election.
    waiting: Vec<Place>,
    /// Who goes out before anybody else.
    first_out: Vec<Place>,
}

impl Count<'_> {
    /// One stage: who is elected now, then one transfer. False when nothing is left to do.
    fn stage(&mut self, stages: &mut Stages<'_>, record: &mut Record) -> bool {
        self.elect(stages, record);
        let (open, continuing) = (stages.open(), stages.continuing());
        if open == 0 || continuing.is_empty() {
            return false;
        }
        let able = continuing.iter().filter(|place| !self.first_out.contains(place));
        if able.clone().count() <= open as usize {
            let mut order: Vec<Place> = able.copied().collect();
            order.sort_by(|a, b| stages.of(*b).cmp(stages.of(*a)));
            for place in order {
                self.choose(stages, place, ElectedBy::LastLeft, record);
            }
            return false;
        }
        self.waiting.retain(|place| *stages.of(*place) > self.quota);
        if self.rule.excludes == Excludes::CannotWinAtOnce {
            let over = |place: &Place| stages.of(*place).clone() - &self.quota;
            let surpluses: Vec<Exact> = self.waiting.iter().map(over).collect();
            let out = stages.cannot_win(open as usize, &surpluses.iter().sum());
            if !out.is_empty() {
                self.take_out(out, ExcludedBy::CannotWin, stages, record);
                return true;
            }
        }
        if !self.waiting.is_empty() {
            if self.rule.order == Order::Together {
                for place in std::mem::take(&mut self.waiting) {
                    self.pass_surplus(place, stages, record);
                }
                return true;
            }
            let Some(place) = self.next_surplus(stages, record) else { return false };
            self.waiting.retain(|one| *one != place);
            self.pass_surplus(place, stages, record);
            return true;
        }
        let undeclared = std::mem::take(&mut self.first_out);
        undeclared.iter().for_each(|place| stages.stand[*place as usize] = false);
        if undeclared.iter().any(|place| !stages.of(*place).is_zero()) {
            self.take_out(undeclared, ExcludedBy::Undeclared, stages, record);
            return true;
        }
        let Some((out, why)) = self.next_out(stages, record) else { return false };
        self.take_out(out, why, stages, record);
        true
    }

    fn take_out(
        &self,
        out: Vec<Place>,
        why: ExcludedBy,
        stages: &mut Stages<'_>,
        record: &mut Record,
    ) {
        out.iter().for_each(|place| stages.stand[*place as usize] = false);
        record.write(Step::Excluded { places: out.clone(), why });
        stages.pass_on(&out, self.rule.decimals, record);
    }

    fn reaches(&self, votes: &Exact) -> bool {
        match self.rule.quota {
            Quota::Exact => *votes > self.quota,
            Quota::NextWhole | Quota::NextDecimal => *votes >= self.quota,
        }
    }

    fn elect(&mut self, stages: &mut Stages<'_>, record: &mut Record) {
        let mut reached: Vec<Place> = stages
            .continuing()
            .into_iter()
            .filter(|place| self.reaches(stages.of(*place)) && !self.first_out.contains(place))
            .collect();
        reached.sort_by(|a, b| stages.of(*b).cmp(stages.of(*a)));
        for place in reached.into_iter().take(stages.open() as usize) {
            self.choose(stages, place, ElectedBy::Quota, record);
            self.waiting.push(place);
        }
    }

    fn choose(&self, stages: &mut Stages<'_>, place: Place, why: ElectedBy, record: &mut Record) {
        record.write(Step::Chosen { place, votes: stages.of(place).clone(), why });
        stages.stand[place as usize] = false;
        stages.elected.push(place);
    }

    fn next_surplus(&self, stages: &Stages<'_>, record: &mut Record) -> Option<Place> {
        if self.rule.order == Order::Elected {
            return self.waiting.first().copied();
        }
        let most = self.waiting.iter().map(|place| stages.of(*place)).max()?;
        let equals: Vec<Place> =
            self.waiting.iter().copied().filter(|place| stages.of(*place) == most).collect();
        match equals.as_slice() {
            [one] => Some(*one),
            _ => stages.part(&equals, 1, Purpose::Order, record).first().copied(),
        }
    }

    fn next_out(
        &self,
        stages: &Stages<'_>,
        record: &mut Record,
    ) -> Option<(Vec<Place>, ExcludedBy)> {
        if self.rule.excludes == Excludes::CannotWin {
            let out = stages.cannot_win(stages.open() as usize, &Exact::zero());
            if out.len() > 1 {
                return Some((out, ExcludedBy::CannotWin));
            }
        }
        stages.fewest(&stages.continuing(), record).map(|one| (vec![one], ExcludedBy::Fewest))
    }

    fn pass_surplus(&self, place: Place, stages: &mut Stages<'_>, record: &mut Record) {
        let had = stages.of(place).clone();
        let surplus = had.clone() - &self.quota;
        let parcels = stages.take(place);
        stages.votes[place as usize] = self.quota.clone();
        let before = stages.lost.clone();
        let mut to: std::collections::BTreeMap<Place, Exact> = std::collections::BTreeMap::new();
        let mut given = Exact::zero();
        for (value, sorted) in self.surplus_values(&had, &surplus, &parcels, stages) {
            let lost_before: Exact = stages.lost.values().sum();
            for (place, votes) in stages.receive(sorted, |_| value.clone()) {
                given += &votes;
                *to.entry(place).or_default() += &votes;
            }
            given += &(stages.lost.values().sum::<Exact>() - &lost_before);
        }
        // What the cut decimals leave is with nobody, so that votes always add up.
        let rest = surplus.clone() - &given;
        stages.lose(crate::record::Lost::Rounding, &rest);
        let lost = stages.lost_since(&before);
        let to = to.into_iter().collect();
        record.write(Step::Passed { from: vec![place], surplus: Some(surplus), to, lost });
    }

    /// The papers that pass on, sorted, and what each is worth.
    fn surplus_values(
        &self,
        had: &Exact,
        surplus: &Exact,
        parcels: &[Parcel],
        stages: &Stages<'_>,
    ) -> Vec<(Exact, Sorted)> {
        let cut = |value: Exact| match self.rule.decimals {
            Some(decimals) => value.cut(decimals),
            None => value,
        };
        match self.rule.surplus {
            Surplus::Weighted => {
                let mut values: Vec<Exact> = parcels.iter().map(|one| one.value.clone()).collect();
                values.sort();
                values.dedup();
                let sorted = |value: Exact| {
                    let of = parcels.iter().filter(|one| one.value == value);
                    let sorted = stages.papers().sort(of, &stages.stand);
                    (cut(value.times(surplus).over(had)), sorted)
                };
                values.into_iter().rev().map(sorted).collect()
            }
            Surplus::Unweighted => {
                let papers: u128 = parcels.iter().map(|one| one.count).sum();
                let sorted = stages.papers().sort(parcels, &stages.stand);
                vec![(cut(surplus.over(&Exact::from(papers.max(1)))), sorted)]
            }
            Surplus::LastParcel => {
                let last = parcels.last().map_or(0, |one| one.stage);
                let of: Vec<&Parcel> = parcels.iter().filter(|one| one.stage == last).collect();
                let own = of.first().map_or_else(Exact::zero, |one| one.value.clone());
                let mut sorted = stages.papers().sort(of, &stages.stand);
                let papers = Exact::from(sorted.transferable());
                let whole = own.times(&papers);
                let value = match whole > *surplus && !papers.is_zero() {
                    true => cut(surplus.over(&papers)),
                    false => own,
                };
                // Papers that name nobody stay: they are part of the quota as far as they can be.
                sorted.lost.clear();
                vec![(value, sorted)]
            }
        }
    }
}
