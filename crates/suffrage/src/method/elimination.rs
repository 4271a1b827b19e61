//! Baldwin and Nanson: by Borda's points some go out, the points are counted again among those left.
//!
//! - *Baldwin*: the one with the fewest points goes out, again and again (J.M. Baldwin, *The
//!   technique of the Nanson preferential majority system of election*, Proceedings of the Royal
//!   Society of Victoria 39, 1926).
//! - *Nanson*: all go out who have no more than the average (E.J. Nanson, *Methods of election*,
//!   Transactions and Proceedings of the Royal Society of Victoria 19, 1882; Marquette in Michigan
//!   elected its city officials so from 1918 to 1933, and its ballots shared the points of those they
//!   did not rank among them). Others let only those go who are below the average;
//!   E.M.S. Niou, *A note on Nanson's rule*, Public Choice 54 (1987), tells the two apart: they can
//!   elect different people.
//!
//! A candidate who wins against every other has more than the average as long as every ballot parts
//! its points fully ("share the points left"), and so is never out; one who loses against every
//! other has less. Where those a ballot does not rank have nothing, neither holds for short ballots.
//!
//! Not here: points ([`super::score`]), equals ([`crate::tie`]).

use super::marks::Rule as Marks;
use super::score::{self, Unranked};
use crate::ballots::Ballots;
use crate::number::Exact;
use crate::record::{ElectedBy, ExcludedBy, Purpose, Record, Step, TieBy, Value};
use crate::tally::Place;
use crate::tie::{Lots, Parting, part};
use crate::word::words;

words! {
    /// Who goes out at a stage by Baldwin.
    pub enum Lowest {
        #[doc = "the one with the fewest points; equals are parted"]
        One = "the lowest",
        #[doc = "all who have the fewest points"]
        All = "all the lowest",
    }
}

words! {
    /// Who goes out at a stage by Nanson.
    pub enum Average {
        #[doc = "all who have no more points than the average (Nanson 1882)"]
        AtOrBelow = "at or below the average",
        #[doc = "all who have fewer points than the average"]
        Below = "below the average",
    }
}

/// Who goes out at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excludes {
    /// Baldwin.
    Baldwin(Lowest),
    /// Nanson.
    Nanson(Average),
}

/// The way of an elimination by points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Who goes out.
    pub excludes: Excludes,
    /// What those have whom a ballot does not rank.
    pub unranked: Unranked,
}

/// What the count needs from outside.
pub struct Table<'a> {
    /// The ballots.
    pub ballots: &'a Ballots,
    /// How they are read.
    pub marks: &'a Marks,
    /// How equals are parted.
    pub ties: &'a [TieBy],
    /// The figure of a candidacy under a rule that looks at no stage.
    pub value: &'a dyn Fn(TieBy, Place) -> Option<Value>,
    /// Lots drawn in this contest.
    pub lots: &'a Lots<'a>,
}

/// Points of those still in, by place.
pub type Figures = Vec<(Place, Exact)>;

/// Counts until one is left, who is elected, or until all who are left have the same points and the
/// rule would put all of them out: then they come back as equals.
pub fn run(
    rule: Rule,
    table: &Table<'_>,
    mut stand: Vec<bool>,
    record: &mut Record,
) -> Option<Figures> {
    let mut history: Vec<Vec<Exact>> = Vec::new();
    for number in 1.. {
        let points = score::points(rule.unranked.points(), table.ballots, table.marks, &stand);
        let all: Exact = points.iter().map(|one| &one.1).sum();
        let average = match rule.excludes {
            Excludes::Nanson(_) if !points.is_empty() => {
                Some(all.over(&Exact::from(points.len() as u64)))
            }
            _ => None,
        };
        let told = Step::Points { number, points: points.clone(), average: average.clone() };
        record.write(told);
        let (out, why) = match (points.as_slice(), rule.excludes) {
            ([] | [_], _) => (Vec::new(), ExcludedBy::FewestPoints),
            (_, Excludes::Baldwin(which)) => {
                let mut out = lowest(&points);
                if which == Lowest::All && out.len() == points.len() {
                    return Some(points);
                }
                if which == Lowest::One && out.len() > 1 {
                    out = part_lowest(table, &out, &history, record);
                    if out.is_empty() {
                        return None;
                    }
                }
                (out, ExcludedBy::FewestPoints)
            }
            (_, Excludes::Nanson(which)) => {
                let average = average.unwrap_or_default();
                let goes = |one: &&(Place, Exact)| match which {
                    Average::AtOrBelow => one.1 <= average,
                    Average::Below => one.1 < average,
                };
                let out: Vec<Place> = points.iter().filter(goes).map(|one| one.0).collect();
                if out.is_empty() || out.len() == points.len() {
                    return Some(points);
                }
                match which {
                    Average::AtOrBelow => (out, ExcludedBy::AtOrBelowAverage),
                    Average::Below => (out, ExcludedBy::BelowAverage),
                }
            }
        };
        if !out.is_empty() {
            out.iter().for_each(|place| stand[*place as usize] = false);
            record.write(Step::Excluded { places: out.clone(), why });
        }
        let mut left = points.iter().filter(|one| !out.contains(&one.0));
        match (left.next(), left.next()) {
            (None, _) => return None,
            (Some((place, votes)), None) => {
                let (place, votes) = (*place, votes.clone());
                record.write(Step::Chosen { place, votes, why: ElectedBy::OnlyOneLeft });
                return None;
            }
            _ => {}
        }
        let mut row = vec![Exact::zero(); stand.len()];
        points.into_iter().for_each(|(place, sum)| row[place as usize] = sum);
        history.push(row);
    }
    None
}

fn lowest(points: &Figures) -> Vec<Place> {
    let least = points.iter().map(|one| &one.1).min();
    points.iter().filter(|one| Some(&one.1) == least).map(|one| one.0).collect()
}

/// Names one of those with the fewest points, by the law's order, the points of earlier stages
/// included; nobody if they wait.
fn part_lowest(
    table: &Table<'_>,
    equals: &[Place],
    history: &[Vec<Exact>],
    record: &mut Record,
) -> Vec<Place> {
    let at = |place: Place| history.iter().map(move |row| row[place as usize].clone());
    let value = |by: TieBy, place: Place| match by {
        TieBy::FirstStages => Some(Value::Stages(at(place).collect())),
        TieBy::EarlierStages => Some(Value::Stages(at(place).rev().collect())),
        by => (table.value)(by, place),
    };
    // At the first stage there is no earlier one to look at.
    let looks_back = |by: &TieBy| matches!(by, TieBy::FirstStages | TieBy::EarlierStages);
    let held = |by: &TieBy| !history.is_empty() || !looks_back(by);
    let rules: Vec<TieBy> = table.ties.iter().copied().filter(held).collect();
    let (lots, purpose) = (table.lots, Purpose::Exclusion);
    part(equals, 1, &Parting { rules: &rules, value: &value, lots, purpose }, record)
}
