//! An election of several tiers as one contest: constituencies within regions within the nation.
//!
//! Votes for lists may be given at any tier; those of an area are the sum of the areas below it,
//! where nobody states them. Votes for persons stand beside them in the constituencies. A party is
//! known by one code everywhere. All of this is input: which sums agree is asked here, what they
//! mean is asked of the law.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Candidacy, Contest, Place, Round};
use crate::diagnostic::{Fault, near};
use crate::number::Votes;
use crate::word::words;

/// The number of an [`Area`] in its election, from 0; 0 is the whole.
pub type AreaNumber = u32;

/// The code of the whole, where a file gives figures of it.
pub const NATION: &str = "nation";

words! {
    /// The tiers of an election, from the lowest.
    pub enum Tier {
        #[doc = "each constituency"]
        Constituency = "each constituency",
        #[doc = "each region: constituencies together"]
        Region = "each region",
        #[doc = "the whole election"]
        Nation = "the nation",
    }
}

impl Tier {
    /// The word of one area of the tier, as files write it.
    #[must_use]
    pub fn one(self) -> &'static str {
        match self {
            Self::Constituency => "constituency",
            Self::Region => "region",
            Self::Nation => NATION,
        }
    }
}

/// A constituency, a region, or the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The identity.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its tier.
    pub tier: Tier,
    /// The area it lies in; `None` for the whole.
    pub within: Option<AreaNumber>,
    /// Its seats, if the files say.
    pub seats: Option<u32>,
    /// Levelling seats it can receive, if the files say.
    pub levelling: Option<u32>,
    /// Inhabitants, where a law divides seats by them.
    pub inhabitants: Option<u64>,
    /// Square kilometres, where a law divides seats by them.
    pub surface: Option<u64>,
    /// Votes for lists; added up from below where nobody states them.
    pub lists: Option<Round>,
    /// Votes for persons, in a constituency.
    pub direct: Option<Round>,
    /// Whether its votes for lists are sums made here.
    pub summed: bool,
}

impl Default for Area {
    fn default() -> Self {
        Self {
            code: NATION.to_owned(),
            name: String::new(),
            tier: Tier::Nation,
            within: None,
            seats: None,
            levelling: None,
            inhabitants: None,
            surface: None,
            lists: None,
            direct: None,
            summed: false,
        }
    }
}

/// The areas of an election and what was cast and won in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    /// The whole first, then the others in file order; an area stands after the one it lies in.
    pub areas: Vec<Area>,
    /// Seats in constituencies as the authority declared them, where votes are not at hand.
    pub won: Vec<(AreaNumber, Place, u32)>,
}

/// What the files say of the tiers of an election, beside its contests.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Areas with the code of the area each lies in; empty if the files name none.
    pub areas: Vec<(Area, String)>,
    /// Votes for lists, by area.
    pub lists: Vec<Contest>,
    /// Votes for persons, by constituency.
    pub direct: Vec<Contest>,
    /// Seats declared: area, party, seats.
    pub won: Vec<(String, String, u32)>,
}

/// A fault, with the code of the area it is about.
pub type AreaFault = (String, Fault);

impl Tiers {
    /// Makes one contest of the parts.
    ///
    /// # Errors
    /// Every fault, with the code of the area it is about: figures of an area that is not listed,
    /// an area without figures, sums that disagree between tiers, a party under two codes.
    pub fn contest(parts: Parts) -> Result<Contest, Vec<AreaFault>> {
        let mut build = Build { faults: Vec::new(), tiers: Self::default(), ..Build::default() };
        build.areas(&parts);
        build.figures(&parts.lists, false);
        build.figures(&parts.direct, true);
        build.declared(&parts.won);
        build.complete();
        build.finish()
    }

    /// Areas that lie directly in `area`.
    pub fn inside(&self, area: AreaNumber) -> impl Iterator<Item = AreaNumber> {
        let inside = move |one: &(AreaNumber, &Area)| one.1.within == Some(area);
        (0..).zip(&self.areas).filter(inside).map(|one| one.0)
    }

    /// The area of this tier in which `area` lies, or it itself.
    #[must_use]
    pub fn above(&self, area: AreaNumber, tier: Tier) -> Option<AreaNumber> {
        let mut at = Some(area);
        while let Some(number) = at {
            let one = &self.areas[number as usize];
            if one.tier == tier {
                return Some(number);
            }
            at = one.within;
        }
        None
    }

    /// Whether `area` is `outer` or lies in it.
    #[must_use]
    pub fn lies_in(&self, area: AreaNumber, outer: AreaNumber) -> bool {
        let mut at = Some(area);
        while let Some(number) = at {
            if number == outer {
                return true;
            }
            at = self.areas[number as usize].within;
        }
        false
    }

    /// The areas of a tier, in order.
    pub fn of_tier(&self, tier: Tier) -> impl Iterator<Item = AreaNumber> {
        let of = move |one: &(AreaNumber, &Area)| one.1.tier == tier;
        (0..).zip(&self.areas).filter(of).map(|one| one.0)
    }

