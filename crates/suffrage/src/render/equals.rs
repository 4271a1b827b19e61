//! Parties in areas, or areas, that are equal for a seat, in words.

use super::text::View;
use super::{say, words};
use crate::outcome::Wait;
use crate::record::{InArea, PartedInAreas};

impl View<'_> {
    pub(super) fn equal_in_areas(&self, equals: &[InArea], parted: &PartedInAreas) -> String {
        let (who, lang) = (self.in_their_areas(equals), self.lang);
        let one = |cell: &InArea| self.in_their_areas(&[*cell]);
        match parted {
            PartedInAreas::ByRule { by, first } => {
                let (by, first) = (words::tie(*by, lang), one(first));
                say!(
                    lang,
                    "Equal for a seat: {who}; by {by} it is {first}.",
                    "Ex æquo pour un siège : {who} ; par {by}, c'est {first}."
                )
            }
            PartedInAreas::ByLot { first, source } => {
                let first = one(first);
                say!(
                    lang,
                    "Lot drawn between {who}: {first} ({source}).",
                    "Tirage au sort entre {who} : {first} ({source})."
                )
            }
            PartedInAreas::Waits { why, .. } => {
                let why = words::waiting(why, lang);
                say!(
                    lang,
                    "Equal for a seat: {who}: {why}.",
                    "Ex æquo pour un siège : {who} : {why}."
                )
            }
        }
    }

    /// Who waits: parties in areas, or areas.
    pub(super) fn waiting_areas(&self, wait: &Wait) -> String {
        if wait.equals.is_empty() {
            return wait.areas.iter().map(|one| self.area(*one)).collect::<Vec<_>>().join(", ");
        }
        let cells = wait.equals.iter().copied().zip(wait.areas.iter().copied());
        self.in_their_areas(&cells.collect::<Vec<InArea>>())
    }

    /// Parties with the areas in which they are meant, as « A in Mitte, B in Nord ».
    fn in_their_areas(&self, all: &[InArea]) -> String {
        let one = |(place, area): &InArea| {
            let (name, area) = (self.name(*place), self.area(*area));
            say!(self.lang, "{name} in {area}", "{name} à {area}")
        };
        all.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}
