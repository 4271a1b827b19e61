//! What a register is told: statements about people, institutions, offices, powers and events.
//!
//! A register is a log of statements. Nothing in it is ever edited: a later statement of the same
//! kind and id replaces an earlier one and says why ([`Told::supersedes`]). Each says where it was
//! read and, where that is stated, since when it has been known, so that the register can answer as
//! it would have on that day.
//!
//! Nine entities and no more: person, organization, area, office, holding, event, power, rule (of
//! offices, see [`super::rules`]) and claim; the other facts relate these to one another. One column
//! "party" cannot say that somebody belongs to a party, stands without its endorsement and sits with
//! its group: these are three relations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::when::{Bound, Span, When};
use crate::law::Text;
use crate::word::words;

/// A key by which statements name each other, as `nc/congress`.
pub type Id = String;

/// One statement: a fact, and who told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What is stated.
    pub fact: Fact,
    /// By whom, since when, and with which reserve.
    #[serde(default, skip_serializing_if = "Told::is_plain")]
    pub told: Told,
}

/// Where a statement comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Told {
    /// The keys of its sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Id>,
    /// The day since which it is known; the day on which it was recorded, if nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    /// Nobody wrote it: it follows from this rule.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub inferred: String,
    /// Why it replaces an earlier statement of the same kind and id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub supersedes: String,
    /// A doubt or a remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Told {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each struct says what it is")]
pub enum Fact {
    Source(Source),
    Person(Person),
    Organization(Organization),
    Area(Area),
    Office(Office),
    Holding(Holding),
    Exercise(Exercise),
    Event(Event),
    Member(Member),
    Candidacy(Candidacy),
    Endorsement(Endorsement),
    Power(Power),
    Allocation(Allocation),
    Claim(Claim),
    Identity(Identity),
    Story(Story),
    Withdrawn(Withdrawn),
}

impl Fact {
    /// The word of its kind, as a table of a file begins with it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Source(_) => "source",
            Self::Person(_) => "person",
            Self::Organization(_) => "organization",
            Self::Area(_) => "area",
            Self::Office(_) => "office",
            Self::Holding(_) => "holding",
            Self::Exercise(_) => "exercise",
            Self::Event(_) => "event",
            Self::Member(_) => "member",
            Self::Candidacy(_) => "candidacy",
            Self::Endorsement(_) => "endorsement",
            Self::Power(_) => "power",
            Self::Allocation(_) => "allocation",
            Self::Claim(_) => "claim",
            Self::Identity(_) => "identity",
            Self::Story(_) => "story",
            Self::Withdrawn(_) => "withdrawn",
        }
    }

    /// Its key among the statements of its kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Source(one) => &one.id,
            Self::Person(one) => &one.id,
            Self::Organization(one) => &one.id,
            Self::Area(one) => &one.id,
            Self::Office(one) => &one.id,
            Self::Holding(one) => &one.id,
            Self::Exercise(one) => &one.id,
            Self::Event(one) => &one.id,
            Self::Member(one) => &one.id,
            Self::Candidacy(one) => &one.id,
            Self::Endorsement(one) => &one.id,
            Self::Power(one) => &one.id,
            Self::Allocation(one) => &one.id,
            Self::Claim(one) => &one.id,
            Self::Identity(one) => &one.id,
            Self::Story(one) => &one.id,
            Self::Withdrawn(one) => &one.id,
        }
    }
}

words! {
    /// What a source is.
    pub enum SourceKind {
        #[doc = "an act, a statute, a decree"]
        Law = "law",
        #[doc = "an authority's own page or report"]
        Official = "official",
        #[doc = "a newspaper, a broadcaster, an agency"]
        Press = "press",
        #[doc = "an encyclopedia that anyone may edit"]
        Encyclopedia = "encyclopedia",
        #[doc = "a published data set"]
        Data = "data",
        #[doc = "the memory of whoever writes: to be confirmed"]
        Memory = "memory",
    }
}

/// Where statements were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The key that statements name.
    pub id: Id,
    /// What it is.
    pub title: String,
    /// Where it was read; empty for a memory.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Its kind.
    pub kind: SourceKind,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Date>,
}

