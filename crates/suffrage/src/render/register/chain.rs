//! By what right somebody holds an office, followed back to the ballots and the article.

use std::collections::BTreeSet;

use super::{Lines, View};
use crate::record::Record;
use crate::register::fold::Seen;
use crate::register::statement::{Candidacy, Right};
use crate::render::{date, say, text};

impl<'r> View<'r> {
    /// The chain of a holding: right, act or count, law in the wording of a day, sources.
    pub(super) fn chain(&self, lines: &mut Lines, indent: usize, holding: Seen<'r>) {
        self.chain_but(lines, indent, holding, &BTreeSet::new());
    }

    /// The same, without the acts that were told just before: only the sources of the holding are left.
    pub(super) fn chain_but(
        &self,
        lines: &mut Lines,
        indent: usize,
        holding: Seen<'r>,
        told: &BTreeSet<&str>,
    ) {
        let lang = self.lang;
        let by = match holding.right() {
            Right::Elected { election, .. } => election,
            Right::Appointed { act } => act,
            _ => String::new(),
        };
        if told.contains(by.as_str()) {
            lines.all(indent, &self.told(holding.told()));
            return;
        }
        match holding.right() {
            Right::Elected { election, contest } => {
                self.elected(lines, indent, holding, (&election, &contest));
            }
            Right::Appointed { act } => match self.register.events.get(&act) {
                Some(event) => {
                    let what = self.text(&event.fact.what);
                    lines.add(indent, &say!(lang, "appointed: {what}", "nomination : {what}"));
                    self.event_detail(lines, indent + 2, event);
                }
                None => lines.add(indent, &say!(lang, "appointed: {act}", "nomination : {act}")),
            },
            Right::Succeeded { holding: before, clause } => {
                let whom = self.register.holding(&before);
                let whom = whom.map_or_else(|| before.clone(), |one| self.person(one).to_owned());
                let text = say!(
                    lang,
                    "succeeded {whom}, by the rule “{clause}”",
                    "succession à {whom}, selon la règle « {clause} »"
                );
                lines.add(indent, &format!("{text} {}", self.cite_of(holding, &clause)));
            }
            Right::ExOfficio { holding: other } => {
                let office = self.register.holding(&other).map_or("", |one| one.office());
                let office = self.register.offices.get(office);
                let office = office.map_or(other.as_str(), |one| self.text(&one.fact.name));
                lines.add(indent, &say!(lang, "ex officio, as {office}", "de droit : {office}"));
            }
            Right::Acting { holding: other } => {
                let whom = self.register.holding(&other);
                let whom = whom.map_or_else(|| other.clone(), |one| self.person(one).to_owned());
                lines.add(indent, &say!(lang, "acting for {whom}", "intérim de {whom}"));
            }
            Right::Unknown => {
                let text = say!(lang, "by what right: nobody says", "titre : personne ne le dit");
                lines.add(indent, &self.style.yellow(&text));
            }
        }
        lines.all(indent, &self.told(holding.told()));
    }

    /// The article of a clause of the rules of an office, by its name.
    fn cite_of(&self, holding: Seen<'r>, clause: &str) -> String {
        let rules = self.register.rules_of(holding.office());
        let named = rules.and_then(|rules| rules.vacancies.iter().find(|one| one.name == clause));
        named.map_or_else(String::new, |one| self.cite(&one.cite, one.seen.is_some()))
    }

    fn elected(
        &self,
        lines: &mut Lines,
        indent: usize,
        holding: Seen<'r>,
        (id, contest): (&str, &str),
    ) {
        let lang = self.lang;
        let Some(election) = self.register.around.elections.get(id) else {
            match self.register.events.get(id) {
                Some(event) => {
                    let what = self.text(&event.fact.what);
                    lines.add(indent, &say!(lang, "elected: {what}", "élection : {what}"));
                    self.event_detail(lines, indent + 2, event);
                }
                None => lines.add(indent, &say!(lang, "elected: {id}", "élection : {id}")),
            }
            return;
        };
        let title = self.text(&election.title);
        lines.add(indent, &say!(lang, "elected: {title} ({id})", "élection : {title} ({id})"));
        let here = |record: &&Record| contest.is_empty() || record.contest.code == contest;
        let name = self.name_in_count(id, holding);
        for record in election.records.iter().filter(here) {
            lines.all(indent + 2, &text::decisive(record, &name, lang));
            let (law, on) = (&record.law.id, date::day(record.law.on, lang));
            let wording = record.law.wording_of.map(|day| date::day(day, lang));
            let by = match wording {
                Some(wording) => say!(
                    lang,
                    "by {law} as in force on {on}, in the frozen wording of {wording}",
                    "selon {law} en vigueur le {on}, dans la rédaction figée du {wording}"
                ),
                None => {
                    say!(lang, "by {law} as in force on {on}", "selon {law} en vigueur le {on}")
                }
            };
            lines.add(indent + 2, &self.style.dim(&by));
        }
        let mark: String = election.fingerprint.chars().take(16).collect();
        let again = say!(
            lang,
            "count it again: suffrage count {id} (record sha256 {mark}…)",
            "à recompter : suffrage count {id} (procès-verbal sha256 {mark}…)"
        );
        lines.add(indent + 2, &self.style.dim(&again));
    }

    /// The name by which the holder stood.
    fn name_in_count(&self, election: &str, holding: Seen<'r>) -> String {
        let of = |one: &&Candidacy| one.election == election && one.person == holding.person();
        let stood = self.register.candidacies.iter().map(|one| &one.fact).find(of);
        match stood.filter(|one| !one.candidate.is_empty()) {
            Some(one) => one.candidate.clone(),
            None => self.person(holding).to_owned(),
        }
    }
}
