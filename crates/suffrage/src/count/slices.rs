//! Where the votes of a precinct or a batch are at each stage of the count of the whole contest.
//!
//! A slice is not counted by itself: its ballots follow the count of all. Where papers of one ballot
//! part ways (whole papers of a surplus), a slice has its part of them in proportion, since equal
//! ballots cannot be told apart.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::ballots::Mark;
use crate::method::trail::{Path, Paths, Trail, Whom};
use crate::number::{Exact, Votes};
use crate::record::{Lost, Record, Step};
use crate::tally::{Contest, Place};

/// A slice and where its votes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InSlice {
    /// As the files name it; empty if they do not.
    pub name: String,
    /// Its ballots.
    pub cast: Votes,
    /// The stages of the count, in order.
    pub stages: Vec<Stand>,
}

/// How the votes of a slice stand at a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Votes of those whom the record shows at this stage.
    pub votes: Vec<(Place, Exact)>,
    /// Votes that are with nobody, by reason.
    pub lost: Vec<(Lost, Exact)>,
}

impl Stand {
    /// The votes that candidates have.
    #[must_use]
    pub fn in_count(&self) -> Exact {
        self.votes.iter().map(|one| &one.1).sum()
    }
}

/// How votes change from a stage on, for one ballot of a path.
type Change = (u32, Whom, Exact);

/// The slices of a contest at the stages of its record.
///
/// # Panics
/// If they do not add up to the record: our own fault.
#[must_use]
pub fn in_slices(contest: &Contest, record: &Record, trail: &Trail) -> Vec<InSlice> {
    let Some(ballots) = contest.ballots.as_deref() else { return Vec::new() };
    let index: HashMap<&[Mark], usize> =
        (0..ballots.distinct()).map(|ballot| (ballots.marks(ballot), ballot)).collect();
    let changes: RefCell<Vec<Vec<Change>>> = RefCell::default();
    let mut paths = Paths::of(trail, |path: &Path| {
        let mut all = changes.borrow_mut();
        all.push(changes_of(path));
        all.len() - 1
    });
    let shown = shown(record);
    let mut slices = Vec::new();
    for slice in &contest.slices {
        let mut of_path: BTreeMap<usize, Votes> = BTreeMap::new();
        for (marks, weight) in slice.ballots.iter() {
            if let Some(ballot) = index.get(marks) {
                *of_path.entry(*paths.ballot(*ballot)).or_default() += Votes::from(weight);
            }
        }
        let stages = stages(&of_path, &changes.borrow(), &shown);
        slices.push(InSlice { name: slice.name.clone(), cast: slice.ballots.cast(), stages });
    }
    assert!(add_up(&slices, &shown), "the slices of {} do not add up", contest.code);
    slices
}

/// The stages of a record.
fn shown(record: &Record) -> Vec<Stand> {
    let stage = |step: &Step| match step {
        Step::Stage { votes, lost, .. } => Some(Stand { votes: votes.clone(), lost: lost.clone() }),
        _ => None,
    };
    record.steps.iter().filter_map(|entry| stage(&entry.step)).collect()
}

/// What changes along a path, for one ballot of it.
fn changes_of(path: &Path) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut held: BTreeMap<Whom, Exact> = BTreeMap::new();
    for (stage, groups) in &path.turns {
        let all: u64 = groups.iter().map(|group| group.papers).sum();
        let mut now: BTreeMap<Whom, Exact> = BTreeMap::new();
        for group in groups {
            let share = Exact::from(group.papers).over(&Exact::from(all));
            for part in &group.parts {
                *now.entry(part.with).or_default() += &part.votes.times(&share);
            }
        }
        for (whom, votes) in &now {
            let before = held.remove(whom).unwrap_or_default();
            changes.push((*stage, *whom, votes.clone() - &before));
        }
        let gone = held.into_iter();
        changes.extend(gone.map(|(whom, votes)| (*stage, whom, Exact::zero() - &votes)));
        held = now;
    }
    changes.retain(|(_, _, votes)| !votes.is_zero());
    changes
}

/// The stages of a slice: so many ballots of each path.
fn stages(
    of_path: &BTreeMap<usize, Votes>,
    changes: &[Vec<Change>],
    shown: &[Stand],
) -> Vec<Stand> {
    let mut by_stage: BTreeMap<(u32, Whom), Exact> = BTreeMap::new();
    for (path, count) in of_path {
        let count = Exact::from(*count);
        for (stage, whom, votes) in &changes[*path] {
            *by_stage.entry((*stage, *whom)).or_default() += &votes.times(&count);
        }
    }
    let mut held: BTreeMap<Whom, Exact> = BTreeMap::new();
    let mut of = |whom: Whom, stage: u32| -> Exact {
        let votes = held.entry(whom).or_default();
        if let Some(more) = by_stage.get(&(stage, whom)) {
            *votes += more;
        }
        votes.clone()
    };
    let mut all = Vec::new();
    let mut everybody: Vec<Whom> = by_stage.keys().map(|key| key.1).collect();
    everybody.sort_unstable();
    everybody.dedup();
    for (stage, shown) in (1u32..).zip(shown) {
        let now: BTreeMap<Whom, Exact> =
            everybody.iter().map(|one| (*one, of(*one, stage))).collect();
        let has = |whom: Whom| now.get(&whom).cloned().unwrap_or_default();
        all.push(Stand {
            votes: shown.votes.iter().map(|(place, _)| (*place, has(Whom::To(*place)))).collect(),
            lost: shown.lost.iter().map(|(why, _)| (*why, has(Whom::Nobody(*why)))).collect(),
        });
    }
    all
}

/// Whether the slices together are the stages of the record.
fn add_up(slices: &[InSlice], shown: &[Stand]) -> bool {
    let mut sums: Vec<Stand> = shown.to_vec();
    for slice in slices {
        for (sum, stand) in sums.iter_mut().zip(&slice.stages) {
            sum.votes.iter_mut().zip(&stand.votes).for_each(|(sum, one)| sum.1 -= &one.1);
            sum.lost.iter_mut().zip(&stand.lost).for_each(|(sum, one)| sum.1 -= &one.1);
        }
    }
    let none = |votes: &Exact| votes.is_zero();
    sums.iter().all(|one| {
        one.votes.iter().all(|one| none(&one.1)) && one.lost.iter().all(|one| none(&one.1))
    })
}
