//! The rules of an office as data: term, beginning, what it needs, what it forbids, who follows.
//!
//! One file for each office or kind of office, as `fr/senator`, in the notation of laws: a closed
//! vocabulary, every clause with its article, its period of force and the source it was read in; no
//! defaults. Versions of one clause follow each other without gap or overlap.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan as _};
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Fault, near};
use crate::law::form::{Form, Key, Kind, may, must, words};
use crate::law::parse::{Node, Reader};
use crate::law::{Clause, Period, Source, Text};
use crate::word::words;

/// The rules of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// As `fr/senator`: the path of its file.
    pub id: String,
    /// What the office is called.
    pub title: Text,
    /// The act they are written in.
    pub act: String,
    /// The days for which they are coded.
    pub coded: Period,
    /// The texts they were written from.
    pub sources: Vec<Source>,
    /// How long it lasts.
    pub terms: Vec<Clause<Term>>,
    /// When it begins.
    pub starts: Vec<Clause<Start>>,
    /// Offices that it needs.
    pub requires: Vec<Clause<Requires>>,
    /// Offices that it forbids.
    pub incompatible: Vec<Clause<Incompatible>>,
    /// What follows when it is vacant.
    pub vacancies: Vec<Clause<Vacancy>>,
    /// How a body falls as one.
    pub falls: Vec<Clause<Falls>>,
}

words! {
    /// When an office ends in the ordinary course.
    pub enum Ends {
        #[doc = "when a successor begins"]
        Successor = "a successor begins",
        #[doc = "so many years after it began"]
        TermOver = "the term is over",
        #[doc = "when the newly elected body first meets"]
        FirstMeeting = "the new body first meets",
        #[doc = "with the body that elected it"]
        Electors = "the body that elected it ends",
        #[doc = "when whoever appointed it ends it"]
        Pleasure = "whoever appointed it ends it",
    }
}

/// How long an office lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Years of a whole term; `None` if no term is fixed.
    pub years: Option<u32>,
    /// When it ends.
    pub ends: Ends,
}

words! {
    /// The day on which an office begins.
    pub enum Begins {
        #[doc = "when the session opens after the election"]
        Session = "the session opens",
        #[doc = "when the result is proclaimed"]
        Proclamation = "the result is proclaimed",
        #[doc = "when the elected body first meets"]
        FirstMeeting = "the body first meets",
        #[doc = "on the day of the election itself"]
        Election = "election",
        #[doc = "on the day of the act of appointment"]
        Act = "the act",
        #[doc = "when the one before it ends"]
        Predecessor = "the predecessor ends",
    }
}

/// When an office begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The day.
    pub begins: Begins,
}

/// An office that needs others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requires {
    /// Rules or keys of the offices of which one must be held on every day.
    pub offices: Vec<String>,
}

words! {
    /// From which day a period to choose runs.
    pub enum Runs {
        #[doc = "from the proclamation of the result that made the conflict"]
        Proclamation = "proclamation",
        #[doc = "from the day on which the later office begins"]
        Start = "start",
        #[doc = "from the appointment"]
        Appointment = "appointment",
    }
}

words! {
    /// What the law does if nobody chose in time.
    pub enum Otherwise {
        #[doc = "the office acquired first ends by operation of law"]
        OlderEnds = "the older office ends",
        #[doc = "the office acquired last ends by operation of law"]
        LaterEnds = "the later office ends",
        #[doc = "an authority declares the holder resigned from this office"]
        Declared = "declared resigned from this office",
        #[doc = "the mandate is kept; a substitute exercises it"]
        Substitute = "a substitute exercises it",
        #[doc = "nobody may hold both on any day"]
        Never = "never both",
    }
}

/// Offices that cannot be held together with this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incompatible {
    /// Rules or keys of the other offices; `fr/government/*` is every office under it.
    pub with: Vec<String>,
    /// From which day the period runs.
    pub runs: Runs,
    /// Days to choose.
    pub days: u32,
    /// Months to choose.
    pub months: u32,
    /// What the law does if nobody chose.
    pub default: Otherwise,
}

impl Incompatible {
    /// The last day on which both may be held, if the period runs from `day`.
    #[must_use]
    pub fn deadline(&self, day: Date) -> Date {
        after(day, self.months, self.days)
    }
}

words! {
    /// Why an office is vacant.
    pub enum Cause {
        #[doc = "death"]
        Death = "death",
        #[doc = "resignation, of free will"]
        Resignation = "resignation",
        #[doc = "resignation because of an incompatibility"]
        Incompatibility = "incompatibility",
        #[doc = "appointment to the government"]
        Government = "appointment to the government",
        #[doc = "appointment to another office that the article names"]
        Appointment = "appointment to a named office",
        #[doc = "annulment of the election"]
        Annulment = "annulment",
        #[doc = "forfeiture declared by an authority"]
        Forfeiture = "forfeiture",
        #[doc = "any other"]
        Other = "other",
    }
}

words! {
    /// How the seat was won.
    pub enum WonBy {
        #[doc = "by a majority of votes for persons"]
        Majority = "majority",
        #[doc = "on a list"]
        List = "list",
        #[doc = "in any way"]
        Any = "any",
    }
}

