//! Contests of ballots as they grow, for forms whose files hold several of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::parts::Parts;
use crate::ballots::{Collect, Mark, Marking, Sequence, TooMany};
use crate::tally::{Candidacy, Contest};

/// In which order the candidates of a contest stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the file lists them: the order of the paper.
    Listed,
    /// By name and code, where the file names them only on ballots: so the order of the ballots
    /// changes nothing.
    ByName,
}

/// A contest and its ballots.
pub(crate) struct Poll {
    pub code: String,
    pub name: String,
    pub seats: Option<u32>,
    ranks: u16,
    marking: Marking,
    papers: Sequence,
    ballots: Collect,
    parts: Parts,
    /// Code and name.
    candidates: Vec<(String, String)>,
    index: HashMap<String, u32>,
}

impl Poll {
    pub fn new(code: String, name: String, marking: Marking, ranks: u16) -> Self {
        let ballots = Collect::new(marking, ranks);
        let (candidates, index) = (Vec::new(), HashMap::new());
        let parts = Parts::default();
        let (seats, papers) = (None, Sequence::Free);
        Self { code, name, seats, ranks, marking, papers, ballots, parts, candidates, index }
    }

    /// The same, with the order of its papers or without. None may have been added before.
    pub fn keeping(mut self, papers: Sequence) -> Self {
        self.papers = papers;
        self.ballots = Collect::with(self.marking, self.ranks, papers);
        self
    }

    /// The mark of a candidate, who is new if the code is; `None` if there are more than can be.
    pub fn candidate(&mut self, code: &str, name: &str) -> Option<Mark> {
        if let Some(place) = self.index.get(code) {
            return Some(Mark::of(*place));
        }
        if self.candidates.len() + 1 >= usize::from(Mark::MOST) {
            return None;
        }
        let place = u32::try_from(self.candidates.len()).ok()?;
        self.candidates.push((code.to_owned(), name.to_owned()));
        self.index.insert(code.to_owned(), place);
        Some(Mark::of(place))
    }

    /// The contest is marked so, which shows only when every ballot has been seen; none may have
    /// been added before.
    pub fn marked(&mut self, marking: Marking, ranks: u16) {
        self.ballots = Collect::with(marking, ranks, self.papers);
        (self.marking, self.ranks) = (marking, ranks);
    }

    /// Brings the candidates into the order of their names; answers their new places. No ballot may
    /// have been added before.
    pub fn order_by_name(&mut self) -> Vec<Option<u32>> {
        by_name(&mut self.candidates)
    }

    /// The paper offers this rank, as the columns of the file show.
    pub fn offers(&mut self, rank: u16) {
        self.ranks = self.ranks.max(rank);
    }

    /// Adds ballots marked so, and to their part if the ballots are parted.
    pub fn add(&mut self, marks: &[Mark], weight: u64, part: Option<&str>) -> Result<(), TooMany> {
        if let Some(part) = part {
            self.parts.add(part, self.marking, marks, weight)?;
        }
        self.ballots.add(marks, weight)
    }

    /// The contest.
    pub fn finish(self, order: Order) -> Result<Contest, TooMany> {
        let mut ballots = self.ballots.finish()?.offering(self.ranks);
        let mut candidates = self.candidates;
        let places = (order == Order::ByName).then(|| by_name(&mut candidates));
        if let Some(places) = &places {
            ballots = ballots.renumbered(places);
        }
        let slices = self.parts.finish(self.ranks, places.as_deref())?;
        let candidacy = |(code, name)| Candidacy { code, name, ..Candidacy::default() };
        Ok(Contest {
            code: self.code,
            name: self.name,
            seats: self.seats,
            candidacies: candidates.into_iter().map(candidacy).collect(),
            ballots: Some(Arc::new(ballots)),
            slices,
            ..Contest::default()
        })
    }
}

/// Sorts codes and names by name; answers the new place of each.
fn by_name(candidates: &mut Vec<(String, String)>) -> Vec<Option<u32>> {
    let mut sorted: Vec<usize> = (0..candidates.len()).collect();
    let key = |at: usize| (&candidates[at].1, &candidates[at].0);
    sorted.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let mut places = vec![None; candidates.len()];
    for (place, was) in (0u32..).zip(&sorted) {
        places[*was] = Some(place);
    }
    *candidates = sorted.iter().map(|at| std::mem::take(&mut candidates[*at])).collect();
    places
}

/// Whether a name is that of a line on which a name may be written: `Write-in`, `WRITE_IN 2`,
/// `Write-in-28`.
#[must_use]
pub fn is_write_in(name: &str) -> bool {
    let mut letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let head: String = letters.by_ref().take(7).collect();
    head.eq_ignore_ascii_case("writein") && letters.all(|letter| letter.is_ascii_digit())
}
