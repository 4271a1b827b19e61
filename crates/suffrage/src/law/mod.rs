//! The model of a written law: clauses, each with its article, its period of force and its source.
//!
//! A [`Law`] names the ways of electing it knows ([`System`]) as ordered lists of steps, says which
//! of them applies ([`Choose`]) and how many seats there are ([`Size`]). Several clauses of one name
//! are the versions of one clause: their periods follow each other without gap or overlap.
//! [`LawBook::on`] gives the law in force on a day, ready to count by. [`parse`] reads the notation,
//! [`check`] holds it against itself, [`schema`] describes it for editors.

mod ballot;
pub mod check;
mod example;
pub(crate) mod form;
mod levelling;
mod link;
pub mod parse;
pub mod schema;
mod steps;
pub mod tiers;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Fault;
pub use crate::diagnostic::Text;
use crate::method::condition::Condition;
use crate::method::{bonus, highest_averages, largest_remainder, majority, preference};
use crate::record::{Base, Cited, Scope, TieBy};
use crate::tally::Tier;
use crate::word::words;

/// A written electoral law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// As `fr/senate`: the path of its file.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The office it fills, as `fr/senator`.
    pub office: String,
    /// The act it is written in.
    pub act: String,
    /// The days for which it is coded; others are refused.
    pub coded: Period,
    /// The texts it was written from.
    pub sources: Vec<Source>,
    /// Which system applies.
    pub choose: Vec<Clause<Choose>>,
    /// How many seats there are.
    pub sizes: Vec<Clause<Size>>,
    /// The systems, in file order.
    pub systems: Vec<System>,
    /// Another law that applies instead, in the wording of a day.
    pub apply: Vec<Clause<Apply>>,
    /// Worked examples: they run as tests.
    pub examples: Vec<Example>,
}

/// Days from `from` on and before `until`; `until` open for "still in force".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The first day no longer.
    pub until: Option<Date>,
}

impl Period {
    /// Whether `day` lies in it.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        other.until.is_none_or(|until| self.from < until)
            && self.until.is_none_or(|until| other.from < until)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "{}..{until}", self.from),
            None => write!(f, "{}..", self.from),
        }
    }
}

/// A text that clauses were written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The key that clauses name in `seen`.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Where it was read.
    pub address: String,
    /// When.
    pub read: Date,
}

/// One version of one clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause<T> {
    /// Its name within the law.
    pub name: String,
    /// The article.
    pub cite: String,
    /// Its period of force.
    pub force: Period,
    /// The key of the source in which the article was read; `None` if nobody has read it.
    pub seen: Option<String>,
    /// One of several ways to read an open text.
    pub reading: Option<Reading>,
    /// The file says that on other days there was no such rule.
    pub outside: bool,
    /// A doubt or a remark.
    pub note: Option<Text>,
    /// What it says.
    pub rule: T,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// A way to read a text that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// Why it is the one followed, if it is.
    pub adopted: Option<String>,
}

/// A way of electing: an ordered list of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Its name in the file.
    pub name: String,
    /// Its clauses.
    pub clauses: Vec<Clause<Step>>,
}

/// What one clause of a system does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A round of voting.
    Round(majority::Rule),
    /// Who takes part in the allocation.
    Admit(Admit),
    /// Seats for the list that leads.
    Bonus(bonus::Rule),
    /// A number of seats for the list that leads.
    BonusSeats(bonus::Seats),
    /// Connected lists are counted as one first.
    Connect(Connect),
    /// Connected lists must qualify together to be counted as one.
    Coalitions(crate::method::coalition::Rule),
    /// The first has at least so many seats.
    Raise(crate::method::raise::Rule),
    /// Division of seats.
    Allocate(Allocate),
    /// A majority of votes is a majority of seats.
    Ensure(Ensure),
    /// What becomes of seats a list cannot fill.
    Exhausted(Exhausted),
    /// The seats of a list shared among its sections.
    Sections(Sections),
    /// The persons of a list.
    Fill(preference::Rule),
    /// The answer to a question.
    Adopt(Adopt),
    /// How ballots are marked, and how faulty ones are read.
    Ballot(Ballot),
    /// Votes that pass from candidate to candidate.
    Transfer(Transfer),
    /// Candidates held against each other.
    Compare(Compare),
    /// Points.
    Score(Score),
    /// A committee from approvals.
    Committee(Committee),
    /// A step in a tier of an election that is counted as one.
    Tier(Tier, tiers::InTier),
}

