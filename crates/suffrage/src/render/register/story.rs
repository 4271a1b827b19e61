//! Days told one after another: each sentence with its article and its source.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::fold::{Seen, Stated};
use crate::register::power;
use crate::register::statement::{Event, EventKind, Ground, Story};
use crate::register::story::{self, Item, Told};
use crate::register::when::When;
use crate::render::{date, say, text};

impl<'r> View<'r> {
    /// A story from its first day to its last.
    #[must_use]
    pub fn story(&self, story: &'r Story) -> (String, Sheet) {
        let told = story::story(self.register, story);
        let mut lines = Lines::default();
        lines.add(0, &self.style.bold(self.text(&story.title)));
        self.days(&mut lines, &told);
        (lines.0, self.days_sheet(&told))
    }

    /// Everything that touches some keys, between two days.
    #[must_use]
    pub fn timeline(&self, about: &BTreeSet<&str>, days: (Date, Date)) -> (String, Sheet) {
        let told = story::timeline(self.register, about, days);
        let mut lines = Lines::default();
        let names: Vec<String> = about.iter().map(|id| self.subject_name(id)).collect();
        lines.add(0, &self.style.bold(&names.join(", ")));
        self.days(&mut lines, &told);
        (lines.0, self.days_sheet(&told))
    }

    /// What a key is called, whatever it is the key of.
    fn subject_name(&self, id: &str) -> String {
        if let Some(election) = self.register.around.elections.get(id) {
            return self.text(&election.title).to_owned();
        }
        if let Some(power) = self.register.powers.get(id) {
            return self.text(&power.fact.name).to_owned();
        }
        let register = self.register;
        let office = register.offices.get(id).map(|one| self.text(&one.fact.name).to_owned());
        let body = register.organizations.get(id).map(|one| self.text(&one.fact.name).to_owned());
        office.or(body).unwrap_or_else(|| register.person_name(id).to_owned())
    }

    fn days(&self, lines: &mut Lines, all: &[Told<'r>]) {
        let mut last = None;
        for told in all {
            if last != Some(told.when) {
                lines.gap();
                lines.add(0, &self.style.bold(&date::when(told.when, self.lang)));
                last = Some(told.when);
            }
            self.item(lines, told, all);
        }
    }

    fn item(&self, lines: &mut Lines, told: &Told<'r>, all: &[Told<'r>]) {
        let lang = self.lang;
        match told.item {
            Item::Count(id) => {
                let Some(election) = self.register.around.elections.get(id) else { return };
                lines.add(2, &format!("{} ({id})", self.text(&election.title)));
                for record in &election.records {
                    lines.all(4, &text::elects(record, lang));
                }
            }
            Item::Event(event) => {
                lines.add(2, self.text(&event.fact.what));
                self.event_detail(lines, 4, event);
            }
            Item::Begins(one) => {
                let (name, office) = (self.person(one), self.office(one.office()));
                lines.add(
                    2,
                    &say!(
                        lang,
                        "{name} becomes {office}.",
                        "{name} : {office}, entrée en fonction."
                    ),
                );
                self.chain_but(lines, 4, one, &told_events(all, told.when));
            }
            Item::Ends(one) => self.ends(lines, one),
            Item::Moves(one) => {
                let power = self.register.powers.get(&one.fact.power);
                let power =
                    power.map_or(one.fact.power.as_str(), |power| self.text(&power.fact.name));
                let holders = self.anyones(&one.fact.holders);
                let cite = self.cite(&one.fact.cite, true);
                let text =
                    say!(lang, "{power} passes to {holders}.", "{power} : passe à {holders}.");
                lines.add(2, &format!("{text} {cite}"));
                self.allocation(lines, 4, &one.fact);
                lines.all(4, &self.told(&one.told));
                debug_assert_eq!(power::span(&one.fact).from.when(), Some(told.when));
            }
            Item::Joins(one) => {
                let name = self.register.person_name(&one.fact.person);
                let of = self.organization(&one.fact.organization);
                lines.add(2, &say!(lang, "{name} joins {of}.", "{name} rejoint {of}."));
                lines.all(4, &self.told(&one.told));
            }
            Item::Opens(one) => {
                let name = self.person(one.older);
                let (older, later) =
                    (self.office(one.older.office()), self.office(one.later.office()));
                let until = one.deadline.map_or_else(String::new, |day| self.day(day));
                let text = say!(
                    lang,
                    "{name} cannot stay both {older} and {later}: a choice is due by {until}.",
                    "{name} ne peut rester à la fois {older} et {later} : choix attendu au plus tard le {until}."
                );
                lines.add(
                    2,
                    &format!("{text} {}", self.cite(&one.clause.cite, one.clause.seen.is_some())),
                );
            }
            Item::Closes(one) => {
                let name = self.person(one.older);
                let state = self.state_of(&one, told.when.latest());
                lines.add(
                    2,
                    &say!(
                        lang,
                        "The incompatibility of {name} is {state}.",
                        "L'incompatibilité de {name} est {state}."
                    ),
                );
            }
        }
    }

