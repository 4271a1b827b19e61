//! A law article by article, as data: what text and pages draw.

use jiff::civil::Date;

use super::law::{apply, choose, size, step, text};
use super::say;
use crate::diagnostic::Lang;
use crate::law::{Clause, Law, Period, Reading};

/// Articles under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading; empty if they go on with what stands before.
    pub heading: String,
    /// The system they belong to; empty for those before every system.
    pub system: String,
    /// The versions of the clauses, in file order.
    pub articles: Vec<Article>,
}

/// One version of one clause, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name within the law: versions of one clause share it, within one group.
    pub clause: String,
    /// What it says.
    pub sentence: String,
    /// The article.
    pub cite: String,
    /// Its period of force.
    pub force: Period,
    /// False where nobody has read the article in a source yet.
    pub seen: bool,
    /// The key of the source in which it was read.
    pub source: Option<String>,
    /// One of several ways to read an open text.
    pub reading: Option<Reading>,
    /// A doubt or a remark.
    pub note: Option<String>,
}

impl Article {
    /// `since 2013-08-04`, or from one day to before another.
    #[must_use]
    pub fn in_force(&self, lang: Lang) -> String {
        let from = self.force.from;
        match self.force.until {
            None => say!(lang, "since {from}", "depuis le {from}"),
            Some(until) => {
                say!(lang, "from {from} to before {until}", "du {from} au {until} exclu")
            }
        }
    }
}

impl Reading {
    /// Whether an open text is followed in this reading, and why.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let name = &self.name;
        match &self.adopted {
            Some(why) => say!(
                lang,
                "Open text, read “{name}”: followed, since {why}.",
                "Texte ouvert, lu « {name} » : suivi, car {why}."
            ),
            None => say!(
                lang,
                "Open text, read “{name}”: kept for comparison.",
                "Texte ouvert, lu « {name} » : gardé pour comparaison."
            ),
        }
    }
}

/// The articles of a law by group; with `on`, only those in force on that day. No group is empty.
#[must_use]
pub fn articles(law: &Law, on: Option<Date>, lang: Lang) -> Vec<Group> {
    let mut groups = vec![
        group(
            say!(lang, "Which rules apply", "Quelles règles s'appliquent"),
            &law.apply,
            apply,
            on,
            lang,
        ),
        group(String::new(), &law.choose, choose, on, lang),
        group(say!(lang, "How many seats", "Combien de sièges"), &law.sizes, size, on, lang),
    ];
    for system in &law.systems {
        let name = &system.name;
        let heading = say!(lang, "System “{name}”", "Mode de scrutin « {name} »");
        let group = group(heading, &system.clauses, step, on, lang);
        groups.push(Group { system: system.name.clone(), ..group });
    }
    groups.retain(|group| !group.articles.is_empty());
    groups
}

fn group<T>(
    heading: String,
    clauses: &[Clause<T>],
    said: fn(&T, Lang) -> String,
    on: Option<Date>,
    lang: Lang,
) -> Group {
    let shown = clauses.iter().filter(|one| on.is_none_or(|on| one.force.holds(on)));
    let articles = shown.map(|clause| Article {
        clause: clause.name.clone(),
        sentence: said(&clause.rule, lang),
        cite: clause.cite.clone(),
        force: clause.force,
        seen: clause.seen.is_some(),
        source: clause.seen.clone(),
        reading: clause.reading.clone(),
        note: clause.note.as_ref().map(|note| text(note, lang).to_owned()),
    });
    Group { heading, system: String::new(), articles: articles.collect() }
}