    /// The area.
    #[must_use]
    pub fn area(&self, number: AreaNumber) -> &Area {
        &self.areas[number as usize]
    }

    /// Votes for the list in an area; zero where it has none.
    #[must_use]
    pub fn votes(&self, area: AreaNumber, place: Place) -> Votes {
        let lists = self.areas[area as usize].lists.as_ref();
        lists.and_then(|round| round.votes_of(place)).unwrap_or(0)
    }
}

#[derive(Default)]
struct Build {
    faults: Vec<AreaFault>,
    tiers: Tiers,
    numbers: BTreeMap<String, AreaNumber>,
    candidacies: Vec<Candidacy>,
    codes: BTreeMap<String, Place>,
    /// The code under which a name was first seen, for parties.
    named: BTreeMap<String, (String, String)>,
    published: BTreeMap<Place, u32>,
}

impl Build {
    fn areas(&mut self, parts: &Parts) {
        self.add(Area::default());
        for (area, _) in parts.areas.iter().filter(|one| one.0.code == NATION) {
            self.tiers.areas[0] = Area { tier: Tier::Nation, within: None, ..area.clone() };
        }
        let listed = || parts.areas.iter().filter(|one| one.0.code != NATION);
        for tier in [Tier::Region, Tier::Constituency] {
            for (area, within) in listed().filter(|one| one.0.tier == tier) {
                let known = self.numbers.get(within.as_str()).copied();
                let parent = if within.is_empty() { Some(0) } else { known };
                let above = parent.is_some_and(|one| self.tiers.area(one).tier > tier);
                if !above {
                    let outer = self.tiers.areas.iter().filter(|one| one.tier > tier);
                    let near = near(within, outer.map(|one| one.code.as_str()));
                    let (area, within) = (area.code.clone(), within.clone());
                    self.faults.push((area.clone(), Fault::AreaInNone { area, within, near }));
                }
                if self.numbers.contains_key(&area.code) {
                    let code = area.code.clone();
                    self.faults.push((code.clone(), Fault::AreaTwice { area: code }));
                    continue;
                }
                self.add(Area { within: parent.or(Some(0)), ..area.clone() });
            }
        }
        if parts.areas.is_empty() {
            // Nobody lists the areas: every contest is a constituency of the whole.
            for contest in parts.lists.iter().chain(&parts.direct) {
                if contest.code != NATION && !self.numbers.contains_key(&contest.code) {
                    let tier = Tier::Constituency;
                    let (code, name) = (contest.code.clone(), contest.name.clone());
                    self.add(Area { code, name, tier, within: Some(0), ..Area::default() });
                }
            }
            for (code, ..) in &parts.won {
                if code != NATION && !self.numbers.contains_key(code) {
                    let (tier, name) = (Tier::Constituency, code.clone());
                    let code = code.clone();
                    self.add(Area { code, name, tier, within: Some(0), ..Area::default() });
                }
            }
        }
    }

    fn add(&mut self, area: Area) {
        let number = AreaNumber::try_from(self.tiers.areas.len()).unwrap_or(AreaNumber::MAX);
        self.numbers.insert(area.code.clone(), number);
        self.tiers.areas.push(area);
    }

    fn number(&mut self, code: &str) -> Option<AreaNumber> {
        let found = self.numbers.get(code).copied();
        if found.is_none() {
            let near = near(code, self.numbers.keys().map(String::as_str));
            let contest = code.to_owned();
            self.faults.push((code.to_owned(), Fault::NoSuchContest { contest, near }));
        }
        found
    }

    /// The place of a party, known by its code everywhere.
    fn place(&mut self, area: &str, one: &Candidacy, direct: bool) -> Place {
        let known = self.codes.get(&one.code).copied();
        let place = known.unwrap_or_else(|| {
            let place = Place::try_from(self.candidacies.len()).unwrap_or(Place::MAX);
            self.codes.insert(one.code.clone(), place);
            self.candidacies.push(Candidacy { persons: Vec::new(), ..one.clone() });
            place
        });
        let known = &mut self.candidacies[place as usize];
        if known.kind.is_empty() {
            known.kind.clone_from(&one.kind);
        }
        // In a constituency the name may be a person's; of lists, one name is one party.
        if !direct {
            let key = one.name.trim().to_lowercase();
            match self.named.get(&key) {
                Some((first, _)) if *first != one.code => {
                    let (name, first) = (one.name.clone(), first.clone());
                    let second = one.code.clone();
                    let fault = Fault::PartyTwice { party: name, first, second };
                    self.faults.push((area.to_owned(), fault));
                }
                Some(_) => {}
                None => {
                    self.named.insert(key, (one.code.clone(), area.to_owned()));
                }
            }
        }
        place
    }

