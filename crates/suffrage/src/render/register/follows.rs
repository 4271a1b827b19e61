//! Who follows whom, and which seats are empty, in words.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::rules::{Cause, Follows};
use crate::register::vacancy::{self, NoAnswer, Succession};
use crate::render::say;

/// Who follows, or why nobody can say.
pub type Answer<'r> = Result<Succession<'r>, NoAnswer>;

impl<'r> View<'r> {
    /// Who follows in an office held by somebody, by cause.
    #[must_use]
    pub fn succession(&self, asked: &[(Cause, Answer<'r>)], on: Date) -> (String, Sheet) {
        let mut lines = Lines::default();
        let mut sheet = Sheet::new(&[
            "holding",
            "cause",
            "won_by",
            "follows",
            "persons",
            "until",
            "barred_from",
            "rules",
            "clause",
            "cite",
        ]);
        let mut head = String::new();
        for (cause, answer) in asked {
            let cause = self.cause(*cause);
            match answer {
                Ok(one) => {
                    let held = one.holding;
                    let title = format!("{}, {}", self.office(held.office()), self.person(held));
                    if head != title {
                        lines.gap();
                        lines.add(0, &self.style.bold(&title));
                        head = title;
                    }
                    self.one_succession(&mut lines, 2, &cause, one, on);
                    sheet.rows.push(row(one));
                }
                Err(why) => {
                    let why = match why {
                        NoAnswer::NoRules => say!(
                            self.lang,
                            "the rules of this office are not in the register",
                            "les règles de cette charge ne sont pas dans le registre"
                        ),
                        NoAnswer::NoClause => say!(
                            self.lang,
                            "no clause of its rules speaks of this",
                            "aucune clause de ses règles n'en parle"
                        ),
                    };
                    lines.add(2, &format!("{cause}: {why}"));
                }
            }
        }
        (lines.0, sheet)
    }

    fn one_succession(
        &self,
        lines: &mut Lines,
        indent: usize,
        cause: &str,
        one: &Succession<'r>,
        on: Date,
    ) {
        let lang = self.lang;
        let names: Vec<&str> =
            one.queue.iter().take(3).map(|id| self.register.person_name(id)).collect();
        let who = self.list(&names[..names.len().min(1)]);
        let nobody = names.is_empty();
        let then = match one.clause.rule.then {
            Follows::Substitute if nobody => say!(
                lang,
                "the substitute, whom the register does not know",
                "le suppléant, que le registre ne connaît pas"
            ),
            Follows::Substitute => say!(lang, "the substitute, {who}", "le suppléant, {who}"),
            Follows::SubstituteForATime if nobody => say!(
                lang,
                "the substitute, whom the register does not know, for a time",
                "le suppléant, que le registre ne connaît pas, à titre temporaire"
            ),
            Follows::SubstituteForATime => say!(
                lang,
                "the substitute, {who}, for a time",
                "le suppléant, {who}, à titre temporaire"
            ),
            Follows::NextOnList if nobody => say!(
                lang,
                "the next on the list, whom the register does not know",
                "le suivant de liste, que le registre ne connaît pas"
            ),
            Follows::NextOnList => {
                say!(lang, "the next on the list, {who}", "le suivant de liste, {who}")
            }
            Follows::Chain if nobody => say!(
                lang,
                "the next of the list among the members of the body below",
                "le suivant de la liste parmi les membres de l'assemblée inférieure"
            ),
            Follows::Chain => say!(
                lang,
                "the next of the list in the body below, {who}",
                "le suivant de la liste dans l'assemblée inférieure, {who}"
            ),
            Follows::ByElection => {
                say!(lang, "whoever a by-election elects", "l'élu d'une élection partielle")
            }
            Follows::BodyElects => say!(lang, "whoever the body elects", "qui l'assemblée élit"),
            Follows::Appointed => say!(lang, "whoever is appointed", "qui est nommé"),
            Follows::Nobody => {
                say!(lang, "nobody before the renewal", "personne avant le renouvellement")
            }
        };
        let cite = self.cite(&one.clause.cite, one.clause.seen.is_some());
        let way = self.won_by(one.won_by);
        lines.add(indent, &format!("{cause}{way}: {then}  {cite}"));
        if let Some(until) = one.until {
            let until = self.day(until);
            lines.add(indent + 2, &say!(lang, "by {until}", "au plus tard le {until}"));
        }
        if let Some(from) = one.barred_from {
            let day = self.day(from);
            let text = if on >= from {
                say!(
                    lang,
                    "none is held any more: the renewal is near (since {day})",
                    "elle n'a plus lieu : le renouvellement est proche (depuis le {day})"
                )
            } else {
                say!(
                    lang,
                    "none from {day} on, since the renewal is near",
                    "aucune à partir du {day}, le renouvellement étant proche"
                )
            };
            lines.add(indent + 2, &text);
        }
        if let Some(below) = &one.below {
            let office = self.office(below.holding.office());
            let cause = say!(
                lang,
                "then in the seat left behind ({office})",
                "puis, au siège laissé ({office})"
            );
            self.one_succession(lines, indent + 2, &cause, below, on);
        }
    }

    /// Empty seats on a day.
    #[must_use]
    pub fn vacancies(&self, on: Date) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let mut sheet = Sheet::new(&[
            "office",
            "office_name",
            "seats",
            "certainly_empty",
            "possibly_empty",
            "last_holder",
            "last_until",
        ]);
        let day = self.day(on);
        lines.add(
            0,
            &self.style.bold(&say!(lang, "Empty seats on {day}", "Sièges vacants au {day}")),
        );
        for one in vacancy::vacancies(self.register, on) {
            let (office, seats) = (self.office(one.office), one.seats);
            let (certain, possible) = (one.certain, one.possible);
            let text = match (certain, possible) {
                (certain, 0) => say!(
                    lang,
                    "{office}: {certain} of {seats} empty",
                    "{office} : {certain} sur {seats}"
                ),
                (0, possible) => say!(
                    lang,
                    "{office}: {possible} of {seats} possibly empty",
                    "{office} : {possible} sur {seats} peut-être"
                ),
                (certain, possible) => say!(
                    lang,
                    "{office}: {certain} of {seats} empty, {possible} more possibly",
                    "{office} : {certain} sur {seats}, {possible} de plus peut-être"
                ),
            };
            lines.add(2, &text);
            if let Some(last) = one.last {
                let (name, span) = (self.person(last), self.span(last.span()));
                let why = last
                    .closed()
                    .map_or_else(String::new, |event| format!(": {}", self.text(&event.fact.what)));
                lines.add(
                    4,
                    &say!(
                        lang,
                        "last held by {name}, {span}{why}",
                        "dernier titulaire : {name}, {span}{why}"
                    ),
                );
            }
            sheet.rows.push(vec![
                one.office.to_owned(),
                office.to_owned(),
                seats.to_string(),
                certain.to_string(),
                possible.to_string(),
                one.last.map_or_else(String::new, |last| last.person().to_owned()),
                one.last.map_or_else(String::new, |last| last.span().to.to_string()),
            ]);
        }
        if sheet.rows.is_empty() {
            lines.add(2, &say!(lang, "none in this register", "aucun dans ce registre"));
        }
        (lines.0, sheet)
    }
}

fn row(one: &Succession<'_>) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    vec![
        one.holding.id().to_owned(),
        one.cause.to_string(),
        one.won_by.to_string(),
        one.clause.rule.then.to_string(),
        one.queue.join(" "),
        day(one.until),
        day(one.barred_from),
        one.rules.id.clone(),
        one.clause.name.clone(),
        one.clause.cite.clone(),
    ]
}
