//! What if: a contest and its law with something changed, and how the two counts part.

use jiff::civil::Date;
use suffrage::law::Step;
use suffrage::number::{Fraction, Votes};
use suffrage::tally::Contest;
use suffrage::{Fault, LawOnDay, Record, Wish, count};

use crate::query::Query;
use crate::site::{Shown, Site};

/// The most seats that are divided for whoever asks.
pub const MOST_SEATS: u32 = 5_000;
/// The most votes that somebody may have: as many as readers let in.
const MOST_VOTES: Votes = 1_000_000_000_000_000_000;

/// The longest words that are read instead of others.
const MOST_WORDS: usize = 200;

/// What is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Votes: (round, place, votes).
    pub votes: Vec<(u8, u32, Votes)>,
    /// Seats to fill.
    pub seats: Option<u32>,
    /// The share that admits to the division of seats.
    pub threshold: Option<Fraction>,
    /// Another law.
    pub law: Option<String>,
    /// Another day.
    pub on: Option<Date>,
    /// Another reading.
    pub reading: Option<String>,
    /// The law with other words in it: (instead of, read).
    pub words: Option<(String, String)>,
}

/// A contest counted otherwise.
pub struct Counted {
    /// The law it was counted by.
    pub law: LawOnDay,
    /// The contest.
    pub contest: Contest,
    /// The record, or why there is none.
    pub record: Result<Record, Vec<Fault>>,
}

impl Change {
    /// Reads `v1-0=300&seats=5&threshold=3%&law=…&on=…&reading=…`.
    ///
    /// # Errors
    /// Every value that cannot be read.
    pub fn read(query: &Query, contest: &Contest) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut change = Self::default();
        let mut keep = |fault: Fault| faults.push(fault);
        for round in &contest.rounds {
            for (place, votes) in &round.votes {
                let name = field(round.number, *place);
                match query.number::<Votes>(&name) {
                    Ok(Some(given)) if given > MOST_VOTES => keep(too_many(&name, given)),
                    Ok(Some(given)) if given != *votes => {
                        change.votes.push((round.number, *place, given))
                    }
                    Ok(_) => {}
                    Err(fault) => keep(fault),
                }
            }
        }
        match query.number::<u32>("seats") {
            Ok(Some(seats)) if seats > MOST_SEATS => keep(Fault::TooManySeats {
                contest: contest.name.clone(),
                seats: seats.into(),
                most: MOST_SEATS,
            }),
            Ok(seats) => change.seats = seats,
            Err(fault) => keep(fault),
        }
        match query.parsed::<Fraction>("threshold", "a share, as 5% or 1/20") {
            Ok(Some(share)) if share.over() > share.under() || share.under() > 1_000_000_000 => {
                let text = share.to_string();
                keep(Fault::BadParameter {
                    name: "threshold".into(),
                    text,
                    form: "a share, as 5% or 1/20".into(),
                });
            }
            Ok(share) => change.threshold = share,
            Err(fault) => keep(fault),
        }
        match query.parsed::<Date>("on", "a day, as 2023-09-24") {
            Ok(on) => change.on = on,
            Err(fault) => keep(fault),
        }
        change.law = query.get("law").map(str::to_owned);
        change.reading = query.get("reading").map(str::to_owned);
        let words = |name: &str| -> String {
            query.get(name).unwrap_or_default().chars().take(MOST_WORDS).collect()
        };
        if query.get("instead").is_some() {
            change.words = Some((words("instead"), words("read")));
        }
        if faults.is_empty() { Ok(change) } else { Err(faults) }
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Counts the contest at `at` with the change.
    ///
    /// # Errors
    /// If there is no such law, or it is not in force on the day.
    pub fn count(&self, site: &Site, shown: &Shown, at: usize) -> Result<Counted, Vec<Fault>> {
        let case = &shown.case;
        let id = self.law.as_deref().unwrap_or(&case.law_id);
        let readings: Vec<String> = self.reading.iter().cloned().collect();
        let on = self.on.unwrap_or(case.law.on);
        let mut law = match &self.words {
            None => site.book.on(id, on, &readings)?,
            Some((old, new)) => {
                let read = suffrage_host::board::laws_read(id, old, new);
                let faults = |trouble: suffrage_host::Trouble| {
                    trouble.faults.into_iter().map(|one| one.fault).collect::<Vec<_>>()
                };
                read.map_err(faults)?.on(id, on, &readings)?
            }
        };
        if let Some(share) = self.threshold {
            admit_from(&mut law, share);
        }
        let mut contest = case.contests[at].clone();
        self.apply(&mut contest);
        if self.seats.is_some() {
            // The law's own number of seats would be held against what is asked for.
            law.sizes.clear();
        }
        // A lot answers a tie of the law and the votes it was drawn for.
        let lots = if self.is_nothing() { case.lots.as_slice() } else { &[] };
        let wish = Wish {
            system: self.law.is_none().then(|| case.wish.system.clone()).flatten(),
            ..case.wish.clone()
        };
        if let Some(whole) = &mut contest.whole {
            let mut all = case.contests.clone();
            all.iter_mut().for_each(|one| one.whole = None);
            self.apply(&mut all[at]);
            *whole = std::sync::Arc::new(suffrage::tally::Whole::of(&all));
        } else if law.asks_for_the_whole() {
            contest.whole = Some(std::sync::Arc::new(suffrage::tally::Whole::of(
                std::slice::from_ref(&contest),
            )));
        }
        let record = count(&law, &contest, lots, &wish);
        Ok(Counted { law, contest, record })
    }

    fn apply(&self, contest: &mut Contest) {
        if self.seats.is_some() {
            contest.seats = self.seats;
        }
        for round in &mut contest.rounds {
            let before: Votes = round.all_votes();
            for (number, place, votes) in self.votes.iter().filter(|one| one.0 == round.number) {
                debug_assert_eq!(*number, round.number);
                if let Some(one) = round.votes.iter_mut().find(|one| one.0 == *place) {
                    one.1 = *votes;
                }
            }
            let after = round.all_votes();
            // One vote a ballot: ballots follow votes. Where ballots carry several names they do not.
            if after != before && round.expressed == Some(before) {
                round.expressed = Some(after);
                let follow = |figure: &mut Option<Votes>| {
                    if let Some(figure) = figure {
                        *figure = (*figure + after).saturating_sub(before);
                    }
                };
                follow(&mut round.voters);
                round.registered =
                    round.registered.map(|all| all.max(round.voters.unwrap_or(after)));
            }
        }
    }
}

/// The name of the field of a candidacy's votes in a round.
#[must_use]
pub fn field(round: u8, place: u32) -> String {
    format!("v{round}-{place}")
}

fn too_many(name: &str, votes: Votes) -> Fault {
    let form = format!("at most {MOST_VOTES}");
    Fault::BadParameter { name: name.to_owned(), text: votes.to_string(), form }
}

/// Reads every clause on who takes part in the division of seats with this share.
fn admit_from(law: &mut LawOnDay, share: Fraction) {
    for (_, step) in law.systems.iter_mut().flat_map(|system| &mut system.1) {
        if let Step::Admit(rule) = step {
            rule.conditions.iter_mut().for_each(|one| one.share = share);
        }
    }
}

/// Whether the law has such a clause.
#[must_use]
pub fn has_threshold(law: &LawOnDay) -> bool {
    law.systems.iter().flat_map(|system| &system.1).any(|one| matches!(one.1, Step::Admit(_)))
}
