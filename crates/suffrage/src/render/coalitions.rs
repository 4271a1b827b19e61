//! Coalitions in words: what they needed, what was brought, who was raised.

use super::text::View;
use super::{law, number, say, words};
use crate::diagnostic::Lang;
use crate::method::condition::Condition;
use crate::method::{coalition, raise as raising};
use crate::record::{Below, CoalitionTests, Entry, InCoalition, Step};
use crate::tally::Place;

/// What a clause on coalitions says.
pub(super) fn admit(rule: &coalition::Rule, lang: Lang) -> String {
    let said = |one: Condition| words::condition(one, lang);
    let (together, with) = (said(rule.together), said(rule.with));
    let (inside, alone) = (said(rule.inside), said(rule.alone));
    let mut text = say!(
        lang,
        "Connected lists take part as one with {together} and a list that has {with}; their seats go to those with {inside}. Other lists take part with {alone}.",
        "Les listes liées participent comme une seule avec {together} et une liste ayant {with} ; leurs sièges vont à celles ayant {inside}. Les autres listes participent avec {alone}."
    );
    if let Some(counts) = rule.counts {
        let counts = said(counts);
        text += &say!(
            lang,
            " A list brings its votes to the others only with {counts}.",
            " Une liste n'apporte ses voix aux autres qu'avec {counts}."
        );
    }
    if rule.below == Below::Strongest {
        text += &say!(
            lang,
            " The strongest of the lists below shares the seats too.",
            " La plus forte des listes en dessous prend part aux sièges aussi."
        );
    }
    if !rule.exempt.is_empty() {
        let kinds = rule.exempt.join(", ");
        text +=
            &say!(lang, " Free of what a list needs: {kinds}.", " En sont dispensées : {kinds}.");
    }
    text
}

/// What a clause on the seats of the first says.
pub(super) fn raise(rule: &raising::Rule, lang: Lang) -> String {
    let (least, tie) = (rule.least, law::tie(&rule.tie, lang));
    say!(
        lang,
        "Whoever has the most votes, list or connected lists, has at least {least} seats; the others then divide the rest anew.{tie}",
        "Qui a le plus de voix, liste ou listes liées, a au moins {least} sièges ; les autres se répartissent alors le reste à nouveau.{tie}"
    )
}

impl View<'_> {
    pub(super) fn of_coalitions(&mut self, entry: &Entry) {
        match &entry.step {
            Step::Coalitions { tests, below, exempt, coalitions, alone, without } => {
                self.coalitions(entry, (tests, *below), (exempt, coalitions), (alone, without));
            }
            Step::Raised { place, held, seats } => self.raised(entry, *place, *held, *seats),
            _ => {}
        }
    }

    fn coalitions(
        &mut self,
        entry: &Entry,
        (tests, below): (&CoalitionTests, Below),
        (exempt, coalitions): (&[Place], &[InCoalition]),
        (alone, without): (&[Place], &[Place]),
    ) {
        let lang = self.lang;
        self.needed(entry, tests, below);
        if !exempt.is_empty() {
            let free = self.names(exempt);
            self.sentence(
                entry,
                &say!(
                    lang,
                    "Free of what a list needs: {free}.",
                    "Dispensées des conditions sur les listes : {free}."
                ),
            );
        }
        for one in coalitions {
            let (name, brought) = (self.name(one.place), self.members(one.place));
            let votes = number::votes(one.votes, lang);
            let sharing = self.names(&one.sharing);
            let text = if one.takes_part {
                say!(
                    lang,
                    "Coalition {name} takes part with {votes} votes (of {brought}); its seats go to {sharing}.",
                    "La coalition {name} participe avec {votes} voix (de {brought}) ; ses sièges vont à {sharing}."
                )
            } else {
                say!(
                    lang,
                    "Coalition {name} ({votes} votes) does not take part as one: its lists stand alone.",
                    "La coalition {name} ({votes} voix) ne participe pas comme telle : ses listes sont seules."
                )
            };
            self.sentence(entry, &text);
        }
        if !alone.is_empty() {
            let names = self.names(alone);
            let said = say!(lang, "Alone take part: {names}.", "Participent seules : {names}.");
            self.sentence(entry, &said);
        }
        if !without.is_empty() {
            let told = |one: &Place| {
                format!("{} ({})", self.name(*one), number::votes(self.votes_of(*one), lang))
            };
            let mut names: Vec<String> = without.iter().take(20).map(told).collect();
            if without.len() > 20 {
                names.push(format!("… ({})", without.len() - 20));
            }
            let names = names.join(", ");
            let said = say!(lang, "Can have no seat: {names}.", "Sans siège possible : {names}.");
            self.sentence(entry, &said);
        }
    }

    fn needed(&mut self, entry: &Entry, tests: &CoalitionTests, below: Below) {
        let lang = self.lang;
        let said = |test| words::test(test, lang);
        let (together, with) = (said(&tests.together), said(&tests.with));
        let (inside, alone) = (said(&tests.inside), said(&tests.alone));
        self.sentence(
            entry,
            &say!(
                lang,
                "A coalition needs {together} votes and a list with {with}; its seats go to lists with {inside}; alone a list needs {alone}.",
                "Il faut à une coalition {together} voix et une liste ayant {with} ; ses sièges vont aux listes ayant {inside} ; seule, il faut à une liste {alone}."
            ),
        );
        if let Some(counts) = &tests.counts {
            let counts = said(counts);
            self.sentence(
                entry,
                &say!(
                    lang,
                    "A list brings its votes to its coalition with {counts}.",
                    "Une liste apporte ses voix à sa coalition avec {counts}."
                ),
            );
        }
        if below == Below::Strongest {
            self.sentence(
                entry,
                &say!(
                    lang,
                    "The strongest list below shares the seats of its coalition too.",
                    "La plus forte des listes en dessous prend part aux sièges de sa coalition aussi."
                ),
            );
        }
    }

    fn raised(&mut self, entry: &Entry, place: Option<Place>, held: u32, seats: u32) {
        let lang = self.lang;
        let text = match place {
            Some(place) => {
                let name = self.name(place);
                say!(
                    lang,
                    "{name} has the most votes and would have {held} seats: it has {seats}, and the others divide the rest anew.",
                    "{name} a le plus de voix et aurait {held} sièges : {seats} lui reviennent, et les autres se répartissent le reste à nouveau."
                )
            }
            None => say!(
                lang,
                "Who has the most votes waits: the seats are not known before.",
                "Qui a le plus de voix reste à départager : les sièges ne sont pas connus avant."
            ),
        };
        self.sentence(entry, &text);
    }
}
