//! A bonus in words: what the law says of it, and what was given.

use super::text::View;
use super::{number, say, words};
use crate::diagnostic::Lang;
use crate::method::bonus;
use crate::number::Exact;
use crate::record::{BonusGrowth, Entry, Step};
use crate::tally::Place;

impl View<'_> {
    pub(super) fn bonus(&mut self, entry: &Entry) {
        let lang = self.lang;
        let text = match &entry.step {
            Step::Bonus { place, share, of, rounding, seats } => {
                let (name, share) = (self.name(*place), number::share(*share, lang));
                let rounding = words::rounding(*rounding, lang);
                say!(
                    lang,
                    "Bonus for {name}: {share} of {of} seats, {rounding} = {seats}.",
                    "Prime pour {name} : {share} des {of} sièges, {rounding} = {seats}."
                )
            }
            Step::BonusSeats { place, votes, first, grows, seats } => match grows {
                Some(grows) => self.bonus_that_grows(*place, *votes, (*first, *seats), grows),
                None => {
                    let name = self.name(*place);
                    say!(
                        lang,
                        "Bonus for {name}: {seats} seats.",
                        "Prime pour {name} : {seats} sièges."
                    )
                }
            },
            _ => return,
        };
        self.sentence(entry, &text);
    }

    fn bonus_that_grows(
        &self,
        place: Place,
        votes: u128,
        (first, seats): (u32, u32),
        grows: &BonusGrowth,
    ) -> String {
        let (lang, name) = (self.lang, self.name(place));
        let has = number::share_of(&Exact::from(votes), &Exact::from(grows.of), lang);
        let from = number::share(grows.from, lang);
        if seats == 0 {
            return say!(
                lang,
                "No bonus for {name}: it has {has}, and {from} are asked for.",
                "Pas de prime pour {name} : elle a {has}, il faut {from}."
            );
        }
        let (each, most) = (number::share(grows.each, lang), grows.at_most);
        say!(
            lang,
            "Bonus for {name}, which has {has}: {first} seats at {from}, one more for each {each} beyond, at most {most} = {seats}.",
            "Prime pour {name}, qui a {has} : {first} sièges à {from}, un de plus par {each} au-delà, {most} au plus = {seats}."
        )
    }
}

/// What a law says of a bonus that is a share.
pub(super) fn share(rule: &bonus::Rule, lang: Lang) -> String {
    let (share, rounding) = (number::share(rule.share, lang), words::rounding(rule.rounding, lang));
    let below = rule.below.map_or_else(String::new, |(seats, rounding)| {
        let rounding = words::rounding(rounding, lang);
        say!(
            lang,
            " ({rounding} with fewer than {seats} seats)",
            " ({rounding} à moins de {seats} sièges)"
        )
    });
    say!(
        lang,
        "The leading list receives {share} of the seats, {rounding}{below}.",
        "La liste en tête reçoit {share} des sièges, {rounding}{below}."
    )
}

/// What a law says of a bonus that is a number of seats.
pub(super) fn seats(rule: &bonus::Seats, lang: Lang) -> String {
    let first = rule.seats;
    let Some(grows) = rule.grows else {
        return say!(
            lang,
            "The leading list receives {first} seats.",
            "La liste en tête reçoit {first} sièges."
        );
    };
    let (from, each) = (number::share(grows.from, lang), number::share(grows.each, lang));
    let (base, most) = (words::base(grows.base, lang), grows.at_most);
    say!(
        lang,
        "The leading list receives {first} seats if it has at least {from} of the {base}, and one more for each {each} beyond, at most {most}.",
        "La liste en tête reçoit {first} sièges si elle a au moins {from} des {base}, et un de plus par {each} au-delà, {most} au plus."
    )
}
