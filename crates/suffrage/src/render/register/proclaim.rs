//! What a result proposes to the register, in words.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::conflict::Conflict;
use crate::register::proclaim::Proposal;
use crate::register::when::Bound;
use crate::render::{date, say};

impl<'r> View<'r> {
    /// The holdings that a result proposes, the queue it leaves and the conflicts it opens.
    #[must_use]
    pub fn proclaimed(
        &self,
        title: &str,
        all: &[(Proposal<'r>, Vec<Conflict<'r>>)],
        on: Date,
    ) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        lines.add(0, &self.style.bold(title));
        let mut sheet =
            Sheet::new(&["name", "person", "known", "office", "from", "queue", "stands_as"]);
        for (one, conflicts) in all {
            let office = one.office.map_or_else(
                || {
                    say!(
                        lang,
                        "no office of this register is filled by this election",
                        "aucune charge de ce registre n'est pourvue par cette élection"
                    )
                },
                |office| self.office(office).to_owned(),
            );
            lines.add(2, &format!("{}{office}", self.colon(&self.style.green(&one.name))));
            if !one.known {
                lines.add(
                    4,
                    &say!(
                        lang,
                        "a new person in this register",
                        "une nouvelle personne dans ce registre"
                    ),
                );
            }
            let from = match one.from {
                Bound::On(when) => date::when(when, lang),
                _ => say!(
                    lang,
                    "a day that is not stated yet",
                    "un jour qui n'est pas encore énoncé"
                ),
            };
            let clause =
                one.start.map_or_else(String::new, |one| self.cite(&one.cite, one.seen.is_some()));
            lines.add(
                4,
                &format!(
                    "{} {clause}",
                    say!(lang, "begins: {from}", "entrée en fonction : {from}")
                ),
            );
            if !one.queue.is_empty() {
                let names: Vec<&str> = one
                    .queue
                    .iter()
                    .map(|id| {
                        self.register.persons.get(id).map_or("", |one| one.fact.name.as_str())
                    })
                    .collect();
                let names = self.list(&names);
                lines.add(4, &say!(lang, "next in line: {names}", "suppléance : {names}"));
            }
            if let Some(stands) = one.stands {
                let id = stands.id();
                lines.add(
                    4,
                    &say!(
                        lang,
                        "stands in the register already, as {id}",
                        "figure déjà au registre : {id}"
                    ),
                );
            }
            for conflict in conflicts {
                self.one_conflict(&mut lines, conflict, on);
            }
            sheet.rows.push(vec![
                one.name.clone(),
                one.person.clone(),
                one.known.to_string(),
                one.office.unwrap_or_default().to_owned(),
                one.from.to_string(),
                one.queue.join(" "),
                one.stands.map_or("", |one| one.id()).to_owned(),
            ]);
        }
        if all.is_empty() {
            lines.add(
                2,
                &say!(
                    lang,
                    "the count names no persons: its seats stand with lists, or wait",
                    "le compte ne nomme personne : ses sièges vont à des listes, ou attendent"
                ),
            );
        }
        (lines.0, sheet)
    }
}
