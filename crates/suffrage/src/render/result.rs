//! The result of a record in words: who is elected, what is vacant, what waits and for whom.

use unicode_width::UnicodeWidthStr;

use super::text::{View, fit};
use super::{lot, say, words};
use crate::outcome::{Outcome, Wait};
use crate::record::Purpose;
use crate::tally::Place;

impl View<'_> {
    pub(super) fn result(&mut self) {
        let (lang, outcome) = (self.lang, Outcome::of(self.record));
        let heading = say!(lang, "Result", "Résultat");
        let heading = self.style.bold(&heading);
        self.line("");
        self.line(&heading);
        if !outcome.elected().is_empty() {
            let who = self.names(outcome.elected());
            let text = say!(lang, "Elected: {who}.", "Élection : {who}.");
            let text = self.style.green(&text);
            self.line(&format!("  {text}"));
        }
        if let Some(adopted) = outcome.answer() {
            let text = if adopted {
                say!(lang, "Adopted.", "Adopté.")
            } else {
                say!(lang, "Not adopted.", "Rejeté.")
            };
            self.line(&format!("  {text}"));
        }
        let listed: Vec<Place> = (0..self.record.candidacies.len())
            .filter_map(|place| Place::try_from(place).ok())
            .filter(|place| outcome.seats_of(*place) > 0 && !outcome.elected().contains(place))
            .collect();
        self.seats(&outcome, &listed);
        self.by_area(&outcome);
        for pot in outcome.pots().iter().filter(|pot| pot.vacant > 0) {
            let vacant = pot.vacant;
            let text = say!(lang, "Empty seats: {vacant}.", "Sièges vacants : {vacant}.");
            self.line(&format!("  {text}"));
        }
        if let Some((round, seats)) = outcome.next_round() {
            let text = say!(
                lang,
                "A round {round} is needed; seats open: {seats}.",
                "Un tour {round} est nécessaire ; sièges à pourvoir : {seats}."
            );
            let text = self.style.yellow(&text);
            self.line(&format!("  {text}"));
        }
        for wait in outcome.pending() {
            let text = self.pending(wait);
            let text = self.style.yellow(&text);
            self.line(&format!("  {text}"));
            for line in lot::to_write(self.record, wait, self.lang).unwrap_or_default() {
                self.line(&format!("    {line}"));
            }
        }
    }

    pub(super) fn pending(&self, wait: &Wait) -> String {
        let (open, why, lang) = (wait.open, words::waiting(&wait.why, self.lang), self.lang);
        let who = match wait.within {
            None if !wait.areas.is_empty() => self.waiting_areas(wait),
            None => self.names(&wait.equals),
            Some(list) => {
                let ranks: Vec<String> =
                    wait.equals.iter().map(|rank| format!("n° {}", rank + 1)).collect();
                format!("{} ({})", self.name(list), ranks.join(", "))
            }
        };
        if wait.purpose != Purpose::Seats {
            let what = match wait.areas.is_empty() {
                true => words::open(open, wait.purpose, lang),
                false => say!(lang, "the place of a seat", "la place d'un siège"),
            };
            return say!(
                lang,
                "Waiting for {what} between {who}: {why}.",
                "En attente de {what} entre {who} : {why}."
            );
        }
        say!(
            lang,
            "Waiting: {open} of {who}: {why}.",
            "En attente : {open} siège(s) entre {who} : {why}."
        )
    }

    pub(super) fn seats(&mut self, outcome: &Outcome, listed: &[Place]) {
        if listed.is_empty() {
            return;
        }
        let mut order = listed.to_vec();
        order.sort_by_key(|place| std::cmp::Reverse(outcome.seats_of(*place)));
        let room = order
            .iter()
            .map(|place| self.record.name(*place).width())
            .max()
            .unwrap_or(0)
            .min(self.style.width.saturating_sub(30).max(20));
        let pots = outcome.pots();
        for place in order {
            let seats = outcome.seats_of(place);
            let parts: Vec<String> = pots
                .iter()
                .filter(|pot| pots.len() > 1 && !pot.pot.is_empty())
                .map(|pot| format!("{} {}", pot.pot, pot.won.get(&place).copied().unwrap_or(0)))
                .collect();
            let parts =
                if parts.is_empty() { String::new() } else { format!("  ({})", parts.join(", ")) };
            let row = format!("  {} {seats:>5}{parts}", fit(self.record.name(place), room));
            self.line(&row);
        }
    }
}
