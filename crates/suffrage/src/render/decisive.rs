//! The step that decides a contest, in one sentence.
//!
//! What still waits decides before anything else; then equals that were parted for a seat; then the
//! last seat and who came next to it; then the last who was elected.

use super::{number, say, told};
use crate::diagnostic::Lang;
use crate::method::highest_averages::Divisors;
use crate::number::Votes;
use crate::record::{Purpose, Record, Step};
use crate::tally::Place;

/// A step of the record, and the sentence that says why it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisive {
    /// The place of the step in the record.
    pub at: usize,
    /// The sentence.
    pub sentence: String,
}

/// The step that decides; `None` where nothing was decided.
#[must_use]
pub fn decisive(record: &Record, lang: Lang) -> Option<Decisive> {
    let steps = &record.steps;
    let last = |fits: &dyn Fn(&Step) -> bool| steps.iter().rposition(|entry| fits(&entry.step));
    let waits = |step: &Step| step.waits();
    let parted = |step: &Step| match step {
        Step::Tie { chosen, purpose: Purpose::Seats, .. } => !chosen.is_empty(),
        Step::Lot { purpose: Purpose::Seats, .. } => true,
        _ => false,
    };
    let answered = |step: &Step| matches!(step, Step::Answer { .. });
    let as_told = |at: usize| {
        let told = told::told(record, lang);
        let one = told.iter().find(|one| (one.at..one.at + one.taken).contains(&at))?;
        Some(Decisive { at: one.at, sentence: one.lines.last()?.clone() })
    };
    let first = last(&waits).or_else(|| last(&parted)).or_else(|| last(&answered));
    if let Some(at) = first {
        return as_told(at);
    }
    if let Some(found) = last_seat(record, lang) {
        return Some(found);
    }
    let elected = |step: &Step| matches!(step, Step::Elected { .. } | Step::Chosen { .. });
    let ordered = |step: &Step| matches!(step, Step::Ordered { .. } | Step::Committees { .. });
    let open = |step: &Step| matches!(step, Step::SeatsLeft { .. } | Step::Vacant { .. });
    as_told(last(&elected).or_else(|| last(&ordered)).or_else(|| last(&open))?)
}

/// The last seat divided, and who was next to have it.
fn last_seat(record: &Record, lang: Lang) -> Option<Decisive> {
    let lists = record.candidacies.len();
    let mut votes: Vec<Votes> = vec![0; lists];
    let mut found = None;
    let (mut given, mut pot) = (0usize, String::new());
    for (at, entry) in record.steps.iter().enumerate() {
        match &entry.step {
            Step::Figures { votes: round, .. } => {
                votes = vec![0; lists];
                round.iter().for_each(|(place, given)| votes[*place as usize] = *given);
            }
            Step::Pot { pot: name, .. } => {
                given = 0;
                pot = match name.as_str() {
                    "" => String::new(),
                    name => say!(lang, " of {name}", " ({name})"),
                };
            }
            Step::Bonus { seats, .. } | Step::BonusSeats { seats, .. } => given += *seats as usize,
            Step::Raised { seats, .. } => {
                given = *seats as usize;
                found = None;
            }
            Step::Quotas { won, .. } => {
                given += won.iter().map(|one| one.1 as usize).sum::<usize>()
            }
            Step::Averages { divisors, held, won, next: Some(next), .. } => {
                // Seats divided again inside an alliance are no seats more.
                if won.iter().chain([next]).any(|place| *place as usize >= lists) {
                    continue;
                }
                given += won.len();
                if let Some(sentence) =
                    by_average(record, divisors, held, (won, *next), (given, &pot), &votes, lang)
                {
                    found = Some(Decisive { at, sentence });
                }
            }
            Step::Remainders { remainders, won, .. } => {
                given += won.len();
                let of =
                    |place: Place| remainders.iter().find(|one| one.0 == place).map(|one| one.1);
                let next = remainders.iter().find(|one| !won.contains(&one.0));
                if let (Some(last), Some((next, rest))) = (won.last(), next)
                    && let Some(own) = of(*last)
                {
                    let (name, other) = (record.name(*last), record.name(*next));
                    let (own, rest) = (number::decimal(own, lang), number::decimal(*rest, lang));
                    let sentence = say!(
                        lang,
                        "Seat {given}{pot} goes to {name}, whose remainder of {own} is ahead of {rest} for {other}.",
                        "Le siège n° {given}{pot} revient à {name}, dont le reste de {own} devance {rest} pour {other}."
                    );
                    found = Some(Decisive { at, sentence });
                }
            }
            _ => {}
        }
    }
    found
}

fn by_average(
    record: &Record,
    divisors: &str,
    held: &[(Place, u32)],
    (won, next): (&[Place], Place),
    (given, pot): (usize, &str),
    votes: &[Votes],
    lang: Lang,
) -> Option<String> {
    let sequence = divisors.parse::<Divisors>().ok()?;
    let last = *won.last()?;
    let had = |place: Place| held.iter().find(|one| one.0 == place).map_or(0, |one| one.1);
    let seats = |place: Place, won: &[Place]| {
        let more = won.iter().filter(|one| **one == place).count();
        had(place) + u32::try_from(more).unwrap_or(u32::MAX)
    };
    let average = |place: Place, seats: u32| {
        let average = sequence.average(votes[place as usize], seats)?;
        Some(number::decimal(average, lang))
    };
    let own = average(last, seats(last, &won[..won.len() - 1]))?;
    let rest = average(next, seats(next, won))?;
    let (name, other) = (record.name(last), record.name(next));
    Some(if last == next {
        say!(
            lang,
            "Seat {given}{pot}, the last, goes to {name} with an average of {own}; it would have the next one too, with {rest}.",
            "Le siège n° {given}{pot}, le dernier, revient à {name} avec une moyenne de {own} ; le suivant lui reviendrait aussi, avec {rest}."
        )
    } else {
        say!(
            lang,
            "Seat {given}{pot}, the last, goes to {name} with an average of {own}; {other} is next with {rest}.",
            "Le siège n° {given}{pot}, le dernier, revient à {name} avec une moyenne de {own} ; {other} suit avec {rest}."
        )
    })
}