words! {
    /// Who follows.
    pub enum Follows {
        #[doc = "the substitute named with the candidacy"]
        Substitute = "substitute",
        #[doc = "the substitute, until a month after the other office ends"]
        SubstituteForATime = "substitute for a time",
        #[doc = "the next candidate of the same list"]
        NextOnList = "next on the list",
        #[doc = "the next member of the same list in the body below, who is followed there in turn"]
        Chain = "next on the list, from the body below",
        #[doc = "whoever a by-election elects"]
        ByElection = "by-election",
        #[doc = "whoever the body elects from among its members"]
        BodyElects = "the body elects",
        #[doc = "whoever the appointing authority appoints"]
        Appointed = "appointment",
        #[doc = "nobody before the next renewal"]
        Nobody = "nobody",
    }
}

/// What follows when an office is vacant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// How the seat was won.
    pub won_by: WonBy,
    /// For which causes.
    pub causes: Vec<Cause>,
    /// Who follows.
    pub then: Follows,
    /// Months within which it must be done; 0 if none are set.
    pub within_months: u32,
    /// No by-election in so many months before the renewal; 0 if none are barred.
    pub never_months: u32,
    /// The office of the body below, for a chain.
    pub below: String,
}

words! {
    /// What brings a whole body down.
    pub enum FallsWhen {
        #[doc = "all members of one list resign together, with reasons"]
        ListResigns = "all members of one list resign together",
        #[doc = "the assembly censures it"]
        Censure = "the assembly censures it",
        #[doc = "its president resigns or dies"]
        PresidentGone = "its president resigns or dies",
        #[doc = "the assembly that elected it is renewed"]
        Renewal = "the assembly that elected it is renewed",
    }
}

/// A body whose members come and fall together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Falls {
    /// What brings it down.
    pub when: FallsWhen,
    /// Not if it has happened within so many months; 0 if that does not matter.
    pub not_within_months: u32,
    /// Days within which a new one is elected; 0 if none are set.
    pub new_within_days: u32,
    /// Whether the old one manages current business until then.
    pub meanwhile: Meanwhile,
}

words! {
    /// Who governs until a new body is there.
    pub enum Meanwhile {
        #[doc = "the outgoing one manages current business"]
        CurrentBusiness = "current business",
        #[doc = "nobody"]
        Nobody = "nobody",
    }
}

/// So many months and days after a day.
#[must_use]
pub fn after(day: Date, months: u32, days: u32) -> Date {
    let length: Length = i64::from(months).months().days(i64::from(days));
    day.saturating_add(length)
}

// --- the forms ----------------------------------------------------------------------------------

macro_rules! form {
    ($name:literal, $meaning:literal, $clause:literal, [$($key:expr),* $(,)?]) => {
        Form { name: $name, meaning: $meaning, keys: &[$($key),*], clause: $clause }
    };
}

const MONTHS: Kind = Kind::Whole(0, 1200);

/// A file of rules.
pub static RULES: Form = form!(
    "rules of an office",
    "The rules of an office",
    false,
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

static SOURCE: Form = form!(
    "[[source]]",
    "A text that clauses were written from",
    false,
    [
        must("key", Kind::Text, "what clauses name in `seen`"),
        must("title", Kind::Text, "what it is"),
        must("address", Kind::Text, "where it was read"),
        must("read", Kind::Day, "when"),
    ]
);

static TERM: Form = form!(
    "[[term]]",
    "How long the office lasts",
    true,
    [
        may("years", Kind::Whole(1, 100), "years of a whole term; left out if no term is fixed"),
        must("ends", Kind::Words(words::<Ends>), "when it ends"),
    ]
);

static START: Form = form!(
    "[[start]]",
    "When the office begins",
    true,
    [must("begins", Kind::Words(words::<Begins>), "the day"),]
);

static REQUIRES: Form = form!(
    "[[requires]]",
    "Offices of which one must be held too",
    true,
    [must("office", Kind::Order(Vec::new), "their rules or keys"),]
);

static INCOMPATIBLE: Form = form!(
    "[[incompatible]]",
    "Offices that cannot be held with it",
    true,
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
    "[[vacancy]]",
    "Who follows when the office is vacant",
    true,
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
    "[[falls]]",
    "A body falls as one",
    true,
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
    let mut reader = Reader { file, faults: Vec::new(), sources_read: true };
    let (root, errors) = DeTable::parse_recoverable(text);
    let told = if errors.len() > 4 { 1 } else { errors.len() };
    for error in &errors[..told] {
        let (span, what) = (error.span().unwrap_or(0..0), error.message().to_owned());
        reader.fault(span, Fault::NotToml { what });
    }
    let rules =
        if errors.is_empty() { read(&mut reader, root.get_ref(), text.len()) } else { None };
    if let Some(rules) = &rules {
        check(rules, &mut reader);
    }
    reader.faults.sort_by_key(|fault| fault.place.as_ref().map(|place| place.span.start));
    match rules {
        Some(rules) if reader.faults.is_empty() => Ok(rules),
        _ => Err(reader.faults),
    }
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
        use crate::word::Word as _;
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

/// The keys of a file of rules, for its documentation.
#[must_use]
pub fn keys() -> &'static [Key] {
    RULES.keys
}
