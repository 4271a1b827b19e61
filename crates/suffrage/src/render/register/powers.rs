//! Which institution holds which power, in words.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::register::power;
use crate::register::statement::{Allocation, Mode, Return};
use crate::render::{date, say};

impl<'r> View<'r> {
    /// Every power on a day: who holds it, by which article, whether it can go back or move on.
    #[must_use]
    pub fn powers(&self, on: Date, only: Option<&str>) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let mut sheet = Sheet::new(&[
            "power",
            "power_name",
            "holders",
            "mode",
            "verdict",
            "from",
            "to",
            "cite",
            "back",
            "next",
            "allocation",
            "sources",
        ]);
        let day = self.day(on);
        lines.add(0, &self.style.bold(&say!(lang, "Powers on {day}", "Compétences au {day}")));
        for held in power::powers(self.register, on) {
            let fact = &held.power.fact;
            let name = self.text(&fact.name);
            let wanted = only.is_none_or(|only| {
                fact.id.contains(only) || name.to_lowercase().contains(&only.to_lowercase())
            });
            if !wanted {
                continue;
            }
            if held.by.is_empty() {
                lines.add(
                    2,
                    &format!(
                        "{name}: {}",
                        say!(lang, "nobody says who holds it", "personne ne dit qui l'exerce")
                    ),
                );
            }
            for (one, verdict) in &held.by {
                let holders = self.anyones(&one.fact.holders);
                let (how, span) = (self.mode(one.fact.mode), self.span(power::span(&one.fact)));
                let (doubt, cite) = (self.doubt(*verdict), self.cite(&one.fact.cite, true));
                lines.add(2, &format!("{}{holders}{how}, {span}{doubt}  {cite}", self.colon(name)));
                self.allocation(&mut lines, 4, &one.fact);
                lines.all(4, &self.told(&one.told));
                let back = one.fact.back.as_ref();
                sheet.rows.push(vec![
                    fact.id.clone(),
                    name.to_owned(),
                    one.fact.holders.join(" "),
                    one.fact.mode.to_string(),
                    verdict.to_string(),
                    one.fact.from.to_string(),
                    one.fact.to.to_string(),
                    one.fact.cite.clone(),
                    back.map_or_else(String::new, |back| back.can.to_string()),
                    one.fact.next.as_ref().map_or("", |next| self.text(&next.by)).to_owned(),
                    one.fact.id.clone(),
                    one.told.source.join(" "),
                ]);
            }
        }
        if sheet.rows.is_empty() {
            lines.add(2, &say!(lang, "none of that name", "aucune de ce nom"));
        }
        (lines.0, sheet)
    }

    fn mode(&self, mode: Mode) -> String {
        match mode {
            Mode::Full => String::new(),
            Mode::Shared => say!(self.lang, " (shared)", " (partagée)"),
            Mode::Delegated => say!(self.lang, " (delegated)", " (déléguée)"),
        }
    }

    /// Whether it can go back, how it can move on, what its beginning depended on.
    pub(super) fn allocation(&self, lines: &mut Lines, indent: usize, one: &'r Allocation) {
        let lang = self.lang;
        if let Some(back) = &one.back {
            let text = match back.can {
                Return::Never => say!(lang, "it cannot go back", "elle ne peut revenir"),
                Return::SameWay => say!(
                    lang,
                    "it can go back by the same way",
                    "elle peut revenir par la même voie"
                ),
            };
            lines.add(indent, &format!("{text} {}", self.cite(&back.cite, true)));
        }
        if let Some(next) = &one.next {
            let by = self.text(&next.by);
            let to = match next.to.as_str() {
                "" => String::new(),
                to => {
                    let to = self.organization(to);
                    say!(lang, " to {to}", " à {to}")
                }
            };
            let text = say!(lang, "it can move{to}: {by}", "elle peut passer{to} : {by}");
            lines.add(indent, &format!("{text} {}", self.cite(&next.cite, true)));
        }
        if let Some(condition) = &one.condition {
            let (what, planned) = (self.text(&condition.what), date::when(condition.planned, lang));
            let otherwise = self.text(&condition.otherwise);
            let latest = condition.latest.map(|day| date::when(day, lang));
            let latest = latest.map_or_else(String::new, |day| {
                say!(lang, ", at the latest on {day}", ", au plus tard le {day}")
            });
            lines.add(
                indent,
                &say!(
                    lang,
                    "on condition: {what}; then on {planned}, otherwise {otherwise}{latest}",
                    "sous condition : {what} ; alors le {planned}, sinon {otherwise}{latest}"
                ),
            );
        }
    }
}
