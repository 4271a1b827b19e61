//! What was cast, and by whom: the facts of an election before any law is applied.
//!
//! A [`Contest`] is one body of voters filling seats (a department, a commune, a province). Its
//! [`Candidacy`]s are persons or lists, kept in ballot-paper order and known by a code that
//! outlives a new name; its [`Round`]s hold the figures of each time people voted. Everything
//! here is an input: who withdrew, which lists merged, which lot was drawn. Nothing is computed.

mod tiers;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ballots::{Ballots, Slice};
use crate::diagnostic::Text;
use crate::number::Votes;
use crate::word::words;
pub use tiers::{Area, AreaFault, AreaNumber, NATION, Parts, Tier, Tiers};

/// The place of a [`Candidacy`] in its contest, from 0, in ballot-paper order.
pub type Place = u32;

/// One election: a law, a day, one or many contests and the lots that were drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Election {
    /// The place under `elections/`, or the name the user gave.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// The law by which it is counted, as `fr/senate`; `fr/municipal:list` names the system too.
    pub law: String,
    /// The day of the (first) vote; the law in force on it applies.
    pub date: Date,
    /// Where the figures come from.
    pub sources: Vec<String>,
    /// The contests, in file order.
    pub contests: Vec<Contest>,
    /// The lots that people drew, to be checked against the ties they answer.
    pub lots: Vec<Lot>,
    /// Seats of the one contest whose ballots say nothing of them.
    pub seats: Option<u32>,
    /// Candidates of the one contest of ballots who withdrew or died.
    pub withdrawn: Vec<String>,
}

/// One body of voters filling seats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contest {
    /// A key: codes, never names (two communes are called Bergen).
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The code of the whole this is a section of, if it is one.
    pub section_of: Option<String>,
    /// Seats to fill, if the file says so; a law may compute them instead.
    pub seats: Option<u32>,
    /// Inhabitants, where a law asks for them.
    pub inhabitants: Option<u64>,
    /// Members of the electing body, where a law counts a majority of members.
    pub members: Option<Votes>,
    /// Everyone who stood in any round, in ballot-paper order.
    pub candidacies: Vec<Candidacy>,
    /// The rounds, in order.
    pub rounds: Vec<Round>,
    /// The ballots themselves, where people rank, approve or score.
    pub ballots: Option<Arc<Ballots>>,
    /// What the files say of each ballot beside its marks: by these the ballots can be parted.
    pub fields: Vec<String>,
    /// The same ballots by precinct or whatever else somebody asks for, by name; empty if nobody asks.
    pub slices: Vec<Slice>,
    /// The whole election this is a contest of, where a law asks for it.
    pub whole: Option<Arc<Whole>>,
    /// The areas of an election that is counted as one over several tiers.
    pub tiers: Option<Arc<Tiers>>,
    /// The seats the authority published, if the file has them: for `check`, never for counting.
    pub published: Vec<(Place, u32)>,
}

/// An election of many contests, added up: for thresholds that look beyond one contest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// The figures of all contests; `None` if one of them does not give it.
    pub figures: Round,
    /// The votes of each list, by its code.
    pub votes: BTreeMap<String, Votes>,
}

impl Whole {
    /// Adds up the last rounds of all contests.
    #[must_use]
    pub fn of(contests: &[Contest]) -> Self {
        let mut whole = Self::default();
        let last = || contests.iter().filter_map(|contest| contest.rounds.last());
        let sum = |figure: fn(&Round) -> Option<Votes>| last().map(figure).sum::<Option<Votes>>();
        whole.figures.registered = sum(|round| round.registered);
        whole.figures.voters = sum(|round| round.voters);
        whole.figures.blank = sum(|round| round.blank);
        whole.figures.expressed = sum(|round| round.expressed.or_else(|| Some(round.all_votes())));
        for contest in contests {
            for (place, votes) in contest.rounds.last().into_iter().flat_map(|round| &round.votes) {
                let code = contest.candidacy(*place).code.clone();
                *whole.votes.entry(code).or_default() += votes;
            }
        }
        whole.figures.votes = vec![(0, whole.votes.values().sum())];
        whole
    }
}