    fn ends(&self, lines: &mut Lines, one: Seen<'r>) {
        let lang = self.lang;
        let (name, office) = (self.person(one), self.office(one.office()));
        lines.add(
            2,
            &say!(lang, "{name} is {office} no more.", "{name} : {office}, fin de fonction."),
        );
        if let Some(event) = one.closed() {
            let what = self.text(&event.fact.what);
            lines.add(4, &say!(lang, "by: {what}", "par : {what}"));
        }
    }

    /// The finer dates of an event, why, by which article, and who says so.
    pub(super) fn event_detail(&self, lines: &mut Lines, indent: usize, event: &'r Stated<Event>) {
        let (lang, fact) = (self.lang, &event.fact);
        let mut dates = Vec::new();
        for (when, en, fr) in [
            (fact.offered, "offered", "présentée"),
            (fact.accepted, "accepted", "acceptée"),
            (fact.published, "published", "publication"),
            (fact.effective, "in effect", "effet"),
        ] {
            if let Some(when) = when {
                let (word, when) = (say!(lang, "{en}", "{fr}"), date::when(when, lang));
                dates.push(format!("{word} {when}"));
            }
        }
        if dates.len() > 1 || (dates.len() == 1 && fact.on.is_some()) {
            lines.add(indent, &dates.join(" · "));
        }
        if !fact.by.is_empty() {
            let by = self.anyones(&fact.by);
            lines.add(indent, &say!(lang, "by {by}", "par {by}"));
        }
        if !fact.proposed_by.is_empty() {
            let by = self.anyones(&fact.proposed_by);
            lines.add(indent, &say!(lang, "on the proposal of {by}", "sur proposition de {by}"));
        }
        if let Some(because) = &fact.because {
            let because = self.text(because);
            lines.add(indent, &say!(lang, "because: {because}", "motif : {because}"));
        }
        let says = matches!(fact.kind, EventKind::Allegation | EventKind::Declaration);
        if let Some(ground) = fact.ground.filter(|_| !says) {
            lines.add(
                indent,
                &match ground {
                    Ground::Law => say!(lang, "the law demanded it", "la loi l'exigeait"),
                    Ground::Custom => say!(
                        lang,
                        "custom, not law: no article of this register demands it",
                        "usage, non règle : aucun article de ce registre ne l'exige"
                    ),
                    Ground::Choice => say!(lang, "a free choice", "un choix libre"),
                },
            );
        }
        let cites: Vec<&str> = [fact.act.as_str(), fact.cite.as_str()]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        if !cites.is_empty() {
            lines.add(indent, &self.cite(&cites.join("; "), true));
        }
        lines.all(indent, &self.told(&event.told));
    }

    fn days_sheet(&self, all: &[Told<'r>]) -> Sheet {
        let mut sheet = Sheet::new(&["date", "kind", "key", "what"]);
        for told in all {
            let mut lines = Lines::default();
            self.item(&mut lines, told, all);
            let (kind, key) = match told.item {
                Item::Count(id) => ("count", id),
                Item::Event(event) => (event.fact.kind.word(), event.fact.id.as_str()),
                Item::Begins(one) => ("begins", one.id()),
                Item::Ends(one) => ("ends", one.id()),
                Item::Moves(one) => ("power moves", one.fact.id.as_str()),
                Item::Joins(one) => ("joins", one.fact.id.as_str()),
                Item::Opens(one) => ("incompatibility opens", one.later.id()),
                Item::Closes(one) => ("incompatibility closes", one.later.id()),
            };
            let what = lines.0.lines().next().unwrap_or_default().trim().to_owned();
            sheet.rows.push(vec![told.when.to_string(), kind.to_owned(), key.to_owned(), what]);
        }
        sheet
    }
}

/// The events and counts told on a day: what rests on them need not tell them again.
fn told_events<'r>(all: &[Told<'r>], when: When) -> BTreeSet<&'r str> {
    let same = all.iter().filter(|one| one.when == when);
    same.filter_map(|one| match one.item {
        Item::Event(event) => Some(event.fact.id.as_str()),
        Item::Count(id) => Some(id),
        _ => None,
    })
    .collect()
}