    fn figures(&mut self, contests: &[Contest], direct: bool) {
        for contest in contests {
            let places: Vec<Place> = contest
                .candidacies
                .iter()
                .map(|one| self.place(&contest.code, one, direct))
                .collect();
            let Some(number) = self.number(&contest.code) else { continue };
            let Some(round) = contest.rounds.last() else { continue };
            let votes = round
                .votes
                .iter()
                .map(|(place, votes)| (places[*place as usize], *votes))
                .collect();
            let round = Round { votes, ..round.clone() };
            for (place, seats) in &contest.published {
                *self.published.entry(places[*place as usize]).or_default() += seats;
            }
            let area = &mut self.tiers.areas[number as usize];
            if area.name.is_empty() || area.name == area.code {
                area.name.clone_from(&contest.name);
            }
            match direct {
                true => area.direct = Some(round),
                false => {
                    area.lists = Some(round);
                    area.seats = area.seats.or(contest.seats);
                }
            }
            area.inhabitants = area.inhabitants.or(contest.inhabitants);
        }
    }

    fn declared(&mut self, won: &[(String, String, u32)]) {
        for (code, party, seats) in won {
            let Some(number) = self.number(code) else { continue };
            let Some(place) = self.codes.get(party).copied() else {
                let one =
                    Candidacy { code: party.clone(), name: party.clone(), ..Candidacy::default() };
                let place = self.place(code, &one, true);
                self.tiers.won.push((number, place, *seats));
                continue;
            };
            if self.tiers.area(number).direct.is_some() {
                let area = code.clone();
                self.faults.push((code.clone(), Fault::DeclaredAndCounted { area }));
            }
            self.tiers.won.push((number, place, *seats));
        }
    }

    /// Sums from below, where nobody states the figures of an area; where somebody does, they agree.
    fn complete(&mut self) {
        let areas = AreaNumber::try_from(self.tiers.areas.len()).unwrap_or(AreaNumber::MAX);
        for number in (0..areas).rev() {
            let below: Vec<AreaNumber> = self.tiers.inside(number).collect();
            let given: Vec<&Round> =
                below.iter().filter_map(|one| self.tiers.area(*one).lists.as_ref()).collect();
            if given.is_empty() {
                continue;
            }
            let code = self.tiers.area(number).code.clone();
            // A region may have figures where its neighbours' constituencies have them: nobody
            // is without.
            for one in below.iter().filter(|one| self.tiers.area(**one).lists.is_none()) {
                let missing = self.tiers.area(*one);
                let (area, name) = (missing.code.clone(), missing.name.clone());
                self.faults.push((area.clone(), Fault::AreaMissing { area, name }));
            }
            let sum = sum_of(&given);
            match &self.tiers.area(number).lists {
                None => {
                    let area = &mut self.tiers.areas[number as usize];
                    (area.lists, area.summed) = (Some(sum), true);
                }
                Some(stated) => {
                    for (place, votes) in &sum.votes {
                        let above = stated.votes_of(*place).unwrap_or(0);
                        if above != *votes {
                            let fault = Fault::TiersDisagree {
                                area: code.clone(),
                                party: self.candidacies[*place as usize].name.clone(),
                                below: votes.to_string(),
                                above: above.to_string(),
                            };
                            self.faults.push((code.clone(), fault));
                        }
                    }
                }
            }
        }
        let any_direct = self.tiers.areas.iter().any(|one| one.direct.is_some());
        let declared = |number: AreaNumber| self.tiers.won.iter().any(|one| one.0 == number);
        let without: Vec<(String, String)> = (0..)
            .zip(&self.tiers.areas)
            .filter(|(number, one)| {
                let silent = one.direct.is_none() && !declared(*number);
                any_direct && one.tier == Tier::Constituency && silent
            })
            .map(|(_, one)| (one.code.clone(), one.name.clone()))
            .collect();
        for (area, name) in without {
            self.faults.push((area.clone(), Fault::AreaMissing { area, name }));
        }
    }

    fn finish(self) -> Result<Contest, Vec<AreaFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let nation = &self.tiers.areas[0];
        let round = Round { number: 1, ..nation.lists.clone().unwrap_or_default() };
        Ok(Contest {
            code: NATION.to_owned(),
            name: nation.name.clone(),
            seats: nation.seats,
            candidacies: self.candidacies,
            rounds: vec![round],
            published: self.published.into_iter().collect(),
            tiers: Some(Arc::new(self.tiers)),
            ..Contest::default()
        })
    }
}

/// The figures of several areas together; `None` where one of them does not give a figure.
fn sum_of(rounds: &[&Round]) -> Round {
    let sum = |figure: fn(&Round) -> Option<Votes>| {
        rounds.iter().map(|round| figure(round)).sum::<Option<Votes>>()
    };
    let mut votes: Vec<(Place, Votes)> = Vec::new();
    let mut at: BTreeMap<Place, usize> = BTreeMap::new();
    for (place, given) in rounds.iter().flat_map(|round| &round.votes) {
        let index = *at.entry(*place).or_insert_with(|| {
            votes.push((*place, 0));
            votes.len() - 1
        });
        votes[index].1 += given;
    }
    votes.sort_unstable_by_key(|one| one.0);
    Round {
        number: 1,
        registered: sum(|round| round.registered),
        voters: sum(|round| round.voters),
        blank: sum(|round| round.blank),
        null: sum(|round| round.null),
        expressed: sum(|round| round.expressed),
        votes,
        merged: Vec::new(),
    }
}