/// A committee from approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    /// How it is found.
    pub way: crate::method::committee::Way,
    /// How equally good committees are parted.
    pub tie: Vec<TieBy>,
}

/// Candidates held against each other two by two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The method with its readings.
    pub method: CompareBy,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// The method of a comparison two by two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareBy {
    /// An order from the matrix alone.
    Pairs(crate::method::pairwise::Rule),
    /// Whoever wins against every other, or else Borda's points.
    Black(crate::method::black::Rule),
    /// Elimination by Borda's points: Baldwin, Nanson.
    Elimination(crate::method::elimination::Rule),
    /// The Smith set, and the fewest first places.
    Hybrid(crate::method::smith::Hybrid),
}

impl CompareBy {
    /// The method as a law names it.
    #[must_use]
    pub fn word(self) -> &'static str {
        use crate::method::elimination::Excludes;
        match self {
            Self::Pairs(rule) => rule.method().word(),
            Self::Black(_) => "black",
            Self::Elimination(rule) => match rule.excludes {
                Excludes::Baldwin(_) => "baldwin",
                Excludes::Nanson(_) => "nanson",
            },
            Self::Hybrid(hybrid) => hybrid.word(),
        }
    }

    /// The method's name where it passes papers on whole; `None` where it divides votes or needs not.
    #[must_use]
    pub fn passes_whole_papers(self) -> Option<&'static str> {
        matches!(self, Self::Hybrid(_)).then(|| self.word())
    }
}

/// Points for places, marks or scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// How they are given.
    pub points: crate::method::score::Points,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// How ballots are marked and read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Ranked, approved or scored.
    pub marking: crate::ballots::Marking,
    /// How faulty ones are read, where they are ranked.
    pub marks: crate::method::marks::Rule,
    /// How many may be marked, where they are approvals.
    pub most: Most,
}

/// How many candidates may be marked; more void the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// Any number.
    Any,
    /// As many as there are seats.
    Seats,
    /// So many.
    So(u32),
}

impl Most {
    /// The number, where `seats` are to be filled; `None` for any.
    #[must_use]
    pub fn of(self, seats: u32) -> Option<usize> {
        match self {
            Self::Any => None,
            Self::Seats => Some(seats as usize),
            Self::So(most) => Some(most as usize),
        }
    }
}

/// A count by transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The method with its parameters.
    pub method: TransferBy,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// The method of a count by transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferBy {
    /// Instant runoff.
    Runoff(crate::method::runoff::Rule),
    /// Quota and surpluses.
    Gregory(crate::method::gregory::Rule),
    /// Keep factors.
    Meek(crate::method::meek::Rule),
}

/// Conditions for taking part in the allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admit {
    /// One of the conditions is enough; otherwise all are needed.
    pub any: bool,
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// Which lists are held against them together, if any are.
    pub together: Option<Together>,
    /// Lists of these kinds are free of them.
    pub exempt: Vec<String>,
}

words! {
    /// Which lists are held against a threshold together.
    pub enum Together {
        #[doc = "the lists of an alliance: what they have together admits each of them"]
        Alliances = "alliances",
    }
}

impl TransferBy {
    /// The method's name where it passes papers on whole; `None` where it divides votes.
    #[must_use]
    pub fn passes_whole_papers(&self) -> Option<&'static str> {
        match self {
            Self::Runoff(_) => Some("instant runoff"),
            Self::Gregory(_) => Some("quota and surplus"),
            Self::Meek(_) => None,
        }
    }
}

words! {
    /// How connections of lists nest.
    pub enum Connect {
        #[doc = "connections of lists, one level"]
        Connections = "connections",
        #[doc = "connections, and sub-connections within them"]
        Nested = "connections and sub-connections",
    }
}

/// Division of seats among the admitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocate {
    /// Which seats.
    pub seats: SeatsOf,
    /// How.
    pub method: Method,
    /// Only those who meet this take part in this step.
    pub among: Option<Condition>,
    /// A list has no more seats after this step than candidates who meet this.
    pub candidates: Option<Condition>,
    /// At most so many seats each in this step.
    pub each_at_most: Option<u32>,
    /// At most so many seats in all in this step.
    pub at_most: Option<u32>,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

impl Allocate {
    /// How many of the seats that are `left` this step gives.
    #[must_use]
    pub fn open(&self, left: u32) -> u32 {
        self.at_most.map_or(left, |most| most.min(left))
    }
}

/// Which seats an allocation divides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatsOf {
    /// All of the contest.
    All,
    /// Those that earlier steps left.
    Left,
    /// Those of a named pot, from zero.
    Pot(String),
}

