//! What is in ballots, before any law: what is unusual, whom they name first.

use super::{Ballots, Mark, What};
use crate::number::Votes;

/// How many ballots have what, whatever a law makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// No mark.
    pub empty: Votes,
    /// An empty rank before another.
    pub gaps: Votes,
    /// Several candidates in one rank.
    pub several: Votes,
    /// A candidate ranked again.
    pub repeated: Votes,
    /// A name that nobody declared.
    pub written: Votes,
}

impl Ballots {
    /// What ranked ballots have, before any law.
    #[must_use]
    pub fn found(&self) -> Found {
        let mut found = Found::default();
        for (marks, weight) in self.iter() {
            let weight = Votes::from(weight);
            let named: Vec<u32> = candidates(marks).collect();
            let has = |what: What| marks.iter().any(|mark| mark.what() == what);
            let several = marks.iter().any(|mark| mark.is_beside()) || has(What::Overvote);
            let repeated = (1..named.len()).any(|at| named[..at].contains(&named[at]));
            found.empty += weight * Votes::from(marks.is_empty());
            found.gaps += weight * Votes::from(has(What::Skipped));
            found.several += weight * Votes::from(several);
            found.repeated += weight * Votes::from(repeated);
            found.written += weight * Votes::from(has(What::WriteIn));
        }
        found
    }

    /// How many ranked ballots name each of so many candidates before all others.
    #[must_use]
    pub fn first_names(&self, of: usize) -> Vec<Votes> {
        let mut first = vec![0; of];
        for (marks, weight) in self.iter() {
            if let Some(place) = candidates(marks).next()
                && let Some(count) = first.get_mut(place as usize)
            {
                *count += Votes::from(weight);
            }
        }
        first
    }
}

fn candidates(marks: &[Mark]) -> impl Iterator<Item = u32> {
    marks.iter().filter_map(|mark| match mark.what() {
        What::Candidate(place) => Some(place),
        What::Skipped | What::Overvote | What::WriteIn => None,
    })
}
