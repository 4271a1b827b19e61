//! What sources contradict each other in, and what became of it.

use super::{Lines, Sheet, View};
use crate::register::statement::Standing;
use crate::render::say;

impl<'r> View<'r> {
    /// Every contradiction, or those about one statement, election or person.
    #[must_use]
    pub fn claims(&self, about: Option<&str>) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let mut sheet =
            Sheet::new(&["about", "field", "value", "standing", "asserted", "sources", "why"]);
        let mut last = (String::new(), String::new());
        for one in &self.register.claims {
            let fact = &one.fact;
            if about.is_some_and(|about| !fact.about.contains(about)) {
                continue;
            }
            let key = (fact.about.clone(), fact.field.clone());
            if key != last {
                lines.gap();
                let (about, field) = (self.subject(&fact.about), &fact.field);
                lines.add(0, &self.style.bold(&format!("{about} · {field}")));
                last = key;
            }
            let standing = match fact.standing {
                Standing::Kept => self.style.green(&say!(lang, "kept", "retenu")),
                Standing::Rival => say!(lang, "not kept", "écarté"),
                Standing::Open => self.style.yellow(&say!(lang, "undecided", "non tranché")),
            };
            let when = fact.asserted.map(|day| self.day(day));
            let when = when
                .map_or_else(String::new, |when| say!(lang, ", said {when}", ", dit le {when}"));
            let (value, why) = (&fact.value, self.text(&fact.why));
            lines.add(2, &format!("{value}: {standing}{when}. {why}"));
            lines.all(4, &self.told(&one.told));
            sheet.rows.push(vec![
                fact.about.clone(),
                fact.field.clone(),
                fact.value.clone(),
                fact.standing.to_string(),
                fact.asserted.map_or_else(String::new, |day| day.to_string()),
                one.told.source.join(" "),
                why.to_owned(),
            ]);
        }
        if sheet.rows.is_empty() {
            lines.add(
                0,
                &say!(
                    lang,
                    "no contradiction is stated here",
                    "aucune contradiction n'est énoncée ici"
                ),
            );
        }
        (lines.0, sheet)
    }

    /// What a claim is about, in words: `holding x` becomes the office and its holder.
    fn subject(&self, about: &str) -> String {
        let holding = about.strip_prefix("holding ").and_then(|id| self.register.holding(id));
        if let Some(one) = holding {
            return format!("{}, {}", self.office(one.office()), self.person(one));
        }
        let election = self.register.around.elections.get(about);
        election.map_or_else(|| about.to_owned(), |one| self.text(&one.title).to_owned())
    }
}