/// The method of an allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// A seat for each whole quota.
    Quotas(largest_remainder::Rule),
    /// A seat each to the largest remainders of the division by the quota.
    Remainders,
    /// One seat after another to the highest average.
    Averages {
        /// The divisors.
        divisors: highest_averages::Divisors,
        /// From which number of seats the sequence starts.
        start: Start,
    },
}

words! {
    /// From which number of seats a sequence of divisors starts.
    pub enum Start {
        #[doc = "from zero: seats won before do not count"]
        Zero = "zero",
        #[doc = "from the seats the list has won already"]
        SeatsWon = "seats won",
        #[doc = "from the seats the list has won already; who has none takes no part"]
        SomeWon = "seats won, where there are some",
    }
}

/// How the seats of a list are shared among the sections it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sections {
    /// The way.
    pub by: SectionsBy,
    /// How equal sections are parted.
    pub tie: Vec<TieBy>,
}

words! {
    /// By what the seats of a list are shared among its sections.
    pub enum SectionsBy {
        #[doc = "whole quotas of the votes of the list, then highest averages (divisors 1, 2, 3, …)"]
        ListVotes = "votes of the list",
    }
}

words! {
    /// How a majority of votes is made a majority of seats.
    pub enum Ensure {
        #[doc = "a list with more than half the votes and not more than half the seats takes one from whoever won the last seat by average or remainder"]
        LastSeat = "one seat from the last",
    }
}

words! {
    /// What becomes of seats a list has no candidates for.
    pub enum Exhausted {
        #[doc = "they pass to the other lists by going on with the allocation"]
        GoOn = "allocation goes on",
        #[doc = "they stay empty"]
        Empty = "seats stay empty",
    }
}

/// When an answer is adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopt {
    /// The code of the answer put to the test.
    pub answer: String,
    /// Its votes must meet all of these.
    pub conditions: Vec<Condition>,
    /// The voters must meet this.
    pub quorum: Option<Condition>,
}

/// Which system applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choose {
    /// One, always.
    Always(String),
    /// By an attribute of the contest.
    By {
        /// Which.
        attribute: Attribute,
        /// The limit.
        at_most: u64,
        /// Up to the limit.
        then: String,
        /// Above it.
        otherwise: String,
    },
}

words! {
    /// A figure of a contest.
    pub enum Attribute {
        #[doc = "seats to fill"]
        Seats = "seats",
        #[doc = "inhabitants"]
        Inhabitants = "inhabitants",
        #[doc = "the code of the contest"]
        Constituency = "constituency",
    }
}

/// How many seats a contest fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// The pot; empty for the only one.
    pub pot: String,
    /// The tier whose areas have so many seats; `None` for a contest that is counted alone.
    pub tier: Option<Tier>,
    /// How the number is found.
    pub by: SizeBy,
}

/// How a number of seats is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeBy {
    /// The files state it: the text that fixes it is not coded.
    Stated,
    /// A fixed number.
    Fixed(u32),
    /// By code of the contest.
    Constituency(Vec<(String, u32)>),
    /// By inhabitants: from so many on, so many seats; ascending.
    Inhabitants(Vec<(u64, u32)>),
}

/// Another law that applies, in the wording of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apply {
    /// The law referred to.
    pub law: String,
    /// The day whose wording applies, whatever is amended later; `None`: the day of the vote.
    pub wording_of: Option<Date>,
    /// Words read for others: (instead of, read).
    pub read: Vec<(String, String)>,
}

/// A worked example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// A sentence.
    pub name: String,
    /// Where the example is from.
    pub source: String,
    /// The day.
    pub on: Date,
    /// The contest with its expected seats in `published`.
    pub contest: crate::tally::Contest,
    /// Seats expected in areas, by code of area and list, where there are several tiers.
    pub areas: Vec<(String, Vec<(String, u32)>)>,
    /// Persons expected to be elected, if persons are.
    pub elected: Vec<String>,
    /// Lots.
    pub lots: Vec<crate::tally::Lot>,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// A law as it stands on a day: what [`crate::count()`] counts by.