/// A human being.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// The key.
    pub id: Id,
    /// The name by which they are known.
    pub name: String,
    /// Other names, as on ballots or at birth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<When>,
    /// Day of death; `None` for alive or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub died: Option<When>,
    /// Keys elsewhere, as `wikidata = "Q42"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
}

words! {
    /// What an organization is.
    pub enum OrganizationKind {
        #[doc = "a state, a territory or a local authority"]
        Authority = "authority",
        #[doc = "a parliament, an assembly, a council"]
        Assembly = "assembly",
        #[doc = "a government: its members come and fall together"]
        Government = "government",
        #[doc = "a party"]
        Party = "party",
        #[doc = "several parties together"]
        Coalition = "coalition",
        #[doc = "a group in an assembly"]
        Group = "group",
        #[doc = "anything else"]
        Other = "other",
    }
}

/// An institution, a party, a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// The key.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// What it is.
    pub kind: OrganizationKind,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part_of: Id,
    /// From when to when it existed.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub from: Bound,
    /// The first day on which it existed no more.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub to: Bound,
    /// Keys elsewhere.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
}

/// A territory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Area {
    /// The key.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The territory it lies in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub within: Id,
    /// Keys elsewhere.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
}

/// An office of an institution. A changed district is a new office that `continues` the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Office {
    /// The key.
    pub id: Id,
    /// What its holder is called.
    pub name: Text,
    /// The institution it belongs to.
    pub institution: Id,
    /// The territory it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: Id,
    /// How many hold it at once; `None` if nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// The rules of the office, as `fr/senator`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rules: String,
    /// The law by which it is filled, as `nc/senate`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub law: String,
    /// The code of the contest in which it is filled, where an election has several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contest: String,
    /// The pot of seats, where a contest has several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pot: String,
    /// The office it took the place of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub continues: Id,
    /// Keys elsewhere.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
}

/// A person in an office from one day to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Holding {
    /// The key.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// Which office.
    pub office: Id,
    /// Which of its seats, where these have names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub seat: String,
    /// The first day in office.
    pub from: Bound,
    /// The first day no longer in office.
    pub to: Bound,
    /// By what right.
    #[serde(skip_serializing_if = "Right::is_unknown")]
    pub right: Right,
    /// The event that opened it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub opened: Id,
    /// The event that closed it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub closed: Id,
}

impl Holding {
    /// From when to when.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// By what right somebody holds an office. Each must resolve to what it names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Right {
    /// Elected: the count on board or in a folder, or an event where no figures are at hand.
    Elected {
        /// The election, as `nc/senate/2023`, or the id of an event.
        election: Id,
        /// The code of its contest; empty for the only one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        contest: String,
    },
    /// Appointed by an act.
    Appointed {
        /// The event.
        act: Id,
    },
    /// Followed somebody under a clause of the rules of the office.
    Succeeded {
        /// The holding that ended.
        holding: Id,
        /// The clause.
        clause: String,
    },
    /// Holds it because they hold another.
    ExOfficio {
        /// The other holding.
        holding: Id,
    },
    /// Acts for the holder.
    Acting {
        /// The holding that is acted for; empty if the office is vacant.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        holding: Id,
    },
    /// Nobody says: reported, not refused.
    #[default]
    Unknown,
}

impl Right {
    /// Whether nobody says.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

words! {
    /// Whether a mandate is exercised, and by whom.
    pub enum State {
        #[doc = "kept and not exercised"]
        Suspended = "suspended",
        #[doc = "exercised by a substitute"]
        BySubstitute = "by substitute",
    }
}

/// The title is kept and the office is not exercised, or by another: a track of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The key.
    pub id: Id,
    /// The holding.
    pub holding: Id,
    /// What is so.
    pub state: State,
    /// The substitute.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: Id,
    /// From when.
    pub from: Bound,
    /// To when.
    pub to: Bound,
    /// The article.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
}

