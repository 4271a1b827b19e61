//! Reads the rules of an office: the forms of the notation, and every fault of a file at once.

use toml::de::DeTable;

use super::rules::{
    Begins, Cause, Ends, Falls, FallsWhen, Follows, Incompatible, Meanwhile, Otherwise, Requires,
    Rules, Runs, Start, Term, Vacancy, WonBy,
};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::law::form::{Form, Kind, SOURCE, form, may, must, words};
use crate::law::parse::{Node, Of, Reader, document};
use crate::law::{Clause, Source};
use crate::word::Word as _;

const MONTHS: Kind = Kind::Whole(0, 1200);

/// A file of rules.
pub static RULES: Form = form!(
    "rules of an office",
    "The rules of an office",
    [
        must("id", Kind::Text, "the path of the file, as fr/senator"),
        must("title", Kind::Texts, "what the office is called"),
        must("act", Kind::Text, "the act they are written in"),
        must("coded", Kind::Period, "the days for which they are coded"),
        must("source", Kind::Tables(&SOURCE), "the texts they were written from"),
        may("term", Kind::Tables(&TERM), TERM.meaning),
        may("start", Kind::Tables(&START), START.meaning),
        may("requires", Kind::Tables(&REQUIRES), REQUIRES.meaning),
        may("incompatible", Kind::Tables(&INCOMPATIBLE), INCOMPATIBLE.meaning),
        may("vacancy", Kind::Tables(&VACANCY), VACANCY.meaning),
        may("falls", Kind::Tables(&FALLS), FALLS.meaning),
    ]
);

static TERM: Form = form!(
    clause
    "[[term]]",
    "How long the office lasts",
    [
        may("years", Kind::Whole(1, 100), "years of a whole term; left out if no term is fixed"),
        must("ends", Kind::Words(words::<Ends>), "when it ends"),
    ]
);

static START: Form = form!(
    clause
    "[[start]]",
    "When the office begins",
    [must("begins", Kind::Words(words::<Begins>), "the day"),]
);

static REQUIRES: Form = form!(
    clause
    "[[requires]]",
    "Offices of which one must be held too",
    [must("office", Kind::Order(Vec::new), "their rules or keys"),]
);

static INCOMPATIBLE: Form = form!(
    clause
    "[[incompatible]]",
    "Offices that cannot be held with it",
    [
        must(
            "with",
            Kind::Order(Vec::new),
            "their rules or keys; `fr/government/*` is every one under it"
        ),
        must("runs", Kind::Words(words::<Runs>), "from which day the period to choose runs"),
        may("days", Kind::Whole(0, 10_000), "days to choose"),
        may("months", MONTHS, "months to choose"),
        must(
            "default",
            Kind::Words(words::<Otherwise>),
            "what the law does if nobody chose in time"
        ),
    ]
);

static VACANCY: Form = form!(
    clause
    "[[vacancy]]",
    "Who follows when the office is vacant",
    [
        must("won_by", Kind::Words(words::<WonBy>), "how the seat was won"),
        must("causes", Kind::Order(words::<Cause>), "for which causes"),
        must("then", Kind::Words(words::<Follows>), "who follows"),
        may("within_months", MONTHS, "months within which it must be done"),
        may("never_months", MONTHS, "no by-election in so many months before the renewal"),
        may("below", Kind::Text, "the rules of the office of the body below, for a chain"),
    ]
);

static FALLS: Form = form!(
    clause
    "[[falls]]",
    "A body falls as one",
    [
        must("when", Kind::Words(words::<FallsWhen>), "what brings it down"),
        may("not_within_months", MONTHS, "not if it has happened within so many months"),
        may("new_within_days", Kind::Whole(0, 10_000), "days within which a new one is elected"),
        must("meanwhile", Kind::Words(words::<Meanwhile>), "who governs until then"),
    ]
);

/// Reads the rules of an office. `file` is the path, as `fr/senator.toml`.
///
/// # Errors
/// Every fault of the file, in file order, each with its place.
pub fn rules(file: &str, text: &str) -> Result<Rules, Vec<Diagnostic>> {
    document(file, text, Of::Law, |reader, root| {
        let rules = read(reader, root, text.len())?;
        check(&rules, reader);
        Some(rules)
    })
}