#[derive(Clone, Debug)]
pub struct LawOnDay {
    /// The law asked for.
    pub id: String,
    /// The act.
    pub act: String,
    /// The day of the vote.
    pub on: Date,
    /// The day whose wording applies, if frozen.
    pub wording_of: Option<Date>,
    /// Readings of open clauses followed here, as `clause: reading`.
    pub readings: Vec<String>,
    /// The clauses that can be cited; indices are those of `choose`, `sizes` and `systems`.
    pub cited: Arc<[Cited]>,
    /// Which system applies.
    pub choose: Vec<(u16, Choose)>,
    /// Seats.
    pub sizes: Vec<(u16, Size)>,
    /// The systems.
    pub systems: Vec<(String, Vec<(u16, Step)>)>,
}

impl LawOnDay {
    /// Whether all contests of an election are counted as one, over several tiers.
    #[must_use]
    pub fn counts_tiers(&self) -> bool {
        let clauses = self.systems.iter().flat_map(|(_, clauses)| clauses);
        clauses.map(|(_, step)| step).any(|step| matches!(step, Step::Tier(..)))
    }

    /// Whether a threshold looks at all contests together.
    #[must_use]
    pub fn asks_for_the_whole(&self) -> bool {
        let clauses = self.systems.iter().flat_map(|(_, clauses)| clauses);
        clauses.map(|(_, step)| step).any(|step| match step {
            Step::Admit(rule) => rule.conditions.iter().any(|one| one.scope == Scope::Election),
            _ => false,
        })
    }
}

impl LawOnDay {
    /// Whether papers are drawn by the order in which they lie: their readers then keep it.
    #[must_use]
    pub fn draws_papers_by_order(&self) -> bool {
        let clauses = self.systems.iter().flat_map(|(_, clauses)| clauses);
        clauses.map(|(_, step)| step).any(|step| match step {
            Step::Transfer(rule) => match &rule.method {
                TransferBy::Gregory(way) => way.surplus.draws_by_order(),
                TransferBy::Runoff(_) | TransferBy::Meek(_) => false,
            },
            _ => false,
        })
    }
}

/// The laws on board, for references from one to another.
#[derive(Clone, Debug, Default)]
pub struct LawBook {
    laws: Vec<Law>,
}

impl LawBook {
    /// A book of these laws.
    #[must_use]
    pub fn new(mut laws: Vec<Law>) -> Self {
        laws.sort_by(|a, b| a.id.cmp(&b.id));
        Self { laws }
    }

    /// All laws, by id.
    #[must_use]
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// The law of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }

    /// That there is no law `id`, with those that may be meant: of the same place, if it has any.
    #[must_use]
    pub fn unknown(&self, id: &str) -> Fault {
        let ids = || self.laws.iter().map(|law| law.id.as_str());
        let place = id.split_once('/').map_or(id, |(place, _)| place);
        let of_place = |one: &&str| one.split_once('/').is_some_and(|one| one.0 == place);
        let mut near = crate::diagnostic::near(id, ids());
        if !near.is_probable() && ids().any(|one| of_place(&one)) {
            near = crate::diagnostic::near(id, ids().filter(of_place));
        }
        Fault::NoSuchLaw { law: id.to_owned(), near }
    }

    /// The law `id` as it stands on `day`, with `readings` followed where they are named.
    ///
    /// # Errors
    /// If there is no such law, if `day` lies outside its coded period, or if a reading is unknown.
    pub fn on(&self, id: &str, day: Date, readings: &[String]) -> Result<LawOnDay, Vec<Fault>> {
        let Some(law) = self.find(id) else {
            return Err(vec![self.unknown(id)]);
        };
        if !law.coded.holds(day) {
            let (law, period) = (law.id.clone(), law.coded.to_string());
            return Err(vec![Fault::OutsideCodedPeriod { law, day, period }]);
        }
        self.compile(law, day, readings)
    }

