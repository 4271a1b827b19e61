//! The rules of an office as data: term, beginning, what it needs, what it forbids, who follows.
//!
//! One file for each office or kind of office, as `fr/senator`, in the notation of laws: a closed
//! vocabulary, every clause with its article, its period of force and the source it was read in; no
//! defaults. Versions of one clause follow each other without gap or overlap.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan as _};

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
