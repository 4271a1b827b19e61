//! Votes at the stages of a count, for laws that part equals by looking back.
//!
//! Three readings are found in laws: the latest earlier stage at which two of the equals differ,
//! the first such stage, and the latest at which *all* of them differ. The stage that stands now is
//! no earlier one; at the first stage there is nothing to look back to.

use crate::number::Exact;
use crate::record::{Purpose, Record, TieBy, Value};
use crate::tally::Place;
use crate::tie::{Lots, Parting, part};

/// How equals are parted in a count by stages.
pub struct Ties<'a> {
    /// The law's order.
    pub rules: &'a [TieBy],
    /// The figure of a candidacy under a rule that looks at no stage.
    pub value: &'a dyn Fn(TieBy, Place) -> Option<Value>,
    /// Lots drawn in this contest.
    pub lots: &'a Lots<'a>,
}

/// The votes of everybody at each stage, the one that stands now last.
#[derive(Clone, Debug, Default)]
pub struct History(Vec<Vec<Exact>>);

impl History {
    /// Adds the stage that stands now.
    pub fn push(&mut self, votes: &[Exact]) {
        self.0.push(votes.to_vec());
    }

    /// Chooses `open` of equals by the law's order, the stages before this one included.
    pub fn part(
        &self,
        equals: &[Place],
        open: u32,
        ties: &Ties<'_>,
        purpose: Purpose,
        record: &mut Record,
    ) -> Vec<Place> {
        let earlier = &self.0[..self.0.len().saturating_sub(1)];
        let apart = latest_apart(earlier, equals);
        let at = |place: Place| earlier.iter().map(move |votes| votes[place as usize].clone());
        let value = |by: TieBy, place: Place| match by {
            TieBy::FirstStages => Some(Value::Stages(at(place).collect())),
            TieBy::EarlierStages => Some(Value::Stages(at(place).rev().collect())),
            TieBy::AllDiffer => Some(Value::Stages(vec![apart?[place as usize].clone()])),
            by => (ties.value)(by, place),
        };
        let held = |by: &TieBy| match by {
            TieBy::FirstStages | TieBy::EarlierStages => !earlier.is_empty(),
            TieBy::AllDiffer => apart.is_some(),
            _ => true,
        };
        let rules: Vec<TieBy> = ties.rules.iter().copied().filter(held).collect();
        let (rules, lots) = (rules.as_slice(), ties.lots);
        part(equals, open, &Parting { rules, value: &value, lots, purpose }, record)
    }
}

/// The latest stage at which no two of the equals have the same votes.
fn latest_apart<'h>(earlier: &'h [Vec<Exact>], equals: &[Place]) -> Option<&'h Vec<Exact>> {
    earlier.iter().rev().find(|votes| {
        let of = |at: usize| &votes[equals[at] as usize];
        (1..equals.len()).all(|at| (0..at).all(|other| of(other) != of(at)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_the_equals_must_differ_at_one_stage() {
        let stage = |votes: [u64; 3]| votes.map(Exact::from).to_vec();
        let stages = [stage([1, 2, 3]), stage([4, 4, 5]), stage([6, 6, 6])];
        assert_eq!(latest_apart(&stages, &[0, 1, 2]), Some(&stages[0]));
        assert_eq!(latest_apart(&stages, &[0, 2]), Some(&stages[1]));
        assert_eq!(latest_apart(&stages[1..], &[0, 1, 2]), None);
    }
}
