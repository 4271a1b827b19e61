//! Steps of counts that hold candidates against each other, in words.

use super::text::View;
use super::{number, say};
use crate::number::{Exact, Votes};
use crate::record::{Entry, Step};
use crate::tally::Place;

impl View<'_> {
    /// One step of a count by pairs.
    pub(super) fn pairs(&mut self, entry: &Entry) {
        let lang = self.lang;
        match &entry.step {
            Step::Locked { wins, order } => self.locked(entry, wins, *order),
            Step::Condorcet { winner: Some(place), .. } => {
                let name = self.name(*place);
                let text = say!(
                    lang,
                    "{name} wins against every other.",
                    "{name} l'emporte sur chaque autre."
                );
                self.sentence(entry, &text);
            }
            Step::Condorcet { winner: None, .. } => {
                let text = say!(
                    lang,
                    "Nobody wins against every other.",
                    "Personne ne l'emporte sur chaque autre."
                );
                self.sentence(entry, &text);
            }
            Step::Smith { set, .. } => {
                let names = self.names(set);
                let text = say!(
                    lang,
                    "The smallest set whose members win against everyone outside it: {names}.",
                    "Le plus petit ensemble dont les membres l'emportent sur tous ceux du dehors : {names}."
                );
                self.sentence(entry, &text);
            }
            Step::Points { number, points, average } => {
                self.points(entry, *number, points, average.as_ref());
            }
            Step::Best { agreement, orders, shown } => {
                self.best(entry, *agreement, *orders, shown);
            }
            _ => {}
        }
    }

    fn locked(&mut self, entry: &Entry, wins: &[(Place, Place, bool)], order: Option<(u32, u32)>) {
        let lang = self.lang;
        let title = match order {
            None => say!(lang, "Wins, the strongest first:", "Victoires, la plus forte d'abord :"),
            Some((number, all)) => say!(
                lang,
                "Wins, the strongest first; equal wins in order {number} of {all}, each of which puts others first:",
                "Victoires, la plus forte d'abord ; victoires égales dans l'ordre {number} sur {all}, dont chacun en met d'autres en tête :"
            ),
        };
        self.sentence(entry, &title);
        for (winner, loser, locked) in wins {
            let (winner, loser) = (self.name(*winner), self.name(*loser));
            let out = match (locked, lang) {
                (true, _) => "",
                (false, crate::Lang::En) => "  (left out: it would make a circle)",
                (false, crate::Lang::Fr) => "  (écartée : elle fermerait un cycle)",
            };
            self.line(&format!("    {winner} > {loser}{out}"));
        }
    }

    fn points(
        &mut self,
        entry: &Entry,
        stage: u32,
        points: &[(Place, Exact)],
        average: Option<&Exact>,
    ) {
        let lang = self.lang;
        let mut order: Vec<_> = points.iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1));
        let each: Vec<String> = order
            .iter()
            .map(|(place, sum)| format!("{} {}", self.name(*place), number::exact(sum, lang)))
            .collect();
        let each = each.join("; ");
        let average = average.map_or_else(String::new, |average| {
            let average = number::exact(average, lang);
            say!(lang, " On average {average}.", " En moyenne {average}.")
        });
        let text = say!(
            lang,
            "Points at stage {stage}: {each}.{average}",
            "Points à l'étape {stage} : {each}.{average}"
        );
        self.sentence(entry, &text);
    }

    fn best(&mut self, entry: &Entry, agreement: Votes, orders: Votes, shown: &[Vec<Place>]) {
        let lang = self.lang;
        let agreement = number::votes(agreement, lang);
        let count = number::votes(orders, lang);
        let text = say!(
            lang,
            "Orders with most agreement ({agreement}): {count}.",
            "Ordres de plus grand accord ({agreement}) : {count}."
        );
        self.sentence(entry, &text);
        for order in shown {
            let names: Vec<String> = order.iter().map(|place| self.name(*place)).collect();
            self.line(&format!("    {}", names.join(" > ")));
        }
        if orders > shown.len() as Votes {
            self.line("    …");
        }
    }
}