words! {
    /// What happened.
    pub enum EventKind {
        #[doc = "people voted"]
        Election = "election",
        #[doc = "a question was put to the people"]
        Referendum = "referendum",
        #[doc = "a result was proclaimed"]
        Proclamation = "proclamation",
        #[doc = "somebody was appointed"]
        Appointment = "appointment",
        #[doc = "somebody took office"]
        TakingOffice = "taking office",
        #[doc = "somebody resigned"]
        Resignation = "resignation",
        #[doc = "somebody chose between two offices"]
        Option = "option",
        #[doc = "a term ended"]
        TermEnds = "term ends",
        #[doc = "somebody died"]
        Death = "death",
        #[doc = "an election was annulled"]
        Annulment = "annulment",
        #[doc = "a body was dissolved"]
        Dissolution = "dissolution",
        #[doc = "a government fell"]
        Fall = "fall",
        #[doc = "a session opened"]
        SessionOpens = "session opens",
        #[doc = "an accord was signed"]
        Accord = "accord",
        #[doc = "a law was adopted or published, or came into force"]
        Law = "law",
        #[doc = "a power passed from one institution to another"]
        Transfer = "transfer",
        #[doc = "somebody declared something"]
        Declaration = "declaration",
        #[doc = "somebody alleged something that no authority has found"]
        Allegation = "allegation",
    }
}

words! {
    /// Why something happened.
    pub enum Ground {
        #[doc = "an article demands it"]
        Law = "law",
        #[doc = "custom; no article demands it"]
        Custom = "custom",
        #[doc = "whoever did it chose so"]
        Choice = "choice",
    }
}

/// A dated act that opens, closes or moves something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The key.
    pub id: Id,
    /// What happened.
    pub kind: EventKind,
    /// In one sentence.
    pub what: Text,
    /// The day it happened, where no finer date says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<When>,
    /// The day it was offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered: Option<When>,
    /// The day it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<When>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<When>,
    /// The day it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<When>,
    /// Persons it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Id>,
    /// Organizations it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizations: Vec<Id>,
    /// Offices it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Id>,
    /// Persons or organizations that did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Id>,
    /// On whose proposal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposed_by: Vec<Id>,
    /// The election it belongs to, as `nc/senate/2023`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub election: Id,
    /// The act by which it was done, as "décret du 4 juillet 2022".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub act: String,
    /// The article.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Text>,
    /// Whether law demanded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Keys elsewhere.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, String>,
}

impl Event {
    /// An event of which nothing more is known yet.
    #[must_use]
    pub fn of(id: Id, kind: EventKind, what: Text) -> Self {
        Self {
            id,
            kind,
            what,
            on: None,
            offered: None,
            accepted: None,
            published: None,
            effective: None,
            persons: Vec::new(),
            organizations: Vec::new(),
            offices: Vec::new(),
            by: Vec::new(),
            proposed_by: Vec::new(),
            election: Id::new(),
            act: String::new(),
            cite: String::new(),
            because: None,
            ground: None,
            ids: BTreeMap::new(),
        }
    }

    /// The day from which it counts: when it took effect, was accepted, happened, or was offered.
    #[must_use]
    pub fn day(&self) -> Option<When> {
        self.effective.or(self.accepted).or(self.on).or(self.published).or(self.offered)
    }
}

words! {
    /// How a person belongs to an organization.
    pub enum MemberOf {
        #[doc = "a member of a party"]
        Party = "party",
        #[doc = "sits with a group of an assembly"]
        Group = "group",
    }
}

/// A person belongs to a party, or sits with a group. Several at once are no fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The key.
    pub id: Id,
    /// Who.
    pub person: Id,
    /// Of what.
    pub organization: Id,
    /// How.
    pub kind: MemberOf,
    /// From when.
    pub from: Bound,
    /// To when.
    pub to: Bound,
}

/// A person stood in an election.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Candidacy {
    /// The key.
    pub id: Id,
    /// The election, as `nc/senate/2023`, or the id of an event.
    pub election: Id,
    /// The code of its contest.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contest: String,
    /// Who stood.
    pub person: Id,
    /// The name in the count, if it is not that of the person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub candidate: String,
    /// The list they stood on, by its code; empty for a person alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// The place on the list, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Who takes their place where the law says so, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<Id>,
}