    fn compile(&self, law: &Law, day: Date, readings: &[String]) -> Result<LawOnDay, Vec<Fault>> {
        let apply = law.apply.iter().find(|clause| clause.force.holds(day));
        let (base, wording) = match apply {
            None => (law, day),
            Some(clause) => match self.find(&clause.rule.law) {
                Some(base) => (base, clause.rule.wording_of.unwrap_or(day)),
                None => {
                    let (law, near) = (clause.rule.law.clone(), crate::diagnostic::Near::default());
                    return Err(vec![Fault::NoSuchLaw { law, near }]);
                }
            },
        };
        let mut view =
            View { cited: Vec::new(), readings, followed: Vec::new(), unknown: readings.to_vec() };
        // A law that applies another may still have its own choice, seats and systems; a system of
        // its own stands in place of the other's of that name.
        let own = |any: bool| if any { (law, day) } else { (base, wording) };
        let (from, at) = own(!law.choose.is_empty());
        let choose = view.in_force("", &from.choose, at);
        let (from, at) = own(!law.sizes.is_empty());
        let sizes = view.in_force("", &from.sizes, at);
        let mut systems: Vec<(String, Vec<(u16, Step)>)> = Vec::new();
        let named = |name: &str| law.systems.iter().any(|system| system.name == name);
        let inherited =
            base.systems.iter().filter(|system| apply.is_some() && !named(&system.name));
        for (system, at) in
            inherited.map(|one| (one, wording)).chain(law.systems.iter().map(|one| (one, day)))
        {
            systems.push((system.name.clone(), view.in_force(&system.name, &system.clauses, at)));
        }
        if let Some(reading) = view.unknown.first() {
            let (law, reading) = (law.id.clone(), reading.clone());
            return Err(vec![Fault::NoSuchReading { law, reading }]);
        }
        let mut cited = view.cited;
        if let Some(clause) = apply {
            // What comes from the other law is cited through the article that refers to it.
            let own = |name: &str| name.split_once('.').is_some_and(|(system, _)| named(system));
            for one in cited.iter_mut().filter(|one| !own(&one.clause) && one.clause.contains('.'))
            {
                one.cite = format!("{} ({})", one.cite, clause.cite);
            }
        }
        Ok(LawOnDay {
            id: law.id.clone(),
            act: law.act.clone(),
            on: day,
            wording_of: apply.and_then(|clause| clause.rule.wording_of),
            readings: view.followed,
            cited: cited.into(),
            choose,
            sizes,
            systems,
        })
    }
}

/// Collects the clauses in force and numbers them for citation.
struct View<'a> {
    cited: Vec<Cited>,
    readings: &'a [String],
    followed: Vec<String>,
    unknown: Vec<String>,
}

impl View<'_> {
    fn in_force<T: Clone>(
        &mut self,
        system: &str,
        clauses: &[Clause<T>],
        day: Date,
    ) -> Vec<(u16, T)> {
        let in_force: Vec<&Clause<T>> =
            clauses.iter().filter(|clause| clause.force.holds(day)).collect();
        let mut rules = Vec::new();
        for clause in &in_force {
            let name = match system {
                "" => clause.name.clone(),
                system => format!("{system}.{}", clause.name),
            };
            if let Some(reading) = &clause.reading {
                let wish = |reading: &str| format!("{name}: {reading}");
                let others = in_force.iter().filter(|other| other.name == clause.name);
                let wished = others
                    .filter_map(|other| other.reading.as_ref())
                    .find(|other| self.readings.contains(&wish(&other.name)));
                let follow = match wished {
                    Some(wished) => wished.name == reading.name,
                    None => reading.adopted.is_some(),
                };
                if !follow {
                    continue;
                }
                self.followed.push(wish(&reading.name));
                self.unknown.retain(|one| *one != wish(&reading.name));
            }
            let index = u16::try_from(self.cited.len()).expect("a law file has few clauses");
            self.cited.push(Cited {
                clause: name,
                cite: clause.cite.clone(),
                seen: clause.seen.is_some(),
            });
            rules.push((index, clause.rule.clone()));
        }
        rules
    }
}

impl Law {
    /// The day from which its only wording is in force; `None` if it has had several.
    #[must_use]
    pub fn only_wording(&self) -> Option<Date> {
        fn all<T>(clauses: &[Clause<T>]) -> impl Iterator<Item = Period> {
            clauses.iter().map(|clause| clause.force)
        }
        let systems = self.systems.iter().flat_map(|system| all(&system.clauses));
        let mut periods =
            all(&self.choose).chain(all(&self.sizes)).chain(all(&self.apply)).chain(systems);
        periods.all(|force| force == self.coded).then_some(self.coded.from)
    }

    /// Readings that could be followed on `day` instead of the adopted ones, as `clause: reading`.
    #[must_use]
    pub fn other_readings(&self, day: Date) -> Vec<String> {
        let mut others = Vec::new();
        for system in &self.systems {
            for clause in system.clauses.iter().filter(|clause| clause.force.holds(day)) {
                if let Some(reading) = clause.reading.as_ref().filter(|one| one.adopted.is_none()) {
                    others.push(format!("{}.{}: {}", system.name, clause.name, reading.name));
                }
            }
        }
        others
    }
}

impl Base {
    /// Bases that a round's figures give directly.
    #[must_use]
    pub fn is_of_round(self) -> bool {
        matches!(self, Self::Registered | Self::Voters | Self::Expressed | Self::Votes)
    }
}