fn read(reader: &mut Reader<'_>, root: &DeTable<'_>, length: usize) -> Option<Rules> {
    let node = reader.open_table(&RULES, root, 0..length.min(1));
    let sources = reader.tables(&node, "source", &SOURCE);
    let named = sources.len();
    let sources: Vec<Source> = sources.iter().filter_map(|one| reader.source(one)).collect();
    reader.sources_read = sources.len() == named;
    let terms = clauses(reader, &node, &TERM, term);
    let starts = clauses(reader, &node, &START, |reader, node, _| {
        Some(Start { begins: reader.word(node, "begins")? })
    });
    let requires = clauses(reader, &node, &REQUIRES, |reader, node, _| {
        Some(Requires { offices: texts(reader, node, "office")? })
    });
    let incompatible = clauses(reader, &node, &INCOMPATIBLE, incompatible);
    let vacancies = clauses(reader, &node, &VACANCY, vacancy);
    let falls = clauses(reader, &node, &FALLS, falls);
    Some(Rules {
        id: reader.text(&node, "id")?,
        title: reader.texts(&node, "title")?,
        act: reader.text(&node, "act")?,
        coded: reader.period(&node, "coded")?,
        sources,
        terms,
        starts,
        requires,
        incompatible,
        vacancies,
        falls,
    })
}

fn clauses<T>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    form: &'static Form,
    read: fn(&mut Reader<'_>, &Node<'_>, &str) -> Option<T>,
) -> Vec<Clause<T>> {
    let key = form.name.trim_matches(['[', ']']);
    let nodes = reader.tables(node, key, form);
    nodes.iter().filter_map(|node| reader.clause(node, read)).collect()
}

fn texts(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Option<Vec<String>> {
    Some(reader.strings(node, key)?.into_iter().map(|(text, _)| text).collect())
}

fn term(reader: &mut Reader<'_>, node: &Node<'_>, _: &str) -> Option<Term> {
    let years = reader.small(node, "years");
    Some(Term { years, ends: reader.word(node, "ends")? })
}

fn incompatible(reader: &mut Reader<'_>, node: &Node<'_>, _: &str) -> Option<Incompatible> {
    let (with, runs) = (texts(reader, node, "with"), reader.word(node, "runs"));
    let (days, months) = (reader.small(node, "days"), reader.small(node, "months"));
    let default = reader.word(node, "default")?;
    if days.is_none() && months.is_none() && default != Otherwise::Never {
        let (key, form) = ("days` or `months".to_owned(), "[[incompatible]]".to_owned());
        reader.fault(node.span.clone(), Fault::KeyMissing { key, form });
        return None;
    }
    let (days, months) = (days.unwrap_or(0), months.unwrap_or(0));
    Some(Incompatible { with: with?, runs: runs?, days, months, default })
}

fn vacancy(reader: &mut Reader<'_>, node: &Node<'_>, _: &str) -> Option<Vacancy> {
    let (won_by, then) = (reader.word(node, "won_by"), reader.word(node, "then"));
    let mut causes = Vec::new();
    for (text, span) in reader.strings(node, "causes")? {
        match Cause::read(&text) {
            Some(cause) => causes.push(cause),
            None => {
                let near = near(&text, Cause::ALL.iter().map(|one| one.0));
                let key = "causes".to_owned();
                reader.fault(span, Fault::UnknownWord { key, word: text, near });
            }
        }
    }
    let within = reader.small(node, "within_months").unwrap_or(0);
    let never = reader.small(node, "never_months").unwrap_or(0);
    let below = reader.text(node, "below").unwrap_or_default();
    if then == Some(Follows::Chain) && below.is_empty() {
        let (key, form) = ("below".to_owned(), "[[vacancy]]".to_owned());
        reader.fault(node.span.clone(), Fault::KeyMissing { key, form });
        return None;
    }
    Some(Vacancy {
        won_by: won_by?,
        causes,
        then: then?,
        within_months: within,
        never_months: never,
        below,
    })
}

fn falls(reader: &mut Reader<'_>, node: &Node<'_>, _: &str) -> Option<Falls> {
    let (when, meanwhile) = (reader.word(node, "when"), reader.word(node, "meanwhile"));
    let not_within_months = reader.small(node, "not_within_months").unwrap_or(0);
    let new_within_days = reader.small(node, "new_within_days").unwrap_or(0);
    Some(Falls { when: when?, not_within_months, new_within_days, meanwhile: meanwhile? })
}

/// The rules held against themselves: the path, periods, sources.
fn check(rules: &Rules, reader: &mut Reader<'_>) {
    let fits = |path: &str| path == rules.id || path.ends_with(&format!("/{}", rules.id));
    if !reader.file.strip_suffix(".toml").is_some_and(fits) {
        let (id, file) = (rules.id.clone(), reader.file.to_owned());
        let fits = file.strip_suffix(".toml").unwrap_or(&file).to_owned();
        reader.fault(0..1, Fault::WrongId { id, file, fits });
    }
    let mut versions = crate::law::check::Versions {
        sources: &rules.sources,
        coded: rules.coded,
        file: reader.file,
        sources_read: reader.sources_read,
        faults: &mut reader.faults,
    };
    versions.clauses("term", &rules.terms);
    versions.clauses("start", &rules.starts);
    versions.clauses("requires", &rules.requires);
    versions.clauses("incompatible", &rules.incompatible);
    versions.clauses("vacancy", &rules.vacancies);
    versions.clauses("falls", &rules.falls);
}