/// A person or a list that stood, or an answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidacy {
    /// The identity: it outlives a new name between rounds.
    pub code: String,
    /// The name on the ballot paper.
    pub name: String,
    /// Candidates on the list in the order of presentation; a person standing alone is the only one.
    pub persons: Vec<Person>,
    /// How many candidates the list has, where their names are not given.
    pub candidates: Option<u32>,
    /// Birth date of a person standing alone, where `persons` is empty.
    pub born: Option<Date>,
    /// Mean age of the list in days, where the file gives it.
    pub mean_age_days: Option<u64>,
    /// Connections of lists, from the outermost to the innermost.
    pub alliance: Vec<String>,
    /// Withdrew or died: stands on the ballots, and receives nothing.
    pub withdrawn: bool,
    /// A name that nobody declared before the vote.
    pub undeclared: bool,
    /// What kind of list it is, where a law treats kinds apart, as `minority`; empty if nobody says.
    pub kind: String,
    /// Votes of the list in each section of the contest, where its seats are shared among them.
    pub sections: Vec<(String, Votes)>,
}

/// A candidate on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name as published.
    pub name: String,
    /// Birth date, where the law parts equals by age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// Preference votes, where the law counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
}

/// The figures of one round. `None` is "not known", never zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// 1 for the first.
    pub number: u8,
    /// Electors on the roll.
    pub registered: Option<Votes>,
    /// Electors who took part.
    pub voters: Option<Votes>,
    /// Blank ballots.
    pub blank: Option<Votes>,
    /// Null ballots.
    pub null: Option<Votes>,
    /// Ballots that express a choice. With several names on a ballot this counts ballots, not votes.
    pub expressed: Option<Votes>,
    /// Votes of those who stood in this round, by candidacy, in ballot-paper order.
    pub votes: Vec<(Place, Votes)>,
    /// Lists of an earlier round whose candidates joined a list of this one.
    pub merged: Vec<Merger>,
}

/// `from` did not stand again: its candidates joined `into`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merger {
    /// The list that stands in this round.
    pub into: Place,
    /// The list of the earlier round.
    pub from: Place,
}

words! {
    /// What equals are parted for.
    pub enum Purpose {
        #[doc = "seats: those chosen have one"]
        Seats = "seats",
        #[doc = "exclusion: those chosen go out"]
        Exclusion = "exclusion",
        #[doc = "an order: the one chosen goes first"]
        Order = "order",
    }
}

impl Purpose {
    pub(crate) fn seats() -> Self {
        Self::Seats
    }

    pub(crate) fn is_seats(&self) -> bool {
        *self == Self::Seats
    }
}

/// A lot drawn by people. The engine owns no dice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lot {
    /// The contest in which it was drawn.
    pub contest: String,
    /// The codes between which it was drawn: must be exactly the equals of the tie.
    pub among: Vec<String>,
    /// The codes drawn, in the order drawn: as many as there were seats open.
    pub drawn: Vec<String>,
    /// What it was drawn for; `None`: the first such tie of the count.
    pub purpose: Option<Purpose>,
    /// Who drew it, when, and where that is written.
    pub source: String,
}

impl Contest {
    /// The candidacy with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<Place> {
        let place = self.candidacies.iter().position(|one| one.code == code)?;
        u32::try_from(place).ok()
    }

    /// The candidacy at this place.
    #[must_use]
    pub fn candidacy(&self, option: Place) -> &Candidacy {
        &self.candidacies[option as usize]
    }

    /// The figures of round `number`, if people voted in it.
    #[must_use]
    pub fn round(&self, number: u8) -> Option<&Round> {
        self.rounds.iter().find(|round| round.number == number)
    }

    /// The seats published in all, if any were.
    #[must_use]
    pub fn published_seats(&self) -> Option<u32> {
        (!self.published.is_empty())
            .then(|| self.published.iter().fold(0u32, |all, (_, seats)| all.saturating_add(*seats)))
    }
}

impl Candidacy {
    /// How many candidates the list has: the most seats it can fill. `None` if nobody said.
    #[must_use]
    pub fn length(&self) -> Option<u32> {
        match (self.candidates, self.persons.len()) {
            (Some(stated), _) => Some(stated),
            (None, 0) => None,
            (None, named) => u32::try_from(named).ok(),
        }
    }

    /// Birth date of whoever holds place `place` (from 0) on the list.
    #[must_use]
    pub fn born(&self, place: usize) -> Option<Date> {
        self.persons.get(place).map_or(if place == 0 { self.born } else { None }, |one| one.born)
    }
}

impl Round {
    /// The votes of `option` in this round; `None` if it did not stand.
    #[must_use]
    pub fn votes_of(&self, option: Place) -> Option<Votes> {
        self.votes.iter().find(|(one, _)| *one == option).map(|(_, votes)| *votes)
    }

    /// All votes given to candidacies.
    #[must_use]
    pub fn all_votes(&self) -> Votes {
        self.votes.iter().map(|(_, votes)| *votes).sum()
    }
}