words! {
    /// What an organization said of a candidacy.
    pub enum Given {
        #[doc = "the organization endorses the candidacy"]
        Given = "given",
        #[doc = "the candidate is a member, and the organization endorses others"]
        Withheld = "withheld",
    }
}

/// An organization supports a candidacy, or withholds its support from a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorsement {
    /// The key.
    pub id: Id,
    /// The candidacy.
    pub candidacy: Id,
    /// The organization.
    pub organization: Id,
    /// What it said.
    pub given: Given,
}

/// A subject matter that an institution rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Power {
    /// The key.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The article that names it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cite: String,
}

words! {
    /// How a power is held.
    pub enum Mode {
        #[doc = "by one institution alone"]
        Full = "full",
        #[doc = "by several at once"]
        Shared = "shared",
        #[doc = "by one, in the name of another"]
        Delegated = "delegated",
    }
}

words! {
    /// Whether a power can go back to whoever held it before.
    pub enum Return {
        #[doc = "never: the transfer is final"]
        Never = "never",
        #[doc = "by the same way"]
        SameWay = "the same way",
    }
}

/// Institutions hold a power from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// The key.
    pub id: Id,
    /// The power.
    pub power: Id,
    /// Who holds it: one, or all that share it.
    pub holders: Vec<Id>,
    /// How.
    pub mode: Mode,
    /// From when.
    pub from: Bound,
    /// To when.
    pub to: Bound,
    /// The article by which they hold it.
    pub cite: String,
    /// The event that brought it to them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opened: Id,
    /// Whether it can go back, and by which article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Back>,
    /// How it can move on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// A condition on which its beginning depended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
}

/// Whether a power can go back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Back {
    /// Whether it can.
    pub can: Return,
    /// The article.
    pub cite: String,
}

/// How a power can move on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// By which act of whom.
    pub by: Text,
    /// To which institution.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: Id,
    /// The article.
    pub cite: String,
}

/// A transfer depended on a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What had to be.
    pub what: Text,
    /// The day it takes effect if the condition is met by then.
    pub planned: When,
    /// When else.
    pub otherwise: Text,
    /// The last day on which it takes effect whatever happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<When>,
}

words! {
    /// What became of a claim.
    pub enum Standing {
        #[doc = "the register follows it"]
        Kept = "kept",
        #[doc = "another is followed"]
        Rival = "rival",
        #[doc = "nobody has decided"]
        Open = "open",
    }
}

/// A source says something of a statement, and others say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The key.
    pub id: Id,
    /// The statement it is about, as `holding frogier-president`, or an election, as `nc/senate/2023`.
    pub about: String,
    /// What of it, as `to`, or `round 2, Robert Xowie`.
    pub field: String,
    /// What the source says.
    pub value: String,
    /// When the source said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted: Option<Date>,
    /// What became of it.
    pub standing: Standing,
    /// Why it is kept or not.
    pub why: Text,
}

words! {
    /// Whether two keys are one person.
    pub enum Identical {
        #[doc = "one person under two keys"]
        Same = "same",
        #[doc = "two persons who could be taken for one"]
        Different = "different",
    }
}

/// Two keys are one person, or are not. It can be withdrawn like any other statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The key.
    pub id: Id,
    /// The two.
    pub persons: [Id; 2],
    /// Whether they are one.
    pub are: Identical,
    /// Why.
    pub why: String,
}

/// A stretch of days to be told: everything that touches these persons, offices and powers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Story {
    /// The key.
    pub id: Id,
    /// What it is called.
    pub title: Text,
    /// The first day told.
    pub from: Option<Date>,
    /// The last day told.
    pub to: Option<Date>,
    /// Persons, organizations, offices, elections and powers it is about.
    pub about: Vec<Id>,
}

/// A statement stands no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Withdrawn {
    /// The key.
    pub id: Id,
    /// The statement, as `holding frogier-president`.
    pub statement: String,
    /// Why.
    pub why: String,
}

/// Whether a day is not known.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_unknown(bound: &Bound) -> bool {
    *bound == Bound::Unknown
}
