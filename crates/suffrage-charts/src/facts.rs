//! What several charts read from a record: votes, seats, and which colour is whose.

use suffrage::number::{Exact, Votes};
use suffrage::tally::Place;
use suffrage::{Outcome, Record, Step};

/// Colours before patterns are needed: those of the style sheet.
pub const HUES: usize = 8;
/// Patterns over colours: none, lines, dots, and a grid.
pub const PATTERNS: usize = 4;

/// Which colour and pattern a candidacy has in every chart of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tones(Vec<usize>);

impl Tones {
    /// The more seats and votes, the earlier the colour.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let (outcome, votes) = (Outcome::of(record), last_votes(record));
        let lists = record.candidacies.len();
        let mut order: Vec<usize> = (0..lists).collect();
        let seats = |at: &usize| outcome.seats_of(Place::try_from(*at).unwrap_or(Place::MAX));
        order.sort_by(|a, b| seats(b).cmp(&seats(a)).then(votes[*b].cmp(&votes[*a])));
        let mut tones = vec![0; lists];
        order.into_iter().enumerate().for_each(|(tone, at)| tones[at] = tone);
        Self(tones)
    }

    /// The tone of a candidacy; those beyond all patterns share the last.
    #[must_use]
    pub fn tone(&self, place: Place) -> usize {
        let tone = self.0.get(place as usize).copied().unwrap_or(usize::MAX);
        tone.min(HUES * PATTERNS)
    }
}

/// The votes of each candidacy in the last round, or at the first stage, in which it stood.
#[must_use]
pub fn last_votes(record: &Record) -> Vec<Exact> {
    let mut votes = vec![Exact::zero(); record.candidacies.len()];
    let (mut set, mut staged) = (vec![false; votes.len()], false);
    for entry in &record.steps {
        match &entry.step {
            Step::Figures { votes: round, .. } => {
                for (place, given) in round {
                    votes[*place as usize] = Exact::from(*given);
                    set[*place as usize] = true;
                }
            }
            Step::Stage { votes: stage, .. } if !staged => {
                staged = true;
                for (place, given) in stage.iter().filter(|one| !set[one.0 as usize]) {
                    votes[*place as usize] = given.clone();
                }
            }
            _ => {}
        }
    }
    votes
}

/// A figure for drawing.
#[must_use]
pub fn drawn(figure: &Exact) -> f64 {
    figure.cut(3).to_string().parse().unwrap_or(0.0)
}

/// The seats that are settled, waiting or empty: those of all pots.
#[must_use]
pub fn all_seats(outcome: &Outcome) -> u32 {
    outcome.pots().iter().map(|pot| pot.seats).sum()
}

/// The votes of the last round that has any, in file order.
#[must_use]
pub fn last_round(record: &Record) -> Option<(u8, &[(Place, Votes)])> {
    record.steps.iter().rev().find_map(|entry| match &entry.step {
        Step::Figures { round, votes, .. } => Some((*round, votes.as_slice())),
        _ => None,
    })
}
