//! Incompatibilities in words: which, until when, what became of them.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::conflict::{self, Conflict, State};
use crate::register::fold::Stated;
use crate::register::rules::Otherwise;
use crate::register::statement::{Event, EventKind};
use crate::register::when::Verdict;
use crate::render::{date, say};

impl<'r> View<'r> {
    /// Every conflict of offices on a day; resolved ones too if asked for.
    #[must_use]
    pub fn conflicts(&self, on: Date, law_of: Option<Date>, resolved: bool) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let mut all = conflict::conflicts(self.register, on, law_of);
        if !resolved {
            all.retain(|one| !matches!(one.state, State::Resolved { .. }));
        }
        let day = self.day(on);
        let count = all.len();
        lines.add(
            0,
            &self.style.bold(&say!(
                lang,
                "Incompatibilities on {day}: {count}",
                "Incompatibilités au {day} : {count}"
            )),
        );
        let mut sheet = Sheet::new(&[
            "person",
            "name",
            "older_office",
            "later_office",
            "opened",
            "deadline",
            "state",
            "resolved_on",
            "default",
            "rules",
            "clause",
            "cite",
        ]);
        for one in &all {
            let name = self.person(one.older);
            lines.add(2, &self.style.bold(name));
            self.one_conflict(&mut lines, one, on);
            sheet.rows.push(self.conflict_row(one));
        }
        (lines.0, sheet)
    }

    fn conflict_row(&self, one: &Conflict<'r>) -> Vec<String> {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let (state, resolved) = match one.state {
            State::Pending { .. } => ("pending", String::new()),
            State::Resolved { on, in_time, .. } => (
                match in_time {
                    Verdict::Certain => "resolved",
                    Verdict::Possible => "resolved, possibly late",
                    Verdict::No => "resolved late",
                },
                on.to_string(),
            ),
            State::NotKnown => ("not known", String::new()),
            State::Past => ("past its day", String::new()),
            State::Undated => ("undated", String::new()),
        };
        vec![
            one.older.person().to_owned(),
            self.person(one.older).to_owned(),
            one.older.office().to_owned(),
            one.later.office().to_owned(),
            day(one.opened),
            day(one.deadline),
            state.to_owned(),
            resolved,
            one.clause.rule.default.to_string(),
            one.rules.id.clone(),
            one.clause.name.clone(),
            one.clause.cite.clone(),
        ]
    }

    /// The two offices, the period, what is so on the day.
    pub(super) fn one_conflict(&self, lines: &mut Lines, one: &Conflict<'r>, on: Date) {
        let (older, later) = (self.office(one.older.office()), self.office(one.later.office()));
        let cite = self.cite(&one.clause.cite, one.clause.seen.is_some());
        lines.add(4, &format!("{older} × {later}  {cite}"));
        lines.add(6, &self.state_of(one, on));
        if one.state != State::Undated
            && !matches!(one.state, State::Resolved { in_time: Verdict::Certain, .. })
        {
            lines.add(6, &self.default_of(one));
        }
    }

    /// What is so on the day asked.
    pub(super) fn state_of(&self, one: &Conflict<'r>, on: Date) -> String {
        let lang = self.lang;
        let until = one.deadline.map_or_else(String::new, |day| self.day(day));
        let opened = one.opened.map_or_else(String::new, |day| self.day(day));
        match one.state {
            State::Pending { days } => self.style.yellow(&say!(
                lang,
                "pending since {opened}: a choice is due by {until}, in {days} days; holding both is lawful until then",
                "en cours depuis le {opened} : choix attendu au plus tard le {until}, dans {days} jours ; le cumul est permis jusque-là"
            )),
            State::Resolved { on, older, in_time } => {
                let left = if older { one.older } else { one.later };
                let (office, day) = (self.office(left.office()), date::when(on, lang));
                let why = left.closed().map_or_else(String::new, |event| {
                    format!(" ({})", self.text(&event.fact.what))
                });
                let time = match in_time {
                    Verdict::Certain => say!(lang, "in time, the last day was {until}", "dans le délai, qui courait jusqu'au {until}"),
                    Verdict::Possible => say!(lang, "perhaps in time: the last day was {until}", "peut-être dans le délai, qui courait jusqu'au {until}"),
                    Verdict::No => say!(lang, "late: the last day was {until}", "en retard : le délai courait jusqu'au {until}"),
                };
                let text = say!(
                    lang,
                    "resolved: no longer {office} from {day}{why}; {time}",
                    "résolue : fin de la charge ({office}) le {day}{why} ; {time}"
                );
                if in_time == Verdict::No { self.style.yellow(&text) } else { self.style.green(&text) }
            }
            State::NotKnown => {
                let day = self.day(on);
                self.style.yellow(&say!(
                    lang,
                    "not known on {day}: the last day was {until}, and the day on which one of the two ended is not in this register",
                    "inconnue au {day} : le délai courait jusqu'au {until}, et la date de fin d'une des charges n'est pas dans ce registre"
                ))
            }
            State::Past => self.style.yellow(&say!(
                lang,
                "past its day, {until}, and both are still held",
                "délai dépassé ({until}), et les deux charges sont encore tenues"
            )),
            State::Undated => say!(
                lang,
                "since when it runs is not known",
                "la date où court le délai n'est pas connue"
            ),
        }
    }

    /// What the law does if nobody chose.
    fn default_of(&self, one: &Conflict<'r>) -> String {
        let lang = self.lang;
        let (older, later) = (self.office(one.older.office()), self.office(one.later.office()));
        match one.clause.rule.default {
            Otherwise::OlderEnds => say!(
                lang,
                "if nobody chooses, the older office ends: {older}",
                "à défaut de choix, la charge la plus ancienne prend fin : {older}"
            ),
            Otherwise::LaterEnds => say!(
                lang,
                "if nobody chooses, the later office ends: {later}",
                "à défaut de choix, la charge la plus récente prend fin : {later}"
            ),
            Otherwise::Declared => say!(
                lang,
                "if nobody chooses, an authority declares the holder resigned",
                "à défaut de choix, une autorité déclare la démission d'office"
            ),
            Otherwise::Substitute => say!(
                lang,
                "the mandate is kept and not exercised: the substitute exercises it",
                "le mandat est conservé sans être exercé : le suppléant l'exerce"
            ),
            Otherwise::Never => {
                say!(
                    lang,
                    "nobody may hold both on any day",
                    "nul ne peut tenir les deux à la fois"
                )
            }
        }
    }

    /// What has been alleged of a person up to a day.
    pub(super) fn alleged(&self, person: &str, on: Date) -> Vec<&'r Stated<Event>> {
        let of = |one: &&Stated<Event>| {
            one.fact.kind == EventKind::Allegation
                && one.fact.persons.iter().any(|one| one == person)
                && one.fact.day().is_none_or(|day| day.earliest() <= on)
        };
        self.register.events.iter().filter(of).collect()
    }
}
