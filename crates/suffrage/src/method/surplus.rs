//! How the surplus of somebody elected passes on.
//!
//! All papers or only the batch received last; at a part of their own value or at one value for all;
//! in fractions of votes or as whole papers. Sources: see [`super::gregory`]; Electoral Act 1992
//! (Ireland), s 121, for whole papers.

use std::collections::BTreeMap;

use super::gregory::Rule;
use super::papers::{Parcel, Sorted};
use super::stages::Stages;
use crate::number::{Exact, Votes};
use crate::record::{Lost, Purpose, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// Which papers of a surplus pass on, and at what value.
    pub enum Surplus {
        #[doc = "every paper, at its value times surplus / votes (weighted inclusive)"]
        Weighted = "every paper, weighted",
        #[doc = "every paper, at its value times surplus / votes, this fraction cut to the decimals first"]
        WeightedByFraction = "every paper, weighted by the fraction cut first",
        #[doc = "every paper, at surplus / papers (unweighted inclusive)"]
        Unweighted = "every paper, unweighted",
        #[doc = "papers of the batch received last that can pass on, at surplus / papers, at most their own value"]
        LastBatch = "last batch",
        #[doc = "as many whole papers of the batch received last as the surplus has votes, in proportion to the next candidates on them, those on top first"]
        LastBatchWhole = "last batch, whole papers",
        #[doc = "as many whole papers as the surplus has votes: all papers are numbered in the order in which they came, and every nth passes on, n being papers / surplus to the nearest whole number"]
        EveryNth = "every nth paper",
    }
}

impl Surplus {
    /// Whether whole papers pass on that lie on top of a mixed heap.
    #[must_use]
    pub fn mixes_papers(self) -> bool {
        self == Self::LastBatchWhole
    }

    /// Whether papers are drawn by the order in which they came.
    #[must_use]
    pub fn draws_by_order(self) -> bool {
        self == Self::EveryNth
    }
}

/// Passes the surplus of `place` on and writes what each receives; `None` if it waits for a lot.
pub(super) fn pass(
    rule: &Rule,
    quota: &Exact,
    place: Place,
    stages: &mut Stages<'_>,
    record: &mut Record,
) -> Option<()> {
    let had = stages.of(place).clone();
    let surplus = had.clone() - quota;
    let parcels = stages.take(place);
    stages.votes[place as usize] = quota.clone();
    let before = stages.lost.clone();
    let mut to: BTreeMap<Place, Exact> = BTreeMap::new();
    let mut given = Exact::zero();
    // Where it waits for a lot which whole papers pass on, the count ends here.
    let batches = batches(rule, &had, &surplus, parcels, stages, record)?;
    let why = batches.rest;
    if let Some(trail) = &mut stages.trail {
        trail.surplus(place);
    }
    for (value, sorted) in batches.all {
        let lost_before: Exact = stages.lost.values().sum();
        for (place, votes) in stages.receive(sorted, &value) {
            given += &votes;
            *to.entry(place).or_default() += &votes;
        }
        given += &(stages.lost.values().sum::<Exact>() - &lost_before);
    }
    // What passes to nobody is told, so that votes always add up.
    let rest = surplus.clone() - &given;
    stages.lose(why, &rest);
    let stage = stages.stage();
    if let Some(trail) = &mut stages.trail {
        trail.passed(stage, why, &rest);
    }
    let lost = stages.lost_since(&before);
    let to = to.into_iter().collect();
    record.write(Step::Passed { from: vec![place], surplus: Some(surplus), to, lost });
    Some(())
}

/// Papers that pass on, sorted, each batch with what a paper is worth.
struct Batches {
    all: Vec<(Exact, Sorted)>,
    /// Why the rest of the surplus reaches nobody.
    rest: Lost,
}

