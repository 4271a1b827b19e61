//! Seats divided among lists, in words: quotas, averages, persons within a list.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::text::{View, fit, tie};
use super::{number, say, words};
use crate::method::highest_averages::Divisors;
use crate::number::Votes;
use crate::record::{Entry, Step};
use crate::tally::Place;

/// The most seats of a run that are listed one by one.
const LISTED: usize = 60;

impl View<'_> {
    pub(super) fn quotas(&mut self, entry: &Entry) {
        let lang = self.lang;
        match &entry.step {
            Step::Quota { votes, parts, rounding, quota } => {
                let (votes, quota) = (number::votes(*votes, lang), number::fraction(*quota, lang));
                let how = rounding
                    .map_or_else(String::new, |one| format!(" ({})", words::rounding(one, lang)));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Quota: {votes} / {parts} = {quota}{how}.",
                        "Quotient : {votes} / {parts} = {quota}{how}."
                    ),
                );
            }
            Step::Quotas { won, nearly } => {
                let won: Vec<String> = won
                    .iter()
                    .map(|(place, seats)| format!("{} {seats}", self.record.name(*place)))
                    .collect();
                let won = if won.is_empty() { "–".to_owned() } else { won.join(", ") };
                self.sentence(
                    entry,
                    &say!(lang, "Seats by whole quotas: {won}.", "Sièges au quotient : {won}."),
                );
                if let Some((share, near)) = nearly.as_ref().filter(|one| !one.1.is_empty()) {
                    let (share, near) = (number::share(*share, lang), self.names(near));
                    let text = say!(
                        lang,
                        "One of them for what is left, at least {share} of the quota: {near}.",
                        "Dont un pour ce qui reste, au moins {share} du quotient : {near}."
                    );
                    self.sentence(entry, &text);
                }
            }
            Step::Able { test, each, back } => {
                let rows = |all: &[(Place, u32)]| -> String {
                    let one = |one: &(Place, u32)| format!("{} {}", self.record.name(one.0), one.1);
                    all.iter().map(one).collect::<Vec<_>>().join(", ")
                };
                let (test, each, back) = (words::test(test, lang), rows(each), rows(back));
                let back = match back.as_str() {
                    "" => String::new(),
                    back => say!(
                        lang,
                        " Seats beyond them are open again: {back}.",
                        " Les sièges au-delà sont de nouveau à pourvoir : {back}."
                    ),
                };
                let text = say!(
                    lang,
                    "Own votes of candidates: {test}. With so many: {each}.{back}",
                    "Suffrages personnels des candidats : {test}. En ont autant : {each}.{back}"
                );
                self.sentence(entry, &text);
            }
            Step::TakenBack { from } => {
                let from: Vec<String> = from
                    .iter()
                    .map(|(place, rest)| {
                        format!("{} ({})", self.record.name(*place), number::decimal(*rest, lang))
                    })
                    .collect();
                let from = from.join(", ");
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "More seats than there are: one each is taken back where the remainder is smallest: {from}.",
                        "Plus de sièges qu'il n'y en a : un siège est repris à qui a le plus petit reste : {from}."
                    ),
                );
            }
            Step::Remainders { open, remainders, won } => {
                let rest: Vec<String> = remainders
                    .iter()
                    .take(LISTED)
                    .map(|(place, rest)| {
                        format!("{} {}", self.record.name(*place), number::decimal(*rest, lang))
                    })
                    .collect();
                let (rest, won) = (rest.join(", "), self.names(won));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Largest remainders, seats open: {open}: {rest}.",
                        "Plus forts restes, sièges à pourvoir : {open} : {rest}."
                    ),
                );
                self.sentence(
                    entry,
                    &say!(lang, "A seat each: {won}.", "Un siège chacun : {won}."),
                );
            }
            _ => {}
        }
    }

    pub(super) fn averages(&mut self, entry: &Entry) {
        let Step::Averages { divisors, open, held, won, next } = &entry.step else { return };
        let lang = self.lang;
        self.sentence(
            entry,
            &say!(
                lang,
                "Highest averages, seats open: {open}, divisors {divisors}:",
                "Plus forte moyenne, sièges à pourvoir : {open}, diviseurs {divisors} :"
            ),
        );
        let Ok(sequence) = divisors.parse::<Divisors>() else { return };
        let mut seats: BTreeMap<Place, u32> = held.iter().copied().collect();
        let mut rows = Vec::new();
        for (index, place) in won.iter().enumerate() {
            let before = seats.entry(*place).or_default();
            rows.push((index + 1, *place, sequence.average(self.votes_of(*place), *before)));
            *before += 1;
        }
        let average = |average: Option<crate::number::Fraction>| {
            average.map_or_else(|| "–".to_owned(), |one| number::decimal(one, lang))
        };
        let room =
            rows.iter().map(|row| self.record.name(row.1).width()).max().unwrap_or(0).min(50);
        let skip = if rows.len() > LISTED { Some(5..rows.len() - 5) } else { None };
        for (index, (number, place, value)) in rows.iter().enumerate() {
            match &skip {
                Some(skip) if index == skip.start => self.line(&format!("      … {}", skip.len())),
                Some(skip) if skip.contains(&index) => {}
                _ => {
                    let name = fit(self.record.name(*place), room);
                    self.line(&format!("    {number:>3}  {name} {:>14}", average(*value)));
                }
            }
        }
        if let Some(next) = next {
            let value =
                sequence.average(self.votes_of(*next), seats.get(next).copied().unwrap_or(0));
            let (name, value) = (self.name(*next), average(value));
            let text = say!(
                lang,
                "next would be {name} with {value}",
                "le suivant serait {name} avec {value}"
            );
            let text = self.style.dim(&text);
            self.line(&format!("         {text}"));
        }
    }

    pub(super) fn within(&mut self, entry: &Entry, list: Place, steps: &[Entry]) {
        let name = self.name(list);
        self.sentence(
            entry,
            &say!(self.lang, "Equals within {name}:", "Ex æquo au sein de {name} :"),
        );
        let rank = |rank: Place| format!("n° {}", rank + 1);
        for one in steps {
            let text = tie(&one.step, &rank, self.lang);
            self.line(&format!("    {text}"));
        }
    }

    /// The persons of every list, one line a list.
    pub(super) fn persons(&mut self, steps: &[Entry]) -> usize {
        let lang = self.lang;
        let count = steps.iter().take_while(|one| matches!(one.step, Step::Persons { .. })).count();
        for entry in &steps[..count] {
            let Step::Persons { pot, place, by, threshold, persons } = &entry.step else {
                continue;
            };
            let (list, by) = (self.name(*place), words::fill(*by, lang));
            let pot = if pot.is_empty() { String::new() } else { format!(", {pot}") };
            let needed = threshold.map_or_else(String::new, |votes| {
                let votes = number::votes(votes, lang);
                say!(lang, ", from {votes} votes", ", à partir de {votes} voix")
            });
            let who: Vec<String> = persons
                .iter()
                .map(|one| match one.votes {
                    Some(votes) => format!("{} ({})", one.name, number::votes(votes, lang)),
                    None => one.name.clone(),
                })
                .collect();
            let who = who.join(", ");
            self.sentence(
                entry,
                &say!(
                    lang,
                    "{list}{pot} ({by}{needed}): {who}.",
                    "{list}{pot} ({by}{needed}) : {who}."
                ),
            );
        }
        count
    }

    pub(super) fn votes_of(&self, place: Place) -> Votes {
        match (place as usize).checked_sub(self.record.candidacies.len()) {
            None => self.votes.get(&place).copied().unwrap_or(0),
            Some(alliance) => {
                self.record.alliances[alliance].members.iter().map(|one| self.votes_of(*one)).sum()
            }
        }
    }

    pub(super) fn members(&self, place: Place) -> String {
        let alliance = (place as usize).checked_sub(self.record.candidacies.len());
        alliance.map_or_else(String::new, |index| self.names(&self.record.alliances[index].members))
    }
}
