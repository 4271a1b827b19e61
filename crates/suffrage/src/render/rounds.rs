//! Rounds in words: figures, what was needed and reached, who stands again, answers to a question.

use unicode_width::UnicodeWidthStr;

use super::text::{View, fit};
use super::{number, say, words};
use crate::diagnostic::Lang;
use crate::number::Votes;
use crate::record::{Entry, Step, Test};
use crate::tally::Place;

impl View<'_> {
    pub(super) fn figures(&mut self, entry: &Entry, steps: &[Entry]) {
        let Step::Figures {
            round,
            registered,
            voters,
            blank,
            null,
            expressed,
            summed,
            names,
            votes,
        } = &entry.step
        else {
            return;
        };
        let lang = self.lang;
        self.votes = votes.iter().copied().collect();
        self.tested = false;
        let heading = say!(lang, "Round {round}", "Tour {round}");
        let heading = self.style.bold(&heading);
        self.cited = entry.clause;
        let cite = self.cite(entry);
        self.line("");
        self.line(format!("{heading}  {cite}").trim_end());
        let mut facts = Vec::new();
        let mut fact = |figure: &Option<Votes>, en: &str, fr: &str| {
            if let Some(figure) = figure {
                let word = if lang == Lang::En { en } else { fr };
                facts.push(format!("{} {word}", number::votes(*figure, lang)));
            }
        };
        fact(registered, "registered", "inscrits");
        fact(voters, "voters", "votants");
        fact(blank, "blank", "blancs");
        fact(null, "null", "nuls");
        let added = if *summed {
            (" expressed (added up)", "exprimés (additionnés)")
        } else {
            ("expressed", "exprimés")
        };
        fact(expressed, added.0.trim(), added.1);
        if *names > 1 {
            facts.push(say!(
                lang,
                "up to {names} names on a ballot",
                "jusqu'à {names} noms par bulletin"
            ));
        }
        self.line(&format!("  {}", facts.join(" · ")));
        let elected: Vec<Place> = steps[1..]
            .iter()
            .take_while(|one| !matches!(one.step, Step::Figures { .. }))
            .filter_map(|one| match &one.step {
                Step::Elected { place, .. } | Step::Leads { place, .. } => Some(*place),
                _ => None,
            })
            .collect();
        let base = expressed.unwrap_or_else(|| votes.iter().map(|one| one.1).sum());
        let mut order = votes.clone();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let widest = order.iter().map(|one| self.record.name(one.0).width()).max().unwrap_or(0);
        let room = widest.min(self.style.width.saturating_sub(34).max(20));
        for (place, votes) in &order {
            let (mark, name) =
                (if elected.contains(place) { "●" } else { " " }, self.record.name(*place));
            let (votes, share) = (number::votes(*votes, lang), number::percent(*votes, base, lang));
            let row = format!("  {mark} {} {votes:>11}  {share:>9}", fit(name, room));
            let row = if mark == "●" { self.style.green(&row) } else { row };
            self.line(&row);
        }
    }

    /// Conditions of a round: what was needed, then who met what.
    pub(super) fn tested(&mut self, steps: &[Entry]) -> usize {
        let lang = self.lang;
        self.tested = true;
        let count = steps.iter().take_while(|one| matches!(one.step, Step::Tested { .. })).count();
        let rows: Vec<(Place, &Vec<(Test, bool)>)> = steps[..count]
            .iter()
            .filter_map(|one| match &one.step {
                Step::Tested { place, tests, .. } => Some((*place, tests)),
                _ => None,
            })
            .collect();
        let Some((_, first)) = rows.first() else { return count };
        for (index, (test, _)) in first.iter().enumerate() {
            let needed = words::test(test, lang);
            let met: Vec<Place> =
                rows.iter().filter(|row| row.1[index].1).map(|row| row.0).collect();
            let who = if met.len() == rows.len() {
                say!(lang, "everyone", "tous")
            } else if met.is_empty() {
                say!(lang, "nobody", "personne")
            } else {
                self.names(&met)
            };
            self.sentence(
                &steps[0],
                &say!(
                    lang,
                    "Needed: {needed} votes. Reached by {who}.",
                    "Requis : {needed} voix. Atteint par {who}."
                ),
            );
        }
        count
    }

    /// A person elected: by which test, or against whom.
    pub(super) fn elected(&mut self, entry: &Entry, place: Place, votes: Votes) {
        let lang = self.lang;
        self.elected.push(place);
        let next = self
            .votes
            .iter()
            .filter(|(one, _)| !self.elected.contains(one))
            .map(|one| *one.1)
            .max();
        let (name, given) = (self.name(place), number::votes(votes, lang));
        let text = match (self.tested, next) {
            (true, _) => say!(
                lang,
                "Elected: {name}, with {given} votes, by meeting every condition.",
                "Élection : {name}, avec {given} voix, toutes les conditions étant remplies."
            ),
            (false, Some(next)) => {
                let next = number::votes(next, lang);
                say!(
                    lang,
                    "Elected: {name}, with most votes: {given}, against {next} for the next.",
                    "Élection : {name}, avec le plus de voix : {given}, contre {next} pour le suivant."
                )
            }
            (false, None) => say!(
                lang,
                "Elected: {name}, with {given} votes.",
                "Élection : {name}, avec {given} voix."
            ),
        };
        let text = self.style.green(&text);
        self.cited = None;
        self.sentence(entry, &text);
    }

    pub(super) fn standing(&mut self, entry: &Entry) {
        let Step::Standing { round, needed, qualified, by_rank, stands, withdrew, joined } =
            &entry.step
        else {
            return;
        };
        let lang = self.lang;
        self.line("");
        for test in needed {
            let (needed, who) = (words::test(test, lang), self.names(qualified));
            self.sentence(
                entry,
                &say!(
                    lang,
                    "To stand in round {round}: {needed} votes. Qualified: {who}.",
                    "Pour se présenter au tour {round} : {needed} voix. Qualification : {who}."
                ),
            );
        }
        if !by_rank.is_empty() {
            let who = self.names(by_rank);
            self.sentence(
                entry,
                &say!(lang, "Qualified by rank: {who}.", "Qualification par le rang : {who}."),
            );
        }
        for (from, into) in joined {
            let (from, into) = (self.name(*from), self.name(*into));
            self.sentence(entry, &say!(lang, "{from} joined {into}.", "{from} a rejoint {into}."));
        }
        let who = self.names(stands);
        self.sentence(
            entry,
            &say!(lang, "Standing in round {round}: {who}.", "En lice au tour {round} : {who}."),
        );
        if !withdrew.is_empty() {
            let who = self.names(withdrew);
            self.sentence(
                entry,
                &say!(lang, "Not standing again: {who}.", "Ne se représentent pas : {who}."),
            );
        }
    }

    /// Lists that a threshold met together, and lists it did not touch.
    pub(super) fn admitted_otherwise(
        &mut self,
        entry: &Entry,
        together: &[Vec<Place>],
        exempt: &[Place],
    ) {
        let lang = self.lang;
        if !together.is_empty() {
            let groups: Vec<String> = together
                .iter()
                .map(|group| {
                    let names: Vec<&str> = group.iter().map(|one| self.record.name(*one)).collect();
                    names.join(" + ")
                })
                .collect();
            let groups = groups.join(if lang == Lang::En { "; " } else { " ; " });
            let text = say!(lang, "Held together: {groups}.", "Confrontées ensemble : {groups}.");
            self.sentence(entry, &text);
        }
        if !exempt.is_empty() {
            let names = self.names(exempt);
            let text = say!(lang, "Free of it: {names}.", "En sont exemptés : {names}.");
            self.sentence(entry, &text);
        }
    }

    pub(super) fn admission(
        &mut self,
        entry: &Entry,
        tests: &[Test],
        any: bool,
        (admitted, refused): (&[Place], &[Place]),
    ) {
        let lang = self.lang;
        let join = match (any, lang) {
            (true, Lang::En) => " or ",
            (true, Lang::Fr) => " ou ",
            (false, Lang::En) => " and ",
            (false, Lang::Fr) => " et ",
        };
        let needed: Vec<String> = tests.iter().map(|test| words::test(test, lang)).collect();
        let needed = needed.join(join);
        let count = admitted.len();
        self.sentence(
            entry,
            &say!(
                lang,
                "Threshold: {needed} votes. Taking part: {count} lists.",
                "Seuil : {needed} voix. Participent : {count} listes."
            ),
        );
        if !refused.is_empty() {
            let mut out: Vec<String> = refused
                .iter()
                .take(20)
                .map(|place| {
                    format!(
                        "{} ({})",
                        self.record.name(*place),
                        number::votes(self.votes_of(*place), lang)
                    )
                })
                .collect();
            if refused.len() > 20 {
                out.push(format!("… ({})", refused.len() - 20));
            }
            let out = out.join(", ");
            self.sentence(entry, &say!(lang, "Below it: {out}.", "En dessous : {out}."));
        }
    }

    pub(super) fn answer(
        &mut self,
        entry: &Entry,
        place: Place,
        votes: Votes,
        tests: &[(Test, bool)],
        adopted: bool,
    ) {
        let lang = self.lang;
        for (test, met) in tests {
            let needed = words::test(test, lang);
            let found = if *met {
                say!(lang, "reached", "atteint")
            } else {
                say!(lang, "not reached", "non atteint")
            };
            self.sentence(
                entry,
                &say!(
                    lang,
                    "Needed: {needed} votes: {found}.",
                    "Requis : {needed} voix : {found}."
                ),
            );
        }
        let (name, votes) = (self.name(place), number::votes(votes, lang));
        let text = match adopted {
            true => say!(
                lang,
                "{name} is adopted with {votes} votes.",
                "« {name} » l'emporte avec {votes} voix."
            ),
            false => say!(
                lang,
                "{name} is not adopted: {votes} votes.",
                "« {name} » n'est pas adopté : {votes} voix."
            ),
        };
        let text = self.style.bold(&text);
        self.sentence(entry, &text);
    }
}
