//! Who holds an office, and which offices somebody holds.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::conflict;
use crate::register::fold::Seen;
use crate::register::statement::{MemberOf, State};
use crate::register::vacancy;
use crate::register::when::{Span, Verdict};
use crate::register::who::{self, Changes, InOffice, Status};
use crate::render::date::{self, Before};
use crate::render::say;

const COLUMNS: &[&str] = &[
    "office",
    "office_name",
    "person",
    "name",
    "status",
    "verdict",
    "from",
    "to",
    "expected_end",
    "right",
    "holding",
    "sources",
];

impl<'r> View<'r> {
    /// Whoever is in an office on a day, each with the chain of their right.
    #[must_use]
    pub fn who(&self, word: &str, on: Date) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let day = self.day(on);
        let offices = who::offices(self.register, word);
        for office in offices {
            let all = who::in_one(self.register, office, on);
            lines.gap();
            let (name, seats) = (self.office(office), self.register.offices.get(office));
            let seats = seats.and_then(|one| one.fact.seats);
            let seats = seats.map_or_else(String::new, |seats| {
                say!(lang, " · seats: {seats}", " · sièges : {seats}")
            });
            lines.add(
                0,
                &self.style.bold(&say!(lang, "{name}, {day}{seats}", "{name}, {day}{seats}")),
            );
            if all.is_empty() {
                lines.add(2, &say!(lang, "nobody in this register", "personne dans ce registre"));
            }
            for one in &all {
                self.in_office(&mut lines, one, self.person(one.holding), on);
            }
        }
        (lines.0, self.sheet(&who::who(self.register, word, on)))
    }

    fn sheet(&self, all: &[InOffice<'r>]) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        sheet.rows = all.iter().map(|one| self.row(one)).collect();
        sheet
    }

    fn row(&self, one: &InOffice<'r>) -> Vec<String> {
        let held = one.holding;
        let end = vacancy::expected(self.register, held, None).and_then(|one| one.day);
        let right = serde_json::to_value(held.right()).unwrap_or_default();
        let right = right.as_str().map_or_else(|| right.to_string(), str::to_owned);
        vec![
            held.office().to_owned(),
            self.office(held.office()).to_owned(),
            held.person().to_owned(),
            self.person(held).to_owned(),
            one.status.to_string(),
            one.verdict.to_string(),
            held.span().from.to_string(),
            held.span().to.to_string(),
            end.map_or_else(String::new, |day| day.to_string()),
            right,
            held.id().to_owned(),
            held.told().source.join(" "),
        ]
    }

    fn in_office(&self, lines: &mut Lines, one: &InOffice<'r>, name: &str, on: Date) {
        let (lang, held) = (self.lang, one.holding);
        let head = match one.status {
            Status::Seated => {
                let span = self.span(held.span());
                format!("{}  {span}{}", self.style.green(name), self.doubt(one.verdict))
            }
            Status::Elect => {
                let elect = say!(lang, "elect, not yet in office", "élu, pas encore en fonction");
                let from = held.span().from.when();
                let from = from.map(|when| date::placed(Before::On, when, lang));
                let from = from.map_or_else(String::new, |from| {
                    say!(lang, ": begins {from}", " : entrée en fonction {from}")
                });
                format!("{name}  {}{from}", self.style.yellow(&elect))
            }
        };
        lines.add(2, &head);
        if let Some(exercise) = one.exercise {
            let fact = &exercise.fact;
            let who = self.register.person_name(&fact.person);
            let text = match fact.state {
                State::Suspended => {
                    say!(lang, "title kept, not exercised", "mandat conservé, non exercé")
                }
                State::BySubstitute => say!(lang, "exercised by {who}", "exercé par {who}"),
            };
            let span = self.span(Span { from: fact.from, to: fact.to });
            lines.add(4, &format!("{text}, {span} {}", self.cite(&fact.cite, true)));
        }
        self.chain(lines, 4, held);
        if let Some(expected) = vacancy::expected(self.register, held, None)
            && let Some(day) = expected.day.filter(|day| *day > on)
        {
            let (day, clause) = (self.day(day), expected.clause);
            let text = say!(lang, "in the ordinary course until {day}", "terme ordinaire : {day}");
            lines.add(4, &format!("{text} {}", self.cite(&clause.cite, clause.seen.is_some())));
        }
    }

    /// The offices of a person on a day: those held, then every one ever held, memberships, conflicts.
    #[must_use]
    pub fn one_person(&self, person: &'r str, on: Date, law_of: Option<Date>) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let name = self.register.person_name(person);
        let born = self.register.persons.get(person).and_then(|one| one.fact.born);
        let born = born.map_or_else(String::new, |born| {
            let born = date::when(born, lang);
            say!(lang, ", born {born}", ", naissance : {born}")
        });
        lines.add(0, &self.style.bold(&format!("{name}{born}")));
        let day = self.day(on);
        let now = who::offices_of(self.register, person, on);
        lines.add(
            0,
            &say!(
                lang,
                "Offices on {day}: {count}",
                "Charges au {day} : {count}",
                count = now.len()
            ),
        );
        for one in &now {
            self.in_office(&mut lines, one, self.office(one.holding.office()), on);
        }
        self.belongs(&mut lines, person, on);
        let all: Vec<Seen<'r>> = self.register.of_person(person).collect();
        let conflicts = conflict::among(self.register, &all, on, law_of);
        lines.add(0, &match conflicts.as_slice() {
            [] => say!(
                lang,
                "Incompatibilities on that day: no rule of this register is met (none declared; not: none exists)",
                "Incompatibilités ce jour-là : aucune règle de ce registre n'est en cause (aucune déclarée, ce qui ne veut pas dire aucune)"
            ),
            _ => say!(lang, "Incompatibilities:", "Incompatibilités :"),
        });
        for one in &conflicts {
            self.one_conflict(&mut lines, one, on);
        }
        let alleged = self.alleged(person, on);
        for event in &alleged {
            let what = self.text(&event.fact.what);
            lines.add(
                2,
                &say!(
                    lang,
                    "alleged, no finding of any authority: {what}",
                    "allégué, sans constat d'aucune autorité : {what}"
                ),
            );
            self.event_detail(&mut lines, 4, event);
        }
        let others: Vec<Seen<'r>> =
            all.into_iter().filter(|one| now.iter().all(|now| !now.holding.is(*one))).collect();
        if !others.is_empty() {
            lines.add(0, &say!(lang, "Before and after:", "Avant et après :"));
            for one in others {
                let (office, span) = (self.office(one.office()), self.span(one.span()));
                lines.add(2, &format!("{office}, {span}"));
            }
        }
        (lines.0, self.sheet(&now))
    }

    /// Parties and groups on a day.
    fn belongs(&self, lines: &mut Lines, person: &str, on: Date) {
        let lang = self.lang;
        for one in self.register.members.iter().filter(|one| one.fact.person == person) {
            let span = Span { from: one.fact.from, to: one.fact.to };
            let verdict = span.holds_on(on);
            if verdict == Verdict::No {
                continue;
            }
            let of = self.organization(&one.fact.organization);
            let text = match one.fact.kind {
                MemberOf::Party => say!(lang, "member of {of}", "membre de {of}"),
                MemberOf::Group => say!(lang, "sits with {of}", "siège avec {of}"),
            };
            lines.add(2, &format!("{text}, {}{}", self.span(span), self.doubt(verdict)));
        }
    }

    /// Who came and who left between two days.
    #[must_use]
    pub fn diff(&self, from: Date, to: Date) -> (String, Sheet) {
        let Changes { left, came } = who::changes(self.register, from, to);
        let (mut lines, lang) = (Lines::default(), self.lang);
        let (first, second) = (self.day(from), self.day(to));
        lines.add(0, &self.style.bold(&say!(lang, "{first} → {second}", "{first} → {second}")));
        let mut sheet = Sheet::new(&["change", "office", "person", "name", "verdict", "holding"]);
        for (mark, word, all) in [("−", "left", &left), ("+", "came", &came)] {
            for one in all {
                let held = one.holding;
                let (office, name) = (self.office(held.office()), self.person(held));
                let span = self.span(held.span());
                lines
                    .add(2, &format!("{mark} {office}: {name}, {span}{}", self.doubt(one.verdict)));
                sheet.rows.push(vec![
                    word.to_owned(),
                    held.office().to_owned(),
                    held.person().to_owned(),
                    name.to_owned(),
                    one.verdict.to_string(),
                    held.id().to_owned(),
                ]);
            }
        }
        if left.is_empty() && came.is_empty() {
            lines.add(2, &say!(lang, "nothing changed", "rien n'a changé"));
        }
        (lines.0, sheet)
    }
}