fn batches(
    rule: &Rule,
    had: &Exact,
    surplus: &Exact,
    parcels: Vec<Parcel>,
    stages: &Stages<'_>,
    record: &mut Record,
) -> Option<Batches> {
    let cut = |value: Exact| match rule.decimals {
        Some(decimals) => value.cut(decimals),
        None => value,
    };
    let rest = Lost::Rounding;
    Some(match rule.surplus {
        Surplus::Weighted | Surplus::WeightedByFraction => {
            let fraction = cut(surplus.over(had));
            let worth = |value: &Exact| match rule.surplus {
                Surplus::WeightedByFraction => cut(value.times(&fraction)),
                _ => cut(value.times(surplus).over(had)),
            };
            let mut values: Vec<Exact> = parcels.iter().map(|one| one.value.clone()).collect();
            values.sort();
            values.dedup();
            let sorted = |value: Exact| {
                let of = parcels.iter().filter(|one| one.value == value);
                (worth(&value), stages.papers().sort(of, &stages.stand))
            };
            Batches { all: values.into_iter().rev().map(sorted).collect(), rest }
        }
        Surplus::Unweighted => {
            let papers: Votes = parcels.iter().map(|one| one.count).sum();
            let sorted = stages.papers().sort(&parcels, &stages.stand);
            Batches { all: vec![(cut(surplus.over(&Exact::from(papers.max(1)))), sorted)], rest }
        }
        Surplus::LastBatch => {
            let last = parcels.last()?;
            let mut sorted = stages.papers().sort([last], &stages.stand);
            let papers = Exact::from(sorted.transferable());
            let whole = last.value.times(&papers);
            let parts = whole > *surplus && !papers.is_zero();
            let value = if parts { cut(surplus.over(&papers)) } else { last.value.clone() };
            // Papers that name nobody stay: they are part of the quota as far as they can be.
            sorted.lost.clear();
            Batches { all: vec![(value, sorted)], rest: if parts { rest } else { Lost::Exhausted } }
        }
        Surplus::LastBatchWhole => {
            let last = parcels.last()?;
            let mut sorted = stages.papers().sort([last], &stages.stand);
            sorted.lost.clear();
            let value = last.value.clone();
            // Whole papers only: a surplus of votes is a number of papers of value one.
            let wanted = surplus.whole();
            if sorted.transferable() > wanted {
                whole_papers(&mut sorted, wanted, stages, record)?;
            }
            Batches { all: vec![(value, sorted)], rest: Lost::Exhausted }
        }
        Surplus::EveryNth => unreachable!("papers that are drawn pass on in `every_nth`"),
    })
}

/// Leaves `wanted` papers in all, in proportion: fractions disregarded, the largest of them filled up.
///
/// Of equal fractions the one with more papers comes first, then as the law parts equals.
fn whole_papers(
    sorted: &mut Sorted,
    wanted: Votes,
    stages: &Stages<'_>,
    record: &mut Record,
) -> Option<()> {
    let all = sorted.transferable();
    let mut shares: Vec<(Place, Votes, Votes)> = sorted
        .to
        .iter()
        .map(|(place, parcel)| {
            let product = parcel.count * wanted;
            (*place, product / all, product % all)
        })
        .collect();
    let given: Votes = shares.iter().map(|one| one.1).sum();
    let mut left = usize::try_from(wanted - given).unwrap_or(0);
    shares.sort_by_key(|(_, whole, rest)| std::cmp::Reverse((*rest, *whole)));
    let mut filled: Vec<Place> = Vec::new();
    for equals in shares.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)) {
        let places: Vec<Place> = equals.iter().map(|one| one.0).collect();
        if places.len() <= left {
            left -= places.len();
            filled.extend(places);
        } else if left > 0 {
            let open = u32::try_from(left).unwrap_or(u32::MAX);
            let chosen = stages.part(&places, open, Purpose::Order, record);
            if chosen.len() < left {
                return None;
            }
            filled.extend(chosen);
            left = 0;
        }
    }
    for (place, whole, _) in shares {
        let whole = whole + Votes::from(filled.contains(&place));
        let taken = sorted.to.get_mut(&place).map(|parcel| parcel.take_last(whole));
        match taken.filter(|parcel| parcel.count > 0) {
            Some(parcel) => sorted.to.insert(place, parcel),
            None => sorted.to.remove(&place),
        };
    }
    Some(())
}
